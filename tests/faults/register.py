"""All faults of the register in full, with figures.

    python -m tests.faults.register [--kills 500] [--events 100000] [--flips N] [--cuts 2000]

Some minutes. Without ``--flips`` every byte of a small register is flipped, each with a bit
pattern of its own. Ends with status 1 if a promise was not kept.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.faults import damage, killing, refusals, together

ORGANISATION = Path(__file__).parent.parent.parent / "docs/examples/office/organisation.toml"
Outcome = tuple[Counter[str], list[str]]
CPUS = 2


def _in_parts(folder: Path, name: str, wanted: Sequence[object]) -> Outcome:
    """Damage a register in as many processes as there is room for."""
    jobs = [(folder, f"{name} {place}", wanted[place::CPUS]) for place in range(CPUS)]
    found, wrong = Counter[str](), list[str]()
    with multiprocessing.get_context("fork").Pool(CPUS) as pool:
        for one, words in pool.starmap(_part, jobs):
            found += one
            wrong += words
    return found, wrong


def _part(folder: Path, place: str, wanted: Sequence[object]) -> Outcome:
    is_waiting = place.startswith("waiting")
    specimen = damage.copied(folder, ORGANISATION, place, is_waiting=is_waiting)
    work: Callable[..., Outcome] = damage.cut if place.startswith("cut") else damage.flip
    return work(specimen, wanted)


def _flips(folder: Path, number: int | None, name: str = "flip") -> Outcome:
    is_waiting = name == "waiting"
    specimen = damage.copied(folder, ORGANISATION, "sound", is_waiting=is_waiting)
    drawn = random.Random(1)
    every = [(place, drawn.randrange(1, 256)) for place in range(len(specimen.data))]
    return _in_parts(folder, name, every if number is None else drawn.sample(every, number))


def _cuts(folder: Path, number: int) -> Outcome:
    specimen = damage.copied(folder, ORGANISATION, "sound")
    return _in_parts(folder, "cut", damage.some_lengths(specimen, number))


def _plainly(work: Callable[[], Counter[str]]) -> Outcome:
    try:
        return work(), []
    except refusals.NotHereError as reason:
        return Counter({f"not tried: {reason}": 1}), []
    except Exception as error:
        return Counter({"BROKEN PROMISE": 1}), [repr(error)]


def main() -> int:
    """Run them all; how it ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--flips", type=int, default=None)
    parser.add_argument("--cuts", type=int, default=2000)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}", flush=True)
    is_wrong = False
    with tempfile.TemporaryDirectory(prefix="faults ") as name:
        folder = Path(name)
        faults: dict[str, Callable[[], Outcome]] = {
            f"{given.kills} kills of a writer": lambda: _plainly(
                partial(killing.run, folder, given.kills)
            ),
            f"four writers, {given.events} events": lambda: _plainly(
                partial(together.run, folder, given.events)
            ),
            "no file beyond 1 MiB": lambda: _plainly(partial(refusals.file_limit, folder, 1 << 20)),
            "no file beyond 64 KiB": lambda: _plainly(
                partial(refusals.file_limit, folder, 1 << 16)
            ),
            "a disk of 2 MiB": lambda: _plainly(partial(refusals.full_disk, folder, "2m")),
            "a read-only file": lambda: _plainly(partial(refusals.readonly, folder, "file")),
            "a read-only folder": lambda: _plainly(partial(refusals.readonly, folder, "folder")),
            "a locked file": lambda: _plainly(partial(refusals.locked, folder, 2.0)),
            "cut off": lambda: _cuts(folder, given.cuts),
            "a byte flipped": lambda: _flips(folder, given.flips),
            "a byte flipped where entries wait to be worked out": lambda: _flips(
                folder, given.flips, "waiting"
            ),
        }
        for title, work in faults.items():
            began = time.monotonic()
            found, wrong = work()
            told = json.dumps(dict(found.most_common()), ensure_ascii=False)
            print(f"{title}: {time.monotonic() - began:.1f} s: {told}", flush=True)
            for words in wrong[:20]:
                print(f"    {words}", flush=True)
            is_wrong |= bool(wrong)
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
