"""Time limits (thời hạn giải quyết): how long a procedure may take, as one value."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from fractions import Fraction

import attrs

from tthc_deadlines.choices import chosen, known_language
from tthc_deadlines.errors import InvalidLimit, Language, WrongType


class Unit(StrEnum):
    """What a limit is counted in (đơn vị tính thời hạn).

    The last four carry no amount: same day (ngay trong ngày), immediate (ngay
    sau khi nhận đủ hồ sơ), by agreement (theo thỏa thuận) and none (không quy
    định).

    >>> Unit("working_day").has_amount, Unit.SAME_DAY.has_amount
    (True, False)

    Basis: Civil Code 2015 article 144.2.
    """

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WORKING_HOUR = "working_hour"
    HOUR = "hour"
    MINUTE = "minute"
    SAME_DAY = "same_day"
    IMMEDIATE = "immediate"
    BY_AGREEMENT = "by_agreement"
    NONE = "none"

    @property
    def has_amount(self) -> bool:
        """Whether a limit in this unit needs a number."""
        return self not in _WITHOUT_AMOUNT

    @property
    def is_dated(self) -> bool:
        """Whether a due date can be computed from it at all."""
        return self not in _UNDATED


_WITHOUT_AMOUNT = frozenset({Unit.SAME_DAY, Unit.IMMEDIATE, Unit.BY_AGREEMENT, Unit.NONE})
_UNDATED = frozenset({Unit.IMMEDIATE, Unit.BY_AGREEMENT, Unit.NONE})


class Bound(StrEnum):
    """Which side of the amount is allowed (giới hạn).

    ``MAX`` is said outright: "không quá", "tối đa", "chậm nhất". ``MIN`` is a lower
    bound ("ít nhất", "tối thiểu"), never a due date.
    """

    MAX = "max"
    MIN = "min"


class Anchor(StrEnum):
    """The event a limit runs from (mốc bắt đầu tính)."""

    COMPLETE_VALID_DOSSIER = "complete_valid_dossier"
    COMPLETE_VALID_DOSSIER_AND_FEE_PAID = "complete_valid_dossier_and_fee_paid"
    DOSSIER_RECEIVED = "dossier_received"
    DOCUMENT_RECEIVED = "document_received"
    REQUEST_RECEIVED = "request_received"
    OPINIONS_RECEIVED = "opinions_received"
    DECISION_ISSUED = "decision_issued"
    DECISION_RECEIVED = "decision_received"
    CASE_ACCEPTED = "case_accepted"
    END_OF_BASE_PERIOD = "end_of_base_period"
    END_OF_PERIOD = "end_of_period"
    PREVIOUS_STEP = "previous_step"
    BEFORE_EVENT = "before_event"
    OTHER_EVENT = "other_event"


class AfterCutoff(StrEnum):
    """What a receipt after the cut-off moves (tiếp nhận sau giờ chốt thì dời gì).

    ``RESULT_NEXT_WORKING_DAY``: the result may be given the next working day
    (hộ tịch, chứng thực). ``CLOCK_STARTS_NEXT_WORKING_DAY``: the counting itself
    starts on the next working day (liên thông khai sinh).
    """

    RESULT_NEXT_WORKING_DAY = "result_next_working_day"
    CLOCK_STARTS_NEXT_WORKING_DAY = "clock_starts_next_working_day"


def _amount(value: int | Fraction | float | str | None) -> int | Fraction:
    """An exact number: whole ones as ``int``, others as :class:`Fraction`."""
    if value is None:
        return 0
    try:
        if isinstance(value, bool):
            raise TypeError
        number = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (TypeError, ValueError, OverflowError):
        raise WrongType(field="value", value=value, expected="a number") from None
    return int(number) if number.denominator == 1 else number


def _unit(value: str) -> Unit:
    return chosen(Unit, value, "unit")


@attrs.frozen(kw_only=True)
class TimeLimit:
    """A statutory processing time (thời hạn giải quyết): an amount, a unit, its terms.

    Attributes:
        value: ``int``, or :class:`~fractions.Fraction` for parts of a day or hour;
            0 for the units that carry no amount.
        unit: what is counted.
        bound: ``Bound.MAX`` where the text says "không quá", "tối đa"; ``None``
            where it states the amount plainly (counted alike).
        anchor: the event it runs from, where the text says so.
        cutoff: the local time of day after which a receipt is treated as late in
            the day, e.g. 15:00; ``None`` for no cut-off.
        cutoff_before_closing: the same, measured back from the closing of the office
            ("01 giờ trước khi kết thúc giờ hành chính").
        after_cutoff: what such a late receipt moves.

    Raises:
        InvalidLimit: a negative amount, an amount for a unit that has none, none for
            a unit that needs one, a fraction of a week, month or year, a cut-off
            without its effect.

    >>> TimeLimit(value=5, unit=Unit.WORKING_DAY)
    TimeLimit('05 ngày làm việc')
    >>> TimeLimit.parse("không quá 0,5 ngày làm việc").value
    Fraction(1, 2)

    Basis: Civil Code 2015, article 144.2 (a term may be set in minutes, hours, days,
    weeks, months, years or by an event).
    """

    value: int | Fraction = attrs.field(default=0, converter=_amount)
    unit: Unit = attrs.field(converter=_unit)
    bound: Bound | None = attrs.field(default=None, converter=attrs.converters.optional(Bound))
    anchor: Anchor | None = attrs.field(default=None, converter=attrs.converters.optional(Anchor))
    cutoff: dt.time | None = None
    cutoff_before_closing: dt.timedelta | None = None
    after_cutoff: AfterCutoff | None = attrs.field(
        default=None, converter=attrs.converters.optional(AfterCutoff)
    )

    def __attrs_post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise InvalidLimit(
                value=self.value, unit=self.unit.value, reason=fault[0], reason_vi=fault[1]
            )

    def _fault(self) -> tuple[str, str] | None:
        if self.value < 0:
            return "the amount is negative", "số lượng âm"
        if self.unit.has_amount and self.value == 0:
            return "this unit needs an amount", "đơn vị này cần có số lượng"
        if not self.unit.has_amount and self.value != 0:
            return "this unit takes no amount", "đơn vị này không đi với số lượng"
        if isinstance(self.value, Fraction) and self.unit in {Unit.WEEK, Unit.MONTH, Unit.YEAR}:
            return (
                "a part of it has no length fixed by law",
                "pháp luật không định độ dài cho phần lẻ",
            )
        has_cutoff = self.cutoff is not None or self.cutoff_before_closing is not None
        if has_cutoff != (self.after_cutoff is not None):
            return (
                "a cut-off and its effect go together",
                "giờ chốt và hệ quả của nó phải đi cùng nhau",
            )
        return None

    @staticmethod
    def parse(text: str, bare_day: Unit = Unit.CALENDAR_DAY) -> TimeLimit:
        """Read one limit from Vietnamese words (đọc thời hạn từ câu chữ).

        ``bare_day`` is what a plain "ngày" counts: a calendar day unless the caller
        knows better (a workflow step inherits the unit of its procedure's total).

        Raises:
            AmbiguousWording: the words cannot be read for certain, or state more
                than one limit (then use :func:`read_time_limits`).

        >>> TimeLimit.parse("Trong thời hạn 15 (mười lăm) ngày làm việc")
        TimeLimit('15 ngày làm việc')
        """
        from tthc_deadlines.limits.plain import read_plainly

        bare_day = chosen(Unit, bare_day, "bare_day")
        if (plain := read_plainly(text, bare_day)) is not None:
            return plain
        from tthc_deadlines.limits.wording import parse_time_limit

        return parse_time_limit(text, bare_day=bare_day)

    def format(self, lang: Language = "vi") -> str:
        """Write the limit for people (viết thời hạn thành lời); ``parse`` reads it back.

        >>> TimeLimit(value=Fraction(1, 2), unit=Unit.WORKING_DAY).format("en")
        '0.5 working days'
        """
        from tthc_deadlines.limits.phrasing import format_time_limit

        known_language(lang)
        return format_time_limit(self, lang)

    def __repr__(self) -> str:
        return f"TimeLimit({self.format('vi')!r})"

    def __str__(self) -> str:
        return self.format("vi")
