"""The faults of year files (lỗi trong tệp ngày nghỉ): their words, in both languages."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.errors import CalendarDataError

_KINDS: dict[type, tuple[str, str]] = {
    dt.date: (
        "a date such as 2026-11-20, without quotes",
        "ngày dạng 2026-11-20, không có ngoặc kép",
    ),
    str: ("a text in quotes", "chuỗi chữ trong ngoặc kép"),
    int: ("a whole number", "số nguyên"),
    bool: ("true or false", "true hoặc false"),
}

# kind of fault: (English, Vietnamese)
COMMON_WORDS: dict[str, tuple[str, str]] = {
    "unreadable": ("cannot be read: {detail}", "không đọc được: {detail}"),
    "empty": ("the file is empty", "tệp rỗng"),
    "not_nfc": (
        "letters and their accents are stored apart; save the text as composed Unicode (NFC)",
        "chữ và dấu bị lưu rời (Unicode tổ hợp); hãy lưu dạng Unicode dựng sẵn (NFC)",
    ),
    "syntax": ("not valid TOML: {detail}", "sai cú pháp TOML: {detail}"),
    "unknown_key": (
        "unknown key or table; allowed here: {allowed}",
        "khóa hoặc bảng lạ; ở đây chỉ được ghi: {allowed}",
    ),
    "missing_key": ("is missing", "còn thiếu"),
    "unknown_schema": (
        "format {value} is not known; this program reads format {known}",
        "không biết định dạng {value}; chương trình này đọc định dạng {known}",
    ),
}
"""The faults any TOML file of the library can have (lỗi chung của các tệp TOML)."""

_WORDS: dict[str, tuple[str, str]] = {
    **COMMON_WORDS,
    "not_utf8": (
        "the file is not UTF-8 (it looks like {encoding}); save it as UTF-8",
        "tệp không phải UTF-8 (có vẻ là {encoding}); hãy lưu lại dạng UTF-8",
    ),
    "wrong_type": ("{value!r} is not {kind}", "{value!r} không phải {kind_vi}"),
    "not_a_table": (
        "must be written as rows that begin with [[…]]",
        "phải ghi thành từng dòng bắt đầu bằng [[…]]",
    ),
    "unknown_status": (
        "{value!r} is neither final nor provisional",
        "{value!r} không phải final hay provisional",
    ),
    "other_file_name": (
        "the year {value} does not match the file name {name}; name the file {value}.toml",
        "năm {value} không khớp tên tệp {name}; hãy đặt tên tệp là {value}.toml",
    ),
    "source_twice": (
        "two sources are called {value!r}; give each its own id",
        "hai văn bản cùng mang id {value!r}; mỗi văn bản cần một id riêng",
    ),
    "undated_source": (
        "source {value!r} has neither adopted nor in_force; give the day it was signed",
        "văn bản {value!r} không có adopted hay in_force; hãy ghi ngày ký",
    ),
    "unknown_confidence": (
        "{value!r} is not verified, secondary or memory",
        "{value!r} không phải verified, secondary hay memory",
    ),
    "surer_than_source": (
        "{value} is surer than the source itself; say in seen where the day was confirmed",
        "{value} chắc chắn hơn chính văn bản dẫn; hãy ghi ở seen nơi đã xác nhận ngày này",
    ),
    "unknown_source": (
        "no [[source]] of this file has the id {value!r}",
        "không có [[source]] nào trong tệp mang id {value!r}",
    ),
    "unknown_holiday": (
        "{value!r} is not a known holiday: {known}",
        "{value!r} không phải mã ngày lễ đã biết: {known}",
    ),
    "other_year": (
        "{value} is not in {year}; each file holds its own year",
        "{value} không thuộc năm {year}; mỗi tệp chỉ ghi năm của mình",
    ),
    "unknown_superseded": (
        "no row above in this table is about {value}",
        "không có dòng nào ở trên, cùng bảng, nói về {value}",
    ),
    "day_twice": (
        "{value} is already given in {other}; a later decision names it in supersedes",
        "{value} đã có ở bảng {other}; quyết định sau phải nêu nó ở supersedes",
    ),
    "not_a_working_day": (
        "{value} is a Saturday or Sunday, not an ordinary working day",
        "{value} là thứ Bảy hoặc Chủ nhật, không phải ngày làm việc bình thường",
    ),
    "not_a_rest_day": (
        "{value} is not a Saturday or Sunday, so it is worked anyway",
        "{value} không phải thứ Bảy hay Chủ nhật, vốn đã là ngày làm việc",
    ),
    "work_on_holiday": (
        "{value} is a public holiday and cannot be worked instead",
        "{value} là ngày lễ, không thể làm bù",
    ),
    "not_a_lost_rest_day": (
        "{value} is not a [[holiday]] of this file on a Saturday or Sunday",
        "{value} không phải một [[holiday]] của tệp rơi vào thứ Bảy hay Chủ nhật",
    ),
    "neighbour": (
        "{value} is also given in {other}",
        "{value} cũng được ghi ở {other}",
    ),
}


class Faults:
    """Collects the faults of one file (gom lỗi của một tệp)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[CalendarDataError] = []

    def add(self, kind: str, line: int, key: str, **words: object) -> None:
        """Add a fault of a kind, with the words its text needs."""
        english, vietnamese = _WORDS[kind]
        if isinstance(value := words.get("value"), dt.date):
            words["value"] = value.isoformat()
        if isinstance(expected := words.pop("expected", None), type):
            words["kind"], words["kind_vi"] = _KINDS[expected]
        self.found.append(CalendarDataError(
            path=self.path, line=line, key=key,
            reason=english.format(**words), reason_vi=vietnamese.format(**words),
        ))  # fmt: skip

    def in_order(self) -> list[CalendarDataError]:
        """The faults from the top of the file down."""
        return sorted(self.found, key=lambda fault: (fault.line, fault.key))
