"""Results on responsibility (kết quả về trách nhiệm), as plain JSON values.

Working time is in whole minutes, but for the shares of a lateness: they are in seconds, so
that they add up to it exactly.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tthc_deadlines.checking.life.answering import Answer
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.office.unassigned import Ahead, OfficeReport, Unassigned
from tthc_deadlines.checking.showing import plain
from tthc_deadlines.citations import Citation
from tthc_deadlines.exchange.results import plain_finding
from tthc_deadlines.responsibility.attribution import Attribution, StepUse
from tthc_deadlines.responsibility.gaps import Gap
from tthc_deadlines.responsibility.links import Chain, Link
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.pushing import Pushing
from tthc_deadlines.responsibility.segments import Segment

SCHEMA = 1


def plain_answer(found: DossierAssessment, told: Answer) -> dict[str, Any]:
    """Who answers for a dossier, as JSON (trách nhiệm về một hồ sơ dạng JSON)."""
    return {
        "schema": SCHEMA,
        "code": found.dossier.code,
        "at": found.at.isoformat(),
        "status": found.status.value,
        "due_on": plain(found.due_on),
        "due_at": plain(found.due_at),
        "chain": None if told.chain is None else _chain(told.chain),
        "custody": [_segment(one) for one in told.custody],
        "gaps": [_gap(one) for one in told.gaps],
        "runs": [_run(one) for one in told.runs],
        "pushing": _pushing(told.pushing),
    }


def plain_unassigned(one: Unassigned) -> dict[str, Any]:
    """A dossier nobody has, as JSON (hồ sơ bỏ trống dạng JSON)."""
    return {
        "code": one.code,
        "reason": one.reason.value,
        "since": one.since.isoformat(),
        "working_minutes": plain(one.working),
        "official": one.official or None,
        "unit": one.unit or None,
        "assign_by": one.assign_by or None,
        "finding": plain_finding(one.finding),
    }


def plain_ahead(one: Ahead) -> dict[str, Any]:
    """What will be without a holder, as JSON (sắp bỏ trống dạng JSON)."""
    return {
        "from": one.start.isoformat(),
        "reason": one.reason.value,
        "official": one.official or None,
        "unit": one.unit or None,
        "count": len(one.codes),
        "codes": list(one.codes),
    }


def plain_office(report: OfficeReport) -> dict[str, Any]:
    """What is unassigned in an office, as JSON (tình hình bỏ trống dạng JSON)."""
    return {
        "schema": SCHEMA,
        "at": report.at.isoformat(),
        "read": report.read,
        "bad": [plain_finding(one) for one in report.bad],
        "not_told": report.silent,
        "open": report.open,
        "by_reason": {reason.value: count for reason, count in report.by_reason().items()},
        "unassigned": [plain_unassigned(one) for one in report.unassigned],
        "ahead": [plain_ahead(one) for one in report.ahead],
        "gaps": [{"code": code, **_gap(gap)} for code, gap in report.gaps],
    }


def _citation(citation: Citation | None) -> dict[str, str] | None:
    if citation is None:
        return None
    return {
        "number": citation.number,
        "article": citation.article,
        "confidence": citation.confidence.value,
    }


def _chain(chain: Chain) -> dict[str, Any]:
    holding = chain.holding
    return {
        "at": chain.at.isoformat(),
        "held_by": holding.held_by.value,
        "reason": None if holding.reason is None else holding.reason.value,
        "assign_by": chain.assign_by or None,
        "assign_citation": _citation(chain.assign_citation),
        "links": [_link(one) for one in chain.links],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "role": link.role.value,
        "official": link.official or None,
        "unit": link.unit or None,
        "ground": link.ground.value,
        "document": link.document or None,
        "since": plain(link.since),
        "joint": link.joint,
        "absent": link.absent,
        "for_official": link.for_official or None,
        "citation": _citation(link.citation),
        "directive": _citation(link.directive),
    }


def _segment(one: Segment) -> dict[str, Any]:
    return {
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "held_by": one.held_by.value,
        "official": one.official or None,
        "unit": one.unit or None,
        "agency": one.agency or None,
        "ground": None if one.ground is None else one.ground.value,
        "event": None if one.event is None else one.event.id,
        "reason": None if one.reason is None else one.reason.value,
        "stands_in_for": one.stands_in_for or None,
        "offered_to": one.offered_to or None,
        "stopped": one.stopped,
        "overdue": one.overdue,
        "working_minutes": plain(one.working),
    }


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "reason": one.reason.value,
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "working_minutes": plain(one.working),
        "official": one.official or None,
        "unit": one.unit or None,
    }


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    reason = None if party.reason is None else party.reason.value
    return {"held_by": party.kind.value, "id": party.id or None, "reason": reason}


def _run(one: Attribution) -> dict[str, Any]:
    return {
        "run": one.index + 1,
        "due_at": one.due_at.isoformat(),
        "until": one.until.isoformat(),
        "late_seconds": _seconds(one.lateness),
        "holder_at_breach": _party(one.holder_at_breach),
        "attributed_to": _party(one.attributed_to),
        "shares": [
            {
                "party": _party(share.party),
                "seconds": _seconds(share.amount),
                "causes": [
                    {"step": name or None, "seconds": _seconds(amount)}
                    for name, amount in share.causes
                ],
            }
            for share in one.shares
        ],
        "joint": [{"official": official, "with": link.official} for official, link in one.joint],
        "steps": [_step(use) for use in one.steps],
    }


def _step(use: StepUse) -> dict[str, Any]:
    return {
        "order": use.order or None,
        "step": use.name or None,
        "budget_minutes": plain(use.budget),
        "used_minutes": plain(use.used),
        "over_minutes": plain(use.over),
        "by": [{"party": _party(party), "minutes": plain(time)} for party, time in use.by],
    }


def _pushing(pushed: Pushing) -> dict[str, Any]:
    return {
        "handovers": pushed.handover_count,
        "ping_pong": pushed.is_ping_pong,
        "cost_minutes": plain(pushed.cost),
        "returns": [
            {
                "official": one.official,
                "gave_away_at": one.gave_away_at.isoformat(),
                "came_back_at": one.came_back_at.isoformat(),
                "via": [_party(party) for party in one.via],
                "cost_minutes": plain(one.cost),
            }
            for one in pushed.returns
        ],
        "late_handovers": [
            {
                "giver": one.giver or None,
                "receiver": _party(one.receiver),
                "at": one.at.isoformat(),
                "left_minutes": plain(one.left),
                "share_left": round(float(one.share_left), 4),
            }
            for one in pushed.late
        ],
        "refusals": [
            {
                "by": _party(one.by),
                "giver": one.giver or None,
                "at": one.at.isoformat(),
                "reason": one.reason or None,
            }
            for one in pushed.refusals
        ],
    }


def _seconds(span: dt.timedelta) -> int | float:
    seconds = span.total_seconds()
    return int(seconds) if seconds == int(seconds) else seconds
