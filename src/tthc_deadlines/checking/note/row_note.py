"""Notes on rows of lists (giải trình một dòng): the due date, how it stands, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from tthc_deadlines.checking.assessment import Assessment
from tthc_deadlines.checking.showing import show_value, show_working_time, shown_due
from tthc_deadlines.choices import known_language
from tthc_deadlines.errors import Language

_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "Hồ sơ {code}",
        "no_due": "Không xác định được hạn.",
        "promised": "Hẹn trả: {promised}",
        "finished": "Kết thúc xử lý: {finished}",
        "end": "Kết luận: {status}",
        "due": "; hạn {due}",
        "left": "; còn {left} làm việc",
        "over": "; quá {over} làm việc",
        "findings": "Phát hiện",
    },
    "en": {
        "title": "Dossier {code}",
        "no_due": "No due date can be determined.",
        "promised": "Promised for: {promised}",
        "finished": "Finished: {finished}",
        "end": "Conclusion: {status}",
        "due": "; due {due}",
        "left": "; {left} of working time left",
        "over": "; {over} of working time over",
        "findings": "Findings",
    },
}


def row_note(found: Assessment, lang: Language = "vi") -> str:
    """What can be said of a dossier known from one row only (giải trình một dòng)."""
    known_language(lang)
    return "\n".join(_lines(found, lang))


def _lines(found: Assessment, lang: Language) -> Iterator[str]:
    text, record, due = _TEXTS[lang], found.record, found.deadline
    yield text["title"].format(code=record.code)
    yield text["no_due"] if due is None else due.explain(lang)
    for name, moment in (("promised", record.promised_at), ("finished", record.finished_at)):
        if moment is not None:
            yield text[name].format(**{name: show_value(moment, lang)})
    end = text["end"].format(status=found.status.label(lang))
    if due is not None and due.on is not None:
        end += text["due"].format(due=show_value(shown_due(due), lang))
    if found.working_left is not None:
        end += text["left"].format(left=show_working_time(found.working_left, lang))
    if found.working_over is not None:
        end += text["over"].format(over=show_working_time(found.working_over, lang))
    yield end
    yield from [text["findings"]] if found.findings else []
    for finding in found.findings:
        cited = f" — {finding.citation.text(lang)}" if finding.citation else ""
        yield f"  {finding.message(lang)}{cited}"
