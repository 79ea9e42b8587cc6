"""Cutting a clause into one stretch of words per amount (chia mệnh đề theo từng số lượng).

Amounts that make one limit together are joined first: "từ 6 đến 8 ngày", "từ 30 ngày
xuống còn 20 ngày", "80 giờ làm việc tương đương 10 ngày làm việc".
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import attrs

from tthc_deadlines.limits.grammar.amounts import Amount
from tthc_deadlines.limits.grammar.leads import read_lead
from tthc_deadlines.limits.grammar.numbers import DIGITS, read_digits
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.grammar.remarks import equal_units
from tthc_deadlines.limits.grammar.statements import Clause
from tthc_deadlines.limits.time_limit import Unit

_LESS = r"(?:giảm\s+|rút\s+)?(?:xuống(?:\s+còn)?|thành|còn(?:\s+lại)?|sang)(?:\s+là)?"
_REDUCED = Pattern(rf"\s*,?\s*{_LESS}\s*")
_REDUCED_BARE = Pattern(rf"(?<!\w)(?:từ|giảm)\s+(?P<was>{DIGITS})\s+{_LESS}\s*$")
_FROM = Pattern(r"(?<!\w)từ\s*$")
_TO = Pattern(r"\s*(?:-|đến|tới)\s*")
_EQUAL = Pattern(
    r"\s*,?\s*(?:█+\s*)?(?:=|tương\s+đương(?:\s+với)?|tức(?:\s+là)?|quy\s+đổi(?:\s+(?:là|bằng|ra|thành|tương\s+đương))?)\s*"
)
_PLUS = Pattern(r"\s*(?:\+|cộng(?:\s+với)?)\s*")
# "12 ngày làm việc + thời gian niêm yết 15 ngày"
_PLUS_TIME = Pattern(r"\s*(?:\+|cộng\s+với)\s*(?:thời\s+(?:gian|hạn))\s[^,;:]*$")
_JOINT = Pattern(r"(?:[,;:+]|\bcộng(?:\s+với)?|\bvà|\bhoặc|\bhay|\bthì|\bnhưng|\btrong\s+đó)\s*$")
# ", được gia hạn 02 lần, mỗi lần …": all of it leads to the amount that follows.
_LENGTHENED = Pattern(
    r"[,;]\s*(?:(?:và|nhưng|hoặc|sau\s+đó)\s+)?(?:(?:có\s+thể|được|được\s+phép|sẽ)\s+)*(?:gia\s+hạn|kéo\s+dài|tăng\s+thêm)(?!\w)"
)
_PARTS = Pattern(r",\s*trong\s+đó\s+(?=thời\s+(?:gian|hạn)\s)")
_ADDED = Pattern(r"cộng\s+thêm(?!\w)")
_COMMA = Pattern(r"[,;]")


@attrs.frozen
class Stretch:
    """One amount with the words around it (một số lượng và ngữ cảnh)."""

    amount: Amount
    left: tuple[int, int]
    right: tuple[int, int]
    joint: str = ""


def join_amounts(clause: Clause, amounts: list[Amount], bare_day: Unit) -> list[Amount]:
    """The amounts, each readable, those of one limit joined (ghép số lượng).

    Raises:
        AmbiguousWording: a number or a unit that cannot be read.
    """
    joined: list[Amount] = []
    for found in amounts:
        amount = _certain(clause, found, bare_day)
        between = clause.masked[joined[-1].end if joined else 0 : amount.start]
        if joined and _TO.fullmatch(between):
            amount = _range(clause, joined.pop(), amount)
        elif joined and _REDUCED.fullmatch(between):
            before = joined.pop()
            amount = attrs.evolve(amount, start=_from(clause, before.start), was=before)
        elif joined and _EQUAL.fullmatch(between):
            amount = _equal(clause, joined.pop(), amount)
        elif bare := _REDUCED_BARE.search(between):
            start = amount.start - len(bare[0])
            was = attrs.evolve(amount, value=read_digits(bare["was"]))
            amount = attrs.evolve(amount, start=start, was=was)
        joined.append(amount)
    return joined


def _certain(clause: Clause, amount: Amount, bare_day: Unit) -> Amount:
    words = clause.text[amount.start : amount.end]
    if amount.unit is None:
        raise refusal(clause.whole, words, "unit")
    if not amount.value:
        raise refusal(clause.whole, words, "number")
    return attrs.evolve(amount, unit=bare_day) if amount.bare_day else amount


def _range(clause: Clause, low: Amount, high: Amount) -> Amount:
    words = clause.text[low.start : high.end]
    if low.unit is not high.unit:
        raise refusal(clause.whole, words, "unit")
    return attrs.evolve(high, start=_from(clause, low.start), low=low.value)


def _equal(clause: Clause, first: Amount, second: Amount) -> Amount:
    """ "80 giờ làm việc tương đương 10 ngày làm việc" is one limit, if the sums agree."""
    units = equal_units(
        Fraction(first.value or 0), first.counted, Fraction(second.value or 0), second.counted
    )
    if units is None:
        raise refusal(clause.whole, clause.text[first.start : second.end], "equivalent")
    other = attrs.evolve(second, unit=units[1])
    return attrs.evolve(first, end=second.end, unit=units[0], equal=other)


def _from(clause: Clause, start: int) -> int:
    """The place of the "từ" before an amount, if it is there."""
    match = _FROM.search(clause.masked, 0, start)
    return match.start() if match else start


def cut_stretches(flat: str, amounts: list[Amount]) -> list[Stretch]:
    """One stretch per amount; ``flat`` is the clause with remarks blanked out."""
    cuts: list[tuple[int, str]] = [(0, "")]
    for before, after in pairwise(amounts):
        cuts.append(_cut(flat, before.end, after.start))
    ends = [cut for cut, _ in cuts[1:]] + [len(flat)]
    return [
        Stretch(amount, (cut, amount.start), (amount.end, end), joint)
        for amount, (cut, joint), end in zip(amounts, cuts, ends, strict=True)
    ]


def _cut(flat: str, start: int, end: int) -> tuple[int, str]:
    """Where the words after one amount end and those leading to the next begin."""
    between = flat[start:end]
    if _PLUS.fullmatch(between) or _PLUS_TIME.match(between):
        return start, "+"
    if lengthened := _LENGTHENED.search(between):
        return start + lengthened.start(), ","
    if parts := _PARTS.search(between):
        return start + parts.start(), ","
    stripped = read_lead(between).rest
    if comma := _COMMA.search(between, len(stripped)):
        return start + comma.start(), ","
    joint = _JOINT.search(stripped)
    if joint and _ADDED.match(between, joint.start()):
        joint = None  # ", vùng xa cộng thêm 05 ngày" lengthens, it is no sum
    if joint:
        if joint[0].strip() not in {"thì", ":"}:
            name = joint[0].strip()
            return start + joint.start(), "+" if name.startswith("cộng") else name
        stripped = stripped[: joint.start()]
    commas = list(_COMMA.finditer(stripped))
    return (start + commas[-1].start(), ",") if commas else (start, "")
