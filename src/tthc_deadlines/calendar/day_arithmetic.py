"""Counting working days (đếm ngày làm việc): two look-ups, whatever the number.

The table of running counts says how many days were worked up to each day; the list of
working days says which day is the n-th. ``start_exclusive`` and ``end_inclusive`` are in
the names: counting never counts the first day.
"""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.calendar.hours import Sessions
from tthc_deadlines.errors import OutOfCoverage, ReversedInterval, WrongType
from tthc_deadlines.instants import as_date

_Date = dt.date


class DayArithmetic:
    """The part of a calendar that counts days (phần tính theo ngày)."""

    __slots__ = ("_dates", "_edition", "_first", "_running", "_sessions", "_size", "_work_dates")

    _dates: list[dt.date]
    _edition: str
    _first: int
    _running: list[int]
    _sessions: list[Sessions]
    _size: int
    _work_dates: list[dt.date]

    @property
    def coverage(self) -> tuple[dt.date, dt.date]:
        """First and last day covered, both inclusive (phạm vi của lịch)."""
        return self._dates[0], self._dates[-1]

    @property
    def edition(self) -> str:
        """A short hash of everything the calendar is made of (ấn bản)."""
        return self._edition

    def _index(self, date: dt.date) -> int:
        if type(date) is not _Date:
            date = as_date(date, "date")
        index = date.toordinal() - self._first
        if 0 <= index < self._size:
            return index
        raise self._outside(date)

    def _outside(self, value: object) -> OutOfCoverage:
        first, last = self.coverage
        return OutOfCoverage(
            value=value, covered_from=first, covered_to=last, edition=self._edition
        )

    def is_working_day(self, date: dt.date) -> bool:
        """Whether a day is worked (có phải ngày làm việc không)."""
        return bool(self._sessions[self._index(date)])

    def add_working_days(self, date: dt.date, n: int) -> dt.date:
        """The n-th working day after ``date``, itself not counted (cộng ngày làm việc).

        ``n = 0`` gives ``date`` itself, worked or not; a negative n counts back: the
        |n|-th working day before ``date``.

        Raises:
            OutOfCoverage: ``date`` or the result lies outside the calendar.
            DatetimeForDate: a datetime was given; WrongType: n is not a whole number.

        >>> from tthc_deadlines import vietnam_calendar
        >>> calendar = vietnam_calendar()
        >>> calendar.add_working_days(dt.date(2026, 11, 20), 3)
        datetime.date(2026, 11, 26)
        >>> calendar.add_working_days(dt.date(2026, 11, 25), -1)
        datetime.date(2026, 11, 23)

        Basis: Civil Code 2015 article 147.2 (the first day is not counted).
        """
        if type(date) is not _Date:
            date = as_date(date, "date")
        index = date.toordinal() - self._first
        if not 0 <= index < self._size:
            raise self._outside(date)
        if type(n) is not int:
            raise WrongType(field="n", value=n, expected="a whole number of working days")
        if n > 0:
            place = self._running[index] + n - 1
            if place < len(self._work_dates):
                return self._work_dates[place]
            raise self._outside(f"{date} + {n}")
        if n == 0:
            return date
        place = self._running[index] - bool(self._sessions[index]) + n
        if place >= 0:
            return self._work_dates[place]
        raise self._outside(f"{date} - {-n}")

    def count_working_days(self, start_exclusive: dt.date, end_inclusive: dt.date) -> int:
        """Working days after the start, up to and including the end (đếm ngày làm việc).

        Raises:
            ReversedInterval: the end lies before the start.

        >>> from tthc_deadlines import vietnam_calendar
        >>> vietnam_calendar().count_working_days(dt.date(2026, 11, 20), dt.date(2026, 11, 30))
        5
        """
        if type(start_exclusive) is not _Date:
            start_exclusive = as_date(start_exclusive, "start_exclusive")
        if type(end_inclusive) is not _Date:
            end_inclusive = as_date(end_inclusive, "end_inclusive")
        start = start_exclusive.toordinal() - self._first
        end = end_inclusive.toordinal() - self._first
        if 0 <= start <= end < self._size:
            return self._running[end] - self._running[start]
        if end < start:
            raise ReversedInterval(start=start_exclusive, end=end_inclusive)
        raise self._outside(start_exclusive if start < 0 or start >= self._size else end_inclusive)

    def next_working_day(self, date: dt.date) -> dt.date:
        """The first working day after ``date`` (ngày làm việc tiếp theo)."""
        return self.add_working_days(date, 1)

    def next_working_day_or_same(self, date: dt.date) -> dt.date:
        """``date`` if it is worked, otherwise the next working day (hoặc chính ngày đó)."""
        return (
            self._dates[index]
            if self._sessions[index := self._index(date)]
            else (self.add_working_days(self._dates[index], 1))
        )

    def previous_working_day(self, date: dt.date) -> dt.date:
        """The last working day before ``date`` (ngày làm việc liền trước)."""
        return self.add_working_days(date, -1)

    def previous_working_day_or_same(self, date: dt.date) -> dt.date:
        """``date`` if it is worked, otherwise the working day before it (hoặc liền trước)."""
        return (
            self._dates[index]
            if self._sessions[index := self._index(date)]
            else (self.add_working_days(self._dates[index], -1))
        )
