"""Several processes that append to one register at once: none lost, none twice, in order."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.killing import Lost
from tests.faults.office import CALENDAR, FIRST
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.register.appending import Item
from tthc_deadlines.register.register import Register

_fork = multiprocessing.get_context("fork")


def item_of(writer: int, number: int) -> Item:
    """Event ``number`` of a writer; forty of its own to a dossier, all writers in the same ones."""
    event = ev.StepStarted(id=f"{writer}-{number}", occurred_at=FIRST, step=f"B{number}")
    return f"H{number // 40:05d}", event


def append(
    path: Path, writer: int, writers: int, events: int, batch: int, told: Connection
) -> None:
    """Append one's own events in batches, each with a few of one's neighbour's again."""
    drawn = random.Random(writer)
    added = 0
    with Register(path, calendar=CALENDAR, timeout=600) as register:
        for first in range(0, events, batch):
            items = [item_of(writer, n) for n in range(first, min(first + batch, events))]
            others = drawn.sample(range(events), batch // 10)
            items += [item_of((writer + 1) % writers, number) for number in others]
            added += register.append(items, project=False).added
    told.send(added)


def run(folder: Path, events: int, *, writers: int = 4, batch: int = 100) -> Counter[str]:
    """Let them append ``events`` events in all; what came of it.

    Raises:
        Lost: an event is missing or there twice, or the order is not that of writing.
    """
    path = folder / "together.db"
    each = events // writers
    processes = []
    for writer in range(writers):
        hearing, saying = _fork.Pipe(duplex=False)
        args = (path, writer, writers, each, batch, saying)
        process = _fork.Process(target=append, args=args)
        process.start()
        saying.close()
        processes.append((process, hearing))
    added = []
    for process, hearing in processes:
        added.append(hearing.recv())
        process.join()
    return _checked(path, each, writers, added)


def _checked(path: Path, each: int, writers: int, added: list[int]) -> Counter[str]:
    with Register(path, calendar=CALENDAR) as register:
        found = register.verify()
        if not found.is_sound or found.entries != each * writers or sum(added) != found.entries:
            raise Lost(f"{found}, {added} added")
        rows = register.db.execute("SELECT seq, id, appended_at FROM event ORDER BY seq").fetchall()
        ids = [id_ for _, id_, _ in rows]
        expected = {f"{writer}-{n}" for writer in range(writers) for n in range(each)}
        if len(ids) != len(set(ids)) or set(ids) != expected:
            raise Lost("an event is missing, or there twice")
        if [seq for seq, _, _ in rows] != list(range(1, len(rows) + 1)):
            raise Lost("numbers that do not follow one another")
        if [at for _, _, at in rows] != sorted(at for _, _, at in rows):
            raise Lost("written at instants that go back")
    turns = sum(one.split("-")[0] != other.split("-")[0] for one, other in pairwise(ids))
    return Counter({"events": len(ids), "changes of the writer": turns})
