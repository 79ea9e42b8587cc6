"""Periods: every form, its first and last day, report periods, what is refused and why."""

from __future__ import annotations

import datetime as dt
import pickle
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import at, day
from tthc_deadlines.checking.office import errors
from tthc_deadlines.checking.office.errors import InvalidPeriod, PeriodAhead
from tthc_deadlines.checking.office.people import judged_at
from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.citations import Confidence
from tthc_deadlines.errors import DatetimeForDate, NaiveTimestamp, TthcDeadlinesError, WrongType

SECOND = dt.timedelta(seconds=1)

FORMS = {
    "2026": ("01/01/2026", "31/12/2026"),
    "2026-H1": ("01/01/2026", "30/06/2026"),
    "2026-h2": ("01/07/2026", "31/12/2026"),
    "2026-Q1": ("01/01/2026", "31/03/2026"),
    "2026-q4": ("01/10/2026", "31/12/2026"),
    "2026-02": ("01/02/2026", "28/02/2026"),
    "2028-02": ("01/02/2028", "29/02/2028"),
    "2026-11": ("01/11/2026", "30/11/2026"),
    "2026-W47": ("16/11/2026", "22/11/2026"),
    "2026-w1": ("29/12/2025", "04/01/2026"),
    "2026-W53": ("28/12/2026", "03/01/2027"),
    "2026-11-20": ("20/11/2026", "20/11/2026"),
    "2026-11-16..2026-11-20": ("16/11/2026", "20/11/2026"),
    "16/11/2026..20/11/2026": ("16/11/2026", "20/11/2026"),
    " 2026-11-16 .. 2026-11-20 ": ("16/11/2026", "20/11/2026"),
}

# Decree 09/2019/NĐ-CP article 12: to the 14th of the last month, from the 15th before it.
REPORTS = {
    "2026-01@report": ("15/12/2025", "14/01/2026"),
    "2026-03@report": ("15/02/2026", "14/03/2026"),
    "2026-11@REPORT": ("15/10/2026", "14/11/2026"),
    "2026-Q1@report": ("15/12/2025", "14/03/2026"),
    "2026-Q2@report": ("15/03/2026", "14/06/2026"),
    "2026-Q3@report": ("15/06/2026", "14/09/2026"),
    "2026-Q4@report": ("15/09/2026", "14/12/2026"),
    "2026-H1@report": ("15/12/2025", "14/06/2026"),
    "2026-H2@report": ("15/06/2026", "14/12/2026"),
    "2026@report": ("15/12/2025", "14/12/2026"),
}


@pytest.mark.parametrize("text", [*FORMS, *REPORTS])
def test_a_period_has_its_first_and_last_day(text: str) -> None:
    found = Period.parse(text)
    assert (found.first, found.last) == tuple(map(day, {**FORMS, **REPORTS}[text]))


def test_only_report_periods_rest_on_a_text_and_it_is_known_at_second_hand() -> None:
    assert {Period.parse(text).basis for text in FORMS} == {None}
    (basis,) = {Period.parse(text).basis for text in REPORTS}
    assert basis is not None
    assert (basis.number, basis.article) == ("09/2019/NĐ-CP", "Điều 12")
    assert basis.confidence is Confidence.SECONDARY


@pytest.mark.parametrize(
    ("instant", "inside"),
    [
        ("31/10/2026 23:59:59", False),
        ("01/11/2026 00:00", True),
        ("15/11/2026 12:00", True),
        ("30/11/2026 23:59:59", True),
        ("01/12/2026 00:00", False),
        ("01/12/2026 00:00:01", False),
    ],
)
def test_the_first_instant_belongs_to_it_and_the_end_does_not(instant: str, inside: bool) -> None:
    assert (at(instant) in Period.parse("2026-11")) is inside
    assert (at(instant).astimezone(dt.UTC) in Period.parse("2026-11")) is inside


@pytest.mark.parametrize("suffix", ["", "@report"])
@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([f"2026-{month:02}" for month in range(1, 13)], "2026"),
        ([f"2026-{month:02}" for month in (4, 5, 6)], "2026-Q2"),
        (["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"], "2026"),
        (["2026-Q3", "2026-Q4"], "2026-H2"),
        (["2026-H1", "2026-H2"], "2026"),
    ],
)
def test_the_parts_of_a_period_tile_it(parts: list[str], whole: str, suffix: str) -> None:
    found = [Period.parse(part + suffix) for part in parts]
    assert all(one.end == other.start for one, other in pairwise(found))
    all_of_it = Period.parse(whole + suffix)
    assert (found[0].start, found[-1].end) == (all_of_it.start, all_of_it.end)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_every_day_is_in_the_month_and_week_that_name_it(one: dt.date) -> None:
    year, week, _ = one.isocalendar()
    noon = dt.datetime.combine(one, dt.time(12), at("20/11/2026 00:00").tzinfo)
    for text in (f"{one:%Y-%m}", f"{year}-W{week}", f"{one:%Y}", f"{one}", f"{one}..{one}"):
        assert noon in Period.parse(text)


REFUSED = {
    "": "write 2026,",
    "11/2026": "write 2026,",
    "tháng 11": "write 2026,",
    "2026-11-16..": "write 2026,",
    "2026-1": "write 2026,",
    "2026-02-30": "write 2026,",
    "2026-11-16...2026-11-20": "write 2026,",
    "@report": "write 2026,",
    "2026-11-16T08:00..2026-11-20": "leave the time of day out",
    "2026-00": "months 01 to 12",
    "2026-13": "months 01 to 12",
    "2026-Q0": "quarters Q1 to Q4",
    "2026-Q5": "quarters Q1 to Q4",
    "2026-H3": "halves H1 and H2",
    "2026-W00": "no such ISO week",
    "2025-W53": "no such ISO week",
    "0000": "the year is not possible",
    "0000-Q1": "the year is not possible",
    "0001@report": "the year is not possible",
    "9999": "the last day there is",
    "9999-12-31": "the last day there is",
    "9999-W52": "the last day there is",
    "2026-11-20..2026-11-16": "swap the two days",
    "2026-W47@report": "leave @report out",
    "2026-11-20@report": "leave @report out",
    "2026-11-01..2026-11-30@report": "leave @report out",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_period_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(InvalidPeriod) as caught:
        Period.parse(text)
    assert REFUSED[text] in str(caught.value)
    said = caught.value.message("vi")
    assert said.startswith("không hiểu kỳ")
    assert unicodedata.is_normalized("NFC", said)
    if text and not text.startswith("9999"):
        assert repr(text) in said


def test_a_period_made_of_days_is_checked_as_well() -> None:
    assert Period(day("16/11/2026"), day("20/11/2026")).text("en") == "2026-11-16 – 2026-11-20"
    with pytest.raises(InvalidPeriod, match="swap"):
        Period(day("20/11/2026"), day("16/11/2026"))
    with pytest.raises(DatetimeForDate):
        Period(at("16/11/2026 00:00"), day("20/11/2026"))
    with pytest.raises(WrongType):
        Period("2026-11-16", day("20/11/2026"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2026", "năm 2026 (01/01/2026 – 31/12/2026)", "2026 (2026-01-01 – 2026-12-31)"),
        ("2026-H1", "6 tháng đầu năm 2026 (01/01/2026 – 30/06/2026)",
         "first half of 2026 (2026-01-01 – 2026-06-30)"),
        ("2026-Q3", "quý III/2026 (01/07/2026 – 30/09/2026)", "Q3 2026 (2026-07-01 – 2026-09-30)"),
        ("2026-W47", "tuần 47/2026 (16/11/2026 – 22/11/2026)",
         "week 47 of 2026 (2026-11-16 – 2026-11-22)"),
        ("2026-11-20", "20/11/2026", "2026-11-20"),
        ("2026-11@report", "kỳ báo cáo tháng 11/2026 (15/10/2026 – 14/11/2026)",
         "report period 2026-11 (2026-10-15 – 2026-11-14)"),
    ],
)  # fmt: skip
def test_a_period_is_told_in_both_languages(text: str, vietnamese: str, english: str) -> None:
    assert Period.parse(text).text() == vietnamese
    assert Period.parse(text).text("en") == english


class TestWhenItIsJudged:
    """At its end, so that what came later does not count; earlier while it goes on."""

    NOVEMBER = Period.parse("2026-11")

    @pytest.mark.parametrize(
        ("looked", "judged"),
        [
            (None, "01/12/2026 00:00"),
            ("01/11/2026 00:00", "01/11/2026 00:00"),
            ("20/11/2026 15:00", "20/11/2026 15:00"),
            ("01/12/2026 00:00", "01/12/2026 00:00"),
            ("05/01/2027 09:00", "01/12/2026 00:00"),
        ],
    )
    def test_at_its_end_or_the_instant_of_looking(self, looked: str | None, judged: str) -> None:
        assert judged_at(self.NOVEMBER, None if looked is None else at(looked)) == at(judged)

    def test_not_before_it_has_begun(self) -> None:
        with pytest.raises(PeriodAhead, match="begins after") as caught:
            judged_at(self.NOVEMBER, self.NOVEMBER.start - SECOND)
        assert "2026-11-01..2026-11-30" in caught.value.message("vi")

    def test_not_at_a_time_without_a_zone(self) -> None:
        with pytest.raises(NaiveTimestamp):
            judged_at(self.NOVEMBER, at("20/11/2026 09:00").replace(tzinfo=None))


@pytest.mark.parametrize("name", ["InvalidPeriod", "PeriodAhead", "WrongInstant", "WeakKey"])
def test_the_errors_keep_their_fields_and_speak_both_languages(name: str) -> None:
    kind: type[TthcDeadlinesError] = getattr(errors, name)
    error = kind(**{field: f"a {field}" for field in kind._fields})
    again = pickle.loads(pickle.dumps(error))
    assert all(getattr(again, field) == f"a {field}" for field in kind._fields)
    english, vietnamese = error.message("en"), error.message("vi")
    assert english != vietnamese
    assert english[0].islower()
    assert "{" not in english + vietnamese
    assert unicodedata.is_normalized("NFC", vietnamese)
    assert isinstance(error, ValueError)
