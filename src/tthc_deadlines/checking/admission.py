"""Admission (điều kiện xét): which rows cannot be read, which records contradict themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words, local_date, show_value
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.fields import DATED, Clash, Columns, match_names
from tthc_deadlines.dossiers.folding import SURROGATE, clean, shown
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.rows import MONTH_FIRST, BadCellError, build_record
from tthc_deadlines.dossiers.status import OwnStatus, read_own_status
from tthc_deadlines.errors import AmbiguousDates
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.time_limit import TimeLimit

_KINDS = {
    "bool": Words("đúng/sai", "true or false"),
    "bool_": Words("đúng/sai", "true or false"),
    "list": Words("danh sách", "a list"),
    "dict": Words("đối tượng", "an object"),
}
_LONGEST_KNOWN = 1000


def admit_row(
    columns: Columns,
    cells: Sequence[Any],
    *,
    path: str = "",
    line: int | None = None,
    row: Mapping[str, Any] | None = None,
) -> DossierRecord | Finding:
    """The record of one row (nhận một dòng), or the finding that says why there is none."""
    try:
        return build_record(columns, cells, path=path, line=line, row=row)
    except BadCellError as bad:
        values = dict(bad.values)
        if bad.reason == "not_text":
            values["found"] = _KINDS.get(values["found"], values["found"])
        elif bad.reason == "naive_timestamp":
            value = values["value"]
            values["value"] = Words(f"{value:%H:%M %d/%m/%Y}", f"{value:%Y-%m-%d %H:%M}")
        return bad_row(
            bad.reason,
            subject=bad.subject,
            path=path,
            line=line,
            column=bad.column,
            row=row,
            **values,
        )


class MappingReader:
    """Reads rows that are mappings (đọc dòng dạng từ điển), e.g. ``df.to_dict("records")``.

    Keys are named as the columns of a file are; a value may be text, a number, a date or
    an aware datetime, or what pandas has for a missing one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Columns] = {}

    def read(self, row: Mapping[Any, Any], line: int, *, path: str = "") -> DossierRecord | Finding:
        """The record of one row, or the finding that says why there is none."""
        columns = self.columns_of(row)
        if isinstance(columns, Clash):
            keys = [shown(str(key)) for key in row]
            first, second = keys[columns.first], keys[columns.second]
            return bad_row("same_meaning", path=path, line=line, first=first, second=second)
        for key, cell in row.items():
            if isinstance(cell, str) and not cell.isascii() and SURROGATE.search(cell):
                return bad_row("stray_bytes", path=path, line=line, column=shown(str(key)))
        return admit_row(columns, list(row.values()), path=path, line=line)

    def columns_of(self, row: Mapping[Any, Any]) -> Columns | Clash:
        """What the keys of a row mean."""
        keys = tuple(row)
        columns = self._known.get(keys)
        if columns is None:
            matched = match_names([str(key) for key in keys])
            if isinstance(matched, Clash):
                return matched
            columns = matched
            if len(self._known) < _LONGEST_KNOWN:
                self._known[keys] = columns
        return columns


def refuse_month_first(rows: Sequence[object]) -> None:
    """Refuse a list in which some date only makes sense with the month first.

    Raises:
        AmbiguousDates: naming the first such row.
    """
    reader = MappingReader()
    for number, row in enumerate(rows, start=1):
        columns = reader.columns_of(row) if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or not isinstance(columns, Columns):
            continue
        cells = list(row.values())
        for field in DATED:
            place = columns.places.get(field)
            cell = None if place is None else cells[place]
            if isinstance(cell, str) and MONTH_FIRST.fullmatch(value := clean(cell)):
                raise AmbiguousDates(
                    path="list", line=number, value=shown(value), column=columns.name_of(field)
                )


def fault_of(record: DossierRecord, calendar: WorkingCalendar) -> Finding | None:
    """Why a record cannot be judged (lý do không xét được); ``None`` if it can.

    No code; a date outside the calendar; finished or promised before it was received; a
    status that says finished without a date of finishing, because nobody can then say
    whether it was in time.
    """
    received, promised, finished = record.received_at, record.promised_at, record.finished_at
    if not record.code:
        return _bad(record, "missing_code", "code")
    first, last = calendar.coverage
    for field, moment in (
        ("received_at", received),
        ("promised_at", promised),
        ("finished_at", finished),
    ):
        if moment is not None and not _covered(moment, first, last):
            return outside_coverage(record, calendar, field, moment)
    if finished is None:
        if record.status_text and read_own_status(record.status_text) is OwnStatus.FINISHED:
            return _bad(record, "finish_date_missing", "finished_at", own=record.status_text)
    elif _is_before(finished, received):
        return _bad(
            record, "finished_before_received", "finished_at", finished=finished, received=received
        )
    if promised is not None and _is_before(promised, received):
        return _bad(
            record, "promised_before_received", "promised_at", promised=promised, received=received
        )
    return None


def outside_coverage(
    record: DossierRecord, calendar: WorkingCalendar, field: str, value: Moment
) -> Finding:
    """The finding for a date that the calendar does not cover (ngoài phạm vi lịch)."""
    first, last = calendar.coverage
    # Near the ends of time an instant cannot be converted: then the day as written.
    far = isinstance(value, dt.datetime) and not first.year <= value.year <= last.year
    day = dt.date(value.year, value.month, value.day) if far else local_date(value)
    return _bad(record, "outside_coverage", field, value=day, covered_from=first, covered_to=last)


def due_outside_coverage(
    record: DossierRecord, calendar: WorkingCalendar, limit: TimeLimit
) -> Finding:
    """The finding for a due date that the calendar does not reach (hạn ngoài phạm vi lịch)."""
    first, last = calendar.coverage
    received = local_date(record.received_at)
    value = Words(
        f"ngày hết hạn của thời hạn {limit.format('vi')} từ {show_value(received, 'vi')}",
        f"the due date of the limit {limit.format('en')} from {show_value(received, 'en')}",
    )
    return _bad(
        record,
        "outside_coverage",
        "limit_text",
        value=value,
        limit=limit,
        received=received,
        covered_from=first,
        covered_to=last,
    )


def time_needed(record: DossierRecord, field: str, **values: object) -> Finding:
    """The finding for a limit in hours and a date without its time (thiếu giờ)."""
    reason = "time_of_receipt_needed" if field == "received_at" else "time_of_finish_needed"
    return _bad(record, reason, field, **values)


def duplicate_of(record: DossierRecord | Dossier, first: str) -> Finding:
    """The finding for a code that was given before (trùng mã hồ sơ)."""
    if isinstance(record, DossierRecord):
        return _bad(record, "duplicate", "code", first=first)
    place: dict[str, Any] = {"path": record.path, "line": record.line}
    return bad_row("duplicate", subject=record.code, column="code", first=first, **place)


def place_of(path: str, line: int | None) -> str:
    """Where a row stands, for people (vị trí dòng).

    >>> place_of("a.csv", 2), place_of("", 2), place_of("", None)
    ('a.csv:2', '#2', '…')
    """
    if line is None:
        return path or "…"
    return f"{path}:{line}" if path else f"#{line}"


def _bad(record: DossierRecord, reason: str, column: str, **values: object) -> Finding:
    return bad_row(
        reason,
        subject=record.code,
        path=record.path,
        line=record.line,
        column=record.names.get(column, column),
        row=record.row,
        **values,
    )


def _covered(moment: Moment, first: dt.date, last: dt.date) -> bool:
    if isinstance(moment, dt.datetime):
        if not first.year <= moment.year <= last.year:  # its offset may not bear converting
            return False
        moment = local_date(moment)
    return first <= moment <= last


def _is_before(moment: Moment, received: Moment) -> bool:
    """Instants are compared where both are known to the minute, otherwise days."""
    if isinstance(moment, dt.datetime) and isinstance(received, dt.datetime):
        # A date alone is often stored as midnight; it means the whole day.
        if moment.time() == dt.time() and local_date(moment) == local_date(received):
            return False
        return moment < received
    return local_date(moment) < local_date(received)
