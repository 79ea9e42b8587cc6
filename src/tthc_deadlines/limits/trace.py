"""The trace of a deadline (các bước tính hạn): every step with its rule and citation.

Made only when asked for, by walking the days the count went over; the due date itself
comes from the tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.calendar.days import Day, DayKind, Quality
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.display import show_date, show_duration, show_instant
from tthc_deadlines.errors import Language
from tthc_deadlines.limits import law
from tthc_deadlines.limits.ends import hours_of
from tthc_deadlines.limits.policy import ClockStartShift, ClosingBoundary, ExtensionFrom
from tthc_deadlines.limits.texts import TRACE_TEXTS
from tthc_deadlines.limits.time_limit import AfterCutoff, Unit

if TYPE_CHECKING:
    from tthc_deadlines.limits.deadline import Deadline

ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class TraceStep:
    """One step of a count (một bước tính).

    Attributes:
        rule: stable name of the rule, a key of the table of texts.
        on, through: the first and last day the step speaks of.
        at: the instant it speaks of, for hours.
        texts: the step in ``"vi"`` and ``"en"``.
        citation: the clause or decision behind it.
    """

    rule: str
    on: dt.date | None = None
    through: dt.date | None = None
    at: dt.datetime | None = None
    texts: Mapping[str, str]
    citation: Citation | None = None

    def text(self, lang: Language = "vi") -> str:
        """The step with its citation, on one line."""
        cited = self.citation.text(lang) if self.citation else ""
        return f"{self.texts[lang]} — {cited}" if cited else self.texts[lang]


def _step(
    rule: str,
    *,
    citation: Citation | None = None,
    on: dt.date | None = None,
    through: dt.date | None = None,
    at: dt.datetime | None = None,
    **values: Any,
) -> TraceStep:
    """A step from its texts; values are shown in each language by their kind."""
    texts = {}
    for lang in ("vi", "en"):
        shown = {name: _show(value, lang) for name, value in values.items()}
        if on is not None:
            shown["on"] = show_date(on, lang)
            shown["through"] = show_date(through or on, lang)
        if at is not None:
            shown["at"] = show_instant(at, lang)
        texts[lang] = TRACE_TEXTS[rule][lang].format(**shown)
    return TraceStep(rule=rule, on=on, through=through, at=at, texts=texts, citation=citation)


def _show(value: Any, lang: Any) -> str:
    if isinstance(value, dt.datetime):
        return show_instant(value, lang)
    if isinstance(value, dt.date):
        return show_date(value, lang)
    if isinstance(value, dt.timedelta):
        return show_duration(value, lang)
    if isinstance(value, Day):
        return value.label(lang)
    if hasattr(value, "format") and not isinstance(value, str):
        return str(value.format(lang))
    return str(value)


def trace_of(deadline: Deadline) -> tuple[TraceStep, ...]:
    """The steps of a deadline in order (các bước tính)."""
    return tuple(_steps(deadline))


def explain(deadline: Deadline, lang: Language = "vi") -> str:
    """The trace as lines of text (giải trình từng dòng)."""
    return "\n".join(step.text(lang) for step in trace_of(deadline))


def _steps(deadline: Deadline) -> Iterator[TraceStep]:
    if deadline.extends is not None:
        yield from _steps(deadline.extends)
        yield _extension(deadline)
    else:
        yield from _receipt(deadline)
    if deadline.agreed_at is not None:
        rule = "agreed_on" if deadline.is_day_based else "agreed_at"
        yield _step(rule, on=deadline.on, at=deadline.at, limit=deadline.limit)
    elif deadline.on is None:
        yield _step(f"undated_{deadline.limit.unit}", limit=deadline.limit)
    elif deadline.is_day_based:
        yield from _days(deadline)
    else:
        yield from _hours(deadline)
    if deadline.on is not None and deadline.quality is Quality.PROVISIONAL:
        yield _step("provisional", on=deadline.on)
    if deadline.extends is None and deadline.start.received_on < law.CIVIL_CODE_FROM:
        yield _step("before_civil_code", on=law.CIVIL_CODE_FROM)


def _receipt(deadline: Deadline) -> Iterator[TraceStep]:
    received, start = deadline.received_at, deadline.start
    if isinstance(received, dt.datetime):
        yield _step(
            "received", at=received.astimezone(deadline.calendar.zone), limit=deadline.limit
        )
    else:
        yield _step("received_on", on=received, limit=deadline.limit)
    if deadline.remote_area_days:
        yield _step("remote_area", days=deadline.remote_area_days, limit=deadline.limit)
    if start.deemed:
        yield (
            _step("deemed", on=start.received_on, at=start.instant)
            if start.instant
            else (_step("deemed_on", on=start.received_on))
        )
    if deadline.limit.after_cutoff is None or deadline.agreed_at is not None:
        return
    if start.cutoff_at is not None and not start.late:
        yield _step("before_cutoff", at=start.cutoff_at)
    elif start.late and deadline.limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY:
        yield _step("late_result", on=start.received_on, cutoff=_cutoff(deadline))
    elif start.late:
        yield from _passed_over(deadline, _received_on(deadline), start.received_on)
        day_one = deadline.policy.clock_start_shift is ClockStartShift.DAY_ONE
        yield _step(
            "late_clock_day_one" if day_one else "late_clock_day_zero",
            on=start.received_on,
            cutoff=_cutoff(deadline),
        )


def _received_on(deadline: Deadline) -> dt.date:
    """The local day of the receipt itself."""
    received = deadline.received_at
    if isinstance(received, dt.datetime):
        return received.astimezone(deadline.calendar.zone).date()
    return received


def _cutoff(deadline: Deadline) -> str:
    """The cut-off as written in the limit, "15:00" or "-1:00" from closing."""
    if deadline.start.cutoff_at is not None:
        return f"{deadline.start.cutoff_at:%H:%M}"
    return "—"


def _extension(deadline: Deadline) -> TraceStep:
    nominal = deadline.policy.extension_from is ExtensionFrom.NOMINAL
    return _step(
        "extended_nominal" if nominal else "extended_rolled",
        on=deadline.start.day_zero,
        limit=deadline.limit,
    )


# --- limits in days --------------------------------------------------------------------


def _days(deadline: Deadline) -> Iterator[TraceStep]:
    assert deadline.on is not None
    assert deadline.nominal_on is not None
    unit, zero, nominal = deadline.limit.unit, deadline.start.day_zero, deadline.nominal_on
    if unit in (Unit.SAME_DAY, Unit.IMMEDIATE):
        if not deadline.start.late:
            yield _step("same_day", on=deadline.start.received_on)
    else:
        worked = unit is Unit.WORKING_DAY
        counted = deadline.calendar.next_working_day(zero) if worked else zero + ONE_DAY
        yield _step("first_day", on=counted, citation=law.FIRST_DAY)
    if unit is Unit.WORKING_DAY:
        yield from _counted_working_days(deadline, zero, nominal)
    elif unit not in (Unit.SAME_DAY, Unit.IMMEDIATE):
        yield _step(f"end_{unit}", on=nominal, limit=deadline.limit, citation=_END_LAW[unit])
    if deadline.start.late and (deadline.limit.after_cutoff is AfterCutoff.RESULT_NEXT_WORKING_DAY):
        yield from _passed_over(deadline, deadline.start.received_on, deadline.on)
    yield from _rolled(deadline, nominal, deadline.on)
    yield _step("expires", on=deadline.on, citation=law.MIDNIGHT)
    closing = deadline.office_closing
    if closing is not None:
        yield _step("closing", at=closing)


def _rolled(deadline: Deadline, nominal: dt.date, on: dt.date) -> Iterator[TraceStep]:
    """The last day moved off a day off, and where that is an inference or a choice."""
    day = deadline.calendar.describe(nominal)
    if on != nominal:
        yield from _passed_over(deadline, nominal - ONE_DAY, on)
        named = day.kind in (DayKind.WEEKLY_REST, DayKind.HOLIDAY)
        yield _step("rolled" if named else "rolled_inference", on=on, citation=law.ROLL_OVER)
    elif not day.is_working and deadline.agreed_at is None:
        yield _step("not_rolled", on=on, day=day)


_END_LAW = {
    Unit.CALENDAR_DAY: law.END_OF_DAYS,
    Unit.WEEK: law.END_OF_WEEKS,
    Unit.MONTH: law.END_OF_MONTHS,
    Unit.YEAR: law.END_OF_YEARS,
}


def _counted_working_days(
    deadline: Deadline, zero: dt.date, nominal: dt.date
) -> Iterator[TraceStep]:
    """Runs of counted days, and between them every day skipped with its reason."""
    calendar, number = deadline.calendar, 0
    for run in _runs(calendar, zero + ONE_DAY, nominal):
        first, last = run[0], run[-1]
        if not first.is_working:
            yield _skipped(first, last)
            continue
        name, counted = first.name, (last.date - first.date).days + 1
        begin, number = number + 1, number + counted
        rule = "counted_day" if counted == 1 else "counted_days"
        if name or first.related:
            rule = "counted_make_up"
        yield _step(
            rule,
            on=first.date,
            through=last.date,
            first=begin,
            last=number,
            day=first,
            citation=first.citation,
        )


def _runs(calendar: Any, first: dt.date, last: dt.date) -> Iterator[list[Day]]:
    """Neighbouring days of the same kind, name and citation, together."""
    run: list[Day] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = calendar.describe(dt.date.fromordinal(ordinal))
        if run and (day.kind, day.name, day.citation) != (
            run[-1].kind,
            run[-1].name,
            run[-1].citation,
        ):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _skipped(first: Day, last: Day, what: str = "skipped") -> TraceStep:
    """Days off that were not counted, or only passed over on the way to a working day."""
    rule = f"{what}_day" if first.date == last.date else f"{what}_days"
    if first.related is not None and first.date == last.date:
        rule = f"{what}_paired"
    return _step(
        rule,
        on=first.date,
        through=last.date,
        day=first,
        related=first.related or first.date,
        citation=first.citation,
    )


def _passed_over(deadline: Deadline, after: dt.date, until: dt.date) -> Iterator[TraceStep]:
    """The days off between two days, each with its reason."""
    for run in _runs(deadline.calendar, after + ONE_DAY, until - ONE_DAY):
        if not run[0].is_working:
            yield _skipped(run[0], run[-1], "passed")


# --- limits in hours -------------------------------------------------------------------


def _hours(deadline: Deadline) -> Iterator[TraceStep]:
    assert deadline.at is not None
    assert deadline.on is not None
    assert deadline.start.instant is not None
    hours, working = hours_of(deadline.limit, deadline.calendar, deadline.policy)
    budget = dt.timedelta(hours=float(hours))
    if working and deadline.limit.unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        yield _step("fraction", limit=deadline.limit, budget=budget, citation=law.EIGHT_HOUR_DAY)
    if working:
        yield from _worked(deadline, deadline.start.instant, deadline.at, Fraction(hours))
    else:
        yield _step(
            "continuous", at=deadline.start.instant, budget=budget, citation=law.HOURS_START
        )
    if deadline.ends_with_day:
        assert deadline.nominal_on is not None
        if deadline.on != deadline.nominal_on:
            yield from _passed_over(deadline, deadline.nominal_on - ONE_DAY, deadline.on)
            yield _step("hours_moved", on=deadline.on)
        yield _step("expires", on=deadline.on, citation=law.MIDNIGHT)
        return
    if working and deadline.policy.closing_boundary is ClosingBoundary.NEXT_OPENING:
        spent = deadline.calendar.add_working_time(deadline.start.instant, budget)
        if spent != deadline.at:
            yield _step("next_opening", at=deadline.at, spent=spent)
    yield _step("expires_at", at=deadline.at)


def _worked(
    deadline: Deadline, start: dt.datetime, end: dt.datetime, hours: Fraction
) -> Iterator[TraceStep]:
    """What each day used of a budget of working time."""
    calendar = deadline.calendar
    yield _step("working_clock", at=calendar.next_working_time(start), citation=law.HOURS_START)
    left = dt.timedelta(microseconds=int(hours * 3_600_000_000))
    for run in _runs(calendar, start.date(), end.date()):
        if not run[0].is_working:
            yield _skipped(run[0], run[-1])
            continue
        for day in run:
            begin = max(start, _midnight(day.date, calendar.zone))
            finish = min(end, _midnight(day.date + ONE_DAY, calendar.zone))
            used = calendar.working_time_between(begin, finish)
            left -= used
            if used:
                yield _step("used", on=day.date, used=used, left=left)


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone)


def weakest_confidence(deadline: Deadline) -> Confidence:
    """The least certain citation a deadline rests on (mức tin cậy thấp nhất)."""
    return Confidence.weakest(
        step.citation.confidence for step in trace_of(deadline) if step.citation
    )
