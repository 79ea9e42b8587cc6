"""Deadlines (hạn giải quyết): when a limit that started then is due, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.errors import InvalidLimit, Language, ReversedInterval, WrongType
from tthc_deadlines.instants import as_date, as_instant
from tthc_deadlines.limits import counting
from tthc_deadlines.limits.ends import DEFAULT_POLICY, End, end_of, is_day_based
from tthc_deadlines.limits.policy import CountingPolicy, RemoteAreaDays
from tthc_deadlines.limits.start import Start, resolve_start
from tthc_deadlines.limits.stops import Course, Stop, merged, start_after, without_stops
from tthc_deadlines.limits.time_limit import Bound, TimeLimit, Unit

if TYPE_CHECKING:
    from tthc_deadlines.limits.trace_step import TraceStep


@attrs.frozen(kw_only=True)
class Deadline:
    """A due date with everything it rests on (hạn giải quyết và cách tính).

    Attributes:
        received_at: the receipt it runs from, as given.
        limit: the limit counted.
        calendar, policy: what it was counted with.
        on: the last day; ``None`` for the kinds without a due date.
        at: the instant it expires: 24:00 of ``on`` for limits in days.
        nominal_on: the last day before it was rolled off a day off.
        start: where the clock started, after cut-off and off-hours rules.
        agreed_at: the day or instant agreed with the applicant, where there is one.
        remote_area_days: extra days granted for a remote area.
        extends: the deadline this one extends.
        unstopped: the deadline before the stops were taken out; ``stops`` those that moved it.

    >>> from tthc_deadlines import TimeLimit, vietnam_calendar
    >>> limit = TimeLimit.parse("30 ngày")
    >>> due = deadline(dt.date(2026, 10, 25), limit, vietnam_calendar())
    >>> due.nominal_on, due.on, due.is_met_by(dt.date(2026, 11, 25))
    (datetime.date(2026, 11, 24), datetime.date(2026, 11, 25), True)

    Basis: Civil Code 2015 (91/2015/QH13) articles 147–148.
    """

    received_at: dt.date | dt.datetime
    limit: TimeLimit
    calendar: WorkingCalendar = attrs.field(repr=False)
    policy: CountingPolicy = attrs.field(default=DEFAULT_POLICY, repr=False)
    on: dt.date | None
    at: dt.datetime | None
    nominal_on: dt.date | None
    start: Start = attrs.field(repr=False)
    agreed_at: dt.date | dt.datetime | None = None
    remote_area_days: int = 0
    extends: Deadline | None = attrs.field(default=None, repr=False)
    unstopped: Deadline | None = attrs.field(default=None, repr=False)
    stops: tuple[Stop, ...] = ()

    @property
    def is_day_based(self) -> bool:
        """Whether days are compared rather than instants (tính theo ngày hay theo giờ)."""
        if self.agreed_at is not None:
            return not isinstance(self.agreed_at, dt.datetime)
        return is_day_based(self.limit, self.policy)

    @property
    def counted_limit(self) -> TimeLimit:
        """The limit with remote-area days counted in its unit (thời hạn đã cộng thêm)."""
        if self.agreed_at is not None or self.extends is not None:
            return self.limit
        return _with_remote_days(self.limit, self.remote_area_days, self.policy)

    @property
    def ends_with_day(self) -> bool:
        """Whether it expires at 24:00 of the last day (hết hạn lúc 24 giờ)."""
        return self.on is not None and self.at == counting.end_of_day(self.on, self.calendar)

    @property
    def office_closing(self) -> dt.datetime | None:
        """When the office closes on the last day (giờ đóng cửa): not when the law's day ends."""
        return None if self.on is None else self.calendar.office_closing(self.on)

    @property
    def quality(self) -> Quality | None:
        """Provisional if any year up to the due date is; ``None`` without (độ chắc chắn)."""
        if self.on is None:
            return None
        received = self.received_at
        first = (
            received.astimezone(self.calendar.zone).year
            if isinstance(received, dt.datetime)
            else received.year
        )
        qualities = self.calendar.qualities
        years = range(first, self.on.year + 1)
        return (
            Quality.PROVISIONAL
            if any(qualities.get(year) is Quality.PROVISIONAL for year in years)
            else Quality.FINAL
        )

    def is_met_by(self, moment: dt.date | dt.datetime) -> bool | None:
        """Whether a result at ``moment`` is on time (có đúng hạn không).

        For limits in days the local *dates* are compared, so a result at 20:00 on the last
        day is on time though the counter closed; for limits in hours the instants are.
        ``None`` where there is no due date: such a dossier is never "on time".

        Raises:
            NaiveTimestamp: a datetime without a time zone. WrongType: a mere date for a
                limit in hours.

        Basis: Civil Code 2015 article 148.6.
        """
        if self.on is None or self.at is None:
            return None
        if isinstance(moment, dt.datetime):
            moment = as_instant(moment, "moment")
            if not self.is_day_based:
                return moment <= self.at
            return moment.astimezone(self.calendar.zone).date() <= self.on
        day = as_date(moment, "moment")
        if self.is_day_based:
            return day <= self.on
        raise WrongType(
            field="moment", value=moment, expected="an instant, which a limit in hours needs"
        )

    def extended_by(self, extension: TimeLimit) -> Deadline:
        """This deadline with an extension added (gia hạn thêm).

        It runs from the nominal end or from the rolled one, by ``policy.extension_from``.
        A text that caps the total instead ("nhưng không quá N") is a limit of its own: use
        :func:`deadline` with it.
        """
        if self.on is None or self.at is None or self.nominal_on is None:
            raise InvalidLimit(
                value=extension.value,
                unit=extension.unit.value,
                reason="there is no due date to extend",
                reason_vi="không có ngày hết hạn để gia hạn",
            )
        if extension.bound is Bound.MIN:
            raise lower_bound(extension)
        start = start_after(self)
        end = end_of(extension, start, self.calendar, self.policy)
        return attrs.evolve(
            self,
            limit=extension,
            on=end[0],
            at=end[1],
            nominal_on=end[2],
            start=start,
            agreed_at=None,
            remote_area_days=0,
            extends=self,
            unstopped=None,
            stops=(),
        )

    def stopped_for(self, stops: Iterable[Stop]) -> Deadline:
        """This deadline with time taken out that does not count (trừ thời gian tạm dừng).

        Stops that overlap are merged. One that begins after the limit ran out changes
        nothing. An agreed day is not moved, but neither does it run out during a stop.

        Raises:
            ReversedInterval, NaiveTimestamp: from a stop. OutOfCoverage: the end.

        Basis: the excluded periods of the procedure itself ("không tính thời gian …").
        """
        checked = merged(stops)
        if not checked or self.at is None:
            return self
        whole, earlier = without_stops(self)
        if earlier:  # stops are told and counted together, whenever they were added
            checked = merged([*earlier, *checked])
        course = Course(whole)
        applied = [stop for stop in checked if course.take(stop) is not None]
        if not applied:
            return self
        end = course.end()
        is_later = not earlier or end.at > self.at
        return attrs.evolve(
            whole,
            on=end.on if is_later else self.on,
            at=end.at if is_later else self.at,
            nominal_on=end.nominal_on,
            unstopped=whole,
            stops=tuple(applied),
        )

    @property
    def apology_by(self) -> dt.date | None:
        """The last day to send an apology and propose a new date (hạn gửi văn bản xin lỗi)."""
        return (
            None if self.on is None else counting.apology_day(self.on, self.calendar, self.policy)
        )

    @property
    def trace(self) -> tuple[TraceStep, ...]:
        """Each step of the count, with its rule and citation (các bước tính)."""
        from tthc_deadlines.limits.trace import trace_of

        return trace_of(self)

    def explain(self, lang: Language = "vi") -> str:
        """The count line by line, for a person with the law open beside it (giải trình).

        Received, the first day counted, each day skipped and why, the day reached, the
        rolling, the instant it expires.
        """
        from tthc_deadlines.limits.trace import explain

        return explain(self, lang)


def deadline(
    received_at: dt.date | dt.datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    policy: CountingPolicy = DEFAULT_POLICY,
    *,
    agreed_at: dt.date | dt.datetime | None = None,
    remote_area_days: int = 0,
) -> Deadline:
    """When a dossier received then is due (tính hạn giải quyết).

    Args:
        received_at: the receipt of the complete and valid dossier: an aware datetime, or
            a date where the limit is in days without a cut-off.
        limit: the time limit.
        calendar: the working calendar.
        policy: the choices where law or practice differ.
        agreed_at: a day or instant agreed in writing with the applicant: it is the due
            date whatever the limit computes.
        remote_area_days: extra days the law grants for remote areas, counted by
            ``policy.remote_area_days``.

    Returns:
        A :class:`Deadline`; without a due date for "immediate", "by agreement" and
        "none".

    Raises:
        NaiveTimestamp, WrongType: for values of the wrong kind. TimeOfDayNeeded: only a
        date is given and the limit needs the time. OutOfCoverage: a day outside the
        calendar. InvalidLimit: the limit is a lower bound ("ít nhất"), never a due date.
        ReversedInterval: the agreed day lies before the receipt.

    >>> import datetime as dt
    >>> from zoneinfo import ZoneInfo
    >>> from tthc_deadlines import TimeLimit, deadline, vietnam_calendar
    >>> received = dt.datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    >>> due = deadline(received, TimeLimit.parse("05 ngày làm việc"), vietnam_calendar())
    >>> due.on, due.at.isoformat()
    (datetime.date(2026, 11, 30), '2026-12-01T00:00:00+07:00')

    Basis: Civil Code 2015 (91/2015/QH13) articles 144–148.
    """
    _check_kinds(limit, calendar, policy)
    if agreed_at is not None:
        undated = TimeLimit(unit=Unit.BY_AGREEMENT)
        start = resolve_start(received_at, undated, calendar, policy)
        on, at, nominal = _agreed(agreed_at, start, calendar)
    else:
        limit_counted = _with_remote_days(limit, remote_area_days, policy)
        start = resolve_start(received_at, limit_counted, calendar, policy)
        on, at, nominal = end_of(limit_counted, start, calendar, policy)
    found = Deadline(
        received_at=received_at,
        limit=limit,
        calendar=calendar,
        policy=policy,
        on=on,
        at=at,
        nominal_on=nominal,
        start=start,
        agreed_at=agreed_at,
        remote_area_days=remote_area_days,
    )
    return found if agreed_at is not None else _with_sequential_days(found)


def _check_kinds(limit: object, calendar: object, policy: object) -> None:
    if not isinstance(limit, TimeLimit):
        raise WrongType(
            field="limit", value=limit, expected="a TimeLimit (read a text with TimeLimit.parse)"
        )
    if limit.bound is Bound.MIN:
        raise lower_bound(limit)
    for value, kind, expected in (
        (calendar, WorkingCalendar, "a WorkingCalendar"),
        (policy, CountingPolicy, "a CountingPolicy"),
    ):
        if not isinstance(value, kind):
            raise WrongType(field=kind.__name__, value=value, expected=expected)


def _agreed(agreed_at: dt.date | dt.datetime, start: Start, calendar: WorkingCalendar) -> End:
    if isinstance(agreed_at, dt.datetime):
        at = calendar.local(as_instant(agreed_at, "agreed_at"))
        on = at.date()
    else:
        on = as_date(agreed_at, "agreed_at")
        calendar.is_working_day(on)  # refuses a day outside the calendar
        at = counting.end_of_day(on, calendar)
    if on < start.received_on or (start.instant is not None and at < start.instant):
        raise ReversedInterval(start=start.instant or start.received_on, end=agreed_at)
    return on, at, on


def _with_remote_days(limit: TimeLimit, extra: int, policy: CountingPolicy) -> TimeLimit:
    """Extra days in the unit of the limit are simply part of it (cộng thêm ngày)."""
    if not extra:
        return limit
    if (
        type(extra) is not int
        or extra < 0
        or limit.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)
    ):
        raise WrongType(
            field="remote_area_days",
            value=extra,
            expected="a whole number of days for a limit in days",
        )
    if _remote_unit(limit, policy) is not limit.unit:
        return limit
    return attrs.evolve(limit, value=limit.value + extra)


def lower_bound(limit: TimeLimit) -> InvalidLimit:
    """The refusal of "ít nhất", "tối thiểu": a least amount is never a due date."""
    return InvalidLimit(
        value=limit.value,
        unit=limit.unit.value,
        reason="it is a lower bound, which sets no due date",
        reason_vi="đây là mức tối thiểu, không phải hạn cuối",
    )


def _remote_unit(limit: TimeLimit, policy: CountingPolicy) -> Unit:
    """What extra days for a remote area are counted in: as the limit, unless policy says."""
    return {
        RemoteAreaDays.WORKING: Unit.WORKING_DAY,
        RemoteAreaDays.CALENDAR: Unit.CALENDAR_DAY,
    }.get(policy.remote_area_days, limit.unit)


def _with_sequential_days(found: Deadline) -> Deadline:
    """Extra days in another unit follow the end of the limit itself."""
    unit = _remote_unit(found.limit, found.policy)
    if not found.remote_area_days or unit is found.limit.unit:
        return found
    base = attrs.evolve(found, remote_area_days=0)
    return base.extended_by(TimeLimit(value=found.remote_area_days, unit=unit))
