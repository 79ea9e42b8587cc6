"""Steps of a dossier (các bước của hồ sơ): budget, time used, own due date, latest start.

A budget in days is counted as working time, eight hours a day, as internal workflows do;
when it runs out is not the law's business but the office's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.clocks import RunClock, time_worked
from tthc_deadlines.dossiers.events import StepStarted
from tthc_deadlines.dossiers.folding import fold_words
from tthc_deadlines.dossiers.history import History, StepRun
from tthc_deadlines.limits.counting import duration_of
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.ends import hours_of
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.limits.stops import Stop, merged
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.procedures.workflow import Step

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment

_WORKING = frozenset({Unit.WORKING_DAY, Unit.WORKING_HOUR})
_NOTHING = dt.timedelta()


@attrs.frozen(kw_only=True)
class StepClock:
    """One step with its time (một bước và thời gian của nó).

    Attributes:
        step: the step of the workflow; order 0 for one the workflow does not have.
        passages: each time it was worked on.
        holder: who worked on it last.
        budget: its working time; ``None`` where it has none.
        used: working time used so far, stops taken out, all passages together.
        due_at: when the budget of the last passage runs out; ``None`` before it starts.
        latest_start: the last instant at which it can begin so that the whole is still in
            time; ``None`` once it has begun, or where that cannot be told.

    Basis: none in law; the internal workflow the procedure was published with.
    """

    step: Step
    passages: tuple[StepRun, ...] = ()
    holder: str = ""
    budget: dt.timedelta | None = None
    used: dt.timedelta = _NOTHING
    due_at: dt.datetime | None = None
    latest_start: dt.datetime | None = None

    @property
    def name(self) -> str:
        """The step as messages name it: label and name (tên bước)."""
        return step_name(self.step)

    @property
    def started_at(self) -> dt.datetime | None:
        """When it first began."""
        return self.passages[0].event.occurred_at if self.passages else None

    @property
    def completed_at(self) -> dt.datetime | None:
        """When its last passage ended; ``None`` while it is worked on."""
        last = self.passages[-1].completed_by if self.passages else None
        return None if last is None else last.occurred_at

    @property
    def left(self) -> dt.timedelta | None:
        """Working time left of the budget (thời gian còn lại); ``None`` without a budget."""
        return None if self.budget is None else max(self.budget - self.used, _NOTHING)

    @property
    def over(self) -> dt.timedelta | None:
        """Working time over the budget (thời gian vượt); ``None`` where it is kept."""
        if self.budget is None or self.used <= self.budget:
            return None
        return self.used - self.budget


def step_name(step: Step) -> str:
    """A step as messages name it (tên bước): label and name, as far as there are any."""
    label = step.label or (f"B{step.order}" if step.order else "")
    return ": ".join(filter(None, (label, step.name)))


def step_passages(
    history: History, procedure: Procedure | None
) -> list[tuple[Step, list[StepRun]]]:
    """The steps of a workflow with their passages (các lần thực hiện từng bước).

    Those that events name and the workflow lacks come at the end, with the order 0.
    """
    workflow = procedure.workflow if procedure else None
    return _matched(workflow.steps if workflow else (), history.steps)


def step_clocks(found: DossierAssessment) -> tuple[StepClock, ...]:
    """The steps of an assessed dossier, in the order of its workflow (các bước)."""
    return steps_of(
        found.history, found.procedure, found.runs, found.deadline, found.calendar,
        found.counting, found.at,
    )  # fmt: skip


def steps_of(
    history: History,
    procedure: Procedure | None,
    runs: tuple[RunClock, ...],
    due: Deadline | None,
    calendar: WorkingCalendar,
    counting: CountingPolicy,
    at: dt.datetime,
) -> tuple[StepClock, ...]:
    """The steps with their time, those that events name and the workflow lacks at the end."""
    passages = step_passages(history, procedure)
    until = history.ended_at or at
    stops = merged([*(stop for run in runs for stop in run.stops), *_waits(runs, until)])
    clocks = [
        _clock(step, tuple(worked), until, stops, calendar, counting) for step, worked in passages
    ]
    if due is None or due.at is None or history.ended_at is not None:
        return tuple(clocks)
    return tuple(_with_latest_starts(clocks, due.at, calendar))


def _waits(runs: tuple[RunClock, ...], until: dt.datetime) -> Iterator[Stop]:
    """The times between runs: what the applicant takes is no official's."""
    for clock, after in zip_longest(runs, runs[1:]):
        ended = clock.run.ended_at if clock else None
        again = after.started_at if after else until
        if ended is not None and ended < again:
            yield Stop(ended, again)


def _matched(
    steps: tuple[Step, ...], worked: tuple[StepRun, ...]
) -> list[tuple[Step, list[StepRun]]]:
    """Each step with its passages. A label that several steps share is taken in their order.

    Work without the name of a step is told by who did it.
    """
    found: list[tuple[Step, list[StepRun]]] = [(step, []) for step in steps]
    strangers: dict[tuple[str, str], list[StepRun]] = {}
    for one in worked:
        place = _place(found, one.event)
        if place is None:
            who = (one.event.holder or one.event.actor) if one.is_nameless else ""
            strangers.setdefault((one.event.step, who), []).append(one)
        else:
            found[place][1].append(one)
    return found + [(Step(order=0, name=name), runs) for (name, _), runs in strangers.items()]


def _place(found: list[tuple[Step, list[StepRun]]], event: StepStarted) -> int | None:
    if event.order is not None:
        return next((n for n, (step, _) in enumerate(found) if step.order == event.order), None)
    wanted = fold_words(event.step)
    if not wanted:
        return None
    fitting = [n for n, (step, _) in enumerate(found) if wanted in _names(step)]
    if not fitting and wanted.isdecimal():
        fitting = [n for n, (step, _) in enumerate(found) if step.order == int(wanted)]
    unused = [n for n in fitting if not found[n][1]]
    return next(iter(unused or fitting), None)


@lru_cache(maxsize=8192)
def _names(step: Step) -> frozenset[str]:
    return frozenset(filter(None, (fold_words(step.label), fold_words(step.name))))


def _clock(
    step: Step,
    passages: tuple[StepRun, ...],
    until: dt.datetime,
    stops: list[Stop],
    calendar: WorkingCalendar,
    counting: CountingPolicy,
) -> StepClock:
    budget = budget_of(step.budget, calendar, counting) if step.budget else None
    if not passages:
        return StepClock(step=step, budget=budget)
    used = _NOTHING
    for one in passages:
        end = one.completed_by.occurred_at if one.completed_by else until
        used += time_worked(one.event.occurred_at, end, stops, calendar)
    last = passages[-1].event
    return StepClock(
        step=step,
        passages=passages,
        holder=last.holder or last.actor,
        budget=budget,
        used=used,
        due_at=_due_at(last.occurred_at, step.budget, budget, stops, calendar, counting),
    )


def budget_of(
    limit: TimeLimit, calendar: WorkingCalendar, counting: CountingPolicy
) -> dt.timedelta | None:
    """A budget as working time (thời gian được giao); ``None`` if it is not in such units."""
    if limit.unit not in _WORKING and isinstance(limit.value, int):
        return None
    return _budget(limit, calendar, counting)


@lru_cache(maxsize=4096)
def _budget(
    limit: TimeLimit, calendar: WorkingCalendar, counting: CountingPolicy
) -> dt.timedelta | None:
    hours, working = hours_of(limit, calendar, counting)
    return duration_of(hours) if working else None


def _due_at(
    start: dt.datetime,
    limit: TimeLimit | None,
    budget: dt.timedelta | None,
    stops: list[Stop],
    calendar: WorkingCalendar,
    counting: CountingPolicy,
) -> dt.datetime | None:
    """When the budget runs out; a limit in plain days by the law's own counting."""
    if budget is None:
        if limit is None or not limit.unit.is_dated:
            return None
        return deadline(start, limit, calendar, counting).stopped_for(stops).at
    due = calendar.add_working_time(start, budget)
    for stop in stops:
        if stop.start <= due and stop.end > start:
            left = calendar.working_time_between(max(stop.start, start), due)
            due = calendar.add_working_time(stop.end, left)
    return due


def _with_latest_starts(
    clocks: list[StepClock], due_at: dt.datetime, calendar: WorkingCalendar
) -> list[StepClock]:
    """Walk back from the due date through the steps after the last one worked on.

    It ends where the time of a step cannot be told: a budget not in working time, or steps
    of which only one case applies.
    """
    found = list(clocks)
    left = _NOTHING
    for place in range(len(found) - 1, -1, -1):
        clock = found[place]
        step = clock.step
        if not step.order or step.excluded:
            continue
        if clock.passages or step.branch or (step.counts and clock.budget is None):
            break
        left += clock.budget or _NOTHING
        found[place] = attrs.evolve(clock, latest_start=calendar.add_working_time(due_at, -left))
    return found
