"""Replaying events: every event in every state, impossible orders, corrections, late arrivals."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from tests.law.cases import at
from tests.lives import e
from tthc_deadlines import TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.errors import InvalidTransition
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES
from tthc_deadlines.dossiers.history import History, State
from tthc_deadlines.dossiers.replay import REASONS, replay
from tthc_deadlines.errors import NaiveTimestamp

DAY = dt.timedelta(days=1)
FIRST = at("02/11/2026 09:00")


def life(*kinds: str) -> list[Event]:
    """One event a day, of these kinds."""
    more: dict[str, dict[str, Any]] = {"extended": {"amount": TimeLimit.parse("05 ngày")}}
    return [
        ev.EVENTS[kind](id=f"e{number}", occurred_at=FIRST + number * DAY, **more.get(kind, {}))
        for number, kind in enumerate(kinds)
    ]


def faults(history: History) -> list[tuple[str, str]]:
    return [(fault.event.id, fault.reason) for fault in history.faults]


# --- every event in every state ----------------------------------------------------------

LIVES = {
    "new": "",
    "submitted": "submitted",
    "running": "accepted",
    "waiting": "accepted supplement_requested",
    "issued": "accepted result_issued",
    "returned": "accepted result_issued returned",
    "refused": "accepted rejected",
    "withdrawn": "accepted withdrawn",
    "closed": "accepted closed",
    "silent": "accepted supplement_requested closed",
    "turned_away": "submitted rejected",
}
"""How each state is come to: refused after acceptance, turned away before it, closed while a
supplement was waited for."""

TABLE = """
submitted
    new, turned_away: submitted
    turned_away < ended_already
    submitted, running, waiting, issued, returned, refused < submitted_late
    withdrawn, closed, silent < submitted_late
accepted
    new, submitted, waiting, issued, refused, withdrawn, closed, silent: running
    turned_away: running
    running, waiting < accepted_already
    returned < returned_already
    issued, refused, withdrawn, closed, silent, turned_away < ended_already
    new runs: waiting, silent
rejected
    new, submitted, running, waiting: rejected
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
reopened
    issued, refused, withdrawn, closed: running
    silent: waiting
    turned_away: submitted
    new, submitted, running, waiting ! not_ended
    returned < returned_already
    issued, refused, withdrawn, closed, silent, turned_away < ended_already
supplement_requested
    running, issued, refused, withdrawn, closed, silent: waiting
    turned_away: submitted
    waiting, silent ! asked_already
    returned < returned_already
    issued, refused, withdrawn, closed, silent, turned_away < ended_already
supplement_received
    waiting, refused, withdrawn, closed, silent: running
    turned_away: submitted
    new, submitted, running ! not_asked
    issued, returned ! ended_already
    refused, withdrawn, closed, silent, turned_away < ended_already
    new runs: waiting, refused, withdrawn, closed, silent
stopped
    new, submitted ! not_accepted
    waiting ! waiting
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
resumed
    new, submitted, running, waiting, issued, returned, refused, withdrawn, closed ! not_stopped
    silent, turned_away ! not_stopped
extended
    new, submitted ! not_accepted
    waiting ! waiting
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
reappointed
    new, submitted ! not_accepted
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
consultation_requested
    new, submitted ! not_accepted
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
consultation_answered
    new, submitted, running, waiting, issued, returned, refused, withdrawn ! no_consultation
    closed, silent, turned_away ! no_consultation
step_started
step_completed
    new, submitted, running, waiting, issued, returned, refused, withdrawn, closed ! no_step
    silent, turned_away ! no_step
assigned
handed_over
handover_accepted
    new, submitted, running, waiting, issued, returned, refused, withdrawn, closed ! no_handover
    silent, turned_away ! no_handover
handover_refused
    new, submitted, running, waiting, issued, returned, refused, withdrawn, closed ! no_handover
    silent, turned_away ! no_handover
handover_recalled
    new, submitted, running, waiting, issued, returned, refused, withdrawn, closed ! no_handover
    silent, turned_away ! no_handover
result_issued
    new, submitted, running, waiting, refused, withdrawn, closed, silent, turned_away: issued
    new, submitted ! not_accepted
    waiting ! unanswered
    issued, returned ! issued_already
    refused, withdrawn, closed, silent, turned_away < ended_already
returned
    running, waiting, issued: returned
    new, submitted ! not_accepted
    waiting ! unanswered
    returned ! ended_already
withdrawn
    new, submitted, running, waiting: withdrawn
    issued, returned, refused, withdrawn, closed, silent, turned_away ! ended_already
closed
    new, submitted, running, waiting: closed
"""
"""The states an event leads to (":"), where it is out of place ("!") or moves back ("<").

What is not said: the state stays, nothing is wrong, no run is new but the first.
"""


def _parsed() -> dict[tuple[str, str], tuple[str | None, list[tuple[str, str]], bool]]:
    found: dict[tuple[str, str], tuple[str | None, list[tuple[str, str]], bool]] = {}
    kind = ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            kind = line
            found.update({(kind, state): (None, [], False) for state in LIVES})
            continue
        mark = next(one for one in (":", "!", "<") if one in line)
        left, right = (one.strip() for one in line.split(mark))
        is_new = left == "new runs"
        for state in (right if is_new else left).split(", "):
            target, wrong, new = found[kind, state]
            if is_new:
                new = True
            elif mark == ":":
                target = right
            else:
                code = "backward_status" if mark == "<" else "event_out_of_order"
                wrong = [*wrong, (code, right)]
            found[kind, state] = (target, wrong, new)
    return found


PARSED = _parsed()


def test_the_table_names_every_kind_of_event() -> None:
    assert {kind for kind, _ in PARSED} == set(ev.EVENTS) - {"correction"}
    assert set(EVENT_NAMES) == set(ev.EVENTS)


@pytest.mark.parametrize(("kind", "name"), PARSED)
def test_every_event_in_every_state(kind: str, name: str) -> None:
    target, wrong, is_new_run = PARSED[kind, name]
    before = replay(life(*LIVES[name].split()))
    after = replay(life(*LIVES[name].split(), kind))
    assert before.faults == ()
    assert after.state == (target or before.state)
    assert sorted((fault.code, fault.reason) for fault in after.faults) == sorted(wrong)
    for fault in after.faults:
        assert fault.event is after.events[-1]
        assert fault.previous == (after.events[-2] if len(after.events) > 1 else None)
    assert len(after.runs) == len(before.runs) + (
        is_new_run or (not before.runs and kind == "accepted")
    )
    assert after.state.is_open == (after.ended_by is None)


def test_every_reason_is_reached_and_said_in_both_languages() -> None:
    reached = {reason for _, wrong, _ in PARSED.values() for _, reason in wrong}
    assert reached | {
        "stopped_already", "other_ground", "same_id", "corrects_nothing",
    } == set(REASONS)  # fmt: skip
    assert all(vi and en and vi != en for vi, en in REASONS.values())


@pytest.mark.parametrize(("kind", "name"), [pair for pair, one in PARSED.items() if one[1]])
def test_alone_an_event_out_of_place_is_refused_naming_both(kind: str, name: str) -> None:
    *before, event = life(*LIVES[name].split(), kind)
    dossier = Dossier(code="H01", events=before)
    with pytest.raises(InvalidTransition) as caught:
        dossier.then(event)
    assert event.id in caught.value.event
    assert kind.replace("_", " ") in str(caught.value)
    previous = before[-1].id if before else "the opening of the dossier"
    assert previous in caught.value.previous
    assert EVENT_NAMES[kind] in caught.value.message("vi")
    assert dossier.with_events([event]).events[-1] is event  # in a batch it is taken


def test_an_event_that_makes_a_later_one_impossible_is_refused_too() -> None:
    dossier = Dossier(code="H01", events=life("submitted", "accepted", "supplement_requested"))
    backdated = e(ev.Closed, "03/11/2026 10:00")
    with pytest.raises(
        InvalidTransition, match=r"supplement requested e2 .* the dossier had ended"
    ):
        dossier.then(backdated)


def test_a_possible_event_is_taken_and_so_is_the_same_one_again() -> None:
    accepted, issued = life("accepted", "result_issued")
    dossier = Dossier(code="H01").then(accepted).then(issued).then(issued)
    assert replay(dossier.events).state is State.ISSUED
    assert dossier.then(accepted).events[-1] is accepted


# --- receipt, supplements ----------------------------------------------------------------


def test_the_first_acceptance_and_its_promise_stand() -> None:
    history = replay(
        [
            e(ev.Accepted, "02/11/2026 09:00", promised_at="16/11/2026"),
            e(ev.Accepted, "03/11/2026 09:00", promised_at="17/11/2026"),
        ]
    )
    assert history.accepted_at == FIRST
    assert [promise.moment for promise in history.promises] == [dt.date(2026, 11, 16)]


def test_sent_in_again_after_being_turned_away_waits_for_acceptance_anew() -> None:
    history = replay(life("submitted", "rejected", "submitted"))
    assert history.state is State.SUBMITTED
    assert history.submitted_at == FIRST + 2 * DAY
    assert history.rejected_at is None


def test_a_supplement_before_acceptance_starts_no_run_and_is_in_order() -> None:
    history = replay(life("submitted", "supplement_requested", "supplement_received", "accepted"))
    assert history.faults == ()
    assert len(history.early_requests) == 1
    assert history.requests == ()
    assert [run.started_at for run in history.runs] == [FIRST + 3 * DAY]


def test_a_second_acceptance_while_waiting_is_the_supplement() -> None:
    first, second = replay(life("accepted", "supplement_requested", "accepted")).runs
    assert first.ended_at == FIRST + DAY
    assert second.started_at == FIRST + 2 * DAY


def test_a_result_while_waiting_ends_the_dossier_and_no_run() -> None:
    history = replay(life("accepted", "supplement_requested", "result_issued"))
    (run,) = history.runs
    assert (run.started_at, run.ended_at) == (FIRST, FIRST + DAY)  # the request ended it
    assert history.ended_at == history.issued_at == FIRST + 2 * DAY
    assert len(history.requests) == 1


def test_an_acceptance_told_for_after_the_result_does_not_undo_it() -> None:
    history = replay(life("result_issued", "accepted"))
    (run,) = history.runs
    assert (history.state, history.issued_at) == (State.ISSUED, FIRST)
    assert (history.accepted_at, run.ended_by) == (FIRST + DAY, history.ended_by)
    assert [fault.reason for fault in history.faults] == ["not_accepted", "ended_already"]


def test_mending_a_result_that_was_handed_out_does_not_undo_it() -> None:
    history = replay(life("accepted", "result_issued", "returned", "reopened", "result_issued"))
    assert (history.state, history.issued_at) == (State.RETURNED, FIRST + DAY)
    assert [fault.reason for fault in history.faults] == ["returned_already", "issued_already"]


def test_the_supplement_before_acceptance_is_a_new_filing() -> None:
    history = replay(life("submitted", "supplement_requested", "supplement_received"))
    assert history.resubmitted_at == FIRST + 2 * DAY
    assert replay(life("submitted", "supplement_requested")).resubmitted_at is None


def test_collected_and_never_issued_was_issued_then() -> None:
    history = replay(life("accepted", "returned"))
    assert history.faults == ()
    assert history.issued_at == history.ended_at == history.returned_at == FIRST + DAY
    assert history.outcome is ev.Outcome.GRANTED


def test_reopened_goes_on_with_the_run_and_its_open_stop() -> None:
    history = replay(life("accepted", "stopped", "result_issued", "reopened"))
    (run,) = history.runs
    assert run.ended_by is None
    assert [stop.ended_by for stop in run.stops] == [None]
    assert history.is_stopped
    assert history.outcome is None
    assert history.issued_at is None


def test_reopened_leaves_a_stop_that_had_been_ended_before() -> None:
    history = replay(life("accepted", "stopped", "resumed", "result_issued", "reopened"))
    assert not history.is_stopped


def test_a_result_after_a_silent_end_ends_no_run_either() -> None:
    history = replay(life("accepted", "supplement_requested", "closed", "result_issued"))
    (run,) = history.runs
    assert (run.started_at, run.ended_at) == (FIRST, FIRST + DAY)
    assert history.issued_at == FIRST + 3 * DAY


def test_what_was_never_accepted_has_no_outcome_and_a_result_stands() -> None:
    assert replay(life("submitted", "rejected")).outcome is None
    assert replay(life("accepted", "rejected")).outcome is ev.Outcome.REFUSED
    history = replay(life("submitted", "result_issued", "submitted"))
    assert history.state is State.ISSUED
    assert history.submitted_at == FIRST


def test_collected_or_put_away_twice_was_so_the_first_time() -> None:
    history = replay(life("accepted", "withdrawn", "returned", "closed", "returned", "closed"))
    assert history.state is State.WITHDRAWN
    assert history.returned_at == FIRST + 2 * DAY
    assert history.closed_at == FIRST + 3 * DAY


def test_a_new_appointment_is_kept_beside_the_first_promise() -> None:
    history = replay(
        [
            e(ev.Accepted, "02/11/2026 09:00", promised_at="16/11/2026"),
            e(ev.Reappointed, "13/11/2026 09:00", promised_at="20/11/2026"),
            e(ev.Reappointed, "14/11/2026 09:00"),
        ]
    )
    assert [promise.moment for promise in history.promises] == [
        dt.date(2026, 11, 16), dt.date(2026, 11, 20),
    ]  # fmt: skip
    assert len(history.reappointments) == 2


# --- stops -------------------------------------------------------------------------------


def stop(when: str, ground: str) -> Event:
    return e(ev.Stopped, when, ground=ground, id=f"stop {ground} {when}")


def resume(when: str, ground: str = "") -> Event:
    return e(ev.Resumed, when, ground=ground, id=f"resume {ground} {when}")


ACCEPTED = e(ev.Accepted, "02/11/2026 09:00")


def stops_of(history: History) -> list[tuple[str, str | None]]:
    return [
        (one.ground, None if one.ended_at is None else f"{one.ended_at:%d}")
        for one in history.runs[-1].stops
    ]


def test_overlapping_stops_on_different_grounds_end_each_on_its_own() -> None:
    history = replay(
        [
            ACCEPTED,
            stop("03/11/2026 09:00", "a"),
            stop("04/11/2026 09:00", "b"),
            resume("05/11/2026 09:00", "a"),
            resume("06/11/2026 09:00", "b"),
        ]
    )
    assert stops_of(history) == [("a", "05"), ("b", "06")]
    assert history.faults == ()


def test_resuming_without_a_ground_ends_every_open_stop() -> None:
    history = replay(
        [
            ACCEPTED,
            stop("03/11/2026 09:00", "a"),
            resume("04/11/2026 09:00", "a"),
            stop("05/11/2026 09:00", "a"),
            stop("06/11/2026 09:00", "b"),
            resume("07/11/2026 09:00"),
        ]
    )
    assert stops_of(history) == [("a", "04"), ("a", "07"), ("b", "07")]


def test_a_second_stop_on_the_same_ground_is_no_second_stop() -> None:
    history = replay([ACCEPTED, stop("03/11/2026 09:00", "a"), stop("04/11/2026 09:00", "a")])
    assert stops_of(history) == [("a", None)]
    assert [reason for _, reason in faults(history)] == ["stopped_already"]


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [("a", [("a", "09")]), ("ab", [("a", None), ("b", None)])],
)
def test_resumed_on_another_ground_ends_the_only_stop_but_not_one_of_two(
    grounds: str, expected: list[tuple[str, str | None]]
) -> None:
    stops = [stop("03/11/2026 09:00", ground) for ground in grounds]
    history = replay([ACCEPTED, *stops, resume("09/11/2026 09:00", "z")])
    assert stops_of(history) == expected
    assert [reason for _, reason in faults(history)] == ["other_ground"]


@pytest.mark.parametrize("end", ["result_issued", "supplement_requested", "withdrawn", "rejected"])
def test_a_stop_never_resumed_ends_with_the_run(end: str) -> None:
    history = replay(life("accepted", "stopped", end))
    (only,) = history.runs[0].stops
    assert only.ended_by is history.runs[0].ended_by
    assert history.faults == ()
    assert not history.is_stopped


# --- at one instant ----------------------------------------------------------------------

NOON = "03/11/2026 12:00"


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([ev.Stopped, ev.Resumed], "running"),
        ([ev.SupplementRequested, ev.SupplementReceived], "running"),
        ([ev.StepStarted, ev.StepCompleted], "running"),
        ([ev.ConsultationRequested, ev.ConsultationAnswered], "running"),
        ([ev.HandedOver, ev.HandoverAccepted], "running"),
        ([ev.ResultIssued, ev.Returned], "returned"),
        ([ev.Closed, ev.Reopened], "running"),
        ([ev.Stopped, ev.Resumed, ev.ResultIssued, ev.Returned, ev.Closed], "returned"),
    ],
)
def test_events_of_one_instant_are_taken_in_the_order_that_can_be(
    kinds: list[type[Event]], expected: str
) -> None:
    made = [e(kind, NOON) for kind in kinds]
    for some_order in itertools.permutations(made):
        history = replay([*some_order, ACCEPTED])
        assert history.state == expected
        if ev.Reopened not in kinds:
            assert history.faults == ()


def test_at_one_instant_what_is_open_ends_before_it_begins_anew() -> None:
    begun = e(ev.Stopped, "02/11/2026 15:00", ground="a")
    history = replay(
        [
            ACCEPTED,
            begun,
            e(ev.Resumed, NOON),
            e(ev.Stopped, NOON, ground="a"),
            e(ev.StepStarted, "02/11/2026 10:00", step="B1"),
            e(ev.StepStarted, NOON, step="B2"),
            e(ev.StepCompleted, NOON),
        ]
    )
    assert stops_of(history) == [("a", "03"), ("a", None)]
    assert [(one.event.step, bool(one.completed_by)) for one in history.steps] == [
        ("B1", True), ("B2", False),
    ]  # fmt: skip
    assert history.faults == ()


def test_complete_and_accepted_at_once_is_no_supplement_after_acceptance() -> None:
    asked = [e(ev.Submitted, "01/11/2026 09:00"), e(ev.SupplementRequested, "01/11/2026 10:00")]
    both = [e(ev.Accepted, NOON), e(ev.SupplementReceived, NOON)]
    assert replay([*asked, *both]).faults == replay([*both[::-1], *asked]).faults == ()


# --- who works on it ---------------------------------------------------------------------


def test_an_answer_is_that_of_the_agency_else_of_the_oldest() -> None:
    asked = [
        e(ev.ConsultationRequested, "03/11/2026 09:00", id="q1"),
        e(ev.ConsultationRequested, "03/11/2026 10:00", id="q2", agency="Sở TC"),
        e(ev.ConsultationRequested, "03/11/2026 11:00", id="q3", agency="Sở XD"),
    ]
    answers = [
        e(ev.ConsultationAnswered, "04/11/2026 09:00", id="a1", agency="Sở XD"),
        e(ev.ConsultationAnswered, "04/11/2026 10:00", id="a2", agency="Sở NN"),
        e(ev.ConsultationAnswered, "04/11/2026 11:00", id="a3"),
        e(ev.ConsultationAnswered, "04/11/2026 12:00", id="a4", agency="Sở TC"),
    ]
    history = replay([ACCEPTED, *asked, *answers])
    assert [one.answered_by and one.answered_by.id for one in history.consultations] == [
        "a2", "a3", "a1",
    ]  # fmt: skip
    assert faults(history) == [("a4", "no_consultation")]


def test_the_holder_is_the_last_named_and_a_handover_counts_once_accepted() -> None:
    moves = [
        e(ev.Assigned, "03/11/2026 09:00", holder="An"),
        e(ev.StepStarted, "03/11/2026 10:00", step="B1"),
        e(ev.HandedOver, "03/11/2026 11:00", to="Bình", id="h1"),
        e(ev.HandedOver, "03/11/2026 12:00", to="Chi", id="h2"),
    ]
    assert replay([ACCEPTED, *moves]).holder == "An"
    settled = [
        e(ev.HandoverRefused, "03/11/2026 13:00"),  # the last one
        e(ev.HandoverAccepted, "03/11/2026 14:00", handover="h1"),
    ]
    assert replay([ACCEPTED, *moves, settled[0]]).holder == "An"
    history = replay([ACCEPTED, *moves, *settled])
    assert history.holder == "Bình"
    assert history.namings[-1].event is moves[2]
    assert [one.settled_by and one.settled_by.kind for one in history.handovers] == [
        "handover_accepted", "handover_refused",
    ]  # fmt: skip
    assert history.transferred_at == at("03/11/2026 09:00")


def test_it_leaves_the_desk_only_once_accepted() -> None:
    early = e(ev.Assigned, "01/11/2026 09:00", holder="An")
    assert replay([early, ACCEPTED]).transferred_at is None
    later = e(ev.StepStarted, "03/11/2026 10:00", step="B2")
    assert replay([early, ACCEPTED, later]).transferred_at == at("03/11/2026 10:00")


def test_a_step_ends_by_number_by_name_or_as_the_last_begun() -> None:
    started = [
        e(ev.StepStarted, f"03/11/2026 {9 + n:02}:00", id=f"s{n}", step="B1", order=n)
        for n in range(3)
    ]
    ended = [
        e(ev.StepCompleted, "04/11/2026 09:00", id="c0", order=0),
        e(ev.StepCompleted, "04/11/2026 10:00", id="c1", step="B1"),
        e(ev.StepCompleted, "04/11/2026 11:00", id="c2"),
        e(ev.StepCompleted, "04/11/2026 12:00", id="c3"),
    ]
    history = replay([ACCEPTED, *started, *ended])
    assert [one.completed_by and one.completed_by.id for one in history.steps] == ["c0", "c2", "c1"]
    assert faults(history) == [("c3", "no_step")]


# --- given twice, corrected, told late ---------------------------------------------------


def test_the_same_event_twice_is_one_even_if_recorded_again_later() -> None:
    again = e(ev.Accepted, "02/11/2026 09:00", recorded_at="09/11/2026 09:00")
    history = replay([again, ACCEPTED, ACCEPTED])
    assert history.events == (ACCEPTED,)
    assert history.faults == ()


def test_of_two_events_with_one_id_the_one_recorded_first_stands() -> None:
    stands = e(ev.Assigned, "03/11/2026 09:00", id="x", holder="An")
    other = e(
        ev.Assigned, "03/11/2026 09:00", id="x", holder="Bình", recorded_at="04/11/2026 09:00"
    )
    third = e(ev.Withdrawn, "05/11/2026 09:00", id="x")
    for order in itertools.permutations([stands, other, third, other]):
        history = replay([ACCEPTED, *order])
        assert history.holder == "An"
        assert history.state is State.RUNNING
        assert [(fault.code, fault.event, fault.previous) for fault in history.faults] == [
            ("duplicate_event", other, stands),
            ("duplicate_event", third, stands),
        ]


RESULT = e(ev.ResultIssued, "06/11/2026 09:00", id="result")


def correct(name: str, when: str, corrects: str, replacement: Event | None = None) -> Event:
    return e(ev.Correction, when, id=name, corrects=corrects, replacement=replacement)


def test_a_voided_event_never_happened() -> None:
    history = replay([ACCEPTED, RESULT, correct("c", "07/11/2026 09:00", "result")])
    assert history.state is State.RUNNING
    assert history.events == (ACCEPTED,)
    assert history.faults == ()


def test_a_replacement_may_move_an_event_and_is_known_from_the_correction_on() -> None:
    earlier = e(ev.ResultIssued, "05/11/2026 09:00", id="right")
    events = [ACCEPTED, RESULT, correct("c", "09/11/2026 09:00", "result", earlier)]
    history = replay(events)
    assert history.ended_at == at("05/11/2026 09:00")
    assert history.events[-1].known_at == at("09/11/2026 09:00")
    before = replay(events, recorded_by=at("08/11/2026 09:00"))
    assert before.ended_at == at("06/11/2026 09:00")
    # The event as it is now, looked at on the fifth: it had happened.
    assert replay(events, at("05/11/2026 12:00")).state is State.ISSUED


def test_a_correction_recorded_later_counts_from_then() -> None:
    told = e(ev.Correction, "07/11/2026 09:00", corrects="result", recorded_at="12/11/2026 09:00")
    events = [ACCEPTED, RESULT, told]
    assert replay(events, recorded_by=at("10/11/2026 09:00")).state is State.ISSUED
    assert replay(events, recorded_by=at("12/11/2026 09:00")).state is State.RUNNING
    dossier = Dossier(code="H", events=events).recorded_by(at("10/11/2026 09:00"))
    assert dossier.events == (ACCEPTED, RESULT)


def test_a_correction_may_be_taken_back() -> None:
    first = correct("c1", "07/11/2026 09:00", "result")
    second = correct("c2", "08/11/2026 09:00", "c1")
    third = correct("c3", "09/11/2026 09:00", "c2")
    for order in itertools.permutations([ACCEPTED, RESULT, first, second, third]):
        assert replay(order).state is State.RUNNING  # the third took the second back
        assert replay([one for one in order if one is not third]).state is State.ISSUED


def test_a_correction_may_be_corrected_into_another() -> None:
    moved = e(ev.ResultIssued, "04/11/2026 09:00", id="result")
    first = correct("c1", "07/11/2026 09:00", "result")
    second = correct(
        "c2", "08/11/2026 09:00", "c1", correct("c1", "07/11/2026 09:00", "result", moved)
    )
    history = replay([ACCEPTED, RESULT, first, second])
    assert history.ended_at == at("04/11/2026 09:00")
    assert history.faults == ()
    instead = correct("c2", "08/11/2026 09:00", "c1", e(ev.Returned, "07/11/2026 09:00"))
    assert replay([ACCEPTED, RESULT, first, instead]).state is State.RETURNED


def test_of_two_corrections_of_one_correction_the_newer_holds() -> None:
    first = correct("c1", "07/11/2026 09:00", "result")
    other = correct("c1", "07/11/2026 09:00", ACCEPTED.id)
    older = correct("c2", "08/11/2026 09:00", "c1", other)
    newer = correct("c3", "09/11/2026 09:00", "c1")
    for order in itertools.permutations([ACCEPTED, RESULT, first, older, newer]):
        history = replay(order)
        assert history.state is State.ISSUED
        assert history.accepted_at == FIRST
        assert history.faults == ()


def test_an_event_may_turn_out_to_have_been_a_correction() -> None:
    wrong = e(ev.Withdrawn, "07/11/2026 09:00", id="w")
    right = correct("w", "07/11/2026 09:00", "result")
    history = replay([ACCEPTED, RESULT, wrong, correct("c", "08/11/2026 09:00", "w", right)])
    assert history.events == (ACCEPTED,)
    assert history.faults == ()


def test_of_two_corrections_of_one_event_the_newer_holds() -> None:
    older = correct("c1", "07/11/2026 09:00", "result")
    newer = correct(
        "c2", "08/11/2026 09:00", "result", e(ev.ResultIssued, "04/11/2026 09:00", id="r2")
    )
    newest = correct("c3", "09/11/2026 09:00", "r2", e(ev.Withdrawn, "05/11/2026 09:00"))
    for order in itertools.permutations([ACCEPTED, RESULT, older, newer]):
        assert replay(order).ended_at == at("04/11/2026 09:00")
    # The replacement's own id names the same event.
    assert replay([ACCEPTED, RESULT, older, newer, newest]).state is State.WITHDRAWN


def test_a_correction_of_nothing_of_itself_or_of_a_newer_one_is_a_fault() -> None:
    history = replay([ACCEPTED, correct("c", "07/11/2026 09:00", "no such")])
    assert faults(history) == [("c", "corrects_nothing")]
    history = replay([ACCEPTED, correct("c", "07/11/2026 09:00", "c")])
    assert faults(history) == [("c", "corrects_nothing")]
    old, new = correct("c1", "07/11/2026 09:00", "c2"), correct("c2", "08/11/2026 09:00", "result")
    history = replay([ACCEPTED, RESULT, old, new])
    assert faults(history) == [("c1", "corrects_nothing")]
    assert history.state is State.RUNNING
    with pytest.raises(InvalidTransition, match="no event with the id it corrects"):
        Dossier(code="H").then(old)


def test_a_replacement_with_the_id_of_another_event_is_a_fault_and_both_are_kept() -> None:
    same_id = e(ev.Withdrawn, "07/11/2026 09:00", id=ACCEPTED.id)
    history = replay([ACCEPTED, RESULT, correct("c", "08/11/2026 09:00", "result", same_id)])
    assert [(fault.code, fault.previous) for fault in history.faults] == [
        ("duplicate_event", ACCEPTED)
    ]
    assert history.state is State.WITHDRAWN


def test_late_arrivals_fall_into_their_place() -> None:
    events = life("submitted", "accepted", "stopped", "resumed", "result_issued")
    for order in itertools.permutations(events):
        history = replay(order)
        assert history.events == tuple(events)
        assert history.faults == ()


def test_what_lies_ahead_has_not_happened_nor_gone_wrong() -> None:
    events = [*life("accepted", "result_issued"), e(ev.Returned, "01/11/2027 09:00"),
              e(ev.Withdrawn, "01/11/2027 09:00"), correct("c", "01/11/2027 09:00", "none"),
              e(ev.Closed, "01/11/2027 09:00", id="e0")]  # fmt: skip
    history = replay(events, FIRST)
    assert history.state is State.RUNNING
    assert history.faults == ()
    assert len(replay(events).faults) == 3


def test_instants_without_a_zone_are_refused() -> None:
    naive = dt.datetime(2026, 11, 20, 9)  # noqa: DTZ001
    with pytest.raises(NaiveTimestamp):
        replay([], naive)
    with pytest.raises(NaiveTimestamp):
        replay([], None, naive)
