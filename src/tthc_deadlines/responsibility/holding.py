"""Holding (việc nắm giữ): what a naming in the events amounts to at an instant.

That somebody was named does not mean that he is there, may act, or is known at all; this is
where the organisation is asked.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import HandedOver, StepStarted
from tthc_deadlines.dossiers.history import Naming
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.powers import Matter, Power
from tthc_deadlines.responsibility.records import Position
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason


class Claim(NamedTuple):
    """What the record says of who has it (điều hồ sơ ghi về người giữ), from an instant on."""

    since: dt.datetime
    official: str = ""
    unit: str = ""
    role: str = ""
    ground: Ground | None = None
    event: Event | None = None


class Holding(NamedTuple):
    """Who has a dossier at an instant (người giữ tại một thời điểm); fields as of a Segment."""

    held_by: HeldBy
    official: str = ""
    unit: str = ""
    ground: Ground | None = None
    event: Event | None = None
    since: dt.datetime | None = None
    reason: Reason | None = None
    stands_in_for: str = ""
    last_official: str = ""
    power: Power | None = None


def claim_of(naming: Naming) -> Claim:
    """The claim a naming makes (điều một lần phân công cho biết)."""
    event = naming.event
    ground = Ground.ASSIGNMENT
    if isinstance(event, HandedOver):
        ground = Ground.HANDOVER
    elif isinstance(event, StepStarted):
        ground = Ground.STEP
    return Claim(naming.at, naming.official, naming.unit, naming.role, ground, event)


def as_recorded(claim: Claim, last: str = "") -> Holding:
    """The holding as far as the events alone tell it (theo ghi nhận), every name believed.

    >>> from tthc_deadlines.instants import VIETNAM
    >>> as_recorded(Claim(dt.datetime(2026, 1, 5, tzinfo=VIETNAM), unit="Phòng A")).reason
    <Reason.BETWEEN_UNITS: 'between_units'>

    Basis: none in law; the directives ask for one named person.
    """
    if claim.official:
        return Holding(
            HeldBy.OFFICIAL, claim.official, claim.unit, claim.ground, claim.event, claim.since
        )
    return _nameless(claim, claim.unit or claim.role, last)


def holding_at(
    claim: Claim, office: Organisation, matter: Matter, at: dt.datetime, last: str = ""
) -> Holding:
    """The holding under an organisation at an instant (người giữ theo tổ chức bộ máy).

    Args:
        claim: what the record says.
        office: the organisation.
        matter: what the dossier is about, with the step it is in.
        at: the instant.
        last: the official who had it before, for those who ask whom to turn to.

    Basis: decree 118/2025/NĐ-CP articles 12.8 and 19.1; Law on Organisation of the
    Government 63/2025/QH15 article 9.5.
    """
    if claim.official:
        official = office.names.official(claim.official)
        if not official:
            return _nobody(claim, Reason.UNKNOWN_HOLDER, office.names.unit(claim.unit), last)
        return _named(claim, official, office, matter, at)
    if claim.role:
        return _in_role(claim, office, matter, at, last)
    return _in_unit(claim, office, at, last)


def _named(
    claim: Claim, official: str, office: Organisation, matter: Matter, at: dt.datetime
) -> Holding:
    now = office.units_of(official, at)
    homes = office.units_of(official, claim.since)
    if not now or (homes and not _still_there(office, homes, now, claim.since, at)):
        return _left(claim, official, office, homes, at)
    unit = _unit_of(claim, office, now, at)
    acting = office.stand_in(official, at)
    if not acting:
        return _nobody(claim, Reason.HOLDER_ABSENT, unit, official)
    ground, reason, power = claim.ground, None, None
    if ground is not Ground.RECEIPT:
        power = office.powers.competence(official, matter, at)
        if power.holds is False:
            lapsed = power.lapsed is not None
            reason = Reason.DELEGATION_EXPIRED if lapsed else Reason.OUTSIDE_COMPETENCE
        elif power.ground is Ground.DELEGATION:
            ground = Ground.DELEGATION
    if acting != official:
        since = max(claim.since, office.absent_since(official, at))
        return Holding(
            HeldBy.OFFICIAL, acting, unit, Ground.SUBSTITUTION, claim.event, since, reason,
            official, power=power,
        )  # fmt: skip
    return Holding(
        HeldBy.OFFICIAL, official, unit, ground, claim.event, claim.since, reason, power=power
    )


def _still_there(
    office: Organisation,
    homes: tuple[str, ...],
    now: tuple[str, ...],
    since: dt.datetime,
    at: dt.datetime,
) -> bool:
    """Whether he is still in the agency in which he was given it, or in the one that took over."""
    if not set(homes).isdisjoint(now):
        return True
    before = {one.id for unit in homes if (one := office.agency(unit, since)) is not None}
    followed = {office.successor(agency, at) for agency in before}
    here = {one.id for unit in now if (one := office.agency(unit, at)) is not None}
    return not followed.isdisjoint(here)


def _left(
    claim: Claim, official: str, office: Organisation, homes: tuple[str, ...], at: dt.datetime
) -> Holding:
    """He is gone; where his unit is gone too, its work went to another."""
    for unit in homes:
        heir = office.successor(unit, at)
        if heir and heir != unit:
            since = office.ended_at(unit, at) or claim.since
            return Holding(
                HeldBy.UNIT, "", heir, claim.ground, claim.event, max(since, claim.since),
                Reason.BETWEEN_UNITS, last_official=official,
            )  # fmt: skip
    return _nobody(claim, Reason.HOLDER_LEFT, homes[0] if homes else "", official)


def _unit_of(claim: Claim, office: Organisation, now: tuple[str, ...], at: dt.datetime) -> str:
    """The unit in which he has it: the one named, if he works there, else his first."""
    named = office.names.unit(claim.unit) if claim.unit else ""
    heir = office.successor(named, at) if named else ""
    return heir if heir in now else now[0]


def _in_role(
    claim: Claim, office: Organisation, matter: Matter, at: dt.datetime, last: str
) -> Holding:
    unit = office.names.unit(claim.unit) if claim.unit else ""
    heir = office.successor(unit, at) if unit else ""
    positions = positions_of(claim, office, at)
    if not positions:
        return _nobody(claim, Reason.UNKNOWN_HOLDER, heir, last)
    members = {one.official for place in positions for one in office.holders_of(place.id, at)}
    if not members:
        return _nobody(claim, Reason.ROLE_WITHOUT_MEMBERS, positions[0].unit, last)
    if len(members) > 1:  # which of them is nobody's to guess
        return _nameless(claim, positions[0].unit, last)
    (member,) = members
    by_position = claim._replace(ground=Ground.POSITION, since=max(claim.since, at))
    return _named(by_position, member, office, matter, at)._replace(since=claim.since)


def positions_of(claim: Claim, office: Organisation, at: dt.datetime) -> tuple[Position, ...]:
    """The positions that a role in the record means (vị trí được nêu), in the unit named.

    Of a unit that is not there, nor any that took over its work, none: nothing is guessed.
    """
    unit = office.names.unit(claim.unit) if claim.unit else ""
    if not unit:
        return office.names.positions(claim.role)
    heir = office.successor(unit, at)
    return office.names.positions(claim.role, heir) if heir else ()


def _in_unit(claim: Claim, office: Organisation, at: dt.datetime, last: str) -> Holding:
    if not claim.unit:
        return _nobody(claim, Reason.NEVER_ASSIGNED, "", last)
    unit = office.names.unit(claim.unit)
    if not unit:
        return _nobody(claim, Reason.UNKNOWN_HOLDER, "", last)
    heir = office.successor(unit, at)
    if not heir:
        return _nobody(claim, Reason.BETWEEN_UNITS, unit, last)
    if heir != unit:
        ended = office.ended_at(unit, at)
        claim = claim._replace(since=max(claim.since, ended or claim.since))
    return _nameless(claim, heir, last)


def _nameless(claim: Claim, unit: str, last: str) -> Holding:
    """A unit, or several who share a role: nobody by name."""
    if not unit:
        return _nobody(claim, Reason.NEVER_ASSIGNED, "", last)
    return Holding(
        HeldBy.UNIT, "", unit, claim.ground, claim.event, claim.since, Reason.BETWEEN_UNITS,
        last_official=last,
    )  # fmt: skip


def _nobody(claim: Claim, reason: Reason, unit: str, last: str) -> Holding:
    return Holding(
        HeldBy.NOBODY, "", unit, claim.ground, claim.event, claim.since, reason,
        last_official=last,
    )  # fmt: skip
