"""``tthc holidays``: the yearly files of official days off (tệp ngày nghỉ từng năm)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tthc_deadlines.cli.options import EXIT_BAD_INPUT, language_option

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language

_TEXTS = {
    "vi": {"fine": "{}: đúng", "faults": "{}: {} lỗi"},
    "en": {"fine": "{}: fine", "faults": "{}: {} faults"},
}


@click.group("holidays")
def holidays_group() -> None:
    """Tệp ngày nghỉ từng năm. / The yearly files of days off."""


@holidays_group.command("check")
@click.argument(
    "files",
    nargs=-1,
    metavar="[FILE]…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@language_option
@click.pass_context
def check_command(ctx: click.Context, files: tuple[Path, ...], lang: Language) -> None:
    """Kiểm tra tệp ngày nghỉ: nêu dòng và khóa của mọi lỗi. / Check year files.

    Không nêu FILE thì kiểm tra mọi tệp của gói. / Without FILE, all files of the package.
    """
    from tthc_deadlines.calendar.year_files import check_year_file, holidays_folder

    bad = False
    for path in files or sorted(holidays_folder().glob("*.toml")):
        faults = check_year_file(path)
        bad = bad or bool(faults)
        for fault in faults:
            click.echo(fault.message(lang))
        text = _TEXTS[lang]["faults" if faults else "fine"]
        click.echo(text.format(path if files else path.name, len(faults)))
    if bad:
        ctx.exit(EXIT_BAD_INPUT)
