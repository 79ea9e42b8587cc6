"""Procedure files: what they say, what is refused, and which limit applies."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines import TimeLimit, Unit
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import DatetimeForDate, TthcDeadlinesError
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.duties import duty_of
from tthc_deadlines.procedures.errors import (
    CatalogueDataErrors,
    NoSingleLimit,
    NotInForce,
    SeveralLimits,
    UnknownProcedure,
)
from tthc_deadlines.procedures.file_faults import Faults
from tthc_deadlines.procedures.file_reader import (
    build_procedure,
    parse_procedure,
    read_procedure,
)
from tthc_deadlines.procedures.file_shape import CITATION, ROWS, SINGLE, TOP
from tthc_deadlines.procedures.oddities import ODDITIES
from tthc_deadlines.procedures.procedure import Channel, Phase, Procedure, SupplementEffect
from tthc_deadlines.procedures.workflow import Duty, Step, StepKind

HEAD = 'schema = 1\ncode = "1.000000"\nname = "Cấp bản sao"\n'
BASIS = 'basis = { number = "1/QĐ-UBND", issuer = "UBND tỉnh X", adopted = 2025-06-30 }\n'
LIMIT = f'[[limit]]\nfrom = 2025-07-01\nlimit = "05 ngày làm việc"\n{BASIS}'
JULY, OCTOBER = dt.date(2025, 7, 1), dt.date(2025, 10, 1)


def read(*parts: str, head: str = HEAD) -> Procedure:
    return parse_procedure(head + "".join(parts), "tệp.toml")


def row(start: str, limit: str, *more: str) -> str:
    return f'[[limit]]\nfrom = {start}\nlimit = "{limit}"\n' + "\n".join(more) + "\n" + BASIS


def faults_of(text: str) -> list[tuple[int, str, str]]:
    """Line, key and Vietnamese reason of every fault."""
    with pytest.raises(CatalogueDataErrors) as caught:
        parse_procedure(text, "tệp.toml")
    return [
        (fault.line, fault.key, fault.message("vi").split(": ", 2)[2])
        for fault in caught.value.faults
    ]


class TestReadingAProcedure:
    """A file says code, name, dated limits with their documents, grounds and rules."""

    def test_the_least_a_file_can_say(self) -> None:
        found = read(LIMIT)
        [limit] = found.limits
        assert limit.limit == TimeLimit(value=5, unit=Unit.WORKING_DAY)
        assert limit.basis.number == "1/QĐ-UBND"
        assert limit.basis.confidence is Confidence.MEMORY
        assert (found.in_force, found.until, found.findings) == (JULY, None, ())

    def test_everything_a_file_can_say(self) -> None:
        found = read(
            'kind = "procedure"\nlevel = "province"\nissuer = "Tỉnh X"\nfield = "Đất đai"\n'
            'variant = "a)"\nnotes = ["ghi chú"]\n',
            '[[limit]]\nfrom = 2025-07-01\ntext = "không quá 15 ngày làm việc"\nvalue = 15\n'
            'unit = "working_day"\nbound = "max"\nwhen = ["complex"]\nchannel = "online"\n'
            'outcome = "granted"\npublished = "10 ngày làm việc"\nremote_area_days = 10\n'
            'remote_area_unit = "working_day"\nnote = "n"\n' + BASIS,
            '[[stop]]\nkey = "financial_obligation"\nname = "Nghĩa vụ tài chính"\n'
            'longest = "30 ngày"\nfrom = 2025-08-01\n' + BASIS,
            '[supplement]\neffect = "restart"\nwithin = "03 ngày làm việc"\n' + BASIS,
            '[[extension]]\ntimes = 1\nlongest = "10 ngày"\nwhen = ["complex"]\n' + BASIS,
        )
        [limit] = found.limits
        assert limit.conditions == {"when=complex", "channel=online", "outcome=granted"}
        assert limit.published == TimeLimit.parse("10 ngày làm việc")
        assert limit.extra_days(frozenset({"remote_area"})) == 10
        assert limit.extra_days(frozenset()) == 0
        assert found.conditions == {"complex", "remote_area"}
        assert found.supplement is not None
        assert found.supplement.effect is SupplementEffect.RESTART
        assert found.extension is not None
        assert found.extension.longest == TimeLimit.parse("10 ngày")
        assert found.stop_ground("financial_obligation", dt.date(2025, 7, 31)) is None
        assert found.stop_ground("financial_obligation", dt.date(2025, 8, 1)) == found.stops[0]
        assert found.stop_ground("publication") is None

    def test_a_document_may_have_a_title_only(self) -> None:
        found = read(LIMIT.replace('number = "1/QĐ-UBND"', 'title = "Luật X"'))
        assert (found.limits[0].basis.number, found.limits[0].basis.title) == ("", "Luật X")

    def test_a_text_that_states_one_limit_is_enough(self) -> None:
        text = 'text = "Trong thời hạn 15 (mười lăm) ngày làm việc"\n'
        found = read(f"[[limit]]\nfrom = 2025-07-01\n{text}{BASIS}")
        assert found.limits[0].limit == TimeLimit(value=15, unit=Unit.WORKING_DAY)

    def test_a_cut_off_in_so_many_keys(self) -> None:
        found = read(
            '[[limit]]\nfrom = 2025-07-01\nunit = "same_day"\ncutoff = 15:00:00\n'
            'after_cutoff = "result_next_working_day"\n' + BASIS
        )
        assert found.limits[0].limit is not None
        assert found.limits[0].limit.cutoff == dt.time(15)

    def test_a_limit_from_a_later_event_is_kept_as_words_only(self) -> None:
        words = "15 ngày làm việc kể từ ngày ban hành quyết định"
        found = read(row("2025-07-01", words))
        assert found.limits[0].limit is None
        assert found.limits[0].problem == "limit_from_other_event"
        assert [finding.code for finding in found.findings] == ["limit_from_other_event"]
        assert words in found.findings[0].message("vi")

    def test_a_file_on_disk_knows_its_path(self, tmp_path: Path) -> None:
        path = tmp_path / "1.000000.toml"
        path.write_bytes(b"\xef\xbb\xbf" + (HEAD + LIMIT).replace("\n", "\r\n").encode())
        assert read_procedure(path).path == str(path)


class TestVersions:
    """The rows of one first day are a version; it replaces the earlier rows of its phase."""

    def test_each_lasts_until_the_next(self) -> None:
        found = read(row("2025-10-01", "03 ngày làm việc"), LIMIT)
        assert [(one.in_force, one.until) for one in found.limits] == [
            (JULY, OCTOBER), (OCTOBER, None),
        ]  # fmt: skip
        for on, days in ((JULY, 5), (dt.date(2025, 9, 30), 5), (OCTOBER, 3)):
            limit = found.limit_on(on).limit
            assert limit is not None
            assert limit.value == days

    def test_a_row_without_conditions_does_not_outlive_its_version(self) -> None:
        found = read(
            LIMIT,
            row("2025-10-01", "03 ngày làm việc", 'when = ["simple"]'),
            row("2025-10-01", "09 ngày làm việc", 'when = ["complex"]'),
        )
        with pytest.raises(SeveralLimits):
            found.limit_on(OCTOBER)
        assert found.limit_on(dt.date(2025, 9, 30)).limit == TimeLimit.parse("05 ngày làm việc")

    def test_phases_have_versions_of_their_own(self) -> None:
        found = read(LIMIT, row("2025-10-01", "03 ngày làm việc", 'phase = "acceptance"'))
        assert found.limit_on(OCTOBER).limit == TimeLimit.parse("05 ngày làm việc")
        with pytest.raises(NotInForce) as caught:
            found.limit_on(JULY, phase=Phase.ACCEPTANCE)
        assert caught.value.known_from == OCTOBER

    def test_a_repeal_ends_every_phase(self) -> None:
        found = read(LIMIT, f"[[limit]]\nfrom = 2025-10-01\nrepealed = true\n{BASIS}")
        assert found.until == OCTOBER
        assert found.limit_on(dt.date(2025, 9, 30)).limit is not None
        with pytest.raises(NotInForce) as caught:
            found.limit_on(OCTOBER)
        assert (caught.value.known_from, caught.value.until) == (JULY, OCTOBER)
        assert "01/10/2025" in caught.value.message("vi")

    def test_a_written_end_leaves_a_gap(self) -> None:
        found = read(row("2025-07-01", "5 ngày", "until = 2025-09-01"), row("2025-10-01", "4 ngày"))
        with pytest.raises(NotInForce):
            found.limit_on(dt.date(2025, 9, 1))

    def test_nothing_before_the_first(self) -> None:
        with pytest.raises(NotInForce) as caught:
            read(LIMIT).limit_on(dt.date(2025, 6, 30))
        assert caught.value.known_from == JULY

    def test_a_datetime_is_refused(self) -> None:
        with pytest.raises(DatetimeForDate):
            read(LIMIT).limit_on(dt.datetime(2025, 7, 1, tzinfo=VIETNAM))


class TestChoosingALimit:
    """Rows whose conditions are all met; the most particular wins; nothing is guessed."""

    def found(self) -> Procedure:
        return read(
            row("2025-07-01", "10 ngày làm việc"),
            row("2025-07-01", "20 ngày làm việc", 'when = ["complex"]'),
            row("2025-07-01", "15 ngày làm việc", 'when = ["remote_area"]'),
            row("2025-07-01", "08 giờ làm việc", 'channel = "online"'),
        )

    @pytest.mark.parametrize(
        ("when", "channel", "value"),
        [
            ((), None, 10),
            (("unknown_here",), None, 10),
            (("complex",), None, 20),
            (("complex",), Channel.POST, 20),
            ((), Channel.ONLINE, 8),
        ],
    )
    def test_by_its_conditions(
        self, when: tuple[str, ...], channel: Channel | None, value: int
    ) -> None:
        limit = self.found().limit_on(JULY, when=frozenset(when), channel=channel).limit
        assert limit is not None
        assert limit.value == value

    def test_two_equally_particular_rows_are_refused(self) -> None:
        with pytest.raises(SeveralLimits) as caught:
            self.found().limit_on(JULY, when=frozenset({"complex", "remote_area"}))
        assert caught.value.conditions == "when=complex | when=remote_area"

    def test_a_row_for_both_conditions_wins(self) -> None:
        found = read(
            row("2025-07-01", "20 ngày", 'when = ["complex"]'),
            row("2025-07-01", "15 ngày", 'when = ["remote_area"]'),
            row("2025-07-01", "30 ngày", 'when = ["complex", "remote_area"]'),
        )
        limit = found.limit_on(JULY, when=frozenset({"complex", "remote_area"})).limit
        assert limit == TimeLimit.parse("30 ngày")

    def test_what_to_give_is_said_where_every_row_needs_something(self) -> None:
        found = read(
            row("2025-07-01", "05 ngày làm việc", 'outcome = "granted"'),
            row("2025-07-01", "03 ngày làm việc", 'outcome = "refused"'),
        )
        with pytest.raises(SeveralLimits) as caught:
            found.limit_on(JULY)
        assert "outcome=refused" in caught.value.message("vi")
        assert found.limit_on(JULY, outcome="refused").limit == TimeLimit.parse("03 ngày làm việc")

    def test_a_single_row_under_a_condition_is_no_limit_for_all(self) -> None:
        with pytest.raises(SeveralLimits):
            read(row("2025-07-01", "5 ngày", 'when = ["complex"]')).limit_on(JULY)


class TestFaults:
    """Every fault of a file at once, with line, key and reason; a good file is not spoiled."""

    @pytest.mark.parametrize(
        ("text", "line", "key", "words"),
        [
            (HEAD + "colour = 1\n" + LIMIT, 4, "colour", "khóa hoặc bảng lạ"),
            ('schema = 1\nname = "x"\n' + LIMIT, 1, "code", "còn thiếu"),
            (HEAD.replace("1\n", "2\n", 1) + LIMIT, 1, "schema", "không biết định dạng 2"),
            (HEAD + 'kind = "other"\n' + LIMIT, 4, "kind", "procedure, complaint"),
            (HEAD + 'level = "huyện"\n' + LIMIT, 4, "level", "province/commune"),
            (HEAD, 1, "limit", "ít nhất một [[limit]]"),
            (HEAD + "limit = 5\n", 4, "limit", "bắt đầu bằng [[…]]"),
            (HEAD + "[limit]\nfrom = 2025-07-01\n", 4, "limit", "bắt đầu bằng [[…]]"),
            (HEAD + LIMIT.replace("2025-07-01", '"2025-07-01"'), 5, "limit.from", "ngày dạng"),
            (
                HEAD + LIMIT.replace("2025-07-01", "2025-07-01T00:00:00"),
                5,
                "limit.from",
                "ngày dạng",
            ),
            (HEAD + row("2025-07-01", "10 làm việc"), 6, "limit.limit", "10 làm việc"),
            (HEAD + row("2025-07-01", "5 ngày", "value = 5"), 6, "limit.limit", "chỉ giữ một"),
            (
                HEAD + row("2025-07-01", "5 ngày", "until = 2025-07-01"),
                7,
                "limit.until",
                "không sau",
            ),
            (
                HEAD + row("2025-07-01", "5 ngày", 'channel = "fax"'),
                7,
                "limit.channel",
                "in_person",
            ),
            (
                HEAD + row("2025-07-01", "5 ngày", 'remote_area_unit = "hour"'),
                7,
                "limit.remote_area_unit",
                "working_day, calendar_day",
            ),
            (
                HEAD + row("2025-07-01", "5 ngày", 'when = ["Phức tạp"]'),
                7,
                "limit.when",
                "không phải khóa",
            ),
            (HEAD + row("2025-07-01", "5 ngày", "when = [1]"), 7, "limit.when", "danh sách"),
            (
                HEAD + row("2025-07-01", "5 ngày", "remote_area_days = -1"),
                7,
                "limit.remote_area_days",
                "không âm",
            ),
            (
                HEAD + row("2025-07-01", "5 ngày", 'problem = "several_limits"'),
                6,
                "limit.limit",
                "không nêu thời hạn",
            ),
            (
                HEAD + f'[[limit]]\nfrom = 2025-07-01\nproblem = "odd"\n{BASIS}',
                6,
                "limit.problem",
                "several_limits",
            ),
            (HEAD + row("2025-07-01", "5 ngày", "repealed = true"), 6, "limit.limit", "bãi bỏ"),
            (
                HEAD + f"[[limit]]\nfrom = 2025-07-01\n{BASIS}",
                4,
                "limit.limit",
                "không nêu thời hạn",
            ),
            (
                HEAD + f'[[limit]]\nfrom = 2025-07-01\ntext = "tùy"\n{BASIS}',
                6,
                "limit.text",
                "không nêu thời hạn",
            ),
            (
                HEAD + f"[[limit]]\nfrom = 2025-07-01\nvalue = 5\n{BASIS}",
                6,
                "limit.value",
                "đi cùng nhau",
            ),
            (
                HEAD + f'[[limit]]\nfrom = 2025-07-01\nvalue = 5\nunit = "day"\n{BASIS}',
                7,
                "limit.unit",
                "working_day",
            ),
            (
                HEAD + f'[[limit]]\nfrom = 2025-07-01\nvalue = -5\nunit = "week"\n{BASIS}',
                6,
                "limit.value",
                "âm",
            ),
            (
                HEAD + '[[limit]]\nfrom = 2025-07-01\nlimit = "5 ngày"\n',
                4,
                "limit.basis",
                "còn thiếu",
            ),
            (
                HEAD + LIMIT.replace('number = "1/QĐ-UBND", ', ""),
                7,
                "limit.basis",
                "number hoặc title",
            ),
            (
                HEAD + LIMIT.replace("issuer", "signer"),
                7,
                "limit.basis.signer",
                "khóa hoặc bảng lạ",
            ),
            (
                HEAD + LIMIT.replace("2025-06-30", '"tháng 6"'),
                7,
                "limit.basis.adopted",
                "ngày dạng",
            ),
            (
                HEAD + LIMIT.replace("2025-06-30", '2025-06-30, confidence = "sure"'),
                7,
                "limit.basis.confidence",
                "verified",
            ),
            (
                HEAD + LIMIT + LIMIT,
                9,
                "limit.from",
                "trùng ngày, giai đoạn và điều kiện với dòng 1",
            ),
            (
                HEAD
                + row("2025-07-01", "5 ngày", "until = 2025-11-01")
                + row("2025-10-01", "4 ngày"),
                7,
                "limit.until",
                "2025-10-01",
            ),
            (
                HEAD
                + LIMIT
                + '[[stop]]\nkey = "a"\nname = "A"\n'
                + BASIS
                + '[[stop]]\nkey = "a"\nname = "B"\n'
                + BASIS,
                13,
                "stop.key",
                "hai lần",
            ),
            (
                HEAD + LIMIT + '[supplement]\neffect = "pause"\n' + BASIS,
                9,
                "supplement.effect",
                "restart, stop, none",
            ),
            (HEAD + LIMIT + '[[step]]\nname = "x"\n', 8, "step", "cần có bảng [workflow]"),
            (HEAD + LIMIT + "[[workflow]]\n", 8, "workflow", "bắt đầu bằng […]"),
            (
                HEAD
                + LIMIT
                + f'[workflow]\ntext = ""\n{BASIS}[[step]]\nname = "x"\nbudget = "vài ngày"\n',
                13,
                "step.budget",
                "vài ngày",
            ),
            (
                HEAD
                + LIMIT
                + f'[workflow]\ntext = ""\n{BASIS}[[step]]\nname = "x"\nshares_previous = true\n',
                13,
                "step.shares_previous",
                "không có bước trước",
            ),
            (
                HEAD
                + LIMIT
                + f'[workflow]\ntext = ""\n{BASIS}[[step]]\nname = "x"\nduty = "sleep"\n',
                13,
                "step.duty",
                "receive, assign",
            ),
            (
                HEAD + LIMIT + f'[workflow]\ntext = ""\ntotal = "?"\n{BASIS}',
                10,
                "workflow.total",
                "?",
            ),
            (HEAD + "name = 5\n" + LIMIT, 4, "TOML", "sai cú pháp"),
            ("", 1, "file", "tệp rỗng"),
        ],
    )
    def test_is_named_with_its_line_and_key(
        self, text: str, line: int, key: str, words: str
    ) -> None:
        found = faults_of(text)
        assert [(at, name) for at, name, _ in found] == [(line, key)]
        assert words in found[0][2]

    def test_all_at_once_from_the_top_down(self) -> None:
        text = HEAD + 'x = 1\nlevel = "huyện"\n' + row("2025-07-01", "vài ngày", 'phase = "p"')
        assert [key for _, key, _ in faults_of(text)] == [
            "x",
            "level",
            "limit.limit",
            "limit.phase",
        ]

    def test_lines_are_right_below_a_citation_written_as_a_table(self) -> None:
        one = '[[limit]]\nfrom = 2025-07-01\nlimit = "5 ngày"\n[limit.basis]\nnumber = "1"\n'
        two = one.replace("2025-07-01", "2025-10-01").replace("5 ngày", "vài ngày")
        assert [found[:2] for found in faults_of(HEAD + one + two)] == [(11, "limit.limit")]

    def test_accents_stored_apart(self) -> None:
        import unicodedata

        text = HEAD.replace("Cấp bản sao", unicodedata.normalize("NFD", "Cấp bản sao")) + LIMIT
        assert faults_of(text)[0][:2] == (3, "text")

    def test_another_encoding(self) -> None:
        with pytest.raises(CatalogueDataErrors) as caught:
            parse_procedure((HEAD + LIMIT).encode("utf-16"), "tệp.toml")
        assert "UTF-8" in caught.value.message("vi")

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueDataErrors) as caught:
            read_procedure(tmp_path / "none.toml")
        assert "none.toml:1: file: không đọc được" in caught.value.message("vi")

    def test_the_faults_survive_pickling(self) -> None:
        with pytest.raises(CatalogueDataErrors) as caught:
            parse_procedure(HEAD, "tệp.toml")
        again = pickle.loads(pickle.dumps(caught.value))
        assert type(again) is CatalogueDataErrors
        assert again.message("en") == caught.value.message("en")


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates(),
    st.datetimes(), st.times(), st.lists(st.text(max_size=4), max_size=2),
    st.sampled_from(["restart", "working_day", "5 ngày", "2 giờ làm việc", "complex", "online"]),
)  # fmt: skip
KEYS = st.sampled_from(
    sorted({key for shape in (TOP, CITATION, *ROWS.values(), *SINGLE.values())
            for part in shape for key in part} | {"odd"})
)  # fmt: skip
TABLES = st.dictionaries(KEYS, st.one_of(VALUES, st.dictionaries(KEYS, VALUES, max_size=3)))


@given(
    top=TABLES,
    rows=st.dictionaries(
        st.sampled_from([*ROWS, *SINGLE]), st.one_of(TABLES, st.lists(TABLES, max_size=3), VALUES)
    ),
)
def test_whatever_the_tables_hold_ends_in_a_procedure_or_in_faults(
    top: dict[str, Any], rows: dict[str, Any]
) -> None:
    faults = Faults("tệp.toml", "")
    sound = tomllib.loads(HEAD + LIMIT)
    found = build_procedure({**sound, **top, **rows}, faults)
    assert isinstance(found, Procedure) or faults.found


@pytest.mark.parametrize(
    "error",
    [
        UnknownProcedure(procedure="1.1", nearest=""),
        NotInForce(procedure="1.1", on=JULY, known_from=None, until=None),
        NotInForce(procedure="1.1", on=JULY, known_from=OCTOBER, until=OCTOBER),
        SeveralLimits(procedure="1.1", conditions="when=complex"),
        NoSingleLimit(procedure="1.1", problem="several_limits", text="tùy"),
    ],
)
def test_errors_keep_their_fields_speak_both_languages_and_survive_pickling(
    error: TthcDeadlinesError,
) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.message("vi") == error.message("vi") != error.message("en")
    assert isinstance(error, LookupError)
    assert "None" not in error.message("vi") + error.message("en")


def workflow_of(total: str) -> str:
    return f'[workflow]\ntext = "{total}"\n{BASIS}'


def steps(*budgets: str, total: str = "02 ngày làm việc", more: str = "") -> Procedure:
    rows = "".join(f'[[step]]\nname = "Việc"\nbudget = "{budget}"\n' for budget in budgets)
    limit = LIMIT.replace("05", "02")
    return read(limit, workflow_of(total) + more, rows)


class TestWorkflows:
    """Steps, what they add up to, and what is odd about them: kept, never mended."""

    @pytest.mark.parametrize(
        ("budgets", "total", "adds_up"),
        [
            (("0,5 ngày làm việc", "1,5 ngày làm việc"), "02 ngày làm việc", True),
            (("04 giờ làm việc", "1,5 ngày làm việc"), "02 ngày làm việc", True),
            (("0,5 ngày", "1 ngày", "Giờ hành chính"), "02 ngày làm việc", False),
            (("0,5 ngày", "1,5 ngày"), "02 ngày làm việc", True),  # "ngày" as the total says
            (("0,5 ngày làm việc", "1,5 ngày làm việc"), "02 ngày", False),
            (("Giờ hành chính", "Không tính thời gian", ""), "02 ngày làm việc", None),
            (("1 ngày",), "", None),
            (("1 ngày",), "trong ngày", False),
            (("Ngay sau khi nhận đủ hồ sơ hợp lệ",), "Ngay sau khi nhận đủ hồ sơ hợp lệ", True),
        ],
    )
    def test_whether_the_steps_make_the_total(
        self, budgets: tuple[str, ...], total: str, adds_up: bool | None
    ) -> None:
        workflow = steps(*budgets, total=total).workflow
        assert workflow is not None
        assert workflow.adds_up is adds_up

    def test_parts_in_two_units(self) -> None:
        more = 'parts = ["05 ngày làm việc", "15 ngày"]\n'
        workflow = steps("5 ngày làm việc", "10 ngày", "5 ngày", total="?", more=more).workflow
        assert workflow is not None
        assert (workflow.adds_up, workflow.total, workflow.sum) == (True, None, None)
        assert [str(part) for part in workflow.sums] == ["05 ngày làm việc", "15 ngày"]

    def test_hours_of_an_office_that_counts_eight_a_day(self) -> None:
        more = 'unit = "working_hour"\ntotal = "16 giờ làm việc"\n'
        workflow = steps("4 giờ", "12 giờ", total="16 giờ", more=more).workflow
        assert workflow is not None
        assert workflow.sum == TimeLimit(value=16, unit=Unit.WORKING_HOUR)
        assert workflow.adds_up is True

    def test_cells_without_an_amount_have_a_kind(self) -> None:
        found = steps("Giờ hành chính", "", "Không tính thời gian", "Không quy định", "1/2 ngày")
        assert found.workflow is not None
        assert [step.kind for step in found.workflow.steps] == [
            StepKind.OFFICE_HOURS, StepKind.MISSING, StepKind.NOT_COUNTED, StepKind.NOT_SPECIFIED,
            StepKind.DURATION,
        ]  # fmt: skip
        [counted] = found.workflow.counted_steps
        assert counted.budget == TimeLimit(value=Fraction(1, 2), unit=Unit.WORKING_DAY)

    def test_excluded_steps_and_branches_are_not_added(self) -> None:
        text = workflow_of("02 ngày làm việc")
        one = '[[step]]\nname = "Việc"\nbudget = "2 ngày"\n'
        excluded = read(LIMIT, text, one, one + "excluded = true\n").workflow
        assert excluded is not None
        assert (excluded.adds_up, len(excluded.counted_steps)) == (True, 1)
        branched = read(LIMIT, text, one + 'branch = "a"\n', one + 'branch = "b"\n').workflow
        assert branched is not None
        assert (branched.adds_up, branched.sum, branched.branches) == (None, None, ("a", "b"))

    @pytest.mark.parametrize(
        ("code", "budgets", "total", "tail"),
        [
            ("step_budget_mismatch", ("1 ngày làm việc",), "02 ngày làm việc", ""),
            ("step_unit_conflict", ("2 ngày",), "02 ngày làm việc", ""),
            ("mixed_step_units", ("2 ngày", "1 tuần"), "02 ngày", ""),
            ("step_without_time", ("2 ngày làm việc", ""), "02 ngày làm việc", ""),
            ("shared_step_cell", ("2 ngày làm việc", ""), "02 ngày làm việc",
             "shares_previous = true"),
            ("duplicate_step_label", ("2 ngày làm việc",), "02 ngày làm việc",
             '[[step]]\nname = "a"\nlabel = "B1"\n[[step]]\nname = "b"\nlabel = "B1"'),
            ("alternative_steps", ("2 ngày làm việc",), "02 ngày làm việc", 'branch = "a"'),
            ("workflow_without_total", ("2 ngày làm việc",), "", ""),
            ("workflow_total_differs", ("3 ngày làm việc",), "03 ngày làm việc", ""),
        ],
    )  # fmt: skip
    def test_what_is_odd_is_found(
        self, code: str, budgets: tuple[str, ...], total: str, tail: str
    ) -> None:
        rows = "".join(f'[[step]]\nname = "Việc"\nbudget = "{budget}"\n' for budget in budgets)
        found = read(LIMIT.replace("05", "02"), workflow_of(total), rows, tail)
        [finding] = [one for one in found.findings if one.code == code]
        assert finding.citation is not None
        assert finding.subject == "1.000000"
        assert finding.message("vi") != finding.message("en")

    def test_a_sound_workflow_has_no_finding(self) -> None:
        assert steps("0,5 ngày làm việc", "1,5 ngày làm việc").findings == ()

    def test_other_oddities(self) -> None:
        odd = read(LIMIT, head=HEAD.replace("1.000000", "1.01443"))
        assert [finding.code for finding in odd.findings] == ["odd_code"]
        promised = read(row("2025-07-01", "5 ngày", 'published = "7 ngày làm việc"'))
        assert [finding.code for finding in promised.findings] == ["published_after_limit"]
        for problem in ("ambiguous_wording", "several_limits"):
            text = f'[[limit]]\nfrom = 2025-07-01\ntext = "tùy"\nproblem = "{problem}"\n{BASIS}'
            assert [finding.code for finding in read(text).findings] == [problem]

    def test_every_code_is_a_stable_word(self) -> None:
        assert len(set(ODDITIES)) == len(ODDITIES)
        assert all(code.replace("_", "").isalpha() for code in ODDITIES)


class TestDuties:
    """What a step is for, only where its words say so plainly."""

    @pytest.mark.parametrize(
        ("name", "role", "duty"),
        [
            ("Tiếp nhận hồ sơ", "Trung tâm Phục vụ hành chính công cấp xã", Duty.RECEIVE),
            ("Tiếp nhận Quyết định", "Sở Nông nghiệp và Môi trường", None),
            ("- Phân công thụ lý hồ sơ", "Lãnh đạo Phòng", Duty.ASSIGN),
            ("Thụ lý giải quyết", "Chuyên viên Phòng", Duty.DRAFT),
            ("Xem xét kết quả", "Lãnh đạo Phòng BTXH", Duty.REVIEW),
            ("Ký phê duyệt kết quả", "Lãnh đạo Sở", Duty.SIGN),
            ("Ký nháy văn bản", "Lãnh đạo Sở", None),
            ("Vào sổ văn bản", "Văn thư Sở", Duty.ISSUE),
            ("Trả kết quả cho cá nhân", "Bộ phận một cửa", Duty.RETURN),
            ("Cập nhật cơ sở dữ liệu", "Chuyên viên", None),
        ],
    )
    def test_by_its_words(self, name: str, role: str, duty: Duty | None) -> None:
        assert duty_of(Step(order=1, name=name, role=role)) is duty

    def test_a_file_may_say_it_itself(self) -> None:
        text = workflow_of("02 ngày") + '[[step]]\nname = "Việc"\nduty = "sign"\n'
        workflow = read(LIMIT, text).workflow
        assert workflow is not None
        assert workflow.steps[0].duty is Duty.SIGN


PAGE = (Path(__file__).parents[1] / "docs" / "procedures.md").read_text(encoding="utf-8")


def test_the_page_names_every_key_and_every_oddity() -> None:
    shapes = (TOP, CITATION, *ROWS.values(), *SINGLE.values())
    keys = {key for required, optional in shapes for key in (*required, *optional)}
    assert {key for key in keys if f"`{key}`" not in PAGE} == set()
    assert {code for code in ODDITIES if f"`{code}`" not in PAGE} == set()


def test_the_file_on_the_page_is_sound() -> None:
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    found = parse_procedure(text, "1.000000.toml")
    assert found.findings == ()
    assert found.until == dt.date(2027, 1, 1)
    assert found.limit_on(dt.date(2026, 12, 31), when=frozenset({"complex"})).limit is not None
