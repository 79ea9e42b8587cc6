"""The workflow of a procedure file (quy trình trong tệp): its table and its steps."""

from __future__ import annotations

import attrs

from tthc_deadlines.errors import AmbiguousWording
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.duties import duty_of
from tthc_deadlines.procedures.file_faults import Faults
from tthc_deadlines.procedures.file_shape import Row
from tthc_deadlines.procedures.file_values import choice, read_citation, read_limit, read_words
from tthc_deadlines.procedures.workflow import Duty, Step, StepKind, Workflow

# What a time cell may say instead of an amount.
_CELLS = {
    "": StepKind.MISSING,
    "giờ hành chính": StepKind.OFFICE_HOURS,
    "trong giờ hành chính": StepKind.OFFICE_HOURS,
    "không tính thời gian": StepKind.NOT_COUNTED,
    "không quy định": StepKind.NOT_SPECIFIED,
}
_WORKING_UNITS = frozenset({Unit.WORKING_DAY, Unit.WORKING_HOUR})


def read_workflow(table: Row | None, rows: list[Row], faults: Faults) -> Workflow | None:
    """The workflow of a file; a total or a cell that cannot be read is a fault."""
    if table is None:
        if rows:
            faults.add("steps_without_workflow", "step", 0)
        return None
    stated = choice(Unit, table, "unit", faults)
    total = _total(table, faults)
    parts = _several(table, "parts", faults)
    # A step's plain "ngày" is of the kind the column head, or else the total, speaks of.
    spoken_of = stated or (total.unit if total else Unit.CALENDAR_DAY)
    steps = [_step(row, spoken_of in _WORKING_UNITS, stated, faults) for row in rows]
    citation = read_citation(table, "basis", faults)
    return Workflow(
        steps=tuple(steps),
        total_text=table.get("text", ""),
        total=total,
        parts=parts,
        appointments=_several(table, "appointments", faults),
        citation=citation,
        notes=tuple(table.get("notes", ())),
    )


def _total(table: Row, faults: Faults) -> TimeLimit | None:
    """The total as said, or as its published words read; not to be read is no fault."""
    if "total" in table.values:
        return read_words(table, "total", faults)
    if "parts" in table.values:
        return None
    try:
        return TimeLimit.parse(table.get("text", ""))
    except AmbiguousWording:
        return None


def _several(table: Row, key: str, faults: Faults) -> tuple[TimeLimit, ...]:
    read = [read_limit(words, table, key, faults) for words in table.get(key, ())]
    return tuple(limit for limit in read if limit is not None)


def _step(row: Row, working: bool, stated: Unit | None, faults: Faults) -> Step:
    text = row.get("budget", "")
    kind, budget = _cell(text, working, stated is not None, row, faults)
    shares = row.get("shares_previous", False)
    if shares and row.index == 0:
        faults.add("shares_nothing", "step", 0, "shares_previous")
    step = Step(
        order=row.index + 1,
        label=row.get("label", ""),
        name=row.get("name", ""),
        role=row.get("role", ""),
        unit=row.get("unit", ""),
        budget=budget,
        budget_text=text,
        kind=kind,
        stage=row.get("stage", ""),
        branch=row.get("branch", ""),
        excluded=row.get("excluded", False),
        shares_previous=shares,
        duty=choice(Duty, row, "duty", faults),
    )
    return step if step.duty else attrs.evolve(step, duty=duty_of(step))


def _cell(
    text: str, working: bool, hours_too: bool, row: Row, faults: Faults
) -> tuple[StepKind, TimeLimit | None]:
    """What a time cell says: its kind and its amount."""
    words = " ".join(text.lower().split()).rstrip(".")
    if words in _CELLS:
        return _CELLS[words], None
    bare = Unit.WORKING_DAY if working else Unit.CALENDAR_DAY
    limit = read_limit(text, row, "budget", faults, bare)
    if limit is None:
        return StepKind.DURATION, None
    if working and hours_too and limit.unit is Unit.HOUR:
        limit = attrs.evolve(limit, unit=Unit.WORKING_HOUR)
    if limit.unit is Unit.IMMEDIATE:
        return StepKind.IMMEDIATE, limit
    return (StepKind.NOT_SPECIFIED, None) if limit.unit is Unit.NONE else (StepKind.DURATION, limit)
