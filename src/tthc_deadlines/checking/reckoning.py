"""Reckoning (tính hạn): each limit text read once, each due date computed once.

A list of a hundred thousand dossiers has a few hundred limit texts and a few thousand
pairs of receipt day and limit. Reading and computing them once is what makes a check
fast; the store is bounded, so it stays small on any input.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.showing import Words, local_date
from tthc_deadlines.checking.standing import day_alone
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import AmbiguousWording, InvalidLimit
from tthc_deadlines.limits.deadline import Deadline, deadline
from tthc_deadlines.limits.ends import is_day_based
from tthc_deadlines.limits.policy import CountingPolicy, OffHoursReceipt
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.start import needs_time_of_day
from tthc_deadlines.limits.time_limit import Anchor, Bound, TimeLimit, Unit
from tthc_deadlines.limits.wording import read_time_limits

_MOST_LIMITS = 10_000
_MOST_DEADLINES = 50_000

_FROM_RECEIPT = frozenset(
    {
        None,
        Anchor.COMPLETE_VALID_DOSSIER,
        Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID,
        Anchor.DOSSIER_RECEIVED,
        Anchor.DOCUMENT_RECEIVED,
        Anchor.REQUEST_RECEIVED,
        Anchor.CASE_ACCEPTED,
    }
)
"""Anchors that the day of receipt stands for; any other event is not in a list."""

_OF_THE_WHOLE = frozenset({ClauseKind.LIMIT, ClauseKind.REDUCTION})
_OPEN_CHOICE = frozenset(
    {
        ClauseKind.ALTERNATIVE,
        ClauseKind.STEP,
        ClauseKind.ADDEND,
        ClauseKind.STAGE,
        ClauseKind.RANGE,
        ClauseKind.SAME_DAY_OR_NEXT,
        ClauseKind.REMOTE_AREA,
    }
)
"""Clauses that leave open which limit holds for a given dossier."""

_BARE = re.compile(r"\W*\d[\d\s.,/]*\W*")
_NO_UNIT = Words(
    "chỉ có số, không ghi là ngày làm việc, ngày hay giờ; hãy ghi thêm đơn vị",
    "a number alone, not saying working days, days or hours; write the unit beside it",
)


@attrs.frozen(kw_only=True)
class LimitReading:
    """What the limit cell of a row says (kết quả đọc ô thời hạn).

    Attributes:
        limit: the one limit that applies; ``None`` where there is none to apply.
        problem: the finding's code where there is none, with its ``values``.
        notes: findings that go with the limit: (code, words) of a period that does not
            count, of an extension that may be granted.
        number: a serial number, for the store of due dates.
    """

    limit: TimeLimit | None = None
    problem: str = ""
    values: Mapping[str, Any] = attrs.field(factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    number: int = 0


def read_limit_cell(text: str) -> LimitReading:
    """The one limit that a cell states (đọc ô thời hạn), or why there is none.

    A cell may also hold rules and extensions beside its one limit. Where it states
    several and does not say which holds for the dossier, none is chosen.

    >>> read_limit_cell("05 ngày làm việc").limit
    TimeLimit('05 ngày làm việc')
    >>> read_limit_cell("").problem
    'no_limit'
    """
    if not text:
        return LimitReading(problem="no_limit")
    try:
        reads = read_time_limits(text)
    except AmbiguousWording as error:
        return LimitReading(
            problem="ambiguous_wording",
            values={"words": error.words, "reason": _reason(error)},
        )
    except InvalidLimit as error:
        return impossible(text, error)
    return _choose(reads, text)


def impossible(text: str, error: InvalidLimit) -> LimitReading:
    """The reading of a cell whose limit contradicts itself (thời hạn không hợp lệ)."""
    return LimitReading(
        problem="ambiguous_wording",
        values={"words": text, "reason": Words(error.reason_vi, error.reason)},
    )


def _reason(error: AmbiguousWording) -> Words:
    """Why a cell cannot be read, for the official who filled it in."""
    return _NO_UNIT if _BARE.fullmatch(error.words) else Words(error.reason_vi, error.reason)


def _choose(reads: list[ReadLimit], text: str) -> LimitReading:
    whole = [
        read
        for read in reads
        if read.kind in _OF_THE_WHOLE and not (read.applicant or read.not_counted or read.backward)
    ]
    open_choice = [read for read in reads if read.kind in _OPEN_CHOICE]
    if len(whole) + len(open_choice) > 1 or (open_choice and len(reads) > 1):
        return LimitReading(
            problem="several_limits", values={"count": len(whole) + len(open_choice), "words": text}
        )
    single = (whole or open_choice)[:1]
    if not single or single[0].kind in {
        ClauseKind.STEP,
        ClauseKind.ADDEND,
        ClauseKind.STAGE,
        ClauseKind.RANGE,
    }:
        return LimitReading(
            problem="ambiguous_wording",
            values={
                "words": text,
                "reason": Words(
                    "không nêu thời hạn của cả thủ tục",
                    "it states no limit for the whole procedure",
                ),
            },
        )
    limit = single[0].limit
    if limit.anchor not in _FROM_RECEIPT or limit.bound is Bound.MIN:
        return LimitReading(problem="limit_from_other_event", values={"limit": text})
    return LimitReading(limit=limit, notes=tuple(_notes(reads, text)))


def _notes(reads: list[ReadLimit], text: str) -> Iterator[tuple[str, str]]:
    """What a list cannot tell, though the limit depends on it."""
    for read in reads:
        if read.excludes or read.kind is ClauseKind.EXCLUDED_PERIOD:
            yield "period_not_counted", read.excludes or read.text or text
            break
    for read in reads:
        if read.kind is ClauseKind.EXTENSION:
            yield "extension_possible", read.text or text
            break


class Reckoner:
    """Reads limits and computes due dates, remembering both (bộ tính hạn).

    Not shared between threads; make one for each.
    """

    def __init__(self, calendar: WorkingCalendar, counting: CountingPolicy) -> None:
        self.calendar = calendar
        self.counting = counting
        self._limits: dict[str, LimitReading] = {}
        self._deadlines: dict[tuple[int, dt.date], Deadline] = {}
        self._qualities: dict[tuple[int, int], Quality] = {}
        self._number = 0
        self._by_day = counting.off_hours_receipt is OffHoursReceipt.AS_RECEIVED

    def limit_of(self, text: str) -> LimitReading:
        """The limit in a cell (thời hạn của ô)."""
        reading = self._limits.get(text)
        if reading is None:
            reading = self.numbered(read_limit_cell(text))
            if len(self._limits) >= _MOST_LIMITS:
                self._limits.clear()
            self._limits[text] = reading
        return reading

    def numbered(self, reading: LimitReading) -> LimitReading:
        """The reading with a number of its own, under which its due dates are kept."""
        self._number += 1
        return attrs.evolve(reading, number=self._number)

    def deadline_of(
        self, received_at: Moment, reading: LimitReading, agreed_at: Moment | None = None
    ) -> Deadline | None:
        """When a dossier received then is due (hạn của hồ sơ); ``None`` without a limit.

        For a limit in days without a cut-off only the local day of receipt matters. A
        limit "by agreement" takes the promised day as the day agreed.

        Raises:
            TimeOfDayNeeded: the limit needs the time of receipt, only the day is known.
            OutOfCoverage: a day outside the calendar.
        """
        limit = reading.limit
        if limit is None:
            return None
        key = reading.number, local_date(received_at)
        found = self._deadlines.get(key)
        if found is not None:
            return found
        if limit.unit is Unit.BY_AGREEMENT:
            agreed_at = None if agreed_at is None else day_alone(agreed_at)
            return deadline(received_at, limit, self.calendar, self.counting, agreed_at=agreed_at)
        if not (self._by_day and is_day_based(limit, self.counting)) or needs_time_of_day(limit):
            return deadline(received_at, limit, self.calendar, self.counting)
        found = deadline(key[1], limit, self.calendar, self.counting)
        if len(self._deadlines) >= _MOST_DEADLINES:
            self._deadlines.clear()
        self._deadlines[key] = found
        return found

    def quality_of(self, due: Deadline) -> Quality | None:
        """Whether a due date rests on a provisional year, as ``due.quality`` says."""
        if due.on is None:
            return None
        years = local_date(due.received_at).year, due.on.year
        quality = self._qualities.get(years)
        if quality is None:
            quality = due.quality
            if quality is not None:
                self._qualities[years] = quality
        return quality
