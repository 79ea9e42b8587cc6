"""An organisation as a person reads it (tổ chức cho người xem): counts, and the tree of units."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.responsibility.records import OrganisationRecords, Rank, Record, Unit, UnitKind

if TYPE_CHECKING:
    from rich.tree import Tree

    from tthc_deadlines.errors import Language

_COUNTED = ("units", "positions", "officials", "appointments", "delegations", "absences")
_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "fine": "{where}: đúng",
        "faults": "{where}: {count} lỗi",
        "counts": "{units} đơn vị, {positions} vị trí, {officials} người, {appointments} lượt bố "
        "trí, {delegations} ủy quyền, {absences} lượt vắng mặt",
        "coverage": "mốc thời gian đầu tiên {first}, cuối cùng {last}",
        "at": "{name}, {at}",
        "no_name": "Tổ chức",
        "nothing": "không có đơn vị nào vào thời điểm này",
        "head": "Đứng đầu",
        "deputies": "Cấp phó",
        "members": "Thành viên",
        "led_by_parent": "do người đứng đầu đơn vị cấp trên lãnh đạo",
        "supervised_by": "cơ quan cấp trên trực tiếp: {}",
        "acting": "quyền hoặc phụ trách",
        "absent": "vắng mặt",
        "substitute": "vắng mặt, người thay: {}",
        "agency": "cơ quan",
        "one_stop": "bộ phận một cửa",
    },
    "en": {
        "fine": "{where}: fine",
        "faults": "{where}: {count} faults",
        "counts": "{units} units, {positions} positions, {officials} officials, {appointments} "
        "appointments, {delegations} delegations, {absences} absences",
        "coverage": "first date {first}, last {last}",
        "at": "{name}, {at}",
        "no_name": "Organisation",
        "nothing": "there is no unit at this time",
        "head": "Head",
        "deputies": "Deputy",
        "members": "Member",
        "led_by_parent": "led by the head of the unit above",
        "supervised_by": "superior authority: {}",
        "acting": "acting",
        "absent": "absent",
        "substitute": "absent, substitute: {}",
        "agency": "agency",
        "one_stop": "one-stop desk",
    },
}


# --- counts --------------------------------------------------------------------------------


def counts_of(records: OrganisationRecords) -> dict[str, int]:
    """How many records there are of each kind (số bản ghi)."""
    return {name: len(getattr(records, name)) for name in _COUNTED}


def coverage_of(
    records: OrganisationRecords,
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The first and the last instant that any record names (phạm vi thời gian)."""
    dated: list[Record] = [
        *records.units,
        *records.appointments,
        *records.charges,
        *records.delegations,
        *records.absences,
        *records.competences,
    ]
    named = [at for one in dated for at in (one.start, one.until) if at is not None]
    return min(named, default=None), max(named, default=None)


def summary(where: str, records: OrganisationRecords, faults: int, lang: Language) -> str:
    """What a check found, in a line or three (tóm tắt kết quả kiểm tra)."""
    texts = _TEXTS[lang]
    if faults:
        return texts["faults"].format(where=where, count=faults)
    lines = [texts["fine"].format(where=where), texts["counts"].format(**counts_of(records))]
    first, last = coverage_of(records)
    if first is not None and last is not None:
        days = {"first": show_date(first.date(), lang), "last": show_date(last.date(), lang)}
        lines.append(texts["coverage"].format(**days))
    return "\n".join(lines)


# --- the tree ------------------------------------------------------------------------------


def tree_of(records: OrganisationRecords, at: dt.datetime) -> list[dict[str, Any]]:
    """The units there are at an instant (cây đơn vị): each above those that belong to it.

    ``level`` says how deep a unit stands; ``head`` has more than one only of records that
    were not checked.
    """
    people = _people(records, at)
    below: dict[str, list[Unit]] = defaultdict(list)
    present = [one for one in records.units if one.holds_at(at)]
    known = {one.id for one in present}
    for unit in present:
        below[unit.parent if unit.parent in known else ""].append(unit)
    found: list[dict[str, Any]] = []

    waiting = [(unit, 0) for unit in reversed(below[""])]
    while waiting:
        unit, level = waiting.pop()
        staff = people[unit.id]
        found.append({
            "id": unit.id,
            "name": unit.name,
            "level": level,
            "kind": unit.kind,
            "parent": unit.parent,
            "codes": list(unit.codes),
            "supervised_by": unit.supervised_by,
            "led_by_parent": unit.led_by_parent,
            "head": staff[Rank.HEAD],
            "deputies": staff[Rank.DEPUTY],
            "members": staff[Rank.STAFF],
        })  # fmt: skip
        waiting += [(child, level + 1) for child in reversed(below[unit.id])]
    return found


def _people(
    records: OrganisationRecords, at: dt.datetime
) -> dict[str, dict[Rank, list[dict[str, Any]]]]:
    """Of each unit, who holds its positions at an instant, by rank."""
    positions = {one.id: one for one in records.positions}
    names = {one.id: one.name or one.id for one in records.officials}
    away: dict[str, str] = {}
    for absence in records.absences:
        if absence.holds_at(at):
            away[absence.official] = absence.substitute or away.get(absence.official, "")
    found: dict[str, dict[Rank, list[dict[str, Any]]]]
    found = defaultdict(lambda: {rank: [] for rank in Rank})
    for one in records.appointments:
        if one.holds_at(at) and one.position in positions:
            position = positions[one.position]
            found[position.unit][position.rank].append({
                "official": one.official,
                "name": names.get(one.official, one.official),
                "position": position.id,
                "position_name": position.name,
                "acting": one.acting,
                "absent": one.official in away,
                "substitute": away.get(one.official, ""),
            })  # fmt: skip
    return found


def show_tree(name: str, units: list[dict[str, Any]], at: dt.datetime, lang: Language) -> None:
    """Print the tree of units with their people (in cây đơn vị)."""
    from rich.text import Text
    from rich.tree import Tree

    from tthc_deadlines.cli.output import console

    texts = _TEXTS[lang]
    title = texts["at"].format(name=name or texts["no_name"], at=show_instant(at, lang))
    root = Tree(Text(title, style="bold"))
    branches = [root]
    names = {unit["id"]: unit["name"] or unit["id"] for unit in units}
    for unit in units:
        del branches[unit["level"] + 1 :]
        branches.append(branches[-1].add(_unit_label(unit, names, texts)))
        _add_people(branches[-1], unit, texts)
    if not units:
        root.add(Text(texts["nothing"]))
    console().print(root)


def _unit_label(unit: dict[str, Any], names: dict[str, str], texts: dict[str, str]) -> Any:
    from rich.text import Text

    kind = "" if unit["kind"] is UnitKind.DIVISION else texts[unit["kind"].value]
    superior = unit["supervised_by"]
    notes = [unit["id"], kind, *unit["codes"]]
    if superior:
        notes.append(texts["supervised_by"].format(names.get(superior, superior)))
    if unit["led_by_parent"]:
        notes.append(texts["led_by_parent"])
    label = Text(unit["name"] or unit["id"], style="bold")
    return label.append(f" ({', '.join(filter(None, notes))})", style="not bold dim")


def _add_people(branch: Tree, unit: dict[str, Any], texts: dict[str, str]) -> None:
    from rich.text import Text

    for part in ("head", "deputies", "members"):
        for one in unit[part]:
            branch.add(Text(f"{texts[part]}: {_person(one, texts)}"))


def _person(one: dict[str, Any], texts: dict[str, str]) -> str:
    notes = [one["official"] if one["name"] != one["official"] else "", one["position_name"]]
    if one["acting"]:
        notes.append(texts["acting"])
    if one["absent"]:
        key = "substitute" if one["substitute"] else "absent"
        notes.append(texts[key].format(one["substitute"]))
    return f"{one['name']} ({', '.join(filter(None, notes))})"
