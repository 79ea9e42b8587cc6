"""The walk through who works on a dossier (duyệt việc xử lý): consultations, steps, handovers."""

from __future__ import annotations

import datetime as dt
import re

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import (
    AFTER_END,
    BEFORE_ACCEPTANCE,
    Consultation,
    Fault,
    Handover,
    Naming,
    State,
    StepRun,
)

Settling = ev.HandoverAccepted | ev.HandoverRefused | ev.HandoverRecalled


class Handling:
    """What of the walk does not move the clock (phần không ảnh hưởng thời hạn)."""

    def __init__(self, faults: list[Fault]) -> None:
        self.state = State.NEW
        self.previous: Event | None = None
        self.accepted_at: dt.datetime | None = None
        self.consultations: list[Consultation] = []
        self.steps: list[StepRun] = []
        self.handovers: list[Handover] = []
        self.namings: list[Naming] = []
        self.transferred_by: Event | None = None
        self.faults = faults

    def _fault(self, event: Event, reason: str, code: str = "event_out_of_order") -> None:
        self.faults.append(Fault(code, event, self.previous, reason))

    def _is_out_of_time(self, event: Event) -> bool:
        """Whether it was not accepted yet or had ended, which is then noted."""
        if self.state in BEFORE_ACCEPTANCE:
            self._fault(event, "not_accepted")
        elif self.state in AFTER_END:
            self._fault(event, "ended_already")
        else:
            return False
        return True

    def consultation_requested(self, event: ev.ConsultationRequested) -> None:
        self._is_out_of_time(event)
        self.consultations.append(Consultation(event))

    def consultation_answered(self, event: ev.ConsultationAnswered) -> None:
        place = self._consultation(event)
        if place is None:
            self._fault(event, "no_consultation")
        else:
            self.consultations[place] = Consultation(self.consultations[place].event, event)

    def _consultation(self, event: ev.ConsultationAnswered) -> int | None:
        """The oldest that waits for this agency, else the oldest that names none."""
        waiting = [
            (place, one.event.agency)
            for place, one in enumerate(self.consultations)
            if one.answered_by is None
        ]
        for agency in (event.agency, ""):
            for place, asked in waiting:
                if asked == agency or not event.agency:
                    return place
        return None

    def step_started(self, event: ev.StepStarted) -> None:
        if not self._is_at_the_desk(event):
            self._transfer(event)
        self._pass_on(event)
        if event.holder:
            self._name(Naming(event.occurred_at, event.known_at, event, event.holder, event.unit))

    def _name(self, naming: Naming) -> None:
        """Somebody has it from now on. Of two told for one instant the later recorded holds."""
        place = len(self.namings)
        while place and self._stands_before(naming, self.namings[place - 1]):
            place -= 1
        self.namings.insert(place, naming)

    @staticmethod
    def _stands_before(naming: Naming, other: Naming) -> bool:
        return other.at == naming.at and other.known_at > naming.known_at

    def _pass_on(self, event: ev.StepStarted) -> None:
        begun = StepRun(event)
        last = self.steps[-1] if self.steps else None
        if last is not None and begun.is_nameless and last.is_nameless:
            self.steps[-1] = StepRun(last.event, last.completed_by or event)
        self.steps.append(begun)

    def _is_at_the_desk(self, event: ev.StepStarted) -> bool:
        """Whether a step is the desk's own: the workflow's first, by its order or its label."""
        if event.order is not None:
            return event.order <= 1
        number = _NUMBER.search(event.step)
        if number is not None:
            return int(number[0]) <= 1
        return bool(event.step) and all(one.event.step == event.step for one in self.steps)

    def step_completed(self, event: ev.StepCompleted) -> None:
        place = self._step(event)
        if place is None:
            self._fault(event, "no_step")
        else:
            self.steps[place] = StepRun(self.steps[place].event, event)

    def _step(self, event: ev.StepCompleted) -> int | None:
        """The passage begun last that this step can be."""
        for place in range(len(self.steps) - 1, -1, -1):
            one = self.steps[place]
            if one.completed_by is None and _same_step(one.event, event):
                return place
        return None

    def assigned(self, event: ev.Assigned) -> None:
        self._transfer(event)
        self._name(
            Naming(event.occurred_at, event.known_at, event, event.holder, event.unit, event.role)
        )

    def handed_over(self, event: ev.HandedOver) -> None:
        self._transfer(event)
        self.handovers.append(Handover(event))

    def handover_settled(self, event: Settling) -> None:
        place = self._handover(event)
        if place is None:
            self._fault(event, "no_handover")
            return
        handed = self.handovers[place].event
        self.handovers[place] = Handover(handed, event)
        if isinstance(event, ev.HandoverAccepted):
            taker = handed.to or (event.actor if handed.unit else "")
            if taker or handed.unit:
                self._name(Naming(event.occurred_at, event.known_at, handed, taker, handed.unit))

    def _handover(self, event: Settling) -> int | None:
        """The last one that waits, or the one that is named."""
        for place in range(len(self.handovers) - 1, -1, -1):
            one = self.handovers[place]
            if one.settled_by is None and event.handover in ("", one.event.id):
                return place
        return None

    def _transfer(self, event: Event) -> None:
        if self.transferred_by is None and self.accepted_at is not None:
            self.transferred_by = event


_NUMBER = re.compile(r"[0-9]{1,4}")


def _same_step(started: ev.StepStarted, completed: ev.StepCompleted) -> bool:
    if completed.order is not None and started.order is not None:
        return completed.order == started.order
    return completed.step in ("", started.step)
