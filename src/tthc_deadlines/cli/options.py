"""Options that several commands share (tùy chọn dùng chung)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.instants import VIETNAM, parse_instant

if TYPE_CHECKING:
    from tthc_deadlines.calendar.working import WorkingCalendar
    from tthc_deadlines.exchange.portal.status import StatusMap
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

F = TypeVar("F", bound=Callable[..., Any])

EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 3
EXIT_OUT_OF_COVERAGE = 4
STARTER = "starter"
"""What ``--procedures`` calls the catalogue that ships with the library."""


def _both(value: str, error: ValueError) -> str:
    """In both languages: the language of messages may not have been read yet."""
    return f"không đọc được ngày giờ “{value}”; hãy ghi dd/mm/yyyy[ hh:mm] / {error}"


class InstantType(click.ParamType[dt.datetime]):
    """An instant on the command line: ISO or dd/MM/yyyy, local time of Vietnam unless offset."""

    name = "instant"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        try:
            parsed = parse_instant(value)
        except ValueError as error:
            self.fail(_both(value, error), param, ctx)
        if not isinstance(parsed, dt.datetime):
            parsed = dt.datetime.combine(parsed, dt.time(), tzinfo=VIETNAM)
        return parsed


class ReceiptType(InstantType):
    """The same, but a bare date stays a date (the time of receipt is not known)."""

    name = "instant|date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, dt.date):
            return value
        try:
            return parse_instant(value)
        except ValueError as error:
            return self.fail(_both(value, error), param, ctx)


class DateType(click.ParamType[dt.date]):
    """A day on the command line: ISO or dd/MM/yyyy."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            parsed = parse_instant(value)
        except ValueError as error:
            self.fail(_both(value, error), param, ctx)
        if isinstance(parsed, dt.datetime):
            self.fail(
                f"“{value}” có cả giờ; ở đây chỉ ghi ngày / has a time of day; a day is meant",
                param,
                ctx,
            )
        return parsed


INSTANT, RECEIPT, DATE = InstantType(), ReceiptType(), DateType()


def _remember_language(ctx: click.Context, param: click.Parameter, value: str) -> str:
    ctx.meta["tthc.lang"] = value  # for errors, which are shown by the group
    return value


def language_option(command: F) -> F:
    """``--lang vi|en``: the language of messages and tables."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        is_eager=True,
        show_default=True,
        envvar="TTHC_LANG",
        callback=_remember_language,
        help="Ngôn ngữ / language of messages.",
    )(command)


def calendar_options(command: F) -> F:
    """``--known-on``, ``--calendar``, ``--hours``: which calendar counts the days."""
    command = click.option(
        "--hours", metavar="SPEC", help='Giờ làm việc, ví dụ "07:30-11:30,13:30-17:00".'
    )(command)
    command = click.option(
        "--calendar",
        "calendar_file",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        help="Lịch riêng của cơ quan (TOML hoặc JSON).",
    )(command)
    return click.option(
        "--known-on", type=DATE, help="Chỉ dùng các quyết định đã ban hành đến ngày này."
    )(command)


def procedures_option(command: F) -> F:
    """``--procedures DIR``: where limits come from that a dossier does not state itself."""
    return click.option(
        "--procedures",
        multiple=True,
        metavar="DIR",
        help="Thư mục tệp thủ tục (TOML), cho hồ sơ không ghi thời hạn; “starter” là danh mục "
        "kèm theo. Dùng được nhiều lần.",
    )(command)


def catalogue_of(procedures: tuple[str, ...]) -> Catalogue | None:
    """The catalogue that the options name (danh mục theo tùy chọn); ``None`` for none."""
    if not procedures:
        return None
    from tthc_deadlines.procedures.catalogue import Catalogue

    own = [name for name in procedures if name != STARTER]
    catalogue = Catalogue.load(*own)
    if len(own) == len(procedures):
        return catalogue
    return catalogue.over(Catalogue.starter()) if own else Catalogue.starter()


def organisation_option(command: F) -> F:
    """``--organisation PATH``: who is who in the office."""
    return click.option(
        "--organisation",
        multiple=True,
        metavar="PATH",
        type=click.Path(exists=True),
        help="Dữ liệu tổ chức: tệp TOML hoặc thư mục TOML/CSV (xem tthc organisation check). "
        "Dùng được nhiều lần.",
    )(command)


def organisation_of(paths: tuple[str, ...]) -> Organisation | None:
    """The organisation that the option names (tổ chức theo tùy chọn); ``None`` for none."""
    if not paths:
        return None
    from tthc_deadlines.responsibility.organisation import Organisation

    return Organisation.load(*paths)


def history_option(command: F) -> F:
    """``--history FILE``: the portal's steps, beside the file of their dossiers."""
    return click.option(
        "--history",
        "histories",
        multiple=True,
        metavar="FILE",
        help="Tệp tiến trình của Cổng Dịch vụ công, kèm theo tệp hồ sơ đồng bộ.",
    )(command)


def statuses_option(command: F) -> F:
    """``--statuses NAME|FILE``: what the portal's status numbers mean."""
    return click.option(
        "--statuses",
        default="national",
        show_default=True,
        metavar="NAME|FILE",
        help="Ý nghĩa các số trạng thái: national, local-supplemented, hoặc tệp TOML riêng.",
    )(command)


def statuses_of(name: str) -> StatusMap:
    """The map of statuses that the option names (bảng trạng thái theo tùy chọn)."""
    from pathlib import Path

    from tthc_deadlines.exchange.portal.status import load_status_map, status_map

    return load_status_map(name) if Path(name).suffix == ".toml" else status_map(name)


def build_calendar(
    known_on: dt.date | None, calendar_file: str | None, hours: str | None
) -> WorkingCalendar:
    """The calendar that the three options describe (lịch theo tùy chọn)."""
    if calendar_file is not None:
        from tthc_deadlines.calendar.agency import load_calendar

        return load_calendar(calendar_file, known_on=known_on, hours=hours)
    from tthc_deadlines.calendar.hours import WorkingHours
    from tthc_deadlines.calendar.vietnam import vietnam_calendar

    return vietnam_calendar(known_on, None if hours is None else WorkingHours.parse(hours))


def output_options(command: F) -> F:
    """``--json``, ``--nl``, ``--csv``: forms for scripts; without one, a table for people."""
    for flag, text in (
        ("csv", "CSV"),
        ("nl", "một đối tượng JSON mỗi dòng / NDJSON"),
        ("json", "JSON"),
    ):
        command = click.option(f"--{flag}", "output", flag_value=flag, help=text)(command)
    return command


def exit_code_of(error: TthcDeadlinesError) -> int:
    """Which exit code an error ends the command with: 4 outside coverage, otherwise 3."""
    from tthc_deadlines.errors import OutOfCoverage

    return EXIT_OUT_OF_COVERAGE if isinstance(error, OutOfCoverage) else EXIT_BAD_INPUT


def describe_error(error: TthcDeadlinesError, lang: Any) -> str:
    """The error as one line, or one line a fault, for stderr."""
    return error.message(lang)


def place_of(finding: Finding) -> str:
    """Where a bad row stands, before its message (vị trí): file and line, or file and dossier."""
    if finding.line is not None:
        return f"{finding.path}:{finding.line}: "
    return "".join(f"{part}: " for part in (finding.path, finding.subject) if part)


def refuse_two_inputs(files: tuple[str, ...]) -> None:
    """Standard input can be read once (đầu vào chuẩn chỉ đọc được một lần).

    Raises:
        click.UsageError: "-" is given twice.
    """
    if files.count("-") > 1:
        raise click.UsageError("'-': chỉ được ghi một lần / can be given only once")


def fail_on_option(command: F) -> F:
    """``--fail-on``: from which severity on findings end the command with exit code 1."""
    return click.option(
        "--fail-on",
        type=click.Choice(["none", "info", "warning", "error"]),
        default="none",
        show_default=True,
        help="Mã thoát 1 nếu có phát hiện từ mức này trở lên.",
    )(command)


def bare_day_option(command: F) -> F:
    """``--bare-day``: what "ngày" alone is read as."""
    return click.option(
        "--bare-day",
        type=click.Choice(["calendar_day", "working_day"]),
        default="calendar_day",
        show_default=True,
        help="“ngày” không ghi rõ thì hiểu là gì.",
    )(command)
