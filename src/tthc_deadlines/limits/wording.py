"""Reading time limits from Vietnamese words (đọc thời hạn giải quyết từ câu chữ).

A wrong reading is far worse than a refusal: whatever the grammar cannot place for certain
raises :class:`~tthc_deadlines.errors.AmbiguousWording`, naming the words and the reason.

The way of a text: one spelling (``normalise``), clauses (``segments``), amounts of time
with everything that only looks like one covered (``amounts``), the role and terms of each
amount (``clauses``), statements without an amount (``statements``), and finally the
clauses together, here.
"""

from __future__ import annotations

from functools import lru_cache

import attrs

from tthc_deadlines.errors import WrongType
from tthc_deadlines.limits.grammar.amounts import find_amounts, loose_amount, mask, mask_clock
from tthc_deadlines.limits.grammar.caveats import check_caveats, unmeasured_extension
from tthc_deadlines.limits.grammar.clauses import read_amount_clause
from tthc_deadlines.limits.grammar.conditions import under_condition
from tthc_deadlines.limits.grammar.labels import (
    AGENCY,
    WORK,
    Label,
    described,
    grants,
    is_doubtful,
    label_of,
    parts_in_working_days,
    publishes,
    renews_a_paper,
    tidy,
    told_apart,
    what_remains,
)
from tthc_deadlines.limits.grammar.leads import PARTS
from tthc_deadlines.limits.grammar.normalise import normalise
from tthc_deadlines.limits.grammar.numbers import read_digits
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.grammar.segments import split_clauses, without_complements
from tthc_deadlines.limits.grammar.statements import (
    Clause,
    check_nothing_left,
    read_statement,
)
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit, Semantics
from tthc_deadlines.limits.time_limit import Anchor, Bound, TimeLimit, Unit

__all__ = ["ClauseKind", "ReadLimit", "Semantics", "parse_time_limit", "read_time_limits"]

_MAIN = frozenset({ClauseKind.LIMIT, ClauseKind.ALTERNATIVE})
# Said beside a limit without changing it.
_BESIDE = frozenset(
    {
        ClauseKind.PART,
        ClauseKind.START_RULE,
        ClauseKind.ROLLOVER,
        ClauseKind.CLOCK_RESTART,
        ClauseKind.APPOINTMENT_SLIP,
    }
)
_BARE_NUMBER = Pattern(r"\d+(?:[.,]\d+)?|[13]/[2348]")
_MISSING_DAY = Pattern(r"\d+\)?\s+làm\s+việc")
_OPENS_CONDITION = Pattern(r"(?:(?:trong\s+)?(?:các\s+)?trường\s+hợp|đối\s+với)\s")
_CLOSES_CONDITION = Pattern(r"(?<!\w)(?:thì|phải|không\s+được|có\s+trách\s+nhiệm)(?!\w)")
_OPENS_PARTS = Pattern(rf"{PARTS}\s*:?\s*$")
_NAMES_PARTS = Pattern(PARTS)
_STEP_NAME = Pattern(rf"(?:bước|{WORK}|{AGENCY})[^,;:]{{0,60}}:")
_REMARK = Pattern(r"\([^()]*\)")
_ENDS_PARTS = Pattern(r"(?:trường\s+hợp|đối\s+với|trong\s+thời\s+hạn|thời\s+(?:hạn|gian)|hẹn)")


def parse_time_limit(text: str, bare_day: Unit = Unit.CALENDAR_DAY) -> TimeLimit:
    """Read one limit (đọc một thời hạn).

    A text whose only limit holds under a condition is read without it; what the
    condition is, :func:`read_time_limits` says.

    Args:
        text: the words, e.g. a cell "Thời hạn giải quyết".
        bare_day: what a plain "ngày" counts. With ``Unit.WORKING_DAY`` a bare number
            ("0,25" under a column headed "ngày làm việc") is read as well.

    Raises:
        AmbiguousWording: the words cannot be read for certain, state no limit, state
            more than one, or state something other than a limit of the procedure
            (an extension, a lead time, a cut, a period of the applicant).
        WrongType: ``text`` is not a string.

    >>> parse_time_limit("Không quá 05 (năm) ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ")
    TimeLimit('không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ')
    >>> parse_time_limit("10 làm việc kể từ ngày nhận được hồ sơ")
    Traceback (most recent call last):
    tthc_deadlines.errors.AmbiguousWording: cannot read '10 làm việc' for certain: \
the word "ngày" or "giờ" is missing before "làm việc"

    Basis: Civil Code 2015, article 144; the wordings of the published procedures.
    """
    if not isinstance(text, str):
        raise WrongType(field="text", value=text, expected="a string")
    return _parse(text, bare_day)


@lru_cache(maxsize=4096)  # a file of dossiers repeats a few wordings thousands of times
def _parse(text: str, bare_day: Unit) -> TimeLimit:
    reads = read_time_limits(text, bare_day)
    main = [read for read in reads if read.kind in _MAIN]
    others = [read for read in reads if read.kind not in _MAIN and not _stands_beside(read)]
    if len(main) == 1 and not others:
        return main[0].limit
    if len(reads) > 1:
        raise refusal(text, text, "several")
    raise refusal(text, text, "range" if reads[0].kind is ClauseKind.RANGE else "kind")


def read_time_limits(text: str, bare_day: Unit = Unit.CALENDAR_DAY) -> list[ReadLimit]:
    """Read every limit of a cell or paragraph, in order (đọc mọi thời hạn trong đoạn).

    Args:
        text: the words.
        bare_day: what a plain "ngày" counts, as in :func:`parse_time_limit`.

    Raises:
        AmbiguousWording: any amount of time in the text has a number, a unit or a role
            that is not certain, or the text states no limit at all.
        WrongType: ``text`` is not a string.

    >>> for read in read_time_limits(
    ...     "03 ngày làm việc; trường hợp phải xác minh thì không quá 05 ngày làm việc"
    ... ):
    ...     print(read.kind.value, read.value, read.condition)
    limit 3 None
    alternative 5 phải xác minh

    Basis: Civil Code 2015, article 144; the wordings of the published procedures.
    """
    if not isinstance(text, str):
        raise WrongType(field="text", value=text, expected="a string")
    clean = normalise(text)
    if _BARE_NUMBER.fullmatch(clean.rstrip(".")):
        return [_bare_number(text, clean.rstrip("."), bare_day)]
    reads = _read_clauses(text, clean, bare_day)
    if not reads:
        raise refusal(text, text, "nothing")
    check_caveats(text, clean, reads)
    return _together(text, reads) + unmeasured_extension(clean, reads)


def _stands_beside(read: ReadLimit) -> bool:
    """Whether it leaves the limit as it is."""
    if read.kind in {ClauseKind.EXCLUDED_PERIOD, ClauseKind.EXTENSION}:
        return read.unit is Unit.NONE
    # Receipts on a day off count from the next working day under any rule.
    on_a_day_off = read.kind is ClauseKind.START_SHIFT and read.limit.after_cutoff is None
    return read.kind in _BESIDE or on_a_day_off


def _bare_number(text: str, digits: str, bare_day: Unit) -> ReadLimit:
    value = read_digits(digits)
    if bare_day is Unit.CALENDAR_DAY:
        raise refusal(text, text, "no_unit")
    if not value:
        raise refusal(text, text, "number")
    return ReadLimit(limit=TimeLimit(value=value, unit=bare_day), text=digits)


def _read_clauses(text: str, clean: str, bare_day: Unit) -> list[ReadLimit]:
    reads: list[ReadLimit] = []
    pending, parts = "", False
    for words in without_complements(split_clauses(clean)):
        if pending.endswith(":") and _STEP_NAME.match(words.lower()):
            raise refusal(text, words, "side_by_side")  # steps under a case of their own
        clause = _clause(text, f"{pending}; {words}" if pending else words)
        pending = ""
        parts = parts and not _ENDS_PARTS.match(clause.lower)
        found = _read_clause(clause, bare_day)
        if not found and _opens(clause):
            pending = clause.text
        found, parts = _mark_parts(clause, found, parts)
        parts = parts or bool(_OPENS_PARTS.search(clause.lower))
        reads.extend(found)
    return reads


def _mark_parts(
    clause: Clause, found: list[ReadLimit], parts: bool
) -> tuple[list[ReadLimit], bool]:
    """The limits of a list of parts as such, and whether the list goes on."""
    if not (parts or any(read.kind is ClauseKind.PART for read in found)):
        return found, False
    named = bool(_NAMES_PARTS.search(_REMARK.sub("", clause.lower)))
    marked = []
    for read in found:
        # "…, trong đó Sở: 07 ngày; cấp lại: 05 ngày": another case, no further part.
        case = read.kind is ClauseKind.ALTERNATIVE or label_of(read) is Label.CASE
        parts = parts and not (case and read.kind in _MAIN)
        marked.append(_as_part(read) if parts else read)
        parts = parts or (named and read.kind is ClauseKind.PART)
    return marked, parts


def _clause(whole: str, words: str) -> Clause:
    lower = words.lower()
    if len(lower) != len(words):  # no Vietnamese letter does this; keep places aligned
        words = lower
    masked = mask_clock(mask(lower))
    return Clause(whole, words, lower, masked)


def _read_clause(clause: Clause, bare_day: Unit) -> list[ReadLimit]:
    if missing := _MISSING_DAY.search(clause.masked):
        raise refusal(clause.whole, clause.text[slice(*missing.span())], "no_day_word")
    if amounts := find_amounts(clause.masked):
        return read_amount_clause(clause, bare_day, amounts)
    if loose := loose_amount(clause.masked, amounts):
        raise refusal(clause.whole, clause.text[slice(*loose)], "role")
    found = read_statement(clause)
    if found is None:
        check_nothing_left(clause)
    return under_condition(clause, found or [])


def _opens(clause: Clause) -> bool:
    """A condition whose limit follows in the next clause."""
    opens = _OPENS_CONDITION.match(clause.lower)
    return bool(opens) and not _CLOSES_CONDITION.search(clause.lower)


def _as_part(read: ReadLimit) -> ReadLimit:
    return attrs.evolve(read, kind=ClauseKind.PART) if read.kind in _MAIN else read


# --- the clauses together ----------------------------------------------------------------


def _together(text: str, reads: list[ReadLimit]) -> list[ReadLimit]:
    if len(reads) == 1 and not (
        reads[0].subject or reads[0].condition or reads[0].unit is Unit.YEAR
    ):
        return reads  # nothing to agree with, nothing to tell apart
    _check_consistent(text, reads)
    reads = _reduced(text, reads)
    merged: list[ReadLimit] = []
    for read in _side_by_side(text, reads):
        if not _merged_into(merged, read):
            merged.append(tidy(read))
    return told_apart(parts_in_working_days(merged))


def _check_consistent(text: str, reads: list[ReadLimit]) -> None:
    """Refuse what contradicts itself: a case among the parts, a cap below the limit."""
    if any(r.kind is ClauseKind.PART and label_of(r) is Label.CASE for r in reads):
        raise refusal(text, text, "side_by_side")
    for read in reads:
        # "Cấp mới: 05 năm; cấp lại: 03 năm" are the lives of papers.
        named = read.condition or read.subject
        if read.unit is Unit.YEAR and read.kind in _MAIN and named and read.anchor is None:
            raise refusal(text, read.text, "validity")
        long = read.bound is Bound.MIN and read.unit in {Unit.MONTH, Unit.YEAR}
        if long and named and read.kind in _MAIN and read.anchor is None:
            raise refusal(text, read.text, "validity")  # no work must take months at least
    base = next((read for read in reads if read.kind is ClauseKind.LIMIT), None)
    for read in reads:
        capped = read.kind is ClauseKind.EXTENSION and read.semantics is Semantics.CAPS_TOTAL
        if base and capped and read.unit is base.unit and 0 < read.value <= base.value:
            raise refusal(text, read.text, "lengthened")


def _reduced(text: str, reads: list[ReadLimit]) -> list[ReadLimit]:
    """ "Theo quy định 10 ngày; sau khi cắt giảm còn 07 ngày": one limit, and what it was."""
    kept: list[ReadLimit] = []
    for read in reads:
        total = bool(kept) and label_of(kept[-1]) is Label.NONE
        cut = read.kind is ClauseKind.REDUCTION or (total and what_remains(read))
        bare = cut and not (read.reduced_from or read.condition)
        before = kept[-1] if bare and kept and kept[-1].kind is ClauseKind.LIMIT else None
        if not (before and before.unit is read.unit):
            kept.append(read)
            continue
        if before.value <= read.value:
            raise refusal(text, read.text, "cut")
        limit = attrs.evolve(read.limit, anchor=read.anchor or before.anchor)
        kept[-1] = attrs.evolve(
            read, kind=ClauseKind.REDUCTION, limit=limit, reduced_from=before.limit
        )
    return kept


def _merged_into(before: list[ReadLimit], read: ReadLimit) -> bool:
    """Whether the clause only completes limits already read."""
    main = [n for n, found in enumerate(before) if found.kind in _MAIN]
    if read.kind is ClauseKind.RESULT_SHIFT:
        targets = [n for n in main[-1:] if before[n].unit.is_dated]
    elif read.kind is ClauseKind.START_SHIFT and read.limit.after_cutoff:
        targets = [n for n in main if before[n].unit.is_dated]
    elif read.kind is ClauseKind.START_RULE:
        targets = [n for n in main if before[n].anchor is None]
        for n in targets:
            limit = attrs.evolve(before[n].limit, anchor=read.anchor)
            before[n] = attrs.evolve(before[n], limit=limit)
        return bool(targets)
    else:
        return False
    if any(before[n].limit.after_cutoff is not None for n in targets):
        return False
    for n in targets:
        limit = attrs.evolve(
            before[n].limit, cutoff=read.limit.cutoff, after_cutoff=read.limit.after_cutoff,
            cutoff_before_closing=read.limit.cutoff_before_closing,
        )  # fmt: skip
        before[n] = attrs.evolve(before[n], limit=limit)
    return bool(targets)


def _side_by_side(text: str, reads: list[ReadLimit]) -> list[ReadLimit]:
    """Several unconditional limits: parts of a total, stages, or alternatives by name."""
    plain = [n for n, read in enumerate(reads) if read.kind is ClauseKind.LIMIT]
    labels = {n: label_of(reads[n]) for n in plain}
    cases = any(read.kind is ClauseKind.ALTERNATIVE for read in reads)
    if any(renews_a_paper(reads[n]) for n in plain) and not (
        cases or list(labels.values()).count(Label.CASE) > 1
    ):
        raise refusal(text, text, "renewal")
    if any(read.kind is ClauseKind.STAGE for read in reads):
        return reads
    if len(plain) == 1:
        return _one_beside(text, reads, plain[0])
    if len(plain) < 2:
        return reads
    whole = labels[plain[0]] is Label.NONE and reads[plain[0]].anchor is not Anchor.OTHER_EVENT
    if whole and Label.NONE not in {labels[n] for n in plain[1:]}:
        kind = _below_a_total(reads, plain[0], plain[1:])
        del plain[0]
    else:
        kind = _without_a_total(reads, labels)
    if kind is None:
        raise refusal(text, text, "side_by_side")
    for n in plain:
        reads[n] = _named(reads[n], kind)
    return reads


def _one_beside(text: str, reads: list[ReadLimit], only: int) -> list[ReadLimit]:
    """One unconditional limit: a publication, or the last case of a list, is none."""
    before, label = {read.kind for read in reads[:only]}, label_of(reads[only])
    unanchored = not (reads[only].anchor or reads[only].actor)
    if publishes(reads[only]):
        reads[only] = _as_part(reads[only])
    elif (ClauseKind.ALTERNATIVE in before and label is Label.OTHER and unanchored) or (
        label in {Label.CASE, Label.LEVEL} and any(r.kind is ClauseKind.ALTERNATIVE for r in reads)
    ):  # "Đối với cấp tỉnh: 10 ngày; cấp xã: 05 ngày"
        reads[only] = _named(reads[only], ClauseKind.ALTERNATIVE)
    elif is_doubtful(reads[only]):
        raise refusal(text, reads[only].text, "role")
    return reads


def _below_a_total(reads: list[ReadLimit], total: int, rest: list[int]) -> ClauseKind | None:
    labels = {label_of(reads[n]) for n in rest}
    if labels == {Label.LEVEL}:  # "10 ngày, cấp xã 03 ngày, cấp tỉnh 07 ngày" adds up
        whole = sum(reads[n].value for n in rest) == reads[total].value
        return ClauseKind.PART if whole else None
    if labels <= {Label.CASE, Label.LEVEL} and not _adds_up(reads, total, rest):
        return ClauseKind.ALTERNATIVE
    if Label.CASE not in labels and (_adds_up(reads, total, rest) or labels == {Label.WORK}):
        return ClauseKind.PART
    return None


def _without_a_total(reads: list[ReadLimit], labels: dict[int, Label]) -> ClauseKind | None:
    found = set(labels.values())
    others = [reads[n] for n, label in labels.items() if label is Label.OTHER]
    cases = bool(found & {Label.CASE, Label.LEVEL}) or reads[0].kind is ClauseKind.ALTERNATIVE
    if found <= {Label.CASE, Label.LEVEL, Label.OTHER} and cases:
        # "… đối với nhóm A: 18 ngày; nhóm B: 06 ngày": the list goes on with other cases.
        follows = any(read.anchor or read.actor for read in others)
        return None if follows else ClauseKind.ALTERNATIVE
    if found == {Label.OTHER} and not all(reads[n].unit.has_amount for n in labels):
        return ClauseKind.ALTERNATIVE  # "Cấp biển số ngay …; cấp giấy chứng nhận: 02 ngày"
    worked = list(labels.values()).count(Label.WORK) > 1
    if not found & {Label.CASE, Label.LEVEL} and all(
        described(reads[n]) or (worked and grants(reads[n])) for n in labels
    ):
        return ClauseKind.STEP
    return None


def _named(read: ReadLimit, kind: ClauseKind) -> ReadLimit:
    condition = read.condition
    if kind is ClauseKind.ALTERNATIVE:
        condition = read.subject
    return attrs.evolve(read, kind=kind, condition=condition)


def _adds_up(reads: list[ReadLimit], total: int, rest: list[int]) -> bool:
    same_unit = all(reads[n].unit is reads[total].unit for n in rest)
    return same_unit and sum(reads[n].value for n in rest) == reads[total].value
