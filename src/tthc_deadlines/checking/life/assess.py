"""Assessing dossiers (xét hồ sơ): from events to how it stands, with reasons.

>>> import datetime as dt
>>> from tthc_deadlines import TimeLimit, vietnam_calendar
>>> from tthc_deadlines.dossiers.events import Accepted
>>> from tthc_deadlines.instants import VIETNAM
>>> received = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
>>> dossier = Dossier(code="H01", limit=TimeLimit.parse("05 ngày làm việc"),
...                   events=[Accepted(id="e1", occurred_at=received)])
>>> found = assess(dossier, dt.datetime(2026, 12, 1, 10, tzinfo=VIETNAM), vietnam_calendar())
>>> found.status, found.due_on
(<Status.OVERDUE: 'overdue'>, datetime.date(2026, 11, 30))
"""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.life.clocks import RunClock, clock_of
from tthc_deadlines.checking.life.faults import finding_of_error
from tthc_deadlines.checking.life.rules import findings_of
from tthc_deadlines.checking.life.standing import standing_of
from tthc_deadlines.checking.life.stop_grounds import lawful_grounds
from tthc_deadlines.checking.life.view import channel_of, record_of
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.promises import Promise, PromiseExplainer, compare_promise
from tthc_deadlines.checking.reckoning import LimitReading, Reckoner, impossible
from tthc_deadlines.checking.resolving import Resolved, Resolver
from tthc_deadlines.checking.standing import FinishTimeNeededError, Yardstick
from tthc_deadlines.dossiers.courses import events_of, runs_of, supplement_effect
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import SupplementRequested
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.replay import invalid_transition, replay
from tthc_deadlines.dossiers.status import read_own_status
from tthc_deadlines.errors import InvalidLimit, TthcDeadlinesError, WrongType
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.one_stop import ONE_STOP, one_stop_rules
from tthc_deadlines.limits.one_stop_rule import OneStopRules
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.procedures.procedure import Phase, ProcedureLimit

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

_FIRST_DECREE = ONE_STOP[0].in_force


class Assessor:
    """Assesses many dossiers at one instant (bộ xét hồ sơ), remembering due dates.

    Args:
        at: the instant, with a time zone.
        calendar: the working calendar.
        catalogue: the procedures; without it only a dossier's own limit is known.
        policy: thresholds; counting: the choices of counting.
        organisation: who is who; without it every name in the events is believed.

    Not shared between threads; make one for each.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. OutOfCoverage: it lies outside the
            calendar.

    Basis: as for :func:`assess`.
    """

    def __init__(
        self,
        at: dt.datetime,
        calendar: WorkingCalendar,
        catalogue: Catalogue | None = None,
        policy: CheckPolicy | None = None,
        counting: CountingPolicy | None = None,
        organisation: Organisation | None = None,
    ) -> None:
        self.organisation = organisation
        self.at = as_instant(at, "at").astimezone(VIETNAM)
        calendar.is_working_day(calendar.local(self.at).date())  # refuses what lies outside
        self.calendar = calendar
        self.policy = policy or CheckPolicy()
        self.counting = counting or CountingPolicy()
        self._reckoner = Reckoner(calendar, self.counting)
        self._resolver = Resolver(self._reckoner, catalogue)
        self._yardstick = Yardstick(self.at, calendar, self.policy)
        self._explainer = PromiseExplainer()

    def moved_to(self, at: dt.datetime) -> Assessor:
        """The same at another instant (cùng bộ xét, thời điểm khác): due dates stay remembered.

        Raises:
            NaiveTimestamp, OutOfCoverage: as for a new one.
        """
        other = copy(self)
        other.at = as_instant(at, "at").astimezone(VIETNAM)
        self.calendar.is_working_day(self.calendar.local(other.at).date())
        other._yardstick = Yardstick(other.at, self.calendar, self.policy)
        return other

    def consider(
        self, dossier: Dossier, recorded_by: dt.datetime | None = None
    ) -> DossierAssessment | Finding:
        """Assess one dossier; a :class:`Finding` for one that cannot be assessed."""
        try:
            return self.assess(dossier, recorded_by)
        except (TthcDeadlinesError, FinishTimeNeededError) as error:
            return finding_of_error(dossier, error)

    def assess(self, dossier: Dossier, recorded_by: dt.datetime | None = None) -> DossierAssessment:
        """Assess one dossier (xét một hồ sơ), reading impossible orders as best may be.

        Raises:
            OutOfCoverage: a due date or an event outside the calendar. ReversedInterval: a
                day set by a directive lies before the dossier was accepted.
        """
        history = replay(events_of(dossier), self.at, recorded_by)
        since = history.accepted_at or history.submitted_at
        on = (since or self.at).date()
        channel = channel_of(dossier, history)
        resolved = self._resolver.of_dossier(
            dossier,
            on,
            channel=channel,
            outcome=history.outcome.value if history.outcome else "",
        )
        rules = self._rules(dossier, on)
        resolved, runs = self._runs(dossier, history, resolved)
        acceptance, row = self._acceptance(dossier, history, channel)
        own = read_own_status(dossier.status_text) if dossier.status_text else None
        standing = standing_of(history, runs, acceptance, own, self._yardstick)
        case = Case(
            dossier=dossier,
            record=record_of(dossier, history, self.at),
            history=history,
            channel=channel,
            runs=runs,
            acceptance=acceptance,
            acceptance_row=row,
            reckon=self._reckon,
            resolved=resolved,
            rules=rules,
            standing=standing,
            own=own,
            at=self.at,
            calendar=self.calendar,
            counting=self.counting,
            policy=self.policy,
            explainer=self._explainer,
            organisation=self.organisation,
        )
        return self._answer(case)

    def _answer(self, case: Case) -> DossierAssessment:
        due = None if _waits_for_supplement(case) else case.due
        quality = None if due is None else self._reckoner.quality_of(due)
        case.is_provisional = quality is Quality.PROVISIONAL
        promises = case.history.promises
        promise = Promise.NONE
        if (
            promises
            and due is not None
            and case.run_at(promises[-1].event.occurred_at) is (case.runs[-1])
        ):
            promise = compare_promise(promises[-1].moment, due)
        return DossierAssessment(
            record=case.record,
            at=self.at,
            status=case.standing.status,
            limit=case.resolved.reading.limit,
            deadline=due,
            quality=quality,
            working_left=case.standing.left,
            working_over=case.standing.over,
            promise=promise,
            findings=tuple(findings_of(case)),
            dossier=case.dossier,
            history=case.history,
            runs=case.runs,
            acceptance=case.acceptance,
            published=self._published(case),
            procedure=case.resolved.procedure,
            rules=case.rules,
            calendar=self.calendar,
            counting=self.counting,
            organisation=self.organisation,
        )

    # --- the clocks -----------------------------------------------------------------------

    def _rules(self, dossier: Dossier, on: dt.date) -> OneStopRules | None:
        """The one-stop decree of the day of receipt; none for petitions and tasks."""
        if dossier.kind != "procedure" or on < _FIRST_DECREE:
            return None
        return one_stop_rules(on)

    def _runs(
        self, dossier: Dossier, history: History, resolved: Resolved
    ) -> tuple[Resolved, tuple[RunClock, ...]]:
        runs = history.runs
        if not runs:
            return resolved, ()
        runs = runs_of(history, supplement_effect(dossier, resolved.procedure))
        lawful = lawful_grounds(resolved.procedure)
        # A day set by a directive stays that day, whatever run the dossier is in.
        given = runs[0].started_at if resolved.agreed_at is not None else None
        try:
            clocks = tuple(
                clock_of(run, self._base(given or run.started_by.when, resolved), self.at, lawful)
                for run in runs
            )
        except InvalidLimit as error:
            reading = impossible(dossier.limit_text or str(resolved.reading.limit), error)
            resolved = attrs.evolve(resolved, reading=reading)
            clocks = tuple(clock_of(run, None, self.at, lawful) for run in runs)
        limit, due = resolved.reading.limit, clocks[-1].deadline
        if limit is not None and due is not None and due.on is None:
            reading = LimitReading(
                limit=limit, problem="undated_limit", values={"limit": limit.format()}
            )
            resolved = attrs.evolve(resolved, reading=reading)
        return resolved, clocks

    def _base(self, started_at: Moment, resolved: Resolved) -> Deadline | None:
        limit = resolved.reading.limit
        if limit is None:
            return None
        if not resolved.extra_days:
            return self._reckoner.deadline_of(started_at, resolved.reading, resolved.agreed_at)
        counting = resolved.row.policy_for(self.counting) if resolved.row else self.counting
        return deadline(
            started_at, limit, self.calendar, counting, remote_area_days=resolved.extra_days
        )

    def _acceptance(
        self, dossier: Dossier, history: History, channel: str
    ) -> tuple[Deadline | None, ProcedureLimit | None]:
        """When it was to be accepted: by the kind's own limit, or online by the decree."""
        submitted = history.resubmitted_at or history.submitted_at
        if submitted is None or dossier.kind == "task":
            return None, None
        if dossier.kind != "procedure":
            found = self._resolver.of_dossier(dossier, submitted.date(), Phase.ACCEPTANCE)
            return self._reckoner.deadline_of(submitted, found.reading), found.row
        # By the rules in force when it came in.
        rules = self._rules(dossier, submitted.date()) if channel == "online" else None
        rule = rules.online_acceptance if rules else None
        if rule is None or rule.limit is None:
            return None, None
        return self._reckon(submitted, rule.limit), None

    def _reckon(self, start: dt.datetime, limit: TimeLimit) -> Deadline | None:
        return self._reckoner.deadline_of(start, self._resolver.reading_of(limit))

    def _published(self, case: Case) -> Deadline | None:
        row = case.resolved.row
        if row is None or row.published is None or not case.runs:
            return None
        reading = self._resolver.reading_of(row.published)
        base = self._reckoner.deadline_of(case.runs[-1].started_at, reading)
        lawful = lawful_grounds(case.resolved.procedure)
        return clock_of(case.runs[-1].run, base, self.at, lawful).deadline


def _waits_for_supplement(case: Case) -> bool:
    """Whether no limit ran at the end: a request ended the last run, and no result came."""
    if not case.runs or case.history.issued_at is not None:
        return False
    return isinstance(case.runs[-1].run.ended_by, SupplementRequested)


# --- the public functions -------------------------------------------------------------------


def assess(  # noqa: PLR0913 - one argument for each thing an answer rests on
    dossier: Dossier,
    at: dt.datetime,
    calendar: WorkingCalendar,
    catalogue: Catalogue | None = None,
    organisation: Organisation | None = None,
    *,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
    recorded_by: dt.datetime | None = None,
    strict: bool = True,
) -> DossierAssessment:
    """How one dossier stands at an instant, with its reasons (xét một hồ sơ).

    Args:
        dossier: what happened to it.
        at: the instant; events after it have not happened yet.
        calendar: the working calendar; with ``vietnam_calendar(known_on=…)`` what was
            decided by then.
        catalogue: the procedures; without it only the dossier's own limit is known.
        organisation: who is who, for custody, chain and the findings on who may hold it;
            without it every name in the events is believed.
        policy: thresholds of findings; counting: the choices of counting.
        recorded_by: use only what the system had been told by then, so that an earlier
            answer can be given again.
        strict: refuse an order of events that cannot be. Otherwise the best reading is
            taken and the fault is among the findings, as in a batch.

    Raises:
        InvalidTransition: an impossible order of events, naming both.
        NaiveTimestamp, OutOfCoverage, ReversedInterval: from the instants and days given.

    >>> from tthc_deadlines import vietnam_calendar
    >>> assess(Dossier(code="H01"), dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM),
    ...        vietnam_calendar()).status
    <Status.NOT_ACCEPTED: 'not_accepted'>

    Basis: decree 118/2025/NĐ-CP articles 17–22 and the decrees before it, by the day of
    receipt; Civil Code 2015 articles 144–148.
    """
    if not isinstance(dossier, Dossier):
        raise WrongType(field="dossier", value=dossier, expected="a Dossier")
    asked = (at, calendar, catalogue, policy, counting, organisation)
    found = _assessor(*asked).assess(dossier, recorded_by)
    if strict and found.history.faults:
        raise invalid_transition(found.history.faults[0])
    return found


_last: list[tuple[tuple[object, ...], Assessor]] = []


def _assessor(
    at: dt.datetime,
    calendar: WorkingCalendar,
    catalogue: Catalogue | None,
    policy: CheckPolicy | None,
    counting: CountingPolicy | None,
    organisation: Organisation | None,
) -> Assessor:
    """The assessor of the last call, if it is asked the same again: it remembers due dates."""
    asked = (at, calendar, catalogue, policy, counting, organisation)
    if _last:
        known, assessor = _last[0]
        if all(one is other for one, other in zip(known, asked, strict=True)):
            return assessor
    assessor = Assessor(at, calendar, catalogue, policy, counting, organisation)
    _last[:] = [(asked, assessor)]
    return assessor
