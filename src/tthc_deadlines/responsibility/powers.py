"""Powers (thẩm quyền): who may handle a matter, who is in charge of it, who was delegated it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tthc_deadlines.dossiers.folding import fold, fold_words
from tthc_deadlines.responsibility.records import (
    Charge,
    Competence,
    Delegation,
    Rank,
    Scoped,
)
from tthc_deadlines.responsibility.segments import Ground
from tthc_deadlines.responsibility.windows import Timeline

if TYPE_CHECKING:
    from tthc_deadlines.responsibility.organisation import Organisation

S = TypeVar("S", bound=Scoped)


class Matter(NamedTuple):
    """What a dossier is about, as powers are given (việc): procedure, fields, present step.

    ``fields`` are keys of the organisation's own fields; ``steps`` the label and the number
    of the step it is in, folded; ``units`` the unit that has it and those above.
    """

    procedure: str = ""
    fields: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def in_step(self, *names: str) -> Matter:
        """The same in a step (ở bước), by its label, name or number."""
        return Matter(self.procedure, self.fields, _folded(names), self.units)


@lru_cache(maxsize=8192)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(fold_words, names)))


class Power(NamedTuple):
    """What somebody's power over a matter rests on (căn cứ thẩm quyền).

    ``holds`` is ``None`` where the organisation says nothing about the matter; then nothing
    is concluded. ``lapsed`` is a delegation that covered it and whose term is over.
    """

    holds: bool | None
    ground: Ground | None = None
    record: Scoped | None = None
    lapsed: Delegation | None = None


_UNKNOWN = Power(None)


class Powers:
    """Charges, delegations and competences of an organisation, by instant (thẩm quyền)."""

    def __init__(self, organisation: Organisation) -> None:
        records = organisation.records
        self._organisation = organisation
        self._fields = {fold(name): one.key for one in records.fields for name in (one.name,)}
        self._fields |= {fold(one.key): one.key for one in records.fields}
        self._of_procedure: dict[str, set[str]] = {}
        for field in records.fields:
            for code in field.procedures:
                self._of_procedure.setdefault(code, set()).add(field.key)
        key_of = self._field_key
        self._competences = _Scopes(records.competences, key_of)
        self._below = _grouped(
            (unit, one)
            for one in records.competences
            for unit in organisation.ever_above(self._place_of(one))
        )
        self._of_unit: dict[str, _Scopes[Competence]] = {}
        places = {self._place_of(row) for row in records.competences}
        above = {unit for place in places for unit in organisation.ever_above(place)}
        self._moves = sorted({
            instant for unit in records.units if unit.id in above
            for instant in (unit.start, unit.until) if instant is not None
        })  # fmt: skip
        self._charges = {
            who: _Scopes(rows, key_of)
            for who, rows in _grouped((one.official, one) for one in records.charges).items()
        }
        self._given = {
            who: _Scopes(rows, key_of)
            for who, rows in _grouped((one.delegator, one) for one in records.delegations).items()
        }
        self._received = {
            who: _Scopes(rows, key_of)
            for who, rows in _grouped((one.delegate, one) for one in records.delegations).items()
        }
        self._matters: dict[tuple[str, str], Matter] = {}

    def matter(self, procedure: str, field: str = "") -> Matter:
        """What a procedure is about (việc của thủ tục); ``field`` as the catalogue names it."""
        found = self._matters.get((procedure, field))
        if found is None:
            keys = set(self._of_procedure.get(procedure, ()))
            key = self._fields.get(fold(field)) if field else None
            found = Matter(procedure, frozenset(keys | ({key} if key else set())))
            self._matters[procedure, field] = found
        return found

    def charges(self, official: str, matter: Matter, at: dt.datetime) -> tuple[Charge, ...]:
        """What of a matter a deputy is in charge of (lĩnh vực phụ trách)."""
        scopes = self._charges.get(official)
        return scopes.covering(matter, at) if scopes is not None else ()

    def has_charges(self, official: str, at: dt.datetime) -> bool:
        """Whether anything is assigned to a deputy then (có được phân công phụ trách)."""
        scopes = self._charges.get(official)
        return scopes is not None and bool(scopes.at(at))

    def given_by(self, official: str, matter: Matter, at: dt.datetime) -> tuple[Delegation, ...]:
        """The delegations of a matter that an official has given and that run (đã ủy quyền)."""
        scopes = self._given.get(official)
        return scopes.covering(matter, at) if scopes is not None else ()

    def received_by(self, official: str, matter: Matter, at: dt.datetime) -> tuple[Delegation, ...]:
        """The delegations of a matter an official has been given and that run."""
        scopes = self._received.get(official)
        return scopes.covering(matter, at) if scopes is not None else ()

    def lapsed(self, official: str, matter: Matter, at: dt.datetime) -> Delegation | None:
        """The last delegation of a matter to an official whose term is over (đã hết hạn)."""
        scopes = self._received.get(official)
        ended = scopes.ended(matter, at) if scopes is not None else []
        return max(ended, key=lambda one: one.until or at, default=None)

    def competence(self, official: str, matter: Matter, at: dt.datetime) -> Power:
        """Whether an official may handle a matter at an instant (thẩm quyền xử lý).

        By his position or unit, as the head of a unit above one that is competent, as the
        deputy in charge of the field there, or by a delegation. Of the rows of his agency
        those that name the step come before those that name none; where his agency has none
        and another has, the matter is the other's.
        """
        here = self._rows_for(official, matter, at)
        rows = _in_step(here, matter)
        for row in rows:
            ground = self._by_office(official, row, matter, at)
            if ground is not None:
                return Power(True, ground, row)
        for delegation in self.received_by(official, matter, at):
            return Power(True, Ground.DELEGATION, delegation)
        said = rows if here else self._said_elsewhere(matter, at)
        if not said:
            return _UNKNOWN
        return Power(False, lapsed=self.lapsed(official, matter, at))

    def _said_elsewhere(self, matter: Matter, at: dt.datetime) -> list[Competence]:
        """The rows of other agencies that have the matter, of units that are still there."""
        rows = self._competences.covering(matter, at)
        there = [one for one in rows if self._organisation.unit(self._place_of(one), at)]
        return _in_step(there, matter)

    def _rows_for(self, official: str, matter: Matter, at: dt.datetime) -> list[Competence]:
        """The rows of the official's agencies that have the matter: what others do is theirs."""
        office = self._organisation
        found: dict[int, Competence] = {}
        for unit in office.units_of(official, at):
            agency = office.agency(unit, at)
            if agency is None:
                continue
            scopes = self._of_unit.get(agency.id)
            if scopes is None:
                scopes = _Scopes(self._below.get(agency.id, ()), self._field_key)
                self._of_unit[agency.id] = scopes
            for one in scopes.covering(matter, at):
                above = office.lineage(self._place_of(one), at)
                if any(unit.id == agency.id for unit in above):
                    found[id(one)] = one
        return list(found.values())

    def _place_of(self, row: Competence) -> str:
        """The unit a competence is in (đơn vị của thẩm quyền)."""
        position = self._organisation.positions.get(row.position) if row.position else None
        return position.unit if position is not None else row.unit

    def _by_office(
        self, official: str, row: Competence, matter: Matter, at: dt.datetime
    ) -> Ground | None:
        office = self._organisation
        held = office.appointments(official, at)
        where = self._place_of(row)
        if row.position:
            if any(one.position == row.position for one in held):
                return Ground.POSITION
        else:
            for one in held:
                unit = office.positions[one.position].unit
                if any(above.id == where for above in office.lineage(unit, at)):
                    return Ground.POSITION
        leading = {one.id for one in office.lineage(where, at)}
        for one in held:
            position = office.positions[one.position]
            if position.unit not in leading:
                continue
            if position.rank is Rank.HEAD:
                return Ground.APPOINTMENT
            if position.rank is Rank.DEPUTY and (
                self.charges(official, matter, at) or not self.has_charges(official, at)
            ):
                return Ground.CHARGE
        return None

    def unit_for(self, matter: Matter, at: dt.datetime) -> str:
        """The unit that handles a matter (đơn vị có thẩm quyền), "" where none alone does."""
        rows = self._competences.covering(matter, at)
        units = {self._place_of(one) for one in rows if not one.steps}
        return next(iter(units)) if len(units) == 1 else ""

    def changes(
        self, matter: Matter, officials: Iterable[str], start: dt.datetime, end: dt.datetime
    ) -> set[dt.datetime]:
        """The instants between two at which powers over a matter change (mốc thay đổi)."""
        found = set(self._competences.changes(start, end))
        moves = self._moves
        found.update(moves[bisect_right(moves, start) : bisect_left(moves, end)])
        for official in officials:
            for table in (self._charges, self._received):
                scopes = table.get(official)
                if scopes is not None:
                    found.update(scopes.changes(start, end))
        return found

    def _field_key(self, text: str) -> str:
        return self._fields.get(fold(text), text)


def _in_step(rows: list[Competence], matter: Matter) -> list[Competence]:
    """Those that name the step of the matter; if none does, those that name no step."""
    if not matter.steps:
        return list(rows)
    named = [one for one in rows if not matter.steps.isdisjoint(_folded(one.steps))]
    return named or [one for one in rows if not one.steps]


class _Scopes(Generic[S]):
    """Scoped records, found by what they are about."""

    def __init__(self, records: Iterable[S], field_key: Callable[[str], str]) -> None:
        self._records = tuple(records)
        self._all = Timeline(self._records)
        self._fields = {
            id(one): frozenset(map(field_key, one.fields)) for one in self._records if one.fields
        }
        by_procedure = _grouped((code, one) for one in self._records for code in one.procedures)
        by_field = _grouped(
            (key, one)
            for one in self._records
            if not one.procedures
            for key in self._fields.get(id(one), ())
        )
        self._by_procedure = {code: Timeline(rows) for code, rows in by_procedure.items()}
        self._by_field = {key: Timeline(rows) for key, rows in by_field.items()}
        self._general = Timeline(
            [one for one in self._records if not one.procedures and not one.fields]
        )

    def at(self, at: dt.datetime) -> tuple[S, ...]:
        return self._all.at(at)

    def changes(self, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
        return self._all.changes(start, end)

    def covering(self, matter: Matter, at: dt.datetime) -> tuple[S, ...]:
        """Those that hold at an instant and whose procedures and fields have the matter."""
        if not self._records:
            return ()
        found: dict[int, S] = {}
        keyed = [self._by_procedure.get(matter.procedure), self._general]
        keyed += [self._by_field.get(field) for field in matter.fields]
        for timeline in keyed:
            for one in timeline.at(at) if timeline is not None else ():
                if self._covers(one, matter):
                    found[id(one)] = one
        return tuple(found.values())

    def ended(self, matter: Matter, at: dt.datetime) -> list[S]:
        """Those that had the matter and are over at an instant."""
        return [
            one
            for one in self._records
            if one.until is not None and one.until <= at and self._covers(one, matter)
        ]

    def _covers(self, one: S, matter: Matter) -> bool:
        if one.procedures and matter.procedure not in one.procedures:
            return False
        if one.units and matter.units.isdisjoint(one.units):
            return False
        return not one.fields or not matter.fields.isdisjoint(self._fields[id(one)])


K = TypeVar("K")


def _grouped(pairs: Iterable[tuple[str, K]]) -> dict[str, list[K]]:
    found: dict[str, list[K]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found
