"""``tthc findings``: every finding there is (danh mục phát hiện)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tthc_deadlines.cli.options import language_option, output_options

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.exchange.finding_list import FindingKind

_HEADS = {
    "vi": ("Mã", "Mức độ", "Phát hiện", "Căn cứ"),
    "en": ("Code", "Severity", "Finding", "Ground"),
}
_ABOUT = {
    "vi": {
        "dossier": "Về hồ sơ",
        "row": "Về dòng dữ liệu",
        "procedure": "Về thủ tục đã công bố",
        "portal": "Về dữ liệu của Cổng Dịch vụ công",
    },
    "en": {
        "dossier": "About a dossier",
        "row": "About a row of data",
        "procedure": "About a published procedure",
        "portal": "About the portal's data",
    },
}


@click.command("findings")
@click.option(
    "--about",
    type=click.Choice(["dossier", "row", "procedure", "portal"]),
    help="Chỉ loại này / only this kind.",
)
@output_options
@language_option
def findings_command(about: str | None, output: str | None, lang: Language) -> None:
    """Mọi phát hiện: mã, mức độ, ý nghĩa, căn cứ. / Every finding the checks can make."""
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines
    from tthc_deadlines.exchange.finding_list import all_findings

    kinds = [kind for kind in all_findings() if about in (None, kind.about)]
    rows = [
        {
            "code": kind.code,
            "severity": kind.severity,
            "about": kind.about,
            "title": {"vi": kind.title.vi, "en": kind.title.en},
            "ground": kind.ground or None,
        }
        for kind in kinds
    ]
    if output == "json":
        echo_json(rows)
    elif output == "nl":
        echo_lines(rows)
    elif output == "csv":
        header = ("code", "severity", "about", "title_vi", "title_en", "ground")
        echo_csv(header, [_cells(kind) for kind in kinds])
    else:
        _show(kinds, lang)


def _cells(kind: FindingKind) -> tuple[str, ...]:
    title = kind.title
    return kind.code, kind.severity.value, kind.about, title.vi, title.en, kind.ground


def _show(kinds: list[FindingKind], lang: Language) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from tthc_deadlines.cli.check_tables import SEVERITY_STYLES
    from tthc_deadlines.cli.output import console

    out = console()
    for about, title in _ABOUT[lang].items():
        chosen = [kind for kind in kinds if kind.about == about]
        if not chosen:
            continue
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim")
        for place, head in enumerate(_HEADS[lang]):
            table.add_column(head, overflow="fold", no_wrap=place < 2)  # codes stay whole
        for kind in chosen:
            words = kind.title.vi if lang == "vi" else kind.title.en
            style = SEVERITY_STYLES[kind.severity]
            table.add_row(kind.code, Text(kind.severity.label(lang), style), words, kind.ground)
        out.print(Text(title, "bold"))
        out.print(table)
        out.print()
