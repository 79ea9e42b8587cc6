"""Dossier codes of both national formats, and the statuses other systems use."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.dossiers.code import CodeForm, parse_dossier_code
from tthc_deadlines.dossiers.folding import clean, fold, shown
from tthc_deadlines.dossiers.status import (
    PORTAL_NUMBERS,
    STATUS_LABELS,
    OwnStatus,
    Status,
    read_own_status,
)

OLD, NEW = CodeForm.CHILD_FIRST, CodeForm.PARENT_FIRST

NATIONAL = [
    # code, form, agency, day of receipt, owner of the system, sequence
    ("000.00.17.H26-251120-0001", OLD, "H26.17", "2025-11-20", "", 1),
    ("000.00.00.H29-240115-0001", OLD, "H29", "2024-01-15", "", 1),
    ("002.05.17.H26-251120-12345", OLD, "H26.17.05.002", "2025-11-20", "", 12345),
    ("001.00.17.H26-251120-0001", OLD, "H26.17.00.001", "2025-11-20", "", 1),
    ("H26.17.01-260203-000001", NEW, "H26.17.01", "2026-02-03", "00", 1),
    ("H26.17.01-260203-0000012", NEW, "H26.17.01", "2026-02-03", "00", 12),
    ("G12.18-260421-00430053", NEW, "G12.18", "2026-04-21", "00", 430053),
    ("G09.20.007-260203-0042", NEW, "G09.20.007", "2026-02-03", "", 42),
    (" h26.17.01-260203-000001 ", NEW, "H26.17.01", "2026-02-03", "00", 1),
    ("Ｈ26.17.01-260203-000001", NEW, "H26.17.01", "2026-02-03", "00", 1),
]


@pytest.mark.parametrize(("text", "form", "agency", "received", "system", "sequence"), NATIONAL)
def test_reads_both_national_formats_parent_first(
    text: str, form: CodeForm, agency: str, received: str, system: str, sequence: int
) -> None:
    code = parse_dossier_code(text)
    assert code is not None
    assert (code.form, code.agency, code.system, code.sequence) == (form, agency, system, sequence)
    assert code.received_on == dt.date.fromisoformat(received)
    assert str(code) == code.raw
    assert code.form.citation.number.endswith("TT-VPCP")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HS-2026/00123",
        "000.00.17.H26-251320-0001",  # no thirteenth month
        "000.00.17.H26-250229-0001",  # no leap day in 2025
        "000.00.17.H26-251120-001",  # fewer than four digits
        "000.00.17.Z26-251120-0001",  # level 1 is A to Y
        "00.00.17.H26-251120-0001",
        "H26.17.01-260203",
        "H26.17.01-260203-00A1",
        "H26." + "1" * 40 + "-260203-0001",  # an identifier has at most 35 characters
    ],
)
def test_other_codes_are_not_forced_into_the_formats(text: str) -> None:
    assert parse_dossier_code(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_none(text: str) -> None:
    parse_dossier_code(text)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.integers(0, 9999),
    st.integers(0, 99),
)
def test_a_written_code_is_read_back(day: dt.date, sequence: int, level: int) -> None:
    code = parse_dossier_code(f"000.00.{level:02}.H26-{day:%y%m%d}-{sequence:04}")
    assert code is not None
    assert (code.received_on, code.sequence) == (day, sequence)
    assert code.agency == (f"H26.{level:02}" if level else "H26")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", OwnStatus.OPEN),
        ("4", OwnStatus.OPEN),
        ("05", OwnStatus.STOPPED),
        ("6", OwnStatus.STOPPED),
        ("8", OwnStatus.STOPPED),
        ("3", OwnStatus.CLOSED),
        ("7", OwnStatus.CLOSED),
        ("9", OwnStatus.FINISHED),
        ("10", OwnStatus.FINISHED),
        ("10 - Đã trả kết quả", OwnStatus.FINISHED),
        ("ĐANG XỬ LÝ", OwnStatus.OPEN),
        ("dang_xu_ly", OwnStatus.OPEN),
        ("Chờ bổ sung (lần 2)", OwnStatus.STOPPED),
        ("Từ chối tiếp nhận", OwnStatus.CLOSED),
        ("Đã trả lại hồ sơ", OwnStatus.CLOSED),
        ("withdrawn", OwnStatus.CLOSED),
        ("Hoàn thành", OwnStatus.FINISHED),
        ("Đã trả kết quả (bản giấy)", OwnStatus.FINISHED),
        ("Đã xử lý bước 2", None),
        ("Có kết quả thẩm định", None),
        ("11", None),
        ("99999999999", None),
        ("Chuyển liên thông", None),
        ("", None),
    ],
)
def test_reads_own_statuses_from_the_table_only(text: str, meaning: OwnStatus | None) -> None:
    assert read_own_status(text) is meaning


def test_every_portal_number_and_its_words_mean_the_same() -> None:
    assert sorted(PORTAL_NUMBERS) == list(range(1, 11))
    for number, (words, meaning) in PORTAL_NUMBERS.items():
        assert read_own_status(str(number)) is meaning
        assert read_own_status(words) is meaning


def test_every_status_has_a_label_in_both_languages() -> None:
    assert all(set(labels) == set(Status) for labels in STATUS_LABELS.values())
    assert {status for status in Status if status.is_running} == {
        Status.RUNNING, Status.DUE_SOON, Status.OVERDUE,
    }  # fmt: skip


@given(st.text())
def test_cleaning_is_settled_after_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert fold(once) == fold(text)
    assert shown(text).isprintable()
    assert len(shown(text)) <= 60


def test_cleaning_takes_typing_accidents_away() -> None:
    decomposed = "Ma\u0303 ho\u0302\u0300 so\u031b"
    assert clean(decomposed) == "Mã hồ sơ"
    assert clean("\ufeff０５\u00a0ngày\u3000làm\u200bviệc\r\n") == "05 ngày làmviệc"
