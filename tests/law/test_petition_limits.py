"""Petitions: complaints, denunciations, citizen reception, feedback on regulations.

Law on Complaints 2011, articles 27, 28, 36, 37, 11a (as amended from 2026-07-01); Law on
Denunciations 2018, articles 24, 30, 34; Law on Citizen Reception, article 28; Decree
20/2008/NĐ-CP, article 9.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tthc_deadlines import (
    Catalogue,
    CountingPolicy,
    TimeLimit,
    Unit,
    deadline,
    vietnam_calendar,
)
from tthc_deadlines.citations import Confidence
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.procedures.errors import NotInForce
from tthc_deadlines.procedures.file_reader import parse_procedure
from tthc_deadlines.procedures.procedure import Kind, Phase, Procedure

CALENDAR = vietnam_calendar()
STARTER = Catalogue.starter()
COMPLEX, REMOTE = "complex", "remote_area"


def petition(code: str, on: dt.date) -> Procedure:
    return STARTER.find(code, on)


def due(code: str, on: dt.date, *when: str, phase: Phase = Phase.RESOLUTION) -> dt.date | None:
    row = petition(code, on).limit_on(on, when=frozenset(when), phase=phase)
    assert row.limit is not None
    return deadline(on, row.limit, CALENDAR).on


class TestAcceptanceOfAComplaint:
    """Điều 27, 36: "10 ngày", from 2026-07-01 "07 ngày làm việc", kể từ ngày nhận."""

    @pytest.mark.parametrize("code", ["khieu-nai-lan-dau", "khieu-nai-lan-hai"])
    @pytest.mark.parametrize(
        ("received", "expected"),
        [
            (dt.date(2026, 11, 16), dt.date(2026, 11, 26)),  # 24 November is a holiday
            (dt.date(2026, 6, 15), dt.date(2026, 6, 25)),
            # The law changed on 1 July; that of the day of receipt holds.
            (dt.date(2026, 6, 29), dt.date(2026, 7, 9)),
            (dt.date(2026, 6, 30), dt.date(2026, 7, 10)),
            (dt.date(2026, 7, 1), dt.date(2026, 7, 10)),
        ],
    )
    def test_by_the_law_at_receipt(self, code: str, received: dt.date, expected: dt.date) -> None:
        assert due(code, received, phase=Phase.ACCEPTANCE) == expected

    def test_complexity_does_not_lengthen_it(self) -> None:
        on = dt.date(2026, 11, 16)
        assert due("khieu-nai-lan-dau", on, COMPLEX, REMOTE, phase=Phase.ACCEPTANCE) == dt.date(
            2026, 11, 26
        )

    def test_before_the_law_nothing_is_guessed(self) -> None:
        with pytest.raises(NotInForce) as caught:
            petition("khieu-nai-lan-dau", dt.date(2012, 6, 30))
        assert caught.value.known_from == dt.date(2012, 7, 1)


class TestResolutionOfAComplaint:
    """Điều 28: 30, complex 45; remote 45, complex 60. Điều 37: 45, 60; remote 60, 70."""

    ACCEPTED = dt.date(2026, 10, 10)

    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            ((), dt.date(2026, 11, 9)),
            ((COMPLEX,), dt.date(2026, 11, 25)),  # 24 November rolls
            ((REMOTE,), dt.date(2026, 11, 25)),
            ((REMOTE, COMPLEX), dt.date(2026, 12, 9)),
        ],
    )
    def test_first_instance(self, when: tuple[str, ...], expected: dt.date) -> None:
        assert due("khieu-nai-lan-dau", self.ACCEPTED, *when) == expected

    @pytest.mark.parametrize(
        ("when", "days"), [((), 45), ((COMPLEX,), 60), ((REMOTE,), 60), ((REMOTE, COMPLEX), 70)]
    )
    def test_second_instance(self, when: tuple[str, ...], days: int) -> None:
        found = petition("khieu-nai-lan-hai", self.ACCEPTED)
        limit = found.limit_on(self.ACCEPTED, when=frozenset(when)).limit
        assert limit is not None
        assert (limit.value, limit.unit) == (days, Unit.CALENDAR_DAY)

    def test_it_did_not_change_in_july_2026(self) -> None:
        for on in (dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
            found = petition("khieu-nai-lan-dau", on).limit_on(on)
            assert found.limit == TimeLimit.parse("không quá 30 ngày")

    def test_it_may_be_suspended_only_from_july_2026(self) -> None:
        found = petition("khieu-nai-lan-dau", self.ACCEPTED)
        ground = found.stop_ground("complaint_suspension")
        assert ground is not None
        assert ground.basis.article == "Điều 11a khoản 4"
        assert found.stop_ground("complaint_suspension", dt.date(2026, 6, 30)) is None
        assert found.stop_ground("complaint_suspension", dt.date(2026, 7, 1)) == ground


class TestDenunciation:
    """Điều 24: 7, at several places 10 working days in all. Điều 30: 30, once or twice + 30."""

    def test_initial_handling(self) -> None:
        on = dt.date(2026, 11, 16)
        assert due("to-cao", on, phase=Phase.ACCEPTANCE) == dt.date(2026, 11, 26)

    def test_at_several_places_ten_in_all_not_seven_and_ten(self) -> None:
        on, places = dt.date(2026, 11, 16), "verification_in_several_places"
        assert due("to-cao", on, places, phase=Phase.ACCEPTANCE) == dt.date(2026, 12, 1)

    def test_forwarding(self) -> None:
        assert due("to-cao-chuyen-don", dt.date(2026, 11, 16)) == dt.date(2026, 11, 23)

    def test_resolution_extended_from_the_nominal_end(self) -> None:
        on = dt.date(2026, 11, 2)
        found = petition("to-cao", on)
        row = found.limit_on(on)
        assert row.limit is not None
        rule = found.extension_for(frozenset({"specially_complex"}))
        assert rule is not None
        assert rule.times == 2
        assert rule.longest is not None
        first = deadline(on, row.limit, CALENDAR)
        once = first.extended_by(rule.longest)
        twice = once.extended_by(rule.longest)
        assert [one.on for one in (first, once, twice)] == [
            dt.date(2026, 12, 2), dt.date(2027, 1, 4), dt.date(2027, 2, 1),
        ]  # fmt: skip

    def test_how_often_depends_on_how_complex(self) -> None:
        found = petition("to-cao", dt.date(2026, 11, 2))
        once = found.extension_for(frozenset({COMPLEX}))
        assert once is not None
        assert once.times == 1
        assert found.extension_for(frozenset()) is None
        assert found.extension is not None
        assert found.extension.times == 2

    def test_suspension_is_not_counted(self) -> None:
        ground = petition("to-cao", dt.date(2026, 11, 2)).stop_ground("denunciation_suspension")
        assert ground is not None
        assert ground.basis.article == "Điều 34 khoản 2"


class TestSuspendedComplaint:
    """Điều 11a khoản 4: the time of suspension is not counted; the days before are kept."""

    def test_ten_days_of_suspension_come_after(self) -> None:
        accepted = dt.date(2026, 10, 10)
        row = petition("khieu-nai-lan-dau", accepted).limit_on(accepted)
        assert row.limit is not None
        stop = Stop(
            dt.datetime(2026, 10, 20, 9, tzinfo=VIETNAM),
            dt.datetime(2026, 10, 30, 9, tzinfo=VIETNAM),
        )
        found = deadline(accepted, row.limit, CALENDAR).stopped_for([stop])
        assert found.on == dt.date(2026, 11, 19)


class TestLandInRemoteAreas:
    """ "tăng thêm 10 ngày làm việc" for registration, "tăng thêm 10 ngày" for a dispute."""

    @pytest.mark.parametrize(
        ("limit", "unit", "plain", "remote"),
        [
            ("15 ngày làm việc", "working_day", dt.date(2026, 11, 23), dt.date(2026, 12, 8)),
            ("45 ngày", "calendar_day", dt.date(2026, 12, 17), dt.date(2026, 12, 28)),
        ],
    )
    def test_ten_more_in_their_own_unit(
        self, limit: str, unit: str, plain: dt.date, remote: dt.date
    ) -> None:
        received = dt.date(2026, 11, 2)
        land = parse_procedure(
            f'schema = 1\ncode = "1.000001"\nname = "x"\n[[limit]]\nfrom = 2025-07-01\n'
            f'limit = "{limit}"\nremote_area_days = 10\nremote_area_unit = "{unit}"\n'
            'basis = { number = "101/2024/NĐ-CP" }\n',
            "1.000001.toml",
        )
        for when, expected in ((frozenset[str](), plain), (frozenset({REMOTE}), remote)):
            row = land.limit_on(received, when=when)
            assert row.limit is not None
            found = deadline(
                received, row.limit, CALENDAR, row.policy_for(CountingPolicy()),
                remote_area_days=row.extra_days(when),
            )  # fmt: skip
            assert found.on == expected


def test_reply_after_citizen_reception() -> None:
    assert due("tiep-cong-dan", dt.date(2026, 11, 16)) == dt.date(2026, 12, 1)


def test_feedback_on_regulations_is_passed_on() -> None:
    assert due("phan-anh-kien-nghi", dt.date(2026, 11, 16)) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("khieu-nai-lan-dau", Kind.COMPLAINT),
        ("khieu-nai-lan-hai", Kind.COMPLAINT),
        ("to-cao", Kind.DENUNCIATION),
        ("to-cao-chuyen-don", Kind.DENUNCIATION),
        ("tiep-cong-dan", Kind.RECEPTION),
        ("phan-anh-kien-nghi", Kind.FEEDBACK),
    ],
)
def test_each_is_a_kind_of_its_own_with_read_articles(code: str, kind: Kind) -> None:
    found = petition(code, dt.date(2026, 11, 20))
    assert found.kind is kind
    assert found.findings == ()
    assert all(row.basis.article for row in found.limits)
    assert {row.basis.confidence for row in found.limits} == {Confidence.VERIFIED}
