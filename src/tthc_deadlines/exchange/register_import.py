"""Importing into a register (nhập hồ sơ vào sổ): only what is new is written.

The same files again add nothing; yesterday's export with today's changes adds the changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from tthc_deadlines.checking.admission import duplicate_of, fault_of
from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.exchange.register_changes import Changes
from tthc_deadlines.exchange.register_portal import is_derived, portal_changes
from tthc_deadlines.exchange.register_rows import row_changes, rows_taken_back
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.register.errors import ReusedId
from tthc_deadlines.register.register import Register

Row = DossierRecord | Dossier | Finding
"""What files of dossiers give: rows, dossiers with events, and what could not be read."""

_CHUNK = 200


@attrs.define
class Imported:
    """What an import came to (kết quả nhập).

    Attributes:
        read: how many dossiers could be read; of them ``new`` ones, ``changed`` ones, and
            ``unchanged`` ones, of which nothing was written.
        added: how many entries were written.
        bad: how many rows were left out; each was told when it was met.
        head: the hash of the register's last entry, to be noted elsewhere.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    added: int = 0
    bad: int = 0
    head: str = ""

    @property
    def unchanged(self) -> int:
        """Dossiers that the register had just so (không thay đổi)."""
        return self.read - self.new - self.changed

    def plus(self, other: Imported) -> Imported:
        """Two imports as one, the other the later (gộp kết quả)."""
        names = ("read", "new", "changed", "added", "bad")
        total = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Imported(**total, head=other.head)


def import_dossiers(
    register: Register,
    rows: Iterable[Row],
    *,
    at: dt.datetime | None = None,
    on_bad: Callable[[Finding], None] | None = None,
) -> Imported:
    """Write down what the dossiers of one file add to a register (nhập một tệp hồ sơ).

    Args:
        register: where to; its projections are left for ``register.project()``.
        rows: what :func:`~tthc_deadlines.exchange.opening.read_dossiers` gives. Dossiers with
            events of their own go in as they are; rows of lists and the portal's objects as
            :mod:`.register_rows` and :mod:`.register_portal` say.
        at: the instant of what a list shows and does not date; now, by default.
        on_bad: called with each row that is left out: one that cannot be read or contradicts
            itself, a code given twice in a list, an event that the register has otherwise.

    Raises:
        BusyRegister, UnwritableRegister, DamagedRegister: what was written before stays; doing
        it all again writes only what is missing.

    >>> from tthc_deadlines.register.register import Register
    >>> row = DossierRecord(code="H01", received_at=dt.date(2026, 11, 20))
    >>> with Register(":memory:") as register:
    ...     first = import_dossiers(register, [row])
    ...     again = import_dossiers(register, [row])
    >>> first.added, first.new, again.added, again.unchanged
    (2, 1, 0, 1)

    Basis: none in law.
    """
    moment = dt.datetime.now(VIETNAM) if at is None else as_instant(at, "at").astimezone(VIETNAM)
    run = _Import(register, moment, on_bad)
    for row in rows:
        run.take(row)
    run.flush()
    run.found.head = register.head()
    return run.found


class _Import:
    def __init__(
        self, register: Register, at: dt.datetime, on_bad: Callable[[Finding], None] | None
    ) -> None:
        self._register, self._at, self._on_bad = register, at, on_bad
        self._pending: dict[str, DossierRecord | Dossier] = {}
        self._lines: dict[str, int | None] = {}
        self.found = Imported()

    def take(self, row: Row) -> None:
        if isinstance(row, DossierRecord):
            fault = fault_of(row, self._register.calendar)
            if fault is None and row.code in self._lines:
                first = self._lines[row.code]
                fault = duplicate_of(row, "" if first is None else str(first))
            if fault is not None:
                self._bad(fault)
                return
            self._lines[row.code] = row.line
        elif isinstance(row, Finding):
            self._bad(row)
            return
        if row.code in self._pending or len(self._pending) >= _CHUNK:
            self.flush()
        self._pending[row.code] = row

    def _bad(self, finding: Finding) -> None:
        self.found.bad += 1
        if self._on_bad is not None:
            self._on_bad(finding)

    def flush(self) -> None:
        """Write down what the dossiers taken in so far add."""
        kept = {one.code: one for one in self._register.dossiers_of(self._pending)}
        every = [
            (row, _changes(row, kept.get(code), self._at)) for code, row in self._pending.items()
        ]
        self._pending.clear()
        try:
            done = self._register.append(
                [item for _, changes in every for item in changes.items()], project=False
            )
        except ReusedId:  # which of them, each by itself
            for row, changes in every:
                self._alone(row, changes)
            return
        self.found.added += done.added
        for _, changes in every:
            self._count(changes)

    def _alone(self, row: DossierRecord | Dossier, changes: Changes) -> None:
        try:
            self.found.added += self._register.append(changes.items(), project=False).added
        except ReusedId as error:
            detail = Words(error.message("vi"), error.message("en"))
            place: dict[str, Any] = {"subject": row.code, "path": row.path, "line": row.line}
            self._bad(bad_row("not_assessed", detail=detail, error=error.code, **place))
        else:
            self._count(changes)

    def _count(self, changes: Changes) -> None:
        self.found.read += 1
        if changes.kept is None:
            self.found.new += 1
        elif changes.items():
            self.found.changed += 1


def _changes(row: DossierRecord | Dossier, kept: Dossier | None, at: dt.datetime) -> Changes:
    if isinstance(row, DossierRecord):
        return row_changes(row, kept, at)
    if is_derived(row):
        return portal_changes(row, kept, at)
    return _told_changes(row, kept, at)


def _told_changes(told: Dossier, kept: Dossier | None, at: dt.datetime) -> Changes:
    """A dossier with events of its own: as it is; the register refuses an id told otherwise."""
    changes = Changes(kept, told.code, at)
    known = {event.id: event for event in changes.before}
    rows_taken_back(changes, told.events)
    changes.added += [event for event in told.events if known.get(event.id) != event]
    changes.describe(attrs.evolve(told, events=()))
    return changes
