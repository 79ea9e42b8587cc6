"""Columns (cột): which column of a foreign table means what.

Names are compared by :func:`~tthc_deadlines.dossiers.folding.fold`, so that case,
diacritics and separators do not matter; the order of the columns never does.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tthc_deadlines.dossiers.folding import fold, shown
from tthc_deadlines.errors import MissingColumn
from tthc_deadlines.exchange.encodings import refuse

ALIASES: dict[str, tuple[str, ...]] = {
    "code": (
        "code",
        "ma_ho_so",
        "MaHoSo",
        "Mã hồ sơ",
        "Mã số hồ sơ",
        "Số hồ sơ",
        "dossier_code",
        "dossier",
        "so_ho_so",
    ),
    "received_at": (
        "received_at",
        "ngay_tiep_nhan",
        "NgayTiepNhan",
        "Ngày tiếp nhận",
        "Thời điểm tiếp nhận",
        "Thời gian tiếp nhận",
        "Ngày giờ tiếp nhận",
        "Ngày nhận",
        "Ngày nhận hồ sơ",
        "received",
        "received_on",
        "received_date",
    ),
    "limit_text": (
        "limit_text",
        "thoi_han",
        "ThoiHan",
        "Thời hạn",
        "Thời hạn giải quyết",
        "ThoiHanGiaiQuyet",
        "Thời gian giải quyết",
        "Thời gian quy định",
        "limit",
        "time_limit",
    ),
    "promised_at": (
        "promised_at",
        "ngay_hen_tra",
        "NgayHenTra",
        "Ngày hẹn trả",
        "Ngày hẹn trả kết quả",
        "Hẹn trả",
        "Ngày trả dự kiến",
        "promised",
        "promised_on",
        "promised_date",
    ),
    "finished_at": (
        "finished_at",
        "ngay_ket_thuc_xu_ly",
        "NgayKetThucXuLy",
        "Ngày kết thúc xử lý",
        "Ngày kết thúc",
        "Ngày hoàn thành",
        "Ngày xử lý xong",
        "Ngày có kết quả",
        "finished",
        "finished_on",
        "finished_date",
    ),
    "procedure_code": (
        "procedure_code",
        "ma_tthc",
        "MaTTHC",
        "Mã TTHC",
        "Mã thủ tục",
        "Mã thủ tục hành chính",
        "procedure",
    ),
    "procedure_name": (
        "procedure_name",
        "ten_tthc",
        "TenTTHC",
        "Tên TTHC",
        "Tên thủ tục",
        "Tên thủ tục hành chính",
        "Thủ tục",
        "Thủ tục hành chính",
    ),
    "status_text": (
        "status_text",
        "trang_thai",
        "TrangThai",
        "Trạng thái",
        "TrangThaiHoSo",
        "Trạng thái hồ sơ",
        "Tình trạng",
        "Tình trạng hồ sơ",
        "status",
    ),
    "unit": (
        "unit",
        "don_vi_xu_ly",
        "DonViXuLy",
        "Đơn vị xử lý",
        "Đơn vị",
        "Cơ quan giải quyết",
        "Cơ quan xử lý",
        "Phòng ban xử lý",
        "PhongBanXuLy",
    ),
    "holder": (
        "holder",
        "nguoi_xu_ly",
        "NguoiXuLy",
        "Người xử lý",
        "Cán bộ xử lý",
        "Công chức xử lý",
        "Người thụ lý",
        "assignee",
    ),
}
"""What each field is called in the systems we know (tên cột theo từng hệ thống)."""

REQUIRED = ("code", "received_at")
DATED = ("received_at", "promised_at", "finished_at")
"""The fields that hold a day or an instant."""

_BY_KEY = {fold(name): field for field, names in ALIASES.items() for name in names}


def field_of(name: str) -> str | None:
    """The field a column's name means (cột này là gì); ``None`` for an unknown column.

    >>> field_of("Ngày tiếp nhận"), field_of("NgayTiepNhan"), field_of("ghi chú")
    ('received_at', 'received_at', None)
    """
    return _BY_KEY.get(fold(name))


@attrs.frozen
class Columns:
    """The columns of one table (các cột của bảng).

    Attributes:
        names: every name as written.
        places: field → position.
        extra: (name, position) of the columns that no field takes.
        own_names: field → the column's own name, for messages.
    """

    names: tuple[str, ...]
    places: dict[str, int]
    extra: tuple[tuple[str, int], ...]
    own_names: dict[str, str]

    def name_of(self, field: str) -> str:
        """The column's own name for a field, for messages."""
        return self.own_names.get(field, field)


def match_columns(names: Sequence[str], path: str, *, complete: bool = True) -> Columns:
    """Find what each column means (đối chiếu tên cột).

    With ``complete`` the required columns must be there.

    Raises:
        MissingColumn: no column for the code or the day of receipt.
        UnreadableFile: a column is given twice, or two columns mean the same.
    """
    places: dict[str, int] = {}
    extra: list[tuple[str, int]] = []
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        field = field_of(name)
        if field is None:
            _refuse_twice(name, place, seen, path)
            extra.append((name or f"#{place + 1}", place))
        elif field in places:
            raise _same_meaning(names, places[field], place, field, path)
        else:
            places[field] = place
    columns = Columns(
        names=tuple(names),
        places=places,
        extra=tuple(extra),
        own_names={field: names[place] for field, place in places.items()},
    )
    if complete:
        _require(columns, path)
    return columns


def _refuse_twice(name: str, place: int, seen: dict[str, int], path: str) -> None:
    if not name:
        return
    if name in seen:
        first, second = seen[name] + 1, place + 1
        raise refuse(
            path,
            f"the column {shown(name)!r} is given twice (columns {first} and "
            f"{second}); rename or remove one",
            f"cột {shown(name)!r} có hai lần (cột {first} và {second}); hãy đổi tên "
            "hoặc bỏ bớt một cột",
        )
    seen[name] = place


def _same_meaning(
    names: Sequence[str], first: int, second: int, field: str, path: str
) -> Exception:
    a, b = shown(names[first]), shown(names[second])
    meaning = ALIASES[field][3] if len(ALIASES[field]) > 3 else field
    return refuse(
        path,
        f"the columns {a!r} ({first + 1}) and {b!r} ({second + 1}) both mean {field}; "
        "keep one of them",
        f"hai cột {a!r} (cột {first + 1}) và {b!r} (cột {second + 1}) cùng nghĩa "
        f"“{meaning}”; hãy giữ lại một cột",
    )


def _require(columns: Columns, path: str) -> None:
    for field in REQUIRED:
        if field not in columns.places:
            found = ", ".join(shown(name, 30) for name in columns.names[:30])
            raise MissingColumn(
                path=path, column=ALIASES[field][3], accepted=", ".join(ALIASES[field]), found=found
            )
