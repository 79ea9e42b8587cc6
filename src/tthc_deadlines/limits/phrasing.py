"""Writing a limit for people (viết thời hạn thành lời), in Vietnamese and English."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.errors import Language
from tthc_deadlines.limits.grammar.numbers import write_number
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit

UNNAMED_EVENT = "phát sinh sự kiện"
"""How the event of a limit is written that is none of those known."""

_UNITS_VI: dict[Unit, str] = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.CALENDAR_DAY: "ngày",
    Unit.WEEK: "tuần",
    Unit.MONTH: "tháng",
    Unit.YEAR: "năm",
    Unit.WORKING_HOUR: "giờ làm việc",
    Unit.HOUR: "giờ",
    Unit.MINUTE: "phút",
}
_UNITS_EN: dict[Unit, str] = {
    Unit.WORKING_DAY: "working day",
    Unit.CALENDAR_DAY: "calendar day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
    Unit.WORKING_HOUR: "working hour",
    Unit.HOUR: "hour",
    Unit.MINUTE: "minute",
}
_PLAIN: dict[Unit, dict[Language, str]] = {
    Unit.SAME_DAY: {"vi": "ngay trong ngày làm việc", "en": "within the same working day"},
    Unit.IMMEDIATE: {"vi": "giải quyết ngay", "en": "at once"},
    Unit.BY_AGREEMENT: {"vi": "theo thỏa thuận", "en": "by agreement"},
    Unit.NONE: {"vi": "không quy định thời hạn", "en": "no time limit stated"},
}
_ANCHORS_VI: dict[Anchor, str] = {
    Anchor.COMPLETE_VALID_DOSSIER: "kể từ ngày nhận đủ hồ sơ hợp lệ",
    Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID: (
        "kể từ ngày nhận đủ hồ sơ hợp lệ và người nộp đã nộp phí"
    ),
    Anchor.DOSSIER_RECEIVED: "kể từ ngày tiếp nhận hồ sơ",
    Anchor.DOCUMENT_RECEIVED: "kể từ ngày nhận được văn bản",
    Anchor.REQUEST_RECEIVED: "kể từ ngày nhận được đơn đề nghị",
    Anchor.OPINIONS_RECEIVED: "kể từ ngày nhận được ý kiến",
    Anchor.DECISION_ISSUED: "kể từ ngày ban hành quyết định",
    Anchor.DECISION_RECEIVED: "kể từ ngày nhận được quyết định",
    Anchor.CASE_ACCEPTED: "kể từ ngày thụ lý",
    Anchor.END_OF_BASE_PERIOD: "kể từ ngày hết thời hạn giải quyết ban đầu",
    Anchor.END_OF_PERIOD: "kể từ ngày hết thời hạn",
    Anchor.PREVIOUS_STEP: "kể từ ngày hoàn thành bước trước",
    Anchor.BEFORE_EVENT: "trước thời điểm diễn ra sự kiện",
    Anchor.OTHER_EVENT: f"kể từ ngày {UNNAMED_EVENT}",
}
_ANCHORS_EN: dict[Anchor, str] = {
    Anchor.COMPLETE_VALID_DOSSIER: "from receipt of the complete, valid dossier",
    Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID: (
        "from receipt of the complete, valid dossier and payment of the fee"
    ),
    Anchor.DOSSIER_RECEIVED: "from receipt of the dossier",
    Anchor.DOCUMENT_RECEIVED: "from receipt of the document",
    Anchor.REQUEST_RECEIVED: "from receipt of the application",
    Anchor.OPINIONS_RECEIVED: "from receipt of the opinions",
    Anchor.DECISION_ISSUED: "from the issue of the decision",
    Anchor.DECISION_RECEIVED: "from receipt of the decision",
    Anchor.CASE_ACCEPTED: "from acceptance of the case",
    Anchor.END_OF_BASE_PERIOD: "from the end of the original limit",
    Anchor.END_OF_PERIOD: "from the end of the period",
    Anchor.PREVIOUS_STEP: "from completion of the previous step",
    Anchor.BEFORE_EVENT: "before the event",
    Anchor.OTHER_EVENT: "from the event named",
}
_BOUNDS: dict[Bound, dict[Language, str]] = {
    Bound.MAX: {"vi": "không quá", "en": "at most"},
    Bound.MIN: {"vi": "ít nhất", "en": "at least"},
}
_EFFECTS: dict[AfterCutoff, dict[Language, str]] = {
    AfterCutoff.RESULT_NEXT_WORKING_DAY: {
        "vi": "thì trả kết quả trong ngày làm việc tiếp theo",
        "en": "are answered the next working day",
    },
    AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY: {
        "vi": "thì thời hạn được tính từ ngày làm việc tiếp theo",
        "en": "are counted from the next working day",
    },
}


def format_time_limit(limit: TimeLimit, lang: Language = "vi") -> str:
    """Write a limit in words (viết thời hạn); the Vietnamese form reads back unchanged.

    >>> limit = TimeLimit(value=5, unit=Unit.WORKING_DAY, bound=Bound.MAX)
    >>> format_time_limit(limit, "vi"), format_time_limit(limit, "en")
    ('không quá 05 ngày làm việc', 'at most 5 working days')
    >>> print(TimeLimit(
    ...     unit=Unit.SAME_DAY, cutoff=dt.time(15), after_cutoff="result_next_working_day"
    ... ).format())
    ngay trong ngày làm việc; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo

    Basis: Civil Code 2015, article 144.2 (units); the wording of Law on Civil Status
    60/2014/QH13, article 5.3 (cut-off).
    """
    parts = [_BOUNDS[limit.bound][lang] if limit.bound else "", _amount(limit, lang)]
    if limit.anchor:
        parts.append((_ANCHORS_VI if lang == "vi" else _ANCHORS_EN)[limit.anchor])
    words = " ".join(filter(None, parts))
    if limit.after_cutoff is None:
        return words
    effect = _EFFECTS[limit.after_cutoff][lang]
    if lang == "vi":
        return f"{words}; tiếp nhận {_cutoff_vi(limit)} {effect}"
    return f"{words}; receipts {_cutoff_en(limit)} {effect}"


def _amount(limit: TimeLimit, lang: Language) -> str:
    if not limit.unit.has_amount:
        return _PLAIN[limit.unit][lang]
    if lang == "vi":
        return f"{write_number(limit.value)} {_UNITS_VI[limit.unit]}"
    number = write_number(limit.value, decimal=".").replace(" phần ", "/")
    number = number.lstrip("0") if limit.value == int(limit.value) else number
    return f"{number} {_UNITS_EN[limit.unit]}{'' if limit.value == 1 else 's'}"


def _cutoff_vi(limit: TimeLimit) -> str:
    parts = []
    if limit.cutoff is not None:
        minutes = f" {limit.cutoff.minute:02d} phút" if limit.cutoff.minute else ""
        parts.append(f"sau {limit.cutoff.hour} giờ{minutes}")
    if limit.cutoff_before_closing is not None:
        back = _back(limit.cutoff_before_closing)
        parts.append(f"trong thời gian {back} trước khi kết thúc giờ hành chính")
    return " hoặc ".join(parts)


def _back(delta: dt.timedelta) -> str:
    minutes = delta // dt.timedelta(minutes=1)
    return f"{minutes // 60:02d} giờ" if minutes % 60 == 0 else f"{minutes:02d} phút"


def _cutoff_en(limit: TimeLimit) -> str:
    parts = []
    if limit.cutoff is not None:
        parts.append(f"after {limit.cutoff:%H:%M}")
    if limit.cutoff_before_closing is not None:
        minutes = limit.cutoff_before_closing // dt.timedelta(minutes=1)
        parts.append(f"in the last {minutes} minutes before closing")
    return " or ".join(parts)
