"""The working calendar (lịch làm việc): two tables and the arithmetic over them.

A calendar is a running count of working days by day, and the list of working days
by that count. Adding n working days, or counting them, is two look-ups whatever n
or the span. Working time is the same with a running count of microseconds and the
few sessions of one day.

Conventions, the same everywhere:

* ``start_exclusive``, ``end_inclusive``: counting days never counts the first one;
* sessions are half-open: the opening instant is worked, the closing instant is not;
* a budget of working time that runs out exactly at closing ends *at* closing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.calendar.hours import DAY_SECONDS, Sessions, WorkingHours
from tthc_deadlines.calendar.tables import Tables, build_tables
from tthc_deadlines.citations import Citation
from tthc_deadlines.errors import OutOfCoverage, ReversedInterval, WrongType
from tthc_deadlines.instants import as_date, as_instant

_Date = dt.date
_MICRO = 1_000_000


class WorkingCalendar:
    """Which days and minutes are worked (lịch làm việc), with the reason for each.

    A frozen value: hashable, picklable, safe to share between threads. Two calendars
    made from the same data are equal. Build one with
    :func:`~tthc_deadlines.vietnam_calendar`, :meth:`from_spec` or
    :func:`~tthc_deadlines.calendar.agency.load_calendar`.

    Args:
        days: the days that differ from the plain week (holidays, days in lieu, swaps,
            make-up days, closures).
        hours: the sessions of the week, of seasons and of single days.
        coverage: first and last day, both inclusive; outside it every question
            raises :class:`OutOfCoverage`.
        zone: the time zone of the sessions.
        qualities: quality by year; a year that is missing is final.
        edition: an identifier of the data behind ``days``; the calendar's own edition
            is a hash of it with the hours, the zone and the coverage.
        week_citation: the rule behind weekly rest days.

    >>> from tthc_deadlines import vietnam_calendar
    >>> calendar = vietnam_calendar()
    >>> calendar.add_working_days(dt.date(2026, 11, 20), 5)
    datetime.date(2026, 11, 30)

    Basis: Labour Code 2019 articles 111–112; Decision 188/1999/QĐ-TTg article 1 (the
    five-day week); "ngày làm việc" itself is defined in no statute found: every day that
    is not weekly rest, holiday, in lieu or swapped off.
    """

    __slots__ = ("_count", "_days", "_dates", "_edition", "_first", "_micro_until", "_qualities",
                 "_sessions", "_shifts", "_size", "_source", "_work_dates", "_zone", "hours",
                 "name", "week_citation")

    _count: list[int]
    _dates: list[dt.date]
    _days: dict[dt.date, Day]
    _edition: str
    _first: int
    _micro_until: list[int]
    _qualities: dict[int, Quality]
    _sessions: list[Sessions]
    _shifts: dict[int, dt.datetime]
    _size: int
    _source: str
    _work_dates: list[dt.date]
    _zone: ZoneInfo
    hours: WorkingHours
    name: str
    week_citation: Citation | None

    def __init__(self, *, days: Mapping[dt.date, Day], hours: WorkingHours,
                 coverage: tuple[dt.date, dt.date], zone: ZoneInfo,
                 qualities: Mapping[int, Quality] | None = None, edition: str = "",
                 week_citation: Citation | None = None, name: str = "") -> None:
        tables = build_tables(days, hours, coverage, zone)
        fill = object.__setattr__
        fill(self, "name", name)
        fill(self, "hours", hours)
        fill(self, "week_citation", week_citation)
        fill(self, "_days", dict(days))
        fill(self, "_zone", zone)
        fill(self, "_qualities", dict(qualities or {}))
        fill(self, "_source", edition)
        fill(self, "_first", coverage[0].toordinal())
        fill(self, "_size", len(tables.dates))
        for field in Tables._fields:
            fill(self, f"_{field}", getattr(tables, field))
        fill(self, "_edition", _edition(edition, days.values(), hours, coverage, zone))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a calendar is frozen; cannot set {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a calendar is frozen; cannot delete {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingCalendar) and self._edition == other._edition

    def __hash__(self) -> int:
        return hash(self._edition)

    def __repr__(self) -> str:
        first, last = self.coverage
        return f"<WorkingCalendar {self.name or 'unnamed'} {first}..{last} edition {self._edition}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, ({
            "days": self._days, "hours": self.hours, "coverage": self.coverage,
            "zone": self._zone, "qualities": self._qualities, "edition": self._source,
            "week_citation": self.week_citation, "name": self.name},)

    @staticmethod
    def from_spec(spec: Mapping[str, Any]) -> WorkingCalendar:
        """A calendar from a plain mapping (lịch từ mô tả), e.g. read from TOML or JSON.

        Keys: ``timezone``, ``weekly`` (mon…sun → [[open, close], …]), ``holidays``,
        ``annual_holidays`` (MM-DD), ``special_days`` (a date's own sessions: make-up or
        short day), ``seasons``, ``closures``, ``reception``, ``hours_per_day``,
        ``coverage``, ``name``, ``extends = "vietnam"`` (take the Vietnamese days off as
        well). Special days win over holidays, holidays over the week.

        Raises:
            CalendarSpecError: an unknown key or an unreadable value, naming it.

        >>> calendar = WorkingCalendar.from_spec({
        ...     "timezone": "Asia/Ho_Chi_Minh", "holidays": ["2026-03-03"],
        ...     "weekly": {"mon": [["08:00", "12:00"]], "tue": [["08:00", "12:00"]]}})
        >>> calendar.next_working_day(dt.date(2026, 3, 2))
        datetime.date(2026, 3, 9)
        """
        from tthc_deadlines.calendar.agency import calendar_from_spec

        return calendar_from_spec(spec)

    # --- what the calendar is ---------------------------------------------------------

    @property
    def coverage(self) -> tuple[dt.date, dt.date]:
        """First and last day covered, both inclusive (phạm vi của lịch)."""
        return self._dates[0], self._dates[-1]

    @property
    def edition(self) -> str:
        """A short hash of everything the calendar is made of (ấn bản)."""
        return self._edition

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the working hours (múi giờ)."""
        return self._zone

    @property
    def special_days(self) -> Mapping[dt.date, Day]:
        """The days that differ from the plain week (ngày nghỉ lễ, nghỉ bù, làm bù…)."""
        return MappingProxyType(self._days)

    @property
    def qualities(self) -> Mapping[int, Quality]:
        """Quality by year (độ chắc chắn từng năm)."""
        return MappingProxyType(self._qualities)

    def quality(self, date: dt.date) -> Quality:
        """Whether the year of ``date`` is decided or provisional (độ chắc chắn)."""
        self._index(date)
        return self._qualities.get(date.year, Quality.FINAL)

    def describe(self, date: dt.date) -> Day:
        """What a day is and why (ngày này là ngày gì): kind, name, citation.

        >>> from tthc_deadlines import vietnam_calendar
        >>> vietnam_calendar().describe(dt.date(2026, 8, 22)).kind
        <DayKind.MAKE_UP: 'make_up'>
        """
        index = self._index(date)
        worked = bool(self._sessions[index])
        known = self._days.get(self._dates[index])
        if known is not None and known.is_working == worked:
            return known
        if known is not None or worked != bool(self.hours.week[date.weekday()]):
            # The hours name this single day, against the week or a day off.
            kind = DayKind.MAKE_UP if worked else DayKind.CLOSURE
        else:
            kind = DayKind.WORKING if worked else DayKind.WEEKLY_REST
        citation = self.week_citation if kind is DayKind.WEEKLY_REST else None
        return Day(date=self._dates[index], kind=kind, citation=citation,
                   quality=self.quality(date))

    def sessions(self, date: dt.date) -> Sessions:
        """The sessions worked on a day (các buổi làm việc), in seconds after local midnight."""
        return self._sessions[self._index(date)]

    # --- days -------------------------------------------------------------------------

    def _index(self, date: dt.date) -> int:
        if type(date) is not _Date:
            date = as_date(date, "date")
        index = date.toordinal() - self._first
        if 0 <= index < self._size:
            return index
        raise self._outside(date)

    def _outside(self, value: object) -> OutOfCoverage:
        first, last = self.coverage
        return OutOfCoverage(value=value, covered_from=first, covered_to=last,
                             edition=self._edition)

    def is_working_day(self, date: dt.date) -> bool:
        """Whether a day is worked (có phải ngày làm việc không)."""
        return bool(self._sessions[self._index(date)])

    def add_working_days(self, date: dt.date, n: int) -> dt.date:
        """The n-th working day after ``date``, which itself is not counted.

        ``n = 0`` gives ``date`` itself, worked or not; a negative n counts back: the
        |n|-th working day before ``date``.

        Raises:
            OutOfCoverage: ``date`` or the result lies outside the calendar.
            DatetimeForDate: a datetime was given; WrongType: n is not a whole number.

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
            place = self._count[index] + n - 1
            if place < len(self._work_dates):
                return self._work_dates[place]
            raise self._outside(f"{date} + {n} working days")
        if n == 0:
            return date
        place = self._count[index] - bool(self._sessions[index]) + n
        if place >= 0:
            return self._work_dates[place]
        raise self._outside(f"{date} - {-n} working days")

    def count_working_days(self, start_exclusive: dt.date, end_inclusive: dt.date) -> int:
        """Working days after ``start_exclusive`` up to and including ``end_inclusive``.

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
            return self._count[end] - self._count[start]
        if end < start:
            raise ReversedInterval(start=start_exclusive, end=end_inclusive)
        raise self._outside(start_exclusive if start < 0 or start >= self._size else end_inclusive)

    def next_working_day(self, date: dt.date) -> dt.date:
        """The first working day after ``date`` (ngày làm việc tiếp theo)."""
        return self.add_working_days(date, 1)

    def next_working_day_or_same(self, date: dt.date) -> dt.date:
        """``date`` if it is worked, otherwise the next working day."""
        return self._dates[index] if self._sessions[index := self._index(date)] else (
            self.add_working_days(self._dates[index], 1))

    def previous_working_day(self, date: dt.date) -> dt.date:
        """The last working day before ``date`` (ngày làm việc liền trước)."""
        return self.add_working_days(date, -1)

    def previous_working_day_or_same(self, date: dt.date) -> dt.date:
        """``date`` if it is worked, otherwise the working day before it."""
        return self._dates[index] if self._sessions[index := self._index(date)] else (
            self.add_working_days(self._dates[index], -1))

    # --- working time -----------------------------------------------------------------

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
                passed.microseconds)
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
            microseconds=micro)

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


def _restore(fields: dict[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(**fields)


def _edition(source: str, days: Iterable[Day], hours: WorkingHours,
             coverage: tuple[dt.date, dt.date], zone: ZoneInfo) -> str:
    """A hash that two calendars share exactly when their data are the same."""
    rows = [source] if source else sorted(
        f"{day.date} {day.kind} {day.name} {day.related}" for day in days)
    text = "\n".join([*rows, repr(coverage), zone.key, repr(hours.week), repr(hours.seasons),
                      repr(sorted(hours.single_days.items())), repr(hours.reception),
                      repr(hours.hours_per_day)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
