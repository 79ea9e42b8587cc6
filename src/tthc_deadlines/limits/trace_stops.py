"""The steps of a deadline with stops (giải trình thời gian tạm dừng): each stop, the new end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.limits.stops import Course, Part, Stop, lost_days, lost_time
from tthc_deadlines.limits.trace_step import TraceStep, step

if TYPE_CHECKING:
    from tthc_deadlines.limits.deadline import Deadline


class _Ground:
    """Why time was not counted, in brackets; nothing where nothing was said."""

    def __init__(self, words: tuple[str, str]) -> None:
        self._words = words

    def format(self, lang: str) -> str:
        words = self._words[0 if lang == "vi" else 1]
        return f" ({words})" if words else ""


class _Days:
    """A number of days; in Vietnamese the text says the word."""

    def __init__(self, count: int) -> None:
        self._count = count

    def format(self, lang: str) -> str:
        if lang == "vi":
            return str(self._count)
        return f"{self._count} day" + ("" if self._count == 1 else "s")


def stopped(deadline: Deadline) -> Iterator[TraceStep]:
    """One step a stop, then where the limit ends (các khoảng tạm dừng và hạn mới)."""
    before = deadline.unstopped
    assert before is not None
    course = Course(before)
    for stop in deadline.stops:
        rule, count = _count(course.take(stop), stop)
        yield step(rule, start=stop.start, end=stop.end, ground=_Ground(stop.ground), count=count)
    if deadline.ends_with_day:
        yield step("due_after_stops", on=deadline.on)
    else:
        yield step("due_after_stops_at", at=deadline.at)
    if deadline.quality is Quality.PROVISIONAL and before.quality is Quality.FINAL:
        yield step("provisional", on=deadline.on)


def _count(part: Part | None, stop: Stop) -> tuple[str, _Days | dt.timedelta]:
    assert part is not None  # each of a deadline's own stops began in time
    if part.is_day_based:
        return "stopped_days", _Days(lost_days(part, stop))
    return "stopped_hours", lost_time(part, stop)
