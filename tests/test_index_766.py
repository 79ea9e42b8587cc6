"""The on-time rule of the 766 index, case by case, and why it differs from our own answer."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines import vietnam_calendar
from tthc_deadlines.checking.index_766.compare import (
    DISAGREEMENTS,
    INDEX_FINDINGS,
    Disagreement,
    OwnVerdict,
    compare_with_766,
)
from tthc_deadlines.checking.index_766.formula import (
    INDEX_766,
    Index766,
    Policy766,
    on_time_766,
    score_766,
    tally_766,
)
from tthc_deadlines.checking.index_766.status_history import status_history
from tthc_deadlines.checking.index_766.texts import END_RULES, RULES
from tthc_deadlines.citations import Confidence
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.errors import NaiveTimestamp, UnknownChoice, WrongType
from tthc_deadlines.findings import Severity
from tthc_deadlines.instants import VIETNAM

CASES = json.loads(
    (Path(__file__).parent / "golden" / "portal" / "index-766.json").read_text(encoding="utf-8")
)
Steps = list[tuple[int, dt.datetime]]


def local(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)


def at(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


END = at(31, 23)
PROMISED = at(10, 17)


def judge(history: Steps, promised: dt.date | None = PROMISED, **more: Any) -> Index766:
    return on_time_766(history, promised, **{"report_end": END, **more})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case(case: dict[str, Any]) -> None:
    given_, expected = case["given"], case["expect"]
    history = [(int(number), local(when)) for number, when in given_["history"]]
    promised = local(given_["NgayHenTra"]) if "NgayHenTra" in given_ else None
    report_end = local(given_["report_at"]) if "report_at" in given_ else at(31)
    found = on_time_766(history, promised, report_end=report_end)
    assert found.in_denominator == expected.get("in_denominator", True)
    if "status" in expected:
        assert found.on_time == (expected["status"] == "dung_han")
    for name in ("end_instant", "adjusted_end"):
        if name in expected:
            assert getattr(found, name) == local(expected[name])


# --- the end ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "end", "rule"),
    [
        ([(2, at(2)), (10, at(9)), (9, at(8))], at(8), "issued"),
        ([(2, at(2)), (10, at(9))], at(9), "returned"),
        ([(2, at(2)), (10, at(9)), (8, at(3))], at(9), "returned"),
        ([(2, at(2)), (8, at(3))], at(3), "ended"),
        ([(2, at(2)), (3, at(4))], at(4), "ended"),
        ([(2, at(2)), (7, at(5))], at(5), "ended"),
        ([(2, at(2)), (9, at(3)), (4, at(4)), (9, at(6))], at(6), "issued"),
        ([(2, at(2)), (5, at(3))], at(3), "request"),
        ([(2, at(2)), (5, at(3)), (4, at(4))], at(3), "request"),
        ([(2, at(2)), (4, at(4))], END, "period_end"),
        ([(2, at(2))], END, "period_end"),
        ([(2, at(2)), (9, END + dt.timedelta(days=1))], END, "period_end"),
    ],
)
def test_where_the_end_is_taken_from(history: Steps, end: dt.datetime, rule: str) -> None:
    found = judge(history[::-1])
    assert (found.end_instant, found.end_rule) == (end, rule)


def test_a_supplement_that_came_may_count_to_the_end_of_the_period() -> None:
    history = [(2, at(2)), (5, at(3)), (4, at(5))]
    found = judge(history, policy=Policy766(answered_open="period_end"), report_end=at(11))
    assert (found.end_instant, found.adjusted_end) == (at(11), at(9))
    waiting = judge(history[:2], policy=Policy766(answered_open="period_end"))
    assert waiting.end_rule == "request"


@pytest.mark.parametrize("end", [3, 7, 8, 9, 10])
def test_more_than_one_request_is_late_only_while_there_is_no_end(end: int) -> None:
    history = [(2, at(2)), (5, at(3)), (4, at(4)), (5, at(5)), (4, at(6))]
    assert judge(history).on_time is False
    assert judge(history).rule == "several_requests"
    assert judge([*history, (end, at(9))]).on_time is True


# --- who counts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "counts"),
    [
        ([], False),
        ([(1, at(2))], False),
        ([(1, at(2)), (7, at(3))], False),
        ([(1, at(2)), (5, at(3))], False),
        ([(1, at(2)), (8, at(3))], False),
        ([(9, at(3))], True),  # systems that send only the last step
        ([(4, at(3))], True),
        ([(2, at(2))], True),
        ([(2, END + dt.timedelta(days=1))], False),
    ],
)
def test_only_accepted_dossiers_count(history: Steps, counts: bool) -> None:
    found = judge(history)
    assert found.in_denominator is counts
    assert counts or found.on_time is None


def test_the_receipt_may_be_known_from_elsewhere() -> None:
    assert judge([(3, at(5))], accepted_at=at(2)).on_time is True
    assert judge([(3, at(1))], accepted_at=at(2)).end_rule != "ended"


# --- supplements -----------------------------------------------------------------------------


def test_every_completed_supplement_is_taken_off_once() -> None:
    history = [
        (2, at(2)),
        (5, at(3)),
        (5, at(3, 12)),  # sent twice: the time runs from the first
        (4, at(4)),
        (5, at(5)),
        (2, at(5, 15)),
        (9, at(12)),
    ]
    found = judge(history)
    assert found.deducted == dt.timedelta(days=1, hours=6)
    assert found.adjusted_end == at(12) - found.deducted


def test_a_supplement_that_never_came_is_not_taken_off() -> None:
    assert judge([(2, at(2)), (5, at(3)), (9, at(12))]).deducted == dt.timedelta()


def test_what_the_applicant_took_before_receipt_is_not_taken_off() -> None:
    history = [(1, at(1)), (5, at(1, 12)), (2, at(4)), (9, at(11))]
    assert judge(history).deducted == dt.timedelta()
    assert judge([*history[:3]]).end_rule == "period_end"


def test_working_time_is_the_other_way_to_take_it_off() -> None:
    history = [(2, at(2)), (5, at(6, 16)), (4, at(9, 9)), (9, at(11, 9))]  # over a weekend
    by_calendar = judge(history)
    policy = Policy766(deduction="working_time")
    by_work = judge(history, policy=policy, calendar=vietnam_calendar())
    assert by_calendar.deducted == dt.timedelta(days=2, hours=17)
    assert by_work.deducted == dt.timedelta(hours=2)
    assert (by_calendar.on_time, by_work.on_time) == (True, True)
    assert by_work.adjusted_end == at(10, 16)
    with pytest.raises(WrongType):
        judge(history, policy=policy)


# --- promises --------------------------------------------------------------------------------


def test_days_may_be_compared_instead_of_instants() -> None:
    history = [(2, at(2)), (9, at(10, 17, 1))]
    assert judge(history).on_time is False
    assert judge(history, policy=Policy766(comparison="day")).on_time is True
    assert judge([(2, at(2)), (9, at(11))], policy=Policy766(comparison="day")).on_time is False


def test_a_promise_of_a_day_lasts_to_its_end() -> None:
    assert judge([(2, at(2)), (9, at(10, 23))], dt.date(2026, 3, 10)).on_time is True
    assert judge([(2, at(2)), (9, at(11, 0))], dt.date(2026, 3, 10)).on_time is False


def test_without_a_promise_the_longest_limit_counts() -> None:
    history = [(2, at(2)), (5, at(3)), (4, at(5)), (9, at(9))]
    assert judge(history, None).on_time is None
    assert judge(history, None).rule == "no_promise"
    assert judge(history, None, max_limit=dt.timedelta(days=5)).on_time is True
    assert judge(history, None, max_limit=dt.timedelta(days=5) - dt.timedelta(seconds=1)).rule == (
        "after_limit"
    )


def test_the_score() -> None:
    found = [
        judge([(2, at(2)), (9, at(9))]),
        judge([(2, at(2)), (9, at(11))]),
        judge([(1, at(2))]),
        judge([(2, at(2))], None),
    ]
    tally = tally_766(found)
    assert (tally.received, tally.on_time, tally.undetermined) == (3, 1, 1)
    assert tally.score == Decimal("6.67")
    assert score_766(0, 0) is None
    assert score_766(5, 5) == 20


# --- texts and refusals ----------------------------------------------------------------------


def test_every_rule_has_both_languages_and_a_secondary_source() -> None:
    found = judge([(2, at(2)), (5, at(3)), (4, at(4)), (9, at(12))])
    assert found.reason("vi") == (
        "quá hạn: xử lý xong 09:00 12/03/2026, trừ thời gian bổ sung 24 giờ, "
        "sau ngày hẹn trả 17:00 10/03/2026"
    )
    assert found.citation.confidence is Confidence.SECONDARY
    for table in (RULES, END_RULES, DISAGREEMENTS):
        for code, (vi, en) in table.items():
            assert (vi != en) or not code


def test_naive_instants_and_unknown_choices_are_refused() -> None:
    naive = dt.datetime(2026, 3, 2)  # noqa: DTZ001
    with pytest.raises(NaiveTimestamp):
        judge([(2, naive)])
    with pytest.raises(NaiveTimestamp):
        judge([(2, at(2))], naive)
    with pytest.raises(UnknownChoice):
        Policy766(deduction="hours")


histories = st.lists(
    st.tuples(
        st.integers(1, 10),
        st.integers(0, 40 * 24).map(lambda hours: at(1, 0) + dt.timedelta(hours=hours)),
    ),
    max_size=8,
)


@given(histories, st.none() | st.integers(1, 30).map(at))
def test_any_history_has_an_answer(history: Steps, promised: dt.datetime | None) -> None:
    found = judge(history, promised)
    assert found.reason("vi")
    assert found.reason("en")
    if not found.in_denominator:
        assert found.on_time is None
    elif promised is not None:
        assert found.on_time is not None
    if found.end_instant is not None and found.adjusted_end is not None:
        assert found.end_instant <= END
        assert found.adjusted_end + found.deducted == found.end_instant


@given(histories, st.integers(1, 25))
def test_a_later_promise_never_makes_it_late(history: Steps, day: int) -> None:
    earlier, later = judge(history, at(day)), judge(history, at(day + 3))
    assert not (earlier.on_time and later.on_time is False)


# --- from events -----------------------------------------------------------------------------


def test_events_give_the_history_of_statuses() -> None:
    events = [
        ev.Submitted(id="1", occurred_at=at(1)),
        ev.Accepted(id="2", occurred_at=at(2)),
        ev.StepStarted(id="3", occurred_at=at(3)),
        ev.SupplementRequested(id="4", occurred_at=at(4)),
        ev.SupplementReceived(id="5", occurred_at=at(5)),
        ev.Stopped(id="6", occurred_at=at(6), ground="financial_obligation"),
        ev.Resumed(id="7", occurred_at=at(7)),
        ev.Stopped(id="8", occurred_at=at(8), ground="expert_appraisal"),
        ev.Extended(id="9", occurred_at=at(8), until=at(20)),
        ev.ResultIssued(id="10", occurred_at=at(9)),
        ev.Correction(
            id="11",
            occurred_at=at(12),
            corrects="10",
            replacement=ev.ResultIssued(id="10", occurred_at=at(10)),
        ),
        ev.Returned(id="12", occurred_at=at(11)),
    ]
    assert status_history(events) == [
        *((1, at(1)), (2, at(2)), (4, at(3)), (5, at(4)), (4, at(5))),
        *((6, at(6)), (4, at(7)), (9, at(10)), (10, at(11))),
    ]


@pytest.mark.parametrize(
    ("event", "number"),
    [(ev.Rejected, 3), (ev.Withdrawn, 7), (ev.Closed, 8), (ev.Reopened, 4)],
)
def test_ends_without_a_result_have_their_status(event: type[Event], number: int) -> None:
    events = [ev.Accepted(id="1", occurred_at=at(2)), event(id="2", occurred_at=at(3))]
    assert [one for one, _ in status_history(events)][1:] == [number]


# --- against our own answer ------------------------------------------------------------------


def differ(history: Steps, own: OwnVerdict, promised: dt.date | None, **more: Any) -> Disagreement:
    found = compare_with_766(history, own, promised, **{"report_end": END, **more})
    assert found is not None
    return found


def test_agreement_is_none_and_so_is_silence() -> None:
    history = [(2, at(2)), (9, at(9))]
    agreed = OwnVerdict(on_time=True, due=at(10), at=at(9))
    assert compare_with_766(history, agreed, at(10), report_end=END) is None
    unknown = OwnVerdict(on_time=None)
    assert compare_with_766(history, unknown, at(1), report_end=END) is None
    assert compare_with_766([(1, at(2))], agreed, at(1), report_end=END) is None


@pytest.mark.parametrize(
    ("reason", "history", "own", "promised"),
    [
        (
            "second_supplement",
            [(2, at(2)), (5, at(3)), (4, at(4)), (5, at(5)), (4, at(6))],
            OwnVerdict(on_time=True, due=dt.date(2026, 4, 2), at=at(20)),
            at(25),
        ),
        (  # the limit starts anew: by law there is more time than the portal takes off
            "supplement_subtracted",
            [(2, at(2)), (5, at(9)), (4, at(10)), (9, at(16))],
            OwnVerdict(on_time=True, due=dt.date(2026, 3, 17), at=at(16)),
            at(10, 17),
        ),
        (
            "request_is_end",
            [(2, at(2)), (5, at(12))],
            OwnVerdict(on_time=True, due=None, at=at(31)),
            at(10),
        ),
        (
            "promise_replaced",
            [(2, at(2)), (9, at(12))],
            OwnVerdict(on_time=False, due=at(10), at=at(12), first_promise=at(10)),
            at(15),
        ),
        (
            "promise_not_statutory",
            [(2, at(2)), (9, at(9))],
            OwnVerdict(on_time=True, due=dt.date(2026, 3, 10), at=at(9)),
            at(6),
        ),
        (
            "instant_not_day",
            [(2, at(2)), (9, at(10, 16))],
            OwnVerdict(on_time=True, due=dt.date(2026, 3, 10), at=at(10, 16)),
            at(10, 0),
        ),
        (
            "stop_not_subtracted",
            [(2, at(2)), (6, at(3)), (4, at(6)), (9, at(12))],
            OwnVerdict(on_time=True, at=at(12), stopped=dt.timedelta(days=3)),
            at(10),
        ),
        (
            "return_is_end",
            [(2, at(2)), (10, at(12))],
            OwnVerdict(on_time=True, due=at(10), at=at(9)),
            at(10),
        ),
        (
            "halt_is_end",
            [(2, at(2)), (8, at(3))],
            OwnVerdict(on_time=False, due=at(10), at=at(20)),
            at(10),
        ),
        (
            "period_end",
            [(2, at(2))],
            OwnVerdict(on_time=True, due=at(10), at=at(6)),
            at(10),
        ),
        (
            "other",
            [(2, at(2)), (9, at(12))],
            OwnVerdict(on_time=True, due=at(10), at=at(9)),
            at(10),
        ),
    ],
)
def test_why_they_differ(
    reason: str, history: Steps, own: OwnVerdict, promised: dt.datetime
) -> None:
    found = differ(history, own, promised)
    assert reason in found.reasons
    assert found.explain("vi") != found.explain("en")


def test_an_agreed_cause_is_not_a_reason() -> None:
    own = OwnVerdict(on_time=True, due=dt.date(2026, 3, 10), at=at(9), first_promise=at(6))
    assert differ([(2, at(2)), (9, at(9))], own, at(6)).reasons == ("promise_not_statutory",)


def test_a_disagreement_is_a_finding() -> None:
    own = OwnVerdict(on_time=True, due=dt.date(2026, 3, 10), at=at(9))
    found = differ([(2, at(2)), (9, at(9))], own, at(6)).finding("H1", path="a.json", line=3)
    assert (found.code, found.severity, found.subject) == ("index_766_differs", Severity.INFO, "H1")
    assert found.code in INDEX_FINDINGS
    assert found.citation is INDEX_766
    assert found.data["reasons"] == ["promise_not_statutory"]
    assert found.message("en") == (
        "by the 766 index: late: finished 2026-03-09 09:00, after the promise 2026-03-06 09:00; "
        "by the limit: on time (the portal compares with the promise, not with the statutory due "
        "date)"
    )
    assert "theo chỉ số 766: quá hạn" in found.message("vi")
