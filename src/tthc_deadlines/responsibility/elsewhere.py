"""Times out of the office's hands (lúc hồ sơ không ở cơ quan): with the applicant, with others.

And how long the one-stop desk may have it before somebody must be named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.history import Consultation, History, Run, Stop
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import OutOfCoverage
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.deadline import deadline
from tthc_deadlines.limits.one_stop import ONE_STOP, one_stop_rules
from tthc_deadlines.responsibility.segments import HeldBy

_ONE_DAY = dt.timedelta(days=1)

STOP_HOLDERS: dict[str, HeldBy] = {
    "financial_obligation": HeldBy.APPLICANT,
    "inheritance_division": HeldBy.APPLICANT,
    "supplement": HeldBy.APPLICANT,
    "expert_appraisal": HeldBy.OTHER_AGENCY,
}
"""Who has a dossier while it is stopped (ai giữ hồ sơ khi tạm dừng), by ground.

On any other ground it lies where it lay, with its clock stopped.

Basis: the library's own reading of the grounds; no law says who "holds" it then.
"""


class Away(NamedTuple):
    """A time in which it lies elsewhere, or its clock is stopped (khoảng ở ngoài cơ quan)."""

    start: dt.datetime
    end: dt.datetime
    held_by: HeldBy | None
    agency: str = ""
    stopped: bool = False
    overdue: bool = False


def away_spans(
    history: History,
    runs: tuple[Run, ...],
    stops: Iterable[Stop],
    end: dt.datetime,
    calendar: WorkingCalendar,
) -> Iterator[Away]:
    """The times in which a dossier is not simply on somebody's desk (các khoảng ở ngoài)."""
    for place, run in enumerate(runs):
        until = runs[place + 1].started_at if place + 1 < len(runs) else end
        if run.ended_at is not None and run.ended_at < until:
            yield Away(run.ended_at, until, HeldBy.APPLICANT)
    for stop in stops:
        holder = STOP_HOLDERS.get(stop.ground)
        agency = stop.ground if holder is HeldBy.OTHER_AGENCY else ""
        yield Away(stop.started_at, stop.ended_at or end, holder, agency, stopped=True)
    for one in history.consultations:
        yield from _consulted(one, end, calendar)


def _consulted(one: Consultation, end: dt.datetime, calendar: WorkingCalendar) -> Iterator[Away]:
    asked, agency = one.event.occurred_at, one.event.agency
    answered = end if one.answered_by is None else one.answered_by.occurred_at
    due = answer_due(one, calendar)
    if due is None or due >= answered:
        yield Away(asked, answered, HeldBy.OTHER_AGENCY, agency)
        return
    due = max(due, asked)
    yield Away(asked, due, HeldBy.OTHER_AGENCY, agency)
    yield Away(due, answered, HeldBy.OTHER_AGENCY, agency, overdue=True)


def answer_due(one: Consultation, calendar: WorkingCalendar) -> dt.datetime | None:
    """By when a consulted body was to answer (hạn trả lời); ``None`` where none was set.

    Basis: decree 118/2025/NĐ-CP article 19.4b: the request states "thời hạn lấy ý kiến".
    """
    event = one.event
    if event.respond_by is not None:
        return _end_of(event.respond_by)
    if event.limit is None:
        return None
    try:
        return deadline(event.occurred_at, event.limit, calendar).at
    except OutOfCoverage:
        return None


def _end_of(moment: Moment) -> dt.datetime:
    """The instant itself; the end of a day alone, or of one stored as its midnight."""
    if isinstance(moment, dt.datetime) and moment.time() != dt.time():
        return moment
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=VIETNAM) + _ONE_DAY


# --- the one-stop desk -----------------------------------------------------------------------


def transfer_by(
    dossier: Dossier, history: History, calendar: WorkingCalendar
) -> dt.datetime | None:
    """Until when the one-stop desk may have it (hạn chuyển hồ sơ), to the end of that day.

    ``None`` where no such rule holds: petitions, tasks, receipts before the first decree.

    Basis: decree 118/2025/NĐ-CP article 18.2; decree 61/2018/NĐ-CP article 18.2.
    """
    accepted = history.accepted_at
    if accepted is None or dossier.kind != "procedure" or accepted.date() < ONE_STOP[0].in_force:
        return None
    return _end_of_transfer(accepted.date(), accepted.time(), calendar)


@lru_cache(maxsize=8192)
def _end_of_transfer(day: dt.date, time: dt.time, calendar: WorkingCalendar) -> dt.datetime | None:
    limit = one_stop_rules(day).transfer.limit
    if limit is None:
        return None
    try:
        last = deadline(dt.datetime.combine(day, time, VIETNAM), limit, calendar).on
    except OutOfCoverage:
        return None
    return None if last is None else _end_of(last)
