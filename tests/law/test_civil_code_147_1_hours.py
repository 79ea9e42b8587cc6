"""Limits in hours and working hours, and parts of a day."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.law.cases import at, limit
from tthc_deadlines import Unit, deadline, vietnam_calendar
from tthc_deadlines.errors import TimeOfDayNeeded
from tthc_deadlines.limits.policy import (
    ClosingBoundary,
    CountingPolicy,
    FractionalCalendarDay,
    HoursOnDayOff,
)

CALENDAR = vietnam_calendar()


class TestWorkingHours:
    """Điều 147 khoản 1: "Khi thời hạn được xác định bằng phút, giờ thì thời hạn được bắt đầu
    từ thời điểm đã xác định"."""

    @pytest.mark.parametrize(
        ("case", "received", "hours", "due"),
        [
            (21, "20/11/2026 15:30", 8, "23/11/2026 15:30"),
            (22, "21/11/2026 10:00", 8, "23/11/2026 17:00"),
            (23, "23/11/2026 16:30", 2, "25/11/2026 09:30"),
            (0, "20/11/2026 11:00", 2, "20/11/2026 14:00"),
        ],
    )
    def test_run_through_the_sessions(self, case: int, received: str, hours: int, due: str) -> None:
        found = deadline(at(received), limit(hours, Unit.WORKING_HOUR), CALENDAR)
        assert found.at == at(due), f"case {case}"
        assert not found.is_day_based

    def test_a_budget_that_ends_at_closing_ends_at_closing(self) -> None:
        eight = limit(8, Unit.WORKING_HOUR)
        assert deadline(at("20/11/2026 08:00"), eight, CALENDAR).at == at("20/11/2026 17:00")
        opening = CountingPolicy(closing_boundary=ClosingBoundary.NEXT_OPENING)
        assert deadline(at("20/11/2026 08:00"), eight, CALENDAR, opening).at == at(
            "23/11/2026 08:00"
        )

    def test_the_instant_decides_not_the_day(self) -> None:
        found = deadline(at("20/11/2026 08:00"), limit(2, Unit.WORKING_HOUR), CALENDAR)
        assert found.is_met_by(at("20/11/2026 10:00")) is True
        assert found.is_met_by(at("20/11/2026 10:00:01")) is False

    def test_a_date_alone_is_refused(self) -> None:
        with pytest.raises(TimeOfDayNeeded):
            deadline(dt.date(2026, 11, 20), limit(2, Unit.WORKING_HOUR), CALENDAR)


class TestPartsOfADay:
    """A day is counted as 8 working hours by convention of internal procedures; half a day
    has no other meaning."""

    @pytest.mark.parametrize(
        ("value", "unit", "due"),
        [
            (Fraction(1, 2), Unit.WORKING_DAY, "20/11/2026 14:00"),
            (Fraction(1, 4), Unit.CALENDAR_DAY, "20/11/2026 11:00"),
            (Fraction(3, 2), Unit.WORKING_DAY, "23/11/2026 14:00"),
            (Fraction(5, 2), Unit.WORKING_DAY, "25/11/2026 14:00"),
        ],
    )
    def test_count_as_working_hours(self, value: Fraction, unit: Unit, due: str) -> None:
        assert deadline(at("20/11/2026 09:00"), limit(value, unit), CALENDAR).at == at(due)

    def test_a_plain_half_day_can_be_clock_time(self) -> None:
        clock = CountingPolicy(fractional_calendar_day=FractionalCalendarDay.CLOCK_TIME)
        found = deadline(
            at("20/11/2026 09:00"), limit(Fraction(1, 2), Unit.CALENDAR_DAY), CALENDAR, clock
        )
        assert found.at == at("20/11/2026 21:00")


class TestPlainHours:
    """Luật Hộ tịch 2026 Điều 3 khoản 3: "trong 24 giờ kể từ thời điểm nhận đủ hồ sơ hợp
    lệ": plain hours, without a word on days off."""

    def test_run_on_through_the_night_and_the_weekend(self) -> None:
        found = deadline(at("19/11/2026 16:00"), limit(48, Unit.HOUR), CALENDAR)
        assert found.at == at("21/11/2026 16:00")

    def test_may_end_with_the_next_working_day_if_so_chosen(self) -> None:
        moved = CountingPolicy(hours_on_day_off=HoursOnDayOff.NEXT_WORKING_DAY)
        found = deadline(at("20/11/2026 16:00"), limit(24, Unit.HOUR), CALENDAR, moved)
        assert found.at == at("24/11/2026 00:00")

    def test_minutes(self) -> None:
        found = deadline(at("20/11/2026 16:50"), limit(30, Unit.MINUTE), CALENDAR)
        assert found.at == at("20/11/2026 17:20")
