"""Judging one dossier: status, working time, promises, findings."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines import CountingPolicy, DayKind, TimeLimit, deadline, vietnam_calendar
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.knowledge import calendar_known_on
from tthc_deadlines.checking.messages import BAD_ROWS, FINDINGS, title_of
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.promises import (
    MISTAKES,
    Promise,
    PromiseExplainer,
    explain_promise,
)
from tthc_deadlines.checking.reckoning import read_limit_cell
from tthc_deadlines.checking.rules import judge
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import NaiveTimestamp, OutOfCoverage
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import parse_instant

FIVE = "05 ngày làm việc"
HOURS = "08 giờ làm việc"
CALENDAR = vietnam_calendar()


def moment(text: str) -> Moment:
    return parse_instant(text)


def instant(text: str) -> dt.datetime:
    value = parse_instant(text)
    assert isinstance(value, dt.datetime)
    return value


def record(received: str = "20/11/2026 09:00", limit: str = FIVE, *, promised: str = "",
           finished: str = "", **fields: Any) -> DossierRecord:  # fmt: skip
    return DossierRecord(
        code=fields.pop("code", "H01"),
        received_at=moment(received),
        limit_text=limit,
        promised_at=moment(promised) if promised else None,
        finished_at=moment(finished) if finished else None,
        **fields,
    )


def judged(at: str, *args: Any, policy: CheckPolicy | None = None,
           counting: CountingPolicy | None = None, **fields: Any) -> Assessment:  # fmt: skip
    found = judge(record(*args, **fields), instant(at), CALENDAR, policy, counting)
    assert isinstance(found, Assessment), found
    return found


def codes(found: Assessment) -> list[str]:
    return [finding.code for finding in found.findings]


# --- finished: dates for limits in days, instants for limits in hours -------------------


@pytest.mark.parametrize(
    ("finished", "status", "left", "over"),
    [
        # 05 ngày làm việc from Fri 20/11/2026 → Mon 30/11/2026 (24/11 is a holiday)
        ("27/11/2026", Status.EARLY, 8, None),
        ("29/11/2026 23:00", Status.EARLY, 8, None),
        ("30/11/2026", Status.ON_TIME, 0, None),
        ("30/11/2026 10:00", Status.ON_TIME, 6, None),
        ("30/11/2026 20:00", Status.ON_TIME, 0, None),  # the counter is closed, the day is not over
        ("01/12/2026 00:00", Status.LATE, None, 0),
        ("01/12/2026 10:00", Status.LATE, None, 2),
        ("01/12/2026", Status.LATE, None, 8),
        ("2026-11-30T18:00:00Z", Status.LATE, None, 0),  # 01:00 the next day in Vietnam
    ],
)
def test_limits_in_days_compare_dates(
    finished: str, status: Status, left: float | None, over: float | None
) -> None:
    found = judged("10/12/2026 08:00", finished=finished)
    assert found.status is status
    assert found.due_on == dt.date(2026, 11, 30)
    assert found.working_left == (None if left is None else dt.timedelta(hours=left))
    assert found.working_over == (None if over is None else dt.timedelta(hours=over))


@pytest.mark.parametrize(
    ("finished", "status"),
    [
        # 08 giờ làm việc from Fri 20/11/2026 15:30 → Mon 23/11/2026 15:30
        ("23/11/2026 15:29", Status.EARLY),
        ("23/11/2026 15:30", Status.ON_TIME),
        ("23/11/2026 15:30:01", Status.LATE),
        ("22/11/2026", Status.EARLY),
        ("24/11/2026", Status.LATE),
    ],
)
def test_limits_in_hours_compare_instants(finished: str, status: Status) -> None:
    found = judged("10/12/2026 08:00", "20/11/2026 15:30", HOURS, finished=finished)
    assert found.status is status


def test_a_limit_in_hours_needs_the_times_it_compares() -> None:
    at = instant("10/12/2026 08:00")
    found = judge(record("20/11/2026 15:30", HOURS, finished="23/11/2026"), at, CALENDAR)
    assert isinstance(found, Finding)
    assert found.data["reason"] == "time_of_finish_needed"
    found = judge(record("20/11/2026", HOURS), at, CALENDAR)
    assert isinstance(found, Finding)
    assert (found.code, found.data["reason"]) == ("bad_row", "time_of_receipt_needed")


@pytest.mark.parametrize(
    ("received", "finished", "status"),
    [
        ("20/11/2026 14:00", "20/11/2026 16:30", Status.ON_TIME),
        ("20/11/2026 14:00", "23/11/2026 08:30", Status.LATE),
        ("20/11/2026 15:10", "23/11/2026 08:30", Status.ON_TIME),
        ("20/11/2026 15:10", "20/11/2026 16:30", Status.EARLY),
    ],
)
def test_same_day_limits(received: str, finished: str, status: Status) -> None:
    words = "ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    assert judged("10/12/2026 08:00", received, words, finished=finished).status is status


# --- running ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "status", "left", "over"),
    [
        ("20/11/2026 09:00", Status.RUNNING, 47, None),
        ("26/11/2026 17:00", Status.RUNNING, 16, None),
        ("27/11/2026 17:00", Status.DUE_SOON, 8, None),  # less than a fifth of 47 hours
        ("30/11/2026 07:00", Status.DUE_SOON, 8, None),  # the last day has come
        ("30/11/2026 08:30", Status.DUE_SOON, 7.5, None),
        ("30/11/2026 23:59", Status.DUE_SOON, 0, None),
        ("01/12/2026 00:00", Status.OVERDUE, None, 0),
        ("01/12/2026 09:00", Status.OVERDUE, None, 1),
        ("02/12/2026 09:00", Status.OVERDUE, None, 9),
    ],
)
def test_running_until_due_and_overdue_after(
    at: str, status: Status, left: float | None, over: float | None
) -> None:
    found = judged(at)
    assert found.status is status
    assert found.working_left == (None if left is None else dt.timedelta(hours=left))
    assert found.working_over == (None if over is None else dt.timedelta(hours=over))
    assert ("overdue" in codes(found)) == (status is Status.OVERDUE)
    assert ("due_soon" in codes(found)) == (status is Status.DUE_SOON)


def test_due_soon_is_a_share_of_long_limits() -> None:
    # 30 working days from 02/11/2026: due 15/12/2026; a fifth of it is six days.
    limit = "30 ngày làm việc"
    assert judged("07/12/2026 08:00", "02/11/2026", limit).status is Status.RUNNING
    assert judged("08/12/2026 09:00", "02/11/2026", limit).status is Status.DUE_SOON
    none = CheckPolicy(due_soon_share=Fraction(0), due_soon_working_time=dt.timedelta())
    assert judged("08/12/2026 09:00", "02/11/2026", limit, policy=none).status is Status.RUNNING
    assert judged("15/12/2026 09:00", "02/11/2026", limit, policy=none).status is Status.DUE_SOON


@pytest.mark.parametrize(
    ("own", "status"),
    [
        ("5", Status.STOPPED), ("Chờ bổ sung", Status.STOPPED), ("8", Status.STOPPED),
        ("7", Status.CLOSED), ("Từ chối", Status.CLOSED), ("4", Status.OVERDUE),
        ("Không ai biết", Status.OVERDUE), ("", Status.OVERDUE),
    ],
)  # fmt: skip
def test_what_waits_or_is_closed_is_never_overdue(own: str, status: Status) -> None:
    found = judged("31/12/2026 09:00", status_text=own, holder="")
    assert found.status is status
    if status in (Status.STOPPED, Status.CLOSED):
        assert codes(found) == []
        assert (found.working_left, found.working_over) == (None, None)


def test_a_finish_date_wins_over_an_older_status_and_says_so() -> None:
    found = judged("31/12/2026 09:00", status_text="Chờ bổ sung", finished="30/11/2026")
    assert found.status is Status.ON_TIME
    assert codes(found) == ["status_conflict"]
    refused = judged("31/12/2026 09:00", status_text="Từ chối", finished="30/11/2026")
    assert (refused.status, codes(refused)) == (Status.ON_TIME, [])


def test_a_status_not_understood_is_said_while_the_dossier_counts_as_open() -> None:
    found = judged("31/12/2026 09:00", status_text="Chuyển liên thông")
    assert (found.status, codes(found)) == (Status.OVERDUE, ["overdue", "unknown_status"])
    assert "“Chuyển liên thông”" in found.findings[-1].message("vi")
    known = judged("31/12/2026 09:00", status_text="Đang xử lý")
    assert codes(known) == ["overdue"]
    finished = judged("31/12/2026 09:00", status_text="Chuyển liên thông", finished="27/11/2026")
    assert codes(finished) == []


def test_what_lies_after_the_instant_has_not_happened() -> None:
    found = judged("25/11/2026 09:00", finished="27/11/2026")
    assert (found.status, codes(found)) == (Status.RUNNING, ["finished_after_check"])
    found = judged("19/11/2026 09:00")
    assert (found.status, codes(found)) == (Status.RUNNING, ["received_after_check"])


# --- the limit cell -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no_limit"),
        ("Không quy định", "undated_limit"),
        ("Ngay sau khi nhận đủ hồ sơ hợp lệ", "undated_limit"),
        ("theo thỏa thuận", "undated_limit"),
        ("một thời gian hợp lý", "ambiguous_wording"),
        ("5", "ambiguous_wording"),
        ("03 ngày đối với cấp mới, 05 ngày làm việc đối với cấp lại", "several_limits"),
        ("15 ngày làm việc kể từ ngày ban hành quyết định", "limit_from_other_event"),
    ],
)
def test_without_one_certain_limit_nothing_is_on_time(text: str, problem: str) -> None:
    running = judged("31/12/2026 09:00", limit=text)
    finished = judged("31/12/2026 09:00", limit=text, finished="21/11/2026")
    for found in (running, finished):
        assert (found.status, codes(found)) == (Status.NO_LIMIT, [problem])
        assert (found.due_on, found.working_left, found.working_over) == (None, None, None)
        assert found.findings[0].message("vi") != found.findings[0].message("en")


def test_a_bare_number_is_refused_in_the_words_of_an_official() -> None:
    [finding] = judged("31/12/2026 09:00", limit="5").findings
    assert finding.message("vi").endswith("hãy ghi thêm đơn vị")
    assert "bare_day" not in finding.message("vi") + finding.message("en")


def test_a_limit_that_contradicts_itself_is_no_limit() -> None:
    words = "04 giờ làm việc; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    found = judged("31/12/2026 09:00", limit=words)
    assert (found.status, codes(found)) == (Status.NO_LIMIT, ["ambiguous_wording"])


def test_an_agreed_day_stored_as_midnight_is_the_whole_day() -> None:
    found = judged("20/11/2026 15:00", limit="theo thỏa thuận", promised="20/11/2026 00:00")
    assert (found.status, found.due_on) == (Status.DUE_SOON, dt.date(2026, 11, 20))


def test_an_agreed_day_is_the_promised_one() -> None:
    found = judged("31/12/2026 09:00", limit="theo thỏa thuận", promised="10/12/2026")
    assert (found.status, found.due_on) == (Status.OVERDUE, dt.date(2026, 12, 10))
    assert found.promise is Promise.SAME


def test_a_limit_with_an_extension_is_judged_by_itself_and_says_so() -> None:
    words = (
        "05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ; trường hợp cần xác minh thì thời hạn "
        "kéo dài nhưng không quá 10 ngày làm việc."
    )
    assert read_limit_cell(words).limit == TimeLimit.parse(
        FIVE + " kể từ ngày nhận đủ hồ sơ hợp lệ"
    )
    found = judged("04/12/2026 09:00", limit=words)
    assert codes(found) == ["overdue", "extension_possible"]
    assert codes(judged("21/11/2026 09:00", limit=words)) == []


# --- promises -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "limit", "promised", "code", "cause"),
    [
        ("20/11/2026 09:00", FIVE, "30/11/2026", None, None),
        ("20/11/2026 09:00", FIVE, "30/11/2026 16:30", None, None),
        ("20/11/2026", FIVE, "27/11/2026", "promised_not_derivable", "receipt_day_counted"),
        ("20/11/2026", "10 ngày làm việc", "04/12/2026", "promised_not_derivable",
         "receipt_day_counted"),
        ("23/12/2025", "10 ngày làm việc", "06/01/2026", "promised_not_derivable",
         "holidays_ignored"),
        ("20/08/2026", "03 ngày làm việc", "25/08/2026", "promised_after_due",
         "swaps_ignored"),  # the make-up Saturday 22/08 was overlooked
        ("26/12/2025", "03 ngày làm việc", "31/12/2025", None, None),
        ("26/12/2025", "04 ngày làm việc", "02/01/2026", "promised_not_derivable",
         "swaps_ignored"),
        ("20/11/2026", FIVE, "01/12/2026", "promised_after_due", "started_next_day"),
        ("23/11/2026", FIVE, "28/11/2026", "promised_not_derivable", "working_as_calendar"),
        ("23/11/2026", FIVE, "30/11/2026", "promised_not_derivable", "receipt_day_counted"),
        ("20/11/2026", "10 ngày", "07/12/2026", "promised_after_due", "calendar_as_working"),
        ("14/11/2026", "10 ngày", "24/11/2026", "promised_not_derivable", "not_rolled"),
        ("20/11/2026", FIVE, "25/11/2026", "promised_not_derivable", "working_as_calendar"),
        ("20/11/2026", FIVE, "15/01/2027", "promised_after_due", None),
        ("20/11/2026", FIVE, "23/11/2026", "promised_not_derivable", None),
        # 24/12/2025: the swap of 02/01/2026 was signed the day after
        ("24/12/2025", "06 ngày làm việc", "02/01/2026", "promised_by_other_reading",
         "known_on_receipt"),
        # received on Saturday, counted from Monday
        ("21/11/2026 10:00", "03 ngày làm việc", "27/11/2026", "promised_by_other_reading",
         "off_hours_receipt=next_working_day"),
        ("20/11/2026 15:30", HOURS, "25/11/2026", "promised_after_due", None),
        ("20/11/2026 15:30", HOURS, "23/11/2026 16:00", "promised_after_due", None),
        ("20/11/2026 15:30", HOURS, "23/11/2026 11:00", None, None),
    ],
)  # fmt: skip
def test_promises_are_compared_and_their_cause_named(
    received: str, limit: str, promised: str, code: str | None, cause: str | None
) -> None:
    found = judged("20/11/2026 08:00", received, limit, promised=promised)
    promises = [finding for finding in found.findings if finding.code.startswith("promised")]
    assert [finding.code for finding in promises] == ([code] if code else [])
    if code:
        assert promises[0].data["cause_code"] == cause
        assert promises[0].column == "promised_at"


def test_a_promise_that_follows_the_calendar_known_then_is_derivable() -> None:
    received = dt.date(2025, 12, 24)
    due = deadline(received, TimeLimit.parse("06 ngày làm việc"), CALENDAR)
    assert due.on == dt.date(2026, 1, 5)
    cause = explain_promise(dt.date(2026, 1, 2), due, received)
    assert cause is not None
    assert (cause.code, cause.lawful) == ("known_on_receipt", True)


def test_the_calendar_known_then_equals_the_one_asked_for_directly() -> None:
    for text in ("2024-03-01", "2025-12-24", "2025-12-25", "2025-12-26", "2026-05-01"):
        day = dt.date.fromisoformat(text)
        then = calendar_known_on(CALENDAR, day)
        direct = vietnam_calendar(known_on=day)
        assert then is not None
        for offset in range(600):
            date = day + dt.timedelta(days=offset)
            assert then.is_working_day(date) == direct.is_working_day(date), date
    assert calendar_known_on(CALENDAR, dt.date(2030, 1, 1)) is None


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 20)), st.integers(1, 60))
def test_shortcuts_give_the_day_a_walk_gives(day: dt.date, n: int) -> None:
    due = deadline(day, TimeLimit.parse(f"{n} ngày làm việc"), CALENDAR)
    by_code = {cause.code: recount for cause, _, recount in MISTAKES}

    def walk(*kinds: DayKind) -> dt.date:
        left, here = n, day
        while left:
            here += dt.timedelta(days=1)
            left -= CALENDAR.describe(here).kind in kinds if kinds else here.weekday() < 5
        return here

    assert by_code["holidays_ignored"](due, day) == walk()
    assert (by_code["swaps_ignored"](due, day) or due.on) == walk(
        DayKind.WORKING, DayKind.SWAPPED_OFF
    )


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 20)),
    st.integers(1, 40),
    st.sampled_from(["ngày làm việc", "ngày"]),
    st.integers(-20, 20),
)
def test_remembering_ways_changes_no_explanation(
    day: dt.date, n: int, unit: str, offset: int
) -> None:
    due = deadline(day, TimeLimit.parse(f"{n} {unit}"), CALENDAR)
    assert due.on is not None
    explainer = PromiseExplainer()
    promised = due.on + dt.timedelta(days=offset)
    first = explainer.explain(promised, due, day)
    assert explainer.explain(promised, due, day) == first
    assert explain_promise(promised, due, day) == first


def test_every_mistake_is_told_in_both_languages() -> None:
    for cause, units, _ in MISTAKES:
        assert units
        assert not cause.lawful
        assert cause.words.vi != cause.words.en


# --- other findings -----------------------------------------------------------------------


def test_a_blank_holder_is_unassigned_only_while_the_dossier_is_open() -> None:
    assert "unassigned" in codes(judged("25/11/2026 09:00", holder=""))
    assert "unassigned" in codes(judged("25/11/2026 09:00", limit="", holder=""))
    assert "unassigned" not in codes(judged("25/11/2026 09:00", holder="Trần B"))
    assert "unassigned" not in codes(judged("25/11/2026 09:00", holder=None))
    assert "unassigned" not in codes(judged("25/12/2026 09:00", holder="", finished="30/11/2026"))


def test_the_date_in_the_code_is_compared_with_the_local_day_of_receipt() -> None:
    code = "000.00.17.H26-261121-0001"
    assert codes(judged("25/11/2026 09:00", "2026-11-20T18:00:00Z", code=code)) == []
    [finding] = judged("25/11/2026 09:00", "20/11/2026 09:00", code=code).findings
    assert (finding.code, finding.data) == (
        "code_date_mismatch", {"in_code": "2026-11-21", "received": "2026-11-20"},
    )  # fmt: skip


def test_a_due_date_on_a_provisional_calendar_says_so() -> None:
    assert "provisional_calendar" in codes(judged("05/01/2029 09:00", "04/01/2029 08:00"))


def test_the_ground_is_the_clause_in_force_at_receipt() -> None:
    grounds = []
    for received, at in (("02/06/2025", "01/07/2025 09:00"), ("02/07/2025", "01/08/2025 09:00"),
                         ("02/11/2026", "20/11/2026 09:00")):  # fmt: skip
        citation = judged(at, received).findings[0].citation
        assert citation is not None
        grounds.append((citation.number, citation.article, str(citation.confidence)))
    assert grounds == [
        ("61/2018/NĐ-CP", "Điều 19 khoản 9", "memory"),
        ("118/2025/NĐ-CP", "Điều 19 khoản 6", "verified"),
        ("118/2025/NĐ-CP", "Điều 19 khoản 6", "secondary"),
    ]


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        ({"code": ""}, "bad_row", "missing_code"),
        ({"finished": "19/11/2026"}, "bad_row", "finished_before_received"),
        ({"finished": "20/11/2026 08:59"}, "bad_row", "finished_before_received"),
        ({"promised": "19/11/2026"}, "bad_row", "promised_before_received"),
        ({"status_text": "9"}, "bad_row", "finish_date_missing"),
        ({"received": "31/12/2009"}, "out_of_coverage", "outside_coverage"),
        ({"promised": "01/01/2061"}, "out_of_coverage", "outside_coverage"),
        ({"received": "01/12/2060", "limit": "90 ngày"}, "out_of_coverage", "outside_coverage"),
        ({"received": "01/12/2060", "limit": "99999 năm"}, "out_of_coverage", "outside_coverage"),
    ],
)
def test_a_record_that_contradicts_itself_is_a_bad_row(
    fields: dict[str, str], code: str, reason: str
) -> None:
    found = judge(record(**fields), instant("20/11/2026 12:00"), CALENDAR)
    assert isinstance(found, Finding)
    assert (found.code, found.data["reason"]) == (code, reason)
    assert found.message("vi") != found.message("en")


@pytest.mark.parametrize(
    ("received", "limit", "words"),
    [
        ("20/11/1996 09:00", FIVE, "20/11/1996 nằm ngoài phạm vi của lịch, từ 01/01/2010"),
        ("0002-01-01T00:00+07:00", FIVE, "01/01/2 nằm ngoài phạm vi của lịch"),
        ("01/12/2060", "90 ngày", "ngày hết hạn của thời hạn 90 ngày từ 01/12/2060 nằm ngoài"),
        ("31/12/2060 16:00", "30 giờ làm việc", "30 giờ làm việc từ 31/12/2060 nằm ngoài"),
        ("01/12/2060", "99999 năm", "99999 năm từ 01/12/2060 nằm ngoài"),
    ],
)
def test_dates_are_shown_the_vietnamese_way(received: str, limit: str, words: str) -> None:
    found = judge(record(received, limit), instant("20/11/2026 12:00"), CALENDAR)
    assert isinstance(found, Finding)
    assert words in found.message("vi")
    assert not re.search(r"\d{4}-\d\d|\+07", found.message("vi"))
    assert found.column == ("received_at" if limit == FIVE else "limit_text")


def test_a_finish_stored_as_midnight_of_the_day_of_receipt_is_that_day() -> None:
    found = judged("21/11/2026 08:00", finished="20/11/2026 00:00")
    assert found.status is Status.EARLY


def test_the_instant_of_the_check_needs_a_zone_and_a_calendar() -> None:
    with pytest.raises(NaiveTimestamp):
        judge(record(), dt.datetime(2026, 11, 20, 9), CALENDAR)  # noqa: DTZ001
    with pytest.raises(OutOfCoverage):
        judge(record(), instant("20/11/2099 09:00"), CALENDAR)


def test_every_text_is_there_in_both_languages_with_the_same_blanks() -> None:
    import string

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for code, row in FINDINGS.items():
        assert blanks(row.vi) == blanks(row.en), code
        assert title_of(code, "vi") != title_of(code, "en")
    for reason, (vi, en) in BAD_ROWS.items():
        assert blanks(vi) == blanks(en), reason


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))


@given(DAYS, DAYS, st.integers(1, 30), st.sampled_from(["ngày làm việc", "ngày", "giờ làm việc"]))
def test_a_dossier_is_over_or_has_time_left_never_both(
    received: dt.date, at: dt.date, n: int, unit: str
) -> None:
    one = DossierRecord(
        code="H01",
        received_at=dt.datetime.combine(received, dt.time(9), CALENDAR.zone),
        limit_text=f"{n} {unit}",
    )
    now = dt.datetime.combine(at, dt.time(15, 30), CALENDAR.zone)
    found = judge(one, now, CALENDAR)
    assert isinstance(found, Assessment)
    assert found.deadline is not None
    assert (found.working_left is None) != (found.working_over is None)
    assert (found.status is Status.OVERDUE) == (found.deadline.is_met_by(now) is False)
    finished = judge(attrs.evolve(one, finished_at=now), now, CALENDAR)
    if isinstance(finished, Assessment) and at >= received:
        assert (finished.status is Status.LATE) == (found.status is Status.OVERDUE)
