"""The people's record: who did what in a period, and that it all adds up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.cases import at
from tests.lives import BASIS, CALENDAR, CODE, catalogue, dossier, e, row
from tests.organisations import away, commune, placed
from tests.strategies_events import FIRST, LAST, lives
from tthc_deadlines import Catalogue, TimeLimit, check, read_dossiers
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.attributing import attributions
from tthc_deadlines.checking.office.errors import WrongInstant
from tthc_deadlines.checking.office.people import PeopleTally, people_report
from tthc_deadlines.checking.office.people_records import (
    FIGURES,
    TIMES,
    PeopleReport,
    PersonRecord,
    Record,
    UnitRecord,
    good,
    in_order,
    ranked,
    too_few,
)
from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.checking.office.pseudonyms import Pseudonyms
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.procedure import StopGround
from tthc_deadlines.procedures.workflow import Duty, Step, Workflow
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import HeldBy, Reason

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
NOW = at("20/11/2026 15:00")
NOTHING, HOUR = dt.timedelta(), dt.timedelta(hours=1)
NOVEMBER = Period.parse("2026-11")
POSTED = StopGround(key="publication", name="niêm yết công khai", basis=BASIS)
STEPS = catalogue(
    row("02 ngày làm việc"),
    stops=(POSTED,),
    workflow=Workflow(steps=tuple(
        Step(order=order, label=f"Bước {order}", name="", duty=duty,
             budget=TimeLimit.parse(f"{hours} giờ làm việc"))
        for order, hours, duty in (
            (1, 2, Duty.RECEIVE), (2, 8, Duty.DRAFT), (3, 2, Duty.REVIEW), (4, 2, Duty.SIGN)
        )
    )),
)  # fmt: skip


def two_days(code: str, *events: Event, accepted: str = "02/11/2026 08:00") -> Dossier:
    """Received at the desk, with two working days to go: due at the end of 4 November."""
    received = e(ev.Accepted, accepted, actor="mc-1")
    return dossier(received, *events, words="02 ngày làm việc", code=code)


def given_to(who: str, when: str = "02/11/2026 10:00", **more: Any) -> Event:
    return e(ev.Assigned, when, holder=who, **more)


def done(when: str) -> Event:
    return e(ev.ResultIssued, when)


def told(
    *dossiers: Dossier | DossierRecord | Finding,
    period: Period = NOVEMBER,
    looked: str | None = None,
    office: Organisation | None = None,
    **options: Any,
) -> PeopleReport:
    options.setdefault("minimum", 1)
    options.setdefault("calendar", CALENDAR)
    moment = None if looked is None else at(looked)
    return people_report(dossiers, period, office or commune(), moment, **options)


def of(report: PeopleReport, official: str) -> PersonRecord:
    (found,) = [one for one in report.people if one.official == official]
    return found


def in_unit(report: PeopleReport, unit: str) -> UnitRecord:
    (found,) = [one for one in report.units if one.unit == unit]
    return found


def figures(one: Record, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in names)


# --- what ended, how, and in whose hands ----------------------------------------------------------


ENDS: dict[str, tuple[str, *tuple[Event, ...]]] = {
    "early": ("early", done("03/11/2026 16:00")),
    "on the day": ("on_time", done("04/11/2026 16:00")),
    "late": ("late", done("05/11/2026 16:00")),
    "withdrawn": ("otherwise", e(ev.Withdrawn, "03/11/2026 16:00")),
    "refused": ("otherwise", e(ev.Rejected, "05/11/2026 16:00")),
    "still open": ("open_overdue",),
    "waiting": ("open_other", e(ev.SupplementRequested, "03/11/2026 09:00")),
    "ended after the period": ("open_overdue", done("01/12/2026 09:00")),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_dossier_counts_by_how_it_ended_for_everyone_who_had_it(case: str) -> None:
    name, *events = ENDS[case]
    report = told(two_days("H1", given_to("cv-1"), *events))
    outcomes = ("early", "on_time", "late", "otherwise", "open_overdue", "open_other")
    for one in (of(report, "mc-1"), of(report, "cv-1"), in_unit(report, "kt"), report.office):
        assert {figure: getattr(one, figure) for figure in outcomes if getattr(one, figure)} == {
            name: 1
        }
        assert one.handled == 1
        assert one.finished == (name in ("early", "on_time", "late"))


def test_the_time_in_hand_is_working_time_of_the_period_alone() -> None:
    one = dossier(
        e(ev.Accepted, "29/10/2026 08:00", actor="mc-1"),
        given_to("cv-1", "30/10/2026 15:00"),
        given_to("cv-2", "03/11/2026 10:00"),
        words="30 ngày làm việc",
    )
    report = told(one, looked="03/11/2026 15:00")
    # Monday and the morning of Tuesday 3 November; 31 October and 1 November are days off.
    assert of(report, "cv-1").held == 10 * HOUR
    assert of(report, "cv-2").held == 4 * HOUR
    assert "mc-1" not in {person.official for person in report.people}
    assert (in_unit(report, "kt").held, in_unit(report, "kt").officials) == (14 * HOUR, 2)


def test_a_lawful_stop_is_no_time_in_hand() -> None:
    one = two_days(
        "H1", given_to("cv-1"),
        e(ev.SupplementRequested, "02/11/2026 11:00"),
        e(ev.SupplementReceived, "06/11/2026 11:00"), done("06/11/2026 15:00"),
    )  # fmt: skip
    assert of(told(one), "cv-1").held == 4 * HOUR


def test_a_stop_that_leaves_it_on_his_desk_is_none_either() -> None:
    one = two_days(
        "H1", given_to("cv-1"), e(ev.Stopped, "02/11/2026 14:00", ground="publication"),
        e(ev.Resumed, "06/11/2026 14:00", ground="publication"), done("06/11/2026 15:00"),
    )  # fmt: skip
    report = told(attrs.evolve(one, procedure_code=CODE), catalogue=STEPS)
    assert of(report, "cv-1").held == 4 * HOUR
    assert of(report, "cv-1").late == report.office.late == 0


def test_a_dossier_of_several_hands_counts_once_for_their_unit() -> None:
    one = two_days("H1", given_to("cv-1"), given_to("cv-2", "03/11/2026 10:00"),
                   done("03/11/2026 16:00"))  # fmt: skip
    unit = in_unit(told(one), "kt")
    assert (unit.handled, unit.early, unit.officials) == (1, 1, 2)
    assert told(one).office.handled == 1


@pytest.mark.parametrize(
    ("when", "october", "november"),
    [
        ("30/10/2026 16:00", 1, 0),
        ("31/10/2026 23:59:59", 1, 0),
        ("01/11/2026 00:00", 0, 1),
        ("02/11/2026 08:00", 0, 1),
    ],
)
def test_it_ended_in_one_period_alone(when: str, october: int, november: int) -> None:
    one = dossier(e(ev.Accepted, "26/10/2026 08:00", actor="mc-1"),
                  given_to("cv-1", "26/10/2026 09:00"), done(when))  # fmt: skip
    in_october = told(one, period=Period.parse("2026-10"))
    assert of(in_october, "cv-1").early == october
    assert of(in_october, "cv-1").handled == 1
    in_november = told(one)
    assert [person.early for person in in_november.people] == [1] * november
    assert in_november.office.finished == november


@pytest.mark.parametrize(
    ("when", "before", "after"),
    [
        ("05/11/2026 23:59:59", "late", ""),
        ("06/11/2026 00:00", "open_overdue", "late"),
        ("06/11/2026 00:00:01", "open_overdue", "late"),
    ],
)
def test_late_at_the_instant_between_two_periods(when: str, before: str, after: str) -> None:
    one = two_days("H1", given_to("cv-1"), done(when))
    for period, figure in (("2026-11-02..2026-11-05", before), ("2026-11-06..2026-11-30", after)):
        report = told(one, period=Period.parse(period))
        found = [of(report, "cv-1")] if figure else []
        assert [getattr(each, figure) for each in found] == [1] * len(found)
        assert report.lateness == (8 * HOUR if figure else NOTHING)
        assert_it_adds_up(report)


def test_who_stands_in_has_it_and_not_the_one_who_is_away() -> None:
    office = commune(away("cv-2", dt.date(2026, 11, 2), dt.date(2026, 11, 30), substitute="cv-1"))
    report = told(two_days("H1", given_to("cv-2"), done("03/11/2026 12:00")), office=office)
    assert of(report, "cv-1").early == 1
    assert "cv-2" not in {one.official for one in report.people}
    assert report.office.gaps == 0


def test_what_was_done_counts_for_the_unit_in_which_it_was_done() -> None:
    day = dt.date(2026, 11, 11)
    office = commune(placed("cv-3", "kt.cv", until=day), placed("cv-3", "vh.cv", day),
                     without=["cv-3"])  # fmt: skip
    report = told(ten_days(given_to("cv-3")), looked="12/11/2026 12:00", office=office)
    # From Monday 2 November 10:00 to Wednesday the 11th, and a day and a half from then on.
    assert in_unit(report, "kt").held == 54 * HOUR
    assert in_unit(report, "vh").held == 12 * HOUR
    assert of(report, "cv-3").held == 66 * HOUR
    assert of(report, "cv-3").units == ("kt", "vh")


def test_what_ended_before_or_came_after_says_nothing_of_the_period() -> None:
    before = dossier(e(ev.Accepted, "26/10/2026 08:00", actor="mc-1"), done("28/10/2026 08:00"))
    after = dossier(e(ev.Accepted, "01/12/2026 00:00", actor="mc-1"), code="H02")
    report = told(before, after)
    assert (report.people, report.units) == ((), ())
    assert (report.office.handled, report.judged) == (0, 2)


# --- who made it late -----------------------------------------------------------------------------


def test_lateness_is_on_who_caused_it_and_speaks_for_who_did_not() -> None:
    """The desk kept to its hours; the one who had it for days overran."""
    steps = (
        e(ev.StepStarted, "02/11/2026 08:00", step="Bước 1", order=1, holder="mc-1"),
        e(ev.StepCompleted, "02/11/2026 10:00", step="Bước 1", order=1),
        e(ev.StepStarted, "02/11/2026 10:00", step="Bước 2", order=2, holder="cv-1"),
        e(ev.StepCompleted, "05/11/2026 10:00", step="Bước 2", order=2),
        done("05/11/2026 10:00"),
    )
    report = told(attrs.evolve(two_days("H1", *steps), procedure_code=CODE), catalogue=STEPS)
    assert report.lateness == 2 * HOUR
    late = ("late", "late_by_own", "lateness", "late_without_own")
    assert figures(of(report, "cv-1"), *late) == (1, 1, 2 * HOUR, 0)
    assert figures(of(report, "mc-1"), *late) == (1, 0, NOTHING, 1)
    assert figures(in_unit(report, "kt"), *late) == (1, 1, 2 * HOUR, 0)
    assert figures(in_unit(report, "mc"), *late) == (1, 0, NOTHING, 1)
    worked = ("steps", "steps_over", "overrun")
    assert figures(of(report, "mc-1"), *worked) == (1, 0, NOTHING)
    assert figures(of(report, "cv-1"), *worked) == (1, 1, 16 * HOUR)
    assert figures(in_unit(report, "kt"), *worked) == (1, 1, 16 * HOUR)


def step(kind: type[Event], when: str, order: int, **more: Any) -> Event:
    return e(kind, when, step=f"Bước {order}", order=order, **more)


def test_a_step_done_again_counts_when_it_was_finished_last() -> None:
    one = two_days(
        "H1",
        step(ev.StepStarted, "02/11/2026 10:00", 2, holder="cv-1"),
        step(ev.StepCompleted, "02/11/2026 14:00", 2),
        step(ev.StepStarted, "02/11/2026 14:00", 3, holder="tp-kt"),
        step(ev.StepCompleted, "02/11/2026 15:00", 3),
        step(ev.StepStarted, "03/11/2026 08:00", 2, holder="cv-2"),
        step(ev.StepCompleted, "04/11/2026 16:00", 2),
        done("04/11/2026 16:00"),
    )
    one = attrs.evolve(one, procedure_code=CODE)
    worked = ("steps", "steps_over", "overrun")
    # Three hours of the one and fifteen of the other, eight were given.
    last = told(one, catalogue=STEPS, period=Period.parse("2026-11-04"))
    assert figures(in_unit(last, "kt"), *worked) == (1, 1, 10 * HOUR)
    assert of(last, "cv-1").overrun + of(last, "cv-2").overrun == 10 * HOUR
    assert of(last, "cv-2").overrun == 5 * of(last, "cv-1").overrun
    between = told(one, catalogue=STEPS, period=Period.parse("2026-11-03"))
    assert between.office.steps == 0
    first = told(one, catalogue=STEPS, period=Period.parse("2026-11-02"))
    assert figures(of(first, "cv-1"), *worked) == (1, 0, NOTHING)
    assert of(first, "tp-kt").steps == 1


def test_each_run_of_the_clock_has_its_steps_and_its_lateness() -> None:
    """Late when the supplement was asked for, and again after it came."""
    one = two_days(
        "H1",
        step(ev.StepStarted, "02/11/2026 08:00", 2, holder="cv-1"),
        step(ev.StepCompleted, "05/11/2026 10:00", 2),
        e(ev.SupplementRequested, "05/11/2026 11:00"),
        e(ev.SupplementReceived, "09/11/2026 08:00"),
        step(ev.StepStarted, "09/11/2026 08:00", 2, holder="cv-1"),
        step(ev.StepCompleted, "12/11/2026 10:00", 2),
        done("12/11/2026 10:00"),
    )
    report = told(attrs.evolve(one, procedure_code=CODE), catalogue=STEPS)
    assert report.lateness == (3 + 2) * HOUR
    assert figures(of(report, "cv-1"), "steps", "steps_over", "overrun", "lateness") == (
        2, 2, 2 * (26 - 8) * HOUR, 5 * HOUR,
    )  # fmt: skip
    assert figures(of(report, "tp-kt"), "joint", "joint_lateness") == (1, 5 * HOUR)
    week = told(attrs.evolve(one, procedure_code=CODE), catalogue=STEPS,
                period=Period.parse("2026-W45"))  # fmt: skip
    assert figures(of(week, "cv-1"), "steps", "steps_over", "open_other") == (1, 1, 1)
    assert week.lateness == NOTHING  # it waits; late or not is seen when it ends


def test_a_share_from_before_counts_where_the_dossier_ended_and_says_so() -> None:
    """He gave it away in October; it ended late in November, mostly by his doing."""
    one = dossier(
        e(ev.Accepted, "26/10/2026 08:00", actor="mc-1"),
        given_to("cv-1", "26/10/2026 09:00"),
        given_to("cv-2", "30/10/2026 17:00"),
        done("02/11/2026 09:00"),
        words="03 ngày làm việc",
    )
    report = told(one)
    names = ("handled", "late", "late_by_own", "from_before", "late_share")
    assert figures(of(report, "cv-1"), *names) == (0, 0, 1, 1, 1)
    assert figures(of(report, "cv-2"), *names) == (1, 1, 1, 0, 1)
    assert of(report, "cv-1").lateness > of(report, "cv-2").lateness > NOTHING
    assert figures(in_unit(report, "kt"), *names) == (1, 1, 1, 0, 1)


def test_what_is_overdue_at_the_end_of_the_period_counts_up_to_then() -> None:
    one = two_days("H1", given_to("cv-1"))
    week = Period.parse("2026-11-02..2026-11-05")
    assert told(one, period=week).lateness == 8 * HOUR
    assert told(one, period=week, looked="05/11/2026 10:00").lateness == 2 * HOUR
    assert told(one, period=Period.parse("2026-11-02..2026-11-04")).lateness == NOTHING


@pytest.mark.parametrize("status", ["rejected", "stopped"])
def test_only_what_is_late_or_overdue_itself_has_lateness(status: str) -> None:
    end = e(ev.Rejected, "06/11/2026 09:00")
    if status == "stopped":  # it waits for the applicant, in whatever time it asked
        end = e(ev.SupplementRequested, "06/11/2026 09:00")  # type: ignore[assignment]
    report = told(two_days("H1", given_to("cv-1"), end))
    assert report.lateness == NOTHING
    assert of(report, "cv-1").late_by_own == 0


def test_late_agencies_gaps_and_unknown_names_are_on_nobody() -> None:
    asked = e(ev.ConsultationRequested, "02/11/2026 13:00", agency="Sở B",
              respond_by="03/11/2026", actor="cv-1")  # fmt: skip
    answered = e(ev.ConsultationAnswered, "11/11/2026 08:00", agency="Sở B")
    report = told(
        two_days("H1", given_to("cv-1"), asked, answered, done("11/11/2026 09:00")),
        two_days("H2", given_to("cv-4"), done("06/11/2026 10:00")),
        two_days("H3", e(ev.Assigned, "02/11/2026 10:00", unit="kt"), done("06/11/2026 10:00")),
    )
    apart = {(one.party.kind, one.party.id, one.party.reason): one for one in report.apart}
    assert set(apart) == {
        (HeldBy.OTHER_AGENCY, "Sở B", None),
        (HeldBy.NOBODY, "", Reason.UNKNOWN_HOLDER),
        (HeldBy.UNIT, "kt", Reason.BETWEEN_UNITS),
    }
    assert all(one.dossiers == 1 for one in apart.values())
    assert {one.official for one in report.people} == {"mc-1", "cv-1"}
    assert [one.lateness for one in report.apart] == sorted(
        (one.lateness for one in report.apart), reverse=True
    )
    assert_it_adds_up(report)


def test_superiors_answer_jointly_and_it_is_in_no_other_figure() -> None:
    report = told(
        two_days("H1", given_to("cv-1"), done("05/11/2026 12:00")),
        two_days("H2", given_to("cv-2"), done("05/11/2026 10:00")),
    )
    head, own = of(report, "tp-kt"), of(report, "cv-1").lateness + of(report, "cv-2").lateness
    assert (head.joint, head.joint_lateness) == (2, own)
    assert {name for name in FIGURES if getattr(head, name)} == set()
    assert head.units == ()
    assert of(report, "cv-1").joint == 0
    assert "tp-kt" not in {one.name for one in report.units}
    assert_it_adds_up(report)


def test_the_superior_is_the_one_at_the_breach() -> None:
    """The head changed on 5 November, when the dossier had just become overdue."""
    day = dt.date(2026, 11, 5)
    office = commune(
        placed("tp-kt", "kt.tp", until=day), placed("vp-1", "kt.tp", day), without=["tp-kt"]
    )
    report = told(two_days("H1", given_to("cv-1"), done("06/11/2026 12:00")), office=office)
    joint = {one.official for one in report.people if one.joint}
    assert "vp-1" in joint
    assert "tp-kt" not in joint


# --- pushing away, gaps ---------------------------------------------------------------------------


def handed(when: str, giver: str, to: str) -> Event:
    return e(ev.HandedOver, when, actor=giver, to=to)


def ten_days(*events: Event, **values: Any) -> Dossier:
    return dossier(e(ev.Accepted, "02/11/2026 08:00", actor="mc-1"), *events, **values)


def test_a_refusal_is_on_who_refused() -> None:
    one = ten_days(given_to("cv-1"), handed("03/11/2026 09:00", "cv-1", "cv-2"),
                   e(ev.HandoverRefused, "03/11/2026 10:00", actor="cv-2"))  # fmt: skip
    report = told(one)
    assert (of(report, "cv-2").refusals, of(report, "cv-1").pushed_away) == (1, 0)
    assert (in_unit(report, "kt").refusals, report.office.refusals) == (1, 1)
    assert told(one, period=Period.parse("2026-11-04..2026-11-30")).office.refusals == 0


def test_sending_back_is_on_who_sent_it_and_not_on_a_superior_who_gave_it_back() -> None:
    there = (given_to("cv-1"), handed("03/11/2026 09:00", "cv-1", "cv-2"),
             e(ev.HandoverAccepted, "03/11/2026 10:00", actor="cv-2"))  # fmt: skip
    back = (handed("04/11/2026 09:00", "cv-2", "cv-1"),
            e(ev.HandoverAccepted, "04/11/2026 10:00", actor="cv-1"))  # fmt: skip
    report = told(ten_days(*there, *back))
    assert (of(report, "cv-2").returns, of(report, "cv-1").returns) == (1, 0)
    ordered = told(ten_days(*there, given_to("cv-1", "04/11/2026 09:00", actor="tp-kt")))
    assert [one.official for one in ordered.people if one.returns] == []
    assert ordered.office.returns == 1
    unsaid = told(ten_days(*there, given_to("cv-1", "04/11/2026 09:00")))
    assert of(unsaid, "cv-2").returns == 1


def test_giving_on_at_the_last_hour_is_on_the_giver() -> None:
    report = told(two_days("H1", given_to("cv-1"), handed("04/11/2026 16:00", "cv-1", "cv-2"),
                           e(ev.HandoverAccepted, "04/11/2026 16:30", actor="cv-2")))  # fmt: skip
    assert (of(report, "cv-1").late_handovers, of(report, "cv-2").late_handovers) == (1, 0)
    later = told(two_days("H1", given_to("cv-1"), handed("04/11/2026 16:00", "cv-1", "cv-2")),
                 period=Period.parse("2026-11-05..2026-11-30"))  # fmt: skip
    assert later.office.late_handovers == 0


def test_who_signs_what_he_drafted_counts_when_he_does_and_has_no_good_record() -> None:
    events = [
        step(ev.StepStarted, "02/11/2026 10:00", 2, holder="cv-1"),
        step(ev.StepCompleted, "02/11/2026 14:00", 2),
        step(ev.StepStarted, "03/11/2026 14:00", 4, holder="cv-1"),
        step(ev.StepCompleted, "03/11/2026 15:00", 4),
    ]
    one = attrs.evolve(two_days("H1", *events, done("04/11/2026 09:00")), procedure_code=CODE)
    report = told(one, catalogue=STEPS)
    assert (of(report, "cv-1").four_eyes, of(report, "mc-1").four_eyes) == (1, 0)
    assert (of(report, "cv-1").pushed_away, of(report, "cv-1").is_good) == (0, False)
    assert told(one, catalogue=STEPS, period=Period.parse("2026-11-04")).office.four_eyes == 0


@pytest.mark.parametrize(
    ("looked", "counted"),
    [("03/11/2026 14:00", 0), ("04/11/2026 09:00", 0), ("04/11/2026 09:00:01", 1),
     ("30/11/2026 16:00", 1)],
)  # fmt: skip
def test_what_nobody_takes_is_on_the_giver_when_patience_is_over(looked: str, counted: int) -> None:
    one = ten_days(given_to("cv-1"), handed("03/11/2026 09:00", "cv-1", "cv-2"))
    assert of(told(one, looked=looked), "cv-1").not_accepted == counted
    later = told(one, period=Period.parse("2026-11-05..2026-11-30"), looked="30/11/2026 16:00")
    assert later.office.not_accepted == 0
    patient = CheckPolicy(handover_unaccepted_after=16 * HOUR)
    assert told(one, looked="04/11/2026 12:00", policy=patient).office.not_accepted == 0


@pytest.mark.parametrize("settled", ["accepted", "recalled", "given on", "ended"])
def test_a_handover_settled_in_time_is_none(settled: str) -> None:
    event: dict[str, Event] = {
        "accepted": e(ev.HandoverAccepted, "03/11/2026 15:00", actor="cv-2"),
        "recalled": e(ev.HandoverRecalled, "03/11/2026 15:00", actor="cv-1"),
        "given on": given_to("cv-3", "03/11/2026 15:00"),
        "ended": done("03/11/2026 15:00"),
    }
    one = ten_days(given_to("cv-1"), handed("03/11/2026 09:00", "cv-1", "cv-2"), event[settled])
    assert told(one).office.not_accepted == 0


def test_a_gap_is_left_by_who_was_away_or_had_left_and_by_nobody_else() -> None:
    office = commune(
        away("cv-1", dt.date(2026, 11, 9), dt.date(2026, 11, 11)),
        away("cv-2", dt.date(2026, 11, 9), dt.date(2026, 11, 11), substitute="cv-1"),
        placed("cv-3", "kt.cv", until=dt.date(2026, 11, 12)),
        without=["cv-3"],
    )
    report = told(
        *(ten_days(given_to(who), code=who) for who in ("cv-1", "cv-3")),
        ten_days(e(ev.Assigned, "02/11/2026 10:00", unit="vh"), code="vh"),
        office=office, looked="13/11/2026 12:00",
    )  # fmt: skip
    names = ("gaps", "gap_time")
    assert figures(of(report, "cv-1"), *names) == (1, 16 * HOUR)
    assert figures(of(report, "cv-3"), *names) == (1, 12 * HOUR)
    assert {one.official for one in report.people if one.gaps} == {"cv-1", "cv-3"}
    assert figures(in_unit(report, "kt"), *names) == (2, 28 * HOUR)
    assert in_unit(report, "vh").gaps == 1
    assert {one.reason for one in report.gaps} == {
        Reason.HOLDER_ABSENT, Reason.HOLDER_LEFT, Reason.BETWEEN_UNITS,
    }  # fmt: skip
    assert sum((one.working for one in report.gaps), NOTHING) == report.office.gap_time
    short = told(ten_days(given_to("cv-1")), office=office,
                 period=Period.parse("2026-11-10..2026-11-10"))  # fmt: skip
    assert figures(of(short, "cv-1"), *names) == (1, 8 * HOUR)


# --- order, small numbers, good records -----------------------------------------------------------


def person(official: str, **values: Any) -> PersonRecord:
    return PersonRecord(official=official, is_ranked=True, **values)


def test_the_order_is_by_share_late_by_own_then_by_lateness_then_by_id() -> None:
    expected = [
        person("e", early=5, late=5, late_by_own=5, lateness=HOUR),
        person("d", early=15, late=5, late_by_own=5, lateness=9 * HOUR),
        person("c", early=15, late=5, late_by_own=5, lateness=2 * HOUR),
        person("a", early=10),
        person("b", early=50),
        PersonRecord(official="A", late_by_own=3, late=3),
        PersonRecord(official="z", late_by_own=9, late=9, lateness=99 * HOUR),
    ]
    assert list(in_order(reversed(expected))) == expected
    assert ranked(expected) == tuple(expected[:5])
    assert too_few(expected) == tuple(expected[5:])


@pytest.mark.parametrize("count", [9, 10, 11])
def test_below_the_set_count_nobody_is_ranked_repeats_or_is_good(count: int) -> None:
    """Half of them are late by the one, none by the other."""
    late = [two_days(f"L{n}", given_to("cv-1"), done("05/11/2026 16:00")) for n in range(count)]
    early = [two_days(f"E{n}", given_to("cv-2"), done("03/11/2026 16:00")) for n in range(count)]
    report = people_report([*late, *early], NOVEMBER, commune(), calendar=CALENDAR)
    one, other = of(report, "cv-1"), of(report, "cv-2")
    enough = count >= report.minimum == 10
    assert (one.is_ranked, one.repeats, one.is_good) == (enough, enough, False)
    assert (other.is_ranked, other.repeats, other.is_good) == (enough, False, enough)
    assert (one.late_by_own, other.early) == (count, count)  # the figures are there all the same
    # The desk passed all of them on in its time: nothing of their lateness is its own.
    assert [found.official for found in good(report.people)] == ["mc-1", *["cv-2"] * enough]
    assert not report.office.is_ranked


@pytest.mark.parametrize(("late", "repeats"), [(0, False), (1, False), (2, True), (3, True)])
def test_lateness_is_repeated_from_the_second_dossier_on(late: int, repeats: bool) -> None:
    ends = ["05/11/2026 16:00"] * late + ["03/11/2026 16:00"] * (4 - late)
    dossiers = [two_days(f"H{n}", given_to("cv-1"), done(end)) for n, end in enumerate(ends)]
    assert of(told(*dossiers), "cv-1").repeats is repeats
    assert of(told(*dossiers, repeat_from=4), "cv-1").repeats is False


@pytest.mark.parametrize(
    "spoilt",
    [
        (handed("03/11/2026 09:00", "cv-2", "cv-1"),
         e(ev.HandoverRefused, "03/11/2026 10:00", actor="cv-1")),
        (handed("03/11/2026 09:00", "cv-1", "cv-2"),),
    ],
    ids=["refused", "taken by nobody"],
)  # fmt: skip
def test_who_pushes_work_away_has_no_good_record(spoilt: tuple[Event, ...]) -> None:
    holder = "cv-2" if len(spoilt) == 2 else "cv-1"
    fine = two_days("H1", given_to("cv-1"), done("03/11/2026 16:00"))
    assert of(told(fine), "cv-1").is_good
    assert not of(told(fine, ten_days(given_to(holder), *spoilt)), "cv-1").is_good


def test_who_was_away_with_open_work_has_no_good_record() -> None:
    office = commune(away("cv-1", dt.date(2026, 11, 9), dt.date(2026, 11, 11)))
    fine = two_days("H1", given_to("cv-1"), done("03/11/2026 16:00"))
    assert of(told(fine, office=office), "cv-1").is_good
    assert not of(told(fine, ten_days(given_to("cv-1")), office=office), "cv-1").is_good


# --- rows -----------------------------------------------------------------------------------------


def test_rows_of_lists_and_bad_rows_are_counted_and_on_nobody() -> None:
    plain = DossierRecord(code="R1", received_at=dt.date(2026, 11, 2), holder="cv-1",
                          limit_text="02 ngày làm việc")  # fmt: skip
    twice = two_days("H1", given_to("cv-1"))
    old = dossier(e(ev.Accepted, "09/11/1996 09:00"), code="OLD")
    report = told(twice, plain, twice, old)
    assert (report.read, report.judged, report.no_events, report.bad) == (4, 1, 1, 2)
    assert report.outside_coverage == 1
    assert [one.code for one in report.bad_rows] == ["duplicate", "out_of_coverage"]
    assert report.office.handled == 1


def test_an_assessment_of_another_instant_is_refused() -> None:
    tally = PeopleTally(NOVEMBER, NOW)
    found = Assessor(NOW + HOUR, CALENDAR).consider(two_days("H1", given_to("cv-1")))
    with pytest.raises(WrongInstant, match="assess it then") as caught:
        tally.add(found)
    assert "H1" in caught.value.message("vi")


def test_without_an_organisation_every_name_is_a_person_without_superiors() -> None:
    report = people_report([two_days("H1", given_to("Ông A", unit="Phòng A"))], NOVEMBER,
                           calendar=CALENDAR)  # fmt: skip
    one = of(report, "Ông A")
    assert (one.name, one.units, one.open_overdue) == ("Ông A", ("Phòng A",), 1)
    assert not any(found.joint for found in report.people)


# --- pseudonyms -----------------------------------------------------------------------------------


def test_under_pseudonyms_the_figures_are_the_same_and_no_id_or_name_is_left() -> None:
    report = sample("2026-H2")
    names = Pseudonyms(b"k" * 16, office().officials)
    hidden = report.pseudonymised(names)
    assert hidden.is_pseudonymised
    assert {one.official for one in hidden.people} == {names.of(p.official) for p in report.people}
    by_code = {one.official: one for one in hidden.people}
    for one in report.people:
        assert figures(by_code[names.of(one.official)], *FIGURES) == figures(one, *FIGURES)
    assert all((one.name, one.units) == ("", ()) for one in hidden.people)
    few = [one.official for one in too_few(hidden.people)]
    assert few == sorted(few)  # by code: the order does not tell who it is
    assert hidden.office == report.office


# --- the sample office ----------------------------------------------------------------------------


@cache
def office() -> Organisation:
    return Organisation.load(EXAMPLES / "office" / "organisation.toml")


@cache
def all_dossiers() -> tuple[Dossier, ...]:
    rows = read_dossiers(EXAMPLES / "office-events-2026.ndjson")
    return tuple(one for one in rows if isinstance(one, Dossier))


@cache
def some_dossiers() -> tuple[Dossier, ...]:
    """One of every case, and some without any."""
    first: dict[str, Dossier] = {}
    for one in all_dossiers():
        first.setdefault(one.extra.get("case", ""), one)
    plain = [one for one in all_dossiers() if "case" not in one.extra]
    return (*first.values(), *plain[-20:])


@cache
def sample(period: str) -> PeopleReport:
    return people_report(
        all_dossiers(), Period.parse(period), office(), NOW, calendar=CALENDAR,
        catalogue=Catalogue.starter(),
    )  # fmt: skip


def assert_it_adds_up(report: PeopleReport) -> None:
    """The lateness of people and what is apart is the lateness of the late dossiers."""
    people = sum((one.lateness for one in report.people), NOTHING)
    apart = sum((one.lateness for one in report.apart), NOTHING)
    assert people + apart == report.lateness
    nobody = [
        one for one in report.apart
        if one.party.kind is not HeldBy.UNIT or one.party.is_gap or not one.party.id
    ]  # fmt: skip
    units = sum((one.lateness for one in report.units), NOTHING)
    assert units + sum((one.lateness for one in nobody), NOTHING) == report.lateness
    assert report.read == report.judged + report.no_events + report.bad
    for one in (*report.people, *report.units, report.office):
        outcomes = figures(one, "early", "on_time", "late", "otherwise", "open_overdue",
                           "open_other")  # fmt: skip
        assert sum(outcomes) == one.handled
        assert one.late_by_own + one.late_without_own - one.from_before == (
            one.late + one.open_overdue
        )
        assert 0 <= one.late_share <= 1
        assert one.steps_over <= one.steps
        assert (one.lateness > NOTHING) == (one.late_by_own > 0)


@pytest.mark.parametrize(
    "period", ["2026", "2026-Q3", "2026-10", "2026-10@report", "2026-W47", "2025-H2", "2025-06"]
)
def test_the_sample_adds_up_over_any_period(period: str) -> None:
    report = sample(period)
    assert report.judged == 1000
    assert_it_adds_up(report)


def test_its_lateness_is_that_of_the_late_and_overdue_dossiers() -> None:
    year = Period.parse("2026")
    whole, count = NOTHING, Counter[str]()
    for one in check(all_dossiers(), NOW, CALENDAR, catalogue=Catalogue.starter(),
                     organisation=office()):  # fmt: skip
        assert isinstance(one, DossierAssessment)
        ended = one.history.ended_at
        late = one.status is Status.LATE and ended is not None and ended in year
        if late or one.status is Status.OVERDUE:
            count[one.status] += 1
            whole += sum((run.lateness for run in attributions(one, one.custody)), NOTHING)
    report = sample("2026")
    assert (report.office.late, report.office.open_overdue) == (count["late"], count["overdue"])
    assert report.lateness == whole


def test_the_sample_shows_who_is_late_again_who_is_good_and_who_is_seldom_seen() -> None:
    report = sample("2026")
    assert report.people[0].official == "bt-2"
    assert of(report, "bt-2").repeats
    assert of(report, "vh-2").is_good
    assert of(report, "vx-1").late_by_own == 0
    assert not of(report, "vx-1").is_good  # he refused what was handed to him
    seldom = of(report, "tp-2")
    assert (seldom.finished, seldom.is_ranked, seldom.repeats) == (4, False, False)
    assert seldom.late_by_own == 2


SHOWN: dict[str, dict[str, int]] = {
    "refusals": {"vx-1": 4},
    "returns": {"kt-2": 8, "kt-1": 4, "tpx-1": 3},
    "late_handovers": {"vx-4": 4},
    "not_accepted": {"kt-1": 4},
    "four_eyes": {"pgd-2": 3},
    "gaps": {"kt-3": 8, "kt-4": 4, "vx-2": 2, "bt-1": 2},
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_sample_shows_who_pushed_work_away_and_left_it_lying(name: str) -> None:
    found = {one.official: getattr(one, name) for one in sample("2026").people}
    assert {who: count for who, count in found.items() if count} == SHOWN[name]


def test_the_agency_that_answered_late_stands_apart() -> None:
    agencies = [one for one in sample("2026").apart if one.party.kind is HeldBy.OTHER_AGENCY]
    assert [(one.party.id, one.dossiers) for one in agencies] == [("Công an xã Mẫu (ví dụ)", 4)]


# --- properties -----------------------------------------------------------------------------------

ADDITIVE = ("held", "gap_time", "refusals", "late_handovers", "not_accepted")
"""What of two adjacent periods adds up to that of both together, for everyone."""

ENDED = ("early", "on_time", "late", "otherwise")
"""What does for the office: who had it only before is not told of its end."""


@settings(max_examples=20)
@given(st.dates(dt.date(2026, 1, 5), dt.date(2026, 11, 30)), st.integers(0, 120),
       st.integers(1, 120))  # fmt: skip
def test_two_adjacent_periods_add_up_to_both_together(first: dt.date, one: int, more: int) -> None:
    middle = first + dt.timedelta(days=one)
    last = middle + dt.timedelta(days=more)
    spans = ((first, middle), (middle + dt.timedelta(days=1), last), (first, last))
    # A correction changes what was before it: judged earlier, it was otherwise.
    known = [one for one in some_dossiers() if one.extra.get("case") != "holder_corrected"]
    parts = [
        people_report(known, Period(*span), office(), calendar=CALENDAR,
                      catalogue=Catalogue.starter())
        for span in spans
    ]  # fmt: skip
    for name in ADDITIVE:
        before, after, both = (_by_official(part, name) for part in parts)
        assert before + after == both
    offices = [part.office for part in parts]
    for name in ENDED:
        before_, after_, both_ = (getattr(each, name) for each in offices)
        assert before_ + after_ == both_


def _by_official(report: PeopleReport, name: str) -> Counter[str]:
    micro = dt.timedelta(microseconds=1)
    return Counter({
        one.official: value // micro if name in TIMES else value
        for one in report.people
        if (value := getattr(one, name))
    })  # fmt: skip


@st.composite
def many(draw: st.DrawFn) -> list[Dossier]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        events = draw(lives())
        limit = TimeLimit.parse(f"{draw(st.integers(1, 15)):02} ngày làm việc")
        found.append(Dossier(code=f"H{number}", events=events, limit=limit,
                             unit=draw(st.sampled_from(["", "U"]))))  # fmt: skip
    return found


spans = st.tuples(st.dates(FIRST, LAST), st.integers(0, 60)).map(
    lambda one: Period(one[0], one[0] + dt.timedelta(days=one[1]))
)


@given(many(), spans)
def test_shares_of_random_lives_add_up(dossiers: list[Dossier], period: Period) -> None:
    report = people_report(dossiers, period, calendar=CALENDAR, minimum=1)
    assert report.read == len(dossiers)
    assert_it_adds_up(report)


@given(many(), spans, st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(
    dossiers: list[Dossier], period: Period, random: Any
) -> None:
    assume(len(dossiers) > 1)
    shuffled = list(dossiers)
    random.shuffle(shuffled)
    reports = [
        attrs.evolve(people_report(rows, period, calendar=CALENDAR, minimum=1), bad_rows=())
        for rows in (dossiers, shuffled)
    ]
    assert reports[0] == reports[1]
