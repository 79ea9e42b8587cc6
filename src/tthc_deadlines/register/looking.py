"""Looking into the file (xem sổ): which dossiers it has, what it amounts to.

Nothing here is counted with a calendar, so that it holds whatever the projections were made
with: they only tell which dossiers have surely ended, and the events settle the rest.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from difflib import SequenceMatcher

import attrs

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register import sealing
from tthc_deadlines.register.appending import head_of

# One slip of the pen leaves one half of a code as it was.
_HALVES = """
SELECT code FROM (SELECT code FROM dossier UNION SELECT dossier FROM dirty)
WHERE abs(length(code) - ?) <= 2 AND (substr(code, 1, ?) = ? OR substr(code, -?) = ?)
ORDER BY code LIMIT 20000
"""
_ALIKE = 0.8


@attrs.frozen(kw_only=True)
class Overview:
    """What a register holds (tổng quan sổ).

    Attributes:
        entries: how many entries were ever written.
        dossiers, open: how many dossiers; how many are open as of their last event.
        head: the hash of the last entry, to be noted elsewhere.
        documents: the documents kept inside, with when the one that holds was written.
        editions: what the projections were made with: calendar, catalogue, rules.
        waiting: how many dossiers' projections wait to be worked out.
        is_current: nothing waits and the editions are those in use.
    """

    entries: int
    dossiers: int
    open: int
    head: str
    documents: dict[str, str]
    editions: dict[str, str]
    waiting: int
    is_current: bool


def codes_maybe_open(connection: sqlite3.Connection, since: dt.datetime, path: str) -> list[str]:
    """The dossiers that may have been open at an instant or later (có thể còn mở).

    Raises:
        DamagedRegister: what was worked out is not whole.
    """
    day = since.astimezone(VIETNAM).date().isoformat()
    found = {str(row[0]) for row in sealing.rows_since(connection, path, day)}
    found.update(code for (code,) in connection.execute("SELECT dossier FROM dirty"))
    return sorted(found)


@attrs.frozen
class OpenAt:
    """Which dossiers are asked for: those open at an instant (hồ sơ đang mở lúc nào).

    Attributes:
        at: the instant; ``since``, an earlier one: also those open at some time from then on.
        recorded_by: as told by the events that had been recorded by then.

    One without any event is open; one that had not begun by ``at`` is not.

    >>> from tthc_deadlines.dossiers.events import Accepted, ResultIssued
    >>> on = [dt.datetime(2026, 11, day, 9, tzinfo=VIETNAM) for day in (2, 9, 20)]
    >>> events = [Accepted(id="e1", occurred_at=on[0]), ResultIssued(id="e2", occurred_at=on[1])]
    >>> one = Dossier(code="H01", events=events)
    >>> OpenAt(on[0]).has(one), OpenAt(on[2]).has(one), OpenAt(on[2], since=on[0]).has(one)
    (True, False, True)

    Basis: the library's own convention.
    """

    at: dt.datetime
    since: dt.datetime | None = None
    recorded_by: dt.datetime | None = None

    @property
    def first(self) -> dt.datetime:
        """The first instant of the time asked about."""
        return self.at if self.since is None else min(self.since, self.at)

    def has(self, dossier: Dossier) -> bool:
        """Whether a dossier was open then (hồ sơ có mở lúc đó không)."""
        if not dossier.events:
            return True
        known = replay(dossier.events, self.at, self.recorded_by)
        if not known.events or known.state.is_open:
            return bool(known.events)
        before = replay(dossier.events, self.first, self.recorded_by)
        return before.state.is_open or len(before.events) < len(known.events)


def codes_like(connection: sqlite3.Connection, code: str, most: int = 5) -> list[str]:
    """Codes that look like one that is not there (mã gần giống), the likest first."""
    head, tail = code[: len(code) // 2], code[len(code) // 2 :]
    asked = (len(code), len(head), head, len(tail), tail)
    matcher = SequenceMatcher(b=code)
    found: list[tuple[float, str]] = []
    for (known,) in connection.execute(_HALVES, asked):
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE:
            likeness = matcher.ratio()
            if likeness > _ALIKE:
                found.append((-likeness, known))
    return [known for _, known in sorted(found)[:most]]


def overview(connection: sqlite3.Connection, path: str, is_current: bool) -> Overview:
    """What the register amounts to (tổng quan).

    Raises:
        DamagedRegister: the end is not what was written last, or projections are not whole.
    """
    head = head_of(connection, path)
    kept = dict(connection.execute("SELECT name, value FROM stamp").fetchall())
    (waiting,) = connection.execute("SELECT count(*) FROM dirty").fetchone()
    return Overview(
        entries=head.seq, dossiers=sealing.count(connection, path),
        open=len(sealing.open_codes(connection, path)), head=head.hash.hex(),
        documents=dict(_documents(connection)),
        editions={name: str(kept.get(name, "")) for name in ("calendar", "catalogue", "rules")},
        waiting=waiting, is_current=is_current and not waiting,
    )  # fmt: skip


def _documents(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    rows = connection.execute(
        "SELECT body, appended_at FROM entry WHERE dossier = '' AND kind = 'document' ORDER BY seq"
    )
    for body, appended_at in rows:
        yield str(json.loads(body).get("type", "")), appended_at
