"""Values in JSON (giá trị trong JSON): each kind of value of dossiers and events, read.

A value that cannot be read is refused with its place, and quoted only where it cannot be
about a person.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from tthc_deadlines.dossiers.errors import DossierDataError
from tthc_deadlines.dossiers.event_base import CHANNELS_KNOWN, channel_of
from tthc_deadlines.dossiers.events import Outcome
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.telling import quotable
from tthc_deadlines.errors import AmbiguousWording, InvalidLimit, UnknownChoice
from tthc_deadlines.instants import VIETNAM, parse_instant
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.procedures.procedure import Kind

INSTANT = "an instant with its time of day, e.g. 2026-11-20T09:00:00+07:00"
INSTANT_OR_SAY_SO = INSTANT + ' (where only the day is known, add "day_only": true)'
_MOMENT = "a day or an instant, e.g. 2026-11-20 or 2026-11-20T09:00:00+07:00"


def refuse(where: str, value: object, expected: str) -> DossierDataError:
    """The error for a value that is not what was expected (từ chối giá trị)."""
    value = quotable(shown(value) if isinstance(value, str) else value)
    return DossierDataError(where=where, value=value, expected=expected)


def read_text(value: Any, where: str) -> str:
    """A text, cleaned; a whole number is one as well (chữ)."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise refuse(where, value, "a text")


def read_flag(value: Any, where: str) -> bool:
    """True or false (đúng, sai)."""
    if isinstance(value, bool):
        return value
    raise refuse(where, value, "true or false")


def read_number(value: Any, where: str) -> int:
    """A whole number (số nguyên)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise refuse(where, value, "a whole number")


def _parsed(value: Any) -> dt.date | dt.datetime | None:
    """The day or instant in local time; ``None`` for what is neither."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == 25 and _USUAL.fullmatch(value):
            return dt.datetime.fromisoformat(value[:19]).replace(tzinfo=VIETNAM)
        found = parse_instant(clean(value))
        return found.astimezone(VIETNAM) if isinstance(found, dt.datetime) else found
    except (ValueError, OverflowError):
        return None


_USUAL = re.compile(
    r"(?:19[89]|2\d\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00",
    re.ASCII,
)
"""The form of nearly every instant; since 1980 Vietnam has been at +07:00 throughout."""


def read_moment(value: Any, where: str, expected: str = _MOMENT) -> dt.date | dt.datetime:
    """A day or an instant in local time (ngày hoặc thời điểm)."""
    found = _parsed(value)
    if found is None:
        raise refuse(where, value, expected)
    return found


def read_instant(value: Any, where: str) -> dt.datetime:
    """An instant in local time (thời điểm)."""
    found = _parsed(value)
    if not isinstance(found, dt.datetime):
        raise refuse(where, value, INSTANT)
    return found


def read_instant_or_day(value: Any, where: str) -> dt.date | dt.datetime:
    """The instant of an event, which may be a bare day where that is said (thời điểm)."""
    return read_moment(value, where, INSTANT)


def read_day(value: Any, where: str) -> dt.date:
    """A day (ngày)."""
    found = _parsed(value)
    if found is None or isinstance(found, dt.datetime):
        raise refuse(where, value, "a date yyyy-mm-dd")
    return found


@lru_cache(maxsize=1024)
def _limit_in(text: str) -> TimeLimit:
    return TimeLimit.parse(text)


def read_limit(value: Any, where: str) -> TimeLimit:
    """A time limit in words (thời hạn bằng lời)."""
    if not isinstance(value, str):
        raise refuse(where, value, 'a limit in words, e.g. "05 ngày làm việc"')
    try:
        return _limit_in(value)
    except (AmbiguousWording, InvalidLimit):
        raise refuse(where, value, 'a limit in words, e.g. "05 ngày làm việc"') from None


def read_outcome(value: Any, where: str) -> Outcome:
    """What a result says (kết quả)."""
    try:
        return Outcome(value)
    except ValueError:
        raise refuse(where, value, "one of: " + ", ".join(Outcome)) from None


def read_case(value: Any, where: str) -> str:
    """A kind of case (loại việc)."""
    try:
        return Kind(value).value
    except ValueError:
        raise refuse(where, value, "one of: " + ", ".join(Kind)) from None


def read_channel(value: Any, where: str) -> str:
    """A way of filing (hình thức nộp)."""
    try:
        return channel_of(read_text(value, where))
    except UnknownChoice:
        raise refuse(where, value, "one of: " + CHANNELS_KNOWN) from None


def read_texts(value: Any, where: str) -> tuple[str, ...]:
    """A list of texts (danh sách chữ)."""
    if not isinstance(value, list):
        raise refuse(where, value, "a list")
    return tuple(read_text(item, f"{where}[{place}]") for place, item in enumerate(value))
