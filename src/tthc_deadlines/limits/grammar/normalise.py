"""Clean text before reading (chuẩn hóa câu chữ): one spelling for what looks the same.

Keeps letter case (conditions are quoted back in the words of the text), joins
hard-wrapped lines, and turns bullets into a separator the segmentation understands.
"""

from __future__ import annotations

import re
import unicodedata

SEPARATOR = "\n"
"""What stands between two bullets of a cleaned text."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_DIGIT_FORMS = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)})
_FORMS = str.maketrans({
    "，": ",", "．": ".", "：": ":", "；": ";", "（": "(", "）": ")", "／": "/", "＋": "+",
    "‐": "-", "‑": "-", "‒": "-", "—": "-", "–": "-", "−": "-", "\t": " ", "¦": "\x00", "|": "\x00",
    "⁄": "/",
})  # fmt: skip
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_SUPERSCRIPT_NOTES = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_MARKDOWN = re.compile(r"\*\*|__|`|~~|(?m:^\s*#+\s)|(?m:^\s*>\s)|<br\s*/?>|</?[a-z]{1,6}>|\\")
_BULLET = re.compile(r"(^|[\n.;:,)…])\s*[-+•*●○▪]\s+(?=\S)")
_LINE_ITEM = re.compile(r"\n\s*(?=(?:[-+•*●○▪]|\d{1,2}[.)]|[a-zđ][.)])\s)")
# "… hồ sơ - Trường hợp", "… hồ sơ - 03 ngày": a dash before a capital or a number opens a
# bullet, unless a number stands before it (a range); "kinh tế - xã hội" stays one.
_INLINE_BULLET = re.compile(
    r"(?<=[^\W\d])\s+(?:[-+•●]\s+(?=[A-ZĐÀ-Ỹ])(?!Xã hội)"
    r"|(?<!ngày )(?<!việc )(?<!giờ )(?<!tháng )(?<!tuần )(?<!phút )(?<!năm )[-•●]\s+(?=\d))"
)

_INLINE_LETTER = re.compile(r"(?<=[^\W\d])[,;.]?\s+(?=[b-zđ]\)\s+[A-ZĐÀ-Ỹ])")

_TONES = {"a": "aàáảãạ", "e": "eèéẻẽẹ", "o": "oòóỏõọ", "u": "uùúủũụ", "y": "yỳýỷỹỵ"}


def _tone_pairs() -> dict[str, str]:
    """ "oà" → "òa", "uỷ" → "ủy": the placement used in the statutes since 2018 is kept."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in range(1, 6):
            pairs[first + _TONES[second][tone]] = _TONES[first][tone] + second
    return pairs | {k.upper(): v.upper() for k, v in pairs.items()}


_TONE_PAIR = _tone_pairs()
_TONE_PAIR_AT_END = re.compile("(?<![qQ])(?:" + "|".join(_TONE_PAIR) + r")(?![^\W\d_])")

# Misspellings met in published cells; each leaves no doubt about the word meant.
_TYPOS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"làm\s*vi[eê]c\b", re.I), "làm việc"),
    (re.compile(r"\blam\s+việc\b", re.I), "làm việc"),
    (re.compile(r"làmviệc", re.I), "làm việc"),
    (re.compile(r"ngàylàm\b", re.I), "ngày làm"),
    (re.compile(r"kếo dài", re.I), "kéo dài"),
    (re.compile(r"ti[eê]p nhận", re.I), "tiếp nhận"),
    (re.compile(r"\bkề từ\b", re.I), "kể từ"),
    (re.compile(r"\bkể tư\b", re.I), "kể từ"),
    (re.compile(r"\bthời gian hạn\b", re.I), "thời hạn"),
)
_GLUED_UNIT = re.compile(r"(?<=\d)(?=(?:ngày|giờ|phút|tháng|tuần|năm)(?![^\W\d]))", re.I)
_GLUED_CUE = re.compile(r"\b(quá|hạn|đa|nhất|vòng|gian|trong)(?=\d)", re.I)
_GLUED_LETTERS = re.compile(r"(?<=ngày)(?=làm\b)", re.I)


def normalise(text: str) -> str:
    """The text in one spelling (chuẩn hóa): NFC, plain digits, joined lines, no marks.

    >>> normalise("Theo thoả  thuận")
    'Theo thỏa thuận'
    >>> normalise("**１５**ngày")
    '15 ngày'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _INVISIBLE.sub("", text).translate(_DIGIT_FORMS).translate(_FORMS)
        for mark, plain in _VULGAR.items():
            if mark in text:
                text = re.sub(rf"(?<=\d){mark}", f" {plain}", text).replace(mark, plain)
        text = _SUPERSCRIPT_NOTES.sub("", text)
    else:
        text = text.translate(_FORMS)
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
    text = _MARKDOWN.sub(" " if "<" in text else "", text)
    text = _SPACES.sub(" ", text).strip()
    text = _split_items(text)
    text = _TONE_PAIR_AT_END.sub(lambda match: _TONE_PAIR.get(match[0], match[0]), text)
    for wrong, right in _TYPOS:
        text = wrong.sub(right, text)
    text = _GLUED_UNIT.sub(" ", text)
    text = _GLUED_CUE.sub(r"\1 ", text)
    return _GLUED_LETTERS.sub(" ", text)


def _split_items(text: str) -> str:
    """Bullets become separators; other line breaks are wrapped lines and become spaces."""
    if "\n" in text or "\x00" in text:
        text = _LINE_ITEM.sub("\x00", text)
        text = text.replace("\n", " ").replace("\x00", SEPARATOR)
        text = _SPACES.sub(" ", text)
    text = _INLINE_LETTER.sub(SEPARATOR, text)
    text = _BULLET.sub(rf"\1{SEPARATOR}", text)
    return _INLINE_BULLET.sub(SEPARATOR, text).replace("*", "").strip()
