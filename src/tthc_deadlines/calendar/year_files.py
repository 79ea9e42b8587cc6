"""Year files (tệp ngày nghỉ từng năm): finding, reading and checking ``holidays/YYYY.toml``.

>>> load_year_files()[2026].swaps[0].work.isoformat()
'2026-01-10'
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tthc_deadlines.calendar import year_file_reader
from tthc_deadlines.calendar.toml_lines import TomlLines
from tthc_deadlines.calendar.year_file_faults import Faults
from tthc_deadlines.calendar.year_rows import YearFile, in_effect
from tthc_deadlines.errors import CalendarDataError, CalendarDataErrors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

__all__ = [
    "YearFile",
    "check_pairs",
    "check_year_file",
    "holidays_folder",
    "load_year_files",
    "read_year_file",
]


def read_year_file(path: str | Path) -> YearFile:
    """Read one year file (đọc tệp ngày nghỉ của một năm).

    Raises:
        CalendarDataErrors: with every fault of the file at once, each with its
            line, its key and a reason in both languages.

    >>> read_year_file(holidays_folder() / "2026.toml").holidays[-1].name
    'Ngày Văn hóa Việt Nam'

    Basis: the format in ``holidays/README.md``.
    """
    return year_file_reader.read(Path(path))


def check_year_file(path: str | Path) -> list[CalendarDataError]:
    """The faults of one year file (kiểm tra tệp), from the top down; empty when it is fine.

    Never raises for what is wrong with the file. A file whose neighbour years are in
    the same folder is also compared with them, as far as those can be read.

    >>> check_year_file(holidays_folder() / "2026.toml")
    []

    Basis: the format in ``holidays/README.md``.
    """
    path = Path(path)
    try:
        year_file = read_year_file(path)
    except CalendarDataErrors as errors:
        return [fault for fault in errors.exceptions if isinstance(fault, CalendarDataError)]
    years = {year_file.year: year_file}
    for year in (year_file.year - 1, year_file.year + 1):
        neighbour = path.with_name(f"{year}.toml")
        if neighbour.exists():
            try:
                years[year] = read_year_file(neighbour)
            except CalendarDataErrors:
                continue  # its own check names its faults
    return [fault for fault in check_pairs(years) if fault.path == str(path)]


def check_pairs(years: Mapping[int, YearFile]) -> list[CalendarDataError]:
    """The faults between files (lỗi giữa các tệp): a make-up day that another year also gives.

    A make-up day may lie in a neighbour year; there it must be neither a holiday
    nor the make-up day of another swap.

    >>> check_pairs(load_year_files())
    []

    Basis: one day has one reason.
    """
    given: dict[dt.date, str] = {}
    for year_file in years.values():
        for holiday in in_effect(year_file.holidays):
            given[holiday.date] = Path(year_file.path).name
    found: list[CalendarDataError] = []
    for _, year_file in sorted(years.items()):
        name, faults = Path(year_file.path).name, Faults(year_file.path)
        for swap in in_effect(year_file.swaps):
            other = given.setdefault(swap.work, name)
            if other != name:
                lines = TomlLines(Path(year_file.path).read_text(encoding="utf-8-sig"))
                faults.add(
                    "neighbour",
                    lines.of("swap", swap.index, "work"),
                    "swap.work",
                    value=swap.work,
                    other=other,
                )
        found += faults.in_order()
    return found


def holidays_folder() -> Path:
    """The folder of the year files (thư mục tệp ngày nghỉ).

    In an installed package it lies inside the package; in a checkout at the root
    of the repository.

    >>> (holidays_folder() / "2026.toml").exists()
    True

    Basis: an official looks for ``holidays/`` at the root.
    """
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "holidays"
    return packaged if packaged.is_dir() else here.parents[3] / "holidays"


@lru_cache(maxsize=8)
def load_year_files(folder: Path | None = None) -> Mapping[int, YearFile]:
    """All year files of a folder (nạp mọi tệp ngày nghỉ), by year; read once and kept.

    Raises:
        CalendarDataErrors: with every fault of every file.

    >>> years = load_year_files()
    >>> min(years), years[2026].status.value
    (2010, 'final')

    Basis: the format in ``holidays/README.md``.
    """
    folder = folder or holidays_folder()
    years: dict[int, YearFile] = {}
    found: list[CalendarDataError] = []
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].toml")):
        try:
            year_file = read_year_file(path)
        except CalendarDataErrors as errors:
            found += [fault for fault in errors.exceptions if isinstance(fault, CalendarDataError)]
        else:
            years[year_file.year] = year_file
    found += check_pairs(years)
    if found:
        raise CalendarDataErrors(f"{len(found)} faults in {folder}", found)
    return MappingProxyType(years)
