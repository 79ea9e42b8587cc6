"""The words that follow an amount (phần đứng sau số lượng): anchors, exclusions, conditions."""

from __future__ import annotations

import re

import attrs

from tthc_deadlines.limits.grammar.anchors import OPENER, locate_anchor, starts_next_day
from tthc_deadlines.limits.grammar.labels import AGENCY, WORK
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.time_limit import Anchor

_OPENED = Pattern(OPENER)
_ANCHOR = Pattern(
    r"(?:(?:được\s+)?(?:kể|tính)\s+(?:bắt\s+đầu\s+)?(?:kể\s+)?từ|bắt\s+đầu\s+(?:tính\s+)?từ)"
    r"\s+(?:khi|ngày|thời\s+điểm|lúc|giờ|sau\s+khi|█)"
)
_ANCHOR_AT_ONCE = Pattern(r"\s*,?\s*(?:(?:ngay\s+)?sau|từ)\s+(?:khi|ngày|thời\s+điểm|lúc)\b")
_ALLOWED = Pattern(
    rf"\s*(?:$|[,.;:)\]\"”…]|/\s*(?:0?1\s+)?(?:bộ\s+)?(?:hồ\s+sơ|thủ\s+tục|tthc|trường\s+hợp)(?!\w)|-\s*(?:(?:kể|tính)\s+từ|cấp\s+(?:mới|lại|đổi))|{WORK}|(?:giải\s+quyết|thực\s+hiện)\s*(?:hồ\s+sơ\s*)?(?:$|[,;.+)])|"
    r"(?:(?:được\s+)?kể|(?:được\s+)?tính|từ|(?:ngay\s+)?sau\s+(?:khi|ngày)|đối\s+với|với|áp\s+dụng|trong\s+(?:các\s+)?"
    r"trường\s+hợp|trường\s+hợp|nếu|khi|theo|và|hoặc|nhưng|thì|mà|để|cho|phải|không|chưa|trừ|trước|tính|trong\s+đó"
    r"|cấp\s+(?:giấy|chứng|thẻ|phiếu|văn\s+bản)|ra\s+quyết\s+định|trả\s+(?:lại\s+)?hồ\s+sơ|cơ\s+quan|các\s+cơ\s+quan|ủy\s+ban|ubnd|chủ\s+tịch|sở|bộ|phòng|cục|chi\s+cục|tổng\s+cục|trung\s+tâm"
    r"|giám\s+đốc|thủ\s+trưởng|người|tổ\s+chức|cá\s+nhân|doanh\s+nghiệp|nhà\s+đầu\s+tư|hội\s+đồng|đơn\s+vị|bộ\s+phận"
    r"|tùy|gồm|bao\s+gồm|là|được|có|nêu|tại|ở|kết\s+quả|tương\s+đương|cộng|làm\s+cơ\s+sở|sẽ|như|so\s+với)(?!\w))"
)
_REFUSED = Pattern(
    r"\s*(?:/(?!\s*(?:0?1\s+)?(?:bộ\s+)?(?:hồ\s+sơ|thủ\s+tục|tthc|trường\s+hợp))|trở\s+(?:lên|xuống|đi)|liên\s+tiếp|cộng\s+dồn|đầu\b|cuối\b|gần\s+nhất|tiếp\s+theo|một\s+lần|/\s*lần"
    r"|làm\b|nghỉ|quy\s+đổi|=|hoặc\s+(?:ít|nhiều|lâu|sớm|muộn)\s+hơn(?!\s+theo))"
    r"|[^,;]*?\btrở\s+(?:lên|xuống)\b"
)
_NOT_COUNTED = Pattern(
    r"không\s+(?:được\s+)?tính\s+(?:vào|trong)\s+(?:tổng\s+)?(?:thời\s+(?:hạn|gian)|quy\s+trình)"
)
_EXCLUDES = Pattern(
    r"(?:(?:không|chưa)\s+(?:bao\s+gồm|kể|tính|gồm)|không\s+kể\s+cả|(?:ngoại\s+)?trừ)\s*:?\s+(?:cả\s+)?"
    r"(?P<what>thời\s+(?:gian|hạn)\s+[^;]*|việc\s+[^;]*)"
)
_DAYS_OFF = Pattern(
    r"(?:(?:không|chưa)\s+(?:bao\s+gồm|kể|tính|gồm)|(?:ngoại\s+)?trừ)\s+(?:cả\s+)?(?:vào\s+)?(?:thời\s+gian\s+(?:của\s+|là\s+|vào\s+)?)?(?:các\s+)?(?:những\s+)?"
    r"(?P<days>(?:ngày\s+)?(?:nghỉ|lễ|tết|(?:thứ\s+|t\.?)(?:bảy|7)|cn(?!\w)|chủ\s+nhật|cuối\s+tuần)[^;)]*)"
)
_DAYS_OFF_TOO = Pattern(
    r"(?:kể|tính|bao\s+gồm)\s+(?:luôn\s+)?cả\s+(?:các\s+)?(?:ngày\s+)?(?:nghỉ|lễ|thứ|chủ\s+nhật)"
)
_RECEIPT_DAY = Pattern(
    r"(?:kể|tính|bao\s+gồm)\s+(?:luôn\s+)?cả\s+ngày\s+(?:tiếp\s+)?(?:nhận|nộp|trả)"
)
_ONLY_HOLIDAYS = Pattern(r"^(?:ngày\s+)?(?:nghỉ\s+)?(?:(?:các\s+)?ngày\s+)?(?:lễ|tết)")
_BACKWARD = Pattern(
    r"\s*,?\s*(?:trở\s+về\s+)?(?:trước\s+(?:khi|ngày|thời\s+điểm|lúc|kỳ|giờ|buổi|phiên|thời\s+hạn)"
    r"|trước\s*(?:$|…|\.\.)|tính\s+đến|so\s+với\s+(?:ngày|thời\s+điểm)|đến\s+trước)"
)
_BY_DATE = Pattern(r",\s*(?:(?:và|nhưng|hoàn\s+thành|chậm\s+nhất|xong)\s+)*trước\s+█")
_CONDITION = Pattern(
    r"(?<!\w)(?:áp\s+dụng\s+)?(?:(?:đối\s+với|cho|trong)\s+(?:(?:các|những)\s+)?trường\s+hợp|đối\s+với|trường\s+hợp|nếu)\s+"
    r"(?P<what>[^;]+)"
)
# "…, trường hợp từ chối phải nêu rõ lý do": what is owed besides, no condition.
_EXPLAINED = Pattern(
    r"(?:trường\s+hợp|nếu)\s+(?:từ\s+chối|(?:không|chưa)\s)[^;]*?(?<!\w)"
    r"(?:phải\s+(?:có|nêu|trả|thông|ghi|giải)|có\s+văn\s+bản|trả\s+lời|thông\s+báo|nêu\s+rõ)(?!\w)"
)
_EXCEPT = Pattern(r"(?<!\w)trừ\s+$")
_FOR_CASE = Pattern(
    r"\s*(?:cho\s+|-\s*)(?P<what>(?:cấp\s+(?:mới|lại|đổi|lần|tỉnh|xã)|hồ\s+sơ|dự\s+án|nhóm|loại|trường\s+hợp)[^;,]*)"
)
# "…, thời gian bổ sung hồ sơ không tính vào thời hạn": that time, not this amount.
_OTHER_TIME = Pattern(
    r"(?:^|[,;(]|\bvà)\s*(?P<what>(?:thời\s+(?:gian|hạn)(?!\s+này)|việc|khoảng)\s[^,;()]*)$"
)
_CONDITION_END = Pattern(r",?\s*(?:(?:được\s+)?(?:kể|tính)\s+từ|không\s+bao\s+gồm)\b|[;.](?:\s|$)")
# "15 ngày thẩm định", "02 ngày tại UBND tỉnh": what the time is for, said after it.
_FOR = Pattern(
    rf"\s*(?:để\s+|cho\s+việc\s+)?(?P<what>(?:{WORK}|(?:giải\s+quyết|thực\s+hiện)(?!\w)|(?:tại|ở|cho|do)\s+{AGENCY})[^,;.:()+]*?)"
    r"(?=\s*(?:$|[,;.:()+]|(?:được\s+)?(?:kể|tính)\s+từ|(?<!\w)(?:và|theo|đối\s+với|trong|nếu|trường\s+hợp)(?!\w)))"
)
_AGREEMENT = Pattern(r"theo\s+(?:sự\s+)?thỏa\s+thuận")
_LONGER = Pattern(r"kéo\s+dài|dài\s+hơn|lâu\s+hơn|gia\s+hạn")
_ACTOR = Pattern(
    r"(?:[,:]|^)\s*(?P<who>(?:[A-ZĐÀ-Ỹ]|cơ quan|người|tổ chức, cá nhân|tổ chức (?=nộp|đề|yêu|đăng)"
    r"|cá nhân|chủ|doanh nghiệp|nhà đầu tư|thành viên|thương nhân|công dân|đương sự"
    r"|hợp tác xã)[^;.]*?)"
    r"(?<!\b[Nn]gười)(?<!\b[Cc]ơ quan)(?<!\b[Tt]ổ chức)(?<!\bcá nhân)"
    r"(?<!được)(?<!bị)(?<!đề nghị)(?<!xin)\s+"
    r"(?=(?:có\s+(?:trách\s+nhiệm|nghĩa\s+vụ|văn\s+bản)|phải|xem\s+xét|quyết\s+định|trình|thẩm\s+định|phê\s+duyệt|phát\s+hành|xác\s+nhận|ký(?!\w)|tham\s+mưu|giúp|cấp\s+(?!tỉnh|xã|huyện|có\s"
    r"|C/O)|ra\s|ban\s+hành|tổ\s+chức\s+(?:thẩm|xem|kiểm)|thông\s+báo|gửi|trả|xử\s+lý|thực\s+hiện|hoàn\s+thành|tiến\s+hành"
    r"|lập|chủ\s+trì|nộp|bổ\s+sung|hoàn\s+thiện|giải\s+trình|yêu\s+cầu|kiểm\s+tra|công\s+nhận))"
)
_NO_ACTOR = Pattern(r"(?:đối\s+với|(?:các\s+)?trường\s+hợp|nếu|khi|để)\s", re.I)
# "… hồ sơ hợp lệ của tổ chức, cá nhân, Sở Y tế thẩm định": the last one acts.
_AGENCY_AFTER = Pattern(
    r".*cá nhân,\s*(?=(?:Sở|Bộ|UBND|Ủy ban|Cục|Chi cục|Phòng|Chủ tịch|Văn phòng|Trung tâm|Ban"
    r"|Hội đồng|Ngân hàng)\s)",
    re.I,
)
_APPLICANT = Pattern(
    r"^(?:các\s+)?(?:người\s+(?!có\s+thẩm|đứng|phụ\s+trách|giải\s+quyết|tiếp|ra\s|được\s+(?:giao|phân|ủy)|thụ\s+lý|chủ\s+trì"
    r"|thực\s+hiện|quyết|ký|phê|kiểm|thẩm|công\s+chứng|chứng\s+thực|làm\s+công)|tổ\s+chức\s*(?:,|và|nộp|đề\s+nghị|yêu\s+cầu|đăng\s+ký)|cá\s+nhân"
    r"|doanh\s+nghiệp|nhà\s+đầu\s+tư|chủ\s+(?:đầu\s+tư|kho|hàng|hồ\s+sơ|dự\s+án|cơ\s+sở)|thương\s+nhân|công\s+dân"
    r"|đương\s+sự|hộ\s+|hợp\s+tác\s+xã)"
)


@attrs.frozen
class Tail:
    """What follows an amount (phần theo sau): its anchor and terms."""

    anchor: Anchor | None = None
    anchor_words: str = ""
    backward: bool = False
    working: bool = False
    not_counted: bool = False
    excludes: str | None = None
    condition: str | None = None
    work: str | None = None
    days_off_too: bool = False
    actor: str | None = None
    applicant: bool = False
    by_agreement: bool = False
    longer_by_agreement: bool = False
    then: bool = False
    refused: str | None = None


def read_tail(masked: str, lower: str, text: str) -> Tail:
    """Read the words after an amount (đọc phần theo sau).

    ``masked`` has dates and remarks covered; ``lower`` and ``text`` are as written.

    >>> words = ", kể từ ngày nhận đủ hồ sơ hợp lệ"
    >>> read_tail(words, words, words).anchor.value
    'complete_valid_dossier'
    """
    if _bare(masked):
        return Tail()
    if why := _refusal(masked, text):
        return Tail(refused=why)
    days_off = _DAYS_OFF.search(lower)
    if days_off and not _working_days_left(days_off["days"]):
        return Tail(refused="holidays_only")
    anchor, words, anchored = _anchor(masked)
    if anchor is not None and starts_next_day(words):
        return Tail(refused="next_day_start")
    not_counted, excludes = _left_out(masked)
    condition = _condition(masked, text)
    actor = _actor(text, anchored, excludes.start() if excludes else len(text))
    agreed = bool(_AGREEMENT.search(masked))
    longer = agreed and bool(_LONGER.search(masked))
    return Tail(
        anchor=anchor,
        anchor_words=words,
        backward=bool(_BACKWARD.match(masked)),
        working=days_off is not None,
        not_counted=not_counted,
        excludes=text[slice(*excludes.span("what"))].strip(" ,.") if excludes else None,
        condition=condition,
        work=_work(masked, text),
        days_off_too=bool(_DAYS_OFF_TOO.search(lower)),
        actor=actor,
        applicant=bool(actor and _APPLICANT.search(actor.lower())),
        by_agreement=agreed and not longer,
        longer_by_agreement=longer,
        then=bool(re.match(r"[^,]*?(?<!\w)(?:thì|mà)(?!\w)", masked)),
    )  # fmt: skip


def _left_out(masked: str) -> tuple[bool, re.Match[str] | None]:
    """Whether the amount itself does not count, and what else does not."""
    said = _NOT_COUNTED.search(masked)
    other = _OTHER_TIME.search(masked[: said.start()]) if said else None
    return said is not None and other is None, other or _EXCLUDES.search(masked)


def _bare(masked: str) -> bool:
    return not masked.strip(' .,;:)"”]')


def _refusal(masked: str, text: str) -> str | None:
    if _REFUSED.match(masked) or _RECEIPT_DAY.search(masked):
        return "follows"
    start = text.lstrip()
    if not _ALLOWED.match(masked) and not (start[:1].isupper() and not start.isupper()):
        return "follows"
    return "both_ways" if _BY_DATE.search(masked) else None


def _working_days_left(days: str) -> bool:
    """Saturday and Sunday must be among the days left out, not the holidays alone."""
    if re.search(r"chủ\s+nhật|(?<!\w)cn(?!\w)", days):
        return bool(
            re.search(r"(?:thứ\s+|(?<!\w)t\.?)(?:bảy|7)|cuối\s+tuần|nghỉ\s+hằng\s+tuần", days)
        )
    if re.search(r"cuối\s+tuần|h[ằà]ng\s+tuần", days):
        return True
    return not _ONLY_HOLIDAYS.match(days) and not re.search(r"thứ|(?<!\w)t\.?7", days)


def _anchor(masked: str) -> tuple[Anchor | None, str, int]:
    """The event, its words, and the place where its description ends."""
    match = _ANCHOR.search(masked) or _ANCHOR_AT_ONCE.match(masked)
    if match is None:
        return None, "", 0
    words = masked[match.start() :].lstrip(" ,")
    anchor, end = locate_anchor(words)
    return anchor, words, len(masked) - len(words) + end


def _condition(masked: str, text: str) -> str | None:
    match = _FOR_CASE.match(masked) or _CONDITION.search(masked)
    if match is None:
        return None
    start, end = match.span("what")
    if _EXCEPT.search(masked, 0, match.start()):
        start = masked.rindex("trừ", 0, match.start())
    stop = _CONDITION_END.search(masked, start, end)
    words = text[start : stop.start() if stop else end].strip(" ,.:)")
    # "…, nếu không đạt thì trả lời" is what follows from the work, not when the limit holds.
    explained = (
        _EXPLAINED.match(masked, match.start()) and masked[: match.start()].rstrip()[-1:] == ","
    )
    if explained or words.lower() == "có" or re.search(r"(?<!\w)thì(?!\w)", words.lower()):
        return None
    return words or None


def _work(masked: str, text: str) -> str | None:
    match = _FOR.match(masked)
    return text[slice(*match.span("what"))].strip() or None if match else None


def _actor(text: str, start: int, end: int) -> str | None:
    match = _ACTOR.search(text, start, end)
    if match is None or _NO_ACTOR.match(match["who"]):
        return None
    who = _AGENCY_AFTER.sub("", match["who"])
    return re.sub(r"\s+sẽ$", "", who.strip(" ,"))
