"""Rows of organisation files (các dòng): their values checked, then made into records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility.files.file_faults import Faults, kind_words
from tthc_deadlines.responsibility.files.keys import CHOICES, TABLES, Kind
from tthc_deadlines.responsibility.windows import window_instant

_YEARS = range(1900, 2200)
_DAY = dt.timedelta(days=1)


class Source(Protocol):
    """A file that rows come from (tệp nguồn)."""

    @property
    def path(self) -> str:
        """Its path, for messages."""

    def where(self, table: str, index: int, key: str) -> tuple[int, str]:
        """The line of a key in the ``index``-th row of a table, and the key as told there."""


@attrs.frozen(kw_only=True)
class Row:
    """A row with only sound values (một dòng), and its place.

    ``is_whole``: nothing it says had to be left out but keys that are not known at all.
    """

    source: Source
    table: str
    index: int
    values: Mapping[str, Any]
    is_whole: bool

    def where(self, key: str) -> tuple[str, int, str]:
        """The path, the line and the name of a field of the record, as the file has it."""
        if key == "until" and "last_day" in self.values:
            key = "last_day"
        keys = {field: name for name, field in TABLES[self.table].fields.items()}
        line, name = self.source.where(self.table, self.index, keys.get(key, key))
        return self.source.path, line, name


class Wrong(Exception):
    """A value that is not what its key needs (giá trị sai): which fault, in which words."""

    def __init__(self, kind: str, **words: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.words = words


def check_row(
    source: Source,
    table: str,
    index: int,
    given: Mapping[str, Any],
    faults: Faults,
    columns: frozenset[str] | None = None,
) -> Row:
    """A row as far as it is sound; everything that is not becomes a fault (kiểm tra một dòng).

    ``columns`` are those a table of cells has: one that is missing is told once, not here.
    """
    shape = TABLES[table]
    sound: dict[str, Any] = {}
    wrong: list[tuple[str, str, Mapping[str, object]]] = []
    for key, value in given.items():
        try:
            if key not in shape.keys:
                raise Wrong("unknown_key", allowed=", ".join(shape.keys))
            sound[key] = _read(shape.keys[key], value, is_cell=columns is not None)
        except Wrong as error:
            wrong.append((key, error.kind, error.words))
    sound = {key: value for key, value in sound.items() if value not in ("", ())}
    said = sound.keys() | {key for key, _, _ in wrong}
    missing = [key for key in shape.needed if key not in said]
    wrong += [(key, "missing_key", {}) for key in missing if columns is None or key in columns]
    if {"until", "last_day"} <= said:
        wrong.append(("last_day", "two_ends", {}))
    elif shape.ends and not said & {"until", "last_day"}:
        wrong.append(("until", "no_end", {}))
    for key, kind, words in wrong:
        line, name = source.where(table, index, key)
        faults.add(source.path, line, name, kind, **words)
    is_whole = not missing and all(kind == "unknown_key" for _, kind, _ in wrong)
    return Row(source=source, table=table, index=index, values=sound, is_whole=is_whole)


def _read(kind: Kind, value: Any, *, is_cell: bool) -> Any:
    """A value as a record has it; those of cells have been read already."""
    if isinstance(value, Wrong):
        raise value
    return value if is_cell else toml_value(kind, value)


def toml_value(kind: Kind, value: object) -> Any:
    """A TOML value as a record has it.

    Raises:
        Wrong: it is of another kind.
    """
    if kind is Kind.INSTANT and isinstance(value, dt.date):
        return instant(value)
    if kind is Kind.DAY and type(value) is dt.date:
        return day(value)
    if kind is Kind.YES_NO and type(value) is bool:
        return value
    if kind is Kind.WHOLE and type(value) is int:
        return value
    if kind in CHOICES and isinstance(value, str):
        return choice(kind, clean(value))
    if kind is Kind.TEXT and isinstance(value, str):
        return clean(value)
    if (
        kind is Kind.WORDS
        and isinstance(value, list)
        and all(isinstance(item, str) for item in value)
    ):
        return tuple(filter(None, map(clean, value)))
    raise Wrong("wrong_type", value=shown(repr(value)), **kind_words(kind, cell=False))


def choice(kind: Kind, text: str) -> str:
    """One of the values that a choice has."""
    known = [member.value for member in CHOICES[kind]]
    if text and text not in known:
        raise Wrong("unknown_choice", value=shown(repr(text)), allowed=", ".join(known))
    return text


def instant(value: dt.date) -> dt.datetime:
    """One side of a window in local time; without an offset local time is meant."""
    day(value)
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=VIETNAM)
    found = window_instant(value, "from")
    assert found is not None
    return found


def day(value: dt.date) -> dt.date:
    """A day, if it is one that an office can have meant."""
    if value.year not in _YEARS:
        raise Wrong("odd_year", value=value.isoformat())
    return value


def record_of(row: Row, place: str) -> Any:
    """The record a row becomes (bản ghi của một dòng)."""
    shape = TABLES[row.table]
    values = dict(row.values)
    if "from" in values:
        values["start"] = values.pop("from")
    if "last_day" in values:
        values["until"] = instant(values.pop("last_day") + _DAY)
    return shape.record(
        place=place, **{shape.fields.get(key, key): value for key, value in values.items()}
    )
