"""Reading one clause that holds amounts of time (đọc một mệnh đề có số lượng).

A clause is cut into stretches, one per amount: the words that lead to it, the amount, the
words that follow. What leads decides the role, what follows decides the terms. A role the
grammar does not know is refused, never passed over.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from tthc_deadlines.errors import InvalidLimit
from tthc_deadlines.limits.grammar.amounts import MASK, Amount, find_amounts, loose_amount
from tthc_deadlines.limits.grammar.anchors import anchor_of
from tthc_deadlines.limits.grammar.labels import AGENCY, Label, label_of
from tthc_deadlines.limits.grammar.leads import Lead, read_lead
from tthc_deadlines.limits.grammar.numbers import read_digits
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.grammar.remarks import Remark, apply_remark, find_remarks
from tthc_deadlines.limits.grammar.statements import (
    ANY_DAY,
    NEXT_DAY,
    Clause,
    cutoff_in,
    open_extension,
    rule,
)
from tthc_deadlines.limits.grammar.stretches import Stretch, cut_stretches, join_amounts
from tthc_deadlines.limits.grammar.tails import Tail, read_tail
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit, Semantics
from tthc_deadlines.limits.time_limit import Anchor, Bound, TimeLimit, Unit

_ENDED = Pattern(r"(?:khi|ngày|thời\s+điểm)\s+(?:hết|kết\s+thúc)(?!\w)")
_FROM_NEXT_DAY = Pattern(r"từ\s+ngày\s+(?:làm\s+việc\s+)?(?:liền|tiếp|kế|hôm|sau)")
# "không được quá 10 ngày kể từ ngày hết hạn": after the limit itself.
_BASE_ENDED = Pattern(
    r"(?:kể|tính)\s+từ\s+(?:khi|ngày)\s+hết\s+(?:thời\s+)?hạn(?:\s+(?:giải\s+quyết|trên|nêu\s+trên|theo\s+quy\s+định))*\W*"
)
_REMARK = Pattern(r"\([^()]*\)")
_LONG = frozenset({Unit.MONTH, Unit.YEAR})
# "Giảm 02 ngày làm việc (từ 07 ngày làm việc xuống còn 05 ngày làm việc)"
_CUT_FIRST = Pattern(
    r"(?:cắt\s+giảm|giảm|rút\s+ngắn)\s+(?:được\s+|thời\s+gian\s+|thời\s+hạn\s+|giải\s+quyết\s+)*(?P<cut>\d+(?:[.,]\d+)?)"
    r"\s*(?:ngày|giờ)(?:\s+làm\s+việc)?\s*[,:(]\s*(?:tức\s+(?:là\s+)?|cụ\s+thể\s*:?\s*)?(?=từ\s+\d)"
)
# "Thời gian thực hiện (ngày làm việc): 4,5 ngày": the heading says what is counted.
_HEADED = Pattern(
    r"[^()\d]*\(\s*(?:đơn\s+vị(?:\s+tính)?\s*:\s*)?(?P<unit>ngày|giờ)\s+làm\s+việc\s*\)\s*:"
)
# "Kể từ ngày nhận đủ hồ sơ hợp lệ, thời gian cấp giấy phép là 15 ngày"
_OPENING = Pattern(
    r"\W*(?P<event>(?:ngay\s+)?(?:(?:kể|tính)\s+từ|sau|từ)\s+(?:khi|ngày|thời\s+điểm)\s[^,;:]*?)(?P<mark>[,:]|\sthì\s)\s*"
)
# "Kể từ ngày nhận đủ hồ sơ: 25 ngày"
_RECEIPTS = frozenset({
    Anchor.COMPLETE_VALID_DOSSIER, Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID,
    Anchor.DOSSIER_RECEIVED, Anchor.REQUEST_RECEIVED, Anchor.DOCUMENT_RECEIVED,
})  # fmt: skip
_FROM_ANY_DAY = Pattern(r"từ\s|.*(?<!\w)hiệu\s+lực(?!\w)")
_NAMED = Pattern(rf"\W*{AGENCY}\s")
_OWES = Pattern(rf"{AGENCY}[^,;:]*\scó")
# "21 ngày làm việc, giảm 09 ngày so với quy định (30 ngày làm việc)"
_CUT_AFTER = Pattern(
    r"(?<=ngày|việc), (?=(?:đã\s+|được\s+)?(?:cắt\s+giảm|giảm|rút\s+ngắn)\s+(?:được\s+)?"
    r"\d+(?:[.,]\d+)?\s*ngày(?:\s+làm\s+việc)?\s+so\s+với\s[^\d;]*\d)"
)
# "gia hạn nhưng tổng thời gian không quá 90 ngày"
_IN_ALL = Pattern(
    r"(?:gia\s+hạn|kéo\s+dài|tăng).*(?<!\w)tổng\s+(?:cộng|số|thời)(?!.*(?:gia\s+hạn|kéo\s+dài|tăng))"
)
# "20 ngày kể cả thời gian gia hạn 05 ngày": inside the limit, not on top of it.
_INSIDE = Pattern(r"(?:kể\s+cả|(?<!không )bao\s+gồm)\s[^,;]*(?:gia\s+hạn|kéo\s+dài|tăng)")
# "tổ chức và cá nhân lần lượt là 10 ngày và 05 ngày"
_RESPECTIVELY = Pattern(r"(?<!\w)(?:lần\s+lượt|tương\s+ứng(?:\s+(?:là|với))?\s*:?\s*\d)")
_OUTSIDE = Pattern(r"không\s+(?:được\s+)?tính\s+(?:vào|trong)$")


def read_amount_clause(
    clause: Clause, bare_day: Unit, amounts: list[Amount] | None = None
) -> list[ReadLimit]:
    """The limits of a clause with at least one amount (các thời hạn trong mệnh đề).

    Raises:
        AmbiguousWording: an amount whose number, unit, role or terms are not certain.
    """
    if cut := _CUT_FIRST.search(clause.masked):
        return _cut_first(clause, cut, bare_day)
    if cut := _CUT_AFTER.search(clause.masked):
        return read_amount_clause(_as_remark(clause, cut), bare_day)
    amounts = amounts or find_amounts(clause.masked)
    if loose := loose_amount(clause.masked, amounts):
        raise refusal(clause.whole, clause.text[slice(*loose)], "role")
    if len(amounts) > 1 and _RESPECTIVELY.search(clause.masked):
        raise refusal(clause.whole, clause.text, "side_by_side")
    _check_no_other_time(clause)
    if headed := _HEADED.match(clause.masked):
        amounts, bare_day = _under_heading(headed["unit"], amounts, bare_day)
    remarks = find_remarks(clause.masked, amounts)
    inside = {id(a) for r in remarks for a in amounts if r.start < a.start < r.end}
    outer = join_amounts(clause, [a for a in amounts if id(a) not in inside], bare_day)
    if not outer:
        return _remarks_alone(clause, remarks, amounts, bare_day)
    flat = _flatten(clause.masked, remarks)
    stretches = cut_stretches(flat, outer)
    _check_remarks_used(clause, remarks, amounts, stretches)
    groups = []
    for stretch in stretches:
        mine = [r for r in remarks if stretch.right[0] <= r.start < stretch.right[1]]
        groups.append(_read_stretch(clause, flat, stretch, mine, bare_day))
    _share_terms(clause, groups, [stretch.joint for stretch in stretches])
    return [read for group in groups for read in group]


def _as_remark(clause: Clause, cut: re.Match[str]) -> Clause:
    """The cut named after the limit as if it stood in parentheses, place for place."""

    def put(words: str) -> str:
        after = words[cut.end() :].replace("(", " ").replace(")", " ")
        return f"{words[: cut.start()]} ({after}"

    return Clause(*(clause.whole, *map(put, (clause.text, clause.lower, clause.masked))))


def _under_heading(unit: str, amounts: list[Amount], bare_day: Unit) -> tuple[list[Amount], Unit]:
    """What plain days or hours count under "(ngày làm việc):" or "(giờ làm việc):"."""
    if unit == "ngày":
        return amounts, Unit.WORKING_DAY
    hours = [attrs.evolve(a, unit=Unit.WORKING_HOUR) if a.unit is Unit.HOUR else a for a in amounts]
    return hours, bare_day


def _cut_first(clause: Clause, cut: re.Match[str], bare_day: Unit) -> list[ReadLimit]:
    """The cut named before what it leaves; both must agree."""
    opened = cut[0].count("(")
    blank = " " * len(cut[0])

    def without(words: str) -> str:
        words = words[: cut.start()] + blank + words[cut.end() :]
        return words.replace(")", " ", 1) if opened else words

    inner = Clause(*(clause.whole, *map(without, (clause.text, clause.lower, clause.masked))))
    [*found] = read_amount_clause(inner, bare_day)
    amount, read = read_digits(cut["cut"]), found[0]
    if not read.reduced_from or amount != read.reduced_from.value - read.value:
        raise refusal(clause.whole, clause.text, "cut")
    return [attrs.evolve(read, cut=amount), *found[1:]]


def _check_no_other_time(clause: Clause) -> None:
    """Beside an amount, "trong ngày" or a time of day changes the limit unseen."""
    plain = _REMARK.sub("", clause.masked) if "(" in clause.masked else clause.masked
    if ANY_DAY.search(plain) or (NEXT_DAY.search(plain) and not _FROM_NEXT_DAY.search(plain)):
        raise refusal(clause.whole, clause.text, "day")
    # Times of day are masked; without a mask there is none to look for.
    if MASK in clause.masked and cutoff_in(_REMARK.sub("", clause.lower)):
        raise refusal(clause.whole, clause.text, "clock")


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


# --- one stretch ---------------------------------------------------------------------


def _read_stretch(
    clause: Clause, flat: str, stretch: Stretch, remarks: list[Remark], bare_day: Unit
) -> list[ReadLimit]:
    opening, stretch = _split_opening(flat, stretch)
    lead = read_lead(flat[slice(*stretch.left)])
    if outside := _OUTSIDE.search(lead.rest):
        # "Thời hạn lấy ý kiến không tính vào thời hạn 20 ngày" names 20 days, sets none.
        named = clause.text[slice(*stretch.left)][: outside.start()].strip(" ,")
        return [rule(clause, ClauseKind.EXCLUDED_PERIOD, excludes=named or None, not_counted=True)]
    right = slice(*stretch.right)
    tail = read_tail(flat[right], clause.lower[right], clause.text[right])
    if opening and not (tail.backward or lead.before or lead.before_event):
        tail = attrs.evolve(tail, anchor=anchor_of(opening), anchor_words=opening)
    words = clause.text[stretch.left[0] : stretch.right[1]].strip(" ,;:")
    if why := _fault(stretch, lead, tail):
        raise refusal(clause.whole, words, why)
    cased = clause.text[slice(*stretch.left)][: len(lead.rest)]
    terms = _terms(clause, lead, tail, words, cased)
    limit = _limit(clause, stretch.amount, lead, tail, words)
    read = _with_variants(clause, ReadLimit(limit=limit, text=words, **terms), stretch.amount)
    found = [read]
    for remark in remarks:
        found[0:1] = apply_remark(clause, found[0], remark, bare_day)
    if tail.longer_by_agreement:
        found.append(open_extension(clause))
    elif tail.by_agreement:
        agreed = TimeLimit(unit=Unit.BY_AGREEMENT)
        found.append(ReadLimit(limit=agreed, kind=ClauseKind.ALTERNATIVE, text=words))
    return found


def _split_opening(flat: str, stretch: Stretch) -> tuple[str, Stretch]:
    """The event the words before the amount open with, unless one follows it as well."""
    opening = _OPENING.match(flat[: stretch.left[1]], stretch.left[0])
    after = flat[slice(*stretch.right)]
    if opening is None or MASK in opening[0] or read_tail(after, after, after).anchor:
        return "", stretch
    known = anchor_of(opening["event"]) is not Anchor.OTHER_EVENT
    if opening["mark"] != "," and anchor_of(opening["event"]) not in _RECEIPTS:
        return "", stretch
    if not known and not read_lead(flat[opening.end() : stretch.left[1]]).words:
        return "", stretch  # "Sau khi được cấp giấy phép, 12 tháng"
    if not known and _FROM_ANY_DAY.match(opening["event"]):
        return "", stretch  # "Từ ngày Nghị định có hiệu lực, thời hạn là …": not each dossier's day
    return opening["event"], attrs.evolve(stretch, left=(opening.end(), stretch.left[1]))


def _fault(stretch: Stretch, lead: Lead, tail: Tail) -> str | None:
    """Why the amount cannot be read as a limit, as a key of the refusals."""
    amount = stretch.amount
    joined = stretch.joint == "+" and lead.refused == "lengthened"  # "15 ngày cộng 05 ngày"
    if not amount.was and lead.refused and not (joined or _allowed(amount, lead, tail)):
        return lead.refused
    if lead.longer and _INSIDE.search(lead.rest):
        return "lengthened"
    if lead.window and lead.rest.endswith("gia hạn") and _NAMED.match(lead.rest):
        return "renewal"  # "Sở Nội vụ gia hạn trong 05 ngày": the paper or the limit
    if lead.of_a_paper and amount.unit in _LONG:
        return "validity"
    if tail.refused:
        return tail.refused
    if lead.open_condition and tail.then:
        return "role"
    if tail.days_off_too and amount.unit is Unit.WORKING_DAY:
        return "follows"
    if tail.working and amount.unit not in {Unit.CALENDAR_DAY, Unit.WORKING_DAY}:
        return "follows"
    anchored = tail.anchor is not None and stretch.left[0] == 0
    backward = tail.backward or lead.before
    owed = tail.work is not None and _OWES.fullmatch(lead.rest)  # "Sở Y tế có 10 ngày để …"
    kind = lead.kind(None)
    settled = kind is ClauseKind.STAGE or (kind is ClauseKind.REMOTE_AREA and lead.longer)
    certain = lead.certain or owed or anchored or backward or amount.was or settled
    certain = certain or stretch.joint == "+"
    return None if certain else "role"


def _allowed(amount: Amount, lead: Lead, tail: Tail) -> bool:
    """Whether the amount or what follows it settles what the lead left in doubt."""
    if lead.refused == "validity":
        return lead.granted and amount.unit not in _LONG
    # "Trước 10 ngày so với ngày dự kiến tổ chức"
    return lead.refused == "elapsed" and lead.before and tail.backward


def _with_variants(clause: Clause, read: ReadLimit, amount: Amount) -> ReadLimit:
    """What the amount itself says beside its value: a range, an equivalent, a cut."""
    if amount.low is not None:
        if not read.value > amount.low:
            raise refusal(clause.whole, read.text, "number")
        if read.kind not in {ClauseKind.LIMIT, ClauseKind.ALTERNATIVE}:
            raise refusal(clause.whole, read.text, "range")
        read = attrs.evolve(read, kind=ClauseKind.RANGE, range_from=amount.low)
    if amount.equal is not None:
        equal = TimeLimit(value=amount.equal.value, unit=amount.equal.counted)
        read = attrs.evolve(read, equivalent=equal)
    if amount.was is not None:
        read = _reduced(clause, read, amount.was, read.text)
    return read


def _reduced(clause: Clause, read: ReadLimit, was: Amount, words: str) -> ReadLimit:
    if not was.value or was.low is not None:
        raise refusal(clause.whole, words, "number")
    if was.unit is read.unit and was.value <= read.value:
        raise refusal(clause.whole, words, "cut")
    before = TimeLimit(value=was.value, unit=was.counted)
    return attrs.evolve(read, kind=ClauseKind.REDUCTION, reduced_from=before)


def _limit(clause: Clause, amount: Amount, lead: Lead, tail: Tail, words: str) -> TimeLimit:
    anchor, bound = tail.anchor, lead.bound
    if tail.backward or lead.before or lead.before_event:
        # "trước ít nhất 15 ngày kể từ ngày dự kiến …": no receipt is planned ahead.
        ahead = lead.before and "dự kiến" in tail.anchor_words
        if tail.anchor is not None and not ahead:
            raise refusal(clause.whole, words, "both_ways")
        anchor = Anchor.BEFORE_EVENT
        # "chậm nhất 01 giờ trước khi" leaves at least that hour.
        bound = Bound.MIN if bound else None
    elif lead.longer and _ENDED.search(tail.anchor_words):
        anchor = Anchor.END_OF_BASE_PERIOD
    unit = Unit.WORKING_DAY if tail.working else amount.counted
    try:
        return TimeLimit(value=amount.value, unit=unit, bound=bound, anchor=anchor)
    except InvalidLimit:
        raise refusal(clause.whole, words, "impossible") from None


def _terms(clause: Clause, lead: Lead, tail: Tail, words: str, cased: str) -> dict[str, Any]:
    named = lead.condition(cased)
    if named and tail.condition and named.startswith("trường hợp "):  # only its number
        named = None
    condition = ", ".join(filter(None, (named, tail.condition))) or None
    kind, terms = lead.kind(condition), lead.terms(cased)
    if tail.work and not condition:
        terms.setdefault("subject", tail.work)
    if tail.not_counted:
        kind, terms["not_counted"] = ClauseKind.EXCLUDED_PERIOD, True
    elif tail.backward or lead.before or lead.before_event:
        kind = ClauseKind.WINDOW_BEFORE if lead.window and not lead.bound else ClauseKind.LEAD_TIME
        terms["backward"] = True
    elif condition and kind is ClauseKind.LIMIT and _BASE_ENDED.fullmatch(tail.anchor_words):
        kind, terms["semantics"] = ClauseKind.EXTENSION, Semantics.ADDS
    elif kind in {ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA}:
        in_all = _IN_ALL.search(lead.words)
        semantics = Semantics.CAPS_TOTAL if in_all else lead.semantics(tail.anchor)
        if semantics is None:
            raise refusal(clause.whole, words, "lengthened")
        terms["semantics"] = semantics
    elif tail.applicant and kind in {ClauseKind.LIMIT, ClauseKind.ALTERNATIVE}:
        kind = ClauseKind.APPLICANT_WINDOW
    elif condition and kind is ClauseKind.LIMIT and not condition.startswith("trừ"):
        kind = ClauseKind.ALTERNATIVE
    if kind is ClauseKind.APPLICANT_WINDOW:
        terms["applicant"] = True
    apart = tail.work if lead.left_out else None
    return terms | {
        "kind": kind,
        "condition": condition,
        "excludes": tail.excludes or terms.get("excludes") or apart,
        "actor": tail.actor or terms.get("actor"),
    }


# --- amounts of one clause together ----------------------------------------------------


def _share_terms(clause: Clause, groups: list[list[ReadLimit]], joints: list[str]) -> None:
    """Terms said once for several amounts (dùng chung mốc), and sums."""
    for number in range(len(groups) - 1, 0, -1):
        first, second, joint = groups[number - 1][0], groups[number][0], joints[number]
        if joint == "+":
            if first.condition and second.condition and first.condition != second.condition:
                raise refusal(clause.whole, clause.text, "sum")
            bound = first.bound or second.bound
            for group, read in ((groups[number - 1], first), (groups[number], second)):
                limit = attrs.evolve(read.limit, bound=bound)
                group[0] = attrs.evolve(read, limit=limit, kind=ClauseKind.ADDEND)
        elif joint in {"và", "hoặc", "hay"}:
            plain = {first.kind, second.kind} == {ClauseKind.LIMIT}
            parts = label_of(first) is label_of(second) is Label.WORK
            if joint == "và" and plain and not parts:
                raise refusal(clause.whole, clause.text, "sum")
            if first.anchor is None and second.anchor is not None:
                limit = attrs.evolve(first.limit, anchor=second.anchor)
                groups[number - 1][0] = first = attrs.evolve(first, limit=limit)
            if plain and not parts:
                for group in groups[number - 1 : number + 1]:
                    group[0] = attrs.evolve(group[0], kind=ClauseKind.ALTERNATIVE)
