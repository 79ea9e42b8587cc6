"""What asking costs: as much as is open, whatever is closed. Counted in steps, never in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from tests.benchmarks.histories import AT, catalogue, dossiers
from tthc_deadlines import TimeLimit
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Accepted, ResultIssued
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.register.register import Register

NOW = dt.datetime(2026, 11, 20, 15, tzinfo=VIETNAM)
WEEK = TimeLimit.parse("05 ngày làm việc")


def simple(count: int, is_open: bool) -> Iterator[Dossier]:
    """Received in the first week of November; ended in the second, or not yet."""
    for number in range(count):
        received = dt.datetime(2026, 11, 2 + number % 5, 9, tzinfo=VIETNAM)
        events: list[Event] = [Accepted(id="e1", occurred_at=received)]
        if not is_open:
            events.append(ResultIssued(id="e2", occurred_at=received + dt.timedelta(days=7)))
        yield Dossier(code=f"{'O' if is_open else 'C'}{number:05}", limit=WEEK, events=events)


def steps(register: Register, ask: Callable[[], object]) -> int:
    """How many hundreds of steps of SQLite's machine a question takes."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection = register.db.conn
    connection.set_progress_handler(count, 100)
    ask()
    connection.set_progress_handler(None, 100)
    return taken


@pytest.mark.parametrize(
    "ask",
    [
        lambda one: one.check(NOW),
        lambda one: one.overdue(NOW),
        lambda one: one.held_by("cv-1", NOW),
    ],
    ids=["check", "overdue", "held by"],
)
def test_asking_does_not_grow_with_what_is_closed(ask: Callable[[Register], object]) -> None:
    taken = []
    for closed in (100, 1000):
        with Register(":memory:") as register:
            register.append_many([*simple(closed, False), *simple(60, True)])
            assert len(register.check(NOW)) == 60
            taken.append(steps(register, lambda: ask(register)))
    few, many = taken
    assert few > 10
    assert many <= few + 2


def test_asking_grows_with_what_is_open() -> None:
    """The steps that are counted are those that matter."""
    with Register(":memory:") as register:
        register.append_many(simple(60, True))
        register.check(NOW)
        before = steps(register, lambda: register.check(NOW))
        register.append_many(
            Dossier(code=f"N{one.code}", limit=WEEK, events=one.events) for one in simple(600, True)
        )
        register.check(NOW)
        assert steps(register, lambda: register.check(NOW)) > 5 * before


# --- the years of an office that are timed -------------------------------------------------


def test_the_years_are_the_same_every_time_and_as_many_as_asked_for() -> None:
    some = list(dossiers(400, 80))
    assert some == list(dossiers(400, 80))
    assert some != list(dossiers(400, 80, seed=6))
    assert len({one.code for one in some}) == 400
    closed = [len(one.events) for one in some[:320]]
    assert 7.5 < sum(closed) / len(closed) < 8.5
    assert max(event.occurred_at for one in some for event in one.events) <= AT


def test_so_many_of_them_are_open_and_every_one_can_be_judged() -> None:
    with Register(":memory:", catalogue=catalogue()) as register:
        register.append_many(dossiers(400, 80))
        found = register.check(AT)
        assert len(found) == 80
        assert {one.problem for one in found} == {None}
        assert {one.status.value for one in found} >= {"running", "overdue"}
        ended = register.db.execute("SELECT DISTINCT closing FROM dossier WHERE NOT is_open")
        assert {"early", "late"} <= {one for (one,) in ended.fetchall()}
