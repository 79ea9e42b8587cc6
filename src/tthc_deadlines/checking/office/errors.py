"""Errors of periods and pseudonyms (lỗi về kỳ và mã giả danh), a branch of the one tree."""

from __future__ import annotations

from typing import ClassVar

from tthc_deadlines.errors import Language, TthcDeadlinesError


class OfficeError(TthcDeadlinesError):
    """Errors about looking at a whole office (lỗi khi xét toàn cơ quan)."""


class InvalidPeriod(OfficeError, ValueError):
    """A period that cannot be read, or is none (kỳ không hợp lệ).

    >>> print(InvalidPeriod(value="2026-Q5", reason="a year has the quarters Q1 to Q4",
    ...                     reason_vi="một năm chỉ có quý Q1 đến Q4").message("vi"))
    không hiểu kỳ '2026-Q5': một năm chỉ có quý Q1 đến Q4

    Basis: the library's own convention: no period is guessed.
    """

    code = "invalid_period"
    texts: ClassVar[dict[str, str]] = {
        "en": "cannot read the period {value!r}: {reason}",
        "vi": "không hiểu kỳ {value!r}: {reason_vi}",
    }
    value: str
    reason: str
    reason_vi: str


class PeriodAhead(OfficeError, ValueError):
    """A period that has not begun at the instant of looking (kỳ chưa bắt đầu)."""

    code = "period_ahead"
    texts: ClassVar[dict[str, str]] = {
        "en": "the period {period} begins after {at}; look at it later, or name an earlier one",
        "vi": "kỳ {period} bắt đầu sau thời điểm xét {at}; hãy xét muộn hơn, hoặc chọn kỳ trước",
    }
    period: str
    at: object


class WrongInstant(OfficeError, ValueError):
    """An assessment of another instant than the period is judged at (xét sai thời điểm).

    What came after the period must not count in it, so every dossier is assessed at its end,
    or at the instant of looking where that comes first.
    """

    code = "wrong_instant"
    texts: ClassVar[dict[str, str]] = {
        "en": "dossier {dossier} was assessed at {at} and the period is judged at {expected}; "
        "assess it then",
        "vi": "hồ sơ {dossier} được xét lúc {at} trong khi kỳ được xét lúc {expected}; hãy xét lại "
        "tại thời điểm đó",
    }
    dossier: str
    at: object
    expected: object


class WeakKey(OfficeError, ValueError):
    """A key too short to keep pseudonyms secret (khóa giả danh quá ngắn).

    ``path`` is the file it came from, or empty.
    """

    code = "weak_key"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}: a key of {size} bytes is too short, at least {least} are needed; make one "
        "of 32 random bytes and keep it secret",
        "vi": "{path}: khóa {size} byte là quá ngắn, cần ít nhất {least}; hãy tạo khóa ngẫu nhiên "
        "32 byte và giữ bí mật",
    }
    path: str
    size: int
    least: int

    def _said(self, name: str, value: object, lang: Language) -> object:
        if name == "path":
            return value or ("the key" if lang == "en" else "khóa")
        return super()._said(name, value, lang)
