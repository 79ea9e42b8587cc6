"""Who answers for an assessed dossier (ai chịu trách nhiệm): chain, custody, lateness, pushing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tthc_deadlines.checking.life.attributing import attributions
from tthc_deadlines.dossiers.events import StepStarted
from tthc_deadlines.responsibility.attribution import Attribution
from tthc_deadlines.responsibility.chain import superiors_of
from tthc_deadlines.responsibility.gaps import Gap
from tthc_deadlines.responsibility.links import Chain, Link
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.pushing import Pushing, pushing, step_order
from tthc_deadlines.responsibility.segments import HeldBy, Segment
from tthc_deadlines.responsibility.steps import Steps

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment


class Joint(NamedTuple):
    """Who answers jointly for another (liên đới): ``link`` is above ``official``."""

    official: str
    link: Link


@attrs.frozen(kw_only=True)
class Answer:
    """Who answers for a dossier, and for what (trách nhiệm về một hồ sơ).

    Attributes:
        custody: whose hands it was in; ``gaps`` when in nobody's who could act.
        chain: who answers at the instant, or answered when it ended; ``None`` without an
            organisation, and before it is accepted.
        runs: what each run of the clock used, and who made it late.
        pushing: returns, late handovers, refusals.
    """

    custody: tuple[Segment, ...]
    gaps: tuple[Gap, ...]
    chain: Chain | None
    runs: tuple[Attribution, ...]
    pushing: Pushing

    @property
    def late(self) -> tuple[Attribution, ...]:
        """The runs that are late in working time (các lượt quá hạn)."""
        return tuple(one for one in self.runs if one.lateness)


def who_answers(found: DossierAssessment) -> Answer:
    """Who answers for an assessed dossier (trách nhiệm về hồ sơ đã xét).

    Lateness is shared among those who caused it; those who answer jointly for them stand
    beside and take no share away.

    Raises:
        OutOfCoverage: an event outside the calendar.

    >>> from tthc_deadlines import TimeLimit, assess, vietnam_calendar
    >>> from tthc_deadlines.dossiers.dossier import Dossier
    >>> from tthc_deadlines.dossiers.events import Accepted, Assigned
    >>> from tthc_deadlines.instants import VIETNAM
    >>> def at(day, hour): return dt.datetime(2026, 11, day, hour, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("02 ngày làm việc"), events=[
    ...     Accepted(id="e1", occurred_at=at(16, 8), actor="mc-1"),
    ...     Assigned(id="e2", occurred_at=at(17, 8), holder="cv-1")])
    >>> found = who_answers(assess(dossier, at(19, 10), vietnam_calendar()))
    >>> [(one.party.id, one.amount) for one in found.late[0].shares]
    [('cv-1', datetime.timedelta(seconds=7200))]

    Basis: see :mod:`~tthc_deadlines.responsibility.attribution`,
    :func:`~tthc_deadlines.responsibility.chain.responsibility_chain`.
    """
    custody = found.custody
    return Answer(
        custody=custody,
        gaps=found.gaps,
        chain=found.chain,
        runs=tuple(_with_joint(one, found) for one in attributions(found, custody)),
        pushing=pushing_of(found),
    )


def pushing_of(found: DossierAssessment) -> Pushing:
    """How an assessed dossier was pushed about (tình trạng đùn đẩy)."""
    steps = Steps(found.history.steps, found.procedure)

    def order_of(event: StepStarted) -> int | None:
        step = steps.step_of(event)
        return step_order(event) if step is None else step.order

    return pushing(
        found.history, found.custody, found.calendar, lambda at: left_at(found, at),
        order_of=order_of,
    )  # fmt: skip


def left_at(found: DossierAssessment, at: dt.datetime) -> tuple[dt.timedelta, dt.timedelta] | None:
    """Working time left at an instant, and the whole limit (thời gian còn lại khi đó).

    ``None`` where no run had a limit then, or it had run out.
    """
    for clock in reversed(found.runs):
        if clock.started_at > at:
            continue
        due = clock.deadline.at if clock.deadline is not None else None
        if due is None or at > due:
            return None
        between = found.calendar.working_time_between
        return between(at, due), between(clock.started_at, due)
    return None


def _with_joint(one: Attribution, found: DossierAssessment) -> Attribution:
    """The same with those who answer jointly for whoever caused it, as they were at the breach."""
    office = found.organisation
    if office is None or not one.shares:
        return one
    at = min(one.until, max(one.due_at, found.runs[one.index].started_at))
    joint = [
        Joint(share.party.id, link)
        for share in one.shares
        if share.party.kind is HeldBy.OFFICIAL
        for link in superiors_of(share.party.id, at, office)
    ]
    return attrs.evolve(one, joint=tuple(joint))


def is_named(party: Party) -> bool:
    """Whether a party is a person (là người cụ thể)."""
    return party.kind is HeldBy.OFFICIAL and bool(party.id)
