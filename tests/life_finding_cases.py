"""For every finding on the life of a dossier: a life that gives it, and one that just does not."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.lives import BASIS, CODE, catalogue, dossier, e, judged, limit_of, row
from tthc_deadlines import Catalogue
from tthc_deadlines.checking.life.assessment import DossierAssessment
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    Closed,
    ConsultationAnswered,
    ConsultationRequested,
    Extended,
    HandedOver,
    HandoverAccepted,
    Reappointed,
    Rejected,
    Reopened,
    ResultIssued,
    Resumed,
    Returned,
    StepCompleted,
    StepStarted,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.procedures.procedure import ExtensionRule, StopGround
from tthc_deadlines.procedures.workflow import Duty, Step, Workflow


class Life(NamedTuple):
    """A dossier, and the instant it is looked at."""

    dossier: Dossier
    when: str
    catalogue: Catalogue | None = None
    strict: bool = True

    def judged(self) -> DossierAssessment:
        return judged(self.dossier, self.when, self.catalogue, strict=self.strict)


def life(*events: Event, when: str, among: Catalogue | None = None, strict: bool = True,
         **values: Any) -> Life:  # fmt: skip
    return Life(dossier(*events, **values), when, among, strict)


def given(**values: Any) -> dict[str, Any]:
    return {"words": FIVE, **values}


FIVE = "05 ngày làm việc"
RECEIVED = e(Accepted, "20/11/2026 09:00")  # with five working days due Monday 30/11
HELD = e(Assigned, "20/11/2026 10:00", holder="A")
TWO_CASES = catalogue(
    row(FIVE, when=frozenset({"plain"})), row("10 ngày", when=frozenset({"complex"}))
)
KNOWN: dict[str, Any] = {"procedure_code": CODE}
PLAIN = catalogue(row(FIVE))
TAX = StopGround(key="financial_obligation", name="nghĩa vụ tài chính", basis=BASIS)
STOPPABLE = catalogue(row(FIVE), stops=(TAX,))
EXTENDABLE = catalogue(
    row(FIVE), extensions=(ExtensionRule(times=1, longest=limit_of(FIVE), basis=BASIS),)
)
STEPPED = catalogue(
    row(FIVE),
    workflow=Workflow(
        steps=(
            Step(order=1, label="Bước 1", name="Thẩm định", budget=limit_of("02 ngày làm việc"),
                 duty=Duty.DRAFT),
            Step(order=2, label="Bước 2", name="Ký", budget=limit_of("01 ngày làm việc"),
                 duty=Duty.SIGN),
        )
    ),
)  # fmt: skip


def online(*events: Event, when: str) -> Life:
    return life(e(Submitted, "20/11/2026 09:00", channel="online"), *events, when=when)


def promising(day_or_instant: str, *events: Event, when: str, **values: Any) -> Life:
    received = e(Accepted, "20/11/2026 09:00", promised_at=day_or_instant)
    return life(received, HELD, *events, when=when, **given(**values))


def handed(*pairs: tuple[str, str, str], when: str, settled: bool = True) -> Life:
    """Handovers (from, to, when), each accepted at once."""
    events: list[Event] = []
    for giver, taker, instant in pairs:
        events.append(e(HandedOver, instant, actor=giver, to=taker))
        if settled:
            events.append(e(HandoverAccepted, instant, actor=taker))
    return life(RECEIVED, HELD, *events, when=when, words="10 ngày làm việc")


def worked(*events: Event, when: str) -> Life:
    return life(RECEIVED, *events, when=when, among=STEPPED, **KNOWN)


def started(when: str, step: str, holder: str = "A") -> Event:
    return e(StepStarted, when, step=step, holder=holder)


def done(when: str, step: str) -> Event:
    return e(StepCompleted, when, step=step)


CASES: dict[str, tuple[Life, Life]] = {
    # --- how it stands: the last day to its end ---
    "overdue": (
        life(RECEIVED, HELD, when="01/12/2026 00:00", **given()),
        life(RECEIVED, HELD, when="30/11/2026 23:59", **given()),
    ),
    "due_soon": (  # of 47 working hours a fifth is 9:24
        life(RECEIVED, HELD, when="27/11/2026 15:37", **given()),
        life(RECEIVED, HELD, when="27/11/2026 15:36", **given()),
    ),
    "no_limit": (
        life(RECEIVED, HELD, when="23/11/2026 09:00", words=""),
        life(RECEIVED, HELD, when="23/11/2026 09:00", **given()),
    ),
    "unknown_procedure": (
        life(RECEIVED, when="23/11/2026 09:00", among=PLAIN, procedure_code="9.999999"),
        life(RECEIVED, when="23/11/2026 09:00", among=PLAIN, **KNOWN),
    ),
    "limit_not_in_force": (
        life(e(Accepted, "20/06/2018 09:00"), when="21/06/2018 09:00", among=PLAIN, **KNOWN),
        life(e(Accepted, "21/06/2018 09:00"), when="21/06/2018 10:00", among=PLAIN, **KNOWN),
    ),
    "conditions_needed": (
        life(RECEIVED, when="23/11/2026 09:00", among=TWO_CASES, **KNOWN),
        life(RECEIVED, when="23/11/2026 09:00", among=TWO_CASES, conditions={"plain"}, **KNOWN),
    ),
    "provisional_calendar": (
        life(e(Accepted, "20/12/2027 09:00"), when="21/12/2027 09:00"),
        life(e(Accepted, "16/12/2026 09:00"), when="21/12/2026 09:00"),
    ),
    # --- receipt and transfer ---
    "acceptance_overdue": (
        online(when="23/11/2026 09:01"),  # eight working hours end at 09:00
        online(when="23/11/2026 09:00"),
    ),
    "acceptance_late": (
        online(e(Accepted, "23/11/2026 09:00:01"), when="24/11/2026 09:00"),
        online(e(Accepted, "23/11/2026 09:00"), when="24/11/2026 09:00"),
    ),
    "transfer_late": (
        life(e(Accepted, "20/11/2026 15:00"), e(HandedOver, "23/11/2026 00:00", to="A"),
             when="23/11/2026 09:00"),
        life(e(Accepted, "20/11/2026 15:00:01"), e(HandedOver, "23/11/2026 08:00", to="A"),
             when="23/11/2026 09:00"),
    ),
    "unassigned": (
        life(RECEIVED, when="21/11/2026 00:00"),
        life(RECEIVED, when="20/11/2026 23:59"),
    ),
    "code_date_mismatch": (
        life(RECEIVED, when="20/11/2026 10:00", code="000.00.17.H26-261119-0001"),
        life(RECEIVED, when="20/11/2026 10:00", code="000.00.17.H26-261120-0001"),
    ),
    # --- promises ---
    "promised_after_due": (
        promising("03/12/2026", when="23/11/2026 09:00"),
        promising("30/11/2026", when="23/11/2026 09:00"),
    ),
    "promised_not_derivable": (
        promising("23/11/2026", when="23/11/2026 09:00"),
        promising("30/11/2026 17:00", when="23/11/2026 09:00"),
    ),
    "promised_by_other_reading": (  # received on a Sunday: as if on the next working day
        life(e(Accepted, "22/11/2026 09:00", promised_at="26/11/2026"), HELD,
             when="23/11/2026 09:00", words="02 ngày làm việc"),
        life(e(Accepted, "22/11/2026 09:00", promised_at="25/11/2026"), HELD,
             when="23/11/2026 09:00", words="02 ngày làm việc"),
    ),
    "promise_missed": (
        promising("27/11/2026", when="28/11/2026 00:00"),
        promising("27/11/2026", when="27/11/2026 23:59"),
    ),
    # --- apology: at latest on the day before, literally ---
    "apology_missing": (
        life(RECEIVED, HELD, when="01/12/2026 09:00", **given()),
        life(RECEIVED, HELD, when="30/11/2026 23:59", **given()),
    ),
    "apology_late": (
        life(RECEIVED, HELD, e(Reappointed, "30/11/2026 00:00", promised_at="04/12/2026"),
             when="30/11/2026 10:00", **given()),
        life(RECEIVED, HELD, e(Reappointed, "29/11/2026 23:59", promised_at="04/12/2026"),
             when="30/11/2026 10:00", **given()),
    ),
    "second_reappointment": (
        life(RECEIVED, HELD, e(Reappointed, "26/11/2026 09:00", promised_at="02/12/2026"),
             e(Reappointed, "27/11/2026 09:00", promised_at="04/12/2026"),
             when="27/11/2026 10:00", **given()),
        life(RECEIVED, HELD, e(Reappointed, "26/11/2026 09:00", promised_at="02/12/2026"),
             e(Reappointed, "27/11/2026 09:00"),  # a second letter that gives no new day
             when="27/11/2026 10:00", **given()),
    ),
    # --- supplements ---
    "supplement_late": (  # 23, 25, 26 November are the three working days
        life(RECEIVED, e(SupplementRequested, "27/11/2026 00:00"), when="27/11/2026 09:00"),
        life(RECEIVED, e(SupplementRequested, "26/11/2026 23:59"), when="27/11/2026 09:00"),
    ),
    "second_supplement": (
        life(RECEIVED, e(SupplementRequested, "23/11/2026 09:00"),
             e(SupplementReceived, "25/11/2026 09:00"), e(SupplementRequested, "26/11/2026 09:00"),
             when="27/11/2026 09:00"),
        life(e(Submitted, "19/11/2026 09:00"), e(SupplementRequested, "19/11/2026 10:00"),
             RECEIVED, e(SupplementRequested, "23/11/2026 09:00"), when="27/11/2026 09:00"),
    ),
    "supplement_after_due": (
        life(RECEIVED, e(SupplementRequested, "01/12/2026 00:00"), when="01/12/2026 09:00",
             **given()),
        life(RECEIVED, e(SupplementRequested, "30/11/2026 23:59"), when="01/12/2026 09:00",
             **given()),
    ),
    "supplement_not_counted": (
        life(RECEIVED, e(SupplementRequested, "23/11/2026 09:00"), when="25/11/2026 09:00",
             kind="complaint"),
        life(RECEIVED, e(SupplementRequested, "23/11/2026 09:00"), when="25/11/2026 09:00"),
    ),
    "closed_after_due": (
        life(RECEIVED, HELD, e(Closed, "01/12/2026 00:00"), when="02/12/2026 09:00", **given()),
        life(RECEIVED, HELD, e(Closed, "30/11/2026 23:59"), when="02/12/2026 09:00", **given()),
    ),
    "closed_early": (  # fifteen days from 20/11 end on Monday 07/12
        life(RECEIVED, e(SupplementRequested, "20/11/2026 10:00"), e(Closed, "07/12/2026 23:59"),
             when="09/12/2026 09:00"),
        life(RECEIVED, e(SupplementRequested, "20/11/2026 10:00"), e(Closed, "08/12/2026 00:00"),
             when="09/12/2026 09:00"),
    ),
    "status_without_event": (
        life(RECEIVED, HELD, when="10/12/2026 09:00", status_text="Chờ bổ sung (lần 2)", **given()),
        life(RECEIVED, HELD, when="10/12/2026 09:00", status_text="Đang xử lý", **given()),
    ),
    "silent_applicant": (
        life(RECEIVED, e(SupplementRequested, "20/11/2026 10:00"), when="08/12/2026 00:00"),
        life(RECEIVED, e(SupplementRequested, "20/11/2026 10:00"), when="07/12/2026 23:59"),
    ),
    # --- stops and extensions ---
    "stop_without_ground": (
        life(RECEIVED, e(Stopped, "23/11/2026 09:00", ground="holiday"), when="25/11/2026 09:00",
             among=STOPPABLE, **KNOWN),
        life(RECEIVED, e(Stopped, "23/11/2026 09:00", ground=TAX.key), when="25/11/2026 09:00",
             among=STOPPABLE, **KNOWN),
    ),
    "stop_ground_unchecked": (
        life(RECEIVED, e(Stopped, "23/11/2026 09:00", ground=TAX.key), when="25/11/2026 09:00"),
        life(RECEIVED, e(Stopped, "23/11/2026 09:00", ground=TAX.key), when="25/11/2026 09:00",
             among=STOPPABLE, **KNOWN),
    ),
    "stop_too_long": (  # thirty working days from 02/11 end on 15/12: 24/11 is off
        life(e(Accepted, "02/11/2026 08:00"), e(Stopped, "02/11/2026 09:00", ground=TAX.key),
             e(Resumed, "16/12/2026 00:00"), when="21/12/2026 09:00", among=STOPPABLE, **KNOWN),
        life(e(Accepted, "02/11/2026 08:00"), e(Stopped, "02/11/2026 09:00", ground=TAX.key),
             e(Resumed, "15/12/2026 23:59"), when="21/12/2026 09:00", among=STOPPABLE, **KNOWN),
    ),
    "extension_after_due": (
        life(RECEIVED, e(Extended, "01/12/2026 00:00", amount=FIVE), when="01/12/2026 09:00",
             among=EXTENDABLE, **KNOWN),
        life(RECEIVED, e(Extended, "30/11/2026 23:59", amount=FIVE), when="01/12/2026 09:00",
             among=EXTENDABLE, **KNOWN),
    ),
    "extension_not_longer": (  # five working days end on 30/11
        life(RECEIVED, e(Extended, "23/11/2026 09:00", until="30/11/2026"),
             when="24/11/2026 09:00", among=EXTENDABLE, **KNOWN),
        life(RECEIVED, e(Extended, "23/11/2026 09:00", until="01/12/2026"),
             when="24/11/2026 09:00", among=EXTENDABLE, **KNOWN),
    ),
    "extension_beyond_bounds": (
        life(RECEIVED, e(Extended, "26/11/2026 09:00", amount="06 ngày làm việc"),
             when="27/11/2026 09:00", among=EXTENDABLE, **KNOWN),
        life(RECEIVED, e(Extended, "26/11/2026 09:00", amount=FIVE), when="27/11/2026 09:00",
             among=EXTENDABLE, **KNOWN),
    ),
    # --- the work ---
    "consultation_overdue": (
        life(RECEIVED, e(ConsultationRequested, "23/11/2026 09:00", agency="Sở X",
                         respond_by="25/11/2026"), when="26/11/2026 00:00:01"),
        life(RECEIVED, e(ConsultationRequested, "23/11/2026 09:00", agency="Sở X",
                         respond_by="25/11/2026"),
             e(ConsultationAnswered, "25/11/2026 23:59", agency="Sở X"), when="30/11/2026 09:00"),
    ),
    "step_overdue": (
        worked(started("20/11/2026 10:00", "Bước 1"), when="25/11/2026 10:01"),
        worked(started("20/11/2026 10:00", "Bước 1"), when="25/11/2026 10:00"),
    ),
    "handover_not_accepted": (
        handed(("A", "B", "20/11/2026 10:00"), when="23/11/2026 10:01", settled=False),
        handed(("A", "B", "20/11/2026 10:00"), when="23/11/2026 10:00", settled=False),
    ),
    "ping_pong": (
        handed(("A", "B", "20/11/2026 11:00"), ("B", "A", "23/11/2026 09:00"),
               ("A", "B", "23/11/2026 15:00"), when="25/11/2026 09:00"),
        handed(("A", "B", "20/11/2026 11:00"), ("B", "A", "23/11/2026 09:00"),
               ("A", "C", "23/11/2026 15:00"), when="25/11/2026 09:00"),
    ),
    "handed_over_late": (  # of 87 working hours a tenth is 8:42
        handed(("A", "B", "04/12/2026 16:19"), when="07/12/2026 10:00"),
        handed(("A", "B", "04/12/2026 16:18"), when="07/12/2026 10:00"),
    ),
    "four_eyes": (
        worked(started("20/11/2026 10:00", "Bước 1"), done("23/11/2026 09:00", "Bước 1"),
               started("23/11/2026 09:00", "Bước 2"), when="23/11/2026 10:00"),
        worked(started("20/11/2026 10:00", "Bước 1"), done("23/11/2026 09:00", "Bước 1"),
               started("23/11/2026 09:00", "Bước 2", "B"), when="23/11/2026 10:00"),
    ),
    # --- the end ---
    "refused_late": (
        life(RECEIVED, e(Rejected, "01/12/2026 00:00"), when="02/12/2026 09:00", **given()),
        life(RECEIVED, e(Rejected, "30/11/2026 23:59"), when="02/12/2026 09:00", **given()),
    ),
    "result_not_returned": (
        life(RECEIVED, e(ResultIssued, "20/11/2026 16:00"), when="01/12/2026 00:00"),
        life(RECEIVED, e(ResultIssued, "20/11/2026 16:00"), when="30/11/2026 23:59"),
    ),
    # --- what was recorded ---
    "backdated_entry": (
        life(e(Accepted, "20/11/2026 09:00", recorded_at="23/11/2026 09:01"),
             when="23/11/2026 10:00"),
        life(e(Accepted, "20/11/2026 09:00", recorded_at="23/11/2026 09:00"),
             when="23/11/2026 10:00"),
    ),
    "backward_status": (
        life(RECEIVED, e(ResultIssued, "25/11/2026 09:00"), e(Reopened, "26/11/2026 09:00"),
             when="27/11/2026 09:00", strict=False),
        life(RECEIVED, e(ResultIssued, "25/11/2026 09:00"), e(Returned, "26/11/2026 09:00"),
             when="27/11/2026 09:00", strict=False),
    ),
    "event_out_of_order": (
        life(RECEIVED, e(Resumed, "25/11/2026 09:00"), when="27/11/2026 09:00", strict=False),
        life(RECEIVED, e(Stopped, "23/11/2026 09:00", ground=TAX.key),
             e(Resumed, "25/11/2026 09:00"), when="27/11/2026 09:00", strict=False),
    ),
    "duplicate_event": (
        life(RECEIVED, e(Assigned, "23/11/2026 09:00", id=RECEIVED.id), when="27/11/2026 09:00",
             strict=False),
        life(RECEIVED, RECEIVED, when="27/11/2026 09:00"),  # the same told twice is harmless
    ),
}  # fmt: skip
