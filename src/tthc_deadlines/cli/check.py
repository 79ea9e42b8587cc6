"""``tthc check``: how the dossiers of a file stand (kiểm tra danh sách hồ sơ)."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import click

from tthc_deadlines.cli.files import catalogue_for, open_all, organisation_for, rows_of
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
    procedures_option,
    statuses_of,
    statuses_option,
)
from tthc_deadlines.dossiers.status import Status

if TYPE_CHECKING:
    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.checking.batch import CheckResult
    from tthc_deadlines.checking.summary import Summary
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.opening import AnyFile
    from tthc_deadlines.exchange.records import Dates
    from tthc_deadlines.findings import Finding

STATUSES = tuple(status.value for status in Status)
LISTED = 50
_HINT = {
    "vi": "có hồ sơ không ghi thời hạn; thêm --procedures DIR (hoặc --procedures starter) để lấy "
    "thời hạn của thủ tục",
    "en": "some dossiers state no limit; --procedures DIR (or --procedures starter) takes it from "
    "the procedure",
}
_NOT_WRITTEN = {"vi": "không ghi được kết quả", "en": "the result cannot be written"}


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--at",
    type=INSTANT,
    help="Thời điểm kiểm tra, giờ Việt Nam; mặc định là bây giờ, chỉ ghi ngày thì là 00:00.",
)
@click.option(
    "--recorded-by",
    type=INSTANT,
    help="Chỉ dùng sự kiện hệ thống đã ghi nhận đến thời điểm này.",
)
@click.option(
    "--dates",
    type=click.Choice(["unambiguous", "day-first"]),
    default="unambiguous",
    show_default=True,
    help="day-first: ngày chỉ hiểu được khi tháng đứng trước là dòng lỗi, không từ chối cả tệp.",
)
@fail_on_option
@click.option(
    "--all", "every", is_flag=True, help="Của sổ theo dõi: cả hồ sơ đã kết thúc, không chỉ đang mở."
)
@click.option(
    "--only",
    "only",
    type=click.Choice(STATUSES),
    multiple=True,
    help="Chỉ liệt kê hồ sơ có trạng thái này; dùng được nhiều lần.",
)
@history_option
@statuses_option
@procedures_option
@organisation_option
@calendar_options
@output_options
@language_option
@click.pass_context
def check_command(
    ctx: click.Context,
    files: tuple[str, ...],
    at: dt.datetime | None,
    recorded_by: dt.datetime | None,
    dates: Dates,
    fail_on: str,
    every: bool,
    only: tuple[str, ...],
    histories: tuple[str, ...],
    statuses: str,
    procedures: tuple[str, ...],
    organisation: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Kiểm tra danh sách hồ sơ: hạn, trạng thái, sai sót. / Judge the dossiers of a file.

    FILE là CSV (dấu phẩy, chấm phẩy hoặc tab), NDJSON hay JSON, bảng mã UTF-8; "-" là đầu
    vào chuẩn. Bảng cần có cột mã hồ sơ và ngày tiếp nhận; nên có thời hạn, ngày hẹn trả,
    ngày kết thúc xử lý, trạng thái, đơn vị, người xử lý. NDJSON và JSON có thể là hồ sơ có
    diễn biến (khóa "events", xem tthc schema) hoặc tệp đồng bộ của Cổng Dịch vụ công. FILE cũng
    có thể là sổ theo dõi (xem tthc register): chỉ xét hồ sơ đang mở, trừ khi có --all; danh mục
    và tổ chức lưu trong sổ được dùng nếu không nêu --procedures, --organisation.

    Mã thoát: 0 bình thường; 1 có phát hiện từ mức --fail-on; 3 có dòng hoặc tệp lỗi (được
    ưu tiên hơn 1); 4 mọi dòng lỗi đều do ngày ngoài phạm vi của lịch.
    """
    from tthc_deadlines.checking.batch import check
    from tthc_deadlines.instants import VIETNAM
    from tthc_deadlines.register.looking import OpenAt

    if files.count("-") > 1:
        raise click.UsageError("'-' can be given only once")
    calendar = build_calendar(known_on, calendar_file, hours)
    moment = at or dt.datetime.now(VIETNAM)
    with contextlib.ExitStack() as stack:
        tables = open_all(
            files, stack, lang, dates=dates, keep_rows=output == "csv", histories=histories,
            statuses=statuses_of(statuses),
            only_open=None if every else OpenAt(moment, recorded_by=recorded_by),
        )  # fmt: skip
        if tables is None:
            ctx.exit(EXIT_BAD_INPUT)
        catalogue = catalogue_for(procedures, tables)
        office = organisation_for(organisation, tables)
        result = check(
            rows_of(tables, lang),
            moment,
            calendar,
            catalogue=catalogue,
            recorded_by=recorded_by,
            organisation=office,
        )
        chosen = _only(result, frozenset(only))
        try:
            summary = _write(
                result, chosen, tables, output, bool(only), lang, hint=catalogue is None
            )
        except BrokenPipeError:  # whoever was reading has read enough
            raise
        except OSError as error:
            click.echo(f"tthc: {_NOT_WRITTEN[lang]}: {error.strerror}", err=True)
            ctx.exit(EXIT_BAD_INPUT)
    ctx.exit(_exit_code(summary, fail_on))


def _only(result: CheckResult, statuses: frozenset[str]) -> Iterator[Assessment | Finding]:
    """The dossiers asked for; bad rows are never left out."""
    from tthc_deadlines.checking.assessment import Assessment

    for found in result:
        if not statuses or not isinstance(found, Assessment) or found.status in statuses:
            yield found


def _write(
    result: CheckResult,
    chosen: Iterator[Assessment | Finding],
    tables: list[AnyFile],
    output: str | None,
    listing: bool,
    lang: Language,
    *,
    hint: bool,
) -> Summary:
    if output is None:
        return _show(result, chosen, listing, lang, hint=hint)
    from tthc_deadlines.exchange.results import CsvResults, ndjson_line, write_json

    out = _utf8_stdout()
    if output == "json":
        write_json(result, chosen, out)
        out.flush()
        return result.summary
    if output == "csv":
        names = (name for table in tables for name in table.column_names())
        rows = CsvResults(out, names, lang)
        for found in chosen:
            rows.write(found)
    else:
        out.writelines(map(ndjson_line, chosen))
    out.flush()
    summary = result.summary
    click.echo(_closing(summary, lang), err=True)
    return summary


def _utf8_stdout() -> TextIO:
    """Standard output in UTF-8, whatever the locale says: data has one encoding."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.encoding.lower() != "utf-8":
        out.reconfigure(encoding="utf-8")
    return out


def _show(
    result: CheckResult,
    chosen: Iterator[Assessment | Finding],
    listing: bool,
    lang: Language,
    *,
    hint: bool,
) -> Summary:
    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.cli.check_endangered import Endangered, show_endangered
    from tthc_deadlines.cli.check_tables import show_heading, show_listing, show_summary
    from tthc_deadlines.cli.output import console

    listed: list[Assessment] = []
    count = 0
    endangered = Endangered(LISTED)
    for found in chosen:
        if not isinstance(found, Assessment):
            continue
        endangered.add(found)
        if listing:
            count += 1
            if len(listed) < LISTED:
                listed.append(found)
    summary = result.summary
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows "?"
    out = console()
    show_heading(out, summary, lang)
    if listing:
        show_listing(out, listed, count, lang)
    show_summary(out, summary, lang)
    show_endangered(out, endangered, lang)
    out.print()
    if hint and summary.by_finding.get("no_limit"):
        click.echo(f"tthc: {_HINT[lang]}", err=True)
    click.echo(_closing(summary, lang))
    return summary


def _closing(summary: Summary, lang: Language) -> str:
    from tthc_deadlines.cli.check_tables import closing_line

    return closing_line(summary, lang)


def _exit_code(summary: Summary, fail_on: str) -> int:
    from tthc_deadlines.findings import Severity

    if summary.bad:
        only_outside = summary.bad == summary.outside_coverage
        return EXIT_OUT_OF_COVERAGE if only_outside else EXIT_BAD_INPUT
    if fail_on != "none" and summary.reaches(Severity(fail_on)):
        return EXIT_FINDINGS
    return 0
