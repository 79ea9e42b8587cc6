"""The example files of dossiers with events: made again byte for byte, and like a real desk."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tthc_deadlines import Catalogue, check, read_dossiers
from tthc_deadlines.checking.batch import CheckResult
from tthc_deadlines.checking.life.answering_messages import ANSWERING_FINDINGS
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.messages import LIFE_FINDINGS
from tthc_deadlines.checking.messages import FINDINGS
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import write_dossier
from tthc_deadlines.dossiers.events import EVENTS
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.exchange.json_documents import Item, iter_objects
from tthc_deadlines.exchange.portal.file import PortalFile
from tthc_deadlines.exchange.portal.lint import lint_envelope, lint_portal
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.instants import VIETNAM

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
DESK = EXAMPLES / "desk-events-2026.ndjson"
DIRTY = EXAMPLES / "dirty-events.ndjson"
EXPORT = EXAMPLES / "portal-export.json"
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)
ONLY_IN_LISTS = {
    *("period_not_counted", "extension_possible", "promised_by_other_reading"),
    *("status_conflict", "unknown_status", "finished_after_check", "received_after_check"),
    "limit_from_other_event",
}
"""Findings that dossiers with events do not give, or that no dossier of the desk gives."""


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    monkeypatch.syspath_prepend(EXAMPLES)
    return [importlib.import_module(name) for name in ("make_events", "make_portal")]


def test_the_scripts_make_the_files_again_byte_for_byte(
    scripts: list[ModuleType], tmp_path: Path
) -> None:
    for script in scripts:
        script.main(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(path.name for path in (DESK, DIRTY, EXPORT))
    for name in made:
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes(), name


def result(path: Path) -> CheckResult:
    return check(read_dossiers(path), AT, catalogue=Catalogue.starter())


@cache
def desk() -> tuple[DossierAssessment, ...]:
    found = tuple(one for one in result(DESK) if isinstance(one, DossierAssessment))
    assert len(found) == 414
    return found


def test_every_kind_of_event_occurs_in_the_desk() -> None:
    kinds = {event.kind for one in desk() for event in one.dossier.events}
    assert kinds == set(EVENTS)


def test_every_kind_of_dossier_and_every_status_occurs_in_the_desk() -> None:
    kinds = {"procedure", "complaint", "denunciation", "reception", "feedback", "task"}
    assert {one.dossier.kind for one in desk()} == kinds
    assert {one.status for one in desk()} == set(Status)


NEED_AN_ORGANISATION = set(ANSWERING_FINDINGS)


def test_every_finding_that_events_can_give_occurs_in_the_desk() -> None:
    codes = {finding.code for one in desk() for finding in one.findings}
    assert set(LIFE_FINDINGS) <= codes
    assert codes == set(FINDINGS) - ONLY_IN_LISTS - NEED_AN_ORGANISATION


def test_eight_of_ten_dossiers_of_the_desk_are_without_fault() -> None:
    clean = [
        one for one in desk() if all(finding.severity is Severity.INFO for finding in one.findings)
    ]
    assert 0.8 <= len(clean) / len(desk()) <= 0.9


def test_the_counts_of_the_desk_are_plausible() -> None:
    counts = Counter(one.status for one in desk())
    assert 5 <= counts[Status.OVERDUE] <= 20
    assert counts[Status.EARLY] > counts[Status.ON_TIME] > counts[Status.LATE] > 5
    summary = result(DESK).summary
    assert (summary.read, summary.judged, summary.bad) == (414, 414, 0)
    assert summary.due["today"].count


def test_the_desk_names_officials_by_role_and_nobody_else() -> None:
    named = {event.actor for one in desk() for event in one.dossier.events} - {""}
    roles = ("Công chức", "Trưởng phòng", "Phó Trưởng phòng", "Lãnh đạo")
    assert [name for name in named if not name.startswith(roles)] == []
    assert all(name[-1].isdecimal() for name in named)


def test_the_desk_comes_back_from_its_json_as_it_was() -> None:
    lines = DESK.read_text(encoding="utf-8").splitlines()
    for line, one in zip(lines, read_dossiers(DESK), strict=True):
        assert isinstance(one, Dossier)
        assert write_dossier(one) == json.loads(line)


def test_each_bad_line_of_the_dirty_file_is_reported_and_the_others_are_judged() -> None:
    found = list(result(DIRTY))
    bad = {one.line: one.data["reason"] for one in found if isinstance(one, Finding)}
    assert bad == {
        2: "broken_json",
        3: "bad_value",
        4: "bad_value",
        5: "bad_value",
        8: "duplicate",
        9: "bad_value",
        10: "bad_value",
        11: "missing_value",
        12: "outside_coverage",
        13: "due_before_received",
        14: "not_an_object",
    }
    judged = {one.record.line or 0: one for one in found if isinstance(one, DossierAssessment)}
    assert sorted(judged) == [1, 6, 7, 15]
    assert len(found) == len(DIRTY.read_text(encoding="utf-8").splitlines())
    order, stop = ({finding.code for finding in judged[line].findings} for line in (6, 7))
    assert "event_out_of_order" in order
    assert "stop_without_ground" in stop


def portal_objects() -> list[Item]:
    with EXPORT.open(encoding="utf-8") as text:
        return [one for one in iter_objects(text) if isinstance(one, Item)]


def test_the_lint_reports_the_faults_of_the_export() -> None:
    objects = portal_objects()
    assert lint_envelope(objects[0].envelope) == []
    codes = Counter(finding.code for one in objects for finding in lint_portal(one))
    often = {"portal_missing": 3}
    once = (
        *("portal_missing_optional", "portal_date_form", "portal_date_twelve", "portal_date_only"),
        *("portal_zero_date", "portal_midnight_promise", "portal_twelve_hours", "portal_not_text"),
        *("portal_mixed_forms", "portal_status_without_date", "portal_end_before_receipt"),
        *("portal_promise_before_receipt", "portal_unknown_status", "portal_channel"),
        *("portal_not_a_list", "portal_code_form", "portal_code_date"),
    )
    assert codes == {**dict.fromkeys(once, 1), **often}
    at_fault = {one.line for one in objects if lint_portal(one)}
    assert len(at_fault) == 20


def test_the_export_is_read_with_its_histories() -> None:
    remarks: list[Finding] = []
    found = list(PortalFile(EXPORT, on_remark=remarks.append))
    dossiers = [one for one in found if isinstance(one, Dossier)]
    assert (len(found), len(dossiers)) == (61, 60)
    assert sum(len(one.events) for one in dossiers) > 300
    assert {one.code for one in remarks} >= {"portal_steps_alone", "portal_unknown_status"}
    summary = result(EXPORT).summary
    assert (summary.read, summary.judged, summary.bad) == (61, 60, 1)


def test_nothing_personal_stands_in_the_export() -> None:
    for item in portal_objects():
        for key in ("ChuHoSo", "SoGiayToChuHoSo", "SoDienThoai", "TrichYeuHoSo"):
            assert item.value.get(key, "(ẩn)") == "(ẩn)"
