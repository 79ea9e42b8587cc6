"""The shape of a one-stop rule (quy tắc một cửa): its words, its numbers, what it does."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.errors import Language
from tthc_deadlines.limits.time_limit import TimeLimit


class Effect(StrEnum):
    """What a rule does to the clock of a dossier (hệ quả đối với thời hạn).

    ``START``: the limit runs from here. ``RESTART``: it is counted again from the start
    (tính lại từ đầu). ``NEITHER``: it runs on, neither stopped nor restarted.
    ``MOVES_PROMISE``: the promised day moves, the statutory due date does not.
    ``ENDS``: the dossier is settled or stopped for good. ``MAY_CLOSE``: the dossier may be
    closed (đóng hồ sơ) once the limit of the rule has run out.

    Basis: decree 118/2025/NĐ-CP articles 17, 19, 21; the names are the library's own.
    """

    START = "start"
    RESTART = "restart"
    NEITHER = "neither"
    MOVES_PROMISE = "moves_promise"
    ENDS = "ends"
    MAY_CLOSE = "may_close"


@attrs.frozen(kw_only=True)
class Rule:
    """What a decree says on one point (một quy tắc): article, words, confidence, numbers.

    Attributes:
        citation: the article, its words where they were read, and how sure they are.
        vi: what it says, in one sentence for people; ``en`` the same in English.
        limit: the time it sets, ``None`` where it names none. One anchored before an event
            (the apology) is counted back from it, never with ``deadline``.
        times: how often the thing may be done, ``None`` where it does not say.
        effect: what it does to the clock, ``None`` where it leaves it alone.
    """

    citation: Citation
    vi: str
    en: str
    limit: TimeLimit | None = None
    times: int | None = None
    effect: Effect | None = None

    @property
    def cutoff(self) -> dt.time | None:
        """The time of day after which the next working day will do (giờ chốt)."""
        return self.limit.cutoff if self.limit else None

    def text(self, lang: Language = "vi") -> str:
        """The rule in one sentence, for people."""
        return self.en if lang == "en" else self.vi


@attrs.frozen(kw_only=True)
class OneStopRules:
    """One version of the one-stop rules (quy định một cửa theo phiên bản).

    A rule that is ``None`` is one the decree does not have, or one not known of it.

    Attributes:
        name: stable identifier, e.g. ``"decree-118-2025"``.
        in_force: the first day of receipt this version is applied to.
        citation: the decree.
        amended_by: a later decree that changed it in a way that was not read.
        clock_start: where the limit starts to run.
        online_acceptance: an online dossier is accepted, or its mending asked for.
        online_alert: the system tells the officer of an online dossier.
        immediate_result: procedures whose result is given at once need no slip.
        guide_once: everything missing is asked for in one go.
        transfer: from the one-stop desk to the agency that resolves it.
        paper_transfer: the paper dossier, where another level resolves it.
        assignment: the head names who handles it.
        replacement: a stand-by for staff who are away: leave never stops a clock.
        supplement_request: how soon a dossier may be sent back after appraisal.
        supplement_effect: what the full dossier does to the limit.
        silent_applicant: how long the applicant may stay silent.
        consultation: another body is asked for its opinion.
        refusal: a dossier that does not qualify.
        apology: the letter before a due date that will be missed.
        reappointment: a new day for the result.
        withdrawal: the applicant stops the procedure; ``online_withdrawal`` the same for
            a dossier filed online, which may also be adjusted.
        result_return: the result is handed out.
        early_return: before the due date.
        result_correction: a wrong result is put right.
        code: how the dossier code is made up.
    """

    name: str
    in_force: dt.date
    citation: Citation
    amended_by: Citation | None = None
    clock_start: Rule
    online_acceptance: Rule | None = None
    online_alert: Rule | None = None
    immediate_result: Rule
    guide_once: Rule
    transfer: Rule
    paper_transfer: Rule | None = None
    assignment: Rule
    replacement: Rule
    supplement_request: Rule
    supplement_effect: Rule
    silent_applicant: Rule | None = None
    consultation: Rule
    refusal: Rule
    apology: Rule
    reappointment: Rule
    withdrawal: Rule | None = None
    online_withdrawal: Rule | None = None
    result_return: Rule | None = None
    early_return: Rule
    result_correction: Rule | None = None
    code: Rule

    def rules(self) -> dict[str, Rule]:
        """The rules it has, by name, in the order of a dossier's life."""
        found = ((name, getattr(self, name)) for name in RULE_NAMES)
        return {name: rule for name, rule in found if rule is not None}

    def less_certain(
        self,
        confidence: Confidence,
        *,
        name: str,
        in_force: dt.date,
        citation: Citation,
        amended_by: Citation | None = None,
    ) -> OneStopRules:
        """The same rules after an amendment that was not read (sau lần sửa đổi chưa đọc).

        No rule comes out more certain than it was.
        """
        doubt = ("", "")
        if amended_by is not None:
            number = amended_by.number
            doubt = (
                f"đã sửa đổi bởi {number}, chưa đọc",
                f"amended by {number}, which was not read",
            )
            citation = attrs.evolve(citation, doubt=doubt)
        weaker = {
            rule_name: attrs.evolve(
                rule,
                citation=attrs.evolve(
                    rule.citation,
                    confidence=Confidence.weakest((rule.citation.confidence, confidence)),
                    doubt=doubt,
                ),
            )
            for rule_name, rule in self.rules().items()
        }
        return attrs.evolve(
            self,
            name=name,
            in_force=in_force,
            citation=citation,
            amended_by=amended_by,
            **weaker,
        )


RULE_NAMES: tuple[str, ...] = tuple(
    field.name
    for field in attrs.fields(OneStopRules)
    if field.name not in {"name", "in_force", "citation", "amended_by"}
)
"""The points a version speaks on (các điểm được quy định)."""
