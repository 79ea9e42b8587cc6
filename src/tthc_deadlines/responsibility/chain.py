"""The chain of responsibility (chuỗi trách nhiệm): who answers for a dossier at an instant.

From the one who holds it up to the authority above the agency. A delegation adds a link and
a deputy in charge is added; neither ever takes the head out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.citations import Citation
from tthc_deadlines.dossiers.code import parse_dossier_code
from tthc_deadlines.dossiers.courses import events_of
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.folding import fold
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.responsibility import basis
from tthc_deadlines.responsibility.custody import Custodian
from tthc_deadlines.responsibility.holding import Claim, Holding
from tthc_deadlines.responsibility.links import Chain, Link, Role
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.powers import Matter
from tthc_deadlines.responsibility.records import Appointment, Delegation, Unit, UnitKind
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason


def responsibility_chain(
    dossier: Dossier,
    at: dt.datetime,
    organisation: Organisation,
    *,
    calendar: WorkingCalendar | None = None,
    procedure: Procedure | None = None,
) -> Chain:
    """Who answers for a dossier at an instant (chuỗi trách nhiệm), from holder to authority.

    Args:
        dossier: what happened to it.
        at: the instant.
        organisation: who is who.
        calendar: the working calendar; the national one by default.
        procedure: its procedure, for the field of its matter and the step it is in.

    The head of the unit and the head of the agency are always among the links where the
    organisation knows the unit; a deputy in charge of the field is added.

    Raises:
        NaiveTimestamp: ``at`` has no time zone.

    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> from tthc_deadlines.responsibility.records import *
    >>> office = Organisation(OrganisationRecords(
    ...     units=[Unit(id="xa", kind="agency")],
    ...     positions=[Position(id="ct", unit="xa", rank="head"), Position(id="mc", unit="xa")],
    ...     officials=[Official(id="ct-1"), Official(id="mc-1")],
    ...     appointments=[Appointment(official="ct-1", position="ct"),
    ...                   Appointment(official="mc-1", position="mc")]))
    >>> nine = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", events=[Accepted(id="e1", occurred_at=nine, actor="mc-1")])
    >>> chain = responsibility_chain(dossier, nine, office)
    >>> [(link.role.value, link.official) for link in chain.links][:2]
    [('holder', 'mc-1'), ('direct_superior', 'ct-1')]

    Basis: decree 118/2025/NĐ-CP articles 9.1, 12.8, 19.1, 38; Law on Organisation of the
    Government 63/2025/QH15 article 9.4–5; Law on Organisation of Local Government
    72/2025/QH15 articles 40–41 (secondary); provincial directives (from memory).
    """
    at = as_instant(at, "at").astimezone(VIETNAM)
    history = replay(events_of(dossier), at)
    calendar = calendar if calendar is not None else vietnam_calendar()
    return chain_of(Custodian(dossier, history, calendar, organisation, procedure), at)


def chain_of(custodian: Custodian, at: dt.datetime) -> Chain:
    """The chain of a dossier whose events are replayed (chuỗi của hồ sơ đã dựng lại)."""
    office = custodian.organisation
    assert office is not None
    holding = custodian.holding_at(at)
    unit = holding.unit or _last_unit(holding, office, at) or _unit_of_the_dossier(custodian, at)
    links = list(_holders(holding, custodian.claim_at(at), office, at))
    above = list(_above(holding, unit, office, custodian.matter_at(at), at))
    links += above
    if holding.reason is None:
        return Chain(at=at, holding=holding, links=tuple(links))
    who = _who_assigns(holding, above)
    name = "substitution" if holding.reason is Reason.HOLDER_ABSENT else "assignment"
    citation = basis.clause(name, at.date()) if who else None
    return Chain(
        at=at, holding=holding, links=tuple(links), assign_by=who, assign_citation=citation
    )


def superiors_of(official: str, at: dt.datetime, organisation: Organisation) -> tuple[Link, ...]:
    """Those who answer jointly for an official at an instant (cấp trên trực tiếp)."""
    units = organisation.units_of(official, at)
    if not units:
        return ()
    return tuple(_direct_superior(official, units[0], organisation, at))


# --- the holder ----------------------------------------------------------------------------


def _holders(
    holding: Holding, claim: Claim, office: Organisation, at: dt.datetime
) -> Iterator[Link]:
    if holding.held_by is not HeldBy.OFFICIAL:
        return
    ground = holding.ground or Ground.SOURCE
    power, document, citation = holding.power, "", None
    if ground is Ground.DELEGATION and power is not None and power.record is not None:
        document, citation = power.record.document, basis.delegation(at.date())
    if ground is Ground.SUBSTITUTION:
        absence = office.absence(holding.stands_in_for, at)
        document = absence.document if absence is not None else ""
        citation = basis.clause("substitution", at.date())
    yield Link(
        role=Role.HOLDER,
        official=holding.official,
        unit=holding.unit,
        ground=ground,
        document=document,
        since=holding.since,
        citation=citation,
    )
    if holding.stands_in_for:
        yield Link(
            role=Role.STOOD_IN_FOR,
            official=holding.stands_in_for,
            unit=holding.unit,
            ground=claim.ground or Ground.SOURCE,
            since=claim.since,
            absent=True,
        )
    if ground is Ground.DELEGATION and power is not None and isinstance(power.record, Delegation):
        delegator = power.record.delegator
        yield Link(
            role=Role.DELEGATOR,
            official=delegator,
            unit=next(iter(office.units_of(delegator, at)), ""),
            ground=Ground.DELEGATION,
            document=power.record.document,
            since=power.record.start,
            absent=office.absence(delegator, at) is not None,
            citation=basis.delegation(at.date()),
            directive=basis.HEAD_STAYS,
        )


def _last_unit(holding: Holding, office: Organisation, at: dt.datetime) -> str:
    units = office.units_of(holding.last_official, at) if holding.last_official else ()
    return units[0] if units else ""


def _unit_of_the_dossier(custodian: Custodian, at: dt.datetime) -> str:
    office = custodian.organisation
    assert office is not None
    for text in (custodian.dossier.unit, custodian.claim_at(at).unit):
        unit = office.successor(office.names.unit(text), at) if text else ""
        if unit:
            return unit
    unit = office.powers.unit_for(custodian.matter_at(at), at)
    if unit:
        return unit
    code = parse_dossier_code(custodian.dossier.code)  # it begins with the agency's own
    return office.successor(office.names.unit(code.agency), at) if code is not None else ""


# --- those above ---------------------------------------------------------------------------


def _above(
    holding: Holding,
    unit: str,
    office: Organisation,
    matter: Matter,
    at: dt.datetime,
) -> Iterator[Link]:
    unit = office.successor(unit, at) if unit else ""
    if not unit:
        return
    holder = holding.stands_in_for or holding.official
    if holder:
        yield from _direct_superior(holder, unit, office, at)
    agency = office.agency(unit, at)
    here = office.unit(unit, at)
    if here is not None and (agency is None or here.id != agency.id):
        yield from _head(Role.HEAD_OF_UNIT, here, office, matter, at)
    if agency is None:
        return
    for division in office.lineage(unit, at):
        if division.id == agency.id:
            break
        yield from _deputies(division, office, matter, at)
    if here is not None and here.id == agency.id:  # who works for the agency directly
        for link in _head(Role.HEAD_OF_UNIT, agency, office, matter, at):
            if link.role is Role.HEAD_OF_UNIT:  # who acts for him stands beside the next link
                yield link
    yield from _deputies(agency, office, matter, at)
    yield from _head(Role.HEAD_OF_AGENCY, agency, office, matter, at)
    authority = office.authority(agency.id, at)
    if authority is not None:
        head = office.head(authority.id, at)
        yield Link(
            role=Role.SUPERVISING_AUTHORITY,
            official=head.official if head is not None else "",
            unit=authority.id,
            ground=Ground.SUPERVISION,
            document=authority.document,
            since=head.start if head is not None else authority.start,
            citation=_of_chairman(authority, office, at),
        )


def _of_chairman(unit: Unit, office: Organisation, at: dt.datetime) -> Citation | None:
    """The clause on the chairman, of a People's Committee; for heads of other agencies none.

    Decree 61/2018 was read only for the chairman of the province: for the top of a line.
    """
    if not fold(unit.name).startswith(("ubnd", "uybannhandan")):
        return None
    if at.date() < basis.DECREE_118_FROM and office.authority(unit.id, at) is not None:
        return None
    return basis.clause("chairman", at.date())


def _direct_superior(
    official: str, unit: str, office: Organisation, at: dt.datetime
) -> Iterator[Link]:
    """Who is directly above: by the position, else the head of the unit, else of the next one."""
    for one in office.appointments(official, at):
        position = office.positions[one.position]
        if position.unit != unit or not position.reports_to:
            continue
        above = [
            each for each in office.holders_of(position.reports_to, at) if each.official != official
        ]
        for each in above:
            yield _joint(each, office.positions[each.position].unit, office, at)
        if above:
            return
    for one_unit in office.lineage(unit, at):
        head = office.head(one_unit.id, at)
        if head is not None and head.official != official:
            yield _joint(head, one_unit.id, office, at)
            return
    authority = office.authority(unit, at)  # of the head of an agency
    head = office.head(authority.id, at) if authority is not None else None
    if authority is not None and head is not None and head.official != official:
        yield _joint(head, authority.id, office, at)


def _joint(above: Appointment, unit: str, office: Organisation, at: dt.datetime) -> Link:
    return Link(
        role=Role.DIRECT_SUPERIOR,
        official=above.official,
        unit=unit,
        ground=Ground.APPOINTMENT,
        document=above.document,
        since=above.start,
        joint=True,
        absent=office.absence(above.official, at) is not None,
        citation=basis.JOINTLY,
    )


def _head(
    role: Role,
    unit: Unit,
    office: Organisation,
    matter: Matter,
    at: dt.datetime,
) -> Iterator[Link]:
    head = office.head(unit.id, at)
    if head is None:
        return
    of_desk = role is Role.HEAD_OF_UNIT and unit.kind is UnitKind.ONE_STOP
    citation = None
    if of_desk:
        citation = basis.clause("one_stop_head", at.date())
    elif role is Role.HEAD_OF_AGENCY:
        citation = _of_chairman(unit, office, at)
    delegates = bool(office.powers.given_by(head.official, matter, at))
    yield Link(
        role=role,
        official=head.official,
        unit=unit.id,
        ground=Ground.APPOINTMENT,
        document=head.document,
        since=head.start,
        absent=office.absence(head.official, at) is not None,
        citation=citation,
        directive=basis.HEAD_STAYS if delegates else None,
    )
    yield from _stand_ins(head.official, unit.id, office, matter, at)


def _deputies(unit: Unit, office: Organisation, matter: Matter, at: dt.datetime) -> Iterator[Link]:
    """The deputies in charge of the field, beside the head and never instead."""
    for one in office.deputies(unit.id, at):
        charge = next(iter(office.powers.charges(one.official, matter, at)), None)
        if charge is None:
            continue
        yield Link(
            role=Role.DEPUTY_IN_CHARGE,
            official=one.official,
            unit=unit.id,
            ground=Ground.CHARGE,
            document=charge.document,
            since=charge.start or one.start,
            absent=office.absence(one.official, at) is not None,
            citation=basis.deputy(at.date()),
        )
        yield from _stand_ins(one.official, unit.id, office, matter, at)


def _stand_ins(
    official: str,
    unit: str,
    office: Organisation,
    matter: Matter,
    at: dt.datetime,
) -> Iterator[Link]:
    """Who acts for a head: a substitute while he is away, delegates in their term."""
    absence = office.absence(official, at)
    acting = office.stand_in(official, at)
    if absence is not None and acting:
        yield Link(
            role=Role.SUBSTITUTE,
            official=acting,
            unit=unit,
            ground=Ground.SUBSTITUTION,
            document=absence.document,
            since=absence.start,
            for_official=official,
            citation=basis.clause("substitution", at.date()),
        )
    for delegation in office.powers.given_by(official, matter, at):
        yield Link(
            role=Role.DELEGATE,
            official=delegation.delegate,
            unit=unit,
            ground=Ground.DELEGATION,
            document=delegation.document,
            since=delegation.start,
            for_official=official,
            citation=basis.delegation(at.date()),
        )


def _who_assigns(holding: Holding, above: list[Link]) -> str:
    """The first head from below who is there, or who stands in for him.

    Not the one who has it himself without the power to.
    """
    for place, one in enumerate(above):
        if one.role not in (Role.HEAD_OF_UNIT, Role.HEAD_OF_AGENCY):
            continue
        if one.official == holding.official:
            continue
        if not one.absent:
            return one.official
        stand_in = above[place + 1] if place + 1 < len(above) else None
        if stand_in is not None and stand_in.role is Role.SUBSTITUTE:
            return stand_in.official
    return ""
