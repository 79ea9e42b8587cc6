"""Writing down: each once, all of a batch or nothing, in order; and what was known when."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import tthc_deadlines
from tests.faults.office import NOW
from tests.lives import e
from tests.registers import dossier_of, opened, plain
from tthc_deadlines import Catalogue
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import TthcDeadlinesError, WrongType
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register import appending
from tthc_deadlines.register.appending import Item
from tthc_deadlines.register.errors import DamagedRegister, ReusedId
from tthc_deadlines.register.projecting import catalogue_stamp
from tthc_deadlines.register.register import Register

ORGANISATION = Path(__file__).parent.parent / "docs" / "examples" / "office" / "organisation.toml"
FIRST = e(ev.Accepted, "16/11/2026 09:00", id="e1")
SECOND = e(ev.Assigned, "17/11/2026 09:00", id="e2", holder="Nguyễn Văn A")
THIRD = e(ev.ResultIssued, "18/11/2026 09:00", id="e3")
BASIC = Dossier(code="H01", limit_text="05 ngày làm việc", unit="Phòng Tư pháp")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with opened(tmp_path / "so.db") as one:
        yield one


def with_events(*events: Event) -> Dossier:
    return BASIC.with_events(events)


def written(register: Register) -> list[tuple[str, str]]:
    """Which events are written, in their order."""
    return [
        (str(code), str(id_))
        for code, id_ in register.db.execute("SELECT dossier, id FROM event ORDER BY seq")
    ]


# --- each once -------------------------------------------------------------------------------


def test_the_same_again_is_nothing(register: Register) -> None:
    first = register.append([with_events(FIRST, SECOND)])
    again = register.append([with_events(FIRST, SECOND)])
    assert (first.added, first.known, first.dossiers) == (3, 0, ("H01",))
    assert (again.added, again.known, again.dossiers) == (0, 3, ())
    assert first.head == again.head == register.head()


def test_only_what_is_new_is_added(register: Register) -> None:
    register.append([with_events(FIRST)])
    found = register.append([with_events(FIRST, SECOND), ("H01", THIRD), ("H01", SECOND)])
    assert (found.added, found.known) == (2, 3)
    assert written(register) == [("H01", "e1"), ("H01", "e2"), ("H01", "e3")]


def test_an_id_is_of_its_dossier(register: Register) -> None:
    assert register.append([("H01", FIRST), ("H02", FIRST)]).added == 2
    assert register.append([("H01", FIRST), ("H02", FIRST)]).known == 2


def test_equal_events_written_otherwise_are_the_same(register: Register) -> None:
    elsewhere = attrs.evolve(
        FIRST, occurred_at=FIRST.occurred_at.astimezone(dt.timezone(dt.timedelta(hours=9)))
    )
    register.append([("H01", FIRST)])
    assert register.append([("H01", elsewhere)]).known == 1


def test_an_id_with_other_content_is_refused_and_nothing_written(register: Register) -> None:
    register.append([with_events(FIRST)])
    head = register.head()
    other = e(ev.Accepted, "16/11/2026 10:00", id="e1")
    with pytest.raises(ReusedId) as caught:
        register.append([with_events(SECOND), dossier_of(1), ("H01", other), ("H01", THIRD)])
    assert (caught.value.dossier, caught.value.id) == ("H01", "e1")
    assert register.head() == head
    assert written(register) == [("H01", "e1")]
    assert register.dossier(dossier_of(1).code) is None


def test_an_id_twice_in_one_batch(register: Register) -> None:
    assert register.append([("H01", FIRST), ("H01", FIRST)]).added == 1
    other = e(ev.Closed, "19/11/2026 10:00", id="e9")
    with pytest.raises(ReusedId):
        register.append([("H01", other), ("H01", attrs.evolve(other, note="khác"))])
    assert written(register) == [("H01", "e1")]


def test_what_cannot_be_written_stops_the_whole_batch(register: Register) -> None:
    with pytest.raises(WrongType):
        register.append([with_events(FIRST), "H02"])  # type: ignore[list-item]

    def broken() -> Iterator[Dossier]:
        yield with_events(FIRST)
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        register.append(broken())
    assert written(register) == []
    assert register.append([with_events(FIRST)]).added == 2


def test_an_error_between_entries_and_head_writes_nothing(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.db.execute(
        "CREATE TRIGGER broken BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(DamagedRegister):
        register.append([with_events(FIRST)])
    register.db.execute("DROP TRIGGER broken")
    assert written(register) == []
    assert register.append([with_events(FIRST)]).added == 2
    assert register.verify().is_sound


@pytest.mark.parametrize("code", ["", "\0", "H\x00A"])
def test_a_dossier_needs_a_code(register: Register, code: str) -> None:
    for item in ((code, FIRST), Dossier(code=code, events=[FIRST])):
        with pytest.raises(TthcDeadlinesError):
            register.append([item])
    assert register.head() == "00" * 32


@pytest.mark.parametrize("code", ["ho\u0302\u0300 so\u031b", " H01 ", " ", "a\nb", "\u200b"])
def test_a_code_is_kept_to_the_letter(register: Register, code: str) -> None:
    register.append([Dossier(code=code, events=[FIRST])])
    assert register.dossier(code) == Dossier(code=code, events=[FIRST])
    assert [one.code for one in register.check(NOW)] == []
    assert [one.code for one in register.dossiers()] == [code]


@pytest.mark.parametrize("text", ["hồ sơ", "🗂", "a'\";--", "a\\b", "%_", "#1", "H01@2"])
def test_any_text_is_a_code_and_comes_back_to_the_letter(register: Register, text: str) -> None:
    event = attrs.evolve(FIRST, id=f"{text}1", note=text, extra={text: [text, None]})
    dossier = attrs.evolve(with_events(event), code=text, unit=text, extra={text: text})
    register.append([dossier])
    assert register.dossier(text) == dossier
    assert register.append([dossier]).added == 0
    assert register.verify().is_sound
    assert [one.code for one in register.of_unit(text, NOW)] == []
    (one,) = register.of_unit(text, dt.datetime(2026, 11, 17, tzinfo=VIETNAM))
    assert (one.code, one.unit) == (text, text)


def test_half_a_character_is_refused(register: Register) -> None:
    with pytest.raises(TthcDeadlinesError):
        register.append([("H01", attrs.evolve(FIRST, note="\ud83d"))])
    assert register.append([("H01", FIRST)]).added == 1


# --- in order --------------------------------------------------------------------------------


def test_entries_stand_in_the_order_they_were_given(register: Register) -> None:
    register.append([("H02", SECOND), ("H01", THIRD), ("H01", FIRST)])
    register.append([("H02", FIRST), ("H01", SECOND)])
    expected = [("H02", "e2"), ("H01", "e3"), ("H01", "e1"), ("H02", "e1"), ("H01", "e2")]
    assert written(register) == expected
    found = register.dossier("H01")
    assert found is not None
    assert [event.id for event in found.events] == ["e3", "e1", "e2"]


def test_in_many_batches_as_in_one(tmp_path: Path) -> None:
    some = [dossier_of(number) for number in range(30)]
    seen: list[int] = []
    with opened(tmp_path / "a.db") as one, opened(tmp_path / "b.db") as other:
        one.append(some)
        found = other.append_many(iter(some), batch=16, progress=seen.append)
        assert found.added == seen[-1] == sum(1 + len(dossier.events) for dossier in some)
        assert seen == sorted(seen)
        assert found.head == other.head()
        assert written(one) == written(other)
        assert one.check(NOW) == other.check(NOW)
        assert other.append_many(some).added == 0


def test_what_earlier_batches_wrote_stays(register: Register) -> None:
    other = attrs.evolve(dossier_of(3).events[0], note="khác")
    some: list[Item] = [*(dossier_of(number) for number in range(4)), (dossier_of(3).code, other)]
    with pytest.raises(ReusedId):
        register.append_many(some, batch=8)
    assert [one.code for one in register.dossiers()] == [dossier_of(n).code for n in range(4)]


# --- what a dossier is about -----------------------------------------------------------------


def test_the_last_header_holds(register: Register) -> None:
    register.append([with_events(FIRST)])
    moved = attrs.evolve(with_events(FIRST), unit="Phòng Kinh tế")
    assert register.append([moved]).added == 1
    assert register.dossier("H01") == moved
    (one,) = register.check(dt.datetime(2026, 11, 17, tzinfo=VIETNAM))
    assert one.unit == "Phòng Kinh tế"


def test_a_header_that_comes_back_holds_again(register: Register) -> None:
    register.append([with_events(FIRST)])
    register.append([attrs.evolve(with_events(FIRST), unit="Phòng Kinh tế")])
    assert register.append([with_events(FIRST)]).added == 1
    assert register.dossier("H01") == with_events(FIRST)
    assert register.append([with_events(FIRST)]).added == 0
    assert register.verify().is_sound


def test_events_without_a_header_are_a_dossier(register: Register) -> None:
    register.append([("H01", FIRST)])
    assert register.dossier("H01") == Dossier(code="H01", events=[FIRST])


def test_a_header_without_events_is_a_dossier(register: Register) -> None:
    register.append([BASIC])
    assert register.dossier("H01") == BASIC
    (one,) = register.check(NOW)
    assert one.status is Status.NOT_ACCEPTED


# --- corrections and what was known when -----------------------------------------------------


def test_a_correction_is_an_event_of_its_own(register: Register) -> None:
    register.append([with_events(FIRST)])
    earlier = e(ev.Accepted, "09/11/2026 09:00", id="e1")
    correction = e(ev.Correction, "17/11/2026 10:00", id="c1", corrects="e1", replacement=earlier)
    (before,) = register.check(dt.datetime(2026, 11, 17, 11, tzinfo=VIETNAM))
    register.append([("H01", correction)])
    (after,) = register.check(dt.datetime(2026, 11, 17, 11, tzinfo=VIETNAM))
    assert before.accepted_at == FIRST.occurred_at
    assert after.accepted_at == earlier.occurred_at
    assert after.status is Status.OVERDUE
    assert written(register) == [("H01", "e1"), ("H01", "c1")]


class Clock(dt.datetime):
    """A clock of the register's that is set by hand."""

    moment = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Clock:
        return cls.fromtimestamp(cls.moment.timestamp(), tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    class Set(Clock):
        pass

    class Module:
        datetime = Set

    monkeypatch.setattr(appending, "dt", Module)
    return Set


def test_the_history_of_a_dossier_as_known_at_any_instant(
    register: Register, clock: type[Clock]
) -> None:
    moments = [dt.datetime(2026, 11, 20, 9, minute, 0, 500_000, VIETNAM) for minute in range(4)]
    moved = attrs.evolve(BASIC, unit="Phòng Kinh tế")
    batches: list[list[Item]] = [
        [with_events(FIRST)],
        [("H01", THIRD)],
        [("H01", SECOND)],
        [moved],
    ]
    for moment, items in zip(moments, batches, strict=True):
        clock.moment = moment
        register.append(items)
    expected = [
        with_events(FIRST),
        with_events(FIRST, THIRD),
        with_events(FIRST, THIRD, SECOND),
        attrs.evolve(with_events(FIRST, THIRD, SECOND), unit="Phòng Kinh tế"),
    ]
    tick = dt.timedelta(milliseconds=1)
    assert register.dossier("H01", written_by=moments[0] - tick) is None
    for moment, dossier in zip(moments, expected, strict=True):
        assert register.dossier("H01", written_by=moment) == dossier
        assert register.dossier("H01", written_by=moment.astimezone(dt.UTC)) == dossier
        assert register.dossier("H01", written_by=moment + tick) == dossier
        if moment is not moments[-1]:
            assert register.dossier("H01", written_by=moment + 59 * 1000 * tick) == dossier
    assert register.dossier("H99", written_by=moments[-1]) is None


def test_recorded_and_written_are_two_things(register: Register) -> None:
    late = attrs.evolve(SECOND, recorded_at=dt.datetime(2026, 11, 19, 8, tzinfo=VIETNAM))
    register.append([with_events(FIRST, late)])
    found = register.dossier("H01")
    assert found is not None
    before = found.recorded_by(dt.datetime(2026, 11, 18, tzinfo=VIETNAM))
    assert [event.id for event in before.events] == ["e1"]
    with plain(register.path) as connection:
        rows = connection.execute("SELECT recorded_at FROM event ORDER BY seq").fetchall()
    assert rows == [(None,), ("2026-11-19T08:00:00+07:00",)]


def test_an_instant_without_a_zone_is_refused(register: Register) -> None:
    register.append([with_events(FIRST)])
    naive = dt.datetime(2026, 11, 20, 9)  # noqa: DTZ001
    for ask in (
        lambda: register.dossier("H01", written_by=naive),
        lambda: register.check(naive),
        lambda: register.overdue(naive),
        lambda: register.due_within(3, naive),
    ):
        with pytest.raises(TthcDeadlinesError, match="no time zone"):
            ask()


# --- documents -------------------------------------------------------------------------------


def test_an_organisation_is_kept_inside_once(register: Register) -> None:
    assert register.keep_organisation(ORGANISATION).added == 1
    assert register.keep_organisation(ORGANISATION).added == 0
    kept = register.kept_organisation()
    assert kept is not None
    assert len(register) == 0
    assert list(register.dossiers()) == []
    assert register.check(NOW) == []


def test_the_last_organisation_holds_also_when_it_held_before(
    register: Register, tmp_path: Path
) -> None:
    other = tmp_path / "khác.toml"
    other.write_text(ORGANISATION.read_text(encoding="utf-8") + "\n# khác\n", encoding="utf-8")
    for path, added in ((ORGANISATION, 1), (other, 1), (ORGANISATION, 1), (ORGANISATION, 0)):
        assert register.keep_organisation(path).added == added
        (body,) = register.db.execute("SELECT body FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        assert ("# khác" in body) is (path is other)
    assert register.verify().is_sound


def test_what_is_unsound_is_not_kept(register: Register, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[[unit]]\nnothing = 1\n", encoding="utf-8")
    with pytest.raises(TthcDeadlinesError):
        register.keep_organisation(tmp_path / "bad.toml")
    assert register.kept_organisation() is None
    assert register.head() == "00" * 32


def test_a_catalogue_kept_inside_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "thủ tục"
    source = Path(tthc_deadlines.__file__).parent / "data" / "procedures" / "ha-noi"
    shutil.copytree(source, folder)
    with opened(tmp_path / "so.db") as register:
        assert register.catalogue is None
        register.keep_catalogue(folder)
    with opened(tmp_path / "so.db") as register:
        assert register.catalogue is not None
        expected = Catalogue.load(folder)
        assert [one.code for one in register.catalogue] == [one.code for one in expected]
        assert catalogue_stamp(register.catalogue) == catalogue_stamp(expected)
        register.append([dossier_of(1)])
    with opened(tmp_path / "so.db") as register:
        assert [one.code for one in register.check(NOW)] == [dossier_of(1).code]
    with plain(tmp_path / "so.db") as connection:
        found = connection.execute("SELECT count(*) FROM entry WHERE kind = 'document'")
        assert found.fetchone() == (1,)


def test_a_document_that_points_outside_its_folder_is_not_unpacked(
    register: Register, tmp_path: Path
) -> None:
    from tthc_deadlines.register.appending import append
    from tthc_deadlines.register.entries import DOCUMENT, Draft, body_of

    body = body_of({"type": "organisation", "files": {"../../../outside.toml": "x = 1"}})
    append(register._store, [Draft(DOCUMENT, "", "organisation#1", body)])
    with pytest.raises(DamagedRegister):
        register.kept_organisation()
