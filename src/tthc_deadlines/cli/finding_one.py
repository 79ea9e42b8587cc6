"""Finding one dossier in a file (tìm một hồ sơ trong tệp), for commands about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.dossiers.record import DossierRecord
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.portal.status import StatusMap
    from tthc_deadlines.findings import Finding

_NOT_THERE = {
    "vi": "không có hồ sơ {code} trong {path}{near}",
    "en": "there is no dossier {code} in {path}{near}",
}
_ALIKE = 0.8
_NEAR = {"vi": "; gần giống: {codes}", "en": "; like it: {codes}"}


def find_one(
    code: str,
    file: str,
    lang: Language,
    histories: tuple[str, ...],
    statuses: StatusMap,
) -> tuple[DossierRecord | Dossier | Finding | None, str]:
    """The first row of the file with that code; else what to say, with codes like it."""
    from difflib import SequenceMatcher

    from tthc_deadlines.dossiers.folding import clean
    from tthc_deadlines.exchange.opening import read_dossiers
    from tthc_deadlines.findings import Finding

    wanted = clean(code)
    likeness: dict[str, float] = {}
    matcher = SequenceMatcher(b=wanted)
    with read_dossiers(file, dates="day-first", histories=histories, statuses=statuses) as rows:
        for row in rows:
            known = row.subject if isinstance(row, Finding) else row.code
            if known == wanted:
                return row, ""
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
                likeness[known] = matcher.ratio()
        path = rows.path
    near = sorted(likeness, key=lambda known: (-likeness[known], known))[:5]
    told = _NEAR[lang].format(codes=", ".join(near)) if near else ""
    return None, _NOT_THERE[lang].format(code=wanted, path=path, near=told)
