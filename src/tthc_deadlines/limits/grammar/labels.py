"""What a limit is called in a list of limits (tên gọi của thời hạn trong danh sách).

"Thời hạn thẩm định: 15 ngày" and "UBND tỉnh: 05 ngày" name a stage of the work, "Cấp lại:
05 ngày" a kind of case: stages follow each other, cases exclude each other. Any other name
leaves it open. Also here: whether a condition is a channel of filing or an outcome.
"""

from __future__ import annotations

import re
from enum import Enum, auto

import attrs

from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.phrasing import UNNAMED_EVENT
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.time_limit import Anchor, Unit

AGENCY = (
    r"(?:các\s+)?(?:sở|ubnd|hđnd|ủy\s+ban|bộ(?!\s+hồ)|văn\s+phòng|phòng|tổ(?!\s+chức)|ban(?!\s+hành)|chi\s+cục|cục"
    r"|tổng\s+cục|trung\s+tâm|chủ\s+tịch|phó\s+chủ\s+tịch|giám\s+đốc|thủ\s+trưởng|lãnh\s+đạo|cơ\s+quan|công\s+an"
    r"|hội\s+đồng|chuyên\s+viên|văn\s+thư|công\s+chức|viên\s+chức|cán\s+bộ|chi\s+nhánh|thanh\s+tra|kho\s+bạc"
    r"|hải\s+quan|thủ\s+tướng|chính\s+phủ|đơn\s+vị)(?!\w)"
)
"""Pattern of the words that open the name of an authority or an official (lower case)."""

WORK = (
    r"(?:thẩm\s+(?:định|tra|duyệt)|kiểm\s+tra|xác\s+minh|trình|phê\s+duyệt|(?:xem\s+xét|ký|họp|chuyển|công\s+bố)(?!\w)"
    r"|trả\s+(?:kết\s+quả|lời)|tiếp\s+nhận|lấy\s+ý\s+kiến|niêm\s+yết|công\s+khai|đăng\s+tải|thụ\s+lý|xử\s+lý"
    r"|luân\s+chuyển|soạn\s+thảo|tham\s+mưu|đo\s+đạc|ban\s+hành)"
)
"""Pattern of the verbs of office work (lower case)."""

ACT = (
    rf"{WORK}(?:\s+(?:hồ\s+sơ|kết\s+quả|thực\s+(?:tế|địa)|nội\s+dung|ý\s+kiến|quyết\s+định"
    r"|ký)){0,2}"
)
"""Pattern of such a verb with what it is done to (lower case)."""

_TOTAL = Pattern(
    r"tổng(?:\s+(?:số|cộng))?|"
    r"(?:tổng\s+(?:số\s+|cộng\s+)?)?(?:(?:thời\s+)?hạn|thời\s+gian)?"
    r"(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý))?(?:\s+(?:thủ\s+tục(?:\s+hành\s+chính)?|hồ\s+sơ|tthc))?"
    r"(?:\s+(?:theo\s+quy\s+định|tối\s+đa|chung))?"
)
_STAGE = Pattern(rf"bước|giai\s+đoạn|{WORK}|(?:(?:tại|ở)\s+)?{AGENCY}")
# "Thời hạn cấp lại", "Thủ tục gia hạn": the name proper follows.
_HEAD = Pattern(
    r"^(?:tổng\s+)?(?:(?:thời\s+(?:hạn|gian)|thủ\s+tục|việc"
    rf"|hồ\s+sơ(?=\s+(?:cấp|gia))|để|cho|tổ\s+chức(?=\s+{WORK}))\s+)+"
)
_OFFICE = Pattern(
    rf"{WORK}|{AGENCY}|bước|giai\s+đoạn|(?:tại|ở)\s+{AGENCY}|(?:giải\s+quyết|thực\s+hiện|cấp|đổi|ra|quyết\s+định|công\s+(?:nhận|chứng)|xét|duyệt"
    r"|đăng\s+ký|xác\s+(?:nhận|định)|thông\s+(?:báo|quan)|chứng\s+thực|lập|hoàn|gửi|giao|bàn\s+giao|thanh|giám\s+định"
    r"|đánh\s+giá|khảo\s+sát|làm|chi\s+trả|kiểm\s+định|cung\s+cấp|trao|tổng\s+hợp|phân\s+công|rà\s+soát|đề\s+xuất|vào|phát"
    r"|xóa|xoá|nghiệm\s+thu|chỉnh\s+lý|bổ\s+nhiệm|miễn|giảm|tra\s+cứu|sao|trích|chấp\s+thuận|cho|thành\s+lập|giải\s+thể|chia"
    r"|tách|sáp\s+nhập|hợp\s+nhất|chuyển|thay\s+đổi|bổ\s+sung|sửa|điều\s+chỉnh|thu\s+hồi|hủy|huỷ|gia\s+hạn|hỗ\s+trợ|hưởng|khai"
    r"|nhận|trả|khen|tặng|tiến\s+hành\s+(?:thanh|kiểm|xác|giải|xử|đánh|thẩm)|đính\s+chính|hồ\s+sơ|thời\s+(?:hạn|gian)|tổng|nhập|xuất|tiếp\s+nhận|hẹn|sau\s+khi|tối|đề\s+nghị|theo"
    r"|căn\s+cứ|trên\s+cơ\s+sở|người\s+(?:đứng\s+đầu|có\s+thẩm\s+quyền))(?!\w)"
)
# Work that may take months; "cấp lại: 05 năm" is the life of a paper.
_DELIBERATION = Pattern(
    r"(?:giải\s+quyết|thẩm|xem\s+xét|xét|xử\s+lý|lập|trả\s+lời|kiểm\s+tra|thanh\s+tra|ra\s+quyết|ban\s+hành|điều\s+tra"
    r"|chuẩn\s+bị|phê\s+duyệt)(?!\w)"
)
# "Người được bổ nhiệm phải nhận việc", "Đơn vị … nộp hồ sơ": not the work of the office.
_OF_OTHERS = Pattern(
    r"người(?!\s+(?:giải|có\s+thẩm|đứng\s+đầu|được\s+(?:giao|phân)|thụ\s+lý|ký|ra\s|tiếp))\s.*(?<!\w)phải\s+(?!trả|giải|thông|ban|cấp)"
    r"|[^,;:]*(?<!người)\snộp\s+(?:bổ\s+sung\s+|lại\s+|đủ\s+)?hồ\s+sơ$"
)
_BARE_TERM = Pattern(r"\W*thời\s+(?:hạn|gian)\s*(?::|là)")
_SHORT_CASE = Pattern(
    r"(?:hồ\s+sơ\s+|nộp\s+|cấp\s+|trường\s+hợp\s+)?(?:mới|lại|đổi|lần\s+đầu|gia\s+hạn|điều\s+chỉnh|bổ\s+sung|sửa\s+đổi|giấy|điện\s+tử"
    r"|(?:đặc\s+biệt\s+)?phức\s+tạp|đơn\s+giản|thông\s+thường|trực\s+(?:tuyến|tiếp)|(?:hồ\s+sơ\s+)?qua\s+.*|tỉnh|xã|huyện)(?:[\s,/]+.*)?"
    r"|(?:không\s+)?(?:cấp|chấp\s+thuận|đồng\s+ý)|từ\s+chối.*|(?:nhóm|loại|hạng)\s+\S+|(?:không|có|phải|cần|chưa)\s+(?:phải|cần|lấy|xác|thẩm|kiểm).*"
)
# "Người có thẩm quyền phải trả lời", "Có văn bản thẩm định": somebody's duty, no case.
_DUTY = Pattern(
    r"(?<!\w)(?:phải\s+(?:trả|giải|thông|ban|cấp|gửi|được|hoàn|thực|ra\s|quyết)|có\s+(?:trách\s+nhiệm|văn\s+bản)"
    r"|được\s+(?:tiến\s+hành|thực\s+hiện|giải\s+quyết|xem\s+xét))(?!\w)"
)
_AFTER_CUT = Pattern(
    r"(?:thời\s+(?:hạn|gian)\s+)?(?:giải\s+quyết\s+|thực\s+hiện\s+)?sau\s+(?:khi\s+)?(?:đã\s+|được\s+)*"
    r"(?:cắt\s+giảm|giảm|rút\s+ngắn|đơn\s+giản\s+hóa)"
)
_OBLIGED = Pattern(
    r"(?<!\w)(?:phải\s+(?:trả\s+lời|giải\s+quyết|thông\s+báo)|có\s+trách\s+nhiệm)(?!\w)"
)
_AGENCY = Pattern(AGENCY)
_LEVEL = Pattern(r"cấp\s+(?:tỉnh|xã|huyện|bộ|trung\s+ương|cơ\s+sở)")
_OUTCOME_NAME = (
    r"(?:được\s+|bị\s+)?(?:không|chưa)\s+(?:được\s+)?(?:cấp|chấp|đồng|đủ|đạt|phê)"
    r"|(?:trả\s+lời\s+|thông\s+báo\s+)?từ\s+chối|(?:chấp\s+thuận|đồng\s+ý)$"
)
_CASE = Pattern(
    rf"{_OUTCOME_NAME}|cấp\s+(?:mới|lại|đổi|bổ|lần)|(?:cấp\s+)?gia\s+hạn|(?:cấp\s+)?điều\s+chỉnh|sửa\s+đổi|bổ\s+sung"
    r"|nộp|trực\s+tuyến|trực\s+tiếp|(?:thông\s+)?qua\s|hồ\s+sơ|vụ\s+việc|nhóm|loại|hạng|dự\s+án|công\s+trình|nhà\s+ở"
    r"|phức\s+tạp|đơn\s+giản|thông\s+thường|đăng\s+ký\s+(?:mới|lại|lần|thay)|thu\s+hồi|chuyển\s+(?:nhượng|đổi)|đính\s+chính"
    r"|tổ\s+chức(?=$|[,;]|\s+(?:và|kinh\s+tế|trong|nước|hoặc))|cá\s+nhân|hộ\s|doanh\s+nghiệp|người(?!\s+(?:giải|có\s+thẩm|đứng\s+đầu|được\s+(?:giao|phân)|thụ\s+lý|ký))|trường\s+hợp|(?:không|có|phải)\s+(?:phải|cần|thuộc)|lần\s+đầu"
    r"|trong\s+nước|(?:ở\s+)?nước\s+ngoài|khu\s+vực|địa\s+bàn|vùng|các\s+(?:trường\s+hợp|hồ\s+sơ|xã)|còn\s+lại|khẩn"
)
_RENEWAL = Pattern(r"(?:thời\s+(?:hạn|gian)\s+)?gia\s+hạn")
_PUBLICATION = Pattern(
    r"(?:thời\s+(?:hạn|gian)\s+)?(?:thực\s+hiện\s+)?(?:niêm\s+yết|công\s+khai|đăng\s+(?:tải|báo|tin))"
)
_CHANNEL = Pattern(
    r"trực\s+tuyến|qua\s+mạng|bưu\s+(?:chính|điện)|điện\s+tử|cổng\s+(?:dịch\s+vụ|thông\s+tin)|bản\s+giấy|hồ\s+sơ\s+giấy"
    r"|môi\s+trường\s+mạng|vneid"
    r"|(?:^|nộp\s+(?:hồ\s+sơ\s+)?|gửi\s+|nhận\s+(?:hồ\s+sơ\s+)?|hồ\s+sơ\s+|đăng\s+ký\s+|thực\s+hiện\s+)trực\s+tiếp"
)
_OUTCOME = Pattern(
    r"(?:hồ\s+sơ\s+|được\s+|bị\s+)?(?:(?:không|chưa)\s+(?:được\s+)?)?"
    r"(?:chấp\s+thuận|đồng\s+ý|từ\s+chối|(?:đủ|đáp\s+ứng|bảo\s+đảm)(?:\s+các)?\s+(?:điều\s+kiện|yêu\s+cầu)|đạt\s+yêu\s+cầu"
    r"|cấp(?!\s+(?:tỉnh|xã|huyện|bộ|trung|cơ|[iv\d]))(?!.*(?<!\w)(?:mới|lại|đổi|lần|bổ\s+sung|điều\s+chỉnh|gia\s+hạn)(?!\w)))"
    r"|không\s+đủ"
)
_NO_RECEIPT = frozenset({None, Anchor.OTHER_EVENT})
_WORKING = frozenset({Unit.WORKING_DAY, Unit.WORKING_HOUR})
_LONG = frozenset({Unit.MONTH, Unit.YEAR})
_REFUSAL = Pattern(
    r"(?:trường\s+hợp\s+|hồ\s+sơ\s+|bị\s+)*(?:từ\s+chối|(?:không|chưa)\s+(?:được\s+)?(?:cấp|chấp|đồng|đủ|đạt|phê|đáp))"
)
_STEP_NUMBER = Pattern(r"^b\s*\d{1,2}\s*[:.-]\s*")
_GRANTS = Pattern(r"(?:cấp|in|trao|giao)\s+(?:giấy|phép|chứng|thẻ|phiếu|bằng|kết)")
_GRANT = Pattern(r"(?:được\s+)?cấp(?!\w)")
# "hồ sơ hợp lệ, Sở Xây dựng cấp giấy phép": who does what is no part of the case.
_WITH_ACT = Pattern(
    rf",\s*{AGENCY}(?:\s+[^\s,;:]+){{0,8}}?\s+(?:cấp\s+(?:giấy|phép|thẻ|chứng|văn)|có\s+(?:văn\s+bản|trách\s+nhiệm)|thông\s+báo"
    r"|trả\s+lời|ban\s+hành|phải|ra\s+quyết)(?!\w)[^,;:]*$",
    re.I,
)
_OWED = Pattern(r"\s+phải\s+(?:thông\s+báo|trả\s+lời|có\s+văn\s+bản|nêu)(?!\w)[^,;:]*$", re.I)
_LENGTHENED = Pattern(r"\s+(?:(?:được|thì|sẽ)\s+)*(?:cộng|tăng|kéo\s+dài)$", re.I)
_DONE = Pattern(
    r"(?:thông\s+báo|trả\s+(?:lời|lại|hồ|kết)|giải\s+quyết|thực\s+hiện|xử\s+lý|ban\s+hành|ra\s|hoàn\s+thành)(?!.*(?<!\w)(?:lại|mới|đổi)(?!\w))"
)
_CASE_OPENER = Pattern(
    r"^(?:(?:riêng|đối\s+với|trong|(?:các|những)(?=\s+trường))\s+)*(?:trường\s+hợp(?!\s+(?:\d|thứ\s|khác|còn\s|sau|này|trên|nêu|[a-zđ]$))\s+)?"
    r"(?:(?:thời\s+(?:hạn|gian)|thủ\s+tục|việc)\s+(?=\S))?",
    re.I,
)
_INSERTED = Pattern(r"\s*\((?:trong\s+đó|bao\s+gồm|cụ\s+thể).*$", re.I)
_TRAILING = Pattern(r"[\s,.:;-]+(?:(?:thì|là|và|hoặc)\s*)*$", re.I)


class Label(Enum):
    """What the name of a limit says (ý nghĩa của tên gọi)."""

    NONE = auto()
    WORK = auto()
    CASE = auto()
    LEVEL = auto()
    OTHER = auto()


def label_of(read: ReadLimit) -> Label:
    """The kind of name a limit carries (loại tên gọi).

    >>> from tthc_deadlines.limits.time_limit import TimeLimit
    >>> limit = TimeLimit(value=5, unit="working_day")
    >>> label_of(ReadLimit(limit=limit, subject="Cấp lại")).name
    'CASE'
    """
    words = (read.subject or "").lower().strip(" -+:")
    if not words or _TOTAL.fullmatch(words):
        return Label.NONE
    words = _HEAD.sub("", _STEP_NUMBER.sub("bước ", words))
    if _LEVEL.match(words):
        return Label.LEVEL
    if _CASE.match(words):
        return Label.WORK if _DUTY.search(words) and not is_refusal(words) else Label.CASE
    return Label.WORK if _STAGE.match(words) or _DUTY.search(words) else Label.OTHER


def described(read: ReadLimit) -> bool:
    """Whether the text says what happens within the limit (có nêu việc phải làm).

    Two bare amounts in a row say nothing about how they belong together.
    """
    if label_of(read) is Label.OTHER:
        return bool(read.anchor or read.actor)
    return bool(read.anchor or read.actor or read.subject or len(read.text) > 40)


def grants(read: ReadLimit) -> bool:
    """Whether it is called by the act that ends the work: "Cấp giấy phép"."""
    return bool(_GRANTS.match((read.subject or "").lower()))


def told_apart(reads: list[ReadLimit]) -> list[ReadLimit]:
    """ "cấp giấy phép" is an outcome only where its refusal is a case as well."""
    if any(read.condition and is_refusal(read.condition) for read in reads):
        return reads
    return [
        attrs.evolve(read, outcome=None)
        if read.outcome and _GRANT.match(read.outcome.lower())
        else read
        for read in reads
    ]


def parts_in_working_days(reads: list[ReadLimit]) -> list[ReadLimit]:
    """Plain days among working days, where all together are the total in working days."""
    parts = [read for read in reads if read.kind is ClauseKind.PART]
    days = {Unit.WORKING_DAY, Unit.CALENDAR_DAY}
    if not parts or reads[0].unit is not Unit.WORKING_DAY or {r.unit for r in parts} != days:
        return reads
    if sum(read.value for read in parts) != reads[0].value:
        return reads
    return [
        attrs.evolve(read, limit=attrs.evolve(read.limit, unit=Unit.WORKING_DAY))
        if read.kind is ClauseKind.PART
        else read
        for read in reads
    ]


def renews_a_paper(read: ReadLimit) -> bool:
    """Whether it is called "Gia hạn" and nothing more (tên gọi chỉ là “Gia hạn”)."""
    return bool(_RENEWAL.fullmatch((read.subject or "").lower()))


def is_doubtful(read: ReadLimit) -> bool:
    """Whether the name may be that of a time outside the office: "Thời gian cách ly".

    Working days and receipts of a dossier are only spoken of where an office works.
    """
    words = (read.subject or "").lower().strip(" -+:")
    text = read.text.lower()
    unnamed = read.anchor is Anchor.OTHER_EVENT and UNNAMED_EVENT not in text
    if read.unit is Unit.YEAR and (unnamed or _BARE_TERM.match(text)):
        return True
    if read.kind is ClauseKind.LIMIT and _OF_OTHERS.match(words):
        return True
    if label_of(read) is Label.NONE or read.anchor not in _NO_RECEIPT:
        return False
    if read.unit in _WORKING or not read.unit.has_amount or read.kind is not ClauseKind.LIMIT:
        return False
    words = _HEAD.sub("", words)
    if read.actor and _AGENCY.match(read.actor.lower()) and read.unit not in _LONG:
        return False
    if read.unit in _LONG:
        return not (_DELIBERATION.match(words) or _OBLIGED.search(words))
    patterns = (_OFFICE, _CASE, _LEVEL)
    return not (any(p.match(words) for p in patterns) or _DUTY.search(words))


def what_remains(read: ReadLimit) -> bool:
    """Whether it is called the limit after the cut: "Thời hạn sau cắt giảm"."""
    plain = read.kind is ClauseKind.LIMIT
    return plain and bool(_AFTER_CUT.fullmatch((read.subject or "").lower()))


def is_case_name(words: str) -> bool:
    """Whether a short remark names a kind of case: "(cấp lại)", "(trực tuyến)"."""
    return words.count(" ") < 8 and bool(_SHORT_CASE.fullmatch(words))


def publishes(read: ReadLimit) -> bool:
    """Whether it is the time of a publication, never of the work (niêm yết, công khai)."""
    return bool(_PUBLICATION.match((read.subject or "").lower()))


def is_channel(condition: str) -> bool:
    """Whether a condition is the way of filing (điều kiện là cách nộp hồ sơ).

    >>> is_channel("nộp trực tuyến"), is_channel("kiểm tra trực tiếp tại cơ sở")
    (True, False)
    """
    return bool(_CHANNEL.search(condition.lower()))


def is_outcome(condition: str) -> bool:
    """Whether a condition is the result of the dossier (điều kiện là kết quả giải quyết).

    >>> is_outcome("không cấp giấy phép"), is_outcome("cấp lại"), is_outcome("cấp tỉnh")
    (True, False, False)
    """
    return bool(_OUTCOME.match(condition.lower()))


def is_refusal(condition: str) -> bool:
    """Whether a condition is that the application fails (điều kiện là bị từ chối).

    >>> is_refusal("không cấp"), is_refusal("không phải xác minh")
    (True, False)
    """
    return bool(_REFUSAL.match(condition.lower()))


def tidy(read: ReadLimit) -> ReadLimit:
    """The reading with a clean condition, told apart as channel or outcome."""
    condition = read.condition
    if condition is None and read.kind is ClauseKind.REMOTE_AREA:
        condition = _LENGTHENED.sub("", read.subject or "") or None
    if condition is None:
        return read
    subject = None if read.subject == condition else read.subject
    condition = _WITH_ACT.sub("", condition)
    if is_refusal(condition.lower()):  # "từ chối cấp phải thông báo …"
        condition = _OWED.sub("", condition)
    named, _, last = _INSERTED.sub("", condition).strip(" ,.:;-").rpartition(": ")
    # "từ chối: thông báo …": the case comes first, what is done about it after.
    condition = named.rpartition(": ")[2] if named and _DONE.match(last.lower()) else last
    condition = _TRAILING.sub("", _CASE_OPENER.sub("", condition)) or condition
    return attrs.evolve(
        read,
        condition=condition,
        subject=subject,
        channel=condition if is_channel(condition) else None,
        outcome=condition if is_outcome(condition) else None,
    )
