"""Strict reader of organisation files (đọc dữ liệu tổ chức): all the faults at once.

The format is described key by key in ``docs/organisation.md``.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from tthc_deadlines.responsibility.checks.picture import TABLES as FIELD_OF
from tthc_deadlines.responsibility.errors import OrganisationDataErrors
from tthc_deadlines.responsibility.files.csv_file import read_csv
from tthc_deadlines.responsibility.files.file_faults import Faults
from tthc_deadlines.responsibility.files.keys import TABLES
from tthc_deadlines.responsibility.files.rows import Row, record_of
from tthc_deadlines.responsibility.files.toml_file import TomlFile, read_toml
from tthc_deadlines.responsibility.records import OrganisationRecords
from tthc_deadlines.responsibility.soundness import check_records

_CSV = {table.csv: name for name, table in TABLES.items()}


def read_organisation(*paths: str | Path) -> OrganisationRecords:
    """Read an organisation from files (đọc dữ liệu tổ chức): TOML, or folders of CSV.

    Each path is a TOML file, a CSV file named for its table (``units.csv``), or a folder
    of such files. All of them together are one organisation.

    Raises:
        OrganisationDataErrors: with every fault of every file at once, each with its path,
            line and key and a reason in both languages: form first, and what the records
            say together (:func:`~tthc_deadlines.responsibility.soundness.check_records`)
            as far as they could be read.

    Basis: the format in ``docs/organisation.md``.
    """
    reading = _Reading()
    for path in paths:
        reading.take(Path(path))
    if not paths:
        reading.faults.add("organisation", 0, "path", "nothing_given")
    records = reading.records()
    if reading.faults.found:
        names = ", ".join(map(str, paths))
        found = reading.in_order()
        raise OrganisationDataErrors(f"{len(found)} faults in {names}", found)
    return records


class _Reading:
    """Files read one after the other; what is wrong goes to ``faults``, reading goes on."""

    def __init__(self) -> None:
        self.faults = Faults()
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._unread: dict[str, set[str]] = defaultdict(set)
        self._named: list[TomlFile] = []
        self._paths: dict[Path, str] = {}

    def take(self, path: Path) -> None:
        """Read a file, or every file of a folder."""
        try:
            files = _files_of(path) if path.is_dir() else None
        except OSError as error:
            self._unreadable(path, error)
            return
        if files is None:
            self._file(path)
            return
        if not files:
            self.faults.add(str(path), 1, "folder", "no_files")
        for file in files:
            self._file(file)

    def records(self) -> OrganisationRecords:
        """What was read, each record with its place; unsound ones are among the faults."""
        places: dict[str, Row] = {}
        tables: dict[str, list[Any]] = {name: [] for name in FIELD_OF.values()}
        for table, rows in self._rows.items():
            for row in rows:
                if not row.is_whole:
                    self._unread[table].add(row.values.get(TABLES[table].id, ""))
                    continue
                found = tables[FIELD_OF[table]]
                place = f"{table}[{len(found)}]"
                places[place] = row
                found.append(record_of(row, place))
        records = OrganisationRecords(name=self._name(), **tables)
        self.faults.found += check_records(
            records, lambda place, key: places[place].where(key), self._unread
        )
        return records

    def in_order(self) -> list[Any]:
        """The faults, file by file and from the top of each down."""
        order = {path: number for number, path in enumerate(self._paths.values())}
        return sorted(
            self.faults.found,
            key=lambda one: (order.get(one.path, -1), one.line, one.key),
        )

    def _file(self, path: Path) -> None:
        resolved = path.resolve()
        if resolved in self._paths:
            return
        self._paths[resolved] = str(path)
        text = self._text(path)
        if path.suffix.lower() == ".toml":
            file = None if text is None else read_toml(str(path), text, self.faults)
            if file is None:
                self._lose(*TABLES)
                return
            self._named.append(file)
            self._keep(file.rows)
        elif path.suffix.lower() == ".csv" and path.stem.lower() in _CSV:
            table = _CSV[path.stem.lower()]
            if text is None:
                self._lose(table)
            else:
                self._keep(read_csv(str(path), text, table, self.faults))
        else:
            self._lose(*TABLES)
            if text is not None:
                allowed = ", ".join(f"{name}.csv" for name in _CSV)
                self.faults.add(str(path), 1, "file", "unknown_file", allowed=f"{allowed}, *.toml")

    def _text(self, path: Path) -> str | None:
        """The text of a file; ``None``, and a fault, where it is none."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._unreadable(path, error)
            return None
        try:
            text = data.decode("utf-8-sig")  # Notepad and Excel write the mark
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.faults.add(str(path), line, "encoding", "not_utf8")
            return None
        if "\0" in text or not text.strip():
            kind = "not_utf8" if "\0" in text else "empty"
            self.faults.add(str(path), 1, "file", kind)
            return None
        return text

    def _unreadable(self, path: Path, error: OSError) -> None:
        self.faults.add(str(path), 1, "file", "unreadable", detail=error.strerror or str(error))
        self._lose(*TABLES)

    def _keep(self, rows: list[Row] | tuple[Row, ...]) -> None:
        for row in rows:
            self._rows[row.table].append(row)

    def _lose(self, *tables: str) -> None:
        for table in tables:
            self._unread[table].add("")

    def _name(self) -> str:
        """The one name that the TOML files give."""
        named = [file for file in self._named if file.name]
        if self._named and not named:
            source = self._named[0].source
            self.faults.add(source.path, source.where("", 0, "name")[0], "name", "missing_key")
        for file in named[1:]:
            if file.name != named[0].name:
                line, key = file.source.where("", 0, "name")
                self.faults.add(
                    file.source.path, line, key, "names_differ",
                    value=file.name, other=named[0].name, first=named[0].source.path,
                )  # fmt: skip
        return named[0].name if named else ""


def _files_of(folder: Path) -> list[Path]:
    """The TOML and CSV files of a folder, by name; hidden ones are other programs' own."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".toml", ".csv")
        and path.is_file()
        and not path.name.startswith((".", "~"))
    ]
