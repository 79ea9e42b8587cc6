"""Windows of time (khoảng thời gian có hiệu lực): from an instant, up to and without another.

Every appointment, delegation and absence holds in one. The first instant belongs to it, the
last does not, so that of two that follow one another exactly one holds at any instant.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from tthc_deadlines.instants import VIETNAM, as_instant

FIRST = dt.datetime(1, 1, 2, tzinfo=VIETNAM)
LAST = dt.datetime(9999, 12, 30, tzinfo=VIETNAM)


def window_instant(value: dt.date | None, field: str) -> dt.datetime | None:
    """One side of a window in local time (mốc hiệu lực): a day means its first instant.

    >>> window_instant(dt.date(2025, 7, 1), "from").isoformat()
    '2025-07-01T00:00:00+07:00'

    Basis: the library's own convention.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return as_instant(value, field).astimezone(VIETNAM)
    return dt.datetime(value.year, value.month, value.day, tzinfo=VIETNAM)


class Dated(Protocol):
    """Anything that holds in a window; ``None`` is without beginning, or without end."""

    @property
    def start(self) -> dt.datetime | None: ...

    @property
    def until(self) -> dt.datetime | None: ...


T = TypeVar("T", bound=Dated)


class Timeline(Generic[T]):
    """Dated records of one thing, asked by instant (dòng thời gian).

    An answer is one look-up among the instants at which something changes, whatever the
    number of records elsewhere.
    """

    __slots__ = ("_held", "_instants")

    def __init__(self, records: Iterable[T] = ()) -> None:
        records = list(records)
        points = {one.start or FIRST for one in records} | {one.until or LAST for one in records}
        self._instants = sorted(points)
        self._held: list[tuple[T, ...]] = [()]
        for point in self._instants:
            self._held.append(tuple(
                one for one in records
                if (one.start or FIRST) <= point and (one.until is None or point < one.until)
            ))  # fmt: skip

    def at(self, instant: dt.datetime) -> tuple[T, ...]:
        """The records that hold at an instant (có hiệu lực tại thời điểm), in their order."""
        return self._held[bisect_right(self._instants, instant)]

    def changes(self, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
        """The instants after ``start`` and before ``end`` at which something changes."""
        instants = self._instants
        return instants[bisect_right(instants, start) : bisect_left(instants, end)]

    def spans(self) -> list[tuple[dt.datetime, dt.datetime, tuple[T, ...]]]:
        """Each stretch between two changes with what holds in it."""
        return [
            (first, last, held)
            for first, last, held in zip(
                self._instants, self._instants[1:], self._held[1:], strict=False
            )
        ]


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two windows share an instant (giao nhau).

    >>> from types import SimpleNamespace as window
    >>> day = dt.datetime(2026, 1, 5, tzinfo=VIETNAM)
    >>> overlap(window(start=None, until=day), window(start=day, until=None))
    False
    """
    return (one.start or FIRST) < (other.until or LAST) and (other.start or FIRST) < (
        one.until or LAST
    )
