"""Grounds of findings (căn cứ của phát hiện): the clause in force when a dossier came in.

Decree 118/2025 replaced decree 61/2018 on 1 July 2025 and has no transitional clause;
taking the one in force at receipt is an inference. Decree 367/2025 amended it at the end
of 2025 in a way that was not read, so for dossiers received from 2026 on the wording
counts as confirmed only through secondary texts.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import attrs

from tthc_deadlines.citations import Citation, Confidence

DECREE_118_FROM = dt.date(2025, 7, 1)
DECREE_367_FROM = dt.date(2026, 1, 1)

_TITLE = "Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông"
DECREE_61 = Citation(number="61/2018/NĐ-CP", title=_TITLE, in_force=dt.date(2018, 6, 21))
DECREE_118 = Citation(
    number="118/2025/NĐ-CP", title=_TITLE, adopted=dt.date(2025, 6, 9), in_force=DECREE_118_FROM
)

_CLAUSES: dict[str, tuple[Citation | None, Citation]] = {
    "apology": (
        attrs.evolve(
            DECREE_61,
            article="Điều 19 khoản 9",
            quote="trong thời hạn chậm nhất 01 ngày trước ngày hết hạn",
        ),
        attrs.evolve(
            DECREE_118,
            article="Điều 19 khoản 6",
            quote="Đối với hồ sơ dự kiến quá hạn giải quyết, trong thời hạn chậm nhất 01 "
            "ngày trước ngày hết hạn, cơ quan, đơn vị có thẩm quyền giải quyết hồ "
            "sơ phải thông báo bằng văn bản cho Bộ phận Một cửa và gửi văn bản xin "
            "lỗi tổ chức, cá nhân",
        ),
    ),
    "clock": (
        None,
        attrs.evolve(
            DECREE_118,
            article="Điều 17 khoản 3",
            quote="Thời gian giải quyết thủ tục hành chính được tính từ thời điểm hồ sơ "
            "đã được tiếp nhận đầy đủ, hợp lệ và được thể hiện trên Giấy tiếp nhận "
            "hồ sơ và hẹn trả kết quả",
        ),
    ),
    "assignment": (
        attrs.evolve(
            DECREE_61,
            article="Điều 19 khoản 1",
            quote="người đứng đầu cơ quan có thẩm quyền phân công cán bộ, công chức, "
            "viên chức xử lý",
        ),
        attrs.evolve(
            DECREE_118,
            article="Điều 19 khoản 1",
            quote="người đứng đầu cơ quan có thẩm quyền phân công cán bộ, công chức, "
            "viên chức xử lý xem xét, thẩm định hồ sơ",
        ),
    ),
    "code": (
        attrs.evolve(DECREE_61, article="Điều 26"),
        attrs.evolve(
            DECREE_118,
            article="Điều 28 khoản 2",
            quote="ngày, tháng, năm tiếp nhận, số thứ tự hồ sơ tiếp nhận trong ngày",
        ),
    ),
}


@lru_cache(maxsize=32)
def _in_force(name: str, version: int) -> Citation | None:
    older, newer = _CLAUSES[name]
    if version == 0:
        return older
    return newer if version == 1 else attrs.evolve(newer, confidence=Confidence.SECONDARY)


def ground_of(name: str, received_on: dt.date) -> Citation | None:
    """The clause a finding rests on, as in force on the day of receipt (căn cứ).

    >>> ground_of("apology", dt.date(2025, 9, 1)).article
    'Điều 19 khoản 6'
    >>> ground_of("apology", dt.date(2025, 6, 30)).number
    '61/2018/NĐ-CP'
    """
    version = (received_on >= DECREE_118_FROM) + (received_on >= DECREE_367_FROM)
    return _in_force(name, version)
