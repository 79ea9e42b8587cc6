"""The tree of units (cây đơn vị): parents, identifiers, who takes over when a unit ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tthc_deadlines.dossiers.code import agency_code
from tthc_deadlines.responsibility.checks.picture import (
    Picture,
    circle_from,
    holes,
    shared,
    shown_circle,
    window_of,
)
from tthc_deadlines.responsibility.checks.words import Span
from tthc_deadlines.responsibility.records import Unit
from tthc_deadlines.responsibility.windows import FIRST, LAST


def check_tree(picture: Picture) -> None:
    """Parents that exist, no circles, identifiers of their own, a receiver for each end."""
    _circles(picture)
    codes = _codes(picture)
    _codes_twice(picture, codes)
    changes = _changes(picture)
    for unit in picture.records.units:
        _parent(picture, unit)
        _codes_under(picture, unit, changes)
        _receiver(picture, unit)


def _circles(picture: Picture) -> None:
    """Circles of parents, then those that need a supervising authority to close.

    All edges of a circle hold at the instant the last of them begins, so that looking at
    the beginning of each version finds every one.
    """
    told: set[frozenset[str]] = set()
    for unit in picture.records.units:
        at = unit.start or FIRST

        def parent(name: str, at: dt.datetime = at) -> tuple[str, ...]:
            found = picture.unit_at(name, at)
            return (found.parent,) if found is not None and found.parent else ()

        def above(name: str, at: dt.datetime = at) -> tuple[str, ...]:
            found = picture.unit_at(name, at)
            both = (found.parent, found.supervised_by) if found is not None else ()
            return tuple(one for one in both if one)

        for following, key, kind in (
            (parent, "parent", "unit_circle"),
            (above, "supervised_by", "supervision_circle"),
        ):
            way = circle_from(unit.id, following)
            if way and frozenset(way) not in told:
                told.add(frozenset(way))
                picture.add(unit, key, kind, at=at, circle=shown_circle(way))


def _parent(picture: Picture, unit: Unit) -> None:
    if unit.led_by_parent and not unit.parent:
        picture.add(unit, "led_by_parent", "led_by_nobody")
    versions = picture.versions.get(unit.parent)
    if not unit.parent or not versions or not picture.has_whole("unit"):
        return
    for start, end in holes(window_of(unit), map(window_of, versions))[:1]:
        picture.add(unit, "parent", "parent_gone", value=unit.parent, span=Span(start, end))


# --- identifiers ---------------------------------------------------------------------------


def _codes(picture: Picture) -> dict[str, list[tuple[Unit, str]]]:
    """Every identifier, parent first, with the units that have it and as they write it."""
    found: dict[str, list[tuple[Unit, str]]] = defaultdict(list)
    for unit in picture.records.units:
        for written in unit.codes:
            code = agency_code(written)
            if code is None:
                picture.add(unit, "codes", "wrong_code", value=written)
            else:
                found[code].append((unit, written))
    return found


def _codes_twice(picture: Picture, codes: dict[str, list[tuple[Unit, str]]]) -> None:
    for owners in codes.values():
        for (unit, _), (other, written) in combinations(owners, 2):
            if unit.id != other.id and (both := shared(unit, other)):
                picture.add(other, "codes", "code_twice", value=written, unit=unit.id,
                            span=Span(*both), other=picture.at(unit))  # fmt: skip


def _changes(picture: Picture) -> list[dt.datetime]:
    """The instants at which the tree changes."""
    return sorted({one.start for one in picture.records.units if one.start is not None})


def _codes_under(picture: Picture, unit: Unit, changes: list[dt.datetime]) -> None:
    """Below an agency with an identifier, identifiers begin with its own."""
    if not unit.codes or not unit.parent:
        return
    start, end = window_of(unit)
    told: set[str] = set()
    for at in [start, *(instant for instant in changes if start < instant < end)]:
        above = _first_with_codes(picture, unit, at)
        if above is None:
            continue
        roots = {code for written in above.codes if (code := agency_code(written))}
        for written in unit.codes:
            code = agency_code(written)
            if code is None or written in told or not roots:
                continue
            if not any(code == root or code.startswith(f"{root}.") for root in roots):
                told.add(written)
                picture.add(unit, "codes", "code_not_under", value=written, unit=above.id,
                            above=", ".join(sorted(roots)))  # fmt: skip


def _first_with_codes(picture: Picture, unit: Unit, at: dt.datetime) -> Unit | None:
    """The nearest unit above, by parents only, that has an identifier."""
    seen = {unit.id}
    name = unit.parent
    while name and name not in seen:
        seen.add(name)
        found = picture.unit_at(name, at)
        if found is None or found.codes:
            return found
        name = found.parent
    return None


# --- ends ----------------------------------------------------------------------------------


def _receiver(picture: Picture, unit: Unit) -> None:
    """Who takes over the open work of a unit that ends, and is there to do it."""
    ends = _ends(picture, unit)
    if not unit.passes_to:
        if ends:
            picture.add(unit, "passes_to", "ends_without_receiver", value=unit.id, until=unit.until)
        return
    if unit.until is None:
        picture.add(unit, "passes_to", "passes_without_end")
    elif unit.passes_to == unit.id:
        picture.add(unit, "passes_to", "passes_to_itself")
    elif not picture.knows("unit", unit.passes_to) or not picture.has_whole("unit"):
        return
    elif way := circle_from(unit.id, lambda name: _next(picture, name, unit.until)):
        picture.add(unit, "passes_to", "passes_circle", at=unit.until, circle=shown_circle(way))
    elif not _is_taken_over(picture, unit.passes_to, unit.until):
        picture.add(unit, "passes_to", "receiver_gone", value=unit.passes_to, at=unit.until)


def _ends(picture: Picture, unit: Unit) -> bool:
    """Whether it ends for good or for a time: no other version goes on where this one stops."""
    if unit.until is None or unit.until >= LAST or (unit.start and unit.until <= unit.start):
        return False
    return picture.unit_at(unit.id, unit.until) is None and picture.has_whole("unit")


def _next(picture: Picture, name: str, at: dt.datetime | None) -> Iterator[str]:
    """Of a unit that ends at an instant, the one that takes over."""
    for version in picture.versions.get(name, ()):
        if version.until == at and version.passes_to:
            yield version.passes_to


def _is_taken_over(picture: Picture, name: str, at: dt.datetime) -> bool:
    """Whether a unit is there at an instant, or ends then and is itself taken over."""
    seen: set[str] = set()
    while picture.unit_at(name, at) is None:
        following = next(_next(picture, name, at), None)
        if following is None or name in seen:
            return False
        seen.add(name)
        name = following
    return True
