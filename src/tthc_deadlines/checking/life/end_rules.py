"""Rules on the end of a dossier and on its record (quy tắc về kết thúc và ghi nhận)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tthc_deadlines.checking.codes import code_mismatch
from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.showing import Words, show_working_time, shown_due
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import SupplementRequested
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.replay import REASONS, event_words
from tthc_deadlines.dossiers.status import OwnStatus
from tthc_deadlines.findings import Finding


def end_findings(case: Case) -> Iterator[Finding]:
    """What is wrong with how it ended: refused late, put away, lying uncollected."""
    history, standing = case.history, case.standing
    due = case.due if history.state is State.REJECTED else None
    if (
        due is not None
        and case.runs[-1].run.ended_by is history.ended_by  # not while the applicant was waited for
        and due.is_met_by(history.ended_at or case.at) is False
    ):
        yield case.finding(
            "refused_late",
            at=history.ended_at,
            refused=history.ended_at,
            due=shown_due(due),
            late=_late_words(standing.over),
            over=standing.over or dt.timedelta(),
        )
    if history.state is State.CLOSED and not history.is_ended_by_list:  # when, it does not tell
        yield from _closed(case)
    if history.state is State.ISSUED and history.issued_at is not None:
        lying = case.exceeded(history.issued_at, case.policy.uncollected_after, case.at)
        if lying is not None and not history.is_ended_by_list:
            yield case.finding(
                "result_not_returned",
                at=lying.at,
                issued=history.issued_at,
                limit=case.policy.uncollected_after,
            )


def _closed(case: Case) -> Iterator[Finding]:
    """Put away without a result: past due, or before the applicant's time was over."""
    history = case.history
    if not case.runs or history.ended_at is None:
        return
    clock, closed = case.runs[-1], history.ended_at
    if clock.is_late and clock.run.ended_by is history.ended_by:
        assert clock.deadline is not None
        yield case.finding(
            "closed_after_due", at=closed, closed=closed, due=shown_due(clock.deadline)
        )
    rule = case.rules.silent_applicant if case.rules else None
    request = clock.run.ended_by
    if rule is None or rule.limit is None or not isinstance(request, SupplementRequested):
        return
    if request.is_of_list:
        return
    last = case.deadline_from(request.occurred_at, rule.limit)
    if last is not None and last.is_met_by(closed):
        yield case.finding(
            "closed_early", at=closed, closed=closed, asked=request.occurred_at, due=last.on
        )


def _said_otherwise(case: Case) -> Iterator[Finding]:
    """The source says that it waits or has ended, and no event tells of it."""
    told = case.own in _STANDS_STILL and case.history.state is State.RUNNING
    if told and not case.runs[-1].stops and not case.history.is_of_list:
        yield case.finding(
            "status_without_event", column="status_text", own=case.record.status_text
        )


_STANDS_STILL = frozenset({OwnStatus.STOPPED, OwnStatus.CLOSED, OwnStatus.FINISHED})


def _late_words(over: dt.timedelta | None) -> Words:
    """By how much, in brackets; nothing where no working time has passed yet."""
    if not over:
        return Words("", "")
    return Words(
        f" (quá {show_working_time(over)} làm việc)",
        f" ({show_working_time(over, 'en')} of working time over)",
    )


def record_findings(case: Case) -> Iterator[Finding]:
    """What is wrong with how it was recorded: status, code, order, time of entry."""
    if case.own is not None:
        yield from _said_otherwise(case)
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


def _named(event: Event | None) -> Words:
    return Words(event_words(event, "vi"), event_words(event, "en"))


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
