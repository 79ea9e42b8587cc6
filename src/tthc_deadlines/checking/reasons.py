"""Reasons in one line (lý do trên một dòng): why a dossier is overdue, or in danger of it."""

from __future__ import annotations

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.errors import Language
from tthc_deadlines.findings import Severity

ENDANGERING = frozenset(
    {
        "acceptance_overdue",
        "ambiguous_wording",
        "between_units",
        "conditions_needed",
        "consultation_overdue",
        "delegation_expired",
        "handover_not_accepted",
        "holder_absent",
        "holder_left",
        "limit_not_in_force",
        "no_limit",
        "outside_competence",
        "promise_missed",
        "role_without_members",
        "several_limits",
        "step_overdue",
        "stop_without_ground",
        "unassigned",
        "unknown_official",
        "unknown_position",
        "unknown_procedure",
    }
)
"""Findings on an open dossier that make lateness likely (phát hiện báo trước nguy cơ)."""

_HOPELESS = frozenset({Status.OVERDUE, Status.DUE_SOON})
_OPEN = frozenset({*_HOPELESS, Status.RUNNING, Status.NO_LIMIT, Status.NOT_ACCEPTED})


def is_endangered(found: Assessment) -> bool:
    """Whether an open dossier is overdue, due soon, or likely to be late (quá hạn, nguy cơ)."""
    if found.status in _HOPELESS:
        return True
    if found.status not in _OPEN:
        return False
    if found.record.finished_at is not None:
        return False  # ended, though nothing says by when it was to be
    return any(finding.code in ENDANGERING for finding in found.findings)


def reason_of(found: Assessment, lang: Language = "vi") -> str:
    """Why, in one line (lý do): the gravest findings, then who has it and what is next."""
    told = [finding for finding in found.findings if finding.severity is not Severity.INFO]
    told.sort(key=lambda finding: -finding.severity.rank)
    parts = [finding.message(lang) for finding in told] or [found.status.label(lang)]
    holder = _holder(found)
    if holder and found.status in _OPEN:
        parts.append(f"{'đang giữ' if lang == 'vi' else 'held by'}: {holder}")
    return "; ".join(dict.fromkeys(parts))


def _holder(found: Assessment) -> str | None:
    """Who has it: as recorded, or with an organisation who is really there, by name."""
    if not isinstance(found, DossierAssessment) or found.organisation is None:
        return found.record.holder
    return found.organisation.name_of(found.custodian.holding_at(found.at).official)
