"""What a step is for (việc của bước), where its words say so for certain.

A wrong duty would blame the wrong official, so whatever is not plain stays ``None``.
"""

from __future__ import annotations

import re

from tthc_deadlines.procedures.workflow import Duty, Step

_DESK = re.compile(
    r"phục vụ hành chính công|ttpvhcc|pvhcc|một cửa|tiếp nhận và trả kết quả|tn&tkq|tnhs&tkq"
)
_CLERK = re.compile(r"văn thư")
_CHIEF = re.compile(
    r"^(?:lãnh đạo|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|người đứng đầu)(?! (?:phòng|ban))"
)
_HEAD_OF_DIVISION = re.compile(r"^(?:lãnh đạo|trưởng|phó trưởng) (?:phòng|bộ phận|ban)")
_DRAFTER = re.compile(r"^(?:chuyên viên|công chức|viên chức|cán bộ)")

# Tried in this order: the opening words of the name, and who must do it.
_RULES: tuple[tuple[Duty, re.Pattern[str], re.Pattern[str] | None], ...] = (
    (Duty.ASSIGN, re.compile(r"^(?:lãnh đạo [\w ]{0,40})?phân công"), None),
    (Duty.RETURN, re.compile(r"^(?:trả kết quả|trao )"), None),
    (Duty.ISSUE, re.compile(r"^(?:vào sổ|đóng dấu|ghi số|lấy số|văn thư|phát hành)"), _CLERK),
    (
        Duty.RECEIVE,
        re.compile(r"^(?:hướng dẫn, )?(?:tiếp nhận|kiểm tra tính đầy đủ|kiểm tra, xem xét tính)"),
        _DESK,
    ),
    (Duty.SIGN, re.compile(r"^(?:ký (?!nháy)|lãnh đạo \w+ ký duyệt|ban hành quyết định)"), _CHIEF),
    (Duty.REVIEW, re.compile(r"^(?:xem xét|kiểm tra|lãnh đạo phòng)"), _HEAD_OF_DIVISION),
    (Duty.DRAFT, re.compile(r"^(?:thụ lý|thẩm định|xử lý hồ sơ|dự thảo|soạn thảo)"), _DRAFTER),
)
_BULLET = re.compile(r"^(?:[-+•]|\d+[.)])\s*")


def duty_of(step: Step) -> Duty | None:
    """The duty the words of a step state plainly (việc của bước), or ``None``.

    >>> duty_of(Step(order=1, name="Phân công thụ lý hồ sơ", role="Lãnh đạo Phòng"))
    <Duty.ASSIGN: 'assign'>
    >>> duty_of(Step(order=1, name="Cập nhật cơ sở dữ liệu", role="Sở")) is None
    True

    Basis: the library's own convention.
    """
    name = _BULLET.sub("", " ".join(step.name.lower().split()))
    role = " ".join(step.role.lower().split())
    for duty, opening, by_whom in _RULES:
        if opening.match(name) and (by_whom is None or by_whom.search(role)):
            return duty
    return None
