"""Tables of ``tthc register`` (bảng của sổ theo dõi): what it holds, the open dossiers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import click
from rich import box
from rich.table import Table
from rich.text import Text

from tthc_deadlines.checking.showing import show_working_time
from tthc_deadlines.cli.output import console
from tthc_deadlines.cli.register_texts import REGISTER_TEXTS
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import Language
from tthc_deadlines.register.asking import OpenDossier
from tthc_deadlines.register.looking import Overview

_LISTED = 50
_MINUTE = dt.timedelta(minutes=1)
OPEN_HEADER = (
    "code", "kind", "procedure_code", "unit", "holder", "state", "status", "due_on", "due_at",
    "working_left_minutes", "working_over_minutes", "accepted_at", "promised", "next_duty",
    "next_by", "open_steps", "findings", "problem",
)  # fmt: skip
"""The columns of the open dossiers for scripts (các cột của hồ sơ đang mở)."""


def plain_open(one: OpenDossier) -> dict[str, Any]:
    """An open dossier as plain values (hồ sơ đang mở dạng JSON); times in whole minutes."""
    told = {name: value for name, value in attrs.asdict(one).items() if name in OPEN_HEADER}
    told["working_left_minutes"] = _minutes(one.working_left)
    told["working_over_minutes"] = _minutes(one.working_over)
    return {name: told[name] for name in OPEN_HEADER}


def _minutes(span: dt.timedelta | None) -> int | None:
    return None if span is None else span // _MINUTE


def show_overview(path: str, found: Overview, lang: Language) -> None:
    """What a register holds, for people (tổng quan sổ)."""
    text = REGISTER_TEXTS[lang]
    state = text["is_current"] if found.is_current else text["not_current"]
    if found.waiting:
        state = text["waiting"].format(count=found.waiting)
    rows = [
        ("entries", str(found.entries)),
        ("dossiers", str(found.dossiers)),
        ("open", str(found.open)),
        ("organisation", _kept(found, "organisation", lang)),
        ("catalogue", _kept(found, "catalogue", lang)),
        ("calendar", found.editions["calendar"] or "—"),
        ("rules", found.editions["rules"] or "—"),
        ("current", state),
        ("head_label", found.head),
    ]
    click.echo(path)
    widest = max(len(text[name]) for name, _ in rows)
    for name, value in rows:
        label = text[name]
        click.echo(f"  {label[0].upper()}{label[1:].ljust(widest)} {value}")


def _kept(found: Overview, name: str, lang: Language) -> str:
    text, written = REGISTER_TEXTS[lang], found.documents.get(name)
    if written is None:
        return text["none"]
    day = dt.datetime.fromisoformat(written).date()
    return text["written"].format(day=show_date(day, lang, weekday=False))


def show_open(path: str, found: list[OpenDossier], at: dt.datetime, lang: Language) -> None:
    """The open dossiers for people (bảng hồ sơ đang mở), the first of them."""
    text, out = REGISTER_TEXTS[lang], console()
    title = text["open_title"].format(path=path, at=show_instant(at, lang), count=len(found))
    out.print(Text(title, "bold"), soft_wrap=True)
    if not found:
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim")
    for head in ("code", "status", "due", "left", "holder", "unit"):
        table.add_column(text[head], overflow="fold", no_wrap=head in ("code", "due"))
    for one in found[:_LISTED]:
        table.add_row(
            Text(one.code), _status(one, lang), _due(one, lang), _left(one, lang),
            Text(one.holder or "—"), Text(one.unit or "—"),
        )  # fmt: skip
    out.print(table)
    if len(found) > _LISTED:
        out.print(text["more"].format(count=len(found) - _LISTED))


def _status(one: OpenDossier, lang: Language) -> Text:
    if one.problem is not None:
        return Text(REGISTER_TEXTS[lang]["problem"], "red")
    return Text(one.status.label(lang), "red" if one.status is Status.OVERDUE else "")


def _due(one: OpenDossier, lang: Language) -> str:
    """The last day; for a limit in hours the instant."""
    if one.due_on is None:
        return "—"
    if one.due_at is not None and one.due_at.time() != dt.time():
        return show_instant(one.due_at, lang)
    return show_date(one.due_on, lang, weekday=False)


def _left(one: OpenDossier, lang: Language) -> str:
    text = REGISTER_TEXTS[lang]
    if one.working_over is not None:
        return text["over"].format(time=show_working_time(one.working_over, lang))
    if one.working_left is not None:
        return text["remaining"].format(time=show_working_time(one.working_left, lang))
    return "—"
