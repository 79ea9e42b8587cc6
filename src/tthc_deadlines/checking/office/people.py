"""The people's record (kết quả theo người): who did what in a period, in one pass.

>>> from tthc_deadlines import TimeLimit, assess, vietnam_calendar
>>> from tthc_deadlines.dossiers.dossier import Dossier
>>> from tthc_deadlines.dossiers.events import Accepted, Assigned
>>> from tthc_deadlines.instants import VIETNAM
>>> def at(day, hour): return dt.datetime(2026, 11, day, hour, tzinfo=VIETNAM)
>>> dossier = Dossier(code="H01", limit=TimeLimit.parse("02 ngày làm việc"), events=[
...     Accepted(id="e1", occurred_at=at(16, 8), actor="mc-1"),
...     Assigned(id="e2", occurred_at=at(17, 8), holder="cv-1")])
>>> tally = PeopleTally(Period.parse("2026-11"), at(19, 10))
>>> tally.add(assess(dossier, at(19, 10), vietnam_calendar()))
>>> [(one.official, one.open_overdue, one.lateness) for one in tally.report().people]
[('cv-1', 1, datetime.timedelta(seconds=7200)), ('mc-1', 1, datetime.timedelta(0))]
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.batch import Row, check
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.faults import finding_of_error
from tthc_deadlines.checking.office.errors import PeriodAhead, WrongInstant
from tthc_deadlines.checking.office.people_facts import LATE, DossierFacts, Whose, facts_of
from tthc_deadlines.checking.office.people_records import (
    FIGURES,
    TIMES,
    ApartRecord,
    Figures,
    GapRecord,
    PeopleReport,
    PersonRecord,
    Record,
    UnitRecord,
    in_order,
)
from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.summary import FIRST_BAD_ROWS
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.segments import Reason

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

MINIMUM = 10
"""How many dossiers must have ended before figures are set in an order."""

REPEAT_FROM = 2
"""From how many dossiers late by own share on lateness is repeated."""

_MICRO = dt.timedelta(microseconds=1)
_OFFICIAL, _UNIT, _OFFICE = "official", "unit", "office"
Key = tuple[str, str]


class PeopleTally:
    """Counts people's work while dossiers go by (bộ đếm theo người).

    What it holds grows with the officials and units, not with the dossiers; the order in
    which they come does not matter.

    Args:
        period: the period.
        at: the instant of looking; what is not over yet is judged as it stands then. By
            default the end of the period.
        organisation: for the names of officials and units.
        minimum: how many dossiers must have ended, or be overdue, before somebody is set in an
            order.
        repeat_from: from how many dossiers on lateness counts as repeated.
        policy: how long a handover may wait for being accepted.

    Attributes:
        at: when every dossier must be assessed: the end of the period, or earlier.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. PeriodAhead: the period has not begun then.

    Basis: none in law for the thresholds; as for
    :class:`~tthc_deadlines.checking.office.people_records.Figures`.
    """

    def __init__(
        self,
        period: Period,
        at: dt.datetime | None = None,
        organisation: Organisation | None = None,
        *,
        minimum: int = MINIMUM,
        repeat_from: int = REPEAT_FROM,
        policy: CheckPolicy | None = None,
    ) -> None:
        self.period, self.organisation = period, organisation
        self.at = judged_at(period, at)
        self.minimum, self.repeat_from = minimum, repeat_from
        self._policy = policy or CheckPolicy()
        self._sums: dict[Key, Counter[str]] = {}
        self._units_of: dict[str, set[str]] = {}
        self._joint: dict[str, Counter[str]] = {}
        self._apart: dict[Party, Counter[str]] = {}
        self._gaps: dict[Reason, Counter[str]] = {}
        self._lateness = 0
        self._judged = self._no_events = self._bad = self._outside = 0
        self._bad_rows: list[Finding] = []
        self._edition = ""

    def add(self, found: Assessment | Finding) -> None:
        """Count one dossier, row of a list, or bad row (thêm một kết quả).

        Raises:
            WrongInstant: it was assessed at another instant than :attr:`at`.
        """
        if isinstance(found, Finding):
            self._add_bad(found)
        elif not isinstance(found, DossierAssessment):
            self._no_events += 1
        elif found.at != self.at:
            raise WrongInstant(dossier=found.record.code, at=found.at, expected=self.at)
        else:
            self._add_dossier(found)

    def _add_bad(self, found: Finding) -> None:
        self._bad += 1
        self._outside += found.code == "out_of_coverage"
        if len(self._bad_rows) < FIRST_BAD_ROWS:
            self._bad_rows.append(found)

    def _add_dossier(self, found: DossierAssessment) -> None:
        try:
            facts = facts_of(found, self.period, self._policy)
        except TthcDeadlinesError as error:
            self._add_bad(finding_of_error(found.dossier, error))
            return
        self._judged += 1
        self._edition = found.calendar.edition
        if facts is not None:
            self._count(facts)

    # --- counting -------------------------------------------------------------------------

    def _count(self, facts: DossierFacts) -> None:
        handled, own = self._keys(facts.handled), self._keys(facts.own)
        self._once(handled, "handled")
        self._once(handled, facts.outcome)
        self._once(own, "late_by_own")
        self._once(own - handled, "from_before")
        if facts.outcome in LATE:
            self._once(handled - own, "late_without_own")
        for mark in facts.marks:
            self._once(self._keys(mark.whose), mark.figure)
        for one in facts.amounts:
            for key in self._keys((one.whose,)):
                self._sums.setdefault(key, Counter())[one.figure] += one.amount
        for who, amount in facts.joint.items():
            _more(self._joint.setdefault(who, Counter()), amount)
        for party, amount in facts.apart.items():
            _more(self._apart.setdefault(party, Counter()), amount)
        for reason, amount in facts.gaps:
            _more(self._gaps.setdefault(reason, Counter()), amount)
        self._lateness += facts.lateness // _MICRO

    def _once(self, keys: Iterable[Key], figure: str) -> None:
        for key in keys:
            self._sums.setdefault(key, Counter())[figure] += 1

    def _keys(self, whose: Iterable[Whose]) -> set[Key]:
        """The rows that something said of these belongs to."""
        keys: set[Key] = set()
        for official, unit in whose:
            keys.add((_OFFICE, ""))
            if official:
                keys.add((_OFFICIAL, official))
                self._units_of.setdefault(official, set()).add(unit)
            if official or unit:
                keys.add((_UNIT, unit))
        return keys

    # --- the result -----------------------------------------------------------------------

    def report(self) -> PeopleReport:
        """The figures so far (kết quả trong kỳ)."""
        officials = {name for kind, name in self._sums if kind == _OFFICIAL} | set(self._joint)
        units = {name for kind, name in self._sums if kind == _UNIT}
        return PeopleReport(
            period=self.period,
            at=self.at,
            edition=self._edition,
            minimum=self.minimum,
            repeat_from=self.repeat_from,
            people=in_order(map(self._person, officials)),
            units=in_order(map(self._unit, units)),
            office=Record(**self._figures((_OFFICE, ""))),
            apart=tuple(
                ApartRecord(party, found["times"], found["amount"] * _MICRO)
                for party, found in sorted(self._apart.items(), key=_by_amount)
            ),
            gaps=tuple(
                GapRecord(reason, found["times"], found["amount"] * _MICRO)
                for reason, found in sorted(self._gaps.items(), key=_by_amount)
            ),
            lateness=self._lateness * _MICRO,
            read=self._judged + self._no_events + self._bad,
            judged=self._judged,
            no_events=self._no_events,
            bad=self._bad,
            outside_coverage=self._outside,
            bad_rows=tuple(self._bad_rows),
        )

    def _person(self, official: str) -> PersonRecord:
        office, joint = self.organisation, self._joint.get(official, Counter())
        return PersonRecord(
            official=official,
            name=office.name_of(official) if office is not None else official,
            units=tuple(sorted(self._units_of.get(official, set()) - {""})),
            joint=joint["times"],
            joint_lateness=joint["amount"] * _MICRO,
            **self._figures((_OFFICIAL, official)),
        )

    def _unit(self, unit: str) -> UnitRecord:
        office = self.organisation
        return UnitRecord(
            unit=unit,
            name=office.unit_name(unit, self.at) if office is not None and unit else unit,
            officials=sum(unit in units for units in self._units_of.values()),
            **self._figures((_UNIT, unit)),
        )

    def _figures(self, key: Key) -> dict[str, Any]:
        """The figures of a row with what follows from them."""
        sums = self._sums.get(key, Counter())
        found: dict[str, Any] = {
            name: sums[name] * _MICRO if name in TIMES else sums[name] for name in FIGURES
        }
        one = Figures(**found)
        is_ranked = key[0] != _OFFICE and one.finished + one.open_overdue >= self.minimum
        clean = not (one.late_by_own or one.gaps or one.pushed_away or one.four_eyes)
        return {
            **found,
            "is_ranked": is_ranked,
            "repeats": is_ranked and one.late_by_own >= self.repeat_from,
            "is_good": is_ranked and clean,
        }


def judged_at(period: Period, at: dt.datetime | None = None) -> dt.datetime:
    """When the dossiers of a period are judged (thời điểm xét của kỳ): its end, or ``at``.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. PeriodAhead: the period has not begun then.
    """
    if at is None:
        return period.end
    at = as_instant(at, "at").astimezone(VIETNAM)
    if at < period.start:
        raise PeriodAhead(period=f"{period.first}..{period.last}", at=at)
    return min(at, period.end)


def _more(found: Counter[str], amount: dt.timedelta) -> None:
    found["times"] += 1
    found["amount"] += amount // _MICRO


def _by_amount(one: tuple[Party | Reason, Mapping[str, int]]) -> tuple[int, str]:
    return -one[1]["amount"], str(one[0])


def people_report(  # noqa: PLR0913 - one argument for each thing an answer rests on
    rows: Iterable[Row],
    period: Period,
    organisation: Organisation | None = None,
    at: dt.datetime | None = None,
    *,
    calendar: WorkingCalendar | None = None,
    catalogue: Catalogue | None = None,
    minimum: int = MINIMUM,
    repeat_from: int = REPEAT_FROM,
    policy: CheckPolicy | None = None,
) -> PeopleReport:
    """What the people of an office did in a period (kết quả theo người), from its dossiers.

    Args:
        rows: dossiers, e.g. of :func:`~tthc_deadlines.exchange.opening.read_dossiers`. Rows
            of lists say nothing of people and are only counted.
        period: the period; ``at`` the instant of looking, if that is before its end.
        organisation: who is who. Without it every name in the events is a person, in the
            units the events name, and nobody has a superior.
        calendar, catalogue, policy: as for :func:`~tthc_deadlines.checking.batch.check`.
        minimum, repeat_from: as for :class:`PeopleTally`.

    Raises:
        NaiveTimestamp, PeriodAhead: of ``at``. OutOfCoverage: the period ends outside the
            calendar.

    >>> from tthc_deadlines import Dossier
    >>> from tthc_deadlines.dossiers.events import Accepted, ResultIssued
    >>> from tthc_deadlines.instants import VIETNAM
    >>> nine = dt.datetime(2026, 11, 16, 9, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", limit_text="05 ngày làm việc", events=[
    ...     Accepted(id="e1", occurred_at=nine, actor="mc-1"),
    ...     ResultIssued(id="e2", occurred_at=nine + dt.timedelta(hours=2))])
    >>> (one,) = people_report([dossier], Period.parse("2026-11-16")).people
    >>> one.id, one.early, one.held
    ('mc-1', 1, datetime.timedelta(seconds=7200))

    Basis: as for :class:`PeopleTally`.
    """
    tally = PeopleTally(
        period, at, organisation, minimum=minimum, repeat_from=repeat_from, policy=policy
    )
    found = check(rows, tally.at, calendar, policy, catalogue=catalogue, organisation=organisation)
    for one in found:
        tally.add(one)
    return attrs.evolve(tally.report(), edition=found.calendar.edition)
