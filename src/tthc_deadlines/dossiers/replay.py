"""Replaying events (dựng lại diễn biến): from events in any order to one history.

What cannot be is never an exception here: it becomes a :class:`Fault`, and the best
reading is taken, so that an import that goes backwards loses nothing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter, eq

from tthc_deadlines.dossiers.corrections import known_events
from tthc_deadlines.dossiers.errors import InvalidTransition, shown_moment
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES
from tthc_deadlines.dossiers.history import Fault, History
from tthc_deadlines.dossiers.replaying import Replay
from tthc_deadlines.instants import VIETNAM, as_instant

REASONS: dict[str, tuple[str, str]] = {
    "accepted_already": ("hồ sơ đã được tiếp nhận rồi", "it was accepted already"),
    "not_accepted": ("hồ sơ chưa được tiếp nhận", "it was not accepted"),
    "submitted_late": ("hồ sơ đã được nộp rồi", "it was submitted already"),
    "ended_already": ("hồ sơ đã kết thúc", "the dossier had ended"),
    "returned_already": (
        "kết quả đã trả cho người nộp; sửa kết quả không làm thời hạn chạy lại",
        "the result was handed out; mending it does not set the clock going again",
    ),
    "not_ended": ("hồ sơ chưa kết thúc nên không mở lại", "it has not ended, so nothing reopens"),
    "asked_already": (
        "đang chờ bổ sung, chưa nhận được hồ sơ bổ sung",
        "a supplement was asked for already and has not come",
    ),
    "not_asked": ("không có yêu cầu bổ sung nào", "no supplement was asked for"),
    "waiting": (
        "đang chờ bổ sung nên thời hạn không chạy",
        "it waits for a supplement, so no clock runs",
    ),
    "stopped_already": ("đã tạm dừng vì lý do này rồi", "it is stopped on this ground already"),
    "not_stopped": ("không có khoảng tạm dừng nào đang mở", "no stop is open"),
    "other_ground": ("đang tạm dừng vì lý do khác", "it is stopped on another ground"),
    "no_consultation": (
        "không có lần lấy ý kiến nào chưa trả lời",
        "no consultation waits for an answer",
    ),
    "no_step": ("bước này chưa bắt đầu", "this step had not begun"),
    "no_handover": (
        "không có lần chuyển giao nào đang chờ",
        "no handover waits to be accepted",
    ),
    "issued_already": ("kết quả đã có rồi", "a result was issued already"),
    "unanswered": (
        "đã yêu cầu bổ sung mà chưa nhận được hồ sơ bổ sung",
        "the supplement that was asked for had not come",
    ),
    "same_id": (
        "một sự kiện khác đã mang mã này",
        "another event has the same id",
    ),
    "corrects_nothing": (
        "không có sự kiện mang mã được đính chính",
        "there is no event with the id it corrects",
    ),
}
"""Why an event is out of place, in Vietnamese and English (lý do)."""


def replay(
    events: Iterable[Event],
    at: dt.datetime | None = None,
    recorded_by: dt.datetime | None = None,
) -> History:
    """The history that events amount to (dựng lại diễn biến).

    Args:
        events: in any order, in one batch or several, some given twice.
        at: leaves out what had not happened by then.
        recorded_by: leaves out what had not been recorded by then, corrections included.

    Never raises for any order of events.

    Raises:
        NaiveTimestamp: ``at`` or ``recorded_by`` without a time zone.

    >>> replay([]).state
    <State.NEW: 'new'>

    Basis: decree 118/2025/NĐ-CP articles 17 to 22.
    """
    for name, instant in (("at", at), ("recorded_by", recorded_by)):
        if instant is not None and instant.tzinfo is not VIETNAM:
            as_instant(instant, name)
    if recorded_by is not None:
        events = [event for event in events if event.known_at <= recorded_by]
    taken, faults = known_events(events)
    taken.sort(key=_OCCURRED)
    instants = list(map(_OCCURRED, taken))
    if at is not None and instants and instants[-1] > at:
        del taken[bisect_right(instants, at) :]
    if at is not None and faults:
        faults = [fault for fault in faults if fault.event.occurred_at <= at]
    walk = Replay(faults)
    if any(map(eq, instants, instants[1:])):  # some share an instant
        together = groupby(taken, key=_OCCURRED)
        taken = [event for _, same in together for event in walk.take_at_once(same)]
    else:
        walk.take(taken)
    return walk.history(tuple(taken))


_OCCURRED = attrgetter("occurred_at")


# --- single calls --------------------------------------------------------------------------


def refuse_impossible(events: Sequence[Event], event: Event) -> None:
    """Refuse an event that cannot follow the others, or that makes one of them impossible.

    Raises:
        InvalidTransition: naming both events.
    """
    before = {(fault.event.id, fault.reason) for fault in replay(events).faults}
    for fault in replay((*events, event)).faults:
        if (fault.event.id, fault.reason) not in before:
            raise invalid_transition(fault)


def invalid_transition(fault: Fault) -> InvalidTransition:
    """The error that a fault is in a single call (lỗi tương ứng)."""
    reason_vi, reason = REASONS[fault.reason]
    return InvalidTransition(
        event=event_words(fault.event, "en"),
        event_vi=event_words(fault.event, "vi"),
        previous=event_words(fault.previous, "en"),
        previous_vi=event_words(fault.previous, "vi"),
        reason=reason,
        reason_vi=reason_vi,
    )


def event_words(event: Event | None, lang: str) -> str:
    """An event as messages name it (cách gọi sự kiện): kind, id, instant."""
    if event is None:
        return "lúc mở hồ sơ" if lang == "vi" else "the opening of the dossier"
    name = EVENT_NAMES[event.kind] if lang == "vi" else event.kind.replace("_", " ")
    own = "" if event.kind in event.id else f" {event.id}"  # an id made of the kind says no more
    return f"{name}{own} ({shown_moment(event.when, lang)})"
