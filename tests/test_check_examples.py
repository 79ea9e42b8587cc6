"""The example files: made again byte for byte, and like a real desk."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tthc_deadlines import check, vietnam_calendar
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.messages import BAD_ROWS
from tthc_deadlines.checking.showing import local_date
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import AmbiguousDates
from tthc_deadlines.exchange.opening import read_dossiers
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)
CALENDAR = vietnam_calendar()


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make_examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_files_again_byte_for_byte(tmp_path: Path) -> None:
    maker().main(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == ["dirty-rows.csv", "month-first.csv", "one-stop-desk-2026.csv"]
    for name in made:
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes(), name


def sample() -> list[Assessment]:
    found = list(check(read_dossiers(EXAMPLES / "one-stop-desk-2026.csv"), AT))
    judged = [one for one in found if isinstance(one, Assessment)]
    assert len(judged) == len(found) == 1000
    return judged


def test_the_sample_is_like_a_real_desk() -> None:
    summary = check(read_dossiers(EXAMPLES / "one-stop-desk-2026.csv"), AT).summary
    assert (summary.read, summary.judged, summary.bad) == (1000, 1000, 0)
    takes_events = {Status.NOT_ACCEPTED, Status.REJECTED, Status.WITHDRAWN}
    wanted = set(Status) - takes_events - {Status.CLOSED}
    assert {status for status, count in summary.by_status.items() if count} == wanted
    assert 5 <= summary.by_status[Status.OVERDUE] <= 25
    for name in ("today", "next_working_day", "this_week"):
        assert summary.due[name].count, name
    received = {local_date(one.record.received_at) for one in sample()}
    assert {day.year for day in received} == {2025, 2026}
    for day in ("2025-01-24", "2025-04-26", "2025-12-31", "2026-01-10", "2026-02-13", "2026-08-22"):
        assert dt.date.fromisoformat(day) in received, day
    over_24_november = dt.date(2026, 11, 24)
    assert any(
        one.due_on and local_date(one.record.received_at) < over_24_november < one.due_on
        for one in sample()
    )


def test_what_is_still_open_fell_due_lately() -> None:
    oldest = CALENDAR.add_working_days(AT.date(), -25)
    for one in sample():
        if one.record.is_open:
            last = one.due_on or local_date(one.record.received_at)
            assert last >= oldest, one.record.code


def test_the_dirty_file_has_every_kind_a_table_can_have() -> None:
    found = list(check(read_dossiers(EXAMPLES / "dirty-rows.csv"), AT))
    bad = {one.data["reason"]: one for one in found if isinstance(one, Finding)}
    elsewhere = {"broken_json", "not_an_object", "not_text", "same_meaning", "naive_timestamp"}
    elsewhere |= {
        "bad_value",
        "missing_value",
        "due_before_received",
        "not_assessed",
    }  # of dossiers with events
    assert set(bad) == set(BAD_ROWS) - elsewhere - {"month_first"}
    needed = bad["time_of_receipt_needed"]
    assert (needed.column, needed.subject[:10]) == ("ngay_tiep_nhan", "H99.017.00")
    assert b"\n\n" in (EXAMPLES / "dirty-rows.csv").read_bytes()


def test_the_month_first_file_is_refused_and_says_where() -> None:
    with pytest.raises(AmbiguousDates) as caught:
        read_dossiers(EXAMPLES / "month-first.csv")
    assert caught.value.line == 3
