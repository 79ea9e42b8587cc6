"""Adding up the limits of steps (cộng thời gian các bước), to hold against the whole."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tthc_deadlines.errors import InvalidLimit
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

_WORKING = {Unit.WORKING_DAY, Unit.WORKING_HOUR}


def total_of(steps: Iterable[TimeLimit], hours_per_day: int = 8) -> TimeLimit:
    """The sum of working-time limits (tổng thời gian), in working days of ``hours_per_day``.

    Raises:
        InvalidLimit: a step in calendar days, months … cannot be added to working time.

    >>> steps = [TimeLimit.parse("0,25 ngày làm việc"), TimeLimit.parse("04 giờ làm việc"),
    ...          TimeLimit.parse("02 ngày làm việc")]
    >>> total_of(steps)
    TimeLimit('2,75 ngày làm việc')

    Basis: a day is 8 working hours by convention of local internal procedures ("tính mỗi
    ngày 08 giờ làm việc"), not by law.
    """
    hours = sum((_hours(step, hours_per_day) for step in steps), Fraction())
    return TimeLimit(value=hours / hours_per_day, unit=Unit.WORKING_DAY)


def fits_within(steps: Iterable[TimeLimit], limit: TimeLimit, hours_per_day: int = 8) -> bool:
    """Whether the steps together take no longer than the whole (tổng các bước ≤ thời hạn)."""
    total = total_of(steps, hours_per_day)
    return _hours(total, hours_per_day) <= _hours(limit, hours_per_day)


def _hours(limit: TimeLimit, hours_per_day: int) -> Fraction:
    if limit.unit not in _WORKING:
        raise InvalidLimit(
            value=limit.value,
            unit=limit.unit.value,
            reason="only working days and working hours can be added up",
            reason_vi="chỉ cộng được ngày làm việc và giờ làm việc",
        )
    factor = hours_per_day if limit.unit is Unit.WORKING_DAY else 1
    return Fraction(limit.value) * factor
