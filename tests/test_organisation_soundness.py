"""Soundness of organisations: each kind of fault, and beside it what is no fault."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility import records as made
from tthc_deadlines.responsibility.checks.picture import circle_from, holes
from tthc_deadlines.responsibility.checks.words import WORDS
from tthc_deadlines.responsibility.errors import OrganisationError, UnknownOfficial, UnknownUnit
from tthc_deadlines.responsibility.records import OrganisationRecords, Rank, UnitKind
from tthc_deadlines.responsibility.soundness import check_records

# Lists and days are accepted too, which the declared types of the fields do not say.
Absence: Any = made.Absence
Appointment: Any = made.Appointment
Charge: Any = made.Charge
Competence: Any = made.Competence
Delegation: Any = made.Delegation
Field: Any = made.Field
Official: Any = made.Official
Organisation: Any = OrganisationRecords
Position: Any = made.Position
Unit: Any = made.Unit
evolve: Any = attrs.evolve

D = dt.date
REFORM = D(2025, 7, 1)
PAPER = "01/QĐ-MẪU"


def at(day: int, hour: int = 0, second: int = 0) -> dt.datetime:
    """An instant of March 2026."""
    return dt.datetime(2026, 3, day, hour, 0, second, tzinfo=VIETNAM)


OFFICE: OrganisationRecords = Organisation(
    name="Cơ quan mẫu",
    units=[
        Unit(id="tinh", kind=UnitKind.AGENCY, codes=["H99"]),
        Unit(id="xa", kind=UnitKind.AGENCY, parent="tinh", codes=["H99.25"], start=REFORM),
        Unit(id="kt", parent="xa", start=REFORM, codes=["H99.25.04"]),
        Unit(id="mc", parent="xa", kind=UnitKind.ONE_STOP, start=REFORM, led_by_parent=True),
        Unit(id="cu", kind=UnitKind.AGENCY, until=REFORM, passes_to="xa", codes=["H99.25"]),
    ],
    positions=[
        Position(id="ct-tinh", unit="tinh", rank=Rank.HEAD),
        Position(id="ct", unit="xa", rank=Rank.HEAD, reports_to="ct-tinh"),
        Position(id="pct", unit="xa", rank=Rank.DEPUTY),
        Position(id="tp", unit="kt", rank=Rank.HEAD),
        Position(id="ptp", unit="kt", rank=Rank.DEPUTY),
        Position(id="cv", unit="kt"),
        Position(id="mot-cua", unit="mc"),
        Position(id="ct-cu", unit="cu", rank=Rank.HEAD),
    ],
    officials=[Official(id=one) for one in ("A", "B", "C", "D", "E", "F", "G", "H", "new")],
    appointments=[
        Appointment(official="A", position="ct-tinh", start=D(2021, 7, 1)),
        Appointment(official="B", position="ct", start=REFORM),
        Appointment(official="C", position="pct", start=REFORM),
        Appointment(official="D", position="tp", start=REFORM),
        Appointment(official="E", position="ptp", start=REFORM),
        Appointment(official="F", position="cv", start=REFORM),
        Appointment(official="G", position="mot-cua", start=REFORM),
        Appointment(official="H", position="ct-cu", start=D(2021, 7, 1), until=REFORM),
    ],
    fields=[
        Field(key="dat", name="Đất đai", procedures=["1.000001", "1.000002"]),
        Field(key="ho-tich", name="Hộ tịch", procedures=["1.000003"]),
    ],
)


def given_power(by: str, to: str, **fields: Any) -> Any:
    """A delegation of March 2026."""
    fields = {"start": at(2), "until": at(30), "document": PAPER, **fields}
    return Delegation(delegator=by, delegate=to, **fields)


def away(official: str, substitute: str = "", first: int = 2, last: int = 10) -> Any:
    return Absence(official=official, substitute=substitute, start=at(first), until=at(last))


def office(change: Mapping[str, Any]) -> OrganisationRecords:
    """The sound office with records added, or with fields of the record of an id changed."""
    records = OFFICE
    for name, value in change.items():
        before = getattr(records, name)
        if isinstance(value, dict):
            after = [
                evolve(one, **value[key]) if (key := _key(one)) in value else one for one in before
            ]
            assert after != list(before), f"no record of {name} changed"
        else:
            after = [*before, *value]
        records = evolve(records, **{name: after})
    return records


def _key(record: Any) -> str:
    return str(getattr(record, "id", "") or getattr(record, "official", ""))


def faults(change: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in check_records(office(change))]


def test_the_office_is_sound() -> None:
    assert faults({}) == []


# name: (what changes in the office, how each fault begins). None: it stays sound.
FAULTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    # --- ids, references, windows
    "position_twice": (
        {"positions": [Position(id="cv", unit="xa")]},
        ["position[8]: id: 'cv' is given twice, first at position[5]"],
    ),
    "official_twice": (
        {"officials": [Official(id="A")]},
        ["official[9]: id: 'A' is given twice, first at official[0]"],
    ),
    "field_twice": (
        {"fields": [Field(key="dat")]},
        ["field[2]: key: 'dat' is given twice, first at field[0]"],
    ),
    "ids_empty": (
        {"officials": [Official(id="")], "units": [Unit(id="", led_by_parent=True, parent="xa",
                                                        start=REFORM)]},
        ["official[9]: id: must not be empty", "unit[5]: id: must not be empty"],
    ),
    "unit_twice": (
        {"units": [Unit(id="kt", parent="xa", start=D(2026, 1, 1), led_by_parent=True)]},
        ["unit[5]: id: unit 'kt' is described twice from 2026-01-01 on, also at unit[2]"],
    ),
    "unit_versions_share_a_second": (
        {"units": {"kt": {"until": at(2, second=1)}},
         "units+": [Unit(id="kt", parent="xa", start=at(2))]},
        ["unit[5]: id: unit 'kt' is described twice from 2026-03-02 until 2026-03-02 00:00:01"],
    ),
    "unit_ends_before_its_people_leave": (
        {"units": {"kt": {"until": at(2, second=1), "passes_to": "xa"}}},
        ["appointment[3]: until: unit 'kt' does not exist from 2026-03-02 00:00:01 on",
         "appointment[4]: until: ", "appointment[5]: until: "],
    ),
    "unknown_parent": (
        {"units": {"kt": {"parent": "xaa"}}},
        ["unit[2]: parent: there is no unit 'xaa'; the nearest are: xa; add"],
    ),
    "unknown_ids_everywhere": (
        {
            "positions": [Position(id="p", unit="nowhere", reports_to="nobody")],
            "appointments": [Appointment(official="Z", position="q", start=REFORM)],
            "charges": [Charge(official="Z", fields=["x"], units=["y"])],
            "absences": [away("Z", "Y")],
            "competences": [Competence(unit="u"), Competence(position="q", fields=["datt"])],
        },
        [
            "position[8]: unit: there is no unit 'nowhere'; add",
            "position[8]: reports_to: there is no position 'nobody'; add",
            "appointment[8]: official: there is no official 'Z'; add",
            "appointment[8]: position: there is no position 'q'; add",
            "charge[0]: official: there is no official 'Z'; add",
            "charge[0]: fields: there is no field 'x'; add",
            "charge[0]: units: there is no unit 'y'; add",
            "absence[0]: official: there is no official 'Z'; add",
            "absence[0]: substitute: there is no official 'Y'; add",
            "competence[0]: unit: there is no unit 'u'; the nearest are: cu; add",
            "competence[1]: position: there is no position 'q'; add",
            "competence[1]: fields: there is no field 'datt'; the nearest are: dat; add",
        ],
    ),
    "unknown_people_in_a_delegation": (
        {"delegations": [given_power("Z", "Y")]},
        [
            "delegation[0]: delegator: there is no official 'Z'",
            "delegation[0]: delegate: there is no official 'Y'",
        ],
    ),
    "appointment_without_official": (
        {"appointments": [Appointment(official="", position="cv", start=REFORM)]},
        ["appointment[8]: official: must not be empty"],
    ),
    "window_of_no_length": (
        {"absences": [away("F", first=5, last=5)]},
        ["absence[0]: until: ends 2026-03-05, which is not after 2026-03-05"],
    ),
    "window_of_a_unit_reversed": (
        {"units": [Unit(id="x", parent="xa", start=at(5), until=at(4))]},
        ["unit[5]: until: ends 2026-03-04, which is not after 2026-03-05"],
    ),
    "window_of_a_unit_without_length": (
        {"units": [Unit(id="x", parent="xa", start=at(5), until=at(5))]},
        ["unit[5]: until: ends 2026-03-05, which is not after 2026-03-05"],
    ),
    "window_reversed": (
        {"charges": [Charge(official="C", start=at(5, 13), until=at(5, 12))]},
        ["charge[0]: until: ends 2026-03-05 12:00, which is not after 2026-03-05 13:00"],
    ),
    "appointed_before_the_unit": (
        {"appointments": {"F": {"start": dt.datetime(2025, 6, 30, 23, 59, 59, tzinfo=VIETNAM)}}},
        [("appointment[5]: from: unit 'kt' does not exist from 2025-06-30 23:59:59 until "
         "2025-07-01")],
    ),
    "appointed_beyond_the_unit": (
        {"appointments": {"H": {"until": None}}},
        ["appointment[7]: until: unit 'cu' does not exist from 2025-07-01 on"],
    ),
    "reports_in_a_circle": (
        {"positions": {"ct-tinh": {"reports_to": "ct"}}},
        [("position[0]: reports_to: positions report to one another in a circle: "
         "ct-tinh → ct → ct-tinh")],
    ),
    "reports_to_itself": (
        {"positions": {"cv": {"reports_to": "cv"}}},
        ["position[5]: reports_to: positions report to one another in a circle: cv → cv"],
    ),
    # --- the tree
    "parent_of_itself": (
        {"units": {"kt": {"parent": "kt", "codes": []}}},
        ["unit[2]: parent: units belong to one another in a circle at 2025-07-01: kt → kt"],
    ),
    "circle_of_three": (
        {"units": {"tinh": {"parent": "kt", "start": REFORM}, "xa": {}, "kt": {}},
         "appointments": {"A": {"start": REFORM}}},
        [
            ("unit[0]: parent: units belong to one another in a circle at 2025-07-01: "
            "tinh → kt → xa → tinh"),
            "unit[0]: codes: 'H99' is not under H99.25.04, the identifier of unit 'kt'",
        ],
    ),
    "circle_for_a_second": (
        {"units": [
            Unit(id="x", parent="y", led_by_parent=True, start=at(1), until=at(3, second=1),
                 passes_to="xa"),
            Unit(id="y", parent="xa", led_by_parent=True, start=at(1), until=at(3)),
            Unit(id="y", parent="x", led_by_parent=True, start=at(3), until=at(3, second=1),
                 passes_to="xa"),
        ]},
        ["unit[7]: parent: units belong to one another in a circle at 2026-03-03: y → x → y"],
    ),
    "parent_ends_before_the_child": (
        {"units": [Unit(id="x", parent="cu", led_by_parent=True, start=D(2024, 1, 1))]},
        ["unit[5]: parent: unit 'cu' does not exist from 2025-07-01 on"],
    ),
    "parent_begins_after_the_child": (
        {"units": {"mc": {"start": D(2025, 6, 30)}}},
        ["unit[3]: parent: unit 'xa' does not exist from 2025-06-30 until 2025-07-01"],
    ),
    "parent_has_a_hole": (
        {"units": [
            Unit(id="x", parent="y", led_by_parent=True, start=at(1)),
            Unit(id="y", parent="xa", led_by_parent=True, start=at(1), until=at(5),
                 passes_to="xa"),
            Unit(id="y", parent="xa", led_by_parent=True, start=at(6)),
        ]},
        ["unit[5]: parent: unit 'y' does not exist from 2026-03-05 until 2026-03-06"],
    ),
    "supervised_by_itself": (
        {"units": {"xa": {"supervised_by": "xa"}}},
        ["unit[1]: supervised_by: units supervise one another in a circle at 2025-07-01: xa → xa"],
    ),
    "supervised_by_what_is_below": (
        {"units": {"tinh": {"supervised_by": "kt"}}},
        [("unit[1]: supervised_by: units supervise one another in a circle at 2025-07-01: "
         "xa → tinh → kt → xa")],
    ),
    "codes_of_no_form": (
        {"units": {"mc": {"codes": ["99.H", "000.25.H99", "Z99.01", "H99." + "1" * 32]}}},
        ["unit[3]: codes: '99.H' is no electronic identifier; write it as H99.25.04",
         "unit[3]: codes: '000.25.H99'", "unit[3]: codes: 'Z99.01'", "unit[3]: codes: 'H99.1111"],
    ),
    "code_of_two_units": (
        {"units": {"mc": {"codes": ["000.04.25.H99"]}}},
        [("unit[3]: codes: '000.04.25.H99' is the identifier of unit 'kt' too from 2025-07-01 on, "
         "at unit[2]")],
    ),
    "code_not_under_the_agency": (
        {"units": {"mc": {"codes": ["H99.250.1"]}}},
        ["unit[3]: codes: 'H99.250.1' is not under H99.25, the identifier of unit 'xa'"],
    ),
    "code_not_under_the_agency_told_once_however_often_the_tree_changes": (
        {"units": {"mc": {"codes": ["H98.1"]}},
         "units+": [Unit(id=f"x{day}", parent="xa", led_by_parent=True, start=at(day))
                    for day in (5, 6)]},
        ["unit[3]: codes: 'H98.1' is not under H99.25"],
    ),
    "wrong_code_above_says_nothing_of_those_below": (
        {"units": {"xa": {"codes": ["xa"]}}},
        ["unit[1]: codes: 'xa' is no electronic identifier"],
    ),
    "code_not_under_two_levels_up": (
        {"units": {"kt": {"codes": []}},
         "units+": [Unit(id="to", parent="kt", led_by_parent=True, start=REFORM,
                         codes=["H98.25"])]},
        ["unit[5]: codes: 'H98.25' is not under H99.25, the identifier of unit 'xa'"],
    ),
    # --- ends
    "ends_without_receiver": (
        {"units": {"cu": {"passes_to": ""}}},
        ["unit[4]: passes_to: unit 'cu' ends 2025-07-01: who takes over its open work"],
    ),
    "passes_to_unknown": (
        {"units": {"cu": {"passes_to": "xb"}}},
        ["unit[4]: passes_to: there is no unit 'xb'"],
    ),
    "passes_to_itself": (
        {"units": {"cu": {"passes_to": "cu"}}},
        ["unit[4]: passes_to: a unit that ends cannot pass its open work to itself"],
    ),
    "passes_in_a_circle": (
        {"units": [
            Unit(id="x", parent="tinh", led_by_parent=True, until=REFORM, passes_to="y"),
            Unit(id="y", parent="tinh", led_by_parent=True, until=REFORM, passes_to="x"),
        ]},
        [("unit[5]: passes_to: units that end 2025-07-01 pass their open work around in a circle: "
         "x → y → x"), "unit[6]: passes_to: units that end 2025-07-01"],
    ),
    "passes_into_a_circle": (
        {"units": [
            Unit(id="w", parent="tinh", led_by_parent=True, until=REFORM, passes_to="x"),
            Unit(id="x", parent="tinh", led_by_parent=True, until=REFORM, passes_to="y"),
            Unit(id="y", parent="tinh", led_by_parent=True, until=REFORM, passes_to="x"),
        ]},
        ["unit[5]: passes_to: unit 'x' does not exist at 2025-07-01",
         "unit[6]: passes_to: units that end", "unit[7]: passes_to: units that end"],
    ),
    "receiver_is_not_there": (
        {"units": {"cu": {"passes_to": "x"}},
         "units+": [Unit(id="x", parent="tinh", led_by_parent=True, start=D(2025, 7, 2))]},
        ["unit[4]: passes_to: unit 'x' does not exist at 2025-07-01"],
    ),
    "passes_on_without_an_end": (
        {"units": {"mc": {"passes_to": "xa"}}},
        ["unit[3]: passes_to: says who takes over the open work, but the unit does not end"],
    ),
    # --- heads
    "two_heads": (
        {"appointments": [Appointment(official="F", position="tp", start=at(1), until=at(2))]},
        [("appointment[8]: position: unit 'kt' has two heads from 2026-03-01 until 2026-03-02: "
         "'D' and 'F', the other at appointment[3]")],
    ),
    "two_heads_for_a_second_in_two_positions": (
        {"appointments": {"D": {"until": at(3, second=1)}},
         "positions": [Position(id="tp2", unit="kt", rank=Rank.HEAD)],
         "appointments+": [Appointment(official="F", position="tp2", start=at(3))]},
        [("appointment[8]: position: unit 'kt' has two heads from 2026-03-03 until "
         "2026-03-03 00:00:01")],
    ),
    "never_a_head": (
        {"units": {"mc": {"led_by_parent": False}}},
        ["unit[3]: unit: unit 'mc' has no head from 2025-07-01 on; appoint one"],
    ),
    "never_a_head_since_ever": (
        {"units": [Unit(id="x", parent="tinh")]},
        ["unit[5]: unit: unit 'x' has no head at any time"],
    ),
    "no_head_for_a_second": (
        {"appointments": {"D": {"until": at(3)}},
         "appointments+": [Appointment(official="F", position="tp", start=at(3, second=1))]},
        ["unit[2]: unit: unit 'kt' has no head from 2026-03-03 until 2026-03-03 00:00:01"],
    ),
    "no_head_at_first_and_at_last": (
        {"appointments": {"D": {"start": at(1), "until": at(3)}}},
        ["unit[2]: unit: unit 'kt' has no head from 2025-07-01 until 2026-03-01",
         "unit[2]: unit: unit 'kt' has no head from 2026-03-03 on"],
    ),
    "no_head_between_two_of_a_unit_without_beginning": (
        {"appointments": {"A": {"until": at(3)}},
         "appointments+": [Appointment(official="B", position="ct-tinh", start=at(5))]},
        ["unit[0]: unit: unit 'tinh' has no head from 2026-03-03 until 2026-03-05"],
    ),
    "led_by_the_parent_it_has_not": (
        {"units": [Unit(id="x", led_by_parent=True)]},
        ["unit[5]: led_by_parent: led_by_parent needs a parent"],
    ),
    # --- powers
    "charge_of_staff": (
        {"charges": [Charge(official="F", fields=["dat"], start=at(1))]},
        ["charge[0]: official: official 'F' is neither head nor deputy of a unit at 2026-03-01"],
    ),
    "charge_before_the_deputy": (
        {"charges": [Charge(official="C", fields=["dat"], start=D(2025, 6, 30))]},
        ["charge[0]: official: official 'C' is neither head nor deputy of a unit at 2025-06-30"],
    ),
    "undated_charge_of_staff": (
        {"charges": [Charge(official="F")]},
        ["charge[0]: official: official 'F' is neither head nor deputy of a unit at any time"],
    ),
    "delegation_without_term": (
        {"delegations": [given_power("B", "C", until=None)]},
        ["delegation[0]: until: a delegation needs a term"],
    ),
    "delegation_without_beginning_or_document": (
        {"delegations": [given_power("B", "C", start=None, document="")]},
        ["delegation[0]: from: a delegation needs a term",
         "delegation[0]: document: a delegation must be in writing"],
    ),
    "delegation_by_staff": (
        {"delegations": [given_power("F", "G")]},
        ["delegation[0]: delegator: official 'F' leads no unit at 2026-03-02"],
    ),
    "delegation_before_the_head": (
        {"delegations": [given_power("B", "H", start=D(2025, 6, 30))]},
        ["delegation[0]: delegator: official 'B' leads no unit at 2025-06-30"],
    ),
    "delegation_by_staff_outside_their_competence": (
        {"delegations": [given_power("F", "G", procedures=["1.000003"])],
         "competences": [Competence(position="cv", fields=["dat"])]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "delegation_of_the_competence_of_the_unit": (
        {"delegations": [given_power("F", "G", fields=["dat"])],
         "competences": [Competence(unit="kt", fields=["dat"])]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "competence_not_yet_there": (
        {"delegations": [given_power("F", "G", fields=["dat"])],
         "competences": [Competence(position="cv", fields=["dat"], start=at(2, second=1))]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "delegation_for_a_unit_beside": (
        {"delegations": [given_power("D", "F", units=["mc"])]},
        ["delegation[0]: units: unit 'mc' is neither in nor below a unit that 'D' leads"],
    ),
    "delegation_for_the_unit_above": (
        {"delegations": [given_power("D", "F", units=["kt", "xa"])]},
        ["delegation[0]: units: unit 'xa' is neither in nor below a unit that 'D' leads"],
    ),
    "delegated_to_oneself": (
        {"delegations": [given_power("B", "B")]},
        ["delegation[0]: delegate: a power cannot be delegated to oneself"],
    ),
    "passed_on_by_staff": (
        {"delegations": [given_power("B", "F", fields=["dat"]), given_power("F", "G")]},
        [("delegation[1]: delegator: official 'F' holds this only by the delegation at "
         "delegation[0]")],
    ),
    "passed_on_in_the_last_second": (
        {"delegations": [given_power("B", "F", until=at(9)),
                         given_power("F", "G", start=at(8, 23, 59), until=at(20))]},
        ["delegation[1]: delegator: official 'F' holds this only by"],
    ),
    "passed_on_by_a_head_who_was_given_just_this": (
        {"delegations": [given_power("B", "D", fields=["ho-tich"]),
                         given_power("D", "E", procedures=["1.000003"])]},
        ["delegation[1]: delegator: official 'D' holds this only by"],
    ),
    "passed_on_by_a_deputy_with_another_charge": (
        {"charges": [Charge(official="C", fields=["dat"])],
         "delegations": [given_power("B", "C", fields=["ho-tich"]),
                         given_power("C", "D", fields=["ho-tich"])]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_by_procedure_of_a_field_without_any": (
        {"fields": [Field(key="khac")],
         "delegations": [given_power("B", "C", fields=["khac"]),
                         given_power("C", "D", fields=["khac"], procedures=["9.000001"])]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "delegated_beside_the_procedures_of_the_competence": (
        {"competences": [Competence(position="cv", procedures=["1.000001"])],
         "delegations": [given_power("F", "E", fields=["dat"])]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "delegated_without_the_scope_of_the_competence": (
        {"competences": [Competence(position="cv", procedures=["1.000001"])],
         "delegations": [given_power("F", "E")]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "delegated_without_the_field_of_the_competence": (
        {"fields": [Field(key="khac")],
         "competences": [Competence(position="cv", fields=["khac"])],
         "delegations": [given_power("F", "E"), given_power("F", "D", fields=["khac", "dat"])]},
        ["delegation[0]: delegator: official 'F' leads no unit",
         "delegation[1]: delegator: official 'F' leads no unit"],
    ),
    "delegated_beyond_the_units_of_the_competence": (
        {"competences": [Competence(position="cv", units=["kt"])],
         "delegations": [given_power("F", "E", units=["kt", "mc"])]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "delegated_beyond_the_unit_of_the_position": (
        {"competences": [Competence(position="cv")],
         "delegations": [given_power("F", "E", units=["mc"])]},
        ["delegation[0]: delegator: official 'F' leads no unit"],
    ),
    "passed_on_within_the_units_that_were_given": (
        {"delegations": [given_power("B", "C", units=["xa"]),
                         given_power("C", "D", units=["kt"])]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_for_more_units_than_were_given": (
        {"delegations": [given_power("B", "C", units=["kt"]),
                         given_power("C", "D", units=["xa"])]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_for_all_units_where_one_was_given": (
        {"delegations": [given_power("B", "C", units=["kt"]), given_power("C", "D")]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_for_a_unit_that_has_moved_into_the_scope": (
        {"units": [
            Unit(id="x", parent="mc", led_by_parent=True, start=at(1), until=at(5)),
            Unit(id="x", parent="kt", led_by_parent=True, start=at(5)),
         ],
         "delegations": [given_power("B", "C", units=["kt"]),
                         given_power("C", "D", units=["x"], start=at(5))]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_after_the_charge_ended": (
        {"charges": [Charge(official="C", fields=["dat"], until=at(2))],
         "delegations": [given_power("B", "C"), given_power("C", "D", fields=["dat"])]},
        ["delegation[1]: delegator: official 'C' holds this only by"],
    ),
    "passed_on_by_a_head_for_a_unit_he_was_given": (
        {"delegations": [given_power("B", "D", units=["mc"]),
                         given_power("D", "E", units=["mc"])]},
        ["delegation[1]: delegator: official 'D' holds this only by"],
    ),
    "delegate_without_post": (
        {"delegations": [given_power("B", "new")]},
        ["delegation[0]: delegate: official 'new' holds no appointment at 2026-03-02"],
    ),
    "delegate_who_has_left": (
        {"delegations": [given_power("B", "H")]},
        ["delegation[0]: delegate: official 'H' holds no appointment at 2026-03-02"],
    ),
    "competence_of_both": (
        {"competences": [Competence(unit="kt", position="cv")]},
        ["competence[0]: position: a competence belongs to a unit or to a position; keep"],
    ),
    "competence_of_neither": (
        {"competences": [Competence(fields=["dat"])]},
        ["competence[0]: competence: a competence belongs to a unit or to a position; name one"],
    ),
    # --- absences
    "two_substitutes": (
        {"absences": [away("F", "E", 2, 10), away("F", "G", 9, 12)]},
        [("absence[1]: substitute: official 'F' has two substitutes from 2026-03-09 until "
         "2026-03-10: 'E' and 'G', the other at absence[0]")],
    ),
    "substitute_oneself": (
        {"absences": [away("F", "F")]},
        ["absence[0]: substitute: nobody stands in for himself"],
    ),
    "substitutes_of_one_another": (
        {"absences": [away("F", "E", 2, 10), away("E", "F", 9, 12)]},
        [("absence[1]: substitute: absent officials stand in for one another in a circle at "
         "2026-03-09: E → F → E")],
    ),
    "substitutes_in_a_circle_of_four": (
        {"absences": [away("C", "D", 1, 10), away("D", "E", 2, 10), away("E", "F", 3, 10),
                      away("F", "C", 9, 10)]},
        [("absence[3]: substitute: absent officials stand in for one another in a circle at "
         "2026-03-09: F → C → D → E → F")],
    ),
}  # fmt: skip


def _split(change: Mapping[str, Any]) -> OrganisationRecords:
    """The office with both kinds of change: of a record, and ("units+") of more records."""
    records = office({name: value for name, value in change.items() if name[-1] != "+"})
    for name, more in change.items():
        if name[-1] == "+":
            name = name[:-1]  # noqa: PLW2901
            records = evolve(records, **{name: [*getattr(records, name), *more]})
    return records


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_unsound_is_told_with_its_place_and_key(name: str) -> None:
    change, expected = FAULTS[name]
    found = [str(one) for one in check_records(_split(change))]
    assert len(found) == len(expected), "\n".join(found)
    for told, begins in zip(found, expected, strict=True):
        assert told.startswith(begins)


SOUND: dict[str, dict[str, Any]] = {
    "unit_in_two_versions": {
        "units": {"kt": {"until": at(2)}},
        "units+": [Unit(id="kt", parent="xa", start=at(2), name="Phòng Kinh tế mới")],
    },
    "names_twice": {"officials": [Official(id="x", name="Tên"), Official(id="y", name="Tên")]},
    "appointed_from_the_first_second_to_the_last": {
        "appointments": [Appointment(official="new", position="ct-cu", until=REFORM)],
        "positions": {"ct-cu": {"rank": Rank.STAFF}},
        "units": {"cu": {"parent": "tinh", "led_by_parent": True}},
    },
    "positions_report_along_a_line": {
        "positions": {"cv": {"reports_to": "ptp"}, "ptp": {"reports_to": "tp"}},
    },
    "no_circle_when_the_windows_only_touch": {
        "units": [
            Unit(id="x", parent="y", led_by_parent=True, start=at(1), until=at(3)),
            Unit(id="x", parent="xa", led_by_parent=True, start=at(3)),
            Unit(id="y", parent="xa", led_by_parent=True, start=at(1), until=at(3)),
            Unit(id="y", parent="x", led_by_parent=True, start=at(3)),
        ],
    },
    "supervised_from_beside": {"units": {"xa": {"parent": "", "supervised_by": "tinh"}}},
    "both_forms_of_one_code": {"units": {"kt": {"codes": ["H99.25.04", "000.04.25.H99"]}}},
    "code_handed_down_at_the_end": {"units": {"cu": {"codes": ["H99.25", "000.00.25.H99"]}}},
    "below_an_agency_without_code": {
        "units": {"tinh": {"codes": []}, "xa": {"codes": ["G12"]}, "kt": {"codes": ["G12.1"]}},
    },
    "ends_and_the_receiver_begins": {"units": {"cu": {"passes_to": "kt"}}},
    "passes_on_twice_at_one_instant": {
        "units": {"cu": {"passes_to": "x"}},
        "units+": [
            Unit(id="x", parent="tinh", led_by_parent=True, until=REFORM, passes_to="xa"),
        ],
    },
    "passes_back_later": {
        "units": [
            Unit(id="x", parent="xa", led_by_parent=True, start=at(1), until=at(5), passes_to="y"),
            Unit(id="y", parent="xa", led_by_parent=True, start=at(1), until=at(9), passes_to="x"),
            Unit(id="x", parent="xa", led_by_parent=True, start=at(9)),
        ],
    },
    "one_head_after_the_other": {
        "appointments": {"D": {"until": at(3)}},
        "appointments+": [
            Appointment(official="F", position="tp", start=at(3), acting=True),
        ],
    },
    "one_official_twice_the_head": {
        "appointments": [Appointment(official="D", position="tp", start=at(3))],
    },
    "head_of_two_units": {
        "appointments": {"D": {"until": at(3)}},
        "appointments+": [Appointment(official="B", position="tp", start=at(3))],
    },
    "no_head_before_the_records_reach_back": {"appointments": {"A": {"start": at(1)}}},
    "no_head_of_a_version_before_the_records_reach_back": {
        "units": {"tinh": {"until": at(1)}},
        "units+": [Unit(id="tinh", kind=UnitKind.AGENCY, codes=["H99"], start=at(1))],
        "appointments": {"A": {"start": at(1)}},
    },
    "charge_of_a_deputy_who_leaves_later": {
        "charges": [Charge(official="E", fields=["dat"], start=at(1))],
        "appointments": {"E": {"until": at(2)}},
    },
    "undated_charge_of_the_head": {"charges": [Charge(official="B", units=["kt"])]},
    "delegated_down": {
        "delegations": [
            given_power("B", "C"),
            given_power("B", "F", fields=["dat"], units=["kt", "mc", "xa"]),
            given_power("E", "F", units=["kt"]),
            given_power("A", "B", units=["xa", "kt"]),
        ],
    },
    "delegated_to_a_supervised_agency": {
        "units": {"xa": {"parent": "", "supervised_by": "tinh"}},
        "delegations": [given_power("A", "B", units=["xa"])],
    },
    "delegated_by_staff_within_their_competence": {
        "delegations": [
            given_power("F", "E", procedures=["1.000002"]),
            given_power("F", "E", fields=["dat"], units=["kt"]),
        ],
        "competences": [Competence(position="cv", fields=["dat"])],
    },
    "delegated_from_the_first_second_of_the_appointment": {
        "delegations": [given_power("B", "C", start=REFORM)],
    },
    "not_passed_on_after_it_ended": {
        "delegations": [
            given_power("B", "D", fields=["ho-tich"], until=at(9)),
            given_power("D", "E", fields=["ho-tich"], start=at(9)),
        ],
    },
    "not_passed_on_but_other_work": {
        "delegations": [
            given_power("B", "C", fields=["ho-tich"]),
            given_power("C", "D", fields=["dat"]),
        ],
    },
    "not_passed_on_but_for_another_unit": {
        "delegations": [
            given_power("B", "C", units=["mc"]),
            given_power("C", "D", units=["kt"]),
        ],
    },
    "in_doubt_what_a_field_without_procedures_holds_is_within_it": {
        "fields": [Field(key="khac")],
        "competences": [Competence(position="cv", fields=["khac"])],
        "delegations": [given_power("F", "E", procedures=["9.000001"])],
    },
    "in_doubt_a_field_without_procedures_is_within_procedures": {
        "fields": [Field(key="khac")],
        "competences": [Competence(position="cv", procedures=["9.000001"])],
        "delegations": [given_power("F", "E", fields=["khac"])],
    },
    "in_doubt_a_procedure_is_not_of_the_field_that_was_delegated": {
        "fields": [Field(key="khac")],
        "delegations": [
            given_power("B", "C", fields=["khac"]),
            given_power("C", "D", procedures=["9.000001"]),
        ],
    },
    "in_doubt_a_procedure_is_of_the_field_in_charge": {
        "fields": [Field(key="khac")],
        "charges": [Charge(official="C", fields=["khac"])],
        "delegations": [given_power("B", "C"), given_power("C", "D", procedures=["9.000001"])],
    },
    "in_doubt_a_head_delegates_more_than_he_was_given": {
        "fields": [Field(key="khac")],
        "delegations": [
            given_power("B", "D", fields=["khac"], procedures=["9.000001"]),
            given_power("D", "E", fields=["khac"]),
        ],
    },
    "a_head_with_a_competence_beyond_his_unit": {
        "competences": [Competence(position="tp", units=["mc"])],
        "delegations": [given_power("D", "G", units=["mc"])],
    },
    "not_passed_on_for_a_unit_that_has_moved_out_of_the_scope": {
        "units": [
            Unit(id="x", parent="kt", led_by_parent=True, start=at(1), until=at(5)),
            Unit(id="x", parent="mc", led_by_parent=True, start=at(5)),
        ],
        "delegations": [
            given_power("B", "C", units=["kt"]),
            given_power("C", "D", units=["x"], start=at(5)),
        ],
    },
    "a_head_who_acts_for_another_delegates_his_own": {
        "delegations": [given_power("B", "D"), given_power("D", "E", fields=["dat"])],
    },
    "a_deputy_delegates_what_he_is_in_charge_of": {
        "charges": [Charge(official="C", fields=["dat"])],
        "delegations": [given_power("B", "C"), given_power("C", "D", fields=["dat"])],
    },
    "absences_overlap": {
        "absences": [away("F", "E", 2, 10), away("F", "", 9, 12), away("F", "E", 5, 20)],
    },
    "one_substitute_after_the_other": {
        "absences": [away("F", "E", 2, 10), away("F", "G", 10, 12)],
    },
    "substitutes_of_one_another_in_turn": {
        "absences": [away("F", "E", 2, 10), away("E", "F", 10, 12)],
    },
    "substitutes_along_a_line": {
        "absences": [away("F", "E"), away("E", "D"), away("D", "C")],
    },
}


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_like_it_is_no_fault(name: str) -> None:
    assert [str(one) for one in check_records(_split(SOUND[name]))] == []


def test_every_fault_is_said_in_both_languages() -> None:
    found = [one for change, _ in FAULTS.values() for one in check_records(_split(change))]
    for one in found:
        assert one.reason != one.reason_vi
        assert "{" not in one.reason + one.reason_vi
        assert one.reason_vi == unicodedata.normalize("NFC", one.reason_vi)
        assert one.message("vi") == f"{one.path}: {one.key}: {one.reason_vi}"


def test_the_table_of_faults_has_every_kind() -> None:
    found = [one for change, _ in FAULTS.values() for one in check_records(_split(change))]
    beginnings = {kind: english.split("{")[0] for kind, (english, _) in WORDS.items()}
    pieces = {
        kind: max(english.replace("}", "{").split("{"), key=len)
        for kind, (english, _) in WORDS.items()
    }
    missing = {
        kind
        for kind in WORDS
        if not any(one.reason.startswith(beginnings[kind]) and pieces[kind] in one.reason
                   for one in found)
    }  # fmt: skip
    assert missing == set()


def test_all_faults_come_at_once() -> None:
    found = faults({
        "officials": [Official(id="A")],
        "units": {"cu": {"passes_to": ""}},
        "appointments": {"D": {"until": at(3)}},
        "delegations": [given_power("F", "new")],
        "absences": [away("F", "F")],
    })  # fmt: skip
    assert [one.split(":")[0] for one in found] == [
        "official[9]", "unit[4]", "unit[2]", "delegation[0]", "delegation[0]", "absence[0]",
    ]  # fmt: skip


def test_what_depends_on_rows_that_could_not_be_read_is_not_told() -> None:
    without = evolve(
        OFFICE,
        officials=tuple(one for one in OFFICE.officials if one.id != "D"),
        appointments=tuple(one for one in OFFICE.appointments if one.official != "B"),
        charges=(Charge(official="B", start=at(1)),),
    )
    told = {one.key for one in check_records(without)}
    assert told == {"official", "unit"}
    assert check_records(without, unread={"official": ["D"], "appointment": [""]}) == []


def test_places_come_from_the_records_where_they_have_them() -> None:
    [fault] = check_records(
        Organisation(units=[Unit(id="a", parent="b", led_by_parent=True, place="dòng 7")])
    )
    assert str(fault).startswith("dòng 7: parent: there is no unit 'b'")


def test_guessing_what_was_meant_does_not_go_on_for_ever() -> None:
    wrong = [Appointment(official=f"A{n}", position="cv", start=REFORM) for n in range(200)]
    found = faults({"appointments": wrong})
    assert len(found) == 200
    assert sum("nearest" in one for one in found) < 100


def test_lookup_errors_say_when_nothing_is_near() -> None:
    official = UnknownOfficial(official="x", nearest="")
    assert "the nearest are: none;" in str(official)
    assert "gần nhất là: không có;" in official.message("vi")
    unit = UnknownUnit(unit="xb", nearest="xa")
    assert "gần nhất là: xa;" in unit.message("vi")
    assert isinstance(unit, OrganisationError)


# --- stretches and circles -----------------------------------------------------------------

_days = st.integers(0, 20)


@given(st.tuples(_days, _days), st.lists(st.tuples(_days, _days), max_size=6))
def test_holes_are_just_what_nothing_covers(
    whole: tuple[int, int], covered: list[tuple[int, int]]
) -> None:
    def day(number: int) -> dt.datetime:
        return dt.datetime(2026, 1, 1) + dt.timedelta(days=number)  # noqa: DTZ001

    found = holes((day(whole[0]), day(whole[1])), [(day(a), day(b)) for a, b in covered])
    bare = {
        n
        for n in range(whole[0], whole[1])
        if not any(first <= n < last for first, last in covered)
    }
    assert {n for n in range(21) if any(a <= day(n) < b for a, b in found)} == bare
    assert all(a < b for a, b in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3)))
def test_a_circle_is_found_if_and_only_if_there_is_one(graph: dict[str, set[str]]) -> None:
    reach = {node: set(graph.get(node, ())) for node in "abcdef"}
    for _ in range(6):
        reach = {n: seen | {x for one in seen for x in reach[one]} for n, seen in reach.items()}
    for node in "abcdef":
        way = circle_from(node, lambda name: sorted(graph.get(name, ())))
        assert bool(way) == (node in reach[node])
        if way:
            assert way[0] == way[-1] == node
            assert all(b in graph[a] for a, b in pairwise(way))
