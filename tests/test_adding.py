"""Recording one event lawfully: refused where the order, the calendar or the law says no."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from tests.law.cases import at, day
from tests.life_finding_cases import EXTENDABLE, FIVE, KNOWN, RECEIVED, STOPPABLE, TAX
from tests.lives import CALENDAR, codes, dossier, e, judged
from tthc_deadlines import Catalogue
from tthc_deadlines.checking.life.adding import add_event
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.errors import AlreadyExpired, AlreadyReappointed, InvalidTransition
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Correction,
    Extended,
    Reappointed,
    ResultIssued,
    Resumed,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from tthc_deadlines.dossiers.status import Status

OPEN = dossier(RECEIVED, words=FIVE)  # due Monday 30/11
LATE = e(Extended, "01/12/2026 00:00", amount=FIVE)


def added(one: Dossier, *events: Event, among: Catalogue | None = None, **options: Any) -> Dossier:
    for event in events:
        one = add_event(one, event, options.get("by"), CALENDAR, among)
    return one


def test_a_lawful_life_goes_through_event_by_event() -> None:
    lived = added(
        dossier(words=FIVE),
        RECEIVED,
        e(Extended, "26/11/2026 09:00", amount=FIVE),
        e(Reappointed, "03/12/2026 09:00", promised_at="10/12/2026"),
        e(ResultIssued, "07/12/2026 16:00"),
    )
    found = judged(lived, "08/12/2026 09:00")
    assert (found.status, found.due_on) == (Status.ON_TIME, day("07/12/2026"))


def test_the_same_event_twice_is_harmless() -> None:
    once = added(OPEN, e(Reappointed, "26/11/2026 09:00"))
    assert added(once, e(Reappointed, "26/11/2026 09:00")) is once


class TestTheOrder:
    def test_both_events_are_named(self) -> None:
        with pytest.raises(InvalidTransition) as caught:
            added(OPEN, e(Withdrawn, "23/11/2026 09:00"), e(ResultIssued, "25/11/2026 09:00"))
        text = str(caught.value)
        assert "(2026-11-25 09:00) cannot follow withdrawn" in text
        assert text.startswith("result issued ")

    def test_another_event_under_a_known_id(self) -> None:
        with pytest.raises(InvalidTransition):
            added(OPEN, e(ResultIssued, "25/11/2026 09:00", id=RECEIVED.id))

    def test_what_is_only_badly_founded_is_added_and_found(self) -> None:
        one = dossier(RECEIVED, **KNOWN)
        stopped = added(one, e(Stopped, "23/11/2026 09:00", ground="leave"), among=STOPPABLE)
        assert "stop_without_ground" in codes(judged(stopped, "25/11/2026 09:00", STOPPABLE))


class TestExtensions:
    def test_after_the_end_it_is_refused_and_the_breach_stands(self) -> None:
        with pytest.raises(AlreadyExpired) as caught:
            added(OPEN, LATE)
        assert caught.value.due == day("30/11/2026")
        assert caught.value.at == at("01/12/2026 00:00")
        assert str(caught.value).startswith("H01 expired 2026-11-30; an extension at 2026-12-01")
        assert judged(OPEN, "01/12/2026 09:00").status is Status.OVERDUE

    def test_on_the_last_day_it_is_taken(self) -> None:
        longer = added(OPEN, e(Extended, "30/11/2026 23:59", amount=FIVE))
        assert judged(longer, "01/12/2026 09:00").due_on == day("07/12/2026")

    def test_hours_run_out_at_their_instant(self) -> None:
        one = dossier(RECEIVED, words="08 giờ làm việc")
        assert len(added(one, e(Extended, "23/11/2026 09:00", amount="8 giờ làm việc")).events) == 2
        with pytest.raises(AlreadyExpired, match="expired 2026-11-23 09:00"):
            added(one, e(Extended, "23/11/2026 09:00:01", amount="8 giờ làm việc"))

    def test_while_rightly_stopped_nothing_runs_out(self) -> None:
        one = dossier(RECEIVED, e(Stopped, "26/11/2026 09:00", ground=TAX.key), **KNOWN)
        assert len(added(one, LATE, among=STOPPABLE).events) == 3

    def test_a_new_run_has_its_own_end(self) -> None:
        again = added(
            OPEN, e(SupplementRequested, "25/11/2026 09:00"),
            e(SupplementReceived, "27/11/2026 09:00"), LATE,
        )  # fmt: skip
        assert judged(again, "01/12/2026 09:00").due_on == day("11/12/2026")

    def test_without_a_limit_nothing_runs_out(self) -> None:
        assert len(added(dossier(RECEIVED, words=""), LATE).events) == 2

    def test_a_correction_is_held_to_the_same(self) -> None:
        wrong = e(Extended, "26/11/2026 09:00", amount=FIVE)
        right = e(Extended, "01/12/2026 08:00", amount=FIVE)
        mended = Correction(
            id="c1", occurred_at=at("01/12/2026 09:00"), corrects=wrong.id, replacement=right
        )
        with pytest.raises(AlreadyExpired):
            added(OPEN, wrong, mended)
        in_time = attrs.evolve(mended, replacement=e(Extended, "30/11/2026 08:00", amount=FIVE))
        assert len(added(OPEN, wrong, in_time).events) == 3

    def test_judged_by_what_was_recorded_by_then(self) -> None:
        told_late = e(
            Stopped, "26/11/2026 09:00", ground=TAX.key, recorded_at="10/12/2026 09:00"
        )  # fmt: skip
        one = dossier(RECEIVED, told_late, **KNOWN)
        assert len(added(one, LATE, among=STOPPABLE).events) == 3
        with pytest.raises(AlreadyExpired):
            added(one, LATE, among=STOPPABLE, by=at("01/12/2026 10:00"))


class TestReappointments:
    FIRST = e(Reappointed, "25/11/2026 09:00", promised_at="04/12/2026")
    SECOND = e(Reappointed, "27/11/2026 09:00", promised_at="11/12/2026")

    def test_the_second_is_refused_naming_the_first(self) -> None:
        with pytest.raises(AlreadyReappointed) as caught:
            added(OPEN, self.FIRST, self.SECOND)
        assert caught.value.at == self.FIRST.occurred_at
        assert caught.value.times == 1
        assert "09:00 25/11/2026" in caught.value.message("vi")

    def test_told_in_the_other_order_it_is_the_second_all_the_same(self) -> None:
        with pytest.raises(AlreadyReappointed) as caught:
            added(OPEN, self.SECOND, self.FIRST)
        assert caught.value.at == self.SECOND.occurred_at

    def test_a_new_run_gives_no_new_one(self) -> None:
        """ "Không quá một lần" is said of the dossier."""
        again = added(
            OPEN, self.FIRST, e(SupplementRequested, "26/11/2026 09:00"),
            e(SupplementReceived, "26/11/2026 15:00"),
        )  # fmt: skip
        with pytest.raises(AlreadyReappointed):
            added(again, self.SECOND)

    def test_a_correction_of_the_only_one_is_no_second(self) -> None:
        mended = Correction(
            id="c1", occurred_at=at("27/11/2026 10:00"), corrects=self.FIRST.id,
            replacement=self.SECOND,
        )  # fmt: skip
        assert len(added(OPEN, self.FIRST, mended).events) == 3

    def test_where_no_decree_counts_them_any_number(self) -> None:
        one = dossier(RECEIVED, kind="task", due=day("30/11/2026"))
        assert len(added(one, self.FIRST, self.SECOND).events) == 3


def test_an_extension_beyond_its_bounds_is_added_and_found() -> None:
    one = dossier(RECEIVED, **KNOWN)
    beyond = added(
        one,
        e(Extended, "23/11/2026 09:00", amount=FIVE),
        e(Extended, "25/11/2026 09:00", amount=FIVE),
        among=EXTENDABLE,
    )
    assert "extension_beyond_bounds" in codes(judged(beyond, "26/11/2026 09:00", EXTENDABLE))


@pytest.mark.parametrize(
    "error",
    [
        AlreadyExpired(dossier="H01", due=day("30/11/2026"), at=at("01/12/2026 09:00")),
        AlreadyReappointed(dossier="H01", at=at("01/12/2026 09:00"), times=1),
    ],
)
def test_they_survive_pickling(error: AlreadyExpired | AlreadyReappointed) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.message("vi"), again.message("en")) == (error.message("vi"), error.message("en"))
    assert again.dossier == "H01"


def test_the_first_event_needs_no_history() -> None:
    assert added(dossier(), e(Accepted, "20/11/2026 09:00")).events[0].kind == "accepted"
    with pytest.raises(InvalidTransition):
        added(dossier(), e(Resumed, "20/11/2026 09:00"))
