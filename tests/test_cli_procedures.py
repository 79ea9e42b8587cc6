"""``tthc procedures`` and ``tthc due --procedure``, as a person and a script see them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines.cli import tthc

GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
DAY = "2026-11-20"

FILE = """\
schema = 1
code = "9.999999"
name = "Thử [xanh] nghiệm"
level = "commune"

[[limit]]
from = 2025-07-01
limit = "10 ngày làm việc"
published = "07 ngày làm việc"
remote_area_days = 10
remote_area_unit = "calendar_day"
basis = { number = "1/QĐ-UBND", issuer = "UBND tỉnh X", adopted = 2025-06-30 }

[supplement]
effect = "stop"
within = "03 ngày làm việc"
basis = { title = "Luật riêng", article = "Điều 5", confidence = "verified" }
"""


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(
        tthc, args, env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", **env}
    )


COMMANDS = {
    "procedures-list": ["procedures", "list", "--search", "cong tac xa hoi", "--on", DAY],
    "procedures-list-en": [
        "procedures", "list", "--kind", "denunciation", "--on", DAY, "--lang", "en",
    ],
    "procedures-list-csv": ["procedures", "list", "--kind", "complaint", "--on", DAY, "--csv"],
    "procedures-show": ["procedures", "show", "1.012990"],
    "procedures-show-petition": ["procedures", "show", "to-cao"],
    "procedures-show-en": ["procedures", "show", "1.014196.H05", "--lang", "en"],
    "procedures-show-stages": ["procedures", "show", "1.012644"],
    "procedures-show-no-code": ["procedures", "show", "khong-ma--5a8079-20"],
    "procedures-show-json": ["procedures", "show", "2.000815", "--on", DAY, "--json"],
    "procedures-show-csv": ["procedures", "show", "1.000603", "--csv"],
    "due-procedure": ["due", "--procedure", "1.012990", "--received", f"{DAY}T09:00"],
    "due-procedure-en": [
        "due", "--procedure", "khieu-nai-lan-dau", "--phase", "acceptance", "--received",
        "2026-11-16", "--lang", "en",
    ],
    "due-procedure-json": [
        "due", "--procedure", "1.000603", "--channel", "post", "--received", f"{DAY}T09:00",
        "--json",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_prints_what_it_printed(name: str) -> None:
    result = run(*COMMANDS[name])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    path = GOLDEN / f"{name}.txt"
    if WRITE:
        path.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", ["procedures-list", "procedures-show", "procedures-show-stages"])
def test_fits_the_screen(name: str, columns: int) -> None:
    shown = run(*COMMANDS[name], COLUMNS=str(columns)).stdout
    assert max(len(line) for line in shown.splitlines()) <= columns


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "9.999999.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


class TestList:
    """Filters narrow; forms for scripts hold the same."""

    def test_every_form_has_the_same_procedures(self) -> None:
        args = ("procedures", "list", "--field", "tai nguyen nuoc", "--on", DAY)
        document = json.loads(run(*args, "--json").stdout)
        assert document["schema"] == 1
        lines = [json.loads(line) for line in run(*args, "--nl").stdout.splitlines()]
        assert lines == document["procedures"]
        assert len(run(*args, "--csv").stdout.splitlines()) == len(lines) + 1
        assert len(lines) >= 10

    def test_by_level_and_issuer(self) -> None:
        args = ("procedures", "list", "--level", "xã", "--issuer", "nghệ an", "--on", DAY, "--json")
        found = json.loads(run(*args).stdout)["procedures"]
        assert "1.012994" in [one["code"] for one in found]
        assert {one["issuer"] for one in found} == {"Tỉnh Nghệ An", ""}

    def test_nothing_found_is_said(self) -> None:
        result = run("procedures", "list", "--search", "không có đâu")
        assert result.exit_code == 0
        assert "không có thủ tục nào" in result.stdout

    def test_before_its_day_a_limit_is_not_shown(self) -> None:
        shown = run("procedures", "list", "--search", "1.012990", "--on", "2025-11-26").stdout
        assert "chưa có hiệu lực" in shown

    def test_an_agency_adds_its_own(self, own: Path) -> None:
        args = ("procedures", "list", "--search", "9.999999", "--procedures", str(own))
        assert "Thử [xanh] nghiệm" in run(*args).stdout


class TestShow:
    """One procedure, or every one that shares a code."""

    def test_its_own_file_with_every_rule(self, own: Path) -> None:
        shown = run("procedures", "show", "9.999999", "--procedures", str(own)).stdout
        for words in (
            "Thử [xanh] nghiệm", "công bố: 07 ngày làm việc", "thêm 10 ngày", "tạm dừng",
            "yêu cầu trong 03 ngày làm việc", "chưa kiểm chứng", "Điều 5, Luật riêng",
        ):  # fmt: skip
            assert words in shown

    def test_all_issuers_of_a_code_and_one_of_them(self) -> None:
        both = run("procedures", "show", "1.014433").stdout
        assert "Tỉnh Phú Thọ" in both
        assert "Tỉnh Đồng Nai" in both
        assert "Phú Thọ" not in run("procedures", "show", "1.014433", "--issuer", "đồng nai").stdout

    def test_only_the_version_of_a_day(self) -> None:
        args = ("procedures", "show", "khieu-nai-lan-dau", "--on")
        assert "07 ngày làm việc" not in run(*args, "2026-06-30").stdout
        assert "07 ngày làm việc" in run(*args, "2026-07-01").stdout
        assert "10 ngày – " not in run(*args, "2026-07-01").stdout

    def test_every_form_has_the_same_limits(self) -> None:
        document = json.loads(run("procedures", "show", "to-cao", "--json").stdout)
        [procedure] = document["procedures"]
        assert json.loads(run("procedures", "show", "to-cao", "--nl").stdout) == procedure
        assert len(run("procedures", "show", "to-cao", "--csv").stdout.splitlines()) == 1 + len(
            procedure["limits"]
        )
        assert "path" not in procedure

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["1.999999"], "gần nhất là"),
            (["1.012990", "--on", "2020-01-01"], "27/11/2025"),
            (["1.012990", "--issuer", "Hà Tĩnh"], "1.012990 (Tỉnh Cao Bằng"),
            (["khong-ma--none"], "không có thủ tục"),
            (["khong-ma"], "không có thủ tục"),
        ],
    )
    def test_what_is_not_there_is_said(self, args: list[str], words: str) -> None:
        result = run("procedures", "show", *args)
        assert result.exit_code == 3
        assert words in result.stderr
        assert result.stdout == ""


class TestCheck:
    """Faults end with exit code 3, oddities do not; each has its place."""

    def test_the_starter_has_no_fault(self) -> None:
        result = run("procedures", "check")
        assert result.exit_code == 0
        assert "không có lỗi" in result.stdout
        assert "dong-thap/khong-ma--5a8079-48.toml: step_budget_mismatch" in result.stdout

    def test_faults_have_line_and_key(self, own: Path) -> None:
        (own / "x.toml").write_text(FILE.replace("published", "promised"), encoding="utf-8")
        result = run("procedures", "check", str(own))
        assert result.exit_code == 3
        assert f"{own / 'x.toml'}:9: limit.promised: khóa hoặc bảng lạ" in result.stdout
        assert "1 lỗi" in result.stdout
        english = run("procedures", "check", str(own), "--lang", "en").stdout
        assert "unknown key or table" in english

    def test_the_same_for_scripts(self, own: Path) -> None:
        (own / "x.toml").write_text("schema = 2\n", encoding="utf-8")
        result = run("procedures", "check", str(own), "--json")
        assert result.exit_code == 3
        document = json.loads(result.stdout)
        assert document["procedures"] == 1
        assert {row["severity"] for row in document["findings"]} == {"error"}
        assert {row["line"] for row in document["findings"]} == {1}
        assert len(run("procedures", "check", str(own), "--nl").stdout.splitlines()) == 3
        assert run("procedures", "check", str(own), "--csv").stdout.startswith("severity,code,")

    def test_oddities_for_scripts(self) -> None:
        result = run("procedures", "check", "--nl")
        assert result.exit_code == 0
        codes = {json.loads(line)["code"] for line in result.stdout.splitlines()}
        assert {"step_budget_mismatch", "several_limits", "odd_code"} <= codes


class TestDue:
    """The limit from the catalogue instead of --limit."""

    def test_conditions(self) -> None:
        args = ("due", "--procedure", "khieu-nai-lan-dau", "--received", "2026-10-10")
        assert "09/11/2026" in run(*args).stdout
        assert "25/11/2026" in run(*args, "--condition", "complex").stdout
        both = run(*args, "--condition", "complex", "--condition", "remote_area").stdout
        assert "09/12/2026" in both

    def test_days_more_for_remote_areas_in_their_own_unit(self, own: Path) -> None:
        args = (
            "due", "--procedure", "9.999999", "--procedures", str(own), "--received", "2026-11-02",
        )  # fmt: skip
        assert "16/11/2026" in run(*args).stdout
        assert "26/11/2026" in run(*args, "--condition", "remote_area").stdout
        assert "07 ngày làm việc" in run(*args).stdout  # the shorter promise is shown beside it

    def test_an_own_file_comes_before_the_starter(self, own: Path) -> None:
        text = FILE.replace("9.999999", "1.012990").replace('"10 ngày', '"02 ngày')
        (own / "mine.toml").write_text(text, encoding="utf-8")
        args = ("due", "--procedure", "1.012990", "--received", DAY, "--procedures", str(own))
        assert "25/11/2026" in run(*args).stdout

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["--procedure", "1.999999"], 3, "gần nhất là"),
            (["--procedure", "1.014433"], 3, "issuer=Tỉnh Phú Thọ"),
            (["--procedure", "2.000890"], 3, "không cho một thời hạn rõ ràng"),
            (["--procedure", "1.014196.H05"], 3, "outcome=granted"),
            (["--procedure", "1.012990", "--condition", "complex"], 2, "không có điều kiện nào"),
            (["--procedure", "to-cao", "--condition", "urgent"], 2, "specially_complex"),
            (["--procedure", "to-cao", "--limit", "5 ngày"], 2, "đúng một trong"),
            ([], 2, "đúng một trong"),
            (["--limit", "5 ngày", "--condition", "complex"], 2, "--condition"),
            (["--limit", "5 ngày", "--issuer", "X"], 2, "--issuer"),
        ],
    )
    def test_what_cannot_be_computed_is_said(self, args: list[str], code: int, words: str) -> None:
        result = run("due", "--received", DAY, *args)
        assert result.exit_code == code, result.output
        assert words in result.stderr
        assert result.stdout == ""
