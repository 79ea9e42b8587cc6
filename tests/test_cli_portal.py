"""``tthc portal convert`` and ``tthc moved`` as a script sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines.cli import tthc

EXPORT = Path(__file__).parents[1] / "docs" / "examples" / "portal-export.json"
TOLD = {
    "code": "H22",
    "limit": "08 ngày làm việc",
    "events": [{"type": "accepted", "id": "e1", "occurred_at": "2025-12-22T09:00:00+07:00"}],
}


def run(*args: str) -> Result:
    return CliRunner().invoke(tthc, list(args), env={"NO_COLOR": "1", "COLUMNS": "100"})


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told.ndjson"
    path.write_text(json.dumps(TOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_what_is_converted_to_events_and_back_is_the_same_data(tmp_path: Path) -> None:
    document = json.loads(EXPORT.read_text(encoding="utf-8"))
    codes = {one["MaHoSo"] for one in document["data"] if "TrangThaiHoSo" in one}
    events = tmp_path / "events.ndjson"
    events.write_text(run("portal", "convert", str(EXPORT)).stdout, encoding="utf-8")
    again = objects(run("portal", "convert", str(events), "--to", "1"))
    before = objects(run("portal", "convert", str(EXPORT), "--to", "1"))
    assert again == before
    assert {one["MaHoSo"] for one in again} <= codes | {one["MaHoSo"] for one in document["data"]}


def test_personal_fields_are_dropped_unless_asked_for() -> None:
    assert "ChuHoSo" not in run("portal", "convert", str(EXPORT), "--to", "1").stdout
    assert "ChuHoSo" in run("portal", "convert", str(EXPORT), "--to", "1", "--personal").stdout


def test_a_dossier_of_ours_becomes_the_portals_in_both_forms(told: Path) -> None:
    first, step = objects(run("portal", "convert", str(told), "--to", "1"))
    assert (first["MaHoSo"], first["NgayTiepNhan"]) == ("H22", "20251222090000")
    assert (step["TrangThai"], step["ThoiDiemXuLy"]) == ("2", "20251222090000")
    second, _ = objects(run("portal", "convert", str(told), "--to", "2"))
    assert second["NgayTiepNhan"] == "2025-12-22T09:00:00.000"


def test_a_row_of_a_list_has_nothing_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("code,received_at\nR1,02/03/2026\n", encoding="utf-8")
    result = run("portal", "convert", str(path), "--lang", "en")
    assert result.exit_code == 3
    assert "dossier R1 is a row of a list" in result.stderr


def test_moved_names_both_dates(told: Path) -> None:
    result = run("moved", str(told), "--decision", "12729/VPCP-KGVX")
    assert result.output.splitlines() == [
        "Quyết định 12729/VPCP-KGVX, ký ngày 25/12/2025: 1 hồ sơ dời hạn",
        "  H22: thứ Sáu 02/01/2026 → thứ Hai 05/01/2026",
    ]
    [row] = objects(run("moved", str(told), "--decision", "12729/VPCP-KGVX", "--nl"))
    assert (row["due_before"], row["due_since"], row["later"]) == ("2026-01-02", "2026-01-05", True)


def test_moved_refuses_a_decision_nobody_knows_naming_those_that_are(told: Path) -> None:
    result = run("moved", str(told), "--decision", "99/QĐ-TTg", "--lang", "en")
    assert result.exit_code == 3
    assert "12729/VPCP-KGVX" in result.stderr


def test_an_own_map_of_statuses_is_used(tmp_path: Path) -> None:
    step = {"MaHoSo": "H1", "TrangThai": "6", "ThoiDiemXuLy": "20260304090000"}
    dossier = {"MaHoSo": "H1", "NgayTiepNhan": "20260302090000", "TrangThaiHoSo": "6"}
    path = tmp_path / "local.json"
    path.write_text(json.dumps({"data": [dossier, step]}), encoding="utf-8")

    def kinds(statuses: str) -> list[str]:
        result = run("portal", "convert", str(path), "--statuses", statuses)
        [found] = objects(result)
        return [event["type"] for event in found["events"]]

    assert "stopped" in kinds("national")  # a financial obligation
    assert "stopped" not in kinds("local-supplemented")  # supplemented, in that system
