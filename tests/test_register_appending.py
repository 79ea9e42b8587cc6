"""What is appended: its bytes, what is new of it, headers that change and change back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Accepted, Assigned
from tthc_deadlines.errors import WrongType
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register import schema
from tthc_deadlines.register.appending import append, drafts_of
from tthc_deadlines.register.entries import GENESIS, Draft, entry_bytes, next_hash
from tthc_deadlines.register.errors import ReusedId
from tthc_deadlines.register.register import Register
from tthc_deadlines.register.store import Store

RECEIVED = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
texts = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "sổ.db", 5)
    yield opened
    opened.close()


def accepted(id_: str = "e1", **values: str) -> Accepted:
    return Accepted(id=id_, occurred_at=RECEIVED, **values)  # type: ignore[arg-type]


def about(unit: str, *events: Accepted, code: str = "H01") -> Dossier:
    return Dossier(code=code, unit=unit, events=events)


def written(store: Store) -> list[tuple[str, str, str]]:
    return store.connection.execute("SELECT dossier, kind, id FROM entry ORDER BY seq").fetchall()


# --- the bytes ---------------------------------------------------------------------------


@given(st.integers(1, 2**62), texts, texts, texts, texts)
def test_the_bytes_are_one_json_array(seq: int, kind: str, code: str, id_: str, at: str) -> None:
    body = '{"note":"x","type":"closed"}'
    told = entry_bytes(seq, kind, code, id_, at, body)
    assert json.loads(told) == [seq, kind, code, id_, at, json.loads(body)]
    quoted = [json.dumps(text, ensure_ascii=False) for text in (kind, code, id_, at)]
    assert told.decode() == f"[{seq},{','.join(quoted)},{body}]"


@given(st.lists(texts, min_size=4, max_size=4), st.lists(texts, min_size=4, max_size=4))
def test_other_texts_give_other_bytes(one: list[str], other: list[str]) -> None:
    first, second = (
        entry_bytes(1, kind, code, id_, at, "{}") for kind, code, id_, at in (one, other)
    )
    assert (first == second) == (one == other)


@pytest.mark.parametrize("wrong", [None, 5, b"e1", 1.5])
def test_what_is_no_text_has_bytes_of_its_own(wrong: object) -> None:
    """A file that was tampered with is told to be so, never a TypeError."""
    told = entry_bytes(1, "event", "H01", wrong, "2026", "{}")  # type: ignore[arg-type]
    assert told != entry_bytes(1, "event", "H01", str(wrong), "2026", "{}")
    assert told != entry_bytes(1, "event", wrong, "e1", "2026", "{}")  # type: ignore[arg-type]


def test_the_hash_is_of_the_hash_before_and_the_bytes() -> None:
    first = next_hash(GENESIS, b"a")
    assert first == sha256(bytes(32) + b"a").digest()
    assert next_hash(first, b"b") == sha256(first + b"b").digest()


def test_the_body_of_an_event_is_sorted_and_dense() -> None:
    (draft,) = drafts_of([("H01", Assigned(id="e1", occurred_at=RECEIVED, holder="cv-1"))])
    assert draft.body == (
        '{"holder":"cv-1","id":"e1","occurred_at":"2026-11-20T09:00:00+07:00","type":"assigned"}'
    )


# --- what is new -------------------------------------------------------------------------


def test_only_what_is_new_of_dossiers_known_and_unknown(store: Store) -> None:
    append(store, drafts_of([about("a", accepted())]))
    batch = [about("a", accepted(), accepted("e2")), about("a", accepted(), code="H02")]
    found = append(store, drafts_of(batch))
    assert (found.added, found.known, found.dossiers) == (3, 2, ("H01", "H02"))
    again = append(store, drafts_of(batch))
    assert (again.added, again.known, again.dossiers) == (0, 5, ())
    assert again.head == found.head


def test_the_very_same_draft_twice_in_a_batch_is_written_once(store: Store) -> None:
    (draft,) = drafts_of([("H01", accepted())])
    assert append(store, [draft, draft]).added == 1


def test_one_id_in_two_dossiers_is_two_events(store: Store) -> None:
    assert append(store, drafts_of([("H01", accepted()), ("H02", accepted())])).added == 2


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_an_id_with_other_content_is_refused_and_nothing_is_written(
    store: Store, is_one_batch: bool
) -> None:
    first, second = ("H01", accepted()), ("H01", accepted(note="khác"))
    if not is_one_batch:
        append(store, drafts_of([first]))
    before = written(store)
    given_ = [("H09", accepted()), *([first] if is_one_batch else []), second]
    with pytest.raises(ReusedId, match="e1"):
        append(store, drafts_of(given_))
    assert written(store) == before


@pytest.mark.parametrize("id_", ["a\0b", "\0"])
def test_a_nul_is_refused(store: Store, id_: str) -> None:
    """SQLite's JSON functions would cut it off, and the event be taken for another one."""
    for drafts in (drafts_of([("H01", accepted(id_))]), drafts_of([(id_, accepted())])):
        with pytest.raises(WrongType, match="NUL"):
            append(store, drafts)
    assert written(store) == []


@pytest.mark.parametrize("item", [("", accepted()), Dossier(code="")], ids=["event", "header"])
def test_a_dossier_without_a_code_is_refused(
    store: Store, item: Dossier | tuple[str, Accepted]
) -> None:
    """Entries without one are documents."""
    with pytest.raises(WrongType, match="code"):
        append(store, drafts_of([("H01", accepted()), item]))
    assert written(store) == []


@pytest.mark.parametrize(
    "item",
    [
        ("H01", accepted("\ud83d")),
        ("H\udc00", accepted()),
        ("H01", accepted(note="nửa \ud83d")),
        Dossier(code="H01", unit="\ud83d"),
    ],
    ids=["id", "code", "note", "header"],
)
def test_half_a_character_is_refused(store: Store, item: Dossier | tuple[str, Accepted]) -> None:
    with pytest.raises(WrongType, match="whole characters"):
        append(store, drafts_of([("H00", accepted()), item]))
    assert written(store) == []


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("12")), max_size=8), st.integers(1, 4)
)
def test_batches_make_no_difference(pairs: list[tuple[str, str]], size: int) -> None:
    drafts = drafts_of([(code, accepted(id_)) for code, id_ in pairs])
    whole, parts = Store(":memory:", 5), Store(":memory:", 5)
    try:
        append(whole, drafts)
        for place in range(0, len(drafts), size):
            append(parts, drafts[place : place + size])
        assert written(whole) == written(parts)
        assert len(written(whole)) == len(set(pairs))
    finally:
        whole.close()
        parts.close()


class _Own(Accepted):
    """A kind of event that nobody knows."""


@pytest.mark.parametrize(
    "item",
    [
        "H01", None, ("H01",), ("H01", "e1"), (None, accepted()), ["H01", accepted()],
        ("H01", accepted(), 1), ("H01", _Own(id="e1", occurred_at=RECEIVED)),
        ("H01", Event(id="e1", occurred_at=RECEIVED)),
    ],
)  # fmt: skip
def test_what_is_neither_a_dossier_nor_its_event_is_refused(item: object) -> None:
    with pytest.raises(WrongType, match="a Dossier, or a pair"):
        drafts_of([item])  # type: ignore[list-item]


# --- headers -----------------------------------------------------------------------------


def test_the_last_header_holds_and_one_may_hold_again() -> None:
    with Register(":memory:") as register:
        for unit in ("a", "b", "a", "b", "b"):
            register.append([about(unit, accepted())])
            found = register.dossier("H01")
            assert found is not None
            assert found.unit == unit
        ids = register.db.execute("SELECT id FROM entry WHERE kind = 'dossier'").fetchall()
        assert len({id_ for (id_,) in ids}) == len(ids) == 4
        assert register.verify().is_sound


def test_the_past_told_once_more_is_nothing_new(store: Store) -> None:
    """A file that tells a dossier twice, read again."""
    batch = drafts_of([about("a"), about("b")])
    assert append(store, batch).added == 2
    assert append(store, batch).added == 0
    assert append(store, drafts_of([about("b"), about("a")])).added == 1
    assert append(store, drafts_of([about("a"), about("c"), about("a")])).added == 2


def test_headers_of_one_dossier_are_no_others(store: Store) -> None:
    append(store, drafts_of([about("a"), about("b", code="H02")]))
    assert append(store, drafts_of([about("b"), about("a", code="H02")])).added == 2


def test_an_event_whose_id_looks_like_a_header_is_an_event(store: Store) -> None:
    (header,) = drafts_of([about("a")])
    append(
        store, [header, Draft("event", "H01", header.id, "{}"), Draft("event", "H01", "#", "{}")]
    )
    assert append(store, [header]).added == 0
    assert len(written(store)) == 3


# --- the table ---------------------------------------------------------------------------


def test_the_view_tells_what_events_say(store: Store) -> None:
    event = attrs.evolve(accepted(actor="mc-1"), recorded_at=RECEIVED + dt.timedelta(hours=1))
    append(store, drafts_of([about("a", event)]))
    rows = store.connection.execute(
        "SELECT seq, dossier, id, type, occurred_at, recorded_at, actor FROM event"
    ).fetchall()
    assert rows == [
        (2, "H01", "e1", "accepted", "2026-11-20T09:00:00+07:00", "2026-11-20T10:00:00+07:00",
         "mc-1")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "hash_"), [("note", bytes(32)), ("event", bytes(31)), (None, bytes(32))]
)
def test_the_table_takes_no_other_kind_and_no_short_hash(
    store: Store, kind: str | None, hash_: bytes
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute(
            "INSERT INTO entry VALUES (1, ?, 'H01', 'e1', '2026', '{}', ?)", (kind, hash_)
        )


def test_nothing_is_worked_out_as_an_entry_is_put_in(store: Store) -> None:
    """Computed columns would be, at every insert; the view works them out when asked."""
    columns = store.connection.execute("PRAGMA table_xinfo(entry)").fetchall()
    assert [hidden for *_, hidden in columns] == [0] * 7
    assert schema.missing_guards(store.connection) == ()
