"""Rules on the life of a dossier, beyond raising and not raising: what exactly they say."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from tests.life_finding_cases import (
    EXTENDABLE,
    FIVE,
    HELD,
    KNOWN,
    RECEIVED,
    STOPPABLE,
    TAX,
)
from tests.lives import BASIS, CODE, catalogue, codes, dossier, e, finding, judged, limit_of, row
from tthc_deadlines import Catalogue, CheckPolicy, Unit
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    ConsultationAnswered,
    ConsultationRequested,
    Extended,
    HandedOver,
    Reappointed,
    Resumed,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.procedures.procedure import ExtensionRule, SupplementEffect, SupplementRule

STARTER = Catalogue.starter()
SUBMITTED = e(Submitted, "20/11/2026 09:00", channel="online")


def special(effect: SupplementEffect, within: str = "") -> Catalogue:
    rule = SupplementRule(effect=effect, basis=BASIS, within=limit_of(within) if within else None)
    return catalogue(row(FIVE), supplement=rule)


class TestAcceptance:
    def test_asking_to_complete_it_in_time_is_an_answer(self) -> None:
        one = dossier(SUBMITTED, e(SupplementRequested, "23/11/2026 09:00"))
        assert not codes(judged(one, "30/11/2026 09:00"))

    def test_asking_too_late_is_an_answer_too_late(self) -> None:
        one = dossier(SUBMITTED, e(SupplementRequested, "23/11/2026 10:00"))
        late = finding(judged(one, "30/11/2026 09:00"), "acceptance_late")
        assert late.data["accepted"] == "2026-11-23T10:00:00+07:00"

    def test_on_paper_there_is_no_such_limit(self) -> None:
        one = dossier(e(Submitted, "20/11/2026 09:00", channel="in_person"))
        assert not codes(judged(one, "30/12/2026 09:00"))

    def test_asked_twice_before_acceptance_is_once_too_often(self) -> None:
        one = dossier(
            SUBMITTED,
            e(SupplementRequested, "20/11/2026 10:00"),
            e(SupplementRequested, "23/11/2026 08:30"),
        )
        assert finding(judged(one, "23/11/2026 09:00"), "second_supplement").data["count"] == 2


class TestSupplementsByOwnLaw:
    ASKED = e(SupplementRequested, "26/11/2026 10:00")  # the third working day
    FULL = e(SupplementReceived, "30/11/2026 10:00", promised_at="02/12/2026")

    def test_its_own_time_to_ask_and_its_own_citation(self) -> None:
        one = dossier(RECEIVED, self.ASKED, procedure_code=CODE)
        own = judged(one, "26/11/2026 11:00", special(SupplementEffect.RESTART, "02 ngày làm việc"))
        assert finding(own, "supplement_late").citation == BASIS
        longer = special(SupplementEffect.RESTART, FIVE)
        assert "supplement_late" not in codes(judged(one, "26/11/2026 11:00", longer))

    def test_it_stops_the_clock(self) -> None:
        one = dossier(RECEIVED, self.ASKED, self.FULL, HELD, procedure_code=CODE)
        found = judged(one, "01/12/2026 09:00", special(SupplementEffect.STOP))
        # 30/11 was the last day; 27 and 30 November are taken out.
        assert found.due_on == dt.date(2026, 12, 2)
        assert len(found.runs) == 1
        assert not set(codes(found)) & {"promised_after_due", "promised_not_derivable"}
        assert judged(
            one, "28/11/2026 09:00", special(SupplementEffect.STOP)
        ).status is Status.STOPPED  # fmt: skip

    def test_a_promise_after_that_is_held_against_the_moved_date(self) -> None:
        later = e(SupplementReceived, "30/11/2026 10:00", promised_at="03/12/2026")
        one = dossier(RECEIVED, self.ASKED, later, HELD, procedure_code=CODE)
        found = judged(one, "01/12/2026 09:00", special(SupplementEffect.STOP))
        assert "promised_after_due" in codes(found)

    def test_it_does_nothing_to_the_clock(self) -> None:
        one = dossier(RECEIVED, self.ASKED, HELD, procedure_code=CODE)
        found = judged(one, "01/12/2026 09:00", special(SupplementEffect.NONE))
        assert found.status is Status.OVERDUE
        assert found.due_on == dt.date(2026, 11, 30)

    def test_a_second_request_while_waiting(self) -> None:
        one = dossier(RECEIVED, self.ASKED, e(SupplementRequested, "27/11/2026 10:00"))
        found = judged(one, "30/11/2026 09:00", strict=False)
        assert {"second_supplement", "event_out_of_order"} <= set(codes(found))


class TestPromises:
    """What the slip says is held against the limit as it stood when it was written."""

    def promised(self, when: str, *events: Event, at_: str = "23/11/2026 09:00") -> list[str]:
        first = e(Accepted, "20/11/2026 09:00", promised_at=when)
        return codes(judged(dossier(first, HELD, *events, **KNOWN), at_, EXTENDABLE))

    def test_an_extension_does_not_turn_it_into_a_mistake(self) -> None:
        further = e(Extended, "23/11/2026 08:30", amount=FIVE)
        whole = e(Extended, "23/11/2026 08:30", amount="10 ngày làm việc", total=True)
        until = e(Extended, "23/11/2026 08:30", until="07/12/2026")
        for extension in (further, whole, until):
            assert not [one for one in self.promised("30/11/2026", extension) if "promised" in one]

    def test_days_for_a_remote_area_belong_to_it(self) -> None:
        rows = catalogue(
            row(FIVE, remote_area_days=10, remote_area_unit=Unit.CALENDAR_DAY), stops=(TAX,)
        )
        first = e(Accepted, "20/11/2026 09:00", promised_at="10/12/2026")  # 30/11 and ten days
        stop = e(Stopped, "25/11/2026 09:00", ground=TAX.key)
        one = dossier(first, HELD, stop, e(Resumed, "26/11/2026 09:00"),
                      procedure_code=CODE, conditions={"remote_area"})  # fmt: skip
        assert codes(judged(one, "27/11/2026 09:00", rows)) == []

    def test_days_for_a_remote_area_belong_to_no_limit_of_its_own_and_no_given_day(self) -> None:
        rows = catalogue(row(FIVE, remote_area_days=10, remote_area_unit=Unit.CALENDAR_DAY))
        remote: dict[str, Any] = {"procedure_code": CODE, "conditions": {"remote_area"}}
        received = e(Accepted, "09/11/2026 09:00")
        for own, due in (
            ({"limit": limit_of("08 ngày làm việc")}, dt.date(2026, 11, 19)),
            ({"limit_text": "08 ngày làm việc"}, dt.date(2026, 11, 19)),
            ({"due": dt.date(2026, 11, 17)}, dt.date(2026, 11, 17)),
        ):
            found = judged(dossier(received, HELD, **remote, **own), "10/11/2026 09:00", rows)
            assert found.due_on == due

    def test_the_shorter_limit_published_explains_it(self) -> None:
        rows = catalogue(row(FIVE, published="03 ngày làm việc"))
        for day, fine in (("26/11/2026", True), ("25/11/2026", False)):
            first = e(Accepted, "20/11/2026 09:00", promised_at=day)
            found = judged(dossier(first, HELD, procedure_code=CODE), "23/11/2026 09:00", rows)
            assert ("promised_not_derivable" in codes(found)) is not fine

    def test_without_a_limit_the_word_still_counts(self) -> None:
        first = e(Accepted, "20/11/2026 09:00", promised_at="23/11/2026")
        found = judged(dossier(first, HELD, words=""), "24/11/2026 09:00")
        missed = finding(found, "promise_missed")
        assert "không rõ" in missed.message("vi")

    def test_a_day_stored_as_midnight_lasts_to_its_end(self) -> None:
        for when, missed in (("27/11/2026 23:59", False), ("28/11/2026 00:00", True)):
            found = self.promised("27/11/2026 00:00", at_=when)
            assert ("promise_missed" in found) is missed

    def test_an_hour_on_the_slip_is_an_hour(self) -> None:
        for when, missed in (("27/11/2026 16:00", False), ("27/11/2026 16:01", True)):
            assert ("promise_missed" in self.promised("27/11/2026 16:00", at_=when)) is missed

    def test_a_stop_moves_the_word_as_it_moves_the_law(self) -> None:
        first = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
        stop = e(Stopped, "23/11/2026 09:00", ground=TAX.key)
        one = dossier(first, HELD, stop, e(Resumed, "27/11/2026 09:00"), **KNOWN)
        assert "promise_missed" not in codes(judged(one, "01/12/2026 09:00", STOPPABLE))

    def test_an_old_promise_does_not_bind_a_new_run(self) -> None:
        first = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
        one = dossier(first, HELD, e(SupplementRequested, "23/11/2026 09:00"),
                      e(SupplementReceived, "26/11/2026 09:00"), words=FIVE)  # fmt: skip
        assert "promise_missed" not in codes(judged(one, "01/12/2026 09:00"))

    def test_late_by_law_says_enough_of_the_first_promise(self) -> None:
        assert "promise_missed" not in self.promised("30/11/2026", at_="02/12/2026 09:00")


class TestApologies:
    def test_the_day_named_is_that_of_the_law_not_of_the_reminder(self) -> None:
        one = dossier(RECEIVED, HELD, words="02 ngày làm việc")  # due 25/11; 24/11 is off
        missing = finding(judged(one, "26/11/2026 09:00"), "apology_missing")
        assert missing.data["by"] == "2026-11-24"

    def test_a_limit_of_the_same_day_leaves_only_that_day(self) -> None:
        words = "ngay trong ngày làm việc"
        sent = e(Reappointed, "20/11/2026 16:00", promised_at="23/11/2026")
        found = judged(dossier(RECEIVED, HELD, sent, words=words), "23/11/2026 09:00")
        assert found.status is Status.OVERDUE
        assert not set(codes(found)) & {"apology_late", "apology_missing"}
        without = judged(dossier(RECEIVED, HELD, words=words), "23/11/2026 09:00")
        assert "apology_missing" not in codes(without)  # there was no day before it to write on

    def test_an_apology_in_an_earlier_run_is_none_for_this_one(self) -> None:
        one = dossier(
            RECEIVED,
            HELD,
            e(Reappointed, "23/11/2026 09:00", promised_at="04/12/2026"),
            e(SupplementRequested, "25/11/2026 09:00"),
            e(SupplementReceived, "30/11/2026 09:00"),
            words=FIVE,
        )
        assert "apology_missing" in codes(judged(one, "08/12/2026 09:00"))

    def test_too_many_without_a_limit_are_too_many_all_the_same(self) -> None:
        twice = [
            e(Reappointed, f"{day}/11/2026 09:00", promised_at="02/12/2026") for day in (25, 26)
        ]
        found = judged(dossier(RECEIVED, HELD, *twice, words=""), "27/11/2026 09:00")
        assert "second_reappointment" in codes(found)


class TestStopsAndExtensions:
    def test_the_ground_is_named_in_words(self) -> None:
        for ground, words in (("", "không nêu căn cứ"), ("leave", "“leave”"),
                              ("publication", "niêm yết công khai")):  # fmt: skip
            one = dossier(RECEIVED, e(Stopped, "23/11/2026 09:00", ground=ground), **KNOWN)
            found = finding(judged(one, "25/11/2026 09:00", STOPPABLE), "stop_without_ground")
            assert words in found.message("vi")
            assert found.data["ground_key"] == ground

    def test_an_agreed_extension_may_be_of_any_length(self) -> None:
        agreed = ExtensionRule(times=1, by_agreement=True, basis=BASIS)
        one = dossier(RECEIVED, e(Extended, "23/11/2026 09:00", amount="30 ngày"), **KNOWN)
        found = judged(one, "25/11/2026 09:00", catalogue(row(FIVE), extensions=(agreed,)))
        assert "extension_beyond_bounds" not in codes(found)

    @pytest.mark.parametrize(("until", "beyond"), [("07/12/2026", False), ("08/12/2026", True)])
    def test_a_new_last_day_is_held_against_all_that_may_be_granted(
        self, until: str, beyond: bool
    ) -> None:
        one = dossier(RECEIVED, HELD, e(Extended, "23/11/2026 09:00", until=until), **KNOWN)
        found = judged(one, "25/11/2026 09:00", EXTENDABLE)
        assert ("extension_beyond_bounds" in codes(found)) is beyond
        if beyond:
            text = finding(found, "extension_beyond_bounds").message("vi")
            assert "08/12/2026" in text
            assert "1 lần, mỗi lần không quá 05 ngày làm việc" in text

    def test_where_nothing_is_known_of_extensions_nothing_is_said(self) -> None:
        one = dossier(RECEIVED, HELD, e(Extended, "23/11/2026 09:00", amount=FIVE), **KNOWN)
        assert codes(judged(one, "25/11/2026 09:00", STOPPABLE)) == []

    def test_one_that_gives_no_later_day_has_no_effect(self) -> None:
        one = dossier(RECEIVED, e(Extended, "23/11/2026 09:00", until="27/11/2026"), **KNOWN)
        found = judged(one, "25/11/2026 09:00", EXTENDABLE)
        assert "extension_not_longer" in codes(found)
        assert "extension_after_due" not in codes(found)
        assert found.due_on == dt.date(2026, 11, 30)


class TestConsultations:
    def test_a_limit_in_days_is_shown_as_a_day(self) -> None:
        asked = e(
            ConsultationRequested, "20/11/2026 10:00", agency="Sở X", limit="02 ngày làm việc"
        )
        one = dossier(RECEIVED, asked)
        late = finding(judged(one, "26/11/2026 09:00"), "consultation_overdue")
        assert late.data["due"] == "2026-11-25"
        assert late.data["over"] == 60

    def test_a_day_stored_as_midnight_lasts_to_its_end(self) -> None:
        asked = e(ConsultationRequested, "20/11/2026 10:00", respond_by="25/11/2026 00:00")
        one = dossier(RECEIVED, asked)
        assert "consultation_overdue" not in codes(judged(one, "25/11/2026 23:59"))
        assert "consultation_overdue" in codes(judged(one, "26/11/2026 00:00"))

    def test_each_body_on_its_own(self) -> None:
        one = dossier(
            RECEIVED,
            e(ConsultationRequested, "20/11/2026 10:00", agency="Sở X", respond_by="23/11/2026"),
            e(ConsultationRequested, "20/11/2026 10:01", agency="Sở Y", respond_by="23/11/2026"),
            e(ConsultationAnswered, "23/11/2026 15:00", agency="Sở Y"),
        )
        found = judged(one, "25/11/2026 09:00")
        assert finding(found, "consultation_overdue").data["agency"] == "Sở X"

    def test_without_a_day_nothing_is_made_up(self) -> None:
        one = dossier(RECEIVED, e(ConsultationRequested, "20/11/2026 10:00", agency="Sở X"))
        assert "consultation_overdue" not in codes(judged(one, "04/12/2026 09:00"))


class TestThresholds:
    """The thresholds are those of the policy."""

    @pytest.mark.parametrize(
        ("policy", "code"),
        [
            (CheckPolicy(backdated_after=dt.timedelta(hours=1)), "backdated_entry"),
            (CheckPolicy(stop_too_long=limit_of("01 ngày làm việc")), "stop_too_long"),
            (CheckPolicy(handover_unaccepted_after=dt.timedelta(hours=1)), "handover_not_accepted"),
            (CheckPolicy(handed_over_late_share=Fraction(9, 10)), "handed_over_late"),
            (CheckPolicy(due_soon_share=Fraction(9, 10)), "due_soon"),
        ],
    )
    def test_a_narrower_one_is_heeded(self, policy: CheckPolicy, code: str) -> None:
        one = dossier(
            e(Accepted, "20/11/2026 09:00", recorded_at="20/11/2026 11:00"),
            HELD,
            e(HandedOver, "25/11/2026 08:00", actor="A", to="B"),
            e(Stopped, "20/11/2026 11:00", ground=TAX.key),
            e(Resumed, "25/11/2026 08:00"),
            words="10 ngày làm việc",
        )
        assert code not in codes(judged(one, "25/11/2026 10:00"))
        assert code in codes(judged(one, "25/11/2026 10:00", policy=policy))


class TestNotUnderTheOneStopDecrees:
    """Petitions and tasks rest on other law: the one-stop decrees are never cited for them."""

    def test_no_finding_of_a_complaint_cites_them(self) -> None:
        one = dossier(
            e(Accepted, "10/10/2026 09:00", promised_at="01/11/2026"),
            e(ConsultationRequested, "12/10/2026 09:00", respond_by="14/10/2026"),
            kind="complaint",
        )
        found = judged(one, "20/11/2026 09:00", STARTER)
        assert {"overdue", "unassigned", "consultation_overdue"} <= set(codes(found))
        numbers = {one.citation.number for one in found.findings if one.citation}
        assert numbers == {"02/2011/QH13"}

    def test_nor_of_a_task(self) -> None:
        one = dossier(e(Accepted, "10/11/2026 09:00"), kind="task", due=dt.date(2026, 11, 18))
        found = judged(one, "20/11/2026 09:00")
        assert found.status is Status.OVERDUE
        assert [each.citation for each in found.findings] == [None] * len(found.findings)
