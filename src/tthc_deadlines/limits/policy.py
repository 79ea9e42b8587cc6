"""Counting policy (quy ước tính thời hạn): every choice where law or practice differ.

Each choice is a named value with a default and the reason for it; a due date that a
choice decided says so in its trace.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

import attrs

from tthc_deadlines.choices import chosen


class CutoffExact(StrEnum):
    """A receipt at exactly the cut-off, 15:00:00 (tiếp nhận đúng 15 giờ).

    "Sau 15 giờ" means strictly after 15:00, so the default is the same day.
    """

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"


class ClockStartShift(StrEnum):
    """Where the clock starts on the next working day: is that day day 1 or day 0?

    "Thời gian được tính bắt đầu từ ngày làm việc tiếp theo" (decree 63/2024) does not
    say whether that day is itself counted. The default, day one, gives the earlier date,
    the one in the applicant's favour.
    """

    DAY_ONE = "day_one"
    DAY_ZERO = "day_zero"


class OffHoursReceipt(StrEnum):
    """A receipt outside working time, online at night or on a Sunday.

    By default it counts from the moment it was received, as on the receipt slip; some
    decrees deem it received at the next opening ("08 giờ 00 ngày làm việc kế tiếp").
    """

    AS_RECEIVED = "as_received"
    NEXT_WORKING_DAY = "next_working_day"


class ClosingBoundary(StrEnum):
    """A budget of working time that runs out exactly at closing.

    It ends at closing by default: no working time is left. Some systems give the next
    opening, which moves the date.
    """

    AT_CLOSING = "at_closing"
    NEXT_OPENING = "next_opening"


class ExtensionFrom(StrEnum):
    """Whether an extension runs from the nominal end or the one rolled off a day off.

    The law does not say; from the nominal end by default, so that a holiday at the end
    of the first term does not lengthen the second.
    """

    NOMINAL = "nominal"
    ROLLED = "rolled"


class RemoteAreaDays(StrEnum):
    """What the extra days for remote areas are counted in.

    Land registration adds 10 working days, a land dispute 10 calendar days: each time
    the unit of the limit itself, which is the default.
    """

    AS_LIMIT = "as_limit"
    WORKING = "working"
    CALENDAR = "calendar"


class ApologyOnDayOff(StrEnum):
    """The apology is due "at latest one day before" the due date, and that day is off.

    By default the working day before it, when a letter can still be sent; literally it
    is the day off itself.
    """

    WORKING_DAY_BEFORE = "working_day_before"
    LITERAL = "literal"


class RollOver(StrEnum):
    """On which days off the last day rolls to the next working day.

    Civil Code 148.5 names weekly rest and holidays; days in lieu and swapped days are
    treated alike by default (an inference: offices are closed on them as well).
    """

    ALL_DAYS_OFF = "all_days_off"
    REST_AND_HOLIDAYS = "rest_and_holidays"


class FractionalCalendarDay(StrEnum):
    """A part of a plain day, "3,5 ngày" or "1/2 ngày".

    Half a day only has a meaning as working time, so it is counted in working hours by
    default; as clock time it is a part of 24 hours. The law does not say (Civil Code 146.1
    speaks of agreed periods that are not contiguous).
    """

    WORKING_TIME = "working_time"
    CLOCK_TIME = "clock_time"


class HoursOnDayOff(StrEnum):
    """A limit in plain hours that runs out on a day off ("24 giờ").

    Hours run continuously (Civil Code 147.1) and 148.5 speaks of the last *day*: by
    default the instant stands. Otherwise it moves to the end of the next working day.
    """

    STANDS = "stands"
    NEXT_WORKING_DAY = "next_working_day"


class Immediate(StrEnum):
    """ "Ngay sau khi nhận đủ hồ sơ" without a day.

    By default no due date is made up; an office may choose to hold itself to the same
    day.
    """

    UNDATED = "undated"
    SAME_DAY = "same_day"


E = TypeVar("E", bound=StrEnum)


def _choice(default: E) -> E:
    """A field that takes a member of the default's enumeration, or its value."""
    kind = type(default)
    field: E = attrs.field(
        default=default, converter=lambda value: chosen(kind, value, kind.__name__)
    )
    return field


@attrs.frozen(kw_only=True)
class CountingPolicy:
    """How a limit is counted where law or practice leave a choice (quy ước tính).

    Every field is one of the enumerations of this module, whose docstring gives the
    question, the default and the reason; a plain string with the same value does too.

    >>> CountingPolicy(clock_start_shift="day_zero").clock_start_shift
    <ClockStartShift.DAY_ZERO: 'day_zero'>

    Basis: Civil Code 2015 articles 145–148 where they speak; the reason in each
    enumeration where they do not.
    """

    cutoff_exact: CutoffExact = _choice(CutoffExact.SAME_DAY)
    clock_start_shift: ClockStartShift = _choice(ClockStartShift.DAY_ONE)
    off_hours_receipt: OffHoursReceipt = _choice(OffHoursReceipt.AS_RECEIVED)
    closing_boundary: ClosingBoundary = _choice(ClosingBoundary.AT_CLOSING)
    extension_from: ExtensionFrom = _choice(ExtensionFrom.NOMINAL)
    remote_area_days: RemoteAreaDays = _choice(RemoteAreaDays.AS_LIMIT)
    apology_on_day_off: ApologyOnDayOff = _choice(ApologyOnDayOff.WORKING_DAY_BEFORE)
    roll_over: RollOver = _choice(RollOver.ALL_DAYS_OFF)
    fractional_calendar_day: FractionalCalendarDay = _choice(FractionalCalendarDay.WORKING_TIME)
    hours_on_day_off: HoursOnDayOff = _choice(HoursOnDayOff.STANDS)
    immediate: Immediate = _choice(Immediate.UNDATED)
