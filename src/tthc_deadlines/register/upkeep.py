"""Keeping projections right (giữ số liệu đúng): after writing, and after a decision or a new law.

What was worked out with another calendar, catalogue or set of rules is never shown as if it
were of today: asking refuses, refreshing works out what the difference moves and says so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from tthc_deadlines.register import projecting, reading, sealing
from tthc_deadlines.register.errors import StaleProjections
from tthc_deadlines.register.projecting import Projector
from tthc_deadlines.register.store import Store

_CHUNK = 2000
_STAMPED = {
    "calendar": ("the calendar", "lịch"),
    "catalogue": ("the catalogue", "danh mục"),
    "rules": ("the rules", "quy định"),
}
_DUE = "SELECT CASE WHEN due_by_day THEN due_on ELSE due_at END FROM dossier WHERE code = ?"
_OPEN = "SELECT code FROM dossier WHERE is_open"
# From the acceptance to the last thing that is counted to, or that happened. What could not be
# judged, as lying outside the calendar, may be judged now.
_ACROSS = """
SELECT code FROM dossier
WHERE problem IS NOT NULL OR EXISTS (
    SELECT 1 FROM json_each(:days) AS day
    WHERE day.value >= substr(ifnull(accepted_at, ''), 1, 10)
      AND (day.value <= due_on OR day.value <= next_by OR day.value <= last_at)
)
"""
_OF_YEARS = """
SELECT code FROM dossier
WHERE EXISTS (
    SELECT 1 FROM json_each(:years) AS year
    WHERE year.value >= substr(ifnull(accepted_at, ''), 1, 4)
      AND (year.value <= substr(due_on, 1, 4) OR year.value <= substr(next_by, 1, 4)
           OR year.value <= substr(last_at, 1, 4))
)
"""
_REBUILDING, _SEAL = "rebuilding", "seal"


class Moved(NamedTuple):
    """A dossier that a refresh gave another due date (hồ sơ bị dời hạn): before and since."""

    code: str
    before: str | None
    since: str | None


class Upkeep:
    """Keeps the projections of one register (bộ giữ số liệu của sổ)."""

    def __init__(self, store: Store, projector: Projector) -> None:
        self._store, self._projector = store, projector

    # --- after writing -------------------------------------------------------------------

    def project(self, progress: Callable[[int], None] | None = None) -> int:
        """Work out what was written since (tính phần mới ghi); how many dossiers."""
        with self._store.reading() as connection:
            dirty = [code for (code,) in connection.execute("SELECT dossier FROM dirty")]
        if not dirty:
            return 0
        self.require_stamps()
        if self._store.readonly:
            raise StaleProjections(
                path=self._store.path, what="entries written since", what_vi="các mục ghi thêm:",
                kept="—", now=str(len(dirty)),
            )  # fmt: skip
        with self._store.reading() as connection:
            sealing.require_total(connection, self._store.path)
        done = 0
        for place in range(0, len(dirty), _CHUNK):
            codes = dirty[place : place + _CHUNK]
            with self._store.writing() as connection:
                count = projecting.project(connection, self._projector, codes, self._store.path)
                if count != len(codes):  # a mark of a dossier that nothing was written of
                    raise sealing.damaged(self._store.path)
                done += count
                connection.executemany(
                    "DELETE FROM dirty WHERE dossier = ?", [(code,) for code in codes]
                )
            if progress is not None:
                progress(done)
        if _REBUILDING in self._kept():
            with self._store.writing() as connection:
                connection.execute("DELETE FROM stamp WHERE name = ?", (_REBUILDING,))
                _stamp(connection, {})
        return done

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Work everything out again (tính lại toàn bộ); goes on where it was interrupted."""
        stamps = self._projector.stamps()
        editions = "|".join(stamps[name] for name in _STAMPED)
        with self._store.writing() as connection:
            (left,) = connection.execute("SELECT count(*) FROM dirty").fetchone()
            if not left or self._kept(trusting=True).get(_REBUILDING) != editions:
                connection.execute("REINDEX entry")
                sealing.clear(connection)
                connection.execute(
                    "INSERT OR IGNORE INTO dirty "
                    "SELECT DISTINCT dossier FROM entry WHERE dossier <> ''"
                )
                connection.execute("DELETE FROM stamp")
                _stamp(connection, {**stamps, _REBUILDING: editions})
            (total,) = connection.execute("SELECT count(*) FROM dirty").fetchone()
        return self.project(None if progress is None else lambda count: progress(count, total))

    # --- other editions ------------------------------------------------------------------

    def require_stamps(self) -> None:
        """Refuse projections of other editions (từ chối số liệu của phiên bản khác).

        A register that has none yet is stamped.

        Raises:
            StaleProjections: naming the first edition that is another.
        """
        now = self._projector.stamps()
        kept = self._kept()
        if not kept:
            if not self._store.readonly:
                with self._store.writing() as connection:
                    _stamp(connection, now)
            return
        for name, (what, what_vi) in _STAMPED.items():
            if kept.get(name) != now[name]:
                raise StaleProjections(
                    path=self._store.path, what=what, what_vi=what_vi,
                    kept=kept.get(name) or "—", now=now[name] or "—",
                )  # fmt: skip

    def refresh(self) -> tuple[Moved, ...]:
        """Work out what other editions move, and only that (cập nhật theo phiên bản mới)."""
        now = self._projector.stamps()
        with self._store.writing() as connection:
            kept = self._kept()
            codes = sorted(self._touched(connection, kept, now)) if kept else []
            before = {code: _due_of(connection, code) for code in codes}
            projecting.project(connection, self._projector, codes, self._store.path)
            since = {code: _due_of(connection, code) for code in codes}
            _stamp(connection, now)
        self.project()
        return tuple(
            Moved(code, before[code], since[code]) for code in codes if before[code] != since[code]
        )

    def _touched(
        self, connection: sqlite3.Connection, kept: dict[str, str], now: dict[str, str]
    ) -> set[str]:
        """The dossiers that a difference of editions can move."""
        other = {name for name, value in now.items() if kept.get(name) != value}
        if "rules" in other or "hours" in other:
            return _codes(connection.execute(_OPEN))
        found: set[str] = set()
        if "days" in other:
            days = projecting.changed_days(kept["days"], now["days"])
            asked = json.dumps([day.isoformat() for day in days])
            found |= _codes(connection.execute(_ACROSS, {"days": asked}))
        if "qualities" in other:
            years = projecting.changed_years(kept["qualities"], now["qualities"])
            found |= _codes(connection.execute(_OF_YEARS, {"years": json.dumps(years)}))
        if other == {"calendar"}:  # the same days and hours under other names
            found |= _codes(connection.execute(_OPEN))
        if "catalogue" in other:
            found.update(self._of_changed_procedures(connection))
        return found

    def _of_changed_procedures(self, connection: sqlite3.Connection) -> Iterator[str]:
        rows = connection.execute("SELECT code, procedure_stamp FROM dossier WHERE is_open")
        for code, stamp in rows.fetchall():
            dossier = reading.dossier_of(connection, code, self._store.path)
            if dossier is not None and self._projector.stamp_of(dossier) != stamp:
                yield code

    def _kept(self, *, trusting: bool = False) -> dict[str, str]:
        """What the projections were made with; ``trusting`` where all is made anew anyway."""
        with self._store.reading() as connection:
            kept = dict(connection.execute("SELECT name, value FROM stamp").fetchall())
        seal = kept.pop(_SEAL, None)
        if not trusting and seal != (_sealed(kept) if kept else None):
            raise sealing.damaged(self._store.path)
        return kept


def _stamp(connection: sqlite3.Connection, stamps: dict[str, str]) -> None:
    write = "INSERT OR REPLACE INTO stamp VALUES (?, ?)"
    connection.executemany(write, stamps.items())
    kept = dict(connection.execute("SELECT name, value FROM stamp").fetchall())
    kept.pop(_SEAL, None)
    connection.execute(write, (_SEAL, _sealed(kept)))


def _sealed(stamps: dict[str, str]) -> str:
    return sha256(repr(sorted(stamps.items(), key=repr)).encode()).hexdigest()


def _due_of(connection: sqlite3.Connection, code: str) -> str | None:
    row = connection.execute(_DUE, (code,)).fetchone()
    return None if row is None else row[0]


def _codes(rows: Iterable[tuple[str]]) -> set[str]:
    return {code for (code,) in rows}
