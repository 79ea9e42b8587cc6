"""Procedures as a person reads them (thủ tục cho người xem): lists, one procedure, a check."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tthc_deadlines.cli.output import console
from tthc_deadlines.display import show_date
from tthc_deadlines.limits.time_limit import TimeLimit, Unit

if TYPE_CHECKING:
    from rich.console import Console

    from tthc_deadlines.errors import Language
    from tthc_deadlines.procedures.errors import CatalogueDataError
    from tthc_deadlines.procedures.procedure import ExtensionRule, Procedure, ProcedureLimit
    from tthc_deadlines.procedures.workflow import Step, Workflow

_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "code": "Mã", "name": "Thủ tục", "issuer": "Nơi ban hành", "limit": "Thời hạn",
        "none": "không quy định", "not_in_force": "chưa có hiệu lực", "unclear": "chưa rõ",
        "cases": "{} trường hợp", "more": "{}; {} trường hợp khác",
        "count": "{} thủ tục; thời hạn cho hồ sơ tiếp nhận {}",
        "no_match": "không có thủ tục nào như vậy", "no_code": "(không có mã)",
        "level": "Cấp: {}", "by": "Nơi ban hành: {}", "field": "Lĩnh vực: {}", "file": "Tệp: {}",
        "limits": "Thời hạn", "from": "từ {}", "until": "từ {} đến trước {}",
        "repealed": "bãi bỏ", "published": "công bố: {}", "remote": "vùng sâu, vùng xa: thêm {} {}",
        "days": "ngày", "days_working_day": "ngày làm việc", "days_calendar_day": "ngày",
        "acceptance": "tiếp nhận, thụ lý",
        "in_person": "nộp trực tiếp", "post": "nộp qua bưu chính", "online": "nộp trực tuyến",
        "stops": "Căn cứ tạm dừng", "extensions": "Gia hạn", "times": "tối đa {} lần",
        "each": "mỗi lần {}", "agreement": "theo thỏa thuận bằng văn bản",
        "supplement": "Bổ sung hồ sơ", "restart": "tính lại từ đầu", "stop": "tạm dừng",
        "none_effect": "không ảnh hưởng", "within": "yêu cầu trong {}",
        "steps": "Các bước", "step": "Bước", "task": "Việc", "who": "Người thực hiện",
        "time": "Thời gian", "sum": "cộng {}", "equal": "đúng bằng tổng {}",
        "unequal": "tổng công bố: {}", "total": "tổng {}",
        "excluded": "không tính", "shared": "chung bước trước",
        "appointments": "hẹn {} lần: {}", "notes": "Ghi chú", "findings": "Điểm bất thường",
        "fine": "{}: {} thủ tục, không có lỗi", "faults": "{}: {} thủ tục đọc được, {} lỗi",
        "odd": "{} điểm bất thường của văn bản, giữ nguyên như công bố",
        "starter": "danh mục kèm theo", "from_later": "áp dụng từ {}",
    },
    "en": {
        "code": "Code", "name": "Procedure", "issuer": "Issuer", "limit": "Limit",
        "none": "none stated", "not_in_force": "not in force", "unclear": "unclear",
        "cases": "{} cases", "more": "{}; {} other cases",
        "count": "{} procedures; limits for receipts of {}",
        "no_match": "no such procedure", "no_code": "(no code)",
        "level": "Level: {}", "by": "Issuer: {}", "field": "Field: {}", "file": "File: {}",
        "limits": "Limits", "from": "from {}", "until": "from {} until before {}",
        "repealed": "repealed", "published": "published: {}", "remote": "remote areas: {} {} more",
        "days": "days", "days_working_day": "working days", "days_calendar_day": "days",
        "acceptance": "acceptance",
        "in_person": "filed in person", "post": "filed by post", "online": "filed online",
        "stops": "Grounds to stop", "extensions": "Extensions", "times": "at most {} times",
        "each": "each {}", "agreement": "by written agreement",
        "supplement": "Supplement", "restart": "the clock restarts", "stop": "the clock stops",
        "none_effect": "no effect", "within": "asked for within {}",
        "steps": "Steps", "step": "Step", "task": "Task", "who": "Who",
        "time": "Time", "sum": "together {}", "equal": "exactly the total {}",
        "unequal": "published total: {}", "total": "total {}",
        "excluded": "not counted", "shared": "with the step before",
        "appointments": "{} appointments: {}", "notes": "Notes", "findings": "Oddities",
        "fine": "{}: {} procedures, no fault", "faults": "{}: {} procedures read, {} faults",
        "odd": "{} oddities of the published texts, kept as they are",
        "starter": "starter catalogue", "from_later": "from {}",
    },
}  # fmt: skip
_LEVELS = {
    "central": "trung ương", "province": "tỉnh", "commune": "xã", "province/commune": "tỉnh, xã",
}  # fmt: skip
# The conditions the starter knows; an agency's own are shown as written.
_CONDITIONS = {
    "complex": "vụ việc phức tạp",
    "specially_complex": "đặc biệt phức tạp",
    "remote_area": "vùng sâu, vùng xa",
    "verification_in_several_places": "xác minh tại nhiều địa điểm",
    "advisory_council": "lập Hội đồng tư vấn",
    "licence_grant": "cấp giấy phép",
    "licence_renewal_or_change": "gia hạn, điều chỉnh giấy phép",
    "reservoir_or_dam": "hồ chứa, đập dâng",
    "minerals_group_1_2_small": "khoáng sản nhóm I, II phân tán, nhỏ lẻ",
    "minerals_group_3": "khoáng sản nhóm III",
    "to_ministry_or_between_provinces": "điều chuyển về bộ hoặc giữa các tỉnh",
    "decided_by_province": "thuộc thẩm quyền UBND tỉnh",
    "granted": "được cấp",
    "refused": "bị từ chối",
}


# --- a list ---------------------------------------------------------------------------------


def show_list(found: list[Procedure], on: dt.date, lang: Language) -> None:
    """A table of procedures, a line each where the screen allows."""
    out, texts = console(), _TEXTS[lang]
    if not found:
        out.print(texts["no_match"])
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    table.add_column(texts["code"], no_wrap=True)
    table.add_column(texts["name"])
    wide = out.width >= 100
    if wide:
        table.add_column(texts["issuer"], no_wrap=True)
    table.add_column(texts["limit"])
    for one in found:
        code = one.code or Path(one.path).stem
        name = Text(_shorter(one.name, 110 if wide else 64))
        if one.variant:
            name.append(f" – {_shorter(one.variant, 50)}", style="dim")
        if not wide and one.issuer:
            name.append(f" ({one.issuer})", style="dim")
        place = [Text(one.issuer)] if wide else []
        table.add_row(code, name, *place, Text(_limit_of(one, on, lang)))
    out.print(table)
    out.print(texts["count"].format(len(found), show_date(on, lang, weekday=False)))


def _limit_of(one: Procedure, on: dt.date, lang: Language) -> str:
    texts = _TEXTS[lang]
    rows = one.rows_on(on)
    if not rows:
        return texts["not_in_force"]
    plain = [row for row in rows if not row.conditions]
    if plain and plain[0].limit is None:
        return texts["unclear"]
    if plain and plain[0].limit is not None and plain[0].limit.unit is Unit.NONE:
        return texts["none"]
    if plain and plain[0].limit is not None:
        amount = _amount(plain[0].limit, lang)
        return texts["more"].format(amount, len(rows) - 1) if len(rows) > 1 else amount
    return texts["cases"].format(len(rows))


def _amount(limit: TimeLimit, lang: Language) -> str:
    """The amount alone: what it runs from is in the text as published."""
    return TimeLimit(value=limit.value, unit=limit.unit).format(lang)


def _shorter(text: str, longest: int) -> str:
    """A text cut after a whole word."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"


# --- one procedure --------------------------------------------------------------------------


def show_procedure(
    one: Procedure, rows: list[ProcedureLimit], lang: Language, *, first: bool = True
) -> None:
    """All that is known of a procedure, in the order a reader asks."""
    out, texts = console(), _TEXTS[lang]
    if not first:
        out.print()
    _line(out, f"{one.code or texts['no_code']}  {one.name}", 0, "bold", hang=2)
    if one.variant:
        _line(out, one.variant)
    level = _LEVELS.get(one.level, "") if lang == "vi" else one.level
    about = [
        texts[key].format(value)
        for key, value in (
            ("level", level),
            ("by", one.issuer),
            ("field", one.field),
            ("file", "" if one.code else Path(one.path).stem),
        )
        if value
    ]
    if about:
        _line(out, " · ".join(about), style="dim")
    _heading(out, texts["limits"])
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        _show_limit(out, row, following, lang)
    _show_rules(out, one, lang)
    if one.workflow is not None:
        _show_workflow(out, one.workflow, lang)
    for key, lines in (
        ("notes", one.notes + (one.workflow.notes if one.workflow else ())),
        ("findings", tuple(finding.message(lang) for finding in one.findings)),
    ):
        if lines:
            _heading(out, texts[key])
            for line in lines:
                _line(out, f"• {line}", hang=4)


def _heading(out: Console, text: str) -> None:
    out.print(Text(text, style="bold"))


def _line(
    out: Console, text: str, indent: int = 2, style: str = "", *, hang: int | None = None
) -> None:
    """A line, wrapped between words without a trail of spaces."""
    lines = textwrap.wrap(
        text, max(out.width, 40), break_long_words=False, break_on_hyphens=False,
        initial_indent=" " * indent, subsequent_indent=" " * (indent if hang is None else hang),
    )  # fmt: skip
    out.print(Text("\n".join(lines), style=style), soft_wrap=True)


def _show_limit(
    out: Console, row: ProcedureLimit, following: ProcedureLimit | None, lang: Language
) -> None:
    """A row; the words and the document it shares with the next are left to the last."""
    texts = _TEXTS[lang]
    begin = show_date(row.in_force, lang, weekday=False)
    end = show_date(row.until, lang, weekday=False) if row.until else ""
    when = texts["until"].format(begin, end) if end else texts["from"].format(begin)
    told = texts["repealed"] if row.repealed else texts["unclear"]
    if row.limit is not None:
        told = row.limit.format(lang) if row.limit.unit.value != "none" else texts["none"]
    case = _case(row, lang)
    _line(
        out, f"{told}{f' – {case}' if case else ''} ({when})", style="" if row.limit else "yellow"
    )
    again = following is not None and (row.text, row.basis) == (following.text, following.basis)
    plain = row.limit is not None and row.limit == _plainly(row.text)
    if row.text and not plain and not again:
        _line(out, f"“{row.text}”", 4)
    if row.published is not None:
        _line(out, texts["published"].format(row.published.format(lang)), 4)
    if row.remote_area_days:
        unit = texts[f"days_{row.remote_area_unit.value}" if row.remote_area_unit else "days"]
        _line(out, texts["remote"].format(row.remote_area_days, unit), 4)
    if row.note:
        _line(out, row.note, 4)
    same_basis = following is not None and row.basis == following.basis
    for basis in (None if same_basis else row.basis, row.published_basis):
        if basis is not None:
            _line(out, basis.text(lang), 4, "dim")


def _plainly(text: str) -> TimeLimit | None:
    """A published text that says no more than its limit need not be said twice."""
    from tthc_deadlines.limits.plain import read_plainly

    return read_plainly(text, Unit.CALENDAR_DAY)


def _case(row: ProcedureLimit, lang: Language) -> str:
    texts = _TEXTS[lang]
    keys = [*sorted(row.when), row.outcome]
    told = [texts[row.phase.value]] if row.phase.value == "acceptance" else []
    told += [_CONDITIONS.get(key, key) if lang == "vi" else key for key in keys if key]
    if row.channel:
        told.append(texts[row.channel.value])
    return ", ".join(told)


def _show_rules(out: Console, one: Procedure, lang: Language) -> None:
    texts = _TEXTS[lang]
    if one.stops:
        _heading(out, texts["stops"])
    for ground in one.stops:
        later = ground.in_force and show_date(ground.in_force, lang, weekday=False)
        _line(out, ground.name + (f" ({texts['from_later'].format(later)})" if later else ""))
        _line(out, ground.basis.text(lang), 4, "dim")
    if one.extensions:
        _heading(out, texts["extensions"])
    for rule in one.extensions:
        _line(out, _extension(rule, lang))
        _line(out, rule.basis.text(lang), 4, "dim")
    if one.supplement is not None:
        _heading(out, texts["supplement"])
        effect = one.supplement.effect.value
        told = texts["none_effect" if effect == "none" else effect]
        if one.supplement.within is not None:
            told += "; " + texts["within"].format(one.supplement.within.format(lang))
        _line(out, told)
        _line(out, one.supplement.basis.text(lang), 4, "dim")


def _extension(rule: ExtensionRule, lang: Language) -> str:
    texts = _TEXTS[lang]
    told = [texts["times"].format(rule.times)]
    if rule.longest is not None:
        told.append(texts["each"].format(rule.longest.format(lang)))
    if rule.by_agreement:
        told.append(texts["agreement"])
    keys = [_CONDITIONS.get(key, key) if lang == "vi" else key for key in sorted(rule.when)]
    return ", ".join(told) + (f" – {', '.join(keys)}" if keys else "")


# --- the workflow ---------------------------------------------------------------------------


def _show_workflow(out: Console, workflow: Workflow, lang: Language) -> None:
    texts = _TEXTS[lang]
    _heading(out, texts["steps"])
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    table.add_column(texts["step"], no_wrap=True)
    table.add_column(texts["task"], ratio=3)
    table.add_column(texts["who"], ratio=2)
    table.add_column(texts["time"], no_wrap=True)
    stage = ""
    for step in workflow.steps:
        if step.stage and step.stage != stage:
            table.add_row("", Text(step.stage, style="bold"), "", "")
            stage = step.stage
        table.add_row(*_step_cells(step, lang))
    out.print(Padding(table, (0, 0, 0, 2), expand=False))
    if told := _judgement(workflow, lang):
        _line(out, told)
    if workflow.appointments:
        amounts = ", ".join(limit.format(lang) for limit in workflow.appointments)
        _line(out, texts["appointments"].format(len(workflow.appointments), amounts))
    if workflow.citation is not None:
        _line(out, workflow.citation.text(lang), style="dim")


def _step_cells(step: Step, lang: Language) -> tuple[Text, ...]:
    texts = _TEXTS[lang]
    label = str(step.order)
    told = not step.branch or step.name.startswith(step.branch)
    name = step.name if told else f"[{step.branch}] {step.name}"
    time = step.budget_text or "–"
    if step.shares_previous:
        time = texts["shared"]
    elif step.excluded:
        time = f"{time} ({texts['excluded']})" if step.budget_text else texts["excluded"]
    return Text(label), Text(name), Text(step.role), Text(time)


def _judgement(workflow: Workflow, lang: Language) -> str:
    texts = _TEXTS[lang]
    told = []
    if workflow.sums and not workflow.branches:
        told.append(texts["sum"].format(" + ".join(part.format(lang) for part in workflow.sums)))
    total = workflow.total.format(lang) if workflow.total else workflow.total_text
    if total:
        key = {True: "equal", False: "unequal", None: "total"}[workflow.adds_up]
        told.append(texts[key].format(total))
    return ", ".join(told)


# --- a check --------------------------------------------------------------------------------


def show_check(
    procedures: list[Procedure],
    faults: list[CatalogueDataError],
    starter: Path | None,
    lang: Language,
) -> None:
    """Faults first, one a line as other tools read them; then what is odd, then the counts."""
    out, texts = console(), _TEXTS[lang]
    for fault in faults:
        out.print(Text(fault.message(lang)), soft_wrap=True)
    counts: Counter[str] = Counter()
    for procedure in procedures:
        path = Path(procedure.path)
        name = str(path.relative_to(starter)) if starter else str(path)
        for finding in procedure.findings:
            counts[finding.code] += 1
            line = f"{name}: {finding.code}: {finding.message(lang)}"
            out.print(Text(line, style="dim"), soft_wrap=True)
    where = texts["starter"] if starter else ""
    head = texts["faults" if faults else "fine"].format(where, len(procedures), len(faults))
    out.print(head.removeprefix(": "))
    if counts:
        out.print(texts["odd"].format(counts.total()))
