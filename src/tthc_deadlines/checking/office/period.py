"""Periods (kỳ): a week, a month, a quarter, half a year, a year, or days from … to.

Two kinds share one notation. A calendar period is what its name says; a period of the
periodic reports is closed in the middle of the month: ``2026-11@report`` is 15 October to
14 November.

>>> Period.parse("2026-Q4").text()
'quý IV/2026 (01/10/2026 – 31/12/2026)'
>>> Period.parse("2026-Q4@report").text()
'kỳ báo cáo quý IV/2026 (15/09/2026 – 14/12/2026)'
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

import attrs

from tthc_deadlines.checking.office.errors import InvalidPeriod
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.display import show_date
from tthc_deadlines.errors import Language
from tthc_deadlines.instants import VIETNAM, as_date, parse_instant

REPORT = "@report"
"""What is written after a period to mean that of the periodic reports."""

CLOSING_DAY = 14
"""The last day of a report period within its last month."""

REPORT_BASIS = Citation(
    number="09/2019/NĐ-CP",
    title="Nghị định quy định về chế độ báo cáo của cơ quan hành chính nhà nước",
    title_en="Decree on the reporting regime of state administrative agencies",
    article="Điều 12",
    confidence=Confidence.SECONDARY,
    quote="từ ngày 15 tháng trước đến ngày 14 của tháng thuộc kỳ báo cáo",
)
"""Where report periods begin and end (thời gian chốt số liệu báo cáo)."""


@attrs.frozen
class Period:
    """A stretch of whole days (kỳ), both ends inclusive.

    Attributes:
        first, last: its days.
        name: what it is called, in Vietnamese and English; empty for days from … to.
        basis: what closes it so, of a report period.

    Days are those of Vietnam; as instants the period is half-open: :attr:`start` belongs to
    it, :attr:`end` does not, so that of two that follow one another exactly one has any
    instant.

    Raises:
        InvalidPeriod: it ends before it begins, or where no day follows any more.

    >>> november = Period.parse("2026-11")
    >>> november.start.isoformat(), november.end.isoformat()
    ('2026-11-01T00:00:00+07:00', '2026-12-01T00:00:00+07:00')

    Basis: none in law for calendar periods; report periods: decree 09/2019/NĐ-CP article 12,
    read through circulars that apply it.
    """

    first: dt.date
    last: dt.date
    name: tuple[str, str] = ("", "")
    basis: Citation | None = attrs.field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        first, last = as_date(self.first, "first"), as_date(self.last, "last")
        if last < first:
            raise _invalid(f"{first}..{last}", "reversed")
        if last == dt.date.max:
            raise _invalid(f"{first}..{last}", "too_late")

    @staticmethod
    def parse(text: str) -> Period:
        """Read a period (đọc kỳ).

        Forms: ``2026`` (year), ``2026-H1``, ``2026-Q4``, ``2026-11``, ``2026-W47`` (ISO week,
        Monday to Sunday), ``2026-11-20`` (a day), ``2026-11-16..2026-11-20`` (both days belong
        to it; also dd/mm/yyyy). After all but the last three, ``@report`` means the report
        period of that name.

        Raises:
            InvalidPeriod: anything else, naming what is wrong with it.

        >>> Period.parse("2026-W47").first
        datetime.date(2026, 11, 16)
        >>> Period.parse("2026-01@report").first
        datetime.date(2025, 12, 15)
        """
        bare = text.strip()
        is_report = bare.lower().endswith(REPORT)
        found = _read(bare[: -len(REPORT)] if is_report else bare, text)
        return found.reported(text) if is_report else found

    @property
    def start(self) -> dt.datetime:
        """The first instant of it (thời điểm đầu)."""
        return dt.datetime.combine(self.first, dt.time(), VIETNAM)

    @property
    def end(self) -> dt.datetime:
        """The first instant after it (thời điểm cuối, không thuộc kỳ)."""
        return dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(), VIETNAM)

    def __contains__(self, instant: dt.datetime) -> bool:
        return self.start <= instant < self.end

    def reported(self, text: str = "") -> Period:
        """The report period of the same name (kỳ báo cáo cùng tên).

        Raises:
            InvalidPeriod: a week or days from … to, of which there is no periodic report.

        Basis: decree 09/2019/NĐ-CP article 12: the month "từ ngày 15 tháng trước đến ngày 14
        của tháng thuộc kỳ báo cáo", the others likewise by their last month.
        """
        months = self.first.day == 1 and self.last == _month_end(self.last)
        if not months or not self.name[0]:
            raise _invalid(text or self.text("en"), "no_report")
        if self.first == dt.date.min:
            raise _invalid(text or self.text("en"), "year")
        before = self.first - dt.timedelta(days=1)
        return Period(
            before.replace(day=CLOSING_DAY + 1),
            self.last.replace(day=CLOSING_DAY),
            (f"kỳ báo cáo {self.name[0]}", f"report period {self.name[1]}"),
            REPORT_BASIS,
        )

    def text(self, lang: Language = "vi") -> str:
        """The period for people (tên kỳ), with its days."""
        first, last = (show_date(day, lang, weekday=False) for day in (self.first, self.last))
        days = first if first == last else f"{first} – {last}"
        name = self.name[lang != "vi"]
        return f"{name} ({days})" if name else days


# --- reading ------------------------------------------------------------------------------------


def _read(text: str, whole: str) -> Period:
    for pattern, make in _FORMS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if not int(match[1]):
            raise _invalid(whole, "year")
        return make(int(match[1]), int(match[2] or 0) if pattern.groups > 1 else 0, whole)
    first, between, last = text.partition("..")
    days = [_day(part, whole) for part in ((first, last) if between else (first,))]
    if days[-1] < days[0]:
        raise _invalid(whole, "reversed")
    return Period(days[0], days[-1])


def _day(text: str, whole: str) -> dt.date:
    try:
        found = parse_instant(text)
    except ValueError:
        raise _invalid(whole, "form") from None
    if isinstance(found, dt.datetime):
        raise _invalid(whole, "time")
    return found


def _year(year: int, _: int, whole: str) -> Period:
    return _months(year, 1, 12, whole, (f"năm {year:04}", f"{year:04}"))


def _half(year: int, half: int, whole: str) -> Period:
    if half not in (1, 2):
        raise _invalid(whole, "half")
    said = ("đầu", "cuối")[half - 1], ("first", "second")[half - 1]
    names = f"6 tháng {said[0]} năm {year:04}", f"{said[1]} half of {year:04}"
    return _months(year, 6 * half - 5, 6 * half, whole, names)


def _quarter(year: int, quarter: int, whole: str) -> Period:
    if not 1 <= quarter <= 4:
        raise _invalid(whole, "quarter")
    roman = ("I", "II", "III", "IV")[quarter - 1]
    names = f"quý {roman}/{year:04}", f"Q{quarter} {year:04}"
    return _months(year, 3 * quarter - 2, 3 * quarter, whole, names)


def _month(year: int, month: int, whole: str) -> Period:
    if not 1 <= month <= 12:
        raise _invalid(whole, "month")
    names = f"tháng {month:02}/{year:04}", f"{year:04}-{month:02}"
    return _months(year, month, month, whole, names)


def _months(year: int, first: int, last: int, whole: str, names: tuple[str, str]) -> Period:
    end = _month_end(dt.date(year, last, 1))
    if end == dt.date.max:
        raise _invalid(whole, "too_late")
    return Period(dt.date(year, first, 1), end, names)


def _week(year: int, week: int, whole: str) -> Period:
    try:
        monday = dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        raise _invalid(whole, "week") from None
    try:
        sunday = monday + dt.timedelta(days=6)
    except OverflowError:
        raise _invalid(whole, "too_late") from None
    return Period(monday, sunday, (f"tuần {week:02}/{year:04}", f"week {week:02} of {year:04}"))


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[int, int, str], Period]], ...] = (
    (re.compile(r"([0-9]{4})"), _year),
    (re.compile(r"([0-9]{4})-[Hh]([0-9]+)"), _half),
    (re.compile(r"([0-9]{4})-[Qq]([0-9]+)"), _quarter),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), _month),
    (re.compile(r"([0-9]{4})-[Ww]([0-9]{1,2})"), _week),
)

_EXAMPLES = "2026, 2026-H1, 2026-Q4, 2026-11, 2026-W47, 2026-11-16..2026-11-20"
_REASONS: dict[str, tuple[str, str]] = {
    "form": (
        f"write {_EXAMPLES}, or with @report a period of the periodic reports",
        f"hãy ghi {_EXAMPLES}, hoặc thêm @report cho kỳ báo cáo định kỳ",
    ),
    "time": (
        "a period is made of whole days; leave the time of day out",
        "kỳ tính theo cả ngày; hãy bỏ giờ",
    ),
    "year": ("the year is not possible", "không có năm này"),
    "half": ("a year has the halves H1 and H2", "một năm chỉ có H1 (đầu năm) và H2 (cuối năm)"),
    "quarter": ("a year has the quarters Q1 to Q4", "một năm chỉ có quý Q1 đến Q4"),
    "month": ("a year has the months 01 to 12", "một năm chỉ có tháng 01 đến 12"),
    "week": (
        "the year has no such ISO week",
        "năm này không có tuần đó (tuần ISO, từ thứ Hai đến Chủ nhật)",
    ),
    "reversed": (
        "it ends before it begins; swap the two days",
        "ngày cuối trước ngày đầu; hãy đảo hai ngày",
    ),
    "too_late": ("it ends with the last day there is", "kỳ kết thúc ở ngày cuối cùng có thể"),
    "no_report": (
        "only months, quarters, half years and years have report periods; leave @report out",
        "chỉ có kỳ báo cáo tháng, quý, 6 tháng và năm; hãy bỏ @report",
    ),
}


def _invalid(text: str, reason: str) -> InvalidPeriod:
    english, vietnamese = _REASONS[reason]
    return InvalidPeriod(value=text, reason=english, reason_vi=vietnamese)
