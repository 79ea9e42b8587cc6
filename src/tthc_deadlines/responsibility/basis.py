"""What responsibility rests on (căn cứ về trách nhiệm): the clauses, as of the day asked about.

A dossier keeps the clock of the day it was received; what people owe is the law of the day.

Provincial directives are cited as known from memory: their texts were not read.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import attrs

from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.limits.one_stop import ONE_STOP, one_stop_rules
from tthc_deadlines.limits.one_stop_clauses import DECREE_118
from tthc_deadlines.limits.one_stop_rule import Rule

DECREE_118_FROM = DECREE_118.in_force or dt.date(2025, 7, 1)
"""The first day of the later decree (ngày nghị định sau có hiệu lực)."""

_CLAUSES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "one_stop_head": (
        ("Điều 9 khoản 1", "chịu trách nhiệm trước người đứng đầu cơ quan có thẩm quyền"),
        ("Điều 9 khoản 1", "chịu trách nhiệm trước người đứng đầu cơ quan có thẩm quyền"),
    ),
    "substitution": (
        ("Điều 12 khoản 8", "để không làm gián đoạn"),
        ("Điều 12 khoản 8", "phương án bố trí nhân sự dự phòng hoặc thay thế"),
    ),
    "chairman": (
        ("Điều 37 khoản 1 điểm b", "về kết quả, tiến độ giải quyết thủ tục hành chính"),
        ("Điều 38", "chịu trách nhiệm trước Hội đồng nhân dân cùng cấp"),
    ),
}
"""Article and words of decree 61/2018, then of decree 118/2025."""

CLAUSE_NAMES = frozenset(_CLAUSES)
"""The clauses about people (các điều khoản về con người) that :func:`clause` knows."""

DELEGATION = Citation(
    number="63/2025/QH15",
    title="Luật Tổ chức Chính phủ 2025",
    title_en="Law on Organisation of the Government 2025",
    article="Điều 9 khoản 4, khoản 5",
    in_force=dt.date(2025, 3, 1),
    quote="chịu trách nhiệm về kết quả thực hiện nhiệm vụ, quyền hạn mà mình ủy quyền",
)
"""Who delegates still answers, and what is delegated is not delegated on (ủy quyền)."""

DEPUTY = Citation(
    number="72/2025/QH15",
    title="Luật Tổ chức chính quyền địa phương 2025",
    title_en="Law on Organisation of Local Government 2025",
    article="Điều 40, Điều 41",
    confidence=Confidence.SECONDARY,
)
"""The deputy answers for what was assigned to him, to the head too (cấp phó phụ trách)."""

HEAD_STAYS = Citation(
    number="15/CT-UBND",
    title="Chỉ thị của Ủy ban nhân dân tỉnh Cao Bằng",
    title_en="directive of the People's Committee of Cao Bằng",
    confidence=Confidence.MEMORY,
)
"""The head answers even for what was delegated to a deputy (người đứng đầu)."""

JOINTLY = Citation(
    number="42/UBND",
    title="văn bản của Ủy ban nhân dân tỉnh Long An",
    title_en="letter of the People's Committee of Long An",
    confidence=Confidence.MEMORY,
)
"""The direct superior answers jointly (liên đới chịu trách nhiệm)."""


@lru_cache(maxsize=8192)
def clause(name: str, on: dt.date) -> Citation | None:
    """A clause of the one-stop decree in force on a day (điều khoản có hiệu lực ngày đó).

    ``name`` is "assignment", "transfer", "one_stop_head", "substitution" or "chairman".
    ``None`` before the first decree. What is not sure of the decree is not sure of the clause.

    >>> clause("substitution", dt.date(2025, 11, 20)).article
    'Điều 12 khoản 8'
    >>> clause("substitution", dt.date(2026, 11, 20)).confidence.value
    'secondary'
    """
    if on < ONE_STOP[0].in_force:
        return None
    rules = one_stop_rules(on)
    if name not in _CLAUSES:
        rule: Rule = getattr(rules, name)
        return rule.citation
    article, quote = _CLAUSES[name][rules.in_force >= DECREE_118_FROM]
    like = rules.assignment.citation
    return attrs.evolve(
        rules.citation, article=article, quote=quote, confidence=like.confidence, doubt=like.doubt
    )


def delegation(on: dt.date) -> Citation | None:
    """The law on delegating (căn cứ ủy quyền), once it was in force."""
    return DELEGATION if on >= (DELEGATION.in_force or on) else None


def deputy(on: dt.date) -> Citation | None:
    """The law on what is assigned to a deputy (căn cứ phân công cấp phó).

    The day it took effect was not at hand: it is cited from the reorganisation on.
    """
    return DEPUTY if on >= DECREE_118_FROM else None
