"""Reading dossiers (đọc danh sách hồ sơ): files in, records and bad rows out."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, NoReturn, cast

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.errors import AmbiguousDates
from tthc_deadlines.exchange.columns import DATED, Columns
from tthc_deadlines.exchange.sources import Source
from tthc_deadlines.exchange.tables import CsvTable, JsonLines, Lines, Row, open_table
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, parse_instant

Dates = Literal["unambiguous", "day-first"]

MONTH_FIRST = re.compile(
    r"(?:0?[1-9]|1[0-2])([/.-])(?:1[3-9]|2[0-9]|3[01])\1[0-9]{4}(?:\D.*)?", re.DOTALL
)
_EXCEL_SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")
_DATE_SHAPE = re.compile(
    r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}(?:[T ,]+[0-9:.,]+.*)?|"
    r"[0-9]{8}(?:[0-9]{4}){0,1}(?:[0-9]{2}){0,1}"
)


class DossierFile:
    """A file of dossiers (tệp hồ sơ), CSV or NDJSON, read row by row.

    Iterating yields a :class:`DossierRecord` for each row that can be read and a
    :class:`Finding` for each that cannot; nothing is lost between the two. Blank lines
    are no rows. It can be iterated again.

    Args:
        path: the file, or ``-`` for standard input.
        dates: ``"unambiguous"`` refuses a file in which some date only makes sense with
            the month first, because then every dd/mm date in it may mean two days;
            ``"day-first"`` treats such a row as bad and trusts the others.
        keep_rows: keep each row as written in ``DossierRecord.row``.

    Attributes:
        rows_read: rows met so far, good and bad.
        position: bytes read so far, for a progress bar; ``size`` is all of them.

    Raises:
        UnreadableFile: not a text in UTF-8, no header, a column given twice.
        MissingColumn: no column for the code or the receipt.
        AmbiguousDates: see ``dates``.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "one.csv"
    >>> _ = path.write_text("Mã hồ sơ;Ngày tiếp nhận\\nH01;20/11/2026\\n", encoding="utf-8")
    >>> [record] = DossierFile(path)
    >>> record.code, record.received_at, record.line
    ('H01', datetime.date(2026, 11, 20), 2)
    """

    def __init__(
        self, path: str | Path, *, dates: Dates = "unambiguous", keep_rows: bool = False
    ) -> None:
        self._source = Source(path)
        self._keep = keep_rows
        self.path = self._source.path
        self.size = self._source.size
        self.rows_read = 0
        self._text: io.TextIOWrapper | None = None
        try:
            self._prepare(dates)
        except BaseException:
            self.close()
            raise

    def _prepare(self, dates: Dates) -> None:
        with self._source.open() as text:
            table = open_table(Lines(text), self.path)
            self.names = table.columns.names if isinstance(table, CsvTable) else None
            if dates != "day-first" and self._source.has_month_first_look:
                self._refuse_month_first(table)

    def _refuse_month_first(self, table: CsvTable | JsonLines) -> None:
        for row in table:
            if isinstance(row, Finding):
                continue
            for field in DATED:
                place = row.columns.places.get(field)
                value = "" if place is None else clean(str(row.cells[place]))
                if MONTH_FIRST.fullmatch(value):
                    raise AmbiguousDates(
                        path=self.path,
                        line=row.line,
                        value=shown(value),
                        column=row.columns.name_of(field),
                    )

    def __iter__(self) -> Iterator[DossierRecord | Finding]:
        with self._source.open() as text:
            self._text = text
            self.rows_read = 0
            for row in open_table(Lines(text), self.path):
                self.rows_read += 1
                yield row if isinstance(row, Finding) else self._record(row)
        self._text = None

    @property
    def position(self) -> int:
        """How far reading has come, in bytes."""
        if self._text is not None and not self._text.closed:
            return cast(BinaryIO, self._text.buffer).tell()
        return self.size if self.rows_read else 0

    def column_names(self) -> tuple[str, ...]:
        """Every column as written (tên các cột); an NDJSON text is read through for them."""
        if self.names is not None:
            return self.names
        found: dict[str, None] = {}
        with self._source.open() as text:
            for row in open_table(Lines(text), self.path):
                if isinstance(row, Row):
                    found.update(dict.fromkeys(row.columns.names))
        return tuple(found)

    def _record(self, row: Row) -> DossierRecord | Finding:
        kept = dict(zip(row.columns.names, row.cells, strict=True)) if self._keep else None
        try:
            return _build(row, self.path, kept)
        except _BadCellError as bad:
            return bad_row(
                bad.reason,
                subject=bad.subject,
                path=self.path,
                line=row.line,
                column=bad.column,
                row=kept,
                **bad.values,
            )

    def close(self) -> None:
        """Let go of standard input's copy."""
        self._source.close()

    def __enter__(self) -> DossierFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _BadCellError(ValueError):
    def __init__(self, reason: str, column: str, subject: str, values: dict[str, Any]) -> None:
        super().__init__(reason)
        self.reason, self.column, self.subject, self.values = reason, column, subject, values


def _build(row: Row, path: str, kept: dict[str, Any] | None) -> DossierRecord:
    columns, cells = row.columns, row.cells
    places = columns.places

    def text(field: str) -> str:
        place = places.get(field)
        if place is None:
            return ""
        cell = cells[place]
        return clean(cell) if type(cell) is str else _as_text(cell, columns.names[place])

    code = text("code")
    if not code:
        raise _BadCellError("missing_code", columns.name_of("code"), "", {})
    received_at = _moment(text("received_at"), "received_at", columns, code)
    if received_at is None:
        raise _BadCellError("missing_date", columns.name_of("received_at"), code, {})
    return DossierRecord(
        code=code,
        received_at=received_at,
        limit_text=text("limit_text"),
        promised_at=_moment(text("promised_at"), "promised_at", columns, code),
        finished_at=_moment(text("finished_at"), "finished_at", columns, code),
        procedure_code=text("procedure_code"),
        procedure_name=text("procedure_name"),
        status_text=text("status_text"),
        unit=text("unit"),
        holder=text("holder") if "holder" in places else None,
        extra={name: cells[place] for name, place in columns.extra},
        row=kept,
        names=columns.own_names,
        path=path,
        line=row.line,
    )


def _as_text(cell: object, column: str) -> str:
    """A cell of an NDJSON row as text; only texts and numbers have one."""
    if cell is None:
        return ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return str(cell)
    raise _BadCellError("not_text", column, "", {"found": type(cell).__name__})


def _moment(text: str, field: str, columns: Columns, code: str) -> Moment | None:
    if not text:
        return None
    try:
        moment = parse_instant(text)
    except ValueError:
        _refuse_moment(text, columns.name_of(field), code)
    if isinstance(moment, dt.datetime) and moment.tzinfo is not VIETNAM:
        try:
            return moment.astimezone(VIETNAM)
        except OverflowError:  # the first or last day of the calendar's years
            _refuse_moment(text, columns.name_of(field), code)
    return moment


def _refuse_moment(text: str, column: str, code: str) -> NoReturn:
    reason = "unreadable_date"
    if _EXCEL_SERIAL.fullmatch(text):
        reason = "excel_serial"
    elif MONTH_FIRST.fullmatch(text):
        reason = "month_first"
    elif _DATE_SHAPE.fullmatch(text):
        reason = "no_such_date"
    raise _BadCellError(reason, column, code, {"value": text})
