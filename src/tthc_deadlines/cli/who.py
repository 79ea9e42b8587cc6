"""``tthc who``: who has a dossier, who answers for it, who made it late (ai chịu trách nhiệm)."""

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
    from tthc_deadlines.errors import Language

_NO_EVENTS = {
    "vi": "hồ sơ {code} chỉ là một dòng danh sách, không có diễn biến nên không nêu được ai đã "
    "giữ; hãy đưa vào tệp có diễn biến (xem tthc schema)",
    "en": "dossier {code} is one row of a list without events, so whose hands it was in is not "
    "known; give a file with events (see tthc schema)",
}


@click.command("who")
@click.argument("code")
@click.argument("file")
@organisation_option
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
@calendar_options
@language_option
@click.pass_context
def who_command(
    ctx: click.Context,
    code: str,
    file: str,
    organisation: tuple[str, ...],
    at: dt.datetime | None,
    recorded_by: dt.datetime | None,
    histories: tuple[str, ...],
    statuses: str,
    as_json: bool,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Hồ sơ CODE trong FILE (tệp hoặc sổ): ai giữ, ai chịu trách nhiệm, đã qua tay ai, ai làm chậm.

    Who has a dossier, who answers for it, whose hands it was in, who made it late.
    """
    from tthc_deadlines.checking.life.assess import Assessor
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
    if isinstance(row, Finding):
        said = f"{place_of(row)}{row.message(lang)}"
    elif row is not None and not isinstance(row, Dossier):
        said = _NO_EVENTS[lang].format(code=row.code)
    if not isinstance(row, Dossier):
        click.echo(f"tthc: {said}", err=True)
        ctx.exit(EXIT_BAD_INPUT)
    moment = at or dt.datetime.now(VIETNAM)
    assessor = Assessor(moment, calendar, catalogue, organisation=office)
    found = assessor.consider(row, recorded_by)
    if isinstance(found, Finding):
        click.echo(f"tthc: {place_of(found)}{found.message(lang)}", err=True)
        ctx.exit(EXIT_BAD_INPUT)
    if as_json:
        from tthc_deadlines.checking.life.answering import who_answers
        from tthc_deadlines.cli.output import echo_json
        from tthc_deadlines.exchange.responsibility_results import plain_answer

        echo_json(plain_answer(found, who_answers(found)))
    else:
        from tthc_deadlines.checking.note.who_note import who_note

        click.echo(who_note(found, lang))
