"""The rows of a year file (các dòng của tệp ngày nghỉ): frozen values, nothing else."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tthc_deadlines.calendar.days import Quality
    from tthc_deadlines.citations import Citation


@attrs.frozen(kw_only=True)
class Source:
    """A document the rows of a file rest on (văn bản).

    Attributes:
        id: the name rows call it by.
        citation: number, title, issuer, dates, where read, confidence.
        adopted_note: what is known of the day it was signed, where that is not a day.
        note: anything else an official should know of it.

    Basis: the format in ``holidays/README.md``.
    """

    id: str
    citation: Citation
    adopted_note: str = ""
    note: str = ""

    @property
    def known_from(self) -> dt.date:
        """The day it was adopted; where that is not known, the day it took effect."""
        return self.citation.adopted or self.citation.in_force or dt.date.min


@attrs.frozen(kw_only=True)
class Row(ABC):
    """What every row has (phần chung của mọi dòng).

    Attributes:
        source: the id of its document.
        citation: that document, with the confidence of this row.
        known_from: the day the document was adopted, or where that is not known,
            took effect; before it nobody could know the row.
        supersedes: the day of the earlier row of the same table it replaces.
        index: its place in its table, from 0.

    Basis: the format in ``holidays/README.md``.
    """

    source: str
    citation: Citation
    known_from: dt.date
    supersedes: dt.date | None = None
    index: int = attrs.field(default=0, eq=False, repr=False)

    @property
    @abstractmethod
    def day(self) -> dt.date:
        """The day the row is about, by which a later row supersedes it."""

    @property
    def is_cancellation(self) -> bool:
        """Whether the row only takes an earlier one back."""
        return False


@attrs.frozen(kw_only=True)
class HolidayRow(Row):
    """A public holiday (ngày lễ, Tết), on whatever day of the week it falls.

    Basis: the format in ``holidays/README.md``.
    """

    date: dt.date
    key: str
    name: str
    name_en: str

    @property
    def day(self) -> dt.date:
        """The holiday."""
        return self.date


@attrs.frozen(kw_only=True)
class InLieuRow(Row):
    """A day off in lieu (nghỉ bù): ``date`` is off for the holiday ``replaces``.

    Basis: the format in ``holidays/README.md``.
    """

    date: dt.date
    replaces: dt.date

    @property
    def day(self) -> dt.date:
        """The day off."""
        return self.date


@attrs.frozen(kw_only=True)
class SwapRow(Row):
    """A swap (hoán đổi): ``off`` is not worked, ``work`` is worked instead.

    Basis: the format in ``holidays/README.md``.
    """

    off: dt.date
    work: dt.date
    occasion: str
    occasion_en: str = ""
    cancelled: bool = False

    @property
    def day(self) -> dt.date:
        """The day off."""
        return self.off

    @property
    def is_cancellation(self) -> bool:
        """Whether a later decision took the swap back."""
        return self.cancelled


R = TypeVar("R", bound=Row)


def in_effect(rows: Iterable[R], known_on: dt.date | None = None) -> tuple[R, ...]:
    """The rows that hold (các dòng có hiệu lực), as known on a day, in the file's order.

    A row known later than ``known_on`` is left out; one that ``supersedes`` an
    earlier row takes its place.

    >>> from tthc_deadlines.citations import Citation
    >>> def swap(work, adopted, supersedes=None):
    ...     return SwapRow(source="x", citation=Citation(number="1"), known_from=adopted,
    ...                    off=dt.date(2026, 1, 2), work=work, occasion="", supersedes=supersedes)
    >>> first = swap(dt.date(2026, 1, 10), dt.date(2025, 12, 25))
    >>> later = swap(dt.date(2026, 1, 17), dt.date(2026, 1, 5), supersedes=dt.date(2026, 1, 2))
    >>> in_effect([first, later]) == (later,)
    True
    >>> in_effect([first, later], dt.date(2025, 12, 31)) == (first,)
    True

    Basis: rows are never edited, so that what was known on any day can be told.
    """
    kept: list[R] = []
    for row in rows:
        if known_on is not None and row.known_from > known_on:
            continue
        if row.supersedes is not None:
            kept = [earlier for earlier in kept if earlier.day != row.supersedes]
        if not row.is_cancellation:
            kept.append(row)
    return tuple(kept)


@attrs.frozen(kw_only=True)
class YearFile:
    """One year's decisions as recorded (tệp ngày nghỉ của một năm).

    Attributes:
        path: the file it was read from.
        year: the year.
        status: ``FINAL`` once every decision on the year is in.
        checked_on: the day the file was last compared with its sources.
        sources: the documents.
        holidays: the holidays, weekends included.
        in_lieu: the days off in lieu.
        swaps: the swaps whose day off is in the year.
        digest: SHA-256 over what the file says, not over how it is written: comments,
            order of keys, links and the day of checking do not change it.

    Basis: the format in ``holidays/README.md``.
    """

    path: str = attrs.field(eq=False)
    year: int
    status: Quality
    checked_on: dt.date
    sources: tuple[Source, ...]
    holidays: tuple[HolidayRow, ...]
    in_lieu: tuple[InLieuRow, ...]
    swaps: tuple[SwapRow, ...]
    digest: str
