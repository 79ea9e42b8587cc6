"""Summing up (tổng hợp): counts by status and unit, the worst, what falls due.

Everything here is bounded: the size of a summary depends on the number of units, not of
dossiers.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding, Severity

FIRST_BAD_ROWS = 20


@attrs.frozen(kw_only=True)
class DueList:
    """What falls due in a span of days (hồ sơ đến hạn), both ends inclusive.

    Attributes:
        first, last: the days.
        count: how many running dossiers fall due.
        soonest: the first of them by due instant, then code.
    """

    first: dt.date
    last: dt.date
    count: int
    soonest: tuple[Assessment, ...]


@attrs.frozen(kw_only=True)
class Summary:
    """The whole batch in numbers (tổng hợp).

    Attributes:
        at: the instant of the check.
        edition: the calendar's edition.
        provisional: how many due dates rest on a provisional calendar.
        read: rows read: always ``judged`` + ``bad``.
        judged, bad: rows judged, rows that could not be.
        outside_coverage: how many of the bad ones only lie outside the calendar.
        by_status: status → count, every status present.
        by_unit: unit → status → count, the most late and overdue first.
        by_finding: code → count, bad rows included.
        by_severity: severity → count, bad rows included.
        worst: the dossiers furthest over, by working time, then code.
        due: "today", "tomorrow", "next_working_day" and "this_week" (from today to
            Sunday): running dossiers that fall due then.
        bad_rows: the first bad rows.
    """

    at: dt.datetime
    edition: str
    provisional: int
    read: int
    judged: int
    bad: int
    outside_coverage: int
    by_status: Mapping[Status, int]
    by_unit: Mapping[str, Mapping[Status, int]]
    by_finding: Mapping[str, int]
    by_severity: Mapping[Severity, int]
    worst: tuple[Assessment, ...]
    due: Mapping[str, DueList]
    bad_rows: tuple[Finding, ...]

    def reaches(self, severity: Severity) -> bool:
        """Whether there is any finding as grave as this one or graver."""
        return any(
            count and found.rank >= severity.rank for found, count in self.by_severity.items()
        )


class _Reversed(str):
    """A code that sorts the other way round, so that ties fall to the first code."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


class _Due:
    """Collects one :class:`DueList`."""

    def __init__(self, first: dt.date, last: dt.date, listed: int) -> None:
        self.first, self.last, self.listed = first, last, listed
        self.count = 0
        self._heap: list[tuple[float, _Reversed, int, Assessment]] = []

    def add(self, found: Assessment, due_on: dt.date, due_at: dt.datetime) -> None:
        if self.first <= due_on <= self.last:
            self.count += 1
            entry = (-due_at.timestamp(), _Reversed(found.record.code), -self.count, found)
            if len(self._heap) < self.listed:
                heapq.heappush(self._heap, entry)
            elif self._heap:
                heapq.heappushpop(self._heap, entry)

    def done(self) -> DueList:
        ordered = sorted(self._heap, key=lambda entry: entry[:3], reverse=True)
        return DueList(
            first=self.first,
            last=self.last,
            count=self.count,
            soonest=tuple(entry[3] for entry in ordered),
        )


class Tally:
    """Counts while a batch runs (bộ đếm); :meth:`summary` gives the numbers so far."""

    def __init__(self, at: dt.datetime, calendar: WorkingCalendar, policy: CheckPolicy) -> None:
        self._at, self._calendar, self._policy = at, calendar, policy
        self._judged = self._bad = self._outside = 0
        self._status: Counter[Status] = Counter()
        self._units: dict[str, Counter[Status]] = {}
        self._codes: Counter[str] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._worst: list[tuple[dt.timedelta, _Reversed, int, Assessment]] = []
        self._bad_rows: list[Finding] = []
        self._due = _due_lists(at.date(), calendar, policy.listed)
        self._horizon = max(due.last for due in self._due.values())

    def add(self, found: Assessment | Finding) -> None:
        """Count one row."""
        if isinstance(found, Finding):
            self._bad += 1
            self._outside += found.code == "out_of_coverage"
            self._count(found)
            if len(self._bad_rows) < FIRST_BAD_ROWS:
                self._bad_rows.append(found)
            return
        self._judged += 1
        self._status[found.status] += 1
        unit = self._units.get(found.record.unit)
        if unit is None:
            unit = self._units[found.record.unit] = Counter()
        unit[found.status] += 1
        for finding in found.findings:
            self._count(finding)
        if found.working_over is not None and found.due_on is not None:
            self._add_worst(found, found.working_over)
        due = found.deadline
        if due is None or not found.status.is_running:
            return
        if due.on is not None and due.at is not None and due.on <= self._horizon:
            for span in self._due.values():
                span.add(found, due.on, due.at)

    def _count(self, finding: Finding) -> None:
        self._codes[finding.code] += 1
        self._severities[finding.severity] += 1

    def _add_worst(self, found: Assessment, over: dt.timedelta) -> None:
        entry = (over, _Reversed(found.record.code), -self._judged, found)
        if len(self._worst) < self._policy.worst:
            heapq.heappush(self._worst, entry)
        elif self._worst and entry > self._worst[0]:
            heapq.heapreplace(self._worst, entry)

    def summary(self) -> Summary:
        """The numbers so far (kết quả tổng hợp)."""
        worst = sorted(self._worst, key=lambda entry: entry[:3], reverse=True)
        return Summary(
            at=self._at,
            edition=self._calendar.edition,
            provisional=self._codes["provisional_calendar"],
            read=self._judged + self._bad,
            judged=self._judged,
            bad=self._bad,
            outside_coverage=self._outside,
            by_status={status: self._status[status] for status in Status},
            by_unit={
                name: dict(self._units[name])
                for name in sorted(
                    self._units, key=lambda name: _unit_rank(name, self._units[name])
                )
            },
            by_finding=dict(sorted(self._codes.items())),
            by_severity={severity: self._severities[severity] for severity in Severity},
            worst=tuple(entry[3] for entry in worst),
            due={name: due.done() for name, due in self._due.items()},
            bad_rows=tuple(self._bad_rows),
        )


def _unit_rank(name: str, counts: Mapping[Status, int]) -> tuple[int, int, str]:
    late = counts.get(Status.OVERDUE, 0), counts.get(Status.LATE, 0)
    return -late[0], -late[1], name


def _due_lists(today: dt.date, calendar: WorkingCalendar, listed: int) -> dict[str, _Due]:
    tomorrow = today + dt.timedelta(days=1)
    sunday = today + dt.timedelta(days=6 - today.weekday())
    working = calendar.next_working_day(today)
    spans = {
        "today": (today, today),
        "tomorrow": (tomorrow, tomorrow),
        "next_working_day": (working, working),
        "this_week": (today, sunday),
    }
    return {name: _Due(first, last, listed) for name, (first, last) in spans.items()}


def plain_summary(summary: Summary) -> dict[str, Any]:
    """The numbers as plain JSON values (tổng hợp dạng JSON), codes instead of dossiers."""
    return {
        "read": summary.read,
        "judged": summary.judged,
        "bad": summary.bad,
        "outside_coverage": summary.outside_coverage,
        "provisional_due_dates": summary.provisional,
        "by_status": {str(status): count for status, count in summary.by_status.items()},
        "by_unit": {
            unit: {str(status): count for status, count in sorted(counts.items())}
            for unit, counts in summary.by_unit.items()
        },
        "by_finding": dict(summary.by_finding),
        "by_severity": {str(name): count for name, count in summary.by_severity.items()},
        "worst": [found.record.code for found in summary.worst],
        "due": {
            name: {
                "first": due.first.isoformat(),
                "last": due.last.isoformat(),
                "count": due.count,
                "soonest": [found.record.code for found in due.soonest],
            }
            for name, due in summary.due.items()
        },
    }
