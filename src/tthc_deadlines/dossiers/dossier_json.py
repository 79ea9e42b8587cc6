"""Dossiers and events as JSON (hồ sơ và sự kiện dạng JSON): both ways without loss.

Keys that no field has are kept in ``extra`` and written back. Texts are cleaned as they are
read (see :func:`~tthc_deadlines.dossiers.folding.clean`); an instant without an offset is
local time in Vietnam. The form is described for other systems by
:func:`~tthc_deadlines.dossiers.schema.json_schema`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import attrs

from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.event_base import Event, instant_of_day
from tthc_deadlines.dossiers.events import EVENT_NAMES, EVENTS, Outcome
from tthc_deadlines.dossiers.folding import fold_words
from tthc_deadlines.dossiers.json_values import (
    INSTANT,
    INSTANT_OR_SAY_SO,
    read_case,
    read_channel,
    read_day,
    read_flag,
    read_instant,
    read_instant_or_day,
    read_limit,
    read_moment,
    read_number,
    read_outcome,
    read_text,
    read_texts,
    refuse,
)
from tthc_deadlines.limits.time_limit import TimeLimit

Read = Callable[[Any, str], Any]


def _directive(value: Any, where: str) -> Directive:
    known, extra = _fields(value, where, _DIRECTIVE)
    if extra:
        raise refuse(f"{where}.{next(iter(extra))}", "…", "a known key: " + ", ".join(_DIRECTIVE))
    return Directive(**known)


def _events(value: Any, where: str) -> tuple[Event, ...]:
    if not isinstance(value, list):
        raise refuse(where, value, "a list")
    return tuple(read_event(item, f"{where}[{place}]") for place, item in enumerate(value))


def _event(value: Any, where: str) -> Event:
    if where.count(".replacement") > _DEEPEST:
        raise refuse(where, "…", "an event that is not so many corrections deep")
    return read_event(value, where)


_DEEPEST = 20


VALUE_KINDS: dict[str, str] = {
    "occurred_at": "instant",
    "day_only": "flag",
    "recorded_at": "instant",
    "promised_at": "moment",
    "until": "moment",
    "respond_by": "moment",
    "due": "moment",
    "amount": "limit",
    "limit": "limit",
    "total": "flag",
    "order": "number",
    "outcome": "outcome",
    "kind": "case",
    "channel": "channel",
    "replacement": "event",
    "signed_on": "day",
    "cooperating": "texts",
    "conditions": "texts",
    "directive": "directive",
    "events": "events",
}
"""What the value of a field is (loại giá trị của trường), where it is no text."""

_READERS: dict[str, Read] = {
    "text": read_text,
    "instant": read_instant,
    "moment": read_moment,
    "day": read_day,
    "limit": read_limit,
    "flag": read_flag,
    "number": read_number,
    "outcome": read_outcome,
    "case": read_case,
    "channel": read_channel,
    "texts": read_texts,
    "event": _event,
    "events": _events,
    "directive": _directive,
}
_NOT_WRITTEN = frozenset({"extra", "path", "line"})


def written_fields(kind: type[Event] | type[Dossier] | type[Directive]) -> dict[str, str]:
    """The fields that are keys of the JSON form, and what each holds (các khóa JSON).

    >>> written_fields(Directive)["signed_on"], written_fields(Directive)["number"]
    ('day', 'text')

    Basis: the library's own form.
    """
    names = (field.name for field in attrs.fields(kind))
    return {name: VALUE_KINDS.get(name, "text") for name in names if name not in _NOT_WRITTEN}


def _readers(kind: type[Event] | type[Dossier] | type[Directive]) -> dict[str, Read]:
    return {name: _READERS[value] for name, value in written_fields(kind).items()}


_DIRECTIVE = _readers(Directive)
_DOSSIER = _readers(Dossier)
_EVENTS = {
    name: (kind, {**_readers(kind), "occurred_at": read_instant_or_day})
    for name, kind in EVENTS.items()
}


def _fields(
    value: Any, where: str, readers: Mapping[str, Read]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The known keys, read; and the others, as written. ``null`` is not given."""
    if not isinstance(value, Mapping):
        raise refuse(where, value, "a table of keys")
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, item in value.items():
        reader = readers.get(name)
        if reader is None:
            extra[name] = item
        elif item is not None:
            known[name] = reader(item, f"{where}.{name}" if where else name)
    return known, extra


# --- the public functions ----------------------------------------------------------------


def read_event(value: Any, where: str = "event") -> Event:
    """An event from its JSON form (đọc sự kiện).

    An event without an ``id`` gets one of its kind, its instant and what it is about (a
    step, an agency, a ground …), so that the same event read twice is the same. With
    ``"day_only": true`` its instant may be the bare day.

    Raises:
        DossierDataError: an unknown ``type``, a missing or unreadable value, with its place.

    >>> read_event({"type": "accepted", "occurred_at": "2026-11-20T09:00:00+07:00"}).id
    'accepted@2026-11-20T09:00:00+07:00'

    Basis: the library's own form.
    """
    if not isinstance(value, Mapping):
        raise refuse(where, value, "a table of keys")
    name = value.get("type")
    found = _EVENTS.get(name) if isinstance(name, str) else None
    if found is None:
        raise refuse(f"{where}.type", name, _like(name))
    kind, readers = found
    known, extra = _fields(_replaced(value), where, readers)
    del extra["type"]
    if "occurred_at" not in known:
        raise refuse(f"{where}.occurred_at", None, INSTANT)
    if not isinstance(known["occurred_at"], dt.datetime):
        if not known.get("day_only"):
            raise refuse(f"{where}.occurred_at", value["occurred_at"], INSTANT_OR_SAY_SO)
        known["occurred_at"] = instant_of_day(kind.kind, known["occurred_at"])
    if not known.get("id"):
        known["id"] = _made_id(str(name), known)
    try:
        return kind(**known, extra=extra)
    except TypeError as error:  # a required field is missing, or two exclude each other
        raise refuse(where, str(name), _REQUIRED.get(str(name), str(error))) from None


def _like(name: object) -> str:
    """The types most like an unknown one, whether named in English or in Vietnamese."""
    named = {fold_words(words): kind for kind, words in EVENT_NAMES.items()}
    named.update((fold_words(kind.replace("_", " ")), kind) for kind in _EVENTS)
    said = "" if name is None else fold_words(str(name).replace("_", " "))
    near = get_close_matches(said, named, 4, 0.6)
    kinds = dict.fromkeys(named[one] for one in near)
    return "one of: " + ", ".join(kinds) if kinds else "a type of event (tthc schema lists them)"


def _made_id(name: str, known: Mapping[str, Any]) -> str:
    """An id for an event that came without one: equal for equal events, else different."""
    about = (str(known[key]) for key in _ABOUT if known.get(key) not in (None, ""))
    return "#".join((f"{name}@{known['occurred_at'].isoformat()}", *about))


_ABOUT = ("step", "order", "agency", "ground", "holder", "to", "handover", "corrects")
"""What tells two events of one kind and instant apart."""


def _replaced(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A correction whose replacement, where it has no id, keeps that of the event corrected."""
    told, corrects = value.get("replacement"), value.get("corrects")
    if value.get("type") != "correction" or not isinstance(told, Mapping) or told.get("id"):
        return value
    return {**value, "replacement": {**told, "id": corrects}}


_REQUIRED = {
    "extended": "an extension with an amount or a new last day (until), exactly one of them",
    "correction": 'a correction that names the event it corrects ("corrects")',
}


def write_event(event: Event) -> dict[str, Any]:
    """An event in its JSON form (ghi sự kiện); empty fields are left out.

    >>> event = read_event({"type": "resumed", "occurred_at": "2026-11-20T09:00:00.25+07:00"})
    >>> write_event(event)["occurred_at"], read_event(write_event(event)) == event
    ('2026-11-20T09:00:00.250000+07:00', True)

    Basis: the library's own form.
    """
    return {"type": event.kind, **_written(event), **_extra(event, {"type"})}


def read_dossier(value: Any, *, path: str = "", line: int | None = None) -> Dossier:
    """A dossier from its JSON form (đọc hồ sơ).

    Raises:
        DossierDataError: the first value that cannot be read, with its place.

    >>> dossier = read_dossier({"code": "H01", "events": [], "quầy": 3})
    >>> dossier.extra, write_dossier(dossier)
    ({'quầy': 3}, {'code': 'H01', 'events': [], 'quầy': 3})

    Basis: the library's own form.
    """
    if not isinstance(value, Mapping):
        raise refuse("dossier", value, "a table of keys")
    known, extra = _fields(value, "", _DOSSIER)
    if not known.get("code"):
        raise refuse("code", value.get("code"), "a dossier code")
    return Dossier(**known, extra=extra, path=path, line=line)


def write_dossier(dossier: Dossier) -> dict[str, Any]:
    """A dossier in its JSON form (ghi hồ sơ); :func:`read_dossier` reads it back the same."""
    events = [write_event(event) for event in dossier.events]
    return {**_written(dossier), "events": events, **_extra(dossier, set())}


def write_about(dossier: Dossier) -> dict[str, Any]:
    """What a dossier is about, in its JSON form without its events (ghi thông tin hồ sơ).

    >>> write_about(Dossier(code="H01", unit="Phòng Tư pháp"))
    {'code': 'H01', 'unit': 'Phòng Tư pháp'}

    Basis: the library's own form.
    """
    return {**_written(dossier), **_extra(dossier, set())}


def _extra(value: Event | Dossier, taken: set[str]) -> dict[str, Any]:
    """What the source said besides; a field's own key is never written over."""
    if not value.extra:
        return {}
    taken = taken | set(written_fields(type(value)))
    return {name: item for name, item in value.extra.items() if name not in taken}


def _written(value: Event | Dossier | Directive) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _NAMES[type(value)]:
        item = getattr(value, name)
        if name == "kind" and item == "procedure":
            continue
        if item is None or item is False or item in ((), frozenset()):
            continue
        if item == "" and not (name == "holder" and isinstance(value, Dossier)):
            continue  # a dossier's holder left blank says that there is none
        found[name] = plain_value(item)
    return found


_NAMES = {
    kind: tuple(name for name in written_fields(kind) if name != "events")
    for kind in (Dossier, Directive, *EVENTS.values())
}
"""The fields that are keys; the events of a dossier are written after them."""


_ZERO, _MINUTE = dt.timedelta(), dt.timedelta(minutes=1)


def plain_value(item: Any) -> Any:
    """The value of a field as plain JSON (giá trị trường dạng JSON).

    >>> plain_value(dt.date(2026, 11, 20)), plain_value(frozenset({"b", "a"})), plain_value(0)
    ('2026-11-20', ['a', 'b'], 0)

    Basis: the library's own form.
    """
    if isinstance(item, dt.datetime) and (item.utcoffset() or _ZERO) % _MINUTE:
        return item.astimezone(dt.UTC).isoformat()  # before 1911, with seconds in the offset
    if isinstance(item, dt.date):
        return item.isoformat()
    if isinstance(item, TimeLimit):
        return item.format("vi")
    if isinstance(item, Event):
        return write_event(item)
    if isinstance(item, Directive):
        return _written(item)
    if isinstance(item, (frozenset, tuple)):
        return sorted(item) if isinstance(item, frozenset) else list(item)
    return str(item) if isinstance(item, Outcome) else item
