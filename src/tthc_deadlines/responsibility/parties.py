"""Parties (các bên): in whose hand a dossier lay, and against whom the time counts."""

from __future__ import annotations

import datetime as dt  # noqa: F401 - the examples
from typing import NamedTuple

import attrs  # noqa: F401

from tthc_deadlines.responsibility.segments import HeldBy, Reason, Segment


class Party(NamedTuple):
    """One side that time is counted against (bên chịu trách nhiệm về thời gian).

    ``id`` is an official's, a unit's, or the name of the other agency; "" for the applicant
    and for nobody. ``reason`` is why no person had it, of nobody and of a unit alone.
    """

    kind: HeldBy
    id: str = ""
    reason: Reason | None = None

    @property
    def is_gap(self) -> bool:
        """Whether a person should have had it and none did (bỏ trống).

        A unit that has it without a reason, as the one-stop desk before it must pass it on,
        is none.
        """
        return self.kind is HeldBy.NOBODY or self.reason is not None


def holder_of(segment: Segment) -> Party:
    """In whose hand a dossier lay (bên đang giữ), whoever answers for the time.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> nine, ten = (dt.datetime(2026, 11, 20, hour, tzinfo=VIETNAM) for hour in (9, 10))
    >>> asked = Segment(start=nine, end=ten, held_by=HeldBy.OTHER_AGENCY, agency="Sở B",
    ...                 official="cv-1")
    >>> holder_of(asked).id, party_of(asked).id, party_of(attrs.evolve(asked, overdue=True)).id
    ('Sở B', 'cv-1', 'Sở B')
    """
    match segment.held_by:
        case HeldBy.OFFICIAL:
            return Party(HeldBy.OFFICIAL, segment.official)
        case HeldBy.UNIT:
            return Party(HeldBy.UNIT, segment.unit, segment.reason)
        case HeldBy.OTHER_AGENCY:
            return Party(HeldBy.OTHER_AGENCY, segment.agency)
        case HeldBy.APPLICANT:
            return Party(HeldBy.APPLICANT)
    return Party(HeldBy.NOBODY, "", segment.reason)


def party_of(segment: Segment) -> Party:
    """Against whom the time of a segment counts (bên chịu thời gian của đoạn).

    While another agency has it within its own time, or the applicant while the clock runs,
    it is the official who asked; where none is named the unit, nobody, or the applicant.

    Basis: the library's own convention.
    """
    held_by = segment.held_by
    waits = held_by is HeldBy.OTHER_AGENCY and not segment.overdue
    if not waits and held_by is not HeldBy.APPLICANT:
        return holder_of(segment)
    if segment.official:
        return Party(HeldBy.OFFICIAL, segment.official)
    if not waits:
        return Party(HeldBy.APPLICANT)
    if segment.unit:
        return Party(HeldBy.UNIT, segment.unit, segment.reason)
    return Party(HeldBy.NOBODY, "", segment.reason)
