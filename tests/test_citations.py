"""Citations as one line: the place in a law, in both languages."""

from __future__ import annotations

import pytest

from tthc_deadlines.citations import Citation

PLACES = {
    "Điều 147": "article 147",
    "Điều 147 khoản 2": "article 147.2",
    "Điều 37 khoản 1 điểm b": "article 37.1.b",
    "Điều 11a khoản 4": "article 11a.4",
    "Điều 40, Điều 41": "article 40, article 41",
    "Điều 9 khoản 4, khoản 5": "article 9.4, clause 5",
    "Điều 9 khoản 4, khoản 5 điểm a": "article 9.4, clause 5.a",
    "Điều 9 khoản 5, Điều 10 khoản 1": "article 9.5, article 10.1",
}


@pytest.mark.parametrize("article", PLACES)
def test_a_place_is_told_in_the_language_asked_for(article: str) -> None:
    law = Citation(
        number="01/2026/QH-MẪU", title="Luật Mẫu", title_en="Sample Law", article=article
    )
    assert law.text("vi") == f"{article}, Luật Mẫu (01/2026/QH-MẪU)"
    assert law.text("en") == f"{PLACES[article]}, Sample Law (01/2026/QH-MẪU)"
