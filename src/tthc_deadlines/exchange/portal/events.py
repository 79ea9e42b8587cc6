"""Events out of the portal's data (sự kiện từ dữ liệu của Cổng).

A dossier's own fields and the steps of its history often tell the same fact twice. Told on
one day it is one event; told on two it is two, and a finding says so. Receipt is one and the same
however often it is told: the slip says when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES, in_order
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.rows import BadCellError
from tthc_deadlines.exchange.portal.days import MIDNIGHT, Fact, place
from tthc_deadlines.exchange.portal.fields import CHANNELS, read_portal_date
from tthc_deadlines.exchange.portal.history import ENDS, History, Remark, Step
from tthc_deadlines.exchange.portal.status import StatusMap, status_number
from tthc_deadlines.instants import VIETNAM

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
    """The instant in a field; a day without a time is midnight, as systems export it.

    Raises:
        BadCellError: it cannot be read.
    """
    found = moment_of(value, key, code)
    if found is None or isinstance(found, dt.datetime):
        return found
    return dt.datetime.combine(found, MIDNIGHT, VIETNAM)


def promise_of(value: Mapping[str, Any], key: str, code: str) -> Moment | None:
    """A promise in a field (hẹn trả); midnight is how a day without a time is exported."""
    found = moment_of(value, key, code)
    if isinstance(found, dt.datetime) and found.time() == MIDNIGHT:
        return found.date()
    return found


def text_of(value: Mapping[str, Any], key: str) -> str:
    """A field as text (đọc trường chữ); whatever is no text or number is none."""
    found = value.get(key)
    if isinstance(found, str):
        return clean(found)
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def channel_in(dossier: Mapping[str, Any]) -> str:
    """The channel in ``KenhThucHien`` (kênh thực hiện); "" where none is known."""
    return CHANNELS.get(status_number(dossier.get("KenhThucHien")) or 0, "")


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
        (shown(text_of(value, "TrangThai")) if number is None else number),
        text_of(value, "NguoiXuLy"),
        text_of(value, "PhongBanXuLy"),
        text_of(value, "NoiDungXuLy"),
    )


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


def _own_facts(dossier: Mapping[str, Any], code: str) -> list[Fact]:
    facts: list[Fact] = []
    seen: set[tuple[type[Event], dt.datetime]] = set()
    for key, kind in _FIELDS:
        at = instant_of(dossier, key, code)
        if at is not None and (kind, at) not in seen:
            seen.add((kind, at))
            facts.append(Fact(kind, at, key))
    for one in supplements_in(dossier):
        asked = instant_of(one, "NgayBoSung", code)
        if asked is not None:
            note = text_of(one, "NoiDungBoSung")
            more: dict[str, Any] = {"note": note} if note else {}
            facts.append(Fact(ev.SupplementRequested, asked, "NgayBoSung", more))
        came = instant_of(one, "NgayTiepNhanBoSung", code)
        if came is not None:
            promised = promise_of(one, "NgayHenTraMoi", code)
            more = {} if promised is None else {"promised_at": promised}
            facts.append(Fact(ev.SupplementReceived, came, "NgayTiepNhanBoSung", more))
    return facts


def _merge(own: Iterable[Fact], told: Sequence[Fact], remarks: list[Remark]) -> list[Fact]:
    """Both sources as one: a fact told on the same day by both is the same fact."""
    alone: list[Fact] = []
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
        # Receipt is what the slip says it is; every other fact is told best by its step,
        # unless that has only the day.
        if not fact.day_only and (fact.kind is ev.Accepted or pair.day_only):
            pair.at = fact.at
    told = _one_receipt([fact for fact in alone if fact.kind is ev.Accepted], told, remarks)
    for fact in alone:
        other = next((one for one in told if _may_be(one, fact)), None)
        if other is not None and fact.kind is not ev.Accepted:
            kind = fact.kind.kind
            name = Words(EVENT_NAMES[kind], kind.replace("_", " "))
            values = {"field": fact.source, "one": fact.at, "name": name, "other": other.at}
            remarks.append(Remark("portal_told_twice", values))
    return [*told, *alone]


def _one_receipt(
    slip: Sequence[Fact], told: Sequence[Fact], remarks: list[Remark]
) -> Sequence[Fact]:
    """The steps without the receipts that the slip contradicts: what the applicant was given.

    A receipt after an end is another one and stays.
    """
    received = [fact for fact in told if fact.kind is ev.Accepted]
    paired = next((fact for fact in received if fact.is_paired), None)
    if not received or (paired is None and not slip):
        return told
    right = paired or slip[0]
    run = paired.run if paired is not None else _run_at(slip[0].at, told)
    wrong = [fact for fact in received if fact.run == run and fact is not paired]
    other = next((fact for fact in wrong if fact.at.date() != right.at.date()), None)
    for fact in wrong:
        right.more = {**fact.more, **right.more}  # who received it is still told
    if other is not None:
        values = {"field": "NgayTiepNhan", "one": right.at, "other": other.at}
        remarks.append(Remark("portal_receipt_differs", values))
    return [fact for fact in told if fact not in wrong]


def _run_at(at: dt.datetime, told: Sequence[Fact]) -> int:
    """Which receipt an instant belongs to: a new one begins once the one before has ended."""
    before = [fact for fact in told if fact.at.date() < at.date()]
    return before[-1].run + (before[-1].kind in ENDS) if before else 0


def _may_be(told: Fact, own: Fact) -> bool:
    """Whether a step, not taken for another yet, may tell the same."""
    return told.kind is own.kind and not told.is_paired


# --- promises --------------------------------------------------------------------------------


def _promise(
    dossier: Mapping[str, Any], facts: Sequence[Fact], code: str, remarks: list[Remark]
) -> None:
    """Put the promises where they were made: the first on the receipt, later ones after it."""
    promised = promise_of(dossier, "NgayHenTra", code)
    before = next(
        (one for s in supplements_in(dossier) if (one := promise_of(s, "NgayHenTraTruoc", code))),
        None,
    )
    first = promised if before is None else before
    accepted = min(
        (fact for fact in facts if fact.kind is ev.Accepted), key=lambda one: one.at, default=None
    )
    if accepted is not None and first is not None:
        accepted.more["promised_at"] = first
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
    history = History(statuses, instant_of(dossier, "NgayTiepNhan", code))
    history.take_all(steps)
    remarks = history.remarks
    facts = _merge(_own_facts(dossier, code), history.facts, remarks)
    _promise(dossier, facts, code, remarks)
    channel = channel_in(dossier)
    for fact in facts:
        if fact.kind is ev.Submitted and channel:
            fact.more["channel"] = channel
    return _identified(code, facts), remarks


def _identified(code: str, facts: Iterable[Fact]) -> tuple[Event, ...]:
    made: dict[str, Event] = {}
    facts = list(facts)
    placed = place(facts)
    for fact in sorted(facts, key=_fact_order):
        name = f"{code}:{fact.kind.kind}:{_stamp(fact.at)}"
        number, id_ = 1, name
        while id_ in made:
            number += 1
            id_ = f"{name}#{number}"
        event = fact.kind(id=id_, occurred_at=placed[fact], day_only=fact.day_only, **fact.more)
        if not any(attrs.evolve(event, id=one) == made.get(one) for one in _ids(name, number)):
            made[id_] = event
    return tuple(sorted(made.values(), key=in_order))


def _ids(name: str, number: int) -> list[str]:
    return [name if one == 1 else f"{name}#{one}" for one in range(1, number)]


def _fact_order(fact: Fact) -> tuple[dt.datetime, str, str]:
    return fact.at, fact.kind.kind, repr(sorted(fact.more.items(), key=str))


def _stamp(at: dt.datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}" + (f".{at.microsecond:06}" if at.microsecond else "")
