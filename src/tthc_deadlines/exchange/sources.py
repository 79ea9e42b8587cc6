"""Sources (nguồn dữ liệu): a file or standard input, looked over once and then read.

Before a single row is judged the whole file is looked over as bytes: its encoding, and
whether any date in it *could* be written month first. Input that cannot be read twice
(standard input, a pipe) is put aside in a temporary file.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from tthc_deadlines.dossiers.folding import SURROGATE
from tthc_deadlines.exchange.encodings import EncodingCheck, chunks_of, refuse

STDIN = "-"
_OVERLAP = 48
# The end of a month-first date, slashes possibly escaped as JSON does. It starts with the
# separator, because a search for that is quick; what looks alike only raises suspicion.
_SUSPECT = re.compile(rb"[/.-](?:1[3-9]|2\d|3[01])\\?[/.-]\d{4}")
# Full-width digits and \\u escapes cannot be told from bytes, so they do as well.
_ESCAPES = (b"\xef\xbc", b"\\u")


class Source:
    """One input, ready to be read from its beginning (một nguồn dữ liệu).

    Attributes:
        path: its name for messages; ``<stdin>`` for standard input.
        size: its length in bytes.
        has_month_first_look: whether something looks like a month-first date, somewhere.
        has_long_line: whether a line is too long for a table with one row a line.

    Use it as a context manager where it may be standard input.
    """

    def __init__(self, path: str | Path) -> None:
        """Look the file over.

        Raises:
            UnreadableFile: missing, not readable, empty, binary, not UTF-8.
        """
        self._location = str(path)
        name = SURROGATE.sub("\ufffd", self._location)  # a file name need not be UTF-8
        self.path = "<stdin>" if name == STDIN else name
        self.has_month_first_look = False
        self._spooled: BinaryIO | None = None
        self._check = EncodingCheck(self.path)
        try:
            self._look_over()
        except BaseException:
            self.close()
            raise
        self.size = self._check.size
        self.has_long_line = self._check.has_long_line

    def _look_over(self) -> None:
        if self._location == STDIN:
            self._scan(sys.stdin.buffer, spool=True)
        else:
            with self._open_file() as file:
                self._scan(file, spool=not file.seekable())
        self._check.finish()

    def _open_file(self) -> BinaryIO:
        try:
            return open(self._location, "rb")
        except FileNotFoundError:
            raise refuse(self.path, "there is no such file", "không có tệp này") from None
        except IsADirectoryError:
            raise refuse(
                self.path,
                "this is a directory; name the files in it",
                "đây là thư mục; hãy nêu tên tệp",
            ) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise refuse(
                self.path, f"cannot be opened: {reason}", f"không mở được: {reason}"
            ) from None

    def _scan(self, file: BinaryIO, *, spool: bool) -> None:
        copy = self._spooled = tempfile.TemporaryFile() if spool else None  # noqa: SIM115
        tail = b""
        for chunk in chunks_of(file):
            self._check.feed(chunk)
            if not self.has_month_first_look:
                piece = tail + chunk
                self.has_month_first_look = _SUSPECT.search(piece) is not None or any(
                    escape in piece for escape in _ESCAPES
                )
                tail = chunk[-_OVERLAP:]
            if copy is not None:
                copy.write(chunk)
                copy.flush()

    def open(self) -> io.TextIOWrapper:
        """The text from its beginning (mở từ đầu); the caller closes it.

        Bytes that are not UTF-8 come through as surrogates.
        """
        if self._spooled is not None:
            file: BinaryIO = os.fdopen(os.dup(self._spooled.fileno()), "rb")
            file.seek(0)
        else:
            file = self._open_file()
        return io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape")

    def close(self) -> None:
        """Let go of the temporary copy, if there is one."""
        if self._spooled is not None:
            self._spooled.close()
            self._spooled = None

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
