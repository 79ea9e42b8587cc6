"""Clocks (đồng hồ thời hạn): when each run of a dossier is due, stops and extensions counted.

Restart, stop or neither: a full supplement starts a new run with the whole limit, a lawful
stop takes its days out, all else leaves the clock running.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.extensions import Extensions
from tthc_deadlines.dossiers.events import Extended
from tthc_deadlines.dossiers.history import Run
from tthc_deadlines.dossiers.history import Stop as RecordedStop
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.stops import Stop, begins_in_time, merged

Lawful = Callable[[RecordedStop], tuple[str, str] | None]
"""The words of the ground a stop rests on, ``None`` where the law names none such."""

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
        too_late: extensions decided when the limit had run out, not counted.
        not_longer: extensions decided in time that give no later day, not counted.
        is_stopped: whether a lawful stop that began in time is open at ``until``.
    """

    run: Run
    deadline: Deadline | None
    until: dt.datetime
    stops: tuple[Stop, ...] = ()
    unlawful: tuple[RecordedStop, ...] = ()
    too_late: tuple[Extended, ...] = ()
    not_longer: tuple[Extended, ...] = ()
    is_stopped: bool = False

    @property
    def started_at(self) -> dt.datetime:
        """When the run started (bắt đầu lượt tính)."""
        return self.run.started_at

    @property
    def refused(self) -> tuple[Extended, ...]:
        """The extensions that do not count, in order (các lần gia hạn không được tính)."""
        if not self.too_late or not self.not_longer:
            return self.too_late or self.not_longer
        ids = {one.id for one in (*self.too_late, *self.not_longer)}
        return tuple(one for one in self.run.extensions if one.id in ids)

    @property
    def counted(self) -> tuple[Extended, ...]:
        """The extensions that count, in order (các lần gia hạn được tính)."""
        ids = {one.id for one in self.refused}
        return tuple(one for one in self.run.extensions if one.id not in ids)

    @property
    def is_late(self) -> bool:
        """Whether it was past due at ``until`` (quá hạn); what was late stays late."""
        return self.deadline is not None and self.deadline.is_met_by(self.until) is False

    def used(self, calendar: WorkingCalendar, until: dt.datetime | None = None) -> dt.timedelta:
        """Working time that counted (thời gian làm việc đã dùng), stops taken out."""
        until = self.until if until is None else min(until, self.until)
        return time_worked(self.started_at, until, merged(self.stops), calendar)


def time_worked(
    start: dt.datetime, end: dt.datetime, stops: list[Stop], calendar: WorkingCalendar
) -> dt.timedelta:
    """Working time between two instants, merged stops taken out (thời gian làm việc)."""
    if end <= start:
        return dt.timedelta()
    spent = calendar.working_time_between(start, end)
    for stop in stops:
        first, last = max(stop.start, start), min(stop.end, end)
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
    extended = Extensions(base, run, stops)
    due = extended.deadline
    return RunClock(
        run=run,
        deadline=due,
        until=until,
        stops=tuple(stops),
        unlawful=tuple(unlawful),
        too_late=tuple(extended.too_late),
        not_longer=tuple(extended.not_longer),
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
