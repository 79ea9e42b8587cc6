"""Columns (cột): the header of a table, matched with the fields or refused."""

from __future__ import annotations

from collections.abc import Sequence

from tthc_deadlines.dossiers.fields import ALIASES, REQUIRED, Clash, Columns, match_names
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.errors import MissingColumn, UnreadableFile
from tthc_deadlines.exchange.encodings import refuse

__all__ = ["ALIASES", "match_columns"]


def match_columns(names: Sequence[str], path: str) -> Columns:
    """Find what each column of a header means (đối chiếu tên cột).

    Raises:
        MissingColumn: no column for the code or the day of receipt.
        UnreadableFile: a column is given twice, or two columns mean the same.
    """
    columns = match_names(names)
    if isinstance(columns, Clash):
        raise _given_twice(names, columns, path)
    for field in REQUIRED:
        if field not in columns.places:
            found = ", ".join(shown(name, 30) for name in columns.names[:30])
            raise MissingColumn(
                path=path, column=ALIASES[field][3], accepted=", ".join(ALIASES[field]), found=found
            )
    return columns


def _given_twice(names: Sequence[str], clash: Clash, path: str) -> UnreadableFile:
    first, second = clash.first + 1, clash.second + 1
    a, b = shown(names[clash.first]), shown(names[clash.second])
    if not clash.field:
        return refuse(
            path,
            f"the column {a!r} is given twice (columns {first} and {second}); rename or remove one",
            f"cột {a!r} có hai lần (cột {first} và {second}); hãy đổi tên hoặc bỏ bớt một cột",
        )
    aliases = ALIASES[clash.field]
    meaning = aliases[3] if len(aliases) > 3 else clash.field
    return refuse(
        path,
        f"the columns {a!r} ({first}) and {b!r} ({second}) both mean {clash.field}; "
        "keep one of them",
        f"hai cột {a!r} (cột {first}) và {b!r} (cột {second}) cùng nghĩa "
        f"“{meaning}”; hãy giữ lại một cột",
    )
