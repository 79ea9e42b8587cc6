"""What a calendar knew (điều đã biết vào một ngày): decisions, swaps, and what they changed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable

from tthc_deadlines.calendar.days import DayKind
from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar

Find = Callable[..., list[dt.date]]

_ONE_DAY = dt.timedelta(days=1)
_MOST_CALENDARS = 100


def calendar_known_on(calendar: WorkingCalendar, day: dt.date) -> WorkingCalendar | None:
    """The national calendar as known on a day (lịch biết vào ngày đó).

    ``None`` for an agency's own calendar, and where nothing in ``calendar`` was decided
    later than ``day``.
    """
    if calendar.name != "vietnam":
        return None
    decided = _decision_days(calendar)
    place = bisect_right(decided, day)
    if place == len(decided):
        return None
    key = calendar.edition, place
    then = _known.get(key)
    if then is None:
        # Between two decisions nothing becomes known: one calendar serves the whole interval.
        known_on = decided[place - 1] if place else decided[0] - _ONE_DAY
        if len(_known) > _MOST_CALENDARS:
            _known.clear()
        then = _known[key] = vietnam_calendar(known_on, calendar.hours)
    return then


_known: dict[tuple[str, int], WorkingCalendar] = {}


def _remembered(find: Find) -> Find:
    """Remember what was found for the last calendars, by their editions."""
    known: dict[tuple[str, ...], list[dt.date]] = {}

    def remembering(*calendars: WorkingCalendar) -> list[dt.date]:
        editions = tuple(calendar.edition for calendar in calendars)
        days = known.get(editions)
        if days is None:
            if len(known) > _MOST_CALENDARS:
                known.clear()
            days = known[editions] = find(*calendars)
        return days

    return remembering


@_remembered
def _decision_days(calendar: WorkingCalendar) -> list[dt.date]:
    """When the days off of a calendar were decided, in order."""
    citations = [day.citation for day in calendar.special_days.values()]
    return sorted({one.adopted for one in citations if one is not None and one.adopted is not None})


@_remembered
def swap_days(calendar: WorkingCalendar) -> list[dt.date]:
    """The days swapped off and the make-up days of a calendar, in order."""
    kinds = (DayKind.SWAPPED_OFF, DayKind.MAKE_UP)
    special = {*calendar.special_days, *dict(calendar.hours.single_days)}
    return sorted(day for day in special if calendar.describe(day).kind in kinds)


@_remembered
def differing_days(now: WorkingCalendar, then: WorkingCalendar) -> list[dt.date]:
    """The days worked in one of two calendars and not in the other, in order."""
    special = {*now.special_days, *then.special_days}
    return sorted(day for day in special if now.is_working_day(day) != then.is_working_day(day))
