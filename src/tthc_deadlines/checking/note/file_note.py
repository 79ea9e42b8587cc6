"""File notes (bản giải trình): one dossier told from receipt to now, with the law beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.life.obligations import Obligation
from tthc_deadlines.checking.life.step_clocks import StepClock
from tthc_deadlines.checking.life.stop_rules import ground_words
from tthc_deadlines.checking.note.events import event_line, show_when, told_events
from tthc_deadlines.checking.note.texts import NOTE_TEXTS
from tthc_deadlines.checking.showing import show_value, show_working_time
from tthc_deadlines.choices import known_language
from tthc_deadlines.citations import Citation
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.event_base import Event
from tthc_deadlines.dossiers.events import EVENT_NAMES, SupplementReceived, SupplementRequested
from tthc_deadlines.errors import Language

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment

_ONE_DAY = dt.timedelta(days=1)


def file_note(found: DossierAssessment, lang: Language = "vi") -> str:
    """The whole story of an assessed dossier (bản giải trình)."""
    known_language(lang)
    return "\n".join(_lines(found, lang))


def _lines(found: DossierAssessment, lang: Language) -> Iterator[str]:
    yield from _head(found, lang)
    yield ""
    yield NOTE_TEXTS[lang]["life"]
    for event in told_events(found):
        yield "  " + event_line(event, found, lang)
    for number, clock in enumerate(found.runs, start=1):
        yield from _run(found, clock, number, lang)
    yield from _promises(found, lang)
    yield from _steps(found, lang)
    yield from _end(found, lang)


# --- the head ------------------------------------------------------------------------------


def _head(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text, dossier = NOTE_TEXTS[lang], found.dossier
    yield text["title"].format(code=dossier.code)
    name = found.procedure.name if found.procedure else dossier.procedure_name
    code = dossier.procedure_code
    if name or code:
        yield text["procedure"].format(name=" ".join(filter(None, (name, code and f"({code})"))))
    directive = dossier.directive
    if directive is not None:
        said = (directive.number, directive.issuer, directive.level, directive.signed_on,
                directive.priority, directive.lead, *directive.cooperating)  # fmt: skip
        words = ", ".join(show_value(one, lang) for one in said if one)
        yield text["directive"].format(words=words)
    if dossier.due is not None:
        yield text["given_due"].format(due=show_value(dossier.due, lang))
    elif found.limit is not None:
        basis = _basis(found)
        source = text["own_limit"] if basis is None else basis.text(lang)
        yield text["limit"].format(limit=found.limit.format(lang), source=source)
    if found.rules is not None:
        yield text["rules"].format(citation=found.rules.citation.text(lang))
    yield text["at"].format(at=show_instant(found.at, lang), edition=found.calendar.edition)


def _basis(found: DossierAssessment) -> Citation | None:
    """The document of the limit, where the procedure has it and not the dossier itself."""
    dossier, accepted = found.dossier, found.history.accepted_at
    if found.procedure is None or accepted is None or dossier.limit or dossier.limit_text:
        return None
    rows = found.procedure.rows_on(accepted.date())
    fitting = [row for row in rows if row.limit == found.limit and row.when <= dossier.conditions]
    return max(fitting, key=lambda row: len(row.when)).basis if fitting else None


# --- runs ----------------------------------------------------------------------------------


def _run(found: DossierAssessment, clock: RunClock, number: int, lang: Language) -> Iterator[str]:
    text = NOTE_TEXTS[lang]
    yield ""
    again = isinstance(clock.run.started_by, SupplementReceived)
    name = "run_again" if again else "run" if len(found.runs) > 1 else "only_run"
    yield text[name].format(number=number)
    if clock.deadline is None:
        yield "  " + text["no_due"]
    elif found.dossier.due is not None and clock.deadline.agreed_at is not None:
        yield text["set_day"].format(due=show_value(clock.deadline.agreed_at, lang))
    else:
        for line in clock.deadline.explain(lang).splitlines():
            yield "  " + line
    for stop in clock.unlawful:
        words = ground_words(stop.ground)
        ground = words.vi if lang == "vi" else words.en
        yield text["unlawful"].format(start=show_when(stop.event, lang), ground=ground)
    for extension in clock.refused:
        yield text["refused"].format(at=_at(extension, lang))
    if clock.is_stopped:
        yield text["stopped_now"]
    ended = clock.run.ended_by
    if isinstance(ended, SupplementRequested):
        cited = f" — {found.rules.supplement_effect.citation.text(lang)}" if found.rules else ""
        yield text["ended"].format(at=_at(ended, lang)) + cited
    if clock.is_late:
        yield text["late"]


def _at(event: Event, lang: Language) -> str:
    """When, inside a sentence: Vietnamese has a word before the hour."""
    hour = "lúc " if lang == "vi" and not event.day_only else ""
    return hour + show_when(event, lang)


def _promises(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = NOTE_TEXTS[lang]
    promises, published = found.history.promises, found.published
    if promises or published is not None:
        yield ""
        yield text["promises"]
    for promise in promises:
        kind = promise.event.kind
        yield text["promised"].format(
            event=EVENT_NAMES[kind] if lang == "vi" else kind.replace("_", " "),
            at=show_when(promise.event, lang),
            promised=show_value(promise.moment, lang),
        )
    if published is not None and published.on is not None:
        yield text["published"].format(due=show_date(published.on, lang))


# --- steps ---------------------------------------------------------------------------------


def _steps(found: DossierAssessment, lang: Language) -> Iterator[str]:
    worked = [step for step in found.steps if step.passages]
    if worked:
        yield ""
        yield NOTE_TEXTS[lang]["steps"]
    for step in worked:
        yield _step(step, lang, is_open=found.history.ended_at is None)


def _step(step: StepClock, lang: Language, *, is_open: bool) -> str:
    text = NOTE_TEXTS[lang]
    holders = dict.fromkeys(one.event.holder or one.event.actor for one in step.passages)
    who = ", ".join(filter(None, holders))
    budget = step.step.budget
    parts = [
        text["budget"].format(budget=budget.format(lang)) if budget else text["no_budget"],
        text["step_used"].format(used=show_working_time(step.used, lang)),
    ]
    if len(step.passages) > 1:
        parts.append(text["passages"].format(count=len(step.passages)))
    if step.over is not None:
        parts.append(text["step_over"].format(over=show_working_time(step.over, lang)))
    if step.completed_at is None and (step.name or is_open):
        parts.append(text["unfinished"])
    name = step.name or text["nameless_step"]
    return f"  {name}{f' ({who})' if who else ''} — {', '.join(parts)}"


# --- the end -------------------------------------------------------------------------------


def _end(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text = NOTE_TEXTS[lang]
    yield ""
    yield text["end"]
    yield f"  {'; '.join(_conclusion(found, lang))}"
    if found.findings:
        yield text["findings"]
    for finding in found.findings:
        cited = f" — {finding.citation.text(lang)}" if finding.citation else ""
        yield f"  - {finding.message(lang)}{cited}"
    owed = found.obligations
    if owed:
        yield text["next"]
    for one in owed:
        yield f"  - {_owed(one, lang)}"


def _conclusion(found: DossierAssessment, lang: Language) -> Iterator[str]:
    text, due = NOTE_TEXTS[lang], found.deadline
    label = found.status.label(lang)
    yield label[0].upper() + label[1:]
    if due is not None and due.on is not None and due.at is not None:
        shown = show_date(due.on, lang) if due.is_day_based else show_instant(due.at, lang)
        yield text["due_if_resumed" if found.runs[-1].is_stopped else "due"].format(due=shown)
    if found.runs:
        yield text["used"].format(used=show_working_time(found.working_used, lang))
    if found.working_left is not None:
        yield text["left"].format(left=show_working_time(found.working_left, lang))
    if found.working_over:
        yield text["over"].format(over=show_working_time(found.working_over, lang))


def _owed(one: Obligation, lang: Language) -> str:
    text = NOTE_TEXTS[lang]
    if one.by.time() == dt.time():  # 24:00 of the day before
        by = text["end_of_day"].format(day=show_date(one.by.date() - _ONE_DAY, lang))
    else:
        by = show_instant(one.by, lang)
    notes = [text["past"]] if one.is_past else []
    notes += [text["if_resumed"]] if one.is_projected else []
    shown = f" ({'; '.join(notes)})" if notes else ""
    return text["owed"].format(by=by, text=one.text(lang)) + shown
