"""Links of the chain of responsibility (mắt xích trách nhiệm): what each says, and the whole."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.responsibility.holding import Holding
from tthc_deadlines.responsibility.segments import Ground


class Role(StrEnum):
    """What a link of the chain is to the dossier (vai trò trong chuỗi trách nhiệm)."""

    HOLDER = "holder"
    STOOD_IN_FOR = "stood_in_for"
    DELEGATOR = "delegator"
    DIRECT_SUPERIOR = "direct_superior"
    HEAD_OF_UNIT = "head_of_unit"
    DEPUTY_IN_CHARGE = "deputy_in_charge"
    HEAD_OF_AGENCY = "head_of_agency"
    DELEGATE = "delegate"
    SUBSTITUTE = "substitute"
    SUPERVISING_AUTHORITY = "supervising_authority"


@attrs.frozen(kw_only=True, slots=False)
class Link:
    """One link of the chain (một mắt xích).

    Attributes:
        role: what he is to the dossier.
        official: who; "" where only a unit is known.
        unit: the unit in which he is that.
        ground: why; ``document`` the decision or event it rests on, as printed.
        since: since when.
        joint: answers jointly for those directly below him.
        absent: away at the instant; a ``SUBSTITUTE`` follows where there is one.
        for_official: whom a delegate or substitute acts for.
        citation: the rule; ``directive`` what a directive says of it besides.
    """

    role: Role
    official: str = ""
    unit: str = ""
    ground: Ground
    document: str = ""
    since: dt.datetime | None = None
    joint: bool = False
    absent: bool = False
    for_official: str = ""
    citation: Citation | None = None
    directive: Citation | None = None


@attrs.frozen(kw_only=True, slots=False)
class Chain:
    """Who answers for a dossier at an instant (chuỗi trách nhiệm).

    Attributes:
        at: the instant.
        holding: who has it, and why nobody active, present and competent does if so.
        links: from the holder to the supervising authority.
        assign_by: the official who must name somebody now, where nobody has it: the head of
            the unit where it lies, or who stands in; else the head of the agency. "" where
            somebody has it, and where the organisation does not tell.
        assign_citation: the rule by which he must.
    """

    at: dt.datetime
    holding: Holding
    links: tuple[Link, ...]
    assign_by: str = ""
    assign_citation: Citation | None = None

    def first(self, role: Role) -> Link | None:
        """The first link of a role (mắt xích đầu tiên có vai trò đó)."""
        return next((one for one in self.links if one.role is role), None)

    @property
    def joint(self) -> tuple[Link, ...]:
        """Those who answer jointly (liên đới)."""
        return tuple(one for one in self.links if one.joint)
