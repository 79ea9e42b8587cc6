"""Checking a batch: nothing lost, nothing held, counts that add up."""

from __future__ import annotations

import datetime as dt
import math
import random
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines import OutOfCoverage, check, vietnam_calendar
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.rules import judge
from tthc_deadlines.checking.summary import plain_summary
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import AmbiguousDates, NaiveTimestamp, WrongType
from tthc_deadlines.exchange.opening import read_dossiers
from tthc_deadlines.exchange.records import DossierFile
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.instants import VIETNAM

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
LIMITS = ("05 ngày làm việc", "30 ngày", "03 ngày làm việc", "08 giờ làm việc", "", "5", "1 tháng")


def dossiers(count: int, seed: int = 1) -> Iterator[DossierRecord]:
    """Made-up dossiers, some of them bad."""
    chance = random.Random(seed)
    for number in range(count):
        received = dt.datetime(2026, 1, 5, 8, tzinfo=VIETNAM) + dt.timedelta(
            minutes=chance.randrange(450_000)
        )
        finished = received + dt.timedelta(hours=chance.randrange(-50, 900))
        yield DossierRecord(
            code=f"H{number if chance.random() < 0.95 else chance.randrange(1 + number)}",
            received_at=received if chance.random() < 0.8 else received.date(),
            limit_text=chance.choice(LIMITS),
            promised_at=(received + dt.timedelta(days=chance.randrange(-1, 20))).date(),
            finished_at=finished if chance.random() < 0.6 else None,
            status_text=chance.choice(("", "4", "5", "9")),
            unit=f"Phòng {chance.randrange(5)}",
            holder=chance.choice(("", "Trần B")),
            path="list.csv",
            line=number + 2,
        )


def test_every_row_is_judged_or_reported_and_all_counts_add_up() -> None:
    result = check(dossiers(2000), AT)
    found = list(result)
    summary = result.summary
    judged = [one for one in found if isinstance(one, Assessment)]
    bad = [one for one in found if isinstance(one, Finding)]
    assert (summary.read, summary.judged, summary.bad) == (2000, len(judged), len(bad))
    assert summary.judged + summary.bad == summary.read
    assert bad
    assert Counter(one.status for one in judged) == +Counter(summary.by_status)
    units: Counter[Status] = Counter()
    for counts in summary.by_unit.values():
        units.update(counts)
    assert units == +Counter(summary.by_status)
    codes = Counter(one.code for one in bad)
    for one in judged:
        codes.update(finding.code for finding in one.findings)
    assert codes == Counter(summary.by_finding)
    assert sum(summary.by_severity.values()) == codes.total()
    assert list(summary.bad_rows) == bad[: len(summary.bad_rows)]


def test_a_batch_gives_each_dossier_what_a_single_call_gives() -> None:
    calendar = vietnam_calendar()
    for found in check(dossiers(600, seed=3), AT, calendar):
        if isinstance(found, Assessment):
            alone = judge(found.record, AT, calendar)
            assert isinstance(alone, Assessment)
            assert (alone.status, alone.due_on, alone.due_at) == (
                found.status, found.due_on, found.due_at,
            )  # fmt: skip
            assert (alone.working_left, alone.working_over) == (
                found.working_left, found.working_over,
            )  # fmt: skip
            assert [finding.data for finding in alone.findings] == [
                finding.data for finding in found.findings
            ]


@given(st.permutations(list(dossiers(40, seed=5))))
def test_the_order_of_rows_changes_no_count(rows: list[DossierRecord]) -> None:
    unique = list({row.code: row for row in rows}.values())
    first = check(unique, AT).summary
    ordered = sorted(unique, key=lambda row: row.code)
    second = check(ordered, AT).summary
    assert plain_summary(first) == plain_summary(second)


def test_the_worst_are_the_furthest_over_and_ties_go_by_code() -> None:
    result = check(dossiers(1500, seed=7), AT)
    over = [
        (-one.working_over, one.record.code)
        for one in result
        if isinstance(one, Assessment) and one.working_over is not None
    ]
    summary = result.summary
    assert [one.record.code for one in summary.worst] == [code for _, code in sorted(over)[:10]]


def one(code: str, received: dt.date, limit: str = "01 ngày làm việc") -> DossierRecord:
    return DossierRecord(code=code, received_at=received, limit_text=limit)


def test_what_falls_due_today_tomorrow_and_this_week() -> None:
    # Fri 20/11/2026; Mon 23/11 is the next working day, Tue 24/11 a holiday
    rows = [
        one("due today", dt.date(2026, 11, 19)),
        one("due monday", dt.date(2026, 11, 20)),
        one("due wednesday", dt.date(2026, 11, 23)),
        one("overdue", dt.date(2026, 11, 10)),
        DossierRecord(
            code="finished", received_at=dt.date(2026, 11, 19), limit_text="01 ngày làm việc",
            finished_at=dt.date(2026, 11, 20),
        ),
    ]  # fmt: skip
    due = check(rows, AT).summary.due
    assert {name: [found.record.code for found in span.soonest] for name, span in due.items()} == {
        "today": ["due today"], "tomorrow": [], "next_working_day": ["due monday"],
        "this_week": ["due today"],
    }  # fmt: skip
    monday = dt.datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    due = check(rows, monday).summary.due
    assert due["next_working_day"].first == dt.date(2026, 11, 25)
    assert (due["this_week"].last, due["this_week"].count) == (dt.date(2026, 11, 29), 2)


def test_lists_are_bounded_and_counts_are_not() -> None:
    rows = [one(f"H{number:03}", dt.date(2026, 11, 19)) for number in reversed(range(100))]
    span = check(rows, AT, policy=CheckPolicy(listed=3)).summary.due["today"]
    assert span.count == 100
    assert [found.record.code for found in span.soonest] == ["H000", "H001", "H002"]
    assert check(rows, AT, policy=CheckPolicy(listed=0)).summary.due["today"].soonest == ()


def test_the_second_of_two_rows_with_one_code_is_bad_and_names_the_first() -> None:
    first, day = "list.csv", dt.date(2026, 11, 20)
    rows = [
        DossierRecord(code="H01", received_at=day, path=first, line=2),
        DossierRecord(code="H01", received_at=day, path=first, line=3),
        DossierRecord(code="H01", received_at=day, path="other.csv", line=9),
        DossierRecord(code="H02", received_at=day, path="other.csv", line=10),
        DossierRecord(code="H02", received_at=day, path=first, line=4),
    ]
    found = list(check(rows, AT))
    twice = [one for one in found if isinstance(one, Finding)]
    assert [(one.code, one.data["first"], one.line) for one in twice] == [
        ("duplicate", "list.csv:2", 3), ("duplicate", "list.csv:2", 9),
        ("duplicate", "other.csv:10", 4),
    ]  # fmt: skip


def test_a_row_that_could_not_be_judged_does_not_make_its_correction_a_duplicate() -> None:
    bad = DossierRecord(code="H01", received_at=dt.date(1999, 1, 1))
    good = DossierRecord(code="H01", received_at=dt.date(2026, 11, 20))
    summary = check([bad, good], AT).summary
    assert (summary.judged, summary.bad, summary.outside_coverage) == (1, 1, 1)


def test_severities_are_reached() -> None:
    summary = check([one("H01", dt.date(2026, 11, 2))], AT).summary
    assert summary.reaches(Severity.ERROR)
    quiet = check([one("H01", dt.date(2026, 11, 20), "10 ngày làm việc")], AT).summary
    assert not quiet.reaches(Severity.INFO)


def test_an_empty_batch_and_wrong_arguments() -> None:
    summary = check([], AT).summary
    assert (summary.read, summary.worst, summary.reaches(Severity.INFO)) == (0, (), False)
    with pytest.raises(WrongType):
        list(check(["H01"], AT))  # type: ignore[list-item]
    with pytest.raises(OutOfCoverage):
        check([], AT.replace(year=2099))


def test_a_long_list_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    line = "H{0:06};{1}/11/2026;05 ngày làm việc;Phòng A;" + "x" * 200 + "\n"
    with path.open("w", encoding="utf-8") as file:
        file.write("Mã hồ sơ;Ngày tiếp nhận;Thời hạn;Đơn vị;Ghi chú\n")
        file.writelines(line.format(number, 1 + number % 28) for number in range(20_000))
    check([], AT).summary  # noqa: B018 - the calendar is built outside the measurement
    tracemalloc.start()
    summary = check(DossierFile(path), AT).summary
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert summary.read == summary.judged == 20_000
    assert peak < 12_000_000  # the codes seen, not 20,000 records of a kilobyte


# --- rows of a notebook -----------------------------------------------------------------


class NaTType(dt.datetime):
    """What pandas has for a missing datetime: a datetime of that name."""


def test_mappings_are_read_like_the_rows_of_a_file() -> None:
    rows: list[dict[str, Any]] = [
        {"code": "H01", "received_at": "20/11/2026 09:00", "limit_text": "05 ngày làm việc"},
        {"ma_ho_so": 2.0, "NgayTiepNhan": dt.date(2026, 11, 20), "thoi_han": math.nan},
        {"code": "H03", "received": dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC), "note": [1]},
        {"code": "H04", "received": 20261120.0, "finished": NaTType(2026, 1, 1), "holder": None},
        {"code": "H05", "received": pendulum.datetime(2026, 11, 20, 2)},
    ]
    found = list(check(rows, AT))
    judged = [one.record for one in found if isinstance(one, Assessment)]
    assert [one.code for one in judged] == ["H01", "2", "H03", "H04", "H05"]
    assert [one.line for one in judged] == [1, 2, 3, 4, 5]
    assert {one.path for one in judged} == {""}
    assert judged[0].received_at == judged[2].received_at == judged[4].received_at == AT
    assert type(judged[4].received_at) is dt.datetime
    assert (judged[1].limit_text, judged[3].finished_at, judged[3].holder) == ("", None, "")
    assert judged[2].extra == {"note": [1]}


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ({}, "missing_code", "code"),
        ({"MaHoSo": "H01"}, "missing_date", "received_at"),
        ({"MaHoSo": True, "received": "2026-11-20"}, "not_text", "MaHoSo"),
        ({"code": "H01", "received": dt.datetime(2026, 11, 20)}, "naive_timestamp", "received"),  # noqa: DTZ001
        ({"code": "H01", "received": b"2026-11-20"}, "not_text", "received"),
        ({"code": "H01", "received": "hôm qua"}, "unreadable_date", "received"),
        ({"code": "H\ud800", "received": "2026-11-20"}, "stray_bytes", "code"),
        ({"code": "H01", "MaHoSo": "H01", "received": "2026-11-20"}, "same_meaning", ""),
    ],
)
def test_a_mapping_that_cannot_be_read_is_a_finding_at_its_place(
    row: dict[str, Any], reason: str, column: str
) -> None:
    good = {"code": "G", "received": "2026-11-20"}
    result = check([good, row], AT)
    bad = list(result)[1]
    assert isinstance(bad, Finding)
    assert (bad.line, bad.path, bad.data["reason"], bad.column) == (2, "", reason, column)
    assert bad.message("vi") != bad.message("en")
    assert (result.summary.read, result.summary.judged, result.summary.bad) == (2, 1, 1)


def test_a_list_with_a_month_first_date_is_refused_before_a_row_is_judged() -> None:
    rows = [{"code": "H01", "received": "05/11/2026"}, {"code": "H02", "received": "11/25/2026"}]
    with pytest.raises(AmbiguousDates) as caught:
        check(rows, AT)
    assert (caught.value.line, caught.value.column) == (2, "received")
    [_, bad] = check(iter(rows), AT)  # cannot be looked over beforehand
    assert isinstance(bad, Finding)
    assert bad.data["reason"] == "month_first"


def test_a_record_refuses_a_naive_datetime_and_what_is_no_date() -> None:
    for field in ("received_at", "promised_at", "finished_at"):
        naive = AT.replace(tzinfo=None)
        fields: dict[str, Any] = {"received_at": dt.date(2026, 11, 20), field: naive}
        with pytest.raises(NaiveTimestamp):
            DossierRecord(code="H01", **fields)
        with pytest.raises(WrongType):
            DossierRecord(code="H01", **{**fields, field: "2026-11-20"})


def test_read_dossiers_and_check_together(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("code,received\nH01,2026-11-20\n,2026-11-20\n", encoding="utf-8")
    summary = check(read_dossiers(path), AT).summary
    assert (summary.read, summary.judged, summary.bad) == (2, 1, 1)


def test_a_result_gives_its_parts_as_they_stream() -> None:
    rows = [
        {"code": "H1", "received_at": "2026-11-09", "limit": "05 ngày làm việc", "holder": "A"},
        {"code": "H2", "received_at": "2026-11-20", "limit": "05 ngày làm việc", "holder": "A"},
        {"code": "", "received_at": "2026-11-20", "limit": "05 ngày làm việc", "holder": "A"},
    ]
    at = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
    assert [one.record.code for one in check(rows, at).assessments] == ["H1", "H2"]
    assert [one.code for one in check(rows, at).findings] == ["overdue", "bad_row"]
    counts = check(rows, at).counts
    assert (counts[Status.OVERDUE], counts[Status.RUNNING]) == (1, 1)
