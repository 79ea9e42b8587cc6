"""JSON documents (tài liệu JSON): their objects one by one, whatever the document's form.

A list of objects; an envelope with such a list under ``data``; one object; one object a
line; or several of these, one after another. A broken object is reported and reading goes
on with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.exchange.json_text import (
    CHUNK,
    ENDS_EARLY,
    BrokenValueError,
    JsonText,
    Readable,
    UnfinishedError,
)
from tthc_deadlines.findings import Finding

LIST_KEYS = ("data", "dossiers", "DanhSachHoSo", "DSHoSo", "HoSo", "TienTrinh", "items")
"""Keys under which an envelope holds its list (khóa chứa danh sách)."""

_CODE = re.compile(r'"(?:MaHoSo|maHoSo|mahoso|code|ma_ho_so)"\s*:\s*"([^"\\]{1,60})"')
_FIRST_KEY = re.compile(r'\{\s*"([^"\\]{1,60})"\s*:')
_NEXT_LINE = re.compile(r"\n[ \t]*([{\[])")
_LINE_START = re.compile(r"\n([{\[])")
_USUAL_FIRST = ("MaHoSo", "IDHoSo", "IdHoSo", "code")
_MOST_FIRST = 16
_BROKEN_LONGEST = 1 << 20
_OPENS_LIST = re.compile(r"\[\s*\{")
_BLANKS = 200
_LOOKED_AT = 20


class Item(NamedTuple):
    """One object of a document (một đối tượng).

    ``line`` is where it starts. ``envelope`` holds the other keys of the object whose list
    it stood in, those behind the list once they have been read; empty without an envelope.
    """

    value: dict[str, Any]
    line: int
    envelope: Mapping[str, Any]


def iter_objects(
    text: Readable, path: str = "", *, keys: Iterable[str] = LIST_KEYS
) -> Iterator[Item | Finding]:
    """The objects of a JSON text, one at a time (đọc lần lượt từng đối tượng).

    Args:
        text: the text, opened with universal newlines; it is read once, front to back, and
            only the object being read is held.
        path: its name, for findings.
        keys: the keys of an envelope under which its list stands.

    Yields:
        An :class:`Item` for each object and a ``bad_row``
        :class:`~tthc_deadlines.findings.Finding` for each stretch that is none, in the
        order of the text. After a broken object reading goes on where the next one begins:
        on the next line where each has its own; behind its closing bracket; or at the next
        object with the same first key. A finding says from which line on.

    Refused, the object alone: a key given twice, ``NaN`` and infinities, bytes that are not
    UTF-8, halves of surrogate pairs, nesting beyond the interpreter's depth.

    >>> import io
    >>> text = io.StringIO('{"service": "x", "data": [{"MaHoSo": "H1"}, {"MaHoSo": },\\n'
    ...                    ' {"MaHoSo": "H3"}], "madonvi": "H26"}')
    >>> for found in iter_objects(text):
    ...     print(found.line, found.value if isinstance(found, Item) else found.message("en"))
    1 {'MaHoSo': 'H1'}
    1 not valid JSON: expecting value at line 1, column 56; reading goes on at line 2
    2 {'MaHoSo': 'H3'}

    Basis: RFC 8259 for JSON; what cannot be read is a finding, by the library's convention.
    """
    return _Documents(JsonText(text), path, frozenset(keys)).items()


def first_object(text: Readable, *, keys: Iterable[str] = LIST_KEYS) -> dict[str, Any] | None:
    """The first object that can be read (đối tượng đầu tiên), to tell what a text holds.

    ``None`` if there is none among the first few.

    >>> import io
    >>> first_object(io.StringIO('{"data": [{"MaHoSo": "H1"}, '))
    {'MaHoSo': 'H1'}

    Basis: the library's own convention.
    """
    found = islice(iter_objects(text, keys=keys), _LOOKED_AT)
    return next((one.value for one in found if isinstance(one, Item)), None)


class _Documents:
    def __init__(self, text: JsonText, path: str, keys: frozenset[str]) -> None:
        self._text = text
        self._path = path
        self._keys = keys
        named = "|".join(map(re.escape, sorted(keys)))
        self._list = re.compile(rf'"(?:{named})"\s*:\s*(\[)')
        self._list_or_line = rf'"(?:{named})"\s*:\s*(\[)|\n[ \t]*(\{{)'
        self._first_keys = dict.fromkeys(_USUAL_FIRST)
        self._said_end = False

    def items(self) -> Iterator[Item | Finding]:
        text = self._text
        while start := text.peek():
            if start == "{":
                yield from self._top_object()
            elif start == "[":
                yield from self._list_of({})
            elif start == ",":
                text.pos += 1  # objects put together with commas
            else:
                line, _ = text.place()
                yield from self._no_object(r"\n[ \t]*([{\[])", line)

    # --- one object, or an envelope --------------------------------------------------------------

    def _top_object(self) -> Iterator[Item | Finding]:
        text = self._text
        text.ensure(CHUNK)
        line, column = text.place()
        start = text.pos
        try:
            found = text.value(here=True)
        except UnfinishedError:
            yield from self._walk(line)
        except BrokenValueError as error:
            end = len(text.buffer) if error.whole else error.at
            if self._list.search(text.buffer, start, end):
                yield from self._walk(line)
            else:
                yield from self._broken_line(
                    error, line, _LINE_START if column == 1 else _NEXT_LINE
                )
        else:
            if self._is_envelope(found):
                text.pos = start
                yield from self._walk(line)
            else:
                yield Item(found, line, {})

    def _is_envelope(self, found: dict[str, Any]) -> bool:
        keys = self._keys
        return any(key in keys and isinstance(value, list) for key, value in found.items())

    def _broken_line(
        self, error: BrokenValueError, line: int, after: re.Pattern[str]
    ) -> Iterator[Item | Finding]:
        """An object that is broken and in no list: on with the next line, or the list in it."""
        text = self._text
        subject = self._subject(text.pos, len(text.buffer))
        start = text.pos
        next_line = after.search(text.buffer, start + 1)
        limit = next_line.start() if next_line else len(text.buffer)
        inner = self._list.search(text.buffer, start, limit)
        if inner is not None:
            text.pos = inner.start(1)
            yield self._finding(error, line, subject)
            yield from self._members({}, line, True)
            return
        length = text.extent() if error.whole else None
        if length is None:
            text.seek(self._or_start(after.pattern), text.pos + 1)
        else:
            text.pos += length
        yield self._finding(error, line, subject)

    def _walk(self, line: int) -> Iterator[Item | Finding]:
        """An object key by key, its list item by item."""
        self._text.pos += 1
        yield from self._members({}, line, False)

    def _members(
        self, envelope: dict[str, Any], line: int, has_list: bool
    ) -> Iterator[Item | Finding]:
        text = self._text
        whole = True
        while (char := text.peek()) != "}":
            if char == ",":
                text.pos += 1
            elif char == "[":  # behind a broken part
                yield from self._list_of(envelope)
                has_list = True
            elif not char:
                yield from self._end_early(line)
                return
            else:
                try:
                    key = self._key(envelope)
                    if text.peek() != "[" or key not in self._keys:
                        envelope[key] = text.value()
                except BrokenValueError as error:
                    whole = False
                    length = text.extent() if error.whole else None
                    if length is not None:
                        text.pos += length
                    else:
                        text.seek(self._or_start(self._list_or_line), max(text.pos, error.at))
                    yield self._finding(error, line, "")
                    if text.peek() == "{":  # the next line
                        return
        text.pos += 1
        if whole and not has_list:
            yield Item(envelope, line, {})

    def _key(self, envelope: dict[str, Any]) -> str:
        text = self._text
        at = text.pos
        key = text.value() if text.peek() == '"' else None
        if not isinstance(key, str) or text.peek() != ":":
            line, column = text.place()
            detail = Words(
                f"sai ở dòng {line}, ký tự thứ {column}",
                f"expecting a key and a colon at line {line}, column {column}",
            )
            raise BrokenValueError("broken_json", max(at, text.pos), detail=detail)
        text.pos += 1
        if key in envelope:
            twice = shown(key)
            raise BrokenValueError("same_meaning", text.pos, first=twice, second=twice)
        return key

    # --- a list ----------------------------------------------------------------------------------

    def _list_of(self, envelope: Mapping[str, Any]) -> Iterator[Item | Finding]:
        text = self._text
        text.pos += 1
        depth = 1
        while depth:
            char = text.peek()
            if char == "]":
                text.pos += 1
                depth -= 1
                continue
            if char == ",":
                text.pos += 1
                continue
            line, _ = text.place()
            if not char:
                yield from self._end_early(line)
                return
            if char == "[" and _OPENS_LIST.match(text.buffer, text.pos):
                text.pos += 1
                depth += 1
                yield bad_row("not_an_object", path=self._path, line=line)
                continue
            if char != "{":
                yield from self._no_object("", line)
                continue
            try:
                found = text.value()
            except BrokenValueError as error:
                yield self._broken_item(error, line)
            else:
                self._learn(next(iter(found), ""))
                yield Item(found, line, envelope)

    def _no_object(self, after: str, line: int) -> Iterator[Finding]:
        """Something else than an object, in a list or between documents."""
        text = self._text
        try:
            text.value()
        except BrokenValueError as error:
            if after:
                text.seek(self._or_start(after), text.pos)
                yield self._finding(error, line, "")
            else:
                yield self._broken_item(error, line)
        else:
            yield bad_row("not_an_object", path=self._path, line=line)

    def _or_start(self, pattern: str) -> re.Pattern[str]:
        """A pattern, or an object that begins like those that were read."""
        named = "|".join(map(re.escape, self._first_keys))
        start = rf'(\{{)\s*"(?:{named})"\s*:'
        return re.compile(f"{pattern}|{start}" if pattern else start)

    def _learn(self, key: str) -> None:
        if key and key not in self._first_keys and len(self._first_keys) < _MOST_FIRST:
            self._first_keys[key] = None

    def _broken_item(self, error: BrokenValueError, line: int) -> Finding:
        """Report a broken object of a list and move to where the next one begins."""
        text = self._text
        at = max(error.at - text.pos, 1)
        if error.whole:
            length = text.extent()
            if length is not None:
                subject = self._subject(text.pos, text.pos + length)
                text.pos += length
                return self._finding(error, line, subject)
        text.ensure(CHUNK)
        own = _FIRST_KEY.match(text.buffer, text.pos)
        if own is not None:
            self._learn(own[1])
        anchor = self._or_start("")
        near = self._next_start(anchor, at)
        end = len(text.buffer) if near is None else text.pos + near
        subject = self._subject(text.pos, end)
        self._go_on(anchor, at, near)
        return self._finding(error, line, subject)

    def _next_start(self, anchor: re.Pattern[str], at: int) -> int | None:
        """How far the next object seems to begin; a string never closed may have hidden it."""
        text = self._text
        for found in anchor.finditer(text.buffer, text.pos + 1):
            if found.start() >= text.pos + at or text.is_in_string(found.start()):
                return found.start() - text.pos
        return None

    def _go_on(self, anchor: re.Pattern[str], at: int, near: int | None) -> None:
        """Behind the broken object's bracket, unless another object begins before that."""
        text = self._text
        length = text.extent(_BROKEN_LONGEST)
        if length is not None and length > at and (near is None or length <= near):
            behind = text.buffer[text.pos + length :][:_BLANKS].lstrip()
            if behind[:1] in ",]":
                text.pos += length
                return
        if near is not None:
            text.pos += near
        else:
            text.seek(anchor, text.pos + at)

    # --- findings --------------------------------------------------------------------------------

    def _subject(self, start: int, end: int) -> str:
        found = _CODE.search(self._text.buffer, start, end)
        return shown(clean(found[1]), 40) if found else ""

    def _end_early(self, line: int) -> Iterator[Finding]:
        if not self._said_end:
            self._said_end = True
            yield bad_row("broken_json", path=self._path, line=line, detail=ENDS_EARLY)

    def _finding(self, error: BrokenValueError, line: int, subject: str) -> Finding:
        values = dict(error.values)
        while (more := self._text.peek()) == ",":
            self._text.pos += 1
        resumes, _ = self._text.place()
        detail = values.get("detail")
        tail = Words("", "")
        if not more:
            self._said_end = True
        elif resumes > line:
            tail = Words(f"; đọc tiếp từ dòng {resumes}", f"; reading goes on at line {resumes}")
        if isinstance(detail, Words) and detail is not ENDS_EARLY:
            values["detail"] = Words(detail.vi + tail.vi, detail.en + tail.en)
        return bad_row(error.reason, subject=subject, path=self._path, line=line, **values)
