"""The calendar as a value: its days and reasons, its hours, its files, its promises."""

from __future__ import annotations

import csv
import datetime as dt
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pendulum
import pytest

from tthc_deadlines import (
    DayKind,
    Quality,
    TimeLimit,
    WorkingCalendar,
    WorkingHours,
    deadline,
    load_calendar,
    vietnam_calendar,
)
from tthc_deadlines.errors import (
    CalendarSpecError,
    NaiveTimestamp,
    OutOfCoverage,
    UnreadableFile,
    WrongType,
)
from tthc_deadlines.instants import VIETNAM

GOLDEN = Path(__file__).parent / "golden"
CALENDAR = vietnam_calendar()
FRIDAY = dt.date(2026, 11, 20)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def table() -> dict[dt.date, str]:
    with (GOLDEN / "days-off-2010-2027.csv").open(encoding="utf-8", newline="") as file:
        return {dt.date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(file)}


OFFICE: dict[str, Any] = {
    "weekly": {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in
               ("mon", "tue", "wed", "thu", "fri")},
    "seasons": [{"name": "mùa hè", "from": "04-16", "to": "10-15", "weekly": {
        day: [["07:00", "11:30"], ["13:30", "17:00"]] for day in
        ("mon", "tue", "wed", "thu", "fri")}}],
    "special_days": {"2026-11-20": [["08:00", "11:00"]], "2026-11-26": []},
    "reception": {"sat": [["08:00", "11:30"]], "mon": [["08:00", "16:30"]]},
    "closures": [{"from": "2026-11-30", "to": "2026-12-01", "name": "Chuyển trụ sở"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def office() -> WorkingCalendar:
    return WorkingCalendar.from_spec({**OFFICE, "extends": "vietnam"})


class TestEveryDayFrom2010To2027:
    """Each day against the table of official days off and make-up days."""

    @pytest.mark.parametrize("year", range(2010, 2028))
    def test_year(self, year: int, table: dict[dt.date, str]) -> None:
        day = dt.date(year, 1, 1)
        while day.year == year:
            known = CALENDAR.describe(day)
            expected = table.get(day)
            if expected is None and day.weekday() >= 5:
                # A holiday on a weekend stays named; for counting it is a day off like any.
                assert known.kind in (DayKind.WEEKLY_REST, DayKind.HOLIDAY), day
            elif expected is None:
                assert known.kind is DayKind.WORKING, day
            else:
                assert known.kind == expected, day
            assert CALENDAR.is_working_day(day) is known.is_working
            day += dt.timedelta(days=1)

    def test_every_day_off_has_a_name_in_both_languages_and_a_document(self) -> None:
        for day in CALENDAR.special_days.values():
            assert day.name
            assert day.name_en
            assert day.citation is not None

    def test_swaps_come_in_pairs(self) -> None:
        for day in CALENDAR.special_days.values():
            if day.kind in (DayKind.SWAPPED_OFF, DayKind.MAKE_UP):
                assert day.related is not None
                other = CALENDAR.describe(day.related)
                assert other.related == day.date
                assert other.is_working != day.is_working

    @pytest.mark.parametrize(
        ("day", "kind"),
        [
            ("2011-01-30", DayKind.MAKE_UP),  # a Sunday
            ("2012-12-31", DayKind.SWAPPED_OFF),  # made up in the next year
            ("2013-01-05", DayKind.MAKE_UP),
            ("2014-12-27", DayKind.MAKE_UP),  # for a day of the next year
            ("2018-12-31", DayKind.SWAPPED_OFF),
            ("2026-11-24", DayKind.HOLIDAY),
            ("2025-11-24", DayKind.WORKING),  # before resolution 28/2026
            ("2026-11-23", DayKind.WORKING),  # a swap that was proposed, not adopted
            ("2026-11-28", DayKind.WEEKLY_REST),
        ],
    )
    def test_traps_of_the_data(self, day: str, kind: DayKind) -> None:
        assert CALENDAR.describe(dt.date.fromisoformat(day)).kind is kind


class TestQualityAndKnownOn:
    """What is not decided is computed from the law, and says so."""

    def test_by_year(self) -> None:
        assert CALENDAR.quality(dt.date(2026, 5, 5)) is Quality.FINAL
        assert CALENDAR.quality(dt.date(2027, 5, 5)) is Quality.PROVISIONAL
        assert CALENDAR.quality(dt.date(2040, 5, 5)) is Quality.PROVISIONAL

    def test_a_deadline_carries_the_weakest_year(self) -> None:
        limit = TimeLimit.parse("45 ngày làm việc")
        assert deadline(FRIDAY, limit, CALENDAR).quality is Quality.PROVISIONAL
        assert deadline(dt.date(2026, 3, 2), limit, CALENDAR).quality is Quality.FINAL

    def test_the_new_year_swap_was_signed_a_week_before(self) -> None:
        eve = vietnam_calendar(known_on=dt.date(2025, 12, 24))
        assert eve.is_working_day(dt.date(2026, 1, 2))
        assert not eve.is_working_day(dt.date(2026, 1, 10))
        signed = vietnam_calendar(known_on=dt.date(2025, 12, 25))
        assert not signed.is_working_day(dt.date(2026, 1, 2))
        assert signed.is_working_day(dt.date(2026, 1, 10))
        assert eve != signed
        assert eve.quality(dt.date(2026, 1, 2)) is Quality.PROVISIONAL

    def test_same_arguments_same_calendar(self) -> None:
        assert vietnam_calendar() is vietnam_calendar()
        assert vietnam_calendar(hours=WorkingHours()) == vietnam_calendar()
        assert vietnam_calendar(hours=WorkingHours.parse("07:00-11:00")) != vietnam_calendar()


class TestHours:
    """Sessions by weekday, season and single day; reception is not working time."""

    def test_a_short_day(self, office: WorkingCalendar) -> None:
        assert office.next_closing(at("2026-11-20T09:00")) == at("2026-11-20T11:00")
        assert office.describe(FRIDAY).kind is DayKind.WORKING

    def test_a_day_without_sessions_is_closed(self, office: WorkingCalendar) -> None:
        assert office.describe(dt.date(2026, 11, 26)).kind is DayKind.CLOSURE

    def test_a_closure_has_its_name(self, office: WorkingCalendar) -> None:
        assert office.describe(dt.date(2026, 12, 1)).label() == "cơ quan đóng cửa: Chuyển trụ sở"
        assert office.add_working_days(FRIDAY, 5) == dt.date(2026, 12, 3)

    def test_summer_hours(self, office: WorkingCalendar) -> None:
        assert office.next_working_time(at("2026-07-06T00:00")) == at("2026-07-06T07:00")
        assert office.next_working_time(at("2026-10-16T00:00")) == at("2026-10-16T08:00")

    def test_a_make_up_day_takes_the_hours_of_the_day_it_replaces(self) -> None:
        spec = {
            "extends": "vietnam",
            "weekly": {
                "mon": [["09:00", "15:00"]],
                "tue": [["08:00", "12:00"]],
                "fri": [["08:00", "12:00"]],
            },
        }
        office = WorkingCalendar.from_spec(spec)
        assert office.sessions(dt.date(2026, 8, 22)) == ((9 * 3600, 15 * 3600),)  # for Monday 31/8

    def test_reception_on_saturday_does_not_make_it_a_working_day(
        self, office: WorkingCalendar
    ) -> None:
        saturday = dt.date(2026, 12, 5)
        assert office.reception(saturday) == ((8 * 3600, 11 * 3600 + 1800),)
        assert office.reception(dt.date(2026, 11, 30)) == ()  # closed that Monday
        assert office.reception(dt.date(2026, 12, 7)) == ((8 * 3600, 16 * 3600 + 1800),)
        assert not office.is_working_day(saturday)
        assert not office.is_working_time(at("2026-12-05T09:00"))

    def test_a_season_over_the_new_year(self) -> None:
        spec = {
            "weekly": "08:00-12:00",
            "seasons": [{"from": "11-01", "to": "02-28", "weekly": "09:00-12:00"}],
        }
        office = WorkingCalendar.from_spec(spec)
        for day in ("2026-12-30", "2027-01-04"):
            assert office.sessions(dt.date.fromisoformat(day)) == ((9 * 3600, 12 * 3600),)
        assert office.sessions(dt.date(2027, 3, 1)) == ((8 * 3600, 12 * 3600),)

    def test_parts_of_a_day_follow_hours_per_day(self) -> None:
        seven = WorkingCalendar.from_spec(
            {"extends": "vietnam", "weekly": "08:00-15:00", "hours_per_day": 7}
        )
        found = deadline(at("2026-11-20T08:00"), TimeLimit.parse("1,5 ngày làm việc"), seven)
        assert found.at == at("2026-11-23T11:30")

    @pytest.mark.parametrize(
        "text", ["08:00-12:00,13:00-17:00", "8h-12h; 13h-17h", "8:00-12:00,13h00-17h00"]
    )
    def test_hours_as_offices_write_them(self, text: str) -> None:
        assert WorkingHours.parse(text) == WorkingHours()


class TestDescriptionsThatCannotBeRead:
    """An unknown key or value is named, with what was expected."""

    @pytest.mark.parametrize(
        ("spec", "key"),
        [
            ({"weeks": {}}, "weeks"),
            ({"weekly": {"monday": []}}, "weekly.monday"),
            ({"weekly": {"mon": [["08:00"]]}}, "weekly.mon[0]"),
            ({"weekly": {"mon": [["12:00", "08:00"]]}}, "weekly.mon[0]"),
            ({"weekly": {"mon": [["08:00", "12:00"], ["11:00", "17:00"]]}}, "weekly.mon"),
            ({"weekly": {"mon": [["08:00", "25:00"]]}}, "weekly.mon[0]"),
            ({"weekly": 8}, "weekly"),
            ({"holidays": ["24/11/2026"]}, "holidays"),
            ({"annual_holidays": ["13-01"]}, "annual_holidays"),
            ({"special_days": {"2026-13-01": []}}, "special_days"),
            ({"seasons": [{"from": "04-16"}]}, "seasons[0]"),
            ({"closures": [{"from": "2026-11-20"}]}, "closures[0]"),
            ({"closures": [{"from": "2026-11-20", "to": "2026-11-19"}]}, "closures[0]"),
            ({"timezone": "Hà Nội"}, "timezone"),
            ({"timezone": 7}, "timezone"),
            ({"coverage": ["2026-01-01"]}, "coverage"),
            ({"coverage": ["2026-12-31", "2026-01-01"]}, "coverage"),
            ({"extends": "china"}, "extends"),
            ({"extends": "vietnam", "timezone": "UTC"}, "timezone"),
            ({"extends": "vietnam", "coverage": ["1990-01-01", "2026-12-31"]}, "coverage"),
            ({"hours_per_day": 0}, "hours_per_day"),
            ({"schema": 99}, "schema"),
            ({"seasons": [{"from": "04-16", "to": "10-15", "weekly": {}, "x": 1}]}, "seasons[0]"),
        ],
    )
    def test_the_key_is_named(self, spec: dict[str, Any], key: str) -> None:
        with pytest.raises(CalendarSpecError) as caught:
            WorkingCalendar.from_spec(spec)
        assert caught.value.key == key


class TestCalendarFiles:
    """The same description as TOML or JSON."""

    def test_toml_and_json_give_equal_calendars(self, tmp_path: Path) -> None:
        toml, plain = tmp_path / "a.toml", tmp_path / "a.json"
        toml.write_text(
            'extends = "vietnam"\nholidays = [2026-11-23]\n'
            '[weekly]\nmon = [["07:30", "11:30"], ["13:30", "17:30"]]\n',
            encoding="utf-8",
        )
        plain.write_text(
            json.dumps(
                {
                    "extends": "vietnam",
                    "holidays": ["2026-11-23"],
                    "weekly": {"mon": [["07:30", "11:30"], ["13:30", "17:30"]]},
                }
            ),
            encoding="utf-8",
        )
        assert load_calendar(toml) == load_calendar(plain)
        assert load_calendar(toml, hours="08:00-12:00") != load_calendar(toml)

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.toml", b"a = "), ("a.json", b"[1]"), ("a.json", b"{"), ("a.toml", b"\xff\xfea\x00")],
    )
    def test_what_cannot_be_read_is_named(self, tmp_path: Path, name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableFile, match=name):
            load_calendar(tmp_path / name)


class TestAFrozenValue:
    """Hashable, picklable, shared between threads, never changed."""

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(AttributeError, match="frozen"):
            CALENDAR.name = "other"
        with pytest.raises(AttributeError, match="frozen"):
            del CALENDAR.name
        with pytest.raises(TypeError):
            CALENDAR.special_days[FRIDAY] = CALENDAR.describe(FRIDAY)  # type: ignore[index]

    def test_pickles_to_an_equal_calendar(self) -> None:
        again = pickle.loads(pickle.dumps(CALENDAR))
        assert again == CALENDAR
        assert hash(again) == hash(CALENDAR)
        assert again.describe(FRIDAY) == CALENDAR.describe(FRIDAY)

    def test_can_be_shared_between_threads(self) -> None:
        fresh: WorkingCalendar = pickle.loads(
            pickle.dumps(CALENDAR)
        )  # its tables of time are not made yet
        start = at("2026-11-20T09:00")

        def work(hours: int) -> dt.datetime:
            return fresh.add_working_time(start, dt.timedelta(hours=hours))

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(work, range(1, 400)))
        assert found == [
            CALENDAR.add_working_time(start, dt.timedelta(hours=hours)) for hours in range(1, 400)
        ]

    def test_shows_its_coverage_and_edition(self) -> None:
        assert CALENDAR.coverage == (dt.date(2010, 1, 1), dt.date(2060, 12, 31))
        assert f"{CALENDAR.edition}" in repr(CALENDAR)


class TestOtherKindsOfDatesAndInstants:
    """pendulum values are welcome; results are plain standard-library values."""

    def test_pendulum_dates(self) -> None:
        due = CALENDAR.add_working_days(pendulum.date(2026, 11, 20), 5)
        assert (type(due), due) == (dt.date, dt.date(2026, 11, 30))
        assert (
            CALENDAR.count_working_days(pendulum.date(2026, 11, 20), pendulum.date(2026, 11, 30))
            == 5
        )
        assert type(CALENDAR.next_working_day_or_same(pendulum.date(2026, 11, 20))) is dt.date

    def test_pendulum_instants(self) -> None:
        start = pendulum.datetime(2026, 11, 20, 15, 30, tz="Asia/Ho_Chi_Minh")
        end = CALENDAR.add_working_time(start, dt.timedelta(hours=8))
        assert (type(end), end) == (dt.datetime, at("2026-11-23T15:30"))
        assert CALENDAR.working_time_between(start, pendulum.instance(end)) == dt.timedelta(hours=8)
        found = deadline(start, TimeLimit.parse("05 ngày làm việc"), CALENDAR)
        assert found.on == dt.date(2026, 11, 30)

    def test_instants_of_other_zones_are_the_same_instants(self) -> None:
        start, end = at("2026-11-20T15:30"), at("2026-11-23T15:30")
        utc = (start.astimezone(dt.UTC), end.astimezone(dt.UTC))
        assert CALENDAR.working_time_between(*utc) == dt.timedelta(hours=8)
        assert CALENDAR.add_working_time(utc[0], dt.timedelta(hours=8)) == end

    def test_microseconds_are_kept(self) -> None:
        start = at("2026-11-20T15:30:00.250000")
        end = CALENDAR.add_working_time(start, dt.timedelta(hours=8))
        assert end == at("2026-11-23T15:30:00.250000")
        assert CALENDAR.working_time_between(start, end) == dt.timedelta(hours=8)
        closing = at("2026-11-20T16:59:59.999999")
        assert CALENDAR.working_time_between(closing, at("2026-11-20T18:00")) == dt.timedelta(
            microseconds=1
        )
        assert CALENDAR.add_working_time(closing, dt.timedelta(microseconds=1)) == at(
            "2026-11-20T17:00"
        )

    def test_a_duration_is_needed(self) -> None:
        with pytest.raises(WrongType):
            CALENDAR.add_working_time(at("2026-11-20T15:30"), 8)  # type: ignore[arg-type]
        with pytest.raises(WrongType):
            CALENDAR.working_time_between(FRIDAY, FRIDAY)  # type: ignore[arg-type]
        with pytest.raises(NaiveTimestamp):
            CALENDAR.is_working_time(dt.datetime(2026, 11, 20))  # noqa: DTZ001


class _NoOffset(dt.tzinfo):
    """A zone that does not know its offset: no zone at all."""

    def utcoffset(self, when: dt.datetime | None) -> None:
        return None

    def tzname(self, when: dt.datetime | None) -> None:
        return None

    def dst(self, when: dt.datetime | None) -> None:
        return None


class TestWhatAReviewerTried:
    """Doors that were open."""

    def test_a_zone_without_an_offset_is_naive(self) -> None:
        strange = dt.datetime(2026, 11, 20, 9, tzinfo=_NoOffset())
        with pytest.raises(NaiveTimestamp):
            CALENDAR.next_working_time(strange)
        with pytest.raises(NaiveTimestamp):
            CALENDAR.working_time_between(strange, at("2026-11-20T10:00"))

    def test_the_ends_of_time_are_out_of_coverage(self) -> None:
        for moment in (dt.datetime.max, dt.datetime.min):  # noqa: DTZ901
            with pytest.raises(OutOfCoverage):
                CALENDAR.is_working_time(moment.replace(tzinfo=dt.UTC))

    def test_the_first_decision_on_a_day_counts_for_known_on(self) -> None:
        monday = dt.date(2026, 8, 31)  # 9859/VPCP-KGVX 13/10/2025; notified by 9441 on the 16th
        assert not vietnam_calendar(dt.date(2025, 10, 13)).is_working_day(monday)
        assert vietnam_calendar(dt.date(2025, 10, 12)).is_working_day(monday)
        citation = CALENDAR.describe(monday).citation
        assert citation is not None
        assert citation.number == "9441/TB-BNV"

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2020-01-24", "(2019-10)"),
            ("2015-01-02", "(2014-11/12)"),
            ("2021-02-11", "(2020-12 (ngày chưa xác minh))"),
            ("2010-02-19", "văn bản chưa rõ số hiệu của"),
        ],
    )
    def test_a_signing_day_that_is_not_known_is_not_invented(self, day: str, said: str) -> None:
        citation = CALENDAR.describe(dt.date.fromisoformat(day)).citation
        assert citation is not None
        assert said in citation.text()

    def test_a_holiday_cites_its_own_article(self) -> None:
        holiday = CALENDAR.describe(dt.date(2026, 4, 30)).citation
        in_lieu = CALENDAR.describe(dt.date(2026, 4, 27)).citation
        assert holiday is not None
        assert in_lieu is not None
        assert (holiday.article, in_lieu.article) == ("Điều 112", "Điều 111 khoản 3")

    @pytest.mark.parametrize(
        "spec",
        [
            {"holidays": 5},
            {"holidays": "2026-01-01"},
            {"annual_holidays": "01-01"},
            {"closures": "2026-01-01"},
            {"seasons": 5},
            {"special_days": ["2026-01-01"]},
        ],
    )
    def test_a_wrong_kind_of_container_is_named(self, spec: dict[str, Any]) -> None:
        with pytest.raises(CalendarSpecError) as caught:
            WorkingCalendar.from_spec(spec)
        assert caught.value.key in spec

    def test_calendars_that_differ_in_quality_are_not_equal(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_text('{"extends": "vietnam"}', encoding="utf-8")
        then, now = load_calendar(path, known_on=dt.date(2026, 5, 1)), load_calendar(path)
        day = dt.date(2026, 5, 5)
        assert then.quality(day) != now.quality(day)
        assert then != now

    def test_hours_are_frozen_and_checked(self) -> None:
        single = {dt.date(2026, 11, 21): ((8 * 3600, 12 * 3600),)}
        hours = WorkingHours(single_days=single)
        calendar = vietnam_calendar(hours=hours)
        single.clear()
        assert calendar.is_working_day(dt.date(2026, 11, 21))
        assert pickle.loads(pickle.dumps(calendar)) == calendar
        assert hash(hours) == hash(pickle.loads(pickle.dumps(hours)))
        for session in ((50_000, 1_000), (0, 100_000), (0, 30), (0.0, 3600)):
            with pytest.raises(CalendarSpecError):
                WorkingHours(week=((session,),) * 7)  # type: ignore[arg-type]
        with pytest.raises(CalendarSpecError):
            WorkingHours(week=((),) * 5)

    def test_a_day_an_office_works_on_its_own_makes_up_for_nothing(self) -> None:
        office = WorkingCalendar.from_spec(
            {"extends": "vietnam", "special_days": {"2026-11-21": [["08:00", "12:00"]]}}
        )
        day = office.describe(dt.date(2026, 11, 21))
        assert day.kind is DayKind.WORKING
        assert day.label() == "ngày làm việc: theo lịch riêng của cơ quan"
