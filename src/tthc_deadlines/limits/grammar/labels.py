"""What a limit is called in a list of limits (tên gọi của thời hạn trong danh sách).

"Thời hạn thẩm định: 15 ngày" names a stage of the work, "Cấp lại: 05 ngày" a kind of case:
stages follow each other, cases exclude each other. Any other name leaves it open.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from tthc_deadlines.limits.reading import ReadLimit

_TOTAL = re.compile(
    r"(?:tổng\s+(?:số\s+|cộng\s+)?)?(?:thời\s+(?:hạn|gian))?"
    r"(?:\s+(?:giải\s+quyết|thực\s+hiện|xử\s+lý))?(?:\s+(?:thủ\s+tục(?:\s+hành\s+chính)?|hồ\s+sơ|tthc))?"
)
_WORK = re.compile(
    r"(?:tổng\s+)?thời\s+(?:hạn|gian)|bước|giai\s+đoạn|tại\s|tiếp\s+nhận|thẩm\s+định|kiểm\s+tra|trình|phê\s+duyệt"
    r"|ký|trả\s+kết\s+quả|chuyển|xử\s+lý|lấy\s+ý\s+kiến|niêm\s+yết|công\s+bố|xem\s+xét|đăng\s+tải|thụ\s+lý"
)
_CASE = re.compile(
    r"cấp\s+(?:mới|lại|đổi|bổ|lần|tỉnh|xã|huyện)|gia\s+hạn|điều\s+chỉnh|sửa\s+đổi|nộp|trực\s+tuyến|trực\s+tiếp|qua\s"
    r"|hồ\s+sơ|vụ\s+việc|nhóm|loại|hạng|dự\s+án|công\s+trình|phức\s+tạp|đơn\s+giản|thông\s+thường|đăng\s+ký\s+(?:mới|lại|lần)"
)


class Label(Enum):
    """What the name of a limit says (ý nghĩa của tên gọi)."""

    NONE = auto()
    WORK = auto()
    CASE = auto()
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
    if _WORK.match(words):
        return Label.WORK
    return Label.CASE if _CASE.match(words) else Label.OTHER


def described(read: ReadLimit) -> bool:
    """Whether the text says what happens within the limit (có nêu việc phải làm).

    Two bare amounts in a row say nothing about how they belong together.
    """
    if label_of(read) is Label.OTHER:
        return bool(read.anchor or read.actor)
    return bool(read.anchor or read.actor or read.subject or len(read.text) > 40)
