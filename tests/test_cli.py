"""The command, as a person and a script see it: golden texts, exit codes, streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines.cli import tthc

GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(
        tthc, args, env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", **env}
    )


SAME_DAY = "ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
COMMANDS = {
    "due": ["due", "--limit", "05 ngày làm việc", "--received", "2026-11-20T09:00"],
    "due-explain": [
        "due", "--limit", "05 ngày làm việc", "--received", "20/11/2026 09:00", "--explain",
    ],
    "due-explain-en": [
        "due", "--limit", "30 ngày", "--received", "2026-10-25", "--explain", "--lang", "en",
    ],
    "due-explain-hours": [
        "due", "--limit", "08 giờ làm việc", "--received", "2026-11-20T15:30", "--explain",
    ],
    "due-explain-make-up": [
        "due", "--limit", "03 ngày làm việc", "--received", "2026-08-20T09:00", "--explain",
    ],
    "due-explain-provisional": [
        "due", "--limit", "15 ngày làm việc", "--received", "2029-02-05T09:00", "--explain",
    ],
    "due-explain-cutoff": [
        "due", "--limit", SAME_DAY, "--received", "2026-11-23T15:10", "--explain",
    ],
    "due-agreed": [
        "due", "--limit", "02 ngày làm việc", "--received", "2026-11-20T16:00", "--agreed",
        "2026-12-10", "--explain",
    ],
    "due-remote": [
        "due", "--limit", "15 ngày làm việc", "--received", "2026-11-02T09:00",
        "--remote-area-days", "10",
    ],
    "due-known-on": [
        "due", "--limit", "02 ngày làm việc", "--received", "2025-12-31T09:00", "--known-on",
        "2025-12-24", "--explain",
    ],
    "due-undated": ["due", "--limit", "Không quy định", "--received", "2026-11-20T09:00"],
    "due-json": ["due", "--limit", "1 tháng", "--received", "2026-01-31T09:00", "--json"],
    "due-csv": ["due", "--limit", "3 ngày", "--received", "2026-11-20T09:00", "--csv"],
    "day": ["day", "2026-08-22", "2026-11-24", "23/11/2026", "2026-08-31"],
    "day-en": ["day", "2026-04-27", "--lang", "en"],
    "day-json": ["day", "2026-01-10", "--json"],
    "calendar": ["calendar", "2026"],
    "calendar-en": ["calendar", "2029", "--lang", "en"],
    "calendar-csv": ["calendar", "2026", "--csv"],
    "limit": [
        "limit", "05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
        "10 ngày hoặc 30 ngày (đối với trường hợp chưa đủ căn cứ xác nhận)",
    ],
    "limit-en": ["limit", "Cắt giảm thời gian giải quyết từ 24 ngày xuống 22 ngày", "--lang", "en"],
    "limit-json": ["limit", "không quá 0,5 ngày làm việc", "--json"],
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_prints_what_it_printed(name: str) -> None:
    result = run(*COMMANDS[name])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    path = GOLDEN / f"{name}.txt"
    if WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name.endswith("json")])
def test_json_is_one_document_with_its_schema_and_vietnamese_letters(name: str) -> None:
    result = run(*COMMANDS[name])
    document = json.loads(result.stdout)
    assert document["schema"] == 1
    assert "\\u" not in result.stdout


class TestExitCodes:
    """0 fine; 2 wrong usage; 3 bad input; 4 outside coverage. Messages go to stderr."""

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["due", "--limit", "vài ngày", "--received", "2026-11-20"], 3, "vài ngày"),
            (["due", "--limit", "2 giờ làm việc", "--received", "2026-11-20"], 3, "giờ tiếp nhận"),
            (["due", "--limit", "5 ngày", "--received", "2061-11-20"], 4, "31/12/2060"),
            (["due", "--limit", "5 ngày", "--received", "hôm qua"], 2, "hôm qua"),
            (["due", "--received", "2026-11-20"], 2, "--limit"),
            (["due", "--limit", "5 ngày", "--received", "2026-11-20", "--policy", "x=y"], 2, "x"),
            (["day", "2026-02-30"], 2, "2026-02-30"),
            (["day", "2009-12-31"], 4, "01/01/2010"),
            (["calendar", "2061"], 4, "31/12/2060"),
            (["limit", "10 làm việc"], 3, "làm việc"),
            (["limit", ""], 3, ""),
            (["nonsense"], 2, "nonsense"),
        ],
    )
    def test_by_cause(self, args: list[str], code: int, words: str) -> None:
        result = run(*args)
        assert result.exit_code == code, result.output
        assert words in result.stderr
        assert "Traceback" not in result.output
        assert result.stdout == ""

    def test_messages_follow_the_language(self) -> None:
        args = ("due", "--limit", "5 ngày", "--received", "2061-11-20")
        assert "nằm ngoài phạm vi" in run(*args).stderr
        assert "outside the calendar's coverage" in run(*args, "--lang", "en").stderr
        assert "outside the calendar's coverage" in run(*args, TTHC_LANG="en").stderr


class TestLimitsOneByOne:
    """A wording that is refused does not hide the others."""

    def test_the_others_are_still_read(self) -> None:
        result = run("limit", "05 ngày làm việc", "10 làm việc", "3 ngày")
        assert result.exit_code == 3
        assert "05 ngày làm việc" in result.stdout
        assert "03 ngày" in result.stdout
        assert "10 làm việc" in result.stderr

    def test_scripts_see_the_refusal_beside_the_readings(self) -> None:
        result = run("limit", "05 ngày làm việc", "10 làm việc", "--json")
        read, refused = json.loads(result.stdout)["limits"]
        assert read["limit"] == {"value": 5, "unit": "working_day"}
        assert refused["refused"]["words"] == "10 làm việc"
        table = run("limit", "05 ngày làm việc", "10 làm việc", "--csv").stdout.splitlines()
        assert len(table) == 3


class TestCalendarOptions:
    """--hours and --calendar give an office its own hours and closures."""

    def test_hours(self) -> None:
        result = run(
            "due", "--limit", "08 giờ làm việc", "--received", "2026-11-20T15:30", "--hours",
            "07:30-11:30,13:30-17:30",
        )  # fmt: skip
        assert "15:30 thứ Hai 23/11/2026" in result.stdout

    def test_a_wrong_hour_is_named(self) -> None:
        result = run("day", "2026-11-20", "--hours", "08:00-25:00")
        assert result.exit_code == 3
        assert "25:00" in result.stderr

    def test_a_calendar_file(self, tmp_path: Path) -> None:
        path = tmp_path / "office.toml"
        path.write_text(
            'extends = "vietnam"\n'
            '[[closures]]\ndate = 2026-11-23\nname = "Hội nghị"\nsource = "TB 12/UBND"\n',
            encoding="utf-8",
        )
        result = run("day", "2026-11-23", "2026-11-24", "--calendar", str(path))
        assert "cơ quan đóng cửa: Hội nghị" in result.stdout
        assert "Ngày Văn hóa Việt Nam" in result.stdout

    def test_hours_replace_the_seasons_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "office.toml"
        path.write_text(
            'extends = "vietnam"\n[[seasons]]\nfrom = "01-01"\nto = "12-31"\n'
            'weekly = "09:00-15:00"\n',
            encoding="utf-8",
        )
        args = ("day", "2026-11-20", "--calendar", str(path))
        assert "09:00–15:00" in run(*args).stdout
        assert "07:00–11:00" in run(*args, "--hours", "07:00-11:00").stdout

    def test_a_fault_names_the_file_and_the_key_in_vietnamese(self, tmp_path: Path) -> None:
        path = tmp_path / "office.toml"
        path.write_text("timezone = 7\n", encoding="utf-8")
        result = run("day", "2026-11-20", "--calendar", str(path))
        assert result.exit_code == 3
        assert "office.toml" in result.stderr
        assert "timezone" in result.stderr
        assert "tên múi giờ" in result.stderr

    def test_reception_hours_are_shown_apart(self, tmp_path: Path) -> None:
        path = tmp_path / "office.toml"
        path.write_text(
            'extends = "vietnam"\n[reception]\nsat = [["08:00", "11:30"]]\n', encoding="utf-8"
        )
        shown = run("day", "2026-11-21", "--calendar", str(path)).stdout
        assert "nghỉ hằng tuần" in shown
        assert "giờ tiếp nhận: 08:00–11:30" in shown

    def test_a_broken_calendar_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "office.json"
        path.write_text("{", encoding="utf-8")
        result = run("day", "2026-11-23", "--calendar", str(path))
        assert result.exit_code == 3
        assert "office.json" in result.stderr


class TestHolidaysCheck:
    """All faults of a file at once, each with its line and key."""

    def test_the_files_we_ship_are_fine(self) -> None:
        result = run("holidays", "check")
        assert result.exit_code == 0
        assert result.stdout.count(": đúng") == 18

    def test_faults_are_listed_together(self, tmp_path: Path) -> None:
        path = tmp_path / "2028.toml"
        path.write_text(
            'schema = 1\nyear = 2028\nstatus = "final"\nchecked_on = 2026-11-20\ncolour = "red"\n'
            '[[holiday]]\ndate = 2027-01-01\nkey = "new_year"\nname = "Tết Dương lịch"\n'
            '[[swap]]\noff = 2028-05-02\nwork = 2028-05-03\noccasion = "x"\nsource = "?"\n',
            encoding="utf-8",
        )
        result = run("holidays", "check", str(path))
        assert result.exit_code == 3
        lines = result.stdout.splitlines()
        assert any(":5: " in line and "colour" in line for line in lines)
        assert any(":7: " in line and "date" in line for line in lines)
        assert any(":6: " in line and "source" in line for line in lines)
        assert any(":12: " in line and "work" in line for line in lines)
        assert any(":14: " in line and "source" in line for line in lines)


def test_every_command_has_help_in_both_languages() -> None:
    listed = run("--help").stdout
    for name in tthc.list_commands(None):  # type: ignore[arg-type]
        assert name in listed
        assert run(name, "--help").exit_code == 0


def test_an_agency_may_use_brackets_in_its_names(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(
        'extends = "vietnam"\n[[closures]]\ndate = 2026-11-23\nname = "Nghỉ [/] [red]x"\n',
        encoding="utf-8",
    )
    assert "Nghỉ [/] [red]x" in run("calendar", "2026", "--calendar", str(path)).stdout


def test_hours_given_as_nothing_are_refused() -> None:
    assert run("day", "2026-11-20", "--hours", "").exit_code == 3


def test_a_reader_that_has_enough_is_no_finding() -> None:
    command = f'"{sys.executable}" -m tthc_deadlines calendar 2026 --csv'
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 141)
    assert done.stderr == b""


def test_runs_as_a_module_and_writes_utf8_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tthc_deadlines", "day", "2026-11-24"],
        capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert "Ngày Văn hóa Việt Nam" in done.stdout.decode("utf-8")


def test_a_year_on_a_terminal_colours_holidays_and_make_up_days_apart() -> None:
    shown = run("calendar", "2026", FORCE_COLOR="1", NO_COLOR="", TERM="xterm-256color").stdout
    assert "\x1b[1;31m16*" in shown  # the eve of Tết
    assert "\x1b[1;32m22+" in shown  # 22 August, worked for a swapped day off
    assert "\x1b[" not in run("calendar", "2026").stdout
