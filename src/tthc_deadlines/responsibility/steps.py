"""The step of an instant (bước đang làm): which step of the workflow a dossier is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tthc_deadlines.dossiers.events import StepStarted
from tthc_deadlines.dossiers.folding import fold_words
from tthc_deadlines.dossiers.history import StepRun
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.procedures.workflow import Step


class Steps:
    """The passages through steps, asked by instant (các lần thực hiện bước)."""

    __slots__ = ("_steps", "_workflow")

    def __init__(self, steps: Sequence[StepRun], procedure: Procedure | None) -> None:
        self._steps = steps
        workflow = procedure.workflow if procedure is not None else None
        self._workflow = workflow.steps if workflow is not None else ()

    def at(self, at: dt.datetime) -> tuple[str, ...]:
        """The names of the step begun last and not ended (tên gọi của bước đang làm).

        As recorded, by number, by label and by what is done in it; empty between steps.
        """
        for one in reversed(self._steps):
            ended = one.completed_by
            if one.event.occurred_at <= at and (ended is None or at < ended.occurred_at):
                return self.names_of(one.event)
        return ()

    def names_of(self, event: StepStarted) -> tuple[str, ...]:
        """Every name a step goes by (các cách gọi một bước)."""
        step = self.step_of(event)
        if step is None:
            return tuple(filter(None, (event.step, str(event.order or ""))))
        duty = step.duty.value if step.duty is not None else ""
        return tuple(filter(None, (event.step, str(step.order), step.label, duty)))

    def step_of(self, event: StepStarted) -> Step | None:
        """The step of the workflow that is meant (bước trong quy trình); ``None`` if none is."""
        if event.order is not None:
            return next((one for one in self._workflow if one.order == event.order), None)
        wanted = fold_words(event.step)
        if not wanted:
            return None
        fitting = [
            one for one in self._workflow if wanted in map(fold_words, (one.label, one.name))
        ]
        if not fitting and wanted.isdecimal():
            fitting = [one for one in self._workflow if one.order == int(wanted)]
        return fitting[0] if len(fitting) == 1 else None

    def changes(self) -> list[dt.datetime]:
        """The instants at which a step begins or ends (mốc bắt đầu, kết thúc bước)."""
        found = [one.event.occurred_at for one in self._steps]
        return found + [
            one.completed_by.occurred_at for one in self._steps if one.completed_by is not None
        ]
