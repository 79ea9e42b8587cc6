"""Rules on stops, extensions and consultations (quy tắc về tạm dừng, gia hạn, lấy ý kiến)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tthc_deadlines.checking.case import Case
from tthc_deadlines.checking.clocks import RunClock
from tthc_deadlines.checking.showing import Words, shown_due
from tthc_deadlines.dossiers.events import Extended
from tthc_deadlines.dossiers.history import Consultation
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.limits.time_limit import TimeLimit


def stop_findings(case: Case) -> Iterator[Finding]:
    """What is wrong with stops, extensions and consultations."""
    for clock in case.runs:
        if clock.run.stops:
            yield from _stops(case, clock)
        if clock.run.extensions:
            yield from _extensions(case, clock)
    for consultation in case.history.consultations:
        yield from _consultation(case, consultation)


def _stops(case: Case, clock: RunClock) -> Iterator[Finding]:
    for recorded in clock.unlawful:
        start = recorded.started_at
        yield case.finding("stop_without_ground", at=start, start=start, ground=recorded.ground)
    unchecked = case.resolved.procedure is None
    for stop in clock.stops:
        words = Words(*stop.ground)
        if unchecked:
            yield case.finding("stop_ground_unchecked", at=stop.start, start=stop.start,
                               ground=words)  # fmt: skip
        longest = _longest(case, stop)
        due = case.deadline_from(stop.start, longest)
        if due is not None and due.is_met_by(stop.end) is False:
            yield case.finding(
                "stop_too_long",
                at=due.at,
                start=stop.start,
                ground=words,
                limit=longest,
            )


def _longest(case: Case, stop: Stop) -> TimeLimit:
    """How long a stop may last: what its law says, else the threshold of the policy."""
    procedure = case.resolved.procedure
    for ground in procedure.stops if procedure else ():
        if ground.name == stop.ground[0] and ground.longest is not None:
            return ground.longest
    return case.policy.stop_too_long


def _extensions(case: Case, clock: RunClock) -> Iterator[Finding]:
    due = clock.deadline
    for refused in clock.refused:
        yield case.finding(
            "extension_after_due",
            at=refused.occurred_at,
            sent=refused.occurred_at,
            due=None if due is None else shown_due(due),
        )
    counted = [one for one in clock.run.extensions if one not in clock.refused]
    procedure = case.resolved.procedure
    rule = procedure.extension_for(case.dossier.conditions) if procedure else None
    if rule is None or rule.by_agreement or not counted:
        return
    longest = rule.longest
    too_long = [one for one in counted if longest is not None and _is_more(one, longest)]
    if len(counted) > rule.times or too_long:
        yield case.finding(
            "extension_beyond_bounds",
            at=counted[-1].occurred_at,
            count=len(counted),
            times=rule.times,
            amount=too_long[0].amount if too_long else counted[-1].amount,
            longest="—" if longest is None else longest,
            citation=rule.basis,
        )


def _is_more(extension: Extended, longest: TimeLimit) -> bool:
    amount = extension.amount
    if amount is None or extension.total:
        return False
    return amount.unit is longest.unit and amount.value > longest.value


def _consultation(case: Case, consultation: Consultation) -> Iterator[Finding]:
    event = consultation.event
    due_at = _answer_due(case, consultation)
    if due_at is None:
        return
    answered = consultation.answered_by
    until = answered.occurred_at if answered else case.history.ended_at or case.at
    if until <= due_at:
        return
    yield case.finding(
        "consultation_overdue",
        at=due_at,
        agency=event.agency or "—",
        asked=event.occurred_at,
        due=event.respond_by or due_at,
        over=case.calendar.working_time_between(due_at, until),
        answered=bool(answered),
    )


def _answer_due(case: Case, consultation: Consultation) -> dt.datetime | None:
    """The instant the answer was due: a day lasts to its end."""
    event = consultation.event
    if isinstance(event.respond_by, dt.datetime):
        return event.respond_by
    if event.respond_by is not None:
        day = event.respond_by + dt.timedelta(days=1)
        return dt.datetime(day.year, day.month, day.day, tzinfo=case.at.tzinfo)
    due = None if event.limit is None else case.deadline_from(event.occurred_at, event.limit)
    return None if due is None else due.at
