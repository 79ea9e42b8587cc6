"""``tthc day``: what a day is, and why (tra cứu một ngày)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    DATE,
    build_calendar,
    calendar_options,
    language_option,
    output_options,
)

if TYPE_CHECKING:
    from tthc_deadlines.calendar.days import Day
    from tthc_deadlines.calendar.hours import Sessions
    from tthc_deadlines.calendar.working import WorkingCalendar
    from tthc_deadlines.errors import Language


@click.command("day")
@click.argument("dates", type=DATE, nargs=-1, required=True, metavar="DATE…")
@calendar_options
@output_options
@language_option
def day_command(
    dates: tuple[dt.date, ...],
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
) -> None:
    """Một ngày là ngày gì, vì sao. / What a day is, and why."""
    from tthc_deadlines.cli.output import echo_rows

    calendar = build_calendar(known_on, calendar_file, hours)
    days = [calendar.describe(date) for date in dates]
    if output is None:
        for day in days:
            _show(day, calendar, lang)
        return
    rows = [day_object(day) for day in days]
    document = {"schema": 1, "edition": calendar.edition, "days": rows}
    echo_rows(output, document, rows, DAY_COLUMNS)


DAY_COLUMNS = ("date", "kind", "is_working", "name", "name_en", "related", "quality")


def day_object(day: Day) -> dict[str, Any]:
    """A day for JSON and CSV."""
    return {
        "date": day.date,
        "kind": day.kind,
        "is_working": day.is_working,
        "name": day.name,
        "name_en": day.name_en,
        "related": day.related,
        "quality": day.quality,
        "citation": day.citation,
    }


_TEXTS = {
    "vi": {
        "related": "  gắn với: {}",
        "basis": "  căn cứ: {}",
        "hours": "  giờ làm việc: {}",
        "reception": "  giờ tiếp nhận: {}",
        "lunar": "  âm lịch: {}",
        "provisional": "tạm tính",
    },
    "en": {
        "related": "  paired with: {}",
        "basis": "  basis: {}",
        "hours": "  hours: {}",
        "reception": "  reception: {}",
        "lunar": "  lunar date: {}",
        "provisional": "provisional",
    },
}


def _show(day: Day, calendar: WorkingCalendar, lang: Language) -> None:
    from tthc_deadlines.calendar.days import Quality
    from tthc_deadlines.calendar.lunar import solar_to_lunar
    from tthc_deadlines.display import show_date

    texts = _TEXTS[lang]
    note = f" ({texts['provisional']})" if day.quality is Quality.PROVISIONAL else ""
    click.echo(f"{show_date(day.date, lang)}: {day.label(lang)}{note}")
    if day.related:
        click.echo(texts["related"].format(show_date(day.related, lang)))
    if day.citation:
        click.echo(texts["basis"].format(day.citation.text(lang)))
    if sessions := calendar.sessions(day.date):
        click.echo(texts["hours"].format(_spans(sessions)))
    if calendar.hours.reception and (sessions := calendar.reception(day.date)):
        click.echo(texts["reception"].format(_spans(sessions)))
    lunar = solar_to_lunar(day.date)
    leap = (" nhuận" if lang == "vi" else " (leap)") if lunar.is_leap else ""
    click.echo(texts["lunar"].format(f"{lunar.day}/{lunar.month}{leap}/{lunar.year}"))


def _spans(sessions: Sessions) -> str:
    return ", ".join(f"{_clock(opening)}–{_clock(closing)}" for opening, closing in sessions)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
