"""The Vietnamese public-sector calendar (lịch làm việc của cơ quan nhà nước)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from tthc_deadlines.calendar.hours import WorkingHours
from tthc_deadlines.calendar.official import official_days
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.citations import Citation
from tthc_deadlines.errors import WrongType
from tthc_deadlines.instants import VIETNAM, as_date

FIRST_YEAR, LAST_YEAR = 2010, 2060

FIVE_DAY_WEEK = Citation(
    number="188/1999/QĐ-TTg",
    title="Quyết định về chế độ tuần làm việc 40 giờ",
    title_en="Decision on the 40-hour working week",
    article="Điều 1",
    quote="chế độ tuần làm việc 40 giờ trong 5 ngày, nghỉ ngày thứ bẩy và chủ nhật hàng tuần",
)


def vietnam_calendar(
    known_on: dt.date | None = None, hours: WorkingHours | None = None
) -> WorkingCalendar:
    """The calendar of Vietnamese administrative agencies, 2010–2060 (lịch Việt Nam).

    Args:
        known_on: use only decisions adopted on or before this day; what was not decided
            by then comes from the law and is provisional. ``None``: everything known.
        hours: the office's hours; by default 08:00–12:00 and 13:00–17:00, Monday to
            Friday.

    Years with a file under ``holidays/`` follow the official decisions; other years are
    computed from the Labour Code and are provisional. Calls with the same arguments
    return the same object.

    Raises:
        DatetimeForDate: ``known_on`` is a datetime.

    >>> christmas_eve = dt.date(2025, 12, 24)  # a day before the New Year swap was signed
    >>> vietnam_calendar(known_on=christmas_eve).is_working_day(dt.date(2026, 1, 2))
    True
    >>> vietnam_calendar().is_working_day(dt.date(2026, 1, 2))
    False

    Basis: Labour Code 2019 articles 111–112 and the codes before it; resolution
    28/2026/QH16; Decision 188/1999/QĐ-TTg; the yearly decisions in ``holidays/``.
    """
    if known_on is not None:
        known_on = as_date(known_on, "known_on")
    if hours is not None and not isinstance(hours, WorkingHours):
        raise WrongType(field="hours", value=hours, expected="a WorkingHours")
    key = hours if hours is not None and hours != WorkingHours() else None
    return _calendar(known_on) if key is None else _with_hours(known_on, key)


@lru_cache(maxsize=64)
def _calendar(known_on: dt.date | None) -> WorkingCalendar:
    return _with_hours(known_on, WorkingHours())


def _with_hours(known_on: dt.date | None, hours: WorkingHours) -> WorkingCalendar:
    official = official_days(known_on, FIRST_YEAR, LAST_YEAR)
    return WorkingCalendar(
        name="vietnam",
        days=official.days,
        hours=hours,
        zone=VIETNAM,
        coverage=(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)),
        qualities=official.quality_by_year,
        edition=official.edition,
        week_citation=FIVE_DAY_WEEK,
    )
