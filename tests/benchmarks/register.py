"""The register, timed: appending against sqlite-utils, then a whole office's years at scale.

    python -m tests.benchmarks.register [--dossiers 1000000] [--open 20000] [--folder DIR]

Appending is held against ``insert_all`` of the same rows, ready made, into a table with the
same columns and index: once as it is called, a transaction for each of its chunks, and once in
one transaction a batch, which is what the register does. Then a register of a tenth of the
dossiers and one of all of them are built, worked out, asked, verified and worked out anew,
the latter interrupted on the way: asking must not grow with what is closed.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from tests.benchmarks.histories import AT, OPEN, catalogue, dossiers
from tests.benchmarks.timing import show
from tthc_deadlines.register import appending
from tthc_deadlines.register.entries import Draft
from tthc_deadlines.register.register import Register
from tthc_deadlines.register.store import Store

BATCH, ROUNDS = 1000, 7
GOAL, A_CHECK = 4.0, 1.0
_COLUMNS = {
    "seq": int, "kind": str, "dossier": str, "id": str, "appended_at": str, "body": str,
    "hash": bytes,
}  # fmt: skip
T = TypeVar("T")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=1_000_000)
    parser.add_argument("--open", type=int, default=OPEN)
    parser.add_argument("--folder", type=Path, default=None, help="where the files are made")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        append_speed(Path(folder))
        for count in dict.fromkeys((given.dossiers // 10, given.dossiers)):
            at_scale(Path(folder) / f"{count}.db", count, given.open)


# --- appending ---------------------------------------------------------------------------


def append_speed(folder: Path) -> None:
    """Print events a second, of ready drafts and of events, and the peer's."""
    given = list(dossiers(2000, 0))
    drafts = appending.drafts_of(given)
    rows = [
        {**draft._asdict(), "seq": seq, "appended_at": AT.isoformat(), "hash": bytes(32)}
        for seq, draft in enumerate(drafts, start=1)
    ]
    calls: dict[str, Callable[[Path], float]] = {
        "register, drafts": lambda path: _ours(path, drafts),
        "register, dossiers of events": lambda path: _ours(path, None, given),
        "insert_all, as called": lambda path: _peer(path, rows, False),
        "insert_all, a transaction a batch": lambda path: _peer(path, rows, True),
    }
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(ROUNDS):
        for number, (name, call) in enumerate(calls.items()):
            taken[name].append(call(folder / f"append-{turn}-{number}.db") / len(drafts))
    print(
        f"appending {len(drafts):,} entries, {BATCH:,} a batch, on the disk after each "
        f"(a sync takes {show(_sync(folder))} here)"
    )
    ours = statistics.median(taken["register, drafts"])
    for name, times in taken.items():
        each = statistics.median(times)
        verdict = ""
        if name.startswith("insert_all"):
            verdict = f"  × {each / ours:.1f}  goal {GOAL:g} " + (
                "met" if each / ours >= GOAL else "MISSED"
            )
        print(f"  {name:<34} {show(each):>10} an entry, {1 / each:>9,.0f} a second{verdict}")


def _ours(path: Path, drafts: list[Draft] | None, given: list[Any] | None = None) -> float:
    store = Store(path, 5)
    begin = time.perf_counter()
    ready = appending.drafts_of(given or ()) if drafts is None else drafts
    for place in range(0, len(ready), BATCH):
        appending.append(store, ready[place : place + BATCH])
    taken = time.perf_counter() - begin
    store.close()
    return taken


def _peer(path: Path, rows: list[dict[str, Any]], together: bool) -> float:
    db = Database(path)
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    table = db.table("entry")
    table.create(_COLUMNS, pk="seq")
    table.create_index(["dossier", "id"])
    begin = time.perf_counter()
    for place in range(0, len(rows), BATCH):
        batch = rows[place : place + BATCH]
        if together:
            with db.atomic():
                table.insert_all(batch, batch_size=BATCH)
        else:
            table.insert_all(batch, batch_size=BATCH)
    taken = time.perf_counter() - begin
    db.close()
    return taken


def _sync(folder: Path) -> float:
    """What it takes to put a page on the disk."""
    times = []
    with (folder / "sync").open("wb") as file:
        for _ in range(50):
            begin = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begin)
    return statistics.median(times)


# --- a register of years -------------------------------------------------------------------


class _Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def at_scale(path: Path, count: int, still_open: int) -> None:
    """Build a register, ask it, verify it, work it out anew; print what each took."""
    print(f"\n{count:,} dossiers, {still_open:,} of them open")
    given = dossiers(count, still_open)
    with Register(path, catalogue=catalogue()) as register:
        with _timed("build", count) as done:
            entries = register.append_many(given).added
        print(
            f"  {entries - count:,} events; {entries / done():,.0f} entries a second; {_size(path)}"
        )
        with _timed("work out projections", count):
            register.project()
        print(f"  {_size(path)} with projections")
        _asked(register)
        with _timed("verify", count):
            assert register.verify().is_sound
        _rebuilt(register, count)
    with _timed("open again and check"), Register(path, catalogue=catalogue()) as register:
        register.check(AT)


def _size(path: Path) -> str:
    """The file and its log."""
    files = path.parent.glob(f"{path.name}*")
    return f"{sum(file.stat().st_size for file in files) / 2**20:,.0f} MiB"


def _asked(register: Register) -> None:
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        found = register.check(AT)
        times.append(time.perf_counter() - begin)
    taken = statistics.median(times)
    overdue = sum(one.working_over is not None for one in found)
    verdict = "met" if taken < A_CHECK else "MISSED"
    print(
        f"  check of {len(found):,} open ({overdue:,} overdue) {show(taken)}  "
        f"goal {show(A_CHECK)} {verdict}"
    )


def _rebuilt(register: Register, count: int) -> None:
    """Work everything out anew, stopped after a tenth and gone on with."""
    before = _projections(register)

    def stop(done: int, _: int) -> None:
        if done >= count // 10:
            raise _Stopped

    with _timed("rebuild, everything again", count):
        try:
            register.rebuild(stop)
        except _Stopped:
            print("  … interrupted after a tenth, and gone on with")
        rest = register.rebuild()
    assert rest < count, "what had been done was done again"
    assert _projections(register) == before, "the rebuilt projections are others"


def _projections(register: Register) -> tuple[Any, ...]:
    (row,) = register.db.query(
        "SELECT count(*) AS n, sum(is_open) AS o, count(due_at) AS d, min(due_at) AS f, "
        "max(ended_at) AS e, sum(length(findings)) AS g, sum(last_seq) AS s FROM dossier"
    )
    return tuple(row.values())


@contextmanager
def _timed(name: str, count: int = 0) -> Iterator[Callable[[], float]]:
    """Print what the block took, a dossier, and the most memory there was by then."""
    begin = time.perf_counter()
    taken = [0.0]
    yield lambda: taken[0]
    taken[0] = time.perf_counter() - begin
    each = f", {show(taken[0] / count)} a dossier" if count else ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {name:<28} {taken[0]:>8.1f} s{each}; memory {peak:,.0f} MiB at most", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
