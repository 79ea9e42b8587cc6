"""Whose hands a dossier is in: each window before, at its start, in it, at its end and after."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import pytest

from tests.law.cases import at
from tests.life_finding_cases import STEPPED, STOPPABLE
from tests.lives import CALENDAR, CODE, dossier, e, judged
from tests.organisations import (
    REFORM,
    Position,
    Row,
    Unit,
    around,
    away,
    commune,
    competent,
    delegated,
    in_charge,
    placed,
    story,
    told,
    who_has,
)
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    Closed,
    ConsultationAnswered,
    ConsultationRequested,
    Correction,
    HandedOver,
    HandoverAccepted,
    HandoverRecalled,
    HandoverRefused,
    Rejected,
    Reopened,
    ResultIssued,
    Resumed,
    Returned,
    StepCompleted,
    StepStarted,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from tthc_deadlines.errors import NaiveTimestamp
from tthc_deadlines.responsibility.custody import custody
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason

OFFICE = commune()
RECEIVED = e(Accepted, "18/11/2026 09:00", actor="mc-1")
GIVEN = e(Assigned, "18/11/2026 10:00", holder="cv-1", actor="tp-kt")
HELD = dossier(RECEIVED, GIVEN, procedure_code=CODE)
START, END = "23/11/2026 08:00", "25/11/2026 12:00"  # from a Monday to a Wednesday
BOTH = (START, END)


def given(**values: Any) -> Any:
    return dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", actor="tp-kt", **values),
                   procedure_code=CODE)  # fmt: skip


# --- windows, half-open and to the second ------------------------------------------------


class Window(NamedTuple):
    """Records that hold from START up to END, and who has it before, in and after."""

    rows: tuple[Row, ...]
    before: str
    inside: str
    after: str
    without: tuple[str, ...] = ()
    told: Any = HELD


ABSENT, LEFT = "nobody !holder_absent after cv-1", "nobody !holder_left after cv-1"
OTHERS = competent(unit="vh")  # the matter is another division's
WINDOWS: dict[str, Window] = {
    "away, nobody stands in": Window((away("cv-1", *BOTH),), "cv-1", ABSENT, "cv-1"),
    "away, somebody stands in": Window(
        (away("cv-1", *BOTH, "cv-2"),), "cv-1", "cv-2 for cv-1", "cv-1"
    ),
    "who stands in is away, another stands in for him": Window(
        (away("cv-1", *BOTH, "cv-2"), away("cv-2", "19/11/2026 08:00", "30/11/2026 08:00", "cv-3")),
        "cv-1", "cv-3 for cv-1", "cv-1",
    ),
    "who stands in is away, nobody stands in for him": Window(
        (away("cv-1", *BOTH, "cv-2"), away("cv-2", "19/11/2026 08:00", "30/11/2026 08:00")),
        "cv-1", ABSENT, "cv-1",
    ),
    "who stands in is away for that time": Window(
        (away("cv-1", "01/11/2026 08:00", "30/11/2026 08:00", "cv-2"), away("cv-2", *BOTH)),
        "cv-2 for cv-1", ABSENT, "cv-2 for cv-1",
    ),
    "who stands in has left": Window(
        (away("cv-1", *BOTH, "cv-2"),), "cv-1", ABSENT, "cv-1", without=("cv-2",)
    ),
    "who stands in is here for that time only": Window(
        (away("cv-1", "01/11/2026 08:00", "30/11/2026 08:00", "cv-2"),
         placed("cv-2", "kt.cv", *BOTH)),
        ABSENT, "cv-2 for cv-1", ABSENT, without=("cv-2",),
    ),
    "two absences that overlap are one": Window(
        (away("cv-1", START, "24/11/2026 10:00"), away("cv-1", "23/11/2026 15:00", END)),
        "cv-1", ABSENT, "cv-1",
    ),
    "two absences that touch are one": Window(
        (away("cv-1", START, "24/11/2026 10:00"), away("cv-1", "24/11/2026 10:00", END)),
        "cv-1", ABSENT, "cv-1",
    ),
    "appointed for that time": Window(
        (placed("cv-1", "kt.cv", *BOTH),), LEFT, "cv-1", LEFT, without=("cv-1",)
    ),
    "acting for that time": Window(
        (placed("cv-1", "kt.tp", *BOTH, acting=True),), LEFT, "cv-1", LEFT, without=("cv-1",)
    ),
    "in another division of the agency for that time": Window(
        (placed("cv-1", "kt.cv", REFORM, START), placed("cv-1", "vh.cv", *BOTH),
         placed("cv-1", "kt.cv", END)),
        "cv-1", "cv-1", "cv-1", without=("cv-1",),
    ),
    "in another agency for that time": Window(
        (placed("cv-1", "kt.cv", REFORM, START), placed("cv-1", "tinh.cv", *BOTH),
         placed("cv-1", "kt.cv", END), Position(id="tinh.cv", unit="tinh")),
        "cv-1", LEFT, "cv-1", without=("cv-1",),
    ),
    "also in another agency for that time": Window(
        (placed("cv-1", "tinh.cv", *BOTH), Position(id="tinh.cv", unit="tinh")),
        "cv-1", "cv-1", "cv-1",
    ),
    "away, and gone for good in between": Window(
        (placed("cv-1", "kt.cv", REFORM, END), away("cv-1", START, "30/11/2026 08:00")),
        "cv-1", ABSENT, LEFT, without=("cv-1",),
    ),
    "delegated for a term": Window(
        (OTHERS, delegated("tp-vh", "cv-1", *BOTH)),
        "cv-1 !outside_competence", "cv-1", "cv-1 !delegation_expired",
    ),
    "delegated in two terms that follow one another": Window(
        (OTHERS, delegated("tp-vh", "cv-1", START, "24/11/2026 00:00"),
         delegated("tp-vh", "cv-1", "24/11/2026 00:00", END)),
        "cv-1 !outside_competence", "cv-1", "cv-1 !delegation_expired",
    ),
    "delegated another matter": Window(
        (OTHERS, delegated("tp-vh", "cv-1", *BOTH, fields=["ho-tich"])),
        "cv-1 !outside_competence",
        "cv-1 !outside_competence",
        "cv-1 !outside_competence",
    ),
    "delegated by the name of the field": Window(
        (OTHERS, delegated("tp-vh", "cv-1", *BOTH, fields=["Đất đai"])),
        "cv-1 !outside_competence", "cv-1", "cv-1 !delegation_expired",
    ),
    "delegated for the dossiers of a unit": Window(
        (OTHERS, delegated("tp-vh", "cv-1", *BOTH, units=["xa"])),
        "cv-1 !outside_competence", "cv-1", "cv-1 !delegation_expired",
    ),
    "delegated for the dossiers of another unit": Window(
        (OTHERS, delegated("tp-vh", "cv-1", *BOTH, units=["vh"])),
        "cv-1 !outside_competence",
        "cv-1 !outside_competence",
        "cv-1 !outside_competence",
    ),
    "delegated within a competence of one's own": Window(
        (OTHERS, competent(unit="kt"), delegated("tp-vh", "cv-1", *BOTH)), "cv-1", "cv-1", "cv-1"
    ),
    "competent for that time": Window(
        (OTHERS, competent(*BOTH, unit="kt")),
        "cv-1 !outside_competence", "cv-1", "cv-1 !outside_competence",
    ),
    "nothing said of the matter but for that time": Window(
        (competent(*BOTH, unit="vh"),), "cv-1", "cv-1 !outside_competence", "cv-1"
    ),
    "deputy in charge for that time": Window(
        (competent(position="xa.ct"), in_charge("pct-1", "ho-tich"),
         in_charge("pct-1", "dat", start=START, until=END)),
        "pct-1 !outside_competence", "pct-1", "pct-1 !outside_competence",
        told=given(holder="pct-1"),
    ),
    "deputy of whom it is not said what he is in charge of": Window(
        (competent(position="xa.ct"), in_charge("pct-1", "ho-tich", start=START, until=END)),
        "pct-1", "pct-1 !outside_competence", "pct-1", told=given(holder="pct-1"),
    ),
    "role with a member for that time": Window(
        (placed("cv-3", "kt.trong", *BOTH),),
        "nobody !role_without_members after mc-1", "cv-3",
        "nobody !role_without_members after mc-1", told=given(role="Chuyên viên đất đai"),
    ),
    "role with a second member for that time": Window(
        (placed("cv-3", "kt.trong"), placed("cv-2", "kt.trong", *BOTH)),
        "cv-3", "[kt] !between_units after mc-1", "cv-3", told=given(role="kt.trong", unit="kt"),
    ),
    "role whose only member is away": Window(
        (placed("cv-3", "kt.trong"), away("cv-3", *BOTH)),
        "cv-3", "nobody !holder_absent after cv-3", "cv-3", told=given(role="kt.trong"),
    ),
    "role whose only member is stood in for": Window(
        (placed("cv-3", "kt.trong"), away("cv-3", *BOTH, "cv-2")),
        "cv-3", "cv-2 for cv-3", "cv-3", told=given(role="kt.trong"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WINDOWS)
def test_who_has_it_around_a_window(name: str) -> None:
    case = WINDOWS[name]
    office = commune(*case.rows, without=case.without)
    expected = [case.before, *[case.inside] * 3, *[case.after] * 2]
    assert [who_has(case.told, when, office) for when in around(*BOTH)] == expected


@pytest.mark.parametrize("name", WINDOWS)
def test_without_an_organisation_every_name_is_believed(name: str) -> None:
    case = WINDOWS[name]
    whole = custody(case.told, at("30/11/2026 09:00"), CALENDAR)
    assert len(whole) == 2
    assert {one.official for one in whole} <= {"mc-1", "cv-1", "pct-1", ""}


GROUNDS: dict[str, tuple[tuple[Row, ...], Any, Ground]] = {
    "assignment": ((), HELD, Ground.ASSIGNMENT),
    "substitution": ((away("cv-1", *BOTH, "cv-2"),), HELD, Ground.SUBSTITUTION),
    "delegation": ((OTHERS, delegated("tp-vh", "cv-1", *BOTH)), HELD, Ground.DELEGATION),
    "own competence before delegation": (
        (competent(unit="kt"), delegated("tp-vh", "cv-1", *BOTH)), HELD, Ground.ASSIGNMENT,
    ),
    "position": ((placed("cv-3", "kt.trong"),), given(role="kt.trong"), Ground.POSITION),
    "step": ((), dossier(RECEIVED, e(StepStarted, "18/11/2026 10:00", holder="cv-1")), Ground.STEP),
    "handover": (
        (), dossier(RECEIVED, e(HandedOver, "18/11/2026 10:00", to="cv-1"),
                    e(HandoverAccepted, "18/11/2026 11:00")), Ground.HANDOVER,
    ),
    "source": ((), dossier(e(Accepted, "18/11/2026 09:00"), holder="cv-1"), Ground.SOURCE),
    "receipt": ((), dossier(RECEIVED), Ground.RECEIPT),
}  # fmt: skip


@pytest.mark.parametrize("name", GROUNDS)
def test_the_ground_of_holding(name: str) -> None:
    rows, one, ground = GROUNDS[name]
    (*_, last) = custody(one, at("24/11/2026 09:00"), CALENDAR, commune(*rows))
    assert last.held_by is HeldBy.OFFICIAL
    assert last.ground is ground
    assert last.event is (
        None if ground is Ground.SOURCE else one.events[min(1, len(one.events) - 1)]
    )


def test_who_stands_in_has_it_since_the_absence_and_no_longer() -> None:
    office = commune(away("cv-1", *BOTH, "cv-2"))
    _, before, during = custody(HELD, at("24/11/2026 09:00"), CALENDAR, office)
    assert before.since == at("18/11/2026 10:00")
    assert during.since == at(START)


# --- the end of a unit -------------------------------------------------------------------

OLD = e(Accepted, "26/06/2025 09:00", actor="ct-cu")


def old(**values: Any) -> Any:
    return dossier(OLD, e(Assigned, "26/06/2025 10:00", **values))


REORGANISED: dict[str, tuple[Any, str, str]] = {
    "who goes over to the new division keeps it": (old(holder="cv-qua"), "cv-qua", "cv-qua"),
    "who does not leaves it with the new division": (
        old(holder="cv-thoi"), "cv-thoi", "[kt] !between_units after cv-thoi",
    ),
    "the head who does not leaves it with the new division": (
        old(holder="tp-cu"), "tp-cu", "[kt] !between_units after tp-cu",
    ),
    "the head of the old commune leaves it with the new one": (
        old(holder="ct-cu"), "ct-cu", "[xa] !between_units after ct-cu",
    ),
    "what the old division had the new one has": (
        old(unit="kt-cu"), "[kt-cu] !between_units after ct-cu", "[kt] !between_units after ct-cu",
    ),
    "the district's goes to the commune": (
        old(unit="huyen"), "[huyen] !between_units after ct-cu", "[xa] !between_units after ct-cu",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REORGANISED)
def test_the_reorganisation_passes_open_work_on(name: str) -> None:
    one, before, after = REORGANISED[name]
    instants = around("30/06/2025 10:00", "01/07/2025 00:00")
    assert [who_has(one, when, OFFICE) for when in instants] == [*[before] * 4, *[after] * 2]


@pytest.mark.parametrize("official", ["cv-qua", "cv-thoi"])
def test_who_goes_over_is_in_his_new_unit(official: str) -> None:
    before, after = custody(old(holder=official), at("02/07/2025 09:00"), CALENDAR, OFFICE)[-2:]
    assert (before.unit, after.unit) == ("kt-cu", "kt")
    assert before.end == after.start == at("01/07/2025 00:00")


def test_the_new_unit_has_it_since_the_old_one_ended() -> None:
    for one in (old(holder="cv-thoi"), old(unit="kt-cu")):
        (*_, last) = custody(one, at("02/07/2025 09:00"), CALENDAR, OFFICE)
        assert last.since == at("01/07/2025 00:00")


def test_of_two_reorganisations_the_last_unit_has_it() -> None:
    office = commune(
        Unit(id="a", parent="xa", until=dt.date(2026, 11, 19), passes_to="b"),
        Unit(id="b", parent="xa", until=dt.date(2026, 11, 20), passes_to="c"),
        Unit(id="c", parent="xa", start=dt.date(2026, 11, 20)),
        Position(id="a.cv", unit="a"),
        placed("cv-3", "a.cv", None, dt.date(2026, 11, 19)),
        without=["cv-3"],
    )
    begun = "18/11 10:00"
    end = "23/11/2026 09:00"
    assert story(given(holder="cv-3"), end, office)[1:] == [
        (begun, "cv-3"),
        ("19/11 00:00", "[b] !between_units after cv-3"),
        ("20/11 00:00", "[c] !between_units after cv-3"),
    ]
    assert story(given(unit="a"), end, office)[1:] == [
        (begun, "[a] !between_units after mc-1"),
        ("19/11 00:00", "[b] !between_units after mc-1"),
        ("20/11 00:00", "[c] !between_units after mc-1"),
    ]


def test_work_of_a_unit_that_ends_and_passes_to_none_is_nobodys() -> None:
    office = commune(Unit(id="a", parent="xa", until=dt.date(2026, 11, 19)))
    assert story(given(unit="a"), "23/11/2026 09:00", office)[1:] == [
        ("18/11 10:00", "[a] !between_units after mc-1"),
        ("19/11 00:00", "nobody !between_units after mc-1"),
    ]


def test_work_given_to_a_unit_that_is_not_there_yet_is_nobodys() -> None:
    office = commune(Unit(id="a", parent="xa", start=dt.date(2026, 11, 19)))
    assert story(given(unit="a"), "23/11/2026 09:00", office)[1:] == [
        ("18/11 10:00", "nobody !between_units after mc-1"),
        ("19/11 00:00", "[a] !between_units after mc-1"),
    ]


# --- units and roles ---------------------------------------------------------------------

NAMED: dict[str, tuple[dict[str, str], str]] = {
    "a unit": ({"unit": "kt"}, "[kt] !between_units after mc-1"),
    "a unit by its name": ({"unit": "PHÒNG KINH TẾ"}, "[kt] !between_units after mc-1"),
    "a unit by its code": ({"unit": "H99.25"}, "[xa] !between_units after mc-1"),
    "a unit by the older form of its code": (
        {"unit": "000.00.25.H99"}, "[xa] !between_units after mc-1",
    ),
    "nobody at all": ({}, "nobody !never_assigned after mc-1"),
    "an official by his name": ({"holder": "chuyên viên 1"}, "cv-1"),
    "an official and his unit": ({"holder": "cv-1", "unit": "kt"}, "cv-1"),
    "an official and another unit": ({"holder": "cv-1", "unit": "vh"}, "cv-1"),
    "an official and a role that nobody has": ({"holder": "cv-1", "role": "kt.trong"}, "cv-1"),
    "a role that one has": ({"role": "Trưởng phòng Kinh tế"}, "tp-kt"),
    "a role that several have": ({"role": "Chuyên viên kinh tế"}, "[kt] !between_units after mc-1"),
    "a role that nobody has": ({"role": "kt.trong"}, "nobody !role_without_members after mc-1"),
    "a role of a unit": ({"role": "kt.tp", "unit": "kt"}, "tp-kt"),
    "a role that the unit does not have": (
        {"role": "kt.tp", "unit": "vh"}, "nobody !unknown_holder after mc-1",
    ),
    "a role of a unit that went over": ({"role": "kt.tp", "unit": "kt-cu"}, "tp-kt"),
    "an unknown official": ({"holder": "cv-9"}, "nobody !unknown_holder after mc-1"),
    "an unknown official of a unit": (
        {"holder": "cv-9", "unit": "kt"}, "nobody !unknown_holder after mc-1",
    ),
    "an unknown unit": ({"unit": "Phòng Lạ"}, "nobody !unknown_holder after mc-1"),
    "an unknown role": ({"role": "Trưởng thôn"}, "nobody !unknown_holder after mc-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_looked_up(name: str) -> None:
    values, expected = NAMED[name]
    assert who_has(given(**values), at("20/11/2026 09:00"), OFFICE) == expected


BELIEVED: dict[str, tuple[dict[str, str], str]] = {
    "a unit": ({"unit": "Phòng Lạ"}, "[Phòng Lạ] !between_units after mc-1"),
    "a role": ({"role": "Trưởng thôn"}, "[Trưởng thôn] !between_units after mc-1"),
    "an official": ({"holder": "cv-9", "unit": "Phòng Lạ"}, "cv-9"),
    "nobody": ({}, "nobody !never_assigned after mc-1"),
}


@pytest.mark.parametrize("name", BELIEVED)
def test_what_is_named_is_believed_without_an_organisation(name: str) -> None:
    values, expected = BELIEVED[name]
    assert who_has(given(**values), at("20/11/2026 09:00")) == expected


def test_a_role_of_a_unit_that_is_over_is_not_sought_elsewhere() -> None:
    office = commune(Unit(id="a", parent="xa", until=dt.date(2026, 11, 1)))
    one = given(role="Trưởng phòng Kinh tế", unit="a")
    assert who_has(one, at("20/11/2026 09:00"), office).startswith("nobody !")


# --- receipt and the one-stop desk -------------------------------------------------------

TRANSFER: dict[str, tuple[Any, str, str, str, str]] = {
    # received, last second at the desk, who has it then, first second without a holder, who
    "by 15:00, on that day": (
        e(Accepted, "18/11/2026 15:00", actor="mc-1"),
        "18/11/2026 23:59:59", "mc-1", "19/11/2026 00:00", "mc-1 !never_assigned",
    ),
    "after 15:00, on the next": (
        e(Accepted, "18/11/2026 15:00:01", actor="mc-1"),
        "19/11/2026 23:59:59", "mc-1", "20/11/2026 00:00", "mc-1 !never_assigned",
    ),
    "after 15:00 before a weekend and no holiday": (
        e(Accepted, "20/11/2026 15:00:01", actor="mc-1"),
        "23/11/2026 23:59:59", "mc-1", "24/11/2026 00:00", "mc-1 !never_assigned",
    ),
    "after 15:00 before a holiday": (
        e(Accepted, "23/11/2026 15:00:01", actor="mc-1"),
        "25/11/2026 23:59:59", "mc-1", "26/11/2026 00:00", "mc-1 !never_assigned",
    ),
    "nobody named at the desk": (
        e(Accepted, "18/11/2026 15:00"),
        "18/11/2026 23:59:59", "[]", "19/11/2026 00:00", "nobody !never_assigned",
    ),
    "under the first decree as well": (
        e(Accepted, "21/06/2018 15:00"),
        "21/06/2018 23:59:59", "[]", "22/06/2018 00:00", "nobody !never_assigned",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRANSFER)
def test_the_desk_has_it_until_it_must_be_passed_on(name: str) -> None:
    received, last, has, first, then = TRANSFER[name]
    for office in (None, OFFICE):
        one = dossier(received)
        assert who_has(one, at(last), office) == has
        assert who_has(one, at(first), office) == then


UNRULED: dict[str, Any] = {
    "before the first decree": dossier(e(Accepted, "20/06/2018 09:00")),
    "a petition": dossier(e(Accepted, "18/11/2026 09:00"), kind="complaint"),
    "a task": dossier(e(Accepted, "18/11/2026 09:00"), kind="task"),
}


@pytest.mark.parametrize("name", UNRULED)
def test_where_no_decree_gives_the_desk_time_somebody_must_be_named_at_once(name: str) -> None:
    one = UNRULED[name]
    start = one.events[0].occurred_at
    for office in (None, OFFICE):
        assert who_has(one, start, office) == "nobody !never_assigned"


@pytest.mark.parametrize("kind", ["complaint", "task"])
def test_petitions_and_tasks_are_held_as_procedures_are(kind: str) -> None:
    one = dossier(RECEIVED, GIVEN, kind=kind)
    assert story(one, "20/11/2026 09:00", OFFICE) == [
        ("18/11 09:00", "mc-1 !never_assigned"),
        ("18/11 10:00", "cv-1"),
    ]


def test_an_official_at_the_desk_who_is_away_leaves_a_gap_there() -> None:
    office = commune(away("mc-1", "18/11/2026 09:30", "18/11/2026 11:00"))
    assert story(dossier(RECEIVED), "18/11/2026 17:00", office) == [
        ("18/11 09:00", "mc-1"),
        ("18/11 09:30", "nobody !holder_absent after mc-1"),
        ("18/11 11:00", "mc-1"),
    ]


def test_what_an_unknown_official_received_is_held_by_nobody() -> None:
    one = dossier(e(Accepted, "18/11/2026 09:00", actor="tài khoản cổng"))
    assert who_has(one, at("18/11/2026 09:00"), OFFICE) == "nobody !unknown_holder"
    assert who_has(one, at("19/11/2026 09:00"), OFFICE).startswith("nobody !")


def test_the_source_says_who_has_it_where_no_event_does() -> None:
    one = dossier(RECEIVED, holder="cv-1", unit="kt")
    assert story(one, "25/11/2026 09:00", OFFICE) == [("18/11 09:00", "cv-1")]
    assert story(one.with_events([GIVEN]), "25/11/2026 09:00", OFFICE) == [
        ("18/11 09:00", "mc-1"),
        ("18/11 10:00", "cv-1"),
    ]


def test_who_was_named_before_acceptance_has_it_from_then_on() -> None:
    one = dossier(e(Submitted, "17/11/2026 09:00"), e(Assigned, "17/11/2026 10:00", holder="cv-1"),
                  RECEIVED)  # fmt: skip
    assert story(one, "20/11/2026 09:00", OFFICE) == [("18/11 09:00", "cv-1")]


NOTHING: dict[str, Any] = {
    "nothing happened": dossier(),
    "only submitted": dossier(e(Submitted, "18/11/2026 09:00")),
    "refused at the desk": dossier(e(Submitted, "18/11/2026 09:00"),
                                   e(Rejected, "18/11/2026 10:00")),
    "accepted later": dossier(e(Accepted, "23/11/2026 09:00", actor="mc-1")),
    "accepted just now": dossier(e(Accepted, "20/11/2026 09:00", actor="mc-1")),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_before_acceptance_there_is_no_custody(name: str) -> None:
    assert custody(NOTHING[name], at("20/11/2026 09:00"), CALENDAR, OFFICE) == ()


def test_an_instant_needs_its_zone() -> None:
    with pytest.raises(NaiveTimestamp):
        custody(HELD, dt.datetime(2026, 11, 20, 9), CALENDAR)  # noqa: DTZ001


# --- steps -------------------------------------------------------------------------------

(STEPPED_PROCEDURE,) = STEPPED  # "Bước 1" Thẩm định (draft), "Bước 2" Ký (sign)
SIGNING: dict[str, tuple[Any, bool]] = {  # how a step is told, whether the row for signing has it
    "by its label": ({"step": "Bước 2"}, True),
    "by its label, folded": ({"step": "BƯỚC  2"}, True),
    "by its name": ({"step": "ký"}, True),
    "by its number": ({"order": 2}, True),
    "by its number as text": ({"step": "2"}, True),
    "by its number, whatever else is said": ({"order": 2, "step": "Bước 1"}, True),
    "another by its label": ({"step": "Bước 1"}, False),
    "another by its number": ({"order": 1}, False),
    "a number that there is not": ({"order": 9}, False),
    "one that the workflow does not have": ({"step": "Đóng dấu"}, False),
}


@pytest.mark.parametrize("row", ["Bước 2", "2", "sign"])
@pytest.mark.parametrize("name", SIGNING)
def test_a_power_over_a_step_holds_in_that_step(name: str, row: str) -> None:
    """The chairman signs; everything else is the division's."""
    values, signs = SIGNING[name]
    office = commune(competent(unit="kt"), competent(position="xa.ct", steps=[row]))
    for holder, fits in (("cv-1", not signs), ("ct", True)):
        one = dossier(RECEIVED, e(StepStarted, "18/11/2026 10:00", holder=holder, **values),
                      procedure_code=CODE)  # fmt: skip
        expected = holder if fits else f"{holder} !outside_competence"
        found = who_has(one, at("19/11/2026 09:00"), office, STEPPED_PROCEDURE)
        assert found == expected


def test_a_power_over_a_step_holds_from_its_first_second_to_before_its_last() -> None:
    office = commune(competent(unit="kt"), competent(position="xa.ct", steps=["Bước 2"]))
    one = dossier(
        RECEIVED, GIVEN,
        e(StepStarted, START, step="Bước 2"), e(StepCompleted, END, step="Bước 2"),
        procedure_code=CODE,
    )  # fmt: skip
    found = [who_has(one, when, office, STEPPED_PROCEDURE) for when in around(*BOTH)]
    assert found == ["cv-1", *["cv-1 !outside_competence"] * 3, "cv-1", "cv-1"]


# --- handing over ------------------------------------------------------------------------


def handed(*events: Any) -> list[tuple[str, str]]:
    """What follows the assignment to cv-1, without and with the organisation: the same."""
    one = dossier(RECEIVED, GIVEN, *events)
    bare, full = (story(one, "30/11/2026 09:00", office) for office in (None, OFFICE))
    assert bare == full
    return full[1:]


OFFERED = e(HandedOver, "19/11/2026 09:00", actor="cv-1", to="cv-2")
CV_1, OPEN = ("18/11 10:00", "cv-1"), ("19/11 09:00", "cv-1 → cv-2")
HANDOVERS: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "given and not accepted": ([OFFERED], [CV_1, OPEN]),
    "accepted": (
        [OFFERED, e(HandoverAccepted, "20/11/2026 09:00", actor="cv-2")],
        [CV_1, OPEN, ("20/11 09:00", "cv-2")],
    ),
    "accepted at once": (
        [OFFERED, e(HandoverAccepted, "19/11/2026 09:00", actor="cv-2")],
        [CV_1, ("19/11 09:00", "cv-2")],
    ),
    "accepted by another than it was given to": (
        [OFFERED, e(HandoverAccepted, "20/11/2026 09:00", actor="cv-3")],
        [CV_1, OPEN, ("20/11 09:00", "cv-2")],
    ),
    "refused": (
        [OFFERED, e(HandoverRefused, "20/11/2026 09:00", actor="cv-2")],
        [CV_1, OPEN, ("20/11 09:00", "cv-1")],
    ),
    "recalled": (
        [OFFERED, e(HandoverRecalled, "20/11/2026 09:00", actor="cv-1")],
        [CV_1, OPEN, ("20/11 09:00", "cv-1")],
    ),
    "superseded by an assignment": (
        [OFFERED, e(Assigned, "20/11/2026 09:00", holder="cv-3")],
        [CV_1, OPEN, ("20/11 09:00", "cv-3")],
    ),
    "superseded by a step": (
        [OFFERED, e(StepStarted, "20/11/2026 09:00", step="Bước 2", holder="cv-2")],
        [CV_1, OPEN, ("20/11 09:00", "cv-2")],
    ),
    "superseded at the very instant by a step": (
        [OFFERED, e(StepStarted, "19/11/2026 09:00", step="Bước 2", holder="cv-2")],
        [CV_1, ("19/11 09:00", "cv-2")],
    ),
    "given on at the very instant he was named": (
        [e(Assigned, "19/11/2026 09:00", holder="cv-3"), OFFERED],
        [CV_1, ("19/11 09:00", "cv-3 → cv-2")],
    ),
    "superseded, and accepted late all the same": (
        [OFFERED, e(Assigned, "20/11/2026 09:00", holder="cv-3"),
         e(HandoverAccepted, "23/11/2026 09:00", actor="cv-2")],
        [CV_1, OPEN, ("20/11 09:00", "cv-3"), ("23/11 09:00", "cv-2")],
    ),
    "refused, then given to a third": (
        [OFFERED, e(HandoverRefused, "20/11/2026 09:00"),
         e(HandedOver, "20/11/2026 10:00", to="cv-3"), e(HandoverAccepted, "20/11/2026 11:00")],
        [CV_1, OPEN, ("20/11 09:00", "cv-1"), ("20/11 10:00", "cv-1 → cv-3"),
         ("20/11 11:00", "cv-3")],
    ),
    "given to two, the first accepts by name": (
        [OFFERED, e(HandedOver, "20/11/2026 09:00", to="cv-3"),
         e(HandoverAccepted, "23/11/2026 09:00", handover=OFFERED.id)],
        [CV_1, OPEN, ("20/11 09:00", "cv-1 → cv-3"), ("23/11 09:00", "cv-2")],
    ),
    "given to a unit": (
        [e(HandedOver, "19/11/2026 09:00", unit="vh")],
        [CV_1, ("19/11 09:00", "cv-1 → vh")],
    ),
    "given to a unit, accepted by one of it": (
        [e(HandedOver, "19/11/2026 09:00", unit="vh"),
         e(HandoverAccepted, "20/11/2026 09:00", actor="vh-1")],
        [CV_1, ("19/11 09:00", "cv-1 → vh"), ("20/11 09:00", "vh-1")],
    ),
    "given to a unit, accepted by nobody who is named": (
        [e(HandedOver, "19/11/2026 09:00", unit="vh"), e(HandoverAccepted, "20/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "cv-1 → vh"), ("20/11 09:00", "[vh] !between_units after cv-1")],
    ),
    "accepted where nothing was given": (
        [e(HandoverAccepted, "19/11/2026 09:00", actor="cv-2")], [CV_1],
    ),
    "two from one to the other and back": (
        [OFFERED, e(HandoverAccepted, "19/11/2026 10:00", actor="cv-2"),
         e(HandedOver, "19/11/2026 11:00", actor="cv-2", to="cv-1"),
         e(HandoverAccepted, "19/11/2026 14:00", actor="cv-1")],
        [CV_1, OPEN, ("19/11 10:00", "cv-2"), ("19/11 11:00", "cv-2 → cv-1"),
         ("19/11 14:00", "cv-1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDOVERS)
def test_a_handover_changes_hands_when_it_is_accepted(name: str) -> None:
    events, expected = HANDOVERS[name]
    assert handed(*events) == expected


def test_what_was_handed_over_at_the_desk_is_the_desks_until_it_is_accepted() -> None:
    one = dossier(RECEIVED, e(HandedOver, "18/11/2026 10:00", actor="mc-1", to="cv-1"))
    assert story(one, "20/11/2026 09:00", OFFICE) == [
        ("18/11 09:00", "mc-1"),
        ("18/11 10:00", "mc-1 → cv-1"),
        ("19/11 00:00", "mc-1 !never_assigned → cv-1"),
    ]


def test_the_giver_who_goes_away_leaves_a_gap_whatever_he_gave() -> None:
    office = commune(away("cv-1", "20/11/2026 08:00", "20/11/2026 17:00"))
    assert story(dossier(RECEIVED, GIVEN, OFFERED), "23/11/2026 09:00", office)[2:] == [
        ("19/11 09:00", "cv-1 → cv-2"),
        ("20/11 08:00", "nobody !holder_absent after cv-1 → cv-2"),
        ("20/11 17:00", "cv-1 → cv-2"),
    ]


# --- contradictions ----------------------------------------------------------------------

FIRST = e(Assigned, "19/11/2026 09:00", holder="cv-2", id="a", recorded_at="19/11/2026 09:05")
SECOND = e(Assigned, "19/11/2026 09:00", holder="cv-3", id="b", recorded_at="19/11/2026 09:10")


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)])
def test_of_two_named_at_one_instant_the_later_recorded_has_it(order: tuple[Any, ...]) -> None:
    assert handed(*order) == [CV_1, ("19/11 09:00", "cv-3")]


@pytest.mark.parametrize(("recorded", "holder"), [("09:04", "cv-2"), ("09:06", "cv-3")])
def test_the_later_recorded_has_it_whatever_kind_of_event_it_is(recorded: str, holder: str) -> None:
    step = e(StepStarted, "19/11/2026 09:00", holder="cv-3", step="Bước 2",
             recorded_at=f"19/11/2026 {recorded}")  # fmt: skip
    assert handed(FIRST, step)[1:] == [("19/11 09:00", holder)]


def test_who_was_named_and_replaced_at_one_instant_never_had_it() -> None:
    to_a_unit = e(Assigned, "19/11/2026 09:00", unit="vh", id="b", recorded_at="19/11/2026 10:00")
    assert handed(FIRST, to_a_unit)[1:] == [("19/11 09:00", "[vh] !between_units after cv-1")]


# --- out of the office's hands -----------------------------------------------------------


def lived(*events: Any, end: str = "30/11/2026 09:00") -> list[tuple[str, str]]:
    one = dossier(RECEIVED, GIVEN, *events)
    bare, full = (story(one, end, office) for office in (None, OFFICE))
    assert bare == full
    return full[1:]


ASKED = e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X", respond_by="20/11/2026")
ANSWER = e(ConsultationAnswered, "25/11/2026 09:00", agency="Sở X")
TAX = e(Stopped, "19/11/2026 09:00", ground="financial_obligation")
APPRAISAL = e(Stopped, "19/11/2026 09:00", ground="expert_appraisal")
NOTICE = e(Stopped, "19/11/2026 09:00", ground="publication")
ELSEWHERE: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "waiting for a supplement": (
        [e(SupplementRequested, "19/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)")],
    ),
    "the supplement came": (
        [e(SupplementRequested, "19/11/2026 09:00"), e(SupplementReceived, "20/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)"), ("20/11 09:00", "cv-1")],
    ),
    "the supplement came and another took it": (
        [e(SupplementRequested, "19/11/2026 09:00"), e(SupplementReceived, "20/11/2026 09:00"),
         e(Assigned, "20/11/2026 09:00", holder="cv-2")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)"), ("20/11 09:00", "cv-2")],
    ),
    "another is named while it is waited for": (
        [e(SupplementRequested, "19/11/2026 09:00"),
         e(Assigned, "20/11/2026 09:00", holder="cv-2")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)"), ("20/11 09:00", "applicant (cv-2)")],
    ),
    "closed while it is waited for": (
        [e(SupplementRequested, "19/11/2026 09:00"), e(Closed, "25/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)")],
    ),
    "stopped for the applicant's payment": (
        [TAX, e(Resumed, "20/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "applicant (cv-1) stopped"), ("20/11 09:00", "cv-1")],
    ),
    "stopped for an appraisal": (
        [APPRAISAL, e(Resumed, "20/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "expert_appraisal (cv-1) stopped"), ("20/11 09:00", "cv-1")],
    ),
    "stopped where it lies": (
        [NOTICE, e(Resumed, "20/11/2026 09:00")],
        [CV_1, ("19/11 09:00", "cv-1 stopped"), ("20/11 09:00", "cv-1")],
    ),
    "stopped and not resumed": ([NOTICE], [CV_1, ("19/11 09:00", "cv-1 stopped")]),
    "two stops that overlap": (
        [NOTICE, e(Stopped, "20/11/2026 09:00", ground="financial_obligation"),
         e(Resumed, "23/11/2026 09:00", ground="publication"),
         e(Resumed, "25/11/2026 09:00", ground="financial_obligation")],
        [CV_1, ("19/11 09:00", "cv-1 stopped"), ("20/11 09:00", "applicant (cv-1) stopped"),
         ("25/11 09:00", "cv-1")],
    ),
    "consulted, answered in time": (
        [ASKED, e(ConsultationAnswered, "20/11/2026 23:59:59", agency="Sở X")],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("20/11 23:59", "cv-1")],
    ),
    "consulted, answered at the end of the day": (
        [ASKED, e(ConsultationAnswered, "21/11/2026 00:00", agency="Sở X")],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("21/11 00:00", "cv-1")],
    ),
    "consulted, answered beyond its time": (
        [ASKED, ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("21/11 00:00", "Sở X (cv-1) overdue"),
         ("25/11 09:00", "cv-1")],
    ),
    "consulted to an instant": (
        [e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X", respond_by="20/11/2026 09:30"),
         ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("20/11 09:30", "Sở X (cv-1) overdue"),
         ("25/11 09:00", "cv-1")],
    ),
    "consulted with a limit in words": (
        [e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X", limit="02 ngày làm việc"),
         ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("24/11 00:00", "Sở X (cv-1) overdue"),
         ("25/11 09:00", "cv-1")],
    ),
    "consulted with no time set": (
        [e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X"), ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("25/11 09:00", "cv-1")],
    ),
    "consulted to a day that was over": (
        [e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X", respond_by="17/11/2026"),
         ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1) overdue"), ("25/11 09:00", "cv-1")],
    ),
    "two consulted, one answered": (
        [ASKED, e(ConsultationRequested, "20/11/2026 09:00", agency="Sở Y"),
         e(ConsultationAnswered, "20/11/2026 15:00", agency="Sở X")],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("20/11 09:00", "Sở X; Sở Y (cv-1)"),
         ("20/11 15:00", "Sở Y (cv-1)")],
    ),
    "one consulted twice at a time": (
        [ASKED, e(ConsultationRequested, "20/11/2026 09:00", agency="Sở X"), ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("21/11 00:00", "Sở X (cv-1) overdue"),
         ("25/11 09:00", "Sở X (cv-1)")],
    ),
    "consulted while the applicant has it": (
        [e(SupplementRequested, "19/11/2026 09:00"),
         e(ConsultationRequested, "20/11/2026 09:00", agency="Sở X")],
        [CV_1, ("19/11 09:00", "applicant (cv-1)")],
    ),
    "handed over while another agency has it": (
        [ASKED, e(HandedOver, "20/11/2026 09:00", to="cv-2"),
         e(HandoverAccepted, "20/11/2026 10:00"), ANSWER],
        [CV_1, ("19/11 09:00", "Sở X (cv-1)"), ("20/11 09:00", "Sở X (cv-1) → cv-2"),
         ("20/11 10:00", "Sở X (cv-2)"), ("21/11 00:00", "Sở X (cv-2) overdue"),
         ("25/11 09:00", "cv-2")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_time_it_lies_elsewhere(name: str) -> None:
    events, expected = ELSEWHERE[name]
    assert lived(*events) == expected


def test_an_absence_while_another_agency_has_it_is_a_gap_and_while_the_applicant_does_is_none() -> (
    None
):
    office = commune(away("cv-1", "20/11/2026 08:00", "20/11/2026 17:00"))
    consulted = custody(dossier(RECEIVED, GIVEN, ASKED), at("20/11/2026 12:00"), CALENDAR, office)
    assert (consulted[-1].held_by, consulted[-1].reason) == (
        HeldBy.OTHER_AGENCY, Reason.HOLDER_ABSENT,
    )  # fmt: skip
    for event in (e(SupplementRequested, "19/11/2026 09:00"), TAX, NOTICE):
        (*_, last) = custody(
            dossier(RECEIVED, GIVEN, event), at("20/11/2026 12:00"), CALENDAR, office
        )
        assert last.reason is None
        assert not last.is_gap


def test_an_unlawful_stop_leaves_it_where_it_lay_and_its_clock_running() -> None:
    for ground, expected in (("financial_obligation", "applicant (cv-1) stopped"),
                             ("holiday", "cv-1")):  # fmt: skip
        stop = e(Stopped, "19/11/2026 09:00", ground=ground)
        one = dossier(RECEIVED, GIVEN, stop, procedure_code=CODE)
        found = judged(one, "20/11/2026 09:00", STOPPABLE, organisation=OFFICE)
        assert told(found.custody[-1]) == expected


def test_every_stop_counts_where_nobody_said_which_are_lawful() -> None:
    assert lived(e(Stopped, "19/11/2026 09:00", ground="holiday"))[1:] == [
        ("19/11 09:00", "cv-1 stopped")
    ]


# --- ends and beginnings anew ------------------------------------------------------------

ENDS: dict[str, tuple[Any, str]] = {
    "issued": (e(ResultIssued, "25/11/2026 09:00"), "25/11/2026 09:00"),
    "rejected": (e(Rejected, "25/11/2026 09:00"), "25/11/2026 09:00"),
    "withdrawn": (e(Withdrawn, "25/11/2026 09:00"), "25/11/2026 09:00"),
    "closed": (e(Closed, "25/11/2026 09:00"), "25/11/2026 09:00"),
    "collected and never said to be issued": (e(Returned, "25/11/2026 09:00"), "25/11/2026 09:00"),
    "issued on a day": (
        e(ResultIssued, "25/11/2026 23:59:59", day_only=True), "25/11/2026 23:59:59",
    ),
    "going on": (e(StepCompleted, "25/11/2026 09:00", step="x"), "30/11/2026 09:00"),
    "issued later": (e(ResultIssued, "30/11/2026 09:00:01"), "30/11/2026 09:00"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_custody_ends_with_the_work(name: str) -> None:
    event, end = ENDS[name]
    whole = custody(dossier(RECEIVED, GIVEN, event), at("30/11/2026 09:00"), CALENDAR, OFFICE)
    assert (whole[0].start, whole[-1].end) == (RECEIVED.occurred_at, at(end))
    total = sum((one.working for one in whole), dt.timedelta())
    assert total == CALENDAR.working_time_between(RECEIVED.occurred_at, at(end))


def test_reopened_it_was_held_all_along() -> None:
    events = [e(ResultIssued, "19/11/2026 09:00"), e(Reopened, "20/11/2026 09:00")]
    assert lived(*events) == [CV_1]
    assert lived(*events, e(Assigned, "20/11/2026 10:00", holder="cv-2")) == [
        CV_1,
        ("20/11 10:00", "cv-2"),
    ]


def test_an_end_corrected_away_was_none() -> None:
    issued = e(ResultIssued, "19/11/2026 09:00")
    undone = e(Correction, "20/11/2026 09:00", corrects=issued.id)
    assert lived(issued, undone) == [CV_1]


def test_a_corrected_name_was_the_right_one_all_along() -> None:
    right = e(Assigned, "18/11/2026 10:00", holder="cv-2")
    corrected = e(Correction, "20/11/2026 09:00", corrects=GIVEN.id, replacement=right)
    assert lived(corrected) == [("18/11 10:00", "cv-2")]


def test_what_was_known_then_is_told_again() -> None:
    late = e(Assigned, "19/11/2026 09:00", holder="cv-2", recorded_at="25/11/2026 09:00")
    one = dossier(RECEIVED, GIVEN, late)
    for known, holder in (("25/11/2026 08:59:59", "cv-1"), ("25/11/2026 09:00", "cv-2")):
        found = judged(one, "25/11/2026 10:00", organisation=OFFICE, recorded_by=at(known))
        assert told(found.custody[-1]) == holder


def test_days_without_a_time_are_held_from_their_first_instant() -> None:
    one = dossier(
        e(Accepted, "18/11/2026 00:00", actor="mc-1", day_only=True),
        e(Assigned, "19/11/2026 00:00", holder="cv-1", day_only=True),
    )
    assert story(one, "20/11/2026 09:00", OFFICE) == [
        ("18/11 00:00", "mc-1"),
        ("19/11 00:00", "cv-1"),
    ]


def test_a_name_on_the_day_of_receipt_is_held_from_receipt_on() -> None:
    one = dossier(
        e(Accepted, "18/11/2026 00:00", actor="mc-1", day_only=True),
        e(Assigned, "18/11/2026 00:00", holder="cv-1", day_only=True),
    )
    assert story(one, "20/11/2026 09:00", OFFICE) == [("18/11 00:00", "cv-1")]


# --- what an assessment tells ------------------------------------------------------------


def test_an_assessment_tells_the_same() -> None:
    office = commune(away("cv-1", *BOTH, "cv-2"))
    found = judged(HELD, "30/11/2026 09:00", organisation=office)
    assert [(f"{one.start:%d/%m %H:%M}", told(one)) for one in found.custody] == story(
        HELD, "30/11/2026 09:00", office
    )


@pytest.mark.parametrize("kind", ["complaint", "task"])
def test_a_petition_told_by_itself_is_held_as_its_assessment_tells(kind: str) -> None:
    one = dossier(RECEIVED, GIVEN, e(SupplementRequested, "19/11/2026 09:00"), kind=kind)
    found = judged(one, "20/11/2026 09:00", organisation=OFFICE)
    assert found.custody == custody(one, at("20/11/2026 09:00"), CALENDAR, OFFICE)
