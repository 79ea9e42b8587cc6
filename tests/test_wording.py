"""Reading time limits from words (đọc thời hạn): published wordings, then invented ones.

``golden/time-limit-phrases.json`` holds 330 wordings of published procedures with the
reading a person gave them; ``golden/procedure-limits.json`` and ``golden/step-durations.json``
hold cells that played no part in writing the grammar.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tthc_deadlines.errors import AmbiguousWording, WrongType
from tthc_deadlines.limits.phrasing import format_time_limit
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit
from tthc_deadlines.limits.wording import (
    ClauseKind,
    ReadLimit,
    Semantics,
    parse_time_limit,
    read_time_limits,
)

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return rows


PHRASES = golden("time-limit-phrases.json")
SINGLES = [
    row
    for row in PHRASES
    if isinstance(row["interpretation"], dict) and row["interpretation"]["type"] == "single"
]
COMPOUNDS = [row for row in PHRASES if row not in SINGLES]

INHERITED = {"day_inherits_total_unit", "inherits_column_header"}

# Marks the table names more finely, or by another name, than the enum.
ANCHORS: dict[str, Anchor] = {
    "complete_dossier": Anchor.COMPLETE_VALID_DOSSIER,
    "complete_valid_dossier (from the department)": Anchor.COMPLETE_VALID_DOSSIER,
    "complete_valid_dossier (date on envelope)": Anchor.COMPLETE_VALID_DOSSIER,
    "complete_dossier_and_fee_paid": Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID,
    "dossier_submitted_by_previous_step": Anchor.PREVIOUS_STEP,
    "document_received_from_previous_step": Anchor.DOCUMENT_RECEIVED,
    "dossier_meets_requirements": Anchor.OTHER_EVENT,
    "review_started": Anchor.OTHER_EVENT,
    "task_approved": Anchor.OTHER_EVENT,
    "processing_completed": Anchor.OTHER_EVENT,
    "council_meeting": Anchor.OTHER_EVENT,
    "council_meeting_or_completed_dossier": Anchor.OTHER_EVENT,
    "valid_dossier_recorded": Anchor.COMPLETE_VALID_DOSSIER,
    "dus_report_received": Anchor.DOCUMENT_RECEIVED,
    "end_of_submission_period": Anchor.END_OF_PERIOD,
    "end_of_term": Anchor.BEFORE_EVENT,
    "before:departure": Anchor.BEFORE_EVENT,
    "before:effective_date": Anchor.BEFORE_EVENT,
    "before:term_start": Anchor.BEFORE_EVENT,
}

# Rows of the table that are themselves in question: (opening words, field) -> reason.
DISPUTED: dict[tuple[str, str], str] = {
    ("15 ngày kể từ ngày nhận ý kiến của chuyên gia", "anchor"):
        "another row reads the same words as opinions_received",
    ("2. Trong thời hạn 48 giờ, kể từ thời điểm nhận được văn bản kiến nghị", "anchor"):
        "elsewhere a received văn bản is document_received",
    ("Quyết định áp dụng thủ tục rút gọn", "anchor"):
        "'kể từ khi ra quyết định' is the issue of a decision",
    ("Trong thời hạn 48 giờ kể từ thời điểm nhận được đề nghị", "anchor"):
        "elsewhere a received đề nghị is request_received",
    ("b) Trong thời hạn 02 tháng kể từ ngày nhận được biên bản", "anchor"):
        "a biên bản is a document",
    ("10. Thời gian lập quy hoạch: Không quá 24 tháng", "bound"): "the text says 'Không quá'",
    ("Thời gian giải quyết việc cấp lại Giấy chứng nhận", "bound"): "the text says 'không quá'",
    ("112 giờ", "unit"): "working hours only by the heading of its table",
    ("16 giờ", "unit"): "working hours only by the heading of its table",
}  # fmt: skip


def disputed(text: str, field: str) -> bool:
    return any(
        field == name and (text == opening or (len(opening) > 10 and text.startswith(opening)))
        for opening, name in DISPUTED
    )


def number(value: object) -> Fraction:
    return Fraction(str(value))


def anchor(name: str) -> Anchor:
    return ANCHORS.get(name) or Anchor(name)


def wanted_unit(row: dict[str, Any]) -> tuple[Unit, Unit]:
    """The unit the table gives, and the meaning of a bare "ngày" that leads to it."""
    if row["unit"] in INHERITED:
        return Unit.WORKING_DAY, Unit.WORKING_DAY
    return Unit(row["unit"]), Unit.CALENDAR_DAY


def differences(text: str, want: dict[str, Any], limit: TimeLimit) -> list[str]:
    """Fields that differ from the table, disputed ones aside."""
    unit, _ = wanted_unit(want)
    checks = {
        "value": number(limit.value) == number(want["value"]),
        "unit": limit.unit is unit,
        "bound": limit.bound == want.get("bound"),
        "anchor": not want.get("anchor") or limit.anchor is anchor(want["anchor"]),
    }
    return [name for name, same in checks.items() if not same and not disputed(text, name)]


class TestPublishedSingles:
    def test_none_is_misread_and_almost_all_are_read(self) -> None:
        refused = []
        for row in SINGLES:
            [want] = row["interpretation"]["limits"]
            _, bare_day = wanted_unit(want)
            try:
                limit = parse_time_limit(row["text"], bare_day)
            except AmbiguousWording:
                refused.append(row["text"])
                continue
            assert not differences(row["text"], want, limit), row["text"]
        assert len(SINGLES) == 209
        assert len(refused) <= 0.05 * len(SINGLES), refused

    def test_what_is_refused_binds_others_or_is_not_counted(self) -> None:
        kinds = {
            ClauseKind.APPLICANT_WINDOW: "Chủ kho hoặc chủ hàng thực hiện đăng ký",
            ClauseKind.EXCLUDED_PERIOD: "15 ngày, không tính vào thời gian xử lý",
        }
        for kind, opening in kinds.items():
            [row] = [row for row in SINGLES if row["text"].startswith(opening)]
            with pytest.raises(AmbiguousWording):
                parse_time_limit(row["text"])
            [read] = read_time_limits(row["text"])
            assert read.kind is kind
            assert not differences(row["text"], row["interpretation"]["limits"][0], read.limit)

    def test_reductions_and_exclusions_are_kept(self) -> None:
        for row in SINGLES:
            [want] = row["interpretation"]["limits"]
            reads = read_time_limits(row["text"], wanted_unit(want)[1])
            if "reduced_from" in want:
                assert reads[0].reduced_from is not None
                assert reads[0].reduced_from.value == want["reduced_from"]
                assert reads[0].cut == want["cut"]
            assert bool(reads[0].excludes) == bool(want.get("excludes"))
            if equal := row["interpretation"].get("equivalent"):
                assert reads[0].equivalent == TimeLimit(**equal)
            parts = row["interpretation"].get("parts", [])
            found = [(r.value, r.unit) for r in reads if r.kind is ClauseKind.PART]
            assert found == [(part["value"], Unit(part["unit"])) for part in parts]


# --- compound wordings -----------------------------------------------------------------

ASIDE = {ClauseKind.APPOINTMENT_SLIP}
KINDS: dict[str, set[ClauseKind]] = {
    "alternatives": {ClauseKind.LIMIT, ClauseKind.ALTERNATIVE, ClauseKind.EXTENSION,
                     ClauseKind.RANGE},
    "alternatives_by_outcome": {ClauseKind.ALTERNATIVE},
    "alternatives_by_channel": {ClauseKind.ALTERNATIVE},
    "conditional": {ClauseKind.ALTERNATIVE, ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA},
    "extension": {ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA},
    "sequence": {ClauseKind.STEP, ClauseKind.LIMIT, ClauseKind.EXCLUDED_PERIOD},
    "excluded_period": {ClauseKind.EXCLUDED_PERIOD},
    "former_limit": {ClauseKind.FORMER},
    "minimum_remaining_validity": {ClauseKind.MINIMUM_VALIDITY},
    "lead_time": {ClauseKind.LEAD_TIME},
    "window_before": {ClauseKind.WINDOW_BEFORE},
    "range": {ClauseKind.RANGE},
    "reduction": {ClauseKind.REDUCTION},
    "two_stage_appointment": {ClauseKind.LIMIT, ClauseKind.STAGE},
    "same_day": {ClauseKind.LIMIT, ClauseKind.RESULT_SHIFT},
    "same_day_or_next": {ClauseKind.SAME_DAY_OR_NEXT},
    "start_shift": {ClauseKind.START_SHIFT},
    "immediate": {ClauseKind.LIMIT},
    "unspecified": {ClauseKind.LIMIT},
    "rollover_rule": {ClauseKind.ROLLOVER},
    "appointment_slip_rule": {ClauseKind.APPOINTMENT_SLIP},
    "office_hours_only": {ClauseKind.OFFICE_HOURS},
    "not_counted": {ClauseKind.NOT_COUNTED},
    "clock_restart": {ClauseKind.CLOCK_RESTART},
}  # fmt: skip
SEMANTICS = {"additional": Semantics.ADDS, "total_cap": Semantics.CAPS_TOTAL}


def check_limit(text: str, want: dict[str, Any], read: ReadLimit) -> None:
    if isinstance(want["value"], list):
        low, high = want["value"]
        assert (read.range_from, read.value) == (low, high), text
        want = want | {"value": high}
    if want.get("value") == 0:
        assert read.unit is Unit.SAME_DAY, text
        return
    faults = differences(text, want, read.limit)
    if str(want.get("anchor", "")).startswith("before:") and "bound" not in want:
        faults.remove("bound")  # the table leaves it open for one of three
    assert not faults, (text, faults)
    assert read.backward == (read.anchor is Anchor.BEFORE_EVENT), text
    if "semantics" in want:
        assert read.semantics is SEMANTICS[want["semantics"]], text
    assert read.not_counted == bool(want.get("excluded_from_total")), text
    if "reduced_from" in want:
        assert read.reduced_from is not None
        assert (read.reduced_from.value, read.cut) == (want["reduced_from"], want["cut"])
    # Where the table says "default" the text states no condition of its own.
    if want.get("condition") and want["condition"] not in {"mặc định", "(trường hợp trước đó)"}:
        assert read.condition, text


def check_same_day(text: str, want: dict[str, Any], reads: list[ReadLimit]) -> None:
    assert reads[0].unit is Unit.SAME_DAY, text
    assert reads[0].cutoff == dt.time.fromisoformat(want["cutoff"]), text
    # One text says "ngày tiếp theo" without "làm việc"; the later law has the word.
    assert reads[0].limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY, text
    assert [read.by_agreement for read in reads[1:]] in ([], [True]), text


def check_start_shift(text: str, want: dict[str, Any], reads: list[ReadLimit]) -> None:
    limit = reads[0].limit
    assert limit.after_cutoff is AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY, text
    if want["cutoff"].startswith("1 hour before"):
        assert limit.cutoff_before_closing == dt.timedelta(hours=1)
    else:
        assert limit.cutoff == dt.time.fromisoformat(want["cutoff"])


def check_compound(text: str, want: dict[str, Any], reads: list[ReadLimit]) -> None:
    kind = want["type"]
    assert {read.kind for read in reads} - (ASIDE - KINDS[kind]) <= KINDS[kind] | (
        {ClauseKind.EXTENSION} if kind == "same_day" else set()
    ), (text, reads)
    reads = [read for read in reads if read.kind not in ASIDE - KINDS[kind]]
    if kind == "same_day":
        return check_same_day(text, want, reads)
    if kind == "start_shift":
        return check_start_shift(text, want, reads)
    limits = want.get("limits", []) + want.get("stages", [])
    if kind == "reduction":
        limits = [want["to"]]
        assert reads[0].reduced_from == TimeLimit(**want["from"]), text
    if limits:
        assert len(reads) == len(limits), (text, reads)
    for row, read in zip(limits, reads, strict=False):
        check_limit(text, row, read)
    if "times" in want:
        assert reads[0].times == want["times"], text
    if want.get("anchor") and limits:
        assert all(read.anchor is anchor(want["anchor"]) for read in reads), text
    return None


class TestPublishedCompounds:
    def test_none_is_misread_and_almost_all_are_read(self) -> None:
        refused = []
        rows = [row for row in COMPOUNDS if isinstance(row["interpretation"], dict)]
        for row in rows:
            try:
                reads = read_time_limits(row["text"])
            except AmbiguousWording:
                refused.append(row["text"])
                continue
            check_compound(row["text"], row["interpretation"], reads)
        assert len(rows) == 119
        assert len(refused) <= 0.15 * len(rows), refused

    def test_ambiguous_ones_are_refused(self) -> None:
        rows = [row["text"] for row in COMPOUNDS if row["interpretation"] == "ambiguous"]
        assert len(rows) == 2
        for text in rows:
            with pytest.raises(AmbiguousWording):
                read_time_limits(text)

    def test_parse_takes_one_limit_only(self) -> None:
        for row in COMPOUNDS:
            kind = row["interpretation"] if isinstance(row["interpretation"], str) else (
                row["interpretation"]["type"])  # fmt: skip
            if kind in {"alternatives", "sequence", "extension", "reduction", "lead_time", "range",
                        "two_stage_appointment", "former_limit", "window_before"}:  # fmt: skip
                if "không tính trong quy trình" in row["text"]:
                    continue
                with pytest.raises(AmbiguousWording):
                    parse_time_limit(row["text"])


class TestHeldOutProcedures:
    ROWS = golden("procedure-limits.json")
    # Cells whose table entry lists only the parts, or names the total in another way.
    APART = ("không quá 16 ngày làm việc kể từ khi", "10 ngày làm việc kể từ ngày nhận đủ hồ sơ")

    def test_agency_limits(self) -> None:
        refused = 0
        for row in self.ROWS:
            try:
                reads = read_time_limits(row["text"])
            except AmbiguousWording:
                refused += 1
                continue
            wants = row["variants"] or [row["limit"]]
            if wants == [None]:
                assert [read.unit for read in reads] == [Unit.NONE]
                continue
            aside = ASIDE | {ClauseKind.PART}
            found = [r for r in reads if r.kind not in aside and not r.by_agreement]
            if row["text"].startswith(self.APART) and row["variants"]:
                wants = [row["limit"]]
            extension = row["extension"] or {}
            if "value" in extension:
                wants = [*wants, extension]
            got = [(number(read.value), read.unit) for read in found]
            assert got == [(number(w["value"]), Unit(w["unit"])) for w in wants], row["text"]
            for read, want in zip(found, wants, strict=True):
                if want.get("bound") and want["unit"] != "same_day":
                    assert read.bound == want["bound"], row["text"]
                if want.get("anchor"):
                    assert read.anchor in {anchor(want["anchor"]), None}, row["text"]
        assert refused == 0

    def test_cutoffs(self) -> None:
        for row in self.ROWS:
            want = row["limit"] or {}
            if "cutoff" not in want or want.get("after_cutoff") == "next_day":
                continue
            read = read_time_limits(row["text"])[0]
            assert read.limit.after_cutoff is not None
            assert read.limit.after_cutoff.value == want["after_cutoff"], row["text"]


class TestHeldOutSteps:
    def test_every_duration(self) -> None:
        kinds = {
            "office_hours": ClauseKind.OFFICE_HOURS,
            "not_counted": ClauseKind.NOT_COUNTED,
            "not_specified": ClauseKind.LIMIT,
            "immediate": ClauseKind.LIMIT,
            "duration": ClauseKind.LIMIT,
        }
        rows = golden("step-durations.json")
        assert len(rows) > 70
        for row in rows:
            [read] = read_time_limits(row["text"], Unit.WORKING_DAY)
            assert read.kind is kinds[row["kind"]], row
            if row["kind"] == "duration":
                unit = Unit.WORKING_DAY if row["unit"] == "day" else Unit(row["unit"])
                assert (number(read.value), read.unit) == (number(row["value"]), unit)


# --- invented wordings -----------------------------------------------------------------

D, W, WH, H, MIN = (
    Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.HOUR, Unit.MINUTE,
)  # fmt: skip
HALF = Fraction(1, 2)

READ: list[tuple[str, int | Fraction, Unit, Bound | None]] = [
    # spelling
    ("15ngày làm việc", 15, W, None),
    ("TRONG THỜI HẠN 05 NGÀY LÀM VIỆC", 5, W, None),
    ("３ ngày", 3, D, None),
    ("**05** ngày làm việc", 5, W, None),
    ("05\nngày làm\nviệc", 5, W, None),
    ("05\u00a0ngày\u00a0làm việc", 5, W, None),
    ("05 ngày làm viêc", 5, W, None),
    ("Không quá15 ngày", 15, D, Bound.MAX),
    (unicodedata.normalize("NFD", "Trong thời hạn hai mươi ngày"), 20, D, None),
    # numbers
    ("Trong thời hạn năm ngày làm việc", 5, W, None),
    ("Năm (05) ngày làm việc", 5, W, None),
    ("trong vòng hai mươi mốt ngày", 21, D, None),
    ("một trăm hai mươi ngày", 120, D, None),
    ("25 (hai mươi lăm) ngày", 25, D, None),
    ("15 (mười năm) ngày làm việc", 15, W, None),
    ("không phẩy năm ngày", HALF, D, None),
    ("một ngày rưỡi", Fraction(3, 2), D, None),
    ("nửa ngày làm việc", HALF, W, None),
    ("một phần tư ngày làm việc", Fraction(1, 4), W, None),
    ("1½ ngày làm việc", Fraction(3, 2), W, None),
    ("3/4 ngày làm việc", Fraction(3, 4), W, None),
    ("(17,5) ngày làm việc", Fraction(35, 2), W, None),
    ("Mười ngày rưỡi 10,5 ngày làm việc", Fraction(21, 2), W, None),
    # units
    ("08 giờ hành chính", 8, WH, None),
    ("Thời gian thực hiện: 8h làm việc", 8, WH, None),
    ("không quá 24 giờ", 24, H, Bound.MAX),
    ("trong vòng không quá 24h", 24, H, Bound.MAX),
    ("không quá 30 phút kể từ khi tiếp nhận", 30, MIN, Bound.MAX),
    ("trong vòng 1 tuần", 1, Unit.WEEK, None),
    ("05 ngày (làm việc)", 5, W, None),
    ("10 ngày lịch", 10, D, None),
    ("07 ngày (không kể ngày thứ bảy, chủ nhật và ngày lễ)", 7, W, None),
    ("07 ngày, không kể ngày nghỉ", 7, W, None),
    ("10 ngày không kể thứ 7, chủ nhật", 10, W, None),
    ("48 giờ (02 ngày)", 48, H, None),
    ("16 giờ (tương đương 02 ngày)", 16, WH, None),
    ("80 giờ làm việc, tương đương 10 ngày làm việc", 80, WH, None),
    # bounds
    ("chậm nhất là 05 ngày làm việc", 5, W, Bound.MAX),
    ("tối đa không quá 10 ngày", 10, D, Bound.MAX),
    ("không được quá 10 ngày", 10, D, Bound.MAX),
    ("tối thiểu là 10 ngày", 10, D, Bound.MIN),
    # what only looks like an amount
    ("Lệ phí 500.000 đồng; thời hạn 03 ngày làm việc", 3, W, None),
    ("Nộp 03 bộ hồ sơ. Thời hạn: 05 ngày làm việc", 5, W, None),
    ("Theo khoản 2 Điều 5 Nghị định số 61/2025/NĐ-CP ngày 10/5/2025: 07 ngày", 7, D, None),
    ("Bước 2: 03 ngày làm việc", 3, W, None),
    ("Trẻ em dưới 06 tháng tuổi: 02 ngày làm việc", 2, W, None),
    ("02 ngày làm việc (cắt giảm 01/03 ngày làm việc, tỷ lệ 33,33%)", 2, W, None),
    ("15 ngày, thực hiện mỗi tháng 01 lần", 15, D, None),
    # renewal of a paper is no extension of the limit
    ("Cấp gia hạn giấy phép: 10 ngày làm việc", 10, W, None),
    ("Thời hạn gia hạn giấy phép lao động: 10 ngày làm việc", 10, W, None),
    # who else is spoken of
    (
        "không quá 03 ngày làm việc, trừ trường hợp pháp luật chuyên ngành quy định khác",
        3,
        W,
        Bound.MAX,
    ),
    ("20 ngày làm việc (Sở Y tế: 15 ngày làm việc; UBND tỉnh: 05 ngày làm việc)", 20, W, None),
    ("15 ngày, trong đó: a) Sở Xây dựng: 10 ngày; b) UBND tỉnh: 05 ngày", 15, D, None),
    # same day
    (
        "Hồ sơ nhận trước 15 giờ trả trong ngày; sau 15 giờ trả kết quả ngày làm việc tiếp theo",
        0,
        Unit.SAME_DAY,
        None,
    ),
    ("ngay trong ngày", 0, Unit.SAME_DAY, None),
    ("Trong ngày làm việc", 0, Unit.SAME_DAY, None),
    ("chậm nhất là ngày làm việc tiếp theo", 1, W, Bound.MAX),
    ("Theo thoả thuận giữa hai bên", 0, Unit.BY_AGREEMENT, None),
    ("Thời hạn giải quyết: không quy định", 0, Unit.NONE, None),
    ("Giải quyết ngay", 0, Unit.IMMEDIATE, None),
]

REFUSED: list[tuple[str, str]] = [
    ("", "no time limit found"),
    ("   ", "no time limit found"),
    ("Theo quy định của pháp luật", "no time limit found"),
    ("vài ngày", "no time limit found"),
    ("ngày 15/8/2025", "no time limit found"),
    ("từ ngày 15 hằng tháng", "no time limit found"),
    ("mỗi tháng 01 lần", "no time limit found"),
    ("03 bộ hồ sơ", "no time limit found"),
    ("giải quyết 24/7", "no time limit found"),
    ("khoản 2 Điều 5 Nghị định số 61/2025/NĐ-CP", "no time limit found"),
    ("trẻ em dưới 06 tuổi", "no time limit found"),
    ("0243.123.4567", "no time limit found"),
    ("Sáng từ 7h30 đến 11h30, chiều từ 13h30 đến 17h00", "no time limit found"),
    ("10", "without a unit"),
    ("10 làm việc kể từ ngày nhận được hồ sơ", "missing"),
    ("1,5 ngày làm việc quy đổi 11 giờ", "not equal"),
    ("03 ngày làm việc (20 giờ làm việc)", "not equal"),
    ("05 (sáu) ngày", "disagree"),
    ("mười năm ngày", "number"),
    ("12/60 ngày", "number"),
    ("1.095 ngày", "number"),
    ("0 ngày", "number"),
    ("5 hoặc 7 ngày", "number"),
    ("2,5 tháng", "no limit can have this amount"),
    ("01 buổi", "no length"),
    ("02 buổi làm việc", "no length"),
    ("một quý", "no length"),
    ("05 ngày công", "no length"),
    ("2 tuần làm việc", "no length"),
    ("5-7 ngày", "range"),
    ("từ 3 đến 5 ngày làm việc", "range"),
    ("khoảng 5 ngày", "approximate"),
    ("trên 30 ngày", "approximate"),
    ("dưới 15 ngày làm việc", "approximate"),
    ("15 ngày trở lên", "after the amount"),
    ("3 ngày/lần", "after the amount"),
    ("15 ngày đầu tháng", "after the amount"),
    ("5 ngày làm", "after the amount"),
    ("15 ngày (mười lăm ngày) làm việc", "after the amount"),
    ("giấy phép có thời hạn 05 năm", "valid"),
    ("Giấy phép có hiệu lực 05 năm kể từ ngày cấp", "valid"),
    ("Thời hạn hiệu lực của giấy chứng nhận là 03 năm", "valid"),
    ("kinh nghiệm ít nhất 05 năm", "valid"),
    ("Sau 15 ngày kể từ ngày nhận hồ sơ", "passed"),
    ("Quá 15 ngày", "passed"),
    ("Hết thời hạn 15 ngày làm việc", "passed"),
    ("Đã quá hạn 5 ngày", "passed"),
    ("Còn 2 ngày", "passed"),
    ("20 ngày, không bao gồm ngày nghỉ lễ, tết, kể từ ngày nhận đủ hồ sơ", "days off"),
    ("10 ngày (không kể chủ nhật)", "days off"),
    ("Nếu trong thời hạn 15 ngày mà không bổ sung thì trả lại hồ sơ", "may not be a limit"),
    ("05 ngày làm việc (hồ sơ phức tạp 10 ngày làm việc)", "may not be a limit"),
    ("2 x 5 ngày", "may not be a limit"),
    ("Thời hạn 20 ngày làm việc, tạm dừng 10 ngày", "may not be a limit"),
    ("15 ngày kể từ ngày tiếp theo ngày nhận hồ sơ", "day after"),
    ("30 ngày kể từ ngày nhận hồ sơ, trước ngày 30/6", "backwards"),
    ("10 ngày làm việc và 15 ngày", "add up"),
    ("10 ngày làm việc; 15 ngày làm việc", "side by side"),
    ("Cấp mới: 07 ngày làm việc; cấp lại: 05 ngày làm việc", "more than one"),
    ("05 ngày làm việc hoặc 08 ngày làm việc", "more than one"),
    ("kéo dài không quá 10 ngày", "add to the limit or replace"),
    ("gia hạn: 10 ngày", "renewal"),
    ("giảm 5 ngày", "cut"),
    ("48 ngày (cắt giảm 10/60 ngày)", "cut"),
    ("Giờ hành chính", "not the limit of the procedure"),
    ("kéo dài thêm 05 ngày", "not the limit of the procedure"),
    ("báo trước ít nhất 15 ngày", "not the limit of the procedure"),
    ("từ 30 ngày xuống còn 20 ngày", "not the limit of the procedure"),
    ("Trong thời hạn 15 ngày, tổ chức, cá nhân phải hoàn thiện hồ sơ", "not the limit"),
    ("sau 15 giờ", "time of day"),
    ("Trả kết quả ngay trong ngày nếu nhận hồ sơ trước 15 giờ", "time of day"),
    ("số thứ tự hồ sơ tiếp nhận trong ngày", "names a day"),
    ("thời gian giải quyết tăng 05 ngày", "add to the limit or replace"),
    ("trước ngày thi không quá 10 ngày", "backwards"),
    ("Theo quy định: 05 ngày làm việc; Thực tế: 03 ngày làm việc", "side by side"),
    ("20 ngày làm việc (cấp mới: 12 ngày làm việc; ký: 05 ngày làm việc)", "side by side"),
    ("Thời hạn nộp phí: 10 ngày", "not the limit of the procedure"),
    ("1 tháng (30 ngày)", "not equal"),
    ("2 tháng 15 ngày", "side by side"),
    ("Trả kết quả trước 17 giờ cùng ngày", "names a day"),
    ("Thời hạn giải quyết: trong ngày hoặc 02 ngày làm việc", "names a day"),
    ("không quá 23 ngày (15 ngày và 08 ngày làm việ", "after the amount"),
]

MANY: list[tuple[str, list[tuple[ClauseKind, int | Fraction, Unit]]]] = [
    (
        "Không quá 15 ngày + 08 ngày làm việc",
        [(ClauseKind.ADDEND, 15, D), (ClauseKind.ADDEND, 8, W)],
    ),
    (
        "không quá 23 ngày (15 ngày và 08 ngày làm việc)",
        [(ClauseKind.ADDEND, 15, D), (ClauseKind.ADDEND, 8, W)],
    ),
    ("từ 3 đến 5 ngày làm việc", [(ClauseKind.RANGE, 5, W)]),
    (
        "05 ngày làm việc (nếu phải xác minh thì 10 ngày làm việc)",
        [(ClauseKind.LIMIT, 5, W), (ClauseKind.ALTERNATIVE, 10, W)],
    ),
    (
        "a) Cấp mới: 10 ngày b) Cấp lại: 05 ngày",
        [(ClauseKind.ALTERNATIVE, 10, D), (ClauseKind.ALTERNATIVE, 5, D)],
    ),
    ("giảm từ 10 xuống còn 07 ngày làm việc", [(ClauseKind.REDUCTION, 7, W)]),
    (
        "Cấp mới: 07 ngày làm việc; cấp lại: 05 ngày làm việc",
        [(ClauseKind.ALTERNATIVE, 7, W), (ClauseKind.ALTERNATIVE, 5, W)],
    ),
    (
        "Nộp trực tiếp: 02 ngày làm việc; trực tuyến: 08 giờ làm việc",
        [(ClauseKind.ALTERNATIVE, 2, W), (ClauseKind.ALTERNATIVE, 8, WH)],
    ),
    (
        "15 ngày làm việc nếu không phải xác minh, 20 ngày làm việc nếu phải xác minh",
        [(ClauseKind.ALTERNATIVE, 15, W), (ClauseKind.ALTERNATIVE, 20, W)],
    ),
    ("tăng thêm 10 ngày làm việc đối với các xã miền núi", [(ClauseKind.REMOTE_AREA, 10, W)]),
    ("chậm nhất 05 ngày trước ngày tổ chức", [(ClauseKind.LEAD_TIME, 5, D)]),
    (
        "Đối với xã miền núi thì không quá 27 ngày đối với đăng ký; không quá 30 ngày đối với cấp",
        [(ClauseKind.REMOTE_AREA, 27, D), (ClauseKind.REMOTE_AREA, 30, D)],
    ),
    (
        "Thời hạn là 20 ngày làm việc. Thời gian bổ sung không tính vào thời hạn giải quyết.",
        [(ClauseKind.LIMIT, 20, W), (ClauseKind.EXCLUDED_PERIOD, 0, Unit.NONE)],
    ),
    (
        "Thời hạn giải quyết là 10 ngày. Tổ chức, cá nhân bổ sung hồ sơ trong thời hạn 15 ngày",
        [(ClauseKind.LIMIT, 10, D), (ClauseKind.APPLICANT_WINDOW, 15, D)],
    ),
]


class TestInventedWordings:
    @pytest.mark.parametrize(("text", "value", "unit", "bound"), READ)
    def test_read(self, text: str, value: int | Fraction, unit: Unit, bound: Bound | None) -> None:
        limit = parse_time_limit(text)
        assert (limit.value, limit.unit, limit.bound) == (value, unit, bound)

    @pytest.mark.parametrize(("text", "reason"), REFUSED)
    def test_refused(self, text: str, reason: str) -> None:
        with pytest.raises(AmbiguousWording) as caught:
            parse_time_limit(text)
        assert reason in caught.value.reason
        assert caught.value.text == text
        assert caught.value.reason_vi != caught.value.reason

    @pytest.mark.parametrize(("text", "wanted"), MANY)
    def test_many(self, text: str, wanted: list[tuple[ClauseKind, int | Fraction, Unit]]) -> None:
        reads = read_time_limits(text)
        assert [(read.kind, read.value, read.unit) for read in reads] == wanted

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("kể từ ngày nhận đủ hồ sơ hợp lệ", Anchor.COMPLETE_VALID_DOSSIER),
            ("sau khi nhận đủ hồ sơ", Anchor.COMPLETE_VALID_DOSSIER),
            ("từ ngày nhận được hồ sơ đầy đủ, hợp lệ", Anchor.COMPLETE_VALID_DOSSIER),
            ("kể từ thời điểm tiếp nhận hồ sơ", Anchor.DOSSIER_RECEIVED),
            (
                "kể từ khi nhận đủ hồ sơ hợp lệ và người nộp đã nộp lệ phí",
                Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID,
            ),
            ("kể từ ngày nhận được đơn đề nghị", Anchor.REQUEST_RECEIVED),
            ("tính từ ngày nhận được công văn", Anchor.DOCUMENT_RECEIVED),
            ("kể từ ngày nhận được ý kiến của các sở", Anchor.OPINIONS_RECEIVED),
            ("kể từ ngày ký quyết định", Anchor.DECISION_ISSUED),
            ("kể từ ngày nhận được quyết định", Anchor.DECISION_RECEIVED),
            ("kể từ ngày thụ lý đơn", Anchor.CASE_ACCEPTED),
            ("kể từ ngày hết thời hạn niêm yết", Anchor.END_OF_PERIOD),
            ("kể từ ngày họp hội đồng", Anchor.OTHER_EVENT),
            ("kể từ ngày 01/01/2025", Anchor.OTHER_EVENT),
        ],
    )
    def test_anchors(self, text: str, wanted: Anchor) -> None:
        assert parse_time_limit(f"10 ngày làm việc {text}").anchor is wanted

    def test_two_meanings_of_a_cutoff(self) -> None:
        result = parse_time_limit(
            "ngay trong ngày, nếu nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
        )
        clock = parse_time_limit(
            "03 ngày làm việc (nếu nhận sau 15 giờ thì tính từ ngày làm việc tiếp theo)"
        )
        assert result.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY
        assert clock.after_cutoff is AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY
        assert result.cutoff == clock.cutoff == dt.time(15)

    @pytest.mark.parametrize(
        ("words", "cutoff"),
        [
            ("15 giờ", dt.time(15)),
            ("15h00", dt.time(15)),
            ("15:30", dt.time(15, 30)),
            ("16 giờ 30 phút", dt.time(16, 30)),
            ("3 giờ chiều", dt.time(15)),
        ],
    )
    def test_clock_times(self, words: str, cutoff: dt.time) -> None:
        text = f"Trong ngày; nhận sau {words} thì trả kết quả vào ngày làm việc tiếp theo"
        assert parse_time_limit(text).cutoff == cutoff

    def test_extension_semantics(self) -> None:
        def meaning(text: str) -> tuple[Semantics | None, int | None]:
            [read] = read_time_limits(text)
            return read.semantics, read.times

        assert meaning("kéo dài thêm không quá 05 ngày") == (Semantics.ADDS, None)
        assert meaning("thời hạn kéo dài nhưng không quá 05 ngày") == (Semantics.CAPS_TOTAL, None)
        assert meaning("gia hạn hai lần, mỗi lần không quá 30 ngày") == (Semantics.ADDS, 2)
        [open_end] = [
            read
            for read in read_time_limits(
                "02 ngày hoặc có thể kéo dài hơn theo thỏa thuận bằng văn bản"
            )
            if read.by_agreement
        ]
        assert open_end.unit is Unit.BY_AGREEMENT

    def test_bare_numbers_need_the_callers_unit(self) -> None:
        assert parse_time_limit("8,25", Unit.WORKING_DAY).value == Fraction(33, 4)
        with pytest.raises(AmbiguousWording):
            parse_time_limit("8,25")

    @pytest.mark.parametrize("value", [None, 5, b"05 ng", ["05 ngày"]])
    def test_other_types(self, value: Any) -> None:
        for read in (parse_time_limit, read_time_limits):
            with pytest.raises(WrongType):
                read(value)

    def test_refusals_survive_pickle(self) -> None:
        with pytest.raises(AmbiguousWording) as caught:
            parse_time_limit("05 (sáu) ngày")
        again = pickle.loads(pickle.dumps(caught.value))
        assert again.words == "05 (sáu) ngày"
        assert "không" in again.message("vi")


class TestPhrasing:
    @pytest.mark.parametrize(
        ("limit", "vi", "en"),
        [
            (TimeLimit(value=5, unit=W), "05 ngày làm việc", "5 working days"),
            (TimeLimit(value=1, unit=W), "01 ngày làm việc", "1 working day"),
            (TimeLimit(value=7, unit="week", bound="max"), "không quá 07 tuần", "at most 7 weeks"),
            (TimeLimit(value=0.5, unit=W), "0,5 ngày làm việc", "0.5 working days"),
            (TimeLimit(value=2, unit=WH), "02 giờ làm việc", "2 working hours"),
            (TimeLimit(value=60, unit=MIN), "60 phút", "60 minutes"),
            (TimeLimit(unit=Unit.NONE), "không quy định thời hạn", "no time limit stated"),
            (
                TimeLimit(unit=Unit.SAME_DAY, cutoff_before_closing=dt.timedelta(hours=1),
                          after_cutoff="clock_starts_next_working_day"),
                ("ngay trong ngày làm việc; tiếp nhận trong thời gian 01 giờ trước khi kết thúc "
                 "giờ hành chính thì thời hạn được tính từ ngày làm việc tiếp theo"),
                ("within the same working day; receipts in the last 60 minutes before closing "
                 "are counted from the next working day"),
            ),
        ],
    )  # fmt: skip
    def test_both_languages(self, limit: TimeLimit, vi: str, en: str) -> None:
        assert (format_time_limit(limit, "vi"), format_time_limit(limit, "en")) == (vi, en)

    @pytest.mark.parametrize("unit", [unit for unit in Unit if unit.has_amount])
    @pytest.mark.parametrize("anchor", [a for a in Anchor if a is not Anchor.BEFORE_EVENT])
    def test_every_unit_with_every_event_reads_back(self, unit: Unit, anchor: Anchor) -> None:
        for bound in (None, *Bound):
            for value in (1, 12):
                limit = TimeLimit(value=value, unit=unit, anchor=anchor, bound=bound)
                assert TimeLimit.parse(format_time_limit(limit, "vi")) == limit
