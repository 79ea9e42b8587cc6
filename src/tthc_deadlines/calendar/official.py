"""The official days (ngày nghỉ, ngày làm bù chính thức), as known on any day.

Puts together the two sources: what has been decided (``holidays/YYYY.toml``)
and what the law gives where nothing has been decided yet.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar import statutory
from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.calendar.year_files import load_year_files
from tthc_deadlines.calendar.year_rows import HolidayRow, in_effect
from tthc_deadlines.errors import DatetimeForDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tthc_deadlines.calendar.statutory import StatutoryHoliday
    from tthc_deadlines.calendar.year_rows import YearFile
    from tthc_deadlines.citations import Citation

_KIND_ORDER = {kind: place for place, kind in enumerate(DayKind)}


@attrs.frozen
class OfficialDays:
    """The days that differ from the plain week (các ngày khác lịch tuần), and how firm.

    Attributes:
        days: every holiday (weekends too), day in lieu, swapped day off and make-up
            day, by date.
        quality_by_year: final for a year that is decided altogether.
        edition: a short hash; equal days give equal editions.

    Basis: as :func:`official_days`.
    """

    days: Mapping[dt.date, Day]
    quality_by_year: Mapping[int, Quality]
    edition: str


def official_days(known_on: dt.date | None, first_year: int, last_year: int) -> OfficialDays:
    """The official days of some years (ngày chính thức), as known on a day.

    ``known_on`` admits only decisions and laws adopted on or before it; ``None``
    admits all. A group of holidays whose decision was not yet known comes from
    the law and its provisional rules (:mod:`~tthc_deadlines.calendar.statutory`),
    its days in lieu with it; a swap not yet known is absent. A year is final when
    its file says so and every source of the file was known.

    Raises:
        DatetimeForDate: ``known_on`` is a datetime.
        OutOfCoverage: for years before 1995 or after 2199.
        CalendarDataErrors: where the year files have faults.

    >>> swapped = dt.date(2026, 1, 2)
    >>> official_days(None, 2026, 2026).days[swapped].label()
    'nghỉ hoán đổi: Tết Dương lịch'
    >>> swapped in official_days(dt.date(2025, 12, 24), 2026, 2026).days
    False

    Basis: Điều 111 and 112 BLLĐ 2019 and the codes before it; the yearly decisions
    in ``holidays/``.
    """
    if isinstance(known_on, dt.datetime):
        raise DatetimeForDate(field="known_on", value=known_on)
    files = load_year_files()
    years = range(first_year, last_year + 1)
    found: list[Day] = []
    qualities: dict[int, Quality] = {}
    for year in years:
        holidays, by_rule = _holidays(year, files.get(year), known_on)
        found += holidays.values()
        found += _days_in_lieu(files.get(year), known_on, holidays)
        decided = not by_rule and _is_final(files.get(year), known_on)
        qualities[year] = Quality.FINAL if decided else Quality.PROVISIONAL
    # A swap may pay for a day of one year with a day of another.
    found += [day for day in _swapped(files.values(), known_on) if day.date.year in years]
    days = _by_date(found, qualities)
    return OfficialDays(
        days=MappingProxyType(days),
        quality_by_year=MappingProxyType(qualities),
        edition=_edition(days.values(), qualities),
    )


def _by_date(found: Iterable[Day], qualities: Mapping[int, Quality]) -> dict[dt.date, Day]:
    """One day a date, each as firm as its year; of several reasons the last kind wins."""
    ordered = sorted(found, key=lambda day: (day.date, _KIND_ORDER[day.kind]))
    return {day.date: attrs.evolve(day, quality=qualities[day.date.year]) for day in ordered}


def _is_final(file: YearFile | None, known_on: dt.date | None) -> bool:
    if file is None or file.status is not Quality.FINAL:
        return False
    return known_on is None or all(source.known_from <= known_on for source in file.sources)


def _holidays(
    year: int, file: YearFile | None, known_on: dt.date | None
) -> tuple[dict[tuple[dt.date, str], Day], bool]:
    """The holidays by date and key; and whether a provisional rule chose any of them."""
    rows = file.holidays if file else ()
    undecided = {key for key in statutory.HOLIDAY_KEYS if not _is_decided(key, rows, known_on)}
    found: list[HolidayRow | StatutoryHoliday] = [
        row for row in in_effect(rows, known_on) if row.key not in undecided
    ]
    by_rule = False
    if undecided:
        for holiday in statutory.statutory_holidays(year, known_on=known_on):
            if holiday.key in undecided:
                found.append(holiday)
                by_rule = by_rule or holiday.by_rule
    days = {
        (row.date, row.key): Day(
            date=row.date,
            kind=DayKind.HOLIDAY,
            name=row.name,
            name_en=row.name_en,
            citation=row.citation,
        )
        for row in sorted(found, key=lambda row: row.date)
    }
    return days, by_rule


def _is_decided(key: str, rows: Iterable[HolidayRow], known_on: dt.date | None) -> bool:
    """Whether the decision on a group of holidays was known; later changes to it aside."""
    first = [row.known_from for row in rows if row.key == key and row.supersedes is None]
    return bool(first) and (known_on is None or max(first) <= known_on)


def _days_in_lieu(
    file: YearFile | None, known_on: dt.date | None, holidays: Mapping[tuple[dt.date, str], Day]
) -> Iterator[Day]:
    """The days in lieu that are decided, and by law those of the holidays left over."""
    days = {date: day for (date, _), day in holidays.items()}
    taken = set(days)
    replaced = set()
    for row in in_effect(file.in_lieu if file else (), known_on):
        if row.replaces in days and row.date not in taken:
            yield _in_lieu(row.date, days[row.replaces], row.citation)
            taken.add(row.date)
            replaced.add(row.replaces)
    taken |= {swap.off for swap in in_effect(file.swaps if file else (), known_on)}
    left_over = [(date, key) for date, key in holidays if date not in replaced]
    for date, replaces in statutory.days_in_lieu(left_over, taken).items():
        yield _in_lieu(date, days[replaces], statutory.in_lieu_citation(replaces, known_on))


def _in_lieu(date: dt.date, holiday: Day, citation: Citation) -> Day:
    return attrs.evolve(
        holiday, date=date, kind=DayKind.IN_LIEU, citation=citation, related=holiday.date
    )


def _swapped(files: Iterable[YearFile], known_on: dt.date | None) -> Iterator[Day]:
    for file in files:
        for swap in in_effect(file.swaps, known_on):
            day = Day(
                date=swap.off,
                kind=DayKind.SWAPPED_OFF,
                name=swap.occasion,
                name_en=swap.occasion_en,
                citation=swap.citation,
                related=swap.work,
            )
            yield day
            yield attrs.evolve(day, date=swap.work, kind=DayKind.MAKE_UP, related=swap.off)


def _edition(days: Iterable[Day], qualities: Mapping[int, Quality]) -> str:
    said = [repr([(year, quality.value) for year, quality in qualities.items()])]
    for day in days:
        source = day.citation and (day.citation.number, day.citation.confidence.value)
        said.append(repr((day.date, day.kind.value, day.name, day.name_en, day.related, source)))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
