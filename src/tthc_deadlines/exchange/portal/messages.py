"""Findings about the portal's data (phát hiện về dữ liệu của Cổng): one table, two languages.

None of these makes a dossier unreadable; a row that cannot be read is a ``bad_row``.
"""

from __future__ import annotations

from typing import Any

import attrs

from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.messages import withheld
from tthc_deadlines.checking.showing import LazyTexts, Words, plain_all
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.findings import Finding, Severity

OBSERVED = Citation(
    number="",
    title="Dữ liệu đồng bộ lên Cổng Dịch vụ công quốc gia, như thấy ở các phần mềm đang dùng",
    title_en="Data synchronised to the National Public Service Portal, as seen in software in use",
    confidence=Confidence.SECONDARY,
)
"""What the checks of form rest on: observation. No official description was read."""

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

PORTAL_FINDINGS: dict[str, FindingText] = {
    # --- lint: what the portal would not accept, or would read otherwise
    "portal_missing": FindingText(
        _E,
        Words("thiếu trường mà mọi hệ thống đều gửi", "a field that every system sends is missing"),
        "thiếu trường {field}",
        "the field {field} is missing",
    ),
    "portal_missing_optional": FindingText(
        _I,
        Words("thiếu trường thường có", "a usual field is missing"),
        "thiếu trường {field}, phần lớn hệ thống có gửi",
        "the field {field} is missing; most systems send it",
    ),
    "portal_date_form": FindingText(
        _E,
        Words("ngày giờ sai dạng", "a date of the wrong form"),
        "{field} là “{value}”, sai dạng {expected}",
        "{field} is “{value}”, not of the form {expected}",
    ),
    "portal_date_twelve": FindingText(
        _W,
        Words("ngày giờ thiếu giây", "a date without seconds"),
        "{field} “{value}” có 12 chữ số; Cổng dùng 14 (yyyyMMddHHmmss)",
        "{field} “{value}” has 12 digits; the portal uses 14 (yyyyMMddHHmmss)",
    ),
    "portal_date_only": FindingText(
        _W,
        Words("ngày không có giờ", "a date without a time"),
        "{field} “{value}” không có giờ, phút; chỉ biết ngày",
        "{field} “{value}” has no time of day; only the day is known",
    ),
    "portal_zero_date": FindingText(
        _W,
        Words("ngày năm 0001 thay cho trống", "the year 1 for an empty date"),
        "{field} là “{value}”; ngày trống phải ghi chuỗi rỗng hoặc null",
        "{field} is “{value}”; write an empty text or null where there is no date",
    ),
    "portal_mixed_forms": FindingText(
        _W,
        Words("lẫn hai dạng ngày giờ", "two forms of dates mixed"),
        "{field} “{value}” không cùng dạng với phiên bản {version} của các trường khác",
        "{field} “{value}” is not of version {version}, as the other fields are",
    ),
    "portal_midnight_promise": FindingText(
        _W,
        Words("hẹn trả lúc 00:00", "promised for midnight"),
        "NgayHenTra là 00:00 ngày {day}: Cổng so đến giây nên trả trong ngày đó vẫn tính quá hạn",
        "NgayHenTra is 00:00 on {day}: the portal compares to the second, so a result given "
        "that day counts as late",
    ),
    "portal_twelve_hours": FindingText(
        _W,
        Words("giờ có vẻ ghi theo 12 tiếng", "a time that looks like a 12-hour clock"),
        "{field} là {value}: giờ này ngoài giờ hành chính, có thể {likely} bị ghi theo 12 tiếng",
        "{field} is {value}: outside office hours; {likely} may have been written on a "
        "12-hour clock",
    ),
    "portal_unknown_status": FindingText(
        _W,
        Words("trạng thái không có trong bảng", "a status that is not in the map"),
        "trạng thái “{value}” không có trong bảng {map}; không suy ra sự kiện nào",
        "the status “{value}” is not in the map {map}; no event is taken from it",
    ),
    "portal_status_without_date": FindingText(
        _W,
        Words("trạng thái chưa có ngày tương ứng", "a status without its date"),
        "trạng thái là {status} ({name}) nhưng thiếu {field}",
        "the status is {status} ({name}), but {field} is missing",
    ),
    "portal_promise_before_receipt": FindingText(
        _E,
        Words("hẹn trả trước khi tiếp nhận", "promised before the receipt"),
        "NgayHenTra {promised} trước NgayTiepNhan {received}",
        "NgayHenTra {promised} is before NgayTiepNhan {received}",
    ),
    "portal_end_before_receipt": FindingText(
        _E,
        Words("kết thúc trước khi tiếp nhận", "ended before the receipt"),
        "{field} {ended} trước NgayTiepNhan {received}",
        "{field} {ended} is before NgayTiepNhan {received}",
    ),
    "portal_code_date": FindingText(
        _W,
        Words("ngày trong mã khác ngày tiếp nhận", "date in the code differs"),
        "ngày trong mã hồ sơ là {in_code}, NgayTiepNhan là {received}",
        "the date in the code is {in_code}, NgayTiepNhan is {received}",
    ),
    "portal_code_form": FindingText(
        _I,
        Words("mã hồ sơ không theo mẫu quốc gia", "code not of a national format"),
        "mã hồ sơ “{value}” không theo mẫu nào của Cổng; vẫn dùng nguyên như đã ghi",
        "the code “{value}” is of no national format; it is used as written",
    ),
    "portal_updating": FindingText(
        _E,
        Words('isUpdating không phải "True" hay "False"', 'isUpdating is not "True" or "False"'),
        'isUpdating là {value}, phải là chuỗi "True" hoặc "False"',
        'isUpdating is {value}; it must be the text "True" or "False"',
    ),
    "portal_service": FindingText(
        _W,
        Words("tên dịch vụ khác với nội dung", "the service does not fit the content"),
        "service là “{value}” nhưng nội dung là {content}",
        "service is “{value}”, but the content is {content}",
    ),
    "portal_channel": FindingText(
        _W,
        Words("KenhThucHien ngoài 1–3", "KenhThucHien outside 1–3"),
        "KenhThucHien là “{value}”; các giá trị thường dùng: 1 trực tiếp, 2 trực tuyến, "
        "3 bưu chính",
        "KenhThucHien is “{value}”; in use are 1 in person, 2 online, 3 by post",
    ),
    "portal_list_not_expected": FindingText(
        _W,
        Words("danh sách ở trạng thái không dùng đến", "a list at a status that does not take it"),
        "{field} chỉ dùng ở trạng thái 5, 6, 9; trạng thái đang là {status}",
        "{field} is only used at the statuses 5, 6 and 9; the status is {status}",
    ),
    "portal_not_a_list": FindingText(
        _E,
        Words("trường phải là danh sách", "a field must be a list"),
        "{field} phải là danh sách",
        "{field} must be a list",
    ),
    "portal_not_text": FindingText(
        _W,
        Words("giá trị phải là chuỗi", "a value must be a text"),
        "{field} phải là chuỗi trong phiên bản 1, không phải {found}",
        "{field} must be a text in version 1, not {found}",
    ),
    "portal_other_service": FindingText(
        _E,
        Words("trạng thái của dịch vụ liên thông", "statuses of the joint services"),
        "tiến trình của dịch vụ liên thông khai sinh, khai tử: trạng thái 1–7 của dịch vụ này có "
        "nghĩa khác trạng thái 1–10 của Cổng nên không đọc lẫn",
        "a step of the joint birth and death services: their statuses 1–7 mean other things than "
        "the portal's 1–10, so they are not read as those",
    ),
    # --- remarks of reading
    "portal_told_twice": FindingText(
        _W,
        Words("hai nguồn ghi khác ngày", "told on two different days"),
        "{field} là {one} nhưng tiến trình ghi “{name}” lúc {other}; giữ cả hai",
        "{field} is {one}, but the history has “{name}” at {other}; both are kept",
    ),
    "portal_receipt_differs": FindingText(
        _W,
        Words("tiến trình tiếp nhận khác ngày", "receipt told on two different days"),
        "NgayTiepNhan là {one} nhưng tiến trình ghi tiếp nhận lúc {other}; lấy NgayTiepNhan",
        "NgayTiepNhan is {one}, but the history has the receipt at {other}; NgayTiepNhan is taken",
    ),
    "portal_promise_moved": FindingText(
        _W,
        Words("ngày hẹn trả đã bị thay", "the promise was replaced"),
        "NgayHenTra là {promised}, khác ngày đã hẹn {first}, không rõ hẹn lại khi nào; lấy ngày "
        "đã hẹn",
        "NgayHenTra is {promised}, not the {first} that was promised, and when it was moved is "
        "not told; the earlier promise is taken",
    ),
    "portal_undated_status": FindingText(
        _I,
        Words("cập nhật trạng thái không có thời điểm", "a status update without an instant"),
        "cập nhật trạng thái {status} không ghi thời điểm; không suy ra sự kiện nào",
        "the update to status {status} has no instant; no event is taken from it",
    ),
    "portal_steps_alone": FindingText(
        _I,
        Words("có tiến trình mà không có hồ sơ", "a history without its dossier"),
        "có {count} bước tiến trình nhưng không có thông tin hồ sơ; hồ sơ lập từ tiến trình",
        "there are {count} steps but no dossier; the dossier is made from its history",
    ),
}
"""Every finding about the portal's data: its code → severity, title, texts."""


_OF_THE_SENDER = frozenset({"portal_updating", "portal_service", "portal_code_form"})
"""Findings whose value is of the envelope or the code: never about a person."""


def portal_finding(
    code: str, *, subject: str = "", path: str = "", line: int | None = None, **values: Any
) -> Finding:
    """A finding about the portal's data (lập phát hiện); ``field`` is its column."""
    row = PORTAL_FINDINGS[code]
    texts = LazyTexts((row.vi, row.en), values)
    data = plain_all(values)
    if code not in _OF_THE_SENDER:
        texts, data = withheld((row.vi, row.en), values)
    return Finding(
        code=code,
        severity=row.severity,
        subject=subject,
        path=path,
        line=line,
        column=str(values.get("field", "")),
        citation=OBSERVED,
        texts=texts,
        data=data,
    )


def foreign_row(subject: str, path: str, line: int | None) -> Finding:
    """An object of the joint birth and death services (hồ sơ liên thông), a bad row here."""
    found = portal_finding(
        "portal_other_service", subject=subject, path=path, line=line, field="trangThai"
    )
    return attrs.evolve(found, code="bad_row", data={"reason": "other_statuses"})
