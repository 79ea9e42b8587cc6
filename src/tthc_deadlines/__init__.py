"""Due dates of Vietnamese administrative dossiers (hạn giải quyết hồ sơ thủ tục hành chính).

The public names load when they are first used, so importing the package is cheap.

>>> from datetime import date
>>> from tthc_deadlines import TimeLimit, deadline, vietnam_calendar
>>> deadline(date(2026, 11, 20), TimeLimit.parse("05 ngày làm việc"), vietnam_calendar()).on
datetime.date(2026, 11, 30)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "AmbiguousWording": "errors",
    "Assessment": "checking.assessment",
    "Catalogue": "procedures.catalogue",
    "CheckPolicy": "checking.policy",
    "Citation": "citations",
    "Confidence": "citations",
    "CountingPolicy": "limits.policy",
    "Day": "calendar.days",
    "DayKind": "calendar.days",
    "Deadline": "limits.deadline",
    "Dossier": "dossiers.dossier",
    "DossierAssessment": "checking.life.assessment",
    "DossierRecord": "dossiers.record",
    "Finding": "findings",
    "OfficeCheck": "checking.office.unassigned",
    "Organisation": "responsibility.organisation",
    "OutOfCoverage": "errors",
    "Period": "checking.office.period",
    "Procedure": "procedures.procedure",
    "Quality": "calendar.days",
    "Register": "register.register",
    "Severity": "findings",
    "Status": "dossiers.status",
    "TimeLimit": "limits.time_limit",
    "TthcDeadlinesError": "errors",
    "Unit": "limits.time_limit",
    "WorkingCalendar": "calendar.working",
    "WorkingHours": "calendar.hours",
    "add_event": "checking.life.adding",
    "assess": "checking.life.assess",
    "assess_as_known": "checking.life.moved",
    "check": "checking.batch",
    "custody": "responsibility.custody",
    "deadline": "limits.deadline",
    "load_calendar": "calendar.agency",
    "moved_by": "checking.life.moved",
    "people_report": "checking.office.people",
    "read_dossiers": "exchange.opening",
    "read_time_limits": "limits.wording",
    "responsibility_chain": "responsibility.chain",
    "vietnam_calendar": "calendar.vietnam",
    "who_answers": "checking.life.answering",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605

if TYPE_CHECKING:
    from tthc_deadlines.calendar.agency import load_calendar as load_calendar
    from tthc_deadlines.calendar.days import Day as Day
    from tthc_deadlines.calendar.days import DayKind as DayKind
    from tthc_deadlines.calendar.days import Quality as Quality
    from tthc_deadlines.calendar.hours import WorkingHours as WorkingHours
    from tthc_deadlines.calendar.vietnam import vietnam_calendar as vietnam_calendar
    from tthc_deadlines.calendar.working import WorkingCalendar as WorkingCalendar
    from tthc_deadlines.checking.assessment import Assessment as Assessment
    from tthc_deadlines.checking.batch import check as check
    from tthc_deadlines.checking.life.adding import add_event as add_event
    from tthc_deadlines.checking.life.answering import who_answers as who_answers
    from tthc_deadlines.checking.life.assess import assess as assess
    from tthc_deadlines.checking.life.assessment import (
        DossierAssessment as DossierAssessment,
    )
    from tthc_deadlines.checking.life.moved import assess_as_known as assess_as_known
    from tthc_deadlines.checking.life.moved import moved_by as moved_by
    from tthc_deadlines.checking.office.people import people_report as people_report
    from tthc_deadlines.checking.office.period import Period as Period
    from tthc_deadlines.checking.office.unassigned import OfficeCheck as OfficeCheck
    from tthc_deadlines.checking.policy import CheckPolicy as CheckPolicy
    from tthc_deadlines.citations import Citation as Citation
    from tthc_deadlines.citations import Confidence as Confidence
    from tthc_deadlines.dossiers.dossier import Dossier as Dossier
    from tthc_deadlines.dossiers.record import DossierRecord as DossierRecord
    from tthc_deadlines.dossiers.status import Status as Status
    from tthc_deadlines.errors import AmbiguousWording as AmbiguousWording
    from tthc_deadlines.errors import OutOfCoverage as OutOfCoverage
    from tthc_deadlines.errors import TthcDeadlinesError as TthcDeadlinesError
    from tthc_deadlines.exchange.opening import read_dossiers as read_dossiers
    from tthc_deadlines.findings import Finding as Finding
    from tthc_deadlines.findings import Severity as Severity
    from tthc_deadlines.limits.deadline import Deadline as Deadline
    from tthc_deadlines.limits.deadline import deadline as deadline
    from tthc_deadlines.limits.policy import CountingPolicy as CountingPolicy
    from tthc_deadlines.limits.time_limit import TimeLimit as TimeLimit
    from tthc_deadlines.limits.time_limit import Unit as Unit
    from tthc_deadlines.limits.wording import read_time_limits as read_time_limits
    from tthc_deadlines.procedures.catalogue import Catalogue as Catalogue
    from tthc_deadlines.procedures.procedure import Procedure as Procedure
    from tthc_deadlines.register.register import Register as Register
    from tthc_deadlines.responsibility.chain import responsibility_chain as responsibility_chain
    from tthc_deadlines.responsibility.custody import custody as custody
    from tthc_deadlines.responsibility.organisation import Organisation as Organisation


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
