"""Rows (dòng dữ liệu): the cells of one row, read into a record.

Cells come from files as text, from NDJSON as JSON has them, from notebooks as Python and
pandas have them; all are read here, by the same rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from numbers import Real
from typing import Any, NoReturn

from tthc_deadlines.dossiers.fields import Columns
from tthc_deadlines.dossiers.folding import clean
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.instants import VIETNAM, parse_instant

MONTH_FIRST = re.compile(
    r"(?:0?[1-9]|1[0-2])([/.-])(?:1[3-9]|2[0-9]|3[01])\1[0-9]{4}(?:\D.*)?", re.DOTALL
)
"""A date that only makes sense with the month first (ngày có tháng đứng trước)."""

_EXCEL_SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")
_DATE_SHAPE = re.compile(
    r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}(?:[T ,]+[0-9:.,]+.*)?|"
    r"[0-9]{8}(?:[0-9]{4}){0,1}(?:[0-9]{2}){0,1}"
)
_USUAL = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}")
_REPEATED = 200
_EXACT = 1e15
_clean_again = lru_cache(maxsize=8192)(clean)
_MISSING = frozenset({"NaTType", "NAType"})
"""The types of pandas that stand for a missing value; pandas itself is not needed."""


class BadCellError(ValueError):
    """A cell that cannot be read (ô không đọc được): the reason, its column, its values."""

    def __init__(self, reason: str, column: str, subject: str = "", **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.column, self.subject, self.values = reason, column, subject, values


def build_record(
    columns: Columns,
    cells: Sequence[Any],
    *,
    path: str = "",
    line: int | None = None,
    row: Mapping[str, Any] | None = None,
) -> DossierRecord:
    """A record from the cells of one row (lập hồ sơ từ một dòng).

    Raises:
        BadCellError: no code, no day of receipt, a cell that is no date or no text.
    """
    places, names = columns.places, columns.names

    def text(field: str) -> str:
        place = places.get(field)
        if place is None:
            return ""
        cell = cells[place]
        if type(cell) is str:
            return _clean_again(cell) if len(cell) < _REPEATED else clean(cell)
        return read_text(cell, names[place])

    def moment(field: str) -> Moment | None:
        place = places.get(field)
        return None if place is None else read_moment(cells[place], names[place], code)

    code = _read_code(columns, cells)
    received_at = moment("received_at")
    if received_at is None:
        raise BadCellError("missing_date", columns.name_of("received_at"), code)
    return DossierRecord(
        code=code,
        received_at=received_at,
        limit_text=text("limit_text"),
        promised_at=moment("promised_at"),
        finished_at=moment("finished_at"),
        procedure_code=text("procedure_code"),
        procedure_name=text("procedure_name"),
        status_text=text("status_text"),
        unit=text("unit"),
        holder=text("holder") if "holder" in places else None,
        extra={name: cells[place] for name, place in columns.extra},
        row=row,
        names=columns.own_names,
        path=path,
        line=line,
    )


def _read_code(columns: Columns, cells: Sequence[Any]) -> str:
    place = columns.places.get("code")
    cell = None if place is None else cells[place]
    code = clean(cell) if type(cell) is str else read_text(cell, columns.name_of("code"))
    if not code:
        raise BadCellError("missing_code", columns.name_of("code"))
    return code


def read_text(cell: object, column: str) -> str:
    """A cell as text (đọc ô chữ); only texts and numbers have one.

    A whole number is written without a decimal point, because pandas turns a column of
    whole numbers with gaps into one of decimals.

    >>> read_text(" 12\\u00a0ngày", ""), read_text(12.0, ""), read_text(None, "")
    ('12 ngày', '12', '')
    """
    if isinstance(cell, str):
        return clean(cell)
    if is_missing(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, Real) and not isinstance(cell, bool):
        return str(cell)
    raise BadCellError("not_text", column, found=type(cell).__name__)


def is_missing(cell: object) -> bool:
    """Whether a cell stands for nothing: ``None``, NaN, or what pandas has for it."""
    return (
        cell is None
        or (isinstance(cell, float) and cell != cell)  # noqa: PLR0124 - NaN
        or type(cell).__name__ in _MISSING
    )


def read_moment(cell: object, column: str, subject: str = "") -> Moment | None:
    """A day or an instant from a cell (đọc ô ngày giờ), instants in local time.

    Text is read as :func:`~tthc_deadlines.instants.parse_instant` does. A datetime must
    have a time zone: what its clock meant is never guessed.

    >>> read_moment("20/11/2026", "received"), read_moment(float("nan"), "promised")
    (datetime.date(2026, 11, 20), None)
    """
    if type(cell) is not str:
        if is_missing(cell):
            return None
        if isinstance(cell, dt.date):
            return _plain_moment(cell, column, subject)
        try:
            cell = read_text(cell, column)
        except BadCellError as error:
            error.subject = subject
            raise
    text = clean(cell)
    if not text:
        return None
    if _USUAL.fullmatch(text) and (found := _usual_moment(text)) is not None:
        return found
    try:
        moment = parse_instant(text)
    except ValueError:
        _refuse_moment(text, column, subject)
    return _localised(moment, text, column, subject)


def _usual_moment(text: str) -> Moment | None:
    """The form of nearly every cell, "20/11/2026 09:00", read without looking for others."""
    try:
        return dt.datetime(
            int(text[6:10]),
            int(text[3:5]),
            int(text[:2]),
            int(text[11:13]),
            int(text[14:]),
            tzinfo=VIETNAM,
        )
    except ValueError:
        return None


def _plain_moment(value: dt.date, column: str, subject: str) -> Moment:
    """A date or datetime of any subclass as the standard library's own."""
    if not isinstance(value, dt.datetime):
        return dt.date(value.year, value.month, value.day)
    if value.tzinfo is None:
        raise BadCellError("naive_timestamp", column, subject, value=value)
    local = _localised(value, str(value), column, subject)
    if type(local) is dt.datetime or not isinstance(local, dt.datetime):
        return local
    return dt.datetime.combine(local.date(), local.time(), VIETNAM)  # pandas, pendulum


def _localised(moment: Moment, text: str, column: str, subject: str) -> Moment:
    if isinstance(moment, dt.datetime) and moment.tzinfo is not VIETNAM:
        try:
            return moment.astimezone(VIETNAM)
        except (OverflowError, ValueError):  # the first or last day of the calendar's years
            _refuse_moment(text, column, subject)
    return moment


def _refuse_moment(text: str, column: str, subject: str) -> NoReturn:
    reason = "unreadable_date"
    if _EXCEL_SERIAL.fullmatch(text):
        reason = "excel_serial"
    elif MONTH_FIRST.fullmatch(text):
        reason = "month_first"
    elif _DATE_SHAPE.fullmatch(text):
        reason = "no_such_date"
    raise BadCellError(reason, column, subject, value=text)
