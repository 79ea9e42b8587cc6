"""The clauses that counting rests on (điều khoản về cách tính thời hạn), with their words."""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.limits.time_limit import TimeLimit
from tthc_deadlines.limits.versions import CIVIL_STATUS_LAWS

CIVIL_CODE_FROM = dt.date(2017, 1, 1)
CIVIL_CODE = Citation(
    number="91/2015/QH13",
    title="Bộ luật Dân sự 2015",
    title_en="Civil Code 2015",
    in_force=CIVIL_CODE_FROM,
)


def _clause(article: str, quote: str) -> Citation:
    return attrs.evolve(CIVIL_CODE, article=article, quote=quote)


HOURS_START = _clause("Điều 147 khoản 1", "thời hạn được bắt đầu từ thời điểm đã xác định")
FIRST_DAY = _clause(
    "Điều 147 khoản 2",
    "ngày đầu tiên của thời hạn không được tính mà tính từ ngày tiếp theo liền kề "
    "ngày được xác định",
)
END_OF_DAYS = _clause("Điều 148 khoản 1", "kết thúc tại thời điểm kết thúc ngày cuối cùng")
END_OF_WEEKS = _clause("Điều 148 khoản 2", "ngày tương ứng của tuần cuối cùng")
END_OF_MONTHS = _clause(
    "Điều 148 khoản 3",
    "nếu tháng kết thúc thời hạn không có ngày tương ứng thì thời hạn kết thúc vào ngày "
    "cuối cùng của tháng đó",
)
END_OF_YEARS = _clause("Điều 148 khoản 4", "ngày, tháng tương ứng của năm cuối cùng")
ROLL_OVER = _clause(
    "Điều 148 khoản 5",
    "Khi ngày cuối cùng của thời hạn là ngày nghỉ cuối tuần hoặc ngày nghỉ lễ thì thời hạn "
    "kết thúc tại thời điểm kết thúc ngày làm việc tiếp theo ngày nghỉ đó",
)
MIDNIGHT = _clause("Điều 148 khoản 6", "vào lúc hai mươi tư giờ của ngày đó")

EIGHT_HOUR_DAY = Citation(
    number="",
    title="quy ước của các quy trình nội bộ: tính mỗi ngày 08 giờ làm việc",
    title_en="convention of internal procedures: 8 working hours a day",
    confidence=Confidence.SECONDARY,
)

AGREEMENT = _clause(
    "Điều 145 khoản 1", "trừ trường hợp có thoả thuận khác hoặc pháp luật có quy định khác"
)

# The two 15:00 rules as the laws word them. Which law applies depends on the procedure,
# so a trace cites them only as "the same rule", and for as long as they are in force.
_SAME_RULE = "cùng quy tắc với "
_OLD_CIVIL_STATUS, _NEW_CIVIL_STATUS = CIVIL_STATUS_LAWS  # the new one has no such rule
_CIVIL_STATUS = attrs.evolve(
    _OLD_CIVIL_STATUS.citation, article=f"{_SAME_RULE}{_OLD_CIVIL_STATUS.citation.article}"
)
_CERTIFICATION = Citation(
    number="23/2015/NĐ-CP",
    title="Nghị định về chứng thực",
    title_en="Decree on certification",
    article=f"{_SAME_RULE}Điều 7",
    in_force=dt.date(2015, 4, 10),
    confidence=Confidence.SECONDARY,  # amended by 280/2025, which was not read
    quote="trong ngày làm việc tiếp theo, nếu tiếp nhận yêu cầu sau 15 giờ",
)
_LINKED_BIRTH = Citation(
    number="63/2024/NĐ-CP",
    title="Nghị định về liên thông thủ tục khai sinh",
    title_en="Decree on linked birth registration",
    article=f"{_SAME_RULE}Điều 7",
    quote="Nếu tiếp nhận hồ sơ sau 15 giờ thì thời gian được tính bắt đầu từ ngày làm việc "
    "tiếp theo",
)
_LINKED_BIRTH_AMENDED = dt.date(2026, 9, 1)  # by decree 301/2026, which was not read
_FIFTEEN = dt.time(15)


def result_shift_law(received_on: dt.date, limit: TimeLimit) -> Citation | None:
    """A law with the rule that moves the result, in force on the day of receipt."""
    if limit.cutoff != _FIFTEEN:
        return None  # the rule is the procedure's own
    if received_on < _OLD_CIVIL_STATUS.in_force:
        return None
    return _CIVIL_STATUS if received_on < _NEW_CIVIL_STATUS.in_force else _CERTIFICATION


def clock_shift_law(received_on: dt.date, limit: TimeLimit) -> Citation | None:
    """A law with the rule that moves the start of the clock, as far as it was read."""
    if limit.cutoff != _FIFTEEN:
        return None
    if received_on < _LINKED_BIRTH_AMENDED:
        return _LINKED_BIRTH
    return attrs.evolve(_LINKED_BIRTH, confidence=Confidence.SECONDARY)
