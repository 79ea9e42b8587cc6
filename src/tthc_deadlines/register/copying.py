"""Copying the record (sao chép sổ): every entry out as lines, and a register made of them.

The copy has the same chain to the byte: the same entries, the same hashes, the same head.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tthc_deadlines.register import sealing
from tthc_deadlines.register.entries import (
    DOCUMENT,
    DOSSIER,
    EVENT,
    GENESIS,
    entry_bytes,
    next_hash,
)
from tthc_deadlines.register.errors import BrokenExport, DamagedRegister, ExistingFile
from tthc_deadlines.register.store import Store

_MANY = 5000
_EVERY = "SELECT seq, kind, dossier, id, appended_at, body, hash FROM entry ORDER BY seq"
_KEYS = ("seq", "kind", "dossier", "id", "appended_at", "body", "hash")
_INSERT = (
    "INSERT INTO entry (seq, kind, dossier, id, appended_at, body, hash) VALUES (?,?,?,?,?,?,?)"
)
_TWICE = """
SELECT max(seq) FROM entry WHERE kind <> 'document' GROUP BY dossier, id, kind
HAVING count(*) > 1 LIMIT 1
"""


class Entry(NamedTuple):
    """One entry as it is kept (một mục ghi)."""

    seq: int
    kind: str
    dossier: str
    id: str
    appended_at: str
    body: str
    hash: bytes


def entries(connection: sqlite3.Connection, path: str) -> Iterator[Entry]:
    """Every entry in its order (mọi mục ghi), streamed, each checked against the one before.

    Raises:
        DamagedRegister: an entry is not what was hashed, or the last one is missing.
    """
    seq, last = 0, GENESIS
    for row in connection.execute(_EVERY):
        entry = Entry(*row)
        seq += 1
        if entry.seq != seq or entry.hash != next_hash(last, entry_bytes(seq, *entry[1:6])):
            raise _damaged(path, seq, "it is not what was hashed", "nội dung không khớp mã băm")
        last = entry.hash
        yield entry
    if connection.execute("SELECT seq, hash FROM head").fetchone() != (seq, last):
        raise _damaged(path, seq, "entries after it are missing", "thiếu các mục sau đó")


def _damaged(path: str, seq: int, reason: str, reason_vi: str) -> DamagedRegister:
    return DamagedRegister(
        path=path, seq=seq, at=f" at entry {seq}", at_vi=f" ở mục {seq}", reason=reason,
        reason_vi=reason_vi,
    )  # fmt: skip


def entry_line(entry: Entry) -> str:
    """An entry as one line of JSON (một dòng xuất); ``body`` is a text, to the letter.

    >>> entry_line(Entry(1, "event", "H01", "e1", "2026-11-20T09:00:00.000+07:00", "{}", b"\\x01"))
    ... # doctest: +ELLIPSIS
    '{"seq": 1, "kind": "event", "dossier": "H01", "id": "e1", ... "body": "{}", "hash": "01"}\\n'
    """
    told = {**entry._asdict(), "hash": entry.hash.hex()}
    return json.dumps(told, ensure_ascii=False) + "\n"


def restore(lines: Iterable[str], path: str | Path, source: str, head: str = "") -> str:
    """Make a register of exported lines (lập lại sổ); its head.

    Every line is checked against the one before; the file appears only when all were sound.

    Args:
        lines: what was exported; blank lines are nothing.
        path: the register to make, which must not exist.
        source: what the lines came from, for messages.
        head: the hash the last entry must have: shows that no end is missing.

    Raises:
        ExistingFile: there is something at ``path``. BrokenExport: a line that is none, or does
        not follow from the one before; the end is not ``head``. UnwritableRegister.
        Of all of them: nothing was made.
    """
    whole = Path(path)
    if os.path.lexists(whole):
        raise ExistingFile(path=str(path))
    part = whole.with_name(f"{whole.name}.{os.getpid()}.part")
    try:
        store = Store(part, 30.0)
        try:
            seq, last = _fill(store, _checked(lines, source), source)
            if head and last.hex() != head.lower():
                raise _broken(
                    source, seq, f"it ends at {last.hex()}, not at {head}",
                    f"kết thúc ở {last.hex()}, không phải {head}",
                )  # fmt: skip
        finally:
            store.close()
        _publish(part, whole)
    finally:
        for name in (part, f"{part}-wal", f"{part}-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
    return last.hex()


def _publish(part: Path, whole: Path) -> None:
    """Give the finished file its name, never over another that has come meanwhile."""
    try:
        os.link(part, whole)
    except FileExistsError:
        raise ExistingFile(path=str(whole)) from None
    except OSError:  # a file system without links
        os.rename(part, whole)


def _fill(store: Store, checked: Iterator[Entry], source: str) -> tuple[int, bytes]:
    """Write entries that were checked; the number and the hash of the last."""
    seq, last = 0, GENESIS
    with store.writing() as connection:
        chunk: list[Entry] = []
        for entry in checked:
            seq, last = entry.seq, entry.hash
            chunk.append(entry)
            if len(chunk) >= _MANY:
                connection.executemany(_INSERT, chunk)
                chunk.clear()
        connection.executemany(_INSERT, chunk)
        twice = connection.execute(_TWICE).fetchone()
        if twice is not None:
            raise _broken(
                source, twice[0], "it writes an entry a second time", "ghi lại một mục đã có"
            )
        connection.execute("UPDATE head SET seq = ?, hash = ?", (seq, last))
        if connection.execute("SELECT 1 FROM entry WHERE dossier = '' LIMIT 1").fetchone():
            sealing.write_documents(connection)
        connection.execute(
            "INSERT INTO dirty SELECT DISTINCT dossier FROM entry WHERE dossier <> ''"
        )
    return seq, last


def _checked(lines: Iterable[str], source: str) -> Iterator[Entry]:
    seq, last = 0, GENESIS
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry = _read(line, source, number)
        seq += 1
        bare = entry_bytes(seq, *entry[1:6])
        if entry.seq != seq or entry.hash != next_hash(last, bare):
            raise _broken(
                source, number, f"entry {entry.seq} does not follow from the one before",
                f"mục {entry.seq} không nối với mục trước",
            )  # fmt: skip
        last = entry.hash
        yield entry


def _read(line: str, source: str, number: int) -> Entry:
    try:
        value = json.loads(line)
        if not _is_entry(value):
            raise ValueError("no entry")
        body = json.loads(value["body"])
        if not isinstance(body, dict):
            raise ValueError("no body")
        line.encode()
        return Entry(**{**value, "hash": bytes.fromhex(value["hash"])})
    except (ValueError, RecursionError):
        raise _broken(
            source, number, "no entry of a register", "không phải mục ghi của sổ"
        ) from None


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == set(_KEYS)
        and type(value["seq"]) is int
        and all(isinstance(value[key], str) for key in _KEYS[1:])
        and value["kind"] in (EVENT, DOSSIER, DOCUMENT)
        and len(value["hash"]) == 2 * len(GENESIS)
        and (value["dossier"] == "") == (value["kind"] == DOCUMENT)
    )


def _broken(source: str, line: int, reason: str, reason_vi: str) -> BrokenExport:
    return BrokenExport(path=source, line=line, reason=reason, reason_vi=reason_vi)
