"""JSON documents: every object found once, whatever the form, whatever is broken in it."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.exchange.json_documents import Item, iter_objects
from tthc_deadlines.exchange.json_text import CHUNK
from tthc_deadlines.findings import Finding


def read(text: str) -> list[Item | Finding]:
    return list(iter_objects(io.StringIO(text), "hs.json"))


def values(text: str) -> list[Any]:
    """The objects; of a finding its reason."""
    return [
        found.value if isinstance(found, Item) else found.data["reason"] for found in read(text)
    ]


# --- forms -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"b": 2}]',
        '\ufeff [\n{"a": 1}\n,\n{"b": 2}\n]\n',
        '{"data": [{"a": 1}, {"b": 2}]}',
        '{"session": "s", "data": [{"a": 1}, {"b": 2}], "madonvi": "H26"}',
        '{"dossiers": [{"a": 1}, {"b": 2}]}',
        '{"a": 1}\n{"b": 2}\n',
        '{"a": 1}\r\n\r\n{"b": 2}',
        '{"a": 1},\n{"b": 2},\n',
        '{"a": 1} {"b": 2}',
        '[{"a": 1}]\n[{"b": 2}]',
        '{"data": [{"a": 1}]}\n{"data": [{"b": 2}]}\n',
        '[{"a": 1} {"b": 2},]',
    ],
)
def test_finds_the_objects_of_every_form(text: str) -> None:
    assert values(text) == [{"a": 1}, {"b": 2}]


def test_a_single_object_over_several_lines_is_one() -> None:
    assert values('{\n  "MaHoSo": "H1",\n  "data": {"x": []}\n}\n') == [
        {"MaHoSo": "H1", "data": {"x": []}}
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "[]", '{"data": []}', "[\n]\n"])
def test_nothing_in_it_is_nothing(text: str) -> None:
    assert values(text) == []


def test_the_envelope_is_known_on_both_sides_of_the_list() -> None:
    text = '{"session": "s", "data": [{"a": 1}], "service": "DongBoHoSoMC"}'
    items = iter_objects(io.StringIO(text))
    item = next(items)
    assert isinstance(item, Item)
    assert item.envelope == {"session": "s"}
    assert list(items) == []
    assert item.envelope == {"session": "s", "service": "DongBoHoSoMC"}


def test_other_keys_may_be_asked_for() -> None:
    found = list(iter_objects(io.StringIO('{"rows": [{"a": 1}]}'), keys=["rows"]))
    assert [item.value for item in found if isinstance(item, Item)] == [{"a": 1}]


def test_every_object_has_the_line_it_starts_on() -> None:
    text = '{\n"data": [\n  {"a":\n 1},\n\n  {"b": 2}, {"c": 3}\n]}'
    assert [found.line for found in read(text)] == [3, 6, 6]
    assert [found.line for found in read('{"a": 1}\n\n{"b": 2}\r\n{"c": 3}')] == [1, 3, 4]


# --- broken objects ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"a": }', "broken_json"),
        ('{"a": 1, "b"}', "broken_json"),
        ('{"a": [1, 2}', "broken_json"),
        ('{"a": {"b": 1}', "broken_json"),
        ('{"a": "không đóng}', "broken_json"),
        ('{"a": "x" "b": {"c": 1}}', "broken_json"),
        ('{"a": "C:\\x"}', "broken_json"),
        ('{"a": 1, "a": 2}', "same_meaning"),
        ('{"a": {"b": 1, "b": 2}}', "same_meaning"),
        ('{"a": NaN}', "broken_json"),
        ('{"a": [-Infinity]}', "broken_json"),
        ('{"a": 1e999}', "broken_json"),
        ('{"a": "\\ud800"}', "stray_bytes"),
        ('{"a": "\udcff"}', "stray_bytes"),
        ('{"a": ' + "9" * 5000 + "}", "broken_json"),
        ('{"a": ' + "[" * 200_000 + "]" * 200_000 + "}", "broken_json"),
        ("12", "not_an_object"),
        ('"MaHoSo"', "not_an_object"),
        ("null", "not_an_object"),
        ("[]", "not_an_object"),
        ("nonsense", "broken_json"),
    ],
    ids=lambda value: value[:30],
)
@pytest.mark.parametrize("form", ["list", "envelope", "lines", "one line"])
def test_a_broken_object_hides_no_other(broken: str, reason: str, form: str) -> None:
    first, last = '{"a": "1", "MaHoSo": "x"}', '{"a": "2", "b": {"a2": []}}'
    parts = [first, broken, last, last]
    text = {
        "list": "[\n" + ",\n".join(parts) + "\n]",
        "envelope": '{"data": [' + ",\n ".join(parts) + '], "x": 1}',
        "lines": "\n".join(parts) + "\n",
        "one line": "[" + ",".join(parts) + "]",
    }[form]
    if form == "lines" and broken == "[]":
        reason = ""  # an empty list of its own
    found = values(text)
    good = [json.loads(part) for part in (first, last, last)]
    assert found == [good[0], *([reason] if reason else []), *good[1:]]


def test_a_finding_names_the_dossier_and_where_reading_goes_on() -> None:
    text = '[{"MaHoSo": "H1"},\n{"MaHoSo": "H2", "x": oops,\n "y": 1},\n{"MaHoSo": "H3"}]'
    _, broken, last = read(text)
    assert isinstance(broken, Finding)
    assert (broken.subject, broken.line, broken.path) == ("H2", 2, "hs.json")
    assert broken.message("en") == (
        "not valid JSON: expecting value at line 2, column 23; reading goes on at line 4"
    )
    assert broken.message("vi") == (
        "không phải JSON hợp lệ: sai ở dòng 2, ký tự thứ 23; đọc tiếp từ dòng 4"
    )
    assert isinstance(last, Item)
    assert last.value == {"MaHoSo": "H3"}


def test_a_lost_bracket_costs_one_object() -> None:
    parts = [f'{{"MaHoSo": "H{n}", "x": {{"y": {n}}}}}' for n in range(5)]
    parts[2] = '{"MaHoSo": "H2", "x": {"y": 2}'
    found = values("[" + ", ".join(parts) + "]")
    assert found == [
        *(json.loads(part) for part in parts[:2]),
        "broken_json",
        *(json.loads(part) for part in parts[3:]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"a": 2',
        '[{"a": 1}, {"a"',
        '[{"a": 1}, {"a": "x',
        '[{"a": 1},',
        '[{"a": 1}',
        '{"data": [{"a": 1}',
        '{"data": [{"a": 1}]',
        '{"data": [{"a": 1}], "x": ',
        '{"a": 1}\n{"a": 2',
    ],
)
def test_a_text_cut_off_says_so_once(text: str) -> None:
    assert values(text) == [{"a": 1}, "broken_json"]


def test_a_broken_envelope_does_not_hide_its_list() -> None:
    assert values('{"session": nope, "data": [{"a": 1}]}') == ["broken_json", {"a": 1}]
    assert values('{\n"session": nope,\n"data": [\n{"a": 1}\n]\n}')[:2] == ["broken_json", {"a": 1}]


def test_text_that_is_no_json_is_one_finding_and_no_more() -> None:
    assert values("Mã hồ sơ;Ngày tiếp nhận\nH1;20/11/2026\n") == ["broken_json"]


@given(st.text(alphabet='{}[]",:\\ntrueNaN1.e-\n 0aé', max_size=60))
def test_any_text_ends_in_objects_and_findings(text: str) -> None:
    for found in read(text):
        assert isinstance(found, (Item, Finding))
        assert found.line is not None
        assert 1 <= found.line <= text.count("\n") + 1


ROWS = [
    {"MaHoSo": f"H{n}", "Ten": 'a{b}[c],"x"', "L": [{"y": 1, "z": [1]}, {"y": "2"}], "d": {"q": n}}
    for n in range(6)
]
FORMS = {
    "list": json.dumps(ROWS),
    "envelope": '{"service": "x", "data": ' + json.dumps(ROWS) + ', "z": 1}',
    "indented": json.dumps({"service": "x", "data": ROWS}, indent=1),
    "lines": "\n".join(map(json.dumps, ROWS)),
}


@given(st.sampled_from(list(FORMS)), st.data())
def test_one_wrong_character_costs_one_object_at_most(form: str, data: st.DataObject) -> None:
    text = FORMS[form]
    place = data.draw(st.integers(text.index("MaHoSo"), len(text)))
    instead = data.draw(st.sampled_from(["", *'{}[]",:x\n\\']))
    kept = place + data.draw(st.integers(0, 1))
    found = values(text[:place] + instead + text[kept:])
    lost = [row for row in ROWS if row not in found]
    assert len(lost) <= 1
    assert len(found) >= len(ROWS) or form == "lines"


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
objects = st.lists(
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=5).filter(
            lambda key: key not in ("data", "items", "dossiers")
        ),
        plain,
        max_size=4,
    ),
    max_size=6,
)


@given(objects, st.sampled_from([None, 1]), st.booleans())
def test_what_was_written_is_read(
    written: list[dict[str, Any]], indent: int | None, ascii_only: bool
) -> None:
    try:
        whole = json.dumps(written, indent=indent, ensure_ascii=ascii_only)
        whole.encode()
    except UnicodeEncodeError:
        return
    assert values(whole) == written
    lines = "\n".join(json.dumps(one, ensure_ascii=ascii_only) for one in written)
    assert values(lines) == written
    assert values('{"x": [1], "data": ' + whole + ', "y": {"data": []}}') == written


# --- size --------------------------------------------------------------------------------------


class Growing:
    """A text that is made while it is read and never stands whole anywhere."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._rest = ""

    def read(self, size: int, /) -> str:
        while len(self._rest) < size and (piece := next(self._pieces, "")):
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def dossiers(count: int) -> Iterator[str]:
    yield '{"service": "DongBoHoSoMC", "data": ['
    for number in range(count):
        yield ("," if number else "") + json.dumps(
            {"MaHoSo": f"H{number:06}", "TenTTHC": "Cấp giấy phép " * 8, "DanhSach": [{"x": 1}] * 5}
        )
    yield "]}"


def test_a_large_document_is_read_in_little_memory() -> None:
    count = 20_000
    tracemalloc.start()
    try:
        read_on = sum(1 for _ in iter_objects(Growing(dossiers(count))))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read_on == count
    assert peak < 4_000_000  # the document has some 13 million characters


def test_an_object_longer_than_what_is_read_at_a_time() -> None:
    long = {"MaHoSo": "H1", "TepDinhKem": "x" * (3 * CHUNK), "so": 12}
    assert values(json.dumps([long, {"a": 1}])) == [long, {"a": 1}]
    assert values(json.dumps(long) + "\n" + json.dumps({"a": 1})) == [long, {"a": 1}]


def test_places_are_right_behind_many_pieces() -> None:
    rows = [json.dumps({"MaHoSo": f"H{n}", "x": "y" * 1000}) for n in range(400)]
    rows[300] = '{"MaHoSo": "H300", "x": }'
    for text in ("[\n" + ",\n".join(rows) + "\n]", "\n\n".join(rows)):
        found = read(text)
        [broken] = [one for one in found if isinstance(one, Finding)]
        assert broken.subject == "H300"
        assert broken.line == text[: text.index('"H300"')].count("\n") + 1
        assert len(found) == 400
