"""Events: as values, as JSON both ways, and the schema that describes them."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.law.cases import at, day
from tests.lives import e
from tests.naive_schema import faults_against
from tests.strategies_events import OWN_FIELDS
from tthc_deadlines import TimeLimit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.dossier_json import (
    VALUE_KINDS,
    read_dossier,
    read_event,
    write_dossier,
    write_event,
    written_fields,
)
from tthc_deadlines.dossiers.errors import DossierDataError
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import in_order
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.dossiers.schema import json_schema
from tthc_deadlines.errors import NaiveTimestamp, UnknownChoice, WrongType
from tthc_deadlines.instants import VIETNAM

SCHEMA = json_schema()
NINE = "2026-11-20T09:00:00+07:00"
LIMIT = TimeLimit.parse("05 ngày làm việc")


class TestEvents:
    @pytest.mark.parametrize("kind", ev.EVENT_CLASSES)
    def test_every_kind_is_documented_frozen_and_pickled(self, kind: type[Event]) -> None:
        assert ev.EVENTS[kind.kind] is kind
        first = (inspect.getdoc(kind) or "").splitlines()[0]
        assert "(" in first
        more: dict[str, Any] = {"extended": {"amount": LIMIT}, "correction": {"corrects": "x"}}
        event = kind(id="e1", occurred_at=at("20/11/2026 09:00"), **more.get(kind.kind, {}))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            event.id = "e2"  # type: ignore[misc]
        assert pickle.loads(pickle.dumps(event)) == event
        assert hash(event) == hash(pickle.loads(pickle.dumps(event)))

    def test_instants_are_kept_in_local_time_to_the_microsecond(self) -> None:
        night = dt.datetime(2026, 11, 20, 17, 30, 0, 123456, tzinfo=dt.UTC)
        event = ev.Accepted(id="e", occurred_at=night, promised_at=night)
        assert event.occurred_at == night
        assert event.occurred_at.isoformat() == "2026-11-21T00:30:00.123456+07:00"
        assert event.promised_at == event.occurred_at
        assert event.known_at == night
        later = attrs.evolve(event, recorded_at=night + dt.timedelta(hours=1))
        assert later.known_at == night + dt.timedelta(hours=1)

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"occurred_at": dt.datetime(2026, 11, 20)}, NaiveTimestamp),  # noqa: DTZ001
            ({"occurred_at": dt.date(2026, 11, 20)}, WrongType),
            ({"occurred_at": "2026-11-20"}, WrongType),
            ({"occurred_at": dt.datetime.max.replace(tzinfo=dt.UTC)}, WrongType),
            ({"recorded_at": dt.datetime(2026, 11, 20)}, NaiveTimestamp),  # noqa: DTZ001
            ({"promised_at": dt.datetime(2026, 11, 20)}, NaiveTimestamp),  # noqa: DTZ001
            ({"promised_at": "2026-11-20"}, WrongType),
            ({"id": ""}, WrongType),
            ({"id": 7}, WrongType),
        ],
    )
    def test_values_of_the_wrong_kind_are_refused(
        self, values: dict[str, Any], error: type[Exception]
    ) -> None:
        given = {"id": "e", "occurred_at": at("20/11/2026 09:00"), **values}
        with pytest.raises(error) as caught:
            ev.Accepted(**given)
        assert next(iter(values)) in str(caught.value)

    def test_a_limit_is_a_limit_and_an_extension_one_thing(self) -> None:
        with pytest.raises(WrongType, match=r"TimeLimit\.parse"):
            e(ev.ConsultationRequested, "20/11/2026 09:00", limit=5)
        for values in ({}, {"amount": LIMIT, "until": day("30/11/2026")}):
            with pytest.raises(WrongType, match="exactly one"):
                e(ev.Extended, "20/11/2026 09:00", **values)
        with pytest.raises(ValueError, match="maybe"):
            e(ev.ResultIssued, "20/11/2026 09:00", outcome="maybe")

    def test_the_order_of_events_does_not_depend_on_arrival(self) -> None:
        one = e(ev.Assigned, "20/11/2026 09:00", id="b")
        other = e(ev.Assigned, "20/11/2026 09:00", id="a")
        first = e(ev.Accepted, "20/11/2026 09:00")
        assert sorted([one, other, first], key=in_order) == [first, other, one]


class TestReadingAndWriting:
    def test_a_whole_dossier_comes_back_as_it_was(self) -> None:
        told = {
            "code": "H01",
            "kind": "task",
            "conditions": ["complex", "remote_area"],
            "limit": "05 ngày làm việc",
            "due": "2026-12-20",
            "directive": {"number": "12/CT-UBND", "signed_on": "2026-11-01", "cooperating": ["A"]},
            "holder": "",
            "events": [
                {"type": "accepted", "id": "1", "occurred_at": NINE, "promised_at": "2026-11-30"},
                {"type": "step_started", "id": "2", "occurred_at": NINE, "order": 0, "bước phụ": 1},
                {
                    "type": "extended", "id": "3", "occurred_at": NINE,
                    "recorded_at": "2026-11-20T09:00:00.000001+07:00",
                    "amount": "02 ngày làm việc", "total": True,
                },
                {"type": "result_issued", "id": "4", "occurred_at": NINE, "outcome": "refused"},
                {
                    "type": "correction", "id": "5", "occurred_at": NINE, "corrects": "4",
                    "replacement": {
                        "type": "result_issued", "id": "4", "occurred_at": NINE,
                        "outcome": "granted", "số": {"a": [1, None]},
                    },
                },
            ],
            "quầy": 3,
            "null": None,
        }  # fmt: skip
        dossier = read_dossier(told, path="a.json", line=7)
        assert (dossier.path, dossier.line) == ("a.json", 7)
        assert write_dossier(dossier) == told
        assert dossier.extra == {"quầy": 3, "null": None}
        assert faults_against(SCHEMA, told) == []

    def test_empty_fields_and_defaults_are_left_out(self) -> None:
        assert write_event(e(ev.StepStarted, "20/11/2026 09:00", id="x")) == {
            "type": "step_started", "id": "x", "occurred_at": NINE,
        }  # fmt: skip
        assert write_dossier(Dossier(code="H01")) == {"code": "H01", "events": []}
        assert read_dossier({"code": "H01", "holder": None, "events": None}).holder is None

    @pytest.mark.parametrize(
        ("text", "instant"),
        [
            ("2026-11-20T09:00:00.123456+07:00", "2026-11-20T09:00:00.123456+07:00"),
            ("2026-11-20T02:00:00Z", NINE),
            ("2026-11-20T11:00:00+09:00", NINE),
            ("2026-11-19T22:30:00-03:30", NINE),
            ("2026-11-20 09:00", NINE),  # local, as offices write it
            ("20/11/2026 09:00", NINE),
            ("20261120090000", NINE),
            (" 2026-11-20T09:00:00+07:00 ", NINE),
            ("２０２６-11-20T09:00:00+07:00", NINE),  # full-width digits
            ("20/11/2026\u00a009:00", NINE),
            ("2026-11-20T09:00:00\u00a0+07:00\u200b", NINE),
            ("1975-01-01T09:00:00+07:00", "1975-01-01T10:00:00+08:00"),
            ("1905-01-01T00:00:00+07:00", "1904-12-31T17:00:00+00:00"),  # no whole minutes then
        ],
    )
    def test_instants_keep_their_meaning(self, text: str, instant: str) -> None:
        event = read_event({"type": "returned", "occurred_at": text})
        assert event.occurred_at.tzinfo is VIETNAM
        assert write_event(event)["occurred_at"] == instant
        assert read_event(write_event(event)) == event

    def test_a_day_stays_a_day_and_an_instant_an_instant(self) -> None:
        for text in ("2026-11-20", NINE):
            event = read_event({"type": "accepted", "occurred_at": NINE, "promised_at": text})
            assert write_event(event)["promised_at"] == text

    def test_texts_are_cleaned_and_numbers_taken_as_text(self) -> None:
        event = read_event(
            {"type": "assigned", "id": 17, "occurred_at": NINE, "holder": " An\u00a0Bi\u0300nh "}
        )
        assert (event.id, getattr(event, "holder", "")) == ("17", "An Bình")

    def test_what_a_source_says_besides_never_writes_over_a_field(self) -> None:
        event = ev.Returned(
            id="e", occurred_at=at("20/11/2026 09:00"),
            extra={"id": "x", "note": "y", "type": "z", "riêng": 1},
        )  # fmt: skip
        assert write_event(event) == {
            "type": "returned", "id": "e", "occurred_at": NINE, "riêng": 1,
        }  # fmt: skip
        assert write_dossier(Dossier(code="H01", extra={"code": "x", "path": "p"})) == {
            "code": "H01", "events": [], "path": "p",
        }  # fmt: skip


class TestADayWithoutATime:
    def test_only_where_it_is_said_a_day_stands_for_an_instant(self) -> None:
        told = {"type": "accepted", "occurred_at": "2026-11-20"}
        with pytest.raises(DossierDataError, match="day_only"):
            read_event(told)
        with pytest.raises(DossierDataError, match="day_only"):
            read_event({**told, "day_only": False})
        assert read_event({**told, "day_only": True}).day_only

    @pytest.mark.parametrize("kind", sorted(set(ev.EVENTS) - {"correction", "extended"}))
    def test_what_ends_stands_at_the_end_of_the_day(self, kind: str) -> None:
        event = read_event({"type": kind, "occurred_at": "20/11/2026", "day_only": True})
        ends = kind in (
            *("result_issued", "returned", "rejected", "withdrawn", "closed"),
            "supplement_requested",
        )
        assert f"{event.occurred_at:%d/%m %H:%M:%S}" == (
            "20/11 23:59:59" if ends else "20/11 00:00:00"
        )

    def test_it_comes_back_as_it_was_and_fits_the_schema(self) -> None:
        event = read_event(
            {"type": "result_issued", "id": "e", "occurred_at": "2026-11-20", "day_only": True}
        )
        told = write_event(event)
        assert told == {
            "type": "result_issued", "id": "e", "day_only": True, "outcome": "granted",
            "occurred_at": "2026-11-20T23:59:59+07:00",
        }  # fmt: skip
        assert read_event(told) == event
        assert faults_against(SCHEMA, {"code": "H", "events": [told]}) == []
        assert "day_only" not in write_event(attrs.evolve(event, day_only=False))
        assert attrs.evolve(event, day_only=False) != event

    def test_a_result_on_the_day_of_receipt_comes_after_it(self) -> None:
        events = [
            read_event({"type": kind, "occurred_at": "2026-11-20", "day_only": True})
            for kind in ("result_issued", "accepted", "returned", "submitted")
        ]
        history = replay(events)
        assert [event.kind for event in history.events] == [
            "submitted", "accepted", "result_issued", "returned",
        ]  # fmt: skip
        assert history.faults == ()


class TestChannels:
    @pytest.mark.parametrize(
        ("written", "channel"),
        [
            ("", ""),
            ("online", "online"),
            ("ONLINE", "online"),
            ("In person", "in_person"),
            ("Trực tiếp", "in_person"),
            ("TRUC TIEP", "in_person"),
            ("nộp trực tuyến", "online"),
            ("Bưu chính công ích", "post"),
            ("bưu điện", "post"),
            ("Post", "post"),
            (" tru\u031b\u0323c tuye\u0302\u0301n ", "online"),
        ],
    )
    def test_the_usual_words_are_known(self, written: str, channel: str) -> None:
        told = {
            "code": "H", "channel": written,
            "events": [{"type": "submitted", "occurred_at": NINE, "channel": written}],
        }  # fmt: skip
        dossier = read_dossier(told)
        [event] = dossier.events
        assert isinstance(event, ev.Submitted)
        assert dossier.channel == event.channel == channel
        assert Dossier(code="H", channel=written).channel == channel
        assert e(ev.Submitted, "20/11/2026 09:00", channel=written) == attrs.evolve(
            e(ev.Submitted, "20/11/2026 09:00"), channel=channel
        )

    @pytest.mark.parametrize("written", ["fax", "2", "onlin", "không rõ"])
    def test_others_are_refused_with_those_known(self, written: str) -> None:
        for told, where in (
            ({"code": "H", "channel": written}, "channel"),
            (
                {"code": "H", "events": [
                    {"type": "submitted", "occurred_at": NINE, "channel": written}]},
                "events[0].channel",
            ),
        ):  # fmt: skip
            with pytest.raises(DossierDataError, match="in_person, post, online") as caught:
                read_dossier(told)
            assert (caught.value.where, caught.value.value) == (where, written)
        with pytest.raises(UnknownChoice, match="in_person, post, online"):
            Dossier(code="H", channel=written)
        with pytest.raises(UnknownChoice, match="in_person, post, online"):
            e(ev.Submitted, "20/11/2026 09:00", channel=written)


class TestIdsThatAreMissing:
    def test_equal_events_get_one_id_and_others_their_own(self) -> None:
        steps = [
            {"type": "step_started", "occurred_at": NINE, "step": "B1"},
            {"type": "step_started", "occurred_at": NINE, "step": "B2", "id": ""},
            {"type": "step_started", "occurred_at": NINE, "step": "B2", "note": "lần hai"},
        ]
        ids = [read_event(one).id for one in steps]
        assert ids == [f"step_started@{NINE}#B1", f"step_started@{NINE}#B2",
                       f"step_started@{NINE}#B2"]  # fmt: skip

    def test_two_steps_at_one_instant_are_both_kept(self) -> None:
        told = [{"type": kind, "occurred_at": NINE, "order": order}
                for kind in ("step_started", "step_completed") for order in (0, 1)]  # fmt: skip
        history = replay(read_dossier({"code": "H01", "events": told}).events)
        assert len(history.steps) == 2
        assert history.faults == ()

    def test_a_replacement_keeps_the_id_of_what_it_replaces(self) -> None:
        told = {
            "type": "correction", "occurred_at": NINE, "corrects": "e7",
            "replacement": {"type": "returned", "occurred_at": NINE},
        }  # fmt: skip
        event = read_event(told)
        assert isinstance(event, ev.Correction)
        assert event.replacement is not None
        assert event.replacement.id == "e7"
        assert event.id == f"correction@{NINE}#e7"


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "returned", "id": "x", "occurred_at": NINE}
    for _ in range(depth):
        found = {"type": "correction", "id": "c", "occurred_at": NINE, "corrects": "x",
                 "replacement": found}  # fmt: skip
    return found


class TestFaults:
    """Every fault is told with its place."""

    @pytest.mark.parametrize(
        ("event", "where", "expected"),
        [
            (7, "events[1]", "a table of keys"),
            ({}, "events[1].type", "tthc schema lists them"),
            ({"type": "forwarded"}, "events[1].type", "tthc schema lists them"),
            ({"type": "tiep nhan"}, "events[1].type", "one of: accepted"),
            ({"type": ["accepted"]}, "events[1].type", "one of: accepted"),
            ({"type": "accepted"}, "events[1].occurred_at", "an instant with its time of day"),
            (
                {"type": "accepted", "occurred_at": "2026-11-20"},
                "events[1].occurred_at",
                "an instant with its time of day, e.g. 2026-11-20T09:00:00+07:00",
            ),
            ({"type": "accepted", "occurred_at": None}, "events[1].occurred_at", "an instant"),
            ({"type": "accepted", "occurred_at": 1763604000}, "events[1].occurred_at", "an inst"),
            ({"type": "accepted", "occurred_at": "hôm qua"}, "events[1].occurred_at", "an inst"),
            (
                {"type": "accepted", "occurred_at": "2026-02-30T09:00:00+07:00"},
                "events[1].occurred_at",
                "an instant with its time of day",
            ),
            (
                {"type": "accepted", "occurred_at": "9999-12-31T23:00:00-12:00"},
                "events[1].occurred_at",
                "an instant with its time of day",
            ),
            ({"type": "accepted", "promised_at": 5}, "events[1].promised_at", "a day or an instan"),
            ({"type": "accepted", "promised_at": "mai"}, "events[1].promised_at", "a day or an in"),
            ({"type": "accepted", "recorded_at": "2026-11-20"}, "events[1].recorded_at", "an inst"),
            ({"type": "accepted", "note": ["x"]}, "events[1].note", "a text"),
            ({"type": "accepted", "id": True}, "events[1].id", "a text"),
            ({"type": "step_started", "order": "1"}, "events[1].order", "a whole number"),
            ({"type": "step_started", "order": True}, "events[1].order", "a whole number"),
            ({"type": "extended", "amount": 5}, "events[1].amount", "a limit in words"),
            ({"type": "extended", "amount": "ít hôm"}, "events[1].amount", "a limit in words"),
            ({"type": "extended", "amount": "0 ngày"}, "events[1].amount", "a limit in words"),
            ({"type": "extended", "total": 1}, "events[1].total", "true or false"),
            ({"type": "extended", "occurred_at": NINE}, "events[1]", "an extension with an amount"),
            (
                {"type": "extended", "occurred_at": NINE, "amount": "5 ngày", "until": NINE},
                "events[1]",
                "exactly one of them",
            ),
            ({"type": "result_issued", "outcome": "x"}, "events[1].outcome", "one of: granted"),
            ({"type": "result_issued", "outcome": []}, "events[1].outcome", "one of: granted"),
            ({"type": "correction", "occurred_at": NINE}, "events[1]", "a correction that names"),
            (
                {"type": "correction", "corrects": "x", "replacement": "x"},
                "events[1].replacement",
                "a table of keys",
            ),
            (
                {"type": "correction", "corrects": "x", "replacement": {"type": "accepted"}},
                "events[1].replacement.occurred_at",
                "an instant",
            ),
            (nested(30), "events[1]" + ".replacement" * 21, "not so many corrections deep"),
        ],
    )
    def test_in_an_event(self, event: Any, where: str, expected: str) -> None:
        good = {"type": "accepted", "occurred_at": NINE}
        with pytest.raises(DossierDataError) as caught:
            read_dossier({"code": "H01", "events": [good, event]})
        assert caught.value.where == where
        assert expected in caught.value.expected
        assert where in caught.value.message("vi")
        assert where in caught.value.message("en")

    @pytest.mark.parametrize(
        ("value", "where", "expected"),
        [
            ([], "dossier", "a table of keys"),
            ({}, "code", "a dossier code"),
            ({"code": " "}, "code", "a dossier code"),
            ({"code": 1.5}, "code", "a text"),
            ({"code": "H", "events": {}}, "events", "a list"),
            ({"code": "H", "conditions": "complex"}, "conditions", "a list"),
            ({"code": "H", "conditions": [["x"]]}, "conditions[0]", "a text"),
            ({"code": "H", "limit": "sớm"}, "limit", "a limit in words"),
            ({"code": "H", "due": "mai"}, "due", "a day or an instant"),
            ({"code": "H", "directive": "12/CT"}, "directive", "a table of keys"),
            ({"code": "H", "directive": {"so": 1}}, "directive.so", "a known key: number"),
            ({"code": "H", "directive": {"signed_on": NINE}}, "directive.signed_on", "a date yyyy"),
            ({"code": "H", "directive": {"signed_on": 5}}, "directive.signed_on", "a date yyyy"),
        ],
    )
    def test_in_a_dossier(self, value: Any, where: str, expected: str) -> None:
        with pytest.raises(DossierDataError) as caught:
            read_dossier(value)
        assert caught.value.where == where
        assert expected in caught.value.expected

    def test_values_are_shown_short_and_printable(self) -> None:
        with pytest.raises(DossierDataError) as caught:
            read_event({"type": "x\x1b[31m" + "y" * 500, "occurred_at": NINE})
        assert len(str(caught.value.value)) <= 60
        assert "\x1b" not in str(caught.value)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("occurred_at", "Nguyễn Văn Ví Dụ"),
            ("occurred_at", "Lan"),
            ("occurred_at", "NGUYỄN VĂN VÍ DỤ 1990"),
            ("occurred_at", "vi.du@example.org"),
            ("promised_at", ["Nguyễn Văn Ví Dụ"]),
            ("note", {"ten": "Nguyễn Văn Ví Dụ"}),
            ("type", "Nguyễn Văn Ví Dụ"),
        ],
    )
    def test_what_may_be_a_person_is_described_and_not_repeated(
        self, field: str, value: Any
    ) -> None:
        with pytest.raises(DossierDataError) as caught:
            read_event({"type": "accepted", "occurred_at": NINE, field: value})
        said = str(caught.value) + caught.value.message("vi") + repr(caught.value.value)
        assert not [word for word in ("Ví", "VÍ", "Lan", "vi.du") if word in said]
        assert "'" not in said
        if isinstance(value, str):
            assert f"một chuỗi {len(value)} ký tự không phải là" in caught.value.message("vi")
            assert f"a text of {len(value)} characters is not" in str(caught.value)
        assert pickle.loads(pickle.dumps(caught.value)).value == caught.value.value

    @pytest.mark.parametrize("value", ["hôm qua", "31/02/2026", "2026-13-01T09:00", "Chưa có"])
    def test_what_is_plain_is_quoted(self, value: str) -> None:
        with pytest.raises(DossierDataError) as caught:
            read_event({"type": "accepted", "occurred_at": value})
        assert repr(value) in caught.value.message("vi")

    def test_corrections_some_deep_are_read(self) -> None:
        assert read_event(json.loads(json.dumps(nested(20)))).kind == "correction"


class TestSchema:
    def test_it_names_every_kind_of_event_and_every_field(self) -> None:
        kinds = {one["$ref"].removeprefix("#/$defs/") for one in SCHEMA["$defs"]["event"]["oneOf"]}
        assert kinds == set(ev.EVENTS)
        for name, kind in ev.EVENTS.items():
            table = SCHEMA["$defs"][name]
            assert table["description"] == (inspect.getdoc(kind) or "").splitlines()[0]
            assert table["properties"]["type"] == {"const": name}
            assert set(table["properties"]) == {"type", *written_fields(kind)}
        assert set(SCHEMA["properties"]) == set(written_fields(Dossier))
        assert set(SCHEMA["$defs"]["directive"]["properties"]) == set(written_fields(Directive))

    def test_every_field_is_described_in_both_languages(self) -> None:
        tables = [SCHEMA, *(one for one in SCHEMA["$defs"].values() if "properties" in one)]
        for table in tables:
            for name, value in table["properties"].items():
                assert name == "type" or ("(" in value["description"])

    def test_every_kind_of_value_belongs_to_a_field(self) -> None:
        every = [*ev.EVENT_CLASSES, Dossier, Directive]
        fields = {name for kind in every for name in written_fields(kind)}
        assert set(VALUE_KINDS) <= fields

    @pytest.mark.parametrize("kind", sorted(set(ev.EVENTS) - {"correction"}))
    def test_the_strategies_of_the_properties_know_every_field(self, kind: str) -> None:
        common = {field.name for field in attrs.fields(Event)}
        assert set(OWN_FIELDS[kind]) == set(written_fields(ev.EVENTS[kind])) - common

    @pytest.mark.parametrize(
        "value",
        [
            {},
            {"code": 5},
            {"code": "H", "events": [{"type": "accepted"}]},
            {"code": "H", "events": [{"type": "accepted", "occurred_at": "2026-11-20"}]},
            {"code": "H", "events": [{"type": "accepted", "occurred_at": "2026-11-20T09:00:00"}]},
            {"code": "H", "events": [{"type": "forwarded", "occurred_at": NINE}]},
            {"code": "H", "events": [{"type": "extended", "occurred_at": NINE}]},
            {"code": "H", "events": [{"type": "correction", "occurred_at": NINE}]},
            {"code": "H", "kind": "letter"},
            {"code": "H", "directive": {"so": "12"}},
            {"code": "H", "due": "20/11/2026"},
        ],
    )
    def test_what_does_not_fit_is_told(self, value: dict[str, Any]) -> None:
        assert faults_against(SCHEMA, value) != []

    def test_the_dossiers_of_the_examples_fit_it_and_come_back_as_they_were(self) -> None:
        path = Path(__file__).parent.parent / "docs/examples/desk-events-2026.ndjson"
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) > 100
        for line in lines:
            told = json.loads(line)
            assert faults_against(SCHEMA, told) == []
            assert write_dossier(read_dossier(told)) == told

    def test_it_is_plain_json(self) -> None:
        assert json.loads(json.dumps(SCHEMA, ensure_ascii=False)) == SCHEMA
