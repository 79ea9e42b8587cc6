"""A small office with a seed: dossiers to be written, and everything a register can be asked."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from tthc_deadlines import vietnam_calendar
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register import documents
from tthc_deadlines.register.register import Register

CALENDAR = vietnam_calendar()
FIRST = dt.datetime(2026, 9, 7, 8, 0, tzinfo=VIETNAM)
NOW = dt.datetime(2026, 10, 1, 10, 0, tzinfo=VIETNAM)
THEN = dt.datetime(2026, 9, 15, 10, 0, tzinfo=VIETNAM)
HOLDERS = ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C")
UNITS = ("Phòng Tư pháp", "Phòng Kinh tế")
WORDS = ("03 ngày làm việc", "05 ngày làm việc", "15 ngày")


def code_of(number: int) -> str:
    return f"000.00.17.H26-26{number:06d}"


def dossier_of(number: int) -> Dossier:
    """Dossier ``number``, always the same: two to eight events, closed or open."""
    drawn = random.Random(number)
    moment = FIRST + dt.timedelta(days=drawn.randrange(14), minutes=drawn.randrange(480))
    holder, other = drawn.sample(HOLDERS, 2)
    kinds: list[tuple[type[Event], dict[str, Any]]] = [
        (ev.Accepted, {}),
        (ev.Assigned, {"holder": holder}),
        (ev.HandedOver, {"actor": holder, "to": other}),
        (ev.HandoverAccepted, {"actor": other}),
        (ev.SupplementRequested, {"reason": "thiếu bản sao"}),
        (ev.SupplementReceived, {}),
        (ev.ResultIssued, {"document": "01/GP-MẪU"}),
        (ev.Returned, {}),
    ]
    events = []
    for place, (kind, values) in enumerate(kinds[: drawn.choice((2, 3, 4, 5, 6, 8))]):
        events.append(kind(id=f"e{place}", occurred_at=moment, **values))
        moment += dt.timedelta(hours=drawn.randrange(1, 30))
    return Dossier(
        code=code_of(number),
        procedure_code=drawn.choice(("1.000656", "1.000894")),
        limit_text=drawn.choice(WORDS),
        unit=drawn.choice(UNITS),
        events=events,
    )


def build(path: Path, count: int, *, organisation: Path | None = None) -> str:
    """A register of ``count`` dossiers, closed; its head."""
    with Register(path, calendar=CALENDAR) as register:
        register.append([dossier_of(number) for number in range(count)])
        if organisation is not None:
            register.keep_organisation(organisation)
        return register.head()


def build_waiting(path: Path, count: int, *, organisation: Path | None = None) -> str:
    """The same, with the later events of each not yet worked out: as an import leaves it."""
    some = [dossier_of(number) for number in range(count)]
    with Register(path, calendar=CALENDAR) as register:
        if organisation is not None:
            register.keep_organisation(organisation)
        register.append([attrs.evolve(one, events=one.events[:1]) for one in some[1:]])
        register.append(some, project=False)
        return register.head()


Question = Callable[[Register], object]


def _dossier(register: Register, code: str) -> Dossier | None:
    return register.dossier(code)


def questions(count: int) -> dict[str, Question]:
    """Everything asked of a register of ``count`` dossiers."""
    some = [dossier_of(number) for number in range(count)]
    asked: dict[str, Question] = {
        "verify": lambda one: one.verify(),
        "head": lambda one: one.head(),
        "length": len,
        "check": lambda one: one.check(NOW),
        "check of the past": lambda one: one.check(THEN),
        "overdue": lambda one: one.overdue(NOW),
        "held by": lambda one: one.held_by(HOLDERS[0], NOW),
        "of a unit": lambda one: one.of_unit(UNITS[0], NOW),
        "by procedure": lambda one: one.by_procedure("1.000656", NOW),
        "organisation": lambda one: documents._kept(one._store, documents.ORGANISATION, None),
        "every dossier": lambda one: list(one.dossiers()),
        "open dossiers": lambda one: list(one.open_dossiers()),
    }
    for dossier in some:
        asked[f"dossier {dossier.code}"] = partial(_dossier, code=dossier.code)
    asked["none"] = lambda one: one.dossier("H99")
    asked["written again"] = lambda one: one.append(some).added
    return asked
