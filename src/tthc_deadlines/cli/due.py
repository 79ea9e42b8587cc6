"""``tthc due``: one due date, with its reasons (tính một hạn giải quyết)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.due_procedure import Chosen, case_options, choose, refuse_case
from tthc_deadlines.cli.options import (
    RECEIPT,
    bare_day_option,
    build_calendar,
    calendar_options,
    language_option,
    output_options,
)
from tthc_deadlines.cli.procedures import folders_option, place_options

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.limits.deadline import Deadline
    from tthc_deadlines.limits.policy import CountingPolicy


def _policy(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> CountingPolicy:
    """``--policy name=value`` as often as needed."""
    import attrs

    from tthc_deadlines.limits.policy import CountingPolicy

    defaults = CountingPolicy()
    known = {field.name: getattr(defaults, field.name) for field in attrs.fields(CountingPolicy)}
    chosen: dict[str, Any] = {}
    for text in values:
        name, _, value = text.partition("=")
        if name not in known:
            raise click.BadParameter(f"{name!r}; có / known: {', '.join(known)}", ctx, param)
        allowed = [str(item.value) for item in type(known[name])]
        if value not in allowed:
            raise click.BadParameter(
                f"{text!r}; {name} là một trong / is one of: {', '.join(allowed)}", ctx, param
            )
        chosen[name] = value
    return CountingPolicy(**chosen)


@click.command("due")
@click.option("--limit", "limit_text", help='Thời hạn, ví dụ "05 ngày làm việc".')
@click.option("--procedure", "code", help="Mã thủ tục, thay cho --limit.")
@case_options
@place_options
@folders_option
@click.option(
    "--received",
    type=RECEIPT,
    required=True,
    help="Thời điểm tiếp nhận: 2026-11-20T09:00 hoặc 20/11/2026 09:00.",
)
@click.option("--agreed", type=RECEIPT, help="Ngày (giờ) trả kết quả đã thỏa thuận bằng văn bản.")
@click.option(
    "--remote-area-days",
    type=click.IntRange(0),
    default=0,
    help="Số ngày được cộng thêm cho vùng sâu, vùng xa.",
)
@bare_day_option
@click.option(
    "--policy",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_policy,
    help="Quy ước tính, ví dụ clock_start_shift=day_zero.",
)
@click.option("--explain", is_flag=True, help="Giải trình từng dòng.")
@calendar_options
@output_options
@language_option
def due_command(
    limit_text: str | None,
    code: str | None,
    received: dt.date,
    agreed: dt.date | None,
    remote_area_days: int,
    bare_day: str,
    policy: CountingPolicy,
    explain: bool,
    known_on: dt.date | None,
    calendar_file: str | None,
    hours: str | None,
    output: str | None,
    lang: Language,
    **case: Any,
) -> None:
    """Tính hạn giải quyết của một hồ sơ. / The due date of one dossier.

    Nêu thời hạn bằng --limit, hoặc thủ tục bằng --procedure. / Give one of the two.
    """
    from tthc_deadlines.limits.deadline import deadline
    from tthc_deadlines.limits.time_limit import TimeLimit, Unit

    if (limit_text is None) == (code is None):
        raise click.UsageError("cần đúng một trong / exactly one of: --limit, --procedure")
    chosen = None
    if code is not None:
        chosen = choose(code, received, **case)
        limit, policy = chosen.limit, chosen.row.policy_for(policy)
        remote_area_days = remote_area_days or chosen.extra_days
    else:
        refuse_case(case)
        limit = TimeLimit.parse(limit_text or "", bare_day=Unit(bare_day))
    calendar = build_calendar(known_on, calendar_file, hours)
    found = deadline(
        received, limit, calendar, policy, agreed_at=agreed, remote_area_days=remote_area_days
    )
    if output is None:
        _show(found, explain, lang)
        if chosen is not None:
            chosen.show(lang)
    else:
        _write(found, output, explain, lang, chosen)


_LINES = {
    "vi": {
        "due": "Hết hạn: {}",
        "none": "Không có ngày hết hạn ({})",
        "provisional": "tạm tính",
        "closing": "Cơ quan đóng cửa: {}",
    },
    "en": {
        "due": "Due: {}",
        "none": "No due date ({})",
        "provisional": "provisional",
        "closing": "Office closes: {}",
    },
}


def _show(found: Deadline, explain: bool, lang: Language) -> None:
    from tthc_deadlines.calendar.days import Quality
    from tthc_deadlines.display import show_date, show_instant

    if explain:
        click.echo(found.explain(lang))
        return
    lines = _LINES[lang]
    if found.on is None or found.at is None:
        click.echo(lines["none"].format(found.limit.format(lang)))
        return
    day = show_date(found.on, lang)
    moment = (
        (f"24:00 {day}" if lang == "vi" else f"{day} 24:00")
        if found.ends_with_day
        else (show_instant(found.at, lang))
    )
    note = f" ({lines['provisional']})" if found.quality is Quality.PROVISIONAL else ""
    click.echo(lines["due"].format(moment) + note)
    if found.ends_with_day and found.office_closing:
        click.echo(lines["closing"].format(show_instant(found.office_closing, lang)))


def _write(
    found: Deadline, output: str, explain: bool, lang: Language, chosen: Chosen | None
) -> None:
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines

    row: dict[str, Any] = {
        "schema": 1,
        "edition": found.calendar.edition,
        "received_at": found.received_at,
        "limit": found.limit,
        "on": found.on,
        "at": found.at,
        "nominal_on": found.nominal_on,
        "office_closing": found.office_closing,
        "quality": found.quality,
    }
    if chosen is not None and output != "csv":
        row["procedure"] = chosen.as_object()
    if output == "csv":
        names = ("received_at", "limit", "on", "at", "nominal_on", "office_closing", "quality")
        row["limit"] = found.limit.format("vi")
        echo_csv((*names, "edition"), [[row[name] for name in (*names, "edition")]])
        return
    if explain or output == "json":
        row["trace"] = [
            {
                "rule": step.rule,
                "on": step.on,
                "through": step.through,
                "at": step.at,
                "text": step.texts[lang],
                "citation": step.citation,
            }
            for step in found.trace
        ]
    echo_json(row) if output == "json" else echo_lines([row])
