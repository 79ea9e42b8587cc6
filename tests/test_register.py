"""The file of a register: made, opened, migrated, refused; every bad file its own error."""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.office import NOW
from tests.registers import built, dossier_of, opened, plain
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.register import schema, store
from tthc_deadlines.register.errors import (
    BusyRegister,
    ClosedRegister,
    DamagedRegister,
    MissingRegister,
    NewerRegister,
    NotARegister,
    ReusedId,
    UnwritableRegister,
)
from tthc_deadlines.register.register import Register


def test_a_new_register_is_empty_and_sound(tmp_path: Path) -> None:
    with opened(tmp_path / "so.db") as register:
        assert len(register) == 0
        assert register.head() == "00" * 32
        assert register.verify().is_sound
        assert register.check(NOW) == []
        assert list(register.dossiers()) == []
        assert register.dossier("H01") is None
        assert register.kept_organisation() is None
        assert register.kept_catalogue() is None
        assert register.rebuild() == 0
        assert register.refresh() == ()


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with opened(path) as register:
        assert list(register.dossiers()) == [dossier_of(number) for number in range(6)]
        assert len(register) == 6


def test_closing_twice_is_nothing(tmp_path: Path) -> None:
    register = opened(tmp_path / "so.db")
    register.close()
    register.close()


def test_a_closed_register_says_so(tmp_path: Path) -> None:
    register = opened(tmp_path / "so.db")
    register.close()
    for ask in (register.head, register.verify, lambda: register.append([dossier_of(1)])):
        with pytest.raises(ClosedRegister, match="open it again"):
            ask()


def test_in_memory_works_and_keeps_nothing() -> None:
    with opened(":memory:") as register:
        register.append([dossier_of(1)])
        assert [one.code for one in register.dossiers()] == [dossier_of(1).code]
        assert register.verify().is_sound
    with opened(":memory:") as register:
        assert len(register) == 0


def test_no_files_are_left_beside_it_when_closed(tmp_path: Path) -> None:
    built(tmp_path / "so.db")
    assert os.listdir(tmp_path) == ["so.db"]


# --- names of files ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "sổ theo dõi hồ sơ.db",
        "a b.db",
        "what?.db",
        "mode=ro&x.db",
        "50%.db",
        "%41.db",
        "#1.db",
        "a;b'c\"d.db",
        "file:x.db",
        "x",
        "Thư mục có dấu/sổ số 1.db",
        "tệp\u0301.db",
    ],
)
@pytest.mark.parametrize("kind", [str, Path])
def test_any_name_will_do(tmp_path: Path, name: str, kind: Callable[[str], str | Path]) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    with opened(kind(str(path))) as register:
        register.append([dossier_of(1)])
    assert path.is_file()
    with opened(kind(str(path)), readonly=True) as register:
        assert register.dossier(dossier_of(1).code) == dossier_of(1)
        assert [one.code for one in register.dossiers()] == [dossier_of(1).code]


def test_a_relative_name_is_of_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    built(Path("so.db"))
    with opened("so.db", readonly=True) as register:
        assert len(list(register.dossiers())) == 6


# --- bad files -----------------------------------------------------------------------------


def refused(path: Path | str, **values: bool) -> TthcDeadlinesError:
    """The error of opening; what was there is as it was, and nothing new beside it."""
    folder = Path(path).parent
    before = {one: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    with pytest.raises(TthcDeadlinesError) as caught:
        opened(path, **values)
    assert {one: one.read_bytes() for one in folder.iterdir() if one.is_file()} == before
    return caught.value


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3", b"ma_ho_so,nhan\nH01,\n" * 500])
@pytest.mark.parametrize("readonly", [False, True])
def test_what_is_no_sqlite_file_is_refused(tmp_path: Path, content: bytes, readonly: bool) -> None:
    path = tmp_path / "so.db"
    path.write_bytes(content)
    error = refused(path, readonly=readonly)
    assert isinstance(error, NotARegister)
    assert str(path) in str(error)
    assert "không phải tệp SQLite" in error.message("vi")


@pytest.mark.parametrize("readonly", [False, True])
def test_sqlite_of_another_program_is_refused(tmp_path: Path, readonly: bool) -> None:
    with plain(tmp_path / "so.db") as connection:
        connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY)")
    error = refused(tmp_path / "so.db", readonly=readonly)
    assert isinstance(error, NotARegister)
    assert "another program" in str(error)


def test_another_programs_empty_database_is_refused(tmp_path: Path) -> None:
    with plain(tmp_path / "so.db") as connection:
        connection.execute("PRAGMA application_id = 7")
    assert isinstance(refused(tmp_path / "so.db"), NotARegister)


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_format_is_refused(tmp_path: Path, readonly: bool) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    error = refused(path, readonly=readonly)
    assert isinstance(error, NewerRegister)
    assert (error.found, error.known) == (schema.VERSION + 1, schema.VERSION)


@pytest.mark.parametrize("version", [0, -1, -(2**31)])
def test_a_format_that_never_was_is_damage(tmp_path: Path, version: int) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert isinstance(refused(path), DamagedRegister)


@pytest.mark.parametrize("values", [{"readonly": True}, {"create": False}])
def test_a_register_that_must_be_there_and_is_not(tmp_path: Path, values: dict[str, bool]) -> None:
    assert isinstance(refused(tmp_path / "so.db", **values), MissingRegister)


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    path.touch()
    assert isinstance(refused(path, readonly=True), MissingRegister)
    assert isinstance(refused(path, create=False), MissingRegister)
    with opened(path) as register:
        assert register.append([dossier_of(1)]).added


def test_a_blank_database_becomes_a_register(tmp_path: Path) -> None:
    """As one is that another process is just making, or was killed while making."""
    path = tmp_path / "so.db"
    with plain(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size
    assert isinstance(refused(path, readonly=True), NotARegister)
    with opened(path) as register:
        assert register.append([dossier_of(1)]).added


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "so").mkdir()
    for values in ({}, {"readonly": True}):
        error = refused(tmp_path / "so", **values)
        assert isinstance(error, NotARegister)
        assert "thư mục" in error.message("vi")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnwritableRegister, match="no such folder") as caught:
        opened(tmp_path / "none" / "so.db")
    assert "không có thư mục" in caught.value.message("vi")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_names_that_are_none(path: str) -> None:
    with pytest.raises((MissingRegister, UnwritableRegister)):
        opened(path)


@pytest.mark.parametrize("name", ["entry", "dossier", "entry_by_dossier", "overdue", "head"])
def test_a_table_or_view_that_was_taken_away(tmp_path: Path, name: str) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        ((kind,),) = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,))
        connection.execute(f"DROP {kind} {name}")
    error = refused(path)
    assert isinstance(error, DamagedRegister)
    assert name in str(error)


def test_tables_and_views_of_ones_own_are_left_alone(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("CREATE TABLE note (dossier TEXT, text TEXT)")
        connection.execute("CREATE VIEW mine AS SELECT * FROM open_dossier WHERE unit = 'x'")
    with opened(path) as register:
        register.append([dossier_of(9)])
    with plain(path) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)


# --- read-only -----------------------------------------------------------------------------


def test_a_readonly_register_answers_and_writes_nothing(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    before = path.read_bytes()
    with opened(path, readonly=True) as register:
        assert len(register.check(NOW)) > 0
        assert register.verify().is_sound
        writes: list[Callable[[], object]] = [
            lambda: register.append([dossier_of(9)]),
            register.rebuild,
            register.refresh,
        ]
        for write in writes:
            with pytest.raises(UnwritableRegister, match="read-only"):
                write()
    assert path.read_bytes() == before


def test_a_readonly_register_sees_what_others_write(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with opened(path, readonly=True) as looking, opened(path) as writing:
        writing.append([dossier_of(9)])
        assert looking.dossier(dossier_of(9).code) == dossier_of(9)


# --- older formats -------------------------------------------------------------------------


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of this format, which for once is not the newest."""
    path = built(tmp_path / "so.db")
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    first = schema.VERSION - 2

    def add(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE added (x)")

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO added VALUES (1)")

    monkeypatch.setitem(store.MIGRATIONS, first, add)
    monkeypatch.setitem(store.MIGRATIONS, first + 1, fill)
    return path


def test_an_older_format_is_brought_up_to_date_and_a_copy_kept(older: Path) -> None:
    before = older.read_bytes()
    with opened(older) as register:
        assert register.verify().is_sound
        assert register.append([dossier_of(9)]).added
    with plain(older) as connection:
        assert connection.execute("SELECT x FROM added").fetchall() == [(1,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    copy = Path(f"{older}.v{schema.VERSION - 2}")
    assert sorted(os.listdir(older.parent)) == [older.name, copy.name]
    with plain(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 2,)
        with plain(older) as now:
            kept = "SELECT seq, body, hash FROM entry WHERE seq <= 9 ORDER BY seq"
            assert connection.execute(kept).fetchall() == now.execute(kept).fetchall()
    assert len(copy.read_bytes()) == len(before)


def test_a_copy_that_is_there_is_not_written_over(older: Path) -> None:
    copy = Path(f"{older}.v{schema.VERSION - 2}")
    copy.write_text("mine")
    with opened(older) as register:
        assert register.verify().is_sound
    assert copy.read_text() == "mine"


def test_a_migration_that_fails_leaves_the_older_format(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO none VALUES (1)")

    monkeypatch.setitem(store.MIGRATIONS, schema.VERSION - 1, fail)
    with pytest.raises(DamagedRegister):
        opened(older)
    with plain(older) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 2,)
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'added'").fetchone()


def test_an_older_format_is_not_migrated_by_looking(older: Path) -> None:
    error = refused(older, readonly=True)
    assert isinstance(error, UnwritableRegister)
    assert "older format" in str(error)


def test_two_that_migrate_at_once_do_it_once(older: Path) -> None:
    found: list[object] = []

    def run() -> None:
        try:
            with opened(older) as register:
                found.append(register.verify().is_sound)
        except TthcDeadlinesError as error:
            found.append(error)

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == [True] * 4
    with plain(older) as connection:
        assert connection.execute("SELECT x FROM added").fetchall() == [(1,)]


# --- several at once -----------------------------------------------------------------------


def test_two_registers_open_at_once(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as one, opened(tmp_path / "b.db") as other:
        one.append([dossier_of(1)])
        other.append([dossier_of(2)])
        for left, right in zip(one.dossiers(), other.dossiers(), strict=True):
            assert (left, right) == (dossier_of(1), dossier_of(2))


def test_one_file_opened_twice(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as one, opened(tmp_path / "a.db") as other:
        one.append([dossier_of(1)])
        other.append([dossier_of(2), dossier_of(1)])
        assert one.head() == other.head()
        assert len(one) == len(other) == 2
        assert one.check(NOW) == other.check(NOW)


def together(*calls: Callable[[], object]) -> list[object]:
    """What calls come to that start at the same moment, each in a thread."""
    found: list[object] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(place: int, call: Callable[[], object]) -> None:
        gate.wait()
        try:
            found[place] = call()
        except Exception as error:
            found[place] = error

    workers = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found


def test_many_threads_share_one_register(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as register:

        def write(first: int) -> int:
            added = 0
            for number in range(first, first + 5):
                added += register.append([dossier_of(number), dossier_of(number // 2)]).added
                register.check(NOW)
                list(register.dossiers())
            return added

        found = together(*(lambda first=first: write(first) for first in (0, 5, 10, 15)))
        expected = sum(1 + len(dossier_of(number).events) for number in range(20))
        assert sum(found) == expected  # type: ignore[arg-type]
        assert register.verify().entries == expected
        assert [one.code for one in register.dossiers()] == [
            dossier_of(number).code for number in range(20)
        ]


def test_many_threads_make_and_open_one_file(tmp_path: Path) -> None:
    for turn in range(5):
        path = tmp_path / f"{turn}.db"

        def write(number: int, path: Path = path) -> int:
            with opened(path) as register:
                return register.append([dossier_of(number)]).added

        found = together(*(lambda number=number: write(number) for number in range(6)))
        assert found == [1 + len(dossier_of(number).events) for number in range(6)]
        with opened(path) as register:
            assert len(register) == 6
            assert register.verify().is_sound


def test_who_streams_may_write_meanwhile(tmp_path: Path) -> None:
    with opened(built(tmp_path / "a.db")) as register:
        seen: list[str] = []
        for dossier in register.dossiers():
            register.append([dossier_of(100 + len(seen))])
            assert register.dossier(dossier.code) == dossier
            seen.append(dossier.code)
        assert seen == [dossier_of(number).code for number in range(6)]
        assert len(register) == 12


def test_a_stream_that_is_left_holds_nobody_up(tmp_path: Path) -> None:
    with opened(built(tmp_path / "a.db"), timeout=0.2) as register:
        stream: Any = register.dossiers()
        next(stream)
        assert together(lambda: register.append([dossier_of(9)]).added) == [
            1 + len(dossier_of(9).events)
        ]
        stream.close()


# --- errors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        BusyRegister(path="a.db", seconds=30.0),
        UnwritableRegister(path="a.db", reason="x", reason_vi="y"),
        ReusedId(dossier="H01", id="e1"),
        DamagedRegister(path="a", seq=7, at=" a", at_vi=" b", reason="c", reason_vi="d"),
    ],
)
def test_errors_survive_pickling(error: TthcDeadlinesError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.message("vi") == error.message("vi")


def test_a_register_kept_by_another_says_so_after_the_wait(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with opened(path, timeout=0.05) as register, plain(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyRegister) as caught:
            register.append([dossier_of(9)])
        assert caught.value.seconds == 0.05
        assert isinstance(caught.value, TimeoutError)
        other.execute("ROLLBACK")
        assert register.dossier(dossier_of(9).code) is None
        assert register.append([dossier_of(9)]).added


def test_a_register_is_opened_and_read_while_another_writes(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(path, timeout=0.05) as register:
            assert len(register.check(NOW)) > 0


def test_a_register_kept_whole_by_another_is_busy(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyRegister):
            opened(path, timeout=0.05)


def test_the_file_is_let_go_when_opening_fails(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("DROP VIEW overdue")
    with contextlib.suppress(DamagedRegister):
        Register(path)
    path.unlink()
    assert os.listdir(tmp_path) == []
