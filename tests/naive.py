"""A naive oracle for calendars and counting, written apart from the library.

It knows days only by asking a plain set of worked sessions, walks day by day and
second by second where it must, and shares no code with the tables it checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Sessions = list[tuple[dt.time, dt.time]]
SessionsOf = Callable[[dt.date], Sessions]


def is_working(day: dt.date, sessions_of: SessionsOf) -> bool:
    return bool(sessions_of(day))


def add_days(day: dt.date, n: int, sessions_of: SessionsOf) -> dt.date:
    step = dt.timedelta(days=1 if n >= 0 else -1)
    left = abs(n)
    while left:
        day += step
        if is_working(day, sessions_of):
            left -= 1
    return day


def count_days(start: dt.date, end: dt.date, sessions_of: SessionsOf) -> int:
    total = 0
    while start < end:
        start += dt.timedelta(days=1)
        total += is_working(start, sessions_of)
    return total


def spans(
    first: dt.date, last: dt.date, sessions_of: SessionsOf
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Every session between two days as a pair of instants."""
    found = []
    day = first
    while day <= last:
        for opening, closing in sessions_of(day):
            end = (
                dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZONE)
                if closing == dt.time.max
                else dt.datetime.combine(day, closing, ZONE)
            )
            found.append((dt.datetime.combine(day, opening, ZONE), end))
        day += dt.timedelta(days=1)
    return found


def time_between(start: dt.datetime, end: dt.datetime, sessions_of: SessionsOf) -> dt.timedelta:
    total = dt.timedelta()
    for opening, closing in spans(start.date(), end.date(), sessions_of):
        total += max(dt.timedelta(), min(closing, end) - max(opening, start))
    return total


def add_time(
    start: dt.datetime, budget: dt.timedelta, sessions_of: SessionsOf, horizon: int
) -> dt.datetime:
    """Spend a positive budget session by session."""
    for opening, closing in spans(
        start.date(), start.date() + dt.timedelta(days=horizon), sessions_of
    ):
        begin = max(opening, start)
        if closing <= begin:
            continue
        if budget <= closing - begin:
            return begin + budget
        budget -= closing - begin
    raise AssertionError("the horizon of the oracle is too near")


def last_day(received: dt.date, value: int, unit: str, sessions_of: SessionsOf) -> dt.date:
    """The due date of a limit in days, by the words of the Civil Code."""
    if unit == "working_day":
        return add_days(received, value, sessions_of)
    day = received
    if unit == "month":
        month = received.month + value
        year = received.year + (month - 1) // 12
        month = (month - 1) % 12 + 1
        for number in range(received.day, 0, -1):
            try:
                day = dt.date(year, month, number)
            except ValueError:
                continue
            break
    else:
        for _ in range(value * (7 if unit == "week" else 1)):
            day += dt.timedelta(days=1)
    while not is_working(day, sessions_of):
        day += dt.timedelta(days=1)
    return day
