"""The shape of a procedure file (cấu trúc tệp thủ tục): tables, keys and their types.

Checks form only; what the values mean, :mod:`file_reader` builds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from tthc_deadlines.procedures.file_faults import Faults

SCHEMA = 1

_TEXT, _DATE, _WHOLE, _NUMBER, _YES_NO = str, dt.date, int, float, bool
_WORDS, _TABLE, _TIME = list, dict, dt.time

Shape = tuple[dict[str, type], dict[str, type]]
"""Of a table the keys a row must have, and those it may have."""

TOP: Shape = (
    {"schema": _WHOLE, "code": _TEXT, "name": _TEXT},
    {"kind": _TEXT, "level": _TEXT, "issuer": _TEXT, "field": _TEXT, "variant": _TEXT,
     "notes": _WORDS},
)  # fmt: skip
CITATION: Shape = (
    {},
    {"number": _TEXT, "title": _TEXT, "title_en": _TEXT, "article": _TEXT, "issuer": _TEXT,
     "adopted": _DATE, "adopted_note": _TEXT, "in_force": _DATE, "url": _TEXT,
     "confidence": _TEXT, "quote": _TEXT},
)  # fmt: skip
ROWS: dict[str, Shape] = {
    "limit": (
        {"from": _DATE, "basis": _TABLE},
        {"until": _DATE, "phase": _TEXT, "text": _TEXT, "limit": _TEXT, "value": _NUMBER,
         "unit": _TEXT, "bound": _TEXT, "anchor": _TEXT, "cutoff": _TIME, "after_cutoff": _TEXT,
         "when": _WORDS, "channel": _TEXT, "outcome": _TEXT, "repealed": _YES_NO,
         "published": _TEXT, "published_basis": _TABLE, "remote_area_days": _WHOLE,
         "remote_area_unit": _TEXT, "problem": _TEXT, "note": _TEXT},
    ),
    "stop": (
        {"key": _TEXT, "name": _TEXT, "basis": _TABLE},
        {"longest": _TEXT, "from": _DATE},
    ),
    "extension": (
        {"times": _WHOLE, "basis": _TABLE},
        {"longest": _TEXT, "by_agreement": _YES_NO, "when": _WORDS},
    ),
    "step": (
        {"name": _TEXT},
        {"label": _TEXT, "role": _TEXT, "unit": _TEXT, "budget": _TEXT, "stage": _TEXT,
         "branch": _TEXT, "excluded": _YES_NO, "shares_previous": _YES_NO, "duty": _TEXT},
    ),
}  # fmt: skip
SINGLE: dict[str, Shape] = {
    "supplement": ({"effect": _TEXT, "basis": _TABLE}, {"within": _TEXT}),
    "workflow": (
        {"text": _TEXT, "basis": _TABLE},
        {"total": _TEXT, "parts": _WORDS, "appointments": _WORDS, "unit": _TEXT, "notes": _WORDS},
    ),
}


@attrs.frozen
class Row:
    """A row with only sound values (một dòng), and its place."""

    table: str
    index: int
    values: Mapping[str, Any]

    def get(self, key: str, default: Any = None) -> Any:
        """A value of the row, or the default where it is missing or was a fault."""
        return self.values.get(key, default)


def check_top(data: Mapping[str, Any], faults: Faults) -> Row:
    """The keys above the tables, as far as they are sound."""
    known = {**TOP[0], **TOP[1]}
    tables = {*ROWS, *SINGLE}
    top = {key: value for key, value in data.items() if key not in tables}
    row = _check("", 0, top, TOP, faults, allowed=", ".join((*known, *ROWS, *SINGLE)))
    if row.get("schema", SCHEMA) != SCHEMA:
        faults.add("unknown_schema", "", 0, "schema", value=row.get("schema"), known=SCHEMA)
    return row


def check_rows(data: Mapping[str, Any], table: str, faults: Faults) -> list[Row]:
    """The rows of a table written [[…]]."""
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.add("not_rows", table)
        return []
    return [_check(table, index, row, ROWS[table], faults) for index, row in enumerate(rows)]


def check_single(data: Mapping[str, Any], table: str, faults: Faults) -> Row | None:
    """A table written […] once, or ``None``."""
    if table not in data:
        return None
    if not isinstance(data[table], dict):
        faults.add("not_a_table", table)
        return None
    return _check(table, 0, data[table], SINGLE[table], faults)


def check_citation(row: Row, key: str, faults: Faults) -> Mapping[str, Any] | None:
    """A citation inside a row, or ``None`` where there is none."""
    table = row.get(key)
    if table is None:
        return None
    return _check(row.table, row.index, table, CITATION, faults, prefix=f"{key}.").values


def _check(
    table: str,
    index: int,
    row: Mapping[str, Any],
    shape: Shape,
    faults: Faults,
    *,
    prefix: str = "",
    allowed: str = "",
) -> Row:
    required, optional = shape
    known = required | optional
    sound: dict[str, Any] = {}
    for key in required:
        if key not in row:
            faults.add("missing_key", table, index, prefix + key)
    for key, value in row.items():
        if key not in known:
            names = allowed or ", ".join(known)
            faults.add("unknown_key", table, index, prefix + key, allowed=names)
        elif not _is_a(known[key], value):
            faults.add(
                "wrong_type", table, index, prefix + key, value=repr(value), expected=known[key]
            )
        else:
            sound[key] = value
    return Row(table, index, sound)


def _is_a(kind: type, value: object) -> bool:
    """Whether a TOML value is of a kind; a date-time is no date, ``true`` no number."""
    if kind is _DATE:
        return type(value) is dt.date
    if kind is _NUMBER:
        return type(value) in {int, float}
    if kind is _WHOLE:
        return type(value) is int and value >= 0
    if kind is _WORDS:
        return isinstance(value, list) and all(type(item) is str for item in value)
    return type(value) is kind
