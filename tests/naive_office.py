"""A naive organisation for the oracle of custody: plain rows, gone through one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility import records as made
from tthc_deadlines.responsibility.organisation import Organisation

LONG_BEFORE = dt.datetime(2000, 1, 1, tzinfo=VIETNAM)
LONG_AFTER = dt.datetime(2100, 1, 1, tzinfo=VIETNAM)
Window = tuple[dt.datetime, dt.datetime]
ALWAYS: Window = (LONG_BEFORE, LONG_AFTER)

POSITIONS = {  # where, and what it is there
    "xa.ct": ("xa", "head"),
    "xa.pct": ("xa", "deputy"),
    "p1.tp": ("p1", "head"),
    "p1.cv": ("p1", "staff"),
    "p2.cv": ("p2", "staff"),
    "p4.cv": ("p4", "staff"),
    "q.cv": ("q", "staff"),
    "mc.cv": ("mc", "staff"),
}


class UnitRow(NamedTuple):
    window: Window
    id: str
    kind: str
    parent: str
    passes_to: str = ""


class ScopedRow(NamedTuple):
    """A charge, a delegation or a competence: whose it is, and what it is about."""

    window: Window
    whose: str
    to: str = ""
    procedures: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class NaiveOffice(NamedTuple):
    """Units, who is where, who is away, who may; every answer is a walk through a list."""

    units: list[UnitRow]
    appointments: list[tuple[Window, str, str]]
    absences: list[tuple[Window, str, str]]
    charges: list[ScopedRow]
    delegations: list[ScopedRow]
    competences: list[ScopedRow]
    officials: tuple[str, ...] = ("a", "b", "c", "d", "h", "k", "m")
    positions: dict[str, tuple[str, str]] = POSITIONS

    # --- a random one ----------------------------------------------------------------------

    @staticmethod
    def random(random_: random.Random, grid: Sequence[dt.datetime]) -> NaiveOffice:
        def instants(count: int) -> list[dt.datetime]:
            return sorted(random_.sample(grid, count))

        def window(always: float = 0.5) -> Window:
            if random_.random() < always:
                return ALWAYS
            first, last = instants(2)
            return random_.choice([(first, last), (first, LONG_AFTER), (LONG_BEFORE, last)])

        reform, moved = instants(2)
        over = random_.choice([ALWAYS, (LONG_BEFORE, reform)])
        units = [
            UnitRow(ALWAYS, "xa", "agency", ""),
            UnitRow(ALWAYS, "mc", "one_stop", "xa"),
            UnitRow(ALWAYS, "p1", "division", "xa"),
            UnitRow(ALWAYS, "p2", "division", "xa"),
            UnitRow(window(), "p3", "division", "xa", random_.choice(["p2", "q", ""])),
            UnitRow(over, "ya", "agency", "", "xa"),
            UnitRow(over, "q", "division", "ya", random_.choice(["p1", "p3", "ya"])),
            UnitRow((LONG_BEFORE, moved), "p4", "division", "p1"),
            UnitRow((moved, LONG_AFTER), "p4", "division", random_.choice(["p2", "ya"])),
        ]
        appointments = [(ALWAYS, "m", "mc.cv")]
        for official, position in (("a", "p1.cv"), ("b", "p1.cv"), ("c", "p2.cv"), ("h", "p1.tp"),
                                   ("k", "xa.ct")):  # fmt: skip
            appointments.append((window(0.7), official, position))
            if random_.random() < 0.3:
                appointments.append((window(0.2), official, random_.choice(list(POSITIONS))))
        appointments.append((over, "d", "q.cv"))
        if random_.random() < 0.5:
            appointments.append(((over[1], LONG_AFTER), "d", random_.choice(["p1.cv", "p2.cv"])))
        absences: list[tuple[Window, str, str]] = []
        for away in random_.choices("aabcdhkm", k=random_.choice([0, 1, 2, 3])):
            if all(other != away for _, other, _ in absences):
                instead = random_.choice(["", "", *"abcd"])
                absences.append((window(0.1), away, instead if instead != away else ""))
        if random_.random() < 0.2:
            absences.append((window(0), "a", ""))  # may overlap another
        procedures: list[tuple[str, ...]] = [(), (), ("P",), ("Q",)]
        scopes: list[tuple[str, ...]] = [(), (), ("xa",), ("p1",), ("p2",), ("p4",)]
        pick = random_.choice
        return NaiveOffice(
            units,
            appointments,
            absences,
            [ScopedRow(window(), pick("abk"), "", pick(procedures), pick(scopes))
             for _ in range(pick([0, 0, 1, 2]))],
            [ScopedRow(window(0.2), pick("hk"), pick("abcd"), pick(procedures), pick(scopes))
             for _ in range(pick([0, 0, 1, 2, 3]))],
            [ScopedRow(window(0.6), pick(["xa", "p1", "p2", "p4", "q", "xa.ct", "p1.cv"]), "",
                       pick(procedures), pick([(), (), (), ("p1",), ("xa",)]),
                       pick([(), (), ("B1",), ("B2",)]))
             for _ in range(pick([0, 0, 1, 2, 3]))],
        )  # fmt: skip

    # --- who is where ----------------------------------------------------------------------

    @property
    def unit_ids(self) -> set[str]:
        return {one.id for one in self.units}

    def unit(self, id_: str, now: dt.datetime) -> UnitRow | None:
        for one in self.units:
            if one.id == id_ and holds(one.window, now):
                return one
        return None

    def above(self, id_: str, now: dt.datetime) -> list[str]:
        """A unit and those above it."""
        found: list[str] = []
        one = self.unit(id_, now)
        while one is not None:
            found.append(one.id)
            one = self.unit(one.parent, now)
        return found

    def agency(self, id_: str, now: dt.datetime) -> str:
        chain = self.above(id_, now)
        for one in chain:
            if any(row.id == one and row.kind == "agency" for row in self.units):
                return one
        return chain[-1] if chain else ""

    def heir(self, id_: str, now: dt.datetime) -> str:
        """Who has a unit's work: itself, or whoever it passed it to when it ended."""
        for _ in range(9):
            if self.unit(id_, now) is not None:
                return id_
            over = [one for one in self.units if one.id == id_ and one.window[1] <= now]
            if not over:
                return ""
            id_ = max(over, key=lambda one: one.window[1]).passes_to
        return ""

    def placed_at(self, now: dt.datetime) -> list[tuple[str, str]]:
        return [(who, where) for window, who, where in self.appointments if holds(window, now)]

    def units_of(self, official: str, now: dt.datetime) -> list[str]:
        return [POSITIONS[where][0] for who, where in self.placed_at(now) if who == official]

    def acting_for(self, official: str, now: dt.datetime) -> str:
        """Himself if he is there, else whoever stands in, else nobody."""
        asked: list[str] = []
        while official and official not in asked:
            asked.append(official)
            away = [instead for window, who, instead in self.absences
                    if who == official and holds(window, now)]  # fmt: skip
            if not away:
                return official if len(asked) == 1 or self.units_of(official, now) else ""
            official = next((instead for instead in away if instead), "")
        return ""

    # --- who may ---------------------------------------------------------------------------

    def power(
        self, official: str, dossier: Dossier, unit: str, step: str, now: dt.datetime
    ) -> str:  # fmt: skip
        """ "", or "delegation", or why not; "" too where nothing is said of the matter."""
        about: set[str] = set()
        for one in (*self.units_of(official, now), unit, dossier.unit):
            about.update(self.above(one, now))
        return self._power(official, dossier.procedure_code, about, step, now)

    def _power(
        self, official: str, procedure: str, about: set[str], step: str, now: dt.datetime
    ) -> str:  # fmt: skip
        rows = [one for one in self.competences
                if holds(one.window, now) and covers(one, procedure, about)]  # fmt: skip
        agencies = {self.agency(unit, now) for unit in self.units_of(official, now)}
        own = [one for one in rows if agencies & set(self.above(place_of(one), now))]
        mine = in_step(own, step)
        if any(self._by_office(official, one.whose, procedure, about, now) for one in mine):
            return ""
        given = [one for one in self.delegations
                 if one.to == official and covers(one, procedure, about)]  # fmt: skip
        if any(holds(one.window, now) for one in given):
            return "delegation"
        others = [one for one in rows if self.above(place_of(one), now)]  # the unit is there
        if not (mine if own else in_step(others, step)):
            return ""
        if any(one.window[1] <= now for one in given):
            return "delegation_expired"
        return "outside_competence"

    def _by_office(
        self, official: str, whose: str, procedure: str, about: set[str], now: dt.datetime
    ) -> bool:  # fmt: skip
        mine = [where for who, where in self.placed_at(now) if who == official]
        if whose in POSITIONS:
            if whose in mine:
                return True
            place = POSITIONS[whose][0]
        else:
            place = whose
            if any(whose in self.above(POSITIONS[where][0], now) for where in mine):
                return True
        for where in mine:
            unit, rank = POSITIONS[where]
            if unit not in self.above(place, now):
                continue
            if rank == "head":
                return True
            charges = [one for one in self.charges
                       if one.whose == official and holds(one.window, now)]  # fmt: skip
            if rank == "deputy" and (
                not charges or any(covers(one, procedure, about) for one in charges)
            ):
                return True
        return False

    # --- the same for the library ------------------------------------------------------------

    def made(self) -> Organisation:
        kinds: Any = made
        return Organisation(
            kinds.OrganisationRecords(
                units=[
                    kinds.Unit(id=one.id, kind=one.kind, parent=one.parent,
                               passes_to=one.passes_to, **sides(one.window))
                    for one in self.units
                ],
                positions=[
                    kinds.Position(id=id_, unit=unit, rank=rank)
                    for id_, (unit, rank) in POSITIONS.items()
                ],
                officials=[kinds.Official(id=id_) for id_ in self.officials],
                appointments=[
                    kinds.Appointment(official=who, position=where, **sides(window))
                    for window, who, where in self.appointments
                ],
                absences=[
                    kinds.Absence(official=who, substitute=instead, **sides(window))
                    for window, who, instead in self.absences
                ],
                charges=[
                    kinds.Charge(official=one.whose, **scope(one)) for one in self.charges
                ],
                delegations=[
                    kinds.Delegation(delegator=one.whose, delegate=one.to, **scope(one))
                    for one in self.delegations
                ],
                competences=[
                    kinds.Competence(
                        **{"position" if one.whose in POSITIONS else "unit": one.whose},
                        steps=one.steps, **scope(one),
                    )
                    for one in self.competences
                ],
            )
        )  # fmt: skip


def holds(window: Window, now: dt.datetime) -> bool:
    return window[0] <= now < window[1]


def place_of(one: ScopedRow) -> str:
    return POSITIONS[one.whose][0] if one.whose in POSITIONS else one.whose


def in_step(rows: list[ScopedRow], step: str) -> list[ScopedRow]:
    """Those that name the step; if none does, those that name no step."""
    if not step:
        return rows
    return [one for one in rows if step in one.steps] or [one for one in rows if not one.steps]


def covers(one: ScopedRow, procedure: str, about: set[str]) -> bool:
    if one.procedures and procedure not in one.procedures:
        return False
    return not one.units or bool(about & set(one.units))


def sides(window: Window) -> dict[str, dt.datetime | None]:
    start, until = window
    return {
        "start": None if start == LONG_BEFORE else start,
        "until": None if until == LONG_AFTER else until,
    }


def scope(one: ScopedRow) -> dict[str, Any]:
    return {**sides(one.window), "procedures": one.procedures, "units": one.units}
