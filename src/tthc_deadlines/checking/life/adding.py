"""Adding events lawfully (ghi nhận sự kiện đúng quy định): what the order alone cannot tell.

That a result cannot be issued twice follows from the events; that an extension came too
late, or a re-appointment once too often, takes the calendar and the law.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assess import assess
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.showing import shown_due
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.errors import AlreadyExpired, AlreadyReappointed
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Correction, Extended, Reappointed
from tthc_deadlines.limits.policy import CountingPolicy

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment
    from tthc_deadlines.procedures.catalogue import Catalogue


def add_event(
    dossier: Dossier,
    event: Event,
    at: dt.datetime | None,
    calendar: WorkingCalendar,
    catalogue: Catalogue | None = None,
    *,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
) -> Dossier:
    """The dossier with one more event, which must be lawful (ghi nhận một sự kiện).

    Args:
        dossier: what happened so far.
        event: what happens now; one the dossier has already changes nothing.
        at: judge by what had been recorded by then; ``None`` by everything recorded.
        calendar, catalogue, policy, counting: as for :func:`~tthc_deadlines.assess`.

    A correction is held to the same as the event it puts in place. What is only late or
    badly founded (a late apology, a stop without a ground) is added and becomes a finding:
    it did happen. Imports use :meth:`~tthc_deadlines.dossiers.dossier.Dossier.with_events`,
    which refuses nothing.

    Raises:
        InvalidTransition: it cannot follow the other events, naming both.
        AlreadyExpired: an extension after the limit ran out; the breach stands, and the
            dossier given is still overdue.
        AlreadyReappointed: a re-appointment beyond the times the law allows.
        NaiveTimestamp, OutOfCoverage: from the instants given.

    >>> from tthc_deadlines import TimeLimit, vietnam_calendar
    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> from tthc_deadlines.instants import VIETNAM
    >>> accepted = Accepted(id="e1", occurred_at=dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("05 ngày làm việc"), events=[accepted])
    >>> late = Extended(id="e2", occurred_at=dt.datetime(2026, 12, 1, 9, tzinfo=VIETNAM),
    ...                 amount=TimeLimit.parse("05 ngày làm việc"))
    >>> try:
    ...     add_event(dossier, late, None, vietnam_calendar())
    ... except AlreadyExpired as error:
    ...     print(error.due)
    2026-11-30

    Basis: decree 118/2025/NĐ-CP article 19.6 ("không quá một lần"); that nothing is extended
    after its end is the library's own convention.
    """
    if event in dossier.events:
        return dossier
    longer = dossier.then(event)
    told = event.replacement if isinstance(event, Correction) else event

    def stood(one: Dossier, when: dt.datetime) -> DossierAssessment:
        return assess(one, when, calendar, catalogue, policy=policy, counting=counting,
                      recorded_by=at, strict=False)  # fmt: skip

    if isinstance(told, Extended):
        before = dossier
        if isinstance(event, Correction):  # as if what it corrects had never been
            before = dossier.with_events([attrs.evolve(event, replacement=None)])
        _refuse_expired(stood(before, told.occurred_at), told)
    elif isinstance(told, Reappointed):
        last = max(one.occurred_at for one in longer.events)
        _refuse_again(stood(dossier, last), stood(longer, last), told)
    return longer


def _refuse_expired(before: DossierAssessment, extension: Extended) -> None:
    due = before.runs[-1].deadline if before.runs else None
    if due is not None and due.is_met_by(extension.occurred_at) is False:
        raise AlreadyExpired(
            dossier=before.dossier.code, due=shown_due(due), at=extension.occurred_at
        )


def _refuse_again(before: DossierAssessment, after: DossierAssessment, sent: Reappointed) -> None:
    times = after.rules.reappointment.times if after.rules else None
    all_sent = after.history.reappointments
    if times is None or not len(before.history.reappointments) < len(all_sent) > times:
        return
    other = next(one for one in all_sent if one.id != sent.id)
    raise AlreadyReappointed(dossier=after.dossier.code, at=other.occurred_at, times=times)
