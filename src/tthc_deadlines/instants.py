"""Dates and instants at the door (ngày và thời điểm ở cửa vào).

Inside the library there are only ``date``, ``int`` and aware ``datetime`` values
of the standard library. Everything that comes from outside passes here once:
pendulum values are accepted, a naive datetime is refused, a datetime where a date
is meant is refused, text is read in the written forms of Vietnamese offices.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from tthc_deadlines.errors import DatetimeForDate, NaiveTimestamp, WrongType

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def as_date(value: object, field: str) -> dt.date:
    """A plain ``date`` from a date (ngày); a datetime or anything else is refused.

    Accepts ``datetime.date`` and its subclasses (``pendulum.Date``).

    Raises:
        DatetimeForDate: a datetime, which names an instant and not a day.
        WrongType: anything that is not a date.

    >>> as_date(dt.date(2026, 11, 20), "received_on")
    datetime.date(2026, 11, 20)
    """
    if type(value) is dt.date:
        return value
    if isinstance(value, dt.datetime):
        raise DatetimeForDate(field=field, value=value)
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    raise WrongType(field=field, value=value, expected="a date")


def as_instant(value: object, field: str) -> dt.datetime:
    """An aware ``datetime`` (thời điểm có múi giờ); a naive one is refused.

    Accepts subclasses (``pendulum.DateTime``) and gives a plain standard-library value.

    Raises:
        NaiveTimestamp: a datetime without a time zone.
        WrongType: anything that is not a datetime.
    """
    if not isinstance(value, dt.datetime):
        raise WrongType(field=field, value=value, expected="a datetime with a time zone")
    if value.utcoffset() is None:  # no zone, or one that knows no offset
        raise NaiveTimestamp(field=field, value=value)
    if type(value) is dt.datetime:
        return value
    plain = dt.datetime.combine(as_date(value.date(), field), value.timetz())
    return plain.replace(fold=value.fold)


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.I
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_COMPACT = re.compile(r"\d{14}|\d{12}|\d{8}")


def parse_instant(text: str) -> dt.date | dt.datetime:
    """Read a day or an instant as offices write it (đọc ngày, giờ).

    Forms: ``2026-11-20``, ``2026-11-20T09:00[:00[.000]][+07:00|Z]``,
    ``20/11/2026[ 09:00[:00]]`` (day first, always), ``20261120[0900[00]]``. Without
    an offset the local time of Vietnam is meant. A day alone gives a ``date``.

    Raises:
        ValueError: any other form, or a day or hour that does not exist.

    >>> parse_instant("20/11/2026 15:10").isoformat()
    '2026-11-20T15:10:00+07:00'
    >>> parse_instant("20/11/2026")
    datetime.date(2026, 11, 20)
    """
    text = text.strip()
    try:
        return _read_instant(text)
    except ValueError as error:
        hint = "" if "cannot read" in str(error) else f" ({error})"
        raise ValueError(
            f"cannot read {text!r} as a date or time{hint}; write yyyy-mm-dd[Thh:mm] "
            "or dd/mm/yyyy[ hh:mm[:ss]]"
        ) from None


def _read_instant(text: str) -> dt.date | dt.datetime:
    if _ISO_DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    if _ISO_INSTANT.fullmatch(text):
        return _aware(dt.datetime.fromisoformat(_plain_iso(text)))
    if match := _DAY_FIRST.fullmatch(text):
        day, _, month, year, hour, minute, second = match.groups()
        if hour is None:
            return dt.date(int(year), int(month), int(day))
        return dt.datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second or 0),
            tzinfo=VIETNAM,
        )
    if _COMPACT.fullmatch(text):
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
        if len(text) == 8:
            return dt.date(year, month, day)
        return dt.datetime(
            year,
            month,
            day,
            int(text[8:10]),
            int(text[10:12]),
            int(text[12:14] or 0),
            tzinfo=VIETNAM,
        )
    raise ValueError(f"cannot read {text!r}")


def _plain_iso(text: str) -> str:
    return (
        re.sub(r"\s+(?=[+-Zz])", "", text.replace(",", ".", 1))
        if " " in text[11:]
        else (text.replace(",", ".", 1))
    )


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)
