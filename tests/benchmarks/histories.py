"""Years of an office for the register (hồ sơ nhiều năm): seeded, in the order of receipt.

Nearly all have ended; some of the last days are open. Eight events a dossier on average.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from tthc_deadlines import Catalogue, Citation, Dossier, Procedure, TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.procedure import ProcedureLimit, StopGround

AT = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
OPEN = 20_000
UNITS, OFFICIALS, PROCEDURES = 40, 12, 24
_FIRST, _OPEN_SINCE = dt.date(2023, 1, 3), dt.date(2026, 11, 9)
_BASIS = Citation(number="01/QĐ-MẪU", issuer="Ủy ban nhân dân tỉnh")
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def catalogue() -> Catalogue:
    """Procedures of 3 to 20 working days, with a ground to stop."""
    since = dt.date(2018, 6, 21)
    return Catalogue.of([
        Procedure(
            code=_procedure(number),
            name=f"Thủ tục mẫu số {number}",
            in_force=since,
            limits=(
                ProcedureLimit(
                    limit=TimeLimit.parse(_words(number)), text=_words(number), in_force=since,
                    basis=_BASIS,
                ),
            ),
            stops=(
                StopGround(key="financial_obligation", name="nghĩa vụ tài chính", basis=_BASIS),
            ),
        )
        for number in range(PROCEDURES)
    ])  # fmt: skip


def _procedure(number: int) -> str:
    return f"1.{number + 1:06}"


def _days(number: int) -> int:
    return 3 + number * 17 // (PROCEDURES - 1)


def _words(number: int) -> str:
    return f"{_days(number):02} ngày làm việc"


def dossiers(count: int, still_open: int = OPEN, seed: int = 5) -> Iterator[Dossier]:
    """So many dossiers, the last ``still_open`` of them open at :data:`AT`."""
    rng = random.Random(seed)
    ended = max(count - still_open, 0)
    span = (_OPEN_SINCE - _FIRST).days - 60
    for number in range(ended):
        day = _FIRST + dt.timedelta(days=number * span // max(ended, 1))
        yield _dossier(rng, number, day, len(_LIVES))
    for number in range(ended, count):
        day = _OPEN_SINCE + dt.timedelta(days=(number - ended) * 11 // max(count - ended, 1))
        yield _dossier(rng, number, day, None)


def _dossier(rng: random.Random, number: int, day: dt.date, lives: int | None) -> Dossier:
    unit, procedure = rng.randrange(UNITS), rng.randrange(PROCEDURES)
    received = dt.datetime.combine(day, dt.time(8, rng.randrange(60)), VIETNAM)
    life = _OPEN if lives is None else _LIVES[rng.randrange(lives)]
    late = 2.0 if rng.random() < 0.05 else 0.6
    first, second = (f"u{unit:02}.cv{rng.randrange(OFFICIALS):02}" for _ in range(2))
    whole = dt.timedelta(days=max(_days(procedure) * 1.4 * late, 3))
    events: list[Event] = []
    for kind, part, wait in life:
        moment = received + whole * part + wait
        if lives is None and moment > AT:
            break
        place = len(events) + 1
        events.append(_event(kind, f"{number}-{place}", moment, first, second, f"u{unit:02}"))
    return Dossier(
        code=f"H26.{unit:02}-{day:%y%m%d}-{number:07}",
        procedure_code=_procedure(procedure), unit=f"u{unit:02}", events=events,
    )  # fmt: skip


def _event(
    kind: type[Event], id_: str, moment: dt.datetime, first: str, second: str, unit: str
) -> Event:
    """An event with what such events say."""
    if kind is ev.Submitted:
        return ev.Submitted(id=id_, occurred_at=moment, channel="online")
    if kind is ev.Accepted:
        return ev.Accepted(id=id_, occurred_at=moment, actor=f"{unit}.mc")
    if kind is ev.Assigned:
        return ev.Assigned(
            id=id_, occurred_at=moment, holder=first, unit=unit, actor=f"{unit}.tp"
        )  # fmt: skip
    if kind is ev.HandedOver:
        return ev.HandedOver(id=id_, occurred_at=moment, to=second, unit=unit, actor=first)
    if kind in {ev.Stopped, ev.Resumed}:
        return kind(id=id_, occurred_at=moment, ground="financial_obligation")
    if kind is ev.StepStarted:
        return ev.StepStarted(id=id_, occurred_at=moment, order=2, holder=first, unit=unit)
    if kind is ev.StepCompleted:
        return ev.StepCompleted(id=id_, occurred_at=moment, order=2, actor=first)
    return kind(id=id_, occurred_at=moment, actor=f"{unit}.mc")


_Step = tuple[type[Event], float, dt.timedelta]
_NOW = dt.timedelta()
_BEGUN: tuple[_Step, ...] = (
    (ev.Accepted, 0.0, _HOUR),
    (ev.Assigned, 0.0, 2 * _HOUR),
    (ev.StepStarted, 0.0, 3 * _HOUR),
)
_DONE: tuple[_Step, ...] = (
    (ev.StepCompleted, 0.8, 3 * _HOUR),
    (ev.ResultIssued, 1.0, _HOUR),
    (ev.Returned, 1.0, _DAY + _HOUR),
)
_SUBMITTED: _Step = (ev.Submitted, 0.0, _NOW)
_GIVEN_ON: tuple[_Step, ...] = (
    (ev.HandedOver, 0.4, 2 * _HOUR),
    (ev.HandoverAccepted, 0.4, 5 * _HOUR),
)
_STOP: tuple[_Step, ...] = ((ev.Stopped, 0.2, 4 * _HOUR), (ev.Resumed, 0.3, 4 * _HOUR))
_LIVES: tuple[tuple[_Step, ...], ...] = (
    (*_BEGUN, *_DONE),  # 6
    (_SUBMITTED, *_BEGUN, *_DONE),  # 7
    (*_BEGUN, *_GIVEN_ON, *_DONE),  # 8
    (*_BEGUN, *_STOP, *_DONE),  # 8
    (_SUBMITTED, *_BEGUN, *_GIVEN_ON, *_DONE),  # 9
    (_SUBMITTED, *_BEGUN, *_STOP, *_DONE),  # 9
    (*_BEGUN, *_STOP, *_GIVEN_ON, *_DONE),  # 10
)
_OPEN: tuple[_Step, ...] = (_SUBMITTED, *_BEGUN, (ev.HandedOver, 0.7, _NOW))
