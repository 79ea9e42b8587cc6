"""Events of which only the day is known: judged by the day, and told as a day."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

import pytest

from tests.law.cases import at, day
from tests.lives import dossier, finding, judged
from tthc_deadlines.checking.index_766.status_history import status_history
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event, instant_of_day
from tthc_deadlines.dossiers.events import (
    Accepted,
    Extended,
    Rejected,
    ResultIssued,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.limits.time_limit import TimeLimit

E = TypeVar("E", bound=Event)
LATER = "30/11/2026 09:00"


def on(kind: type[E], when: str, **values: Any) -> E:
    """An event of which only the day is known."""
    instant = instant_of_day(kind.kind, day(when))
    return kind(id=f"{kind.kind} {when}", occurred_at=instant, day_only=True, **values)


RECEIVED = on(Accepted, "02/11/2026")
"""A Monday: five working days from it last to the end of Monday 09/11/2026."""


def life(*events: Event, words: str = "05 ngày làm việc") -> Dossier:
    return dossier(RECEIVED, *events, words=words)


@pytest.mark.parametrize(
    ("when", "status"),
    [("06/11/2026", Status.EARLY), ("09/11/2026", Status.ON_TIME), ("10/11/2026", Status.LATE)],
)
def test_a_result_of_a_day_is_judged_by_the_day(when: str, status: Status) -> None:
    assert judged(life(on(ResultIssued, when)), LATER).status is status


def test_when_is_the_day_alone_or_the_instant() -> None:
    assert RECEIVED.when == dt.date(2026, 11, 2)
    timed = Accepted(id="e", occurred_at=at("02/11/2026 00:00"))
    assert timed.when == timed.occurred_at


def test_the_note_tells_the_day_and_no_hour() -> None:
    asked, came = on(SupplementRequested, "04/11/2026"), on(SupplementReceived, "05/11/2026")
    found = judged(life(asked, came, on(ResultIssued, "09/11/2026")), LATER)
    for lang in ("vi", "en"):
        text = found.explain(lang)
        assert "23:59" not in text
        assert "00:00" not in text
    assert "  thứ Hai 02/11/2026: tiếp nhận" in found.explain()
    assert "Lượt này kết thúc thứ Tư 04/11/2026 do yêu cầu bổ sung" in found.explain()


def test_a_finding_tells_the_day_and_no_hour() -> None:
    refused = finding(judged(life(on(Rejected, "11/11/2026")), LATER), "refused_late")
    assert refused.message().startswith("từ chối ngày 11/11/2026, sau khi hết hạn 09/11/2026")
    assert "23:59" not in refused.message("en")
    assert refused.data["refused"] == "2026-11-11"
    assert refused.at is not None  # the place in time stays an instant, for sorting


def test_beside_days_the_instants_that_are_known_are_told() -> None:
    timed = Extended(id="x", occurred_at=at("11/11/2026 10:30"), amount=TimeLimit.parse("02 ngày"))
    told = finding(judged(life(timed), LATER), "extension_after_due").message()
    assert told.startswith("gia hạn lúc 10:30 11/11/2026 khi đã quá hạn 09/11/2026")


def test_an_order_that_cannot_be_names_days_as_days() -> None:
    found = judged(life(on(ResultIssued, "30/10/2026")), LATER, strict=False)
    told = [one for one in found.findings if one.code == "event_out_of_order"]
    assert told
    for one in told:
        assert "30/10/2026" in one.message()
        assert "23:59" not in one.message() + one.message("en")


def test_to_the_portal_a_day_is_midnight_but_not_before_what_it_follows() -> None:
    assert status_history([RECEIVED, on(ResultIssued, "09/11/2026")]) == [
        (2, at("02/11/2026 00:00")),
        (9, at("09/11/2026 00:00")),
    ]
    timed = Accepted(id="a", occurred_at=at("02/11/2026 09:00"))
    assert status_history([timed, on(ResultIssued, "02/11/2026")]) == [
        (2, at("02/11/2026 09:00")),
        (9, at("02/11/2026 09:00")),
    ]
