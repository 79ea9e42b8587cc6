"""Rules on the life of a dossier (các quy tắc xét diễn biến): which findings it gives.

One generator a point of the law; :func:`findings_of` runs those that can apply.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from tthc_deadlines.checking.grounds import ground_of
from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.life.end_rules import end_findings, record_findings
from tthc_deadlines.checking.life.handling_rules import handling_findings
from tthc_deadlines.checking.life.stop_rules import base_of, stop_findings
from tthc_deadlines.checking.promises import Promise, compare_promise, promise_finding
from tthc_deadlines.checking.showing import (
    Words,
    apology_words,
    shown_due,
)
from tthc_deadlines.checking.standing import day_alone
from tthc_deadlines.dossiers.events import Reappointed, SupplementRequested
from tthc_deadlines.dossiers.history import History, State
from tthc_deadlines.dossiers.history import Promise as Promised
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.one_stop import ONE_STOP

_ONE_DAY = dt.timedelta(days=1)


def findings_of(case: Case) -> Iterator[Finding]:
    """Every finding of a dossier (mọi phát hiện của hồ sơ), gravest questions first."""
    found = _findings(case)
    return found if case.rules is not None else (_by_its_own_law(case, one) for one in found)


_DECREES = frozenset(rules.citation.number for rules in ONE_STOP)
_OF_THE_LIMIT = frozenset({"overdue", "due_soon", "refused_late"})


def _by_its_own_law(case: Case, finding: Finding) -> Finding:
    """What is not under the one-stop decrees never cites them: its own law, or nothing."""
    if finding.citation is None or finding.citation.number not in _DECREES:
        return finding
    row = case.resolved.row if finding.code in _OF_THE_LIMIT else None
    return attrs.evolve(finding, citation=row.basis if row else None)


def _findings(case: Case) -> Iterator[Finding]:
    history = case.history
    yield from _standing(case)
    if history.submitted_at is not None:
        yield from _acceptance(case)
    if history.requests or history.early_requests:
        yield from _supplements(case)
    if case.rules is not None and (case.due is not None or history.reappointments):
        yield from _apologies(case)
    if history.promises:
        yield from _promises(case)
    yield from stop_findings(case)
    yield from handling_findings(case)
    yield from end_findings(case)
    if case.is_provisional and case.due is not None:
        yield case.finding("provisional_calendar", due=case.due.on)
    yield from record_findings(case)


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
            "overdue",
            at=due.at,
            over=standing.over,
            due=shown_due(due),
            limit=due.limit if due.agreed_at is None else _set_by(case),
        )
    elif standing.status is Status.DUE_SOON:
        apology = apology_words(due, case.today) if case.rules else Words("", "")
        yield case.finding(
            "due_soon", at=due.at, left=standing.left, due=shown_due(due), apology=apology
        )


_SETTLED = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.CLOSED})


def _set_by(case: Case) -> Words:
    """Where the last day of a task, or one agreed in writing, was set."""
    directive = case.dossier.directive
    number = directive.number if directive else ""
    if number:
        return Words(f"do văn bản {number} ấn định", f"set by {number}")
    return Words("ấn định bằng văn bản", "set in writing")


def _acceptance(case: Case) -> Iterator[Finding]:
    due, history = case.acceptance, case.history
    if due is None or due.on is None:
        return
    row = case.acceptance_row  # of a petition: its own law
    citation = row.basis if row else None
    if row is None and history.submitted_at is not None:
        citation = ground_of("online_acceptance", history.submitted_at.date())
    answered = _answered_at(history)
    if answered is None:
        if history.state is State.SUBMITTED and case.standing.over is not None:
            yield case.finding(
                "acceptance_overdue",
                at=due.at,
                due=shown_due(due),
                over=case.standing.over,
                citation=citation,
            )
    elif due.is_met_by(answered) is False:
        yield case.finding(
            "acceptance_late",
            at=answered,
            accepted=answered,
            due=shown_due(due),
            citation=citation,
        )


def _answered_at(history: History) -> dt.datetime | None:
    """When the applicant was first told: accepted, to be completed, or refused."""
    asked, came = history.early_requests, history.resubmitted_at
    if asked and came is None:
        return asked[0].occurred_at
    later = [one.occurred_at for one in asked if came is not None and one.occurred_at > came]
    return later[0] if later else history.accepted_at or history.rejected_at


# --- supplements -------------------------------------------------


def _supplements(case: Case) -> Iterator[Finding]:
    history = case.history
    first = next(iter(history.requests), None)  # a list does not tell when it was asked for
    if first is not None and history.accepted_at is not None and not first.is_of_list:
        yield from _asked_late(case, history.accepted_at, first.occurred_at)
    # Once before acceptance (article 17.2) and once after appraisal (19.5) are two matters.
    for asked in (history.early_requests, history.requests) if case.rules is not None else ():
        for count, again in enumerate(asked[1:], start=2):
            yield case.finding(
                "second_supplement", at=again.occurred_at, asked=again.occurred_at, count=count
            )
    if case.dossier.kind != "procedure" and history.requests:
        asked_at = history.requests[0].occurred_at
        yield case.finding("supplement_not_counted", at=asked_at, asked=asked_at)
    for clock in case.runs:
        request = clock.run.ended_by
        is_told = isinstance(request, SupplementRequested) and not request.is_of_list
        if is_told and request is not None and clock.is_late:
            assert clock.deadline is not None
            yield case.finding(
                "supplement_after_due",
                at=request.occurred_at,
                asked=request.occurred_at,
                due=shown_due(clock.deadline),
            )
    yield from _silence(case)


def _asked_late(case: Case, accepted_at: dt.datetime, asked: dt.datetime) -> Iterator[Finding]:
    special = case.resolved.procedure.supplement if case.resolved.procedure else None
    within = special.within if special else None
    citation = special.basis if special and within else None
    if within is None and case.rules is not None:
        within = case.rules.supplement_request.limit
    latest = None if within is None else case.deadline_from(accepted_at, within)
    if latest is not None and latest.is_met_by(asked) is False:
        yield case.finding(
            "supplement_late",
            at=asked,
            asked=asked,
            due=shown_due(latest),
            limit=within,
            citation=citation,
        )


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
        assert rule.limit is not None
        plain = attrs.evolve(rule.limit, anchor=None)  # from when is said beside it
        yield case.finding("silent_applicant", at=due.at, asked=asked, due=due.on, limit=plain)


# --- promises and apologies --------------------------------------


def _apologies(case: Case) -> Iterator[Finding]:
    due, history, rules = case.due, case.history, case.rules
    assert rules is not None
    if _could_apologise(case):
        assert due is not None
        clock = case.runs[-1]
        if not any(case.run_at(one.occurred_at) is clock for one in history.reappointments):
            last = _last_day_for_apology(clock)
            yield case.finding("apology_missing", at=due.at, due=shown_due(due), by=last)
    count, times = 0, rules.reappointment.times
    for one in history.reappointments:
        sent_in = case.run_at(one.occurred_at)
        if sent_in is not None and not one.is_of_list:  # a list does not tell when it was sent
            yield from _apology(case, one, sent_in)
        count += one.promised_at is not None  # a letter without a new day appoints nothing
        if times is not None and count > times and one.promised_at is not None:
            yield case.finding(
                "second_reappointment", at=one.occurred_at, sent=one.occurred_at, count=count,
                times=times,
            )  # fmt: skip


_LATE = frozenset({Status.OVERDUE, Status.LATE})


def _could_apologise(case: Case) -> bool:
    """Whether it is late and there was a day before its last day on which to write.

    "Chậm nhất 01 ngày trước ngày hết hạn": a limit that ends on the day it begins has none.
    """
    due = case.due
    if case.standing.status not in _LATE or due is None or due.on is None:
        return False
    if case.history.is_of_list:
        return False  # a list has no place for an apology
    clock, ended_by = case.runs[-1], case.history.ended_by
    if ended_by is not None and clock.run.ended_by is not ended_by:
        return False  # issued while a supplement was waited for
    return due.on > clock.started_at.date()


def _last_day_for_apology(clock: RunClock) -> dt.date | None:
    """The literal day before the due date, an off day or not; never before the run began.

    The working day before it is for reminders, not for what the law calls late. A limit of
    the same day leaves only that day.
    """
    due_on = clock.deadline.on if clock.deadline else None
    return None if due_on is None else max(due_on - _ONE_DAY, clock.started_at.date())


def _apology(case: Case, sent: Reappointed, clock: RunClock) -> Iterator[Finding]:
    last = _last_day_for_apology(clock)
    if last is not None and sent.occurred_at.date() > last:
        assert clock.deadline is not None
        yield case.finding(
            "apology_late", at=sent.occurred_at, sent=sent.occurred_at, by=last,
            due=shown_due(clock.deadline),
        )  # fmt: skip


def _promises(case: Case) -> Iterator[Finding]:
    for promise in case.history.promises:
        if not isinstance(promise.event, Reappointed):
            clock = case.run_at(promise.event.occurred_at)
            if clock is not None and clock.deadline is not None:
                yield from _compared(case, promise, clock)
    yield from _missed(case)


def _compared(case: Case, promise: Promised, clock: RunClock) -> Iterator[Finding]:
    """The day on the slip against the limit as it stood then, before anything moved it."""
    begins = promise.event is clock.run.started_by
    base = base_of(case, clock) if begins else clock.deadline
    if base is None or base.on is None or base.agreed_at is not None:
        return
    found = compare_promise(promise.moment, base)
    if found in (Promise.NONE, Promise.SAME) or not (begins or found is Promise.LATER):
        return
    row = case.resolved.row
    if row is not None and row.published is not None and found is Promise.EARLIER:
        shorter = case.deadline_from(clock.started_at, row.published)
        if shorter is not None and compare_promise(promise.moment, shorter) is Promise.SAME:
            return  # as the agency itself promises to the public
    at = promise.event.occurred_at
    yield promise_finding(case.record, promise.moment, base, at, case.explainer, found)


def _missed(case: Case) -> Iterator[Finding]:
    """A word not kept, where being late by law does not say so already.

    A first promise of a dossier that is late by law is covered by that; a new appointment
    that was missed as well is not.
    """
    promised, event = case.history.promises[-1]
    status, clock = case.standing.status, case.runs[-1]
    if status in _WAITS_OR_SETTLED or case.run_at(event.occurred_at) is not clock:
        return
    if status in _LATE and not isinstance(event, Reappointed):
        return
    if any(stop.end > event.occurred_at for stop in clock.stops):
        return  # what moved the limit moved the promise
    if any(one.occurred_at > event.occurred_at for one in clock.run.extensions):
        return
    done = case.history.ended_at or case.at
    by = day_alone(promised)
    if done > by if isinstance(by, dt.datetime) else done.date() > by:
        due = shown_due(case.due) if case.due else _NOT_KNOWN
        yield case.finding("promise_missed", at=case.at, promised=promised, due=due)


_WAITS_OR_SETTLED = _SETTLED | {Status.STOPPED}
_NOT_KNOWN = Words("không rõ", "not known")
