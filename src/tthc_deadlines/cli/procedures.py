"""``tthc procedures``: the catalogue of procedures (danh mục thủ tục)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import DATE, EXIT_BAD_INPUT, F, language_option, output_options

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.procedures.errors import CatalogueDataError
    from tthc_deadlines.procedures.procedure import Procedure, ProcedureLimit

KINDS = ("procedure", "complaint", "denunciation", "reception", "feedback", "task")

FOLDER = click.Path(exists=True, path_type=Path)


def folders_option(command: F) -> F:
    """``--procedures DIR``: an agency's own files, before the starter."""
    return click.option(
        "--procedures",
        "folders",
        multiple=True,
        metavar="DIR",
        type=FOLDER,
        help="Tệp thủ tục của cơ quan, ưu tiên hơn danh mục kèm theo. / Your own files.",
    )(command)


def place_options(command: F) -> F:
    """``--level``, ``--issuer``: which of several with the same code."""
    command = click.option("--issuer", default="", help='Nơi ban hành, ví dụ "Tỉnh Cao Bằng".')(
        command
    )
    return click.option("--level", default="", help="Cấp: tỉnh, xã, trung ương.")(command)


@click.group("procedures")
def procedures_group() -> None:
    """Danh mục thủ tục: thời hạn, căn cứ, các bước. / The catalogue of procedures."""


@procedures_group.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Loại việc / kind of case.")
@click.option("--field", default="", help="Lĩnh vực có chứa chữ này.")
@click.option("--search", default="", help="Mã hoặc tên có chứa chữ này; không cần dấu.")
@click.option("--on", type=DATE, help="Thời hạn cho hồ sơ tiếp nhận ngày này (mặc định: hôm nay).")
@place_options
@folders_option
@output_options
@language_option
def list_command(
    kind: str | None,
    field: str,
    search: str,
    on: dt.date | None,
    level: str,
    issuer: str,
    folders: tuple[Path, ...],
    output: str | None,
    lang: Language,
) -> None:
    """Liệt kê thủ tục và thời hạn. / List procedures and their limits."""
    from tthc_deadlines.cli.output import echo_rows
    from tthc_deadlines.cli.procedure_tables import show_list
    from tthc_deadlines.dossiers.folding import fold_words
    from tthc_deadlines.instants import VIETNAM

    day = on or dt.datetime.now(VIETNAM).date()
    field_words, search_words = fold_words(field), fold_words(search)
    found = [
        one
        for one in whole_catalogue(folders)
        if (kind is None or one.kind == kind)
        and _is_of(one, level, issuer)
        and field_words in fold_words(one.field)
        and search_words in fold_words(f"{one.code} {one.name} {one.variant}")
    ]
    if output is None:
        show_list(found, day, lang)
        return
    rows = [_summary(one, day) for one in found]
    header = ("code", "name", "kind", "level", "issuer", "variant", "limits", "steps", "file")
    document = {"schema": 1, "on": day, "procedures": rows}
    echo_rows(output, document, rows, header, lambda row, name: _flat(row[name]))


@procedures_group.command("show")
@click.argument("code")
@click.option("--on", type=DATE, help="Chỉ quy định cho hồ sơ tiếp nhận ngày này.")
@place_options
@folders_option
@output_options
@language_option
def show_command(
    code: str,
    on: dt.date | None,
    level: str,
    issuer: str,
    folders: tuple[Path, ...],
    output: str | None,
    lang: Language,
) -> None:
    """Một thủ tục: thời hạn, căn cứ, các bước, điểm bất thường. / One procedure.

    CODE là mã thủ tục; thủ tục không có mã thì ghi tên tệp. / A code, or a file name.
    """
    from tthc_deadlines.cli.output import echo_csv, echo_json, echo_lines
    from tthc_deadlines.cli.procedure_tables import show_procedure

    found = _matching(code, on, level, issuer, folders)
    if output == "csv":
        header = (
            "code", "issuer", "variant", "phase", "when", "channel", "outcome", "in_force",
            "until", "limit", "published", "problem", "text", "basis",
        )  # fmt: skip
        rows = [(one, row) for one in found for row in _rows(one, on)]
        echo_csv(header, [[_limit_cell(one, row, name) for name in header] for one, row in rows])
    elif output == "nl":
        echo_lines([procedure_object(one, on) for one in found])
    elif output == "json":
        objects = [procedure_object(one, on) for one in found]
        echo_json({"schema": 1, "on": on, "procedures": objects})
    else:
        for number, one in enumerate(found):
            show_procedure(one, _rows(one, on), lang, first=number == 0)


@procedures_group.command("check")
@click.argument("folders", nargs=-1, metavar="[DIR]…", type=FOLDER)
@output_options
@language_option
@click.pass_context
def check_command(
    ctx: click.Context, folders: tuple[Path, ...], output: str | None, lang: Language
) -> None:
    """Kiểm tra tệp thủ tục: mọi lỗi, rồi điểm bất thường. / Check procedure files.

    Không nêu DIR thì kiểm tra danh mục kèm theo. / Without DIR, the starter catalogue.
    Có lỗi thì mã thoát 3; điểm bất thường của văn bản thì không. / Faults exit 3.
    """
    from tthc_deadlines.cli.output import echo_rows
    from tthc_deadlines.cli.procedure_tables import show_check
    from tthc_deadlines.procedures.catalogue import read_folder
    from tthc_deadlines.procedures.starter import starter_folder

    procedures: list[Procedure] = []
    faults: list[CatalogueDataError] = []
    for folder in folders or (starter_folder(),):
        read, found = read_folder(folder)
        procedures += read
        faults += found
    if output is None:
        show_check(procedures, faults, None if folders else starter_folder(), lang)
    else:
        rows = [_fault_object(one, lang) for one in faults]
        rows += [_finding_object(one, lang) for proc in procedures for one in proc.findings]
        header = ("severity", "code", "path", "line", "key", "subject", "message")
        document = {"schema": 1, "procedures": len(procedures), "findings": rows}
        echo_rows(output, document, rows, header)
    if faults:
        ctx.exit(EXIT_BAD_INPUT)


# --- which procedures -----------------------------------------------------------------------


def whole_catalogue(folders: tuple[Path, ...]) -> Catalogue:
    """The starter with an agency's own files over it (danh mục dùng)."""
    from tthc_deadlines.procedures.catalogue import Catalogue

    starter = Catalogue.starter()
    return Catalogue.load(*folders).over(starter) if folders else starter


def catalogue_for(code: str, folders: tuple[Path, ...]) -> Catalogue:
    """The agency's own files if they have the code, otherwise the starter, unread so far."""
    from tthc_deadlines.procedures.catalogue import Catalogue

    if folders and (own := Catalogue.load(*folders)).has(code):
        return own
    return Catalogue.starter()


def _is_of(procedure: Procedure, level: str, issuer: str) -> bool:
    from tthc_deadlines.procedures.catalogue import is_for

    return is_for(procedure, level, issuer)


def _matching(
    code: str, on: dt.date | None, level: str, issuer: str, folders: tuple[Path, ...]
) -> list[Procedure]:
    """Every procedure of a code, level and issuer, or the one of a file name.

    Raises what :meth:`Catalogue.find` raises where there is none.
    """
    catalogue = catalogue_for(code, folders)
    found = [one for one in catalogue.all_of(code) if _is_of(one, level, issuer)]
    if on is not None:
        found = [one for one in found if any(row.is_in_force(on) for row in one.limits)]
    if not found and not catalogue.has(code):
        found = [one for one in whole_catalogue(folders) if Path(one.path).stem == code]
    return found or [catalogue.find(code, on or dt.date.max, level=level, issuer=issuer)]


def _rows(procedure: Procedure, on: dt.date | None) -> list[ProcedureLimit]:
    return [row for row in procedure.limits if on is None or row.is_in_force(on)]


# --- as plain values ------------------------------------------------------------------------


def procedure_object(procedure: Procedure, on: dt.date | None = None) -> dict[str, Any]:
    """A procedure for JSON, without its empty fields (thủ tục dạng JSON)."""
    import attrs

    fields = {field.name: getattr(procedure, field.name) for field in attrs.fields(type(procedure))}
    fields["limits"] = _rows(procedure, on)
    fields["path"] = ""
    found: dict[str, Any] = _object(fields)
    if procedure.workflow is not None:
        found["workflow"]["sum"] = procedure.workflow.sum
        found["workflow"]["adds_up"] = procedure.workflow.adds_up
        found["workflow"]["features"] = sorted(procedure.workflow.features)
    return found


def _object(value: Any) -> Any:
    import attrs

    from tthc_deadlines.citations import Citation
    from tthc_deadlines.cli.output import plain
    from tthc_deadlines.findings import Finding
    from tthc_deadlines.limits.time_limit import TimeLimit

    if isinstance(value, Finding):
        return {"code": value.code, "severity": value.severity.value, "texts": dict(value.texts)}
    if attrs.has(type(value)) and not isinstance(value, (Citation, TimeLimit)):
        value = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    if isinstance(value, dict):
        kept = {name: _object(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, "", [], False)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_object(item) for item in value]
    return plain(value)


def _summary(procedure: Procedure, on: dt.date) -> dict[str, Any]:
    rows = [_object({name: getattr(row, name) for name in _ROW}) for row in _rows(procedure, on)]
    return {
        "code": procedure.code,
        "name": procedure.name,
        "kind": procedure.kind,
        "level": procedure.level,
        "issuer": procedure.issuer,
        "field": procedure.field,
        "variant": procedure.variant,
        "limits": rows,
        "steps": len(procedure.workflow.steps) if procedure.workflow else 0,
        "findings": sorted({finding.code for finding in procedure.findings}),
        "file": Path(procedure.path).stem,
    }


_ROW = ("phase", "when", "channel", "outcome", "limit", "published", "problem")


def _flat(value: Any) -> Any:
    """A value of a summary for one CSV cell."""
    from tthc_deadlines.limits.time_limit import Unit

    if not isinstance(value, list):
        return value
    told = []
    for row in value:
        limit = row.get("limit")
        amount = row.get("problem", "") if limit is None else limit["unit"]
        if limit is not None and Unit(limit["unit"]).has_amount:
            amount = f"{limit['value']} {amount}"
        given = [*row.get("when", ()), row.get("channel"), row.get("outcome")]
        case = ", ".join(item for item in given if item)
        told.append(f"{case}: {amount}" if case else amount)
    return "; ".join(told)


def _limit_cell(procedure: Procedure, row: ProcedureLimit, name: str) -> Any:
    if name in {"code", "issuer", "variant"}:
        return getattr(procedure, name)
    value = getattr(row, name)
    if name == "when":
        return ", ".join(sorted(value))
    if name in {"limit", "published"}:
        return None if value is None else value.format("vi")
    return value.text("vi") if name == "basis" else value


def _fault_object(one: CatalogueDataError, lang: Language) -> dict[str, Any]:
    return {
        "severity": "error",
        "code": one.code,
        "path": one.path,
        "line": one.line,
        "key": one.key,
        "message": one.reason_vi if lang == "vi" else one.reason,
    }


def _finding_object(one: Finding, lang: Language) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "code": one.code,
        "path": one.path,
        "subject": one.subject,
        "message": one.message(lang),
    }
