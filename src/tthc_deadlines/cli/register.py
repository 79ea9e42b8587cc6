"""``tthc register``: dossiers kept in one file that loses nothing (sổ theo dõi hồ sơ)."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    INSTANT,
    STARTER,
    build_calendar,
    calendar_options,
    catalogue_of,
    language_option,
    organisation_of,
    organisation_option,
    output_options,
    procedures_option,
)
from tthc_deadlines.cli.register_moving import export_command, import_command, restore_command
from tthc_deadlines.cli.register_texts import REGISTER_TEXTS

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.register.asking import OpenDossier
    from tthc_deadlines.register.register import Register


@click.group("register")
def register_group() -> None:
    """Sổ theo dõi hồ sơ trong một tệp: nhập, xem, xuất. / Dossiers kept in one file."""


for _command in (import_command, export_command, restore_command):
    register_group.add_command(_command)


@register_group.command("head")
@click.argument("register")
@language_option
def head_command(register: str, lang: Language) -> None:
    """Mã băm cuối của sổ, để ghi lại nơi khác. / The hash of the last entry."""
    from tthc_deadlines.register.register import Register

    with Register(register, readonly=True) as book:
        click.echo(book.head())


@register_group.command("show")
@click.argument("register")
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@procedures_option
@calendar_options
@language_option
def show_command(
    register: str,
    as_json: bool,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Sổ có gì: số mục, số hồ sơ, phiên bản đã dùng, mã băm cuối. / What a register holds."""
    import attrs

    from tthc_deadlines.register.register import Register

    calendar, catalogue = build_calendar(known_on, calendar_file, hours), catalogue_of(procedures)
    with Register(register, calendar=calendar, catalogue=catalogue, readonly=True) as book:
        found = book.overview()
    if as_json:
        from tthc_deadlines.cli.output import echo_json

        echo_json({"schema": 1, "path": register, **attrs.asdict(found)})
        return
    from tthc_deadlines.cli.register_tables import show_overview

    show_overview(register, found, lang)


@register_group.command("keep")
@click.argument("register")
@organisation_option
@procedures_option
@language_option
def keep_command(
    register: str, organisation: tuple[str, ...], procedures: tuple[str, ...], lang: Language
) -> None:
    """Lưu tổ chức và danh mục thủ tục vào sổ. / Keep an organisation and procedures inside.

    Dữ liệu được kiểm tra trước; có lỗi thì không ghi gì. Lưu sau thì thay lưu trước, bản cũ vẫn
    còn trong sổ. Chưa có sổ thì lập.
    """
    from tthc_deadlines.register.register import Register

    if not organisation and not procedures:
        raise click.UsageError("--organisation, --procedures: chưa nêu gì / nothing to keep")
    if STARTER in procedures:
        raise click.UsageError(f"--procedures: “{STARTER}” có sẵn, không lưu / comes with tthc")
    organisation_of(organisation)
    catalogue_of(procedures)  # both are sound before anything is written
    text = REGISTER_TEXTS[lang]
    with Register(register) as book:
        for what, paths, keep in (
            ("organisation", organisation, book.keep_organisation),
            ("catalogue", procedures, book.keep_catalogue),
        ):
            if paths:
                line = text["kept" if keep(*paths).added else "kept_known"]
                click.echo(line.format(path=register, what=text[what]))
    with Register(register, readonly=True) as book:
        is_current, head = book.overview().is_current, book.head()
    click.echo(text["head"].format(head=head))
    if not is_current:
        click.echo(f"tthc: {text['stale'].format(path=register)}", err=True)


@register_group.command("rebuild")
@click.argument("register")
@procedures_option
@calendar_options
@language_option
def rebuild_command(
    register: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Tính lại số liệu của mọi hồ sơ từ các sự kiện. / Work everything out again.

    Ngắt giữa chừng (Ctrl-C, mã thoát 130) thì chạy lại lệnh này sẽ tính tiếp.
    """
    text = REGISTER_TEXTS[lang]
    with opened(register, procedures, known_on, calendar_file, hours) as book:
        try:
            with progress_bar(text["rebuilding"]) as progress:
                count = book.rebuild(progress)
        except KeyboardInterrupt:
            click.echo(f"tthc: {text['interrupted']}", err=True)
            raise
    click.echo(text["rebuilt"].format(path=register, count=count))


@register_group.command("open")
@click.argument("register")
@click.option("--at", type=INSTANT, help="Thời điểm xét, giờ Việt Nam; mặc định là bây giờ.")
@click.option("--overdue", is_flag=True, help="Chỉ hồ sơ quá hạn.")
@click.option(
    "--due-within", type=click.IntRange(min=0), metavar="N", help="Chỉ hồ sơ đến hạn trong N ngày."
)
@click.option("--unassigned", is_flag=True, help="Chỉ hồ sơ chưa có tên người giữ.")
@click.option("--held-by", metavar="NAME", help="Chỉ hồ sơ người này giữ.")
@click.option("--unit", metavar="NAME", help="Chỉ hồ sơ của đơn vị này.")
@click.option("--procedure", metavar="CODE", help="Chỉ hồ sơ của thủ tục này.")
@procedures_option
@calendar_options
@output_options
@language_option
def open_command(
    register: str,
    at: dt.datetime | None,
    overdue: bool,
    due_within: int | None,
    unassigned: bool,
    held_by: str | None,
    unit: str | None,
    procedure: str | None,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Hồ sơ đang mở và tình trạng, hạn gần nhất trước. / The open dossiers, soonest due first.

    Nhiều điều kiện thì phải đúng tất cả. Nhanh hơn tthc check vì dùng số liệu đã tính trong sổ.
    """
    from tthc_deadlines.instants import VIETNAM

    moment = at or dt.datetime.now(VIETNAM)
    last = None if due_within is None else moment.date() + dt.timedelta(days=due_within)
    with opened(register, procedures, known_on, calendar_file, hours) as book:
        found = [
            one
            for one in book.check(moment)
            if (not overdue or one.working_over is not None)
            and (last is None or _is_due(one, last))
            and (not unassigned or (not one.holder and one.state == "running"))
            and held_by in (None, one.holder)
            and unit in (None, one.unit)
            and procedure in (None, one.procedure_code)
        ]
        edition = book.calendar.edition
    _write_open(register, found, moment, edition, output, lang)


def _is_due(one: OpenDossier, last: dt.date) -> bool:
    return one.working_left is not None and one.due_on is not None and one.due_on <= last


def _write_open(
    path: str,
    found: list[OpenDossier],
    at: dt.datetime,
    edition: str,
    output: str | None,
    lang: Language,
) -> None:
    from tthc_deadlines.cli.register_tables import OPEN_HEADER, plain_open, show_open

    if output is None:
        show_open(path, found, at, lang)
        return
    from tthc_deadlines.cli.output import echo_rows

    rows = [plain_open(one) for one in found]
    document = {"schema": 1, "edition": edition, "at": at, "open": rows}
    echo_rows(output, document, rows, OPEN_HEADER, _cell)


def _cell(row: Any, name: str) -> Any:
    value = row[name]
    return " ".join(value) if isinstance(value, (list, tuple)) else value


# --- shared with the commands beside this group ---------------------------------------------


@contextlib.contextmanager
def opened(
    register: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
) -> Iterator[Register]:
    """A register that is there, with the calendar and procedures that options name (mở sổ)."""
    from tthc_deadlines.register.register import Register

    calendar, catalogue = build_calendar(known_on, calendar_file, hours), catalogue_of(procedures)
    with Register(register, calendar=calendar, catalogue=catalogue, create=False) as book:
        yield book


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on stderr, if that is a terminal (thanh tiến độ); otherwise ``None``."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    from tthc_deadlines.cli.output import console

    with Progress(console=console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
