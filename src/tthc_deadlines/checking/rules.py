"""Judging one dossier (xét một hồ sơ): its due date, how it stands, what is wrong."""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.admission import due_outside_coverage, fault_of, time_needed
from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.promises import Cause, Promise, PromiseExplainer, compare_promise
from tthc_deadlines.checking.reckoning import LimitReading, Reckoner, impossible
from tthc_deadlines.checking.showing import Words, apology_words, local_date
from tthc_deadlines.dossiers.code import parse_dossier_code
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.status import OwnStatus, Status, read_own_status
from tthc_deadlines.errors import InvalidLimit, OutOfCoverage, TimeOfDayNeeded
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.limits.time_limit import TimeLimit

_ONE_DAY = dt.timedelta(days=1)
_VERDICTS = frozenset({Status.OVERDUE, Status.LATE})
"""Statuses that a period not counted or an extension could still change."""


@attrs.frozen(kw_only=True)
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

    Basis: as for :func:`judge`.
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
    ) -> None:
        self.at = as_instant(at, "at").astimezone(calendar.zone)
        self.today = self.at.date()
        calendar.is_working_day(self.today)  # refuses an instant outside the calendar
        self.calendar = calendar
        self.policy = policy or CheckPolicy()
        self._reckoner = Reckoner(calendar, counting or CountingPolicy())
        self._explainer = PromiseExplainer()
        self._margin = self.policy.due_soon_working_time

    def consider(self, record: DossierRecord) -> Assessment | Finding:
        """Judge one dossier; a :class:`Finding` for a record that cannot be judged."""
        fault = fault_of(record, self.calendar)
        if fault is not None:
            return fault
        reading = self._reckoner.limit_of(record.limit_text)
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
        except _FinishTimeNeededError as error:
            return time_needed(record, "finished_at", limit=reading.limit, due=error.due)
        except OutOfCoverage:
            if reading.limit is None:
                raise
            return due_outside_coverage(record, self.calendar, reading.limit)

    def _assess(
        self, record: DossierRecord, reading: LimitReading, due: Deadline | None
    ) -> Assessment:
        finished = record.finished_at
        if finished is not None and self._is_after_check(finished):
            finished = None
        own = read_own_status(record.status_text) if record.status_text else None
        status, left, over = self._standing(record, due, finished, own)
        promise = Promise.NONE if due is None else compare_promise(record.promised_at, due)
        quality = None if due is None else self._reckoner.quality_of(due)
        findings = self._findings(record, reading, due, status, left, over)
        if due is not None and quality is Quality.PROVISIONAL:
            findings.append(make_finding("provisional_calendar", record, due=due.on))
        self._on_promise(findings, record, due, promise)
        self._on_record(findings, record, status, own)
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

    def _is_after_check(self, moment: Moment) -> bool:
        return moment > self.at if isinstance(moment, dt.datetime) else moment > self.today

    # --- how it stands ----------------------------------------------------------------

    def _standing(
        self,
        record: DossierRecord,
        due: Deadline | None,
        finished: Moment | None,
        own: OwnStatus | None,
    ) -> tuple[Status, dt.timedelta | None, dt.timedelta | None]:
        if finished is None and own is OwnStatus.STOPPED:
            return Status.STOPPED, None, None
        if finished is None and own is OwnStatus.CLOSED:
            return Status.CLOSED, None, None
        if due is None or due.on is None or due.at is None:
            return Status.NO_LIMIT, None, None
        if finished is not None:
            left, over = self._working_time(_end_of(finished, self.at), due.at)
            return _finished_status(finished, due, due.on, due.at), left, over
        is_over = self.today > due.on if due.is_day_based else self.at > due.at
        left, over = self._working_time(self.at, due.at)
        if is_over:
            return Status.OVERDUE, None, over or dt.timedelta()
        left = left or dt.timedelta()
        soon = due.on <= self.today or self._is_little(left, record.received_at, due.at)
        return (Status.DUE_SOON if soon else Status.RUNNING), left, None

    def _working_time(
        self, moment: dt.datetime, due_at: dt.datetime
    ) -> tuple[dt.timedelta | None, dt.timedelta | None]:
        if moment <= due_at:
            return self.calendar.working_time_between(moment, due_at), None
        return None, self.calendar.working_time_between(due_at, moment)

    def _is_little(self, left: dt.timedelta, received_at: Moment, due_at: dt.datetime) -> bool:
        if left < self._margin:
            return True
        start = _end_of(received_at, self.at)
        if start >= due_at:
            return True
        whole = self.calendar.working_time_between(start, due_at)
        share = self.policy.due_soon_share
        return left * share.denominator < whole * share.numerator

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
                    "overdue", record, at=due.at, over=over, due=_shown(due), limit=due.limit
                )
            )
        elif status is Status.DUE_SOON:
            found.append(
                make_finding(
                    "due_soon",
                    record,
                    at=due.at,
                    left=left,
                    due=_shown(due),
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
        cause = self._explainer.explain(local_date(promised), due, record.received_at)
        code = "promised_not_derivable"
        if cause is not None and cause.lawful:
            code = "promised_by_other_reading"
        elif promise is Promise.LATER:
            code = "promised_after_due"
        found.append(
            make_finding(
                code,
                record,
                column="promised_at",
                promised=promised,
                due=_shown(due),
                cause=cause.words if cause else Words("", ""),
                cause_code=_code_of(cause),
            )
        )

    def _on_record(
        self, found: list[Finding], record: DossierRecord, status: Status, own: OwnStatus | None
    ) -> None:
        finished = record.finished_at
        is_open = finished is None or self._is_after_check(finished)
        if record.holder == "" and is_open and status not in (Status.STOPPED, Status.CLOSED):
            found.append(make_finding("unassigned", record, at=self.at, column="holder"))
        if own is None and record.status_text and status.is_running:
            found.append(
                make_finding("unknown_status", record, column="status_text", own=record.status_text)
            )
        self._on_code(found, record)
        self._on_dates(found, record, own)

    def _on_code(self, found: list[Finding], record: DossierRecord) -> None:
        received = local_date(record.received_at)
        if f"-{received.year % 100:02}{received.month:02}{received.day:02}-" in record.code:
            return  # of whatever form, no other day stands in it
        code = parse_dossier_code(record.code)
        if code is not None and code.received_on != received:
            found.append(
                make_finding(
                    "code_date_mismatch",
                    record,
                    column="code",
                    in_code=code.received_on,
                    received=received,
                )
            )

    def _on_dates(self, found: list[Finding], record: DossierRecord, own: OwnStatus | None) -> None:
        finished = record.finished_at
        if finished is not None and self._is_after_check(finished):
            found.append(
                make_finding(
                    "finished_after_check",
                    record,
                    at=self.at,
                    column="finished_at",
                    finished=finished,
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
        if self._is_after_check(record.received_at):
            found.append(
                make_finding(
                    "received_after_check",
                    record,
                    at=self.at,
                    column="received_at",
                    received=record.received_at,
                )
            )


class _FinishTimeNeededError(ValueError):
    def __init__(self, due: dt.date) -> None:
        super().__init__(due)
        self.due = due


def _finished_status(finished: Moment, due: Deadline, on: dt.date, at: dt.datetime) -> Status:
    if due.is_day_based or not isinstance(finished, dt.datetime):
        day = local_date(finished)
        if day == on and not due.is_day_based:
            raise _FinishTimeNeededError(on)
        return Status.EARLY if day < on else Status.ON_TIME if day == on else Status.LATE
    return Status.EARLY if finished < at else Status.ON_TIME if finished == at else Status.LATE


def _end_of(moment: Moment, like: dt.datetime) -> dt.datetime:
    """The instant itself, or the end of a day whose time of day is not known."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=like.tzinfo) + _ONE_DAY


def _shown(due: Deadline) -> Moment | None:
    return due.on if due.is_day_based else due.at


def _code_of(cause: Cause | None) -> str | None:
    return None if cause is None else cause.code
