"""The faults of ``python -m tests.faults.register`` in a small form, each every time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import damage, killing, refusals, together
from tests.faults.office import CALENDAR, dossier_of
from tests.faults.register import ORGANISATION
from tthc_deadlines.register.register import Register


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    found = killing.run(tmp_path, 8, seed=3)
    assert found["killed while opening"] + found["killed while writing"] == 8
    assert found["looks of readers"] > 0


def test_writers_together_lose_nothing_and_write_nothing_twice(tmp_path: Path) -> None:
    assert together.run(tmp_path, 2000, batch=50)["events"] == 2000


@pytest.mark.parametrize("size", [1 << 14, 1 << 16, 1 << 18, 1 << 20])
def test_a_file_that_may_not_grow_is_a_full_disk(tmp_path: Path, size: int) -> None:
    assert refusals.file_limit(tmp_path, size)["file limit: unwritable_register"] == 1


def tried(work: Callable[..., Counter[str]], *args: object) -> Counter[str]:
    """What came of it, where this machine lets it be tried."""
    try:
        return work(*args)
    except refusals.NotHereError as reason:
        pytest.skip(str(reason))


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    assert tried(refusals.full_disk, tmp_path, "2m")["disk of 2m: unwritable_register"] == 1


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_answers_and_is_not_written(tmp_path: Path, what: str) -> None:
    assert tried(refusals.readonly, tmp_path, what) == {
        f"read-only {what}: answers when opened to be read": 1,
        f"read-only {what}: unwritable_register when written": 1,
    }


def test_a_locked_register_says_so_after_the_wait_and_can_be_read(tmp_path: Path) -> None:
    assert refusals.locked(tmp_path, 0.2) == {"locked: busy_register": 1}


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> damage.Specimen:
    return damage.Specimen(tmp_path_factory.mktemp("hư hỏng"), ORGANISATION)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> damage.Specimen:
    return damage.Specimen(tmp_path_factory.mktemp("đang chờ"), is_waiting=True)


def test_a_file_cut_off_anywhere_gives_no_wrong_answer(specimen: damage.Specimen) -> None:
    found, wrong = damage.cut(specimen, damage.some_lengths(specimen, 60))
    assert wrong == []
    assert found["the same answers"] == 0
    assert found.total() == 71


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_byte_gives_no_wrong_answer(specimen: damage.Specimen, seed: int) -> None:
    found, wrong = damage.flip(specimen, damage.some_flips(specimen, 60, seed))
    assert wrong == []
    assert found.total() == 60


@pytest.mark.parametrize("seed", range(3))
def test_nor_where_entries_wait_to_be_worked_out(waiting: damage.Specimen, seed: int) -> None:
    found, wrong = damage.flip(waiting, damage.some_flips(waiting, 60, seed))
    assert wrong == []
    assert found.total() == 60


def test_a_byte_flipped_in_any_page_gives_no_wrong_answer(specimen: damage.Specimen) -> None:
    """The first bytes of each page, which say how it is to be read."""
    places = [page + place for page in range(0, len(specimen.data), 4096) for place in (0, 4, 6)]
    found, wrong = damage.flip(specimen, [(place, 3) for place in places])
    assert wrong == []
    assert found.total() == len(places)


@pytest.mark.parametrize("byte", range(18, 100, 3))
def test_a_byte_flipped_in_the_header_of_the_file(specimen: damage.Specimen, byte: int) -> None:
    assert damage.flip(specimen, [(byte, 1), (byte, 255)])[1] == []


def test_every_byte_of_an_event_counts(specimen: damage.Specimen) -> None:
    """All of the bytes of the texts of one entry, where it stands in the file."""
    code = dossier_of(1).code.encode()
    body = b'"type":"accepted"'
    start = specimen.data.index(body, specimen.data.index(code))
    places = range(start, start + len(body))
    found, wrong = damage.flip(specimen, [(place, 1) for place in places])
    assert wrong == []
    assert found["the same answers"] == 0


def test_a_log_that_was_lost_is_found_by_a_noted_head(tmp_path: Path) -> None:
    """What was only in the log is gone with it: nothing in the file can tell, a noted head can."""
    path, copy = tmp_path / "so.db", tmp_path / "copy.db"
    with Register(path, calendar=CALENDAR) as register:
        register.append([dossier_of(1)])
        register.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        register.append([dossier_of(2)])
        noted = register.head()
        copy.write_bytes(path.read_bytes())  # and not its log
        with Register(copy, calendar=CALENDAR) as other:
            assert other.verify().is_sound
            with pytest.raises(LookupError):
                other.verify(since=noted)


def test_a_copy_by_sqlites_own_means_is_whole(tmp_path: Path) -> None:
    with Register(tmp_path / "so.db", calendar=CALENDAR) as register:
        register.append([dossier_of(1)])
        register.db.execute("VACUUM INTO ?", (str(tmp_path / "vacuum.db"),))
        with sqlite3.connect(tmp_path / "backup.db") as kept:
            register._store.connection.backup(kept)
        kept.close()
        for name in ("vacuum.db", "backup.db"):
            with Register(tmp_path / name, calendar=CALENDAR) as other:
                assert other.verify(since=register.head()).is_sound
                assert list(other.dossiers()) == [dossier_of(1)]
