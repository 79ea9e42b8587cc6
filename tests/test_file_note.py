"""File notes: a dossier told from receipt to now, as the applicant's lawyer would read it.

Run with WRITE_GOLDEN=1 to write the golden texts anew.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from pathlib import Path

import pytest

from tests.law.cases import at
from tests.life_finding_cases import CASES, FIVE, KNOWN, RECEIVED, STOPPABLE, TAX
from tests.lives import CALENDAR, dossier, e, judged
from tests.note_cases import NOTES, SUPPLEMENTED_LIFE
from tthc_deadlines.checking.note.texts import NOTE_DETAILS, NOTE_TEXTS
from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.events import (
    EVENT_CLASSES,
    EVENT_NAMES,
    Accepted,
    Correction,
    Extended,
    Stopped,
)
from tthc_deadlines.errors import Language, UnknownChoice

GOLDEN = Path(__file__).parent / "golden" / "notes"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))
LANGUAGES: tuple[Language, ...] = ("vi", "en")


def note(one: Dossier, when: str, lang: Language = "vi") -> str:
    return judged(one, when, STOPPABLE, strict=False).explain(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NOTES)
def test_note(name: str, lang: Language) -> None:
    text = NOTES[name].judged().explain(lang).replace(CALENDAR.edition, "EDITION") + "\n"
    path = GOLDEN / f"{name}-{lang}.txt"
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CASES)
def test_every_life_can_be_told(code: str) -> None:
    for life in CASES[code]:
        found = life.judged()
        for lang in LANGUAGES:
            text = found.explain(lang)
            assert text == unicodedata.normalize("NFC", text)
            assert not re.search(r"[{}]|\bNone\b|\bTrue\b", text)
            for key in ("financial_obligation", "in_person", "not_accepted", "(granted"):
                assert key not in text


def test_both_languages_have_the_same_frame() -> None:
    for table in (NOTE_TEXTS, NOTE_DETAILS):
        assert set(table["vi"]) == set(table["en"])
        assert list(table["vi"]) == list(table["en"])
    for name, text in NOTE_TEXTS["vi"].items():
        blanks = set(re.findall(r"{(\w+)}", text))
        assert blanks == set(re.findall(r"{(\w+)}", NOTE_TEXTS["en"][name])), name


def test_every_event_has_a_name_and_its_details_are_told() -> None:
    assert set(EVENT_NAMES) == {kind.kind for kind in EVENT_CLASSES}
    told = {"id", "occurred_at", "day_only", "recorded_at", "extra", "order", "role", "handover",
            "corrects", "replacement"}  # fmt: skip
    fields = {field.name for kind in EVENT_CLASSES for field in kind.__attrs_attrs__}
    assert fields - told <= set(NOTE_DETAILS["vi"])


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        SUPPLEMENTED_LIFE.judged().explain("fr")  # type: ignore[arg-type]


class TestWhatItSays:
    def test_stopped_it_says_the_date_is_not_fixed(self) -> None:
        one = dossier(RECEIVED, e(Stopped, "25/11/2026 09:00", ground=TAX.key), **KNOWN)
        text = note(one, "27/11/2026 10:00")
        assert "Đang tạm dừng: hạn trên là hạn nếu được tiếp tục ngay lúc xét." in text
        assert "Tạm dừng; nếu tiếp tục ngay thì hết hạn thứ Tư 02/12/2026" in text
        assert "chậm nhất hết thứ Tư 02/12/2026: có kết quả (nếu được tiếp tục ngay)" in text

    def test_the_end_of_a_day_is_named_by_that_day(self) -> None:
        text = note(dossier(RECEIVED, words=FIVE), "20/11/2026 10:00")
        assert "chậm nhất hết thứ Sáu 20/11/2026: chuyển hồ sơ đến nơi giải quyết" in text
        assert "00:00" not in text

    def test_without_a_limit_nothing_is_made_up(self) -> None:
        text = note(dossier(RECEIVED, words=""), "23/11/2026 10:00")
        assert "Không xác định được hạn." in text
        assert "Không rõ thời hạn; đã dùng" in text

    def test_before_acceptance_there_is_no_count(self) -> None:
        assert "Cách tính hạn" not in note(dossier(words=FIVE), "23/11/2026 10:00")

    def test_an_extension_without_effect_is_named(self) -> None:
        late = e(Extended, "01/12/2026 09:00", amount=FIVE)
        text = note(dossier(RECEIVED, late, words=FIVE), "01/12/2026 10:00")
        assert "Gia hạn lúc 09:00 thứ Ba 01/12/2026 không được tính." in text

    def test_the_whole_term_is_not_told_as_a_further_one(self) -> None:
        whole = e(Extended, "23/11/2026 09:00", amount="10 ngày làm việc", total=True)
        text = note(dossier(RECEIVED, whole, words=FIVE), "23/11/2026 10:00")
        assert "gia hạn (tổng cộng 10 ngày làm việc)" in text

    def test_a_task_names_who_gave_it_and_by_when(self) -> None:
        directive = Directive(number="15/CT-UBND", issuer="UBND tỉnh", lead="Sở Nội vụ")
        one = Dossier(
            code="NV-1", kind="task", due=dt.date(2026, 11, 30), directive=directive,
            events=[e(Accepted, "20/11/2026 09:00")],
        )  # fmt: skip
        text = note(one, "23/11/2026 10:00")
        assert "Văn bản giao: 15/CT-UBND, UBND tỉnh, Sở Nội vụ" in text
        assert "Hạn được giao: 30/11/2026" in text
        assert "nhận nhiệm vụ" in text
        assert "một cửa áp dụng" not in text


class TestCorrections:
    """A correction is told with what it corrects, once it is known."""

    WRONG = e(Accepted, "20/11/2026 09:00")
    MENDED = Correction(
        id="c1", occurred_at=at("23/11/2026 09:00"), corrects=WRONG.id, reason="ghi nhầm giờ",
        replacement=e(Accepted, "20/11/2026 10:00"),
    )  # fmt: skip

    def test_told(self) -> None:
        text = note(dossier(self.WRONG, self.MENDED, words=FIVE), "23/11/2026 10:00")
        assert "đính chính (tiếp nhận 09:00 thứ Sáu 20/11/2026; lý do: ghi nhầm giờ)" in text
        assert "10:00 thứ Sáu 20/11/2026: tiếp nhận (ghi nhận 09:00 thứ Hai 23/11/2026)" in text
        assert "09:00 thứ Sáu 20/11/2026: tiếp nhận" not in text

    def test_not_told_before_it_was_known(self) -> None:
        one = dossier(self.WRONG, self.MENDED, words=FIVE)
        found = judged(one, "23/11/2026 10:00", recorded_by=at("22/11/2026 10:00"))
        text = found.explain()
        assert "đính chính" not in text
        assert "09:00 thứ Sáu 20/11/2026: tiếp nhận" in text
