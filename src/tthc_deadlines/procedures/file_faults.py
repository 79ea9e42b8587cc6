"""The faults of procedure files (lỗi trong tệp thủ tục): their words, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from tthc_deadlines.calendar.toml_lines import TomlLines
from tthc_deadlines.calendar.year_file_faults import COMMON_WORDS
from tthc_deadlines.procedures.errors import CatalogueDataError

_INNER_TABLE = re.compile(r"(?m)^[ \t]*\[[\w-]+\.[\w.-]+\]")

_KINDS: dict[Any, tuple[str, str]] = {
    dt.date: ("a date such as 2026-11-20, without quotes", "ngày dạng 2026-11-20, không ngoặc kép"),
    dt.time: ("a time such as 15:00:00, without quotes", "giờ dạng 15:00:00, không ngoặc kép"),
    str: ("a text in quotes", "chuỗi chữ trong ngoặc kép"),
    int: ("a whole number, not negative", "số nguyên không âm"),
    float: ("a number", "một con số"),
    bool: ("true or false", "true hoặc false"),
    list: ("a list of texts in brackets", "danh sách chuỗi chữ trong ngoặc vuông"),
    dict: ("a table in braces", "bảng trong ngoặc nhọn"),
}

# kind of fault: (English, Vietnamese)
_WORDS: dict[str, tuple[str, str]] = {
    **COMMON_WORDS,
    "not_utf8": (
        "the file is not UTF-8; save it as UTF-8",
        "tệp không phải UTF-8; hãy lưu lại dạng UTF-8",
    ),
    "no_files": (
        "the folder holds no .toml file",
        "thư mục không có tệp .toml nào",
    ),
    "wrong_type": ("{value} is not {kind}", "{value} không phải {kind_vi}"),
    "not_rows": (
        "must be written as rows that begin with [[…]]",
        "phải ghi thành từng dòng bắt đầu bằng [[…]]",
    ),
    "not_a_table": (
        "must be written as one table that begins with […]",
        "phải ghi thành một bảng bắt đầu bằng […]",
    ),
    "unknown_choice": (
        "{value} is not one of: {allowed}",
        "{value} không thuộc: {allowed}",
    ),
    "odd_condition": (
        "{value} is no key; write small English letters, digits and _, as in remote_area",
        "{value} không phải khóa; chỉ ghi chữ thường không dấu, số và _, như remote_area",
    ),
    "wrong_limit": ("{detail}", "{detail_vi}"),
    "two_limits": (
        "limit and value say the limit twice; keep one",
        "limit và value cùng nêu thời hạn; chỉ giữ một",
    ),
    "value_without_unit": (
        "value and unit go together",
        "value và unit phải đi cùng nhau",
    ),
    "limit_and_problem": (
        "a row with a problem states no limit; remove one of the two",
        "dòng có problem thì không nêu thời hạn; hãy bỏ một trong hai",
    ),
    "limit_and_repeal": (
        "a row that repeals states no limit; remove one of the two",
        "dòng bãi bỏ (repealed) thì không nêu thời hạn; hãy bỏ một trong hai",
    ),
    "no_limit_said": (
        (
            "says no limit: give limit, value and unit, or a text that states one; or say why not "
            "in problem"
        ),
        (
            "không nêu thời hạn: hãy ghi limit, hoặc value và unit, hoặc text nêu rõ thời hạn; nếu "
            "không thể thì ghi lý do ở problem"
        ),
    ),
    "no_rows": (
        "a procedure needs at least one [[limit]]",
        "thủ tục cần ít nhất một [[limit]]",
    ),
    "dates_reversed": (
        "{value} is not after {other}, the day it begins",
        "{value} không sau {other}, ngày bắt đầu",
    ),
    "overlap": (
        "lasts until {value}, but the version of {other} begins before",
        "kéo dài đến {value}, trong khi quy định từ {other} đã thay thế",
    ),
    "row_twice": (
        "the same day, phase and conditions as row {other}",
        "trùng ngày, giai đoạn và điều kiện với dòng {other}",
    ),
    "key_twice": (
        "{value} is given twice",
        "{value} được ghi hai lần",
    ),
    "no_document": (
        "a citation names a document: give number or title",
        "căn cứ phải nêu văn bản: hãy ghi number hoặc title",
    ),
    "same_procedure": (
        "the same code, level, issuer, case and first day as {other}",
        "trùng mã, cấp, nơi ban hành, trường hợp và ngày bắt đầu với {other}",
    ),
    "steps_without_workflow": (
        "steps need a [workflow] with the document they come from",
        "các bước cần có bảng [workflow] nêu văn bản ban hành",
    ),
    "shares_nothing": (
        "the first step has none before it to share a time with",
        "bước đầu tiên không có bước trước để dùng chung thời gian",
    ),
}


def fault(path: str, line: int, key: str, kind: str, **words: object) -> CatalogueDataError:
    """One fault of a kind (một lỗi), with the words its text needs."""
    english, vietnamese = _WORDS[kind]
    shown: dict[str, object] = {}
    for name, value in words.items():
        if name == "expected":
            shown["kind"], shown["kind_vi"] = _KINDS[value]
        else:
            shown[name] = value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
    return CatalogueDataError(
        path=path,
        line=line,
        key=key,
        reason=english.format(**shown),
        reason_vi=vietnamese.format(**shown),
    )


class Faults:
    """Collects the faults of one file (gom lỗi của một tệp), finding their lines."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.found: list[CatalogueDataError] = []
        self._lines: TomlLines | None = None  # only a file with faults needs it

    def at(self, line: int, key: str, kind: str, **words: object) -> None:
        """Add a fault at a line."""
        self.found.append(fault(self.path, line, key, kind, **words))

    def add(self, kind: str, table: str, index: int = 0, key: str = "", **words: object) -> None:
        """Add a fault of a key in the ``index``-th row of a table; ``""`` is the top."""
        if self._lines is None:
            # A citation written as [limit.basis] is part of its row, not a row of its own.
            self._lines = TomlLines(_INNER_TABLE.sub("#", self.text))
        first = key.partition(".")[0]
        line = self._lines.of(table, index, first) if table else self._lines.of(key)
        self.at(line, ".".join(part for part in (table, key) if part), kind, **words)

    def in_order(self) -> list[CatalogueDataError]:
        """The faults from the top of the file down."""
        return sorted(self.found, key=lambda one: (one.line, one.key))
