"""Segments of custody (đoạn nắm giữ): who had a dossier from one instant to another, and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from tthc_deadlines.dossiers.event_base import Event

_NOTHING = dt.timedelta()


class HeldBy(StrEnum):
    """Who holds a dossier (bên đang giữ hồ sơ)."""

    OFFICIAL = "official"
    UNIT = "unit"
    APPLICANT = "applicant"
    OTHER_AGENCY = "other_agency"
    NOBODY = "nobody"


class Ground(StrEnum):
    """Why somebody holds a dossier or answers for it (căn cứ của trách nhiệm)."""

    RECEIPT = "receipt"
    ASSIGNMENT = "assignment"
    STEP = "step"
    HANDOVER = "handover"
    SOURCE = "source"
    POSITION = "position"
    SUBSTITUTION = "substitution"
    DELEGATION = "delegation"
    APPOINTMENT = "appointment"
    CHARGE = "charge"
    SUPERVISION = "supervision"


class Reason(StrEnum):
    """Why there is no active, present, competent holder (lý do bỏ trống)."""

    NEVER_ASSIGNED = "never_assigned"
    HOLDER_ABSENT = "holder_absent"
    HOLDER_LEFT = "holder_left"
    DELEGATION_EXPIRED = "delegation_expired"
    BETWEEN_UNITS = "between_units"
    ROLE_WITHOUT_MEMBERS = "role_without_members"
    UNKNOWN_HOLDER = "unknown_holder"
    OUTSIDE_COMPETENCE = "outside_competence"


@attrs.frozen(kw_only=True, slots=False)  # without slots it is made faster
class Segment:
    """A stretch of a dossier's life in one hand (một đoạn nắm giữ), half-open.

    Attributes:
        start, end: from and up to.
        held_by: whose hand.
        official: the official who holds it; while the applicant or another agency has it,
            the one of the office who had it and goes on answering. "" if nobody is named.
        unit: the unit, where one is named.
        agency: the other agency, of ``OTHER_AGENCY``.
        ground: why; ``event`` the event it rests on, ``None`` if nothing was recorded.
        since: since when this holder has had it without a break of kind.
        reason: why nobody active, present and competent has it; ``None`` if somebody has.
            An official outside his competence still holds it: it lies on his desk.
        stands_in_for: whom a substitute stands in for.
        offered_to: to whom it was given while that is not accepted: the giver still answers.
        stopped: the clock was lawfully stopped.
        overdue: the other agency's time to answer has run out.
        working: working time in it.
        last_official: of ``NOBODY`` and ``UNIT``: the last official who had it, "" if none.
    """

    start: dt.datetime
    end: dt.datetime
    held_by: HeldBy
    official: str = ""
    unit: str = ""
    agency: str = ""
    ground: Ground | None = None
    event: Event | None = attrs.field(default=None, repr=False)
    since: dt.datetime | None = None
    reason: Reason | None = None
    stands_in_for: str = ""
    offered_to: str = ""
    stopped: bool = False
    overdue: bool = False
    working: dt.timedelta = _NOTHING
    last_official: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether nobody active, present and competent has it (bỏ trống)."""
        return self.reason is not None
