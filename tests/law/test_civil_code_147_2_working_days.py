"""Limits in working days, against the decisions on days off of 2026."""

from __future__ import annotations

import pytest

from tests.law.cases import day, due_on, with_hypothetical_swap
from tthc_deadlines import Unit


class TestFirstDayIsNotCounted:
    """Điều 147 khoản 2 BLDS 2015: "ngày đầu tiên của thời hạn không được tính mà tính từ
    ngày tiếp theo liền kề ngày được xác định"."""

    @pytest.mark.parametrize(
        ("case", "received", "days", "due"),
        [
            (1, "20/11/2026", 5, "30/11/2026"),
            (2, "20/11/2026", 3, "26/11/2026"),
            (3, "23/11/2026", 1, "25/11/2026"),
            (6, "20/11/2026", 20, "21/12/2026"),
            (7, "13/02/2026", 10, "06/03/2026"),
            (8, "20/08/2026", 3, "24/08/2026"),
            (9, "28/08/2026", 5, "09/09/2026"),
            (10, "24/04/2026", 3, "04/05/2026"),
            (45, "16/11/2026", 7, "26/11/2026"),
        ],
    )
    def test_counts_working_days_after_receipt(
        self, case: int, received: str, days: int, due: str
    ) -> None:
        assert due_on(received, days, Unit.WORKING_DAY) == day(due), f"case {case}"

    @pytest.mark.parametrize(
        ("case", "days", "due"),
        [
            (4, 3, "27/11/2026"),
            (5, 5, "30/11/2026"),
        ],
    )
    def test_a_swap_that_was_only_proposed_would_move_the_date(
        self, case: int, days: int, due: str
    ) -> None:
        swapped = with_hypothetical_swap()
        assert due_on("20/11/2026", days, Unit.WORKING_DAY, calendar=swapped) == day(due), case
