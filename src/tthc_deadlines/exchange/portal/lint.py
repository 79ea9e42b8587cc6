"""Lint of the portal's data (soát dữ liệu đồng bộ): what it would not take, or read otherwise.

No official description was to be had: what is required and what is usual was observed in
running systems, and every finding says so in its citation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.code import parse_dossier_code
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.dossiers.rows import BadCellError
from tthc_deadlines.exchange.json_documents import Item
from tthc_deadlines.exchange.portal.events import instant_of, supplements_in
from tthc_deadlines.exchange.portal.fields import (
    CHANNELS,
    Form,
    form_of,
    read_portal_date,
    version_of,
)
from tthc_deadlines.exchange.portal.messages import portal_finding
from tthc_deadlines.exchange.portal.status import Meaning, StatusMap, status_map, status_number
from tthc_deadlines.exchange.portal.write import DOSSIERS_SERVICE, STEPS_SERVICE
from tthc_deadlines.findings import Finding

_DATES = (
    *("NgayNopHoSo", "NgayNop", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy"),
    "NgayTuChoi",
)
_STEP_DATES = ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")
_SUPPLEMENT_DATES = ("NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc", "NgayHenTraMoi")
_USUAL_IN_1 = ("TenTTHC", "MaLinhVuc", "KenhThucHien", "NgayHenTra", "DonViXuLy")
_LISTS = ("TaiLieuNop", "DinhDanhCHS", "DSKetNoiCSDL", "ThanhPhanHoSo")
_AT_SOME_STATUSES = ("DanhSachLePhi", "DanhSachGiayToKetQua")
_TAKES_LISTS = frozenset({5, 6, 9})
_OFFICE_DATES = ("NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra")
_FORMS = {1: "yyyyMMddHHmmss", 2: "yyyy-MM-ddTHH:mm:ss.fff"}
_BEFORE_RECEIPT = frozenset({Meaning.SUBMITTED, Meaning.REJECTED, Meaning.WITHDRAWN})


def lint_portal(
    found: Item | Mapping[str, Any],
    *,
    path: str = "",
    line: int | None = None,
    statuses: StatusMap | None = None,
) -> list[Finding]:
    """What the portal would not accept, or would read otherwise than meant (soát dữ liệu).

    Args:
        found: a dossier, a step of a history, a status update, or an envelope with its list
            under ``data``, of either version.
        path, line: where it stands.
        statuses: what the status numbers mean; the national portal's by default.

    Returns:
        Findings whose codes are those of
        :data:`~tthc_deadlines.exchange.portal.messages.PORTAL_FINDINGS`; none for an object
        that is in order.

    >>> for one in lint_portal({"MaHoSo": "000.00.17.H99-260302-0001", "MaTTHC": "1.004946",
    ...         "TenTTHC": "…", "MaLinhVuc": "…", "KenhThucHien": "1", "DonViXuLy": "…",
    ...         "NgayTiepNhan": "20260302090000", "NgayHenTra": "20260310023000",
    ...         "TrangThaiHoSo": "9"}):
    ...     print(one.code, "|", one.message("en"))
    portal_status_without_date | the status is 9 (Đã xử lý xong), but NgayKetThucXuLy is missing
    portal_twelve_hours | NgayHenTra is 02:30: outside office hours; 14:30 may have been \
written on a 12-hour clock

    Basis: observed in running systems; optionality is not normative.
    """
    if isinstance(found, Item):
        value, line = found.value, found.line if line is None else line
    else:
        value = dict(found)
    if isinstance(value.get("data"), list) and "MaHoSo" not in value:
        return list(_envelope_with_items(value, path, line, statuses))
    return list(_Lint(value, path, line, statuses or status_map()).run())


def lint_envelope(
    envelope: Mapping[str, Any], content: Form | None = None, *, path: str = ""
) -> list[Finding]:
    """What is wrong with an envelope of version 1 itself (soát phong bì).

    ``content`` is what its list holds, if that is known.

    >>> [one.code for one in lint_envelope({"service": "DongBoHoSoMC", "isUpdating": True})]
    ['portal_updating']

    Basis: observed in running systems.
    """
    found: list[Finding] = []
    updating = envelope.get("isUpdating", "True")
    if updating not in ("True", "False") or not isinstance(updating, str):
        found.append(portal_finding("portal_updating", path=path, value=repr(updating)))
    service = envelope.get("service")
    expected = {Form.DOSSIER: DOSSIERS_SERVICE, Form.STEP: STEPS_SERVICE}
    known = {DOSSIERS_SERVICE: Form.DOSSIER, STEPS_SERVICE: Form.STEP}
    if service in known and content in expected and known[str(service)] is not content:
        is_step = content is Form.STEP
        words = Words("tiến trình", "a history") if is_step else Words("hồ sơ", "dossiers")
        found.append(portal_finding("portal_service", path=path, value=str(service), content=words))
    return found


def _envelope_with_items(
    value: Mapping[str, Any], path: str, line: int | None, statuses: StatusMap | None
) -> Iterator[Finding]:
    items = [one for one in value["data"] if isinstance(one, Mapping)]
    yield from lint_envelope(value, form_of(items[0]) if items else None, path=path)
    for one in items:
        yield from lint_portal(one, path=path, line=line, statuses=statuses)


def _is_before(moment: dt.datetime, received: dt.datetime) -> bool:
    """By the second where both have a time of day, else by the day."""
    if dt.time() in (moment.time(), received.time()):
        return moment.date() < received.date()
    return moment < received


class _Lint:
    """Looks one object over."""

    def __init__(
        self, value: Mapping[str, Any], path: str, line: int | None, statuses: StatusMap
    ) -> None:
        self._value = value
        self._path, self._line = path, line
        self._statuses = statuses
        self._version = version_of(value)
        self._code = clean(str(value.get("MaHoSo") or ""))

    def run(self) -> Iterator[Finding]:
        form = form_of(self._value)
        if form is Form.FOREIGN:
            self._code = clean(str(self._value.get("maHoSo") or ""))
            yield self._make("portal_other_service", field="trangThai")
        elif form is Form.STEP:
            yield from self._step()
        elif form is Form.STATUS:
            yield from self._missing("MaHoSo", "TrangThai")
            yield from self._known_status("TrangThai")
            yield from self._lists("TrangThai")
        else:
            yield from self._dossier()

    def _make(self, code: str, **values: Any) -> Finding:
        return portal_finding(
            code, subject=shown(self._code, 40), path=self._path, line=self._line, **values
        )

    def _has(self, key: str) -> bool:
        found = self._value.get(key)
        return found is not None and clean(str(found)) != ""

    def _missing(self, *keys: str) -> Iterator[Finding]:
        for key in keys:
            if not self._has(key):
                yield self._make("portal_missing", field=key)

    # --- dossiers and steps ------------------------------------------------------------------

    def _dossier(self) -> Iterator[Finding]:
        status = self._statuses.of(self._value.get("TrangThaiHoSo"))
        yield from self._missing("MaHoSo", "MaTTHC")
        if self._version == 1:
            yield from self._missing("TrangThaiHoSo")
        if status is None or status.meaning not in _BEFORE_RECEIPT:
            yield from self._missing("NgayTiepNhan")
        for key in _USUAL_IN_1 if self._version == 1 else ():
            if not self._has(key):
                yield self._make("portal_missing_optional", field=key)
        yield from self._known_status("TrangThaiHoSo")
        yield from self._dates(_DATES)
        for one in supplements_in(self._value):
            for key in _SUPPLEMENT_DATES:
                yield from self._date(key, one.get(key), is_mixed=True)
        yield from self._order()
        yield from self._dates_of_the_status()
        yield from self._office_times()
        yield from self._code_and_date()
        if self._has("KenhThucHien") and not self._is_channel():
            yield self._make("portal_channel", value=shown(str(self._value["KenhThucHien"])))
        yield from self._lists("TrangThaiHoSo")
        if self._version == 1:
            yield from self._texts()

    def _step(self) -> Iterator[Finding]:
        yield from self._missing("MaHoSo", "ThoiDiemXuLy", "TrangThai")
        yield from self._known_status("TrangThai")
        yield from self._dates(_STEP_DATES)
        status = self._statuses.of(self._value.get("TrangThai"))
        if status is not None and status.meaning not in _BEFORE_RECEIPT:
            yield from self._twelve_hours("ThoiDiemXuLy")

    def _known_status(self, key: str) -> Iterator[Finding]:
        if self._has(key) and self._statuses.of(self._value[key]) is None:
            value = shown(str(self._value[key]))
            yield self._make(
                "portal_unknown_status", value=value, map=self._statuses.name, field=key
            )

    def _is_channel(self) -> bool:
        return status_number(self._value["KenhThucHien"]) in CHANNELS

    # --- dates ---------------------------------------------------------------------------------

    def _dates(self, keys: tuple[str, ...]) -> Iterator[Finding]:
        for key in keys:
            yield from self._date(key, self._value.get(key))

    def _date(self, key: str, value: object, *, is_mixed: bool = False) -> Iterator[Finding]:
        """One date; in a list of supplements both forms are in use side by side."""
        text = "" if value is None else clean(str(value))
        if not text:
            return
        named = {"field": key, "value": shown(text)}
        try:
            moment = read_portal_date(value)
        except ValueError:
            yield self._make("portal_date_form", expected=_FORMS[self._version], **named)
            return
        if moment is None:
            yield self._make("portal_zero_date", **named)
        elif not isinstance(moment, dt.datetime):
            yield self._make("portal_date_only", **named)
        elif len(text) == 12 and text.isdecimal():
            yield self._make("portal_date_twelve", **named)
        elif text.isdecimal() != (self._version == 1) and not is_mixed:
            yield self._make("portal_mixed_forms", version=self._version, **named)

    def _moment(self, key: str) -> dt.datetime | None:
        try:
            return instant_of(self._value, key, self._code)
        except BadCellError:
            return None

    def _order(self) -> Iterator[Finding]:
        received = self._moment("NgayTiepNhan")
        promised = self._moment("NgayHenTra")
        if received is not None and promised is not None and _is_before(promised, received):
            yield self._make(
                "portal_promise_before_receipt",
                field="NgayHenTra",
                promised=promised,
                received=received,
            )
        for key in ("NgayKetThucXuLy", "NgayTra"):
            ended = self._moment(key)
            if received is not None and ended is not None and _is_before(ended, received):
                yield self._make(
                    "portal_end_before_receipt", field=key, ended=ended, received=received
                )

    def _dates_of_the_status(self) -> Iterator[Finding]:
        status = self._statuses.of(self._value.get("TrangThaiHoSo"))
        if status is None:
            return
        needed = {
            Meaning.ISSUED: ("NgayKetThucXuLy",),
            Meaning.RETURNED: ("NgayKetThucXuLy", "NgayTra"),
        }
        for key in needed.get(status.meaning, ()):
            if not self._has(key):
                yield self._make(
                    "portal_status_without_date",
                    field=key,
                    status=status.number,
                    name=status.name,
                )

    def _office_times(self) -> Iterator[Finding]:
        promised = self._moment("NgayHenTra")
        if promised is not None and promised.time() == dt.time():
            yield self._make("portal_midnight_promise", field="NgayHenTra", day=promised.date())
        for key in _OFFICE_DATES:
            if key == "NgayTiepNhan" and status_number(self._value.get("KenhThucHien")) == 2:
                continue  # online systems take dossiers in at any hour
            yield from self._twelve_hours(key)

    def _twelve_hours(self, key: str) -> Iterator[Finding]:
        """Between 1 and 5 in the morning: probably the afternoon, on a 12-hour clock."""
        found = self._moment(key)
        if found is not None and 1 <= found.hour <= 5:
            likely = found + dt.timedelta(hours=12)
            yield self._make(
                "portal_twelve_hours", field=key, value=f"{found:%H:%M}", likely=f"{likely:%H:%M}"
            )

    # --- the rest --------------------------------------------------------------------------------

    def _code_and_date(self) -> Iterator[Finding]:
        if not self._code:
            return
        code = parse_dossier_code(self._code)
        received = self._moment("NgayTiepNhan")
        if code is None:
            yield self._make("portal_code_form", field="MaHoSo", value=shown(self._code, 40))
        elif received is not None and code.received_on != received.date():
            yield self._make(
                "portal_code_date",
                field="MaHoSo",
                in_code=code.received_on,
                received=received.date(),
            )

    def _lists(self, status_key: str) -> Iterator[Finding]:
        status = status_number(self._value.get(status_key))
        for key, value in self._value.items():
            if key not in _LISTS and not key.startswith("DanhSach"):
                continue
            if value is not None and value != "" and not isinstance(value, list):
                yield self._make("portal_not_a_list", field=key)
            elif (
                value
                and self._version == 2
                and key in _AT_SOME_STATUSES
                and status is not None
                and status not in _TAKES_LISTS
            ):
                yield self._make("portal_list_not_expected", field=key, status=status)

    def _texts(self) -> Iterator[Finding]:
        for key, value in self._value.items():
            if isinstance(value, (int, float)):
                words = Words("số", "a number")
                if isinstance(value, bool):
                    words = Words("giá trị đúng/sai", "true or false")
                yield self._make("portal_not_text", field=key, found=words)
