"""Events (sự kiện của hồ sơ): what happened to a dossier, each as a frozen value.

Events are the only record; how a dossier stands is worked out from them. Every event has
two instants: ``occurred_at``, when it happened, and ``recorded_at``, when the system was
told. What was known on a day is the events recorded by then.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import ClassVar

import attrs

from tthc_deadlines.dossiers.event_base import Event, channel_of, limit_field, moment_field
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import WrongType
from tthc_deadlines.limits.time_limit import TimeLimit


class Outcome(StrEnum):
    """What a result says (kết quả): granted, or refused with reasons."""

    GRANTED = "granted"
    REFUSED = "refused"


# --- receipt ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Submitted(Event):
    """The applicant handed the dossier in (nộp hồ sơ); the clock does not run yet."""

    kind: ClassVar[str] = "submitted"
    channel: str = attrs.field(default="", converter=channel_of)


@attrs.frozen(kw_only=True)
class Accepted(Event):
    """The complete and valid dossier was received (tiếp nhận, thụ lý): the clock starts.

    ``promised_at`` is the day or instant on the slip (hẹn trả).

    Basis: decree 118/2025/NĐ-CP article 17.3.
    """

    kind: ClassVar[str] = "accepted"
    promised_at: Moment | None = moment_field()


@attrs.frozen(kw_only=True)
class Rejected(Event):
    """Refused (từ chối): before acceptance it is not received, after it, not resolved."""

    kind: ClassVar[str] = "rejected"
    reason: str = ""
    document: str = ""


# --- supplements, stops, extensions ----------------------------------------------------


@attrs.frozen(kw_only=True)
class SupplementRequested(Event):
    """The applicant was told to complete the dossier (yêu cầu bổ sung, hoàn thiện)."""

    kind: ClassVar[str] = "supplement_requested"
    reason: str = ""
    document: str = ""


@attrs.frozen(kw_only=True)
class SupplementReceived(Event):
    """The full supplement came in (đã bổ sung đầy đủ): a new run starts.

    ``promised_at`` is the new day or instant on the slip, where one was given.

    Basis: decree 118/2025/NĐ-CP article 19.5: "tính lại từ đầu sau khi nhận đủ hồ sơ".
    """

    kind: ClassVar[str] = "supplement_received"
    promised_at: Moment | None = moment_field()


@attrs.frozen(kw_only=True)
class Stopped(Event):
    """Time is not counted from here (tạm dừng), on a ``ground`` the law names."""

    kind: ClassVar[str] = "stopped"
    ground: str = ""
    document: str = ""


@attrs.frozen(kw_only=True)
class Resumed(Event):
    """Time is counted again (tiếp tục). Without a ``ground`` every open stop ends."""

    kind: ClassVar[str] = "resumed"
    ground: str = ""
    document: str = ""


@attrs.frozen(kw_only=True)
class Extended(Event):
    """The limit was lengthened (gia hạn), by a document and on a ground.

    Exactly one of: ``amount``, a further limit that follows the end (or, with ``total``,
    the whole limit instead of the first one); ``until``, a new last day or instant.
    """

    kind: ClassVar[str] = "extended"
    amount: TimeLimit | None = limit_field()
    total: bool = False
    until: Moment | None = moment_field()
    ground: str = ""
    document: str = ""

    def __attrs_post_init__(self) -> None:
        if (self.amount is None) == (self.until is None):
            raise WrongType(
                field="amount",
                value=self.amount,
                expected="an amount or a new last day (until), exactly one of them",
            )


@attrs.frozen(kw_only=True)
class Reappointed(Event):
    """Apology and new appointment (xin lỗi và hẹn lại): moves the promise, not the limit.

    Basis: decree 118/2025/NĐ-CP article 19.6: "không quá một lần".
    """

    kind: ClassVar[str] = "reappointed"
    promised_at: Moment | None = moment_field()
    reason: str = ""
    document: str = ""


@attrs.frozen(kw_only=True)
class ConsultationRequested(Event):
    """Another body was asked for its opinion (lấy ý kiến); the lead's clock runs on.

    ``respond_by`` is the day or instant the request sets, ``limit`` the same in words.
    """

    kind: ClassVar[str] = "consultation_requested"
    agency: str = ""
    respond_by: Moment | None = moment_field()
    limit: TimeLimit | None = limit_field()
    document: str = ""


@attrs.frozen(kw_only=True)
class ConsultationAnswered(Event):
    """The consulted body answered (trả lời lấy ý kiến). Without an ``agency``, the oldest."""

    kind: ClassVar[str] = "consultation_answered"
    agency: str = ""
    document: str = ""


# --- who works on it -------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class StepStarted(Event):
    """A step of the workflow began (bắt đầu bước).

    ``step`` is its label or its number in the workflow. Labels are not unique; ``order``
    settles which is meant.
    """

    kind: ClassVar[str] = "step_started"
    step: str = ""
    order: int | None = None
    holder: str = ""
    unit: str = ""


@attrs.frozen(kw_only=True)
class StepCompleted(Event):
    """A step of the workflow ended (kết thúc bước)."""

    kind: ClassVar[str] = "step_completed"
    step: str = ""
    order: int | None = None


@attrs.frozen(kw_only=True)
class Assigned(Event):
    """The dossier was given to an official (phân công)."""

    kind: ClassVar[str] = "assigned"
    holder: str = ""
    unit: str = ""
    role: str = ""


@attrs.frozen(kw_only=True)
class HandedOver(Event):
    """Given on to another (chuyển giao); the giver answers until it is accepted."""

    kind: ClassVar[str] = "handed_over"
    to: str = ""
    unit: str = ""


@attrs.frozen(kw_only=True)
class HandoverAccepted(Event):
    """The receiver took it (nhận bàn giao). ``handover`` names the event; "" is the last."""

    kind: ClassVar[str] = "handover_accepted"
    handover: str = ""


@attrs.frozen(kw_only=True)
class HandoverRefused(Event):
    """The receiver did not take it (từ chối nhận bàn giao)."""

    kind: ClassVar[str] = "handover_refused"
    handover: str = ""
    reason: str = ""


@attrs.frozen(kw_only=True)
class HandoverRecalled(Event):
    """The giver took it back (thu hồi bàn giao)."""

    kind: ClassVar[str] = "handover_recalled"
    handover: str = ""


# --- the end ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ResultIssued(Event):
    """The result reached the one-stop desk (có kết quả): timeliness is measured here."""

    kind: ClassVar[str] = "result_issued"
    outcome: Outcome = attrs.field(default=Outcome.GRANTED, converter=Outcome)
    document: str = ""


@attrs.frozen(kw_only=True)
class Returned(Event):
    """The applicant collected the result (trả kết quả)."""

    kind: ClassVar[str] = "returned"


@attrs.frozen(kw_only=True)
class Withdrawn(Event):
    """The applicant took the dossier back (rút hồ sơ, dừng giải quyết theo yêu cầu)."""

    kind: ClassVar[str] = "withdrawn"
    reason: str = ""


@attrs.frozen(kw_only=True)
class Closed(Event):
    """Closed without a result (đóng hồ sơ), e.g. because the applicant stayed silent."""

    kind: ClassVar[str] = "closed"
    reason: str = ""


@attrs.frozen(kw_only=True)
class Reopened(Event):
    """Work was taken up again after an end (mở lại hồ sơ), e.g. a portal's status moved back.

    The run that had ended goes on; that it was moved back is a finding.
    """

    kind: ClassVar[str] = "reopened"
    reason: str = ""


@attrs.frozen(kw_only=True)
class Correction(Event):
    """An earlier event was recorded wrongly (đính chính sự kiện).

    ``corrects`` is its id; ``replacement`` the event as it should have been, ``None`` if
    it never happened. What the system answered before is still reproduced: a correction
    counts from the moment it was recorded.
    """

    kind: ClassVar[str] = "correction"
    corrects: str
    replacement: Event | None = None
    reason: str = ""


EVENT_CLASSES: tuple[type[Event], ...] = (
    Submitted,
    SupplementReceived,
    Accepted,
    Rejected,
    Reopened,
    Resumed,
    Extended,
    Assigned,
    HandoverAccepted,
    HandoverRefused,
    HandoverRecalled,
    HandedOver,
    StepCompleted,
    StepStarted,
    ConsultationAnswered,
    ConsultationRequested,
    SupplementRequested,
    Stopped,
    Reappointed,
    ResultIssued,
    Returned,
    Withdrawn,
    Closed,
    Correction,
)
"""Every kind of event, in the order they are taken in when they share an instant.

What ends something comes before what begins it anew: a step is completed, then the next one
starts. Where nothing is open yet it waits: a stop of no length is begun, then ended.
"""

EVENTS: dict[str, type[Event]] = {one.kind: one for one in EVENT_CLASSES}
_RANKS = {one: rank for rank, one in enumerate(EVENT_CLASSES)}

EVENT_NAMES: dict[str, str] = {
    "submitted": "nộp hồ sơ",
    "accepted": "tiếp nhận",
    "rejected": "từ chối",
    "supplement_requested": "yêu cầu bổ sung",
    "supplement_received": "nhận bổ sung",
    "stopped": "tạm dừng",
    "resumed": "tiếp tục",
    "extended": "gia hạn",
    "reappointed": "xin lỗi và hẹn lại",
    "consultation_requested": "lấy ý kiến",
    "consultation_answered": "trả lời lấy ý kiến",
    "step_started": "bắt đầu bước",
    "step_completed": "kết thúc bước",
    "assigned": "phân công",
    "handed_over": "chuyển giao",
    "handover_accepted": "nhận bàn giao",
    "handover_refused": "từ chối nhận bàn giao",
    "handover_recalled": "thu hồi bàn giao",
    "result_issued": "có kết quả",
    "returned": "trả kết quả",
    "withdrawn": "rút hồ sơ",
    "closed": "đóng hồ sơ",
    "reopened": "mở lại hồ sơ",
    "correction": "đính chính",
}
"""What each kind of event is called in Vietnamese (tên sự kiện)."""


def in_order(event: Event) -> tuple[dt.datetime, int, dt.datetime, str]:
    """The key that sorts events (thứ tự sự kiện): when, which kind, known when, which id.

    It does not depend on the order they arrived in.
    """
    return event.occurred_at, _RANKS[type(event)], event.known_at, event.id
