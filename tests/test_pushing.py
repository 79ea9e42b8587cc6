"""Pushing work away: returns, ping-pong, late handovers, refusals, and what they cost."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from tests.test_scenarios import NEUTRAL, SCENARIOS, e, march
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    HandedOver,
    HandoverAccepted,
    HandoverRecalled,
    HandoverRefused,
    StepStarted,
)
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.pushing import Pushing, pushing, step_order
from tthc_deadlines.responsibility.segments import HeldBy, Reason, Segment

H, NOTHING = dt.timedelta(hours=1), dt.timedelta()
A, B, C = (Party(HeldBy.OFFICIAL, name) for name in "ABC")
ROOM = Party(HeldBy.UNIT, "U")
NO_LIMIT = None


def hour(number: int) -> dt.datetime:
    """The n-th working hour from Monday 08:00, counted from 0."""
    day, left = divmod(number, 8)
    return march(2 + day) + (left + (left >= 4)) * H


def chain(*who: str, **values: Any) -> list[Segment]:
    """Segments of one working hour each: an official, "-" nobody, "U" a unit alone."""
    return [one(name, place, place + 1, **values) for place, name in enumerate(who)]


def one(name: str, first: int, last: int, **values: Any) -> Segment:
    kinds = {"-": HeldBy.NOBODY, "U": HeldBy.UNIT}
    values.setdefault("held_by", kinds.get(name, HeldBy.OFFICIAL))
    if name in kinds:
        values.setdefault("reason", Reason.BETWEEN_UNITS)
        values.setdefault("unit", name.strip("-"))
        name = ""
    return Segment(
        start=hour(first), end=hour(last), official=name, working=(last - first) * H, **values
    )


def history(*events: Event) -> History:
    return replay([e(Accepted, march(2)), *events], march(30))


def pushed(segments: list[Segment], *events: Event, **options: Any) -> Pushing:
    left_at = options.pop("left_at", lambda _: NO_LIMIT)
    return pushing(history(*events), segments, NEUTRAL, left_at, **options)


# --- returns -------------------------------------------------------------------------------


def test_the_scenario_of_ping_pong() -> None:
    holders = SCENARIOS["pingpong"]["given"]["handovers"]
    expected = SCENARIOS["pingpong"]["expect"]
    found = pushed(chain(*holders))
    assert found.handover_count == expected["handover_count"]
    assert dict(found.returns_by_official) == expected["returns"]
    assert found.is_ping_pong is expected["ping_pong"]
    (cycle,) = found.cycles
    assert (cycle.between, cycle.handover_count, cycle.cost) == ((A, B), 3, 2 * H)
    assert cycle.returns == found.returns


RETURNS: list[tuple[str, dict[str, int], int, int]] = [
    ("", {}, 0, 0),
    ("A", {}, 0, 0),
    ("AAB", {}, 1, 0),
    ("ABC", {}, 2, 0),
    ("ABA", {"A": 1}, 2, 1),
    ("A-A", {}, 0, 0),  # nobody else had it: he was away
    ("-A-", {}, 0, 0),
    ("AB-A", {"A": 1}, 2, 1),
    ("ABCA", {"A": 1}, 3, 0),  # a round trip is no going to and fro
    ("ABCBA", {"B": 1, "A": 1}, 4, 1),
    ("ABABA", {"A": 2, "B": 1}, 4, 1),
    ("ABACA", {"A": 2}, 4, 2),
    ("ABABCBCB", {"A": 1, "B": 3, "C": 1}, 7, 2),
    ("AUA", {"A": 1}, 2, 1),
    ("AUAUA", {"A": 2}, 4, 1),
    ("UAU", {}, 2, 0),  # a unit without a name is no official
]


@pytest.mark.parametrize(("who", "returns", "handovers", "cycles"), RETURNS)
def test_returns_and_cycles(who: str, returns: dict[str, int], handovers: int, cycles: int) -> None:
    found = pushed(chain(*who))
    assert dict(found.returns_by_official) == returns
    assert (found.handover_count, len(found.cycles)) == (handovers, cycles)


def test_a_return_says_from_when_to_when_and_through_whom() -> None:
    (found,) = pushed(chain("A", "A", "B", "-", "U", "C", "A", "A")).returns
    assert (found.official, found.via) == ("A", (B, ROOM, C))
    assert (found.gave_away_at, found.came_back_at, found.cost) == (hour(2), hour(6), 4 * H)


def test_time_nobody_had_it_before_the_other_took_it_is_a_cost_too() -> None:
    (found,) = pushed(chain(*"A-BA")).returns
    assert (found.gave_away_at, found.cost) == (hour(1), 2 * H)


def test_a_cycle_counts_every_change_of_hands_in_it() -> None:
    (cycle,) = pushed(chain("C", "A", "U", "A", "U", "A", "B")).cycles
    assert (cycle.between, cycle.handover_count, len(cycle.returns)) == ((A, ROOM), 4, 2)
    assert cycle.cost == 2 * H


def test_to_and_fro_again_after_others_had_it_is_another_cycle() -> None:
    found = pushed(chain(*"ABACABA"))
    assert [one.between for one in found.cycles] == [(A, B), (A, C), (A, B)]
    found = pushed(chain(*"ABACDABA"))
    assert [(one.between, len(one.returns)) for one in found.cycles] == [((A, B), 1), ((A, B), 1)]


def test_time_away_counts_once_however_many_it_came_back_to() -> None:
    found = pushed(chain(*"ABCBA"))
    assert [(one.official, one.cost) for one in found.returns] == [("B", H), ("A", 3 * H)]
    assert found.cost == 3 * H


def test_only_the_office_s_own_time_is_a_cost() -> None:
    segments = [
        one("A", 0, 1),
        one("B", 1, 2),
        one("B", 2, 3, held_by=HeldBy.APPLICANT),
        one("B", 3, 4, held_by=HeldBy.OTHER_AGENCY, agency="Sở B"),
        one("B", 4, 5, stopped=True),
        one("-", 5, 6),
        one("A", 6, 7),
    ]
    assert [found.cost for found in pushed(segments).returns] == [2 * H]


@pytest.mark.parametrize("kind", [HeldBy.APPLICANT, HeldBy.OTHER_AGENCY])
def test_waiting_for_others_is_no_giving_away(kind: HeldBy) -> None:
    segments = [one("A", 0, 1), one("A", 1, 2, held_by=kind), one("A", 2, 3)]
    assert pushed(segments).returns == ()
    # and where nobody of the office is named while they have it, it is nobody's turn
    assert pushed([segments[0], one("", 1, 2, held_by=kind), segments[2]]).handover_count == 0


def test_a_substitute_s_coming_and_going_is_no_return() -> None:
    away = one("B", 1, 2, stands_in_for="A")
    assert pushed([one("A", 0, 1), away, one("A", 2, 3)]) == Pushing()
    given_on = pushed([one("A", 0, 1), away, one("C", 2, 3), one("A", 3, 4)])
    assert dict(given_on.returns_by_official) == {"A": 1}


# --- work that moves forward -----------------------------------------------------------------


def begun(place: int, step: str = "", order: int | None = None, holder: str = "A") -> Event:
    return e(StepStarted, hour(place), step=step, order=order, holder=holder)


FORWARD: list[tuple[str, tuple[Event, ...], int]] = [
    ("a later step", (begun(0, order=1), begun(1, order=2), begun(2, order=3)), 0),
    ("a later step by its label", (begun(0, "Bước 1"), begun(1, "B2"), begun(2, "Bước 3")), 0),
    ("the step done before", (begun(0, order=1), begun(1, order=2), begun(2, order=1)), 1),
    ("the same step again", (begun(0, order=1), begun(1, order=2), begun(2, order=2)), 1),
    ("a step whose place nobody knows", (begun(0, "a"), begun(1, "b"), begun(2, "c")), 1),
    ("no step at all", (begun(0, order=1), begun(1, order=2)), 1),
    ("a later step that another had begun", (begun(1, order=5), begun(2, order=4)), 1),
]


@pytest.mark.parametrize(
    ("events", "returns"), [case[1:] for case in FORWARD], ids=[case[0] for case in FORWARD]
)
def test_a_later_step_with_whoever_had_an_earlier_one_is_no_return(
    events: tuple[Event, ...], returns: int
) -> None:
    assert len(pushed(chain(*"ABA"), *events).returns) == returns


def test_a_step_that_waited_for_its_holder_is_still_forward() -> None:
    # The step was his from the third hour; he came in the fourth.
    step = begun(2, order=3)
    segments = [*chain("A", "B", "-"), one("A", 3, 4, event=step)]
    events = (begun(0, order=1), begun(1, order=2), step)
    assert pushed(segments, *events).returns == ()
    assert len(pushed([*segments[:3], one("A", 3, 4)], *events).returns) == 1


def test_the_place_of_a_step_may_be_asked_of_the_workflow() -> None:
    places = {"a": 1, "b": 2, "c": 3}
    events = (begun(0, "a"), begun(1, "b"), begun(2, "c"))
    found = pushed(chain(*"ABA"), *events, order_of=lambda step: places[step.step])
    assert found.returns == ()


@pytest.mark.parametrize(
    ("step", "order", "place"),
    [
        ("Bước 3", None, 3),
        ("3", None, 3),
        ("Bước 3", 7, 7),
        ("Thẩm định", None, None),
        ("", None, None),
    ],
)
def test_the_place_a_step_states(step: str, order: int | None, place: int | None) -> None:
    event = begun(0, step, order)
    assert isinstance(event, StepStarted)
    assert step_order(event) == place


# --- late handovers --------------------------------------------------------------------------


def handed(place: int, to: str = "B", giver: str = "A", **values: Any) -> Event:
    return e(HandedOver, hour(place), to=to, actor=giver, **values)


def left(hours: float, whole: float = 40) -> Any:
    return lambda _: (hours * H, whole * H)


@pytest.mark.parametrize(("hours", "late"), [(0, True), (3.99, True), (4, False), (8, False)])
def test_less_than_a_tenth_left_is_late(hours: float, late: bool) -> None:
    found = pushed(chain("A", "B"), handed(1), left_at=left(hours)).late
    assert bool(found) is late


def test_a_late_handover_says_what_was_left() -> None:
    (found,) = pushed(chain("A", "B"), handed(1), left_at=left(2.4)).late
    assert (found.giver, found.receiver, found.at) == ("A", B, hour(1))
    assert (found.left, found.share_left) == (2.4 * H, Fraction(6, 100))


def test_the_share_that_is_late_is_given() -> None:
    events = (handed(1),)
    share = Fraction(1, 2)
    assert pushed(chain("A", "B"), *events, left_at=left(20), late_share=share).late == ()
    assert pushed(chain("A", "B"), *events, left_at=left(19), late_share=share).late


def test_what_is_left_is_asked_for_the_instant_of_each_handover() -> None:
    asked: list[dt.datetime] = []

    def left_at(at: dt.datetime) -> tuple[dt.timedelta, dt.timedelta] | None:
        asked.append(at)
        return (1 * H, 40 * H) if at == hour(2) else None

    events = (handed(1), e(HandoverAccepted, hour(1)), handed(2, "C", "B"))
    found = pushed(chain(*"ABC"), *events, left_at=left_at)
    assert asked == [hour(1), hour(2)]
    assert [one.receiver for one in found.late] == [C]


def test_a_limit_of_no_length_has_no_share() -> None:
    assert pushed(chain("A", "B"), handed(1), left_at=left(0, 0)).late == ()


@pytest.mark.parametrize("kind", [HandoverRefused, HandoverRecalled])
def test_what_was_not_taken_left_nobody_without_time(kind: type[Event]) -> None:
    events = (handed(1), e(kind, hour(2)))
    assert pushed(chain(*"AAA"), *events, left_at=left(0)).late == ()


def test_the_giver_is_whoever_had_it_where_the_event_does_not_say() -> None:
    event = handed(1, "", "", unit="U")
    (found,) = pushed(chain("A", "U"), event, left_at=left(0)).late
    assert (found.giver, found.receiver) == ("A", ROOM)
    (unknown,) = pushed(chain("-", "B"), handed(1, giver=""), left_at=left(0)).late
    assert unknown.giver == ""
    (at_once,) = pushed(chain("B"), handed(0, giver=""), left_at=left(0)).late
    assert at_once.giver == ""
    (to_nobody,) = pushed(chain("A"), handed(1, ""), left_at=left(0)).late
    assert to_nobody.receiver == Party(HeldBy.UNIT)


# --- refusals --------------------------------------------------------------------------------


def test_a_refusal_says_who_and_why_and_how_long_it_lay() -> None:
    refused = e(HandoverRefused, hour(6), actor="B", reason="không đúng lĩnh vực")
    (found,) = pushed([one("A", 0, 9)], handed(2), refused).refusals
    assert (found.by, found.giver, found.at) == (B, "A", hour(6))
    assert (found.waited, found.reason) == (4 * H, "không đúng lĩnh vực")
    assert found.handover.settled_by == refused


def test_a_refusal_without_a_name_is_the_receiver_s() -> None:
    events = (handed(1, "", unit="U"), e(HandoverRefused, hour(2)))
    (found,) = pushed(chain(*"AAA"), *events).refusals
    assert (found.by, found.reason) == (ROOM, "")


def test_refusals_come_in_the_order_they_were_made() -> None:
    first, second = handed(1, "B"), handed(2, "C")
    events = (
        first,
        second,
        e(HandoverRefused, hour(4), handover=first.id, actor="B"),
        e(HandoverRefused, hour(3), handover=second.id, actor="C"),
    )
    found = pushed([one("A", 0, 9)], *events).refusals
    assert [refusal.by for refusal in found] == [C, B]
    assert all(earlier.at < later.at for earlier, later in pairwise(found))


def test_taken_or_recalled_is_not_refused() -> None:
    events = (
        handed(1),
        e(HandoverAccepted, hour(1)),
        handed(2, "C", "B"),
        e(HandoverRecalled, hour(3)),
    )
    assert pushed(chain("A", "B", "B"), *events).refusals == ()


def test_nothing_pushed_is_nothing() -> None:
    assert pushed([]) == Pushing()
    assert pushed([]).cost == NOTHING
    assert not pushed([]).is_ping_pong
