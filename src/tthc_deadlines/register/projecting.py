"""Projections (số liệu tính sẵn): how each dossier stands, worked out from its events.

They hold nothing that cannot be worked out again. What they were worked out with is stamped
beside them: the calendar, the procedures, the rules.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.one_stop import ONE_STOP
from tthc_deadlines.register import reading

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.procedures.procedure import Procedure

COLUMNS = (
    "code", "kind", "procedure_code", "unit", "state", "is_open", "is_stopped", "closing",
    "holder", "accepted_at", "run_started_at", "due_on", "due_at", "due_by_day", "promised",
    "ended_at", "next_duty", "next_by", "open_steps", "findings", "events", "last_at", "last_seq",
    "procedure_stamp", "problem",
)  # fmt: skip
UPSERT = (
    f"INSERT OR REPLACE INTO dossier ({', '.join(COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)
_ANY = dt.datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
_MANY = 500


class Projector:
    """Works out the projection of dossiers (bộ tính số liệu), with one calendar and catalogue.

    A dossier is looked at as of its last event: what only the passing of time changes (that it
    is overdue by now) is not stored but asked.
    """

    def __init__(self, calendar: WorkingCalendar, catalogue: Catalogue | None = None) -> None:
        self.calendar, self.catalogue = calendar, catalogue
        self._assessor = Assessor(_ANY, calendar, catalogue)
        self._stamps: dict[int, tuple[Procedure, str]] = {}
        self._stamped: dict[str, str] | None = None

    def stamps(self) -> dict[str, str]:
        """What projections are made with (phiên bản dùng để tính)."""
        if self._stamped is None:
            self._stamped = {
                "calendar": self.calendar.edition,
                "days": days_of(self.calendar),
                "catalogue": catalogue_stamp(self.catalogue),
                "rules": ",".join(rules.name for rules in ONE_STOP),
            }
        return dict(self._stamped)

    def row(
        self, dossier: Dossier, last_seq: int, at: dt.datetime | None = None
    ) -> tuple[Any, ...]:
        """The projection of a dossier (một dòng số liệu), as of its last event or an instant."""
        last = max((event.occurred_at for event in dossier.events), default=None)
        try:
            found = self._assessor.moved_to(at or last or _ANY).consider(dossier)
        except TthcDeadlinesError as error:  # outside the calendar: the dossier is still there
            return self._bad(dossier, last, last_seq, error.message("vi"))
        if isinstance(found, Finding):
            return self._bad(dossier, last, last_seq, found.message("vi"))
        return self._told(found, last, last_seq)

    def _told(
        self, found: DossierAssessment, last: dt.datetime | None, last_seq: int
    ) -> tuple[Any, ...]:
        history, due = found.history, found.deadline
        is_open = history.state.is_open
        clock = found.runs[-1] if found.runs else None
        owed = next((one for one in found.obligations if not one.is_conditional), None)
        steps = [one.name for one in found.steps if one.passages and one.completed_at is None]
        return (
            found.dossier.code, found.dossier.kind, found.dossier.procedure_code,
            found.dossier.unit, history.state.value, int(is_open),
            int(clock is not None and clock.is_stopped),
            None if is_open else found.status.value,
            history.holder or found.dossier.holder or "",
            _text(history.accepted_at), _text(clock.started_at if clock else None),
            _text(due.on if due else None), _text(due.at if due else None),
            int(due is not None and due.is_day_based), _text(found.promised_at),
            _text(history.ended_at), owed.duty.value if owed else None,
            _text(owed.by if owed else None),
            json.dumps(steps if is_open else [], ensure_ascii=False),
            json.dumps(sorted({one.code for one in found.findings})), len(history.events),
            _text(last), last_seq, self.procedure_stamp(found.procedure), None,
        )  # fmt: skip

    def _bad(
        self, dossier: Dossier, last: dt.datetime | None, last_seq: int, problem: str
    ) -> tuple[Any, ...]:
        return (
            dossier.code, dossier.kind, dossier.procedure_code, dossier.unit, State.NEW.value, 1,
            0, None, dossier.holder or "", None, None, None, None, 0, None, None, None, None,
            "[]", "[]", len(dossier.events), _text(last), last_seq, "", problem,
        )  # fmt: skip

    def stamp_of(self, dossier: Dossier) -> str:
        """The stamp of the procedure a dossier has by now (dấu vết thủ tục của hồ sơ)."""
        row = dict(zip(COLUMNS, self.row(dossier, 0), strict=True))
        return str(row["procedure_stamp"])

    def procedure_stamp(self, procedure: Procedure | None) -> str:
        """A short hash of a procedure (dấu vết thủ tục): another content, another stamp."""
        if procedure is None:
            return ""
        known = self._stamps.get(id(procedure))
        if known is None:
            digest = sha256(repr(procedure).encode()).hexdigest()[:16]
            known = self._stamps[id(procedure)] = procedure, digest
        return known[1]


def project(
    connection: sqlite3.Connection,
    projector: Projector,
    codes: Iterable[str],
    path: str,
) -> int:
    """Work out the projections of some dossiers (tính lại số liệu); how many there were."""
    count = 0
    rows: list[tuple[Any, ...]] = []
    last = "SELECT dossier, max(seq) FROM entry WHERE dossier = ?"
    for dossier in reading.dossiers_of(connection, codes, path):
        _, seq = connection.execute(last, (dossier.code,)).fetchone()
        rows.append(projector.row(dossier, seq))
        count += 1
        if len(rows) >= _MANY:
            connection.executemany(UPSERT, rows)
            rows.clear()
    connection.executemany(UPSERT, rows)
    return count


def _text(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def days_of(calendar: WorkingCalendar) -> str:
    """Which days of a calendar are worked (các ngày làm việc), a character a day.

    What two calendars differ in is told by comparing the texts, without the other calendar.
    """
    first, last = calendar.coverage
    span = range((last - first).days + 1)
    worked = "".join("01"[calendar.is_working_day(first + dt.timedelta(n))] for n in span)
    return f"{first.isoformat()}:{worked}"


def changed_days(before: str, after: str) -> list[dt.date]:
    """The days that one calendar works and another does not (các ngày khác nhau).

    >>> changed_days("2026-01-01:0110", "2026-01-01:0101")
    [datetime.date(2026, 1, 3), datetime.date(2026, 1, 4)]
    """
    known = [text.partition(":") for text in (before, after)]
    one, other = (
        {dt.date.fromisoformat(first) + dt.timedelta(n): mark for n, mark in enumerate(worked)}
        for first, _, worked in known
    )
    return sorted(day for day in {*one, *other} if one.get(day) != other.get(day))


def catalogue_stamp(catalogue: Catalogue | None) -> str:
    """A short hash of a catalogue (dấu vết danh mục); "" for none."""
    if catalogue is None:
        return ""
    digest = sha256()
    for procedure in catalogue:
        digest.update(repr(procedure).encode())
    return digest.hexdigest()[:16]
