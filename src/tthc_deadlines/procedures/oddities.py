"""What is odd about a published procedure (điểm bất thường): found, kept and not mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.findings import Finding, Severity
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.procedure import Kind, Procedure
from tthc_deadlines.procedures.workflow import StepKind, Workflow

_NATIONAL_CODE = re.compile(r"\d\.\d{6}(?:\.[A-Z]\d{2})?")

# code: (severity, Vietnamese, English)
ODDITY_TEXTS: dict[str, tuple[Severity, str, str]] = {
    "step_budget_mismatch": (
        Severity.WARNING,
        "tổng thời gian các bước là {sum}, khác tổng đã công bố: {total}",
        "the steps add up to {sum}, not to the published total: {total}",
    ),
    "step_unit_conflict": (
        Severity.INFO,
        "các bước ghi “ngày” trong khi tổng là “ngày làm việc”; hiểu theo tổng",
        "the steps say “ngày” under a total in working days; read as the total says",
    ),
    "mixed_step_units": (
        Severity.INFO,
        "các bước tính bằng những đơn vị không cộng được với nhau: {sum}",
        "the steps are in units that cannot be added: {sum}",
    ),
    "shared_step_cell": (
        Severity.INFO,
        "bước {steps}: dùng chung thời gian với bước trước",
        "step {steps}: within the time of the step before",
    ),
    "step_without_time": (
        Severity.INFO,
        "bước {steps}: không ghi thời gian",
        "step {steps}: states no time",
    ),
    "duplicate_step_label": (
        Severity.INFO,
        "nhãn bước bị lặp lại: {labels}",
        "step labels occur more than once: {labels}",
    ),
    "alternative_steps": (
        Severity.INFO,
        "có các bước thay thế nhau theo trường hợp, không cộng được: {labels}",
        "some steps exclude one another and are not added up: {labels}",
    ),
    "workflow_without_total": (
        Severity.INFO,
        "quy trình không nêu một tổng thời gian rõ ràng: {total}",
        "the workflow states no single total: {total}",
    ),
    "workflow_total_differs": (
        Severity.WARNING,
        "tổng thời gian của quy trình ({total}) khác thời hạn giải quyết ({limit})",
        "the total of the workflow ({total}) differs from the limit ({limit})",
    ),
    "published_after_limit": (
        Severity.WARNING,
        "thời hạn công bố ({total}) dài hơn thời hạn theo luật ({limit})",
        "the published limit ({total}) is longer than the legal one ({limit})",
    ),
    "ambiguous_wording": (
        Severity.WARNING,
        "câu chữ công bố không đọc được chắc chắn: {text}",
        "the published words cannot be read for certain: {text}",
    ),
    "several_limits": (
        Severity.WARNING,
        "câu chữ công bố nêu nhiều thời hạn nối tiếp, không có thời hạn chung: {text}",
        "the published words state several limits in a row and no whole: {text}",
    ),
    "limit_from_other_event": (
        Severity.WARNING,
        "thời hạn tính từ một sự kiện khác, không phải từ khi tiếp nhận: {text}",
        "the limit runs from another event than the receipt: {text}",
    ),
    "odd_code": (
        Severity.WARNING,
        (
            "mã {code} không đúng dạng mã quốc gia (ví dụ 1.014464 hoặc 1.014464.H05); giữ như "
            "văn bản in"
        ),
        (
            "the code {code} is not of the national form (such as 1.014464 or 1.014464.H05); kept "
            "as printed"
        ),
    ),
}
ODDITIES = tuple(ODDITY_TEXTS)
"""The codes of the findings made here."""


def find_oddities(procedure: Procedure) -> Procedure:
    """The procedure with its findings (ghi nhận điểm bất thường)."""
    found = [*_of_code(procedure), *_of_limits(procedure)]
    if procedure.workflow is not None:
        found += _of_workflow(procedure, procedure.workflow)
    return attrs.evolve(procedure, findings=tuple(found)) if found else procedure


def _make(procedure: Procedure, code: str, /, **words: str) -> Finding:
    severity, vietnamese, english = ODDITY_TEXTS[code]
    citation: Citation | None = procedure.limits[0].basis
    if procedure.workflow is not None and ("step" in code or "workflow" in code):
        citation = procedure.workflow.citation
    return Finding(
        code=code,
        severity=severity,
        subject=procedure.code or procedure.name,
        texts={"vi": vietnamese.format(**words), "en": english.format(**words)},
        path=procedure.path,
        citation=citation,
        data=words,
    )


def _of_code(procedure: Procedure) -> Iterator[Finding]:
    code = procedure.code
    if procedure.kind is Kind.PROCEDURE and code and not _NATIONAL_CODE.fullmatch(code):
        yield _make(procedure, "odd_code", code=code)


def _of_limits(procedure: Procedure) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for row in procedure.limits:
        if row.problem and (row.problem, row.text) not in said:
            said.add((row.problem, row.text))
            yield _make(procedure, row.problem, text=_short(row.text))
        if row.limit and row.published and _longer(row.published, row.limit):
            yield _make(
                procedure, "published_after_limit",
                total=str(row.published), limit=str(row.limit),
            )  # fmt: skip


def _of_workflow(procedure: Procedure, workflow: Workflow) -> Iterator[Finding]:
    added = " + ".join(str(part) for part in workflow.sums)
    if workflow.adds_up is False:
        yield _make(
            procedure, "step_budget_mismatch", sum=added or "0", total=_short(workflow.total_text)
        )
    if len(workflow.sums) > 1:
        yield _make(procedure, "mixed_step_units", sum=added)
    if workflow.has_unit_conflict:
        yield _make(procedure, "step_unit_conflict")
    if workflow.branches:
        yield _make(procedure, "alternative_steps", labels="; ".join(workflow.branches))
    if workflow.total is None:
        yield _make(procedure, "workflow_without_total", total=_short(workflow.total_text) or "—")
    yield from _of_steps(procedure, workflow)
    limits = [row.limit for row in procedure.limits if row.limit and row.until is None]
    total = workflow.total
    if total and limits and not any(_same_amount(total, limit) for limit in limits):
        whole = "; ".join(str(limit) for limit in limits)
        yield _make(procedure, "workflow_total_differs", total=str(total), limit=whole)


def _of_steps(procedure: Procedure, workflow: Workflow) -> Iterator[Finding]:
    shared = [step for step in workflow.steps if step.shares_previous]
    if shared:
        orders = ", ".join(str(step.order) for step in shared)
        yield _make(procedure, "shared_step_cell", steps=orders)
    untimed = [
        step
        for step in workflow.steps
        if step.kind is StepKind.MISSING and not step.shares_previous and not step.excluded
    ]
    if untimed:
        orders = ", ".join(str(step.order) for step in untimed)
        yield _make(procedure, "step_without_time", steps=orders)
    labels = Counter(step.label for step in workflow.steps if step.label)
    if repeated := [label for label, count in labels.items() if count > 1]:
        yield _make(procedure, "duplicate_step_label", labels=", ".join(repeated))


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:159].rsplit(" ", 1)[0] + " …"


def _same_amount(one: TimeLimit, other: TimeLimit) -> bool:
    return (one.value, one.unit) == (other.value, other.unit)


def _longer(published: TimeLimit, legal: TimeLimit) -> bool:
    """Whether a promise is longer than the law, where that can be said without a calendar."""
    if published.unit is legal.unit and published.unit.has_amount:
        return published.value > legal.value
    # n working days never end before n calendar days do.
    return (
        published.unit is Unit.WORKING_DAY
        and legal.unit is Unit.CALENDAR_DAY
        and published.value > legal.value
    )
