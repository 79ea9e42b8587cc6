"""Fields (trường dữ liệu): which name in a foreign list means what.

Names are compared by :func:`~tthc_deadlines.dossiers.folding.fold`, so that case,
diacritics and separators do not matter; the order never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import attrs

from tthc_deadlines.dossiers.folding import fold

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


@lru_cache(maxsize=4096)
def field_of(name: str) -> str | None:
    """The field a column's name means (cột này là gì); ``None`` for an unknown column.

    >>> field_of("Ngày tiếp nhận"), field_of("NgayTiepNhan"), field_of("ghi chú")
    ('received_at', 'received_at', None)
    """
    return _BY_KEY.get(fold(name))


@attrs.frozen
class Columns:
    """The columns of one table (các cột của bảng), or the keys of one object.

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


class Clash(NamedTuple):
    """Two names that cannot stand together (hai cột trùng nhau).

    ``first`` and ``second`` are their positions; ``field`` is what both mean, empty for an
    unknown name given twice.
    """

    field: str
    first: int
    second: int


def match_names(names: Sequence[str]) -> Columns | Clash:
    """Find what each name means (đối chiếu tên cột); the first :class:`Clash`, if any.

    >>> match_names(["Ghi chú", "MaHoSo"]).places
    {'code': 1}
    >>> match_names(["ma_ho_so", "MaHoSo"])
    Clash(field='code', first=0, second=1)
    """
    places: dict[str, int] = {}
    extra: list[tuple[str, int]] = []
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        field = field_of(name)
        if field is None:
            if name and name in seen:
                return Clash("", seen[name], place)
            seen[name] = place
            extra.append((name or f"#{place + 1}", place))
        elif field in places:
            return Clash(field, places[field], place)
        else:
            places[field] = place
    return Columns(
        names=tuple(names),
        places=places,
        extra=tuple(extra),
        own_names={field: names[place] for field, place in places.items()},
    )
