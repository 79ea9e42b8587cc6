"""Admission (điều kiện xét): which records contradict themselves and cannot be judged."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import local_date
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.status import OwnStatus, read_own_status
from tthc_deadlines.findings import Finding


def fault_of(record: DossierRecord, calendar: WorkingCalendar) -> Finding | None:
    """Why a record cannot be judged (lý do không xét được); ``None`` if it can.

    No code; a date outside the calendar; finished or promised before it was received; a
    status that says finished without a date of finishing, because nobody can then say
    whether it was in time.
    """
    received, promised, finished = record.received_at, record.promised_at, record.finished_at
    if not record.code:
        return _bad(record, "missing_code", "code")
    first, last = calendar.coverage
    for field, moment in (
        ("received_at", received),
        ("promised_at", promised),
        ("finished_at", finished),
    ):
        if moment is not None and not _covered(moment, first, last):
            return outside_coverage(record, calendar, field, moment)
    if finished is None:
        if record.status_text and read_own_status(record.status_text) is OwnStatus.FINISHED:
            return _bad(record, "finish_date_missing", "finished_at", own=record.status_text)
    elif _is_before(finished, received):
        return _bad(
            record, "finished_before_received", "finished_at", finished=finished, received=received
        )
    if promised is not None and _is_before(promised, received):
        return _bad(
            record, "promised_before_received", "promised_at", promised=promised, received=received
        )
    return None


def outside_coverage(
    record: DossierRecord, calendar: WorkingCalendar, field: str, value: Moment | str
) -> Finding:
    """The finding for a date that the calendar does not cover (ngoài phạm vi lịch)."""
    first, last = calendar.coverage
    return _bad(
        record,
        "outside_coverage",
        field,
        value=_day_of(value),
        covered_from=first,
        covered_to=last,
    )


def _day_of(value: Moment | str) -> dt.date | str:
    """The local day, unless the instant is too near the ends of time to be converted."""
    if isinstance(value, dt.datetime):
        return local_date(value) if 1 < value.year < 9999 else str(value)
    return value


def duplicate_of(record: DossierRecord, first: str) -> Finding:
    """The finding for a code that was given before (trùng mã hồ sơ)."""
    return _bad(record, "duplicate", "code", first=first)


def _bad(record: DossierRecord, reason: str, column: str, **values: object) -> Finding:
    return bad_row(
        reason,
        subject=record.code,
        path=record.path,
        line=record.line,
        column=record.names.get(column, column),
        row=record.row,
        **values,
    )


def _covered(moment: Moment, first: dt.date, last: dt.date) -> bool:
    if isinstance(moment, dt.datetime):
        if not first.year <= moment.year <= last.year:  # its offset may not bear converting
            return False
        moment = local_date(moment)
    return first <= moment <= last


def _is_before(moment: Moment, received: Moment) -> bool:
    """Instants are compared where both are known to the minute, otherwise days."""
    if isinstance(moment, dt.datetime) and isinstance(received, dt.datetime):
        # A date alone is often stored as midnight; it means the whole day.
        if moment.time() == dt.time() and local_date(moment) == local_date(received):
            return False
        return moment < received
    return local_date(moment) < local_date(received)
