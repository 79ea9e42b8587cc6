"""Short ways to say a case of the law: a receipt, a limit, a due date."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from zoneinfo import ZoneInfo

from tthc_deadlines import TimeLimit, Unit, WorkingCalendar, deadline, vietnam_calendar
from tthc_deadlines.limits.policy import CountingPolicy

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DEFAULT = CountingPolicy()


def day(text: str) -> dt.date:
    """A date written the Vietnamese way, "20/11/2026"."""
    number, month, year = text.split("/")
    return dt.date(int(year), int(month), int(number))


def at(text: str) -> dt.datetime:
    """A local instant, "20/11/2026 15:30[:00]"."""
    date, clock = text.split(" ")
    return dt.datetime.combine(day(date), dt.time.fromisoformat(clock), tzinfo=ZONE)


def limit(value: int | Fraction, unit: Unit) -> TimeLimit:
    return TimeLimit(value=value, unit=unit)


def due_on(
    received: str,
    value: int,
    unit: Unit,
    policy: CountingPolicy = DEFAULT,
    calendar: WorkingCalendar | None = None,
) -> dt.date | None:
    """The due date of a dossier received in office hours that day."""
    return deadline(
        at(f"{received} 09:00"), limit(value, unit), calendar or vietnam_calendar(), policy
    ).on


def with_hypothetical_swap() -> WorkingCalendar:
    """The calendar as it would have been had the swap 23/11 ↔ 28/11/2026 been adopted."""
    return WorkingCalendar.from_spec(
        {
            "extends": "vietnam",
            "holidays": ["2026-11-23"],
            "special_days": {"2026-11-28": [["08:00", "12:00"], ["13:00", "17:00"]]},
        }
    )
