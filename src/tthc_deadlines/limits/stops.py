"""Stops (khoảng thời gian không tính): how time that does not count moves a due date.

For limits in days the days after the day of stopping, up to and including the day of
resuming, are not counted; for limits in hours the time between the two instants is not.
A stop that begins after the limit ran out changes nothing.

Two things follow that the law does not spell out, so that no limit runs out while it is
stopped. A limit stopped on its very last day has no day left: it is due on the day of
resuming or, when that is off, on the next working day. A day agreed or set stays as it is,
unless it comes while stopped: then it is due in the same way.

A limit with extensions is walked once, part by part, with the stops in order: each takes its
time out of the part it begins in, in that part's own unit, and what follows moves along.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tthc_deadlines.errors import ReversedInterval
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits import counting
from tthc_deadlines.limits.ends import end_of, hours_of, rolled_hours
from tthc_deadlines.limits.policy import ClosingBoundary, ExtensionFrom, HoursOnDayOff
from tthc_deadlines.limits.start import Start
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

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


def rest_of(stop: Stop, before: Stop | None) -> Stop | None:
    """What a stop adds to the one before it (phần chưa bị khoảng trước bao gồm), if anything."""
    if before is None or stop.start > before.end:
        return stop
    return Stop(before.end, stop.end, stop.ground) if stop.end > before.end else None


def begins_in_time(due: Deadline | Part, stop: Stop) -> bool:
    """Whether a stop begins before the limit has run out (còn trong hạn khi tạm dừng).

    On the last day of a limit in days there is still time to stop.
    """
    return _runs_at(due, stop.start)


def _runs_at(due: Deadline | Part, instant: dt.datetime) -> bool:
    if due.on is None or due.at is None:
        return False
    if due.is_day_based:
        return due.calendar.local(instant).date() <= due.on
    return instant <= due.at


def start_after(ended: Deadline | Part) -> Start:
    """Where an extension of what ends there starts (khởi điểm của phần gia hạn)."""
    assert ended.on is not None
    assert ended.at is not None
    assert ended.nominal_on is not None
    nominal = ended.policy.extension_from is ExtensionFrom.NOMINAL
    day_zero = ended.nominal_on if nominal else ended.on
    at = ended.at
    if at == counting.end_of_day(ended.on, ended.calendar):
        at = counting.end_of_day(day_zero, ended.calendar)
    return Start(day_zero, at, day_zero)


def without_stops(due: Deadline) -> tuple[Deadline, list[Stop]]:
    """A deadline as it was before any stop, and the stops that had moved it (hạn chưa dừng).

    A deadline without stops is given back itself.
    """
    stops: list[Stop] = []
    if due.unstopped is None and due.extends is None:
        return due, stops
    limits: list[TimeLimit] = []
    node = due
    while True:
        if node.unstopped is not None:
            stops += node.stops
            node = node.unstopped
        elif node.extends is not None:
            limits.append(node.limit)
            node = node.extends
        else:
            break
    if not stops:
        return due, stops
    for limit in reversed(limits):
        node = node.extended_by(limit)
    return node, stops


class Part:
    """A limit, or one extension of it, as stops move it (một phần của thời hạn).

    Attributes are those of a deadline; the end only ever moves later.
    """

    __slots__ = (
        "agreed_at",
        "at",
        "calendar",
        "is_day_based",
        "limit",
        "nominal_on",
        "on",
        "policy",
        "spent",
        "start",
    )

    def __init__(self, due: Deadline) -> None:
        assert due.on is not None
        assert due.at is not None
        assert due.nominal_on is not None
        self.limit, self.calendar, self.policy = due.limit, due.calendar, due.policy
        self.agreed_at, self.start = due.agreed_at, due.start
        self.is_day_based = due.is_day_based
        self.on, self.at, self.nominal_on = due.on, due.at, due.nominal_on
        self.spent: dt.datetime | None = None  # when hours by the clock run out, not moved

    @property
    def jumps(self) -> bool:
        """Whether a later start may end earlier: hours that policy moves off days off."""
        moved = self.policy.hours_on_day_off is HoursOnDayOff.NEXT_WORKING_DAY
        return moved and not self.is_day_based

    def take(self, stop: Stop) -> None:
        """Take a stop out that begins in this part (trừ một khoảng tạm dừng)."""
        if self.agreed_at is not None:
            self._stay(stop)
        elif self.is_day_based:
            self._take_days(stop)
        else:
            self._take_hours(stop)

    def follow(self, before: Part) -> bool:
        """Start where the part before now ends (bắt đầu khi phần trước kết thúc).

        Returns:
            Whether that is another start than it had.
        """
        start = start_after(before)
        if start == self.start:
            return False
        self.start, self.spent = start, None
        on, at, nominal = end_of(self.limit, start, self.calendar, self.policy)
        assert on is not None
        assert at is not None
        assert nominal is not None
        self._move(on, at, nominal)
        if before.at > self.at:  # hours from a nominal end, before the days off are over
            self.on, self.at = before.on, before.at
        return True

    def lasts_to(self, instant: dt.datetime, following: Part) -> bool:
        """Whether it still runs and the part that follows has not begun (còn trong phần này)."""
        if not _runs_at(self, instant):
            return False
        start = start_after(self)
        if following.is_day_based:
            return self.calendar.local(instant).date() <= start.day_zero
        return start.instant is not None and instant < start.instant

    def _move(self, on: dt.date, at: dt.datetime, nominal: dt.date) -> None:
        """No earlier: hours moved off a day off may end after hours that were not."""
        if at > self.at:
            self.on, self.at = on, at
        self.nominal_on = nominal

    def _stay(self, stop: Stop) -> None:
        """A day set beforehand does not move, but neither does it run out while stopped."""
        calendar = self.calendar
        if self.is_day_based:
            resumed = calendar.local(stop.end).date()
            if resumed > self.on:
                on = calendar.next_working_day_or_same(resumed)
                self._move(on, counting.end_of_day(on, calendar), resumed)
        elif stop.end > self.at:
            at = calendar.next_working_time(stop.end)
            self._move(at.date(), at, at.date())

    def _take_days(self, stop: Stop) -> None:
        calendar = self.calendar
        # Days up to the day of receipt do not count anyway.
        stopped = max(calendar.local(stop.start).date(), self.start.day_zero)
        resumed = calendar.local(stop.end).date()
        if resumed <= stopped:
            return
        nominal = self.nominal_on
        if self.limit.unit is Unit.WORKING_DAY:
            left = calendar.count_working_days(stopped, nominal) if stopped < nominal else 0
            nominal = calendar.add_working_days(resumed, left) if left else resumed
            on = calendar.next_working_day_or_same(nominal)
        else:
            nominal = resumed + max(nominal - stopped, _NOTHING)
            on = counting.roll_over(nominal, calendar, self.policy)
        self._move(on, counting.end_of_day(on, calendar), nominal)

    def _take_hours(self, stop: Stop) -> None:
        calendar, start = self.calendar, self.start.instant
        assert start is not None
        stopped = max(stop.start, start)
        if stop.end <= stopped:
            return
        hours, working = hours_of(self.limit, calendar, self.policy)
        if not working:
            self._take_clock_hours(stopped, stop.end, hours)
            return
        left = calendar.working_time_between(stopped, self.at)
        # Where nothing is left it is due at once, or when the office next opens.
        at = (
            calendar.add_working_time(stop.end, left)
            if left
            else calendar.next_working_time(stop.end)
        )
        if self.policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
            at = calendar.next_working_time(at)
        self._move(at.date(), at, at.date())

    def _take_clock_hours(self, stopped: dt.datetime, end: dt.datetime, hours: Fraction) -> None:
        """Hours by the clock: from when they are spent, because policy may have moved the end."""
        calendar = self.calendar
        if self.spent is None:
            assert self.start.instant is not None
            spent = counting.end_of_hours(self.start.instant, hours, calendar)
            self.spent = spent.astimezone(dt.UTC)
        self.spent = max(self.spent, stopped.astimezone(dt.UTC)) + (end - stopped)
        self._move(*rolled_hours(calendar.local(self.spent), calendar, self.policy))


_NOTHING = dt.timedelta()


class Course:
    """How a limit and its extensions go with the stops in order (diễn biến thời hạn).

    Stops are given one after the other, in order and apart. Each step costs the same however
    many went before; only the end of all, while extensions lie ahead, is walked to.
    """

    def __init__(self, whole: Deadline) -> None:
        """``whole`` has a due date and no stops."""
        self.whole = whole
        self._ahead: deque[Part] = deque()
        self._part = Part(whole)
        self._jumps = False
        while whole.extends is not None:
            self._ahead.appendleft(self._part)
            self._jumps |= self._part.jumps
            whole = whole.extends
            self._part = Part(whole)

    def reaches(self, instant: dt.datetime) -> bool:
        """Whether it still runs then, stops so far taken out (còn trong hạn vào lúc đó).

        Goes on to the part in which the instant falls: none before it is looked at again.
        """
        while self._ahead:
            following = self._ahead[0]
            if self._part.lasts_to(instant, following):
                return True
            following.follow(self._part)
            self._part = self._ahead.popleft()
        return _runs_at(self._part, instant)

    def take(self, stop: Stop) -> Part | None:
        """Take a stop out, if it begins in time (trừ một khoảng tạm dừng).

        Returns:
            The part it begins in; ``None`` if the limit had run out and nothing changes.
        """
        if not self.reaches(stop.start):
            return None
        part = self._part
        part.take(stop)
        if self._jumps:
            self.end()  # which keeps an end that a later stop would make earlier
        return part

    def end(self) -> Part:
        """The last part, where all of it now ends (phần cuối cùng)."""
        last = self._part
        for part in self._ahead:
            if not part.follow(last):
                return self._ahead[-1]  # and so none of those that follow it
            last = part
        return last

    def extend(self, amount: TimeLimit) -> bool:
        """Add an extension, if that makes it end later (gia hạn); else nothing changes.

        Raises:
            InvalidLimit: the amount is a lower bound. OutOfCoverage: the end.
        """
        last = self.end()
        longer = self.whole.extended_by(amount)
        if longer.on is None:
            return False
        part = Part(longer)
        part.follow(last)
        if part.at <= last.at:
            return False
        self._ahead.append(part)
        self._jumps |= part.jumps
        self.whole = longer
        return True


def lost_days(part: Part, stop: Stop) -> int:
    """How many days of the limit's own kind a stop takes out (số ngày không tính).

    0 where a day was agreed or set.
    """
    calendar = part.calendar
    stopped = max(calendar.local(stop.start).date(), part.start.day_zero)
    resumed = calendar.local(stop.end).date()
    if resumed <= stopped or part.agreed_at is not None:
        return 0
    if part.limit.unit is Unit.WORKING_DAY:
        return calendar.count_working_days(stopped, resumed)
    return (resumed - stopped).days


def lost_time(part: Part, stop: Stop) -> dt.timedelta:
    """How much of a limit in hours a stop takes out (thời gian không tính)."""
    if part.agreed_at is not None:
        return _NOTHING
    assert part.start.instant is not None  # hours run from an instant
    first = max(stop.start, part.start.instant)
    if stop.end <= first:
        return _NOTHING
    _, working = hours_of(part.limit, part.calendar, part.policy)
    return part.calendar.working_time_between(first, stop.end) if working else stop.end - first
