"""The words that lead to an amount (phần đứng trước số lượng): "trong thời hạn", "không quá".

They say whether the amount is a limit, which side of it is allowed, under what condition
it holds and whether it adds to another limit.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import attrs

from tthc_deadlines.limits.reading import ClauseKind, Semantics
from tthc_deadlines.limits.time_limit import Anchor, Bound

_END = re.compile(
    r"(?<!\w)(?:"
    r"(?P<max>(?:tối\s+đa|nhiều\s+nhất)(?:\s+là)?|(?:phải\s+)?không\s+(?:được\s+)?(?:vượt\s+)?quá"
    r"|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:trong|sau|vào))?"
    r"|không\s+(?:được\s+)?(?:chậm|muộn|lâu|nhiều|dài)\s+(?:hơn|quá)|≤|<=)"
    r"|(?P<min>(?:ít\s+nhất|tối\s+thiểu)(?:\s+là)?|không\s+(?:được\s+)?(?:ít|thấp)\s+hơn|không\s+dưới"
    r"|≥|>=)"
    r"|(?P<cue>trong(?:\s+(?:khoảng\s+)?thời\s+(?:hạn|gian)|\s+vòng|\s+hạn)?|(?:tổng\s+)?thời\s+(?:hạn|gian))"
    r"|(?P<weak>là|sẽ|được|cả|chỉ|bằng|phải|tổng\s+cộng)"
    r"|(?P<remains>còn(?:\s+lại)?|xuống)"
    r"|(?P<to>đến|tới)"
    r"|(?P<each>mỗi\s+lần)"
    r"|(?P<added>thêm))\s*$"
)
_JOINT = re.compile(r"(?:[,;:(+\"“]|(?<!\w)(?:và|hoặc|hay|thì|nhưng|trong\s+đó|riêng))$")
_LABEL = re.compile(r"thời\s+(?:hạn|gian)(?:[^,;]|,(?!\s*thì))*$")
_APPROXIMATE = re.compile(
    r"(?:(?<!\w)(?:khoảng|xấp\s+xỉ|gần|hơn|trên|dưới|ngoài|độ|chừng|cỡ|tầm|sớm\s+nhất)|[~<>])$"
)
_ELAPSED = re.compile(
    r"(?<!\w)(?:quá|sau|hết|đã|cứ|đủ|vào|mỗi|hằng|hàng|chậm|trễ|muộn|từ|liên\s+tiếp)$"
    r"|(?<!không )(?<!vượt )quá\s+(?:thời\s+)?hạn(?:\s+\S+){0,4}$"
    r"|(?<!\w)(?:sau|hết)\s+(?:thời\s+)?(?:hạn|gian)(?:\s+\S+){0,2}$"
)
_LASTS = (
    r"(?:hiệu\s+lực|giá\s+trị(?:\s+sử\s+dụng)?|bảo\s+hành|lưu\s+trữ|lưu\s+giữ|bảo\s+quản|kinh\s+nghiệm"
    r"|công\s+tác|cư\s+trú|tạm\s+trú|lưu\s+trú|thực\s+tập|tập\s+sự|đào\s+tạo|thuê|cấm|tù|phạt|hành\s+nghề"
    r"|sử\s+dụng|đình\s+chỉ|tước|bổ\s+nhiệm|nghỉ|hoạt\s+động|nhiệm\s+kỳ|tham\s+gia|học|đóng\s+bảo\s+hiểm)"
)
_VALIDITY = re.compile(
    rf"(?<!\w){_LASTS}$|(?<!\w)làm\s+việc$|(?<!\w)có\s+thời\s+(?:hạn|gian)$"
    rf"|thời\s+(?:hạn|gian)\s+(?:\S+\s+){{0,2}}?{_LASTS}(?:\s+[^,;:]{{1,60}})?:?$"
    rf"|(?<!\w)(?:có|còn)\s+(?:hiệu\s+lực|giá\s+trị)(?:\s+[^,;:]{{1,60}})?:?$"
    r"|thời\s+(?:hạn|gian)\s+(?:của\s+)?(?:các\s+)?(?:giấy|thẻ|chứng\s+chỉ|hợp\s+đồng|thị\s+thực|visa"
    r"|văn\s+bằng|chứng\s+thư|nhiệm\s+kỳ)[^,;:]{0,60}:?$"
)
_DANGLING = re.compile(r"\d\)?\s*(?:hoặc|hay|và|~|/|-)?$")
_FORMER = re.compile(
    r"trước\s+(?:khi\s+)?(?:được\s+)?(?:đơn\s+giản|cắt\s+giảm|rút\s+ngắn|sửa\s+đổi)|trước\s+(?:đây|kia)"
    r"|(?:quy\s+định|thời\s+hạn|mức)\s+cũ"
)
_STAGE = re.compile(r"hẹn\s+(?:trả\s+)?(?:kết\s+quả\s+)?lần")
_MINIMUM_VALIDITY = re.compile(r"còn\s+(?:\S+\s+){0,5}?(?:ít\s+nhất|tối\s+thiểu)")
# "gia hạn giấy phép" renews a paper; only "gia hạn (thời hạn …)" lengthens a limit.
_PROLONG = re.compile(
    r"gia\s+hạn(?=\s*(?:$|,?\s*nhưng|một|hai|ba|thêm|không|tối|mỗi|\d|thời|việc|giải\s+quyết|thẩm|kiểm|xác"
    r"|trả\s+lời|tối\s+đa|là|lần|tổng|hồ\s+sơ\s+không))"
)
_RENEWAL = re.compile(
    r"(?:cấp|hồ\s+sơ|thủ\s+tục|trường\s+hợp|đối\s+với|đăng\s+ký|đề\s+nghị|:|,|^)\s*gia\s+hạn\s*:?$"
)
_LENGTHEN = re.compile(r"kéo\s+dài|dài\s+hơn")
_ADD = re.compile(
    r"(?:kéo\s+dài|tăng|cộng|được|gia\s+hạn)\s+thêm|thêm\s+(?:nhưng|tối|không|là)|thêm$"
)
_CAP = re.compile(r"nhưng|hơn")
_CUT = re.compile(
    r"(?:cắt\s+giảm|giảm|rút\s+ngắn)(?:\s+(?:được|thời\s+gian|thời\s+hạn|\S+){0,6})?$"
)
_CUT_BEFORE = re.compile(r"(?<!\w)(?:cắt\s+giảm|giảm|rút\s+ngắn)(?!\w)")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|cộng|bớt|vượt|lùi|hụt|chênh)(?:\s+lên)?$")
_APPLICANT_WORK = re.compile(
    r"thời\s+(?:hạn|gian)\s+(?:để\s+)?(?:nộp|bổ\s+sung|hoàn\s+thiện|sửa\s+đổi|giải\s+trình|khắc\s+phục)"
    r"(?:[\s,]+\S+){0,4}?\s+(?:hồ\s+sơ|giấy\s+tờ|phí|lệ\s+phí|tiền|thuế)"
)
_BEFORE_EVENT = re.compile(
    r"(?<!\w)trước\s+(?:khi|ngày|thời\s+điểm)\s+(?!(?:được\s+)?(?:đơn\s+giản|cắt|rút|sửa))"
    r"(?:(?!(?<!\w)thì(?!\w))[^,;:])*$"
)
_PAUSE = re.compile(r"tạm\s+(?:dừng|ngừng|đình\s+chỉ|hoãn)")
_REMOTE = re.compile(r"vùng\s+sâu|vùng\s+xa|hải\s+đảo|miền\s+núi|đi\s+lại\s+khó\s+khăn|biên\s+giới")
_TIMES = re.compile(r"(?<!mỗi )(?<!\w)(\d{1,2}|một|hai|ba)\s+lần(?!\s+thứ)")
_COUNTS = {"một": 1, "hai": 2, "ba": 3}
_CHANNEL = re.compile(
    r"trực\s+tuyến|trực\s+tiếp|bưu\s+(?:chính|điện)|điện\s+tử|cổng\s+dịch\s+vụ|bản\s+giấy|môi\s+trường\s+mạng"
)
_OPENER = re.compile(
    r"(?<!\w)(?:(?:trong\s+)?(?:các\s+|những\s+)?trường\s+hợp|(?:riêng\s+)?đối\s+với(?:\s+(?:các\s+|những\s+)?trường\s+hợp)?|nếu|(?:ở|tại)(?=\s+(?:các\s+)?(?:xã|vùng|huyện|địa))|riêng)\s"
)
_TRAILING_JOINT = re.compile(r"(?<!\w)(?:là|và|hoặc|nhưng)$", re.I)
_CONNECTIVE = re.compile(
    r"^trong\s+đó(?:\s*:?\s*(?:[a-zđ]\)\s*)?)|^(?:và|hoặc|hay|nhưng|riêng|từ)(?!\w)"
    r"|(?<!\w)(?:là|và|hoặc|nhưng)$",
    re.I,
)
_AGENT = re.compile(
    r",[^,]*(?:gia\s+hạn|kéo\s+dài)[^,]*$"
    r"|\s+(?:(?:có\s+thể|được)\s+)*(?:gia\s+hạn|kéo\s+dài|tăng|cộng)[^,]*$",
    re.I,
)
_NUMBERED = re.compile(r"\d{1,2}|[a-zđ]")
_THEN = re.compile(r"(?<!\w)thì(?!\w)")
_TRAILING_LABEL = re.compile(
    r"[\s,:]*(?:(?:thì\s+)?(?:tổng\s+)?thời\s+(?:hạn|gian)[^:;]*)?[\s,:]*(?:là|được|sẽ)?[\s,:]*$"
)
_APPLICANT = re.compile(
    r"(?:^|(?<!cơ quan)[,;:.]\s*|thì\s+)(?:các\s+)?(?:người\s+(?:nộp|yêu\s+cầu|đề\s+nghị|học"
    r"|sử\s+dụng|đại\s+diện|làm\s+đơn|khai)"
    r"|(?:tổ\s+chức\s*(?:,|và)\s*cá\s+nhân|cá\s+nhân|doanh\s+nghiệp|hộ\s+gia\s+đình)"
    r"|nhà\s+đầu\s+tư|chủ\s+(?:đầu\s+tư|kho|hàng|hồ\s+sơ|dự\s+án|cơ\s+sở|thể)|thương\s+nhân|công\s+dân"
    r"|đương\s+sự|khách\s+hàng)(?:\s[^;:]*)?$"
)
_NOTICE = re.compile(r"(?:báo|thông\s+báo|đăng\s+ký|gửi|nộp|đề\s+nghị)(?:\s+[^,;:]+)?\s+trước$")


@attrs.define(frozen=True, slots=False)
class Lead:
    """What leads to an amount (phần dẫn): the words left over and what was said."""

    words: str
    rest: str
    bound: Bound | None
    said: frozenset[str]

    @property
    def certain(self) -> bool:
        """Whether the amount is stated as a limit at all."""
        return bool(
            self.said & {"max", "min", "cue"}
            or not self.rest
            or _JOINT.search(self.rest)
            or self.kind(None) in {ClauseKind.EXTENSION, ClauseKind.REDUCTION, ClauseKind.PART}
            or _LABEL.search(self.rest)
        )

    @property
    def window(self) -> bool:
        """Whether it says "trong (thời hạn)"."""
        return "cue" in self.said

    @property
    def before(self) -> bool:
        """ "báo trước ít nhất N ngày": counted back without naming the event after it."""
        return self.rest.endswith("trước")

    @property
    def channel(self) -> bool:
        """Whether the condition is the way the dossier was filed."""
        return bool(_CHANNEL.search(self.rest))

    @property
    def open_condition(self) -> bool:
        """A condition still open where the amount stands: "Nếu trong thời hạn 15 ngày mà"."""
        openers = list(_OPENER.finditer(f"{self.rest} "))
        return bool(openers) and not re.search(r"[,:]|\bthì\b", self.rest[openers[-1].start() :])

    @cached_property
    def refused(self) -> str | None:
        """Why the amount cannot be a limit, as a key of the refusals; ``None`` if it can."""
        rest, said = self.rest, self.said
        labelled = _CUT_BEFORE.search(rest) or _LABEL.search(rest)
        faults = (
            ("approximate", _APPROXIMATE.search(rest)),
            ("number", _DANGLING.search(rest) and not (said and rest[-1:].isdecimal())),
            ("elapsed", _ELAPSED.search(rest)),
            ("elapsed", self.before and not _NOTICE.search(rest)),
            ("validity", _VALIDITY.search(rest)),
            ("renewal", _RENEWAL.search(rest) and not said & {"max", "min"}),
            ("both_ways", _BEFORE_EVENT.search(rest)),
            ("role", _PAUSE.search(rest)),
            ("lengthened", _CHANGE.search(rest) and "added" not in said),
            ("elapsed", said == {"remains"} and not labelled),
            ("cut", _CUT.search(rest) and "remains" not in said),
        )
        return next((why for why, found in faults if found), None)

    def kind(self, condition: str | None) -> ClauseKind:
        """The role the lead gives the amount (vai trò)."""
        if _FORMER.search(self.rest):
            return ClauseKind.FORMER
        if _STAGE.search(self.rest):
            return ClauseKind.STAGE
        if self.bound is Bound.MIN and _MINIMUM_VALIDITY.search(self.words):
            return ClauseKind.MINIMUM_VALIDITY
        if _REMOTE.search(self.rest) or (condition and _REMOTE.search(condition.lower())):
            return (
                ClauseKind.REMOTE_AREA if not _PROLONG.search(self.rest) else ClauseKind.EXTENSION
            )
        if self.longer:
            return ClauseKind.EXTENSION
        if "remains" in self.said and _CUT_BEFORE.search(self.rest):
            return ClauseKind.REDUCTION
        if _APPLICANT.search(self.rest) or _APPLICANT_WORK.search(self.words):
            return ClauseKind.APPLICANT_WINDOW
        if re.search(r"trong\s+đó(?!\w)", self.rest):
            return ClauseKind.PART
        return ClauseKind.LIMIT

    @cached_property
    def longer(self) -> bool:
        """Whether it lengthens another limit."""
        return bool(
            "added" in self.said or _LENGTHEN.search(self.rest) or _PROLONG.search(self.rest)
        )

    def semantics(self, anchor: Anchor | None) -> Semantics | None:
        """Added or capping (cộng thêm hay tổng); ``None`` where the words allow both."""
        if self.bound is Bound.MIN:
            return None
        if "added" in self.said or _ADD.search(self.rest) or _PROLONG.search(self.rest):
            return Semantics.ADDS
        if anchor in {Anchor.END_OF_BASE_PERIOD, Anchor.END_OF_PERIOD}:
            return Semantics.ADDS
        match = _LENGTHEN.search(self.rest)
        if match is None:
            return Semantics.CAPS_TOTAL
        capped = self.bound is Bound.MAX and _CAP.search(self.rest[match.start() :])
        return Semantics.CAPS_TOTAL if capped or "to" in self.said else None

    def condition(self, cased: str) -> str | None:
        """The condition in the words of the text (điều kiện)."""
        lower = self.rest
        thens = [match.start() for match in _THEN.finditer(lower)]
        end = thens[-1] if thens else len(lower)
        for opener in _OPENER.finditer(lower):
            words = cased[opener.end() : end]
            if not thens:
                words = words[: words.rindex(":")] if ":" in words else words
                words = _AGENT.sub("", words)
                words = words[: _TRAILING_LABEL.search(words.lower()).start()]  # type: ignore[union-attr]
            words = _TRAILING_JOINT.sub("", words.strip(" ,:;.")).strip(" ,")
            if words and not _NUMBERED.fullmatch(words):  # "Trường hợp 1: … đối với nhóm III"
                return words
        return None

    def terms(self, cased: str) -> dict[str, Any]:
        """Times of an extension, and what the limit is for."""
        found: dict[str, Any] = {}
        times = _TIMES.search(self.words)
        if times and self.longer:
            found["times"] = _COUNTS.get(times[1]) or int(times[1])
        subject = _CONNECTIVE.sub("", cased.strip(" ,:;.+-")).strip()
        if subject and not _OPENER.search(f"{self.rest} "):
            found["subject"] = subject
        return found


def read_lead(left: str) -> Lead:
    """Read the words before an amount (đọc phần dẫn), lower case.

    >>> lead = read_lead("thời hạn giải quyết không quá ")
    >>> lead.bound.value, lead.rest, lead.certain
    ('max', 'thời hạn giải quyết', True)
    """
    words = left.strip(" ,;.")
    words = left[: left.rindex(words[-1]) + 1] if words else ""
    rest, bound, said = words, None, set[str]()
    while match := _END.search(rest):
        name = match.lastgroup or ""
        if name == "cue" and rest[: match.start()].rstrip().endswith((" có", "không có")):
            break
        said.add(name)
        if name in {"max", "min"}:
            bound = Bound.MIN if name == "min" else bound or Bound.MAX
        rest = rest[: match.start()].rstrip(" ,")
    return Lead(words=words, rest=rest.rstrip(), bound=bound, said=frozenset(said))
