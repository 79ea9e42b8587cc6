"""Findings (phát hiện): what a check reports; data to be counted, never raised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.errors import Language


class Severity(StrEnum):
    """How grave a finding is (mức độ): info, warning, error.

    >>> Severity.ERROR.rank > Severity.WARNING.rank
    True

    Basis: the library's own convention.
    """

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error: compare severities by this."""
        return list(Severity).index(self)

    def label(self, lang: Language = "vi") -> str:
        """The word for people (tên mức độ)."""
        return _LABELS[self][lang != "vi"]


_LABELS = {
    Severity.INFO: ("lưu ý", "info"),
    Severity.WARNING: ("cảnh báo", "warning"),
    Severity.ERROR: ("lỗi", "error"),
}


@attrs.frozen(kw_only=True)
class Finding:
    """One thing a check found (một phát hiện), with its reason and its place.

    Attributes:
        code: stable identifier, e.g. ``"overdue"``.
        severity: how grave.
        subject: what it is about: a dossier's code, an official, a row.
        texts: the message in ``"vi"`` and ``"en"``.
        at: the instant it speaks of, if any.
        path, line, column: where in the input, if it came from a file; ``line``
            counts from 1, the header included.
        citation: the rule it rests on, if any.
        data: the values behind the message, as plain JSON values.

    >>> Finding(code="no_limit", severity=Severity.WARNING, subject="HS-1",
    ...         texts={"vi": "không có thời hạn", "en": "no limit"}).message("en")
    'no limit'

    Basis: the rule each finding rests on is its ``citation``.
    """

    code: str
    severity: Severity
    subject: str
    texts: Mapping[str, str]
    at: dt.datetime | None = None
    path: str = ""
    line: int | None = None
    column: str = ""
    citation: Citation | None = None
    data: Mapping[str, Any] = attrs.field(factory=dict)

    def message(self, lang: Language = "vi") -> str:
        """The text for people in ``lang``."""
        return self.texts[lang]
