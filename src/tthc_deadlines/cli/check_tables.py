"""What ``tthc check`` shows to people (bảng kết quả kiểm tra)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from tthc_deadlines.checking.messages import FINDINGS, title_of
from tthc_deadlines.checking.showing import local_date, show_working_time
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.findings import Severity

if TYPE_CHECKING:
    from rich.console import Console

    from tthc_deadlines.checking.rules import Assessment
    from tthc_deadlines.checking.summary import DueList, Summary
    from tthc_deadlines.errors import Language

MOST_UNITS = 15
_CODES_SHOWN = 3
_BAR = 24

STYLES = {
    Status.OVERDUE: "bold red",
    Status.DUE_SOON: "yellow",
    Status.RUNNING: "cyan",
    Status.STOPPED: "dim",
    Status.EARLY: "green",
    Status.ON_TIME: "green",
    Status.LATE: "magenta",
    Status.CLOSED: "dim",
    Status.NO_LIMIT: "yellow",
}
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}

TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "head": "Kiểm tra hồ sơ lúc {at}",
        "edition": "lịch {edition}",
        "provisional": "{count} hạn dựa trên lịch tạm tính",
        "by_status": "Tình trạng",
        "count": "Số hồ sơ",
        "share": "Tỷ lệ",
        "by_unit": "Theo đơn vị",
        "unit": "Đơn vị",
        "total": "Tổng",
        "overdue": "Quá hạn",
        "due_soon": "Sắp đến hạn",
        "running": "Trong hạn",
        "done": "Xong đúng, sớm",
        "late": "Xong trễ",
        "other": "Khác",
        "no_unit": "(không ghi đơn vị)",
        "more_units": "… và {count} đơn vị khác",
        "worst": "Trễ nhất (theo giờ làm việc)",
        "code": "Mã hồ sơ",
        "due": "Hạn",
        "over": "Quá",
        "reason": "Lý do",
        "from": "{limit} từ {received}",
        "still": "chưa xong",
        "finished": "xong {finished}",
        "nobody": "chưa giao ai",
        "due_title": "Đến hạn",
        "when": "Khi nào",
        "first": "Hồ sơ",
        "today": "hôm nay",
        "tomorrow": "ngày mai",
        "next_working_day": "ngày làm việc tới",
        "this_week": "đến hết tuần",
        "findings": "Phát hiện",
        "finding": "Nội dung",
        "times": "Số lượng",
        "bad": "Dòng lỗi",
        "place": "Tệp, dòng",
        "line": "Dòng",
        "column": "Cột",
        "more_bad": "… và {count} dòng lỗi khác; xem đủ bằng --nl",
        "listing": "Hồ sơ được chọn ({count})",
        "status": "Tình trạng",
        "left": "Còn / quá",
        "more": "… và {count} hồ sơ khác; xem đủ bằng --csv hoặc --nl",
        "closing": "đọc {read} dòng = {judged} đã xét + {bad} lỗi",
    },
    "en": {
        "head": "Dossiers checked at {at}",
        "edition": "calendar {edition}",
        "provisional": "{count} due dates are provisional",
        "by_status": "Status",
        "count": "Dossiers",
        "share": "Share",
        "by_unit": "By unit",
        "unit": "Unit",
        "total": "Total",
        "overdue": "Overdue",
        "due_soon": "Due soon",
        "running": "Running",
        "done": "Early, on time",
        "late": "Late",
        "other": "Other",
        "no_unit": "(no unit given)",
        "more_units": "… and {count} more units",
        "worst": "Worst (by working time)",
        "code": "Dossier",
        "due": "Due",
        "over": "Over by",
        "reason": "Reason",
        "from": "{limit} from {received}",
        "still": "not finished",
        "finished": "finished {finished}",
        "nobody": "nobody assigned",
        "due_title": "Falling due",
        "when": "When",
        "first": "Dossiers",
        "today": "today",
        "tomorrow": "tomorrow",
        "next_working_day": "next working day",
        "this_week": "this week",
        "findings": "Findings",
        "finding": "What",
        "times": "Count",
        "bad": "Bad rows",
        "place": "File, line",
        "line": "Line",
        "column": "Column",
        "more_bad": "… and {count} more bad rows; --nl shows them all",
        "listing": "Dossiers chosen ({count})",
        "status": "Status",
        "left": "Left / over",
        "more": "… and {count} more dossiers; --csv or --nl shows them all",
        "closing": "read {read} rows = {judged} judged + {bad} bad",
    },
}


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
        out.print()
        out.print(_status_table(summary, lang))
        out.print(_unit_table(summary.by_unit, lang))
    if summary.worst:
        out.print(_worst_table(summary.worst, lang))
    if any(due.count for due in summary.due.values()):
        out.print(_due_table(summary.due, lang))
    if summary.by_finding:
        out.print(_finding_table(summary.by_finding, lang))
    if summary.bad_rows:
        out.print(_bad_table(summary, lang))


def closing_line(summary: Summary, lang: Language) -> str:
    """Rows read = judged + bad, always (dòng kết)."""
    counts = {name: _number(getattr(summary, name), lang) for name in ("read", "judged", "bad")}
    return TEXTS[lang]["closing"].format(**counts)


def show_listing(out: Console, found: Sequence[Assessment], count: int, lang: Language) -> None:
    """The dossiers that ``--only`` chose (danh sách hồ sơ được chọn)."""
    text = TEXTS[lang]
    table = _table(text["listing"].format(count=_number(count, lang)))
    table.add_column(text["code"], overflow="fold", min_width=27, max_width=34)
    table.add_column(text["status"], no_wrap=True)
    table.add_column(text["due"], no_wrap=True)
    table.add_column(text["left"])
    table.add_column(text["unit"], overflow="fold")
    for one in found:
        span = one.working_over if one.working_over is not None else one.working_left
        table.add_row(
            Text(shown(one.record.code)),
            Text(one.status.label(lang), STYLES[one.status]),
            "" if one.due_on is None else show_date(one.due_on, lang, weekday=False),
            "" if span is None else show_working_time(span, lang),
            _who(one, lang),
        )
    out.print(table)
    if count > len(found):
        out.print(text["more"].format(count=_number(count - len(found), lang)), style="dim")


def _table(title: str) -> Table:
    return Table(
        title="\n" + title if title else None,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )


def _status_table(summary: Summary, lang: Language) -> Table:
    text = TEXTS[lang]
    table = _table("")
    table.add_column(text["by_status"], no_wrap=True)
    table.add_column(text["count"], justify="right", no_wrap=True)
    table.add_column(text["share"], justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for status, count in summary.by_status.items():
        if count:
            share = count / summary.judged
            bar = Text("━" * max(1, round(share * _BAR)), STYLES[status])
            percent = f"{share:.1%}".replace(".", "," if lang == "vi" else ".")
            table.add_row(
                Text(status.label(lang), STYLES[status]), _number(count, lang), percent, bar
            )
    return table


def _unit_table(units: Mapping[str, Mapping[Status, int]], lang: Language) -> Table:
    text = TEXTS[lang]
    table = _table(text["by_unit"])
    table.add_column(text["unit"], overflow="fold", min_width=16)
    groups: tuple[tuple[str, tuple[Status, ...]], ...] = (
        ("overdue", (Status.OVERDUE,)),
        ("due_soon", (Status.DUE_SOON,)),
        ("running", (Status.RUNNING,)),
        ("late", (Status.LATE,)),
        ("done", (Status.EARLY, Status.ON_TIME)),
        ("other", (Status.STOPPED, Status.CLOSED, Status.NO_LIMIT)),
    )
    for name in ("total", *(name for name, _ in groups)):
        table.add_column(text[name], justify="right", max_width=9)
    for unit, counts in list(units.items())[:MOST_UNITS]:
        cells = [
            Text(_number(count, lang), STYLES[statuses[0]]) if count else Text("·", "dim")
            for _, statuses in groups
            for count in (sum(counts.get(status, 0) for status in statuses),)
        ]
        table.add_row(
            Text(shown(unit)) if unit else Text(text["no_unit"], "dim"),
            _number(sum(counts.values()), lang),
            *cells,
        )
    if len(units) > MOST_UNITS:
        table.caption = text["more_units"].format(count=len(units) - MOST_UNITS)
    return table


def _worst_table(worst: Sequence[Assessment], lang: Language) -> Table:
    text = TEXTS[lang]
    table = _table(text["worst"])
    table.add_column(text["code"], overflow="fold", min_width=27, max_width=34)
    table.add_column(text["due"], no_wrap=True)
    table.add_column(text["over"], justify="right", max_width=14)
    table.add_column(text["reason"], overflow="fold")
    for one in worst:
        over = one.working_over or dt.timedelta()
        table.add_row(
            Text(shown(one.record.code)),
            "" if one.due_on is None else show_date(one.due_on, lang, weekday=False),
            Text(show_working_time(over, lang), STYLES[one.status]),
            _reason(one, lang),
        )
    return table


def _reason(one: Assessment, lang: Language) -> Text:
    text, record = TEXTS[lang], one.record
    limit = one.limit.format(lang) if one.limit is not None else record.limit_text
    parts = [
        text["from"].format(
            limit=shown(limit, 80),
            received=show_date(local_date(record.received_at), lang, weekday=False),
        )
    ]
    if one.status is Status.OVERDUE or record.finished_at is None:
        parts.append(text["still"])
    else:
        parts.append(
            text["finished"].format(
                finished=show_date(local_date(record.finished_at), lang, weekday=False)
            )
        )
    reason = Text("; ".join(parts))
    who = _who(one, lang)
    return reason.append("; ").append_text(who) if who else reason


def _who(one: Assessment, lang: Language) -> Text:
    record = one.record
    who = Text(shown(record.unit))
    if record.holder:
        who.append(f"{', ' if who else ''}{shown(record.holder)}")
    elif any(finding.code == "unassigned" for finding in one.findings):
        who.append(", " if who else "").append(TEXTS[lang]["nobody"], "yellow")
    return who


def _due_table(due: Mapping[str, DueList], lang: Language) -> Table:
    text = TEXTS[lang]
    table = _table(text["due_title"])
    table.add_column(text["when"], no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(text["count"], justify="right", no_wrap=True)
    table.add_column(text["first"], overflow="fold")
    for name, span in due.items():
        if name == "next_working_day" and span.first == due["tomorrow"].first:
            continue
        day = show_date(span.last, lang, weekday=False)
        codes = ", ".join(shown(one.record.code) for one in span.soonest[:_CODES_SHOWN])
        more = " …" if span.count > _CODES_SHOWN else ""
        table.add_row(text[name], Text(day, "dim"), _number(span.count, lang), Text(codes + more))
    return table


def _finding_table(counts: Mapping[str, int], lang: Language) -> Table:
    text = TEXTS[lang]
    table = _table(text["findings"])
    table.add_column(text["finding"])
    table.add_column(text["times"], justify="right", no_wrap=True)
    table.add_column("", style="dim", overflow="fold")
    for code, count in sorted(counts.items(), key=lambda item: (_rank(item[0]), item[0])):
        table.add_row(
            Text(title_of(code, lang), SEVERITY_STYLES[_severity(code)]), _number(count, lang), code
        )
    return table


def _severity(code: str) -> Severity:
    return FINDINGS[code].severity if code in FINDINGS else Severity.ERROR


def _rank(code: str) -> int:
    return -_severity(code).rank


def _bad_table(summary: Summary, lang: Language) -> Table:
    text = TEXTS[lang]
    paths = {finding.path for finding in summary.bad_rows}
    one_file = len(paths) == 1
    table = _table(text["bad"] + (f" ({shown(paths.pop(), 60)})" if one_file else ""))
    table.add_column(text["line" if one_file else "place"], overflow="fold", max_width=36)
    table.add_column(text["column"], overflow="fold", max_width=20)
    table.add_column(text["reason"], overflow="fold")
    for finding in summary.bad_rows:
        line = "" if finding.line is None else str(finding.line)
        place = line if one_file else f"{shown(finding.path, 200)}:{line}"
        reason = Text(finding.message(lang), "red")
        if finding.subject:
            reason.append(f" [{shown(finding.subject, 40)}]", "dim")
        table.add_row(Text(place), Text(shown(finding.column, 40)), reason)
    if summary.bad > len(summary.bad_rows):
        table.caption = text["more_bad"].format(
            count=_number(summary.bad - len(summary.bad_rows), lang)
        )
    return table


def _number(count: int, lang: Language) -> str:
    """A count with the thousands mark of the language: "100.000" or "100,000"."""
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "vi" else text
