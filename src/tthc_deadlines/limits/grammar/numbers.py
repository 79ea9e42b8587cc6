"""Vietnamese numbers (số và chữ số tiếng Việt): "05", "năm (05)", "0,5", "1/2", "mười lăm".

Digits and words that disagree are refused: a limit is never taken from half of a
contradiction. The one tolerated slip is "15 (mười năm)", a common misspelling of
"mười lăm" in which the digits leave no doubt.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from tthc_deadlines.limits.grammar.patterns import Pattern

Number = int | Fraction

_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "ngàn": 1000, "trăm": 100}
_WORD = "|".join(sorted((*_ONES, *_SCALES, "mười", "mươi", "linh", "lẻ"), key=len, reverse=True))
_START = "|".join(sorted((set(_ONES) - {"mốt", "lăm", "nhăm", "tư"}) | {"mười"}, key=len))

# Fractions are written with these denominators; "12/60 ngày" or "5/7 ngày" may as well
# mean "12 of 60 days", so they are not taken for parts of a day.
_FRACTION_DENOMINATORS = frozenset({2, 3, 4, 8})

DIGITS = r"(?:\d+\s+\d\s*/\s*\d+|\d+(?:[.,]\d+)?(?:\s*/\s*\d+(?:[.,]\d+)?)?)"
"""Pattern of a number in digits, as found in running text."""

_MORE = rf"(?:\s+(?:{_WORD})){{0,7}}"
WORDS = (
    rf"(?:(?:không|(?:{_START}){_MORE})\s+phẩy\s+(?:không\s+)?(?:{_WORD}){_MORE}"
    rf"|(?:{_START}){_MORE}(?:\s+phần\s+(?:{_WORD}){_MORE})?"
    rf"|nửa|\d+\s+phần\s+\d+)"
)
"""Pattern of a number in words, as found in running text (lower case)."""

_DECIMAL = Pattern(r"(\d+)[.,](\d+)")
_MIXED = Pattern(r"(\d+)\s+(\d)\s*/\s*(\d+)")
_FRACTION = Pattern(r"(\d+)\s*/\s*(\d+)")
_PARTS = Pattern(r"(\d+) phần (\d+)")
_TYPO_FIVE = Pattern(r"\b(mười|mươi) năm$")


def read_digits(text: str) -> Number | None:
    """A number in digits (số viết bằng chữ số), or ``None`` where it can mean two things.

    >>> read_digits("05"), read_digits("0,5"), read_digits("7.5"), read_digits("3/4")
    (5, Fraction(1, 2), Fraction(15, 2), Fraction(3, 4))
    >>> read_digits("12/60") is None, read_digits("1.250") is None
    (True, True)
    """
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if match := _DECIMAL.fullmatch(text):
        whole, part = match.groups()
        # "1.095" is one thousand and ninety-five in Vietnam, one and a bit elsewhere.
        # "10,000" is ten in Vietnam, ten thousand elsewhere: nobody writes ten that way.
        if len(part) == 3 and int(whole) > 0 and ("." in text or part == "000"):
            return None
        return _plain(int(whole) + Fraction(int(part), 10 ** len(part)))
    if match := _MIXED.fullmatch(text):
        part_of_one = _fraction(match[2], match[3])
        return None if part_of_one is None else int(match[1]) + part_of_one
    if match := _FRACTION.fullmatch(text):
        return _fraction(match[1], match[2])
    return None


def _fraction(top: str, bottom: str) -> Fraction | None:
    above, below = int(top), int(bottom)
    usual = below in _FRACTION_DENOMINATORS and 0 < above < below and gcd(above, below) == 1
    return Fraction(above, below) if usual and not top.startswith("0") else None


def _plain(number: Number) -> Number:
    return int(number) if Fraction(number).denominator == 1 else number


def read_words(text: str, *, allow_typo: bool = False) -> Number | None:
    """A number in words (số viết bằng chữ), or ``None`` if the words make no number.

    ``allow_typo`` accepts "mười năm" for fifteen; only digits beside it justify that.

    >>> read_words("mười lăm"), read_words("một trăm hai mươi"), read_words("ba phần tư")
    (15, 120, Fraction(3, 4))
    >>> read_words("mười năm") is None, read_words("mười năm", allow_typo=True)
    (True, 15)
    >>> read_words("không phẩy hai lăm"), read_words("hai ba") is None
    (Fraction(1, 4), True)
    """
    text = " ".join(text.split()).lower()
    if allow_typo:
        text = _TYPO_FIVE.sub(r"\1 lăm", text)
    if text == "nửa":
        return Fraction(1, 2)
    if match := _PARTS.fullmatch(text):
        return _plain(Fraction(int(match[1]), int(match[2]))) if int(match[2]) else None
    if " phẩy " in text:
        return _with_decimals(*text.split(" phẩy ", 1))
    if " phần " in text:
        above, below = (_whole(part.split()) for part in text.split(" phần ", 1))
        return _plain(Fraction(above, below)) if above and below else None
    return _whole(text.split())


def _with_decimals(whole: str, part: str) -> Number | None:
    before = 0 if whole == "không" else _whole(whole.split())
    zeros = len(part) - len(part.removeprefix("không "))
    words = part.removeprefix("không ").split()
    # "phẩy hai lăm" reads its digits one by one, "phẩy hai mươi lăm" as one number.
    if len(words) == 2 and words[0] in _ONES and words[1] in _ONES:
        after: int | None = 10 * _ONES[words[0]] + _ONES[words[1]]
    else:
        after = _whole(words)
    if before is None or after is None:
        return None
    return _plain(before + Fraction(after, 10 ** (len(str(after)) + bool(zeros))))


def _whole(words: list[str]) -> int | None:
    """The whole number up to 9999 that the words spell, else ``None``."""
    total, rest = 0, words
    for scales, factor in ((("nghìn", "ngàn"), 1000), (("trăm",), 100)):
        for name in scales:
            if name in rest:
                at = rest.index(name)
                if at != 1 or rest[0] not in _ONES:
                    return None
                total += factor * _ONES[rest[0]]
                rest = rest[at + 1 :]
    if not rest:
        return total or None
    if rest[0] in {"linh", "lẻ"}:
        return total + _ONES[rest[1]] if total and len(rest) == 2 and rest[1] in _ONES else None
    below = _below_hundred(rest)
    # "một trăm năm" can be 105 or 150: only "linh" and full tens are plain.
    if below is None or (total and below < 10):
        return None
    return total + below


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [one] if one in _ONES and one not in {"mốt", "lăm", "nhăm", "tư"}:
            return _ONES[one]
        case ["tư"]:
            return 4
        case ["mười"]:
            return 10
        case ["mười", one] if one in _ONES and one not in {"năm", "mốt", "tư"}:
            return 10 + _ONES[one]
        case [tens, "mươi"] if tens in _ONES:
            return 10 * _ONES[tens]
        case [tens, "mươi", one] if tens in _ONES and one in _ONES and one != "năm":
            return 10 * _ONES[tens] + _ONES[one]
        case [tens, ("lăm" | "nhăm" | "mốt") as one] if tens in _ONES and tens != "một":
            return 10 * _ONES[tens] + _ONES[one]
    return None


def agree(digits: str, words: str) -> Number | None:
    """The number said twice, in digits and in words (số kèm chữ); ``None`` if they differ.

    >>> agree("05", "năm"), agree("15", "mười năm"), agree("15", "mười sáu") is None
    (5, 15, True)
    """
    number = read_digits(digits)
    spelled = (read_words(words), read_words(words, allow_typo=True))
    return number if number is not None and number in spelled else None


def write_number(number: Number, decimal: str = ",") -> str:
    """A number as the administration writes it (viết số): "05", "0,5", "1/3".

    >>> write_number(5), write_number(Fraction(1, 2)), write_number(Fraction(1, 3))
    ('05', '0,5', '1/3')
    >>> write_number(Fraction(7, 30))
    '7 phần 30'
    """
    value = Fraction(number)
    if value.denominator == 1:
        return f"{int(value):02d}"
    digits = 0
    while (value * 10**digits).denominator != 1 and digits < 12:
        digits += 1
    scaled = value * 10**digits
    if scaled.denominator == 1:
        whole, part = divmod(int(scaled), 10**digits)
        plain_dot = decimal == "." and len(str(part).zfill(digits)) == 3 and whole > 0
        if not plain_dot:
            return f"{whole}{decimal}{part:0{digits}d}"
    if _fraction(str(value.numerator), str(value.denominator)) is not None:
        return f"{value.numerator}/{value.denominator}"
    return f"{value.numerator} phần {value.denominator}"
