"""A file that was cut off or had a byte flipped: a named error, or the answers of before."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.faults.office import CALENDAR, build, build_waiting, questions
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.register.register import Register
from tthc_deadlines.register.store import GuardsMissingWarning
from tthc_deadlines.register.verifying import Verified

Answers = dict[str, tuple[str, object]]
COUNT = 6


class Wrong(AssertionError):
    """A damaged register that gave another answer, or failed without a name."""


class Specimen:
    """A small register, sound, and what it answers; to be damaged over and over."""

    def __init__(
        self, folder: Path, organisation: Path | None = None, *, is_waiting: bool = False
    ) -> None:
        self.path = folder / "sound.db"
        self._copy = folder / "damaged.db"
        (build_waiting if is_waiting else build)(self.path, COUNT, organisation=organisation)
        self.data = self.path.read_bytes()
        self._copy.write_bytes(self.data)
        self.answers = self.asked(self._copy)
        assert all(kind == "told" for kind, _ in self.answers.values()), self.answers

    def asked(self, path: Path) -> Answers:
        """Everything asked of a file, each question by itself."""
        found: Answers = {}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", GuardsMissingWarning)
                register = Register(path, calendar=CALENDAR, create=False)
        except TthcDeadlinesError as error:
            return {"opening": ("refused", error.code)}
        with register:
            for name, question in questions(COUNT).items():
                try:
                    found[name] = "told", question(register)
                except TthcDeadlinesError as error:
                    found[name] = "refused", error.code
        return found

    def outcome(self, data: bytes) -> str:
        """What came of asking a damaged file.

        Raises:
            Wrong: an answer that is another than before. Any other error is none of ours.
        """
        self._copy.write_bytes(data)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self._copy}{ending}")
        found = self.asked(self._copy)
        refused = Counter(str(told) for kind, told in found.values() if kind == "refused")
        told = found.get("verify", ("", None))[1]
        is_found = isinstance(told, Verified) and not told.is_sound
        if is_found:
            del found["verify"]
        others = [n for n, one in found.items() if one[0] == "told" and one != self.answers.get(n)]
        if others:
            raise Wrong(
                f"{others[0]}: {found[others[0]][1]!r} and not {self.answers[others[0]][1]!r}"
            )
        if "opening" in found:
            return f"not opened: {found['opening'][1]}"
        if refused:
            return f"refused: {refused.most_common(1)[0][0]}"
        return "found by verify alone" if is_found else "the same answers"


def flip(specimen: Specimen, flips: Iterable[tuple[int, int]]) -> tuple[Counter[str], list[str]]:
    """Flip bits of bytes one at a time; what came of it, and what was wrong, in words."""
    found, wrong = Counter[str](), list[str]()
    for place, mask in flips:
        data = bytearray(specimen.data)
        data[place] ^= mask
        _count(specimen, bytes(data), f"byte {place} ^ {mask}", found, wrong)
    return found, wrong


def cut(specimen: Specimen, lengths: Iterable[int]) -> tuple[Counter[str], list[str]]:
    """Cut the file off after so many bytes."""
    found, wrong = Counter[str](), list[str]()
    for length in lengths:
        _count(specimen, specimen.data[:length], f"{length} bytes", found, wrong)
    return found, wrong


def _count(
    specimen: Specimen, data: bytes, what: str, found: Counter[str], wrong: list[str]
) -> None:
    try:
        found[specimen.outcome(data)] += 1
    except Wrong as error:
        found["WRONG ANSWER"] += 1
        wrong.append(f"{what}: {error}"[:600])
    except Exception as error:
        found["ERROR WITHOUT A NAME"] += 1
        wrong.append(f"{what}: {error!r}"[:600])


def some_flips(specimen: Specimen, number: int, seed: int = 1) -> list[tuple[int, int]]:
    """Places and bits, with a seed; only bytes that are used, most of a small file is nothing."""
    drawn = random.Random(seed)
    used = [place for place, byte in enumerate(specimen.data) if byte]
    return [(drawn.choice(used), drawn.randrange(1, 256)) for _ in range(number)]


def some_lengths(specimen: Specimen, number: int, seed: int = 1) -> list[int]:
    """Lengths to cut at: with a seed, and at the edges of pages."""
    drawn, whole = random.Random(seed), len(specimen.data)
    edges = [0, 1, 15, 16, 99, 100, 4095, 4096, 4097, whole - 4096, whole - 1]
    return [*edges, *(drawn.randrange(whole) for _ in range(number))]


def copied(
    folder: Path, organisation: Path | None, name: str, *, is_waiting: bool = False
) -> Specimen:
    """A specimen in a folder of its own."""
    own = folder / name
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    return Specimen(own, organisation, is_waiting=is_waiting)
