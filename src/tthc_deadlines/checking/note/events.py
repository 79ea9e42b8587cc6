"""Events in file notes (sự kiện trong bản giải trình): one line each, keys in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tthc_deadlines.checking.life.stop_rules import ground_words
from tthc_deadlines.checking.note.texts import NOTE_DETAILS, NOTE_EVENTS, NOTE_WORDS
from tthc_deadlines.checking.showing import show_value
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES, Correction, Extended
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.time_limit import TimeLimit

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment

_AT_ONCE = dt.timedelta(minutes=5)


def told_events(found: DossierAssessment) -> list[Event]:
    """The events taken in, and the corrections that were applied to them, in order."""
    taken = found.history.events
    ids = {event.id: event for event in found.dossier.events}
    applied = [
        one
        for one in found.dossier.events
        if isinstance(one, Correction)
        and one.occurred_at <= found.at
        and one.corrects in ids
        and ids[one.corrects] not in taken  # else it was not known yet
    ]
    return sorted((*taken, *applied), key=lambda event: event.occurred_at)


def event_line(event: Event, found: DossierAssessment, lang: Language) -> str:
    """One event with what is to be told of it (một dòng diễn biến)."""
    told = [*_details(event, lang)]
    if isinstance(event, Correction):
        wrong = next(one for one in found.dossier.events if one.id == event.corrects)
        told.insert(0, f"{_name(wrong, found, lang)} {show_when(wrong, lang)}")
    shown = f" ({'; '.join(told)})" if told else ""
    return f"{show_when(event, lang)}: {_name(event, found, lang)}{shown}"


def show_when(event: Event, lang: Language) -> str:
    """When it happened (lúc xảy ra): the day alone, where nothing more is known."""
    if event.day_only:
        return show_date(event.occurred_at.date(), lang)
    return show_instant(event.occurred_at, lang)


def _name(event: Event, found: DossierAssessment, lang: Language) -> str:
    special = NOTE_EVENTS[lang].get(f"{found.dossier.kind}.{event.kind}")
    plain = EVENT_NAMES[event.kind] if lang == "vi" else event.kind.replace("_", " ")
    return special or plain


def _details(event: Event, lang: Language) -> Iterator[str]:
    labels = NOTE_DETAILS[lang]
    whole = isinstance(event, Extended) and event.total
    for name, label in labels.items():
        value = getattr(event, name, None)
        if name == "total" or value is None or value in ("", "granted"):
            continue
        shown = labels["total"] if name == "amount" and whole else label
        yield shown.format(_in_words(name, value, lang))
    recorded = event.recorded_at
    if recorded is not None and recorded - event.occurred_at > _AT_ONCE:
        yield labels["recorded"].format(show_instant(recorded, lang))


def _in_words(name: str, value: object, lang: Language) -> str:
    if isinstance(value, TimeLimit):
        return value.format(lang)
    if name == "ground":
        return show_value(ground_words(str(value)), lang)
    if name in ("outcome", "channel"):
        return NOTE_WORDS[lang].get(str(value), str(value))
    return show_value(value, lang)
