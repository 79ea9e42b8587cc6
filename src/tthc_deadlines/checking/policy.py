"""Check policy (quy ước kiểm tra): what counts as "due soon", and how much is listed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs


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
        worst: how many of the worst dossiers are kept.
        listed: how many dossiers each list of what falls due keeps; all are counted.

    >>> CheckPolicy(due_soon_working_time=dt.timedelta(hours=16)).due_soon_share
    Fraction(1, 5)

    Basis: none in law for the margins; the apology: decree 118/2025/NĐ-CP article 19.6.
    """

    due_soon_working_time: dt.timedelta = dt.timedelta(hours=8)
    due_soon_share: Fraction = attrs.field(default=Fraction(1, 5), converter=Fraction)
    worst: int = 10
    listed: int = 20
