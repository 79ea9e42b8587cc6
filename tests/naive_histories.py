"""Random histories for the oracle of custody, each the same for its number.

The calendar is small: a Friday, a Monday and a Tuesday with a few minutes of work; only
minutes in or near them are walked, and nothing happens in others.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any, NamedTuple

from tests.naive_office import NaiveOffice
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers import events
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.instants import VIETNAM

ev: Any = events
MINUTE = dt.timedelta(minutes=1)
FRIDAY, MONDAY, TUESDAY = (dt.date(2026, 3, day) for day in (6, 9, 10))
SESSIONS = {
    FRIDAY: [(dt.time(14, 45), dt.time(15, 15))],
    MONDAY: [(dt.time(8, 0), dt.time(8, 15)), (dt.time(8, 20), dt.time(8, 35))],
    TUESDAY: [(dt.time(8, 0), dt.time(8, 10))],
}
WALKED = (  # from, how many minutes
    (FRIDAY, dt.time(14, 43), 34),
    (FRIDAY, dt.time(23, 58), 5),
    (MONDAY, dt.time(7, 58), 40),
    (MONDAY, dt.time(23, 58), 5),
    (TUESDAY, dt.time(7, 58), 14),
)
GRID = [
    dt.datetime.combine(day, start, VIETNAM) + number * MINUTE
    for day, start, length in WALKED
    for number in range(length)
]
CALENDAR = WorkingCalendar.from_spec(
    {
        "timezone": "Asia/Ho_Chi_Minh",
        "weekly": {
            name: [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in SESSIONS[day]]
            for name, day in (("fri", FRIDAY), ("mon", MONDAY), ("tue", TUESDAY))
        },
        "coverage": ["2026-03-01", "2026-03-31"],
    }
)
WORKED = [
    any(start <= instant.time() < end for start, end in SESSIONS.get(instant.date(), ()))
    for instant in GRID
]


class Case(NamedTuple):
    """A history to compare, up to an instant."""

    dossier: Dossier
    office: NaiveOffice
    at: dt.datetime


HOLDERS = ("a", "b", "c", "d", "h", "k", "lạ")
_UNITS = ("p1", "p2", "p3", "q", "xa", "lạ")
GROUNDS = ("financial_obligation", "expert_appraisal", "publication")


def random_case(number: int) -> Case:
    """The case of a number: always the same."""
    random_ = random.Random(number)
    office = NaiveOffice.random(random_, GRID)
    minutes = sorted(random_.sample(range(2, len(GRID) - 1), random_.randint(1, 12)))
    first = random_.randint(1, 28) if random_.random() < 0.8 else minutes[0] - 1
    events: list[Any] = [
        ev.Accepted(id="e", occurred_at=GRID[first], actor=random_.choice(["m", "m", "", "lạ"]))
    ]
    ended = False
    for minute in minutes:
        if minute == first or GRID[minute] == GRID[first]:
            continue
        made = _event(random_, f"e{minute}", GRID[minute], ended, minute > first)
        if made is None:
            continue
        if made.kind in ("result_issued", "withdrawn", "closed"):
            ended = True
        elif made.kind == "reopened":
            ended = False
        events.append(made)
        if made.kind == "assigned" and random_.random() < 0.2:  # and another at that instant
            events.append(
                ev.Assigned(
                    id=f"e{minute}b",
                    occurred_at=made.occurred_at,
                    recorded_at=made.occurred_at + random_.choice([1, 2]) * MINUTE,
                    **_whom(random_),
                )
            )
    random_.shuffle(events)
    dossier = Dossier(
        code="H01",
        procedure_code=random_.choice(["P", "P", "Q"]),
        holder=random_.choice(["", "", "a", "lạ"]),
        unit=random_.choice(["", "", "p1", "p4"]),
        events=events,
    )
    at = GRID[-1] if random_.random() < 0.8 else random_.choice(GRID)
    return Case(dossier, office, at)


def _whom(random_: random.Random) -> dict[str, str]:
    place = random_.random()
    if place < 0.65:
        return {"holder": random_.choice(HOLDERS), "unit": random_.choice(["", "", *_UNITS])}
    if place < 0.8:
        return {"unit": random_.choice(_UNITS)}
    if place < 0.95:
        return {"role": random_.choice(["p1.cv", "p2.cv", "p1.tp", "xa.ct", "trưởng thôn"])}
    return {}


def _event(random_: random.Random, id_: str, now: dt.datetime, ended: bool, accepted: bool) -> Any:
    common = {"id": id_, "occurred_at": now}
    if not accepted or random_.random() < 0.58:
        return _handling(random_, common)
    if ended:
        return ev.Reopened(**common) if random_.random() < 0.5 else None
    return _clock(random_, common)


def _handling(random_: random.Random, common: dict[str, Any]) -> Any:
    """Who works on it: named, in a step, handed over, taken or not."""
    pick, what = random_.choice, random_.random()
    if what < 0.4:
        return ev.Assigned(**common, **_whom(random_))
    if what < 0.55:
        return ev.StepStarted(**common, step=pick(["B1", "B2"]), holder=pick(["", *HOLDERS]))
    if what < 0.62:
        return ev.StepCompleted(**common, step=pick(["B1", "B2"]))
    if what < 0.8:
        to = pick([*HOLDERS, ""])
        return ev.HandedOver(**common, to=to, unit=pick(_UNITS) if not to else "", actor=pick("ab"))
    kind = pick([ev.HandoverAccepted, ev.HandoverAccepted, ev.HandoverRefused, ev.HandoverRecalled])
    handover = "" if random_.random() < 0.8 else f"e{random_.randint(2, 60)}"
    return kind(**common, handover=handover, actor=pick(["", "a", "c"]))


def _clock(random_: random.Random, common: dict[str, Any]) -> Any:
    """What becomes of its clock: supplements, stops, consultations, ends."""
    pick = random_.choice
    kind = random_.choices(*zip(*_CLOCKS, strict=True))[0]
    if kind is ev.Stopped:
        common["ground"] = pick(GROUNDS)
    elif kind is ev.Resumed:
        common["ground"] = pick(["", *GROUNDS])
    elif kind is ev.ConsultationRequested:
        noon = pick([one for one in GRID if one.time() != dt.time()])
        common |= {"agency": pick(["Sở X", "Sở Y"]),
                   "respond_by": pick([None, FRIDAY, MONDAY, noon])}  # fmt: skip
    elif kind is ev.ConsultationAnswered:
        common["agency"] = pick(["", "Sở X", "Sở Y"])
    return kind(**common)


_CLOCKS = [
    (ev.SupplementRequested, 6), (ev.SupplementReceived, 7), (ev.Stopped, 6), (ev.Resumed, 6),
    (ev.ConsultationRequested, 6), (ev.ConsultationAnswered, 6), (ev.ResultIssued, 2),
    (ev.Withdrawn, 1), (ev.Closed, 1),
]  # fmt: skip
