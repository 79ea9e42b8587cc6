"""The public face: its names, their documentation, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tthc_deadlines

VIETNAMESE = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


@pytest.mark.parametrize("name", tthc_deadlines.__all__)
def test_a_public_name_says_what_it_is_with_an_example_and_its_basis(name: str) -> None:
    text = getattr(tthc_deadlines, name).__doc__ or ""
    assert VIETNAMESE & set(text.splitlines()[0].lower()), "the Vietnamese term is missing"
    assert ">>>" in text, "no executed example"
    assert "Basis:" in text, "no basis"


def test_the_names_are_sorted_and_listed() -> None:
    assert tthc_deadlines.__all__ == sorted(tthc_deadlines.__all__)
    assert set(tthc_deadlines.__all__) <= set(dir(tthc_deadlines))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tthc_deadlines.nothing  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, tthc_deadlines\n"
        "heavy = {'attr', 'click', 'rich', 'pendulum', 'sqlite_utils', 'numpy', 'tomllib'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_due_date_from_the_shell_loads_no_tables_for_people() -> None:
    code = (
        "import sys\n"
        "from tthc_deadlines.cli import tthc\n"
        "tthc(['due', '--limit', '05 ngày làm việc', '--received', '2026-11-20T09:00'],"
        " standalone_mode=False)\n"
        "heavy = {'rich', 'pendulum', 'sqlite_utils', 'numpy', 'tthc_deadlines.limits.wording'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
