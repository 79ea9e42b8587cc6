"""Words for the 766 index (câu chữ của chỉ số 766): which rule decided, in both languages."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.errors import Language

RULES: dict[str, tuple[str, str]] = {
    "within_promise": (
        "đúng hạn: {end} {at}{off}, không sau ngày hẹn trả {promised}",
        "on time: {end} {at}{off}, not after the promise {promised}",
    ),
    "after_promise": (
        "quá hạn: {end} {at}{off}, sau ngày hẹn trả {promised}",
        "late: {end} {at}{off}, after the promise {promised}",
    ),
    "within_limit": (
        "đúng hạn: {end} {at}{off}, không có ngày hẹn trả, trong thời hạn tối đa",
        "on time: {end} {at}{off}, no promise, within the longest limit",
    ),
    "after_limit": (
        "quá hạn: {end} {at}{off}, không có ngày hẹn trả, quá thời hạn tối đa",
        "late: {end} {at}{off}, no promise, beyond the longest limit",
    ),
    "several_requests": (
        "quá hạn: yêu cầu bổ sung hơn một lần mà chưa xong",
        "late: a supplement was asked for more than once and it is not finished",
    ),
    "no_promise": (
        "không xác định: không có ngày hẹn trả và không biết thời hạn tối đa",
        "undetermined: there is no promise and the longest limit is not known",
    ),
    "not_accepted": (
        "không tính: hồ sơ chưa được tiếp nhận",
        "not counted: the dossier was not accepted",
    ),
    "accepted_later": (
        "không tính: tiếp nhận sau kỳ báo cáo",
        "not counted: accepted after the period of the report",
    ),
}
END_RULES: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "issued": ("xử lý xong", "finished"),
    "returned": ("trả kết quả", "returned"),
    "ended": ("dừng, từ chối hoặc rút hồ sơ", "halted, refused or withdrawn"),
    "request": ("yêu cầu bổ sung", "supplement asked for"),
    "period_end": ("chưa xong, lấy ngày cuối kỳ", "not finished, the end of the period"),
}


def show_span(span: dt.timedelta, lang: Language) -> str:
    """A stretch of time in hours and minutes (khoảng thời gian), never in days of some length.

    >>> show_span(dt.timedelta(days=2, minutes=5), "en")
    '48 h 5 min'
    """
    minutes = span // dt.timedelta(minutes=1)
    hours, minutes = divmod(minutes, 60)
    words = ("giờ", "phút") if lang == "vi" else ("h", "min")
    parts = [f"{hours} {words[0]}"] if hours else []
    if minutes or not parts:
        parts.append(f"{minutes} {words[1]}")
    return " ".join(parts)
