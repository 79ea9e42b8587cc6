"""What a dossier is to an assessment (cách nhìn hồ sơ khi xét): its row, channel, beginning."""

from __future__ import annotations

import datetime as dt

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.history import History
from tthc_deadlines.dossiers.record import DossierRecord


def record_of(dossier: Dossier, history: History, at: dt.datetime) -> DossierRecord:
    """The dossier as one row of a list would have it (hồ sơ dạng một dòng)."""
    promises = history.promises
    return DossierRecord(
        code=dossier.code,
        received_at=history.accepted_at or history.submitted_at or at,
        limit_text=dossier.limit_text,
        promised_at=promises[-1].moment if promises else None,
        finished_at=history.ended_at,
        procedure_code=dossier.procedure_code,
        procedure_name=dossier.procedure_name,
        status_text=dossier.status_text,
        unit=dossier.unit,
        holder=history.holder or dossier.holder,
        path=dossier.path,
        line=dossier.line,
    )


def channel_of(dossier: Dossier, history: History) -> str:
    """How it was filed (hình thức nộp): what the dossier says, else what its filing says."""
    if dossier.channel or not history.events:
        return dossier.channel
    return getattr(history.events[0], "channel", "")
