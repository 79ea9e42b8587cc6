"""Rules on who works on a dossier and how (quy tắc về người xử lý, các bước, chuyển giao)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tthc_deadlines.checking.life.answering_rules import answering_findings, contradictions
from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.life.step_clocks import StepClock, steps_of
from tthc_deadlines.checking.showing import shown_due
from tthc_deadlines.dossiers.events import HandedOver, HandoverAccepted
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.workflow import Duty

_WORKED_ON = frozenset({Status.RUNNING, Status.DUE_SOON, Status.OVERDUE, Status.NO_LIMIT})
_APART = (Duty.DRAFT, Duty.REVIEW, Duty.SIGN)


def handling_findings(case: Case) -> Iterator[Finding]:
    """What is wrong with transfer, assignment, steps and handovers."""
    history = case.history
    if history.accepted_at is not None and case.rules is not None:
        yield from _transfer(case)
    elif _is_idle(case):
        yield case.finding("unassigned", at=case.at, column="holder")
    if len(history.namings) > 1:
        yield from contradictions(case)
    if case.organisation is not None:
        yield from answering_findings(case, case.organisation)
    procedure = case.resolved.procedure
    if history.steps and procedure is not None and procedure.workflow is not None:
        yield from _steps(case)
    if history.handovers:
        yield from _handovers(case)


def _is_idle(case: Case) -> bool:
    """Whether its clock runs and nobody is named as having it.

    With an organisation that, and why, is found there.
    """
    history = case.history
    if case.organisation is not None:
        return False
    if history.state is not State.RUNNING or history.holder or case.dossier.holder:
        return False
    return case.standing.status in _WORKED_ON


def _transfer(case: Case) -> Iterator[Finding]:
    """Passed on the same working day, or the next one when received after the cut-off.

    Basis: decree 118/2025/NĐ-CP article 18.2.
    """
    history, rules = case.history, case.rules
    assert history.accepted_at is not None
    assert rules is not None
    left_on = None if history.transferred_at is None else history.transferred_at.date()
    idle = _is_idle(case)
    if not idle and left_on in (None, history.accepted_at.date()):
        return
    limit = rules.transfer.limit
    due = None if limit is None else case.deadline_from(history.accepted_at, limit)
    last = None if due is None else due.on
    if last is None:
        return
    by, online = history.transferred_by, case.channel in ("online", "post")
    # The clause speaks of what is handed in at the desk; and only a handing over tells when
    # it was passed on: an assignment, or the first step of a unit, may come days later.
    if isinstance(by, HandedOver) and not online and by.occurred_at.date() > last:
        yield case.finding(
            "transfer_late",
            at=by.occurred_at,
            transferred=by.occurred_at,
            due=last,
        )
    if idle and case.today > last:
        yield case.finding("unassigned", at=case.at, column="holder")


def _steps(case: Case) -> Iterator[Finding]:
    clocks = steps_of(case.history, case.resolved.procedure, case.runs, case.due, case.calendar,
                      case.counting, case.at)  # fmt: skip
    for clock in clocks:
        if clock.over:
            yield case.finding(
                "step_overdue",
                at=clock.due_at,
                step=clock.name,
                budget=clock.step.budget,
                used=clock.used,
                over=clock.over,
                order=clock.step.order,
            )
    yield from _four_eyes(case, clocks)


def _four_eyes(case: Case, clocks: tuple[StepClock, ...]) -> Iterator[Finding]:
    """Who drafts, who reviews and who signs differ: whoever did any passage of a step."""
    did: dict[str, StepClock] = {}
    for clock in clocks:
        if clock.step.duty not in _APART:
            continue
        for passage in clock.passages:
            holder = passage.event.holder or passage.event.actor
            before = did.setdefault(holder, clock) if holder else clock
            if before.step.duty is not clock.step.duty:
                yield case.finding(
                    "four_eyes",
                    at=passage.event.occurred_at,
                    holder=holder,
                    first=before.name,
                    second=clock.name,
                )
                return


def _handovers(case: Case) -> Iterator[Finding]:
    history, calendar = case.history, case.calendar
    givers: set[str] = set()
    returns = count = 0
    receiver = ""
    for handover in history.handovers:
        event, settled = handover.event, handover.settled_by
        sent, to = event.occurred_at, event.to or event.unit or "—"
        if settled is None and history.state is State.RUNNING:
            waited = calendar.working_time_between(sent, case.at)
            superseded = history.assigned_at is not None and history.assigned_at > sent
            if waited > case.policy.handover_unaccepted_after and not superseded:
                yield case.finding(
                    "handover_not_accepted", at=sent, to=_shown(case, to), sent=sent, since=waited
                )
        if settled is None or isinstance(settled, HandoverAccepted):
            count += 1
            returns += to in givers
            if giver := event.actor or receiver:
                givers.add(giver)
            receiver = to
            yield from _little_left(case, to, sent)
    if returns > case.policy.ping_pong_returns:
        yield case.finding("ping_pong", returns=returns, count=count)


def _little_left(case: Case, to: str, sent: dt.datetime) -> Iterator[Finding]:
    """A handover when hardly any of the limit is left."""
    clock = case.run_at(sent)
    due = None if clock is None else clock.deadline
    if clock is None or due is None or due.at is None or sent > due.at:
        return
    share = case.policy.handed_over_late_share
    left = case.calendar.working_time_between(sent, due.at)
    if left * share.denominator >= (due.at - clock.started_at) * share.numerator:
        return  # a share of all the time there is: working time is less than that
    whole = case.calendar.working_time_between(clock.started_at, due.at)
    if left * share.denominator < whole * share.numerator:
        percent = round(100 * (left / whole)) if whole else 0
        yield case.finding("handed_over_late", at=sent, to=_shown(case, to), sent=sent, left=left,
                           percent=percent, due=shown_due(due))  # fmt: skip


def _shown(case: Case, to: str) -> str:
    """Whom it was given to, by name where the organisation knows one."""
    office = case.organisation
    if office is None:
        return to
    official, unit = office.names.official(to), office.names.unit(to)
    return office.name_of(official) if official else office.unit_name(unit) if unit else to
