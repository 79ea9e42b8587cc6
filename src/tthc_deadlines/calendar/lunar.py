"""The Vietnamese lunisolar calendar (âm lịch), 1900 to 2199.

A lunar month begins on the day of its new moon; month 11 holds the winter
solstice; of the thirteen months between two such months the first without a
principal term (trung khí) is a leap month and repeats the number of the month
before it. Days begin at local midnight, and that is where Vietnam and China
part: from 1968 on the meridian is 105° E (UTC+7), before it 120° E (UTC+8).

Which calendar before and around 1968: decision 121-CP of 8 August 1967 of the
Democratic Republic of Vietnam set UTC+7 from 1968; the South kept UTC+8 until
1975. This module follows the North, whose calendar became the country's: it
gives Tết Mậu Thân on 29 January 1968, where the South kept it on the 30th.

>>> tet(2026).isoformat()
'2026-02-17'
>>> solar_to_lunar(dt.date(2026, 4, 26))
LunarDate(year=2026, month=3, day=10, is_leap=False)
>>> tet(1985).isoformat(), leap_month(1985)      # in China 20 February, and no leap month
('1985-01-21', 2)

Basis: quyết định 121-CP of 8 August 1967; the astronomy is in ``astronomy.py``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cache
from math import floor

import attrs

from tthc_deadlines.calendar import astronomy
from tthc_deadlines.errors import CalendarSpecError, DatetimeForDate, OutOfCoverage

FIRST_DAY = dt.date(1900, 1, 1)
LAST_DAY = dt.date(2199, 12, 31)

_UTC_PLUS_7_FROM = dt.date(1968, 1, 1).toordinal()
_NOON_2000 = dt.date(2000, 1, 1).toordinal()  # the date whose noon is day number 0


@attrs.frozen
class LunarDate:
    """A date of the lunar calendar (ngày âm lịch).

    Attributes:
        year: the lunar year, numbered by the solar year its Tết falls in.
        month: 1 (tháng Giêng) to 12 (tháng Chạp).
        day: 1 (mùng 1) to 29 or 30.
        is_leap: whether the month is the leap month (tháng nhuận) of that number.

    >>> str(LunarDate(2025, 6, 1, is_leap=True))
    '1/6 nhuận/2025'

    Basis: as the module.
    """

    year: int
    month: int
    day: int
    is_leap: bool = False

    def __str__(self) -> str:
        return f"{self.day}/{self.month}{' nhuận' if self.is_leap else ''}/{self.year}"


@attrs.frozen
class _Month:
    first_day: int  # proleptic ordinal
    year: int
    number: int
    is_leap: bool


def solar_to_lunar(day: dt.date, *, utc_offset: int | None = None) -> LunarDate:
    """The lunar date of a solar one (đổi dương lịch sang âm lịch).

    ``utc_offset`` (hours) puts the calendar on another meridian for its whole
    length, 8 being China's; without it Vietnam's own history holds.

    Raises:
        OutOfCoverage: before 1 January 1900 or after 31 December 2199.

    >>> solar_to_lunar(dt.date(2025, 7, 25))
    LunarDate(year=2025, month=6, day=1, is_leap=True)

    Basis: as the module.
    """
    _require_covered(day)
    ordinal = day.toordinal()
    months = _months_from_solstice(day.year + 1, utc_offset)
    if ordinal < months[0].first_day:
        months = _months_from_solstice(day.year, utc_offset)
    month = months[bisect_right(months, ordinal, key=lambda m: m.first_day) - 1]
    return LunarDate(month.year, month.number, ordinal - month.first_day + 1, month.is_leap)


def lunar_to_solar(
    year: int, month: int, day: int, is_leap: bool = False, *, utc_offset: int | None = None
) -> dt.date:
    """The solar date of a lunar one (đổi âm lịch sang dương lịch).

    Raises:
        OutOfCoverage: where the solar date falls outside 1900 to 2199.
        CalendarSpecError: for a date that lunar year does not have, such as the
            30th of a short month or a leap month of another year.

    >>> lunar_to_solar(2026, 3, 10).isoformat()       # Giỗ Tổ Hùng Vương
    '2026-04-26'

    Basis: as the module.
    """
    wanted = LunarDate(year, month, day, is_leap)
    if not FIRST_DAY.year - 1 <= year <= LAST_DAY.year:
        raise _out_of_coverage(wanted)
    for sui in (year, year + 1):
        months = _months_from_solstice(sui, utc_offset)
        after = _months_from_solstice(sui + 1, utc_offset)[:1]
        for this, following in zip(months, (*months[1:], *after), strict=True):
            if (this.year, this.number, this.is_leap) == (year, month, is_leap):
                ordinal = this.first_day + day - 1
                if this.first_day <= ordinal < following.first_day:
                    found = dt.date.fromordinal(ordinal)
                    _require_covered(found)
                    return found
    raise CalendarSpecError(
        key="lunar date", value=str(wanted), expected="a date the lunar calendar has"
    )


def tet(year: int, *, utc_offset: int | None = None) -> dt.date:
    """The first day of the lunar year (mùng 1 Tết).

    Raises:
        OutOfCoverage: for a year before 1900 or after 2199.

    >>> tet(2030).isoformat(), tet(2030, utc_offset=8).isoformat()    # Vietnam, China
    ('2030-02-02', '2030-02-03')

    Basis: as the module.
    """
    _require_covered_year(year)
    months = _months_from_solstice(year, utc_offset)
    return dt.date.fromordinal(next(m.first_day for m in months if m.year == year))


def leap_month(year: int, *, utc_offset: int | None = None) -> int | None:
    """The number of the month that is repeated in a lunar year (tháng nhuận), or ``None``.

    Raises:
        OutOfCoverage: for a year before 1900 or after 2199.

    >>> leap_month(2025), leap_month(2026), leap_month(2033)
    (6, None, 11)

    Basis: as the module.
    """
    _require_covered_year(year)
    for sui in (year, year + 1):
        for month in _months_from_solstice(sui, utc_offset):
            if month.is_leap and month.year == year:
                return month.number
    return None


@cache
def _months_from_solstice(year: int, utc_offset: int | None) -> tuple[_Month, ...]:
    """The months from month 11 of the year before up to month 11 of ``year``, exclusive."""
    first, last = _solstice_month(year - 1, utc_offset), _solstice_month(year, utc_offset)
    starts = [_first_day(k, utc_offset) for k in range(first, last)]
    leap = _leap_index(first, last, utc_offset) if last - first == 13 else len(starts)
    months = []
    for index, start in enumerate(starts):
        steps = index - (index >= leap)  # months since month 11, the leap one not counted
        months.append(
            _Month(
                first_day=start,
                year=year - (steps < 2),
                number=(10 + steps) % 12 + 1,
                is_leap=index == leap,
            )
        )
    return tuple(months)


def _leap_index(first: int, last: int, utc_offset: int | None) -> int:
    """Which of thirteen months is the first without a principal term."""
    sector = _sector_at_start(first, utc_offset)
    for k in range(first, last):
        following = _sector_at_start(k + 1, utc_offset)
        if following == sector:
            return k - first
        sector = following
    raise AssertionError("thirteen months meet twelve principal terms")  # pragma: no cover


@cache
def _solstice_month(year: int, utc_offset: int | None) -> int:
    """The number of the new moon that opens month 11: the last that does not follow the
    winter solstice of ``year``."""
    year_end = dt.date(year, 12, 31).toordinal() - _NOON_2000
    k = floor((year_end - astronomy.FIRST_NEW_MOON) / astronomy.SYNODIC_MONTH) + 1
    while _sector_at_start(k, utc_offset) in (9, 10):
        k -= 1
    return k


@cache
def _first_day(k: int, utc_offset: int | None) -> int:
    """The ordinal of the local day a new moon falls on."""
    instant = astronomy.new_moon(k) + _NOON_2000 + 0.5
    day = floor(instant + (7 if utc_offset is None else utc_offset) / 24)
    if utc_offset is None and day < _UTC_PLUS_7_FROM:
        day = floor(instant + 8 / 24)
    return day


def _sector_at_start(k: int, utc_offset: int | None) -> int:
    """The sun's sector at the local midnight that opens the month of a new moon."""
    day = _first_day(k, utc_offset)
    hours = utc_offset if utc_offset is not None else 8 if day < _UTC_PLUS_7_FROM else 7
    return astronomy.sun_sector(day - _NOON_2000 - 0.5 - hours / 24)


def _require_covered_year(year: int) -> None:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise _out_of_coverage(year)


def _require_covered(day: dt.date) -> None:
    if isinstance(day, dt.datetime):
        raise DatetimeForDate(field="day", value=day)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _out_of_coverage(day)


def _out_of_coverage(value: object) -> OutOfCoverage:
    return OutOfCoverage(
        value=value, covered_from=FIRST_DAY, covered_to=LAST_DAY, edition="lunar calendar"
    )
