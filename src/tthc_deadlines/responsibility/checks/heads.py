"""Heads of units (người đứng đầu): one at a time, and never none."""

from __future__ import annotations

from collections import defaultdict

from tthc_deadlines.responsibility.checks.picture import (
    Picture,
    Stretch,
    holes,
    shared,
    window_of,
)
from tthc_deadlines.responsibility.checks.words import Span
from tthc_deadlines.responsibility.records import Appointment, Rank, Unit
from tthc_deadlines.responsibility.windows import FIRST


def check_heads(picture: Picture) -> None:
    """One head of each unit at every instant of its life (mỗi đơn vị một người đứng đầu).

    An acting head counts. A unit without ``start`` is judged from its first head on: the
    records reach no further back.
    """
    heads: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in picture.records.appointments:
        position = picture.positions.get(appointment.position)
        if position is not None and position.rank is Rank.HEAD:
            heads[position.unit].append(appointment)
    for unit, appointments in heads.items():
        _two(picture, unit, appointments)
    if picture.has_whole("unit", "position", "appointment"):
        for unit, versions in picture.versions.items():
            _none(picture, versions, heads.get(unit, []))


def _two(picture: Picture, unit: str, appointments: list[Appointment]) -> None:
    in_order = sorted(appointments, key=lambda one: window_of(one)[0])
    longest: Appointment | None = None
    for one in in_order:
        if longest is not None and longest.official != one.official:
            both = shared(longest, one)
            if both is not None:
                picture.add(
                    one,
                    "position",
                    "two_heads",
                    value=unit,
                    span=Span(*both),
                    first=longest.official,
                    second=one.official,
                    other=picture.at(longest),
                )
        if longest is None or window_of(one)[1] > window_of(longest)[1]:
            longest = one


def _none(picture: Picture, versions: list[Unit], appointments: list[Appointment]) -> None:
    covered: list[Stretch] = [window_of(one) for one in appointments]
    first = min((start for start, _ in covered), default=FIRST)
    for version in versions:
        start, end = window_of(version)
        if version.led_by_parent or start >= end:
            continue
        if version.start is None:
            start = min(first, end)
        for hole in holes((start, end), covered):
            picture.add(version, "", "no_head", value=version.id, span=Span(*hole))
