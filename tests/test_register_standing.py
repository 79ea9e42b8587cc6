"""How an open dossier stands by the register is how it stands by its events, word for word."""

from __future__ import annotations

import pytest

from tests.law.cases import at
from tests.lives import dossier, e, judged
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import Accepted, Assigned, Correction, ResultIssued
from tthc_deadlines.register.register import Register

RECEIVED = e(Accepted, "02/11/2026 09:00")
NOW = "20/11/2026 09:00"


def asked(one: Dossier) -> list[tuple[str, str]]:
    with Register(":memory:") as register:
        register.append([one])
        return [(each.code, each.status.value) for each in register.check(at(NOW))]


@pytest.mark.parametrize("status", ["", "Đang xử lý", "Chờ bổ sung", "Đã xử lý xong", "?"])
def test_what_the_source_says_of_itself_counts_as_in_an_assessment(status: str) -> None:
    one = dossier(RECEIVED, words="02 ngày làm việc", status_text=status)
    assert asked(one) == [("H01", judged(one, NOW).status.value)]


def test_a_finish_told_by_a_correction_that_comes_before_it_ends_the_dossier() -> None:
    wrong = e(ResultIssued, "03/11/2026 10:00", id="done")
    right = e(ResultIssued, "04/11/2026 16:00", id="done")
    mended = Correction(
        id="c1", occurred_at=at("04/11/2026 09:00"), corrects="done", replacement=right
    )
    assert asked(dossier(RECEIVED, wrong, mended)) == []


def test_nobody_is_called_unassigned_whose_dossier_the_source_calls_stopped() -> None:
    with Register(":memory:") as register:
        register.append([
            dossier(RECEIVED, code="H01"),
            dossier(RECEIVED, code="H02", status_text="Chờ bổ sung"),
            dossier(RECEIVED, e(Assigned, "03/11/2026 09:00", holder="cv-1"), code="H03"),
        ])  # fmt: skip
        assert [one.code for one in register.unassigned(at(NOW))] == ["H01"]
        views = register.db.query("SELECT code FROM unassigned")
        assert [row["code"] for row in views] == ["H01"]
