"""Files of the portal's data (tệp dữ liệu của Cổng), streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.exchange.json_documents import LIST_KEYS, Item, iter_objects
from tthc_deadlines.exchange.json_text import CHUNK
from tthc_deadlines.exchange.portal.fields import Form, form_of
from tthc_deadlines.exchange.portal.read import OnRemark, PortalReader
from tthc_deadlines.exchange.portal.status import StatusMap
from tthc_deadlines.exchange.source_file import SourceFile
from tthc_deadlines.exchange.sources import Source
from tthc_deadlines.findings import Finding

_STEP_MARK = "ThoiDiemXuLy"


class PortalFile(SourceFile):
    """A file of the portal's dossiers, with their histories (tệp hồ sơ đồng bộ).

    Iterating yields, for each object of the file, a
    :class:`~tthc_deadlines.dossiers.dossier.Dossier` or, where none can be had, a
    :class:`~tthc_deadlines.findings.Finding` with the code ``bad_row``; then a dossier for
    each history without one. Bad rows of the histories come first. It can be iterated again.

    Steps may stand in files of their own, in the file of the dossiers, or both. They are
    read first and held in memory as text, 0.6 to 1 kB each at the peak: a million steps take
    up to 1 GB. Dossiers are streamed, and need only the one being read.

    Args:
        path: the dossiers: a JSON document or one object a line, of either form; ``-`` for
            standard input; or a source that was opened before.
        histories: files of steps.
        statuses, personal, on_remark: as for
            :func:`~tthc_deadlines.exchange.portal.read.read_portal`.
        keys: the keys under which an envelope holds its list.

    Attributes:
        rows_read: dossiers and bad rows met so far.
        position: bytes of the dossiers' file read so far; ``size`` is all of them.

    Raises:
        UnreadableFile: missing, empty, not a text in UTF-8.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dossiers.json"
    >>> _ = path.write_text('{"data": [{"MaHoSo": "H1", "NgayTiepNhan": "20260302090000"}]}')
    >>> [dossier.code for dossier in PortalFile(path)]
    ['H1']

    Basis: observed in running systems; no official description was read.
    """

    def __init__(
        self,
        path: str | Path | Source,
        histories: Iterable[str | Path] = (),
        *,
        statuses: StatusMap | None = None,
        personal: bool = False,
        on_remark: OnRemark | None = None,
        keys: Iterable[str] = LIST_KEYS,
    ) -> None:
        super().__init__(path)
        self._histories: list[Source] = []
        self._statuses, self._personal, self._on_remark = statuses, personal, on_remark
        self._keys = tuple(keys)
        try:
            for one in histories:
                self._histories.append(Source(one))
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[Dossier | Finding]:
        self.rows_read = 0
        for found in self._run():
            self.rows_read += 1
            yield found

    def _run(self) -> Iterator[Dossier | Finding]:
        reader = PortalReader(self._statuses, personal=self._personal, on_remark=self._on_remark)
        for source in self._histories:
            yield from self._steps_of(source, reader)
        if self._has_steps():
            for found in self._steps_of(self._source, reader):
                # what is broken in this file is told when its dossiers are read
                if found.data.get("reason") not in _BROKEN:
                    yield found
        yield from self._dossiers(reader)
        yield from reader.histories_alone()

    def _steps_of(self, source: Source, reader: PortalReader) -> Iterator[Finding]:
        with source.open() as text:
            for found in iter_objects(text, source.path, keys=self._keys):
                if isinstance(found, Finding):
                    yield found
                elif form_of(found.value) is Form.STEP:
                    fault = reader.take_step(found, source.path)
                    if fault is not None:
                        yield fault
                elif source is not self._source:
                    yield from self._no_step(found, source, reader)

    def _no_step(self, item: Item, source: Source, reader: PortalReader) -> Iterator[Finding]:
        """What else stands in a file of histories: a status without an instant, or a mistake."""
        if form_of(item.value) is Form.STATUS:
            reader.take(item, source.path)  # which makes a remark
        else:
            yield reader.refuse(item, source.path)

    def _has_steps(self) -> bool:
        """Whether the file of the dossiers holds steps as well, by a quick look at its text."""
        tail = ""
        with self._source.open() as text:
            while piece := text.read(CHUNK):
                if _STEP_MARK in tail + piece:
                    return True
                tail = piece[-len(_STEP_MARK) :]
        return False

    def _dossiers(self, reader: PortalReader) -> Iterator[Dossier | Finding]:
        with self._reading() as text:
            for item in iter_objects(text, self.path, keys=self._keys):
                found = item if isinstance(item, Finding) else reader.take(item, self.path)
                if found is not None:
                    yield found

    def close(self) -> None:
        """Let go of standard input's copy."""
        for source in (self._source, *self._histories):
            source.close()


_BROKEN = frozenset({"broken_json", "same_meaning", "stray_bytes", "not_an_object"})
