"""Statements without an amount (câu không có số lượng): same day, cut-offs, rules.

Each reader takes one clause and answers with what it says, or ``None`` if the clause is
not of its kind. The order of ``_READERS`` is the order of how specific they are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from tthc_deadlines.limits.grammar.amounts import CLOCK, FROM_EVENT, LAST_HOURS
from tthc_deadlines.limits.grammar.anchors import OPENER, anchor_of
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit, Semantics
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit

NEXT_DAY = Pattern(
    r"ngày\s+(?:làm\s+việc\s+)?(?:(?:liền\s+)?tiếp\s+theo|kế\s+tiếp|liền\s+kề|liền\s+sau"
    r"|hôm\s+sau|sau\s+đó)"
)
"""The next working day, or the next day as some texts put it."""

SAME_DAY = Pattern(
    r"\b(?:ngay\s+)?trong\s+(?:cùng\s+)?ngày(?:\s+làm\s+việc)?"
    r"(?!\s+(?:làm\s+việc\s+)?(?:liền|tiếp\s+theo|kế|hôm|sau|nghỉ|lễ|tết|thứ|chủ|hẹn|hết|cuối|đầu|giờ))"
    r"(?=\s*(?:$|[,.;:()\"”/]|tiếp\s+nhận|nhận|có|cơ\s+quan|tổ\s+chức|hoặc|nếu|khi|và|mà|sau\s+khi"
    r"|kể\s+từ|tính\s+từ|kể|đối\s+với|phát\s+sinh|phát\s+hiện|trường\s+hợp|với|cho|để|ủy\s+ban"
    r"|ubnd|sở|phòng|bộ\s+phận|trung\s+tâm|người|thì|là))"
)
"""The day of receipt itself: "ngay trong ngày", "trong ngày làm việc nhận được hồ sơ"."""

ANY_DAY = Pattern(r"\b(?:trong|cùng)\s+(?:cùng\s+)?ngày\b(?!\s+(?:nghỉ|lễ|tết))")
"""A day named without a number, whatever its part in the limit."""

_AFTER = Pattern(
    rf"\bsau\s+(?:lúc\s+|thời\s+điểm\s+|mốc\s+)?{CLOCK}"
    rf"(?!\w|\s*(?:làm\s+việc|{FROM_EVENT}|trước|đồng\s+hồ))"
)
BEFORE_CLOCK = Pattern(rf"\s*\btrước\s+(?:lúc\s+)?{CLOCK}(?!\w|\s*(?:làm\s+việc|kể))")
"""A receipt before a time of day, which says nothing about a later one."""

_LAST_HOURS = Pattern(LAST_HOURS)
_CLOCK_STARTS = Pattern(
    r"(?:tính|bắt\s+đầu|kể)\s+(?:bắt\s+đầu\s+)?(?:(?:tính|kể)\s+)?(?:từ|vào|là)?\s*"
    r"(?:(?:đầu\s+giờ|lúc|0?8\s*(?:giờ|h)(?:\s*00)?|giờ\s+làm\s+việc)\s+(?:của\s+|sáng\s+)?)?"
    r"(?:ngày\s+(?:làm\s+việc\s+)?(?:liền\s+)?(?:tiếp\s+theo|kế\s+tiếp|liền|hôm\s+sau|sau))"
    r"|(?:coi|xem|được\s+tính)\s+(?:như\s+)?(?:là\s+)?(?:hồ\s+sơ\s+)?(?:(?:tiếp\s+)?nhận|nộp|gửi|của)\s+(?:vào\s+|của\s+|trong\s+)?ngày"
    r"|(?:tiếp\s+)?nhận\s+(?:hồ\s+sơ\s+)?(?:vào|trong|từ)\s+(?:đầu\s+giờ\s+)?ngày\s+(?:làm\s+việc\s+)?(?:tiếp|kế|liền|hôm)"
    r"|tính\s+thời\s+(?:hạn|gian)\s+(?:giải\s+quyết\s+)?(?:là|vào)\s+ngày\s+làm\s+việc\s+(?:tiếp|kế|liền)"
    r"|(?:tính|chuyển)\s+(?:hồ\s+sơ\s+)?(?:vào|sang)\s+ngày\s+(?:làm\s+việc\s+)?(?:tiếp|kế|liền|hôm)"
)
_RESULT_MOVES = Pattern(
    r"(?:trả|cấp|giải\s+quyết|hoàn\s+thành|cung\s+cấp|thực\s+hiện|chứng\s+thực|xử\s+lý)"
)
_NAMED_SAME_DAY = Pattern(
    r"(?P<name>(?!\W*(?:tổng\s+)?thời\s+(?:hạn|gian)|\W*(?:trường\s+hợp|đối\s+với|nếu)\s)[^:;.]+):"
    r"\s*(?:(?:giải\s+quyết|trả(?:\s+kết\s+quả)?|thực\s+hiện)\s*)?$",
    re.I,
)
_INTERNAL = Pattern(r"chuyển\s+(?:hồ\s+sơ\s+)?(?:vào|đến|cho|về)")

_AGREEMENT = Pattern(r"theo\s+(?:sự\s+)?th[ỏo]a\s+thuận")
_LONGER = Pattern(r"kéo\s+dài|dài\s+hơn|gia\s+hạn|lâu\s+hơn")
_ROLLOVER = Pattern(
    r"(?:ngày\s+cuối(?:\s+cùng)?(?:\s+của)?\s+thời\s+hạn|ngày\s+hết\s+hạn|thời\s+hạn)[^;]*?"
    r"(?:trùng(?:\s+(?:với|vào))?|rơi\s+vào|là|vào)\s+(?:các\s+)?ngày\s+(?:nghỉ|lễ)"
)
_RESTART = Pattern(
    r"(?:thời\s+(?:hạn|gian)|việc)[^;]*?(?:bắt\s+đầu\s+)?tính\s+lại(?:\s+từ\s+đầu)?"
    r"|tính\s+lại\s+(?:từ\s+đầu\s+)?thời\s+(?:hạn|gian)"
)
_SLIP = Pattern(r"phiếu\s+hẹn")
_HEADER = r"(?:(?:tổng\s+)?(?:thời\s+(?:hạn|gian))(?:\s+(?!không)[^\W\d]+,?){0,8}?\s*(?::|là)?\s*)?"
_NOT_COUNTED = Pattern(rf"{_HEADER}không\s+tính(?:\s+vào)?\s+(?:thời\s+(?:gian|hạn))")
_UNSPECIFIED = Pattern(
    rf"{_HEADER}(?:pháp\s+luật\s+)?(?:không|chưa)\s+(?:có\s+)?quy\s+định"
    r"(?:\s+(?:cụ\s+thể|rõ))?(?:\s+(?:về\s+)?thời\s+(?:hạn|gian)"
    r"(?:\s+(?:giải\s+quyết|thực\s+hiện|cụ\s+thể))?)?"
)
_BY_AGREEMENT = Pattern(
    rf"{_HEADER}(?:theo\s+|do\s+)?(?:sự\s+)?(?:th[ỏo]a\s+thuận|hai\s+bên\s+thỏa\s+thuận)(?P<rest>.*)"
)
_OFFICE_HOURS = Pattern(rf"{_HEADER}(?:trong\s+)?giờ\s+(?:hành\s+chính|làm\s+việc)")
_IMMEDIATE = Pattern(
    rf"^{_HEADER}(?:được\s+)?(?:(?:giải\s+quyết|thực\s+hiện|trả\s+kết\s+quả|xử\s+lý|cấp)\s+)?"
    r"ngay(?:\s*$|[,;.]|\s+(?:sau\s+)?khi\b|\s+sau\s+(?:thời\s+điểm|ngày)\b|\s+(?:lập|tức)\s+tức)"
    r"|\b(?:giải\s+quyết|trả\s+kết\s+quả|trả)\s+ngay\b(?!\s+(?:được|trong))"
    r"|^\W*(?P<name>cấp\s+(?:[^\W\d]+\s+){1,5}?)ngay\s+(?:sau\s+)?khi\s+(?:tiếp\s+)?nhận\b"
)
_NEGATED_IMMEDIATE = Pattern(r"không\s+(?:thể\s+)?(?:\S+\s+){0,2}?ngay")
_EXCLUDED = Pattern(
    r"không\s+(?:được\s+)?(?:tính|kể|bao\s+gồm)(?:\s+(?:(?P<into>vào|trong)|cả))?"
    r"\s+(?P<what>thời\s+(?:hạn|gian)|quy\s+trình)"
)
_START_RULE = Pattern(
    r"(?:thời\s+(?:hạn|gian|điểm)|mốc)[^;,]{0,60}?(?:được\s+)?(?:tính|kể|bắt\s+đầu)\s+(?:bắt\s+đầu\s+)?(?:kể\s+)?từ\s"
)
_OPENED = Pattern(OPENER)


class Clause:
    """One clause, as written and in the masked lower-case form the readers match."""

    __slots__ = ("lower", "masked", "text", "whole")

    def __init__(self, whole: str, text: str, lower: str, masked: str) -> None:
        self.whole, self.text, self.lower, self.masked = whole, text, lower, masked


def rule(clause: Clause, kind: ClauseKind, **terms: object) -> ReadLimit:
    """A rule without an amount (quy tắc không có số lượng)."""
    limit = terms.pop("limit", None) or TimeLimit(unit=Unit.NONE)
    return ReadLimit(limit=limit, kind=kind, text=clause.text, **terms)  # type: ignore[arg-type]


def read_statement(clause: Clause) -> list[ReadLimit] | None:
    """What a clause without amounts says (đọc câu không có số lượng).

    Raises:
        AmbiguousWording: it names a day or a time of day whose effect is unclear.
    """
    for reader in _READERS:
        if (found := reader(clause)) is not None:
            return found
    return None


# --- days and times of day ---------------------------------------------------------


def cutoff_in(lower: str) -> tuple[dt.time | None, dt.timedelta | None] | None:
    """The cut-off a clause names (giờ chốt), by the clock, before closing or both; or ``None``.

    >>> cutoff_in("nếu tiếp nhận sau 15 giờ")
    (datetime.time(15, 0), None)
    """
    back = None
    if match := _LAST_HOURS.search(lower):
        unit = "hours" if match["unit"] == "giờ" else "minutes"
        back = dt.timedelta(**{unit: int(match["back"])})
    match = _AFTER.search(lower)
    if match is None:
        return (None, back) if back else None
    hour, minute = int(match["hour"]), int(match["min"] or match["min2"] or 0)
    if match["half"] in {"chiều", "tối"} and hour < 12:
        hour += 12
    # Outside working hours it is no cut-off for receipts: rather refuse than guess.
    if not 6 <= hour <= 23 or minute > 59:
        return None
    return dt.time(hour, minute), back


# "sau 15 giờ cùng ngày", "… giờ hành chính trong ngày làm việc": the day of the clock time.
_DAY_OF_CLOCK = Pattern(
    rf"(?:{re.sub('[?]P<[a-z0-9]+>', '?:', CLOCK)}|{re.sub('[?]P<[a-z]+>', '?:', LAST_HOURS)})"
    r"\s*,?\s*(?:của|trong|cùng|hằng|hàng)\s+ngày(?:\s+làm\s+việc)?(?!\s+(?:tiếp|kế|liền|hôm))"
)


_ON_A_DAY_OFF = Pattern(
    r"(?:nhận|nộp|gửi|đến)\s+(?:\S+\s+){0,6}?(?:(?:vào|trong)\s+(?:các\s+|những\s+)?(?:ngày\s+(?:nghỉ|lễ|thứ|chủ|cuối)|thứ\s+bảy|chủ\s+nhật|cuối\s+tuần)|ngoài\s+giờ)"
)


def _received_on_a_day_off(clause: Clause) -> list[ReadLimit] | None:
    """ "Hồ sơ nộp vào ngày nghỉ … được tính từ ngày làm việc tiếp theo": no time of day."""
    starts = _ON_A_DAY_OFF.search(clause.lower) and _CLOCK_STARTS.search(clause.lower)
    if not starts or cutoff_in(clause.lower):
        return None
    return [rule(clause, ClauseKind.START_SHIFT)]


def _days(clause: Clause) -> list[ReadLimit] | None:
    lower = _DAY_OF_CLOCK.sub(lambda m: m[0].replace("ngày", "----"), clause.lower)
    lower = _LAST_HOURS.sub(lambda m: m[0].replace("ngày", "----"), lower)
    same, following = SAME_DAY.search(lower), NEXT_DAY.search(lower)
    cutoff = cutoff_in(lower)
    if cutoff and following:
        return _with_cutoff(clause, lower, same, cutoff)
    if same and not cutoff:
        _check_work_in(clause, lower, same)
        if BEFORE_CLOCK.search(lower):
            raise refusal(clause.whole, clause.text, "clock")
        anchor = _same_day_anchor(lower[same.end() :])
        today = TimeLimit(unit=Unit.SAME_DAY, anchor=anchor)
        if following is None:
            named = _NAMED_SAME_DAY.match(clause.text[: same.start()])
            subject = named["name"].strip(" -+") if named else None
            return [rule(clause, ClauseKind.LIMIT, limit=today, subject=subject)]
        tomorrow = TimeLimit(value=1, unit=Unit.WORKING_DAY, bound=Bound.MAX)
        kind = ClauseKind.SAME_DAY_OR_NEXT
        return [rule(clause, kind, limit=limit) for limit in (today, tomorrow)]
    if following and not cutoff:
        return _next_day_alone(clause, following)
    return None


_WORK = Pattern(
    r"giải\s+quyết|trả|cấp|hoàn\s+thành|thực\s+hiện|xử\s+lý|kết\s+quả|thông\s+báo|ban\s+hành|ký|cập\s+nhật"
    r"|(?<!\w)(?:là|được|phải|thì)(?!\w)"
)
_RECEIPT = Pattern(r"(?<!\w)(?:nhận|nộp|đến|gửi|phát\s+sinh)\s*$")


def _check_work_in(clause: Clause, lower: str, same: re.Match[str]) -> None:
    """ "hồ sơ tiếp nhận trong ngày" are the receipts of a day, no limit."""
    before = lower[: same.start()].rstrip()
    if same[0].startswith("ngay") or not before or before[-1] in ":,;(":
        return
    if _RECEIPT.search(before) or not _WORK.search(before):
        raise refusal(clause.whole, clause.text, "day")


def _with_cutoff(
    clause: Clause,
    lower: str,
    same: re.Match[str] | None,
    cutoff: tuple[dt.time | None, dt.timedelta | None],
) -> list[ReadLimit]:
    if _INTERNAL.search(lower):
        raise refusal(clause.whole, clause.text, "clock")
    starts = _CLOCK_STARTS.search(lower)
    if not (starts or same or _RESULT_MOVES.search(lower)):
        raise refusal(clause.whole, clause.text, "clock")
    effect = (
        AfterCutoff.CLOCK_STARTS_NEXT_WORKING_DAY if starts else AfterCutoff.RESULT_NEXT_WORKING_DAY
    )
    anchor = _same_day_anchor(lower[same.end() :]) if same else None
    limit = TimeLimit(
        unit=Unit.SAME_DAY if same or not starts else Unit.NONE,
        anchor=anchor, cutoff=cutoff[0], cutoff_before_closing=cutoff[1], after_cutoff=effect,
    )  # fmt: skip
    if same:
        found = [rule(clause, ClauseKind.LIMIT, limit=limit)]
    else:
        kind = ClauseKind.START_SHIFT if starts else ClauseKind.RESULT_SHIFT
        found = [rule(clause, kind, limit=limit)]
    if _AGREEMENT.search(lower) and _LONGER.search(lower):
        found.append(open_extension(clause))
    return found


def _next_day_alone(clause: Clause, following: re.Match[str]) -> list[ReadLimit] | None:
    before = clause.lower[: following.start()].rstrip()
    latest = re.search(r"(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|trong))?(?:\s+đầu\s+giờ)?$", before)
    plain = re.search(r"(?:^|\s)(?:trong|là|vào|:)$|^$", before)
    if "đầu giờ" in before or not (latest or plain) or _LONGER.search(clause.lower):
        return None
    if re.search(r"\b(?:tính|kể|bắt\s+đầu|kết\s+thúc|hết\s+hạn|chuyển|lùi|dời)\b", before):
        return None
    bound = Bound.MAX if latest else None
    after = clause.lower[following.end() :]
    opened = _OPENED.search(after)
    limit = TimeLimit(
        value=1, unit=Unit.WORKING_DAY, bound=bound,
        anchor=anchor_of(after[opened.start() :]) if opened else None,
    )  # fmt: skip
    return [rule(clause, ClauseKind.LIMIT, limit=limit)]


def _same_day_anchor(after: str) -> Anchor | None:
    """ "… trong ngày nhận được đủ hồ sơ": the day is named by its event."""
    opened = _OPENED.match(after.lstrip(" ,"))
    if opened:
        return anchor_of(after.lstrip(" ,"))
    head = re.split(r"[,;.()]|\bhoặc\b|\btrường hợp\b|\bnếu\b", after, maxsplit=1)[0]
    if not re.search(r"nhận|nộp", head):
        return None
    anchor = anchor_of(head)
    return None if anchor is Anchor.OTHER_EVENT else anchor


def open_extension(clause: Clause) -> ReadLimit:
    """ "… hoặc có thể kéo dài hơn theo thỏa thuận": an extension without a maximum."""
    limit = TimeLimit(unit=Unit.BY_AGREEMENT)
    return rule(
        clause, ClauseKind.EXTENSION, limit=limit, semantics=Semantics.CAPS_TOTAL, by_agreement=True
    )


# --- rules -------------------------------------------------------------------------


def _slip(clause: Clause) -> list[ReadLimit] | None:
    if not _SLIP.search(clause.lower):
        return None
    return [rule(clause, ClauseKind.APPOINTMENT_SLIP)]


def _rollover(clause: Clause) -> list[ReadLimit] | None:
    if _ROLLOVER.search(clause.lower) and NEXT_DAY.search(clause.lower):
        return [rule(clause, ClauseKind.ROLLOVER)]
    return None


def _restart(clause: Clause) -> list[ReadLimit] | None:
    if not _RESTART.search(clause.lower) or NEXT_DAY.search(clause.lower):
        return None
    return [rule(clause, ClauseKind.CLOCK_RESTART)]


def _plain_words(clause: Clause) -> list[ReadLimit] | None:
    """Cells that consist of the statement alone."""
    words = re.sub(r"^\W+|\W+$", "", clause.masked)
    if _NOT_COUNTED.fullmatch(words):
        return [rule(clause, ClauseKind.NOT_COUNTED, not_counted=True)]
    if _UNSPECIFIED.fullmatch(words):
        return [rule(clause, ClauseKind.LIMIT)]
    if _OFFICE_HOURS.fullmatch(words):
        return [rule(clause, ClauseKind.OFFICE_HOURS)]
    if match := _BY_AGREEMENT.fullmatch(words):
        opened = _OPENED.search(match["rest"])
        anchor = anchor_of(match["rest"][opened.start() :]) if opened else None
        limit = TimeLimit(unit=Unit.BY_AGREEMENT, anchor=anchor)
        return [rule(clause, ClauseKind.LIMIT, limit=limit)]
    return None


def _longer_by_agreement(clause: Clause) -> list[ReadLimit] | None:
    if _AGREEMENT.search(clause.lower) and _LONGER.search(clause.lower):
        return [open_extension(clause)]
    return None


def _excluded(clause: Clause) -> list[ReadLimit] | None:
    match = _EXCLUDED.search(clause.lower)
    if match is None:
        return None
    before = clause.text[: match.start()].strip(" ,:")
    after = clause.text[match.start("what") :].strip(" ,:.")
    inward = match["into"] or after.count(" ") < 2  # "… không tính vào thời hạn giải quyết"
    named = before if before and inward else after
    return [rule(clause, ClauseKind.EXCLUDED_PERIOD, excludes=named or None, not_counted=True)]


def _start_rule(clause: Clause) -> list[ReadLimit] | None:
    match = _START_RULE.search(clause.lower)
    if match is None or NEXT_DAY.search(clause.lower):
        return None
    opened = _OPENED.search(clause.lower)
    if opened is None:
        return None
    anchor = anchor_of(clause.lower[opened.start() :])
    limit = TimeLimit(unit=Unit.NONE, anchor=anchor)
    return [rule(clause, ClauseKind.START_RULE, limit=limit)]


def _immediate(clause: Clause) -> list[ReadLimit] | None:
    match = _IMMEDIATE.search(clause.lower)
    if match is None or _NEGATED_IMMEDIATE.search(clause.lower):
        return None
    opened = _OPENED.search(clause.lower)
    words = clause.lower[match.start() :].removeprefix("ngay ").removeprefix("sau ")
    named = re.search(r"nhận|nộp|quyết\s+định", words)
    anchor = anchor_of(clause.lower[opened.start() :]) if opened else None
    if opened is None and named:
        anchor = anchor_of(words)
    limit = TimeLimit(unit=Unit.IMMEDIATE, anchor=anchor)
    subject = clause.text[slice(*match.span("name"))].strip() or None
    return [rule(clause, ClauseKind.LIMIT, limit=limit, subject=subject)]


_READERS: tuple[Callable[[Clause], list[ReadLimit] | None], ...] = (
    _slip,
    _rollover,
    _restart,
    _plain_words,
    _received_on_a_day_off,
    _days,
    _longer_by_agreement,
    _excluded,
    _immediate,
    _start_rule,
)


def check_nothing_left(clause: Clause) -> None:
    """Refuse a clause that still names a day or an hour nobody read (còn sót mốc thời gian)."""
    if _AFTER.search(clause.lower) or _LAST_HOURS.search(clause.lower):
        raise refusal(clause.whole, clause.text, "clock")
    if NEXT_DAY.search(clause.lower) or ANY_DAY.search(clause.lower):
        raise refusal(clause.whole, clause.text, "day")
