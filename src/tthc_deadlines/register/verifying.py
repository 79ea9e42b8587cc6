"""Verifying the record (kiểm tra tính toàn vẹn): that nothing written was changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Literal

import attrs

from tthc_deadlines.register import sealing
from tthc_deadlines.register.entries import GENESIS, entry_bytes, next_hash
from tthc_deadlines.register.errors import DamagedRegister, UnknownHead
from tthc_deadlines.register.store import Store

Fault = Literal[
    "missing", "changed", "unchained", "cut", "head", "twice", "projections", "unreadable"
]

FAULTS: dict[Fault, tuple[str, str]] = {
    "missing": (
        "mục {seq} không có: đã bị xóa hoặc đổi số thứ tự",
        "entry {seq} is not there: it was removed or renumbered",
    ),
    "changed": (
        "mục {seq} (hồ sơ {dossier}, {id}) không khớp mã băm: đã bị sửa, chèn hoặc đổi chỗ",
        "entry {seq} (dossier {dossier}, {id}) is not what was hashed: changed, inserted or moved",
    ),
    "unchained": (
        "mục {seq} (hồ sơ {dossier}, {id}) không nối với mục trước",
        "entry {seq} (dossier {dossier}, {id}) does not follow from the one before",
    ),
    "cut": (
        "sổ kết thúc ở mục {seq}, nhưng đã ghi đến mục {last}",
        "the record ends at entry {seq}, and was written up to entry {last}",
    ),
    "head": (
        "mã băm cuối ghi trong sổ không phải của mục {seq}, mục cuối",
        "the noted last hash is not that of entry {seq}, the last one",
    ),
    "twice": (
        "mục {seq} ghi lại sự kiện {id} của hồ sơ {dossier}",
        "entry {seq} writes event {id} of dossier {dossier} a second time",
    ),
    "projections": (
        "các mục ghi nguyên vẹn, nhưng phần tính từ đó thì không: {detail}",
        "the entries are sound, but what is kept beside them is not: {detail}",
    ),
    "unreadable": ("không đọc được tệp: {detail}", "the file cannot be read: {detail}"),
}
"""What can be wrong with a record (các lỗi toàn vẹn), in Vietnamese and English."""

_EVERY = 50_000


@attrs.frozen(kw_only=True)
class Verified:
    """What a verification found (kết quả kiểm tra toàn vẹn).

    Attributes:
        entries: how many entries were looked at.
        head: the hash of the last sound one.
        fault: what is wrong first; ``None`` if nothing is.
        seq: the number of the first wrong entry; ``texts`` says it in both languages.
    """

    entries: int
    head: str
    fault: Fault | None = None
    seq: int | None = None
    texts: tuple[str, str] = ("", "")

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong (nguyên vẹn)."""
        return self.fault is None


def verify(
    store: Store, since: str = "", progress: Callable[[int, int], None] | None = None
) -> Verified:
    """Hash every entry again (kiểm tra toàn vẹn); the first that is wrong is named.

    Args:
        store: the register.
        since: a head noted earlier: proves that nothing before it changed.
        progress: called with how many entries are done, of how many.

    Raises:
        UnknownHead: the chain is sound and has no entry with the hash ``since``: what it was
            noted of was replaced as a whole, or cut off.
    """
    since = since.strip().lower()
    seen = [GENESIS.hex() == since, since]
    try:
        with store.streaming() as connection:
            # A text that is none is of an entry, which is to be named.
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            found = _walk(connection, seen, progress)
            if found.is_sound:
                found = _beside(connection, store, found)
    except DamagedRegister as error:
        return _unread("unreadable", error)
    if found.is_sound and since and not seen[0]:
        raise UnknownHead(path=store.path, hash=since)
    return found


def _beside(connection: sqlite3.Connection, store: Store, found: Verified) -> Verified:
    """Whether the indexes, and what was worked out, agree with the entries, which are sound."""
    try:
        with store.reported():
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if told != "ok":
                raise sealing.damaged(store.path, reason=told)
            sealing.check_all(connection, store.path)
    except DamagedRegister as error:
        beside = _unread("projections", error)
        return attrs.evolve(beside, entries=found.entries, head=found.head)
    return found


def _unread(fault: Fault, error: DamagedRegister) -> Verified:
    vi, en = FAULTS[fault]
    texts = vi.format(detail=error.reason_vi), en.format(detail=error.reason)
    return Verified(entries=0, head="", fault=fault, texts=texts)


def _walk(
    connection: sqlite3.Connection,
    seen: list[object],
    progress: Callable[[int, int], None] | None,
) -> Verified:
    kept_seq, kept_hash = connection.execute("SELECT seq, hash FROM head").fetchone() or (0, b"")
    rows = connection.execute(
        "SELECT seq, kind, dossier, id, appended_at, body, hash FROM entry ORDER BY seq"
    )
    before, count, since = GENESIS, 0, seen[1]
    for seq, kind, dossier, id_, appended_at, body, kept in rows:
        count += 1
        if seq != count:
            return _fault("missing", count - 1, before, seq=count)
        expected = next_hash(before, entry_bytes(seq, kind, dossier, id_, appended_at, body))
        if kept != expected:
            return _fault("changed", seq - 1, before, seq=seq, dossier=dossier, id=id_)
        before = kept
        if since and kept.hex() == since:
            seen[0] = True
        if progress is not None and count % _EVERY == 0:
            progress(count, kept_seq)
    if kept_seq != count:
        return _fault("cut", count, before, seq=count, last=kept_seq)
    if kept_hash != before:
        return _fault("head", count, before, seq=count)
    twice = connection.execute(
        "SELECT max(seq), dossier, id FROM entry WHERE kind <> 'document' "
        "GROUP BY dossier, id, kind HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if twice is not None:
        return _fault("twice", count, before, seq=twice[0], dossier=twice[1], id=twice[2])
    return Verified(entries=count, head=before.hex())


def _fault(fault: Fault, entries: int, head: bytes, **values: object) -> Verified:
    vi, en = FAULTS[fault]
    seq = values["seq"]
    assert isinstance(seq, int)
    return Verified(
        entries=entries, head=head.hex(), fault=fault, seq=seq,
        texts=(vi.format(**values), en.format(**values)),
    )  # fmt: skip
