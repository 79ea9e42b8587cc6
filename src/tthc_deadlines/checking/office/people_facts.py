"""Facts for the people's record (dữ kiện theo người): what one dossier says of a period.

Everything is said of an official in the unit in which he had the dossier. Adding it up is
left to :mod:`~tthc_deadlines.checking.office.people`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from tthc_deadlines.checking.life.answering import Answer, who_answers
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.step_clocks import step_name, step_passages
from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.responsibility.attribution import Attribution, StepUse
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.pushing import Return
from tthc_deadlines.responsibility.segments import HeldBy, Reason, Segment
from tthc_deadlines.responsibility.sharing import Use, charged

_NOTHING = dt.timedelta()
_MICRO = dt.timedelta(microseconds=1)

ENDS = {Status.EARLY: "early", Status.ON_TIME: "on_time", Status.LATE: "late"}
LATE = frozenset({"late", "open_overdue"})
"""The outcomes in which a dossier counts as late."""

LEFT_BEHIND = frozenset({Reason.HOLDER_ABSENT, Reason.HOLDER_LEFT})
"""The gaps that come from somebody's not being there, and not from how it was assigned."""


class Whose(NamedTuple):
    """Of whom something is said (của ai): an official in a unit, or a unit alone."""

    official: str = ""
    unit: str = ""


class Mark(NamedTuple):
    """One dossier or step that counts once for everyone concerned (tính một lần cho mỗi bên)."""

    figure: str
    whose: frozenset[Whose]


class Amount(NamedTuple):
    """So much of a figure for one (số lượng): a number, or microseconds."""

    figure: str
    whose: Whose
    amount: int


@attrs.frozen(kw_only=True)
class DossierFacts:
    """What one dossier says of a period (dữ kiện của một hồ sơ trong kỳ).

    Attributes:
        handled: who had it in the period.
        outcome: the figure of how it stands for them.
        own: who has a share in its lateness, if it counts as late.
        marks, amounts: everything else that is counted.
        joint: the lateness for which superiors answer jointly, by superior.
        apart: the lateness that is on no official.
        gaps: of each reason how many and how long.
        lateness: the whole of it.
    """

    handled: frozenset[Whose]
    outcome: str
    own: frozenset[Whose]
    marks: tuple[Mark, ...]
    amounts: tuple[Amount, ...]
    joint: Mapping[str, dt.timedelta]
    apart: Mapping[Party, dt.timedelta]
    gaps: tuple[tuple[Reason, dt.timedelta], ...]
    lateness: dt.timedelta


def facts_of(
    found: DossierAssessment, period: Period, policy: CheckPolicy | None = None
) -> DossierFacts | None:
    """What an assessed dossier says of a period (dữ kiện trong kỳ); ``None`` if nothing.

    It must have been assessed at the end of the period, or before.

    Raises:
        OutOfCoverage: an event outside the calendar.

    Basis: as for :class:`~tthc_deadlines.checking.office.people_records.Figures`.
    """
    history = found.history
    ended = history.ended_at
    if history.accepted_at is None or history.accepted_at >= period.end:
        return None
    if (ended is not None and ended < period.start) or not found.custody:
        return None
    return _Reading(found, period, policy or CheckPolicy()).facts()


class _Reading:
    """One dossier being read for a period."""

    def __init__(self, found: DossierAssessment, period: Period, policy: CheckPolicy) -> None:
        self.found, self.period, self.policy = found, period, policy
        self.calendar, self.office = found.calendar, found.organisation
        self.ended = found.history.ended_at
        self.answer: Answer = who_answers(found)
        self.units = _units(self.answer.custody)

    def facts(self) -> DossierFacts:
        outcome = self._outcome()
        late = self.answer.late if outcome in LATE else ()
        own: set[Whose] = set()
        amounts = [*self._held(), *self._gaps(), *self._pushed(), *self._four_eyes()]
        apart: Counter[Party] = Counter()
        joint: Counter[str] = Counter()
        for run in late:
            for share in run.shares:
                whose = self._of_party(share.party)
                part = share.amount // _MICRO
                if whose is not None:
                    own.add(whose)
                    amounts.append(Amount("lateness", whose, part))
                if share.party.kind is not HeldBy.OFFICIAL:
                    apart[share.party] += part
            joint.update(_joint(run))
        steps = list(self._steps())
        return DossierFacts(
            handled=frozenset(self._handled()),
            outcome=outcome,
            own=frozenset(own),
            marks=tuple(one for one in steps if isinstance(one, Mark)),
            amounts=(*amounts, *(one for one in steps if isinstance(one, Amount))),
            joint={who: part * _MICRO for who, part in joint.items()},
            apart={party: part * _MICRO for party, part in apart.items()},
            gaps=tuple(self._gap_times()),
            lateness=sum((run.lateness for run in late), _NOTHING),
        )

    # --- who had it -----------------------------------------------------------------------

    def _outcome(self) -> str:
        if self.ended is not None and self.ended in self.period:
            return ENDS.get(self.found.status, "otherwise")
        # What ended at the very instant after the period was open to the end of it.
        overdue = self.found.status in (Status.OVERDUE, Status.LATE)
        return "open_overdue" if overdue else "open_other"

    def _in_period(self, one: Segment) -> bool:
        """Whether a segment has time in the period, or the dossier ended out of it in it.

        The latter for what ended at the very first instant of the period.
        """
        return one.end > self.period.start or one.end == self.ended == self.period.start

    def _handled(self) -> Iterator[Whose]:
        for one in self.answer.custody:
            if not self._in_period(one):
                continue
            if one.held_by is HeldBy.OFFICIAL:
                yield Whose(one.official, one.unit)
            elif one.held_by in (HeldBy.UNIT, HeldBy.NOBODY):
                yield Whose("", one.unit)
            else:
                yield Whose()

    def _within(self, start: dt.datetime, end: dt.datetime) -> int:
        """The working time between two instants that lies in the period, in microseconds."""
        first, last = max(start, self.period.start), min(end, self.period.end)
        if first >= last:
            return 0
        return self.calendar.working_time_between(first, last) // _MICRO

    def _held(self) -> Iterator[Amount]:
        for one in self.answer.custody:
            if one.stopped or (one.is_gap and one.held_by is not HeldBy.OFFICIAL):
                continue
            if one.held_by in (HeldBy.OFFICIAL, HeldBy.UNIT):
                time = self._within(one.start, one.end)
                if time:
                    yield Amount("held", Whose(one.official, one.unit), time)

    def _of_party(self, party: Party) -> Whose | None:
        """An official in the unit in which he had it longest, or a unit that is no gap."""
        if party.kind is HeldBy.OFFICIAL:
            return Whose(party.id, self._unit_of(party.id))
        is_unit = party.kind is HeldBy.UNIT and not party.is_gap
        return Whose("", party.id) if is_unit else None

    def _unit_of(self, official: str, at: dt.datetime | None = None) -> str:
        known = self.units.get(official)
        if known is None and self.office is not None and at is not None:
            known = next(iter(self.office.units_of(official, at)), "")
        return known or ""

    def _named(self, text: str, at: dt.datetime) -> Whose:
        """Who a name in the events is; of nobody known it is said of the office alone."""
        official = text
        if self.office is not None:
            official = self.office.names.official(text) if text else ""
        return Whose(official, self._unit_of(official, at)) if official else Whose()

    # --- steps ----------------------------------------------------------------------------

    def _steps(self) -> Iterator[Mark | Amount]:
        """The steps finished in the period, by everyone who worked in them."""
        for run in self.answer.runs:
            ends = self._ends_of_steps(run)
            for use in run.steps:
                end = ends.get((use.order, use.name))
                if end is None or end not in self.period:
                    continue
                worked = [self._of_party(party) for party, _ in use.by]
                over = [
                    Amount("overrun", whose, part)
                    for party, part in _charged(use)
                    if (whose := self._of_party(party)) is not None
                ]
                yield Mark("steps", frozenset(one for one in worked if one is not None))
                yield Mark("steps_over", frozenset(one.whose for one in over))
                yield from over

    def _ends_of_steps(self, run: Attribution) -> dict[tuple[int, str], dt.datetime]:
        """When each named step that was worked on in a run was finished in it."""
        clock = self.found.runs[run.index]
        issued = self.found.history.issued_at
        found: dict[tuple[int, str], dt.datetime] = {}
        for step, passages in step_passages(self.found.history, self.found.procedure):
            name = step_name(step)
            begun = [one for one in passages if one.event.occurred_at < clock.until]
            if not begun or not (step.order or name):
                continue
            completed = begun[-1].completed_by
            end = completed.occurred_at if completed is not None else issued
            if end is not None and end <= clock.until:
                found[step.order, name] = end
        return found

    # --- gaps -----------------------------------------------------------------------------

    def _gap_times(self) -> Iterator[tuple[Reason, dt.timedelta]]:
        for one in self.answer.gaps:
            time = self._within(one.start, one.end)
            if time:
                yield one.reason, time * _MICRO

    def _gaps(self) -> Iterator[Amount]:
        for one in self.answer.gaps:
            time = self._within(one.start, one.end)
            if time:
                whose = Whose(one.official if one.reason in LEFT_BEHIND else "", one.unit)
                yield Amount("gaps", whose, 1)
                yield Amount("gap_time", whose, time)

    # --- pushing away ---------------------------------------------------------------------

    def _pushed(self) -> Iterator[Amount]:
        pushing, inside = self.answer.pushing, self.period
        for refusal in pushing.refusals:
            if refusal.at in inside:
                by = refusal.by
                whose = self._named(by.id, refusal.at)
                yield Amount("refusals", Whose("", by.id) if by.kind is HeldBy.UNIT else whose, 1)
        brought = {one.start: one.event for one in self.answer.custody}
        for one in pushing.returns:
            if one.came_back_at in inside:
                who = self._returned_by(one, brought.get(one.came_back_at))
                yield Amount("returns", who, 1)
        for late in pushing.late:
            if late.at in inside:
                yield Amount("late_handovers", self._named(late.giver, late.at), 1)
        yield from self._not_accepted()

    def _returned_by(self, one: Return, event: Event | None) -> Whose:
        """Who sent it back: the actor if he had had it in between, else who had it last.

        What a superior gave back to somebody was sent back by nobody who had it.
        """
        had = {party.id for party in one.via if party.kind is HeldBy.OFFICIAL}
        actor = event.actor if event is not None else ""
        if actor:
            who = self._named(actor, one.came_back_at)
            return who if who.official in had else Whose()
        last = one.via[-1]
        if last.kind is HeldBy.OFFICIAL:
            return Whose(last.id, self._unit_of(last.id, one.came_back_at))
        return Whose("", last.id)

    def _not_accepted(self) -> Iterator[Amount]:
        """Handed on and taken by nobody: counted when patience with it ran out."""
        history = self.found.history
        for handover in history.handovers:
            if handover.settled_by is not None:
                continue
            sent = handover.event.occurred_at
            until = min(
                [self.ended or self.found.at, *(n.at for n in history.namings if n.at > sent)]
            )
            patience = self.policy.handover_unaccepted_after
            over = self.calendar.add_working_time(sent, patience)
            if over < until and over in self.period:
                giver = handover.event.actor or self._holder_at(sent)
                yield Amount("not_accepted", self._named(giver, sent), 1)

    def _holder_at(self, at: dt.datetime) -> str:
        for one in self.answer.custody:
            if one.start <= at < one.end:
                return one.official
        return ""

    def _four_eyes(self) -> Iterator[Amount]:
        for finding in self.found.findings:
            if finding.code == "four_eyes" and finding.at is not None and finding.at in self.period:
                who = self._named(str(finding.data.get("holder") or ""), finding.at)
                yield Amount("four_eyes", who, 1)


def _units(custody: tuple[Segment, ...]) -> dict[str, str]:
    """The unit in which each official had it longest; of equal ones the first."""
    time: dict[str, Counter[str]] = {}
    for one in custody:
        if one.official and one.unit:
            time.setdefault(one.official, Counter())[one.unit] += one.working // _MICRO
    return {who: max(units, key=lambda unit: units[unit]) for who, units in time.items()}


def _joint(run: Attribution) -> Counter[str]:
    """What superiors answer for jointly of one run, by superior."""
    shares = {one.party.id: one.amount for one in run.shares if one.party.kind is HeldBy.OFFICIAL}
    found: Counter[str] = Counter()
    for one in run.joint:
        found[one.link.official] += shares[one.official] // _MICRO
    return found


def _charged(use: StepUse) -> Iterator[tuple[Party, int]]:
    """What a step is over by, as attribution charges it: to gaps, late agencies, then people."""
    if not use.over or use.budget is None:
        return
    parties = [party for party, _ in use.by]
    ranks = [0 if one.is_gap else 1 if one.kind is HeldBy.OTHER_AGENCY else 2 for one in parties]
    by = {place: time // _MICRO for place, (_, time) in enumerate(use.by)}
    told = Use(use.order, use.name, use.budget // _MICRO, use.used // _MICRO, by)
    for place, part in charged(told, ranks).items():
        yield parties[place], part
