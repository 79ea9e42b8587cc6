"""Supplements in the life of a dossier: when asked for, what they do to the clock, silence.

Law cases 32, 33, 34 and 52.
"""

from __future__ import annotations

import pytest

from tests.law.cases import at, day
from tests.lives import codes, dossier, e, finding, judged
from tthc_deadlines.citations import Confidence
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import Accepted, SupplementReceived, SupplementRequested
from tthc_deadlines.dossiers.status import Status


def sent_back(asked: str, *more: SupplementReceived) -> Dossier:
    return dossier(
        e(Accepted, "02/11/2026 09:00"), e(SupplementRequested, asked), *more,
        words="10 ngày làm việc",
    )  # fmt: skip


FULL = e(SupplementReceived, "16/11/2026 09:00")


class TestRestart:
    """Decree 118/2025 article 19.5: "không quá 03 ngày làm việc kể từ ngày tiếp nhận hồ sơ";
    "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ"."""

    def test_the_full_dossier_counts_anew(self) -> None:  # case 32
        found = judged(sent_back("05/11/2026 10:00", FULL), "20/11/2026 09:00")
        assert found.due_on == day("01/12/2026")
        assert [run.deadline and run.deadline.on for run in found.runs] == [
            day("16/11/2026"), day("01/12/2026"),
        ]  # fmt: skip
        assert not set(codes(found)) & {"supplement_late", "supplement_after_due"}

    def test_without_it_the_first_date_would_stand(self) -> None:
        one = dossier(e(Accepted, "02/11/2026 09:00"), words="10 ngày làm việc")
        assert judged(one, "09/11/2026 09:00").due_on == day("16/11/2026")

    def test_asked_on_day_five_is_late_and_restarts_all_the_same(self) -> None:  # case 33
        found = judged(sent_back("09/11/2026 10:00", FULL), "20/11/2026 09:00")
        late = finding(found, "supplement_late")
        assert late.data["due"] == "2026-11-05"
        assert late.citation is not None
        assert late.citation.article == "Điều 19 khoản 5"
        # Both dates are there: the run that was ended, and the new one.
        assert [run.deadline and run.deadline.on for run in found.runs] == [
            day("16/11/2026"), day("01/12/2026"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "late"),
        [
            ("05/11/2026 17:00", False),
            ("05/11/2026 23:59", False),  # the third day lasts to its end
            ("06/11/2026 00:00", True),
        ],
    )
    def test_the_third_working_day_is_the_last(self, asked: str, late: bool) -> None:
        found = judged(sent_back(asked), "06/11/2026 09:00")
        assert ("supplement_late" in codes(found)) is late

    def test_a_run_late_before_it_was_closed_stays_late(self) -> None:
        found = judged(
            sent_back("17/11/2026 09:00", e(SupplementReceived, "20/11/2026 09:00")),
            "20/11/2026 10:00",
        )
        assert found.due_on == day("07/12/2026")
        assert found.status is Status.RUNNING
        assert [run.is_late for run in found.runs] == [True, False]
        assert found.late_runs == found.runs[:1]
        assert "supplement_after_due" in codes(found)

    def test_waiting_is_never_overdue(self) -> None:
        found = judged(sent_back("05/11/2026 10:00"), "31/12/2026 09:00")
        assert found.status is Status.STOPPED
        assert "overdue" not in codes(found)


class TestSilentApplicant:
    """Decree 118/2025 article 19.5: "Sau 15 ngày kể từ khi thông báo … thực hiện đóng hồ sơ":
    calendar days; 05/12/2026 is a Saturday, so to the end of Monday 07/12 (Civil Code 148.5)."""

    SILENT = dossier(e(Accepted, "18/11/2026 09:00"), e(SupplementRequested, "20/11/2026 10:00"))

    def test_it_may_be_closed_from_the_eighth(self) -> None:  # case 34
        found = finding(judged(self.SILENT, "08/12/2026 00:00"), "silent_applicant")
        assert found.data["due"] == "2026-12-07"
        assert found.at == at("08/12/2026 00:00")

    def test_not_yet_on_the_seventh(self) -> None:
        assert "silent_applicant" not in codes(judged(self.SILENT, "07/12/2026 23:59"))

    def test_decree_61_has_no_such_rule(self) -> None:
        one = dossier(e(Accepted, "18/11/2024 09:00"), e(SupplementRequested, "20/11/2024 10:00"))
        assert "silent_applicant" not in codes(judged(one, "20/01/2025 09:00"))


class TestVersionAtReceipt:
    """Decree 118/2025 articles 40–41 have no transitional clause: the version is that of the
    day of receipt, an inference."""

    def test_received_under_decree_61_asked_and_supplemented_after_july(self) -> None:  # case 52
        one = dossier(
            e(Accepted, "30/06/2025 09:00"),
            e(SupplementRequested, "02/07/2025 09:00"),
            e(SupplementReceived, "10/07/2025 09:00"),
            words="10 ngày làm việc",
        )
        found = judged(one, "11/07/2025 09:00")
        assert found.rules is not None
        # Decree 107/2021 had amended decree 61/2018 and was not read: from memory.
        assert found.rules.name == "decree-107-2021"
        assert found.rules.citation.number == "61/2018/NĐ-CP"
        assert found.rules.citation.confidence is Confidence.MEMORY
        assert found.due_on == day("24/07/2025")

    def test_the_day_after_it_is_decree_118(self) -> None:
        found = judged(dossier(e(Accepted, "01/07/2025 09:00")), "02/07/2025 09:00")
        assert found.rules is not None
        assert found.rules.name == "decree-118-2025"
