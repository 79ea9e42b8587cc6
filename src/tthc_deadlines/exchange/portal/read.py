"""Reading the portal's data (đọc dữ liệu đồng bộ của Cổng): dossiers and their histories.

Dossiers and the steps of their histories come in separate documents, in one file or in
several, in either of two forms; which is recognised object by object. Histories are held
in memory, as compact text of some hundred bytes a step; dossiers are streamed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.fields import field_of
from tthc_deadlines.dossiers.rows import BadCellError
from tthc_deadlines.exchange.json_documents import Item
from tthc_deadlines.exchange.portal.events import (
    channel_in,
    instant_of,
    portal_events,
    read_step,
    text_of,
)
from tthc_deadlines.exchange.portal.fields import (
    Form,
    form_of,
    version_of,
)
from tthc_deadlines.exchange.portal.history import Remark
from tthc_deadlines.exchange.portal.messages import foreign_row, portal_finding
from tthc_deadlines.exchange.portal.persons import step_without_persons, without_persons
from tthc_deadlines.exchange.portal.status import (
    Halted,
    Meaning,
    StatusMap,
    status_map,
)
from tthc_deadlines.findings import Finding

PORTAL = "portal"
"""The key of ``Dossier.extra`` under which the portal's own objects are kept."""

OnRemark = Callable[[Finding], None]


_ONLY_PORTAL = frozenset(
    {
        *("KenhThucHien", "MaLinhVuc", "NgayNopHoSo", "NgayNop", "NgayTuChoi", "HinhThuc"),
        *("LoaiDoiTuong", "DanhSachHoSoBoSung", "DanhSachLePhi", "DanhSachGiayToKetQua"),
        *("TaiLieuNop", "IDHoSo", "IdHoSo", "MaDichVuCong", "MaDonViTiepNhan"),
    }
)


def is_portal_object(value: Mapping[str, Any]) -> bool:
    """Whether an object is the portal's, and not a row of a list (có phải dữ liệu của Cổng).

    Lists use the same names for code, receipt and promise. What has a time limit in words is
    a list's; a step, a field that only the portal has, or 14 digits beside a
    ``TrangThaiHoSo``, are the portal's.

    >>> is_portal_object({"MaHoSo": "H1", "NgayTiepNhan": "20260302090000", "TrangThaiHoSo": "4"})
    True
    >>> is_portal_object({"MaHoSo": "H1", "NgayTiepNhan": "02/03/2026", "ThoiHan": "05 ngày"})
    False

    Basis: observed in running systems.
    """
    form = form_of(value)
    if form is None or any(field_of(key) == "limit_text" for key in value):
        return False
    if form in (Form.STEP, Form.FOREIGN) or not _ONLY_PORTAL.isdisjoint(value):
        return True
    received = text_of(value, "NgayTiepNhan")
    return "TrangThaiHoSo" in value and len(received) == 14 and received.isdecimal()


class PortalReader:
    """Takes objects in and gives dossiers out (bộ đọc)."""

    def __init__(
        self,
        statuses: StatusMap | None = None,
        *,
        personal: bool = False,
        on_remark: OnRemark | None = None,
    ) -> None:
        self._statuses = statuses or status_map()
        self._personal = personal
        self._on_remark = on_remark
        self._steps: dict[str, list[str]] = {}
        self._lines: dict[str, tuple[str, int]] = {}
        self._used: set[str] = set()

    # --- histories -----------------------------------------------------------------------------

    def take_step(self, item: Item, path: str) -> Finding | None:
        """Keep a step for its dossier; a finding if it cannot be read."""
        value = item.value
        code = text_of(value, "MaHoSo")
        if not code:
            return bad_row("missing_code", path=path, line=item.line, column="MaHoSo")
        try:
            read_step(value, code)
        except BadCellError as error:
            return _bad(error, path, item.line)
        if not self._personal:
            value = step_without_persons(value, self._is_officials)
        self._steps.setdefault(code, []).append(
            json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        )
        self._lines.setdefault(code, (path, item.line))
        return None

    def _is_officials(self, status: object) -> bool:
        found = self._statuses.of(status)
        return found is not None and found.meaning not in (Meaning.SUBMITTED, Meaning.WITHDRAWN)

    def histories_alone(self) -> Iterator[Dossier]:
        """Dossiers of which only the history was given."""
        for code in self._steps:
            if code in self._used:
                continue
            path, line = self._lines[code]
            found = self._make(code, {}, None, path, line)
            self._remark("portal_steps_alone", code, path, line, count=len(self._steps[code]))
            yield found

    # --- dossiers ------------------------------------------------------------------------------

    def take(self, item: Item, path: str) -> Dossier | Finding | None:
        """A dossier, or a finding where there is none to be had; ``None`` for a step."""
        form = form_of(item.value)
        if form is Form.STEP:
            return None
        if form is Form.FOREIGN:
            code = text_of(item.value, "maHoSo")
            return foreign_row(code, path, item.line)
        code = text_of(item.value, "MaHoSo")
        if not code:
            return bad_row("missing_code", path=path, line=item.line, column="MaHoSo")
        if form is Form.STATUS:
            status = str(item.value.get("TrangThai"))
            self._remark("portal_undated_status", code, path, item.line, status=status)
            return None
        try:
            return self._make(code, item.value, item.value, path, item.line)
        except BadCellError as error:
            return _bad(error, path, item.line)

    def refuse(self, item: Item, path: str) -> Finding:
        """Something else than a step in a file of histories."""
        if form_of(item.value) is Form.FOREIGN:
            return foreign_row(text_of(item.value, "maHoSo"), path, item.line)
        code = text_of(item.value, "MaHoSo")
        return bad_row(
            "unreadable_date",
            subject=code,
            path=path,
            line=item.line,
            column="ThoiDiemXuLy",
            value="",
        )

    def _make(
        self,
        code: str,
        value: Mapping[str, Any],
        raw: Mapping[str, Any] | None,
        path: str,
        line: int,
    ) -> Dossier:
        steps = [json.loads(one) for one in self._steps.get(code, ())]
        self._used.add(code)
        kept: dict[str, Any] = {
            "version": version_of(value or steps[0]),
            "statuses": self._statuses.name,
        }
        if self._statuses.halted is not Halted.STOPPED:
            kept["halted"] = self._statuses.halted.value
        if raw is not None:
            kept["dossier"] = dict(raw) if self._personal else without_persons(raw)
        if steps:
            kept["history"] = steps
        dossier, remarks = build_dossier(code, kept, self._statuses, path=path, line=line)
        if raw is not None and not dossier.status_text and text_of(raw, "TrangThaiHoSo"):
            remarks.append(unknown_status(raw, self._statuses))  # dropped at the door
        for remark in remarks:
            self._remark(remark.code, code, path, line, **remark.values)
        return dossier

    def _remark(self, code: str, subject: str, path: str, line: int, **values: Any) -> None:
        if self._on_remark is not None:
            self._on_remark(portal_finding(code, subject=subject, path=path, line=line, **values))


def build_dossier(
    code: str, kept: Mapping[str, Any], statuses: StatusMap, *, path: str = "", line: int = 1
) -> tuple[Dossier, list[Remark]]:
    """The dossier that the portal's objects tell of, and what is odd about them (lập hồ sơ).

    ``kept`` is what ``Dossier.extra["portal"]`` holds: ``dossier``, ``history``.

    Raises:
        BadCellError: a date that cannot be read.
    """
    value = kept.get("dossier", {})
    steps = [read_step(step, code) for step in kept.get("history", ())]
    events, remarks = portal_events(code, value, steps, statuses)
    status = statuses.of(value.get("TrangThaiHoSo"))
    if status is None and text_of(value, "TrangThaiHoSo"):
        remarks.append(unknown_status(value, statuses))
    dossier = Dossier(
        code=code,
        procedure_code=text_of(value, "MaTTHC"),
        procedure_name=text_of(value, "TenTTHC"),
        channel=channel_in(value),
        unit=text_of(value, "DonViXuLy"),
        events=events,
        status_text=text_of(value, "TrangThaiHoSo") if status is None else status.name,
        extra={PORTAL: kept},
        path=path,
        line=line,
    )
    return dossier, remarks


def unknown_status(value: Mapping[str, Any], statuses: StatusMap) -> Remark:
    """The remark on a status of a dossier that the map does not have (trạng thái lạ)."""
    values = {"value": text_of(value, "TrangThaiHoSo"), "map": statuses.name}
    return Remark("portal_unknown_status", values)


def _bad(error: BadCellError, path: str, line: int) -> Finding:
    return bad_row(
        error.reason,
        subject=error.subject,
        path=path,
        line=line,
        column=error.column,
        **error.values,
    )


def synchronised_promise(dossier: Dossier) -> dt.datetime | None:
    """``NgayHenTra`` exactly as it was synchronised (ngày hẹn trả như đã đồng bộ).

    The portal's statistics compare with this instant, whatever was promised before it was
    replaced; ``None`` for a dossier that does not come from the portal, or has none.

    Basis: the working paper on the formulas of the 766 index, "trường NgayHenTra".
    """
    value = dossier.extra.get(PORTAL, {}).get("dossier", {})
    return instant_of(value, "NgayHenTra", dossier.code)


def read_portal(
    objects: Iterable[Mapping[str, Any] | Item | Finding],
    histories: Iterable[Mapping[str, Any] | Item | Finding] = (),
    *,
    statuses: StatusMap | None = None,
    personal: bool = False,
    on_remark: OnRemark | None = None,
    path: str = "",
) -> Iterator[Dossier | Finding]:
    """Dossiers out of the portal's objects (đọc các đối tượng của Cổng), held in memory.

    For files use :class:`~tthc_deadlines.exchange.portal.file.PortalFile`, which streams.

    Args:
        objects: dossiers and steps of histories in any order, of either form: mappings, or
            what :func:`~tthc_deadlines.exchange.json_documents.iter_objects` gives.
        histories: more of the same.
        statuses: what the status numbers mean; the national portal's by default.
        personal: keep everything; by default only the fields known not to be about persons
            are kept, those of the site's own are not.
        on_remark: called with each remark about data that can be read and is odd.
        path: the name for findings.

    Yields:
        Bad rows, then a :class:`~tthc_deadlines.dossiers.dossier.Dossier` for each dossier
        and one for each history without its dossier. What the library does not use stands
        in ``Dossier.extra["portal"]``, for
        :func:`~tthc_deadlines.exchange.portal.write.write_portal`.

    >>> [dossier] = read_portal([
    ...     {"MaHoSo": "H1", "NgayTiepNhan": "20260302090000", "NgayHenTra": "20260310170000",
    ...      "TrangThaiHoSo": "9", "ChuHoSo": "…"},
    ...     {"MaHoSo": "H1", "TrangThai": "9", "ThoiDiemXuLy": "20260310143000"}])
    >>> [(event.kind, event.occurred_at.isoformat()) for event in dossier.events]
    [('accepted', '2026-03-02T09:00:00+07:00'), ('result_issued', '2026-03-10T14:30:00+07:00')]
    >>> "ChuHoSo" in dossier.extra["portal"]["dossier"]
    False

    Basis: observed in running systems; no official description was read.
    """
    reader = PortalReader(statuses, personal=personal, on_remark=on_remark)
    others: list[Item] = []
    for number, found in enumerate(chain(objects, histories), start=1):
        if isinstance(found, Finding):
            yield found
            continue
        item = found if isinstance(found, Item) else Item(dict(found), number, {})
        if form_of(item.value) is not Form.STEP:
            others.append(item)
        elif (fault := reader.take_step(item, path)) is not None:
            yield fault
    for item in others:
        if (taken := reader.take(item, path)) is not None:
            yield taken
    yield from reader.histories_alone()
