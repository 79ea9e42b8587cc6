"""Persons in the portal's data (dữ liệu cá nhân): what is kept at the door.

Systems add fields of their own, by any name. So only the fields that are known not to be
about persons are kept; what is not known may be about one, and is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tthc_deadlines.dossiers.folding import clean
from tthc_deadlines.dossiers.telling import may_be_quoted

DOSSIER_FIELDS = frozenset(
    (
        *("IDHoSo", "IdHoSo", "MaHoSo", "MaTTHC", "TenTTHC", "MaDichVuCong"),
        *("MaLinhVuc", "TenLinhVuc", "KenhThucHien", "LoaiDoiTuong", "HinhThuc", "NoiNopHoSo"),
        *("NgayNopHoSo", "NgayNop", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy"),
        *("NgayTuChoi", "TrangThaiHoSo", "TrangThai", "DonViXuLy", "MaDonViTiepNhan"),
        *("HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID", "DuocThanhToanTrucTuyen"),
    )
)
"""The fields of a dossier that are kept (trường của hồ sơ được giữ)."""

STEP_FIELDS = frozenset(
    (
        *("IDHoSo", "IdHoSo", "MaHoSo", "NguoiXuLy", "ChucDanh", "ThoiDiemXuLy", "PhongBanXuLy"),
        *("TrangThai", "NgayBatDau", "NgayKetThucTheoQuyDinh"),
    )
)
"""The fields of a history step that are kept: ``NguoiXuLy`` is an official."""

_PAPER = ("IsDeleted", "MaThanhPhanHoSo", "DuocSoHoa", "DuocTaiSuDung", "DuocLayTuKhoDMQG")
_FEE = ("TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "Gia", "LoaiPhiLePhi")
LISTS: dict[str, frozenset[str]] = {
    "TaiLieuNop": frozenset((*_PAPER, "MaKetQuaThayThe")),
    "ThanhPhanHoSo": frozenset(_PAPER),
    "DanhSachTepDinhKemKhac": frozenset(_PAPER),
    "DanhSachGiayToBoSung": frozenset(_PAPER),
    "DanhSachGiayToKetQua": frozenset(("TenGiayTo", "MaThanhPhanHoSo", "MaGiayToKetQua")),
    "DanhSachLePhi": frozenset(_FEE),
    "DanhSachLePhiBoSung": frozenset(_FEE),
    "DSKetNoiCSDL": frozenset(("MaCSDL",)),
    "DanhSachHoSoBoSung": frozenset(
        (
            *("HoSoBoSungId", "NguoiYeuCauBoSung", "NguoiTiepNhanBoSung", "TrangThaiBoSung"),
            *("NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc", "NgayHenTraMoi"),
        )
    ),
}
"""The lists that are kept, and the fields of their entries (danh sách được giữ)."""

_CODED = frozenset(
    (
        *("TrangThaiHoSo", "TrangThai", "KenhThucHien", "LoaiDoiTuong", "HinhThuc", "NoiNopHoSo"),
        *("NgayBatDau", "NgayKetThucTheoQuyDinh"),
    )
)
"""Fields of numbers and dates: where columns have shifted, a name may stand in them."""


def without_persons(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """A dossier with the fields known not to be about persons alone (bỏ dữ liệu cá nhân).

    >>> without_persons({"MaHoSo": "H1", "ChuHoSo": "…", "phone": "…", "TrangThaiHoSo": "Lê An",
    ...                  "TaiLieuNop": [{"TenTepDinhKem": "…", "DuocSoHoa": "1"}]})
    {'MaHoSo': 'H1', 'TaiLieuNop': [{'DuocSoHoa': '1'}]}

    Basis: the library's own list, of fields observed in running systems; it needs no others.
    """
    return _known(dossier, DOSSIER_FIELDS)


def step_without_persons(
    step: Mapping[str, Any], is_officials: Callable[[object], bool]
) -> dict[str, Any]:
    """A history step with the fields known not to be about persons alone (một bước).

    ``NguoiXuLy`` is an official and stays, but for the steps that the applicant takes
    (submitting, withdrawing), where systems put the applicant's name, and those of which
    nothing is known.
    """
    kept = _known(step, STEP_FIELDS)
    if not is_officials(step.get("TrangThai")):
        kept.pop("NguoiXuLy", None)
    return kept


def _known(value: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, item in value.items():
        if key in LISTS and isinstance(item, list):
            kept[key] = [_known(one, LISTS[key]) for one in item if isinstance(one, Mapping)]
        elif _fits(key, item, fields):
            kept[key] = item
    return kept


def _fits(key: str, item: object, fields: frozenset[str]) -> bool:
    if key in LISTS:
        return item in ("", None)
    if key not in fields or isinstance(item, (Mapping, list)):
        return False
    return key not in _CODED or not isinstance(item, str) or may_be_quoted(clean(item))
