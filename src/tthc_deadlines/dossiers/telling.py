"""Quoting values (dẫn lại giá trị): what a message may repeat, and what it only describes.

A column shifted by one puts a name where a date should be. What looks like what a field
takes is quoted, so that it can be found and mended; what may be about a person is not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PUNCTUATION = ".,;:()[]-–/\"'“”"
_WORD = re.compile(r"[^\W\d_]+")


class Described(NamedTuple):
    """A value told by its size and not repeated (giá trị chỉ được mô tả)."""

    vi: str
    en: str

    def __repr__(self) -> str:
        return self.en

    def __str__(self) -> str:
        return self.en


def may_be_quoted(text: str) -> bool:
    """Whether a message may repeat a text (được phép dẫn lại).

    Digits and separators, and plain words without capital letters but the first of several.
    Names have capitals; addresses of mail an "@".

    >>> [may_be_quoted(one) for one in ("31/02/2026", "hôm qua", "Đang xử lý", "12h30")]
    [True, True, True, True]
    >>> [may_be_quoted(one) for one in ("Nguyễn Văn An", "AN", "Lan", "lan@vidu.vn", "Lê An 1990")]
    [False, False, False, False, False]
    >>> may_be_quoted("KQ.G15.000031")
    True

    Basis: the library's own convention.
    """
    if "@" in text:
        return False
    words: list[str] = _WORD.findall(text)
    if any(letter.isdecimal() for letter in text):
        return sum(_is_name_like(word) for word in text.split()) < 2
    capitals = sum(letter.isupper() for letter in text)
    return not capitals or (capitals == 1 and len(words) > 1 and words[0][0].isupper())


def _is_name_like(word: str) -> bool:
    bare = word.strip(_PUNCTUATION)
    return bare.isalpha() and bare[0].isupper()


def quotable(value: object) -> object:
    """The value itself, or what describes it if it may be about a person (giá trị để dẫn).

    >>> quotable("hôm qua"), quotable("Trần Thị Ví Dụ"), quotable(["Trần"]), quotable(7)
    ('hôm qua', a text of 14 characters, a list, 7)

    Basis: the library's own convention.
    """
    if isinstance(value, str):
        if may_be_quoted(value):
            return value
        return Described(f"một chuỗi {len(value)} ký tự", f"a text of {len(value)} characters")
    if isinstance(value, dict):
        return Described("một bảng khóa – giá trị", "a table of keys")
    return Described("một danh sách", "a list") if isinstance(value, list) else value
