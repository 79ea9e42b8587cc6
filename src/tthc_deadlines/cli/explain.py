"""``tthc explain``: one dossier told whole, with the law beside it (giải trình một hồ sơ)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from tthc_deadlines.cli.files import catalogue_for, organisation_for
from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    INSTANT,
    build_calendar,
    calendar_options,
    history_option,
    language_option,
    organisation_option,
    place_of,
    procedures_option,
    statuses_of,
    statuses_option,
)

if TYPE_CHECKING:
    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.errors import Language


@click.command("explain")
@click.argument("code")
@click.argument("file")
@click.option(
    "--at",
    type=INSTANT,
    help="Thời điểm xét, giờ Việt Nam; mặc định là bây giờ.",
)
@click.option(
    "--recorded-by",
    type=INSTANT,
    help="Chỉ dùng những gì hệ thống đã ghi nhận đến thời điểm này.",
)
@history_option
@statuses_option
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@procedures_option
@organisation_option
@calendar_options
@language_option
@click.pass_context
def explain_command(
    ctx: click.Context,
    code: str,
    file: str,
    at: dt.datetime | None,
    recorded_by: dt.datetime | None,
    histories: tuple[str, ...],
    statuses: str,
    as_json: bool,
    procedures: tuple[str, ...],
    organisation: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Giải trình hồ sơ CODE trong FILE (tệp, sổ): diễn biến, cách tính hạn, căn cứ, việc phải làm.

    Tell one dossier of a file whole: what happened, how its due date came about, the law.
    """
    from tthc_deadlines.checking.batch import check
    from tthc_deadlines.cli.finding_one import find_one
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.instants import VIETNAM

    calendar = build_calendar(known_on, calendar_file, hours)
    with read_dossiers(
        file, dates="day-first", histories=histories, statuses=statuses_of(statuses)
    ) as rows:
        row, said = find_one(code, rows, lang)
        catalogue = catalogue_for(procedures, [rows])
        office = organisation_for(organisation, [rows])
    if row is None:
        click.echo(f"tthc: {said}", err=True)
        ctx.exit(EXIT_BAD_INPUT)
    moment = at or dt.datetime.now(VIETNAM)
    if isinstance(row, Dossier) and recorded_by is not None:
        row = row.recorded_by(recorded_by)
    (found,) = check([row], moment, calendar, catalogue=catalogue, organisation=office)
    if isinstance(found, Finding):
        click.echo(f"tthc: {place_of(found)}{found.message(lang)}", err=True)
        ctx.exit(EXIT_BAD_INPUT)
    if as_json:
        from tthc_deadlines.cli.output import echo_json
        from tthc_deadlines.exchange.results import plain_result

        echo_json(plain_result(found))
    else:
        click.echo(_told(found, lang))


def _told(found: Assessment, lang: Language) -> str:
    from tthc_deadlines.checking.life.assessment import DossierAssessment
    from tthc_deadlines.checking.note.row_note import row_note

    return found.explain(lang) if isinstance(found, DossierAssessment) else row_note(found, lang)
