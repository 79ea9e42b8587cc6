"""Attribution (quy trách nhiệm chậm): who made a dossier late, in shares that add up to it.

No law says how a delay is divided between those who worked on a dossier. This is the
library's own convention:

1. One run of the clock at a time, in working time, lawful stops taken out everywhere. A run
   that is late only in time nobody works has nothing to share.
2. A step with a budget is over by what was used beyond it. Time of the run outside every
   step is a step without a name whose budget is nothing: all of it is over. A step for which
   no time was set is never over. Where no step worked on has a budget, the whole
   run is one step whose budget is the time up to the due date.
3. Within a step what is over is charged first to the time in which no person had the
   dossier and one should have, then to the time another agency kept it beyond its own limit,
   and only what then remains to those who had it, in proportion to the time of each in it.
4. If the steps are over by more than the dossier is late, because others saved time, each
   counts in proportion. If by less, the rest is shared by the time each party had in steps
   without a budget, and where there is none, by the time each had it after it was due.
5. Shares are whole seconds, by largest remainder; a fraction of a second goes to the largest.
   They add up to the lateness exactly.

Time in which several steps run at once counts in each of them, as it does against their
budgets; point 4 keeps the sum right.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.limits.stops import Stop, merged
from tthc_deadlines.responsibility.parties import Party, holder_of, party_of
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Segment
from tthc_deadlines.responsibility.sharing import Use, most_first, shares_of

_NOTHING = dt.timedelta()
_MICRO = dt.timedelta(microseconds=1)


_WITHOUT_SEGMENT = Party(HeldBy.NOBODY)


class StepWork(NamedTuple):
    """A step as it was worked on (một bước đã thực hiện): budget and passages.

    ``budget`` is working time, ``None`` where none was set. Passages may reach beyond the
    run: only what lies in it counts.
    """

    order: int
    name: str
    budget: dt.timedelta | None
    passages: tuple[tuple[dt.datetime, dt.datetime], ...]


@attrs.frozen(kw_only=True)
class StepUse:
    """What a step used of its time, and who (thời gian đã dùng của một bước).

    Attributes:
        order: its place in the workflow; 0 for work outside of it.
        name: "" for work that names no step, and for the time outside every step.
        budget: ``None`` where none was set.
        used: working time, stops taken out, all passages together.
        over: what of it is beyond the budget.
        by: the time of each party, most first; it adds up to ``used``.
    """

    order: int
    name: str
    budget: dt.timedelta | None
    used: dt.timedelta
    over: dt.timedelta
    by: tuple[tuple[Party, dt.timedelta], ...] = ()


@attrs.frozen(kw_only=True)
class Share:
    """What one party caused of a lateness (phần chậm do một bên).

    ``causes`` are the steps it comes from by name with the amount of each, "" for time outside
    every step; they add up to ``amount``.
    """

    party: Party
    amount: dt.timedelta
    causes: tuple[tuple[str, dt.timedelta], ...]


@attrs.frozen(kw_only=True)
class Attribution:
    """How late one run is and who made it so (quy trách nhiệm chậm của một lượt tính).

    Attributes:
        index: which run, from 0.
        due_at: when it was due.
        until: when it ended, or the instant of looking.
        lateness: working time after ``due_at``, stops taken out.
        holder_at_breach: in whose hand it was at the first working time past due; ``None``
            while it is not past due.
        steps: the steps worked on in the run, those outside the workflow last.
        shares: what each party caused, most first; they add up to ``lateness``.
        joint: those who answer jointly; never part of the shares.

    Who had it at the breach and who caused it are different answers: the last to have a
    dossier is not charged with the time that others used up.

    Basis: the library's own convention; no law divides a delay.
    """

    index: int
    due_at: dt.datetime
    until: dt.datetime
    lateness: dt.timedelta
    holder_at_breach: Party | None
    steps: tuple[StepUse, ...]
    shares: tuple[Share, ...]
    joint: tuple[Any, ...] = ()

    @property
    def attributed_to(self) -> Party | None:
        """Who caused most of it (bên gây chậm chính); ``None`` where nothing is late."""
        return self.shares[0].party if self.shares else None

    @property
    def by_agencies(self) -> dt.timedelta:
        """What other agencies caused (do cơ quan khác trả lời chậm)."""
        late = (one for one in self.shares if one.party.kind is HeldBy.OTHER_AGENCY)
        return sum((one.amount for one in late), _NOTHING)

    @property
    def by_gaps(self) -> dt.timedelta:
        """What was caused because no person had it (do bỏ trống): nobody, or a unit alone."""
        return sum((one.amount for one in self.shares if one.party.is_gap), _NOTHING)


def attribute(
    run_start: dt.datetime,
    until: dt.datetime,
    due_at: dt.datetime,
    steps: Sequence[StepWork],
    segments: Sequence[Segment],
    calendar: WorkingCalendar,
    stops: Iterable[Stop] = (),
    index: int = 0,
) -> Attribution:
    """Who made one run late, and what each step used (quy trách nhiệm chậm).

    The breach is the first instant from ``due_at`` on that is worked and not stopped: for a
    limit that ends with its day, the opening of the next working day. If no such instant
    came, it is ``due_at`` itself.

    Args:
        run_start, until: the run, up to its end or the instant of looking.
        due_at: when it was due.
        steps: in any order.
        segments: sorted and without overlap. Time without a segment is held by nobody.
        calendar, stops: the working calendar, and the lawful stops.
        index: which run it is, for the result.

    Raises:
        OutOfCoverage: an instant outside the calendar.

    >>> from tthc_deadlines import vietnam_calendar
    >>> from tthc_deadlines.instants import VIETNAM
    >>> def at(day, hour): return dt.datetime(2026, 3, day, hour, tzinfo=VIETNAM)
    >>> hour = dt.timedelta(hours=1)
    >>> steps = [StepWork(1, "Bước 1", 4 * hour, ((at(2, 8), at(3, 15)),)),
    ...          StepWork(2, "Bước 2", 12 * hour, ((at(3, 15), at(4, 10)),))]
    >>> segments = [
    ...     Segment(start=at(2, 8), end=at(3, 15), held_by=HeldBy.OFFICIAL, official="cv-1"),
    ...     Segment(start=at(3, 15), end=at(4, 10), held_by=HeldBy.OFFICIAL, official="cv-2")]
    >>> found = attribute(at(2, 8), at(4, 10), at(3, 17), steps, segments, vietnam_calendar())
    >>> found.holder_at_breach.id, found.attributed_to.id, found.lateness == 2 * hour
    ('cv-2', 'cv-1', True)

    Basis: the library's own convention, set out above.
    """
    course = _course(run_start, until, due_at, steps, segments, calendar, stops)
    uses = course.uses(steps)
    left = calendar.working_time_between(until, due_at) if until < due_at else _NOTHING
    uses += course.unnamed(uses, left // _MICRO)
    uses.sort(key=_use_key)
    return Attribution(
        index=index,
        due_at=due_at,
        until=until,
        lateness=course.lateness * _MICRO,
        holder_at_breach=_at_breach(course, segments, due_at, until),
        steps=tuple(_told(use, course.parties) for use in uses),
        shares=tuple(_shares(course, uses)) if course.lateness else (),
    )


class _Piece(NamedTuple):
    """A stretch in which nothing changes; parties are numbered in their order."""

    start: dt.datetime
    worked: int
    party: int
    segment: Segment | None


class _Course:
    """A run cut into pieces of working time: everything else is a sum over them."""

    def __init__(self, pieces: list[_Piece], parties: list[Party], due_at: dt.datetime) -> None:
        self.pieces, self.parties = pieces, parties
        self._starts = [piece.start for piece in pieces]
        self._outside = set(range(len(pieces)))
        self._first_late = bisect_left(self._starts, due_at)
        self.late = pieces[self._first_late :]
        self.lateness = sum(piece.worked for piece in self.late)

    def uses(self, steps: Iterable[StepWork]) -> list[Use]:
        """Each step that took working time of the run."""
        found = []
        for step in steps:
            by: dict[int, int] = {}
            for start, end in step.passages:
                first = bisect_left(self._starts, start)
                last = max(first, bisect_left(self._starts, end))
                self._outside.difference_update(range(first, last))
                _add_up(by, self.pieces[first:last])
            if by:
                budget = None if step.budget is None else step.budget // _MICRO
                found.append(Use(step.order, step.name, budget, sum(by.values()), by))
        return found

    def unnamed(self, uses: list[Use], left: int) -> list[Use]:
        """The step without a name: time outside every step, or the whole run; see 2."""
        are_budgeted = any(use.budget is not None for use in uses)
        places = self._outside if are_budgeted else range(len(self.pieces))
        pieces = [self.pieces[n] for n in sorted(places) if not _at_the_desk(self.pieces[n])]
        before = 0 if are_budgeted else sum(one.worked for one in pieces if one not in self.late)
        by = _add_up({}, pieces)
        budget = 0 if are_budgeted else left + before
        return [Use(0, "", budget, sum(by.values()), by)] if by else []


def _at_the_desk(piece: _Piece) -> bool:
    """Whether the one-stop desk had it and still had time to pass it on."""
    one = piece.segment
    if one is None or one.reason is not None:
        return False
    return one.ground is Ground.RECEIPT or one.held_by is HeldBy.UNIT


def _add_up(by: dict[int, int], pieces: Iterable[_Piece]) -> dict[int, int]:
    for piece in pieces:
        by[piece.party] = by.get(piece.party, 0) + piece.worked
    return by


def _course(
    start: dt.datetime,
    until: dt.datetime,
    due_at: dt.datetime,
    steps: Iterable[StepWork],
    segments: Sequence[Segment],
    calendar: WorkingCalendar,
    stops: Iterable[Stop],
) -> _Course:
    holding = [one for one in segments if one.start < until and one.end > start]
    stopped = merged(stops)
    cuts = {start, until, due_at}
    cuts.update(side for one in holding for side in (one.start, one.end))
    cuts.update(side for stop in stopped for side in (stop.start, stop.end))
    cuts.update(side for step in steps for passage in step.passages for side in passage)
    points = sorted(cut for cut in cuts if start <= cut <= until)
    of_segment = [party_of(one) for one in holding]
    parties = sorted({*of_segment, _WITHOUT_SEGMENT}, key=_party_key)
    number = {party: place for place, party in enumerate(parties)}
    numbers = [number[party] for party in of_segment]
    pieces: list[_Piece] = []
    held = stop = 0
    for point, following in pairwise(points):
        while held < len(holding) and holding[held].end <= point:
            held += 1
        while stop < len(stopped) and stopped[stop].end <= point:
            stop += 1
        if stop < len(stopped) and stopped[stop].start <= point:
            continue
        worked = calendar.working_time_between(point, following) // _MICRO
        if not worked:
            continue
        if held < len(holding) and holding[held].start <= point:
            pieces.append(_Piece(point, worked, numbers[held], holding[held]))
        else:
            pieces.append(_Piece(point, worked, number[_WITHOUT_SEGMENT], None))
    return _Course(pieces, parties, due_at)


def _at_breach(
    course: _Course, segments: Iterable[Segment], due_at: dt.datetime, until: dt.datetime
) -> Party | None:
    if course.late:
        segment = course.late[0].segment
        return _WITHOUT_SEGMENT if segment is None else holder_of(segment)
    if until <= due_at:
        return None
    return next((holder_of(one) for one in segments if one.start <= due_at < one.end), None)


def _shares(course: _Course, uses: Sequence[Use]) -> Iterator[Share]:
    ranks = [_rank(party) for party in course.parties]
    late = _add_up({}, course.late)
    for party, amount, causes in shares_of(course.lateness, uses, ranks, late):
        told = tuple((uses[place].name if place >= 0 else "", part * _MICRO)
                     for place, part in causes)  # fmt: skip
        yield Share(party=course.parties[party], amount=amount * _MICRO, causes=told)


def _rank(party: Party) -> int:
    """Who is charged first; see 3."""
    if party.is_gap:
        return 0
    return 1 if party.kind is HeldBy.OTHER_AGENCY else 2


def _party_key(party: Party) -> tuple[str, str, str]:
    return party.kind, party.id, party.reason or ""


def _use_key(use: Use) -> tuple[bool, bool, int, str]:
    """By the workflow; then work outside of it; last the time outside every step."""
    return not use.order, not (use.order or use.name), use.order, use.name


def _told(use: Use, parties: Sequence[Party]) -> StepUse:
    return StepUse(
        order=use.order,
        name=use.name,
        budget=None if use.budget is None else use.budget * _MICRO,
        used=use.used * _MICRO,
        over=use.over * _MICRO,
        by=tuple((parties[party], time * _MICRO) for party, time in most_first(use.by)),
    )
