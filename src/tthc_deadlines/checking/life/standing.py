"""How a dossier stands by its events (tình trạng theo diễn biến), against its due dates."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.standing import Standing, Yardstick
from tthc_deadlines.dossiers.history import History, State
from tthc_deadlines.dossiers.status import OwnStatus, Status
from tthc_deadlines.limits.deadline import Deadline

_SETTLED = {
    State.REJECTED: Status.REJECTED,
    State.WITHDRAWN: Status.WITHDRAWN,
    State.CLOSED: Status.CLOSED,
}


def standing_of(
    history: History,
    runs: tuple[RunClock, ...],
    acceptance: Deadline | None,
    own: OwnStatus | None,
    yardstick: Yardstick,
) -> Standing:
    """The status of a dossier with the time left or over (tình trạng hồ sơ).

    ``own`` is what the source itself says it amounts to: a dossier that is said to wait, or
    to have ended, without an event for it, is never called overdue.
    """
    state = history.state
    if state is State.NEW or state is State.SUBMITTED:
        return _waiting_room(None if is_applicants_turn(history) else acceptance, yardstick)
    if state is State.ISSUED or state is State.RETURNED:
        return _issued(history, runs, yardstick)
    clock = runs[-1] if runs else None
    if state in _SETTLED:
        return _settled(_SETTLED[state], history, clock, yardstick)
    assert clock is not None
    if clock.run.ended_by is not None:  # waiting for a supplement
        return Standing(Status.STOPPED)
    if own is OwnStatus.STOPPED:
        return Standing(Status.STOPPED)
    if own is OwnStatus.CLOSED or own is OwnStatus.FINISHED:
        return Standing(Status.CLOSED)
    standing = yardstick.running(clock.deadline, clock.started_at)
    if clock.is_stopped and standing.status is not Status.NO_LIMIT:
        return Standing(Status.STOPPED, standing.left)
    return standing


def is_applicants_turn(history: History) -> bool:
    """Whether the office asked for a supplement before acceptance and waits for it."""
    asked, came = history.early_requests, history.resubmitted_at
    return bool(asked) and (came is None or came < asked[-1].occurred_at)


def _issued(history: History, runs: tuple[RunClock, ...], yardstick: Yardstick) -> Standing:
    ended_by = history.ended_by
    assert ended_by is not None
    clock = runs[-1] if runs else None
    due = clock.deadline if clock else None
    if clock is None or clock.run.ended_by is ended_by or due is None or due.on is None:
        return yardstick.finished(due, ended_by.when)
    # It was issued while a supplement was waited for: no limit ran, so no more can be said
    # than whether the run that the request ended had been in time.
    return Standing(Status.LATE if clock.is_late else Status.ON_TIME)


def _settled(
    status: Status, history: History, clock: RunClock | None, yardstick: Yardstick
) -> Standing:
    due = clock.deadline if clock else None
    ran = clock is not None and clock.run.ended_by is history.ended_by
    if status is not Status.REJECTED or not ran or due is None or due.at is None:
        return Standing(status)
    assert history.ended_at is not None
    left, over = yardstick.working_time(history.ended_at, due.at)
    return Standing(status, left, over)


def _waiting_room(acceptance: Deadline | None, yardstick: Yardstick) -> Standing:
    if acceptance is None or acceptance.at is None:
        return Standing(Status.NOT_ACCEPTED)
    left, over = yardstick.working_time(yardstick.at, acceptance.at)
    if not yardstick.is_over(acceptance):
        return Standing(Status.NOT_ACCEPTED, left or dt.timedelta())
    return Standing(Status.NOT_ACCEPTED, None, over or dt.timedelta())
