"""The values inside the rows of a procedure file (giá trị trong tệp thủ tục)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.errors import AmbiguousWording
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.file_faults import Faults
from tthc_deadlines.procedures.file_shape import Row, check_citation

E = TypeVar("E", bound=StrEnum)

LEVELS = ("", "central", "province", "commune", "province/commune")
"""Where a procedure is handled (cấp giải quyết); empty for any."""

_CONDITION = re.compile(r"[a-z][a-z0-9_]*")


def choice(kind: type[E], row: Row, key: str, faults: Faults, among: Sequence[E] = ()) -> E | None:
    """A value out of an enumeration, or of some of it; ``None`` if missing or unknown."""
    value = row.get(key)
    if value is None:
        return None
    known = among or tuple(kind)
    try:
        return known[known.index(value)]
    except ValueError:
        allowed = ", ".join(item.value for item in known)
        faults.add("unknown_choice", row.table, row.index, key, value=repr(value), allowed=allowed)
        return None


def read_citation(row: Row, key: str, faults: Faults) -> Citation | None:
    """The citation inside a row; its confidence is "memory" unless the file says better."""
    values = check_citation(row, key, faults)
    if values is None:
        return None
    confidence = values.get("confidence", Confidence.MEMORY.value)
    if confidence not in list(Confidence):
        faults.add(
            "unknown_choice", row.table, row.index, f"{key}.confidence",
            value=repr(confidence), allowed=", ".join(Confidence),
        )  # fmt: skip
        return None
    if not values.get("number") and not values.get("title"):
        faults.add("no_document", row.table, row.index, key)
        return None
    return Citation(**{"number": "", **values, "confidence": Confidence(confidence)})


def read_words(
    row: Row, key: str, faults: Faults, bare_day: Unit = Unit.CALENDAR_DAY
) -> TimeLimit | None:
    """A limit written in words; ``None`` where it is missing or was a fault."""
    words = row.get(key)
    return None if words is None else read_limit(words, row, key, faults, bare_day)


def read_limit(
    words: str, row: Row, key: str, faults: Faults, bare_day: Unit = Unit.CALENDAR_DAY
) -> TimeLimit | None:
    """The limit some words state, or a fault that says why they cannot be read."""
    try:
        return _parse(words, bare_day)
    except AmbiguousWording as error:
        faults.add(
            "wrong_limit", row.table, row.index, key,
            detail=error.message("en"), detail_vi=error.message("vi"),
        )  # fmt: skip
        return None


@lru_cache(maxsize=2048)  # a catalogue repeats a few wordings hundreds of times
def _parse(words: str, bare_day: Unit) -> TimeLimit:
    return TimeLimit.parse(words, bare_day=bare_day)


def read_conditions(row: Row, faults: Faults) -> frozenset[str]:
    """The keys of the conditions of a row."""
    keys = row.get("when", ())
    for key in keys:
        if not _CONDITION.fullmatch(key):
            faults.add("odd_condition", row.table, row.index, "when", value=repr(key))
    return frozenset(keys)
