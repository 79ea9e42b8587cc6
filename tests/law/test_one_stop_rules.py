"""The one-stop decrees by date: each clause with its words, numbers and confidence."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import attrs
import pytest

from tests.law.cases import at, day
from tthc_deadlines import CountingPolicy, Unit, deadline, vietnam_calendar
from tthc_deadlines.checking.grounds import ground_of
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import DatetimeForDate, OutOfCoverage
from tthc_deadlines.limits.one_stop import ONE_STOP, one_stop_rules
from tthc_deadlines.limits.one_stop_rule import RULE_NAMES, Effect, OneStopRules, Rule
from tthc_deadlines.limits.policy import ApologyOnDayOff
from tthc_deadlines.limits.time_limit import Anchor, Bound
from tthc_deadlines.limits.versions import version_for

CALENDAR = vietnam_calendar()
PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
UNDER_61, UNDER_107, UNDER_118, UNDER_367 = (
    "20/11/2018", "20/11/2023", "20/11/2025", "20/11/2026",
)  # fmt: skip
EVERY = (UNDER_61, UNDER_107, UNDER_118, UNDER_367)
every_version = pytest.mark.parametrize("received", EVERY)


def rule(received: str, name: str) -> Rule:
    found = one_stop_rules(day(received)).rules()
    assert name in found, f"{received}: no rule {name}"
    return found[name]


def places(name: str) -> list[str]:
    """The article of one rule in each version, "" where a version does not have it."""
    found = [one_stop_rules(day(received)).rules().get(name) for received in EVERY]
    return [each.citation.article if each else "" for each in found]


class TestVersions:
    """Decree 118/2025 article 40.1: "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7
    năm 2025." No transitional clause: the day of receipt decides, an inference."""

    @pytest.mark.parametrize(
        ("received", "name", "confidence"),
        [
            ("21/06/2018", "decree-61-2018", Confidence.VERIFIED),
            ("05/12/2021", "decree-61-2018", Confidence.VERIFIED),
            ("06/12/2021", "decree-107-2021", Confidence.MEMORY),
            ("30/06/2025", "decree-107-2021", Confidence.MEMORY),
            ("01/07/2025", "decree-118-2025", Confidence.VERIFIED),
            ("31/12/2025", "decree-118-2025", Confidence.VERIFIED),
            ("01/01/2026", "decree-118-2025-amended-367", Confidence.SECONDARY),
            ("20/11/2026", "decree-118-2025-amended-367", Confidence.SECONDARY),
        ],
    )
    def test_the_version_and_how_sure_it_is(
        self, received: str, name: str, confidence: Confidence
    ) -> None:
        rules = one_stop_rules(day(received))
        assert rules.name == name
        assert rules.citation.confidence is confidence
        assert {each.citation.confidence for each in rules.rules().values()} == {confidence}

    def test_before_the_first_decree_is_refused(self) -> None:
        with pytest.raises(OutOfCoverage) as caught:
            one_stop_rules(day("20/06/2018"))
        assert caught.value.value == day("20/06/2018")
        assert caught.value.covered_from == day("21/06/2018")

    def test_an_instant_is_not_a_day_of_receipt(self) -> None:
        with pytest.raises(DatetimeForDate):
            one_stop_rules(at("20/11/2026 09:00"))

    def test_the_first_days_ascend_and_the_names_differ(self) -> None:
        first_days = [rules.in_force for rules in ONE_STOP]
        assert first_days == sorted(set(first_days))
        assert len({rules.name for rules in ONE_STOP}) == len(ONE_STOP)

    @pytest.mark.parametrize("rules", ONE_STOP, ids=lambda rules: str(rules.name))
    def test_both_ways_to_ask_give_the_same_version(self, rules: OneStopRules) -> None:
        for received in (rules.in_force, rules.in_force + dt.timedelta(days=1)):
            assert version_for(ONE_STOP, received) is one_stop_rules(received) is rules

    def test_the_amendments_that_were_not_read_are_named(self) -> None:
        numbers = [rules.amended_by and rules.amended_by.number for rules in ONE_STOP]
        assert numbers == [None, "107/2021/NĐ-CP", None, "367/2025/NĐ-CP"]
        amended_by = ONE_STOP[3].amended_by
        assert amended_by is not None
        assert amended_by.in_force is None  # the day it took effect was not found
        assert amended_by.confidence is not Confidence.VERIFIED

    @pytest.mark.parametrize(("read", "not_read"), [(0, 1), (2, 3)])
    def test_an_amendment_that_was_not_read_changes_nothing_but_the_confidence(
        self, read: int, not_read: int
    ) -> None:
        certain, weaker = ONE_STOP[read].rules(), ONE_STOP[not_read].rules()
        assert list(certain) == list(weaker)
        for name, each in certain.items():
            kept = attrs.evolve(
                weaker[name].citation, confidence=each.citation.confidence, doubt=("", "")
            )
            assert attrs.evolve(weaker[name], citation=kept) == each

    def test_the_doubt_names_the_amendment(self) -> None:
        said = ONE_STOP[3].apology.citation
        assert said.text().endswith("[đã sửa đổi bởi 367/2025/NĐ-CP, chưa đọc]")
        assert said.text("en").endswith("[amended by 367/2025/NĐ-CP, which was not read]")

    def test_no_confidence_rises_by_an_amendment(self) -> None:
        again = ONE_STOP[1].less_certain(
            Confidence.SECONDARY,
            name="later",
            in_force=day("01/01/2024"),
            citation=ONE_STOP[1].citation,
        )
        assert again.apology.citation.confidence is Confidence.MEMORY

    def test_a_supplement_under_the_next_decree_keeps_the_rules_of_the_receipt(self) -> None:
        received, mended = day("30/06/2025"), day("02/07/2025")  # case 52
        assert one_stop_rules(received).silent_applicant is None
        assert one_stop_rules(received).supplement_effect.effect is Effect.RESTART
        assert one_stop_rules(mended).silent_applicant is not None


class TestClockStart:
    """118/2025, 17.3: "Thời gian giải quyết thủ tục hành chính được tính từ thời điểm hồ sơ đã
    được tiếp nhận đầy đủ, hợp lệ và được thể hiện trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả"."""

    def test_where_it_stands(self) -> None:
        assert places("clock_start") == [*["Điều 17 khoản 1 điểm c"] * 2, *["Điều 17 khoản 3"] * 2]

    @every_version
    def test_it_starts_the_clock(self, received: str) -> None:
        assert rule(received, "clock_start").effect is Effect.START

    def test_under_decree_61_it_says_that_it_is_an_inference(self) -> None:
        assert "suy luận" in rule(UNDER_61, "clock_start").text("vi")
        assert "inference" in rule(UNDER_61, "clock_start").text("en")
        assert "inference" not in rule(UNDER_118, "clock_start").text("en")


class TestOnlineReceipt:
    """118/2025, 17.2: "Trong vòng 02 giờ kể từ khi Cổng Dịch vụ công quốc gia phản hồi"; "không
    muộn hơn 08 (tám) giờ làm việc kể từ khi Hệ thống thông tin giải quyết thủ tục hành chính
    tiếp nhận hồ sơ"."""

    def test_decree_61_has_neither(self) -> None:
        for received in (UNDER_61, UNDER_107):
            rules = one_stop_rules(day(received))
            assert rules.online_acceptance is None
            assert rules.online_alert is None

    @pytest.mark.parametrize("received", [UNDER_118, UNDER_367])
    def test_eight_working_hours_to_accept_and_two_plain_hours_to_alert(
        self, received: str
    ) -> None:
        accepted = rule(received, "online_acceptance").limit
        alerted = rule(received, "online_alert").limit
        assert accepted is not None
        assert alerted is not None
        assert (accepted.value, accepted.unit, accepted.bound) == (8, Unit.WORKING_HOUR, Bound.MAX)
        assert (alerted.value, alerted.unit) == (2, Unit.HOUR)

    def test_filed_on_friday_afternoon_it_is_accepted_by_monday_afternoon(self) -> None:
        accepted = rule(UNDER_367, "online_acceptance").limit
        assert accepted is not None
        found = deadline(at("20/11/2026 15:30"), accepted, CALENDAR)
        assert found.at == at("23/11/2026 15:30")


class TestTransfer:
    """118/2025, 18.2: "Chuyển ngay hồ sơ tiếp nhận trực tiếp trong ngày làm việc hoặc chuyển vào
    đầu giờ ngày làm việc tiếp theo đối với trường hợp tiếp nhận sau 15 giờ hàng ngày."."""

    def test_where_it_stands(self) -> None:
        assert places("transfer") == ["Điều 18 khoản 2"] * 4

    @every_version
    def test_the_cutoff_is_15_o_clock(self, received: str) -> None:
        assert rule(received, "transfer").cutoff == dt.time(15)

    @pytest.mark.parametrize(
        ("received", "passed_on"),
        [
            ("20/11/2026 14:59", "20/11/2026"),
            ("20/11/2026 15:00", "20/11/2026"),  # "sau 15 giờ" is strictly after
            ("20/11/2026 15:00:01", "23/11/2026"),
            ("23/11/2026 15:10", "25/11/2026"),  # 24 November is a holiday
        ],
    )
    def test_the_day_by_which_it_is_passed_on(self, received: str, passed_on: str) -> None:
        limit = rule(UNDER_367, "transfer").limit
        assert limit is not None
        assert deadline(at(received), limit, CALENDAR).on == day(passed_on)

    @every_version
    def test_it_does_not_touch_the_clock(self, received: str) -> None:
        assert rule(received, "transfer").effect is None


class TestPaperTransfer:
    """118/2025, 20.1a: "chuyển hồ sơ giấy đến cơ quan có thẩm quyền để giải quyết trong không
    quá 01 ngày làm việc kể từ khi tiếp nhận hồ sơ"."""

    def test_one_working_day_under_118_only(self) -> None:
        assert places("paper_transfer") == ["", "", *["Điều 20 khoản 1 điểm a"] * 2]
        limit = rule(UNDER_118, "paper_transfer").limit
        assert limit is not None
        assert (limit.value, limit.unit, limit.bound) == (1, Unit.WORKING_DAY, Bound.MAX)


class TestSupplementRequest:
    """118/2025, 19.5: "Thời gian thông báo trả lại hồ sơ không quá 03 ngày làm việc kể từ ngày
    tiếp nhận hồ sơ, trừ trường hợp pháp luật chuyên ngành có quy định cụ thể về thời gian."."""

    def test_where_it_stands(self) -> None:
        expected = [*["Điều 19 khoản 4"] * 2, *["Điều 19 khoản 5"] * 2]
        assert places("supplement_request") == places("supplement_effect") == expected

    @every_version
    def test_three_working_days_from_the_receipt(self, received: str) -> None:
        limit = rule(received, "supplement_request").limit
        assert limit is not None
        assert (limit.value, limit.unit, limit.bound) == (3, Unit.WORKING_DAY, Bound.MAX)
        assert limit.anchor is Anchor.DOSSIER_RECEIVED

    def test_received_on_2_november_it_may_be_sent_back_until_5_november(self) -> None:
        limit = rule(UNDER_367, "supplement_request").limit  # cases 32 and 33
        assert limit is not None
        assert deadline(at("02/11/2026 09:00"), limit, CALENDAR).on == day("05/11/2026")


class TestSupplementEffect:
    """118/2025, 19.5: "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ."."""

    @every_version
    def test_the_limit_is_counted_again_from_the_start(self, received: str) -> None:
        assert rule(received, "supplement_effect").effect is Effect.RESTART


class TestGuideOnce:
    """118/2025, 11.2c: "trường hợp phải yêu cầu sửa đổi, bổ sung hồ sơ chỉ được yêu cầu sửa đổi,
    bổ sung một lần". 61/2018, 17.2: "hướng dẫn cụ thể, đầy đủ một lần"."""

    @every_version
    def test_once(self, received: str) -> None:
        assert rule(received, "guide_once").times == 1

    def test_it_is_another_rule_than_the_one_reappointment(self) -> None:
        assert places("guide_once") == [
            *["Điều 17 khoản 2"] * 2, *["Điều 11 khoản 2 điểm c"] * 2,
        ]  # fmt: skip


class TestSilentApplicant:
    """118/2025, 19.5: "Sau 15 ngày kể từ khi thông báo hoặc theo thời hạn quy định của pháp luật
    chuyên ngành, nếu tổ chức, cá nhân không hoàn thành việc hoàn thiện hồ sơ … thực hiện đóng hồ
    sơ"."""

    def test_under_118_only(self) -> None:
        assert places("silent_applicant") == ["", "", *["Điều 19 khoản 5"] * 2]

    @pytest.mark.parametrize("received", [UNDER_118, UNDER_367])
    def test_fifteen_calendar_days_then_it_may_be_closed(self, received: str) -> None:
        silent = rule(received, "silent_applicant")
        assert silent.limit is not None
        assert (silent.limit.value, silent.limit.unit) == (15, Unit.CALENDAR_DAY)
        assert silent.effect is Effect.MAY_CLOSE

    def test_from_20_november_2026_it_runs_to_monday_7_december(self) -> None:  # case 34
        limit = rule(UNDER_367, "silent_applicant").limit
        assert limit is not None
        found = deadline(at("20/11/2026 09:00"), limit, CALENDAR)
        assert found.nominal_on == day("05/12/2026")  # a Saturday
        assert found.on == day("07/12/2026")


class TestConsultation:
    """118/2025, 19.4c: "Cơ quan, đơn vị được lấy ý kiến có trách nhiệm trả lời các nội dung được
    xin ý kiến bằng văn bản theo thời hạn quy định"."""

    @every_version
    def test_the_clock_of_the_lead_runs_on_and_no_days_are_set(self, received: str) -> None:
        found = rule(received, "consultation")  # case 44
        assert found.effect is Effect.NEITHER
        assert found.limit is None

    def test_where_it_stands(self) -> None:
        assert places("consultation") == [
            *["Điều 19 khoản 5"] * 2, *["Điều 19 khoản 4 điểm c"] * 2,
        ]  # fmt: skip


class TestReplacement:
    """118/2025, 12.8: "bảo đảm việc tiếp nhận và trả kết quả hồ sơ được thực hiện liên tục, không
    bị gián đoạn trong trường hợp nhân sự được cử vắng mặt"."""

    @every_version
    def test_leave_never_stops_the_clock(self, received: str) -> None:
        assert rule(received, "replacement").effect is Effect.NEITHER


class TestRefusal:
    """118/2025, 19.3: "Thời hạn thông báo phải trong thời hạn giải quyết hồ sơ theo quy định."."""

    def test_where_it_stands_and_what_it_does(self) -> None:
        assert places("refusal") == [*["Điều 19 khoản 8"] * 2, *["Điều 19 khoản 3"] * 2]
        assert rule(UNDER_118, "refusal").effect is Effect.ENDS  # case 42


class TestApology:
    """118/2025, 19.6: "Đối với hồ sơ dự kiến quá hạn giải quyết, trong thời hạn chậm nhất 01 ngày
    trước ngày hết hạn"."""

    def test_where_it_stands(self) -> None:
        expected = [*["Điều 19 khoản 9"] * 2, *["Điều 19 khoản 6"] * 2]
        assert places("apology") == places("reappointment") == expected

    @every_version
    def test_one_calendar_day_before(self, received: str) -> None:
        limit = rule(received, "apology").limit
        assert limit is not None
        assert (limit.value, limit.unit) == (1, Unit.CALENDAR_DAY)
        assert limit.anchor is Anchor.BEFORE_EVENT

    @pytest.mark.parametrize(
        ("choice", "last_day"),
        [
            (ApologyOnDayOff.LITERAL, "24/11/2026"),  # a holiday
            (ApologyOnDayOff.WORKING_DAY_BEFORE, "23/11/2026"),
        ],
    )
    def test_due_on_25_november_2026(self, choice: ApologyOnDayOff, last_day: str) -> None:
        policy = CountingPolicy(apology_on_day_off=choice)  # case 38
        limit = rule(UNDER_367, "supplement_request").limit
        assert limit is not None
        found = deadline(at("19/11/2026 09:00"), limit, CALENDAR, policy)
        assert found.on == day("25/11/2026")
        assert found.apology_by == day(last_day)


class TestReappointment:
    """118/2025, 19.6: "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần."."""

    @every_version
    def test_once_and_it_moves_only_the_promise(self, received: str) -> None:
        found = rule(received, "reappointment")  # cases 39 and 40
        assert found.times == 1
        assert found.effect is Effect.MOVES_PROMISE


class TestWithdrawal:
    """118/2025, 21.1: "cho đến trước khi cơ quan, tổ chức có thẩm quyền ban hành quyết định giải
    quyết thủ tục hành chính hoặc có văn bản thông báo kết quả"; 21.2: "kể từ thời điểm hệ thống
    tiếp nhận thành công"."""

    def test_known_of_118_only(self) -> None:
        assert places("withdrawal") == ["", "", *["Điều 21 khoản 1"] * 2]
        assert places("online_withdrawal") == ["", "", *["Điều 21 khoản 2"] * 2]
        assert rule(UNDER_118, "withdrawal").effect is Effect.ENDS

    def test_online_the_dossier_may_also_be_adjusted(self) -> None:
        assert "điều chỉnh" in rule(UNDER_118, "online_withdrawal").text("vi")
        assert "điều chỉnh" not in rule(UNDER_118, "withdrawal").text("vi")


class TestResult:
    """118/2025, 22.3: "theo thời gian, địa điểm, cách thức ghi trên Giấy tiếp nhận hồ sơ và hẹn
    trả kết quả"; 23.1: "chậm nhất trong vòng 03 ngày làm việc"."""

    def test_three_working_days_to_put_a_wrong_result_right(self) -> None:
        limit = rule(UNDER_118, "result_correction").limit
        assert limit is not None
        assert (limit.value, limit.unit) == (3, Unit.WORKING_DAY)
        assert places("result_correction") == ["", "", *["Điều 23 khoản 1"] * 2]

    def test_where_handing_out_stands(self) -> None:
        assert places("result_return") == ["", "", *["Điều 22 khoản 3"] * 2]
        assert places("early_return") == [*["Điều 20 khoản 4"] * 2, *["Điều 22 khoản 5"] * 2]


class TestEveryRule:
    @pytest.mark.parametrize("rules", ONE_STOP, ids=lambda rules: str(rules.name))
    def test_has_its_place_and_a_sentence_in_both_languages(self, rules: OneStopRules) -> None:
        for name, each in rules.rules().items():
            assert re.match(r"Điều \d+", each.citation.article), name
            assert each.vi.endswith("."), name
            assert each.en.endswith("."), name
            assert each.vi != each.en, name
            for text in (each.vi, each.citation.quote):
                assert unicodedata.is_normalized("NFC", text), name

    def test_of_decree_118_has_its_words(self) -> None:
        assert not [name for name, each in ONE_STOP[2].rules().items() if not each.citation.quote]
        assert list(ONE_STOP[2].rules()) == list(RULE_NAMES)


class TestGrounds:
    """Findings take their clauses from the table."""

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("apology", "apology"),
            ("clock", "clock_start"),
            ("assignment", "assignment"),
            ("code", "code"),
            ("supplement", "supplement_request"),
            ("silent", "silent_applicant"),
            ("transfer", "transfer"),
            ("consultation", "consultation"),
            ("reappointment", "reappointment"),
            ("online_acceptance", "online_acceptance"),
            ("refusal", "refusal"),
        ],
    )
    @pytest.mark.parametrize("received", [UNDER_61, UNDER_118, UNDER_367])
    def test_each_ground_is_a_clause_of_the_table(
        self, received: str, name: str, field: str
    ) -> None:
        expected = one_stop_rules(day(received)).rules().get(field)
        assert ground_of(name, day(received)) == (expected and expected.citation)

    def test_before_the_first_decree_there_is_none(self) -> None:
        assert ground_of("apology", day("20/06/2018")) is None
        assert ground_of("apology", day("21/06/2018")) is not None

    def test_an_unknown_ground_is_refused(self) -> None:
        with pytest.raises(KeyError):
            ground_of("apologies", day(UNDER_118))


class TestThePage:
    """``docs/rules.md`` says what the table says."""

    PAGE_TEXT = PAGE.read_text(encoding="utf-8")

    def rows(self, header: str) -> list[list[str]]:
        table = self.PAGE_TEXT.split(header, 1)[1].split("\n\n", 1)[0]
        lines = [line for line in table.split("\n") if line.startswith("| `")]
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    def test_the_versions(self) -> None:
        rows = self.rows("| Version |")
        assert [(row[0], row[1], row[3]) for row in rows] == [
            (f"`{rules.name}`", f"{rules.in_force}", str(rules.citation.confidence))
            for rules in ONE_STOP
        ]

    def test_every_point_with_its_articles(self) -> None:
        def place(each: Rule | None) -> str:
            if each is None:
                return "–"
            found = re.fullmatch(
                r"Điều (\d+)(?: khoản (\d+))?(?: điểm (\w))?", each.citation.article
            )
            assert found is not None
            return ".".join(part for part in found.groups()[:2] if part) + (found[3] or "")

        older, newer = ONE_STOP[0].rules(), ONE_STOP[2].rules()
        assert [(row[0], row[2], row[3]) for row in self.rows("| Point |")] == [
            (f"`{name}`", place(older.get(name)), place(newer.get(name))) for name in RULE_NAMES
        ]

    def test_the_effects(self) -> None:
        shown = {row[0]: row[4] for row in self.rows("| Point |")}
        for name, each in ONE_STOP[2].rules().items():
            assert shown[f"`{name}`"] == (f"`{each.effect}`" if each.effect else "–"), name

    def test_the_words_of_decree_118(self) -> None:
        for name, each in ONE_STOP[2].rules().items():
            assert f'"{each.citation.quote}"' in self.PAGE_TEXT, name
