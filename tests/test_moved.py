"""Due dates that a decision moves, and answers given again as they were known then."""

from __future__ import annotations

import datetime as dt

import pytest

from tthc_deadlines import Dossier, DossierRecord, TimeLimit, vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assess import assess
from tthc_deadlines.checking.life.moved import Decision, assess_as_known, decision_of, moved_by
from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Correction,
    ResultIssued,
    Resumed,
    Stopped,
)
from tthc_deadlines.errors import UnknownChoice
from tthc_deadlines.instants import VIETNAM

SWAP = "12729/VPCP-KGVX"  # 2 January 2026 off, signed on 25 December 2025
EIGHT = TimeLimit.parse("08 ngày làm việc")


def t(month: int, day: int, hour: int = 9, *, year: int = 2025) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=VIETNAM)


def dossier(received: dt.datetime, limit: TimeLimit = EIGHT, *more: Event) -> Dossier:
    accepted = Accepted(id="e1", occurred_at=received)
    return Dossier(code=f"H{received:%d}", limit=limit, events=[accepted, *more])


class TestMovedBy:
    def test_lists_the_dossier_with_both_dates(self) -> None:
        [move] = moved_by(SWAP, [dossier(t(12, 22))])
        assert (move.before.on, move.since.on) == (dt.date(2026, 1, 2), dt.date(2026, 1, 5))
        assert move.is_later
        assert move.dossier.code == "H22"

    def test_leaves_out_what_does_not_run_across_the_day(self) -> None:
        assert not list(moved_by(SWAP, [dossier(t(12, 22), TimeLimit.parse("05 ngày làm việc"))]))

    def test_a_limit_in_plain_days_moves_only_if_it_ends_on_the_day(self) -> None:
        ends_on_it = dossier(t(12, 23), TimeLimit.parse("10 ngày"))
        passes_it = dossier(t(12, 23), TimeLimit.parse("13 ngày"))
        moves = list(moved_by(SWAP, [ends_on_it, passes_it]))
        assert [(move.before.on, move.since.on) for move in moves] == [
            (dt.date(2026, 1, 2), dt.date(2026, 1, 5))
        ]

    def test_a_dossier_that_had_ended_keeps_the_date_it_was_measured_by(self) -> None:
        done = dossier(t(12, 22), EIGHT, ResultIssued(id="e2", occurred_at=t(12, 24)))
        assert not list(moved_by(SWAP, [done]))
        later = dossier(t(12, 22), EIGHT, ResultIssued(id="e2", occurred_at=t(12, 29)))
        assert len(list(moved_by(SWAP, [later]))) == 1  # still open when it was signed

    def test_looks_at_rows_of_lists_too_and_passes_over_bad_ones(self) -> None:
        row = DossierRecord(code="R1", received_at=dt.date(2025, 12, 22), limit_text=EIGHT.format())
        done = DossierRecord(
            code="R2",
            received_at=dt.date(2025, 12, 22),
            limit_text=EIGHT.format(),
            finished_at=dt.date(2025, 12, 23),
        )
        moves = list(moved_by(SWAP, [bad_row("missing_code"), row, done]))
        assert [move.dossier.code for move in moves] == ["R1"]

    def test_a_stop_across_the_day_moves_by_what_is_left(self) -> None:
        stopped = dossier(
            t(12, 22),
            EIGHT,
            Stopped(id="s", occurred_at=t(12, 23), ground="expert_appraisal"),
            Resumed(id="r", occurred_at=t(12, 25)),
        )
        [move] = moved_by(SWAP, [stopped])
        # 23 is day 1; 24 and 25 do not count; 26, 29, 30, 31, then 2 January or not
        assert (move.before.on, move.since.on) == (dt.date(2026, 1, 6), dt.date(2026, 1, 7))

    def test_takes_a_swap_that_is_only_proposed(self) -> None:
        now = vietnam_calendar()
        proposed = WorkingCalendar.from_spec(
            {
                "extends": "vietnam",
                "holidays": ["2026-11-23"],
                "special_days": {"2026-11-28": [["08:00", "12:00"], ["13:00", "17:00"]]},
            }
        )
        decision = Decision("đề xuất", dt.date(2026, 9, 15), now, proposed)
        three = dossier(t(11, 20, year=2026), TimeLimit.parse("03 ngày làm việc"))
        five = dossier(t(11, 20, year=2026), TimeLimit.parse("05 ngày làm việc"))
        moves = list(moved_by(decision, [three, five], t(11, 20, 10, year=2026)))
        # law cases 4 and 5: the third working day moves to the 27th, the fifth stays the 30th
        assert [(move.before.on, move.since.on) for move in moves] == [
            (dt.date(2026, 11, 26), dt.date(2026, 11, 27))
        ]

    def test_an_unknown_decision_is_refused_with_those_known(self) -> None:
        with pytest.raises(UnknownChoice, match="12729/VPCP-KGVX"):
            decision_of("1/QĐ-TTg")


class TestAsKnown:
    def test_the_due_date_promised_before_the_swap_can_be_given_again(self) -> None:
        one = dossier(t(12, 22))
        assert assess_as_known(one, t(12, 24)).due_on == dt.date(2026, 1, 2)
        assert assess_as_known(one, t(12, 26)).due_on == dt.date(2026, 1, 5)

    def test_events_recorded_later_are_not_known_yet(self) -> None:
        late_told = ResultIssued(id="e2", occurred_at=t(12, 24), recorded_at=t(12, 30))
        one = dossier(t(12, 22), EIGHT, late_told)
        assert assess_as_known(one, t(12, 29)).status.value == "running"
        assert assess_as_known(one, t(12, 31)).status.value == "early"

    def test_the_question_may_be_about_another_instant(self) -> None:
        one = dossier(t(12, 22))
        then = assess_as_known(one, t(12, 24), at=t(1, 5, year=2026))
        assert then.status.value == "overdue"
        assert assess_as_known(one, t(12, 26), at=t(1, 5, year=2026)).status.value == "due_soon"

    def test_a_correction_counts_from_when_it_was_recorded(self) -> None:
        wrong = ResultIssued(id="e2", occurred_at=t(12, 24))
        undone = Correction(id="c", occurred_at=t(12, 29), corrects="e2")
        one = dossier(t(12, 22), EIGHT, wrong, undone)
        calendar = vietnam_calendar()
        assert assess(one, t(12, 30), calendar).status.value == "running"
        then = assess(one, t(12, 30), calendar, recorded_by=t(12, 28))
        assert then.status.value == "early"
