"""The file of a register (tệp sổ): opened with care, written in whole transactions.

Write-ahead log, ``synchronous = FULL``: when a commit returns it is on the disk, so that what
was acknowledged survives a crash of the program and of the machine. ``NORMAL`` would be quicker
and lose the last commits when the power fails.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.register import schema
from tthc_deadlines.register.errors import (
    BusyRegister,
    DamagedRegister,
    MissingRegister,
    NewerRegister,
    NotARegister,
    UnwritableRegister,
)

_MAGIC = b"SQLite format 3\x00"
Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: dict[int, Migration] = {}
"""From each older format to the next (nâng cấp định dạng); the file is copied before."""


class GuardsMissingWarning(UserWarning):
    """Somebody had taken the guards of the record away; they were put back (ràng buộc bị gỡ)."""


class Store:
    """One open register file (tệp sổ đang mở). May be used by several threads, one at a time.

    Args:
        path: the file; ``":memory:"`` keeps nothing.
        timeout: how many seconds to wait for another process.
        readonly: open an existing file without writing to it.
        create: whether a file that is not there is made.
    """

    def __init__(
        self, path: str | Path, timeout: float, *, readonly: bool = False, create: bool = True
    ) -> None:
        self.path, self.timeout = str(path), timeout
        self.readonly = readonly
        self.lock = threading.RLock()
        is_new = self._look_over(create and not readonly)
        self.connection = self._connect()
        try:
            with self.reported():
                self._set_up(is_new)
        except BaseException:
            self.connection.close()
            raise

    # --- opening -------------------------------------------------------------------------

    def _look_over(self, create: bool) -> bool:
        """Whether there is nothing yet; refuses what is no SQLite file before touching it."""
        if self.path == ":memory:":
            return True
        try:
            with open(self.path, "rb") as file:
                begins = file.read(len(_MAGIC))
        except FileNotFoundError:
            if create and Path(self.path).resolve().parent.is_dir():
                return True
            raise MissingRegister(path=self.path) from None
        except OSError as error:
            raise self._unwritable(error.strerror or str(error)) from None
        if begins and begins != _MAGIC:
            raise NotARegister(
                path=self.path, reason="not an SQLite file", reason_vi="không phải tệp SQLite"
            )
        if not begins and not create:
            raise MissingRegister(path=self.path)
        return not begins

    def _connect(self) -> sqlite3.Connection:
        name, uri = self.path, False
        if self.readonly:
            name, uri = f"file:{quote(os.path.abspath(self.path))}?mode=ro", True
        try:
            connection = sqlite3.connect(
                name, timeout=self.timeout, isolation_level=None, check_same_thread=False, uri=uri
            )
        except sqlite3.Error as error:
            raise self.meant(error) from None
        return connection

    def _set_up(self, is_new: bool) -> None:
        run = self.connection.execute
        if is_new:
            if not self.readonly:
                run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = FULL")
            with self.writing():
                if not run("SELECT 1 FROM sqlite_master").fetchone():  # nobody was quicker
                    schema.create(self.connection)
        (application,) = run("PRAGMA application_id").fetchone()
        if application != schema.APPLICATION_ID:
            raise NotARegister(
                path=self.path, reason="an SQLite file of another program",
                reason_vi="tệp SQLite của chương trình khác",
            )  # fmt: skip
        (found,) = run("PRAGMA user_version").fetchone()
        if found > schema.VERSION:
            raise NewerRegister(path=self.path, found=found, known=schema.VERSION)
        if self.readonly:
            run("PRAGMA query_only = ON")
            return
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA recursive_triggers = ON")  # so that REPLACE fires the guard on delete
        run("PRAGMA wal_autocheckpoint = 8000")  # of 4 KiB: fewer, larger writes into the file
        if found < schema.VERSION:
            self._migrate(found)
        self._assert_guards()

    def _migrate(self, found: int) -> None:
        """Bring an older format up to date, a copy of the file kept beside it."""
        copy = Path(f"{self.path}.v{found}")
        if not copy.exists():
            with contextlib.closing(sqlite3.connect(copy)) as kept:
                self.connection.backup(kept)
        with self.writing():
            for version in range(found, schema.VERSION):
                MIGRATIONS[version](self.connection)
            self.connection.execute(f"PRAGMA user_version = {schema.VERSION}")

    def _assert_guards(self) -> None:
        missing = schema.missing_guards(self.connection)
        if not missing:
            return
        warnings.warn(
            f"{self.path}: the guards {', '.join(missing)} had been removed and are back; "
            "tthc verify tells whether the record was changed",
            GuardsMissingWarning,
            stacklevel=5,
        )
        with self.writing():
            schema.restore_guards(self.connection, missing)

    def close(self) -> None:
        """Close the file (đóng tệp sổ); doing so again is nothing."""
        with self.lock:
            self.connection.close()

    # --- writing and reading ---------------------------------------------------------------

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes (một giao dịch ghi): all of it, or nothing.

        Raises:
            BusyRegister: another process kept the register for longer than the timeout.
            UnwritableRegister: read-only, or the disk is full. DamagedRegister.
        """
        with self.lock, self.reported():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent look at the file (một lần đọc nhất quán), whoever writes meanwhile."""
        with self.lock, self.reported():
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def reported(self) -> Iterator[None]:
        """SQLite's errors as the register's own (báo lỗi của SQLite)."""
        try:
            yield
        except sqlite3.Error as error:
            raise self.meant(error) from error

    def meant(self, error: sqlite3.Error) -> TthcDeadlinesError:
        """What an error of SQLite means here (ý nghĩa của lỗi)."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return BusyRegister(path=self.path, seconds=self.timeout)
        if code == sqlite3.SQLITE_NOTADB:
            return NotARegister(
                path=self.path, reason="not an SQLite file", reason_vi="không phải tệp SQLite"
            )
        if code in _UNWRITABLE:
            return self._unwritable(*_UNWRITABLE[code])
        return DamagedRegister(
            path=self.path, seq=None, at="", at_vi="", reason=str(error), reason_vi=str(error)
        )

    def _unwritable(self, reason: str, reason_vi: str = "") -> UnwritableRegister:
        return UnwritableRegister(path=self.path, reason=reason, reason_vi=reason_vi or reason)


_UNWRITABLE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_READONLY: ("it is read-only", "tệp chỉ đọc"),
    sqlite3.SQLITE_FULL: ("the disk is full", "đĩa đã đầy"),
    sqlite3.SQLITE_IOERR: ("the disk failed or is full", "lỗi đĩa hoặc đĩa đã đầy"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "không mở được"),
    sqlite3.SQLITE_PERM: ("access is denied", "không có quyền"),
}
