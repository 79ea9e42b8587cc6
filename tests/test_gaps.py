"""Nothing unassigned: gaps with reason and length, gaps to come, and what is found of them."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from typing import Any, NamedTuple

import attrs
import pytest

from tests.law.cases import at
from tests.lives import CALENDAR, CODE, codes, dossier, e, finding, judged
from tests.organisations import (
    REFORM,
    SECOND,
    Appointment,
    Official,
    Row,
    Unit,
    away,
    commune,
    competent,
    delegated,
    in_charge,
    placed,
    records,
)
from tests.test_life_findings import is_plain
from tthc_deadlines.checking.life.answering_messages import ANSWERING_FINDINGS
from tthc_deadlines.checking.messages import FINDINGS
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationRequested,
    HandedOver,
    HandoverAccepted,
    ResultIssued,
    Resumed,
    StepStarted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.errors import Language
from tthc_deadlines.responsibility.custody import Custodian, custody
from tthc_deadlines.responsibility.gaps import Gap, gaps_of, next_gap
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import Reason

OFFICE = commune()
RECEIVED = e(Accepted, "18/11/2026 09:00", actor="mc-1")
GIVEN = e(Assigned, "18/11/2026 10:00", holder="cv-1", actor="tp-kt")
HELD = dossier(RECEIVED, GIVEN, procedure_code=CODE)
HOUR = dt.timedelta(hours=1)
START, END = "23/11/2026 08:00", "25/11/2026 12:00"
BOTH = (START, END)


def given(**values: Any) -> Any:
    return dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", actor="tp-kt", **values),
                   procedure_code=CODE)  # fmt: skip


# --- gaps that were --------------------------------------------------------------------------

GAPS: dict[str, tuple[Any, tuple[Row, ...], list[tuple[Reason, str, str, float, str]]]] = {
    # what happened, what the organisation adds, (reason, start, end, working hours, official)
    "none": (HELD, (), []),
    "away over a holiday": (
        HELD, (away("cv-1", *BOTH),), [(Reason.HOLDER_ABSENT, START, END, 12, "cv-1")],
    ),
    "away over a weekend only": (
        HELD, (away("cv-1", "20/11/2026 17:00", "23/11/2026 00:00"),),
        [(Reason.HOLDER_ABSENT, "20/11/2026 17:00", "23/11/2026 00:00", 0, "cv-1")],
    ),
    "away to the second": (
        HELD, (away("cv-1", "19/11/2026 09:00", "19/11/2026 09:00:01"),),
        [(Reason.HOLDER_ABSENT, "19/11/2026 09:00", "19/11/2026 09:00:01", 1 / 3600, "cv-1")],
    ),
    "two absences that touch are one gap": (
        HELD, (away("cv-1", START, "25/11/2026 09:00"), away("cv-1", "25/11/2026 09:00", END)),
        [(Reason.HOLDER_ABSENT, START, END, 12, "cv-1")],
    ),
    "left, with work open": (
        given(holder="gone"),
        (placed("gone", "kt.cv", REFORM, "20/11/2026 00:00"), Official(id="gone")),
        [(Reason.HOLDER_LEFT, "20/11/2026 00:00", "30/11/2026 09:00", 41, "gone")],
    ),
    "with a unit, then with one of it": (
        dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt"),
                e(Assigned, "19/11/2026 10:00", holder="cv-1")), (),
        [(Reason.BETWEEN_UNITS, "18/11/2026 10:00", "19/11/2026 10:00", 8, "mc-1")],
    ),
    "never passed on": (
        dossier(RECEIVED), (),
        [(Reason.NEVER_ASSIGNED, "19/11/2026 00:00", "30/11/2026 09:00", 49, "mc-1")],
    ),
    "with a role that nobody has": (
        given(role="kt.trong"), (),
        [(Reason.ROLE_WITHOUT_MEMBERS, "18/11/2026 10:00", "30/11/2026 09:00", 55, "mc-1")],
    ),
    "with nobody who is known": (
        given(holder="cv-9"), (),
        [(Reason.UNKNOWN_HOLDER, "18/11/2026 10:00", "30/11/2026 09:00", 55, "mc-1")],
    ),
    "outside competence, then by a delegation, then no longer": (
        HELD, (competent(unit="vh"), delegated("tp-vh", "cv-1", *BOTH)),
        [(Reason.OUTSIDE_COMPETENCE, "18/11/2026 10:00", START, 22, "cv-1"),
         (Reason.DELEGATION_EXPIRED, END, "30/11/2026 09:00", 21, "cv-1")],
    ),
    "the unit ended and another has its work": (
        dossier(e(Accepted, "26/06/2025 09:00", actor="ct-cu"),
                e(Assigned, "26/06/2025 10:00", holder="cv-thoi"),
                e(Assigned, "02/07/2025 08:00", holder="cv-1")), (),
        [(Reason.BETWEEN_UNITS, "01/07/2025 00:00", "02/07/2025 08:00", 8, "cv-thoi")],
    ),
    "away while another agency has it": (
        dossier(RECEIVED, GIVEN, e(ConsultationRequested, "19/11/2026 09:00", agency="Sở X",
                                   respond_by="24/11/2026")),
        (away("cv-1", *BOTH),), [(Reason.HOLDER_ABSENT, START, END, 12, "cv-1")],
    ),
    "away while the applicant has it for part of the time": (
        dossier(RECEIVED, GIVEN, e(SupplementRequested, "19/11/2026 09:00"),
                e(SupplementReceived, "25/11/2026 08:30")),
        (away("cv-1", *BOTH),),
        [(Reason.HOLDER_ABSENT, "25/11/2026 08:30", END, 3.5, "cv-1")],
    ),
    "away while it is stopped for part of the time": (
        dossier(RECEIVED, GIVEN, e(Stopped, "19/11/2026 09:00", ground="publication"),
                e(Resumed, "23/11/2026 16:00")),
        (away("cv-1", *BOTH),), [(Reason.HOLDER_ABSENT, "23/11/2026 16:00", END, 5, "cv-1")],
    ),
    "an offer made and dropped while away does not cut it": (
        dossier(RECEIVED, GIVEN, e(HandedOver, "23/11/2026 10:00", to="cv-2")),
        (away("cv-1", *BOTH),), [(Reason.HOLDER_ABSENT, START, END, 12, "cv-1")],
    ),
    "two reasons that follow one another are two gaps": (
        HELD, (placed("cv-1", "kt.cv", REFORM, "25/11/2026 08:00"),
               away("cv-1", START, "30/11/2026 08:00")),
        [(Reason.HOLDER_ABSENT, START, "25/11/2026 08:00", 8, "cv-1"),
         (Reason.HOLDER_LEFT, "25/11/2026 08:00", "30/11/2026 09:00", 25, "cv-1")],
    ),
    "over when the result is there": (
        dossier(RECEIVED, GIVEN, e(ResultIssued, "25/11/2026 09:00")),
        (away("cv-1", *BOTH),), [(Reason.HOLDER_ABSENT, START, "25/11/2026 09:00", 9, "cv-1")],
    ),
}  # fmt: skip


def office_of(rows: tuple[Row, ...]) -> Organisation:
    """The commune and more; of those who are placed anew only that counts."""
    return commune(*rows, without={one.official for one in rows if type(one) is Appointment})


@pytest.mark.parametrize("name", GAPS)
def test_gaps_with_reason_and_length(name: str) -> None:
    one, rows, expected = GAPS[name]
    end = "30/11/2026 09:00" if one.events[0].occurred_at.year == 2026 else "08/07/2025 09:00"
    found = gaps_of(custody(one, at(end), CALENDAR, office_of(rows)))
    assert [
        (gap.reason, gap.start, gap.end, gap.working / HOUR, gap.official) for gap in found
    ] == [
        (reason, at(start), at(until), hours, who)
        for reason, start, until, hours, who in expected
    ]  # fmt: skip


def test_gaps_of_an_assessment_are_those_of_its_custody() -> None:
    found = judged(HELD, "30/11/2026 09:00", organisation=commune(away("cv-1", *BOTH)))
    assert found.gaps == gaps_of(found.custody)
    assert [gap.working for gap in found.gaps] == [12 * HOUR]


def test_no_segments_no_gaps() -> None:
    assert gaps_of([]) == ()


# --- gaps to come ----------------------------------------------------------------------------

NOW, UNTIL = "20/11/2026 15:00", "04/12/2026 15:00"


def coming(one: Any, *rows: Row, now: str = NOW, until: str = UNTIL, without: Any = ()) -> Any:
    office = commune(*rows, without=without)
    history = replay(one.events, at(now))
    return next_gap(Custodian(one, history, CALENDAR, office), at(now), at(until))


def told(gap: Gap | None) -> tuple[str, str, str, float, str] | None:
    if gap is None:
        return None
    return (gap.reason, f"{gap.start:%d/%m %H:%M}", f"{gap.end:%d/%m %H:%M}",
            gap.working / HOUR, gap.official)  # fmt: skip


WEEK = ("23/11/2026 00:00", "28/11/2026 00:00")


class Coming(NamedTuple):
    """What will be without a holder, for a dossier and what the organisation announces."""

    one: Any
    rows: tuple[Row, ...]
    gap: tuple[str, str, str, float, str] | None
    without: tuple[str, ...] = ()


COMING: dict[str, Coming] = {
    "an absence from Monday on": Coming(
        HELD, (away("cv-1", *WEEK),), ("holder_absent", "23/11 08:00", "28/11 00:00", 32, "cv-1")
    ),
    "an absence beyond what is looked at": Coming(
        HELD, (away("cv-1", "03/12/2026 00:00", "31/12/2026 00:00"),),
        ("holder_absent", "03/12 08:00", "04/12 15:00", 14, "cv-1"),
    ),
    "an absence with a substitute": Coming(HELD, (away("cv-1", *WEEK, "cv-2"),), None),
    "an absence whose substitute goes away": Coming(
        HELD, (away("cv-1", *WEEK, "cv-2"), away("cv-2", "26/11/2026 00:00", "27/11/2026 00:00")),
        ("holder_absent", "26/11 08:00", "27/11 00:00", 8, "cv-1"),
    ),
    "an absence of a weekend": Coming(
        HELD, (away("cv-1", "21/11/2026 00:00", "23/11/2026 00:00"),), None
    ),
    "an absence of a weekend, then another": Coming(
        HELD, (away("cv-1", "21/11/2026 00:00", "23/11/2026 00:00"),
               away("cv-1", "26/11/2026 00:00", "27/11/2026 00:00")),
        ("holder_absent", "26/11 08:00", "27/11 00:00", 8, "cv-1"),
    ),
    "an absence of a holiday": Coming(
        HELD, (away("cv-1", "24/11/2026 00:00", "25/11/2026 00:00"),), None
    ),
    "an appointment that ends": Coming(
        HELD, (placed("cv-1", "kt.cv", REFORM, "01/12/2026 00:00"),),
        ("holder_left", "01/12 08:00", "04/12 15:00", 30, "cv-1"), ("cv-1",),
    ),
    "an appointment followed by another": Coming(
        HELD, (placed("cv-1", "kt.cv", REFORM, "01/12/2026 00:00"),
               placed("cv-1", "vh.cv", "01/12/2026 00:00")), None, ("cv-1",),
    ),
    "a delegation that ends": Coming(
        HELD, (competent(unit="vh"), delegated("tp-vh", "cv-1", REFORM, "25/11/2026 00:00")),
        ("delegation_expired", "25/11 08:00", "04/12 15:00", 62, "cv-1"),
    ),
    "a delegation that is followed by another": Coming(
        HELD, (competent(unit="vh"), delegated("tp-vh", "cv-1", REFORM, "25/11/2026 00:00"),
               delegated("tp-vh", "cv-1", "25/11/2026 00:00", "31/12/2026 00:00")), None,
    ),
    "a charge that ends": Coming(
        given(holder="pct-1"),
        (competent(position="xa.ct"), in_charge("pct-1", "ho-tich"),
         in_charge("pct-1", "dat", until="25/11/2026 00:00")),
        ("outside_competence", "25/11 08:00", "04/12 15:00", 62, "pct-1"),
    ),
    "the last member of a role leaves": Coming(
        given(role="kt.trong"), (placed("cv-3", "kt.trong", REFORM, "25/11/2026 00:00"),),
        ("role_without_members", "25/11 08:00", "04/12 15:00", 62, "cv-3"),
    ),
    "nothing announced": Coming(HELD, (), None),
    "somebody else goes away": Coming(HELD, (away("cv-2", *WEEK),), None),
    "it waits for the applicant": Coming(
        HELD.with_events([e(SupplementRequested, "19/11/2026 09:00")]), (away("cv-1", *WEEK),), None
    ),
    "it has ended": Coming(
        HELD.with_events([e(ResultIssued, "19/11/2026 09:00")]), (away("cv-1", *WEEK),), None
    ),
    "nobody has it now": Coming(given(unit="kt"), (away("cv-1", *WEEK),), None),
    "it is at the desk": Coming(
        dossier(e(Accepted, "20/11/2026 14:00", actor="mc-1")), (away("mc-1", *WEEK),), None
    ),
    "it is at the desk, and powers change": Coming(
        dossier(e(Accepted, "20/11/2026 14:00"), procedure_code=CODE),
        (competent("25/11/2026 00:00", unit="kt"),), None,
    ),
    "away from the very end of what is looked at": Coming(
        HELD, (away("cv-1", UNTIL, "31/12/2026 00:00"),), None
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COMING)
def test_what_will_have_no_holder(name: str) -> None:
    case = COMING[name]
    assert told(coming(case.one, *case.rows, without=case.without)) == case.gap


def test_the_end_of_a_unit_leaves_work_with_the_next() -> None:
    one = dossier(e(Accepted, "26/06/2025 09:00", actor="ct-cu"),
                  e(Assigned, "26/06/2025 10:00", holder="cv-thoi"))  # fmt: skip
    stays = one.with_events([e(Assigned, "26/06/2025 11:00", holder="cv-qua")])
    when = {"now": "27/06/2025 09:00", "until": "04/07/2025 09:00"}
    gap = coming(one, **when)
    assert told(gap) == ("between_units", "01/07 08:00", "04/07 09:00", 25, "cv-thoi")
    assert coming(stays, **when) is None


def test_a_gap_to_come_is_the_gap_that_comes() -> None:
    for name, case in COMING.items():
        if case.gap is None:
            continue
        office = commune(*case.rows, without=case.without)
        gap = coming(case.one, *case.rows, without=case.without)
        (first, *_) = [one for one in gaps_of(custody(case.one, at(UNTIL), CALENDAR, office))
                       if one.end > at(NOW) and one.working]  # fmt: skip
        assert (gap.reason, gap.working) == (first.reason, first.working), name


def test_without_an_organisation_nothing_is_foreseen() -> None:
    history = replay(HELD.events, at(NOW))
    assert next_gap(Custodian(HELD, history, CALENDAR), at(NOW), at(UNTIL)) is None


# --- what is found ---------------------------------------------------------------------------


class Found(NamedTuple):
    """A dossier, when it is looked at, and what the organisation has beside the commune."""

    one: Any
    when: str
    rows: tuple[Row, ...] = ()
    without: tuple[str, ...] = ()

    def judged(self) -> Any:
        return judged(self.one, self.when, organisation=commune(*self.rows, without=self.without))


OTHERS = competent(unit="vh")
BY_DELEGATION = (OTHERS, delegated("tp-vh", "cv-1", REFORM, END))
GIVEN_ON = e(HandedOver, "19/11/2026 09:00", actor="cv-1", to="cv-2")
TAKEN = e(HandoverAccepted, "19/11/2026 10:00", actor="cv-2")
TWICE = e(Assigned, "18/11/2026 10:00", holder="cv-2", id="twice", recorded_at="18/11/2026 11:00")
FOUND: dict[str, tuple[Found, Found]] = {
    "unassigned": (
        Found(dossier(RECEIVED), "19/11/2026 00:00"),
        Found(dossier(RECEIVED), "18/11/2026 23:59:59"),
    ),
    "between_units": (
        Found(given(unit="kt"), "19/11/2026 09:00"),
        Found(given(unit="kt", holder="cv-1"), "19/11/2026 09:00"),
    ),
    "role_without_members": (
        Found(given(role="kt.trong"), START, (placed("cv-3", "kt.trong", REFORM, START),)),
        Found(given(role="kt.trong"), "23/11/2026 07:59:59",
              (placed("cv-3", "kt.trong", REFORM, START),)),
    ),
    "holder_absent": (
        Found(HELD, START, (away("cv-1", *BOTH),)),
        Found(HELD, "23/11/2026 07:59:59", (away("cv-1", *BOTH),)),
    ),
    "holder_left": (
        Found(HELD, START, (placed("cv-1", "kt.cv", REFORM, START),), ("cv-1",)),
        Found(HELD, "23/11/2026 07:59:59", (placed("cv-1", "kt.cv", REFORM, START),), ("cv-1",)),
    ),
    "delegation_expired": (
        Found(HELD, END, BY_DELEGATION), Found(HELD, "25/11/2026 11:59:59", BY_DELEGATION),
    ),
    "outside_competence": (
        Found(HELD, "19/11/2026 09:00", (OTHERS,)),
        Found(HELD, "19/11/2026 09:00", (OTHERS, competent(unit="kt"))),
    ),
    "sub_delegation": (
        Found(HELD.with_events([GIVEN_ON, TAKEN]), "19/11/2026 11:00", BY_DELEGATION),
        Found(HELD.with_events([GIVEN_ON]), "19/11/2026 11:00", BY_DELEGATION),
    ),
    "unknown_official": (
        Found(given(holder="cv_11"), "19/11/2026 09:00"),
        Found(given(holder="CHUYÊN VIÊN 1"), "19/11/2026 09:00"),
    ),
    "unknown_unit": (
        Found(given(unit="Phòng Kinh tê và"), "19/11/2026 09:00"),
        Found(given(unit="phòng kinh tế"), "19/11/2026 09:00"),
    ),
    "unknown_position": (
        Found(given(role="Trưởng phòng Kinh tê xã"), "19/11/2026 09:00"),
        Found(given(role="trưởng phòng kinh tế"), "19/11/2026 09:00"),
    ),
    "contradictory_assignment": (
        Found(HELD.with_events([TWICE]), "19/11/2026 09:00"),
        Found(HELD.with_events([e(Assigned, "18/11/2026 10:00", holder="cv-1", id="twice",
                                  recorded_at="18/11/2026 11:00")]), "19/11/2026 09:00"),
    ),
}  # fmt: skip
WITHOUT_OFFICE = {"contradictory_assignment"}


def test_every_code_has_a_life_that_gives_it_and_one_that_just_does_not() -> None:
    assert set(FOUND) == set(ANSWERING_FINDINGS) | {"unassigned"}


@pytest.mark.parametrize("code", FOUND)
def test_it_is_given(code: str) -> None:
    case = FOUND[code][0]
    one = finding(case.judged(), code)
    row = FINDINGS[code]
    assert one.severity is row.severity
    assert one.subject == case.one.code
    assert (one.citation is not None) is bool(row.ground)
    languages: tuple[Language, ...] = ("vi", "en")
    for lang in languages:
        text = one.message(lang)
        assert not set("{}") & set(text)
        assert "None" not in text
        assert "9999" not in text
        assert "—" not in text
        assert text == unicodedata.normalize("NFC", text)
    assert one.message("vi") != one.message("en")
    assert is_plain(dict(one.data))
    assert json.loads(json.dumps(dict(one.data), ensure_ascii=False)) == dict(one.data)


@pytest.mark.parametrize("code", FOUND)
def test_a_near_miss_is_silent(code: str) -> None:
    assert code not in codes(FOUND[code][1].judged())


@pytest.mark.parametrize("code", set(FOUND) - WITHOUT_OFFICE - {"unassigned"})
def test_without_an_organisation_it_is_not_found(code: str) -> None:
    case = FOUND[code][0]
    assert code not in codes(judged(case.one, case.when))


@pytest.mark.parametrize("code", FOUND)
@pytest.mark.parametrize("received", ["20/06/2018 09:00", "21/06/2018 09:00"])
def test_receipts_of_before_the_first_decree_cite_no_decree(code: str, received: str) -> None:
    """The same long ago: what is found then names no rule that was not there."""
    case = FOUND[code][0]
    back = at("18/11/2026 09:00") - at(received)
    events = [
        attrs.evolve(
            event,
            occurred_at=event.occurred_at - back,
            recorded_at=event.recorded_at and event.recorded_at - back,
        )
        for event in case.one.events
    ]
    moved = attrs.evolve(case.one, events=events)
    rows = tuple(
        attrs.evolve(one, start=one.start and dt.datetime(1999, 1, 1, tzinfo=one.start.tzinfo),
                     until=one.until and one.until - back)
        for one in case.rows if hasattr(one, "start")
    )  # fmt: skip
    found = judged(moved, f"{at(case.when) - back:%d/%m/%Y %H:%M:%S}",
                   organisation=long_ago(rows, case.without))  # fmt: skip
    for one in found.findings:
        if one.code == code and one.citation is not None:
            in_force = one.citation.in_force
            assert in_force is None or in_force <= at(received).date()


def long_ago(rows: tuple[Row, ...], without: tuple[str, ...]) -> Organisation:
    """The commune as if it had always been."""
    base = records(*rows, without=without)
    always: Any = {
        name: tuple(
            attrs.evolve(one, start=None) if one.until is None else one
            for one in getattr(base, name)
        )
        for name in ("units", "appointments")
    }
    return Organisation(attrs.evolve(base, **always))


# --- what they say ---------------------------------------------------------------------------


def test_who_must_assign_it_is_named() -> None:
    found = finding(FOUND["between_units"][0].judged(), "between_units")
    assert "Trưởng phòng Kinh tế phải phân công ngay" in found.message("vi")
    assert "Trưởng phòng Kinh tế must assign it now" in found.message("en")
    assert found.data["assign_by"] == "tp-kt"


def test_the_whole_of_merged_absences_is_told() -> None:
    rows = (away("cv-1", START, "24/11/2026 12:00"), away("cv-1", "24/11/2026 12:00", END))
    found = finding(Found(HELD, "25/11/2026 09:00", rows).judged(), "holder_absent")
    assert "từ 08:00 23/11/2026 đến 12:00 25/11/2026" in found.message("vi")


def test_what_a_new_unit_took_over_it_has_since_then() -> None:
    one = dossier(e(Accepted, "26/06/2025 09:00", actor="ct-cu"),
                  e(Assigned, "26/06/2025 10:00", holder="cv-thoi"))  # fmt: skip
    found = finding(Found(one, "02/07/2025 09:00").judged(), "between_units")
    assert "Phòng Kinh tế" in found.message("vi")
    assert "01/07/2025" in found.message("vi")
    assert "26/06/2025" not in found.message("vi")


@pytest.mark.parametrize(
    ("code", "values", "nearest"),
    [("unknown_official", {"holder": "cv_11"}, "cv-1"),
     ("unknown_official", {"holder": "Công chức một cửa số 2"}, "mc-2"),
     ("unknown_unit", {"unit": "Phòng Kinh tê và"}, "kt"),
     ("unknown_official", {"holder": "zzzz"}, "")],
)  # fmt: skip
def test_the_nearest_known_name_is_told(code: str, values: dict[str, str], nearest: str) -> None:
    found = finding(Found(given(**values), "19/11/2026 09:00").judged(), code)
    assert (found.data["nearest_id"] or "") == nearest
    assert ("gần giống" in found.message("vi")) is bool(nearest)
    assert ("most like" in found.message("en")) is bool(nearest)


def test_an_unknown_name_is_told_once() -> None:
    again = [e(Assigned, f"{day}/11/2026 10:00", holder="cv-9") for day in (19, 20)]
    found = Found(given(holder="cv-9").with_events(again), "23/11/2026 09:00").judged()
    assert codes(found).count("unknown_official") == 1


@pytest.mark.parametrize("event", [
    e(HandedOver, "19/11/2026 09:00", to="cv-9"),
    e(StepStarted, "19/11/2026 09:00", step="Bước 2", holder="cv-9"),
])  # fmt: skip
def test_an_unknown_name_is_told_wherever_it_stands(event: Any) -> None:
    found = Found(HELD.with_events([event]), "19/11/2026 10:00").judged()
    assert finding(found, "unknown_official").data["event_id"] == event.id


def test_of_three_at_one_instant_the_last_recorded_is_said_to_stand() -> None:
    third = e(Assigned, "18/11/2026 10:00", holder="cv-3", id="x", recorded_at="18/11/2026 12:00")
    found = Found(HELD.with_events([TWICE, third]), "19/11/2026 09:00").judged()
    assert found.custody[-1].official == "cv-3"
    told = [one.message("en") for one in found.findings if one.code == "contradictory_assignment"]
    assert told
    assert all(one.endswith("stands: cv-3") for one in told)


# --- nothing falls between ---------------------------------------------------------------------

GAP_CODES = {"unassigned", "between_units", "role_without_members", "holder_absent", "holder_left",
             "delegation_expired", "outside_competence", "unknown_official", "unknown_unit",
             "unknown_position"}  # fmt: skip
BETWEEN: dict[str, Any] = {
    "received by an account that is not known, and never passed on": dossier(
        e(Accepted, "18/11/2026 09:00", actor="tài khoản cổng")
    ),
    "received by nobody who is named": dossier(e(Accepted, "18/11/2026 09:00")),
    "the source names an official who is not known": dossier(RECEIVED, holder="cv-9"),
    "a role that the unit does not have": given(unit="vh", role="kt.tp"),
    "an official who never had a position": given(holder="gone"),
    "a unit that is over": given(unit="xa-cu"),
    "a unit that passed its work to none": given(unit="over"),
    "a petition": dossier(RECEIVED, kind="complaint"),
    "a task": dossier(RECEIVED, kind="task"),
    "nobody in the assignment": given(),
    "an unknown unit": given(unit="?"),
    "an unknown role": given(role="?"),
    "an unknown role of an unknown unit": given(role="?", unit="?"),
}


@pytest.mark.parametrize("name", BETWEEN)
def test_an_open_dossier_has_a_holder_or_a_finding_that_says_why_not(name: str) -> None:
    office = commune(Unit(id="over", parent="xa", until=dt.date(2026, 11, 19)), Official(id="gone"))
    found = judged(BETWEEN[name], "20/11/2026 09:00", organisation=office)
    assert found.custody[-1].is_gap
    assert GAP_CODES & set(codes(found))


NOT_NOW: dict[str, list[Any]] = {
    "it waits for the applicant": [e(SupplementRequested, "19/11/2026 09:00")],
    "it is over": [e(ResultIssued, "19/11/2026 09:00")],
}


@pytest.mark.parametrize("name", NOT_NOW)
def test_a_gap_is_told_only_while_the_clock_runs(name: str) -> None:
    rows = (away("cv-1", *BOTH),)
    found = Found(HELD.with_events(NOT_NOW[name]), "23/11/2026 09:00", rows).judged()
    assert not GAP_CODES & set(codes(found))


def test_a_gap_that_is_over_is_told_no_more() -> None:
    rows = (away("cv-1", *BOTH),)
    assert "holder_absent" in codes(Found(HELD, "25/11/2026 11:59:59", rows).judged())
    over = Found(HELD, END, rows).judged()
    assert "holder_absent" not in codes(over)
    assert [gap.end for gap in over.gaps] == [at(END)]


# --- passing on what was delegated -------------------------------------------------------------

PASSED_ON: dict[str, tuple[str, tuple[Row, ...], bool]] = {
    # to whom, what the organisation says besides, whether it is delegating on
    "to a colleague without the power": ("cv-2", (), True),
    "to one whom the delegate delegated it to": (
        "cv-2", (delegated("cv-1", "cv-2", REFORM, END),), True,
    ),
    "to one of the unit that is competent": ("vh-1", (), False),
    "back to the one who delegated": ("tp-vh", (), False),
    "to one who was delegated it by the same head": (
        "cv-2", (delegated("tp-vh", "cv-2", REFORM, END, document="09/UQ-MẪU"),), False,
    ),
    "to oneself": ("cv-1", (), False),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSED_ON)
def test_what_is_delegated_is_not_delegated_on(name: str) -> None:
    """The delegate "không được ủy quyền tiếp"."""
    to, rows, is_on = PASSED_ON[name]
    events = [e(HandedOver, "19/11/2026 09:00", actor="cv-1", to=to),
              e(HandoverAccepted, "19/11/2026 10:00", actor=to)]  # fmt: skip
    found = Found(HELD.with_events(events), "19/11/2026 11:00", (*BY_DELEGATION, *rows)).judged()
    assert ("sub_delegation" in codes(found)) is is_on


def test_what_one_has_by_his_own_office_he_may_pass_on() -> None:
    events = [GIVEN_ON, TAKEN]
    rows = (competent(unit="kt"), delegated("tp-vh", "cv-1", REFORM, END))
    assert "sub_delegation" not in codes(
        Found(HELD.with_events(events), "19/11/2026 11:00", rows).judged()
    )


@pytest.mark.parametrize(("sent", "is_on"), [(END, False), ("25/11/2026 11:59:59", True)])
def test_after_its_term_nothing_is_delegated_on(sent: str, is_on: bool) -> None:
    taken = f"{at(sent) + SECOND:%d/%m/%Y %H:%M:%S}"
    events = [e(HandedOver, sent, actor="cv-1", to="cv-2"), e(HandoverAccepted, taken)]
    found = Found(HELD.with_events(events), "27/11/2026 11:00", BY_DELEGATION).judged()
    assert ("sub_delegation" in codes(found)) is is_on
