"""What a list cannot tell is held against nobody, in a register as in the file itself."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from tthc_deadlines import assess, vietnam_calendar
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.exchange.register_import import import_dossiers
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register.register import Register

CALENDAR = vietnam_calendar()
NOW = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
UNIT = "Phòng chuyên môn (ví dụ)"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def judged(dossier: Dossier, now: dt.datetime = NOW) -> DossierAssessment:
    found = assess(dossier, now, CALENDAR)
    assert isinstance(found, DossierAssessment)
    return found


def imported(*rows: DossierRecord) -> list[Dossier]:
    with Register(":memory:", calendar=CALENDAR) as register:
        import_dossiers(register, rows, at=NOW)
        return list(register.dossiers())


def row(**more: object) -> DossierRecord:
    told = {"code": "H1", "received_at": at("2026-11-02 08:00"), "limit_text": "05 ngày làm việc"}
    return DossierRecord(**{**told, **more})  # type: ignore[arg-type]


FINISHED_LATE = row(finished_at=at("2026-11-12 10:00"), status_text="Đã trả kết quả")


def test_a_late_finish_in_a_list_accuses_nobody_of_no_apology_nor_of_a_result_left_lying() -> None:
    [dossier] = imported(FINISHED_LATE)
    found = judged(dossier, at("2027-03-01 09:00"))
    assert found.status.value == "late"
    assert [one.code for one in found.findings] == []
    assert found.obligations == ()


def test_the_same_told_by_events_does() -> None:
    [dossier] = imported(FINISHED_LATE)
    known = {"row:accepted": "a", "row:result_issued": "b"}
    told = Dossier(
        code="H1",
        limit_text="05 ngày làm việc",
        events=tuple(
            ev.Accepted(id=known[one.id], occurred_at=one.occurred_at)
            if isinstance(one, ev.Accepted)
            else ev.ResultIssued(id=known[one.id], occurred_at=one.occurred_at)
            for one in dossier.events
        ),
    )
    codes = {one.code for one in judged(told, at("2027-03-01 09:00")).findings}
    assert codes >= {"apology_missing", "result_not_returned"}


def test_an_open_row_owes_its_result_and_not_what_a_list_has_no_place_for() -> None:
    [dossier] = imported(row())
    duties = [one.duty.value for one in judged(dossier, at("2026-11-03 09:00")).obligations]
    assert duties == ["issue_result"]
    late = judged(dossier)
    assert [one.code for one in late.findings if one.code.startswith("apology")] == []


def test_a_new_promise_of_a_list_is_not_judged_by_the_day_of_the_import() -> None:
    with Register(":memory:", calendar=CALENDAR) as register:
        import_dossiers(
            register, [row(promised_at=dt.date(2026, 11, 9))], at=at("2026-11-03 09:00")
        )
        import_dossiers(register, [row(promised_at=dt.date(2026, 11, 27))], at=NOW)
        [dossier] = register.dossiers()
    assert any(isinstance(one, ev.Reappointed) for one in dossier.events)
    assert "apology_late" not in {one.code for one in judged(dossier).findings}


def stopped() -> Dossier:
    return Dossier(
        code="H2",
        unit=UNIT,
        limit_text="10 ngày làm việc",
        events=(
            ev.Accepted(id="a", occurred_at=at("2026-11-02 08:00")),
            ev.Stopped(id="s", occurred_at=at("2026-11-04 08:00"), ground="financial_obligation"),
        ),
    )


def test_a_stopped_dossier_has_no_day_in_the_answers_nor_in_the_views(tmp_path: Path) -> None:
    with Register(tmp_path / "sổ.db", calendar=CALENDAR) as register:
        register.append([stopped()])
        [one] = register.check(NOW)
        view = register.db.query("SELECT due_on, due_at FROM open_dossier")
        units = register.db.query("SELECT first_due_at FROM by_unit")
        assert (one.status.value, one.due_on, one.due_at) == ("stopped", None, None)
        assert list(view) == [{"due_on": None, "due_at": None}]
        assert list(units) == [{"first_due_at": None}]
        assert one.next_duty != "issue_result"


def test_once_it_goes_on_it_has_one_again() -> None:
    resumed = ev.Resumed(id="r", occurred_at=at("2026-11-09 08:00"), ground="financial_obligation")
    with Register(":memory:", calendar=CALENDAR) as register:
        register.append([stopped()])
        register.append([("H2", resumed)])
        [one] = register.check(NOW)
        assert one.due_on == judged(stopped().then(resumed)).due_on


@pytest.mark.parametrize(
    "typed",
    [
        UNIT,
        unicodedata.normalize("NFD", UNIT),
        UNIT.lower(),
        UNIT.replace(" ", "\u00a0"),
        f" {UNIT}",
    ],
)
def test_a_unit_is_found_however_its_name_is_typed(typed: str) -> None:
    with Register(":memory:", calendar=CALENDAR) as register:
        register.append([stopped()])
        assert [one.code for one in register.of_unit(typed, NOW)] == ["H2"]
        assert register.of_unit("Phòng khác", NOW) == []


def test_a_status_of_a_list_needs_no_event_before_it_was_imported() -> None:
    [dossier] = imported(row(status_text="Yêu cầu bổ sung giấy tờ"))
    before = judged(dossier, at("2026-11-05 09:00"))
    assert before.status.value == "stopped"
    assert "status_without_event" not in {one.code for one in before.findings}
