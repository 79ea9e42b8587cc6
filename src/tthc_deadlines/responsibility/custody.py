"""Custody (việc nắm giữ hồ sơ): whose hands a dossier was in, from acceptance to its end.

The segments neither overlap nor leave a hole, and their working time adds up to the whole.

>>> from tthc_deadlines import vietnam_calendar
>>> from tthc_deadlines.dossiers.dossier import Dossier
>>> from tthc_deadlines.dossiers.events import Accepted, Assigned
>>> from tthc_deadlines.instants import VIETNAM
>>> def at(hour): return dt.datetime(2026, 11, 20, hour, tzinfo=VIETNAM)
>>> dossier = Dossier(code="H01", events=[
...     Accepted(id="e1", occurred_at=at(8), actor="mc-1"),
...     Assigned(id="e2", occurred_at=at(10), holder="cv-1")])
>>> for one in custody(dossier, at(16), vietnam_calendar()):
...     print(one.official, one.ground.value, one.working)
mc-1 receipt 2:00:00
cv-1 assignment 5:00:00
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers.courses import events_of, runs_of, supplement_effect
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import Accepted
from tthc_deadlines.dossiers.history import History, Run, Stop
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.responsibility.elsewhere import Away, away_spans, transfer_by
from tthc_deadlines.responsibility.holding import (
    Claim,
    Holding,
    as_recorded,
    claim_of,
    holding_at,
    positions_of,
)
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.powers import Matter
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason, Segment
from tthc_deadlines.responsibility.steps import Steps

_NOTHING = dt.timedelta()


class Custodian:
    """Tells who has one dossier, at an instant or all along (bộ xác định người giữ).

    Args:
        dossier: what it is about.
        history: what its events amount to.
        calendar: for working time and the times set to consulted bodies.
        organisation: who is who; without it every name is believed.
        procedure: its procedure, for the field and the steps.
        runs: the runs of its clock; by default as the law on supplements has them.
        stops: the stops that count; by default all that were recorded.

    Attributes:
        claims: what the record says of who has it, oldest first.

    Basis: as for :func:`custody`.
    """

    def __init__(
        self,
        dossier: Dossier,
        history: History,
        calendar: WorkingCalendar,
        organisation: Organisation | None = None,
        procedure: Procedure | None = None,
        *,
        runs: tuple[Run, ...] | None = None,
        stops: Iterable[Stop] | None = None,
    ) -> None:
        self.dossier, self.history, self.calendar = dossier, history, calendar
        self.organisation = organisation
        self.procedure = procedure
        self.claims = _claims(dossier, history)
        # Who was replaced at the very instant he was named never had it.
        self._standing = list({one.since: one for one in self.claims}.values())
        self._since = [one.since for one in self._standing]
        self._steps = Steps(history.steps, procedure)
        self._matter = Matter(dossier.procedure_code)
        if organisation is not None:
            field = procedure.field if procedure is not None else ""
            self._matter = organisation.powers.matter(dossier.procedure_code, field)
        self._matter_of: tuple[dt.datetime, Matter] | None = None
        if runs is None:
            runs = runs_of(history, supplement_effect(dossier, procedure))
        self._runs = runs
        if stops is None:
            stops = [stop for run in self._runs for stop in run.stops]
        self._stops = tuple(stops)

    @cached_property
    def _transfer_by(self) -> dt.datetime | None:
        return transfer_by(self.dossier, self.history, self.calendar)

    # --- at an instant ---------------------------------------------------------------------

    @property
    def is_stopped(self) -> bool:
        """Whether a stop that counts is open (đang tạm dừng đúng căn cứ)."""
        return any(one.ended_by is None for one in self._stops)

    def claim_at(self, at: dt.datetime) -> Claim:
        """What the record says of who has it at an instant (ghi nhận tại thời điểm)."""
        place = bisect_right(self._since, at)
        return self._standing[place - 1 if place else 0]

    def step_names(self, at: dt.datetime) -> tuple[str, ...]:
        """What the step of an instant is called (tên bước), as recorded first; or nothing."""
        return self._steps.at(at)

    def matter_at(self, at: dt.datetime) -> Matter:
        """What it is about, in the step of the instant (việc tại thời điểm)."""
        if self._matter_of is not None and self._matter_of[0] is at:
            return self._matter_of[1]
        matter = self._what_about(at)
        self._matter_of = at, matter
        return matter

    def _what_about(self, at: dt.datetime) -> Matter:
        names = self._steps.at(at)
        matter = self._matter.in_step(*names) if names else self._matter
        office, claim = self.organisation, self.claim_at(at)
        if office is None:
            return matter
        people = {office.names.official(claim.official)}
        if claim.role and not claim.official:
            places = positions_of(claim, office, at)
            people = {one.official for place in places for one in office.holders_of(place.id, at)}
        units = {unit for official in people for unit in office.units_of(official, at)}
        units |= {office.names.unit(text) for text in (claim.unit, self.dossier.unit) if text}
        above = {one.id for unit in units for one in office.lineage(unit, at)}
        return Matter(matter.procedure, matter.fields, matter.steps, frozenset(above))

    def holding_at(self, at: dt.datetime) -> Holding:
        """Who in the office has it at an instant (người giữ), wherever it lies just then."""
        claim = self.claim_at(at)
        last = self._last_before(claim)
        if self.organisation is None:
            found = as_recorded(claim, last)
        else:
            found = holding_at(claim, self.organisation, self.matter_at(at), at, last)
        return self._before_it_is_passed_on(found, claim, at)

    def _before_it_is_passed_on(self, found: Holding, claim: Claim, at: dt.datetime) -> Holding:
        """Until it must have left the one-stop desk, the desk has it; later nobody was named."""
        received = claim.ground is Ground.RECEIPT and found.reason is None
        nameless = claim.event is None and found.reason is Reason.NEVER_ASSIGNED
        if not (received or nameless):
            return found
        if self._transfer_by is None or at >= self._transfer_by:
            return found._replace(reason=Reason.NEVER_ASSIGNED)
        return found._replace(held_by=HeldBy.UNIT, reason=None) if nameless else found

    def _last_before(self, claim: Claim) -> str:
        """The last official named before a claim."""
        earlier = self._standing[: bisect_left(self._since, claim.since)]
        name = next((one.official for one in reversed(earlier) if one.official), "")
        office = self.organisation
        return (office.names.official(name) or name) if name and office is not None else name

    # --- all along -------------------------------------------------------------------------

    def segments(self, at: dt.datetime) -> tuple[Segment, ...]:
        """The partition of [accepted, finished) into segments (các đoạn nắm giữ)."""
        start = self.history.accepted_at
        end = self.history.ended_at or at
        if start is None or end <= start:
            return ()
        away = list(away_spans(self.history, self._runs, self._stops, end, self.calendar))
        points = sorted({start, end, *self._changes(start, end, away)})
        found: list[Segment] = []
        for first, last in pairwise(points):
            segment = self._segment(first, last, away)
            if found and _is_one(found[-1], segment):
                segment = _joined(found.pop(), segment)
            found.append(segment)
        return tuple(found)

    def _segment(self, start: dt.datetime, end: dt.datetime, away: list[Away]) -> Segment:
        working = self.calendar.working_time_between(start, end)
        here = self.holding_at(start)
        there = [one for one in away if one.start <= start < one.end]
        stopped = any(one.stopped for one in there)
        held_by, reason = here.held_by, here.reason
        kinds = {one.held_by for one in there} - {None}
        agency, overdue = "", False
        if HeldBy.APPLICANT in kinds:
            held_by, reason = HeldBy.APPLICANT, None
        elif HeldBy.OTHER_AGENCY in kinds:
            held_by = HeldBy.OTHER_AGENCY
            asked = [one for one in there if one.held_by is HeldBy.OTHER_AGENCY]
            agency = "; ".join(dict.fromkeys(one.agency for one in asked))
            overdue = any(one.overdue for one in asked)
        if stopped:
            reason = None
        official = here.official or (here.last_official if held_by is not here.held_by else "")
        return Segment(
            start=start,
            end=end,
            held_by=held_by,
            official=official,
            unit=here.unit,
            agency=agency,
            ground=here.ground,
            event=here.event,
            since=here.since,
            reason=reason,
            stands_in_for=here.stands_in_for,
            offered_to=self._offered(start),
            stopped=stopped,
            overdue=overdue,
            working=working,
            last_official=here.last_official,
        )

    def _offered(self, at: dt.datetime) -> str:
        """To whom it was handed over and not yet taken at an instant; the giver still answers."""
        for one in reversed(self.history.handovers):
            sent, settled = one.event.occurred_at, one.settled_by
            if sent <= at and (settled is None or at < settled.occurred_at):
                to = one.event.to or one.event.unit
                named_since = any(sent < since <= at for since in self._since)
                return "" if named_since or to == self.claim_at(at).official else to
        return ""

    def _changes(
        self, start: dt.datetime, end: dt.datetime, away: list[Away]
    ) -> Iterator[dt.datetime]:
        points = {*self._since, *self._steps.changes(), *self.changes_ahead(start, end)}
        for span in away:
            points |= {span.start, span.end}
        for handover in self.history.handovers:
            points.add(handover.event.occurred_at)
            if handover.settled_by is not None:
                points.add(handover.settled_by.occurred_at)
        if self._transfer_by is not None:
            points.add(self._transfer_by)
        return (point for point in points if start < point < end)

    def changes_ahead(self, start: dt.datetime, end: dt.datetime) -> set[dt.datetime]:
        """The instants between two at which the organisation changes what holds here."""
        office = self.organisation
        if office is None:
            return set()
        names = office.names
        people = {names.official(one.official) for one in self.claims if one.official}
        texts = {self.dossier.unit, *(one.unit for one in self.claims)} - {""}
        units = {names.unit(text) for text in texts}
        found: set[dt.datetime] = set()
        for one in self.claims:
            for position in names.positions(one.role) if one.role else ():
                units.add(position.unit)
                found |= office.changes_of_position(position.id, start, end)
                people |= office.ever_in(position.id)
        found |= office.changes(people, units, start, end)
        found |= office.powers.changes(self._matter, people, start, end)
        return found


def _claims(dossier: Dossier, history: History) -> list[Claim]:
    """What the record says of who has it, oldest first; the first since ever."""
    found = [claim_of(one) for one in history.namings]
    first = history.events[0].occurred_at if history.events else None
    accepted = next((one for one in history.events if type(one) is Accepted), None)
    begin = history.accepted_at or first
    if begin is None or (found and found[0].since <= begin):
        return found or [Claim(_LONG_AGO)]
    if not found and dossier.holder:
        return [Claim(begin, dossier.holder, dossier.unit, "", Ground.SOURCE)]
    if accepted is not None and accepted.actor:
        return [Claim(begin, accepted.actor, "", "", Ground.RECEIPT, accepted), *found]
    begins = [Claim(begin)]
    gave = history.handovers[0].event if history.handovers else None
    if gave is not None and gave.actor and not (found and found[0].since < gave.occurred_at):
        # Who gives it on had it then; since when, nobody says.
        given = Claim(max(begin, gave.occurred_at), gave.actor, "", "", Ground.HANDOVER, gave)
        begins = [given] if given.since == begin else [*begins, given]
    return [*begins, *found]


_LONG_AGO = dt.datetime(1, 1, 2, tzinfo=VIETNAM)


def _is_one(before: Segment, after: Segment) -> bool:
    """Whether two neighbours differ in nothing but their time."""
    return all(getattr(before, name) == getattr(after, name) for name in _SAME)


_SAME = (
    "held_by", "official", "unit", "agency", "ground", "event", "since", "reason",
    "stands_in_for", "offered_to", "stopped", "overdue", "last_official",
)  # fmt: skip


def _joined(before: Segment, after: Segment) -> Segment:
    return attrs.evolve(before, end=after.end, working=before.working + after.working)


def custody(
    dossier: Dossier,
    at: dt.datetime,
    calendar: WorkingCalendar,
    organisation: Organisation | None = None,
    *,
    procedure: Procedure | None = None,
) -> tuple[Segment, ...]:
    """Whose hands a dossier was in, from acceptance to its end or ``at`` (việc nắm giữ).

    Every instant of [accepted, finished) is in exactly one segment, held by an official, a
    unit where nobody is named, the applicant, another agency, or nobody. A handover in two
    steps changes hands when it is accepted: until then, and when it is refused or recalled,
    the giver has it. What changes in the organisation cuts a segment too: an absence, the end
    of an appointment or a delegation, the end of a unit.

    Raises:
        NaiveTimestamp: ``at`` has no time zone. OutOfCoverage: outside the calendar.

    >>> from tthc_deadlines import vietnam_calendar
    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> nine = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
    >>> received = Accepted(id="e1", occurred_at=nine, actor="mc-1")
    >>> noon = nine.replace(hour=12)
    >>> (one,) = custody(Dossier(code="H01", events=[received]), noon, vietnam_calendar())
    >>> one.official, one.held_by.value, one.working
    ('mc-1', 'official', datetime.timedelta(seconds=10800))

    Basis: none in law; the directives on answerability, which ask for one named person a
    step; decree 118/2025/NĐ-CP articles 12.8, 18.2, 19.
    """
    at = as_instant(at, "at").astimezone(VIETNAM)
    history = replay(events_of(dossier), at)
    custodian = Custodian(dossier, history, calendar, organisation, procedure)
    return custodian.segments(at)
