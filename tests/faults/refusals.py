"""A full disk, a file or folder that is read-only, a lock: a named error, and nothing lost."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from tests.faults.killing import Lost
from tests.faults.office import CALENDAR, NOW, build, dossier_of
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.register.register import Register

T = TypeVar("T")
_fork = multiprocessing.get_context("fork")
NOBODY = 65534


class NotHereError(Exception):
    """What this machine does not allow to be tried, with the reason."""


def in_a_child(work: Callable[..., T], *args: object) -> T:
    """What something comes to in a process of its own, which limits may be put on."""
    hearing, saying = _fork.Pipe(duplex=False)
    process = _fork.Process(target=_told, args=(saying, work, *args))
    process.start()
    saying.close()
    told: T | Exception = hearing.recv()
    process.join()
    if isinstance(told, Exception):
        raise told
    return told


def _told(saying: Connection, work: Callable[..., object], *args: object) -> None:
    try:
        saying.send(work(*args))
    except Exception as error:
        saying.send(error)


def fill(path: Path) -> tuple[int, str]:
    """Write until it is refused: how many dossiers were acknowledged, and the error."""
    number = 0
    try:
        with Register(path, calendar=CALENDAR) as register:
            for number in range(100_000):
                register.append([dossier_of(number)], project=number % 2 == 0)
                if number == 0 and len(register) != 1:
                    raise Lost("not counted")
    except TthcDeadlinesError as error:
        return number, error.code
    raise Lost("the disk was never full")


def after_full(path: Path, acknowledged: int) -> None:
    """That what was acknowledged is all there, and that it goes on when there is room again."""
    with Register(path, calendar=CALENDAR) as register:
        dossiers = list(register.dossiers())
        if dossiers != [dossier_of(number) for number in range(len(dossiers))]:
            raise Lost("the dossiers are not those that were written")
        if len(dossiers) < acknowledged or not register.verify().is_sound:
            raise Lost(f"{acknowledged} acknowledged, {len(dossiers)} there, {register.verify()}")
        register.append([dossier_of(len(dossiers))])
        if len(register.check(NOW)) == 0 or len(register) != len(dossiers) + 1:
            raise Lost("it does not go on")


def file_limit(folder: Path, size: int) -> Counter[str]:
    """No file of the process may grow beyond ``size``."""
    path = folder / f"limit {size}.db"

    def work() -> tuple[int, str]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return fill(path)

    acknowledged, code = in_a_child(work)
    if code != "unwritable_register":
        raise Lost(f"a full disk was called {code}")
    if path.exists():
        after_full(path, acknowledged)
    return Counter({f"file limit: {code}": 1, "written before it was full": acknowledged})


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of so many bytes.

    Raises:
        NotHereError: it may not be mounted here.
    """
    place = folder / f"disk {size}"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotHereError(f"no mount: {error}") from None
    if done.returncode:
        raise NotHereError(f"no disk may be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disk(folder: Path, size: str) -> Counter[str]:
    """A whole disk that is too small. It gets room again when a ballast is taken away."""
    with small_disk(folder, size) as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(256 * 1024))
        acknowledged, code = fill(disk / "full.db")
        if code != "unwritable_register":
            raise Lost(f"a full disk was called {code}")
        with Register(disk / "full.db", calendar=CALENDAR, readonly=True) as register:
            if len(list(register.dossiers())) < acknowledged:
                raise Lost("a full disk cannot be read any more")
        ballast.unlink()
        after_full(disk / "full.db", acknowledged)
    return Counter({f"disk of {size}: {code}": 1, "written before it was full": acknowledged})


def readonly(folder: Path, what: str) -> Counter[str]:
    """A file, or its folder, that may not be written; as nobody where one is the superuser."""
    place = folder / f"readonly {what}"
    place.mkdir()
    path = place / "so.db"
    build(path, 6)
    if what == "file":
        path.chmod(0o444)
        place.chmod(0o777)
    else:
        path.chmod(0o444)
        place.chmod(0o555)
    before = sorted(os.listdir(place)), path.read_bytes()
    try:
        found = in_a_child(_as_nobody, path)
    finally:
        place.chmod(0o755)
    if (sorted(os.listdir(place)), path.read_bytes()) != before:
        raise Lost("something was written where nothing may be")
    return Counter({f"read-only {what}: {one}": 1 for one in found})


def _as_nobody(path: Path) -> list[str]:
    if os.getuid() == 0:
        _open_the_way(path)
        os.setuid(NOBODY)
    with Register(path, calendar=CALENDAR, readonly=True) as register:
        if not register.check(NOW) or not register.verify().is_sound:
            raise Lost("a read-only file gave no answers")
        if len(list(register.dossiers())) != 6:
            raise Lost("a read-only file lost something")
    found = ["answers when opened to be read"]
    try:
        with Register(path, calendar=CALENDAR) as register:
            register.append([dossier_of(9)])
    except TthcDeadlinesError as error:
        return [*found, f"{error.code} when written"]
    raise Lost("a read-only file was written")


def _open_the_way(path: Path) -> None:
    """Let nobody come to where the test is."""
    for parent in list(path.parents)[1:-2]:
        with contextlib.suppress(OSError):
            parent.chmod(parent.stat().st_mode | 0o755)


def locked(folder: Path, timeout: float) -> Counter[str]:
    """Another process keeps the register and does not let go."""
    path = folder / "locked.db"
    build(path, 3)
    hearing, saying = _fork.Pipe()
    process = _fork.Process(target=_hold, args=(path, saying))
    process.start()
    hearing.recv()
    found = Counter[str]()
    with Register(path, calendar=CALENDAR, timeout=timeout) as register:
        began = time.monotonic()
        try:
            register.append([dossier_of(9)])
        except TthcDeadlinesError as error:
            found[f"locked: {error.code}"] += 1
        waited = time.monotonic() - began
        if not timeout <= waited < timeout + 5:
            raise Lost(f"waited {waited:.1f} seconds of {timeout}")
        if len(register) != 3 or not register.check(NOW):
            raise Lost("a locked register cannot be read")
        hearing.send("let go")
        process.join()
        if register.append([dossier_of(9)]).added == 0:
            raise Lost("not written when the lock was gone")
    if list(found) != ["locked: busy_register"]:
        raise Lost(f"{found}")
    return found


def _hold(path: Path, saying: Connection) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    saying.send("held")
    saying.recv()
    connection.execute("ROLLBACK")
    connection.close()
