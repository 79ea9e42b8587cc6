"""Projections (số liệu tính sẵn): how each dossier stands, worked out from its events.

They hold nothing that cannot be worked out again. What they were worked out with is stamped
beside them: the calendar, the procedures, the rules.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers.courses import events_of
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Correction
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.status import OwnStatus, Status, read_own_status
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.one_stop import ONE_STOP
from tthc_deadlines.register import reading, sealing
from tthc_deadlines.register.sealing import COLUMNS

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.procedures.procedure import Procedure

_ANY = dt.datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
_MANY = 500
_OF_FILES = {"path", "line", "findings"}  # where it was read and what reading it found


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
                "qualities": qualities_of(self.calendar),
                "hours": value_stamp(self.calendar.hours),
                "catalogue": catalogue_stamp(self.catalogue),
                "rules": ",".join(rules.name for rules in ONE_STOP),
            }
        return dict(self._stamped)

    def row(
        self, dossier: Dossier, last_seq: int, at: dt.datetime | None = None
    ) -> tuple[Any, ...]:
        """The projection of a dossier (một dòng số liệu), as of its last event or an instant."""
        events = events_of(dossier)
        last = max((one for event in events for one in _instants(event)), default=None)
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
        owed = next(
            (one for one in found.obligations if not (one.is_conditional or one.is_projected)), None
        )
        steps = [
            one.name
            for one in (found.steps if is_open else ())
            if one.passages and one.completed_at is None
        ]
        return (
            found.dossier.code, found.dossier.kind, found.dossier.procedure_code,
            found.dossier.unit, history.state.value, int(is_open),
            int(clock is not None and (clock.is_stopped or clock.run.ended_by is not None)),
            _closing(found) if is_open else found.status.value,
            history.holder or found.dossier.holder or "",
            _text(history.accepted_at), _text(clock.started_at if clock else None),
            _text(due.on if due else None), _text(due.at if due else None),
            int(due is not None and due.is_day_based), _text(found.promised_at),
            _text(history.ended_at), owed.duty.value if owed else None,
            _text(owed.by if owed else None),
            json.dumps(steps, ensure_ascii=False) if steps else "[]",
            _codes(found.findings), len(history.events),
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
            known = self._stamps[id(procedure)] = procedure, value_stamp(procedure)
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
    for dossier in reading.dossiers_of(connection, codes, path):
        seq, record = sealing.entries_of(connection, dossier.code)
        rows.append((*projector.row(dossier, seq), record))
        count += 1
        if len(rows) >= _MANY:
            sealing.write(connection, rows)
            rows.clear()
    sealing.write(connection, rows)
    return count


def _instants(event: Event) -> Iterator[dt.datetime]:
    """When an event happened, and what it puts in the place of another."""
    yield event.occurred_at
    if isinstance(event, Correction) and event.replacement is not None:
        yield from _instants(event.replacement)


def _closing(found: DossierAssessment) -> str | None:
    """What the source says of an open dossier that no event tells: stopped, or at its end."""
    if found.history.state is not State.RUNNING or not found.dossier.status_text:
        return None
    own = read_own_status(found.dossier.status_text)
    if own is OwnStatus.STOPPED:
        return Status.STOPPED.value
    return Status.CLOSED.value if own in (OwnStatus.CLOSED, OwnStatus.FINISHED) else None


def _codes(findings: Iterable[Finding]) -> str:
    codes = sorted({one.code for one in findings})
    return json.dumps(codes) if codes else "[]"


def _text(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(maxsize=8)
def days_of(calendar: WorkingCalendar) -> str:
    """Which days of a calendar are worked (các ngày làm việc), a character a day.

    What two calendars differ in is told by comparing the texts, without the other calendar.
    """
    first, last = calendar.coverage
    span = range((last - first).days + 1)
    worked = "".join("01"[calendar.is_working_day(first + dt.timedelta(n))] for n in span)
    return f"{first.isoformat()}:{worked}"


@lru_cache(maxsize=8)
def qualities_of(calendar: WorkingCalendar) -> str:
    """How sure the years of a calendar are (độ chắc chắn từng năm), as JSON."""
    first, last = calendar.coverage
    years = range(first.year, last.year + 1)
    known = {str(year): calendar.quality(max(first, dt.date(year, 1, 1))).value for year in years}
    return json.dumps(known)


def changed_years(before: str, after: str) -> list[str]:
    """The years that one calendar is less sure of than another (các năm khác độ chắc chắn).

    >>> changed_years('{"2026": "provisional"}', '{"2026": "final", "2027": "provisional"}')
    ['2026', '2027']
    """
    one, other = json.loads(before), json.loads(after)
    return sorted(year for year in {*one, *other} if one.get(year) != other.get(year))


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
    return value_stamp(tuple(catalogue))


def value_stamp(value: object) -> str:
    """A short hash of a value (dấu vết): equal values have the same, in every process.

    >>> value_stamp(frozenset({"b", "a"})) == value_stamp(frozenset({"a", "b"}))
    True
    """
    return sha256(repr(_told(value)).encode()).hexdigest()[:16]


def _told(value: object) -> object:
    """A value whose text is the same wherever it was read: no sets, no names of files."""
    if isinstance(value, frozenset | set):
        return sorted(repr(_told(one)) for one in value)
    if isinstance(value, tuple | list):
        return [_told(one) for one in value]
    if isinstance(value, Mapping):
        return sorted((repr(key), repr(_told(one))) for key, one in value.items())
    if attrs.has(type(value)):
        kind: Any = type(value)
        names = [field.name for field in attrs.fields(kind) if field.name not in _OF_FILES]
        return [kind.__name__, *(_told(getattr(value, name)) for name in names)]
    return repr(value)
