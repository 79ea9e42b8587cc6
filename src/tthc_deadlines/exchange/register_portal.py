"""The portal's dossiers into a register (nhập hồ sơ của Cổng vào sổ).

Their events are derived, under ids made of the code, the kind and the instant. An export with
one more step gives one more event. Where it tells a fact otherwise than an earlier export did,
the earlier event is corrected; what an export does not mention it does not deny, for histories
often come in files of their own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import AFTER_END
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.exchange.portal.history import ENDS
from tthc_deadlines.exchange.portal.read import PORTAL
from tthc_deadlines.exchange.register_changes import Changes, is_better, says_the_same
from tthc_deadlines.exchange.register_rows import rows_taken_back

HAS_HISTORY = "has_history"
_ONCE = (ev.Submitted, ev.Accepted, ev.Rejected, ev.ResultIssued, ev.Returned)
_TAKEN_BACK = "Cổng không còn ghi kết thúc / the portal no longer has an end"
_NOT_HANDED_OUT = "Cổng không còn ghi ngày trả / the portal no longer has a day of handing out"


def is_of_portal(dossier: Dossier) -> bool:
    """Whether a dossier was read from the portal's objects (hồ sơ từ Cổng)."""
    return isinstance(dossier.extra.get(PORTAL), dict)


def is_derived(dossier: Dossier) -> bool:
    """Whether all its events were made of the portal's objects (sự kiện lập từ dữ liệu Cổng).

    One that comes out of another register may have more, which go in as they are.
    """
    return is_of_portal(dossier) and all(_is_ours(one, dossier.code) for one in dossier.events)


def portal_changes(told: Dossier, kept: Dossier | None, at: dt.datetime) -> Changes:
    """What an export of the portal adds to a dossier (thay đổi theo dữ liệu của Cổng).

    Of the portal's own object everything but the history is kept; that is told by the events.
    """
    changes = Changes(kept, told.code, at)
    rows_taken_back(changes, told.events)
    _reconcile(told, changes)
    changes.describe(_about(told, changes.about))
    return changes


def _about(told: Dossier, before: Dossier) -> Dossier:
    kept = dict(told.extra[PORTAL])
    if "history" in kept or _has_history(before):
        kept[HAS_HISTORY] = True
    kept.pop("history", None)
    if "dossier" not in kept and is_of_portal(before):  # a history without its dossier
        return attrs.evolve(
            before, extra={**before.extra, PORTAL: {**before.extra[PORTAL], **kept}}
        )
    return attrs.evolve(told, events=(), extra={**told.extra, PORTAL: kept})


def _has_history(about: Dossier) -> bool:
    return is_of_portal(about) and bool(about.extra[PORTAL].get(HAS_HISTORY))


def _reconcile(told: Dossier, changes: Changes) -> None:
    is_poor = _has_history(changes.about) and "history" not in told.extra[PORTAL]
    standing = changes.standing()
    ids = {event.id for event in told.events}
    gone = [one for one in standing.values() if _is_ours(one, told.code) and one.id not in ids]
    for event in told.events:
        now = standing.get(event.id)
        if now is not None:
            merged = _merged(now, event)
            if not says_the_same(now, merged):
                changes.correct(now, merged)
            continue
        rival = _rival(event, gone, told, standing)
        if rival is None:
            changes.tell(event)
        elif not (is_poor and _day(rival) == _day(event)):  # its step told it better
            gone.remove(rival)
            changes.correct(rival, _merged(rival, event))
    if not is_poor:
        _take_back_ends(told, changes, gone)
        _take_back_return(told, changes, gone)


def _is_ours(event: Event, code: str) -> bool:
    return event.id.startswith(f"{code}:")


def _day(event: Event) -> dt.date:
    return event.occurred_at.date()


def _rival(
    event: Event, gone: list[Event], told: Dossier, standing: dict[str, Event]
) -> Event | None:
    """The earlier event that must be this one, told otherwise: of its kind and day; or of a
    kind that the portal has one date for, where there are no more of them than before.
    """
    kind = type(event)
    alike = sorted(
        (one for one in gone if type(one) is kind),
        key=lambda one: abs(one.occurred_at - event.occurred_at),
    )
    on_day = next((one for one in alike if _day(one) == _day(event)), None)
    if on_day is not None or not alike or kind not in _ONCE:
        return on_day
    now = sum(type(one) is kind for one in told.events)
    before = sum(type(one) is kind for one in standing.values())
    return alike[0] if now <= before else None


def _merged(now: Event, event: Event) -> Event:
    """The new telling of an event, with what only the old one had."""
    more: dict[str, Any] = {}
    for field in attrs.fields(type(event)):
        if field.name in ("id", "recorded_at", "occurred_at", "day_only", "extra"):
            continue
        if getattr(event, field.name) in (None, "", ()):
            more[field.name] = getattr(now, field.name)
    if not is_better(event.when, now.when):
        more["occurred_at"], more["day_only"] = now.occurred_at, now.day_only
    return attrs.evolve(event, **more)


def _take_back_ends(told: Dossier, changes: Changes, gone: list[Event]) -> None:
    """An export that shows a dossier open takes back the end that an earlier one told."""
    if replay(told.events).state in AFTER_END or changes.history().state not in AFTER_END:
        return
    for event in gone:
        if type(event) in ENDS:
            changes.correct(event, None, _TAKEN_BACK)


def _take_back_return(told: Dossier, changes: Changes, gone: list[Event]) -> None:
    """A dossier's object that has another day of handing out, or a blank, denies the earlier.

    An object without that field, and a history that comes alone, deny nothing.
    """
    if "NgayTra" not in told.extra[PORTAL].get("dossier", ()):
        return
    standing = changes.standing()
    for event in gone:
        if isinstance(event, ev.Returned) and event.id in standing:
            changes.correct(event, None, _NOT_HANDED_OUT)
