"""The schema of dossiers and events (lược đồ JSON): their form, described for other systems.

Made from the classes themselves, so that it names every kind of event and every field.
"""

from __future__ import annotations

from typing import Any

import attrs

from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.dossier_json import written_fields
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENTS, Outcome
from tthc_deadlines.procedures.procedure import Channel, Kind

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})"

_SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "instant": {"$ref": "#/$defs/instant"},
    "moment": {"$ref": "#/$defs/moment"},
    "day": {"$ref": "#/$defs/day"},
    "limit": {"$ref": "#/$defs/limit"},
    "flag": {"type": "boolean"},
    "number": {"type": "integer"},
    "outcome": {"enum": [str(one) for one in Outcome]},
    "channel": {"enum": [str(one) for one in Channel]},
    "case": {"enum": [str(one) for one in Kind]},
    "texts": {"type": "array", "items": {"type": "string"}},
    "event": {"$ref": "#/$defs/event"},
    "events": {"type": "array", "items": {"$ref": "#/$defs/event"}},
    "directive": {"$ref": "#/$defs/directive"},
}
"""What each kind of value looks like (dạng của từng loại giá trị)."""

_VALUES: dict[str, dict[str, Any]] = {
    "day": {
        "description": "a day (ngày)",
        "type": "string",
        "format": "date",
        "pattern": f"^{_DATE}$",
        "examples": ["2026-11-20"],
    },
    "instant": {
        "description": "an instant with its time of day and offset (thời điểm)",
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DATE}T{_TIME}$",
        "examples": ["2026-11-20T09:00:00+07:00"],
    },
    "moment": {
        "description": "a day, or an instant where the time of day is known (ngày hoặc thời điểm)",
        "anyOf": [{"$ref": "#/$defs/day"}, {"$ref": "#/$defs/instant"}],
    },
    "limit": {
        "description": "one time limit in Vietnamese words (thời hạn bằng lời)",
        "type": "string",
        "examples": ["05 ngày làm việc", "30 ngày", "08 giờ làm việc"],
    },
}

_FIELDS: dict[str, str] = {
    "actor": "the official who did it (người thực hiện)",
    "agency": "the body consulted (cơ quan được lấy ý kiến)",
    "amount": "by how much the limit is lengthened (thời gian gia hạn)",
    "channel": "how it was filed (hình thức nộp)",
    "code": "the dossier's code (mã hồ sơ)",
    "conditions": "conditions of the procedure that hold for it (điều kiện áp dụng)",
    "cooperating": "the units that help (đơn vị phối hợp)",
    "day_only": "only the day is known, not the time of day (chỉ biết ngày)",
    "corrects": "the id of the event that was recorded wrongly (sự kiện được đính chính)",
    "directive": "the document that gives a task (văn bản giao nhiệm vụ)",
    "document": "the document it rests on (văn bản)",
    "due": "the last day or instant set or agreed (thời hạn được giao hoặc thỏa thuận)",
    "events": "what happened, in any order (các sự kiện)",
    "ground": "the key of the ground the law names (căn cứ)",
    "handover": "the id of the handing over; without it the last (lần chuyển giao)",
    "holder": "the official who has it (người xử lý)",
    "id": "unique within the dossier; made from the event where it is missing (mã sự kiện)",
    "issuer": "the agency that issued it (cơ quan ban hành)",
    "kind": "what kind of case it is (loại việc)",
    "lead": "the unit that leads (đơn vị chủ trì)",
    "level": "the level of the agency, or whose order it is (cấp)",
    "limit": "a time limit of its own (thời hạn)",
    "limit_text": "the time limit as the source writes it (thời hạn theo nguồn)",
    "note": "words for the file (ghi chú)",
    "number": "its number as printed (số, ký hiệu)",
    "occurred_at": "when it happened (thời điểm xảy ra)",
    "order": "the number of the step in the workflow (thứ tự bước)",
    "outcome": "what the result says (kết quả)",
    "priority": "its urgency in the office's own words (mức độ ưu tiên)",
    "procedure_code": "the code of the procedure (mã thủ tục)",
    "procedure_name": "the name of the procedure (tên thủ tục)",
    "promised_at": "the day or instant on the slip (hẹn trả)",
    "reason": "why (lý do)",
    "recorded_at": "when the system was told; without it as it happened (thời điểm ghi nhận)",
    "replacement": "the event as it should have been; without it none (sự kiện đúng)",
    "respond_by": "by when an answer is asked for (hạn trả lời)",
    "role": "the part the official has in it (vai trò)",
    "signed_on": "when it was signed (ngày ký)",
    "status_text": "the status in the source's own words (trạng thái theo nguồn)",
    "step": "the label or number of the step (bước)",
    "to": "the official who is to receive it (người nhận)",
    "total": "whether the amount is the whole limit instead of the first one (tổng thời hạn)",
    "unit": "the unit (đơn vị)",
    "until": "the new last day or instant (gia hạn đến)",
}
"""What each key says, with the Vietnamese term (ý nghĩa các khóa)."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a dossier with its events (lược đồ JSON của hồ sơ), draft 2020-12.

    It describes what :func:`~tthc_deadlines.dossiers.dossier_json.write_dossier` writes.
    Reading takes more: other usual ways of writing an instant, ``null`` for a key that is
    not given, keys of one's own, which are kept.

    >>> schema = json_schema()
    >>> schema["required"], schema["$defs"]["accepted"]["properties"]["type"]
    (['code'], {'const': 'accepted'})

    Basis: JSON Schema draft 2020-12; the library's own form.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tthc-deadlines:dossier",
        "title": "Dossier",
        **_table(Dossier, required=["code"]),
        "$defs": {
            **_VALUES,
            "directive": {**_table(Directive), "additionalProperties": False},
            "event": {
                "description": _first_line(Event),
                "oneOf": [{"$ref": f"#/$defs/{name}"} for name in EVENTS],
            },
            **{name: _event(kind) for name, kind in EVENTS.items()},
        },
    }


def _event(kind: type[Event]) -> dict[str, Any]:
    """One kind of event; a field without a default must be there."""
    required = [
        field.name
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING and field.name != "id"
    ]
    found = _table(kind, required=["type", *required])
    found["properties"] = {"type": {"const": kind.kind}, **found["properties"]}
    if kind is EVENTS["extended"]:
        found["oneOf"] = [{"required": ["amount"]}, {"required": ["until"]}]
    return found


def _table(
    kind: type[Event] | type[Dossier] | type[Directive], required: list[str] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {"description": _first_line(kind), "type": "object"}
    if required:
        found["required"] = required
    found["properties"] = {
        name: _value(name, value) for name, value in written_fields(kind).items()
    }
    return found


def _value(name: str, value: str) -> dict[str, Any]:
    return {"description": _FIELDS[name], **_SHAPES[value]}


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
