"""What every file of dossiers shares (nền chung của tệp hồ sơ): where reading is, closing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from tthc_deadlines.exchange.sources import Source

EVENT_COLUMNS = (
    "code",
    "procedure_code",
    "unit",
    "holder",
    "received_at",
    "promised_at",
    "finished_at",
)
"""What a table of results shows of dossiers that have no columns of their own."""


class SourceFile:
    """A file being read (tệp đang đọc); its kinds say how.

    Attributes:
        path: its name for messages.
        rows_read: objects or rows met so far, good and bad.
        size: its length in bytes; :attr:`position` how far reading has come.
    """

    def __init__(self, path: str | Path | Source) -> None:
        self._source = path if isinstance(path, Source) else Source(path)
        self.path, self.size = self._source.path, self._source.size
        self.rows_read = 0
        self._text: io.TextIOWrapper | None = None

    @contextmanager
    def _reading(self) -> Iterator[io.TextIOWrapper]:
        """The text from its beginning, followed by :attr:`position`."""
        with self._source.open() as text:
            self._text = text
            yield text
        self._text = None

    @property
    def position(self) -> int:
        """How far reading has come, in bytes (vị trí đọc)."""
        if self._text is not None and not self._text.closed:
            return cast(BinaryIO, self._text.buffer).tell()
        return self.size if self.rows_read else 0

    def column_names(self) -> tuple[str, ...]:
        """What a table shows of these dossiers (tên các cột)."""
        return EVENT_COLUMNS

    def close(self) -> None:
        """Let go of standard input's copy."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
