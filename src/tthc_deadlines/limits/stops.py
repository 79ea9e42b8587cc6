"""Stops (khoảng thời gian không tính): how time that does not count moves a due date.

For limits in days the days after the day of stopping, up to and including the day of
resuming, are not counted; for limits in hours the time between the two instants is not.
A stop that begins after the limit ran out changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tthc_deadlines.errors import OutOfCoverage, ReversedInterval
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits import counting
from tthc_deadlines.limits.ends import End, hours_of
from tthc_deadlines.limits.policy import ClosingBoundary
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
    found: list[Stop] = []
    for stop in sorted(stops, key=lambda one: (one.start, one.end)):
        start, end = as_instant(stop.start, "start"), as_instant(stop.end, "end")
        if end < start:
            raise ReversedInterval(start=start, end=end)
        if found and start <= found[-1].end:
            last = found[-1]
            found[-1] = Stop(last.start, max(last.end, end), _both(last.ground, stop.ground))
        else:
            found.append(stop)
    return found


def _both(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    if second == first or not any(second):
        return first
    return ("; ".join(filter(None, (first[0], second[0]))),
            "; ".join(filter(None, (first[1], second[1]))))  # fmt: skip


def begins_in_time(due: Deadline, stop: Stop) -> bool:
    """Whether a stop begins before the limit has run out (còn trong hạn khi tạm dừng).

    On the last day of a limit in days there is still time to stop.
    """
    if due.on is None or due.at is None or due.agreed_at is not None:
        return False
    if due.is_day_based:
        return due.calendar.local(stop.start).date() <= due.on
    return stop.start <= due.at


def end_after(due: Deadline, stop: Stop) -> End:
    """Where a deadline ends after one stop that begins in time (hạn sau khi tạm dừng).

    Never earlier than before, and never before the day of resuming.
    """
    return _in_days(due, stop) if due.is_day_based else _in_hours(due, stop)


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
        lost = calendar.count_working_days(stopped, resumed)
        on = calendar.add_working_days(due.on, lost) if lost else due.on
        nominal = on = max(on, calendar.next_working_day_or_same(resumed))
    else:
        nominal = max(due.nominal_on, stopped) + (resumed - stopped)
        on = counting.roll_over(nominal, calendar, due.policy)
    return on, counting.end_of_day(on, calendar), nominal


def _in_hours(due: Deadline, stop: Stop) -> End:
    calendar = due.calendar
    assert due.at is not None
    assert due.start.instant is not None
    stopped = max(stop.start, due.start.instant)
    if stop.end <= stopped:
        return due.on, due.at, due.nominal_on
    _, working = hours_of(due.limit, calendar, due.policy)
    if working:
        left = calendar.working_time_between(stopped, due.at)
        at = calendar.add_working_time(stop.end, left) if left else _opening(due, stop.end)
        if due.policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
            at = calendar.next_working_time(at)
        return at.date(), at, at.date()
    at = calendar.local(due.at.astimezone(dt.UTC) + (stop.end - stopped))
    if not calendar.coverage[0] <= at.date() <= calendar.coverage[1]:
        first, last = calendar.coverage
        raise OutOfCoverage(value=at, covered_from=first, covered_to=last, edition=calendar.edition)
    if due.ends_with_day and due.on != due.nominal_on:  # moved off a day off, by policy
        on = calendar.next_working_day_or_same(at.date() - counting.ONE_DAY)
        return on, counting.end_of_day(on, calendar), on
    return at.date(), at, at.date()


def _opening(due: Deadline, resumed: dt.datetime) -> dt.datetime:
    """Nothing is left: due at once, or when the office next opens."""
    return due.calendar.next_working_time(resumed)


def lost_days(due: Deadline, stop: Stop) -> int:
    """How many days of the limit's own kind a stop takes out (số ngày không tính)."""
    calendar = due.calendar
    stopped = max(calendar.local(stop.start).date(), due.start.day_zero)
    resumed = calendar.local(stop.end).date()
    if resumed <= stopped:
        return 0
    if due.limit.unit is Unit.WORKING_DAY:
        return calendar.count_working_days(stopped, resumed)
    return (resumed - stopped).days
