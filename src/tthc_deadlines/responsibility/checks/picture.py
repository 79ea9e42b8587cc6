"""The records as the checks look at them (dữ liệu đã lập chỉ mục), and what was found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from tthc_deadlines.responsibility.checks.words import Nearest, say
from tthc_deadlines.responsibility.errors import OrganisationDataError
from tthc_deadlines.responsibility.records import (
    Appointment,
    OrganisationRecords,
    Position,
    Rank,
    Unit,
)
from tthc_deadlines.responsibility.windows import FIRST, LAST, Dated, Timeline

Where = Callable[[str, str], tuple[str, int, str]]
"""The path, line and key to show for a key of the record at a place."""

TABLES: dict[str, str] = {
    "unit": "units",
    "position": "positions",
    "official": "officials",
    "appointment": "appointments",
    "field": "fields",
    "charge": "charges",
    "delegation": "delegations",
    "absence": "absences",
    "competence": "competences",
}
"""What one record is called in a file, and the field that holds them all."""

_MOST_GUESSES = 50  # looking for what is like an id costs more than everything else


class Picture:
    """Records indexed for checking (dữ liệu tổ chức để kiểm tra), and the faults so far.

    ``unread`` names the ids of rows that could not be read, by table: what depends on such
    a row is not judged.
    """

    def __init__(
        self,
        records: OrganisationRecords,
        where: Where | None = None,
        unread: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.records = records
        self.faults: list[OrganisationDataError] = []
        self._where = where or _itself
        self._unread = unread or {}
        self._guesses = 0
        self._places = {
            id(record): record.place or f"{table}[{index}]"
            for table, name in TABLES.items()
            for index, record in enumerate(getattr(records, name))
        }
        self.versions: dict[str, list[Unit]] = _grouped(records.units, "id")
        self.units = {key: Timeline(rows) for key, rows in self.versions.items()}
        self.positions: dict[str, Position] = {}
        for position in records.positions:
            self.positions.setdefault(position.id, position)
        self.ids: dict[str, set[str]] = {
            "unit": set(self.versions),
            "position": set(self.positions),
            "official": {one.id for one in records.officials},
            "field": {one.key for one in records.fields},
        }
        self._posts: dict[str, list[Appointment]] = _grouped(records.appointments, "official")

    # --- what was found ----------------------------------------------------------------

    def add(self, record: object, key: str, kind: str, **words: object) -> None:
        """Note that a key of a record is unsound."""
        path, line, shown = self._where(self._places[id(record)], key)
        reason, reason_vi = say(kind, words)
        self.faults.append(
            OrganisationDataError(
                path=path, line=line, key=shown, reason=reason, reason_vi=reason_vi
            )
        )

    def at(self, record: object) -> str:
        """Where another record stands, for a message."""
        path, line, _ = self._where(self._places[id(record)], "")
        return f"{path}:{line}" if line else path

    def nearest(self, table: str, value: str) -> Nearest:
        """The known ids most like an unknown one."""
        self._guesses += 1
        if self._guesses > _MOST_GUESSES:
            return Nearest(())
        return Nearest(tuple(get_close_matches(value, sorted(self.ids[table]), n=3)))

    # --- what was read -----------------------------------------------------------------

    def knows(self, table: str, value: str) -> bool:
        """Whether there is such an id, be it in a row that could not be read."""
        unread = self._unread.get(table, ())
        return value in self.ids[table] or value in unread or "" in unread

    def has_whole(self, *tables: str) -> bool:
        """Whether every row of the tables could be read."""
        return not any(self._unread.get(table) for table in tables)

    # --- units and people at an instant ------------------------------------------------

    def unit_at(self, unit: str, instant: dt.datetime) -> Unit | None:
        """The version of a unit at an instant; ``None`` where there is none."""
        timeline = self.units.get(unit)
        held = timeline.at(instant) if timeline else ()
        return held[0] if held else None

    def superiors(self, unit: str, instant: dt.datetime) -> Iterator[Unit]:
        """The unit and those above it, nearest first, by either kind of superior, each once."""
        seen, waiting = {unit}, [unit]
        while waiting:
            found = self.unit_at(waiting.pop(0), instant)
            if found is None:
                continue
            yield found
            above = [one for one in (found.parent, found.supervised_by) if one and one not in seen]
            seen.update(above)
            waiting += above

    def is_in(self, unit: str, others: Collection[str], instant: dt.datetime) -> bool:
        """Whether a unit is one of the others or below one."""
        return any(one.id in others for one in self.superiors(unit, instant))

    def posts(self, official: str, instant: dt.datetime | None) -> list[Position]:
        """The positions an official holds at an instant, or ever."""
        return [
            self.positions[one.position]
            for one in self._posts.get(official, ())
            if one.position in self.positions and (instant is None or one.holds_at(instant))
        ]

    def led_by(self, official: str, instant: dt.datetime | None) -> dict[str, Rank]:
        """The units an official is head or deputy of at an instant, or ever, and as what."""
        led: dict[str, Rank] = {}
        for position in self.posts(official, instant):
            if position.rank is Rank.HEAD or (
                position.rank is Rank.DEPUTY and position.unit not in led
            ):
                led[position.unit] = position.rank
        return led


def _itself(place: str, key: str) -> tuple[str, int, str]:
    return place, 0, key or place.partition("[")[0]


def _grouped(records: Iterable[Any], key: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, key)].append(record)
    return dict(found)


# --- stretches of time ---------------------------------------------------------------------

Stretch = tuple[dt.datetime, dt.datetime]


def window_of(record: Dated) -> Stretch:
    """The two sides of a window, the open ones as far away as they can be."""
    return record.start or FIRST, record.until or LAST


def shared(one: Dated, other: Dated) -> Stretch | None:
    """What two windows share (phần giao nhau); ``None`` if nothing."""
    (start, end), (other_start, other_end) = window_of(one), window_of(other)
    start, end = max(start, other_start), min(end, other_end)
    return (start, end) if start < end else None


def holes(whole: Stretch, covered: Iterable[Stretch]) -> list[Stretch]:
    """The stretches of the whole that nothing covers (phần để trống).

    >>> day = [dt.datetime(2026, 1, number) for number in range(1, 6)]
    >>> [(a.day, b.day) for a, b in holes((day[0], day[4]), [(day[2], day[3])])]
    [(1, 3), (4, 5)]
    """
    start, end = whole
    found = []
    for first, last in sorted(one for one in covered if one[0] < one[1]):
        if start < min(first, end):
            found.append((start, min(first, end)))
        start = max(start, last)
    if start < end:
        found.append((start, end))
    return found


def circle_from(first: str, following: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The way from a node back to itself (vòng khép kín); empty if there is none.

    >>> circle_from("a", {"a": "b", "b": "ca", "c": "c"}.__getitem__)
    ('a', 'b', 'a')
    """
    came_from: dict[str, str] = {}
    waiting = [first]
    while waiting:
        here = waiting.pop(0)
        for there in following(here):
            if there == first:
                way = [first, here]
                while way[-1] != first:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way)) if here != first else (first, first)
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return ()


def shown_circle(way: Iterable[str]) -> str:
    """A circle as a message tells it."""
    return " → ".join(way)
