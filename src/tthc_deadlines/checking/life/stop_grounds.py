"""Grounds of stops (căn cứ tạm dừng): which ones a procedure has, which the law knows.

A stop takes time out only on a ground that the procedure or the law names. For a procedure
that the catalogue does not have, the grounds below are taken, and that they could not be
checked against the procedure is a finding.
"""

from __future__ import annotations

from tthc_deadlines.checking.life.clocks import SUPPLEMENT_WORDS, Lawful
from tthc_deadlines.dossiers.courses import SUPPLEMENT
from tthc_deadlines.dossiers.history import Stop
from tthc_deadlines.procedures.procedure import Procedure

KNOWN_GROUNDS: dict[str, tuple[str, str]] = {
    "financial_obligation": (
        "xác định và thực hiện nghĩa vụ tài chính về đất đai",
        "financial obligation on land",
    ),
    "land_violation_review": (
        "xem xét xử lý trường hợp sử dụng đất có vi phạm pháp luật",
        "review of a violation in the use of land",
    ),
    "expert_appraisal": ("trưng cầu giám định", "expert appraisal"),
    "publication": ("niêm yết công khai, đăng tin", "public notice"),
    "inheritance_division": ("phân chia thừa kế", "division of an inheritance"),
    "complaint_suspension": ("tạm đình chỉ giải quyết khiếu nại", "suspension of a complaint"),
    "denunciation_suspension": (
        "tạm đình chỉ giải quyết tố cáo",
        "suspension of a denunciation",
    ),
}
"""Grounds that some law names (các căn cứ pháp luật có nêu), in both languages.

Basis: the land procedures published under decree 101/2024/NĐ-CP; Law on Complaints article
11a; Law on Denunciations article 34.
"""


def names_grounds(procedure: Procedure | None) -> bool:
    """Whether the procedure is known and its file names grounds (có nêu căn cứ tạm dừng).

    A file that names none says nothing on stops: most tables that procedures were published
    in print limits only.
    """
    return procedure is not None and bool(procedure.stops)


def lawful_grounds(procedure: Procedure | None) -> Lawful:
    """What tells whether a stop of this procedure is lawful (xét căn cứ tạm dừng)."""
    if not names_grounds(procedure):
        return _by_the_law
    assert procedure is not None

    def of_the_procedure(stop: Stop) -> tuple[str, str] | None:
        if stop.ground == SUPPLEMENT:
            return SUPPLEMENT_WORDS
        ground = procedure.stop_ground(stop.ground, stop.started_at.date())
        if ground is None:
            return None
        return ground.name, KNOWN_GROUNDS.get(ground.key, (ground.name, ground.name))[1]

    return of_the_procedure


def _by_the_law(stop: Stop) -> tuple[str, str] | None:
    return SUPPLEMENT_WORDS if stop.ground == SUPPLEMENT else KNOWN_GROUNDS.get(stop.ground)
