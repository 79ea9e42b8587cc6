"""Clocks (đồng hồ thời hạn): when each run of a dossier is due, stops and extensions counted.

Restart, stop or neither: a full supplement starts a new run with the whole limit, a lawful
stop takes its days out, all else leaves the clock running.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Extended,
    Stopped,
    SupplementRequested,
)
from tthc_deadlines.dossiers.history import History, Run
from tthc_deadlines.dossiers.history import Stop as RecordedStop
from tthc_deadlines.errors import InvalidLimit, ReversedInterval
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.stops import Stop, begins_in_time, merged
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.procedure import SupplementEffect

Lawful = Callable[[RecordedStop], tuple[str, str] | None]
"""The words of the ground a stop rests on, ``None`` where the law names none such."""

AGREED = TimeLimit(unit=Unit.BY_AGREEMENT)
SUPPLEMENT_WORDS = ("chờ bổ sung hồ sơ", "waiting for the supplement")


@attrs.frozen(kw_only=True)
class RunClock:
    """One run with its due date (một lượt tính và hạn của nó).

    Attributes:
        run: what was recorded.
        deadline: when it is due, with everything counted up to ``until``; ``None`` without
            a limit. While a stop is open this is the date if work resumed at ``until``.
        until: the end of the run, or the instant of the assessment.
        stops: the lawful stops, up to ``until``.
        unlawful: stops without a lawful ground, counted on.
        refused: extensions that came too late, shorten or set no date, not counted.
        is_stopped: whether a lawful stop that began in time is open at ``until``.
    """

    run: Run
    deadline: Deadline | None
    until: dt.datetime
    stops: tuple[Stop, ...] = ()
    unlawful: tuple[RecordedStop, ...] = ()
    refused: tuple[Extended, ...] = ()
    is_stopped: bool = False

    @property
    def started_at(self) -> dt.datetime:
        """When the run started (bắt đầu lượt tính)."""
        return self.run.started_at

    @property
    def is_late(self) -> bool:
        """Whether it was past due at ``until`` (quá hạn); what was late stays late."""
        return self.deadline is not None and self.deadline.is_met_by(self.until) is False

    def used(self, calendar: WorkingCalendar, until: dt.datetime | None = None) -> dt.timedelta:
        """Working time that counted (thời gian làm việc đã dùng), stops taken out."""
        until = self.until if until is None else min(until, self.until)
        start = self.started_at
        if until <= start:
            return dt.timedelta()
        spent = calendar.working_time_between(start, until)
        for stop in merged(self.stops):
            first, last = max(stop.start, start), min(stop.end, until)
            if first < last:
                spent -= calendar.working_time_between(first, last)
        return spent


def clock_of(run: Run, base: Deadline | None, at: dt.datetime, lawful: Lawful) -> RunClock:
    """The clock of one run (đồng hồ của một lượt): its base deadline with all that moves it.

    Raises:
        OutOfCoverage: the end lies outside the calendar.
    """
    until = run.ended_at or at
    if not run.stops and not run.extensions:
        return RunClock(run=run, deadline=base, until=until)
    stops, unlawful, open_stop = _sorted_out(run, until, lawful)
    if base is None or base.on is None:
        return RunClock(
            run=run, deadline=base, until=until, stops=tuple(stops), unlawful=tuple(unlawful),
            is_stopped=open_stop is not None,
        )  # fmt: skip
    due, refused = _extended(base, run, stops)
    return RunClock(
        run=run,
        deadline=due,
        until=until,
        stops=tuple(stops),
        unlawful=tuple(unlawful),
        refused=tuple(refused),
        is_stopped=open_stop is not None and begins_in_time(due, open_stop),
    )  # fmt: skip


def _sorted_out(
    run: Run, until: dt.datetime, lawful: Lawful
) -> tuple[list[Stop], list[RecordedStop], Stop | None]:
    """The lawful stops up to ``until``, the others, and the first one that is still open."""
    stops: list[Stop] = []
    unlawful: list[RecordedStop] = []
    open_stop = None
    for recorded in run.stops:
        words = lawful(recorded)
        if words is None:
            unlawful.append(recorded)
            continue
        stop = Stop(recorded.started_at, recorded.ended_at or until, words)
        stops.append(stop)
        if recorded.ended_by is None and open_stop is None:
            open_stop = stop
    return stops, unlawful, open_stop


def _extended(base: Deadline, run: Run, stops: list[Stop]) -> tuple[Deadline, list[Extended]]:
    """The deadline with extensions and stops, and the extensions that do not count."""
    due = base.stopped_for(stops)
    refused: list[Extended] = []
    for extension in run.extensions:
        longer = _longer(base, extension, run) if due.is_met_by(extension.occurred_at) else None
        longer_due = None if longer is None else longer.stopped_for(stops)
        if longer is None or longer_due is None or not _is_later(longer_due, due):
            refused.append(extension)
        else:
            base, due = longer, longer_due
    return due, refused


def _longer(base: Deadline, extension: Extended, run: Run) -> Deadline | None:
    """The deadline an extension gives before any stop; ``None`` if it gives none."""
    calendar, policy, started_at = base.calendar, base.policy, run.started_at
    try:
        if extension.until is not None:
            return deadline(started_at, AGREED, calendar, policy, agreed_at=extension.until)
        assert extension.amount is not None
        if extension.total:
            return deadline(started_at, extension.amount, calendar, policy)
        return base.extended_by(extension.amount)
    except (InvalidLimit, ReversedInterval):  # "at least" so much; a day before the receipt
        return None


def _is_later(longer: Deadline, due: Deadline) -> bool:
    return longer.at is not None and due.at is not None and longer.at > due.at


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


SUPPLEMENT = "supplement"
"""The ground of a stop while a supplement is waited for, where special law says so."""
