"""Projections: kept as they come to when worked out anew; under other editions never used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.office import CALENDAR, FIRST, NOW, THEN
from tests.lives import e
from tests.registers import built, dossier_of, opened, plain
from tests.strategies_events import dossiers, instants_between, lives, round_instants
from tthc_deadlines import Catalogue, TimeLimit, WorkingCalendar, assess, vietnam_calendar
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.courses import events_of
from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import TthcDeadlinesError
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.one_stop import ONE_STOP
from tthc_deadlines.register import projecting, sealing, upkeep
from tthc_deadlines.register.errors import StaleProjections
from tthc_deadlines.register.projecting import Projector, changed_days, changed_years
from tthc_deadlines.register.register import Register

OLD = vietnam_calendar(known_on=dt.date(2025, 12, 24))
ROWS = f"SELECT {', '.join(sealing.COLUMNS)} FROM dossier ORDER BY code"


def of_one_content(events: list[Event]) -> list[Event]:
    """A life in which every id is of one event, as the register demands."""
    return list({event.id: event for event in reversed(events)}.values())


@st.composite
def offices(draw: st.DrawFn) -> list[Dossier]:
    """A few dossiers of any life."""
    found = draw(st.lists(dossiers(lives().map(of_one_content)), min_size=1, max_size=4))
    return [attrs.evolve(one, code=f"H{place}") for place, one in enumerate(found)]


@st.composite
def batches(draw: st.DrawFn, some: list[Dossier]) -> list[list[Any]]:
    """The same dossiers in any batches: headers and events, in any order, some twice."""
    items: list[Any] = [attrs.evolve(one, events=()) for one in some]
    items += [(one.code, event) for one in some for event in one.events]
    items = draw(st.permutations(items))
    items += draw(st.lists(st.sampled_from(items), max_size=4))
    cuts = sorted(draw(st.lists(st.integers(0, len(items)), max_size=4)))
    return [items[i:j] for i, j in zip([0, *cuts], [*cuts, len(items)], strict=True)]


@given(st.data())
def test_kept_rebuilt_and_worked_out_are_the_same(data: st.DataObject) -> None:
    some = data.draw(offices())
    with opened(":memory:") as register:
        for batch in data.draw(batches(some)):
            register.append(batch, project=data.draw(st.booleans()))
        register.project()
        kept = register.db.execute(ROWS).fetchall()
        register.rebuild()
        assert register.db.execute(ROWS).fetchall() == kept
        projector = Projector(CALENDAR)
        last = sealing.COLUMNS.index("last_seq")
        for row in kept:
            dossier = register.dossier(row[0])
            assert dossier is not None
            assert projector.row(dossier, row[last]) == row
        assert len(kept) == len(register) == len(some)
        assert register.verify().is_sound


@given(
    offices(),
    st.one_of(
        round_instants,
        st.just(NOW),
        instants_between(dt.date(2025, 12, 1), dt.date(2026, 12, 1)),
    ),
)
def test_how_a_dossier_stands_is_what_assessing_says_at_any_instant(
    some: list[Dossier], at: dt.datetime
) -> None:
    with opened(":memory:") as register:
        register.append(some)
        found = {one.code: one for one in register.check(at)}
        for dossier in register.dossiers():
            events = events_of(dossier)
            begun = not events or any(one.occurred_at <= at for one in events)
            try:
                told = assess(dossier, at, CALENDAR, strict=False)
            except TthcDeadlinesError:
                assert dossier.code not in found or found[dossier.code].problem is not None
                continue
            is_open = begun and told.history.state.is_open
            assert (dossier.code in found) is is_open
            if is_open:
                one = found[dossier.code]
                assert one.problem is None
                assert (one.status, one.due_on) == (told.status, told.due_on)
                if one.status is Status.NOT_ACCEPTED:  # by when to accept is `next_by`
                    assert (one.working_left, one.working_over) == (None, None)
                    continue
                assert (one.working_left, one.working_over) == (
                    told.working_left,
                    told.working_over,
                )


# --- asking ----------------------------------------------------------------------------------


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with opened(built(tmp_path / "so.db", 60)) as one:
        yield one


INSTANTS = [FIRST - dt.timedelta(days=9), THEN, NOW, dt.datetime(2026, 12, 31, tzinfo=VIETNAM)]


@pytest.mark.parametrize("at", INSTANTS)
def test_every_question_is_a_part_of_the_check(register: Register, at: dt.datetime) -> None:
    every = register.check(at)
    assert [one.due_at for one in every if one.due_at] == sorted(
        one.due_at for one in every if one.due_at
    )
    assert register.overdue(at) == [one for one in every if one.status is Status.OVERDUE]
    for holder in {one.holder for one in every}:
        assert register.held_by(holder, at) == [one for one in every if one.holder == holder]
    for unit in {one.unit for one in every}:
        assert register.of_unit(unit, at) == [one for one in every if one.unit == unit]
    for code in {one.procedure_code for one in every}:
        found = register.by_procedure(code, at)
        assert found == [one for one in every if one.procedure_code == code]
    assert register.held_by("không ai", at) == []
    assert {one.code for one in register.unassigned(at)} == {
        one.code for one in every if one.status is not Status.STOPPED and not one.holder
        and one.state == "running"
    }  # fmt: skip


def test_due_within_counts_calendar_days_to_the_last(register: Register) -> None:
    every = {one.code: one for one in register.check(THEN)}
    for days in range(12):
        last = THEN.date() + dt.timedelta(days=days)
        expected = {
            code for code, one in every.items()
            if one.status in (Status.RUNNING, Status.DUE_SOON) and one.due_on and one.due_on <= last
        }  # fmt: skip
        assert {one.code for one in register.due_within(days, THEN)} == expected


def test_a_dossier_that_closed_since_was_open_then(tmp_path: Path) -> None:
    closed = Dossier(
        code="H01", limit_text="05 ngày làm việc",
        events=[e(ev.Accepted, "16/11/2026 09:00"), e(ev.ResultIssued, "18/11/2026 09:00")],
    )  # fmt: skip
    with opened(tmp_path / "so.db") as register:
        register.append([closed])
        hour = dt.timedelta(hours=1)
        received, ended = (event.occurred_at for event in closed.events)
        for at, count in (
            (received - hour, 0), (received, 1), (ended - hour, 1), (ended, 0), (ended + hour, 0),
        ):  # fmt: skip
            assert len(register.check(at)) == count, at


def test_a_supplement_that_stops_no_clock_does_not_hide_what_is_overdue(tmp_path: Path) -> None:
    """Only a dossier of a procedure begins anew when it is completed; a denunciation runs on."""
    received = e(ev.Accepted, "01/10/2026 09:00")
    asked = e(ev.SupplementRequested, "02/10/2026 09:00")
    path = tmp_path / "so.db"
    with opened(path) as register:
        register.append(
            Dossier(code=kind, kind=kind, limit_text="03 ngày làm việc", events=[received, asked])
            for kind in ("denunciation", "procedure")
        )
        later = dt.datetime(2026, 11, 2, 9, tzinfo=VIETNAM)
        assert [one.code for one in register.overdue(later)] == ["denunciation"]
        kept = {one.code: one.status for one in register.check(later)}
        assert kept == {"denunciation": Status.OVERDUE, "procedure": Status.STOPPED}
    with plain(path) as connection:
        (now,) = connection.execute("SELECT julianday('now') > julianday('2026-11-02')").fetchone()
        if now:
            assert connection.execute("SELECT code FROM overdue").fetchall() == [("denunciation",)]


def test_a_task_that_nobody_received_is_due_on_the_day_of_its_directive(tmp_path: Path) -> None:
    task = Dossier(
        code="H01", kind="task", due=dt.date(2026, 11, 20),
        directive=Directive(number="01/CĐ-MẪU", signed_on=dt.date(2026, 11, 2)),
    )  # fmt: skip
    with opened(tmp_path / "so.db") as register:
        register.append([task])
        for day, status in (
            (1, None), (3, Status.RUNNING), (20, Status.DUE_SOON), (21, Status.OVERDUE),
        ):  # fmt: skip
            at = dt.datetime(2026, 11, day, 9, tzinfo=VIETNAM)
            assert [one.status for one in register.check(at)] == ([status] if status else []), day


# --- other editions --------------------------------------------------------------------------


def accepted_on(day: dt.date, number: int, words: str = "10 ngày làm việc") -> Dossier:
    moment = dt.datetime.combine(day, dt.time(9), VIETNAM)
    received = ev.Accepted(id="e1", occurred_at=moment)
    return Dossier(code=f"H{number:03d}", limit_text=words, events=[received])


YEAR = [
    accepted_on(dt.date(2025, 12, 1) + dt.timedelta(days=3 * number), number)
    for number in range(100)
]


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    path = tmp_path / "so.db"
    with Register(path, calendar=OLD) as register:
        register.append(YEAR)
    return path


def due_under(calendar: WorkingCalendar, dossier: Dossier) -> dt.date | None:
    return assess(dossier, dossier.events[0].occurred_at, calendar).due_on


def test_projections_of_another_calendar_are_never_used(stale: Path) -> None:
    with opened(stale) as register:
        asks: list[Callable[[], object]] = [
            register.check,
            register.overdue,
            register.unassigned,
            lambda: register.due_within(3),
            lambda: register.held_by("a"),
            lambda: register.of_unit("a"),
            lambda: register.by_procedure("a"),
        ]
        for ask in asks:
            with pytest.raises(StaleProjections) as caught:
                ask()
        assert caught.value.kept == OLD.edition
        assert caught.value.now == CALENDAR.edition
        assert "tthc refresh" in caught.value.message("vi")
        assert register.dossier("H001") == YEAR[1]  # what was written is as it was
    with opened(stale, readonly=True) as register, pytest.raises(StaleProjections):
        register.check()


def test_refresh_lists_exactly_those_that_moved(stale: Path) -> None:
    expected = [
        (one.code, str(due_under(OLD, one)), str(due_under(CALENDAR, one)))
        for one in YEAR
        if due_under(OLD, one) != due_under(CALENDAR, one)
    ]
    assert 0 < len(expected) < len(YEAR)
    with opened(stale) as register:
        assert [tuple(one) for one in register.refresh()] == expected
        assert register.refresh() == ()
        due = {one.code: one.due_on for one in register.check(NOW)}
        assert due == {one.code: due_under(CALENDAR, one) for one in YEAR}
        kept = register.db.execute(ROWS).fetchall()
        register.rebuild()
        assert register.db.execute(ROWS).fetchall() == kept


def test_refresh_touches_candidates_only(stale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[str] = []
    project = projecting.project

    def noting(connection: Any, projector: Any, codes: Any, path: str) -> int:
        touched.extend(codes)
        return project(connection, projector, codes, path)

    monkeypatch.setattr(projecting, "project", noting)
    with opened(stale) as register:
        moved = {one.code for one in register.refresh()}
    days = changed_days(projecting.days_of(OLD), projecting.days_of(CALENDAR))
    years = changed_years(projecting.qualities_of(OLD), projecting.qualities_of(CALENDAR))
    assert "2025" not in years
    across = {
        one.code
        for one in YEAR
        for due in (due_under(OLD, one),)
        if due is not None
        and (
            str(due.year) in years  # its due date is no longer provisional
            or any(one.events[0].occurred_at.date() <= day <= due for day in days)
        )
    }
    assert moved <= across
    assert set(touched) == across
    assert len(across) < len(YEAR)


def test_back_to_the_older_calendar_moves_the_same_back(stale: Path) -> None:
    with opened(stale) as register:
        there = register.refresh()
    with Register(stale, calendar=OLD) as register:
        with pytest.raises(StaleProjections):
            register.check(NOW)
        back = register.refresh()
    assert [(one.code, one.since, one.before) for one in back] == [tuple(one) for one in there]


def test_what_lay_outside_the_calendar_is_judged_when_it_reaches_further(tmp_path: Path) -> None:
    spec = {
        "timezone": "Asia/Ho_Chi_Minh",
        "weekly": {day: [["08:00", "12:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": [],
    }
    short, long = (
        WorkingCalendar.from_spec({**spec, "coverage": ["2025-01-01", end]})
        for end in ("2026-12-31", "2027-12-31")
    )
    late = accepted_on(dt.date(2026, 12, 28), 1)
    with Register(tmp_path / "so.db", calendar=short) as register:
        register.append([late, accepted_on(dt.date(2026, 11, 2), 2)])
        (_, other) = sorted(
            register.check(NOW.replace(month=12, day=30)), key=lambda one: one.code, reverse=True
        )
        assert other.problem is not None
    with Register(tmp_path / "so.db", calendar=long) as register:
        (moved,) = register.refresh()
        assert (moved.code, moved.before, moved.since) == ("H001", None, str(due_under(long, late)))


def test_a_day_that_changes_moves_only_what_lies_across_it(tmp_path: Path) -> None:
    """A day added as a holiday, for every day around: before, at and after receipt and due day."""
    received = dt.date(2026, 11, 16)
    spec = {
        "timezone": "Asia/Ho_Chi_Minh",
        "weekly": {day: [["08:00", "12:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "coverage": ["2026-01-01", "2026-12-31"],
    }
    plainly = WorkingCalendar.from_spec({**spec, "holidays": []})
    for offset in range(-3, 12):
        day = received + dt.timedelta(days=offset)
        changed = WorkingCalendar.from_spec({**spec, "holidays": [day.isoformat()]})
        some = [accepted_on(received, 1, "05 ngày làm việc"), accepted_on(received, 2, "05 ngày")]
        path = tmp_path / f"{offset}.db"
        with Register(path, calendar=plainly) as register:
            register.append(some)
        with Register(path, calendar=changed) as register:
            moved = {one.code for one in register.refresh()}
            assert moved == {
                one.code for one in some if due_under(plainly, one) != due_under(changed, one)
            }
            kept = register.db.execute(ROWS).fetchall()
            register.rebuild()
            assert register.db.execute(ROWS).fetchall() == kept


@given(offices())
def test_refreshed_is_what_is_due_when_worked_out_anew(some: list[Dossier]) -> None:
    query = (
        "SELECT code, state, is_open, holder, due_on, due_at, ended_at FROM dossier ORDER BY code"
    )
    with opened(":memory:") as register:
        register._projections._projector = Projector(OLD)
        register.append(some)
        before = dict(register.db.execute("SELECT code, due_on FROM dossier").fetchall())
        register._projections._projector = Projector(CALENDAR)
        moved = register.refresh()
        kept = register.db.execute(query).fetchall()
        register.rebuild()
        assert register.db.execute(query).fetchall() == kept
        after = dict(register.db.execute("SELECT code, due_on FROM dossier").fetchall())
        assert {code for code in after if before[code] != after[code]} <= {
            one.code for one in moved
        }


def test_other_hours_of_the_same_days_are_another_calendar(tmp_path: Path) -> None:
    spec: dict[str, Any] = {
        "timezone": "Asia/Ho_Chi_Minh", "coverage": ["2026-01-01", "2026-12-31"], "holidays": [],
        "weekly": {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed")},
    }  # fmt: skip
    one = WorkingCalendar.from_spec(spec)
    spec["weekly"] = {day: [["08:00", "12:00"]] for day in ("mon", "tue", "wed")}
    other = WorkingCalendar.from_spec(spec)
    some = [
        accepted_on(dt.date(2026, 11, 16), 1, "06 giờ làm việc"),
        accepted_on(dt.date(2026, 11, 16), 2),
    ]
    with Register(tmp_path / "so.db", calendar=one) as register:
        register.append(some)
    with Register(tmp_path / "so.db", calendar=other) as register:
        with pytest.raises(StaleProjections):
            register.check(NOW)
        assert [moved.code for moved in register.refresh()] == ["H001"]


def test_another_catalogue_moves_the_dossiers_of_the_procedure_that_changed(tmp_path: Path) -> None:
    starter = Catalogue.starter()
    code = "1.012644"
    (procedure,) = [one for one in starter if one.code == code]
    limits = tuple(
        attrs.evolve(one, limit=TimeLimit.parse("02 ngày làm việc")) for one in procedure.limits
    )
    changed = Catalogue.of(
        [attrs.evolve(procedure, limits=limits) if one is procedure else one for one in starter]
    )
    some = [
        attrs.evolve(accepted_on(dt.date(2026, 6, 1), n), limit_text="", procedure_code=of)
        for n, of in enumerate([code, "1.012657", code, "9.999999"])
    ]
    with opened(tmp_path / "so.db") as register:
        pass
    with Register(tmp_path / "so.db", calendar=CALENDAR, catalogue=starter) as register:
        register.append(some)
        assert all(one.due_on for one in register.by_procedure(code, NOW))
    with Register(tmp_path / "so.db", calendar=CALENDAR, catalogue=changed) as register:
        with pytest.raises(StaleProjections, match="catalogue"):
            register.check(NOW)
        assert [one.code for one in register.refresh()] == ["H000", "H002"]
        assert register.refresh() == ()
        assert len(register.check(NOW)) == 4
    with Register(
        tmp_path / "so.db", calendar=CALENDAR, catalogue=Catalogue.of(reversed(list(changed)))
    ) as register:
        assert len(register.check(NOW)) == 4  # the same procedures, given in another order


def test_other_rules_are_another_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = built(tmp_path / "so.db", 12)
    monkeypatch.setattr(projecting, "ONE_STOP", ONE_STOP[:1])
    with opened(path) as register:
        with pytest.raises(StaleProjections, match="rules"):
            register.check(NOW)
        register.refresh()
        assert len(register.check(NOW)) > 0


# --- what waits, and what was interrupted ----------------------------------------------------


def test_what_was_written_without_projecting_is_worked_out_when_asked(register: Register) -> None:
    register.append([dossier_of(100)], project=False)
    assert register.db.execute("SELECT dossier FROM dirty").fetchall() == [(dossier_of(100).code,)]
    assert len(register) == 61
    assert dossier_of(100).code in {one.code for one in register.dossiers()}
    register.check(NOW)
    assert register.db.execute("SELECT count(*) FROM dirty").fetchone() == (0,)
    assert register.project() == 0


def test_a_readonly_register_with_entries_that_wait_says_so(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with opened(path) as register:
        register.append([dossier_of(100)], project=False)
    with opened(path, readonly=True) as register:
        with pytest.raises(StaleProjections):
            register.check(NOW)
        assert register.dossier(dossier_of(100).code) == dossier_of(100)
        assert len(register) == 7
        assert register.verify().is_sound


class Interrupted(Exception):
    """Ctrl-C at some moment."""


def test_a_rebuild_goes_on_where_it_was_interrupted(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_CHUNK", 7)
    kept = register.db.execute(ROWS).fetchall()
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) in (2, 5):
            raise Interrupted

    with pytest.raises(Interrupted):
        register.rebuild(progress)
    assert seen == [(7, 60), (14, 60)]
    with pytest.raises(Interrupted):
        register.rebuild(progress)
    assert seen[2:] == [(7, 46), (14, 46), (21, 46)]
    assert register.rebuild(progress) == 25
    assert register.db.execute(ROWS).fetchall() == kept
    seen.clear()
    assert register.rebuild(lambda done, total: seen.append((done, total))) == 60
    assert seen[-1] == (60, 60)


def test_asking_finishes_an_interrupted_rebuild(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_CHUNK", 7)
    expected = register.check(NOW)

    def progress(done: int, total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        register.rebuild(progress)
    assert register.check(NOW) == expected
    assert register.rebuild() == 60


def test_a_rebuild_begun_with_another_edition_begins_anew(
    stale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_CHUNK", 7)

    def progress(done: int, total: int) -> None:
        raise Interrupted

    with Register(stale, calendar=OLD) as register, pytest.raises(Interrupted):
        register.rebuild(progress)
    with opened(stale) as register:
        with pytest.raises(StaleProjections):
            register.check(NOW)
        assert register.rebuild() == len(YEAR)
        due = {one.code: one.due_on for one in register.check(NOW)}
        assert due == {one.code: due_under(CALENDAR, one) for one in YEAR}


def test_a_rebuild_heals_lost_rows_and_a_lost_index(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db", 12)
    with opened(path) as register:
        expected = register.check(NOW)
    with plain(path) as connection:
        connection.execute("DELETE FROM dossier")
        connection.execute("DELETE FROM tally")
        connection.execute("DELETE FROM stamp")
    with opened(path) as register:
        assert register.rebuild() == 12
        assert register.check(NOW) == expected
        assert register.verify().is_sound


def test_stamps_changed_by_hand_are_damage(tmp_path: Path) -> None:
    path = built(tmp_path / "so.db")
    with plain(path) as connection:
        connection.execute("UPDATE stamp SET value = replace(value, '1', '0') WHERE name = 'days'")
    with opened(path) as register:
        with pytest.raises(TthcDeadlinesError, match="damaged"):
            register.refresh()
        register.rebuild()
        assert register.refresh() == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2026-01-01:0110", "2026-01-01:0110", []),
        ("2026-01-01:0110", "2026-01-01:0111", [4]),
        ("2026-01-01:0110", "2026-01-02:110", [1]),
        ("2026-01-01:01", "2026-01-01:0110", [3, 4]),
        ("2026-01-01:", "2026-01-01:", []),
    ],
)
def test_days_that_changed(before: str, after: str, expected: list[int]) -> None:
    assert [day.day for day in changed_days(before, after)] == expected


def test_editions_do_not_depend_on_the_process() -> None:
    """Sets are written in an order of their own; what the stamp hashes is sorted."""
    one, other = (frozenset(words) for words in (("a", "b", "c"), ("c", "b", "a")))
    assert projecting.value_stamp([one]) == projecting.value_stamp([other])
    assert projecting.value_stamp([one]) != projecting.value_stamp([frozenset("a")])
