"""Workflows (quy trình nội bộ): the steps of a procedure and the time each is given."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.limits.time_limit import TimeLimit, Unit


class StepKind(StrEnum):
    """What the time cell of a step says (cách ghi thời gian của bước).

    ``DURATION``: an amount. ``OFFICE_HOURS``: "Giờ hành chính", done when the applicant
    comes, not counted. ``MISSING``: an empty cell. ``NOT_COUNTED``: "Không tính thời gian".
    ``IMMEDIATE``: "Ngay sau khi …". ``NOT_SPECIFIED``: "Không quy định".
    """

    DURATION = "duration"
    OFFICE_HOURS = "office_hours"
    MISSING = "missing"
    NOT_COUNTED = "not_counted"
    IMMEDIATE = "immediate"
    NOT_SPECIFIED = "not_specified"


class Duty(StrEnum):
    """What is done in a step (việc của bước): receive, assign, draft, review, sign …"""

    RECEIVE = "receive"
    ASSIGN = "assign"
    DRAFT = "draft"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"


@attrs.frozen(kw_only=True)
class Step:
    """One step of a workflow (một bước).

    Attributes:
        order: its place, from 1; the only thing that tells steps apart.
        label: the label as printed, "Bước 3"; not unique.
        name: what is done, short.
        role: who does it, as printed.
        unit: the body or unit of that role, where known.
        budget: the time given; ``None`` where the cell states no amount.
        budget_text: the cell as printed.
        kind: what the cell says.
        stage: the part of the workflow it belongs to, e.g. "cấp xã".
        branch: the case it belongs to, where steps exclude one another.
        excluded: the step lies outside the processing time: a publication after the
            result, another authority's part that the text does not count.
        shares_previous: its time is within that of the step before (a shared cell).
        duty: what is done, where that is certain.

    >>> Step(order=1, name="Tiếp nhận", budget=TimeLimit.parse("0,5 ngày làm việc")).counts
    True

    Basis: the internal workflows of provincial decisions.
    """

    order: int
    name: str
    label: str = ""
    role: str = ""
    unit: str = ""
    budget: TimeLimit | None = None
    budget_text: str = ""
    kind: StepKind = StepKind.DURATION
    stage: str = ""
    branch: str = ""
    excluded: bool = False
    shares_previous: bool = False
    duty: Duty | None = None

    @property
    def counts(self) -> bool:
        """Whether its budget is part of the whole (có tính vào tổng thời gian)."""
        return self.budget is not None and self.budget.unit.has_amount and not self.excluded


@attrs.frozen(kw_only=True)
class Workflow:
    """The steps of a procedure (quy trình nội bộ), with the total as published.

    Attributes:
        steps: in order.
        total_text: the total as printed.
        total: the total, where it is one limit.
        parts: the limits it is made of, where the text states several
            ("15 ngày + 08 ngày làm việc").
        appointments: the limits of two appointments ("hẹn lần 1", "hẹn lần 2"), between
            which another authority or the applicant acts and no time is counted.
        citation: the decision it comes from.
        notes: what a reader should know, in Vietnamese.

    >>> steps = [Step(order=n, name="", budget=TimeLimit.parse(text))
    ...          for n, text in enumerate(["04 giờ làm việc", "1,5 ngày làm việc"], 1)]
    >>> Workflow(steps=tuple(steps), total=TimeLimit.parse("02 ngày làm việc")).adds_up
    True

    Basis: the internal workflows of provincial decisions; a day is 8 working hours by
    their convention, not by law.
    """

    steps: tuple[Step, ...] = ()
    total_text: str = ""
    total: TimeLimit | None = None
    parts: tuple[TimeLimit, ...] = ()
    appointments: tuple[TimeLimit, ...] = ()
    citation: Citation | None = None
    notes: tuple[str, ...] = ()

    @property
    def counted_steps(self) -> tuple[Step, ...]:
        """The steps whose budgets make up the whole (các bước tính vào tổng)."""
        return tuple(step for step in self.steps if step.counts)

    @property
    def branches(self) -> tuple[str, ...]:
        """The cases that exclude one another (các trường hợp), in order."""
        return tuple(dict.fromkeys(step.branch for step in self.steps if step.branch))

    @property
    def sums(self) -> tuple[TimeLimit, ...]:
        """The budgets added up unit by unit (tổng theo từng đơn vị).

        Working hours are added to working days where both occur. A part in which steps
        exclude one another is added as if all were done; see :attr:`sum`.
        """
        return _sums([step.budget for step in self.counted_steps if step.budget])

    @property
    def sum(self) -> TimeLimit | None:
        """The budgets together (tổng thời gian các bước).

        ``None`` where there are none, where they are in units that cannot be added, and
        where branches exclude one another.
        """
        sums = self.sums
        return sums[0] if len(sums) == 1 and not self.branches else None

    @property
    def adds_up(self) -> bool | None:
        """Whether the steps make exactly the total (tổng các bước bằng tổng thời gian).

        ``None`` where that cannot be said: no total, no step with a time, or branches
        that exclude one another.
        """
        wholes = (self.total,) if self.total else self.parts
        if not wholes or self.branches:
            return None
        sums = self.sums
        if all(not whole.unit.has_amount for whole in wholes):
            return _nothing_to_add(wholes[0], self.steps) if not sums else False
        if not sums:
            return None
        return set(sums) == set(_sums(wholes)) or self._adds_up_in_bare_days(wholes)

    def _adds_up_in_bare_days(self, wholes: tuple[TimeLimit, ...]) -> bool:
        """Steps in plain "ngày" under a total of days of two kinds: the numbers must agree."""
        units = {whole.unit for whole in wholes}
        bare = all(says_bare_day(step.budget_text) for step in self.counted_steps)
        if units != {Unit.CALENDAR_DAY, Unit.WORKING_DAY} or not bare:
            return False
        return sum(Fraction(s.value) for s in self.sums) == sum(Fraction(w.value) for w in wholes)

    @property
    def has_unit_conflict(self) -> bool:
        """Steps in plain "ngày" under a total in working days (lệch đơn vị tính)."""
        return (
            self.total is not None
            and self.total.unit is Unit.WORKING_DAY
            and any(says_bare_day(step.budget_text) for step in self.counted_steps)
        )

    @property
    def features(self) -> frozenset[str]:
        """What is particular about it (đặc điểm), as stable words for scripts."""
        kinds = {step.kind for step in self.steps}
        budgets = [step.budget for step in self.counted_steps if step.budget]
        labels = [step.label for step in self.steps if step.label]
        found = {
            "fractional": any(isinstance(budget.value, Fraction) for budget in budgets),
            "office_hours_step": StepKind.OFFICE_HOURS in kinds,
            "untimed_step": StepKind.MISSING in kinds,
            "not_counted_step": StepKind.NOT_COUNTED in kinds,
            "immediate": StepKind.IMMEDIATE in kinds,
            "excluded_step": any(step.excluded for step in self.steps),
            "shared_cell": any(step.shares_previous for step in self.steps),
            "conditional_branch": bool(self.branches),
            "staged": any(step.stage for step in self.steps),
            "two_stage_appointment": bool(self.appointments),
            "duplicate_step_label": len(set(labels)) < len(labels),
            "mixed_units": len({b.unit for b in budgets} | _units_left_out(self.steps)) > 1,
            "hours": any(b.unit in {Unit.HOUR, Unit.WORKING_HOUR} for b in budgets),
        }
        return frozenset(name for name, holds in found.items() if holds)


def says_bare_day(text: str) -> bool:
    """Whether a cell says "ngày" without saying which kind (chỉ ghi "ngày").

    >>> says_bare_day("0,5 ngày"), says_bare_day("0,5 ngày làm việc"), says_bare_day("4 giờ")
    (True, False, False)
    """
    words = text.lower()
    return "ngày" in words and "ngày làm việc" not in words


def _nothing_to_add(total: TimeLimit, steps: tuple[Step, ...]) -> bool | None:
    """A total without an amount is met by steps that say the same."""
    same = [step for step in steps if step.budget is not None and step.budget.unit is total.unit]
    return True if same else None


def _units_left_out(steps: tuple[Step, ...]) -> set[Unit]:
    return {step.budget.unit for step in steps if step.excluded and step.budget is not None}


def _sums(limits: list[TimeLimit] | tuple[TimeLimit, ...]) -> tuple[TimeLimit, ...]:
    """Sums by unit, largest unit first as they come; working hours join working days."""
    totals: dict[Unit, Fraction] = {}
    for limit in limits:
        totals[limit.unit] = totals.get(limit.unit, Fraction()) + Fraction(limit.value)
    if Unit.WORKING_DAY in totals and Unit.WORKING_HOUR in totals:
        totals[Unit.WORKING_DAY] += totals.pop(Unit.WORKING_HOUR) / 8  # law.EIGHT_HOUR_DAY
    return tuple(
        TimeLimit(value=value, unit=unit) for unit, value in totals.items() if unit.has_amount
    )
