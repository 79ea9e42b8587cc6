"""Lives of eight events, for timing an assessment (hồ sơ mẫu để đo tốc độ xét)."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines import Dossier, TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM

AT = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
LIMIT = TimeLimit.parse("08 ngày làm việc")


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
    return Dossier(code="H26.17.01-261102-000001", limit=LIMIT, events=events)


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
