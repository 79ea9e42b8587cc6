"""Showing values (cách viết giá trị): one value, as each language and as JSON has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import LANGUAGES, Language
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.time_limit import TimeLimit

HOURS_A_DAY = 8
"""What a working day is worth when working time is shown in days and hours."""


class Words(NamedTuple):
    """A phrase in both languages, as a value of a message (cụm từ hai thứ tiếng)."""

    vi: str
    en: str


def local_date(moment: Moment) -> dt.date:
    """The day of a moment in Vietnam (ngày theo giờ Việt Nam).

    >>> local_date(dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC))
    datetime.date(2026, 11, 21)
    """
    if isinstance(moment, dt.datetime):
        return (moment if moment.tzinfo is VIETNAM else moment.astimezone(VIETNAM)).date()
    return moment


def show_working_time(span: dt.timedelta, lang: Language = "vi") -> str:
    """Working time in days of eight hours, hours and minutes (thời gian làm việc).

    >>> show_working_time(dt.timedelta(hours=27, minutes=30))
    '3 ngày 3 giờ 30 phút'
    >>> show_working_time(dt.timedelta(), "en")
    '0 min'
    """
    minutes = int(span.total_seconds()) // 60
    days, minutes = divmod(minutes, HOURS_A_DAY * 60)
    parts = zip((days, minutes // 60, minutes % 60), _UNITS[lang], strict=True)
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"0 {_UNITS[lang][2]}"


_UNITS: dict[str, tuple[str, str, str]] = {"vi": ("ngày", "giờ", "phút"), "en": ("d", "h", "min")}


def show_value(value: Any, lang: Language) -> str:
    """A value as a message shows it in a language (cách viết giá trị)."""
    if isinstance(value, str):
        return shown(value, 160)
    if isinstance(value, Words):
        return value.vi if lang == "vi" else value.en
    if isinstance(value, dt.datetime):
        value = value.astimezone(VIETNAM)
        clock = f"{value.hour:02}:{value.minute:02}"
        day = show_value(value.date(), lang)
        return f"{clock} {day}" if lang == "vi" else f"{day} {clock}"
    if isinstance(value, dt.date):
        if lang == "en":
            return value.isoformat()
        return f"{value.day:02}/{value.month:02}/{value.year}"  # strftime is ten times slower
    if isinstance(value, dt.timedelta):
        return show_working_time(value, lang)
    if isinstance(value, TimeLimit):
        return value.format(lang)
    return str(value)


@attrs.frozen
class LazyTexts(Mapping[str, str]):
    """Texts that are put together when they are asked for (câu chữ lập khi cần).

    A batch makes many findings and shows few of them.
    """

    templates: tuple[str, str]
    filled: Mapping[str, Any]

    def __getitem__(self, lang: str) -> str:
        place = LANGUAGES.index(lang) if lang in LANGUAGES else -1
        if place < 0:
            raise KeyError(lang)
        language: Language = "vi" if place == 0 else "en"
        return self.templates[place].format_map(
            {name: show_value(value, language) for name, value in self.filled.items()}
        )

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items() if type(value) is not Words}


def plain(value: Any) -> Any:
    """A value as JSON has it: ISO days and instants, working time in whole minutes."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds()) // 60
    if isinstance(value, str):
        return shown(value, 1000)
    return value if value is None or isinstance(value, (int, float, bool)) else str(value)
