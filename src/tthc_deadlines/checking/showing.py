"""Showing values (cách viết giá trị): one value, as each language and as JSON has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.display import show_date
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import LANGUAGES, Language
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.time_limit import TimeLimit

_LONGEST = 160

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
    minutes = (span.days * 86_400 + span.seconds) // 60
    days, minutes = divmod(minutes, HOURS_A_DAY * 60)
    day_word, hour_word, minute_word = _UNITS[lang]
    parts = [f"{days} {day_word}"] if days else []
    if minutes >= 60:
        parts.append(f"{minutes // 60} {hour_word}")
    if minutes % 60 or not parts:
        parts.append(f"{minutes % 60} {minute_word}")
    return " ".join(parts)


_UNITS: dict[str, tuple[str, str, str]] = {"vi": ("ngày", "giờ", "phút"), "en": ("d", "h", "min")}


def show_value(value: Any, lang: Language) -> str:
    """A value as a message shows it in a language (cách viết giá trị).

    >>> show_value(dt.date(2026, 11, 20), "vi"), show_value(dt.date(2026, 11, 20), "en")
    ('20/11/2026', '2026-11-20')
    """
    kind = type(value)
    if kind is str:
        return shown(value, _LONGEST)
    if kind is Words:
        return value.vi if lang == "vi" else value.en  # type: ignore[no-any-return]
    if isinstance(value, dt.date):
        return _show_moment(value, lang)
    if kind is dt.timedelta:
        return show_working_time(value, lang)
    if kind is TimeLimit:
        return _limit_words(value)[lang != "vi"]
    return shown(str(value), _LONGEST)


def _show_moment(value: Moment, lang: Language) -> str:
    if not isinstance(value, dt.datetime):
        return _day_words(value)[lang != "vi"]
    if value.tzinfo is not VIETNAM:
        value = value.astimezone(VIETNAM)
    clock, day = f"{value.hour:02}:{value.minute:02}", _day_words(value.date())[lang != "vi"]
    return f"{clock} {day}" if lang == "vi" else f"{day} {clock}"


@lru_cache(maxsize=4096)
def _day_words(day: dt.date) -> tuple[str, str]:
    return show_date(day, "vi", weekday=False), show_date(day, "en", weekday=False)


@lru_cache(maxsize=1024)
def _limit_words(limit: TimeLimit) -> tuple[str, str]:
    return limit.format("vi"), limit.format("en")


@attrs.frozen
class LazyTexts(Mapping[str, str]):
    """Texts that are put together when they are asked for (câu chữ lập khi cần).

    A batch makes many findings and shows few of them.
    """

    templates: tuple[str, str]
    filled: Mapping[str, Any]

    def __getitem__(self, lang: str) -> str:
        if lang == "vi":
            return self._fill(self.templates[0], "vi")
        if lang == "en":
            return self._fill(self.templates[1], "en")
        raise KeyError(lang)

    def _fill(self, template: str, lang: Language) -> str:
        filled = self.filled
        blanks = _blanks(template)
        for name in blanks:
            if type(filled[name]) is dt.date:  # a day has no hour to be at
                template = template.replace(f"lúc {{{name}}}", f"ngày {{{name}}}")
        return template.format_map({name: show_value(filled[name], lang) for name in blanks})

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


@lru_cache(maxsize=256)
def _blanks(template: str) -> tuple[str, ...]:
    """The names of the values that a text needs."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a finding as JSON has them; words for people stay in its messages."""
    return {name: plain(value) for name, value in values.items() if type(value) is not Words}


def plain(value: Any) -> Any:
    """A value as JSON has it: ISO days and instants, working time in whole minutes."""
    kind = type(value)
    if kind is str:
        return shown(value, 1000)
    if value is None or kind is int or kind is float or kind is bool:
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if kind is dt.timedelta:
        return (value.days * 86_400 + value.seconds) // 60
    if kind is TimeLimit:
        return _limit_words(value)[0]
    return str(value)


def shown_due(due: Deadline) -> Moment | None:
    """A due date as messages show it: a day for limits in days, otherwise the instant."""
    return due.on if due.is_day_based else due.at


def apology_words(due: Deadline, today: dt.date) -> Words:
    """What to send if it will be late, and by when; nothing once that day has passed."""
    day = due.apology_by
    if day is None or day < today:
        return Words("", "")
    return Words(
        "; nếu dự kiến quá hạn phải gửi văn bản xin lỗi, chậm nhất "
        f"{show_date(day, weekday=False)}",
        f"; if it will be late a written apology must go out by {day}",
    )
