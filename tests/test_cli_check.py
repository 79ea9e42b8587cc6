"""``tthc check`` as a person and a script see it: golden texts, exit codes, streams."""

# ruff: noqa: E501 - rows of the sample lists

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines import vietnam_calendar
from tthc_deadlines.cli import tthc
from tthc_deadlines.cli.check import STATUSES
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.exchange.results import COMPUTED

GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
AT = ["--at", "2026-11-20T09:00"]

HEADER = ("Mã hồ sơ;Tên TTHC;Thời hạn;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;"
          "Trạng thái;Đơn vị xử lý;Người xử lý;Ghi chú\n")  # fmt: skip
CLEAN = (
    HEADER
    + """\
000.00.17.H26-261102-0001;Cấp giấy phép xây dựng;10 ngày làm việc;02/11/2026 08:15;16/11/2026;;Đang xử lý;Sở Xây dựng;Trần Văn Bình;
000.00.17.H26-261112-0002;Cấp giấy phép xây dựng;05 ngày làm việc;12/11/2026 10:00;19/11/2026;;Đang xử lý;Sở Xây dựng;;gấp
000.00.17.H26-261116-0003;Điều chỉnh giấy phép;05 ngày làm việc;16/11/2026 14:00;23/11/2026;;Đang xử lý;Sở Xây dựng;Lê Thị Cúc;
H26.17.01-261113-000004;Chuyển nhượng đất;05 ngày làm việc;13/11/2026 09:30;20/11/2026;;Đang xử lý;UBND xã Đông Anh;Lê Thị Cúc;
H26.17.01-261118-000005;Chuyển nhượng đất;08 ngày làm việc;18/11/2026 09:30;02/12/2026;;Đang xử lý;UBND xã Đông Anh;Ngô Đức Duy;
H26.17.01-261019-000006;Đăng ký đất đai;20 ngày làm việc;19/10/2026 09:30;16/11/2026;;Yêu cầu bổ sung giấy tờ;UBND xã Đông Anh;Ngô Đức Duy;
H26.17.01-261102-000007;Khai sinh;03 ngày làm việc;02/11/2026 09:30;05/11/2026;04/11/2026 16:00;Đã trả kết quả;UBND xã Đông Anh;Ngô Đức Duy;
H26.17.01-261102-000008;Khai sinh;03 ngày làm việc;02/11/2026 09:40;05/11/2026;05/11/2026 19:00;Đã trả kết quả;UBND xã Đông Anh;Ngô Đức Duy;
H26.17.01-261102-000009;Khai sinh;03 ngày làm việc;02/11/2026 09:50;05/11/2026;06/11/2026 08:30;Đã trả kết quả;UBND xã Đông Anh;Ngô Đức Duy;
TP-2026-10;Lý lịch tư pháp;;16/11/2026;;;Đang xử lý;Sở Tư pháp;Đỗ Hà;
TP-2026-11;Công chứng;theo thỏa thuận;16/11/2026;;;Công dân yêu cầu rút hồ sơ;Sở Tư pháp;Đỗ Hà;
TP-2026-12;Giám định;08 giờ làm việc;19/11/2026 14:00;20/11/2026 14:00;;Đang xử lý;Sở Tư pháp;Đỗ Hà;
"""
)
DIRTY = (
    CLEAN
    + """\
;Khai sinh;03 ngày làm việc;02/11/2026;;;4;UBND xã Đông Anh;;
D02;Khai sinh;03 ngày làm việc;;;;4;UBND xã Đông Anh;;
D03;Khai sinh;03 ngày làm việc;31/02/2026;;;4;UBND xã Đông Anh;;
D04;Khai sinh;03 ngày làm việc;46328;;;4;UBND xã Đông Anh;;
D05;Khai sinh;03 ngày làm việc;05/11/2026;;04/11/2026;9;UBND xã Đông Anh;;
TP-2026-10;Khai sinh;03 ngày làm việc;05/11/2026;;;4;UBND xã Đông Anh;;
D07;Giám định;08 giờ làm việc;05/11/2026;;;4;Sở Tư pháp;;
D08;Khai sinh;03 ngày làm việc;05/11/2009;;;4;UBND xã Đông Anh;;
D09;Khai sinh;03 ngày làm việc;05/11/2026;;;9;UBND xã Đông Anh;;
D10;Khai sinh;"03 ngày làm việc;05/11/2026;;;4;UBND xã Đông Anh;;
D11;Khai sinh
"""
)
OUTSIDE = "code,received\nH01,2009-12-31\nH02,2026-11-20\n"


def run(folder: Path, *args: str, content: str | bytes = CLEAN, width: int = 80,
        stdin: str | None = None) -> Result:  # fmt: skip
    """Run in the folder, so that messages name ``list.csv`` and no path."""
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(
            tthc, ["check", *(args or ("list.csv",))], input=stdin,
            env={"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"},
        )  # fmt: skip
    finally:
        os.chdir(before)


SHOWN: dict[str, tuple[str, int, list[str]]] = {
    "check-clean-80": (CLEAN, 80, []),
    "check-clean-120-en": (CLEAN, 120, ["--lang", "en"]),
    "check-dirty-80": (DIRTY, 80, []),
    "check-dirty-120-en": (DIRTY, 120, ["--lang", "en"]),
    "check-only": (CLEAN, 100, ["--only", "overdue", "--only", "due_soon"]),
    "check-json": (DIRTY, 80, ["--json"]),
    "check-nl": (DIRTY, 80, ["--nl", "--only", "late"]),
    "check-csv": (DIRTY, 80, ["--csv"]),
}


@pytest.mark.parametrize("name", SHOWN)
def test_prints_what_it_printed(name: str, tmp_path: Path) -> None:
    content, width, options = SHOWN[name]
    result = run(tmp_path, "list.csv", *AT, *options, content=content, width=width)
    assert result.exit_code == (3 if content is DIRTY else 0), result.output
    path = GOLDEN / f"{name}.txt"
    shown = result.stdout.replace(vietnam_calendar().edition, "edition-here")
    if WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    if not {"--json", "--nl", "--csv"} & set(options):
        assert all(len(line) <= width for line in result.stdout.splitlines())


def test_the_closing_line_counts_every_row(tmp_path: Path) -> None:
    vi = run(tmp_path, "list.csv", *AT, content=DIRTY).stdout.splitlines()[-1]
    assert vi == "đọc 23 dòng = 12 đã xét + 11 lỗi"
    en = run(tmp_path, "list.csv", *AT, "--lang", "en", content=DIRTY).stdout.splitlines()[-1]
    assert en == "read 23 rows = 12 judged + 11 bad"


@pytest.mark.parametrize("form", ["--nl", "--csv"])
def test_data_goes_to_stdout_and_the_closing_line_to_stderr(tmp_path: Path, form: str) -> None:
    result = run(tmp_path, "list.csv", *AT, form, content=DIRTY)
    assert result.stderr == "đọc 23 dòng = 12 đã xét + 11 lỗi\n"
    assert "đã xét" not in result.stdout


def test_json_is_one_document_with_every_row_once(tmp_path: Path) -> None:
    document: dict[str, Any] = json.loads(
        run(tmp_path, "list.csv", *AT, "--json", content=DIRTY).stdout
    )
    assert list(document) == ["schema", "edition", "at", "summary", "bad_rows", "dossiers"]
    assert (document["schema"], document["at"]) == (1, "2026-11-20T09:00:00+07:00")
    assert (len(document["dossiers"]), len(document["bad_rows"])) == (12, 11)
    assert document["summary"]["read"] == 23
    worst = document["summary"]["worst"][0]
    [found] = [one for one in document["dossiers"] if one["code"] == worst]
    assert found["status"] == "overdue"
    assert found["working_over_minutes"] == max(
        one["working_over_minutes"] or 0 for one in document["dossiers"]
    )
    assert "gấp" not in json.dumps(document, ensure_ascii=False)  # unknown columns stay out


def test_ndjson_has_one_object_a_row(tmp_path: Path) -> None:
    result = run(tmp_path, "list.csv", *AT, "--nl", content=DIRTY)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["kind"] for row in rows].count("dossier") == 12
    assert [row["kind"] for row in rows].count("bad_row") == 11
    assert [row["line"] for row in rows] == list(range(2, 25))


def test_csv_keeps_the_columns_of_the_input_and_adds_its_own(tmp_path: Path) -> None:
    result = run(tmp_path, "list.csv", *AT, "--csv", content=DIRTY)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == [*HEADER.strip().split(";"), *COMPUTED]
    assert len(rows) == 23
    assert rows[1]["Ghi chú"] == "gấp"
    assert (rows[1]["tthc_status"], rows[1]["tthc_due_on"]) == ("overdue", "2026-11-19")
    assert rows[14]["tthc_status"] == "bad_row"
    assert rows[14]["Ngày tiếp nhận"] == "31/02/2026"


def test_the_output_of_csv_is_an_input_again(tmp_path: Path) -> None:
    first = run(tmp_path, "list.csv", *AT, "--csv").stdout
    again = run(tmp_path, "list.csv", *AT, "--json", content=first)
    assert json.loads(again.stdout)["summary"]["judged"] == 12


def test_csv_of_an_ndjson_input(tmp_path: Path) -> None:
    lines = (
        '{"code": "H01", "received": "2026-11-20", "tags": ["a"]}\n'
        '{"received": "2026-11-20", "code": "H02", "note": 5}\n{broken\n'
    )
    result = run(tmp_path, "list.csv", *AT, "--csv", content=lines)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0])[:4] == ["code", "received", "tags", "note"]
    assert [row["code"] for row in rows] == ["H01", "H02", ""]
    assert (rows[0]["tags"], rows[1]["note"]) == ('["a"]', "5")


def test_only_leaves_dossiers_out_of_the_list_but_not_of_the_counts(tmp_path: Path) -> None:
    result = run(tmp_path, "list.csv", *AT, "--json", "--only", "late", content=DIRTY)
    document = json.loads(result.stdout)
    assert [one["status"] for one in document["dossiers"]] == ["late"]
    assert len(document["bad_rows"]) == 11
    assert document["summary"]["judged"] == 12


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (CLEAN, [], 0),
        (CLEAN, ["--fail-on", "none"], 0),
        (CLEAN, ["--fail-on", "error"], 1),
        (CLEAN, ["--fail-on", "warning"], 1),
        (HEADER, ["--fail-on", "info"], 0),
        (DIRTY, [], 3),
        (DIRTY, ["--fail-on", "error"], 3),
        (OUTSIDE, [], 4),
        (OUTSIDE + "H02,2026-11-20\n", [], 3),
        (CLEAN, ["--no-such-option"], 2),
        (CLEAN, ["--only", "nothing"], 2),
        (CLEAN, ["--at", "2099-01-01"], 4),
        (CLEAN.encode("utf-16"), [], 3),
        ("code,received\nH01,12/25/2026\n", [], 3),
        ("code,received\nH01,12/25/2026\n", ["--dates", "day-first"], 3),
    ],
)
def test_exit_codes(tmp_path: Path, content: str | bytes, options: list[str], code: int) -> None:
    result = run(tmp_path, "list.csv", *([] if "--at" in options else AT), *options,
                 content=content)  # fmt: skip
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_refused_file_stops_the_run_and_every_fault_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    result = run(tmp_path, "list.csv", "empty.csv", "none.csv", *AT)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == [
        "tthc: empty.csv: tệp rỗng", "tthc: none.csv: không có tệp này",
    ]  # fmt: skip


def test_an_ambiguous_date_names_the_row_and_the_remedy(tmp_path: Path) -> None:
    result = run(tmp_path, "list.csv", *AT, content="code,received\nH01,12/25/2026\n")
    assert "list.csv:2: received '12/25/2026'" in result.stderr
    assert "--dates day-first" in result.stderr


def test_standard_input_and_several_files(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("code,received\nH99,2026-11-20\n", encoding="utf-8")
    result = run(tmp_path, "-", "other.csv", *AT, "--json", stdin=DIRTY)
    document = json.loads(result.stdout)
    assert document["summary"]["read"] == 24
    assert document["bad_rows"][0]["path"] == "<stdin>"
    assert run(tmp_path, "-", "-", stdin=DIRTY).exit_code == 2


def test_without_an_instant_it_is_now_in_vietnam(tmp_path: Path) -> None:
    document = json.loads(run(tmp_path, "list.csv", "--json").stdout)
    assert document["at"].endswith("+07:00")


def test_hours_and_known_on_reach_the_check(tmp_path: Path) -> None:
    content = "code,received,limit\nH01,2025-12-31,02 ngày làm việc\n"
    at = ["--at", "2026-01-03T09:00", "--json"]
    due = json.loads(run(tmp_path, "list.csv", *at, content=content).stdout)
    then = json.loads(run(tmp_path, "list.csv", *at, "--known-on", "2025-12-24",
                          content=content).stdout)  # fmt: skip
    assert due["dossiers"][0]["due_on"] == "2026-01-06"
    assert then["dossiers"][0]["due_on"] == "2026-01-05"
    short = json.loads(run(tmp_path, "list.csv", *at, "--hours", "08:00-12:00",
                           content=content).stdout)  # fmt: skip
    assert (
        short["dossiers"][0]["working_left_minutes"] < (due["dossiers"][0]["working_left_minutes"])
    )


def test_terminal_codes_in_a_cell_are_not_sent_to_the_terminal(tmp_path: Path) -> None:
    content = "code,received,unit\n\x1b[31mH01[bold],2026-11-20,[red]Sở\x1b[0m\n"
    result = run(tmp_path, "list.csv", *AT, content=content)
    assert "\x1b" not in result.stdout
    assert "[red]Sở" in result.stdout


def test_the_statuses_of_the_option_are_those_of_the_library() -> None:
    assert set(STATUSES) == set(Status)


# --- the process itself -----------------------------------------------------------------

COMMAND = [sys.executable, "-m", "tthc_deadlines", "check"]


@pytest.mark.parametrize("form", [[], ["--nl"], ["--csv"], ["--json"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named_without_a_traceback(tmp_path: Path, form: list[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CLEAN, encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*COMMAND, str(path), *AT, *form], stdout=full,
                              stderr=subprocess.PIPE, check=False)  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1].startswith("tthc: không ghi được kết quả: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", [[], ["--nl"], ["--csv"], ["--json"]])
def test_a_terminal_without_vietnamese_letters_gets_its_table(
    tmp_path: Path, form: list[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CLEAN, encoding="utf-8")
    done = subprocess.run([*COMMAND, str(path), *AT, *form], capture_output=True, check=False,
                          env={**os.environ, "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Đông Anh" in done.stdout.decode() if form else b"?ng Anh" in done.stdout


def test_a_terminal_shows_how_far_the_reading_is(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    path = tmp_path / "list.csv"
    path.write_text(CLEAN, encoding="utf-8")
    ours, theirs = pty.openpty()
    done = subprocess.run([*COMMAND, str(path), *AT, "--nl"], stdout=subprocess.PIPE, stderr=theirs,
                          check=False, env={**os.environ, "TERM": "xterm"})  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "Đang đọc" in shown
    assert "Đang đọc" not in done.stdout.decode()


def test_a_file_whose_name_is_not_utf_8_is_read(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.csv")
    try:
        with open(path, "wb") as file:
            file.write(CLEAN.encode())
    except OSError:
        pytest.skip("the file system takes no such name")
    done = subprocess.run([*COMMAND, path, *AT, "--nl"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "\ufffd.csv" in done.stdout.decode()
