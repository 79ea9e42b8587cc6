"""Courses of the clock (các lượt tính): the runs of a dossier under the law it is under.

What a supplement does to the clock depends on the law: the history only says that one was
asked for and came.
"""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Accepted, Stopped, SupplementRequested
from tthc_deadlines.dossiers.history import History, Run
from tthc_deadlines.dossiers.history import Stop as RecordedStop
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.procedure import Procedure, SupplementEffect

SUPPLEMENT = "supplement"
"""The ground of a stop while a supplement is waited for, where special law says so."""


def events_of(dossier: Dossier) -> tuple[Event, ...]:
    """Its events; a task that nobody said was received began when it was given.

    A task has its last day in the directive: that nobody recorded its receipt does not make
    it wait for one. It begins on the day of signing, or with its first event.
    """
    events = dossier.events
    if dossier.kind != "task" or dossier.due is None:
        return events
    if any(type(event) is Accepted for event in events):
        return events
    begins = [event.occurred_at for event in events]
    signed = dossier.directive.signed_on if dossier.directive else None
    begins.append(_start_of(signed or dossier.due))
    return (Accepted(id="task", occurred_at=min(begins)), *events)


def _start_of(moment: Moment) -> dt.datetime:
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return dt.datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def supplement_effect(dossier: Dossier, procedure: Procedure | None) -> SupplementEffect:
    """What asking for a supplement does to the clock (hệ quả của yêu cầu bổ sung).

    By special law, else by the decree. The one-stop decree speaks of dossiers of procedures:
    no law makes a petition or a task begin anew because something more was asked for.

    Basis: decree 118/2025/NĐ-CP article 19.5.
    """
    special = procedure.supplement if procedure is not None else None
    if special is not None:
        return special.effect
    return SupplementEffect.RESTART if dossier.kind == "procedure" else SupplementEffect.NONE


def runs_of(history: History, effect: SupplementEffect) -> tuple[Run, ...]:
    """The runs under what a supplement does to the clock (các lượt tính).

    Basis: decree 118/2025/NĐ-CP article 19.5 ("tính lại từ đầu"), unless the procedure's own
    law says otherwise: then the run goes on, with a stop or without.
    """
    runs = history.runs
    if effect is SupplementEffect.RESTART or not history.requests:
        return runs
    joined: list[Run] = []
    for run in runs:
        if not joined:
            joined.append(run)
            continue
        before = joined[-1]
        joined[-1] = Run(
            before.started_by,
            (*_waits(before, run.started_by, effect), *run.stops),
            (*before.extensions, *run.extensions),
            run.ended_by,
        )
    last = joined[-1]
    if isinstance(last.ended_by, SupplementRequested):
        end = history.ended_by
        joined[-1] = Run(last.started_by, _waits(last, end, effect), last.extensions, end)
    return tuple(joined)


def _waits(run: Run, ended_by: Event | None, effect: SupplementEffect) -> tuple[RecordedStop, ...]:
    """The stops of a run, the waiting for the supplement among them where it stops."""
    request = run.ended_by
    if effect is SupplementEffect.NONE or request is None:
        return run.stops
    waiting = Stopped(id=request.id, occurred_at=request.occurred_at, ground=SUPPLEMENT)
    return (*run.stops, RecordedStop(waiting, ended_by))
