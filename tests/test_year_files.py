"""Year files: what is shipped is sound, and every fault is found, named and placed."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import unicodedata
from pathlib import Path

import pytest

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.year_files import (
    check_pairs,
    check_year_file,
    holidays_folder,
    load_year_files,
    read_year_file,
)
from tthc_deadlines.calendar.year_rows import in_effect
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import CalendarDataError, CalendarDataErrors

YEARS = range(2010, 2028)

SOUND = """\
schema = 1
year = 2028
status = "provisional"
checked_on = 2027-11-01

[[source]]
id = "law"
number = "45/2019/QH14"
issuer = "Quốc hội"
title = "Bộ luật Lao động"
in_force = 2021-01-01
confidence = "verified"

[[source]]
id = "decision"
number = "1/VPCP"
issuer = "Văn phòng Chính phủ"
title = "Nghỉ lễ 2028"
adopted = 2027-10-01
confidence = "secondary"

[[holiday]]
date = 2028-01-01
key = "new_year"
name = "Tết Dương lịch"
name_en = "New Year's Day"
source = "law"

[[in_lieu]]
date = 2028-01-03
for = 2028-01-01
source = "law"

[[swap]]
off = 2028-01-04
work = 2028-01-08
occasion = "Tết Dương lịch"
source = "decision"
"""


def write(folder: Path, text: str, name: str = "2028.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str, name: str = "2028.toml") -> list[tuple[int, str, str]]:
    found = check_year_file(write(folder, text, name))
    return [(fault.line, fault.key, fault.reason) for fault in found]


# --- what is shipped -----------------------------------------------------------------


def test_all_years_are_there() -> None:
    years = sorted(load_year_files())
    assert years[: len(YEARS)] == list(YEARS)  # an official may have added the next


@pytest.mark.parametrize("year", YEARS)
def test_shipped_file(year: int) -> None:
    path = holidays_folder() / f"{year}.toml"
    assert check_year_file(path) == []
    assert path.stat().st_size < 6500
    file = read_year_file(path)
    assert file.status is (Quality.PROVISIONAL if year == 2027 else Quality.FINAL)
    for row in (*file.holidays, *file.in_lieu, *file.swaps):
        # A decision cannot have been signed after the first day it moves.
        assert row.known_from < row.day
    for swap in file.swaps:
        assert swap.known_from < swap.work


@pytest.mark.parametrize("year", [2010, 2015, 2020, 2021, 2022, 2024])
def test_unclear_dates_of_adoption_keep_the_words_of_the_data(year: int) -> None:
    assert any(source.adopted_note for source in load_year_files()[year].sources)


def test_swaps_that_cross_the_year() -> None:
    crossing = {
        (swap.off, swap.work)
        for file in load_year_files().values()
        for swap in file.swaps
        if swap.off.year != swap.work.year
    }
    assert crossing == {
        (dt.date(2012, 12, 31), dt.date(2013, 1, 5)),
        (dt.date(2015, 1, 2), dt.date(2014, 12, 27)),
        (dt.date(2018, 12, 31), dt.date(2019, 1, 5)),
    }


@pytest.mark.parametrize(
    ("year", "day"), [(2026, dt.date(2026, 1, 2)), (2026, dt.date(2026, 11, 24))]
)
def test_what_was_only_quoted_is_not_called_verified(year: int, day: dt.date) -> None:
    file = load_year_files()[year]
    (row,) = [row for row in (*file.holidays, *file.swaps) if row.day == day]
    assert row.citation.confidence is Confidence.SECONDARY


def test_nothing_of_2027_is_called_verified() -> None:
    file = load_year_files()[2027]
    rows = (*file.holidays, *file.in_lieu, *file.swaps)
    assert Confidence.VERIFIED not in {row.citation.confidence for row in rows}


# --- reading -------------------------------------------------------------------------


def test_sound_file(tmp_path: Path) -> None:
    file = read_year_file(write(tmp_path, SOUND))
    assert file.year == 2028
    assert file.holidays[0].known_from == dt.date(2021, 1, 1)  # no adopted: in force
    assert file.in_lieu[0].replaces == dt.date(2028, 1, 1)
    assert file.swaps[0].citation.number == "1/VPCP"
    assert re.fullmatch("[0-9a-f]{64}", file.digest)


def test_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    plain = read_year_file(write(tmp_path, SOUND))
    path = tmp_path / "2028.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_year_file(path) == plain


def test_digest_is_over_meaning(tmp_path: Path) -> None:
    digest = read_year_file(write(tmp_path, SOUND)).digest
    same = SOUND.replace("year = 2028\n", "year = 2028  # năm nhuận\n\n").replace(
        "checked_on = 2027-11-01", "checked_on = 2027-12-01"
    )
    assert read_year_file(write(tmp_path, same)).digest == digest
    for old, new in [
        ("work = 2028-01-08", "work = 2028-01-15"),
        ('status = "provisional"', 'status = "final"'),
        ('confidence = "secondary"', 'confidence = "memory"'),
        ("adopted = 2027-10-01", "adopted = 2027-10-02"),
    ]:
        assert read_year_file(write(tmp_path, SOUND.replace(old, new))).digest != digest


LATER = """
[[swap]]
off = 2028-01-04
work = 2028-01-15
occasion = "Tết Dương lịch"
source = "later"
supersedes = 2028-01-04
{more}
[[source]]
id = "later"
number = "2/VPCP"
issuer = "Văn phòng Chính phủ"
title = "Đổi ngày làm bù"
adopted = 2027-12-20
confidence = "secondary"
"""


def test_later_row_takes_the_place_of_an_earlier(tmp_path: Path) -> None:
    swaps = read_year_file(write(tmp_path, SOUND + LATER.format(more=""))).swaps
    assert [swap.work.day for swap in in_effect(swaps)] == [15]
    assert [swap.work.day for swap in in_effect(swaps, dt.date(2027, 12, 19))] == [8]
    assert in_effect(swaps, dt.date(2027, 9, 30)) == ()


def test_a_swap_can_be_taken_back(tmp_path: Path) -> None:
    text = SOUND + LATER.format(more="cancelled = true")
    swaps = read_year_file(write(tmp_path, text)).swaps
    assert in_effect(swaps) == ()
    assert len(in_effect(swaps, dt.date(2027, 12, 19))) == 1


def test_row_may_be_less_sure_than_its_source(tmp_path: Path) -> None:
    text = SOUND.replace('source = "decision"', 'source = "decision"\nconfidence = "memory"')
    (swap,) = read_year_file(write(tmp_path, text)).swaps
    assert swap.citation.confidence is Confidence.MEMORY


def test_surer_than_the_source_only_with_where_it_was_seen(tmp_path: Path) -> None:
    surer = 'source = "decision"\nconfidence = "verified"'
    text = SOUND.replace('source = "decision"', surer)
    assert faults(tmp_path, text)[0][:2] == (39, "swap.confidence")
    seen = text + 'seen = "https://example.org/"\n'
    (swap,) = read_year_file(write(tmp_path, seen)).swaps
    assert swap.citation.url == "https://example.org/"


# --- faults: kind, what to replace in a sound file, by what, the line and key named ------

FAULTS = [
    ("unknown key", "year = 2028", "year = 2028\nyaer = 1", 3, "yaer"),
    ("unknown table", "[[swap]]", "[[swop]]", 34, "swop"),
    ("unknown key in a row", "off = 2028-01-04", "off = 2028-01-04\nof = 1", 36, "swap.of"),
    ("missing top key", "checked_on = 2027-11-01\n", "", 1, "checked_on"),
    ("missing key", 'occasion = "Tết Dương lịch"\n', "", 34, "swap.occasion"),
    ("date as text", "off = 2028-01-04", 'off = "2028-01-04"', 35, "swap.off"),
    ("datetime", "off = 2028-01-04", "off = 2028-01-04T08:00:00", 35, "swap.off"),
    ("number as text", "year = 2028", 'year = "2028"', 2, "year"),
    ("number as boolean", "schema = 1", "schema = true", 1, "schema"),
    ("schema", "schema = 1", "schema = 2", 1, "schema"),
    ("status", '"provisional"', '"draft"', 3, "status"),
    ("one bracket", "[[swap]]", "[swap]", 34, "swap"),
    ("other year", "off = 2028-01-04", "off = 2029-01-04", 35, "swap.off"),
    ("off on a weekend", "off = 2028-01-04", "off = 2028-01-08", 35, "swap.off"),
    ("off on a day in lieu", "off = 2028-01-04", "off = 2028-01-03", 35, "swap.off"),
    ("work on a working day", "work = 2028-01-08", "work = 2028-01-07", 36, "swap.work"),
    ("work on a holiday", "work = 2028-01-08", "work = 2028-01-01", 36, "swap.work"),
    ("unknown source", 'source = "decision"', 'source = "decree"', 38, "swap.source"),
    ("no source", 'source = "decision"\n', "", 34, "swap.source"),
    ("confidence", 'confidence = "secondary"', 'confidence = "sure"', 20, "source.confidence"),
    ("undated source", "adopted = 2027-10-01\n", "", 14, "source.adopted"),
    ("source twice", 'id = "decision"', 'id = "law"', 15, "source.id"),
    ("unknown holiday", 'key = "new_year"', 'key = "christmas"', 24, "holiday.key"),
    ("in lieu of no holiday", "for = 2028-01-01", "for = 2028-01-02", 31, "in_lieu.for"),
    ("in lieu on a weekend", "date = 2028-01-03", "date = 2028-01-09", 30, "in_lieu.date"),
    ("supersedes", 'source = "decision"', 'source = "decision"\nsupersedes = 2028-02-01',
     39, "swap.supersedes"),
    ("syntax", "year = 2028", "year = ", 2, "TOML"),
    ("key twice", "year = 2028", "year = 2028\nyear = 2028", 3, "TOML"),
    ("letters and accents apart", "Nghỉ lễ 2028", unicodedata.normalize("NFD", "Nghỉ lễ 2028"),
     18, "text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [fault[1:] for fault in FAULTS],
    ids=[fault[0] for fault in FAULTS],
)
def test_fault(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    assert old in SOUND
    found = faults(tmp_path, SOUND.replace(old, new))
    # One fault may bring others (a row lost leaves a reference hanging); the one meant
    # is there, in its place.
    assert (line, key) in [fault[:2] for fault in found]


def test_day_twice(tmp_path: Path) -> None:
    again = '\n[[swap]]\noff = 2028-01-04\nwork = 2028-01-08\noccasion = "x"\nsource = "law"\n'
    found = faults(tmp_path, SOUND + again)
    assert [fault[:2] for fault in found] == [(41, "swap.off"), (42, "swap.work")]
    assert found[0][2].startswith("2028-01-04 is already given in swap")


def test_file_name(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, SOUND, "2029.toml")
    assert fault[:2] == (2, "year")
    assert "name the file 2028.toml" in fault[2]


def test_all_faults_at_once_from_the_top_down(tmp_path: Path) -> None:
    text = SOUND
    for old, new in [
        ("schema = 1", "schema = 9"),
        ('"provisional"', '"maybe"'),
        ('"secondary"', '"certain"'),
        ("date = 2028-01-01", "date = 2027-01-01"),
        ("off = 2028-01-04", "off = 2028-01-09"),
        ("work = 2028-01-08", "work = 2028-01-10"),
    ]:
        text = text.replace(old, new)
    with pytest.raises(CalendarDataErrors) as caught:
        read_year_file(write(tmp_path, text))
    found = [
        (fault.line, fault.key)
        for fault in caught.value.exceptions
        if isinstance(fault, CalendarDataError)
    ]
    assert found == sorted(found)
    lines = text.splitlines()
    assert [(lines[line - 1].split(" =")[0], key) for line, key in found] == [
        ("schema", "schema"),
        ("status", "status"),
        ("confidence", "source.confidence"),
        ("date", "holiday.date"),
        ("for", "in_lieu.for"),
        ("off", "swap.off"),
        ("work", "swap.work"),
    ]


def test_faults_speak_both_languages_and_survive_pickle(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND.replace("work = 2028-01-08", "work = 2028-01-07"))
    (fault,) = check_year_file(path)
    assert str(fault).endswith("swap.work: 2028-01-07 is not a Saturday or Sunday, "
                               "so it is worked anyway")  # fmt: skip
    assert "vốn đã là ngày làm việc" in fault.message("vi")
    again = pickle.loads(pickle.dumps(fault))
    assert (again.path, again.line, again.key) == (str(path), fault.line, "swap.work")


@pytest.mark.parametrize(
    ("data", "key", "word"),
    [
        (b"", "file", "empty"),
        (b" \n\n", "file", "empty"),
        (SOUND.encode("utf-16"), "encoding", "UTF-16"),
        (SOUND.encode("utf-16-le"), "encoding", "UTF-16"),
        ('title = "Công văn về ngày đi làm bù"'.encode("cp1258", "ignore"), "encoding",
         "Windows-1258"),
        (b"year = 2028\ntitle = \"\xff\xfe\"", "encoding", "not UTF-8"),
    ],
)  # fmt: skip
def test_files_that_are_no_text(tmp_path: Path, data: bytes, key: str, word: str) -> None:
    path = tmp_path / "2028.toml"
    path.write_bytes(data)
    (fault,) = check_year_file(path)
    assert fault.key == key
    assert word in fault.reason


def test_line_of_the_first_byte_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "2028.toml"
    path.write_bytes(b"schema = 1\nyear = 2028\n# ng\xe3y\n")
    assert check_year_file(path)[0].line == 3


def test_file_that_is_not_there(tmp_path: Path) -> None:
    (fault,) = check_year_file(tmp_path / "2028.toml")
    assert fault.key == "file"


# --- between files -----------------------------------------------------------------------


def neighbours(folder: Path) -> None:
    write(folder, SOUND)
    before = (
        SOUND.replace("year = 2028", "year = 2027")
        .replace("date = 2028-01-01", "date = 2027-05-01")
        .replace("date = 2028-01-03", "date = 2027-05-03")
        .replace("for = 2028-01-01", "for = 2027-05-01")
        .replace('"new_year"', '"labour"')
        .replace("off = 2028-01-04", "off = 2027-12-31")
    )
    write(folder, before.replace("adopted = 2027-10-01", "adopted = 2026-10-01"), "2027.toml")


def test_make_up_day_of_two_years(tmp_path: Path) -> None:
    neighbours(tmp_path)
    for name in ("2027.toml", "2028.toml"):
        found = check_year_file(tmp_path / name)
        assert [fault.key for fault in found] in ([], ["swap.work"])
    years = {year: read_year_file(tmp_path / f"{year}.toml") for year in (2027, 2028)}
    (fault,) = check_pairs(years)
    assert (fault.path, fault.key) == (str(tmp_path / "2028.toml"), "swap.work")
    assert "2028-01-08 is also given in 2027.toml" in fault.reason
    with pytest.raises(CalendarDataErrors):
        load_year_files(tmp_path)


def test_make_up_day_on_a_holiday_of_the_next_year(tmp_path: Path) -> None:
    neighbours(tmp_path)
    path = tmp_path / "2027.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("work = 2028-01-08", "work = 2028-01-01"),
        encoding="utf-8",
    )
    (fault,) = check_year_file(path)
    assert "2028-01-01 is also given in 2028.toml" in fault.reason


def test_faults_of_all_files_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, SOUND.replace("schema = 1", "schema = 2"))
    write(tmp_path, "year = ", "2029.toml")
    write(tmp_path, "anything", "notes.toml")
    with pytest.raises(CalendarDataErrors) as caught:
        load_year_files(tmp_path)
    assert len(caught.value.exceptions) == 2


def test_example_of_the_readme_is_sound(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[1] / "holidays" / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(schema.*?)```", readme, re.DOTALL)
    assert len(examples) == 1
    assert faults(tmp_path, examples[0]) == []
    changes = re.findall(r"  ```toml\n(.*?)  ```", readme, re.DOTALL)
    change = changes[0].replace('"vpcp-2345"', '"vpcp-1234"').replace("\n  ", "\n")
    assert faults(tmp_path, examples[0] + change) == []
