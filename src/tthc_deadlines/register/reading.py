"""Reading the record (đọc sổ): dossiers as the entries tell them, now or as of an instant."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_dossier, read_event
from tthc_deadlines.register.entries import DOSSIER, GENESIS, entry_bytes, next_hash
from tthc_deadlines.register.errors import DamagedRegister

_MANY = 400
_ENTRIES = """
SELECT e.seq, e.kind, e.dossier, e.id, e.appended_at, e.body, e.hash, before.hash
FROM entry AS e LEFT JOIN entry AS before ON before.seq = e.seq - 1
"""
Row = tuple[int, str, str, str, str, str, bytes, bytes | None]


def dossier_of(connection: sqlite3.Connection, code: str, path: str) -> Dossier | None:
    """One dossier with every event written down of it (một hồ sơ trong sổ).

    Raises:
        DamagedRegister: an entry is not what was hashed when it was written.
    """
    rows = connection.execute(
        f"{_ENTRIES} WHERE e.dossier = ? AND e.kind <> 'document' ORDER BY e.seq", (code,)
    ).fetchall()
    return _made(code, rows, path) if rows else None


def dossier_as_written(
    connection: sqlite3.Connection, code: str, by: dt.datetime, path: str
) -> Dossier | None:
    """One dossier as far as the register had it at an instant (hồ sơ như sổ đã ghi khi đó)."""
    rows = connection.execute(
        f"{_ENTRIES} WHERE e.dossier = ? AND e.kind <> 'document' "
        "AND julianday(e.appended_at) <= julianday(?) ORDER BY e.seq",
        (code, by.isoformat()),
    ).fetchall()
    return _made(code, rows, path) if rows else None


def dossiers_of(
    connection: sqlite3.Connection, codes: Iterable[str], path: str
) -> Iterator[Dossier]:
    """Several dossiers (các hồ sơ), in the order of their codes."""
    wanted = sorted(set(codes))
    for place in range(0, len(wanted), _MANY):
        asked = json.dumps(wanted[place : place + _MANY], ensure_ascii=False)
        rows = connection.execute(
            f"{_ENTRIES} JOIN json_each(?) AS j ON e.dossier = j.value "
            "WHERE e.kind <> 'document' ORDER BY e.dossier, e.seq",
            (asked,),
        )
        yield from _grouped(rows, path)


def all_dossiers(connection: sqlite3.Connection, path: str) -> Iterator[Dossier]:
    """Every dossier of the register (mọi hồ sơ), in the order of their codes, streamed."""
    rows = connection.execute(f"{_ENTRIES} WHERE e.dossier <> '' ORDER BY e.dossier, e.seq")
    yield from _grouped(rows, path)


def _grouped(rows: Iterable[Row], path: str) -> Iterator[Dossier]:
    for code, own in groupby(rows, key=lambda row: row[2]):
        yield _made(code, list(own), path)


def _made(code: str, rows: list[Row], path: str) -> Dossier:
    """A dossier of its entries: the last header holds, the events are all there."""
    for seq, kind, dossier, id_, appended_at, body, kept, before in rows:
        expected = next_hash(
            before or GENESIS, entry_bytes(seq, kind, dossier, id_, appended_at, body)
        )
        if kept != expected:
            raise DamagedRegister(
                path=path, seq=seq, at=f" at entry {seq}", at_vi=f" ở mục {seq}",
                reason="it is not what was hashed when it was written",
                reason_vi="nội dung không khớp mã băm lúc ghi",
            )  # fmt: skip
    header = next((row[5] for row in reversed(rows) if row[1] == DOSSIER), None)
    about = read_dossier(json.loads(header)) if header is not None else Dossier(code=code)
    events = tuple(read_event(json.loads(row[5])) for row in rows if row[1] != DOSSIER)
    return attrs.evolve(about, events=events)
