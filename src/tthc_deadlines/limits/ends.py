"""Where a limit ends (điểm kết thúc của thời hạn): in days, in hours, or nowhere."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from tthc_deadlines.errors import InvalidLimit, OutOfCoverage, TthcDeadlinesError
from tthc_deadlines.limits import counting
from tthc_deadlines.limits.policy import (
    ClosingBoundary,
    CountingPolicy,
    FractionalCalendarDay,
    HoursOnDayOff,
    Immediate,
)
from tthc_deadlines.limits.start import Start
from tthc_deadlines.limits.time_limit import AfterCutoff, TimeLimit, Unit

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar

DEFAULT_POLICY = CountingPolicy()

_DAY_UNITS = frozenset(
    {Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.SAME_DAY}
)

End = tuple[dt.date | None, dt.datetime | None, dt.date | None]
"""The last day, the instant of expiry, and the last day before it was rolled."""


def is_day_based(limit: TimeLimit, policy: CountingPolicy = DEFAULT_POLICY) -> bool:
    """Whether a limit is counted in days, so that dates are compared (tính theo ngày)."""
    if limit.unit is Unit.IMMEDIATE:
        return policy.immediate is Immediate.SAME_DAY
    return limit.unit in _DAY_UNITS and isinstance(limit.value, int)


def end_of(
    limit: TimeLimit, start: Start, calendar: WorkingCalendar, policy: CountingPolicy
) -> End:
    """Last day, instant of expiry and nominal last day of a limit (tính điểm kết thúc).

    Raises:
        OutOfCoverage: any of them lies outside the calendar. InvalidLimit: a limit in hours
            with a rule that moves the result by a day.
    """
    try:
        if is_day_based(limit, policy):
            return _end_in_days(limit, start, calendar, policy)
        if not limit.unit.is_dated:
            return None, None, None
        if limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY:
            raise InvalidLimit(
                value=limit.value,
                unit=limit.unit.value,
                reason="a result that moves to the next working day needs a limit in days",
                reason_vi="trả kết quả trong ngày làm việc tiếp theo chỉ áp dụng cho thời hạn ngày",
            )
        return _end_in_hours(limit, start, calendar, policy)
    except (OverflowError, ValueError) as error:
        if isinstance(error, TthcDeadlinesError):
            raise
        first, last = calendar.coverage
        raise OutOfCoverage(
            value=f"{start.received_on} + {limit}",
            covered_from=first,
            covered_to=last,
            edition=calendar.edition,
        ) from None


def _end_in_days(
    limit: TimeLimit, start: Start, calendar: WorkingCalendar, policy: CountingPolicy
) -> End:
    n = int(limit.value)
    if limit.unit is Unit.WORKING_DAY:
        nominal = on = counting.end_of_working_days(start.day_zero, n, calendar)
    else:
        nominal = _nominal_end(limit.unit, start, n)
        on = counting.roll_over(nominal, calendar, policy)
    if start.late and limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY:
        nominal = on = calendar.next_working_day(nominal)
    return on, counting.end_of_day(on, calendar), nominal


def _nominal_end(unit: Unit, start: Start, n: int) -> dt.date:
    if unit is Unit.CALENDAR_DAY:
        return counting.end_of_calendar_days(start.day_zero, n)
    if unit is Unit.WEEK:
        return counting.end_of_weeks(start.day_zero, n)
    if unit is Unit.MONTH:
        return counting.end_of_months(start.day_zero, n)
    if unit is Unit.YEAR:
        return counting.end_of_years(start.day_zero, n)
    return start.received_on  # the same day


def _end_in_hours(
    limit: TimeLimit, start: Start, calendar: WorkingCalendar, policy: CountingPolicy
) -> End:
    assert start.instant is not None  # resolve_start refuses a mere date for such limits
    hours, working = hours_of(limit, calendar, policy)
    if working:
        at = counting.end_of_working_hours(start.instant, hours, calendar)
        if policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
            at = calendar.next_working_time(at)
        return at.date(), at, at.date()
    return rolled_hours(counting.end_of_hours(start.instant, hours, calendar), calendar, policy)


def rolled_hours(
    at: dt.datetime, calendar: WorkingCalendar, policy: CountingPolicy
) -> tuple[dt.date, dt.datetime, dt.date]:
    """Where hours by the clock end that are spent then: policy may move it off a day off."""
    nominal = at.date()
    is_off = not calendar.is_working_day(nominal)  # which refuses what lies outside
    if is_off and policy.hours_on_day_off is HoursOnDayOff.NEXT_WORKING_DAY:
        on = calendar.next_working_day(nominal)
        return on, counting.end_of_day(on, calendar), nominal
    return nominal, at, nominal


def hours_of(
    limit: TimeLimit, calendar: WorkingCalendar, policy: CountingPolicy
) -> tuple[Fraction, bool]:
    """The amount in hours, and whether they are working hours (quy đổi ra giờ).

    A fraction of a working day counts 8 hours a day, unless the calendar's hours say
    otherwise.
    """
    value = Fraction(limit.value)
    if limit.unit is Unit.WORKING_HOUR:
        return value, True
    if limit.unit is Unit.HOUR:
        return value, False
    if limit.unit is Unit.MINUTE:
        return value / 60, False
    if limit.unit is Unit.CALENDAR_DAY and (
        policy.fractional_calendar_day is FractionalCalendarDay.CLOCK_TIME
    ):
        return value * 24, False
    return value * Fraction(str(calendar.hours.hours_per_day)), True
