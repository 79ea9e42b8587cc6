"""The people's record for scripts (kết quả theo người), as plain JSON values and CSV columns.

Working time is in whole minutes, but for lateness: it is in seconds, so that the shares add
up to the whole exactly.
"""

from __future__ import annotations

from typing import Any

from tthc_deadlines.checking.office.people_records import (
    FIGURES,
    TIMES,
    ApartRecord,
    PeopleReport,
    PersonRecord,
    Record,
    UnitRecord,
)
from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.checking.showing import plain
from tthc_deadlines.exchange.results import plain_finding

SCHEMA = 1

_IN_SECONDS = frozenset({"lateness", "joint_lateness"})


def _key(name: str) -> str:
    if name in _IN_SECONDS:
        return f"{name}_seconds"
    return f"{name}_minutes" if name in TIMES else name


_FLAGS = ("ranked", "repeats", "good")
_FIGURE_COLUMNS = ("finished", *map(_key, FIGURES), "pushed_away", "late_share")
_JOINT = ("joint", "joint_lateness_seconds")
PERSON_COLUMNS = ("official", "name", "units", *_FLAGS, *_FIGURE_COLUMNS, *_JOINT)
"""The columns of officials in CSV; under pseudonyms without ``name`` and ``units``."""

UNIT_COLUMNS = ("unit", "name", "officials", *_FLAGS, *_FIGURE_COLUMNS)
"""The columns of units in CSV."""


def plain_report(report: PeopleReport, by: str) -> dict[str, Any]:
    """The whole report as JSON (kết quả theo người dạng JSON), of officials or of units.

    Never of both: under pseudonyms a unit with one official would tell who that is.
    """
    rows = plain_rows(report, by)
    return {
        "schema": SCHEMA,
        "edition": report.edition,
        "period": _period(report.period),
        "at": report.at.isoformat(),
        "minimum": report.minimum,
        "repeat_from": report.repeat_from,
        "pseudonymised": report.is_pseudonymised,
        "rows": {
            "read": report.read,
            "judged": report.judged,
            "no_events": report.no_events,
            "bad": report.bad,
            "outside_coverage": report.outside_coverage,
        },
        "office": _figures(report.office),
        "lateness_seconds": _seconds(report.lateness),
        "apart": [plain_apart(one) for one in report.apart],
        "gaps": [
            {"reason": one.reason.value, "gaps": one.gaps, "working_minutes": plain(one.working)}
            for one in report.gaps
        ],
        "officials" if by == "official" else "units": rows,
        "bad_rows": [plain_finding(one) for one in report.bad_rows],
    }


def plain_rows(report: PeopleReport, by: str) -> list[dict[str, Any]]:
    """The rows of officials or of units as JSON (từng dòng dạng JSON), in their order."""
    if by == "unit":
        return [_unit(one) for one in report.units]
    return [_person(one, report.is_pseudonymised) for one in report.people]


def columns(report: PeopleReport, by: str) -> tuple[str, ...]:
    """The columns of the rows (các cột)."""
    if by == "unit":
        return UNIT_COLUMNS
    hidden = {"name", "units"} if report.is_pseudonymised else set()
    return tuple(name for name in PERSON_COLUMNS if name not in hidden)


def plain_apart(one: ApartRecord) -> dict[str, Any]:
    """Lateness that is on no official, as JSON (chậm không tính cho người nào)."""
    found: dict[str, Any] = {"kind": one.party.kind.value}
    if one.party.id:
        found["id"] = one.party.id
    if one.party.reason is not None:
        found["reason"] = one.party.reason.value
    return {**found, "dossiers": one.dossiers, "lateness_seconds": _seconds(one.lateness)}


def _period(period: Period) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": {"vi": period.text("vi"), "en": period.text("en")},
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }
    if period.basis is not None:
        found["basis"] = {"vi": period.basis.text("vi"), "en": period.basis.text("en")}
    return found


def _person(one: PersonRecord, hidden: bool) -> dict[str, Any]:
    named = {} if hidden else {"name": one.name, "units": list(one.units)}
    return {
        "official": one.official,
        **named,
        **_flags(one),
        **_figures(one),
        "joint": one.joint,
        "joint_lateness_seconds": _seconds(one.joint_lateness),
    }


def _unit(one: UnitRecord) -> dict[str, Any]:
    told = {"unit": one.unit, "name": one.name, "officials": one.officials}
    return {**told, **_flags(one), **_figures(one)}


def _flags(one: Record) -> dict[str, bool | None]:
    """What follows from the figures; of too few dossiers nothing does."""
    if not one.is_ranked:
        return {"ranked": False, "repeats": None, "good": None}
    return {"ranked": True, "repeats": one.repeats, "good": one.is_good}


def _figures(one: Record) -> dict[str, Any]:
    found: dict[str, Any] = {"finished": one.finished}
    for name in FIGURES:
        value = getattr(one, name)
        found[_key(name)] = _seconds(value) if name in _IN_SECONDS else plain(value)
    return {**found, "pushed_away": one.pushed_away, "late_share": round(float(one.late_share), 4)}


def _seconds(span: Any) -> int | float:
    seconds: float = span.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds
