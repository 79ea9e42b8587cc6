"""``tthc people``: what officials and units did in a period (kết quả theo người)."""

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
    from tthc_deadlines.checking.office.people_records import PeopleReport
    from tthc_deadlines.checking.office.period import Period
    from tthc_deadlines.errors import Language
    from tthc_deadlines.responsibility.organisation import Organisation


class PeriodType(click.ParamType["Period"]):
    """A period on the command line."""

    name = "period"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        from tthc_deadlines.checking.office.errors import InvalidPeriod
        from tthc_deadlines.checking.office.period import Period

        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except InvalidPeriod as error:
            return self.fail(f"{error.message('vi')} / {error}", param, ctx)


@click.command("people")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@organisation_option
@click.option(
    "--period",
    type=PeriodType(),
    required=True,
    help="Kỳ: 2026, 2026-H1, 2026-Q4, 2026-11, 2026-W47 (tuần), 2026-11-16..2026-11-20; thêm "
    "@report cho kỳ báo cáo định kỳ, ví dụ 2026-11@report (15/10 đến 14/11).",
)
@click.option(
    "--at",
    type=INSTANT,
    help="Thời điểm xét, giờ Việt Nam; mặc định là bây giờ. Kỳ đã qua thì xét lúc hết kỳ.",
)
@click.option(
    "--minimum",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Ít hơn số hồ sơ đã giải quyết hoặc đang quá hạn này thì không xếp thứ tự.",
)
@click.option(
    "--by",
    type=click.Choice(["official", "unit"]),
    default="official",
    show_default=True,
    help="Theo người hay theo đơn vị.",
)
@click.option("--pseudonymise", is_flag=True, help="Thay người bằng mã giả danh.")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False),
    help="Khóa (từ 16 byte) để mã giả danh giống nhau giữa các lần chạy.",
)
@fail_on_option
@history_option
@statuses_option
@procedures_option
@calendar_options
@output_options
@language_option
@click.pass_context
def people_command(
    ctx: click.Context,
    files: tuple[str, ...],
    organisation: tuple[str, ...],
    period: Period,
    at: dt.datetime | None,
    minimum: int,
    by: str,
    pseudonymise: bool,
    key_file: str | None,
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
    """Trong kỳ ai xử lý bao nhiêu, sớm hay trễ, trễ do ai; cả kết quả tốt. / Who did what.

    Hồ sơ trễ chỉ tính cho người gây chậm, không cho người giữ sau cùng. Ít hồ sơ thì không xếp
    thứ tự. Chậm do cơ quan khác hoặc do bỏ trống nêu riêng, không tính cho ai.

    Mã thoát: 0 bình thường; 1 theo --fail-on: error có người trễ lặp lại, warning thêm bỏ trống,
    đùn đẩy hoặc bốn mắt, info thêm mọi hồ sơ trễ do người xử lý; 3 có dòng hoặc tệp lỗi; 4 mọi
    dòng lỗi đều do ngày ngoài phạm vi của lịch.
    """
    from tthc_deadlines.checking.office.people import people_report
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.instants import VIETNAM

    refuse_two_inputs(files)
    if key_file is not None and not pseudonymise:
        raise click.UsageError("--key-file: chỉ dùng với --pseudonymise / needs --pseudonymise")
    calendar, chosen = build_calendar(known_on, calendar_file, hours), statuses_of(statuses)
    with contextlib.ExitStack() as stack:
        opened = [
            stack.push(read_dossiers(name, histories=histories, statuses=chosen)) for name in files
        ]
        office = organisation_for(organisation, opened)
        if office is None:
            raise click.UsageError(NO_ORGANISATION)
        hide = _hiding(office, key_file, lang) if pseudonymise else None
        report = people_report(
            (row for file in opened for row in file), period, office,
            at or dt.datetime.now(VIETNAM), calendar=calendar,
            catalogue=catalogue_for(procedures, opened), minimum=minimum,
        )  # fmt: skip
    code = _exit_code(report, fail_on)
    _write(report if hide is None else report.pseudonymised(hide), office, by, output, lang)
    ctx.exit(code)


def _hiding(office: Organisation, key_file: str | None, lang: Language) -> Any:
    """The pseudonyms of everybody in the organisation."""
    from tthc_deadlines.checking.office.pseudonyms import Pseudonyms, read_key
    from tthc_deadlines.cli.people_texts import PEOPLE_TEXTS

    found = Pseudonyms(None if key_file is None else read_key(key_file), office.officials)
    if not found.is_lasting:
        click.echo(f"tthc: {PEOPLE_TEXTS[lang]['random']}", err=True)
    return found


def _write(
    report: PeopleReport, office: Organisation, by: str, output: str | None, lang: Language
) -> None:
    from tthc_deadlines.cli.people_tables import closing_line, show_people

    if output is None:
        show_people(report, office, by, lang)
        return
    from tthc_deadlines.cli.output import echo_rows
    from tthc_deadlines.exchange.people_results import columns, plain_report, plain_rows

    rows = plain_rows(report, by)
    echo_rows(output, plain_report(report, by), rows, columns(report, by), _cell)
    for bad in report.bad_rows:
        click.echo(f"tthc: {place_of(bad)}{bad.message(lang)}", err=True)
    click.echo(closing_line(report, lang), err=True)


def _cell(row: Any, name: str) -> Any:
    value = row.get(name)
    return " ".join(value) if isinstance(value, list) else value


def _exit_code(report: PeopleReport, fail_on: str) -> int:
    if report.bad:
        only_outside = report.bad == report.outside_coverage
        return EXIT_OUT_OF_COVERAGE if only_outside else EXIT_BAD_INPUT
    people = report.people
    reached = {
        "none": False,
        "error": any(one.repeats for one in people),
        "warning": any(one.gaps or one.pushed_away or one.four_eyes for one in people),
        "info": any(one.late_by_own for one in people),
    }
    levels = ("error", "warning", "info")
    wanted = levels[: levels.index(fail_on) + 1] if fail_on in levels else ()
    return EXIT_FINDINGS if any(reached[level] for level in wanted) else 0
