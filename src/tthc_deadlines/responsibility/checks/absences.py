"""Absences and substitutes (vắng mặt, người thay): one substitute at a time, no circles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations

from tthc_deadlines.responsibility.checks.picture import (
    Picture,
    circle_from,
    shared,
    shown_circle,
)
from tthc_deadlines.responsibility.checks.words import Span
from tthc_deadlines.responsibility.records import Absence
from tthc_deadlines.responsibility.windows import FIRST, Timeline


def check_absences(picture: Picture) -> None:
    """Whoever stands in is somebody else, one person, and there himself or replaced in turn.

    Absences of one official may overlap: they are merged. Two substitutes at one instant
    may not.
    """
    by_official: dict[str, list[Absence]] = defaultdict(list)
    for absence in picture.records.absences:
        if absence.substitute and absence.substitute == absence.official:
            picture.add(absence, "substitute", "substitute_oneself")
        elif absence.substitute:
            by_official[absence.official].append(absence)
    for absences in by_official.values():
        _differ(picture, absences)
    _circles(picture, by_official)


def _differ(picture: Picture, absences: list[Absence]) -> None:
    for one, other in combinations(absences, 2):
        if one.substitute != other.substitute and (both := shared(one, other)):
            picture.add(
                other,
                "substitute",
                "substitutes_differ",
                value=other.official,
                span=Span(*both),
                first=one.substitute,
                second=other.substitute,
                other=picture.at(one),
            )


def _circles(picture: Picture, by_official: dict[str, list[Absence]]) -> None:
    away = {official: Timeline(absences) for official, absences in by_official.items()}
    told: set[frozenset[str]] = set()
    for official, absences in by_official.items():
        for absence in absences:
            at = absence.start or FIRST

            def stands_in(name: str, at: dt.datetime = at) -> list[str]:
                held = away[name].at(at) if name in away else ()
                return [one.substitute for one in held]

            way = circle_from(official, stands_in)
            if way and frozenset(way) not in told:
                told.add(frozenset(way))
                picture.add(absence, "substitute", "substitute_circle", at=at,
                            circle=shown_circle(way))  # fmt: skip
