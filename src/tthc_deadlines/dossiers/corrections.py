"""What is known of a dossier (sự kiện đã biết): each event once, corrections applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Correction, in_order
from tthc_deadlines.dossiers.history import Fault


def known_events(events: Iterable[Event]) -> tuple[list[Event], list[Fault]]:
    """The events that stand, each once, and what was wrong (các sự kiện còn giá trị).

    What they are does not depend on the order they arrived in. Of two different events
    with one id the one recorded first stands; the same event recorded twice is one.
    """
    events = list(events)
    by_id = {event.id: event for event in events}
    if len(by_id) == len(events) and Correction not in set(map(type, events)):
        return events, []
    faults: list[Fault] = []
    same: dict[str, list[Event]] = {}
    for event in events:
        same.setdefault(event.id, []).append(event)
    stands = {id_: _settled(rivals, faults) for id_, rivals in same.items()}
    known = _corrected(stands, faults)
    faults.sort(key=lambda fault: (in_order(fault.event), fault.reason, repr(fault)))
    return known, faults


# --- one id, several events --------------------------------------------------------------


def _settled(same: list[Event], faults: list[Fault]) -> Event:
    """Of the events with one id the one that stands; each that says otherwise is a fault."""
    if len(same) == 1:
        return same[0]
    same.sort(key=_precedence)
    told: list[Event] = []
    for event in same:
        bare = _bare(event)
        if bare in told:
            continue
        if told:
            faults.append(Fault("duplicate_event", event, same[0], "same_id"))
        told.append(bare)
    return same[0]


def _bare(event: Event) -> Event:
    """What an event says, without when it was recorded and what is never read."""
    if isinstance(event, Correction) and event.replacement is not None:
        event = attrs.evolve(event, replacement=_bare(event.replacement))
    return attrs.evolve(event, recorded_at=None, extra={})


def _precedence(event: Event) -> tuple[dt.datetime, str, list[str]]:
    """The one known first; then any order that does not change."""
    extras: list[str] = []
    within: Event | None = event
    while within is not None:
        extras.append(repr(sorted(within.extra.items(), key=repr)))
        within = within.replacement if isinstance(within, Correction) else None
    return event.known_at, repr(event), extras


# --- corrections -------------------------------------------------------------------------


def _corrected(by_id: Mapping[str, Event], faults: list[Fault]) -> list[Event]:
    """The events as they should have been; of two corrections of one event the newer holds."""
    corrections = {id_: one for id_, one in by_id.items() if isinstance(one, Correction)}
    current: dict[str, Event | None] = {
        id_: None if id_ in corrections else event for id_, event in by_id.items()
    }
    slots = {id_: id_ for id_ in by_id}  # a replacement may have an id of its own
    for correction in _in_force(corrections, faults):
        slot = slots.get(correction.corrects)
        if slot is None:
            faults.append(Fault("event_out_of_order", correction, None, "corrects_nothing"))
            continue
        told = _told_by(correction)
        if isinstance(told, Correction):  # taken in on its own
            told = None
        current[slot] = told
        if told is not None and slots.setdefault(told.id, slot) != slot:
            other = current[slots[told.id]]
            faults.append(Fault("duplicate_event", told, other, "same_id"))
    return [event for event in current.values() if event is not None]


def _in_force(corrections: Mapping[str, Correction], faults: list[Fault]) -> list[Correction]:
    """The corrections that hold, oldest first: a newer one may take an older one back."""
    waiting = sorted(corrections.values(), key=lambda one: (one.known_at, one.id))
    taken_back: set[str] = set()
    seen: set[str] = set()
    found: list[Correction] = []
    while waiting:
        newest = waiting.pop()
        if newest.id in taken_back and corrections[newest.id] is newest:
            continue
        seen.add(newest.id)
        target = newest.corrects
        if target in corrections:
            if target in taken_back:
                continue  # by a newer one, which stands
            if target in seen:  # itself, or one that was made later
                faults.append(Fault("event_out_of_order", newest, None, "corrects_nothing"))
                continue
            taken_back.add(target)
        found.append(newest)
        told = _told_by(newest)
        if isinstance(told, Correction):
            waiting.append(told)
    return found[::-1]


def _told_by(correction: Correction) -> Event | None:
    """The event as it should have been, known since the correction was; ``None`` if none."""
    told = correction.replacement
    return None if told is None else attrs.evolve(told, recorded_at=correction.known_at)
