"""Properties of custody: no overlap, no hole, sums exact, for any events and organisation."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import naive_custody
from tests.naive_histories import CALENDAR as SMALL
from tests.naive_histories import GRID, MINUTE, Case, random_case
from tests.strategies_events import FIRST, LAST, days, instants, lives, names, words
from tthc_deadlines import vietnam_calendar
from tthc_deadlines.dossiers.courses import events_of
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Accepted, Assigned
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility import records
from tthc_deadlines.responsibility.chain import responsibility_chain
from tthc_deadlines.responsibility.custody import Custodian, custody
from tthc_deadlines.responsibility.gaps import gaps_of, next_gap
from tthc_deadlines.responsibility.links import Role
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason, Segment

made: Any = records
CALENDAR = vietnam_calendar()
AFTER = dt.datetime.combine(LAST + dt.timedelta(days=60), dt.time(12), VIETNAM)
ENDS = st.one_of(instants, st.just(AFTER))

held_dossiers = st.builds(
    Dossier,
    code=st.just("H01"),
    kind=st.sampled_from(["procedure", "procedure", "complaint", "task"]),
    procedure_code=st.sampled_from(["", "1.000656"]),
    due=st.one_of(st.none(), days),
    unit=words,
    holder=st.one_of(st.none(), names),
    events=lives(),
)

# --- organisations: the officials, units and roles that the events name -------------------

_OFFICIALS = ("a", "b", "c")  # as in tests/strategies_events.py; no other name is known
_UNITS = ("xa", "Phòng 1", "p2")
_POSITIONS = {"ct": ("xa", "head"), "pct": ("xa", "deputy"), "tp": ("Phòng 1", "head"),
              "cv": ("Phòng 1", "staff"), "Nguyễn Văn B": ("p2", "staff")}  # fmt: skip


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    """Always, or from an instant, or up to one, or between two."""
    start, until = draw(st.one_of(st.none(), instants)), draw(st.one_of(st.none(), instants))
    if start is not None and until is not None and until <= start:
        start, until = until, start
    if start is not None and start == until:
        until = None
    return {"start": start, "until": until}


def _dated(kind: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda window, more: kind(**window, **more), windows(),
                     st.fixed_dictionaries(fields))  # fmt: skip


_SCOPES: dict[str, Any] = {
    "procedures": st.sampled_from([(), (), ("1.000656",), ("x",)]),
    "fields": st.sampled_from([(), (), ("f",), ("g",)]),
    "units": st.sampled_from([(), (), ("xa",), ("Phòng 1",)]),
}
_officials = st.sampled_from(_OFFICIALS)


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """A small agency with windows everywhere; not checked for soundness, so all may be."""
    over = draw(windows())
    competences = st.one_of(
        _dated(made.Competence, unit=st.sampled_from(_UNITS), **_SCOPES,
               steps=st.sampled_from([(), (), ("B1",), ("b 2",)])),
        _dated(made.Competence, position=st.sampled_from(list(_POSITIONS)), **_SCOPES),
    )  # fmt: skip
    return Organisation(made.OrganisationRecords(
        units=[
            made.Unit(id="xa", kind="agency"),
            made.Unit(id="Phòng 1", parent="xa", **over, passes_to=draw(st.sampled_from(_UNITS))),
            made.Unit(id="p2", parent=draw(st.sampled_from(["xa", "Phòng 1"]))),
        ],
        positions=[made.Position(id=id_, unit=unit, rank=rank, reports_to=draw(
            st.sampled_from(["", "", "ct", "tp"]))) for id_, (unit, rank) in _POSITIONS.items()],
        officials=[made.Official(id=id_) for id_ in _OFFICIALS],
        appointments=draw(st.lists(_dated(
            made.Appointment, official=_officials, position=st.sampled_from(list(_POSITIONS))
        ), max_size=6)),
        fields=[made.Field(key="f", procedures=("1.000656",)), made.Field(key="g")],
        charges=draw(st.lists(_dated(made.Charge, official=_officials, **_SCOPES), max_size=2)),
        delegations=draw(st.lists(_dated(
            made.Delegation, delegator=_officials, delegate=_officials, **_SCOPES), max_size=2)),
        absences=draw(st.lists(_dated(
            made.Absence, official=_officials, substitute=st.sampled_from(["", *_OFFICIALS])
        ), max_size=4)),
        competences=draw(st.lists(competences, max_size=3)),
    ))  # fmt: skip


offices = st.one_of(st.none(), organisations())


# --- the partition ------------------------------------------------------------------------


@given(held_dossiers, ENDS, offices)
def test_segments_neither_overlap_nor_leave_a_hole(
    dossier: Dossier, at: dt.datetime, office: Organisation | None
) -> None:
    history = replay(events_of(dossier), at)
    found = custody(dossier, at, CALENDAR, office)
    end = history.ended_at or at
    if history.accepted_at is None or end <= history.accepted_at:
        assert found == ()
        return
    assert (found[0].start, found[-1].end) == (history.accepted_at, end)
    for one, after in pairwise(found):
        assert one.end == after.start
        assert _said(one) != _said(after)  # neighbours that say the same are one
    for one in found:
        assert one.start < one.end


def _said(one: Segment) -> tuple[object, ...]:
    return tuple(value for name, value in vars(one).items()
                 if name not in ("start", "end", "working"))  # fmt: skip


@given(held_dossiers, ENDS, offices)
def test_working_time_adds_up_to_the_whole(
    dossier: Dossier, at: dt.datetime, office: Organisation | None
) -> None:
    found = custody(dossier, at, CALENDAR, office)
    for one in found:
        assert one.working == CALENDAR.working_time_between(one.start, one.end)
    if found:
        total = sum((one.working for one in found), dt.timedelta())
        assert total == CALENDAR.working_time_between(found[0].start, found[-1].end)


@given(held_dossiers, ENDS, offices)
def test_a_segment_says_what_its_kind_has(
    dossier: Dossier, at: dt.datetime, office: Organisation | None
) -> None:
    for one in custody(dossier, at, CALENDAR, office):
        if one.held_by is HeldBy.OFFICIAL:
            assert one.official
        elif one.held_by in (HeldBy.NOBODY, HeldBy.UNIT):
            assert not one.official
            assert one.reason is not None or one.stopped or one.held_by is HeldBy.UNIT
        else:
            assert not (one.held_by is HeldBy.APPLICANT and one.is_gap)
        assert not one.agency or one.held_by is HeldBy.OTHER_AGENCY
        assert not one.overdue or one.held_by is HeldBy.OTHER_AGENCY
        assert not (one.stopped and one.is_gap)
        assert (one.ground is Ground.SUBSTITUTION) == bool(one.stands_in_for)
        assert one.stands_in_for != one.official or not one.official
        assert one.since is None or one.since <= one.start
        if office is None:
            assert one.reason in (None, Reason.NEVER_ASSIGNED, Reason.BETWEEN_UNITS)


# --- at an instant --------------------------------------------------------------------------


@given(held_dossiers, ENDS, offices, st.lists(instants, min_size=1, max_size=6))
def test_the_segment_of_an_instant_is_who_holds_it_then(
    dossier: Dossier, at: dt.datetime, office: Organisation | None, when: list[dt.datetime]
) -> None:
    history = replay(events_of(dossier), at)
    custodian = Custodian(dossier, history, CALENDAR, office)
    for segment in custodian.segments(at):
        inside = [one for one in when if segment.start <= one < segment.end]
        for instant in [segment.start, segment.end - dt.timedelta(microseconds=1), *inside]:
            holding = custodian.holding_at(instant)
            assert (segment.ground, segment.event, segment.unit, segment.stands_in_for) == (
                holding.ground, holding.event, holding.unit, holding.stands_in_for,
            )  # fmt: skip
            assert segment.last_official == holding.last_official
            if segment.held_by in (HeldBy.OFFICIAL, HeldBy.UNIT, HeldBy.NOBODY):
                assert (segment.held_by, segment.official) == (holding.held_by, holding.official)
                assert segment.reason == (None if segment.stopped else holding.reason)


@given(held_dossiers, ENDS)
def test_without_an_organisation_the_last_has_it_whom_the_history_names(
    dossier: Dossier, at: dt.datetime
) -> None:
    history = replay(events_of(dossier), at)
    found = custody(dossier, at, CALENDAR)
    if not found or not history.namings or history.namings[-1].at >= found[-1].end:
        return
    if history.holder:
        assert found[-1].official == history.holder
    elif found[-1].held_by in (HeldBy.OFFICIAL, HeldBy.UNIT, HeldBy.NOBODY):
        assert found[-1].official == ""


@given(lives(), ENDS, offices, st.data())
def test_custody_does_not_depend_on_arrival(
    events: list[Event], at: dt.datetime, office: Organisation | None, data: st.DataObject
) -> None:
    whole = custody(Dossier(code="H", events=events), at, CALENDAR, office)
    again = data.draw(st.lists(st.sampled_from(events), max_size=3)) if events else []
    shuffled = data.draw(st.permutations([*events, *again]))
    assert custody(Dossier(code="H", events=shuffled), at, CALENDAR, office) == whole


@given(held_dossiers, instants, organisations())
def test_records_of_others_and_of_other_times_change_nothing(
    dossier: Dossier, at: dt.datetime, office: Organisation
) -> None:
    far = dt.datetime(2040, 1, 1, tzinfo=VIETNAM)
    more: Any = attrs.evolve
    held = office.records
    with_others = Organisation(more(
        held,
        officials=(*held.officials, made.Official(id="zz")),
        positions=(*held.positions, made.Position(id="zz.cv", unit="p2")),
        appointments=(*held.appointments, made.Appointment(official="zz", position="zz.cv"),
                      made.Appointment(official="a", position="ct", start=far)),
        absences=(*held.absences, made.Absence(official="zz"),
                  made.Absence(official="a", start=far)),
    ))  # fmt: skip
    assert custody(dossier, at, CALENDAR, with_others) == custody(dossier, at, CALENDAR, office)


# --- gaps and chains ------------------------------------------------------------------------


@given(held_dossiers, ENDS, offices)
def test_gaps_are_the_segments_without_a_holder(
    dossier: Dossier, at: dt.datetime, office: Organisation | None
) -> None:
    segments = custody(dossier, at, CALENDAR, office)
    found = gaps_of(segments)
    assert sum((gap.working for gap in found), dt.timedelta()) == sum(
        (one.working for one in segments if one.is_gap), dt.timedelta()
    )
    for gap in found:
        assert gap.working == CALENDAR.working_time_between(gap.start, gap.end)
    for one, after in pairwise(found):
        assert one.end <= after.start
        assert one.end < after.start or (one.reason, one.official, one.unit) != (
            after.reason, after.official, after.unit,
        )  # fmt: skip
    for segment in segments:
        within = [gap for gap in found if gap.start <= segment.start and segment.end <= gap.end]
        assert len(within) == segment.is_gap


_BEGUN = dt.datetime.combine(FIRST, dt.time(8), VIETNAM)
_STEADY = Dossier(
    code="H",
    procedure_code="1.000656",
    events=[
        Accepted(id="e1", occurred_at=_BEGUN, actor="b"),
        Assigned(id="e2", occurred_at=_BEGUN + dt.timedelta(hours=1), holder="a"),
    ],
)


@given(instants, organisations(), st.sampled_from(["", "cv", "tp"]))
def test_a_gap_foreseen_is_the_next_that_comes(
    at: dt.datetime, office: Organisation, position: str
) -> None:
    at = max(at, _BEGUN + dt.timedelta(hours=2))
    if position:  # often he is there all along
        evolve: Any = attrs.evolve
        held = office.records
        own = made.Appointment(official="a", position=position)
        office = Organisation(evolve(held, appointments=(*held.appointments, own)))
    custodian = Custodian(_STEADY, replay(_STEADY.events, at), CALENDAR, office)
    foreseen = next_gap(custodian, at, AFTER)
    if custodian.holding_at(at).reason is not None:
        assert foreseen is None
        return
    coming = [gap for gap in gaps_of(custody(_STEADY, AFTER, CALENDAR, office))
              if gap.start > at and gap.working]  # fmt: skip
    if not coming:
        assert foreseen is None
        return
    assert foreseen is not None
    assert foreseen.start == CALENDAR.next_working_time(coming[0].start)
    assert foreseen.reason is coming[0].reason
    assert foreseen.working >= coming[0].working > dt.timedelta()
    assert foreseen.working == CALENDAR.working_time_between(foreseen.start, foreseen.end)
    assert custodian.holding_at(foreseen.end - dt.timedelta(seconds=1)).reason is foreseen.reason


@given(held_dossiers, instants, organisations())
def test_a_chain_begins_with_the_holder_and_has_the_heads(
    dossier: Dossier, at: dt.datetime, office: Organisation
) -> None:
    chain = responsibility_chain(dossier, at, office, calendar=CALENDAR)
    holding = chain.holding
    if holding.held_by is HeldBy.OFFICIAL:
        first = chain.first(Role.HOLDER)
        assert first is not None
        assert chain.links[0] is first
        assert first.official == holding.official
    unit = office.successor(holding.unit, at) if holding.unit else ""
    agency = office.agency(unit, at) if unit else None
    for role, place in (
        (Role.HEAD_OF_UNIT, unit), (Role.HEAD_OF_AGENCY, agency.id if agency else ""),
    ):  # fmt: skip
        head = office.head(place, at) if place else None
        if head is not None:
            assert head.official in [one.official for one in chain.links if one.role is role]
    for link in chain.links:
        assert link.since is None or link.since <= at or at < dt.datetime.combine(
            FIRST, dt.time(), VIETNAM
        )  # fmt: skip
    assert bool(chain.assign_by) <= (holding.reason is not None)
    for link in chain.joint:
        assert link.official not in ("", holding.official if not holding.stands_in_for else "")


# --- the oracle -----------------------------------------------------------------------------

_PART = 4_000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 400


@pytest.mark.parametrize("first", range(0, _PART, 100))
def test_custody_is_what_a_walk_minute_by_minute_finds(first: int) -> None:
    """In part; ``python -m tests.naive_custody`` compares many more."""
    for number in range(first, first + 100):
        assert naive_custody.differences(random_case(number)) == [], number


def test_the_oracle_sees_every_kind_of_hand() -> None:
    """The random histories are not all of one sort."""
    seen: set[tuple[str, str, str]] = set()
    for number in range(400):
        case = random_case(number)
        for one in custody(case.dossier, GRID[-1], SMALL, case.office.made()):
            hand = naive_custody.hand_of(one)
            seen |= {("by", hand.held_by, ""), ("why", hand.reason, ""), ("on", hand.ground, "")}
    assert {what for kind, what, _ in seen if kind == "by"} == {one.value for one in HeldBy}
    assert {what for kind, what, _ in seen if kind == "why"} >= {one.value for one in Reason}
    grounds = {what for kind, what, _ in seen if kind == "on"}
    assert grounds >= {"receipt", "assignment", "step", "handover", "source", "position",
                       "substitution", "delegation"}  # fmt: skip


def _longer(segments: tuple[Segment, ...]) -> list[Segment]:
    first, second, *rest = segments
    return [attrs.evolve(first, end=first.end + MINUTE),
            attrs.evolve(second, start=second.start + MINUTE), *rest]  # fmt: skip


def _in_another_hand(segments: tuple[Segment, ...]) -> list[Segment]:
    return [attrs.evolve(segments[0], official="z"), *segments[1:]]


def _worked_longer(segments: tuple[Segment, ...]) -> list[Segment]:
    *rest, last = segments
    return [*rest, attrs.evolve(last, working=last.working + dt.timedelta(seconds=1))]


def _with_a_hole(segments: tuple[Segment, ...]) -> list[Segment]:
    return [segments[0], *segments[2:]]


def _cut_short(segments: tuple[Segment, ...]) -> list[Segment]:
    return list(segments[:-1])


@pytest.mark.parametrize(
    "spoil", [_longer, _in_another_hand, _worked_longer, _with_a_hole, _cut_short]
)
def test_the_oracle_sees_what_is_wrong(
    spoil: Callable[[tuple[Segment, ...]], list[Segment]], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [random_case(number) for number in range(60)]
    long = [case for case in cases if len(_custody_of(case)) > 3]
    assert len(long) > 10
    monkeypatch.setattr(naive_custody, "custody", lambda *args: spoil(custody(*args)))
    assert all(naive_custody.differences(case) for case in long)


def _custody_of(case: Case) -> tuple[Segment, ...]:
    return custody(case.dossier, case.at, SMALL, case.office.made())
