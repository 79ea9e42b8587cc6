"""Deadlines beside the plain cases of the law: undated kinds, extra days, policies, traces."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs
import pendulum
import pytest

from tests.law.cases import at, day, limit
from tthc_deadlines import Confidence, CountingPolicy, TimeLimit, Unit, deadline, vietnam_calendar
from tthc_deadlines.errors import (
    InvalidLimit,
    NaiveTimestamp,
    OutOfCoverage,
    ReversedInterval,
    UnknownChoice,
    WrongType,
)
from tthc_deadlines.limits.policy import (
    ApologyOnDayOff,
    ClockStartShift,
    ClosingBoundary,
    CutoffExact,
    FractionalCalendarDay,
    HoursOnDayOff,
    Immediate,
    OffHoursReceipt,
    RemoteAreaDays,
    RollOver,
)
from tthc_deadlines.limits.time_limit import AfterCutoff, Bound
from tthc_deadlines.limits.trace import weakest_confidence

CALENDAR = vietnam_calendar()
RECEIVED = at("20/11/2026 09:00")


class TestWithoutADueDate:
    """Immediately, by agreement, not stated: explicit kinds, never "on time"."""

    @pytest.mark.parametrize("unit", [Unit.IMMEDIATE, Unit.BY_AGREEMENT, Unit.NONE])
    def test_no_date_is_made_up(self, unit: Unit) -> None:
        found = deadline(RECEIVED, TimeLimit(unit=unit), CALENDAR)
        assert (found.on, found.at, found.nominal_on, found.office_closing) == (None,) * 4
        assert found.is_met_by(RECEIVED) is None
        assert found.apology_by is None
        assert found.quality is None
        assert found.trace[-1].rule == f"undated_{unit.value}"

    def test_an_office_may_hold_itself_to_the_same_day(self) -> None:
        same_day = CountingPolicy(immediate=Immediate.SAME_DAY)
        found = deadline(RECEIVED, TimeLimit(unit=Unit.IMMEDIATE), CALENDAR, same_day)
        assert found.on == day("20/11/2026")
        assert found.is_day_based

    def test_an_agreed_day_before_the_receipt_is_refused(self) -> None:
        for agreed in (day("19/11/2026"), at("20/11/2026 08:59")):
            with pytest.raises(ReversedInterval):
                deadline(RECEIVED, limit(5, Unit.WORKING_DAY), CALENDAR, agreed_at=agreed)

    def test_there_is_nothing_to_extend(self) -> None:
        found = deadline(RECEIVED, TimeLimit(unit=Unit.NONE), CALENDAR)
        with pytest.raises(InvalidLimit, match="no due date to extend"):
            found.extended_by(limit(3, Unit.WORKING_DAY))

    def test_an_agreed_day_gives_it_one(self) -> None:
        found = deadline(
            RECEIVED, TimeLimit(unit=Unit.BY_AGREEMENT), CALENDAR, agreed_at=day("05/12/2026")
        )
        assert found.on == day("05/12/2026")  # a Saturday: as agreed, not rolled


class TestLimitsThatAreNone:
    """What is not a limit is refused before it is counted."""

    def test_a_lower_bound_sets_no_due_date(self) -> None:
        at_least = TimeLimit(value=5, unit=Unit.WORKING_DAY, bound=Bound.MIN)
        with pytest.raises(InvalidLimit, match="lower bound"):
            deadline(RECEIVED, at_least, CALENDAR)

    @pytest.mark.parametrize(
        "fields",
        [
            {"value": -1, "unit": Unit.WORKING_DAY},
            {"value": 0, "unit": Unit.WORKING_DAY},
            {"value": 1, "unit": Unit.SAME_DAY},
            {"value": Fraction(1, 2), "unit": Unit.MONTH},
            {"value": 3, "unit": Unit.WORKING_DAY, "cutoff": dt.time(15)},
            {"value": 3, "unit": Unit.WORKING_DAY,
             "after_cutoff": AfterCutoff.RESULT_NEXT_WORKING_DAY},
        ],
    )  # fmt: skip
    def test_contradictions(self, fields: dict[str, object]) -> None:
        with pytest.raises(InvalidLimit):
            TimeLimit(**fields)  # type: ignore[arg-type]

    @pytest.mark.parametrize("unit", [Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR,
                                      Unit.WORKING_DAY, Unit.WORKING_HOUR])  # fmt: skip
    @pytest.mark.parametrize("value", [10_000_000, 10**15])
    def test_a_limit_beyond_the_calendar_is_out_of_coverage(self, unit: Unit, value: int) -> None:
        with pytest.raises(OutOfCoverage):
            deadline(RECEIVED, limit(value, unit), CALENDAR)

    def test_naive_and_wrong_receipts(self) -> None:
        with pytest.raises(NaiveTimestamp):
            deadline(RECEIVED.replace(tzinfo=None), limit(3, Unit.WORKING_DAY), CALENDAR)
        with pytest.raises(WrongType):
            deadline("2026-11-20", limit(3, Unit.WORKING_DAY), CALENDAR)  # type: ignore[arg-type]

    def test_exact_amounts(self) -> None:
        assert TimeLimit(value=0.5, unit=Unit.WORKING_DAY).value == Fraction(1, 2)
        assert TimeLimit(value="2", unit="working_day").value == 2
        assert TimeLimit(value=Fraction(4, 2), unit=Unit.WORKING_DAY).value == 2


class TestRemoteAreas:
    """Land registration in mountainous communes: 10 more working days; a land dispute there: 10
    more calendar days."""

    def test_extra_days_take_the_unit_of_the_limit(self) -> None:
        registration = deadline(
            at("02/11/2026 09:00"), limit(15, Unit.WORKING_DAY), CALENDAR, remote_area_days=10
        )
        assert registration.on == day("08/12/2026")
        dispute = deadline(
            at("02/11/2026 09:00"), limit(45, Unit.CALENDAR_DAY), CALENDAR, remote_area_days=10
        )
        assert dispute.on == day("28/12/2026")  # 55 days: Sunday 27/12, rolled

    def test_extra_days_of_another_unit_follow(self) -> None:
        working = CountingPolicy(remote_area_days=RemoteAreaDays.WORKING)
        found = deadline(
            at("02/11/2026 09:00"),
            limit(45, Unit.CALENDAR_DAY),
            CALENDAR,
            working,
            remote_area_days=10,
        )
        assert found.on == CALENDAR.add_working_days(day("17/12/2026"), 10)
        assert "Cộng thêm" in found.explain() or "Gia hạn" in found.explain()

    def test_only_limits_in_days_take_them(self) -> None:
        with pytest.raises(WrongType):
            deadline(RECEIVED, limit(8, Unit.WORKING_HOUR), CALENDAR, remote_area_days=10)
        with pytest.raises(WrongType):
            deadline(RECEIVED, limit(8, Unit.WORKING_DAY), CALENDAR, remote_area_days=-1)


class TestApology:
    """Nghị định 118/2025 Điều 19 khoản 6: "chậm nhất 01 ngày trước ngày hết hạn"."""

    def test_a_working_day_before_when_that_day_is_off(self) -> None:  # case 38
        found = deadline(at("20/11/2026 09:00"), limit(2, Unit.WORKING_DAY), CALENDAR)
        assert (found.on, found.apology_by) == (day("25/11/2026"), day("23/11/2026"))
        literal = CountingPolicy(apology_on_day_off=ApologyOnDayOff.LITERAL)
        assert deadline(RECEIVED, limit(2, Unit.WORKING_DAY), CALENDAR, literal).apology_by == day(
            "24/11/2026"
        )


class TestPolicies:
    """Every choice is a named value; a string with its value does as well."""

    def test_defaults_are_documented_choices(self) -> None:
        for field in attrs.fields(CountingPolicy):
            kind = type(getattr(CountingPolicy(), field.name))
            assert kind.__doc__
            assert len(kind.__members__) >= 2

    def test_an_unknown_value_is_refused(self) -> None:
        with pytest.raises(ValueError, match="tomorrow"):
            CountingPolicy(cutoff_exact="tomorrow")  # type: ignore[arg-type]
        exact = CountingPolicy(cutoff_exact="next_day")  # type: ignore[arg-type]
        assert exact.cutoff_exact is CutoffExact.NEXT_DAY

    def test_a_mere_date_on_a_day_off_can_be_deemed_the_next_working_day(self) -> None:
        deemed = CountingPolicy(off_hours_receipt=OffHoursReceipt.NEXT_WORKING_DAY)
        found = deadline(day("22/11/2026"), limit(1, Unit.WORKING_DAY), CALENDAR, deemed)
        assert found.on == day("25/11/2026")
        assert "deemed_on" in [step.rule for step in found.trace]

    def test_closing_may_become_the_next_opening(self) -> None:
        moved = CountingPolicy(closing_boundary=ClosingBoundary.NEXT_OPENING)
        found = deadline(at("20/11/2026 15:00"), limit(2, Unit.WORKING_HOUR), CALENDAR, moved)
        assert found.at == at("23/11/2026 08:00")
        assert "next_opening" in [step.rule for step in found.trace]

    def test_every_choice_that_decided_says_so(self) -> None:
        stands = CountingPolicy(roll_over=RollOver.REST_AND_HOLIDAYS)
        in_lieu = deadline(at("17/04/2026 09:00"), limit(10, Unit.CALENDAR_DAY), CALENDAR, stands)
        assert in_lieu.on == day("27/04/2026")
        assert "not_rolled" in [step.rule for step in in_lieu.trace]
        rolled = deadline(at("17/04/2026 09:00"), limit(10, Unit.CALENDAR_DAY), CALENDAR)
        assert "rolled_inference" in [step.rule for step in rolled.trace]
        moved = CountingPolicy(hours_on_day_off=HoursOnDayOff.NEXT_WORKING_DAY)
        weekend = deadline(at("20/11/2026 16:00"), limit(24, Unit.HOUR), CALENDAR, moved)
        assert "hours_moved" in [step.rule for step in weekend.trace]
        assert "24:00 thứ Hai 23/11/2026" in weekend.explain()

    def test_clock_time_is_not_called_working_time(self) -> None:
        clock = CountingPolicy(fractional_calendar_day=FractionalCalendarDay.CLOCK_TIME)
        found = deadline(RECEIVED, limit(Fraction(1, 2), Unit.CALENDAR_DAY), CALENDAR, clock)
        assert "fraction" not in [step.rule for step in found.trace]


class TestTrace:
    """The steps an official can follow, each with its rule, days and citation."""

    def test_names_the_holiday_and_the_decision(self) -> None:
        found = deadline(RECEIVED, limit(5, Unit.WORKING_DAY), CALENDAR)
        skipped = [step for step in found.trace if step.rule.startswith("skipped")]
        culture = next(step for step in skipped if step.on == day("24/11/2026"))
        assert "Ngày Văn hóa Việt Nam" in culture.texts["vi"]
        assert culture.citation is not None
        assert culture.citation.number == "28/2026/QH16"

    def test_carries_the_weakest_confidence(self) -> None:
        over_culture_day = deadline(RECEIVED, limit(5, Unit.WORKING_DAY), CALENDAR)
        assert weakest_confidence(over_culture_day) is Confidence.SECONDARY
        plain = deadline(at("02/11/2026 09:00"), limit(3, Unit.WORKING_DAY), CALENDAR)
        assert weakest_confidence(plain) is Confidence.VERIFIED

    def test_says_when_the_civil_code_was_not_yet_in_force(self) -> None:
        old = deadline(at("20/06/2016 09:00"), limit(3, Unit.WORKING_DAY), CALENDAR)
        assert old.trace[-1].rule == "before_civil_code"
        new = deadline(at("20/06/2017 09:00"), limit(3, Unit.WORKING_DAY), CALENDAR)
        assert new.trace[-1].rule != "before_civil_code"

    def test_an_extension_tells_both_counts(self) -> None:
        found = deadline(RECEIVED, limit(30, Unit.CALENDAR_DAY), CALENDAR)
        text = found.extended_by(limit(30, Unit.CALENDAR_DAY)).explain("en")
        assert text.count("Due:") == 2
        assert "running on from the nominal end" in text

    def test_met_by_a_day_or_an_instant(self) -> None:
        hours = deadline(RECEIVED, limit(2, Unit.WORKING_HOUR), CALENDAR)
        with pytest.raises(WrongType, match="instant"):
            hours.is_met_by(day("20/11/2026"))
        with pytest.raises(NaiveTimestamp):
            hours.is_met_by(RECEIVED.replace(tzinfo=None))


class TestWhatAReviewerTried:
    """Combinations that once gave a wrong date or a trace that contradicted itself."""

    SHIFT = AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY
    MOVE = AfterCutoff.RESULT_NEXT_WORKING_DAY

    def test_of_two_cutoffs_the_earlier_counts(self) -> None:
        both = TimeLimit(
            value=3, unit=Unit.CALENDAR_DAY, cutoff=dt.time(17),
            cutoff_before_closing=dt.timedelta(hours=1), after_cutoff=self.SHIFT,
        )  # fmt: skip
        one = attrs.evolve(both, cutoff=None)
        late = at("20/11/2026 16:10")
        assert (
            deadline(late, both, CALENDAR).on
            == deadline(late, one, CALENDAR).on
            == day("25/11/2026")
        )
        later = attrs.evolve(both, cutoff=dt.time(15))
        assert deadline(at("20/11/2026 15:30"), later, CALENDAR).on == day("25/11/2026")

    def test_an_extension_in_hours_runs_from_the_nominal_end(self) -> None:
        base = deadline(at("11/11/2026 09:00"), limit(10, Unit.CALENDAR_DAY), CALENDAR)
        assert (base.nominal_on, base.on) == (day("21/11/2026"), day("23/11/2026"))
        assert base.extended_by(limit(8, Unit.WORKING_HOUR)).at == at("23/11/2026 17:00")

    def test_a_lower_bound_extends_nothing(self) -> None:
        base = deadline(RECEIVED, limit(10, Unit.CALENDAR_DAY), CALENDAR)
        with pytest.raises(InvalidLimit, match="lower bound"):
            base.extended_by(TimeLimit(value=5, unit=Unit.CALENDAR_DAY, bound=Bound.MIN))

    def test_an_agreed_day_is_not_moved_by_remote_area_days(self) -> None:
        working = CountingPolicy(remote_area_days=RemoteAreaDays.WORKING)
        found = deadline(day("20/11/2026"), limit(8, Unit.CALENDAR_DAY), CALENDAR, working,
                         agreed_at=day("01/12/2026"), remote_area_days=10)  # fmt: skip
        assert found.on == day("01/12/2026")

    def test_a_limit_in_hours_cannot_move_its_result_by_a_day(self) -> None:
        hours = TimeLimit(
            value=8, unit=Unit.WORKING_HOUR, cutoff=dt.time(15), after_cutoff=self.MOVE
        )
        with pytest.raises(InvalidLimit, match="limit in days"):
            deadline(at("20/11/2026 16:10"), hours, CALENDAR)

    @pytest.mark.parametrize("unit", [Unit.CALENDAR_DAY, Unit.HOUR, Unit.WORKING_DAY, Unit.NONE])
    def test_a_receipt_before_coverage_is_refused_whatever_the_unit(self, unit: Unit) -> None:
        wanted = limit(5, unit) if unit.has_amount else TimeLimit(unit=unit)
        with pytest.raises(OutOfCoverage):
            deadline(at("31/12/2009 09:00"), wanted, CALENDAR)
        if unit is not Unit.HOUR:
            with pytest.raises(OutOfCoverage):
                deadline(day("31/12/2009"), wanted, CALENDAR)

    @pytest.mark.parametrize(
        "agreed",
        [dt.date(2099, 11, 1), dt.date.max, dt.datetime.max.replace(tzinfo=dt.UTC)],
    )
    def test_an_agreed_day_beyond_coverage_is_refused(self, agreed: dt.date) -> None:
        with pytest.raises(OutOfCoverage):
            deadline(RECEIVED, limit(5, Unit.WORKING_DAY), CALENDAR, agreed_at=agreed)

    def test_remote_area_days_show_in_the_count(self) -> None:
        half = deadline(RECEIVED, limit(Fraction(1, 2), Unit.WORKING_DAY), CALENDAR,
                        remote_area_days=10)  # fmt: skip
        assert "còn -" not in half.explain()
        assert "10,5 ngày làm việc" in half.explain()
        ten = deadline(RECEIVED, limit(10, Unit.CALENDAR_DAY), CALENDAR, remote_area_days=10)
        assert "20 ngày, tính cả ngày nghỉ" in ten.explain()

    def test_a_moved_result_counts_no_day_more(self) -> None:
        three = TimeLimit(
            value=3, unit=Unit.WORKING_DAY, cutoff=dt.time(15), after_cutoff=self.MOVE
        )
        found = deadline(at("19/11/2026 15:30"), three, CALENDAR)
        assert (found.on, found.nominal_on) == (day("26/11/2026"), day("26/11/2026"))
        text = found.explain()
        assert "ngày thứ 4" not in text
        assert text.count("24/11/2026") == 1
        assert "trả kết quả trong ngày làm việc tiếp theo, thứ Năm 26/11/2026" in text

    def test_a_shifted_clock_in_hours_says_so(self) -> None:
        hours = TimeLimit(
            value=8, unit=Unit.WORKING_HOUR, cutoff=dt.time(15), after_cutoff=self.SHIFT
        )
        zero = CountingPolicy(clock_start_shift=ClockStartShift.DAY_ZERO)
        text = deadline(at("20/11/2026 15:20"), hours, CALENDAR, zero).explain()
        assert "ngày này không tính" not in text
        assert text.index("Tiếp nhận sau giờ chốt") < text.index("nghỉ hằng tuần")

    def test_exactly_at_the_cutoff_names_the_policy(self) -> None:
        same_day = TimeLimit(unit=Unit.SAME_DAY, cutoff=dt.time(15), after_cutoff=self.MOVE)
        strict = CountingPolicy(cutoff_exact=CutoffExact.NEXT_DAY)
        found = deadline(at("19/11/2026 15:00"), same_day, CALENDAR, strict)
        assert "exactly_at_cutoff" in [step.rule for step in found.trace]

    def test_a_law_is_cited_only_while_it_is_in_force(self) -> None:
        same_day = TimeLimit(unit=Unit.SAME_DAY, cutoff=dt.time(15), after_cutoff=self.MOVE)

        def cited(received: str) -> str:
            found = deadline(at(received), same_day, CALENDAR)
            step = next(step for step in found.trace if step.rule == "late_result")
            return step.citation.number if step.citation else ""

        assert cited("23/11/2026 15:10") == "60/2014/QH13"
        assert cited("05/03/2027 15:10") == "23/2015/NĐ-CP"  # 60/2014 ended on 28/02/2027
        early = TimeLimit(unit=Unit.SAME_DAY, cutoff=dt.time(10), after_cutoff=self.MOVE)
        late = next(step for step in deadline(at("23/11/2026 15:10"), early, CALENDAR).trace
                    if step.rule == "late_result")  # fmt: skip
        assert late.citation is None  # the procedure's own rule

    def test_only_hours_that_start_at_the_receipt_cite_the_fixed_moment(self) -> None:
        saturday = deadline(at("21/11/2026 10:00"), limit(2, Unit.WORKING_HOUR), CALENDAR)
        assert "working_clock_waits" in [step.rule for step in saturday.trace]
        friday = deadline(RECEIVED, limit(2, Unit.WORKING_HOUR), CALENDAR)
        assert "working_clock" in [step.rule for step in friday.trace]

    def test_a_default_that_decides_the_date_is_said(self) -> None:
        def rules(received: str, wanted: TimeLimit, **policy: str) -> list[str]:
            found = deadline(at(received), wanted, CALENDAR, CountingPolicy(**policy))  # type: ignore[arg-type]
            return [step.rule for step in found.trace]

        five, day_long = limit(5, Unit.WORKING_DAY), limit(24, Unit.HOUR)
        assert "off_hours" in rules("20/11/2026 18:30", five)
        assert "off_hours" in rules("21/11/2026 09:00", five)
        assert "off_hours" not in rules("20/11/2026 12:30", five)  # the same day either way
        assert "off_hours" in rules("20/11/2026 12:30", day_long)
        assert "off_hours" not in rules("20/11/2026 18:30", limit(2, Unit.WORKING_HOUR))
        deemed = rules("20/11/2026 18:30", five, off_hours_receipt="next_working_day")
        assert "off_hours" not in deemed
        assert "hours_stand" in rules("20/11/2026 09:00", day_long)
        assert "hours_stand" not in rules("19/11/2026 09:00", day_long)
        assert "at_closing" in rules("20/11/2026 08:00", limit(8, Unit.WORKING_HOUR))
        assert "at_closing" not in rules("20/11/2026 08:00", limit(7, Unit.WORKING_HOUR))

    def test_a_shifted_first_day_is_not_said_to_be_left_out(self) -> None:
        late = TimeLimit(
            value=3, unit=Unit.WORKING_DAY, cutoff=dt.time(15), after_cutoff=self.SHIFT
        )
        text = deadline(at("20/11/2026 15:20"), late, CALENDAR).explain()
        assert "thứ Hai 23/11/2026, ngày này là ngày thứ 1" in text
        assert "Ngày đầu không tính" not in text
        zero = CountingPolicy(clock_start_shift=ClockStartShift.DAY_ZERO)
        assert (
            "Ngày đầu không tính"
            in deadline(at("20/11/2026 15:20"), late, CALENDAR, zero).explain()
        )

    def test_english_traces_cite_in_english(self) -> None:
        text = deadline(RECEIVED, limit(5, Unit.WORKING_DAY), CALENDAR).explain("en")
        assert "article 147.2, Civil Code 2015 (91/2015/QH13)" in text
        assert "Điều" not in text

    def test_results_are_plain_values_whatever_came_in(self) -> None:
        received = pendulum.datetime(2026, 11, 20, 9, 0, tz="Asia/Ho_Chi_Minh")
        for wanted in (limit(24, Unit.HOUR), limit(2, Unit.WORKING_HOUR)):
            found = deadline(received, wanted, CALENDAR)
            assert (type(found.on), type(found.at)) == (dt.date, dt.datetime)
        agreed = deadline(received, limit(2, Unit.WORKING_DAY), CALENDAR,
                          agreed_at=received.add(days=3))  # fmt: skip
        assert (type(agreed.on), type(agreed.at)) == (dt.date, dt.datetime)

    def test_wrong_kinds_of_arguments_are_named(self) -> None:
        five = limit(5, Unit.WORKING_DAY)
        with pytest.raises(WrongType, match="WorkingCalendar"):
            deadline(RECEIVED, five, None)  # type: ignore[arg-type]
        with pytest.raises(WrongType, match="CountingPolicy"):
            deadline(RECEIVED, five, CALENDAR, None)  # type: ignore[arg-type]
        with pytest.raises(UnknownChoice, match="one of: working_day"):
            TimeLimit(value=5, unit="fortnight")
        with pytest.raises(UnknownChoice):
            TimeLimit.parse("5 ngày", bare_day="x")  # type: ignore[arg-type]
        for value in ("abc", float("inf"), float("nan"), True):
            with pytest.raises(WrongType, match="a number"):
                TimeLimit(value=value, unit=Unit.HOUR)
