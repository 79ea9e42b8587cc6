"""Dossier records (dòng hồ sơ): one dossier as one row of a list tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from tthc_deadlines.errors import NaiveTimestamp, WrongType

Moment = dt.date | dt.datetime
"""A day, or an aware instant where the time of day is known."""


def _moment(record: DossierRecord, field: attrs.Attribute[Any], value: object) -> None:
    """A naive datetime is refused here already: what its clock meant is never guessed."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise NaiveTimestamp(field=field.name, value=value)
    elif not isinstance(value, dt.date) and (value is not None or field.name == "received_at"):
        raise WrongType(field=field.name, value=value, expected="a date or an aware datetime")


@attrs.frozen(kw_only=True)
class DossierRecord:
    """One dossier as a list has it (một dòng hồ sơ): the state, not the history.

    No field holds the applicant: columns about persons stay in ``extra``, where
    nothing reads them.

    Attributes:
        code: the dossier's code (mã hồ sơ), of any form.
        received_at: receipt (tiếp nhận): an aware instant, or a day where the time of
            day is not known.
        limit_text: the time limit in words (thời hạn giải quyết); empty when not given.
        promised_at: the promise on the slip (hẹn trả).
        finished_at: when processing ended (kết thúc xử lý); ``None`` while open.
        procedure_code, procedure_name: the procedure (mã và tên thủ tục).
        status_text: the status in the file's own words or numbers (trạng thái).
        unit: the unit that processes it (đơn vị xử lý).
        holder: the person it is assigned to (người xử lý). ``""`` means that the list
            has such a column and it is blank; ``None`` that the list does not say.
        extra: columns this library does not know, as written.
        row: the whole row as written, only where the reader was asked to keep it.
        names: the file's own name of each field's column, for messages.
        path, line: where it stands; ``line`` counts from 1, the header included.

    Raises:
        NaiveTimestamp: a datetime without a time zone. WrongType: no date at all.

    >>> DossierRecord(code="H01", received_at=dt.date(2026, 11, 20)).is_open
    True

    Basis: none in law; the fields that lists of one-stop systems and portals have.
    """

    code: str
    received_at: Moment = attrs.field(validator=_moment)
    limit_text: str = ""
    promised_at: Moment | None = attrs.field(default=None, validator=_moment)
    finished_at: Moment | None = attrs.field(default=None, validator=_moment)
    procedure_code: str = ""
    procedure_name: str = ""
    status_text: str = ""
    unit: str = ""
    holder: str | None = None
    extra: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    row: Mapping[str, Any] | None = attrs.field(default=None, hash=False, repr=False)
    names: Mapping[str, str] = attrs.field(factory=dict, eq=False, repr=False)
    path: str = ""
    line: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether no end of processing is recorded (chưa kết thúc)."""
        return self.finished_at is None
