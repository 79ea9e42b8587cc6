"""Strict reader of procedure files (đọc tệp thủ tục): all the faults of a file at once.

The format is described key by key in ``docs/procedures.md``.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

from tthc_deadlines.calendar.toml_lines import line_of_error
from tthc_deadlines.procedures.errors import CatalogueDataErrors
from tthc_deadlines.procedures.file_faults import Faults
from tthc_deadlines.procedures.file_shape import (
    ROWS,
    Row,
    check_rows,
    check_single,
    check_top,
)
from tthc_deadlines.procedures.file_values import (
    LEVELS,
    choice,
    read_citation,
    read_conditions,
    read_words,
)
from tthc_deadlines.procedures.limit_rows import close_versions, read_limit_rows
from tthc_deadlines.procedures.oddities import find_oddities
from tthc_deadlines.procedures.procedure import (
    ExtensionRule,
    Kind,
    Procedure,
    StopGround,
    SupplementEffect,
    SupplementRule,
)
from tthc_deadlines.procedures.workflow_rows import read_workflow


def read_procedure(path: Traversable) -> Procedure:
    """Read one procedure file (đọc một tệp thủ tục), on disk or inside a package.

    Raises:
        CatalogueDataErrors: with every fault of the file at once, each with its line, its
            key and a reason in both languages. What is merely odd about the procedure is
            no fault: see :attr:`Procedure.findings`.

    Basis: the format in ``docs/procedures.md``.
    """
    faults = Faults(str(path), "")
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.at(1, "file", "unreadable", detail=error.strerror or str(error))
        raise _all_of(faults) from None
    return parse_procedure(data, str(path))


def parse_procedure(data: bytes | str, path: str) -> Procedure:
    """Read one procedure from the content of a file (đọc nội dung một tệp).

    >>> text = '''
    ... schema = 1
    ... code = "1.000000"
    ... name = "Cấp bản sao"
    ... [[limit]]
    ... from = 2025-07-01
    ... limit = "05 ngày làm việc"
    ... basis = { number = "118/2025/NĐ-CP" }
    ... '''
    >>> parse_procedure(text, "1.000000.toml").limits[0].limit
    TimeLimit('05 ngày làm việc')

    Basis: the format in ``docs/procedures.md``.
    """
    faults = Faults(path, "")
    text = _decode(data, faults)
    faults.text = text or ""
    table = _load(text, faults) if text is not None else None
    found = build_procedure(table, faults) if table is not None else None
    if found is None or faults.found:
        raise _all_of(faults)
    return found


def build_procedure(data: Mapping[str, Any], faults: Faults) -> Procedure | None:
    """A procedure from the tables of a file; ``None``, and faults, where it is unsound."""
    top = check_top(data, faults)
    kind = choice(Kind, top, "kind", faults) or Kind.PROCEDURE
    if top.get("level", "") not in LEVELS:
        allowed = ", ".join(filter(None, LEVELS))
        faults.add("unknown_choice", "", 0, "level", value=repr(top.get("level")), allowed=allowed)
    rows = {table: check_rows(data, table, faults) for table in ROWS}
    limits = read_limit_rows(rows["limit"], faults)
    stops = _stops(rows["stop"], faults)
    extensions = [_extension(row, faults) for row in rows["extension"]]
    supplement = _supplement(check_single(data, "supplement", faults), faults)
    workflow = read_workflow(check_single(data, "workflow", faults), rows["step"], faults)
    if faults.found or not limits:
        return None
    closed, in_force, until = close_versions(limits)
    bases = [row.basis for row in closed] + ([workflow.citation] if workflow else [])
    procedure = Procedure(
        code=top.get("code"),
        name=top.get("name"),
        kind=kind,
        level=top.get("level", ""),
        issuer=top.get("issuer", ""),
        field=top.get("field", ""),
        variant=top.get("variant", ""),
        in_force=in_force,
        until=until,
        limits=closed,
        stops=tuple(stops),
        supplement=supplement,
        extensions=tuple(rule for rule in extensions if rule),
        workflow=workflow,
        citations=tuple(dict.fromkeys(basis for basis in bases if basis)),
        notes=tuple(top.get("notes", ())),
        path=faults.path,
    )
    return find_oddities(procedure)


def _all_of(faults: Faults) -> CatalogueDataErrors:
    found = faults.in_order()
    return CatalogueDataErrors(f"{len(found)} faults in {faults.path}", found)


def _decode(data: bytes | str, faults: Faults) -> str | None:
    try:
        # Notepad writes the mark; it does no harm.
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.at(error.object.count(b"\n", 0, error.start) + 1, "encoding", "not_utf8")
        return None
    if not text.strip() or "\0" in text:
        faults.at(1, "file", "not_utf8" if "\0" in text else "empty")
        return None
    if not unicodedata.is_normalized("NFC", text):
        for number, line in enumerate(text.splitlines(), start=1):
            if not unicodedata.is_normalized("NFC", line):
                faults.at(number, "text", "not_nfc")
    return text


def _load(text: str, faults: Faults) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        faults.at(line_of_error(error, text), "TOML", "syntax", detail=str(error))
        return None


def _stops(rows: list[Row], faults: Faults) -> list[StopGround]:
    grounds: list[StopGround] = []
    for row in rows:
        if row.get("key") in {ground.key for ground in grounds}:
            faults.add("key_twice", "stop", row.index, "key", value=row.get("key"))
        basis = read_citation(row, "basis", faults)
        if basis is not None:
            grounds.append(StopGround(
                key=row.get("key", ""),
                name=row.get("name", ""),
                basis=basis,
                longest=read_words(row, "longest", faults),
                in_force=row.get("from"),
            ))  # fmt: skip
    return grounds


def _extension(row: Row, faults: Faults) -> ExtensionRule | None:
    basis = read_citation(row, "basis", faults)
    longest = read_words(row, "longest", faults)
    if basis is None:
        return None
    return ExtensionRule(
        times=row.get("times", 0),
        longest=longest,
        by_agreement=row.get("by_agreement", False),
        when=read_conditions(row, faults),
        basis=basis,
    )


def _supplement(row: Row | None, faults: Faults) -> SupplementRule | None:
    if row is None:
        return None
    effect = choice(SupplementEffect, row, "effect", faults)
    basis = read_citation(row, "basis", faults)
    within = read_words(row, "within", faults)
    if effect is None or basis is None:
        return None
    return SupplementRule(effect=effect, within=within, basis=basis)
