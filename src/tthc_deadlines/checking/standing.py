"""How a dossier stands against its due date (tình trạng so với hạn), at one instant."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, Protocol

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.checking.showing import local_date
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.limits.deadline import Deadline

_ONE_DAY = dt.timedelta(days=1)


class Due(Protocol):
    """What a due date is held against the instant by (hạn để so): a day, an instant, which."""

    @property
    def on(self) -> dt.date | None: ...

    @property
    def at(self) -> dt.datetime | None: ...

    @property
    def is_day_based(self) -> bool: ...


class Standing(NamedTuple):
    """A status with the working time left or over (tình trạng, thời gian còn lại, vượt)."""

    status: Status
    left: dt.timedelta | None = None
    over: dt.timedelta | None = None


class FinishTimeNeededError(ValueError):
    """A limit in hours, and only the day of finishing is known, the due day itself."""

    def __init__(self, due: dt.date) -> None:
        super().__init__(due)
        self.due = due


class Yardstick:
    """Holds due dates against one instant (thước đo tại một thời điểm)."""

    def __init__(self, at: dt.datetime, calendar: WorkingCalendar, policy: CheckPolicy) -> None:
        self.at, self.today = at, at.date()
        self._between = calendar.working_time_between
        self._margin = policy.due_soon_working_time
        self._share = policy.due_soon_share

    def is_ahead(self, moment: Moment) -> bool:
        """Whether a moment has not come yet (chưa đến)."""
        return moment > self.at if isinstance(moment, dt.datetime) else moment > self.today

    def is_over(self, due: Due) -> bool:
        """Whether a due date has passed (đã qua hạn)."""
        assert due.on is not None
        assert due.at is not None
        return self.today > due.on if due.is_day_based else self.at > due.at

    def finished(self, due: Deadline | None, finished: Moment) -> Standing:
        """Early, on time or late: days are compared for limits in days, else instants.

        Raises:
            FinishTimeNeededError: only the day is known and it is the due day of a limit in
                hours.
        """
        if due is None or due.on is None or due.at is None:
            return Standing(Status.NO_LIMIT)
        if due.is_day_based or not isinstance(finished, dt.datetime):
            day = local_date(finished)
            if day == due.on and not due.is_day_based:
                raise FinishTimeNeededError(due.on)
            status = _compared(day < due.on, day == due.on)
        else:
            status = _compared(finished < due.at, finished == due.at)
        left, over = self.working_time(end_of_moment(finished, self.at), due.at)
        if status is Status.LATE:  # at 24:00 sharp by no time at all, and still late
            return Standing(status, None, over or dt.timedelta())
        return Standing(status, left, over)

    def running(self, due: Due | None, received_at: Moment) -> Standing:
        """Running, due soon or overdue."""
        if due is None or due.on is None or due.at is None:
            return Standing(Status.NO_LIMIT)
        left, over = self.working_time(self.at, due.at)
        if self.is_over(due):
            return Standing(Status.OVERDUE, None, over or dt.timedelta())
        left = left or dt.timedelta()
        soon = due.on <= self.today or self._is_little(left, received_at, due.at)
        return Standing(Status.DUE_SOON if soon else Status.RUNNING, left)

    def working_time(
        self, moment: dt.datetime, due_at: dt.datetime
    ) -> tuple[dt.timedelta | None, dt.timedelta | None]:
        """Working time left until due, or over it (thời gian còn lại, thời gian vượt)."""
        if moment <= due_at:
            return self._between(moment, due_at), None
        return None, self._between(due_at, moment)

    def _is_little(self, left: dt.timedelta, received_at: Moment, due_at: dt.datetime) -> bool:
        if left < self._margin:
            return True
        start = end_of_moment(received_at, self.at)
        if start >= due_at:
            return True
        whole = self._between(start, due_at)
        return left * self._share.denominator < whole * self._share.numerator


def _compared(before: bool, same: bool) -> Status:
    return Status.EARLY if before else Status.ON_TIME if same else Status.LATE


def day_alone(moment: Moment) -> Moment:
    """The day of a midnight, as which a day alone is often stored; else the moment itself."""
    at_midnight = isinstance(moment, dt.datetime) and moment.time() == dt.time()
    return local_date(moment) if at_midnight else moment


def end_of_moment(moment: Moment, like: dt.datetime) -> dt.datetime:
    """The instant itself, or the end of a day whose time of day is not known."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=like.tzinfo) + _ONE_DAY
