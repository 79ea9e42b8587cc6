"""JSON files of dossiers (tệp JSON): a list, an envelope or one object, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tthc_deadlines.checking.admission import MappingReader
from tthc_deadlines.checking.life.faults import admit_dossier
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.exchange.json_documents import iter_objects
from tthc_deadlines.exchange.source_file import SourceFile
from tthc_deadlines.findings import Finding


class JsonFile(SourceFile):
    """A JSON document of dossiers (tệp JSON hồ sơ), read object by object.

    An object with ``events`` is a dossier, any other a row of named values. Iterating yields
    what can be read and a :class:`Finding` for each object that cannot; only one is held at a
    time. It can be iterated again.

    Args:
        path: the file, ``-`` for standard input, or a source already looked over.

    Attributes:
        rows_read: objects met so far, good and bad.
        position: bytes read so far; ``size`` is all of them.

    Raises:
        UnreadableFile: missing, empty, not a text in UTF-8.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dossiers.json"
    >>> _ = path.write_text('[{"code": "H01", "events": []}, 7]', encoding="utf-8")
    >>> [type(found).__name__ for found in JsonFile(path)]
    ['Dossier', 'Finding']
    """

    def __iter__(self) -> Iterator[DossierRecord | Dossier | Finding]:
        reader = MappingReader()
        with self._reading() as text:
            self.rows_read = 0
            for item in iter_objects(text, self.path):
                self.rows_read += 1
                if isinstance(item, Finding):
                    yield item
                else:
                    yield self._read(item.value, item.line, reader)

    def _read(
        self, value: Mapping[str, Any], line: int, reader: MappingReader
    ) -> DossierRecord | Dossier | Finding:
        if "events" in value:
            return admit_dossier(value, path=self.path, line=line)
        return reader.read(value, line, path=self.path)
