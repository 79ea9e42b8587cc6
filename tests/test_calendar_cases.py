"""The cases of other systems' own test suites and of their defects, as data."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tthc_deadlines import WorkingCalendar
from tthc_deadlines.errors import ReversedInterval

DATA = json.loads(
    (Path(__file__).parent / "golden" / "calendar-arithmetic.json").read_text(encoding="utf-8")
)


@cache
def calendar_of(name: str) -> WorkingCalendar:
    return WorkingCalendar.from_spec(DATA["calendars"][name])


def instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def paused(
    calendar: WorkingCalendar, start: dt.datetime, end: dt.datetime, pauses: list[list[str]]
) -> dt.timedelta:
    """Working time inside the pauses that falls between two instants."""
    total = dt.timedelta()
    for begin, finish in pauses:
        first, last = max(start, instant(begin)), min(end, instant(finish))
        if first < last:
            total += calendar.working_time_between(first, last)
    return total


def add_working_time(calendar: WorkingCalendar, inputs: dict[str, Any]) -> dt.datetime:
    start, budget = instant(inputs["start"]), dt.timedelta(seconds=inputs["seconds"])
    end = calendar.add_working_time(start, budget)
    while pause := paused(calendar, start, end, inputs.get("pauses", [])):
        further = calendar.add_working_time(start, budget + pause)
        if further == end:
            break
        end = further
    return end


def working_time_between(calendar: WorkingCalendar, inputs: dict[str, Any]) -> float:
    start, end = instant(inputs["start"]), instant(inputs["end"])
    if end < start:
        with pytest.raises(ReversedInterval):
            calendar.working_time_between(start, end)
        return -calendar.working_time_between(end, start).total_seconds()
    pause = paused(calendar, start, end, inputs.get("pauses", []))
    return (calendar.working_time_between(start, end) - pause).total_seconds()


def add_working_days(calendar: WorkingCalendar, inputs: dict[str, Any]) -> Any:
    if "date" in inputs:
        return calendar.add_working_days(dt.date.fromisoformat(inputs["date"]), inputs["days"])
    start = instant(inputs["start"])
    day = calendar.add_working_days(start.date(), inputs["days"])
    return dt.datetime.combine(day, start.timetz())


def working_days_between(calendar: WorkingCalendar, inputs: dict[str, Any]) -> int:
    start, end = (dt.date.fromisoformat(inputs[name]) for name in ("start", "end"))
    if end < start:
        with pytest.raises(ReversedInterval):
            calendar.count_working_days(start, end)
        return -calendar.count_working_days(end, start)
    return calendar.count_working_days(start, end)


OPERATIONS: dict[str, Callable[[WorkingCalendar, dict[str, Any]], Any]] = {
    "add_working_time": add_working_time,
    "working_time_between": working_time_between,
    "add_working_days": add_working_days,
    "working_days_between": working_days_between,
    "next_working_instant": lambda calendar, inputs: calendar.next_working_time(
        instant(inputs["at"])
    ),
    "next_closing_instant": lambda calendar, inputs: calendar.next_closing(instant(inputs["at"])),
    "is_working_instant": lambda calendar, inputs: calendar.is_working_time(instant(inputs["at"])),
    "is_working_day": lambda calendar, inputs: calendar.is_working_day(
        dt.date.fromisoformat(inputs["date"])
    ),
}


def meant(expected: Any) -> Any:
    """The expected answer as a value: an instant, a day, a number or a truth."""
    if not isinstance(expected, str):
        return expected
    return instant(expected) if "T" in expected else dt.date.fromisoformat(expected)


def test_there_are_94_cases_and_no_two_share_a_name() -> None:
    assert len({case["id"] for case in DATA["cases"]}) == len(DATA["cases"]) == 94


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    answer = OPERATIONS[case["operation"]](calendar_of(case["calendar"]), case["inputs"])
    assert answer == meant(case["expected"]), case.get("note", "")
