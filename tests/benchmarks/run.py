"""Measure one-call figures and start-up against the peers, all in one run.

    python -m tests.benchmarks.run

needs the ``bench`` extra. Only the ratios mean anything, and only within one run: the
machine is shared. A goal that is not met is marked, never hidden.
"""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd
import QuantLib as ql  # noqa: N813
from businesstimedelta import BusinessTimeDelta

from tests.benchmarks import answering, peers
from tests.benchmarks.lives import AT, CATALOGUE, LIVES
from tests.benchmarks.timing import Call, commands_in_turns, in_turns, show
from tthc_deadlines import TimeLimit, deadline, vietnam_calendar
from tthc_deadlines.checking.life.assess import Assessor
from tthc_deadlines.instants import VIETNAM

CALENDAR = vietnam_calendar()
OFF = peers.days_off(CALENDAR)
START, END, FAR = dt.date(2026, 11, 20), dt.date(2027, 3, 15), dt.date(2056, 11, 20)
INSTANT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
LATER = dt.datetime(2026, 11, 30, 15, 45, tzinfo=VIETNAM)
MUCH_LATER = dt.datetime(2027, 11, 22, 15, 45, tzinfo=VIETNAM)
NAIVE_MUCH_LATER = MUCH_LATER.replace(tzinfo=None)
NAIVE, NAIVE_LATER = INSTANT.replace(tzinfo=None), LATER.replace(tzinfo=None)


def report(title: str, times: Mapping[str, float], goals: Mapping[str, float]) -> None:
    """Our time, then each peer's with the ratio and the goal it is held to."""
    ours = times["tthc-deadlines"]
    print(f"\n{title}\n  tthc-deadlines {show(ours):>10}")
    for name, taken in times.items():
        if name == "tthc-deadlines":
            continue
        ratio, goal = taken / ours, goals.get(name)
        verdict = "" if goal is None else f"  goal {goal:g} {'met' if ratio >= goal else 'MISSED'}"
        print(f"  {name:<34} {show(taken):>10}  × {ratio:,.1f}{verdict}")


def add_days() -> None:
    numbers = peers.numpy_calendar(OFF)
    quant = peers.quantlib_calendar(OFF)
    work = peers.workalendar_calendar(OFF)
    vn = peers.holidays_calendar()

    def calls(n: int) -> dict[str, Call]:
        offset = peers.pandas_day(OFF, n)
        return {
            "tthc-deadlines": lambda: CALENDAR.add_working_days(START, n),
            "numpy busday_offset(...).item()": lambda: np.busday_offset(
                START, n, roll="backward", busdaycal=numbers
            ).item(),
            "QuantLib with conversion": lambda: peers.from_quantlib(
                quant.advance(peers.to_quantlib(START), n, ql.Days)
            ),
            "pandas CustomBusinessDay": lambda: START + offset,
            "workalendar": lambda: work.add_working_days(START, n),
            "holidays": lambda: vn.get_nth_working_day(START, n),
        }

    goals = {
        "numpy busday_offset(...).item()": 8.0,
        "QuantLib with conversion": 12.0,
        "pandas CustomBusinessDay": 30.0,
    }
    for n in (1, 10, 200):
        report(f"date + {n} working days, one call", in_turns(calls(n)), goals)
    flat = in_turns(
        {
            "tthc-deadlines": lambda: CALENDAR.add_working_days(START, 1),
            "the same with n = 200": lambda: CALENDAR.add_working_days(START, 200),
        },
        rounds=31,
    )
    report("flat in n (between × 0.9 and × 1.1)", flat, {})


def count_days() -> None:
    numbers = peers.numpy_calendar(OFF)
    quant = peers.quantlib_calendar(OFF)
    work = peers.workalendar_calendar(OFF)
    calls: dict[str, Call] = {
        "tthc-deadlines": lambda: CALENDAR.count_working_days(START, END),
        "numpy busday_count": lambda: int(np.busday_count(START, END, busdaycal=numbers)),
        "QuantLib with conversion": lambda: quant.businessDaysBetween(
            peers.to_quantlib(START), peers.to_quantlib(END)
        ),
        "workalendar": lambda: work.get_working_days_delta(START, END),
    }
    goals = {"numpy busday_count": 12.0, "QuantLib with conversion": 10.0}
    report("working days between, 115 days apart", in_turns(calls), goals)
    flat = in_turns(
        {
            "tthc-deadlines": lambda: CALENDAR.count_working_days(START, END),
            "the same over 30 years": lambda: CALENDAR.count_working_days(START, FAR),
        },
        rounds=31,
    )
    report("flat in span", flat, {})


def working_time() -> None:
    simple = peers.businesstime_calendar(OFF)
    rules = peers.businesstimedelta_rules(OFF)
    calls: dict[str, Call] = {
        "tthc-deadlines": lambda: CALENDAR.working_time_between(INSTANT, LATER),
        "businesstime": lambda: simple.businesstimedelta(NAIVE, NAIVE_LATER),
        "businesstimedelta": lambda: rules.difference(NAIVE, NAIVE_LATER),
    }
    goals = {"businesstime": 100.0, "businesstimedelta": 1000.0}
    report("working time between, 10 days apart", in_turns(calls), goals)
    calls = {
        "tthc-deadlines": lambda: CALENDAR.working_time_between(INSTANT, MUCH_LATER),
        "businesstime": lambda: simple.businesstimedelta(NAIVE, NAIVE_MUCH_LATER),
        "businesstimedelta": lambda: rules.difference(NAIVE, NAIVE_MUCH_LATER),
    }
    report("working time between, a year apart", in_turns(calls, rounds=5), goals)
    budget = dt.timedelta(hours=30)
    hours = peers.pandas_hours(OFF, 30)
    stamp = pd.Timestamp(NAIVE)
    calls = {
        "tthc-deadlines": lambda: CALENDAR.add_working_time(INSTANT, budget),
        "pandas CustomBusinessHour": lambda: stamp + hours,
        "businesstimedelta": lambda: NAIVE + BusinessTimeDelta(rules, hours=30),
    }
    report("instant + 30 working hours", in_turns(calls), {"pandas CustomBusinessHour": 80.0})


def whole_deadlines() -> None:
    """What a caller pays for the value that explains itself; no peer has one."""
    five = TimeLimit.parse("05 ngày làm việc")
    month = TimeLimit.parse("01 tháng")
    eight = TimeLimit.parse("08 giờ làm việc")
    times = in_turns(
        {
            "tthc-deadlines": lambda: deadline(INSTANT, five, CALENDAR),
            "a month": lambda: deadline(INSTANT, month, CALENDAR),
            "eight working hours": lambda: deadline(INSTANT, eight, CALENDAR),
            "reading the wording": lambda: TimeLimit.parse("Trong thời hạn 05 ngày làm việc"),
            "explaining five working days": lambda: deadline(INSTANT, five, CALENDAR).explain(),
        }
    )
    report("deadline() of five working days, and others", times, {})


def start_up() -> None:
    bare = ["-c", "pass"]
    times = commands_in_turns(
        {
            "bare Python": bare,
            "import tthc_deadlines": ["-c", "import tthc_deadlines"],
            "import attrs, click, tomllib": ["-c", "import attrs, click, tomllib"],
            "tthc due": [
                "-m",
                "tthc_deadlines",
                "due",
                "--limit",
                "05 ngày làm việc",
                "--received",
                "2026-11-20T09:00",
            ],
        }
    )
    print("\nstart-up")
    for name, taken in times.items():
        print(f"  {name:<34} {show(taken):>10}")
    over = times["import tthc_deadlines"] - times["bare Python"]
    print(f"  import over bare Python: {show(over)} (goal 25 ms: {_verdict(over <= 0.025)})")
    ratio = times["tthc due"] / times["import attrs, click, tomllib"]
    print(f"  tthc due ÷ its imports: {ratio:.2f} (goal 2.5: {_verdict(ratio <= 2.5)})")


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def assessments() -> None:
    """Dossiers of eight events, assessed one by one; no peer works from events."""
    assessor = Assessor(AT, CALENDAR, CATALOGUE)
    calls: dict[str, Call] = {
        name: partial(assessor.assess, dossier) for name, dossier in LIVES.items()
    }
    print("\nassessments of dossiers of eight events (goal: 20,000 a second)")
    for name, taken in in_turns(calls, seconds=0.1).items():
        verdict = "met" if taken <= 1 / 20_000 else "MISSED"
        print(f"  {name:<34} {show(taken):>10}  {1 / taken:>8,.0f} a second  {verdict}")


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}; medians, peers in turns")
    add_days()
    count_days()
    working_time()
    whole_deadlines()
    assessments()
    answering.responsibility()
    start_up()


if __name__ == "__main__":
    main()
