"""Organisation files in TOML (tệp tổ chức dạng TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import attrs

from tthc_deadlines.calendar.toml_lines import TomlLines, line_of_error
from tthc_deadlines.responsibility.files.file_faults import Faults
from tthc_deadlines.responsibility.files.keys import SCHEMA, TABLES, TOP
from tthc_deadlines.responsibility.files.rows import Row, Wrong, check_row, toml_value


class TomlSource:
    """A TOML text, and where its keys stand (văn bản TOML)."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text
        self._lines: TomlLines | None = None  # only a file with faults needs it

    def where(self, table: str, index: int, key: str) -> tuple[int, str]:
        """The line of a key, and its name with that of its table."""
        if self._lines is None:
            self._lines = TomlLines(self._text)
        line = self._lines.of(table, index, key) if table else self._lines.of(key)
        return line, ".".join(filter(None, (table, key)))


@attrs.frozen
class TomlFile:
    """What a file says (nội dung một tệp): its name for the organisation, and its rows."""

    source: TomlSource
    name: str
    rows: tuple[Row, ...]


def read_toml(path: str, text: str, faults: Faults) -> TomlFile | None:
    """Read a TOML text; ``None``, and a fault, where it is none (đọc tệp TOML)."""
    source = TomlSource(path, text)
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        faults.add(path, line_of_error(error, text), "TOML", "syntax", detail=str(error))
        return None
    except (RecursionError, ValueError) as error:  # nested too deep, a number too long
        faults.add(path, 1, "TOML", "syntax", detail=str(error))
        return None
    name = _top(data, source, faults)
    rows = tuple(row for table in TABLES for row in _rows(data, table, source, faults))
    return TomlFile(source, name, rows)


def _top(data: dict[str, Any], source: TomlSource, faults: Faults) -> str:
    def fault(key: str, kind: str, **words: object) -> None:
        line, name = source.where("", 0, key)
        faults.add(source.path, line, name, kind, **words)

    sound: dict[str, Any] = {}
    for key, value in data.items():
        if key in TABLES:
            continue
        if key not in TOP:
            fault(key, "unknown_key", allowed=", ".join((*TOP, *TABLES)))
            continue
        try:
            sound[key] = toml_value(TOP[key], value)
        except Wrong as wrong:
            fault(key, wrong.kind, **wrong.words)
    if "schema" not in data:
        fault("schema", "missing_key")
    elif sound.get("schema", SCHEMA) != SCHEMA:
        fault("schema", "unknown_schema", value=sound["schema"], known=SCHEMA)
    found: str = sound.get("name", "")
    return found


def _rows(data: dict[str, Any], table: str, source: TomlSource, faults: Faults) -> Iterator[Row]:
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        line, name = source.where(table, 0, "")
        faults.add(source.path, line, name, "not_rows")
        yield Row(source=source, table=table, index=0, values={}, is_whole=False)
        return
    for index, row in enumerate(rows):
        yield check_row(source, table, index, row, faults)
