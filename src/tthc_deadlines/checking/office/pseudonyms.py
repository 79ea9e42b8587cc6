"""Pseudonyms (mã giả danh): officials under stable codes, for analysis without names.

A pseudonym hides who somebody is from a reader of the table; it does not make him unknown to
somebody who knows the office. Whoever has the key can find out.

>>> key = b"a secret of sixteen bytes or more"
>>> Pseudonyms(key, ["cv-1", "cv-2"]).of("cv-1")
'CB-557E72'
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from tthc_deadlines.checking.office.errors import WeakKey
from tthc_deadlines.errors import UnreadableFile

LEAST_KEY = 16
"""The fewest bytes of a key."""

PREFIX = "CB-"
_DIGITS = 6


class Pseudonyms:
    """Codes that stand for officials (mã giả danh của cán bộ), the same under the same key.

    Args:
        key: the secret that makes them; without one a random key is made, so that the codes
            of two runs cannot be linked.
        officials: the ids of everybody, so that no two share a code: where six digits would,
            theirs are lengthened. Under one key a code changes only if such a person comes.

    Attributes:
        is_lasting: whether another run under the same key gives the same codes.

    Raises:
        WeakKey: fewer than :data:`LEAST_KEY` bytes.

    Basis: none in law; the library's own convention: HMAC-SHA256 of the id.
    """

    def __init__(self, key: bytes | None = None, officials: Iterable[str] = ()) -> None:
        if key is not None and len(key) < LEAST_KEY:
            raise WeakKey(path="", size=len(key), least=LEAST_KEY)
        self.is_lasting = key is not None
        self._key = secrets.token_bytes(32) if key is None else key
        self._codes: dict[str, str] = {}
        self._officials: dict[str, str] = {}
        alike: dict[str, list[tuple[str, str]]] = {}
        for one in dict.fromkeys(officials):
            digits = self._whole(one)
            alike.setdefault(digits[:_DIGITS], []).append((one, digits))
        for among in alike.values():
            size = _length([digits for _, digits in among])
            for one, digits in among:
                self._keep(one, PREFIX + digits[:size])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self._codes)} officials>"  # never the key

    def of(self, official: str) -> str:
        """The code of an official (mã giả danh); "" for nobody."""
        if not official:
            return ""
        found = self._codes.get(official)
        if found is None:
            digits = self._whole(official)
            size = _DIGITS
            while PREFIX + digits[:size] in self._officials:
                size += 2
            found = self._keep(official, PREFIX + digits[:size])
        return found

    def _keep(self, official: str, code: str) -> str:
        self._codes[official], self._officials[code] = code, official
        return code

    def _whole(self, official: str) -> str:
        data = official.encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, data, "sha256").hex().upper()


def _length(alike: Sequence[str]) -> int:
    """How many digits tell all of these apart."""
    size = _DIGITS
    while len({one[:size] for one in alike}) < len(alike):
        size += 2
    return size


def read_key(path: str | Path) -> bytes:
    """The key of a file, byte for byte (đọc tệp khóa).

    Raises:
        UnreadableFile: it is missing or cannot be read. WeakKey: it is too short.
    """
    try:
        key = Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(
            path=str(path),
            reason=f"the key cannot be read: {reason}",
            reason_vi=f"không đọc được khóa: {reason}",
        ) from None
    if len(key) < LEAST_KEY:
        raise WeakKey(path=str(path), size=len(key), least=LEAST_KEY)
    return key
