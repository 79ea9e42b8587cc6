"""Scopes beside one another (so sánh phạm vi): whether one covers another, or touches it."""

from __future__ import annotations

from collections.abc import Collection

from tthc_deadlines.responsibility.checks.picture import Picture
from tthc_deadlines.responsibility.records import Scoped
from tthc_deadlines.responsibility.windows import FIRST


def covers(whole: Scoped, part: Scoped, picture: Picture, *, in_doubt: bool) -> bool:
    """Whether everything in one scope is in another too (bao trùm).

    A list that is empty narrows nothing. A field stands for the procedures it names; where
    it names none, which procedures are in it is not known: then ``in_doubt`` is the answer.
    """
    if whole.procedures and not _covers_work(
        _procedures(part, picture), whole.procedures, in_doubt and bool(part.fields)
    ):
        return False
    if whole.fields and not _within(part.fields, whole.fields):
        listed = _of_fields(whole, picture)
        if not part.procedures or not _covers_work(part.procedures, listed, in_doubt):
            return False
    if not whole.units:
        return True
    return bool(part.units) and all(_below(unit, whole, part, picture) for unit in part.units)


def touches(one: Scoped, other: Scoped, picture: Picture) -> bool:
    """Whether some matter is known to be in both scopes (giao nhau)."""
    return _work_meets(one, other, picture) and (
        not one.units
        or not other.units
        or any(_below(unit, other, one, picture) for unit in one.units)
        or any(_below(unit, one, other, picture) for unit in other.units)
    )


def _covers_work(part: Collection[str], whole: Collection[str], in_doubt: bool) -> bool:
    return _within(part, whole) or (in_doubt and not (part and whole))


def _work_meets(one: Scoped, other: Scoped, picture: Picture) -> bool:
    """By procedures and fields: that neither is narrowed is a meeting too."""
    if not (one.procedures or one.fields) or not (other.procedures or other.fields):
        return True
    if one.fields and other.fields:
        if not set(one.fields) & set(other.fields):
            return False
        if not (one.procedures and other.procedures):
            return True
    return bool(set(_procedures(one, picture)) & set(_procedures(other, picture)))


def _within(part: Collection[str], whole: Collection[str]) -> bool:
    return bool(part) and set(part) <= set(whole)


def _procedures(scope: Scoped, picture: Picture) -> tuple[str, ...]:
    return scope.procedures or _of_fields(scope, picture)


def _of_fields(scope: Scoped, picture: Picture) -> tuple[str, ...]:
    """The procedures of the fields of a scope; none if one of its fields names none."""
    lists = [one.procedures for one in picture.records.fields if one.key in scope.fields]
    return tuple(code for codes in lists for code in codes) if all(lists) else ()


def _below(unit: str, whole: Scoped, part: Scoped, picture: Picture) -> bool:
    at = max((one.start for one in (whole, part) if one.start is not None), default=FIRST)
    return picture.is_in(unit, whole.units, at)
