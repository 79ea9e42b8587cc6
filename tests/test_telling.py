"""What a message repeats of a file, and what it only describes: names in the wrong column."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.lives import dossier, e, finding, judged
from tthc_deadlines.cli import tthc
from tthc_deadlines.dossiers.events import Accepted
from tthc_deadlines.dossiers.telling import Described, may_be_quoted, quotable

HEADER = "ma_ho_so,ngay_tiep_nhan,thoi_han,trang_thai\n"
NAME = "Nguyễn Văn Ví Dụ"


@pytest.mark.parametrize(
    "text",
    [
        *("", "31/02/2026", "2026-13-40", "hôm qua", "chưa có", "Đang xử lý", "45981", "12h30"),
        *("20/11/2026 02:30 PM", "H19.ABC-26", "KQ.G15.000031", "?", "n/a"),
    ],
)
def test_what_a_field_takes_and_plain_words_are_quoted(text: str) -> None:
    assert may_be_quoted(text)
    assert quotable(text) == text


@pytest.mark.parametrize(
    "text",
    [NAME, NAME.upper(), "Lan", "LÊ", "an Nguyễn", f"{NAME} 1990", "(Lê) An, 12", "a.b@vidu.vn"],
)
def test_what_may_be_a_person_is_described(text: str) -> None:
    told = quotable(text)
    assert told == Described(f"một chuỗi {len(text)} ký tự", f"a text of {len(text)} characters")
    assert str(told) == repr(told) == told[1]


@pytest.mark.parametrize("output", [(), ("--json",), ("--csv",), ("--nl",)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_output_of_a_check_repeats_a_name(
    tmp_path: Path, output: tuple[str, ...], lang: str
) -> None:
    path = tmp_path / "shifted.csv"
    path.write_text(
        f"{HEADER}H1,{NAME},05 ngày làm việc,\nH2,{NAME} 1990,05 ngày làm việc,\n"
        "H3,hôm qua,05 ngày làm việc,\nH4,31/02/2026,05 ngày làm việc,\n",
        encoding="utf-8",
    )
    told = CliRunner().invoke(
        tthc,
        ["check", str(path), "--at", "2026-12-01", "--lang", lang, *output],
        env={"NO_COLOR": "1", "COLUMNS": "200"},
    )
    assert told.exit_code == 3
    said = told.stdout
    if output == ("--csv",):  # the cells of the file come back as they are, beside what is said
        said = "\n".join(row[-1] for row in csv.reader(told.stdout.splitlines()))
    assert "Ví Dụ" not in said + told.stderr
    assert "hôm qua" in said
    assert "31/02/2026" in said
    in_vietnamese = lang == "vi" and output in ((), ("--csv",))
    assert ("một chuỗi 16 ký tự" if in_vietnamese else "a text of 16 characters") in said


def test_a_status_that_is_a_name_is_described(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"{HEADER}H1,20/11/2026,05 ngày làm việc,{NAME}\n"
        "H2,20/11/2026,05 ngày làm việc,chuyển liên thông\n",
        encoding="utf-8",
    )
    told = CliRunner().invoke(tthc, ["check", str(path), "--at", "2026-12-01", "--json"])
    findings = [one for row in json.loads(told.stdout)["dossiers"] for one in row["findings"]]
    assert [one["data"]["own"] for one in findings if one["code"] == "unknown_status"] == [
        "a text of 16 characters",
        "chuyển liên thông",
    ]
    said = json.dumps(findings, ensure_ascii=False)
    assert "Ví Dụ" not in said


def test_a_status_that_holds_a_name_is_quoted_by_no_finding() -> None:
    own = "Yêu cầu bổ sung Nguyễn Văn An"
    found = judged(dossier(e(Accepted, "02/11/2026 09:00"), status_text=own), "03/11/2026 09:00")
    told = finding(found, "status_without_event")
    assert "Nguyễn" not in told.message() + told.message("en") + str(told.data)
