"""An agency's own calendar (lịch riêng của cơ quan), from a mapping, TOML or JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from tthc_deadlines.calendar.days import Day, DayKind
from tthc_deadlines.calendar.hours import (
    WorkingHours,
    read_day,
    read_list,
    read_month_day,
    read_table,
)
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.errors import CalendarSpecError, UnreadableFile
from tthc_deadlines.settings import read_settings

SPEC_KEYS = frozenset(
    {
        "schema",
        "name",
        "desc",
        "extends",
        "timezone",
        "coverage",
        "weekly",
        "seasons",
        "special_days",
        "holidays",
        "annual_holidays",
        "closures",
        "reception",
        "hours_per_day",
    }
)

SCHEMA = 1
DEFAULT_COVERAGE = (dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def calendar_from_spec(
    spec: Mapping[str, Any], *, known_on: dt.date | None = None
) -> WorkingCalendar:
    """The calendar a mapping describes; the keys are those of ``WorkingCalendar.from_spec``."""
    if not isinstance(spec, Mapping):
        raise CalendarSpecError(key="calendar", value=spec, expected="a table of keys")
    for key in spec:
        if key not in SPEC_KEYS:
            raise CalendarSpecError(
                key=str(key),
                value=spec[key],
                expected=f"a known key: {', '.join(sorted(SPEC_KEYS))}",
            )
    if spec.get("schema", SCHEMA) != SCHEMA:
        raise CalendarSpecError(
            key="schema", value=spec["schema"], expected=f"a known schema number: {SCHEMA}"
        )
    hours = WorkingHours.from_spec(spec)
    name = str(spec.get("name", spec.get("desc", "")))
    if "extends" in spec:
        return _extended(spec, hours, name, known_on)
    coverage = _coverage(spec.get("coverage"))
    days = _own_days(spec, coverage)
    return WorkingCalendar(
        days=days,
        hours=hours,
        coverage=coverage,
        zone=_zone(spec.get("timezone", "Asia/Ho_Chi_Minh")),
        name=name,
    )


def load_calendar(
    path: str | Path, *, known_on: dt.date | None = None, hours: str | None = None
) -> WorkingCalendar:
    """Read an agency's calendar file (đọc tệp lịch của cơ quan), ``.toml`` or ``.json``.

    ``hours`` replaces the file's weekly hours and its seasons; single days keep theirs.

    Raises:
        UnreadableFile: the file is not UTF-8, TOML or JSON; CalendarSpecError: a key or
            value in it cannot be read.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "office.json"
    >>> _ = path.write_text('{"extends": "vietnam", "holidays": ["2026-11-23"]}')
    >>> load_calendar(path).next_working_day(dt.date(2026, 11, 20))
    datetime.date(2026, 11, 25)

    Basis: an agency's hours and closures are its own decision; the days off of the
    country are those of :func:`~tthc_deadlines.vietnam_calendar`.
    """
    path = Path(path)
    spec = _parse(read_settings(path), path)
    if hours is not None:
        spec = {**spec, "weekly": hours, "seasons": []}
    try:
        return calendar_from_spec(spec, known_on=known_on)
    except CalendarSpecError as error:
        raise CalendarSpecError(
            path=f"{path}: ", key=error.key, value=error.value, expected=error.expected
        ) from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    import json
    import tomllib

    try:
        spec = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(
            path=str(path), reason=f"cannot be parsed: {error}", reason_vi=f"sai cú pháp: {error}"
        ) from None
    if not isinstance(spec, dict):
        raise UnreadableFile(
            path=str(path),
            reason="does not hold a table of keys",
            reason_vi="không phải một bảng khóa – giá trị",
        )
    return spec


def _extended(
    spec: Mapping[str, Any], hours: WorkingHours, name: str, known_on: dt.date | None
) -> WorkingCalendar:
    """The Vietnamese calendar with an agency's own hours, days off and closures."""
    from tthc_deadlines.calendar.vietnam import vietnam_calendar

    if spec["extends"] != "vietnam":
        raise CalendarSpecError(key="extends", value=spec["extends"], expected='"vietnam"')
    if spec.get("timezone", "Asia/Ho_Chi_Minh") != "Asia/Ho_Chi_Minh":
        raise CalendarSpecError(
            key="timezone",
            value=spec["timezone"],
            expected="the zone of the calendar extended: Asia/Ho_Chi_Minh",
        )
    base = vietnam_calendar(known_on)
    first, last = _coverage(spec.get("coverage"), base.coverage)
    days = {**base.special_days, **_own_days(spec, (first, last))}
    return WorkingCalendar(
        days=days,
        hours=hours,
        coverage=(first, last),
        zone=base.zone,
        qualities=base.qualities,
        week_citation=base.week_citation,
        name=name or "vietnam, extended",
    )


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(value)  # type: ignore[arg-type]
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise CalendarSpecError(
            key="timezone", value=value, expected="a zone name: Asia/Ho_Chi_Minh …"
        ) from None


def _coverage(
    value: object,
    within: tuple[dt.date, dt.date] = DEFAULT_COVERAGE,
) -> tuple[dt.date, dt.date]:
    if value is None:
        return within
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise CalendarSpecError(key="coverage", value=value, expected="a pair [first, last]")
    first, last = (read_day(day, "coverage") for day in value)
    if not within[0] <= first <= last <= within[1]:
        raise CalendarSpecError(
            key="coverage", value=value, expected=f"an interval within: {within[0]} – {within[1]}"
        )
    return first, last


def _own_days(spec: Mapping[str, Any], coverage: tuple[dt.date, dt.date]) -> dict[dt.date, Day]:
    """Days off that the mapping itself names; a closure wins over a holiday."""
    days: dict[dt.date, Day] = {}
    for month, day_of_month, name in _annual(spec):
        for year in range(coverage[0].year, coverage[1].year + 1):
            try:
                date = dt.date(year, month, day_of_month)
            except ValueError:  # 29 February of a common year
                continue
            days[date] = Day(date=date, kind=DayKind.HOLIDAY, name=name)
    for date, name in _dated(spec):
        days[date] = Day(date=date, kind=DayKind.HOLIDAY, name=name)
    for number, item in enumerate(read_list(spec, "closures")):
        for day in _closure(item, f"closures[{number}]"):
            days[day.date] = day
    return days


def _annual(spec: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    for text, name in _named(spec, "annual_holidays"):
        month, day = read_month_day(text, "annual_holidays")
        yield month, day, name


def _dated(spec: Mapping[str, Any]) -> Iterator[tuple[dt.date, str]]:
    for text, name in _named(spec, "holidays"):
        yield read_day(text, "holidays"), name


def _named(spec: Mapping[str, Any], key: str) -> Iterator[tuple[Any, str]]:
    """Days as a plain list, or as a table of their names."""
    if isinstance(spec.get(key), Mapping):
        yield from ((text, str(name)) for text, name in read_table(spec, key).items())
    else:
        yield from ((text, "") for text in read_list(spec, key))


def _closure(item: Any, key: str) -> Iterator[Day]:
    """One closure of the agency: a date, or a table with from, to, name and source."""
    if not isinstance(item, Mapping):
        yield Day(date=read_day(item, key), kind=DayKind.CLOSURE)
        return
    unknown = set(item) - {"date", "from", "to", "name", "source"}
    if unknown or not ({"date"} <= set(item) or {"from", "to"} <= set(item)):
        raise CalendarSpecError(
            key=key,
            value=dict(item),
            expected="a table with date, or from and to; name and source may follow",
        )
    first = read_day(item.get("date", item.get("from")), key)
    last = read_day(item.get("date", item.get("to")), key)
    if last < first:
        raise CalendarSpecError(key=key, value=dict(item), expected="a closure with from before to")
    source = str(item.get("source", ""))
    citation = Citation(number=source, confidence=Confidence.MEMORY) if source else None
    plain = Day(date=first, kind=DayKind.CLOSURE, name=str(item.get("name", "")), citation=citation)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield attrs.evolve(plain, date=dt.date.fromordinal(ordinal))
