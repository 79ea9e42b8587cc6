"""A naive oracle for custody, written apart from the library: minute by minute, rule by rule.

It walks the events once, then asks of every minute who has the dossier, by going through plain
lists of who is where.

``python -m tests.naive_custody --histories 100000`` compares it with the library.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from typing import Any, NamedTuple

from tests.naive_histories import CALENDAR, GRID, MINUTE, SESSIONS, WORKED, Case, random_case
from tests.naive_office import NaiveOffice
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.responsibility.custody import custody
from tthc_deadlines.responsibility.segments import Segment


class Telling(NamedTuple):
    """What the events say, in the order they happened."""

    namings: list[tuple[dt.datetime, str, str, str, str]]
    """From when, official, unit, role, and why: the kind of event."""
    handovers: list[list[Any]]
    """When, to whom, when it was settled or None."""
    steps: list[list[Any]]
    """When begun, its name, when ended or None."""
    waits: list[list[Any]]
    """When a supplement was asked for, when it came or None."""
    stops: list[list[Any]]
    """When, ground, when it ended or None."""
    asked: list[list[Any]]
    """When, whom, by when, when answered or None."""
    accepted: dt.datetime
    received_by: str
    end: dt.datetime | None


def tell(events: list[Any]) -> Telling:
    """One walk over the events in the order they happened."""
    (accepted,) = [one for one in events if one.kind == "accepted"]
    told = Telling([], [], [], [], [], [], accepted.occurred_at, accepted.actor, None)
    clock = Clock()
    for one in sorted(events, key=lambda one: (one.occurred_at, one.known_at)):
        if one.kind in ("accepted", "reopened") or one.kind in ENDS:
            clock.begin_or_end(one, told)
        elif one.kind in ("supplement_requested", "supplement_received", "stopped", "resumed"):
            clock.wait_or_stop(one, told)
        elif one.kind == "consultation_requested":
            told.asked.append([one.occurred_at, one.agency, one.respond_by, None])
        elif one.kind == "consultation_answered":
            for asked in told.asked:
                if asked[3] is None and one.agency in ("", asked[1]):
                    asked[3] = one.occurred_at
                    break
        else:
            _handle(told, one)
    return told._replace(end=clock.end)


ENDS = ("result_issued", "withdrawn", "closed")


class Clock:
    """Whether it runs, waits or is over."""

    def __init__(self) -> None:
        self.state, self.before = "new", ""
        self.end: dt.datetime | None = None
        self.open_at_the_end: list[list[Any]] = []

    def begin_or_end(self, one: Any, told: Telling) -> None:
        if one.kind == "accepted":
            self.state = "running"
        elif one.kind in ENDS and self.state in ("running", "waiting"):
            self.open_at_the_end = [stop for stop in told.stops if stop[2] is None]
            for stop in self.open_at_the_end:
                stop[2] = one.occurred_at
            self.before, self.state, self.end = self.state, "ended", one.occurred_at
        elif one.kind == "reopened" and self.state == "ended":
            self.state, self.end = self.before, None
            for stop in self.open_at_the_end:
                stop[2] = None

    def wait_or_stop(self, one: Any, told: Telling) -> None:
        now = one.occurred_at
        if one.kind == "supplement_requested" and self.state == "running":
            self.state = "waiting"
            told.waits.append([now, None])
            for stop in told.stops:
                stop[2] = stop[2] or now
        elif one.kind == "supplement_received" and self.state == "waiting":
            self.state = "running"
            told.waits[-1][1] = now
        elif one.kind == "stopped" and self.state == "running":
            if not any(stop[1] == one.ground and stop[2] is None for stop in told.stops):
                told.stops.append([now, one.ground, None])
        elif one.kind == "resumed":
            _resume(told.stops, one.ground, now)


def _resume(stops: list[list[Any]], ground: str, now: dt.datetime) -> None:
    still = [stop for stop in stops if stop[2] is None]
    named = [stop for stop in still if ground in ("", stop[1])]
    if not named and len(still) == 1:
        named = still
    for stop in named:
        stop[2] = now


def _handle(told: Telling, one: Any) -> None:
    now, kind = one.occurred_at, one.kind
    if kind == "assigned":
        told.namings.append((now, one.holder, one.unit, one.role, "assignment"))
    elif kind == "step_started":
        told.steps.append([now, one.step, None])
        if one.holder:
            told.namings.append((now, one.holder, one.unit, "", "step"))
    elif kind == "step_completed":
        for step in reversed(told.steps):
            if step[2] is None and step[1] == one.step:
                step[2] = now
                break
    elif kind == "handed_over":
        told.handovers.append([now, one.to or one.unit, None, one])
    else:
        for handover in reversed(told.handovers):
            if handover[2] is None and one.handover in ("", handover[3].id):
                handover[2] = now
                if kind == "handover_accepted":
                    given = handover[3]
                    taker = given.to or one.actor
                    told.namings.append((now, taker, given.unit, "", "handover"))
                break


class Hand(NamedTuple):
    """Whose hand it is in for a minute, as a segment says it."""

    held_by: str
    official: str = ""
    unit: str = ""
    ground: str = ""
    reason: str = ""
    stands_in_for: str = ""
    last: str = ""
    agency: str = ""
    stopped: bool = False
    overdue: bool = False
    offered_to: str = ""


def hand_of(segment: Segment) -> Hand:
    return Hand(
        segment.held_by.value,
        segment.official,
        segment.unit,
        segment.ground.value if segment.ground else "",
        segment.reason.value if segment.reason else "",
        segment.stands_in_for,
        segment.last_official,
        segment.agency,
        segment.stopped,
        segment.overdue,
        segment.offered_to,
    )


def hand_at(now: dt.datetime, told: Telling, office: NaiveOffice, dossier: Dossier,
            last_day: dt.datetime) -> Hand:  # fmt: skip
    """Who has it in the minute that begins then."""
    since, official, unit, role, why = said_at(now, told, dossier)
    if official:
        hand = named(now, since, official, unit, why, told, office, dossier)
    elif role:
        hand = in_role(now, since, role, unit, why, told, office, dossier)
    else:
        hand = in_unit(now, unit, why, office)
    if not hand.official and not hand.last and hand.held_by != "official":
        hand = hand._replace(last=last_before(since, told, dossier))
    if why == "receipt" and not hand.reason and now >= last_day:
        hand = hand._replace(reason="never_assigned")
    if why == "" and hand.reason == "never_assigned" and now < last_day:
        hand = hand._replace(held_by="unit", reason="")
    to = offered(now, told)
    return elsewhere(now, told, hand)._replace(offered_to=to if to != official else "")


def said_at(now: dt.datetime, told: Telling, dossier: Dossier) -> tuple[Any, ...]:
    """What was said last of who has it; before anything was said, who received it."""
    found = None
    for naming in told.namings:
        if naming[0] <= now:
            found = naming
    if found is not None:
        return found
    if not told.namings and dossier.holder:
        return told.accepted, dossier.holder, dossier.unit, "", "source"
    if told.received_by:
        return told.accepted, told.received_by, "", "", "receipt"
    giver, sent = first_giver(told)
    if giver and sent <= now:
        return max(sent, told.accepted), giver, "", "", "handover"
    return told.accepted, "", "", "", ""


def first_giver(told: Telling) -> tuple[str, dt.datetime]:
    """Who first gave it on had it then, where nothing tells who had it before."""
    if not told.handovers:
        return "", told.accepted
    sent, given = told.handovers[0][0], told.handovers[0][3]
    known = any(naming[0] < sent for naming in told.namings)
    return "" if known else str(given.actor), sent


def last_before(since: dt.datetime, told: Telling, dossier: Dossier) -> str:
    """The official who was named last before an instant."""
    found, at_once = "", any(one[0] <= told.accepted for one in told.namings)
    if not at_once and told.accepted < since:
        giver, sent = first_giver(told)
        found = told.received_by or (giver if max(sent, told.accepted) < since else "")
    for naming in told.namings:
        if naming[0] < since and naming[1]:
            found = _held_for_a_time(naming, told) or found
    return found


def _held_for_a_time(naming: Any, told: Telling) -> str:
    """Who was named, unless another was named for the same instant and stands."""
    same = [one for one in told.namings if one[0] == naming[0]]
    return str(naming[1]) if same[-1] is naming else ""


def named(now: dt.datetime, since: dt.datetime, official: str, unit: str, why: str,
          told: Telling, office: NaiveOffice, dossier: Dossier) -> Hand:  # fmt: skip
    if official not in office.officials:
        known = unit if unit in office.unit_ids else ""
        return Hand("nobody", "", known, why, "unknown_holder")
    here, before = office.units_of(official, now), office.units_of(official, since)
    stayed = bool(here)
    if before and not set(before) & set(here):
        agencies = {office.heir(office.agency(one, since), now) for one in before}
        stayed = stayed and bool(agencies & {office.agency(one, now) for one in here})
    if not stayed:
        for one in before:
            heir = office.heir(one, now)
            if heir and heir != one:
                return Hand("unit", "", heir, why, "between_units", last=official)
        return Hand("nobody", "", before[0] if before else "", why, "holder_left", last=official)
    wanted = office.heir(unit, now) if unit in office.unit_ids else ""
    where = wanted if wanted in here else here[0]
    acting = office.acting_for(official, now)
    if not acting:
        return Hand("nobody", "", where, why, "holder_absent", last=official)
    ground, reason = why, ""
    if why != "receipt":
        step = step_at(now, told)
        power = office.power(official, dossier, unit, step, now)
        if power in ("outside_competence", "delegation_expired"):
            reason = power
        elif power == "delegation":
            ground = "delegation"
    if acting != official:
        return Hand("official", acting, where, "substitution", reason, official)
    return Hand("official", official, where, ground, reason)


def step_at(now: dt.datetime, told: Telling) -> str:
    for begun, name, ended in reversed(told.steps):
        if begun <= now and (ended is None or now < ended):
            return str(name)
    return ""


def in_role(now: dt.datetime, since: dt.datetime, role: str, unit: str, why: str,
            told: Telling, office: NaiveOffice, dossier: Dossier) -> Hand:  # fmt: skip
    if role not in office.positions:
        heir = office.heir(unit, now) if unit in office.unit_ids else ""
        return Hand("nobody", "", heir, why, "unknown_holder")
    where = office.positions[role][0]
    members = {one for one, position in office.placed_at(now) if position == role}
    if not members:
        return Hand("nobody", "", where, why, "role_without_members")
    if len(members) > 1:
        return Hand("unit", "", where, why, "between_units")
    return named(now, now, members.pop(), unit, "position", told, office, dossier)


def in_unit(now: dt.datetime, unit: str, why: str, office: NaiveOffice) -> Hand:
    if not unit:
        return Hand("nobody", "", "", why, "never_assigned")
    if unit not in office.unit_ids:
        return Hand("nobody", "", "", why, "unknown_holder")
    heir = office.heir(unit, now)
    if not heir:
        return Hand("nobody", "", unit, why, "between_units")
    return Hand("unit", "", heir, why, "between_units")


def offered(now: dt.datetime, told: Telling) -> str:
    """To whom it is offered: the last offer that waits, unless somebody was named since."""
    for sent, to, settled, _ in reversed(told.handovers):
        if sent <= now and (settled is None or now < settled):
            said = [naming[0] for naming in told.namings]
            if not said or min(said) > told.accepted:
                said.append(told.accepted)  # it was received then
            if any(sent < since <= now for since in said):
                return ""
            return str(to)
    return ""


def elsewhere(now: dt.datetime, told: Telling, hand: Hand) -> Hand:
    """It waits for the applicant, is stopped, or another body has been asked."""
    waits = any(asked <= now and (came is None or now < came) for asked, came in told.waits)
    grounds = [
        ground for start, ground, end in told.stops if start <= now and (end is None or now < end)
    ]
    asked = [
        (agency, due) for sent, agency, due, answered in told.asked
        if sent <= now and (answered is None or now < answered)
    ]  # fmt: skip
    agencies = [agency for agency, _ in asked]
    if "expert_appraisal" in grounds:
        agencies = ["expert_appraisal", *agencies]
    kept = hand.official or hand.last
    if waits or "financial_obligation" in grounds:
        hand = hand._replace(held_by="applicant", reason="", official=kept)
    elif agencies:
        late = any(due is not None and now >= due_at(due) for _, due in asked)
        names = "; ".join(dict.fromkeys(agencies))
        hand = hand._replace(held_by="other_agency", official=kept, agency=names, overdue=late)
    if grounds:
        hand = hand._replace(stopped=True, reason="")
    return hand


def due_at(due: dt.date) -> dt.datetime:
    if isinstance(due, dt.datetime):
        return due
    return dt.datetime.combine(due, dt.time(), VIETNAM) + dt.timedelta(days=1)


def end_of_transfer(accepted: dt.datetime) -> dt.datetime:
    """The desk has it to the end of the working day, of the next one after 15:00."""
    day = accepted.date()
    if accepted.time() > dt.time(15):
        day += dt.timedelta(days=1)
    while day not in SESSIONS:
        day += dt.timedelta(days=1)
    return due_at(day)


# --- the comparison ----------------------------------------------------------------------


def differences(case: Case) -> list[str]:
    """Where the library and the oracle differ: in whose hand, in working time, in cover."""
    happened = [one for one in case.dossier.events if one.occurred_at <= case.at]
    segments = custody(case.dossier, case.at, CALENDAR, case.office.made())
    if not any(one.kind == "accepted" for one in happened):
        return ["segments of nothing"] if segments else []
    told = tell(happened)
    end = told.end or case.at
    if end <= told.accepted:
        return ["segments of nothing"] if segments else []
    found = []
    if not segments or (segments[0].start, segments[-1].end) != (told.accepted, end):
        return ["it does not cover the whole"]
    last_day = end_of_transfer(told.accepted)
    place, minutes = 0, 0
    for number, now in enumerate(GRID):
        if not told.accepted <= now < end:
            continue
        while segments[place].end <= now:
            found += _wrong_time(segments[place], minutes)
            if segments[place + 1].start != segments[place].end:
                return [*found, "a hole"]
            place, minutes = place + 1, 0
        minutes += WORKED[number]
        expected = hand_at(now, told, case.office, case.dossier, last_day)
        if hand_of(segments[place]) != expected:
            found.append(f"{now:%d/%m %H:%M}: {hand_of(segments[place])}\n    not {expected}")
            break
    else:
        found += _wrong_time(segments[place], minutes)
    return found


def _wrong_time(segment: Segment, minutes: int) -> list[str]:
    if segment.working == minutes * MINUTE:
        return []
    return [f"{segment.working} from {segment.start} is not {minutes} minutes"]


def main() -> int:
    """Compare many random histories; the first few that differ are printed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--histories", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    begun, wrong = time.perf_counter(), 0
    for number in range(options.first, options.first + options.histories):
        case = random_case(number)
        found = differences(case)
        if found:
            wrong += 1
            if wrong <= 5:
                print(f"--- history {number}", *found, sep="\n")
    spent = time.perf_counter() - begun
    print(f"{options.histories} histories in {spent:.0f} s, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
