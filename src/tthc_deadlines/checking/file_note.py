"""File notes (bản giải trình): one dossier told from receipt to now, with the law beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.checking.clocks import RunClock
from tthc_deadlines.checking.showing import show_value, show_working_time
from tthc_deadlines.choices import known_language
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import Outcome
from tthc_deadlines.dossiers.replay import EVENT_NAMES
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.time_limit import TimeLimit

if TYPE_CHECKING:
    from tthc_deadlines.checking.dossier_assessment import DossierAssessment

_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "Hồ sơ {code}",
        "procedure": "Thủ tục: {name}",
        "rules": "Áp dụng: {citation} (theo ngày tiếp nhận)",
        "at": "Xét đến {at}, lịch {edition}",
        "life": "Diễn biến",
        "recorded": "ghi nhận {at}",
        "run": "Lượt tính {number}",
        "no_due": "Không xác định được hạn.",
        "unlawful": "  Khoảng tạm dừng {start} (“{ground}”) không có căn cứ: vẫn tính.",
        "refused": "  Gia hạn lúc {at} không được tính.",
        "late": "  Lượt này quá hạn.",
        "promises": "Hẹn trả",
        "promised": "  {event} {at}: hẹn {promised}",
        "published": "Thời hạn công bố ngắn hơn luật, hết hạn {due}",
        "steps": "Các bước",
        "step": "  {name}: được giao {budget}, đã dùng {used}{over}",
        "over": ", vượt {over}",
        "end": "Kết luận",
        "status": "  {status}{due}{used}{left}{over_due}",
        "due": "; hạn {due}",
        "used": "; đã dùng {used} làm việc",
        "left": "; còn {left} làm việc",
        "over_due": "; quá {over} làm việc",
        "findings": "Phát hiện",
        "next": "Việc phải làm",
        "owed": "  chậm nhất {by}: {text}{past}",
        "past": " (đã quá)",
        "none": "không có",
    },
    "en": {
        "title": "Dossier {code}",
        "procedure": "Procedure: {name}",
        "rules": "Applied: {citation} (by the day of receipt)",
        "at": "As of {at}, calendar {edition}",
        "life": "What happened",
        "recorded": "recorded {at}",
        "run": "Run {number}",
        "no_due": "No due date can be determined.",
        "unlawful": "  The stop of {start} (“{ground}”) has no lawful ground: counted on.",
        "refused": "  The extension of {at} is not counted.",
        "late": "  This run is late.",
        "promises": "Promised",
        "promised": "  {event} {at}: for {promised}",
        "published": "The published limit, shorter than the law's, runs out {due}",
        "steps": "Steps",
        "step": "  {name}: budget {budget}, used {used}{over}",
        "over": ", {over} too much",
        "end": "Conclusion",
        "status": "  {status}{due}{used}{left}{over_due}",
        "due": "; due {due}",
        "used": "; {used} of working time used",
        "left": "; {left} left",
        "over_due": "; {over} over",
        "findings": "Findings",
        "next": "To be done",
        "owed": "  by {by}: {text}{past}",
        "past": " (past)",
        "none": "none",
    },
}
"""The frame of a file note (câu chữ của bản giải trình)."""

_DETAILS = ("promised_at", "until", "respond_by", "amount", "ground", "agency", "step", "holder",
            "to", "unit", "outcome", "reason", "document", "actor", "note")  # fmt: skip
_OUTCOMES = {"vi": {"granted": "chấp thuận", "refused": "không chấp thuận"}, "en": {}}


def file_note(found: DossierAssessment, lang: Language = "vi") -> str:
    """The whole story of an assessed dossier (bản giải trình)."""
    known_language(lang)
    return "\n".join(_lines(found, lang))


def _lines(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    yield text["title"].format(code=found.dossier.code)
    name = found.procedure.name if found.procedure else found.dossier.procedure_name
    code = found.dossier.procedure_code
    if name or code:
        yield text["procedure"].format(name=" ".join(filter(None, (name, code and f"({code})"))))
    if found.rules is not None:
        yield text["rules"].format(citation=found.rules.citation.text(lang))
    yield text["at"].format(at=show_instant(found.at, lang), edition=found.calendar.edition)
    yield from _life(found, lang)
    for number, clock in enumerate(found.runs, start=1):
        yield from _run(clock, number, lang)
    yield from _promises(found, lang)
    yield from _steps(found, lang)
    yield from _end(found, lang)


def _life(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    yield ""
    yield text["life"]
    for event in found.history.events:
        name = EVENT_NAMES[event.kind] if lang == "vi" else event.kind.replace("_", " ")
        details = [*_details(event, lang)]
        recorded = event.recorded_at
        if recorded is not None and recorded - event.occurred_at > dt.timedelta(minutes=5):
            details.append(text["recorded"].format(at=show_instant(recorded, lang)))
        told = f" ({'; '.join(details)})" if details else ""
        yield f"  {show_instant(event.occurred_at, lang)}: {name}{told}"


def _details(event: Event, lang: Language) -> Iterator[str]:
    fields = {field.name for field in attrs.fields(type(event))}
    for name in _DETAILS:
        value = getattr(event, name) if name in fields else None
        if value in (None, "") or value is Outcome.GRANTED:
            continue
        if isinstance(value, Outcome):
            yield _OUTCOMES[lang].get(value.value, value.value)
        elif isinstance(value, TimeLimit):
            yield value.format(lang)
        else:
            yield show_value(value, lang)


def _run(clock: RunClock, number: int, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    yield ""
    yield text["run"].format(number=number)
    if clock.deadline is None:
        yield "  " + text["no_due"]
    else:
        for line in clock.deadline.explain(lang).splitlines():
            yield "  " + line
    for stop in clock.unlawful:
        yield text["unlawful"].format(start=show_instant(stop.started_at, lang), ground=stop.ground)
    for extension in clock.refused:
        yield text["refused"].format(at=show_instant(extension.occurred_at, lang))
    if clock.is_late:
        yield text["late"]


def _promises(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    promises = found.history.promises
    if promises:
        yield ""
        yield text["promises"]
    for promise in promises:
        kind = promise.event.kind
        yield text["promised"].format(
            event=EVENT_NAMES[kind] if lang == "vi" else kind.replace("_", " "),
            at=show_instant(promise.event.occurred_at, lang),
            promised=show_value(promise.moment, lang),
        )
    if found.published is not None and found.published.on is not None:
        yield text["published"].format(due=show_date(found.published.on, lang))


def _steps(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    worked = [step for step in found.steps if step.passages]
    if worked:
        yield ""
        yield text["steps"]
    for step in worked:
        over = step.over
        yield text["step"].format(
            name=step.name,
            budget=step.step.budget.format(lang) if step.step.budget else text["none"],
            used=show_working_time(step.used, lang),
            over="" if over is None else text["over"].format(over=show_working_time(over, lang)),
        )


def _end(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = _TEXTS[lang]
    due = found.deadline

    def part(name: str, value: str | None) -> str:
        return "" if value is None else text[name].format(**{name.partition("_")[0]: value})

    def span(value: dt.timedelta | None) -> str | None:
        return None if value is None else show_working_time(value, lang)

    yield ""
    yield text["end"]
    shown = None
    if due is not None and due.on is not None and due.at is not None:
        shown = show_date(due.on, lang) if due.is_day_based else show_instant(due.at, lang)
    yield text["status"].format(
        status=found.status.label(lang),
        due=part("due", shown),
        used=part("used", span(found.working_used) if found.runs else None),
        left=part("left", span(found.working_left)),
        over_due=part("over_due", span(found.working_over)),
    )
    if found.findings:
        yield text["findings"]
    for finding in found.findings:
        cited = f" — {finding.citation.text(lang)}" if finding.citation else ""
        yield f"  {finding.message(lang)}{cited}"
    owed = found.obligations
    if owed:
        yield text["next"]
    for one in owed:
        past = text["past"] if one.is_past else ""
        yield text["owed"].format(by=show_instant(one.by, lang), text=one.text(lang), past=past)
