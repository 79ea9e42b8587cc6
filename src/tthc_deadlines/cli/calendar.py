"""``tthc calendar``: a year as a person would look at it (lịch cả năm)."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.cli.options import (
    build_calendar,
    calendar_options,
    language_option,
    output_options,
)
from tthc_deadlines.display import MONTH_NAMES

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from tthc_deadlines.calendar.working import WorkingCalendar
    from tthc_deadlines.errors import Language

# Every kind has a sign as well as a colour: colour is never the only signal.
_SIGNS = {
    DayKind.HOLIDAY: "*",
    DayKind.IN_LIEU: "b",
    DayKind.SWAPPED_OFF: "h",
    DayKind.MAKE_UP: "+",
    DayKind.CLOSURE: "x",
}
_STYLES = {
    DayKind.WORKING: "",
    DayKind.WEEKLY_REST: "dim",
    DayKind.HOLIDAY: "bold red",
    DayKind.IN_LIEU: "red",
    DayKind.SWAPPED_OFF: "magenta",
    DayKind.MAKE_UP: "bold green",
    DayKind.CLOSURE: "yellow",
}
_TEXTS: dict[str, dict[str, Any]] = {
    "vi": {
        "week": "T2 T3 T4 T5 T6 T7 CN",
        "title": "Lịch làm việc năm {year}",
        "provisional": " (tạm tính)",
        "date": "Ngày",
        "kind": "Loại",
        "name": "Dịp",
        "basis": "Căn cứ",
        "total": "{days} ngày làm việc trong năm; ấn bản {edition}",
    },
    "en": {
        "week": "Mo Tu We Th Fr Sa Su",
        "title": "Working calendar {year}",
        "provisional": " (provisional)",
        "date": "Date",
        "kind": "Kind",
        "name": "Occasion",
        "basis": "Basis",
        "total": "{days} working days in the year; edition {edition}",
    },
}


@click.command("calendar")
@click.argument("year", type=click.IntRange(1, 9999))
@calendar_options
@output_options
@language_option
def calendar_command(
    year: int,
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Lịch cả năm: ngày nghỉ được tô màu và gọi tên. / A year at a glance."""
    from tthc_deadlines.cli.day import DAY_COLUMNS, day_object
    from tthc_deadlines.cli.output import echo_rows

    calendar = build_calendar(known_on, calendar_file, hours)
    days = _days_of(year, calendar)
    if output is None:
        _show(year, days, calendar, lang)
        return
    rows = [
        day_object(day) for day in days if day.kind not in (DayKind.WORKING, DayKind.WEEKLY_REST)
    ]
    document = {
        "schema": 1,
        "edition": calendar.edition,
        "year": year,
        "quality": calendar.quality(dt.date(year, 7, 1)),
        "working_days": sum(day.is_working for day in days),
        "days": rows,
    }
    echo_rows(output, document, rows, DAY_COLUMNS)


def _days_of(year: int, calendar: WorkingCalendar) -> list[Day]:
    first = dt.date(year, 1, 1)
    length = 366 if weeks.isleap(year) else 365
    return [calendar.describe(first + dt.timedelta(days=number)) for number in range(length)]


def _show(year: int, days: list[Day], calendar: WorkingCalendar, lang: Language) -> None:
    from tthc_deadlines.cli.output import console

    texts = _TEXTS[lang]
    screen = console()
    note = texts["provisional"] if days[0].quality is Quality.PROVISIONAL else ""
    screen.print(f"[bold]{texts['title'].format(year=year)}[/bold]{note}", justify="center")
    screen.print(_year_grid(days, lang, screen.width))
    screen.print(_legend(lang))
    screen.print(_named_days(days, lang))
    worked = sum(day.is_working for day in days)
    screen.print(texts["total"].format(days=worked, edition=calendar.edition))


def _year_grid(days: list[Day], lang: Language, width: int) -> Table:
    """The twelve months, side by side as the screen allows: roomy ones first."""
    from rich.table import Table

    fits = [
        (across, cell) for cell in (4, 3) for across in (4, 3) if across * (7 * cell + 3) <= width
    ]
    across, cell = fits[0] if fits else (max(1, width // 24), 3)
    grid = Table.grid(padding=(0, 3, 1, 0))
    months = [[day for day in days if day.date.month == month] for month in range(1, 13)]
    for begin in range(0, 12, across):
        grid.add_row(*(_month(month, lang, cell) for month in months[begin : begin + across]))
    return grid


def _month(days: list[Day], lang: Language, cell: int) -> Text:
    from rich.text import Text

    text = Text(f"{MONTH_NAMES[lang][days[0].date.month - 1]:^{7 * cell}}", style="bold")
    week = "".join(f"{name:<{cell}}" for name in _TEXTS[lang]["week"].split())
    text.append(f"\n{week}\n", style="not bold dim")
    text.append(" " * cell * days[0].date.weekday(), style="not bold")
    for day in days:
        style = _STYLES[day.kind]
        text.append(
            f"{day.date.day:>2}{_SIGNS.get(day.kind, ' '):<{cell - 2}}",
            style=style if "bold" in style else f"not bold {style}",
        )
        if day.date.weekday() == 6:
            text.append("\n")
    return text


def _legend(lang: Language) -> Text:
    from rich.text import Text

    text = Text()
    for kind, sign in _SIGNS.items():
        text.append(f" {sign} ", style=_STYLES[kind])
        text.append(f"{kind.label(lang)}  ")
    return text


def _named_days(days: list[Day], lang: Language) -> Table:
    """Every day that differs from the plain week, with its document."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    texts = _TEXTS[lang]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for name in ("date", "kind", "name", "basis"):
        table.add_column(texts[name], overflow="fold", no_wrap=name == "date")
    for day in days:
        if day.kind in (DayKind.WORKING, DayKind.WEEKLY_REST):
            continue
        label = day.kind.label(lang)
        if day.related:
            arrow = "↔" if day.kind in (DayKind.MAKE_UP, DayKind.SWAPPED_OFF) else "←"
            label = f"{label} {arrow} {_short(day.related, lang)}"
        name = day.name if lang == "vi" else day.name_en or day.name
        basis = (day.citation.number or day.citation.title) if day.citation else ""
        # Text, not markup: an agency's own names may hold brackets.
        cells = Text(label, _STYLES[day.kind]), Text(name), Text(basis)
        table.add_row(_short(day.date, lang), *cells)
    return table


def _short(day: dt.date, lang: Language) -> str:
    """A day of the year shown: its weekday in two letters, day and month."""
    weekday = _TEXTS[lang]["week"].split()[day.weekday()]
    year = f"{day:/%Y}" if day.month in {1, 12} else ""  # a pair may cross the turn of the year
    return f"{weekday} {day:%d/%m}{year}" if lang == "vi" else f"{weekday} {day.isoformat()}"
