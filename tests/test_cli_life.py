"""The commands on dossiers with events: check, explain, findings, schema, as people see them."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines import vietnam_calendar
from tthc_deadlines.cli import tthc
from tthc_deadlines.exchange.finding_list import all_findings
from tthc_deadlines.exchange.results import COMPUTED

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
DESK = "docs/examples/desk-events-2026.ndjson"
DIRTY = "docs/examples/dirty-events.ndjson"
EXPORT = "docs/examples/portal-export.json"
AT = ("--at", "2026-11-20T15:00")
STARTER = ("--procedures", "starter")


def accepted(at: str, **more: str) -> dict[str, str]:
    return {"type": "accepted", "id": "e1", "occurred_at": f"{at}:00+07:00", **more}


def event(kind: str, at: str, **more: str) -> dict[str, str]:
    return {"type": kind, "occurred_at": f"{at}:00+07:00", **more}


SMALL: list[dict[str, Any]] = [
    {
        "code": "LATE-1",
        "limit_text": "05 ngày làm việc",
        "unit": "Phòng Kinh tế",
        "events": [
            accepted("2026-11-09T09:00", promised_at="2026-11-16"),
            event("assigned", "2026-11-09T10:00", holder="Công chức 1"),
        ],
    },
    {
        "code": "DONE-1",
        "procedure_code": "1.000943",
        "events": [
            accepted("2026-11-02T09:00"),
            event("assigned", "2026-11-02T10:00", holder="Công chức 1"),
            event("result_issued", "2026-11-05T10:00"),
            event("returned", "2026-11-06T10:00"),
        ],
    },
    {
        "code": "AGAIN-1",
        "limit_text": "05 ngày làm việc",
        "events": [
            accepted("2026-11-09T09:00"),
            event("assigned", "2026-11-09T10:00", holder="Công chức 2"),
            event("supplement_requested", "2026-11-10T09:00", reason="thiếu bản vẽ"),
            event("supplement_received", "2026-11-18T09:00", promised_at="2026-11-26"),
        ],
    },
    {"code": "FLAT-1", "received": "2026-11-09", "limit": "05 ngày làm việc", "holder": "A"},
    {"code": "BAD-1", "events": [event("accepted", "2026-11-09T09:00"), {"type": "lost"}]},
]
LINES = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in SMALL)


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*args: str, width: int = 80, stdin: str | None = None) -> Result:
    environment = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(tthc, list(args), input=stdin, env=environment)


def same_as_before(name: str, shown: str) -> None:
    path = GOLDEN / f"{name}.txt"
    shown = shown.replace(vietnam_calendar().edition, "edition-here")
    if WRITE:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def rows_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- check ---------------------------------------------------------------------------------------

SHOWN: dict[str, tuple[list[str], int, int]] = {
    "life-check-80": ([DESK, *STARTER], 80, 0),
    "life-check-120-en": ([DESK, *STARTER, "--lang", "en"], 120, 0),
    "life-check-dirty": ([DIRTY], 80, 3),
    "life-check-only": ([DESK, *STARTER, "--only", "stopped", "--only", "closed"], 100, 0),
    "life-check-portal": ([EXPORT, *STARTER], 80, 3),
}
FROM_STDIN: dict[str, list[str]] = {
    "life-check-json": ["--json"],
    "life-check-nl": ["--nl"],
    "life-check-csv": ["--csv"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_check_prints_what_it_printed(name: str) -> None:
    args, width, code = SHOWN[name]
    result = run("check", *args, *AT, width=width)
    assert result.exit_code == code, result.output
    same_as_before(name, result.stdout)
    assert all(len(line) <= width for line in result.stdout.splitlines())


@pytest.mark.parametrize("name", FROM_STDIN)
def test_check_writes_for_scripts_what_it_wrote(name: str) -> None:
    result = run("check", "-", *STARTER, *AT, *FROM_STDIN[name], stdin=LINES)
    assert result.exit_code == 3
    same_as_before(name, result.stdout)


def test_every_overdue_or_endangered_dossier_is_told_once_with_its_reason() -> None:
    told = run("check", DESK, *STARTER, *AT).stdout.partition("Cần xử lý ngay (")[2]
    count, _, rest = told.partition(")")
    lines = rest.strip("\n").split("\n\n")[0].splitlines()
    codes = [line.split(":")[0] for line in lines if not line.startswith(" ")]
    assert len(codes) == len(set(codes)) == int(count)
    overdue = rows_of(run("check", DESK, *STARTER, *AT, "--nl", "--only", "overdue"))
    assert {row["code"] for row in overdue} <= set(codes)
    assert len(overdue) > 5


def test_without_a_catalogue_a_procedure_gives_no_limit() -> None:
    named = {row["code"]: row for row in rows_of(run("check", "-", *AT, "--nl", stdin=LINES))}
    assert (named["DONE-1"]["status"], named["DONE-1"]["due_on"]) == ("no_limit", None)
    with_it = rows_of(run("check", "-", *AT, *STARTER, "--nl", stdin=LINES))
    assert {row["code"]: row for row in with_it if "code" in row}["DONE-1"][
        "due_on"
    ] == "2026-11-09"


def test_ndjson_tells_runs_obligations_and_bad_rows_in_the_order_of_the_file() -> None:
    rows = rows_of(run("check", "-", *AT, *STARTER, "--nl", stdin=LINES))
    assert [row["kind"] for row in rows] == ["dossier"] * 4 + ["bad_row"]
    again = rows[2]
    assert [one["due_on"] for one in again["runs"]] == ["2026-11-16", "2026-11-26"]
    assert again["runs"][0]["ended_by"] == "supplement_requested"
    assert (again["status"], again["due_on"]) == ("running", "2026-11-26")
    assert again["obligations"][-1]["duty"] == "issue_result"
    assert "runs" not in rows[3]  # a row of a list has none
    assert rows[4]["data"]["reason"] == "bad_value"
    assert rows[4]["line"] == 5


def test_csv_has_one_row_a_dossier_and_the_computed_columns() -> None:
    result = run("check", DESK, *STARTER, *AT, "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 414
    assert list(rows[0])[-len(COMPUTED) :] == list(COMPUTED)
    assert result.stderr == "đọc 414 dòng = 414 đã xét + 0 lỗi\n"


def test_json_is_one_document_and_only_leaves_dossiers_out_of_the_list() -> None:
    document = json.loads(run("check", DESK, *STARTER, *AT, "--json", "--only", "stopped").stdout)
    assert document["summary"]["judged"] == 414
    assert {one["status"] for one in document["dossiers"]} == {"stopped"}
    assert len(document["dossiers"]) == document["summary"]["by_status"]["stopped"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([DESK, *STARTER, *AT], 0),
        ([DESK, *STARTER, *AT, "--fail-on", "error"], 1),
        ([DIRTY, *AT], 3),
        ([DIRTY, *AT, "--fail-on", "error"], 3),
        ([DESK, "--at", "2099-01-01"], 4),
        ([DESK, *AT, "--procedures", "no-such-folder"], 3),
        ([DESK, *AT, "--only", "lost"], 2),
        (["no-such-file.ndjson", *AT], 3),
    ],
)
def test_exit_codes_of_check(args: list[str], code: int) -> None:
    result = run("check", *args)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_file_whose_dates_all_lie_outside_the_calendar_exits_4() -> None:
    line = {
        "code": "OLD",
        "limit_text": "05 ngày làm việc",
        "events": [accepted("1996-11-09T09:00")],
    }
    result = run("check", "-", *AT, stdin=json.dumps(line))
    assert result.exit_code == 4
    assert "01/01/2010" in result.stdout


def test_files_of_rows_events_and_the_portal_are_judged_together() -> None:
    files = ["docs/examples/one-stop-desk-2026.csv", DESK, EXPORT]
    result = run("check", *files, *STARTER, *AT, "--json")
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    summary = document["summary"]
    assert (summary["read"], summary["judged"], summary["bad"]) == (1475, 1474, 1)
    assert {row["path"] for row in document["dossiers"]} == set(files)
    assert run("check", *files[:2], *STARTER, *AT).exit_code == 0
    twice = json.loads(run("check", DESK, "-", *AT, "--json", stdin=first_line()).stdout)
    assert [row["code"] for row in twice["bad_rows"]] == ["duplicate"]


def first_line() -> str:
    return (ROOT / DESK).read_text(encoding="utf-8").splitlines()[0]


# --- explain -------------------------------------------------------------------------------------

NOTES: dict[str, list[str]] = {
    "life-explain-overdue": ["000.00.19.H99-261103-0001", DESK, *STARTER],
    "life-explain-steps": ["000.00.19.H99-261109-0002", DESK, *STARTER],
    "life-explain-restart": ["000.00.19.H99-261013-0001", DESK, *STARTER],
    "life-explain-stopped-en": ["000.00.19.H99-261019-0002", DESK, *STARTER, "--lang", "en"],
    "life-explain-corrected": ["000.00.19.H99-261102-0001", DESK, *STARTER],
    "life-explain-row": ["000.00.17.H99-250102-0001", "docs/examples/one-stop-desk-2026.csv"],
}


@pytest.mark.parametrize("name", NOTES)
def test_explain_prints_what_it_printed(name: str) -> None:
    result = run("explain", *NOTES[name], *AT)
    assert (result.exit_code, result.stderr) == (0, "")
    same_as_before(name, result.stdout)


def explained(code: str, *args: str, content: str = LINES) -> Result:
    return run("explain", code, "-", *AT, *args, stdin=content)


def test_explain_tells_the_due_date_the_findings_and_what_is_owed() -> None:
    told = explained("LATE-1").stdout
    for words in ("Hồ sơ LATE-1", "Điều 148 khoản 6", "Hết hạn: 24:00 thứ Hai 16/11/2026",
                  "quá hạn 3 ngày 6 giờ làm việc", "Việc phải làm", "Điều 19 khoản 6"):  # fmt: skip
        assert words in told, words
    assert "To be done" in explained("LATE-1", "--lang", "en").stdout


def test_explain_of_a_code_that_is_not_there_names_codes_like_it() -> None:
    result = explained("LATE-2")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "tthc: không có hồ sơ LATE-2 trong <stdin>; gần giống: LATE-1\n"
    far = explained("XYZ", "--lang", "en")
    assert (far.exit_code, far.stderr) == (3, "tthc: there is no dossier XYZ in <stdin>\n")


def test_explain_of_a_row_of_a_list_tells_its_due_date() -> None:
    result = explained("FLAT-1")
    assert result.exit_code == 0
    assert "Hết hạn: 24:00 thứ Hai 16/11/2026" in result.stdout


def test_explain_of_a_bad_row_says_what_is_wrong_with_it() -> None:
    result = explained("BAD-1")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("tthc: <stdin>:5: events[1].type")


def test_explain_of_a_file_that_is_not_there() -> None:
    result = run("explain", "A", "no-such-file.ndjson", *AT)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no-such-file.ndjson" in result.stderr


def test_explain_as_json_is_the_result_of_check() -> None:
    found = json.loads(explained("AGAIN-1", "--json").stdout)
    [row] = [one for one in rows_of(run("check", "-", *AT, "--nl", stdin=LINES))
             if one.get("code") == "AGAIN-1"]  # fmt: skip
    assert {**row, "kind": None} == {**found, "kind": None}


def test_recorded_by_leaves_out_what_was_entered_later() -> None:
    late = event("result_issued", "2026-11-12T09:00", recorded_at="2026-11-18T09:00:00+07:00")
    content = json.dumps({**SMALL[0], "events": [*SMALL[0]["events"], late]})
    assert json.loads(explained("LATE-1", "--json", content=content).stdout)["status"] == "early"
    then = explained("LATE-1", "--json", "--recorded-by", "2026-11-17", content=content)
    assert json.loads(then.stdout)["status"] == "overdue"


def test_known_on_uses_the_decisions_of_that_day() -> None:
    dossier = {
        "code": "H1",
        "limit_text": "02 ngày làm việc",
        "events": [accepted("2025-12-31T09:00")],
    }
    content = json.dumps(dossier)

    def due(*args: str) -> str:
        result = run("explain", "H1", "-", "--at", "2026-01-03", "--json", *args, stdin=content)
        return str(json.loads(result.stdout)["due_on"])

    assert (due(), due("--known-on", "2025-12-24")) == ("2026-01-06", "2026-01-05")


# --- findings and schema -------------------------------------------------------------------------


def test_findings_lists_every_finding_in_every_form() -> None:
    codes = [kind.code for kind in all_findings()]
    for form in ("--json", "--nl", "--csv"):
        result = run("findings", form)
        assert result.exit_code == 0
        if form == "--csv":
            listed = [row["code"] for row in csv.DictReader(io.StringIO(result.stdout))]
        else:
            rows = json.loads(result.stdout) if form == "--json" else rows_of(result)
            listed = [row["code"] for row in rows]
        assert listed == codes


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_findings_as_a_table_fits_and_names_them_all(lang: str, width: int) -> None:
    shown = run("findings", "--lang", lang, width=width).stdout
    assert all(len(line.rstrip()) <= width for line in shown.splitlines())
    joined = "".join(shown.split())
    assert all(kind.code in joined for kind in all_findings())


def test_every_finding_is_explained_on_a_page() -> None:
    pages = {
        "dossier": "formats.md",
        "row": "formats.md",
        "procedure": "procedures.md",
        "portal": "portal.md",
    }
    texts = {about: (ROOT / "docs" / name).read_text("utf-8") for about, name in pages.items()}
    assert [one.code for one in all_findings() if f"`{one.code}`" not in texts[one.about]] == []


def test_findings_about_one_kind_only() -> None:
    rows = rows_of(run("findings", "--nl", "--about", "portal"))
    assert {row["about"] for row in rows} == {"portal"}
    assert all(row["code"].startswith(("portal_", "index_")) for row in rows)


def test_schema_is_a_json_schema_that_names_every_kind_of_event() -> None:
    result = run("schema")
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert "json-schema.org" in schema["$schema"]
    text = json.dumps(schema)
    for name in ("accepted", "supplement_received", "correction", "occurred_at", "recorded_at"):
        assert f'"{name}"' in text
