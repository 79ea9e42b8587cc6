"""The portal's files in the commands: histories beside their dossiers, never instead of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines import read_dossiers
from tthc_deadlines.cli import tthc
from tthc_deadlines.errors import UnreadableFile

DOSSIER = {"MaHoSo": "H22", "MaTTHC": "1.001806", "NgayTiepNhan": "20251222090000",
           "NgayHenTra": "20260105170000", "TrangThaiHoSo": "4"}  # fmt: skip
STEPS = [
    {"MaHoSo": "H22", "TrangThai": "22", "ThoiDiemXuLy": "20251222090000"},
    {"MaHoSo": "H22", "TrangThai": "29", "ThoiDiemXuLy": "20251224143000"},
]
SITE = """schema = 1
[maps.ours.statuses]
4 = { name = "Đang xử lý", meaning = "processing" }
22 = { name = "Đã nhận", meaning = "accepted" }
29 = { name = "Xong", meaning = "issued" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hs.json").write_text(json.dumps([DOSSIER]), encoding="utf-8")
    (tmp_path / "steps.json").write_text(json.dumps({"data": STEPS}), encoding="utf-8")
    (tmp_path / "steps.ndjson").write_text(
        "".join(json.dumps(one) + "\n" for one in STEPS), encoding="utf-8"
    )
    (tmp_path / "ours.toml").write_text(SITE, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(tthc, list(args), env={"NO_COLOR": "1", "COLUMNS": "100"})


def options(folder: Path) -> list[tuple[str, ...]]:
    """No history; one whose numbers the national map does not have; one with the site's map."""
    history = ("--history", str(folder / "steps.json"))
    return [(), history, (*history, "--statuses", str(folder / "ours.toml"))]


def test_explain_takes_histories_and_the_sites_statuses(folder: Path) -> None:
    command = ("explain", "H22", str(folder / "hs.json"), "--at", "2025-12-30", "--json")
    told = [json.loads(run(*command, *more).stdout) for more in options(folder)]
    assert [one["finished_at"] for one in told] == [None, None, "2025-12-24T14:30:00+07:00"]


def test_moved_takes_histories_and_the_sites_statuses(folder: Path) -> None:
    command = ("moved", str(folder / "hs.json"), "--decision", "12729/VPCP-KGVX", "--json")
    told = [
        json.loads(run(*command, "--procedures", "starter", *more).stdout)
        for more in options(folder)
    ]
    assert [len(one["moved"]) for one in told] == [1, 1, 0]  # finished before it was signed


@pytest.mark.parametrize("name", ["steps.json", "steps.ndjson"])
@pytest.mark.parametrize(
    "command",
    [
        ("check", "{hs}", "{steps}"),
        ("check", "{steps}"),
        ("explain", "H22", "{steps}"),
        ("moved", "{steps}", "--decision", "12729/VPCP-KGVX"),
        ("portal", "index", "{hs}", "{steps}"),
    ],
)
def test_histories_in_the_place_of_dossiers_are_told_so(
    folder: Path, name: str, command: tuple[str, ...]
) -> None:
    args = [one.format(hs=folder / "hs.json", steps=folder / name) for one in command]
    result = run(*args)
    assert result.exit_code == 3
    assert "chỉ có tiến trình" in result.stderr
    assert "--history" in result.stderr
    assert "trùng mã" not in result.output
    with pytest.raises(UnreadableFile, match="only steps of histories"):
        read_dossiers(folder / name)


def test_one_dossier_among_its_steps_makes_it_a_file_of_dossiers(folder: Path) -> None:
    path = folder / "mixed.json"
    path.write_text(json.dumps([*STEPS, DOSSIER]), encoding="utf-8")
    with read_dossiers(path) as file:
        [found] = file
    assert getattr(found, "code", "") == "H22"
    assert run("check", str(path), "--at", "2025-12-30").exit_code == 0


@pytest.mark.parametrize("command", ["check", "moved", "lint", "convert", "index"])
def test_a_missing_table_of_statuses_is_bad_input_and_no_finding(
    folder: Path, command: str
) -> None:
    file, named = str(folder / "hs.json"), ("--statuses", str(folder / "missing.toml"))
    words = {"check": ("check",), "moved": ("moved", "--decision", "12729/VPCP-KGVX")}
    result = run(*words.get(command, ("portal", command)), file, *named)
    assert result.exit_code == 3
    assert "missing.toml" in result.stderr
