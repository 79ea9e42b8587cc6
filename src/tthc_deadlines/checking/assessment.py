"""Assessments (kết quả xét): how one dossier stands at an instant, with its grounds."""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.checking.promises import Promise
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.time_limit import TimeLimit


@attrs.frozen(kw_only=True, slots=False)  # quicker to make: many fields
class Assessment:
    """How one dossier stands at an instant (kết quả xét một hồ sơ).

    Attributes:
        record: the dossier as the list has it.
        at: the instant of the check.
        status: how it stands.
        limit: the limit applied; ``None`` where none can be.
        deadline: the due date with its grounds; ``None`` without a limit.
        quality: whether that rests on a provisional year of the calendar.
        working_left: working time left until due, at the check or, for a finished
            dossier, when it was finished; ``None`` where it has no meaning.
        working_over: working time beyond due, likewise.
        promise: the promised date against the computed one.
        findings: what is to be reported.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> record = DossierRecord(code="H01", received_at=dt.date(2026, 11, 20))
    >>> Assessment(record=record, at=dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM),
    ...            status=Status.NO_LIMIT).due_on is None
    True

    Basis: as for :func:`~tthc_deadlines.checking.rules.judge`.
    """

    record: DossierRecord
    at: dt.datetime
    status: Status
    limit: TimeLimit | None = None
    deadline: Deadline | None = None
    quality: Quality | None = None
    working_left: dt.timedelta | None = None
    working_over: dt.timedelta | None = None
    promise: Promise = Promise.NONE
    findings: tuple[Finding, ...] = ()

    @property
    def due_on(self) -> dt.date | None:
        """The last day (ngày hết hạn)."""
        return None if self.deadline is None else self.deadline.on

    @property
    def due_at(self) -> dt.datetime | None:
        """The instant it expires (thời điểm hết hạn)."""
        return None if self.deadline is None else self.deadline.at
