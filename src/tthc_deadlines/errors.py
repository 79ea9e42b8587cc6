"""Errors and warnings (lỗi và cảnh báo): one tree, bilingual, fields kept.

Every error keeps the values it speaks of as attributes, has a stable ``code``,
a lower-case English text (``str(error)``), a Vietnamese one
(``error.message("vi")``), and survives ``pickle``. A text names the value, the
limit it breaks and the remedy.

>>> error = NaiveTimestamp(field="received_at", value="2026-11-20")
>>> error.code, error.field
('naive_timestamp', 'received_at')
>>> print(error)
received_at 2026-11-20 has no time zone; attach one, e.g. tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self, get_args

from tthc_deadlines.expectations import expected_vi

Language = Literal["vi", "en"]

LANGUAGES: tuple[str, ...] = get_args(Language)


class TthcDeadlinesError(Exception):
    """Root of the library's errors (lỗi): catch this to catch them all.

    A subclass declares its fields as annotations and its texts in ``texts``;
    the constructor takes exactly those fields, by keyword.

    >>> from tthc_deadlines import TimeLimit
    >>> try:
    ...     TimeLimit.parse("vài ngày")
    ... except TthcDeadlinesError as error:
    ...     print(error.code, "|", error.message("vi"))
    ambiguous_wording | không đọc chắc chắn được 'vài ngày': không tìm thấy thời hạn nào

    Basis: the library's own convention.
    """

    code: ClassVar[str] = "error"
    texts: ClassVar[dict[str, str]] = {"en": "{detail}", "vi": "{detail}"}
    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Since Python 3.10 these are the class's own annotations, never inherited ones.
        own = [
            name
            for name, kind in cls.__annotations__.items()
            if not str(kind).startswith("ClassVar")
        ]
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))

    def __init__(self, **fields: Any) -> None:
        fields = {**self._defaults, **fields}
        if set(fields) != set(self._fields):
            expected, given = ", ".join(self._fields), ", ".join(fields)
            raise TypeError(f"{type(self).__name__} takes the fields {expected}; got {given}")
        for name, value in fields.items():
            setattr(self, name, value)
        super().__init__(self.message("en"))

    def message(self, lang: Language = "en") -> str:
        """The text for people in ``lang`` (thông báo lỗi)."""
        return self.texts[lang].format(
            **{name: self._said(name, getattr(self, name), lang) for name in self._fields}
        )

    def _said(self, name: str, value: object, lang: Language) -> object:
        """A field in the words of a language: dates, and what was expected."""
        if lang == "en":
            return value
        if isinstance(value, dt.datetime):
            return f"{value:%H:%M %d/%m/%Y}"
        if isinstance(value, dt.date):
            return f"{value:%d/%m/%Y}"
        if name == "expected":
            return expected_vi(str(value))
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {name: getattr(self, name) for name in self._fields})


def _rebuild(cls: type[TthcDeadlinesError], fields: dict[str, Any]) -> TthcDeadlinesError:
    return cls(**fields)


# --- values of the wrong kind --------------------------------------------------------


class NaiveTimestamp(TthcDeadlinesError, ValueError):
    """A datetime without a time zone (thời điểm không có múi giờ)."""

    code = "naive_timestamp"
    texts: ClassVar[dict[str, str]] = {
        "en": "{field} {value} has no time zone; attach one, "
        'e.g. tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")',
        "vi": "{field} {value} không có múi giờ; hãy gắn múi giờ, "
        'ví dụ tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")',
    }
    field: str
    value: object


class DatetimeForDate(TthcDeadlinesError, TypeError):
    """A datetime where a date is meant (đưa thời điểm vào chỗ cần ngày)."""

    code = "datetime_for_date"
    texts: ClassVar[dict[str, str]] = {
        "en": "{field} {value} is a datetime where a date is meant; "
        "convert it to local time and take its .date()",
        "vi": "{field} {value} là thời điểm trong khi cần một ngày; "
        "hãy đổi về giờ địa phương rồi lấy .date()",
    }
    field: str
    value: object


class WrongType(TthcDeadlinesError, TypeError):
    """A value of another kind than the one meant (sai kiểu dữ liệu)."""

    code = "wrong_type"
    texts: ClassVar[dict[str, str]] = {
        "en": "{field} {value!r} is not {expected}",
        "vi": "{field} {value!r} không phải là {expected}",
    }
    field: str
    value: object
    expected: str


class UnknownChoice(TthcDeadlinesError, ValueError):
    """A value that is not one of those known (giá trị không có trong danh sách)."""

    code = "unknown_choice"
    texts: ClassVar[dict[str, str]] = {
        "en": "{field} {value!r} is not known; it is one of: {known}",
        "vi": "{field} {value!r} không được nhận; các giá trị được nhận: {known}",
    }
    field: str
    value: object
    known: str


class ReversedInterval(TthcDeadlinesError, ValueError):
    """An interval that ends before it starts (khoảng thời gian ngược)."""

    code = "reversed_interval"
    texts: ClassVar[dict[str, str]] = {
        "en": "the interval ends ({end}) before it starts ({start}); swap the two ends",
        "vi": "khoảng thời gian kết thúc ({end}) trước khi bắt đầu ({start}); hãy đảo hai đầu mút",
    }
    start: object
    end: object


class TimeOfDayNeeded(TthcDeadlinesError, ValueError):
    """A limit that needs the time of receipt, given only its day (thiếu giờ tiếp nhận)."""

    code = "time_of_day_needed"
    texts: ClassVar[dict[str, str]] = {
        "en": "the limit {limit} needs the time of receipt, and {value} is only a day; "
        "give a datetime",
        "vi": "thời hạn {limit} cần giờ tiếp nhận, mà {value} chỉ là ngày; "
        "hãy cho biết cả giờ, phút",
    }
    limit: str
    value: object


class AlreadyStreamed(TthcDeadlinesError, RuntimeError):
    """A stream read a second time (kết quả chỉ đọc được một lần)."""

    code = "already_streamed"
    texts: ClassVar[dict[str, str]] = {
        "en": "{what} has been read to its end and streams only once; keep what you need in a "
        "list, or run it again",
        "vi": "{what} đã được đọc hết và chỉ đọc được một lần; hãy giữ lại trong danh sách, hoặc "
        "chạy lại",
    }
    what: str


# --- faults of data files ------------------------------------------------------------


class DataFault(TthcDeadlinesError, ValueError):
    """One fault in a file of the library's own formats (một lỗi trong tệp dữ liệu)."""

    code = "data_fault"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}:{line}: {key}: {reason}",
        "vi": "{path}:{line}: {key}: {reason_vi}",
    }
    path: str
    line: int
    key: str
    reason: str
    reason_vi: str


class DataFaults(ExceptionGroup[DataFault], TthcDeadlinesError):
    """All the faults of a file, or of several, at once (mọi lỗi, liệt kê một lần)."""

    code = "data_faults"

    def __init__(self, message: str, faults: Sequence[DataFault]) -> None:
        # ExceptionGroup sets itself up in __new__; the fielded constructor does not apply.
        Exception.__init__(self, message, faults)

    def __new__(cls, message: str, faults: Sequence[DataFault]) -> Self:
        return super().__new__(cls, message, faults)

    def message(self, lang: Language = "en") -> str:  # type: ignore[override]
        """Every fault on its own line."""
        return "\n".join(fault.message(lang) for fault in self.faults)

    @property
    def faults(self) -> list[DataFault]:
        """The faults in the order of the file (các lỗi)."""
        return [fault for fault in self.exceptions if isinstance(fault, DataFault)]

    def __str__(self) -> str:
        return self.message("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.faults)


# --- calendar ------------------------------------------------------------------------


class CalendarError(TthcDeadlinesError):
    """Errors of the working-day calendar (lỗi về lịch làm việc)."""


class OutOfCoverage(CalendarError, ValueError):
    """A date the calendar does not cover (ngày nằm ngoài phạm vi của lịch).

    ``value`` is the date, the instant or the sum that lies outside; ``covered_from`` and
    ``covered_to`` are the bounds, both inclusive.

    >>> from tthc_deadlines import vietnam_calendar
    >>> try:
    ...     vietnam_calendar().is_working_day(dt.date(2061, 1, 1))
    ... except OutOfCoverage as error:
    ...     error.covered_to
    datetime.date(2060, 12, 31)

    Basis: the library's own convention: an unknown year is never guessed.
    """

    code = "out_of_coverage"
    texts: ClassVar[dict[str, str]] = {
        "en": "{value} is outside the calendar's coverage {covered_from} to {covered_to} "
        "(edition {edition}); use a calendar that covers it",
        "vi": "{value} nằm ngoài phạm vi của lịch, từ {covered_from} đến {covered_to} "
        "(ấn bản {edition}); hãy dùng lịch bao trùm ngày này",
    }
    value: object
    covered_from: dt.date
    covered_to: dt.date
    edition: str


class CalendarSpecError(CalendarError, ValueError):
    """A calendar description that cannot be read (mô tả lịch không hợp lệ).

    ``path`` is the file it came from, ending in ": ", or empty.
    """

    code = "calendar_spec"
    _defaults: ClassVar[dict[str, Any]] = {"path": ""}
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}calendar key {key}: {value!r} is not {expected}",
        "vi": "{path}khóa {key} của lịch: {value!r} không phải là {expected}",
    }
    path: str
    key: str
    value: object
    expected: str


class CalendarDataError(DataFault, CalendarError):
    """One fault in a year file (lỗi trong tệp ngày nghỉ của một năm)."""

    code = "calendar_data"


class CalendarDataErrors(DataFaults, CalendarError):
    """All the faults of a year file at once (mọi lỗi của tệp, liệt kê một lần)."""

    code = "calendar_data_errors"


# --- limits --------------------------------------------------------------------------


class LimitError(TthcDeadlinesError):
    """Errors about a time limit (lỗi về thời hạn giải quyết)."""


class AmbiguousWording(LimitError, ValueError):
    """A wording that cannot be read for certain (câu chữ thời hạn không đọc chắc chắn được).

    ``words`` are the words that stand in the way, ``reason`` says why.

    >>> from tthc_deadlines import TimeLimit
    >>> try:
    ...     TimeLimit.parse("10 làm việc")
    ... except AmbiguousWording as error:
    ...     error.words
    '10 làm việc'

    Basis: the library's own convention: a wrong reading is worse than a refusal.
    """

    code = "ambiguous_wording"
    texts: ClassVar[dict[str, str]] = {
        "en": "cannot read {words!r} for certain: {reason}",
        "vi": "không đọc chắc chắn được {words!r}: {reason_vi}",
    }
    text: str
    words: str
    reason: str
    reason_vi: str


class InvalidLimit(LimitError, ValueError):
    """A time limit that contradicts itself (thời hạn không hợp lệ)."""

    code = "invalid_limit"
    texts: ClassVar[dict[str, str]] = {
        "en": "a limit of {value} {unit} is not possible: {reason}",
        "vi": "thời hạn {value} {unit} không hợp lệ: {reason_vi}",
    }
    value: object
    unit: str
    reason: str
    reason_vi: str


# --- files of dossiers ---------------------------------------------------------------


class InputError(TthcDeadlinesError):
    """Errors about a file of dossiers (lỗi về tệp hồ sơ đưa vào)."""


class UnreadableFile(InputError, ValueError):
    """A file that cannot be read as text or table at all (không đọc được tệp)."""

    code = "unreadable_file"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}: {reason}",
        "vi": "{path}: {reason_vi}",
    }
    path: str
    reason: str
    reason_vi: str


class MissingColumn(InputError, LookupError):
    """A table without a column the work needs (thiếu cột)."""

    code = "missing_column"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}: no column for {column} (accepted names: {accepted}); the file has: {found}",
        "vi": "{path}: thiếu cột {column} (các tên được nhận: {accepted}); tệp có các cột: {found}",
    }
    path: str
    column: str
    accepted: str
    found: str


class AmbiguousDates(InputError, ValueError):
    """A file whose dates can be read two ways (ngày tháng có thể hiểu hai cách)."""

    code = "ambiguous_dates"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}:{line}: {column} {value!r} only makes sense with the month first, so "
        "every dd/mm date of this file could mean two days; write the dates as "
        'yyyy-mm-dd, or say --dates day-first (in Python, dates="day-first") to treat this '
        "row as bad",
        "vi": "{path}:{line}: {column} {value!r} chỉ có nghĩa khi tháng đứng trước, nên mọi "
        "ngày dạng dd/mm trong tệp có thể hiểu hai cách; hãy ghi ngày dạng yyyy-mm-dd, "
        "hoặc thêm --dates day-first để coi dòng này là dòng lỗi",
    }
    path: str
    line: int
    column: str
    value: str
