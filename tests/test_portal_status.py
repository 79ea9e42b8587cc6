"""Status maps: the package's own, and those a site brings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tthc_deadlines.checking.index_766.status_history import status_of
from tthc_deadlines.citations import Confidence
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.status import PORTAL_NUMBERS
from tthc_deadlines.errors import DataFault, UnknownChoice, UnreadableFile
from tthc_deadlines.exchange.portal.status import (
    Halted,
    Meaning,
    StatusMap,
    load_status_map,
    status_map,
    status_number,
)
from tthc_deadlines.exchange.portal.write import number_of

_AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def test_the_national_map_has_the_ten_statuses_by_the_names_used_everywhere() -> None:
    national = status_map()
    assert {number: one.name for number, one in national.statuses.items()} == {
        number: name for number, (name, _) in PORTAL_NUMBERS.items()
    }
    assert national.source is not None
    assert national.source.confidence is Confidence.SECONDARY


def test_every_meaning_is_in_one_of_the_maps() -> None:
    maps = (status_map(), status_map("local-supplemented"))
    assert {one.meaning for each in maps for one in each.statuses.values()} == set(Meaning)


def test_the_history_of_events_uses_the_numbers_of_the_national_map() -> None:
    for kind in ev.EVENT_CLASSES:
        if kind in (ev.Correction, ev.Extended, ev.Stopped, ev.Assigned):
            continue
        event = kind(id="1", occurred_at=_AT)
        assert status_of(event) == number_of(event, status_map()), kind
    for ground in ("financial_obligation", "halted", "expert_appraisal", ""):
        stop = ev.Stopped(id="1", occurred_at=_AT, ground=ground)
        assert status_of(stop) == number_of(stop, status_map())


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((4, 4), ("4", 4), ("04", 4), (" 10 ", 10), ("４", 4), (True, None), ("x", None)),
        *((None, None), (4.0, None), ("99999", None), ("", None), ("-1", None), ([], None)),
    ],
)
def test_numbers_are_read_from_numbers_and_digits_only(value: object, number: int | None) -> None:
    assert status_number(value) == number


def test_an_unknown_map_or_choice_is_refused() -> None:
    with pytest.raises(UnknownChoice, match="national, local-supplemented"):
        status_map("dvclt")
    with pytest.raises(UnknownChoice, match="stopped, closed"):
        status_map(halted="paused")
    assert status_map(halted="closed").halted is Halted.CLOSED
    assert status_map().halted is Halted.STOPPED


GOOD = """schema = 1
[maps.a]
halted = "closed"
[maps.a.statuses]
1 = { name = "Mới", meaning = "submitted" }
"""


def test_a_site_brings_its_own_map(tmp_path: Path) -> None:
    path = tmp_path / "statuses.toml"
    path.write_text(GOOD, encoding="utf-8")
    found = load_status_map(path)
    assert (found.name, found.halted, found.of("1")) == ("a", Halted.CLOSED, found.statuses[1])
    assert load_status_map(path, "a") == found
    with pytest.raises(UnknownChoice):
        load_status_map(path, "b")
    path.write_text(GOOD + GOOD[11:].replace("maps.a", "maps.b"), encoding="utf-8")
    with pytest.raises(UnknownChoice, match="a, b"):
        load_status_map(path)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("schema = 2", "schema"),
        ("schema = 1", "maps"),
        ("schema = ", "toml"),
        ("schema = 1\nmaps = 3", "maps"),
        ("schema = 1\n[maps.a]", "maps.a.statuses"),
        (GOOD.replace("halted", "stopped"), "maps.a.stopped"),
        (GOOD.replace("1 =", "x ="), "maps.a.statuses.x"),
        (GOOD.replace("submitted", "sent"), "maps.a.statuses.1"),
        (GOOD.replace("name = ", "ten = "), "maps.a.statuses.1"),
        (GOOD + '01 = { name = "x", meaning = "noted" }', "maps.a.statuses.01"),
    ],
)
def test_a_map_of_another_form_is_refused_with_its_place(
    tmp_path: Path, text: str, key: str
) -> None:
    path = tmp_path / "statuses.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        load_status_map(path)
    assert (caught.value.key, caught.value.path) == (key, str(path))


@pytest.mark.parametrize("spec", [3, {}, {"statuses": []}, {"statuses": {"1": "Mới"}}])
def test_a_mapping_of_another_form_is_refused(spec: Any) -> None:
    with pytest.raises(DataFault):
        StatusMap.from_spec("mine", spec)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(UnreadableFile, match=r"mine\.toml.*cannot be opened"):
        load_status_map(path)
    path.write_bytes("Đã".encode("utf-16"))
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        load_status_map(path)
    path.write_text("\ufeff" + GOOD, encoding="utf-8")
    assert load_status_map(path).name == "a"
