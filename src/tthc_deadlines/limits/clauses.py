"""Reading one clause that holds amounts of time (đọc một mệnh đề có số lượng).

A clause is cut into stretches, one per amount: the words that lead to it, the amount, the
words that follow. What leads decides the role, what follows decides the terms. A role the
grammar does not know is refused, never passed over.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import attrs

from tthc_deadlines.errors import InvalidLimit
from tthc_deadlines.limits.amounts import MASK, Amount, find_amounts, loose_amount
from tthc_deadlines.limits.leads import Lead, read_lead
from tthc_deadlines.limits.numbers import DIGITS, read_digits
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.refusals import refusal
from tthc_deadlines.limits.remarks import Remark, apply_remark, equal_units, find_remarks
from tthc_deadlines.limits.statements import Clause, open_extension, rule
from tthc_deadlines.limits.tails import Tail, read_tail
from tthc_deadlines.limits.time_limit import Anchor, Bound, TimeLimit, Unit

_LESS = r"(?:giảm\s+|rút\s+)?(?:xuống(?:\s+còn)?|thành|còn(?:\s+lại)?|sang)(?:\s+là)?"
_REDUCED = re.compile(rf"\s*,?\s*{_LESS}\s*")
_REDUCED_BARE = re.compile(rf"(?<!\w)(?:từ|giảm)\s+(?P<was>{DIGITS})\s+{_LESS}\s*$")
_FROM = re.compile(r"(?<!\w)từ\s*$")
_TO = re.compile(r"\s*(?:-|đến|tới)\s*")
_EQUAL = re.compile(
    r"\s*,?\s*(?:=|tương\s+đương(?:\s+với)?|tức(?:\s+là)?|quy\s+đổi(?:\s+(?:là|bằng|ra|thành|tương\s+đương))?)\s*"
)
_PLUS = re.compile(r"\s*(?:\+|cộng(?:\s+với)?)\s*")
_JOINT = re.compile(r"(?:[,;:+]|\bvà|\bhoặc|\bhay|\bthì|\bnhưng|\btrong\s+đó)\s*$")
_ENDED = re.compile(r"(?:khi|ngày|thời\s+điểm)\s+(?:hết|kết\s+thúc)(?!\w)")
_OUTSIDE = re.compile(r"không\s+(?:được\s+)?tính\s+(?:vào|trong)$")
_COMMA = re.compile(r"[,;]")


@attrs.frozen
class Stretch:
    """One amount with the words around it (một số lượng và ngữ cảnh)."""

    amount: Amount
    left: tuple[int, int]
    right: tuple[int, int]
    joint: str = ""


def read_amount_clause(clause: Clause, bare_day: Unit) -> list[ReadLimit]:
    """The limits of a clause with at least one amount (các thời hạn trong mệnh đề).

    Raises:
        AmbiguousWording: an amount whose number, unit, role or terms are not certain.
    """
    amounts = find_amounts(clause.masked)
    if loose := loose_amount(clause.masked, amounts):
        raise refusal(clause.whole, clause.text[slice(*loose)], "role")
    remarks = find_remarks(clause.masked, amounts)
    inside = {id(a) for r in remarks for a in amounts if r.start < a.start < r.end}
    outer = _joined(clause, [a for a in amounts if id(a) not in inside], bare_day)
    if not outer:
        return _remarks_alone(clause, remarks, amounts, bare_day)
    flat = _flatten(clause.masked, remarks)
    stretches = _stretches(flat, outer)
    _check_remarks_used(clause, remarks, amounts, stretches)
    groups = []
    for stretch in stretches:
        mine = [r for r in remarks if stretch.right[0] <= r.start < stretch.right[1]]
        groups.append(_read_stretch(clause, flat, stretch, mine, bare_day))
    _share_terms(clause, groups, [stretch.joint for stretch in stretches])
    return [read for group in groups for read in group]


def _check_remarks_used(
    clause: Clause, remarks: list[Remark], amounts: list[Amount], stretches: list[Stretch]
) -> None:
    """No amount in parentheses before the first plain one may be passed over."""
    for remark in remarks:
        used = any(s.right[0] <= remark.start < s.right[1] for s in stretches)
        if not used and any(remark.start < a.start < remark.end for a in amounts):
            raise refusal(clause.whole, clause.text, "role")


def _flatten(masked: str, remarks: list[Remark]) -> str:
    for remark in remarks:
        masked = masked[: remark.start] + " " * (remark.end - remark.start) + masked[remark.end :]
    return masked


def _remarks_alone(
    clause: Clause, remarks: list[Remark], amounts: list[Amount], bare_day: Unit
) -> list[ReadLimit]:
    """Every amount stands in parentheses: "Thời hạn giải quyết (05 ngày làm việc)"."""
    if len(remarks) != 1 or clause.masked[: remarks[0].start].count(MASK):
        raise refusal(clause.whole, clause.text, "role")
    body = remarks[0]
    inner = Clause(
        clause.whole, clause.text[body.start + 1 : body.end - 1],
        clause.lower[body.start + 1 : body.end - 1], clause.masked[body.start + 1 : body.end - 1],
    )  # fmt: skip
    if not find_amounts(inner.masked) or "(" in inner.masked[:1]:
        raise refusal(clause.whole, clause.text, "role")
    return read_amount_clause(inner, bare_day)


# --- stretches -----------------------------------------------------------------------


def _joined(clause: Clause, amounts: list[Amount], bare_day: Unit) -> list[Amount]:
    """Check that each amount is readable; join "từ 6 đến 8 ngày", "từ 30 xuống 20 ngày"."""
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
    """"80 giờ làm việc tương đương 10 ngày làm việc" is one limit, if the sums agree."""
    assert first.unit is not None
    assert second.unit is not None
    units = equal_units(
        Fraction(first.value or 0), first.unit, Fraction(second.value or 0), second.unit
    )
    if units is None:
        raise refusal(clause.whole, clause.text[first.start : second.end], "equivalent")
    other = attrs.evolve(second, unit=units[1])
    return attrs.evolve(first, end=second.end, unit=units[0], equal=other)


def _from(clause: Clause, start: int) -> int:
    """The place of the "từ" before an amount, if it is there."""
    match = _FROM.search(clause.masked, 0, start)
    return match.start() if match else start


def _stretches(flat: str, amounts: list[Amount]) -> list[Stretch]:
    cuts: list[tuple[int, str]] = [(0, "")]
    for before, after in zip(amounts, amounts[1:], strict=False):
        cuts.append(_cut(flat, before.end, after.start))
    ends = [cut for cut, _ in cuts[1:]] + [len(flat)]
    return [
        Stretch(amount, (cut, amount.start), (amount.end, end), joint)
        for amount, (cut, joint), end in zip(amounts, cuts, ends, strict=True)
    ]


def _cut(flat: str, start: int, end: int) -> tuple[int, str]:
    """Where the words after one amount end and those leading to the next begin."""
    between = flat[start:end]
    if _PLUS.fullmatch(between):
        return start, "+"
    stripped = read_lead(between).rest
    if joint := _JOINT.search(stripped):
        if joint[0].strip() not in {"thì", ":"}:
            return start + joint.start(), joint[0].strip()
        stripped = stripped[: joint.start()]
    commas = list(_COMMA.finditer(stripped))
    if not commas:
        return start, ""
    return start + commas[-1].start(), ","


# --- one stretch ---------------------------------------------------------------------


def _read_stretch(
    clause: Clause, flat: str, stretch: Stretch, remarks: list[Remark], bare_day: Unit
) -> list[ReadLimit]:
    amount = stretch.amount
    left = flat[slice(*stretch.left)]
    lead = read_lead(left)
    if outside := _OUTSIDE.search(lead.rest):
        # "Thời hạn lấy ý kiến không tính vào thời hạn 20 ngày" names 20 days, sets none.
        named = clause.text[slice(*stretch.left)][: outside.start()].strip(" ,")
        return [rule(clause, ClauseKind.EXCLUDED_PERIOD, excludes=named or None, not_counted=True)]
    tail = read_tail(flat[slice(*stretch.right)], clause.lower[slice(*stretch.right)],
                     clause.text[slice(*stretch.right)])
    words = clause.text[stretch.left[0] : stretch.right[1]].strip(" ,;:")
    inside_condition = "role" if lead.open_condition and tail.then else None
    for why in (None if amount.was else lead.refused, tail.refused, inside_condition):
        if why:
            raise refusal(clause.whole, words, why)
    backward = tail.backward or lead.before
    anchored = tail.anchor is not None and stretch.left[0] == 0
    if not (lead.certain or anchored or backward or amount.was):
        raise refusal(clause.whole, words, "role")
    unit = Unit.WORKING_DAY if tail.working and amount.unit is Unit.CALENDAR_DAY else amount.unit
    if tail.working and unit is not Unit.WORKING_DAY:
        raise refusal(clause.whole, words, "follows")
    cased = clause.text[slice(*stretch.left)][: len(lead.rest)]
    terms = _terms(clause, lead, tail, words, cased)
    limit = _limit(clause, amount, unit, lead, tail, words)
    read = ReadLimit(limit=limit, text=words, **terms)
    if amount.low is not None:
        if not read.value > amount.low:
            raise refusal(clause.whole, words, "number")
        if read.kind not in {ClauseKind.LIMIT, ClauseKind.ALTERNATIVE}:
            raise refusal(clause.whole, words, "range")
        read = attrs.evolve(read, kind=ClauseKind.RANGE, range_from=amount.low)
    if amount.equal is not None:
        equal = TimeLimit(value=amount.equal.value, unit=amount.equal.unit)
        read = attrs.evolve(read, equivalent=equal)
    if amount.was is not None:
        read = _reduced(clause, read, amount.was, words)
    found = [read]
    for remark in remarks:
        found[0:1] = apply_remark(clause, found[0], remark, bare_day)
    if tail.longer_by_agreement:
        found.append(open_extension(clause))
    elif tail.by_agreement:
        agreed = TimeLimit(unit=Unit.BY_AGREEMENT)
        found.append(ReadLimit(limit=agreed, kind=ClauseKind.ALTERNATIVE, text=words))
    return found


def _reduced(clause: Clause, read: ReadLimit, was: Amount, words: str) -> ReadLimit:
    if was.unit is None or not was.value or was.low is not None:
        raise refusal(clause.whole, words, "number")
    if was.unit is read.unit and was.value <= read.value:
        raise refusal(clause.whole, words, "cut")
    before = TimeLimit(value=was.value, unit=was.unit)
    return attrs.evolve(read, kind=ClauseKind.REDUCTION, reduced_from=before)


def _limit(
    clause: Clause, amount: Amount, unit: Unit | None, lead: Lead, tail: Tail, words: str
) -> TimeLimit:
    anchor, bound = tail.anchor, lead.bound
    if tail.backward or lead.before:
        if tail.anchor is not None:
            raise refusal(clause.whole, words, "both_ways")
        anchor = Anchor.BEFORE_EVENT
        # "chậm nhất 01 giờ trước khi" leaves at least that hour.
        bound = Bound.MIN if bound else None
    elif lead.longer and _ENDED.search(tail.anchor_words):
        anchor = Anchor.END_OF_BASE_PERIOD
    assert amount.value is not None
    assert unit is not None
    try:
        return TimeLimit(value=amount.value, unit=unit, bound=bound, anchor=anchor)
    except InvalidLimit:
        raise refusal(clause.whole, words, "impossible") from None


def _terms(clause: Clause, lead: Lead, tail: Tail, words: str, cased: str) -> dict[str, Any]:
    condition = " ".join(filter(None, (lead.condition(cased), tail.condition))) or None
    kind, terms = lead.kind(condition), lead.terms(cased)
    if tail.not_counted:
        kind, terms["not_counted"] = ClauseKind.EXCLUDED_PERIOD, True
    elif tail.backward or lead.before:
        kind = ClauseKind.WINDOW_BEFORE if lead.window and not lead.bound else ClauseKind.LEAD_TIME
        terms["backward"] = True
    elif kind in {ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA}:
        semantics = lead.semantics(tail.anchor)
        if semantics is None:
            raise refusal(clause.whole, words, "lengthened")
        terms["semantics"] = semantics
    elif tail.applicant and kind in {ClauseKind.LIMIT, ClauseKind.ALTERNATIVE}:
        kind = ClauseKind.APPLICANT_WINDOW
    elif condition and kind is ClauseKind.LIMIT:
        kind = ClauseKind.ALTERNATIVE
    if kind is ClauseKind.APPLICANT_WINDOW:
        terms["applicant"] = True
    return terms | {
        "kind": kind,
        "condition": condition,
        "channel": condition if tail.channel or lead.channel else None,
        "outcome": condition if tail.outcome else None,
        "excludes": tail.excludes,
        "actor": tail.actor or terms.get("actor"),
    }


# --- amounts of one clause together ----------------------------------------------------


def _share_terms(clause: Clause, groups: list[list[ReadLimit]], joints: list[str]) -> None:
    """Terms said once for several amounts (dùng chung mốc), and sums."""
    for number in range(len(groups) - 1, 0, -1):
        first, second, joint = groups[number - 1][0], groups[number][0], joints[number]
        if joint == "+":
            bound = first.bound or second.bound
            for group, read in ((groups[number - 1], first), (groups[number], second)):
                limit = attrs.evolve(read.limit, bound=bound)
                group[0] = attrs.evolve(read, limit=limit, kind=ClauseKind.ADDEND)
        elif joint in {"và", "hoặc", "hay"}:
            plain = {first.kind, second.kind} == {ClauseKind.LIMIT}
            if joint == "và" and plain:
                raise refusal(clause.whole, clause.text, "sum")
            if first.anchor is None and second.anchor is not None:
                limit = attrs.evolve(first.limit, anchor=second.anchor)
                groups[number - 1][0] = first = attrs.evolve(first, limit=limit)
            if plain:
                for group in groups[number - 1 : number + 1]:
                    group[0] = attrs.evolve(group[0], kind=ClauseKind.ALTERNATIVE)
