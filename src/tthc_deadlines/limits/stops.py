"""Stops (khoảng thời gian không tính): how time that does not count moves a due date.

For limits in days the days after the day of stopping, up to and including the day of
resuming, are not counted; for limits in hours the time between the two instants is not.
A stop that begins after the limit ran out changes nothing.

Two things follow that the law does not spell out, so that no limit runs out while it is
stopped. A limit stopped on its very last day has no day left: it is due on the day of
resuming or, when that is off, on the next working day. A day agreed or set stays as it is,
unless it comes while stopped: then it is due in the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tthc_deadlines.errors import ReversedInterval
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits import counting
from tthc_deadlines.limits.ends import End, hours_of
from tthc_deadlines.limits.policy import ClosingBoundary, HoursOnDayOff
from tthc_deadlines.limits.time_limit import Unit

if TYPE_CHECKING:
    from tthc_deadlines.limits.deadline import Deadline


class Stop(NamedTuple):
    """Time that is not counted (khoảng không tính), from one instant to another.

    ``ground`` is why, in words for the explanation, Vietnamese and English.
    """

    start: dt.datetime
    end: dt.datetime
    ground: tuple[str, str] = ("", "")


def merged(stops: Iterable[Stop]) -> list[Stop]:
    """Overlapping and touching stops as one (gộp các khoảng chồng nhau), in order.

    Raises:
        ReversedInterval: a stop that ends before it starts. NaiveTimestamp: an instant
            without a time zone.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> day = dt.datetime(2026, 11, 2, 9, tzinfo=VIETNAM)
    >>> hour = dt.timedelta(hours=1)
    >>> [found.end - found.start for found in merged([Stop(day, day + 2 * hour),
    ...                                               Stop(day + hour, day + 3 * hour)])]
    [datetime.timedelta(seconds=10800)]
    """
    checked = [_checked(stop) for stop in stops]
    if len(checked) < 2:
        return checked
    found: list[Stop] = []
    for stop in sorted(checked):
        if found and stop.start <= found[-1].end:
            last = found[-1]
            ground = _both(last.ground, stop.ground)
            found[-1] = Stop(last.start, max(last.end, stop.end), ground)
        else:
            found.append(stop)
    return found


def _checked(stop: Stop) -> Stop:
    start, end = as_instant(stop.start, "start"), as_instant(stop.end, "end")
    if end < start:
        raise ReversedInterval(start=start, end=end)
    same = start is stop.start and end is stop.end
    return stop if same else Stop(start, end, stop.ground)


def _both(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    """The words of both, each ground once."""
    if not any(second) or second[0] in first[0].split("; "):
        return first
    return ("; ".join(filter(None, (first[0], second[0]))),
            "; ".join(filter(None, (first[1], second[1]))))  # fmt: skip


def begins_in_time(due: Deadline, stop: Stop) -> bool:
    """Whether a stop begins before the limit has run out (còn trong hạn khi tạm dừng).

    On the last day of a limit in days there is still time to stop.
    """
    if due.on is None or due.at is None:
        return False
    if due.is_day_based:
        return due.calendar.local(stop.start).date() <= due.on
    return stop.start <= due.at


def end_after(due: Deadline, stop: Stop) -> End:
    """Where a deadline ends after one stop that begins in time (hạn sau khi tạm dừng).

    Never earlier than before, and never before the day of resuming.
    """
    before = _extended_part(due, stop, due.stops) if due.extends is not None else None
    if before is not None:
        moved = before.stopped_for([stop]).extended_by(due.limit)
        return _not_before(due, (moved.on, moved.at, moved.nominal_on))
    if due.agreed_at is not None:
        return _as_agreed(due, stop)
    return _in_days(due, stop) if due.is_day_based else _in_hours(due, stop)


def _not_before(due: Deadline, end: End) -> End:
    """The end, but no earlier: hours moved off a day off may end after hours that were not."""
    assert due.at is not None
    assert end[1] is not None
    return end if end[1] > due.at else (due.on, due.at, end[2])


def _extended_part(due: Deadline, stop: Stop, earlier: tuple[Stop, ...]) -> Deadline | None:
    """What an extension extends, earlier stops taken out, if the stop begins within it."""
    before = due.extends
    if before is None:
        return None
    for one in (*earlier, stop):
        if not begins_in_time(before, one):
            return None
        start = before.extended_by(due.limit).start
        if due.is_day_based:
            is_within = due.calendar.local(one.start).date() <= start.day_zero
        else:
            is_within = start.instant is not None and one.start < start.instant
        if not is_within:
            return None
        if one is not stop:
            before = before.stopped_for([one])
    return before


def _as_agreed(due: Deadline, stop: Stop) -> End:
    """A day set beforehand does not move, but neither does it run out while stopped."""
    calendar = due.calendar
    assert due.on is not None
    assert due.at is not None
    if due.is_day_based:
        resumed = calendar.local(stop.end).date()
        if resumed <= due.on:
            return due.on, due.at, due.nominal_on
        on = calendar.next_working_day_or_same(resumed)
        return on, counting.end_of_day(on, calendar), resumed
    if stop.end <= due.at:
        return due.on, due.at, due.nominal_on
    at = calendar.next_working_time(stop.end)
    return at.date(), at, at.date()


def _in_days(due: Deadline, stop: Stop) -> End:
    calendar = due.calendar
    assert due.on is not None
    assert due.nominal_on is not None
    # Days up to the day of receipt do not count anyway.
    stopped = max(calendar.local(stop.start).date(), due.start.day_zero)
    resumed = calendar.local(stop.end).date()
    if resumed <= stopped:
        return due.on, due.at, due.nominal_on
    if due.limit.unit is Unit.WORKING_DAY:
        nominal = due.nominal_on
        left = calendar.count_working_days(stopped, nominal) if stopped < nominal else 0
        nominal = calendar.add_working_days(resumed, left) if left else resumed
        on = calendar.next_working_day_or_same(nominal)
    else:
        nominal = resumed + max(due.nominal_on - stopped, _NOTHING)
        on = counting.roll_over(nominal, calendar, due.policy)
    return on, counting.end_of_day(on, calendar), nominal


_NOTHING = dt.timedelta()


def _in_hours(due: Deadline, stop: Stop) -> End:
    calendar = due.calendar
    assert due.at is not None
    assert due.start.instant is not None
    stopped = max(stop.start, due.start.instant)
    if stop.end <= stopped:
        return due.on, due.at, due.nominal_on
    _, working = hours_of(due.limit, calendar, due.policy)
    if not working:
        return _in_clock_hours(due, stop)
    left = calendar.working_time_between(stopped, due.at)
    # Where nothing is left it is due at once, or when the office next opens.
    at = calendar.add_working_time(stop.end, left) if left else calendar.next_working_time(stop.end)
    if due.policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
        at = calendar.next_working_time(at)
    return at.date(), at, at.date()


def _in_clock_hours(due: Deadline, stop: Stop) -> End:
    """Hours by the clock: counted again from the start, because policy may have moved the end."""
    calendar, start = due.calendar, due.start.instant
    assert start is not None
    hours, _ = hours_of(due.limit, calendar, due.policy)
    spent = counting.end_of_hours(start, hours, calendar).astimezone(dt.UTC)
    for one in (*due.stops, stop):
        first = max(one.start, start)
        if one.end > first:
            spent = max(spent, first.astimezone(dt.UTC)) + (one.end - first)
    at = calendar.local(spent)
    on = nominal = at.date()
    if not calendar.is_working_day(nominal) and (  # which refuses what lies outside
        due.policy.hours_on_day_off is HoursOnDayOff.NEXT_WORKING_DAY
    ):
        on = calendar.next_working_day(nominal)
        at = counting.end_of_day(on, calendar)
    return _not_before(due, (on, at, nominal))


def part_of(due: Deadline, stop: Stop) -> Deadline:
    """The part of an extended limit that a stop takes time out of (phần thời hạn bị dừng).

    ``stop`` is one of ``due.stops``.
    """
    earlier = due.stops[: due.stops.index(stop)]
    before = _extended_part(due, stop, earlier)
    return due if before is None else part_of(before.stopped_for([stop]), stop)


def lost_days(due: Deadline, stop: Stop) -> int:
    """How many days of the limit's own kind a stop takes out (số ngày không tính).

    None where a day was agreed or set.
    """
    calendar = due.calendar
    stopped = max(calendar.local(stop.start).date(), due.start.day_zero)
    resumed = calendar.local(stop.end).date()
    if resumed <= stopped or due.agreed_at is not None:
        return 0
    if due.limit.unit is Unit.WORKING_DAY:
        return calendar.count_working_days(stopped, resumed)
    return (resumed - stopped).days


def lost_time(due: Deadline, stop: Stop) -> dt.timedelta:
    """How much of a limit in hours a stop takes out (thời gian không tính)."""
    start = due.start.instant
    first = stop.start if start is None else max(stop.start, start)
    if stop.end <= first or due.agreed_at is not None:
        return _NOTHING
    _, working = hours_of(due.limit, due.calendar, due.policy)
    return due.calendar.working_time_between(first, stop.end) if working else stop.end - first
