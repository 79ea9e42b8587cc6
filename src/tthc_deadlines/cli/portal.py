"""``tthc portal``: the national portal's data (dữ liệu của Cổng Dịch vụ công quốc gia)."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    EXIT_FINDINGS,
    INSTANT,
    build_calendar,
    calendar_options,
    catalogue_of,
    fail_on_option,
    history_option,
    language_option,
    output_options,
    procedures_option,
    statuses_of,
    statuses_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.index_report import Indexed, IndexReport
    from tthc_deadlines.exchange.portal.status import StatusMap
    from tthc_deadlines.findings import Finding

_LINT = {
    "vi": "{count} đối tượng, {found} điểm cần xem, {bad} đối tượng không đọc được",
    "en": "{count} objects, {found} remarks, {bad} objects that cannot be read",
}
_FOREIGN = ("không phải dữ liệu của Cổng", "it is not the portal's data")
_NO_EVENTS = {
    "vi": "hồ sơ {code} chỉ là một dòng của danh sách, không có diễn biến để đổi",
    "en": "dossier {code} is a row of a list and has no events to convert",
}
_INDEX = {
    "vi": (
        "Chỉ số 766, tiến độ giải quyết (2.1), kỳ tính đến {at}",
        "  theo Cổng: {on_time}/{received} đúng hạn, {score}/20 điểm",
        "  theo luật: {own} đúng hạn hoặc trong hạn, {late} quá hạn",
        "Hai bên khác nhau ({differing})",
        "Công thức theo tài liệu kỹ thuật dẫn lại, chưa đọc phụ lục của quyết định.",
    ),
    "en": (
        "Index 766, progress (2.1), period up to {at}",
        "  by the portal: {on_time}/{received} on time, {score}/20 points",
        "  by the law: {own} on time or in time, {late} late",
        "The two differ ({differing})",
        "By a working paper; the annex of the decision itself was not read.",
    ),
}


@click.group("portal")
def portal_group() -> None:
    """Dữ liệu Cổng Dịch vụ công: soát lỗi, chỉ số 766. / The national portal's data."""


@portal_group.command("lint")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@fail_on_option
@statuses_option
@output_options
@language_option
@click.pass_context
def lint_command(
    ctx: click.Context,
    files: tuple[str, ...],
    fail_on: str,
    statuses: str,
    output: str | None,
    lang: Language,
) -> None:
    """Soát tệp đồng bộ: điều Cổng không nhận hoặc hiểu khác. / Lint files for the portal."""
    from tthc_deadlines.findings import Severity

    found: list[Finding] = []
    count = bad = 0
    chosen = statuses_of(statuses)
    for name in files:
        for finding in _linted(name, chosen):
            if finding is None:
                count += 1
            else:
                found.append(finding)
                bad += finding.code == "bad_row"
    _write_findings(found, output, lang)
    click.echo(_LINT[lang].format(count=count, found=len(found) - bad, bad=bad), err=True)
    if bad:
        ctx.exit(EXIT_BAD_INPUT)
    if fail_on != "none" and any(one.severity.rank >= Severity(fail_on).rank for one in found):
        ctx.exit(EXIT_FINDINGS)


def _linted(name: str, statuses: StatusMap) -> Iterator[Finding | None]:
    """Each remark on a file; ``None`` for each object met."""
    from tthc_deadlines.checking.messages import bad_row
    from tthc_deadlines.checking.showing import Words
    from tthc_deadlines.exchange.json_documents import iter_objects
    from tthc_deadlines.exchange.portal.fields import form_of
    from tthc_deadlines.exchange.portal.lint import lint_portal
    from tthc_deadlines.exchange.sources import Source
    from tthc_deadlines.findings import Finding

    with Source(name) as source, source.open() as text:
        for item in iter_objects(text, source.path):
            if isinstance(item, Finding):
                yield item
            elif form_of(item.value) is None:
                detail = Words(*_FOREIGN)
                yield bad_row("not_assessed", path=source.path, line=item.line, detail=detail)
            else:
                yield None
                yield from lint_portal(item, path=source.path, statuses=statuses)


def _write_findings(found: list[Finding], output: str | None, lang: Language) -> None:
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines
    from tthc_deadlines.exchange.results import plain_finding

    if output == "json":
        echo_json([plain_finding(one) for one in found])
    elif output == "nl":
        echo_lines([plain_finding(one) for one in found])
    elif output == "csv":
        echo_csv(
            ("path", "line", "code", "severity", "subject", "message"),
            [
                (one.path, one.line, one.code, one.severity.value, one.subject, one.message(lang))
                for one in found
            ],
        )
    else:
        for one in found:
            place = f"{one.path}:{one.line}" if one.line is not None else one.path
            subject = f" {one.subject}" if one.subject else ""
            click.echo(f"{place}: {one.severity.label(lang)}{subject}: {one.message(lang)}")


@portal_group.command("convert")
@click.argument("file")
@click.option(
    "--to",
    "form",
    type=click.Choice(["events", "1", "2"]),
    default="events",
    show_default=True,
    help="events: hồ sơ có diễn biến, mỗi dòng một hồ sơ; 1, 2: dạng của Cổng.",
)
@history_option
@click.option("--personal", is_flag=True, help="Giữ dữ liệu cá nhân (mặc định: bỏ khi đọc).")
@statuses_option
@language_option
@click.pass_context
def convert_command(
    ctx: click.Context,
    file: str,
    form: str,
    histories: tuple[str, ...],
    personal: bool,
    statuses: str,
    lang: Language,
) -> None:
    """Đổi giữa tệp đồng bộ của Cổng và hồ sơ có diễn biến (NDJSON).

    Convert between the portal's data and dossiers with events, one object a line.
    """
    from tthc_deadlines.cli.output import echo_lines
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.dossiers.dossier_json import write_dossier
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.exchange.portal.write import write_portal, write_portal_steps
    from tthc_deadlines.findings import Finding

    chosen = statuses_of(statuses)
    bad = 0
    with read_dossiers(file, histories=histories, statuses=chosen, personal=personal) as rows:
        for row in rows:
            if isinstance(row, Finding):
                bad += 1
                click.echo(f"tthc: {row.path}:{row.line}: {row.message(lang)}", err=True)
            elif not isinstance(row, Dossier):
                bad += 1
                said = _NO_EVENTS[lang].format(code=row.code)
                click.echo(f"tthc: {row.path}:{row.line}: {said}", err=True)
            elif form == "events":
                echo_lines([write_dossier(row)])
            else:
                version = int(form)
                echo_lines([write_portal(row, version, statuses=chosen)])
                echo_lines(write_portal_steps(row, version, statuses=chosen))
    if bad:
        ctx.exit(EXIT_BAD_INPUT)


@portal_group.command("index")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--at", type=INSTANT, help="Cuối kỳ báo cáo, giờ Việt Nam; mặc định là bây giờ.")
@history_option
@statuses_option
@procedures_option
@calendar_options
@output_options
@language_option
def index_command(
    files: tuple[str, ...],
    at: dt.datetime | None,
    histories: tuple[str, ...],
    statuses: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Chỉ số 766 cạnh kết quả theo luật, và từng hồ sơ hai bên tính khác nhau.

    The 766 index beside the law's own count, and every dossier on which they differ.
    """
    from tthc_deadlines.checking.batch import check
    from tthc_deadlines.exchange.index_report import IndexReport
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.instants import VIETNAM

    calendar = build_calendar(known_on, calendar_file, hours)
    moment, catalogue = at or dt.datetime.now(VIETNAM), catalogue_of(procedures)
    chosen = statuses_of(statuses)
    with contextlib.ExitStack() as stack:
        opened = [
            stack.push(read_dossiers(name, histories=histories, statuses=chosen)) for name in files
        ]
        rows = (row for file in opened for row in file)
        report = IndexReport(check(rows, moment, calendar, catalogue=catalogue))
        differing = [one for one in report if one.disagreement is not None]
    _write_index(report, differing, moment, output, lang)


def _write_index(
    report: IndexReport,
    differing: list[Indexed],
    at: dt.datetime,
    output: str | None,
    lang: Language,
) -> None:
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines
    from tthc_deadlines.display import show_instant

    rows = [_plain(one) for one in differing]
    if output == "json":
        sums = {name: getattr(report, name) for name in _SUMS}
        score = None if report.score is None else float(report.score)
        echo_json({"at": at, **sums, "score": score, "differing_dossiers": rows})
    elif output == "nl":
        echo_lines(rows)
    elif output == "csv":
        echo_csv(tuple(_HEADER), [[row[name] for name in _HEADER] for row in rows])
    else:
        head, by_portal, by_law, title, source = _INDEX[lang]
        click.echo(head.format(at=show_instant(at, lang)))
        points = "—" if report.score is None else str(report.score)
        points = points.replace(".", ",") if lang == "vi" else points
        click.echo(by_portal.format(on_time=report.on_time, received=report.received, score=points))
        click.echo(by_law.format(own=report.own_on_time, late=report.own_late))
        click.echo(f"  {source}")
        if differing:
            click.echo(f"\n{title.format(differing=len(differing))}")
        for one in differing:
            assert one.disagreement is not None
            click.echo(f"  {one.found.record.code}: {one.disagreement.finding('').message(lang)}")


_SUMS = ("received", "on_time", "own_on_time", "own_late", "differing", "without_events", "bad")
_HEADER = ("code", "portal_on_time", "own_on_time", "due", "promised_at", "reasons", "path", "line")


def _plain(one: Indexed) -> dict[str, Any]:
    assert one.disagreement is not None
    record, own = one.found.record, one.disagreement.own
    return {
        "code": record.code,
        "portal_on_time": one.by_portal.on_time,
        "own_on_time": own.on_time,
        "due": own.due,
        "promised_at": one.by_portal.promised_at,
        "reasons": " ".join(one.disagreement.reasons),
        "path": record.path,
        "line": record.line,
    }
