"""Check policy (quy ước kiểm tra): what counts as "due soon", and how much is listed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from tthc_deadlines.limits.time_limit import TimeLimit, Unit


@attrs.frozen(kw_only=True)
class CheckPolicy:
    """The choices of a check that no law makes (quy ước kiểm tra).

    A running dossier is *due soon* when its last day has come, or when less than one
    of the two margins is left, in working time.

    Attributes:
        due_soon_working_time: a margin of working time. By default 8 hours, one working
            day: the apology for a dossier that will be late is due "chậm nhất 01 ngày
            trước ngày hết hạn", so this is the last day on which a warning still helps.
        due_soon_share: a share of the whole limit. By default a fifth: with long limits
            one day is too late to do anything, with 30 days six are left.
        backdated_after: working time after which an event counts as entered late. By
            default 8 hours: the systems are to be updated as the work is done, and one
            working day is patience enough.
        stop_too_long: how long a stop may last before it is asked about, where its law
            sets nothing. By default 30 working days.
        uncollected_after: how long a result may lie at the desk. By default 5 working days.
        handover_unaccepted_after: working time after which a handover that nobody accepted
            is reported. By default 8 hours.
        handed_over_late_share: a handover with less than this share of the limit left
            leaves the receiver no time. By default a tenth.
        ping_pong_returns: how many times a dossier may come back to someone who had given
            it away. By default once.
        worst: how many of the worst dossiers are kept.
        listed: how many dossiers each list of what falls due keeps; all are counted.

    >>> CheckPolicy(due_soon_working_time=dt.timedelta(hours=16)).due_soon_share
    Fraction(1, 5)

    Basis: none in law for the margins and thresholds, all of them the library's own; the
    apology: decree 118/2025/NĐ-CP article 19.6.
    """

    due_soon_working_time: dt.timedelta = dt.timedelta(hours=8)
    due_soon_share: Fraction = attrs.field(default=Fraction(1, 5), converter=Fraction)
    backdated_after: dt.timedelta = dt.timedelta(hours=8)
    stop_too_long: TimeLimit = TimeLimit(value=30, unit=Unit.WORKING_DAY)
    uncollected_after: TimeLimit = TimeLimit(value=5, unit=Unit.WORKING_DAY)
    handover_unaccepted_after: dt.timedelta = dt.timedelta(hours=8)
    handed_over_late_share: Fraction = attrs.field(default=Fraction(1, 10), converter=Fraction)
    ping_pong_returns: int = 1
    worst: int = 10
    listed: int = 20
