"""Invented wordings in the styles of real ones (câu chữ mới): held since as regressions.

In the styles of published procedures, decrees, internal workflows and service portals. Kind,
amount and bound of each were set down before the reader saw the text; the grammar was then
mended where it refused or misread one, so these rows no longer measure how it does on texts
it has never met. Conditions are quoted as the mended grammar gives them.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tthc_deadlines.errors import AmbiguousWording
from tthc_deadlines.limits.reading import ReadLimit
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.limits.wording import parse_time_limit, read_time_limits


def amount(limit: TimeLimit) -> str:
    words = [limit.bound.value] if limit.bound else []
    if limit.unit.has_amount:
        words.append(f"{limit.value} {limit.unit.value}")
    elif limit.unit is not Unit.NONE:
        words.append(limit.unit.value)
    if limit.after_cutoff:
        moved = limit.after_cutoff.value.split("_")[0]
        at = f"{limit.cutoff:%H:%M}" if limit.cutoff else str(limit.cutoff_before_closing)
        words.append(f"{moved} after {at}")
    return " ".join(words)


def single(limit: TimeLimit) -> str:
    """ "max 5 working_day from case_accepted"; an event without a name of its own is left out."""
    if limit.unit is Unit.NONE:
        return "none"
    named = limit.anchor and limit.anchor.value != "other_event"
    return amount(limit) + (f" from {limit.anchor.value}" if limit.anchor and named else "")


def outline(read: ReadLimit) -> str:
    """ "extension max 30 calendar_day adds x2 (vụ việc phức tạp)"."""
    words = [read.kind.value, amount(read.limit)]
    words.append(read.semantics.value if read.semantics else "")
    words.append(f"x{read.times}" if read.times else "")
    words.append(f"from {read.reduced_from.value}" if read.reduced_from else "")
    words.append(f"from {read.range_from}" if read.range_from is not None else "")
    words.append(f"({read.condition})" if read.condition else "")
    words += ["channel"] if read.channel else []
    words += ["outcome"] if read.outcome else []
    return " ".join(filter(None, words))


ROWS = json.loads(
    (Path(__file__).parent / "golden" / "unseen-wordings.json").read_text(encoding="utf-8")
)
SINGLE: list[tuple[str, str]] = ROWS["single"]
SEVERAL: list[tuple[str, list[str]]] = ROWS["several"]
# Validities, storage, ages, publications, dates, approximations, contradictions.
NO_LIMIT: list[str] = ROWS["no_limit"]
# Amounts whose part in the whole the words leave open.
OPEN: list[str] = ROWS["open"]


class TestUnseenWordings:
    @pytest.mark.parametrize(("text", "wanted"), SINGLE)
    def test_one_limit(self, text: str, wanted: str) -> None:
        assert single(parse_time_limit(text)) == wanted

    @pytest.mark.parametrize(("text", "wanted"), SEVERAL)
    def test_several_limits(self, text: str, wanted: list[str]) -> None:
        assert [outline(read) for read in read_time_limits(text)] == wanted

    @pytest.mark.parametrize("text", NO_LIMIT)
    def test_no_limit_of_a_procedure(self, text: str) -> None:
        with pytest.raises(AmbiguousWording):
            parse_time_limit(text)

    @pytest.mark.parametrize("text", OPEN)
    def test_open_to_doubt(self, text: str) -> None:
        with pytest.raises(AmbiguousWording):
            read_time_limits(text)

    # Marks of HTML have one spelling and are left out.
    @pytest.mark.parametrize(
        ("text", "wanted"), [row for row in SINGLE if not set("&<") & set(row[0])]
    )
    def test_spelling_does_not_matter(self, text: str, wanted: str) -> None:
        for spelled in (text.upper(), unicodedata.normalize("NFD", text), f" {text} \n"):
            assert single(parse_time_limit(spelled)) == wanted
