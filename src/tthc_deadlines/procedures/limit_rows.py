"""The limits of a procedure file (các thời hạn trong tệp): rows, and the versions they form.

The rows with one ``from`` are one version: it replaces every earlier row of its phase. A
row that repeals and names no phase ends all phases.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from tthc_deadlines.errors import AmbiguousWording, InvalidLimit
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit
from tthc_deadlines.procedures.file_faults import Faults
from tthc_deadlines.procedures.file_shape import Row
from tthc_deadlines.procedures.file_values import (
    choice,
    read_citation,
    read_conditions,
    read_limit,
    read_words,
)
from tthc_deadlines.procedures.procedure import Channel, Phase, ProcedureLimit

FROM_OTHER_EVENT = "limit_from_other_event"
PROBLEMS = ("ambiguous_wording", "several_limits", FROM_OTHER_EVENT)

_REMOTE_UNITS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY)

# What a limit of a dossier cannot run from: it happens long after the receipt.
_LATER_EVENTS = frozenset({
    Anchor.OPINIONS_RECEIVED, Anchor.DECISION_ISSUED, Anchor.DECISION_RECEIVED,
    Anchor.END_OF_BASE_PERIOD, Anchor.END_OF_PERIOD, Anchor.PREVIOUS_STEP,
    Anchor.BEFORE_EVENT, Anchor.OTHER_EVENT,
})  # fmt: skip


@attrs.frozen
class LimitRow:
    """A limit, and whether it names its phase (a repeal without one ends all)."""

    row: ProcedureLimit
    names_phase: bool
    index: int


def read_limit_rows(rows: list[Row], faults: Faults) -> list[LimitRow]:
    """The limits of the rows, as far as they are sound; what is amiss goes to ``faults``."""
    if not rows and not faults.found:
        faults.at(1, "limit", "no_rows")
    read = [found for row in rows if (found := _read(row, faults)) is not None]
    _check_twice(read, faults)
    _check_overlaps(read, faults)
    return read


def close_versions(
    read: list[LimitRow],
) -> tuple[tuple[ProcedureLimit, ...], dt.date, dt.date | None]:
    """The rows with their ends, the first day of all, and the first day without a limit."""
    rows = [attrs.evolve(one.row, until=one.row.until or _next_start(one, read)) for one in read]
    rows.sort(key=_reading_order)
    live = [row for row in rows if not row.repealed]
    first = min(row.in_force for row in live or rows)
    ends = [row.until for row in live]
    known = [end for end in ends if end is not None]
    return tuple(rows), first, max(known) if known and len(known) == len(ends) else None


def _reading_order(row: ProcedureLimit) -> tuple[str, dt.date, int, list[str]]:
    """Phase by phase, version by version, the plain case before the particular ones."""
    return row.phase.value, row.in_force, len(row.conditions), sorted(row.conditions)


def _read(row: Row, faults: Faults) -> LimitRow | None:
    problem = _problem(row, faults)
    phase = choice(Phase, row, "phase", faults)
    channel = choice(Channel, row, "channel", faults)
    remote_unit = choice(Unit, row, "remote_area_unit", faults, _REMOTE_UNITS)
    basis = read_citation(row, "basis", faults)
    limit = _limit(row, faults)
    if limit is not None and limit.anchor in _LATER_EVENTS:
        limit, problem = None, FROM_OTHER_EVENT
    start, until = row.get("from"), row.get("until")
    if start and until and until <= start:
        faults.add("dates_reversed", "limit", row.index, "until", value=until, other=start)
    published = read_words(row, "published", faults)
    when = read_conditions(row, faults)
    published_basis = read_citation(row, "published_basis", faults)
    if start is None or basis is None:
        return None
    found = ProcedureLimit(
        limit=limit,
        text=row.get("text") or row.get("limit", ""),
        phase=phase or Phase.RESOLUTION,
        when=when,
        channel=channel,
        outcome=row.get("outcome", ""),
        in_force=start,
        until=until,
        repealed=row.get("repealed", False),
        basis=basis,
        published=published,
        published_basis=published_basis,
        remote_area_days=row.get("remote_area_days", 0),
        remote_area_unit=remote_unit,
        problem=problem,
        note=row.get("note", ""),
    )
    return LimitRow(found, "phase" in row.values, row.index)


def _problem(row: Row, faults: Faults) -> str:
    problem: str = row.get("problem", "")
    if problem and problem not in PROBLEMS:
        faults.add(
            "unknown_choice", "limit", row.index, "problem",
            value=repr(problem), allowed=", ".join(PROBLEMS),
        )  # fmt: skip
    return problem


def _limit(row: Row, faults: Faults) -> TimeLimit | None:
    """The limit a row states: in words, as a number and unit, or in its published text."""
    stated = [key for key in ("limit", "value", "unit") if key in row.values]
    if row.get("problem") or row.get("repealed"):
        if stated:
            kind = "limit_and_repeal" if row.get("repealed") else "limit_and_problem"
            faults.add(kind, "limit", row.index, stated[0])
        return None
    if "limit" in row.values:
        if len(stated) > 1:
            faults.add("two_limits", "limit", row.index, "limit")
        return read_limit(row.get("limit"), row, "limit", faults)
    if stated:
        return _explicit(row, faults)
    if not row.get("text", "").strip():
        faults.add("no_limit_said", "limit", row.index, "limit")
        return None
    try:
        return TimeLimit.parse(row.get("text"))
    except AmbiguousWording:
        faults.add("no_limit_said", "limit", row.index, "text")
        return None


def _explicit(row: Row, faults: Faults) -> TimeLimit | None:
    """A limit given by value, unit and their companions."""
    unit = choice(Unit, row, "unit", faults)
    bound = choice(Bound, row, "bound", faults)
    anchor = choice(Anchor, row, "anchor", faults)
    after = choice(AfterCutoff, row, "after_cutoff", faults)
    if unit is None:
        if "unit" not in row.values:
            faults.add("value_without_unit", "limit", row.index, "value")
        return None
    try:
        return TimeLimit(
            value=Fraction(str(row.get("value", 0))),
            unit=unit,
            bound=bound,
            anchor=anchor,
            cutoff=row.get("cutoff"),
            after_cutoff=after,
        )
    except InvalidLimit as error:
        faults.add(
            "wrong_limit", "limit", row.index, "value" if "value" in row.values else "unit",
            detail=error.message("en"), detail_vi=error.message("vi"),
        )  # fmt: skip
        return None


# --- what the rows say to one another -----------------------------------------------------


def _replaces(later: LimitRow, earlier: LimitRow) -> bool:
    """Whether a row's version takes the place of an earlier row."""
    if later.row.in_force <= earlier.row.in_force:
        return False
    every_phase = later.row.repealed and not later.names_phase
    return every_phase or later.row.phase is earlier.row.phase


def _next_start(one: LimitRow, read: list[LimitRow]) -> dt.date | None:
    return min((later.row.in_force for later in read if _replaces(later, one)), default=None)


def _check_overlaps(read: list[LimitRow], faults: Faults) -> None:
    for one in read:
        following = _next_start(one, read)
        if one.row.until and following and following < one.row.until:
            faults.add("overlap", "limit", one.index, "until", value=one.row.until, other=following)


def _check_twice(read: list[LimitRow], faults: Faults) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for one in read:
        row = one.row
        key = (row.in_force, row.phase, row.conditions)
        if key in seen:
            faults.add("row_twice", "limit", one.index, "from", other=seen[key] + 1)
        seen.setdefault(key, one.index)
