"""``tthc moved``: the due dates that a decision on days off moved (hạn bị dời)."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    INSTANT,
    catalogue_of,
    history_option,
    language_option,
    output_options,
    procedures_option,
    statuses_of,
    statuses_option,
)

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.moved import Decision, Move
    from tthc_deadlines.errors import Language

_TEXTS = {
    "vi": ("Quyết định {number}, ký ngày {adopted}: {count} hồ sơ dời hạn", "{before} → {since}"),
    "en": ("Decision {number}, signed {adopted}: {count} due dates moved", "{before} → {since}"),
}
_HEADER = ("code", "due_before", "due_since", "later", "path", "line")


@click.command("moved")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--decision", required=True, help='Số văn bản, ví dụ "12729/VPCP-KGVX".')
@click.option(
    "--at",
    type=INSTANT,
    help="Xét hồ sơ còn mở vào thời điểm này; mặc định là hết ngày ký quyết định.",
)
@history_option
@statuses_option
@procedures_option
@output_options
@language_option
def moved_command(
    files: tuple[str, ...],
    decision: str,
    at: dt.datetime | None,
    histories: tuple[str, ...],
    statuses: str,
    procedures: tuple[str, ...],
    output: str | None,
    lang: Language,
) -> None:
    """Hồ sơ có hạn bị một quyết định nghỉ, hoán đổi dời đi. / Due dates a decision moved."""
    from tthc_deadlines.checking.life.moved import decision_of, moved_by
    from tthc_deadlines.exchange.opening import read_dossiers

    found = decision_of(decision)
    catalogue, chosen = catalogue_of(procedures), statuses_of(statuses)
    with contextlib.ExitStack() as stack:
        opened = [
            stack.push(read_dossiers(name, histories=histories, statuses=chosen)) for name in files
        ]
        rows = (row for file in opened for row in file)
        moves = list(moved_by(found, rows, at, catalogue))
    _write(found, moves, output, lang)


def _write(found: Decision, moves: list[Move], output: str | None, lang: Language) -> None:
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines
    from tthc_deadlines.display import show_date

    plain = [_plain(move) for move in moves]
    if output == "json":
        echo_json({"decision": found.number, "adopted": found.adopted, "moved": plain})
    elif output == "nl":
        echo_lines(plain)
    elif output == "csv":
        echo_csv(_HEADER, [[row[name] for name in _HEADER] for row in plain])
    else:
        head, line = _TEXTS[lang]
        adopted = show_date(found.adopted, lang, weekday=False)
        click.echo(head.format(number=found.number, adopted=adopted, count=len(moves)))
        for move in moves:
            before, since = _shown(move.before, lang), _shown(move.since, lang)
            click.echo(f"  {move.dossier.code}: {line.format(before=before, since=since)}")


def _shown(due: Any, lang: Language) -> str:
    from tthc_deadlines.display import show_date, show_instant

    return show_date(due.on, lang) if due.is_day_based else show_instant(due.at, lang)


def _plain(move: Move) -> dict[str, Any]:
    from tthc_deadlines.checking.showing import shown_due

    return {
        "code": move.dossier.code,
        "due_before": shown_due(move.before),
        "due_since": shown_due(move.since),
        "later": move.is_later,
        "path": move.dossier.path,
        "line": move.dossier.line,
    }
