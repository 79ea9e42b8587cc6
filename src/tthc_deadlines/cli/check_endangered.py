"""The dossiers that are overdue or in danger of it, one line each (hồ sơ cần xử lý)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tthc_deadlines.checking.reasons import is_endangered, reason_of
from tthc_deadlines.dossiers.folding import shown

if TYPE_CHECKING:
    from rich.console import Console

    from tthc_deadlines.checking.assessment import Assessment
    from tthc_deadlines.errors import Language

_TEXTS = {
    "vi": ("Cần xử lý ngay ({count})", "… và {count} hồ sơ khác; xem đủ bằng --nl"),
    "en": ("In need of action ({count})", "… and {count} more; --nl shows all"),
}
_LONGEST = 600


class Endangered:
    """Collects the worst of them, in bounds, and counts all (hồ sơ quá hạn, nguy cơ)."""

    def __init__(self, most: int) -> None:
        self.most, self.count = most, 0
        self._kept: list[Assessment] = []

    def add(self, found: Assessment) -> None:
        """Take in one dossier."""
        if not is_endangered(found):
            return
        self.count += 1
        self._kept.append(found)
        if len(self._kept) >= 4 * self.most:
            self._kept = self.worst()

    def worst(self) -> list[Assessment]:
        """The most late first, then the soonest due."""
        return sorted(self._kept, key=_urgency)[: self.most]


def _urgency(found: Assessment) -> tuple[int, float, float, str]:
    over = found.working_over.total_seconds() if found.working_over is not None else 0.0
    left = found.working_left.total_seconds() if found.working_left is not None else 1e12
    return found.working_over is None, -over, left, found.record.code


def show_endangered(out: Console, endangered: Endangered, lang: Language) -> None:
    """One line a dossier: its code and why (mỗi hồ sơ một dòng lý do)."""
    from rich.text import Text

    from tthc_deadlines.cli.check_tables import STYLES

    if not endangered.count:
        return
    title, more = _TEXTS[lang]
    out.print()
    out.print(Text(title.format(count=endangered.count), "bold"))
    worst = endangered.worst()
    for found in worst:
        line = Text(shown(found.record.code, 60), STYLES[found.status])
        line.append(f": {shown(reason_of(found, lang), _LONGEST)}", "none")
        for number, piece in enumerate(line.wrap(out, max(out.width - 2, 20))):
            piece.rstrip()
            out.print(Text("  " if number else "").append_text(piece))
    hidden = endangered.count - len(worst)
    if hidden:
        out.print(Text(more.format(count=hidden), "dim"))
