"""Due dates that a decision moves (hạn bị dời): what was promised before it was adopted.

A day off, a swap or a make-up day announced late moves the due dates that run across it.
Both answers stay reproducible: as known before the decision, and since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.rules import Judge
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.errors import UnknownChoice
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.limits.deadline import Deadline

if TYPE_CHECKING:
    from tthc_deadlines.checking.policy import CheckPolicy
    from tthc_deadlines.limits.policy import CountingPolicy
    from tthc_deadlines.procedures.catalogue import Catalogue

_ONE_DAY = dt.timedelta(days=1)


class Decision(NamedTuple):
    """A decision on days off (quyết định về ngày nghỉ): before it, since it.

    Attributes:
        number: as printed.
        adopted: the day it was signed.
        before, since: the calendar without it and with it.
    """

    number: str
    adopted: dt.date
    before: WorkingCalendar
    since: WorkingCalendar


@attrs.frozen(kw_only=True)
class Move:
    """A due date that moved (một hạn bị dời): before the decision, and since."""

    dossier: Dossier | DossierRecord
    before: Deadline
    since: Deadline

    @property
    def is_later(self) -> bool:
        """Whether the due date moved to a later day or instant (lùi lại)."""
        assert self.before.at is not None
        assert self.since.at is not None
        return self.since.at > self.before.at


def decision_of(number: str, calendar: WorkingCalendar | None = None) -> Decision:
    """A decision by its number (tìm quyết định), with the calendars before and since.

    Decisions signed the same day become known together.

    Raises:
        UnknownChoice: no day of the calendar rests on a decision of that number with a
            day of signing, naming those that do.

    >>> decision = decision_of("12729/VPCP-KGVX")
    >>> day = dt.date(2026, 1, 2)
    >>> decision.before.is_working_day(day), decision.since.is_working_day(day)
    (True, False)

    Basis: each day's own decision, in the year files.
    """
    calendar = calendar or vietnam_calendar()
    dated = {
        day.citation.number: day.citation.adopted
        for day in calendar.special_days.values()
        if day.citation is not None and day.citation.adopted is not None
    }
    adopted = dated.get(number)
    if adopted is None:
        raise UnknownChoice(field="decision", value=number, known=", ".join(sorted(dated)))
    return Decision(
        number=number,
        adopted=adopted,
        before=vietnam_calendar(adopted - _ONE_DAY, calendar.hours),
        since=vietnam_calendar(adopted, calendar.hours),
    )


def moved_by(
    decision: Decision | str,
    dossiers: Iterable[Dossier | DossierRecord | Finding],
    at: dt.datetime | None = None,
    catalogue: Catalogue | None = None,
    *,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
) -> Iterator[Move]:
    """The dossiers whose due date a decision changes (hồ sơ có hạn bị dời), with both dates.

    Args:
        decision: its number, or a :class:`Decision` with any two calendars, e.g. for a swap
            that is only proposed.
        dossiers: what to look at; bad rows are passed over.
        at: the instant at which they are assessed; by default the end of the day on which
            the decision was signed. A dossier whose work had ended by then keeps the due
            date it was measured by and is left out.

    >>> from tthc_deadlines import TimeLimit
    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> received = dt.datetime(2025, 12, 22, 9, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("08 ngày làm việc"),
    ...                   events=[Accepted(id="e1", occurred_at=received)])
    >>> [(move.before.on.isoformat(), move.since.on.isoformat())
    ...  for move in moved_by("12729/VPCP-KGVX", [dossier])]
    [('2026-01-02', '2026-01-05')]

    Basis: the decisions on days off; that they move running due dates follows from Civil
    Code 2015 articles 145–148.
    """
    found = decision_of(decision) if isinstance(decision, str) else decision
    day = found.adopted + _ONE_DAY
    moment = (
        as_instant(at, "at") if at else dt.datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    )
    before = _Reader(moment, found.before, catalogue, policy, counting)
    since = _Reader(moment, found.since, catalogue, policy, counting)
    for dossier in dossiers:
        if isinstance(dossier, Finding):
            continue
        first, second = before.due_of(dossier), since.due_of(dossier)
        if first is not None and second is not None and first.at != second.at:
            yield Move(dossier=dossier, before=first, since=second)


class _Reader:
    """Due dates of dossiers and of rows by one calendar."""

    def __init__(
        self,
        at: dt.datetime,
        calendar: WorkingCalendar,
        catalogue: Catalogue | None,
        policy: CheckPolicy | None,
        counting: CountingPolicy | None,
    ) -> None:
        self._assess = Assessor(at, calendar, catalogue, policy, counting).consider
        self._judge = Judge(at, calendar, policy, counting, catalogue).consider

    def due_of(self, dossier: Dossier | DossierRecord) -> Deadline | None:
        """The due date of a dossier whose work has not ended; ``None`` for any other."""
        found = self._assess(dossier) if isinstance(dossier, Dossier) else self._judge(dossier)
        if isinstance(found, Finding) or found.due_on is None:
            return None
        if _is_ahead(found.record.received_at, found.at):
            return None  # it came in under the decision already
        over = (
            found.history.ended_at is not None
            if isinstance(found, DossierAssessment)
            else not _is_ahead(found.record.finished_at, found.at)
        )
        return None if over else found.deadline


def _is_ahead(moment: Moment | None, at: dt.datetime) -> bool:
    """Whether something had not happened yet; what is not recorded has not."""
    if moment is None or isinstance(moment, dt.datetime):
        return moment is None or moment > at
    return moment > at.date()


def assess_as_known(
    dossier: Dossier,
    known_at: dt.datetime,
    catalogue: Catalogue | None = None,
    *,
    at: dt.datetime | None = None,
    policy: CheckPolicy | None = None,
    counting: CountingPolicy | None = None,
) -> DossierAssessment:
    """What the library would have answered then (kết quả như đã biết vào lúc đó).

    Only decisions on days off signed by the day of ``known_at`` and only events recorded by
    that instant are used. ``at`` is the instant of the question, by default the same.

    >>> from tthc_deadlines import TimeLimit
    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> received = dt.datetime(2025, 12, 22, 9, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("08 ngày làm việc"),
    ...                   events=[Accepted(id="e1", occurred_at=received)])
    >>> assess_as_known(dossier, dt.datetime(2025, 12, 24, 9, tzinfo=VIETNAM)).due_on
    datetime.date(2026, 1, 2)

    Basis: the library's own convention: an answer given once can be given again.
    """
    known_at = as_instant(known_at, "known_at").astimezone(VIETNAM)
    calendar = vietnam_calendar(known_at.date())
    moment = known_at if at is None else as_instant(at, "at")
    assessor = Assessor(moment, calendar, catalogue, policy, counting)
    return assessor.assess(dossier, recorded_by=known_at)
