"""The organisation (tổ chức bộ máy): who is who, where, with which powers, at any instant.

Every answer is a look-up by instant in the records of one thing, never a walk through all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tthc_deadlines.responsibility.names import Names
from tthc_deadlines.responsibility.powers import Powers
from tthc_deadlines.responsibility.records import (
    Absence,
    Appointment,
    Official,
    OrganisationRecords,
    Position,
    Rank,
    Record,
    Unit,
    UnitKind,
)
from tthc_deadlines.responsibility.windows import LAST, Timeline

T = TypeVar("T", bound=Record)

_DEEPEST = 64  # no tree of offices is as deep: a guard against circles in unchecked records


class Organisation:
    """An organisation with its people, asked by instant (tổ chức bộ máy). Never changes.

    Made of records; :meth:`load` reads and checks files. Compared and hashed by identity.

    >>> from tthc_deadlines.responsibility.records import *
    >>> office = Organisation(OrganisationRecords(
    ...     units=[Unit(id="xa", name="UBND xã Mẫu", kind="agency")],
    ...     positions=[Position(id="ct", unit="xa", rank="head")],
    ...     officials=[Official(id="ct-1", name="Chủ tịch xã")],
    ...     appointments=[Appointment(official="ct-1", position="ct")]))
    >>> from tthc_deadlines.instants import VIETNAM
    >>> office.head("xa", dt.datetime(2026, 11, 20, tzinfo=VIETNAM)).official
    'ct-1'

    Basis: decree 118/2025/NĐ-CP articles 9, 12, 19.1, 38 for who answers for what.
    """

    def __init__(self, records: OrganisationRecords) -> None:
        self.records = records
        self.name = records.name
        self.positions: dict[str, Position] = {one.id: one for one in records.positions}
        self.officials: dict[str, Official] = {one.id: one for one in records.officials}
        self.names = Names(records)
        # Of the instant asked about last: a check asks about one instant many times.
        self._lineages: tuple[dt.datetime | None, dict[str, tuple[Unit, ...]]] = (None, {})
        self._units = _by((one.id, one) for one in records.units)
        placed = [one for one in records.appointments if one.position in self.positions]
        self._of_official = _by((one.official, one) for one in placed)
        self._absences = _by((one.official, one) for one in records.absences)
        self._of_position = _by((one.position, one) for one in placed)
        ranked = [(self.positions[one.position], one) for one in placed]
        self._heads = _by((at.unit, one) for at, one in ranked if at.rank is Rank.HEAD)
        self._deputies = _by((at.unit, one) for at, one in ranked if at.rank is Rank.DEPUTY)
        self._members = _by((at.unit, one) for at, one in ranked)

    @staticmethod
    def load(*paths: str | Path) -> Organisation:
        """Read an organisation from TOML files or folders of CSV (nạp tệp tổ chức).

        Raises:
            OrganisationDataErrors: with every fault of every file at once.
        """
        from tthc_deadlines.responsibility.files.reading import read_organisation

        return Organisation(read_organisation(*paths))

    @cached_property
    def powers(self) -> Powers:
        """Charges, delegations and competences (thẩm quyền, ủy quyền)."""
        return Powers(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self._units)} units, {len(self.officials)} officials>"

    # --- units ---------------------------------------------------------------------------

    def unit(self, unit: str, at: dt.datetime) -> Unit | None:
        """A unit as it is at an instant (đơn vị tại thời điểm); ``None`` if it is not then."""
        timeline = self._units.get(unit)
        held = timeline.at(at) if timeline is not None else ()
        return held[0] if held else None

    def units_at(self, at: dt.datetime) -> tuple[Unit, ...]:
        """Every unit there is at an instant (các đơn vị tại thời điểm)."""
        return tuple(one for timeline in self._units.values() for one in timeline.at(at))

    def lineage(self, unit: str, at: dt.datetime) -> tuple[Unit, ...]:
        """The unit and those above it, nearest first (đơn vị và các cấp trên)."""
        known_at, known = self._lineages  # one value: another thread may set another
        if known_at is not at:
            known = {}
            self._lineages = at, known
        found = known.get(unit)
        if found is None:
            found = known[unit] = tuple(self._walk_up(unit, at))
        return found

    def _walk_up(self, unit: str, at: dt.datetime) -> Iterator[Unit]:
        here = self.unit(unit, at)
        for _ in range(_DEEPEST):
            if here is None:
                return
            yield here
            here = self.unit(here.parent, at) if here.parent else None

    def agency(self, unit: str, at: dt.datetime) -> Unit | None:
        """The agency a unit belongs to, itself if it is one (cơ quan); the top if none is."""
        lineage = self.lineage(unit, at)
        for one in lineage:
            if one.kind is UnitKind.AGENCY:
                return one
        return lineage[-1] if lineage else None

    def authority(self, unit: str, at: dt.datetime) -> Unit | None:
        """The authority above the agency of a unit (cơ quan cấp trên trực tiếp)."""
        agency = self.agency(unit, at)
        if agency is None:
            return None
        above = agency.supervised_by or agency.parent
        return self.unit(above, at) if above else None

    def successor(self, unit: str, at: dt.datetime) -> str:
        """The unit that has the work of a unit at an instant (đơn vị kế tục), itself if it is.

        "" if it has ended and nobody took its work over, or if it is not known.
        """
        for _ in range(_DEEPEST):
            if self.unit(unit, at) is not None:
                return unit
            timeline = self._units.get(unit)
            if timeline is None:
                return ""
            spans = timeline.spans()
            past = [held[-1] for _, end, held in spans if held and end <= at]
            if not past or not past[-1].passes_to:
                return ""
            unit = past[-1].passes_to
        return ""

    def ended_at(self, unit: str, at: dt.datetime) -> dt.datetime | None:
        """When a unit that is no more ended (thời điểm chấm dứt); ``None`` if it is there."""
        timeline = self._units.get(unit)
        if timeline is None or timeline.at(at):
            return None
        return max((end for _, end, held in timeline.spans() if held and end <= at), default=None)

    # --- people --------------------------------------------------------------------------

    def name_of(self, official: str) -> str:
        """The display name of an official (tên hiển thị); the id itself where there is none."""
        known = self.officials.get(official)
        return known.name or official if known is not None else official

    def unit_name(self, unit: str, at: dt.datetime | None = None) -> str:
        """The name of a unit (tên đơn vị), as at an instant if given."""
        timeline = self._units.get(unit)
        if timeline is None:
            return unit
        now = timeline.at(at) if at is not None else ()
        held = now or next((one for _, _, one in reversed(timeline.spans()) if one), ())
        return held[0].name or unit if held else unit

    def appointments(self, official: str, at: dt.datetime) -> tuple[Appointment, ...]:
        """The positions an official has at an instant (các vị trí đang giữ)."""
        timeline = self._of_official.get(official)
        return timeline.at(at) if timeline is not None else ()

    def left_at(self, official: str, at: dt.datetime) -> dt.datetime | None:
        """When an official's last appointment ended (thời điểm thôi); ``None`` if none has."""
        timeline = self._of_official.get(official)
        spans = timeline.spans() if timeline is not None else []
        return max((end for _, end, held in spans if held and end <= at), default=None)

    def units_of(self, official: str, at: dt.datetime) -> tuple[str, ...]:
        """The units an official works in at an instant (đơn vị công tác)."""
        positions = self.positions
        return tuple([positions[one.position].unit for one in self.appointments(official, at)])

    def holders_of(self, position: str, at: dt.datetime) -> tuple[Appointment, ...]:
        """Who is in a position at an instant (người giữ vị trí)."""
        timeline = self._of_position.get(position)
        return timeline.at(at) if timeline is not None else ()

    def members(self, unit: str, at: dt.datetime) -> tuple[Appointment, ...]:
        """Who is in a unit at an instant, heads and deputies included (người của đơn vị)."""
        timeline = self._members.get(unit)
        return timeline.at(at) if timeline is not None else ()

    def head(self, unit: str, at: dt.datetime) -> Appointment | None:
        """Who leads a unit (người đứng đầu); of one led by its parent, the parent's head."""
        for _ in range(_DEEPEST):
            timeline = self._heads.get(unit)
            held = timeline.at(at) if timeline is not None else ()
            if held:
                return held[0]
            here = self.unit(unit, at)
            if here is None or not here.led_by_parent or not here.parent:
                return None
            unit = here.parent
        return None

    def deputies(self, unit: str, at: dt.datetime) -> tuple[Appointment, ...]:
        """The deputies of a unit at an instant (cấp phó)."""
        timeline = self._deputies.get(unit)
        return timeline.at(at) if timeline is not None else ()

    def absence(self, official: str, at: dt.datetime) -> Absence | None:
        """The absence of an official at an instant (vắng mặt), the one with a substitute first.

        Overlapping absences are one: who is away is away until the last of them ends.
        """
        timeline = self._absences.get(official)
        held = timeline.at(at) if timeline is not None else ()
        for one in held:
            if one.substitute:
                return one
        return held[0] if held else None

    def absent_until(self, official: str, at: dt.datetime) -> dt.datetime:
        """When the absence of an instant ends, those that overlap it merged (vắng đến khi)."""
        timeline = self._absences.get(official)
        end = at
        while timeline is not None:
            held = timeline.at(end)
            last = max((one.until or LAST for one in held), default=end)
            if last <= end:
                break
            end = last
        return end

    def absent_since(self, official: str, at: dt.datetime) -> dt.datetime:
        """When the absence of an instant began, those that touch it merged (vắng từ khi)."""
        timeline = self._absences.get(official)
        begin = at
        for start, end, held in reversed(timeline.spans() if timeline is not None else []):
            if end < begin or start > at:
                continue
            if not held:
                break
            begin = min(begin, start)
        return begin

    def stand_in(self, official: str, at: dt.datetime) -> str:
        """Who does an official's work at an instant (người thay): himself if he is there.

        "" if nobody present does. Of a substitute who is away his own is taken.
        """
        seen: set[str] = set()
        while official and official not in seen:
            seen.add(official)
            absence = self.absence(official, at)
            if absence is None:
                return official if len(seen) == 1 or self.appointments(official, at) else ""
            official = absence.substitute
        return ""

    def ever_above(self, unit: str) -> set[str]:
        """The unit and whatever was above it at any time (các cấp trên từng có)."""
        waiting, seen = [unit], set[str]()
        while waiting:
            here = waiting.pop()
            if not here or here in seen:
                continue
            seen.add(here)
            timeline = self._units.get(here)
            for _, _, held in timeline.spans() if timeline is not None else ():
                waiting += [one.parent for one in held]
        return seen

    # --- changes -------------------------------------------------------------------------

    def changes(
        self, officials: Iterable[str], units: Iterable[str], start: dt.datetime, end: dt.datetime
    ) -> set[dt.datetime]:
        """The instants between two at which anything about some people and units changes.

        Of the officials those who stand in for them are looked at too, of the units those
        above them and those that take over their work.
        """
        found: set[dt.datetime] = set()
        waiting, seen = list(officials), set[str]()
        while waiting:
            official = waiting.pop()
            if official in seen:
                continue
            seen.add(official)
            if official in self._of_official:
                found.update(self._of_official[official].changes(start, end))
            if official in self._absences:
                found.update(self._absences[official].changes(start, end))
            waiting += [one.substitute for one in self._away(official) if one.substitute]
            units = (*units, *self._units_ever(official))
        for unit in self._related(units):
            timeline = self._units.get(unit)
            if timeline is not None:
                found.update(timeline.changes(start, end))
        return found

    def changes_of_position(
        self, position: str, start: dt.datetime, end: dt.datetime
    ) -> set[dt.datetime]:
        """The instants between two at which somebody comes to or leaves a position."""
        timeline = self._of_position.get(position)
        return set(timeline.changes(start, end)) if timeline is not None else set()

    def ever_in(self, position: str) -> set[str]:
        """Whoever is or was in a position (những người từng giữ vị trí)."""
        timeline = self._of_position.get(position)
        spans = timeline.spans() if timeline is not None else []
        return {one.official for _, _, held in spans for one in held}

    def _away(self, official: str) -> Iterator[Absence]:
        timeline = self._absences.get(official)
        if timeline is not None:
            for _, _, held in timeline.spans():
                yield from held

    def _units_ever(self, official: str) -> tuple[str, ...]:
        timeline = self._of_official.get(official)
        spans = timeline.spans() if timeline is not None else []
        held = {one.position for _, _, records in spans for one in records}
        return tuple(self.positions[name].unit for name in held)

    def _related(self, units: Iterable[str]) -> set[str]:
        waiting, seen = list(units), set[str]()
        while waiting:
            unit = waiting.pop()
            if not unit or unit in seen:
                continue
            seen.add(unit)
            timeline = self._units.get(unit)
            for _, _, held in timeline.spans() if timeline is not None else ():
                waiting += [name for one in held for name in (one.parent, one.passes_to)]
        return seen


def _by(pairs: Iterable[tuple[str, T]]) -> dict[str, Timeline[T]]:
    """The records of each key as a timeline."""
    found: dict[str, list[T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: Timeline(records) for key, records in found.items()}
