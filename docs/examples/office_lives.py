"""How the lives of the sample office are told (cách kể vòng đời hồ sơ của tổ chức ví dụ).

A life goes through the steps of the published workflow, each in the hands of somebody whom
the organisation has for it and who is there; what goes wrong is told in make_office.py.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

import attrs

from tthc_deadlines import Catalogue, Dossier, TimeLimit, assess, vietnam_calendar
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.workflow import Step

HERE = Path(__file__).parent
ORGANISATION = HERE / "office" / "organisation.toml"
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)  # when the office is looked at
NEW_CODES = dt.date(2026, 1, 25)  # circular 04/2025/TT-VPCP: the parent first
CALENDAR = vietnam_calendar()
CATALOGUE = Catalogue.starter()
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Route:
    """Procedures that go the same way: who does which step; 0 stands for all without steps."""

    procedures: tuple[str, ...]
    agency: str  # as the dossier's code has it, the parent first
    unit: str
    hands: dict[int, tuple[str, ...]]
    units: dict[int, str]
    about: dict[str, str] = attrs.field(factory=dict)


_COMMUNE = {1: "ttx", 5: "xa", 6: "vp"}
_PROVINCE = {1: "ttt", 5: "so", 6: "vps", 7: "kgvx", 8: "vpt"}
_DESK, _PROVINCIAL_DESK = ("mc-1", "mc-2", "mc-3"), ("mct-1", "mct-2")
_SOCIAL = {1: _PROVINCIAL_DESK, 2: ("tpb-1",), 3: ("bt-1", "bt-3"), 4: ("tpb-1",),
           5: ("pgd-2",), 6: ("vts-1",), 7: ("kg-1",), 8: ("vtt-1",)}  # fmt: skip

ROUTES: dict[str, Route] = {
    "children": Route(
        procedures=("1.004944",), agency="H99.60", unit="vx", units=_COMMUNE,
        hands={1: _DESK, 2: ("tpx-1",), 3: ("vx-1", "vx-1", "vx-2", "vx-3", "vx-4"),
               4: ("ppx-1",), 5: ("pct-2", "pct-2", "ct-1"), 6: ("vt-1",)},
        about={"level": "commune"},
    ),
    "compensation": Route(
        procedures=("1.012994",), agency="H99.60", unit="kt", units=_COMMUNE,
        hands={1: _DESK, 2: ("tpk-1",), 3: ("kt-1", "kt-2", "kt-3", "kt-4"), 4: ("ppk-1",),
               5: ("pct-1",), 6: ("vt-1",)},
        about={"level": "commune"},
    ),
    "certification": Route(
        procedures=("2.001019", "2.001035"), agency="H99.60", unit="vp", units={},
        hands={0: ("tp-1",), 1: _DESK, 2: ("cvp-1",)}, about={"issuer": "Tỉnh Đồng Nai"},
    ),
    "social": Route(
        procedures=("1.012993", "1.013817", "1.000091", "1.013815"), agency="H99.12",
        unit="pbt", units=_PROVINCE, hands=_SOCIAL,
    ),
    "disabled": Route(
        procedures=("1.001806",), agency="H99.12", unit="pbt", units=_PROVINCE, hands=_SOCIAL,
    ),
    "culture": Route(
        procedures=("1.001123", "1.009403", "2.001641", "2.002738"), agency="H99.12",
        unit="pvh", units=_PROVINCE,
        hands={1: _PROVINCIAL_DESK, 2: ("tpv-1",), 3: ("vh-1", "vh-2", "vh-2"), 4: ("ppv-1",),
               5: ("pgd-1",), 6: ("vts-1",)},
    ),
    "water": Route(
        procedures=("1.004253", "1.000943"), agency="H99.12", unit="ptn", units={},
        hands={0: ("tn-1", "tn-2"), 1: _PROVINCIAL_DESK, 2: ("tpn-1",)},
    ),
}  # fmt: skip


def day(month: int, of_month: int) -> dt.date:
    """A day of the year that is told."""
    return dt.date(2026, month, of_month)


class Office:
    """The sample office: its chance, and who of its people is there on a day."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.turn = 0  # the how manieth of its case is told
        told = tomllib.loads(ORGANISATION.read_text(encoding="utf-8"))
        self.posts: list[dict[str, Any]] = told["appointment"]
        self.absences: list[dict[str, Any]] = told["absence"]

    def is_there(self, official: str, first: dt.date, last: dt.date) -> bool:
        """Whether an official has a post on all of these days and is not away on any."""
        away = any(
            one["official"] == official and one["from"] <= last and first <= one["last_day"]
            for one in self.absences
        )
        return not away and any(
            one["official"] == official
            and one["from"] <= first
            and ("until" not in one or last < one["until"])
            for one in self.posts
        )

    def somebody(self, among: tuple[str, ...], first: dt.datetime, hours: float) -> str:
        """One of these who is there for twice as long as the work is given.

        What is still to come, nobody thinks of.
        """
        last = min(AT, CALENDAR.add_working_time(first, dt.timedelta(hours=2 * hours))).date()
        there = [one for one in among if self.is_there(one, first.date(), last)]
        return self.random.choice(there or among[:1])

    def next_of(self, among: Sequence[T]) -> T:
        """These in turn, so that each is told."""
        return among[self.turn % len(among)]

    def receipt(self, first: dt.date, last: dt.date) -> dt.datetime:
        day = first + dt.timedelta(days=self.random.randint(0, (last - first).days))
        return self.hour_of(CALENDAR.previous_working_day_or_same(day))

    def hour_of(self, day: dt.date) -> dt.datetime:
        first, last = self.random.choice([(485, 690), (785, 1000)])
        minute = self.random.randint(first, last)
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), VIETNAM)

    def ago(self, days: int) -> dt.date:
        """So many working days before the office is looked at."""
        return CALENDAR.add_working_days(AT.date(), -days) if days else AT.date()

    def days_ago(self, first: int, last: int, *who: str) -> int:
        """So many working days ago; these officials were there in the six weeks after it."""
        while True:
            days = self.random.randint(first, last)
            start = self.ago(days)
            if all(self.is_there(one, start, start + dt.timedelta(weeks=6)) for one in who):
                return days

    def life(self, route: str, received: dt.date | int, code: str = "", **about: Any) -> Life:
        """Received at an instant; on a day or so many working days ago, in the morning."""
        if not isinstance(received, dt.datetime):
            day = self.ago(received) if isinstance(received, int) else received
            day = CALENDAR.next_working_day_or_same(day)
            time = dt.time(8, self.random.randint(5, 55))
            received = dt.datetime.combine(day, time, VIETNAM)
        return Life(self, ROUTES[route], received, code=code, **about)


class Life:
    """A dossier whose events are being told; ``now`` is as far as they go."""

    def __init__(
        self, office: Office, route: Route, received: dt.datetime, *, code: str = "", **about: Any
    ) -> None:
        self.office, self.random, self.route = office, office.random, route
        self.received = self.now = self.started = received
        self.place = -1  # of the step it is in
        self.holder = ""
        self.case = ""
        self.mark = ""  # the agency in its code, where that is not the route's
        self.holders: dict[int, str] = {}  # who has a step, where that is not left to chance
        self.paces: dict[int, float] = {}  # the share of its time that a step takes
        about.setdefault("channel", self.random.choice(["in_person", "online", "post"]))
        about.setdefault("procedure_code", code or self.random.choice(route.procedures))
        self.dossier = Dossier(code="?", **{"unit": route.unit, **route.about, **about})
        self.run_from(received)

    # --- time ----------------------------------------------------------------------------

    def run_from(self, since: dt.datetime) -> None:
        """Count the whole limit from an instant: the receipt, or a full supplement."""
        self.since = since
        alone = attrs.evolve(self.dossier, events=[ev.Accepted(id="?", occurred_at=since)])
        due = assess(alone, since, CALENDAR, CATALOGUE, strict=False).deadline
        assert due is not None
        self.closing = due.office_closing if due.is_day_based else due.at
        assert self.closing is not None

    def at(self, share: float) -> dt.datetime:
        """The instant by which a share of the working time of the limit has gone."""
        assert self.closing is not None
        whole = CALENDAR.working_time_between(self.since, self.closing)
        return self.worked(whole.total_seconds() / 3600 * share, self.since)

    def worked(self, hours: float, since: dt.datetime | None = None) -> dt.datetime:
        """So many working hours after an instant, or after what was told last."""
        found = CALENDAR.add_working_time(since or self.now, dt.timedelta(hours=hours))
        return found.replace(second=0, microsecond=0)

    # --- telling -------------------------------------------------------------------------

    def tell(self, kind: type[Event], at: dt.datetime | None = None, **said: Any) -> Self:
        """What happened, now or at an instant, which then is now."""
        at = at or self.now
        said.setdefault("id", f"e{len(self.dossier.events) + 1}")
        self.dossier = self.dossier.with_events([kind(occurred_at=at, **said)])
        self.now = max(self.now, at)
        return self

    @property
    def last_id(self) -> str:
        return f"e{len(self.dossier.events)}"

    def accept(self, **said: Any) -> Self:
        """Received at the desk and promised for the last day."""
        if self.dossier.channel == "online":
            sent = CALENDAR.add_working_time(
                self.received, -dt.timedelta(minutes=self.random.randint(20, 440))
            )
            self.tell(ev.Submitted, sent.replace(second=0), channel="online")
        self.holder = self.desk
        said = {"promised_at": self.closing, "actor": self.holder, **said}
        return self.tell(ev.Accepted, self.received, **said)

    @property
    def desk(self) -> str:
        found = self.holders.get(1)
        return found or self.office.somebody(self.route.hands[1], self.received, 4)

    def give(self, holder: str = "", unit: str = "", **said: Any) -> Self:
        """Given to an official by the head, on the same day or first thing on the next."""
        if self.received.hour >= 15:
            at = CALENDAR.next_working_time(self.received.replace(hour=23)) + _SOON
        else:
            at = min(self.worked(0.7, self.received), self.received.replace(hour=16, minute=50))
        self.holder = holder or self.office.somebody(self.route.hands[0], at, 40)
        said = {"actor": self.route.hands[2][0], "unit": unit or self.route.unit, **said}
        return self.tell(ev.Assigned, at, holder=self.holder, **said)

    # --- steps ---------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the published workflow that have a time."""
        return _steps(self.dossier.procedure_code, self.dossier.level, self.dossier.issuer)

    def begin(self, *, holder: str = "", unit: str = "") -> Self:
        """The next step, by one of those who do it."""
        self.place += 1
        step = self.steps[self.place]
        if not holder:
            holder = self.holders.get(step.order) or (
                self.holder
                if step.order == 1
                else self.office.somebody(self.route.hands[step.order], self.now, _hours(step))
            )
        self.holder, self.started = holder, self.now
        unit = unit or self.route.units.get(step.order, self.route.unit)
        return self.tell(ev.StepStarted, step=step.label, order=step.order, holder=holder,
                         unit=unit)  # fmt: skip

    def complete(self, pace: float | None = None) -> Self:
        """The present step, within its time unless another pace is set for it."""
        step = self.steps[self.place]
        share = pace or self.paces.get(step.order) or self.random.uniform(0.35, 0.9)
        end = self.worked(_hours(step) * share, self.started)
        end = max(end, self.worked(0.5))
        return self.tell(ev.StepCompleted, end, step=step.label, order=step.order,
                         actor=self.holder)  # fmt: skip

    def to(self, order: int) -> Self:
        """Accepted if it is not yet, and worked on until a step begins."""
        if not self.dossier.events:
            self.accept()
        while self.place < 0 or self.steps[self.place].order < order:
            if self.place >= 0:
                self.complete()
            self.begin()
        return self

    def rest(self) -> Self:
        """Through the remaining steps to the result."""
        if self.place < 0:
            self.to(1)
        self.complete()
        while self.place + 1 < len(self.steps):
            self.begin().complete()
        return self.done()

    def done(self, at: dt.datetime | None = None, **said: Any) -> Self:
        self.tell(ev.ResultIssued, at, actor=self.holder, **said)
        back = self.worked(self.random.randint(1, 30))
        return self.tell(ev.Returned, back, actor=self.desk)

    def slow(self, order: int, share: float) -> Self:
        """A step is to take this share of the whole limit."""
        whole = sum(map(_hours, self.steps))
        step = next(one for one in self.steps if one.order == order)
        self.paces[order] = share * whole / _hours(step)
        return self

    # --- what happens on the way ---------------------------------------------------------

    def hand(self, to: str, after: float, *, accepted: float | None = 0.5, **said: Any) -> Self:
        """Given on after some hours; accepted after some more, unless that is ``None``."""
        self.tell(ev.HandedOver, self.worked(after), actor=self.holder, to=to, **said)
        if accepted is not None:
            handed, self.holder = self.last_id, to or self.holder
            self.tell(ev.HandoverAccepted, self.worked(accepted), actor=to, handover=handed)
        return self

    def assign(self, holder: str, after: float = 0.5, **said: Any) -> Self:
        """Given to somebody by the head of the unit, while a step goes on."""
        self.holder = holder or self.holder
        said = {"actor": self.route.hands[2][0], "unit": self.route.unit, **said}
        return self.tell(ev.Assigned, self.worked(after), holder=holder, **said)

    def consult(self, agency: str, days: int, hours: float) -> Self:
        """Another agency is asked for an answer in so many days, and gives it in its time."""
        limit = TimeLimit.parse(f"{days:02} ngày làm việc")
        self.tell(ev.ConsultationRequested, self.worked(2), agency=agency, limit=limit,
                  actor=self.holder, document=self.paper("CV"))  # fmt: skip
        return self.tell(ev.ConsultationAnswered, self.worked(hours), agency=agency)

    def supplement(self, after: float, came: float) -> Self:
        """A supplement is asked for and comes: the whole limit runs again."""
        self.tell(ev.SupplementRequested, self.worked(after), reason="thiếu giấy tờ",
                  document=self.paper("TB"), actor=self.holder)  # fmt: skip
        self.run_from(self.worked(came))
        return self.tell(ev.SupplementReceived, self.since, promised_at=self.closing,
                         actor=self.desk)  # fmt: skip

    def apologise(self, share: float = 0.75, new: float = 1.8) -> Self:
        """Apology and new appointment; what was told last may be later."""
        return self.tell(ev.Reappointed, self.at(share), promised_at=self.at(new).date(),
                         reason="hồ sơ phức tạp", document=self.paper("XL"))  # fmt: skip

    def paper(self, kind: str) -> str:
        return f"{self.random.randint(10, 990)}/{kind}-MẪU"

    # --- the end -------------------------------------------------------------------------

    def finished(self, number: int) -> Dossier:
        """With its code, the case it was told for, and without what has not happened yet."""
        told = [one for one in self.dossier.events if one.known_at <= AT]
        told.sort(key=lambda one: one.occurred_at)
        agency, day = self.mark or self.route.agency, self.received.date()
        code = f"{agency}-{day:%y%m%d}-00{number:04d}"
        if day < NEW_CODES:  # the smallest unit first, four levels
            levels = agency.split(".")[::-1]
            levels = [*("000", "00", "00")[: 4 - len(levels)], *levels]
            code = f"{'.'.join(levels)}-{day:%y%m%d}-{number:04d}"
        extra = {"case": self.case} if self.case else {}
        return attrs.evolve(self.dossier, code=code, events=told, extra=extra)


_SOON = dt.timedelta(minutes=20)


def _hours(step: Step) -> float:
    assert step.budget is not None
    return float(step.budget.value) * (8 if "day" in step.budget.unit.value else 1)


@cache
def _steps(code: str, level: str, issuer: str) -> tuple[Step, ...]:
    found = CATALOGUE.find(code, AT.date(), level=level, issuer=issuer)
    return found.workflow.counted_steps if found.workflow else ()
