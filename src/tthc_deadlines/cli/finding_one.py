"""Finding one dossier in a file (tìm một hồ sơ trong tệp), for commands about one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tthc_deadlines.dossiers.dossier import Dossier
    from tthc_deadlines.dossiers.record import DossierRecord
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.opening import AnyFile
    from tthc_deadlines.findings import Finding

_NOT_THERE = {
    "vi": "không có hồ sơ {code} trong {path}{near}",
    "en": "there is no dossier {code} in {path}{near}",
}
_ALIKE = 0.8
_NEAR = {"vi": "; gần giống: {codes}", "en": "; like it: {codes}"}


def find_one(
    code: str, rows: AnyFile, lang: Language
) -> tuple[DossierRecord | Dossier | Finding | None, str]:
    """The first row of a file with that code; else what to say, with codes like it.

    A register is asked for the code; other files are read until it comes.
    """
    from tthc_deadlines.dossiers.folding import clean
    from tthc_deadlines.exchange.register_file import RegisterFile

    wanted = clean(code)
    if isinstance(rows, RegisterFile):
        row: DossierRecord | Dossier | Finding | None = rows.dossier(wanted)
        near = [] if row is not None else rows.register.codes_like(wanted)
    else:
        row, near = _look(wanted, rows)
    if row is not None:
        return row, ""
    told = _NEAR[lang].format(codes=", ".join(near)) if near else ""
    return None, _NOT_THERE[lang].format(code=wanted, path=rows.path, near=told)


def _look(
    wanted: str, rows: Iterable[DossierRecord | Dossier | Finding]
) -> tuple[DossierRecord | Dossier | Finding | None, list[str]]:
    from difflib import SequenceMatcher

    from tthc_deadlines.findings import Finding

    likeness: dict[str, float] = {}
    matcher = SequenceMatcher(b=wanted)
    for row in rows:
        known = row.subject if isinstance(row, Finding) else row.code
        if known == wanted:
            return row, []
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
            likeness[known] = matcher.ratio()
    return None, sorted(likeness, key=lambda known: (-likeness[known], known))[:5]
