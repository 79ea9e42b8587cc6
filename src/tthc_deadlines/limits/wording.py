"""Reading time limits from Vietnamese words (đọc thời hạn giải quyết từ câu chữ).

A wrong reading is far worse than a refusal: whatever the grammar cannot place for certain
raises :class:`~tthc_deadlines.errors.AmbiguousWording`, naming the words and the reason.

The way of a text: one spelling (``normalise``), clauses (``segments``), amounts of time
with everything that only looks like one covered (``amounts``), the role and terms of each
amount (``clauses``), statements without an amount (``statements``), and finally the
clauses together, here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import attrs

from tthc_deadlines.errors import WrongType
from tthc_deadlines.limits.grammar.amounts import find_amounts, loose_amount, mask, mask_clock
from tthc_deadlines.limits.grammar.clauses import read_amount_clause
from tthc_deadlines.limits.grammar.labels import Label, described, label_of
from tthc_deadlines.limits.grammar.normalise import normalise
from tthc_deadlines.limits.grammar.numbers import read_digits
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.grammar.segments import split_clauses
from tthc_deadlines.limits.grammar.statements import (
    BEFORE_CLOCK,
    Clause,
    check_nothing_left,
    cutoff_in,
    read_statement,
)
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit, Semantics
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

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
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?|[13]/[2348]")
_MISSING_DAY = re.compile(r"\d+\)?\s+làm\s+việc")
_OPENS_CONDITION = re.compile(r"(?:(?:trong\s+)?(?:các\s+)?trường\s+hợp|đối\s+với)\s")
_CLOSES_CONDITION = re.compile(r"(?<!\w)(?:thì|phải|không\s+được|có\s+trách\s+nhiệm)(?!\w)")
_OPENS_PARTS = re.compile(r"trong\s+đó\s*:?\s*$")
_ENDS_PARTS = re.compile(r"(?:trường\s+hợp|đối\s+với|trong\s+thời\s+hạn|thời\s+(?:hạn|gian)|hẹn)")


def parse_time_limit(text: str, bare_day: Unit = Unit.CALENDAR_DAY) -> TimeLimit:
    """Read one limit (đọc một thời hạn).

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
    return _together(text, reads)


def _stands_beside(read: ReadLimit) -> bool:
    """Whether it leaves the limit as it is."""
    unmeasured = read.kind is ClauseKind.EXCLUDED_PERIOD and not read.unit.has_amount
    return read.kind in _BESIDE or unmeasured


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
    for words in _without_complements(split_clauses(clean)):
        clause = _clause(text, f"{pending}; {words}" if pending else words)
        pending = ""
        parts = parts and not _ENDS_PARTS.match(clause.lower)
        found = _read_clause(clause, bare_day)
        if not found and _opens(clause):
            pending = clause.text
        if parts:
            found = [_as_part(read) for read in found]
        begun = any(read.kind is ClauseKind.PART for read in found) and "trong đó" in clause.lower
        parts = parts or begun or bool(_OPENS_PARTS.search(clause.lower))
        reads.extend(found)
    return reads


def _without_complements(clauses: list[str]) -> list[str]:
    """ "Nhận trước 15 giờ … trong ngày; sau 15 giờ …": the second half says it all."""
    kept = list(clauses)
    for n, (first, second) in enumerate(pairwise(clauses)):
        before = BEFORE_CLOCK.search(first.lower())
        if before and cutoff_in(first.lower().replace("trước", "sau")) == (
            cutoff_in(second.lower()) or ()
        ):
            kept[n] = first[: before.start()] + first[before.end() :]
    return kept


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
        return read_amount_clause(clause, bare_day)
    if loose := loose_amount(clause.masked, amounts):
        raise refusal(clause.whole, clause.text[slice(*loose)], "role")
    found = read_statement(clause)
    if found is None:
        check_nothing_left(clause)
    return found or []


def _opens(clause: Clause) -> bool:
    """A condition whose limit follows in the next clause."""
    opens = _OPENS_CONDITION.match(clause.lower)
    return bool(opens) and not _CLOSES_CONDITION.search(clause.lower)


def _as_part(read: ReadLimit) -> ReadLimit:
    return attrs.evolve(read, kind=ClauseKind.PART) if read.kind in _MAIN else read


# --- the clauses together ----------------------------------------------------------------


def _together(text: str, reads: list[ReadLimit]) -> list[ReadLimit]:
    merged: list[ReadLimit] = []
    for read in _side_by_side(text, reads):
        if not _merged_into(merged, read):
            merged.append(read)
    return merged


def _merged_into(before: list[ReadLimit], read: ReadLimit) -> bool:
    """Whether the clause only completes limits already read (giờ chốt, mốc tính)."""
    main = [n for n, found in enumerate(before) if found.kind in _MAIN]
    if read.kind is ClauseKind.RESULT_SHIFT:
        targets = [n for n in main[-1:] if before[n].unit.is_dated]
    elif read.kind is ClauseKind.START_SHIFT:
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
    stages = any(read.kind is ClauseKind.STAGE for read in reads)
    if len(plain) < 2 or stages:
        return reads
    labels = {n: label_of(reads[n]) for n in plain}
    total, rest = plain[0], plain[1:]
    if labels[total] is Label.NONE and Label.NONE not in {labels[n] for n in rest}:
        plain = rest
        if _adds_up(reads, total, rest) or {labels[n] for n in rest} == {Label.WORK}:
            kind = ClauseKind.PART
        elif {labels[n] for n in rest} == {Label.CASE}:
            kind = ClauseKind.ALTERNATIVE
        else:
            raise refusal(text, text, "side_by_side")
    elif set(labels.values()) == {Label.CASE} or (
        # "… đối với nhóm A: 18 ngày; nhóm B: 06 ngày": the list goes on with other cases.
        Label.NONE not in labels.values() and reads[0].kind is ClauseKind.ALTERNATIVE
    ):
        kind = ClauseKind.ALTERNATIVE
    elif Label.CASE not in labels.values() and all(described(reads[n]) for n in plain):
        kind = ClauseKind.STEP
    else:
        raise refusal(text, text, "side_by_side")
    for n in plain:
        condition = reads[n].subject if kind is ClauseKind.ALTERNATIVE else reads[n].condition
        reads[n] = attrs.evolve(reads[n], kind=kind, condition=condition)
    return reads


def _adds_up(reads: list[ReadLimit], total: int, rest: list[int]) -> bool:
    same_unit = all(reads[n].unit is reads[total].unit for n in rest)
    return same_unit and sum(reads[n].value for n in rest) == reads[total].value
