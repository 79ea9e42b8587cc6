"""Tables of ``tthc people`` (bảng kết quả theo người)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tthc_deadlines.checking.note.who_texts import REASON_WORDS
from tthc_deadlines.checking.office.people_records import (
    PeopleReport,
    PersonRecord,
    Record,
    UnitRecord,
    good,
    ranked,
    too_few,
)
from tthc_deadlines.checking.showing import show_working_time
from tthc_deadlines.cli.options import place_of
from tthc_deadlines.cli.output import console
from tthc_deadlines.cli.people_texts import PEOPLE_TEXTS
from tthc_deadlines.display import show_instant
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.errors import Language
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.segments import HeldBy, Reason

_NOTHING = dt.timedelta()
_NARROW = 80
_LONGEST = 120


class _Page(NamedTuple):
    """What every part of the page needs."""

    out: Console
    report: PeopleReport
    office: Organisation
    by: str
    lang: Language

    @property
    def text(self) -> dict[str, str]:
        return PEOPLE_TEXTS[self.lang]

    @property
    def rows(self) -> tuple[Record, ...]:
        return self.report.units if self.by == "unit" else self.report.people

    def name(self, one: Record) -> Text:
        name = one.name if isinstance(one, (PersonRecord, UnitRecord)) else ""
        return Text(shown(name or one.id or self.text["no_unit"], _LONGEST))

    def number(self, count: int) -> Text:
        return Text(_number(count, self.lang)) if count else Text("·", "dim")

    def time(self, span: dt.timedelta) -> Text:
        return Text(show_working_time(span, self.lang)) if span else Text("·", "dim")


def show_people(report: PeopleReport, office: Organisation, by: str, lang: Language) -> None:
    """The whole report for people (báo cáo cho người đọc), by official or by unit."""
    page = _Page(console(), report, office, by, lang)
    _show_head(page)
    if page.rows:
        _show_good(page)
        _show_order(page)
        _show_few(page)
        _show_pushed(page)
        _show_joint(page)
    _show_apart(page)
    _show_gaps(page)
    _show_notes(page)


def closing_line(report: PeopleReport, lang: Language) -> str:
    """Rows read = judged + without events + bad, always (dòng kết)."""
    names = ("read", "judged", "no_events", "bad")
    counts = {name: _number(getattr(report, name), lang) for name in names}
    return PEOPLE_TEXTS[lang]["closing"].format(**counts)


# --- the parts ----------------------------------------------------------------------------------


def _show_head(page: _Page) -> None:
    report, text, lang, out = page.report, page.text, page.lang, page.out
    out.print(Text(text[f"head_{page.by}"].format(period=report.period.text(lang)), "bold"))
    where = text["at"].format(at=show_instant(report.at, lang), edition=report.edition)
    out.print(Text(f"{page.office.name} · {where}" if page.office.name else where, "dim"))
    one = report.office
    if not one.handled:
        out.print(Text(text["nobody"]))
        return
    counts = {
        "handled": one.handled,
        "finished": one.finished,
        "early": one.early,
        "on_time": one.on_time,
        "late": one.late,
        "otherwise": one.otherwise,
        "overdue": one.open_overdue,
        "other": one.open_other,
    }
    shown_counts = {name: _number(count, lang) for name, count in counts.items()}
    out.print(Text(text["whole"].format(**shown_counts)))
    if report.lateness:
        people = sum((one.lateness for one in report.people), _NOTHING)
        spans = {"whole": report.lateness, "people": people, "apart": report.lateness - people}
        said = {name: show_working_time(span, lang) for name, span in spans.items()}
        out.print(Text(text["lateness"].format(**said)))


def _show_good(page: _Page) -> None:
    text = page.text
    heads = (page.by, "finished", "early", "on_time", "late_others", "held")
    rows = [
        (
            page.name(one),
            page.number(one.finished),
            page.number(one.early),
            page.number(one.on_time),
            page.number(one.late_without_own),
            page.time(one.held),
        )
        for one in good(page.rows)
    ]
    note = text["good_note"].format(minimum=page.report.minimum)
    _print(page, text["good"], note if rows else text["good_none"], heads, rows, "bold green")


def _show_order(page: _Page) -> None:
    """Those with lateness of their own, in order; of the others how many they are."""
    among = ranked(page.rows)
    rows = [
        (
            page.name(one),
            page.number(one.finished),
            page.number(one.open_overdue),
            _own(page, one),
            page.time(one.lateness),
            _steps(page, one),
        )
        for one in among
        if one.late_by_own
    ]
    heads = (page.by, "finished", "overdue", "own", "lateness_own", "steps_over")
    note = page.text["order_note"].format(repeat=page.report.repeat_from)
    if rows:
        _print(page, page.text["order"], note, heads, rows)
    if len(among) > len(rows):
        count = _number(len(among) - len(rows), page.lang)
        page.out.print()
        page.out.print(Text(page.text[f"clean_{page.by}"].format(count=count)))


def _show_few(page: _Page) -> None:
    rows = [
        (
            page.name(one),
            page.number(one.handled),
            page.number(one.finished),
            page.number(one.open_overdue),
            page.number(one.late_by_own),
            page.time(one.lateness),
        )
        for one in too_few(page.rows)
        if one.handled or one.late_by_own
    ]
    heads = (page.by, "handled", "finished", "overdue", "own", "lateness_own")
    note = page.text["few_note"].format(minimum=page.report.minimum)
    if rows:
        _print(page, page.text["few"], note, heads, rows)


def _show_pushed(page: _Page) -> None:
    names = ("refusals", "returns", "late_handovers", "not_accepted", "four_eyes")
    rows = [
        (
            page.name(one),
            *(page.number(getattr(one, name)) for name in names),
            page.number(one.gaps),
            page.time(one.gap_time),
        )
        for one in sorted(page.rows, key=lambda one: one.id)
        if one.pushed_away or one.four_eyes or one.gaps
    ]
    if rows:
        heads = (page.by, *names, "gap", "working")
        _print(page, page.text["pushed"], page.text["pushed_note"], heads, rows)


def _show_joint(page: _Page) -> None:
    if page.by != "official":
        return
    rows = [
        (page.name(one), page.number(one.joint), page.time(one.joint_lateness))
        for one in sorted(page.report.people, key=lambda one: one.id)
        if one.joint
    ]
    if rows:
        heads = ("official", "dossiers", "amount")
        _print(page, page.text["joint"], page.text["joint_note"], heads, rows)


def _show_apart(page: _Page) -> None:
    rows = [
        (Text(_party(page, one.party)), page.number(one.dossiers), page.time(one.lateness))
        for one in page.report.apart
    ]
    if rows:
        _print(page, page.text["apart"], "", ("why", "dossiers", "amount"), rows)


def _show_gaps(page: _Page) -> None:
    rows = [
        (Text(_reason(one.reason, page.lang)), page.number(one.gaps), page.time(one.working))
        for one in page.report.gaps
    ]
    if rows:
        _print(page, page.text["gaps"], "", ("why", "times", "working"), rows)


def _show_notes(page: _Page) -> None:
    report, text, out = page.report, page.text, page.out
    out.print()
    if report.lateness:
        out.print(Text(text["by_rule"], "dim"))
    if report.period.basis is not None:
        basis = report.period.basis.text(page.lang)
        out.print(Text(text["report_basis"].format(basis=basis), "dim"))
    if report.is_pseudonymised:
        out.print(Text(text["pseudonyms"]))
    if report.no_events:
        out.print(Text(text["no_events"].format(count=_number(report.no_events, page.lang))))
    if report.bad:
        out.print(Text(text["bad"].format(count=_number(report.bad, page.lang)), "red"))
        for bad in report.bad_rows:
            out.print(Text(f"  {place_of(bad)}{bad.message(page.lang)}", "red"))
    out.print(Text(closing_line(report, page.lang)))


# --- tables and cells ---------------------------------------------------------------------------


def _print(
    page: _Page,
    title: str,
    note: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Text]],
    style: str = "bold",
) -> None:
    """A table under its title and what it means; the first column gives way in a narrow window."""
    out, rows = page.out, list(rows)
    out.print()
    out.print(Text(title, style))
    if note:
        out.print(Text(note, "dim"))
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    is_narrow = out.width < _NARROW  # then figures wrap: none is cut off
    for place, head in enumerate(heads):
        figures = bool(place)
        table.add_column(
            page.text[head], justify="right" if figures else "left",
            no_wrap=figures and not is_narrow, overflow="fold", vertical="top",
            min_width=None if figures or is_narrow else 12,
        )  # fmt: skip
    for row in rows:
        table.add_row(*row)
    out.print(table)


def _own(page: _Page, one: Record) -> Text:
    if not one.late_by_own:
        return Text("·", "dim")
    share = f"{float(one.late_share):.1%}".replace(".", "," if page.lang == "vi" else ".")
    cell = Text(f"{_number(one.late_by_own, page.lang)} ({share})")
    return cell.append(f"\n{page.text['repeats']}", "bold red") if one.repeats else cell


def _steps(page: _Page, one: Record) -> Text:
    if not one.steps_over:
        return Text("·", "dim")
    return Text(f"{_number(one.steps_over, page.lang)}/{_number(one.steps, page.lang)}")


def _party(page: _Page, party: Party) -> str:
    text, lang = page.text, page.lang
    if party.kind is HeldBy.OTHER_AGENCY:
        return text["agency"].format(id=shown(party.id, _LONGEST))
    if party.kind is HeldBy.APPLICANT:
        return text["applicant"]
    reason = _reason(party.reason, lang) if party.reason is not None else ""
    if party.kind is HeldBy.UNIT:
        unit = page.office.unit_name(party.id, page.report.at) or text["no_unit"]
        form = text["at_unit"] if reason else text["desk"]
        return form.format(unit=shown(unit, _LONGEST), reason=reason)
    return reason or text["unassigned"]


def _reason(reason: Reason, lang: Language) -> str:
    words = REASON_WORDS[reason]
    return words.vi if lang == "vi" else words.en


def _number(count: int, lang: Language) -> str:
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "vi" else text
