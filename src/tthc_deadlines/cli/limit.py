"""``tthc limit``: how a wording is read (đọc câu chữ về thời hạn)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import (
    EXIT_BAD_INPUT,
    bare_day_option,
    language_option,
    output_options,
)

if TYPE_CHECKING:
    from tthc_deadlines.errors import AmbiguousWording, Language
    from tthc_deadlines.limits.wording import ReadLimit

_KINDS: dict[str, dict[str, str]] = {
    "vi": {
        "limit": "thời hạn",
        "alternative": "thời hạn theo trường hợp",
        "step": "một giai đoạn",
        "part": "một phần công việc",
        "addend": "một số hạng của tổng",
        "stage": "một lần hẹn",
        "extension": "kéo dài, gia hạn",
        "remote_area": "cộng thêm cho vùng sâu, vùng xa",
        "reduction": "cắt giảm",
        "former": "thời hạn cũ",
        "range": "khoảng",
        "same_day_or_next": "trong ngày hoặc ngày làm việc tiếp theo",
        "excluded_period": "thời gian không tính vào thời hạn",
        "lead_time": "đếm lùi từ một sự kiện",
        "window_before": "khoảng trước một sự kiện",
        "minimum_validity": "thời gian còn hiệu lực tối thiểu",
        "applicant_window": "thời hạn của người nộp",
        "start_shift": "dời ngày bắt đầu tính",
        "result_shift": "dời ngày trả kết quả",
        "start_rule": "mốc bắt đầu tính",
        "clock_restart": "tính lại từ đầu",
        "rollover": "dời khi trùng ngày nghỉ",
        "appointment_slip": "phải có phiếu hẹn",
        "office_hours": "trong giờ hành chính",
        "not_counted": "không tính thời gian",
    },
    "en": {},  # the English label is the kind itself, with spaces
}
_TERMS: dict[str, dict[str, str]] = {
    "vi": {
        "condition": "khi",
        "channel": "kênh nộp",
        "outcome": "kết quả",
        "subject": "việc",
        "actor": "cơ quan, người thực hiện",
        "semantics": "nghĩa",
        "times": "số lần",
        "reduced_from": "cắt giảm từ",
        "cut": "số đã cắt",
        "range_from": "từ",
        "equivalent": "tương đương",
        "excludes": "không bao gồm",
        "by_agreement": "theo thỏa thuận",
        "not_counted": "không tính vào thời hạn",
        "applicant": "của người nộp hồ sơ",
        "backward": "đếm lùi",
    },
    "en": {
        "condition": "when",
        "channel": "channel",
        "outcome": "outcome",
        "subject": "for",
        "actor": "by",
        "semantics": "meaning",
        "times": "times",
        "reduced_from": "cut from",
        "cut": "cut by",
        "range_from": "from",
        "equivalent": "the same as",
        "excludes": "without",
        "by_agreement": "by agreement",
        "not_counted": "outside the time limit",
        "applicant": "binds the applicant",
        "backward": "counted back",
    },
}
_SEMANTICS = {
    "vi": {"adds": "cộng thêm vào thời hạn", "caps_total": "tổng cộng không quá"},
    "en": {"adds": "added to the limit", "caps_total": "caps the total"},
}


@click.command("limit")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@bare_day_option
@output_options
@language_option
@click.pass_context
def limit_command(
    ctx: click.Context, texts: tuple[str, ...], bare_day: str, output: str | None, lang: Language
) -> None:
    """Câu chữ về thời hạn được hiểu thế nào. / How a wording is read."""
    from tthc_deadlines.errors import AmbiguousWording
    from tthc_deadlines.limits.time_limit import Unit
    from tthc_deadlines.limits.wording import read_time_limits

    found: list[tuple[str, list[ReadLimit] | AmbiguousWording]] = []
    for text in texts:
        try:
            found.append((text, read_time_limits(text, Unit(bare_day))))
        except AmbiguousWording as refusal:  # the others are still read
            found.append((text, refusal))
    if output is None:
        for text, reads in found:
            if isinstance(reads, list):
                _show(text, reads, lang)
    else:
        _write(found, output)
    refused = [reads for _, reads in found if isinstance(reads, AmbiguousWording)]
    for error in refused:
        click.echo(f"tthc: {error.message(lang)}", err=True)
    if refused:
        ctx.exit(EXIT_BAD_INPUT)


def _write(found: list[tuple[str, list[ReadLimit] | AmbiguousWording]], output: str) -> None:
    from tthc_deadlines.cli.output import echo_rows

    rows: list[dict[str, Any]] = []
    for text, reads in found:
        if isinstance(reads, list):
            rows += [{"input": text, **read_object(read)} for read in reads]
        else:
            refusal = {"words": reads.words, "reason": reads.reason, "reason_vi": reads.reason_vi}
            rows.append({"input": text, "refused": refusal})
    header = ("input", "kind", "value", "unit", "bound", "anchor", "condition", "refused")
    echo_rows(output, {"schema": 1, "limits": rows}, rows, header, _flat)


def read_object(read: ReadLimit) -> dict[str, Any]:
    """A reading for JSON, without its empty fields."""
    import attrs

    fields = {field.name: getattr(read, field.name) for field in attrs.fields(type(read))}
    return {name: value for name, value in fields.items() if value not in (None, False, "")}


def _flat(row: Mapping[str, Any], name: str) -> Any:
    """A field of the reading or of its limit, for a CSV cell."""
    if name == "refused":
        return row["refused"]["reason_vi"] if "refused" in row else None
    limit = row.get("limit")
    if limit is None:
        return row.get(name)
    if name == "value":
        return limit.value if limit.unit.has_amount else None
    return getattr(limit, name) if name in {"unit", "bound", "anchor"} else row.get(name)


def _show(text: str, reads: list[ReadLimit], lang: Language) -> None:
    click.echo(f"“{text}”")
    for read in reads:
        kind = _KINDS[lang].get(read.kind.value, read.kind.value.replace("_", " "))
        amount = read.limit.format(lang) if read.unit.value != "none" else ""
        click.echo(f"  • {kind}{': ' if amount else ''}{amount}")
        for name, label in _TERMS[lang].items():
            value = getattr(read, name)
            if value not in (None, False):
                click.echo(f"      {label}{_said(name, value, lang)}")


def _said(name: str, value: Any, lang: Language) -> str:
    if value is True:
        return ""
    if name == "semantics":
        return f": {_SEMANTICS[lang][value.value]}"
    if name in {"cut", "range_from"}:
        from tthc_deadlines.display import show_number

        return f": {show_number(value, lang)}"
    return f": {value.format(lang) if hasattr(value, 'unit') else value}"
