"""Properties of reading and writing limits (tính chất của việc đọc và viết thời hạn)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tthc_deadlines.errors import AmbiguousWording
from tthc_deadlines.limits.phrasing import format_time_limit
from tthc_deadlines.limits.plain import read_plainly
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit
from tthc_deadlines.limits.wording import parse_time_limit, read_time_limits

WHOLE_ONLY = frozenset({Unit.WEEK, Unit.MONTH, Unit.YEAR})
FORWARD = [anchor for anchor in Anchor if anchor is not Anchor.BEFORE_EVENT]

wholes = st.integers(min_value=1, max_value=5000)
parts = st.builds(
    Fraction, st.integers(min_value=1, max_value=2000), st.integers(min_value=1, max_value=120)
)


@st.composite
def amounts(draw: st.DrawFn) -> TimeLimit:
    """A limit with an amount, or for the same day, with any terms that go with it."""
    unit = draw(st.sampled_from([u for u in Unit if u.has_amount or u is Unit.SAME_DAY]))
    value: int | Fraction = 0
    if unit.has_amount:
        value = draw(wholes if unit in WHOLE_ONLY else st.one_of(wholes, parts))
    bound = draw(st.none() | st.sampled_from(Bound)) if unit.has_amount else None
    clock = draw(
        st.none() | st.times(min_value=dt.time(6), max_value=dt.time(23, 59)).map(to_minutes)
    )
    closing = draw(
        st.none() | st.integers(min_value=1, max_value=99).map(lambda m: dt.timedelta(minutes=m))
    )
    late = clock is not None or closing is not None
    return TimeLimit(
        value=value,
        unit=unit,
        bound=bound,
        anchor=draw(st.none() | st.sampled_from(FORWARD)),
        cutoff=clock,
        cutoff_before_closing=closing,
        after_cutoff=draw(st.sampled_from(AfterCutoff)) if late else None,
    )


def to_minutes(time: dt.time) -> dt.time:
    return time.replace(second=0, microsecond=0)


@st.composite
def wordless(draw: st.DrawFn) -> TimeLimit:
    """A limit without an amount: immediately, by agreement, none stated."""
    unit = draw(st.sampled_from([Unit.IMMEDIATE, Unit.BY_AGREEMENT, Unit.NONE]))
    anchor = None if unit is Unit.NONE else draw(st.none() | st.sampled_from(FORWARD))
    return TimeLimit(unit=unit, anchor=anchor)


LIMITS = st.one_of(amounts(), wordless())


class TestVietnameseReadsBack:
    @given(LIMITS)
    def test_parse_inverts_format(self, limit: TimeLimit) -> None:
        assert parse_time_limit(format_time_limit(limit, "vi")) == limit

    @given(LIMITS, st.sampled_from(["upper", "NFD", "spaces", "bullet", "marks"]))
    def test_spelling_does_not_matter(self, limit: TimeLimit, how: str) -> None:
        words = format_time_limit(limit, "vi")
        spelled = {
            "upper": words.upper(),
            "NFD": unicodedata.normalize("NFD", words),
            "spaces": words.replace(" ", "\u00a0 "),
            "bullet": f"- {words}.",
            "marks": f"**{words}**",
        }[how]
        assert parse_time_limit(spelled) == limit

    @given(LIMITS)
    def test_label_in_front_does_not_matter(self, limit: TimeLimit) -> None:
        words = format_time_limit(limit, "vi")
        assert parse_time_limit(f"Thời hạn giải quyết: {words}") == limit

    @given(LIMITS)
    def test_text_reads_as_one_limit(self, limit: TimeLimit) -> None:
        [read] = read_time_limits(format_time_limit(limit, "vi"))
        assert read.limit == limit

    @given(wholes, st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]))
    def test_bare_day_follows_the_caller(self, value: int, bare_day: Unit) -> None:
        assert parse_time_limit(f"{value} ngày", bare_day).unit is bare_day
        assert parse_time_limit(f"{value} ngày làm việc", bare_day).unit is Unit.WORKING_DAY


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    """Wordings of the plainest kind, as cells hold them."""
    bound = draw(st.sampled_from(["", "không quá ", "tối đa "]))
    number = draw(st.sampled_from(["", "0", "00"])) + str(draw(st.integers(1, 9999)))
    unit = draw(
        st.sampled_from(
            ["ngày", "ngày làm việc", "giờ làm việc", "giờ", "phút", "tuần", "tháng", "năm"]
        )
    )
    words = f"{bound}{number} {unit}" + draw(st.sampled_from(["", "."]))
    spelled = draw(st.sampled_from([str.lower, str.upper, str.capitalize, str.title]))
    space = st.sampled_from(["", " ", "\n", "\t", "\u00a0"])
    return draw(space) + spelled(words) + draw(space)


class TestPlainWordings:
    @given(plain_texts(), st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY]))
    def test_the_short_way_reads_as_the_grammar_does(self, text: str, bare_day: Unit) -> None:
        plain = read_plainly(text, bare_day)
        assert plain is None or plain == parse_time_limit(text, bare_day)
        assert plain is not None or "năm" in text.lower()


class TestEnglishTellsApart:
    @given(LIMITS, LIMITS)
    def test_injective(self, one: TimeLimit, other: TimeLimit) -> None:
        same = format_time_limit(one, "en") == format_time_limit(other, "en")
        assert same == (one == other)


FRAGMENTS = """
05 15 1/2 0,5 (năm) ngày giờ tháng làm việc không quá tối đa kể từ nhận đủ hồ sơ hợp lệ
sau trước
trong thời hạn trường hợp thì kéo dài thêm gia hạn và hoặc ; , . : ( ) - + tiếp theo buổi
mười lăm rưỡi % / ngay cùng đến xuống còn cắt giảm [1] |"""


def refusal_of(text: str) -> AmbiguousWording | None:
    try:
        assert read_time_limits(text)
    except AmbiguousWording as refused:
        return refused
    return None


class TestNothingElseEscapes:
    @given(st.lists(st.sampled_from(FRAGMENTS.split()), max_size=14).map(" ".join))
    def test_only_refusals(self, text: str) -> None:
        refused = refusal_of(text)
        assert refused is None or (refused.reason and refused.reason_vi)

    @given(st.text(max_size=40))
    def test_any_text(self, text: str) -> None:
        refused = refusal_of(text)
        assert refused is None or refused.text == text
