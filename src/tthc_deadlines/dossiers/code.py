"""Dossier codes (mã hồ sơ): both national formats, read into their parts.

The two formats write the agency the other way round:

* circular 01/2018/TT-VPCP: ``V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX``, the smallest unit
  first and zeros where there is none: ``000.00.17.H26-251120-0001``;
* circular 04/2025/TT-VPCP: ``MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX``, the largest first:
  ``H26.17.01-260203-000001``.

Real systems number beyond the four digits of the text, and leave levels out
(``G12.18-260421-00430053``). A code of any other form is a code too: it is kept as
it is and simply has no parts.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.dossiers.folding import clean

_AGENCY_LONGEST = 35  # decision 20/2020/QĐ-TTg article 4
_CHILD_FIRST_AGENCY = r"([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2})"
_PARENT_FIRST_AGENCY = r"([A-Y][0-9]{2}(?:\.[A-Z0-9]+)*)"
_DAY_AND_NUMBER = r"-([0-9]{6})-([0-9]{4,18})"
_CHILD_FIRST = re.compile(_CHILD_FIRST_AGENCY + _DAY_AND_NUMBER)
_PARENT_FIRST = re.compile(_PARENT_FIRST_AGENCY + _DAY_AND_NUMBER)

CIRCULAR_2018 = Citation(
    number="01/2018/TT-VPCP",
    article="Điều 19",
    issuer="Văn phòng Chính phủ",
    quote="V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX",
)
CIRCULAR_2025 = Citation(
    number="04/2025/TT-VPCP",
    article="bổ sung Điều 13 khoản 3 Thông tư 03/2025/TT-VPCP",
    issuer="Văn phòng Chính phủ",
    adopted=dt.date(2025, 12, 8),
    in_force=dt.date(2026, 1, 25),
    quote="MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX",
)


class CodeForm(StrEnum):
    """Which circular's format a code follows (dạng mã hồ sơ)."""

    CHILD_FIRST = "tt-01-2018"
    PARENT_FIRST = "tt-04-2025"

    @property
    def citation(self) -> Citation:
        """The circular that sets the format."""
        return CIRCULAR_2018 if self is CodeForm.CHILD_FIRST else CIRCULAR_2025


@attrs.frozen(kw_only=True)
class DossierCode:
    """A dossier code of a national format, in parts (mã hồ sơ).

    Attributes:
        raw: the code as written.
        form: which of the two formats.
        agency: the electronic identifier of the agency, always parent first and
            without the empty levels at its end: ``"H26.17"`` for ``000.00.17.H26``.
        received_on: the day of receipt in the code.
        system: the two digits of the owner of a centrally provided system (AA), only
            in the later format; empty otherwise.
        sequence: the number of the dossier in that day.
    """

    raw: str
    form: CodeForm
    agency: str
    received_on: dt.date
    system: str = ""
    sequence: int

    def __str__(self) -> str:
        return self.raw


def parse_dossier_code(text: str) -> DossierCode | None:
    """Read a dossier code (đọc mã hồ sơ); ``None`` for a code of any other form.

    Lower case and full-width characters are accepted; a date that does not exist is
    not a code of the national formats. Never raises.

    >>> parse_dossier_code("000.00.17.H26-251120-0001").agency
    'H26.17'
    >>> code = parse_dossier_code("G12.18-260421-00430053")
    >>> code.agency, code.received_on.isoformat(), code.system, code.sequence
    ('G12.18', '2026-04-21', '00', 430053)
    >>> parse_dossier_code("HS-2026/00123") is None
    True

    Basis: circular 01/2018/TT-VPCP, article 19; circular 04/2025/TT-VPCP; identifiers
    of agencies: decision 20/2020/QĐ-TTg, article 4 (at most 35 characters; level 1 is a
    letter A to Y and two digits; levels run from the first to the last, left to right).
    """
    raw = clean(text)
    written = raw.upper()
    if match := _CHILD_FIRST.fullmatch(written):
        form, levels = CodeForm.CHILD_FIRST, match[1].split(".")[::-1]
    elif match := _PARENT_FIRST.fullmatch(written):
        form, levels = CodeForm.PARENT_FIRST, match[1].split(".")
        if len(match[1]) > _AGENCY_LONGEST:
            return None
    else:
        return None
    if (received_on := _read_day(match[2])) is None:
        return None
    tail = match[3]
    split = 2 if form is CodeForm.PARENT_FIRST and len(tail) >= 6 else 0
    return DossierCode(
        raw=raw,
        form=form,
        agency=_without_empty_levels(levels),
        received_on=received_on,
        system=tail[:split],
        sequence=int(tail[split:]),
    )


def agency_code(text: str) -> str | None:
    """The electronic identifier of an agency (mã định danh điện tử), parent first.

    Either form gives the same: without the empty levels at its end, in capitals. ``None``
    for what is of neither form. Never raises.

    >>> agency_code("000.25.04.H99"), agency_code("h99.04.25"), agency_code("000.00.17.H26")
    ('H99.04.25', 'H99.04.25', 'H26.17')
    >>> agency_code("UBND xã") is None
    True

    Basis: decision 20/2020/QĐ-TTg, article 4; circular 01/2018/TT-VPCP, article 19, for
    the older form, the smallest unit first.
    """
    written = clean(text).upper()
    if re.fullmatch(_CHILD_FIRST_AGENCY, written):
        return _without_empty_levels(written.split(".")[::-1])
    if len(written) <= _AGENCY_LONGEST and re.fullmatch(_PARENT_FIRST_AGENCY, written):
        return _without_empty_levels(written.split("."))
    return None


def _read_day(digits: str) -> dt.date | None:
    try:
        return dt.date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None


def _without_empty_levels(levels: list[str]) -> str:
    last = len(levels)
    while last > 1 and not levels[last - 1].strip("0"):
        last -= 1
    return ".".join(levels[:last])
