"""The portal's data becomes dossiers with events: both forms, blanks, duplicates, persons."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_dossier, write_dossier
from tthc_deadlines.dossiers.events import Accepted, StepStarted, Stopped, Submitted
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.exchange.json_documents import first_object
from tthc_deadlines.exchange.portal.fields import read_portal_date, version_of
from tthc_deadlines.exchange.portal.file import PortalFile
from tthc_deadlines.exchange.portal.lint import lint_portal
from tthc_deadlines.exchange.portal.persons import DOSSIER_FIELDS, LISTS, STEP_FIELDS
from tthc_deadlines.exchange.portal.read import (
    is_portal_object,
    read_portal,
    synchronised_promise,
)
from tthc_deadlines.exchange.portal.status import StatusMap, status_map
from tthc_deadlines.exchange.results import plain_finding
from tthc_deadlines.exchange.sources import Source
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.instants import VIETNAM

GOLDEN = Path(__file__).parent / "golden" / "portal"
FIRST = "000.00.17.H99-260302-0001"


def local(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)


def dossiers(found: Iterable[Dossier | Finding]) -> list[Dossier]:
    every = list(found)
    assert all(isinstance(one, Dossier) for one in every), every
    return [one for one in every if isinstance(one, Dossier)]


def one(
    steps: list[tuple[object, str]] | None = None, statuses: StatusMap | None = None, **fields: Any
) -> Dossier:
    """The dossier H1 with such fields and steps."""
    objects: list[dict[str, Any]] = [
        {"MaHoSo": "H1", "TrangThai": status, "ThoiDiemXuLy": at} for status, at in steps or []
    ]
    if fields:
        objects.insert(0, {"MaHoSo": "H1", "MaTTHC": "1.1", **fields})
    [found] = dossiers(read_portal(objects, statuses=statuses))
    return found


def told(dossier: Dossier) -> list[tuple[str, str]]:
    return [(event.kind, f"{event.occurred_at:%Y%m%d%H%M%S}") for event in dossier.events]


def kinds(dossier: Dossier) -> list[str]:
    return [event.kind for event in dossier.events]


# --- files ---------------------------------------------------------------------------------------


def test_a_file_of_version_1_with_its_histories() -> None:
    with PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"]) as file:
        first, second = dossiers(file)
    assert told(first) == [
        ("submitted", "20260301221500"),
        ("accepted", "20260302090000"),
        ("step_started", "20260302140000"),
        ("supplement_requested", "20260304100007"),
        ("supplement_received", "20260306100000"),
        ("result_issued", "20260317143000"),
        ("returned", "20260318080000"),
    ]
    submitted, accepted, started, asked, received, *_ = first.events
    assert isinstance(submitted, Submitted)
    assert isinstance(accepted, Accepted)
    assert isinstance(started, StepStarted)
    assert submitted.channel == first.channel == "online"
    assert accepted.promised_at == local("20260310170000")  # the first promise, not NgayHenTra
    assert getattr(received, "promised_at") == local("20260318170000")  # noqa: B009
    assert (started.holder, started.unit, asked.actor) == ("Cán bộ A", "Phòng Kinh tế", "Cán bộ A")
    assert (first.procedure_code, first.unit, first.status_text) == (
        "1.004946",
        "Phòng Kinh tế",
        "Đã trả kết quả",
    )
    assert (first.path, first.line) == (str(GOLDEN / "v1-dossiers.json"), 7)
    assert all(event.recorded_at is None for event in first.events)
    assert not replay(first.events).faults
    assert told(second) == [("accepted", "20260303143000"), ("stopped", "20260305090000")]
    stop = second.events[1]
    assert isinstance(stop, Stopped)
    assert stop.ground == "financial_obligation"


def test_a_file_of_version_2_with_everything_in_one() -> None:
    remarks: list[Finding] = []
    file = PortalFile(GOLDEN / "v2-dossiers.ndjson", on_remark=remarks.append)
    [dossier] = dossiers(file)
    assert [(event.kind, event.occurred_at.isoformat()) for event in dossier.events] == [
        ("submitted", "2026-06-08T07:07:53+07:00"),
        ("accepted", "2026-06-08T14:07:53+07:00"),
        ("step_started", "2026-06-09T08:00:00+07:00"),
        ("result_issued", "2026-06-19T15:00:00.500000+07:00"),
    ]
    assert dossier.extra["portal"]["version"] == 2
    assert [(remark.code, remark.line) for remark in remarks] == [("portal_undated_status", 4)]
    assert file.rows_read == 1
    assert file.position == file.size


def test_a_source_already_open_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input can be read only once: who looked at it hands it on."""
    data = (GOLDEN / "v1-dossiers.json").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    with Source("-") as source:
        with source.open() as text:
            first = first_object(text)
        assert first is not None
        assert is_portal_object(first)
        assert [one.code for one in PortalFile(source)] == [FIRST, "000.00.17.H99-260303-0002"]


def test_a_file_can_be_iterated_again() -> None:
    file = PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"])
    assert list(file) == list(file)


def test_importing_twice_gives_the_same_events() -> None:
    file = PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"])
    first, again = dossiers(file)[0], dossiers(file)[0]
    assert [event.id for event in first.events] == [event.id for event in again.events]
    assert len({event.id for event in first.events}) == len(first.events)
    assert first.events[1].id == f"{FIRST}:accepted:20260302T090000"
    both = replay([*first.events, *again.events])
    assert both.events == first.events
    assert both.faults == ()


def test_a_broken_object_costs_one_dossier(tmp_path: Path) -> None:
    path = tmp_path / "hs.json"
    path.write_text(
        '{"data": [{"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"},\n'
        '{"MaHoSo": "H2", "NgayTiepNhan": "20260230090000"},\n'
        '{"MaHoSo": "H3", "NgayTiepNhan": },\n'
        '{"MaTTHC": "1.1", "NgayTiepNhan": "20260302090000"},\n'
        '{"MaHoSo": "H1", "ThoiDiemXuLy": "20260303090000", "TrangThai": "4"},\n'
        '{"MaHoSo": "H1", "ThoiDiemXuLy": "hôm qua", "TrangThai": "4"},\n'
        '{"MaHoSo": "H5", "NgayTiepNhan": "20260302090000"}]}',
        encoding="utf-8",
    )
    found = list(PortalFile(path))
    bad = [one for one in found if isinstance(one, Finding)]
    assert [(one.line, one.code, one.data["reason"], one.column) for one in bad] == [
        (6, "bad_row", "unreadable_date", "ThoiDiemXuLy"),
        (2, "bad_row", "no_such_date", "NgayTiepNhan"),
        (3, "bad_row", "broken_json", ""),
        (4, "bad_row", "missing_code", "MaHoSo"),
    ]
    assert [one.subject for one in bad] == ["H1", "H2", "H3", ""]
    assert [(one.code, len(one.events)) for one in found if isinstance(one, Dossier)] == [
        ("H1", 2),
        ("H5", 1),
    ]


def test_a_history_without_its_dossier_is_a_dossier() -> None:
    remarks: list[Finding] = []
    steps = [{"MaHoSo": "H9", "ThoiDiemXuLy": "20260302090000", "TrangThai": "2"}]
    [dossier] = dossiers(read_portal([], steps, on_remark=remarks.append))
    assert (dossier.code, told(dossier)) == ("H9", [("accepted", "20260302090000")])
    assert [remark.code for remark in remarks] == ["portal_steps_alone"]


def test_what_is_no_step_in_a_file_of_histories_is_reported(tmp_path: Path) -> None:
    dossier, steps = tmp_path / "a.json", tmp_path / "b.json"
    dossier.write_text('{"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"}')
    steps.write_text(
        '[{"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"}, {"MaHoSo": "H1", "T": }]'
    )
    found = list(PortalFile(dossier, [steps]))
    assert [one.code for one in found] == ["bad_row", "bad_row", "H1"]


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    path, count = tmp_path / "hs.json", 5_000
    raw = json.loads((GOLDEN / "v1-dossiers.json").read_text(encoding="utf-8"))["data"][0]
    with path.open("w", encoding="utf-8") as file:
        file.write('{"data": [\n')
        for number in range(count):
            file.write(json.dumps({**raw, "MaHoSo": f"H{number}"}, ensure_ascii=False) + ",\n")
        file.write('{"MaHoSo": "H0", "NgayTiepNhan": "20260302090000"}], "service": "x"}\n')
    assert path.stat().st_size > 10_000_000
    tracemalloc.start()
    try:
        read = sum(len(one.events) for one in PortalFile(path) if isinstance(one, Dossier))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == 6 * count + 1
    assert peak < 6_000_000


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20260302143000", "2026-03-02T14:30:00+07:00"),
        (20260302143000, "2026-03-02T14:30:00+07:00"),
        ("202603021430", "2026-03-02T14:30:00+07:00"),
        ("20260302", "2026-03-02"),
        ("2026-03-02T14:30:00.329", "2026-03-02T14:30:00.329000+07:00"),
        ("2026-03-02 14:30:00", "2026-03-02T14:30:00+07:00"),
        ("2026-03-02T07:30:00Z", "2026-03-02T14:30:00+07:00"),
        ("2026-03-02T14:30:00+07:00", "2026-03-02T14:30:00+07:00"),
        (" 20260302143000\u00a0", "2026-03-02T14:30:00+07:00"),
    ],
)
def test_dates_are_local_and_in_24_hours(written: object, read: str) -> None:
    found = read_portal_date(written)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize("empty", [None, "", "  ", "0001-01-01T00:00:00", "00010101000000"])
def test_empty_dates_are_none(empty: object) -> None:
    assert read_portal_date(empty) is None


@pytest.mark.parametrize(
    "wrong", ["20260230090000", "20260302250000", "02/03/2026", "2026030209", "x", True, 1.5, []]
)
def test_other_dates_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_portal_date(wrong)


def test_versions_are_told_apart_object_by_object() -> None:
    assert version_of({"MaHoSo": "H", "TrangThaiHoSo": "4"}) == 1
    assert version_of({"MaHoSo": "H", "TrangThaiHoSo": 4}) == 2
    assert version_of({"MaHoSo": "H", "IDHoSo": ""}) == 2
    assert version_of({"MaHoSo": "H", "NgayTiepNhan": "2026-03-02T09:00:00"}) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"MaHoSo": "H", "ThoiDiemXuLy": "", "TrangThai": "1"},
        {"MaHoSo": "H", "NgayTiepNhan": "20260302090000", "TrangThaiHoSo": "4"},
        {"MaHoSo": "H", "NgayTiepNhan": "2026-03-02 09:00:00", "NgayNop": ""},
        {"IdHoSo": "1", "MaHoSo": "H", "TrangThai": 5},
        {"maHoSo": "H", "trangThai": 4, "thoiGianThucHien": ""},
    ],
)
def test_the_portals_objects_are_known(value: dict[str, Any]) -> None:
    assert is_portal_object(value)


@pytest.mark.parametrize(
    "value",
    [
        {"code": "H", "events": []},
        {"MaHoSo": "H", "NgayTiepNhan": "02/03/2026", "TrangThaiHoSo": "4"},
        {"MaHoSo": "H", "NgayTiepNhan": "20260302090000", "ThoiHan": "5 ngày làm việc"},
        {"MaHoSo": "H", "NgayTiepNhan": "20260302090000", "HinhThuc": "0", "Thời hạn": "5 ngày"},
        {"MaHoSo": "H", "TrangThai": "Đang xử lý"},
        {},
    ],
)
def test_rows_of_lists_and_our_own_dossiers_are_not_the_portals(value: dict[str, Any]) -> None:
    assert not is_portal_object(value)


# --- statuses ------------------------------------------------------------------------------------


def test_every_status_becomes_its_event() -> None:
    steps = [
        ("1", "20260302080000"),
        (2, "20260302090000"),
        ("4", "20260302100000"),
        ("5", "20260303090000"),
        ("4", "20260304090000"),
        ("6", "20260305090000"),
        ("4", "20260306090000"),
        ("9", "20260309090000"),
        ("10", "20260310090000"),
    ]
    dossier = one(steps)
    assert kinds(dossier) == [
        "submitted",
        "accepted",
        "step_started",
        "supplement_requested",
        "supplement_received",
        "stopped",
        "resumed",
        "result_issued",
        "returned",
    ]
    assert replay(dossier.events).faults == ()


@pytest.mark.parametrize(("status", "kind"), [("3", "rejected"), ("7", "withdrawn")])
def test_ends_without_a_result(status: str, kind: str) -> None:
    assert kinds(one([("2", "20260302080000"), (status, "20260303080000")])) == ["accepted", kind]


def test_halted_is_a_stop_without_a_ground_unless_the_site_says_closed() -> None:
    steps: list[tuple[object, str]] = [("2", "20260302080000"), ("8", "20260303080000")]
    stop = one(steps).events[-1]
    assert isinstance(stop, Stopped)
    assert stop.ground == "halted"
    closed = one(steps, status_map(halted="closed"))
    assert kinds(closed) == ["accepted", "closed"]
    assert closed.extra["portal"]["halted"] == "closed"


def test_processing_after_a_supplement_names_the_official_as_well() -> None:
    steps = [
        {
            "MaHoSo": "H1",
            "ThoiDiemXuLy": f"2026030{day}090000",
            "TrangThai": status,
            "NguoiXuLy": "A",
        }
        for day, status in ((2, "2"), (3, "5"), (4, "4"))
    ]
    [dossier] = dossiers(read_portal(steps))
    assert kinds(dossier)[2:] == ["supplement_received", "step_started"]


def test_a_status_that_goes_back_is_an_event_and_not_an_error() -> None:
    dossier = one([("2", "20260302080000"), ("9", "20260303080000"), ("4", "20260304080000")])
    assert kinds(dossier) == ["accepted", "result_issued", "reopened"]
    assert [fault.code for fault in replay(dossier.events).faults] == ["backward_status"]
    dossier = one([("2", "20260302080000"), ("4", "20260303080000"), ("1", "20260304080000")])
    assert kinds(dossier) == ["accepted", "step_started", "submitted"]
    assert [fault.code for fault in replay(dossier.events).faults] == ["backward_status"]


def test_the_local_map_reads_6_and_11_its_own_way() -> None:
    steps: list[tuple[object, str]] = [
        ("2", "20260302080000"),
        ("5", "20260303080000"),
        ("6", "20260304080000"),
        ("11", "20260305080000"),
    ]
    local_map = status_map("local-supplemented")
    assert kinds(one(steps, local_map)) == [
        "accepted",
        "supplement_requested",
        "supplement_received",
    ]
    assert one(steps, local_map, TrangThaiHoSo="6").status_text == "Đã bổ sung giấy tờ"


def test_an_unknown_status_is_a_remark_and_no_event() -> None:
    remarks: list[Finding] = []
    objects = [{"MaHoSo": "H1", "TrangThai": "11", "ThoiDiemXuLy": "20260302080000"}]
    [dossier] = dossiers(read_portal(objects, on_remark=remarks.append))
    assert dossier.events == ()
    assert [remark.code for remark in remarks] == ["portal_unknown_status", "portal_steps_alone"]
    assert remarks[0].message("en") == (
        "the status “11” is not in the map national; no event is taken from it"
    )
    assert dossier.extra["portal"]["history"] == objects


def test_the_joint_services_statuses_are_refused() -> None:
    foreign = {"maHoSo": "H1", "trangThai": 4, "thoiGianThucHien": "2026-03-02T09:00:00"}
    [found] = read_portal([foreign])
    assert isinstance(found, Finding)
    assert (found.code, found.severity, found.subject) == ("bad_row", Severity.ERROR, "H1")
    assert found.data == {"reason": "other_statuses"}


# --- told twice ----------------------------------------------------------------------------------


def test_a_fact_told_on_one_day_by_both_is_one_event() -> None:
    dossier = one(
        [("9", "20260310142959")], NgayTiepNhan="20260302090000", NgayKetThucXuLy="20260310143000"
    )
    assert told(dossier) == [("accepted", "20260302090000"), ("result_issued", "20260310142959")]


def test_receipt_is_what_the_slip_says_unless_it_is_a_day_alone() -> None:
    steps: list[tuple[object, str]] = [("2", "20260302151000")]
    assert told(one(steps, NgayTiepNhan="20260302145500")) == [("accepted", "20260302145500")]
    assert told(one(steps, NgayTiepNhan="20260302000000")) == [("accepted", "20260302151000")]


# --- days without a time -------------------------------------------------------------------------


@pytest.mark.parametrize("midnight", ["20260302", "20260302000000", "2026-03-02T00:00:00.000"])
def test_a_day_without_a_time_is_not_guessed(midnight: str) -> None:
    dossier = one(NgayTiepNhan=midnight, NgayKetThucXuLy=midnight, NgayTra=midnight)
    assert [(event.kind, event.day_only) for event in dossier.events] == [
        ("accepted", True),
        ("result_issued", True),
        ("returned", True),
    ]
    assert {event.occurred_at.date() for event in dossier.events} == {dt.date(2026, 3, 2)}
    assert replay(dossier.events).faults == ()
    [timed] = one(NgayTiepNhan="20260302000001").events
    assert not timed.day_only


def test_a_day_without_a_time_agrees_with_the_other_times_of_that_day() -> None:
    dossier = one(
        NgayNopHoSo="20260302081500",
        NgayTiepNhan="20260302",
        NgayKetThucXuLy="20260310",
        NgayTra="20260310093000",
    )
    assert [(kind, at) for kind, at in told(dossier)] == [
        ("submitted", "20260302081500"),
        ("accepted", "20260302081500"),
        ("result_issued", "20260310092959"),
        ("returned", "20260310093000"),
    ]
    assert [event.day_only for event in dossier.events] == [False, True, True, False]
    assert replay(dossier.events).faults == ()


def test_a_result_of_the_day_of_receipt_comes_after_it() -> None:
    dossier = one(NgayTiepNhan="20260302090000", NgayKetThucXuLy="20260302")
    assert told(dossier) == [("accepted", "20260302090000"), ("result_issued", "20260302235959")]
    dossier = one([("9", "20260302"), ("4", "20260302100000"), ("2", "20260302")])
    assert kinds(dossier) == ["accepted", "step_started", "result_issued"]


@pytest.mark.parametrize("came", ["20260303", "20260303150000"])
@pytest.mark.parametrize("asked", ["20260303", "20260303100000"])
def test_a_supplement_of_one_day_is_asked_for_first(asked: str, came: str) -> None:
    entry = {"NgayBoSung": asked, "NgayTiepNhanBoSung": came}
    dossier = one(NgayTiepNhan="20260302090000", DanhSachHoSoBoSung=[entry])
    assert kinds(dossier) == ["accepted", "supplement_requested", "supplement_received"]
    assert replay(dossier.events).faults == ()


def test_a_supplement_that_was_awaited_may_come_on_the_day_of_the_next_request() -> None:
    entries = [
        {"NgayBoSung": "20260303", "NgayTiepNhanBoSung": "20260305"},
        {"NgayBoSung": "20260305160000", "NgayTiepNhanBoSung": ""},
    ]
    dossier = one(NgayTiepNhan="20260302090000", DanhSachHoSoBoSung=entries)
    assert kinds(dossier)[1:] == [
        "supplement_requested",
        "supplement_received",
        "supplement_requested",
    ]


def test_of_two_tellings_of_one_day_the_one_with_a_time_counts() -> None:
    dossier = one([("9", "20260310")], NgayKetThucXuLy="20260310143000")
    [event] = dossier.events
    assert (f"{event.occurred_at:%H:%M}", event.day_only) == ("14:30", False)


# --- receipt -------------------------------------------------------------------------------------


def receipt(**more: Any) -> tuple[Dossier, list[Finding]]:
    remarks: list[Finding] = []
    steps = [
        {"MaHoSo": "H1", "TrangThai": status, "ThoiDiemXuLy": at, "NguoiXuLy": "Cán bộ B"}
        for status, at in more.pop("steps")
    ]
    objects = [{"MaHoSo": "H1", "NgayHenTra": "20260310170000", **more}, *steps]
    [dossier] = dossiers(read_portal(objects, on_remark=remarks.append))
    return dossier, remarks


def test_the_slip_wins_over_a_step_of_another_day() -> None:
    dossier, [remark] = receipt(NgayTiepNhan="20260302090000", steps=[("2", "20260304080000")])
    [event] = dossier.events
    assert isinstance(event, Accepted)
    assert (f"{event.occurred_at:%d %H}", event.actor) == ("02 09", "Cán bộ B")
    assert event.promised_at == local("20260310170000")
    assert (remark.code, remark.column) == ("portal_receipt_differs", "NgayTiepNhan")
    assert remark.message("en") == (
        "NgayTiepNhan is 2026-03-02 09:00, but the history has the receipt at 2026-03-04 08:00; "
        "NgayTiepNhan is taken"
    )


def test_a_second_status_2_is_no_second_receipt() -> None:
    dossier, remarks = receipt(
        NgayTiepNhan="20260302090000", steps=[("2", "20260302091000"), ("2", "20260305080000")]
    )
    assert told(dossier) == [("accepted", "20260302090000")]
    assert [remark.code for remark in remarks] == ["portal_receipt_differs"]
    dossier, remarks = receipt(
        NgayTiepNhan="20260302090000", steps=[("2", "20260302091000"), ("2", "20260302101000")]
    )
    assert (told(dossier), remarks) == ([("accepted", "20260302090000")], [])


@pytest.mark.parametrize(
    ("status", "kind"), [("5", "supplement_received"), ("6", "resumed"), ("8", "resumed")]
)
def test_status_2_takes_up_the_work_again_as_4_does(status: str, kind: str) -> None:
    steps = [("2", "20260302090000"), (status, "20260304080000"), ("2", "20260306080000")]
    dossier, remarks = receipt(NgayTiepNhan="20260302090000", steps=steps)
    assert (kinds(dossier)[2:], remarks) == ([kind, "step_started"], [])
    assert [getattr(event, "promised_at", None) for event in dossier.events].count(None) == 3
    dossier, remarks = receipt(NgayTiepNhan="20260302090000", steps=steps[1:])
    assert (kinds(dossier)[2:], remarks) == ([kind, "step_started"], [])  # the slip came first


def test_a_supplement_before_the_receipt_leaves_it_the_receipt() -> None:
    steps = [("1", "20260301090000"), ("5", "20260301150000"), ("2", "20260302090000")]
    dossier, remarks = receipt(NgayTiepNhan="20260302090000", steps=steps)
    assert kinds(dossier) == ["submitted", "supplement_requested", "accepted"]
    assert remarks == []


def test_a_receipt_after_an_end_is_another_one_and_has_no_promise_of_the_first() -> None:
    steps = [("2", "20260302090000"), ("3", "20260303090000"), ("2", "20260305090000")]
    dossier, remarks = receipt(NgayTiepNhan="20260302090000", steps=steps)
    assert kinds(dossier) == ["accepted", "rejected", "accepted"]
    first, _, second = dossier.events
    assert getattr(first, "promised_at") == local("20260310170000")  # noqa: B009
    assert getattr(second, "promised_at") is None  # noqa: B009
    assert remarks == []


@pytest.mark.parametrize(
    ("slip", "days"),
    [
        ("20260302090000", ["02", "03", "05"]),  # of the receipt before the refusal
        ("20260306090000", ["03", "06"]),  # of the one after it, told otherwise by the step
    ],
)
def test_the_slip_belongs_to_the_receipt_of_its_time(slip: str, days: list[str]) -> None:
    steps = [("3", "20260303090000"), ("2", "20260305090000")]
    dossier, remarks = receipt(NgayTiepNhan=slip, steps=steps)
    assert [f"{event.occurred_at:%d}" for event in dossier.events] == days
    assert len(remarks) == 3 - len(days)


def test_a_contradiction_is_kept_and_said() -> None:
    remarks: list[Finding] = []
    objects = [
        {"MaHoSo": "H1", "NgayTiepNhan": "20260302090000", "NgayKetThucXuLy": "20260309090000"},
        {"MaHoSo": "H1", "TrangThai": "9", "ThoiDiemXuLy": "20260311090000"},
    ]
    [dossier] = dossiers(read_portal(objects, on_remark=remarks.append))
    assert told(dossier)[1:] == [
        ("result_issued", "20260309090000"),
        ("result_issued", "20260311090000"),
    ]
    [remark] = remarks
    assert (remark.code, remark.column) == ("portal_told_twice", "NgayKetThucXuLy")
    assert remark.message("en") == (
        "NgayKetThucXuLy is 2026-03-09 09:00, but the history has “result issued” at "
        "2026-03-11 09:00; both are kept"
    )
    assert "“có kết quả”" in remark.message("vi")


def test_a_supplement_told_on_two_days_is_said_and_one_more_is_not() -> None:
    def remarks_of(*asked: str) -> list[str]:
        remarks: list[Finding] = []
        objects: list[dict[str, Any]] = [
            {
                "MaHoSo": "H1",
                "NgayTiepNhan": "20260302090000",
                "DanhSachHoSoBoSung": [{"NgayBoSung": one} for one in asked],
            },
            {"MaHoSo": "H1", "TrangThai": "5", "ThoiDiemXuLy": "20260304090000"},
        ]
        [dossier] = dossiers(read_portal(objects, on_remark=remarks.append))
        assert len(dossier.events) == 2 + len(asked) - ("20260304080000" in asked)
        return [remark.code for remark in remarks]

    assert remarks_of("20260303080000") == ["portal_told_twice"]
    assert remarks_of("20260304080000") == []
    assert remarks_of("20260304080000", "20260309080000") == []


def test_the_same_step_sent_twice_is_one_event() -> None:
    assert len(one([("2", "20260302090000")] * 3).events) == 1


def test_two_steps_at_one_instant_have_two_ids() -> None:
    steps = [
        {"MaHoSo": "H1", "ThoiDiemXuLy": "20260302090000", "TrangThai": "4", "NguoiXuLy": name}
        for name in ("B", "A")
    ]
    [dossier] = dossiers(read_portal(steps))
    [again] = dossiers(read_portal(steps[::-1]))
    assert [event.id[-2:] for event in dossier.events] == ["00", "#2"]
    assert dossier.events == again.events


# --- promises ------------------------------------------------------------------------------------


def promise(dossier: Dossier) -> object:
    [accepted] = [event for event in dossier.events if isinstance(event, Accepted)]
    return accepted.promised_at


def test_midnight_is_a_day_for_us_and_an_instant_for_the_portal() -> None:
    dossier = one(NgayTiepNhan="20260302090000", NgayHenTra="20260310000000")
    assert promise(dossier) == dt.date(2026, 3, 10)
    assert synchronised_promise(dossier) == local("20260310000000")
    assert synchronised_promise(one(NgayTiepNhan="20260302090000")) is None


def test_the_new_promise_belongs_to_the_supplement_where_the_list_says_nothing() -> None:
    asked = {"NgayBoSung": "20260303090000", "NgayTiepNhanBoSung": "20260305090000"}
    dossier = one(
        NgayTiepNhan="20260302090000",
        NgayHenTra="20260312170000",
        DanhSachHoSoBoSung=[{**asked, "NgayHenTraTruoc": "20260310170000"}],
    )
    assert promise(dossier) == local("20260310170000")
    assert getattr(dossier.events[-1], "promised_at") == local("20260312170000")  # noqa: B009


def test_a_promise_replaced_without_a_reason_is_said() -> None:
    remarks: list[Finding] = []
    value = {
        "MaHoSo": "H1",
        "NgayTiepNhan": "20260302090000",
        "NgayHenTra": "20260320170000",
        "DanhSachHoSoBoSung": [{"NgayBoSung": "", "NgayHenTraTruoc": "20260310170000"}],
    }
    [dossier] = dossiers(read_portal([value], on_remark=remarks.append))
    assert promise(dossier) == local("20260310170000")
    assert [remark.code for remark in remarks] == ["portal_promise_moved"]


# --- blanks and persons --------------------------------------------------------------------------


def test_blanks_nulls_and_odd_values_are_tolerated() -> None:
    dossier = one(
        NgayTiepNhan="20260302090000",
        NgayHenTra=None,
        NgayTra="",
        DonViXuLy=None,
        KenhThucHien=None,
        DanhSachHoSoBoSung=None,
        TrangThaiHoSo="",
    )
    assert (kinds(dossier), dossier.unit, dossier.status_text) == (["accepted"], "", "")
    odd = one(NgayTiepNhan="20260302090000", DonViXuLy=[1], TenTTHC=7, DanhSachHoSoBoSung=["x", 3])
    assert (odd.unit, odd.procedure_name) == ("", "7")


PERSONS = ("Ví Dụ", "example.org", "000000000000", "tech-1", "0000000000", "20000101")


def test_nothing_about_persons_is_left() -> None:
    files = [
        PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"]),
        PortalFile(GOLDEN / "v2-dossiers.ndjson"),
    ]
    for file in files:
        for dossier in dossiers(file):
            text = json.dumps(write_dossier(dossier), ensure_ascii=False)
            assert not [person for person in PERSONS if person in text]


def test_persons_are_kept_where_asked_for() -> None:
    file = PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"], personal=True)
    text = json.dumps(write_dossier(dossiers(file)[0]), ensure_ascii=False)
    assert all(person in text for person in PERSONS[:4])


@pytest.mark.parametrize(
    "key",
    [
        *("Họ và tên", "TenCongDan", "nguoiNhanKetQua", "MSKH", "ToChuc", "phone", "owner"),
        *("applicant_name", "ChuHoSo", "Email", "TruongCuaTinh", "manguoidung", "maHoSo"),
    ],
)
def test_a_field_that_is_not_known_may_be_about_a_person(key: str) -> None:
    entry = {"NgayBoSung": "20260303090000", key: "Ví Dụ"}
    fields: dict[str, Any] = {
        "NgayTiepNhan": "20260302090000",
        "DanhSachHoSoBoSung": [entry],
        "TaiLieuNop": [{key: "Ví Dụ"}],
        "DonViXuLy": {key: "Ví Dụ"},
        key: "Ví Dụ",
    }
    step = {"MaHoSo": "H1", "TrangThai": "2", "ThoiDiemXuLy": "20260302090000", key: "Ví Dụ"}
    objects = [{"MaHoSo": "H1", **fields}, step]
    [dossier] = dossiers(read_portal(objects))
    assert "Ví Dụ" not in json.dumps(write_dossier(dossier), ensure_ascii=False)
    [whole] = dossiers(read_portal(objects, personal=True))
    assert whole.extra["portal"]["dossier"] == objects[0]
    assert whole.extra["portal"]["history"] == [step]


def test_what_is_about_the_work_is_kept() -> None:
    scalars = dict.fromkeys(sorted(DOSSIER_FIELDS - {"MaHoSo"}), "1")
    lists = {name: [dict.fromkeys(sorted(keys), "1")] for name, keys in LISTS.items()}
    dates = {key: "20260302090000" for key in scalars if key.startswith("Ngay")}
    lists["DanhSachHoSoBoSung"] = [
        {
            key: "20260303090000" if key.startswith("Ngay") else "1"
            for key in lists["DanhSachHoSoBoSung"][0]
        }
    ]
    value = {"MaHoSo": "H1", **scalars, **dates, **lists}
    [dossier] = dossiers(read_portal([value]))
    assert dossier.extra["portal"]["dossier"] == value
    assert {"TenTTHC", "DonViXuLy", "MaDonViTiepNhan"} <= DOSSIER_FIELDS
    assert {"NguoiXuLy", "PhongBanXuLy", "ChucDanh"} <= STEP_FIELDS


@pytest.mark.parametrize("status", ["1", "7", "99", "Nộp", None])
def test_whoever_may_be_the_applicant_is_dropped_from_a_step(status: str | None) -> None:
    step = {"MaHoSo": "H1", "ThoiDiemXuLy": "20260302090000", "NguoiXuLy": "Ví Dụ"}
    [dossier] = dossiers(read_portal([{**step, "TrangThai": status}]))
    assert "NguoiXuLy" not in dossier.extra["portal"]["history"][0]
    [dossier] = dossiers(read_portal([{**step, "TrangThai": "4"}]))
    assert dossier.extra["portal"]["history"][0]["NguoiXuLy"] == "Ví Dụ"


def test_a_name_where_columns_have_shifted_is_described_and_not_kept() -> None:
    found: list[Any] = []
    name = "Nguyễn Văn Ví Dụ"
    good = {"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"}
    objects = [
        {**good, "MaHoSo": "H2", "NgayTiepNhan": name},
        {**good, "MaHoSo": "H3", "NgayTra": f"{name} 1990"},
        {**good, "TrangThaiHoSo": name, "KenhThucHien": name, "LoaiDoiTuong": name},
        {"MaHoSo": "H4", "TrangThai": name},
        {"MaHoSo": "H1", "ThoiDiemXuLy": "20260303090000", "TrangThai": name},
        {"MaHoSo": "H1", "ThoiDiemXuLy": name, "TrangThai": "4"},
    ]
    found.extend(read_portal(objects, on_remark=found.append))
    for one in objects:
        found.extend(lint_portal(one))
    for one in found:
        text = json.dumps(plain_finding(one) if isinstance(one, Finding) else write_dossier(one),
                          ensure_ascii=False)  # fmt: skip
        assert "Ví Dụ" not in text
        if isinstance(one, Finding):
            assert "Ví Dụ" not in one.message("vi") + one.message("en")
    codes = [one.code for one in found if isinstance(one, Finding)]
    assert codes.count("bad_row") == 3
    assert "portal_unknown_status" in codes
    assert "portal_channel" in codes
    said = [one.message("vi") for one in found if isinstance(one, Finding)]
    assert any("không đọc được ngày một chuỗi 16 ký tự" in one for one in said)
    assert any("KenhThucHien là một chuỗi 16 ký tự;" in one for one in said)


def test_a_status_in_plain_words_stays_in_the_sources_own() -> None:
    assert one(NgayTiepNhan="20260302090000", TrangThaiHoSo="Chờ bổ sung").status_text == (
        "Chờ bổ sung"
    )


def test_a_dossier_goes_through_our_own_json_and_back() -> None:
    for dossier in dossiers(PortalFile(GOLDEN / "v1-dossiers.json", [GOLDEN / "v1-steps.json"])):
        text = json.dumps(write_dossier(dossier), ensure_ascii=False)
        back = read_dossier(json.loads(text))
        assert back == dossier
        assert back.extra == dossier.extra
