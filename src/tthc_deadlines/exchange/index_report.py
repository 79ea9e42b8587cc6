"""The 766 index over many dossiers (chỉ số 766): beside our own answer, and where they differ.

The portal's statistics and the law's own count are two things; both are given, and every
dossier on which they disagree is listed with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.index_766.compare import Disagreement, OwnVerdict, compare_with_766
from tthc_deadlines.checking.index_766.formula import Index766, Policy766, on_time_766, score_766
from tthc_deadlines.checking.index_766.status_history import status_history
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.showing import shown_due
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.exchange.portal.read import PORTAL, synchronised_promise
from tthc_deadlines.findings import Finding

_KEPT = frozenset({Status.RUNNING, Status.DUE_SOON, Status.STOPPED, Status.EARLY, Status.ON_TIME})
_BROKEN = frozenset({Status.OVERDUE, Status.LATE})


class Indexed(NamedTuple):
    """One dossier by the index (một hồ sơ theo chỉ số), and why ours differs, if it does."""

    found: DossierAssessment
    by_portal: Index766
    own: OwnVerdict
    disagreement: Disagreement | None


def index_of(found: DossierAssessment, policy: Policy766 | None = None) -> Indexed:
    """What the index makes of an assessed dossier (tính chỉ số cho một hồ sơ).

    The instant of the assessment is the end of the report period. A dossier that came from
    the portal is held against the promise as it was synchronised.

    Basis: decision 766/QĐ-TTg, indicator 2.1, by a working paper.
    """
    policy = policy or Policy766()
    history = status_history(found.history.events)
    promised = found.promised_at
    if PORTAL in found.dossier.extra:
        promised = synchronised_promise(found.dossier) or promised
    by_portal = on_time_766(
        history,
        promised,
        report_end=found.at,
        accepted_at=found.history.accepted_at,
        policy=policy,
        calendar=found.calendar,
    )
    own = verdict_of(found)
    disagreement = compare_with_766(
        history,
        own,
        promised,
        report_end=found.at,
        accepted_at=found.history.accepted_at,
        policy=policy,
        calendar=found.calendar,
    )
    return Indexed(found, by_portal, own, disagreement)


def verdict_of(found: DossierAssessment) -> OwnVerdict:
    """Our own answer, as the comparison needs it (kết luận theo luật)."""
    on_time: bool | None = None
    if found.status in _KEPT:
        on_time = True
    elif found.status in _BROKEN:
        on_time = False
    elif found.status is Status.REJECTED and found.deadline is not None:
        on_time = found.deadline.is_met_by(found.history.ended_at or found.at)
    stopped = sum(
        (stop.end - stop.start for run in found.runs for stop in run.stops), dt.timedelta()
    )
    return OwnVerdict(
        on_time=on_time,
        due=None if found.deadline is None else shown_due(found.deadline),
        at=found.history.ended_at or found.at,
        first_promise=found.first_promise,
        stopped=stopped,
    )


class IndexReport:
    """The index over a stream of results (bảng chỉ số): iterate over it, then read the sums.

    Iterating yields each dossier with events; rows of lists have no history and are only
    counted in ``without_events``, rows that cannot be read in ``bad``.

    Attributes:
        received: dossiers that count: those accepted, with a verdict.
        on_time: of those, on time or in time.
        own_on_time, own_late: our own answers.
        differing: how many the two judge differently.
    """

    def __init__(
        self, results: Iterable[Assessment | Finding], policy: Policy766 | None = None
    ) -> None:
        self._results, self._policy = results, policy
        self.received = self.on_time = self.differing = 0
        self.own_on_time = self.own_late = 0
        self.without_events = self.bad = 0

    def __iter__(self) -> Iterator[Indexed]:
        for found in self._results:
            if isinstance(found, Finding):
                self.bad += 1
            elif isinstance(found, DossierAssessment):
                yield self._count(index_of(found, self._policy))
            else:
                self.without_events += 1

    def _count(self, one: Indexed) -> Indexed:
        if one.by_portal.in_denominator:
            self.received += 1
            self.on_time += bool(one.by_portal.on_time)
        self.own_on_time += one.own.on_time is True
        self.own_late += one.own.on_time is False
        self.differing += one.disagreement is not None
        return one

    @property
    def score(self) -> Decimal | None:
        """20 × on time ÷ received (điểm tiến độ); ``None`` without any."""
        return score_766(self.on_time, self.received)
