"""Points that were once answered wrongly: each is a corner between two rules."""

from __future__ import annotations

import datetime as dt

from tests.law.cases import at
from tests.life_finding_cases import FIVE, HELD, KNOWN, RECEIVED
from tests.lives import CALENDAR, catalogue, codes, dossier, e, judged, row
from tthc_deadlines.checking.assess import Assessor
from tthc_deadlines.checking.promises import Promise
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.events import (
    Accepted,
    ResultIssued,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.procedure import Channel

ASKED = e(SupplementRequested, "23/11/2026 09:00")


def test_a_task_supplemented_after_its_due_date_is_overdue_not_a_bad_row() -> None:
    events = [e(Accepted, "10/11/2026 09:00"), ASKED, e(SupplementReceived, "26/11/2026 09:00")]
    task = Dossier(code="NV-1", kind="task", due=dt.date(2026, 11, 20), events=events)
    found = Assessor(at("27/11/2026 09:00"), CALENDAR).consider(task)
    assert not isinstance(found, Finding)
    assert found.status is Status.OVERDUE


def test_a_new_run_without_a_new_promise_has_none() -> None:
    first = e(Accepted, "20/11/2026 09:00", promised_at="30/11/2026")
    one = dossier(first, HELD, ASKED, e(SupplementReceived, "26/11/2026 09:00"), words=FIVE)
    assert judged(one, "27/11/2026 09:00").promise is Promise.NONE


def test_late_by_nothing_is_over_by_nothing() -> None:
    one = dossier(RECEIVED, e(ResultIssued, "01/12/2026 00:00"), words=FIVE)
    found = judged(one, "02/12/2026 09:00")
    assert found.status is Status.LATE
    assert (found.working_left, found.working_over) == (None, dt.timedelta())


def test_an_office_that_has_answered_is_not_over_its_time() -> None:
    sent = e(Submitted, "20/11/2026 09:00", channel="online")
    one = dossier(sent, e(SupplementRequested, "20/11/2026 10:00"))
    assert judged(one, "30/11/2026 09:00").working_over is None


def test_the_channel_of_the_filing_finds_the_limit() -> None:
    online = catalogue(row("08 giờ làm việc", channel=Channel.ONLINE))
    sent = e(Submitted, "20/11/2026 08:00", channel="online")
    found = judged(dossier(sent, RECEIVED, **KNOWN), "20/11/2026 10:00", online)
    assert "conditions_needed" not in codes(found)
    assert found.due_at == at("23/11/2026 09:00")
