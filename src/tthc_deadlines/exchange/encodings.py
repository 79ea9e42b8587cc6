"""Encodings (bảng mã): is this a text file in UTF-8, and if not, what is it?

Only UTF-8 is read. Everything else is named with its remedy, because a table read in
the wrong encoding looks right and is not.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from tthc_deadlines.dossiers.folding import SURROGATE
from tthc_deadlines.errors import UnreadableFile

CHUNK = 1 << 20
_LONGEST_LINE = 8 << 20
_NOT_LEADS = bytes(range(0xC0))
_BOM = b"\xef\xbb\xbf"

_SAVE_AS = (
    "save it as “CSV UTF-8 (Comma delimited)”",
    "hãy lưu lại thành “CSV UTF-8 (Comma delimited)”",
)

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        (
            "this is an Excel workbook or another zip archive, not a text file; open it "
            f"in Excel and {_SAVE_AS[0]}"
        ),
        f"đây là sổ tính Excel hoặc tệp nén, không phải văn bản; mở bằng Excel rồi {_SAVE_AS[1]}",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        f"this is an old Excel workbook (.xls); open it in Excel and {_SAVE_AS[0]}",
        f"đây là sổ tính Excel cũ (.xls); mở bằng Excel rồi {_SAVE_AS[1]}",
    ),
    (
        b"%PDF",
        "this is a PDF document; export the list as CSV UTF-8 instead",
        "đây là tệp PDF; hãy xuất danh sách ra CSV UTF-8",
    ),
    (
        b"\x1f\x8b",
        "this is a gzip archive; unpack it first",
        "đây là tệp nén gzip; hãy giải nén trước",
    ),
    (
        b"SQLite format 3\x00",
        "this is an SQLite database and no register; export the table as CSV first",
        "đây là cơ sở dữ liệu SQLite, không phải sổ theo dõi; hãy xuất bảng ra CSV trước",
    ),
)
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)


def refuse(path: str, reason: str, reason_vi: str) -> UnreadableFile:
    """The error for a file that cannot be read at all (không đọc được tệp)."""
    return UnreadableFile(path=path, reason=reason, reason_vi=reason_vi)


def check_beginning(head: bytes, path: str) -> None:
    """Refuse what the first bytes give away (nhận dạng qua các byte đầu).

    Raises:
        UnreadableFile: an empty file, a workbook, a PDF, an archive, a database, a web
            page, UTF-16 or UTF-32, with or without a byte order mark.
    """
    if not head.removeprefix(_BOM).strip():
        raise refuse(path, "the file is empty", "tệp rỗng")
    for magic, reason, reason_vi in _SIGNATURES:
        if head.startswith(magic):
            raise refuse(path, reason, reason_vi)
    if head.startswith(_UTF_32):
        raise _wrong_encoding(path, "UTF-32")
    if head.startswith(_UTF_16) or _looks_like_utf_16(head):
        raise _wrong_encoding(path, "UTF-16")
    if _MARKUP.match(head.removeprefix(_BOM)):
        raise refuse(
            path,
            "this is a web page or XML, whatever its name says; open it in Excel and "
            f"{_SAVE_AS[0]}",
            f"đây là trang web hoặc XML, dù tên tệp là gì; mở bằng Excel rồi {_SAVE_AS[1]}",
        )


def _looks_like_utf_16(head: bytes) -> bool:
    sample = head[:4096]
    odd, even = sample[1::2], sample[::2]
    return (
        len(sample) >= 8
        and max(odd.count(0), even.count(0)) > len(sample) // 8
        and (min(odd.count(0), even.count(0)) == 0)
    )


def _wrong_encoding(path: str, name: str) -> UnreadableFile:
    return refuse(
        path,
        f"the file is in {name}, not UTF-8; {_SAVE_AS[0]}",
        f"tệp dùng bảng mã {name}, không phải UTF-8; {_SAVE_AS[1]}",
    )


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces of a megabyte (đọc từng khối)."""
    while chunk := file.read(CHUNK):
        yield chunk


def too_long_a_line(path: str) -> UnreadableFile:
    """The error for a table with a line of several megabytes (dòng quá dài)."""
    return refuse(
        path,
        "a single line is longer than 8 MB: this is not a table with one dossier a line",
        "có một dòng dài hơn 8 MB: đây không phải bảng mỗi hồ sơ một dòng",
    )


class EncodingCheck:
    """Looks a whole file over, piece by piece (soát bảng mã cả tệp).

    Feed every chunk, then call :meth:`finish`. A single stray byte in a file that is
    otherwise UTF-8 is left to the row it stands in; a file whose non-ASCII bytes are
    mostly not UTF-8 is refused whole. A JSON document may well be one long line; that it is
    stands in ``has_long_line``.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.size = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
        self._good = 0
        self._bad = 0
        self._sample = b""
        self._since_newline = 0
        self._may_be_document = False
        self.has_long_line = False

    def feed(self, chunk: bytes) -> None:
        """Look at the next piece.

        Raises:
            UnreadableFile: what :func:`check_beginning` finds; NUL bytes; a line of
                several megabytes.
        """
        if self.size == 0:
            check_beginning(chunk, self.path)
            self._may_be_document = chunk.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")
        self.size += len(chunk)
        if b"\0" in chunk:
            raise refuse(
                self.path,
                "this is a binary file (it holds NUL bytes), not a table; "
                "export the list as CSV UTF-8",
                "đây là tệp nhị phân (có byte NUL), không phải bảng dữ liệu; "
                "hãy xuất danh sách ra CSV UTF-8",
            )
        self._check_lines(chunk)
        self._count(chunk, self._decoder.decode(chunk))

    def _check_lines(self, chunk: bytes) -> None:
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._since_newline = (
            len(chunk) - last - 1 if last >= 0 else (self._since_newline + len(chunk))
        )
        if self._since_newline > _LONGEST_LINE:
            if not self._may_be_document:
                raise too_long_a_line(self.path)
            self.has_long_line = True

    def _count(self, chunk: bytes, text: str) -> None:
        """Count letters that are UTF-8 and stray bytes that are not."""
        if text.isascii():
            return
        stray = SURROGATE.findall(text)
        leads = len(chunk.translate(None, _NOT_LEADS))
        self._good += max(0, leads - sum(byte >= "\udcc0" for byte in stray))
        if stray and not self._bad:
            where = SURROGATE.search(text)
            first = where.start() if where else 0
            self._sample = text[max(0, first - 2000) : first + 2000].encode(
                "utf-8", "surrogateescape"
            )
        self._bad += len(stray)

    def finish(self) -> None:
        """Say whether the whole was UTF-8.

        Raises:
            UnreadableFile: an empty file, or one in another encoding, named if it can be.
        """
        if self.size == 0:
            raise refuse(self.path, "the file is empty", "tệp rỗng")
        self._count(b"", self._decoder.decode(b"", True))
        if self._bad <= self._good // 8:
            return
        if _reads_as_vietnamese(self._sample):
            raise _wrong_encoding(self.path, "Windows-1258")
        raise refuse(
            self.path,
            "the file is not in UTF-8 (perhaps TCVN3, VNI or Windows-1252); "
            f"convert it: open it in the program that made it and {_SAVE_AS[0]}",
            "tệp không dùng bảng mã UTF-8 (có thể là TCVN3, VNI hoặc Windows-1252); hãy mở "
            f"bằng chương trình đã tạo ra nó và {_SAVE_AS[1]}",
        )


_VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _reads_as_vietnamese(data: bytes) -> bool:
    """Whether bytes make Vietnamese letters in Windows-1258, tone marks after vowels."""
    text = unicodedata.normalize("NFD", data.decode("cp1258", errors="replace"))
    marks = [
        (before, here) for before, here in zip(" " + text, text, strict=False) if not here.isascii()
    ]
    if not marks:
        return False
    sound = sum(
        here in _VIETNAMESE
        or here in "đĐ\u0302\u0306\u031b"
        or (here in _TONES and (before.lower() in "aeiouy" or before in "\u0302\u0306\u031b"))
        for before, here in marks
    )
    return sound >= 0.8 * len(marks)
