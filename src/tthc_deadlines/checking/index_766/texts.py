"""Words for the 766 index (câu chữ của chỉ số 766): which rule decided, in both languages."""

from __future__ import annotations

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
