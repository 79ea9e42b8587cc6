"""What must be done next for a dossier, by when, at each stage of its life."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from tests.law.cases import at
from tests.life_finding_cases import FIVE, HELD, KNOWN, RECEIVED, STEPPED, STOPPABLE, TAX
from tests.lives import BASIS, CODE, catalogue, dossier, e, judged, limit_of, row
from tthc_deadlines import Catalogue
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.obligations import OBLIGATION_TEXTS, Duty, Obligation
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    ConsultationAnswered,
    ConsultationRequested,
    Extended,
    Reappointed,
    Rejected,
    ResultIssued,
    Returned,
    StepStarted,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.procedures.procedure import SupplementEffect, SupplementRule

ASK = (Duty.ASK_FOR_SUPPLEMENT, "27/11/2026 00:00", "conditional")  # the end of 26/11
APOLOGISE = (Duty.APOLOGISE, "28/11/2026 00:00", "conditional")  # the end of Friday 27/11
ISSUE = (Duty.ISSUE_RESULT, "01/12/2026 00:00")  # the end of Monday 30/11


def owed(*events: Event, when: str, among: Catalogue | None = None) -> DossierAssessment:
    values = KNOWN if among else {"words": FIVE}
    return judged(dossier(*events, **values), when, among)


def told(found: DossierAssessment) -> list[tuple[Duty | str, ...]]:
    """Each obligation as (duty, by, "past", "conditional", "projected")."""
    return [
        (one.duty, f"{one.by:%d/%m/%Y %H:%M}",
         *(name for name in ("past", "conditional", "projected") if getattr(one, f"is_{name}")))
        for one in found.obligations
    ]  # fmt: skip


def of(found: DossierAssessment, duty: Duty) -> Obligation:
    (one,) = [one for one in found.obligations if one.duty is duty]
    return one


class TestBeforeAcceptance:
    SENT = e(Submitted, "20/11/2026 09:00", channel="online")

    def test_filed_online_it_is_to_be_answered_within_eight_working_hours(self) -> None:
        found = owed(self.SENT, when="20/11/2026 10:00")
        assert told(found) == [(Duty.ACCEPT, "23/11/2026 09:00")]
        citation = found.obligations[0].citation
        assert citation is not None
        assert citation.article == "Điều 17 khoản 2 điểm c"

    def test_past_it_is_said_to_be(self) -> None:
        assert told(owed(self.SENT, when="23/11/2026 09:00:01"))[0][-1] == "past"
        assert told(owed(self.SENT, when="23/11/2026 09:00"))[0][-1] == "23/11/2026 09:00"

    def test_once_the_applicant_was_asked_it_is_his_turn(self) -> None:
        asked = e(SupplementRequested, "20/11/2026 15:00")
        assert told(owed(self.SENT, asked, when="30/11/2026 09:00")) == []

    def test_on_paper_no_time_is_set(self) -> None:
        on_paper = e(Submitted, "20/11/2026 09:00")
        found = owed(on_paper, when="20/11/2026 10:00")
        assert told(found) == []
        assert found.next_obligation is None


class TestJustAccepted:
    @pytest.mark.parametrize(
        ("received", "by"),
        [
            ("20/11/2026 09:00", "21/11/2026 00:00"),
            ("20/11/2026 15:00:00", "21/11/2026 00:00"),  # exactly three is not after three
            ("20/11/2026 15:00:01", "23/11/2026 08:00"),  # "đầu giờ ngày làm việc tiếp theo"
            ("23/11/2026 16:00", "25/11/2026 08:00"),  # the 24th is a holiday
            # On a day off, morning or evening alike, at the opening of the next working day.
            ("22/11/2026 10:00", "23/11/2026 08:00"),
            ("22/11/2026 16:00", "23/11/2026 08:00"),
        ],
    )
    def test_transfer(self, received: str, by: str) -> None:
        found = owed(e(Accepted, received), when=received)
        assert of(found, Duty.TRANSFER).by == at(by)
        citation = of(found, Duty.TRANSFER).citation
        assert citation is not None
        assert citation.article == "Điều 18 khoản 2"

    def test_all_of_it_soonest_first(self) -> None:
        found = owed(RECEIVED, when="20/11/2026 10:00")
        assert told(found) == [(Duty.TRANSFER, "21/11/2026 00:00"), ASK, APOLOGISE, ISSUE]
        assert found.next_obligation == found.obligations[0]

    def test_once_passed_on_it_is_not_owed(self) -> None:
        assert told(owed(RECEIVED, HELD, when="23/11/2026 09:00")) == [ASK, APOLOGISE, ISSUE]

    def test_never_passed_on_it_stays_owed(self) -> None:
        first = told(owed(RECEIVED, when="25/11/2026 09:00"))[0]
        assert first == (Duty.TRANSFER, "21/11/2026 00:00", "past")


class TestUnderWay:
    def test_after_the_third_working_day_nothing_more_may_be_asked_for(self) -> None:
        assert told(owed(RECEIVED, HELD, when="27/11/2026 00:00"))[0] == ASK
        assert told(owed(RECEIVED, HELD, when="27/11/2026 09:00")) == [APOLOGISE, ISSUE]

    def test_special_law_on_supplements_stands_first(self) -> None:
        special = SupplementRule(
            effect=SupplementEffect.RESTART, basis=BASIS, within=limit_of("04 ngày làm việc")
        )
        rows = catalogue(row(FIVE), supplement=special)
        one = dossier(RECEIVED, HELD, procedure_code=CODE)
        asking = of(judged(one, "27/11/2026 09:00", rows), Duty.ASK_FOR_SUPPLEMENT)
        assert (asking.by, asking.citation) == (at("28/11/2026 00:00"), BASIS)

    def test_the_day_before_the_end(self) -> None:
        assert told(owed(RECEIVED, HELD, when="29/11/2026 09:00")) == [
            (Duty.APOLOGISE, "28/11/2026 00:00", "past", "conditional"), ISSUE,
        ]  # fmt: skip

    def test_overdue_the_apology_is_owed_outright(self) -> None:
        assert told(owed(RECEIVED, HELD, when="01/12/2026 09:00")) == [
            (Duty.APOLOGISE, "28/11/2026 00:00", "past"),
            (Duty.ISSUE_RESULT, "01/12/2026 00:00", "past"),
        ]

    def test_after_the_apology_the_new_word_is_owed_beside_the_law(self) -> None:
        sent = e(Reappointed, "27/11/2026 09:00", promised_at="04/12/2026")
        found = owed(RECEIVED, HELD, sent, when="27/11/2026 10:00")
        assert told(found) == [ISSUE, (Duty.KEEP_PROMISE, "05/12/2026 00:00")]

    def test_a_promise_shorter_than_the_law_comes_first(self) -> None:
        promised = e(Accepted, "20/11/2026 09:00", promised_at="26/11/2026 16:00")
        found = owed(promised, HELD, when="23/11/2026 09:00")
        assert told(found)[0] == (Duty.KEEP_PROMISE, "26/11/2026 16:00")

    def test_a_promise_of_the_due_day_is_no_second_thing(self) -> None:
        promised = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
        assert told(owed(promised, HELD, when="23/11/2026 09:00")) == [ASK, APOLOGISE, ISSUE]

    def test_a_limit_of_the_same_day_leaves_only_that_day_for_the_apology(self) -> None:
        one = dossier(RECEIVED, HELD, words="ngay trong ngày làm việc")
        found = judged(one, "20/11/2026 10:30")
        assert of(found, Duty.APOLOGISE).by == at("21/11/2026 00:00")
        assert not any(one.is_past for one in found.obligations)

    def test_an_extension_moves_both(self) -> None:
        longer = e(Extended, "25/11/2026 09:00", amount=FIVE)
        found = owed(RECEIVED, HELD, longer, when="27/11/2026 10:00")
        assert told(found) == [
            (Duty.APOLOGISE, "05/12/2026 00:00", "conditional"),
            (Duty.ISSUE_RESULT, "08/12/2026 00:00"),
        ]

    def test_an_opinion_asked_for(self) -> None:
        asked = [
            e(ConsultationRequested, "20/11/2026 10:30", agency="Sở X", limit="02 ngày làm việc"),
            e(ConsultationRequested, "20/11/2026 10:31", agency="Sở Y", respond_by="25/11/2026"),
            e(ConsultationRequested, "20/11/2026 10:32", agency="Sở Z", limit="04 giờ làm việc"),
            e(ConsultationRequested, "20/11/2026 10:33", agency="Sở T"),
        ]
        answer = e(ConsultationAnswered, "23/11/2026 08:30", agency="Sở Y")
        found = owed(RECEIVED, HELD, *asked, answer, when="23/11/2026 09:00")
        waiting = [one for one in found.obligations if one.duty is Duty.AWAIT_OPINION]
        # Sở X has two working days from the 20th: to the end of the 25th, not of the 26th.
        assert [(one.detail, one.by) for one in waiting] == [
            ("Sở Z", at("20/11/2026 15:32")), ("Sở X", at("26/11/2026 00:00")),
        ]  # fmt: skip

    def test_the_step_in_hand(self) -> None:
        begun = e(StepStarted, "20/11/2026 10:00", step="Bước 1", holder="A")
        found = owed(RECEIVED, begun, when="23/11/2026 09:00", among=STEPPED)
        step = of(found, Duty.FINISH_STEP)
        assert (step.by, step.detail) == (at("25/11/2026 10:00"), "Bước 1: Thẩm định")


class TestWaitingStoppedAndDone:
    ASKED = e(SupplementRequested, "23/11/2026 09:00")

    def test_waiting_for_the_applicant(self) -> None:
        found = owed(RECEIVED, HELD, self.ASKED, when="25/11/2026 09:00")
        # Fifteen calendar days: to the end of Tuesday 8 December.
        assert told(found) == [(Duty.AWAIT_SUPPLEMENT, "09/12/2026 00:00", "conditional")]

    def test_an_old_promise_is_not_owed_in_a_new_run(self) -> None:
        first = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
        found = owed(
            first, HELD, self.ASKED, e(SupplementReceived, "26/11/2026 09:00"),
            when="01/12/2026 09:00",
        )  # fmt: skip
        assert told(found) == [
            (Duty.APOLOGISE, "03/12/2026 00:00", "conditional"),
            (Duty.ISSUE_RESULT, "04/12/2026 00:00"),
        ]

    def test_by_special_law_the_clock_runs_while_waiting(self) -> None:
        none = SupplementRule(effect=SupplementEffect.NONE, basis=BASIS)
        rows = catalogue(row(FIVE), supplement=none)
        one = dossier(RECEIVED, HELD, self.ASKED, procedure_code=CODE)
        found = judged(one, "25/11/2026 09:00", rows)
        assert told(found) == [
            ISSUE,
            (Duty.AWAIT_SUPPLEMENT, "09/12/2026 00:00", "conditional"),
        ]

    def test_stopped_the_dates_are_as_if_it_resumed_now(self) -> None:
        stop = e(Stopped, "25/11/2026 09:00", ground=TAX.key)
        found = owed(RECEIVED, HELD, stop, when="27/11/2026 10:00", among=STOPPABLE)
        assert told(found) == [
            (Duty.APOLOGISE, "02/12/2026 00:00", "conditional", "projected"),
            (Duty.ISSUE_RESULT, "03/12/2026 00:00", "projected"),
        ]

    @pytest.mark.parametrize(
        ("promised", "by"),
        [
            ("30/11/2026", "01/12/2026 00:00"),
            ("30/11/2026 16:00", "30/11/2026 16:00"),
            (None, "01/12/2026 00:00"),  # no slip: by the end of the limit
        ],
    )
    def test_issued_it_is_to_be_handed_out_as_the_slip_says(
        self, promised: str | None, by: str
    ) -> None:
        first = e(Accepted, "20/11/2026 09:00", promised_at=promised)
        found = owed(first, HELD, e(ResultIssued, "25/11/2026 09:00"), when="25/11/2026 10:00")
        assert told(found) == [(Duty.RETURN_RESULT, by)]

    def test_issued_late_it_is_to_be_handed_out_at_once(self) -> None:
        found = owed(RECEIVED, HELD, e(ResultIssued, "02/12/2026 09:00"), when="02/12/2026 10:00")
        assert told(found) == [(Duty.RETURN_RESULT, "02/12/2026 09:00", "past")]

    @pytest.mark.parametrize("end", [Returned, Rejected])
    def test_after_the_end_nothing_is_owed(self, end: type[Event]) -> None:
        assert told(owed(RECEIVED, HELD, e(end, "25/11/2026 09:00"), when="26/11/2026 09:00")) == []


class TestEveryClockIsReported:
    def test_a_later_thing_with_less_time_hides_no_earlier_one(self) -> None:
        """As one system did, which showed the last clock only."""
        asked = e(ConsultationRequested, "20/11/2026 10:30", agency="Sở X", respond_by="25/11/2026")
        promised = e(Accepted, "20/11/2026 09:00", promised_at="27/11/2026")
        found = owed(promised, HELD, asked, when="23/11/2026 09:00")
        instants = [one.by for one in found.obligations]
        assert instants == sorted(instants)
        assert {one.duty for one in found.obligations} == {
            Duty.AWAIT_OPINION, Duty.ASK_FOR_SUPPLEMENT, Duty.APOLOGISE, Duty.KEEP_PROMISE,
            Duty.ISSUE_RESULT,
        }  # fmt: skip
        assert found.next_obligation is not None
        assert found.next_obligation.by == min(instants)


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_reads_in_both_languages(duty: Duty) -> None:
    one = Obligation(duty=duty, by=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), detail="Bước 1")
    assert set(OBLIGATION_TEXTS) == set(Duty)
    vi, en = one.text("vi"), one.text("en")
    assert vi != en
    assert vi.endswith(": Bước 1")
    assert vi == unicodedata.normalize("NFC", vi)
    assert en.isascii() or "Bước" in en
