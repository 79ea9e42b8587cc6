"""Points that were once answered wrongly: each is a corner between two rules."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from tests.law.cases import at
from tests.life_finding_cases import FIVE, HELD, KNOWN, RECEIVED
from tests.lives import CALENDAR, catalogue, codes, dossier, e, judged, row
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.promises import Promise
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    Reopened,
    ResultIssued,
    Returned,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.procedure import Channel

ASKED = e(SupplementRequested, "23/11/2026 09:00")


def test_a_task_supplemented_after_its_due_date_is_overdue_not_a_bad_row() -> None:
    events = [e(Accepted, "10/11/2026 09:00"), ASKED, e(SupplementReceived, "26/11/2026 09:00")]
    task = Dossier(code="NV-1", kind="task", due=dt.date(2026, 11, 20), events=events)
    found = Assessor(at("27/11/2026 09:00"), CALENDAR).consider(task)
    assert not isinstance(found, Finding)
    assert found.status is Status.OVERDUE


def test_a_new_run_without_a_new_promise_has_none() -> None:
    first = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
    one = dossier(first, HELD, ASKED, e(SupplementReceived, "26/11/2026 09:00"), words=FIVE)
    assert judged(one, "27/11/2026 09:00").promise is Promise.NONE


def test_late_by_nothing_is_over_by_nothing() -> None:
    one = dossier(RECEIVED, e(ResultIssued, "01/12/2026 00:00"), words=FIVE)
    found = judged(one, "02/12/2026 09:00")
    assert found.status is Status.LATE
    assert (found.working_left, found.working_over) == (None, dt.timedelta())


def test_an_office_that_has_answered_is_not_over_its_time() -> None:
    sent = e(Submitted, "20/11/2026 09:00", channel="online")
    one = dossier(sent, e(SupplementRequested, "20/11/2026 10:00"))
    assert judged(one, "30/11/2026 09:00").working_over is None


def test_the_channel_of_the_filing_finds_the_limit() -> None:
    online = catalogue(row("08 giờ làm việc", channel=Channel.ONLINE))
    sent = e(Submitted, "20/11/2026 08:00", channel="online")
    found = judged(dossier(sent, RECEIVED, **KNOWN), "20/11/2026 10:00", online)
    assert "conditions_needed" not in codes(found)
    assert found.due_at == at("23/11/2026 09:00")


# --- no accusation that nothing supports ---------------------------------------------------


def test_a_result_while_a_supplement_is_waited_for_is_not_called_late() -> None:
    one = dossier(RECEIVED, HELD, ASKED, e(ResultIssued, "10/12/2026 09:00"), words=FIVE)
    found = judged(one, "11/12/2026 09:00", strict=False)
    assert found.status is Status.ON_TIME
    assert {"overdue", "apology_missing"}.isdisjoint(codes(found))
    assert "event_out_of_order" in codes(found)


def test_one_that_was_late_when_it_was_asked_stays_late() -> None:
    asked = e(SupplementRequested, "02/12/2026 09:00")
    one = dossier(RECEIVED, HELD, asked, e(ResultIssued, "10/12/2026 09:00"), words=FIVE)
    assert judged(one, "11/12/2026 09:00", strict=False).status is Status.LATE


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Yêu cầu bổ sung giấy tờ", Status.STOPPED),
        ("Công dân yêu cầu rút hồ sơ", Status.CLOSED),
        ("Đã trả kết quả", Status.CLOSED),
        ("Đang xử lý", Status.OVERDUE),
    ],
)
def test_what_the_source_says_without_an_event_is_never_overdue(said: str, status: Status) -> None:
    found = judged(dossier(RECEIVED, HELD, words=FIVE, status_text=said), "10/12/2026 09:00")
    assert found.status is status
    assert ("status_without_event" in codes(found)) is (status is not Status.OVERDUE)
    assert ("overdue" in codes(found)) is (status is Status.OVERDUE)


def test_a_procedure_whose_file_names_no_ground_condemns_no_stop_that_some_law_names() -> None:
    stop = e(Stopped, "23/11/2026 09:00", ground="financial_obligation")
    found = judged(dossier(RECEIVED, HELD, stop, **KNOWN), "10/12/2026 09:00", catalogue(row(FIVE)))
    assert found.status is Status.STOPPED
    assert "stop_ground_unchecked" in codes(found)
    own = e(Stopped, "23/11/2026 09:00", ground="nghỉ phép")
    found = judged(dossier(RECEIVED, HELD, own, **KNOWN), "10/12/2026 09:00", catalogue(row(FIVE)))
    assert found.status is Status.OVERDUE
    assert "stop_without_ground" in codes(found)


def test_mending_a_result_that_was_handed_out_leaves_it_in_time() -> None:
    issued, again = e(ResultIssued, "27/11/2026 09:00"), e(ResultIssued, "10/12/2026 09:00", id="2")
    one = dossier(
        RECEIVED, HELD, issued, e(Returned, "28/11/2026 09:00"),
        e(Reopened, "08/12/2026 09:00"), again, words=FIVE,
    )  # fmt: skip
    found = judged(one, "11/12/2026 09:00", strict=False)
    assert found.status is Status.EARLY
    assert "backward_status" in codes(found)


def test_a_result_told_before_its_receipt_stands() -> None:
    one = dossier(RECEIVED, HELD, e(ResultIssued, "20/11/2026 04:00"), words=FIVE)
    found = judged(one, "10/12/2026 09:00", strict=False)
    assert found.status is Status.EARLY
    assert "overdue" not in codes(found)


def test_online_acceptance_rests_on_the_decree_of_the_filing() -> None:
    sent = e(Submitted, "30/06/2025 09:00", channel="online")
    found = judged(dossier(sent, e(Accepted, "03/07/2025 09:00"), HELD), "04/07/2025 09:00")
    assert "acceptance_late" not in codes(found)  # decree 61 set no such time


# --- and no lateness hidden ----------------------------------------------------------------


def test_a_supplement_does_not_start_a_complaint_anew() -> None:
    asked, came = (
        e(SupplementRequested, "20/11/2026 09:00"),
        e(SupplementReceived, "25/11/2026 09:00"),
    )
    accepted = e(Accepted, "03/11/2026 09:00")
    complaint = dossier(accepted, HELD, asked, came, kind="complaint")
    assert judged(complaint, "26/11/2026 09:00").due_on == dt.date(2026, 12, 3)
    waiting = judged(dossier(accepted, HELD, asked, kind="complaint"), "10/12/2026 09:00")
    assert waiting.status is Status.OVERDUE
    assert "supplement_not_counted" in codes(waiting)


def test_a_task_is_overdue_though_nobody_recorded_its_receipt() -> None:
    held = e(Assigned, "02/11/2026 09:00", holder="A")
    task = Dossier(code="NV", kind="task", due=dt.date(2026, 11, 20), events=[held])
    assert judged(task, "20/11/2026 09:00").status is Status.DUE_SOON
    assert judged(task, "23/11/2026 09:00").status is Status.OVERDUE
    late = task.with_events([e(ResultIssued, "24/11/2026 09:00")])
    assert judged(late, "25/11/2026 09:00").status is Status.LATE
    bare = Dossier(code="NV", kind="task", due=dt.date(2026, 11, 20))
    assert judged(bare, "23/11/2026 09:00").status is Status.OVERDUE


def test_an_online_dossier_completed_before_acceptance_is_due_for_it_again() -> None:
    sent = e(Submitted, "20/11/2026 08:00", channel="online")
    asked, came = (
        e(SupplementRequested, "20/11/2026 10:00"),
        e(SupplementReceived, "23/11/2026 08:00"),
    )
    found = judged(dossier(sent, asked, came), "27/11/2026 09:00")
    assert found.acceptance is not None
    assert found.acceptance.at == at("23/11/2026 17:00")  # eight working hours from then
    assert "acceptance_overdue" in codes(found)
    assert [one.duty.value for one in found.obligations] == ["accept"]


def test_the_limit_of_a_refusal_is_found_once_it_is_refused() -> None:
    two = catalogue(
        row("10 ngày làm việc", outcome="granted"), row("03 ngày làm việc", outcome="refused")
    )
    open_one = judged(dossier(RECEIVED, HELD, **KNOWN), "23/11/2026 09:00", two)
    assert "conditions_needed" in codes(open_one)
    assert "chấp thuận; từ chối" in open_one.findings[0].message("vi")
    refused = e(ResultIssued, "27/11/2026 09:00", outcome="refused")
    found = judged(dossier(RECEIVED, HELD, refused, **KNOWN), "30/11/2026 09:00", two)
    assert (found.status, found.due_on) == (Status.LATE, dt.date(2026, 11, 26))


def test_only_the_day_of_receipt_is_no_instant_for_a_limit_in_hours() -> None:
    received = attrs.evolve(RECEIVED, occurred_at=at("20/11/2026 00:00"), day_only=True)
    one = dossier(received, HELD, words="08 giờ làm việc")
    found = Assessor(at("23/11/2026 09:00"), CALENDAR).consider(one)
    assert isinstance(found, Finding)
    assert found.data["reason"] == "time_of_receipt_needed"
    days = judged(dossier(received, HELD, words=FIVE), "23/11/2026 09:00")
    assert days.due_on == dt.date(2026, 11, 30)


def test_only_the_day_of_the_result_does_for_a_limit_in_hours_unless_it_is_the_due_day() -> None:
    def ended(day: str) -> object:
        result = e(ResultIssued, f"{day} 23:59", day_only=True)
        one = dossier(RECEIVED, HELD, result, words="08 giờ làm việc")  # due Monday 09:00
        return Assessor(at("27/11/2026 09:00"), CALENDAR).consider(one)

    early, due_day, late = ended("20/11/2026"), ended("23/11/2026"), ended("25/11/2026")
    assert isinstance(early, DossierAssessment)
    assert early.status is Status.EARLY
    assert isinstance(due_day, Finding)
    assert due_day.data["reason"] == "time_of_finish_needed"
    assert isinstance(late, DossierAssessment)
    assert late.status is Status.LATE
