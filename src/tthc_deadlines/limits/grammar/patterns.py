"""Regular expressions compiled at their first use (biểu thức chính quy, biên dịch khi cần).

The grammar has some two hundred patterns; most texts need a few of them, and a program
that only imports the library needs none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression that is compiled when it is first asked (biểu thức chính quy).

    >>> Pattern(r"\\d+").search("05 ngày")[0]
    '05'
    """

    __slots__ = ("_flags", "_source", "finditer", "fullmatch", "match", "search", "sub")

    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name not in {"finditer", "fullmatch", "match", "search", "sub"}:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.finditer, self.fullmatch = compiled.finditer, compiled.fullmatch
        self.match, self.search, self.sub = compiled.match, compiled.search, compiled.sub
        found: Callable[..., object] = getattr(compiled, name)
        return found
