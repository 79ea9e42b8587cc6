"""Properties of the calendar, each against a naive oracle that walks day by day."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import naive
from tests.strategies import dates, instants, oracle_of, specs
from tthc_deadlines import WorkingCalendar, vietnam_calendar

numbers = st.integers(1, 60)
budgets = st.integers(1, 200 * 3600).map(lambda seconds: dt.timedelta(seconds=seconds))


@given(specs(), dates, st.integers(-60, 60))
def test_adding_working_days_equals_walking(spec: dict[str, Any], day: dt.date, n: int) -> None:
    assert WorkingCalendar.from_spec(spec).add_working_days(day, n) == naive.add_days(
        day, n, oracle_of(spec)
    )


@given(specs(), dates, st.integers(0, 200))
def test_counting_working_days_equals_walking(
    spec: dict[str, Any], day: dt.date, span: int
) -> None:
    end = day + dt.timedelta(days=span)
    assert WorkingCalendar.from_spec(spec).count_working_days(day, end) == naive.count_days(
        day, end, oracle_of(spec)
    )


@given(specs(), instants, st.integers(0, 60 * 86_400))
def test_working_time_between_equals_walking(
    spec: dict[str, Any], start: dt.datetime, seconds: int
) -> None:
    end = start + dt.timedelta(seconds=seconds)
    assert WorkingCalendar.from_spec(spec).working_time_between(start, end) == naive.time_between(
        start, end, oracle_of(spec)
    )


@given(specs(), instants, budgets)
def test_adding_working_time_equals_walking(
    spec: dict[str, Any], start: dt.datetime, budget: dt.timedelta
) -> None:
    # Every calendar works eight hours on Mondays, save the few days off.
    assert WorkingCalendar.from_spec(spec).add_working_time(start, budget) == naive.add_time(
        start, budget, oracle_of(spec), horizon=400
    )


@given(specs(), dates, numbers)
def test_counting_inverts_adding(spec: dict[str, Any], day: dt.date, n: int) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    assert calendar.count_working_days(day, calendar.add_working_days(day, n)) == n


@given(specs(), instants, budgets)
def test_time_between_inverts_adding_time(
    spec: dict[str, Any], start: dt.datetime, budget: dt.timedelta
) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    end = calendar.add_working_time(start, budget)
    assert calendar.working_time_between(start, end) == budget
    # Going back spends the same time; it lands on working time, at or after the start.
    assert calendar.working_time_between(calendar.add_working_time(end, -budget), end) == budget


@given(specs(), dates, st.integers(0, 30), numbers, st.integers(0, 5))
def test_adding_is_monotone_in_start_and_n(
    spec: dict[str, Any], day: dt.date, later: int, n: int, more: int
) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    due = calendar.add_working_days(day, n)
    assert due <= calendar.add_working_days(day + dt.timedelta(days=later), n)
    assert due <= calendar.add_working_days(day, n + more)


@given(specs(), dates, numbers, dates)
def test_a_holiday_added_never_makes_a_due_date_earlier(
    spec: dict[str, Any], day: dt.date, n: int, holiday: dt.date
) -> None:
    before = WorkingCalendar.from_spec(spec).add_working_days(day, n)
    fuller = {**spec, "holidays": [*spec["holidays"], holiday.isoformat()]}
    assert WorkingCalendar.from_spec(fuller).add_working_days(day, n) >= before


@given(specs(), dates, dates)
def test_a_swap_keeps_the_number_of_working_days(
    spec: dict[str, Any], off: dt.date, work: dt.date
) -> None:
    spec = {**spec, "weekly": {**spec["weekly"], "sun": []}}
    calendar = WorkingCalendar.from_spec(spec)
    off = calendar.next_working_day_or_same(off)
    while calendar.is_working_day(work):
        work += dt.timedelta(days=1)
    special = {**spec["special_days"], off.isoformat(): [], work.isoformat(): [["08:00", "12:00"]]}
    swapped = WorkingCalendar.from_spec({**spec, "special_days": special})
    first, last = calendar.coverage
    assert swapped.count_working_days(first, last) == calendar.count_working_days(first, last)
    assert (swapped.is_working_day(off), swapped.is_working_day(work)) == (False, True)


@given(specs(), instants)
def test_next_opening_and_closing_enclose_working_time(
    spec: dict[str, Any], instant: dt.datetime
) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    opening, closing = calendar.next_working_time(instant), calendar.next_closing(instant)
    assert instant <= opening < closing
    assert calendar.is_working_time(opening)
    assert not calendar.is_working_time(closing) or calendar.next_closing(closing) > closing
    assert calendar.working_time_between(instant, closing) == closing - opening
    assert calendar.is_working_time(instant) == (opening == instant)


@given(specs(), dates)
def test_neighbouring_working_days(spec: dict[str, Any], day: dt.date) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    assert calendar.previous_working_day(day) < day < calendar.next_working_day(day)
    same = calendar.next_working_day_or_same(day)
    assert (same == day) == calendar.is_working_day(day)
    assert (calendar.previous_working_day_or_same(day) == day) == calendar.is_working_day(day)
    assert calendar.describe(day).is_working == calendar.is_working_day(day)


@given(specs(), specs())
def test_equal_data_give_equal_calendars(spec: dict[str, Any], other: dict[str, Any]) -> None:
    calendar = WorkingCalendar.from_spec(spec)
    again = WorkingCalendar.from_spec(copy.deepcopy(spec))
    assert calendar == again
    assert hash(calendar) == hash(again)
    restored = pickle.loads(pickle.dumps(calendar))
    assert restored == calendar
    assert restored.coverage == calendar.coverage
    if WorkingCalendar.from_spec(other) == calendar:
        assert oracle_same(spec, other)


def oracle_same(spec: dict[str, Any], other: dict[str, Any]) -> bool:
    mine, theirs = oracle_of(spec), oracle_of(other)
    days = (dt.date(2023, 1, 1) + dt.timedelta(days=number) for number in range(2500))
    return all(mine(day) == theirs(day) for day in days)


@given(dates, numbers, st.dates(dt.date(2010, 1, 1), dt.date(2026, 11, 20)))
def test_what_was_known_earlier_is_never_less_than_the_law(
    day: dt.date, n: int, known_on: dt.date
) -> None:
    """Whatever was known, a due date exists and is at most a few days from today's."""
    now = vietnam_calendar().add_working_days(day, n)
    then = vietnam_calendar(known_on).add_working_days(day, n)
    assert abs((then - now).days) <= 14
