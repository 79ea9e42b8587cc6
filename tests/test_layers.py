"""The house has floors: a module imports only from rooms above its own, never in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "tthc_deadlines"

# From the top down. What stands on one line are neighbours and may not import each other,
# save that the modules of one room may (checked for circles below).
FLOORS = [
    ["expectations"],
    ["errors"],
    ["choices", "instants", "display", "citations", "settings"],
    ["findings"],
    ["calendar"],
    ["limits"],
    ["procedures"],
    ["dossiers"],
    ["responsibility"],
    ["checking"],
    ["register"],
    ["reports"],
    ["exchange"],
    ["cli"],
    ["__init__", "__main__"],
]
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}
MODULES = sorted(SRC.rglob("*.py"))


def room_of(module: str) -> str:
    """The room of a dotted name inside the package: "limits.counting" → "limits"."""
    return module.split(".", 1)[0] or "__init__"


def name_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports_of(path: Path, *, lazy: bool = True) -> set[str]:
    """The modules of the package that a module imports, dotted; with or without lazy ones."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if lazy else iter(tree.body)
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            known = [name for name in names if is_module(name)]
            found.update(known if len(known) == len(names) else [*known, node.module])
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    prefix = "tthc_deadlines."
    return {name.removeprefix(prefix) for name in found if name.startswith(prefix)}


def is_module(name: str) -> bool:
    path = SRC.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_rooms_above(path: Path) -> None:
    room = room_of(name_of(path))
    for imported in imports_of(path):
        other = room_of(imported)
        assert other == room or FLOOR[other] < FLOOR[room], f"{name_of(path)} imports {imported}"


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    edges = {name_of(path): imports_of(path, lazy=False) for path in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module in done:
            return
        for imported in edges.get(module, ()):
            visit(imported, (*trail, module))
        done.add(module)

    for module in edges:
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stays_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{name_of(path)} has {lines} lines"
