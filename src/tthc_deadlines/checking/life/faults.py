"""Dossiers that cannot be assessed (hồ sơ không xét được): the error as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tthc_deadlines.checking.messages import bad_row
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.checking.standing import FinishTimeNeededError
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.dossier_json import read_dossier
from tthc_deadlines.dossiers.errors import DossierDataError
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.errors import (
    OutOfCoverage,
    ReversedInterval,
    TimeOfDayNeeded,
    TthcDeadlinesError,
)
from tthc_deadlines.expectations import expected_vi
from tthc_deadlines.findings import Finding


def admit_dossier(
    value: Mapping[str, Any], *, path: str = "", line: int | None = None
) -> Dossier | Finding:
    """The dossier of a JSON object (nhận một hồ sơ), or the finding that says why not."""
    try:
        return read_dossier(value, path=path, line=line)
    except DossierDataError as error:
        code = value.get("code")
        return bad_row(
            "missing_value" if error.value is None else "bad_value",
            subject=shown(code, 60) if isinstance(code, str) else "",
            path=path,
            line=line,
            column=error.where.rpartition(".")[2],
            where=error.where,
            value=error.value,
            expected=Words(expected_vi(error.expected), error.expected),
        )


def finding_of_error(
    dossier: Dossier, error: TthcDeadlinesError | FinishTimeNeededError
) -> Finding:
    """The finding that an error is in a batch (phát hiện tương ứng với lỗi)."""
    place: dict[str, Any] = {"subject": dossier.code, "path": dossier.path, "line": dossier.line}
    if isinstance(error, FinishTimeNeededError):
        limit = Words("của hồ sơ", "of the dossier")
        return bad_row(
            "time_of_finish_needed", column="occurred_at", limit=limit, due=error.due, **place
        )
    if isinstance(error, TimeOfDayNeeded):
        return bad_row(
            "time_of_receipt_needed",
            column="occurred_at",
            limit=error.limit,
            received=error.value,
            **place,
        )
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
