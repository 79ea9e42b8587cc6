"""The lint of the portal's data: every code has an input that raises it and one that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.checking.index_766.compare import DISAGREEMENTS, INDEX_FINDINGS
from tthc_deadlines.checking.index_766.formula import Policy766
from tthc_deadlines.citations import Confidence
from tthc_deadlines.exchange.json_documents import Item, iter_objects
from tthc_deadlines.exchange.portal.fields import Form
from tthc_deadlines.exchange.portal.lint import lint_envelope, lint_portal
from tthc_deadlines.exchange.portal.messages import PORTAL_FINDINGS, portal_finding
from tthc_deadlines.exchange.portal.read import read_portal
from tthc_deadlines.exchange.portal.status import Meaning, status_map

GOLDEN = Path(__file__).parent / "golden" / "portal"

GOOD: dict[str, Any] = {
    "MaHoSo": "000.00.17.H99-260302-0001",
    "MaTTHC": "1.004946",
    "TenTTHC": "Thủ tục ví dụ",
    "MaLinhVuc": "G03-GD10",
    "KenhThucHien": "1",
    "NgayTiepNhan": "20260302090000",
    "NgayHenTra": "20260310170000",
    "TrangThaiHoSo": "4",
    "DonViXuLy": "Phòng A",
    "NgayTra": "",
    "DanhSachHoSoBoSung": [],
}
GOOD_2: dict[str, Any] = {
    "IDHoSo": "5f0c",
    "MaHoSo": "000.00.17.H99-260302-0001",
    "MaTTHC": "1.004946",
    "NgayNop": "2026-03-01 07:07:53",
    "NgayTiepNhan": "2026-03-02 14:07:53",
}
STEP: dict[str, Any] = {
    "MaHoSo": "H1",
    "NguoiXuLy": "",
    "ThoiDiemXuLy": "20260302090000",
    "TrangThai": "2",
    "NgayBatDau": "",
}


def codes(value: dict[str, Any], **more: Any) -> list[str]:
    return [one.code for one in lint_portal(value, **more)]


@pytest.mark.parametrize("value", [GOOD, GOOD_2, STEP], ids=["v1", "v2", "step"])
def test_what_is_in_order_has_no_findings(value: dict[str, Any]) -> None:
    assert codes(value) == []


@pytest.mark.parametrize(
    ("code", "column", "change"),
    [
        ("portal_missing", "MaHoSo", {"MaHoSo": " "}),
        ("portal_missing", "MaTTHC", {"MaTTHC": None}),
        ("portal_missing", "NgayTiepNhan", {"NgayTiepNhan": ""}),
        ("portal_missing", "TrangThaiHoSo", {"TrangThaiHoSo": ""}),
        ("portal_missing_optional", "MaLinhVuc", {"MaLinhVuc": ""}),
        ("portal_missing_optional", "NgayHenTra", {"NgayHenTra": ""}),
        ("portal_date_form", "NgayTra", {"NgayTra": "10/03/2026 08:00"}),
        ("portal_date_form", "NgayTra", {"NgayTra": "20260230080000"}),
        ("portal_date_form", "NgayTra", {"NgayTra": "2026-03-10 02:30:00 PM"}),
        ("portal_date_twelve", "NgayHenTra", {"NgayHenTra": "202603101700"}),
        ("portal_date_only", "NgayTra", {"NgayTra": "20260310"}),
        ("portal_zero_date", "NgayTra", {"NgayTra": "0001-01-01T00:00:00"}),
        ("portal_mixed_forms", "NgayHenTra", {"NgayHenTra": "2026-03-10T17:00:00"}),
        ("portal_midnight_promise", "NgayHenTra", {"NgayHenTra": "20260310000000"}),
        ("portal_twelve_hours", "NgayHenTra", {"NgayHenTra": "20260310023000"}),
        ("portal_twelve_hours", "NgayTiepNhan", {"NgayTiepNhan": "20260302023000"}),
        ("portal_unknown_status", "TrangThaiHoSo", {"TrangThaiHoSo": "11"}),
        ("portal_unknown_status", "TrangThaiHoSo", {"TrangThaiHoSo": "Đang xử lý"}),
        ("portal_status_without_date", "NgayKetThucXuLy", {"TrangThaiHoSo": "9"}),
        (
            "portal_status_without_date",
            "NgayTra",
            {"TrangThaiHoSo": "10", "NgayKetThucXuLy": "20260309090000"},
        ),
        ("portal_promise_before_receipt", "NgayHenTra", {"NgayHenTra": "20260301170000"}),
        ("portal_end_before_receipt", "NgayTra", {"NgayTra": "20260301170000"}),
        ("portal_end_before_receipt", "NgayKetThucXuLy", {"NgayKetThucXuLy": "20260302080000"}),
        ("portal_code_date", "MaHoSo", {"MaHoSo": "000.00.17.H99-260301-0001"}),
        ("portal_code_form", "MaHoSo", {"MaHoSo": "G09.20-20260608-0092637"}),
        ("portal_channel", "", {"KenhThucHien": "4"}),
        ("portal_channel", "", {"KenhThucHien": "Trực tiếp"}),
        ("portal_not_a_list", "DanhSachLePhi", {"DanhSachLePhi": {"Gia": "1"}}),
        ("portal_not_text", "HinhThuc", {"HinhThuc": 0}),
        ("portal_not_text", "La", {"La": True}),
    ],
)
def test_every_fault_of_a_dossier_is_one_finding(
    code: str, column: str, change: dict[str, Any]
) -> None:
    found = lint_portal({**GOOD, **change}, path="a.json", line=7)
    assert [(one.code, one.column) for one in found] == [(code, column)]
    assert (found[0].path, found[0].line) == ("a.json", 7)
    assert found[0].subject == change.get("MaHoSo", GOOD["MaHoSo"]).strip()
    assert found[0].message("vi") != found[0].message("en")


@pytest.mark.parametrize(
    "change",
    [
        {"TrangThaiHoSo": "1", "NgayTiepNhan": ""},
        {"TrangThaiHoSo": "3", "NgayTiepNhan": None},
        {"KenhThucHien": "2", "NgayTiepNhan": "20260302023000"},  # online, at night
        {"NgayHenTra": "20260310055900", "KenhThucHien": "1"},
        {"LoaiDoiTuong": "7"},  # catalogues differ, so none is held against it
        {"DanhSachLePhi": [{"Gia": "1"}]},  # version 1 sends it at any status
        {"TrangThaiHoSo": "9", "NgayKetThucXuLy": "20260309090000"},
        {"DanhSachHoSoBoSung": [{"NgayBoSung": "2026-03-04T10:00:00"}]},
        {"TrangThaiHoSo": "9", "NgayKetThucXuLy": "20260302000000"},  # the day of the receipt
    ],
)
def test_what_is_usual_is_not_a_fault(change: dict[str, Any]) -> None:
    found = [code for code in codes({**GOOD, **change}) if code != "portal_twelve_hours"]
    assert found == []


def test_the_dates_of_supplements_are_looked_at() -> None:
    entries = [{"NgayBoSung": "hôm qua", "NgayHenTraTruoc": "0001-01-01T00:00:00"}]
    assert codes({**GOOD, "DanhSachHoSoBoSung": entries}) == [
        "portal_date_form",
        "portal_zero_date",
    ]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("portal_missing", {"ThoiDiemXuLy": ""}),
        ("portal_missing", {"TrangThai": ""}),
        ("portal_missing", {"MaHoSo": ""}),
        ("portal_unknown_status", {"TrangThai": "12"}),
        ("portal_date_form", {"ThoiDiemXuLy": "2026"}),
        ("portal_mixed_forms", {"NgayBatDau": "20260302090000", "TrangThai": 2}),
        ("portal_twelve_hours", {"ThoiDiemXuLy": "20260302023000"}),
    ],
)
def test_every_fault_of_a_step_is_one_finding(code: str, change: dict[str, Any]) -> None:
    value = {**STEP, **change}
    if value["TrangThai"] == 2:
        value["ThoiDiemXuLy"] = "2026-03-02T09:00:00.000"
    assert codes(value) == [code]


def test_a_citizen_may_submit_at_night() -> None:
    assert codes({**STEP, "TrangThai": "1", "ThoiDiemXuLy": "20260302023000"}) == []


@pytest.mark.parametrize(("status", "faulty"), [(4, True), (5, False), (6, False), (9, False)])
def test_lists_of_version_2_are_for_some_statuses(status: int, faulty: bool) -> None:
    update = {"IdHoSo": "1", "MaHoSo": "H1", "TrangThai": status, "DanhSachLePhi": [{"Gia": "1"}]}
    assert codes(update) == (["portal_list_not_expected"] if faulty else [])
    assert codes({**update, "DanhSachLePhi": []}) == []


def test_the_joint_services_are_another_service() -> None:
    value = {"maHoSo": "H1", "trangThai": 4, "thoiGianThucHien": "2026-03-02T09:00:00"}
    assert codes(value) == ["portal_other_service"]


def test_an_object_that_is_nothing_known_lacks_everything() -> None:
    assert set(codes({"x": 1})) == {"portal_missing", "portal_missing_optional", "portal_not_text"}


def test_local_maps_know_their_own_statuses() -> None:
    value = {**STEP, "TrangThai": "11"}
    assert codes(value, statuses=status_map("local-supplemented")) == []


# --- envelopes and items ----------------------------------------------------------------------


@pytest.mark.parametrize("updating", [True, "true", 1, None])
def test_updating_is_one_of_two_texts(updating: object) -> None:
    assert [one.code for one in lint_envelope({"isUpdating": updating})] == ["portal_updating"]
    assert lint_envelope({"isUpdating": "False"}) == []
    assert lint_envelope({}) == []


def test_the_service_fits_its_content() -> None:
    wrong = lint_envelope({"service": "DongBoHoSoMC"}, Form.STEP)
    assert [one.code for one in wrong] == ["portal_service"]
    assert lint_envelope({"service": "CapNhatTienDoHoSoMC"}, Form.STEP) == []
    assert lint_envelope({"service": "TraCuuHoSo"}, Form.STEP) == []


def test_an_envelope_is_looked_over_with_its_list() -> None:
    value = {"service": "CapNhatTienDoHoSoMC", "data": [GOOD, {**GOOD, "KenhThucHien": "9"}]}
    assert codes(value) == ["portal_service", "portal_channel"]


def test_an_item_brings_its_line() -> None:
    [found] = lint_portal(Item({**GOOD, "KenhThucHien": "9"}, 12, {}), path="a.json")
    assert (found.line, found.path) == (12, "a.json")


def test_the_golden_files() -> None:
    def of(name: str) -> Iterator[tuple[int, str, str]]:
        with (GOLDEN / name).open(encoding="utf-8") as text:
            for item in iter_objects(text):
                assert isinstance(item, Item)
                for one in lint_portal(item):
                    yield item.line, one.code, one.column

    assert list(of("v1-steps.json")) == []
    assert list(of("v1-dossiers.json")) == [
        (78, "portal_missing_optional", "MaLinhVuc"),
        (78, "portal_midnight_promise", "NgayHenTra"),
    ]
    assert list(of("v2-dossiers.ndjson")) == [(1, "portal_code_form", "MaHoSo")]


# --- the table --------------------------------------------------------------------------------


def test_every_code_is_raised_somewhere() -> None:
    raised = {
        code
        for path in Path(__file__).parent.glob("test_portal_*.py")
        for code in PORTAL_FINDINGS
        if f'"{code}"' in path.read_text(encoding="utf-8")
    }
    assert raised == set(PORTAL_FINDINGS)


def test_every_text_is_in_two_languages_and_rests_on_observation() -> None:
    for code, row in PORTAL_FINDINGS.items():
        assert code.startswith("portal_")
        assert row.title.vi != row.title.en
        assert row.vi != row.en
    found = portal_finding("portal_missing", field="MaHoSo")
    assert found.citation is not None
    assert found.citation.confidence is Confidence.SECONDARY
    assert found.citation.number == ""


def test_the_page_names_everything() -> None:
    page = (Path(__file__).parents[1] / "docs" / "portal.md").read_text(encoding="utf-8")
    for code, row in {**PORTAL_FINDINGS, **INDEX_FINDINGS}.items():
        assert f"| `{code}` | {row.severity} | {row.title.en} | {row.title.vi} |" in page
    for code, (_, en) in DISAGREEMENTS.items():
        assert f"| `{code}` | {en} |" in page
    policy = Policy766()
    for field in attrs.fields(Policy766):
        default = getattr(policy, field.name)
        [line] = [line for line in page.split("\n") if line.startswith(f"| `{field.name}` |")]
        assert f"| `{default}`" in line
        assert all(f"`{choice}`" in line for choice in type(default))
    for meaning in Meaning:
        assert f"| `{meaning}` |" in page
    for number, status in status_map().statuses.items():
        assert any(
            line.startswith(f"| `{status.meaning}` |") and line.endswith(f"| {number} |")
            for line in page.split("\n")
        )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=16),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = [*GOOD, *GOOD_2, *STEP, "trangThai", "thoiGianThucHien", "TrangThaiHoSo", "DanhSachLePhi"]


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_any_object_is_linted_and_read_without_an_exception(value: dict[str, Any]) -> None:
    for one in lint_portal(value):
        assert one.message("vi")
        assert one.message("en")
        json.dumps(dict(one.data))
    for found in read_portal([value]):
        assert found is not None
