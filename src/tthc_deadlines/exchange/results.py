"""Results for scripts (kết quả cho máy đọc): one JSON document, NDJSON, or CSV.

Working time is given in whole minutes, days and instants in ISO form. Only CSV carries
the columns of the input through; JSON holds nothing the library does not know.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import IO, Any, TextIO

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.batch import CheckResult
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.showing import plain
from tthc_deadlines.checking.summary import plain_summary
from tthc_deadlines.citations import Citation
from tthc_deadlines.errors import Language
from tthc_deadlines.exchange.dossier_results import plain_dossier
from tthc_deadlines.exchange.source_file import EVENT_COLUMNS
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.time_limit import TimeLimit

SCHEMA = 1

COMPUTED = (
    "tthc_file",
    "tthc_line",
    "tthc_status",
    "tthc_due_on",
    "tthc_due_at",
    "tthc_working_left_minutes",
    "tthc_working_over_minutes",
    "tthc_promise",
    "tthc_findings",
    "tthc_messages",
)
"""The columns that CSV adds to those of the input."""

BAD_STATUS = "bad_row"
_CHUNK = 1 << 20

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def plain_finding(finding: Finding, *, placed: bool = True) -> dict[str, Any]:
    """A finding as plain JSON values (phát hiện dạng JSON), its empty fields left out.

    Without ``placed`` it does not say where it stands: inside its dossier, which does.
    """
    texts = finding.texts
    found: dict[str, Any] = {"code": finding.code, "severity": finding.severity.value}
    if placed and finding.subject:
        found["subject"] = finding.subject
    found["message"] = {"vi": texts["vi"], "en": texts["en"]}
    if finding.at is not None:
        found["at"] = finding.at.isoformat()
    if placed and finding.path:
        found["path"] = finding.path
    if placed and finding.line is not None:
        found["line"] = finding.line
    if finding.column:
        found["column"] = finding.column
    if finding.citation is not None:
        found["citation"] = _citation(finding.citation)
    data = {
        name: value for name, value in finding.data.items() if name != "row" and value is not None
    }
    if data:
        found["data"] = data
    return found


@lru_cache(maxsize=256)
def _citation(citation: Citation) -> dict[str, str]:
    return {
        "number": citation.number,
        "article": citation.article,
        "title": citation.title,
        "confidence": str(citation.confidence),
    }


def plain_assessment(found: Assessment) -> dict[str, Any]:
    """One dossier's result as plain JSON values (kết quả một hồ sơ dạng JSON)."""
    record = found.record
    return {
        "code": record.code,
        "path": record.path,
        "line": record.line,
        "procedure_code": record.procedure_code,
        "unit": record.unit,
        "holder": record.holder,
        "received_at": record.received_at.isoformat(),
        "limit_text": record.limit_text,
        "limit": None if found.limit is None else _plain_limit(found.limit),
        "due_on": plain(found.due_on),
        "due_at": plain(found.due_at),
        "quality": None if found.quality is None else found.quality.value,
        "promised_at": plain(record.promised_at),
        "promise": found.promise.value,
        "finished_at": plain(record.finished_at),
        "status": found.status.value,
        "working_left_minutes": plain(found.working_left),
        "working_over_minutes": plain(found.working_over),
        "findings": [plain_finding(finding, placed=False) for finding in found.findings],
    }


def _plain_limit(limit: TimeLimit) -> dict[str, Any]:
    value = limit.value if isinstance(limit.value, int) else float(limit.value)
    return {"value": value, "unit": limit.unit.value}


def plain_result(found: Assessment) -> dict[str, Any]:
    """One dossier's result as plain JSON values, with its life where it has events."""
    if isinstance(found, DossierAssessment):
        return plain_dossier(found, plain_assessment(found))
    return plain_assessment(found)


def ndjson_line(found: Assessment | Finding) -> str:
    """One result as a line of NDJSON; ``kind`` tells dossiers from bad rows."""
    row = (
        {"kind": "dossier", **plain_result(found)}
        if isinstance(found, Assessment)
        else {"kind": "bad_row", **plain_finding(found)}
    )
    return _encode(row) + "\n"


class CsvResults:
    """Writes the input's columns and, after them, the computed ones (ghi CSV).

    A bad row keeps its cells where it could be split into them, so that the output can
    be corrected and checked again.
    """

    def __init__(self, out: IO[str], names: Iterable[str], lang: Language) -> None:
        self._names = tuple(dict.fromkeys(names))
        self._lang: Language = lang
        self._writer = csv.writer(out, lineterminator="\n")
        self._writer.writerow([*self._names, *COMPUTED])

    def write(self, found: Assessment | Finding) -> None:
        """Write one row."""
        if isinstance(found, Finding):
            row: Mapping[str, Any] = found.data.get("row") or {"code": found.subject}
            computed: Sequence[Any] = (
                found.path,
                found.line,
                BAD_STATUS,
                "",
                "",
                "",
                "",
                "",
                found.code,
                found.message(self._lang),
            )
        else:
            row = found.record.row or _own_row(found)
            computed = (
                found.record.path,
                found.record.line,
                found.status,
                plain(found.due_on),
                plain(found.due_at),
                plain(found.working_left),
                plain(found.working_over),
                found.promise,
                " ".join(finding.code for finding in found.findings),
                "; ".join(finding.message(self._lang) for finding in found.findings),
            )
        self._writer.writerow(
            [
                *(_cell(row.get(name)) for name in self._names),
                *("" if value is None else value for value in computed),
            ]
        )


def _own_row(found: Assessment) -> Mapping[str, Any]:
    """The columns of a dossier that came without any (cột của hồ sơ có diễn biến)."""
    record = found.record
    return {name: plain(getattr(record, name)) for name in EVENT_COLUMNS}


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, (str, int, float)) else json.dumps(value, ensure_ascii=False)


def write_json(result: CheckResult, chosen: Iterable[Assessment | Finding], out: TextIO) -> None:
    """One JSON document in UTF-8, the summary first (ghi một tài liệu JSON).

    The summary is known only at the end; until then the rows wait in temporary files, so
    that a list of any length fits in memory.
    """
    with (
        tempfile.TemporaryFile() as dossiers,
        tempfile.TemporaryFile() as bad,
    ):
        counts = {True: 0, False: 0}
        for found in chosen:
            is_dossier = isinstance(found, Assessment)
            text = _encode(
                plain_result(found) if isinstance(found, Assessment) else plain_finding(found)
            )
            target = dossiers if is_dossier else bad
            target.write(((",\n    " if counts[is_dossier] else "\n    ") + text).encode())
            counts[is_dossier] += 1
        out.write("".join(_head(result)))
        for name, rows, count, end in (
            ("bad_rows", bad, counts[False], ","),
            ("dossiers", dossiers, counts[True], ""),
        ):
            out.write(f'  "{name}": [')
            _copy(rows, out)
            out.write(("\n  ]" if count else "]") + end + "\n")
        out.write("}\n")


def _copy(rows: IO[bytes], out: TextIO) -> None:
    """Bytes in UTF-8 to a text stream, past its encoder where there is a buffer below it."""
    rows.seek(0)
    buffer = getattr(out, "buffer", None)
    if buffer is None:
        out.write(rows.read().decode())
    else:
        out.flush()
        shutil.copyfileobj(rows, buffer, _CHUNK)


def _head(result: CheckResult) -> Iterator[str]:
    summary = result.summary
    yield "{\n"
    for name, value in (
        ("schema", SCHEMA),
        ("edition", summary.edition),
        ("at", summary.at.isoformat()),
        ("summary", plain_summary(summary)),
    ):
        body = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        yield f'  "{name}": {body},\n'
