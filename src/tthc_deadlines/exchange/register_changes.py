"""What an import adds to a dossier (phần thay đổi khi nhập): only what is new, never a rewrite.

The record is only added to. What a source now tells otherwise is written as a
:class:`~tthc_deadlines.dossiers.events.Correction` that names the event, so that what was
believed before is still there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from tthc_deadlines.dossiers.corrections import known_events
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Correction
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.replay import replay

IMPORTED_AT = "imported_at"
"""The key of ``Dossier.extra`` that says since when a source tells it so (thời điểm nhập).

It also makes the header another one where a source goes back to what it said before.
"""


class Changes:
    """Collects what is to be written of one dossier (các thay đổi của một hồ sơ).

    Args:
        kept: the dossier as the register has it; ``None`` for a new one.
        code: its code; ``at`` the instant of the import.
    """

    def __init__(self, kept: Dossier | None, code: str, at: dt.datetime) -> None:
        self.kept, self.at = kept, at
        self.about = attrs.evolve(kept, events=()) if kept is not None else Dossier(code=code)
        self.before = () if kept is None else kept.events
        self.added: list[Event] = []
        self.header: Dossier | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events there will be, with those added so far (các sự kiện)."""
        return (*self.before, *self.added)

    def standing(self) -> dict[str, Event]:
        """The events that hold now, by their ids (sự kiện còn hiệu lực)."""
        return {event.id: event for event in known_events(self.events)[0]}

    def history(self) -> History:
        """What they amount to (diễn biến)."""
        return replay(self.events)

    # --- telling -------------------------------------------------------------------------

    def tell(self, event: Event) -> None:
        """Have an event hold: written, or as a correction of the one with its id (ghi nhận)."""
        now = self.standing().get(event.id)
        if now is not None:
            if not says_the_same(now, event):
                self.correct(now, event)
        elif any(event.id in told_ids(one) for one in self.events):  # it was taken back
            self.correct(event, event)
        else:
            self.added.append(event)

    def correct(self, event: Event, replacement: Event | None, reason: str = "") -> None:
        """Write that an event should have been another, or none (đính chính)."""
        id_ = f"correction@{self.at.isoformat()}#{event.id}"
        taken = {one.id for one in self.events}
        while id_ in taken:
            id_ += "+"
        self.added.append(
            Correction(
                id=id_, occurred_at=self.at, recorded_at=self.at, corrects=event.id,
                replacement=replacement, reason=reason,
            )
        )  # fmt: skip

    def describe(self, about: Dossier) -> None:
        """Have the dossier be about what a source now says (thông tin hồ sơ)."""
        if self.kept is None:
            self.header = about
        elif _bare(about) != _bare(self.about):
            extra = {**about.extra, IMPORTED_AT: self.at.isoformat()}
            self.header = attrs.evolve(about, extra=extra)

    def items(self) -> list[Dossier | tuple[str, Event]]:
        """What is to be appended (các mục cần ghi); empty if nothing is new."""
        if self.header is not None:
            return [attrs.evolve(self.header, events=tuple(self.added))]
        return [(self.about.code, event) for event in self.added]


def _bare(about: Dossier) -> Dossier:
    extra = {name: value for name, value in about.extra.items() if name != IMPORTED_AT}
    return attrs.evolve(about, extra=extra, events=())


def told_ids(event: Event) -> set[str]:
    """The ids an event brings with it: its own, and that of what it puts in place of another."""
    found = {event.id}
    if isinstance(event, Correction) and event.replacement is not None:
        found |= told_ids(event.replacement)
    return found


def says_the_same(one: Event, other: Event) -> bool:
    """Whether two events say the same, whenever they were recorded (cùng nội dung)."""
    bare: dict[str, Any] = {"recorded_at": None, "extra": {}}
    return attrs.evolve(one, **bare) == attrs.evolve(other, **bare)


def is_better(new: Moment, old: Moment) -> bool:
    """Whether a moment tells other than an old one, or the same more exactly (khác hoặc rõ hơn).

    >>> day, nine = dt.date(2026, 11, 20), dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    >>> is_better(nine, day), is_better(day, nine), is_better(nine, nine)
    (True, False, False)

    Basis: the library's own convention: a day alone does not contradict an instant on it.
    """
    if isinstance(new, dt.datetime) == isinstance(old, dt.datetime):
        return new != old
    if isinstance(new, dt.datetime):
        return True
    return not isinstance(old, dt.datetime) or new != old.date()
