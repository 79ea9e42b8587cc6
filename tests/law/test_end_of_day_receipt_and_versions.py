"""The end of a day, the day of receipt, and the version of the law that applies."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.law.cases import at, day, limit
from tthc_deadlines import TimeLimit, Unit, deadline, vietnam_calendar
from tthc_deadlines.errors import InvalidLimit, OutOfCoverage
from tthc_deadlines.limits.budget import fits_within, total_of
from tthc_deadlines.limits.one_stop import ONE_STOP
from tthc_deadlines.limits.policy import CountingPolicy, OffHoursReceipt
from tthc_deadlines.limits.versions import CIVIL_STATUS_LAWS, version_for

CALENDAR = vietnam_calendar()


class TestEndOfTheLastDay:
    """Điều 148 khoản 6: "Thời điểm kết thúc ngày cuối cùng của thời hạn vào lúc hai mươi tư
    giờ của ngày đó"."""

    def test_a_result_after_closing_on_the_last_day_is_on_time(self) -> None:  # case 24
        found = deadline(at("20/11/2026 09:00"), limit(5, Unit.WORKING_DAY), CALENDAR)
        assert found.at == at("01/12/2026 00:00")
        assert found.office_closing == at("30/11/2026 17:00")
        assert found.is_met_by(at("30/11/2026 20:00")) is True
        assert found.is_met_by(at("01/12/2026 00:00")) is False
        assert found.is_met_by(day("30/11/2026")) is True


class TestDayOfReceipt:
    """The day of receipt is the local day, never that of UTC."""

    def test_ten_to_midnight_is_today(self) -> None:  # case 57
        received = at("19/11/2026 23:50")
        in_utc = received.astimezone(dt.UTC)
        assert in_utc.date() == day("19/11/2026")
        assert deadline(in_utc, limit(1, Unit.WORKING_DAY), CALENDAR).on == day("20/11/2026")
        early = at("20/11/2026 06:30")  # still the 19th in UTC
        assert early.astimezone(dt.UTC).date() == day("19/11/2026")
        assert deadline(early.astimezone(dt.UTC), limit(1, Unit.WORKING_DAY), CALENDAR).on == day(
            "23/11/2026"
        )

    def test_a_receipt_outside_hours_counts_as_received_by_default(self) -> None:
        sunday = at("22/11/2026 10:00")
        assert deadline(sunday, limit(1, Unit.WORKING_DAY), CALENDAR).on == day("23/11/2026")
        deemed = CountingPolicy(off_hours_receipt=OffHoursReceipt.NEXT_WORKING_DAY)
        assert deadline(sunday, limit(1, Unit.WORKING_DAY), CALENDAR, deemed).on == day(
            "25/11/2026"
        )


class TestVersionByReceipt:
    """Luật Hộ tịch 2026 Điều 30: dossiers received before 01/03/2027 continue under the law
    at the time of receipt. The one-stop decrees have no such clause: an inference."""

    @pytest.mark.parametrize(
        ("received", "name"),
        [
            ("20/06/2019", "decree-61-2018"),
            ("30/06/2025", "decree-107-2021"),  # case 52
            ("01/07/2025", "decree-118-2025"),
        ],
    )
    def test_one_stop_decrees(self, received: str, name: str) -> None:
        assert version_for(ONE_STOP, day(received)).name == name

    def test_civil_status_on_the_last_sunday_of_the_old_law(self) -> None:  # case 53
        received = at("28/02/2027 21:00")
        version = version_for(CIVIL_STATUS_LAWS, received.date())
        assert version.name == "law-60-2014"
        assert version.default_limit is not None
        deemed = CountingPolicy(off_hours_receipt=OffHoursReceipt.NEXT_WORKING_DAY)
        found = deadline(received, version.default_limit, CALENDAR, deemed)
        # The event and the legal receipt are kept apart; the law is chosen by the event.
        assert found.received_at == received
        assert found.start.instant == at("01/03/2027 08:00")
        assert found.on == day("01/03/2027")

    def test_the_new_civil_status_law_counts_24_hours(self) -> None:
        version = version_for(CIVIL_STATUS_LAWS, day("01/03/2027"))
        assert version.default_limit == TimeLimit(value=24, unit=Unit.HOUR)
        assert version.by_receipt is not None

    def test_before_the_first_version_is_refused(self) -> None:
        with pytest.raises(OutOfCoverage):
            version_for(ONE_STOP, day("01/01/2018"))


class TestStepsWithinTheWhole:
    """The steps of an internal procedure may not take longer than the legal limit; a shorter
    published limit gives a second due date beside it."""

    STEPS = ("0,25 ngày làm việc", "04 giờ làm việc", "2 ngày làm việc", "0,25 ngày làm việc")

    def test_steps_add_up_exactly(self) -> None:  # case 60
        steps = [TimeLimit.parse(text) for text in self.STEPS]
        assert total_of(steps) == limit(3, Unit.WORKING_DAY)
        assert fits_within(steps, limit(3, Unit.WORKING_DAY))
        assert not fits_within(
            [*steps, TimeLimit.parse("1 giờ làm việc")], limit(3, Unit.WORKING_DAY)
        )

    def test_published_and_legal_limit_give_two_due_dates(self) -> None:
        received = at("20/11/2026 09:00")
        published = deadline(received, limit(3, Unit.WORKING_DAY), CALENDAR)
        legal = deadline(received, limit(5, Unit.WORKING_DAY), CALENDAR)
        assert (published.on, legal.on) == (day("26/11/2026"), day("30/11/2026"))

    def test_calendar_days_cannot_be_added_to_working_time(self) -> None:
        with pytest.raises(InvalidLimit):
            total_of([limit(3, Unit.CALENDAR_DAY)])
