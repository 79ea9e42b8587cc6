"""The 766 index over many dossiers: the sums, our own answer beside it, every difference."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner, Result

from tthc_deadlines import Dossier, TimeLimit, check
from tthc_deadlines.cli import tthc
from tthc_deadlines.dossiers.events import (
    Accepted,
    ResultIssued,
    Resumed,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.exchange.index_report import IndexReport
from tthc_deadlines.instants import VIETNAM

AT = dt.datetime(2026, 3, 31, 23, 59, tzinfo=VIETNAM)
FIVE = TimeLimit.parse("05 ngày làm việc")
EXPORT = Path(__file__).parents[1] / "docs" / "examples" / "portal-export.json"


def t(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=VIETNAM)


def accepted(day: int, promised: int, hour: int = 17) -> Accepted:
    return Accepted(id="a", occurred_at=t(day), promised_at=t(promised, hour))


def dossiers() -> list[Dossier]:
    issued = ResultIssued(id="i", occurred_at=t(9, 20))
    return [
        Dossier(
            code="agree",
            limit=FIVE,
            events=[accepted(2, 9), ResultIssued(id="i", occurred_at=t(6))],
        ),
        # issued at 20:00 of the last day: in time by law, late to the second by the portal
        Dossier(code="evening", limit=FIVE, events=[accepted(2, 9), issued]),
        # stopped four days on a lawful ground: the portal does not take them off
        Dossier(
            code="stopped",
            limit=FIVE,
            events=[
                accepted(2, 9),
                Stopped(id="s", occurred_at=t(4), ground="financial_obligation"),
                Resumed(id="r", occurred_at=t(10)),
                ResultIssued(id="i", occurred_at=t(12)),
            ],
        ),
        # asked on the 4th, complete on the 11th: a fresh limit to the 18th by law, while
        # the portal subtracts seven days from the 18th
        Dossier(
            code="restart",
            limit=FIVE,
            events=[
                accepted(2, 9),
                SupplementRequested(id="q", occurred_at=t(4)),
                SupplementReceived(id="c", occurred_at=t(11)),
                ResultIssued(id="i", occurred_at=t(18)),
            ],
        ),
        Dossier(code="never accepted", limit=FIVE),
    ]  # fmt: skip


def test_the_sums_and_every_difference_with_its_reason() -> None:
    report = IndexReport(check(dossiers(), AT))
    differing = {
        one.found.record.code: one.disagreement.reasons
        for one in report
        if one.disagreement is not None
    }
    assert set(differing) == {"evening", "stopped", "restart"}
    assert "instant_not_day" in differing["evening"]
    assert "stop_not_subtracted" in differing["stopped"]
    assert "supplement_subtracted" in differing["restart"]
    assert (report.received, report.on_time) == (4, 1)
    assert (report.own_on_time, report.own_late, report.differing) == (4, 0, 3)
    assert report.score == Decimal("5.00")


def test_a_dossier_that_was_never_accepted_does_not_count() -> None:
    report = IndexReport(check([Dossier(code="x", limit=FIVE)], AT))
    [one] = report
    assert not one.by_portal.in_denominator
    assert (report.received, report.score) == (0, None)


def test_bad_rows_and_rows_without_events_are_counted_apart() -> None:
    rows = [{"code": "R", "received_at": "02/03/2026"}, {"code": "", "received_at": "x"}]
    report = IndexReport(check(rows, AT))
    assert list(report) == []
    assert (report.without_events, report.bad) == (1, 1)


def run(*args: str) -> Result:
    return CliRunner().invoke(tthc, ["portal", *args], env={"NO_COLOR": "1", "COLUMNS": "100"})


def test_the_command_shows_both_answers_and_the_reasons() -> None:
    result = run("index", str(EXPORT), "--at", "2026-11-20T23:59", "--procedures", "starter")
    assert result.exit_code == 0
    first, portal, law, *_ = result.output.splitlines()
    assert "23:59 thứ Sáu 20/11/2026" in first
    assert "/60 đúng hạn" in portal
    assert "theo luật" in law
    assert "Cổng so với ngày hẹn trả, không so với hạn theo luật" in result.output


def test_the_command_gives_json_whose_rows_are_the_differences() -> None:
    result = run(
        "index", str(EXPORT), "--at", "2026-11-20T23:59", "--procedures", "starter", "--json"
    )
    found = json.loads(result.stdout)
    assert len(found["differing_dossiers"]) == found["differing"] > 0
    assert all(
        row["portal_on_time"] is not row["own_on_time"] for row in found["differing_dossiers"]
    )
    assert found["score"] == round(20 * found["on_time"] / found["received"], 2)


def test_lint_names_file_line_and_dossier_and_fails_as_asked() -> None:
    result = run("lint", str(EXPORT), "--lang", "en")
    assert (
        f"{EXPORT}:7: error 000.00.18.H99-260116-0001: the field MaTTHC is missing" in result.output
    )
    assert run("lint", str(EXPORT), "--fail-on", "error").exit_code in (1, 3)
    rows = [json.loads(line) for line in run("lint", str(EXPORT), "--nl").stdout.splitlines()]
    assert {"portal_missing", "portal_date_form"} <= {row["code"] for row in rows}
    assert all(row["severity"] in ("info", "warning", "error") for row in rows)
