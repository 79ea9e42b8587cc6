"""The base of events (nền chung của sự kiện): what every event has, and its kinds of fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import attrs

from tthc_deadlines.dossiers.folding import fold
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import UnknownChoice, WrongType
from tthc_deadlines.instants import VIETNAM, as_date, as_instant
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.procedures.procedure import Channel

OF_LIST = "row:"
"""What the ids of events begin with that were made of rows of lists (mã lập từ dòng)."""


def _local(value: dt.datetime, field: str) -> dt.datetime:
    if type(value) is dt.datetime and value.tzinfo is VIETNAM:
        return value
    try:
        return as_instant(value, field).astimezone(VIETNAM)
    except OverflowError:
        raise WrongType(
            field=field, value=value, expected="an instant of the years 1 to 9999 in Vietnam"
        ) from None


_ENDS = frozenset(
    {"result_issued", "returned", "rejected", "withdrawn", "closed", "supplement_requested"}
)


def instant_of_day(kind: str, day: dt.date) -> dt.datetime:
    """The instant that stands for a day without a time (thời điểm thay cho một ngày).

    What begins something stands at the first instant of the day, what ends it at the last
    second, so that a result on the day of receipt does not come before it.

    >>> instant_of_day("accepted", dt.date(2026, 11, 20)).isoformat()
    '2026-11-20T00:00:00+07:00'
    >>> instant_of_day("result_issued", dt.date(2026, 11, 20)).isoformat()
    '2026-11-20T23:59:59+07:00'

    Basis: the library's own convention.
    """
    return dt.datetime.combine(day, _LAST_SECOND if kind in _ENDS else dt.time(), VIETNAM)


_LAST_SECOND = dt.time(23, 59, 59)


def _identifier(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise WrongType(field="id", value=value, expected="a text that is not empty")


def _occurred(value: dt.datetime) -> dt.datetime:
    return _local(value, "occurred_at")


def _recorded(value: dt.datetime | None) -> dt.datetime | None:
    return None if value is None else _local(value, "recorded_at")


def _moment(value: Moment | None, field: attrs.Attribute[Any]) -> Moment | None:
    """A day or an instant, in local time; a naive datetime is refused."""
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return _local(value, field.name)
    return as_date(value, field.name)


def _limit(value: object, field: attrs.Attribute[Any]) -> TimeLimit | None:
    if value is None or isinstance(value, TimeLimit):
        return value
    raise WrongType(
        field=field.name,
        value=value,
        expected="a TimeLimit (read a text with TimeLimit.parse)",
    )


def moment_field() -> Any:
    """A field for a day or an instant that may be missing."""
    return attrs.field(default=None, converter=attrs.Converter(_moment, takes_field=True))


def limit_field() -> Any:
    """A field for a time limit that may be missing."""
    return attrs.field(default=None, converter=attrs.Converter(_limit, takes_field=True))


_CHANNEL_WORDS = {
    **{fold(one.value): one.value for one in Channel},
    **dict.fromkeys(("tructiep", "noptructiep"), Channel.IN_PERSON.value),
    **dict.fromkeys(("tructuyen", "noptructuyen"), Channel.ONLINE.value),
    **dict.fromkeys(("buuchinh", "buudien", "quabuuchinh", "quabuudien"), Channel.POST.value),
    **dict.fromkeys(("buuchinhcongich", "dichvubuuchinhcongich"), Channel.POST.value),
}


def channel_of(value: str) -> str:
    """The channel that a text names (hình thức nộp): its key, "" for none.

    Case, diacritics and separators make no difference.

    Raises:
        UnknownChoice: it names none.

    >>> channel_of("Trực tuyến"), channel_of("ONLINE"), channel_of("bưu điện"), channel_of("")
    ('online', 'online', 'post', '')

    Basis: the words in use for the three ways of filing.
    """
    if value in _CHANNELS:
        return value
    found = _CHANNEL_WORDS.get(fold(str(value)))
    if found is None:
        raise UnknownChoice(field="channel", value=value, known=CHANNELS_KNOWN)
    return found


_CHANNELS = frozenset({"", *(one.value for one in Channel)})
CHANNELS_KNOWN = ", ".join(Channel)
"""The channels by name, for messages (các hình thức nộp)."""


@attrs.frozen(kw_only=True)
class Event:
    """One thing that happened to a dossier (một sự kiện).

    Attributes:
        id: its identifier, unique within the dossier; giving the same event twice is
            harmless.
        occurred_at: when it happened, an aware instant.
        day_only: only the day is known; ``occurred_at`` is then the first instant of that
            day for what begins (submitted, accepted, supplement received …), the last
            second, 23:59:59, for what ends (result issued, returned, rejected, withdrawn,
            closed, supplement requested): see :func:`instant_of_day`.
        recorded_at: when the system was told; ``None`` means as it happened.
        actor: who did it: an official's id, never an applicant's name.
        note: words for the file.
        extra: what the source said besides, kept and never read.

    Raises:
        NaiveTimestamp: an instant without a time zone. WrongType: no instant at all; an
            ``id`` that is empty or no text.

    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> accepted = Accepted(id="e1", occurred_at=dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC))
    >>> accepted.kind, accepted.occurred_at.isoformat(), accepted.known_at == accepted.occurred_at
    ('accepted', '2026-11-20T09:00:00+07:00', True)

    Basis: decree 118/2025/NĐ-CP articles 17–22 for the life of a dossier.
    """

    kind: ClassVar[str] = "event"

    id: str = attrs.field(converter=_identifier)
    occurred_at: dt.datetime = attrs.field(converter=_occurred)
    day_only: bool = False
    recorded_at: dt.datetime | None = attrs.field(default=None, converter=_recorded)
    actor: str = ""
    note: str = ""
    extra: Mapping[str, Any] = attrs.field(factory=dict, hash=False, repr=False)

    @property
    def known_at(self) -> dt.datetime:
        """When the system knew of it (thời điểm hệ thống ghi nhận)."""
        return self.recorded_at or self.occurred_at

    @property
    def is_of_list(self) -> bool:
        """Whether it was made of a list's row (lập từ dòng danh sách), which tells a state.

        A list shows neither when all that happened did nor everything that was done: what it
        does not tell is no omission.
        """
        return self.id.startswith(OF_LIST)

    @property
    def when(self) -> Moment:
        """When it happened as far as is known (lúc xảy ra): the instant, or the day alone."""
        return self.occurred_at.date() if self.day_only else self.occurred_at
