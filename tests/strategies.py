"""Hypothesis strategies shared by the property tests: small calendars, days, instants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.naive import ZONE, Sessions, SessionsOf

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2029, 12, 31)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

dates = st.dates(dt.date(2025, 4, 1), dt.date(2026, 9, 30))
instants = st.builds(
    lambda day, seconds: dt.datetime.combine(day, dt.time(), ZONE) + dt.timedelta(seconds=seconds),
    dates,
    st.one_of(st.integers(0, 86_399), st.sampled_from([0, 28_800, 43_200, 46_800, 61_200, 86_399])),
)


@st.composite
def sessions(draw: st.DrawFn) -> list[list[str]]:
    """Zero to three sessions of a day, on quarter hours, possibly to midnight."""
    count = draw(st.sampled_from([0, 1, 2, 2, 2, 3]))
    marks = sorted(
        draw(st.lists(st.integers(0, 96), min_size=2 * count, max_size=2 * count, unique=True))
    )
    texts = [f"{mark // 4:02d}:{mark % 4 * 15:02d}" for mark in marks]
    return [[texts[2 * number], texts[2 * number + 1]] for number in range(count)]


@st.composite
def specs(draw: st.DrawFn) -> dict[str, Any]:
    """A calendar in the form of ``WorkingCalendar.from_spec``, worked at least on Mondays."""
    weekly = {name: draw(sessions()) for name in draw(st.sets(st.sampled_from(WEEKDAYS)))}
    weekly["mon"] = [["08:00", "12:00"], ["13:00", "17:00"]]
    near = dates.map(dt.date.isoformat)
    return {
        "timezone": "Asia/Ho_Chi_Minh",
        "weekly": weekly,
        "holidays": sorted(draw(st.sets(near, max_size=12))),
        "special_days": draw(st.dictionaries(near, sessions(), max_size=6)),
        "coverage": [FIRST.isoformat(), LAST.isoformat()],
    }


def oracle_of(spec: dict[str, Any]) -> SessionsOf:
    """The sessions of a day straight from the description, without the library."""

    def clock(text: str) -> dt.time:
        return dt.time.max if text == "24:00" else dt.time.fromisoformat(text)

    def sessions_of(day: dt.date) -> Sessions:
        text = day.isoformat()
        if text in spec["special_days"]:
            pairs = spec["special_days"][text]
        elif text in spec["holidays"]:
            pairs = []
        else:
            pairs = spec["weekly"].get(WEEKDAYS[day.weekday()], [])
        return [(clock(opening), clock(closing)) for opening, closing in pairs]

    return sessions_of
