"""Rules on who works on a dossier and on the record itself: what exactly they say."""

from __future__ import annotations

from tests.law.cases import at
from tests.life_finding_cases import HELD, KNOWN, RECEIVED, STEPPED
from tests.lives import codes, dossier, e, finding, judged
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationRequested,
    HandedOver,
    HandoverAccepted,
    HandoverRefused,
    ResultIssued,
    Returned,
    StepCompleted,
    StepStarted,
)


def passed(giver: str, taker: str, when: str, unit: str = "") -> list[Event]:
    return [e(HandedOver, when, actor=giver, to=taker, unit=unit),
            e(HandoverAccepted, when, actor=taker)]  # fmt: skip


class TestHandling:
    DAYS = ("20/11/2026 11:00", "23/11/2026 09:00", "23/11/2026 15:00", "25/11/2026 09:00")

    def test_ping_pong_without_named_givers(self) -> None:
        """The giver is who had received it, where the source does not say."""
        takers = ("B", "A", "B", "A")
        moves = [
            one for taker, when in zip(takers, self.DAYS, strict=True)
            for one in passed("", taker, when)
        ]  # fmt: skip
        found = judged(dossier(RECEIVED, HELD, *moves), "25/11/2026 10:00")
        assert finding(found, "ping_pong").data == {"returns": 2, "count": 4}

    def test_between_units_without_persons_nothing_is_made_up(self) -> None:
        units = ("Phòng 1", "Phòng 2", "Phòng 3", "Phòng 4")
        moves = [one for unit, when in zip(units, self.DAYS, strict=True)
                 for one in passed("", "", when, unit)]  # fmt: skip
        assert "ping_pong" not in codes(judged(dossier(RECEIVED, HELD, *moves), "25/11/2026 10:00"))

    def test_a_refused_handover_moved_nothing(self) -> None:
        moves: list[Event] = []
        for giver, taker, when in zip("ABAB", "BABA", self.DAYS, strict=True):
            moves.append(e(HandedOver, when, actor=giver, to=taker))
            moves.append(e(HandoverRefused, when, actor=taker))
        found = judged(dossier(RECEIVED, HELD, *moves), "25/11/2026 10:00")
        assert "ping_pong" not in codes(found)

    def test_a_later_assignment_settles_a_forgotten_handover(self) -> None:
        moves = [e(HandedOver, "20/11/2026 11:00", actor="A", to="B")]
        waiting = dossier(RECEIVED, HELD, *moves)
        settled = dossier(RECEIVED, HELD, *moves, e(Assigned, "23/11/2026 09:00", holder="C"))
        assert "handover_not_accepted" in codes(judged(waiting, "25/11/2026 09:00"))
        assert "handover_not_accepted" not in codes(judged(settled, "25/11/2026 09:00"))

    def test_four_eyes_sees_whoever_did_any_passage(self) -> None:
        one = dossier(
            RECEIVED,
            e(StepStarted, "20/11/2026 10:00", step="Bước 1", holder="A"),
            e(StepCompleted, "20/11/2026 15:00", step="Bước 1"),
            e(StepStarted, "20/11/2026 15:30", step="Bước 1", holder="B"),  # redrafted by B
            e(StepCompleted, "20/11/2026 16:00", step="Bước 1"),
            e(StepStarted, "20/11/2026 16:30", step="Bước 2", holder="A"),
            **KNOWN,
        )
        found = finding(judged(one, "23/11/2026 09:00", STEPPED), "four_eyes")
        assert found.data["holder"] == "A"
        assert found.at == at("20/11/2026 16:30")

    def test_a_holder_known_from_elsewhere_is_a_holder(self) -> None:
        assert "unassigned" not in codes(judged(dossier(RECEIVED, holder="A"), "23/11/2026 09:00"))

    def test_received_after_three_it_may_be_passed_on_the_next_working_day(self) -> None:
        late = e(Accepted, "20/11/2026 15:00:01")
        assert "unassigned" not in codes(judged(dossier(late), "23/11/2026 23:59"))
        assert "unassigned" in codes(judged(dossier(late), "24/11/2026 00:00"))


class TestTheRecordItself:
    def test_the_worst_of_late_entries_and_how_many(self) -> None:
        one = dossier(
            e(Accepted, "20/11/2026 09:00", recorded_at="23/11/2026 10:00"),
            e(Assigned, "20/11/2026 10:00", holder="A", recorded_at="26/11/2026 10:00"),
            e(ConsultationRequested, "20/11/2026 11:00", recorded_at="20/11/2026 16:00"),
        )
        found = finding(judged(one, "27/11/2026 09:00"), "backdated_entry")
        assert (found.data["count"], found.data["late"]) == (2, 3 * 8 * 60)
        assert found.data["event_id"] == "assigned 20/11/2026 10:00"

    def test_over_a_weekend_nothing_is_late(self) -> None:
        one = dossier(e(Accepted, "20/11/2026 17:30", recorded_at="23/11/2026 09:00"), HELD)
        assert "backdated_entry" not in codes(judged(one, "23/11/2026 09:30"))

    def test_a_collected_result_is_not_lying_about(self) -> None:
        one = dossier(
            RECEIVED, e(ResultIssued, "20/11/2026 16:00"), e(Returned, "21/12/2026 09:00")
        )
        assert "result_not_returned" not in codes(judged(one, "30/12/2026 09:00"))
