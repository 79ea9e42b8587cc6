"""Short ways to say the life of a dossier: events by their local instant, one call to assess."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, TypeVar

from tests.law.cases import at, day
from tthc_deadlines import TimeLimit, vietnam_calendar
from tthc_deadlines.checking.life.assess import assess
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.findings import Finding
from tthc_deadlines.procedures.catalogue import Catalogue
from tthc_deadlines.procedures.procedure import Procedure, ProcedureLimit

CALENDAR = vietnam_calendar()
BASIS = Citation(
    number="01/QĐ-UBND", title="Quyết định công bố thủ tục", confidence=Confidence.SECONDARY
)
CODE = "1.000001"
LONG_AGO = dt.date(2018, 6, 21)


@cache
def limit_of(words: str) -> TimeLimit:
    return TimeLimit.parse(words)


E = TypeVar("E", bound=Event)


def e(kind: type[E], when: str, **values: Any) -> E:
    """An event at a local instant, "20/11/2026 09:00"; its id is its kind and its instant.

    Days and instants among the values are written the same way.
    """
    said: dict[str, Any] = {
        name: moment(value) if name in {"promised_at", "until", "respond_by"} else value
        for name, value in values.items()
    }
    if "recorded_at" in said:
        said["recorded_at"] = at(said["recorded_at"])
    for name in ("amount", "limit"):
        if isinstance(said.get(name), str):
            said[name] = limit_of(said[name])
    said.setdefault("id", f"{kind.kind} {when}")
    return kind(occurred_at=at(when), **said)


def moment(text: str | dt.date | None) -> dt.date | None:
    if not isinstance(text, str):
        return text
    return at(text) if " " in text else day(text)


def dossier(*events: Event, words: str = "10 ngày làm việc", **values: Any) -> Dossier:
    """A dossier with its own limit in words, unless a procedure or a kind is given."""
    if words and "procedure_code" not in values and values.get("kind", "procedure") == "procedure":
        values.setdefault("limit", limit_of(words))
    return Dossier(**{"code": "H01", "events": events, **values})


def judged(one: Dossier, when: str, catalogue: Catalogue | None = None,
           **options: Any) -> DossierAssessment:  # fmt: skip
    return assess(one, at(when), options.pop("calendar", CALENDAR), catalogue, **options)


def codes(found: DossierAssessment) -> list[str]:
    return [finding.code for finding in found.findings]


def finding(found: DossierAssessment, code: str) -> Finding:
    """The one finding of a code."""
    (one,) = [each for each in found.findings if each.code == code]
    return one


def row(words: str, **values: Any) -> ProcedureLimit:
    """One limit of a procedure, in force for long."""
    values.setdefault("in_force", LONG_AGO)
    published = values.pop("published", None)
    return ProcedureLimit(
        limit=limit_of(words),
        text=words,
        basis=values.pop("basis", BASIS),
        published=limit_of(published) if published else None,
        **values,
    )


def catalogue(*rows: ProcedureLimit, code: str = CODE, **values: Any) -> Catalogue:
    """A catalogue of one procedure."""
    return Catalogue(
        [Procedure(code=code, name="Thủ tục thử", limits=rows, in_force=LONG_AGO, **values)]
    )
