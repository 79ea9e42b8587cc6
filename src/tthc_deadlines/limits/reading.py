"""What a wording says (kết quả đọc câu chữ): one :class:`ReadLimit` per limit stated."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from fractions import Fraction

import attrs

from tthc_deadlines.limits.time_limit import Anchor, Bound, TimeLimit, Unit


class ClauseKind(StrEnum):
    """What a clause does with its limit (vai trò của thời hạn trong câu).

    Only ``LIMIT`` and ``ALTERNATIVE`` are limits of the whole procedure. The kinds
    from ``START_SHIFT`` on are rules: their ``limit`` carries no amount.

    Attributes:
        LIMIT: the limit of the procedure (thời hạn giải quyết).
        ALTERNATIVE: the limit under a condition, for an outcome or a channel.
        STEP: one of several stages that follow each other; no total is stated.
        PART: the limit of a part of the work, inside or beside the total.
        ADDEND: one term of a sum, "15 ngày + 08 ngày làm việc".
        STAGE: one of two appointments, "Hẹn lần 1".
        EXTENSION: a longer limit; see ``ReadLimit.semantics``.
        REMOTE_AREA: the same for mountains, islands and remote areas.
        REDUCTION: a cut; ``limit`` is what remains, ``reduced_from`` what was.
        FORMER: the limit before a simplification, no longer in force.
        RANGE: "6-8 ngày"; ``limit`` holds the upper end, ``range_from`` the lower.
        SAME_DAY_OR_NEXT: "ngay trong ngày hoặc chậm nhất ngày làm việc tiếp theo".
        EXCLUDED_PERIOD: a period that does not count towards the limit.
        LEAD_TIME: counted back from an event, "ít nhất 05 ngày trước khi".
        WINDOW_BEFORE: "trong thời hạn 90 ngày tính đến thời điểm hết nhiệm kỳ".
        MINIMUM_VALIDITY: what a paper must still be valid for.
        APPLICANT_WINDOW: a period that binds the applicant, not the agency.
        START_SHIFT: receipts after a cut-off start the clock the next working day.
        RESULT_SHIFT: receipts after a cut-off are answered the next working day.
        START_RULE: says what the limit runs from.
        CLOCK_RESTART: the limit runs anew after a supplement.
        ROLLOVER: a limit that ends on a day off ends on the next working day.
        APPOINTMENT_SLIP: an appointment slip must be given.
        OFFICE_HOURS: "Giờ hành chính": done during office hours, no limit.
        NOT_COUNTED: "Không tính thời gian".
    """

    LIMIT = "limit"
    ALTERNATIVE = "alternative"
    STEP = "step"
    PART = "part"
    ADDEND = "addend"
    STAGE = "stage"
    EXTENSION = "extension"
    REMOTE_AREA = "remote_area"
    REDUCTION = "reduction"
    FORMER = "former"
    RANGE = "range"
    SAME_DAY_OR_NEXT = "same_day_or_next"
    EXCLUDED_PERIOD = "excluded_period"
    LEAD_TIME = "lead_time"
    WINDOW_BEFORE = "window_before"
    MINIMUM_VALIDITY = "minimum_validity"
    APPLICANT_WINDOW = "applicant_window"
    START_SHIFT = "start_shift"
    RESULT_SHIFT = "result_shift"
    START_RULE = "start_rule"
    CLOCK_RESTART = "clock_restart"
    ROLLOVER = "rollover"
    APPOINTMENT_SLIP = "appointment_slip"
    OFFICE_HOURS = "office_hours"
    NOT_COUNTED = "not_counted"


class Semantics(StrEnum):
    """How a longer limit is meant (ý nghĩa của phần kéo dài).

    ``ADDS``: "kéo dài thêm không quá N", "gia hạn không quá N": on top of the limit.
    ``CAPS_TOTAL``: "kéo dài nhưng không quá N": the whole limit, extension included.
    """

    ADDS = "adds"
    CAPS_TOTAL = "caps_total"


@attrs.frozen(kw_only=True)
class ReadLimit:
    """One limit read from a text (một thời hạn đọc được), with the terms around it.

    Attributes:
        limit: the amount; unit ``NONE`` for rules without one.
        kind: what the clause does with it.
        text: the words it was read from.
        condition: when it holds, in the words of the text.
        channel: how the dossier was filed, where the limit depends on that.
        outcome: the result it holds for (granted, refused).
        subject: what the limit is for ("Thời hạn thẩm định").
        actor: who must act.
        semantics: for extensions, whether they add or cap the total.
        by_agreement: the extension is open, by agreement with the applicant.
        times: how many times an extension may be granted.
        reduced_from: the limit before a cut.
        cut: how much was cut off, in the unit of ``reduced_from``.
        range_from: the lower end of a range.
        equivalent: the same amount in another unit, as the text gives it.
        excludes: what does not count towards it ("không bao gồm thời gian …").
        not_counted: the period is outside the processing time.
        applicant: it binds the applicant.
        backward: it is counted back from an event.

    >>> from tthc_deadlines.limits.wording import read_time_limits
    >>> [read] = read_time_limits("kéo dài thêm không quá 03 ngày làm việc")
    >>> read.kind.value, read.semantics.value, read.value
    ('extension', 'adds', 3)

    Basis: Decree 61/2018/NĐ-CP and the published procedures; the terms are those the
    wordings themselves use.
    """

    limit: TimeLimit
    kind: ClauseKind = ClauseKind.LIMIT
    text: str = ""
    condition: str | None = None
    channel: str | None = None
    outcome: str | None = None
    subject: str | None = None
    actor: str | None = None
    semantics: Semantics | None = None
    by_agreement: bool = False
    times: int | None = None
    reduced_from: TimeLimit | None = None
    cut: int | Fraction | None = None
    range_from: int | Fraction | None = None
    equivalent: TimeLimit | None = None
    excludes: str | None = None
    not_counted: bool = False
    applicant: bool = False
    backward: bool = False

    @property
    def value(self) -> int | Fraction:
        """The amount (số lượng)."""
        return self.limit.value

    @property
    def unit(self) -> Unit:
        """What is counted (đơn vị)."""
        return self.limit.unit

    @property
    def bound(self) -> Bound | None:
        """Which side of the amount is allowed (giới hạn)."""
        return self.limit.bound

    @property
    def anchor(self) -> Anchor | None:
        """The event it runs from (mốc bắt đầu tính)."""
        return self.limit.anchor

    @property
    def cutoff(self) -> dt.time | None:
        """The time of day after which a receipt counts as late (giờ chốt)."""
        return self.limit.cutoff
