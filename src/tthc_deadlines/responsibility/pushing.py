"""Pushing work away (đùn đẩy): returns, ping-pong, late handovers, refusals, and their cost.

What is told here is what happened, not whose fault it was: a dossier may come back with good
reason. Work that moves forward, back to someone who had an earlier step, is no return.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers.events import HandoverAccepted, HandoverRefused, StepStarted
from tthc_deadlines.dossiers.history import Handover, History
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.segments import HeldBy, Segment

_NOTHING = dt.timedelta()
_OFFICE = frozenset({HeldBy.OFFICIAL, HeldBy.UNIT, HeldBy.NOBODY})

LeftAt = Callable[[dt.datetime], tuple[dt.timedelta, dt.timedelta] | None]
"""The working time left at an instant and the whole of the limit; ``None`` where there is no
limit, or it has run out."""


@attrs.frozen(kw_only=True)
class Return:
    """A dossier back with someone who had had it (hồ sơ quay lại người đã giữ).

    Attributes:
        official: whom it came back to. Who stands in for someone is that someone here: a
            substitute's coming and going is no return.
        gave_away_at, came_back_at: from when to when others had it.
        via: who had it in between, officials and units, in order.
        cost: working time in between in the office's own hands, or nobody's; neither the
            applicant's nor another agency's, nor lawfully stopped.
    """

    official: str
    gave_away_at: dt.datetime
    came_back_at: dt.datetime
    via: tuple[Party, ...]
    cost: dt.timedelta


@attrs.frozen(kw_only=True)
class Cycle:
    """A dossier going to and fro between two (chuyển qua chuyển lại): A, B, A, and so on.

    Attributes:
        between: the two, the one who had it first before the other.
        handover_count: how often it changed hands in it.
        returns: the returns it is made of, at least one.
        cost: working time of the returns together, none of it counted twice.
    """

    between: tuple[Party, Party]
    handover_count: int
    returns: tuple[Return, ...]
    cost: dt.timedelta


@attrs.frozen(kw_only=True)
class LateHandover:
    """A handing over with hardly any time left (chuyển giao khi gần hết hạn).

    Attributes:
        giver: the official who gave it, "" if nobody is named.
        receiver: an official, or a unit; its id is "" where neither is named.
        at: when it was handed over.
        left: working time left of the limit; ``share_left`` its share of the whole.
    """

    giver: str
    receiver: Party
    at: dt.datetime
    left: dt.timedelta
    share_left: Fraction


@attrs.frozen(kw_only=True)
class Refusal:
    """A handover that was not taken (từ chối nhận bàn giao).

    Attributes:
        by: who refused; ``giver`` who had wanted to give it, and went on answering.
        handover: what was refused.
        at: when; ``waited`` is the working time from the handing over to then.
        reason: as given.
    """

    by: Party
    giver: str
    handover: Handover
    at: dt.datetime
    waited: dt.timedelta
    reason: str = ""


@attrs.frozen(kw_only=True)
class Pushing:
    """How a dossier was pushed about (tình trạng đùn đẩy), all in order of time.

    Attributes:
        handover_count: how often it passed from one official or unit to another, by
            whatever event.
        returns: each coming back; ``cycles`` those that went to and fro between two.
        late: handovers with hardly any time left; ``refusals`` those not taken.
        cost: working time of all returns together, none of it counted twice.
    """

    handover_count: int = 0
    returns: tuple[Return, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    late: tuple[LateHandover, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cost: dt.timedelta = _NOTHING

    @property
    def is_ping_pong(self) -> bool:
        """Whether it went to and fro between two (có chuyển qua chuyển lại)."""
        return bool(self.cycles)

    @property
    def returns_by_official(self) -> Mapping[str, int]:
        """How often it came back to each official (số lần quay lại từng người)."""
        return Counter(one.official for one in self.returns)


def step_order(event: StepStarted) -> int | None:
    """The place of a step in its workflow as the event tells it (thứ tự bước).

    >>> from tthc_deadlines.instants import VIETNAM
    >>> when = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
    >>> [step_order(StepStarted(id="e1", occurred_at=when, step=step, order=order))
    ...  for step, order in (("Bước 3", None), ("B2", 4), ("Thẩm định", None))]
    [3, 4, None]

    Basis: the library's own convention.
    """
    if event.order is not None:
        return event.order
    number = _NUMBER.search(event.step)
    return None if number is None else int(number[0])


_NUMBER = re.compile(r"[0-9]{1,4}")


def pushing(
    history: History,
    segments: Sequence[Segment],
    calendar: WorkingCalendar,
    left_at: LeftAt,
    late_share: Fraction = Fraction(1, 10),
    order_of: Callable[[StepStarted], int | None] = step_order,
) -> Pushing:
    """How a dossier was pushed about (tình trạng đùn đẩy hồ sơ).

    A coming back is a :class:`Return` unless a step begins with it that comes later in the
    workflow than every step begun before. What nobody had in between makes no return: it
    takes another official, or a unit, to have had it.

    Args:
        history: what was recorded; ``segments`` who had it, in order.
        calendar: for the time a refused handover waited.
        left_at: what is left of the limit at an instant.
        late_share: a handover with less than this left is late.
        order_of: the place of a step in the workflow, ``None`` where that cannot be told;
            such a step shows no moving forward.

    Raises:
        OutOfCoverage: a refused handover lies outside the calendar.

    Basis: the library's own convention.
    """
    hands = list(_hands(segments))
    returns = list(_returns(hands, segments, _steps_forward(history, order_of)))
    return Pushing(
        handover_count=max(len(hands) - 1, 0),
        returns=tuple(one for _, one in returns),
        cycles=tuple(_cycles(hands, returns, segments)),
        late=tuple(_late(history, segments, left_at, late_share)),
        refusals=tuple(_refusals(history, segments, calendar)),
        cost=_cost(segments, (one for _, one in returns)),
    )


class _Hand(NamedTuple):
    """One holding by one official or unit, over segments ``first`` up to ``last``."""

    party: Party
    first: int
    last: int


def _hands(segments: Sequence[Segment]) -> Iterator[_Hand]:
    """Who had it one after the other. Gaps, and those outside the office, are nobody's turn."""
    party, first, last = None, 0, 0
    for place, segment in enumerate(segments):
        here = _turn_of(segment)
        if here is None or here == party:
            last = place if here is not None else last
            continue
        if party is not None:
            yield _Hand(party, first, last)
        party, first, last = here, place, place
    if party is not None:
        yield _Hand(party, first, last)


def _turn_of(segment: Segment) -> Party | None:
    """Whose turn it is; who waits for the applicant or another agency still has his."""
    official = segment.stands_in_for or segment.official
    if official:
        return Party(HeldBy.OFFICIAL, official)
    if segment.held_by is HeldBy.UNIT and segment.unit:
        return Party(HeldBy.UNIT, segment.unit)
    return None


def _steps_forward(
    history: History, order_of: Callable[[StepStarted], int | None]
) -> Mapping[str, dt.datetime]:
    """The steps that come later in the workflow than all begun before, and when they began."""
    found: dict[str, dt.datetime] = {}
    furthest: int | None = None
    for step in history.steps:
        order = order_of(step.event)
        if order is not None and (furthest is None or order > furthest):
            furthest = order
            found[step.event.id] = step.event.occurred_at
    return found


def _returns(
    hands: Sequence[_Hand], segments: Sequence[Segment], forward: Mapping[str, dt.datetime]
) -> Iterator[tuple[int, Return]]:
    """Each return with the place of the hand it is."""
    begun = set(forward.values())
    had: dict[Party, int] = {}
    for place, hand in enumerate(hands):
        before = had.get(hand.party)
        had[hand.party] = place
        if before is None or hand.party.kind is not HeldBy.OFFICIAL:
            continue
        back = segments[hand.first]
        if back.start in begun or (back.event is not None and back.event.id in forward):
            continue
        found = Return(
            official=hand.party.id,
            gave_away_at=segments[hands[before].last].end,
            came_back_at=back.start,
            via=tuple(one.party for one in hands[before + 1 : place]),
            cost=_NOTHING,
        )
        yield place, attrs.evolve(found, cost=_cost(segments, [found]))


def _cost(segments: Sequence[Segment], returns: Iterable[Return]) -> dt.timedelta:
    """Working time of the office in the returns together, each segment once."""
    places: set[int] = set()
    starts = [one.start for one in segments]
    for one in returns:
        first = bisect_left(starts, one.gave_away_at)
        places.update(range(first, bisect_left(starts, one.came_back_at)))
    away = (segments[place] for place in places)
    counted = (one.working for one in away if one.held_by in _OFFICE and not one.stopped)
    return sum(counted, _NOTHING)


def _cycles(
    hands: Sequence[_Hand], returns: Iterable[tuple[int, Return]], segments: Sequence[Segment]
) -> Iterator[Cycle]:
    """Returns through one other alone, one after the other between the same two."""
    groups: list[list[int]] = []
    found = {place: one for place, one in returns if len(one.via) == 1}
    for place in found:
        last = groups[-1][-1] if groups else None
        if last is not None and place - last <= 2 and _two(hands, place) == _two(hands, last):
            groups[-1].append(place)
        else:
            groups.append([place])
    for group in groups:
        told = tuple(found[place] for place in group)
        yield Cycle(
            between=(hands[group[0]].party, told[0].via[0]),
            handover_count=group[-1] - group[0] + 2,
            returns=told,
            cost=_cost(segments, told),
        )


def _two(hands: Sequence[_Hand], place: int) -> set[Party]:
    return {hands[place].party, hands[place - 1].party}


def _late(
    history: History, segments: Sequence[Segment], left_at: LeftAt, late_share: Fraction
) -> Iterator[LateHandover]:
    for handover in history.handovers:
        settled = handover.settled_by
        if settled is not None and not isinstance(settled, HandoverAccepted):
            continue
        at = handover.event.occurred_at
        found = left_at(at)
        if found is None or not found[1]:
            continue
        left, whole = found
        share = Fraction(left // _MICRO, whole // _MICRO)
        if share < late_share:
            yield LateHandover(
                giver=_giver(handover, segments),
                receiver=_receiver(handover),
                at=at,
                left=left,
                share_left=share,
            )


_MICRO = dt.timedelta(microseconds=1)


def _refusals(
    history: History, segments: Sequence[Segment], calendar: WorkingCalendar
) -> Iterator[Refusal]:
    """In the order they were refused in."""
    refused = [
        (handover, handover.settled_by)
        for handover in history.handovers
        if isinstance(handover.settled_by, HandoverRefused)
    ]
    for handover, event in sorted(refused, key=lambda one: one[1].occurred_at):
        yield Refusal(
            by=Party(HeldBy.OFFICIAL, event.actor) if event.actor else _receiver(handover),
            giver=_giver(handover, segments),
            handover=handover,
            at=event.occurred_at,
            waited=calendar.working_time_between(handover.event.occurred_at, event.occurred_at),
            reason=event.reason,
        )


def _giver(handover: Handover, segments: Sequence[Segment]) -> str:
    """Who gave it: as recorded, or else who had it until then."""
    event = handover.event
    if event.actor:
        return event.actor
    before = bisect_left(segments, event.occurred_at, key=lambda one: one.start)
    return segments[before - 1].official if before else ""


def _receiver(handover: Handover) -> Party:
    event = handover.event
    if event.to:
        return Party(HeldBy.OFFICIAL, event.to)
    return Party(HeldBy.UNIT, event.unit)
