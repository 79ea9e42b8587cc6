"""Behaviour that other systems got wrong or argued about, scenario by scenario.

`WHERE` says for each scenario of golden/scenarios.json where it is tested; none is left out.
"""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lives import CODE, catalogue, limit_of, row
from tests.test_calendar_cases import DATA as CALENDARS
from tests.test_calendar_cases import calendar_of
from tthc_deadlines import CheckPolicy, TimeLimit, Unit, WorkingCalendar, assess, check, deadline
from tthc_deadlines.checking.life.adding import add_event
from tthc_deadlines.checking.life.answering import Answer, who_answers
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.moved import Decision, moved_by
from tthc_deadlines.checking.life.obligations import Duty
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.errors import AlreadyExpired
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationRequested,
    Extended,
    HandedOver,
    HandoverAccepted,
    ResultIssued,
    Resumed,
    StepCompleted,
    StepStarted,
    Stopped,
)
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.procedures.workflow import Step, Workflow

GOLDEN = Path(__file__).parent / "golden"
SCENARIOS: dict[str, dict[str, Any]] = {
    one["id"]: one for one in json.loads((GOLDEN / "scenarios.json").read_text(encoding="utf-8"))
}
HERE, INDEX = "here", "test_index_766.py"
REMINDERS = "not built: reminders"
WHERE: dict[str, str] = {
    "idx-ontime-equal": INDEX,
    "idx-late-1s": INDEX,
    "idx-9-before-10": INDEX,
    "idx-supp-once-open": INDEX,
    "idx-supp-deducted": INDEX,
    "idx-withdrawn-before-accept": INDEX,
    "idx-open-report-date": INDEX,
    "ocps-early-session": HERE,
    "ocps-pause-note-resume": HERE,
    "ocps-pause-stat": HERE,
    "ocps-predue": HERE,
    "ocps-history-kept": HERE,
    "attr-l1-l2": HERE,
    "attr-last-holder": HERE,
    "pingpong": HERE,
    "rung-once": REMINDERS,
    "ext-after-expiry": HERE,
    "unit-normalise": REMINDERS,
    "unit-normalise-2": REMINDERS,
    "late-holiday": HERE,
    "sla-change-keeps-pauses": HERE,
    "due-inside-hours": HERE,
    "min-clock": HERE,
}
"""Margins of a check are working time (`CheckPolicy`), so there is nothing yet whose units a
warning could get wrong; that and the rungs of reminders come with reminders."""

H = dt.timedelta(hours=1)
NEUTRAL = calendar_of("neutral_vn")
GROUND = "expert_appraisal"


def test_no_scenario_is_left_out() -> None:
    assert set(WHERE) == set(SCENARIOS)
    tested = {name for name in WHERE if WHERE[name] is HERE}
    named = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    assert tested <= named
    index = json.loads((GOLDEN / "portal" / "index-766.json").read_text(encoding="utf-8"))
    assert {name for name in WHERE if WHERE[name] is INDEX} <= {one["id"] for one in index}


def instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def march(day: int, clock: str = "08:00") -> dt.datetime:
    return instant(f"2026-03-{day:02}T{clock}:00+07:00")


def hours(number: int) -> TimeLimit:
    return TimeLimit(value=number, unit=Unit.WORKING_HOUR)


def e(kind: type[Event], when: dt.datetime, **values: Any) -> Event:
    return kind(**{"id": f"{kind.kind} {when}", "occurred_at": when, **values})


def looked_at(one: Dossier, when: dt.datetime, **options: Any) -> DossierAssessment:
    return assess(one, when, options.pop("calendar", NEUTRAL), **options)


def dossier(limit: TimeLimit, *events: Event) -> Dossier:
    return Dossier(code="H01", limit=limit, events=events)


FRIDAY_NINE = instant("2026-02-27T09:00:00+07:00")


def test_ocps_early_session() -> None:
    given_, expected = (SCENARIOS["ocps-early-session"][key] for key in ("given", "expect"))
    accepted = e(Accepted, instant("2026-02-27T10:00:00+07:00"))  # eight hours: Monday 10:00
    done = e(ResultIssued, instant(given_["finished"]))
    found = looked_at(dossier(hours(8), accepted, done), march(3))
    assert found.due_at == instant(given_["due"])
    assert found.working_left == dt.timedelta(seconds=expected["working_seconds_before_due"])
    assert found.status is Status.EARLY  # instants are compared for a limit in hours


def test_ocps_pause_note_resume() -> None:
    given_, expected = (SCENARIOS["ocps-pause-note-resume"][key] for key in ("given", "expect"))
    paused, noted, resumed = (instant(when) for _, when in given_["events"])
    # Received Friday 09:00 with sixteen hours, eight are left on Monday at nine.
    one = dossier(
        hours(16),
        e(Accepted, FRIDAY_NINE),
        e(Stopped, paused, ground=GROUND),
        e(Assigned, noted, holder="B", note="an unrelated action"),
        e(Resumed, resumed, ground=GROUND),
    )
    before = looked_at(one, paused)
    assert before.working_left == given_["budget_left_at_pause_h"] * H
    found = looked_at(one, resumed)
    assert found.due_at == instant(expected["due"])
    (stop,) = found.runs[0].stops
    lost = NEUTRAL.working_time_between(stop.start, stop.end)
    assert lost == dt.timedelta(seconds=expected["paused_working_seconds"])
    assert found.working_used == 8 * H


def test_ocps_pause_stat() -> None:
    given_, expected = (SCENARIOS["ocps-pause-stat"][key] for key in ("given", "expect"))
    received = dossier(hours(16), e(Accepted, FRIDAY_NINE))
    paused = received.with_events([e(Stopped, instant(given_["paused_since"]), ground=GROUND)])
    now = instant(given_["now"])
    assert looked_at(received, now).due_at == instant(given_["due_before_pause"])
    assert looked_at(received, now).status is Status.OVERDUE
    counted = check([paused], now, NEUTRAL)
    list(counted)
    assert counted.summary.by_status[Status.OVERDUE] == expected["overdue"]
    assert counted.summary.by_status[Status.STOPPED] == expected["paused"]
    assert "overdue" not in counted.summary.by_finding
    assert looked_at(paused, now).status is Status.STOPPED


def test_ocps_predue() -> None:
    given_ = SCENARIOS["ocps-predue"]["given"]
    due, now = instant(given_["step_due"]), instant(given_["now"])
    friday_three = instant("2026-02-27T15:00:00+07:00")
    one = dossier(hours(8), e(Accepted, friday_three))
    policy = CheckPolicy(
        due_soon_working_time=given_["warn_before_h"] * H, due_soon_share=Fraction(0)
    )
    found = looked_at(one, now, policy=policy)
    assert found.due_at == due
    assert found.status is Status.DUE_SOON
    assert [one.code for one in found.findings].count("due_soon") == 1
    # Not before the window; the last day itself is always "soon", and past it is overdue.
    friday_evening = instant("2026-02-27T16:59:00+07:00")
    assert looked_at(one, friday_evening, policy=policy).status is Status.RUNNING
    assert looked_at(one, march(2, "15:01"), policy=policy).status is Status.OVERDUE


def test_ocps_history_kept() -> None:
    given_, expected = (SCENARIOS["ocps-history-kept"][key] for key in ("given", "expect"))
    (first, start, end), (second, again, _) = given_["holders"]
    one = dossier(
        limit_of("05 ngày làm việc"),
        e(Accepted, march(2)),
        e(StepStarted, instant(start), step="Bước 1", holder=first),
        e(StepCompleted, instant(end), step="Bước 1"),
        e(StepStarted, instant(again), step="Bước 1", holder=second, id="again"),
    )
    (step,) = looked_at(one, march(2, "11:00")).steps
    assert len(step.passages) == expected["history_len"]
    assert [passage.event.holder for passage in step.passages] == [first, second]
    assert step.used == 3 * H


def steps_held(
    holders: list[tuple[str, str, str]], due: TimeLimit, budgets: dict[str, int]
) -> Answer:
    """Who answers where each held one step, the last up to the result."""
    steps = tuple(
        Step(order=order, name=name, budget=hours(budget))
        for order, (name, budget) in enumerate(budgets.items(), start=1)
    )
    events: list[Event] = [e(Accepted, instant(holders[0][1]))]
    for order, (name, start, end) in enumerate(holders, start=1):
        events += [
            e(StepStarted, instant(start), order=order, holder=name),
            e(StepCompleted, instant(end), order=order),
        ]
    events.append(e(ResultIssued, instant(holders[-1][2])))
    among = catalogue(row(due.format()), workflow=Workflow(steps=steps))
    one = Dossier(code="H01", procedure_code=CODE, events=events)
    return who_answers(looked_at(one, march(20), catalogue=among))


def held_by(told: Answer, name: str) -> float:
    mine = (one.working for one in told.custody if one.official == name)
    return sum(mine, dt.timedelta()).total_seconds()


def test_attr_l1_l2() -> None:
    given_, expected = (SCENARIOS["attr-l1-l2"][key] for key in ("given", "expect"))
    told = steps_held(given_["holders"], hours(given_["budget_h"]), given_["step_budgets_h"])
    (late,) = told.late
    assert {name: held_by(told, name) for name in ("L1", "L2")} == expected["held_working_seconds"]
    over = {use.by[0][0].id: use.over.total_seconds() for use in late.steps}
    assert over == expected["over_step_budget_seconds"]
    assert late.holder_at_breach is not None
    assert late.holder_at_breach.id == expected["holder_at_breach"]
    ((party, amount),) = [(share.party.id, share.amount) for share in late.shares]
    assert (party, amount) == (expected["attributed_to"], late.lateness)
    assert late.lateness == 2 * H


def test_attr_last_holder() -> None:
    given_, expected = (SCENARIOS["attr-last-holder"][key] for key in ("given", "expect"))
    told = steps_held(given_["holders"], hours(4), {"A": 4, "B": 1})
    assert {name: held_by(told, name) for name in ("A", "B")} == expected["held_working_seconds"]
    nobody = sum((gap.working for gap in told.gaps), dt.timedelta())
    assert nobody.total_seconds() == expected["unassigned_working_seconds"]


def test_pingpong() -> None:
    holders = SCENARIOS["pingpong"]["given"]["handovers"]
    expected = SCENARIOS["pingpong"]["expect"]
    moves: list[Event] = []
    for hour, (giver, taker) in enumerate(pairwise(holders), 9):
        moves.append(e(HandedOver, march(2, f"{hour:02}:00"), actor=giver, to=taker))
        moves.append(e(HandoverAccepted, march(2, f"{hour:02}:00"), actor=taker))
    received = e(Accepted, march(2), actor=holders[0])
    one = dossier(limit_of("05 ngày làm việc"), received, *moves)
    found = looked_at(one, march(2, "13:00"))
    (finding,) = [each for each in found.findings if each.code == "ping_pong"]
    assert finding.data["count"] == expected["handover_count"]
    assert finding.data["returns"] == sum(expected["returns"].values())
    told = who_answers(found).pushing
    assert told.handover_count == expected["handover_count"]
    assert told.returns_by_official == expected["returns"]
    assert told.is_ping_pong is expected["ping_pong"]


def test_ext_after_expiry() -> None:
    expected = SCENARIOS["ext-after-expiry"]["expect"]
    one = dossier(hours(8), e(Accepted, march(2)))
    late = e(Extended, march(3, "08:01"), amount=hours(8))
    with pytest.raises(AlreadyExpired) as caught:
        add_event(one, late, None, NEUTRAL)
    assert type(caught.value).__name__ == expected["error"]
    assert (looked_at(one, march(3, "08:01")).status is Status.OVERDUE) is expected[
        "breach_recorded"
    ]
    imported = looked_at(one.with_events([late]), march(3, "09:00"))  # recorded all the same
    assert imported.status is Status.OVERDUE


def with_holiday(day: str) -> WorkingCalendar:
    return WorkingCalendar.from_spec({**CALENDARS["calendars"]["neutral_vn"], "holidays": [day]})


@pytest.mark.parametrize("budget", ["16 giờ làm việc", "02 ngày làm việc"])
def test_late_holiday(budget: str) -> None:
    given_, expected = (SCENARIOS["late-holiday"][key] for key in ("given", "expect"))
    announced = instant(given_["announce"]["at"])
    known = {
        "2026-03-02T10:00": NEUTRAL,
        "2026-03-03T15:00": with_holiday(given_["announce"]["holiday"]),
    }
    limit = limit_of(budget)
    one = dossier(limit, e(Accepted, instant(given_["received"])))
    for when, calendar in known.items():
        found = looked_at(one, instant(f"{when}:00+07:00"), calendar=calendar)
        due = instant(expected[f"as_known_at {when}"])
        # In hours the very instant; in days the last of them, to its end.
        assert found.due_on == due.date()
        if limit.unit is Unit.WORKING_HOUR:
            assert found.due_at == due
    before, since = known.values()
    decision = Decision(number="1/TB", adopted=announced.date(), before=before, since=since)
    (move,) = moved_by(decision, [one], announced)
    assert (move.is_later, move.before.on, move.since.on) == (
        True, dt.date(2026, 3, 4), dt.date(2026, 3, 5),
    )  # fmt: skip


def test_sla_change_keeps_pauses() -> None:
    given_, expected = (SCENARIOS["sla-change-keeps-pauses"][key] for key in ("given", "expect"))
    paused, resumed = (instant(when) for when in given_["pause"])
    one = dossier(
        hours(8),
        e(Accepted, instant(given_["received"])),
        e(Stopped, paused, ground=GROUND),
        e(Resumed, resumed, ground=GROUND),
    )
    assert looked_at(one, resumed).due_at == march(3, "17:00")
    changed = attrs.evolve(one, limit=hours(given_["new_budget_h"]))
    assert looked_at(changed, instant(given_["changed_at"])).status is Status.STOPPED
    assert looked_at(changed, resumed).due_at == instant(expected["due"])


GLPI = calendar_of(SCENARIOS["due-inside-hours"]["given"]["calendar"])
minutes = st.integers(0, 14 * 24 * 60)
MONDAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@given(minutes, st.integers(1, 60), st.lists(st.tuples(minutes, minutes), max_size=4))
def test_due_inside_hours(received: int, budget: int, pauses: list[tuple[int, int]]) -> None:
    def at(minute: int) -> dt.datetime:
        return MONDAY + dt.timedelta(minutes=minute)

    stops = [Stop(at(min(pair)), at(max(pair))) for pair in pauses]
    due = deadline(at(received), hours(budget), GLPI).stopped_for(stops)
    assert due.at is not None
    assert GLPI.is_working_time(due.at) or due.at == due.office_closing


def test_min_clock() -> None:
    given_, expected = (SCENARIOS["min-clock"][key] for key in ("given", "expect"))
    clocks = {name: instant(when) for name, when in given_["clocks"].items()}
    asked = [
        e(ConsultationRequested, march(2, f"08:{place:02}"), agency=name, respond_by=by)
        for place, (name, by) in enumerate(clocks.items(), 10)
    ]
    one = dossier(limit_of("05 ngày làm việc"), e(Accepted, march(2)), *asked)
    found = looked_at(one, march(2, "09:00"))
    assert found.next_obligation is not None
    assert found.next_obligation.detail == expected["next"]
    waited_for = [each for each in found.obligations if each.duty is Duty.AWAIT_OPINION]
    assert {each.detail: each.by for each in waited_for} == clocks
    assert expected["all_reported"]
