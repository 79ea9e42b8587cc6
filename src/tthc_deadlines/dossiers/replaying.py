"""The walk through the events (duyệt các sự kiện): one method an event.

State is kept in a mutable walker and handed out frozen at the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, get_args

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import in_order
from tthc_deadlines.dossiers.handling import Handling, Settling
from tthc_deadlines.dossiers.history import (
    AFTER_END,
    BEFORE_ACCEPTANCE,
    Fault,
    History,
    Promise,
    Run,
    State,
    Stop,
)

_ISSUED = frozenset({State.ISSUED, State.RETURNED})


class Replay(Handling):
    """Takes events in their order; :meth:`history` is what they amount to (bộ duyệt)."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.at: dict[State, dt.datetime] = {}
        self.ended_by: Event | None = None
        self.outcome: ev.Outcome | None = None
        self.closed_runs: list[Run] = []
        self.started_by: ev.Accepted | ev.SupplementReceived | None = None
        self.stops: list[Stop] = []
        self.extensions: list[ev.Extended] = []
        self.requests: list[ev.SupplementRequested] = []
        self.early: list[ev.SupplementRequested] = []
        self.resubmitted_at: dt.datetime | None = None
        self.promises: list[Promise] = []
        self.reappointments: list[ev.Reappointed] = []

    def take(self, events: Iterable[Event]) -> None:
        """Take in events in the order given."""
        for event in events:
            _TAKE[type(event)](self, event)
            self.previous = event

    def take_at_once(self, events: Iterable[Event]) -> list[Event]:
        """Take in events of one instant, in the order that can be, which is given back."""
        waiting, taken = sorted(events, key=in_order), []
        while waiting:
            place = next((n for n, one in enumerate(waiting) if not self._is_early(one)), 0)
            taken.append(waiting.pop(place))
            self.take(taken[-1:])
        return taken

    def history(self, events: tuple[Event, ...]) -> History:
        """What has been taken in so far: ``events``, in their order."""
        instant = self.at.get
        runs = self.closed_runs
        if self.started_by is not None:
            runs = [*runs, self._run(None)]
        return History(
            events=events,
            state=self.state,
            submitted_at=instant(State.SUBMITTED),
            resubmitted_at=self.resubmitted_at,
            accepted_at=self.accepted_at,
            issued_at=instant(State.ISSUED),
            returned_at=instant(State.RETURNED),
            rejected_at=instant(State.REJECTED),
            withdrawn_at=instant(State.WITHDRAWN),
            closed_at=instant(State.CLOSED),
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
            namings=tuple(self.namings),
            transferred_by=self.transferred_by,
            faults=tuple(self.faults),
        )

    def _is_early(self, event: Event) -> bool:
        """Whether it ends something that is not open yet, so that others go before it."""
        is_open = _IS_OPEN.get(type(event))
        return is_open is not None and not is_open(self, event)

    # --- runs ------------------------------------------------------------------------------

    def _run(self, ended_by: Event | None) -> Run:
        assert self.started_by is not None
        return Run(self.started_by, tuple(self.stops), tuple(self.extensions), ended_by)

    def _start_run(self, event: ev.Accepted | ev.SupplementReceived) -> None:
        self.started_by, self.state = event, State.RUNNING
        if event.promised_at is not None:
            self.promises.append(Promise(event.promised_at, event))

    def _end_run(self, event: Event) -> None:
        if self.started_by is None:
            return
        if self.stops:
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
        for state in AFTER_END:
            self.at.pop(state, None)
        self.ended_by = self.outcome = None

    def _reopen(self, event: Event) -> bool:
        """Back to where it was before it ended: running, waiting, or not accepted.

        Not once the result was handed out: mending it then does not undo that it was issued.
        """
        if self.state is State.RETURNED:
            self._backward(event, "returned_already")
            return False
        self._backward(event, "ended_already")
        self._undo_end()
        if not self.closed_runs:
            self.state = State.SUBMITTED
        elif isinstance(self.closed_runs[-1].ended_by, ev.SupplementRequested):
            self.state = State.WAITING
        else:
            self._continue_run()
        return True

    # --- faults ----------------------------------------------------------------------------

    def _backward(self, event: Event, reason: str) -> None:
        self._fault(event, reason, "backward_status")

    def _is_not_running(self, event: Event) -> bool:
        """Whether no clock runs, which is then noted."""
        if self.state is State.WAITING:
            self._fault(event, "waiting")
            return True
        return self._is_out_of_time(event)

    # --- receipt ---------------------------------------------------------------------------

    def submitted(self, event: ev.Submitted) -> None:
        if self.state is State.NEW:
            self.state = State.SUBMITTED
        elif self.accepted_at is None and self.state in AFTER_END - _ISSUED:
            self._reopen(event)  # sent in again after a refusal at the desk
        else:
            self._backward(event, "submitted_late")
            return
        self.at[State.SUBMITTED] = event.occurred_at

    def accepted(self, event: ev.Accepted) -> None:
        if self.accepted_at is None and self.state in _ISSUED:
            self._accept_too_late(event)
            return
        if self.accepted_at is None:
            if self.state in AFTER_END:
                self._reopen(event)
            self.accepted_at = event.occurred_at
            self._start_run(event)
            return
        if self.state in AFTER_END:
            if not self._reopen(event):
                return
        else:
            self._backward(event, "accepted_already")
        if self.state is State.WAITING:  # some systems say so when the supplement came
            self._start_run(event)

    def _accept_too_late(self, event: ev.Accepted) -> None:
        """An acceptance told for after the result: one of the two times is wrong, the result
        stands."""
        self._fault(event, "ended_already")
        self.accepted_at = event.occurred_at
        self._start_run(event)
        assert self.ended_by is not None
        state = State.RETURNED if State.RETURNED in self.at else State.ISSUED
        self._end_run(self.ended_by)
        self.state = state

    def rejected(self, event: ev.Rejected) -> None:
        if self.state in AFTER_END:
            self._fault(event, "ended_already")
        else:
            self.outcome = ev.Outcome.REFUSED if self.accepted_at else None
            self._end(event, State.REJECTED)

    def reopened(self, event: ev.Reopened) -> None:
        if self.state in AFTER_END:
            self._reopen(event)
        else:
            self._fault(event, "not_ended")

    # --- supplements, stops, extensions ------------------------------------------------------

    def supplement_requested(self, event: ev.SupplementRequested) -> None:
        if self.state in AFTER_END and not self._reopen(event):
            return
        if self.state in BEFORE_ACCEPTANCE:
            self.early.append(event)
            return
        self.requests.append(event)
        if self.state is State.WAITING:
            self._fault(event, "asked_already")
        else:
            self._end_run(event)
            self.state = State.WAITING

    def supplement_received(self, event: ev.SupplementReceived) -> None:
        if self.state in _ISSUED:  # nobody asked for it, and the result stands
            self._fault(event, "ended_already")
        elif self.state in AFTER_END:
            self._backward(event, "ended_already")
            self._undo_end()
            if self.closed_runs:
                self._start_run(event)
            else:
                self.state = State.SUBMITTED
        elif self.state is State.WAITING:
            self._start_run(event)
        elif self._awaits_supplement(event):
            self.resubmitted_at = event.occurred_at
        else:
            self._fault(event, "not_asked")

    def _awaits_supplement(self, event: Event) -> bool:
        if self.state in BEFORE_ACCEPTANCE:
            return bool(self.early)
        return self.state is State.WAITING

    def stopped(self, event: ev.Stopped) -> None:
        if self._is_not_running(event):
            return
        if any(stop.ended_by is None and stop.ground == event.ground for stop in self.stops):
            self._fault(event, "stopped_already")
        else:
            self.stops.append(Stop(event))

    def resumed(self, event: ev.Resumed) -> None:
        stops = self.stops
        are_open = [place for place, stop in enumerate(stops) if stop.ended_by is None]
        named = are_open
        if event.ground:
            named = [place for place in are_open if stops[place].event.ground == event.ground]
        if not are_open:
            self._fault(event, "not_stopped")
        elif not named:
            self._fault(event, "other_ground")
            if len(are_open) == 1:  # of several, which is meant cannot be told
                named = are_open
        for place in named:
            stops[place] = Stop(stops[place].event, event)

    def _is_stopped_on(self, event: ev.Resumed) -> bool:
        return any(
            stop.ended_by is None and event.ground in ("", stop.ground) for stop in self.stops
        )

    def extended(self, event: ev.Extended) -> None:
        if not self._is_not_running(event):
            self.extensions.append(event)

    def reappointed(self, event: ev.Reappointed) -> None:
        if self._is_out_of_time(event):
            return
        self.reappointments.append(event)
        if event.promised_at is not None:
            self.promises.append(Promise(event.promised_at, event))

    # --- the end -----------------------------------------------------------------------------

    def result_issued(self, event: ev.ResultIssued) -> None:
        if self.state is not State.RUNNING:
            if self.state in _ISSUED:
                self._fault(event, "issued_already")
                return
            self._run_for(event)
        self.outcome = event.outcome
        self._end(event, State.ISSUED)

    def _run_for(self, event: ev.ResultIssued | ev.Returned) -> None:
        """Whatever went before, a result says that work had gone on.

        What was told while a supplement was waited for ends the dossier, and no run: no
        limit ran, and when one would have begun again nobody says.
        """
        if self.state in BEFORE_ACCEPTANCE:
            self._fault(event, "not_accepted")
        elif self.state is State.WAITING:
            self._fault(event, "unanswered")
        elif self.state is not State.RUNNING:
            self._reopen(event)

    def returned(self, event: ev.Returned) -> None:
        if self.state is State.RETURNED:
            self._fault(event, "ended_already")
            return
        if self.state in BEFORE_ACCEPTANCE:
            self._fault(event, "not_accepted")
            return
        if self.state not in AFTER_END:  # collected and never said to be issued: issued then
            self._run_for(event)
            self.outcome = ev.Outcome.GRANTED
            self._end(event, State.ISSUED)
        self.at.setdefault(State.RETURNED, event.occurred_at)
        if self.state is State.ISSUED:
            self.state = State.RETURNED

    def withdrawn(self, event: ev.Withdrawn) -> None:
        if self.state in AFTER_END:
            self._fault(event, "ended_already")
        else:
            self._end(event, State.WITHDRAWN)

    def closed(self, event: ev.Closed) -> None:
        if self.state in AFTER_END:  # put away after the end, as files are
            self.at.setdefault(State.CLOSED, event.occurred_at)
        else:
            self._end(event, State.CLOSED)


_SETTLING = get_args(Settling)
_TAKE: dict[type[Event], Callable[[Any, Any], None]] = {
    kind: getattr(Replay, name)
    for name, kind in ev.EVENTS.items()
    if kind is not ev.Correction and kind not in _SETTLING  # corrections come before the walk
} | dict.fromkeys(_SETTLING, Replay.handover_settled)

_IS_OPEN: dict[type[Event], Callable[[Any, Any], bool]] = {
    ev.SupplementReceived: Replay._awaits_supplement,
    ev.Reopened: lambda walk, _: walk.state in AFTER_END,
    ev.Resumed: Replay._is_stopped_on,
    ev.StepCompleted: lambda walk, event: walk._step(event) is not None,
    ev.ConsultationAnswered: lambda walk, event: walk._consultation(event) is not None,
} | dict.fromkeys(_SETTLING, lambda walk, event: walk._handover(event) is not None)
