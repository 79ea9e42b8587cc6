"""Notes on responsibility (bản nêu trách nhiệm): who has a dossier, who made it late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tthc_deadlines.checking.life.answering import Answer, Joint, who_answers
from tthc_deadlines.checking.note.who_texts import (
    GROUND_WORDS,
    REASON_WORDS,
    ROLE_WORDS,
    WHO_TEXTS,
)
from tthc_deadlines.checking.showing import Words, show_value, show_working_time, shown_due
from tthc_deadlines.choices import known_language
from tthc_deadlines.citations import Citation
from tthc_deadlines.display import show_instant, show_number
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.errors import Language
from tthc_deadlines.responsibility.attribution import Attribution, StepUse
from tthc_deadlines.responsibility.links import Chain, Link, Role
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.pushing import Pushing
from tthc_deadlines.responsibility.segments import HeldBy, Segment

if TYPE_CHECKING:
    from tthc_deadlines.checking.life.assessment import DossierAssessment

_BAR = 20
_LONGEST = 60


def who_note(found: DossierAssessment, lang: Language = "vi") -> str:
    """Who has a dossier, who answers, whose hands it was in, who made it late (bản nêu)."""
    known_language(lang)
    return "\n".join(_Telling(found, lang).lines())


class _Telling:
    """One dossier told in one language."""

    def __init__(self, found: DossierAssessment, lang: Language) -> None:
        self.found, self.lang = found, lang
        self.text = WHO_TEXTS[lang]
        self.answer: Answer = who_answers(found)
        self.cited: list[Citation] = []

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._chain()
        yield from self._custody()
        yield from self._late()
        yield from self._pushing(self.answer.pushing)
        yield from self._citations()

    # --- words -------------------------------------------------------------------------------

    def _words(self, words: Words) -> str:
        return words.vi if self.lang == "vi" else words.en

    def _cite(self, citation: Citation | None) -> str:
        """The number of a citation in the list at the end."""
        if citation is None:
            return ""
        if citation not in self.cited:
            self.cited.append(citation)
        return f" [{self.cited.index(citation) + 1}]"

    def _citations(self) -> Iterator[str]:
        if self.cited:
            yield ""
            yield self.text["citations"]
        for number, citation in enumerate(self.cited, start=1):
            yield f"  [{number}] {citation.text(self.lang)}"

    def _value(self, value: object) -> str:
        return show_value(value, self.lang)

    def _time(self, span: dt.timedelta) -> str:
        return show_working_time(span, self.lang)

    def _since(self, instant: dt.datetime) -> str:
        """The beginning of a power; a midnight is a day."""
        return self._value(instant.date() if instant.time() == dt.time() else instant)

    def _name(self, official: str) -> str:
        office = self.found.organisation
        return office.name_of(official) if office is not None else official

    def _unit(self, unit: str) -> str:
        office = self.found.organisation
        return office.unit_name(unit, self.found.at) if office is not None and unit else unit

    def _party(self, party: Party) -> str:
        if party.kind is HeldBy.OFFICIAL:
            return self._name(party.id) or self.text["somebody"]
        reason = f" ({self._words(REASON_WORDS[party.reason])})" if party.reason else ""
        if party.kind is HeldBy.UNIT:
            return (self._unit(party.id) or self.text["desk"]) + reason
        if party.kind is HeldBy.OTHER_AGENCY:
            return self.text["agency"].format(agency=party.id or "—")
        if party.kind is HeldBy.APPLICANT:
            return self.text["applicant"]
        return self.text["nobody_had"] + reason

    # --- head and chain ----------------------------------------------------------------------

    def _head(self) -> Iterator[str]:
        found, text = self.found, self.text
        yield text["title"].format(code=found.dossier.code)
        yield text["at"].format(at=show_instant(found.at, self.lang))
        due = ""
        if found.deadline is not None and found.deadline.on is not None:
            due = text["due"].format(due=self._value(shown_due(found.deadline)))
        if found.working_over is not None:
            due += text["over"].format(over=self._time(found.working_over))
        elif found.working_left is not None:
            due += text["left"].format(left=self._time(found.working_left))
        yield text["status"].format(status=found.status.label(self.lang), due=due)

    def _chain(self) -> Iterator[str]:
        yield ""
        yield self.text["chain"]
        history = self.found.history
        if history.accepted_at is None:
            yield "  " + self.text["not_accepted"]
            return
        chain = self.answer.chain
        if chain is None:
            yield "  " + self.text["no_chain"]
            return
        if history.ended_at is not None:
            yield "  " + self.text["ended"]
        elif chain.holding.reason is not None:
            yield from self._nobody(chain)
        for number, link in enumerate(chain.links, start=1):
            yield f"  {number}. {self._link(link)}"

    def _nobody(self, chain: Chain) -> Iterator[str]:
        reason = chain.holding.reason
        assert reason is not None
        yield "  " + self.text["nobody"].format(reason=self._words(REASON_WORDS[reason]))
        if not chain.assign_by:
            yield "  " + self.text["nobody_assigns"]
            return
        line = self.text["assign"].format(name=self._name(chain.assign_by))
        yield "  " + line + self._cite(chain.assign_citation)

    def _link(self, link: Link) -> str:
        text = self.text
        unit = self._unit(link.unit)
        name = self._name(link.official)
        who = text["in"].format(name=name, unit=unit) if name and unit else name or unit
        parts = [self._words(GROUND_WORDS[link.ground])]
        if link.for_official:
            key = "delegated" if link.role is Role.DELEGATE else "for"
            parts[0] = text[key].format(name=self._name(link.for_official))
        if link.document:
            parts.append(link.document)
        if link.since is not None:
            parts.append(text["since"].format(since=self._since(link.since)))
        parts += [text[key] for key, holds in (("joint", link.joint), ("absent", link.absent))
                  if holds]  # fmt: skip
        line = f"{self._words(ROLE_WORDS[link.role])}: {who} ({', '.join(parts)})"
        return line + self._cite(link.citation) + self._cite(link.directive)

    # --- custody -----------------------------------------------------------------------------

    def _custody(self) -> Iterator[str]:
        segments = self.answer.custody
        if not segments:
            return
        yield ""
        yield self.text["custody"]
        whole = sum((one.working for one in segments), dt.timedelta())
        shown = [(self._span(one), self._hand(one), self._time(one.working)) for one in segments]
        wide = max(len(working) for _, _, working in shown)
        for (span, hand, working), one in zip(shown, segments, strict=True):
            bar = "█" * (round(_BAR * (one.working / whole)) if whole else 0)
            yield f"  {span}  {working:>{wide}}  {bar:<{_BAR}}  {hand}".rstrip()
        pad = " " * len(shown[0][0])
        yield f"  {self.text['total']:<{len(pad)}}  {self._time(whole):>{wide}}"
        if self.answer.gaps:
            lost = sum((one.working for one in self.answer.gaps), dt.timedelta())
            count = len(self.answer.gaps)
            yield "  " + self.text["gaps"].format(count=count, working=self._time(lost))

    def _span(self, one: Segment) -> str:
        first = (
            f"{one.start:%d/%m/%Y %H:%M}" if self.lang == "vi" else f"{one.start:%Y-%m-%d %H:%M}"
        )
        last = f"{one.end:%d/%m/%Y %H:%M}" if self.lang == "vi" else f"{one.end:%Y-%m-%d %H:%M}"
        return f"{first} – {last}"

    def _hand(self, one: Segment) -> str:
        text, name = self.text, self._name(one.official)
        notes: list[str] = []
        if one.held_by is HeldBy.OFFICIAL:
            who = name
            ground = one.ground
            if one.stands_in_for:
                notes.append(text["stands_in"].format(name=self._name(one.stands_in_for)))
            elif ground is not None:
                notes.append(self._words(GROUND_WORDS[ground]))
        elif one.held_by is HeldBy.UNIT:
            unit = self._unit(one.unit)
            who = text["unit"].format(unit=unit) if unit else text["desk"]
        elif one.held_by is HeldBy.APPLICANT:
            who = text["applicant"]
        elif one.held_by is HeldBy.OTHER_AGENCY:
            who = text["agency"].format(agency=one.agency or "—")
        else:
            who = text["nobody_had"]
        if one.held_by in (HeldBy.APPLICANT, HeldBy.OTHER_AGENCY) and name:
            notes.append(text["answers"].format(name=name))
        if one.offered_to:
            notes.append(text["offered"].format(to=self._offered(one.offered_to)))
        if one.reason is not None:
            notes.append(self._words(REASON_WORDS[one.reason]).upper())
        notes += [text[key] for key, holds in (("stopped", one.stopped), ("late_answer",
                  one.overdue)) if holds]  # fmt: skip
        return f"{who} ({', '.join(notes)})" if notes else who

    def _offered(self, to: str) -> str:
        name = self._name(to)
        return name if name != to else self._unit(to)

    # --- lateness ----------------------------------------------------------------------------

    def _late(self) -> Iterator[str]:
        if not self.answer.custody:
            return
        yield ""
        yield self.text["late"]
        if not self.answer.runs:
            yield "  " + self.text["no_due"]
        elif not self.answer.late:
            yield "  " + self.text["in_time"]
        for one in self.answer.late:
            yield from self._run(one)
        for one in self.answer.runs:
            if any(use.budget is not None for use in one.steps if use.order or use.name):
                yield from self._steps(one)

    def _run(self, one: Attribution) -> Iterator[str]:
        text = self.text
        due = self.found.runs[one.index].deadline
        assert due is not None
        yield "  " + text["run"].format(
            number=one.index + 1, due=self._value(shown_due(due)), late=self._time(one.lateness)
        )
        if one.holder_at_breach is not None:
            yield "  " + text["breach"].format(name=self._party(one.holder_at_breach))
        for share in one.shares:
            percent = show_number(round(100 * (share.amount / one.lateness), 1), self.lang)
            yield "  " + text["share"].format(
                name=self._party(share.party),
                amount=self._time(share.amount),
                share=percent,
                causes=self._causes(share.causes),
            )
        joint: Sequence[Joint] = one.joint
        for official, link in joint:
            yield "  " + text["jointly"].format(
                name=self._name(link.official), official=self._name(official)
            )

    def _causes(self, causes: tuple[tuple[str, dt.timedelta], ...]) -> str:
        if not any(name for name, _ in causes):
            return ""
        named = [f"{self._step_name(name)} {self._time(amount)}" for name, amount in causes]
        return self.text["causes"].format(causes="; ".join(named))

    def _step_name(self, name: str) -> str:
        return shown(name, _LONGEST) or self.text["outside_steps"]

    def _steps(self, one: Attribution) -> Iterator[str]:
        yield "  " + self.text["steps"]
        for use in one.steps:
            yield "  " + self._step(use)

    def _step(self, use: StepUse) -> str:
        text = self.text
        named = use.order or use.name
        budget = text["no_budget"] if use.budget is None else self._time(use.budget)
        by = "; ".join(f"{self._party(party)} {self._time(time)}" for party, time in use.by)
        return text["step"].format(
            step=self._step_name(use.name) if named else text["outside_steps"],
            budget=budget,
            used=self._time(use.used),
            over=text["step_over"].format(over=self._time(use.over)) if use.over else "",
            by=by,
        )

    # --- pushing -----------------------------------------------------------------------------

    def _pushing(self, pushed: Pushing) -> Iterator[str]:
        text = self.text
        if not (pushed.returns or pushed.late or pushed.refusals):
            return
        yield ""
        yield text["pushing"]
        in_cycles = {one.came_back_at for cycle in pushed.cycles for one in cycle.returns}
        for cycle in pushed.cycles:
            first, second = map(self._party, cycle.between)
            yield text["cycle"].format(
                first=first, second=second, count=cycle.handover_count, cost=self._time(cycle.cost)
            )
        for one in pushed.returns:
            if one.came_back_at not in in_cycles:
                yield text["return"].format(
                    name=self._name(one.official),
                    at=self._value(one.came_back_at),
                    via=", ".join(map(self._party, one.via)),
                    cost=self._time(one.cost),
                )
        for late in pushed.late:
            yield text["late_handover"].format(
                giver=self._name(late.giver) or text["somebody"],
                to=self._party(late.receiver),
                at=self._value(late.at),
                share=show_number(round(100 * float(late.share_left), 1), self.lang),
                left=self._time(late.left),
            )
        for refused in pushed.refusals:
            yield text["refusal"].format(
                by=self._party(refused.by),
                giver=self._name(refused.giver) or text["somebody"],
                at=self._value(refused.at),
                reason=text["because"].format(reason=refused.reason) if refused.reason else "",
            )
