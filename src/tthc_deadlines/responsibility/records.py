"""Records of an organisation (dữ liệu tổ chức): units, positions, people, powers, all dated.

Of a person there is an id and a display name, nothing more. Windows are half-open: a record
holds from ``start`` on and no longer at ``until``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from tthc_deadlines.responsibility.windows import FIRST, LAST, window_instant


class UnitKind(StrEnum):
    """What a unit is (loại đơn vị)."""

    AGENCY = "agency"
    DIVISION = "division"
    ONE_STOP = "one_stop"


class Rank(StrEnum):
    """What a position is in its unit (vai trò của vị trí): head, deputy, or neither."""

    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"


def _start(value: dt.date | None) -> dt.datetime | None:
    return window_instant(value, "start")


def _until(value: dt.date | None) -> dt.datetime | None:
    return window_instant(value, "until")


def _words(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _rows(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class Record:
    """What every dated record has (nền chung).

    Attributes:
        start: the first instant it holds; a day means its beginning. ``None``: always had.
        until: the first instant it no longer holds; ``None``: still does.
        document: the decision it rests on, as printed.
        place: where it stands, e.g. ``"appointment[3]"``, for messages.
    """

    start: dt.datetime | None = attrs.field(default=None, converter=_start)
    until: dt.datetime | None = attrs.field(default=None, converter=_until)
    document: str = ""
    place: str = attrs.field(default="", eq=False, repr=False)

    def holds_at(self, instant: dt.datetime) -> bool:
        """Whether it holds at an instant (có hiệu lực tại thời điểm)."""
        return (self.start or FIRST) <= instant < (self.until or LAST)


@attrs.frozen(kw_only=True)
class Unit(Record):
    """A unit of the tree (đơn vị), for one window; with another parent it is another row.

    Attributes:
        id: stable identifier of the office's own.
        name: as printed.
        kind: an agency (cơ quan) has powers of its own and a head who answers for it; a
            division is part of one; the one-stop desk (bộ phận một cửa) receives.
        parent: the unit it belongs to; "" at the top.
        codes: its electronic identifiers, of either form.
        passes_to: the unit that its open work goes to when it ends.
        supervised_by: the superior authority (cơ quan cấp trên trực tiếp) of an agency that
            is not its parent.
        led_by_parent: it has no head of its own; the head of the parent leads it.

    Basis: identifiers: decision 20/2020/QĐ-TTg article 4; circular 01/2018/TT-VPCP
    article 19 for the older form.
    """

    id: str
    name: str = ""
    kind: UnitKind = attrs.field(default=UnitKind.DIVISION, converter=UnitKind)
    parent: str = ""
    codes: tuple[str, ...] = attrs.field(default=(), converter=_words)
    passes_to: str = ""
    supervised_by: str = ""
    led_by_parent: bool = False


@attrs.frozen(kw_only=True)
class Position:
    """A position in a unit (vị trí, chức danh).

    ``reports_to`` is the position of the direct superior where that is not the head of the
    unit.
    """

    id: str
    name: str = ""
    unit: str
    rank: Rank = attrs.field(default=Rank.STAFF, converter=Rank)
    reports_to: str = ""
    place: str = attrs.field(default="", eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Official:
    """An official (cán bộ, công chức, viên chức): an id and a display name, nothing more."""

    id: str
    name: str = ""
    place: str = attrs.field(default="", eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Appointment(Record):
    """An official in a position (bổ nhiệm, bố trí); ``acting`` for "quyền" or "phụ trách"."""

    official: str
    position: str
    acting: bool = False


@attrs.frozen(kw_only=True)
class Field:
    """A field of work (lĩnh vực) and the codes of its procedures.

    ``name`` is compared with the field that a procedure of the catalogue states.
    """

    key: str
    name: str = ""
    procedures: tuple[str, ...] = attrs.field(default=(), converter=_words)
    place: str = attrs.field(default="", eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Scoped(Record):
    """A record that is about some matters (phạm vi): by procedure, field or unit.

    A matter is within it if it is within each list that is not empty; with all three empty
    everything is.
    """

    procedures: tuple[str, ...] = attrs.field(default=(), converter=_words)
    fields: tuple[str, ...] = attrs.field(default=(), converter=_words)
    units: tuple[str, ...] = attrs.field(default=(), converter=_words)

    @property
    def is_general(self) -> bool:
        """Whether nothing narrows it (không giới hạn phạm vi)."""
        return not (self.procedures or self.fields or self.units)


@attrs.frozen(kw_only=True)
class Charge(Scoped):
    """What a deputy is in charge of (phân công cấp phó phụ trách).

    The deputy is added to those who answer; the head stays.
    """

    official: str


@attrs.frozen(kw_only=True)
class Delegation(Scoped):
    """A power given for a time (ủy quyền): in writing, with scope and term, not given on.

    Basis: Law on Organisation of the Government 63/2025/QH15 article 9.4–5: the delegate
    "không được ủy quyền tiếp".
    """

    delegator: str
    delegate: str


@attrs.frozen(kw_only=True)
class Absence(Record):
    """An official away (vắng mặt), and who stands in; no reason is kept.

    Basis: decree 118/2025/NĐ-CP article 12.8: those who are absent are replaced so that the
    work is "không bị gián đoạn".
    """

    official: str
    substitute: str = ""


@attrs.frozen(kw_only=True)
class Competence(Scoped):
    """Which unit or position handles which matters (thẩm quyền xử lý).

    ``steps`` narrows it to steps of the workflow, by label or number; empty means all.
    Who is in a unit of it, or below one, has it.
    """

    unit: str = ""
    position: str = ""
    steps: tuple[str, ...] = attrs.field(default=(), converter=_words)


@attrs.frozen(kw_only=True)
class OrganisationRecords:
    """Everything an organisation is made of (toàn bộ dữ liệu tổ chức), in the file's order."""

    name: str = ""
    units: tuple[Unit, ...] = attrs.field(default=(), converter=_rows)
    positions: tuple[Position, ...] = attrs.field(default=(), converter=_rows)
    officials: tuple[Official, ...] = attrs.field(default=(), converter=_rows)
    appointments: tuple[Appointment, ...] = attrs.field(default=(), converter=_rows)
    fields: tuple[Field, ...] = attrs.field(default=(), converter=_rows)
    charges: tuple[Charge, ...] = attrs.field(default=(), converter=_rows)
    delegations: tuple[Delegation, ...] = attrs.field(default=(), converter=_rows)
    absences: tuple[Absence, ...] = attrs.field(default=(), converter=_rows)
    competences: tuple[Competence, ...] = attrs.field(default=(), converter=_rows)
