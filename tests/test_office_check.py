"""A whole office at an instant: who has nothing, what will be so, what was so; no row lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.law.cases import at
from tests.lives import dossier, e
from tests.organisations import away, commune, competent, delegated, placed
from tthc_deadlines.checking.office.unassigned import OfficeCheck, OfficeReport
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ResultIssued,
    Stopped,
    SupplementRequested,
)
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.errors import NaiveTimestamp, OutOfCoverage
from tthc_deadlines.findings import Finding
from tthc_deadlines.responsibility.segments import Reason

NOW = "20/11/2026 15:00"
MONDAY = "16/11/2026 08:00"


def open_with(holder: str, code: str = "H01", **values: Any) -> Dossier:
    return dossier(
        e(Accepted, MONDAY, actor="mc-1"), e(Assigned, "16/11/2026 09:00", holder=holder),
        code=code, **values,
    )  # fmt: skip


def listed(holder: str | None, code: str = "H01", **values: Any) -> DossierRecord:
    return DossierRecord(code=code, received_at=at(MONDAY), holder=holder, **values)


def look(*rows: Any, until: str | None = None, since: str | None = None,
         office: Any = None) -> OfficeReport:  # fmt: skip
    check = OfficeCheck(at(NOW), office or commune())
    return check.report(
        rows, until=None if until is None else at(until), since=None if since is None else at(since)
    )


# --- now -----------------------------------------------------------------------------------

OFFICE = commune(
    away("cv-2", "19/11/2026 00:00", "23/11/2026 00:00"),
    away("cv-3", "19/11/2026 00:00", "23/11/2026 00:00", "cv-1"),
    placed("vp-1", "kt.cv", None, "01/11/2026 00:00"),
)
REASONS: dict[str, tuple[dict[str, str], Reason | None]] = {
    "somebody has it": ({"holder": "cv-1"}, None),
    "absent, somebody stands in": ({"holder": "cv-3"}, None),
    "absent": ({"holder": "cv-2"}, Reason.HOLDER_ABSENT),
    "unknown": ({"holder": "Ông Không Ai"}, Reason.UNKNOWN_HOLDER),
    "a unit": ({"unit": "kt"}, Reason.BETWEEN_UNITS),
    "a role without anybody": ({"role": "Chủ tịch xã cũ"}, Reason.ROLE_WITHOUT_MEMBERS),
    "left": ({"holder": "cv-thoi"}, Reason.HOLDER_LEFT),
}


@pytest.mark.parametrize("name", REASONS)
def test_why_nobody_has_it(name: str) -> None:
    values, reason = REASONS[name]
    one = dossier(e(Accepted, MONDAY, actor="mc-1"), e(Assigned, "16/11/2026 09:00", **values))
    report = look(one, office=OFFICE)
    assert report.open == 1
    assert [each.reason for each in report.unassigned] == [reason] * (reason is not None)
    assert list(OfficeCheck(at(NOW), OFFICE).unassigned([one])) == list(report.unassigned)


def test_since_when_and_how_long_and_who_must_see_to_it() -> None:
    (one,) = look(open_with("cv-2"), office=OFFICE).unassigned
    assert (one.official, one.unit, one.assign_by) == ("cv-2", "kt", "tp-kt")
    assert one.since == at("19/11/2026 00:00")
    assert one.working == dt.timedelta(hours=8 + 6)  # Thursday, and Friday up to 15:00
    assert one.finding.code == "holder_absent"


NOT_OPEN: dict[str, Any] = {
    "not accepted yet": dossier(e(Accepted, "23/11/2026 08:00", actor="mc-1")),
    "ended": dossier(e(Accepted, MONDAY), e(ResultIssued, "17/11/2026 08:00")),
    "with the applicant": dossier(e(Accepted, MONDAY), e(SupplementRequested, "17/11/2026 08:00")),
    "a list that says it is done": listed("", status_text="Đã trả kết quả"),
    "a list with its end": listed("", finished_at=at("17/11/2026 08:00")),
}


@pytest.mark.parametrize("name", NOT_OPEN)
def test_what_is_not_the_offices_to_work_on_is_not_looked_at(name: str) -> None:
    report = look(NOT_OPEN[name], until="30/11/2026 00:00")
    assert (report.read, report.open, report.unassigned, report.ahead) == (1, 0, (), ())


def test_a_stop_on_no_ground_of_the_law_hides_no_gap() -> None:
    stopped = e(Stopped, "17/11/2026 08:00", ground="no_such_ground")
    one = dossier(e(Accepted, MONDAY, actor="mc-1"), stopped)
    assert [each.reason for each in look(one).unassigned] == [Reason.NEVER_ASSIGNED]


def test_a_list_is_taken_at_its_word() -> None:
    rows = [listed("cv-1", "H1"), listed("", "H2"), listed(None, "H3"), listed("Ai đó", "H4")]
    report = look(*rows)
    assert (report.read, report.silent, report.open) == (4, 1, 3)
    assert report.by_reason() == {Reason.NEVER_ASSIGNED: 1, Reason.UNKNOWN_HOLDER: 1}
    assert [one.code for one in report.unassigned] == ["H2", "H4"]


# --- to come -------------------------------------------------------------------------------


def test_what_an_announced_absence_will_leave() -> None:
    office = commune(away("cv-1", "21/11/2026 00:00", "26/11/2026 00:00"))
    report = look(
        open_with("cv-1", "H1"), open_with("cv-1", "H2"), open_with("cv-2", "H3"),
        until="27/11/2026 00:00", office=office,
    )  # fmt: skip
    (one,) = report.ahead
    assert one.start == at("23/11/2026 08:00")  # the first instant somebody would work
    assert (one.official, one.codes, one.reason) == ("cv-1", ("H1", "H2"), Reason.HOLDER_ABSENT)


@pytest.mark.parametrize(
    ("until", "is_told"), [("23/11/2026 08:00", False), ("23/11/2026 08:01", True)]
)
def test_it_looks_up_to_the_instant_given(until: str, is_told: bool) -> None:
    office = commune(away("cv-1", "21/11/2026 00:00", "26/11/2026 00:00"))
    assert bool(look(open_with("cv-1"), until=until, office=office).ahead) is is_told


def test_what_the_end_of_an_appointment_will_leave_soonest_first() -> None:
    office = commune(
        placed("cv-1", "kt.cv", until="01/12/2026 00:00"),
        placed("cv-2", "kt.cv", until="25/11/2026 00:00"),
        without=("cv-1", "cv-2"),
    )
    rows = open_with("cv-1", "H1"), open_with("cv-2", "H2")
    ahead = look(*rows, until="05/12/2026 00:00", office=office).ahead
    assert [(one.official, one.start) for one in ahead] == [
        ("cv-2", at("25/11/2026 08:00")), ("cv-1", at("01/12/2026 08:00")),
    ]  # fmt: skip
    assert {one.reason for one in ahead} == {Reason.HOLDER_LEFT}


# --- over a period -------------------------------------------------------------------------


def test_gaps_of_a_period_are_cut_at_its_start_and_added_up() -> None:
    office = commune(away("cv-1", "17/11/2026 00:00", "19/11/2026 00:00"))
    report = look(open_with("cv-1"), since="18/11/2026 13:00", office=office)
    assert report.unassigned == ()  # he is back
    assert report.gap_totals() == {Reason.HOLDER_ABSENT: (1, dt.timedelta(hours=4))}
    assert look(open_with("cv-1"), since="19/11/2026 00:00", office=office).gaps == ()
    assert look(open_with("cv-1"), office=office).gaps == ()


def test_gaps_of_what_has_ended_count_too() -> None:
    office = commune(away("cv-1", "17/11/2026 00:00", "18/11/2026 00:00"))
    one = open_with("cv-1")
    ended = Dossier(code="H2", events=[*one.events, e(ResultIssued, "19/11/2026 09:00")])
    assert [code for code, _ in look(ended, since=MONDAY, office=office).gaps] == ["H2"]


def test_of_a_list_that_says_it_is_done_but_not_when_no_gap_is_guessed() -> None:
    done = listed("", status_text="Đã trả kết quả")
    assert look(done, since=MONDAY).gaps == ()
    assert look(listed(""), since=MONDAY).gaps != ()


# --- no row lost ---------------------------------------------------------------------------


def test_of_two_rows_with_one_code_the_second_is_bad() -> None:
    first = open_with("Ai đó", path="a.ndjson", line=1)
    report = look(first, open_with("Ai đó", path="b.ndjson", line=4), until="30/11/2026 00:00")
    assert (report.read, report.open, len(report.unassigned)) == (2, 1, 1)
    (bad,) = report.bad
    assert (bad.code, bad.path, bad.line) == ("duplicate", "b.ndjson", 4)
    assert "a.ndjson:1" in bad.message("vi")


@pytest.mark.parametrize("since", [None, "01/01/2000 00:00"])
@pytest.mark.parametrize(
    "old",
    [
        DossierRecord(code="OLD", received_at=at("16/11/2005 08:00"), holder="Ai đó", line=7),
        dossier(e(Accepted, "16/11/2005 08:00", actor="mc-1"), code="OLD", line=7,
                unit="Đơn vị nào đó"),
    ],
)  # fmt: skip
def test_one_row_outside_the_calendar_hides_no_other(old: Any, since: str | None) -> None:
    report = look(old, open_with("Ai đó"), until="30/11/2026 00:00", since=since)
    assert [(one.code, one.subject, one.line) for one in report.bad] == [
        ("out_of_coverage", "OLD", 7)
    ]
    assert (report.read, report.open) == (2, 1)
    assert [one.code for one in report.unassigned] == ["H01"]


def test_rows_known_to_be_bad_are_kept() -> None:
    (known,) = look(open_with("cv-1"), open_with("cv-1")).bad
    report = look(known)
    assert isinstance(known, Finding)
    assert (report.read, report.bad) == (1, (known,))


def test_an_instant_outside_the_calendar_is_refused_at_once() -> None:
    far = at("01/01/2090 08:00")
    with pytest.raises(OutOfCoverage):
        OfficeCheck(far, commune()).report([])
    with pytest.raises(OutOfCoverage):
        OfficeCheck(at(NOW), commune()).report([], until=far)
    with pytest.raises(NaiveTimestamp):
        OfficeCheck(dt.datetime(2026, 11, 20, 15), commune())  # noqa: DTZ001


def test_a_delegation_that_ends_shows_beforehand() -> None:
    office = commune(
        delegated("ct", "cv-1", "01/11/2026 00:00", "25/11/2026 00:00", procedures=("1.000003",)),
        competent(position="xa.ct", procedures=("1.000003",)),  # nobody else may handle it
    )
    one = open_with("cv-1", procedure_code="1.000003")
    (ahead,) = look(one, until="30/11/2026 00:00", office=office).ahead
    assert (ahead.reason, ahead.start) == (Reason.DELEGATION_EXPIRED, at("25/11/2026 08:00"))
