"""Steps of a workflow in the life of a dossier: budget, time used, own due date, latest start."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import at
from tests.life_finding_cases import TAX
from tests.lives import CODE, catalogue, codes, dossier, e, finding, judged, limit_of, row
from tthc_deadlines import Catalogue, Unit
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.step_clocks import StepClock
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    ResultIssued,
    Resumed,
    StepCompleted,
    StepStarted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.procedures.workflow import Duty, Step, Workflow

H = dt.timedelta(hours=1)
RECEIVED = e(Accepted, "02/11/2026 08:00")  # Monday; five working days: Monday 09/11


def step(order: int, name: str, budget: str | TimeLimit | None, **values: object) -> Step:
    limit = limit_of(budget) if isinstance(budget, str) else budget
    return Step(order=order, name=name, label=f"Bước {order}", budget=limit, **values)  # type: ignore[arg-type]


DRAFT = step(2, "Thẩm định", "02 ngày làm việc", duty=Duty.DRAFT)
STEPS = (
    step(1, "Tiếp nhận", "04 giờ làm việc", duty=Duty.RECEIVE),
    DRAFT,
    step(3, "Soát xét", "01 ngày làm việc", duty=Duty.REVIEW),
    step(4, "Ký", "0,5 ngày làm việc", duty=Duty.SIGN),
)


def of(*steps: Step) -> Catalogue:
    return catalogue(row("05 ngày làm việc"), workflow=Workflow(steps=steps), stops=(TAX,))


FOUR = of(*STEPS)


def begun(when: str, which: str, holder: str = "A", **values: object) -> Event:
    return e(StepStarted, when, step=which, holder=holder, **values)


def done(when: str, which: str, **values: object) -> Event:
    return e(StepCompleted, when, step=which, **values)


def looked_at(*events: Event, when: str, among: Catalogue = FOUR) -> DossierAssessment:
    return judged(dossier(RECEIVED, *events, procedure_code=CODE), when, among, strict=False)


def clocks(*events: Event, when: str, among: Catalogue = FOUR) -> tuple[StepClock, ...]:
    return looked_at(*events, when=when, among=among).steps


class TestTimeOfAStep:
    def test_before_anything_began(self) -> None:
        found = clocks(when="02/11/2026 09:00")
        assert [one.name for one in found] == [
            "Bước 1: Tiếp nhận", "Bước 2: Thẩm định", "Bước 3: Soát xét", "Bước 4: Ký",
        ]  # fmt: skip
        assert [one.budget for one in found] == [4 * H, 16 * H, 8 * H, 4 * H]
        assert all(one.used == 0 * H and one.due_at is None and not one.holder for one in found)

    def test_used_left_and_its_own_due_date(self) -> None:
        _, draft, *_ = clocks(begun("02/11/2026 13:00", "Bước 2"), when="03/11/2026 10:00")
        assert (draft.used, draft.left, draft.over) == (6 * H, 10 * H, None)
        assert draft.due_at == at("04/11/2026 12:00")
        assert (draft.started_at, draft.completed_at) == (at("02/11/2026 13:00"), None)
        assert draft.holder == "A"

    @pytest.mark.parametrize(
        ("when", "over"), [("04/11/2026 12:00", None), ("04/11/2026 13:30", 0.5 * H)]
    )
    def test_over_its_budget(self, when: str, over: dt.timedelta | None) -> None:
        found = looked_at(begun("02/11/2026 13:00", "Bước 2"), when=when)
        assert found.steps[1].over == over
        assert ("step_overdue" in codes(found)) is (over is not None)
        if over:
            late = finding(found, "step_overdue")
            assert late.data == {
                "step": "Bước 2: Thẩm định", "budget": "02 ngày làm việc", "used": 990,
                "over": 30, "order": 2,
            }  # fmt: skip
            assert late.at == at("04/11/2026 12:00")

    def test_a_step_that_ended_uses_no_more(self) -> None:
        events = (begun("02/11/2026 13:00", "Bước 2"), done("02/11/2026 16:00", "Bước 2"))
        assert clocks(*events, when="09/11/2026 10:00")[1].used == 3 * H

    def test_the_end_of_the_dossier_ends_its_steps(self) -> None:
        events = (begun("02/11/2026 13:00", "Bước 2"), e(ResultIssued, "02/11/2026 16:00"))
        found = clocks(*events, when="09/11/2026 10:00")
        assert found[1].used == 3 * H
        assert all(one.latest_start is None for one in found)

    def test_done_twice_both_times_count(self) -> None:
        events = (
            begun("02/11/2026 13:00", "Bước 2"), done("02/11/2026 16:00", "Bước 2"),
            begun("03/11/2026 08:00", "Bước 2", "B"), done("03/11/2026 17:00", "Bước 2"),
        )  # fmt: skip
        draft = clocks(*events, when="04/11/2026 10:00")[1]
        assert (len(draft.passages), draft.used, draft.holder) == (2, 11 * H, "B")
        assert [one.event.holder for one in draft.passages] == ["A", "B"]  # nobody is forgotten

    def test_a_budget_in_plain_days_has_a_due_date_but_no_working_time(self) -> None:
        days = of(step(1, "Niêm yết", TimeLimit(value=3, unit=Unit.CALENDAR_DAY)))
        (one,) = clocks(begun("02/11/2026 13:00", "Bước 1"), when="03/11/2026 09:00", among=days)
        assert (one.budget, one.left, one.over) == (None, None, None)
        assert one.due_at == at("06/11/2026 00:00")


class TestWhichStepIsMeant:
    SAME = of(
        *(Step(order=n, name=name, label="Bước 1", budget=limit_of("08 giờ làm việc"))
          for n, name in ((1, "Cấp xã"), (2, "Cấp tỉnh")))
    )  # fmt: skip

    def test_by_label_name_or_number(self) -> None:
        for word in ("Bước 2", "bước 2", "Thẩm định", "2"):
            found = clocks(begun("02/11/2026 13:00", word), when="02/11/2026 14:00")
            assert [bool(one.passages) for one in found] == [False, True, False, False], word

    def test_repeated_labels_are_taken_in_their_order(self) -> None:
        events = (
            begun("02/11/2026 08:00", "Bước 1"), done("02/11/2026 10:00", "Bước 1"),
            begun("02/11/2026 10:00", "Bước 1", "B"),
        )  # fmt: skip
        found = clocks(*events, when="02/11/2026 11:00", among=self.SAME)
        assert [(one.step.order, one.used) for one in found] == [(1, 2 * H), (2, 1 * H)]

    def test_the_order_settles_which_is_meant(self) -> None:
        events = (
            begun("02/11/2026 08:00", "Bước 1", order=2), done("02/11/2026 10:00", "", order=2),
        )  # fmt: skip
        found = clocks(*events, when="02/11/2026 11:00", among=self.SAME)
        assert [one.used for one in found] == [0 * H, 2 * H]

    def test_one_the_workflow_lacks_stands_at_the_end(self) -> None:
        found = clocks(begun("02/11/2026 08:00", "Họp hội đồng"), when="02/11/2026 10:00")
        stranger = found[-1]
        assert (stranger.step.order, stranger.name) == (0, "Họp hội đồng")
        assert (stranger.used, stranger.budget, stranger.over) == (2 * H, None, None)

    def test_without_a_workflow_steps_still_have_their_time(self) -> None:
        one = dossier(RECEIVED, begun("02/11/2026 08:00", "Thẩm định"))
        (found,) = judged(one, "02/11/2026 10:00").steps
        assert (found.name, found.used, found.left) == ("Thẩm định", 2 * H, None)


class TestTimeThatIsNoOfficials:
    STOP = (e(Stopped, "03/11/2026 08:00", ground=TAX.key), e(Resumed, "05/11/2026 08:00"))
    SUPPLEMENT = (
        e(SupplementRequested, "03/11/2026 08:00"), e(SupplementReceived, "05/11/2026 08:00"),
    )  # fmt: skip

    @pytest.mark.parametrize("between", [STOP, SUPPLEMENT])
    def test_a_stop_and_the_applicants_time_are_taken_out(self, between: tuple[Event, ...]) -> None:
        found = looked_at(begun("02/11/2026 13:00", "Bước 2"), *between, when="05/11/2026 10:00")
        draft = found.steps[1]
        assert draft.used == 6 * H  # four on Monday, two on Thursday
        assert draft.due_at == at("06/11/2026 12:00")

    @pytest.mark.parametrize("still", [STOP[:1], SUPPLEMENT[:1]])
    def test_while_it_lasts_too(self, still: tuple[Event, ...]) -> None:
        found = looked_at(begun("02/11/2026 13:00", "Bước 2"), *still, when="13/11/2026 10:00")
        assert found.steps[1].used == 4 * H
        assert "step_overdue" not in codes(found)

    def test_an_unlawful_stop_is_the_offices_own_time(self) -> None:
        stop = e(Stopped, "03/11/2026 08:00", ground="leave")
        found = looked_at(begun("02/11/2026 13:00", "Bước 2"), stop, when="04/11/2026 17:00")
        assert found.steps[1].over == 4 * H

    def test_a_stop_that_covers_the_whole_step(self) -> None:
        events = (begun("03/11/2026 09:00", "Bước 2"), done("04/11/2026 09:00", "Bước 2"))
        assert clocks(*self.STOP, *events, when="05/11/2026 10:00")[1].used == 0 * H


class TestLatestStart:
    """The last instant a step can begin so that the rest still fits before the due date."""

    def test_walked_back_from_the_end(self) -> None:
        found = clocks(when="02/11/2026 09:00")
        # Due at the end of Monday 09/11, that is at its closing: 4, 12, 28, 32 hours before.
        assert [one.latest_start for one in found] == [
            at("04/11/2026 08:00"), at("04/11/2026 13:00"), at("06/11/2026 13:00"),
            at("09/11/2026 13:00"),
        ]  # fmt: skip

    def test_begun_or_passed_over_it_has_none(self) -> None:
        found = clocks(begun("02/11/2026 13:00", "Bước 2"), when="02/11/2026 14:00")
        assert [one.latest_start is None for one in found] == [True, True, False, False]

    @pytest.mark.parametrize(
        "unclear",
        [
            step(2, "Niêm yết", TimeLimit(value=3, unit=Unit.CALENDAR_DAY)),
            step(2, "Thẩm định", "02 ngày làm việc", branch="phải xác minh"),
        ],
    )
    def test_before_a_step_of_unknown_length_nothing_is_told(self, unclear: Step) -> None:
        found = clocks(when="02/11/2026 09:00", among=of(STEPS[0], unclear, *STEPS[2:]))
        assert [one.latest_start is None for one in found] == [True, True, False, False]

    def test_an_excluded_step_takes_none_of_the_time(self) -> None:
        after = step(5, "Công bố", "10 ngày làm việc", excluded=True)
        found = clocks(when="02/11/2026 09:00", among=of(*STEPS, after))
        assert found[3].latest_start == at("09/11/2026 13:00")
        assert found[4].latest_start is None

    def test_an_untimed_step_takes_none(self) -> None:
        found = clocks(when="02/11/2026 09:00", among=of(*STEPS, step(5, "Trả kết quả", None)))
        assert found[4].latest_start is not None
        assert found[3].latest_start == at("09/11/2026 13:00")


class TestFourEyes:
    def passed(self, drafter: str, reviewer: str, signer: str) -> list[str]:
        events = [
            begun("02/11/2026 13:00", "Bước 2", drafter), done("03/11/2026 09:00", "Bước 2"),
            begun("03/11/2026 09:00", "Bước 3", reviewer), done("03/11/2026 10:00", "Bước 3"),
            begun("03/11/2026 10:00", "Bước 4", signer),
        ]  # fmt: skip
        return codes(looked_at(*events, when="03/11/2026 11:00"))

    def test_three_persons(self) -> None:
        assert "four_eyes" not in self.passed("A", "B", "C")

    @pytest.mark.parametrize("three", ["AAB", "ABA", "ABB"])
    def test_one_person_in_two_roles(self, three: str) -> None:
        assert self.passed(*three).count("four_eyes") == 1

    def test_nobody_named_is_nobody_accused(self) -> None:
        assert "four_eyes" not in self.passed("", "", "")

    def test_receiving_and_drafting_is_no_conflict(self) -> None:
        events = [begun("02/11/2026 09:00", "Bước 1"), done("02/11/2026 10:00", "Bước 1"),
                  begun("02/11/2026 13:00", "Bước 2")]  # fmt: skip
        assert "four_eyes" not in codes(looked_at(*events, when="03/11/2026 11:00"))


class TestWorkWithoutTheNameOfAStep:
    """Portals tell who worked on a dossier, not in which step."""

    LIFE = (
        RECEIVED,
        begun("02/11/2026 08:00", "", "A"),
        begun("02/11/2026 10:00", "", "B"),
        begun("03/11/2026 08:00", "", "A"),
        e(ResultIssued, "03/11/2026 09:00"),
    )

    def found(self, *events: Event, when: str = "04/11/2026 09:00") -> DossierAssessment:
        return judged(dossier(*(events or self.LIFE)), when)

    def test_it_ends_when_the_next_begins_and_each_holder_has_his_own(self) -> None:
        steps = self.found().steps
        assert [(one.holder, one.used) for one in steps] == [("A", 3 * H), ("B", 6 * H)]
        assert [len(one.passages) for one in steps] == [2, 1]

    def test_the_time_of_all_is_no_more_than_the_time_used(self) -> None:
        found = self.found()
        assert sum((one.used for one in found.steps), 0 * H) == found.working_used == 9 * H

    def test_its_own_completion_stands_before_the_next(self) -> None:
        ended = e(StepCompleted, "02/11/2026 09:00")
        first, second = self.found(*self.LIFE[:2], ended, *self.LIFE[2:3]).steps
        assert (first.used, first.completed_at) == (H, ended.occurred_at)
        assert second.completed_at is None

    def test_a_step_with_a_name_runs_on_beside_it(self) -> None:
        named, nameless = self.found(RECEIVED, begun("02/11/2026 08:00", "Bước 1"),
                                     begun("02/11/2026 10:00", "", "B")).steps  # fmt: skip
        assert named.completed_at is None
        assert nameless.completed_at is None

    def test_the_note_names_the_holder_and_calls_nothing_unfinished_that_has_ended(self) -> None:
        text = self.found().explain()
        assert "  xử lý (A) — " in text
        assert "chưa xong" not in text
        assert "chưa xong" in self.found(*self.LIFE[:3]).explain()
        assert "  work (B) — " in self.found().explain("en")
