"""What form a file has is told by its beginning; every form is read, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tthc_deadlines import Dossier, DossierRecord, Finding, check, read_dossiers
from tthc_deadlines.errors import UnreadableFile
from tthc_deadlines.exchange.opening import FileForm, form_of_file
from tthc_deadlines.exchange.sources import Source
from tthc_deadlines.instants import VIETNAM

AT = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
TOLD = {"code": "H1", "events": [{"type": "accepted", "occurred_at": "2026-11-02T09:00:00+07:00"}]}
ROW = {"ma_ho_so": "H2", "ngay_tiep_nhan": "02/11/2026", "thoi_han": "05 ngày làm việc"}
PORTAL = {"MaHoSo": "H3", "MaTTHC": "1.004946", "NgayTiepNhan": "20261102090000",
          "NgayHenTra": "20261109170000", "TrangThaiHoSo": "4"}  # fmt: skip


def write(folder: Path, text: str) -> Path:
    path = folder / "file"
    path.write_text(text, encoding="utf-8")
    return path


def lines(*values: Any) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


FORMS = {
    "a table": ("Mã hồ sơ;Ngày tiếp nhận\nH1;02/11/2026\n", FileForm.TABLE),
    "rows, one a line": (lines(ROW, ROW), FileForm.LINES),
    "dossiers, one a line": (lines(TOLD), FileForm.LINES),
    "a broken first line": ('{"code": \n' + lines(TOLD), FileForm.LINES),
    "a list": (json.dumps([TOLD, ROW]), FileForm.DOCUMENT),
    "an indented list": (json.dumps([TOLD, ROW], indent=1), FileForm.DOCUMENT),
    "an envelope on one line": (json.dumps({"dossiers": [TOLD]}), FileForm.DOCUMENT),
    "an indented envelope": (json.dumps({"data": [TOLD]}, indent=2), FileForm.DOCUMENT),
    "one indented dossier": (json.dumps(TOLD, indent=2), FileForm.DOCUMENT),
    "the portal's list": (json.dumps([PORTAL]), FileForm.PORTAL),
    "the portal's envelope": (
        json.dumps({"service": "DongBoHoSoMC", "data": [PORTAL]}, indent=2),
        FileForm.PORTAL,
    ),
    "the portal's objects, one a line": (lines(PORTAL), FileForm.PORTAL),
    "a list of rows with the portal's names and a limit": (
        lines({**PORTAL, "ThoiHan": "05 ngày làm việc"}),
        FileForm.LINES,
    ),
    "after a byte order mark": ("\ufeff" + json.dumps([TOLD]), FileForm.DOCUMENT),
}


@pytest.mark.parametrize(("text", "form"), FORMS.values(), ids=list(FORMS))
def test_the_form_is_told_by_the_beginning(tmp_path: Path, text: str, form: FileForm) -> None:
    assert form_of_file(Source(write(tmp_path, text))) is form


@pytest.mark.parametrize(("text", "form"), FORMS.values(), ids=list(FORMS))
def test_every_form_can_be_checked(tmp_path: Path, text: str, form: FileForm) -> None:
    with read_dossiers(write(tmp_path, text)) as file:
        summary = check(file, AT).summary
    assert summary.read == summary.judged + summary.bad > 0
    assert summary.judged > 0


def test_a_list_may_hold_dossiers_and_rows_side_by_side(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps([TOLD, ROW, 7], indent=1, ensure_ascii=False))
    kinds = [type(found) for found in read_dossiers(path)]
    assert kinds == [Dossier, DossierRecord, Finding]


def test_the_rest_is_judged_when_line_40001_is_broken(tmp_path: Path) -> None:
    good = json.dumps({**TOLD, "code": "H"})
    path = tmp_path / "many.ndjson"
    with path.open("w", encoding="utf-8") as out:
        for number in range(1, 40_101):
            out.write('{"code": "H", "events": [{]}\n' if number == 40_001
                      else good.replace('"H"', f'"H{number}"') + "\n")  # fmt: skip
    with read_dossiers(path) as file:
        result = check(file, AT)
        bad = [found for found in result if isinstance(found, Finding)]
    assert [(found.line, found.code) for found in bad] == [(40_001, "bad_row")]
    assert result.summary.judged == 40_099


def test_a_value_that_cannot_be_read_names_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    day_only = {"code": "H9", "events": [{"type": "accepted", "occurred_at": "2026-11-02"}]}
    unknown = {"code": "H8", "events": [{"type": "tiếp nhận", "occurred_at": "2026-11-02T09:00"}]}
    path = write(tmp_path, lines(day_only, TOLD, unknown))
    found = list(check(read_dossiers(path), AT))
    bad = [one for one in found if isinstance(one, Finding)]
    assert [(one.line, one.subject, one.column) for one in bad] == [
        (1, "H9", "occurred_at"),
        (3, "H8", "type"),
    ]
    assert "2026-11-20T09:00:00+07:00" in bad[0].message("en")  # the remedy, by example
    assert "accepted" in bad[1].message("vi")
    assert len(found) == 3


def test_a_document_is_streamed_and_not_held(tmp_path: Path) -> None:
    event = json.dumps({**TOLD, "note": "x" * 2000})
    path = tmp_path / "large.json"
    with path.open("w", encoding="utf-8") as out:
        out.write('{"sent": "today", "data": [')
        for number in range(6000):
            out.write((", " if number else "") + event.replace('"H1"', f'"H{number}"'))
        out.write("]}")
    assert path.stat().st_size > 12_000_000
    with read_dossiers(path) as file:
        tracemalloc.start()
        count = sum(1 for _ in file)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 6000
    assert peak < 8_000_000


def test_what_is_neither_text_nor_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(UnreadableFile, match="Excel"):
        read_dossiers(path)
