"""Gaps (bỏ trống): when nobody active, present and competent has a dossier, why, how long.

And those to come: what an announced absence or the end of an appointment will leave without
a holder, if nobody does anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

import attrs

from tthc_deadlines.dossiers.history import State
from tthc_deadlines.responsibility.custody import Custodian
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason, Segment


@attrs.frozen(kw_only=True)
class Gap:
    """A time without an active, present, competent holder (một khoảng bỏ trống), half-open.

    Attributes:
        reason: why; ``start``, ``end`` from and up to; ``working`` the working time in it.
        official: of one outside his competence, who has it; else who had it last, "" if
            nobody ever had.
        unit: where it lies, as far as known.
    """

    reason: Reason
    start: dt.datetime
    end: dt.datetime
    working: dt.timedelta
    official: str = ""
    unit: str = ""


def gaps_of(segments: Iterable[Segment]) -> tuple[Gap, ...]:
    """The gaps among the segments of a dossier (các khoảng bỏ trống), neighbours joined.

    Basis: none in law; the directives that no task is without one named person.
    """
    found: list[Gap] = []
    for one in segments:
        if one.reason is None:
            continue
        official = one.official or one.last_official
        gap = Gap(
            reason=one.reason,
            start=one.start,
            end=one.end,
            working=one.working,
            official=official,
            unit=one.unit,
        )
        before = found[-1] if found else None
        if before is not None and _goes_on(before, gap):
            found[-1] = attrs.evolve(before, end=gap.end, working=before.working + gap.working)
        else:
            found.append(gap)
    return tuple(found)


def _goes_on(before: Gap, after: Gap) -> bool:
    same = (before.reason, before.official, before.unit) == (
        after.reason, after.official, after.unit,
    )  # fmt: skip
    return same and before.end == after.start


def next_gap(custodian: Custodian, at: dt.datetime, until: dt.datetime) -> Gap | None:
    """The first gap after an instant if nothing more happens (khoảng bỏ trống sắp tới).

    Only what the organisation already says is looked at: absences announced, appointments
    and delegations that end, units that end. ``None`` where it has no holder now, waits for
    the applicant, has ended, or nothing changes up to ``until``. ``official`` is who has it
    now.

    Basis: as for :func:`gaps_of`.
    """
    if custodian.organisation is None or custodian.history.state is not State.RUNNING:
        return None
    now = custodian.holding_at(at)
    if now.reason is not None or now.ground is Ground.RECEIPT:
        return None
    holder = now.official if now.held_by is HeldBy.OFFICIAL else ""
    points = sorted(custodian.changes_ahead(at, until))
    found: Gap | None = None
    for point, following in pairwise([*points, until]):
        reason = custodian.holding_at(point).reason
        if found is not None and reason is not found.reason:
            break
        if reason is None or reason is Reason.NEVER_ASSIGNED:
            continue
        start = custodian.calendar.next_working_time(point) if found is None else found.start
        if start >= following:  # nobody works in it
            continue
        found = Gap(
            reason=reason,
            start=start,
            end=following,
            working=custodian.calendar.working_time_between(start, following),
            official=holder,
            unit=now.unit,
        )
    return found
