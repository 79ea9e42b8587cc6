"""What was read from the portal is written as it was; what has changed, and nothing else, anew."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_dossier, write_dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.errors import UnknownChoice
from tthc_deadlines.exchange.portal.file import PortalFile
from tthc_deadlines.exchange.portal.lint import lint_portal
from tthc_deadlines.exchange.portal.read import read_portal
from tthc_deadlines.exchange.portal.status import StatusMap, status_map
from tthc_deadlines.exchange.portal.write import (
    portal_envelope,
    write_portal,
    write_portal_steps,
)
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM

GOLDEN = Path(__file__).parent / "golden" / "portal"


def at(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, second, tzinfo=VIETNAM)


def only(value: dict[str, Any], *steps: dict[str, Any], **more: Any) -> Dossier:
    [dossier] = read_portal([value, *steps], **more)
    assert isinstance(dossier, Dossier), dossier
    return dossier


def as_text(value: Any) -> str:
    """With the order of the keys, and texts, numbers and nothing told apart."""
    return json.dumps(value, ensure_ascii=False)


# --- round trips -----------------------------------------------------------------------------


DROPPED = {
    *("ThongTinKhac", "SoGiayToChuHoSo", "ChuHoSo", "MaDoiTuong", "Email", "Fax", "SoDienThoai"),
    *("TrichYeuHoSo", "ThongTinTra", "GhiChu", "TepDinhKemId", "TenTepDinhKem"),
    *("DuongDanTaiTepTin", "NoiDungBoSung", "ThongTinTiepNhan", "GiayToId"),
    *("DuongDanTepTinKetQua", "DinhDanhCHS", "TruongCuaTinh", "NoiDungXuLy"),
}


def less(value: Any) -> Any:
    """The same without the fields of the files that are dropped."""
    if isinstance(value, list):
        return [less(one) for one in value]
    if isinstance(value, dict):
        return {key: less(item) for key, item in value.items() if key not in DROPPED}
    return value


@pytest.mark.parametrize("personal", [False, True])
def test_the_files_come_back_as_they_were_less_what_is_dropped(personal: bool) -> None:
    path = GOLDEN / "v1-dossiers.json"
    raw = json.loads(path.read_text(encoding="utf-8"))["data"]
    steps = json.loads((GOLDEN / "v1-steps.json").read_text(encoding="utf-8"))["data"]
    found = list(PortalFile(path, [GOLDEN / "v1-steps.json"], personal=personal))
    written, history = [], []
    for dossier in found:
        assert isinstance(dossier, Dossier)
        written.append(write_portal(dossier))
        history.extend(write_portal_steps(dossier))
    if not personal:
        raw, steps = less(raw), less(steps)
        del steps[0]["NguoiXuLy"]  # whoever submits is not an official
    assert as_text(written) == as_text(raw)
    assert as_text(history) == as_text(steps)


def test_version_2_comes_back_as_it_was() -> None:
    lines = (GOLDEN / "v2-dossiers.ndjson").read_text(encoding="utf-8").splitlines()
    [dossier] = PortalFile(GOLDEN / "v2-dossiers.ndjson", personal=True)
    assert isinstance(dossier, Dossier)
    assert as_text(write_portal(dossier)) == as_text(json.loads(lines[0]))
    steps = [json.loads(lines[place]) for place in (1, 2, 4)]
    assert as_text(write_portal_steps(dossier)) == as_text(steps)


text = st.text(st.characters(codec="utf-8"), max_size=6)
instants = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1))  # noqa: DTZ001
dates = st.one_of(
    st.sampled_from(["", None, "0001-01-01T00:00:00"]),
    instants.map(lambda one: one.strftime("%Y%m%d%H%M%S")),
    instants.map(lambda one: one.strftime("%Y%m%d%H%M")),
    instants.map(lambda one: one.strftime("%Y%m%d")),
    instants.map(lambda one: one.isoformat(timespec="milliseconds")),
)
numbers = st.one_of(st.integers(0, 12), st.integers(0, 12).map(str), st.sampled_from(["", None]))
anything = st.one_of(text, st.none(), st.integers(), st.booleans(), st.lists(text, max_size=2))
supplements = st.fixed_dictionaries(
    {},
    optional={
        "NgayBoSung": dates,
        "NgayTiepNhanBoSung": dates,
        "NgayHenTraTruoc": dates,
        "NgayHenTraMoi": dates,
        "HoSoBoSungId": st.integers(),
        "NoiDungBoSung": text,
    },
)
DATES = (
    *("NgayNopHoSo", "NgayNop", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy"),
    "NgayTuChoi",
)
raws = st.fixed_dictionaries(
    {"MaHoSo": st.sampled_from(["H1", " H1 ", "000.00.17.H99-260302-0001"]), "MaTTHC": anything},
    optional={
        "TenTTHC": anything,
        "KenhThucHien": numbers,
        "TrangThaiHoSo": numbers,
        "DonViXuLy": anything,
        "ChuHoSo": text,
        "Email": anything,
        "Khac": st.dictionaries(text, anything, max_size=2),
        "DanhSachHoSoBoSung": st.lists(supplements, max_size=3),
        **dict.fromkeys(DATES, dates),
    },
).flatmap(lambda found: st.permutations(list(found.items())).map(dict))
steps_of_h1 = st.lists(
    st.fixed_dictionaries(
        {
            "MaHoSo": st.just("H1"),
            "ThoiDiemXuLy": instants.map(lambda one: one.strftime("%Y%m%d%H%M%S")),
            "TrangThai": numbers,
        },
        optional={"NguoiXuLy": st.sampled_from(["A", "B", ""]), "NoiDungXuLy": text},
    ),
    max_size=4,
)


MAY_BE_ANYTHING = {"MaTTHC", "TenTTHC", "DonViXuLy"}  # a list in them is none of theirs
NOT_ALL_KEPT = {"DanhSachHoSoBoSung"}


@given(raws, steps_of_h1, st.booleans())
def test_writing_what_was_read_gives_it_back(
    raw: dict[str, Any], steps: list[dict[str, Any]], personal: bool
) -> None:
    given_ = copy.deepcopy(raw)
    found = list(read_portal([raw, *steps], personal=personal))
    assert raw == given_
    dossier = next(one for one in found if isinstance(one, Dossier) and one.code != "")
    written = write_portal(dossier)
    if personal:
        assert as_text(written) == as_text(raw)
        history = write_portal_steps(dossier)
        assert as_text(history) == as_text(steps if dossier.code == "H1" else [])
    else:
        kept = {key: raw[key] for key in raw if key in written and key not in NOT_ALL_KEPT}
        assert as_text(kept) == as_text(
            {key: item for key, item in written.items() if key not in NOT_ALL_KEPT}
        )
        assert set(raw) - set(written) <= {"ChuHoSo", "Email", "Khac", *MAY_BE_ANYTHING}
        assert not {"ChuHoSo", "Email", "Khac"} & set(written)
        assert "NoiDung" not in as_text(written)
    stored = read_dossier(json.loads(as_text(write_dossier(dossier))))
    assert as_text(write_portal(stored)) == as_text(write_portal(dossier))
    assert replay(dossier.events).events is not None


@given(raws, st.sampled_from([1, 2]))
def test_the_other_version_tells_the_same(raw: dict[str, Any], version: int) -> None:
    dossier = only(raw)
    again = only(write_portal(dossier, version))
    seconds = dt.timedelta(seconds=1)

    def told(one: Dossier) -> list[tuple[str, int]]:
        start = dt.datetime(2000, 1, 1, tzinfo=VIETNAM)
        return sorted({(e.kind, (e.occurred_at - start) // seconds) for e in one.events})

    assert told(again) == told(dossier)
    assert (again.status_text, again.channel) == (dossier.status_text, dossier.channel)
    assert not {"ChuHoSo", "Email", "Khac"} & set(write_portal(dossier, version))


# --- what has changed ------------------------------------------------------------------------


RAW: dict[str, Any] = {
    "MaTTHC": "1.1",
    "MaHoSo": "H1",
    "NgayTiepNhan": "20260302090000",
    "NgayHenTra": "20260310170000",
    "NgayKetThucXuLy": "",
    "TrangThaiHoSo": "4",
    "DonViXuLy": "Phòng A",
    "Rieng": {"x": None},
}


def test_a_new_event_changes_its_fields_and_no_others() -> None:
    dossier = only(RAW, personal=True).then(ev.ResultIssued(id="r", occurred_at=at(9, 14, 30)))
    assert write_portal(dossier) == {
        **RAW,
        "NgayKetThucXuLy": "20260309143000",  # 24 hours, never 02:30
        "TrangThaiHoSo": "9",
    }
    assert list(write_portal(dossier)) == list(RAW)
    [step] = write_portal_steps(dossier)
    assert (step["TrangThai"], step["ThoiDiemXuLy"]) == ("9", "20260309143000")


def test_the_code_of_the_dossier_is_never_another() -> None:
    dossier = attrs.evolve(only(RAW), unit="Phòng B", holder="A")
    for version in (1, 2):
        assert write_portal(dossier, version)["MaHoSo"] == "H1"
    assert write_portal(dossier)["DonViXuLy"] == "Phòng B"


def test_a_new_promise_replaces_the_old_one() -> None:
    moved = ev.Reappointed(id="x", occurred_at=at(9), promised_at=dt.date(2026, 3, 16))
    written = write_portal(only(RAW, personal=True).then(moved))
    assert written == {**RAW, "NgayHenTra": "20260316235959"}
    assert lint_portal(written) != []


def test_a_new_supplement_is_added_to_the_list_as_it_stood() -> None:
    old = {"NgayBoSung": "2026-03-03T09:00:00", "NgayTiepNhanBoSung": "20260304090000", "la": 1}
    dossier = only({**RAW, "DanhSachHoSoBoSung": [old]}, personal=True)
    dossier = dossier.with_events(
        [
            ev.SupplementRequested(id="a", occurred_at=at(5), actor="Cán bộ A"),
            ev.SupplementReceived(id="b", occurred_at=at(6), promised_at=at(16, 17)),
        ]
    )
    first, second = write_portal(dossier)["DanhSachHoSoBoSung"]
    assert first == old
    assert second["NgayBoSung"] == "20260305090000"
    assert second["NgayTiepNhanBoSung"] == "20260306090000"
    assert (second["NgayHenTraTruoc"], second["NgayHenTraMoi"]) == (
        "20260310170000",
        "20260316170000",
    )
    assert second["NguoiYeuCauBoSung"] == "Cán bộ A"


def test_an_answered_supplement_fills_its_entry() -> None:
    old = {"la": 1, "NgayBoSung": "20260303090000", "NgayTiepNhanBoSung": ""}
    dossier = only({**RAW, "DanhSachHoSoBoSung": [old]}, personal=True)
    dossier = dossier.then(ev.SupplementReceived(id="b", occurred_at=at(6)))
    [entry] = write_portal(dossier)["DanhSachHoSoBoSung"]
    assert entry["NgayBoSung"] == "20260303090000"
    assert entry["NgayTiepNhanBoSung"] == "20260306090000"
    assert (entry["la"], entry["TrangThaiBoSung"]) == (1, True)


@pytest.mark.parametrize("version", [1, 2])
def test_a_day_without_a_time_is_written_as_midnight_and_stays_one(version: int) -> None:
    ended = ev.ResultIssued(id="r", occurred_at=at(9, 23, 59, 59), day_only=True)
    received = ev.Accepted(id="a", occurred_at=at(2, 0), day_only=True)
    dossier = Dossier(code="H1", events=[received, ended])
    written = write_portal(dossier, version)
    assert written["NgayKetThucXuLy"] == ("20260309000000", "2026-03-09T00:00:00.000")[version - 1]
    again = only(written, *write_portal_steps(dossier, version))
    assert [(one.kind, one.occurred_at, one.day_only) for one in again.events] == [
        ("accepted", at(2, 0), True),
        ("result_issued", at(9, 23, 59, 59), True),
    ]


# --- dossiers of another origin ------------------------------------------------------------------


EVENTS: list[Event] = [
    ev.Submitted(id="1", occurred_at=at(2, 8), channel="online"),
    ev.Accepted(id="2", occurred_at=at(2, 9), promised_at=at(10, 17)),
    ev.StepStarted(id="3", occurred_at=at(2, 14), holder="A", unit="Phòng A"),
    ev.SupplementRequested(id="4", occurred_at=at(3, 9), actor="A"),
    ev.SupplementReceived(id="5", occurred_at=at(4, 9), promised_at=at(12, 17)),
    ev.Stopped(id="6", occurred_at=at(5, 9), ground="financial_obligation"),
    ev.Resumed(id="7", occurred_at=at(6, 9), ground="financial_obligation"),
    ev.ResultIssued(id="8", occurred_at=at(11, 16, 30, 5)),
    ev.Returned(id="9", occurred_at=at(12, 8)),
]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("count", range(len(EVENTS) + 1))
def test_events_written_and_read_are_the_same_events(version: int, count: int) -> None:
    dossier = Dossier(code="H1", procedure_code="1.1", unit="A", events=EVENTS[:count])
    value = write_portal(dossier, version)
    steps = write_portal_steps(dossier, version)
    again = only(value, *steps)
    assert [(one.kind, one.occurred_at) for one in again.events] == [
        (one.kind, one.occurred_at) for one in dossier.events
    ]
    assert [getattr(one, "promised_at", None) for one in again.events] == [
        getattr(one, "promised_at", None) for one in dossier.events
    ]
    assert replay(again.events).faults == ()
    assert value["TrangThaiHoSo"] == (
        steps[-1]["TrangThai"] if steps else "" if version == 1 else None
    )


def test_the_forms_of_both_versions() -> None:
    dossier = Dossier(code="H1", channel="post", events=EVENTS[1:2])
    assert write_portal(dossier) == {
        "MaHoSo": "H1",
        "MaTTHC": "",
        "TenTTHC": "",
        "KenhThucHien": "3",
        "NgayNopHoSo": "",
        "NgayTiepNhan": "20260302090000",
        "NgayHenTra": "20260310170000",
        "TrangThaiHoSo": "2",
        "NgayTra": "",
        "NgayKetThucXuLy": "",
        "DonViXuLy": "",
        "NgayTuChoi": "",
        "DanhSachHoSoBoSung": [],
    }
    second = write_portal(dossier, 2)
    assert (second["TrangThaiHoSo"], second["KenhThucHien"], second["NgayNop"]) == (2, 3, None)
    assert second["NgayTiepNhan"] == "2026-03-02T09:00:00.000"


def test_a_promise_of_a_day_is_kept_by_a_result_on_that_day() -> None:
    accepted = ev.Accepted(id="1", occurred_at=at(2), promised_at=dt.date(2026, 3, 10))
    value = write_portal(Dossier(code="H1", events=[accepted]))
    assert value["NgayHenTra"] == "20260310235959"
    assert not [one for one in lint_portal(value) if one.code == "portal_midnight_promise"]


def test_a_site_has_its_own_numbers() -> None:
    dossier = Dossier(code="H1", events=EVENTS[:5])
    steps = write_portal_steps(dossier, statuses=status_map("local-supplemented"))
    assert [step["TrangThai"] for step in steps] == ["1", "2", "4", "5", "6"]
    site = StatusMap.from_spec("mine", {"statuses": {"7": {"name": "Xong", "meaning": "issued"}}})
    read = only(RAW, statuses=site, personal=True)
    with pytest.raises(UnknownChoice, match="statuses="):
        write_portal(read)
    assert write_portal(read, statuses=site) == RAW


@pytest.mark.parametrize("version", [0, 3])
def test_other_versions_are_refused(version: int) -> None:
    with pytest.raises(UnknownChoice, match="1, 2"):
        write_portal(Dossier(code="H1"), version)
    with pytest.raises(UnknownChoice, match="1, 2"):
        write_portal_steps(Dossier(code="H1"), version)


def test_an_envelope_can_be_read_and_is_in_order() -> None:
    envelope = portal_envelope([RAW], session="s", unit="000.00.00.H99", updating=True)
    assert (envelope["service"], envelope["isUpdating"]) == ("DongBoHoSoMC", "True")
    assert not [one for one in lint_portal(envelope) if one.code.startswith("portal_up")]
    [found] = read_portal([envelope["data"][0]])
    assert not isinstance(found, Finding)
