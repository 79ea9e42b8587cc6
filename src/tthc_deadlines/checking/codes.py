"""Dossier codes against their receipt (đối chiếu mã hồ sơ với ngày tiếp nhận)."""

from __future__ import annotations

from tthc_deadlines.checking.messages import make_finding
from tthc_deadlines.checking.showing import local_date
from tthc_deadlines.dossiers.code import parse_dossier_code
from tthc_deadlines.dossiers.record import DossierRecord
from tthc_deadlines.findings import Finding


def code_mismatch(record: DossierRecord) -> Finding | None:
    """The finding for a code whose date is not the day of receipt; ``None`` if all is well."""
    received = local_date(record.received_at)
    if f"-{received.year % 100:02}{received.month:02}{received.day:02}-" in record.code:
        return None  # of whatever form, no other day stands in it
    code = parse_dossier_code(record.code)
    if code is None or code.received_on == received:
        return None
    return make_finding(
        "code_date_mismatch",
        record,
        column="code",
        in_code=code.received_on,
        received=received,
    )
