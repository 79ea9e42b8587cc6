"""Rules on who holds a dossier (quy tắc về người giữ): nothing unassigned, nothing passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from tthc_deadlines.checking.grounds import ground_of
from tthc_deadlines.checking.life.answering_messages import ANSWERING_FINDINGS
from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.showing import Words, show_value
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import Naming, State
from tthc_deadlines.dossiers.replay import event_words
from tthc_deadlines.findings import Finding
from tthc_deadlines.responsibility.chain import chain_of
from tthc_deadlines.responsibility.custody import Custodian
from tthc_deadlines.responsibility.holding import Claim, Holding
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.records import Delegation
from tthc_deadlines.responsibility.segments import Ground, Reason
from tthc_deadlines.responsibility.windows import LAST

_CODES = {
    Reason.NEVER_ASSIGNED: "unassigned",
    Reason.BETWEEN_UNITS: "between_units",
    Reason.ROLE_WITHOUT_MEMBERS: "role_without_members",
    Reason.HOLDER_ABSENT: "holder_absent",
    Reason.HOLDER_LEFT: "holder_left",
    Reason.DELEGATION_EXPIRED: "delegation_expired",
    Reason.OUTSIDE_COMPETENCE: "outside_competence",
}
"""Which finding a gap is; an unknown holder is told by the event that names him."""

_GROUNDS = {
    code: ANSWERING_FINDINGS[code].ground if code in ANSWERING_FINDINGS else "assignment"
    for code in _CODES.values()
}


def contradictions(case: Case) -> Iterator[Finding]:
    """Two named at one instant: both are shown, the later recorded one has it."""
    stands = {naming.at: naming for naming in case.history.namings}
    for before, after in pairwise(case.history.namings):
        last = stands[before.at]
        if before.at == after.at and _who(before) != _who(last):
            yield case.finding(
                "contradictory_assignment",
                at=before.at,
                when=before.at,
                first=_who(before),
                second=_who(last),
            )


def _who(naming: Naming) -> str:
    return naming.official or naming.unit or naming.role


def answering_findings(case: Case, office: Organisation) -> Iterator[Finding]:
    """What the organisation says against the record: gaps now, powers, unknown names."""
    custodian = case.custodian(office)
    if case.history.state is State.RUNNING and not _is_stopped(case):
        gap = gap_finding(custodian, case.at, case.finding)
        if gap is not None:
            yield gap
    yield from _unknown_names(case, custodian)
    yield from _powers(case, custodian)


def _is_stopped(case: Case) -> bool:
    return bool(case.runs) and case.runs[-1].is_stopped


# --- gaps ----------------------------------------------------------------------------------


class Making(Protocol):
    """What makes a finding of a code with its values: of a case, or of a record."""

    def __call__(self, code: str, *, at: dt.datetime | None = None, **values: Any) -> Finding: ...


def gap_finding(
    custodian: Custodian, at: dt.datetime, make: Making, *, names: bool = False
) -> Finding | None:
    """Why nobody active, present and competent has it, and who must see to it (bỏ trống).

    ``None`` where somebody has it. That a name is not known is told only if ``names``: an
    assessment tells it of every event.
    """
    holding = custodian.holding_at(at)
    if holding.reason is Reason.UNKNOWN_HOLDER and names:
        for named in _names_of(custodian.claim_at(at)):
            for finding in _if_unknown(named, custodian, make, set()):
                return finding
    code = _CODES.get(holding.reason) if holding.reason is not None else None
    if code is None:
        return None
    assigner = chain_of(custodian, at).assign_by
    ground = ground_of(_GROUNDS[code], at.date())  # what people owe is the law of the day
    if code == "unassigned":
        return make(code, at=at, column="holder", assign_by=assigner, citation=ground)
    told = {"assign": _assign_words(assigner, custodian), **_told(holding, custodian, at)}
    return make(code, at=at, assign_by=assigner, citation=ground, **told)


def _assign_words(who: str, custodian: Custodian) -> Words:
    if not who or custodian.organisation is None:
        return Words("", "")
    name = custodian.organisation.name_of(who)
    return Words(f"; {name} phải phân công ngay", f"; {name} must assign it now")


def _told(holding: Holding, custodian: Custodian, at: dt.datetime) -> dict[str, object]:
    """The values of the finding of a gap: who, where, since when."""
    office = custodian.organisation
    assert office is not None
    official = holding.stands_in_for or holding.official or holding.last_official
    found: dict[str, object] = {
        "holder": office.name_of(official),
        "official": official,
        "unit": office.unit_name(holding.unit, at) if holding.unit else "—",
        "since": holding.since,
    }
    if holding.reason is Reason.ROLE_WITHOUT_MEMBERS:
        found["role"] = custodian.claim_at(at).role
    elif holding.reason is Reason.HOLDER_ABSENT:
        until = office.absent_until(official, at)
        found["start"] = _begin(office.absent_since(official, at))
        found["until"] = _end(until)
        found["until_at"] = until
    elif holding.reason is Reason.HOLDER_LEFT:
        found["since"] = _begin(office.left_at(official, at) or holding.since)
    elif holding.power is not None and holding.power.lapsed is not None:
        lapsed = holding.power.lapsed
        found["document"], found["until_at"] = lapsed.document, lapsed.until
        found["until"] = _end(lapsed.until)
    elif holding.reason is Reason.BETWEEN_UNITS:
        found["since"] = _begin(holding.since)
    else:
        found["matter"] = _matter_words(custodian, at)
    return found


def _begin(instant: dt.datetime | None) -> dt.date | str:
    """The beginning of a window for people: a midnight is a day."""
    if instant is None:
        return "—"
    return instant.date() if instant.time() == dt.time() else instant


def _end(instant: dt.datetime | None) -> Words:
    """The end of a window for people: one that ends at midnight lasts to the day before."""
    if instant is None or instant >= LAST:
        return Words("không rõ ngày", "an unknown day")
    if instant.time() != dt.time():
        return Words(show_value(instant, "vi"), show_value(instant, "en"))
    last = instant.date() - dt.timedelta(days=1)
    return Words(f"hết ngày {show_value(last, 'vi')}", f"the end of {show_value(last, 'en')}")


def _matter_words(custodian: Custodian, at: dt.datetime) -> Words:
    dossier, matter = custodian.dossier, custodian.matter_at(at)
    code = dossier.procedure_code or dossier.code
    step = next(iter(custodian.step_names(at)), "") if matter.steps else ""
    if step:
        named = step if step.casefold().startswith("bước") else f"bước {step}"
        return Words(f"thủ tục {code}, {named}", f"procedure {code}, step {step}")
    return Words(f"thủ tục {code}", f"procedure {code}")


# --- powers --------------------------------------------------------------------------------


def _powers(case: Case, custodian: Custodian) -> Iterator[Finding]:
    """What is delegated is not delegated on.

    Basis: Law on Organisation of the Government 63/2025/QH15 article 9.5.
    """
    office = custodian.organisation
    assert office is not None
    for naming in case.history.namings:
        giver = office.names.official(naming.event.actor) if naming.event.actor else ""
        to = office.names.official(naming.official) if naming.official else ""
        if not giver or not to or giver == to:
            continue
        matter = custodian.matter_at(naming.at)
        power = office.powers.competence(giver, matter, naming.event.occurred_at)
        if power.ground is not Ground.DELEGATION or power.record is None:
            continue
        own = office.powers.competence(to, matter, naming.at)
        by = own.record.delegator if isinstance(own.record, Delegation) else ""
        if own.holds is False or by == giver:
            yield case.finding(
                "sub_delegation",
                at=naming.at,
                giver=office.name_of(giver),
                to=office.name_of(to),
                document=power.record.document,
                sent=naming.event.occurred_at,
                citation=ground_of("delegation", naming.at.date()),
            )


# --- names ---------------------------------------------------------------------------------


class Named(NamedTuple):
    """A name in the events (tên được nêu), with the finding it is if nobody knows it."""

    code: str
    name: str
    event: Event | None
    unit: str = ""


def _unknown_names(case: Case, custodian: Custodian) -> Iterator[Finding]:
    """Every name the organisation does not know, once, with what is most like it."""
    told: set[tuple[str, str]] = set()
    for handover in case.history.handovers:
        event = handover.event
        for named in (Named(_OFFICIAL, event.to, event), Named(_UNIT, event.unit, event)):
            yield from _if_unknown(named, custodian, case.finding, told)
    for claim in custodian.claims:
        for named in _names_of(claim):
            yield from _if_unknown(named, custodian, case.finding, told)


_OFFICIAL, _UNIT, _POSITION = "unknown_official", "unknown_unit", "unknown_position"


def _names_of(claim: Claim) -> tuple[Named, ...]:
    role = "" if claim.official else claim.role
    return (
        Named(_OFFICIAL, claim.official, claim.event),
        Named(_UNIT, claim.unit, claim.event),
        Named(_POSITION, role, claim.event, claim.unit),
    )


def _if_unknown(
    named: Named, custodian: Custodian, make: Making, told: set[tuple[str, str]]
) -> Iterator[Finding]:
    office, (code, name, event, within) = custodian.organisation, named
    assert office is not None
    if not name or (code, name) in told:
        return
    told.add((code, name))
    names = office.names
    if code == _OFFICIAL:
        known, near = bool(names.official(name)), names.near_official
    elif code == _UNIT:
        known, near = bool(names.unit(name)), names.near_unit
    else:
        known, near = bool(names.positions(name, names.unit(within))), names.near_position
    if known:
        return
    nearest = near(name)
    yield make(
        code,
        at=event.occurred_at if event is not None else None,
        name=name,
        event=_event_words(event),
        event_id=event.id if event is not None else None,
        nearest=_near_words(nearest),
        nearest_id=nearest or None,
    )


def _event_words(event: Event | None) -> Words:
    if event is None:
        return Words("theo nguồn dữ liệu", "as the source says")
    return Words(event_words(event, "vi"), event_words(event, "en"))


def _near_words(near: str) -> Words:
    return Words(f" (gần giống: {near})", f" (most like it: {near})") if near else Words("", "")
