"""Clean text before reading (chuẩn hóa câu chữ): one spelling for what looks the same.

Keeps letter case (conditions are quoted back in the words of the text), joins
hard-wrapped lines, and turns bullets into a separator the segmentation understands.
"""

from __future__ import annotations

import re
import unicodedata

from tthc_deadlines.limits.grammar.patterns import Pattern

SEPARATOR = "\n"
"""What stands between two bullets of a cleaned text."""

_INVISIBLE = Pattern("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = Pattern(r"[^\S\n]+")
_FORMS = str.maketrans({
    **{chr(0xFF10 + n): str(n) for n in range(10)}, **dict.fromkeys("“”„«»\"", ""),
    "，": ",", "．": ".", "：": ":", "；": ";", "（": "(", "）": ")", "／": "/", "＋": "+",
    "‐": "-", "‑": "-", "‒": "-", "—": "-", "–": "-", "−": "-", "\t": " ", "¦": "\x00", "|": "\x00",
    "⁄": "/",
})  # fmt: skip
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_SUPERSCRIPT_NOTES = Pattern(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_FOOTNOTE = Pattern(r"\[\d{1,3}\]")
_MARKDOWN = Pattern(r"\*\*|__|`|~~|(?m:^\s*#+\s)|(?m:^\s*>\s)|\\")
_BLOCK = Pattern(r"(?i)</?(?:li|ul|ol|p|div|tr|td|th|table|tbody)(?:\s[^<>]*)?/?>")
_BREAK = Pattern(r"(?i)<br\s*/?>")
_TAG = Pattern(r"(?i)</?[a-z][a-z0-9]{0,9}(?:\s[^<>]*)?/?>")
_ANY_BULLET = Pattern(r"[-+•*●○▪]")
_BULLET = Pattern(r"(^|[\n.;:,)…])\s*[-+•*●○▪]\s+(?=\S)")
_LINE_ITEM = Pattern(r"\n\s*(?=(?:[-+•*●○▪]|\d{1,2}[.)]|(?:[a-zđ]|[ivx]{2,4})[.)])\s)")
# A line that starts with a name of its own after one that ended with an amount.
_LINE_LABEL = Pattern(
    r"((?:ngày|việc|giờ|tháng|tuần|phút)[.,;)]?)\s*\n\s*"
    r"(?=(?:[A-ZĐÀ-Ỹ][^\n:]{0,60}:|Trường hợp\s|Đối với\s|Trong đó\b))"
)
# "… hồ sơ - Trường hợp", "… hồ sơ - 03 ngày": a dash before a capital or a number opens a
# bullet, unless a number stands before it (a range); "kinh tế - xã hội" stays one.
_INLINE_BULLET = Pattern(
    r"(?<=[^\W\d])\s+(?:[-+•●]\s+(?=[A-ZĐÀ-Ỹ])(?!Xã hội|K[ểỂ]\s|T[íÍ][nN][hH]\s)"
    r"|(?<!ngày )(?<!việc )(?<!giờ )(?<!tháng )(?<!tuần )(?<!phút )(?<!năm )[-•●]\s+(?=\d))"
)

_INLINE_LETTER = Pattern(r"(?<=[^\W\d])[,;.]?\s+(?=[b-zđ]\)\s+[A-ZĐÀ-Ỹ])")

_TONES = {"a": "aàáảãạ", "e": "eèéẻẽẹ", "o": "oòóỏõọ", "u": "uùúủũụ", "y": "yỳýỷỹỵ"}


def _tone_pairs() -> dict[str, str]:
    """ "oà" → "òa", "uỷ" → "ủy": the placement used in the statutes since 2018 is kept."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in range(1, 6):
            pairs[first + _TONES[second][tone]] = _TONES[first][tone] + second
    return pairs | {k.upper(): v.upper() for k, v in pairs.items()}


_TONE_PAIR = _tone_pairs()
_TONE_PAIR_AT_END = Pattern("(?<![qQ])(?:" + "|".join(_TONE_PAIR) + r")(?![^\W\d_])")

# Misspellings met in published cells; each leaves no doubt about the word meant.
_TYPOS: tuple[tuple[str, str], ...] = (
    (r"làm\s*vi[eê]c\b", "làm việc"),
    (r"\blam\s+việc\b", "làm việc"),
    (r"làmviệc", "làm việc"),
    (r"ngàylàm\b", "ngày làm"),
    (r"kếo dài", "kéo dài"),
    (r"ti[eê]p nhận", "tiếp nhận"),
    (r"\bkề từ\b", "kể từ"),
    (r"\bkể tư\b", "kể từ"),
    (r"\bthời gian hạn\b", "thời hạn"),
    (r"(?<=đủ )hs\b", "hồ sơ"),
    (r"(?<=thêm )((?:\S+ ){1,5}?(?:ngày|việc|tháng|giờ)) nữa\b", r"\1"),
)
_ANY_TYPO = Pattern("|".join(f"(?:{wrong})" for wrong, _ in _TYPOS), re.I)
_GLUED_UNIT = Pattern(r"(?<=\d)(?=(?:ngày|giờ|phút|tháng|tuần|năm)(?![^\W\d]))", re.I)
_GLUED_CUE = Pattern(r"\b(quá|hạn|đa|nhất|vòng|gian|trong)(?=\d)", re.I)
_GLUED_LETTERS = Pattern(r"(?<=ngày)(?=làm\b)", re.I)


def normalise(text: str) -> str:
    """The text in one spelling (chuẩn hóa): NFC, plain digits, joined lines, no marks.

    >>> normalise("Theo thoả  thuận")
    'Theo thỏa thuận'
    >>> normalise("**１５**ngày")
    '15 ngày'
    """
    if "&" in text and ";" in text:
        text = _unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _INVISIBLE.sub("", text).translate(_FORMS)
        for mark, plain in _VULGAR.items():
            if mark in text:
                text = re.sub(rf"(?<=\d){mark}", f" {plain}", text).replace(mark, plain)
        text = _SUPERSCRIPT_NOTES.sub("", text)
    else:
        text = text.translate(_FORMS)
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", _BLOCK.sub("\x00", text)))
    text = _MARKDOWN.sub("", text)
    text = _SPACES.sub(" ", text).strip()
    text = _split_items(text)
    text = _TONE_PAIR_AT_END.sub(lambda match: _TONE_PAIR.get(match[0], match[0]), text)
    if _ANY_TYPO.search(text):
        for wrong, right in _TYPOS:
            text = re.sub(wrong, right, text, flags=re.I)
    text = _GLUED_UNIT.sub(" ", text)
    text = _GLUED_CUE.sub(r"\1 ", text)
    return _GLUED_LETTERS.sub(" ", text)


def _unescape(text: str) -> str:
    """Character references of HTML as characters: "ng&agrave;y" → "ngày"."""
    import html  # its table is large, and few texts need it

    return html.unescape(text)


def _split_items(text: str) -> str:
    """Bullets become separators; other line breaks are wrapped lines and become spaces."""
    if "\n" in text or "\x00" in text:
        text = _LINE_LABEL.sub("\\1\x00", _LINE_ITEM.sub("\x00", text))
        text = text.replace("\n", " ").replace("\x00", SEPARATOR)
        text = _SPACES.sub(" ", text)
    if ")" in text:
        text = _INLINE_LETTER.sub(SEPARATOR, text)
    if not _ANY_BULLET.search(text):
        return text.strip()
    text = _BULLET.sub(rf"\1{SEPARATOR}", text)
    return _INLINE_BULLET.sub(SEPARATOR, text).replace("*", "").strip()
