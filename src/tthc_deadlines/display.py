"""How days, instants and durations are written for people (cách viết ngày, giờ)."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.errors import Language

WEEKDAY_NAMES: dict[str, tuple[str, ...]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTH_NAMES: dict[str, tuple[str, ...]] = {
    "vi": tuple(f"Tháng {number}" for number in range(1, 13)),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_DURATION_WORDS: dict[str, tuple[str, str]] = {"vi": ("giờ", "phút"), "en": ("h", "min")}


def show_date(date: dt.date, lang: Language = "vi", *, weekday: bool = True) -> str:
    """A day with its weekday.

    >>> show_date(dt.date(2026, 11, 20)), show_date(dt.date(2026, 11, 20), "en")
    ('thứ Sáu 20/11/2026', 'Fri 2026-11-20')
    """
    text = f"{date:%d/%m/%Y}" if lang == "vi" else date.strftime("%Y-%m-%d")
    return f"{WEEKDAY_NAMES[lang][date.weekday()]} {text}" if weekday else text


def show_instant(instant: dt.datetime, lang: Language = "vi") -> str:
    """An instant with its weekday; seconds only where there are some.

    >>> show_instant(dt.datetime(2026, 11, 20, 15, 10))
    '15:10 thứ Sáu 20/11/2026'
    """
    clock = f"{instant:%H:%M:%S}" if instant.second or instant.microsecond else f"{instant:%H:%M}"
    if lang == "vi":
        return f"{clock} {show_date(instant.date(), lang)}"
    return f"{show_date(instant.date(), lang)} {clock}"


def show_number(value: object, lang: Language = "vi") -> str:
    """A number with the decimal mark of the language: "0,5" or "0.5"."""
    text = f"{float(value):g}" if not isinstance(value, int) else str(value)  # type: ignore[arg-type]
    return text.replace(".", ",") if lang == "vi" else text


def show_duration(duration: dt.timedelta, lang: Language = "vi") -> str:
    """A duration in hours and minutes, seconds dropped.

    >>> show_duration(dt.timedelta(hours=9, minutes=30))
    '9 giờ 30 phút'
    """
    minutes = abs(int(duration.total_seconds())) // 60
    sign = "-" if duration < dt.timedelta() else ""
    hour_word, minute_word = _DURATION_WORDS[lang]
    parts = [f"{minutes // 60} {hour_word}"] if minutes >= 60 else []
    if minutes % 60 or not parts:
        parts.append(f"{minutes % 60} {minute_word}")
    return sign + " ".join(parts)
