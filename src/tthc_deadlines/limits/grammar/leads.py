"""The words that lead to an amount (phần đứng trước số lượng): "trong thời hạn", "không quá".

They say whether the amount is a limit, which side of it is allowed, under what condition
it holds and whether it adds to another limit.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import attrs

from tthc_deadlines.limits.grammar.labels import ACT, AGENCY, WORK
from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.reading import ClauseKind, Semantics
from tthc_deadlines.limits.time_limit import Anchor, Bound

_END = Pattern(
    r"(?<!\w)(?:"
    r"(?P<max>(?:tối\s+đa|nhiều\s+nhất)(?:\s+là)?|(?:phải\s+)?không\s+(?:được\s+)?(?:vượt\s+)?quá"
    r"|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:trong|sau|vào))?"
    r"|không\s+(?:được\s+)?(?:chậm|muộn|lâu|nhiều|dài)\s+(?:hơn|quá)|≤|<=)"
    r"|(?P<min>(?:ít\s+nhất|tối\s+thiểu)(?:\s+là)?|không\s+(?:được\s+)?(?:ít|thấp)\s+hơn|không\s+dưới"
    r"|≥|>=)"
    r"|(?P<cue>trong(?:\s+(?:khoảng\s+)?thời\s+(?:hạn|gian)|\s+vòng|\s+hạn)?|(?:tổng\s+)?thời\s+(?:hạn|gian))"
    r"|(?P<weak>là|sẽ|được|cả|chỉ|bằng|phải|tổng\s+cộng)"
    r"|(?P<remains>còn(?:\s+lại|\s*:)?|xuống)"
    r"|(?P<to>đến|tới)"
    r"|(?P<each>mỗi\s+lần)"
    r"|(?P<added>thêm))\s*$"
)
_KINDS = ClauseKind.EXTENSION, ClauseKind.REDUCTION, ClauseKind.PART, ClauseKind.EXCLUDED_PERIOD
_JOINT = Pattern(r"(?:[,;:(+\"“]|(?<!\w)(?:và|hoặc|hay|thì|nhưng|trong\s+đó|riêng))$")
_LABEL = Pattern(r"thời\s+(?:hạn|gian)(?:[^,;]|,(?!\s*thì))*$")
_LABEL_MAX = Pattern(
    r"\W*(?:tổng\s+)?thời\s+(?:hạn|gian)(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý))?\s+tối\s+đa(?!\w)[^,;:]*:?$"
)
_APPROXIMATE = Pattern(
    r"(?:(?<!\w)(?:khoảng|xấp\s+xỉ|gần|hơn|(?<!nêu )trên|dưới|(?<!nước )ngoài|độ|chừng|cỡ|tầm"
    r"|sớm\s+nhất)|[~<>])$"
)
_ELAPSED = Pattern(
    r"(?<!\w)(?:quá|sau|hết|đã|cứ|(?<!đầy )(?<!chưa )(?<!không )đủ|vào|mỗi|hằng|hàng|chậm"
    r"|trễ|muộn|từ|liên\s+tiếp|kết\s+thúc)$"
    r"|(?<!không )(?<!vượt )quá\s+(?:thời\s+)?hạn(?:\s+\S+){0,4}$"
    r"|(?<!\w)(?:sau|hết)\s+(?:thời\s+)?(?:hạn|gian)(?:\s+\S+){0,2}$"
)
_LASTS = (
    r"(?:hiệu\s+lực|tạm\s+giữ|giá\s+trị(?:\s+sử\s+dụng)?|bảo\s+hành|lưu\s+trữ|lưu\s+giữ|bảo\s+quản|kinh\s+nghiệm"
    r"|công\s+tác|cư\s+trú|tạm\s+trú|lưu\s+trú|thực\s+tập|tập\s+sự|đào\s+tạo|thuê|cấm|tù|phạt|hành\s+nghề"
    r"|sử\s+dụng|đình\s+chỉ|tước|bổ\s+nhiệm|nghỉ|hoạt\s+động|nhiệm\s+kỳ|tham\s+gia|học|đóng\s+bảo\s+hiểm)"
)
_VALIDITY = Pattern(
    rf"(?<!\w){_LASTS}:?$|(?<!\w)làm\s+việc$|(?<!\w)có\s+thời\s+(?:hạn|gian)$|^thời\s+gian\s+làm\s+việc:?$|thời\s+hiệu"
    r"|(?<!\w)có\s+thời\s+(?:hạn|gian)\s+(?:thực\s+hiện|xây\s+dựng|thi\s+công)"
    rf"|thời\s+(?:hạn|gian)\s+(?:\S+\s+){{0,2}}?{_LASTS}(?:\s+[^,;:]{{1,60}})?:?$"
    rf"|(?<!\w)(?:có|còn)\s+(?:hiệu\s+lực|giá\s+trị)(?:\s+[^,;:]{{1,60}})?:?$"
    r"|thời\s+(?:hạn|gian)\s+(?:của\s+)?(?:các\s+)?(?:giấy|thẻ|chứng\s+chỉ|hợp\s+đồng|thị\s+thực|visa"
    r"|văn\s+bằng|chứng\s+thư|nhiệm\s+kỳ)[^,;:]{0,60}:?$"
)
# "cấp chứng chỉ hành nghề trong thời hạn …": what is granted, not how long it holds.
_GRANTED = Pattern(
    rf"(?<!\w)(?:cấp|gia\s+hạn|thu\s+hồi|điều\s+chỉnh)\s(?:[^,;:]*\s)?(?:giấy|thẻ|chứng|quyết\s+định)\s[^,;:]*{_LASTS}:?$|(?<!\w)quyết\s+định\s+bổ\s+nhiệm$"
)
# A paper that must not be older, or must still be valid, than so many months.
_PAPER = Pattern(
    r"^(?:\W*)(?:bản|ảnh|phiếu|giấy|hộ\s+chiếu|thẻ|văn\s+bằng|chứng\s+(?:chỉ|minh|thư)|hợp\s+đồng|kết\s+quả|căn\s+cước|thị\s+thực)\s"
)
_STILL_VALID = Pattern(r"(?<!\w)còn\s+(?:thời\s+hạn|hạn|hiệu\s+lực|giá\s+trị)(?!\w)")
_OWN_LIMIT = Pattern(rf"(?<!\w)(?:giải\s+quyết|thực\s+hiện|trả\s+lời|{WORK})(?!\w)")
_NAMED_AGENCY = Pattern(
    rf"^[\s,;:+-]*(?:và\s+)?(?:cụ\s+thể\s*:?\s*)?(?:tại\s+|ở\s+)?{AGENCY}(?:\s+(?!(?:đã|không|chưa|bị|được|phải|mất|hết|quá|còn|có|nghỉ|tạm|giữ|đi|vắng|họp|làm|phạt"
    r"|hoãn|ngừng|dừng|trễ|chậm|muộn|hơn|sau|trước|tăng|giảm|từ)(?!\w))[^\s,;:.()]+){0,6}$"
)
_NAMED_CASE = Pattern(
    r"(?:^|[,;:])[\s+-]*(?:(?:nộp\s+)?trực\s+(?:tuyến|tiếp)$|cấp\s+(?:mới|lại|đổi|lần\s+đầu|tỉnh|xã|huyện)(?:[\s,/]+(?:cấp\s+)?(?:mới|lại|đổi|gia\s+hạn|điều\s+chỉnh|bổ\s+sung))*$)"
)
_PLAIN_CASE = Pattern(
    r"[\s+-]*(?:riêng\s+)?(?:trường\s+hợp|đối\s+với)\s[^,;:]*"
    r"(?:đơn\s+giản|phức\s+tạp|thông\s+thường|còn\s+lại|trực\s+(?:tuyến|tiếp)|cấp\s+(?:mới|lại|đổi))$"
)
_NAMED_WORK = Pattern(rf"^[\s,;:+-]*{ACT}(?:\s*(?:,|(?<!\w)và(?!\w))\s*{ACT}){{0,2}}$")
_DONE = Pattern(rf"^\W*(?:{AGENCY}|hồ\s+sơ)(?:\s+[^\s,;:]+){{0,4}}?\s+đã\s[^,;:]*$")
_DANGLING = Pattern(r"\d\)?\s*(?:hoặc|hay|và|~|/|-)?$")
_FORMER = Pattern(
    r"trước\s+(?:khi\s+)?(?:được\s+)?(?:đơn\s+giản|cắt\s+giảm|rút\s+ngắn|sửa\s+đổi)|trước\s+(?:đây|kia)"
    r"|(?:quy\s+định|thời\s+hạn|mức)\s+cũ"
)
_STAGE = Pattern(r"hẹn\s+(?:trả\s+)?(?:kết\s+quả\s+)?(?:lần|thứ\s)")
_VISIT = Pattern(r"hẹn\s[^,;]*(?<!\w)sau$")
_MINIMUM_VALIDITY = Pattern(r"còn\s+(?:\S+\s+){0,5}?(?:ít\s+nhất|tối\s+thiểu)")
# "gia hạn giấy phép" renews a paper; only "gia hạn (thời hạn …)" lengthens a limit.
_PROLONG = Pattern(
    r"gia\s+hạn(?=\s*(?:$|,?\s*nhưng|một|hai|ba|thêm|không|tối|mỗi|\d|thời|việc|giải\s+quyết|thẩm|kiểm|xác"
    r"|trả\s+lời|tối\s+đa|là|lần|,?\s*tổng|hồ\s+sơ\s+không))"
)
_RENEWAL = Pattern(
    r"(?:cấp|hồ\s+sơ|thủ\s+tục|trường\s+hợp|đối\s+với|đăng\s+ký|đề\s+nghị|:|,|^)\s*gia\s+hạn\s*:?$"
)
_LENGTHEN = Pattern(r"kéo\s+dài|dài\s+hơn")
_ADD = Pattern(r"(?:kéo\s+dài|tăng|cộng|được|gia\s+hạn)\s+thêm|thêm\s+(?:nhưng|tối|không|là)|thêm$")
_CAP = Pattern(r"nhưng|hơn")
_CUT = Pattern(r"(?:cắt\s+giảm|giảm|rút\s+ngắn)(?:\s+(?:được|thời\s+gian|thời\s+hạn|\S+){0,6})?$")
_CUT_BEFORE = Pattern(r"(?<!\w)(?:cắt\s+giảm|giảm|rút\s+ngắn)(?!\w)")
_CHANGE = Pattern(r"(?<!\w)(?:tăng|cộng|bớt|vượt|lùi|hụt|chênh)(?:\s+lên)?$")
_APPLICANT_WORK = Pattern(
    r"^(?:thời\s+)?hạn\s+(?:chót\s+)?nộp(?!\w)"
    r"|^\W*(?:nộp|hoàn\s+trả)\s+(?:(?:bổ\s+sung|đủ|đầy\s+đủ|các|khoản)\s+)*(?:phí|lệ\s+phí|tiền|thuế|hồ\s+sơ|báo\s+cáo|giấy)(?!.*:$)|"
    r"thời\s+(?:hạn|gian)\s+(?:để\s+)?(?:nộp|bổ\s+sung|hoàn\s+thiện|sửa\s+đổi|giải\s+trình|khắc\s+phục)"
    r"(?:[\s,]+\S+){0,4}?\s+(?:hồ\s+sơ|giấy\s+tờ|phí|lệ\s+phí|tiền|thuế)"
)
_PAYS = Pattern(r"(?:^|[,;:]\s*)(?:phải\s+)?nộp$")
_BEFORE_EVENT = Pattern(
    r"(?<!\w)trước\s+(?:khi|ngày|thời\s+điểm)\s+(?!(?:được\s+)?(?:đơn\s+giản|cắt|rút|sửa))"
    r"(?:(?!(?<!\w)thì(?!\w))[^,;:])*$"
)
# "trước khi hết thời hạn 30 ngày": the days are the period's own, not a distance.
_OPEN_PERIOD = Pattern(
    r"trước\s+(?:khi|thời\s+điểm)\s+(?:hết|kết\s+thúc|thời)(?:\s+thời)?(?:\s+(?:hạn|gian))?$"
)
_EVENT_FIRST = Pattern(
    r"\W*(?:(?:[^;:]*\s)?(?:nộp|gửi|thông\s+báo|đề\s+nghị|đăng\s+ký|báo)\s[^,;:]*)?trước\s+(?:khi|ngày|thời\s+điểm)\s+(?:\S+\s+)+?\S+"
)
_ACTOR = Pattern(
    rf"(?:tại\s+|ở\s+)?{AGENCY}(?:\s+(?!(?:{WORK}|có|phải|cấp\s+(?:giấy|phép|chứng)|quyết\s+định|giải\s+quyết|thực\s+hiện|trong)(?!\w))[^\s,;:.()]+)*"
)
_PAUSE = Pattern(r"tạm\s+(?:dừng|ngừng|đình\s+chỉ|hoãn)")
_APART = r"(?:(?:và|trong\s+đó)\s+)?(?:không|chưa)\s+(?:bao\s+gồm|kể|tính|gồm)(?:\s+cả)?"
_LEFT_OUT = Pattern(
    rf"\W*{_APART}(?:$|\s+(?:thời\s+(?:gian|hạn)|việc)(?!\w)"
    r"(?!.*(?:[,;:]\s*(?:tổng\s+)?(?:thời\s+(?:hạn|gian)|trong|tối|không|chậm)|(?<!\w)thì)(?!\w)))"
)
_REMOTE = Pattern(r"vùng\s+sâu|vùng\s+xa|hải\s+đảo|miền\s+núi|đi\s+lại\s+khó\s+khăn|biên\s+giới")
_TIMES = Pattern(r"(?<!mỗi )(?<!\w)(\d{1,2}|một|hai|ba)\s+lần(?!\s+thứ)")
_COUNTS = {"một": 1, "hai": 2, "ba": 3}
_OPENER = Pattern(
    r"(?<!\w)(?:(?:riêng\s+)?(?:trong\s+)?(?:các\s+|những\s+)?trường\s+hợp|(?:riêng\s+)?đối\s+với(?:\s+(?:các\s+|những\s+)?trường\s+hợp)?"
    r"|nếu|(?:ở|tại)(?=\s+(?:các\s+)?(?:xã|vùng|huyện|địa))|(?:^|(?<=[,;:.]\s))riêng)\s"
)
_TRAILING_JOINT = Pattern(r"(?<!\w)(?:là|và|hoặc|nhưng)$", re.I)
_CONNECTIVE = Pattern(
    r"^(?:trong\s+đó|(?:bao\s+)?gồm|cụ\s+thể|việc)(?!\w)(?:\s+(?:có|cả)(?!\w))?(?:\s*:?\s*(?:[a-zđ]\)\s*)?)|^(?:và|hoặc|hay|nhưng|riêng|từ(?!\s+chối))(?!\w)"
    r"|(?<!\w)(?:là|và|hoặc|nhưng|thì)$",
    re.I,
)
_AGENT = Pattern(
    r",[^,]*(?:gia\s+hạn|kéo\s+dài|hẹn)[^,]*$"
    r"|\s+(?:(?:có\s+thể|được)\s+)*(?:gia\s+hạn|kéo\s+dài|tăng|cộng)[^,]*(?:,\s*(?:nhưng\s+)?tổng[^,]*)?$",
    re.I,
)
_NUMBERED = Pattern(r"(?:\d{1,2}|[a-zđ]|thứ\s+\w+|khác|còn\s+lại)(?!\w)")
_NUMBER = Pattern(r"^(?:\d{1,2}|[a-zđ]|thứ\s+\w+)\s*[:.)-]\s*")
# What is said of every limit of a kind, and so names none of them.
_NAMELESS = Pattern(
    r"tổng(?:\s+(?:số|cộng))?|"
    r"(?:tổng\s+(?:số\s+|cộng\s+)?)?(?:(?:thời\s+)?hạn|thời\s+gian)(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý))?"
    r"(?:\s+(?:thủ\s+tục(?:\s+hành\s+chính)?|hồ\s+sơ|tthc))?(?:\s+(?:được|trên|này|nêu\s+trên|giảm|rút\s+ngắn|cắt\s+giảm))*"
    r"|(?:đã\s+|được\s+)*(?:cắt\s+giảm|giảm|rút\s+ngắn)(?:\s+(?:được\s+)?(?:thời\s+(?:hạn|gian)(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý))?|\d+(?:[.,]\d+)?\s*%))*"
    r"|\+|cộng(?:\s+với)?"
)
_NAMELESS_LONGER = Pattern(
    r"(?:thời\s+(?:hạn|gian)\s+)?(?:(?:giải\s+quyết|có\s+thể|được|sẽ|việc)\s+)*(?:gia\s+hạn|kéo\s+dài|tăng)(?:\s+.*)?"
)
PARTS = r"(?:trong\s+đó|(?<!không )(?<!chưa )bao\s+gồm|(?<!bao )(?<!không )(?<!\w)gồm)(?!\w)"
"""Pattern of the words that open a list of parts (lower case)."""

_PARTS = Pattern(rf"trong\s+đó(?!\w)|{PARTS}\s*:?(?:(?!thời\s+(?:hạn|gian))[^;])*$")
_WHEN = Pattern(
    r"\W*(?:ngay\s+)?(?:sau\s+khi|khi|kể\s+từ|tính\s+từ|từ|trong\s+thời|trước|sau)(?!\w)"
)
_CASE_PROLONGED = Pattern(
    r"\W*(?P<what>(?:vụ\s+việc|hồ\s+sơ|dự\s+án|công\s+trình)\s[^,;:]*?)\s+(?:có\s+thể\s+|được\s+)+(?:kéo\s+dài|gia\s+hạn)"
)
_THEN = Pattern(r"(?<!\w)thì(?!\w)")
_TRAILING_LABEL = Pattern(
    r"[\s,:]*(?:(?:thì\s+)?(?:tổng\s+)?thời\s+(?:hạn|gian)[^:;]*)?[\s,:]*(?:là|được|sẽ)?[\s,:]*$"
)
_APPLICANT = Pattern(
    r"(?:^|(?<!cơ quan)(?<!tổ chức)[,;:.]\s*|thì\s+)(?:các\s+)?(?:người\s+"
    r"(?:nộp|(?:có\s+)?yêu\s+cầu|đề\s+nghị|học|sử\s+dụng|đại\s+diện|làm\s+đơn|khai)"
    r"|(?:tổ\s+chức\s*(?:,|và)\s*cá\s+nhân|cá\s+nhân|doanh\s+nghiệp|hộ\s+gia\s+đình)"
    r"|nhà\s+đầu\s+tư|chủ\s+(?:đầu\s+tư|kho|hàng|hồ\s+sơ|dự\s+án|cơ\s+sở|thể)|thương\s+nhân|công\s+dân"
    r"|đương\s+sự|khách\s+hàng)(?:\s[^;:]*)?$"
)
_NOTICE = Pattern(r"(?:báo|thông\s+báo|đăng\s+ký|gửi|nộp|đề\s+nghị)(?:\s+[^,;:]+)?\s+trước$")


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
            or self.kind(None) in _KINDS
            or _LABEL.search(self.rest)
            or _NAMED_AGENCY.match(self.rest)
            or ("weak" in self.said and _OPENER.match(self.rest))
            or self.before_event
            or _NAMELESS.fullmatch(self.rest)
            or _NAMED_CASE.search(self.rest)
            or _PLAIN_CASE.match(self.rest)
            or _NAMED_WORK.match(self.rest)
        )

    @property
    def window(self) -> bool:
        """Whether it says "trong (thời hạn)"."""
        return "cue" in self.said

    @property
    def before(self) -> bool:
        """ "báo trước ít nhất N ngày"; "hồ sơ kiểm tra trước là 40 ngày" names a case."""
        case = "weak" in self.said and _OPENER.match(self.rest) and not _NOTICE.search(self.rest)
        return self.rest.endswith("trước") and not case

    @property
    def before_event(self) -> bool:
        """ "trước ngày giấy phép hết hạn 30 ngày": the event is named before the amount."""
        named = _EVENT_FIRST.fullmatch(self.rest)
        bounded = self.said <= {"min"}
        return bool(named) and bounded and not _OPEN_PERIOD.search(self.rest)

    @property
    def granted(self) -> bool:
        """ "cấp chứng chỉ hành nghề": what only looks like a validity names a paper."""
        return bool(_GRANTED.search(self.rest)) and not _STILL_VALID.search(self.words)

    @property
    def of_a_paper(self) -> bool:
        """ "Ảnh chụp không quá", "Giấy khám sức khỏe còn thời hạn": about a paper's age."""
        about = _PAPER.match(self.words) and not _OWN_LIMIT.search(self.words)
        return bool(about) or bool(_STILL_VALID.search(self.words))

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
            ("elapsed", _ELAPSED.search(rest) and not (self.before_event or _VISIT.search(rest))),
            ("elapsed", _DONE.match(rest) and not said & {"max", "min", "remains"}),
            ("elapsed", self.before and not _NOTICE.search(rest)),
            ("validity", _VALIDITY.search(f"{rest} ".rpartition(" thì ")[2].strip())),
            ("renewal", _RENEWAL.search(rest) and not said & {"max", "min"} and rest[-1] != ":"),
            ("both_ways", _BEFORE_EVENT.search(rest) and not self.before_event),
            ("role", _PAUSE.search(rest)),
            ("lengthened", _CHANGE.search(rest) and "added" not in said),
            ("elapsed", said == {"remains"} and not labelled),
            ("cut", _CUT.search(rest) and "remains" not in said),
        )
        return next((why for why, found in faults if found), None)

    def kind(self, condition: str | None) -> ClauseKind:
        """The role the lead gives the amount (vai trò)."""
        if self.left_out:
            return ClauseKind.EXCLUDED_PERIOD
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
        if (
            _PAYS.search(self.rest)
            or _APPLICANT.search(self.rest)
            or _APPLICANT_WORK.search(self.words)
        ):
            return ClauseKind.APPLICANT_WINDOW
        if _PARTS.search(self.rest):
            return ClauseKind.PART
        return ClauseKind.LIMIT

    @property
    def left_out(self) -> bool:
        """ "không bao gồm thời gian niêm yết là 15 ngày", not "không bao gồm trong 30 ngày"."""
        found = _LEFT_OUT.match(self.rest)
        return bool(found and not (self.window and found.end() == len(self.rest)))

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
        numbered = None
        for opener in _OPENER.finditer(lower):
            words = cased[opener.end() : end]
            number = _NUMBERED.match(words.lower().strip())
            words = _NUMBER.sub("", words)
            if not thens:
                words = words[: words.rindex(":")] if ":" in words else words
                words = _AGENT.sub("", words)
                words = words[: _TRAILING_LABEL.search(words.lower()).start()]  # type: ignore[union-attr]
            words = _TRAILING_JOINT.sub("", words.strip(" ,:;.")).strip(" ,")
            if words and not _NUMBERED.fullmatch(words.lower()):
                return words
            # "Trường hợp 1: … đối với nhóm III"
            numbered = numbered or (f"trường hợp {number[0]}" if number else None)
        if numbered is None and self.longer and (case := _CASE_PROLONGED.match(lower)):
            return cased[slice(*case.span("what"))]
        if numbered is None and thens and not _WHEN.match(lower):
            # "Vụ việc phức tạp thì không quá 60 ngày"
            words = cased[: thens[-1]].strip(" ,:;.+-")
            return None if self._nameless(words.lower()) else words or None
        return numbered

    def _nameless(self, subject: str) -> bool:
        longer = self.longer and _NAMELESS_LONGER.fullmatch(subject)
        return bool(longer or _NAMELESS.fullmatch(subject))

    def terms(self, cased: str) -> dict[str, Any]:
        """Times of an extension, and what the limit is for."""
        found: dict[str, Any] = {}
        times = _TIMES.search(self.words)
        if times and self.longer:
            found["times"] = _COUNTS.get(times[1]) or int(times[1])
        subject = _CONNECTIVE.sub("", cased.strip(" ,:;.+-")).strip(" ,:")
        if self.left_out:
            what = subject[re.match(_APART, subject, re.I).end() :].strip()  # type: ignore[union-attr]
            return {"not_counted": True} | ({"excludes": what} if what else {})
        head, colon, name = subject.partition(":")  # "Thời hạn giải quyết: cấp mới"
        if colon and self._nameless(head.strip().lower()):
            subject = name.strip()
        if subject and not _OPENER.search(f"{self.rest} ") and not self._nameless(subject.lower()):
            found["subject"] = subject
            if actor := _ACTOR.match(subject.lower()):
                found["actor"] = re.sub(r"(?i)^(?:tại|ở)\s+", "", subject[: actor.end()])
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
    if bound is None and _LABEL_MAX.match(rest):
        bound = Bound.MAX
    return Lead(words=words, rest=rest.rstrip(), bound=bound, said=frozenset(said))
