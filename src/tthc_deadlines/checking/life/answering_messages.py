"""Findings on who holds a dossier (phát hiện về người giữ): those that take an organisation.

One row a code; :data:`~tthc_deadlines.checking.messages.FINDINGS` holds them all. That nobody
was ever named is ``unassigned``, which needs no organisation.
"""

from __future__ import annotations

from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.findings import Severity

ANSWERING_FINDINGS: dict[str, FindingText] = {
    # --- nobody active, present and competent has it ------------------
    "between_units": FindingText(
        Severity.WARNING,
        Words("ở đơn vị, chưa phân công người", "with a unit, nobody named"),
        "ở {unit} từ {since} mà chưa phân công người xử lý{assign}",
        "with {unit} since {since}, and nobody there is named{assign}",
        "assignment",
    ),
    "role_without_members": FindingText(
        Severity.WARNING,
        Words("giao cho vị trí không có người", "assigned to a role that nobody has"),
        "giao cho vị trí “{role}” từ {since}, vị trí này không có ai đảm nhiệm{assign}",
        "assigned to the role “{role}” since {since}, and nobody is in it{assign}",
        "assignment",
    ),
    "holder_absent": FindingText(
        Severity.WARNING,
        Words("người giữ vắng mặt, không có người thay", "holder absent, nobody stands in"),
        "{holder} vắng mặt từ {start} đến {until} mà không có người thay; thời hạn vẫn tính"
        "{assign}",
        "{holder} is absent from {start} to {until} and nobody stands in; the clock runs on"
        "{assign}",
        "substitution",
    ),
    "holder_left": FindingText(
        Severity.WARNING,
        Words("người giữ đã thôi vị trí", "holder has left"),
        "{holder} không còn ở cơ quan từ {since}, hồ sơ chưa giao cho người khác{assign}",
        "{holder} has not been with the office since {since}; nobody else was given it{assign}",
        "assignment",
    ),
    "delegation_expired": FindingText(
        Severity.WARNING,
        Words("ủy quyền đã hết hạn", "delegation has run out"),
        "{holder} giữ hồ sơ theo ủy quyền {document} chỉ có hiệu lực đến {until}{assign}",
        "{holder} has it by the delegation {document}, which held until {until}{assign}",
        "delegation",
    ),
    "outside_competence": FindingText(
        Severity.WARNING,
        Words("ngoài thẩm quyền", "outside competence"),
        "{holder} được giao từ {since} nhưng không có thẩm quyền với {matter}{assign}",
        "{holder} was given it {since} and has no competence for {matter}{assign}",
        "assignment",
    ),
    # --- what was recorded --------------------------------------------
    "sub_delegation": FindingText(
        Severity.ERROR,
        Words("ủy quyền lại", "delegated on"),
        "{giver} giữ hồ sơ theo ủy quyền {document} và giao tiếp cho {to} lúc {sent}; không được "
        "ủy quyền tiếp",
        "{giver} has it by the delegation {document} and passed it on to {to} {sent}; what is "
        "delegated is not delegated on",
        "delegation",
    ),
    "unknown_official": FindingText(
        Severity.WARNING,
        Words("không rõ người được nêu", "official not known"),
        "“{name}” ({event}) không có trong tổ chức bộ máy{nearest}; coi như không ai giữ",
        "“{name}” ({event}) is not in the organisation{nearest}; it counts as held by nobody",
    ),
    "unknown_unit": FindingText(
        Severity.WARNING,
        Words("không rõ đơn vị được nêu", "unit not known"),
        "đơn vị “{name}” ({event}) không có trong tổ chức bộ máy{nearest}",
        "the unit “{name}” ({event}) is not in the organisation{nearest}",
    ),
    "unknown_position": FindingText(
        Severity.WARNING,
        Words("không rõ vị trí được nêu", "role not known"),
        "vị trí “{name}” ({event}) không có trong tổ chức bộ máy{nearest}; coi như không ai giữ",
        "the role “{name}” ({event}) is not in the organisation{nearest}; it counts as held by "
        "nobody",
    ),
    "contradictory_assignment": FindingText(
        Severity.WARNING,
        Words("phân công mâu thuẫn", "contradictory assignments"),
        "cùng lúc {when} giao cho {first} và cho {second}; lấy lần ghi nhận sau: {second}",
        "given to {first} and to {second} at one instant, {when}; the one recorded later stands: "
        "{second}",
    ),
}
