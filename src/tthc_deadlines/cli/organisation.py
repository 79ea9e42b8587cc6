"""``tthc organisation``: the units and people of an office (tổ chức của cơ quan)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import EXIT_BAD_INPUT, INSTANT, language_option

if TYPE_CHECKING:
    from tthc_deadlines.errors import DataFault, Language
    from tthc_deadlines.responsibility.records import OrganisationRecords

PATHS = click.Path(exists=True, path_type=Path)


@click.group("organisation")
def organisation_group() -> None:
    """Tổ chức của cơ quan: đơn vị, vị trí, người, ủy quyền. / Units and people of an office."""


@organisation_group.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=PATHS)
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@language_option
@click.pass_context
def check_command(
    ctx: click.Context, paths: tuple[Path, ...], as_json: bool, lang: Language
) -> None:
    """Kiểm tra dữ liệu tổ chức: nêu dòng và khóa của mọi lỗi. / Check an organisation.

    PATH là tệp TOML, hoặc thư mục có tệp TOML hay CSV. Có lỗi thì mã thoát 3.
    / A TOML file, or a folder of TOML or CSV files. Faults exit 3.
    """
    from tthc_deadlines.cli.organisation_tables import counts_of, coverage_of, summary
    from tthc_deadlines.cli.output import echo_json
    from tthc_deadlines.responsibility.errors import OrganisationDataErrors
    from tthc_deadlines.responsibility.files.reading import read_organisation
    from tthc_deadlines.responsibility.records import OrganisationRecords

    try:
        records, faults = read_organisation(*paths), []
    except OrganisationDataErrors as error:
        records, faults = OrganisationRecords(), error.faults
    if as_json:
        document: dict[str, Any] = {"schema": 1, "faults": [_fault(one, lang) for one in faults]}
        if not faults:
            first, last = coverage_of(records)
            document |= {
                "name": records.name,
                "counts": counts_of(records),
                "coverage": {"from": first, "until": last},
            }
        echo_json(document)
    else:
        for fault in faults:
            click.echo(fault.message(lang), err=True)
        where = ", ".join(map(str, paths))
        click.echo(summary(where, records, len(faults), lang))
    if faults:
        ctx.exit(EXIT_BAD_INPUT)


@organisation_group.command("show")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=PATHS)
@click.option("--at", type=INSTANT, help="Thời điểm xem, giờ Việt Nam; mặc định là bây giờ.")
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@language_option
def show_command(
    paths: tuple[Path, ...], at: dt.datetime | None, as_json: bool, lang: Language
) -> None:
    """Cây đơn vị tại một thời điểm: người đứng đầu, cấp phó, công chức. / The tree of units.

    PATH là tệp TOML, hoặc thư mục có tệp TOML hay CSV. / A TOML file, or a folder.
    """
    from tthc_deadlines.cli.organisation_tables import show_tree, tree_of
    from tthc_deadlines.cli.output import echo_json
    from tthc_deadlines.instants import VIETNAM
    from tthc_deadlines.responsibility.files.reading import read_organisation

    instant = at or dt.datetime.now(VIETNAM)
    records: OrganisationRecords = read_organisation(*paths)
    units = tree_of(records, instant)
    if as_json:
        echo_json({"schema": 1, "name": records.name, "at": instant, "units": units})
    else:
        show_tree(records.name, units, instant, lang)


def _fault(one: DataFault, lang: Language) -> dict[str, Any]:
    return {
        "code": one.code,
        "path": one.path,
        "line": one.line,
        "key": one.key,
        "message": one.reason_vi if lang == "vi" else one.reason,
    }
