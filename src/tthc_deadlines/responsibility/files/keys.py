"""The keys of organisation files (khóa và cột của tệp tổ chức): one table for both forms.

The format is described key by key in ``docs/organisation.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

import attrs

from tthc_deadlines.dossiers.folding import fold
from tthc_deadlines.responsibility.records import (
    Absence,
    Appointment,
    Charge,
    Competence,
    Delegation,
    Field,
    Official,
    Position,
    Rank,
    Unit,
    UnitKind,
)

SCHEMA = 1


class Kind(Enum):
    """What a value must be (kiểu giá trị)."""

    TEXT = "text"
    WORDS = "words"
    YES_NO = "yes_no"
    INSTANT = "instant"
    DAY = "day"
    WHOLE = "whole"
    UNIT_KIND = "unit_kind"
    RANK = "rank"


CHOICES: dict[Kind, type[StrEnum]] = {Kind.UNIT_KIND: UnitKind, Kind.RANK: Rank}


@attrs.frozen
class Table:
    """One table of a file (một bảng): its keys, and the record a row becomes.

    ``needed`` are the keys a row must have; ``ends`` says that ``until`` or ``last_day`` is
    needed too. ``fields`` gives the fields that are called otherwise than their keys.
    """

    csv: str
    record: type[Any]
    keys: Mapping[str, Kind]
    needed: tuple[str, ...] = ()
    ends: bool = False
    fields: Mapping[str, str] = {}
    id: str = "id"


_WINDOW = {"from": Kind.INSTANT, "until": Kind.INSTANT, "last_day": Kind.DAY, "document": Kind.TEXT}
_SCOPE = {"procedures": Kind.WORDS, "fields": Kind.WORDS, "units": Kind.WORDS}

TABLES: dict[str, Table] = {
    "unit": Table(
        "units",
        Unit,
        {
            "id": Kind.TEXT,
            "name": Kind.TEXT,
            "kind": Kind.UNIT_KIND,
            "parent": Kind.TEXT,
            "codes": Kind.WORDS,
            "passes_to": Kind.TEXT,
            "supervised_by": Kind.TEXT,
            "led_by_parent": Kind.YES_NO,
            **_WINDOW,
        },
        ("id", "name"),
    ),
    "position": Table(
        "positions",
        Position,
        {
            "id": Kind.TEXT,
            "name": Kind.TEXT,
            "unit": Kind.TEXT,
            "rank": Kind.RANK,
            "reports_to": Kind.TEXT,
        },
        ("id", "name", "unit"),
    ),
    "official": Table("officials", Official, {"id": Kind.TEXT, "name": Kind.TEXT}, ("id",)),
    "appointment": Table(
        "appointments",
        Appointment,
        {"official": Kind.TEXT, "position": Kind.TEXT, "acting": Kind.YES_NO, **_WINDOW},
        ("official", "position", "from"),
    ),
    "field": Table(
        "fields",
        Field,
        {"key": Kind.TEXT, "name": Kind.TEXT, "procedures": Kind.WORDS},
        ("key", "name"),
        id="key",
    ),
    "charge": Table("charges", Charge, {"official": Kind.TEXT, **_SCOPE, **_WINDOW}, ("official",)),
    "delegation": Table(
        "delegations",
        Delegation,
        {"by": Kind.TEXT, "to": Kind.TEXT, **_SCOPE, **_WINDOW},
        ("by", "to", "from", "document"),
        ends=True,
        fields={"by": "delegator", "to": "delegate"},
    ),
    "absence": Table(
        "absences",
        Absence,
        {"official": Kind.TEXT, "substitute": Kind.TEXT, **_WINDOW},
        ("official", "from"),
        ends=True,
    ),
    "competence": Table(
        "competences",
        Competence,
        {"unit": Kind.TEXT, "position": Kind.TEXT, "steps": Kind.WORDS, **_SCOPE, **_WINDOW},
    ),
}

TOP: dict[str, Kind] = {"schema": Kind.WHOLE, "name": Kind.TEXT}
"""The keys above the tables of a TOML file."""

# What a column may be called besides its key; compared folded.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "kind": ("Loại", "Loại đơn vị"),
    "parent": ("Đơn vị cấp trên", "Mã đơn vị cấp trên", "Trực thuộc"),
    "codes": ("Mã định danh", "Mã định danh điện tử"),
    "passes_to": ("Chuyển cho", "Đơn vị nhận bàn giao", "Đơn vị tiếp nhận"),
    "supervised_by": ("Cơ quan cấp trên trực tiếp", "Cơ quan cấp trên"),
    "led_by_parent": ("Do cấp trên lãnh đạo", "Cấp trên trực tiếp lãnh đạo"),
    "from": ("start", "Từ ngày", "Từ", "Bắt đầu"),
    "until": ("Đến trước ngày", "Đến trước"),
    "last_day": ("Đến hết ngày", "Ngày cuối"),
    "document": ("Văn bản", "Quyết định", "Số văn bản"),
    "unit": ("Đơn vị", "Mã đơn vị"),
    "rank": ("Vai trò", "Cấp"),
    "reports_to": ("Báo cáo cho", "Vị trí cấp trên"),
    "official": ("Công chức", "Cán bộ", "Viên chức", "Mã công chức"),
    "position": ("Vị trí", "Chức vụ", "Mã vị trí"),
    "acting": ("Quyền", "Phụ trách", "Quyền hoặc phụ trách"),
    "procedures": ("Thủ tục", "Mã thủ tục", "Các thủ tục"),
    "fields": ("Lĩnh vực", "Các lĩnh vực"),
    "units": ("Đơn vị", "Các đơn vị", "Mã đơn vị"),
    "by": ("delegator", "Người ủy quyền"),
    "to": ("delegate", "Người được ủy quyền"),
    "substitute": ("Người thay", "Người thay thế"),
    "steps": ("Bước", "Các bước"),
}
# The same where it depends on the table.
_OWN_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "unit": {"id": ("Mã", "Mã đơn vị"), "name": ("Tên", "Tên đơn vị")},
    "position": {"id": ("Mã", "Mã vị trí"), "name": ("Tên", "Tên vị trí", "Chức danh")},
    "official": {
        "id": ("Mã", "Mã công chức", "Mã cán bộ"),
        "name": ("Tên", "Họ tên", "Họ và tên", "Tên hiển thị"),
    },
    "field": {"key": ("Mã", "Mã lĩnh vực"), "name": ("Tên", "Tên lĩnh vực", "Lĩnh vực")},
    "competence": {"units": ("Phạm vi đơn vị", "Các đơn vị")},
}


def columns_of(table: str) -> dict[str, str]:
    """The names a column of a table may have, folded, with their keys (tên cột được nhận).

    >>> columns_of("delegation")[fold("Người ủy quyền")]
    'by'
    """
    names: dict[str, str] = {}
    for key in TABLES[table].keys:
        aliases = _OWN_COLUMNS.get(table, {}).get(key, _COLUMNS.get(key, ()))
        for name in (key, *aliases):
            names.setdefault(fold(name), key)
    return names


YES = frozenset({"true", "co", "x"})
NO = frozenset({"false", "khong"})

WORDS_FOR: dict[Kind, dict[str, str]] = {
    Kind.UNIT_KIND: {
        "coquan": "agency",
        "phongban": "division",
        "phong": "division",
        "bophanmotcua": "one_stop",
        "motcua": "one_stop",
    },
    Kind.RANK: {
        "nguoidungdau": "head",
        "captruong": "head",
        "truong": "head",
        "cappho": "deputy",
        "pho": "deputy",
        "nhanvien": "staff",
        "congchuc": "staff",
    },
}
"""What a cell may say instead of a choice, folded (cách ghi tiếng Việt trong bảng)."""
