"""Every finding on the life of a dossier: raised at its boundary, silent just before it."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from tests.life_finding_cases import CASES
from tests.lives import codes, finding
from tthc_deadlines.checking.life.messages import LIFE_FINDINGS
from tthc_deadlines.checking.messages import FINDINGS
from tthc_deadlines.errors import Language

FROM_LISTS = {
    "overdue",
    "due_soon",
    "no_limit",
    "unassigned",
    "promised_after_due",
    "promised_not_derivable",
    "promised_by_other_reading",
    "provisional_calendar",
    "code_date_mismatch",
}
"""Findings that a check of plain lists makes too, and that come from `assess` as well."""


def test_every_code_has_a_life_that_gives_it_and_one_that_just_does_not() -> None:
    assert set(CASES) == set(LIFE_FINDINGS) | FROM_LISTS


@pytest.mark.parametrize("code", CASES)
def test_it_is_given(code: str) -> None:
    found = finding(CASES[code][0].judged(), code)
    row = FINDINGS[code]
    assert found.severity is row.severity
    assert found.subject == CASES[code][0].dossier.code
    assert found.citation is not None or not row.ground
    languages: tuple[Language, ...] = ("vi", "en")
    for lang in languages:
        text = found.message(lang)
        assert not set("{}") & set(text)
        assert "None" not in text
        assert text == unicodedata.normalize("NFC", text)
        assert text[0] == text[0].lower() or text.startswith(("Sở", "A ", "Bước"))
    assert found.message("vi") != found.message("en")
    assert is_plain(dict(found.data))
    assert json.loads(json.dumps(dict(found.data), ensure_ascii=False)) == dict(found.data)


@pytest.mark.parametrize("code", CASES)
def test_a_near_miss_is_silent(code: str) -> None:
    assert code not in codes(CASES[code][1].judged())


def is_plain(value: Any) -> bool:
    """Whether a value is what JSON has, nothing that merely turns into it."""
    if isinstance(value, dict):
        return all(type(key) is str and is_plain(each) for key, each in value.items())
    return value is None or type(value) in (str, int, float, bool)
