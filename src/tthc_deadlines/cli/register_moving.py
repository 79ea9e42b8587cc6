"""``tthc register import|export|restore``: into a register and out of it (nhập, xuất sổ)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    build_calendar,
    calendar_options,
    catalogue_of,
    history_option,
    language_option,
    place_of,
    procedures_option,
    refuse_two_inputs,
    statuses_of,
    statuses_option,
)
from tthc_deadlines.cli.register_texts import REGISTER_TEXTS

if TYPE_CHECKING:
    import datetime as dt

    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.opening import AnyFile
    from tthc_deadlines.exchange.records import Dates
    from tthc_deadlines.exchange.register_import import Imported
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.register.register import Register

_TOLD = 50


@click.command("import")
@click.argument("register")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--dates",
    type=click.Choice(["unambiguous", "day-first"]),
    default="unambiguous",
    show_default=True,
    help="day-first: ngày chỉ hiểu được khi tháng đứng trước là dòng lỗi, không từ chối cả tệp.",
)
@history_option
@statuses_option
@procedures_option
@calendar_options
@click.option("--json", "output", flag_value="json", help="JSON.")
@click.option("--nl", "output", flag_value="nl", help="Mỗi dòng lỗi một đối tượng JSON / NDJSON.")
@language_option
@click.pass_context
def import_command(
    ctx: click.Context,
    register: str,
    files: tuple[str, ...],
    dates: Dates,
    histories: tuple[str, ...],
    statuses: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Nhập tệp hồ sơ vào sổ; chưa có sổ thì lập. / Write files of dossiers into a register.

    FILE như của tthc check. Nhập lại tệp cũ thì không ghi gì; tệp mới hơn thì chỉ ghi phần thay
    đổi. Dòng lỗi được nêu và bỏ qua, các dòng khác vẫn được ghi.
    / The same file again writes nothing, a newer one only what changed.

    Mã thoát: 0 bình thường; 3 có dòng lỗi, hoặc tệp hay sổ không dùng được (khi đó chưa ghi gì).
    """
    from tthc_deadlines.cli.files import open_all, rows_of
    from tthc_deadlines.exchange.register_import import Imported, import_dossiers
    from tthc_deadlines.register.register import Register

    refuse_two_inputs(files)
    calendar, catalogue = build_calendar(known_on, calendar_file, hours), catalogue_of(procedures)
    bad = _Bad(output, lang)
    with contextlib.ExitStack() as stack:
        tables = open_all(
            files, stack, lang, dates=dates, histories=histories, statuses=statuses_of(statuses)
        )
        if tables is None:
            ctx.exit(EXIT_BAD_INPUT)
        book = stack.enter_context(Register(register, calendar=calendar, catalogue=catalogue))
        total = Imported(head=book.head())
        for table in tables:
            found = import_dossiers(book, rows_of([table], lang), on_bad=bad.take)
            total = total.plus(found)
            if output is None:
                click.echo(_line(table, found, lang))
        _project(book, register, lang)
    bad.end()
    _close(total, bad, output, lang)
    if total.bad:
        ctx.exit(EXIT_BAD_INPUT)


class _Bad:
    """Tells bad rows as they come: the first of them to people, all to scripts."""

    def __init__(self, output: str | None, lang: Language) -> None:
        self._output, self._lang = output, lang
        self._count = 0
        self.plain: list[dict[str, Any]] = []

    def take(self, finding: Finding) -> None:
        from tthc_deadlines.exchange.results import plain_finding

        self._count += 1
        if self._output == "json":
            self.plain.append(plain_finding(finding))
        elif self._output == "nl":
            from tthc_deadlines.cli.output import echo_lines

            echo_lines([plain_finding(finding)])
        elif self._count <= _TOLD:
            click.echo(f"tthc: {place_of(finding)}{finding.message(self._lang)}", err=True)

    def end(self) -> None:
        if self._output is None and self._count > _TOLD:
            text = REGISTER_TEXTS[self._lang]["more_bad"]
            click.echo(text.format(count=self._count - _TOLD), err=True)


def _line(table: AnyFile, found: Imported, lang: Language) -> str:
    line = REGISTER_TEXTS[lang]["imported"].format(path=table.path, **_counts(found))
    return f"{line}; {REGISTER_TEXTS[lang]['bad'].format(bad=found.bad)}" if found.bad else line


def _counts(found: Imported) -> dict[str, int]:
    names = ("read", "new", "changed", "unchanged", "added", "bad")
    return {name: getattr(found, name) for name in names}


def _project(book: Register, path: str, lang: Language) -> None:
    """What was written is counted with, unless the rest was counted with other editions."""
    from tthc_deadlines.register.errors import StaleProjections

    try:
        book.project()
    except StaleProjections:
        click.echo(f"tthc: {REGISTER_TEXTS[lang]['stale'].format(path=path)}", err=True)


def _close(total: Imported, bad: _Bad, output: str | None, lang: Language) -> None:
    if output == "json":
        from tthc_deadlines.cli.output import echo_json

        echo_json({"schema": 1, **_counts(total), "head": total.head, "findings": bad.plain})
    else:
        text = REGISTER_TEXTS[lang]["head"].format(head=total.head)
        click.echo(text, err=output is not None)


# --- out and back ------------------------------------------------------------------------


@click.command("export")
@click.argument("register")
@click.option("--out", metavar="FILE", help="Tệp đích, chưa có; mặc định là đầu ra chuẩn.")
@language_option
def export_command(register: str, out: str | None, lang: Language) -> None:
    """Xuất toàn bộ sổ, mỗi mục một dòng NDJSON. / Every entry, one a line.

    tthc register restore lập lại sổ từ tệp này, chuỗi mã băm giống hệt.
    """
    from tthc_deadlines.register.copying import entry_line
    from tthc_deadlines.register.register import Register

    count = 0
    with Register(register, readonly=True) as book, _destination(out) as write:
        for entry in book.entries():
            count += 1
            write(entry_line(entry))
        head = book.head() if not count else entry.hash.hex()
    click.echo(REGISTER_TEXTS[lang]["exported"].format(count=count, head=head), err=True)


@contextlib.contextmanager
def _destination(out: str | None) -> Iterator[Callable[[str], object]]:
    """Where lines go: a file appears only once it is whole, and never over another."""
    if out is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout.write
        sys.stdout.flush()
        return
    from tthc_deadlines.register.errors import ExistingFile

    if os.path.lexists(out):
        raise ExistingFile(path=out)
    part = f"{out}.{os.getpid()}.part"
    try:
        with _writable(part, out) as file:
            yield file.write
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, out)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)


def _writable(part: str, out: str) -> IO[str]:
    from tthc_deadlines.register.errors import UnwritableRegister

    try:
        return open(part, "x", encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnwritableRegister(path=out, reason=reason, reason_vi=reason) from None


@click.command("restore")
@click.argument("file")
@click.argument("register")
@click.option(
    "--head",
    default="",
    metavar="HASH",
    help="Mã băm mà mục cuối phải có: chứng tỏ tệp không thiếu phần cuối.",
)
@calendar_options
@language_option
def restore_command(
    file: str,
    register: str,
    head: str,
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Lập lại sổ REGISTER từ tệp đã xuất; "-" là đầu vào chuẩn. / Make a register of an export.

    Mọi dòng được kiểm tra theo chuỗi mã băm; tệp bị sửa, thiếu hoặc hỏng thì từ chối, mã thoát 3.
    """
    from tthc_deadlines.exchange.sources import Source
    from tthc_deadlines.register.copying import restore
    from tthc_deadlines.register.register import Register

    calendar = build_calendar(known_on, calendar_file, hours)
    with Source(file) as source, source.open() as text:
        last = restore(text, Path(register), source.path, head)
    with Register(register, calendar=calendar) as book:
        book.project()
        count = book.overview().entries
    done = REGISTER_TEXTS[lang]["restored"]
    click.echo(done.format(path=register, count=count, head=last))
