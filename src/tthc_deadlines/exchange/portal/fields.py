"""Fields of the portal's objects (trường dữ liệu của Cổng): forms, dates, channels.

Two forms are in use. Version 1 writes everything as text, dates as ``yyyyMMddHHmmss``;
version 2 writes statuses as numbers and dates in ISO form. Both mean the local time of
Vietnam and neither says so. What is optional was observed in running systems and is not
normative.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tthc_deadlines.dossiers.folding import clean
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.instants import VIETNAM


class Form(StrEnum):
    """What an object of the portal is (loại đối tượng).

    ``STATUS`` sets a status without an instant; ``FOREIGN`` belongs to the joint birth and
    death services, whose seven statuses mean something else.

    Basis: observed in running systems.
    """

    DOSSIER = "dossier"
    STEP = "step"
    STATUS = "status"
    FOREIGN = "foreign"


_FOREIGN_KEYS = frozenset({"thoiGianThucHien", "hanBoSungHoSo", "coQuanXuLy"})
_DOSSIER_KEYS = frozenset({"MaTTHC", "NgayTiepNhan", "TrangThaiHoSo", "NgayNopHoSo", "NgayNop"})


def form_of(value: Mapping[str, Any]) -> Form | None:
    """What an object is, by its keys (nhận dạng đối tượng); ``None`` if it is nothing known.

    >>> form_of({"MaHoSo": "H1", "ThoiDiemXuLy": "20260302090000", "TrangThai": "2"}).value
    'step'
    >>> form_of({"maHoSo": "H1", "trangThai": 4, "thoiGianThucHien": "…"}).value
    'foreign'

    Basis: observed in running systems.
    """
    if "ThoiDiemXuLy" in value:
        return Form.STEP
    if not _DOSSIER_KEYS.isdisjoint(value):
        return Form.DOSSIER
    if "trangThai" in value and not _FOREIGN_KEYS.isdisjoint(value):
        return Form.FOREIGN
    if "MaHoSo" in value:
        return Form.STATUS if "TrangThai" in value else Form.DOSSIER
    return None


_DATED = ("NgayTiepNhan", "ThoiDiemXuLy", "NgayNopHoSo", "NgayNop", "NgayHenTra")


def version_of(value: Mapping[str, Any]) -> int:
    """Which of the two forms an object is written in (phiên bản): 1 or 2.

    >>> version_of({"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"})
    1
    >>> version_of({"MaHoSo": "H1", "ThoiDiemXuLy": "2026-06-08T07:47:28.329", "TrangThai": 2})
    2

    Basis: observed in running systems.
    """
    if "IDHoSo" in value or "IdHoSo" in value or "NgayNop" in value:
        return 2
    if any(type(value.get(key)) is int for key in ("TrangThai", "TrangThaiHoSo")):
        return 2
    dated = next((str(value[key]) for key in _DATED if value.get(key)), "")
    return 2 if "-" in dated else 1


# --- dates -----------------------------------------------------------------------------------

_COMPACT = re.compile(r"\d{8}(?:\d{4}(?:\d{2})?)?")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_ZERO_YEAR = re.compile(r"0001-01-01|00010101")


@lru_cache(maxsize=8192)
def _read(text: str) -> Moment | None:
    if not text or _ZERO_YEAR.match(text):
        return None
    if _COMPACT.fullmatch(text):
        day = dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        if len(text) == 8:
            return day
        clock = dt.time(int(text[8:10]), int(text[10:12]), int(text[12:] or 0))
        return dt.datetime.combine(day, clock, VIETNAM)
    if found := _ISO.fullmatch(text):
        day_text, minute, second, fraction, zone = found.groups()
        if minute is None:
            return dt.date.fromisoformat(day_text)
        micro = f".{fraction[:6]:0<6}" if fraction else ""
        read = dt.datetime.fromisoformat(f"{day_text}T{minute}{second or ':00'}{micro}{zone or ''}")
        return read.replace(tzinfo=VIETNAM) if zone is None else read.astimezone(VIETNAM)
    raise ValueError(text)


def read_portal_date(value: object) -> Moment | None:
    """A day or instant of the portal (đọc ngày giờ), in local time.

    ``null``, empty texts and the year 1, which some systems write for "none", are ``None``.
    Hours are always 0 to 23. More than six digits of a second are cut off.

    Raises:
        ValueError: anything else.

    >>> read_portal_date("20260302143000").isoformat()
    '2026-03-02T14:30:00+07:00'
    >>> read_portal_date("2026-06-08T07:47:28.3291234").isoformat()
    '2026-06-08T07:47:28.329123+07:00'
    >>> read_portal_date(""), read_portal_date("0001-01-01T00:00:00")
    (None, None)

    Basis: observed in running systems; no offset means the local time of Vietnam.
    """
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(repr(value))
    try:
        return _read(clean(value))
    except OverflowError:
        raise ValueError(value) from None


def write_portal_date(value: Moment | None, version: int) -> str:
    """A day or instant as the portal has it (ghi ngày giờ); "" for none.

    A day alone is written as its last second: the portal compares instants, so midnight at
    its start would make a result given on the day itself late.

    >>> write_portal_date(dt.date(2026, 3, 10), 1)
    '20260310235959'
    >>> write_portal_date(dt.datetime(2026, 3, 10, 14, 30, tzinfo=VIETNAM), 2)
    '2026-03-10T14:30:00.000'

    Basis: observed in running systems.
    """
    if value is None:
        return ""
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time(23, 59, 59), VIETNAM)
    local = value.astimezone(VIETNAM)
    if version == 1:
        return f"{local:%Y%m%d%H%M%S}".rjust(14, "0")
    return f"{local.replace(tzinfo=None).isoformat(timespec='milliseconds')}"


def write_status(number: int | None, version: int) -> str | int | None:
    """A status number as text in version 1, as a number in version 2 (ghi trạng thái)."""
    if version == 1:
        return "" if number is None else str(number)
    return number


# --- channels --------------------------------------------------------------------------------

CHANNELS = {1: "in_person", 2: "online", 3: "post"}
"""``KenhThucHien`` → channel (kênh thực hiện)."""

CHANNEL_NUMBERS = {name: number for number, name in CHANNELS.items()}
