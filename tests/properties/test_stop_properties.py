"""Properties of stops: against the naive reading of the rule, alone and in a dossier's life."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import naive, naive_stops
from tests.strategies import dates, oracle_of, specs
from tests.strategies_events import instants_between, limits
from tthc_deadlines import TimeLimit, Unit, WorkingCalendar, deadline, vietnam_calendar
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.checking.life.clocks import RunClock, clock_of
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.history import Run
from tthc_deadlines.dossiers.history import Stop as RecordedStop
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.policy import (
    ClosingBoundary,
    CountingPolicy,
    ExtensionFrom,
    HoursOnDayOff,
)
from tthc_deadlines.limits.stops import Stop, merged

VIETNAM = vietnam_calendar()
POLICIES = st.sampled_from(
    [
        CountingPolicy(),
        CountingPolicy(closing_boundary=ClosingBoundary.NEXT_OPENING),
        CountingPolicy(hours_on_day_off=HoursOnDayOff.NEXT_WORKING_DAY),
        CountingPolicy(extension_from=ExtensionFrom.ROLLED),
    ]
)
DAY_LIMITS = st.one_of(
    st.tuples(st.integers(1, 25), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY])),
    st.tuples(st.integers(1, 3), st.sampled_from([Unit.WEEK, Unit.MONTH])),
    st.just((0, Unit.SAME_DAY)),
)
received_instants = instants_between(dt.date(2026, 1, 20), dt.date(2026, 3, 10))  # around Tết


MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@st.composite
def spans(draw: st.DrawFn, *near: dt.datetime | dt.date, most: int = 4) -> list[naive_stops.Span]:
    """Stops about these moments: overlapping, touching, over days off, of no length.

    Near the end of a limit is where counting goes wrong, so most begin or end there.
    """
    marks = [
        (one if isinstance(one, dt.datetime) else dt.datetime.combine(one, dt.time(), naive.ZONE))
        for one in near
    ]
    found = []
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.sampled_from(marks)) + draw(_AWAY)
        length = draw(
            st.one_of(
                st.integers(0, 5).map(lambda n: n * DAY),
                st.integers(0, 7000).map(lambda n: n * MINUTE),
                st.sampled_from([12 * 60, 18 * 60, 30 * 1440]).map(lambda n: n * MINUTE),
            )
        )
        found.append((start, start + length))
        marks.append(start + length)
    return found


_AWAY = st.one_of(
    st.just(0 * MINUTE),
    st.sampled_from([-1440, -481, -60, -1, 1, 45, 481, 900, 1440, 2880]).map(lambda n: n * MINUTE),
    st.integers(-6, 30).map(lambda n: n * DAY),
    st.integers(-3000, 6000).map(lambda n: n * MINUTE),
)


def stops_of(found: list[naive_stops.Span]) -> list[Stop]:
    return [Stop(start, end) for start, end in found]


def at_of(due: Deadline) -> dt.datetime:
    assert due.at is not None
    return due.at


def ends_of(due: Deadline) -> list[dt.datetime | dt.date]:
    """Where counting begins and ends, of every part of an extended limit."""
    found: list[dt.datetime | dt.date] = [due.start.instant or due.start.received_on]
    part: Deadline | None = due
    while part is not None:
        assert part.on is not None
        assert part.nominal_on is not None
        found += [at_of(part), part.on, part.nominal_on]
        part = part.extends
    return found


# --- one deadline against the oracle -----------------------------------------------------


@given(specs(), dates, DAY_LIMITS, st.data())
def test_limits_in_days_equal_the_naive_walk(
    spec: dict[str, Any], received: dt.date, limit: tuple[int, Unit], data: st.DataObject
) -> None:
    value, unit = limit
    due = deadline(received, TimeLimit(value=value, unit=unit), WorkingCalendar.from_spec(spec))
    found = data.draw(spans(*ends_of(due)))
    expected = naive_stops.due_in_days(received, value, unit.value, found, oracle_of(spec))
    assert due.stopped_for(stops_of(found)).on == expected


@given(specs(), dates, st.sampled_from([540, 720, 1000, 1200]), st.integers(1, 48), st.data())
def test_working_hours_equal_the_naive_walk(
    spec: dict[str, Any], day: dt.date, minute: int, quarters: int, data: st.DataObject
) -> None:
    received = dt.datetime.combine(day, dt.time(), naive.ZONE) + dt.timedelta(minutes=minute)
    limit = TimeLimit(value=Fraction(quarters, 4), unit=Unit.WORKING_HOUR)
    due = deadline(received, limit, WorkingCalendar.from_spec(spec))
    found = data.draw(spans(received, at_of(due), most=3))
    budget = dt.timedelta(minutes=15 * quarters)
    assert due.stopped_for(stops_of(found)).at == naive_stops.due_in_hours(
        received, budget, found, oracle_of(spec)
    )


@given(dates, st.sampled_from([540, 720, 1200]), st.integers(1, 72), st.data())
def test_hours_by_the_clock_equal_the_naive_walk(
    day: dt.date, minute: int, hours: int, data: st.DataObject
) -> None:
    received = dt.datetime.combine(day, dt.time(), naive.ZONE) + dt.timedelta(minutes=minute)
    due = deadline(received, TimeLimit(value=hours, unit=Unit.HOUR), VIETNAM)
    found = data.draw(spans(received, at_of(due), most=3))
    assert due.stopped_for(stops_of(found)).at == naive_stops.due_in_hours(
        received, dt.timedelta(hours=hours), found, None
    )


@given(
    specs(),
    dates,
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY])),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_extended_limits_in_days_equal_the_naive_walk(
    spec: dict[str, Any], received: dt.date, parts: list[tuple[int, Unit]], data: st.DataObject
) -> None:
    first, *more = (TimeLimit(value=value, unit=unit) for value, unit in parts)
    due = deadline(received, first, WorkingCalendar.from_spec(spec))
    for limit in more:
        due = due.extended_by(limit)
    found = data.draw(spans(*ends_of(due)))
    expected = naive_stops.due_in_days_extended(
        received, [(value, unit.value) for value, unit in parts], found, oracle_of(spec)
    )
    assert due.stopped_for(stops_of(found)).on == expected


# --- what holds for every limit ----------------------------------------------------------


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """A deadline of any unit and policy, extended or with a day agreed now and then."""
    received, policy = draw(received_instants), draw(POLICIES)
    if draw(st.integers(0, 6)) == 0:
        agreed = received.date() + dt.timedelta(days=draw(st.integers(1, 20)))
        undated = TimeLimit(unit=Unit.BY_AGREEMENT)
        return deadline(received, undated, VIETNAM, policy, agreed_at=agreed)
    due = deadline(received, draw(limits), VIETNAM, policy)
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        due = due.extended_by(draw(limits.filter(lambda one: one.unit is not Unit.SAME_DAY)))
    return due


@given(deadlines(), st.data())
def test_a_stop_never_makes_it_due_earlier(due: Deadline, data: st.DataObject) -> None:
    found = stops_of(data.draw(spans(*ends_of(due))))
    ends = [at_of(due)]
    for count in range(1, len(found) + 1):
        ends.append(at_of(due.stopped_for(found[:count])))
        assert ends[-1] >= ends[0]
    whole = merged(found)
    grown = [at_of(due.stopped_for(whole[:count])) for count in range(len(whole) + 1)]
    assert grown == sorted(grown)


@given(deadlines(), st.data())
def test_a_longer_stop_never_makes_it_due_earlier(due: Deadline, data: st.DataObject) -> None:
    (start, end), *_ = data.draw(spans(*ends_of(due)).filter(bool))
    more = dt.timedelta(minutes=data.draw(st.integers(0, 5000)))
    shorter, longer = (due.stopped_for([Stop(start, one)]) for one in (end, end + more))
    assert at_of(shorter) <= at_of(longer)


@given(deadlines(), st.data())
def test_overlapping_stops_count_as_their_union(due: Deadline, data: st.DataObject) -> None:
    found = stops_of(data.draw(spans(*ends_of(due))))
    shuffled = data.draw(st.permutations(found))
    whole = due.stopped_for(found)
    union = due.stopped_for(merged(found))
    assert (whole.on, whole.at) == (union.on, union.at)
    assert at_of(due.stopped_for(shuffled)) == at_of(whole)
    assert at_of(due.stopped_for([*found, *found])) == at_of(whole)


@given(deadlines(), st.data())
def test_stops_may_be_added_one_after_the_other(due: Deadline, data: st.DataObject) -> None:
    found = sorted(stops_of(data.draw(spans(*ends_of(due)))))
    one_by_one = due
    for stop in found:
        one_by_one = one_by_one.stopped_for([stop])
    assert one_by_one == due.stopped_for(found)


@given(deadlines(), st.data())
def test_a_stop_cut_in_two_is_the_same_stop(due: Deadline, data: st.DataObject) -> None:
    (start, end), *_ = data.draw(spans(*ends_of(due)).filter(bool))
    middle = start + (end - start) * data.draw(st.integers(0, 4)) / 4
    whole = due.stopped_for([Stop(start, end)])
    halves = due.stopped_for([Stop(start, middle), Stop(middle, end)])
    assert at_of(halves) == at_of(whole)


@given(deadlines(), st.data())
def test_a_stop_that_is_over_before_it_starts_changes_nothing(
    due: Deadline, data: st.DataObject
) -> None:
    first = due.start.instant or dt.datetime.combine(due.start.received_on, dt.time(), naive.ZONE)
    base = due
    while base.extends is not None:
        base = base.extends
    began = base.start.instant
    start = min(first, began) if began else first
    length = dt.timedelta(minutes=data.draw(st.integers(0, 9000)))
    assert at_of(due.stopped_for([Stop(start - length, start)])) == at_of(due)


@given(deadlines(), st.data())
def test_a_stop_that_begins_after_it_ran_out_changes_nothing(
    due: Deadline, data: st.DataObject
) -> None:
    late = at_of(due) + dt.timedelta(minutes=data.draw(st.integers(1, 9000)))
    found = due.stopped_for([Stop(late, late + dt.timedelta(days=30))])
    assert found is due


@given(deadlines(), st.data())
def test_it_never_runs_out_while_stopped(due: Deadline, data: st.DataObject) -> None:
    found = stops_of(data.draw(spans(*ends_of(due))))
    stopped = due.stopped_for(found)
    for stop in stopped.stops:
        assert stopped.is_met_by(stop.end)


@given(deadlines(), st.data())
def test_a_due_with_stops_lies_in_working_time_and_explains_itself(
    due: Deadline, data: st.DataObject
) -> None:
    stopped = due.stopped_for(stops_of(data.draw(spans(*ends_of(due)))))
    assert stopped.on is not None
    for lang in ("vi", "en"):
        text = stopped.explain(lang)
        assert text
        assert "{" not in text
    if due.agreed_at is not None or not stopped.stops:
        return
    if stopped.is_day_based:
        assert VIETNAM.is_working_day(stopped.on)
    elif due.limit.unit is Unit.WORKING_HOUR:
        at = at_of(stopped)
        closing = at - dt.timedelta(microseconds=1)
        assert VIETNAM.is_working_time(at) or VIETNAM.is_working_time(closing)


@given(
    received_instants,
    st.integers(1, 20),
    st.integers(1, 10),
    st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]),
    st.data(),
)
def test_a_limit_extended_by_its_own_unit_is_one_longer_limit(
    received: dt.datetime, first: int, more: int, unit: Unit, data: st.DataObject
) -> None:
    base = deadline(received, TimeLimit(value=first, unit=unit), VIETNAM)
    whole = deadline(received, TimeLimit(value=first + more, unit=unit), VIETNAM)
    extended = base.extended_by(TimeLimit(value=more, unit=unit))
    found = stops_of(data.draw(spans(*ends_of(extended))))
    assert extended.stopped_for(found).on == whole.stopped_for(found).on


# --- extensions, each judged when it was decided ---------------------------------------


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run with stops and extensions of every kind, about the first weeks."""
    received = draw(received_instants)
    moments = st.integers(0, 24 * 40).map(lambda n: received + n * 60 * MINUTE)
    stops = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(moments)
        end = start + draw(st.integers(0, 24 * 12)) * 60 * MINUTE
        stops.append(
            RecordedStop(
                ev.Stopped(id=f"s{number}", occurred_at=start, ground="any"),
                ev.Resumed(id=f"r{number}", occurred_at=end),
            )
        )
    extensions = []
    for number, moment in enumerate(sorted(draw(st.lists(moments, max_size=4)))):
        day = received.date() + draw(st.integers(0, 60)) * DAY
        given_as: dict[str, Any] = draw(
            st.one_of(
                st.just({"until": day}),
                st.fixed_dictionaries({"amount": limits, "total": st.booleans()}),
            )
        )
        extensions.append(ev.Extended(id=f"e{number}", occurred_at=moment, **given_as))
    accepted = ev.Accepted(id="accepted", occurred_at=received)
    return Run(accepted, tuple(stops), tuple(extensions))


def clock(run: Run, base: Deadline) -> RunClock:
    return clock_of(run, base, run.started_at + 200 * DAY, lambda stop: (stop.ground, stop.ground))


def due_of(run: Run, base: Deadline) -> dt.datetime:
    found = clock(run, base).deadline
    assert found is not None
    return at_of(found)


@given(runs(), limits)
def test_what_is_recorded_later_condemns_no_extension(run: Run, limit: TimeLimit) -> None:
    base = deadline(run.started_at, limit, VIETNAM)
    whole = clock(run, base)
    for count, extension in enumerate(run.extensions, start=1):
        begun = tuple(one for one in run.stops if one.started_at <= extension.occurred_at)
        then = clock(Run(run.started_by, begun, run.extensions[:count]), base)
        assert (extension in whole.too_late) == (extension in then.too_late)
        assert (extension in whole.not_longer) == (extension in then.not_longer)


@given(runs(), limits)
def test_what_is_decided_in_time_is_in_time_by_the_due_date_of_then(
    run: Run, limit: TimeLimit
) -> None:
    base = deadline(run.started_at, limit, VIETNAM)
    whole = clock(run, base)
    for count, extension in enumerate(run.extensions):
        begun = tuple(one for one in run.stops if one.started_at <= extension.occurred_at)
        before = clock(Run(run.started_by, begun, run.extensions[:count]), base).deadline
        assert before is not None
        assert before.is_met_by(extension.occurred_at) is (extension not in whole.too_late)


@given(runs(), limits)
def test_an_extension_by_a_day_or_an_amount_never_makes_it_due_earlier(
    run: Run, limit: TimeLimit
) -> None:
    extensions = [one for one in run.extensions if not one.total]
    base = deadline(run.started_at, limit, VIETNAM)
    ends = [
        due_of(Run(run.started_by, run.stops, tuple(extensions[:count])), base)
        for count in range(len(extensions) + 1)
    ]
    assert ends == sorted(ends)


# --- in the life of a dossier ------------------------------------------------------------

OPEN = frozenset({Status.RUNNING, Status.DUE_SOON, Status.OVERDUE, Status.STOPPED})


def life(received: dt.datetime, limit: TimeLimit, *events: Event, **more: Any) -> Dossier:
    accepted = ev.Accepted(id="accepted", occurred_at=received)
    return Dossier(code="H01", limit=limit, events=(accepted, *events), **more)


def judged(dossier: Dossier, at: dt.datetime) -> DossierAssessment:
    found = Assessor(at, VIETNAM).consider(dossier)
    assert isinstance(found, DossierAssessment)
    return found


@given(received_instants, limits, st.data())
def test_no_status_says_overdue_while_rightly_stopped(
    received: dt.datetime, limit: TimeLimit, data: st.DataObject
) -> None:
    hours = st.integers(0, 24 * 30)
    start = received + dt.timedelta(hours=data.draw(hours))
    end = start + dt.timedelta(hours=data.draw(hours))
    events: list[Event] = [
        ev.Stopped(id="stop", occurred_at=start, ground="expert_appraisal"),
        ev.Resumed(id="go on", occurred_at=end),
    ]
    if data.draw(st.booleans()):
        until = received.date() + dt.timedelta(days=data.draw(st.integers(0, 40)))
        extended = received + dt.timedelta(hours=data.draw(hours))
        events.append(ev.Extended(id="longer", occurred_at=extended, until=until))
    dossier = life(received, limit, *events)
    before = judged(dossier, start).status
    assert before in OPEN
    for part in range(5):
        at = start + (end - start) * part / 4
        found = judged(dossier, at)
        if at < end:
            assert found.status is (Status.OVERDUE if before is Status.OVERDUE else Status.STOPPED)
        if before is Status.STOPPED:  # nor in the instant of resuming
            assert "overdue" not in [finding.code for finding in found.findings]


@given(received_instants, limits, st.data())
def test_a_full_supplement_gives_exactly_a_fresh_limit(
    received: dt.datetime, limit: TimeLimit, data: st.DataObject
) -> None:
    asked = received + dt.timedelta(hours=data.draw(st.integers(0, 400)))
    came = asked + dt.timedelta(hours=data.draw(st.integers(0, 400)))
    more = data.draw(spans(came, most=2))
    later: list[Event] = []
    for number, (start, end) in enumerate(more):
        if start > came:
            later += [
                ev.Stopped(id=f"stop {number}", occurred_at=start, ground="publication"),
                ev.Resumed(id=f"go on {number}", occurred_at=end, ground="publication"),
            ]
    at = came + dt.timedelta(days=90)
    restarted = life(
        received,
        limit,
        ev.SupplementRequested(id="ask", occurred_at=asked),
        ev.SupplementReceived(id="full", occurred_at=came),
        *later,
    )
    found, fresh = judged(restarted, at), judged(life(came, limit, *later), at)
    assert found.deadline is not None
    assert fresh.deadline is not None
    assert (found.deadline.on, found.deadline.at) == (fresh.deadline.on, fresh.deadline.at)
    assert found.status is fresh.status
    assert found.working_used == fresh.working_used


@given(received_instants, limits, st.data())
def test_stops_on_several_grounds_in_a_life_are_their_union(
    received: dt.datetime, limit: TimeLimit, data: st.DataObject
) -> None:
    events: list[Event] = []
    found = []
    for ground in ("publication", "expert_appraisal", "financial_obligation"):
        start = received + dt.timedelta(hours=data.draw(st.integers(0, 300)))
        end = start + dt.timedelta(hours=data.draw(st.integers(0, 300)))
        found.append(Stop(start, end))
        events += [
            ev.Stopped(id=f"stop {ground}", occurred_at=start, ground=ground),
            ev.Resumed(id=f"resume {ground}", occurred_at=end, ground=ground),
        ]
    at = received + dt.timedelta(days=200)
    due = judged(life(received, limit, *data.draw(st.permutations(events))), at).deadline
    assert due is not None
    assert due.at == deadline(received, limit, VIETNAM).stopped_for(found).at


@given(received_instants, limits, st.data())
def test_a_stop_without_a_lawful_ground_is_counted_on(
    received: dt.datetime, limit: TimeLimit, data: st.DataObject
) -> None:
    start = received + dt.timedelta(hours=data.draw(st.integers(0, 300)))
    events = [
        ev.Stopped(id="stop", occurred_at=start, ground=data.draw(st.sampled_from(["", "leave"])))
    ]
    at = start + dt.timedelta(hours=data.draw(st.integers(0, 300)))
    stopped, plain = judged(life(received, limit, *events), at), judged(life(received, limit), at)
    assert stopped.status is plain.status
    assert stopped.deadline == plain.deadline
    assert "stop_without_ground" in [finding.code for finding in stopped.findings]
