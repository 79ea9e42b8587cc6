"""Tables (bảng): rows of a CSV or NDJSON text, each with the line it starts on.

One bad row never hides the next ones. A quotation mark that is never closed would
swallow the rest of the file; here only the line it stands on is bad, and reading goes
on with the line below.
"""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.fields import Clash, Columns, field_of, match_names
from tthc_deadlines.dossiers.folding import SURROGATE, clean, shown
from tthc_deadlines.exchange.columns import match_columns
from tthc_deadlines.exchange.encodings import refuse
from tthc_deadlines.exchange.json_text import NESTED, TOO_LONG_NUMBER, TwiceError, unique_keys
from tthc_deadlines.findings import Finding

DELIMITERS = (",", ";", "\t")
_MOST_LINES_OF_A_ROW = 50
_BLANK = " \t\r\n\u00a0\ufeff"


class Row(NamedTuple):
    """One row as written (một dòng): the line it starts on, its columns and cells."""

    line: int
    columns: Columns
    cells: Sequence[Any]


class Told(NamedTuple):
    """One object with events (một hồ sơ có diễn biến): the line it starts on, and itself."""

    line: int
    value: dict[str, Any]


class Lines:
    """The lines of a text with their numbers, able to take lines back (đọc từng dòng)."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.number = 0

    def take(self) -> str | None:
        """The next line; ``None`` at the end."""
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is not None:
            self.number += 1
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Put lines back, to be taken again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


class CsvTable:
    """A CSV text (bảng CSV): ``,``, ``;`` or tab, quoted or not, ``sep=`` line allowed.

    Raises:
        UnreadableFile, MissingColumn: from the header.
    """

    def __init__(self, lines: Lines, path: str) -> None:
        self._lines = lines
        self._path = path
        first, delimiter = _separator_line(lines)
        header = _header_lines(lines, first)
        if not header:
            raise refuse(path, "there is no header row", "không có dòng tiêu đề")
        self.delimiter, names = _split_header(header, delimiter)
        self.columns = match_columns([clean(SURROGATE.sub("\ufffd", name)) for name in names], path)

    def __iter__(self) -> Iterator[Row | Finding]:
        take, columns, delimiter = self._lines.take, self.columns, self.delimiter
        expected, blank = len(columns.names), _BLANK + delimiter
        while (line := take()) is not None:
            if not line.strip(blank):
                continue
            number = self._lines.number
            if '"' in line:
                cells = self._quoted(line)
                if cells is None:
                    yield bad_row(
                        "open_quote", subject=self._subject(line), path=self._path, line=number
                    )
                    continue
                if not any(cells):
                    continue
            else:
                cells = line.rstrip("\n").split(delimiter)
            if len(cells) > expected and not any(cell.strip() for cell in cells[expected:]):
                del cells[expected:]
            if _has_stray(line, cells):
                yield bad_row(
                    "stray_bytes", subject=self._subject(line), path=self._path, line=number
                )
            elif len(cells) != expected:
                yield bad_row(
                    "cell_count",
                    subject=self._subject(line),
                    path=self._path,
                    line=number,
                    found=len(cells),
                    expected=expected,
                    row=self._as_far_as_split(cells),
                )
            else:
                yield Row(number, columns, cells)

    def _as_far_as_split(self, cells: list[str]) -> dict[str, str]:
        """The cells under their columns, those too many in the last: nothing is lost."""
        names = self.columns.names
        kept = dict(zip(names, cells, strict=False))
        if len(cells) > len(names):
            kept[names[-1]] = self.delimiter.join(cells[len(names) - 1 :])
        return kept

    def _subject(self, line: str) -> str:
        """The code in a row that cannot be read; no other cell, which might name a person."""
        cells = line.rstrip("\n").split(self.delimiter)
        place = self.columns.places["code"]
        return shown(clean(cells[place]), 40) if place < len(cells) else ""

    def _quoted(self, first: str) -> list[str] | None:
        """Cells of a row with quotation marks, which may run over several lines."""
        taken = [first]

        def feed() -> Iterator[str]:
            yield first
            while len(taken) < _MOST_LINES_OF_A_ROW and (line := self._lines.take()) is not None:
                taken.append(line)
                yield line

        cells: list[str] | None
        try:
            cells = next(csv.reader(feed(), delimiter=self.delimiter, strict=True), None)
        except csv.Error:
            cells = None
        if len(taken) > 1 and (cells is None or len(cells) != len(self.columns.names)):
            self._lines.give_back(taken[1:])
            cells = None
        return cells


def _has_stray(line: str, cells: Sequence[str]) -> bool:
    """Whether a row has bytes that are not UTF-8; a quoted one may go on in other lines."""
    if '"' in line:
        return any(not cell.isascii() and SURROGATE.search(cell) for cell in cells)
    return not line.isascii() and SURROGATE.search(line) is not None


def _separator_line(lines: Lines) -> tuple[str | None, str | None]:
    """Excel's ``sep=;`` line, if there is one: then the line after it, and the delimiter."""
    first = lines.take()
    while first is not None and not first.strip(_BLANK):
        first = lines.take()
    if first is not None:
        said = first.strip().strip('"')
        if said[:4].lower() == "sep=" and (said[4:] in DELIMITERS or first[4:5] == "\t"):
            return lines.take(), said[4:] or "\t"
    return first, None


def _header_lines(lines: Lines, first: str | None) -> list[str]:
    taken = [] if first is None else [first]
    quotes = first.count('"') if first else 0
    while quotes % 2 and len(taken) < _MOST_LINES_OF_A_ROW and (line := lines.take()) is not None:
        taken.append(line)
        quotes += line.count('"')
    if quotes % 2:  # a lone quotation mark: only the first line is the header
        lines.give_back(taken[1:])
        del taken[1:]
    return taken


def _split_header(header: list[str], delimiter: str | None) -> tuple[str, list[str]]:
    """The delimiter under which most columns are known; ties go to the most columns."""
    best: tuple[int, int] = (-1, -1)
    chosen, names = delimiter or ",", list[str]()
    for candidate in (delimiter,) if delimiter else DELIMITERS:
        try:
            cells = next(csv.reader(header, delimiter=candidate), [])
        except csv.Error:
            cells = header[0].split(candidate)
        score = len({field_of(cell) for cell in cells} - {None}), len(cells)
        if score > best:
            best, chosen, names = score, candidate, cells
    while names and not names[-1].strip():
        names.pop()
    return chosen, names


class JsonLines:
    """An NDJSON text (mỗi dòng một đối tượng JSON)."""

    def __init__(self, lines: Lines, path: str) -> None:
        self._lines = lines
        self._path = path
        self._known: dict[tuple[str, ...], Columns] = {}

    def __iter__(self) -> Iterator[Row | Told | Finding]:
        while (line := self._lines.take()) is not None:
            if line.strip(_BLANK):
                yield self._row(line, self._lines.number)

    def _row(self, line: str, number: int) -> Row | Told | Finding:
        if not line.isascii() and SURROGATE.search(line):
            return self._bad("stray_bytes", number)
        try:
            # a byte order mark stands where files were put together
            found = json.loads(line.lstrip("\ufeff"), object_pairs_hook=unique_keys)
        except RecursionError:
            return self._bad("broken_json", number, detail=NESTED)
        except TwiceError as error:
            return self._bad("same_meaning", number, first=error.key, second=error.key)
        except ValueError as error:
            return self._bad("broken_json", number, detail=_explain(error))
        if not isinstance(found, dict):
            return self._bad("not_an_object", number)
        if "\\u" in line and SURROGATE.search(json.dumps(found, ensure_ascii=False)):
            return self._bad("stray_bytes", number)
        return Told(number, found) if "events" in found else self._match(found, number)

    def _match(self, found: dict[str, Any], number: int) -> Row | Finding:
        keys = tuple(found)
        columns = self._known.get(keys)
        if columns is None:
            matched = match_names(keys)
            if isinstance(matched, Clash):
                first, second = shown(keys[matched.first]), shown(keys[matched.second])
                return self._bad("same_meaning", number, first=first, second=second)
            columns = matched
            if len(self._known) < 1000:
                self._known[keys] = columns
        return Row(number, columns, list(found.values()))

    def _bad(self, reason: str, number: int, **values: Any) -> Finding:
        return bad_row(reason, path=self._path, line=number, **values)


def _explain(error: ValueError) -> Words:
    if isinstance(error, json.JSONDecodeError):
        said = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        place = error.pos + 1
        return Words(f"sai ở ký tự thứ {place}", f"{said} at character {place}")
    return TOO_LONG_NUMBER


def open_table(lines: Lines, path: str) -> CsvTable | JsonLines:
    """The table in a text, by its first character (nhận dạng CSV hay NDJSON).

    Raises:
        UnreadableFile: a JSON document that is not one object a line, or no header.
        MissingColumn: a CSV without the columns that are needed.
    """
    first = lines.take()
    skipped = [first] if first is not None else []
    while first is not None and not first.strip(_BLANK):
        first = lines.take()
        skipped += [first] if first is not None else []
    lines.give_back(skipped)
    start = (first or "").strip(_BLANK)
    if start == "{" or start.startswith("["):
        raise refuse(
            path,
            "this is one JSON document; write one object a line (NDJSON)",
            "đây là một tài liệu JSON; hãy ghi mỗi hồ sơ một đối tượng trên một dòng (NDJSON)",
        )
    return JsonLines(lines, path) if start.startswith("{") else CsvTable(lines, path)
