"""Counting working time (tính giờ làm việc): running counts and the sessions of one day.

Sessions are half-open: the opening instant is worked, the closing instant is not. A budget
of working time that runs out exactly at closing ends *at* closing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from zoneinfo import ZoneInfo

from tthc_deadlines.calendar.day_arithmetic import DayArithmetic
from tthc_deadlines.calendar.hours import DAY_SECONDS
from tthc_deadlines.errors import ReversedInterval, WrongType
from tthc_deadlines.instants import as_instant

_MICRO = 1_000_000


class TimeArithmetic(DayArithmetic):
    """The part of a calendar that counts working time (phần tính theo giờ)."""

    __slots__ = ("_micro_until", "_shifts", "_zone")

    _micro_until: list[int]
    _shifts: dict[int, dt.datetime]
    _zone: ZoneInfo

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the working hours (múi giờ)."""
        return self._zone

    def _place(self, instant: dt.datetime) -> tuple[int, int]:
        """Index of the local day, and microseconds since its beginning."""
        if type(instant) is not dt.datetime or instant.tzinfo is not self._zone:
            instant = as_instant(instant, "instant").astimezone(self._zone)
        index = instant.toordinal() - self._first
        if not 0 <= index < self._size:
            raise self._outside(instant)
        if index in self._shifts:  # a day with a change of clocks: count real time
            passed = instant.astimezone(dt.UTC) - self._shifts[index]
            return index, (passed.days * DAY_SECONDS + passed.seconds) * _MICRO + (
                passed.microseconds
            )
        seconds = instant.hour * 3600 + instant.minute * 60 + instant.second
        return index, seconds * _MICRO + instant.microsecond

    def _worked_until(self, instant: dt.datetime) -> int:
        """Working microseconds from the beginning of coverage up to an instant."""
        index, micro = self._place(instant)
        worked = self._micro_until[index]
        for opening, closing in self._sessions[index]:
            start = opening * _MICRO
            if micro <= start:
                break
            end = closing * _MICRO
            worked += (micro if micro < end else end) - start
        return worked

    def _instant(self, index: int, micro: int) -> dt.datetime:
        if index in self._shifts:
            moment = self._shifts[index] + dt.timedelta(microseconds=micro)
            return moment.astimezone(self._zone)
        day = self._dates[index]
        return dt.datetime(day.year, day.month, day.day, tzinfo=self._zone) + dt.timedelta(
            microseconds=micro
        )

    def working_time_between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Working time from ``start`` to ``end`` (thời gian làm việc giữa hai thời điểm).

        Raises:
            ReversedInterval: the end lies before the start.
            NaiveTimestamp: an instant without a time zone.
        """
        worked = self._worked_until(end) - self._worked_until(start)
        if worked <= 0 and end < start:
            raise ReversedInterval(start=start, end=end)
        return dt.timedelta(microseconds=worked)

    def add_working_time(self, instant: dt.datetime, duration: dt.timedelta) -> dt.datetime:
        """The instant at which a budget of working time runs out; negative goes back.

        Counting starts at ``instant`` if it is worked, otherwise at the next opening. A
        budget that ends exactly at closing ends *at* closing; going back, one that ends
        exactly at opening ends at opening. A zero budget gives the next working instant.

        Raises:
            OutOfCoverage, NaiveTimestamp; WrongType: ``duration`` is not a timedelta.

        Basis: Civil Code 2015 article 147.1 (minutes and hours run from the fixed moment).
        """
        if not isinstance(duration, dt.timedelta):
            raise WrongType(field="duration", value=duration, expected="a timedelta")
        budget = (duration.days * DAY_SECONDS + duration.seconds) * _MICRO + duration.microseconds
        if budget == 0:
            return self.next_working_time(instant)
        target = self._worked_until(instant) + budget
        until = self._micro_until
        if not 0 <= target <= until[-1]:
            raise self._outside(f"{instant} + {duration} of working time")
        # Forward, the first day whose end reaches the target; back, the last day that
        # begins at or before it: so closing and opening instants come out as documented.
        index = (bisect_left(until, target) if budget > 0 else bisect_right(until, target)) - 1
        left = target - until[index]
        for opening, closing in self._sessions[index]:
            length = (closing - opening) * _MICRO
            if left < length or (budget > 0 and left == length):
                return self._instant(index, opening * _MICRO + left)
            left -= length
        raise self._outside(f"{instant} + {duration} of working time")

    def is_working_time(self, instant: dt.datetime) -> bool:
        """Whether an instant is worked (có trong giờ làm việc không): opening yes, closing no."""
        index, micro = self._place(instant)
        return any(a * _MICRO <= micro < b * _MICRO for a, b in self._sessions[index])

    def next_working_time(self, instant: dt.datetime) -> dt.datetime:
        """The instant itself if it is worked, otherwise the next opening."""
        index, micro = self._place(instant)
        for opening, closing in self._sessions[index]:
            if micro < closing * _MICRO:
                return self._instant(index, max(micro, opening * _MICRO))
        index = self._index(self.add_working_days(self._dates[index], 1))
        return self._instant(index, self._sessions[index][0][0] * _MICRO)

    def next_closing(self, instant: dt.datetime) -> dt.datetime:
        """The end of the session that holds the instant, otherwise of the next session."""
        index, micro = self._place(instant)
        for _, closing in self._sessions[index]:
            if micro < closing * _MICRO:
                return self._instant(index, closing * _MICRO)
        index = self._index(self.add_working_days(self._dates[index], 1))
        return self._instant(index, self._sessions[index][0][1] * _MICRO)

    def office_closing(self, date: dt.date) -> dt.datetime | None:
        """The end of the last session of a day (giờ đóng cửa); ``None`` on a day off."""
        index = self._index(date)
        sessions = self._sessions[index]
        return self._instant(index, sessions[-1][1] * _MICRO) if sessions else None
