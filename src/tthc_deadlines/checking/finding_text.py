"""What a finding is made of (một dòng trong bảng phát hiện): severity, texts, ground."""

from __future__ import annotations

from typing import NamedTuple

from tthc_deadlines.checking.showing import Words
from tthc_deadlines.findings import Severity


class FindingText(NamedTuple):
    """Severity, texts and ground of one finding (mức độ, câu chữ, căn cứ).

    ``title`` names it in a list of counts, ``vi`` and ``en`` state it for one dossier.
    """

    severity: Severity
    title: Words
    vi: str
    en: str
    ground: str = ""
