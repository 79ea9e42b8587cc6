"""Powers (thẩm quyền): who is in charge, who may delegate, and what may not be passed on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from tthc_deadlines.responsibility.checks.picture import Picture, shared
from tthc_deadlines.responsibility.checks.scopes import covers, touches
from tthc_deadlines.responsibility.checks.words import When
from tthc_deadlines.responsibility.records import Charge, Competence, Delegation, Rank

_POSTS = ("unit", "position", "official", "appointment")


def check_powers(picture: Picture) -> None:
    """Charges go to those who lead, delegations come from those who have the power.

    A charge or delegation is judged at the instant it begins: who leaves later takes
    nothing back. Below a unit is also whoever it supervises.

    Basis: law 63/2025/QH15 article 9.4–5: in writing, with scope and term, not passed on.
    """
    if picture.has_whole(*_POSTS):
        for charge in picture.records.charges:
            if picture.knows("official", charge.official) and not picture.led_by(
                charge.official, charge.start
            ):
                picture.add(charge, "official", "charge_without_rank", value=charge.official,
                            when=When(charge.start))  # fmt: skip
    own = _Own(picture)
    received: dict[str, list[Delegation]] = defaultdict(list)
    for delegation in picture.records.delegations:
        received[delegation.delegate].append(delegation)
    for delegation in picture.records.delegations:
        _form(picture, delegation)
        if delegation.delegator == delegation.delegate:
            picture.add(delegation, "delegate", "delegated_to_oneself")
        elif picture.has_whole(*_POSTS, "competence", "field"):
            _people(picture, delegation, own, received[delegation.delegator])


def _form(picture: Picture, delegation: Delegation) -> None:
    if delegation.start is None or delegation.until is None:
        picture.add(delegation, "until" if delegation.start else "from", "no_term")
    if not delegation.document:
        picture.add(delegation, "document", "no_document")


def _people(
    picture: Picture, delegation: Delegation, own: _Own, received: list[Delegation]
) -> None:
    giver, at = delegation.delegator, delegation.start
    before = _held_only_by(picture, delegation, own, received)
    if before is not None:
        picture.add(delegation, "delegator", "passed_on", value=giver, other=picture.at(before))
    elif picture.knows("official", giver):
        led = picture.led_by(giver, at)
        competences = own.covering(delegation)
        if not led and not competences:
            picture.add(delegation, "delegator", "no_power", value=giver, when=When(at))
        elif led and not competences:
            _units(picture, delegation, led)
    if picture.knows("official", delegation.delegate) and not picture.posts(
        delegation.delegate, at
    ):
        picture.add(delegation, "delegate", "delegate_without_post", value=delegation.delegate,
                    when=When(at))  # fmt: skip


def _units(picture: Picture, delegation: Delegation, led: dict[str, Rank]) -> None:
    if delegation.start is None:
        return
    for unit in delegation.units:
        if picture.knows("unit", unit) and not picture.is_in(unit, led, delegation.start):
            picture.add(delegation, "units", "unit_beyond", value=unit,
                        delegator=delegation.delegator, when=When(delegation.start))  # fmt: skip


def _held_only_by(
    picture: Picture, delegation: Delegation, own: _Own, received: list[Delegation]
) -> Delegation | None:
    """The delegation that the delegator's power rests on, if he has none of his own."""
    if not picture.has_whole("charge", "delegation"):
        return None
    for before in received:
        if (
            before is not delegation
            and before.delegator != before.delegate
            and shared(before, delegation)
            and touches(before, delegation, picture)
            and not own.has(delegation, before)
        ):
            return before
    return None


class _Own:
    """What officials may do by their own position or charge, without any delegation."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._competences: dict[str, list[Competence]] = defaultdict(list)
        for competence in picture.records.competences:
            self._competences[competence.position].append(competence)
        self._charges: dict[str, list[Charge]] = defaultdict(list)
        for charge in picture.records.charges:
            self._charges[charge.official].append(charge)

    def covering(self, delegation: Delegation) -> list[Competence]:
        """Competences of the delegator's positions that cover what is delegated.

        The competence of a unit is its head's to delegate, not that of all who work there.
        """
        at, picture = delegation.start, self._picture
        return [
            competence
            for position in picture.posts(delegation.delegator, at)
            for competence in self._competences.get(position.id, ())
            if (at is None or competence.holds_at(at))
            and covers(competence, delegation, picture, in_doubt=True)
            and self._near(position.unit, competence, delegation, at)
        ]

    def _near(
        self, unit: str, competence: Competence, delegation: Delegation, at: dt.datetime | None
    ) -> bool:
        """Without units of its own, a competence reaches as far as the unit of the position."""
        if competence.units or at is None:
            return True
        return all(self._picture.is_in(one, {unit}, at) for one in delegation.units)

    def has(self, delegation: Delegation, before: Delegation) -> bool:
        """Whether the delegator has the power without the delegation he holds besides.

        A competence or a charge that covers it is his own. The head of a unit has his own
        powers in it too, save for just the work that was delegated to him: nobody is given
        what he has.
        """
        picture, at = self._picture, delegation.start
        if self.covering(delegation) or any(
            covers(charge, delegation, picture, in_doubt=True) for charge in self._held(delegation)
        ):
            return True
        led = picture.led_by(delegation.delegator, at)
        headed = {unit for unit, rank in led.items() if rank is Rank.HEAD}
        if not headed or not (
            at is None or all(picture.is_in(unit, headed, at) for unit in delegation.units)
        ):
            return False
        is_of_work = before.procedures or before.fields
        return not (is_of_work and covers(before, delegation, picture, in_doubt=False))

    def _held(self, delegation: Delegation) -> Iterator[Charge]:
        at = delegation.start
        for charge in self._charges.get(delegation.delegator, ()):
            if at is None or charge.holds_at(at):
                yield charge
