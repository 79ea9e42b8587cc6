"""Reading dossiers (đọc danh sách hồ sơ): files in, records and bad rows out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import attrs

from tthc_deadlines.checking.admission import admit_row
from tthc_deadlines.checking.life.faults import admit_dossier
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.fields import DATED
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.rows import MONTH_FIRST
from tthc_deadlines.errors import AmbiguousDates
from tthc_deadlines.exchange.encodings import too_long_a_line
from tthc_deadlines.exchange.source_file import EVENT_COLUMNS, SourceFile
from tthc_deadlines.exchange.sources import Source
from tthc_deadlines.exchange.tables import CsvTable, JsonLines, Lines, Row, Told, open_table
from tthc_deadlines.findings import Finding

Dates = Literal["unambiguous", "day-first"]


class DossierFile(SourceFile):
    """A file of dossiers (tệp hồ sơ), CSV or NDJSON, read row by row.

    Iterating yields a :class:`DossierRecord` for each row that can be read, a
    :class:`~tthc_deadlines.dossiers.dossier.Dossier` for each line of NDJSON with events, and
    a :class:`Finding` for each that cannot be read; nothing is lost. Blank lines are no rows.
    It can be iterated again.

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
        self,
        path: str | Path | Source,
        *,
        dates: Dates = "unambiguous",
        keep_rows: bool = False,
    ) -> None:
        super().__init__(path)
        self._keep = keep_rows
        try:
            self._prepare(dates)
        except BaseException:
            self.close()
            raise

    def _prepare(self, dates: Dates) -> None:
        if self._source.has_long_line:
            raise too_long_a_line(self.path)
        with self._source.open() as text:
            table = open_table(Lines(text), self.path)
            self.names = table.columns.names if isinstance(table, CsvTable) else None
            if dates != "day-first" and self._source.has_month_first_look:
                self._refuse_month_first(table)

    def _refuse_month_first(self, table: CsvTable | JsonLines) -> None:
        for row in table:
            if not isinstance(row, Row):
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

    def __iter__(self) -> Iterator[DossierRecord | Dossier | Finding]:
        with self._reading() as text:
            self.rows_read = 0
            for row in open_table(Lines(text), self.path):
                self.rows_read += 1
                yield self._record(row) if isinstance(row, Row) else self._other(row)

    def column_names(self) -> tuple[str, ...]:
        """Every column as written (tên các cột); an NDJSON text is read through for them."""
        if self.names is not None:
            return self.names
        found: dict[str, None] = {}
        with self._source.open() as text:
            for row in open_table(Lines(text), self.path):
                if isinstance(row, Row):
                    found.update(dict.fromkeys(row.columns.names))
                elif isinstance(row, Told):
                    found.update(dict.fromkeys(EVENT_COLUMNS))
        return tuple(found)

    def _other(self, found: Told | Finding) -> Dossier | Finding:
        """A dossier with events, or a row that could not be read."""
        if isinstance(found, Finding):
            return self._bad(found)
        return admit_dossier(found.value, path=self.path, line=found.line)

    def _bad(self, found: Finding) -> Finding:
        """A row that could not be read: its cells stay only where rows are kept."""
        if self._keep or "row" not in found.data:
            return found
        data = {name: value for name, value in found.data.items() if name != "row"}
        return attrs.evolve(found, data=data)

    def _record(self, row: Row) -> DossierRecord | Finding:
        kept = dict(zip(row.columns.names, row.cells, strict=True)) if self._keep else None
        return admit_row(row.columns, row.cells, path=self.path, line=row.line, row=kept)
