"""Organisation tables in CSV (bảng dữ liệu tổ chức dạng CSV): one file a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from tthc_deadlines.dossiers.folding import clean, fold, shown
from tthc_deadlines.instants import parse_instant
from tthc_deadlines.responsibility.files.file_faults import Faults, kind_words
from tthc_deadlines.responsibility.files.keys import (
    CHOICES,
    NO,
    TABLES,
    WORDS_FOR,
    YES,
    Kind,
    columns_of,
)
from tthc_deadlines.responsibility.files.rows import Row, Wrong, check_row, choice, day, instant

_DELIMITERS = (",", ";", "\t")
_LINE_END = re.compile("\r\n|\r|\n")


class CsvSource:
    """A CSV text, and where its cells stand (bảng CSV)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.header_line = 1
        self.reading = 1
        self.lines: list[int] = []
        self.headers: dict[str, str] = {}

    def where(self, table: str, index: int, key: str) -> tuple[int, str]:
        """The line of a row, and the column as the table calls it."""
        line = self.lines[index] if index < len(self.lines) else self.header_line
        return line, self.headers.get(key, key or table)


def read_csv(path: str, text: str, table: str, faults: Faults) -> list[Row]:
    """The rows of one table (đọc một bảng); what cannot be read is a fault."""
    source = CsvSource(path)
    unread = Row(source=source, table=table, index=0, values={}, is_whole=False)
    lines = io.StringIO(text, newline="")
    delimiter, skipped = _delimiter(text, table)
    for _ in range(skipped):
        lines.readline()
    source.header_line = source.reading = skipped + 1
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        names = [clean(name) for name in next(reader, [])]
        while names and not names[-1]:
            names.pop()
        if not names:
            faults.add(path, source.header_line, "header", "no_header")
            return [unread]
        keys = _header(names, table, source, faults)
        for line, cells in _numbered(reader, skipped, source):
            source.lines.append(line)
            rows.append(_row(source, table, len(rows), keys, cells, faults))
    except csv.Error as error:
        faults.add(path, source.reading, "CSV", "csv_syntax", detail=str(error))
        rows.append(unread)
    return rows


def _delimiter(text: str, table: str) -> tuple[str, int]:
    """The mark between cells, and how many lines stand above the header.

    That under which most columns are known; Excel's ``sep=;`` line says it outright.
    """
    lines = _LINE_END.split(text)
    skipped = _first_written(lines, 0)
    said = lines[skipped].strip().strip('"')
    if said[:4].lower() == "sep=" and (said[4:] in _DELIMITERS or lines[skipped][4:5] == "\t"):
        return said[4:] or "\t", _first_written(lines, skipped + 1)
    known = columns_of(table)

    def score(delimiter: str) -> tuple[int, int]:
        cells = [fold(cell) for cell in lines[skipped].split(delimiter)]
        return len(known.keys() & set(cells)), len(cells)

    return max(_DELIMITERS, key=score), skipped


def _first_written(lines: list[str], start: int) -> int:
    """The first line from a place on that is not blank; 0 if all are."""
    return next((number for number in range(start, len(lines)) if lines[number].strip()), 0)


def _header(names: list[str], table: str, source: CsvSource, faults: Faults) -> list[str]:
    """Of each column its key; "" for one that is not known or means the same as another."""
    known, line = columns_of(table), source.header_line
    keys: list[str] = []
    for name in names:
        key = known.get(fold(name), "")
        if not key:
            allowed = ", ".join(TABLES[table].keys)
            faults.add(source.path, line, shown(name) or "header", "unknown_key", allowed=allowed)
        elif key in source.headers:
            faults.add(source.path, line, shown(name), "column_twice", other=source.headers[key])
            key = ""
        else:
            source.headers[key] = name
        keys.append(key)
    for key in TABLES[table].needed:
        if key not in keys:
            faults.add(source.path, line, key, "no_column", found=shown(", ".join(names), 200))
    return keys


def _numbered(reader: Any, skipped: int, source: CsvSource) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it starts on."""
    while True:
        source.reading = reader.line_num + 1 + skipped
        cells = next(reader, None)
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield source.reading, cells


def _row(
    source: CsvSource, table: str, index: int, keys: list[str], cells: list[str], faults: Faults
) -> Row:
    while len(cells) > len(keys) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(keys):
        line, name = source.where(table, index, "")
        faults.add(source.path, line, name, "cell_count", value=len(cells), expected=len(keys))
        return Row(source=source, table=table, index=index, values={}, is_whole=False)
    shape = TABLES[table]
    given = {
        key: _cell(shape.keys[key], text)
        for key, cell in zip(keys, cells, strict=True)
        if key and (text := clean(cell))
    }
    return check_row(source, table, index, given, faults, frozenset(keys))


def _cell(kind: Kind, text: str) -> Any:
    """The value of a cell, or what is wrong with it."""
    try:
        return _value(kind, text)
    except Wrong as wrong:
        return wrong


def _value(kind: Kind, text: str) -> Any:
    if kind is Kind.WORDS:
        return tuple(filter(None, map(clean, text.split(";"))))
    if kind in CHOICES:
        word = fold(text)
        return choice(kind, WORDS_FOR[kind].get(word, text.lower()))
    if kind is Kind.YES_NO:
        word = fold(text)
        if word in YES or word in NO:
            return word in YES
    elif kind in (Kind.INSTANT, Kind.DAY):
        found = _date(text)
        if kind is Kind.INSTANT and found is not None:
            return instant(found)
        if found is not None and not isinstance(found, dt.datetime):
            return day(found)
    else:
        return text
    raise Wrong("wrong_type", value=shown(repr(text)), **kind_words(kind, cell=True))


def _date(text: str) -> dt.date | None:
    try:
        return parse_instant(text)
    except ValueError:
        return None
