"""JSON text read piece by piece (đọc văn bản JSON từng phần): one value at a time.

A large document is never held whole: only the value being read, and a piece of the text
behind it.
"""

from __future__ import annotations

import json
import math
import re
from json.decoder import JSONDecodeError
from typing import Any, NoReturn, Protocol

from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.folding import SURROGATE, shown

CHUNK = 1 << 17
LONGEST_VALUE = 64 << 20
"""How many characters one value may have (độ dài tối đa của một đối tượng)."""


class Readable(Protocol):
    """A text open for reading (văn bản đang mở)."""

    def read(self, size: int, /) -> str:
        """At most so many characters; "" at the end."""


_BLANK = re.compile("[ \t\r\n\u00a0\ufeff]*")
_NUMBER_TAIL = 64
_BRACKETS = frozenset("{}[]")
_STRUCTURE = re.compile(r'[^"{}\[\]]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|[{}\[\]"]', re.DOTALL)

NESTED = Words("lồng quá sâu", "nested too deeply")
TOO_LONG_NUMBER = Words("có số quá dài", "it holds a number that is too long")
TOO_LONG = Words("một đối tượng dài quá mức", "one value is too long to be read")
ENDS_EARLY = Words("tệp kết thúc giữa chừng", "the text ends in the middle")


class BrokenValueError(ValueError):
    """A value that cannot be read (giá trị JSON hỏng).

    ``reason`` is a key of :data:`~tthc_deadlines.checking.messages.BAD_ROWS`, ``at`` the
    place in the buffer where reading failed, ``whole`` whether the value itself is well
    formed, so that its end can be found.
    """

    def __init__(self, reason: str, at: int, *, whole: bool = False, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.at, self.whole, self.values = reason, at, whole, values


class UnfinishedError(ValueError):
    """The value goes on behind what has been read (giá trị chưa đọc hết)."""


class TwiceError(ValueError):
    """A key that stands twice in one object (khóa lặp lại)."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _NoNumberError(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; a key given twice is refused."""
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise TwiceError(key)
            seen.add(key)
    return found


def _no_number(text: str) -> NoReturn:
    raise _NoNumberError(text)


def _finite(text: str) -> float:
    found = float(text)
    if math.isinf(found):
        raise _NoNumberError(text)
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=unique_keys, parse_constant=_no_number, parse_float=_finite
)


class JsonText:
    """A JSON text under way (văn bản JSON đang đọc).

    ``buffer`` holds what has been read and is still needed, ``pos`` is the place in it.
    """

    def __init__(self, text: Readable) -> None:
        self._text = text
        self.buffer = ""
        self.pos = 0
        self.ended = False
        self._dropped = 0  # characters before the buffer
        self._counted = 0  # lines are counted up to here
        self._line = 1
        self._line_start = 0
        self._has_stray = False

    def more(self, least: int = CHUNK) -> bool:
        """Read on (đọc thêm), letting go of what lies before ``pos``; ``False`` at the end.

        Places in the buffer move: they are counted from ``pos`` again, which becomes 0.
        """
        self._count_to(self.pos)
        self.buffer = self.buffer[self.pos :]
        self._dropped += self.pos
        self._counted = self.pos = 0
        if self.ended:
            return False
        piece = self._text.read(max(CHUNK, least))
        if not piece:
            self.ended = True
            return False
        self._has_stray = self._has_stray or _is_stray(piece)
        self.buffer += piece
        return True

    def peek(self) -> str:
        """The next character that is not blank, to which ``pos`` moves; "" at the end."""
        while True:
            found = _BLANK.match(self.buffer, self.pos)
            self.pos = found.end() if found else self.pos
            if self.pos < len(self.buffer):
                return self.buffer[self.pos]
            if not self.more():
                return ""

    def value(self, *, here: bool = False) -> Any:
        """The value at ``pos``, which moves behind it (đọc một giá trị).

        Raises:
            BrokenValueError: with ``pos`` still at its start.
            UnfinishedError: it does not end in what has been read, only where ``here``.
        """
        while True:
            try:
                found, end = _DECODER.raw_decode(self.buffer, self.pos)
            except JSONDecodeError as error:
                if self._may_go_on(error):
                    if here:
                        raise UnfinishedError from None
                    self._grow()
                    continue
                raise self._explained(error) from None
            except RecursionError:
                raise BrokenValueError("broken_json", self.pos, whole=True, detail=NESTED) from None
            except TwiceError as error:
                key = shown(error.key)
                raise BrokenValueError(
                    "same_meaning", self.pos, whole=True, first=key, second=key
                ) from None
            except _NoNumberError as error:
                detail = _not_a_number(shown(error.text))
                raise BrokenValueError("broken_json", self.pos, whole=True, detail=detail) from None
            except ValueError:
                raise BrokenValueError(
                    "broken_json", self.pos, whole=True, detail=TOO_LONG_NUMBER
                ) from None
            if end == len(self.buffer) and isinstance(found, (int, float)) and not self.ended:
                self._grow()  # a number may go on
                continue
            self._refuse_stray(found, end)
            self.pos = end
            return found

    def ensure(self, length: int) -> None:
        """Have so many characters from ``pos`` on in the buffer, if there are so many."""
        while len(self.buffer) - self.pos < length and self.more():
            pass

    def _may_go_on(self, error: JSONDecodeError) -> bool:
        """Whether the text only ended too early for the value."""
        return not self.ended and (
            error.msg.startswith("Unterminated") or error.pos + _NUMBER_TAIL >= len(self.buffer)
        )

    def _grow(self) -> None:
        length = len(self.buffer) - self.pos
        if length > LONGEST_VALUE:
            raise BrokenValueError("broken_json", self.pos, detail=TOO_LONG)
        self.more(length)

    def _explained(self, error: JSONDecodeError) -> BrokenValueError:
        if error.pos >= len(self.buffer) or error.msg.startswith("Unterminated"):
            return BrokenValueError("broken_json", error.pos, detail=ENDS_EARLY)
        line, column = self.place(error.pos)
        message = f"{error.msg[:1].lower()}{error.msg[1:]}"
        detail = Words(
            f"sai ở dòng {line}, ký tự thứ {column}", f"{message} at line {line}, column {column}"
        )
        return BrokenValueError("broken_json", error.pos, detail=detail)

    def _refuse_stray(self, found: Any, end: int) -> None:
        """Refuse bytes that are no UTF-8, and halves of surrogate pairs written as escapes."""
        start = self.pos
        stray = self._has_stray and SURROGATE.search(self.buffer, start, end) is not None
        if not stray and self.buffer.find("\\u", start, end) >= 0:
            stray = SURROGATE.search(json.dumps(found, ensure_ascii=False)) is not None
        if stray:
            raise BrokenValueError("stray_bytes", start, whole=True)

    # --- places ------------------------------------------------------------------------------

    def place(self, pos: int | None = None) -> tuple[int, int]:
        """The line and the column of a place (dòng, cột), both from 1."""
        pos = self.pos if pos is None else pos
        self._count_to(min(pos, self.pos))
        lines = self.buffer.count("\n", self._counted, pos)
        if lines:
            return self._line + lines, pos - self.buffer.rfind("\n", self._counted, pos)
        return self._line, self._dropped + pos - self._line_start + 1

    def _count_to(self, pos: int) -> None:
        lines = self.buffer.count("\n", self._counted, pos)
        if lines:
            self._line += lines
            self._line_start = self._dropped + self.buffer.rfind("\n", self._counted, pos) + 1
        self._counted = max(self._counted, pos)

    # --- going on after a broken value ---------------------------------------------------------

    def extent(self, longest: int = LONGEST_VALUE) -> int | None:
        """How long the value at ``pos`` is by its brackets alone; ``None`` if they do not close.

        For values that cannot be taken, whether well formed (a key given twice) or not.
        """
        depth, at = 0, self.pos
        while True:
            found = _STRUCTURE.match(self.buffer, at)
            token = found[0] if found else '"'
            at_end = found is None or found.end() == len(self.buffer)
            if (at_end or token == '"') and not self.ended:
                if len(self.buffer) - self.pos > longest:
                    return None
                at -= self.pos
                self.more(len(self.buffer))
                continue
            if found is None or token == '"':
                return None
            at = found.end()
            if token in _BRACKETS:
                depth += 1 if token in "{[" else -1
            if depth <= 0:
                return at - self.pos

    def is_in_string(self, place: int) -> bool:
        """Whether a place behind ``pos`` falls into a string, read from ``pos`` on."""
        at = self.pos
        while (found := _STRUCTURE.match(self.buffer, at)) and found.end() <= place:
            at = found.end()
        return found is not None and found[0][0] == '"'

    def seek(self, pattern: re.Pattern[str], start: int, overlap: int = 200) -> bool:
        """Move to the next match of ``pattern`` from ``start`` on; to the end if there is none."""
        while True:
            found = pattern.search(self.buffer, start)
            if found is not None and (self.ended or found.end() < len(self.buffer)):
                self.pos = found.start(found.lastindex or 0)
                return True
            self.pos = max(start, len(self.buffer) - overlap)
            if not self.more():
                self.pos = len(self.buffer)
                return False
            start = 0


def _is_stray(piece: str) -> bool:
    if piece.isascii():
        return False
    try:
        piece.encode()
    except UnicodeEncodeError:
        return True
    return False


def _not_a_number(text: str) -> Words:
    return Words(f"{text} không phải là số của JSON", f"{text} is no number in JSON")
