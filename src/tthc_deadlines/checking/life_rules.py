"""Rules on the life of a dossier (các quy tắc xét diễn biến): which findings it gives.

One generator a point of the law; :func:`findings_of` runs those that can apply.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tthc_deadlines.checking.case import Case
from tthc_deadlines.checking.clocks import RunClock
from tthc_deadlines.checking.codes import code_mismatch
from tthc_deadlines.checking.handling_rules import handling_findings
from tthc_deadlines.checking.promises import Promise, compare_promise, promise_finding
from tthc_deadlines.checking.showing import Words, apology_words, shown_due
from tthc_deadlines.checking.stop_rules import stop_findings
from tthc_deadlines.dossiers.events import Reappointed, SupplementRequested
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.replay import REASONS, event_words
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.deadline import Deadline

_ONE_DAY = dt.timedelta(days=1)


def findings_of(case: Case) -> Iterator[Finding]:
    """Every finding of a dossier (mọi phát hiện của hồ sơ), gravest questions first."""
    history = case.history
    yield from _standing(case)
    if history.submitted_at is not None:
        yield from _acceptance(case)
    if history.requests:
        yield from _supplements(case)
    if case.due is not None and case.rules is not None:
        yield from _apologies(case)
    if history.promises:
        yield from _promises(case)
    yield from stop_findings(case)
    yield from handling_findings(case)
    yield from _end(case)
    if case.is_provisional and case.due is not None:
        yield case.finding("provisional_calendar", due=case.due.on)
    yield from _record(case)


# --- how it stands -----------------------------------------------


def _standing(case: Case) -> Iterator[Finding]:
    reading, standing, due = case.resolved.reading, case.standing, case.due
    accepted = case.history.accepted_at is not None
    if reading.problem and accepted and standing.status not in _SETTLED:
        yield case.finding(reading.problem, at=case.at, column="limit_text", **reading.values)
    if due is None:
        return
    if standing.status is Status.OVERDUE:
        yield case.finding(
            "overdue", at=due.at, over=standing.over, due=shown_due(due), limit=due.limit
        )
    elif standing.status is Status.DUE_SOON:
        apology = apology_words(due, case.today) if case.rules else Words("", "")
        yield case.finding(
            "due_soon", at=due.at, left=standing.left, due=shown_due(due), apology=apology
        )


_SETTLED = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.CLOSED})


def _acceptance(case: Case) -> Iterator[Finding]:
    due, history = case.acceptance, case.history
    if due is None or due.on is None:
        return
    citation = None
    if case.rules is None:  # a petition: its own law
        row = case.acceptance_row
        citation = row.basis if row else None
    if history.state is State.SUBMITTED:
        if case.standing.over is not None and not history.early_requests:
            yield case.finding(
                "acceptance_overdue",
                at=due.at,
                due=shown_due(due),
                over=case.standing.over,
                citation=citation,
            )
    elif history.accepted_at is None or history.early_requests:
        return
    elif due.is_met_by(history.accepted_at) is False:
        yield case.finding(
            "acceptance_late",
            at=history.accepted_at,
            accepted=history.accepted_at,
            due=shown_due(due),
            citation=citation,
        )


# --- supplements -------------------------------------------------


def _supplements(case: Case) -> Iterator[Finding]:
    history, rules = case.history, case.rules
    procedure = case.resolved.procedure
    special = procedure.supplement if procedure else None
    first = history.requests[0]
    within = special.within if special and special.within else None
    if within is None and rules is not None:
        within = rules.supplement_request.limit
    if within is not None and history.accepted_at is not None:
        latest = case.deadline_from(history.accepted_at, within)
        if latest is not None and latest.is_met_by(first.occurred_at) is False:
            yield case.finding(
                "supplement_late",
                at=first.occurred_at,
                asked=first.occurred_at,
                due=latest.on,
                limit=within,
                citation=special.basis if special and special.within else None,
            )
    for count, again in enumerate(history.requests[1:], start=2):
        yield case.finding(
            "second_supplement", at=again.occurred_at, asked=again.occurred_at, count=count
        )
    for clock in case.runs:
        request = clock.run.ended_by
        if isinstance(request, SupplementRequested) and clock.is_late:
            assert clock.deadline is not None
            yield case.finding(
                "supplement_after_due",
                at=request.occurred_at,
                asked=request.occurred_at,
                due=shown_due(clock.deadline),
            )
    yield from _silence(case)


def _silence(case: Case) -> Iterator[Finding]:
    """The applicant may stay silent for so long; then the dossier may be closed."""
    rules, history = case.rules, case.history
    if history.state is not State.WAITING or rules is None:
        return
    rule = rules.silent_applicant
    asked = history.requests[-1].occurred_at
    due = case.deadline_from(asked, rule.limit) if rule and rule.limit else None
    if due is not None and due.on is not None and case.today > due.on:
        assert rule is not None
        yield case.finding("silent_applicant", at=due.at, asked=asked, due=due.on, limit=rule.limit)


# --- promises and apologies --------------------------------------


def _apologies(case: Case) -> Iterator[Finding]:
    due, history, rules = case.due, case.history, case.rules
    assert due is not None
    assert rules is not None
    if case.standing.over is not None and case.standing.status in _LATE:
        sent_for_it = any(case.run_at(one.occurred_at) is case.runs[-1]
                          for one in history.reappointments)  # fmt: skip
        if not sent_for_it:
            yield case.finding("apology_missing", at=due.at, due=shown_due(due), by=due.apology_by)
    for count, one in enumerate(history.reappointments, start=1):
        clock = case.run_at(one.occurred_at)
        if clock is not None and clock.deadline is not None:
            yield from _apology(case, one, clock.deadline)
        times = rules.reappointment.times
        if times is not None and count > times:
            yield case.finding(
                "second_reappointment", at=one.occurred_at, sent=one.occurred_at, count=count,
                times=times,
            )  # fmt: skip


_LATE = frozenset({Status.OVERDUE, Status.LATE})


def _apology(case: Case, sent: Reappointed, due: Deadline) -> Iterator[Finding]:
    """Late only after the literal last day; the working day before it is for reminders."""
    if due.on is None:
        return
    literal = due.on - _ONE_DAY
    if sent.occurred_at.date() > literal:
        yield case.finding(
            "apology_late", at=sent.occurred_at, sent=sent.occurred_at, by=literal, due=due.on
        )


def _promises(case: Case) -> Iterator[Finding]:
    for promise in case.history.promises:
        if isinstance(promise.event, Reappointed):
            continue
        clock = case.run_at(promise.event.occurred_at)
        base = None if clock is None or clock.deadline is None else root_of(clock.deadline)
        if base is None or base.on is None or base.agreed_at is not None:
            continue
        if compare_promise(promise.moment, base) not in (Promise.NONE, Promise.SAME):
            yield promise_finding(
                case.record, promise.moment, base, promise.event.occurred_at, case.explainer
            )
    yield from _missed(case)


def root_of(due: Deadline) -> Deadline:
    """The deadline before anything moved it (hạn ban đầu)."""
    while True:
        before = due.unstopped or due.extends
        if before is None:
            return due
        due = before


def _missed(case: Case) -> Iterator[Finding]:
    """The promise of a run that is not itself late: the law is kept, the word was not."""
    if case.standing.status in _LATE or case.standing.status is Status.STOPPED:
        return
    if case.standing.status in _SETTLED or case.due is None:
        return
    promised = case.history.promises[-1].moment
    if case.run_at(case.history.promises[-1].event.occurred_at) is not case.runs[-1]:
        return
    done = case.history.ended_at or case.at
    missed = (
        done > promised
        if isinstance(promised, dt.datetime) and promised.time() != dt.time()
        else done.date() > (promised.date() if isinstance(promised, dt.datetime) else promised)
    )
    if missed and not case.runs[-1].stops:
        yield case.finding("promise_missed", promised=promised, due=shown_due(case.due))


# --- the end, and the record itself ------------------------------


def _end(case: Case) -> Iterator[Finding]:
    history, standing = case.history, case.standing
    refused, due = history.state is State.REJECTED, case.due
    if refused and due is not None and due.is_met_by(history.ended_at or case.at) is False:
        yield case.finding(
            "refused_late", at=history.ended_at, due=shown_due(due), over=standing.over
        )
    if history.state is State.ISSUED and history.issued_at is not None:
        lying = case.deadline_from(history.issued_at, case.policy.uncollected_after)
        if lying is not None and lying.on is not None and case.today > lying.on:
            yield case.finding(
                "result_not_returned",
                at=lying.at,
                issued=history.issued_at,
                limit=case.policy.uncollected_after,
            )


def _record(case: Case) -> Iterator[Finding]:
    mismatch = code_mismatch(case.record) if case.history.accepted_at else None
    if mismatch is not None:
        yield mismatch
    for fault in case.history.faults:
        reason = REASONS[fault.reason]
        yield case.finding(
            fault.code,
            at=fault.event.occurred_at,
            event=_named(fault.event),
            previous=_named(fault.previous),
            reason=Words(*reason),
            event_id=fault.event.id,
        )
    yield from _backdated(case)


def _named(event: object) -> Words:
    return Words(event_words(event, "vi"), event_words(event, "en"))  # type: ignore[arg-type]


def _backdated(case: Case) -> Iterator[Finding]:
    """Events entered long after they happened: the worst of them, and how many."""
    allowed = case.policy.backdated_after
    worst, longest, count = None, allowed, 0
    for event in case.history.events:
        recorded = event.recorded_at
        if recorded is None or recorded - event.occurred_at <= allowed:
            continue
        late = case.calendar.working_time_between(event.occurred_at, recorded)
        if late > allowed:
            count += 1
            if worst is None or late > longest:
                worst, longest = event, late
    if worst is not None:
        yield case.finding(
            "backdated_entry",
            at=worst.recorded_at,
            event=_named(worst),
            recorded=worst.recorded_at,
            late=longest,
            count=count,
            event_id=worst.id,
        )


__all__ = ["RunClock", "findings_of", "root_of"]
