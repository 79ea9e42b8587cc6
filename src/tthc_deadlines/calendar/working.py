"""The working calendar (lịch làm việc): two tables and the arithmetic over them.

A calendar is a running count of working days by day, and the list of working days
by that count. Adding n working days, or counting them, is two look-ups whatever n
or the span. Working time is the same with a running count of seconds and one table for each
kind of day.

Conventions, the same everywhere:

* ``start_exclusive``, ``end_inclusive``: counting days never counts the first one;
* sessions are half-open: the opening instant is worked, the closing instant is not;
* a budget of working time that runs out exactly at closing ends *at* closing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.calendar.hours import Sessions, WorkingHours
from tthc_deadlines.calendar.tables import Tables, build_tables
from tthc_deadlines.calendar.time_arithmetic import TimeArithmetic
from tthc_deadlines.citations import Citation


class WorkingCalendar(TimeArithmetic):
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

    __slots__ = ("_days", "_qualities", "_source", "hours", "name", "week_citation")

    _days: dict[dt.date, Day]
    _qualities: dict[int, Quality]
    _source: str
    hours: WorkingHours
    name: str
    week_citation: Citation | None

    def __init__(
        self,
        *,
        days: Mapping[dt.date, Day],
        hours: WorkingHours,
        coverage: tuple[dt.date, dt.date],
        zone: ZoneInfo,
        qualities: Mapping[int, Quality] | None = None,
        edition: str = "",
        week_citation: Citation | None = None,
        name: str = "",
    ) -> None:
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
        fill(self, "_origin", dt.datetime.combine(coverage[0], dt.time(), tzinfo=zone))
        fill(self, "_worked", None)
        fill(self, "_quick", None)
        fill(self, "_size", len(tables.dates))
        for field in Tables._fields:
            fill(self, f"_{field}", getattr(tables, field))
        by_year = sorted(self._qualities.items())
        fill(
            self,
            "_edition",
            _edition(edition, days.values(), hours, coverage, zone.key, by_year, week_citation),
        )

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
        return _restore, (
            {
                "days": self._days,
                "hours": self.hours,
                "coverage": self.coverage,
                "zone": self._zone,
                "qualities": self._qualities,
                "edition": self._source,
                "week_citation": self.week_citation,
                "name": self.name,
            },
        )

    @staticmethod
    def from_spec(spec: Mapping[str, Any]) -> WorkingCalendar:
        """A calendar from a plain mapping (lịch từ mô tả), e.g. read from TOML or JSON.

        Keys: ``timezone``, ``weekly`` (mon…sun → [[open, close], …]), ``holidays``,
        ``annual_holidays`` (MM-DD), ``special_days`` (a date's own sessions: make-up or
        short day), ``seasons``, ``closures``, ``reception``, ``hours_per_day``,
        ``coverage``, ``name``, ``extends = "vietnam"`` (take the Vietnamese days off as
        well). Closures win over special days, special days over holidays, holidays over the
        week.

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
            kind = DayKind.WORKING if worked else DayKind.CLOSURE
            return Day(
                date=self._dates[index],
                kind=kind,
                name="theo lịch riêng của cơ quan",
                name_en="by the office's own calendar",
                quality=self.quality(date),
            )
        kind = DayKind.WORKING if worked else DayKind.WEEKLY_REST
        citation = self.week_citation if kind is DayKind.WEEKLY_REST else None
        return Day(
            date=self._dates[index], kind=kind, citation=citation, quality=self.quality(date)
        )

    def sessions(self, date: dt.date) -> Sessions:
        """The sessions worked on a day (các buổi làm việc), in seconds after local midnight."""
        return self._sessions[self._index(date)]

    def reception(self, date: dt.date) -> Sessions:
        """When the one-stop desk takes dossiers on a day (giờ tiếp nhận); never counted.

        The hours' own reception sessions, on working days and on weekly rest days; none on
        holidays, days in lieu, swapped days off and closures.
        """
        known = self._days.get(self._dates[self._index(date)])
        if known is not None and not known.is_working and not self.is_working_day(date):
            return ()
        return self.hours.reception_on(date) if self.hours.reception else self.sessions(date)


def _restore(fields: dict[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(**fields)


def _edition(source: str, days: Iterable[Day], *others: object) -> str:
    """A hash that two calendars share exactly when their data are the same."""
    rows = [source] if source else sorted(repr(day) for day in days)
    text = "\n".join([*rows, *map(repr, others)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
