"""Findings of a check (các phát hiện): one table of codes, texts, severities and grounds.

Every finding a check can make is a row of :data:`FINDINGS` (those that take events to see
are in :mod:`~tthc_deadlines.checking.life.messages`), every way a row of a file can be bad
a row of :data:`BAD_ROWS`; both languages stand side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.grounds import ground_of
from tthc_deadlines.checking.life.answering_messages import ANSWERING_FINDINGS
from tthc_deadlines.checking.life.messages import LIFE_FINDINGS
from tthc_deadlines.checking.showing import LazyTexts, Words, local_date, plain_all
from tthc_deadlines.citations import Citation
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.telling import Described, quotable
from tthc_deadlines.errors import Language
from tthc_deadlines.findings import Finding, Severity

_OF_LISTS: dict[str, FindingText] = {
    "overdue": FindingText(
        Severity.ERROR,
        Words("quá hạn", "overdue"),
        "quá hạn {over} làm việc (hạn {due}, thời hạn {limit})",
        "overdue by {over} of working time (due {due}, limit {limit})",
        "apology",
    ),
    "due_soon": FindingText(
        Severity.WARNING,
        Words("sắp đến hạn", "due soon"),
        "sắp đến hạn {due}, còn {left} làm việc{apology}",
        "due {due}, {left} of working time left{apology}",
        "apology",
    ),
    "no_limit": FindingText(
        Severity.WARNING,
        Words("không có thời hạn", "no limit given"),
        "không có thời hạn giải quyết, không xác định được hạn",
        "no time limit is given, so no due date can be determined",
        "clock",
    ),
    "undated_limit": FindingText(
        Severity.INFO,
        Words("thời hạn không cho ra ngày", "limit without a due date"),
        "thời hạn “{limit}” không cho ra ngày hết hạn",
        "the limit “{limit}” gives no due date",
        "clock",
    ),
    "ambiguous_wording": FindingText(
        Severity.WARNING,
        Words("thời hạn không đọc chắc chắn được", "limit cannot be read for certain"),
        "không đọc chắc chắn được thời hạn “{words}”: {reason}",
        "the limit “{words}” cannot be read for certain: {reason}",
    ),
    "several_limits": FindingText(
        Severity.WARNING,
        Words("ô thời hạn nêu nhiều thời hạn", "several limits in the cell"),
        "ô thời hạn nêu {count} thời hạn, không biết áp dụng thời hạn nào: “{words}”",
        "the limit cell states {count} limits and does not say which applies: “{words}”",
    ),
    "limit_from_other_event": FindingText(
        Severity.WARNING,
        Words("thời hạn tính từ sự kiện khác", "limit from another event"),
        "thời hạn “{limit}” tính từ một sự kiện khác ngày tiếp nhận, danh sách không có ngày đó",
        "the limit “{limit}” runs from another event than the receipt; the list does not have it",
    ),
    "period_not_counted": FindingText(
        Severity.INFO,
        Words("có khoảng thời gian không tính", "a period does not count"),
        "thời hạn có khoảng không tính ({words}); danh sách không có các khoảng đó nên hạn nêu "
        "ra là hạn sớm nhất",
        "the limit leaves out a period ({words}); the list does not have it, so the due date "
        "shown is the earliest possible",
    ),
    "extension_possible": FindingText(
        Severity.INFO,
        Words("thời hạn có thể được kéo dài", "the limit may be extended"),
        "thời hạn có thể được kéo dài ({words}); danh sách không cho biết có kéo dài hay không",
        "the limit may be extended ({words}); the list does not say whether it was",
    ),
    "promised_after_due": FindingText(
        Severity.WARNING,
        Words("hẹn trả sau ngày hết hạn", "promised after the due date"),
        "hẹn trả {promised} sau ngày hết hạn {due}{cause}",
        "promised for {promised}, after the due date {due}{cause}",
        "clock",
    ),
    "promised_not_derivable": FindingText(
        Severity.INFO,
        Words("hẹn trả không tính ra được", "promise not derivable"),
        "hẹn trả {promised} sớm hơn hạn {due} và không cách tính đúng nào cho ra ngày này{cause}",
        "promised for {promised}, earlier than the due date {due}, and no right way of counting "
        "gives it{cause}",
    ),
    "promised_by_other_reading": FindingText(
        Severity.INFO,
        Words("hẹn trả theo cách tính khác", "promise by another reading"),
        "hẹn trả {promised} khác hạn {due} nhưng tính được{cause}",
        "promised for {promised}, not the due date {due}, but derivable{cause}",
    ),
    "unassigned": FindingText(
        Severity.WARNING,
        Words("chưa ghi người xử lý", "nobody named as handling it"),
        "hồ sơ đang mở mà chưa ghi người xử lý",
        "the dossier is open and nobody is named as handling it",
        "assignment",
    ),
    "code_date_mismatch": FindingText(
        Severity.WARNING,
        Words("ngày trong mã khác ngày tiếp nhận", "date in the code differs"),
        "ngày trong mã hồ sơ là {in_code}, ngày tiếp nhận là {received}",
        "the date in the code is {in_code}, the day of receipt {received}",
        "code",
    ),
    "status_conflict": FindingText(
        Severity.INFO,
        Words("trạng thái trái với ngày kết thúc", "status contradicts the finish date"),
        "tệp ghi trạng thái “{own}” nhưng đã có ngày kết thúc {finished}; lấy theo ngày kết thúc",
        "the file says “{own}” but has a finish date, {finished}; the finish date is taken",
    ),
    "unknown_status": FindingText(
        Severity.INFO,
        Words("trạng thái không rõ nghĩa", "status not understood"),
        "không rõ trạng thái “{own}” nghĩa là gì nên không dùng đến; xét như hồ sơ đang giải quyết",
        "what the status “{own}” means is not known, so it is not used; judged as still open",
    ),
    "finished_after_check": FindingText(
        Severity.INFO,
        Words("kết thúc sau thời điểm kiểm tra", "finished after the check"),
        "ngày kết thúc {finished} sau thời điểm kiểm tra; xét như hồ sơ chưa xong",
        "finished {finished}, after the instant of the check; judged as still open",
    ),
    "received_after_check": FindingText(
        Severity.INFO,
        Words("tiếp nhận sau thời điểm kiểm tra", "received after the check"),
        "ngày tiếp nhận {received} sau thời điểm kiểm tra",
        "received {received}, after the instant of the check",
    ),
    "provisional_calendar": FindingText(
        Severity.INFO,
        Words("hạn dựa trên lịch tạm tính", "provisional calendar"),
        "hạn {due} dựa trên lịch nghỉ còn tạm tính",
        "the due date {due} rests on a calendar that is still provisional",
    ),
}

FINDINGS: dict[str, FindingText] = {**_OF_LISTS, **LIFE_FINDINGS, **ANSWERING_FINDINGS}
"""Every finding about a dossier (mọi phát hiện về hồ sơ), by its code."""

BAD_ROW_TITLES: dict[str, Words] = {
    "bad_row": Words("dòng lỗi", "bad row"),
    "duplicate": Words("trùng mã hồ sơ", "duplicate dossier code"),
    "out_of_coverage": Words("ngày ngoài phạm vi của lịch", "date outside the calendar"),
}


def title_of(code: str, lang: Language = "vi") -> str:
    """The name of a finding for people (tên phát hiện).

    >>> title_of("unassigned", "en")
    'nobody named as handling it'
    """
    row = FINDINGS.get(code)
    title = row.title if row is not None else BAD_ROW_TITLES[code]
    return title.vi if lang == "vi" else title.en


BAD_ROWS: dict[str, tuple[str, str]] = {
    "missing_code": ("thiếu mã hồ sơ", "the dossier code is missing"),
    "missing_date": ("thiếu ngày tiếp nhận", "the day of receipt is missing"),
    "unreadable_date": (
        "không đọc được ngày “{value}”; hãy ghi dd/mm/yyyy[ hh:mm] hoặc yyyy-mm-dd[Thh:mm]",
        "cannot read the date “{value}”; write dd/mm/yyyy[ hh:mm] or yyyy-mm-dd[Thh:mm]",
    ),
    "no_such_date": (
        "ngày giờ “{value}” không có thật hoặc sai dạng; hãy ghi dd/mm/yyyy[ hh:mm]",
        "“{value}” is no date or time, or in another form; write dd/mm/yyyy[ hh:mm]",
    ),
    "month_first": (
        "ngày “{value}” chỉ có nghĩa khi tháng đứng trước",
        "the date “{value}” only makes sense with the month first",
    ),
    "excel_serial": (
        "“{value}” là số thứ tự ngày của Excel; hãy định dạng cột là ngày dd/mm/yyyy rồi xuất lại",
        "“{value}” is an Excel serial number; format the column as a date and export again",
    ),
    "naive_timestamp": (
        "thời điểm {value} không có múi giờ; hãy gắn múi giờ Asia/Ho_Chi_Minh",
        "the instant {value} has no time zone; attach one, e.g. Asia/Ho_Chi_Minh",
    ),
    "finished_before_received": (
        "kết thúc {finished} trước khi tiếp nhận {received}",
        "finished {finished}, before it was received {received}",
    ),
    "promised_before_received": (
        "hẹn trả {promised} trước khi tiếp nhận {received}",
        "promised for {promised}, before it was received {received}",
    ),
    "duplicate": ("trùng mã hồ sơ với {first}", "the same dossier code as {first}"),
    "outside_coverage": (
        "{value} nằm ngoài phạm vi của lịch, từ {covered_from} đến {covered_to}",
        "{value} is outside the calendar, {covered_from} to {covered_to}",
    ),
    "time_of_receipt_needed": (
        "thời hạn {limit} cần giờ tiếp nhận, mà chỉ có ngày {received}",
        "the limit {limit} needs the time of receipt, and only the day {received} is given",
    ),
    "time_of_finish_needed": (
        "thời hạn {limit} tính theo giờ, kết thúc đúng ngày hết hạn {due} mà không ghi giờ",
        "the limit {limit} is in hours, and it was finished on the due day {due} with no time",
    ),
    "finish_date_missing": (
        "trạng thái “{own}” là đã xong nhưng thiếu ngày kết thúc xử lý",
        "the status “{own}” says finished, but there is no finish date",
    ),
    "cell_count": (
        "dòng có {found} ô, tiêu đề có {expected} cột",
        "the row has {found} cells, the header {expected} columns",
    ),
    "open_quote": (
        "dấu nháy kép mở mà không đóng, hoặc có chữ sau dấu nháy đóng",
        "a quotation mark is not closed, or text follows a closing one",
    ),
    "stray_bytes": (
        "dòng có byte không thuộc bảng mã UTF-8",
        "the row has bytes that are not UTF-8",
    ),
    "broken_json": ("không phải JSON hợp lệ: {detail}", "not valid JSON: {detail}"),
    "not_an_object": ("không phải một đối tượng JSON {{…}}", "not a JSON object {{…}}"),
    "not_text": (
        "giá trị phải là chữ hoặc số, không phải {found}",
        "the value must be a text or a number, not {found}",
    ),
    "bad_value": (
        "{where}: giá trị {value} không phải là {expected}",
        "{where}: {value} is not {expected}",
    ),
    "missing_value": (
        "{where}: thiếu giá trị; cần {expected}",
        "{where}: the value is missing; it is {expected}",
    ),
    "due_before_received": (
        "hạn {due} đứng trước ngày tiếp nhận {received}",
        "due {due}, before it was received {received}",
    ),
    "not_assessed": ("không xét được: {detail}", "cannot be assessed: {detail}"),
    "same_meaning": (
        "hai khóa {first} và {second} cùng nghĩa",
        "the keys {first} and {second} mean the same",
    ),
}


def make_finding(
    code: str,
    record: DossierRecord,
    *,
    at: dt.datetime | None = None,
    column: str = "",
    citation: Citation | None = None,
    **values: Any,
) -> Finding:
    """A finding about one dossier (lập một phát hiện), texts from the table.

    ``values`` fill the texts and become the finding's data, in plain JSON values.
    ``citation`` stands before the ground of the table, where special law is the ground.
    """
    row = FINDINGS[code]
    ground = citation
    if ground is None and row.ground:
        ground = ground_of(row.ground, local_date(record.received_at))
    if "own" in values:  # the source's own words
        texts, data = withheld((row.vi, row.en), values)
    else:
        texts, data = LazyTexts((row.vi, row.en), values), plain_all(values)
    return Finding(
        code=code,
        severity=row.severity,
        subject=record.code,
        at=at,
        path=record.path,
        line=record.line,
        column=record.names.get(column, column),
        citation=ground,
        texts=texts,
        data=data,
    )


def withheld(
    templates: tuple[str, str], values: Mapping[str, Any]
) -> tuple[LazyTexts, dict[str, Any]]:
    """The texts and data of a finding (câu chữ và dữ liệu), a person's name in neither.

    A value or status in the source's own words that may be about a person is described, without
    quotation marks.
    """
    said, data = dict(values), plain_all(values)
    vi, en = templates
    for name in ("value", "status", "own"):
        if name not in values:
            continue
        told = quotable(values[name])
        if isinstance(told, Described):
            said[name], data[name] = Words(told.vi, told.en), told.en
            vi, en = (text.replace(f"“{{{name}}}”", f"{{{name}}}") for text in (vi, en))
    return LazyTexts((vi, en), said), data


def bad_row(
    reason: str,
    *,
    subject: str = "",
    path: str = "",
    line: int | None = None,
    column: str = "",
    row: Mapping[str, Any] | None = None,
    **values: Any,
) -> Finding:
    """A row that cannot be judged (dòng lỗi), with the reason in both languages.

    The code is ``bad_row``, for a date outside the calendar ``out_of_coverage``, for a
    code given twice ``duplicate``. ``row`` is the row as written, where it was kept.
    """
    vi, en = BAD_ROWS[reason]
    code = {"outside_coverage": "out_of_coverage", "duplicate": "duplicate"}.get(reason, "bad_row")
    texts, data = withheld((vi, en), values)
    data = {"reason": reason, **data}
    if row is not None:
        data["row"] = dict(row)
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=subject,
        path=path,
        line=line,
        column=column,
        texts=texts,
        data=data,
    )
