"""The lunisolar calendar against the published tables, and against itself."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.calendar import lunar
from tthc_deadlines.calendar.lunar import (
    LunarDate,
    leap_month,
    lunar_to_solar,
    solar_to_lunar,
    tet,
)
from tthc_deadlines.errors import CalendarSpecError, DatetimeForDate, OutOfCoverage

TRUTH: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "golden" / "lunar-truth.json").read_text(encoding="utf-8")
)
CHINA = 8


@pytest.mark.parametrize(("year", "expected"), TRUTH["tet_first_day"].items())
def test_tet(year: str, expected: str) -> None:
    assert tet(int(year)).isoformat() == expected


@pytest.mark.parametrize(("year", "expected"), TRUTH["gio_to_10_3"].items())
def test_hung_kings(year: str, expected: str) -> None:
    assert lunar_to_solar(int(year), 3, 10).isoformat() == expected


def test_tet_differs_from_china_in_exactly_these_years() -> None:
    pairs = {year: (tet(year), tet(year, utc_offset=CHINA)) for year in range(1968, 2101)}
    differing = {
        str(year): [day.isoformat() for day in pair]
        for year, pair in pairs.items()
        if pair[0] != pair[1]
    }
    assert differing == TRUTH["tet_differs_from_china_1968_2100"]


def test_hung_kings_differs_from_china_in_exactly_these_years() -> None:
    def pair(year: int) -> list[str]:
        return [lunar_to_solar(year, 3, 10, utc_offset=o).isoformat() for o in (None, CHINA)]

    pairs = {str(year): pair(year) for year in range(1968, 2101)}
    differing = {year: both for year, both in pairs.items() if both[0] != both[1]}
    assert differing == TRUTH["gio_to_differs_from_china_1968_2100"]


def test_leap_months_that_differ_from_china() -> None:
    differing = {
        str(year): [leap_month(year), leap_month(year, utc_offset=CHINA)]
        for year in range(1968, 2051)
        if leap_month(year) != leap_month(year, utc_offset=CHINA)
    }
    assert differing == TRUTH["leap_month_vietnam_china_where_they_differ_1968_2050"]


def test_before_1968_the_meridian_is_that_of_china() -> None:
    for year in range(1900, 1968):
        assert tet(year) == tet(year, utc_offset=CHINA)
        assert leap_month(year) == leap_month(year, utc_offset=CHINA)


def test_2033_has_its_leap_month_after_the_eleventh() -> None:
    assert leap_month(2033) == 11
    assert leap_month(2034) is None
    assert tet(2034) == dt.date(2034, 2, 19)


@pytest.mark.parametrize("utc_offset", [None, CHINA])
def test_every_day_follows_the_day_before(utc_offset: int | None) -> None:
    """Walk 1900–2199: days count up by one, months begin with 1 after 29 or 30 days."""
    one = dt.timedelta(days=1)
    day, before = lunar.FIRST_DAY, solar_to_lunar(lunar.FIRST_DAY, utc_offset=utc_offset)
    while day < lunar.LAST_DAY:
        day += one
        after = solar_to_lunar(day, utc_offset=utc_offset)
        if after.day == 1:
            assert before.day in (29, 30), day
            next_number = before.month % 12 + 1
            assert after.month == next_number or (after.is_leap and after.month == before.month)
            assert after.year == before.year + (after.month == 1 and not after.is_leap)
        else:
            assert after == LunarDate(before.year, before.month, before.day + 1, before.is_leap)
        before = after


@given(st.dates(lunar.FIRST_DAY, lunar.LAST_DAY), st.sampled_from([None, CHINA]))
def test_there_and_back(day: dt.date, utc_offset: int | None) -> None:
    found = solar_to_lunar(day, utc_offset=utc_offset)
    again = lunar_to_solar(found.year, found.month, found.day, found.is_leap, utc_offset=utc_offset)
    assert again == day


def test_tet_is_a_year_apart() -> None:
    for this, following in pairwise(tet(year) for year in range(1900, 2200)):
        assert (following - this).days in (353, 354, 355, 383, 384, 385)


@pytest.mark.parametrize("day", [dt.date(1899, 12, 31), dt.date(2200, 1, 1)])
def test_days_out_of_coverage(day: dt.date) -> None:
    with pytest.raises(OutOfCoverage) as caught:
        solar_to_lunar(day)
    assert caught.value.value == day
    assert pickle.loads(pickle.dumps(caught.value)).value == day


@pytest.mark.parametrize("year", [1899, 2200])
def test_years_out_of_coverage(year: int) -> None:
    with pytest.raises(OutOfCoverage):
        tet(year)
    with pytest.raises(OutOfCoverage):
        leap_month(year)


@pytest.mark.parametrize("date", [(1898, 12, 1), (1899, 11, 1), (2199, 12, 30), (2200, 1, 1)])
def test_lunar_dates_out_of_coverage(date: tuple[int, int, int]) -> None:
    with pytest.raises(OutOfCoverage):
        lunar_to_solar(*date)


@pytest.mark.parametrize(
    ("date", "is_leap"),
    [((2026, 3, 31), False), ((2026, 3, 0), False), ((2026, 13, 1), False), ((2026, 6, 1), True)],
)
def test_dates_the_calendar_does_not_have(date: tuple[int, int, int], is_leap: bool) -> None:
    with pytest.raises(CalendarSpecError):
        lunar_to_solar(*date, is_leap)


def test_a_short_month_has_no_thirtieth_day() -> None:
    last = solar_to_lunar(tet(2026) - dt.timedelta(days=1))
    assert last == LunarDate(2025, 12, 29)
    with pytest.raises(CalendarSpecError):
        lunar_to_solar(2025, 12, 30)


def test_a_datetime_is_refused() -> None:
    with pytest.raises(DatetimeForDate):
        solar_to_lunar(dt.datetime(2026, 2, 17, tzinfo=dt.UTC))
