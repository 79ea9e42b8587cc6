"""How a limit is counted (cách tính thời hạn): one function a clause of the law.

Days are compared as days; nothing here walks from day to day. Every function takes
the day that is *not* counted (the day of receipt) and gives the nominal last day; only
:func:`roll_over` moves it off a day off.
"""

from __future__ import annotations

import calendar as month_lengths
import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from tthc_deadlines.calendar.days import DayKind
from tthc_deadlines.limits.policy import ApologyOnDayOff, CountingPolicy, RollOver

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar

ONE_DAY = dt.timedelta(days=1)


def end_of_working_days(start_exclusive: dt.date, n: int, calendar: WorkingCalendar) -> dt.date:
    """The n-th working day after the day of receipt (ngày làm việc thứ n).

    Basis: Civil Code 147.2: "ngày đầu tiên của thời hạn không được tính mà tính từ ngày
    tiếp theo liền kề ngày được xác định".
    """
    return calendar.add_working_days(start_exclusive, n)


def end_of_calendar_days(start_exclusive: dt.date, n: int) -> dt.date:
    """The n-th day after the day of receipt, days off included.

    Basis: Civil Code 148.1: "kết thúc tại thời điểm kết thúc ngày cuối cùng".
    """
    return start_exclusive + dt.timedelta(days=n)


def end_of_weeks(start_exclusive: dt.date, n: int) -> dt.date:
    """The same weekday n weeks later.

    Basis: Civil Code 148.2: "ngày tương ứng của tuần cuối cùng".
    """
    return start_exclusive + dt.timedelta(weeks=n)


def end_of_months(start_exclusive: dt.date, n: int) -> dt.date:
    """The same day n months later, or the last day of that month if it has no such day.

    The corresponding day of 28 February is the 28th, not the last of the month.

    >>> end_of_months(dt.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)

    Basis: Civil Code 148.3: "nếu tháng kết thúc thời hạn không có ngày tương ứng thì thời
    hạn kết thúc vào ngày cuối cùng của tháng đó".
    """
    months = start_exclusive.year * 12 + start_exclusive.month - 1 + n
    year, month = divmod(months, 12)
    length = month_lengths.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start_exclusive.day, length))


def end_of_years(start_exclusive: dt.date, n: int) -> dt.date:
    """The same day and month n years later; for 29 February, the last of that month.

    Basis: Civil Code 148.4, silent on a missing day; 148.3 applied by analogy.
    """
    return end_of_months(start_exclusive, 12 * n)


def roll_over(nominal: dt.date, calendar: WorkingCalendar, policy: CountingPolicy) -> dt.date:
    """The next working day, if the last day is a day off (dời khi trùng ngày nghỉ).

    Basis: Civil Code 148.5: "Khi ngày cuối cùng của thời hạn là ngày nghỉ cuối tuần hoặc
    ngày nghỉ lễ thì thời hạn kết thúc tại thời điểm kết thúc ngày làm việc tiếp theo ngày
    nghỉ đó".
    """
    if calendar.is_working_day(nominal):
        return nominal
    if policy.roll_over is RollOver.REST_AND_HOLIDAYS and calendar.describe(nominal).kind not in (
        DayKind.WEEKLY_REST,
        DayKind.HOLIDAY,
    ):
        return nominal
    return calendar.next_working_day(nominal)


def end_of_day(day: dt.date, calendar: WorkingCalendar) -> dt.datetime:
    """The instant a day ends: 24:00, that is midnight of the next (24 giờ của ngày đó).

    Basis: Civil Code 148.6: "vào lúc hai mươi tư giờ của ngày đó".
    """
    following = day + ONE_DAY
    return dt.datetime(following.year, following.month, following.day, tzinfo=calendar.zone)


def end_of_hours(
    start: dt.datetime, hours: int | Fraction, calendar: WorkingCalendar
) -> dt.datetime:
    """Hours run continuously from the fixed moment, nights and days off included.

    Basis: Civil Code 147.1: "thời hạn được bắt đầu từ thời điểm đã xác định".
    """
    moment = start.astimezone(dt.UTC) + duration_of(hours)
    return moment.astimezone(calendar.zone)


def end_of_working_hours(
    start: dt.datetime, hours: int | Fraction, calendar: WorkingCalendar
) -> dt.datetime:
    """Working hours run through the sessions, from the instant or the next opening.

    A budget that ends exactly at closing ends at closing.
    """
    return calendar.add_working_time(start, duration_of(hours))


def duration_of(hours: int | Fraction) -> dt.timedelta:
    """Hours as a timedelta, exact to the microsecond."""
    return dt.timedelta(microseconds=int(Fraction(hours) * 3_600_000_000))


def apology_day(due_on: dt.date, calendar: WorkingCalendar, policy: CountingPolicy) -> dt.date:
    """The last day for the letter of apology (ngày muộn nhất gửi văn bản xin lỗi).

    Basis: decree 118/2025/NĐ-CP article 19.6: "trong thời hạn chậm nhất 01 ngày trước ngày
    hết hạn".
    """
    literal = due_on - ONE_DAY
    if policy.apology_on_day_off is ApologyOnDayOff.LITERAL:
        return literal
    return calendar.previous_working_day_or_same(literal)
