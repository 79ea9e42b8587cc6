"""Assessments of dossiers with events (kết quả xét hồ sơ có diễn biến)."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.one_stop_rule import OneStopRules
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.procedures.procedure import Procedure

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar
    from tthc_deadlines.checking.life.obligations import Obligation
    from tthc_deadlines.checking.life.step_clocks import StepClock
    from tthc_deadlines.responsibility.custody import Custodian
    from tthc_deadlines.responsibility.gaps import Gap
    from tthc_deadlines.responsibility.links import Chain
    from tthc_deadlines.responsibility.organisation import Organisation
    from tthc_deadlines.responsibility.segments import Segment

_SECOND = dt.timedelta(seconds=1)


@attrs.frozen(kw_only=True, slots=False)  # quicker to make: many fields
class DossierAssessment(Assessment):
    """How a dossier stands, worked out from its events (kết quả xét từ diễn biến).

    Besides what every assessment has:

    Attributes:
        dossier: what was assessed; ``history`` what its events amount to.
        runs: each course of the clock with its due date, oldest first.
        acceptance: when it was to be accepted, for kinds and channels that have a limit.
        published: when the agency's own shorter limit runs out, beside the law's.
        promised_at: what the applicant was last promised; ``first_promise`` at first.
        procedure: the procedure, where the catalogue has it.
        rules: the one-stop decree in force at receipt.
        calendar, counting: what it was counted with.
        organisation: who is who, if it was given.

    ``deadline`` is the statutory due date of the last run: promises and re-appointments
    never move it. There is none while a supplement is waited for, because the limit starts
    anew with it; when the run that ended was due stands in ``runs``.

    >>> from tthc_deadlines import TimeLimit, assess, vietnam_calendar
    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> from tthc_deadlines.instants import VIETNAM
    >>> accepted = Accepted(id="e1", occurred_at=dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("05 ngày làm việc"), events=[accepted])
    >>> at = dt.datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    >>> found = assess(dossier, at, vietnam_calendar())
    >>> found.status.value, found.next_obligation.duty.value, found.working_used
    ('running', 'transfer', datetime.timedelta(seconds=28800))

    Basis: decree 118/2025/NĐ-CP articles 17–22; Civil Code 2015 articles 144–148.
    """

    dossier: Dossier
    history: History
    runs: tuple[RunClock, ...] = ()
    acceptance: Deadline | None = None
    published: Deadline | None = None
    procedure: Procedure | None = None
    rules: OneStopRules | None = None
    calendar: WorkingCalendar = attrs.field(repr=False)
    counting: CountingPolicy = attrs.field(repr=False)
    organisation: Organisation | None = attrs.field(default=None, repr=False)

    @property
    def promised_at(self) -> Moment | None:
        """What the applicant was last promised (ngày hẹn trả hiện tại)."""
        promises = self.history.promises
        return promises[-1].moment if promises else None

    @property
    def first_promise(self) -> Moment | None:
        """What the slip said at first (ngày hẹn trả ban đầu); never overwritten."""
        promises = self.history.promises
        return promises[0].moment if promises else None

    @property
    def working_used(self) -> dt.timedelta:
        """Working time that counted in the last run (thời gian làm việc đã dùng)."""
        return self.runs[-1].used(self.calendar) if self.runs else dt.timedelta()

    @property
    def late_runs(self) -> tuple[RunClock, ...]:
        """The runs that were past due when they ended (các lượt quá hạn)."""
        return tuple(run for run in self.runs if run.is_late)

    @property
    def steps(self) -> tuple[StepClock, ...]:
        """Each step with its budget, what it used, its own due date (các bước)."""
        from tthc_deadlines.checking.life.step_clocks import step_clocks

        return step_clocks(self)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What must be done, soonest first (việc phải làm); what is past due included."""
        from tthc_deadlines.checking.life.obligations import obligations_of

        return obligations_of(self)

    @property
    def next_obligation(self) -> Obligation | None:
        """The first of them (việc phải làm tiếp theo); ``None`` when nothing is left."""
        found = self.obligations
        return found[0] if found else None

    @cached_property
    def custodian(self) -> Custodian:
        """Who tells whose hands it is in, at any instant (bộ xác định người giữ)."""
        from tthc_deadlines.checking.life.case import custodian_of

        return custodian_of(
            self.dossier, self.history, self.runs, self.procedure, self.calendar,
            self.organisation,
        )  # fmt: skip

    @cached_property
    def custody(self) -> tuple[Segment, ...]:
        """Whose hands it was in, from acceptance to its end (việc nắm giữ)."""
        return self.custodian.segments(self.at)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """When nobody active, present and competent had it (các khoảng bỏ trống)."""
        from tthc_deadlines.responsibility.gaps import gaps_of

        return gaps_of(self.custody)

    @property
    def chain(self) -> Chain | None:
        """Who answers for it at the instant (chuỗi trách nhiệm); once ended, who did at its end.

        Nobody has to assign what has ended. ``None`` without an organisation, and before it
        is accepted.
        """
        from tthc_deadlines.responsibility.chain import chain_of

        accepted, ended = self.history.accepted_at, self.history.ended_at
        if self.organisation is None or accepted is None:
            return None
        if ended is None:
            return chain_of(self.custodian, self.at)
        last = max(accepted, ended - _SECOND)
        return attrs.evolve(chain_of(self.custodian, last), assign_by="", assign_citation=None)

    def explain(self, lang: Language = "vi") -> str:
        """The whole as a file note (bản giải trình), line by line, with the law."""
        from tthc_deadlines.checking.note.file_note import file_note

        return file_note(self, lang)
