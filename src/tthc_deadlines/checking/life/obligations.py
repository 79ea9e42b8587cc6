"""Obligations (việc phải làm): what the office owes next for a dossier, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.life.standing import is_applicants_turn
from tthc_deadlines.checking.standing import day_alone, end_of_moment
from tthc_deadlines.citations import Citation
from tthc_deadlines.dossiers.events import Reappointed
from tthc_deadlines.dossiers.history import Promise, State
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.deadline import deadline

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment
    from tthc_deadlines.limits.one_stop_rule import OneStopRules


class Duty(StrEnum):
    """What is owed (việc phải làm)."""

    ACCEPT = "accept"
    TRANSFER = "transfer"
    ASK_FOR_SUPPLEMENT = "ask_for_supplement"
    AWAIT_SUPPLEMENT = "await_supplement"
    APOLOGISE = "apologise"
    AWAIT_OPINION = "await_opinion"
    FINISH_STEP = "finish_step"
    ISSUE_RESULT = "issue_result"
    KEEP_PROMISE = "keep_promise"
    RETURN_RESULT = "return_result"


OBLIGATION_TEXTS: dict[Duty, tuple[str, str]] = {
    Duty.ACCEPT: ("tiếp nhận, thụ lý hoặc trả lời", "accept or answer"),
    Duty.TRANSFER: ("chuyển hồ sơ đến nơi giải quyết", "pass the dossier on"),
    Duty.ASK_FOR_SUPPLEMENT: (
        "yêu cầu bổ sung, nếu hồ sơ còn thiếu",
        "ask for a supplement, if anything is missing",
    ),
    Duty.AWAIT_SUPPLEMENT: (
        "chờ người nộp bổ sung; sau đó có thể đóng hồ sơ",
        "the applicant's supplement; after that the dossier may be closed",
    ),
    Duty.APOLOGISE: (
        "xin lỗi và hẹn lại, nếu dự kiến quá hạn",
        "apologise and give a new day, if it will be late",
    ),
    Duty.AWAIT_OPINION: ("chờ trả lời lấy ý kiến", "the consulted body's answer"),
    Duty.FINISH_STEP: ("xong bước đang làm", "finish the step in hand"),
    Duty.ISSUE_RESULT: ("có kết quả", "issue the result"),
    Duty.KEEP_PROMISE: ("trả kết quả như đã hẹn", "keep the day promised"),
    Duty.RETURN_RESULT: ("trả kết quả", "hand the result out"),
}


_APOLOGISE_NOW = ("xin lỗi và hẹn lại", "apologise and give a new day")


@attrs.frozen(kw_only=True)
class Obligation:
    """One thing owed (một việc phải làm).

    Attributes:
        duty: what.
        by: the instant it is due; a day counts to its end.
        is_past: whether that has passed.
        is_conditional: only if something is the case (a supplement, a foreseeable delay).
        is_projected: the clock is stopped, so this is the date if it resumed now.
        detail: the step or the body concerned.
        citation: the rule.
    """

    duty: Duty
    by: dt.datetime
    is_past: bool = False
    is_conditional: bool = False
    is_projected: bool = False
    detail: str = ""
    citation: Citation | None = None

    def text(self, lang: Language = "vi") -> str:
        """What is owed, for people (việc phải làm bằng lời)."""
        texts = OBLIGATION_TEXTS[self.duty]
        if self.duty is Duty.APOLOGISE and not self.is_conditional:
            texts = _APOLOGISE_NOW
        words = texts[0 if lang == "vi" else 1]
        return f"{words}: {self.detail}" if self.detail else words


def obligations_of(found: DossierAssessment) -> tuple[Obligation, ...]:
    """Everything owed at the instant of the assessment, soonest first (các việc phải làm).

    A later thing with a shorter time never hides an earlier one that is still owed.
    """
    owed = list(_owed(found))
    owed.sort(key=lambda one: (one.by, one.duty))
    return tuple(attrs.evolve(one, is_past=True) if one.by < found.at else one for one in owed)


def _owed(found: DossierAssessment) -> Iterator[Obligation]:
    state = found.history.state
    if state is State.SUBMITTED:
        yield from _accepting(found)
    elif state is State.WAITING:
        yield from _waiting(found)
        if found.runs and found.runs[-1].run.ended_by is None:  # by special law it runs on
            yield from _running(found)
    elif state is State.RUNNING:
        yield from _one_stop(found)
        yield from _running(found)
    elif state is State.ISSUED and not found.history.is_ended_by_list:
        yield from _returning(found)


def _accepting(found: DossierAssessment) -> Iterator[Obligation]:
    due = found.acceptance
    if due is None or due.at is None or is_applicants_turn(found.history):
        return  # who was asked to complete it has been answered
    rule = found.rules.online_acceptance if found.rules else None
    yield Obligation(duty=Duty.ACCEPT, by=due.at, citation=rule.citation if rule else None)


def _waiting(found: DossierAssessment) -> Iterator[Obligation]:
    rule = found.rules.silent_applicant if found.rules else None
    if rule is None or rule.limit is None or not found.history.requests:
        return
    asked = found.history.requests[-1].occurred_at
    due = deadline(asked, rule.limit, found.calendar, found.counting)
    if due.at is not None:
        yield Obligation(
            duty=Duty.AWAIT_SUPPLEMENT, by=due.at, is_conditional=True, citation=rule.citation
        )


def _one_stop(found: DossierAssessment) -> Iterator[Obligation]:
    """What the one-stop decree asks for at the beginning and before the end."""
    rules, history, accepted = found.rules, found.history, found.history.accepted_at
    if rules is None or accepted is None or history.is_of_list:  # a list has no place for these
        return
    untouched = history.events[-1].occurred_at <= accepted  # nothing tells of work on it since
    if untouched and history.transferred_by is None and rules.transfer.limit is not None:
        due = deadline(accepted, rules.transfer.limit, found.calendar, found.counting)
        by = due.at
        if due.on is not None and due.on > accepted.date():  # "đầu giờ ngày làm việc tiếp theo"
            midnight = dt.datetime.combine(due.on, dt.time(), found.at.tzinfo)
            by = found.calendar.next_working_time(midnight)
        if by is not None:
            yield Obligation(duty=Duty.TRANSFER, by=by, citation=rules.transfer.citation)
    yield from _asking(found, rules, accepted)
    clock = found.runs[-1]
    last = clock.deadline.apology_by if clock.deadline else None
    if last is not None and not any(
        one.occurred_at >= clock.started_at for one in history.reappointments
    ):
        last = max(last, clock.started_at.date())  # a limit of the same day leaves only that day
        yield Obligation(
            duty=Duty.APOLOGISE,
            by=_end_of_day(last, found),
            is_conditional=found.status is not Status.OVERDUE,
            is_projected=clock.is_stopped,
            citation=rules.apology.citation,
        )


def _asking(
    found: DossierAssessment, rules: OneStopRules, accepted: dt.datetime
) -> Iterator[Obligation]:
    """What is missing may be asked for so long, by special law or by the decree."""
    special = found.procedure.supplement if found.procedure else None
    within, citation = rules.supplement_request.limit, rules.supplement_request.citation
    if special is not None and special.within is not None:
        within, citation = special.within, special.basis
    if found.history.requests or within is None:
        return
    latest = deadline(accepted, within, found.calendar, found.counting).at
    if latest is not None and found.at <= latest:
        yield Obligation(
            duty=Duty.ASK_FOR_SUPPLEMENT, by=latest, is_conditional=True, citation=citation
        )


def _running(found: DossierAssessment) -> Iterator[Obligation]:
    clock = found.runs[-1]
    for consultation in found.history.consultations:
        event = consultation.event
        by = None if event.respond_by is None else _end_of_day(event.respond_by, found)
        if by is None and event.limit is not None:
            by = deadline(event.occurred_at, event.limit, found.calendar, found.counting).at
        if consultation.answered_by is None and by is not None:
            yield Obligation(duty=Duty.AWAIT_OPINION, by=by, detail=event.agency)
    for step in found.steps:
        if step.passages and step.completed_at is None and step.due_at is not None:
            yield Obligation(duty=Duty.FINISH_STEP, by=step.due_at, detail=step.name)
    due = found.deadline
    if due is not None and due.at is not None:
        yield Obligation(duty=Duty.ISSUE_RESULT, by=due.at, is_projected=clock.is_stopped)
    promises = found.history.promises
    if promises and _binds(promises[-1], clock):
        by = _end_of_day(promises[-1].moment, found)
        if due is None or due.at is None or by != due.at:
            moved = isinstance(promises[-1].event, Reappointed)
            citation = found.rules.apology.citation if moved and found.rules else None
            yield Obligation(duty=Duty.KEEP_PROMISE, by=by, citation=citation)


def _binds(promise: Promise, clock: RunClock) -> bool:
    """Whether a promise is of this run, and no stop since has moved it with the limit."""
    at = promise.event.occurred_at
    return at >= clock.started_at and not any(stop.end > at for stop in clock.stops)


def _returning(found: DossierAssessment) -> Iterator[Obligation]:
    issued, promised = found.history.issued_at, found.promised_at
    assert issued is not None
    by = found.due_at if promised is None else _end_of_day(promised, found)
    by = issued if by is None else max(issued, by)
    rule = found.rules.result_return if found.rules else None
    yield Obligation(
        duty=Duty.RETURN_RESULT, by=by, citation=None if rule is None else rule.citation
    )


def _end_of_day(moment: Moment, found: DossierAssessment) -> dt.datetime:
    """The instant itself; for a day, or a day stored as midnight, its end."""
    return end_of_moment(day_alone(moment), found.at)
