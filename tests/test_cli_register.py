"""The commands on registers: what they print, write and refuse."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies_events import dossiers
from tthc_deadlines import cli, vietnam_calendar
from tthc_deadlines.cli import tthc
from tthc_deadlines.register import copying, projecting, schema
from tthc_deadlines.register.errors import BrokenExport
from tthc_deadlines.register.register import Register

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "cli"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
LIST = "docs/examples/one-stop-desk-2026.csv"
DESK = "docs/examples/desk-events-2026.ndjson"
OFFICE = "docs/examples/office/organisation.toml"
OFFICE_LIST = "docs/examples/office-events-2026.ndjson"
AT = ("--at", "2026-11-20T15:00")
ROWS = """ma_ho_so,ngay_tiep_nhan,thoi_han,nguoi_xu_ly,don_vi,ngay_ket_thuc_xu_ly
H01,09/11/2026 09:00,05 ngày làm việc,Công chức A,Phòng 1,
H02,18/11/2026 09:00,05 ngày làm việc,,Phòng 2,
H03,02/11/2026 09:00,05 ngày làm việc,Công chức A,Phòng 1,05/11/2026 10:00
"""


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*args: object, width: int = 80, stdin: str | None = None) -> Result:
    environment = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(tthc, [str(one) for one in args], input=stdin, env=environment)


def same_as_before(name: str, shown: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if WRITE:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def rows_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A register of three dossiers in a place with a name as offices give them."""
    folder = tmp_path / "sổ của phòng 1"
    folder.mkdir()
    (folder / "danh sách.csv").write_text(ROWS, encoding="utf-8")
    path = folder / "sổ theo dõi #1.db"
    result = run("register", "import", path, folder / "danh sách.csv")
    assert result.exit_code == 0, result.output
    return path


# --- import --------------------------------------------------------------------------------------


def test_an_import_says_what_is_new(tmp_path: Path) -> None:
    book, lists = tmp_path / "r.db", tmp_path / "list.csv"
    lists.write_text(ROWS, encoding="utf-8")
    first = run("register", "import", book, lists)
    assert first.exit_code == 0
    assert "3 hồ sơ đọc được: 3 mới, 0 có thay đổi, 0 không đổi; ghi thêm 7 mục" in first.stdout
    again = run("register", "import", book, lists, "--lang", "en")
    assert "3 dossiers read: 0 new, 0 changed, 3 unchanged; 0 entries written" in again.stdout
    assert first.stdout.splitlines()[-1].split()[-1] == again.stdout.split()[-1]
    lists.write_text(ROWS.replace("Phòng 2,\n", "Phòng 2,19/11/2026 10:00\n"), encoding="utf-8")
    assert (
        "0 mới, 1 có thay đổi, 2 không đổi; ghi thêm 1 mục"
        in run("register", "import", book, lists).stdout
    )
    with Register(book) as register:
        assert not register.project()  # what was written is counted with already


def test_yesterday_and_today_in_one_command(tmp_path: Path) -> None:
    for name, text in (("1.csv", ROWS), ("2.csv", ROWS.replace("Công chức A", "Công chức B"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("register", "import", tmp_path / "r.db", tmp_path / "1.csv", tmp_path / "2.csv")
    assert result.exit_code == 0
    assert "2.csv: 3 hồ sơ đọc được: 0 mới, 2 có thay đổi, 1 không đổi" in result.stdout


def test_bad_rows_are_told_and_the_rest_is_written(tmp_path: Path) -> None:
    lists = tmp_path / "list.csv"
    lists.write_text(ROWS + "H04,hôm qua,05 ngày làm việc,,,\n", encoding="utf-8")
    result = run("register", "import", tmp_path / "r.db", lists)
    assert result.exit_code == 3
    assert f"{lists}:5: không đọc được ngày “hôm qua”" in result.stderr
    assert "3 mới" in result.stdout
    assert "1 dòng lỗi không nhập được" in result.stdout
    plain = json.loads(run("register", "import", tmp_path / "r.db", lists, "--json").stdout)
    assert (plain["read"], plain["unchanged"], plain["added"], plain["bad"]) == (3, 3, 0, 1)
    assert [(one["code"], one["line"]) for one in plain["findings"]] == [("bad_row", 5)]
    assert rows_of(run("register", "import", tmp_path / "r.db", lists, "--nl")) == plain["findings"]


def test_many_bad_rows_are_counted_after_the_first(tmp_path: Path) -> None:
    lists = tmp_path / "list.csv"
    lists.write_text("code,received_at\n" + "H01,hôm qua\n" * 60, encoding="utf-8")
    result = run("register", "import", tmp_path / "r.db", lists)
    assert len(result.stderr.splitlines()) == 51
    assert "… và 10 dòng lỗi nữa" in result.stderr


def test_a_portal_export_with_its_history(tmp_path: Path) -> None:
    head = {"MaHoSo": "H01", "NgayTiepNhan": "20261109090000", "TrangThaiHoSo": "4"}
    steps = [
        {"MaHoSo": "H01", "TrangThai": "4", "ThoiDiemXuLy": f"2026111{day}083000", "NguoiXuLy": "A"}
        for day in range(3)
    ]
    export, history = tmp_path / "export.json", tmp_path / "history.json"
    export.write_text(json.dumps([head]), encoding="utf-8")
    args = ("register", "import", tmp_path / "r.db", export, "--history", history, "--json")
    found = []
    for count in (1, 2, 3, 3):
        history.write_text(json.dumps(steps[:count]), encoding="utf-8")
        found.append(json.loads(run(*args).stdout)["added"])
    assert found[1:] == [1, 1, 0]


# --- out and back --------------------------------------------------------------------------------


def chain(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM entry ORDER BY seq").fetchall()


def test_out_and_back_is_the_same_chain(book: Path, tmp_path: Path) -> None:
    run("register", "keep", book, "--organisation", OFFICE)
    head = run("register", "head", book).stdout.strip()
    out, again = tmp_path / "xuất.ndjson", tmp_path / "lập lại.db"
    exported = run("register", "export", book, "--out", out)
    assert exported.exit_code == 0
    assert exported.stdout == ""
    assert run("register", "export", book).stdout == out.read_text(encoding="utf-8")
    restored = run("register", "restore", out, again, "--head", head)
    assert restored.exit_code == 0, restored.output
    assert head in restored.stdout
    assert chain(again) == chain(book)
    assert run("verify", again, "--since", head).exit_code == 0
    listed = [run("register", "open", path, *AT, "--json").stdout for path in (book, again)]
    assert listed[0] == listed[1]
    assert (
        run("register", "restore", "-", tmp_path / "3.db", stdin=out.read_text("utf-8")).exit_code
        == 0
    )


def test_the_lines_are_what_the_formats_say(book: Path) -> None:
    lines = rows_of(run("register", "export", book))
    assert [line["seq"] for line in lines] == list(range(1, 8))
    assert {tuple(line) for line in lines} == {
        ("seq", "kind", "dossier", "id", "appended_at", "body", "hash")
    }
    assert json.loads(lines[1]["body"])["type"] == "accepted"


@given(st.lists(dossiers(), max_size=4), st.integers(1, 9))
def test_lives_go_out_and_back_unchanged(lives: list[Any], batch: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Register(":memory:") as one:
        for number, life in enumerate(lives):
            for event in {event.id: event for event in life.events}.values():
                one.append([(f"{life.code}-{number % batch}-{number}", event)], project=False)
        lines = [copying.entry_line(entry) for entry in one.entries()]
        copying.restore(lines, Path(folder, "r.db"), "lines", one.head())
        with Register(Path(folder, "r.db")) as other:
            assert list(other.entries()) == list(one.entries())
            assert other.verify().is_sound
            assert list(other.dossiers()) == list(one.dossiers())


def _swap(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


BROKEN: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "a word changed": (
        lambda lines: [line.replace("Phòng 1", "Phòng 7") for line in lines],
        "dòng 1",
    ),
    "one removed": (lambda lines: lines[:2] + lines[3:], "dòng 3"),
    "two swapped": (_swap, "dòng 1"),
    "one twice": (lambda lines: [*lines, lines[-1]], "dòng 8"),
    "cut within a line": (lambda lines: [*lines[:-1], lines[-1][:40]], "dòng 7"),
    "no entry": (lambda lines: [*lines, '{"code": "H01"}\n'], "dòng 8"),
    "no object": (lambda lines: ["7\n", *lines], "dòng 1"),
    "deep": (lambda lines: ["[" * 100_000, *lines], "dòng 1"),
    "another kind": (lambda lines: [lines[0].replace('"dossier"', '"other"', 1)], "dòng 1"),
    "no hash": (
        lambda lines: [line.replace('"hash": "', '"hash": "x') for line in lines],
        "dòng 1",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_export_makes_no_register(book: Path, tmp_path: Path, name: str) -> None:
    change, where = BROKEN[name]
    lines = run("register", "export", book).stdout.splitlines(keepends=True)
    out, again = tmp_path / "x.ndjson", tmp_path / "again.db"
    out.write_text("".join(change(lines)), encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    result = run("register", "restore", out, again)
    assert result.exit_code == 3
    assert where in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_lost_end_is_told_by_the_head(book: Path, tmp_path: Path) -> None:
    head = run("register", "head", book).stdout.strip()
    lines = run("register", "export", book).stdout.splitlines(keepends=True)
    (tmp_path / "x.ndjson").write_text("".join(lines[:-1]), encoding="utf-8")
    result = run("register", "restore", tmp_path / "x.ndjson", tmp_path / "r.db", "--head", head)
    assert result.exit_code == 3
    assert "không phải " + head in result.stderr
    assert not (tmp_path / "r.db").exists()


def test_nothing_is_written_over(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.ndjson"
    out.write_text("của tôi", encoding="utf-8")
    result = run("register", "export", book, "--out", out)
    assert result.exit_code == 3
    assert "đã có" in result.stderr
    assert out.read_text(encoding="utf-8") == "của tôi"
    out.unlink()
    run("register", "export", book, "--out", out)
    assert run("register", "restore", out, book).exit_code == 3


def test_a_tampered_register_is_not_exported(book: Path, tmp_path: Path) -> None:
    tamper(book, "UPDATE entry SET body = replace(body, 'Phòng 1', 'Phòng 7') WHERE seq = 1")
    result = run("register", "export", book, "--out", tmp_path / "x.ndjson")
    assert result.exit_code == 3
    assert not (tmp_path / "x.ndjson").exists()


def tamper(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    for name in schema.GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for text in schema.GUARDS.values():
        connection.execute(text)
    connection.commit()
    connection.close()


def test_twice_the_same_id_is_refused_even_in_a_sound_chain(tmp_path: Path) -> None:
    from tthc_deadlines.register.entries import GENESIS, entry_bytes, next_hash

    entries, last = [], GENESIS
    for seq in (1, 2):
        body = f'{{"id":"e1","n":{seq}}}'
        last = next_hash(
            last, entry_bytes(seq, "event", "H01", "e1", "2026-11-20T09:00:00+07:00", body)
        )
        entries.append(
            copying.Entry(seq, "event", "H01", "e1", "2026-11-20T09:00:00+07:00", body, last)
        )
    with pytest.raises(BrokenExport):
        copying.restore(map(copying.entry_line, entries), tmp_path / "r.db", "lines")
    assert not list(tmp_path.iterdir())


# --- looking -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_show_prints_what_it_printed(book: Path, lang: str) -> None:
    run("register", "keep", book, "--organisation", OFFICE)
    shown = run("register", "show", book, "--lang", lang).stdout
    plain = json.loads(run("register", "show", book, "--json").stdout)
    assert plain["dossiers"] == 3
    assert plain["open"] == 2
    assert plain["is_current"] is True
    assert plain["head"] == run("register", "head", book).stdout.strip()
    day = plain["documents"]["organisation"][:10]
    for value, instead in (
        (str(book), "BOOK"), (plain["head"], "HEAD"), (vietnam_calendar().edition, "EDITION"),
        ("/".join(reversed(day.split("-"))), "DAY"), (day, "DAY"),
    ):  # fmt: skip
        shown = shown.replace(value, instead)
    lines = [line for line in shown.splitlines() if "DAY" not in line]
    same_as_before(f"register-show-{lang}", "\n".join(lines) + "\n")


@pytest.mark.parametrize(("width", "lang"), [(80, "vi"), (120, "en")])
def test_open_prints_what_it_printed(book: Path, width: int, lang: str) -> None:
    shown = run("register", "open", book, *AT, "--lang", lang, width=width).stdout
    same_as_before(f"register-open-{width}-{lang}", shown.replace(str(book), "BOOK"))


def test_open_says_the_same_as_check(tmp_path: Path) -> None:
    book = tmp_path / "r.db"
    run("register", "import", book, DESK)
    for when in ("2026-11-20T15:00", "2026-10-01T09:00", "2026-12-31T09:00"):
        opened = rows_of(run("register", "open", book, "--at", when, "--nl"))
        checked = rows_of(run("check", book, "--at", when, "--nl"))
        assert {one["code"] for one in opened} == {one["code"] for one in checked}
        assert len(opened) > 20
        due = {one["code"]: (one.get("due") or {}).get("on") for one in checked}
        assert all(due[one["code"]] in (one["due_on"], None) for one in opened)


FILTERS: dict[str, tuple[list[str], list[str]]] = {
    "all": ([], ["H01", "H02"]),
    "overdue": (["--overdue"], ["H01"]),
    "soon": (["--due-within", "7"], ["H02"]),
    "sooner": (["--due-within", "1"], []),
    "nobody": (["--unassigned"], ["H02"]),
    "held": (["--held-by", "Công chức A"], ["H01"]),
    "unit": (["--unit", "Phòng 2"], ["H02"]),
    "both": (["--unit", "Phòng 2", "--overdue"], []),
    "procedure": (["--procedure", "1.000001"], []),
}


@pytest.mark.parametrize("name", FILTERS)
def test_open_is_narrowed(book: Path, name: str) -> None:
    options, codes = FILTERS[name]
    assert [
        one["code"] for one in rows_of(run("register", "open", book, *AT, "--nl", *options))
    ] == codes
    whole = json.loads(run("register", "open", book, *AT, "--json", *options).stdout)
    assert [one["code"] for one in whole["open"]] == codes
    table = run("register", "open", book, *AT, "--csv", *options).stdout.splitlines()
    assert [line.split(",")[0] for line in table] == ["code", *codes]


# --- registers where files are taken -------------------------------------------------------------


def test_check_judges_the_open_ones_and_all_if_asked(book: Path) -> None:
    opened = rows_of(run("check", book, *AT, "--nl"))
    assert [(one["code"], one["status"]) for one in opened] == [
        ("H01", "overdue"),
        ("H02", "running"),
    ]
    every = rows_of(run("check", book, *AT, "--nl", "--all"))
    assert [one["code"] for one in every] == ["H01", "H02", "H03"]
    then = rows_of(run("check", book, "--at", "2026-11-04T09:00", "--nl"))
    assert [one["code"] for one in then] == ["H03"]  # open then, and the others not there yet


def test_check_counts_with_what_is_known_by_then(book: Path) -> None:
    """Whatever calendar the register was computed with."""
    result = run("check", book, *AT, "--nl", "--known-on", "2025-12-24")
    assert [one["code"] for one in rows_of(result)] == ["H01", "H02"]


def test_check_takes_a_register_beside_a_file(book: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("code,received_at\nH09,2026-11-09\n", encoding="utf-8")
    result = run("check", book, tmp_path / "more.csv", *AT, "--nl")
    assert [one["code"] for one in rows_of(result)] == ["H01", "H02", "H09"]


def test_as_recorded_by_then_the_dossier_was_open(tmp_path: Path) -> None:
    told = {
        "code": "H01",
        "limit_text": "05 ngày làm việc",
        "events": [
            {"type": "accepted", "occurred_at": "2026-11-09T09:00:00+07:00"},
            {
                "type": "result_issued",
                "occurred_at": "2026-11-12T09:00:00+07:00",
                "recorded_at": "2026-11-19T09:00:00+07:00",
            },
        ],
    }
    (tmp_path / "d.ndjson").write_text(json.dumps(told) + "\n", encoding="utf-8")
    book = tmp_path / "r.db"
    run("register", "import", book, tmp_path / "d.ndjson")
    assert rows_of(run("check", book, *AT, "--nl")) == []
    known = run("check", book, *AT, "--recorded-by", "2026-11-18T09:00", "--nl")
    assert [one["status"] for one in rows_of(known)] == ["overdue"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that is the whole office: dossiers and organisation."""
    path = tmp_path_factory.mktemp("office") / "cơ quan.db"
    assert run("register", "keep", path, "--organisation", ROOT / OFFICE).exit_code == 0
    assert run("register", "import", path, ROOT / OFFICE_LIST).exit_code == 0
    return path


COMMANDS: dict[str, tuple[str, ...]] = {
    "who": ("who", "{code}", "{file}", *AT, "--json"),
    "explain": ("explain", "{code}", "{file}", *AT, "--json"),
    "people": ("people", "{file}", *AT, "--period", "2026-11", "--json"),
    "check": ("check", "{file}", *AT, "--all", "--nl"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_register_answers_as_its_files_do(office: Path, name: str) -> None:
    code = json.loads(Path(OFFICE_LIST).read_text(encoding="utf-8").splitlines()[0])["code"]

    def answer(file: object, *options: str) -> Any:
        args = [one.format(code=code, file=file) for one in COMMANDS[name]]
        result = run(*args, *options)
        assert result.exit_code == 0, result.output
        lines = result.stdout.splitlines() if name == "check" else [result.stdout]
        return sorted((placeless(json.loads(line)) for line in lines), key=str)

    assert answer(office) == answer(OFFICE_LIST, "--organisation", OFFICE)


def placeless(value: Any) -> Any:
    """Without where it stands in its file: a register has no lines."""
    if isinstance(value, dict):
        gone = ("path", "line", "file")
        return {name: placeless(one) for name, one in value.items() if name not in gone}
    return [placeless(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("since", [(), ("--since", "2026-11-01")])
def test_who_has_nothing_is_told_of_a_register(office: Path, since: tuple[str, ...]) -> None:
    args = (*AT, "--json", *since)
    own = json.loads(run("unassigned", office, *args).stdout)
    named = json.loads(run("unassigned", OFFICE_LIST, "--organisation", OFFICE, *args).stdout)
    assert placeless(own["unassigned"]) == placeless(
        sorted(named["unassigned"], key=lambda x: x["code"])
    )
    assert own["open"] == named["open"]
    own_gaps, gaps = (sorted(one.get("gaps") or (), key=str) for one in (own, named))
    assert own_gaps == gaps
    assert bool(gaps) == bool(since)


@pytest.mark.parametrize("command", ["who", "explain"])
def test_a_code_that_is_not_there_is_likened(book: Path, command: str) -> None:
    with Register(book) as register:
        from tests.lives import dossier

        codes = ("000.00.17.H99-261023-0006", "000.00.17.H99-261023-0007")
        register.append([dossier(code=code) for code in codes])
    result = run(command, "000.00.17.H99-261032-0006", book)
    assert result.exit_code == 3
    assert "gần giống: 000.00.17.H99-261023-0006, 000.00.17.H99-261023-0007" in result.stderr


def test_what_cannot_be_judged_is_told_by_register_and_code(tmp_path: Path) -> None:
    rows, book = tmp_path / "far.ndjson", tmp_path / "r.db"
    event = {"type": "accepted", "occurred_at": "1999-11-09T09:00:00+07:00"}
    told = {"code": "FAR", "limit_text": "05 ngày làm việc", "events": [event]}
    rows.write_text(json.dumps(told), encoding="utf-8")
    assert run("register", "import", book, rows).exit_code == 0
    for command in ("who", "explain"):
        assert run(command, "FAR", book).stderr.startswith(f"tthc: {book}: FAR: 09/11/1999")
    assert run("check", book).exit_code == 4
    assert "không xét được" in run("register", "open", book).stdout
    assert (
        f"  {book}: FAR: "
        in run("people", book, "--period", "2026", "--organisation", OFFICE, width=300).stdout
    )


@pytest.mark.parametrize("source", ["missing.ndjson", "folder", "empty.ndjson"])
def test_an_export_that_cannot_be_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.ndjson").touch()
    result = run("register", "restore", tmp_path / source, tmp_path / "r.db")
    assert result.exit_code == 3
    assert not (tmp_path / "r.db").exists()


def test_two_registers_with_an_organisation_each_need_a_choice(
    office: Path, tmp_path: Path
) -> None:
    other = tmp_path / "r.db"
    run("register", "keep", other, "--organisation", OFFICE)
    assert run("unassigned", office, other, *AT).exit_code == 2
    assert run("unassigned", office, other, *AT, "--organisation", OFFICE).exit_code == 0


def test_procedures_kept_inside_give_the_limits(tmp_path: Path) -> None:
    folder, book = tmp_path / "procedures", tmp_path / "r.db"
    folder.mkdir()
    (folder / "p.toml").write_text(PROCEDURE, encoding="utf-8")
    kept = run("register", "keep", book, "--procedures", folder)
    assert kept.exit_code == 0, kept.output
    rows = "code,received_at,ma_thu_tuc\nH01,2026-11-09,1.000001\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    assert run("register", "import", book, tmp_path / "list.csv").exit_code == 0
    (one,) = rows_of(run("check", book, *AT, "--nl"))
    assert one["status"] == "overdue"
    (shown,) = rows_of(run("register", "open", book, *AT, "--nl"))
    assert shown["due_on"] == "2026-11-16"
    assert (
        "đang lưu đã đúng như vậy" in run("register", "keep", book, "--procedures", folder).stdout
    )
    (folder / "p.toml").write_text(PROCEDURE.replace("05 ngày", "07 ngày"), encoding="utf-8")
    changed = run("register", "keep", book, "--procedures", folder)
    assert "tthc refresh" in changed.stderr
    assert run("register", "open", book, *AT).exit_code == 3  # of another catalogue
    moved = json.loads(run("refresh", book, "--json").stdout)["moved"]
    assert moved == [
        {"code": "H01", "due_before": "2026-11-16", "due_since": "2026-11-18", "later": True}
    ]
    assert run("register", "open", book, *AT).exit_code == 0


PROCEDURE = """
schema = 1
code = "1.000001"
name = "Thủ tục mẫu"

[[limit]]
from = 2025-07-01
limit = "05 ngày làm việc"
basis = { number = "01/QĐ-MẪU", title = "Quyết định mẫu", confidence = "secondary" }
"""


# --- verify and refresh --------------------------------------------------------------------------


def test_verify_says_that_it_is_sound(book: Path) -> None:
    head = run("register", "head", book).stdout.strip()
    result = run("verify", book, "--since", head, "--lang", "en")
    assert result.exit_code == 0
    assert f"is sound: 7 entries, head: {head}" in result.stdout
    assert f"nothing written up to the head {head} was changed" in result.stdout
    plain = json.loads(run("verify", book, "--json").stdout)
    assert (plain["sound"], plain["entries"], plain["head"]) == (True, 7, head)


def test_verify_names_the_first_bad_entry(book: Path) -> None:
    tamper(
        book, "UPDATE entry SET body = replace(body, 'Công chức A', 'Công chức Z') WHERE seq = 1"
    )
    result = run("verify", book)
    assert result.exit_code == 3
    assert "KHÔNG nguyên vẹn: mục 1 " in result.stderr
    plain = json.loads(run("verify", book, "--json").stdout)
    assert (plain["sound"], plain["fault"], plain["seq"]) == (False, "changed", 1)
    assert "entry 1" in plain["message"]["en"]


def test_verify_since_a_head_that_never_was(book: Path) -> None:
    result = run("verify", book, "--since", "ab" * 32)
    assert result.exit_code == 3
    assert "không mục nào" in result.stderr


def test_refresh_lists_what_a_decision_moved(tmp_path: Path) -> None:
    lists, book = tmp_path / "list.csv", tmp_path / "r.db"
    rows = [f"H{day},2025-12-{day},05 ngày làm việc" for day in (15, 26, 29)]
    lists.write_text("code,received_at,limit\n" + "\n".join(rows) + "\n", encoding="utf-8")
    before = ("--known-on", "2025-12-24")
    assert run("register", "import", book, lists, *before).exit_code == 0
    stale = run("register", "open", book, "--at", "2025-12-30T09:00")
    assert stale.exit_code == 3
    assert "tthc refresh" in stale.stderr
    late = run("register", "import", book, lists)
    assert late.exit_code == 0
    shown = run("refresh", book)
    assert shown.exit_code == 0
    moved = {line.split(":")[0].strip() for line in shown.stdout.splitlines()[1:]}
    assert moved == {"H26", "H29"}
    assert run("register", "open", book, "--at", "2025-12-30T09:00").exit_code == 0
    assert rows_of(run("refresh", book, "--nl")) == []
    assert run("refresh", book, "--csv").stdout == "code,due_before,due_since,later\n"


def test_what_is_imported_into_a_stale_register_is_written_all_the_same(
    book: Path, tmp_path: Path
) -> None:
    lists = tmp_path / "more.csv"
    lists.write_text("code,received_at\nH09,2026-11-09\n", encoding="utf-8")
    result = run("register", "import", book, lists, "--known-on", "2025-12-24")
    assert result.exit_code == 0
    assert "hãy chạy tthc refresh" in result.stderr
    assert "H09" in {one["code"] for one in rows_of(run("check", book, *AT, "--nl"))}


# --- rebuild -------------------------------------------------------------------------------------


def test_rebuild_goes_on_where_it_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "r.db"
    run("register", "import", book, LIST)
    before = run("register", "open", book, *AT, "--json").stdout
    monkeypatch.setattr("tthc_deadlines.register.upkeep._CHUNK", 300)
    whole, calls = projecting.project, []

    def interrupted(*args: Any) -> int:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(projecting, "project", interrupted)
    monkeypatch.setattr(sys, "argv", ["tthc", "register", "rebuild", str(book)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert "tính tiếp" in capsys.readouterr().err
    assert "400 hồ sơ" in run("register", "rebuild", book).stdout  # of 1000, 600 were done
    assert run("register", "open", book, *AT, "--json").stdout == before


# --- what is refused -----------------------------------------------------------------------------


def _no_sqlite(path: Path) -> None:
    path.write_text("mã hồ sơ,ngày tiếp nhận\n", encoding="utf-8")


def _other_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(path: Path) -> None:
    Register(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    pass


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "not SQLite": (_no_sqlite, "không phải sổ theo dõi"),
    "of another program": (_other_sqlite, "không phải sổ theo dõi"),
    "newer": (_newer, "phiên bản chương trình mới hơn"),
    "a folder": (_folder, "thư mục"),
    "missing": (_missing, "không có sổ"),
}
ON_ONE: dict[str, tuple[str, ...]] = {
    "import": ("register", "import", "{path}", LIST),
    "export": ("register", "export", "{path}"),
    "head": ("register", "head", "{path}"),
    "show": ("register", "show", "{path}"),
    "keep": ("register", "keep", "{path}", "--organisation", OFFICE),
    "rebuild": ("register", "rebuild", "{path}"),
    "open": ("register", "open", "{path}"),
    "verify": ("verify", "{path}"),
    "refresh": ("refresh", "{path}"),
}
MAKE = {"import", "keep"}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("command", ON_ONE)
def test_what_is_no_register_is_refused_and_left_as_it_is(
    tmp_path: Path, command: str, bad: str
) -> None:
    make, said = BAD[bad]
    path = tmp_path / "tệp.db"
    make(path)
    before = {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()}
    result = run(*(word.format(path=path) for word in ON_ONE[command]))
    if bad == "missing" and command in MAKE:
        assert result.exit_code == 0
        return
    assert result.exit_code == 3, result.output
    assert said in result.stderr
    assert result.stderr.startswith("tthc: ")
    assert {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()} == before


@pytest.mark.parametrize("command", ["check", "people"])
def test_files_that_are_no_registers_are_refused_as_files(tmp_path: Path, command: str) -> None:
    path = tmp_path / "other.db"
    _other_sqlite(path)
    options = ("--period", "2026-11", "--organisation", OFFICE) if command == "people" else ()
    result = run(command, path, *options)
    assert result.exit_code == 3
    assert "không phải sổ theo dõi" in result.stderr
    _newer(tmp_path / "newer.db")
    newer = run(command, tmp_path / "newer.db", *options)
    assert newer.exit_code == 3
    assert "phiên bản chương trình mới hơn" in newer.stderr


def test_a_file_that_cannot_be_read_makes_no_register(tmp_path: Path) -> None:
    book = tmp_path / "r.db"
    result = run("register", "import", book, LIST, tmp_path / "missing.csv")
    assert result.exit_code == 3
    assert not book.exists()


def test_what_is_unsound_is_not_kept(tmp_path: Path) -> None:
    book, bad = tmp_path / "r.db", tmp_path / "bad.toml"
    bad.write_text("[[unit]]\n", encoding="utf-8")
    assert run("register", "keep", book, "--organisation", bad).exit_code == 3
    assert run("register", "keep", book).exit_code == 2
    assert run("register", "keep", book, "--procedures", "starter").exit_code == 2
    assert not book.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_register_that_may_only_be_read(book: Path) -> None:
    """Looking works, writing is refused."""
    run("register", "export", book)
    book.chmod(0o444)
    assert run("verify", book).exit_code == 0
    result = run("register", "keep", book, "--organisation", OFFICE)
    assert result.exit_code == 3
    assert "không ghi được" in result.stderr


def test_a_register_that_another_keeps_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Register.__init__

    def impatient(self: Register, *args: Any, **options: Any) -> None:
        whole(self, *args, **{"timeout": 0.05, **options})

    monkeypatch.setattr(Register, "__init__", impatient)
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = run("register", "import", book, LIST)
    assert result.exit_code == 3
    assert "bị tiến trình khác giữ" in result.stderr
    assert run("verify", book).exit_code == 0
    other.close()


def test_help_is_in_both_languages() -> None:
    told = run("register", "--help", width=100).stdout
    for name in ("import", "export", "restore", "head", "show", "keep", "rebuild", "open"):
        assert name in told
    assert "Exit 0 if sound; 3 if not" in run("verify", "--help", width=100).stdout


def test_starting_up_does_not_load_what_reads_registers() -> None:
    code = (
        "import sys, tthc_deadlines.cli; print('tthc_deadlines.register.register' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
