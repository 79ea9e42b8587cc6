"""Amounts of time in running text (số lượng thời gian): "05 (năm) ngày làm việc", "6-8 ngày".

What only looks like an amount (dates, clock times, article numbers, frequencies, ages)
is masked first. A number the grammar cannot read stays as an unreadable amount, so that
the reader refuses instead of passing over it.
"""

from __future__ import annotations

import re

import attrs

from tthc_deadlines.limits.grammar.numbers import (
    DIGITS,
    WORDS,
    Number,
    agree,
    read_digits,
    read_words,
)
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.time_limit import Unit

MASK = "\u2588"
"""Stands for masked characters; never occurs in a text."""

_NOISE = Pattern(
    "|".join(
        (
            # dates: "ngày 01 tháng 8 năm 2024", "01/7/2025", "tháng 02 năm 2022", "năm 2026"
            r"ngày\s+\d{1,2}\s*(?:tháng\s*\d{1,2}|[/.-]\s*\d{1,2})(?:\s*(?:,?\s*năm|[/.-])\s*\d{4})?",
            r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}",
            r"tháng\s+\d{1,2}(?:\s*(?:năm|/)\s*\d{4})",
            r"(?:năm|nhiệm\s+kỳ)\s+\d{4}(?:\s*-\s*\d{4})?",
            r"ngày\s+\d{1,2}\s+(?:hằng|hàng|của|mỗi)\s+(?:tháng|quý)",
            r"(?:từ|trước|sau|vào|đến|là)\s+ngày\s+\d{1,2}(?!\s*(?:ngày|tháng|\d|\(|[.,/-]\s*\d))",
            r"tháng\s+\d{1,2}(?=\s*(?:[,.;)]|hằng\s+năm|hàng\s+năm|$))",
            r"(?:thứ|quý)\s+\d\b(?:\s+(?:hằng|hàng)\s+(?:tuần|năm))?",
            # a step's own number before its amount: "Bước 1 1/2 ngày"
            r"\b(?:bước|lần|mục|mẫu|bảng|khoản|điều|trường\s+hợp)\s+\d+(?=\s+\d)",
            # frequencies and standing hours: "mỗi tháng 01 lần", "24/7", "08 giờ/ngày"
            r"(?:mỗi|một)\s+(?:ngày|tuần|tháng|quý|năm)\s+\d+\s*lần",
            r"\d+\s*lần\s*/\s*(?:\d+\s*)?(?:ngày|tuần|tháng|quý|năm)",
            r"\d+\s+lần\s+(?:mỗi|một|trong)\s+(?:ngày|tuần|tháng|quý|năm)",
            r"(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|mỗi\s+(?:tuần|tháng|quý|năm)",
            r"24\s*/\s*(?:7|24)(?:\s*giờ)?(?:\s*/\s*(?:ngày|7))?(?:\s*ngày)?",
            r"\d+(?:[.,]\d+)?\s*(?:giờ|tiếng)(?:\s+làm\s+việc)?\s*/\s*(?:01\s+|1\s+|một\s+)?(?:ngày|tuần)",
            r"\(?\s*tính\s+(?:mỗi|một|01|1)\s+ngày\s+(?:là\s+)?\d+\s+giờ(?:\s+làm\s+việc)?\s*\)?",
            r"(?:mỗi|một|01|1)\s+ngày\s*(?:làm\s+việc\s*)?(?:=|là|bằng)\s*\d+\s+giờ(?:\s+làm\s+việc)?",
            r"(?<!\w)[x×]\s*0?8\s*(?:giờ|tiếng|h)(?:\s+làm\s+việc)?(?:\s*/\s*(?:0?1\s+)?ngày)?",
            # ages
            r"\d+\s*(?:ngày|tuần|tháng)?\s*tuổi",
        )
    )
)

CLOCK = (
    r"(?P<hour>2[0-3]|[01]?\d)\s*(?:(?:giờ|h|g)(?:\s*(?P<min>\d{2})(?:\s*phút)?)?|:\s*(?P<min2>\d{2}))"
    r"(?:\s*(?P<half>sáng|trưa|chiều|tối))?"
)
"""Pattern of a time of day (giờ trong ngày)."""

LAST_HOURS = (
    r"(?:trong\s+)?(?:khoảng\s+)?(?:thời\s+gian\s+|vòng\s+)?(?P<back>\d{1,2})\s*(?P<unit>giờ|phút)"
    r"\s+(?:trước\s+(?:khi\s+(?:kết\s+thúc|hết)|giờ\s+kết\s+thúc|thời\s+điểm\s+kết\s+thúc)"
    r"|cuối\s+(?:của\s+)?)\s*(?:giờ\s+|thời\s+gian\s+)(?:hành\s+chính|làm\s+việc)"
    r"(?:\s+(?:trong|của)\s+ngày(?:\s+làm\s+việc)?)?"
)
"""Pattern of the last hours before the office closes."""

FROM_EVENT = r"(?:kể|tính)\s+từ(?!\s+ngày\s+(?:làm\s+việc\s+)?(?:tiếp|kế|liền|hôm))"
"""After hours that last: "sau 15 giờ kể từ khi nhận", not "… tính từ ngày tiếp theo"."""

_CLOCK_TIME = Pattern(
    rf"{LAST_HOURS}|"
    rf"(?:\b(?:sau|trước|từ|lúc|vào|đến|tới)(?:\s+(?:lúc|thời\s+điểm|mốc))?\s+)"
    rf"{CLOCK}(?!\w|\s*(?:làm\s+việc|{FROM_EVENT}|trước\s+khi|sau\s+khi|trước\s+giờ))"
    r"|\b0?[78]\s*(?:giờ|h)(?:\s*00)?(?=\s+(?:sáng\s+|của\s+)?ngày\s+làm\s+việc\s+(?:tiếp|kế|liền))"
    r"|\b\d{1,2}(?::\d{2}\b|\s*(?:giờ|h)\s*\d{2}(?:\s*phút)?\b(?!\s*\d))"
)

_HOUR = Pattern(r"\d\s*(?:giờ|phút|h|g|:)")  # cheaper than looking for a time of day

_UNIT_NAMES: tuple[tuple[str, Unit | None], ...] = (
    (r"\(\s*ngày\s+làm\s+việc\s*\)", Unit.WORKING_DAY),
    (r"ngày\s*\(?\s*(?:ngày\s+)?làm\s*việc\s*\)?(?:\s+(?:hành\s+chính))?", Unit.WORKING_DAY),
    (r"ngày\s*lv\b|nlv\b", Unit.WORKING_DAY),
    (r"ngày\s+(?:dương\s+)?lịch|ngày\s+liên\s+tục", Unit.CALENDAR_DAY),
    (r"ngày\s+(?:đêm|công|nghỉ|phép|lương|lễ|tết|đường)", None),
    (r"ngày", Unit.CALENDAR_DAY),
    (r"(?:tuần|tháng|năm|phút|quý)\s+làm\s+việc", None),
    (r"tuần(?:\s+lễ)?", Unit.WEEK),
    (r"tháng", Unit.MONTH),
    (r"năm", Unit.YEAR),
    (r"(?:giờ|tiếng|h)\s*(?:làm\s*việc|hành\s+chính|hc\b)", Unit.WORKING_HOUR),
    (r"giờ(?:\s+đồng\s+hồ)?|tiếng(?:\s+đồng\s+hồ)?|h", Unit.HOUR),
    (r"phút", Unit.MINUTE),
    (r"quý|buổi(?:\s+làm\s+việc)?|giây", None),
)
_UNITS = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(_UNIT_NAMES))
_BARE_DAY_GROUP = "u5"

_AMOUNT = Pattern(
    rf"(?:(?<=\d-)|(?<=\d -)|(?<![\w.,/%{MASK}-]))"
    rf"(?:(?P<d1>{DIGITS})\s*\(\s*(?P<w1>{WORDS})\s*\)"
    rf"|(?P<w2>{WORDS})\s*\(\s*(?P<d2>{DIGITS})\s*\)"
    rf"|\(\s*(?P<d3>{DIGITS})\s*\)"
    rf"|(?P<d4>{DIGITS})(?:\s*\(\s*(?P<bad>[^()\d]{{1,24}}?)\s*\))?"
    rf"|(?P<w4>{WORDS})(?=\s))"
    rf"\s*(?:{_UNITS})(?![^\W\d_])(?P<half>\s+rưỡi(?:\s+(?P<hw>làm\s+việc))?)?"
)
# A digit before a unit of time: every one of them must be part of an amount.
_LOOSE = Pattern(r"\d\s*\)?\s*(?:ngày|giờ|tháng|tuần|phút|năm|buổi|quý|tiếng)(?!\w)")
_RANGE_START = Pattern(
    rf"(?:\btừ\s+)?(?<![\w.,/])(?P<low>{DIGITS})\s*(?:\([^()]*\)\s*)?(?:-|~|đến|tới)\s*$"
)
_WORD_COPY = Pattern(rf"({WORDS})\s+ngày(\s+rưỡi)?\s+$")


@attrs.frozen
class Amount:
    """A number with a unit, at its place in the text (số lượng kèm đơn vị).

    Attributes:
        start, end: its place.
        value: ``None`` if the number cannot be read.
        unit: ``None`` if the unit has no fixed length ("buổi", "quý").
        bare_day: the unit is a plain "ngày".
        low: the lower end of a range.
        was: the amount it replaces, "từ 30 ngày xuống còn 20 ngày".
        equal: the same amount in another unit, "80 giờ làm việc tương đương 10 ngày".
    """

    start: int
    end: int
    value: Number | None
    unit: Unit | None
    bare_day: bool = False
    low: Number | None = None
    was: Amount | None = None
    equal: Amount | None = None

    @property
    def readable(self) -> bool:
        """Whether number and unit are both certain."""
        return bool(self.value) and self.unit is not None

    @property
    def counted(self) -> Unit:
        """The unit of a readable amount."""
        if self.unit is None:
            raise ValueError("the amount has no unit")
        return self.unit


def mask(lower: str, pattern: Pattern = _NOISE) -> str:
    """The text with everything that only looks like an amount covered (che phần nhiễu).

    >>> mask("ngày 01/7/2025: 05 ngày").count(MASK), len(mask("mỗi tháng 01 lần"))
    (14, 16)
    """
    return pattern.sub(lambda match: MASK * len(match[0]), lower)


def mask_clock(lower: str) -> str:
    """The text with times of day covered (che giờ trong ngày)."""
    return mask(lower, _CLOCK_TIME) if _HOUR.search(lower) else lower


def find_amounts(masked: str) -> list[Amount]:
    """Every amount of time in a masked lower-case text, in order (mọi số lượng).

    >>> [(a.value, a.unit.value) for a in find_amounts("15 ngày + 08 (tám) ngày làm việc")]
    [(15, 'calendar_day'), (8, 'working_day')]
    """
    found: list[Amount] = []
    for match in _AMOUNT.finditer(masked):
        amount = _amount(match)
        copied = _WORD_COPY.search(masked, 0, amount.start)
        if copied and found and found[-1].end == len(masked[: amount.start].rstrip()):
            amount = _same_twice(found.pop(), amount)
        elif ranged := _RANGE_START.search(masked, found[-1].end if found else 0, amount.start):
            amount = attrs.evolve(
                amount, start=ranged.start(), low=read_digits(ranged["low"]),
                value=amount.value if read_digits(ranged["low"]) is not None else None,
            )  # fmt: skip
        found.append(amount)
    return found


def loose_amount(masked: str, amounts: list[Amount]) -> tuple[int, int] | None:
    """A number with a unit that is part of no amount (số kèm đơn vị còn sót), if any.

    >>> loose_amount("1 lần/02 năm", [])
    (7, 12)
    """
    for match in _LOOSE.finditer(masked):
        if not any(a.start <= match.start() < a.end for a in amounts):
            return match.span()
    return None


def _same_twice(words: Amount, digits: Amount) -> Amount:
    """ "Mười ngày rưỡi 10,5 ngày": the amount in words, then again in digits."""
    same = words.value == digits.value
    return attrs.evolve(digits, start=words.start, value=digits.value if same else None)


def _amount(match: re.Match[str]) -> Amount:
    group = next(name for name in _UNIT_GROUPS if match[name] is not None)
    unit = _UNIT_NAMES[int(group[1:])][1]
    value = _value(match)
    if match["half"] and value is not None:
        value = value + read_words("nửa") if isinstance(value, int) else None  # type: ignore[operator]
        unit = Unit.WORKING_DAY if match["hw"] and unit is Unit.CALENDAR_DAY else unit
    bare = group == _BARE_DAY_GROUP and unit is Unit.CALENDAR_DAY
    return Amount(match.start(), match.end(), value, unit, bare)


_UNIT_GROUPS = tuple(f"u{n}" for n in range(len(_UNIT_NAMES)))


def _value(match: re.Match[str]) -> Number | None:
    if match["d1"]:
        return agree(match["d1"], match["w1"])
    if match["d2"]:
        return agree(match["d2"], match["w2"])
    if match["d3"] or match["d4"]:
        return None if match["bad"] else read_digits(match["d3"] or match["d4"])
    return read_words(match["w4"])
