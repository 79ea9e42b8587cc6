"""Offices for the benchmarks: 5,000 officials with 20,000 dated records, and open dossiers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from tthc_deadlines import TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.records import (
    Absence,
    Appointment,
    Charge,
    Competence,
    Delegation,
    Field,
    Official,
    OrganisationRecords,
    Position,
    Unit,
)

AT = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
AGENCIES, DIVISIONS, STAFF = 100, 4, 11  # 100 agencies of 50 people each
FIELDS = 20
FIVE_DAYS = TimeLimit.parse("05 ngày làm việc")


def _day(month: int, day: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, day)


def office(seed: int = 4) -> Organisation:
    """A province of 5,000 officials; every one with three years of appointments."""
    rng = random.Random(seed)
    units = [Unit(id="tinh", kind="agency")]
    positions = [Position(id="tinh.head", unit="tinh", rank="head")]
    officials = [Official(id="chu-tich")]
    appointments = [Appointment(official="chu-tich", position="tinh.head")]
    absences: list[Absence] = []
    charges: list[Charge] = []
    delegations: list[Delegation] = []
    competences: list[Competence] = []

    def appoint(unit: str, rank: str, number: int) -> str:
        position, official = f"{unit}.{rank}{number}", f"{unit}.p{rank}{number}"
        positions.append(Position(id=position, unit=unit, rank=rank))
        officials.append(Official(id=official))
        for year in (2024, 2025):
            start, until = _day(1, 1, year), _day(1, 1, year + 1)
            appointments.append(
                Appointment(official=official, position=position, start=start, until=until)
            )
        appointments.append(Appointment(official=official, position=position, start=_day(1, 1)))
        away = dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(350))
        absences.append(
            Absence(
                official=official, start=away, until=away + dt.timedelta(days=7),
                substitute=f"{unit}.phead0" if rank == "staff" and rng.random() < 0.8 else "",
            )
        )  # fmt: skip
        return official

    for number in range(AGENCIES):
        agency = f"cq{number}"
        units.append(Unit(id=agency, kind="agency", parent="tinh"))
        head = appoint(agency, "head", 0)
        for place in range(2):
            deputy = appoint(agency, "deputy", place)
            fields = [f"lv{one}" for one in range(place, FIELDS, 2)]
            charges.append(Charge(official=deputy, fields=fields, start=_day(1, 1)))
            delegations.append(
                Delegation(
                    delegator=head, delegate=deputy, fields=fields[:3],
                    start=_day(1, 1), until=_day(12, 31),
                )
            )  # fmt: skip
        for part in range(DIVISIONS):
            unit = f"{agency}.p{part}"
            units.append(Unit(id=unit, parent=agency))
            appoint(unit, "head", 0)
            for one in range(STAFF):
                appoint(unit, "staff", one)
            competences.append(
                Competence(unit=unit, fields=[f"lv{one}" for one in range(part, FIELDS, 4)])
            )
    known = [
        Field(key=f"lv{one}", procedures=[f"1.{one:06}", f"2.{one:06}"]) for one in range(FIELDS)
    ]
    return Organisation(OrganisationRecords(
        units=units, positions=positions, officials=officials, appointments=appointments,
        fields=known, charges=charges, delegations=delegations, absences=absences,
        competences=competences,
    ))  # fmt: skip


def dated_records(one: Organisation) -> int:
    """How many records of an office have a window."""
    records = one.records
    return sum(
        map(len, (records.appointments, records.absences, records.charges, records.delegations,
                  records.competences, records.units))
    )  # fmt: skip


def open_dossiers(count: int, seed: int = 5) -> Iterator[Dossier]:
    """Open dossiers: received, assigned, a step begun; one in eight handed over."""
    rng = random.Random(seed)
    for number in range(count):
        agency, part = rng.randrange(AGENCIES), rng.randrange(DIVISIONS)
        unit = f"cq{agency}.p{part}"
        field = rng.randrange(part, FIELDS, 4)
        received = dt.datetime(2026, 11, rng.randint(2, 19), rng.randint(8, 11), tzinfo=VIETNAM)
        first, second = (f"{unit}.pstaff{rng.randrange(STAFF)}" for _ in range(2))
        hour = dt.timedelta(hours=1)
        events: list[Event] = [
            ev.Accepted(id="e1", occurred_at=received, actor=f"{unit}.phead0"),
            ev.Assigned(id="e2", occurred_at=received + hour, holder=first, unit=unit),
            ev.StepStarted(id="e3", occurred_at=received + 2 * hour, order=2, holder=first),
        ]
        if number % 8 == 0:
            events += [
                ev.HandedOver(id="e4", occurred_at=received + 3 * hour, actor=first, to=second),
                ev.HandoverAccepted(id="e5", occurred_at=received + 4 * hour, actor=second),
            ]
        yield Dossier(
            code=f"H{number}", procedure_code=f"1.{field:06}", limit=FIVE_DAYS, events=events
        )
