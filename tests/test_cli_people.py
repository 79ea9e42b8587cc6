"""``tthc people``: what it prints, in every form; no name under pseudonyms; its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines import vietnam_calendar
from tthc_deadlines.cli import tthc
from tthc_deadlines.exchange.people_results import PERSON_COLUMNS, UNIT_COLUMNS

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
EVENTS = "docs/examples/office-events-2026.ndjson"
ORGANISATION = "docs/examples/office/organisation.toml"
OFFICE = ("--organisation", ORGANISATION)
AT = ("--at", "2026-11-20T15:00")
ALL = (EVENTS, *OFFICE, *AT, "--procedures", "starter")
YEAR = ("--period", "2026")
KEY = b"k" * 32


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def key(tmp_path: Path) -> str:
    path = tmp_path / "key"
    path.write_bytes(KEY)
    return str(path)


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Every sixth dossier, with the options that go with them all."""
    path = tmp_path_factory.mktemp("people") / "some.ndjson"
    lines = (ROOT / EVENTS).read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[::6]), encoding="utf-8")
    return str(path), *ALL[1:]


def run(*args: str, width: int = 80, stdin: str | None = None) -> Result:
    environment = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(tthc, ["people", *args], input=stdin, env=environment)


def same_as_before(name: str, shown: str) -> None:
    path = GOLDEN / f"{name}.txt"
    shown = shown.replace(vietnam_calendar().edition, "edition-here")
    if WRITE:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


# --- what it prints ------------------------------------------------------------------------------

SHOWN: dict[str, tuple[list[str], int]] = {
    "people-80": (["--period", "2026"], 80),
    "people-120-en": (["--period", "2026-Q3", "--lang", "en"], 120),
    "people-unit-80": (["--period", "2026-10@report", "--by", "unit"], 80),
    "people-week": (["--period", "2026-W47", "--minimum", "5"], 100),
    "people-empty": (["--period", "2024"], 80),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_prints_what_it_printed(name: str) -> None:
    args, width = SHOWN[name]
    result = run(*ALL, *args, width=width)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(len(line.rstrip()) <= width for line in result.stdout.splitlines())
    same_as_before(name, result.stdout)


def test_a_doubt_about_a_basis_is_printed_with_it() -> None:
    shown = run(*ALL, "--period", "2026-10@report", "--lang", "en", width=200).stdout
    assert "[through a secondary source, original not read]" in shown


@pytest.mark.parametrize("by", ["official", "unit"])
def test_csv_is_what_it_was(by: str) -> None:
    result = run(*ALL, "--period", "2026-10", "--by", by, "--csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == (PERSON_COLUMNS if by == "official" else UNIT_COLUMNS)
    assert result.stderr == "đọc 1.000 dòng = 1.000 đã xét + 0 không có diễn biến + 0 lỗi\n"
    same_as_before(f"people-csv-{by}", result.stdout)


def test_json_adds_up_to_the_second_and_ndjson_has_the_same_rows() -> None:
    found = json.loads(run(*ALL, *YEAR, "--json").stdout)
    people = sum(one["lateness_seconds"] for one in found["officials"])
    apart = sum(one["lateness_seconds"] for one in found["apart"])
    assert people + apart == found["lateness_seconds"] > 0
    assert found["rows"] == {
        "read": 1000, "judged": 1000, "no_events": 0, "bad": 0, "outside_coverage": 0,
    }  # fmt: skip
    assert found["period"]["end"] == "2027-01-01T00:00:00+07:00"
    assert found["at"] == "2026-11-20T15:00:00+07:00"
    assert "units" not in found
    assert all(one["good"] is None for one in found["officials"] if not one["ranked"])
    lines = [json.loads(line) for line in run(*ALL, *YEAR, "--nl").stdout.splitlines()]
    assert lines == found["officials"]
    assert lines[0]["official"] == "bt-2"


def test_a_report_period_says_what_it_rests_on() -> None:
    found = json.loads(run(*ALL, "--period", "2026-10@report", "--by", "unit", "--json").stdout)
    assert (found["period"]["first"], found["period"]["last"]) == ("2026-09-15", "2026-10-14")
    assert all("09/2019/NĐ-CP" in found["period"]["basis"][lang] for lang in ("vi", "en"))
    assert "officials" not in found


def test_few_dossiers_are_listed_apart_and_by_id() -> None:
    shown = run(*ALL, *YEAR, width=120).stdout
    _, _, few = shown.partition("Không xếp thứ tự vì ít hồ sơ")
    few = few.partition("Đùn đẩy")[0]
    assert "Công chức tư pháp 2" in few
    assert "lặp lại" not in few
    order = shown.partition("Xếp theo mức trễ")[2].partition("Không xếp thứ tự")[0]
    assert "Công chức tư pháp 2" not in order
    assert order.index("Chuyên viên bảo trợ 2") < order.index("Công chức văn xã 4")


# --- pseudonyms ----------------------------------------------------------------------------------


def officials() -> list[str]:
    """Every id and every name of an official."""
    told = tomllib.loads((ROOT / ORGANISATION).read_text(encoding="utf-8"))["official"]
    return [text for one in told for text in (one["id"], one["name"])]


def names_in(text: str) -> list[str]:
    return [
        name for name in officials() if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    ]


BROKEN: list[dict[str, Any]] = [
    {
        "code": "Công chức văn xã 1",
        "events": [{"type": "accepted", "id": "e1", "occurred_at": "vx-1", "actor": ["vx-1"]}],
    },
    {"code": "B-2", "events": [{"type": "vx-1", "occurred_at": "2026-11-02T08:00:00+07:00"}]},
]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("by", ["official", "unit"])
@pytest.mark.parametrize("form", [None, "--json", "--nl", "--csv"])
def test_under_pseudonyms_no_id_and_no_name_is_anywhere(
    form: str | None, by: str, lang: str, key: str, some: tuple[str, ...]
) -> None:
    args = [*some, "-", *YEAR, "--by", by, "--lang", lang]
    args += [form] if form else []
    broken = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in BROKEN)
    if by == "official":  # the search finds them where they are
        assert len(names_in(run(*args, stdin=broken, width=200).output)) > 30
    hidden = run(*args, "--pseudonymise", "--key-file", key, stdin=broken, width=200)
    assert hidden.exit_code == 3
    assert names_in(hidden.stdout + hidden.stderr) == []
    assert (by == "official") is bool(re.search(r"CB-[0-9A-F]{6}", hidden.stdout))


def test_pseudonyms_are_the_same_under_a_key_and_not_linkable_without(
    key: str, some: tuple[str, ...]
) -> None:
    def codes(*args: str) -> set[str]:
        shown = run(*some, *YEAR, "--pseudonymise", "--nl", *args)
        return {json.loads(line)["official"] for line in shown.stdout.splitlines()}

    assert codes("--key-file", key) == codes("--key-file", key)
    assert len(codes("--key-file", key)) > 30
    assert codes().isdisjoint(codes())
    said = run(*some, *YEAR, "--pseudonymise", "--lang", "en").stderr
    assert "random key" in said
    assert "--key-file" in said


def test_a_month_by_itself_and_the_year_can_be_linked_by_a_key(
    key: str, some: tuple[str, ...]
) -> None:
    def people(period: str) -> dict[str, int]:
        shown = run(*some, "--period", period, "--pseudonymise", "--key-file", key, "--nl")
        rows = map(json.loads, shown.stdout.splitlines())
        return {one["official"]: one["handled"] for one in rows}

    month, year = people("2026-10"), people("2026")
    assert {who for who, count in month.items() if count} <= set(year)
    assert all(count <= year[who] for who, count in month.items() if count)


# --- wrong usage, bad input ----------------------------------------------------------------------

LINE = {
    "code": "H1",
    "limit_text": "05 ngày làm việc",
    "events": [{"type": "accepted", "id": "e1", "occurred_at": "1996-11-09T09:00:00+07:00"}],
}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([*YEAR], 0),
        ([*YEAR, "--fail-on", "error"], 1),
        ([*YEAR, "--fail-on", "warning"], 1),
        ([*YEAR, "--fail-on", "info"], 1),
        (["--period", "2024", "--fail-on", "info"], 0),
        ([*YEAR, "--minimum", "1000", "--fail-on", "error"], 0),
        ([*YEAR, "--minimum", "1000", "--fail-on", "info"], 1),
        ([], 2),
        (["--period", "2026-13"], 2),
        ([*YEAR, "--minimum", "0"], 2),
        ([*YEAR, "--by", "agency"], 2),
        ([*YEAR, "--key-file", EVENTS], 2),
        ([*YEAR, "--pseudonymise", "--key-file", "no-such-key"], 2),
        (["--period", "2027"], 3),
    ],
)
def test_exit_codes(args: list[str], code: int, some: tuple[str, ...]) -> None:
    result = run(*some, *args)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([EVENTS, *YEAR], 2),
        ([EVENTS, *YEAR, "--organisation", "no-such-file.toml"], 2),
        (["no-such-file.ndjson", *OFFICE, *YEAR, *AT], 3),
        (["docs/examples/dirty-events.ndjson", *OFFICE, *YEAR, *AT], 3),
    ],
)
def test_exit_codes_of_files(args: list[str], code: int) -> None:
    assert run(*args).exit_code == code


def test_only_rows_outside_the_calendar_exit_4() -> None:
    assert run("-", *OFFICE, *YEAR, *AT, stdin=json.dumps(LINE)).exit_code == 4
    assert run(EVENTS, *OFFICE, "--period", "2098", "--at", "2099-01-01").exit_code == 4


def test_bad_rows_are_told_and_counted_and_take_nothing_from_the_others(
    some: tuple[str, ...],
) -> None:
    result = run(*some, "-", *YEAR, "--csv", stdin=json.dumps(LINE))
    assert result.exit_code == 4
    assert result.stdout == run(*some, *YEAR, "--csv").stdout
    assert "<stdin>:1:" in result.stderr
    assert "đọc 168 dòng = 167 đã xét + 0 không có diễn biến + 1 lỗi" in result.stderr
    shown = run(*some, "-", *YEAR, stdin=json.dumps(LINE)).stdout
    assert "1 dòng lỗi, không xét được." in shown


def test_a_desk_that_is_not_known_is_said_to_be_none() -> None:
    received = {"type": "accepted", "id": "e1", "occurred_at": "2026-11-09T16:55:00+07:00"}
    line = json.dumps({"code": "H1", "limit_text": "01 giờ làm việc", "events": [received]})
    args = ("-", *OFFICE, "--period", "2026-11-10", "--at", "2026-11-10T16:00")
    assert "(không rõ đơn vị), khi chưa đến lúc" in run(*args, stdin=line).stdout


def test_rows_of_a_list_are_on_nobody() -> None:
    result = run("docs/examples/one-stop-desk-2026.csv", *OFFICE, *YEAR, *AT, "--lang", "en")
    assert result.exit_code == 0
    assert "count for nobody" in " ".join(result.stdout.split())


def test_what_is_wrong_is_said_in_words(tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_bytes(b"k")
    result = run(*ALL, *YEAR, "--pseudonymise", "--key-file", str(short))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "quá ngắn" in result.stderr
    assert "một năm chỉ có tháng" in run(*ALL, "--period", "2026-13").stderr
    assert "the months 01 to 12" in run(*ALL, "--period", "2026-13").stderr
    ahead = run(*ALL, "--period", "2027", "--lang", "en")
    assert "begins after" in ahead.stderr


@pytest.mark.parametrize("width", [60, 79, 100])
def test_no_time_is_cut_off_in_a_narrow_window(some: tuple[str, ...], width: int) -> None:
    """A time whose minutes are gone would be another time."""
    wide, narrow = (
        Counter(re.findall(r"\b(?:ngày|giờ|phút)\b", run(*some, *YEAR, width=one).output))
        for one in (200, width)
    )
    assert wide["phút"] > 20
    assert narrow == wide


def test_the_calendar_is_named_where_nothing_was_judged(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ma_ho_so,ngay_tiep_nhan,nguoi_xu_ly\nH01,16/11/2026,vx-3\n", encoding="utf-8")
    edition = vietnam_calendar().edition
    assert f"lịch {edition}" in run(str(path), *OFFICE, *AT, *YEAR, width=200).output


def test_standard_input_is_read_once() -> None:
    result = run("-", "-", *OFFICE, *AT, *YEAR, stdin="")
    assert result.exit_code == 2
    assert "'-'" in result.stderr
