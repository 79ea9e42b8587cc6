"""Receipt, code, channel, steps and who holds it, in the life of a dossier.

Law cases 53–60. Of the reports (54, 55) only what an assessment answers is tested: at the end
of each period a dossier is pending or done, never both; counting by period belongs to reports.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.law.cases import at, day
from tests.lives import (
    CALENDAR,
    CODE,
    LONG_AGO,
    catalogue,
    codes,
    dossier,
    e,
    finding,
    judged,
    limit_of,
    row,
)
from tthc_deadlines import TimeLimit, Unit
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    HandedOver,
    HandoverAccepted,
    ResultIssued,
    Submitted,
)
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.limits.budget import fits_within
from tthc_deadlines.limits.versions import CIVIL_STATUS_LAWS
from tthc_deadlines.procedures.procedure import Channel
from tthc_deadlines.procedures.workflow import Step, Workflow

OLD, NEW = (version.default_limit for version in CIVIL_STATUS_LAWS)
assert OLD is not None
assert NEW is not None
SAME_DAY = "ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"


class TestLawAtReceipt:
    """Law 03/2026/QH16 article 30: dossiers received before 01/03/2027 go on under the law at
    the time of receipt. Article 3.3 from then on: "trong 24 giờ"."""

    BIRTHS = catalogue(
        row(SAME_DAY, until=day("01/03/2027")), row("24 giờ", in_force=day("01/03/2027"))
    )

    def births(self, *events: tuple[type, str]) -> Dossier:
        return dossier(*(e(kind, when) for kind, when in events), procedure_code=CODE)

    def test_submission_and_legal_receipt_are_kept_apart(self) -> None:  # case 53
        one = self.births((Submitted, "28/02/2027 21:00"), (Accepted, "01/03/2027 08:30"))
        found = judged(one, "01/03/2027 09:00", self.BIRTHS)
        assert found.history.submitted_at == at("28/02/2027 21:00")
        assert found.history.accepted_at == at("01/03/2027 08:30")
        # The legal receipt is the acceptance (decree 118/2025 article 17.3): the new law.
        assert found.limit == NEW
        assert found.due_at == at("02/03/2027 08:30")

    def test_accepted_that_sunday_it_stays_under_the_old_law(self) -> None:  # case 53
        found = judged(self.births((Accepted, "28/02/2027 21:00")), "28/02/2027 22:00", self.BIRTHS)
        assert found.limit == OLD
        assert found.due_on == day("01/03/2027")

    def test_the_old_law_follows_it_past_the_change(self) -> None:
        found = judged(self.births((Accepted, "26/02/2027 15:00")), "02/03/2027 09:00", self.BIRTHS)
        assert found.due_on == day("26/02/2027")


class TestReportPeriods:
    """Decree 09/2019 article 12: the year 15/12–14/12. Each dossier is done or pending at the
    end of a period; carried over exactly once."""

    PERIOD_ENDS = ("14/09/2026 23:59", "14/12/2026 23:59", "14/03/2027 23:59")

    def at_ends(self, *events: tuple[type, str]) -> list[State]:
        one = dossier(*(e(kind, when) for kind, when in events))
        return [judged(one, end).history.state for end in self.PERIOD_ENDS]

    def test_received_in_one_period_and_done_in_the_next(self) -> None:  # cases 54, 55
        states = self.at_ends((Accepted, "14/12/2026 16:00"), (ResultIssued, "15/12/2026 09:00"))
        assert states == [State.NEW, State.RUNNING, State.ISSUED]

    def test_received_on_the_fifteenth_is_of_the_next_year(self) -> None:  # case 54
        assert self.at_ends((Accepted, "15/12/2026 08:00"))[1] is State.NEW


class TestDossierCode:
    """Decree 118/2025 article 28.2: "ngày, tháng, năm tiếp nhận, số thứ tự hồ sơ tiếp nhận
    trong ngày"."""

    @pytest.mark.parametrize(
        ("code", "accepted", "differs"),
        [
            ("000.00.17.H26-251120-0001", "20/11/2025 08:30", False),
            ("000.00.17.H26-251120-0001", "21/11/2025 08:30", True),
            ("H26.17.01-260203-0000012", "03/02/2026 08:30", False),
            ("H26.17.01-260203-0000012", "02/02/2026 23:50", True),
            ("G12.18-260421-00430053", "21/04/2026 08:30", False),
        ],
    )
    def test_its_date_is_the_local_day_of_receipt(  # case 56
        self, code: str, accepted: str, differs: bool
    ) -> None:
        found = judged(dossier(e(Accepted, accepted), code=code), accepted)
        assert ("code_date_mismatch" in codes(found)) is differs

    def test_never_the_day_in_utc(self) -> None:  # cases 56, 57
        early = at("20/11/2026 06:30").astimezone(dt.UTC)  # still the 19th there
        one = dossier(Accepted(id="1", occurred_at=early), code="H26.17.01-261120-0001")
        assert "code_date_mismatch" not in codes(judged(one, "20/11/2026 09:00"))


class TestLocalDay:
    """A submission at 23:50 is of that day in Viet Nam; decree 118/2025 article 17.2: formal
    acceptance within 8 working hours."""

    def test_ten_to_midnight(self) -> None:  # case 57
        sent = at("19/11/2026 23:50").astimezone(dt.UTC)
        one = dossier(Submitted(id="1", occurred_at=sent, channel="online"))
        found = judged(one, "20/11/2026 08:00")
        assert found.history.submitted_at == at("19/11/2026 23:50")
        assert found.history.submitted_at.date() == day("19/11/2026")
        assert found.acceptance is not None
        assert found.acceptance.at == at("20/11/2026 17:00")

    def test_accepted_at_ten_to_midnight_the_next_day_is_day_one(self) -> None:
        one = dossier(e(Accepted, "19/11/2026 23:50"), words="01 ngày làm việc")
        assert judged(one, "20/11/2026 08:00").due_on == day("20/11/2026")


class TestLeaveNeverStopsTheClock:
    """Decree 118/2025 article 12.8: stand-by staff; leave does not interrupt the work."""

    RECEIVED = e(Accepted, "20/11/2026 09:00")
    MOVES = (
        e(Assigned, "20/11/2026 10:00", holder="A"),
        e(HandedOver, "25/11/2026 09:00", actor="A", to="B", note="A nghỉ phép"),
        e(HandoverAccepted, "25/11/2026 10:00", actor="B"),
    )

    def test_the_due_date_is_the_same_whoever_holds_it(self) -> None:  # case 58
        alone = judged(dossier(self.RECEIVED, words="05 ngày làm việc"), "26/11/2026 09:00")
        moved = judged(
            dossier(self.RECEIVED, *self.MOVES, words="05 ngày làm việc"), "26/11/2026 09:00"
        )
        assert moved.due_on == alone.due_on == day("30/11/2026")
        assert moved.working_used == alone.working_used

    @pytest.mark.parametrize(
        ("when", "holder"),
        [
            ("20/11/2026 09:30", ""),
            ("20/11/2026 10:00", "A"),
            ("25/11/2026 09:30", "A"),  # not accepted yet: the giver still has it
            ("25/11/2026 10:00", "B"),
        ],
    )
    def test_who_has_it_at_each_moment(self, when: str, holder: str) -> None:  # case 58
        one = dossier(self.RECEIVED, *self.MOVES, words="05 ngày làm việc")
        assert judged(one, when).history.holder == holder


class TestLimitByChannel:
    """Decree 58/2026 (amending article 23.4): "08 giờ làm việc" through the portal, "02 ngày
    làm việc" in person or by post."""

    BOTH = catalogue(
        row("08 giờ làm việc", channel=Channel.ONLINE),
        row("02 ngày làm việc", channel=Channel.IN_PERSON),
        row("02 ngày làm việc", channel=Channel.POST),
    )

    @pytest.mark.parametrize(
        ("channel", "due"),
        [
            ("online", at("23/11/2026 10:00")),
            ("in_person", at("26/11/2026 00:00")),
            ("post", at("26/11/2026 00:00")),
        ],
    )
    def test_each_has_its_own(self, channel: str, due: dt.datetime) -> None:  # case 59
        one = dossier(e(Accepted, "20/11/2026 10:00"), procedure_code=CODE, channel=channel)
        assert judged(one, "20/11/2026 11:00", self.BOTH).due_at == due

    def test_an_unknown_channel_is_not_guessed(self) -> None:  # case 59
        one = dossier(e(Accepted, "20/11/2026 10:00"), procedure_code=CODE)
        found = judged(one, "20/11/2026 11:00", self.BOTH)
        assert found.due_on is None
        assert "conditions_needed" in codes(found)


class TestInternalLimits:
    """Internal workflows: the steps stay within the legal limit; a shorter published limit is a
    second due date beside the law's."""

    STEPS = tuple(
        Step(order=order, name=f"Việc {order}", budget=limit_of(words))
        for order, words in enumerate(
            ["0,25 ngày làm việc", "04 giờ làm việc", "02 ngày làm việc", "0,25 ngày làm việc"], 1
        )
    )
    WORKFLOW = Workflow(steps=STEPS, total=limit_of("03 ngày làm việc"))

    def test_quarter_days_and_hours_add_up(self) -> None:  # case 60
        assert self.WORKFLOW.adds_up
        assert self.WORKFLOW.sum == TimeLimit(value=Fraction(3), unit=Unit.WORKING_DAY)
        budgets = [step.budget for step in self.STEPS if step.budget]
        assert fits_within(budgets, limit_of("03 ngày làm việc"))
        assert not fits_within(budgets, TimeLimit(value=Fraction(5, 2), unit=Unit.WORKING_DAY))

    def test_two_due_dates(self) -> None:  # case 60
        rows = catalogue(
            row("05 ngày làm việc", published="03 ngày làm việc"), workflow=self.WORKFLOW
        )
        one = dossier(
            e(Accepted, "20/11/2026 09:00", promised_at="26/11/2026"), procedure_code=CODE
        )
        found = judged(one, "27/11/2026 09:00", rows)
        assert found.due_on == day("30/11/2026")
        assert found.published is not None
        assert found.published.on == day("26/11/2026")
        assert found.status is not None
        # The word given was the shorter one; it is not called an error of counting.
        assert not set(codes(found)) & {"promised_not_derivable", "promised_after_due"}
        assert finding(found, "promise_missed").data["due"] == "2026-11-30"


def test_nothing_here_is_older_than_the_first_decree() -> None:
    assert min(LONG_AGO, CALENDAR.coverage[1]) == day("21/06/2018")
