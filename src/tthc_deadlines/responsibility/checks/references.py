"""Ids, references and windows (mã, tham chiếu và thời hạn): what each record says by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tthc_deadlines.responsibility.checks.picture import (
    TABLES,
    Picture,
    circle_from,
    holes,
    shared,
    shown_circle,
    window_of,
)
from tthc_deadlines.responsibility.checks.words import Span
from tthc_deadlines.responsibility.records import Competence, Record
from tthc_deadlines.responsibility.windows import FIRST

_SCOPE = {"fields": "field", "units": "unit"}
# Of each table the keys that name another record, and the table of that.
_REFERENCES: dict[str, dict[str, str]] = {
    "unit": {"parent": "unit", "passes_to": "unit", "supervised_by": "unit"},
    "position": {"unit": "unit", "reports_to": "position"},
    "appointment": {"official": "official", "position": "position"},
    "charge": {"official": "official", **_SCOPE},
    "delegation": {"delegator": "official", "delegate": "official", **_SCOPE},
    "absence": {"official": "official", "substitute": "official"},
    "competence": {"unit": "unit", "position": "position", **_SCOPE},
}
_NEEDED = {
    "position": ("unit",),
    "appointment": ("official", "position"),
    "charge": ("official",),
    "delegation": ("delegator", "delegate"),
    "absence": ("official",),
}


def check_references(picture: Picture) -> None:
    """Ids given once, references to what is there, windows that begin before they end."""
    _ids(picture)
    for table, name in TABLES.items():
        for record in getattr(picture.records, name):
            for key, value in _named(table, record):
                if not value:
                    picture.add(record, key, "no_id")
                elif not picture.knows(kind := _REFERENCES[table][key], value):
                    nearest = picture.nearest(kind, value)
                    picture.add(record, key, f"unknown_{kind}", value=value, nearest=nearest)
            if isinstance(record, Record):
                _window(picture, record)
            if isinstance(record, Competence):
                _owner(picture, record)
    _appointments(picture)
    _reports(picture)


def _named(table: str, record: Any) -> Iterator[tuple[str, str]]:
    """The references of a record; empty ones only where something must be named."""
    needed = _NEEDED.get(table, ())
    for key in _REFERENCES.get(table, ()):
        value = getattr(record, key)
        if isinstance(value, tuple):
            yield from ((key, each) for each in value)
        elif value or key in needed:
            yield key, value


def _ids(picture: Picture) -> None:
    records = picture.records
    rows: tuple[tuple[Sequence[Any], str], ...] = (
        (records.positions, "id"), (records.officials, "id"), (records.fields, "key"),
    )  # fmt: skip
    for table, key in rows:
        first: dict[str, Any] = {}
        for record in table:
            value = getattr(record, key)
            if not value:
                picture.add(record, key, "no_id")
            elif value in first:
                picture.add(record, key, "id_twice", value=value, other=picture.at(first[value]))
            first.setdefault(value, record)
    for unit, versions in picture.versions.items():
        if not unit:
            for version in versions:
                picture.add(version, "id", "no_id")
            continue
        in_order = sorted(versions, key=lambda one: window_of(one)[0])
        for before, after in pairwise(in_order):
            if both := shared(before, after):
                picture.add(after, "id", "versions_overlap", value=unit, span=Span(*both),
                            other=picture.at(before))  # fmt: skip


def _window(picture: Picture, record: Record) -> None:
    start, until = record.start, record.until
    if until is not None and start is not None and until <= start:
        picture.add(record, "until", "window_reversed", until=until, start=start)


def _owner(picture: Picture, competence: Competence) -> None:
    if competence.unit and competence.position:
        picture.add(competence, "position", "unit_and_position")
    elif not (competence.unit or competence.position):
        picture.add(competence, "", "neither_unit_nor_position")


def _appointments(picture: Picture) -> None:
    """Nobody is appointed to a unit that is not there."""
    unread = not picture.has_whole("unit")
    for appointment in picture.records.appointments:
        position = picture.positions.get(appointment.position)
        versions = picture.versions.get(position.unit, []) if position else []
        if position is None or not versions or unread:
            continue
        missing = holes(window_of(appointment), map(window_of, versions))
        for start, end in missing[:1]:
            key = "from" if start == (appointment.start or FIRST) else "until"
            picture.add(appointment, key, "outside_unit_life", value=position.unit,
                        span=Span(start, end))  # fmt: skip


def _reports(picture: Picture) -> None:
    told: set[frozenset[str]] = set()

    def superior(position: str) -> tuple[str, ...]:
        found = picture.positions.get(position)
        return (found.reports_to,) if found is not None and found.reports_to else ()

    for position in picture.positions.values():
        way = circle_from(position.id, superior)
        if way and frozenset(way) not in told:
            told.add(frozenset(way))
            picture.add(position, "reports_to", "reports_circle", circle=shown_circle(way))
