"""Opening files of dossiers (mở tệp hồ sơ): what form a file has, told by its beginning."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tthc_deadlines.errors import UnreadableFile
from tthc_deadlines.exchange.json_documents import LIST_KEYS, Item, iter_objects
from tthc_deadlines.exchange.json_file import JsonFile
from tthc_deadlines.exchange.portal.fields import Form, form_of
from tthc_deadlines.exchange.portal.file import PortalFile
from tthc_deadlines.exchange.portal.read import is_portal_object
from tthc_deadlines.exchange.portal.status import StatusMap
from tthc_deadlines.exchange.records import Dates, DossierFile
from tthc_deadlines.exchange.sources import Source

if TYPE_CHECKING:
    from tthc_deadlines.exchange.register_file import RegisterFile
    from tthc_deadlines.register.looking import OpenAt

AnyFile: TypeAlias = "DossierFile | JsonFile | PortalFile | RegisterFile"
"""Every kind of file that holds dossiers; all iterate, count and close alike."""

_BLANK = " \t\r\n\u00a0\ufeff"
_HEAD = 1 << 16
_SQLITE = b"SQLite format 3\x00"


class FileForm(StrEnum):
    """The form of a file of dossiers (dạng tệp)."""

    TABLE = "table"
    LINES = "lines"
    DOCUMENT = "document"
    PORTAL = "portal"


def form_of_file(source: Source) -> FileForm:
    """What a file holds, by its beginning (nhận dạng tệp).

    A table (CSV), rows or dossiers one a line (NDJSON), one JSON document, or the portal's
    own objects in either.
    """
    with source.open() as text:
        head = text.read(_HEAD).lstrip(_BLANK)
    if not head.startswith(("{", "[")):
        return FileForm.TABLE
    first = None if head.startswith("[") else _first_line(head)
    if first is None:
        return FileForm.PORTAL if _opens_with_portal(source) else FileForm.DOCUMENT
    return FileForm.PORTAL if is_portal_object(first) else FileForm.LINES


def _first_line(head: str) -> dict[str, Any] | None:
    """The first object of a text with one object a line; ``None`` if it is none such.

    A broken first line followed by one that opens an object is still one object a line.
    """
    line, _, rest = head.partition("\n")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {} if rest.lstrip(_BLANK).startswith("{") else None
    if not isinstance(found, dict):
        return {}
    return None if any(isinstance(found.get(key), list) for key in LIST_KEYS) else found


def _opens_with_portal(source: Source) -> bool:
    with source.open() as text:
        for item in iter_objects(text, source.path):
            if isinstance(item, Item):
                return is_portal_object(item.value)
    return False


def _refuse_steps_alone(source: Source) -> None:
    """Refuse a file that holds steps of histories and no dossier.

    Read as dossiers they would be called duplicates of those they belong to.
    """
    with source.open() as text:
        for item in iter_objects(text, source.path):
            if isinstance(item, Item) and form_of(item.value) not in (Form.STEP, Form.STATUS):
                return
    raise UnreadableFile(
        path=source.path,
        reason="it holds only steps of histories and no dossier; give it as a history "
        "(--history, histories=) beside the file of its dossiers",
        reason_vi="tệp chỉ có tiến trình mà không có hồ sơ; hãy đưa vào bằng --history "
        "(histories=), kèm theo tệp hồ sơ của nó",
    )


def is_sqlite(path: str | Path) -> bool:
    """Whether a file begins as SQLite's do (có phải tệp SQLite); no file is none.

    A pipe is never read from: what was read of it would be lost.
    """
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return False


def _register(path: str | Path, only_open: OpenAt | None) -> RegisterFile | None:
    """The register; ``None`` for SQLite of another program, which is refused like any file."""
    from tthc_deadlines.exchange.register_file import RegisterFile
    from tthc_deadlines.register.errors import NotARegister

    try:
        return RegisterFile(path, only_open)
    except NotARegister:
        return None


def read_dossiers(
    path: str | Path,
    *,
    dates: Dates = "unambiguous",
    keep_rows: bool = False,
    histories: Iterable[str | Path] = (),
    statuses: StatusMap | None = None,
    personal: bool = False,
    only_open: OpenAt | None = None,
) -> AnyFile:
    """The dossiers of a file (đọc tệp hồ sơ), to be iterated over or given to ``check``.

    Args:
        path: a CSV, NDJSON or JSON file in UTF-8, an export of the national portal, or a
            register; ``-`` for standard input. The form is told by its beginning.
        dates: of a table: ``"unambiguous"`` refuses a file in which some date only makes
            sense with the month first; ``"day-first"`` treats such a row as bad and trusts
            the others.
        keep_rows: of a table: keep each row as written in ``DossierRecord.row``.
        histories: further files with the steps of the portal's dossiers.
        statuses: what the portal's status numbers mean; the national map by default.
        personal: keep everything of the portal's objects; by default fields about persons
            and those of the site's own are dropped.
        only_open: of a register: only the dossiers that were open then; other files are read
            whole.

    Returns:
        Something to iterate over, which yields a
        :class:`~tthc_deadlines.dossiers.record.DossierRecord` or, where there are events, a
        :class:`~tthc_deadlines.dossiers.dossier.Dossier` for each row that can be read, and a
        :class:`~tthc_deadlines.findings.Finding` for each that cannot, in the order of the
        file. Nothing is read into memory at once.

    Raises:
        UnreadableFile: not a text in UTF-8, no header, a column given twice; of the
            portal's data only steps of histories, which belong into ``histories``.
        MissingColumn: no column for the code or the receipt.
        AmbiguousDates: see ``dates``.
        NewerRegister, DamagedRegister, UnwritableRegister: of a register.

    >>> import datetime as dt, pathlib, tempfile
    >>> from tthc_deadlines import check
    >>> from tthc_deadlines.instants import VIETNAM
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "list.csv"
    >>> _ = path.write_text("ma_ho_so,ngay_tiep_nhan,thoi_han\\n"
    ...                     "H01,20/11/2026,05 ngày làm việc\\n"
    ...                     "H02,hôm qua,05 ngày làm việc\\n", encoding="utf-8")
    >>> at = dt.datetime(2026, 12, 1, 9, tzinfo=VIETNAM)
    >>> for found in check(read_dossiers(path), at):
    ...     print(found.line if hasattr(found, "severity") else found.status)
    overdue
    3

    Basis: none in law; rows read are always records plus findings.
    """
    if is_sqlite(path):
        found = _register(path, only_open)
        if found is not None:
            return found
    source = Source(path)
    try:
        form = form_of_file(source)
        if form is FileForm.PORTAL:
            _refuse_steps_alone(source)
            return PortalFile(source, histories, statuses=statuses, personal=personal)
        if form is FileForm.DOCUMENT:
            return JsonFile(source)
        return DossierFile(source, dates=dates, keep_rows=keep_rows)
    except BaseException:
        source.close()
        raise
