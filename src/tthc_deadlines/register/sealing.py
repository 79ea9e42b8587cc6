"""Seals on projections (niêm số liệu): damage to what was worked out is found, never shown.

Every row of ``dossier`` has a seal, a hash of what it says; ``tally`` has, of the open rows
and of the closed ones by the day of their last event, how many there are and their seals
combined. So a changed row is found, and a missing one, at the cost of what is asked about.
``record`` in each row is a hash over the entries of the dossier: an entry that an index has
lost is missed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b, sha256
from typing import Any

from tthc_deadlines.register.errors import DamagedRegister

COLUMNS = (
    "code", "kind", "procedure_code", "unit", "state", "is_open", "is_stopped", "closing",
    "holder", "accepted_at", "run_started_at", "due_on", "due_at", "due_by_day", "promised",
    "ended_at", "next_duty", "next_by", "open_steps", "findings", "events", "last_at", "last_seq",
    "procedure_stamp", "problem",
)  # fmt: skip
"""The columns of a projection (các cột số liệu), before its record and its seal."""

_CODE, _IS_OPEN, _LAST_AT = (COLUMNS.index(name) for name in ("code", "is_open", "last_at"))
_ALL = ", ".join((*COLUMNS, "record", "seal"))
_UPSERT = f"INSERT OR REPLACE INTO dossier ({_ALL}) VALUES ({', '.join('?' * (len(COLUMNS) + 2))})"
_BEFORE = """
SELECT d.is_open, d.last_at, d.record, d.seal
FROM json_each(?) AS j JOIN dossier AS d ON d.code = j.value
"""
_TALLY = "SELECT day, dossiers, seals, seal FROM tally"
_OPEN_ROWS = f"SELECT {_ALL} FROM dossier INDEXED BY dossier_open WHERE is_open"
_LATER_ROWS = (
    f"SELECT {_ALL} FROM dossier INDEXED BY dossier_last WHERE NOT is_open AND last_at >= ?"
)
_HASHES = "SELECT seq, hash FROM entry WHERE dossier = ? AND kind <> 'document' ORDER BY seq"
_TOTAL, _OPEN, _NEVER, _DOCUMENTS = "all", "open", "never", "documents"
_ENTRIES = "entries"
_NOTED = "SELECT dossiers FROM tally WHERE day = 'entries'"
# Compared once more by a term no index answers: a damaged key may stand where another is sought.
_FRESH = """
SELECT count(*) FROM dirty AS m CROSS JOIN entry AS e ON e.dossier = m.dossier
LEFT JOIN dossier AS d ON d.code = m.dossier WHERE e.seq > ifnull(d.last_seq, 0)
  AND e.dossier || '' = m.dossier
"""
_SIZE = 8
_NOT_WHOLE = (
    "what was worked out from the entries is not whole",
    "số liệu tính từ các mục ghi không còn nguyên vẹn",
)
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def record_of(hashes: Iterable[bytes]) -> bytes:
    """A hash over the entries of a dossier (dấu vết các mục), and how many they are."""
    known = list(hashes)
    if not _are(bytes, *known):
        return b""  # damaged: the record of nothing
    return sha256(b"".join(known)).digest()[:_SIZE] + len(known).to_bytes(_SIZE)


def entries_of(connection: sqlite3.Connection, code: str) -> tuple[int, bytes]:
    """The last entry of a dossier, and the hash over all of them (mục cuối và dấu vết)."""
    rows = connection.execute(_HASHES, (code,)).fetchall()
    return rows[-1][0], record_of(hash_ for _, hash_ in rows)


def _are(kind: type, *values: object) -> bool:
    """Whether values are of a kind: a damaged file may have any in any place."""
    return all(type(value) is kind for value in values)


def _seal(values: Sequence[Any], record: bytes) -> bytes:
    return blake2b(_text(values).encode("utf-8", "replace") + record, digest_size=_SIZE).digest()


def _day(is_open: object, last_at: str | None) -> str:
    return _OPEN if is_open else (last_at or _NEVER)[:10]


class _Sums:
    """How many rows of each day, and their seals combined."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[int, int]] = {}

    def add(self, day: str, count: int, seal: bytes) -> None:
        rows, seals = self.of.get(day, (0, 0))
        self.of[day] = rows + count, seals ^ int.from_bytes(seal)


def write(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put projections in (ghi số liệu), sealed, within the caller's transaction.

    Each row has the values of :data:`COLUMNS` and the record of :func:`entries_of`.
    """
    changed = _Sums()
    codes = json.dumps([row[_CODE] for row in rows])
    for is_open, last_at, record, seal in connection.execute(_BEFORE, (codes,)):
        if not _are(bytes, record, seal):
            raise sqlite3.DatabaseError("a projection is damaged")
        changed.add(_ENTRIES, -int.from_bytes(record[_SIZE:]), bytes(_SIZE))
        for day in (_day(is_open, last_at), _TOTAL):
            changed.add(day, -1, seal)
    sealed = [(*row, _seal(row[:-1], row[-1])) for row in rows]
    for row in sealed:
        changed.add(_ENTRIES, int.from_bytes(row[-2][_SIZE:]), bytes(_SIZE))
        for day in (_day(row[_IS_OPEN], row[_LAST_AT]), _TOTAL):
            changed.add(day, 1, row[-1])
    connection.executemany(_UPSERT, sealed)
    for day, (count, seals) in changed.of.items():
        kept = connection.execute(
            "SELECT dossiers, seals FROM tally WHERE day = ?", (day,)
        ).fetchone()
        if kept and not (_are(int, kept[0]) and _are(bytes, kept[1])):
            raise sqlite3.DatabaseError("the tally is damaged")
        many, before = (kept[0], int.from_bytes(kept[1])) if kept else (0, 0)
        _tally(connection, day, many + count, (seals ^ before).to_bytes(_SIZE))


def _tally(connection: sqlite3.Connection, day: str, count: int, seals: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)",
        (day, count, seals, _seal([day, count], seals)),
    )


def write_documents(connection: sqlite3.Connection) -> None:
    """Note which documents there are (ghi nhận các văn bản đã lưu)."""
    rows = connection.execute("SELECT seq, hash FROM entry WHERE dossier = '' ORDER BY seq")
    found = rows.fetchall()
    _tally(connection, _DOCUMENTS, found[-1][0], record_of(hash_ for _, hash_ in found))


def are_documents(connection: sqlite3.Connection, found: Sequence[tuple[int, bytes]]) -> bool:
    """Whether these are surely all the documents that were noted (đủ các văn bản đã lưu)."""
    row = connection.execute(f"{_TALLY} WHERE day = ?", (_DOCUMENTS,)).fetchone()
    if row is None:
        return not found
    day, seq, seals, seal = row
    if not (_are(int, seq) and _are(bytes, seals)):
        return False
    noted = [hash_ for number, hash_ in found if number <= seq and type(hash_) is bytes]
    return bool(seals == record_of(noted) and seal == _seal([day, seq], seals))


def clear(connection: sqlite3.Connection) -> None:
    """Throw every projection away (bỏ toàn bộ số liệu)."""
    connection.execute("DELETE FROM dossier")
    connection.execute("DELETE FROM tally WHERE day <> ?", (_DOCUMENTS,))


def rows_since(connection: sqlite3.Connection, path: str, day: str) -> Iterator[tuple[Any, ...]]:
    """The rows of open dossiers, and of those whose last event is of a day or later.

    In the form of :data:`COLUMNS`, each held against its seal.

    Raises:
        DamagedRegister: a row is not what was worked out, or one is missing: at the end.
    """
    require_total(connection, path)
    found = _Sums()
    for query, values in ((_OPEN_ROWS, ()), (_LATER_ROWS, (day,))):
        for row in connection.execute(query, values):
            _require(row, path)
            found.add(_day(row[_IS_OPEN], row[_LAST_AT]), 1, row[-1])
            yield row[:-2]
    kept = _tallied(connection, path)
    for name in {*kept, *found.of}:
        if (name == _OPEN or (name >= day and name != _NEVER)) and (
            kept.get(name, (0, 0)) != found.of.get(name, (0, 0))
        ):
            raise damaged(path)


def require_total(connection: sqlite3.Connection, path: str) -> None:
    """That every entry is one of a dossier worked out, or waits for it, or is a document.

    Raises:
        DamagedRegister: an index, or a mark of what waits, lost something.
    """
    noted = connection.execute(_NOTED).fetchone() or (0,)
    last = connection.execute("SELECT seq FROM head").fetchone() or (0,)
    fresh = connection.execute(_FRESH).fetchone()
    documents = connection.execute("SELECT count(*) FROM entry WHERE dossier = ''").fetchone()
    numbers = (noted[0], fresh[0], documents[0])
    if not _are(int, *numbers) or sum(numbers) != last[0]:
        raise damaged(path)


def open_codes(connection: sqlite3.Connection, path: str) -> list[str]:
    """The codes of the open dossiers (mã các hồ sơ đang mở)."""
    return [row[_CODE] for row in rows_since(connection, path, "9999-99-99") if row[_IS_OPEN]]


def count(connection: sqlite3.Connection, path: str) -> int:
    """How many dossiers there are (số hồ sơ), worked out or not yet."""
    require_total(connection, path)
    known = sum(rows for rows, _ in _tallied(connection, path).values())
    (new,) = connection.execute(
        "SELECT count(*) FROM dirty WHERE dossier NOT IN (SELECT code FROM dossier)"
    ).fetchone()
    return known + int(new)


def check_all(connection: sqlite3.Connection, path: str) -> None:
    """Hold every projection against its seal, and all against the tally.

    Raises:
        DamagedRegister: naming the first dossier whose row is wrong, or none if one is gone.
    """
    found = _Sums()
    for row in connection.execute(f"SELECT {_ALL} FROM dossier"):
        _require(row, path)
        found.add(_day(row[_IS_OPEN], row[_LAST_AT]), 1, row[-1])
    kept = {day: sums for day, sums in _tallied(connection, path).items() if sums[0]}
    if kept != found.of:
        raise damaged(path)


def _require(row: tuple[Any, ...], path: str) -> None:
    *values, record, seal = row
    try:
        is_whole = _seal(values, record) == seal
    except TypeError:  # bytes where a text should be
        is_whole = False
    if not is_whole:
        raise damaged(path, str(values[_CODE]))


def _tallied(connection: sqlite3.Connection, path: str) -> dict[str, tuple[int, int]]:
    """The tally by day, which must amount to its total."""
    found: dict[str, tuple[int, int]] = {}
    for day, rows, seals, seal in connection.execute(_TALLY):
        try:
            is_whole = _seal([day, rows], seals) == seal
        except TypeError:
            is_whole = False
        if not is_whole:
            raise damaged(path)
        found[day] = rows, int.from_bytes(seals)
    for name in (_DOCUMENTS, _ENTRIES):
        found.pop(name, None)
    total, seals = found.pop(_TOTAL, (0, 0))
    if total != sum(rows for rows, _ in found.values()):
        raise damaged(path)
    for _, one in found.values():
        seals ^= one
    if seals:
        raise damaged(path)
    return found


def damaged(path: str, code: str = "", reason: str = "") -> DamagedRegister:
    """The error for projections that are not what was worked out (số liệu bị hỏng)."""
    return DamagedRegister(
        path=path, seq=None, at=f" at dossier {code}" if code else "",
        at_vi=f" ở hồ sơ {code}" if code else "",
        reason=f"{reason or _NOT_WHOLE[0]}; tthc register rebuild works it out again",
        reason_vi=f"{reason or _NOT_WHOLE[1]}; tthc register rebuild tính lại từ đầu",
    )  # fmt: skip
