"""Hypothesis strategies for events and dossiers: every kind, every field, any order."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from tthc_deadlines import TimeLimit, Unit
from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.dossier import Directive, Dossier
from tthc_deadlines.dossiers.dossier_json import written_fields
from tthc_deadlines.dossiers.event_base import Event, instant_of_day
from tthc_deadlines.instants import VIETNAM

FIRST, LAST = dt.date(2026, 1, 5), dt.date(2026, 4, 30)  # Tết lies between
GROUNDS = ("financial_obligation", "expert_appraisal", "publication", "leave", "")


def instants_between(first: dt.date, last: dt.date) -> st.SearchStrategy[dt.datetime]:
    return st.builds(
        lambda day, time: dt.datetime.combine(day, time, VIETNAM),
        st.dates(first, last),
        st.times(),
    )


round_instants = st.builds(
    lambda days, hour: dt.datetime.combine(FIRST + dt.timedelta(days=days), dt.time(hour), VIETNAM),
    st.integers(0, 60),
    st.sampled_from([0, 8, 9, 12, 15, 17]),
)
"""Few instants, so that many events share one."""

instants = st.one_of(round_instants, instants_between(FIRST, LAST))
wild_instants = st.one_of(instants, instants_between(dt.date(2011, 1, 1), dt.date(2058, 12, 31)))
days = st.dates(FIRST, LAST)
moments = st.one_of(days, instants)
limits = st.one_of(
    st.builds(
        TimeLimit,
        value=st.integers(1, 40),
        unit=st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]),
    ),
    st.builds(
        TimeLimit,
        value=st.integers(1, 3),
        unit=st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.YEAR]),
    ),
    st.builds(
        TimeLimit,
        value=st.fractions(Fraction(1, 4), 60, max_denominator=4),
        unit=st.sampled_from([Unit.WORKING_HOUR, Unit.HOUR]),
    ),
    st.builds(TimeLimit, value=st.integers(1, 600), unit=st.just(Unit.MINUTE)),
    st.builds(TimeLimit, value=st.just(Fraction(1, 2)), unit=st.just(Unit.WORKING_DAY)),
    st.just(TimeLimit(unit=Unit.SAME_DAY)),
)
"""Limits of every unit that gives a due date."""

words = st.sampled_from(["", "a", "Nguyễn Văn B", "Phòng 1", "phiếu 02/PYC", "“trích” 100%"])
names = st.sampled_from(["", "a", "b", "c"])
extras = st.dictionaries(
    st.sampled_from(["x", "ghi_chu_rieng", "kind"]),
    st.one_of(st.none(), st.integers(), st.text(max_size=3), st.lists(st.booleans(), max_size=2)),
    max_size=2,
)
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "ground": st.sampled_from(GROUNDS),
    "agency": names,
    "step": st.sampled_from(["", "B1", "B2"]),
    "holder": names,
    "to": names,
    "handover": st.sampled_from(["", "", "e1", "e2"]),
}
_BY_VALUE: dict[str, st.SearchStrategy[Any]] = {
    "text": words,
    "moment": st.one_of(st.none(), moments),
    "limit": st.one_of(st.none(), limits),
    "flag": st.booleans(),
    "number": st.one_of(st.none(), st.integers(0, 4)),
    "outcome": st.sampled_from(list(ev.Outcome)),
    "channel": st.sampled_from(["", "online", "in_person"]),
}
KINDS = [kind for kind in ev.EVENT_CLASSES if kind is not ev.Correction]


def _own_fields(kind: type[Event]) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for every field of a kind beyond what all events have."""
    common = {field.name for field in attrs.fields(Event)}
    return {
        name: _BY_NAME.get(name, _BY_VALUE[value])
        for name, value in written_fields(kind).items()
        if name not in common
    }


OWN_FIELDS = {kind.kind: _own_fields(kind) for kind in KINDS}


@st.composite
def plain_events(
    draw: st.DrawFn,
    at: st.SearchStrategy[dt.datetime] = instants,
    ids: st.SearchStrategy[str] | None = None,
) -> Event:
    """An event of any kind but a correction."""
    kind = draw(st.sampled_from(KINDS))
    fields = {name: draw(one) for name, one in OWN_FIELDS[kind.kind].items()}
    if kind is ev.Extended and (fields["amount"] is None) == (fields["until"] is None):
        fields["amount"], fields["until"] = draw(limits), None
    occurred = draw(at)
    day_only = draw(st.sampled_from([False, False, False, False, True]))
    if day_only:
        occurred = instant_of_day(kind.kind, occurred.date())
    delay = draw(st.sampled_from([None, None, 0, 1, 72, 24 * 40]))
    return kind(
        id=draw(ids or st.integers(1, 12).map(lambda n: f"e{n}")),
        occurred_at=occurred,
        day_only=day_only,
        recorded_at=None if delay is None else occurred + dt.timedelta(hours=delay),
        actor=draw(names),
        note=draw(words),
        extra=draw(extras),
        **fields,
    )


@st.composite
def corrections(draw: st.DrawFn, at: st.SearchStrategy[dt.datetime] = instants) -> Event:
    """A correction of some event, of another correction or of nothing."""
    replacement: Event | None = draw(st.one_of(st.none(), plain_events(at)))
    if draw(st.integers(0, 5)) == 0:
        replacement = ev.Correction(
            id=f"c{draw(st.integers(1, 4))}",
            occurred_at=draw(at),
            corrects=f"e{draw(st.integers(1, 12))}",
            replacement=replacement,
        )
    return ev.Correction(
        id=f"c{draw(st.integers(1, 4))}",
        occurred_at=draw(at),
        corrects=draw(st.sampled_from([*(f"e{n}" for n in range(1, 13)), "c1", "c2", "c3"])),
        replacement=replacement,
        reason=draw(words),
    )


def any_events(at: st.SearchStrategy[dt.datetime] = instants) -> st.SearchStrategy[Event]:
    """Any event, now and then a correction."""
    return st.one_of(plain_events(at), plain_events(at), plain_events(at), corrections(at))


def lives(at: st.SearchStrategy[dt.datetime] = instants) -> st.SearchStrategy[list[Event]]:
    """Events in no sensible order, some with the same id; often with an acceptance."""
    return st.one_of(
        st.lists(any_events(at), max_size=12),
        st.builds(
            lambda accepted, events: [accepted, *events],
            st.builds(ev.Accepted, id=st.just("e0"), occurred_at=round_instants),
            st.lists(any_events(at), max_size=12),
        ),
    )


directives = st.builds(
    Directive,
    number=words,
    signed_on=st.one_of(st.none(), days),
    priority=words,
    cooperating=st.lists(words.filter(bool), max_size=2),
)


def dossiers(events: st.SearchStrategy[list[Event]] | None = None) -> st.SearchStrategy[Dossier]:
    """A dossier with every field, and a life of its own."""
    return st.builds(
        Dossier,
        code=st.sampled_from(["H01", "000.00.17.H26-260105-0001"]),
        kind=st.sampled_from(["procedure", "procedure", "complaint", "denunciation", "task"]),
        procedure_code=st.sampled_from(["", "1.000656"]),
        procedure_name=words,
        level=words,
        issuer=words,
        channel=st.sampled_from(["", "online", "post"]),
        conditions=st.sets(st.sampled_from(["complex", "remote_area"])),
        limit=st.one_of(st.none(), limits),
        limit_text=st.sampled_from(["", "05 ngày làm việc", "sớm"]),
        due=st.one_of(st.none(), moments),
        directive=st.one_of(st.none(), directives),
        unit=words,
        holder=st.one_of(st.none(), names),
        events=lives() if events is None else events,
        status_text=words,
        extra=extras.map(lambda one: {k: v for k, v in one.items() if k != "kind"}),
    )
