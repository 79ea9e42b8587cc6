"""Nothing unassigned (không để sót việc): the open dossiers that nobody has, now and soon."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.admission import duplicate_of, place_of
from tthc_deadlines.checking.life.answering_rules import gap_finding
from tthc_deadlines.checking.life.faults import finding_of_error
from tthc_deadlines.checking.life.stop_grounds import lawful_grounds
from tthc_deadlines.checking.life.view import record_of
from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.dossiers.courses import events_of, runs_of, supplement_effect
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event, instant_of_day
from tthc_deadlines.dossiers.events import Accepted, ResultIssued
from tthc_deadlines.dossiers.history import History, Run, State, Stop
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.dossiers.status import OwnStatus, read_own_status
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.procedures.errors import CatalogueError
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.responsibility.chain import chain_of
from tthc_deadlines.responsibility.custody import Custodian
from tthc_deadlines.responsibility.gaps import Gap, gaps_of, next_gap
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import Reason

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue

Row = DossierRecord | Dossier
_SETTLED = frozenset({OwnStatus.STOPPED, OwnStatus.CLOSED, OwnStatus.FINISHED})


@attrs.frozen(kw_only=True)
class Unassigned:
    """An open dossier that nobody active, present and competent has (hồ sơ bỏ trống).

    Attributes:
        code: the dossier's; ``path``, ``line`` where it stands.
        reason: why; ``since`` when that began; ``working`` the working time since.
        official: who had it last, or has it outside his competence; "" if nobody.
        unit: where it lies, as far as known.
        assign_by: who must assign it now; "" where the organisation does not tell.
        finding: the same for people, with its ground.
    """

    code: str
    reason: Reason
    since: dt.datetime
    working: dt.timedelta
    official: str
    unit: str
    assign_by: str
    finding: Finding
    path: str = ""
    line: int | None = None


@attrs.frozen(kw_only=True)
class Ahead:
    """What will be without a holder if nobody does anything (sắp bỏ trống).

    ``codes`` are the dossiers that ``official`` (or ``unit``) has now and that nobody will
    have from ``start`` on, the first working instant of it.
    """

    start: dt.datetime
    reason: Reason
    official: str
    unit: str
    codes: tuple[str, ...]


@attrs.frozen(kw_only=True)
class OfficeReport:
    """What is unassigned in an office (tình hình bỏ trống của cơ quan).

    Attributes:
        at: the instant.
        read: rows read; ``bad`` those that could not be, or whose code was there before;
            ``silent`` those whose list does not say who has them.
        open: dossiers that were the office's to work on.
        unassigned: those of them that nobody has; ``ahead`` what will be so, soonest first.
        gaps: the gaps of the period asked for, with the dossier's code.
    """

    at: dt.datetime
    read: int
    bad: tuple[Finding, ...]
    silent: int
    open: int
    unassigned: tuple[Unassigned, ...]
    ahead: tuple[Ahead, ...]
    gaps: tuple[tuple[str, Gap], ...]

    def by_reason(self) -> dict[Reason, int]:
        """How many dossiers for each reason (số hồ sơ theo lý do), most first."""
        counts = Counter(one.reason for one in self.unassigned)
        return dict(counts.most_common())

    def gap_totals(self) -> dict[Reason, tuple[int, dt.timedelta]]:
        """How many gaps and how much working time for each reason (tổng theo lý do)."""
        totals: dict[Reason, tuple[int, dt.timedelta]] = {}
        for _, gap in self.gaps:
            count, working = totals.get(gap.reason, (0, dt.timedelta()))
            totals[gap.reason] = count + 1, working + gap.working
        return dict(sorted(totals.items(), key=lambda one: -one[1][1]))


class _Tally:
    """Counts while the rows go by."""

    def __init__(self) -> None:
        self.read = self.open = self.silent = 0
        self.bad: list[Finding] = []
        self.unassigned: list[Unassigned] = []
        self.gaps: list[tuple[str, Gap]] = []
        self.seen: dict[str, str] = {}
        self._ahead: dict[tuple[dt.datetime, Reason, str, str], list[str]] = {}

    def ahead(self, code: str, gap: Gap | None) -> None:
        if gap is not None:
            key = gap.start, gap.reason, gap.official, gap.unit
            self._ahead.setdefault(key, []).append(code)

    def report(self, at: dt.datetime) -> OfficeReport:
        soonest = sorted(self._ahead.items(), key=lambda one: (one[0][0], -len(one[1]), one[0][2:]))
        return OfficeReport(
            at=at, read=self.read, bad=tuple(self.bad), silent=self.silent, open=self.open,
            unassigned=tuple(self.unassigned),
            ahead=tuple(
                Ahead(start=start, reason=reason, official=official, unit=unit, codes=tuple(codes))
                for (start, reason, official, unit), codes in soonest
            ),
            gaps=tuple(self.gaps),
        )  # fmt: skip


class OfficeCheck:
    """Whether every open dossier has a holder (kiểm tra toàn cơ quan), at an instant.

    Args:
        at: the instant.
        organisation: who is who.
        calendar: the working calendar; the national one by default.
        catalogue: the procedures, for fields, steps and grounds of stops.

    Raises:
        NaiveTimestamp: ``at`` has no time zone.

    >>> from tthc_deadlines.responsibility.records import *
    >>> office = Organisation(OrganisationRecords(
    ...     units=[Unit(id="xa", kind="agency")],
    ...     positions=[Position(id="ct", unit="xa", rank="head"), Position(id="cv", unit="xa")],
    ...     officials=[Official(id="ct-1", name="Chủ tịch xã"), Official(id="cv-1")],
    ...     appointments=[Appointment(official="ct-1", position="ct"),
    ...                   Appointment(official="cv-1", position="cv", until=dt.date(2026, 11, 18))]
    ... ))
    >>> received = dt.datetime(2026, 11, 16, 9, tzinfo=VIETNAM)
    >>> row = DossierRecord(code="H01", received_at=received, holder="cv-1")
    >>> now = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
    >>> (one,) = OfficeCheck(now, office).unassigned([row])
    >>> one.code, one.reason.value, one.since.day, office.name_of(one.assign_by)
    ('H01', 'holder_left', 18, 'Chủ tịch xã')

    Basis: none in law; the directives that no task is forgotten or without one named person;
    decree 118/2025/NĐ-CP articles 12.8 and 19.1.
    """

    def __init__(
        self,
        at: dt.datetime,
        organisation: Organisation,
        calendar: WorkingCalendar | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.at = as_instant(at, "at").astimezone(VIETNAM)
        self.organisation = organisation
        self.calendar = calendar if calendar is not None else vietnam_calendar()
        self.catalogue = catalogue

    def report(
        self,
        rows: Iterable[Row | Finding],
        *,
        until: dt.datetime | None = None,
        since: dt.datetime | None = None,
    ) -> OfficeReport:
        """Everything about a whole office, in one pass (báo cáo toàn cơ quan).

        Args:
            rows: dossiers; findings among them are rows known to be bad, and are kept. Of
                two rows with one code the second is bad.
            until: look ahead to this instant; by default not at all.
            since: also add up the gaps from this instant on; by default not.

        Raises:
            OutOfCoverage: the instant or ``until`` lies outside the calendar. NaiveTimestamp:
                ``until`` has no time zone.
        """
        self.calendar.is_working_day(self.at.date())
        if until is not None:
            self.calendar.is_working_day(as_instant(until, "until").astimezone(VIETNAM).date())
        tally = _Tally()
        for row in rows:
            tally.read += 1
            if isinstance(row, Finding):
                tally.bad.append(row)
            elif row.code in tally.seen:
                tally.bad.append(duplicate_of(row, tally.seen[row.code]))
            else:
                tally.seen[row.code] = place_of(row.path, row.line)
                try:
                    self._look_at(row, tally, until, since)
                except TthcDeadlinesError as error:  # one bad row hides no other
                    tally.bad.append(_not_looked_at(row, error))
        return tally.report(self.at)

    def _look_at(
        self, row: Row, tally: _Tally, until: dt.datetime | None, since: dt.datetime | None
    ) -> None:
        custodian = self.custodian(row)
        if custodian is None:
            tally.silent += 1
            return
        # All is asked before anything is counted: a row that fails counts as bad alone.
        gaps: tuple[Gap, ...] = ()
        if since is not None and not _is_said_to_be_settled(row, custodian):
            gaps = self._gaps(custodian, since)
        told, ahead = None, None
        is_open = self._is_worked_on(row, custodian)
        if is_open and custodian.holding_at(self.at).reason is not None:
            told = self._told(custodian)
        elif is_open and until is not None:
            ahead = next_gap(custodian, self.at, until)
        tally.open += is_open
        tally.gaps += [(row.code, gap) for gap in gaps]
        if told is not None:
            tally.unassigned.append(told)
        tally.ahead(row.code, ahead)

    def unassigned(self, rows: Iterable[Row]) -> Iterator[Unassigned]:
        """The open dossiers that nobody has (hồ sơ đang bỏ trống), in their order.

        Of a list without events the column of the holder is taken; a row whose list has no
        such column says nothing and is passed over.
        """
        for row in rows:
            custodian = self.custodian(row)
            if (
                custodian is not None
                and self._is_worked_on(row, custodian)
                and custodian.holding_at(self.at).reason is not None
            ):
                yield self._told(custodian)

    def gaps(self, row: Row, start: dt.datetime) -> tuple[Gap, ...]:
        """The gaps of one dossier from ``start`` up to the instant (bỏ trống trong kỳ).

        A gap that began before is cut at ``start``. Ended dossiers are looked at too.
        """
        custodian = self.custodian(row)
        return () if custodian is None else self._gaps(custodian, start)

    def _gaps(self, custodian: Custodian, start: dt.datetime) -> tuple[Gap, ...]:
        return tuple(
            self._clipped(one, start)
            for one in gaps_of(custodian.segments(self.at))
            if one.end > start
        )

    def _clipped(self, gap: Gap, start: dt.datetime) -> Gap:
        if gap.start >= start:
            return gap
        working = self.calendar.working_time_between(start, gap.end)
        return attrs.evolve(gap, start=start, working=working)

    # --- one dossier -------------------------------------------------------------------------

    def custodian(self, row: Row) -> Custodian | None:
        """Who tells whose hands a dossier is in; ``None`` where its list does not say."""
        dossier = _as_dossier(row)
        if dossier is None:
            return None
        history = replay(events_of(dossier), self.at)
        procedure = self._procedure(dossier, history)
        return Custodian(
            dossier, history, self.calendar, self.organisation, procedure,
            stops=_lawful(runs_of(history, supplement_effect(dossier, procedure)), procedure),
        )  # fmt: skip

    def _is_worked_on(self, row: Row, custodian: Custodian) -> bool:
        """Whether a dossier is the office's to work on at the instant."""
        if custodian.history.state is not State.RUNNING or custodian.is_stopped:
            return False
        return not _is_said_to_be_settled(row, custodian)

    def _procedure(self, dossier: Dossier, history: History) -> Procedure | None:
        if self.catalogue is None or not dossier.procedure_code:
            return None
        on = (history.accepted_at or self.at).date()
        try:
            return self.catalogue.find(
                dossier.procedure_code, on, level=dossier.level, issuer=dossier.issuer
            )
        except CatalogueError:
            return None

    def _told(self, custodian: Custodian) -> Unassigned:
        dossier = custodian.dossier
        record = record_of(dossier, custodian.history, self.at)
        make = partial(_made, record)
        finding = gap_finding(custodian, self.at, make, names=True)
        assert finding is not None
        gaps = gaps_of(custodian.segments(self.at))
        holding = custodian.holding_at(self.at)
        assert holding.reason is not None
        last = gaps[-1] if gaps else None
        return Unassigned(
            code=dossier.code,
            reason=holding.reason,
            since=last.start if last is not None else self.at,
            working=last.working if last is not None else dt.timedelta(),
            official=holding.official or holding.last_official,
            unit=holding.unit,
            assign_by=chain_of(custodian, self.at).assign_by,
            finding=finding,
            path=dossier.path,
            line=dossier.line,
        )


def _is_said_to_be_settled(row: Row, custodian: Custodian) -> bool:
    """Whether its own status says it is over, or stopped, where no event tells when."""
    if custodian.history.state is not State.RUNNING or not row.status_text:
        return False
    return read_own_status(row.status_text) in _SETTLED


def _made(
    record: DossierRecord, code: str, *, at: dt.datetime | None = None, **values: Any
) -> Finding:
    return make_finding(code, record, at=at, **values)


def _lawful(runs: tuple[Run, ...], procedure: Procedure | None) -> list[Stop]:
    stops = [stop for run in runs for stop in run.stops]
    if not stops:
        return stops
    lawful = lawful_grounds(procedure)
    return [stop for stop in stops if lawful(stop) is not None]


def _as_dossier(row: Row) -> Dossier | None:
    """A row of a list as a dossier of two events; ``None`` if the list names no holder."""
    if isinstance(row, Dossier):
        return row
    if row.holder is None:
        return None
    events: list[Event] = [_event(Accepted, "received", row.received_at)]
    if row.finished_at is not None:
        events.append(_event(ResultIssued, "finished", row.finished_at))
    return Dossier(
        code=row.code,
        procedure_code=row.procedure_code,
        unit=row.unit,
        holder=row.holder,
        events=events,
        status_text=row.status_text,
        path=row.path,
        line=row.line,
    )


def _not_looked_at(row: Row, error: TthcDeadlinesError) -> Finding:
    dossier = _as_dossier(row)
    assert dossier is not None  # a row that names no holder is passed over
    return finding_of_error(dossier, error)


def _event(kind: type[Event], id_: str, moment: Moment) -> Event:
    if isinstance(moment, dt.datetime):
        return kind(id=id_, occurred_at=moment)
    return kind(id=id_, occurred_at=instant_of_day(kind.kind, moment), day_only=True)
