"""The tables of ``tthc check``: at any width, no letter is lost."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from rich.console import Console

from tthc_deadlines import check
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.showing import show_working_time
from tthc_deadlines.cli.check_tables import show_heading, show_listing, show_summary
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.errors import Language
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
UNITS = (
    "Phòng Văn hóa - Xã hội",
    "Chi nhánh Văn phòng đăng ký đất đai huyện Thanh Oai, thành phố Hà Nội (bộ phận thường trực)",
    "Trung tâm Phục vụ hành chính công",
    "PhòngKinhtếHạtầngvàĐôthịkhôngcókhoảngtrắngnàotrongtêncả",
    "",
)
HOLDERS = ("Công chức Văn phòng Ủy ban nhân dân 2", "Nguyễn Thị Ngọc Ánh", "", "Vũ Đức Độ")
LIMIT = "05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ"


def records(path: str) -> Iterator[DossierRecord]:
    for number in range(40):
        yield DossierRecord(
            code=f"000.00.17.H99-2610{number % 28 + 1:02}-{number:04}",
            received_at=dt.datetime(2026, 10 + number % 2, number % 19 + 1, 8, 30, tzinfo=VIETNAM),
            limit_text=(LIMIT, "08 giờ làm việc", "5", "20 ngày")[number % 4],
            finished_at=None if number % 3 else dt.datetime(2026, 11, 19, 8, 7, tzinfo=VIETNAM),
            unit=UNITS[number % len(UNITS)],
            holder=HOLDERS[number % len(HOLDERS)],
            path=path if number < 30 else "khac.csv",
            line=number + 2,
        )
    for number in (3, 4, 5):
        yield DossierRecord(
            code=f"000.00.17.H99-2610{number + 1:02}-{number:04}",
            received_at=dt.date(1996, 11, 20),
            path="khac.csv" if number == 5 else path,
            line=50 + number,
        )


def rendered(width: int, lang: Language) -> tuple[str, list[Assessment], list[Finding]]:
    result = check(records("danh sách hồ sơ/tháng 11 năm 2026/một cửa.csv"), AT)
    found = [one for one in result if isinstance(one, Assessment)]
    out = Console(file=io.StringIO(), width=width, highlight=False, color_system=None)
    show_heading(out, result.summary, lang)
    show_listing(out, found, len(found), lang)
    show_summary(out, result.summary, lang)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue(), found, list(result.summary.bad_rows)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def columns_of(text: str, first: str) -> list[str]:
    """The cells of the table with this heading, each joined from its lines."""
    lines = text.split("\n")
    heads = [letters("".join(lines[max(0, i - 4) : i])) for i in range(len(lines))]
    rule = next(i for i, line in enumerate(lines) if line[:1] == "─" and letters(first) in heads[i])
    body = []
    for line in lines[rule + 1 :]:
        if not line.strip():
            break
        body.append(line)
    width = max(map(len, body))
    padded = [line.ljust(width) for line in body]
    gaps = [i for i in range(width) if all(line[i] == " " for line in padded)]
    cuts = [-1, *[i for i in gaps if i + 1 in gaps], width]
    return ["".join(letters(line[a + 1 : b]) for line in padded) for a, b in pairwise(cuts)]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [60, 66, 72, 80, 81, 93, 100, 120, 143, 160, 200])
def test_no_letter_is_lost_at_any_width(width: int, lang: Language) -> None:
    text, found, bad = rendered(width, lang)
    assert all(len(line) <= width for line in text.split("\n"))
    listing = columns_of(text, "Mã hồ sơ" if lang == "vi" else "Dossier")
    everything = "".join(listing)
    for one in found:
        assert any(letters(one.record.code) in cell for cell in listing), one.record.code
        for words in (one.record.unit, one.record.holder or ""):
            assert letters(words) in everything, (width, words)
    bad_cells = columns_of(text[text.rindex("\n\n") :], "Lý do" if lang == "vi" else "Reason")
    for finding in bad:
        words = letters(finding.message(lang))
        assert any(words in cell for cell in bad_cells)


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_the_worst_list_gives_limit_receipt_unit_and_holder(width: int) -> None:
    text, _, _ = rendered(width, "vi")
    after = text[text.index("Trễ nhất") :]
    cells = "".join(columns_of(after, "Mã hồ sơ"))
    for one in check(records("a.csv"), AT).summary.worst:
        assert one.limit is not None
        amount = {5: "05 ngày làm việc", 8: "08 giờ làm việc", 20: "20 ngày"}[int(one.limit.value)]
        reason = f"{amount} từ {one.record.received_at:%d/%m/%Y}"
        assert letters(reason) in cells
        assert letters(one.record.unit + (", " if one.record.unit and one.record.holder else "")
                       + (one.record.holder or "")) in cells  # fmt: skip
        assert one.working_over is not None
        assert letters(show_working_time(one.working_over)) in cells
    assert "hợp lệ" not in after.split("Đến hạn")[0]  # the limit stands there without its anchor
