"""The error tree: fields kept, bilingual texts, stable codes, pickles."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
import re
import unicodedata
from pathlib import Path

import pytest

from tthc_deadlines import OutOfCoverage, TimeLimit, errors, vietnam_calendar
from tthc_deadlines.checking.office import errors as office_errors
from tthc_deadlines.dossiers import errors as dossiers_errors
from tthc_deadlines.errors import (
    CalendarDataError,
    CalendarDataErrors,
    DatetimeForDate,
    NaiveTimestamp,
    ReversedInterval,
    TthcDeadlinesError,
    WrongType,
)
from tthc_deadlines.expectations import EXPECTED_VI
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures import errors as procedures_errors
from tthc_deadlines.register import errors as register_errors
from tthc_deadlines.responsibility import errors as responsibility_errors

CLASSES = [
    kind
    for module in (
        errors,
        dossiers_errors,
        procedures_errors,
        responsibility_errors,
        office_errors,
        register_errors,
    )
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, TthcDeadlinesError) and kind._fields and kind.__module__ == module.__name__
]
SRC = Path(errors.__file__).parent
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=VIETNAM)


def example(kind: type[TthcDeadlinesError]) -> TthcDeadlinesError:
    return kind(**{name: 7 if name == "line" else f"a {name}" for name in kind._fields})


@pytest.mark.parametrize("kind", CLASSES)
def test_survives_pickling_with_its_fields(kind: type[TthcDeadlinesError]) -> None:
    error = example(kind)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == str(error)
    assert all(getattr(again, name) == getattr(error, name) for name in kind._fields)


@pytest.mark.parametrize("kind", CLASSES)
def test_says_the_same_in_both_languages(kind: type[TthcDeadlinesError]) -> None:
    english, vietnamese = example(kind).message("en"), example(kind).message("vi")
    assert english != vietnamese
    assert english[0].islower()
    assert vietnamese == unicodedata.normalize("NFC", vietnamese)
    assert "{" not in english + vietnamese


def test_codes_are_stable_and_unique() -> None:
    codes = [kind.code for kind in CLASSES]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


@pytest.mark.parametrize("kind", CLASSES)
def test_builtin_handlers_still_catch_it(kind: type[TthcDeadlinesError]) -> None:
    assert issubclass(kind, (ValueError, TypeError, LookupError, RuntimeError, OSError))


def test_what_was_expected_is_said_in_vietnamese_too() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SRC.rglob("*.py"))
    used = set(re.findall(r"""expected=f?["']([^"':{]+)""", source))
    assert len(used) > 20
    assert {words for words in used if words.strip() not in EXPECTED_VI} == set()


def test_a_wrong_set_of_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="takes the fields field, value"):
        NaiveTimestamp(field="received_at")


def test_all_faults_of_a_file_come_together() -> None:
    faults = [
        CalendarDataError(path="2028.toml", line=line, key="date", reason="odd", reason_vi="lạ")
        for line in (3, 9)
    ]
    group = CalendarDataErrors("2028.toml", faults)
    assert group.message("vi").splitlines() == ["2028.toml:3: date: lạ", "2028.toml:9: date: lạ"]
    assert pickle.loads(pickle.dumps(group)).faults[1].line == 9
    with pytest.raises(TthcDeadlinesError):
        raise group


class TestTheDoorOfTheCalendar:
    """What is not a plain date or an aware instant never gets in."""

    def test_a_naive_datetime_is_refused_with_the_remedy(self) -> None:
        with pytest.raises(NaiveTimestamp, match="attach one"):
            vietnam_calendar().working_time_between(NOON.replace(tzinfo=None), NOON)

    def test_a_datetime_where_a_date_is_meant_is_refused(self) -> None:
        for call in (
            vietnam_calendar().is_working_day,
            vietnam_calendar().describe,
            vietnam_calendar().quality,
            vietnam_calendar().next_working_day,
        ):
            with pytest.raises(DatetimeForDate, match=r"take its \.date\(\)"):
                call(NOON)
        with pytest.raises(DatetimeForDate):
            vietnam_calendar(known_on=NOON)

    def test_a_day_outside_coverage_names_the_bounds(self) -> None:
        with pytest.raises(OutOfCoverage, match="2010-01-01 to 2060-12-31") as caught:
            vietnam_calendar().is_working_day(dt.date(2061, 1, 1))
        assert caught.value.covered_to == dt.date(2060, 12, 31)
        with pytest.raises(OutOfCoverage):
            vietnam_calendar().add_working_days(dt.date(2060, 12, 30), 500)
        with pytest.raises(OutOfCoverage):
            vietnam_calendar().add_working_days(dt.date(2010, 1, 4), -500)
        with pytest.raises(OutOfCoverage):
            vietnam_calendar().add_working_time(NOON, dt.timedelta(days=36_500))

    def test_a_reversed_interval_is_refused(self) -> None:
        with pytest.raises(ReversedInterval):
            vietnam_calendar().count_working_days(dt.date(2026, 11, 20), dt.date(2026, 11, 19))
        with pytest.raises(ReversedInterval):
            vietnam_calendar().working_time_between(NOON, NOON - dt.timedelta(seconds=1))

    @pytest.mark.parametrize("n", [1.0, "1", None, True])
    def test_only_whole_numbers_of_days_are_counted(self, n: object) -> None:
        with pytest.raises(WrongType):
            vietnam_calendar().add_working_days(dt.date(2026, 11, 20), n)  # type: ignore[arg-type]

    def test_words_are_no_limit(self) -> None:
        from tthc_deadlines import deadline

        with pytest.raises(WrongType, match=r"TimeLimit\.parse"):
            deadline(NOON, "05 ngày làm việc", vietnam_calendar())  # type: ignore[arg-type]
        assert deadline(NOON, TimeLimit.parse("05 ngày làm việc"), vietnam_calendar()).on
