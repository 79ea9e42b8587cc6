"""``tthc explain``: one dossier told whole, with the law beside it (giải trình một hồ sơ)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    INSTANT,
    build_calendar,
    calendar_options,
    catalogue_of,
    history_option,
    language_option,
    procedures_option,
    statuses_of,
    statuses_option,
)

if TYPE_CHECKING:
    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.dossiers.record import DossierRecord
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.portal.status import StatusMap
    from tthc_deadlines.findings import Finding

_NOT_THERE = {
    "vi": "không có hồ sơ {code} trong {path}{near}",
    "en": "there is no dossier {code} in {path}{near}",
}
_ALIKE = 0.8
_NEAR = {"vi": "; gần giống: {codes}", "en": "; like it: {codes}"}


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
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    lang: Language,
) -> None:
    """Giải trình hồ sơ CODE trong FILE: diễn biến, cách tính hạn, căn cứ, việc phải làm.

    Tell one dossier of a file whole: what happened, how its due date came about, the law.
    """
    from tthc_deadlines.checking.batch import check
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.instants import VIETNAM

    row, said = _find(code, file, lang, histories, statuses_of(statuses))
    if row is None:
        click.echo(f"tthc: {said}", err=True)
        ctx.exit(EXIT_BAD_INPUT)
    calendar = build_calendar(known_on, calendar_file, hours)
    moment, catalogue = at or dt.datetime.now(VIETNAM), catalogue_of(procedures)
    if isinstance(row, Dossier) and recorded_by is not None:
        row = row.recorded_by(recorded_by)
    (found,) = check([row], moment, calendar, catalogue=catalogue)
    if isinstance(found, Finding):
        click.echo(f"tthc: {found.path}:{found.line}: {found.message(lang)}", err=True)
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


def _find(
    code: str,
    file: str,
    lang: Language,
    histories: tuple[str, ...],
    statuses: StatusMap,
) -> tuple[DossierRecord | Dossier | Finding | None, str]:
    """The first row of the file with that code; else what to say, with codes like it."""
    from difflib import SequenceMatcher

    from tthc_deadlines.dossiers.folding import clean
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.findings import Finding

    wanted = clean(code)
    likeness: dict[str, float] = {}
    matcher = SequenceMatcher(b=wanted)
    with read_dossiers(file, dates="day-first", histories=histories, statuses=statuses) as rows:
        for row in rows:
            known = row.subject if isinstance(row, Finding) else row.code
            if known == wanted:
                return row, ""
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
                likeness[known] = matcher.ratio()
        path = rows.path
    near = sorted(likeness, key=lambda known: (-likeness[known], known))[:5]
    told = _NEAR[lang].format(codes=", ".join(near)) if near else ""
    return None, _NOT_THERE[lang].format(code=wanted, path=path, near=told)
