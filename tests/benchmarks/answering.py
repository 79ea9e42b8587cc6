"""Who answers, timed: chains, custody and gaps in a province of 5,000 officials.

    python -m tests.benchmarks.answering

No peer has any of it, so the goals are times: 50 µs a chain, 5 s for 100,000 open dossiers.
"""

from __future__ import annotations

import timeit
from collections.abc import Callable

from tests.benchmarks.offices import AT, dated_records, office, open_dossiers
from tests.benchmarks.timing import show
from tthc_deadlines import vietnam_calendar
from tthc_deadlines.checking.office.unassigned import OfficeCheck
from tthc_deadlines.dossiers.replay import replay
from tthc_deadlines.responsibility.chain import chain_of, responsibility_chain
from tthc_deadlines.responsibility.custody import Custodian

COUNT, FEW = 20_000, 5_000
A_CHAIN, A_DOSSIER = 50e-6, 5 / 100_000


def responsibility() -> None:
    """Print the time of each question, and whether the goal is met."""
    calendar, province = vietnam_calendar(), office()
    dossiers = list(open_dossiers(COUNT))
    few = dossiers[:FEW]
    asked = [Custodian(one, replay(one.events, AT), calendar, province) for one in few]
    check = OfficeCheck(AT, province, calendar)
    found = len(list(check.unassigned(dossiers)))
    print(
        f"\nwho answers: {len(province.officials):,} officials, {dated_records(province):,} dated "
        f"records; {found} of {COUNT:,} open dossiers have no holder"
    )
    _timed("chain at an instant", FEW, lambda: [chain_of(one, AT) for one in asked], A_CHAIN)
    _timed(
        "the same, events replayed first",
        FEW,
        lambda: [responsibility_chain(one, AT, province, calendar=calendar) for one in few],
    )
    _timed("unassigned, a dossier", COUNT, lambda: list(check.unassigned(dossiers)), A_DOSSIER)
    _timed("custody, a dossier", FEW, lambda: [one.segments(AT) for one in asked])


def _timed(name: str, count: int, call: Callable[[], object], goal: float | None = None) -> None:
    taken = min(timeit.repeat(call, number=1, repeat=5)) / count
    verdict = ""
    if goal is not None:
        verdict = f"  goal {show(goal)} {'met' if taken <= goal else 'MISSED'}"
    print(f"  {name:<34} {show(taken):>10}{verdict}")


if __name__ == "__main__":
    responsibility()
