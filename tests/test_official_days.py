"""The official days: every day of 2010–2027, and what was known when."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.calendar import official
from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.calendar.official import OfficialDays, official_days
from tthc_deadlines.calendar.year_files import holidays_folder, load_year_files
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import DatetimeForDate, OutOfCoverage

GOLDEN = Path(__file__).parent / "golden" / "days-off-2010-2027.csv"
ONE = dt.timedelta(days=1)


def expected() -> dict[dt.date, dict[str, str]]:
    """Every weekday off and every make-up day, from the published record, not from us."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return {dt.date.fromisoformat(row["date"]): row for row in csv.DictReader(file)}


def days_of(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += ONE


def is_working(known: OfficialDays, date: dt.date) -> bool:
    day = known.days.get(date)
    return day.is_working if day else date.weekday() < 5


@pytest.mark.parametrize("year", range(2010, 2028))
def test_every_day(year: int) -> None:
    golden, known = expected(), official_days(None, 2010, 2027)
    for date in days_of(dt.date(year, 1, 1), dt.date(year, 12, 31)):
        row, day = golden.get(date), known.days.get(date)
        if row is None:
            # Not in the record: an ordinary day, or a holiday on a weekend.
            assert is_working(known, date) == (date.weekday() < 5), date
            assert day is None or (day.kind is DayKind.HOLIDAY and date.weekday() >= 5), date
            continue
        assert day is not None, date
        assert day.kind == row["kind"], date
        assert day.name == row["name"], date
        assert (day.related.isoformat() if day.related else "") == row["related"], date
        assert is_working(known, date) == (row["kind"] == "make_up"), date


def test_every_official_day_says_why() -> None:
    for date, day in official_days(None, 2010, 2060).days.items():
        assert day.date == date
        assert day.name
        assert day.name_en
        assert day.citation is not None
        assert day.citation.text()
        assert (day.related is None) == (day.kind is DayKind.HOLIDAY)


def test_pairs_point_at_one_another() -> None:
    days = official_days(None, 2010, 2060).days
    for day in days.values():
        if day.kind in (DayKind.SWAPPED_OFF, DayKind.MAKE_UP):
            assert day.related is not None
            other = days[day.related]
            assert other.related == day.date
            assert {day.kind, other.kind} == {DayKind.SWAPPED_OFF, DayKind.MAKE_UP}


def test_make_up_days_of_a_neighbour_year_outside_the_range() -> None:
    assert official_days(None, 2013, 2013).days[dt.date(2013, 1, 5)].kind is DayKind.MAKE_UP
    assert official_days(None, 2014, 2014).days[dt.date(2014, 12, 27)].kind is DayKind.MAKE_UP
    only_2018 = official_days(None, 2018, 2018).days
    assert dt.date(2019, 1, 5) not in only_2018
    assert only_2018[dt.date(2018, 12, 31)].related == dt.date(2019, 1, 5)


def test_quality() -> None:
    qualities = official_days(None, 2009, 2060).quality_by_year
    final = [year for year, quality in qualities.items() if quality is Quality.FINAL]
    assert final == list(range(2010, 2027))
    days = official_days(None, 2026, 2027).days
    assert days[dt.date(2026, 11, 24)].quality is Quality.FINAL
    assert days[dt.date(2027, 2, 8)].quality is Quality.PROVISIONAL


def test_confidence_is_carried() -> None:
    days = official_days(None, 2026, 2027).days

    def confidence(day: Day) -> Confidence | None:
        return day.citation.confidence if day.citation else None

    assert confidence(days[dt.date(2026, 1, 2)]) is Confidence.SECONDARY
    assert confidence(days[dt.date(2026, 1, 10)]) is Confidence.SECONDARY
    assert confidence(days[dt.date(2026, 8, 31)]) is Confidence.VERIFIED
    assert confidence(days[dt.date(2027, 5, 3)]) is Confidence.MEMORY


class TestKnownOn:
    def test_new_year_swap_of_2026(self) -> None:
        """12729/VPCP-KGVX was signed on 25 December 2025."""
        off, work = dt.date(2026, 1, 2), dt.date(2026, 1, 10)
        before = official_days(dt.date(2025, 12, 24), 2026, 2026)
        assert is_working(before, off)
        assert not is_working(before, work)
        assert before.quality_by_year[2026] is Quality.PROVISIONAL
        after = official_days(dt.date(2025, 12, 25), 2026, 2026)
        assert not is_working(after, off)
        assert is_working(after, work)

    def test_culture_day(self) -> None:
        """Resolution 28/2026/QH16 was adopted on 24 April 2026."""
        day = dt.date(2026, 11, 24)
        assert day not in official_days(dt.date(2026, 4, 1), 2026, 2026).days
        assert day in official_days(dt.date(2026, 4, 24), 2026, 2026).days

    def test_before_the_decision_on_tet_2026(self) -> None:
        known = official_days(dt.date(2025, 9, 1), 2026, 2026)
        tet = [day.date for day in known.days.values() if day.name.startswith("Tết Âm lịch")]
        assert tet == [dt.date(2026, 2, day) for day in range(16, 21)]  # by rule; so decided
        assert is_working(known, dt.date(2026, 8, 31))
        assert not is_working(known, dt.date(2026, 9, 1))
        assert not is_working(known, dt.date(2026, 8, 22))
        day = known.days[dt.date(2026, 2, 17)]
        assert day.citation is not None
        assert day.citation.number == "45/2019/QH14"
        assert day.quality is Quality.PROVISIONAL

    def test_in_lieu_follows_the_days_computed(self) -> None:
        """Tết 2014 was decided otherwise than the rule gives it."""
        before = official_days(dt.date(2013, 12, 11), 2014, 2014)
        tet = {d.date.isoformat()[5:]: d.kind for d in before.days.values() if "Tết Âm" in d.name}
        assert tet == {
            "01-29": DayKind.HOLIDAY, "01-30": DayKind.HOLIDAY, "01-31": DayKind.HOLIDAY,
            "02-01": DayKind.HOLIDAY, "02-02": DayKind.HOLIDAY,
            "02-03": DayKind.IN_LIEU, "02-04": DayKind.IN_LIEU,
        }  # fmt: skip

    def test_a_year_is_final_once_all_its_sources_are_known(self) -> None:
        def quality(day: dt.date) -> Quality:
            return official_days(day, 2026, 2026).quality_by_year[2026]

        assert quality(dt.date(2026, 10, 1)) is Quality.PROVISIONAL
        assert quality(dt.date(2026, 10, 2)) is Quality.FINAL

    def test_known_long_after_is_the_same_as_all_known(self) -> None:
        assert official_days(dt.date(2060, 1, 1), 2010, 2060) == official_days(None, 2010, 2060)

    @given(st.dates(dt.date(2005, 1, 1), dt.date(2027, 12, 31)))
    def test_on_any_day_the_pairs_are_whole_and_lost_rest_days_made_good(self, on: dt.date) -> None:
        known = official_days(on, 2010, 2030)
        kinds = [day.kind for day in known.days.values()]
        assert kinds.count(DayKind.SWAPPED_OFF) == kinds.count(DayKind.MAKE_UP)
        lost = {
            day.date
            for day in known.days.values()
            if day.kind is DayKind.HOLIDAY
            and day.date.weekday() >= 5
            and day.name != "Ngày Văn hóa Việt Nam"
        }
        replaced = [d.related for d in known.days.values() if d.kind is DayKind.IN_LIEU]
        assert set(replaced) == lost
        assert len(replaced) == len(lost)


class TestEdition:
    def test_equal_days_equal_edition(self) -> None:
        again = official_days(None, 2010, 2060).edition
        assert again == official_days(None, 2010, 2060).edition
        assert len(again) == 12

    def test_differs_where_the_days_differ(self) -> None:
        editions = {
            official_days(on, 2010, 2060).edition
            for on in (None, dt.date(2025, 12, 24), dt.date(2025, 12, 25), dt.date(2026, 4, 24))
        }
        assert len(editions) == 4


def test_superseded_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A swap decided anew: each known day sees the decision of its time."""
    text = (holidays_folder() / "2026.toml").read_text(encoding="utf-8")
    (tmp_path / "2026.toml").write_text(
        text
        + """
[[source]]
id = "later"
number = "1/VPCP"
issuer = "Văn phòng Chính phủ"
title = "Đổi ngày làm bù"
adopted = 2026-07-01
confidence = "memory"

[[swap]]
off = 2026-08-31
work = 2026-08-29
occasion = "Quốc khánh"
source = "later"
supersedes = 2026-08-31
""",
        encoding="utf-8",
    )
    monkeypatch.setattr(official, "load_year_files", lambda: load_year_files(tmp_path))
    before = official_days(dt.date(2026, 6, 30), 2026, 2026)
    assert before.days[dt.date(2026, 8, 31)].related == dt.date(2026, 8, 22)
    after = official_days(dt.date(2026, 7, 1), 2026, 2026)
    assert after.days[dt.date(2026, 8, 31)].related == dt.date(2026, 8, 29)
    assert dt.date(2026, 8, 22) not in after.days


def test_a_file_that_is_not_complete_is_filled_in_from_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2035.toml").write_text(
        "schema = 1\nyear = 2035\nstatus = 'provisional'\nchecked_on = 2034-11-01\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(official, "load_year_files", lambda: load_year_files(tmp_path))
    filled = official_days(None, 2035, 2035)
    monkeypatch.undo()
    assert filled == official_days(None, 2035, 2035)


def test_years_without_a_file_are_computed() -> None:
    known = official_days(None, 2030, 2030)
    assert known.quality_by_year == {2030: Quality.PROVISIONAL}
    assert known.days[dt.date(2030, 2, 2)].name == "Tết Âm lịch (mùng 1)"
    assert {day.quality for day in known.days.values()} == {Quality.PROVISIONAL}


def test_bad_arguments() -> None:
    with pytest.raises(DatetimeForDate):
        official_days(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), 2026, 2026)
    with pytest.raises(OutOfCoverage):
        official_days(None, 1994, 2000)
    assert official_days(None, 2026, 2025).days == {}
