"""The trace of a deadline (các bước tính hạn): every step with its rule and citation.

Made only when asked for, by walking the days the count went over; the due date itself
comes from the tables. A choice of policy that decided a step says so there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.days import DayKind, Quality
from tthc_deadlines.choices import known_language
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import Language
from tthc_deadlines.limits import law
from tthc_deadlines.limits.counting import duration_of
from tthc_deadlines.limits.ends import end_of, hours_of
from tthc_deadlines.limits.policy import (
    ClockStartShift,
    ClosingBoundary,
    CutoffExact,
    ExtensionFrom,
    FractionalCalendarDay,
    OffHoursReceipt,
)
from tthc_deadlines.limits.time_limit import AfterCutoff, Unit
from tthc_deadlines.limits.trace_counts import ONE_DAY, counted_days, days_passed, worked_time
from tthc_deadlines.limits.trace_step import TraceStep, step
from tthc_deadlines.limits.trace_stops import stopped

if TYPE_CHECKING:
    from tthc_deadlines.limits.deadline import Deadline


def trace_of(deadline: Deadline) -> tuple[TraceStep, ...]:
    """The steps of a deadline in order (các bước tính)."""
    return tuple(_steps(deadline))


def explain(deadline: Deadline, lang: Language = "vi") -> str:
    """The trace as lines of text (giải trình từng dòng)."""
    known_language(lang)
    return "\n".join(found.text(lang) for found in trace_of(deadline))


def weakest_confidence(deadline: Deadline) -> Confidence:
    """The least certain citation a deadline rests on (mức tin cậy thấp nhất)."""
    return Confidence.weakest(
        found.citation.confidence for found in trace_of(deadline) if found.citation
    )


def _steps(deadline: Deadline) -> Iterator[TraceStep]:
    """From the first limit on: each extension, each set of stops upon what it rests on."""
    chain = [deadline]
    while (before := chain[-1].unstopped or chain[-1].extends) is not None:
        chain.append(before)
    for part in reversed(chain):
        yield from stopped(part) if part.unstopped is not None else _counted(part)


def _counted(deadline: Deadline) -> Iterator[TraceStep]:
    """The count of a limit, or of what an extension adds to one."""
    if deadline.extends is not None:
        yield _extension(deadline)
    else:
        yield from _receipt(deadline)
    if deadline.agreed_at is not None:
        rule = "agreed_on" if deadline.is_day_based else "agreed_at"
        yield step(
            rule, on=deadline.on, at=deadline.at, limit=deadline.limit, citation=law.AGREEMENT
        )
    elif deadline.on is None:
        yield step(f"undated_{deadline.limit.unit}", limit=deadline.limit)
    elif deadline.is_day_based:
        yield from _days(deadline)
    else:
        yield from _hours(deadline)
    if deadline.quality is Quality.PROVISIONAL:
        yield step("provisional", on=deadline.on)
    if deadline.extends is None and deadline.start.received_on < law.CIVIL_CODE_FROM:
        yield step("before_civil_code", on=law.CIVIL_CODE_FROM)


# --- the start -------------------------------------------------------------------------


def _receipt(deadline: Deadline) -> Iterator[TraceStep]:
    received, start = deadline.received_at, deadline.start
    if isinstance(received, dt.datetime):
        yield step("received", at=deadline.calendar.local(received), limit=deadline.limit)
    else:
        yield step("received_on", on=received, limit=deadline.limit)
    if deadline.agreed_at is not None:
        return
    if deadline.remote_area_days:
        yield step("remote_area", days=deadline.remote_area_days, limit=deadline.counted_limit)
    if start.deemed and start.instant:
        yield step("deemed", on=start.received_on, at=start.instant)
    elif start.deemed:
        yield step("deemed_on", on=start.received_on)
    if _off_hours_decides(deadline):
        yield step("off_hours")
    if start.cutoff_at is not None and not start.late:
        yield step("before_cutoff", at=start.cutoff_at)
    elif start.late and not _moves_result(deadline):
        yield from _late_clock(deadline)


def _off_hours_decides(deadline: Deadline) -> bool:
    """Whether deeming an off-hours receipt received at the next opening would end later."""
    instant, calendar = deadline.start.instant, deadline.calendar
    limit, policy = deadline.counted_limit, deadline.policy
    if instant is None or deadline.on is None or limit.after_cutoff is not None:
        return False
    if policy.off_hours_receipt is not OffHoursReceipt.AS_RECEIVED:
        return False
    passed = _seconds(instant)
    sessions = calendar.sessions(instant.date())
    if deadline.is_day_based:
        return not sessions or passed >= sessions[-1][1]
    _, working = hours_of(limit, calendar, policy)
    return not working and not any(opens <= passed < closes for opens, closes in sessions)


def _seconds(instant: dt.datetime) -> int:
    """Seconds after local midnight, as sessions have them."""
    return instant.hour * 3600 + instant.minute * 60 + instant.second


def _moves_result(deadline: Deadline) -> bool:
    return deadline.limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY


def _late_clock(deadline: Deadline) -> Iterator[TraceStep]:
    """The clock starts on the next working day: as day 1, as day 0, or at its opening."""
    start, limit = deadline.start, deadline.limit
    if not deadline.is_day_based or limit.unit in (Unit.SAME_DAY, Unit.IMMEDIATE):
        rule = "late_clock_opening"
    elif deadline.policy.clock_start_shift is ClockStartShift.DAY_ONE:
        rule = "late_clock_day_one"
    else:
        rule = "late_clock_day_zero"
    received_on = _received_on(deadline)
    yield step(
        rule,
        on=start.received_on,
        cutoff=_cutoff(deadline),
        citation=law.clock_shift_law(received_on, limit),
    )
    yield from _exactly_at_cutoff(deadline)
    yield from days_passed(deadline.calendar, received_on, start.received_on)


def _exactly_at_cutoff(deadline: Deadline) -> Iterator[TraceStep]:
    """A receipt exactly at the cut-off is late only by policy."""
    received = deadline.received_at
    if (
        deadline.policy.cutoff_exact is CutoffExact.NEXT_DAY
        and isinstance(received, dt.datetime)
        and received == deadline.start.cutoff_at
    ):
        yield step("exactly_at_cutoff", at=deadline.start.cutoff_at)


def _received_on(deadline: Deadline) -> dt.date:
    """The local day of the receipt itself."""
    received = deadline.received_at
    if isinstance(received, dt.datetime):
        return deadline.calendar.local(received).date()
    return received


def _cutoff(deadline: Deadline) -> str:
    """The cut-off of the day; a dash on a day off, which has no closing to measure from."""
    cutoff = deadline.start.cutoff_at
    return f"{cutoff:%H:%M}" if cutoff is not None else "—"


def _extension(deadline: Deadline) -> TraceStep:
    nominal = deadline.policy.extension_from is ExtensionFrom.NOMINAL
    return step(
        "extended_nominal" if nominal else "extended_rolled",
        on=deadline.start.day_zero,
        limit=deadline.limit,
    )


# --- limits in days --------------------------------------------------------------------


def _days(deadline: Deadline) -> Iterator[TraceStep]:
    assert deadline.on is not None
    assert deadline.nominal_on is not None
    late = deadline.start.late and _moves_result(deadline)
    on, _, nominal = _without_shift(deadline) if late else (deadline.on, None, deadline.nominal_on)
    assert on is not None
    assert nominal is not None
    yield from _last_day(deadline, nominal)
    if late:
        yield from _late_result(deadline, nominal)
    else:
        yield from _rolled(deadline, nominal, on)
    yield step("expires", on=deadline.on, citation=law.MIDNIGHT)
    if deadline.office_closing is not None:
        yield step("closing", at=deadline.office_closing)


def _without_shift(
    deadline: Deadline,
) -> tuple[dt.date | None, dt.datetime | None, dt.date | None]:
    """Where the limit itself ends, before a late receipt moves the result."""
    start = attrs.evolve(deadline.start, late=False)
    return end_of(deadline.counted_limit, start, deadline.calendar, deadline.policy)


def _last_day(deadline: Deadline, nominal: dt.date) -> Iterator[TraceStep]:
    """From the first day counted to the last, by the unit of the limit."""
    unit, zero, calendar = deadline.limit.unit, deadline.start.day_zero, deadline.calendar
    if unit is Unit.IMMEDIATE:
        yield step("immediate_same_day", on=deadline.start.received_on)
    elif unit is Unit.SAME_DAY:
        yield step("same_day", on=deadline.start.received_on)
    elif unit is Unit.WORKING_DAY:
        if not _begins_shifted(deadline):
            yield step("first_day", on=calendar.next_working_day(zero), citation=law.FIRST_DAY)
        yield from counted_days(calendar, zero, nominal)
    else:
        if not _begins_shifted(deadline):
            yield step("first_day", on=zero + ONE_DAY, citation=law.FIRST_DAY)
        yield step(f"end_{unit}", on=nominal, limit=deadline.counted_limit, citation=_END_LAW[unit])


def _begins_shifted(deadline: Deadline) -> bool:
    """Whether the line on a late receipt has said which day is day 1."""
    return deadline.start.late and deadline.start.day_zero < deadline.start.received_on


_END_LAW = {
    Unit.CALENDAR_DAY: law.END_OF_DAYS,
    Unit.WEEK: law.END_OF_WEEKS,
    Unit.MONTH: law.END_OF_MONTHS,
    Unit.YEAR: law.END_OF_YEARS,
}


def _late_result(deadline: Deadline, nominal: dt.date) -> Iterator[TraceStep]:
    """A late receipt moves the result to the working day after the last."""
    assert deadline.on is not None
    yield from days_passed(deadline.calendar, nominal, deadline.on)
    yield step(
        "late_result",
        on=deadline.on,
        cutoff=_cutoff(deadline),
        citation=law.result_shift_law(_received_on(deadline), deadline.limit),
    )
    yield from _exactly_at_cutoff(deadline)


def _rolled(deadline: Deadline, nominal: dt.date, on: dt.date) -> Iterator[TraceStep]:
    """The last day moved off a day off, and where that is an inference or a choice."""
    day = deadline.calendar.describe(nominal)
    if on != nominal:
        yield from days_passed(deadline.calendar, nominal - ONE_DAY, on)
        named = day.kind in (DayKind.WEEKLY_REST, DayKind.HOLIDAY)
        yield step("rolled" if named else "rolled_inference", on=on, citation=law.ROLL_OVER)
    elif not day.is_working:
        yield step("not_rolled", on=on, day=day)


# --- limits in hours -------------------------------------------------------------------


def _hours(deadline: Deadline) -> Iterator[TraceStep]:
    start, limit, policy = deadline.start.instant, deadline.counted_limit, deadline.policy
    assert deadline.at is not None
    assert start is not None
    hours, working = hours_of(limit, deadline.calendar, policy)
    budget = duration_of(hours)
    in_days = limit.unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)
    if in_days and working:
        yield step("fraction", limit=limit, budget=budget, citation=law.EIGHT_HOUR_DAY)
    elif in_days and policy.fractional_calendar_day is FractionalCalendarDay.CLOCK_TIME:
        yield step("fraction_clock", limit=limit, budget=budget)
    if working:
        yield from worked_time(deadline.calendar, start, deadline.at, budget)
    else:
        yield step("continuous", at=start, budget=budget, citation=law.HOURS_START)
    yield from _end_of_hours(deadline, start, budget, working)


def _end_of_hours(
    deadline: Deadline, start: dt.datetime, budget: dt.timedelta, working: bool
) -> Iterator[TraceStep]:
    """The instant the hours run out, and where policy moved it."""
    assert deadline.on is not None
    assert deadline.nominal_on is not None
    if deadline.ends_with_day:
        if deadline.on != deadline.nominal_on:
            yield from days_passed(deadline.calendar, deadline.nominal_on - ONE_DAY, deadline.on)
            yield step("hours_moved", on=deadline.on)
        yield step("expires", on=deadline.on, citation=law.MIDNIGHT)
        return
    if working and deadline.policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
        spent = deadline.calendar.add_working_time(start, budget)
        if spent != deadline.at:
            yield step("next_opening", at=deadline.at, spent=spent)
    yield step("expires_at", at=deadline.at)
    if working and _closes_a_session(deadline):
        yield step("at_closing")
    elif not working and not deadline.calendar.is_working_day(deadline.on):
        yield step("hours_stand", day=deadline.calendar.describe(deadline.on))


def _closes_a_session(deadline: Deadline) -> bool:
    assert deadline.at is not None
    ended = _seconds(deadline.at)
    return any(ended == closes for _, closes in deadline.calendar.sessions(deadline.at.date()))
