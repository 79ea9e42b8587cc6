"""Entries (mục ghi): what is written down, in bytes that any program can hash again.

Each entry is hashed together with the hash of the one before, so that nothing can be changed,
removed, inserted or moved without every later hash being another. The bytes of an entry are
the UTF-8 of this JSON array, without spaces between its parts::

    [seq,"kind","dossier","id","appended_at",body]

``body`` is put in as it is kept: the JSON text of the event, keys sorted, without spaces. The
four texts before it are JSON strings with letters as they are: only ``"``, ``\\`` and the
characters before the space are escaped (``\\n``, ``\\r``, ``\\t``, ``\\f``, ``\\b``, else
``\\u001f``). The hash of an entry is the SHA-256 of the 32 bytes of the hash before (zeros for
the first) and these bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_event, write_about
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.event_text import event_text, json_text

GENESIS = bytes(32)
EVENT, DOSSIER, DOCUMENT = "event", "dossier", "document"


class Draft(NamedTuple):
    """Something to be written down (mục sắp ghi); ``id`` is unique within its dossier."""

    kind: str
    dossier: str
    id: str
    body: str


def body_of(value: Mapping[str, Any]) -> str:
    """The JSON text of a body (nội dung mục ghi): equal values give equal texts.

    >>> body_of({"b": 1, "a": "hồ sơ"})
    '{"a":"hồ sơ","b":1}'
    """
    return json_text(value)


def entry_bytes(seq: int, kind: str, dossier: str, id_: str, appended_at: str, body: str) -> bytes:
    """The bytes of an entry that are hashed (chuỗi byte chuẩn).

    >>> entry_bytes(1, "event", "H01", "e1", "2026-11-20T09:00:00+07:00", '{"a":1}').decode()
    '[1,"event","H01","e1","2026-11-20T09:00:00+07:00",{"a":1}]'
    """
    try:
        told = (
            f"[{seq},{quoted(kind)},{quoted(dossier)},{quoted(id_)},{quoted(appended_at)},{body}]"
        )
        return told.encode()
    except TypeError:  # in a file that was tampered with: no text where one should be
        return repr((seq, kind, dossier, id_, appended_at, body)).encode()


def next_hash(before: bytes, entry: bytes) -> bytes:
    """The hash of an entry after another (mã băm nối tiếp)."""
    return sha256(before + entry).digest()


def event_draft(dossier: str, event: Event) -> Draft:
    """An event to be written down (mục ghi của một sự kiện)."""
    return Draft(EVENT, dossier, event.id, event_text(event))


def header_draft(dossier: Dossier) -> Draft:
    """What a dossier is about, without its events (mục ghi thông tin hồ sơ).

    Its id is made of its content: another one is kept beside the first, and the last holds.
    """
    body = json_text(write_about(dossier))
    return Draft(DOSSIER, dossier.code, f"#{content_id(body)}", body)


def content_id(body: str) -> str:
    """A short hash of what a body says (dấu vết nội dung)."""
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_body(body: str) -> Event:
    """The event of a body (đọc lại sự kiện)."""
    return read_event(json.loads(body))
