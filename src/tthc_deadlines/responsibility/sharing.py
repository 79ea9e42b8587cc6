"""Sharing out (chia phần): amounts of time divided in proportion, without a rest.

Numbers alone: microseconds, and parties and steps by their place. What the rule means, and
on what it rests, is said in :mod:`~tthc_deadlines.responsibility.attribution`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

SECOND = 1_000_000
"""Microseconds of the unit in which shares are told."""

OUTSIDE = -1
"""The place of no step: time that no budget speaks of."""

K = TypeVar("K", int, tuple[int, int])


class Use(NamedTuple):
    """What was used in a step (thời gian đã dùng): microseconds by the place of each party."""

    order: int
    name: str
    budget: int | None
    used: int
    by: dict[int, int]

    @property
    def over(self) -> int:
        """What is beyond the budget; nothing where none was set."""
        return 0 if self.budget is None else max(self.used - self.budget, 0)


def shares_of(
    lateness: int, uses: Sequence[Use], ranks: Sequence[int], late: Mapping[int, int]
) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """A lateness by party, most first, and of each share the steps it comes from.

    Args:
        lateness: what is shared out, more than nothing.
        uses: the steps.
        ranks: of each party when its turn comes: 0, then 1, then 2.
        late: the time of each party after the due date.

    Basis: the library's own convention, points 3 to 5.
    """
    weights: dict[tuple[int, int], int] = {}
    for place, use in enumerate(uses):
        if use.over:
            for party, amount in charged(use, ranks).items():
                weights[party, place] = amount
    rest = lateness - sum(weights.values())
    if rest > 0:
        free = [(place, use.by) for place, use in enumerate(uses) if use.budget is None]
        had = {(party, place): time for place, by in free for party, time in by.items()}
        if not had:
            had = {(party, OUTSIDE): time for party, time in late.items()}
        weights |= apportioned(rest, had)  # none of these is over, so none is there yet
    causes: dict[int, dict[int, int]] = {}
    for (party, place), amount in weights.items():
        causes.setdefault(party, {})[place] = amount
    totals = {party: sum(by.values()) for party, by in causes.items()}
    return [
        (party, amount, most_first(apportioned(amount, causes[party], SECOND)))
        for party, amount in most_first(apportioned(lateness, totals, SECOND))
    ]


def charged(use: Use, ranks: Sequence[int]) -> dict[int, int]:
    """What a step is over by, charged rank by rank, to each at most the time it had.

    >>> charged(Use(1, "", 10, 30, {0: 4, 1: 6, 2: 20}), ranks=(0, 1, 2))
    {0: 4, 1: 6, 2: 10}
    """
    found: dict[int, int] = {}
    left = use.over
    for rank in range(3):
        had = {party: time for party, time in use.by.items() if ranks[party] == rank}
        amount = min(left, sum(had.values()))
        if amount:
            found.update(apportioned(amount, had))
            left -= amount
    return found


def apportioned(amount: int, weights: Mapping[K, int], unit: int = 1) -> dict[K, int]:
    """An amount in proportion to weights, in whole units by largest remainder.

    Of equal remainders the first key's is raised; what is less than a unit goes to the
    largest. Whoever would have nothing is left out.

    >>> apportioned(10, {0: 1, 1: 1, 2: 1})
    {0: 4, 1: 3, 2: 3}
    >>> apportioned(2_500_000, {0: 1, 1: 3}, SECOND)
    {0: 1000000, 1: 1500000}
    """
    if len(weights) == 1:
        return dict.fromkeys(weights, amount)
    units, rest = divmod(amount, unit)
    total = sum(weights.values())
    parts = {key: divmod(units * weight, total) for key, weight in weights.items()}
    left = units - sum(whole for whole, _ in parts.values())
    raised = set(sorted(parts, key=lambda key: (-parts[key][1], key))[:left]) if left else ()
    found = {key: (whole + (key in raised)) * unit for key, (whole, _) in parts.items()}
    if rest:
        found[min(found, key=lambda key: (-weights[key], key))] += rest
    return {key: part for key, part in found.items() if part}


def most_first(amounts: Mapping[int, int]) -> list[tuple[int, int]]:
    """The amounts by size, largest first; of equal ones the first key's first."""
    return sorted(amounts.items(), key=lambda one: (-one[1], one[0]))
