"""Histories (diễn biến): what the events of a dossier amount to, before any counting.

A history holds runs, stops, promises, steps; which of its stops are lawful and when a run
is due is not decided here, because that takes the procedure, the law and a calendar.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

import attrs

from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationAnswered,
    ConsultationRequested,
    Extended,
    HandedOver,
    Outcome,
    Reappointed,
    StepCompleted,
    StepStarted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.record import Moment


class State(StrEnum):
    """Where a dossier is in its life (giai đoạn của hồ sơ).

    Basis: decree 118/2025/NĐ-CP articles 17 to 22.
    """

    NEW = "new"
    SUBMITTED = "submitted"
    RUNNING = "running"
    WAITING = "waiting"
    ISSUED = "issued"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on or waits (chưa kết thúc)."""
        return self in _OPEN


BEFORE_ACCEPTANCE = frozenset({State.NEW, State.SUBMITTED})
_OPEN = BEFORE_ACCEPTANCE | {State.RUNNING, State.WAITING}
AFTER_END = frozenset(State) - _OPEN


class Stop(NamedTuple):
    """A time that is not counted (khoảng tạm dừng); open while ``ended_at`` is ``None``.

    ``ended_by`` is the event that ended it: a resumption, or what ended the run itself.
    """

    event: Stopped
    ended_by: Event | None = None

    @property
    def ground(self) -> str:
        """The key of its ground (căn cứ tạm dừng)."""
        return self.event.ground

    @property
    def started_at(self) -> dt.datetime:
        """When counting stopped."""
        return self.event.occurred_at

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it went on; ``None`` while stopped."""
        return None if self.ended_by is None else self.ended_by.occurred_at


class Run(NamedTuple):
    """One course of the clock (một lượt tính thời hạn): from receipt, or a full supplement.

    Attributes:
        started_by: the acceptance, or the supplement that started it anew (some systems
            record a second acceptance then).
        stops: the stops in it, as recorded; ``extensions`` likewise.
        ended_by: what ended it: a result, a request for supplement, a withdrawal …;
            ``None`` while it runs.
    """

    started_by: Accepted | SupplementReceived
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Extended, ...] = ()
    ended_by: Event | None = None

    @property
    def started_at(self) -> dt.datetime:
        """When it started."""
        return self.started_by.occurred_at

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it ended; ``None`` while it runs."""
        return None if self.ended_by is None else self.ended_by.occurred_at


class StepRun(NamedTuple):
    """One passage through a step (một lần thực hiện bước), and what ended it.

    Work in a step without a name, as portals tell it, ends when the next such begins.
    """

    event: StepStarted
    completed_by: StepCompleted | StepStarted | None = None

    @property
    def is_nameless(self) -> bool:
        """Whether nothing tells which step it is: only that somebody worked on it."""
        return not self.event.step and self.event.order is None


class Consultation(NamedTuple):
    """One consultation of another body (một lần lấy ý kiến)."""

    event: ConsultationRequested
    answered_by: ConsultationAnswered | None = None


class Handover(NamedTuple):
    """One handing over (một lần chuyển giao) and what became of it; ``None`` if nothing."""

    event: HandedOver
    settled_by: Event | None = None


class Naming(NamedTuple):
    """Somebody was named as having it (một lần xác định người giữ), from an instant on.

    Attributes:
        at: from when: of a handover, when it was accepted.
        known_at: when the system was told.
        event: the assignment, the step, or the handover that was accepted.
        official: who has it; "" where only a unit or a role is named. Of a handover to a unit
            whoever accepted it.
        unit, role: the unit and the role, as far as named.
    """

    at: dt.datetime
    known_at: dt.datetime
    event: StepStarted | Assigned | HandedOver
    official: str
    unit: str = ""
    role: str = ""


class Promise(NamedTuple):
    """A day or instant promised to the applicant (hẹn trả), and by which event."""

    moment: Moment
    event: Accepted | SupplementReceived | Reappointed


class Fault(NamedTuple):
    """An event out of place (sự kiện sai thứ tự): what it follows, and why it cannot.

    ``code`` is the finding it becomes, ``reason`` a key of
    :data:`~tthc_deadlines.dossiers.replay.REASONS`.
    """

    code: str
    event: Event
    previous: Event | None
    reason: str


@attrs.frozen(kw_only=True, eq=False, slots=False)  # without slots it is made faster
class History:
    """What the events amount to at an instant (diễn biến của hồ sơ).

    Attributes:
        events: those taken in, in order: known, not corrected away, not in the future.
        state: where the dossier is.
        submitted_at, accepted_at, issued_at, returned_at, rejected_at, withdrawn_at,
            closed_at: when; ``None`` if not.
        ended_by: the event that ended the work, at whose instant timeliness is measured.
        outcome: what the result says.
        runs: the courses of the clock, oldest first.
        requests: requests for supplement after acceptance; ``early_requests`` before it.
        promises: what the applicant was promised, oldest first.
        reappointments: apologies with a new appointment.
        consultations, steps, handovers: oldest first.
        namings: who was named as having it, oldest first; of two at one instant the one
            recorded later comes last.
        resubmitted_at: when the supplement asked for before acceptance came in.
        transferred_by: the event that first shows it had left the one-stop desk.
        faults: events out of place, with the best reading taken all the same.
    """

    events: tuple[Event, ...]
    state: State
    submitted_at: dt.datetime | None
    resubmitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    issued_at: dt.datetime | None
    returned_at: dt.datetime | None
    rejected_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    closed_at: dt.datetime | None
    ended_by: Event | None
    outcome: Outcome | None
    runs: tuple[Run, ...]
    requests: tuple[SupplementRequested, ...]
    early_requests: tuple[SupplementRequested, ...]
    promises: tuple[Promise, ...]
    reappointments: tuple[Reappointed, ...]
    consultations: tuple[Consultation, ...]
    steps: tuple[StepRun, ...]
    handovers: tuple[Handover, ...]
    namings: tuple[Naming, ...]
    transferred_by: Event | None
    faults: tuple[Fault, ...]

    @property
    def run(self) -> Run | None:
        """The last run (lượt hiện tại)."""
        return self.runs[-1] if self.runs else None

    @property
    def is_of_list(self) -> bool:
        """Whether a list told of its receipt (theo danh sách): it tells states, not all steps."""
        return bool(self.runs) and self.runs[0].started_by.is_of_list

    @property
    def is_ended_by_list(self) -> bool:
        """Whether only a list told of the end: not whether the result was handed out."""
        return self.ended_by is not None and self.ended_by.is_of_list

    @property
    def transferred_at(self) -> dt.datetime | None:
        """By when it had left the one-stop desk (rời bộ phận một cửa)."""
        return None if self.transferred_by is None else self.transferred_by.occurred_at

    @property
    def ended_at(self) -> dt.datetime | None:
        """When the work ended (thời điểm kết thúc giải quyết); ``None`` while open."""
        return None if self.ended_by is None else self.ended_by.occurred_at

    @property
    def assigned_at(self) -> dt.datetime | None:
        """Since when it has its present holder (thời điểm giao); ``None`` if nobody was named."""
        return self.namings[-1].at if self.namings else None

    @property
    def holder(self) -> str:
        """The official who has it (người đang giữ hồ sơ), "" if nobody was named."""
        return self.namings[-1].official if self.namings else ""

    @property
    def is_stopped(self) -> bool:
        """Whether a stop is open in the last run, lawful or not (đang tạm dừng)."""
        run = self.run
        return run is not None and any(stop.ended_by is None for stop in run.stops)
