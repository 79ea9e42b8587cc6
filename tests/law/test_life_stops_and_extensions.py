"""Stops, remote areas and extensions in the life of a dossier.

Law cases 35, 36, 37, 48 and 50.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import at, day
from tests.lives import BASIS, CODE, catalogue, codes, dossier, e, finding, judged, row
from tthc_deadlines import Catalogue, Unit
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Accepted, Extended, Resumed, Stopped
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.procedures.procedure import StopGround

STARTER = Catalogue.starter()
TAX = StopGround(
    key="financial_obligation", name="xác định, thực hiện nghĩa vụ tài chính", basis=BASIS
)
LAND = catalogue(row("08 ngày làm việc"), stops=(TAX,))


def land(*events: Event) -> Dossier:
    return dossier(e(Accepted, "02/11/2026 09:00"), *events, procedure_code=CODE)


def stop(first: str, last: str | None, ground: str = TAX.key) -> list[Event]:
    end = [e(Resumed, last, ground=ground)] if last else []
    return [e(Stopped, first, ground=ground), *end]


class TestExcludedPeriods:
    """Land procedures: "không tính thời gian cơ quan có thẩm quyền xác định nghĩa vụ tài chính
    về đất đai, thời gian thực hiện nghĩa vụ tài chính …": taken out, never a restart."""

    def test_the_working_days_of_the_span_are_taken_out(self) -> None:  # case 35
        plain = judged(land(), "04/11/2026 09:00", LAND)
        assert plain.due_on == day("12/11/2026")
        # After 05/11 up to and including 12/11: five working days.
        found = judged(
            land(*stop("05/11/2026 09:00", "12/11/2026 15:00")), "13/11/2026 09:00", LAND
        )
        assert found.due_on == day("19/11/2026")
        assert len(found.runs) == 1
        assert found.status is Status.RUNNING
        assert codes(found) == ["unassigned"]

    def test_while_stopped_it_is_not_overdue(self) -> None:
        found = judged(land(*stop("05/11/2026 09:00", None)), "30/12/2026 09:00", LAND)
        assert found.status is Status.STOPPED
        assert "overdue" not in codes(found)

    def test_a_stop_after_it_was_overdue_hides_nothing(self) -> None:
        found = judged(land(*stop("13/11/2026 09:00", None)), "20/11/2026 09:00", LAND)
        assert found.status is Status.OVERDUE
        assert found.due_on == day("12/11/2026")

    def test_on_the_last_day_itself_it_still_stops(self) -> None:
        found = judged(land(*stop("12/11/2026 16:00", None)), "13/11/2026 09:00", LAND)
        assert found.status is Status.STOPPED

    def test_another_ground_is_counted_on(self) -> None:
        found = judged(
            land(*stop("05/11/2026 09:00", "12/11/2026 15:00", "leave")), "13/11/2026 09:00", LAND
        )
        assert found.due_on == day("12/11/2026")
        assert found.status is Status.OVERDUE
        assert "stop_without_ground" in codes(found)

    def test_a_stop_over_tet_takes_out_working_days_only(self) -> None:
        one = dossier(
            e(Accepted, "12/02/2026 09:00"),
            *stop("13/02/2026 09:00", "23/02/2026 09:00"),
            procedure_code=CODE,
        )
        # Tết is 16–20 February: of the days after the 13th only Monday the 23rd is lost.
        # 13, 24, 25, 26, 27 February, 2, 3, 4 March.
        assert judged(one, "24/02/2026 09:00", LAND).due_on == day("04/03/2026")

    @pytest.mark.parametrize(
        ("first", "last", "due"),
        [
            ("07/11/2026 09:00", "08/11/2026 09:00", "12/11/2026"),  # a weekend: nothing lost
            ("07/11/2026 09:00", "09/11/2026 09:00", "13/11/2026"),
            ("06/11/2026 09:00", "07/11/2026 09:00", "12/11/2026"),
            ("05/11/2026 09:00", "05/11/2026 15:00", "12/11/2026"),  # within one day
        ],
    )
    def test_a_stop_that_begins_or_ends_on_a_day_off(self, first: str, last: str, due: str) -> None:
        found = judged(land(*stop(first, last)), "10/11/2026 09:00", LAND)
        assert found.due_on == day(due)

    def test_overlapping_stops_count_once(self) -> None:
        expert = StopGround(key="expert_appraisal", name="trưng cầu giám định", basis=BASIS)
        both = catalogue(row("08 ngày làm việc"), stops=(TAX, expert))
        found = judged(
            land(
                *stop("05/11/2026 09:00", "10/11/2026 09:00"),
                *stop("09/11/2026 09:00", "12/11/2026 15:00", expert.key),
            ),
            "13/11/2026 09:00",
            both,
        )
        assert found.due_on == day("19/11/2026")


class TestRemoteAreas:
    """Land registration "được tăng thêm 10 ngày làm việc", a land dispute "được tăng thêm
    10 ngày"."""

    ACCEPTED = e(Accepted, "02/11/2026 09:00")

    def remote(self, rows: Catalogue, *, is_remote: bool = True) -> dt.date | None:
        conditions = {"remote_area"} if is_remote else set[str]()
        one = dossier(self.ACCEPTED, procedure_code=CODE, conditions=conditions)
        return judged(one, "03/11/2026 09:00", rows).due_on

    def test_registration_in_working_days(self) -> None:  # case 37
        rows = catalogue(row("15 ngày làm việc", remote_area_days=10))
        assert self.remote(rows, is_remote=False) == day("23/11/2026")
        assert self.remote(rows) == day("08/12/2026")

    def test_a_dispute_in_calendar_days(self) -> None:  # case 36
        rows = catalogue(row("45 ngày", remote_area_days=10))
        assert self.remote(rows, is_remote=False) == day("17/12/2026")
        # 55 days: Sunday 27 December, so Monday.
        assert self.remote(rows) == day("28/12/2026")

    def test_ten_of_one_kind_are_not_ten_of_the_other(self) -> None:  # case 36
        unlike = catalogue(
            row("15 ngày làm việc", remote_area_days=10, remote_area_unit=Unit.CALENDAR_DAY)
        )
        assert self.remote(unlike) == day("03/12/2026")  # ten days after 23/11


class TestSuspendedComplaint:
    """Law on Complaints article 11a.4: "thời gian tạm đình chỉ … không được tính vào thời hạn
    giải quyết"; decree 124/2020 article 28b.2: it goes on "từ ngày ban hành quyết định tiếp
    tục giải quyết khiếu nại"."""

    COMPLAINT = dossier(
        e(Accepted, "12/10/2026 09:00"),
        e(Stopped, "20/10/2026 09:00", ground="complaint_suspension"),
        e(Resumed, "30/10/2026 09:00", ground="complaint_suspension"),
        kind="complaint",
    )

    def test_the_days_before_are_kept_and_ten_are_not_counted(self) -> None:  # case 48
        # 30 days end on 11/11; ten later is Saturday 21/11, so Monday.
        found = judged(self.COMPLAINT, "02/11/2026 09:00", STARTER)
        assert found.deadline is not None
        assert found.deadline.nominal_on == day("21/11/2026")
        assert found.due_on == day("23/11/2026")
        assert found.rules is None  # no one-stop decree

    def test_while_suspended_it_stands_still(self) -> None:
        found = judged(self.COMPLAINT, "25/10/2026 09:00", STARTER)
        assert found.status is Status.STOPPED

    def test_before_july_2026_there_was_no_such_ground(self) -> None:
        one = dossier(
            e(Accepted, "01/06/2026 09:00"),
            e(Stopped, "10/06/2026 09:00", ground="complaint_suspension"),
            kind="complaint",
        )
        found = judged(one, "20/06/2026 09:00", STARTER)
        assert "stop_without_ground" in codes(found)
        assert found.status is not Status.STOPPED


class TestExtendedDenunciation:
    """Law on Denunciations article 30: 30 days; complex: once more at most 30; specially
    complex: twice. From the nominal end (a choice of the counting policy)."""

    @staticmethod
    def extended(*extensions: Event, conditions: set[str]) -> Dossier:
        return dossier(
            e(Accepted, "02/11/2026 09:00"), *extensions, kind="denunciation", conditions=conditions
        )

    FIRST = e(Extended, "01/12/2026 09:00", amount="30 ngày")
    SECOND = e(Extended, "31/12/2026 09:00", amount="30 ngày")

    @pytest.mark.parametrize(
        ("extensions", "due"),
        [
            ([], "02/12/2026"),
            ([FIRST], "04/01/2027"),  # 01/01/2027 is a holiday, then the weekend
            ([FIRST, SECOND], "01/02/2027"),  # from the unrolled 01/01: Sunday 31/01, so Monday
        ],
    )
    def test_each_from_the_nominal_end(self, extensions: list[Event], due: str) -> None:  # 50
        one = self.extended(*extensions, conditions={"specially_complex"})
        found = judged(one, "31/12/2026 10:00", STARTER)
        assert found.due_on == day(due)
        assert not set(codes(found)) & {"extension_after_due", "extension_beyond_bounds"}

    def test_a_complex_one_only_once(self) -> None:
        one = self.extended(self.FIRST, self.SECOND, conditions={"complex"})
        beyond = finding(judged(one, "31/12/2026 10:00", STARTER), "extension_beyond_bounds")
        assert beyond.citation is not None
        assert beyond.citation.article == "Điều 30"

    def test_an_ordinary_one_not_at_all(self) -> None:
        one = self.extended(self.FIRST, conditions=set())
        found = judged(one, "02/12/2026 10:00", STARTER)
        assert "extension_beyond_bounds" in codes(found)

    def test_after_the_end_it_has_no_effect(self) -> None:
        late = e(Extended, "03/12/2026 09:00", amount="30 ngày")
        one = self.extended(late, conditions={"complex"})
        found = judged(one, "03/12/2026 10:00", STARTER)
        assert found.status is Status.OVERDUE
        assert found.due_at == at("03/12/2026 00:00")
        assert "extension_after_due" in codes(found)
