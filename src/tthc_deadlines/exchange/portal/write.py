"""Writing the portal's data (ghi dữ liệu đồng bộ): what was read comes back as it was.

A dossier read from the portal carries the portal's own object. Only what has changed since
is written over it, so that an unchanged dossier is written exactly as it came; a dossier of
any other origin is written from its events.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.errors import UnknownChoice
from tthc_deadlines.exchange.portal.events import supplements_in
from tthc_deadlines.exchange.portal.fields import (
    CHANNEL_NUMBERS,
    read_portal_date,
    write_portal_date,
    write_status,
)
from tthc_deadlines.exchange.portal.history import FINANCIAL_OBLIGATION, HALTED
from tthc_deadlines.exchange.portal.read import PORTAL, build_dossier
from tthc_deadlines.exchange.portal.status import (
    Meaning,
    StatusMap,
    status_map,
    status_number,
)
from tthc_deadlines.instants import VIETNAM

_DATES = ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi")
_NUMBERS = ("KenhThucHien", "TrangThaiHoSo", "TrangThai", "LoaiDoiTuong", "HinhThuc")
_STEP_DATES = ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")

_MEANINGS: dict[type[Event], Meaning] = {
    ev.Submitted: Meaning.SUBMITTED,
    ev.Accepted: Meaning.ACCEPTED,
    ev.Rejected: Meaning.REJECTED,
    ev.StepStarted: Meaning.PROCESSING,
    ev.Assigned: Meaning.PROCESSING,
    ev.Resumed: Meaning.PROCESSING,
    ev.Reopened: Meaning.PROCESSING,
    ev.SupplementRequested: Meaning.SUPPLEMENT_REQUESTED,
    ev.SupplementReceived: Meaning.SUPPLEMENT_RECEIVED,
    ev.Withdrawn: Meaning.WITHDRAWN,
    ev.Closed: Meaning.HALTED,
    ev.ResultIssued: Meaning.ISSUED,
    ev.Returned: Meaning.RETURNED,
}
_STOP_MEANINGS = {FINANCIAL_OBLIGATION: Meaning.FINANCIAL_OBLIGATION, HALTED: Meaning.HALTED}


class _Supplement(NamedTuple):
    asked: dt.datetime
    by: str = ""
    note: str = ""
    came: dt.datetime | None = None
    before: Moment | None = None
    new: Moment | None = None


# --- the dossier -----------------------------------------------------------------------------


def write_portal(
    dossier: Dossier, version: int | None = None, *, statuses: StatusMap | None = None
) -> dict[str, Any]:
    """A dossier as the portal's object (ghi hồ sơ đồng bộ).

    Args:
        dossier: read from the portal or not. What was dropped at the door stays dropped:
            only what was read with ``personal=True`` comes back whole.
        version: 1 or 2; by default the one it was read in, else 1.
        statuses: the map of status numbers; by default the one it was read with.

    Returns:
        For a dossier that was read from the portal and has not changed, its own object
        again: the same keys in the same order, empty texts and ``null`` as they were. A
        promise of a day alone is written as the last second of that day.

    Raises:
        UnknownChoice: another version.

    >>> from tthc_deadlines.exchange.portal.read import read_portal
    >>> value = {"NgayTiepNhan": "20260302143000", "MaHoSo": "H1", "NgayTra": "", "x": None}
    >>> [dossier] = read_portal([value], personal=True)
    >>> write_portal(dossier) == value, list(write_portal(dossier))
    (True, ['NgayTiepNhan', 'MaHoSo', 'NgayTra', 'x'])
    >>> write_portal(dossier, 2)["NgayTiepNhan"]
    '2026-03-02T14:30:00.000'

    Basis: observed in running systems; no official description was read.
    """
    kept, own = _kept(dossier)
    statuses = statuses or _map_of(kept)
    version = _version(version, own)
    wanted = _fields(dossier, statuses)
    raw = kept.get("dossier")
    if raw is None:
        return _fresh(wanted, version)
    before = _fields(build_dossier(dossier.code, kept, statuses)[0], statuses)
    written: dict[str, Any] = copy.deepcopy(dict(raw))
    if version != own:
        written = _converted(written, version)
    for key, value in wanted.items():
        if value == before[key]:
            continue
        if key == "DanhSachHoSoBoSung":
            written[key] = _supplements(value, before[key], supplements_in(written), version)
        else:
            written[_key_in(written, key)] = _encoded(key, value, version)
    return written


def _kept(dossier: Dossier) -> tuple[Mapping[str, Any], int | None]:
    kept = dossier.extra.get(PORTAL)
    if not isinstance(kept, Mapping):
        return {}, None
    return kept, kept.get("version", 1)


def _map_of(kept: Mapping[str, Any]) -> StatusMap:
    name = str(kept.get("statuses", "national"))
    try:
        return status_map(name, halted=kept.get("halted"))
    except UnknownChoice:
        raise UnknownChoice(
            field="status map", value=name, known="the site's own map, given as statuses="
        ) from None


def _version(version: int | None, own: int | None) -> int:
    found = version if version is not None else own or 1
    if found not in (1, 2):
        raise UnknownChoice(field="version", value=version, known="1, 2")
    return found


def _fields(dossier: Dossier, statuses: StatusMap) -> dict[str, Any]:
    """What the portal is told about a dossier, before it is put into either form."""
    history = replay(dossier.events)
    events = history.events

    def last(kind: type[Event]) -> dt.datetime | None:
        return next((_when(one) for one in reversed(events) if type(one) is kind), None)

    def first(kind: type[Event]) -> dt.datetime | None:
        return next((_when(one) for one in events if type(one) is kind), None)

    numbers = [number for one in events if (number := number_of(one, statuses)) is not None]
    return {
        "MaHoSo": dossier.code,
        "MaTTHC": dossier.procedure_code,
        "TenTTHC": dossier.procedure_name,
        "KenhThucHien": CHANNEL_NUMBERS.get(dossier.channel),
        "NgayNopHoSo": first(ev.Submitted),
        "NgayTiepNhan": first(ev.Accepted),
        "NgayHenTra": history.promises[-1].moment if history.promises else None,
        "TrangThaiHoSo": numbers[-1] if numbers else None,
        "NgayTra": last(ev.Returned),
        "NgayKetThucXuLy": last(ev.ResultIssued),
        "DonViXuLy": dossier.unit,
        "NgayTuChoi": last(ev.Rejected),
        "DanhSachHoSoBoSung": _pairs(events, [one.moment for one in history.promises]),
    }


def _when(event: Event) -> dt.datetime:
    """When it happened; a day without a time is written as midnight, as systems do."""
    if not event.day_only:
        return event.occurred_at
    return dt.datetime.combine(event.occurred_at.date(), dt.time(), VIETNAM)


def _pairs(events: Sequence[Event], promises: Sequence[Moment]) -> list[_Supplement]:
    pairs: list[_Supplement] = []
    promised = promises[0] if promises else None
    for event in events:
        if isinstance(event, ev.SupplementRequested):
            pairs.append(_Supplement(_when(event), event.actor, event.note, before=promised))
        elif isinstance(event, ev.SupplementReceived):
            if pairs and pairs[-1].came is None:
                pairs[-1] = pairs[-1]._replace(came=_when(event), new=event.promised_at)
            promised = event.promised_at or promised
        elif isinstance(event, ev.Reappointed):
            promised = event.promised_at or promised
    return pairs


# --- forms -----------------------------------------------------------------------------------


def _encoded(key: str, value: Any, version: int) -> Any:
    if key in _DATES or key in _STEP_DATES:
        return write_portal_date(value, version) or _nothing(version)
    if key in _NUMBERS:
        return write_status(value, version)
    return value


def _nothing(version: int) -> str | None:
    return "" if version == 1 else None


_NAMES_IN_2 = {"NgayNopHoSo": "NgayNop"}


def _key_in(written: Mapping[str, Any], key: str) -> str:
    other = _NAMES_IN_2.get(key, key)
    return other if other in written and key not in written else key


def _fresh(wanted: Mapping[str, Any], version: int) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for key, value in wanted.items():
        if key == "DanhSachHoSoBoSung":
            if value or version == 1:
                written[key] = _supplements(value, [], [], version)
        else:
            name = _NAMES_IN_2.get(key, key) if version == 2 else key
            written[name] = _encoded(key, value, version)
    return written


def _supplements(
    wanted: Sequence[_Supplement],
    before: Sequence[_Supplement],
    raw: Sequence[Mapping[str, Any]],
    version: int,
) -> list[dict[str, Any]]:
    """The list of supplements; what stood in it and has not changed stays as it was."""
    known = list(raw) if len(raw) == len(before) else []
    written: list[dict[str, Any]] = []
    for place, pair in enumerate(wanted):
        own = dict(known[place]) if place < len(known) else {}
        if not own or before[place] != pair:
            new = {
                "HoSoBoSungId": place + 1,
                "NguoiYeuCauBoSung": pair.by,
                "NoiDungBoSung": pair.note,
                "NgayBoSung": write_portal_date(pair.asked, version),
                "NgayTiepNhanBoSung": write_portal_date(pair.came, version) or _nothing(version),
                "TrangThaiBoSung": pair.came is not None,
                "NgayHenTraTruoc": write_portal_date(pair.before, version) or _nothing(version),
                "NgayHenTraMoi": write_portal_date(pair.new, version) or _nothing(version),
            }
            own = {**new, **own, **_changed(new, own)}
        written.append(own)
    return written


def _changed(new: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("NgayBoSung", "NgayTiepNhanBoSung", "TrangThaiBoSung", "NgayHenTraMoi")
    return {key: new[key] for key in keys if key not in own or new[key] != own[key]}


def _converted(value: dict[str, Any], version: int) -> dict[str, Any]:
    """An object in the other form: known dates and numbers rewritten, the rest carried over."""
    found: dict[str, Any] = {}
    renamed = _NAMES_IN_2 if version == 2 else {new: old for old, new in _NAMES_IN_2.items()}
    for key, item in value.items():
        name = key if renamed.get(key) in value else renamed.get(key, key)
        if key.startswith("Ngay") or key in _STEP_DATES:
            found[name] = _other_date(item, version)
        elif key in _NUMBERS and status_number(item) is not None:
            found[name] = write_status(status_number(item), version)
        elif key in _NUMBERS and item in ("", None):
            found[name] = _nothing(version)
        elif key == "DanhSachHoSoBoSung" and isinstance(item, list):
            found[name] = [
                _converted(dict(one), version) if isinstance(one, Mapping) else one for one in item
            ]
        else:
            found[name] = item
    return found


def _other_date(item: Any, version: int) -> Any:
    try:
        moment = read_portal_date(item)
    except ValueError:
        return item
    if moment is not None and not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(), VIETNAM)
    return write_portal_date(moment, version) or _nothing(version)


# --- the history -----------------------------------------------------------------------------


def number_of(event: Event, statuses: StatusMap) -> int | None:
    """The status number that an event amounts to in a map (số trạng thái); ``None`` if none."""
    if isinstance(event, ev.Stopped):
        meaning = _STOP_MEANINGS.get(event.ground)
    else:
        meaning = _MEANINGS.get(type(event))
    if meaning is None:
        return None
    number = statuses.number_of(meaning)
    if number is None and meaning is Meaning.SUPPLEMENT_RECEIVED:
        return statuses.number_of(Meaning.PROCESSING)
    return number


def write_portal_steps(
    dossier: Dossier, version: int | None = None, *, statuses: StatusMap | None = None
) -> list[dict[str, Any]]:
    """The steps of a dossier's history as the portal's objects (ghi tiến trình).

    Those it was read with come back as they were, followed by one for each event that has
    come since; for a dossier of another origin one for each event that has a status.

    Raises:
        UnknownChoice: another version than 1 or 2.

    >>> at = dt.datetime(2026, 3, 2, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    >>> [step] = write_portal_steps(
    ...     Dossier(code="H1", events=[ev.ResultIssued(id="e", occurred_at=at)]), 2)
    >>> step["TrangThai"], step["ThoiDiemXuLy"]
    (9, '2026-03-02T14:30:00.000')

    Basis: observed in running systems; no official description was read.
    """
    kept, own = _kept(dossier)
    statuses = statuses or _map_of(kept)
    version = _version(version, own)
    known: set[str] = set()
    written = [copy.deepcopy(dict(step)) for step in kept.get("history", ())]
    if kept:
        told = build_dossier(dossier.code, kept, statuses)[0].events
        known = {event.id for event in told}
    if version != own:
        written = [_converted(step, version) for step in written]
    written.extend(_new_steps(dossier, known, version, statuses))
    return written


def _new_steps(
    dossier: Dossier, known: set[str], version: int, statuses: StatusMap
) -> Iterator[dict[str, Any]]:
    for event in replay(dossier.events).events:
        number = number_of(event, statuses)
        if number is None or event.id in known:
            continue
        nothing = _nothing(version)
        yield {
            "MaHoSo": dossier.code,
            "NguoiXuLy": getattr(event, "holder", "") or event.actor,
            "ChucDanh": "",
            "ThoiDiemXuLy": write_portal_date(_when(event), version),
            "PhongBanXuLy": getattr(event, "unit", ""),
            "NoiDungXuLy": event.note,
            "TrangThai": write_status(number, version),
            "NgayBatDau": nothing,
            "NgayKetThucTheoQuyDinh": nothing,
        }


# --- envelopes -------------------------------------------------------------------------------

DOSSIERS_SERVICE = "DongBoHoSoMC"
STEPS_SERVICE = "CapNhatTienDoHoSoMC"


def portal_envelope(
    objects: Iterable[Mapping[str, Any]],
    *,
    session: str = "",
    unit: str = "",
    updating: bool | None = None,
    service: str = DOSSIERS_SERVICE,
) -> dict[str, Any]:
    """The envelope of version 1 around dossiers or steps (phong bì gửi Cổng).

    ``unit`` is ``madonvi``. ``updating`` is written as the text "True" or "False", for
    dossiers only.

    >>> portal_envelope([], unit="000.00.00.H99", updating=False)["isUpdating"]
    'False'

    Basis: observed in running systems.
    """
    written: dict[str, Any] = {"session": session, "madonvi": unit, "service": service}
    if updating is not None:
        written["isUpdating"] = str(bool(updating))
    written["data"] = list(objects)
    return written
