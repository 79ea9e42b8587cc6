"""A writer killed at any instant, readers on: nothing acknowledged is lost, nothing half there."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.office import CALENDAR, NOW, dossier_of
from tthc_deadlines.register.register import Register

BATCH = 5
_fork = multiprocessing.get_context("fork")


class Lost(AssertionError):
    """Something that the register promised and did not keep."""


def batch_of(number: int) -> list[int]:
    """The dossiers of a batch."""
    return list(range(number * BATCH, (number + 1) * BATCH))


def write(path: Path, first: int, acknowledged: Connection) -> None:
    """Write batch after batch until killed; say of each that it is written."""
    with Register(path, calendar=CALENDAR) as register:
        for number in range(first, first + 10_000):
            some = [dossier_of(one) for one in batch_of(number)]
            register.append(some, project=number % 3 != 0)
            acknowledged.send(number)


def read(path: Path, stop: str, told: Connection) -> None:
    """Look without end; what is seen must be whole batches, and sound."""
    looks, wrong = 0, ""
    try:
        while not os.path.exists(stop):
            with Register(path, calendar=CALENDAR, readonly=True) as register:
                codes = [dossier.code for dossier in register.dossiers()]
                if codes != [dossier_of(number).code for number in range(len(codes))]:
                    raise Lost(f"a reader saw {codes[-3:]} last of {len(codes)}")
                if len(codes) % BATCH:
                    raise Lost(f"a reader saw {len(codes)} dossiers: half a batch")
                if not register.verify().is_sound:
                    raise Lost(f"a reader found {register.verify()}")
            looks += 1
    except Exception as error:
        wrong = repr(error)
    told.send((looks, wrong))


def check_after(path: Path, last: int) -> int:
    """That every acknowledged batch is there, and each that is there whole; how many are."""
    with Register(path, calendar=CALENDAR) as register:
        found = register.verify()
        if not found.is_sound:
            raise Lost(f"after a kill: {found}")
        dossiers = list(register.dossiers())
        if dossiers != [dossier_of(number) for number in range(len(dossiers))]:
            raise Lost("the dossiers are not those that were written")
        if len(dossiers) % BATCH:
            raise Lost(f"{len(dossiers)} dossiers: half a batch")
        batches = len(dossiers) // BATCH
        if batches < last + 1:
            raise Lost(f"batch {last} was acknowledged, and {batches} are there")
        if found.entries != sum(1 + len(one.events) for one in dossiers):
            raise Lost("entries that are of no dossier")
        register.check(NOW)
        if len(register) != len(dossiers):
            raise Lost(f"{len(register)} counted, {len(dossiers)} there")
    return batches


def rebuilt_is_kept(path: Path) -> None:
    """That what is kept beside the record is what it comes to when worked out anew."""
    with Register(path, calendar=CALENDAR) as register:
        register.project()
        query = "SELECT * FROM dossier ORDER BY code"
        kept = register.db.execute(query).fetchall()
        register.rebuild()
        if kept != register.db.execute(query).fetchall():
            raise Lost("the kept projections are not those worked out anew")


def run(folder: Path, kills: int, seed: int = 1, *, readers: int = 2) -> Counter[str]:
    """Kill a writer ``kills`` times; what came of it.

    Raises:
        Lost: a promise was not kept.
    """
    drawn, found = random.Random(seed), Counter[str]()
    for turn in range(0, kills, 25):
        path, stop = folder / f"kills {turn}.db", str(folder / f"stop {turn}")
        looking = []
        last = batches = -1
        for number in range(turn, min(turn + 25, kills)):
            last, state = _kill_once(path, max(batches, 0), last, drawn.uniform(0, 0.25))
            found[f"killed {state}"] += 1
            batches = check_after(path, last)
            if number == turn:  # now there is a file to look at
                looking = [_look(path, stop) for _ in range(readers)]
        Path(stop).touch()
        for process, told in looking:
            looks, wrong = told.recv()
            process.join()
            found["looks of readers"] += looks
            if wrong:
                raise Lost(wrong)
        rebuilt_is_kept(path)
        found["batches acknowledged"] += last + 1
        found["batches written but not yet acknowledged"] += batches - last - 1
    return found


def _kill_once(path: Path, first: int, last: int, after: float) -> tuple[int, str]:
    """Start a writer, kill it; the last batch acknowledged, and where it was."""
    hearing, saying = _fork.Pipe(duplex=False)
    process = _fork.Process(target=write, args=(path, first, saying))
    process.start()
    saying.close()
    time.sleep(after)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    before = last
    with contextlib.suppress(EOFError):
        while True:
            last = max(last, hearing.recv())
    hearing.close()
    return last, "while opening" if last == before else "while writing"


def _look(path: Path, stop: str) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    hearing, saying = _fork.Pipe(duplex=False)
    process = _fork.Process(target=read, args=(path, stop, saying))
    process.start()
    saying.close()
    return process, hearing
