"""Findings of a check (các phát hiện): one table of codes, texts, severities and grounds.

Every finding a check can make is a row of :data:`FINDINGS`, every way a row of a file
can be bad a row of :data:`BAD_ROWS`; both languages stand side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.check.grounds import ground_of
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.errors import LANGUAGES, Language
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.instants import VIETNAM

HOURS_A_DAY = 8
"""What a working day is worth when working time is shown in days and hours."""


class FindingText(NamedTuple):
    """Severity, texts and ground of one finding (mức độ, câu chữ, căn cứ)."""

    severity: Severity
    vi: str
    en: str
    ground: str = ""


FINDINGS: dict[str, FindingText] = {
    "overdue": FindingText(
        Severity.ERROR,
        "quá hạn {over} làm việc (hạn {due}, thời hạn {limit})",
        "overdue by {over} of working time (due {due}, limit {limit})", "apology"),
    "due_soon": FindingText(
        Severity.WARNING,
        "sắp đến hạn {due}, còn {left} làm việc; nếu dự kiến quá hạn phải gửi văn bản xin lỗi, "
        "chậm nhất {apology}",
        "due {due}, {left} of working time left; if it will be late a written apology must go "
        "out by {apology}", "apology"),
    "no_limit": FindingText(
        Severity.WARNING,
        "không có thời hạn giải quyết, không xác định được hạn",
        "no time limit is given, so no due date can be determined", "clock"),
    "undated_limit": FindingText(
        Severity.INFO,
        "thời hạn “{limit}” không cho ra ngày hết hạn",
        "the limit “{limit}” gives no due date", "clock"),
    "ambiguous_wording": FindingText(
        Severity.WARNING,
        "không đọc chắc chắn được thời hạn “{words}”: {reason}",
        "the limit “{words}” cannot be read for certain: {reason}"),
    "several_limits": FindingText(
        Severity.WARNING,
        "ô thời hạn nêu {count} thời hạn, không biết áp dụng thời hạn nào: “{words}”",
        "the limit cell states {count} limits and does not say which applies: “{words}”"),
    "limit_from_other_event": FindingText(
        Severity.WARNING,
        "thời hạn “{limit}” tính từ một sự kiện khác ngày tiếp nhận, danh sách không có ngày đó",
        "the limit “{limit}” runs from another event than the receipt; the list does not have it"),
    "period_not_counted": FindingText(
        Severity.INFO,
        "thời hạn có khoảng không tính ({words}); danh sách không có các khoảng đó nên hạn nêu "
        "ra là hạn sớm nhất",
        "the limit leaves out a period ({words}); the list does not have it, so the due date "
        "shown is the earliest possible"),
    "promised_after_due": FindingText(
        Severity.WARNING,
        "hẹn trả {promised} sau ngày hết hạn {due}{cause}",
        "promised for {promised}, after the due date {due}{cause}", "clock"),
    "promised_not_derivable": FindingText(
        Severity.INFO,
        "hẹn trả {promised} sớm hơn hạn {due} và không cách tính đúng nào cho ra ngày này{cause}",
        "promised for {promised}, earlier than the due date {due}, and no right way of counting "
        "gives it{cause}"),
    "promised_by_other_reading": FindingText(
        Severity.INFO,
        "hẹn trả {promised} khác hạn {due} nhưng tính được{cause}",
        "promised for {promised}, not the due date {due}, but derivable{cause}"),
    "unassigned": FindingText(
        Severity.WARNING,
        "hồ sơ đang mở mà chưa ghi người xử lý",
        "the dossier is open and nobody is named as handling it", "assignment"),
    "code_date_mismatch": FindingText(
        Severity.WARNING,
        "ngày trong mã hồ sơ là {in_code}, ngày tiếp nhận là {received}",
        "the date in the code is {in_code}, the day of receipt {received}", "code"),
    "status_conflict": FindingText(
        Severity.INFO,
        "tệp ghi trạng thái “{own}” nhưng đã có ngày kết thúc {finished}; lấy theo ngày kết thúc",
        "the file says “{own}” but has a finish date, {finished}; the finish date is taken"),
    "finished_after_check": FindingText(
        Severity.INFO,
        "ngày kết thúc {finished} sau thời điểm kiểm tra; xét như hồ sơ chưa xong",
        "finished {finished}, after the instant of the check; judged as still open"),
    "received_after_check": FindingText(
        Severity.INFO,
        "ngày tiếp nhận {received} sau thời điểm kiểm tra",
        "received {received}, after the instant of the check"),
    "provisional_calendar": FindingText(
        Severity.INFO,
        "hạn {due} dựa trên lịch nghỉ còn tạm tính",
        "the due date {due} rests on a calendar that is still provisional"),
}

BAD_ROWS: dict[str, tuple[str, str]] = {
    "missing_code": ("thiếu mã hồ sơ", "the dossier code is missing"),
    "missing_date": ("thiếu ngày tiếp nhận", "the day of receipt is missing"),
    "unreadable_date": (
        "không đọc được ngày “{value}”; hãy ghi dd/mm/yyyy[ hh:mm] hoặc yyyy-mm-dd[Thh:mm]",
        "cannot read the date “{value}”; write dd/mm/yyyy[ hh:mm] or yyyy-mm-dd[Thh:mm]"),
    "no_such_date": (
        "ngày giờ “{value}” không có thật", "there is no such date or time as “{value}”"),
    "month_first": (
        "ngày “{value}” chỉ có nghĩa khi tháng đứng trước",
        "the date “{value}” only makes sense with the month first"),
    "excel_serial": (
        "“{value}” là số thứ tự ngày của Excel; hãy định dạng cột là ngày dd/mm/yyyy rồi xuất lại",
        "“{value}” is an Excel serial number; format the column as a date and export again"),
    "finished_before_received": (
        "kết thúc {finished} trước khi tiếp nhận {received}",
        "finished {finished}, before it was received {received}"),
    "promised_before_received": (
        "hẹn trả {promised} trước khi tiếp nhận {received}",
        "promised for {promised}, before it was received {received}"),
    "duplicate": (
        "trùng mã hồ sơ với {first}", "the same dossier code as {first}"),
    "outside_coverage": (
        "{value} nằm ngoài phạm vi của lịch, từ {covered_from} đến {covered_to}",
        "{value} is outside the calendar, {covered_from} to {covered_to}"),
    "time_of_receipt_needed": (
        "thời hạn {limit} cần giờ tiếp nhận, mà chỉ có ngày {received}",
        "the limit {limit} needs the time of receipt, and only the day {received} is given"),
    "time_of_finish_needed": (
        "thời hạn {limit} tính theo giờ, kết thúc đúng ngày hết hạn {due} mà không ghi giờ",
        "the limit {limit} is in hours, and it was finished on the due day {due} with no time"),
    "finish_date_missing": (
        "trạng thái “{own}” là đã xong nhưng thiếu ngày kết thúc xử lý",
        "the status “{own}” says finished, but there is no finish date"),
    "cell_count": (
        "dòng có {found} ô, tiêu đề có {expected} cột",
        "the row has {found} cells, the header {expected} columns"),
    "open_quote": (
        "dấu nháy kép mở mà không đóng, hoặc có chữ sau dấu nháy đóng",
        "a quotation mark is not closed, or text follows a closing one"),
    "stray_bytes": (
        "dòng có byte không thuộc bảng mã UTF-8", "the row has bytes that are not UTF-8"),
    "broken_json": ("không phải JSON hợp lệ: {detail}", "not valid JSON: {detail}"),
    "not_an_object": (
        "không phải một đối tượng JSON {{…}}", "not a JSON object {{…}}"),
    "not_text": (
        "giá trị phải là chữ hoặc số, không phải {found}",
        "the value must be a text or a number, not {found}"),
    "same_meaning": (
        "hai khóa {first} và {second} cùng nghĩa", "the keys {first} and {second} mean the same"),
}


class Words(NamedTuple):
    """A phrase in both languages, as a value of a message (cụm từ hai thứ tiếng)."""

    vi: str
    en: str


def make_finding(code: str, record: DossierRecord, *, at: dt.datetime | None = None,
                 column: str = "", **values: Any) -> Finding:
    """A finding about one dossier (lập một phát hiện), texts from the table.

    ``values`` fill the texts and become the finding's data, in plain JSON values.
    """
    row = FINDINGS[code]
    ground = ground_of(row.ground, local_date(record.received_at)) if row.ground else None
    return Finding(
        code=code, severity=row.severity, subject=record.code, at=at, path=record.path,
        line=record.line, column=column, citation=ground,
        texts=LazyTexts((row.vi, row.en), values), data=_plain_all(values))


def bad_row(reason: str, *, subject: str = "", path: str = "", line: int | None = None,
            column: str = "", row: Mapping[str, Any] | None = None, **values: Any) -> Finding:
    """A row that cannot be judged (dòng lỗi), with the reason in both languages.

    The code is ``bad_row``, for a date outside the calendar ``out_of_coverage``, for a
    code given twice ``duplicate``. ``row`` is the row as written, where it was kept.
    """
    vi, en = BAD_ROWS[reason]
    code = {"outside_coverage": "out_of_coverage", "duplicate": "duplicate"}.get(
        reason, "bad_row")
    data = {"reason": reason, **_plain_all(values)}
    if row is not None:
        data["row"] = dict(row)
    return Finding(code=code, severity=Severity.ERROR, subject=subject, path=path, line=line,
                   column=column, texts=LazyTexts((vi, en), values), data=data)


def local_date(moment: Moment) -> dt.date:
    """The day of a moment in Vietnam (ngày theo giờ Việt Nam).

    >>> local_date(dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC))
    datetime.date(2026, 11, 21)
    """
    if isinstance(moment, dt.datetime):
        return (moment if moment.tzinfo is VIETNAM else moment.astimezone(VIETNAM)).date()
    return moment


def show_working_time(span: dt.timedelta, lang: Language = "vi") -> str:
    """Working time in days of eight hours, hours and minutes (thời gian làm việc).

    >>> show_working_time(dt.timedelta(hours=27, minutes=30))
    '3 ngày 3 giờ 30 phút'
    >>> show_working_time(dt.timedelta(), "en")
    '0 min'
    """
    minutes = int(span.total_seconds()) // 60
    days, minutes = divmod(minutes, HOURS_A_DAY * 60)
    parts = zip((days, minutes // 60, minutes % 60), _UNITS[lang], strict=True)
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"0 {_UNITS[lang][2]}"


_UNITS: dict[str, tuple[str, str, str]] = {
    "vi": ("ngày", "giờ", "phút"), "en": ("d", "h", "min")}


def show_value(value: Any, lang: Language) -> str:
    """A value as a message shows it in a language (cách viết giá trị)."""
    if isinstance(value, str):
        return shown(value, 160)
    if isinstance(value, Words):
        return value.vi if lang == "vi" else value.en
    if isinstance(value, dt.datetime):
        value = value.astimezone(VIETNAM)
        return f"{value:%H:%M %d/%m/%Y}" if lang == "vi" else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}" if lang == "vi" else value.isoformat()
    if isinstance(value, dt.timedelta):
        return show_working_time(value, lang)
    if hasattr(value, "format"):
        return str(value.format(lang))
    return str(value)


@attrs.frozen
class LazyTexts(Mapping[str, str]):
    """Texts that are put together when they are asked for (câu chữ lập khi cần).

    A batch makes many findings and shows few of them.
    """

    templates: tuple[str, str]
    values: Mapping[str, Any]

    def __getitem__(self, lang: str) -> str:
        place = LANGUAGES.index(lang) if lang in LANGUAGES else -1
        if place < 0:
            raise KeyError(lang)
        language: Language = "vi" if place == 0 else "en"
        return self.templates[place].format_map(
            {name: show_value(value, language) for name, value in self.values.items()})

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def _plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def plain(value: Any) -> Any:
    """A value as JSON has it: ISO days and instants, working time in whole minutes."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds()) // 60
    if isinstance(value, Words):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, str):
        return shown(value, 1000)
    return value if value is None or isinstance(value, (int, float, bool)) else str(value)
