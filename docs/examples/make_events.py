"""Make the files of dossiers with events again (tạo lại các tệp hồ sơ có diễn biến).

    python docs/examples/make_events.py

The procedures are real, from the starter catalogue, each with the decision that published
it; the desk that has them all, its dossiers, officials and documents are invented, the
officials named by their role. The seed is fixed: the same version makes the same files.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from tthc_deadlines import Catalogue, Dossier, TimeLimit, assess, vietnam_calendar
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Directive
from tthc_deadlines.dossiers.dossier_json import write_dossier
from tthc_deadlines.instants import VIETNAM

HERE = Path(__file__).parent
SEED = 20261121
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)  # when the desk is looked at
ORDINARY = 300
CALENDAR = vietnam_calendar()
CATALOGUE = Catalogue.starter()
DESK, OFFICE = "Trung tâm Phục vụ hành chính công (ví dụ)", "Phòng chuyên môn (ví dụ)"

# Procedures without a choice of limits; those published by several name their issuer.
PLAIN: list[dict[str, Any]] = [
    {"procedure_code": code}
    for code in (
        "1.000091", "1.012993", "1.013815", "1.013817", "1.014010", "1.014011", "2.000025",
        "2.000027", "1.001123", "1.009403", "2.000286", "1.000943", "1.004253", "1.008603",
        "2.001738", "1.013417.H50", "3.000527.H61", "2.000815", "2.002755",
    )
] + [
    {"procedure_code": "1.000603", "issuer": "Bộ Công Thương"},
    {"procedure_code": "2.001019", "issuer": "Tỉnh Đồng Nai"},
    {"procedure_code": "1.014433", "issuer": "Tỉnh Đồng Nai"},
    {"procedure_code": "2.000477", "level": "commune"},
    {"procedure_code": "1.011516", "conditions": {"reservoir_or_dam"}},
    {"procedure_code": "1.014466.H05", "conditions": {"minerals_group_3"}},
]  # fmt: skip
DUTIES = {
    "receive": "Công chức một cửa {n}",
    "assign": "Trưởng phòng 1",
    "draft": "Công chức thụ lý {n}",
    "review": "Phó Trưởng phòng {n}",
    "sign": "Lãnh đạo cơ quan 1",
}


class Life:
    """A dossier whose events are being told, with the clock the library gives it."""

    def __init__(self, desk: Desk, received: dt.datetime, **about: Any) -> None:
        self.random, self.received = desk.random, received
        self.holder = f"Công chức thụ lý {self.random.randint(1, 6)}"
        self.mark = ""  # a code other than the next number of the day
        about.setdefault("channel", self.random.choice(["in_person", "online", "post"]))
        about.setdefault("unit", OFFICE)
        self.dossier = Dossier(code="?", **about)
        self.run_from(received)

    def run_from(self, since: dt.datetime) -> None:
        """Count the whole limit from an instant: the receipt, or a full supplement."""
        self.since = since
        alone = attrs.evolve(self.dossier, events=[ev.Accepted(id="?", occurred_at=since)])
        due = assess(alone, since, CALENDAR, CATALOGUE, strict=False).deadline
        self.closing = None
        if due is not None:  # what the slip says: that day's closing, or the hour it is due
            self.closing = due.office_closing if due.is_day_based else due.at

    def at(self, share: float) -> dt.datetime:
        """The instant by which a share of the working time of the limit has gone."""
        assert self.closing is not None
        whole = CALENDAR.working_time_between(self.since, self.closing)
        return self.worked(whole.total_seconds() / 3600 * share)

    def worked(self, hours: float, since: dt.datetime | None = None) -> dt.datetime:
        """So many working hours after the limit began to run, or another instant."""
        found = CALENDAR.add_working_time(since or self.since, dt.timedelta(hours=hours))
        return found.replace(second=0, microsecond=0)

    def tell(self, kind: type[ev.Event], at: dt.datetime, **said: Any) -> Life:
        said.setdefault("id", f"e{len(self.dossier.events) + 1}")
        self.dossier = self.dossier.with_events([kind(occurred_at=at, **said)])
        return self

    def open(self, *, assigned: bool = True, **said: Any) -> Life:
        """Received at the desk, promised for the last day, given to an official."""
        if self.dossier.channel == "online":
            sent = CALENDAR.add_working_time(
                self.received, -dt.timedelta(minutes=self.random.randint(20, 440))
            )
            self.tell(ev.Submitted, sent.replace(second=0), channel="online")
        said = {"promised_at": self.closing, "actor": desk_official(self.random), **said}
        self.tell(ev.Accepted, self.received, **said)
        return self.give() if assigned else self

    def give(self) -> Life:
        """Passed on the same day; after 15:00 first thing on the next working day."""
        if self.received.hour >= 15 or not CALENDAR.is_working_time(self.received):
            at = CALENDAR.next_working_time(
                self.received.replace(hour=23)
            ) + dt.timedelta(minutes=20)  # fmt: skip
        else:
            at = min(self.worked(0.7), self.received.replace(hour=16, minute=50))
        return self.tell(ev.Assigned, at, holder=self.holder, unit=OFFICE, actor="Trưởng phòng 1")

    def done(self, at: dt.datetime, *, collected: bool = True, **said: Any) -> Life:
        self.tell(ev.ResultIssued, at, actor=self.holder, **said)
        if collected:
            self.tell(ev.Returned, self.worked(self.random.randint(1, 30), at))
        return self

    def finished(self, code: str) -> Dossier:
        """With its code, and without what has not happened yet."""
        told = [one for one in self.dossier.events if one.known_at <= AT]
        return attrs.evolve(self.dossier, code=code, events=told)


def desk_official(chance: random.Random) -> str:
    return f"Công chức một cửa {chance.randint(1, 4)}"


class Desk:
    """An invented one-stop desk with every procedure of the example."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def receipt(self, first: dt.date, last: dt.date) -> dt.datetime:
        day = first + dt.timedelta(days=self.random.randint(0, (last - first).days))
        day = CALENDAR.previous_working_day_or_same(day)
        first_minute, last_minute = self.random.choice([(485, 700), (785, 1010)])
        minute = self.random.randint(first_minute, last_minute)
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), VIETNAM)

    def ago(self, days: int, hour: int = 9, minute: int = 10) -> dt.datetime:
        """So many working days before the desk is looked at."""
        day = CALENDAR.add_working_days(AT.date(), -days) if days else AT.date()
        return dt.datetime.combine(day, dt.time(hour, minute), VIETNAM)

    def life(self, days: int, code: str = "1.000943", hour: int = 9, **about: Any) -> Life:
        about.setdefault("channel", "in_person")
        received = self.ago(days, hour, self.random.randint(0, 50))
        return Life(self, received, procedure_code=code, **about)


# --- the ordinary life of a dossier ------------------------------------------------------------


def ordinary(desk: Desk) -> Life:
    """In time, early as a rule; open if its day has not come."""
    early = desk.random.random() < 0.75
    last = dt.date(2026, 10, 23) if early else dt.date(2026, 11, 19)
    life = Life(desk, desk.receipt(dt.date(2026, 1, 5), last), **desk.random.choice(PLAIN))
    limited = CALENDAR.working_time_between(life.received, life.closing or life.received)
    if limited < dt.timedelta(hours=3):  # the same day
        return life.open(assigned=False).give().done(life.worked(0.9))
    luck = desk.random.random()
    steps = by_steps(life) if luck < 0.45 and limited > dt.timedelta(hours=30) else None
    if steps is not None:
        return steps
    life.open()
    luck = desk.random.random()
    if luck < 0.12 and limited > dt.timedelta(hours=16):
        return restarted(life)
    if luck < 0.18:
        return life.tell(ev.Rejected, life.at(0.6), reason="không đủ điều kiện", actor=life.holder)
    if luck < 0.22:
        return life.tell(ev.Withdrawn, life.at(0.4), reason="theo yêu cầu của người nộp")
    if luck < 0.34:
        consulted(life)
    return life.done(life.at(desk.random.uniform(0.45, 0.93)))


def by_steps(life: Life) -> Life | None:
    """Through every step of the published workflow, each within its budget."""
    about, day = life.dossier, life.received.date()
    procedure = CATALOGUE.find(about.procedure_code, day, level=about.level, issuer=about.issuer)
    steps = procedure.workflow.counted_steps if procedure.workflow else ()
    if not procedure.workflow or not procedure.workflow.adds_up or not steps:
        return None
    now = life.open(assigned=False).received
    holders: dict[str, str] = {}
    for step in steps:
        assert step.budget is not None
        hours = float(step.budget.value * (8 if "day" in step.budget.unit.value else 1))
        role = step.duty.value if step.duty else f"văn thư, phối hợp {step.order}"
        pattern = DUTIES.get(role, "Công chức phối hợp {n}")
        holder = holders.setdefault(role, pattern.format(n=life.random.randint(1, 3)))
        said = {"step": step.label, "order": step.order}
        life.tell(ev.StepStarted, now, holder=holder, unit=step.unit or OFFICE, **said)
        now = life.worked(hours * life.random.uniform(0.35, 0.9), now)
        life.tell(ev.StepCompleted, now, actor=holder, **said)
    return life.done(now)


def restarted(life: Life) -> Life:
    """A supplement was asked for in time and came: the whole limit runs again."""
    asked = life.worked(life.random.uniform(1, 12))
    life.tell(ev.SupplementRequested, asked, reason="thiếu giấy tờ", document=paper(life, "TB"),
              actor=life.holder)  # fmt: skip
    came = life.worked(life.random.uniform(6, 70), asked)
    life.run_from(came)
    life.tell(ev.SupplementReceived, came, promised_at=life.closing)
    return life.done(life.at(life.random.uniform(0.4, 0.9)))


def consulted(life: Life) -> None:
    asked = life.at(0.2)
    life.tell(ev.ConsultationRequested, asked, agency="Cơ quan phối hợp (ví dụ)",
              limit=TimeLimit.parse("05 ngày làm việc"), document=paper(life, "CV"))  # fmt: skip
    answered = life.worked(life.random.uniform(4, 30), asked)
    life.tell(ev.ConsultationAnswered, answered, agency="Cơ quan phối hợp (ví dụ)")


def paper(life: Life, kind: str) -> str:
    return f"{life.random.randint(10, 990)}/{kind}-VD"


# --- what goes wrong at a desk -------------------------------------------------------------------


def overdue(desk: Desk) -> Life:
    return desk.life(desk.random.randint(6, 14)).open()


def overdue_and_apologised(desk: Desk) -> Life:
    life = desk.life(7, hour=14).open()
    return life.tell(ev.Reappointed, desk.ago(4, 10), promised_at=desk.ago(-4, 17).date(),
                     reason="chờ kiểm tra thực tế", document=paper(life, "XL"))  # fmt: skip


def late(desk: Desk) -> Life:
    life = desk.life(desk.random.randint(30, 90)).open()
    return life.done(life.at(1.3))


def due_soon(desk: Desk) -> Life:
    return desk.life(desk.random.choice([4, 5])).open()


def mistyped(desk: Desk) -> Life:
    life = desk.life(3, "1.00943", procedure_name="Cấp lại giấy phép hoạt động dự báo")
    return life.open()


def before_the_decision(desk: Desk) -> Life:
    life = desk.life(255, "1.013817")
    life.received = life.since = dt.datetime(2025, 11, 12, 9, 0, tzinfo=VIETNAM)
    return life.open().done(life.worked(20))


def case_not_named(desk: Desk) -> Life:
    return desk.life(5, "1.014466.H05").open()


def several_in_one(desk: Desk) -> Life:
    return desk.life(4, "1.001122").open()


def at_once(desk: Desk) -> Life:
    life = desk.life(30, "1.003006").open()
    return life.done(life.worked(3))


def no_procedure(desk: Desk) -> Life:
    return desk.life(2, "", procedure_name="Việc khác (ví dụ)").open()


def unread_limit(desk: Desk) -> Life:
    return desk.life(2, "", limit_text="5", procedure_name="Việc khác (ví dụ)").open()


def waits_at_the_door(desk: Desk) -> Life:
    life = desk.life(0, hour=10, channel="online")
    return life.tell(ev.Submitted, life.received, channel="online")


def left_at_the_door(desk: Desk) -> Life:
    life = desk.life(3, channel="online")
    return life.tell(ev.Submitted, life.received, channel="online")


def let_in_late(desk: Desk) -> Life:
    life = desk.life(20, channel="online")
    life.tell(ev.Submitted, life.worked(-19), channel="online")
    life.tell(ev.Accepted, life.received, promised_at=life.closing).give()
    return life.done(life.at(0.7))


def transferred_late(desk: Desk) -> Life:
    life = desk.life(25).open(assigned=False)
    life.tell(ev.HandedOver, life.worked(14), to=life.holder, unit=OFFICE)
    life.tell(ev.HandoverAccepted, life.worked(15))
    return life.done(life.at(0.8))


def promised_too_late(desk: Desk) -> Life:
    life = desk.life(3)
    return life.open(promised_at=desk.ago(-8, 17))


def promised_in_the_morning(desk: Desk) -> Life:
    """A promise shorter than the law, and not kept, though the law was."""
    life = desk.life(20)
    life.open(promised_at=life.at(0.5).date())
    return life.done(life.at(0.9))


def apologised_late(desk: Desk) -> Life:
    life = desk.life(18).open()
    assert life.closing is not None
    life.tell(ev.Reappointed, life.closing.replace(hour=10), promised_at=life.at(1.6).date(),
              document=paper(life, "XL"))  # fmt: skip
    return life.done(life.at(1.4))


def apologised_twice(desk: Desk) -> Life:
    life = desk.life(16).open()
    life.tell(ev.Reappointed, life.at(0.6), promised_at=life.at(1.5).date())
    life.tell(ev.Reappointed, life.at(1.4), promised_at=life.at(2.4).date())
    return life.done(life.at(2.2))


def asked_late(desk: Desk) -> Life:
    life = desk.life(28, "1.004253").open()
    life.tell(ev.SupplementRequested, life.at(0.75), reason="thiếu giấy tờ", actor=life.holder)
    came = life.worked(20, life.at(0.75))
    life.run_from(came)
    life.tell(ev.SupplementReceived, came, promised_at=life.closing)
    return life.done(life.at(0.6))


def asked_twice(desk: Desk) -> Life:
    life = desk.life(40, "1.004253").open()
    for _ in range(2):
        asked = life.worked(10)
        life.tell(ev.SupplementRequested, asked, reason="thiếu giấy tờ", actor=life.holder)
        life.run_from(life.worked(9, asked))
        life.tell(ev.SupplementReceived, life.since, promised_at=life.closing)
    return life.done(life.at(0.5))


def asked_after_the_due_date(desk: Desk) -> Life:
    life = desk.life(26).open()
    asked = life.at(1.2)
    life.tell(ev.SupplementRequested, asked, reason="thiếu giấy tờ", actor=life.holder)
    life.run_from(life.worked(10, asked))
    life.tell(ev.SupplementReceived, life.since, promised_at=life.closing)
    return life.done(life.at(0.7))


def silent(desk: Desk) -> Life:
    life = desk.life(30).open()
    return life.tell(ev.SupplementRequested, life.worked(9), reason="thiếu giấy tờ")


def waits_for_the_applicant(desk: Desk) -> Life:
    life = desk.life(5).open()
    return life.tell(ev.SupplementRequested, life.worked(9), reason="thiếu giấy tờ")


def closed_after_silence(desk: Desk) -> Life:
    life = desk.life(60).open()
    life.tell(ev.SupplementRequested, life.worked(9), reason="thiếu giấy tờ")
    return life.tell(ev.Closed, life.worked(8 * 20), reason="quá 15 ngày không bổ sung")


def closed_too_soon(desk: Desk) -> Life:
    life = desk.life(60).open()
    life.tell(ev.SupplementRequested, life.worked(9), reason="thiếu giấy tờ")
    return life.tell(ev.Closed, life.worked(8 * 8), reason="không bổ sung")


def closed_without_a_result(desk: Desk) -> Life:
    life = desk.life(40).open()
    return life.tell(ev.Closed, life.worked(8 * 12), reason="kết thúc theo dõi")


def waits_by_its_status_only(desk: Desk) -> Life:
    return desk.life(22, status_text="Yêu cầu bổ sung giấy tờ").open()


def land(desk: Desk, days: int) -> Life:
    """Land procedures were published without a code: the limit stands in words."""
    name = "Chuyển hình thức giao đất, cho thuê đất"
    life = desk.life(days, "", procedure_name=name, limit_text="Không quá 15 ngày")
    return life.open()


def taxed(desk: Desk) -> Life:
    life = land(desk, 45)
    stopped = life.worked(30)
    life.tell(ev.Stopped, stopped, ground="financial_obligation", document=paper(life, "PC"))
    life.tell(ev.Resumed, life.worked(60, stopped), ground="financial_obligation")
    return life.done(life.worked(80, stopped))


def waits_for_the_tax(desk: Desk) -> Life:
    life = land(desk, 12)
    return life.tell(ev.Stopped, life.worked(30), ground="financial_obligation")


def stopped_too_long(desk: Desk) -> Life:
    life = land(desk, 60)
    return life.tell(ev.Stopped, life.worked(30), ground="financial_obligation")


def stopped_on_no_ground(desk: Desk) -> Life:
    life = desk.life(7).open()
    return life.tell(ev.Stopped, life.worked(16), ground="cán bộ nghỉ phép", actor=life.holder)


def extended(desk: Desk) -> Life:
    """A certification, longer by written agreement with the applicant."""
    life = desk.life(33, "2.001019", issuer="Tỉnh Đồng Nai").open()
    life.tell(ev.Extended, life.at(0.5), until=life.at(1.9).date(), ground="thỏa thuận",
              document=paper(life, "PH"))  # fmt: skip
    return life.done(life.at(1.7))


def extended_by_nothing(desk: Desk) -> Life:
    """The new day is before the one it has: it gives nothing."""
    life = desk.life(31, "2.001019", issuer="Tỉnh Đồng Nai").open()
    life.tell(ev.Extended, life.at(0.4), until=life.at(0.7).date(), ground="thỏa thuận",
              document=paper(life, "PH"))  # fmt: skip
    return life.done(life.at(0.6))


def extended_too_late(desk: Desk) -> Life:
    life = desk.life(12).open()
    return life.tell(ev.Extended, life.at(1.3), amount=TimeLimit.parse("05 ngày làm việc"),
                     ground="phức tạp", document=paper(life, "GH"))  # fmt: skip


def not_answered(desk: Desk) -> Life:
    life = desk.life(11, "1.013815").open()
    return life.tell(ev.ConsultationRequested, life.worked(5), document=paper(life, "CV"),
                     respond_by=desk.ago(4).date(), agency="Cơ quan phối hợp (ví dụ)")  # fmt: skip


def over_the_step(desk: Desk) -> Life:
    life = desk.life(9, "1.013815").open(assigned=False)
    at = life.worked(3)
    life.tell(ev.StepStarted, life.received, step="Bước 1", holder="Công chức một cửa 1")
    life.tell(ev.StepCompleted, at, step="Bước 1")
    life.tell(ev.StepStarted, at, step="Bước 2", holder="Trưởng phòng 1")
    life.tell(ev.StepCompleted, life.worked(2, at), step="Bước 2")
    return life.tell(ev.StepStarted, life.worked(2, at), step="Bước 3", holder=life.holder)


def same_hands(desk: Desk) -> Life:
    life = desk.life(22, "1.013817").open(assigned=False)
    at = life.received
    for step, holder in (("Bước 1", "Công chức một cửa 2"), ("Bước 2", "Trưởng phòng 1"),
                         ("Bước 3", life.holder), ("Bước 4", life.holder)):  # fmt: skip
        life.tell(ev.StepStarted, at, step=step, holder=holder)
        at = life.worked(1.5, at)
        life.tell(ev.StepCompleted, at, step=step, actor=holder)
    return life.done(life.at(0.9))


def handed_to_nobody(desk: Desk) -> Life:
    life = desk.life(6, "1.004253").open()
    return life.tell(ev.HandedOver, life.worked(10), actor=life.holder, to="Công chức thụ lý 7")


def back_and_forth(desk: Desk) -> Life:
    life = desk.life(24, "1.004253").open()
    giver, taker, at = life.holder, "Công chức thụ lý 8", life.worked(6)
    for _ in range(4):
        life.tell(ev.HandedOver, at, actor=giver, to=taker)
        life.tell(ev.HandoverAccepted, life.worked(1, at), actor=taker)
        giver, taker, at = taker, giver, life.worked(6, at)
    return life.done(life.at(0.9))


def refused_and_recalled(desk: Desk) -> Life:
    life = desk.life(21).open()
    life.tell(ev.HandedOver, life.worked(9), actor=life.holder, to="Công chức thụ lý 7")
    life.tell(ev.HandoverRefused, life.worked(10), reason="không thuộc phần việc")
    life.tell(ev.HandedOver, life.worked(11), actor=life.holder, to="Công chức thụ lý 9")
    life.tell(ev.HandoverRecalled, life.worked(13), actor=life.holder)
    return life.done(life.at(0.9))


def handed_over_at_the_end(desk: Desk) -> Life:
    life = desk.life(20).open()
    life.tell(ev.HandedOver, life.at(0.94), actor=life.holder, to="Công chức thụ lý 7")
    life.tell(ev.HandoverAccepted, life.at(0.95), actor="Công chức thụ lý 7")
    return life.done(life.at(0.99))


def refused_late(desk: Desk) -> Life:
    life = desk.life(17).open()
    return life.tell(ev.Rejected, life.at(1.4), reason="không đủ điều kiện", actor=life.holder)


def not_collected(desk: Desk) -> Life:
    life = desk.life(30).open()
    return life.done(life.at(0.8), collected=False)


def refused_in_time(desk: Desk) -> Life:
    life = desk.life(30).open()
    return life.done(life.at(0.8), outcome="refused", document=paper(life, "TB"))


def entered_late(desk: Desk) -> Life:
    life = desk.life(27).open()
    done = life.at(0.9)
    return life.done(done, recorded_at=life.worked(30, done), collected=False)


def moved_back(desk: Desk) -> Life:
    life = desk.life(19, "1.004253").open()
    life.done(life.at(0.5), collected=False)
    life.tell(ev.Reopened, life.at(0.6), reason="kết quả ghi sai, làm lại")
    return life.done(life.at(0.9))


def resumed_without_a_stop(desk: Desk) -> Life:
    life = desk.life(19).open()
    life.tell(ev.Resumed, life.at(0.5))
    return life.done(life.at(0.8))


def one_id_twice(desk: Desk) -> Life:
    life = desk.life(23).open()
    life.tell(ev.Assigned, life.at(0.4), holder="Công chức thụ lý 9", id="e2")
    return life.done(life.at(0.8))


def nobody(desk: Desk) -> Life:
    return desk.life(3, "1.004253").open(assigned=False)


def other_day_in_the_code(desk: Desk) -> Life:
    life = desk.life(15).open()
    life.mark = f"000.00.19.H99-{life.received:%y%m}01-0077"
    return life.done(life.at(0.8))


def corrected(desk: Desk) -> Life:
    """The hour of receipt had been entered wrongly; the promise stood."""
    life = desk.life(14).open()
    wrong = life.dossier.events[0]
    right = attrs.evolve(wrong, occurred_at=wrong.occurred_at - dt.timedelta(minutes=25))
    life.tell(ev.Correction, life.worked(3), corrects=wrong.id, replacement=right,
              reason="nhập sai giờ tiếp nhận")  # fmt: skip
    return life.done(life.at(0.8))


def next_year(desk: Desk) -> Life:
    return desk.life(6, "3.000324").open()


# --- petitions and tasks -------------------------------------------------------------------------


def petition(desk: Desk, days: int, kind: str, **about: Any) -> Life:
    return desk.life(days, "", kind=kind, unit="Ban Tiếp công dân (ví dụ)", **about)


def complaint(desk: Desk) -> Life:
    life = petition(desk, 60, "complaint")
    life.tell(ev.Submitted, life.worked(-30)).open().done(life.at(0.8))
    return life


def complaint_in_hand(desk: Desk) -> Life:
    life = petition(desk, 12, "complaint", conditions={"complex"})
    return life.tell(ev.Submitted, life.worked(-20)).open()


def complaint_not_taken_up(desk: Desk) -> Life:
    life = petition(desk, 14, "complaint")
    return life.tell(ev.Submitted, life.received)


def complaint_taken_up_late(desk: Desk) -> Life:
    life = petition(desk, 20, "complaint")
    return life.tell(ev.Submitted, life.worked(-8 * 11)).open()


def complaint_suspended(desk: Desk) -> Life:
    life = petition(desk, 24, "complaint").open()
    return life.tell(ev.Stopped, life.worked(40), ground="complaint_suspension",
                     document=paper(life, "QĐ"))  # fmt: skip


def complaint_asked_for_more(desk: Desk) -> Life:
    life = petition(desk, 18, "complaint").open()
    return life.tell(ev.SupplementRequested, life.worked(30), reason="thiếu tài liệu")


def denunciation_extended(desk: Desk) -> Life:
    life = petition(desk, 30, "denunciation", conditions={"complex"}).open()
    return life.tell(ev.Extended, life.worked(100), amount=TimeLimit.parse("30 ngày"),
                     ground="phức tạp", document=paper(life, "QĐ"))  # fmt: skip


def denunciation_extended_twice(desk: Desk) -> Life:
    life = petition(desk, 50, "denunciation", conditions={"complex"}).open()
    for hours in (100, 200):
        life.tell(ev.Extended, life.worked(hours), amount=TimeLimit.parse("30 ngày"),
                  ground="phức tạp", document=paper(life, "QĐ"))  # fmt: skip
    return life


def answered(desk: Desk) -> Life:
    kind = desk.random.choice(["reception", "feedback"])
    life = petition(desk, desk.random.randint(20, 60), kind).open()
    return life.done(life.at(0.7))


def task(desk: Desk, given: int, due: int) -> Life:
    """A task given by a directive, with its own day."""
    number = desk.random.randint(10, 400)
    directive = Directive(
        number=f"{number}/CV-VD", issuer="Chủ tịch Ủy ban nhân dân tỉnh (ví dụ)",
        signed_on=desk.ago(given).date(), level="Chủ tịch UBND tỉnh", priority="khẩn",
        lead=OFFICE, cooperating=["Văn phòng (ví dụ)"],
    )  # fmt: skip
    life = desk.life(given, "", kind="task", directive=directive, due=desk.ago(due).date(),
                     procedure_name="Báo cáo theo văn bản giao nhiệm vụ", channel="")  # fmt: skip
    return life.open(promised_at=None)


def task_done(desk: Desk) -> Life:
    life = task(desk, 25, 8)
    return life.done(life.at(0.8), collected=False).tell(ev.Returned, life.at(0.85))


# How many of each, what is done right among them.
ODD: list[tuple[int, Callable[[Desk], Life]]] = [
    (6, overdue), (1, overdue_and_apologised), (9, late), (4, due_soon), (1, mistyped),
    (1, before_the_decision), (1, case_not_named), (1, several_in_one), (1, at_once),
    (1, no_procedure), (1, unread_limit), (3, waits_at_the_door), (1, left_at_the_door),
    (2, let_in_late), (2, transferred_late), (1, promised_too_late),
    (2, promised_in_the_morning), (2, apologised_late), (1, apologised_twice), (2, asked_late),
    (1, asked_twice), (1, asked_after_the_due_date), (1, silent), (3, waits_for_the_applicant),
    (2, closed_after_silence), (3, taxed), (2, waits_for_the_tax), (1, stopped_too_long),
    (1, stopped_on_no_ground), (2, extended), (1, extended_too_late), (1, not_answered),
    (2, over_the_step), (1, same_hands), (1, handed_to_nobody), (1, back_and_forth),
    (1, refused_and_recalled), (1, handed_over_at_the_end), (1, refused_late),
    (2, not_collected), (3, refused_in_time), (2, entered_late), (1, moved_back),
    (1, resumed_without_a_stop), (1, one_id_twice), (1, nobody), (1, other_day_in_the_code),
    (2, corrected), (2, next_year), (4, complaint), (2, complaint_in_hand),
    (1, complaint_not_taken_up), (1, complaint_taken_up_late), (1, complaint_suspended),
    (2, denunciation_extended), (1, denunciation_extended_twice), (4, answered),
    (1, lambda desk: task(desk, 15, 3)), (1, lambda desk: task(desk, 5, 0)),
    (2, lambda desk: task(desk, 3, -6)), (3, task_done),
    (1, closed_too_soon), (1, closed_without_a_result), (1, waits_by_its_status_only),
    (1, complaint_asked_for_more), (1, extended_by_nothing),
]  # fmt: skip


def desk_dossiers(desk: Desk) -> list[Dossier]:
    """The whole desk in the order of receipt, numbered day by day."""
    lives = [ordinary(desk) for _ in range(ORDINARY)]
    lives += [make(desk) for count, make in ODD for _ in range(count)]
    lives.sort(key=lambda life: life.received)
    numbers: dict[dt.date, int] = {}
    found = []
    for life in lives:
        day = life.received.date()
        numbers[day] = numbers.get(day, 0) + 1
        found.append(life.finished(life.mark or f"000.00.19.H99-{day:%y%m%d}-{numbers[day]:04d}"))
    return found


# --- lines that cannot be judged -----------------------------------------------------------------


def dirty_lines() -> Iterator[str]:
    """A good dossier first and last; one fault a line between them."""
    desk = Desk(SEED + 1)
    words = "05 ngày làm việc"
    lives = [desk.life(9, "", limit_text=words).open() for _ in range(14)]
    good = [write_dossier(life.finished(f"VD-{n:02d}")) for n, life in enumerate(lives, 1)]
    yield dump(good[0])
    yield dump(good[1])[:-40]  # torn off
    good[2]["events"][1]["type"] = "forwarded"
    good[3]["events"][0]["occurred_at"] = "2026-11-09"
    good[4]["events"][0]["occurred_at"] = "hôm qua"
    good[5]["events"].insert(0, {"type": "result_issued", "occurred_at": "2026-11-03T09:00+07:00"})
    good[6]["events"].append({"type": "stopped", "occurred_at": "2026-11-12T09:00+07:00"})
    good[7]["code"] = good[0]["code"]
    good[8]["events"].append({"type": "extended", "occurred_at": "2026-11-12T09:00+07:00"})
    good[9]["limit"] = "sớm nhất có thể"
    del good[10]["code"]
    good[11]["events"][0]["occurred_at"] = "1996-11-09T09:00:00+07:00"
    good[12]["due"] = "2026-11-02"
    yield from map(dump, good[2:13])
    yield "[1, 2, 3]"
    yield dump(good[13])


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(folder: Path = HERE) -> None:
    desk = map(dump, map(write_dossier, desk_dossiers(Desk(SEED))))
    files = {"desk-events-2026.ndjson": desk, "dirty-events.ndjson": dirty_lines()}
    for name, lines in files.items():
        (folder / name).write_bytes("".join(f"{line}\n" for line in lines).encode())


if __name__ == "__main__":
    main()
