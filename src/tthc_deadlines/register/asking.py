"""Asking a register (tra cứu sổ): the open dossiers at an instant, at the cost of the open ones."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.standing import Yardstick
from tthc_deadlines.dossiers.courses import events_of
from tthc_deadlines.dossiers.folding import clean
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.register import sealing
from tthc_deadlines.register.projecting import Projector
from tthc_deadlines.register.reading import dossiers_of
from tthc_deadlines.register.sealing import COLUMNS

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue


@attrs.frozen(kw_only=True, slots=False)
class OpenDossier:
    """An open dossier as it stands at an instant (hồ sơ đang mở).

    Attributes:
        code, kind, procedure_code, unit: what it is about.
        holder: who has it as recorded, "" if nobody is named.
        state: where it is in its life; ``status`` how it stands at the instant asked about.
        due_on, due_at: by law; ``None`` without a limit, while a supplement is awaited, and while
            it is stopped, for then it moves with every day.
        working_left, working_over: working time until then, or over it; ``None`` before it is
            accepted, when ``next_by`` says by when it is to be.
        accepted_at, promised: as recorded.
        next_duty, next_by: what is owed first, as of its last event.
        open_steps: the steps being worked on.
        findings: the codes of its findings as of its last event.
        problem: why it cannot be judged, if so.
    """

    code: str
    kind: str
    procedure_code: str
    unit: str
    holder: str
    state: str
    status: Status
    due_on: dt.date | None
    due_at: dt.datetime | None
    working_left: dt.timedelta | None
    working_over: dt.timedelta | None
    accepted_at: dt.datetime | None
    promised: str | None
    next_duty: str | None
    next_by: dt.datetime | None
    open_steps: tuple[str, ...]
    findings: tuple[str, ...]
    problem: str | None


class _Due(NamedTuple):
    on: dt.date | None
    at: dt.datetime | None
    is_day_based: bool


_TOLD = (
    "code", "kind", "procedure_code", "unit", "holder", "state", "is_stopped", "accepted_at",
    "run_started_at", "due_on", "due_at", "due_by_day", "promised", "next_duty", "next_by",
    "open_steps", "findings", "problem", "closing",
)  # fmt: skip
_picked = itemgetter(*(COLUMNS.index(name) for name in _TOLD))
_IS_OPEN, _LAST_AT = COLUMNS.index("is_open"), COLUMNS.index("last_at")


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A name as it is compared: letters composed, spaces and capitals alike."""
    return clean(name).casefold()


class Asking:
    """Answers at one instant from the projections (tra cứu tại một thời điểm)."""

    def __init__(
        self,
        at: dt.datetime,
        calendar: WorkingCalendar,
        catalogue: Catalogue | None = None,
        policy: CheckPolicy | None = None,
    ) -> None:
        self.at = at
        self._calendar, self._catalogue = calendar, catalogue
        self._policy = policy or CheckPolicy()
        self._yardstick = Yardstick(at, calendar, self._policy)
        self._instants: dict[str, dt.datetime] = {}

    def rows(
        self, connection: sqlite3.Connection, path: str, where: Mapping[str, str]
    ) -> list[OpenDossier]:
        """The dossiers open at the instant, soonest due first (các hồ sơ đang mở).

        ``where`` narrows them to those whose column has the value, however it is typed.
        """
        now = self.at.isoformat()
        where = {name: _plain(value) for name, value in where.items()}
        wanted = [(COLUMNS.index(name), value) for name, value in where.items()]
        found, later = [], []
        # All of them are read, whichever are asked for: only all together show that none is gone.
        for row in sealing.rows_since(connection, path, now[:10]):
            if row[_LAST_AT] is not None and row[_LAST_AT] > now:
                later.append(row[0])
            elif row[_IS_OPEN] and all(_plain(row[place]) == value for place, value in wanted):
                found.append(self._told(_picked(row)))
        if later:
            found += self._from_events(connection, path, later, where)
        found.sort(key=lambda one: (one.due_at is None, one.due_at, one.code))
        return found

    def _from_events(
        self,
        connection: sqlite3.Connection,
        path: str,
        codes: list[str],
        where: Mapping[str, str],
    ) -> Iterator[OpenDossier]:
        """Dossiers that something happened to after the instant, as they stood at it."""
        projector = Projector(self._calendar, self._catalogue)
        for dossier in dossiers_of(connection, codes, path):
            row = dict(zip(COLUMNS, projector.row(dossier, 0, self.at), strict=True))
            has_begun = any(event.occurred_at <= self.at for event in events_of(dossier))
            if (
                has_begun
                and row["is_open"]
                and all(_plain(row[name]) == value for name, value in where.items())
            ):
                yield self._told(tuple(row[name] for name in _TOLD))

    def _told(self, row: tuple[Any, ...]) -> OpenDossier:
        (code, kind, procedure, unit, holder, state, stopped, accepted, started, on, by, by_day,
         promised, duty, next_by, steps, findings, problem, closing) = row  # fmt: skip
        due = _Due(self._day(on), self._instant(by), bool(by_day))
        status, left, over = Status(closing) if closing else None, None, None
        if status is None:
            begun = self._instant(started)
            status, left, over = self._standing(str(state), bool(stopped), due, begun)
        if stopped:
            due = _Due(None, None, due.is_day_based)
        return OpenDossier(
            code=code, kind=kind, procedure_code=procedure, unit=unit, holder=holder, state=state,
            status=status, due_on=due.on, due_at=due.at, working_left=left, working_over=over,
            accepted_at=self._instant(accepted), promised=promised, next_duty=duty,
            next_by=self._instant(next_by),
            open_steps=tuple(json.loads(str(steps))) if steps != "[]" else (),
            findings=tuple(json.loads(str(findings))) if findings != "[]" else (),
            problem=problem,
        )  # fmt: skip

    def _standing(
        self, state: str, stopped: bool, due: _Due, started: dt.datetime | None
    ) -> tuple[Status, dt.timedelta | None, dt.timedelta | None]:
        if state not in (State.RUNNING, State.WAITING) or started is None:
            return Status.NOT_ACCEPTED, None, None
        if stopped and state == State.WAITING:
            return Status.STOPPED, None, None
        if due.on is None:
            return Status.NO_LIMIT, None, None
        if stopped:
            return Status.STOPPED, None, None
        return self._yardstick.running(due, started)

    def _day(self, text: object) -> dt.date | None:
        return dt.date.fromisoformat(str(text)) if text is not None else None

    def _instant(self, text: object) -> dt.datetime | None:
        """In local time; days and instants are few among many dossiers."""
        if text is None:
            return None
        known = self._instants.get(str(text))
        if known is None:
            known = dt.datetime.fromisoformat(str(text)).astimezone(self.at.tzinfo)
            self._instants[str(text)] = known
        return known
