"""``tthc unassigned``: the dossiers that nobody has, now and soon (hồ sơ bỏ trống)."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.files import NO_ORGANISATION, catalogue_for, organisation_for
from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    EXIT_FINDINGS,
    EXIT_OUT_OF_COVERAGE,
    INSTANT,
    build_calendar,
    calendar_options,
    fail_on_option,
    history_option,
    language_option,
    organisation_option,
    output_options,
    place_of,
    procedures_option,
    refuse_two_inputs,
    statuses_of,
    statuses_option,
)

if TYPE_CHECKING:
    from tthc_deadlines.checking.office.unassigned import OfficeReport
    from tthc_deadlines.errors import Language

_HEADER = (
    "code", "reason", "since", "working_minutes", "official", "unit", "assign_by", "message",
)  # fmt: skip


@click.command("unassigned")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@organisation_option
@click.option(
    "--at",
    type=INSTANT,
    help="Thời điểm kiểm tra, giờ Việt Nam; mặc định là bây giờ.",
)
@click.option(
    "--days",
    type=click.IntRange(min=0, max=366),
    default=14,
    show_default=True,
    help="Xem trước bao nhiêu ngày: nghỉ phép đã báo, hết bổ nhiệm, hết ủy quyền.",
)
@click.option(
    "--since",
    type=INSTANT,
    help="Cộng thêm các khoảng bỏ trống từ thời điểm này đến thời điểm kiểm tra.",
)
@fail_on_option
@history_option
@statuses_option
@procedures_option
@calendar_options
@output_options
@language_option
@click.pass_context
def unassigned_command(
    ctx: click.Context,
    files: tuple[str, ...],
    organisation: tuple[str, ...],
    at: dt.datetime | None,
    days: int,
    since: dt.datetime | None,
    fail_on: str,
    histories: tuple[str, ...],
    statuses: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Hồ sơ đang mở mà không có ai giữ, và hồ sơ sắp như vậy. / Dossiers nobody has.

    Người giữ phải còn ở vị trí, không vắng mặt (hoặc có người thay) và có thẩm quyền; nếu
    không, nêu lý do và ai phải phân công ngay.

    Mã thoát: 0 bình thường; 1 có hồ sơ bỏ trống từ mức --fail-on; 3 có dòng hoặc tệp lỗi; 4 mọi
    dòng lỗi đều do ngày ngoài phạm vi của lịch.
    """
    from tthc_deadlines.checking.office.unassigned import OfficeCheck
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.instants import VIETNAM
    from tthc_deadlines.register.looking import OpenAt

    refuse_two_inputs(files)
    moment = at or dt.datetime.now(VIETNAM)
    if since is not None and since > moment:
        raise click.UsageError("--since: sau thời điểm kiểm tra / later than the instant looked at")
    calendar, chosen = build_calendar(known_on, calendar_file, hours), statuses_of(statuses)
    span = OpenAt(moment, since)
    with contextlib.ExitStack() as stack:
        opened = [
            stack.push(read_dossiers(name, histories=histories, statuses=chosen, only_open=span))
            for name in files
        ]
        office = organisation_for(organisation, opened)
        if office is None:
            raise click.UsageError(NO_ORGANISATION)
        check = OfficeCheck(moment, office, calendar, catalogue_for(procedures, opened))
        rows = (row for file in opened for row in file)
        report = check.report(rows, until=moment + dt.timedelta(days=days), since=since)
    _write(report, check, output, lang)
    ctx.exit(_exit_code(report, fail_on))


def _write(report: OfficeReport, check: Any, output: str | None, lang: Language) -> None:
    if output is None:
        from tthc_deadlines.cli.unassigned_tables import show_report

        show_report(report, check.organisation, lang)
        return
    from tthc_deadlines.cli.output import echo_rows
    from tthc_deadlines.exchange.responsibility_results import plain_office, plain_unassigned

    rows = [plain_unassigned(one) for one in report.unassigned]
    echo_rows(
        output, plain_office(report), rows, _HEADER,
        lambda row, name: row["finding"]["message"][lang] if name == "message" else row[name],
    )  # fmt: skip
    for bad in report.bad:
        click.echo(f"tthc: {place_of(bad)}{bad.message(lang)}", err=True)


def _exit_code(report: OfficeReport, fail_on: str) -> int:
    from tthc_deadlines.findings import Severity

    if report.bad:
        only_outside = all(one.code == "out_of_coverage" for one in report.bad)
        return EXIT_OUT_OF_COVERAGE if only_outside else EXIT_BAD_INPUT
    if fail_on == "none":
        return 0
    level = Severity(fail_on).rank
    graver = any(one.finding.severity.rank >= level for one in report.unassigned)
    return EXIT_FINDINGS if graver else 0
