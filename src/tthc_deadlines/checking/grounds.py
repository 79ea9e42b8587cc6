"""Grounds of findings (căn cứ của phát hiện): the clause in force when a dossier came in."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.citations import Citation
from tthc_deadlines.limits.one_stop import ONE_STOP, one_stop_rules
from tthc_deadlines.limits.one_stop_rule import RULE_NAMES, Rule
from tthc_deadlines.responsibility.basis import CLAUSE_NAMES, clause, delegation

_FIRST = ONE_STOP[0]
_SHORT = {
    "clock": "clock_start",
    "supplement": "supplement_request",
    "silent": "silent_applicant",
}
_RULE_OF = {name: name for name in RULE_NAMES} | _SHORT


def ground_of(name: str, received_on: dt.date) -> Citation | None:
    """The clause a finding rests on, as in force on the day of receipt (căn cứ).

    ``name`` is a point of :class:`~tthc_deadlines.limits.one_stop_rule.OneStopRules`, or
    short for one: "clock", "supplement", "silent"; or what responsibility rests on:
    "substitution", "delegation". ``None`` where the decree of that day
    has no such clause, or the day lies before the first decree.

    >>> ground_of("apology", dt.date(2025, 9, 1)).article
    'Điều 19 khoản 6'
    >>> ground_of("apology", dt.date(2025, 6, 30)).number
    '61/2018/NĐ-CP'
    """
    if name == "delegation":
        return delegation(received_on)
    if received_on < _FIRST.in_force:
        return None
    if name in CLAUSE_NAMES:
        return clause(name, received_on)
    rule: Rule | None = getattr(one_stop_rules(received_on), _RULE_OF[name])
    return rule.citation if rule else None
