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
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.register import schema
from tthc_deadlines.register.errors import (
    BusyRegister,
    ClosedRegister,
    DamagedRegister,
    MissingRegister,
    NewerRegister,
    NotARegister,
    UnwritableRegister,
)

_MAGIC = b"SQLite format 3\x00"
_NAP = 0.005
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
        self.path, self.timeout = os.fspath(path), timeout
        self.readonly = readonly
        self.lock = threading.RLock()
        is_new = self._look_over(create and not readonly)
        self.connection = self._connect(readonly=readonly)
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
            if not (create and self.path):
                raise MissingRegister(path=self.path) from None
            if Path(self.path).absolute().parent.is_dir():
                return True
            raise self._unwritable("there is no such folder", "không có thư mục này") from None
        except IsADirectoryError:
            raise self._foreign("a folder", "đây là thư mục") from None
        except PermissionError:
            raise self._unwritable("access is denied", "không có quyền") from None
        except (OSError, ValueError) as error:
            raise self._unwritable(str(error)) from None
        if begins and begins != _MAGIC:
            raise self._foreign("not an SQLite file", "không phải tệp SQLite")
        if not begins and not create:
            raise MissingRegister(path=self.path)
        if not self.readonly and not _may_be_written(self.path):  # SQLite would try, and litter
            raise self._unwritable(*_UNWRITABLE[sqlite3.SQLITE_READONLY])
        return not begins

    def _connect(self, *, readonly: bool) -> sqlite3.Connection:
        name, uri = self.path, False
        if readonly:
            whole = os.path.abspath(self.path)
            name, uri = f"file:{quote(os.fsencode(whole))}?{_way_of_reading(whole)}", True
        try:
            return sqlite3.connect(
                name, timeout=self.timeout, isolation_level=None, check_same_thread=False, uri=uri
            )
        except sqlite3.Error as error:
            raise self.meant(error) from None

    def _set_up(self, is_new: bool) -> None:
        run = self.connection.execute
        if self.readonly:
            run("PRAGMA query_only = ON")
        if not self.readonly and (is_new or self._is_blank()):
            self._log_ahead()
            run("PRAGMA synchronous = FULL")
            with self.writing():
                if self._is_blank():  # nobody was quicker
                    schema.create(self.connection)
        (application,) = run("PRAGMA application_id").fetchone()
        if application != schema.APPLICATION_ID:
            raise self._foreign("an SQLite file of another program", "tệp của chương trình khác")
        found = self._version()
        if found > schema.VERSION:
            raise NewerRegister(path=self.path, found=found, known=schema.VERSION)
        if found < schema.VERSION and (self.readonly or found not in MIGRATIONS):
            self._refuse_older(found)
        if self.readonly:
            self._assert_tables()
            return
        self._log_ahead()
        run("PRAGMA synchronous = FULL")
        run("PRAGMA recursive_triggers = ON")  # so that REPLACE fires the guard on delete
        run("PRAGMA wal_autocheckpoint = 8000")  # of 4 KiB: fewer, larger writes into the file
        if found < schema.VERSION:
            self._migrate(found)
        self._assert_tables()
        self._assert_guards()

    def _is_blank(self) -> bool:
        """Whether nothing was made yet: a new file, or whoever made it was stopped in between."""
        run = self.connection.execute
        with self.reading():
            return (
                run("PRAGMA application_id").fetchone() == (0,)
                and not run("SELECT 1 FROM sqlite_master").fetchone()
            )

    def _log_ahead(self) -> None:
        """Have the write-ahead log. SQLite does not wait for others here, so we do."""
        until = time.monotonic() + self.timeout
        while True:
            try:
                self.connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() >= until:
                    raise
                time.sleep(_NAP)

    def _version(self) -> int:
        (found,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(found)

    def _refuse_older(self, found: int) -> None:
        if found in MIGRATIONS:
            raise self._unwritable(
                f"it has the older format {found}, and only writing brings it up to date",
                f"định dạng cũ {found}, chỉ nâng cấp được khi mở để ghi",
            )
        raise self._damaged(f"no format {found} ever was", f"chưa từng có định dạng {found}")

    def _migrate(self, found: int) -> None:
        """Bring an older format up to date, a whole copy of the file kept beside it."""
        copy = f"{self.path}.v{found}"
        partial = f"{copy}-{os.getpid()}-{id(self)}"
        if not os.path.exists(copy):
            try:
                with contextlib.closing(sqlite3.connect(partial)) as kept:
                    self.connection.backup(kept)
                os.replace(partial, copy)
            finally:
                for ending in ("", "-journal", "-wal", "-shm"):
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(f"{partial}{ending}")
        with self.writing():
            while (version := self._version()) < schema.VERSION:  # unless another was quicker
                MIGRATIONS[version](self.connection)
                self.connection.execute(f"PRAGMA user_version = {version + 1}")

    def _assert_tables(self) -> None:
        for name in schema.altered(self.connection):
            raise self._damaged(
                f"{name} is not as it was made", f"bảng {name} không còn như khi lập"
            )

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
    def streaming(self) -> Iterator[sqlite3.Connection]:
        """A consistent look that may last (đọc lâu), over a connection of its own.

        So that meanwhile this one can read and write. What is only in memory has no other.
        """
        with self.lock, self.reported():
            self.connection.execute("SELECT 1")  # refuses once it is closed
        if self.path == ":memory:":
            with self.lock, self.reported():
                kept = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self.connection.backup(kept)
        else:
            kept = self._connect(readonly=True)
        with contextlib.closing(kept), self.reported():
            kept.execute("PRAGMA query_only = ON")
            kept.execute("BEGIN")
            yield kept

    @contextlib.contextmanager
    def reported(self) -> Iterator[None]:
        """SQLite's errors as the register's own (báo lỗi của SQLite)."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:  # of texts, and of SQLite's own
            raise self.meant(error) from error

    def meant(self, error: sqlite3.Error | UnicodeDecodeError) -> TthcDeadlinesError:
        """What an error of SQLite means here (ý nghĩa của lỗi)."""
        if isinstance(error, sqlite3.ProgrammingError):
            return ClosedRegister(path=self.path)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return BusyRegister(path=self.path, seconds=self.timeout)
        if code == sqlite3.SQLITE_NOTADB:
            return self._foreign("not an SQLite file", "không phải tệp SQLite")
        if code in _UNWRITABLE:
            return self._unwritable(*_UNWRITABLE[code])
        if isinstance(error, UnicodeDecodeError) or "Could not decode" in str(error):
            return self._damaged("a text in it is not UTF-8", "có văn bản không phải UTF-8")
        return self._damaged(str(error), str(error))

    def _damaged(self, reason: str, reason_vi: str) -> DamagedRegister:
        return DamagedRegister(
            path=self.path, seq=None, at="", at_vi="", reason=reason, reason_vi=reason_vi
        )

    def _foreign(self, reason: str, reason_vi: str) -> NotARegister:
        return NotARegister(path=self.path, reason=reason, reason_vi=reason_vi)

    def _unwritable(self, reason: str, reason_vi: str = "") -> UnwritableRegister:
        return UnwritableRegister(path=self.path, reason=reason, reason_vi=reason_vi or reason)


def _may_be_written(path: str) -> bool:
    whole = os.path.abspath(path)
    return os.access(whole, os.W_OK) and os.access(os.path.dirname(whole), os.W_OK)


def _way_of_reading(path: str) -> str:
    """How SQLite is to open a file to be read, so that nothing is left beside it.

    Where it may write, it takes its own files beside the register away again. Where it may
    not, it reads the file alone, unless there are such files, which belong to the record.
    """
    if _may_be_written(path):
        return "mode=rw"
    if os.path.exists(f"{path}-wal"):
        return "mode=ro"
    return "mode=ro&immutable=1"


_UNWRITABLE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_READONLY: ("it is read-only", "tệp chỉ đọc"),
    sqlite3.SQLITE_FULL: ("the disk is full", "đĩa đã đầy"),
    sqlite3.SQLITE_IOERR: ("the disk failed or is full", "lỗi đĩa hoặc đĩa đã đầy"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "không mở được"),
    sqlite3.SQLITE_PERM: ("access is denied", "không có quyền"),
}
