"""Where things stand in a TOML text (dòng của từng khóa): the positions tomllib keeps to itself."""

from __future__ import annotations

import re
import tomllib

_TABLE = re.compile(r"""\s*\[\[?\s*["']?([\w-]+)["']?\s*(?:\]|\.)""")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[=.]""")
_LONG_QUOTE = re.compile("\"\"\"|'''")


class TomlLines:
    """Finds the line of a table or key in a TOML text (tìm số dòng).

    Made for year and procedure files: tables at the top level, one key a line. What it does not
    find it places at the nearest thing it knows, never failing.

    >>> lines = TomlLines('schema = 1\\n[[swap]]\\noff = 1\\n[[swap]]\\noff = 2\\n')
    >>> lines.of("schema"), lines.of("swap", 0), lines.of("swap", 1, "off"), lines.of("none")
    (1, 2, 5, 1)

    Basis: TOML 1.0.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, int, str], int] = {}
        self.last = 1
        table, index, inside_text = "", 0, False
        counts: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            self.last = number
            quoted = len(_LONG_QUOTE.findall(line)) % 2 == 1
            if inside_text:
                inside_text = not quoted
                continue
            if found := _TABLE.match(line):
                table = found[1]
                index = counts.get(table, 0)
                counts[table] = index + 1
                self._lines.setdefault((table, index, ""), number)
            elif found := _KEY.match(line):
                self._lines.setdefault((table, index, found[1]), number)
            inside_text = quoted

    def of(self, table: str, index: int = 0, key: str = "") -> int:
        """The line of a key in the ``index``-th table of a name; of the table without a key.

        A top-level key is asked for by its name alone.

        Basis: TOML 1.0.
        """
        for place in ((table, index, key), (table, index, ""), ("", 0, table)):
            if place in self._lines:
                return self._lines[place]
        return 1


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line that a text stops being TOML on (dòng sai cú pháp).

    >>> try:
    ...     tomllib.loads("a = 1\\nb = ")
    ... except tomllib.TOMLDecodeError as error:
    ...     line_of_error(error, "a = 1\\nb = ")
    2

    Basis: TOML 1.0.
    """
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else TomlLines(text).last
