"""Folding (chuẩn hóa chữ): text as people type it, brought to one form for comparing.

Offices paste from word processors, spreadsheets and web pages: letters in two
parts (NFD), full-width digits, no-break spaces, zero-width marks. :func:`clean`
takes these away and keeps the words; :func:`fold` goes on to a key that ignores
case, diacritics and separators, so that "Mã hồ sơ", ``ma_ho_so`` and ``MaHoSo``
are the same name.
"""

from __future__ import annotations

import re
import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    [
        0x00A0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
        0x09,
        0x0A,
        0x0B,
        0x0C,
        0x0D,
    ],
    " ",
)
_INVISIBLE = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_CONTROL = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_ODD = {**_FULL_WIDTH, **_SPACES, **_INVISIBLE, **_CONTROL}
_HAS_ODD = re.compile("[" + "".join(map(re.escape, map(chr, _ODD))) + "]")
_SEPARATORS = re.compile(r"[\W_]+")
SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The same words without typing accidents (làm sạch chữ).

    Composes letters (NFC), turns full-width forms into ordinary ones and every kind
    of space into one, drops zero-width and control characters, strips the ends.

    >>> clean(" １２\u00a0ngày\u200b ")
    '12 ngày'
    """
    if text.isascii() and text.isprintable():  # most cells: nothing to do but strip
        return text.strip(" ")
    if _HAS_ODD.search(text):
        text = " ".join(text.translate(_ODD).split())
    elif text[:1].isspace() or text[-1:].isspace():
        text = text.strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """A key without case, diacritics and separators (khóa so sánh).

    >>> fold("Mã hồ sơ") == fold("ma_ho_so") == fold("MaHoSo") == "mahoso"
    True
    >>> fold("Đơn vị xử lý")
    'donvixuly'
    """
    return _SEPARATORS.sub("", fold_words(text))


def fold_words(text: str) -> str:
    """The same, the words still apart by one space (khóa theo từng từ).

    >>> fold_words("Đang xử-lý ")
    'dang xu ly'
    """
    parts = unicodedata.normalize("NFD", clean(text).casefold().replace("đ", "d"))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(_SEPARATORS.sub(" ", bare).split())


def shown(text: str, longest: int = 60) -> str:
    """A value as it may stand in a message: one line, short, nothing unprintable.

    >>> shown("a\x1b[31m" + "b" * 10, longest=8)
    'a�[31mb…'
    """
    if len(text) <= longest and text.isprintable():
        return text
    text = " ".join(SURROGATE.sub("\ufffd", text[: 4 * longest]).split())
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
