"""Conditions of limits without an amount (điều kiện của thời hạn không có số lượng).

"Đối với hồ sơ nộp trực tiếp: giải quyết trong ngày" and "giải quyết ngay đối với hồ sơ nộp
trực tiếp" hold for some dossiers only, as they would with an amount of days.
"""

from __future__ import annotations

import re

import attrs

from tthc_deadlines.limits.grammar.leads import read_lead
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.statements import NEXT_DAY, SAME_DAY, Clause
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.time_limit import Unit

_AT_ONCE = Pattern(r"(?<!\w)ngay(?!\w)")
_OPENS = Pattern(
    r"\W*(?:riêng\s+)?(?:(?:trong\s+)?(?:các\s+|những\s+)?trường\s+hợp|đối\s+với|nếu)\s"
)
# What the office does, after the condition has been named without "thì" or a colon.
_ACT = Pattern(
    r"[\s,:]*(?<!\w)(?:(?:thì|sẽ|được|phải|việc|cơ\s+quan\s[^,;:]*)\s+)*(?:giải\s+quyết|trả(?:\s+lời)?|thực\s+hiện|xử\s+lý|cấp"
    r"|hoàn\s+thành|chứng\s+thực)(?:\s+(?:kết\s+quả|hồ\s+sơ|thủ\s+tục))?[\s,:]*$"
)
_FOLLOWS = Pattern(
    r"(?<!\w)(?:đối\s+với\s+(?:(?:các\s+|những\s+)?trường\s+hợp\s+)?"
    r"|(?:trong\s+)?(?:các\s+|những\s+)?trường\s+hợp\s+|nếu\s+)(?P<what>[^,;:.]+)"
)
# "…, trường hợp từ chối phải nêu rõ lý do": what else is owed, no condition.
_DUTY = Pattern(r"(?<!\w)(?:thì|phải\s+(?:có|nêu|trả|thông|ghi|giải)|cần\s+thiết|này|trên)(?!\w)")
_MARKS = {Unit.SAME_DAY: SAME_DAY, Unit.IMMEDIATE: _AT_ONCE, Unit.WORKING_DAY: NEXT_DAY}


def under_condition(clause: Clause, reads: list[ReadLimit]) -> list[ReadLimit]:
    """The one limit a statement makes, with the condition named beside it, if any."""
    if len(reads) != 1 or reads[0].kind is not ClauseKind.LIMIT or reads[0].limit.after_cutoff:
        return reads
    mark = _MARKS.get(reads[0].unit)
    found = mark.search(clause.lower) if mark else None
    condition = _named(clause, found) if found else None
    if condition is None:
        return reads
    return [attrs.evolve(reads[0], kind=ClauseKind.ALTERNATIVE, condition=condition)]


def _named(clause: Clause, found: re.Match[str]) -> str | None:
    before = clause.lower[: found.start()]
    if _OPENS.match(before):
        act = _ACT.search(before)
        before = before[: act.start()] if act else before
        lead = read_lead(before)
        return lead.condition(clause.text[: len(lead.rest)])
    after = _FOLLOWS.search(clause.lower, found.end())
    if after is None or _DUTY.search(after["what"]):
        return None
    return clause.text[slice(*after.span("what"))].strip() or None
