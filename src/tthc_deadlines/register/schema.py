"""The tables of a register (cấu trúc sổ theo dõi), their guards, and their versions.

``entry`` is the record: only ever added to, each row chained to the one before. All else is
worked out from it and may be thrown away.
"""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache

APPLICATION_ID = 0x54544843  # "TTHC"
VERSION = 1

# What a body says is read in the view: computed columns would be worked out at every insert,
# virtual or not. A list of more than two after IN is made anew for every row, OR is not.
_ENTRY = """
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind = 'event' OR kind = 'dossier' OR kind = 'document'),
    dossier TEXT NOT NULL,
    id TEXT NOT NULL,
    appended_at TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
)
"""
# Not unique: a unique one would let INSERT OR REPLACE throw a row out. That an id is written
# once is seen to when it is appended, in the same transaction.
_BY_DOSSIER = "CREATE INDEX entry_by_dossier ON entry (dossier, id)"

_HEAD = """
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
)
"""
_DIRTY = "CREATE TABLE dirty (dossier TEXT PRIMARY KEY) WITHOUT ROWID"
_STAMP = "CREATE TABLE stamp (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
_DOSSIER = """
CREATE TABLE dossier (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    is_stopped INTEGER NOT NULL,
    closing TEXT,
    holder TEXT NOT NULL,
    accepted_at TEXT,
    run_started_at TEXT,
    due_on TEXT,
    due_at TEXT,
    due_by_day INTEGER NOT NULL,
    promised TEXT,
    ended_at TEXT,
    next_duty TEXT,
    next_by TEXT,
    open_steps TEXT NOT NULL,
    findings TEXT NOT NULL,
    events INTEGER NOT NULL,
    last_at TEXT,
    last_seq INTEGER NOT NULL,
    procedure_stamp TEXT NOT NULL,
    problem TEXT,
    record BLOB NOT NULL,
    seal BLOB NOT NULL
) WITHOUT ROWID
"""
_TALLY = """
CREATE TABLE tally (
    day TEXT PRIMARY KEY,
    dossiers INTEGER NOT NULL,
    seals BLOB NOT NULL,
    seal BLOB NOT NULL
) WITHOUT ROWID
"""
_OPEN = "CREATE INDEX dossier_open ON dossier (due_at) WHERE is_open"
_HOLDER = "CREATE INDEX dossier_holder ON dossier (holder) WHERE is_open"
_LAST = "CREATE INDEX dossier_last ON dossier (last_at)"

GUARDS: dict[str, str] = {
    "entry_no_update": """
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the record is append-only: record a correction'); END""",
    "entry_no_delete": """
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the record is append-only: record a correction'); END""",
    # Stops INSERT OR REPLACE too, which fires no trigger on delete.
    "entry_in_order": """
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'the record is append-only: entries follow one another'); END""",
}

VIEWS: dict[str, str] = {
    "event": """
CREATE VIEW event AS
SELECT seq, dossier, id, json_extract(body, '$.type') AS type,
       json_extract(body, '$.occurred_at') AS occurred_at,
       json_extract(body, '$.recorded_at') AS recorded_at,
       json_extract(body, '$.actor') AS actor, appended_at, body, lower(hex(hash)) AS hash
FROM entry WHERE kind = 'event'""",
    # While it is stopped a limit moves with every day: it has no day to be sorted by.
    "open_dossier": """
CREATE VIEW open_dossier AS
SELECT code, kind, procedure_code, unit, holder, state, is_stopped, closing, accepted_at,
       CASE WHEN is_stopped THEN NULL ELSE due_on END AS due_on,
       CASE WHEN is_stopped THEN NULL ELSE due_at END AS due_at,
       promised, next_duty, next_by, open_steps
FROM dossier WHERE is_open""",
    # A day counts to its end: due_at is the first instant after it.
    "overdue": """
CREATE VIEW overdue AS
SELECT * FROM open_dossier
WHERE due_at IS NOT NULL AND NOT is_stopped AND closing IS NULL
  AND state IN ('running', 'waiting')
  AND julianday(due_at) <= julianday('now')""",
    "due_within_3_days": """
CREATE VIEW due_within_3_days AS
SELECT * FROM open_dossier
WHERE due_at IS NOT NULL AND NOT is_stopped AND closing IS NULL
  AND state IN ('running', 'waiting')
  AND julianday(due_at) > julianday('now') AND julianday(due_at) <= julianday('now') + 3""",
    "unassigned": """
CREATE VIEW unassigned AS
SELECT * FROM open_dossier WHERE holder = '' AND closing IS NULL AND state = 'running'""",
    "by_holder": """
CREATE VIEW by_holder AS
SELECT holder, count(*) AS dossiers, min(due_at) AS first_due_at
FROM open_dossier GROUP BY holder""",
    "by_unit": """
CREATE VIEW by_unit AS
SELECT unit, count(*) AS dossiers, min(due_at) AS first_due_at FROM open_dossier GROUP BY unit""",
    "by_procedure": """
CREATE VIEW by_procedure AS
SELECT procedure_code, count(*) AS dossiers, min(due_at) AS first_due_at
FROM open_dossier GROUP BY procedure_code""",
}


def create(connection: sqlite3.Connection) -> None:
    """Make every table of a new register (tạo bảng); within the caller's transaction."""
    tables = (_ENTRY, _BY_DOSSIER, _HEAD, _DIRTY, _STAMP, _DOSSIER, _TALLY, _OPEN, _HOLDER, _LAST)
    for statement in tables:
        connection.execute(statement)
    for statement in (*GUARDS.values(), *VIEWS.values()):
        connection.execute(statement)
    connection.execute("INSERT INTO head VALUES (1, 0, zeroblob(32))")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


@cache
def _as_made() -> dict[str, str]:
    """What SQLite keeps of every table, index and view as made here."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        create(connection)
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type <> 'trigger'")
        return {name: _barest(sql) for name, sql in rows if sql}


def altered(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables, indexes and views that are gone or are others than made (bảng bị sửa)."""
    kept = dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
    return tuple(name for name, sql in _as_made().items() if _barest(str(kept.get(name))) != sql)


def missing_guards(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The guards that are gone or say something else (ràng buộc bị mất hoặc bị sửa)."""
    kept = dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    )
    return tuple(name for name, sql in GUARDS.items() if _bare(str(kept.get(name))) != _bare(sql))


def restore_guards(connection: sqlite3.Connection, names: tuple[str, ...]) -> None:
    """Put guards back (đặt lại ràng buộc)."""
    for name in names:
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute(GUARDS[name])


def _bare(sql: str) -> str:
    return " ".join(sql.split())


def _barest(sql: str) -> str:
    """Without what sqlite-utils writes otherwise when it makes a table anew."""
    return "".join(sql.replace('"', "").split())
