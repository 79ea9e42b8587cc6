"""Stops at their corners: last days, days off, Tết, hours, extensions, agreed days, words."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import at, day
from tests.life_finding_cases import EXTENDABLE, FIVE
from tests.lives import (
    BASIS,
    CALENDAR,
    CODE,
    catalogue,
    codes,
    dossier,
    e,
    finding,
    judged,
    limit_of,
    row,
)
from tthc_deadlines import deadline
from tthc_deadlines.checking.life.clocks import clock_of
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.courses import runs_of
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import NaiveTimestamp, OutOfCoverage, ReversedInterval
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.policy import (
    ClosingBoundary,
    CountingPolicy,
    HoursOnDayOff,
    RemoteAreaDays,
)
from tthc_deadlines.limits.stops import Stop, merged
from tthc_deadlines.procedures.procedure import ExtensionRule, SupplementEffect


def stop(start: str, end: str, *ground: str) -> Stop:
    return Stop(at(start), at(end), (ground[0], ground[1]) if ground else ("", ""))


def due(words: str, received: str, *stops: Stop, policy: CountingPolicy | None = None) -> Deadline:
    found = deadline(at(received), limit_of(words), CALENDAR, policy or CountingPolicy())
    return found.stopped_for(stops)


class TestLimitsInDays:
    """ "Không tính": the days after the day of stopping, up to and including that of resuming."""

    @pytest.mark.parametrize(
        ("stops", "last"),
        [
            ([], "09/11/2026"),
            ([stop("03/11/2026 08:00", "04/11/2026 17:00")], "10/11/2026"),
            ([stop("03/11/2026 17:00", "04/11/2026 08:00")], "10/11/2026"),  # days, not hours
            ([stop("03/11/2026 08:00", "03/11/2026 17:00")], "09/11/2026"),  # within one day
            ([stop("03/11/2026 08:00", "03/11/2026 08:00")], "09/11/2026"),  # of no length
            ([stop("07/11/2026 08:00", "08/11/2026 17:00")], "09/11/2026"),  # a weekend
            ([stop("06/11/2026 16:00", "08/11/2026 17:00")], "09/11/2026"),  # Friday to Sunday
            ([stop("26/10/2026 08:00", "30/10/2026 08:00")], "09/11/2026"),  # before receipt
            ([stop("26/10/2026 08:00", "02/11/2026 17:00")], "09/11/2026"),  # the day of receipt
            ([stop("26/10/2026 08:00", "04/11/2026 17:00")], "11/11/2026"),  # across it
            ([stop("10/11/2026 00:00", "20/11/2026 08:00")], "09/11/2026"),  # when it had run out
            (
                [
                    stop("03/11/2026 08:00", "05/11/2026 08:00"),
                    stop("04/11/2026 08:00", "06/11/2026 08:00"),
                ],
                "12/11/2026",
            ),
        ],
    )
    def test_five_working_days_from_monday(self, stops: list[Stop], last: str) -> None:
        assert due("05 ngày làm việc", "02/11/2026 09:00", *stops).on == day(last)

    @pytest.mark.parametrize(
        ("resumed", "last"),
        [
            ("09/11/2026 17:00", "09/11/2026"),  # the same day
            ("10/11/2026 09:00", "10/11/2026"),  # no day was left: the day of resuming
            ("14/11/2026 09:00", "16/11/2026"),  # which is a Saturday: the next working day
            ("24/11/2026 09:00", "25/11/2026"),  # a holiday
        ],
    )
    def test_stopped_on_the_very_last_day(self, resumed: str, last: str) -> None:
        for words in ("05 ngày làm việc", "07 ngày"):
            found = due(words, "02/11/2026 09:00", stop("09/11/2026 16:00", resumed))
            assert found.on == day(last)
            assert found.is_met_by(at(resumed))

    def test_no_day_left_is_not_gained_by_a_second_stop(self) -> None:
        found = due(
            "05 ngày làm việc",
            "02/11/2026 09:00",
            stop("09/11/2026 16:00", "14/11/2026 09:00"),
            stop("15/11/2026 09:00", "18/11/2026 09:00"),  # from Sunday; it was due on Monday
        )
        assert found.on == day("18/11/2026")

    def test_plain_days_lose_plain_days_and_roll_once_at_the_end(self) -> None:
        found = due("10 ngày", "02/11/2026 09:00", stop("05/11/2026 09:00", "07/11/2026 09:00"))
        assert (found.nominal_on, found.on) == (day("14/11/2026"), day("16/11/2026"))

    def test_in_the_days_rolled_over_it_can_still_be_stopped(self) -> None:
        # 12 days end on Saturday the 14th, so on Monday; stopped on Sunday.
        found = due("12 ngày", "02/11/2026 09:00", stop("15/11/2026 09:00", "18/11/2026 09:00"))
        assert found.on == day("18/11/2026")

    def test_across_tet_only_working_days_are_lost(self) -> None:
        plain, stopped = (
            due("05 ngày làm việc", "11/02/2026 09:00", *stops)
            for stops in ([], [stop("13/02/2026 09:00", "24/02/2026 09:00")])
        )
        # Tết is 16–20 February; the 23rd and 24th are lost.
        assert (plain.on, stopped.on) == (day("25/02/2026"), day("27/02/2026"))

    @pytest.mark.parametrize(("words", "last"), [
        ("02 tuần", "18/11/2026"), ("01 tháng", "04/12/2026"), ("trong ngày", "02/11/2026"),
    ])  # fmt: skip
    def test_other_units_lose_days_by_the_calendar(self, words: str, last: str) -> None:
        found = due(words, "02/11/2026 09:00", stop("05/11/2026 09:00", "07/11/2026 09:00"))
        assert found.on == day(last)

    def test_the_same_day_is_due_on_the_day_of_resuming(self) -> None:
        found = due("trong ngày", "02/11/2026 09:00", stop("02/11/2026 10:00", "04/11/2026 09:00"))
        assert found.on == day("04/11/2026")

    def test_an_end_outside_the_calendar_is_refused(self) -> None:
        late = stop("20/12/2060 09:00", "30/12/2060 09:00")
        with pytest.raises(OutOfCoverage):
            due("10 ngày làm việc", "16/12/2060 09:00", late)


class TestLimitsInHours:
    """ "Thời hạn tính bằng giờ": the time between the two instants is not counted."""

    @pytest.mark.parametrize(
        ("stops", "end"),
        [
            ([], "02/11/2026 17:00"),
            ([stop("02/11/2026 10:00", "02/11/2026 11:00")], "03/11/2026 09:00"),
            ([stop("02/11/2026 12:00", "02/11/2026 13:00")], "02/11/2026 17:00"),  # the break
            ([stop("02/11/2026 17:00", "03/11/2026 06:00")], "03/11/2026 08:00"),  # nothing left
            ([stop("02/11/2026 17:00", "03/11/2026 10:00")], "03/11/2026 10:00"),
            ([stop("02/11/2026 17:01", "03/11/2026 10:00")], "02/11/2026 17:00"),  # ran out
            ([stop("02/11/2026 16:00", "07/11/2026 10:00")], "09/11/2026 09:00"),  # to a Saturday
            ([stop("30/10/2026 09:00", "02/11/2026 08:30")], "02/11/2026 17:00"),  # before
            ([stop("30/10/2026 09:00", "02/11/2026 09:30")], "03/11/2026 08:30"),  # across it
            ([stop("02/11/2026 10:00", "02/11/2026 10:00")], "02/11/2026 17:00"),
        ],
    )
    def test_seven_working_hours(self, stops: list[Stop], end: str) -> None:
        assert due("07 giờ làm việc", "02/11/2026 09:00", *stops).at == at(end)

    def test_a_budget_spent_at_closing_may_mean_the_next_opening(self) -> None:
        policy = CountingPolicy(closing_boundary=ClosingBoundary.NEXT_OPENING)
        found = due("07 giờ làm việc", "02/11/2026 09:00",
                    stop("02/11/2026 12:00", "03/11/2026 13:00"), policy=policy)  # fmt: skip
        assert found.at == at("04/11/2026 08:00")

    @pytest.mark.parametrize(
        ("stops", "end"),
        [
            ([stop("06/11/2026 10:00", "06/11/2026 12:00")], "07/11/2026 11:00"),
            ([stop("07/11/2026 09:00", "08/11/2026 20:00")], "08/11/2026 20:00"),  # nothing left
            ([stop("07/11/2026 09:01", "08/11/2026 20:00")], "07/11/2026 09:00"),
        ],
    )
    def test_hours_by_the_clock(self, stops: list[Stop], end: str) -> None:
        assert due("24 giờ", "06/11/2026 09:00", *stops).at == at(end)

    @pytest.mark.parametrize(
        ("received", "stops", "last"),
        [
            # Ends on Saturday 09:00, so on Monday.
            ("06/11/2026 09:00", [], "09/11/2026"),
            ("06/11/2026 09:00", [stop("06/11/2026 10:00", "07/11/2026 16:00")], "09/11/2026"),
            # Stopped on Sunday, when only the days off were left.
            ("06/11/2026 09:00", [stop("08/11/2026 10:00", "09/11/2026 10:00")], "09/11/2026"),
            # Moved onto a Saturday by the stop.
            ("05/11/2026 09:00", [stop("05/11/2026 10:00", "06/11/2026 16:00")], "09/11/2026"),
        ],
    )
    def test_hours_that_end_on_a_day_off_move_by_policy(
        self, received: str, stops: list[Stop], last: str
    ) -> None:
        policy = CountingPolicy(hours_on_day_off=HoursOnDayOff.NEXT_WORKING_DAY)
        found = due("24 giờ", received, *stops, policy=policy)
        assert found.on == day(last)
        assert found.ends_with_day

    def test_hours_beyond_the_calendar_are_refused(self) -> None:
        with pytest.raises(OutOfCoverage):
            due("24 giờ", "31/12/2060 00:00", stop("31/12/2060 01:00", "31/12/2060 03:00"))


class TestExtendedLimits:
    BASE = deadline(at("02/11/2026 09:00"), limit_of("05 ngày làm việc"), CALENDAR)

    @pytest.mark.parametrize(
        ("one", "last"),
        [
            (stop("04/11/2026 09:00", "06/11/2026 09:00"), "18/11/2026"),  # in the first part
            (stop("09/11/2026 09:00", "11/11/2026 09:00"), "18/11/2026"),  # on its last day
            (stop("12/11/2026 09:00", "16/11/2026 09:00"), "18/11/2026"),  # in the second
        ],
    )
    def test_a_stop_counts_in_whichever_part_it_falls(self, one: Stop, last: str) -> None:
        longer = self.BASE.extended_by(limit_of("05 ngày làm việc"))
        assert longer.on == day("16/11/2026")
        assert longer.stopped_for([one]).on == day(last)

    def test_each_part_loses_its_own_kind_of_days(self) -> None:
        longer = self.BASE.extended_by(limit_of("10 ngày"))  # from the 9th to the 19th
        weekend = stop("05/11/2026 09:00", "08/11/2026 09:00")  # Friday is lost
        assert longer.stopped_for([weekend]).on == day("20/11/2026")
        later = stop("13/11/2026 09:00", "15/11/2026 09:00")  # two plain days
        found = longer.stopped_for([weekend, later])
        assert found.nominal_on == day("22/11/2026")
        assert found.on == day("23/11/2026")
        text = found.explain("en")
        assert "1 day not counted" in text
        assert "2 days not counted" in text

    def test_minutes_after_days_stop_from_their_own_first_instant(self) -> None:
        base = deadline(at("23/01/2026 00:00"), limit_of("01 ngày"), CALENDAR)  # a Saturday
        longer = base.extended_by(limit_of("02 phút"))
        assert longer.at == at("25/01/2026 00:02")
        one = stop("25/01/2026 00:00", "25/01/2026 00:10")
        assert longer.stopped_for([one]).at == at("25/01/2026 00:12")

    def test_where_policy_moves_hours_off_days_off_no_stop_makes_them_earlier(self) -> None:
        policy = CountingPolicy(hours_on_day_off=HoursOnDayOff.NEXT_WORKING_DAY)
        base = deadline(at("23/01/2026 00:15"), limit_of("47 giờ"), CALENDAR, policy)
        longer = base.extended_by(limit_of("01 giờ"))  # from the end of Saturday: Sunday
        one = stop("24/01/2026 22:00", "24/01/2026 23:30")
        for due in (base, longer):
            assert due.at == due.stopped_for([one]).at == at("27/01/2026 00:00")

    def test_no_later_stop_makes_an_hour_from_the_nominal_end_come_before_the_first_part(
        self,
    ) -> None:
        base = deadline(at("20/01/2026 09:00"), limit_of("02 ngày"), CALENDAR)  # to Thursday
        longer = base.extended_by(limit_of("02 giờ"))
        one = stop("21/01/2026 09:00", "23/01/2026 09:00")  # to Saturday, which is Monday
        assert base.stopped_for([one]).on == day("26/01/2026")
        assert longer.stopped_for([one]).at == at("27/01/2026 00:00")

    def test_hours_by_the_clock_are_counted_from_where_stops_moved_them(self) -> None:
        longer = self.BASE.extended_by(limit_of("24 giờ"))
        first = stop("04/11/2026 09:00", "06/11/2026 09:00")  # so from the 11th to the 12th
        second = stop("12/11/2026 08:00", "12/11/2026 10:00")
        assert longer.stopped_for([first]).at == at("13/11/2026 00:00")
        assert longer.stopped_for([first, second]).at == at("13/11/2026 02:00")

    def test_a_thousand_stops_in_three_hundred_extensions_are_counted_at_once(self) -> None:
        one = limit_of("01 ngày làm việc")
        longer = self.BASE
        for _ in range(300):
            longer = longer.extended_by(one)
        whole = deadline(at("02/11/2026 09:00"), limit_of("305 ngày làm việc"), CALENDAR)
        begin, hour = at("03/11/2026 09:00"), dt.timedelta(hours=1)
        stops = [Stop(begin + n * 36 * hour, begin + (n * 36 + 20) * hour) for n in range(1000)]
        found = longer.stopped_for(stops)
        assert found.on == whole.stopped_for(stops).on
        assert len(found.explain("vi").splitlines()) > len(found.stops) > 300

    def test_thousands_of_extensions_are_explained(self) -> None:
        longer = self.BASE
        for _ in range(2000):
            longer = longer.extended_by(limit_of("01 ngày"))
        one = stop("03/11/2026 09:00", "04/11/2026 09:00")
        for found in (longer, longer.stopped_for([one])):
            assert found.explain("en").count("Extended") == 2000

    def test_a_stop_before_and_one_after_the_extension_are_told_once_each(self) -> None:
        first = stop("04/11/2026 09:00", "06/11/2026 09:00")
        second = stop("16/11/2026 09:00", "17/11/2026 09:00")
        longer = self.BASE.stopped_for([first]).extended_by(limit_of("05 ngày làm việc"))
        found = longer.stopped_for([second])
        both = self.BASE.extended_by(limit_of("05 ngày làm việc")).stopped_for([first, second])
        assert found == both
        assert found.on == day("19/11/2026")
        assert found.explain("en").count("Stopped") == 2
        assert longer.stopped_for([]) is longer

    def test_remote_area_days_of_another_kind_are_such_a_part(self) -> None:
        policy = CountingPolicy(remote_area_days=RemoteAreaDays.CALENDAR)
        base = deadline(at("02/11/2026 09:00"), limit_of("05 ngày làm việc"), CALENDAR, policy,
                        remote_area_days=10)  # fmt: skip
        assert base.on == day("19/11/2026")
        found = base.stopped_for([stop("03/11/2026 09:00", "05/11/2026 09:00")])
        assert found.on == day(
            "23/11/2026"
        )  # the first part ends on the 11th, ten later a Saturday


class TestAgreedDays:
    @staticmethod
    def agreed(when: dt.date, *stops: Stop) -> Deadline:
        return deadline(
            at("02/11/2026 09:00"), limit_of("theo thỏa thuận"), CALENDAR, agreed_at=when
        ).stopped_for(stops)

    def test_an_agreed_day_stays(self) -> None:
        one = stop("04/11/2026 09:00", "12/11/2026 09:00")
        assert self.agreed(day("14/11/2026"), one).on == day("14/11/2026")
        assert self.agreed(at("13/11/2026 10:00"), one).at == at("13/11/2026 10:00")

    @pytest.mark.parametrize(
        ("resumed", "last"),
        [("18/11/2026 09:00", "18/11/2026"), ("21/11/2026 09:00", "23/11/2026")],
    )
    def test_it_does_not_run_out_while_stopped(self, resumed: str, last: str) -> None:
        found = self.agreed(day("14/11/2026"), stop("04/11/2026 09:00", resumed))
        assert found.on == day(last)
        assert found.ends_with_day
        assert "0 days not counted" in found.explain("en")

    @pytest.mark.parametrize(
        ("resumed", "end"),
        [("18/11/2026 09:30", "18/11/2026 09:30"), ("21/11/2026 09:00", "23/11/2026 08:00")],
    )
    def test_nor_does_an_agreed_instant(self, resumed: str, end: str) -> None:
        found = self.agreed(at("13/11/2026 10:00"), stop("13/11/2026 10:00", resumed))
        assert found.at == at(end)
        assert "0" in found.explain("vi")

    def test_without_a_day_there_is_nothing_to_stop(self) -> None:
        undated = deadline(at("02/11/2026 09:00"), limit_of("theo thỏa thuận"), CALENDAR)
        assert undated.stopped_for([stop("04/11/2026 09:00", "12/11/2026 09:00")]) is undated


class TestMerging:
    def test_overlapping_touching_and_nested_are_one_with_each_ground_once(self) -> None:
        a, b = ("giám định", "appraisal"), ("niêm yết", "notice")
        found = merged(
            [
                stop("05/11/2026 09:00", "07/11/2026 09:00", *b),
                stop("03/11/2026 09:00", "05/11/2026 09:00", *a),
                stop("04/11/2026 09:00", "04/11/2026 10:00", *a),
                stop("06/11/2026 09:00", "06/11/2026 10:00"),
                stop("08/11/2026 09:00", "09/11/2026 10:00", *b),
            ]
        )
        assert found == [
            stop(
                "03/11/2026 09:00", "07/11/2026 09:00", "giám định; niêm yết", "appraisal; notice"
            ),
            stop("08/11/2026 09:00", "09/11/2026 10:00", *b),
        ]

    def test_what_is_no_interval_of_instants_is_refused(self) -> None:
        naive = dt.datetime(2026, 11, 3, 9)  # noqa: DTZ001
        good = stop("03/11/2026 09:00", "05/11/2026 09:00")
        with pytest.raises(ReversedInterval):
            merged([good, Stop(good.end, good.start)])
        for bad in (Stop(naive, good.end), Stop(good.start, naive)):
            with pytest.raises(NaiveTimestamp):
                merged([good, bad])


class TestWords:
    def test_each_stop_is_told_with_its_ground_and_what_it_takes(self) -> None:
        found = due(
            "05 ngày làm việc",
            "02/11/2026 09:00",
            stop("03/11/2026 09:00", "05/11/2026 09:00", "giám định", "appraisal"),
        )
        first, last = "Tue 2026-11-03 09:00", "Thu 2026-11-05 09:00"
        assert found.explain("en").splitlines()[-2:] == [
            f"Stopped from {first} to {last} (appraisal): 2 days not counted",
            "With the stops taken out, due: Wed 2026-11-11 24:00",
        ]
        assert "(giám định): 2 ngày không tính" in found.explain("vi")

    def test_hours_before_the_receipt_are_not_said_to_be_taken_out(self) -> None:
        found = due(
            "07 giờ làm việc", "02/11/2026 09:00", stop("30/10/2026 09:00", "02/11/2026 10:00")
        )
        assert ": 1 h not counted" in found.explain("en")


class TestInTheLifeOfADossier:
    ACCEPTED = e(ev.Accepted, "02/11/2026 09:00")
    STOP = (
        e(ev.Stopped, "05/11/2026 09:00", ground="expert_appraisal"),
        e(ev.Resumed, "12/11/2026 15:00"),
    )

    def due_of(self, *events: Event, when: str = "01/12/2026 09:00") -> dt.date | None:
        return judged(dossier(self.ACCEPTED, *events), when, strict=False).due_on

    def test_an_extension_then_a_stop_and_a_stop_then_an_extension(self) -> None:
        assert self.due_of() == day("16/11/2026")
        assert self.due_of(*self.STOP) == day("23/11/2026")
        extended = e(ev.Extended, "04/11/2026 09:00", amount="05 ngày làm việc")
        assert self.due_of(extended) == day("23/11/2026")
        assert self.due_of(extended, *self.STOP) == day("01/12/2026")  # 24/11 is a holiday
        again = e(ev.Extended, "20/11/2026 09:00", amount="05 ngày làm việc")
        assert self.due_of(*self.STOP, again) == day("01/12/2026")

    def test_a_whole_limit_instead_of_the_first_loses_the_same_days(self) -> None:
        total = e(ev.Extended, "04/11/2026 09:00", amount="15 ngày làm việc", total=True)
        assert self.due_of(total) == day("23/11/2026")
        assert self.due_of(total, *self.STOP) == day("01/12/2026")

    def test_a_stop_in_the_time_that_an_extension_gave(self) -> None:
        extended = e(ev.Extended, "10/11/2026 09:00", amount="05 ngày làm việc")
        late = (
            e(ev.Stopped, "18/11/2026 09:00", ground="expert_appraisal"),
            e(ev.Resumed, "20/11/2026 09:00"),
        )
        assert self.due_of(*late) == day("16/11/2026")  # it had run out
        assert self.due_of(extended, *late) == day("26/11/2026")

    def test_extended_while_stopped_past_the_first_date_is_in_time(self) -> None:
        begun = e(ev.Stopped, "13/11/2026 09:00", ground="expert_appraisal")
        extended = e(ev.Extended, "20/11/2026 09:00", amount="05 ngày làm việc")
        found = judged(dossier(self.ACCEPTED, begun, extended), "20/11/2026 10:00")
        assert found.status is Status.STOPPED
        assert found.runs[-1].refused == ()

    def test_one_that_comes_too_late_is_not_counted(self) -> None:
        late = e(ev.Extended, "17/11/2026 09:00", amount="05 ngày làm việc")
        found = judged(dossier(self.ACCEPTED, late), "18/11/2026 09:00")
        assert found.due_on == day("16/11/2026")
        assert found.runs[-1].too_late == found.runs[-1].refused == (late,)
        assert found.runs[-1].counted == found.runs[-1].not_longer == ()
        assert found.status is Status.OVERDUE

    @pytest.mark.parametrize(
        "extension",
        [
            e(ev.Extended, "04/11/2026 09:00", until="10/11/2026"),  # it shortens
            e(ev.Extended, "04/11/2026 09:00", until="01/11/2026"),  # before the receipt
            e(ev.Extended, "04/11/2026 09:00", amount="ít nhất 05 ngày"),  # sets no date
            e(ev.Extended, "04/11/2026 09:00", amount="theo thỏa thuận"),
            e(ev.Extended, "04/11/2026 09:00", amount="05 ngày làm việc", total=True),
        ],
    )
    def test_an_extension_that_gives_no_later_date_is_not_counted(self, extension: Event) -> None:
        found = judged(dossier(self.ACCEPTED, extension), "18/11/2026 09:00")
        assert found.due_on == day("16/11/2026")
        assert found.runs[-1].not_longer == found.runs[-1].refused == (extension,)
        assert found.runs[-1].counted == found.runs[-1].too_late == ()
        assert found.status is Status.OVERDUE

    def test_those_refused_keep_their_order(self) -> None:
        short = e(ev.Extended, "04/11/2026 09:00", until="10/11/2026")
        good = e(ev.Extended, "05/11/2026 09:00", until="20/11/2026")
        late = e(ev.Extended, "23/11/2026 09:00", until="27/11/2026")
        (run,) = judged(dossier(self.ACCEPTED, short, good, late), "24/11/2026 09:00").runs
        assert (run.refused, run.counted) == ((short, late), (good,))

    STOPPED_AFTER = (
        e(ev.Stopped, "06/11/2026 09:00", ground="financial_obligation"),
        e(ev.Resumed, "16/11/2026 09:00"),
    )

    def test_no_stop_recorded_later_condemns_an_extension(self) -> None:
        # 15 working days end on 23/11; the stop takes 6 out, so without an extension on 02/12.
        words = "15 ngày làm việc"
        extended = e(ev.Extended, "05/11/2026 09:00", until="01/12/2026")
        for events, due in (
            ((), "23/11/2026"),
            ((extended,), "01/12/2026"),
            (self.STOPPED_AFTER, "02/12/2026"),
            ((extended, *self.STOPPED_AFTER), "02/12/2026"),  # never earlier than without it
        ):
            found = judged(dossier(self.ACCEPTED, *events, words=words), "17/11/2026 09:00")
            assert found.due_on == day(due)
            assert found.runs[-1].refused == ()
            assert not {"extension_after_due", "extension_not_longer"} & set(codes(found))

    def test_days_added_lengthen_whichever_of_the_two_holds(self) -> None:
        extended = e(ev.Extended, "05/11/2026 09:00", until="01/12/2026")
        more = e(ev.Extended, "17/11/2026 09:00", amount="05 ngày làm việc")
        events = (extended, *self.STOPPED_AFTER, more)
        found = judged(dossier(self.ACCEPTED, *events, words="15 ngày làm việc"),
                       "17/11/2026 10:00")  # fmt: skip
        assert found.due_on == day("09/12/2026")

    def test_a_stop_that_begins_after_the_extension_saves_none_that_came_late(self) -> None:
        late = e(ev.Extended, "17/11/2026 09:00", amount="05 ngày làm việc")
        begun = e(ev.Stopped, "17/11/2026 10:00", ground="expert_appraisal")
        (run,) = judged(dossier(self.ACCEPTED, late, begun), "18/11/2026 09:00").runs
        assert run.too_late == (late,)

    def test_hundreds_of_extensions_of_every_kind_and_stops_end(self) -> None:
        begin, hour = at("02/11/2026 10:00"), dt.timedelta(hours=1)
        events: list[Event] = [self.ACCEPTED]
        for n in range(1000):
            start = begin + n * 10 * hour
            events += [
                ev.Stopped(id=f"s{n}", occurred_at=start, ground="expert_appraisal"),
                ev.Resumed(id=f"r{n}", occurred_at=start + 8 * hour),
            ]
            if n % 3 == 0:
                moment = start + 9 * hour
                told = (
                    {"amount": limit_of("02 ngày làm việc")},
                    {"until": moment.date() + dt.timedelta(days=40)},
                    {"amount": limit_of(f"{40 + n} ngày"), "total": True},
                )[n % 9 // 3]
                events.append(ev.Extended(id=f"e{n}", occurred_at=moment, **told))
        (run,) = judged(dossier(*events), "20/11/2028 09:00").runs
        assert len(run.run.extensions) == 334
        assert run.too_late == ()
        assert len(run.counted) > 200

    def test_a_day_it_was_extended_to_does_not_run_out_while_stopped(self) -> None:
        extended = e(ev.Extended, "04/11/2026 09:00", until="20/11/2026")
        begun = e(ev.Stopped, "19/11/2026 09:00", ground="expert_appraisal")
        found = judged(dossier(self.ACCEPTED, extended, begun), "30/11/2026 09:00")
        assert found.status is Status.STOPPED
        resumed = e(ev.Resumed, "30/11/2026 09:00")
        found = judged(dossier(self.ACCEPTED, extended, begun, resumed), "30/11/2026 10:00")
        assert found.due_on == day("30/11/2026")

    def test_what_was_late_stays_late_whatever_stops_it(self) -> None:
        begun = e(ev.Stopped, "17/11/2026 09:00", ground="expert_appraisal")
        found = judged(dossier(self.ACCEPTED, begun), "20/11/2026 09:00")
        assert found.status is Status.OVERDUE
        assert not found.runs[-1].is_stopped

    def test_working_time_used_leaves_stops_out(self) -> None:
        found = judged(dossier(self.ACCEPTED, *self.STOP), "13/11/2026 10:00")
        # 2–5 November: 7, 8, 8 and 1 hours; the 12th: 2; the 13th: 2.
        assert found.working_used == dt.timedelta(hours=28)
        assert found.runs[-1].used(CALENDAR, at("02/11/2026 08:00")) == dt.timedelta()


class TestBoundsOfExtensions:
    """Once, at most five working days: received on Friday 20/11, due 30/11, so by 07/12."""

    ACCEPTED = e(ev.Accepted, "20/11/2026 09:00")
    STOP = (
        e(ev.Stopped, "25/11/2026 10:00", ground="expert_appraisal"),
        e(ev.Resumed, "27/11/2026 09:00"),  # two working days
    )
    STOPPABLE_TOO = catalogue(
        row(FIVE),
        extensions=(ExtensionRule(times=2, longest=limit_of(FIVE), basis=BASIS),),
    )

    @staticmethod
    def is_beyond(*events: Event, **values: object) -> bool:
        one = dossier(TestBoundsOfExtensions.ACCEPTED, *events, procedure_code=CODE)
        found = judged(one, "04/12/2026 09:00", values.get("among", EXTENDABLE))  # type: ignore[arg-type]
        assert not found.runs[-1].refused
        return "extension_beyond_bounds" in codes(found)

    @pytest.mark.parametrize(
        ("amount", "beyond"),
        [
            ("30 ngày", True),
            ("07 ngày", False),  # to the very day
            ("08 ngày", True),
            ("40 giờ làm việc", False),
            ("41 giờ làm việc", True),
            ("01 tuần", False),
            ("01 tháng", True),
        ],
    )
    def test_an_amount_in_another_unit_is_compared_by_where_it_ends(
        self, amount: str, beyond: bool
    ) -> None:
        extended = e(ev.Extended, "24/11/2026 09:00", amount=amount)
        assert self.is_beyond(extended) is beyond

    @pytest.mark.parametrize(("until", "beyond"), [("09/12/2026", False), ("10/12/2026", True)])
    def test_a_new_last_day_is_held_against_the_same_stops(self, until: str, beyond: bool) -> None:
        extended = e(ev.Extended, "24/11/2026 09:00", until=until)
        assert self.is_beyond(extended, *self.STOP) is beyond

    @pytest.mark.parametrize(
        ("second", "beyond"), [("07 ngày", False), ("08 ngày", True), ("05 ngày làm việc", False)]
    )
    def test_each_of_several_is_measured_from_where_it_began(
        self, second: str, beyond: bool
    ) -> None:
        first = e(ev.Extended, "24/11/2026 09:00", amount="01 ngày")
        later = e(ev.Extended, "24/11/2026 10:00", amount=second)
        assert self.is_beyond(first, later, among=self.STOPPABLE_TOO) is beyond

    @pytest.mark.parametrize("kind", ["complaint", "reception", "feedback"])
    def test_a_petition_whose_law_knows_no_extension_has_none(self, kind: str) -> None:
        accepted = e(ev.Accepted, "12/10/2026 09:00")
        extended = e(ev.Extended, "13/10/2026 09:00", amount="15 ngày")
        one = dossier(accepted, extended, kind=kind)
        found = judged(one, "13/10/2026 10:00")
        beyond = finding(found, "extension_beyond_bounds")
        assert beyond.data["times"] == 0
        assert beyond.citation is not None
        assert "không được gia hạn" in beyond.message("vi")
        assert "extension_beyond_bounds" not in codes(
            judged(dossier(accepted, kind=kind), "13/10/2026 10:00")
        )


class TestSupplementsUnderSpecialLaw:
    """Where the procedure's own law says that a supplement stops the clock, or does not."""

    LIFE = (
        e(ev.Accepted, "02/11/2026 09:00"),
        e(ev.SupplementRequested, "05/11/2026 10:00"),
        e(ev.SupplementReceived, "12/11/2026 09:00"),
    )

    @staticmethod
    def due_of(history: History, effect: SupplementEffect) -> tuple[int, dt.date | None, bool]:
        runs = runs_of(history, effect)
        clock = clock_of(
            runs[-1],
            deadline(runs[-1].started_at, limit_of("10 ngày làm việc"), CALENDAR),
            at("01/12/2026 09:00"),
            lambda stop: (stop.ground, stop.ground),
        )
        assert clock.deadline is not None
        return len(runs), clock.deadline.on, clock.is_stopped

    @pytest.mark.parametrize(
        ("effect", "expected"),
        [
            (SupplementEffect.RESTART, (2, day("27/11/2026"), False)),
            (SupplementEffect.STOP, (1, day("23/11/2026"), False)),
            (SupplementEffect.NONE, (1, day("16/11/2026"), False)),
        ],
    )
    def test_restart_stop_or_neither(
        self, effect: SupplementEffect, expected: tuple[int, dt.date, bool]
    ) -> None:
        assert self.due_of(replay(self.LIFE), effect) == expected
        accepted = (*self.LIFE[:2], e(ev.Accepted, "12/11/2026 09:00"))  # as some systems say
        assert self.due_of(replay(accepted), effect) == expected

    def test_still_waiting_it_is_stopped_or_runs_on(self) -> None:
        waiting = replay(self.LIFE[:2])
        assert self.due_of(waiting, SupplementEffect.STOP)[2]
        assert self.due_of(waiting, SupplementEffect.NONE) == (1, day("16/11/2026"), False)

    def test_closed_while_waiting_the_stop_ends_there(self) -> None:
        closed = replay([*self.LIFE[:2], e(ev.Closed, "20/11/2026 09:00")])
        (run,) = runs_of(closed, SupplementEffect.STOP)
        assert run.ended_at == at("20/11/2026 09:00")
        assert [stop.ended_at for stop in run.stops] == [run.ended_at]
        assert runs_of(closed, SupplementEffect.NONE)[0].ended_at == at("20/11/2026 09:00")

    def test_without_a_request_nothing_is_joined(self) -> None:
        history = replay(self.LIFE[:1])
        assert runs_of(history, SupplementEffect.STOP) is history.runs
