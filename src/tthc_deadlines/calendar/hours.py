"""Working hours (giờ làm việc): which parts of a worked day are worked.

Hours say nothing about *which* days are worked; that is the calendar's matter.
Reception hours (giờ trực một cửa) are kept apart: a desk open on Saturday morning
does not make Saturday a working day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import attrs

from tthc_deadlines.errors import CalendarSpecError
from tthc_deadlines.instants import as_date

DAY_SECONDS = 86_400
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Session = tuple[int, int]
"""Opening and closing, in seconds after local midnight; the closing itself is not worked."""
Sessions = tuple[Session, ...]

_CLOCK = re.compile(r"(\d{1,2})(?:[:hH.](\d{2})?)?")


def read_clock(text: object, key: str) -> int:
    """Seconds after midnight of "08:00", "8h30", "24:00" (đọc giờ trong ngày)."""
    if isinstance(text, dt.time):
        text = text.isoformat("minutes") if text == text.replace(second=0, microsecond=0) else ""
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if match:
        seconds = int(match[1]) * 3600 + int(match[2] or 0) * 60
        if seconds <= DAY_SECONDS and int(match[2] or 0) < 60:
            return seconds
    raise CalendarSpecError(key=key, value=text, expected="a time of day: 08:00, 8h30 …")


def read_sessions(value: object, key: str) -> Sessions:
    """Sessions of one day from pairs or from "08:00-12:00,13:00-17:00" (các buổi trong ngày).

    Raises:
        CalendarSpecError: a session that ends before it starts, or two that overlap.
    """
    if isinstance(value, str):
        value = [part.split("-") for part in re.split(r"[,;]", value) if part.strip()]
    if not isinstance(value, Sequence) or isinstance(value, bytes):
        raise CalendarSpecError(key=key, value=value, expected="a list of [open, close] pairs")
    sessions: list[Session] = []
    for number, pair in enumerate(value):
        where = f"{key}[{number}]"
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise CalendarSpecError(key=where, value=pair, expected="a pair [open, close]")
        opening, closing = read_clock(pair[0], where), read_clock(pair[1], where)
        if closing <= opening:
            raise CalendarSpecError(
                key=where, value=list(pair), expected="an opening before its closing"
            )
        sessions.append((opening, closing))
    return _apart(sorted(sessions), key)


def _apart(sessions: list[Session], key: str) -> Sessions:
    for (_, closing), (opening, _) in pairwise(sessions):
        if opening < closing:
            raise CalendarSpecError(
                key=key, value=sessions, expected="sessions that do not overlap"
            )
    return tuple(sessions)


def read_week(value: object, key: str) -> tuple[Sessions, ...]:
    """Sessions of Monday to Sunday from a table of mon…sun (giờ làm việc trong tuần)."""
    if isinstance(value, str):
        daily = read_sessions(value, key)
        return (daily,) * 5 + ((),) * 2
    if not isinstance(value, Mapping):
        raise CalendarSpecError(key=key, value=value, expected="a table of mon … sun")
    for name in value:
        if name not in WEEKDAYS:
            raise CalendarSpecError(
                key=f"{key}.{name}", value=name, expected=f"one of: {', '.join(WEEKDAYS)}"
            )
    return tuple(read_sessions(value.get(name, ()), f"{key}.{name}") for name in WEEKDAYS)


def _checked(sessions: Iterable[Session], key: str) -> Sessions:
    """Sessions given in seconds, checked like those that are read."""
    found: list[Session] = []
    for session in sessions:
        opening, closing = session
        if type(opening) is not int or type(closing) is not int or opening % 60 or closing % 60:
            raise CalendarSpecError(key=key, value=session, expected="a time of day")
        if not 0 <= opening < closing <= DAY_SECONDS:
            raise CalendarSpecError(
                key=key, value=session, expected="an opening before its closing"
            )
        found.append((opening, closing))
    return _apart(sorted(found), key)


def _checked_week(week: Sequence[Iterable[Session]]) -> tuple[Sessions, ...]:
    if len(week) != len(WEEKDAYS):
        raise CalendarSpecError(key="week", value=week, expected="a table of mon … sun")
    return tuple(_checked(day, f"week.{name}") for name, day in zip(WEEKDAYS, week, strict=True))


SingleDays = tuple[tuple[dt.date, Sessions], ...]


def _checked_days(
    days: Mapping[dt.date, Iterable[Session]] | Iterable[tuple[dt.date, Iterable[Session]]],
) -> SingleDays:
    """Single days as sorted pairs, which nobody can change afterwards."""
    pairs = days.items() if isinstance(days, Mapping) else days
    found = {as_date(day, "single_days"): _checked(own, f"single_days.{day}") for day, own in pairs}
    return tuple(sorted(found.items()))


OFFICE_DAY: Sessions = ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
OFFICE_WEEK: tuple[Sessions, ...] = (OFFICE_DAY,) * 5 + ((),) * 2


@attrs.frozen(kw_only=True)
class Season:
    """Hours for a part of every year (giờ mùa hè, mùa đông).

    ``first`` and ``last`` are (month, day), both inclusive; a season may run over
    the end of the year, e.g. from (10, 16) to (4, 15).
    """

    first: tuple[int, int]
    last: tuple[int, int]
    week: tuple[Sessions, ...] = attrs.field(converter=_checked_week)
    name: str = ""

    def holds(self, day: dt.date) -> bool:
        """Whether the day falls in the season."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


def _as_seasons(seasons: Iterable[Season]) -> tuple[Season, ...]:
    return tuple(seasons)


@attrs.frozen(kw_only=True)
class WorkingHours:
    """Working hours of an office (giờ làm việc): by weekday, season and single day.

    Attributes:
        week: sessions of Monday to Sunday; an empty day is a weekly rest day.
        seasons: hours that replace the week during a part of each year; the first
            season that holds a day wins.
        single_days: hours of single dates, whatever the weekday or season, given as a
            mapping and kept as sorted pairs. A date with sessions is worked, one without
            is not.
        reception: when the one-stop desk takes dossiers, if that differs; never
            counts as working time.
        hours_per_day: what "one working day" is worth when a limit is a fraction of
            a day. Basis: a convention of local internal procedures ("tính mỗi ngày
            08 giờ làm việc"), not of law; confidence secondary.

    Raises:
        CalendarSpecError: sessions that are reversed, overlap or leave the day, a week that
            is not seven days.

    >>> WorkingHours.parse("07:30-11:30,13:30-17:00").week[0]
    ((27000, 41400), (48600, 61200))

    Basis: Decision 188/1999/QĐ-TTg article 1 for the five-day week; the hours of an office
    are its own decision.
    """

    week: tuple[Sessions, ...] = attrs.field(default=OFFICE_WEEK, converter=_checked_week)
    seasons: tuple[Season, ...] = attrs.field(default=(), converter=_as_seasons)
    single_days: SingleDays = attrs.field(default=(), converter=_checked_days)
    reception: tuple[Sessions, ...] | None = attrs.field(
        default=None, converter=attrs.converters.optional(_checked_week)
    )
    hours_per_day: float = 8

    @staticmethod
    def parse(text: str) -> WorkingHours:
        """Hours of every weekday from one line (giờ hành chính), Monday to Friday.

        >>> WorkingHours.parse("08:00-12:00,13:00-17:00") == WorkingHours()
        True
        """
        week = read_week(text, "hours")
        if not any(week):
            raise CalendarSpecError(
                key="hours", value=text, expected="a list of sessions: 08:00-12:00,13:00-17:00"
            )
        return WorkingHours(week=week)

    @staticmethod
    def from_spec(spec: Mapping[str, Any]) -> WorkingHours:
        """Hours from the keys ``weekly``, ``seasons``, ``special_days``, ``reception``."""
        return WorkingHours(
            week=read_week(spec["weekly"], "weekly") if "weekly" in spec else OFFICE_WEEK,
            seasons=tuple(
                _read_season(item, f"seasons[{number}]")
                for number, item in enumerate(read_list(spec, "seasons"))
            ),
            single_days={
                read_day(day, "special_days"): read_sessions(sessions, f"special_days.{day}")
                for day, sessions in read_table(spec, "special_days").items()
            },
            reception=read_week(spec["reception"], "reception") if "reception" in spec else None,
            hours_per_day=_read_hours_per_day(spec.get("hours_per_day", 8)),
        )

    def sessions_on(self, day: dt.date) -> Sessions:
        """Sessions of a day by the week, the season or the single day (các buổi làm việc)."""
        for date, own in self.single_days:
            if date == day:
                return own
        for season in self.seasons:
            if season.holds(day):
                return season.week[day.weekday()]
        return self.week[day.weekday()]

    def reception_on(self, day: dt.date) -> Sessions:
        """When the desk takes dossiers on a day (giờ tiếp nhận)."""
        if self.reception is None:
            return self.sessions_on(day)
        return self.reception[day.weekday()]


def read_list(spec: Mapping[str, Any], key: str) -> Sequence[Any]:
    """A list of a calendar description; empty where the key is missing."""
    value = spec.get(key, ())
    if isinstance(value, (list, tuple)):
        return value
    raise CalendarSpecError(key=key, value=value, expected="a list")


def read_table(spec: Mapping[str, Any], key: str) -> Mapping[Any, Any]:
    """A table of a calendar description; empty where the key is missing."""
    value = spec.get(key, {})
    if isinstance(value, Mapping):
        return value
    raise CalendarSpecError(key=key, value=value, expected="a table of keys")


def _read_hours_per_day(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 24:
        return value
    raise CalendarSpecError(key="hours_per_day", value=value, expected="a number from 0 to 24")


def read_day(value: object, key: str) -> dt.date:
    """A day of a calendar description: an ISO text or a TOML date (đọc ngày)."""
    if type(value) is dt.date:
        return value
    try:
        return dt.date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise CalendarSpecError(key=key, value=value, expected="a date yyyy-mm-dd") from None


@lru_cache(maxsize=512)
def _month_day(text: str) -> tuple[int, int]:
    day = dt.date.fromisoformat(f"2000-{text}")  # a leap year, so that 02-29 can be said
    return day.month, day.day


def read_month_day(value: object, key: str) -> tuple[int, int]:
    """A day of every year, "MM-DD" (ngày, tháng hằng năm)."""
    try:
        return _month_day(str(value))
    except ValueError:
        raise CalendarSpecError(key=key, value=value, expected="a day of the year MM-DD") from None


def _read_season(item: object, key: str) -> Season:
    known = {"from", "to", "weekly", "name"}
    if not isinstance(item, Mapping) or not known - {"name"} <= set(item) <= known:
        raise CalendarSpecError(
            key=key, value=item, expected="a table with the keys from, to and weekly"
        )
    return Season(
        first=read_month_day(item["from"], f"{key}.from"),
        last=read_month_day(item["to"], f"{key}.to"),
        week=read_week(item["weekly"], f"{key}.weekly"),
        name=str(item.get("name", "")),
    )


def seconds_of(sessions: Iterable[Session]) -> int:
    """Working seconds of a day with these sessions (tổng giây làm việc)."""
    return sum(closing - opening for opening, closing in sessions)
