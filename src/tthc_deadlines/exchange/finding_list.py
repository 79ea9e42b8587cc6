"""Every finding there is (danh mục phát hiện): of dossiers, rows, procedures, the portal."""

from __future__ import annotations

import datetime as dt
import re

import attrs

from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.grounds import ground_of
from tthc_deadlines.checking.index_766.compare import INDEX_FINDINGS
from tthc_deadlines.checking.messages import BAD_ROW_TITLES, FINDINGS
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.exchange.portal.messages import PORTAL_FINDINGS
from tthc_deadlines.findings import Severity
from tthc_deadlines.procedures.oddities import ODDITY_TEXTS

_BLANK = re.compile(r"\{[^}]*\}")


@attrs.frozen(kw_only=True)
class FindingKind:
    """One kind of finding (một loại phát hiện).

    Attributes:
        code: its stable code.
        severity: how grave.
        about: "dossier", "row", "procedure" or "portal".
        title: what it is, in both languages.
        ground: the clause it rests on today, in Vietnamese; empty where there is none.
    """

    code: str
    severity: Severity
    about: str
    title: Words
    ground: str = ""


def all_findings(on: dt.date | None = None) -> tuple[FindingKind, ...]:
    """Every kind of finding (mọi loại phát hiện), with its ground for a receipt ``on`` a day.

    >>> [kind.severity.value for kind in all_findings() if kind.code == "apology_late"]
    ['warning']

    Basis: the ground of each finding.
    """
    on = on or dt.date.today()  # noqa: DTZ011 - which decree is in force today
    rows = [
        FindingKind(code=code, severity=Severity.ERROR, about="row", title=title)
        for code, title in BAD_ROW_TITLES.items()
    ]
    oddities = [
        FindingKind(
            code=code,
            severity=severity,
            about="procedure",
            title=Words(_BLANK.sub("…", vi), _BLANK.sub("…", en)),
        )
        for code, (severity, vi, en) in ODDITY_TEXTS.items()
    ]
    return (
        *_of("dossier", FINDINGS, on),
        *rows,
        *oddities,
        *_of("portal", {**PORTAL_FINDINGS, **INDEX_FINDINGS}, on),
    )


def _of(about: str, table: dict[str, FindingText], on: dt.date) -> list[FindingKind]:
    found = []
    for code, row in table.items():
        ground = ground_of(row.ground, on) if row.ground else None
        found.append(
            FindingKind(
                code=code,
                severity=row.severity,
                about=about,
                title=row.title,
                ground=f"{ground.article}, {ground.number}" if ground else "",
            )
        )
    return found
