"""Who made a dossier late: budgets, overruns, the breach, and shares that add up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from tests.law.cases import at
from tests.life_finding_cases import TAX
from tests.lives import catalogue, dossier, e, judged, limit_of, row
from tests.test_scenarios import NEUTRAL, SCENARIOS, instant, march
from tthc_deadlines import TimeLimit, assess, vietnam_calendar, who_answers
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.attributing import attributions
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ResultIssued,
    Resumed,
    StepCompleted,
    StepStarted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.errors import OutOfCoverage
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.procedures.workflow import Step, Workflow
from tthc_deadlines.responsibility.attribution import (
    Attribution,
    Share,
    StepUse,
    StepWork,
    attribute,
)
from tthc_deadlines.responsibility.parties import Party, holder_of, party_of
from tthc_deadlines.responsibility.segments import HeldBy, Reason, Segment

H, MINUTE, NOTHING = dt.timedelta(hours=1), dt.timedelta(minutes=1), dt.timedelta()
MON, TUE, WED, THU = march(2), march(3), march(4), march(5)
TUE_MIDNIGHT = march(4, "00:00")  # a limit of one working day from Monday

A, B, C = (Party(HeldBy.OFFICIAL, name) for name in "ABC")
AGENCY = Party(HeldBy.OTHER_AGENCY, "Sở B")
NEVER = Party(HeldBy.NOBODY, "", Reason.NEVER_ASSIGNED)
ABSENT = Party(HeldBy.NOBODY, "", Reason.HOLDER_ABSENT)


def seg(who: str, start: dt.datetime, end: dt.datetime, **values: Any) -> Segment:
    """A segment of an official, or of the kind given."""
    values.setdefault("held_by", HeldBy.OFFICIAL)
    return Segment(start=start, end=end, official=who, **values)


def nobody(start: dt.datetime, end: dt.datetime, **values: Any) -> Segment:
    values.setdefault("reason", Reason.NEVER_ASSIGNED)
    return seg("", start, end, held_by=HeldBy.NOBODY, **values)


def agency(who: str, start: dt.datetime, end: dt.datetime, overdue: bool = True) -> Segment:
    return seg(who, start, end, held_by=HeldBy.OTHER_AGENCY, agency="Sở B", overdue=overdue)


def step(order: int, budget: dt.timedelta | None, *passages: dt.datetime) -> StepWork:
    """A step with passages from the first to the second instant, and so on in pairs."""
    pairs = tuple(zip(passages[::2], passages[1::2], strict=True))
    return StepWork(order, f"B{order}" if order else "", budget, pairs)


def of(
    *segments: Segment,
    due: dt.datetime,
    steps: tuple[StepWork, ...] = (),
    stops: tuple[Stop, ...] = (),
) -> Attribution:
    """A run over all the segments."""
    return attribute(
        segments[0].start, segments[-1].end, due, steps, segments, NEUTRAL, stops
    )  # fmt: skip


def shared(found: Attribution) -> dict[Party, dt.timedelta]:
    amounts = {one.party: one.amount for one in found.shares}
    assert sum(amounts.values(), NOTHING) == found.lateness
    assert list(amounts.values()) == sorted(amounts.values(), reverse=True)
    for one in found.shares:
        assert sum((amount for _, amount in one.causes), NOTHING) == one.amount
    return amounts


# --- the scenarios -------------------------------------------------------------------------


def held(use: StepUse) -> dict[str, float]:
    return {party.id: time.total_seconds() for party, time in use.by}


def test_who_overran_and_who_had_it_at_the_breach_are_different_answers() -> None:
    given, expected = (SCENARIOS["attr-l1-l2"][key] for key in ("given", "expect"))
    spans = {who: (instant(start), instant(end)) for who, start, end in given["holders"]}
    steps = tuple(
        StepWork(order, who, budget * H, (spans[who],))
        for order, (who, budget) in enumerate(given["step_budgets_h"].items(), 1)
    )
    received = instant(given["received"])
    due = NEUTRAL.add_working_time(received, given["budget_h"] * H)
    found = of(*(seg(who, *span) for who, span in spans.items()), due=due, steps=steps)
    used = {use.name: held(use) for use in found.steps}
    assert used == {
        who: {who: seconds} for who, seconds in expected["held_working_seconds"].items()
    }
    over = {use.name: use.over.total_seconds() for use in found.steps}
    assert over == expected["over_step_budget_seconds"]
    assert found.holder_at_breach == Party(HeldBy.OFFICIAL, expected["holder_at_breach"])
    assert found.lateness == 2 * H
    assert shared(found) == {Party(HeldBy.OFFICIAL, expected["attributed_to"]): 2 * H}
    assert found.attributed_to == Party(HeldBy.OFFICIAL, expected["attributed_to"])


def test_time_of_earlier_holders_is_not_charged_to_the_last() -> None:
    given, expected = (SCENARIOS["attr-last-holder"][key] for key in ("given", "expect"))
    segments = [
        seg(who, instant(start), instant(end)) for who, start, end in given["holders"]
    ]  # fmt: skip
    found = attribute(segments[0].start, segments[-1].end, MON, (), segments, NEUTRAL)
    (whole,) = found.steps
    assert held(whole) == expected["held_working_seconds"]
    assert found.by_gaps.total_seconds() == expected["unassigned_working_seconds"]
    # Due at once: each is charged with his own time, and nobody with the noon break.
    assert shared(found) == {A: 4 * H, B: 1 * H}


# --- whose time it is ----------------------------------------------------------------------

ASKED = agency("A", MON, TUE, overdue=False)
WITH_UNIT = attrs.evolve(ASKED, official="", unit="Phòng C")
WHOSE: list[tuple[Segment, Party, Party]] = [
    (seg("A", MON, TUE), A, A),
    (seg("A", MON, TUE, reason=Reason.OUTSIDE_COMPETENCE), A, A),
    (seg("", MON, TUE, held_by=HeldBy.UNIT, unit="U"), *2 * (Party(HeldBy.UNIT, "U"),)),
    (nobody(MON, TUE), NEVER, NEVER),
    (ASKED, AGENCY, A),
    (attrs.evolve(ASKED, overdue=True), AGENCY, AGENCY),
    (WITH_UNIT, AGENCY, Party(HeldBy.UNIT, "Phòng C")),
    (attrs.evolve(ASKED, official="", reason=Reason.NEVER_ASSIGNED), AGENCY, NEVER),
    (seg("A", MON, TUE, held_by=HeldBy.APPLICANT), Party(HeldBy.APPLICANT), A),
    (seg("", MON, TUE, held_by=HeldBy.APPLICANT), *2 * (Party(HeldBy.APPLICANT),)),
]


@pytest.mark.parametrize(("segment", "hand", "charged"), WHOSE)
def test_whose_hand_and_whose_time(segment: Segment, hand: Party, charged: Party) -> None:
    assert (holder_of(segment), party_of(segment)) == (hand, charged)


def test_a_unit_is_a_gap_only_with_a_reason() -> None:
    desk = seg("", MON, TUE, held_by=HeldBy.UNIT, unit="U")
    lost = attrs.evolve(desk, reason=Reason.BETWEEN_UNITS)
    assert (party_of(desk).is_gap, party_of(lost).is_gap) == (False, True)
    assert (NEVER.is_gap, A.is_gap, AGENCY.is_gap) == (True, False, False)


# --- within a step: gaps, then late agencies, then those who had it --------------------------

NOON, ONE, FIVE = march(2, "12:00"), march(2, "13:00"), march(2, "17:00")


def test_a_gap_is_charged_before_anybody() -> None:
    # The step has 4 h; 4 h lay with nobody and 4 h with A: nothing of it is A's.
    found = of(
        nobody(MON, NOON), seg("A", NOON, FIVE), due=NOON, steps=(step(1, 4 * H, MON, FIVE),)
    )
    assert shared(found) == {NEVER: 4 * H}
    assert (found.by_gaps, found.by_agencies) == (4 * H, NOTHING)


def test_what_the_gap_does_not_explain_is_charged_to_those_who_had_it() -> None:
    steps = (step(1, 1 * H, MON, FIVE),)
    found = of(nobody(MON, NOON), seg("A", NOON, FIVE), due=march(2, "09:00"), steps=steps)
    assert shared(found) == {NEVER: 4 * H, A: 3 * H}
    assert found.steps[0].over == 7 * H


def test_gaps_of_two_kinds_share_what_they_caused() -> None:
    ten = march(2, "09:00")
    found = of(
        nobody(MON, ten), nobody(ten, NOON, reason=Reason.HOLDER_ABSENT), seg("A", NOON, FIVE),
        due=march(2, "15:00"), steps=(step(1, 6 * H, MON, FIVE),),
    )  # fmt: skip
    assert shared(found) == {ABSENT: 90 * MINUTE, NEVER: 30 * MINUTE}


def test_a_late_agency_comes_after_gaps_and_before_officials() -> None:
    nine, eleven = march(2, "09:00"), march(2, "11:00")
    found = of(
        nobody(MON, nine), agency("A", nine, eleven), seg("A", eleven, FIVE),
        due=march(2, "11:30"), steps=(step(1, 3 * H + 30 * MINUTE, MON, FIVE),),
    )  # fmt: skip
    assert shared(found) == {AGENCY: 2 * H, A: 90 * MINUTE, NEVER: 1 * H}
    assert (found.by_gaps, found.by_agencies) == (1 * H, 2 * H)


def test_an_agency_within_its_time_costs_the_official_who_asked() -> None:
    found = of(agency("A", MON, NOON, overdue=False), seg("B", NOON, FIVE),
               due=march(2, "15:00"), steps=(step(1, 6 * H, MON, FIVE),))  # fmt: skip
    assert shared(found) == {A: 1 * H, B: 1 * H}


def test_officials_of_one_step_share_by_the_time_they_had() -> None:
    eleven = march(2, "11:00")
    found = of(seg("A", MON, eleven), seg("B", eleven, FIVE), due=march(2, "09:00"),
               steps=(step(1, 0 * H, MON, FIVE),))  # fmt: skip
    # 8 h over, 7 h late: 3 h and 5 h had, in proportion 2:37:30 and 4:22:30.
    assert shared(found) == {B: dt.timedelta(minutes=262.5), A: dt.timedelta(minutes=157.5)}


# --- from steps to the run -------------------------------------------------------------------


def test_time_saved_by_others_is_taken_off_every_overrun_in_proportion() -> None:
    ten = march(3, "10:00")
    steps = (
        step(1, 2 * H, MON, NOON),  # 2 h over
        step(2, 3 * H, NOON, FIVE),  # 1 h over
        step(3, 5 * H, TUE, ten),  # 3 h saved
    )
    found = of(seg("A", MON, NOON), seg("B", NOON, FIVE), seg("C", TUE, ten),
               due=march(3, "08:30"), steps=steps)  # fmt: skip
    assert found.lateness == 90 * MINUTE
    assert shared(found) == {A: 60 * MINUTE, B: 30 * MINUTE}
    assert found.holder_at_breach == C
    assert [use.over for use in found.steps] == [2 * H, 1 * H, NOTHING]


def test_a_rest_goes_to_the_time_in_steps_without_a_budget() -> None:
    steps = (
        step(1, 3 * H, MON, NOON),
        step(2, None, NOON, FIVE),
        step(3, 9 * H, TUE, march(3, "12:00")),
    )
    segments = (seg("A", MON, NOON), seg("B", NOON, march(2, "14:00")),
                seg("C", march(2, "14:00"), TUE), seg("A", TUE, march(3, "12:00")))  # fmt: skip
    found = of(*segments, due=march(2, "15:00"), steps=steps)
    # 6 h late; 1 h over in the first step; 5 h for the second, had 1 h by B and 3 h by C.
    assert shared(found) == {C: 225 * MINUTE, B: 75 * MINUTE, A: 60 * MINUTE}
    assert found.shares[0].causes == (("B2", 225 * MINUTE),)


def test_a_rest_goes_to_the_time_after_due_where_every_step_has_a_budget() -> None:
    steps = (step(1, 3 * H, MON, NOON), step(2, 20 * H, NOON, march(3, "12:00")))
    segments = (seg("A", MON, NOON), seg("B", NOON, TUE), seg("C", TUE, march(3, "12:00")))
    found = of(*segments, due=march(2, "16:00"), steps=steps)
    # 5 h late, 1 h of it by the first step; after due B had 1 h and C 4 h.
    assert shared(found) == {C: 192 * MINUTE, A: 60 * MINUTE, B: 48 * MINUTE}
    assert found.shares[0].causes == (("", 192 * MINUTE),)


def test_time_outside_every_step_is_over_from_its_first_minute() -> None:
    steps = (step(1, 4 * H, MON, NOON), step(2, 4 * H, TUE, march(3, "12:00")))
    found = of(seg("A", MON, NOON), nobody(NOON, TUE), seg("B", TUE, march(3, "12:00")),
               due=TUE, steps=steps)  # fmt: skip
    assert shared(found) == {NEVER: 4 * H}
    assert [use.name for use in found.steps] == ["B1", "B2", ""]
    assert (found.steps[2].budget, found.steps[2].over) == (NOTHING, 4 * H)


@pytest.mark.parametrize("steps", [(), (step(1, None, MON, FIVE),), (step(1, 4 * H, WED, THU),)])
def test_without_a_budget_the_whole_run_is_one_step(steps: tuple[StepWork, ...]) -> None:
    found = of(seg("A", MON, march(2, "14:00")), seg("B", march(2, "14:00"), FIVE),
               due=march(2, "16:00"), steps=steps)  # fmt: skip
    assert shared(found) == {A: dt.timedelta(minutes=37.5), B: dt.timedelta(minutes=22.5)}
    whole = found.steps[-1]
    assert (whole.name, whole.budget, whole.used, whole.over) == ("", 7 * H, 8 * H, 1 * H)


def test_two_passages_of_a_step_add_up() -> None:
    steps = (
        step(1, 4 * H, MON, NOON, march(2, "15:00"), FIVE),
        step(2, 9 * H, NOON, march(2, "15:00")),
    )
    found = of(seg("A", MON, NOON), seg("B", NOON, march(2, "15:00")),
               seg("A", march(2, "15:00"), FIVE), due=march(2, "16:00"), steps=steps)  # fmt: skip
    assert (found.steps[0].used, found.steps[0].over) == (6 * H, 2 * H)
    assert shared(found) == {A: 1 * H}


def test_time_of_two_steps_at_once_counts_in_both_and_is_shared_once() -> None:
    steps = (step(1, 2 * H, MON, FIVE), step(2, 6 * H, MON, FIVE))
    found = of(seg("A", MON, FIVE), due=march(2, "14:00"), steps=steps)
    assert [use.over for use in found.steps] == [6 * H, 2 * H]
    assert shared(found) == {A: 3 * H}
    assert found.shares[0].causes == (("B1", 135 * MINUTE), ("B2", 45 * MINUTE))


def test_passages_count_only_as_far_as_they_lie_in_the_run() -> None:
    steps = (step(1, 4 * H, march(1), WED),)
    found = attribute(MON, FIVE, NOON, steps, [seg("A", march(1), THU)], NEUTRAL)
    assert (found.steps[0].used, found.lateness) == (8 * H, 4 * H)


def test_steps_come_in_the_order_of_the_workflow_however_they_are_given() -> None:
    steps = (step(2, 1 * H, NOON, FIVE), StepWork(0, "Bước lạ", None, ((MON, NOON),)),
             step(1, 1 * H, MON, NOON))  # fmt: skip
    found = of(seg("A", MON, FIVE), nobody(FIVE, march(3, "09:00")), due=NOON, steps=steps)
    assert [use.name for use in found.steps] == ["B1", "B2", "Bước lạ", ""]


# --- stops, the breach -----------------------------------------------------------------------


def test_stops_are_taken_out_before_and_after_due() -> None:
    stops = (Stop(march(2, "09:00"), march(2, "10:00")), Stop(march(2, "14:00"), march(2, "16:00")))
    found = of(seg("A", MON, FIVE), due=ONE, steps=(step(1, 2 * H, MON, FIVE),), stops=stops)
    assert (found.steps[0].used, found.steps[0].over, found.lateness) == (5 * H, 3 * H, 2 * H)
    assert shared(found) == {A: 2 * H}


BREACH: list[tuple[str, dt.datetime, Party | None]] = [
    ("before anybody passed it on", march(2, "09:00"), A),
    ("at the very instant it changed hands", NOON, B),
    ("a second before that", march(2, "11:59") + dt.timedelta(seconds=59), A),
    ("at closing, the next morning counts", FIVE, C),
    ("at the end of the day", march(3, "00:00"), C),
    ("in a stop, when work goes on", march(3, "09:00"), A),
    ("at the very end", march(3, "12:00"), None),
    ("later than the end", march(3, "13:00"), None),
]


@pytest.mark.parametrize(
    ("due", "holder"), [one[1:] for one in BREACH], ids=[one[0] for one in BREACH]
)
def test_the_holder_at_the_breach(due: dt.datetime, holder: Party | None) -> None:
    segments = (
        seg("A", MON, NOON),
        seg("B", NOON, march(3, "03:00")),  # passed on in the night
        seg("C", march(3, "03:00"), march(3, "10:00")),
        seg("A", march(3, "10:00"), march(3, "12:00")),
    )
    found = of(*segments, due=due, stops=(Stop(march(3, "09:00"), march(3, "11:00")),))
    assert found.holder_at_breach == holder
    assert bool(found.shares) is (holder is not None)


def test_at_the_breach_it_lies_where_it_lies_whoever_answers_for_it() -> None:
    found = of(agency("A", MON, FIVE, overdue=False), due=NOON)
    assert found.holder_at_breach == AGENCY
    assert shared(found) == {A: 4 * H}


def test_late_on_a_day_off_only_there_is_a_breach_and_nothing_to_share() -> None:
    saturday = march(7, "10:00")
    found = of(seg("A", march(6), saturday), due=march(7, "00:00"))
    assert (found.lateness, found.shares, found.attributed_to) == (NOTHING, (), None)
    assert found.holder_at_breach == A
    assert (found.by_gaps, found.by_agencies) == (NOTHING, NOTHING)


def test_a_breach_outside_every_segment_is_nobodys() -> None:
    none = Party(HeldBy.NOBODY)
    found = attribute(MON, FIVE, ONE, (), [seg("A", MON, NOON)], NEUTRAL)
    assert found.holder_at_breach == none
    assert shared(found) == {none: 4 * H}
    sunday = attribute(march(6), march(8), march(7), (), [], NEUTRAL)
    assert sunday.holder_at_breach is None


def test_a_due_date_before_the_run_makes_all_of_it_late() -> None:
    found = attribute(TUE, march(3, "12:00"), MON, (), [seg("A", TUE, WED)], NEUTRAL)
    assert shared(found) == {A: 4 * H}
    assert found.steps[0].budget == NOTHING


def test_in_time_the_use_of_each_step_is_told_all_the_same() -> None:
    steps = (step(1, 1 * H, MON, NOON), step(2, 9 * H, NOON, FIVE))
    found = of(seg("A", MON, NOON), seg("B", NOON, FIVE), due=THU, steps=steps)
    assert (found.shares, found.attributed_to, found.holder_at_breach) == ((), None, None)
    assert [(use.used, use.over) for use in found.steps] == [(4 * H, 3 * H), (4 * H, NOTHING)]


def test_in_time_and_without_budgets_the_whole_has_the_time_up_to_due() -> None:
    (whole,) = of(seg("A", MON, FIVE), due=TUE_MIDNIGHT).steps
    assert (whole.budget, whole.used, whole.over) == (16 * H, 8 * H, NOTHING)


@pytest.mark.parametrize("end", [MON, march(1)])
def test_a_run_of_no_length_has_nothing(end: dt.datetime) -> None:
    found = attribute(MON, end, march(1), (step(1, H, MON, FIVE),), [seg("A", MON, FIVE)], NEUTRAL)
    assert (found.steps, found.shares, found.lateness) == ((), (), NOTHING)


def test_the_result_knows_which_run_it_is_and_leaves_joint_answers_open() -> None:
    found = attribute(MON, FIVE, NOON, (), [seg("A", MON, FIVE)], NEUTRAL, (), 3)
    assert (found.index, found.due_at, found.until, found.joint) == (3, NOON, FIVE, ())


def test_outside_the_calendar_nothing_is_guessed() -> None:
    far = dt.datetime(2999, 1, 1, tzinfo=MON.tzinfo)
    with pytest.raises(OutOfCoverage):
        attribute(MON, far, NOON, (), [seg("A", MON, far)], NEUTRAL)


# --- exactness -------------------------------------------------------------------------------


def test_whole_seconds_by_largest_remainder_and_ties_by_party() -> None:
    end = MON + dt.timedelta(seconds=3)
    second = [MON + dt.timedelta(seconds=number) for number in range(4)]
    segments = [seg(who, second[place], second[place + 1]) for place, who in enumerate("CBA")]
    found = attribute(MON, end, MON + dt.timedelta(seconds=1), (), segments, NEUTRAL)
    # 2 s between three who had it for as long: the first two by name.
    assert found.shares == (
        Share(party=A, amount=dt.timedelta(seconds=1), causes=(("", dt.timedelta(seconds=1)),)),
        Share(party=B, amount=dt.timedelta(seconds=1), causes=(("", dt.timedelta(seconds=1)),)),
    )


def test_the_causes_of_a_share_are_whole_seconds_too() -> None:
    steps = (step(1, 2 * H, MON, FIVE), step(2, 6 * H, MON, FIVE))
    second = dt.timedelta(seconds=1)
    found = of(seg("A", MON, FIVE), due=FIVE - 10 * second, steps=steps)
    # 6 h and 2 h over: 7.5 s and 2.5 s of ten.
    assert found.shares[0].causes == (("B1", 8 * second), ("B2", 2 * second))


def test_a_fraction_of_a_second_goes_to_the_largest() -> None:
    part = dt.timedelta(milliseconds=1)
    noon, end = march(2, "11:00"), FIVE + part - H
    found = attribute(MON, end, MON, (), [seg("B", MON, noon), seg("A", noon, end)], NEUTRAL)
    assert shared(found) == {A: 4 * H + part, B: 3 * H}


# --- from an assessment ----------------------------------------------------------------------

STEPS = tuple(
    Step(order=order, name=name, label=f"Bước {order}", budget=limit_of(words) if words else None)
    for order, (name, words) in enumerate(
        [("Tiếp nhận", "04 giờ làm việc"), ("Thẩm định", "01 ngày làm việc"), ("Ký", "")], 1
    )
)
OFFICE = catalogue(row("02 ngày làm việc"), workflow=Workflow(steps=STEPS), stops=(TAX,))


def assessed(*events: Event, when: str, **options: Any) -> DossierAssessment:
    one = dossier(*events, procedure_code="1.000001", words="")
    return judged(one, when, OFFICE, **options)


ACCEPTED = e(Accepted, "02/11/2026 08:00")
LATE = (
    ACCEPTED,
    e(StepStarted, "02/11/2026 08:00", step="Bước 1", holder="A"),
    e(StepCompleted, "03/11/2026 17:00", step="Bước 1"),
    e(StepStarted, "04/11/2026 08:00", step="Bước 2", holder="B"),
    e(StepCompleted, "05/11/2026 12:00", step="Bước 2"),
    e(ResultIssued, "05/11/2026 12:00"),
)
HELD = (seg("A", at("02/11/2026 08:00"), at("04/11/2026 08:00")),
        seg("B", at("04/11/2026 08:00"), at("05/11/2026 12:00")))  # fmt: skip


def test_an_assessment_gives_the_budgets_of_its_workflow() -> None:
    found = assessed(*LATE, when="20/11/2026 08:00")
    (one,) = attributions(found, HELD)
    assert found.deadline is not None
    assert one.due_at == found.deadline.at == at("05/11/2026 00:00")
    assert one.lateness == found.working_over == 4 * H
    assert [(use.name, use.budget, use.used, use.over) for use in one.steps] == [
        ("Bước 1: Tiếp nhận", 4 * H, 16 * H, 12 * H),
        ("Bước 2: Thẩm định", 8 * H, 12 * H, 4 * H),
    ]
    assert shared(one) == {A: 3 * H, B: 1 * H}
    assert one.holder_at_breach == B
    clocks = {clock.name: (clock.budget, clock.used) for clock in found.steps if clock.passages}
    assert clocks == {use.name: (use.budget, use.used) for use in one.steps}


def test_an_open_step_is_worked_on_up_to_the_instant_assessed() -> None:
    found = assessed(*LATE[:4], when="05/11/2026 09:00")
    (one,) = attributions(found, HELD)
    assert one.steps[1].used == 9 * H
    assert (one.until, one.lateness) == (at("05/11/2026 09:00"), 1 * H)


def test_a_run_after_a_supplement_has_its_budgets_anew() -> None:
    # Asked for within the first run, which was in time; the second is late by a day.
    events = (
        ACCEPTED,
        e(StepStarted, "02/11/2026 08:00", step="Bước 1", holder="A"),
        e(SupplementRequested, "02/11/2026 17:00"),
        e(SupplementReceived, "09/11/2026 08:00"),
        e(StepCompleted, "09/11/2026 12:00", step="Bước 1"),
        e(StepStarted, "09/11/2026 12:00", step="Bước 3", holder="B"),
        e(ResultIssued, "12/11/2026 17:00"),
    )
    found = assessed(*events, when="20/11/2026 08:00")
    segments = (
        seg("A", at("02/11/2026 08:00"), at("02/11/2026 17:00")),
        seg("A", at("02/11/2026 17:00"), at("09/11/2026 08:00"), held_by=HeldBy.APPLICANT),
        seg("A", at("09/11/2026 08:00"), at("09/11/2026 12:00")),
        seg("B", at("09/11/2026 12:00"), at("12/11/2026 17:00")),
    )
    first, second = attributions(found, segments)
    assert (first.index, second.index) == (0, 1)
    assert [(use.order, use.used, use.over) for use in first.steps] == [(1, 8 * H, 4 * H)]
    assert first.shares == ()
    assert [(use.order, use.used, use.over) for use in second.steps] == [
        (1, 4 * H, NOTHING),
        (3, 28 * H, NOTHING),
    ]
    assert (second.due_at, shared(second)) == (at("12/11/2026 00:00"), {B: 8 * H})


def test_a_run_without_a_due_date_has_no_attribution() -> None:
    without = judged(dossier(ACCEPTED, words=""), "20/11/2026 08:00")
    assert without.runs
    assert attributions(without, HELD) == ()
    agreed = judged(dossier(ACCEPTED, words="theo thỏa thuận"), "20/11/2026 08:00")
    assert agreed.runs[0].deadline is not None
    assert attributions(agreed, HELD) == ()


def test_without_a_workflow_the_run_is_shared_as_a_whole() -> None:
    one = dossier(*LATE, words="02 ngày làm việc")
    (found,) = attributions(judged(one, "20/11/2026 08:00"), HELD)
    # 4 h late, had 16 h by A and 12 h by B.
    assert shared(found) == {A: dt.timedelta(seconds=8229), B: dt.timedelta(seconds=6171)}
    assert [use.name for use in found.steps] == ["Bước 1", "Bước 2", ""]


def test_a_lawful_stop_is_nobody_s_time_even_after_the_due_date() -> None:
    stopped = e(Stopped, "05/11/2026 08:00", ground=TAX.key)
    resumed = e(Resumed, "05/11/2026 11:00", ground=TAX.key)
    found = assessed(*LATE[:-1], stopped, resumed, LATE[-1], when="20/11/2026 08:00")
    (one,) = attributions(found, HELD)
    assert (one.lateness, one.steps[1].used) == (1 * H, 9 * H)
    assert one.due_at == at("05/11/2026 00:00")
    assert sum(shared(one).values(), NOTHING) == 1 * H


def test_an_unlawful_stop_is_no_excuse() -> None:
    stopped = e(Stopped, "03/11/2026 08:00", ground="")
    plain, unlawful = (
        attributions(assessed(*events, when="20/11/2026 08:00"), HELD)
        for events in (LATE, (*LATE, stopped))
    )
    assert plain == unlawful


@pytest.mark.parametrize(
    ("assigned", "charged"),
    [
        ("2026-03-02T16:00:00+07:00", {"cv-1"}),  # on the day of receipt: within its time
        ("2026-03-03T10:00:00+07:00", {"cv-1", "mc-1"}),  # the next morning: past it
    ],
)
def test_the_desk_is_not_charged_with_the_time_it_has_to_pass_a_dossier_on(
    assigned: str, charged: set[str]
) -> None:
    """Article 18.2: passed on within the working day of a receipt up to 15:00."""
    one = Dossier(
        code="H01",
        limit=TimeLimit.parse("02 ngày làm việc"),
        events=[
            Accepted(id="e1", occurred_at=march(2), actor="mc-1"),
            Assigned(id="e2", occurred_at=instant(assigned), holder="cv-1"),
        ],
    )
    (late,) = who_answers(assess(one, march(6), vietnam_calendar())).late
    assert {share.party.id for share in late.shares} == charged
    assert sum((share.amount for share in late.shares), dt.timedelta()) == late.lateness
