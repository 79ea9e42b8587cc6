"""Importing into a register: rows, dossiers and portal exports, each change once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import at
from tthc_deadlines import check
from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.corrections import known_events
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import State
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.exchange.opening import read_dossiers
from tthc_deadlines.exchange.portal.read import read_portal
from tthc_deadlines.exchange.register_changes import IMPORTED_AT
from tthc_deadlines.exchange.register_import import Imported, Row, import_dossiers
from tthc_deadlines.findings import Finding
from tthc_deadlines.register.register import Register

ROOT = Path(__file__).parents[1]
COLUMNS = {name: name for name in ("finished_at", "status_text", "holder", "promised_at")}
FIRST, SECOND, THIRD = (at(f"{day}/11/2026 17:00") for day in (16, 17, 18))
LATER = at("30/11/2026 09:00")


@pytest.fixture
def register() -> Iterator[Register]:
    with Register(":memory:") as book:
        yield book


def row(**values: Any) -> DossierRecord:
    """A row of a list that has every column; days are written "16/11/2026"."""
    told: dict[str, Any] = {
        "code": "H01",
        "received_at": "09/11/2026 09:00",
        "limit_text": "05 ngày làm việc",
    }
    told |= {"names": COLUMNS, "holder": "A"} | values
    for name in ("received_at", "promised_at", "finished_at"):
        if isinstance(told.get(name), str):
            text = told[name]
            told[name] = at(text) if " " in text else at(f"{text} 00:00").date()
    return DossierRecord(**told)


def take(book: Register, *rows: Row, when: dt.datetime = FIRST) -> Imported:
    return import_dossiers(book, rows, at=when)


def kept(book: Register, code: str = "H01") -> Dossier:
    found = book.dossier(code)
    assert found is not None
    return found


def standing(book: Register, code: str = "H01") -> list[Event]:
    return sorted(known_events(kept(book, code).events)[0], key=lambda one: one.occurred_at)


def told(book: Register) -> list[tuple[str, dt.date]]:
    return [(one.kind, one.when) for one in standing(book)]


# --- rows: the first time ------------------------------------------------------------------------


def test_a_row_becomes_what_it_dates(register: Register) -> None:
    found = take(register, row(promised_at="16/11/2026", finished_at="13/11/2026 10:00"))
    assert (found.read, found.new, found.added) == (1, 1, 3)
    accepted, issued = standing(register)
    assert isinstance(accepted, ev.Accepted)
    assert accepted.promised_at == dt.date(2026, 11, 16)
    assert told(register) == [
        ("accepted", at("09/11/2026 09:00")), ("result_issued", at("13/11/2026 10:00"))
    ]  # fmt: skip
    assert accepted.recorded_at is issued.recorded_at is None
    about = kept(register)
    assert (about.holder, about.limit_text) == ("A", "05 ngày làm việc")


def test_a_day_without_a_time_stays_a_day(register: Register) -> None:
    take(register, row(received_at="09/11/2026", finished_at="09/11/2026"))
    accepted, issued = standing(register)
    assert accepted.day_only
    assert issued.day_only
    assert accepted.occurred_at < issued.occurred_at


def test_columns_that_nobody_knows_are_not_kept(register: Register) -> None:
    take(register, row(extra={"Người nộp": "Nguyễn Văn X"}))
    assert not kept(register).extra
    assert not any("Nguyễn" in entry.body for entry in register.entries())


STATUSES: dict[str, tuple[str, State, bool]] = {
    "Chờ bổ sung": ("supplement_requested", State.WAITING, False),
    "5": ("supplement_requested", State.WAITING, False),
    "Tạm dừng": ("stopped", State.RUNNING, True),
    "Yêu cầu thực hiện nghĩa vụ tài chính": ("stopped", State.RUNNING, True),
    "Từ chối": ("closed", State.CLOSED, False),
    "Đang xử lý": ("accepted", State.RUNNING, False),
    "Chuyển liên thông": ("accepted", State.RUNNING, False),
}


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_becomes_an_event_at_the_import(register: Register, status: str) -> None:
    kind, state, is_stopped = STATUSES[status]
    take(register, row(status_text=status))
    history = replay(kept(register).events)
    last = history.events[-1]
    assert (last.kind, history.state, history.is_stopped) == (kind, state, is_stopped)
    if kind != "accepted":
        assert last.occurred_at == last.recorded_at == FIRST
    assert not take(register, row(status_text=status), when=SECOND).added


def test_a_financial_obligation_is_the_ground_that_the_law_names(register: Register) -> None:
    take(register, row(status_text="6"))
    (stop,) = [one for one in standing(register) if isinstance(one, ev.Stopped)]
    assert stop.ground == "financial_obligation"


# --- rows: again ---------------------------------------------------------------------------------


def test_the_same_row_again_writes_nothing(register: Register) -> None:
    head = take(register, row()).head
    again = take(register, row(), when=SECOND)
    assert (again.added, again.unchanged, again.head) == (0, 1, head)


def test_another_receipt_is_a_correction_and_never_a_second_one(register: Register) -> None:
    take(register, row(promised_at="16/11/2026"))
    found = take(
        register, row(received_at="10/11/2026 08:00", promised_at="16/11/2026"), when=SECOND
    )
    assert (found.changed, found.added) == (1, 1)
    (correction,) = [one for one in kept(register).events if isinstance(one, ev.Correction)]
    assert (correction.corrects, correction.recorded_at) == ("row:accepted", SECOND)
    assert told(register) == [("accepted", at("10/11/2026 08:00"))]
    assert not replay(kept(register).events).faults
    before = replay(kept(register).events, recorded_by=FIRST)
    assert before.accepted_at == at("09/11/2026 09:00")  # as it was believed then


def test_going_back_is_one_more_correction(register: Register) -> None:
    for number, received in enumerate(("09", "10", "09", "10")):
        take(
            register,
            row(received_at=f"{received}/11/2026 09:00"),
            when=FIRST.replace(hour=number + 10),
        )
    assert told(register) == [("accepted", at("10/11/2026 09:00"))]
    assert sum(isinstance(one, ev.Correction) for one in kept(register).events) == 3


MORE_EXACT = [
    ("09/11/2026", "09/11/2026 09:00", 1, at("09/11/2026 09:00")),
    ("09/11/2026 09:00", "09/11/2026", 0, at("09/11/2026 09:00")),
    ("09/11/2026 09:00", "10/11/2026", 1, dt.date(2026, 11, 10)),
]


@pytest.mark.parametrize(("first", "then", "added", "stands"), MORE_EXACT)
def test_a_day_does_not_contradict_an_instant_on_it(
    register: Register, first: str, then: str, added: int, stands: dt.date
) -> None:
    take(register, row(received_at=first))
    assert take(register, row(received_at=then), when=SECOND).added == added
    assert told(register) == [("accepted", stands)]


def test_a_finish_comes_moves_and_goes(register: Register) -> None:
    take(register, row())
    assert take(register, row(finished_at="16/11/2026 10:00"), when=FIRST).added == 1
    assert take(register, row(finished_at="17/11/2026 10:00"), when=SECOND).added == 1
    assert told(register)[-1] == ("result_issued", at("17/11/2026 10:00"))
    assert take(register, row(), when=THIRD).added == 1
    assert [kind for kind, _ in told(register)] == ["accepted"]
    take(register, row(finished_at="19/11/2026 10:00"), when=LATER)
    assert told(register)[-1] == ("result_issued", at("19/11/2026 10:00"))
    assert not replay(kept(register).events).faults


def test_a_list_without_the_column_does_not_deny_the_finish(register: Register) -> None:
    take(register, row(finished_at="16/11/2026 10:00"))
    assert not take(register, row(names={"holder": "holder"}), when=SECOND).added
    assert replay(kept(register).events).state is State.ISSUED


def test_another_promise_is_an_appointment_anew(register: Register) -> None:
    take(register, row(promised_at="16/11/2026"))
    assert take(register, row(promised_at="20/11/2026"), when=SECOND).added == 1
    (again,) = [one for one in standing(register) if isinstance(one, ev.Reappointed)]
    assert (again.promised_at, again.occurred_at) == (dt.date(2026, 11, 20), SECOND)
    assert not take(register, row(promised_at="20/11/2026"), when=THIRD).added
    assert not take(register, row(), when=THIRD).added  # blank says nothing


def test_another_promise_of_a_finished_dossier_is_a_correction(register: Register) -> None:
    take(register, row(promised_at="16/11/2026"))
    take(register, row(promised_at="20/11/2026", finished_at="16/11/2026 10:00"), when=SECOND)
    accepted = standing(register)[0]
    assert isinstance(accepted, ev.Accepted)
    assert accepted.promised_at == dt.date(2026, 11, 20)
    assert not any(isinstance(one, ev.Reappointed) for one in kept(register).events)


def test_a_promise_that_was_missing_is_filled_in(register: Register) -> None:
    take(register, row())
    take(register, row(promised_at="16/11/2026"), when=SECOND)
    accepted = standing(register)[0]
    assert isinstance(accepted, ev.Accepted)
    assert accepted.promised_at == dt.date(2026, 11, 16)


def test_a_supplement_that_came_brings_its_promise(register: Register) -> None:
    take(register, row(promised_at="16/11/2026", status_text="Chờ bổ sung"))
    take(register, row(promised_at="24/11/2026", status_text="Đang xử lý"), when=SECOND)
    came = standing(register)[-1]
    assert isinstance(came, ev.SupplementReceived)
    assert (came.promised_at, came.occurred_at) == (dt.date(2026, 11, 24), SECOND)
    assert replay(kept(register).events).state is State.RUNNING
    assert not take(
        register, row(promised_at="24/11/2026", status_text="Đang xử lý"), when=THIRD
    ).added


TURNS = [
    ("Tạm dừng", "Đang xử lý", "resumed", State.RUNNING),
    ("Từ chối", "Đang xử lý", "reopened", State.RUNNING),
    ("Chờ bổ sung", "Tạm dừng", "stopped", State.RUNNING),
    ("Tạm dừng", "Chờ bổ sung", "supplement_requested", State.WAITING),
    ("Tạm dừng", "Chuyển liên thông", "stopped", State.RUNNING),
]


@pytest.mark.parametrize(("first", "then", "last", "state"), TURNS)
def test_a_status_that_turned(
    register: Register, first: str, then: str, last: str, state: State
) -> None:
    take(register, row(status_text=first))
    take(register, row(status_text=then), when=SECOND)
    history = replay(kept(register).events)
    assert (history.events[-1].kind, history.state) == (last, state)
    backward = ["backward_status"] if last == "reopened" else []  # which it was
    assert [fault.code for fault in history.faults] == backward


def test_another_holder_is_assigned_at_the_import_and_the_first_one_had_it_until_then(
    register: Register,
) -> None:
    take(register, row(unit="Phòng 1"))
    assert take(register, row(holder="B", unit="Phòng 1"), when=SECOND).changed == 1
    first, second = [one for one in standing(register) if isinstance(one, ev.Assigned)]
    assert (first.holder, first.occurred_at) == ("A", at("09/11/2026 09:00"))
    assert (second.holder, second.occurred_at, second.recorded_at) == ("B", SECOND, SECOND)
    assert not take(register, row(holder="B", unit="Phòng 1"), when=THIRD).added
    take(register, row(holder="A", unit="Phòng 1"), when=THIRD)
    assert replay(kept(register).events).holder == "A"
    assert kept(register).holder == "A"


def test_a_holder_that_became_blank_is_nobody(register: Register) -> None:
    take(register, row())
    take(register, row(holder=""), when=SECOND)
    assert replay(kept(register).events).holder == ""
    assert take(register, row(holder=None), when=THIRD).added == 0  # no such column


def test_what_it_is_about_may_change_and_change_back(register: Register) -> None:
    for number, unit in enumerate(("Phòng 1", "Phòng 2", "Phòng 1", "Phòng 1")):
        found = take(register, row(unit=unit), when=FIRST.replace(minute=number))
        assert found.added == (2, 1, 1, 0)[number]
    assert kept(register).unit == "Phòng 1"
    assert kept(register).extra == {IMPORTED_AT: FIRST.replace(minute=2).isoformat()}


def test_a_status_that_is_no_longer_said_is_forgotten(register: Register) -> None:
    take(register, row(status_text="Đang xử lý"))
    take(register, row(), when=SECOND)
    assert kept(register).status_text == ""


# --- rows that stay out --------------------------------------------------------------------------


def test_bad_rows_are_told_and_the_rest_goes_in(register: Register) -> None:
    bad: list[Finding] = []
    rows = [
        row(),
        row(code="H02", finished_at="01/11/2026"),
        row(code="H03", status_text="Đã trả kết quả"),
        row(code="H04", received_at="09/11/1996"),
        row(holder="B", line=6),
        row(code="H05"),
    ]
    found = import_dossiers(register, rows, at=FIRST, on_bad=bad.append)
    assert (found.read, found.bad, len(register)) == (2, 4, 2)
    assert [one.code for one in bad] == ["bad_row", "bad_row", "out_of_coverage", "duplicate"]
    assert kept(register).holder == "A"


# --- rows as a whole -----------------------------------------------------------------------------

days = st.integers(2, 25)
states = st.fixed_dictionaries(
    {
        "received_at": st.builds(lambda day: f"{day:02}/10/2026 09:00", st.integers(1, 5)),
        "promised_at": st.none() | st.builds(lambda day: f"{day:02}/11/2026", days),
        "finished_at": st.none() | st.builds(lambda day: f"{day:02}/11/2026 10:00", days),
        "holder": st.sampled_from(["A", "B", "", None]),
        "unit": st.sampled_from(["", "Phòng 1", "Phòng 2"]),
        "status_text": st.sampled_from(["", "Đang xử lý", "Chờ bổ sung", "Tạm dừng", "Từ chối"]),
    }
)


@given(st.lists(states, min_size=1, max_size=6))
def test_the_register_says_what_the_last_list_said(lists: list[dict[str, Any]]) -> None:
    with Register(":memory:") as book:
        for number, state in enumerate(lists):
            when = FIRST + dt.timedelta(hours=number)
            take(book, row(**state), when=when)
            assert take(book, row(**state), when=when + dt.timedelta(minutes=9)).added == 0
            last = row(**state)
            history = replay(kept(book).events)
            accepted = [one for one in standing(book) if isinstance(one, ev.Accepted)]
            issued = [one for one in standing(book) if isinstance(one, ev.ResultIssued)]
            assert [one.when for one in accepted] == [last.received_at]
            assert [one.when for one in issued] == [x for x in [last.finished_at] if x]
            assert history.state.is_open == (
                last.finished_at is None and last.status_text != "Từ chối"
                and not (not last.status_text and history.state is State.CLOSED)
            )  # fmt: skip
        assert book.verify().is_sound


def test_a_list_is_judged_alike_in_the_register(tmp_path: Path) -> None:
    """Whether rows are judged as rows or as the dossiers they became in the register."""
    path, now = ROOT / "docs/examples/one-stop-desk-2026.csv", at("20/11/2026 15:00")
    book = tmp_path / "sổ theo dõi.db"
    with Register(book) as register:
        import_dossiers(register, read_dossiers(path), at=now)
    rows = {one.record.code: one for one in assessed(path, now)}
    dossiers = {one.record.code: one for one in assessed(book, now)}
    assert rows.keys() == dossiers.keys()
    assert len(rows) == 1000
    for code, one in rows.items():
        other = dossiers[code]
        assert (one.status, one.working_over) == (other.status, other.working_over), code
        assert {found.code for found in one.findings} == {found.code for found in other.findings}
        if one.status != "stopped":
            assert one.due_on == other.due_on, code


def assessed(path: Path, when: dt.datetime) -> list[Assessment]:
    return [one for one in check(read_dossiers(path), when) if isinstance(one, Assessment)]


# --- dossiers with events of their own -----------------------------------------------------------


def dossier(*events: Event, **values: Any) -> Dossier:
    return Dossier(**{"code": "H01", "limit_text": "05 ngày làm việc", "events": events} | values)


ACCEPTED = ev.Accepted(id="e1", occurred_at=at("09/11/2026 09:00"))
ASSIGNED = ev.Assigned(id="e2", occurred_at=at("09/11/2026 10:00"), holder="A")
ISSUED = ev.ResultIssued(id="e3", occurred_at=at("13/11/2026 10:00"))


def test_dossiers_go_in_as_they_are(register: Register) -> None:
    take(register, dossier(ACCEPTED, ASSIGNED))
    assert kept(register).events == (ACCEPTED, ASSIGNED)
    found = take(register, dossier(ACCEPTED, ASSIGNED, ISSUED), when=SECOND)
    assert (found.changed, found.added) == (1, 1)
    assert kept(register).events == (ACCEPTED, ASSIGNED, ISSUED)


def test_an_event_told_otherwise_is_refused_and_the_other_dossiers_go_in(
    register: Register,
) -> None:
    take(register, dossier(ACCEPTED))
    bad: list[Finding] = []
    moved = attrs.evolve(ACCEPTED, occurred_at=at("10/11/2026 09:00"))
    rows = [dossier(moved, line=3), dossier(ACCEPTED, code="H02")]
    found = import_dossiers(register, rows, at=SECOND, on_bad=bad.append)
    assert (found.read, found.bad) == (1, 1)
    assert [(one.subject, one.line, one.data["error"]) for one in bad] == [("H01", 3, "reused_id")]
    assert kept(register).events == (ACCEPTED,)
    assert register.dossier("H02") is not None


def test_a_row_adds_to_a_record_only_the_finish_it_lacks(register: Register) -> None:
    take(register, dossier(ACCEPTED, ASSIGNED))
    take(register, row(received_at="10/11/2026", holder="B", unit="Phòng 9"), when=SECOND)
    assert kept(register).events == (ACCEPTED, ASSIGNED)
    take(register, row(finished_at="16/11/2026 10:00"), when=THIRD)
    assert replay(kept(register).events).issued_at == at("16/11/2026 10:00")
    assert not take(register, row(finished_at="16/11/2026 10:00"), when=LATER).added


def test_a_record_takes_the_place_of_what_rows_told(register: Register) -> None:
    take(register, row(status_text="Tạm dừng", finished_at=None))
    take(register, row(holder="B", status_text="Tạm dừng"), when=SECOND)
    take(register, dossier(ACCEPTED, ASSIGNED, ISSUED), when=THIRD)
    assert standing(register) == [ACCEPTED, ASSIGNED, ISSUED]
    assert not replay(kept(register).events).faults
    assert not take(register, dossier(ACCEPTED, ASSIGNED, ISSUED), when=LATER).added


def test_one_register_into_another(tmp_path: Path) -> None:
    with Register(tmp_path / "một.db") as one, Register(tmp_path / "hai.db") as two:
        take(one, row(), dossier(ACCEPTED, code="H02"))
        take(one, row(received_at="10/11/2026 09:00", holder="B"), when=SECOND)
        import_dossiers(two, read_dossiers(one.path), at=THIRD)
        assert list(two.dossiers()) == list(one.dossiers())
        assert not import_dossiers(two, read_dossiers(one.path), at=LATER).added


def test_a_whole_file_twice(tmp_path: Path) -> None:
    for name in ("desk-events-2026.ndjson", "dirty-events.ndjson", "portal-export.json"):
        with Register(tmp_path / f"{name}.db") as book:
            first = import_dossiers(book, read_dossiers(ROOT / "docs/examples" / name))
            again = import_dossiers(book, read_dossiers(ROOT / "docs/examples" / name))
            assert first.added > 100 or name.startswith("dirty")
            assert (again.added, again.unchanged, again.bad) == (0, first.read, first.bad)
            assert book.verify().is_sound


# --- the portal ----------------------------------------------------------------------------------

HEAD = {
    "MaHoSo": "H01",
    "MaTTHC": "1.000001",
    "NgayTiepNhan": "20261109090000",
    "TrangThaiHoSo": "4",
}
STEPS = [
    {"MaHoSo": "H01", "TrangThai": "2", "ThoiDiemXuLy": "20261109090000", "NguoiXuLy": "A"},
    {"MaHoSo": "H01", "TrangThai": "4", "ThoiDiemXuLy": "20261110083000", "NguoiXuLy": "B"},
    {"MaHoSo": "H01", "TrangThai": "5", "ThoiDiemXuLy": "20261111083000", "NguoiXuLy": "B"},
    {"MaHoSo": "H01", "TrangThai": "4", "ThoiDiemXuLy": "20261116083000", "NguoiXuLy": "B"},
    {"MaHoSo": "H01", "TrangThai": "9", "ThoiDiemXuLy": "20261117143000", "NguoiXuLy": "B"},
    {"MaHoSo": "H01", "TrangThai": "10", "ThoiDiemXuLy": "20261118083000", "NguoiXuLy": "C"},
]


def portal(steps: int = 0, /, **values: str) -> Dossier:
    (found,) = read_portal([HEAD | values], STEPS[:steps])
    assert isinstance(found, Dossier)
    return found


def test_one_more_step_adds_what_it_tells_and_no_more(register: Register) -> None:
    take(register, portal(1))
    for steps in range(2, len(STEPS) + 1):
        found = take(register, portal(steps), when=LATER + dt.timedelta(days=steps))
        more = len(portal(steps).events) - len(portal(steps - 1).events)
        assert found.added == more > 0, steps
        assert set(standing(register)) == set(portal(steps).events)
    assert not take(register, portal(len(STEPS)), when=LATER).added
    assert "history" not in kept(register).extra["portal"]


def test_an_export_without_its_history_denies_nothing(register: Register) -> None:
    take(register, portal(len(STEPS)))
    before = standing(register)
    assert not take(register, portal(), when=SECOND).added
    assert not take(register, portal(NgayKetThucXuLy="20261117150000"), when=THIRD).added - 1
    assert standing(register) == before  # its step told the instant better


CHANGED: dict[str, tuple[dict[str, str], dict[str, str], list[str]]] = {
    "another receipt": ({}, {"NgayTiepNhan": "20261110090000"}, ["accepted"]),
    "another promise": (
        {"NgayHenTra": "20261116170000"}, {"NgayHenTra": "20261118170000"}, ["accepted"],
    ),
    "another end": (
        {"NgayKetThucXuLy": "20261116100000"}, {"NgayKetThucXuLy": "20261117100000"},
        ["accepted", "result_issued"],
    ),
    "no end after all": ({"NgayKetThucXuLy": "20261116100000"}, {}, ["accepted"]),
    "not handed out after all": (
        {"NgayKetThucXuLy": "20261116100000", "NgayTra": "20261117090000"},
        {"NgayKetThucXuLy": "20261116100000", "NgayTra": ""}, ["accepted", "result_issued"],
    ),
}  # fmt: skip


def test_a_second_day_of_handing_out_that_is_gone_again_is_taken_back(register: Register) -> None:
    last = len(STEPS)
    once, twice = portal(last, NgayTra="20261118083000"), portal(last, NgayTra="20261119090000")
    for dossier, when in ((once, FIRST), (twice, SECOND), (once, THIRD)):
        take(register, dossier, when=when)
        assert set(standing(register)) == set(dossier.events)


@pytest.mark.parametrize("name", CHANGED)
def test_what_the_portal_tells_otherwise_is_corrected(register: Register, name: str) -> None:
    before, since, kinds = CHANGED[name]
    take(register, portal(**before))
    take(register, portal(**since), when=SECOND)
    assert [one.kind for one in standing(register)] == kinds
    bare = [attrs.evolve(one, recorded_at=None) for one in standing(register)]
    assert bare == list(portal(**since).events)
    assert any(isinstance(one, ev.Correction) for one in kept(register).events)
    assert not take(register, portal(**since), when=THIRD).added
    take(register, portal(**before), when=LATER)
    again = [attrs.evolve(one, recorded_at=None) for one in standing(register)]
    assert again == list(portal(**before).events)
    assert not replay(kept(register).events).faults


def test_a_file_of_the_portal_with_one_more_step(tmp_path: Path) -> None:
    book, today = tmp_path / "sổ.db", tmp_path / "today.json"
    for steps, added in ((2, None), (3, 1), (3, 0)):
        objects = [HEAD, *STEPS[:steps]]
        today.write_text(json.dumps({"data": objects}), encoding="utf-8")
        with Register(book) as register:
            found = import_dossiers(register, read_dossiers(today))
        assert added is None or found.added == added
