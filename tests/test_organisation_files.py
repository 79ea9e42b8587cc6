"""Files of organisations: both forms read the same, and every fault is told with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.dossiers.code import agency_code
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility.errors import OrganisationDataErrors
from tthc_deadlines.responsibility.files.csv_file import read_csv
from tthc_deadlines.responsibility.files.file_faults import Faults
from tthc_deadlines.responsibility.files.keys import TABLES, columns_of
from tthc_deadlines.responsibility.files.reading import read_organisation
from tthc_deadlines.responsibility.files.toml_file import read_toml
from tthc_deadlines.responsibility.records import (
    OrganisationRecords,
    Rank,
    UnitKind,
)

OFFICE = """\
schema = 1
name = "UBND xã Mẫu"

[[unit]]
id = "xa"
name = "UBND xã Mẫu"
kind = "agency"
codes = ["H99.60", "000.00.60.H99"]
from = 2025-07-01

[[unit]]
id = "kt"
name = "Phòng Kinh tế"
parent = "xa"
from = 2025-07-01

[[unit]]
id = "mc"
name = "Bộ phận một cửa"
kind = "one_stop"
parent = "xa"
led_by_parent = true
from = 2025-07-01

[[unit]]
id = "cu"
name = "UBND xã Mẫu Cũ 1"
kind = "agency"
until = 2025-07-01
passes_to = "xa"

[[position]]
id = "ct"
name = "Chủ tịch"
unit = "xa"
rank = "head"

[[position]]
id = "pct"
name = "Phó Chủ tịch"
unit = "xa"
rank = "deputy"

[[position]]
id = "tp"
name = "Trưởng phòng"
unit = "kt"
rank = "head"
reports_to = "pct"

[[position]]
id = "cv"
name = "Công chức"
unit = "kt"

[[position]]
id = "ct-cu"
name = "Chủ tịch xã cũ"
unit = "cu"
rank = "head"

[[official]]
id = "ct-1"
name = "Chủ tịch 1"

[[official]]
id = "pct-1"

[[official]]
id = "tp-1"
name = "Trưởng phòng 1"

[[official]]
id = "cv-1"
name = "Công chức 1"

[[appointment]]
official = "ct-1"
position = "ct"
from = 2025-07-01T00:00:00
document = "02/QĐ-MẪU"
acting = true

[[appointment]]
official = "pct-1"
position = "pct"
from = 2025-07-01

[[appointment]]
official = "tp-1"
position = "tp"
from = 2025-06-30T17:00:00Z
last_day = 2026-12-31

[[appointment]]
official = "tp-1"
position = "tp"
from = 2027-01-01

[[appointment]]
official = "cv-1"
position = "cv"
from = 2025-07-01

[[appointment]]
official = "ct-1"
position = "ct-cu"
from = 2021-07-01
until = 2025-07-01

[[field]]
key = "dat-dai"
name = "Đất đai"
procedures = ["1.000001", "1.000002"]

[[charge]]
official = "pct-1"
fields = ["dat-dai"]
units = ["kt", "mc"]
from = 2025-07-01

[[delegation]]
by = "ct-1"
to = "pct-1"
procedures = ["1.000003"]
from = 2026-03-02T07:30:00
last_day = 2026-03-31
document = "05/QĐ-MẪU"

[[absence]]
official = "cv-1"
from = 2026-11-30
last_day = 2026-12-04
substitute = "tp-1"

[[competence]]
unit = "kt"
fields = ["dat-dai"]
steps = ["Bước 2", "3"]

[[competence]]
position = "ct"
units = ["xa"]
from = 2025-07-01
until = 2027-01-01
"""

TABLES_OF_IT = {
    "units": "Mã đơn vị,Tên đơn vị,Loại,Mã định danh,Đơn vị cấp trên,Do cấp trên lãnh đạo,"
    """\
Từ ngày,Đến trước ngày,Chuyển cho
xa,UBND xã Mẫu,cơ quan,H99.60; 000.00.60.H99,,không,01/07/2025,,
kt,Phòng Kinh tế,,,xa,,2025-07-01,,
mc,Bộ phận một cửa,Bộ phận một cửa,,xa,có,2025-07-01,,
cu,UBND xã Mẫu Cũ 1,agency,,,,,01/07/2025,xa
""",
    "positions": """\
Mã vị trí;Tên vị trí;Đơn vị;Vai trò;Báo cáo cho
ct;Chủ tịch;xa;Người đứng đầu;
pct;Phó Chủ tịch;xa;Cấp phó;
tp;Trưởng phòng;kt;head;pct
cv;Công chức;kt;công chức;
ct-cu;Chủ tịch xã cũ;cu;head;
""",
    "officials": "Mã\tHọ và tên\nct-1\tChủ tịch 1\npct-1\t\ntp-1\tTrưởng phòng 1\n"
    "cv-1\tCông chức 1\n",
    "appointments": """\
Công chức,Vị trí,Từ ngày,Đến hết ngày,Văn bản,Quyền hoặc phụ trách
ct-1,ct,01/07/2025 00:00,,02/QĐ-MẪU,x
pct-1,pct,2025-07-01,,,
tp-1,tp,2025-06-30T17:00:00Z,31/12/2026,,
tp-1,tp,01/01/2027,,,
cv-1,cv,2025-07-01,,,
ct-1,ct-cu,01/07/2021,30/06/2025,,false
""",
    "fields": "key,name,procedures\ndat-dai,Đất đai,1.000001; 1.000002\n",
    "charges": "Công chức,Lĩnh vực,Các đơn vị,Từ\npct-1,dat-dai,kt;mc,2025-07-01\n",
    "delegations": "sep=;\nNgười ủy quyền;Người được ủy quyền;Thủ tục;Từ ngày;Đến hết ngày;Văn bản"
    "\nct-1;pct-1;1.000003;02/03/2026 07:30;31/03/2026;05/QĐ-MẪU\n",
    "absences": "Công chức,Từ ngày,Đến hết ngày,Người thay\ncv-1,30/11/2026,04/12/2026,tp-1\n",
    "competences": """\
unit,position,fields,Phạm vi đơn vị,steps,from,until
kt,,dat-dai,,"Bước 2;3",,
,ct,,xa,,2025-07-01,01/01/2027
""",
}


def write(folder: Path, **files: str) -> Path:
    """Write files; ``__`` in a name stands for the point."""
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(text.encode("utf-8"))
    return folder


def as_tables(folder: Path, **changed: str) -> Path:
    return write(
        folder, **{f"{name}__csv": text for name, text in {**TABLES_OF_IT, **changed}.items()}
    )


def faults(*paths: Path) -> list[str]:
    """The faults of files, without the folder they are in."""
    with pytest.raises(OrganisationDataErrors) as caught:
        read_organisation(*paths)
    folder = paths[0].parent if paths[0].is_file() else paths[0]
    return [str(one).removeprefix(f"{folder}/") for one in caught.value.faults]


def toml_faults(folder: Path, text: str) -> list[str]:
    """The faults of one TOML file, without its path."""
    write(folder, o__toml=text)
    return [one.removeprefix("o.toml:") for one in faults(folder / "o.toml")]


def values(records: OrganisationRecords) -> dict[str, Any]:
    return {
        field.name: getattr(records, field.name)
        for field in attrs.fields(OrganisationRecords)
        if field.name != "name"
    }


class TestWhatIsRead:
    def test_a_toml_file(self, tmp_path: Path) -> None:
        records = read_organisation(write(tmp_path, o__toml=OFFICE) / "o.toml")
        assert records.name == "UBND xã Mẫu"
        assert [len(part) for part in values(records).values()] == [4, 5, 4, 6, 1, 1, 1, 1, 2]
        xa, _, mc, cu = records.units
        assert (xa.kind, mc.kind, mc.led_by_parent) == (UnitKind.AGENCY, UnitKind.ONE_STOP, True)
        assert xa.codes == ("H99.60", "000.00.60.H99")
        assert xa.until is None
        assert cu.start is None
        assert records.positions[1].rank is Rank.DEPUTY
        assert records.officials[1].name == ""
        assert records.appointments[0].acting
        assert records.appointments[3].place == "appointment[3]"
        [delegation] = records.delegations
        assert (delegation.delegator, delegation.delegate) == ("ct-1", "pct-1")

    def test_a_day_is_its_first_instant_and_the_last_day_is_still_in(self, tmp_path: Path) -> None:
        records = read_organisation(write(tmp_path, o__toml=OFFICE))
        [absence] = records.absences
        assert absence.start == dt.datetime(2026, 11, 30, tzinfo=VIETNAM)
        assert absence.until == dt.datetime(2026, 12, 5, tzinfo=VIETNAM)
        assert absence.holds_at(dt.datetime(2026, 12, 4, 23, 59, 59, tzinfo=VIETNAM))
        third = records.appointments[2]
        assert third.start == dt.datetime(2025, 7, 1, tzinfo=VIETNAM)
        assert third.start.utcoffset() == dt.timedelta(hours=7)

    def test_tables_read_the_same_as_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "t").mkdir()
        from_toml = read_organisation(write(tmp_path, o__toml=OFFICE) / "o.toml")
        from_csv = read_organisation(as_tables(tmp_path / "t"))
        assert values(from_csv) == values(from_toml)
        assert from_csv.name == ""

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: "\ufeff" + text,
            lambda text: text.replace("\n", "\r\n"),
            lambda text: text.replace("\n", "\r"),
            lambda text: text.replace("Đơn vị", "Đơn vị").replace("Mã", "MÃ"),
            lambda text: text.replace("\n", "\n\n"),
            lambda text: text.replace("kt", " kt\u00a0"),
            lambda text: text.replace("\n", ",,\n") if ";" not in text else text,
        ],
        ids=["bom", "crlf", "cr", "nfd", "blank lines", "spaces", "trailing commas"],
    )
    def test_tables_as_programs_save_them(
        self, tmp_path: Path, change: Callable[[str], str]
    ) -> None:
        plain, other = tmp_path / "plain", tmp_path / "other"
        plain.mkdir()
        other.mkdir()
        as_tables(plain)
        units = {"units": change(TABLES_OF_IT["units"])}
        assert read_organisation(as_tables(other, **units)) == read_organisation(plain)

    def test_a_folder_of_several_files_is_one_organisation(self, tmp_path: Path) -> None:
        first, second = OFFICE.split("[[field]]")
        write(tmp_path, a__toml=first, b__toml=f"schema = 1\n[[field]]{second}", c__txt="x")
        write(tmp_path, **{".hidden__toml": "x", "~b__toml": "x"})
        whole = tmp_path / "whole"
        whole.mkdir()
        assert read_organisation(tmp_path) == read_organisation(write(whole, o__toml=OFFICE))
        assert read_organisation(tmp_path / "a.toml", tmp_path / "b.toml", tmp_path).name

    def test_tables_may_have_their_name_from_a_file_beside_them(self, tmp_path: Path) -> None:
        as_tables(write(tmp_path, o__toml='schema = 1\nname = "UBND xã Mẫu"\n'))
        assert read_organisation(tmp_path).name == "UBND xã Mẫu"

    def test_missing_tables_are_empty_and_paths_may_be_text(self, tmp_path: Path) -> None:
        write(tmp_path, OFFICIALS__CSV="id\na\n")
        assert values(read_organisation(str(tmp_path)))["officials"][0].id == "a"
        assert read_organisation(tmp_path / "OFFICIALS.CSV").units == ()


class TestFaultsOfForm:
    def test_every_fault_of_every_file_comes_at_once(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            a__toml='schema = 1\nname = "A"\n[[official]]\nid = 1\n',
            b__toml='schema = 2\nname = "B"\n[[official]]\nname = "x"\n',
            c__toml="schema = \n",
            people__csv="id\na\n",
        )
        assert [one[:44] for one in faults(tmp_path)] == [
            "a.toml:4: official.id: 1 is not a text in qu",
            "b.toml:1: schema: format 2 is not known; thi",
            "b.toml:2: name: the organisation is called '",
            "b.toml:3: official.id: is missing",
            "c.toml:1: TOML: not valid TOML: Invalid valu",
            "people.csv:1: file: this is no table of an o",
        ]

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("[[unit]]\nname = 'x'", ["2: unit.id: is missing"]),
            ("[[unit]]\nid = ' '\nname = 'x'", ["3: unit.id: is missing"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nkin = 'agency'", ["5: unit.kin: unknown key"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nkind = 'Agency'",
             ["5: unit.kind: 'Agency' is not one of: agency, division, one_stop"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\ncodes = 'H99'",
             ["5: unit.codes: 'H99' is not a list of texts"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\ncodes = [1]", ["5: unit.codes: [1] is not a list"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nled_by_parent = 1",
             ["5: unit.led_by_parent: 1 is not true or false"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nfrom = '2026-01-01'",
             ["5: unit.from: '2026-01-01' is not a day or time"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nfrom = 10:00:00", ["5: unit.from: "]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nlast_day = 2026-01-01T00:00:00",
             ["5: unit.last_day: datetime.datetime(2026"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nuntil = 2026-01-02\nlast_day = 2026-01-01",
             ["6: unit.last_day: until and last_day both say"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nfrom = 0202-01-01",
             ["5: unit.from: 0202-01-01 is not between the years 1900 and 2199"]),
            ("[[unit]]\nid = 'x'\nname = 'x'\nlast_day = 9999-12-31", ["5: unit.last_day: 9999"]),
            ("[unit]\nid = 'x'", ["2: unit: must be written as rows"]),
            ("unit = 'x'", ["2: unit: must be written as rows"]),
            ("unit = [{id = 'x', name = 'x'}, 1]", ["2: unit: must be written as rows"]),
            ("[[position]]\nid = 'x'", ["2: position.name: is missing",
                                        "2: position.unit: is missing"]),
            ("[[appointment]]", ["2: appointment.from: is", "2: appointment.official: is",
                                 "2: appointment.position: is"]),
            ("[[field]]\nkey = 'x'", ["2: field.name: is missing"]),
            ("[[charge]]", ["2: charge.official: is missing"]),
            ("[[delegation]]", ["2: delegation.by: is", "2: delegation.document: is",
                                "2: delegation.from: is", "2: delegation.to: is",
                                "2: delegation.until: needs an end"]),
            ("[[absence]]\nofficial = 'x'\nfrom = 2026-01-01",
             ["2: absence.until: needs an end: until, the first day it no longer holds"]),
            ("[[absence]]\nofficial = 'x'\nfrom = 2026-01-01\nuntil = 'mai'",
             ["5: absence.until: 'mai' is not a day"]),
            ("[[competence]]\nunit = 'x'\nsteps = 'x'", ["4: competence.steps: 'x' is not a list"]),
            ("[[department]]\nid = 'x'", [("2: department: unknown key or table; allowed here: "
                                          "schema, name, unit, position")]),
            ("a = " + "[" * 3000, ["1: TOML: not valid TOML"]),
        ],
    )  # fmt: skip
    def test_a_toml_file_is_read_strictly(self, tmp_path: Path, row: str, told: list[str]) -> None:
        text = f"schema = 1\n{row}\n"
        found = [
            one
            for one in toml_faults(tmp_path, text)
            if not one.startswith("1: name: ") and "has no head" not in one
        ]
        assert len(found) == len(told), found
        for one, begins in zip(found, told, strict=True):
            assert one.startswith(begins)

    def test_the_top_is_read_strictly(self, tmp_path: Path) -> None:
        assert toml_faults(tmp_path, "names = 1\n") == [
            "1: name: is missing",
            (
                "1: names: unknown key or table; allowed here: schema, name, unit, position, "
                "official, appointment, field, charge, delegation, absence, competence"
            ),
            "1: schema: is missing",
        ]

    @pytest.mark.parametrize(
        ("table", "text", "told"),
        [
            ("officials", "id,tuổi\na,30\n", ["1: tuổi: unknown key or table; allowed here: id"]),
            ("officials", "id,,name\na,,b\n", ["1: header: unknown key"]),
            ("officials", "Mã,id\na,b\n", ["1: id: means the same as the column 'Mã'; keep one"]),
            ("officials", "Họ tên\nb\n", ["1: id: there is no such column; the table has: Họ tên"]),
            ("officials", "id,name\na,b\n,c\n", ["3: id: is missing"]),
            ("officials", "id,name\na\nb,c,d\n", ["2: official: the row has 1 cells under 2 col",
                                                  "3: official: the row has 3 cells under 2 col"]),
            ("officials", 'id,name\na,b\nc,"d\ne,f\n', ["3: CSV: from here on the table cannot"]),
            ("officials", "id\n" + "a" * 200_000 + "\n", ["2: CSV: from here on"]),
            ("officials", "\n\n,,\n", ["3: header: there is no header row"]),
            ("units", "id,name,Loại,Từ ngày,led_by_parent\nx,x,sở,mai,maybe\n",
             ["2: Loại: 'sở' is not one of: agency, division, one_stop",
              "2: Từ ngày: 'mai' is not a day or time such as 2026-11-20, 20/11/2026",
              "2: led_by_parent: 'maybe' is not true, false, có, không or x"]),
            ("units", "id,name,Đến hết ngày\nx,x,31/12/2026 17:00\ny,y,31/02/2026\nz,z,1/1/0026\n",
             ["2: Đến hết ngày: '31/12/2026 17:00' is not a day such as 2026-11-20 or 20/11/2026,",
              "3: Đến hết ngày: '31/02/2026' is not a day",
              "4: Đến hết ngày: 0026-01-01 is not between"]),
            ("absences", "Công chức,Từ ngày\nx,01/01/2026\n", ["2: until: needs an end"]),
            ("absences", "Công chức,Từ ngày,until,last_day\nx,01/01/2026,02/01/2026,01/01/2026\n",
             ["2: last_day: until and last_day both say"]),
        ],
    )  # fmt: skip
    def test_a_table_is_read_strictly(
        self, tmp_path: Path, table: str, text: str, told: list[str]
    ) -> None:
        found = faults(write(tmp_path, **{f"{table}__csv": text}))
        assert len(found) == len(told), found
        for one, begins in zip(found, told, strict=True):
            assert one.startswith(f"{table}.csv:{begins}")

    def test_a_line_is_counted_below_quoted_lines(self, tmp_path: Path) -> None:
        text = 'sep=,\n\nid,name\na,"b\nc"\n\n,d\n'
        assert faults(write(tmp_path, officials__csv=text)) == ["officials.csv:7: id: is missing"]

    @pytest.mark.parametrize("name", ["o.toml", "units.csv"])
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "1: file: the file is empty"),
            (b" \n", "1: file: the file is empty"),
            ("id\nĐ".encode("utf-16"), "1: encoding: the file is not UTF-8"),
            ("id\nname\nĐơn".encode("cp1258", "replace"), "3: encoding: the file is not UTF-8"),
            (b"id\0", "1: file: the file is not UTF-8"),
            (b"PK\x03\x04\x00", "1: file: the file is not UTF-8"),
        ],
    )
    def test_what_is_no_text_is_refused(
        self, tmp_path: Path, name: str, data: bytes, told: str
    ) -> None:
        (tmp_path / name).write_bytes(data)
        [found] = faults(tmp_path / name)
        assert found.startswith(f"{name}:{told}")

    def test_what_is_no_file_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, o__xlsx="x")
        with pytest.raises(OrganisationDataErrors) as caught:
            read_organisation(tmp_path, tmp_path / "none.toml", tmp_path / "o.xlsx")
        assert [one.reason.split(";")[0] for one in caught.value.faults] == [
            "the folder holds no .toml or .csv file",
            "cannot be read: No such file or directory",
            "this is no table of an organisation",
        ]
        with pytest.raises(OrganisationDataErrors) as caught:
            read_organisation()
        assert caught.value.message("vi") == "organisation: path: chưa nêu tệp nào"


class TestFaultsOfMeaning:
    """What the records say together, told at the line of the file."""

    def test_at_the_line_and_key_of_a_toml_file(self, tmp_path: Path) -> None:
        text = OFFICE.replace('to = "pct-1"', 'to = "ct-1"').replace(
            'parent = "xa"\nled', 'parent = "ax"\nled'
        )
        assert [one.split(";")[0] for one in toml_faults(tmp_path, text)] == [
            "21: unit.parent: there is no unit 'ax'",
            "124: delegation.to: a power cannot be delegated to oneself",
        ]

    def test_at_the_row_and_column_of_a_table(self, tmp_path: Path) -> None:
        positions = TABLES_OF_IT["positions"].replace("\ncv;Công chức;kt", "\n\ncv;Công chức;kx")
        changed = {
            "positions": positions,
            "absences": TABLES_OF_IT["absences"].replace("04/12/2026", "29/11/2026"),
            "units": TABLES_OF_IT["units"].replace("01/07/2025,xa", "01/07/2025,"),
        }
        assert [one.split(";")[0] for one in faults(as_tables(tmp_path, **changed))] == [
            (
                "absences.csv:2: Đến hết ngày: ends 2026-11-30, which is not after 2026-11-30, "
                "when it begins"
            ),
            "positions.csv:6: Đơn vị: there is no unit 'kx'",
            (
                "units.csv:5: Chuyển cho: unit 'cu' ends 2025-07-01: who takes over its open work? "
                "Give passes_to"
            ),
        ]

    def test_another_record_is_named_by_its_line(self, tmp_path: Path) -> None:
        write(tmp_path, a__csv="x")
        (tmp_path / "a.csv").unlink()
        officials = TABLES_OF_IT["officials"] + "\nct-1\tChủ tịch 2\n"
        [found] = faults(as_tables(tmp_path, officials=officials))
        assert f"first at {tmp_path}/officials.csv:2;" in found

    def test_form_and_meaning_come_together(self, tmp_path: Path) -> None:
        text = OFFICE.replace('rank = "deputy"', "ranks = 1").replace('substitute = "tp-1"', "")
        text += '[[absence]]\nofficial = "cv-2"\nfrom = 2026-01-01\nuntil = 2026-01-02\n'
        told = toml_faults(tmp_path, text)
        assert [one.split(":")[1].strip() for one in told] == [
            "position.ranks", "charge.official", "absence.official",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('rank = "head"\nreports_to', 'rank = "boss"\nreports_to'),
            ("from = 2025-06-30T17:00:00Z", "from = 1"),
            ('id = "pct-1"', "id = 1"),
            ('id = "cu"', "name2 = 1"),
            ('id = "cu"\nname', 'id = "cu"\nuntil2 = 1\nname2'),
        ],
    )
    def test_a_row_that_cannot_be_read_gives_no_faults_elsewhere(
        self, tmp_path: Path, old: str, new: str
    ) -> None:
        assert OFFICE.count(old) == 1
        lines = {one.split(":")[0] for one in toml_faults(tmp_path, OFFICE.replace(old, new))}
        at = OFFICE[: OFFICE.index(old)].count("\n") + 1
        assert all(at - 2 <= int(line) <= at + 2 for line in lines)


# --- both forms, any content ---------------------------------------------------------------

_ids = st.text("abđ1-", min_size=1, max_size=4)
_words = st.lists(_ids, max_size=3, unique=True).map(tuple)
_days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
_instants = st.one_of(
    _days,
    st.builds(dt.datetime.combine, _days, st.times().map(lambda one: one.replace(microsecond=0))),
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": _ids, "words": _words, "yes_no": st.booleans(), "instant": _instants, "day": _days,
    "unit_kind": st.sampled_from([one.value for one in UnitKind]),
    "rank": st.sampled_from([one.value for one in Rank]),
}  # fmt: skip


def _says_something(row: dict[str, Any]) -> bool:
    return any(value != () for value in row.values())


@st.composite
def _rows(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    table = draw(st.sampled_from(list(TABLES)))
    shape = TABLES[table]
    needed = {*shape.needed, *(("until",) if shape.ends else ())}
    optional = [key for key in shape.keys if key not in needed and key != "last_day"]
    row = st.fixed_dictionaries(
        {key: _VALUES[shape.keys[key].value] for key in shape.keys if key in needed},
        optional={key: _VALUES[shape.keys[key].value] for key in optional},
    )
    return table, draw(st.lists(row.filter(_says_something), min_size=1, max_size=4))


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return value.isoformat() if isinstance(value, dt.date) else f'"{value}"'


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return f'"{";".join(value)}"'
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


@given(_rows(), st.sampled_from(",;\t"))
def test_any_rows_read_the_same_in_both_forms(
    written: tuple[str, list[dict[str, Any]]], delimiter: str
) -> None:
    table, rows = written
    text = "schema = 1\nname = 'x'\n" + "".join(
        f"[[{table}]]\n" + "".join(f"{key} = {_toml(row[key])}\n" for key in row) for row in rows
    )
    keys = list(TABLES[table].keys)
    lines = [keys, *([_cell(row[key]) if key in row else "" for key in keys] for row in rows)]
    cells = "".join(delimiter.join(line) + "\n" for line in lines)
    faults = Faults()
    file = read_toml("o.toml", text, faults)
    assert file is not None
    from_csv = read_csv("t.csv", cells, table, faults)
    assert faults.found == []
    assert [row.values for row in from_csv] == [row.values for row in file.rows]


@given(st.binary(max_size=200), st.sampled_from(["o.toml", "units.csv", "delegations.csv"]))
def test_no_content_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    with suppress(TthcDeadlinesError):
        read_organisation(path)


@given(st.sampled_from(list(TABLES)), st.text(max_size=80))
def test_no_table_breaks_the_reader(table: str, text: str) -> None:
    shape = TABLES[table]
    faults = Faults()
    rows = read_csv("t.csv", ",".join(shape.keys) + "\n" + text, table, faults)
    assert faults.found or all(row.is_whole for row in rows)


def test_no_name_of_a_column_means_two_things() -> None:
    for table, shape in TABLES.items():
        assert set(columns_of(table).values()) == set(shape.keys)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("H99", "H99"),
        ("H99.00", "H99"),
        ("h99.25.04", "H99.25.04"),
        (" H99.25.A1 ", "H99.25.A1"),
        ("000.00.25.H99", "H99.25"),
        ("001.04.25.H99", "H99.25.04.001"),
        ("000.04.00.H99", "H99.00.04"),
        ("Z99.25", None),
        ("H9.25", None),
        ("H99..25", None),
        ("H99.25-", None),
        ("25.H99", None),
        ("H99." + "1" * 31, "H99." + "1" * 31),
        ("H99." + "1" * 32, None),
        ("", None),
    ],
)
def test_identifiers_are_read_parent_first(written: str, code: str | None) -> None:
    assert agency_code(written) == code
