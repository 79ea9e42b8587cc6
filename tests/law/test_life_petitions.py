"""Complaints and denunciations as dossiers with events, by the starter catalogue.

Law cases 45, 46, 47, 49 and 51; 48 and 50 stand in test_life_stops_and_extensions.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import at, day
from tests.lives import CALENDAR, codes, dossier, e, finding, judged
from tthc_deadlines import Catalogue, TimeLimit, deadline
from tthc_deadlines.checking.life.obligations import Duty
from tthc_deadlines.dossiers.events import Accepted, Rejected, ResultIssued, Submitted
from tthc_deadlines.dossiers.status import Status

STARTER = Catalogue.starter()


def accept_by(kind: str, submitted: str, *conditions: str) -> dt.date | None:
    one = dossier(e(Submitted, f"{submitted} 09:00"), kind=kind, conditions=conditions)
    found = judged(one, f"{submitted} 10:00", STARTER)
    assert found.acceptance is not None
    assert found.status is Status.NOT_ACCEPTED
    return found.acceptance.on


class TestAcceptance:
    """Law on Complaints articles 27 and 36: until 30/06/2026 "10 ngày", then "07 ngày làm
    việc"; the law at receipt holds. Denunciations, article 24.1: 7, at several places "không
    quá 10 ngày làm việc" in all."""

    @pytest.mark.parametrize(
        ("submitted", "due"),
        [
            ("16/11/2026", "26/11/2026"),  # case 45
            ("15/06/2026", "25/06/2026"),  # case 45
            ("29/06/2026", "09/07/2026"),  # case 46
        ],
    )
    def test_a_complaint(self, submitted: str, due: str) -> None:
        assert accept_by("complaint", submitted) == day(due)

    def test_a_denunciation(self) -> None:  # case 49
        assert accept_by("denunciation", "16/11/2026") == day("26/11/2026")
        places = "verification_in_several_places"
        assert accept_by("denunciation", "16/11/2026", places) == day("01/12/2026")

    @pytest.mark.parametrize(("when", "late"), [("26/11/2026 23:59", False),
                                                ("27/11/2026 08:00", True)])  # fmt: skip
    def test_accepting_late(self, when: str, late: bool) -> None:
        one = dossier(e(Submitted, "16/11/2026 09:00"), e(Accepted, when), kind="complaint")
        found = judged(one, "27/11/2026 09:00", STARTER)
        assert ("acceptance_late" in codes(found)) is late

    def test_the_article_is_that_of_the_petition_not_of_the_one_stop_decree(self) -> None:
        one = dossier(e(Submitted, "16/11/2026 09:00"), kind="complaint")
        late = finding(judged(one, "27/11/2026 09:00", STARTER), "acceptance_overdue")
        assert late.citation is not None
        assert (late.citation.number, late.citation.article) == ("28/VBHN-VPQH", "Điều 27")
        (owed,) = judged(one, "20/11/2026 09:00", STARTER).obligations
        assert (owed.duty, owed.by) == (Duty.ACCEPT, at("27/11/2026 00:00"))

    def test_refusing_to_accept_in_time_is_an_answer(self) -> None:
        one = dossier(
            e(Submitted, "16/11/2026 09:00"), e(Rejected, "20/11/2026 09:00"), kind="complaint"
        )
        found = judged(one, "30/12/2026 09:00", STARTER)
        assert found.status is Status.REJECTED
        assert not set(codes(found)) & {"acceptance_overdue", "acceptance_late"}


class TestResolution:
    """Law on Complaints article 28: "không quá 30 ngày, kể từ ngày thụ lý", complex 45; remote
    45 and 60. Not from the filing."""

    @pytest.mark.parametrize(
        ("conditions", "due"),
        [
            ((), "09/11/2026"),
            (("complex",), "25/11/2026"),  # the 24th is a holiday
            (("remote_area",), "25/11/2026"),
            (("remote_area", "complex"), "09/12/2026"),
        ],
    )
    def test_from_acceptance(self, conditions: tuple[str, ...], due: str) -> None:  # case 47
        one = dossier(
            e(Submitted, "05/10/2026 09:00"),
            e(Accepted, "10/10/2026 09:00"),
            kind="complaint",
            conditions=conditions,
        )
        found = judged(one, "20/10/2026 09:00", STARTER)
        assert found.due_on == day(due)

    def test_no_apology_or_transfer_of_the_one_stop_decree(self) -> None:
        one = dossier(e(Accepted, "10/10/2026 09:00"), kind="complaint")
        found = judged(one, "20/11/2026 09:00", STARTER)
        assert found.status is Status.OVERDUE
        assert not set(codes(found)) & {"apology_missing", "transfer_late"}
        duties = {one.duty for one in found.obligations}
        assert duties == {Duty.ISSUE_RESULT}

    def test_overdue_does_not_cite_the_one_stop_decree(self) -> None:
        one = dossier(e(Accepted, "10/10/2026 09:00"), kind="complaint")
        late = finding(judged(one, "20/11/2026 09:00", STARTER), "overdue")
        assert late.citation is not None
        assert late.citation.article == "Điều 28"

    def test_second_instance_by_its_own_key(self) -> None:
        one = dossier(e(Accepted, "10/10/2026 09:00"), kind="complaint",
                      procedure_code="khieu-nai-lan-hai")  # fmt: skip
        assert judged(one, "20/10/2026 09:00", STARTER).due_on == day("25/11/2026")  # 45 days

    def test_resolved_on_the_last_day(self) -> None:
        one = dossier(
            e(Accepted, "10/10/2026 09:00"), e(ResultIssued, "09/11/2026 17:30"), kind="complaint"
        )
        assert judged(one, "20/11/2026 09:00", STARTER).status is Status.ON_TIME


class TestTimeToComplain:
    """Law on Complaints article 9: "thời hiệu khiếu nại là 90 ngày". It is the citizen's time,
    not the life of a dossier; the library counts it as any term."""

    def test_ninety_days(self) -> None:  # case 51
        found = deadline(day("26/08/2026"), TimeLimit.parse("90 ngày"), CALENDAR)
        assert (found.nominal_on, found.on) == (day("24/11/2026"), day("25/11/2026"))
