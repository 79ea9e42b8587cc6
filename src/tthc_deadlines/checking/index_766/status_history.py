"""Status histories (tiến trình trạng thái): events as the portal's statuses tell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.replay import replay

_NUMBERS: dict[type[Event], int] = {
    ev.Submitted: 1,
    ev.Accepted: 2,
    ev.Rejected: 3,
    ev.StepStarted: 4,
    ev.SupplementReceived: 4,
    ev.Resumed: 4,
    ev.Reopened: 4,
    ev.SupplementRequested: 5,
    ev.Withdrawn: 7,
    ev.Closed: 8,
    ev.ResultIssued: 9,
    ev.Returned: 10,
}
_STOP_NUMBERS = {"financial_obligation": 6, "halted": 8}


def status_of(event: Event) -> int | None:
    """The portal's status that an event amounts to (trạng thái tương ứng); ``None`` if none.

    Only a stop for a financial obligation has a status of its own (6). Other lawful stops,
    extensions, consultations and handovers do not change the portal's status.

    Basis: the statuses 1 to 10 as observed in running systems.
    """
    if isinstance(event, ev.Stopped):
        return _STOP_NUMBERS.get(event.ground)
    return _NUMBERS.get(type(event))


def status_history(events: Iterable[Event]) -> list[tuple[int, dt.datetime]]:
    """The portal's statuses that events amount to (tiến trình từ sự kiện), corrections applied.

    A day without a time is midnight to the portal, yet never before the status it follows.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> accepted = ev.Accepted(id="e", occurred_at=dt.datetime(2026, 3, 2, 9, tzinfo=VIETNAM))
    >>> [(number, at.hour) for number, at in status_history([accepted])]
    [(2, 9)]

    Basis: the statuses 1 to 10 as observed in running systems.
    """
    found: list[tuple[int, dt.datetime]] = []
    for event in replay(events).events:
        number, at = status_of(event), event.occurred_at
        if number is None:
            continue
        if event.day_only:
            at = dt.datetime.combine(at.date(), dt.time(), at.tzinfo)
        found.append((number, max(at, found[-1][1]) if found else at))
    return found
