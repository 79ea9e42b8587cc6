"""Who answers for a dossier: each sentence of the directives, around each window."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from tests.law.cases import at
from tests.lives import CALENDAR, CODE, dossier, e, judged
from tests.organisations import (
    REFORM,
    Official,
    Position,
    Records,
    Row,
    Unit,
    around,
    away,
    commune,
    competent,
    delegated,
    in_charge,
    placed,
)
from tthc_deadlines.citations import Confidence
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    HandedOver,
    ResultIssued,
    StepStarted,
    SupplementRequested,
)
from tthc_deadlines.errors import NaiveTimestamp
from tthc_deadlines.responsibility import basis
from tthc_deadlines.responsibility.chain import responsibility_chain, superiors_of
from tthc_deadlines.responsibility.links import Chain, Link, Role
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import Ground, HeldBy, Reason

OFFICE = commune()
RECEIVED = e(Accepted, "18/11/2026 09:00", actor="mc-1")
NOW = at("23/11/2026 09:00")
START, END = "23/11/2026 08:00", "25/11/2026 12:00"
BOTH = (START, END)


def given(holder: str = "cv-1", **values: Any) -> Any:
    return dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", holder=holder, **values),
                   procedure_code=CODE)  # fmt: skip


def chain(holder: str = "cv-1", *rows: Row, when: dt.datetime = NOW, without: Any = (),
          one: Any = None) -> Chain:  # fmt: skip
    office = commune(*rows, without=without) if rows or without else OFFICE
    return responsibility_chain(given(holder) if one is None else one, when, office,
                                calendar=CALENDAR)  # fmt: skip


def told(found: Chain) -> list[str]:
    return [f"{one.role}: {one.official}@{one.unit}" for one in found.links]


def role(found: Chain, name: Role) -> list[str]:
    return [one.official for one in found.links if one.role is name]


PLAIN = [
    "holder: cv-1@kt",
    "direct_superior: tp-kt@kt",
    "head_of_unit: tp-kt@kt",
    "head_of_agency: ct@xa",
    "supervising_authority: ct-tinh@tinh",
]


class TestTheOrder:
    """Chain at an instant: holder, direct superior, deputy in charge of the field, head of the
    unit, head of the agency, supervising authority; each with the ground."""

    def test_from_the_holder_to_the_authority(self) -> None:
        assert told(chain()) == PLAIN

    def test_each_link_says_why_by_what_and_since_when(self) -> None:
        office = [in_charge("pct-1", "dat", document="05/QĐ-MẪU")]
        links = {one.role: one for one in chain("cv-1", *office).links}
        since, begun = at("18/11/2026 10:00"), at("01/07/2025 00:00")
        assert {
            name: (one.ground, one.document, one.since) for name, one in links.items()
        } == {
            Role.HOLDER: (Ground.ASSIGNMENT, "", since),
            Role.DIRECT_SUPERIOR: (Ground.APPOINTMENT, "", begun),
            Role.HEAD_OF_UNIT: (Ground.APPOINTMENT, "", begun),
            Role.DEPUTY_IN_CHARGE: (Ground.CHARGE, "05/QĐ-MẪU", begun),
            Role.HEAD_OF_AGENCY: (Ground.APPOINTMENT, "02/QĐ-MẪU", begun),
            Role.SUPERVISING_AUTHORITY: (Ground.SUPERVISION, "", None),
        }  # fmt: skip

    def test_a_chain_is_told_as_of_an_instant(self) -> None:
        assert responsibility_chain(
            given(), at("18/11/2026 09:59:59"), OFFICE
        ).holding.official == ("mc-1")
        assert responsibility_chain(given(), at("18/11/2026 10:00"), OFFICE).holding.official == (
            "cv-1"
        )

    def test_an_assessment_tells_the_same(self) -> None:
        found = judged(given(), "23/11/2026 09:00", organisation=OFFICE).chain
        assert found == chain()
        assert judged(given(), "23/11/2026 09:00").chain is None

    def test_of_what_has_ended_it_is_the_chain_of_its_end(self) -> None:
        """Who comes and goes later changes nothing, and nobody has to assign it."""
        office = commune(
            placed("cv-1", "kt.cv", REFORM, "24/11/2026 00:00"),
            placed("tp-kt", "kt.tp", REFORM, "24/11/2026 00:00"),
            placed("ptp-kt", "kt.tp", "24/11/2026 00:00"),
            without=("cv-1", "tp-kt"),
        )
        ended = attrs.evolve(given(), events=[*given().events, e(ResultIssued, "23/11/2026 10:00")])
        found = judged(ended, "25/11/2026 09:00", organisation=office).chain
        assert found is not None
        assert found == responsibility_chain(ended, at("23/11/2026 09:59:59"), office)
        assert [one.official for one in found.links[:2]] == ["cv-1", "tp-kt"]
        left = judged(given(), "25/11/2026 09:00", organisation=office).chain
        assert left is not None
        assert left.assign_by == "ptp-kt"

    def test_nobody_has_to_assign_what_ended_with_nobody(self) -> None:
        office = commune(away("cv-1", "20/11/2026 00:00", "30/11/2026 00:00"))
        events = [*given().events, e(ResultIssued, "23/11/2026 10:00")]
        found = judged(
            attrs.evolve(given(), events=events), "25/11/2026 09:00", organisation=office
        ).chain
        assert found is not None
        assert found.holding.reason is Reason.HOLDER_ABSENT
        assert (found.assign_by, found.assign_citation) == ("", None)

    def test_nobody_answers_for_what_is_not_accepted_yet(self) -> None:
        assert judged(given(), "01/01/2020 09:00", organisation=OFFICE).chain is None

    def test_an_instant_needs_its_zone(self) -> None:
        with pytest.raises(NaiveTimestamp):
            responsibility_chain(given(), dt.datetime(2026, 11, 23, 9), OFFICE)  # noqa: DTZ001

    def test_the_first_link_of_a_role(self) -> None:
        found = chain()
        first = found.first(Role.HEAD_OF_AGENCY)
        assert first is not None
        assert first.official == "ct"
        assert found.first(Role.DELEGATE) is None


class TestTheHeadsAreAlwaysThere:
    """The head of the unit and of the agency always present."""

    @pytest.mark.parametrize(
        ("holder", "unit", "head"),
        [("cv-1", "kt", "tp-kt"), ("tp-kt", "kt", "tp-kt"), ("ptp-kt", "kt", "tp-kt"),
         ("vh-1", "vh", "tp-vh"), ("mc-1", "mc", "pct-2"), ("pct-1", "xa", "ct"),
         ("ct", "xa", "ct"), ("vp-1", "vp", "ct")],
    )  # fmt: skip
    def test_whoever_has_it(self, holder: str, unit: str, head: str) -> None:
        found = chain(holder)
        above, top = found.first(Role.HEAD_OF_UNIT), found.first(Role.HEAD_OF_AGENCY)
        assert above is not None
        assert top is not None
        assert (above.official, above.unit) == (head, unit)
        assert (top.official, top.unit) == ("ct", "xa")

    @pytest.mark.parametrize(
        "one",
        [
            dossier(RECEIVED),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", role="kt.cv")),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", holder="cv-9", unit="kt")),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00"), unit="Phòng Kinh tế"),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00"), unit="kt-cu"),
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", holder="cv-1"),
                    e(SupplementRequested, "19/11/2026 09:00")),
            dossier(RECEIVED, e(HandedOver, "18/11/2026 10:00", actor="mc-1", to="cv-1")),
        ],
    )  # fmt: skip
    def test_wherever_it_lies(self, one: Any) -> None:
        found = chain(one=one)
        assert found.first(Role.HEAD_OF_UNIT) is not None
        assert role(found, Role.HEAD_OF_AGENCY) == ["ct"]

    def test_by_the_competence_where_nothing_else_tells_the_unit(self) -> None:
        one = dossier(e(Accepted, "18/11/2026 09:00"), procedure_code=CODE)
        assert chain(one=one).links == ()
        found = chain("", competent(unit="vh", procedures=[CODE]), one=one)
        assert role(found, Role.HEAD_OF_UNIT) == ["tp-vh"]

    @pytest.mark.parametrize("row", [
        away("tp-kt", *BOTH), away("tp-kt", *BOTH, "ptp-kt"), delegated("tp-kt", "ptp-kt", *BOTH),
        in_charge("pct-1", "dat"), away("ct", *BOTH, "pct-1"), delegated("ct", "pct-1", *BOTH),
    ])  # fmt: skip
    def test_nothing_takes_them_out(self, row: Row) -> None:
        for when in around(*BOTH):
            found = chain("cv-1", row, when=when)
            assert role(found, Role.HEAD_OF_UNIT) == ["tp-kt"]
            assert role(found, Role.HEAD_OF_AGENCY) == ["ct"]

    def test_of_a_unit_led_by_its_parent_the_parents_head(self) -> None:
        assert told(chain("vp-1"))[1:4] == [
            "direct_superior: ct@vp", "head_of_unit: ct@vp", "head_of_agency: ct@xa",
        ]  # fmt: skip

    def test_who_heads_for_a_time_does_so_from_its_first_second_to_before_its_last(self) -> None:
        office = (
            placed("tp-kt", "kt.tp", REFORM, START),
            placed("ptp-kt", "kt.tp", *BOTH, acting=True),
            placed("tp-kt", "kt.tp", END),
        )
        heads = [
            role(chain("cv-1", *office, when=when, without=["tp-kt"]), Role.HEAD_OF_UNIT)
            for when in around(*BOTH)
        ]
        assert heads == [["tp-kt"], *[["ptp-kt"]] * 3, *[["tp-kt"]] * 2]


class TestTheDeputyIsAdded:
    """A deputy in charge of the field added, never replacing."""

    def test_beside_the_head(self) -> None:
        with_him = told(chain("cv-1", in_charge("pct-1", "dat")))
        assert with_him == [*PLAIN[:3], "deputy_in_charge: pct-1@xa", *PLAIN[3:]]

    @pytest.mark.parametrize(
        ("row", "is_there"),
        [(in_charge("pct-1", "Đất đai"), True), (in_charge("pct-1", "ho-tich"), False),
         (in_charge("pct-1", procedures=[CODE]), True), (in_charge("pct-1"), True),
         (in_charge("pct-1", units=["kt"]), True), (in_charge("pct-1", units=["vh"]), False),
         (in_charge("pct-1", units=["xa"]), True), (in_charge("tp-kt", "dat"), False)],
    )  # fmt: skip
    def test_only_of_his_matters(self, row: Row, is_there: bool) -> None:
        assert bool(role(chain("cv-1", row), Role.DEPUTY_IN_CHARGE)) is is_there

    def test_for_the_time_he_is_in_charge(self) -> None:
        row = in_charge("pct-1", "dat", start=START, until=END)
        found = [role(chain("cv-1", row, when=when), Role.DEPUTY_IN_CHARGE)
                 for when in around(*BOTH)]  # fmt: skip
        assert found == [[], *[["pct-1"]] * 3, [], []]

    def test_since_he_is_in_charge_or_else_since_he_is_deputy(self) -> None:
        for start, since in ((START, START), (None, "01/07/2025 00:00")):
            link = chain("cv-1", in_charge("pct-1", "dat", start=start)).first(
                Role.DEPUTY_IN_CHARGE
            )
            assert link is not None
            assert link.since == at(since)

    def test_two_who_are_in_charge_are_both_there_and_each_once(self) -> None:
        rows = (in_charge("pct-1", "dat"), in_charge("pct-1", procedures=[CODE]),
                in_charge("pct-2", "dat"))  # fmt: skip
        assert role(chain("cv-1", *rows), Role.DEPUTY_IN_CHARGE) == ["pct-1", "pct-2"]

    def test_when_he_has_it_himself(self) -> None:
        assert told(chain("pct-1", in_charge("pct-1", "dat"))) == [
            "holder: pct-1@xa", "direct_superior: ct@xa", "head_of_unit: ct@xa",
            "deputy_in_charge: pct-1@xa", "head_of_agency: ct@xa",
            "supervising_authority: ct-tinh@tinh",
        ]  # fmt: skip

    def test_he_is_told_to_be_away_and_who_acts_for_him(self) -> None:
        """Of a link: ``absent``: away at the instant; a ``SUBSTITUTE`` follows where there is
        one."""
        rows = in_charge("pct-1", "dat"), away("pct-1", *BOTH, "pct-2")
        found = chain("cv-1", *rows)
        deputy = found.first(Role.DEPUTY_IN_CHARGE)
        assert deputy is not None
        assert deputy.absent
        following = found.links[found.links.index(deputy) + 1]
        assert (following.role, following.official) == (Role.SUBSTITUTE, "pct-2")
        assert following.for_official == "pct-1"

    def test_his_answer_to_the_head_is_cited(self) -> None:
        link = chain("cv-1", in_charge("pct-1", "dat")).first(Role.DEPUTY_IN_CHARGE)
        assert link is not None
        assert link.citation == basis.DEPUTY
        assert link.citation.number == "72/2025/QH15"
        assert link.citation.confidence is Confidence.SECONDARY


class TestDelegationAddsALink:
    """Delegation adds a link, it never removes the head (directive 15/CT-UBND Cao Bằng)."""

    def test_after_the_one_who_delegated(self) -> None:
        assert told(chain("cv-1", delegated("ct", "pct-1", *BOTH))) == [
            *PLAIN[:4], "delegate: pct-1@xa", PLAIN[4],
        ]  # fmt: skip

    def test_for_its_term(self) -> None:
        for when, expected in zip(
            around(*BOTH), [[], ["ptp-kt"], ["ptp-kt"], ["ptp-kt"], [], []], strict=True
        ):
            found = chain("cv-1", delegated("tp-kt", "ptp-kt", *BOTH), when=when)
            assert role(found, Role.DELEGATE) == expected
            assert [one for one in told(found) if not one.startswith("delegate")] == PLAIN

    def test_once_where_the_unit_is_the_agency_itself(self) -> None:
        assert role(chain("pct-2", delegated("ct", "pct-1", *BOTH)), Role.DELEGATE) == ["pct-1"]

    def test_only_of_what_was_delegated(self) -> None:
        for fields, expected in (("dat", ["pct-1"]), ("ho-tich", [])):
            row = delegated("ct", "pct-1", *BOTH, fields=[fields])
            assert role(chain("cv-1", row), Role.DELEGATE) == expected

    def test_the_delegation_itself_is_cited_with_its_document(self) -> None:
        link = chain("cv-1", delegated("ct", "pct-1", *BOTH)).first(Role.DELEGATE)
        assert link is not None
        assert (link.ground, link.document, link.since) == (
            Ground.DELEGATION, "07/UQ-MẪU", at(START),
        )  # fmt: skip
        assert link.for_official == "ct"
        assert link.citation == basis.DELEGATION

    def test_who_has_it_by_a_delegation(self) -> None:
        """Who delegates still answers, and what is delegated is not delegated on."""
        rows = competent(unit="vh"), delegated("tp-vh", "cv-1", *BOTH)
        first = chain("cv-1", *rows).links[0]
        assert (first.role, first.official, first.ground) == (
            Role.HOLDER, "cv-1", Ground.DELEGATION,
        )  # fmt: skip
        assert (first.document, first.citation) == ("07/UQ-MẪU", basis.DELEGATION)

    def test_who_delegated_is_among_those_who_answer(self) -> None:
        """The head answers even for what was delegated: also a head of another unit."""
        rows = competent(unit="vh"), delegated("tp-vh", "cv-1", *BOTH)
        assert "tp-vh" in {one.official for one in chain("cv-1", *rows).links}

    def test_who_delegated_and_is_away_is_told_to_be(self) -> None:
        rows = competent(unit="vh"), delegated("tp-vh", "cv-1", *BOTH)
        for more, is_away in (((), False), ((away("tp-vh", *BOTH),), True)):
            found = chain("cv-1", *rows, *more)
            assert [one.absent for one in found.links if one.official == "tp-vh"] == [is_away]

    def test_who_has_it_by_his_office_has_no_delegator_above(self) -> None:
        assert role(chain("cv-1", delegated("tp-vh", "cv-2", *BOTH)), Role.DELEGATOR) == []

    def test_the_directive_is_cited_for_the_head_who_delegated(self) -> None:
        found = chain("cv-1", delegated("ct", "pct-1", *BOTH))
        head = found.first(Role.HEAD_OF_AGENCY)
        assert head is not None
        assert head.directive == basis.HEAD_STAYS
        plain = chain("cv-1").first(Role.HEAD_OF_AGENCY)
        assert plain is not None
        assert plain.directive is None


class TestJointResponsibility:
    """Joint responsibility of the direct superior (42/UBND Long An)."""

    @pytest.mark.parametrize(
        ("holder", "superior"),
        [("cv-1", "tp-kt"), ("tp-kt", "ct"), ("ptp-kt", "tp-kt"), ("mc-1", "pct-2"),
         ("pct-1", "ct"), ("tv-1", "ptp-kt"), ("vp-1", "ct"), ("pct-2", "ct")],
    )  # fmt: skip
    def test_who_it_is(self, holder: str, superior: str) -> None:
        found = chain(holder)
        assert [(one.role, one.official) for one in found.joint] == [
            (Role.DIRECT_SUPERIOR, superior)
        ]
        assert found.joint[0].citation == basis.JOINTLY
        assert basis.JOINTLY.confidence is Confidence.MEMORY

    def test_superiors_of_an_official_are_the_joint_links(self) -> None:
        for holder in ("cv-1", "tp-kt", "mc-1", "tv-1"):
            assert superiors_of(holder, NOW, OFFICE) == chain(holder).joint
        assert superiors_of("nobody", NOW, OFFICE) == ()

    def test_of_who_stands_in_the_one_above_whom_he_stands_in_for(self) -> None:
        found = chain("cv-1", away("cv-1", *BOTH, "vh-1"))
        assert [one.official for one in found.joint] == ["tp-kt"]

    def test_a_superior_by_position_for_the_time_somebody_is_in_it(self) -> None:
        rows = (placed("ptp-kt", "kt.ptp", *BOTH),)
        found = [
            [one.official for one in chain("tv-1", *rows, when=when, without=["ptp-kt"]).joint]
            for when in around(*BOTH)
        ]
        # While nobody is in the position above, the head of the unit is directly above.
        assert found == [["tp-kt"], *[["ptp-kt"]] * 3, ["tp-kt"], ["tp-kt"]]

    def test_nobody_answers_jointly_with_himself(self) -> None:
        found = chain("ptp-kt", placed("ptp-kt", "kt.tv"))
        assert [one.official for one in found.joint] == ["tp-kt"]

    def test_a_superior_who_is_away_is_told_to_be(self) -> None:
        found = chain("cv-1", away("tp-kt", *BOTH))
        assert [(one.official, one.absent) for one in found.joint] == [("tp-kt", True)]

    def test_nobody_is_above_the_very_top(self) -> None:
        office = commune()
        one = dossier(e(Accepted, "18/11/2026 09:00"),
                      e(Assigned, "18/11/2026 10:00", holder="ct-tinh"))  # fmt: skip
        found = responsibility_chain(one, NOW, office)
        assert told(found) == [
            "holder: ct-tinh@tinh", "head_of_unit: ct-tinh@tinh", "head_of_agency: ct-tinh@tinh",
        ]  # fmt: skip


class TestTheHeadIsAway:
    """12.8: those who are absent are replaced so that the work is not interrupted."""

    def test_somebody_stands_in(self) -> None:
        row = away("tp-kt", *BOTH, "ptp-kt", document="08/TB-MẪU")
        for when, is_away in zip(around(*BOTH), [False, True, True, True, False, False],
                                 strict=True):  # fmt: skip
            found = chain("cv-1", row, when=when)
            head = found.first(Role.HEAD_OF_UNIT)
            assert head is not None
            assert (head.official, head.absent) == ("tp-kt", is_away)
            assert role(found, Role.SUBSTITUTE) == (["ptp-kt"] if is_away else [])

    def test_the_substitute_follows_the_head_with_his_ground(self) -> None:
        found = chain("cv-1", away("tp-kt", *BOTH, "ptp-kt", document="08/TB-MẪU"))
        head = found.first(Role.HEAD_OF_UNIT)
        assert head is not None
        link = found.links[found.links.index(head) + 1]
        assert (link.role, link.official, link.for_official) == (
            Role.SUBSTITUTE, "ptp-kt", "tp-kt",
        )  # fmt: skip
        assert (link.ground, link.document, link.since) == (
            Ground.SUBSTITUTION, "08/TB-MẪU", at(START),
        )  # fmt: skip
        assert link.citation == basis.clause("substitution", dt.date(2026, 11, 18))

    def test_the_substitute_of_a_substitute(self) -> None:
        rows = away("tp-kt", *BOTH, "ptp-kt"), away("ptp-kt", *BOTH, "cv-3")
        assert role(chain("cv-1", *rows), Role.SUBSTITUTE) == ["cv-3"]

    def test_nobody_stands_in(self) -> None:
        found = chain("cv-1", away("tp-kt", *BOTH))
        assert role(found, Role.SUBSTITUTE) == []
        assert role(found, Role.HEAD_OF_UNIT) == ["tp-kt"]

    def test_a_substitute_and_a_delegate_are_both_added(self) -> None:
        rows = away("tp-kt", *BOTH, "ptp-kt"), delegated("tp-kt", "cv-2", *BOTH)
        assert told(chain("cv-1", *rows))[2:5] == [
            "head_of_unit: tp-kt@kt", "substitute: ptp-kt@kt", "delegate: cv-2@kt",
        ]  # fmt: skip

    def test_the_holder_is_away(self) -> None:
        found = chain("cv-1", away("cv-1", *BOTH, "cv-2", document="08/TB-MẪU"))
        holder, stood_in = found.links[:2]
        assert (holder.role, holder.official, holder.ground) == (
            Role.HOLDER, "cv-2", Ground.SUBSTITUTION,
        )  # fmt: skip
        assert holder.document == "08/TB-MẪU"
        assert holder.since == at(START)
        assert holder.citation == basis.clause("substitution", dt.date(2026, 11, 18))
        assert (stood_in.role, stood_in.official, stood_in.absent) == (
            Role.STOOD_IN_FOR, "cv-1", True,
        )  # fmt: skip
        assert stood_in.since == at("18/11/2026 10:00")


class TestWhoeverHasIt:
    """The holder is himself head, deputy, head of the agency, of the one-stop desk."""

    def test_the_head_of_the_division(self) -> None:
        assert told(chain("tp-kt"))[:3] == [
            "holder: tp-kt@kt", "direct_superior: ct@xa", "head_of_unit: tp-kt@kt",
        ]  # fmt: skip

    def test_the_head_of_the_agency(self) -> None:
        found = told(chain("ct"))
        assert found[0] == "holder: ct@xa"
        assert found[-3:] == [
            "head_of_unit: ct@xa", "head_of_agency: ct@xa", "supervising_authority: ct-tinh@tinh",
        ]  # fmt: skip

    def test_an_official_of_the_desk_whose_head_is_a_vice_chair(self) -> None:
        assert told(chain(one=dossier(RECEIVED), when=at("18/11/2026 10:00"))) == [
            "holder: mc-1@mc", "direct_superior: pct-2@mc", "head_of_unit: pct-2@mc",
            "head_of_agency: ct@xa", "supervising_authority: ct-tinh@tinh",
        ]  # fmt: skip

    def test_the_vice_chair_in_the_unit_that_is_named(self) -> None:
        one = given("pct-2", unit="mc")
        assert told(chain(one=one))[:3] == [
            "holder: pct-2@mc", "direct_superior: ct@xa", "head_of_unit: pct-2@mc",
        ]  # fmt: skip

    def test_while_the_applicant_has_it_its_official_goes_on_answering(self) -> None:
        one = given().with_events([e(SupplementRequested, "19/11/2026 09:00")])
        assert told(chain(one=one)) == PLAIN


class TestTheSupervisingAuthority:
    """... supervising authority, also outside the tree."""

    def test_outside_the_tree(self) -> None:
        assert role(chain(), Role.SUPERVISING_AUTHORITY) == ["ct-tinh"]

    def test_the_parent_where_none_is_named(self) -> None:
        office = commune(
            Unit(id="so", kind="agency", parent="tinh"),
            Position(id="so.gd", unit="so", rank="head"),
            placed("gd", "so.gd"), Official(id="gd"),
        )  # fmt: skip
        found = responsibility_chain(given("gd"), NOW, office)
        assert told(found)[-2:] == [
            "head_of_agency: gd@so", "supervising_authority: ct-tinh@tinh",
        ]  # fmt: skip

    def test_without_a_head_that_is_known_the_unit(self) -> None:
        office = commune(without=["ct-tinh"])
        link = responsibility_chain(given(), NOW, office).first(Role.SUPERVISING_AUTHORITY)
        assert link is not None
        assert (link.official, link.unit) == ("", "tinh")

    def test_it_changes_with_the_reorganisation(self) -> None:
        one = dossier(e(Accepted, "26/06/2025 09:00"),
                      e(Assigned, "26/06/2025 10:00", holder="cv-qua"))  # fmt: skip
        for when, units in (
            ("30/06/2025 23:59:59", ["kt-cu", "kt-cu", "kt-cu", "xa-cu", "huyen"]),
            ("01/07/2025 00:00", ["kt", "kt", "kt", "xa", "tinh"]),
        ):
            found = responsibility_chain(one, at(when), OFFICE)
            assert [link.unit for link in found.links] == units


class TestNobodyHasIt:
    """The chain says who must assign it now, and why."""

    NOBODY: dict[str, tuple[Any, tuple[Row, ...], Reason, str, str]] = {  # noqa: RUF012
        "never passed on": (
            dossier(RECEIVED), (), Reason.NEVER_ASSIGNED, "pct-2", "Điều 19 khoản 1",
        ),
        "with a unit": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")), (),
            Reason.BETWEEN_UNITS, "tp-kt", "Điều 19 khoản 1",
        ),
        "with a role that nobody has": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", role="kt.trong")), (),
            Reason.ROLE_WITHOUT_MEMBERS, "tp-kt", "Điều 19 khoản 1",
        ),
        "with a unit whose head is away": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")),
            (away("tp-kt", *BOTH),), Reason.BETWEEN_UNITS, "ct", "Điều 19 khoản 1",
        ),
        "with a unit whose head is stood in for": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")),
            (away("tp-kt", *BOTH, "ptp-kt"),), Reason.BETWEEN_UNITS, "ptp-kt", "Điều 19 khoản 1",
        ),
        "with a unit whose head delegated": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")),
            (away("tp-kt", *BOTH), delegated("tp-kt", "cv-3", *BOTH)), Reason.BETWEEN_UNITS,
            "ct", "Điều 19 khoản 1",
        ),
        "everybody above is away": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", unit="kt")),
            (away("tp-kt", *BOTH), away("ct", *BOTH)), Reason.BETWEEN_UNITS, "", "",
        ),
        "the holder is away": (
            given(), (away("cv-1", *BOTH),), Reason.HOLDER_ABSENT, "tp-kt", "Điều 12 khoản 8",
        ),
        "the head has it and is away": (
            given("tp-kt"), (away("tp-kt", *BOTH),), Reason.HOLDER_ABSENT, "ct", "Điều 12 khoản 8",
        ),
        "the holder has no competence": (
            given(), (competent(unit="vh"),), Reason.OUTSIDE_COMPETENCE, "tp-kt", "Điều 19 khoản 1",
        ),
        "the delegation is over": (
            given(), (competent(unit="vh"), delegated("tp-vh", "cv-1", REFORM, START)),
            Reason.DELEGATION_EXPIRED, "tp-kt", "Điều 19 khoản 1",
        ),
        "an unknown official of a unit": (
            dossier(RECEIVED, e(Assigned, "18/11/2026 10:00", holder="cv-9", unit="kt")), (),
            Reason.UNKNOWN_HOLDER, "tp-kt", "Điều 19 khoản 1",
        ),
    }  # fmt: skip

    @pytest.mark.parametrize("name", NOBODY)
    def test_who_must_assign_it_and_by_which_clause(self, name: str) -> None:
        one, rows, reason, who, article = self.NOBODY[name]
        found = chain("", *rows, one=one)
        assert found.holding.reason is reason
        assert found.assign_by == who
        assert (found.assign_citation.article if found.assign_citation else "") == article

    def test_the_holder_has_left(self) -> None:
        rows = (placed("cv-1", "kt.cv", REFORM, START),)
        for when, who in zip(around(*BOTH), ["", *["tp-kt"] * 5], strict=True):
            found = chain("cv-1", *rows, when=when, without=["cv-1"])
            assert found.assign_by == who
            assert (found.holding.reason is Reason.HOLDER_LEFT) is bool(who)

    def test_nobody_need_where_somebody_has_it(self) -> None:
        found = chain()
        assert (found.assign_by, found.assign_citation) == ("", None)
        assert found.holding.held_by is HeldBy.OFFICIAL

    def test_the_desk_still_has_time(self) -> None:
        found = chain(one=dossier(RECEIVED), when=at("18/11/2026 16:00"))
        assert found.assign_by == ""

    def test_what_passed_to_a_new_unit_its_head_assigns(self) -> None:
        one = dossier(e(Accepted, "26/06/2025 09:00"),
                      e(Assigned, "26/06/2025 10:00", holder="cv-thoi"))  # fmt: skip
        before = responsibility_chain(one, at("30/06/2025 23:59:59"), OFFICE)
        after = responsibility_chain(one, at("01/07/2025 00:00"), OFFICE)
        assert (before.assign_by, after.assign_by) == ("", "tp-kt")


class TestTheClauses:
    """What responsibility rests on: the clauses, as of the day of receipt."""

    CLAUSES: dict[str, tuple[str, str]] = {  # noqa: RUF012
        # under decree 61/2018, under decree 118/2025
        "assignment": ("Điều 19 khoản 1", "Điều 19 khoản 1"),
        "transfer": ("Điều 18 khoản 2", "Điều 18 khoản 2"),
        "one_stop_head": ("Điều 9 khoản 1", "Điều 9 khoản 1"),
        "substitution": ("Điều 12 khoản 8", "Điều 12 khoản 8"),
        "chairman": ("Điều 37 khoản 1 điểm b", "Điều 38"),
    }

    @pytest.mark.parametrize("name", CLAUSES)
    def test_by_the_day_of_receipt(self, name: str) -> None:
        older, newer = self.CLAUSES[name]
        for day, number, article in (
            (dt.date(2018, 6, 20), "", ""),
            (dt.date(2018, 6, 21), "61/2018/NĐ-CP", older),
            (dt.date(2025, 6, 30), "61/2018/NĐ-CP", older),
            (dt.date(2025, 7, 1), "118/2025/NĐ-CP", newer),
            (dt.date(2026, 11, 20), "118/2025/NĐ-CP", newer),
        ):
            found = basis.clause(name, day)
            assert (found.number if found else "", found.article if found else "") == (
                number, article,
            )  # fmt: skip

    @pytest.mark.parametrize("name", CLAUSES)
    def test_what_is_not_sure_of_the_decree_is_not_sure_of_the_clause(self, name: str) -> None:
        for day, sureness in (
            (dt.date(2018, 6, 21), Confidence.VERIFIED),
            (dt.date(2021, 12, 6), Confidence.MEMORY),
            (dt.date(2025, 7, 1), Confidence.VERIFIED),
            (dt.date(2026, 1, 1), Confidence.SECONDARY),
        ):
            found = basis.clause(name, day)
            assert found is not None
            assert found.confidence is sureness

    def test_the_head_of_the_desk_answers_to_the_head_of_the_agency(self) -> None:
        link = chain("mc-1").first(Role.HEAD_OF_UNIT)
        assert link is not None
        assert link.citation == basis.clause("one_stop_head", dt.date(2026, 11, 18))
        plain = chain("cv-1").first(Role.HEAD_OF_UNIT)
        assert plain is not None
        assert plain.citation is None

    def test_the_chairman_answers_for_the_whole(self) -> None:
        for name in (Role.HEAD_OF_AGENCY, Role.SUPERVISING_AUTHORITY):
            link = chain().first(name)
            assert link is not None
            assert link.citation == basis.clause("chairman", dt.date(2026, 11, 18))

    @pytest.mark.parametrize("name", ["42/UBND", "15/CT-UBND"])
    def test_directives_known_from_memory_say_so(self, name: str) -> None:
        (found,) = [one for one in (basis.JOINTLY, basis.HEAD_STAYS) if one.number == name]
        assert found.confidence is Confidence.MEMORY
        assert not found.quote

    @pytest.mark.parametrize(
        ("received", "cited", "not_yet"),
        [
            ("20/06/2018 09:00", set(), {"61/2018/NĐ-CP", "63/2025/QH15", "72/2025/QH15"}),
            ("21/06/2018 09:00", {"61/2018/NĐ-CP"}, {"63/2025/QH15", "72/2025/QH15"}),
            ("28/02/2025 09:00", {"61/2018/NĐ-CP"}, {"63/2025/QH15"}),
            ("03/03/2025 09:00", {"61/2018/NĐ-CP", "63/2025/QH15"}, {"118/2025/NĐ-CP"}),
            ("30/06/2025 09:00", {"61/2018/NĐ-CP", "63/2025/QH15"}, {"118/2025/NĐ-CP"}),
            ("01/07/2025 09:00", {"118/2025/NĐ-CP", "63/2025/QH15", "72/2025/QH15"},
             {"61/2018/NĐ-CP"}),
        ],
    )  # fmt: skip
    def test_nothing_is_cited_that_was_not_in_force(
        self, received: str, cited: set[str], not_yet: set[str]
    ) -> None:
        """Before 1 July 2025 decree 61/2018 is cited, before 2018 none; a law of 2025 is not
        cited for what was done before it."""
        one = dossier(e(Accepted, received), e(Assigned, received, holder="w"))
        found = responsibility_chain(one, at(received) + dt.timedelta(minutes=1), standing_office())
        assert {*role(found, Role.DELEGATE), *role(found, Role.DEPUTY_IN_CHARGE)} == {"d"}
        numbers = {link.citation.number for link in found.links if link.citation is not None}
        assert numbers >= cited
        assert not numbers & not_yet

    def test_what_people_owe_is_the_law_of_the_day_and_not_of_the_receipt(self) -> None:
        one = dossier(e(Accepted, "30/06/2025 09:00"),
                      e(Assigned, "30/06/2025 10:00", holder="cv-qua"))  # fmt: skip
        for rows in ((away("tp-kt", *BOTH, "ptp-kt"),), (away("cv-qua", *BOTH),)):
            found = responsibility_chain(one, NOW, commune(*rows))
            cited = [*(link.citation for link in found.links), found.assign_citation]
            numbers = {citation.number for citation in cited if citation is not None}
            assert numbers - {basis.JOINTLY.number} == {"118/2025/NĐ-CP"}


def standing_office() -> Organisation:
    """An agency that has always been: a chairman who delegates to his deputy, and one worker."""
    return Organisation(Records(
        units=[Unit(id="u", name="UBND xã", kind="agency")],
        positions=[Position(id="u.h", unit="u", rank="head"),
                   Position(id="u.d", unit="u", rank="deputy"), Position(id="u.w", unit="u")],
        officials=[Official(id=name) for name in "hdw"],
        appointments=[placed(name, f"u.{name}", None) for name in "hdw"],
        charges=[in_charge("d", start=None)],
        delegations=[delegated("h", "d")],
    ))  # fmt: skip


def test_every_link_of_many_chains_is_whole() -> None:
    """No link is without a ground, a unit, a window it holds in; each role in its place."""
    order = list(Role)
    office = commune(
        in_charge("pct-1", "dat"), delegated("ct", "pct-1", *BOTH), away("tp-kt", *BOTH, "ptp-kt"),
        away("cv-2", *BOTH, "cv-3"), away("cv-3", "24/11/2026 10:00", END, "cv-1"),
    )  # fmt: skip
    first_places = [
        Role.HOLDER,
        Role.STOOD_IN_FOR,
        Role.DIRECT_SUPERIOR,
        Role.HEAD_OF_UNIT,
        Role.DEPUTY_IN_CHARGE,
        Role.HEAD_OF_AGENCY,
        Role.SUPERVISING_AUTHORITY,
    ]
    for holder in ("cv-1", "cv-2", "cv-3", "tp-kt", "ct", "pct-1", "mc-1", "vp-1"):
        for when in around(*BOTH):
            one = dossier(RECEIVED, e(StepStarted, "18/11/2026 10:00", holder=holder, step="x"),
                          procedure_code=CODE)  # fmt: skip
            found = responsibility_chain(one, when, office)
            for link in found.links:
                assert isinstance(link, Link)
                assert link.unit
                assert link.role in order
                assert link.since is None or link.since <= when
            places = [first_places.index(link.role) for link in found.links
                      if link.role in first_places]  # fmt: skip
            assert places == sorted(places)
            assert found.links[0].role is Role.HOLDER
