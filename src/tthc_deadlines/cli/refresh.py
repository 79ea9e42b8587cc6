"""``tthc refresh``: bring a register up to the decisions of today (cập nhật sổ)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    calendar_options,
    language_option,
    output_options,
    procedures_option,
)
from tthc_deadlines.cli.register_texts import REGISTER_TEXTS

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.register.upkeep import Moved

_HEADER = ("code", "due_before", "due_since", "later")


@click.command("refresh")
@click.argument("register")
@procedures_option
@calendar_options
@output_options
@language_option
def refresh_command(
    register: str,
    procedures: tuple[str, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Tính lại hồ sơ mà quyết định, danh mục hay quy định mới làm thay đổi. / Bring up to date.

    Chỉ tính các hồ sơ có thể bị dời; liệt kê hồ sơ đổi hạn, với hạn cũ và hạn mới.
    """
    from tthc_deadlines.cli.register import opened

    with opened(register, procedures, known_on, calendar_file, hours) as book:
        moved = book.refresh()
        edition = book.calendar.edition
    _write(moved, edition, output, lang)


def _write(moved: tuple[Moved, ...], edition: str, output: str | None, lang: Language) -> None:
    if output is not None:
        from tthc_deadlines.cli.output import echo_rows

        rows = [_plain(one) for one in moved]
        echo_rows(output, {"schema": 1, "edition": edition, "moved": rows}, rows, _HEADER)
        return
    text = REGISTER_TEXTS[lang]["moved"]
    click.echo(text.format(count=len(moved), edition=edition))
    for one in moved:
        click.echo(f"  {one.code}: {_shown(one.before, lang)} → {_shown(one.since, lang)}")


def _plain(one: Moved) -> dict[str, Any]:
    before, since = one.before, one.since
    later = None if before is None or since is None else since > before
    return {"code": one.code, "due_before": before, "due_since": since, "later": later}


def _shown(text: str | None, lang: Language) -> str:
    from tthc_deadlines.display import show_date, show_instant

    if text is None:
        return "—"
    if len(text) == len("2026-11-20"):
        return show_date(dt.date.fromisoformat(text), lang)
    return show_instant(dt.datetime.fromisoformat(text), lang)
