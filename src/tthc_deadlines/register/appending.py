"""Writing entries down (ghi vào sổ): each once, all of a batch or nothing, chained."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.errors import WrongType
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register.entries import (
    Draft,
    entry_bytes,
    event_draft,
    header_draft,
    next_hash,
)
from tthc_deadlines.register.errors import DamagedRegister, ReusedId
from tthc_deadlines.register.store import Store

Item = Dossier | tuple[str, Event]
"""What can be written down: a dossier with its events, or one event of a dossier's code."""

_INSERT = (
    "INSERT INTO entry (seq, kind, dossier, id, appended_at, body, hash) VALUES (?,?,?,?,?,?,?)"
)
_KNOWN = """
SELECT e.dossier, e.kind, e.id, e.body
FROM json_each(?) AS j
JOIN entry AS e ON e.dossier = j.value ->> 0 AND e.id = j.value ->> 2 AND e.kind = j.value ->> 1
"""


@attrs.frozen(kw_only=True)
class Appended:
    """What a writing came to (kết quả ghi).

    Attributes:
        added: entries that are new; ``known`` those the register had already.
        head: the hash of the last entry now, to be noted elsewhere.
        dossiers: the codes of the dossiers that something was added to.
    """

    added: int
    known: int
    head: str
    dossiers: tuple[str, ...] = ()


class Head(NamedTuple):
    """The end of the chain (cuối chuỗi): the last entry's number and hash."""

    seq: int
    hash: bytes


def drafts_of(items: Iterable[Item]) -> list[Draft]:
    """What is to be written down of dossiers and events (các mục sẽ ghi)."""
    found: list[Draft] = []
    for item in items:
        if isinstance(item, Dossier):
            found.append(header_draft(item))
            found += [event_draft(item.code, event) for event in item.events]
        elif _is_pair(item):
            found.append(event_draft(*item))
        else:
            raise WrongType(field="items", value=item, expected=_EXPECTED)
    return found


def _is_pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Event)


_EXPECTED = "a Dossier, or a pair of a dossier code and an Event"


def append(store: Store, drafts: Sequence[Draft]) -> Appended:
    """Write entries down in one transaction (ghi một lượt), each once.

    Raises:
        ReusedId: an id that the register, or this batch, has with other content.
        BusyRegister, UnwritableRegister, DamagedRegister: and nothing was written.
    """
    with store.writing() as connection:
        head = head_of(connection, store.path)
        known = _known(connection, drafts)
        rows, dossiers = [], dict[str, None]()
        appended_at = dt.datetime.now(VIETNAM).isoformat(timespec="milliseconds")
        seq, last = head
        for kind, dossier, id_, body in drafts:
            key = (dossier, kind, id_)
            before = known.setdefault(key, body)
            if before is not body:
                if before != body:
                    raise ReusedId(dossier=dossier, id=id_)
                continue
            seq += 1
            last = next_hash(last, entry_bytes(seq, kind, dossier, id_, appended_at, body))
            rows.append((seq, kind, dossier, id_, appended_at, body, last))
            dossiers[dossier] = None
        if rows:
            connection.executemany(_INSERT, rows)
            connection.execute("UPDATE head SET seq = ?, hash = ?", (seq, last))
            dossiers.pop("", None)  # documents are of no dossier
            connection.executemany(
                "INSERT OR IGNORE INTO dirty VALUES (?)", [(code,) for code in dossiers]
            )
    return Appended(
        added=len(rows), known=len(drafts) - len(rows), head=last.hex(), dossiers=tuple(dossiers)
    )


def head_of(connection: sqlite3.Connection, path: str) -> Head:
    """The end of the chain, which must be the last entry (cuối chuỗi)."""
    kept = connection.execute("SELECT seq, hash FROM head").fetchone()
    last = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    if kept is None or kept != (last or (0, bytes(32))):
        seq = last[0] if last else 0
        raise DamagedRegister(
            path=path, seq=seq, at=f" at entry {seq}", at_vi=f" ở mục {seq}",
            reason="the last entry is not the one that was written last",
            reason_vi="mục cuối không phải mục được ghi sau cùng",
        )  # fmt: skip
    return Head(*kept)


def _known(
    connection: sqlite3.Connection, drafts: Sequence[Draft]
) -> dict[tuple[str, str, str], str]:
    """What of a batch the register has already, with what it says."""
    asked = json.dumps([(one.dossier, one.kind, one.id) for one in drafts], ensure_ascii=False)
    return {
        (dossier, kind, id_): body
        for dossier, kind, id_, body in connection.execute(_KNOWN, (asked,))
    }
