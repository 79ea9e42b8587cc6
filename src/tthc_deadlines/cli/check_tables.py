"""What ``tthc check`` shows to people (bảng kết quả kiểm tra).

Every column gets its width here, from what stands in it and the width of the terminal, and
folds what is longer: a table that had to be squeezed would be cut off at the right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from tthc_deadlines.checking.messages import FINDINGS, title_of
from tthc_deadlines.checking.showing import local_date, show_working_time
from tthc_deadlines.cli.check_texts import TEXTS
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Severity
from tthc_deadlines.limits.time_limit import TimeLimit

if TYPE_CHECKING:
    from rich.console import Console

    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.checking.summary import DueList, Summary
    from tthc_deadlines.errors import Language
    from tthc_deadlines.findings import Finding

MOST_UNITS = 15
_CODES_SHOWN = 3
_BAR = 24
_LONGEST = 200
_LONGEST_CODE = 34
_LEAST = 8
_LEAST_NOTE = 34
_LEAST_UNIT = 24

STYLES = {
    Status.OVERDUE: "bold red",
    Status.DUE_SOON: "yellow",
    Status.RUNNING: "cyan",
    Status.STOPPED: "dim",
    Status.EARLY: "green",
    Status.ON_TIME: "green",
    Status.LATE: "magenta",
    Status.NOT_ACCEPTED: "yellow",
    Status.REJECTED: "dim",
    Status.WITHDRAWN: "dim",
    Status.CLOSED: "dim",
    Status.NO_LIMIT: "yellow",
}
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}

UNIT_GROUPS: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("overdue", (Status.OVERDUE,)),
    ("due_soon", (Status.DUE_SOON,)),
    ("running", (Status.RUNNING,)),
    ("late", (Status.LATE,)),
    ("done", (Status.EARLY, Status.ON_TIME)),
    (
        "other",
        (
            Status.STOPPED,
            Status.NOT_ACCEPTED,
            Status.REJECTED,
            Status.WITHDRAWN,
            Status.CLOSED,
            Status.NO_LIMIT,
        ),
    ),
)


class _Column(NamedTuple):
    """One column: its heading, its cells, and whether they are figures."""

    head: str
    cells: Sequence[Text]
    figures: bool = False

    @property
    def widest(self) -> int:
        return max(map(_width, (Text(self.head), *self.cells)))

    @property
    def longest_word(self) -> int:
        texts = (self.head, *(cell.plain for cell in self.cells))
        return max((cell_len(word) for text in texts for word in text.split()), default=1)


def _width(text: Text) -> int:
    return max(map(cell_len, text.plain.split("\n")))


def show_heading(out: Console, summary: Summary, lang: Language) -> None:
    """The instant of the check and the calendar (dòng đầu)."""
    text = TEXTS[lang]
    head = Text(text["head"].format(at=show_instant(summary.at, lang)), "bold")
    head.append(" · " + text["edition"].format(edition=summary.edition), "dim not bold")
    if summary.provisional:
        note = text["provisional"].format(count=_number(summary.provisional, lang))
        head.append(" · " + note, "yellow not bold")
    out.print(head)


def show_summary(out: Console, summary: Summary, lang: Language) -> None:
    """Every table of the summary (in các bảng tổng hợp)."""
    if summary.judged:
        _show_statuses(out, summary, lang)
        _show_units(out, summary.by_unit, lang)
    if summary.worst:
        _show_worst(out, summary.worst, lang)
    if any(due.count for due in summary.due.values()):
        _show_due(out, summary.due, lang)
    if summary.by_finding:
        _show_findings(out, summary.by_finding, lang)
    if summary.bad_rows:
        _show_bad_rows(out, summary, lang)


def closing_line(summary: Summary, lang: Language) -> str:
    """Rows read = judged + bad, always (dòng kết)."""
    counts = {name: _number(getattr(summary, name), lang) for name in ("read", "judged", "bad")}
    return TEXTS[lang]["closing"].format(**counts)


# --- tables that fit -------------------------------------------------------------------


def _print(out: Console, columns: Sequence[_Column], widths: Sequence[int], title: str = "",
           after: str = "") -> None:  # fmt: skip
    """A table under its title; nothing is ever cut off, whatever the width."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )  # fmt: skip
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            column.head,
            width=width,
            justify="right" if column.figures else "left",
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    out.print()
    if title:
        out.print(Text(title, "bold"), crop=False)
    out.print(table, crop=False)
    if after:
        out.print(Text(after, "dim"), crop=False)


def _room(out: Console, columns: Iterable[_Column], others: int = 1) -> int:
    """What is left for ``others`` more columns beside these."""
    return _left(out, [column.widest for column in columns], others)


def _left(out: Console, widths: Sequence[int], others: int = 1) -> int:
    """The same, beside columns of these widths."""
    return out.width - sum(widths) - 2 * (len(widths) + others) + 1


def _print_noted(out: Console, title: str, columns: Sequence[_Column], note: _Column,
                 after: str = "") -> None:  # fmt: skip
    """A table of dossiers, the long text beside the rest or, in a narrow window, below."""
    first, *rest = columns
    code = min(first.widest, _LONGEST_CODE)
    room = _room(out, rest, 2)
    if room - code >= min(note.widest, _LEAST_NOTE):
        widths = [code, *(column.widest for column in rest), min(note.widest, room - code)]
        _print(out, [*columns, note], widths, title, after)
        return
    cells = [
        Text("\n").join([one, two]) if two else one
        for one, two in zip(first.cells, note.cells, strict=True)
    ]
    both = _Column(f"{first.head} · {note.head}", cells)
    widths = [column.widest for column in rest]
    if _left(out, widths) < code:
        widths = [min(column.widest, max(column.longest_word, 6)) for column in rest]
    room = _left(out, widths)
    _print(out, [both, *rest], [max(_LEAST, min(both.widest, room)), *widths], title, after)


# --- the tables ------------------------------------------------------------------------


def _show_statuses(out: Console, summary: Summary, lang: Language) -> None:
    text = TEXTS[lang]
    rows = [(status, count) for status, count in summary.by_status.items() if count]
    shares = [count / summary.judged for _, count in rows]
    columns = [
        _Column(text["by_status"], [Text(one.label(lang), STYLES[one]) for one, _ in rows]),
        _Column(text["count"], [Text(_number(count, lang)) for _, count in rows], figures=True),
        _Column(text["share"], [Text(_percent(share, lang)) for share in shares], figures=True),
    ]
    bars = [
        Text("━" * max(1, round(share * _BAR)), STYLES[status])
        for (status, _), share in zip(rows, shares, strict=True)
    ]
    if _room(out, columns) >= _BAR:
        columns.append(_Column("", bars))
    _print(out, columns, [column.widest for column in columns])


def _show_units(out: Console, units: Mapping[str, Mapping[Status, int]], lang: Language) -> None:
    text = TEXTS[lang]
    listed = list(units.items())[:MOST_UNITS]
    unnamed = Text(text["no_unit"], "dim")
    names = [Text(shown(unit, _LONGEST)) if unit else unnamed for unit, _ in listed]
    first = _Column(text["unit"], names)
    columns = [_unit_column(text["total"], listed, tuple(Status), "", lang)]
    for name, statuses in UNIT_GROUPS:
        columns.append(_unit_column(text[name], listed, statuses, STYLES[statuses[0]], lang))
    widths = [_figures_width(column, 9) for column in columns]
    if _left(out, widths) < _LEAST_UNIT:
        widths = [_figures_width(column, 1) for column in columns]
    room = _left(out, widths)
    after = text["more_units"].format(count=len(units) - MOST_UNITS)
    _print(
        out,
        [first, *columns],
        [max(_LEAST, min(first.widest, room)), *widths],
        text["by_unit"],
        after if len(units) > MOST_UNITS else "",
    )


def _unit_column(
    head: str,
    listed: Sequence[tuple[str, Mapping[Status, int]]],
    statuses: tuple[Status, ...],
    style: str,
    lang: Language,
) -> _Column:
    counts = [sum(found.get(status, 0) for status in statuses) for _, found in listed]
    cells = [Text(_number(count, lang), style) if count else Text("·", "dim") for count in counts]
    return _Column(head, cells, figures=True)


def _figures_width(column: _Column, most: int) -> int:
    """As wide as its figures and the longest word of its heading, at best ``most``."""
    least = max(*map(_width, column.cells), *(len(word) for word in column.head.split()))
    return max(least, min(column.widest, most))


def _show_worst(out: Console, worst: Sequence[Assessment], lang: Language) -> None:
    text = TEXTS[lang]
    over = [show_working_time(one.working_over or dt.timedelta(), lang) for one in worst]
    styles = [STYLES[one.status] for one in worst]
    columns = [
        _Column(text["code"], [Text(shown(one.record.code)) for one in worst]),
        _Column(text["due"], [_day(one.due_on, lang) for one in worst]),
        _Column(text["over"], list(map(Text, over, styles)), figures=True),
    ]
    reasons = _Column(text["reason"], [_reason(one, lang) for one in worst])
    _print_noted(out, text["worst"], columns, reasons)


def _reason(one: Assessment, lang: Language) -> Text:
    text, record = TEXTS[lang], one.record
    limit = shown(record.limit_text, 80) if one.limit is None else _amount(one.limit, lang)
    received = show_date(local_date(record.received_at), lang, weekday=False)
    parts = [text["from"].format(limit=limit, received=received)]
    if one.status is not Status.OVERDUE and record.finished_at is not None:
        finished = show_date(local_date(record.finished_at), lang, weekday=False)
        parts.append(text["finished"].format(finished=finished))
    reason = Text("; ".join(parts))
    who = _who(one, lang)
    return reason.append("; ").append_text(who) if who else reason


def _amount(limit: TimeLimit, lang: Language) -> str:
    """The limit without the event it runs from: "05 ngày làm việc"."""
    return TimeLimit(value=limit.value, unit=limit.unit).format(lang)


def _who(one: Assessment, lang: Language) -> Text:
    record = one.record
    who = Text(shown(record.unit, _LONGEST))
    if record.holder:
        who.append(f"{', ' if who else ''}{shown(record.holder, _LONGEST)}")
    elif any(finding.code == "unassigned" for finding in one.findings):
        who.append(", " if who else "").append(TEXTS[lang]["nobody"], "yellow")
    return who


def show_listing(out: Console, found: Sequence[Assessment], count: int, lang: Language) -> None:
    """The dossiers that ``--only`` chose (danh sách hồ sơ được chọn)."""
    text = TEXTS[lang]
    spans = [
        one.working_over if one.working_over is not None else one.working_left for one in found
    ]
    columns = [
        _Column(text["code"], [Text(shown(one.record.code)) for one in found]),
        _Column(
            text["status"], [Text(one.status.label(lang), STYLES[one.status]) for one in found]
        ),
        _Column(text["due"], [_day(one.due_on, lang) for one in found]),
        _Column(
            text["left"],
            [Text("" if span is None else show_working_time(span, lang)) for span in spans],
        ),
    ]
    note = _Column(text["unit"], [_who(one, lang) for one in found])
    more = text["more"].format(count=_number(count - len(found), lang))
    title = text["listing"].format(count=_number(count, lang))
    _print_noted(out, title, columns, note, more if count > len(found) else "")


def _show_due(out: Console, due: Mapping[str, DueList], lang: Language) -> None:
    text = TEXTS[lang]
    spans = [
        (name, span)
        for name, span in due.items()
        if name != "next_working_day" or span.first != due["tomorrow"].first
    ]
    codes = [
        ", ".join(shown(one.record.code) for one in span.soonest[:_CODES_SHOWN])
        + (" …" if span.count > _CODES_SHOWN else "")
        for _, span in spans
    ]
    columns = [
        _Column(text["when"], [Text(text[name]) for name, _ in spans]),
        _Column("", [_day(span.last, lang) for _, span in spans]),
        _Column(text["count"], [Text(_number(span.count, lang)) for _, span in spans], True),
    ]
    last = _Column(text["first"], list(map(Text, codes)))
    if _room(out, columns) < min(last.widest, _LEAST_NOTE):
        pairs = zip(columns[0].cells, columns[1].cells, strict=True)
        columns[:2] = [_Column(text["when"], [Text("\n").join(pair) for pair in pairs])]
    width = max(_LEAST, min(last.widest, _room(out, columns)))
    widths = [*(column.widest for column in columns), width]
    _print(out, [*columns, last], widths, text["due_title"])


def _show_findings(out: Console, counts: Mapping[str, int], lang: Language) -> None:
    text = TEXTS[lang]
    rows = sorted(counts.items(), key=lambda item: (-_severity(item[0]).rank, item[0]))
    titles = [Text(title_of(code, lang), SEVERITY_STYLES[_severity(code)]) for code, _ in rows]
    rest = [
        _Column(text["times"], [Text(_number(count, lang)) for _, count in rows], figures=True),
        _Column("", [Text(code, "dim") for code, _ in rows]),
    ]
    first = _Column(text["finding"], titles)
    width = max(_LEAST, min(first.widest, _room(out, rest)))
    _print(out, [first, *rest], [width, *(column.widest for column in rest)], text["findings"])


def _severity(code: str) -> Severity:
    return FINDINGS[code].severity if code in FINDINGS else Severity.ERROR


def _show_bad_rows(out: Console, summary: Summary, lang: Language) -> None:
    text, rows = TEXTS[lang], summary.bad_rows
    paths = {finding.path for finding in rows}
    one_file = len(paths) == 1
    path = shown(paths.pop(), _LONGEST) if one_file else ""
    places = [
        ("" if one_file else f"{shown(finding.path, _LONGEST)}:") + str(finding.line or "")
        for finding in rows
    ]
    columns = [
        _Column(text["line" if one_file else "place"], list(map(Text, places))),
        _Column(text["column"], [Text(shown(finding.column)) for finding in rows]),
        _Column(text["reason"], [_bad_reason(finding, lang) for finding in rows]),
    ]
    widths = [min(columns[0].widest, max(6, out.width // 3)), min(columns[1].widest, 20)]
    widths.append(max(_LEAST, min(columns[2].widest, out.width - sum(widths) - 5)))
    hidden = summary.bad - len(rows)
    after = text["more_bad"].format(count=_number(hidden, lang)) if hidden else ""
    _print(out, columns, widths, text["bad"] + (f" ({path})" if path else ""), after)


def _bad_reason(finding: Finding, lang: Language) -> Text:
    reason = Text(finding.message(lang), "red")
    return reason.append(f" [{shown(finding.subject)}]", "dim") if finding.subject else reason


# --- small words -----------------------------------------------------------------------


def _day(day: dt.date | None, lang: Language) -> Text:
    return Text("" if day is None else show_date(day, lang, weekday=False))


def _number(count: int, lang: Language) -> str:
    """A count with the thousands mark of the language: "100.000" or "100,000"."""
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "vi" else text


def _percent(share: float, lang: Language) -> str:
    return f"{share:.1%}".replace(".", "," if lang == "vi" else ".")
