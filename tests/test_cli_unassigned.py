"""``tthc unassigned`` and ``tthc who``, as a person and a script see them; what they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines.cli import tthc

ROOT = Path(__file__).parents[1]
EVENTS = "docs/examples/office-events-2026.ndjson"
OFFICE = ("--organisation", "docs/examples/office")
AT = ("--at", "2026-11-20T15:00")
LATE = "H99.60-260330-000001"
LIST = """\
Mã hồ sơ,Mã thủ tục,Ngày tiếp nhận,Ngày hẹn trả,Người xử lý,Trạng thái
H99.60-261116-000101,2.000635,16/11/2026 08:00,20/11/2026,vx-3,Đang xử lý
H99.60-261116-000102,2.000635,16/11/2026 08:00,20/11/2026,Ông Không Ai,Đang xử lý
H99.60-261116-000103,2.000635,16/11/2026 08:00,20/11/2026,,Đang xử lý
"""
AGAIN = "H99.60-261116-000101,2.000635,16/11/2026 08:00,20/11/2026,vx-3,Đang xử lý\n"
OLD = "H99.60-051116-000104,2.000635,16/11/2005 08:00,20/11/2005,Ông Không Ai,Đang xử lý\n"
NO_DATE = "H99.60-261116-000105,2.000635,32/11/2026 08:00,20/11/2026,vx-3,Đang xử lý\n"


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*args: str, stdin: str | None = None, width: int = 120) -> Result:
    environment = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(tthc, list(args), input=stdin, env=environment)


def unassigned(*args: str, stdin: str | None = None, width: int = 120) -> Result:
    return run("unassigned", *args, *OFFICE, *AT, stdin=stdin, width=width)


# --- tthc unassigned -----------------------------------------------------------------------


def test_for_people_in_vietnamese() -> None:
    result = unassigned(EVENTS, "--since", "2026-01-01")
    assert result.exit_code == 0
    shown = result.output
    assert "41 trong 134 hồ sơ đang giải quyết" in shown.splitlines()[0]
    assert "Từ thứ Hai 30/11/2026, 7 hồ sơ của Công chức văn xã 3 không có ai giữ" in shown
    assert "Các khoảng bỏ trống trong kỳ" in shown
    assert "\x1b" not in shown


def test_in_english() -> None:
    shown = unassigned(EVENTS, "--lang", "en").output
    assert shown.startswith("Dossiers nobody has, Fri 2026-11-20 15:00: 41 of 134 being worked on")
    assert "From Mon 2026-11-30, 7 dossiers of Công chức văn xã 3 have no holder" in shown
    assert "Gaps in the period" not in shown  # not asked for


def test_json_nl_and_csv_tell_the_same() -> None:
    told = json.loads(unassigned(EVENTS, "--json").stdout)
    lines = [json.loads(line) for line in unassigned(EVENTS, "--nl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(unassigned(EVENTS, "--csv").stdout)))
    assert (told["read"], told["open"], told["bad"]) == (1000, 134, [])
    assert told["unassigned"] == lines
    assert sum(told["by_reason"].values()) == len(lines) == 41
    assert [one["code"] for one in lines] == [one["code"] for one in table]
    assert [one["finding"]["message"]["vi"] for one in lines] == [one["message"] for one in table]


def test_a_list_with_a_column_for_the_holder(rows: Path) -> None:
    result = unassigned(str(rows), width=160)
    assert result.exit_code == 0
    assert "2 trong 3 hồ sơ đang giải quyết" in result.output
    assert "tên không có trong tổ chức: Ông Không Ai" in result.output  # what must be put right


def test_standard_input(rows: Path) -> None:
    result = unassigned("-", stdin=LIST)
    assert result.output == unassigned(str(rows)).output


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_given_twice_counts_once(rows: Path, lang: str) -> None:
    result = unassigned(str(rows), str(rows), "--json", "--lang", lang)
    told = json.loads(result.stdout)
    assert result.exit_code == 3
    assert (told["read"], told["open"], len(told["unassigned"])) == (6, 3, 2)
    assert {one["code"] for one in told["bad"]} == {"duplicate"}
    assert f"{rows}:2" in result.stderr


@pytest.mark.parametrize(
    ("more", "code"), [("", 0), (AGAIN, 3), (NO_DATE, 3), (OLD, 4), (OLD + NO_DATE, 3)]
)
def test_what_bad_rows_end_with(tmp_path: Path, more: str, code: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST + more, encoding="utf-8")
    result = unassigned(str(path))
    assert result.exit_code == code
    assert "2 trong 3 hồ sơ đang giải quyết" in result.output  # the others are judged all the same


@pytest.mark.parametrize(
    ("level", "code"), [("none", 0), ("info", 1), ("warning", 1), ("error", 0)]
)
def test_fail_on(level: str, code: int) -> None:
    assert unassigned(EVENTS, "--fail-on", level).exit_code == code


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((EVENTS, *AT), "--organisation"),
        ((EVENTS, *OFFICE, *AT, "--since", "2026-11-20T15:01"), "--since"),
        (("-", "-", *OFFICE, *AT), "'-'"),
        ((EVENTS, "--organisation", "nowhere", *AT), "nowhere"),
        ((EVENTS, *OFFICE, *AT, "--days", "367"), "367"),
    ],
)
def test_what_is_asked_wrongly(args: tuple[str, ...], said: str) -> None:
    result = run("unassigned", *args, stdin="")
    assert result.exit_code == 2
    assert said in result.stderr


def test_gaps_since_the_very_instant_are_none_and_no_mistake() -> None:
    result = unassigned(EVENTS, "--since", "2026-11-20T15:00", "--json")
    assert (result.exit_code, json.loads(result.stdout)["gaps"]) == (0, [])


def test_before_everything_nothing_is_open() -> None:
    result = run("unassigned", EVENTS, *OFFICE, "--at", "2020-01-01")
    assert result.exit_code == 0
    assert "0 trong 0 hồ sơ" in result.output


@pytest.mark.parametrize("when", ["1990-01-01", "2090-01-01"])
def test_an_instant_outside_the_calendar(when: str) -> None:
    result = run("unassigned", EVENTS, *OFFICE, "--at", when)
    assert (result.exit_code, result.stdout) == (4, "")


def test_an_organisation_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("schema = 1\n[[unit", encoding="utf-8")
    result = run("unassigned", EVENTS, "--organisation", str(path), *AT)
    assert result.exit_code == 3
    assert f"{path}:2" in result.stderr


# --- tthc who ------------------------------------------------------------------------------


def who(*args: str, stdin: str | None = None) -> Result:
    return run("who", *args, *AT, "--procedures", "starter", stdin=stdin)


def test_who_made_it_late_and_who_had_it_then() -> None:
    result = who(LATE, EVENTS, *OFFICE)
    assert result.exit_code == 0
    shown = result.output
    assert "Lúc quá hạn hồ sơ ở: Công chức văn xã 3" in shown
    assert "Công chức một cửa 3: 1 ngày 3 giờ 53 phút (100 %)" in shown
    assert "Liên đới: Phó Chủ tịch xã 1" in shown
    assert shown.index("Người đứng đầu đơn vị") < shown.index("Người đứng đầu cơ quan")


def test_in_english_no_vietnamese_place_of_a_law_is_left() -> None:
    shown = who(LATE, EVENTS, *OFFICE, "--lang", "en").output
    assert "article 9.4, clause 5, Law on Organisation of the Government 2025" in shown
    grounds = shown[shown.index("Grounds") :]
    assert "khoản" not in grounds
    assert "Điều" not in grounds


def test_who_as_json() -> None:
    told = json.loads(who(LATE, EVENTS, *OFFICE, "--json").stdout)
    links = [one["role"] for one in told["chain"]["links"]]
    assert (links[0], links[-1]) == ("holder", "supervising_authority")
    assert told["custody"][0]["official"] == "mc-3"


def test_without_an_organisation_there_is_custody_but_no_chain() -> None:
    shown = who(LATE, EVENTS).output
    assert "--organisation" in shown
    assert "Hồ sơ đã qua tay ai" in shown


def test_who_from_standard_input() -> None:
    text = (ROOT / EVENTS).read_text(encoding="utf-8")
    assert who(LATE, "-", *OFFICE, stdin=text).output == who(LATE, EVENTS, *OFFICE).output


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "không có hồ sơ XXX trong"), ("en", "there is no dossier XXX in")]
)
def test_a_code_that_is_not_there(lang: str, said: str) -> None:
    result = who("XXX", EVENTS, *OFFICE, "--lang", lang)
    assert (result.exit_code, result.stdout) == (3, "")
    assert said in result.stderr


def test_a_code_that_is_nearly_there_is_told() -> None:
    assert f"gần giống: {LATE}" in who(LATE.lower(), EVENTS).stderr


def test_of_a_row_without_events_nobody_can_say(rows: Path) -> None:
    result = who("H99.60-261116-000101", str(rows), *OFFICE)
    assert result.exit_code == 3
    assert "không có diễn biến" in result.stderr


def test_before_it_was_accepted_nobody_answers() -> None:
    result = run("who", LATE, EVENTS, *OFFICE, "--at", "2020-01-01")
    assert result.exit_code == 0
    assert "Hồ sơ chưa được tiếp nhận." in result.output
