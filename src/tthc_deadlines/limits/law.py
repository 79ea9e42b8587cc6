"""The clauses that counting rests on (điều khoản về cách tính thời hạn), with their words."""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.citations import Citation, Confidence

CIVIL_CODE_FROM = dt.date(2017, 1, 1)
CIVIL_CODE = Citation(number="91/2015/QH13", title="Bộ luật Dân sự 2015", in_force=CIVIL_CODE_FROM)


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
    confidence=Confidence.SECONDARY,
)
APOLOGY = Citation(
    number="118/2025/NĐ-CP",
    title="Nghị định về cơ chế một cửa, một cửa liên thông",
    article="Điều 19 khoản 6",
    in_force=dt.date(2025, 7, 1),
    adopted=dt.date(2025, 6, 9),
    quote="trong thời hạn chậm nhất 01 ngày trước ngày hết hạn",
)
