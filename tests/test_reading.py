"""Reading lists of dossiers: encodings, columns, dates, rows that cannot be read."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.fields import ALIASES, field_of
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.errors import AmbiguousDates, MissingColumn, UnreadableFile
from tthc_deadlines.exchange.records import DossierFile
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM

HEADER = "Mã hồ sơ;Ngày tiếp nhận;Thời hạn;Ngày hẹn trả\n"


def write(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path | str, **options: Any) -> list[DossierRecord | Finding]:
    with DossierFile(path, **options) as file:
        rows = list(file)
        assert file.rows_read == len(rows)
        return [row for row in rows if not isinstance(row, Dossier)]


def reasons(rows: list[DossierRecord | Finding]) -> list[tuple[int | None, str]]:
    return [(row.line, row.data["reason"]) for row in rows if isinstance(row, Finding)]


# --- columns --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for field, names in ALIASES.items() for name in names]
)
def test_every_alias_is_known_however_it_is_typed(name: str, field: str) -> None:
    for written in (name, name.upper(), f"  {name} ", name.replace("_", " ")):
        assert field_of(written) == field


NAMES = {
    "english": ("code", "received_at", "limit_text", "promised_at", "finished_at",
                "procedure_code", "procedure_name", "status_text", "unit", "holder"),
    "snake": ("ma_ho_so", "ngay_tiep_nhan", "thoi_han", "ngay_hen_tra", "ngay_ket_thuc_xu_ly",
              "ma_tthc", "ten_tthc", "trang_thai", "don_vi_xu_ly", "nguoi_xu_ly"),
    "portal": ("MaHoSo", "NgayTiepNhan", "ThoiHan", "NgayHenTra", "NgayKetThucXuLy", "MaTTHC",
               "TenTTHC", "TrangThaiHoSo", "DonViXuLy", "NguoiXuLy"),
    "headings": ("Mã hồ sơ", "Ngày tiếp nhận", "Thời hạn giải quyết", "Ngày hẹn trả",
                 "Ngày kết thúc xử lý", "Mã TTHC", "Tên thủ tục", "Trạng thái", "Đơn vị xử lý",
                 "Người xử lý"),
}  # fmt: skip
VALUES = ("H01", "20/11/2026 09:30", "05 ngày, làm việc; gấp", "27/11/2026", "", "1.004946",
          'Cấp "giấy"\nphép', "4", "Sở Xây dựng", "")  # fmt: skip
EXPECTED = DossierRecord(
    code="H01",
    received_at=dt.datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM),
    limit_text="05 ngày, làm việc; gấp",
    promised_at=dt.date(2026, 11, 27),
    procedure_code="1.004946",
    procedure_name='Cấp "giấy" phép',
    status_text="4",
    unit="Sở Xây dựng",
    holder="",
)


@given(
    st.sampled_from(sorted(NAMES)),
    st.permutations(range(len(VALUES))),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_same_record_from_any_names_order_delimiter_quotes_and_bom(
    tmp_path_factory: pytest.TempPathFactory, names: str, order: list[int], delimiter: str,
    bom: bool, quote_all: bool, sep_line: bool, newline: str,
) -> None:  # fmt: skip
    text = io.StringIO()
    text.write(f"sep={delimiter}\n" if sep_line else "")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    if quote_all:
        writer = csv.writer(text, csv.unix_dialect, delimiter=delimiter)
    writer.writerow([NAMES[names][place] for place in order])
    writer.writerow([VALUES[place] for place in order])
    content = text.getvalue().replace("\n", newline)
    path = write(tmp_path_factory.mktemp("t"), ("\ufeff" if bom else "") + content)
    [record] = read(path)
    assert isinstance(record, DossierRecord)
    assert record.line == (3 if sep_line else 2)
    same = [name for name in attrs.fields_dict(DossierRecord) if name not in
            ("path", "line", "names", "extra", "row")]  # fmt: skip
    assert [getattr(record, name) for name in same] == [getattr(EXPECTED, name) for name in same]


def test_ndjson_gives_the_same_record(tmp_path: Path) -> None:
    line = json.dumps(dict(zip(NAMES["portal"], VALUES, strict=True)))
    [record] = read(write(tmp_path, line + "\n\n", "list.ndjson"))
    assert isinstance(record, DossierRecord)
    assert (record.code, record.received_at, record.holder) == ("H01", EXPECTED.received_at, "")


def test_unknown_columns_are_kept_and_a_missing_holder_column_is_not_a_blank_one(
    tmp_path: Path,
) -> None:
    [record] = read(write(tmp_path, "Ghi chú,MaHoSo,NgayTiepNhan\n=1+1,H01,2026-11-20\n"))
    assert isinstance(record, DossierRecord)
    assert record.extra == {"Ghi chú": "=1+1"}
    assert record.holder is None
    assert record.row is None
    [kept] = read(tmp_path / "list.csv", keep_rows=True)
    assert isinstance(kept, DossierRecord)
    assert kept.row == {"Ghi chú": "=1+1", "MaHoSo": "H01", "NgayTiepNhan": "2026-11-20"}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("MaHoSo,ma_ho_so,NgayTiepNhan", "both mean code"),
        ("MaHoSo,NgayTiepNhan,TrangThai,TrangThaiHoSo", "both mean status_text"),
        ("MaHoSo,NgayTiepNhan,Ghi chú,Ghi chú", "given twice"),
    ],
)
def test_a_column_given_twice_is_refused(tmp_path: Path, header: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        DossierFile(write(tmp_path, header + "\n"))


def test_a_missing_column_names_what_is_accepted_and_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(MissingColumn) as caught:
        DossierFile(write(tmp_path, "MaHoSo,NgayNopHoSo\nH01,2026-11-20\n"))
    assert caught.value.column == "Ngày tiếp nhận"
    assert "NgayNopHoSo" in caught.value.found
    assert "ngay_tiep_nhan" in caught.value.accepted


def test_a_header_may_break_its_lines(tmp_path: Path) -> None:
    rows = read(write(tmp_path, '"Mã\nhồ sơ";"Ngày\ntiếp nhận"\nH01;20/11/2026\n'))
    assert [row.line for row in rows] == [4]


# --- encodings ------------------------------------------------------------------------


def workbook() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return data.getvalue()


TEXT = HEADER + "H01;20/11/2026;05 ngày làm việc;\n" * 3
LEGACY = "".join(  # composed for Windows-1258: tone marks stand apart
    {"ã": "a\u0303", "ồ": "ô\u0300", "ơ": "ơ", "ế": "ê\u0301", "ậ": "â\u0323", "ờ": "ơ\u0300",
     "ạ": "a\u0323", "ẹ": "e\u0323", "ả": "a\u0309", "à": "a\u0300", "ệ": "ê\u0323"}.get(c, c)
    for c in TEXT
)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words", "words_vi"),
    [
        (b"", "empty", "rỗng"),
        (b"\xef\xbb\xbf \r\n", "empty", "rỗng"),
        (TEXT.encode("utf-16"), "UTF-16", "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16", "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16", "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32", "UTF-32"),
        (LEGACY.encode("cp1258"), "Windows-1258", "Windows-1258"),
        (b"Ma,Ngay\n\x80\x81\xa7\xb5\xb8\xb9\xd0\xf8\xf9\xfa\n", "not in UTF-8", "UTF-8"),
        (workbook(), "Excel workbook", "sổ tính Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel workbook", ".xls"),
        (b"%PDF-1.7\n", "PDF", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip", "gzip"),
        (b"SQLite format 3\x00...", "SQLite", "SQLite"),
        (b"MaHoSo,NgayTiepNhan\nH01,2026\x00-11-20\n", "binary", "nhị phân"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page", "trang web"),
        (b'[{"MaHoSo": "H01"}]', "one object a line", "một dòng"),
        (b'{\n  "MaHoSo": "H01"\n}\n', "one object a line", "một dòng"),
        (b"sep=;\n", "no header", "tiêu đề"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(
    tmp_path: Path, content: bytes, words: str, words_vi: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        DossierFile(write(tmp_path, content))
    assert words in str(caught.value)
    assert words_vi in caught.value.message("vi")


def test_a_missing_file_and_a_directory_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        DossierFile(tmp_path / "none.csv")
    with pytest.raises(UnreadableFile, match="directory"):
        DossierFile(tmp_path)


def test_one_stray_byte_spoils_its_row_only(tmp_path: Path) -> None:
    good = "H0{};20/11/2026;05 ngày làm việc;\n"
    content = (HEADER + good.format(1)).encode() + b"H02;20/11/2026;05 ng\xe0y;\n" + (
        good.format(3).encode())  # fmt: skip
    assert reasons(read(write(tmp_path, content))) == [(3, "stray_bytes")]


def test_a_stray_byte_in_a_later_line_of_a_row_is_found(tmp_path: Path) -> None:
    content = HEADER.encode() + b'H01;20/11/2026;"05\nng\xe0y";\nH02;20/11/2026;;\n'
    assert reasons(read(write(tmp_path, content))) == [(2, "stray_bytes")]


def test_a_stray_byte_in_a_column_name_is_shown_as_such(tmp_path: Path) -> None:
    content = HEADER.encode().replace("Thời".encode(), b"Th\xecoi") + b"H01;20/11/2026;;\n"
    file = DossierFile(write(tmp_path, content))
    assert file.names is not None
    assert file.names[2] == "Th\ufffdoi hạn"
    assert [row.line for row in file] == [2]


def test_files_put_together_keep_their_marks(tmp_path: Path) -> None:
    line = '\ufeff{"code": "H01", "received": "2026-11-20"}\n'
    assert reasons(read(write(tmp_path, line * 2))) == []


def test_a_letter_cut_by_the_reading_block_is_not_a_stray_byte(tmp_path: Path) -> None:
    filler = "H;20/11/2026;" + "ệ" * 1000 + ";\n"
    rows = read(write(tmp_path, HEADER + filler * 700))  # longer than one block, oddly aligned
    assert len(rows) == 700
    assert reasons(rows) == []


def test_standard_input_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    with DossierFile("-") as file:
        assert [row.line for row in file] == [2, 3, 4]
        assert [row.line for row in file] == [2, 3, 4]
        assert (file.path, file.position) == ("<stdin>", file.size)


# --- dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("5/1/2026", "2026-01-05"),
        ("２０/１１/２０２６", "2026-11-20"),
        ("20/11/2026\u00a009:05", "2026-11-20T09:05:00+07:00"),
        ("20/11/2026 09:05:07", "2026-11-20T09:05:07+07:00"),
        ("20261120090507", "2026-11-20T09:05:07+07:00"),
        ("2026-11-20T09:05:07.123", "2026-11-20T09:05:07.123000+07:00"),
        ("2026-11-20T20:00:00Z", "2026-11-21T03:00:00+07:00"),
        ("2026-11-20T23:50:00+07:00", "2026-11-20T23:50:00+07:00"),
    ],
)
def test_dates_as_offices_and_portals_write_them(tmp_path: Path, text: str, expected: str) -> None:
    [record] = read(write(tmp_path, f"{HEADER}H01;{text};;\n"))
    assert isinstance(record, DossierRecord), record
    assert record.received_at.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "missing_date"),
        ("31/02/2026", "no_such_date"),
        ("20/11/2026 25:00", "no_such_date"),
        ("20261301", "no_such_date"),
        ("20/11/26", "no_such_date"),
        ("46346", "excel_serial"),
        ("46346.375", "excel_serial"),
        ("hôm qua", "unreadable_date"),
        ("0001-01-01T00:00:00+14:00", "no_such_date"),
    ],
)
def test_a_date_that_cannot_be_read_says_why(tmp_path: Path, text: str, reason: str) -> None:
    [finding] = read(write(tmp_path, f"{HEADER}H01;{text};;\n"))
    assert isinstance(finding, Finding)
    assert (finding.data["reason"], finding.line, finding.column, finding.subject) == (
        reason, 2, "Ngày tiếp nhận", "H01",
    )  # fmt: skip
    assert finding.message("vi") != finding.message("en")


@pytest.mark.parametrize(
    "value", ["12/25/2026", "1/13/2026 09:00", "12-25-2026", "１２/２５/２０２６"]
)
def test_a_month_first_date_refuses_the_file_and_names_the_row(tmp_path: Path, value: str) -> None:
    text = f"{HEADER}H01;05/11/2026;12/25/2026 là chữ;\nH02;05/11/2026;;{value}\n"
    path = write(tmp_path, text)
    with pytest.raises(AmbiguousDates) as caught:
        DossierFile(path)
    assert (caught.value.line, caught.value.column) == (3, "Ngày hẹn trả")
    rows = read(path, dates="day-first")
    assert reasons(rows) == [(3, "month_first")]


def test_month_first_in_ndjson_with_escaped_slashes(tmp_path: Path) -> None:
    path = write(tmp_path, '{"code": "H01", "received": "12\\/25\\/2026"}\n')
    with pytest.raises(AmbiguousDates):
        DossierFile(path)


# --- rows -----------------------------------------------------------------------------


def test_each_bad_row_is_reported_where_it_starts_and_hides_no_other(tmp_path: Path) -> None:
    text = (
        f"\n{HEADER}"
        "H01;20/11/2026;05 ngày làm việc;\n"
        "   \n;;;\n"
        ";20/11/2026;;\n"
        "H03;20/11/2026;\n"
        "H04;20/11/2026;a;b;c\n"
        "H05;20/11/2026;;;;\n"
        'H06;20/11/2026;"05\nngày";\n'
        'H07;20/11/2026;"05 ngày;\n'
        "H08;20/11/2026;;\n"
        'H09;20/11/2026;"05" ngày;\n'
        'H10;20/11/2026;"05 ngày làm việc;\n'
    )
    rows = read(write(tmp_path, text))
    assert [row.code for row in rows if isinstance(row, DossierRecord)] == [
        "H01", "H05", "H06", "H08",
    ]  # fmt: skip
    assert reasons(rows) == [
        (6, "missing_code"), (7, "cell_count"), (8, "cell_count"), (12, "open_quote"),
        (14, "open_quote"), (15, "open_quote"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"code": "H01"', "broken_json"),
        ('{"code": "H01", "received": "2026-11-20", "n": ' + "9" * 5000 + "}", "broken_json"),
        ('{"code": ' + "[" * 200_000, "broken_json"),
        ("42", "not_an_object"),
        ('["H01"]', "not_an_object"),
        ('{"received": "2026-11-20"}', "missing_code"),
        ('{"code": null, "received": "2026-11-20"}', "missing_code"),
        ('{"code": "H01"}', "missing_date"),
        ('{"code": true, "received": "2026-11-20"}', "not_text"),
        ('{"code": ["H01"], "received": "2026-11-20"}', "not_text"),
        ('{"code": "H01", "MaHoSo": "H02", "received": "2026-11-20"}', "same_meaning"),
        ('{"code": "H01", "code": "H02", "received": "2026-11-20"}', "same_meaning"),
        ('{"code": "H\\ud800", "received": "2026-11-20"}', "stray_bytes"),
    ],
)
def test_a_bad_ndjson_line_is_reported_and_the_rest_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    good = '{"code": "G", "received": 20261120, "unit": null}'
    rows = read(write(tmp_path, f"{good}\n{line}\n{good}\n"))
    assert reasons(rows) == [(2, reason)]
    assert [row.line for row in rows] == [1, 2, 3]


def test_a_row_that_cannot_be_read_shows_its_code_and_nothing_else(tmp_path: Path) -> None:
    text = "ChuHoSo;MaHoSo;NgayTiepNhan\nNguyễn Văn A;H01;20/11/2026;thừa\n"
    [finding] = read(write(tmp_path, text))
    assert isinstance(finding, Finding)
    assert finding.subject == "H01"
    assert "Nguyễn" not in finding.message("vi") + str(finding.data)


GARBAGE = st.lists(
    st.one_of(
        st.text(alphabet='";,\t\n\rH01/2026 -ngày', max_size=40),
        st.sampled_from(["H01;20/11/2026;;\n", '"H02";"20/11/2026";;\n', '"', "\n", ";;;\n"]),
    ),
    max_size=30,
).map("".join)


@given(GARBAGE)
def test_any_garbage_after_a_header_is_rows_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, garbage: str
) -> None:
    path = write(tmp_path_factory.mktemp("g"), HEADER + garbage)
    rows = read(path, dates="day-first")
    lines = [row.line or 0 for row in rows]
    assert lines == sorted(set(lines))
    assert all(line >= 2 for line in lines)


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("b"), data)
    with contextlib.suppress(UnreadableFile, MissingColumn, AmbiguousDates):
        read(path)
