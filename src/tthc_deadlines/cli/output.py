"""Writing results (in kết quả): JSON and CSV for scripts, Rich for people."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.citations import Citation
from tthc_deadlines.limits.time_limit import TimeLimit

if TYPE_CHECKING:
    from rich.console import Console


def plain(value: Any) -> Any:
    """A value as plain JSON (giá trị thuần): ISO dates, numbers, texts, lists, tables."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds())
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Citation):
        return citation_object(value)
    if isinstance(value, TimeLimit):
        return limit_object(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def citation_object(citation: Citation) -> dict[str, Any]:
    """A citation for JSON, without its empty fields."""
    fields = {
        name: getattr(citation, name)
        for name in (
            "number",
            "title",
            "article",
            "issuer",
            "adopted",
            "adopted_note",
            "in_force",
            "url",
            "confidence",
        )
    }
    return {name: plain(value) for name, value in fields.items() if value}


def limit_object(limit: TimeLimit) -> dict[str, Any]:
    """A limit for JSON, without its empty fields."""
    fields: dict[str, Any] = {
        "value": limit.value if limit.unit.has_amount else None,
        "unit": limit.unit,
        "bound": limit.bound,
        "anchor": limit.anchor,
        "cutoff": f"{limit.cutoff:%H:%M}" if limit.cutoff else None,
        "cutoff_before_closing_seconds": limit.cutoff_before_closing,
        "after_cutoff": limit.after_cutoff,
    }
    return {name: plain(value) for name, value in fields.items() if value is not None}


def echo_json(document: Any) -> None:
    """One JSON document, Vietnamese letters kept."""
    click.echo(json.dumps(plain(document), ensure_ascii=False, indent=2))


def echo_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line (NDJSON)."""
    for row in rows:
        click.echo(json.dumps(plain(row), ensure_ascii=False))


def echo_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """CSV with a header line."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)


def echo_rows(
    output: str,
    document: Any,
    rows: Sequence[Mapping[str, Any]],
    header: Sequence[str],
    cell: Callable[[Mapping[str, Any], str], Any] = lambda row, name: row.get(name),
) -> None:
    """Rows in the form asked for: the whole document, a line each, or a table."""
    if output == "json":
        echo_json(document)
    elif output == "nl":
        echo_lines(rows)
    else:
        echo_csv(header, [[cell(row, name) for name in header] for row in rows])


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else plain(value)


def console(*, stderr: bool = False) -> Console:
    """A Rich console; colours only on a terminal, never with NO_COLOR."""
    from rich.console import Console

    class PipedConsole(Console):
        """Leaves a closed pipe to the command, which has an exit code for it."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return PipedConsole(stderr=stderr, highlight=False, soft_wrap=False)
