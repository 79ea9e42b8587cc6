"""Reading the record (đọc sổ): dossiers as the entries tell them, now or as of an instant."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

import attrs

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_dossier, read_event
from tthc_deadlines.register import sealing
from tthc_deadlines.register.entries import DOCUMENT, DOSSIER, GENESIS, entry_bytes, next_hash
from tthc_deadlines.register.errors import DamagedRegister

T = TypeVar("T")

_MANY = 400
_ANY = "any"  # the code is the one it was written under, to the letter
_ENTRIES = """
SELECT e.seq, e.kind, e.dossier, e.id, e.appended_at, e.body, e.hash, before.hash
FROM entry AS e LEFT JOIN entry AS before ON before.seq = e.seq - 1
"""
_DOCUMENTS = f"{_ENTRIES} WHERE e.dossier = '' ORDER BY e.seq"
_DOCUMENTS_SLOWLY = f"{_ENTRIES} WHERE +e.dossier = '' ORDER BY e.seq"  # by no index
_KEPT = """
SELECT d.code, d.last_seq, d.record FROM json_each(?) AS j JOIN dossier AS d ON d.code = j.value
"""
_MARKED = "SELECT d.dossier FROM json_each(?) AS j JOIN dirty AS d ON d.dossier = j.value"
Row = tuple[int, str, str, str, str, str, bytes, bytes | None]
Rows = tuple[str, list[Row]]


def dossier_of(connection: sqlite3.Connection, code: str, path: str) -> Dossier | None:
    """One dossier with every event written down of it (một hồ sơ trong sổ).

    Raises:
        DamagedRegister: an entry is not what was hashed when it was written, or one is gone.
    """
    _require_found(connection, code, path)
    return next(dossiers_of(connection, [code], path), None)


def dossier_as_written(
    connection: sqlite3.Connection, code: str, by: dt.datetime, path: str
) -> Dossier | None:
    """One dossier as far as the register had it at an instant (hồ sơ như sổ đã ghi khi đó)."""
    _require_found(connection, code, path)
    for _, rows in _rows_of(connection, [code], path):
        then = [row for row in rows if dt.datetime.fromisoformat(row[4]) <= by]
        return _made(code, then, path) if then else None
    return None


def dossiers_of(
    connection: sqlite3.Connection, codes: Iterable[str], path: str
) -> Iterator[Dossier]:
    """Several dossiers (các hồ sơ), in the order of their codes."""
    wanted = list(set(codes))
    if not all(type(code) is str for code in wanted):
        raise sealing.damaged(path)
    wanted.sort()
    for place in range(0, len(wanted), _MANY):
        for code, rows in _rows_of(connection, wanted[place : place + _MANY], path):
            yield _made(code, rows, path)


def all_dossiers(connection: sqlite3.Connection, path: str) -> Iterator[Dossier]:
    """Every dossier of the register (mọi hồ sơ), in the order of their codes, streamed.

    Raises:
        DamagedRegister: as :func:`dossier_of`; at the end, if whole dossiers are gone.
    """
    rows = connection.execute(f"{_ENTRIES} WHERE e.dossier <> '' ORDER BY e.dossier, e.seq")
    groups = groupby(rows, key=itemgetter(2))
    count = 0
    while some := [(code, list(own)) for code, own in islice(groups, _MANY)]:
        _require_whole(connection, [code for code, _ in some], some, path)
        for code, own in some:
            count += 1
            yield _made(code, own, path)
    if count != sealing.count(connection, path):
        raise sealing.damaged(path)


def documents_of(
    connection: sqlite3.Connection, name: str, path: str
) -> list[tuple[str, str, str]]:
    """The documents kept under a name (các văn bản đã lưu): id, when written, body, in order.

    Raises:
        DamagedRegister: one is not what was written, or is gone.
    """
    rows = connection.execute(_DOCUMENTS).fetchall()
    if not sealing.are_documents(connection, [(row[0], row[6]) for row in rows]):
        rows = connection.execute(_DOCUMENTS_SLOWLY).fetchall()
    _require(rows, path)
    return [
        (row[3], row[4], row[5])
        for row in rows
        if row[1] == DOCUMENT and row[3].startswith(f"{name}#")
    ]


def _rows_of(connection: sqlite3.Connection, codes: list[str], path: str) -> Iterator[Rows]:
    rows = connection.execute(
        f"{_ENTRIES} JOIN json_each(?) AS j ON e.dossier = j.value "
        "WHERE e.kind <> 'document' ORDER BY e.dossier, e.seq",
        (json.dumps(codes),),
    )
    found = [(code, list(own)) for code, own in groupby(rows, key=itemgetter(2))]
    _require_whole(connection, codes, found, path)
    yield from found


def _require_found(connection: sqlite3.Connection, code: str, path: str) -> None:
    """That no index hides what was written of a dossier since it was worked out."""
    if connection.execute(_MARKED, (json.dumps([code]),)).fetchone():
        sealing.require_total(connection, path)


def _require_whole(
    connection: sqlite3.Connection, codes: list[str], found: list[Rows], path: str
) -> None:
    """That every entry is what was written, and none missed that was there when last looked.

    Raises:
        DamagedRegister: an entry was changed; the index of entries, or the projections, lost
            something, or have something else than a text or a number where one should be.
    """
    if not all(type(code) is str for code in codes):
        raise sealing.damaged(path)
    asked = json.dumps(codes)
    kept = {code: (seq, record) for code, seq, record in connection.execute(_KEPT, (asked,))}
    marked = {code for (code,) in connection.execute(_MARKED, (asked,))}
    for code, rows in found:
        _require(rows, path)
        seq, record = kept.pop(code, (0, None))
        is_twice = len({row[0] for row in rows}) < len(rows)  # one in the place of another
        if is_twice or type(seq) is not int:
            raise sealing.damaged(path, code)
        if record is not None:
            until = [row[6] for row in rows if row[0] <= seq]
            if sealing.record_of(until) != record:
                raise sealing.damaged(path, code)
        if rows[-1][0] > seq and code not in marked:
            raise sealing.damaged(path, code)
    if kept or marked - {code for code, _ in found}:
        raise sealing.damaged(path, min(kept, default=""))


def _require(rows: list[Row], path: str) -> None:
    """That every entry is what was hashed when it was written."""
    for seq, kind, dossier, id_, appended_at, body, kept, before in rows:
        entry = entry_bytes(seq, kind, dossier, id_, appended_at, body)
        after = before if before is not None else GENESIS
        if type(after) is not bytes or kept != next_hash(after, entry):
            raise _damaged(
                path, seq, "it is not what was hashed when it was written",
                "nội dung không khớp mã băm lúc ghi",
            )  # fmt: skip


def _damaged(path: str, seq: int, reason: str, reason_vi: str) -> DamagedRegister:
    return DamagedRegister(
        path=path, seq=seq, at=f" at entry {seq}", at_vi=f" ở mục {seq}",
        reason=reason, reason_vi=reason_vi,
    )  # fmt: skip


def _made(code: str, rows: list[Row], path: str) -> Dossier:
    """A dossier of its entries: the last header holds, the events are all there."""
    header = next((row for row in reversed(rows) if row[1] == DOSSIER), None)
    about = Dossier(code=code)
    if header is not None:
        about = _read(lambda said: read_dossier({**said, "code": _ANY}), header, path)
    events = tuple(_read(read_event, row, path) for row in rows if row[1] != DOSSIER)
    return attrs.evolve(about, code=code, events=events)


def _read(read: Callable[[Any], T], row: Row, path: str) -> T:
    """What an entry says. One that says nothing was hashed so: somebody wrote it by hand."""
    try:
        return read(json.loads(row[5]))
    except (ValueError, TypeError, LookupError) as error:
        raise _damaged(
            path, row[0], f"it says nothing: {error}", f"không đọc được nội dung: {error}"
        ) from error
