"""The case (hồ sơ đang xét): everything the rules may ask about one dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.promises import PromiseExplainer
from tthc_deadlines.checking.resolving import Resolved
from tthc_deadlines.checking.standing import Standing
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.status import OwnStatus
from tthc_deadlines.errors import OutOfCoverage
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.one_stop_rule import OneStopRules
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.procedure import Procedure, ProcedureLimit
from tthc_deadlines.responsibility.custody import Custodian
from tthc_deadlines.responsibility.organisation import Organisation

_DAYS = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY})


def custodian_of(
    dossier: Dossier,
    history: History,
    runs: tuple[RunClock, ...],
    procedure: Procedure | None,
    calendar: WorkingCalendar,
    office: Organisation | None,
) -> Custodian:
    """Whose hands it is in, by the runs and the lawful stops of its clock (người giữ hồ sơ)."""
    lawful = [stop for clock in runs for stop in clock.run.stops if stop not in clock.unlawful]
    return Custodian(
        dossier, history, calendar, office, procedure,
        runs=tuple(clock.run for clock in runs), stops=lawful,
    )  # fmt: skip


Reckon = Callable[[dt.datetime, TimeLimit], Deadline | None]
"""Computes and remembers the due date of a limit."""


@attrs.define(kw_only=True, eq=False)
class Case:
    """One dossier being assessed (hồ sơ đang xét). Used inside this room only."""

    dossier: Dossier
    record: DossierRecord
    history: History
    channel: str
    runs: tuple[RunClock, ...]
    acceptance: Deadline | None
    acceptance_row: ProcedureLimit | None
    reckon: Reckon
    resolved: Resolved
    rules: OneStopRules | None
    standing: Standing
    own: OwnStatus | None
    calendar: WorkingCalendar
    counting: CountingPolicy
    policy: CheckPolicy
    explainer: PromiseExplainer
    at: dt.datetime
    organisation: Organisation | None = None
    is_provisional: bool = False
    today: dt.date = attrs.field(init=False)
    due: Deadline | None = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.today = self.at.date()
        due = self.runs[-1].deadline if self.runs else None
        self.due = due if due is not None and due.on is not None else None

    def custodian(self, office: Organisation | None) -> Custodian:
        """Who tells whose hands it is in (bộ xác định người giữ)."""
        return custodian_of(
            self.dossier, self.history, self.runs, self.resolved.procedure, self.calendar, office
        )

    def deadline_from(self, start: dt.datetime, limit: TimeLimit) -> Deadline | None:
        """When a limit of some rule runs out (hạn theo quy tắc); none outside the calendar."""
        try:
            return self.reckon(start, limit)
        except OutOfCoverage:
            return None

    def exceeded(self, start: dt.datetime, limit: TimeLimit, end: dt.datetime) -> Deadline | None:
        """The deadline of a limit from ``start`` that ``end`` lies beyond; ``None`` if none.

        No limit of n days runs out before n days have gone by: most need no counting.
        """
        if limit.unit in _DAYS and (end.date() - start.date()).days <= limit.value:
            return None
        due = self.deadline_from(start, limit)
        return due if due is not None and due.is_met_by(end) is False else None

    def run_at(self, instant: dt.datetime) -> RunClock | None:
        """The run an instant falls in (lượt tính tại thời điểm)."""
        for clock in reversed(self.runs):
            if clock.started_at <= instant:
                return clock
        return None

    def finding(self, code: str, *, at: dt.datetime | None = None, **values: Any) -> Finding:
        """A finding about this dossier (lập phát hiện).

        What its texts say of an event of which only the day is known is that day.
        """
        days = {event.occurred_at for event in self.history.events if event.day_only}
        if days:
            values = {
                name: value.date() if isinstance(value, dt.datetime) and value in days else value
                for name, value in values.items()
            }
        return make_finding(code, self.record, at=at, **values)
