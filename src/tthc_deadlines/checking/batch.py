"""Checking a batch (kiểm tra hàng loạt): records in, assessments out, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.admission import duplicate_of
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.rules import Assessment, Judge
from tthc_deadlines.checking.summary import Summary, Tally
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.errors import WrongType
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.policy import CountingPolicy


class CheckResult:
    """A check under way (kết quả kiểm tra): iterate over it, then ask for the summary.

    Yields one :class:`~tthc_deadlines.checking.rules.Assessment` for each dossier that can
    be judged and one :class:`~tthc_deadlines.findings.Finding` for each that cannot, in
    the order of the input. Nothing is held but the codes seen, to notice duplicates. It
    can be iterated once; :attr:`summary` counts what has gone through, and runs the rest
    if it has not.
    """

    def __init__(self, records: Iterable[DossierRecord | Finding], judge: Judge) -> None:
        self._judge = judge
        self._tally = Tally(judge.at, judge.calendar, judge.policy)
        self._found = self._run(records)

    @property
    def at(self) -> dt.datetime:
        """The instant of the check, local time (thời điểm kiểm tra)."""
        return self._judge.at

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar it counts with."""
        return self._judge.calendar

    def __iter__(self) -> Iterator[Assessment | Finding]:
        return self._found

    def _run(self, records: Iterable[DossierRecord | Finding]) -> Iterator[Assessment | Finding]:
        add, consider = self._tally.add, self._judge.consider
        seen: dict[str, int | None] = {}
        paths: dict[str, str] = {}
        first_path: str | None = None
        for record in records:
            found: Assessment | Finding
            if isinstance(record, Finding):
                found = record
            elif not isinstance(record, DossierRecord):
                raise WrongType(field="record", value=record, expected="a DossierRecord")
            elif record.code in seen:
                where = paths.get(record.code, first_path or "")
                found = duplicate_of(record, _place(where, seen[record.code]))
            else:
                found = consider(record)
                if isinstance(found, Assessment):
                    seen[record.code] = record.line
                    first_path = record.path if first_path is None else first_path
                    if record.path != first_path:
                        paths[record.code] = record.path
            add(found)
            yield found

    @property
    def summary(self) -> Summary:
        """The numbers of the whole batch (tổng hợp); what was not iterated yet is run now."""
        for _ in self._found:
            pass
        return self._tally.summary()


def _place(path: str, line: int | None) -> str:
    if line is None:
        return path or "…"
    return f"{path}:{line}" if path else f"#{line}"


def check(
    records: Iterable[DossierRecord | Finding],
    at: dt.datetime,
    calendar: WorkingCalendar | None = None,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
) -> CheckResult:
    """Judge many dossiers at one instant (kiểm tra hàng loạt hồ sơ).

    Args:
        records: dossiers, e.g. a :class:`~tthc_deadlines.exchange.records.DossierFile`;
            findings among them are rows already known to be bad and are counted as such.
        at: the instant of the check, with a time zone.
        calendar: the working calendar; the national one by default.
        policy: what "due soon" means.
        counting: the choices of counting where the law leaves one.

    Returns:
        A :class:`CheckResult`. One bad row never hides another: rows read are always
        rows judged plus rows reported as bad. Of two rows with one code the second is bad.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. OutOfCoverage: ``at`` lies outside the
            calendar. WrongType (while iterating): something that is not a record.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> records = [DossierRecord(code="H01", received_at=dt.date(2026, 11, 20),
    ...                          limit_text="05 ngày làm việc"),
    ...            DossierRecord(code="H01", received_at=dt.date(2026, 11, 23))]
    >>> result = check(records, dt.datetime(2026, 11, 25, 9, tzinfo=VIETNAM))
    >>> [getattr(found, "status", found) and found.__class__.__name__ for found in result]
    ['Assessment', 'Finding']
    >>> result.summary.read, result.summary.judged, result.summary.bad
    (2, 1, 1)
    """
    judge = Judge(at, calendar if calendar is not None else vietnam_calendar(), policy, counting)
    return CheckResult(records, judge)
