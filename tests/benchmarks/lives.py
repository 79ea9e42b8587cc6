"""Lives of eight events, for timing an assessment (hồ sơ mẫu để đo tốc độ xét)."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines import Catalogue, Citation, Dossier, Procedure, TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.procedure import ProcedureLimit, StopGround

AT = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
_BASIS = Citation(number="1/QĐ-UBND", issuer="Ủy ban nhân dân tỉnh")
CATALOGUE = Catalogue.of(
    [
        Procedure(
            code="1.000001",
            name="Thủ tục để đo",
            in_force=dt.date(2025, 7, 1),
            limits=(
                ProcedureLimit(
                    limit=TimeLimit.parse("08 ngày làm việc"),
                    text="08 ngày làm việc",
                    in_force=dt.date(2025, 7, 1),
                    basis=_BASIS,
                ),
            ),
            stops=(
                StopGround(key="financial_obligation", name="nghĩa vụ tài chính", basis=_BASIS),
            ),
        )
    ]
)


def _on(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=VIETNAM)


def _life(*middle: Event, issued: int) -> Dossier:
    events = (
        ev.Submitted(id="1", occurred_at=_on(2, 8)),
        ev.Accepted(id="2", occurred_at=_on(2), promised_at=dt.date(2026, 11, 12)),
        ev.Assigned(id="3", occurred_at=_on(2, 10), holder="cv-1"),
        *middle,
        ev.ResultIssued(id="8", occurred_at=_on(issued)),
    )
    return Dossier(code="H26.17.01-261102-000001", procedure_code="1.000001", events=events)


def _given_on(day: int, number: int) -> tuple[Event, Event]:
    return (
        ev.HandedOver(id=f"g{number}", occurred_at=_on(day), to=f"cv-{number + 1}",
                      actor=f"cv-{number}"),
        ev.HandoverAccepted(id=f"t{number}", occurred_at=_on(day, 10)),
    )  # fmt: skip


LIVES = {
    "handed over twice": _life(*_given_on(4, 1), *_given_on(6, 2), issued=11),
    "a supplement": _life(
        ev.SupplementRequested(id="4", occurred_at=_on(4)),
        ev.SupplementReceived(id="5", occurred_at=_on(9)),
        *_given_on(12, 1),
        issued=17,
    ),
    "a stop": _life(
        ev.Stopped(id="4", occurred_at=_on(5), ground="financial_obligation"),
        ev.Resumed(id="5", occurred_at=_on(12)),
        *_given_on(13, 1),
        issued=17,
    ),
}
"""What happened → a dossier of eight events."""
