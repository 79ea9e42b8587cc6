"""The faults of organisation files (lỗi trong tệp tổ chức): their words, in both languages."""

from __future__ import annotations

from tthc_deadlines.calendar.year_file_faults import COMMON_WORDS
from tthc_deadlines.responsibility.errors import OrganisationDataError
from tthc_deadlines.responsibility.files.keys import Kind

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("a text in quotes", "chuỗi chữ trong ngoặc kép"),
    Kind.WORDS: ("a list of texts in brackets", "danh sách chuỗi chữ trong ngoặc vuông"),
    Kind.YES_NO: ("true or false", "true hoặc false"),
    Kind.INSTANT: (
        "a day or time such as 2026-11-20 or 2026-11-20T13:30:00, without quotes",
        "ngày hoặc thời điểm dạng 2026-11-20 hay 2026-11-20T13:30:00, không ngoặc kép",
    ),
    Kind.DAY: (
        "a day such as 2026-11-20, without a time of day",
        "ngày dạng 2026-11-20, không kèm giờ",
    ),
    Kind.WHOLE: ("a whole number", "số nguyên"),
    Kind.UNIT_KIND: ("a text in quotes", "chuỗi chữ trong ngoặc kép"),
    Kind.RANK: ("a text in quotes", "chuỗi chữ trong ngoặc kép"),
}
_CELLS: dict[Kind, tuple[str, str]] = {
    Kind.YES_NO: ("true, false, có, không or x", "true, false, có, không hay x"),
    Kind.INSTANT: (
        "a day or time such as 2026-11-20, 20/11/2026 or 20/11/2026 13:30",
        "ngày hoặc thời điểm dạng 2026-11-20, 20/11/2026 hay 20/11/2026 13:30",
    ),
    Kind.DAY: (
        "a day such as 2026-11-20 or 20/11/2026, without a time of day",
        "ngày dạng 2026-11-20 hay 20/11/2026, không kèm giờ",
    ),
}

# kind of fault: (English, Vietnamese)
_WORDS: dict[str, tuple[str, str]] = {
    **COMMON_WORDS,
    "not_utf8": (
        "the file is not UTF-8; save it as UTF-8 (for a table, “CSV UTF-8”)",
        "tệp không phải UTF-8; hãy lưu lại dạng UTF-8 (với bảng là “CSV UTF-8”)",
    ),
    "no_files": (
        "the folder holds no .toml or .csv file",
        "thư mục không có tệp .toml hay .csv nào",
    ),
    "unknown_file": (
        "this is no table of an organisation; the tables are: {allowed}",
        "đây không phải bảng của dữ liệu tổ chức; các bảng là: {allowed}",
    ),
    "nothing_given": ("no file was given", "chưa nêu tệp nào"),
    "names_differ": (
        "the organisation is called {value!r} here and {other!r} in {first}; keep one name",
        "tổ chức có tên {value!r} ở đây và {other!r} trong {first}; chỉ giữ một tên",
    ),
    "wrong_type": ("{value} is not {expected}", "{value} không phải {expected_vi}"),
    "not_rows": (
        "must be written as rows that begin with [[…]]",
        "phải ghi thành từng dòng bắt đầu bằng [[…]]",
    ),
    "unknown_choice": (
        "{value} is not one of: {allowed}",
        "{value} không thuộc: {allowed}",
    ),
    "odd_year": (
        "{value} is not between the years 1900 and 2199; correct it",
        "{value} không nằm trong các năm 1900 đến 2199; hãy sửa lại",
    ),
    "two_ends": (
        "until and last_day both say when it ends; keep one",
        "until và last_day cùng nêu lúc kết thúc; chỉ giữ một",
    ),
    "no_end": (
        "needs an end: until, the first day it no longer holds, or last_day",
        "cần có lúc kết thúc: until là ngày đầu tiên không còn hiệu lực, hoặc last_day",
    ),
    "no_header": ("there is no header row", "không có dòng tiêu đề"),
    "no_column": (
        "there is no such column; the table has: {found}",
        "thiếu cột này; bảng có các cột: {found}",
    ),
    "column_twice": (
        "means the same as the column {other!r}; keep one",
        "cùng nghĩa với cột {other!r}; chỉ giữ một",
    ),
    "cell_count": (
        "the row has {value} cells under {expected} columns; is a mark of quotation missing?",
        "dòng có {value} ô dưới {expected} cột; có thiếu dấu ngoặc kép không?",
    ),
    "csv_syntax": (
        "from here on the table cannot be read: {detail}; is a quotation mark left open?",
        "từ đây không đọc được bảng: {detail}; có ngoặc kép chưa đóng không?",
    ),
}


class Faults:
    """Collects the faults of all the files (gom lỗi của mọi tệp)."""

    def __init__(self) -> None:
        self.found: list[OrganisationDataError] = []

    def add(self, path: str, line: int, key: str, kind: str, **words: object) -> None:
        """Add a fault at a line."""
        english, vietnamese = _WORDS[kind]
        self.found.append(
            OrganisationDataError(
                path=path,
                line=line,
                key=key,
                reason=english.format(**words),
                reason_vi=vietnamese.format(**words),
            )
        )


def kind_words(kind: Kind, *, cell: bool) -> dict[str, str]:
    """What a value should have been, in both languages (kiểu cần có)."""
    english, vietnamese = _CELLS.get(kind, _KINDS[kind]) if cell else _KINDS[kind]
    return {"expected": english, "expected_vi": vietnamese}
