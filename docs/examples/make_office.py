"""Make the dossiers of the sample office again (tạo lại hồ sơ của tổ chức ví dụ).

    python docs/examples/make_office.py

A thousand dossiers with events whose officials and units are those of
``office/organisation.toml``. The procedures are real, from the starter catalogue; office,
people and documents are invented. What a dossier is there to show stands in its key
``case``. The seed is fixed: the same version makes the same file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import office_cases as cases
from office_cases import TAX
from office_lives import HERE, Life, Office, day

from tthc_deadlines import Dossier
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier_json import write_dossier

SEED = 20261120
WHOLE = 1000
FILE = "office-events-2026.ndjson"
PLAIN = ["children"] * 5 + ["compensation"] * 2 + ["certification"] * 3 + ["social"] * 3 + [
    "disabled"] + ["culture"] * 4 + ["water"] * 2  # fmt: skip


# --- the ordinary life of a dossier ------------------------------------------------------------


def ordinary(office: Office) -> Life:
    """In time, early as a rule; open if its day has not come."""
    chance = office.random
    early = chance.random() < 0.76
    first, last = (day(1, 5), day(10, 23)) if early else (day(10, 26), day(11, 19))
    route = chance.choice(PLAIN if early else [*PLAIN, *["compensation"] * 10])
    received = office.receipt(first, last)
    life = office.life(route, received)
    luck = chance.random()
    if not life.steps:
        return without_steps(life)
    if luck < 0.04:
        life.to(3)
        life.tell(ev.Rejected, life.worked(3), reason="không đủ điều kiện", actor=life.holder)
        return life
    if luck < 0.07:
        life.to(3)
        return life.tell(ev.Withdrawn, life.worked(2), reason="theo yêu cầu của người nộp")
    if luck < 0.14:
        return life.to(3).supplement(chance.uniform(1, 3), chance.uniform(6, 60)).rest()
    if luck < 0.20:
        return life.to(3).consult(TAX, 3, chance.uniform(3, 6)).rest()
    if luck < 0.26:  # passed on within the division, and taken over at once
        life.to(3)
        other = office.somebody(life.route.hands[3], life.now, 20)
        return life.rest() if other == life.holder else life.hand(other, 1, accepted=0.3).rest()
    return life.rest()


def without_steps(life: Life) -> Life:
    life.accept().give()
    return life.done(max(life.worked(1), life.at(life.random.uniform(0.4, 0.85))))


# --- all of them ----------------------------------------------------------------------------------

CASES: dict[str, tuple[int, Callable[[Office], Life]]] = {
    "never_assigned": (5, cases.never_assigned),
    "given_to_a_unit": (5, cases.given_to_a_unit),
    "between_units": (4, cases.between_units),
    "role_without_members": (4, cases.no_member),
    "group_without_members": (2, cases.group_without_members),
    "holder_absent": (4, cases.absent_now),
    "late_by_absence": (4, cases.late_by_absence),
    "holder_left": (5, cases.left_with_open_work),
    "holder_left_then_given_on": (3, cases.left_then_given_on),
    "unknown_official": (5, cases.unknown_official),
    "unknown_unit": (4, cases.unknown_unit),
    "outside_competence": (5, cases.outside_competence),
    "substitution": (4, cases.substituted),
    "substitution_now": (2, cases.substituted_now),
    "delegation_in_term": (8, cases.signed_under_a_delegation),
    "delegation_expired": (5, cases.signed_after_the_delegation),
    "delegation_expired_open": (2, cases.waits_for_a_past_delegate),
    "sub_delegation": (3, cases.delegated_on),
    "handover_not_accepted": (4, cases.not_taken_over),
    "handover_refused": (4, cases.refused),
    "handover_recalled": (3, cases.recalled),
    "ping_pong": (4, cases.back_and_forth),
    "handed_over_late": (4, cases.given_at_the_last_hour),
    "four_eyes": (3, cases.drafted_and_signed),
    "late": (32, cases.late_somewhere),
    "late_by_the_desk": (5, cases.late_by_the_desk),
    "late_by_the_drafter": (5, cases.late_by_the_drafter),
    "late_by_two": (4, cases.late_by_two),
    "late_by_consultation": (4, cases.late_by_consultation),
    "consultation_not_answered": (3, cases.asked_and_not_answered),
    "repeat_lateness": (8, cases.late_again),
    "repeat_lateness_in_time": (6, cases.in_time_with_him_too),
    "overdue": (8, cases.overdue_and_open),
    "few_dossiers": (4, cases.seldom_seen),
    "two_assignments_at_once": (4, cases.two_at_once),
    "holder_corrected": (3, cases.holder_corrected),
    "recorded_late": (4, cases.recorded_late),
    "stopped": (4, cases.stopped),
    "waits_for_the_applicant": (4, cases.waits_for_the_applicant),
    "absence_announced": (6, cases.open_with("vx-3", "children")),
    "absence_announced_with_substitute": (3, cases.open_with("kt-2", "compensation")),
    "appointment_ends": (5, cases.open_with("bt-3", "social")),
    "moves_to_another_unit": (3, cases.open_with("vx-4", "children")),
    "reorganised": (20, cases.passed_on),
    "reorganised_and_forgotten": (10, cases.passed_on_and_forgotten),
}
"""What is told on purpose: the key ``case`` of a dossier, how many, and how."""


def office_dossiers(office: Office) -> list[Dossier]:
    """All of them in the order of receipt, numbered day by day."""
    lives = []
    for case, (count, make) in CASES.items():
        for office.turn in range(count):
            lives.append(make(office))
            lives[-1].case = case
    lives += [ordinary(office) for _ in range(WHOLE - len(lives))]
    lives.sort(key=lambda life: life.received)
    numbers: dict[tuple[dt.date, str], int] = {}
    found = []
    for life in lives:
        place = life.received.date(), life.mark or life.route.agency
        numbers[place] = numbers.get(place, 0) + 1
        found.append(life.finished(numbers[place]))
    return found


def main(folder: Path = HERE) -> None:
    told = map(write_dossier, office_dossiers(Office(SEED)))
    lines = (json.dumps(one, ensure_ascii=False) for one in told)
    (folder / FILE).write_bytes("".join(f"{line}\n" for line in lines).encode())


if __name__ == "__main__":
    main()
