"""The peers, each set up to answer the same question as we do, as far as it can.

They know week masks and holidays only; a make-up Saturday cannot be said to most of
them, which costs them right answers, not time.
"""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

import businesstime
import businesstimedelta
import numpy as np
import pandas as pd
import QuantLib as ql  # noqa: N813
from workalendar.core import Calendar as WorkalendarCalendar

from tthc_deadlines import WorkingCalendar


def days_off(calendar: WorkingCalendar) -> list[dt.date]:
    """The days off that fall on a weekday, which is all a peer can be told."""
    return [
        day.date
        for day in calendar.special_days.values()
        if not day.is_working and day.date.weekday() < 5
    ]


def numpy_calendar(off: list[dt.date]) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=np.array(off, dtype="datetime64[D]"))


def pandas_day(off: list[dt.date], n: int) -> Any:
    return pd.offsets.CustomBusinessDay(n, holidays=off)


def pandas_hours(off: list[dt.date], hours: int) -> Any:
    return pd.offsets.CustomBusinessHour(
        hours, start=["08:00", "13:00"], end=["12:00", "17:00"], holidays=off
    )


def quantlib_calendar(off: list[dt.date]) -> ql.Calendar:
    calendar = ql.BespokeCalendar("vietnam")
    calendar.addWeekend(ql.Saturday)
    calendar.addWeekend(ql.Sunday)
    for day in off:
        calendar.addHoliday(to_quantlib(day))
    return calendar


def to_quantlib(day: dt.date) -> ql.Date:
    return ql.Date(day.day, day.month, day.year)


def from_quantlib(day: ql.Date) -> dt.date:
    return dt.date(day.year(), day.month(), day.dayOfMonth())


def workalendar_calendar(off: list[dt.date]) -> Any:
    class Vietnam(WorkalendarCalendar):  # type: ignore[misc]  # the package has no Vietnam of its own
        WEEKEND_DAYS = (5, 6)

        def get_calendar_holidays(self, year: int) -> list[tuple[dt.date, str]]:
            return [(day, "off") for day in off if day.year == year]

    return Vietnam()


def holidays_calendar() -> Any:
    # By name: the folder of our own year files is called the same.
    return import_module("holidays").country_holidays("VN", years=range(2024, 2030))


def businesstime_calendar(off: list[dt.date]) -> Any:
    class Off:
        def isin(self, day: Any) -> bool:
            return (day.date() if isinstance(day, dt.datetime) else day) in table

        def __contains__(self, day: Any) -> bool:
            return self.isin(day)

    table = frozenset(off)
    return businesstime.BusinessTime(
        business_hours=(dt.time(8), dt.time(16)), weekends=(5, 6), holidays=Off()
    )


def businesstimedelta_rules(off: list[dt.date]) -> Any:
    workday = businesstimedelta.WorkDayRule(
        start_time=dt.time(8), end_time=dt.time(17), working_days=[0, 1, 2, 3, 4]
    )
    lunch = businesstimedelta.LunchTimeRule(
        start_time=dt.time(12), end_time=dt.time(13), working_days=[0, 1, 2, 3, 4]
    )
    free = businesstimedelta.HolidayRule(dict.fromkeys(off, "off"))
    return businesstimedelta.Rules([workday, lunch, free])
