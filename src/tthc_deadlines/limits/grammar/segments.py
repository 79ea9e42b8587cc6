"""Cutting a text into clauses (tách câu): bullets, sentences, and the two halves of a condition."""

from __future__ import annotations

import re
from itertools import pairwise

from tthc_deadlines.limits.grammar.amounts import find_amounts, mask, mask_clock
from tthc_deadlines.limits.grammar.leads import read_lead
from tthc_deadlines.limits.grammar.normalise import SEPARATOR
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.statements import BEFORE_CLOCK, NEXT_DAY, SAME_DAY, cutoff_in

_STOP = Pattern(rf";|{SEPARATOR}|[()]|(?<=[^\d\s])\.(?=\s|$)|(?<=\d)\.(?=\s+[^\W\d_])")
_NUMBERING = Pattern(
    r"^\W*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{2,4}|[a-zđ]\d?(?:\.\d{1,2})*)[.)]\s*)+(?!\d)"
)
_ABBREVIATIONS = Pattern(r"(?:^|\W)(?:tp|tt|ths|ts|v\.v|vv|tr|stt|p|q|d)$", re.I)
_CONDITION = Pattern(
    r",\s*(?=(?:(?:và\s+)?(?:trong\s+)?(?:các\s+)?trường\s+hợp|đối\s+với|nếu|riêng|còn)\b)"
    r"|\s+(?=hoặc\s+(?:có\s+thể\s+)?theo\s+thỏa\s+thuận\s+nếu\b)"
    r"|\s+(?=(?:riêng|còn)\s+(?:đối\s+với|trường\s+hợp)\b)",
)
_TIMED = Pattern(
    r"\d+(?:[.,]\d+)?\)?\s*(?:\([^()]*\)\s*)?(?:ngày|giờ|tháng|tuần|phút|năm)\b"
    r"|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|nửa)\s+(?:ngày|giờ|tháng|tuần)\b"
)


_CARRIED = Pattern(r"(?:(?:trong\s+)?(?:các\s+)?trường\s+hợp|đối\s+với|ở|tại)\s[^;]*?\sthì\s")


def split_clauses(text: str) -> list[str]:
    """The clauses of a normalised text, in order (các mệnh đề).

    A full stop or semicolon inside parentheses does not end a clause; a bullet always
    does, because parentheses are often left open at the end of a bullet.

    >>> split_clauses("05 ngày; trường hợp cần xác minh thì không quá 10 ngày.")
    ['05 ngày', 'trường hợp cần xác minh thì không quá 10 ngày']
    """
    clauses: list[str] = []
    carried = ""
    for sentence, mark in _sentences(text):
        # "Đối với các xã miền núi … thì không quá 27 ngày …; không quá 30 ngày …"
        words = carried + sentence if mark == ";" and _bare_amount(sentence) else sentence
        match = _CARRIED.match(words.lower())
        carried = words[: match.end()] if match else ""
        clauses.extend(_conditions(words))
    return [clause for clause in clauses if clause.strip(" ,;:.-+")]


def without_complements(clauses: list[str]) -> list[str]:
    """ "Nhận trước 15 giờ … trong ngày; sau 15 giờ …": the second half says it all.

    >>> without_complements(["05 ngày", "07 ngày"])
    ['05 ngày', '07 ngày']
    """
    kept = list(clauses)
    for n, (first, second) in enumerate(pairwise(clauses)):
        before = BEFORE_CLOCK.search(first.lower())
        if before and cutoff_in(first.lower().replace("trước", "sau")) == (
            cutoff_in(second.lower()) or ()
        ):
            kept[n] = first[: before.start()] + first[before.end() :]
    return kept


def _bare_amount(sentence: str) -> bool:
    """Whether nothing but "không quá" and the like stands before the first amount."""
    masked = mask(sentence.lower())
    amounts = find_amounts(masked)
    return bool(amounts) and not read_lead(masked[: amounts[0].start]).rest


def _sentences(text: str) -> list[tuple[str, str]]:
    """The sentences, each with the mark that stands before it."""
    parts, depth, start, before = [], 0, 0, ""
    for stop in _STOP.finditer(text):
        mark = stop[0]
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif mark == SEPARATOR or (depth == 0 and not _keeps_on(text, start, stop)):
            parts.append((text[start : stop.start()], before))
            start, depth, before = stop.end(), 0, mark
    parts.append((text[start:], before))
    return [(_NUMBERING.sub("", part.strip()), mark) for part, mark in parts]


def _keeps_on(text: str, start: int, stop: re.Match[str]) -> bool:
    """A full stop that belongs to a numbering ("2. Trong …") or an abbreviation."""
    if stop[0] != ".":
        return False
    before = text[start : stop.start()].strip()
    return before.replace(".", "").isdecimal() or bool(_ABBREVIATIONS.search(before))


def _conditions(sentence: str) -> list[str]:
    """ "03 tháng, trường hợp phức tạp thì không quá 04 tháng" states two things."""
    lower = sentence.lower()
    parts, start = [], 0
    for joint in _CONDITION.finditer(lower):
        before, after = lower[start : joint.start()], lower[joint.end() :]
        if lower.count("(", 0, joint.start()) > lower.count(")", 0, joint.start()):
            continue
        if _states_time(before) and (_TIMED.search(mask_clock(after)) or NEXT_DAY.search(after)):
            parts.append(sentence[start : joint.start()])
            start = joint.end()
    parts.append(sentence[start:])
    return parts


def _states_time(lower: str) -> bool:
    return bool(_TIMED.search(lower) or SAME_DAY.search(lower))
