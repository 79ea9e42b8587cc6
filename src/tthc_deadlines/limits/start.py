"""When the clock starts (thời điểm bắt đầu tính): receipt, off hours, cut-off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.errors import TimeOfDayNeeded
from tthc_deadlines.instants import as_date, as_instant
from tthc_deadlines.limits.counting import ONE_DAY
from tthc_deadlines.limits.policy import (
    ClockStartShift,
    CountingPolicy,
    CutoffExact,
    OffHoursReceipt,
)
from tthc_deadlines.limits.time_limit import AfterCutoff, TimeLimit, Unit

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar


@attrs.frozen
class Start:
    """How a clock starts (khởi điểm).

    Attributes:
        received_on: the local day of receipt.
        instant: the instant hours run from; ``None`` where only the day is known.
        day_zero: the day that is not counted; counting starts on the day after it.
        deemed: the instant of receipt was moved to the next working time by policy.
        late: the receipt came after the limit's cut-off.
        cutoff_at: that cut-off, for the explanation.
    """

    received_on: dt.date
    instant: dt.datetime | None
    day_zero: dt.date
    deemed: bool = False
    late: bool = False
    cutoff_at: dt.datetime | None = None


def needs_time_of_day(limit: TimeLimit) -> bool:
    """Whether a limit can only be counted from an instant (cần biết giờ tiếp nhận)."""
    unit = limit.unit
    return unit in _HOURLY or not isinstance(limit.value, int) or limit.after_cutoff is not None


_HOURLY = frozenset({Unit.WORKING_HOUR, Unit.HOUR, Unit.MINUTE})


def resolve_start(
    received_at: dt.date | dt.datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    policy: CountingPolicy,
) -> Start:
    """Where counting starts for a receipt (xác định khởi điểm).

    Raises:
        TimeOfDayNeeded: only a date is given for a limit in hours or with a cut-off.
        NaiveTimestamp: a datetime without a time zone.
        OutOfCoverage: the receipt lies outside the calendar.
    """
    if not isinstance(received_at, dt.datetime):
        return _from_day(as_date(received_at, "received_at"), limit, calendar, policy)
    instant = calendar.local(as_instant(received_at, "received_at"))
    deemed = False
    if policy.off_hours_receipt is OffHoursReceipt.NEXT_WORKING_DAY:
        opened = calendar.next_working_time(instant)
        instant, deemed = opened, opened != instant
    day = instant.date()
    if limit.after_cutoff is None:
        return Start(day, instant, day, deemed)
    cutoff = _cutoff_on(day, limit, calendar)
    if not _is_late(instant, cutoff, policy):
        return Start(day, instant, day, deemed, cutoff_at=cutoff)
    if limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY:
        return Start(day, instant, day, deemed, late=True, cutoff_at=cutoff)
    return _shifted(day, deemed, cutoff, calendar, policy)


def _from_day(
    day: dt.date, limit: TimeLimit, calendar: WorkingCalendar, policy: CountingPolicy
) -> Start:
    calendar.is_working_day(day)  # refuses a day outside the calendar
    if needs_time_of_day(limit):
        raise TimeOfDayNeeded(limit=str(limit), value=day)
    if policy.off_hours_receipt is OffHoursReceipt.NEXT_WORKING_DAY:
        opened = calendar.next_working_day_or_same(day)
        return Start(opened, None, opened, deemed=opened != day)
    return Start(day, None, day)


def _cutoff_on(day: dt.date, limit: TimeLimit, calendar: WorkingCalendar) -> dt.datetime | None:
    """The earliest cut-off of one day; none on a day off if it is measured from closing."""
    cutoffs = []
    if limit.cutoff is not None:
        cutoffs.append(dt.datetime.combine(day, limit.cutoff, tzinfo=calendar.zone))
    if limit.cutoff_before_closing is not None:
        closing = calendar.office_closing(day)
        if closing is None:
            return None
        cutoffs.append(closing - limit.cutoff_before_closing)
    return min(cutoffs)


def _is_late(instant: dt.datetime, cutoff: dt.datetime | None, policy: CountingPolicy) -> bool:
    """ "Sau 15 giờ" is strictly after, unless the policy says otherwise."""
    if cutoff is None:  # a day off: the office never opened
        return True
    if policy.cutoff_exact is CutoffExact.NEXT_DAY:
        return instant >= cutoff
    return instant > cutoff


def _shifted(
    day: dt.date,
    deemed: bool,
    cutoff: dt.datetime | None,
    calendar: WorkingCalendar,
    policy: CountingPolicy,
) -> Start:
    """The clock starts on the next working day, which is day 1 or day 0 by policy."""
    first = calendar.next_working_day(day)
    opening = calendar.next_working_time(
        dt.datetime(first.year, first.month, first.day, tzinfo=calendar.zone)
    )
    zero = first if policy.clock_start_shift is ClockStartShift.DAY_ZERO else first - ONE_DAY
    return Start(first, opening, zero, deemed, late=True, cutoff_at=cutoff)
