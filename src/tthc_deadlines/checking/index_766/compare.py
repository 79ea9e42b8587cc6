"""Where the 766 index and our own answer differ (chênh lệch với chỉ số 766), and why.

The portal holds a synchronised promise against a history of statuses; the law holds its
limit against the issue of the result. For a dossier on which the two disagree, each thing
the portal does otherwise is undone by itself: what turns the verdict is a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.index_766.formula import (
    INDEX_766,
    Comparison,
    History,
    Index766,
    Policy766,
    on_time_766,
)
from tthc_deadlines.checking.showing import LazyTexts, Words
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.errors import Language
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.instants import VIETNAM

DISAGREEMENTS: dict[str, tuple[str, str]] = {
    "second_supplement": (
        "yêu cầu bổ sung hơn một lần mà chưa xong thì Cổng tính quá hạn",
        "the portal calls a second request for supplement without an end late",
    ),
    "supplement_subtracted": (
        "Cổng trừ thời gian bổ sung, theo luật thời hạn tính lại từ đầu khi nhận đủ hồ sơ",
        "the portal subtracts the supplement; by law the limit starts anew once it has come",
    ),
    "request_is_end": (
        "Cổng lấy thời điểm yêu cầu bổ sung làm thời điểm kết thúc",
        "the portal takes the request for supplement as the end",
    ),
    "promise_replaced": (
        "Cổng so với ngày hẹn trả đã đồng bộ, ngày này khác ngày hẹn đầu tiên",
        "the portal compares with the promise as synchronised, which is not the first one",
    ),
    "promise_not_statutory": (
        "Cổng so với ngày hẹn trả, không so với hạn theo luật",
        "the portal compares with the promise, not with the statutory due date",
    ),
    "instant_not_day": (
        "Cổng so đến từng giây, thời hạn tính theo ngày kết thúc khi hết ngày",
        "the portal compares to the second; a limit in days lasts to the end of the day",
    ),
    "stop_not_subtracted": (
        "Cổng không trừ thời gian tạm dừng",
        "the portal does not take off the time of a stop",
    ),
    "return_is_end": (
        "tiến trình thiếu trạng thái 9 nên Cổng lấy ngày trả kết quả",
        "the history lacks status 9, so the portal takes the handing out of the result",
    ),
    "halt_is_end": (
        "Cổng coi dừng xử lý, từ chối hoặc rút hồ sơ là kết thúc",
        "the portal takes a halt, refusal or withdrawal as the end",
    ),
    "period_end": (
        "Cổng xét hồ sơ chưa xong tại ngày cuối kỳ báo cáo",
        "the portal judges what is not finished at the end of the period",
    ),
    "other": (
        "tiến trình đã đồng bộ khác diễn biến của hồ sơ",
        "the history as synchronised differs from what happened",
    ),
}
"""Why the two may differ (lý do chênh lệch): code → texts."""

INDEX_FINDINGS: dict[str, FindingText] = {
    "index_766_differs": FindingText(
        Severity.INFO,
        Words("Cổng tính khác", "the portal counts otherwise"),
        "theo chỉ số 766: {portal}; theo thời hạn: {own} ({reasons})",
        "by the 766 index: {portal}; by the limit: {own} ({reasons})",
    ),
}
"""The finding about one such dossier, for the list of findings."""


@attrs.frozen(kw_only=True)
class OwnVerdict:
    """Our own answer about a dossier, as far as the comparison needs it (kết luận của mình).

    Attributes:
        on_time: whether it is on time or in time by the law; ``None`` if undetermined.
        due: the statutory due, the last day or the instant, of the run that counts.
        at: the instant it was judged at: of the result, or of the check.
        first_promise: the promise made at receipt.
        stopped: how long it was lawfully stopped, in calendar time.
    """

    on_time: bool | None
    due: Moment | None = None
    at: dt.datetime | None = None
    first_promise: Moment | None = None
    stopped: dt.timedelta = dt.timedelta()


@attrs.frozen(kw_only=True)
class Disagreement:
    """A dossier that the portal and we judge differently (hồ sơ hai bên tính khác nhau).

    ``reasons`` are keys of :data:`DISAGREEMENTS`, at least one.
    """

    portal: Index766
    own: OwnVerdict
    reasons: tuple[str, ...]

    def explain(self, lang: Language = "vi") -> str:
        """The reasons in words (giải thích)."""
        return "; ".join(DISAGREEMENTS[one][lang != "vi"] for one in self.reasons)

    def finding(self, subject: str, *, path: str = "", line: int | None = None) -> Finding:
        """The disagreement as a finding (lập phát hiện)."""
        row = INDEX_FINDINGS["index_766_differs"]
        values = {
            "portal": Words(self.portal.reason("vi"), self.portal.reason("en")),
            "own": _ON_TIME if self.own.on_time else _LATE,
            "reasons": Words(self.explain("vi"), self.explain("en")),
        }
        return Finding(
            code="index_766_differs",
            severity=row.severity,
            subject=subject,
            texts=LazyTexts((row.vi, row.en), values),
            at=self.portal.end_instant,
            path=path,
            line=line,
            citation=INDEX_766,
            data={
                "portal_on_time": self.portal.on_time,
                "own_on_time": self.own.on_time,
                "rule": self.portal.rule,
                "reasons": list(self.reasons),
            },
        )


_ON_TIME = Words("đúng hạn", "on time")
_LATE = Words("quá hạn", "late")


def compare_with_766(
    history: History,
    own: OwnVerdict,
    promised_at: Moment | None,
    *,
    report_end: dt.datetime,
    max_limit: dt.timedelta | None = None,
    accepted_at: dt.datetime | None = None,
    policy: Policy766 | None = None,
    calendar: WorkingCalendar | None = None,
) -> Disagreement | None:
    """Why the portal judges a dossier otherwise than we do (đối chiếu với chỉ số 766).

    The arguments are those of :func:`~tthc_deadlines.checking.index_766.formula.on_time_766`, and
    our own verdict. ``None`` where both agree, or either says nothing.

    >>> at = lambda day, hour: dt.datetime(2026, 3, day, hour, tzinfo=VIETNAM)
    >>> found = compare_with_766([(2, at(2, 9)), (9, at(10, 17))],
    ...     OwnVerdict(on_time=True, due=dt.date(2026, 3, 10), at=at(10, 17)),
    ...     at(10, 16), report_end=at(31, 23))
    >>> found.reasons
    ('promise_not_statutory', 'instant_not_day')

    Basis: decision 766/QĐ-TTg, indicator 2.1, by a working paper; decree 118/2025/NĐ-CP
    article 19.5 for the supplement, after which the limit is counted anew.
    """
    policy = policy or Policy766()

    def judged(promise: Moment | None, choices: Policy766 = policy) -> Index766:
        return on_time_766(
            history,
            promise,
            report_end=report_end,
            max_limit=max_limit,
            accepted_at=accepted_at,
            policy=choices,
            calendar=calendar,
        )

    portal = judged(promised_at)
    if portal.on_time is None or own.on_time is None or portal.on_time is own.on_time:
        return None
    reasons = list(_of_the_history(portal, own))
    for code, promise in (
        ("promise_replaced", own.first_promise),
        ("promise_not_statutory", own.due),
    ):
        if promise in (None, promised_at) or promised_at is None:
            continue
        if judged(promise).on_time is own.on_time:
            reasons.append(code)
    by_day = attrs.evolve(policy, comparison=Comparison.DAY)
    if promised_at is not None and judged(promised_at, by_day).on_time is own.on_time:
        reasons.append("instant_not_day")
    return Disagreement(portal=portal, own=own, reasons=tuple(reasons) or ("other",))


def _of_the_history(portal: Index766, own: OwnVerdict) -> Iterator[str]:
    """What the portal made of the history and we do not."""
    if portal.rule == "several_requests":
        yield "second_supplement"
    if portal.deducted and _is_kept(portal.end_instant, own.due) in (own.on_time, None):
        yield "supplement_subtracted"
    if portal.end_rule == "request":
        yield "request_is_end"
    if own.stopped and portal.adjusted_end is not None and not portal.on_time:
        resumed = portal.adjusted_end - own.stopped
        if _is_kept(resumed, portal.promised_at) is not False:
            yield "stop_not_subtracted"
    if portal.end_rule == "returned" and own.at != portal.end_instant:
        yield "return_is_end"
    if portal.end_rule == "ended" and own.at != portal.end_instant:
        yield "halt_is_end"
    if portal.end_rule == "period_end" and own.at != portal.end_instant:
        yield "period_end"


def _is_kept(end: dt.datetime | None, due: Moment | None) -> bool | None:
    if end is None or due is None:
        return None
    if isinstance(due, dt.datetime):
        return end <= due
    return end.astimezone(VIETNAM).date() <= due
