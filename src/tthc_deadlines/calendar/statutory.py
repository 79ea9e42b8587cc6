"""The holidays the law itself gives (ngày lễ, tết theo luật), for any year 1995–2199.

Used where no decision is known: a year without a year file, or a year asked
about as it was known before its decision. Two things the law leaves to a
decision of the Prime Minister each year (Điều 112 khoản 3 BLLĐ 2019); until it
is known this module follows a rule of its own, and what comes of it is
provisional:

* **The five days of Tết.** One day before and four from mùng 1 on when mùng 1 is
  a Monday or Tuesday, else two before and three. So decided every year from
  2014 to 2027 but 2014 itself (mùng 1 a Friday, one day before and four after).
* **The day next to 2 September.** The one that joins the weekend or comes nearest
  to it: 3 September when the 2nd is a Monday, Thursday or Sunday, else
  1 September. So decided every year from 2021 to 2027.

>>> [str(holiday.date) for holiday in statutory_holidays(2030) if holiday.key == "tet"]
['2030-01-31', '2030-02-01', '2030-02-02', '2030-02-03', '2030-02-04']

Basis: Điều 73 BLLĐ 1994, Điều 115 BLLĐ 2012, Điều 111 and 112 BLLĐ 2019,
Điều 2 Nghị quyết 28/2026/QH16.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from tthc_deadlines.calendar import lunar
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.errors import OutOfCoverage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

FIRST_YEAR = 1995
LAST_YEAR = 2199

NEW_YEAR = "new_year"
TET = "tet"
HUNG_KINGS = "hung_kings"
REUNIFICATION = "reunification"
LABOUR = "labour"
NATIONAL_DAY = "national_day"
CULTURE = "culture"

HOLIDAY_KEYS = (NEW_YEAR, TET, HUNG_KINGS, REUNIFICATION, LABOUR, NATIONAL_DAY, CULTURE)

# 24 November rests on a resolution of its own, outside Điều 112 khoản 1, and so
# outside the words of Điều 111 khoản 3: no day in lieu until a text says otherwise.
KEYS_WITHOUT_DAY_IN_LIEU = frozenset({CULTURE})

_NAMES = {
    NEW_YEAR: ("Tết Dương lịch", "New Year's Day"),
    HUNG_KINGS: ("Giỗ Tổ Hùng Vương (10/3 ÂL)", "Hung Kings' Commemoration Day"),
    REUNIFICATION: ("Ngày Chiến thắng 30/4", "Victory Day"),
    LABOUR: ("Quốc tế Lao động 1/5", "International Labour Day"),
    NATIONAL_DAY: ("Quốc khánh 2/9", "National Day"),
    CULTURE: ("Ngày Văn hóa Việt Nam", "Vietnamese Culture Day"),
}
_COMPANION_NAMES = ("Quốc khánh (ngày liền kề)", "National Day (adjoining day)")


@attrs.frozen
class Law:
    """A law that gives holidays, from the day it applies (đạo luật về ngày lễ).

    Attributes:
        citation: the law and the article.
        applies_from: holidays on or after this day follow it.
        tet_days: days off at Tết; 0 for a law that only adds a holiday.
        national_days: days off at National Day.
        fixed: the keys of the other holidays it gives.
        in_lieu_article: where it gives a day in lieu.

    Basis: as the module.
    """

    citation: Citation
    applies_from: dt.date
    tet_days: int = 0
    national_days: int = 0
    fixed: frozenset[str] = frozenset()
    in_lieu_article: str = ""

    @property
    def known_from(self) -> dt.date:
        """The day the law was adopted, or where that is not known, took effect."""
        return self.citation.adopted or self.citation.in_force or self.applies_from


_OLD_FIXED = frozenset({NEW_YEAR, REUNIFICATION, LABOUR})
_FIXED = _OLD_FIXED | {HUNG_KINGS}

_LABOUR_CODE_1994 = Citation(
    number="Bộ luật Lao động ngày 23/6/1994", title="Bộ luật Lao động 1994",
    title_en="Labour Code 1994", article="Điều 73",
    issuer="Quốc hội", adopted=dt.date(1994, 6, 23), in_force=dt.date(1995, 1, 1),
    confidence=Confidence.MEMORY,
)  # fmt: skip
_HUNG_KINGS_2007 = Citation(
    number="84/2007/QH11", title="Luật sửa đổi, bổ sung Điều 73 của Bộ luật Lao động",
    title_en="Law amending article 73 of the Labour Code",
    article="Điều 1", issuer="Quốc hội", adopted=dt.date(2007, 4, 2),
    url="http://www.antlawyers.vn/library/"
        "luat-sua-doi-bo-sung-dieu-73-cua-bo-luat-lao-dong-so-842007qh11-cua-quoc-hoi.html",
    confidence=Confidence.SECONDARY,
    quote="Nếu những ngày nghỉ nói trên trùng vào ngày nghỉ hàng tuần thì người lao động "
          "được nghỉ bù vào ngày tiếp theo.",
)  # fmt: skip
_LABOUR_CODE_2012 = Citation(
    number="10/2012/QH13", title="Bộ luật Lao động 2012",
    title_en="Labour Code 2012", article="Điều 115",
    issuer="Quốc hội", adopted=dt.date(2012, 6, 18), in_force=dt.date(2013, 5, 1),
    confidence=Confidence.MEMORY,
)  # fmt: skip
_LABOUR_CODE_2019 = Citation(
    number="45/2019/QH14", title="Bộ luật Lao động 2019",
    title_en="Labour Code 2019", article="Điều 112",
    issuer="Quốc hội", adopted=dt.date(2019, 11, 20), in_force=dt.date(2021, 1, 1),
    url="https://github.com/diepxuan/diepxuan.github.io",
    quote="Nếu ngày nghỉ hằng tuần trùng với ngày nghỉ lễ, tết quy định tại khoản 1 Điều 112 "
          "... được nghỉ bù ngày nghỉ hằng tuần vào ngày làm việc kế tiếp.",
)  # fmt: skip
_CULTURE_2026 = Citation(
    number="28/2026/QH16", title="Nghị quyết về phát triển văn hóa",
    title_en="Resolution on the development of culture", article="Điều 2",
    issuer="Quốc hội", adopted=dt.date(2026, 4, 24), in_force=dt.date(2026, 7, 1),
    confidence=Confidence.SECONDARY,
)  # fmt: skip

# The labour codes replace one another; the last one that applies on a day counts.
_LABOUR_CODES = (
    Law(_LABOUR_CODE_1994, dt.date(1995, 1, 1), 4, 1, _OLD_FIXED, "Điều 73"),
    # In force from publication, a day not found; Giỗ Tổ of 26 April 2007 was the first.
    Law(_HUNG_KINGS_2007, dt.date(2007, 4, 2), 4, 1, _FIXED, "Điều 1"),
    Law(_LABOUR_CODE_2012, dt.date(2013, 5, 1), 5, 1, _FIXED, "Điều 115 khoản 3"),
    Law(_LABOUR_CODE_2019, dt.date(2021, 1, 1), 5, 2, _FIXED, "Điều 111 khoản 3"),
)
# Laws beside them; each adds its holidays.
_FURTHER_LAWS = (Law(_CULTURE_2026, dt.date(2026, 7, 1), fixed=frozenset({CULTURE})),)


@attrs.frozen
class StatutoryHoliday:
    """A holiday as the law gives it (ngày lễ theo luật).

    Attributes:
        date: the day.
        key: which holiday: one of ``HOLIDAY_KEYS``.
        name: its Vietnamese name.
        name_en: its English name.
        citation: the law; never more certain than the law was checked.
        by_rule: whether the day was chosen by this module's provisional rule.

    Basis: as the module.
    """

    date: dt.date
    key: str
    name: str
    name_en: str
    citation: Citation
    by_rule: bool = False


def statutory_holidays(
    year: int, *, known_on: dt.date | None = None
) -> tuple[StatutoryHoliday, ...]:
    """The holidays of a year by law alone (ngày lễ, tết của một năm), in order of date.

    Holidays that fall on a weekend are included. With ``known_on`` only laws
    adopted on or before that day count, whenever they take effect.

    Raises:
        OutOfCoverage: for a year before 1995 or after 2199.

    >>> [len(statutory_holidays(year)) for year in (2006, 2007, 2014, 2021, 2026)]
    [8, 9, 10, 11, 12]
    >>> len(statutory_holidays(2026, known_on=dt.date(2026, 4, 1)))
    11

    Basis: as the module.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfCoverage(
            value=year, covered_from=dt.date(FIRST_YEAR, 1, 1),
            covered_to=dt.date(LAST_YEAR, 12, 31), edition="statutory holidays",
        )  # fmt: skip
    found = [*_fixed(year, known_on), *_tet(year, known_on), *_national_day(year, known_on)]
    return tuple(sorted(found, key=lambda holiday: holiday.date))


def days_in_lieu(
    holidays: Iterable[tuple[dt.date, str]], taken: Collection[dt.date] = ()
) -> dict[dt.date, dt.date]:
    """The days off in lieu of weekly rest lost to holidays (nghỉ bù): day off → holiday.

    ``holidays`` are (date, key) pairs. Each that falls on a Saturday or Sunday
    gives, in order of date, the next working weekday that is neither a holiday
    nor in lieu of an earlier one nor among ``taken``. The words of the law:
    "Nếu ngày nghỉ hằng tuần trùng với ngày nghỉ lễ, tết quy định tại khoản 1
    Điều 112 ... được nghỉ bù ngày nghỉ hằng tuần vào ngày làm việc kế tiếp."

    24 November gives none: whether it should, when it falls on a weekend (2029,
    2030), is an open question, since resolution 28/2026/QH16 stands outside
    Điều 112 khoản 1.

    >>> days_in_lieu([(dt.date(2023, 4, 29), "hung_kings"),
    ...               (dt.date(2023, 4, 30), "reunification"),
    ...               (dt.date(2023, 5, 1), "labour")]) == {
    ...     dt.date(2023, 5, 2): dt.date(2023, 4, 29),
    ...     dt.date(2023, 5, 3): dt.date(2023, 4, 30)}
    True

    Basis: Điều 111 khoản 3 BLLĐ 2019; before it Điều 73 BLLĐ 1994, Điều 115 BLLĐ 2012.
    """
    ordered = sorted(holidays)
    off = {date for date, _ in ordered} | set(taken)
    result: dict[dt.date, dt.date] = {}
    for date, key in ordered:
        if date.weekday() < 5 or key in KEYS_WITHOUT_DAY_IN_LIEU:
            continue
        day = date + dt.timedelta(days=1)
        while day.weekday() >= 5 or day in off:
            day += dt.timedelta(days=1)
        off.add(day)
        result[day] = date
    return result


def in_lieu_citation(holiday: dt.date, known_on: dt.date | None = None) -> Citation:
    """The words of the law that give a day in lieu of a holiday (căn cứ nghỉ bù).

    >>> in_lieu_citation(dt.date(2028, 1, 1)).text()
    'Điều 111 khoản 3, Bộ luật Lao động 2019 (45/2019/QH14)'

    Basis: as :func:`days_in_lieu`.
    """
    law = _law_of(holiday, known_on)
    return attrs.evolve(law.citation, article=law.in_lieu_article)


def tet_day_name(offset: int) -> tuple[str, str]:
    """The Vietnamese and English name of a day of Tết (tên ngày Tết), counted from mùng 1.

    >>> tet_day_name(0)
    ('Tết Âm lịch (mùng 1)', 'Lunar New Year (day 1)')
    >>> tet_day_name(-2)
    ('Tết Âm lịch (cuối năm, trước Tết 2 ngày)', 'Lunar New Year (2 days before)')

    Basis: the wording of the yearly decisions.
    """
    if offset >= 0:
        return f"Tết Âm lịch (mùng {offset + 1})", f"Lunar New Year (day {offset + 1})"
    days = "day" if offset == -1 else "days"
    return (
        f"Tết Âm lịch (cuối năm, trước Tết {-offset} ngày)",
        f"Lunar New Year ({-offset} {days} before)",
    )


def _law_of(day: dt.date, known_on: dt.date | None) -> Law:
    """The labour code that governs a holiday on ``day``, as known on ``known_on``."""
    applying = [law for law in _LABOUR_CODES if law.applies_from <= day]
    known = [law for law in applying if known_on is None or law.known_from <= known_on]
    return (known or applying[:1])[-1]


def _fixed(year: int, known_on: dt.date | None) -> Iterator[StatutoryHoliday]:
    dates = {
        NEW_YEAR: dt.date(year, 1, 1),
        HUNG_KINGS: lunar.lunar_to_solar(year, 3, 10),
        REUNIFICATION: dt.date(year, 4, 30),
        LABOUR: dt.date(year, 5, 1),
        CULTURE: dt.date(year, 11, 24),
    }
    for key, day in dates.items():
        further = [
            law
            for law in _FURTHER_LAWS
            if law.applies_from <= day and (known_on is None or law.known_from <= known_on)
        ]
        for law in (_law_of(day, known_on), *further):
            if key in law.fixed:
                yield StatutoryHoliday(day, key, *_NAMES[key], law.citation)


def _tet(year: int, known_on: dt.date | None) -> Iterator[StatutoryHoliday]:
    first = lunar.tet(year)
    law = _law_of(first, known_on)
    # The codes up to that of 1994 fix the four days: one at the year's end, three after.
    chosen = law.tet_days == 5
    before = 2 if chosen and first.weekday() > 1 else 1
    for offset in range(-before, law.tet_days - before):
        yield StatutoryHoliday(
            first + dt.timedelta(days=offset), TET, *tet_day_name(offset), law.citation, chosen
        )


def _national_day(year: int, known_on: dt.date | None) -> Iterator[StatutoryHoliday]:
    day = dt.date(year, 9, 2)
    law = _law_of(day, known_on)
    yield StatutoryHoliday(day, NATIONAL_DAY, *_NAMES[NATIONAL_DAY], law.citation)
    if law.national_days == 2:
        companion = dt.date(year, 9, 3 if day.weekday() in (0, 3, 6) else 1)
        yield StatutoryHoliday(companion, NATIONAL_DAY, *_COMPANION_NAMES, law.citation, True)
