"""``tthc organisation``, as a person and a script see it; and the files its page shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tthc_deadlines.cli import tthc
from tthc_deadlines.responsibility.files.file_faults import Faults
from tthc_deadlines.responsibility.files.keys import TABLES, columns_of
from tthc_deadlines.responsibility.files.reading import read_organisation

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "organisation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


TREE = """\
UBND xã Mẫu, 09:00 thứ Ba 01/12/2026
└── UBND xã Mẫu (xa, cơ quan, H99.60, 000.00.60.H99)
    ├── Đứng đầu: Chủ tịch 1 (ct-1, Chủ tịch UBND xã)
    ├── Cấp phó: Phó Chủ tịch 1 (pct-1, Phó Chủ tịch UBND xã)
    ├── Trung tâm Phục vụ hành chính công xã Mẫu (mot-cua, bộ phận một cửa, DO_CẤP_TRÊN)
    │   └── Thành viên: Công chức một cửa 1 (mc-1, Công chức một cửa)
    └── Phòng Kinh tế (kinh-te)
        ├── Đứng đầu: Công chức kinh tế 1 (kt-1, Trưởng phòng Kinh tế, quyền hoặc phụ trách)
        └── Thành viên: Công chức kinh tế 2 (kt-2, Công chức Phòng Kinh tế, VẮNG)
""".replace("DO_CẤP_TRÊN", "do người đứng đầu đơn vị cấp trên lãnh đạo").replace(
    "VẮNG", "vắng mặt, người thay: kt-1"
)


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(
        tthc,
        ["organisation", *args],
        env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", **env},
    )


@pytest.fixture
def office(tmp_path: Path) -> str:
    """The commune that the page shows."""
    path = tmp_path / "office.toml"
    path.write_text(EXAMPLES[0], encoding="utf-8")
    return str(path)


@pytest.fixture
def reform(tmp_path: Path) -> str:
    """The reorganisation of 2025-07-01 that the page shows."""
    path = tmp_path / "reform.toml"
    path.write_text(EXAMPLES[1], encoding="utf-8")
    return str(path)


@pytest.fixture
def unsound(tmp_path: Path) -> str:
    path = tmp_path / "unsound.toml"
    text = EXAMPLES[0].replace('substitute = "kt-1"', 'substitute = "kt-2"')
    path.write_text(text.replace("acting = true", "acting = 1"), encoding="utf-8")
    return str(path)


class TestCheck:
    def test_a_sound_organisation_is_summed_up(self, office: str) -> None:
        result = run("check", office)
        assert result.exit_code == 0
        assert result.stderr == ""
        assert result.stdout.splitlines() == [
            f"{office}: đúng",
            "3 đơn vị, 5 vị trí, 5 người, 5 lượt bố trí, 1 ủy quyền, 1 lượt vắng mặt",
            "mốc thời gian đầu tiên thứ Ba 01/07/2025, cuối cùng thứ Bảy 05/12/2026",
        ]

    def test_in_english(self, office: str) -> None:
        assert run("check", office, "--lang", "en").stdout.splitlines() == [
            f"{office}: fine",
            "3 units, 5 positions, 5 officials, 5 appointments, 1 delegations, 1 absences",
            "first date Tue 2025-07-01, last Sat 2026-12-05",
        ]

    def test_without_a_date_no_coverage_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "officials.csv").write_text("id\na\n", encoding="utf-8")
        assert len(run("check", str(tmp_path)).stdout.splitlines()) == 2
        document = json.loads(run("check", str(tmp_path), "--json").stdout)
        assert document["coverage"] == {"from": None, "until": None}

    def test_every_fault_goes_to_stderr_with_its_line(self, unsound: str) -> None:
        result = run("check", unsound)
        assert result.exit_code == 3
        assert result.stdout == f"{unsound}: 2 lỗi\n"
        assert result.stderr.splitlines() == [
            f"{unsound}:89: appointment.acting: 1 không phải true hoặc false",
            (
                f"{unsound}:126: absence.substitute: không ai tự thay cho mình; hãy nêu người khác "
                "hoặc để trống"
            ),
        ]

    def test_as_json(self, office: str, unsound: str) -> None:
        document = json.loads(run("check", office, "--json").stdout)
        assert document["faults"] == []
        assert document["name"] == "UBND xã Mẫu"
        assert document["counts"]["appointments"] == 5
        assert document["coverage"]["until"] == "2026-12-05T00:00:00+07:00"
        result = run("check", unsound, "--json", "--lang", "en")
        assert result.exit_code == 3
        assert result.stderr == ""
        first, second = json.loads(result.stdout)["faults"]
        assert (first["line"], first["key"]) == (89, "appointment.acting")
        assert second["message"].startswith("nobody stands in for himself")

    def test_what_is_not_there_is_wrong_usage(self) -> None:
        assert run("check", "no-such-file.toml").exit_code == 2
        assert run("check").exit_code == 2


class TestShow:
    def test_the_tree_with_its_people(self, office: str) -> None:
        result = run("show", office, "--at", "2026-12-01T09:00", COLUMNS="200")
        assert result.exit_code == 0
        assert result.stdout == TREE

    @pytest.mark.parametrize(
        ("at", "absent"),
        [
            ("2026-11-29T23:59:59", False),
            ("2026-11-30", True),
            ("2026-12-04T23:59:59", True),
            ("2026-12-05", False),
        ],
    )
    def test_the_last_day_of_an_absence_is_still_in_it(
        self, office: str, at: str, absent: bool
    ) -> None:
        units = json.loads(run("show", office, "--at", at, "--json").stdout)["units"]
        [member] = units[2]["members"]
        assert (member["official"], member["absent"]) == ("kt-2", absent)
        assert member["substitute"] == ("kt-1" if absent else "")

    @pytest.mark.parametrize(
        ("at", "units", "head"),
        [
            ("2021-06-30", ["huyen", "xa-cu-1", "xa-cu-2", "tinh"], None),
            ("2025-06-30T23:59:59", ["huyen", "xa-cu-1", "xa-cu-2", "tinh"], "lanh-dao-2"),
            ("2025-07-01", ["xa", "tinh"], "lanh-dao-2"),
        ],
    )
    def test_the_two_tier_reorganisation(
        self, reform: str, at: str, units: list[str], head: str | None
    ) -> None:
        assert run("check", reform).exit_code == 0
        found = json.loads(run("show", reform, "--at", at, "--json").stdout)["units"]
        assert [one["id"] for one in found] == units
        assert [one["official"] for one in found[0]["head"]] == ([head] if head else [])

    def test_the_superior_authority_and_english(self, reform: str) -> None:
        shown = run("show", reform, "--at", "2026-01-05", "--lang", "en").stdout
        assert "UBND xã Mẫu (xa, agency, H99.60, superior authority: UBND tỉnh Mẫu)" in shown
        assert "Head: lanh-dao-2 (Chủ tịch UBND xã Mẫu)" in shown

    def test_an_instant_without_units(self, tmp_path: Path) -> None:
        (tmp_path / "o.toml").write_text('schema = 1\nname = "A [b]"\n', encoding="utf-8")
        shown = run("show", str(tmp_path), "--at", "2020-01-01").stdout
        assert shown.splitlines() == [
            "A [b], 00:00 thứ Tư 01/01/2020",
            "└── không có đơn vị nào vào thời điểm này",
        ]

    def test_an_unsound_organisation_is_not_shown(self, unsound: str) -> None:
        result = run("show", unsound)
        assert result.exit_code == 3
        assert result.stdout == ""
        assert "absence.substitute" in result.stderr

    def test_now_is_the_default(self, office: str) -> None:
        assert run("show", office).exit_code == 0


class TestThePage:
    def test_its_files_are_sound(self, office: str, reform: str) -> None:
        assert len(EXAMPLES) == 2
        assert read_organisation(office).delegations
        assert len(read_organisation(reform).units) == 5

    def test_it_names_every_table_key_and_file(self) -> None:
        for table, shape in TABLES.items():
            assert f"`[[{table}]]`" in PAGE
            assert f"`{shape.csv}.csv`" in PAGE
            assert not [key for key in shape.keys if f"`{key}`" not in PAGE]

    def test_it_names_columns_that_are_accepted(self) -> None:
        rows = re.findall(r"^\| (`.*?) \| (.*?) \|$", PAGE.split("## Windows")[0], re.MULTILINE)
        accepted = {name for table in TABLES for name in columns_of(table)}
        named = {
            name
            for keys, columns in rows
            if keys != "`[[unit]]`"
            for name in re.split(r"[,;]", re.sub(r"\(.*?\)|:.*", "", columns))
        }
        from tthc_deadlines.dossiers.folding import fold

        assert len(named) > 30
        assert {fold(name) for name in named} <= accepted


def test_faults_have_words_for_every_kind_of_value() -> None:
    from tthc_deadlines.responsibility.files.file_faults import kind_words
    from tthc_deadlines.responsibility.files.keys import Kind

    for kind in Kind:
        for cell in (True, False):
            words = kind_words(kind, cell=cell)
            faults = Faults()
            faults.add("o.toml", 1, "key", "wrong_type", value="1", **words)
            assert words["expected"] in str(faults.found[0])
