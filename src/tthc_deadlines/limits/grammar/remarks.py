"""Remarks in parentheses (chú thích trong ngoặc): equivalents, cuts, conditions, parts."""

from __future__ import annotations

import re
from fractions import Fraction

import attrs

from tthc_deadlines.limits.grammar.amounts import Amount, find_amounts
from tthc_deadlines.limits.grammar.labels import AGENCY, Label, is_case_name, label_of
from tthc_deadlines.limits.grammar.leads import PARTS, read_lead
from tthc_deadlines.limits.grammar.numbers import WORDS, agree, read_digits
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.grammar.statements import NEXT_DAY, Clause, cutoff_in, read_statement
from tthc_deadlines.limits.grammar.tails import read_tail
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.time_limit import Bound, TimeLimit, Unit

_CUT = Pattern(
    r"^(?:đã\s+)?(?:cắt\s+giảm|giảm|rút\s+ngắn)(?:\s+(?:được|thời\s+gian))?\s+"
    r"(?P<cut>\d+(?:[.,]\d+)?)\s*(?:/\s*(?P<whole>\d+(?:[.,]\d+)?)\s*)?(?P<unit>ngày(?:\s+làm\s+việc)?|giờ(?:\s+làm\s+việc)?)"
)
# "… 06 ngày so với thời hạn quy định là 20 ngày"
_OUT_OF = Pattern(
    r"so\s+với\s[^\d;]*?(?P<whole>\d+(?:[.,]\d+)?)\s*(?:ngày|giờ)(?:\s+làm\s+việc)?\s*$"
)
_EQUAL = Pattern(
    r"^(?:tương\s+đương(?:\s+với)?|tức(?:\s+là)?|bằng|quy\s+đổi(?:\s+(?:là|bằng|ra|thành))?|=|hay)?\s*$"
)
_CONDITION = Pattern(
    r"^(?:áp\s+dụng\s+)?(?:đối\s+với|trong\s+trường\s+hợp|trường\s+hợp|nếu|cho\s+|với\s+trường\s+hợp|khi\s|riêng)"
    r"(?:\s+các)?(?:\s+trường\s+hợp)?[\s:]*"
)
_PARTS = Pattern(PARTS)
_SUM = Pattern(r"\s*(?:\+|và|cộng)\s*$")
_LABELLED = Pattern(
    rf":|không\s+quá|tối\s+đa|trong\s+(?:thời\s+hạn|vòng)|^(?:tại\s+|ở\s+)?{AGENCY}"
)
_LEGAL = Pattern(
    r"(?:(?:đã\s+)?(?:cắt\s+)?giảm[^;()]*?so\s+với\s+)?(?:thời\s+(?:hạn|gian)\s+)?(?:giải\s+quyết\s+)?(?:cũ|trước\s+đây|(?:theo\s+)?(?:luật|quy\s+định)(?:\s+cũ)?)(?:\s+(?:định|của\s+(?:pháp\s+luật|trung\s+ương|luật)))?"
    r"\s*(?:là)?\s*:?\s*$"
)
_STATED = Pattern(
    r"(?:(?<!\w)(?:thì|là)|:)\s*(?:thời\s+hạn\s*)?(?:là\s+|không\s+quá\s+|tối\s+đa\s+)?$"
)
_TIMES_EIGHT = Pattern(r"\s*[x×]\s*0?8\s*(?:giờ|h)(?:\s+làm\s+việc)?(?:\s*/\s*ngày)?\s*")
_FILING = Pattern(r"\s*,?\s*trước\s+(?:khi|ngày|thời\s+điểm)")
_TIME_WORD = Pattern(r"(?<!\w)(?:\d+\s*(?:ngày|giờ|tháng|tuần)|làm\s+việc(?!\w)$)")
_UNCOUNTED = Pattern(r"không\s+tính\s+thời\s+gian(?:\s+giải\s+quyết)?")
_NUMBER = Pattern(WORDS)
_HOURS_A_DAY = 8


@attrs.frozen
class Remark:
    """A parenthesis that belongs to an amount (một chú thích trong ngoặc)."""

    start: int
    end: int
    body: str


def find_remarks(masked: str, amounts: list[Amount]) -> list[Remark]:
    """The parentheses that are not part of an amount, outermost only (các chú thích)."""
    found: list[Remark] = []
    if "(" not in masked:
        return found
    depth, start = 0, 0
    for place, char in enumerate(masked):
        if char == "(":
            if depth == 0 and any(a.start <= place < a.end for a in amounts):
                continue
            start = start if depth else place
            depth += 1
        elif char == ")" and depth:
            if depth == 1 and any(a.start <= place < a.end and a.start > start for a in amounts):
                continue
            depth -= 1
            if depth == 0:
                found.append(Remark(start, place + 1, masked[start + 1 : place].strip()))
    if depth:
        found.append(Remark(start, len(masked), masked[start + 1 :].strip()))
    return found


def apply_remark(
    clause: Clause, read: ReadLimit, remark: Remark, bare_day: Unit
) -> list[ReadLimit]:
    """The limit with what a parenthesis adds to it, and the limits it states itself.

    Raises:
        AmbiguousWording: the parenthesis holds an amount that fits no role.
    """
    body = remark.body
    text = clause.text[remark.start : remark.end].strip("() ")
    if match := _CUT.match(body):
        return [_with_cut(clause, read, match, text)]
    amounts = find_amounts(body)
    if not amounts and (
        NEXT_DAY.search(body) or cutoff_in(clause.lower[remark.start : remark.end])
    ):
        return [read, *_late_receipts(clause, remark, text)]
    if not amounts:
        return [_without_amount(clause, read, body, text)]
    if condition := _CONDITION.match(body):
        lead = read_lead(body[: amounts[0].start])
        stated = _STATED.search(lead.words) or _STATED.search(body[: amounts[0].start])
        if len(amounts) == 1 and (stated or lead.longer or lead.bound is Bound.MAX):
            return [read, *_inner_clause(clause, remark, bare_day)]
        if any(not _FILING.match(body, a.end) for a in amounts):
            raise refusal(clause.whole, text, "role")
        # A filing window of the applicant, named only to say which dossiers are meant.
        return [_under(read, text[condition.end() :])]
    if len(amounts) == 1 and _LEGAL.fullmatch(body[: amounts[0].start]):
        return [_with_legal(clause, read, amounts[0], bare_day, text)]
    after = body[amounts[-1].end :]
    if len(amounts) == 1 and (amounts[0].start == 0 and read_tail(after, after, after).condition):
        return [read, *_inner_clause(clause, remark, bare_day)]
    if len(amounts) == 1 and _EQUAL.match(body[: amounts[0].start]):
        return [_with_equivalent(clause, read, amounts[0], body, text)]
    return _stated(clause, read, remark, amounts, bare_day)


def _inner_clause(clause: Clause, remark: Remark, bare_day: Unit) -> list[ReadLimit]:
    """ "05 ngày (nếu phải xác minh thì 10 ngày)"."""
    from tthc_deadlines.limits.grammar.clauses import read_amount_clause

    end = remark.end - (clause.masked[remark.end - 1] == ")")
    cut = slice(remark.start + 1, end)
    inner = Clause(clause.whole, clause.text[cut], clause.lower[cut], clause.masked[cut])
    return read_amount_clause(inner, bare_day)


def _late_receipts(clause: Clause, remark: Remark, text: str) -> list[ReadLimit]:
    """ "(nếu nhận sau 15 giờ thì tính từ ngày làm việc tiếp theo)"."""
    found = read_statement(Clause(clause.whole, text, text.lower(), remark.body))
    if not found:
        raise refusal(clause.whole, text, "clock")
    return found


def _without_amount(clause: Clause, read: ReadLimit, body: str, text: str) -> ReadLimit:
    if _NUMBER.fullmatch(body):  # "15 ngày (mười lăm)"
        if agree(str(read.value), body) is None:
            raise refusal(clause.whole, text, "number")
        return read
    if condition := _CONDITION.match(body):
        return _under(read, text[condition.end() :])
    if is_case_name(body):
        return _under(read, text)
    return _with_terms(clause, read, body, text)


def _with_terms(clause: Clause, read: ReadLimit, body: str, text: str) -> ReadLimit:
    """ "(không kể ngày nghỉ)", "(kể từ ngày nhận đủ hồ sơ)": said as after the amount."""
    tail = read_tail(f", {body}", f", {text.lower()}", f", {text}")
    if tail.refused:
        raise refusal(clause.whole, text, tail.refused)
    if tail.days_off_too and read.unit is Unit.WORKING_DAY:
        raise refusal(clause.whole, text, "follows")
    if tail.working:
        if read.unit not in {Unit.CALENDAR_DAY, Unit.WORKING_DAY}:
            raise refusal(clause.whole, text, "follows")
        read = attrs.evolve(read, limit=attrs.evolve(read.limit, unit=Unit.WORKING_DAY))
    if tail.not_counted or _UNCOUNTED.fullmatch(body):
        read = attrs.evolve(read, kind=ClauseKind.EXCLUDED_PERIOD, not_counted=True)
    if tail.excludes:
        read = attrs.evolve(read, excludes=tail.excludes)
    if tail.anchor and read.anchor is None:
        read = attrs.evolve(read, limit=attrs.evolve(read.limit, anchor=tail.anchor))
    if _TIME_WORD.search(body) or body == "làm việc":
        raise refusal(clause.whole, text, "follows")
    return read


def _under(read: ReadLimit, condition: str) -> ReadLimit:
    if condition.strip(" .,;:").lower() == "có":  # "(nếu có)" limits the object, not the time
        return read
    words = " ".join(filter(None, (read.condition, condition.strip(" .,;:"))))
    kind = ClauseKind.ALTERNATIVE if read.kind is ClauseKind.LIMIT else read.kind
    return attrs.evolve(read, condition=words, kind=kind)


def _with_cut(clause: Clause, read: ReadLimit, match: re.Match[str], text: str) -> ReadLimit:
    """ "(cắt giảm 12/60 ngày, tỷ lệ 20%)": 12 of 60 days, no fraction of a day."""
    cut, whole = read_digits(match["cut"]), read_digits(match["whole"] or "")
    before = read.reduced_from.value if read.reduced_from else whole
    if whole is None and (named := _OUT_OF.search(text.lower(), match.end())):
        whole = read_digits(named["whole"])
        before = before if read.reduced_from else whole
    if cut is None or (match["whole"] and whole is None):
        raise refusal(clause.whole, text, "cut")
    if (
        before is not None
        and read.unit is (read.reduced_from or read.limit).unit
        and (before - cut != read.value)
    ):
        raise refusal(clause.whole, text, "cut")
    earlier = read.reduced_from
    if earlier is None and whole is not None:
        earlier = TimeLimit(value=whole, unit=read.unit)
    return attrs.evolve(read, cut=cut, reduced_from=earlier)


def _with_legal(
    clause: Clause, read: ReadLimit, amount: Amount, bare_day: Unit, text: str
) -> ReadLimit:
    """ "20 ngày (theo quy định là 30 ngày)": the published limit is shorter than the law's."""
    if not amount.readable or amount.low is not None or read.reduced_from:
        raise refusal(clause.whole, text, "number")
    law = TimeLimit(value=amount.value, unit=bare_day if amount.bare_day else amount.counted)
    if law.unit is not read.unit or law.value < read.value:
        raise refusal(clause.whole, text, "cut")
    return read if law.value == read.value else attrs.evolve(read, reduced_from=law)


def _with_equivalent(
    clause: Clause, read: ReadLimit, amount: Amount, body: str, text: str
) -> ReadLimit:
    if not amount.readable or amount.low is not None or amount.unit is None:
        raise refusal(clause.whole, text, "number")
    after = "" if _TIMES_EIGHT.fullmatch(text.lower(), amount.end) else body[amount.end :]
    tail = read_tail(after, after, after)
    if tail.refused or tail.backward or tail.condition:
        raise refusal(clause.whole, text, tail.refused or "equivalent")
    units = equal_units(Fraction(read.value), read.unit, Fraction(amount.value or 0), amount.unit)
    if units is None:
        raise refusal(clause.whole, clause.text, "equivalent")
    anchor = read.anchor or tail.anchor
    limit = attrs.evolve(read.limit, unit=units[0], anchor=anchor)
    if units[0] is units[1]:
        return attrs.evolve(read, limit=limit)
    return attrs.evolve(read, limit=limit, equivalent=TimeLimit(value=amount.value, unit=units[1]))


_DAYS = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY})
_HOURS = frozenset({Unit.WORKING_HOUR, Unit.HOUR})


def equal_units(
    value: Fraction, unit: Unit, other: Fraction, other_unit: Unit
) -> tuple[Unit, Unit] | None:
    """The units under which two amounts are the same, or ``None``.

    Eight hours to a day can only mean working time, twenty-four only clock time.
    """
    if unit is other_unit:
        return (unit, other_unit) if value == other else None
    if unit in _DAYS and other_unit in _HOURS:
        swapped = equal_units(other, other_unit, value, unit)
        return (swapped[1], swapped[0]) if swapped else None
    if unit in _HOURS and other_unit in _DAYS:
        if value == other * _HOURS_A_DAY:
            return Unit.WORKING_HOUR, Unit.WORKING_DAY
        clock = unit is Unit.HOUR and other_unit is Unit.CALENDAR_DAY and value == other * 24
        return (Unit.HOUR, Unit.CALENDAR_DAY) if clock else None
    if unit is Unit.WEEK and other_unit is Unit.CALENDAR_DAY and value * 7 == other:
        return unit, other_unit
    return None


def _stated(
    clause: Clause, read: ReadLimit, remark: Remark, amounts: list[Amount], bare_day: Unit
) -> list[ReadLimit]:
    """Limits in their own right: parts of the total, terms of a sum, further alternatives."""
    from tthc_deadlines.limits.grammar.clauses import read_amount_clause

    offset = clause.masked.index("(", remark.start) + 1
    end = remark.end - (clause.masked[remark.end - 1] == ")")
    inner = Clause(
        clause.whole, clause.text[offset:end], clause.lower[offset:end], clause.masked[offset:end]
    )
    if len(amounts) == 2 and _SUM.fullmatch(remark.body[amounts[0].end : amounts[1].start]):
        return _sum(clause, read, amounts, inner, bare_day)
    parts = bool(_PARTS.match(remark.body))
    opening, after = read_lead(remark.body[: amounts[0].start]), remark.body[amounts[0].end :]
    bounded = read.excludes and opening.bound and not opening.rest and not after
    if len(amounts) == 1 and (opening.left_out or bounded):
        return [read, _left_out(read_amount_clause(inner, bare_day)[0], read.excludes)]
    named = opening.longer or _LABELLED.search(opening.words)
    if not (parts or named or read_tail(after, after, after).work):
        raise refusal(clause.whole, inner.text, "role")
    items = _items(inner, bare_day)
    if all(item.kind in {ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA} for item in items):
        return [read, *items]
    labels = {_label(item) for item in items}
    total = sum(item.value for item in items if item.unit is read.unit)
    if parts and _exceed(items, read):
        raise refusal(clause.whole, inner.text, "side_by_side")
    if Label.CASE not in labels and (parts or total == read.value or labels == {Label.WORK}):
        return [read, *(attrs.evolve(item, kind=ClauseKind.PART) for item in items)]
    # "03 ngày (trực tuyến: 02 ngày)" and "đối với nhóm A: 18 ngày (nhóm B: 06 ngày)" go on
    # with other cases; of other amounts that do not add up it is open what they are.
    if not parts and (labels == {Label.CASE} or read.condition):
        return [read, *(_as_case(item) for item in items)]
    raise refusal(clause.whole, inner.text, "side_by_side")


def _items(inner: Clause, bare_day: Unit) -> list[ReadLimit]:
    """The limits of a list between semicolons."""
    from tthc_deadlines.limits.grammar.clauses import read_amount_clause

    items, place = list[ReadLimit](), 0
    for piece in filter(str.strip, inner.masked.split(";")):
        place = inner.masked.index(piece, place)
        cut = slice(place, place + len(piece))
        part = Clause(inner.whole, inner.text[cut], inner.lower[cut], piece)
        if find_amounts(piece):
            items.extend(read_amount_clause(part, bare_day))
    return items


def _exceed(items: list[ReadLimit], total: ReadLimit) -> bool:
    """Whether the parts, none of them a mere cap, are more than the total."""
    exact = all(item.bound is None and item.unit is total.unit for item in items)
    return exact and sum(item.value for item in items) > total.value


def _left_out(item: ReadLimit, excludes: str | None) -> ReadLimit:
    """ "(không bao gồm 15 ngày niêm yết)", "không tính thời gian giám định (tối đa 15 ngày)"."""
    kind, what = ClauseKind.EXCLUDED_PERIOD, item.excludes or excludes
    return attrs.evolve(item, kind=kind, excludes=what, not_counted=True)


def _label(item: ReadLimit) -> Label:
    if item.kind is ClauseKind.ALTERNATIVE:
        return Label.CASE
    return label_of(item)


def _as_case(item: ReadLimit) -> ReadLimit:
    return attrs.evolve(item, kind=ClauseKind.ALTERNATIVE, condition=item.condition or item.subject)


def _sum(
    clause: Clause, read: ReadLimit, amounts: list[Amount], inner: Clause, bare_day: Unit
) -> list[ReadLimit]:
    """ "không quá 23 ngày (15 ngày và 08 ngày làm việc)": the terms are the limit."""
    if any(not a.readable for a in amounts) or sum(a.value or 0 for a in amounts) != read.value:
        raise refusal(clause.whole, inner.text, "sum")
    rest = inner.masked.strip()[amounts[-1].end :]
    if read_tail(rest, rest, rest).refused:
        raise refusal(clause.whole, inner.text, "follows")
    terms = []
    for amount in amounts:
        unit = bare_day if amount.bare_day else amount.counted
        limit = attrs.evolve(read.limit, value=amount.value, unit=unit)
        terms.append(attrs.evolve(read, limit=limit, kind=ClauseKind.ADDEND))
    return terms
