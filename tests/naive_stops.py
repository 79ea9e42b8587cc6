"""A naive oracle for stops, written apart from the library, straight from the rule.

For limits in days the days after the day of stopping, up to and including the day of
resuming, are not counted; for limits in hours the time between the two instants is not. It
walks day by day and minute by minute. A limit that had no day left when it was stopped is
due on the day of resuming, or the next working day: it never runs out while stopped.
"""

from __future__ import annotations

import datetime as dt

from tests.naive import SessionsOf, is_working, last_day

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
Span = tuple[dt.datetime, dt.datetime]


def worked_day_or_next(day: dt.date, sessions_of: SessionsOf) -> dt.date:
    while not is_working(day, sessions_of):
        day += DAY
    return day


def due_in_days(
    received: dt.date, value: int, unit: str, stops: list[Span], sessions_of: SessionsOf
) -> dt.date:
    """Walk from the receipt; a day that is not counted takes nothing from what is left."""
    days = [(start.date(), end.date()) for start, end in stops]
    left = _days_in(received, value, unit, sessions_of)
    day = received
    while True:
        while left:
            day += DAY
            if not _not_counted(day, days, received) and _counts(day, unit, sessions_of):
                left -= 1
        # The last day is reached: it is the due day unless stopped on it, or on the way on
        # to the next working day.
        due = worked_day_or_next(day, sessions_of)
        later = [end for start, end in days if start <= due < end]
        if not later:
            return due
        day = max(later)


def due_in_days_extended(
    received: dt.date, parts: list[tuple[int, str]], stops: list[Span], sessions_of: SessionsOf
) -> dt.date:
    """A limit and extensions in days, each from the nominal end of the one before.

    An extension begins when the part before it has ended and is not stopped.
    """
    days = [(start.date(), end.date()) for start, end in stops]
    day = received
    for value, unit in parts[:-1]:
        left = value
        while True:
            while left:
                day += DAY
                if not _not_counted(day, days, received) and _counts(day, unit, sessions_of):
                    left -= 1
            later = [end for start, end in days if start <= day < end]
            if not later:
                break
            day = max(later)
    value, unit = parts[-1]
    return due_in_days(day, value, unit, stops, sessions_of)


def _days_in(received: dt.date, value: int, unit: str, sessions_of: SessionsOf) -> int:
    """How many days of its own kind a limit has: weeks and months by the calendar."""
    if unit in ("working_day", "calendar_day"):
        return value
    if unit == "same_day":
        return 0
    return (last_day(received, value, unit, lambda _: [(dt.time(), dt.time.max)]) - received).days


def _counts(day: dt.date, unit: str, sessions_of: SessionsOf) -> bool:
    return unit != "working_day" or is_working(day, sessions_of)


def _not_counted(day: dt.date, days: list[tuple[dt.date, dt.date]], received: dt.date) -> bool:
    return any(start < day <= end for start, end in days)


def due_in_hours(
    received: dt.datetime,
    budget: dt.timedelta,
    stops: list[Span],
    sessions_of: SessionsOf | None,
) -> dt.datetime:
    """Walk minute by minute; without sessions every minute counts.

    Instants and budget are whole minutes, the budget is not nothing.
    """
    now = received
    while True:
        while budget:
            if not any(start <= now < end for start, end in stops) and (
                sessions_of is None or _is_worked(now, sessions_of)
            ):
                budget -= MINUTE
            now += MINUTE
        later = [end for start, end in stops if start <= now < end]
        if not later:
            return now
        # Stopped at the very instant it was to run out: due at once after, in working time.
        now = max(later)
        while sessions_of is not None and not _is_worked(now, sessions_of):
            now += MINUTE


def _is_worked(instant: dt.datetime, sessions_of: SessionsOf) -> bool:
    return any(
        opens <= instant.time() and (instant.time() < closes or closes == dt.time.max)
        for opens, closes in sessions_of(instant.date())
    )
