"""What goes wrong in the sample office, and what is out of the ordinary (các trường hợp riêng).

Each function tells one life; CASES in make_office.py says what it is there to show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
from office_lives import Life, Office, day

from tthc_deadlines import TimeLimit
from tthc_deadlines.dossiers import events as ev

POLICE, TAX = "Công an xã Mẫu (ví dụ)", "Cơ quan thuế (ví dụ)"


def is_recent(life: Life) -> bool:
    """Whether it is to stay open."""
    return life.received.date() > day(10, 28)


# --- nobody has it ------------------------------------------------------------------------------


def never_assigned(office: Office) -> Life:
    """Came in online; nobody is named as having received or having it."""
    life = office.life("certification", office.next_of([1, 2, 60, 80]), unit="")
    life.dossier = attrs.evolve(life.dossier, channel="online")
    life.accept(actor="")
    if is_recent(life):
        return life
    life.now = life.worked(9)
    return life.assign("tp-1").done()


def given_to_a_unit(office: Office) -> Life:
    """Given to the division, to nobody in it; some were taken up after days."""
    life = office.life("compensation", office.next_of([6, 8, 70, 90])).to(2).complete()
    life.tell(ev.Assigned, holder="", unit="kt", actor="tpk-1")
    if is_recent(life):
        return life
    life.now = life.worked(30)
    return life.begin(holder="kt-1").rest()


def between_units(office: Office) -> Life:
    """Sent from one unit to another, where nobody in particular took it."""
    life = office.life("social", office.next_of([4, 5, 50])).to(3)
    life.hand("", 3, unit="kgvx")
    return life if is_recent(life) else life.assign("bt-1", 20).rest()


def no_member(office: Office) -> Life:
    """Given to a position to which nobody has been appointed."""
    life = office.life("children", office.next_of([2, 3, 40])).to(3)
    life.assign("", 0.5, unit="vx", role="cc-tre-em")
    return life if is_recent(life) else life.assign("vx-2", 8).rest()


def group_without_members(office: Office) -> Life:
    """Given to a task group whose only member had left."""
    life = office.life("compensation", 14).to(3)
    return life.assign("", 4, unit="to-gp")


def absent_now(office: Office) -> Life:
    """With somebody who is away, for whom nobody stands in."""
    life = office.life("compensation", 12)
    life.holders[3] = "kt-4"
    return life.to(3)


def late_by_absence(office: Office) -> Life:
    """The time was lost while its holder was away, for whom nobody stood in."""
    told = (day(3, 5), "vx-2", "children"), (day(4, 2), "bt-1", "social")
    first, who, route = office.next_of(told)
    life = office.life(route, first)
    life.holders[3] = who
    life.to(3)
    life.now = life.worked(8 * 11)
    return life.rest()


def left_with_open_work(office: Office) -> Life:
    """Still in the name of an official who left on 15 October."""
    life = office.life("compensation", day(10, office.next_of([1, 2, 5, 6])))
    life.holders[3] = "kt-3"
    return life.to(3)


def left_then_given_on(office: Office) -> Life:
    """It took the division days to see that its holder had left."""
    life = office.life("compensation", day(10, 7))
    life.holders[3] = "kt-3"
    life.to(3)
    life.now = life.worked(8 * 8)
    return life.assign("kt-1").rest()


def unknown_official(office: Office) -> Life:
    """An id that nobody has, mistyped."""
    life = office.life("children", office.next_of([2, 3, 30]))
    life.holders[3] = office.next_of(["vx1", "vx-22", "xv-3"])
    return life.to(3) if is_recent(life) else life.rest()


def unknown_unit(office: Office) -> Life:
    """Handed to a unit that does not exist."""
    life = office.life("compensation", office.next_of([5, 6, 55])).to(3)
    life.assign("", 5, unit="ktt")
    return life if is_recent(life) else life.assign("kt-2", 10).rest()


def outside_competence(office: Office) -> Life:
    """With an official of a division that has nothing to do with the matter."""
    life = office.life("children", office.next_of([2, 35, 65]))
    life.holders[3] = office.next_of(["kt-2", "tp-1"])
    return life.to(3) if is_recent(life) else life.rest()


# --- instead of somebody else -------------------------------------------------------------------


def substituted(office: Office) -> Life:
    """Its holder was away, and somebody stood in."""
    life = office.life("compensation", day(5, 4))
    life.holders[3] = "kt-1"
    return life.rest()


def substituted_now(office: Office) -> Life:
    life = office.life("water", 5)
    return life.accept().give("tn-2")


def signed_under_a_delegation(office: Office) -> Life:
    """Signed by a delegate within the term."""
    route, who, first = office.next_of([
        ("children", "tpx-1", day(5, 5)), ("culture", "tpv-1", day(6, 2)),
        ("social", "pgd-1", day(7, 7)),
    ])  # fmt: skip
    life = office.life(route, first, "1.012993" if route == "social" else "")
    life.holders[5] = who
    return life.rest()


def signed_after_the_delegation(office: Office) -> Life:
    """Signed by a delegate whose term was over."""
    route, who = office.next_of([("children", "tpx-1"), ("social", "pgd-1")])
    life = office.life(route, day(10, office.random.randint(5, 20)),
                       "1.012993" if route == "social" else "")  # fmt: skip
    life.holders[5] = who
    return life.rest()


def waits_for_a_past_delegate(office: Office) -> Life:
    life = office.life("children", 4)
    life.holders[5] = "tpx-1"
    life.paces = {1: 0.5, 2: 0.5, 3: 0.6, 4: 0.5}
    return life.to(5)


def delegated_on(office: Office) -> Life:
    """The delegate gave on what had been delegated to him."""
    life = office.life("children", day(office.random.randint(4, 8), 12))
    life.holders[5] = "tpx-1"
    return life.to(5).hand("ppx-1", 1, note="ủy quyền ký tiếp").rest()


# --- passing on ---------------------------------------------------------------------------------


def not_taken_over(office: Office) -> Life:
    """Given on days ago; the other has not taken it."""
    life = office.life("compensation", office.next_of([9, 11]))
    life.holders[3] = "kt-1"
    return life.to(3).hand("kt-2", 4, accepted=None)


def refused(office: Office) -> Life:
    life = office.life("children", office.days_ago(40, 150, "vx-3", "vx-1"))
    life.holders[3] = "vx-3"
    life.to(3).hand("vx-1", 1, accepted=None)
    life.tell(ev.HandoverRefused, life.worked(2), handover=life.last_id, actor="vx-1",
              reason="không thuộc phần việc")  # fmt: skip
    return life.rest()


def recalled(office: Office) -> Life:
    life = office.life("culture", office.days_ago(40, 150, "vh-1", "vh-2")).to(3)
    other = "vh-2" if life.holder == "vh-1" else "vh-1"
    life.hand(other, 1, accepted=None)
    life.tell(ev.HandoverRecalled, life.worked(3), handover=life.last_id, actor=life.holder)
    return life.rest()


def back_and_forth(office: Office) -> Life:
    """A gives to B, B to A, and again; it costs days."""
    life = office.life("compensation", office.days_ago(45, 160, "kt-1", "kt-2"))
    life.holders[3] = "kt-1"
    life.to(3)
    for to in ("kt-2", "kt-1", "kt-2", "kt-1"):
        life.hand(to, 9, accepted=1)
    return life.rest()


def given_at_the_last_hour(office: Office) -> Life:
    """Given on with hardly any time left."""
    life = office.life("children", office.days_ago(40, 150, "vx-3", "vx-4"))
    life.holders[3] = "vx-4"
    life.to(3)
    life.now = life.at(0.93)
    return life.hand("vx-3", 0.2, accepted=0.2).rest()


def drafted_and_signed(office: Office) -> Life:
    """One person drafted and signed."""
    life = office.life("social", office.random.randint(30, 150), "1.012993")
    life.holders[3] = life.holders[5] = "pgd-2"
    return life.rest()


# --- who made it late ---------------------------------------------------------------------------


def late_somewhere(office: Office) -> Life:
    """Late because one step took most of the limit, as happens."""
    route, who = office.next_of([
        ("children", "vx-4"), ("children", "vx-3"), ("culture", "vh-1"), ("social", "bt-3"),
        ("compensation", "kt-4"),
    ])  # fmt: skip
    life = office.life(route, office.days_ago(40, 210, who))
    life.holders[3] = who
    return late(life.slow(office.random.choice([3, 3, 3, 4, 5]), 1.1))


def late(life: Life) -> Life:
    """To the end; more often than not with an apology before it was overdue."""
    return life.rest().apologise() if life.random.random() < 0.6 else life.rest()


def late_by_the_desk(office: Office) -> Life:
    """The first lost the days; the term ended in the hands of another, who kept his own."""
    life = office.life("children", office.random.randint(50, 170))
    life.holders[1], life.holders[3] = "mc-3", "vx-3"
    life.paces = {2: 0.5, 3: 0.8, 4: 0.5, 5: 0.5}
    return life.slow(1, 0.9).rest()


def late_by_the_drafter(office: Office) -> Life:
    """The drafter lost the days; the term ended with those who reviewed or signed."""
    life = office.life("disabled", office.days_ago(50, 170, "bt-1"))
    life.holders[3] = "bt-1"
    life.paces = {1: 0.6, 2: 0.6, 3: 1.32, 4: 0.8, 5: 0.8, 6: 0.6}
    return life.rest()


def late_by_two(office: Office) -> Life:
    life = office.life("children", office.random.randint(50, 170))
    life.holders[3] = "vx-3"
    life.paces = {1: 0.5, 2: 3, 3: 2}
    return life.rest()


def late_by_consultation(office: Office) -> Life:
    """The agency that was asked answered days after it should have."""
    life = office.life("children", office.random.randint(50, 170))
    life.holders[3] = "vx-4"
    return life.to(3).consult(POLICE, 2, 8 * 7).rest()


def asked_and_not_answered(office: Office) -> Life:
    life = office.life("compensation", 13)
    life.holders[3] = "kt-2"
    limit, document = TimeLimit.parse("05 ngày làm việc"), life.paper("CV")
    life.to(3).tell(ev.ConsultationRequested, agency=TAX, limit=limit, document=document)
    return life


def late_again(office: Office) -> Life:
    """The one who is late time and again."""
    life = office.life("social", office.random.randint(15, 190), "1.013817")
    life.holders[3] = "bt-2"
    return late(life.slow(3, office.random.uniform(0.9, 1.3)))


def in_time_with_him_too(office: Office) -> Life:
    life = office.life("social", office.random.randint(20, 190))
    life.holders[3] = "bt-2"
    return life.rest()


def overdue_and_open(office: Office) -> Life:
    life = office.life("social", office.random.randint(9, 14), "1.012993")
    life.holders[3] = "bt-2"
    return life.to(3)


def seldom_seen(office: Office) -> Life:
    """Of an official who has hardly any."""
    life = office.life("certification", office.random.randint(20, 150))
    life.accept().give("tp-2")
    return life.done(life.at(office.random.uniform(0.5, 1.3)))


# --- what was recorded --------------------------------------------------------------------------


def two_at_once(office: Office) -> Life:
    """Two assignments at one instant; the second was recorded an hour later."""
    life = office.life("compensation", office.next_of([7, 60, 100]))
    life.holders[3] = "kt-1"
    life.to(3).assign("kt-1", 2)
    life.tell(ev.Assigned, holder="kt-2", unit="kt", actor="ppk-1", recorded_at=life.worked(1))
    life.holder = "kt-2"
    life.now = life.worked(2)
    return life if is_recent(life) else life.rest()


def holder_corrected(office: Office) -> Life:
    """The wrong official had been entered."""
    life = office.life("water", office.random.randint(25, 140)).accept().give("tn-1")
    wrong = life.dossier.events[-1]
    assert isinstance(wrong, ev.Assigned)
    right = attrs.evolve(wrong, holder="tn-2")
    life.tell(ev.Correction, life.worked(3), corrects=wrong.id, replacement=right,
              reason="ghi nhầm người", actor="tpn-1")  # fmt: skip
    life.holder = "tn-2"
    return life.done(life.at(0.7))


def recorded_late(office: Office) -> Life:
    life = office.life("water", office.random.randint(25, 140)).accept().give()
    done = life.at(0.8)
    return life.done(done, recorded_at=life.worked(30, done))


def stopped(office: Office) -> Life:
    """The clock stood still until the applicant had paid."""
    life = office.life("compensation", office.next_of([16, 80, 110])).to(3)
    life.tell(ev.Stopped, life.worked(8), ground="financial_obligation", document=life.paper("PC"))
    if life.received.date() > day(10, 15):
        return life
    life.tell(ev.Resumed, life.worked(50), ground="financial_obligation", actor=life.holder)
    life.started = life.now
    return life.rest()


def waits_for_the_applicant(office: Office) -> Life:
    life = office.life("compensation", office.random.randint(4, 8)).to(3)
    return life.tell(ev.SupplementRequested, life.worked(3), reason="thiếu giấy tờ",
                     document=life.paper("TB"), actor=life.holder)  # fmt: skip


# --- what is coming, and what was before ----------------------------------------------------------


def open_with(who: str, route: str) -> Callable[[Office], Life]:
    """Open work of somebody who will not be there in the coming days."""

    def made(office: Office) -> Life:
        first, last = (2, 9) if route == "compensation" else (1, 2)
        life = office.life(route, office.random.randint(first, last))
        life.holders[3] = who
        return life.to(3)

    return made


def before(office: Office) -> Life:
    """Received in the last weeks before the units of that time ended."""
    holder, unit, head, agency, route = office.next_of(OLD)
    life = office.life(route, dt.date(2025, 6, office.random.randint(16, 27)), unit=unit,
                       limit=TimeLimit.parse("15 ngày làm việc"), channel="in_person")  # fmt: skip
    life.mark = agency
    life.accept(actor="mc-1" if unit == "xc1" else "mc-2")
    return life.give(holder, unit, actor=head)


OLD = (
    ("cu-1", "xc1", "pct-1", "H99.30.01", "children"),
    ("cu-2", "xc2", "pct-2", "H99.30.02", "compensation"),
    ("kt-1", "hm-tn", "tpk-1", "H99.30", "compensation"),
)


def passed_on(office: Office) -> Life:
    """Open when its unit ended; given to somebody of the new commune, and finished there."""
    life = before(office)
    life.now = max(life.now, office.hour_of(dt.date(2025, 7, office.random.randint(1, 4))))
    life.assign("vx-3" if life.route.unit == "vx" else "kt-2", 1)
    return life.done(max(life.worked(4), life.at(office.random.uniform(0.85, 1.15))))


def passed_on_and_forgotten(office: Office) -> Life:
    """Open when its unit ended, and to this day: nobody took it up."""
    return before(office)
