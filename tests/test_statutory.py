"""The holidays by law: how many, which days, what is in lieu."""

from __future__ import annotations

import datetime as dt

import pytest

from tthc_deadlines.calendar import lunar
from tthc_deadlines.calendar.statutory import (
    HOLIDAY_KEYS,
    days_in_lieu,
    in_lieu_citation,
    statutory_holidays,
)
from tthc_deadlines.calendar.year_files import load_year_files
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import OutOfCoverage

DECIDED = range(2010, 2028)


def dates(year: int, key: str, known_on: dt.date | None = None) -> list[dt.date]:
    return [h.date for h in statutory_holidays(year, known_on=known_on) if h.key == key]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(1995, 2006, 8), (2007, 2012, 9), (2013, 2013, 9), (2014, 2020, 10), (2021, 2025, 11),
     (2026, 2199, 12)],
)  # fmt: skip
def test_days_a_year(first: int, last: int, days: int) -> None:
    for year in (first, last):
        assert len(statutory_holidays(year)) == days


class TestTet:
    """Điều 73 BLLĐ 1994: "bốn ngày (một ngày cuối năm và ba ngày đầu năm âm lịch)"; five
    days from the labour code of 2012, in force on 1 May 2013."""

    @pytest.mark.parametrize("year", [2010, 2011, 2012, 2013])
    def test_four_days_up_to_2013(self, year: int) -> None:
        first = lunar.tet(year)
        assert dates(year, "tet") == [first + dt.timedelta(days=n) for n in range(-1, 3)]

    def test_rule_matches_every_decision_but_that_of_2014(self) -> None:
        files = load_year_files()
        differing = [
            year
            for year in DECIDED
            if dates(year, "tet") != [row.date for row in files[year].holidays if row.key == "tet"]
        ]
        assert differing == [2014]

    def test_days_chosen_by_the_rule_say_so(self) -> None:
        assert all(h.by_rule == (h.key == "tet") for h in statutory_holidays(2020))
        assert not any(h.by_rule for h in statutory_holidays(2013))


class TestNationalDay:
    """Điều 112 khoản 1 BLLĐ 2019: "ngày 02 tháng 9 dương lịch và 01 ngày liền kề trước hoặc
    sau"."""

    def test_rule_matches_every_decision(self) -> None:
        files = load_year_files()
        for year in DECIDED:
            decided = [row.date for row in files[year].holidays if row.key == "national_day"]
            assert dates(year, "national_day") == decided

    def test_one_day_before_2021(self) -> None:
        assert dates(2020, "national_day") == [dt.date(2020, 9, 2)]

    @pytest.mark.parametrize(
        ("year", "companion"),
        [(2024, 3), (2025, 1), (2026, 1), (2027, 3), (2022, 1), (2023, 1), (2029, 3)],
    )
    def test_companion_on_each_weekday(self, year: int, companion: int) -> None:
        expected = {dt.date(year, 9, 2), dt.date(year, 9, companion)}
        assert set(dates(year, "national_day")) == expected


def test_hung_kings_from_2007() -> None:
    assert dates(2006, "hung_kings") == []
    assert dates(2007, "hung_kings") == [dt.date(2007, 4, 26)]


class TestCultureDay:
    """Điều 2 Nghị quyết 28/2026/QH16, in force on 1 July 2026."""

    def test_from_2026(self) -> None:
        assert dates(2025, "culture") == []
        assert dates(2026, "culture") == [dt.date(2026, 11, 24)]

    def test_unknown_before_it_was_adopted(self) -> None:
        assert dates(2026, "culture", dt.date(2026, 4, 23)) == []
        assert dates(2026, "culture", dt.date(2026, 4, 24)) == [dt.date(2026, 11, 24)]

    @pytest.mark.parametrize("year", [2029, 2030])
    def test_no_day_in_lieu_on_a_weekend(self, year: int) -> None:
        pairs = [(h.date, h.key) for h in statutory_holidays(year)]
        assert dt.date(year, 11, 24).weekday() >= 5
        assert dt.date(year, 11, 24) not in days_in_lieu(pairs).values()

    def test_never_surer_than_the_law_was_read(self) -> None:
        culture = statutory_holidays(2026)[-1]
        assert culture.citation.confidence is Confidence.SECONDARY


def test_a_law_not_yet_adopted_does_not_count() -> None:
    assert len(dates(2014, "tet", dt.date(2012, 6, 17))) == 4
    assert len(dates(2014, "tet", dt.date(2012, 6, 18))) == 5
    assert len(dates(2021, "national_day", dt.date(2019, 11, 19))) == 1


class TestInLieu:
    """Điều 111 khoản 3 BLLĐ 2019: "Nếu ngày nghỉ hằng tuần trùng với ngày nghỉ lễ, tết ...
    được nghỉ bù ngày nghỉ hằng tuần vào ngày làm việc kế tiếp"."""

    @pytest.mark.parametrize("year", DECIDED)
    def test_equals_what_was_decided(self, year: int) -> None:
        file = load_year_files()[year]
        by_law = days_in_lieu([(row.date, row.key) for row in file.holidays])
        assert by_law == {row.date: row.replaces for row in file.in_lieu}

    def test_new_year_on_a_saturday(self) -> None:
        pairs = [(h.date, h.key) for h in statutory_holidays(2028)]
        assert days_in_lieu(pairs)[dt.date(2028, 1, 3)] == dt.date(2028, 1, 1)

    def test_passes_over_days_already_off(self) -> None:
        saturday, monday = dt.date(2028, 1, 1), dt.date(2028, 1, 3)
        found = days_in_lieu([(saturday, "new_year")], taken=[monday])
        assert found == {dt.date(2028, 1, 4): saturday}

    def test_citation_names_the_article_of_its_time(self) -> None:
        assert in_lieu_citation(dt.date(2028, 1, 1)).article == "Điều 111 khoản 3"
        assert in_lieu_citation(dt.date(2016, 5, 1)).article == "Điều 115 khoản 3"


def test_no_day_is_two_holidays_and_all_lie_in_their_year() -> None:
    for year in range(1995, 2200):
        holidays = statutory_holidays(year)
        found = [h.date for h in holidays]
        assert found == sorted(set(found))
        assert {day.year for day in found} == {year}
        assert {h.key for h in holidays} <= set(HOLIDAY_KEYS)
        assert {day.year for day in days_in_lieu([(h.date, h.key) for h in holidays])} <= {year}


@pytest.mark.parametrize("year", [1994, 2200])
def test_out_of_coverage(year: int) -> None:
    with pytest.raises(OutOfCoverage):
        statutory_holidays(year)
