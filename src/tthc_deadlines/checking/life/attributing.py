"""Attributing (quy trách nhiệm từ kết quả xét): an assessed dossier's lateness, run by run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tthc_deadlines.checking.life.step_clocks import budget_of, step_name, step_passages
from tthc_deadlines.responsibility.attribution import Attribution, StepWork, attribute
from tthc_deadlines.responsibility.segments import Segment

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment


def attributions(found: DossierAssessment, segments: Sequence[Segment]) -> tuple[Attribution, ...]:
    """Who made each run late, oldest first (quy trách nhiệm chậm của từng lượt tính).

    One for every run that has an instant it is due at; ``index`` is its place in
    ``found.runs``. A run that a full supplement started has the budgets of the steps anew.
    Stops that began when the limit had run out move no due date, but their time is nobody's
    delay either.

    Args:
        found: the dossier as assessed.
        segments: who had it, from its acceptance to its end or the instant assessed.

    Raises:
        OutOfCoverage: a segment lies outside the calendar.

    Basis: decree 118/2025/NĐ-CP article 19.5 for the run anew; the rest is the library's own
    convention, see :mod:`~tthc_deadlines.responsibility.attribution`.
    """
    works = _works(found)
    return tuple(
        attribute(
            clock.started_at, clock.until, clock.deadline.at, works, segments, found.calendar,
            clock.stops, index,
        )
        for index, clock in enumerate(found.runs)
        if clock.deadline is not None and clock.deadline.at is not None
    )  # fmt: skip


def _works(found: DossierAssessment) -> list[StepWork]:
    """The steps that were begun; one still open is worked on as long as its run goes on."""
    works: list[StepWork] = []
    for step, passages in step_passages(found.history, found.procedure):
        if not passages:
            continue
        budget: dt.timedelta | None = None
        if step.budget is not None:
            budget = budget_of(step.budget, found.calendar, found.counting)
        worked = tuple(
            (one.event.occurred_at, one.completed_by.occurred_at if one.completed_by else found.at)
            for one in passages
        )
        works.append(StepWork(step.order, step_name(step), budget, worked))
    return works
