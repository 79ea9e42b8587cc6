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
from tthc_deadlines.dossiers.events import EVENT_CLASSES
from tthc_deadlines.errors import WrongType
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register.entries import (
    DOCUMENT,
    DOSSIER,
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
_SEEN = """
SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM entry WHERE dossier = value)
"""
_HELD = """
SELECT e.dossier, e.id
FROM json_each(?) AS j JOIN entry AS e ON e.dossier = j.value
WHERE e.kind = 'dossier' AND e.id >= '#' AND e.id < '$' ORDER BY e.seq
"""
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
    return (
        isinstance(item, tuple)
        and len(item) == 2
        and isinstance(item[0], str)
        and type(item[1]) in _EVENTS  # of no other could be read again what it is
    )


_EVENTS = frozenset(EVENT_CLASSES)
_Row = tuple[int, str, str, str, str, str, bytes]
_Key = tuple[str, str, str]
_EXPECTED = "a Dossier, or a pair of a dossier code and an Event"


def append(store: Store, drafts: Sequence[Draft]) -> Appended:
    """Write entries down in one transaction (ghi một lượt), each once.

    Raises:
        ReusedId: an id that the register, or this batch, has with other content.
        BusyRegister, UnwritableRegister, DamagedRegister: and nothing was written.
    """
    _require_named(drafts)
    with store.writing() as connection:
        head = head_of(connection, store.path)
        known, held = _known(connection, drafts)
        rows, codes = _chained(drafts, known, _Headers(drafts, held), head)
        if rows:
            connection.executemany(_INSERT, rows)
            head = Head(rows[-1][0], rows[-1][-1])
            connection.execute("UPDATE head SET seq = ?, hash = ?", head)
            connection.executemany(
                "INSERT OR IGNORE INTO dirty VALUES (?)", [(code,) for code in codes]
            )
    return Appended(
        added=len(rows), known=len(drafts) - len(rows), head=head.hash.hex(), dossiers=codes
    )


def _require_named(drafts: Sequence[Draft]) -> None:
    """Refuse a dossier without a code, and a NUL, which SQLite would cut a text short at."""
    if not all(one.dossier or one.kind == DOCUMENT for one in drafts):
        raise WrongType(field="code", value="", expected="the code of a dossier")
    if "\0" in "".join([one.dossier + one.id for one in drafts]):
        raise WrongType(field="id", value="\\0", expected="a code and an id without NUL characters")


def _chained(
    drafts: Sequence[Draft], known: dict[_Key, str], headers: _Headers, head: Head
) -> tuple[list[_Row], tuple[str, ...]]:
    """The rows of what is new, each chained to the one before; and the dossiers they are of."""
    appended_at = dt.datetime.now(VIETNAM).isoformat(timespec="milliseconds")
    rows: list[_Row] = []
    seq, last = head
    try:
        for draft in drafts:
            kind, dossier, id_, body = draft
            key = dossier, kind, id_
            before = known.get(key)
            if before is not None and before != body:
                raise ReusedId(dossier=dossier, id=id_)
            if kind == DOSSIER:
                if headers.hold_already(draft, before is not None):
                    continue
            elif before is not None:
                continue
            known[key] = body
            seq += 1
            if before is not None:  # a header that holds again
                id_ = f"{id_}@{seq}"
            last = next_hash(last, entry_bytes(seq, kind, dossier, id_, appended_at, body))
            rows.append((seq, kind, dossier, id_, appended_at, body, last))
    except UnicodeEncodeError as error:  # half a character, as "\\ud83d" in JSON can be
        half = repr(error.object[error.start])
        raise WrongType(field="items", value=half, expected="texts of whole characters") from None
    codes = dict.fromkeys(row[2] for row in rows)
    codes.pop("", None)  # documents are of no dossier
    return rows, tuple(codes)


class _Headers:
    """Which header of each dossier holds: the last one.

    One that held before and is given again holds again, unless what the batch ends with holds
    anyway: then it is but the past told once more.
    """

    def __init__(self, drafts: Sequence[Draft], held: Iterable[tuple[str, str]]) -> None:
        self._held = {dossier: id_.partition("@")[0] for dossier, id_ in held}
        self._ends = {one.dossier: one.id for one in drafts if one.kind == DOSSIER}

    def hold_already(self, draft: Draft, is_known: bool) -> bool:
        """Whether it need not be written (không có gì mới)."""
        held = self._held.get(draft.dossier)
        if draft.id == held or (is_known and self._ends[draft.dossier] == held):
            return True
        self._held[draft.dossier] = draft.id
        return False


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
) -> tuple[dict[_Key, str], list[tuple[str, str]]]:
    """What of a batch the register has already, with what it says; and the headers it has."""
    codes = list(dict.fromkeys(one.dossier for one in drafts))
    seen = {code for (code,) in connection.execute(_SEEN, (json.dumps(codes),))}
    if not seen:
        return {}, []
    given = [one for one in drafts if one.dossier in seen]
    asked = json.dumps([(one.dossier, one.kind, one.id) for one in given])
    known = {
        (dossier, kind, id_): body
        for dossier, kind, id_, body in connection.execute(_KNOWN, (asked,))
    }
    told = json.dumps(list(dict.fromkeys(one.dossier for one in given if one.kind == DOSSIER)))
    return known, connection.execute(_HELD, (told,)).fetchall()
