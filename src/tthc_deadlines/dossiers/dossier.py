"""Dossiers (hồ sơ): one dossier as its events tell it, and what it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from tthc_deadlines.choices import chosen
from tthc_deadlines.dossiers.event_base import Event, channel_of
from tthc_deadlines.dossiers.events import EVENT_CLASSES
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import WrongType
from tthc_deadlines.instants import as_instant
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.procedures.procedure import Kind

_KNOWN = frozenset(EVENT_CLASSES)


def _kind(value: str) -> str:
    return chosen(Kind, value, "kind").value


def _events(value: Iterable[Event]) -> tuple[Event, ...]:
    events = tuple(value)
    for event in events:
        if type(event) not in _KNOWN:
            raise WrongType(field="events", value=event, expected="an Event")
    return events


@attrs.frozen(kw_only=True)
class Directive:
    """The document that gives a task (văn bản giao nhiệm vụ).

    Attributes:
        number: its number as printed; ``issuer`` who signed it; ``signed_on`` when.
        level: whose order it is, in the office's own words ("Chủ tịch UBND tỉnh").
        priority: the office's own word or number for its urgency.
        lead: the unit that leads; ``cooperating`` the units that help.
    """

    number: str = ""
    issuer: str = ""
    signed_on: dt.date | None = None
    level: str = ""
    priority: str = ""
    lead: str = ""
    cooperating: tuple[str, ...] = attrs.field(default=(), converter=tuple)


@attrs.frozen(kw_only=True)
class Dossier:
    """A dossier with everything that happened to it (hồ sơ và các sự kiện).

    Nothing here is computed: how it stands is worked out by
    :func:`~tthc_deadlines.checking.life.assess.assess`. No field holds the applicant.

    Attributes:
        code: the dossier's code (mã hồ sơ), of any form.
        kind: ``"procedure"``, ``"complaint"``, ``"denunciation"``, ``"reception"``,
            ``"feedback"`` or ``"task"``.
        procedure_code, procedure_name, level, issuer: which procedure (mã, tên thủ tục),
            of which level and agency where the code alone does not settle it.
        channel: ``"in_person"``, ``"post"``, ``"online"``, or "" where not known;
            Vietnamese words for them are taken as well.
        conditions: the conditions of the procedure that hold for this dossier, e.g.
            ``{"complex", "remote_area"}``: they choose the limit.
        limit: a limit given with the dossier itself, which stands before the catalogue's.
        limit_text: the limit in words, read where ``limit`` is not given.
        due: the last day or instant set by a directive or agreed in writing.
        directive: the document that gives a task.
        unit: the unit that processes it; ``holder`` the official, where the source says so
            outside of events.
        events: what happened, in any order.
        status_text: the status in the source's own words.
        extra: what the source said besides, kept for writing it back, never read.
        path, line: where it stands in its file.

    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> from tthc_deadlines.instants import VIETNAM
    >>> received = dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
    >>> dossier = Dossier(code="H01", limit=TimeLimit.parse("05 ngày làm việc"))
    >>> dossier.then(Accepted(id="e1", occurred_at=received)).events[0].kind
    'accepted'

    Basis: decree 118/2025/NĐ-CP articles 16–23 for what is recorded of a dossier.
    """

    code: str
    kind: str = attrs.field(default="procedure", converter=_kind)
    procedure_code: str = ""
    procedure_name: str = ""
    level: str = ""
    issuer: str = ""
    channel: str = attrs.field(default="", converter=channel_of)
    conditions: frozenset[str] = attrs.field(default=frozenset(), converter=frozenset)
    limit: TimeLimit | None = None
    limit_text: str = ""
    due: Moment | None = None
    directive: Directive | None = None
    unit: str = ""
    holder: str | None = None
    events: tuple[Event, ...] = attrs.field(default=(), converter=_events)
    status_text: str = ""
    extra: Mapping[str, Any] = attrs.field(factory=dict, hash=False, repr=False)
    path: str = attrs.field(default="", eq=False)
    line: int | None = attrs.field(default=None, eq=False)

    def then(self, event: Event) -> Dossier:
        """The dossier with one more event (thêm một sự kiện), which must be possible.

        Raises:
            InvalidTransition: the event cannot follow the others, naming both.
        """
        from tthc_deadlines.dossiers.replay import refuse_impossible

        longer = self.with_events([event])
        refuse_impossible(self.events, event)
        return longer

    def with_events(self, events: Iterable[Event]) -> Dossier:
        """The dossier with more events, possible or not (thêm các sự kiện đã nhập).

        Whatever order they come in, in one batch or several, makes no difference to how
        the dossier stands.
        """
        return attrs.evolve(self, events=(*self.events, *events))

    def recorded_by(self, instant: dt.datetime) -> Dossier:
        """The dossier as the system knew it then (hồ sơ như đã ghi nhận đến thời điểm đó)."""
        instant = as_instant(instant, "recorded_by")
        return attrs.evolve(
            self, events=tuple(event for event in self.events if event.known_at <= instant)
        )
