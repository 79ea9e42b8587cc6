"""Rows of lists into a register (nhập dòng danh sách vào sổ): a state becomes events.

A row tells a state, day after day; the register keeps what happened. The first import of a
row says when it was received and finished; what a later one says otherwise is a correction of
these events, or, where a list only shows *that* something changed and not when, an event at
the instant of the import:

- another holder: ``assigned``; another promise: ``reappointed``, or a correction once it has
  ended, or the promise of a supplement that came in;
- "chờ bổ sung", "tạm dừng", "từ chối": ``supplement_requested``, ``stopped``, ``closed``, and
  what takes them back when the list no longer says so;
- a finish that the list no longer has: a correction that takes it back.

A blank cell says nothing, save for the holder, the status and the finish, in a list with such a
column.
To a dossier that has a record of its own, events that tell of its receipt, a row adds nothing
but a finish that the record does not have.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import OF_LIST, Event, instant_of_day
from tthc_deadlines.dossiers.folding import fold_words
from tthc_deadlines.dossiers.history import AFTER_END, History, State
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.dossiers.status import OwnStatus, read_own_status
from tthc_deadlines.exchange.portal.history import ENDS, FINANCIAL_OBLIGATION, HALTED
from tthc_deadlines.exchange.register_changes import Changes, is_better

RECEIVED, FINISHED = f"{OF_LIST}accepted", f"{OF_LIST}result_issued"

_UNDATED = "@"  # in the ids of what a list only shows
_FINISHED_BEFORE = "đã kết thúc trước đó / it had ended before"
_TAKEN_BACK = "danh sách không còn ghi ngày kết thúc / the list no longer has an end"
_ON_ITS_OWN = "đã có diễn biến riêng / told by events of its own"


def row_changes(record: DossierRecord, kept: Dossier | None, at: dt.datetime) -> Changes:
    """What a row adds to the dossier that the register has (thay đổi theo một dòng).

    Args:
        record: the row, which contradicts itself nowhere.
        kept: the dossier so far; ``None`` for a new one.
        at: the instant of the import, that of what the list does not date.

    Basis: the library's own convention; see ``docs/formats.md``.
    """
    return _Row(record, kept, at).changes()


def rows_taken_back(changes: Changes, told: Sequence[Event]) -> None:
    """Take back what rows said of a dossier whose own events now tell of its receipt (thu hồi).

    Otherwise it would be received twice. A finish stays until they tell of an end as well.
    """
    ids = {event.id for event in told}
    if not any(isinstance(one, ev.Accepted) and not one.is_of_list for one in told):
        return
    has_end = not ENDS.isdisjoint(map(type, told))
    for event in changes.standing().values():
        if event.is_of_list and event.id not in ids and (has_end or event.id != FINISHED):
            changes.correct(event, None, _ON_ITS_OWN)


class _Row:
    def __init__(self, record: DossierRecord, kept: Dossier | None, at: dt.datetime) -> None:
        self.record = record
        self.found = Changes(kept, record.code, at)
        self.was_held_by = self.found.about.holder
        # Nothing happens to a dossier before it was received.
        self.at = max(at, self._instant("accepted", record.received_at))

    def changes(self) -> Changes:
        if self._has_own_record():
            self._finish()
            return self.found
        self._receipt()
        self._finish()
        self._condition()
        self._promise()
        self._holder()
        self._header()
        return self.found

    def _has_own_record(self) -> bool:
        return any(
            isinstance(one, ev.Accepted) and not one.is_of_list
            for one in self.found.standing().values()
        )

    # --- what the list dates -----------------------------------------------------------------

    def _receipt(self) -> None:
        received = self.record.received_at
        told = self.found.standing().get(RECEIVED)
        if not isinstance(told, ev.Accepted):
            made = ev.Accepted(
                **self._dated("accepted", RECEIVED, received), promised_at=self.record.promised_at
            )
            self.found.tell(made)
        elif is_better(received, told.when):
            dated = self._dated("accepted", RECEIVED, received)
            self.found.tell(attrs.evolve(told, recorded_at=None, **dated))

    def _finish(self) -> None:
        finished = self.record.finished_at
        told = self.found.standing().get(FINISHED)
        if finished is None:
            if told is not None and "finished_at" in self.record.names:
                self.found.correct(told, None, _TAKEN_BACK)
            return
        if (
            isinstance(finished, dt.datetime)
            and finished.timetz().replace(tzinfo=None) == dt.time()
        ):
            finished = finished.date()  # how a day alone is often stored
        dated = self._dated("result_issued", FINISHED, finished)
        if told is None:
            self._take_back(dated["occurred_at"])
            if self.found.history().state in AFTER_END:
                return  # its own events say so already
            self.found.tell(ev.ResultIssued(**dated))
        elif is_better(finished, told.when):
            self._take_back(dated["occurred_at"])
            self.found.tell(attrs.evolve(told, recorded_at=None, **dated))

    def _take_back(self, finished: dt.datetime) -> None:
        """A closing, and what lists seemed to show after the finish, cannot have been."""
        for one in self.found.standing().values():
            is_shown = one.is_of_list and _UNDATED in one.id and not isinstance(one, ev.Assigned)
            if is_shown and (isinstance(one, ev.Closed) or one.occurred_at > finished):
                self.found.correct(one, None, _FINISHED_BEFORE)

    def _dated(self, kind: str, id_: str, moment: Moment) -> dict[str, Any]:
        return {
            "id": id_,
            "occurred_at": self._instant(kind, moment),
            "day_only": not isinstance(moment, dt.datetime),
        }

    @staticmethod
    def _instant(kind: str, moment: Moment) -> dt.datetime:
        return moment if isinstance(moment, dt.datetime) else instant_of_day(kind, moment)

    # --- what it only shows ------------------------------------------------------------------

    def _new(self, kind: type[Event], **more: Any) -> Event:
        """An event at the instant of the import, which the list does not date."""
        id_ = f"{OF_LIST}{kind.kind}{_UNDATED}{self.at.isoformat()}"
        return kind(id=id_, occurred_at=self.at, recorded_at=self.at, **more)

    def _condition(self) -> None:
        """What the list's own status says beside its dates."""
        if self.record.finished_at is not None or not self.record.status_text:
            return
        own = read_own_status(self.record.status_text)
        wanted = _CONDITIONS.get(own) if own is not None else None
        if wanted is ev.Stopped and _is_for_supplement(self.record.status_text):
            wanted = ev.SupplementRequested
        if own is None or own is OwnStatus.FINISHED:
            return
        history = self.found.history()
        begun = _begun(history)
        if begun is None and history.state in AFTER_END:
            return
        if begun is not None:
            if type(begun) is wanted or not begun.is_of_list:
                return
            self._leave(begun)
        if wanted is not None:
            self._enter(wanted)

    def _leave(self, begun: Event) -> None:
        if isinstance(begun, ev.Stopped):
            self.found.tell(self._new(ev.Resumed, ground=begun.ground))
        elif isinstance(begun, ev.SupplementRequested):
            self.found.tell(self._new(ev.SupplementReceived))
        else:
            self.found.tell(self._new(ev.Reopened))

    def _enter(self, kind: type[Event]) -> None:
        said = self.record.status_text
        if kind is ev.Stopped:
            self.found.tell(self._new(kind, ground=_ground(said), note=said))
        else:
            self.found.tell(self._new(kind, reason=said))

    def _promise(self) -> None:
        """Another day on the slip than before."""
        promised, history = self.record.promised_at, self.found.history()
        if promised is None:
            return
        if not history.promises:
            first = self.found.standing().get(RECEIVED)
            if isinstance(first, ev.Accepted):
                self.found.tell(attrs.evolve(first, promised_at=promised, recorded_at=None))
            return
        last = history.promises[-1]
        if not is_better(promised, last.moment):
            return
        fresh = next((one for one in self.found.added if type(one) is ev.SupplementReceived), None)
        if fresh is not None:
            place = self.found.added.index(fresh)
            self.found.added[place] = attrs.evolve(fresh, promised_at=promised)
        elif history.state in AFTER_END or _is_same_day(promised, last.moment):
            self._correct_promise(promised, last.moment)
        else:
            self.found.tell(self._new(ev.Reappointed, promised_at=promised))

    def _correct_promise(self, promised: Moment, before: Moment) -> None:
        for event in reversed(list(self.found.standing().values())):
            if not isinstance(event, (ev.Accepted, ev.SupplementReceived, ev.Reappointed)):
                continue
            if event.is_of_list and event.promised_at == before:
                self.found.correct(event, attrs.evolve(event, promised_at=promised))
                return

    def _holder(self) -> None:
        """Another official than before; who had it until now had it since it was received."""
        holder, before = self.record.holder, self.was_held_by
        history = self.found.history()
        if holder is None or before is None or history.state in AFTER_END:
            return
        named = [one.event for one in history.namings]
        is_theirs = all(one.is_of_list for one in named)
        if not is_theirs or holder == (history.holder if named else before):
            return
        if not named and before:
            first = self._instant("accepted", self.record.received_at)
            self.found.tell(
                ev.Assigned(
                    id=f"{OF_LIST}assigned", occurred_at=first, holder=before,
                    unit=self.found.about.unit,
                )
            )  # fmt: skip
        unit = self.record.unit or self.found.about.unit
        self.found.tell(self._new(ev.Assigned, holder=holder, unit=unit))

    # --- what it is about --------------------------------------------------------------------

    def _header(self) -> None:
        said = {name: getattr(self.record, name) for name in _ABOUT}
        told: dict[str, Any] = {name: value for name, value in said.items() if value}
        if self.record.holder is not None:
            told["holder"] = self.record.holder
        if "status_text" in self.record.names:  # what it said before is no longer said
            told["status_text"] = self.record.status_text
        self.found.describe(attrs.evolve(self.found.about, **told))


_ABOUT = ("procedure_code", "procedure_name", "limit_text", "unit", "status_text")
_CONDITIONS: dict[OwnStatus, type[Event]] = {
    OwnStatus.STOPPED: ev.Stopped,
    OwnStatus.CLOSED: ev.Closed,
}


def _begun(history: History) -> Event | None:
    """The stop, the request or the closing that stands, if one does."""
    if history.state is State.WAITING:
        return history.requests[-1] if history.requests else None
    if history.state is State.CLOSED:
        return history.ended_by
    run = history.run
    return (
        next((stop.event for stop in reversed(run.stops) if stop.ended_by is None), None)
        if (run is not None and history.state is State.RUNNING)
        else None
    )


def _is_for_supplement(text: str) -> bool:
    words = f" {fold_words(text)} "
    return words.strip() == "5" or any(
        f" {one} " in words for one in ("bo sung", "supplement", "applicant")
    )


def _ground(text: str) -> str:
    words = fold_words(text)
    paid = words == "6" or "tai chinh" in words or "thanh toan" in words
    return FINANCIAL_OBLIGATION if paid else HALTED


def _is_same_day(one: Moment, other: Moment) -> bool:
    days = [x.date() if isinstance(x, dt.datetime) else x for x in (one, other)]
    return days[0] == days[1]
