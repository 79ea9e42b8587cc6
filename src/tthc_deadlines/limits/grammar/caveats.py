"""Words away from the amount that change it (lời rào đón): read as a refusal, never dropped.

"05 ngày kể từ ngày nhận đủ hồ sơ. Thời hạn tính theo ngày làm việc." has a plain amount and
a sentence that gives it another meaning. Such sentences have too many forms to apply;
to pass over one gives a wrong date.
"""

from __future__ import annotations

from collections.abc import Iterable

from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.grammar.refusals import refusal
from tthc_deadlines.limits.reading import ClauseKind, ReadLimit
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

_DAY_OFF = r"(?:ngày\s+)?(?:nghỉ|lễ|tết|thứ\s+(?:bảy|7)|t7|chủ\s+nhật|cn|cuối\s+tuần)"
# Which days count, said elsewhere than beside the amount.
_DAYS_MEANT = Pattern(
    r"tính\s+(?:theo|bằng|là|các)?\s*(?:các\s+|những\s+)?ngày\s+làm\s+việc(?!\s+(?:tiếp|kế|liền|đầu|sau))"
    r"|đơn\s+vị\s+tính[^.;]*ngày\s+làm\s+việc"
    r"|(?:ngày|thời\s+hạn|thời\s+gian)\s+(?:ở\s+đây\s+|này\s+)?(?:được\s+)?(?:hiểu\s+)?là\s+(?:các\s+)?ngày\s+làm\s+việc"
    rf"|không\s+(?:tính|kể|bao\s+gồm)\s+(?:vào\s+)?(?:các\s+|những\s+|cả\s+)?{_DAY_OFF}"
    rf"|(?:trừ|loại\s+trừ)\s+(?:các\s+|những\s+)?{_DAY_OFF}"
    rf"|{_DAY_OFF}[^.;]{{0,40}}(?:không\s+(?:được\s+)?tính|được\s+trừ)"
    r"|(?<!\w)(?:thứ\s+(?:bảy|7)|t7|chủ\s+nhật|cn)\s+(?:được\s+)?nghỉ(?!\w)"
    r"|từ\s+thứ\s+(?:hai|2)\s+đến\s+(?:hết\s+)?thứ"
)
_DAYS_OFF_TOO = Pattern(
    r"(?<!không )(?<!chưa )(?:kể\s+cả|bao\s+gồm(?:\s+cả)?|tính\s+cả|làm\s+cả|cả)\s+(?:các\s+)?"
    rf"(?:sáng\s+|chiều\s+)?{_DAY_OFF}"
    rf"|{_DAY_OFF}\s+(?:thì\s+)?(?:vẫn|cũng)\s+(?:được\s+)?tính"
)
# The limit is taken back, or not yet given.
_TAKEN_BACK = Pattern(
    r"^\W*(?:(?:bãi|h[ủu][ỷy]?)\s+bỏ\s+(?:quy\s+định|thời|mức|nội)|không\s+(?:còn\s+)?áp\s+dụng)"
    r"|\((?:đã\s+|nay\s+|hiện\s+)*(?:hết\s+hiệu\s+lực|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|đề\s+xuất|dự\s+(?:kiến|thảo)"
    r"|không\s+(?:có\s+)?quy\s+định|chưa\s+(?:có\s+)?quy\s+định|tạm\s+(?:tính|thời)|thay\s+thế|không\s+(?:còn\s+)?áp\s+dụng)[^()]*\)"
    r"|[,;.]\s+(?:nay|đã|hiện)\s+(?:đã\s+)?(?:hết\s+hiệu\s+lực|(?:được\s+|bị\s+)?bãi\s+bỏ)\W*$"
)
# The first day counts, or the last does not.
_OWN_FIRST_DAY = Pattern(
    r"ngày\s+(?:tiếp\s+)?(?:nhận|nộp)[^.;]{0,30}(?:được\s+)?(?:tính|coi|xem)\s+(?:là\s+)?ngày\s+(?:thứ\s+(?:nhất|1)|đầu|1)(?!\d)"
    r"|(?<!không )(?:kể|tính)\s+(?:luôn\s+)?(?:cả|từ\s+chính)\s+ngày\s+(?:tiếp\s+)?(?:nhận|nộp)"
    r"|không\s+(?:tính|kể)\s+(?:cả\s+)?ngày\s+(?:tiếp\s+)?(?:nhận|nộp)[^.;]*(?:và|,|lẫn)\s*(?:ngày\s+)?(?:trả|hẹn|cuối|kết)"
    r"|không\s+(?:tính|kể)\s+(?:cả\s+)?ngày\s+(?:trả|hẹn)"
)
# So much for each of several.
_EACH = Pattern(
    r"(?:ngày|việc|giờ)\s+(?:cho|/)\s*(?:mỗi|từng|một|01|1)\s+(?!hồ|trường|loại|thủ|bước|đơn|vụ|bộ)"
    r"|(?:thực\s+hiện|lặp\s+lại|tiến\s+hành)\s+(?:0?[2-9]|hai|ba|bốn|nhiều)\s+lần"
)
# "nếu phức tạp thì hôm sau", "thì chuyển sang tháng sau": a day nobody else reads.
_STRAY_DAY = Pattern(
    r"(?<!ngày )(?<!việc )hôm\s+sau(?!\w)"
    r"|(?<!\d )(?:tuần|tháng|quý|năm)\s+(?:sau(?!\s+(?:khi|ngày|thời|đó))|kế\s+tiếp|tiếp\s+theo)"
    r"(?!\w)"
    r"|(?<!\w)vào\s+(?:(?:các|những)\s+)?(?:ngày\s+)?(?:thứ\s+\w+|chủ\s+nhật)\s+(?:hằng|hàng|mỗi)\s+tuần"
    r"|(?<!\w)vào\s+(?:các\s+)?ngày\s+(?:làm\s+việc\s+)?(?:cuối|đầu)(?:\s+(?:cùng|tiên))?\s+(?:của\s+)?"
    r"(?:tuần|tháng|quý|năm)"
)
# "và chờ ý kiến của Bộ", "nhưng không sớm hơn ngày 15": an end that nobody can compute.
_OPEN_END = Pattern(
    r"(?:việc|ngày|giờ)\s*,?\s*(?:(?:và|cộng)\s+(?:thời\s+gian\s+)?chờ\s|cộng\s+(?:thêm\s+)?thời\s+gian\s)"
    r"|không\s+sớm\s+hơn(?!\w)"
)
_NEGATED = Pattern(
    r"^\W*không\s+(?:thể\s+)?(?:giải\s+quyết|trả|thực\s+hiện|cấp|xử\s+lý)[^,;.:]*"
    r"(?:ngay|trong\s+ngày)\W*$"
)
_STRAY_NUMBER = Pattern(r";\s*\d{1,3}(?:[.,]\d+)?\W*$")

# "…, được gia hạn một lần": longer by nobody knows how much.
_MAY_BE_LONGER = Pattern(
    r"(?<!\w)(?:(?:có\s+thể|được|được\s+phép)\s+)+(?:xem\s+xét\s+)?(?:gia\s+hạn|kéo\s+dài)"
    r"(?=\W*$|\W*[,.;)]|\s+(?:một|0?1|thêm|thời\s+(?:hạn|gian)|theo|nhưng|tùy|không))[^,.;)]*"
    r"|(?<!\w)có\s+thể\s+(?:dài|lâu)\s+hơn"
)
_LONGER = frozenset({ClauseKind.EXTENSION, ClauseKind.REMOTE_AREA, ClauseKind.ALTERNATIVE})

_ANYWAY = (
    (_TAKEN_BACK, "taken_back"),
    (_OWN_FIRST_DAY, "own_first_day"),
    (_EACH, "each"),
    (_STRAY_DAY, "day"),
    (_OPEN_END, "follows"),
    (_NEGATED, "role"),
    (_STRAY_NUMBER, "no_unit"),
)
_ABOUT_DAYS = (
    (_DAYS_MEANT, Unit.CALENDAR_DAY, "days_meant"),
    (_DAYS_OFF_TOO, Unit.WORKING_DAY, "days_off_too"),
)


def check_caveats(text: str, clean: str, reads: Iterable[ReadLimit]) -> None:
    """Refuse a text that changes its amounts in a clause of its own (kiểm tra lời rào đón)."""
    lower = clean.lower()
    for pattern, why in _ANYWAY:
        if found := pattern.search(lower):
            raise refusal(text, found[0], why)
    units = {read.unit for read in reads}
    for pattern, unit, why in _ABOUT_DAYS:
        if unit in units and (found := pattern.search(lower)):
            raise refusal(text, found[0], why)


def unmeasured_extension(clean: str, reads: Iterable[ReadLimit]) -> list[ReadLimit]:
    """An extension that is allowed without an amount (gia hạn không nêu số lượng)."""
    found = _MAY_BE_LONGER.search(clean.lower())
    if found is None or any(read.kind in _LONGER for read in reads):
        return []
    words = clean[slice(*found.span())].strip()
    return [ReadLimit(limit=TimeLimit(unit=Unit.NONE), kind=ClauseKind.EXTENSION, text=words)]
