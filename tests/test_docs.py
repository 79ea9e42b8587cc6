"""The documents say what the program does: examples run, links resolve, names are right."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import click
import pytest
from click.testing import CliRunner, Result

import tthc_deadlines
from tthc_deadlines import (
    CountingPolicy,
    TimeLimit,
    deadline,
    load_calendar,
    vietnam_calendar,
)
from tthc_deadlines.calendar.agency import SPEC_KEYS
from tthc_deadlines.checking.messages import BAD_ROW_TITLES, BAD_ROWS, FINDINGS
from tthc_deadlines.cli import tthc
from tthc_deadlines.display import show_date, show_instant
from tthc_deadlines.dossiers.status import STATUS_LABELS, Status
from tthc_deadlines.exchange.columns import ALIASES
from tthc_deadlines.exchange.results import COMPUTED
from tthc_deadlines.instants import parse_instant
from tthc_deadlines.limits import law

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), ROOT / "holidays" / "README.md"]
NOTEBOOK = DOCS / "notebooks" / "due-dates.ipynb"
OFFICE = DOCS / "examples" / "office-calendar.toml"

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples name files from the top of the repository."""
    monkeypatch.chdir(ROOT)


# --- reading the pages -----------------------------------------------------------------


class Block(NamedTuple):
    """A fenced block: its language, its text, and the line its text starts on."""

    language: str
    text: str
    line: int
    end: int


@cache
def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    found, opened = [], None
    for number, line in enumerate(read(page).split("\n"), start=1):
        fence = re.fullmatch(r"( *)```(\w*)", line)
        if fence is None:
            continue
        if opened is None:
            opened = number, fence[2]
        else:
            first, language = opened
            text = "\n".join(read(page).split("\n")[first : number - 1])
            found.append(Block(language, text, first + 1, number))
            opened = None
    assert opened is None, f"{page.name}:{opened}: a block that is not closed"
    return tuple(found)


def prose(page: Path) -> str:
    """The page without its blocks."""
    lines = read(page).split("\n")
    for block in blocks(page):
        lines[block.line - 2 : block.end] = [""] * (block.end - block.line + 2)
    return "\n".join(lines)


class Command(NamedTuple):
    """A ``tthc`` command in a ``sh`` block, and the exit code its comment promises."""

    args: tuple[str, ...]
    exit_code: int
    line: int


_SHELL = {"|", "||", "&&", ">", "<", ";"}


def commands(page: Path) -> Iterator[Command]:
    for block in blocks(page):
        if block.language == "sh":
            for number, line in enumerate(block.text.split("\n"), start=block.line):
                yield from _commands_of(line, number)


def _commands_of(line: str, number: int) -> Iterator[Command]:
    promised = re.search(r"#.*(?:exit|mã thoát) (\d)", line)
    words = shlex.split(line, comments=True)
    for place, word in enumerate(words):
        if Path(word).name != "tthc" or (place and words[place - 1] not in _SHELL):
            continue
        rest = words[place + 1 :]
        end = next((i for i, each in enumerate(rest) if each in _SHELL), len(rest))
        yield Command(tuple(rest[:end]), int(promised[1]) if promised else 0, number)


def in_folder(args: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """A command whose registers are made in a folder of their own and not in the repository."""
    return tuple(str(folder / one) if re.fullmatch(r"[\w-]+\.db", one) else one for one in args)


def run(args: tuple[str, ...]) -> Result:
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner().invoke(tthc, list(args), env=environment)


def needs_a_file_of_the_reader(command: Command) -> bool:
    """Whether it names a file that is not in the repository."""
    named = [arg for arg in command.args if re.search(r"\.(?:csv|toml|json|ndjson)$", arg)]
    return not all((ROOT / name).is_file() for name in named)


# --- examples run ----------------------------------------------------------------------


@every_page
def test_python_examples(page: Path) -> None:
    lines = [""] * len(read(page).split("\n"))
    for block in blocks(page):
        if block.language == "python":
            text = block.text.split("\n")
            lines[block.line - 1 : block.line - 1 + len(text)] = text
    example = doctest.DocTestParser().get_doctest("\n".join(lines), {}, page.name, str(page), 0)
    report: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(example, out=report.append).failed
    assert not failed, "".join(report)


@every_page
def test_commands_run(page: Path, tmp_path: Path) -> None:
    for command in commands(page):
        if needs_a_file_of_the_reader(command):
            continue
        result = run(in_folder(command.args, tmp_path))
        where = f"{page.name}:{command.line}: {result.output[-500:]}"
        assert result.exit_code == command.exit_code, where


@every_page
def test_outputs_are_what_the_commands_print(page: Path, tmp_path: Path) -> None:
    """A ``text`` block right after a ``sh`` block is its output; … is what was left out."""
    every = blocks(page)
    for shell, shown in pairwise(every):
        if (shell.language, shown.language) != ("sh", "text") or shown.line - shell.end > 3:
            continue
        lines = shell.text.split("\n")
        made = "".join(
            run(in_folder(command.args, tmp_path)).output.replace(f"{tmp_path}/", "")
            for number, line in enumerate(lines, start=shell.line)
            for command in _commands_of(line, number)
        )
        pattern = re.escape(_stripped(shown.text)).replace("…", ".*?")
        printed = _stripped(made)
        assert re.fullmatch(pattern, printed, re.DOTALL), f"{page.name}:{shown.line}:\n{printed}"


def _stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))


def test_the_readme_opens_with_the_two_commands() -> None:
    first, second = [block.text for block in blocks(ROOT / "README.md") if block.language == "sh"][
        :2
    ]
    for command in (first, second):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -q ")
        assert "\n" not in command
    assert first.endswith(
        ".venv/bin/tthc check docs/examples/one-stop-desk-2026.csv --at 2026-11-20T15:00"
    )
    assert second.endswith("-e '.[test]' && .venv/bin/python -m pytest -q")


# --- names and links -------------------------------------------------------------------


def options_of(command: click.Command) -> set[str]:
    names = {name for param in command.params for name in param.opts}
    return names | {"-h", "--help"}


def command_for(words: tuple[str, ...]) -> tuple[click.Command, tuple[str, ...]]:
    """The command that words name, and the words that are left."""
    found: click.Command = tthc
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        inner = found.get_command(click.Context(found), words[0])
        assert inner is not None, f"there is no command {words[0]!r}"
        found, words = inner, words[1:]
    return found, words


def every_option() -> set[str]:
    found = options_of(tthc)
    for name in tthc.list_commands(click.Context(tthc)):
        command = command_for((name,))[0]
        found |= options_of(command)
        for inner in getattr(command, "commands", {}).values():
            found |= options_of(inner)
    return found


@every_page
def test_commands_and_options_exist(page: Path) -> None:
    for written in commands(page):
        command, rest = command_for(written.args)
        used = {word.split("=")[0] for word in rest if word.startswith("--")}
        assert used <= options_of(command), f"{page.name}:{written.line}: {used}"
    known = every_option()
    for span in re.findall(r"`([^`\n]+)`", prose(page)):
        if span.startswith("tthc "):
            command, rest = command_for(tuple(shlex.split(span)[1:]))
            assert {word for word in rest if word.startswith("--")} <= options_of(command), span
        elif span.startswith("--"):
            assert span.split()[0].split("=")[0] in known, f"{page.name}: {span}"


@every_page
def test_links_resolve(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_relative_to(ROOT), f"{page.name}: {target}"
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in _anchors(file), f"{page.name}: {target}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_public_name_is_in_the_guide() -> None:
    guide = read(DOCS / "guide.md")
    missing = [name for name in tthc_deadlines.__all__ if not re.search(rf"\b{name}\b", guide)]
    assert not missing


def test_every_choice_of_counting_is_explained() -> None:
    table = {
        row[0]: row[2] + row[3]
        for row in _rows(DOCS / "counting.md", ("Field", "Question", "Default, and why"))
    }
    defaults = CountingPolicy()
    assert set(table) == {f"`{field.name}`" for field in attrs.fields(CountingPolicy)}
    for field in attrs.fields(CountingPolicy):
        default = getattr(defaults, field.name)
        cell = table[f"`{field.name}`"]
        assert cell.startswith(f"`{default}`"), field.name
        assert all(f"`{value}`" in cell for value in type(default)), field.name


def test_the_worked_examples_are_right() -> None:
    calendar = vietnam_calendar()
    rows = list(_rows(DOCS / "counting.md", ("Received", "Limit", "Due")))
    assert len(rows) >= 15
    for received, limit, due, *_ in rows:
        found = deadline(parse_instant(received), TimeLimit.parse(limit), calendar)
        assert found.on is not None
        assert found.at is not None
        day_based = found.is_day_based
        shown = show_date(found.on, "en") if day_based else show_instant(found.at, "en")
        assert shown == due, f"{received} | {limit}"


def _rows(page: Path, header: tuple[str, ...]) -> Iterator[list[str]]:
    """The rows of the table that has this header."""
    inside = False
    for line in read(page).split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif tuple(cells[: len(header)]) == header:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            yield cells


def test_the_clauses_are_quoted_as_the_code_has_them() -> None:
    page = read(DOCS / "counting.md")
    for name, citation in vars(law).items():
        if getattr(citation, "number", "") == law.CIVIL_CODE.number and citation.quote:
            assert f'"{citation.quote}"' in page, name


def test_the_formats_name_everything() -> None:
    page = read(DOCS / "formats.md")
    names = [
        *(name for names in ALIASES.values() for name in names),
        *COMPUTED,
        *Status,
        *FINDINGS,
        *BAD_ROW_TITLES,
        *BAD_ROWS,
    ]
    assert not [name for name in names if f"`{name}`" not in page]
    assert not [key for key in SPEC_KEYS if not re.search(rf"`(?:\[\[)?{key}(?:\]\])?`", page)]
    guide = read(DOCS / "huong-dan.md")
    assert not [label for label in STATUS_LABELS["vi"].values() if label not in guide]


def test_the_agency_calendar_is_the_file() -> None:
    [shown] = [block for block in blocks(DOCS / "formats.md") if block.language == "toml"]
    text = OFFICE.read_text(encoding="utf-8")
    assert shown.text + "\n" == text
    calendar = load_calendar(OFFICE)
    assert calendar.name == tomllib.loads(text)["name"]
    summer, winter = parse_instant("2026-07-01"), parse_instant("2026-12-01")
    assert calendar.sessions(summer) != calendar.sessions(winter)
    saturday = parse_instant("2026-11-21")
    assert calendar.hours.reception_on(saturday)
    assert not calendar.is_working_day(saturday)


# --- the notebook ----------------------------------------------------------------------


@cache
def cells() -> list[dict[str, Any]]:
    document: dict[str, Any] = json.loads(read(NOTEBOOK))
    found: list[dict[str, Any]] = document["cells"]
    return found


@pytest.mark.parametrize("folder", [ROOT, NOTEBOOK.parent], ids=["from the top", "from its folder"])
def test_the_notebook_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every code cell in one namespace; those tagged ``pandas`` where pandas is installed."""
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "__main__"}
    has_pandas = find_spec("pandas") is not None
    ran = 0
    for number, cell in enumerate(cells()):
        tagged = "pandas" in cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code" and (has_pandas or not tagged):
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
            ran += 1
    assert ran >= 5


def test_the_notebook_is_saved_with_its_outputs_and_nothing_else() -> None:
    code = [cell for cell in cells() if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell["outputs"] if out["output_type"] == "error"]
    assert all(set(cell["metadata"]) <= {"tags"} for cell in cells())
    text = read(NOTEBOOK)
    assert not re.search(r"/(?:home|root|tmp|usr|work|Users)/|[A-Z]:\\\\", text)


def test_the_notebook_prints_what_is_saved(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells()):
        if cell["cell_type"] != "code" or "pandas" in cell["metadata"].get("tags", []):
            continue
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
        saved = "".join(
            "".join(out["text"]) for out in cell["outputs"] if out["output_type"] == "stream"
        )
        assert capsys.readouterr().out == saved, f"cell {number}"


# --- letters ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, OFFICE, NOTEBOOK], ids=lambda path: path.name)
def test_vietnamese_is_composed(path: Path) -> None:
    text = read(path)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
