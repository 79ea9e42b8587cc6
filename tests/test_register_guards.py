"""The record is only ever added to: whoever tries otherwise is stopped, or found out at opening."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from tests.faults.office import NOW
from tests.registers import GUARDS, built, dossier_of, opened, plain
from tthc_deadlines.register.errors import DamagedRegister
from tthc_deadlines.register.store import GuardsMissingWarning

ROW = "(kind, dossier, id, appended_at, body, hash"
VALUES = "'event', 'H01', 'e1', '2026-11-20T09:00:00+07:00', '{}', zeroblob(32)"
FORBIDDEN = {
    "update": "UPDATE entry SET body = '{}' WHERE seq = 2",
    "update of all": "UPDATE entry SET appended_at = '2020-01-01'",
    "update of the number": "UPDATE entry SET seq = 99 WHERE seq = 2",
    "update or replace": "UPDATE OR REPLACE entry SET seq = 3 WHERE seq = 2",
    "delete": "DELETE FROM entry WHERE seq = 2",
    "delete of the last": "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
    "delete of all": "DELETE FROM entry",
    "insert or replace": f"INSERT OR REPLACE INTO entry {ROW}, seq) VALUES ({VALUES}, 2)",
    "replace": f"REPLACE INTO entry {ROW}, seq) VALUES ({VALUES}, 2)",
    "upsert": f"INSERT INTO entry {ROW}, seq) VALUES ({VALUES}, 2) "
    "ON CONFLICT (seq) DO UPDATE SET body = '{}'",
    "insert in a gap": f"INSERT INTO entry {ROW}, seq) VALUES ({VALUES}, 9999)",
    "insert before the first": f"INSERT INTO entry {ROW}, seq) VALUES ({VALUES}, 0)",
    "insert of less than nothing": f"INSERT INTO entry {ROW}, seq) VALUES ({VALUES}, -5)",
}


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with plain(path) as connection:
        return connection.execute("SELECT * FROM entry ORDER BY seq").fetchall()


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_plain_sqlite_cannot_change_the_record(
    tmp_path: Path, statement: str, recursive: str
) -> None:
    path = built(tmp_path / "so.db")
    before = rows_of(path)
    with plain(path) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    assert rows_of(path) == before
    with opened(path) as register:
        assert register.verify().is_sound


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_nor_can_the_registers_own_connection(tmp_path: Path, statement: str) -> None:
    with opened(built(tmp_path / "so.db")) as register:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            register.db.execute(statement)
        assert register.verify().is_sound


def test_sqlite_utils_cannot_change_the_record(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    before = rows_of(path)
    row = {
        "seq": 2, "kind": "event", "dossier": "H01", "id": "e1", "appended_at": "x",
        "body": "{}", "hash": bytes(32),
    }  # fmt: skip
    db = sqlite_utils.Database(path)
    table = db.table("entry")
    changes: list[Callable[[], object]] = [
        lambda: table.upsert(row, pk="seq"),
        lambda: table.insert(row, replace=True, pk="seq"),
        lambda: table.insert(row, pk="seq"),
        lambda: table.update(2, {"body": "{}"}),
        lambda: table.delete(2),
        lambda: table.delete_where("seq > 1"),
    ]
    for change in changes:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            change()
    db.close()
    assert rows_of(path) == before


def test_insert_or_ignore_changes_nothing(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    before = rows_of(path)
    with plain(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"INSERT OR IGNORE INTO entry {ROW}, seq) VALUES ({VALUES}, 2)")
    assert rows_of(path) == before


@pytest.mark.parametrize(
    "values",
    [
        "99, 'other', 'H01', 'e1', 'x', '{}', zeroblob(32)",
        "99, 'event', 'H01', 'e1', 'x', '{}', zeroblob(31)",
        "99, 'event', NULL, 'e1', 'x', '{}', zeroblob(32)",
        "99, 'event', 'H01', NULL, 'x', '{}', zeroblob(32)",
        "99, 'event', 'H01', 'e1', 'x', NULL, zeroblob(32)",
        "99, 'event', 'H01', 'e1', 'x', '{}', NULL",
    ],
)
def test_an_entry_has_its_form(tmp_path: Path, values: str) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        (last,) = connection.execute("SELECT max(seq) FROM entry").fetchone()
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(
                "INSERT INTO entry (seq, kind, dossier, id, appended_at, body, hash) "
                f"VALUES ({values.replace('99', str(last + 1), 1)})"
            )


def test_an_entry_put_in_by_hand_is_found(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        (last,) = connection.execute("SELECT max(seq) FROM entry").fetchone()
        connection.execute(f"INSERT INTO entry {ROW}, seq) VALUES ({VALUES}, {last + 1})")
    with opened(path) as register:
        found = register.verify()
        assert (found.fault, found.seq) == ("changed", last + 1)


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_taken_away_is_put_back_with_a_warning(tmp_path: Path, name: str) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute(f"DROP TRIGGER {name}")
    with pytest.warns(GuardsMissingWarning, match=name):
        register = opened(path)
    with register:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            register.db.execute("DELETE FROM entry")
        assert register.verify().is_sound
    opened(path).close()  # and no warning any more


def test_a_guard_that_guards_nothing_is_put_right(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute(
            "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END"
        )
    with pytest.warns(GuardsMissingWarning, match="entry_no_update"):
        opened(path).close()
    with plain(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(FORBIDDEN["update"])


def test_a_readonly_register_does_not_mind_and_answers(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
    with opened(path, readonly=True) as register:
        assert register.verify().is_sound


def test_what_was_changed_without_guards_is_found(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("UPDATE entry SET id = 'e77' WHERE seq = 3")
    with pytest.warns(GuardsMissingWarning), opened(path) as register:
        assert register.verify().seq == 3


@pytest.mark.parametrize("changes", [{}, {"types": {"body": str}}, {"column_order": ["seq"]}])
def test_guards_that_a_transform_drops_are_back_at_the_next_opening(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    """It drops them without a word: issue 611 of sqlite-utils."""
    path = built(tmp_path / "so.db")
    before = rows_of(path)
    db = sqlite_utils.Database(path)
    db.table("entry").transform(**changes)
    assert db.table("entry").triggers == []
    db.close()
    with pytest.warns(GuardsMissingWarning, match="entry_no_update.*entry_in_order"):
        opened(path).close()
    with opened(path) as register:
        assert register.verify().is_sound
        assert [one.name for one in register.db.table("entry").triggers] == list(GUARDS)
    assert rows_of(path) == before


@pytest.mark.parametrize(
    "changes", [{"rename": {"id": "event_id"}}, {"drop": ["appended_at"]}, {"types": {"body": int}}]
)
def test_a_record_that_a_transform_changed_is_refused(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    path = built(tmp_path / "so.db")
    db = sqlite_utils.Database(path)
    db.execute("DROP VIEW event")  # it would stand in the way
    db.table("entry").transform(**changes)
    db.close()
    with pytest.raises(DamagedRegister, match="entry is not as it was made"):
        opened(path)


# --- what anyone may read --------------------------------------------------------------------


def test_any_program_reads_tables_and_views(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db", 12)
    with plain(path) as connection:
        connection.row_factory = sqlite3.Row
        events = connection.execute("SELECT * FROM event ORDER BY seq").fetchall()
        first = dossier_of(0).events[0]
        assert events[0]["dossier"] == dossier_of(0).code
        assert events[0]["type"] == "accepted"
        assert events[0]["occurred_at"] == first.occurred_at.isoformat()
        assert events[0]["occurred_at"].endswith("+07:00")
        assert len(events) == sum(len(dossier_of(number).events) for number in range(12))
        assert len(events[0]["hash"]) == 64
        is_open = {row["code"] for row in connection.execute("SELECT code FROM open_dossier")}
        units = connection.execute("SELECT sum(dossiers) AS n FROM by_unit").fetchone()["n"]
        holders = connection.execute("SELECT sum(dossiers) AS n FROM by_holder").fetchone()["n"]
        procedures = connection.execute("SELECT sum(dossiers) AS n FROM by_procedure")
        assert len(is_open) == units == holders == procedures.fetchone()["n"] > 0
    with opened(path, readonly=True) as register:
        assert {one.code for one in register.check(NOW)} == is_open


def test_the_views_of_now_agree_with_asking(tmp_path: Path) -> None:
    """Those views go by SQLite's own clock: everything of the office is long past due by then."""
    path = built(tmp_path / "so.db", 12)
    with plain(path) as connection:
        (now,) = connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00')").fetchone()
        overdue = {code for (code,) in connection.execute("SELECT code FROM overdue")}
        nobody = {code for (code,) in connection.execute("SELECT code FROM unassigned")}
        soon = connection.execute("SELECT count(*) FROM due_within_3_days").fetchone()
    at = dt.datetime.fromisoformat(now)
    with opened(path, readonly=True) as register:
        assert {one.code for one in register.overdue(at)} == overdue
        assert {one.code for one in register.unassigned(at)} == nobody
        assert soon == (0,)
