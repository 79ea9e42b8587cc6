"""One step of a trace (một bước của phần giải trình), and how it is put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from tthc_deadlines.calendar.days import Day
from tthc_deadlines.citations import Citation
from tthc_deadlines.display import show_date, show_duration, show_instant
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.texts import TRACE_TEXTS


@attrs.frozen(kw_only=True)
class TraceStep:
    """One step of a count (một bước tính).

    Attributes:
        rule: stable name of the rule, a key of the table of texts.
        on, through: the first and last day the step speaks of.
        at: the instant it speaks of, for hours.
        texts: the step in ``"vi"`` and ``"en"``.
        citation: the clause or decision behind it.
    """

    rule: str
    on: dt.date | None = None
    through: dt.date | None = None
    at: dt.datetime | None = None
    texts: Mapping[str, str]
    citation: Citation | None = None

    def text(self, lang: Language = "vi") -> str:
        """The step with its citation, on one line."""
        cited = self.citation.text(lang) if self.citation else ""
        return f"{self.texts[lang]} — {cited}" if cited else self.texts[lang]


def step(
    rule: str,
    *,
    citation: Citation | None = None,
    on: dt.date | None = None,
    through: dt.date | None = None,
    at: dt.datetime | None = None,
    **values: Any,
) -> TraceStep:
    """A step from its texts; values are shown in each language by their kind."""
    texts = {}
    for lang in ("vi", "en"):
        shown = {name: _show(value, lang) for name, value in values.items()}
        if on is not None:
            shown["on"] = show_date(on, lang)
            shown["through"] = show_date(through or on, lang)
        if at is not None:
            shown["at"] = show_instant(at, lang)
        texts[lang] = TRACE_TEXTS[rule][lang].format(**shown)
    return TraceStep(rule=rule, on=on, through=through, at=at, texts=texts, citation=citation)


def _show(value: Any, lang: Any) -> str:
    if isinstance(value, dt.datetime):
        return show_instant(value, lang)
    if isinstance(value, dt.date):
        return show_date(value, lang)
    if isinstance(value, dt.timedelta):
        return show_duration(value, lang)
    if isinstance(value, Day):
        return value.label(lang)
    if hasattr(value, "format") and not isinstance(value, str):
        return str(value.format(lang))
    return str(value)
