"""Events as JSON text (sự kiện dạng văn bản JSON): equal events give equal texts, quickly.

The text is that of :func:`~tthc_deadlines.dossiers.dossier_json.write_event` with its keys
sorted, without spaces and with Vietnamese letters as they are; it is written at once, without
the table in between, because a register writes millions.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import Any

from tthc_deadlines.dossiers.dossier_json import plain_value, write_event, written_fields
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_CLASSES

json_text: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False
).encode
"""Any JSON value as text, keys sorted and without spaces (văn bản JSON chuẩn)."""


def _layout(kind: type[Event]) -> tuple[Callable[[Event], tuple[Any, ...]], tuple[str, ...]]:
    """How to get every value of an event at once, and the text before each."""
    names = {"type": "kind", **{name: name for name in written_fields(kind)}}
    keys = sorted(names)
    return attrgetter(*(names[key] for key in keys)), tuple(f'"{key}":' for key in keys)


_LAYOUTS = {kind: _layout(kind) for kind in EVENT_CLASSES}


def event_text(event: Event) -> str:
    """The JSON text of an event (văn bản JSON của sự kiện), keys sorted, without spaces.

    >>> from tthc_deadlines.dossiers.dossier_json import read_event
    >>> told = {"type": "assigned", "occurred_at": "2026-11-20T09:00:00+07:00", "id": "e1"}
    >>> event_text(read_event({**told, "holder": "cv-1", "unit": "Phòng Tư pháp"}))[-48:]
    '07:00","type":"assigned","unit":"Phòng Tư pháp"}'

    Basis: the library's own form.
    """
    if event.extra:  # keys of the source's own come in between
        return json_text(write_event(event))
    values, keys = _LAYOUTS[type(event)]
    # Nothing that is empty is written, but the number 0 is.
    return (
        "{"
        + ",".join([
            key + (quoted(value) if type(value) is str else _text(value))
            for key, value in zip(keys, values(event), strict=True)
            if value or type(value) is int
        ])
        + "}"
    )  # fmt: skip


def _text(value: Any) -> str:
    if type(value) is dt.datetime and value.year > _SECONDS_IN_OFFSET:
        return f'"{value.isoformat()}"'
    return json_text(plain_value(value))


_SECONDS_IN_OFFSET = 1911  # until then local time was off by seconds, which is written in UTC
