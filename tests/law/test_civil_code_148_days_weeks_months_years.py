"""Limits in calendar days, weeks, months and years: their last day and its rolling."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import DEFAULT, at, day, due_on, limit
from tthc_deadlines import Unit, deadline, vietnam_calendar
from tthc_deadlines.limits.policy import CountingPolicy, ExtensionFrom, RollOver

CALENDAR = vietnam_calendar()


class TestLastDayOff:
    """Điều 148 khoản 5: "Khi ngày cuối cùng của thời hạn là ngày nghỉ cuối tuần hoặc ngày
    nghỉ lễ thì thời hạn kết thúc tại thời điểm kết thúc ngày làm việc tiếp theo ngày nghỉ
    đó"."""

    @pytest.mark.parametrize(
        ("case", "received", "days", "due"),
        [
            (11, "25/10/2026", 30, "25/11/2026"),
            (12, "24/10/2026", 30, "23/11/2026"),
            (13, "22/10/2026", 30, "23/11/2026"),
            (14, "14/11/2026", 10, "25/11/2026"),
            (15, "10/10/2026", 45, "25/11/2026"),
            (51, "26/08/2026", 90, "25/11/2026"),
        ],
    )
    def test_rolls_to_the_next_working_day(
        self, case: int, received: str, days: int, due: str
    ) -> None:
        assert due_on(received, days, Unit.CALENDAR_DAY) == day(due), f"case {case}"

    def test_days_off_inside_the_term_do_not_extend_it(self) -> None:  # case 16
        assert due_on("26/06/2026", 10, Unit.CALENDAR_DAY) == day("06/07/2026")

    def test_keeps_the_nominal_day_beside_the_rolled_one(self) -> None:
        found = deadline(at("25/10/2026 09:00"), limit(30, Unit.CALENDAR_DAY), CALENDAR)
        assert (found.nominal_on, found.on) == (day("24/11/2026"), day("25/11/2026"))

    def test_days_in_lieu_and_swapped_days_roll_too_by_default(self) -> None:
        received = "17/04/2026"  # 10 days later: Monday 27/04, in lieu of Giỗ Tổ on Sunday
        assert due_on(received, 10, Unit.CALENDAR_DAY) == day("28/04/2026")
        literal = CountingPolicy(roll_over=RollOver.REST_AND_HOLIDAYS)
        assert due_on(received, 10, Unit.CALENDAR_DAY, literal) == day("27/04/2026")


class TestCorrespondingDay:
    """Điều 148 khoản 2–4: "ngày tương ứng của tháng cuối cùng…; nếu tháng kết thúc thời hạn
    không có ngày tương ứng thì thời hạn kết thúc vào ngày cuối cùng của tháng đó"."""

    @pytest.mark.parametrize(
        ("case", "received", "value", "unit", "due"),
        [
            (17, "31/01/2026", 1, Unit.MONTH, "02/03/2026"),
            (18, "28/02/2026", 1, Unit.MONTH, "30/03/2026"),
            (20, "17/11/2026", 1, Unit.WEEK, "25/11/2026"),
            (0, "15/01/2026", 6, Unit.MONTH, "15/07/2026"),
            (0, "30/11/2026", 3, Unit.MONTH, "01/03/2027"),
        ],
    )
    def test_weeks_and_months(
        self, case: int, received: str, value: int, unit: Unit, due: str
    ) -> None:
        assert due_on(received, value, unit) == day(due), f"case {case}"

    def test_a_year_from_29_february_ends_on_28_february_by_analogy(self) -> None:  # case 19
        assert due_on("29/02/2028", 1, Unit.YEAR) == day("28/02/2029")

    def test_a_statutory_month_is_not_thirty_days(self) -> None:
        # Điều 146 khoản 1 (tháng = 30 ngày) is only for agreed, non-contiguous periods.
        assert due_on("02/03/2026", 1, Unit.MONTH) == day("02/04/2026")


class TestExtension:
    """Luật Tố cáo Điều 30: 30 days, extended once or twice by 30. The law does not say
    whether an extension runs from the nominal or the rolled end; the nominal by default."""

    def extended(self, policy: CountingPolicy) -> list[dt.date | None]:
        thirty = limit(30, Unit.CALENDAR_DAY)
        first = deadline(at("02/11/2026 09:00"), thirty, CALENDAR, policy)
        second = first.extended_by(thirty)
        return [first.on, second.on, second.extended_by(thirty).on]

    def test_runs_from_the_nominal_end(self) -> None:  # case 50
        assert self.extended(DEFAULT) == [day("02/12/2026"), day("04/01/2027"), day("01/02/2027")]

    def test_runs_from_the_rolled_end_if_so_chosen(self) -> None:
        # 04/01/2027 + 30 = 03/02/2027, a Wednesday before Tết: the two readings part here.
        rolled = CountingPolicy(extension_from=ExtensionFrom.ROLLED)
        assert self.extended(rolled) == [day("02/12/2026"), day("04/01/2027"), day("03/02/2027")]
