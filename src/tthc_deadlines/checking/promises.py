"""Promises (ngày hẹn trả): does counting give the date on the slip, and if not, what does?

A promise that differs from the computed due date is tried against a short, ordered list
of ways to arrive at it: first the lawful ones (the calendar as it was known on the day
of receipt, another reading of a point the law leaves open), then the usual mistakes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.knowledge import calendar_known_on, differing_days, swap_days
from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.checking.showing import Words, local_date, shown_due
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.errors import OutOfCoverage
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.counting import roll_over
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.policy import CountingPolicy
from tthc_deadlines.limits.time_limit import Unit

_ONE_DAY = dt.timedelta(days=1)
_LONGEST_WALK = 400
_MOST_WAYS = 20_000


class Promise(StrEnum):
    """The promised date against the computed one (so ngày hẹn với hạn)."""

    NONE = "none"
    SAME = "same"
    EARLIER = "earlier"
    LATER = "later"


def compare_promise(promised_at: Moment | None, due: Deadline) -> Promise:
    """Whether a promise lies before, on or after the due date (so sánh ngày hẹn).

    Days are compared, unless the limit is in hours and the promise has a time of day:
    then a promise later on the same day is later.
    """
    if promised_at is None or due.on is None or due.at is None:
        return Promise.NONE
    promised_on = local_date(promised_at)
    if promised_on != due.on:
        return Promise.EARLIER if promised_on < due.on else Promise.LATER
    if not due.is_day_based and isinstance(promised_at, dt.datetime) and promised_at > due.at:
        return Promise.LATER
    return Promise.SAME


class Cause(NamedTuple):
    """How a promise was probably arrived at (nguyên nhân ngày hẹn khác hạn)."""

    code: str
    lawful: bool
    words: Words


class PromiseExplainer:
    """Finds how promises were arrived at, trying each receipt and limit once (bộ giải thích).

    The ways to count from one day of receipt are the same for every dossier received that
    day under the same limit, so they are remembered with the due date, in bounds.
    """

    def __init__(self) -> None:
        self._ways: dict[tuple[int, bool], tuple[Deadline, dict[dt.date, Cause]]] = {}

    def explain(self, promised_on: dt.date, due: Deadline, received_at: Moment) -> Cause | None:
        """The first way of counting that gives the promised day; ``None`` if none does.

        ``received_at`` is the receipt of the dossier itself, with its time where known.
        """
        if promised_on == due.on:  # the day is right, only the hour is not
            return None
        off_hours = _is_off_hours(received_at, due.calendar)
        if isinstance(due.received_at, dt.datetime):
            return _ways(due, received_at, off_hours).get(promised_on)
        known = self._ways.get((id(due), off_hours))
        if known is None:
            known = due, _ways(due, received_at, off_hours)
            if len(self._ways) >= _MOST_WAYS:
                self._ways.clear()
            self._ways[id(due), off_hours] = known  # holding ``due`` keeps its id its own
        return known[1].get(promised_on)


def promise_finding(
    record: DossierRecord,
    promised: Moment,
    due: Deadline,
    received_at: Moment,
    explainer: PromiseExplainer,
    compared: Promise,
) -> Finding:
    """The finding for a promise that is not the due date (phát hiện về ngày hẹn).

    With the likely cause: lawful by another reading, later than the law, or a mistake.
    """
    cause = explainer.explain(local_date(promised), due, received_at)
    code = "promised_not_derivable"
    if cause is not None and cause.lawful:
        code = "promised_by_other_reading"
    elif compared is Promise.LATER:
        code = "promised_after_due"
    return make_finding(
        code,
        record,
        column="promised_at",
        promised=promised,
        due=shown_due(due),
        cause=cause.words if cause else Words("", ""),
        cause_code=cause.code if cause else None,
    )


def explain_promise(promised_on: dt.date, due: Deadline, received_at: Moment) -> Cause | None:
    """The first way of counting that gives the promised day (giải thích ngày hẹn).

    >>> from tthc_deadlines import TimeLimit, vietnam_calendar
    >>> received = dt.date(2026, 11, 20)
    >>> due = deadline(received, TimeLimit.parse("05 ngày làm việc"), vietnam_calendar())
    >>> explain_promise(dt.date(2026, 11, 27), due, received).code  # 24 November overlooked
    'receipt_day_counted'
    """
    return PromiseExplainer().explain(promised_on, due, received_at)


def _ways(due: Deadline, received_at: Moment, off_hours: bool) -> dict[dt.date, Cause]:
    """Every day that some way of counting gives, with the first that does."""
    ways: dict[dt.date, Cause] = {}
    for found in (_lawful(due, received_at, off_hours), _mistaken(due, received_at)):
        for cause, day in found:
            if day is not None:
                ways.setdefault(day, cause)
    return ways


# --- lawful ways ---------------------------------------------------------------------


def _lawful(
    due: Deadline, received_at: Moment, off_hours: bool
) -> Iterator[tuple[Cause, dt.date | None]]:
    received_on = local_date(received_at)
    then = calendar_known_on(due.calendar, received_on)
    if then is not None and _differ(due, then, received_on):
        yield _KNOWN_THEN, _due_day(due, received_at, then, due.policy)
    for policy, cause in _other_readings(due.policy, _open_points(due, off_hours)):
        yield cause, _due_day(due, received_at, due.calendar, policy)


def _differ(due: Deadline, then: WorkingCalendar, received_on: dt.date) -> bool:
    """Whether the calendar as known then has other working days up to the due date."""
    days = differing_days(due.calendar, then)
    first = bisect_left(days, received_on)
    return first < len(days) and (due.on is None or days[first] <= due.on)


_KNOWN_THEN = Cause(
    "known_on_receipt",
    True,
    Words(
        " theo lịch nghỉ đã công bố vào ngày tiếp nhận (quyết định đổi lịch ban hành sau đó)",
        " with the calendar as known on the day of receipt (it was changed by a later decision)",
    ),
)


def _due_day(
    due: Deadline, received_at: Moment, calendar: WorkingCalendar, policy: CountingPolicy
) -> dt.date | None:
    try:
        return deadline(received_at, due.limit, calendar, policy).on
    except OutOfCoverage:
        return None


_POINTS_OF_CUTOFFS = ("cutoff_exact", "clock_start_shift")
_POINTS_OF_HOURS = (
    "off_hours_receipt",
    "closing_boundary",
    "hours_on_day_off",
    "fractional_calendar_day",
)


def _open_points(due: Deadline, off_hours: bool) -> tuple[str, ...]:
    """The choices of the policy that can move this due date at all."""
    cutoff = () if due.limit.after_cutoff is None else _POINTS_OF_CUTOFFS
    if not due.is_day_based:
        return (*_POINTS_OF_HOURS, *cutoff)
    calendar, nominal = due.calendar, due.nominal_on
    opens = ("off_hours_receipt",) if off_hours else ()
    on_day_off = nominal is not None and not calendar.is_working_day(nominal)
    rolls = ("roll_over",) if due.limit.unit is not Unit.WORKING_DAY and on_day_off else ()
    return (*opens, *rolls, *cutoff)


def _is_off_hours(received_at: Moment, calendar: WorkingCalendar) -> bool:
    """Whether a receipt could be deemed to be of a later day."""
    if not isinstance(received_at, dt.datetime):
        return not calendar.is_working_day(received_at)
    return calendar.next_working_time(received_at).date() != local_date(received_at)


@lru_cache(maxsize=32)
def _other_readings(
    policy: CountingPolicy, points: tuple[str, ...]
) -> tuple[tuple[CountingPolicy, Cause], ...]:
    """Every policy that differs in one of the choices, as the cause it would be."""
    readings = []
    for point in points:
        chosen = getattr(policy, point)
        for other in type(chosen) if isinstance(chosen, Enum) else ():
            if other is not chosen:
                name = f"{point} = {other.value}"
                words = Words(f" theo quy ước {name}", f" under the reading {name}")
                change: dict[str, Any] = {point: other}
                cause = Cause(name.replace(" ", ""), True, words)
                readings.append((attrs.evolve(policy, **change), cause))
    return tuple(readings)


# --- usual mistakes ------------------------------------------------------------------

Recount = Callable[[Deadline, dt.date], "dt.date | None"]


def _mistaken(due: Deadline, received_at: Moment) -> Iterator[tuple[Cause, dt.date | None]]:
    unit, received_on = due.limit.unit, local_date(received_at)
    n = due.limit.value
    if not due.is_day_based or due.agreed_at is not None or not isinstance(n, int):
        return
    for cause, recount in _mistakes_with(unit):
        try:
            yield cause, recount(due, received_on)
        except (OutOfCoverage, OverflowError):
            continue


@lru_cache(maxsize=32)
def _mistakes_with(unit: Unit) -> tuple[tuple[Cause, Recount], ...]:
    return tuple((cause, recount) for cause, units, recount in MISTAKES if unit in units)


def _walk(
    due: Deadline, received_on: dt.date, is_working: Callable[[dt.date], bool]
) -> dt.date | None:
    """The n-th day after receipt that ``is_working`` lets pass."""
    left, day = int(due.limit.value), received_on
    if left > _LONGEST_WALK:
        return None
    while left:
        day += _ONE_DAY
        left -= is_working(day)
    return day


def _receipt_day_counted(due: Deadline, received_on: dt.date) -> dt.date | None:
    if due.limit.unit is Unit.WORKING_DAY:
        return due.calendar.add_working_days(received_on - _ONE_DAY, int(due.limit.value))
    return (
        None
        if due.nominal_on is None
        else roll_over(due.nominal_on - _ONE_DAY, due.calendar, due.policy)
    )


def _holidays_ignored(due: Deadline, received_on: dt.date) -> dt.date | None:
    """The n-th day from Monday to Friday after receipt."""
    weekday = min(received_on.weekday(), 4)
    monday = received_on - dt.timedelta(days=received_on.weekday())
    weeks, days = divmod(weekday + int(due.limit.value), 5)
    return monday + dt.timedelta(days=7 * weeks + days)


def _swaps_ignored(due: Deadline, received_on: dt.date) -> dt.date | None:
    swaps, nominal = swap_days(due.calendar), due.nominal_on
    if nominal is None or bisect_right(swaps, nominal) == bisect_right(swaps, received_on):
        return None  # no such day was there to be overlooked

    swapped, is_worked = frozenset(swaps), due.calendar.is_working_day
    return _walk(due, received_on, lambda day: is_worked(day) != (day in swapped))


def _started_next_day(due: Deadline, received_on: dt.date) -> dt.date | None:
    return due.calendar.add_working_days(received_on, int(due.limit.value) + 1)


def _as_calendar_days(due: Deadline, received_on: dt.date) -> dt.date | None:
    return roll_over(
        received_on + dt.timedelta(days=int(due.limit.value)), due.calendar, due.policy
    )


def _as_plain_days(due: Deadline, received_on: dt.date) -> dt.date | None:
    return received_on + dt.timedelta(days=int(due.limit.value))


def _as_working_days(due: Deadline, received_on: dt.date) -> dt.date | None:
    return due.calendar.add_working_days(received_on, int(due.limit.value))


def _not_rolled(due: Deadline, received_on: dt.date) -> dt.date | None:
    return due.nominal_on


def _mistake(code: str, vi: str, en: str) -> Cause:
    return Cause(code, False, Words(f" (có thể do {vi})", f" (probably {en})"))


_WORKING = frozenset({Unit.WORKING_DAY})
_DAYS = frozenset({Unit.CALENDAR_DAY})
_SPANS = frozenset({Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR})

_AS_CALENDAR = _mistake(
    "working_as_calendar",
    "tính ngày làm việc như ngày thường",
    "working days were counted as calendar days",
)

MISTAKES: tuple[tuple[Cause, frozenset[Unit], Recount], ...] = (
    (
        _mistake(
            "receipt_day_counted",
            "tính cả ngày tiếp nhận là ngày thứ nhất",
            "the day of receipt was counted as day 1",
        ),
        _WORKING | _SPANS,
        _receipt_day_counted,
    ),
    (
        _mistake(
            "swaps_ignored",
            "không tính ngày hoán đổi, ngày làm bù",
            "a swapped or make-up day was overlooked",
        ),
        _WORKING,
        _swaps_ignored,
    ),
    (
        _mistake("holidays_ignored", "không trừ ngày nghỉ lễ, Tết", "holidays were not left out"),
        _WORKING,
        _holidays_ignored,
    ),
    (
        _mistake(
            "started_next_day",
            "tính như tiếp nhận vào ngày làm việc tiếp theo",
            "it was counted as if received on the next working day",
        ),
        _WORKING,
        _started_next_day,
    ),
    (_AS_CALENDAR, _WORKING, _as_calendar_days),
    (_AS_CALENDAR, _WORKING, _as_plain_days),
    (
        _mistake(
            "calendar_as_working",
            "tính ngày thường như ngày làm việc",
            "calendar days were counted as working days",
        ),
        _DAYS,
        _as_working_days,
    ),
    (
        _mistake("not_rolled", "để hạn rơi vào ngày nghỉ", "the last day was left on a day off"),
        _SPANS,
        _not_rolled,
    ),
)
"""The usual mistakes in the order they are tried: cause, units, recomputation."""
