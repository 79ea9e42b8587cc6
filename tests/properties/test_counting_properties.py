"""Properties of counting limits, against the naive reading of the Civil Code."""

from __future__ import annotations

import datetime as dt
import pickle
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import naive
from tests.strategies import dates, instants, oracle_of, specs
from tthc_deadlines import TimeLimit, Unit, WorkingCalendar, deadline, vietnam_calendar
from tthc_deadlines.limits.policy import CountingPolicy, OffHoursReceipt
from tthc_deadlines.limits.time_limit import AfterCutoff

DAY_UNITS = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH])
day_limits = st.builds(
    lambda value, unit: TimeLimit(value=value, unit=unit), st.integers(1, 40), DAY_UNITS
).filter(lambda limit: limit.value <= {Unit.WEEK: 20, Unit.MONTH: 6}.get(limit.unit, 40))
hour_limits = st.builds(
    lambda value, unit: TimeLimit(value=value, unit=unit),
    st.fractions(Fraction(1, 4), 80, max_denominator=4),
    st.sampled_from([Unit.WORKING_HOUR, Unit.HOUR]),
)
VIETNAM = vietnam_calendar()


@given(specs(), dates, day_limits)
def test_limits_in_days_equal_the_naive_reading(
    spec: dict[str, Any], received: dt.date, limit: TimeLimit
) -> None:
    found = deadline(received, limit, WorkingCalendar.from_spec(spec))
    assert found.on == naive.last_day(received, int(limit.value), limit.unit.value, oracle_of(spec))


@given(specs(), instants, st.integers(1, 320))
def test_working_hours_equal_the_naive_reading(
    spec: dict[str, Any], received: dt.datetime, quarters: int
) -> None:
    limit = TimeLimit(value=Fraction(quarters, 4), unit=Unit.WORKING_HOUR)
    found = deadline(received, limit, WorkingCalendar.from_spec(spec))
    assert found.at == naive.add_time(
        received, dt.timedelta(minutes=15 * quarters), oracle_of(spec), horizon=400
    )


@given(instants, st.one_of(day_limits, hour_limits))
def test_the_last_day_is_worked_and_not_before_receipt(
    received: dt.datetime, limit: TimeLimit
) -> None:
    found = deadline(received, limit, VIETNAM)
    assert found.on is not None
    assert found.at is not None
    assert found.at > received
    if limit.unit is not Unit.HOUR:
        assert VIETNAM.is_working_day(found.on)
    assert found.nominal_on is not None
    assert found.nominal_on <= found.on
    assert found.is_met_by(received) is True
    assert found.is_met_by(found.at + dt.timedelta(seconds=1)) is False


@given(instants, instants, st.one_of(day_limits, hour_limits))
def test_a_later_receipt_is_never_due_earlier(
    one: dt.datetime, other: dt.datetime, limit: TimeLimit
) -> None:
    first, second = sorted((one, other))
    due = deadline(first, limit, VIETNAM).at
    later = deadline(second, limit, VIETNAM).at
    assert due is not None
    assert later is not None
    assert due <= later


@given(instants, st.integers(1, 40), st.integers(0, 5))
def test_a_longer_limit_is_never_due_earlier(received: dt.datetime, n: int, more: int) -> None:
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        short = deadline(received, TimeLimit(value=n, unit=unit), VIETNAM).on
        long = deadline(received, TimeLimit(value=n + more, unit=unit), VIETNAM).on
        assert short is not None
        assert long is not None
        assert short <= long


@given(instants, st.integers(1, 10))
def test_a_cutoff_never_makes_a_due_date_earlier(received: dt.datetime, n: int) -> None:
    plain = deadline(received, TimeLimit(value=n, unit=Unit.WORKING_DAY), VIETNAM).on
    for effect in AfterCutoff:
        limit = TimeLimit(value=n, unit=Unit.WORKING_DAY, cutoff=dt.time(15), after_cutoff=effect)
        shifted = deadline(received, limit, VIETNAM).on
        assert plain is not None
        assert shifted is not None
        assert plain <= shifted <= VIETNAM.add_working_days(plain, 1)


@given(instants, day_limits)
def test_deeming_a_receipt_later_never_makes_it_due_earlier(
    received: dt.datetime, limit: TimeLimit
) -> None:
    deemed = CountingPolicy(off_hours_receipt=OffHoursReceipt.NEXT_WORKING_DAY)
    early = deadline(received, limit, VIETNAM).on
    late = deadline(received, limit, VIETNAM, deemed).on
    assert early is not None
    assert late is not None
    assert early <= late


@given(instants, st.one_of(day_limits, hour_limits))
def test_every_due_date_explains_itself(received: dt.datetime, limit: TimeLimit) -> None:
    found = deadline(received, limit, VIETNAM)
    rules = [step.rule for step in found.trace]
    assert rules[0] == "received"
    assert rules.count("expires") + rules.count("expires_at") == 1
    for lang in ("vi", "en"):
        text = found.explain(lang)
        assert text
        assert "{" not in text
    if limit.unit is Unit.WORKING_DAY:
        assert _days_numbered(found) == limit.value
    if found.is_day_based:
        assert ("rolled" in rules) == (found.on != found.nominal_on)


def _days_numbered(found: Any) -> int:
    """How many days the trace counted, by the days it names."""
    return sum(
        (step.through - step.on).days + 1 for step in found.trace if step.rule.startswith("counted")
    )


@given(instants, st.one_of(day_limits, hour_limits))
def test_a_deadline_survives_pickling(received: dt.datetime, limit: TimeLimit) -> None:
    found = deadline(received, limit, VIETNAM)
    assert pickle.loads(pickle.dumps(found)) == found
