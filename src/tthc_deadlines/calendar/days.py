"""Days (ngày): what one day of the calendar is, and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from tthc_deadlines.citations import Citation


class DayKind(StrEnum):
    """What a day is for counting (loại ngày).

    Of several reasons the last in this list wins: a make-up day wins over the
    weekly rest it falls on, an agency's closure over a working day.

    >>> DayKind.MAKE_UP.is_working, DayKind.IN_LIEU.label()
    (True, 'nghỉ bù')

    Basis: Labour Code 2019 articles 111–112; the swaps are decisions of the Prime
    Minister announced year by year.
    """

    WORKING = "working"
    WEEKLY_REST = "weekly_rest"
    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAPPED_OFF = "swapped_off"
    MAKE_UP = "make_up"
    CLOSURE = "closure"

    @property
    def is_working(self) -> bool:
        """Whether such a day is worked."""
        return self in (DayKind.WORKING, DayKind.MAKE_UP)

    def label(self, lang: str = "vi") -> str:
        """The words for people."""
        return KIND_LABELS[lang][self]


KIND_LABELS: dict[str, dict[DayKind, str]] = {
    "vi": {
        DayKind.WORKING: "ngày làm việc",
        DayKind.WEEKLY_REST: "nghỉ hằng tuần",
        DayKind.HOLIDAY: "nghỉ lễ, Tết",
        DayKind.IN_LIEU: "nghỉ bù",
        DayKind.SWAPPED_OFF: "nghỉ hoán đổi",
        DayKind.MAKE_UP: "làm bù",
        DayKind.CLOSURE: "cơ quan đóng cửa",
    },
    "en": {
        DayKind.WORKING: "working day",
        DayKind.WEEKLY_REST: "weekly rest",
        DayKind.HOLIDAY: "public holiday",
        DayKind.IN_LIEU: "day in lieu",
        DayKind.SWAPPED_OFF: "swapped day off",
        DayKind.MAKE_UP: "make-up working day",
        DayKind.CLOSURE: "closure of the agency",
    },
}


class Quality(StrEnum):
    """How firm a date is (độ chắc chắn): decided, or still open (tạm tính).

    >>> from tthc_deadlines import vietnam_calendar
    >>> vietnam_calendar().quality(dt.date(2040, 1, 1))
    <Quality.PROVISIONAL: 'provisional'>

    Basis: Labour Code 2019 article 112.3: the days off at Tết and National Day are
    decided every year.
    """

    FINAL = "final"
    PROVISIONAL = "provisional"


@attrs.frozen(kw_only=True)
class Day:
    """One day with its reason (một ngày và lý do).

    Attributes:
        date: the day.
        kind: what it is for counting.
        name: Vietnamese name of the reason ("Tết Âm lịch (mùng 1)"); empty for an
            ordinary working day or weekly rest.
        name_en: the same in English.
        citation: the decision or law behind it; ``None`` where none is needed.
        related: the other day of a pair: the make-up day of a swapped day off, the
            day off that a make-up day pays for, the holiday a day in lieu replaces.
        quality: final or provisional.

    >>> from tthc_deadlines import vietnam_calendar
    >>> day = vietnam_calendar().describe(dt.date(2026, 8, 31))
    >>> day.kind.value, day.related, day.citation.number
    ('swapped_off', datetime.date(2026, 8, 22), '9441/TB-BNV')

    Basis: the document in ``citation``.
    """

    date: dt.date
    kind: DayKind
    name: str = ""
    name_en: str = ""
    citation: Citation | None = None
    related: dt.date | None = None
    quality: Quality = Quality.FINAL

    @property
    def is_working(self) -> bool:
        """Whether the day is worked and counts as a working day."""
        return self.kind.is_working

    def label(self, lang: str = "vi") -> str:
        """Kind and name in one phrase.

        >>> Day(date=dt.date(2026, 11, 24), kind=DayKind.HOLIDAY,
        ...     name="Ngày Văn hóa Việt Nam").label()
        'nghỉ lễ, Tết: Ngày Văn hóa Việt Nam'
        """
        name = self.name if lang == "vi" else (self.name_en or self.name)
        kind = self.kind.label(lang)
        return f"{kind}: {name}" if name else kind
