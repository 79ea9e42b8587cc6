"""The on-time rule of the 766 index (chỉ số phục vụ người dân, doanh nghiệp: tiến độ).

The portal's statistics judge a dossier by the history of its statuses and the promised date
as synchronised, not by the law's limit. It is worked out here as the portal does, to be
shown beside our own answer and never instead of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.index_766.texts import END_RULES, RULES
from tthc_deadlines.checking.showing import LazyTexts, Words
from tthc_deadlines.choices import chosen
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.display import show_duration
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import Language, WrongType
from tthc_deadlines.instants import VIETNAM, as_date, as_instant

INDEX_766 = Citation(
    number="766/QĐ-TTg",
    title="Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp",
    article="chỉ tiêu 2.1",
    issuer="Thủ tướng Chính phủ",
    adopted=dt.date(2022, 6, 23),
    confidence=Confidence.SECONDARY,
    quote="Thời gian kết thúc xử lý (trường NgayKetThucXuLy) <= Ngày hẹn trả (trường NgayHenTra)",
)
"""A working paper describing the formulas, through a transcription; the annex was not read."""

TOP_SCORE = 20
"""The points for progress (điểm tối đa của nhóm tiến độ), through a secondary source."""

History = Sequence[tuple[int, dt.datetime]]
"""Statuses 1 to 10 of the national portal, each with its instant (tiến trình)."""


class Deduction(StrEnum):
    """How the applicant's time for a supplement is taken off (cách trừ thời gian bổ sung).

    Basis: the working paper subtracts two instants; working time is the other reading.
    """

    CALENDAR = "calendar"
    WORKING_TIME = "working_time"


class Comparison(StrEnum):
    """What is compared with the promise (cách so với ngày hẹn trả): instants, or days.

    Basis: the working paper compares the two fields as they are.
    """

    INSTANT = "instant"
    DAY = "day"


class AnsweredOpen(StrEnum):
    """The end of an open dossier whose one supplement has come (đã bổ sung, chưa xong).

    ``REQUEST``: the request, as the paper's words "chỉ có trạng thái yêu cầu bổ sung mà
    không có trạng thái đã xử lý xong" say. ``PERIOD_END``: the end of the period less the
    supplement, as if "đang yêu cầu bổ sung" were meant.

    Basis: the working paper says both.
    """

    REQUEST = "request"
    PERIOD_END = "period_end"


def _deduction(value: Deduction | str) -> Deduction:
    return chosen(Deduction, value, "deduction")


def _comparison(value: Comparison | str) -> Comparison:
    return chosen(Comparison, value, "comparison")


def _answered_open(value: AnsweredOpen | str) -> AnsweredOpen:
    return chosen(AnsweredOpen, value, "answered_open")


@attrs.frozen(kw_only=True)
class Policy766:
    """The choices where the working paper can be read two ways (quy ước tính chỉ số).

    Basis: the defaults are the paper's literal words.
    """

    deduction: Deduction = attrs.field(default=Deduction.CALENDAR, converter=_deduction)
    comparison: Comparison = attrs.field(default=Comparison.INSTANT, converter=_comparison)
    answered_open: AnsweredOpen = attrs.field(
        default=AnsweredOpen.REQUEST,
        converter=_answered_open,
    )


_LITERAL = Policy766()


@attrs.frozen(kw_only=True)
class Index766:
    """What the portal's statistics say of one dossier (kết quả theo chỉ số 766).

    Attributes:
        in_denominator: whether it counts at all: only accepted dossiers do.
        on_time: on time or in time; ``None`` if it does not count, or has neither a promise
            nor a limit to be held against.
        rule: which rule decided: ``within_promise``, ``after_promise``, ``within_limit``,
            ``after_limit``, ``several_requests``, ``no_promise``, ``not_accepted``,
            ``accepted_later``.
        end_rule: where the end was taken from: ``issued``, ``returned``, ``ended``,
            ``request``, ``period_end``; "" without an end.
        end_instant: that end; ``adjusted_end`` the same less ``deducted``, the time the
            applicant took for supplements, in calendar or working time.
        promised_at: the promise it was held against.
    """

    in_denominator: bool
    on_time: bool | None
    rule: str
    end_rule: str = ""
    end_instant: dt.datetime | None = None
    adjusted_end: dt.datetime | None = None
    deducted: dt.timedelta = dt.timedelta()
    promised_at: Moment | None = None

    @property
    def citation(self) -> Citation:
        """What the rule rests on (căn cứ)."""
        return INDEX_766

    def reason(self, lang: Language = "vi") -> str:
        """How it came about, in one line (lý do)."""
        vi, en = RULES[self.rule]
        ends_vi, ends_en = END_RULES[self.end_rule]
        off = Words("", "")
        if self.deducted:
            off = Words(
                f", trừ thời gian bổ sung {show_duration(self.deducted, 'vi')}",
                f", less {show_duration(self.deducted, 'en')} for the supplement",
            )
        filled = {
            "end": Words(ends_vi, ends_en),
            "at": self.end_instant,
            "off": off,
            "promised": self.promised_at,
        }
        return LazyTexts((vi, en), filled)[lang]


# --- the rule --------------------------------------------------------------------------------

_IMPLY_RECEIPT = frozenset({2, 4, 6, 9, 10})
_GO_ON = frozenset({2, 4, 6})
_OTHER_ENDS = frozenset({3, 7, 8})


class _End(NamedTuple):
    rule: str
    at: dt.datetime


def on_time_766(
    history: History,
    promised_at: Moment | None,
    *,
    report_end: dt.datetime,
    max_limit: dt.timedelta | None = None,
    accepted_at: dt.datetime | None = None,
    policy: Policy766 = _LITERAL,
    calendar: WorkingCalendar | None = None,
) -> Index766:
    """Whether the portal's statistics call a dossier on time (đúng hạn theo chỉ số 766).

    The end is the time of status 9, else of 10, else of 8, 3 or 7 after acceptance (of
    several, the last); of a dossier with exactly one request for supplement and no end, that
    request; otherwise the end of the period. More than one request and no end is late. Where
    there is an end, what lies between each request and its completion (the next status 2, 4
    or 6) is taken off. Equal is on time.

    Args:
        history: statuses 1 to 10 with aware instants, in any order.
        promised_at: ``NgayHenTra`` as synchronised; a day alone lasts until its end.
        report_end: the end of the period; what came later is left out.
        max_limit: the longest limit of the procedure, against which a dossier without a
            promise is held.
        accepted_at: ``NgayTiepNhan``; by default the first status 2, or the first that a
            dossier only has after acceptance (4, 6, 9, 10).
        policy: the choices where the paper can be read two ways.
        calendar: for ``Deduction.WORKING_TIME``.

    Raises:
        NaiveTimestamp: an instant without a time zone. WrongType: no instant, or working time
        without a calendar.

    >>> at = lambda day, hour: dt.datetime(2026, 3, day, hour, tzinfo=VIETNAM)
    >>> history = [(2, at(2, 9)), (5, at(4, 10)), (4, at(6, 10)), (9, at(12, 10))]
    >>> found = on_time_766(history, at(10, 17), report_end=at(31, 23))
    >>> found.on_time, found.adjusted_end.isoformat()
    (True, '2026-03-10T10:00:00+07:00')
    >>> print(found.reason("en")[:64])
    on time: finished 2026-03-12 10:00, less 48 h for the supplement

    Basis: decision 766/QĐ-TTg, indicator 2.1, by a working paper read in transcription.
    """
    report_end = as_instant(report_end, "report_end")
    steps = _ordered(history)
    start = _accepted(steps) if accepted_at is None else as_instant(accepted_at, "accepted_at")
    if start is None:
        return Index766(in_denominator=False, on_time=None, rule="not_accepted")
    if start > report_end:
        return Index766(in_denominator=False, on_time=None, rule="accepted_later")
    steps = [step for step in steps if start <= step[1] <= report_end]
    promise = _promise(promised_at)
    requests = sum(number == 5 for number, _ in steps)
    end = _finished(steps)
    if end is None and requests > 1:
        return Index766(
            in_denominator=True, on_time=False, rule="several_requests", promised_at=promised_at
        )
    subtracts = end is not None
    if end is None:
        end, subtracts = _unfinished(steps, report_end, policy)
    deducted, adjusted = dt.timedelta(), end.at
    if subtracts:
        deducted, adjusted = _deduct(steps, end.at, policy, calendar)
    on_time, rule = _compare(adjusted, start, promise, max_limit, policy)
    return Index766(
        in_denominator=True,
        on_time=on_time,
        rule=rule,
        end_rule=end.rule,
        end_instant=end.at,
        adjusted_end=adjusted,
        deducted=deducted,
        promised_at=promised_at,
    )


def _ordered(history: History) -> list[tuple[int, dt.datetime]]:
    steps = ((number, as_instant(at, "history").astimezone(VIETNAM)) for number, at in history)
    return sorted(steps, key=lambda step: step[1])


def _accepted(steps: History) -> dt.datetime | None:
    """The first status 2, or the first that a dossier only has after acceptance."""
    for numbers in ({2}, _IMPLY_RECEIPT):
        found = [at for number, at in steps if number in numbers]
        if found:
            return found[0]
    return None


def _promise(promised_at: Moment | None) -> dt.datetime | None:
    """The last instant that keeps the promise; of a day alone, the last of that day."""
    if promised_at is None:
        return None
    if isinstance(promised_at, dt.datetime):
        return as_instant(promised_at, "promised_at").astimezone(VIETNAM)
    return dt.datetime.combine(as_date(promised_at, "promised_at"), dt.time.max, VIETNAM)


def _finished(steps: History) -> _End | None:
    for rule, numbers in (("issued", {9}), ("returned", {10}), ("ended", _OTHER_ENDS)):
        found = [at for number, at in steps if number in numbers]
        if found:
            return _End(rule, found[-1])
    return None


def _unfinished(steps: History, report_end: dt.datetime, policy: Policy766) -> tuple[_End, bool]:
    """The end of a dossier that has none, and whether a supplement is taken off it."""
    asked = [at for number, at in steps if number == 5]
    if not asked:
        return _End("period_end", report_end), False
    came = any(number in _GO_ON and at > asked[0] for number, at in steps)
    if came and policy.answered_open is AnsweredOpen.PERIOD_END:
        return _End("period_end", report_end), True
    return _End("request", asked[0]), False


def _deduct(
    steps: History, end: dt.datetime, policy: Policy766, calendar: WorkingCalendar | None
) -> tuple[dt.timedelta, dt.datetime]:
    """The time of the supplements before the end, and the end less that time."""
    spans: list[tuple[dt.datetime, dt.datetime]] = []
    asked: dt.datetime | None = None
    for number, at in steps:
        if number == 5:
            asked = at if asked is None else asked
        elif number in _GO_ON and asked is not None:
            spans.append((asked, min(at, end)))
            asked = None
    spans = [(first, last) for first, last in spans if first < last]
    if policy.deduction is Deduction.CALENDAR:
        total = sum((last - first for first, last in spans), dt.timedelta())
        return total, end - total
    if calendar is None:
        raise WrongType(field="calendar", value=None, expected="a WorkingCalendar")
    total = sum(
        (calendar.working_time_between(first, last) for first, last in spans), dt.timedelta()
    )
    return total, calendar.add_working_time(end, -total) if total else end


def _compare(
    end: dt.datetime,
    start: dt.datetime,
    promise: dt.datetime | None,
    max_limit: dt.timedelta | None,
    policy: Policy766,
) -> tuple[bool | None, str]:
    if promise is not None:
        by_day = policy.comparison is Comparison.DAY
        kept = end.date() <= promise.date() if by_day else end <= promise
        return kept, "within_promise" if kept else "after_promise"
    if max_limit is None:
        return None, "no_promise"
    kept = end - start <= max_limit
    return kept, "within_limit" if kept else "after_limit"


# --- many dossiers ---------------------------------------------------------------------------


def score_766(on_time: int, received: int) -> Decimal | None:
    """The points for progress (điểm tiến độ): 20 × on time / received, two decimals.

    ``None`` where nothing was received: the paper leaves 0 or "not available" to the report.

    >>> score_766(984, 1000), score_766(0, 0)
    (Decimal('19.68'), None)

    Basis: decision 766/QĐ-TTg, group "tiến độ", by a working paper; 20 points.
    """
    if received == 0:
        return None
    return (Decimal(TOP_SCORE * on_time) / received).quantize(Decimal("0.01"), ROUND_HALF_UP)


@attrs.frozen(kw_only=True)
class Tally766:
    """The index of many dossiers (tổng hợp chỉ số).

    ``undetermined`` are those that count as received and have nothing to be held against:
    they are not on time.
    """

    received: int
    on_time: int
    undetermined: int

    @property
    def score(self) -> Decimal | None:
        """The points (điểm)."""
        return score_766(self.on_time, self.received)


def tally_766(found: Iterable[Index766]) -> Tally766:
    """Count the dossiers of an index (đếm hồ sơ); those that do not count are left out."""
    received = on_time = undetermined = 0
    for one in found:
        received += one.in_denominator
        on_time += one.on_time is True
        undetermined += one.in_denominator and one.on_time is None
    return Tally766(received=received, on_time=on_time, undetermined=undetermined)
