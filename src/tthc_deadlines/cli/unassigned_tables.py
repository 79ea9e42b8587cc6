"""Tables of ``tthc unassigned`` (bảng hồ sơ bỏ trống)."""

from __future__ import annotations

import datetime as dt

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tthc_deadlines.checking.note.who_texts import REASON_WORDS
from tthc_deadlines.checking.office.unassigned import Ahead, OfficeReport, Unassigned
from tthc_deadlines.checking.showing import Words, show_value, show_working_time
from tthc_deadlines.cli.options import place_of
from tthc_deadlines.cli.output import console
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.folding import shown
from tthc_deadlines.errors import Language
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.segments import Reason

_LISTED = 50
_LONGEST = 60
_CODES = 5
_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "head": "Hồ sơ không có ai giữ lúc {at}: {count} trong {open} hồ sơ đang giải quyết",
        "none": "Mọi hồ sơ đang giải quyết đều có người giữ.",
        "why": "Vì sao",
        "count": "Số hồ sơ",
        "code": "Hồ sơ",
        "reason": "Lý do",
        "since": "Từ",
        "lost": "Đã mất",
        "who": "Người giữ gần nhất",
        "assign": "Phải phân công ngay",
        "more": "… và {count} hồ sơ nữa (--nl, --csv, --json cho đủ)",
        "soon": "Sắp bỏ trống nếu không ai làm gì",
        "ahead": "Từ {day}, {count} hồ sơ của {name} không có ai giữ ({reason}): {codes}",
        "nothing_soon": "Chưa thấy hồ sơ nào sắp bỏ trống.",
        "period": "Các khoảng bỏ trống trong kỳ",
        "gaps": "Số khoảng",
        "time": "Thời gian làm việc",
        "silent": "{count} dòng không có cột người xử lý nên không xét.",
        "bad": "{count} dòng lỗi, không xét được:",
        "unit": "{unit} (chưa có tên người)",
    },
    "en": {
        "head": "Dossiers nobody has, {at}: {count} of {open} being worked on",
        "none": "Every dossier being worked on has a holder.",
        "why": "Why",
        "count": "Dossiers",
        "code": "Dossier",
        "reason": "Reason",
        "since": "Since",
        "lost": "Lost",
        "who": "Last holder",
        "assign": "Must assign it now",
        "more": "… and {count} more (--nl, --csv, --json for all)",
        "soon": "Without a holder soon, if nobody does anything",
        "ahead": "From {day}, {count} dossiers of {name} have no holder ({reason}): {codes}",
        "nothing_soon": "Nothing to come is known.",
        "period": "Gaps in the period",
        "gaps": "Gaps",
        "time": "Working time",
        "silent": "{count} rows have no column for the holder and were not looked at.",
        "bad": "{count} bad rows that could not be looked at:",
        "unit": "{unit} (nobody named)",
    },
}


def show_report(report: OfficeReport, office: Organisation, lang: Language) -> None:
    """The whole report for people (báo cáo cho người đọc)."""
    out, text = console(), _TEXTS[lang]
    count = len(report.unassigned)
    head = text["head"].format(at=show_instant(report.at, lang), count=count, open=report.open)
    out.print(Text(head, "bold"))
    if count:
        _show_reasons(out, report, lang)
        _show_list(out, report, office, lang)
    else:
        out.print(text["none"])
    _show_ahead(out, report, office, lang)
    _show_gaps(out, report, lang)
    if report.silent:
        out.print(text["silent"].format(count=report.silent))
    if report.bad:
        out.print(text["bad"].format(count=len(report.bad)))
        for bad in report.bad[:_LISTED]:
            out.print(Text(f"  {place_of(bad)}{bad.message(lang)}", "red"))


def _said(words: Words, lang: Language) -> str:
    return words.vi if lang == "vi" else words.en


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim")
    for place, head in enumerate(heads):
        table.add_column(head, overflow="fold", no_wrap=not place)
    return table


def _show_reasons(out: Console, report: OfficeReport, lang: Language) -> None:
    text = _TEXTS[lang]
    table = _table(text["why"], text["count"])
    for reason, count in report.by_reason().items():
        table.add_row(_said(REASON_WORDS[reason], lang), str(count))
    out.print(table)
    out.print()


def _show_list(out: Console, report: OfficeReport, office: Organisation, lang: Language) -> None:
    text = _TEXTS[lang]
    table = _table(*(text[key] for key in ("code", "reason", "since", "lost", "who", "assign")))
    longest = sorted(report.unassigned, key=lambda one: (-one.working, one.code))
    for one in longest[:_LISTED]:
        table.add_row(
            one.code,
            _why(one, lang),
            _since(one.since, lang),
            show_working_time(one.working, lang),
            _holder(one, office, report.at),
            office.name_of(one.assign_by) if one.assign_by else "—",
        )
    out.print(table)
    if len(longest) > _LISTED:
        out.print(text["more"].format(count=len(longest) - _LISTED))
    out.print()


def _why(one: Unassigned, lang: Language) -> str:
    """The reason; of a name nobody knows with that name, for it is what must be put right."""
    why, name = _said(REASON_WORDS[one.reason], lang), one.finding.data.get("name")
    unknown = one.reason is Reason.UNKNOWN_HOLDER and name
    return f"{why}: {shown(str(name), _LONGEST)}" if unknown else why


def _holder(one: Unassigned | Ahead, office: Organisation, at: dt.datetime) -> str:
    if one.official:
        return office.name_of(one.official)
    return office.unit_name(one.unit, at) if one.unit else "—"


def _since(instant: dt.datetime, lang: Language) -> str:
    return show_value(instant.date() if instant.time() == dt.time() else instant, lang)


def _show_ahead(out: Console, report: OfficeReport, office: Organisation, lang: Language) -> None:
    text = _TEXTS[lang]
    out.print(Text(text["soon"], "bold"))
    if not report.ahead:
        out.print("  " + text["nothing_soon"])
    for one in report.ahead:
        codes = ", ".join(one.codes[:_CODES]) + (" …" if len(one.codes) > _CODES else "")
        name = _holder(one, office, one.start)
        line = text["ahead"].format(
            day=show_date(one.start.date(), lang),
            count=len(one.codes),
            name=name if one.official else text["unit"].format(unit=name),
            reason=_said(REASON_WORDS[one.reason], lang),
            codes=codes,
        )
        out.print("  " + line)


def _show_gaps(out: Console, report: OfficeReport, lang: Language) -> None:
    if not report.gaps:
        return
    text = _TEXTS[lang]
    out.print()
    out.print(Text(text["period"], "bold"))
    table = _table(text["why"], text["gaps"], text["time"])
    for reason, (count, working) in report.gap_totals().items():
        table.add_row(
            _said(REASON_WORDS[reason], lang), str(count), show_working_time(working, lang)
        )
    out.print(table)
