"""Timing that can be trusted on a noisy machine: peers take turns, medians are compared."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import Any

Call = Callable[[], Any]
_NO_BYTECODE = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"})


def per_call(call: Call, seconds: float) -> float:
    """Seconds a call, from as many calls as fit into ``seconds``."""
    begin = time.perf_counter()
    call()
    once = max(time.perf_counter() - begin, 1e-8)
    number = max(1, min(200_000, int(seconds / once)))
    gc.disable()
    try:
        begin = time.perf_counter()
        for _ in range(number):
            call()
        return (time.perf_counter() - begin) / number
    finally:
        gc.enable()


def in_turns(calls: Mapping[str, Call], rounds: int = 9, seconds: float = 0.02) -> dict[str, float]:
    """The median time of each call; every round runs all of them, one after the other."""
    for call in calls.values():
        call()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            taken[name].append(per_call(call, seconds))
    return {name: statistics.median(times) for name, times in taken.items()}


def commands_in_turns(commands: Mapping[str, list[str]], rounds: int = 11) -> dict[str, float]:
    """The same for whole commands, each in a process of its own.

    All are compiled to bytecode first, as an installation leaves them, whatever the
    environment says about writing it.
    """
    taken: dict[str, list[float]] = {name: [] for name in commands}
    env = {name: value for name, value in os.environ.items() if name not in _NO_BYTECODE}
    with tempfile.TemporaryDirectory() as compiled:
        env["PYTHONPYCACHEPREFIX"] = compiled
        for turn in range(rounds + 1):
            for name, command in commands.items():
                begin = time.perf_counter()
                subprocess.run([sys.executable, *command], check=True, capture_output=True, env=env)
                if turn:  # the first fills the caches
                    taken[name].append(time.perf_counter() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def show(seconds: float) -> str:
    """A time in the unit that suits it."""
    for factor, unit in ((1e9, "ns"), (1e6, "µs"), (1e3, "ms")):
        if seconds * factor < 1000:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"
