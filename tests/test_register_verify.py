"""Verifying: whatever was changed in the record is found, and the first bad entry named."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.office import NOW
from tests.registers import built, dossier_of, opened, plain, unguarded
from tests.strategies_events import dossiers
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.register import verifying
from tthc_deadlines.register.errors import DamagedRegister, UnknownHead
from tthc_deadlines.register.register import Register
from tthc_deadlines.register.verifying import FAULTS, Verified

COUNT = sum(1 + len(dossier_of(number).events) for number in range(4))
MIDDLE = COUNT // 2
CHANGES = {
    "kind": "'document'",
    "dossier": "'H99'",
    "dossier of another": f"'{dossier_of(3).code}'",
    "id": "'e99'",
    "appended_at": "'2020-01-01T00:00:00.000+07:00'",
    "body": "'{}'",
    "body, one letter": "substr(body, 1, 9) || 'x' || substr(body, 11)",
    "body as bytes": "CAST(body AS BLOB)",
    "body, a space more": "body || ' '",
    "hash": "zeroblob(32)",
    "hash of another": "(SELECT hash FROM entry WHERE seq = 1 + (SELECT min(seq) FROM entry))",
}


def by_the_words_alone(path: Path) -> int | None:
    """The first bad entry, told by the documentation of the bytes and nothing of the library.

    The bytes of an entry: the UTF-8 of ``[seq,"kind","dossier","id","appended_at",body]``; its
    hash: the SHA-256 of the hash before, 32 zero bytes for the first, and these bytes.
    """
    before, expected = bytes(32), 0
    with plain(path) as connection:
        ends = connection.execute("SELECT seq, hash FROM head").fetchall()
        for seq, kind, dossier, id_, appended_at, body, kept in connection.execute(
            "SELECT seq, kind, dossier, id, appended_at, body, hash FROM entry ORDER BY seq"
        ):
            expected += 1
            texts = [
                json.dumps(one, ensure_ascii=False) for one in (kind, dossier, id_, appended_at)
            ]
            told = body if isinstance(body, str) else repr(body)
            line = f"[{seq},{','.join(texts)},{told}]".encode()
            if seq != expected or sha256(before + line).digest() != kept:
                return expected
            before = kept
    return None if ends == [(expected, before)] else expected


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return built(tmp_path / "so.db", 4)


def verified(path: Path, since: str = "") -> Verified:
    with opened(path) as register:
        return register.verify(since)


def test_what_nobody_changed_is_sound(path: Path) -> None:
    found = verified(path)
    assert (found.is_sound, found.entries, found.fault, found.seq) == (True, COUNT, None, None)
    with opened(path) as register:
        assert found.head == register.head()
    assert by_the_words_alone(path) is None


@pytest.mark.parametrize("seq", [1, MIDDLE, COUNT])
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_value_is_found(path: Path, change: str, seq: int) -> None:
    column = change.split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    with unguarded(path) as connection:
        connection.execute(
            f"UPDATE OR IGNORE entry SET {column} = {CHANGES[change]} WHERE seq = ?", (seq,)
        )
        same = connection.execute(f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchone()
    found = verified(path)
    if change == "dossier of another" and seq == COUNT:
        assert found.is_sound, "it was of that dossier anyway"
        return
    assert same is not None
    assert (found.fault, found.seq, found.entries) == ("changed", seq, seq - 1)
    assert by_the_words_alone(path) == seq
    assert all(str(seq) in text for text in found.texts)


@pytest.mark.parametrize(
    ("removed", "fault", "seq"),
    [
        ((1,), "missing", 1),
        ((MIDDLE,), "missing", MIDDLE),
        ((MIDDLE, MIDDLE + 1), "missing", MIDDLE),
        ((COUNT,), "cut", COUNT - 1),
        ((COUNT - 1, COUNT), "cut", COUNT - 2),
        ((2, COUNT), "missing", 2),
        (tuple(range(1, COUNT + 1)), "cut", 0),
    ],
)
def test_a_removed_entry_is_found(
    path: Path, removed: tuple[int, ...], fault: str, seq: int
) -> None:
    with unguarded(path) as connection:
        connection.executemany("DELETE FROM entry WHERE seq = ?", [(one,) for one in removed])
    found = verified(path)
    assert (found.fault, found.seq) == (fault, seq)
    assert by_the_words_alone(path) == seq


@pytest.mark.parametrize("seq", [1, MIDDLE])
def test_a_removed_entry_is_found_when_those_after_move_up(path: Path, seq: int) -> None:
    with unguarded(path) as connection:
        connection.execute("DELETE FROM entry WHERE seq = ?", (seq,))
        renumber(connection, seq + 1, -1)
    found = verified(path)
    assert (found.fault, found.seq) == ("changed", seq)
    assert by_the_words_alone(path) == seq


def renumber(connection: sqlite3.Connection, first: int, by: int) -> None:
    connection.execute("UPDATE entry SET seq = -seq WHERE seq >= ?", (first,))
    connection.execute("UPDATE entry SET seq = -seq + ? WHERE seq < 0", (by,))


@pytest.mark.parametrize("seq", [1, MIDDLE, COUNT])
def test_an_inserted_entry_is_found(path: Path, seq: int) -> None:
    with unguarded(path) as connection:
        renumber(connection, seq, 1)
        connection.execute(
            "INSERT INTO entry SELECT ?, kind, dossier, 'e77', appended_at, body, hash "
            "FROM entry WHERE seq = ?",
            (seq, seq + 1),
        )
    found = verified(path)
    assert (found.fault, found.seq) == ("changed", seq)
    assert by_the_words_alone(path) == seq


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, COUNT), (COUNT - 1, COUNT)])
@pytest.mark.parametrize("columns", ["all", "body", "hash"])
def test_two_that_changed_places_are_found(path: Path, one: int, other: int, columns: str) -> None:
    with unguarded(path) as connection:
        if columns == "all":
            connection.execute("UPDATE entry SET seq = -1 WHERE seq = ?", (one,))
            connection.execute("UPDATE entry SET seq = ? WHERE seq = ?", (one, other))
            connection.execute("UPDATE entry SET seq = ? WHERE seq = -1", (other,))
        else:
            rows = dict(connection.execute(f"SELECT seq, {columns} FROM entry").fetchall())
            for seq, value in ((one, rows[other]), (other, rows[one])):
                connection.execute(f"UPDATE entry SET {columns} = ? WHERE seq = ?", (value, seq))
    found = verified(path)
    assert (found.fault, found.seq) == ("changed", one)
    assert by_the_words_alone(path) == one


def rehash(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Make the hashes of some entries right again, as a forger would."""
    for seq in range(first, last + 1):
        kept = connection.execute("SELECT hash FROM entry WHERE seq = ?", (seq - 1,)).fetchone()
        row = connection.execute(
            "SELECT seq, kind, dossier, id, appended_at, body FROM entry WHERE seq = ?", (seq,)
        ).fetchone()
        texts = ",".join(json.dumps(one, ensure_ascii=False) for one in row[1:5])
        line = f"[{row[0]},{texts},{row[5]}]".encode()
        told = sha256((kept[0] if kept else bytes(32)) + line).digest()
        connection.execute("UPDATE entry SET hash = ? WHERE seq = ?", (told, seq))


@pytest.mark.parametrize("seq", [1, MIDDLE, COUNT - 1])
def test_a_forger_who_hashes_one_entry_again_is_found_at_the_next(path: Path, seq: int) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE entry SET id = 'e77' WHERE seq = ?", (seq,))
        rehash(connection, seq, seq)
    found = verified(path)
    assert (found.fault, found.seq) == ("changed", seq + 1)
    assert by_the_words_alone(path) == seq + 1


def test_a_forger_who_hashes_the_last_entry_again_is_found_by_the_head(path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE entry SET id = 'e77' WHERE seq = ?", (COUNT,))
        rehash(connection, COUNT, COUNT)
    found = verified(path)
    assert (found.fault, found.seq) == ("head", COUNT)
    assert by_the_words_alone(path) == COUNT


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("hash = zeroblob(32)", "head"),
        (f"seq = {COUNT + 1}", "cut"),
        (f"seq = {COUNT - 1}", "cut"),
        ("seq = 0, hash = zeroblob(32)", "cut"),
    ],
)
def test_a_changed_head_is_found(path: Path, change: str, fault: str) -> None:
    with plain(path) as connection:
        connection.execute(f"UPDATE head SET {change}")
    found = verified(path)
    assert (found.fault, found.seq) == (fault, COUNT)
    assert by_the_words_alone(path) == COUNT
    with opened(path) as register, pytest.raises(DamagedRegister):
        register.head()
    with opened(path) as register, pytest.raises(DamagedRegister):
        register.append([dossier_of(9)])


def test_a_head_that_is_gone_is_found(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("DELETE FROM head")
    assert verified(path).fault == "cut"


@pytest.mark.parametrize("seq", [1, MIDDLE, COUNT])
def test_a_forger_who_hashes_everything_again_is_found_by_a_noted_head(
    path: Path, seq: int
) -> None:
    noted = verified(path).head
    with unguarded(path) as connection:
        connection.execute("UPDATE entry SET id = 'e77' WHERE seq = ?", (seq,))
        rehash(connection, seq, COUNT)
        connection.execute(
            "UPDATE head SET hash = (SELECT hash FROM entry WHERE seq = ?)", (COUNT,)
        )
    assert verified(path).is_sound
    assert by_the_words_alone(path) is None
    with pytest.raises(UnknownHead) as caught:
        verified(path, since=noted)
    assert caught.value.hash == noted


def test_a_tail_that_was_cut_with_the_head_is_found_by_a_noted_head(path: Path) -> None:
    noted = verified(path).head
    with unguarded(path) as connection:
        connection.execute("DELETE FROM entry WHERE seq = ?", (COUNT,))
        connection.execute(
            "UPDATE head SET seq = ?, hash = (SELECT hash FROM entry WHERE seq = ?)",
            (COUNT - 1, COUNT - 1),
        )
    assert verified(path).is_sound
    with pytest.raises(UnknownHead):
        verified(path, since=noted)


def test_every_past_head_is_accepted(tmp_path: Path) -> None:
    with opened(tmp_path / "so.db") as register:
        heads = [register.head()]
        for number in range(6):
            register.append([dossier_of(number)])
            heads.append(register.head())
        assert len(set(heads)) == 7
        for head in (*heads, heads[3].upper(), f" {heads[3]}\n"):
            assert register.verify(since=head).is_sound
        rows = register.db.execute("SELECT lower(hex(hash)) FROM entry").fetchall()
        assert all(register.verify(since=head).is_sound for (head,) in rows)
        for unknown in ("x", "0", "ff" * 32, heads[3][:-1]):
            with pytest.raises(UnknownHead):
                register.verify(since=unknown)


def test_a_fault_is_told_before_an_unknown_head(path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute("UPDATE entry SET id = 'e77' WHERE seq = 2")
    assert verified(path, since="ff" * 32).seq == 2


def test_an_event_written_a_second_time_by_a_forger_is_found(path: Path) -> None:
    with unguarded(path) as connection:
        connection.execute(
            "INSERT INTO entry SELECT ?, kind, dossier, id, appended_at, body, hash "
            "FROM entry WHERE seq = 3",
            (COUNT + 1,),
        )
        rehash(connection, COUNT + 1, COUNT + 1)
        connection.execute(
            "UPDATE head SET seq = ?1, hash = (SELECT hash FROM entry WHERE seq = ?1)",
            (COUNT + 1,),
        )
    found = verified(path)
    assert (found.fault, found.seq) == ("twice", COUNT + 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE dossier SET due_on = '2030-01-01' WHERE is_open",
        "UPDATE dossier SET is_open = 0 WHERE code = (SELECT min(code) FROM dossier WHERE is_open)",
        "UPDATE dossier SET is_open = 2 - is_open WHERE NOT is_open",
        "UPDATE dossier SET holder = 'Người khác'",
        "DELETE FROM dossier WHERE code = (SELECT min(code) FROM dossier WHERE is_open)",
        "DELETE FROM dossier",
        "DELETE FROM tally",
        "UPDATE tally SET dossiers = dossiers + 1",
        "DELETE FROM dossier WHERE is_open; DELETE FROM tally WHERE day = 'open'",
    ],
)
def test_projections_changed_by_hand_are_found_and_can_be_worked_out_again(
    tmp_path: Path, change: str
) -> None:
    path = built(tmp_path / "so.db", 12)
    with opened(path) as register:
        before = register.check(NOW)
    with plain(path) as connection:
        connection.executescript(change)
    with opened(path) as register:
        found = register.verify()
        assert (found.fault, found.seq) == ("projections", None)
        if "NOT is_open" not in change and "min(code)" not in change:
            with pytest.raises(DamagedRegister, match="rebuild"):
                register.check(NOW)
        register.rebuild()
        assert register.verify().is_sound
        assert register.check(NOW) == before


def test_progress_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_EVERY", 5)
    seen: list[tuple[int, int]] = []
    with opened(path) as register:
        register.verify(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, COUNT) for done in range(5, COUNT + 1, 5)]


def test_faults_are_said_in_both_languages() -> None:
    for vi, en in FAULTS.values():
        assert vi != en
        assert vi.count("{") == en.count("{")


batches: st.SearchStrategy[list[Callable[[Register], object]]] = st.lists(
    st.lists(dossiers(), min_size=1, max_size=3), max_size=3
).map(lambda some: [_appending(one) for one in some])


def _appending(items: list[Dossier]) -> Callable[[Register], object]:
    return lambda register: register.append(items, project=False)


@given(batches)
def test_the_words_alone_agree_about_any_lives(
    batches: list[Callable[[Register], object]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.db"
        with opened(path) as register:
            for batch in batches:
                try:
                    batch(register)
                except ValueError:  # an id of the life has two contents
                    continue
            assert register.verify().is_sound
        assert by_the_words_alone(path) is None
