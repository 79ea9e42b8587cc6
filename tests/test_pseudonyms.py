"""Pseudonyms: stable under a key, unlinkable without, never shared, and the key stays secret."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.checking.office.errors import WeakKey
from tthc_deadlines.checking.office.pseudonyms import LEAST_KEY, Pseudonyms, read_key
from tthc_deadlines.errors import UnreadableFile

KEY, OTHER = b"k" * 32, b"l" * 32
CODE = re.compile(r"CB-(?:[0-9A-F]{2}){3,}")

# So many that under KEY some begin with the same six digits.
MANY = [f"cb-{number}" for number in range(8000)]


def test_a_code_is_the_same_under_the_same_key_and_another_under_another() -> None:
    """The digits are those of ``openssl dgst -sha256 -hmac``."""
    assert Pseudonyms(KEY).of("vx-1") == Pseudonyms(KEY).of("vx-1") == "CB-39BDE9"
    assert Pseudonyms(OTHER).of("vx-1") != Pseudonyms(KEY).of("vx-1")
    assert Pseudonyms(KEY).is_lasting


def test_without_a_key_two_runs_cannot_be_linked() -> None:
    first, second = Pseudonyms(None, ["vx-1"]), Pseudonyms(None, ["vx-1"])
    assert first.of("vx-1") == first.of("vx-1")
    assert first.of("vx-1") != second.of("vx-1")
    assert not first.is_lasting


def test_nobody_has_no_code() -> None:
    assert Pseudonyms(KEY).of("") == ""


def test_of_many_none_share_a_code_and_only_those_alike_are_longer() -> None:
    names = Pseudonyms(KEY, MANY)
    codes = [names.of(one) for one in MANY]
    assert len(set(codes)) == len(MANY)
    assert all(CODE.fullmatch(code) for code in codes)
    long = [code for code in codes if len(code) > len("CB-3F2A91")]
    assert long, "among so many some must have begun alike"
    short = {code[:9] for code in long}
    assert len(short) < len(long)
    assert short.isdisjoint(codes)


def test_somebody_outside_the_list_gets_a_code_of_his_own() -> None:
    names = Pseudonyms(KEY, MANY[:1])
    found = {one: names.of(one) for one in MANY}
    assert len(set(found.values())) == len(MANY)
    assert found == {one: names.of(one) for one in MANY}


@given(st.permutations(MANY[:200]))
def test_the_order_of_the_list_does_not_matter(order: list[str]) -> None:
    names, again = Pseudonyms(KEY, MANY[:200]), Pseudonyms(KEY, order)
    assert [names.of(one) for one in MANY[:200]] == [again.of(one) for one in MANY[:200]]


@given(st.lists(st.text(min_size=1), unique=True, max_size=20))
def test_any_text_can_be_an_id(ids: list[str]) -> None:
    codes = [Pseudonyms(KEY, ids).of(one) for one in ids]
    assert len(set(codes)) == len(ids)
    assert all(CODE.fullmatch(code) for code in codes)


def test_an_id_with_half_a_letter_is_an_id_all_the_same() -> None:
    assert CODE.fullmatch(Pseudonyms(KEY).of("cv-\ud800"))


@pytest.mark.parametrize("size", [0, 1, LEAST_KEY - 1])
def test_a_short_key_is_refused(size: int, tmp_path: Path) -> None:
    with pytest.raises(WeakKey, match="the key: a key of"):
        Pseudonyms(b"k" * size)
    path = tmp_path / "key"
    path.write_bytes(b"k" * size)
    with pytest.raises(WeakKey, match=f"{size} bytes is too short") as caught:
        read_key(path)
    assert str(path) in caught.value.message("vi")
    assert unicodedata.is_normalized("NFC", caught.value.message("vi"))


def test_a_key_is_read_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"\xff\x00 sixteen bytes\n")
    assert read_key(path) == b"\xff\x00 sixteen bytes\n"
    assert Pseudonyms(b"k" * LEAST_KEY).is_lasting


@pytest.mark.parametrize("name", ["missing", ""])
def test_a_key_that_cannot_be_read_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="the key cannot be read") as caught:
        read_key(tmp_path / name)
    assert "không đọc được khóa" in caught.value.message("vi")


def test_neither_the_key_nor_a_name_shows_when_it_is_printed() -> None:
    told = repr(Pseudonyms(KEY, ["vx-1"]))
    assert told == "<Pseudonyms: 1 officials>"
