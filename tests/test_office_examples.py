"""The sample office: made again byte for byte, sound, and with every case it is to show."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from tthc_deadlines import Catalogue, check, read_dossiers, vietnam_calendar
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.code import CodeForm, parse_dossier_code
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import write_dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Severity
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility.files.reading import read_organisation
from tthc_deadlines.responsibility.records import OrganisationRecords

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
OFFICE = EXAMPLES / "office-events-2026.ndjson"
ORGANISATION = EXAMPLES / "office" / "organisation.toml"
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)
REORGANISED = dt.datetime(2025, 7, 1, tzinfo=VIETNAM)
OPEN = frozenset({Status.RUNNING, Status.DUE_SOON, Status.OVERDUE, Status.STOPPED})
ROLES = (
    *("Chủ tịch", "Phó Chủ tịch", "Chánh Văn phòng", "Giám đốc", "Phó Giám đốc"),
    *("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Công chức", "Văn thư"),
)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(EXAMPLES)
    return importlib.import_module("make_office")


@cache
def office() -> tuple[DossierAssessment, ...]:
    found = tuple(check(read_dossiers(OFFICE), AT, catalogue=Catalogue.starter()))
    judged = tuple(one for one in found if isinstance(one, DossierAssessment))
    assert len(judged) == len(found)
    return judged


@cache
def organisation() -> OrganisationRecords:
    return read_organisation(ORGANISATION)


@cache
def of_case() -> dict[str, list[DossierAssessment]]:
    found = defaultdict(list)
    for one in office():
        found[one.dossier.extra.get("case", "")].append(one)
    return found


def named(dossier: Dossier) -> Iterable[str]:
    """Every official an event names."""
    for event in dossier.events:
        for name in (event.actor, getattr(event, "holder", ""), getattr(event, "to", "")):
            if name:
                yield name


# --- the files ------------------------------------------------------------------------------------


def test_the_script_makes_the_file_again_byte_for_byte(script: ModuleType, tmp_path: Path) -> None:
    script.main(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [OFFICE.name]
    assert (tmp_path / OFFICE.name).read_bytes() == OFFICE.read_bytes()


def test_the_modules_of_the_script_are_short() -> None:
    for name in ("make_office", "office_cases", "office_lives"):
        lines = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 400, name


def test_there_are_a_thousand_dossiers_each_with_its_own_code() -> None:
    assert len(office()) == 1000
    assert len({one.dossier.code for one in office()}) == 1000


def test_the_dossiers_come_back_from_their_json_as_they_were() -> None:
    lines = OFFICE.read_text(encoding="utf-8").splitlines()
    for line, one in zip(lines, read_dossiers(OFFICE), strict=True):
        assert isinstance(one, Dossier)
        assert write_dossier(one) == json.loads(line)


def test_the_codes_are_of_the_day_and_of_an_agency_of_the_organisation() -> None:
    agencies = {code for unit in organisation().units for code in unit.codes}
    forms = set()
    for one in office():
        code = parse_dossier_code(one.dossier.code)
        assert code is not None
        forms.add(code.form)
        assert code.agency in agencies
        assert one.history.accepted_at is not None
        assert code.received_on == one.history.accepted_at.date()
        later = code.received_on >= dt.date(2026, 1, 25)
        assert code.form is (CodeForm.PARENT_FIRST if later else CodeForm.CHILD_FIRST)
    assert forms == set(CodeForm)


# --- the organisation -----------------------------------------------------------------------------


def test_the_officials_are_named_by_their_role_and_nothing_else() -> None:
    officials = organisation().officials
    assert 40 <= len(officials) <= 50
    assert [one.name for one in officials if not one.name.startswith(ROLES)] == []
    assert all(one.name[-1].isdecimal() for one in officials)
    assert len({one.name for one in officials}) == len(officials)
    assert all(one.id.isascii() and len(one.id) <= 6 for one in officials)


def test_every_document_of_the_organisation_is_plainly_a_sample() -> None:
    rows = organisation()
    dated = (*rows.units, *rows.appointments, *rows.charges, *rows.delegations, *rows.absences)
    assert {one.document.rpartition("-")[2] for one in dated} == {"", "MẪU"}


def test_a_deputy_head_of_the_commune_directs_its_centre() -> None:
    """Decree 118/2025/NĐ-CP article 10.3a."""
    held = defaultdict(set)
    for one in organisation().appointments:
        held[one.position].add(one.official)
    assert held["gd-ttx"] <= held["pct-xa"]


def test_three_units_above_ended_on_1_july_2025_and_passed_their_work_on() -> None:
    ended = [one for one in organisation().units if one.until is not None]
    assert {one.until for one in ended} == {REORGANISED}
    assert {one.id for one in ended if one.kind == "agency"} == {"xc1", "xc2", "hm"}
    living = {one.id for one in organisation().units if one.until is None}
    assert all(one.passes_to in living for one in ended)


def test_absences_and_ends_of_appointments_are_announced_for_the_coming_days() -> None:
    rows = organisation()
    coming = [one for one in rows.absences if one.start is not None and one.start > AT]
    assert {one.official: one.substitute for one in coming} == {"vx-3": "", "kt-2": "kt-1"}
    ending = {one.official for one in rows.appointments if one.until and one.until > AT}
    assert ending == {"bt-3", "vx-4"}
    running = [one for one in rows.delegations if one.holds_at(AT)]
    assert 0 < len(running) < len(rows.delegations)


# --- the dossiers ---------------------------------------------------------------------------------


def test_only_the_mistyped_are_named_and_are_no_officials() -> None:
    known = {one.id for one in organisation().officials}
    strangers = defaultdict(set)
    for one in office():
        for name in set(named(one.dossier)) - known:
            strangers[one.dossier.extra.get("case")].add(name)
    assert strangers == {"unknown_official": {"vx1", "vx-22", "xv-3"}}


def test_only_the_unknown_unit_is_none_of_the_organisation() -> None:
    known = {one.id for one in organisation().units}
    strangers = {
        (one.dossier.extra.get("case"), event.unit)
        for one in office()
        for event in one.dossier.events
        if isinstance(event, ev.StepStarted | ev.Assigned | ev.HandedOver)
        and event.unit not in {"", *known}
    }
    assert strangers == {("unknown_unit", "ktt")}


def test_most_are_in_time_some_late_and_some_open() -> None:
    counts = Counter(one.status for one in office())
    assert 140 <= sum(counts[status] for status in OPEN) <= 160
    assert 60 <= counts[Status.LATE] <= 100
    assert counts[Status.EARLY] > 600
    assert counts[Status.REJECTED] > 10 < counts[Status.WITHDRAWN]


def test_an_ordinary_dossier_is_without_fault() -> None:
    ordinary = of_case()[""]
    assert len(ordinary) > 700
    faults = [
        (one.dossier.code, finding.code)
        for one in ordinary
        for finding in one.findings
        if finding.severity is not Severity.INFO
    ]
    assert faults == []


def test_nothing_happens_out_of_office_hours_or_out_of_order() -> None:
    calendar = vietnam_calendar()
    for one in office():
        assert "event_out_of_order" not in {finding.code for finding in one.findings}
        for event in one.dossier.events:
            before = event.occurred_at - dt.timedelta(minutes=1)
            assert calendar.is_working_time(event.occurred_at) or calendar.is_working_time(before)
        times = [event.occurred_at for event in one.dossier.events]
        assert all(first <= second for first, second in pairwise(times))


def holders(one: DossierAssessment) -> set[str]:
    return {
        event.holder
        for event in one.dossier.events
        if isinstance(event, ev.StepStarted | ev.Assigned)
    }


def test_there_are_officials_who_are_always_in_time_one_often_late_and_one_seldom_seen() -> None:
    late = {Status.LATE, Status.OVERDUE}
    by_official: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in office():
        for name in holders(one):
            by_official[name][one.status in late] += 1
    for good in ("vx-1", "vh-2"):
        assert by_official[good][False] > 50
        assert by_official[good][True] == 0
    assert by_official["bt-2"][True] > by_official["bt-2"][False] > 0
    assert 0 < by_official["tp-2"].total() < 10


# --- the cases ------------------------------------------------------------------------------------


def test_every_case_of_the_list_is_there_as_often_as_it_says(script: ModuleType) -> None:
    told = {case: count for case, (count, _) in script.CASES.items()}
    assert {case: len(found) for case, found in of_case().items() if case} == told
    assert min(told.values()) > 1


def has(kind: type[Event], **said: object) -> Callable[[DossierAssessment], bool]:
    """Whether an event of a kind says this."""

    def told(one: DossierAssessment) -> bool:
        return any(
            isinstance(event, kind) and all(getattr(event, key) == said[key] for key in said)
            for event in one.dossier.events
        )

    return told


def finds(code: str) -> Callable[[DossierAssessment], bool]:
    return lambda one: code in {finding.code for finding in one.findings}


def open_with(who: str) -> Callable[[DossierAssessment], bool]:
    return lambda one: one.status in OPEN and one.history.holder == who


def is_late(one: DossierAssessment) -> bool:
    return one.status is Status.LATE


def is_from_before(one: DossierAssessment) -> bool:
    return one.dossier.events[0].occurred_at < REORGANISED


def signs_in_october(one: DossierAssessment) -> bool:
    """The delegates' terms were over by then."""
    return any(
        isinstance(event, ev.StepStarted)
        and (event.order, event.holder) in ((5, "tpx-1"), (5, "pgd-1"))
        and event.occurred_at.month >= 10
        for event in one.dossier.events
    )


def slowest(order: int) -> Callable[[DossierAssessment], bool]:
    """Whether just this step went over its time, and the dossier was late."""

    def told(one: DossierAssessment) -> bool:
        over = [f.data["order"] for f in one.findings if f.code == "step_overdue"]
        return is_late(one) and over == [order]

    return told


EVIDENCE: dict[str, Callable[[DossierAssessment], bool]] = {
    "never_assigned": has(ev.Accepted, actor=""),
    "given_to_a_unit": has(ev.Assigned, holder="", unit="kt"),
    "between_units": has(ev.HandedOver, to="", unit="kgvx"),
    "role_without_members": has(ev.Assigned, holder="", role="cc-tre-em"),
    "group_without_members": has(ev.Assigned, holder="", unit="to-gp"),
    "holder_absent": open_with("kt-4"),
    "late_by_absence": slowest(3),
    "holder_left": open_with("kt-3"),
    "holder_left_then_given_on": has(ev.StepStarted, holder="kt-3"),
    "unknown_official": lambda one: not holders(one).isdisjoint({"vx1", "vx-22", "xv-3"}),
    "unknown_unit": has(ev.Assigned, unit="ktt"),
    "outside_competence": lambda one: not holders(one).isdisjoint({"kt-2", "tp-1"}),
    "substitution": has(ev.StepStarted, order=3, holder="kt-1"),
    "substitution_now": open_with("tn-2"),
    "delegation_in_term": lambda one: bool(holders(one) & {"tpx-1", "tpv-1", "pgd-1"}),
    "delegation_expired": signs_in_october,
    "delegation_expired_open": lambda one: signs_in_october(one) and open_with("tpx-1")(one),
    "sub_delegation": has(ev.HandedOver, actor="tpx-1", to="ppx-1"),
    "handover_not_accepted": finds("handover_not_accepted"),
    "handover_refused": has(ev.HandoverRefused),
    "handover_recalled": has(ev.HandoverRecalled),
    "ping_pong": finds("ping_pong"),
    "handed_over_late": finds("handed_over_late"),
    "four_eyes": finds("four_eyes"),
    "late": is_late,
    "late_by_the_desk": slowest(1),
    "late_by_the_drafter": slowest(3),
    "late_by_two": lambda one: is_late(one) and sum(map(_is_over, one.findings)) == 2,
    "late_by_consultation": lambda one: is_late(one) and finds("consultation_overdue")(one),
    "consultation_not_answered": finds("consultation_overdue"),
    "repeat_lateness": lambda one: is_late(one) and "bt-2" in holders(one),
    "repeat_lateness_in_time": lambda one: not is_late(one) and "bt-2" in holders(one),
    "overdue": lambda one: one.status is Status.OVERDUE and open_with("bt-2")(one),
    "few_dossiers": has(ev.Assigned, holder="tp-2"),
    "two_assignments_at_once": has(ev.Assigned, holder="kt-2", actor="ppk-1"),
    "holder_corrected": has(ev.Correction, reason="ghi nhầm người"),
    "recorded_late": finds("backdated_entry"),
    "stopped": has(ev.Stopped, ground="financial_obligation"),
    "waits_for_the_applicant": lambda one: one.status is Status.STOPPED,
    "absence_announced": open_with("vx-3"),
    "absence_announced_with_substitute": open_with("kt-2"),
    "appointment_ends": open_with("bt-3"),
    "moves_to_another_unit": open_with("vx-4"),
    "reorganised": lambda one: is_from_before(one) and one.status not in OPEN,
    "reorganised_and_forgotten": lambda one: is_from_before(one) and one.status in OPEN,
}


def _is_over(finding: object) -> bool:
    return getattr(finding, "code", "") == "step_overdue"


def test_there_is_evidence_for_every_case(script: ModuleType) -> None:
    assert set(EVIDENCE) == set(script.CASES)


@pytest.mark.parametrize("case", EVIDENCE)
def test_a_case_shows_what_it_is_there_for(case: str) -> None:
    holds = EVIDENCE[case]
    assert of_case()[case]
    assert [one.dossier.code for one in of_case()[case] if not holds(one)] == []


@pytest.mark.parametrize(
    "case", ["handover_not_accepted", "ping_pong", "handed_over_late", "four_eyes"]
)
def test_what_is_told_on_purpose_happens_nowhere_else(case: str) -> None:
    others = [
        one.dossier.code
        for one in office()
        if finds(case)(one) and one.dossier.extra.get("case") != case
    ]
    assert others == []
