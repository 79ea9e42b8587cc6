"""The one-stop rules by date (quy định một cửa theo thời gian): which version, which words.

A dossier keeps the rules in force on the day it was received. None of the decrees read
has a transitional clause, so this is an inference.
"""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.limits.one_stop_clauses import (
    DECREE_61,
    DECREE_118,
    RULES_2018,
    RULES_2025,
)
from tthc_deadlines.limits.one_stop_rule import Effect, OneStopRules, Rule
from tthc_deadlines.limits.versions import version_for

__all__ = ["ONE_STOP", "Effect", "OneStopRules", "Rule", "one_stop_rules"]

_DECREE_107 = Citation(
    number="107/2021/NĐ-CP",
    title="Nghị định sửa đổi Nghị định 61/2018/NĐ-CP",
    adopted=dt.date(2021, 12, 6),
    in_force=dt.date(2021, 12, 6),
    confidence=Confidence.MEMORY,
)
_DECREE_367 = Citation(  # that it exists was read in later texts, its own text was not
    number="367/2025/NĐ-CP",
    title="Nghị định sửa đổi Nghị định 118/2025/NĐ-CP",
    adopted=dt.date(2025, 12, 31),
    confidence=Confidence.SECONDARY,
)

# Decree 107/2021 was not read either: the clauses of decree 61 in their first wording, as
# far as memory goes.
_RULES_2021 = RULES_2018.less_certain(
    Confidence.MEMORY,
    name="decree-107-2021",
    in_force=dt.date(2021, 12, 6),
    citation=attrs.evolve(DECREE_61, confidence=Confidence.MEMORY),
    amended_by=_DECREE_107,
)
# Decree 367/2025 was signed on 31 December 2025; neither its words nor the day it took
# effect were found. Later local texts still use the forms and numbers of decree 118, so
# these are kept, as known from secondary texts only, for all receipts from 2026 on.
_RULES_2026 = RULES_2025.less_certain(
    Confidence.SECONDARY,
    name="decree-118-2025-amended-367",
    in_force=dt.date(2026, 1, 1),
    citation=attrs.evolve(DECREE_118, confidence=Confidence.SECONDARY),
    amended_by=_DECREE_367,
)

ONE_STOP: tuple[OneStopRules, ...] = (RULES_2018, _RULES_2021, RULES_2025, _RULES_2026)
"""Every version of the one-stop rules (các phiên bản quy định một cửa), oldest first."""


def one_stop_rules(received_on: dt.date) -> OneStopRules:
    """The one-stop rules for a dossier received that day (quy định một cửa áp dụng).

    ``received_on`` is the local day of the receipt itself. A supplement handed in under a
    later decree leaves the dossier with the rules of its receipt.

    Raises:
        OutOfCoverage: the day lies before 21 June 2018, when decree 61/2018 took effect.
        DatetimeForDate, WrongType: not a plain date.

    >>> rules = one_stop_rules(dt.date(2025, 9, 1))
    >>> rules.name, str(rules.supplement_request.limit)
    ('decree-118-2025', 'không quá 03 ngày làm việc kể từ ngày tiếp nhận hồ sơ')
    >>> one_stop_rules(dt.date(2026, 11, 20)).supplement_request.citation.confidence
    <Confidence.SECONDARY: 'secondary'>

    Basis: decrees 61/2018/NĐ-CP, 107/2021/NĐ-CP and 118/2025/NĐ-CP; choosing by the day of
    receipt is the library's own inference.
    """
    return version_for(ONE_STOP, received_on)
