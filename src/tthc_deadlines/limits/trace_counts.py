"""The days and hours a count went over (từng ngày, từng giờ đã tính), each with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tthc_deadlines.calendar.days import Day
from tthc_deadlines.limits import law
from tthc_deadlines.limits.trace_step import TraceStep, step

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar

ONE_DAY = dt.timedelta(days=1)


def counted_days(
    calendar: WorkingCalendar, zero: dt.date, last_day: dt.date
) -> Iterator[TraceStep]:
    """Runs of counted working days, and between them every day skipped with its reason."""
    number = 0
    for run in _runs(calendar, zero + ONE_DAY, last_day):
        first, last = run[0], run[-1]
        if not first.is_working:
            yield _days_off(first, last, "skipped")
            continue
        begin, number = number + 1, number + len(run)
        rule = "counted_day" if len(run) == 1 else "counted_days"
        yield step(
            "counted_named" if first.name else rule,
            on=first.date,
            through=last.date,
            first=begin,
            last=number,
            day=first,
            citation=first.citation,
        )


def days_passed(calendar: WorkingCalendar, after: dt.date, until: dt.date) -> Iterator[TraceStep]:
    """The days off strictly between two days, each with its reason."""
    for run in _runs(calendar, after + ONE_DAY, until - ONE_DAY):
        if not run[0].is_working:
            yield _days_off(run[0], run[-1], "passed")


def worked_time(
    calendar: WorkingCalendar, start: dt.datetime, end: dt.datetime, budget: dt.timedelta
) -> Iterator[TraceStep]:
    """What each day used of a budget of working time."""
    begins = calendar.next_working_time(start)
    # The law starts the hours at the fixed moment; that they wait for the office to open
    # is what "working hours" means, not its words.
    waited = begins != start
    yield step(
        "working_clock_waits" if waited else "working_clock",
        at=begins,
        citation=None if waited else law.HOURS_START,
    )
    left = budget
    for run in _runs(calendar, start.date(), end.date()):
        if not run[0].is_working:
            yield _days_off(run[0], run[-1], "skipped")
            continue
        for day in run:
            begin = max(start, _midnight(day.date, calendar.zone))
            finish = min(end, _midnight(day.date + ONE_DAY, calendar.zone))
            used = calendar.working_time_between(begin, finish)
            left -= used
            if used:
                yield step("used", on=day.date, used=used, left=left)


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone)


def _runs(calendar: WorkingCalendar, first: dt.date, last: dt.date) -> Iterator[list[Day]]:
    """Neighbouring days of the same kind, name and citation, together."""
    run: list[Day] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = calendar.describe(dt.date.fromordinal(ordinal))
        if run and _reason(day) != _reason(run[-1]):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _reason(day: Day) -> tuple[object, ...]:
    return day.kind, day.name, day.citation


def _days_off(first: Day, last: Day, what: str) -> TraceStep:
    """Days off that were not counted, or only passed over on the way to a working day."""
    rule = f"{what}_day" if first.date == last.date else f"{what}_days"
    if first.related is not None and first.date == last.date:
        rule = f"{what}_paired"
    return step(
        rule,
        on=first.date,
        through=last.date,
        day=first,
        related=first.related or first.date,
        citation=first.citation,
    )
