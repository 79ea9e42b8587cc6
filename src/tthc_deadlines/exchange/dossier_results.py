"""Results of dossiers with events (kết quả xét hồ sơ có diễn biến), as plain JSON values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.life.obligations import Obligation
from tthc_deadlines.checking.life.step_clocks import StepClock
from tthc_deadlines.checking.showing import plain


def plain_dossier(found: DossierAssessment, base: dict[str, Any]) -> dict[str, Any]:
    """What an assessment of events adds to the result of a row (phần thêm về diễn biến).

    ``base`` is the result every assessment has; its findings stay at the end.
    """
    history = found.history
    base = dict(base)
    findings = base.pop("findings")
    added = {
        "dossier_kind": found.dossier.kind,
        "state": history.state.value,
        "submitted_at": plain(history.submitted_at),
        "accepted_at": plain(history.accepted_at),
        "acceptance_due_at": None if found.acceptance is None else plain(found.acceptance.at),
        "issued_at": plain(history.issued_at),
        "returned_at": plain(history.returned_at),
        "outcome": None if history.outcome is None else history.outcome.value,
        "first_promise": plain(found.first_promise),
        "reappointments": len(history.reappointments),
        "published_due_on": None if found.published is None else plain(found.published.on),
        "rules": None if found.rules is None else found.rules.name,
        "working_used_minutes": plain(found.working_used),
        "runs": [_run(run) for run in found.runs],
        "steps": [_step(step) for step in found.steps if step.passages],
        "obligations": [_obligation(one) for one in found.obligations],
        "findings": findings,
    }
    return {**base, **added}


def _run(clock: RunClock) -> dict[str, Any]:
    due = clock.deadline
    return {
        "started_at": plain(clock.started_at),
        "ended_at": plain(clock.run.ended_at),
        "ended_by": None if clock.run.ended_by is None else clock.run.ended_by.kind,
        "due_on": None if due is None else plain(due.on),
        "due_at": None if due is None else plain(due.at),
        "late": clock.is_late,
        "stopped": clock.is_stopped,
        "stops": [_span(stop.start, stop.end, stop.ground[0]) for stop in clock.stops],
        "unlawful_stops": [
            _span(stop.started_at, stop.ended_at, stop.ground) for stop in clock.unlawful
        ],
        "extensions": len(clock.run.extensions) - len(clock.refused),
    }


def _span(start: dt.datetime, end: dt.datetime | None, ground: str) -> dict[str, Any]:
    return {"from": plain(start), "to": plain(end), "ground": ground}


def _step(clock: StepClock) -> dict[str, Any]:
    return {
        "order": clock.step.order or None,
        "step": clock.name,
        "holder": clock.holder or None,
        "started_at": plain(clock.started_at),
        "completed_at": plain(clock.completed_at),
        "budget_minutes": plain(clock.budget),
        "used_minutes": plain(clock.used),
        "over_minutes": plain(clock.over),
        "due_at": plain(clock.due_at),
    }


def _obligation(one: Obligation) -> dict[str, Any]:
    return {
        "duty": one.duty.value,
        "by": one.by.isoformat(),
        "past": one.is_past,
        "conditional": one.is_conditional,
        "projected": one.is_projected,
        "detail": one.detail or None,
        "message": {"vi": one.text("vi"), "en": one.text("en")},
    }
