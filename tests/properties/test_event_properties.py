"""Properties of events: their JSON form, and that replay does not care how they arrive."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.naive_schema import faults_against
from tests.strategies_events import any_events, dossiers, instants, lives, wild_instants
from tthc_deadlines import vietnam_calendar
from tthc_deadlines.checking.life.assess import Assessor, assess
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import (
    read_dossier,
    read_event,
    write_dossier,
    write_event,
)
from tthc_deadlines.dossiers.errors import InvalidTransition
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.replay import REASONS, replay
from tthc_deadlines.dossiers.schema import json_schema
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.catalogue import Catalogue

CALENDAR = vietnam_calendar()
STARTER = Catalogue.starter()
SCHEMA = json_schema()


def told(history: History) -> dict[str, Any]:
    """Everything a history says, for comparing."""
    return dict(vars(history))


# --- the JSON form -----------------------------------------------------------------------


@given(any_events(wild_instants))
def test_an_event_is_read_back_as_it_was_written(event: Event) -> None:
    text = json.dumps(write_event(event), ensure_ascii=False)
    again = read_event(json.loads(text))
    assert again == event
    assert again.extra == event.extra
    assert write_event(again) == write_event(event)


@given(dossiers())
def test_a_dossier_is_read_back_as_it_was_written(dossier: Dossier) -> None:
    written = write_dossier(dossier)
    again = read_dossier(json.loads(json.dumps(written)))
    assert again == dossier
    assert again.extra == dossier.extra
    assert write_dossier(again) == written


@given(dossiers())
def test_what_is_written_fits_the_schema(dossier: Dossier) -> None:
    assert faults_against(SCHEMA, write_dossier(dossier)) == []


# --- replay ------------------------------------------------------------------------------


@given(lives(), st.data())
def test_replay_does_not_depend_on_arrival(events: list[Event], data: st.DataObject) -> None:
    whole = told(replay(events))
    again = data.draw(st.lists(st.sampled_from(events), max_size=4)) if events else []
    shuffled = data.draw(st.permutations([*events, *again]))
    dossier = Dossier(code="H01")
    while shuffled:
        size = data.draw(st.integers(1, len(shuffled)))
        dossier = dossier.with_events(shuffled[:size])
        shuffled = shuffled[size:]
    assert told(replay(dossier.events)) == whole


@given(lives(), instants)
def test_what_was_recorded_later_changes_no_earlier_answer(
    events: list[Event], known: dt.datetime
) -> None:
    then = [event for event in events if event.known_at <= known]
    assert told(replay(events, known, known)) == told(replay(then, known))
    assert told(replay(Dossier(code="H", events=events).recorded_by(known).events)) == told(
        replay(then)
    )


@given(lives(), instants)
def test_what_has_not_happened_is_not_told(events: list[Event], at: dt.datetime) -> None:
    history = replay(events, at)
    assert all(event.occurred_at <= at for event in history.events)
    assert all(fault.event.occurred_at <= at for fault in history.faults)


@given(lives(wild_instants))
def test_a_history_hangs_together(events: list[Event]) -> None:
    history = replay(events)
    instants_told = [event.occurred_at for event in history.events]
    assert instants_told == sorted(instants_told)
    assert (history.ended_by is None) == history.state.is_open
    for run, following in zip(history.runs, history.runs[1:], strict=False):
        assert run.ended_at is not None
        assert run.ended_at <= following.started_at
    for run in history.runs:
        for stop in run.stops:
            assert run.started_at <= stop.started_at
            assert stop.ended_at is None or stop.started_at <= stop.ended_at
            assert stop.ended_at is not None or run.ended_at is None
    assert (history.accepted_at is not None) >= bool(history.runs)
    assert all(fault.reason in REASONS for fault in history.faults)


# --- the whole ---------------------------------------------------------------------------


@given(dossiers(lives(wild_instants)), wild_instants)
def test_nothing_that_can_happen_ends_in_anything_but_an_answer(
    dossier: Dossier, at: dt.datetime
) -> None:
    found = Assessor(at, CALENDAR, STARTER).consider(dossier)
    assert isinstance(found, DossierAssessment | Finding)
    if isinstance(found, DossierAssessment):
        for lang in ("vi", "en"):
            assert found.explain(lang)
            assert all(finding.message(lang) for finding in found.findings)
            assert all(one.text(lang) for one in found.obligations)
        assert found.next_obligation in (None, *found.obligations)
        assert len(found.steps) >= 0
    assert isinstance(_strictly(dossier, at), DossierAssessment | TthcDeadlinesError)


def _strictly(dossier: Dossier, at: dt.datetime) -> DossierAssessment | TthcDeadlinesError:
    try:
        strict = assess(dossier, at, CALENDAR, STARTER)
    except TthcDeadlinesError as error:
        error.message("vi")
        return error
    assert not strict.history.faults
    return strict


@given(lives())
def test_one_by_one_an_impossible_event_is_refused_and_a_possible_one_taken(
    events: list[Event],
) -> None:
    dossier = Dossier(code="H01")
    for event in events:
        with contextlib.suppress(InvalidTransition):
            dossier = dossier.then(event)
    assert replay(dossier.events).faults == ()


@pytest.mark.parametrize("events", [[], [1], ["x"]])
def test_only_events_are_taken(events: list[Any]) -> None:
    if events:
        with pytest.raises(TthcDeadlinesError):
            Dossier(code="H01", events=events)
    else:
        assert Dossier(code="H01", events=events).events == ()
