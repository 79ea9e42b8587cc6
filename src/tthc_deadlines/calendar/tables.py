"""The tables of a calendar (bảng tra của lịch), built once from days and hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import accumulate, compress
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tthc_deadlines.calendar.days import Day, DayKind
from tthc_deadlines.calendar.hours import Sessions, WorkingHours, seconds_of

_FIXED_ZONES = {
    # Offsets that have not changed since the year given: no day needs a second look.
    "Asia/Ho_Chi_Minh": 1976,
    "UTC": 1,
}


class Tables(NamedTuple):
    """Five parallel tables over the days of the coverage.

    Attributes:
        dates: the days themselves, so that a look-up returns a ready object.
        running: working days from the first day up to and including each day.
        work_dates: the working days in order, by that count less one.
        sessions: the sessions of each day, in seconds of real time after its beginning.
        until: working seconds before each day; one more entry for the end.
        shifts: beginnings (UTC) of the days on which the clocks change, by index.
    """

    dates: list[dt.date]
    running: list[int]
    work_dates: list[dt.date]
    sessions: list[Sessions]
    until: list[int]
    shifts: dict[int, dt.datetime]


def build_tables(
    days: Mapping[dt.date, Day],
    hours: WorkingHours,
    coverage: tuple[dt.date, dt.date],
    zone: ZoneInfo,
) -> Tables:
    """Tables for every day of ``coverage`` (dựng bảng).

    Sessions are times on the wall. Where clocks change, an opening or closing inside the
    hour that does not exist, or exists twice, is read with the offset before the change.
    """
    first, last = coverage[0].toordinal(), coverage[1].toordinal()
    dates = [dt.date.fromordinal(ordinal) for ordinal in range(first, last + 1)]
    sessions = _plain_sessions(dates, hours)
    for day in days.values():
        index = day.date.toordinal() - first
        if 0 <= index < len(dates):
            sessions[index] = _sessions_of(day, hours)
    for date, own in hours.single_days:
        index = date.toordinal() - first
        if 0 <= index < len(dates) and not _is_closed(days.get(date)):
            sessions[index] = own
    shifts = _clock_changes(dates, zone)
    for index, beginning in shifts.items():
        sessions[index] = _real_time(sessions[index], dates[index], beginning, zone)
    return _accumulate(dates, sessions, shifts)


def _plain_sessions(dates: list[dt.date], hours: WorkingHours) -> list[Sessions]:
    """The sessions of each day by the week and the seasons alone."""
    if hours.seasons:
        return [hours.sessions_on(date) for date in dates]
    turn = dates[0].weekday()
    week = hours.week[turn:] + hours.week[:turn]
    return list((week * (len(dates) // 7 + 1))[: len(dates)])


def _sessions_of(day: Day, hours: WorkingHours) -> Sessions:
    """A make-up day takes the hours of the day it replaces; a day off has none."""
    if not day.is_working:
        return ()
    own = hours.sessions_on(day.date)
    if day.kind is DayKind.MAKE_UP and day.related is not None:
        return hours.sessions_on(day.related) or own
    return own


def _is_closed(day: Day | None) -> bool:
    return day is not None and day.kind is DayKind.CLOSURE


def _clock_changes(dates: list[dt.date], zone: ZoneInfo) -> dict[int, dt.datetime]:
    """The days that are not 24 hours long, with the instant each begins."""
    if dates[0].year >= _FIXED_ZONES.get(zone.key, 10_000):
        return {}
    midnights = [dt.datetime(day.year, day.month, day.day, tzinfo=zone) for day in dates]
    midnights.append(midnights[-1] + dt.timedelta(days=1))
    offsets = [midnight.utcoffset() for midnight in midnights]
    return {
        index: midnights[index].astimezone(dt.UTC)
        for index in range(len(dates))
        if offsets[index] != offsets[index + 1]
    }


def _real_time(
    sessions: Sessions, date: dt.date, beginning: dt.datetime, zone: ZoneInfo
) -> Sessions:
    """Sessions by the clock on the wall, as seconds of real time since the day began."""
    midnight = dt.datetime(date.year, date.month, date.day, tzinfo=zone)

    def passed(seconds: int) -> int:
        moment = (midnight + dt.timedelta(seconds=seconds)).astimezone(dt.UTC)
        return int((moment - beginning).total_seconds())

    return tuple((passed(opening), passed(closing)) for opening, closing in sessions)


def _accumulate(
    dates: list[dt.date], sessions: list[Sessions], shifts: dict[int, dt.datetime]
) -> Tables:
    # Neighbouring days share one tuple of sessions, so its identity is a quick key.
    distinct = dict(zip(map(id, sessions), sessions, strict=True))
    lengths = {key: seconds_of(own) for key, own in distinct.items()}
    return Tables(
        dates=dates,
        running=list(accumulate(map(bool, sessions))),
        work_dates=list(compress(dates, sessions)),
        sessions=sessions,
        until=list(accumulate(map(lengths.__getitem__, map(id, sessions)), initial=0)),
        shifts=shifts,
    )
