"""Short ways to make registers in tests, and to do to a file what the library never would."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.faults.office import CALENDAR, build, dossier_of
from tthc_deadlines.register.register import Register

GUARDS = ("entry_no_update", "entry_no_delete", "entry_in_order")


@contextlib.contextmanager
def plain(path: str | Path) -> Iterator[sqlite3.Connection]:
    """The file as any SQLite program has it, each statement committed at once."""
    connection = sqlite3.connect(path, isolation_level=None)
    with contextlib.closing(connection):
        yield connection


@contextlib.contextmanager
def unguarded(path: str | Path) -> Iterator[sqlite3.Connection]:
    """As somebody has it who takes the guards away, does something, and puts them back."""
    with plain(path) as connection:
        kept = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for (sql,) in kept:
            connection.execute(sql)


def opened(path: str | Path, **values: bool | float) -> Register:
    """A register with the tests' calendar."""
    return Register(path, calendar=CALENDAR, **values)  # type: ignore[arg-type]


def built(path: Path, count: int = 6) -> Path:
    """A register of a few dossiers at ``path``, closed."""
    build(path, count)
    return path


def hash_of(before: bytes, row: tuple[int, str, str, str, str, str]) -> bytes:
    """The hash of an entry, from the words of the documentation alone."""
    seq, *texts, body = row
    parts = [str(seq), *(json.dumps(text, ensure_ascii=False) for text in texts), body]
    return sha256(before + f"[{','.join(parts)}]".encode()).digest()


__all__ = ["CALENDAR", "GUARDS", "built", "dossier_of", "hash_of", "opened", "plain", "unguarded"]
