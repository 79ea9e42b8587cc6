"""Extensions of a run (gia hạn của một lượt): which of them count, and when it is then due."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable

from tthc_deadlines.dossiers.events import Extended
from tthc_deadlines.dossiers.history import Run
from tthc_deadlines.errors import InvalidLimit, ReversedInterval
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.stops import Course, Stop, rest_of
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

_ONE_DAY = dt.timedelta(days=1)
_AGREED = TimeLimit(unit=Unit.BY_AGREEMENT)


class Extensions:
    """The extensions of one run, each judged by what was known when it was decided.

    An extension is in time if the limit still ran then, with the stops that had begun; what
    stopped it later condemns nothing. It counts if it then gave a later day. A day or a whole
    limit it gives takes the place of the limit, unless stops carry that further still: an
    extension never makes it due earlier.

    Attributes:
        deadline: the deadline with extensions and stops.
        too_late: extensions decided when it had run out; ``not_longer``: those that gave no
            later day.
    """

    def __init__(self, base: Deadline, run: Run, stops: list[Stop]) -> None:
        self.too_late: list[Extended] = []
        self.not_longer: list[Extended] = []
        if not run.extensions:
            self.deadline = base.stopped_for(stops)
            return
        self._started_at = run.started_at
        self._waiting = deque(sorted(stops))
        self._begun: list[Stop] = []
        self._courses = {_kind(base): Course(base)}
        for extension in run.extensions:
            at = extension.occurred_at
            self._begin_stops(at)
            running = {kind: one for kind, one in self._courses.items() if one.reaches(at)}
            self._courses = running or self._courses  # what ran out never catches up again
            if not running:
                self.too_late.append(extension)
            elif not self._lengthens(extension):
                self.not_longer.append(extension)
        self.deadline = _latest(one.whole.stopped_for(stops) for one in self._courses.values())

    def _begin_stops(self, until: dt.datetime) -> None:
        """Take out the stops that have begun by then."""
        while self._waiting and self._waiting[0].start <= until:
            last = self._begun[-1] if self._begun else None
            stop = rest_of(self._waiting.popleft(), last)
            if stop is not None:
                self._begun.append(stop)
                for course in self._courses.values():
                    course.take(stop)

    def _lengthens(self, extension: Extended) -> bool:
        """Whether an extension gives a later day; then it is counted."""
        longest = max(self._courses.values(), key=lambda one: one.end().at)
        whole = longest.whole
        try:
            if extension.amount is not None and not extension.total:
                return self._add(extension.amount, longest)
            longer = lengthened(whole, extension, self._started_at)
        except (InvalidLimit, ReversedInterval):  # "at least" so much; a day before the receipt
            return False
        if longer.at is None:
            return False
        course = Course(longer)
        for stop in self._begun[self._first_that_matters(longer) :]:
            if course.take(stop) is None:
                break
        if course.end().at <= longest.end().at:
            return False
        self._courses.pop(_kind(longer), None)
        self._courses[_kind(longer)] = course
        return True

    def _add(self, amount: TimeLimit, longest: Course) -> bool:
        if not longest.extend(amount):
            return False
        for course in self._courses.values():
            if course is not longest:
                course.extend(amount)
        return True

    def _first_that_matters(self, due: Deadline) -> int:
        """A set day is moved by no stop that ended before it."""
        if due.agreed_at is None or due.at is None:
            return 0
        return bisect_left(self._begun, due.at - _ONE_DAY, key=lambda stop: stop.end)


def lengthened(due: Deadline, extension: Extended, started_at: dt.datetime) -> Deadline:
    """The deadline an extension gives before any stop (hạn sau gia hạn, chưa trừ tạm dừng).

    Raises:
        InvalidLimit: "at least" so much. ReversedInterval: a day before the start.
    """
    calendar, policy = due.calendar, due.policy
    if extension.until is not None:
        return deadline(started_at, _AGREED, calendar, policy, agreed_at=extension.until)
    assert extension.amount is not None
    if extension.total:
        return deadline(started_at, extension.amount, calendar, policy)
    return due.extended_by(extension.amount)


def _kind(due: Deadline) -> Unit:
    """Limits of one unit move alike under stops: of those the longer one stays the longer."""
    return Unit.BY_AGREEMENT if due.agreed_at is not None else due.limit.unit


def _latest(found: Iterable[Deadline]) -> Deadline:
    """The latest; of two alike the one that came last."""
    first, *others = found
    for due in others:
        if due.at is not None and first.at is not None and due.at >= first.at:
            first = due
    return first
