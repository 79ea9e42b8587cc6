"""Properties of attribution: shares add up, nobody is charged with what he did not have."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from tthc_deadlines import WorkingCalendar
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.responsibility.attribution import Attribution, StepWork, attribute
from tthc_deadlines.responsibility.parties import Party, party_of
from tthc_deadlines.responsibility.segments import HeldBy, Reason, Segment
from tthc_deadlines.responsibility.sharing import Use, apportioned, charged

# A tiny calendar: two days of four hours with a break, so that every minute can be walked.
FIRST = dt.datetime(2026, 3, 2, tzinfo=VIETNAM)
TINY = WorkingCalendar.from_spec(
    {
        "timezone": "Asia/Ho_Chi_Minh",
        "weekly": {day: [["08:00", "10:00"], ["11:00", "13:00"]] for day in ("mon", "tue")},
        "coverage": ["2026-02-01", "2026-04-30"],
    }
)
MINUTE, SECOND, NOTHING = dt.timedelta(minutes=1), dt.timedelta(seconds=1), dt.timedelta()
SPAN = 44 * 60  # from Monday 00:00 to Tuesday 20:00


def instant(minute: int) -> dt.datetime:
    return FIRST + minute * MINUTE


def is_worked(minute: int) -> bool:
    here = minute % 1440
    return 480 <= here < 600 or 660 <= here < 780


class Case(NamedTuple):
    start: int
    until: int
    due: int
    steps: tuple[StepWork, ...]
    segments: tuple[Segment, ...]
    stops: tuple[Stop, ...]

    def told(self, steps: tuple[StepWork, ...] | None = None) -> Attribution:
        return attribute(
            instant(self.start), instant(self.until), instant(self.due),
            self.steps if steps is None else steps, self.segments, TINY, self.stops,
        )  # fmt: skip


minutes = st.one_of(st.integers(0, SPAN), st.sampled_from([480, 600, 660, 780, 1920, 2040, 2220]))
pairs = (
    st.tuples(minutes, minutes).map(sorted).map(lambda pair: (instant(pair[0]), instant(pair[1])))
)
HOLDERS = [
    {"held_by": HeldBy.OFFICIAL, "official": "A"},
    {"held_by": HeldBy.OFFICIAL, "official": "B"},
    {"held_by": HeldBy.UNIT, "unit": "U"},
    {"held_by": HeldBy.UNIT, "unit": "U", "reason": Reason.BETWEEN_UNITS},
    {"held_by": HeldBy.NOBODY, "reason": Reason.NEVER_ASSIGNED},
    {"held_by": HeldBy.NOBODY, "reason": Reason.HOLDER_ABSENT},
    {"held_by": HeldBy.OTHER_AGENCY, "official": "A", "agency": "S"},
    {"held_by": HeldBy.OTHER_AGENCY, "official": "A", "agency": "S", "overdue": True},
    {"held_by": HeldBy.APPLICANT, "official": "B"},
    {"held_by": HeldBy.APPLICANT},
]
budgets = st.one_of(st.none(), st.integers(0, 300).map(lambda number: number * MINUTE))


@st.composite
def cases(
    draw: st.DrawFn, budgets: st.SearchStrategy[dt.timedelta | None] = budgets, late: bool = False
) -> Case:
    """Runs of up to two days; ``late`` ones are due early in them."""
    start, until = (480, SPAN) if late else sorted((draw(minutes), draw(minutes)))
    due = draw(st.integers(480, 1979) if late else minutes)
    cuts = sorted({0, SPAN, *draw(st.lists(minutes, max_size=6))})
    segments = tuple(
        Segment(start=instant(one), end=instant(other), **draw(st.sampled_from(HOLDERS)))  # type: ignore[arg-type]
        for one, other in pairwise(cuts)
    )
    steps = tuple(
        StepWork(order, f"B{order}", draw(budgets), tuple(draw(st.lists(pairs, max_size=2))))
        for order in range(1, 1 + draw(st.integers(0, 4)))
    )
    stops = tuple(Stop(*pair) for pair in draw(st.lists(pairs, max_size=2)))
    return Case(start, until, due, steps, segments, stops)


def walked(case: Case, first: dt.datetime, last: dt.datetime) -> Counter[Party]:
    """Minute by minute: who had the working time of the run that was not stopped."""
    found: Counter[Party] = Counter()
    for minute in range(case.start, case.until):
        now = instant(minute)
        stopped = any(stop.start <= now < stop.end for stop in case.stops)
        if first <= now < last and is_worked(minute) and not stopped:
            (segment,) = (one for one in case.segments if one.start <= now < one.end)
            found[party_of(segment)] += 1
    return found


@given(cases())
def test_use_and_lateness_are_what_a_walk_by_minutes_finds(case: Case) -> None:
    told = case.told()
    late = walked(case, instant(case.due), instant(SPAN))
    assert told.lateness == late.total() * MINUTE
    used = {step.name: Counter[Party]() for step in case.steps}
    for step in case.steps:
        for passage in step.passages:
            used[step.name] += walked(case, *passage)
    whole = walked(case, instant(0), instant(SPAN))
    for use in told.steps:
        assert sum((time for _, time in use.by), NOTHING) == use.used
        if use.name:
            assert dict(use.by) == {who: n * MINUTE for who, n in used.pop(use.name).items()}
        else:
            assert all(time <= whole[party] * MINUTE for party, time in use.by)
    assert all(not left for left in used.values())  # only steps that used nothing are left out


@given(cases())
def test_shares_add_up_and_only_those_who_had_time_have_one(case: Case) -> None:
    told = case.told()
    whole = walked(case, instant(0), instant(SPAN))
    assert sum((share.amount for share in told.shares), NOTHING) == told.lateness
    assert bool(told.shares) is bool(told.lateness)
    for share in told.shares:
        assert share.amount >= SECOND
        assert whole[share.party] > 0
        assert all(amount > NOTHING for _, amount in share.causes)
        assert all(amount % SECOND == NOTHING for _, amount in share.causes)
        assert sum((amount for _, amount in share.causes), NOTHING) == share.amount
        assert share.amount % SECOND == NOTHING
    parties = [share.party for share in told.shares]
    assert len(set(parties)) == len(parties)
    assert told.by_gaps + told.by_agencies <= told.lateness
    assert told.attributed_to == (parties[0] if parties else None)


@given(cases(), st.data())
def test_the_order_steps_are_given_in_does_not_matter(case: Case, data: st.DataObject) -> None:
    assert case.told(tuple(data.draw(st.permutations(case.steps)))) == case.told()


@given(cases())
def test_a_cut_where_nothing_changes_changes_nothing(case: Case) -> None:
    halves = []
    for one in case.segments:
        middle = one.start + (one.end - one.start) // 2
        halves += [attrs.evolve(one, end=middle), attrs.evolve(one, start=middle)]
    assert case._replace(segments=tuple(halves)).told() == case.told()


few_minutes = st.integers(0, 30).map(lambda number: number * MINUTE)


@given(cases(few_minutes, late=True))
def test_an_overrun_is_scaled_down_and_never_up(case: Case) -> None:
    """Where steps are over by more than the lateness, nobody's share exceeds what he is over."""
    told = case.told()
    over = sum((use.over for use in told.steps), NOTHING)
    assume(told.lateness and over >= told.lateness)
    time: Counter[Party] = Counter()
    for use in told.steps:
        if use.over:
            time.update({party: had // MINUTE for party, had in use.by})
    for share in told.shares:
        assert share.amount <= time[share.party] * MINUTE + SECOND
    by_step: Counter[str] = Counter()
    for share in told.shares:
        for name, amount in share.causes:
            by_step[name] += amount // SECOND
    for use in told.steps:
        fair = use.over / SECOND * (told.lateness / over)
        # Each share of it is rounded for the party, then for the cause.
        assert abs(by_step[use.name] - fair) <= 2 * len(told.shares) + 1


@given(
    st.dictionaries(st.integers(0, 5), st.integers(1, 10**9), min_size=1), st.integers(0, 10**10)
)
def test_officials_pay_only_what_gaps_and_late_agencies_do_not_explain(
    by: dict[int, int], budget: int
) -> None:
    ranks = (0, 0, 1, 1, 2, 2)
    use = Use(1, "", budget, sum(by.values()), by)
    found = charged(use, ranks)
    assert sum(found.values()) == use.over == max(use.used - budget, 0)
    left = use.over
    for rank in range(3):
        had = sum(time for party, time in by.items() if ranks[party] == rank)
        paid = sum(amount for party, amount in found.items() if ranks[party] == rank)
        assert paid == min(left, had)
        left -= paid
    assert all(0 < amount <= by[party] for party, amount in found.items())


@given(
    st.integers(1, 10**12),
    st.dictionaries(st.integers(0, 9), st.integers(1, 10**10), min_size=1),
    st.sampled_from([1, 1_000_000]),
)
def test_what_is_apportioned_adds_up_and_is_within_a_unit_of_fair(
    amount: int, weights: dict[int, int], unit: int
) -> None:
    parts = apportioned(amount, weights, unit)
    assert sum(parts.values()) == amount
    assert all(part > 0 for part in parts.values())
    total = sum(weights.values())
    for key, weight in weights.items():
        assert abs(parts.get(key, 0) * total - amount * weight) < 2 * unit * total
    scaled = {key: 3 * weight for key, weight in weights.items()}
    assert apportioned(amount, scaled, unit) == parts
