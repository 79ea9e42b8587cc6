"""The walk through the events (duyệt các sự kiện): one method an event.

State is kept in a mutable walker and handed out frozen at the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import (
    Consultation,
    Fault,
    Handover,
    History,
    Promise,
    Run,
    State,
    StepRun,
    Stop,
)

_ENDED = frozenset({State.ISSUED, State.RETURNED, State.REJECTED, State.WITHDRAWN, State.CLOSED})
_BEFORE = frozenset({State.NEW, State.SUBMITTED})


class Replay:
    """Takes events in their order; :meth:`history` is what they amount to (bộ duyệt)."""

    def __init__(self, faults: list[Fault]) -> None:
        self.events: list[Event] = []
        self.state = State.NEW
        self.previous: Event | None = None
        self.at: dict[State, dt.datetime] = {}
        self.accepted_at: dt.datetime | None = None
        self.ended_by: Event | None = None
        self.outcome: ev.Outcome | None = None
        self.closed_runs: list[Run] = []
        self.started_by: ev.Accepted | ev.SupplementReceived | ev.Reopened | None = None
        self.stops: list[Stop] = []
        self.extensions: list[ev.Extended] = []
        self.requests: list[ev.SupplementRequested] = []
        self.early: list[ev.SupplementRequested] = []
        self.promises: list[Promise] = []
        self.reappointments: list[ev.Reappointed] = []
        self.consultations: list[Consultation] = []
        self.steps: list[StepRun] = []
        self.handovers: list[Handover] = []
        self.holder = ""
        self.assigned_by: ev.StepStarted | ev.Assigned | ev.HandedOver | None = None
        self.transferred_at: dt.datetime | None = None
        self.faults = faults

    def take(self, event: Event) -> None:
        """Take in the next event."""
        _TAKE[type(event)](self, event)
        self.events.append(event)
        self.previous = event

    def history(self) -> History:
        """What has been taken in so far."""
        runs = self.closed_runs
        if self.started_by is not None:
            runs = [*runs, self._run(None)]
        return History(
            events=tuple(self.events),
            state=self.state,
            submitted_at=self.at.get(State.SUBMITTED),
            accepted_at=self.accepted_at,
            issued_at=self.at.get(State.ISSUED),
            returned_at=self.at.get(State.RETURNED),
            rejected_at=self.at.get(State.REJECTED),
            withdrawn_at=self.at.get(State.WITHDRAWN),
            closed_at=self.at.get(State.CLOSED),
            ended_by=self.ended_by,
            outcome=self.outcome,
            runs=tuple(runs),
            requests=tuple(self.requests),
            early_requests=tuple(self.early),
            promises=tuple(self.promises),
            reappointments=tuple(self.reappointments),
            consultations=tuple(self.consultations),
            steps=tuple(self.steps),
            handovers=tuple(self.handovers),
            holder=self.holder,
            assigned_by=self.assigned_by,
            transferred_at=self.transferred_at,
            faults=tuple(self.faults),
        )

    # --- runs ------------------------------------------------------------------------------

    def _run(self, ended_by: Event | None) -> Run:
        assert self.started_by is not None
        return Run(self.started_by, tuple(self.stops), tuple(self.extensions), ended_by)

    def _start_run(self, event: ev.Accepted | ev.SupplementReceived | ev.Reopened) -> None:
        self.started_by, self.state = event, State.RUNNING
        promised = getattr(event, "promised_at", None)
        if promised is not None and not isinstance(event, ev.Reopened):
            self.promises.append(Promise(promised, event))

    def _end_run(self, event: Event) -> None:
        if self.started_by is None:
            return
        self.stops = [one if one.ended_by else Stop(one.event, event) for one in self.stops]
        self.closed_runs.append(self._run(event))
        self.started_by, self.stops, self.extensions = None, [], []

    def _continue_run(self) -> None:
        """The last run goes on as if it had not ended."""
        last = self.closed_runs.pop()
        self.started_by, self.extensions = last.started_by, list(last.extensions)
        # A stop that only the end had closed is open again.
        self.stops = [
            Stop(one.event) if one.ended_by is last.ended_by else one for one in last.stops
        ]
        self.state = State.RUNNING

    def _end(self, event: Event, state: State) -> None:
        self._end_run(event)
        self.ended_by, self.state = event, state
        self.at[state] = event.occurred_at

    def _undo_end(self) -> None:
        for state in _ENDED:
            self.at.pop(state, None)
        self.ended_by = self.outcome = None

    def _fault(self, event: Event, reason: str, code: str = "event_out_of_order") -> None:
        self.faults.append(Fault(code, event, self.previous, reason))

    def _backward(self, event: Event, reason: str) -> None:
        self._fault(event, reason, "backward_status")

    def _is_not_running(self, event: Event) -> bool:
        """Whether no clock runs, which is then noted."""
        if self.state is State.RUNNING:
            return False
        reason = (
            "not_accepted"
            if self.state in _BEFORE
            else "waiting"
            if self.state is State.WAITING
            else "ended_already"
        )
        self._fault(event, reason)
        return True

    # --- receipt ---------------------------------------------------------------------------

    def submitted(self, event: ev.Submitted) -> None:
        if self.state is State.NEW:
            self.state = State.SUBMITTED
            self.at[State.SUBMITTED] = event.occurred_at
        else:
            self._backward(event, "submitted_late")

    def accepted(self, event: ev.Accepted) -> None:
        if self.accepted_at is None:
            if self.state in _ENDED:
                self._backward(event, "ended_already")
                self._undo_end()
            self.accepted_at = event.occurred_at
            self._start_run(event)
        elif self.state is State.WAITING:  # some systems say so when the supplement came
            self._backward(event, "accepted_already")
            self._start_run(event)
        elif self.state in _ENDED:
            self._reopen(event)
        else:
            self._backward(event, "accepted_already")

    def rejected(self, event: ev.Rejected) -> None:
        if self.state in _ENDED:
            self._fault(event, "ended_already")
        else:
            self.outcome = ev.Outcome.REFUSED if self.accepted_at else None
            self._end(event, State.REJECTED)

    def _reopen(self, event: ev.Accepted | ev.Reopened | ev.SupplementRequested) -> None:
        self._backward(event, "ended_already")
        waited = self.closed_runs and isinstance(
            self.closed_runs[-1].ended_by, ev.SupplementRequested
        )
        self._undo_end()
        if self.closed_runs and not waited:
            self._continue_run()
        elif self.closed_runs:
            self.state = State.WAITING
        else:
            self.state = State.SUBMITTED

    def reopened(self, event: ev.Reopened) -> None:
        if self.state in _ENDED:
            self._reopen(event)
        else:
            self._fault(event, "not_ended")

    # --- supplements, stops, extensions ------------------------------------------------------

    def supplement_requested(self, event: ev.SupplementRequested) -> None:
        if self.state in _BEFORE:
            self.early.append(event)
            return
        if self.state in _ENDED:
            self._reopen(event)
            if self.state in _BEFORE:  # it had never been accepted
                self.early.append(event)
                return
        self.requests.append(event)
        if self.state is State.WAITING:
            self._fault(event, "asked_already")
        else:
            self._end_run(event)
            self.state = State.WAITING

    def supplement_received(self, event: ev.SupplementReceived) -> None:
        if self.state is State.WAITING:
            self._start_run(event)
        elif self.state in _ENDED:
            self._backward(event, "ended_already")
            self._undo_end()
            self._start_run(event)
        elif not (self.state in _BEFORE and self.early):
            self._fault(event, "not_asked")

    def stopped(self, event: ev.Stopped) -> None:
        if self._is_not_running(event):
            return
        if any(stop.ended_by is None and stop.ground == event.ground for stop in self.stops):
            self._fault(event, "stopped_already")
        else:
            self.stops.append(Stop(event))

    def resumed(self, event: ev.Resumed) -> None:
        open_stops = [stop for stop in self.stops if stop.ended_by is None]
        if not open_stops:
            self._fault(event, "not_stopped")
            return
        named = [stop for stop in open_stops if event.ground in ("", stop.ground)]
        if not named:
            self._fault(event, "other_ground")
            named = open_stops if len(open_stops) == 1 else []
        self.stops = [Stop(stop.event, event) if stop in named else stop for stop in self.stops]

    def extended(self, event: ev.Extended) -> None:
        if not self._is_not_running(event):
            self.extensions.append(event)

    def reappointed(self, event: ev.Reappointed) -> None:
        if self.state in _BEFORE:
            self._fault(event, "not_accepted")
        elif self.state in _ENDED:
            self._fault(event, "ended_already")
        else:
            self.reappointments.append(event)
            if event.promised_at is not None:
                self.promises.append(Promise(event.promised_at, event))

    # --- who works on it ---------------------------------------------------------------------

    def consultation_requested(self, event: ev.ConsultationRequested) -> None:
        if self.state in _BEFORE:
            self._fault(event, "not_accepted")
        elif self.state in _ENDED:
            self._fault(event, "ended_already")
        self.consultations.append(Consultation(event))

    def consultation_answered(self, event: ev.ConsultationAnswered) -> None:
        for place, one in enumerate(self.consultations):
            if one.answered_by is None and event.agency in ("", one.event.agency):
                self.consultations[place] = Consultation(one.event, event)
                return
        self._fault(event, "no_consultation")

    def step_started(self, event: ev.StepStarted) -> None:
        self.steps.append(StepRun(event))
        self._transfer(event)
        if event.holder:
            self.holder, self.assigned_by = event.holder, event

    def step_completed(self, event: ev.StepCompleted) -> None:
        for place in range(len(self.steps) - 1, -1, -1):
            one = self.steps[place]
            if one.completed_by is None and _same_step(one.event, event):
                self.steps[place] = StepRun(one.event, event)
                return
        self._fault(event, "no_step")

    def assigned(self, event: ev.Assigned) -> None:
        self._transfer(event)
        self.holder, self.assigned_by = event.holder, event

    def handed_over(self, event: ev.HandedOver) -> None:
        self._transfer(event)
        self.handovers.append(Handover(event))

    def handover_settled(
        self, event: ev.HandoverAccepted | ev.HandoverRefused | ev.HandoverRecalled
    ) -> None:
        for place in range(len(self.handovers) - 1, -1, -1):
            one = self.handovers[place]
            if one.settled_by is None and event.handover in ("", one.event.id):
                self.handovers[place] = Handover(one.event, event)
                if isinstance(event, ev.HandoverAccepted) and one.event.to:
                    self.holder, self.assigned_by = one.event.to, one.event
                return
        self._fault(event, "no_handover")

    def _transfer(self, event: Event) -> None:
        if self.transferred_at is None and self.accepted_at is not None:
            self.transferred_at = event.occurred_at

    # --- the end -----------------------------------------------------------------------------

    def result_issued(self, event: ev.ResultIssued) -> None:
        if self.state in (State.ISSUED, State.RETURNED):
            self._fault(event, "issued_already")
            return
        if self.state in _BEFORE:
            self._fault(event, "not_accepted")
        elif self.state in _ENDED:
            self._reopen_for(event)
        if self.state is State.WAITING:  # the request came to nothing: the run went on
            self._fault(event, "unanswered")
            self._continue_run()
        self.outcome = event.outcome
        self._end(event, State.ISSUED)

    def _reopen_for(self, event: ev.ResultIssued) -> None:
        self._backward(event, "ended_already")
        self._undo_end()
        if self.closed_runs:
            self._continue_run()

    def returned(self, event: ev.Returned) -> None:
        if self.state is State.RETURNED:
            self._fault(event, "ended_already")
        elif self.state in _BEFORE:
            self._fault(event, "not_accepted")
        elif self.state in _ENDED:
            self.at[State.RETURNED] = event.occurred_at
            if self.state is State.ISSUED:
                self.state = State.RETURNED
        else:  # collected and never said to be issued: it was issued then
            if self.state is State.WAITING:
                self._fault(event, "unanswered")
                self._continue_run()
            self.outcome = ev.Outcome.GRANTED
            self._end(event, State.ISSUED)
            self.at[State.RETURNED] = event.occurred_at
            self.state = State.RETURNED

    def withdrawn(self, event: ev.Withdrawn) -> None:
        if self.state in _ENDED:
            self._fault(event, "ended_already")
        else:
            self._end(event, State.WITHDRAWN)

    def closed(self, event: ev.Closed) -> None:
        if self.state in _ENDED:  # put away after the end, as files are
            self.at[State.CLOSED] = event.occurred_at
        else:
            self._end(event, State.CLOSED)

    def correction(self, event: ev.Correction) -> None:
        """Corrections are applied before the walk."""


def _same_step(started: ev.StepStarted, completed: ev.StepCompleted) -> bool:
    if completed.order is not None and started.order is not None:
        return completed.order == started.order
    return completed.step in ("", started.step)


_TAKE: dict[type[Event], Callable[[Replay, Event], None]] = {
    kind: getattr(Replay, name)
    for name, kind in ev.EVENTS.items()
    if name not in ("handover_accepted", "handover_refused", "handover_recalled")
}
for _kind in (ev.HandoverAccepted, ev.HandoverRefused, ev.HandoverRecalled):
    _TAKE[_kind] = Replay.handover_settled  # type: ignore[assignment]
