"""Counting working time (tính giờ làm việc): running counts and one table a kind of day.

Sessions are half-open: the opening instant is worked, the closing instant is not. A budget
of working time that runs out exactly at closing ends *at* closing.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from zoneinfo import ZoneInfo

from tthc_deadlines.calendar.day_arithmetic import DayArithmetic
from tthc_deadlines.calendar.hours import DAY_SECONDS, Sessions
from tthc_deadlines.errors import ReversedInterval, WrongType
from tthc_deadlines.instants import as_instant

_Datetime = dt.datetime
_Timedelta = dt.timedelta
_MICRO = 1_000_000
_SECOND = dt.timedelta(seconds=1)
_LONGEST_DAY = DAY_SECONDS + 3 * 3600  # a day on which the clocks go back


class TimeArithmetic(DayArithmetic):
    """The part of a calendar that counts working time (phần tính theo giờ)."""

    __slots__ = ("_origin", "_quick", "_shifts", "_until", "_worked", "_zone")

    _origin: dt.datetime
    _quick: list[array[int]] | None
    _shifts: dict[int, dt.datetime]
    _until: list[int]
    _worked: list[array[int]] | None
    _zone: ZoneInfo

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the working hours (múi giờ)."""
        return self._zone

    def _tables(self) -> list[array[int]]:
        """Worked seconds before each second of each day; made when time is first asked for."""
        if self._worked is None:
            known: dict[Sessions, array[int]] = {}
            for sessions in set(self._sessions):
                known[sessions] = _worked_before(sessions)
            tables = [known[sessions] for sessions in self._sessions]
            # Two threads may both get here: they write equal tables.
            object.__setattr__(self, "_worked", tables)
            object.__setattr__(self, "_quick", None if self._shifts else tables)
            return tables
        return self._worked

    def local(self, instant: dt.datetime) -> dt.datetime:
        """An instant in the calendar's own zone (giờ địa phương).

        Raises:
            NaiveTimestamp: no time zone. OutOfCoverage: its local day is not covered.
        """
        try:
            if type(instant) is dt.datetime and instant.tzinfo is self._zone:
                local = instant
            else:
                local = as_instant(instant, "instant").astimezone(self._zone)
        except OverflowError:  # the very first and last instants a datetime can hold
            raise self._outside(instant) from None
        if not 0 <= local.toordinal() - self._first < self._size:
            raise self._outside(instant)
        return local

    def _place(self, instant: dt.datetime) -> tuple[int, int, int]:
        """Index of the local day; seconds and microseconds of real time since it began."""
        instant = self.local(instant)
        index = instant.toordinal() - self._first
        if index in self._shifts:  # a day with a change of clocks
            passed = instant.astimezone(dt.UTC) - self._shifts[index]
            return index, passed.days * DAY_SECONDS + passed.seconds, passed.microseconds
        seconds = instant.hour * 3600 + instant.minute * 60 + instant.second
        return index, seconds, instant.microsecond

    def _worked_until(self, instant: dt.datetime) -> int:
        """Working microseconds from the beginning of coverage up to an instant."""
        index, second, micro = self._place(instant)
        table = self._tables()[index]
        worked = table[second]
        if micro and table[second + 1] == worked:
            micro = 0
        return (self._until[index] + worked) * _MICRO + micro

    def _instant(self, index: int, second: int, micro: int = 0) -> dt.datetime:
        if index in self._shifts:
            moment = self._shifts[index] + _Timedelta(seconds=second, microseconds=micro)
            return moment.astimezone(self._zone)
        return self._origin + _Timedelta(index, second, micro)

    def working_time_between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Working time from ``start`` to ``end`` (thời gian làm việc giữa hai thời điểm).

        Raises:
            ReversedInterval: the end lies before the start.
            NaiveTimestamp: an instant without a time zone.

        >>> from tthc_deadlines import vietnam_calendar
        >>> from tthc_deadlines.instants import VIETNAM
        >>> friday = dt.datetime(2026, 11, 20, 15, 30, tzinfo=VIETNAM)
        >>> vietnam_calendar().working_time_between(friday, friday + dt.timedelta(days=3))
        datetime.timedelta(seconds=28800)
        """
        # Whole seconds, the common case, need four look-ups. Between aware datetimes of the
        # standard library the difference is a plain timedelta; all else goes the exact way.
        tables = self._quick
        if tables is not None:
            try:
                begin, finish = start - self._origin, end - self._origin
            except TypeError:  # a naive datetime, or none at all: reported below
                return self._time_between(start, end)
            if type(begin) is type(finish) is _Timedelta:
                i, j = begin.days, finish.days
                if 0 <= i <= j < self._size and not (begin.microseconds or finish.microseconds):
                    until = self._until
                    worked = until[j] + tables[j][finish.seconds]
                    worked -= until[i] + tables[i][begin.seconds]
                    if worked > 0:
                        return _SECOND * worked
        return self._time_between(start, end)

    def _time_between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """The same, to the microsecond, whatever the zone."""
        worked = self._worked_until(end) - self._worked_until(start)
        if worked <= 0 and end < start:
            raise ReversedInterval(start=start, end=end)
        return _Timedelta(microseconds=worked)

    def add_working_time(self, instant: dt.datetime, duration: dt.timedelta) -> dt.datetime:
        """When a budget of working time runs out; negative goes back (cộng giờ làm việc).

        Counting starts at ``instant`` if it is worked, otherwise at the next opening. A
        budget that ends exactly at closing ends *at* closing; going back, one that ends
        exactly at opening ends at opening. A zero budget gives the next working instant.

        Raises:
            OutOfCoverage, NaiveTimestamp; WrongType: ``duration`` is not a timedelta.

        >>> from tthc_deadlines import vietnam_calendar
        >>> from tthc_deadlines.instants import VIETNAM
        >>> friday = dt.datetime(2026, 11, 20, 15, 30, tzinfo=VIETNAM)
        >>> vietnam_calendar().add_working_time(friday, dt.timedelta(hours=8)).isoformat()
        '2026-11-23T15:30:00+07:00'

        Basis: Civil Code 2015 article 147.1 (minutes and hours run from the fixed moment).
        """
        if not isinstance(duration, _Timedelta):
            raise WrongType(field="duration", value=duration, expected="a timedelta")
        seconds, micro = duration.days * DAY_SECONDS + duration.seconds, duration.microseconds
        tables = self._quick
        if (
            tables is not None
            and seconds > 0
            and not micro
            and type(instant) is _Datetime
            and instant.tzinfo is self._zone
        ):
            begin = instant - self._origin
            index = begin.days
            if 0 <= index < self._size and not begin.microseconds:
                until = self._until
                target = until[index] + tables[index][begin.seconds] + seconds
                if target <= until[-1]:
                    index = bisect_left(until, target) - 1
                    left = target - until[index]
                    for opening, closing in self._sessions[index]:
                        if left <= closing - opening:
                            return self._origin + _SECOND * (index * DAY_SECONDS + opening + left)
                        left -= closing - opening
        return self._add_exactly(instant, seconds * _MICRO + micro)

    def _add_exactly(self, instant: dt.datetime, budget: int) -> dt.datetime:
        """Add microseconds of working time, whatever the zone and the direction."""
        if budget == 0:
            return self.next_working_time(instant)
        target = self._worked_until(instant) + budget
        second, micro = divmod(target, _MICRO)
        # Forward, the first day whose end reaches the target; back, the last day that
        # begins at or before it: so closing and opening instants come out as documented.
        if not 0 <= target <= self._until[-1] * _MICRO:
            duration = _Timedelta(microseconds=budget)
            raise self._outside(f"{instant} + {duration}")
        whole = second + bool(micro)
        forward = budget > 0
        index = (
            bisect_left(self._until, whole) if forward else bisect_right(self._until, second)
        ) - 1
        left = second - self._until[index]
        for opening, closing in self._sessions[index]:
            length = closing - opening
            if left < length or (forward and left == length and not micro):
                return self._instant(index, opening + left, micro)
            left -= length
        raise AssertionError("the tables hold more time than the sessions")  # pragma: no cover

    def is_working_time(self, instant: dt.datetime) -> bool:
        """Whether an instant is worked (có trong giờ làm việc không): opening yes, closing no."""
        index, second, _ = self._place(instant)
        return any(opening <= second < closing for opening, closing in self._sessions[index])

    def next_working_time(self, instant: dt.datetime) -> dt.datetime:
        """The instant itself if it is worked, otherwise the next opening (giờ mở cửa tới)."""
        index, second, micro = self._place(instant)
        for opening, closing in self._sessions[index]:
            if second < opening:
                return self._instant(index, opening)
            if second < closing:
                return self._instant(index, second, micro)
        index = self._index(self.add_working_days(self._dates[index], 1))
        return self._instant(index, self._sessions[index][0][0])

    def next_closing(self, instant: dt.datetime) -> dt.datetime:
        """The end of the session that holds the instant, or of the next (giờ đóng cửa tới)."""
        index, second, _ = self._place(instant)
        for _, closing in self._sessions[index]:
            if second < closing:
                return self._instant(index, closing)
        index = self._index(self.add_working_days(self._dates[index], 1))
        return self._instant(index, self._sessions[index][0][1])

    def office_closing(self, date: dt.date) -> dt.datetime | None:
        """The end of the last session of a day (giờ đóng cửa); ``None`` on a day off."""
        index = self._index(date)
        sessions = self._sessions[index]
        return self._instant(index, sessions[-1][1]) if sessions else None


@lru_cache(maxsize=256)
def _worked_before(sessions: Sessions) -> array[int]:
    """For every second of a day, how many were worked before it."""
    table, worked, here = array("I"), 0, 0
    for opening, closing in sessions:
        table.extend(array("I", [worked]) * (opening - here))
        table.extend(range(worked, worked + closing - opening))
        worked, here = worked + closing - opening, closing
    table.extend(array("I", [worked]) * (_LONGEST_DAY - here))
    return table
