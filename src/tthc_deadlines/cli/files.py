"""Files of dossiers that commands are given (tệp hồ sơ đưa vào lệnh), registers among them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tthc_deadlines.cli.options import catalogue_of, describe_error, organisation_of

if TYPE_CHECKING:
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.dossiers.record import DossierRecord
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.opening import AnyFile
    from tthc_deadlines.exchange.register_file import RegisterFile
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

T = TypeVar("T")
_ROWS_A_TICK = 500
NO_ORGANISATION = "--organisation: thiếu dữ liệu tổ chức / an organisation is needed"
READING = {"vi": "Đang đọc", "en": "Reading"}


def open_all(
    files: Iterable[str], stack: contextlib.ExitStack, lang: Language, **options: Any
) -> list[AnyFile] | None:
    """Every file, looked over (mở các tệp); ``None``, each fault on stderr, if one is refused."""
    from tthc_deadlines.errors import InputError
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.register.errors import RegisterError

    tables: list[AnyFile] = []
    refused = False
    for name in files:
        try:
            tables.append(stack.push(read_dossiers(name, **options)))
        except (InputError, RegisterError) as error:
            click.echo(f"tthc: {describe_error(error, lang)}", err=True)
            refused = True
    return None if refused else tables


def rows_of(
    tables: Sequence[AnyFile], lang: Language
) -> Iterator[DossierRecord | Dossier | Finding]:
    """The rows of all files (các dòng); a progress bar on stderr if that is a terminal."""
    if not sys.stderr.isatty():
        for table in tables:
            yield from table
        return
    from rich.progress import Progress

    from tthc_deadlines.cli.output import console

    with Progress(console=console(stderr=True), transient=True) as progress:
        task = progress.add_task(READING[lang], total=sum(table.size for table in tables))
        before = 0
        for table in tables:
            for number, row in enumerate(table):
                yield row
                if number % _ROWS_A_TICK == 0:
                    progress.update(task, completed=before + table.position)
            before += table.size


def catalogue_for(procedures: tuple[str, ...], files: Iterable[AnyFile]) -> Catalogue | None:
    """The catalogue that ``--procedures`` names, else the one kept in a register (danh mục).

    Raises:
        click.UsageError: several registers keep one.
    """
    if procedures:
        return catalogue_of(procedures)
    kept = [one.catalogue() for one in _registers(files)]
    return _the_one(kept, "--procedures: nhiều sổ có danh mục / several registers keep one")


def organisation_for(
    organisation: tuple[str, ...], files: Iterable[AnyFile]
) -> Organisation | None:
    """The organisation that ``--organisation`` names, else the one kept in a register (tổ chức).

    Raises:
        click.UsageError: several registers keep one.
    """
    if organisation:
        return organisation_of(organisation)
    kept = [one.organisation() for one in _registers(files)]
    return _the_one(kept, "--organisation: nhiều sổ có tổ chức / several registers keep one")


def _the_one(kept: Iterable[T | None], several: str) -> T | None:
    found = [one for one in kept if one is not None]
    if len(found) > 1:
        raise click.UsageError(several)
    return found[0] if found else None


def _registers(files: Iterable[AnyFile]) -> list[RegisterFile]:
    every = list(files)
    if all(type(one).__name__ != "RegisterFile" for one in every):
        return []  # without importing what reads registers
    from tthc_deadlines.exchange.register_file import RegisterFile

    return [one for one in every if isinstance(one, RegisterFile)]
