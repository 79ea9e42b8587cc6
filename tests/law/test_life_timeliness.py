"""Apology, re-appointment, end and measure of timeliness in the life of a dossier.

Law cases 24 and 38–44.
"""

from __future__ import annotations

import pytest

from tests.law.cases import at, day
from tests.lives import codes, dossier, e, finding, judged
from tthc_deadlines.checking.life.obligations import Duty
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationAnswered,
    ConsultationRequested,
    Reappointed,
    Rejected,
    ResultIssued,
    Returned,
    Withdrawn,
)
from tthc_deadlines.dossiers.status import Status

RECEIVED = e(Accepted, "20/11/2026 09:00")
FIVE = "05 ngày làm việc"  # due Monday 30/11


def issued(when: str, words: str = FIVE) -> Dossier:
    return dossier(RECEIVED, e(Assigned, "20/11/2026 09:30", holder="A"),
                   e(ResultIssued, when), words=words)  # fmt: skip


class TestEndOfTheLastDay:
    """Civil Code article 148.6: the last day ends "vào lúc hai mươi tư giờ của ngày đó"."""

    def test_a_result_at_eight_in_the_evening_is_on_time(self) -> None:  # case 24
        found = judged(issued("30/11/2026 20:00"), "01/12/2026 09:00")
        assert found.status is Status.ON_TIME
        assert found.deadline is not None
        assert found.deadline.office_closing == at("30/11/2026 17:00")

    def test_the_hour_on_the_slip_is_a_second_deadline_beside_it(self) -> None:  # case 24
        one = dossier(
            e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026 16:00"),
            e(ResultIssued, "30/11/2026 20:00"),
            words=FIVE,
        )
        found = judged(one, "01/12/2026 09:00")
        assert found.status is Status.ON_TIME
        missed = finding(found, "promise_missed")
        assert missed.data["promised"] == "2026-11-30T16:00:00+07:00"


class TestEarlyOnTimeLate:
    """Circular 01/2018/TT-VPCP article 13: "ngắn hơn", "bằng", "dài hơn" the time of the law:
    days are compared for limits in days, instants for limits in hours."""

    @pytest.mark.parametrize(
        ("when", "status"),
        [
            ("27/11/2026 23:59", Status.EARLY),
            ("30/11/2026 00:00", Status.ON_TIME),
            ("30/11/2026 23:59", Status.ON_TIME),
            ("01/12/2026 00:00", Status.LATE),
        ],
    )
    def test_days(self, when: str, status: Status) -> None:  # case 41
        assert judged(issued(when), "01/12/2026 09:00").status is status

    @pytest.mark.parametrize(
        ("when", "status"),
        [
            ("23/11/2026 08:59:59", Status.EARLY),
            ("23/11/2026 09:00:00", Status.ON_TIME),
            ("23/11/2026 09:00:01", Status.LATE),
        ],
    )
    def test_instants(self, when: str, status: Status) -> None:  # case 41
        assert judged(issued(when, "08 giờ làm việc"), "01/12/2026 09:00").status is status


class TestApology:
    """Decree 118/2025 article 19.6: "trong thời hạn chậm nhất 01 ngày trước ngày hết hạn … gửi
    văn bản xin lỗi"; "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần"."""

    # Two working days from 20/11: Wednesday 25/11; 24/11 is a holiday.
    TWO = "02 ngày làm việc"

    def test_the_reminder_is_for_the_working_day_before(self) -> None:  # case 38
        found = judged(dossier(RECEIVED, words=self.TWO), "20/11/2026 10:00")
        assert found.due_on == day("25/11/2026")
        (apology,) = [one for one in found.obligations if one.duty is Duty.APOLOGISE]
        assert apology.by == at("24/11/2026 00:00")  # the end of 23/11
        assert apology.is_conditional

    @pytest.mark.parametrize(
        ("sent", "late"),
        [
            ("23/11/2026 16:00", False),
            ("24/11/2026 23:59", False),  # the literal last day, a holiday
            ("25/11/2026 00:00", True),
        ],
    )
    def test_the_law_lets_it_go_out_on_the_holiday(self, sent: str, late: bool) -> None:  # case 38
        one = dossier(
            RECEIVED, e(Reappointed, sent, promised_at="30/11/2026"), words=self.TWO
        )  # fmt: skip
        found = judged(one, "25/11/2026 10:00")
        assert ("apology_late" in codes(found)) is late
        if late:
            assert finding(found, "apology_late").data["by"] == "2026-11-24"

    def test_a_second_one_is_against_the_law(self) -> None:  # case 39
        one = dossier(
            RECEIVED,
            e(Reappointed, "26/11/2026 09:00", promised_at="04/12/2026"),
            e(Reappointed, "03/12/2026 09:00", promised_at="11/12/2026"),
            words=FIVE,
        )
        found = judged(one, "03/12/2026 10:00")
        again = finding(found, "second_reappointment")
        assert (again.data["count"], again.data["times"]) == (2, 1)
        assert again.citation is not None
        assert again.citation.article == "Điều 19 khoản 6"

    @pytest.mark.parametrize("when", ["04/12/2026 16:00", "07/12/2026 09:00"])
    def test_the_first_date_of_the_law_decides(self, when: str) -> None:  # case 40
        """On the re-appointed day or after it: late by law; both dates are there."""
        one = dossier(
            e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026"),
            e(Reappointed, "26/11/2026 09:00", promised_at="04/12/2026"),
            e(ResultIssued, when),
            words=FIVE,
        )
        found = judged(one, "08/12/2026 09:00")
        assert found.status is Status.LATE
        assert found.due_on == day("30/11/2026")
        assert (found.first_promise, found.promised_at) == (day("30/11/2026"), day("04/12/2026"))
        assert "apology_missing" not in codes(found)
        # Whether the new word was kept is the second flag.
        assert ("promise_missed" in codes(found)) is (when == "07/12/2026 09:00")

    def test_in_time_it_is_only_a_promise(self) -> None:  # case 40
        one = dossier(
            RECEIVED,
            e(Reappointed, "26/11/2026 09:00", promised_at="04/12/2026"),
            e(ResultIssued, "30/11/2026 16:00"),
            words=FIVE,
        )
        assert judged(one, "08/12/2026 09:00").status is Status.ON_TIME


class TestRefusedAndWithdrawn:
    """Decree 118/2025 article 21 (dừng) and 19.3: "Thời hạn thông báo phải trong thời hạn giải
    quyết hồ sơ"."""

    def test_withdrawn_is_closed_and_counted_apart(self) -> None:  # case 42
        one = dossier(RECEIVED, e(Withdrawn, "10/12/2026 09:00"), words=FIVE)
        found = judged(one, "11/12/2026 09:00")
        assert found.status is Status.WITHDRAWN
        assert found.working_over is None

    @pytest.mark.parametrize(("when", "late"), [("30/11/2026 23:59", False),
                                                ("01/12/2026 08:30", True)])  # fmt: skip
    def test_a_refusal_must_come_within_the_limit(self, when: str, late: bool) -> None:  # case 42
        one = dossier(RECEIVED, e(Rejected, when), words=FIVE)
        found = judged(one, "02/12/2026 09:00")
        assert found.status is Status.REJECTED
        assert ("refused_late" in codes(found)) is late

    def test_the_article_for_it(self) -> None:
        one = dossier(RECEIVED, e(Rejected, "02/12/2026 09:00"), words=FIVE)
        late = finding(judged(one, "02/12/2026 10:00"), "refused_late")
        assert late.citation is not None
        assert late.citation.article == "Điều 19 khoản 3"
        assert "09:00 02/12/2026" in late.message("vi")


class TestWhereItIsMeasured:
    """Decree 118/2025 article 22.3: the result is handed out as the slip says; that the citizen
    comes later is not lateness."""

    def test_collected_a_month_later_is_on_time(self) -> None:  # case 43
        one = dossier(
            RECEIVED,
            e(ResultIssued, "30/11/2026 15:00"),
            e(Returned, "30/12/2026 09:00"),
            words=FIVE,
        )
        found = judged(one, "31/12/2026 09:00")
        assert found.status is Status.ON_TIME
        assert found.history.returned_at == at("30/12/2026 09:00")
        assert "result_not_returned" not in codes(found)


class TestConsultation:
    """Decree 118/2025 article 19.4: the consulted body answers "theo thời hạn quy định và chịu
    trách nhiệm"; no number of days, no pause, no tacit consent."""

    ASKED = e(ConsultationRequested, "23/11/2026 09:00", agency="Sở X", respond_by="25/11/2026")

    def test_the_lead_runs_on_and_the_other_is_late_on_its_own(self) -> None:  # case 44
        found = judged(dossier(RECEIVED, self.ASKED, words=FIVE), "01/12/2026 09:00")
        assert found.due_on == day("30/11/2026")
        assert found.status is Status.OVERDUE
        late = finding(found, "consultation_overdue")
        assert late.data["agency"] == "Sở X"
        assert late.at == at("26/11/2026 00:00")
        assert late.data["answered"] is False

    @pytest.mark.parametrize(("when", "late"), [("25/11/2026 23:59", False),
                                                ("26/11/2026 08:01", True)])  # fmt: skip
    def test_answered(self, when: str, late: bool) -> None:  # case 44
        answer = e(ConsultationAnswered, when, agency="Sở X")
        found = judged(dossier(RECEIVED, self.ASKED, answer, words=FIVE), "26/11/2026 09:00")
        assert ("consultation_overdue" in codes(found)) is late
        assert found.due_on == day("30/11/2026")
