"""Judging one dossier (xét một hồ sơ): its due date, how it stands, what is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.admission import due_outside_coverage, fault_of, time_needed
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.codes import code_mismatch
from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.promises import (
    Promise,
    PromiseExplainer,
    compare_promise,
    promise_finding,
)
from tthc_deadlines.checking.reckoning import LimitReading, Reckoner, impossible
from tthc_deadlines.checking.resolving import Resolver
from tthc_deadlines.checking.showing import apology_words, local_date, shown_due
from tthc_deadlines.checking.standing import FinishTimeNeededError, Standing, Yardstick
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.status import OwnStatus, Status, read_own_status
from tthc_deadlines.errors import InvalidLimit, OutOfCoverage, TimeOfDayNeeded
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.policy import CountingPolicy

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue

_VERDICTS = frozenset({Status.OVERDUE, Status.LATE})
"""Statuses that a period not counted or an extension could still change."""


def judge(
    record: DossierRecord,
    at: dt.datetime,
    calendar: WorkingCalendar,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
) -> Assessment | Finding:
    """How one dossier stands at an instant (xét một hồ sơ).

    For limits in days the local *dates* of finishing and due are compared: before is
    early, the same day on time, after late; for limits in hours the instants are. A
    dossier without an end of processing is running until due, overdue after, and due
    soon when its last day has come or less is left than ``policy`` says. Where the
    file's own status says that it waits for the applicant, or was refused or withdrawn,
    it is stopped or closed and never overdue. A finish after ``at`` has not happened yet.

    Returns:
        An :class:`Assessment`, or a :class:`~tthc_deadlines.findings.Finding` for a
        record that contradicts itself or lacks what its limit needs.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. OutOfCoverage: ``at`` lies outside the
            calendar.

    >>> from tthc_deadlines import vietnam_calendar
    >>> from tthc_deadlines.instants import VIETNAM
    >>> record = DossierRecord(code="H01", received_at=dt.date(2026, 11, 20),
    ...                        limit_text="05 ngày làm việc")
    >>> found = judge(record, dt.datetime(2026, 12, 1, 10, tzinfo=VIETNAM), vietnam_calendar())
    >>> found.status, found.due_on, found.working_over
    (<Status.OVERDUE: 'overdue'>, datetime.date(2026, 11, 30), datetime.timedelta(seconds=7200))

    Basis: Civil Code 2015 article 148.6; circular 01/2018/TT-VPCP article 13 (earlier, on
    the day, later).
    """
    return Judge(at, calendar, policy, counting).consider(record)


class Judge:
    """Judges many dossiers at one instant, remembering limits and due dates (bộ xét hồ sơ)."""

    def __init__(
        self,
        at: dt.datetime,
        calendar: WorkingCalendar,
        policy: CheckPolicy | None = None,
        counting: CountingPolicy | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.at = as_instant(at, "at").astimezone(calendar.zone)
        self.today = self.at.date()
        calendar.is_working_day(self.today)  # refuses an instant outside the calendar
        self.calendar = calendar
        self.policy = policy or CheckPolicy()
        self._reckoner = Reckoner(calendar, counting or CountingPolicy())
        self._resolver = Resolver(self._reckoner, catalogue) if catalogue is not None else None
        self._explainer = PromiseExplainer()
        self._yardstick = Yardstick(self.at, calendar, self.policy)

    def consider(self, record: DossierRecord) -> Assessment | Finding:
        """Judge one dossier; a :class:`Finding` for a record that cannot be judged."""
        fault = fault_of(record, self.calendar)
        if fault is not None:
            return fault
        reading = self._limit_of(record)
        try:
            due = self._reckoner.deadline_of(record.received_at, reading, record.promised_at)
            if due is not None and due.on is None:
                reading = attrs.evolve(
                    reading, problem="undated_limit", values={"limit": record.limit_text}
                )
                due = None
            return self._assess(record, reading, due)
        except InvalidLimit as error:
            return self._assess(record, impossible(record.limit_text, error), None)
        except TimeOfDayNeeded:
            return time_needed(
                record, "received_at", limit=reading.limit, received=record.received_at
            )
        except FinishTimeNeededError as error:
            return time_needed(record, "finished_at", limit=reading.limit, due=error.due)
        except OutOfCoverage:
            if reading.limit is None:
                raise
            return due_outside_coverage(record, self.calendar, reading.limit)

    def _limit_of(self, record: DossierRecord) -> LimitReading:
        """The limit the row states; where it states none, that of its procedure."""
        reading = self._reckoner.limit_of(record.limit_text)
        if reading.limit is None and self._resolver is not None and record.procedure_code:
            found = self._resolver.of_record(record, local_date(record.received_at))
            if found.limit is not None or reading.problem == "no_limit":
                return found
        return reading

    def _assess(
        self, record: DossierRecord, reading: LimitReading, due: Deadline | None
    ) -> Assessment:
        finished = record.finished_at
        if finished is not None and self._yardstick.is_ahead(finished):
            finished = None
        own = read_own_status(record.status_text) if record.status_text else None
        status, left, over = self._standing(record, due, finished, own)
        promise = Promise.NONE if due is None else compare_promise(record.promised_at, due)
        quality = None if due is None else self._reckoner.quality_of(due)
        findings = self._findings(record, reading, due, status, left, over)
        if due is not None and quality is Quality.PROVISIONAL:
            findings.append(make_finding("provisional_calendar", record, due=due.on))
        self._on_promise(findings, record, due, promise)
        self._on_record(findings, record, status, own, finished)
        return Assessment(
            record=record,
            at=self.at,
            status=status,
            limit=reading.limit,
            deadline=due,
            quality=quality,
            working_left=left,
            working_over=over,
            promise=promise,
            findings=tuple(findings),
        )

    def _standing(
        self,
        record: DossierRecord,
        due: Deadline | None,
        finished: Moment | None,
        own: OwnStatus | None,
    ) -> Standing:
        if finished is None and own is OwnStatus.STOPPED:
            return Standing(Status.STOPPED)
        if finished is None and own is OwnStatus.CLOSED:
            return Standing(Status.CLOSED)
        if finished is not None:
            return self._yardstick.finished(due, finished)
        return self._yardstick.running(due, record.received_at)

    # --- findings ---------------------------------------------------------------------

    def _findings(
        self,
        record: DossierRecord,
        reading: LimitReading,
        due: Deadline | None,
        status: Status,
        left: dt.timedelta | None,
        over: dt.timedelta | None,
    ) -> list[Finding]:
        found: list[Finding] = []
        if reading.problem and status is not Status.CLOSED:
            found.append(
                make_finding(
                    reading.problem, record, at=self.at, column="limit_text", **reading.values
                )
            )
        if due is None:
            return found
        if status is Status.OVERDUE:
            found.append(
                make_finding(
                    "overdue", record, at=due.at, over=over, due=shown_due(due), limit=due.limit
                )
            )
        elif status is Status.DUE_SOON:
            found.append(
                make_finding(
                    "due_soon",
                    record,
                    at=due.at,
                    left=left,
                    due=shown_due(due),
                    apology=apology_words(due, self.today),
                )
            )
        for code, words in reading.notes if status in _VERDICTS else ():
            found.append(make_finding(code, record, column="limit_text", words=words))
        return found

    def _on_promise(
        self, found: list[Finding], record: DossierRecord, due: Deadline | None, promise: Promise
    ) -> None:
        promised = record.promised_at
        if promised is None or due is None or promise in (Promise.NONE, Promise.SAME):
            return
        at, explainer = record.received_at, self._explainer
        found.append(promise_finding(record, promised, due, at, explainer, promise))

    def _on_record(
        self,
        found: list[Finding],
        record: DossierRecord,
        status: Status,
        own: OwnStatus | None,
        finished: Moment | None,
    ) -> None:
        is_idle = record.holder == "" and finished is None
        if is_idle and status not in (Status.STOPPED, Status.CLOSED):
            found.append(make_finding("unassigned", record, at=self.at, column="holder"))
        if own is None and record.status_text and status.is_running:
            found.append(
                make_finding("unknown_status", record, column="status_text", own=record.status_text)
            )
        if (mismatch := code_mismatch(record)) is not None:
            found.append(mismatch)
        self._on_dates(found, record, own, finished)

    def _on_dates(
        self,
        found: list[Finding],
        record: DossierRecord,
        own: OwnStatus | None,
        finished: Moment | None,
    ) -> None:
        if record.finished_at is not None and finished is None:
            found.append(
                make_finding(
                    "finished_after_check",
                    record,
                    at=self.at,
                    column="finished_at",
                    finished=record.finished_at,
                )
            )
        elif finished is not None and own in (OwnStatus.OPEN, OwnStatus.STOPPED):
            found.append(
                make_finding(
                    "status_conflict",
                    record,
                    column="status_text",
                    own=record.status_text,
                    finished=finished,
                )
            )
        if self._yardstick.is_ahead(record.received_at):
            found.append(
                make_finding(
                    "received_after_check",
                    record,
                    at=self.at,
                    column="received_at",
                    received=record.received_at,
                )
            )
