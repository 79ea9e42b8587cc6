"""Days without a time (ngày không có giờ): where they stand among the portal's other facts.

Eight digits, or exactly midnight, is how systems export a day. Such a fact is put where it
agrees with what else is told of that day, and its event says that only the day is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event, instant_of_day

MIDNIGHT = dt.time()
_SECOND = dt.timedelta(seconds=1)


@attrs.define(eq=False)
class Fact:
    """What one source says has happened; ``source`` is the field it stands in (sự việc)."""

    kind: type[Event]
    at: dt.datetime
    source: str = ""
    more: dict[str, Any] = attrs.field(factory=dict)
    is_paired: bool = False
    run: int = 0

    @property
    def day_only(self) -> bool:
        """Whether only its day is known (chỉ biết ngày)."""
        return self.at.time() == MIDNIGHT


_FOLLOWERS: dict[type[Event], tuple[type[Event], ...]] = {
    ev.ResultIssued: (ev.Returned, ev.Reopened),
    ev.Returned: (ev.Reopened,),
    ev.Rejected: (ev.Reopened,),
    ev.Withdrawn: (ev.Reopened,),
    ev.Closed: (ev.Reopened,),
}
"""What can only come after what ends something (việc chỉ có thể đến sau)."""


def place(facts: Sequence[Fact]) -> dict[Fact, dt.datetime]:
    """The instant of each fact (thời điểm của từng sự việc).

    A day without a time stands as :func:`instant_of_day` says, unless something with a time
    on that day must come after or before it: the result before it is handed out, the
    receipt after the filing.
    """
    placed = {
        fact: instant_of_day(fact.kind.kind, fact.at.date()) if fact.day_only else fact.at
        for fact in facts
    }
    for day in {fact.at.date() for fact in facts if fact.day_only}:
        on_day = [fact for fact in facts if fact.at.date() == day]
        _receipt(on_day, placed)
        for fact in on_day:
            later = _timed(on_day, *_FOLLOWERS.get(fact.kind, ()))
            if fact.day_only and later:
                placed[fact] = min(later) - _SECOND
        if not _is_waiting(facts, day):
            _supplement(on_day, placed)
    return placed


def _timed(facts: Sequence[Fact], *kinds: type[Event]) -> list[dt.datetime]:
    return [fact.at for fact in facts if fact.kind in kinds and not fact.day_only]


def _receipt(on_day: Sequence[Fact], placed: dict[Fact, dt.datetime]) -> None:
    """Filed, then received, then worked on."""
    for fact in on_day:
        if fact.day_only and fact.kind is ev.Accepted:
            placed[fact] = max([placed[fact], *_timed(on_day, ev.Submitted)])
    received = [placed[fact] for fact in on_day if fact.kind is ev.Accepted]
    for fact in on_day:
        if fact.day_only and fact.kind is not ev.Submitted and received:
            placed[fact] = max(placed[fact], min(received))


def _is_waiting(facts: Sequence[Fact], day: dt.date) -> bool:
    """Whether a supplement asked for earlier is still awaited on the morning of a day."""
    before = [fact.kind for fact in facts if fact.at.date() < day]
    return before.count(ev.SupplementRequested) > before.count(ev.SupplementReceived)


def _supplement(on_day: Sequence[Fact], placed: dict[Fact, dt.datetime]) -> None:
    """Asked for and received on one day: first the one, then the other."""
    asked = [fact for fact in on_day if fact.kind is ev.SupplementRequested]
    came = [fact for fact in on_day if fact.kind is ev.SupplementReceived]
    if not asked or not came:
        return
    for fact in came:
        if fact.day_only:
            placed[fact] = dt.datetime.combine(fact.at.date(), dt.time(23, 59, 59), fact.at.tzinfo)
    for fact in asked:
        if fact.day_only:
            placed[fact] = min(placed[one] for one in came) - _SECOND
