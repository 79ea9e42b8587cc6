"""The quick text of an event is the text of its JSON form, to the byte."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies_events import any_events, wild_instants
from tthc_deadlines.dossiers.dossier_json import read_event, write_event
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.event_text import event_text
from tthc_deadlines.dossiers.events import EVENT_CLASSES, Correction, StepStarted
from tthc_deadlines.instants import VIETNAM

RECEIVED = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)


def slowly(event: Event) -> str:
    """By way of the table, with nothing of the quick writer."""
    return json.dumps(write_event(event), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(any_events(wild_instants), st.text(st.characters(codec="utf-8"), max_size=8))
def test_the_text_is_that_of_the_json_form(event: Event, said: str) -> None:
    event = attrs.evolve(event, note=said, actor=said[::-1])
    assert event_text(event) == slowly(event)
    bare = attrs.evolve(event, extra={})
    assert event_text(bare) == slowly(bare)
    assert read_event(json.loads(event_text(bare))).kind == bare.kind


@pytest.mark.parametrize("kind", EVENT_CLASSES, ids=lambda kind: kind.kind)
def test_every_kind_with_every_text_filled_and_with_none(kind: type[Event]) -> None:
    needed: dict[str, Any] = {"corrects": "e1"} if kind is Correction else {}
    if kind.kind == "extended":
        needed["until"] = dt.date(2026, 12, 1)
    bare = kind(id="e2", occurred_at=RECEIVED, **needed)
    texts: dict[str, Any] = {
        field.name: 'chữ "\\\n\x1f\x7f\u2028'
        for field in attrs.fields(kind)
        if field.type == "str" and field.name not in {"channel", "id"}
    }
    assert {"actor", "note"} <= set(texts)
    for event in (bare, attrs.evolve(bare, **texts)):
        assert event_text(event) == slowly(event)
        assert "extra" not in event_text(event)


@pytest.mark.parametrize("order", [0, 1, -1, None])
def test_the_number_0_is_written_and_no_number_is_not(order: int | None) -> None:
    event = StepStarted(id="e1", occurred_at=RECEIVED, order=order)
    assert event_text(event) == slowly(event)
    assert ('"order":' in event_text(event)) is (order is not None)


@pytest.mark.parametrize("day_only", [True, False])
def test_a_flag_is_written_where_it_is_set(day_only: bool) -> None:
    event = StepStarted(id="e1", occurred_at=RECEIVED, day_only=day_only)
    assert event_text(event) == slowly(event)
    assert ('"day_only":true' in event_text(event)) is day_only


@pytest.mark.parametrize("year", [1, 1906, 1910, 1911, 1912, 1943, 1976, 9998])
def test_local_time_of_any_year(year: int) -> None:
    event = StepStarted(id="e1", occurred_at=dt.datetime(year, 3, 1, 9, tzinfo=VIETNAM))
    assert event_text(event) == slowly(event)
