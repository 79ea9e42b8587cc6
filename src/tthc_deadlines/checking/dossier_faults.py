"""Dossiers that cannot be assessed (hồ sơ không xét được): the error as a finding."""

from __future__ import annotations

from typing import Any

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.errors import OutOfCoverage, ReversedInterval, TthcDeadlinesError
from tthc_deadlines.findings import Finding


def finding_of_error(dossier: Dossier, error: TthcDeadlinesError) -> Finding:
    """The finding that an error is in a batch (phát hiện tương ứng với lỗi)."""
    place: dict[str, Any] = {"subject": dossier.code, "path": dossier.path, "line": dossier.line}
    if isinstance(error, OutOfCoverage):
        return bad_row(
            "outside_coverage",
            column="events",
            value=error.value,
            covered_from=error.covered_from,
            covered_to=error.covered_to,
            **place,
        )
    if isinstance(error, ReversedInterval):
        return bad_row(
            "due_before_received", column="due", due=error.end, received=error.start, **place
        )
    detail = Words(error.message("vi"), error.message("en"))
    return bad_row("not_assessed", detail=detail, error=error.code, **place)
