"""Checking a batch (kiểm tra hàng loạt): records in, assessments out, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.admission import (
    MappingReader,
    duplicate_of,
    place_of,
    refuse_month_first,
)
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.faults import admit_dossier
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.rules import Judge
from tthc_deadlines.checking.summary import Summary, Tally
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import AlreadyStreamed, WrongType
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits.policy import CountingPolicy

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

Row = DossierRecord | Dossier | Finding | Mapping[str, Any]
"""What can be judged: a record, a dossier with events, a row known to be bad, or a mapping
of named values (one with ``events`` is read as a dossier)."""


class CheckResult:
    """A check under way (kết quả kiểm tra): iterate over it, then ask for the summary.

    Yields one :class:`~tthc_deadlines.checking.assessment.Assessment` for each dossier that can
    be judged and one :class:`~tthc_deadlines.findings.Finding` for each that cannot, in
    the order of the input. Nothing is held but the codes seen, to notice duplicates. It
    can be iterated once, a second time raises :class:`AlreadyStreamed`; :attr:`summary`
    counts what has gone through, and runs the rest if it has not.
    """

    def __init__(
        self,
        records: Iterable[Row],
        judge: Judge,
        assessor: Assessor,
        recorded_by: dt.datetime | None = None,
    ) -> None:
        self._judge, self._assessor, self._recorded_by = judge, assessor, recorded_by
        self._tally = Tally(judge.at, judge.calendar, judge.policy)
        self._found = self._run(records)
        self._used = False

    @property
    def at(self) -> dt.datetime:
        """The instant of the check, local time (thời điểm kiểm tra)."""
        return self._judge.at

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar it counts with."""
        return self._judge.calendar

    def __iter__(self) -> Iterator[Assessment | Finding]:
        if self._used:
            raise AlreadyStreamed(what="the check")
        return self._found

    def _run(self, records: Iterable[Row]) -> Iterator[Assessment | Finding]:
        add, consider, assess = self._tally.add, self._judge.consider, self._assessor.consider
        seen: dict[str, int | None] = {}
        paths: dict[str, str] = {}
        first_path: str | None = None
        for record in _admitted(records):
            found: Assessment | Finding
            if isinstance(record, Finding):
                found = record
            elif record.code in seen:
                where = paths.get(record.code, first_path or "")
                found = duplicate_of(record, place_of(where, seen[record.code]))
            else:
                found = (
                    assess(record, self._recorded_by)
                    if isinstance(record, Dossier)
                    else consider(record)
                )
                if isinstance(found, Assessment):
                    seen[record.code] = record.line
                    first_path = record.path if first_path is None else first_path
                    if record.path != first_path:
                        paths[record.code] = record.path
            add(found)
            yield found
        self._used = True

    @property
    def assessments(self) -> Iterator[Assessment]:
        """The judged dossiers alone, as they come (hồ sơ đã xét); uses up the one pass."""
        return (found for found in self if isinstance(found, Assessment))

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding, of dossiers and bad rows, as they come; uses up the one pass."""
        for found in self:
            yield from (found,) if isinstance(found, Finding) else found.findings

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many dossiers have each status (số hồ sơ theo tình trạng), after the whole pass."""
        return self.summary.by_status

    @property
    def summary(self) -> Summary:
        """The numbers of the whole batch (tổng hợp); what was not iterated yet is run now."""
        for _ in self._found:
            pass
        return self._tally.summary()


def _admitted(records: Iterable[Row]) -> Iterator[DossierRecord | Dossier | Finding]:
    """Records and findings as they are; mappings read, each by its position from 1."""
    reader = MappingReader()
    for number, record in enumerate(records, start=1):
        if isinstance(record, (DossierRecord, Dossier, Finding)):
            yield record
        elif isinstance(record, Mapping):
            told = "events" in record
            yield admit_dossier(record, line=number) if told else reader.read(record, number)
        else:
            raise WrongType(field="record", value=record, expected=_EXPECTED)


_EXPECTED = 'a DossierRecord, a Dossier or a mapping (of a DataFrame: df.to_dict("records"))'


def check(
    records: Iterable[Row],
    at: dt.datetime,
    calendar: WorkingCalendar | None = None,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
    *,
    catalogue: Catalogue | None = None,
    recorded_by: dt.datetime | None = None,
    organisation: Organisation | None = None,
) -> CheckResult:
    """Judge many dossiers at one instant (kiểm tra hàng loạt hồ sơ).

    Args:
        records: dossiers, e.g. of
            :func:`~tthc_deadlines.exchange.opening.read_dossiers`; findings among them are
            rows already known to be bad and are counted as such. A mapping, e.g. of
            ``df.to_dict("records")``, is read like a row of a file: the same names, the
            same forms of dates, and dates and aware datetimes besides. One that cannot be
            read is a finding whose ``line`` is its position, from 1.
        at: the instant of the check, with a time zone.
        calendar: the working calendar; the national one by default.
        policy: what "due soon" means, and the other thresholds.
        counting: the choices of counting where the law leaves one.
        catalogue: the procedures, for dossiers that do not state their limit themselves.
        recorded_by: of dossiers with events, use only what was recorded by then.
        organisation: who is who, for dossiers with events: who may hold them, who is away.

    Returns:
        A :class:`CheckResult`. One bad row never hides another: rows read are always
        rows judged plus rows reported as bad. Of two rows with one code the second is bad.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. OutOfCoverage: ``at`` lies outside the
            calendar. AmbiguousDates: a list of mappings in which some date only makes sense
            with the month first. WrongType (while iterating): something that is no record.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> records = [DossierRecord(code="H01", received_at=dt.date(2026, 11, 20),
    ...                          limit_text="05 ngày làm việc"),
    ...            DossierRecord(code="H01", received_at=dt.date(2026, 11, 23))]
    >>> result = check(records, dt.datetime(2026, 11, 25, 9, tzinfo=VIETNAM))
    >>> [getattr(found, "status", found) and found.__class__.__name__ for found in result]
    ['Assessment', 'Finding']
    >>> result.summary.read, result.summary.judged, result.summary.bad
    (2, 1, 1)
    >>> rows = [{"ma_ho_so": "H01", "ngay_tiep_nhan": "20/11/2026"}, {"ma_ho_so": "H02"}]
    >>> [found.line for found in check(rows, at=result.at) if isinstance(found, Finding)]
    [2]

    Basis: circular 01/2018/TT-VPCP article 13 (earlier, on the day, later); the due dates
    those of :func:`~tthc_deadlines.limits.deadline.deadline`.
    """
    if isinstance(records, Sequence):
        refuse_month_first(records)
    calendar = calendar if calendar is not None else vietnam_calendar()
    return CheckResult(
        records,
        Judge(at, calendar, policy, counting, catalogue),
        Assessor(at, calendar, catalogue, policy, counting, organisation),
        None if recorded_by is None else as_instant(recorded_by, "recorded_by"),
    )
