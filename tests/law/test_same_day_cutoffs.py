"""The 15:00 rules: three different rules that share an hour."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import DEFAULT, at, day, limit
from tthc_deadlines import TimeLimit, Unit, deadline, vietnam_calendar
from tthc_deadlines.limits.policy import ClockStartShift, CountingPolicy, CutoffExact
from tthc_deadlines.limits.time_limit import AfterCutoff

CALENDAR = vietnam_calendar()
SAME_DAY = TimeLimit(
    unit=Unit.SAME_DAY, cutoff=dt.time(15), after_cutoff=AfterCutoff.RESULT_NEXT_WORKING_DAY
)


def shifting(value: int, unit: Unit = Unit.WORKING_DAY) -> TimeLimit:
    return TimeLimit(
        value=value,
        unit=unit,
        cutoff=dt.time(15),
        after_cutoff=AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY,
    )


class TestResultMovesToTheNextWorkingDay:
    """Luật Hộ tịch 2014 Điều 5 khoản 3: "giải quyết ngay trong ngày; trường hợp nhận hồ sơ sau
    15 giờ mà không giải quyết được ngay thì trả kết quả trong ngày làm việc tiếp theo"; Nghị
    định 23/2015 Điều 7."""

    @pytest.mark.parametrize(
        ("case", "received", "due"),
        [
            (25, "19/11/2026 14:59", "19/11/2026"),
            (25, "19/11/2026 15:00:00", "19/11/2026"),
            (25, "19/11/2026 15:00:01", "20/11/2026"),
            (26, "20/11/2026 15:10", "23/11/2026"),
            (26, "23/11/2026 15:10", "25/11/2026"),
            (27, "23/11/2026 16:00", "25/11/2026"),
        ],
    )
    def test_only_after_the_cutoff(self, case: int, received: str, due: str) -> None:
        assert deadline(at(received), SAME_DAY, CALENDAR).on == day(due), f"case {case}"

    def test_exactly_three_oclock_can_be_late_by_policy(self) -> None:
        strict = CountingPolicy(cutoff_exact=CutoffExact.NEXT_DAY)
        assert deadline(at("19/11/2026 15:00"), SAME_DAY, CALENDAR, strict).on == day("20/11/2026")

    def test_received_on_a_day_off_is_due_the_next_working_day(self) -> None:
        for clock in ("10:00", "16:00"):
            assert deadline(at(f"21/11/2026 {clock}"), SAME_DAY, CALENDAR).on == day("23/11/2026")

    def test_an_extension_runs_from_the_moved_day(self) -> None:  # case 27, Điều 21
        base = deadline(at("23/11/2026 16:00"), SAME_DAY, CALENDAR)
        assert base.extended_by(limit(2, Unit.WORKING_DAY)).on == day("27/11/2026")

    def test_a_limit_without_the_rule_is_not_shifted(self) -> None:  # case 28, Điều 37
        found = deadline(at("20/11/2026 16:00"), limit(2, Unit.WORKING_DAY), CALENDAR)
        assert found.on == day("25/11/2026")


class TestAgreedDate:
    """Nghị định 23/2015 Điều 21, 33, 37: "có thể kéo dài hơn theo thỏa thuận bằng văn bản"."""

    def test_the_agreed_day_is_due_whatever_is_computed(self) -> None:  # case 29
        found = deadline(
            at("20/11/2026 16:00"),
            limit(2, Unit.WORKING_DAY),
            CALENDAR,
            agreed_at=day("10/12/2026"),
        )
        assert found.on == day("10/12/2026")
        assert found.is_met_by(at("10/12/2026 20:00")) is True

    def test_an_agreed_hour_is_an_instant(self) -> None:
        found = deadline(
            at("20/11/2026 16:00"),
            limit(2, Unit.WORKING_DAY),
            CALENDAR,
            agreed_at=at("10/12/2026 09:30"),
        )
        assert found.at == at("10/12/2026 09:30")
        assert found.is_met_by(at("10/12/2026 09:31")) is False


class TestClockStartsTheNextWorkingDay:
    """Nghị định 63/2024 Điều 7: "Nếu tiếp nhận hồ sơ sau 15 giờ thì thời gian được tính bắt
    đầu từ ngày làm việc tiếp theo". Whether that day is day 1 or day 0 is not said."""

    def test_day_one_is_the_default_and_earlier(self) -> None:  # case 30
        received = at("23/11/2026 15:20")
        assert deadline(received, shifting(3), CALENDAR).on == day("27/11/2026")
        zero = CountingPolicy(clock_start_shift=ClockStartShift.DAY_ZERO)
        assert deadline(received, shifting(3), CALENDAR, zero).on == day("30/11/2026")

    def test_before_the_cutoff_nothing_moves(self) -> None:
        assert deadline(at("23/11/2026 14:20"), shifting(3), CALENDAR).on == day("27/11/2026")

    def test_the_last_hour_before_closing(self) -> None:  # case 31
        relative = TimeLimit(
            value=1,
            unit=Unit.WORKING_DAY,
            cutoff_before_closing=dt.timedelta(hours=1),
            after_cutoff=AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY,
        )
        received = at("20/11/2026 16:10")
        found = deadline(received, relative, CALENDAR)
        assert (found.start.received_on, found.on) == (day("23/11/2026"), day("23/11/2026"))
        zero = CountingPolicy(clock_start_shift=ClockStartShift.DAY_ZERO)
        assert deadline(received, relative, CALENDAR, zero).on == day("25/11/2026")
        assert deadline(at("20/11/2026 16:00"), relative, CALENDAR).on == day("23/11/2026")

    def test_hours_run_from_the_next_opening(self) -> None:
        found = deadline(at("20/11/2026 15:20"), shifting(4, Unit.WORKING_HOUR), CALENDAR)
        assert found.at == at("23/11/2026 12:00")

    def test_the_receipt_itself_is_kept(self) -> None:
        received = at("23/11/2026 15:20")
        assert deadline(received, shifting(3), CALENDAR, DEFAULT).received_at == received
