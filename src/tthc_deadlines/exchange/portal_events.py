"""Events out of the portal's data (sự kiện từ dữ liệu của Cổng).

A dossier's own fields and the steps of its history often tell the same fact twice. Told on
one day it is one event; told on two it is two, and a finding says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES, in_order
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.rows import BadCellError
from tthc_deadlines.exchange.portal_fields import CHANNELS, read_portal_date
from tthc_deadlines.exchange.portal_status import Halted, Meaning, StatusMap, status_number
from tthc_deadlines.instants import VIETNAM

FINANCIAL_OBLIGATION = "financial_obligation"
"""The ground of a stop at "yêu cầu thực hiện nghĩa vụ tài chính"."""

HALTED = "halted"
"""The ground of a stop at "dừng xử lý": none that any law names."""

_LOCAL_MIDNIGHT = dt.time()


class Step(NamedTuple):
    """One step of a history (một bước tiến trình), read."""

    at: dt.datetime
    status: int | str
    holder: str = ""
    unit: str = ""
    note: str = ""


class Remark(NamedTuple):
    """Something about the data worth saying (lưu ý): a code and its values."""

    code: str
    values: dict[str, Any]


@attrs.define
class _Fact:
    """What one source says has happened; ``source`` is the field it stands in."""

    kind: type[Event]
    at: dt.datetime
    source: str = ""
    more: dict[str, Any] = attrs.field(factory=dict)
    is_paired: bool = False


# --- reading single fields -------------------------------------------------------------------


def moment_of(value: Mapping[str, Any], key: str, code: str) -> Moment | None:
    """The date in a field (đọc trường ngày).

    Raises:
        BadCellError: it cannot be read.
    """
    found = value.get(key)
    try:
        return read_portal_date(found)
    except ValueError:
        text = clean(str(found))
        reason = "no_such_date" if text[:8].isdecimal() or text[4:5] == "-" else "unreadable_date"
        raise BadCellError(reason, key, code, value=text) from None


def instant_of(value: Mapping[str, Any], key: str, code: str) -> dt.datetime | None:
    """The instant in a field; a day without a time is its first instant (thời điểm).

    Raises:
        BadCellError: it cannot be read.
    """
    found = moment_of(value, key, code)
    if found is None or isinstance(found, dt.datetime):
        return found
    return dt.datetime.combine(found, _LOCAL_MIDNIGHT, VIETNAM)


def promise_of(value: Mapping[str, Any], key: str, code: str) -> Moment | None:
    """A promise in a field (hẹn trả); midnight is how a day without a time is exported."""
    found = moment_of(value, key, code)
    if isinstance(found, dt.datetime) and found.time() == _LOCAL_MIDNIGHT:
        return found.date()
    return found


def text_of(value: Mapping[str, Any], key: str) -> str:
    """A field as text (đọc trường chữ); whatever is no text or number is none."""
    found = value.get(key)
    if isinstance(found, str):
        return clean(found)
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def read_step(value: Mapping[str, Any], code: str) -> Step:
    """A step of a history (đọc một bước); blank names, units and limits are usual.

    Raises:
        BadCellError: no instant, or one that cannot be read.
    """
    at = instant_of(value, "ThoiDiemXuLy", code)
    if at is None:
        raise BadCellError("unreadable_date", "ThoiDiemXuLy", code, value="")
    status = value.get("TrangThai")
    number = status_number(status)
    return Step(
        at,
        shown(str(status)) if number is None else number,
        text_of(value, "NguoiXuLy"),
        text_of(value, "PhongBanXuLy"),
        text_of(value, "NoiDungXuLy"),
    )


# --- the history -----------------------------------------------------------------------------


class _History:
    """Walks through the steps of a history and says what each has made happen."""

    def __init__(self, statuses: StatusMap) -> None:
        self._statuses = statuses
        self.facts: list[_Fact] = []
        self.remarks: list[Remark] = []
        self._waits = self._ended = False
        self._stop: str | None = None

    def take(self, step: Step) -> None:
        status = self._statuses.of(step.status)
        if status is None:
            values = {"value": str(step.status), "map": self._statuses.name}
            self.remarks.append(Remark("portal_unknown_status", values))
        elif status.meaning is Meaning.PROCESSING:
            self._processing(step)
        elif status.meaning is not Meaning.NOTED:
            self._happened(step, status.meaning)

    def _add(self, kind: type[Event], step: Step, **more: Any) -> None:
        more = {name: value for name, value in more.items() if value}
        if step.note:
            more["note"] = step.note
        self.facts.append(_Fact(kind, step.at, more=more))

    def _processing(self, step: Step) -> None:
        told = True
        if self._waits:
            self._add(ev.SupplementReceived, step)
        elif self._stop is not None:
            self._add(ev.Resumed, step, ground=self._stop)
        elif self._ended:
            self._add(ev.Reopened, step)
        else:
            told = False
        if step.holder or step.unit or not told:
            self._add(ev.StepStarted, step, holder=step.holder, unit=step.unit)
        self._waits = self._ended = False
        self._stop = None

    def _happened(self, step: Step, meaning: Meaning) -> None:
        if meaning in _STOPS and (meaning is not Meaning.HALTED or not self._halting_ends):
            ground = _STOPS[meaning]
            self._add(ev.Stopped, step, ground=ground, actor=step.holder)
            self._stop = ground
            return
        kind = ev.Closed if meaning is Meaning.HALTED else _KINDS[meaning]
        # the applicant's own acts: whoever is named there is not an official
        actor = "" if meaning in (Meaning.SUBMITTED, Meaning.WITHDRAWN) else step.holder
        self._add(kind, step, actor=actor)
        self._waits = meaning is Meaning.SUPPLEMENT_REQUESTED
        self._ended = kind in _ENDS
        self._stop = None

    @property
    def _halting_ends(self) -> bool:
        return self._statuses.halted is Halted.CLOSED


_STOPS = {Meaning.FINANCIAL_OBLIGATION: FINANCIAL_OBLIGATION, Meaning.HALTED: HALTED}
_KINDS: dict[Meaning, type[Event]] = {
    Meaning.SUBMITTED: ev.Submitted,
    Meaning.ACCEPTED: ev.Accepted,
    Meaning.REJECTED: ev.Rejected,
    Meaning.SUPPLEMENT_REQUESTED: ev.SupplementRequested,
    Meaning.SUPPLEMENT_RECEIVED: ev.SupplementReceived,
    Meaning.WITHDRAWN: ev.Withdrawn,
    Meaning.ISSUED: ev.ResultIssued,
    Meaning.RETURNED: ev.Returned,
}
_ENDS = frozenset({ev.Rejected, ev.Withdrawn, ev.Closed, ev.ResultIssued, ev.Returned})


# --- the dossier's own fields ----------------------------------------------------------------

_FIELDS: tuple[tuple[str, type[Event]], ...] = (
    ("NgayNopHoSo", ev.Submitted),
    ("NgayNop", ev.Submitted),
    ("NgayTiepNhan", ev.Accepted),
    ("NgayTuChoi", ev.Rejected),
    ("NgayKetThucXuLy", ev.ResultIssued),
    ("NgayTra", ev.Returned),
)


def supplements_in(dossier: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The supplements a dossier lists (danh sách hồ sơ bổ sung), leaving out what is none."""
    found = dossier.get("DanhSachHoSoBoSung")
    if not isinstance(found, list):
        return []
    return [one for one in found if isinstance(one, Mapping)]


def _own_facts(dossier: Mapping[str, Any], code: str) -> list[_Fact]:
    facts: list[_Fact] = []
    seen: set[tuple[type[Event], dt.datetime]] = set()
    for key, kind in _FIELDS:
        at = instant_of(dossier, key, code)
        if at is not None and (kind, at) not in seen:
            seen.add((kind, at))
            facts.append(_Fact(kind, at, key))
    for one in supplements_in(dossier):
        asked = instant_of(one, "NgayBoSung", code)
        if asked is not None:
            note = text_of(one, "NoiDungBoSung")
            more: dict[str, Any] = {"note": note} if note else {}
            facts.append(_Fact(ev.SupplementRequested, asked, "NgayBoSung", more))
        came = instant_of(one, "NgayTiepNhanBoSung", code)
        if came is not None:
            promised = promise_of(one, "NgayHenTraMoi", code)
            more = {} if promised is None else {"promised_at": promised}
            facts.append(_Fact(ev.SupplementReceived, came, "NgayTiepNhanBoSung", more))
    return facts


def _merge(own: Iterable[_Fact], told: Sequence[_Fact], remarks: list[Remark]) -> list[_Fact]:
    """Both sources as one: a fact told on the same day by both is the same fact."""
    alone: list[_Fact] = []
    for fact in own:
        pair = min(
            (one for one in told if _may_be(one, fact) and one.at.date() == fact.at.date()),
            key=lambda one: abs(one.at - fact.at),
            default=None,
        )
        if pair is None:
            alone.append(fact)
            continue
        pair.is_paired = True
        pair.more = {**fact.more, **pair.more}
        # Receipt is what the slip says it is; every other fact is told best by its step.
        if fact.kind is ev.Accepted and fact.at.time() != _LOCAL_MIDNIGHT:
            pair.at = fact.at
    for fact in alone:
        other = next((one for one in told if _may_be(one, fact)), None)
        if other is not None:
            kind = fact.kind.kind
            name = Words(EVENT_NAMES[kind], kind.replace("_", " "))
            values = {"field": fact.source, "one": fact.at, "name": name, "other": other.at}
            remarks.append(Remark("portal_told_twice", values))
    return [*told, *alone]


def _may_be(told: _Fact, own: _Fact) -> bool:
    """Whether a step, not taken for another yet, may tell the same."""
    return told.kind is own.kind and not told.is_paired


# --- promises --------------------------------------------------------------------------------


def _promise(
    dossier: Mapping[str, Any], facts: Sequence[_Fact], code: str, remarks: list[Remark]
) -> None:
    """Put the promises where they were made: the first on the receipt, later ones after it."""
    promised = promise_of(dossier, "NgayHenTra", code)
    before = next(
        (one for s in supplements_in(dossier) if (one := promise_of(s, "NgayHenTraTruoc", code))),
        None,
    )
    first = promised if before is None else before
    for fact in facts:
        if fact.kind is ev.Accepted and first is not None:
            fact.more["promised_at"] = first
    received = [fact for fact in facts if fact.kind is ev.SupplementReceived]
    received.sort(key=lambda fact: fact.at)
    if promised is None or promised == first:
        return
    if received and "promised_at" not in received[-1].more:
        received[-1].more["promised_at"] = promised
    elif not any(fact.more.get("promised_at") == promised for fact in received):
        values = {"promised": promised, "first": first, "field": "NgayHenTra"}
        remarks.append(Remark("portal_promise_moved", values))


# --- all together ----------------------------------------------------------------------------


def portal_events(
    code: str, dossier: Mapping[str, Any], steps: Iterable[Step], statuses: StatusMap
) -> tuple[tuple[Event, ...], list[Remark]]:
    """The events that a dossier and its history tell of (lập các sự kiện), in order.

    An event's id is made of the code, the kind and the instant, so that importing the same
    data again gives the same events.

    Raises:
        BadCellError: a date of the dossier that cannot be read.
    """
    history = _History(statuses)
    for step in sorted(set(steps), key=_step_order):
        history.take(step)
    remarks = history.remarks
    facts = _merge(_own_facts(dossier, code), history.facts, remarks)
    _promise(dossier, facts, code, remarks)
    channel = CHANNELS.get(status_number(dossier.get("KenhThucHien")) or 0, "")
    for fact in facts:
        if fact.kind is ev.Submitted and channel:
            fact.more["channel"] = channel
    return _identified(code, facts), remarks


def _step_order(step: Step) -> tuple[dt.datetime, int, str, str, str]:
    """By instant; at one instant by the number of the status, which rises as work goes on."""
    number = step.status if isinstance(step.status, int) else 0
    return step.at, number, step.holder, step.unit, step.note


def _identified(code: str, facts: Iterable[_Fact]) -> tuple[Event, ...]:
    made: dict[str, Event] = {}
    for fact in sorted(facts, key=_fact_order):
        name = f"{code}:{fact.kind.kind}:{_stamp(fact.at)}"
        number, id_ = 1, name
        while id_ in made:
            number += 1
            id_ = f"{name}#{number}"
        event = fact.kind(id=id_, occurred_at=fact.at, **fact.more)
        if not any(attrs.evolve(event, id=one) == made.get(one) for one in _ids(name, number)):
            made[id_] = event
    return tuple(sorted(made.values(), key=in_order))


def _ids(name: str, number: int) -> list[str]:
    return [name if one == 1 else f"{name}#{one}" for one in range(1, number)]


def _fact_order(fact: _Fact) -> tuple[dt.datetime, str, str]:
    return fact.at, fact.kind.kind, repr(sorted(fact.more.items(), key=str))


def _stamp(at: dt.datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}" + (f".{at.microsecond:06}" if at.microsecond else "")
