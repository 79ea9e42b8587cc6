"""Rules on stops, extensions and consultations (quy tắc về tạm dừng, gia hạn, lấy ý kiến)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from tthc_deadlines.checking.life.case import Case
from tthc_deadlines.checking.life.clocks import RunClock
from tthc_deadlines.checking.life.extensions import lengthened
from tthc_deadlines.checking.life.stop_grounds import KNOWN_GROUNDS, names_grounds
from tthc_deadlines.checking.showing import Words, shown_due
from tthc_deadlines.checking.standing import day_alone, end_of_moment
from tthc_deadlines.citations import Citation
from tthc_deadlines.dossiers.events import Extended
from tthc_deadlines.dossiers.history import Consultation
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.limits.time_limit import Bound, TimeLimit
from tthc_deadlines.procedures.procedure import ExtensionRule, Kind, Procedure


def stop_findings(case: Case) -> Iterator[Finding]:
    """What is wrong with stops, extensions and consultations."""
    for clock in case.runs:
        if clock.run.stops:
            yield from _stops(case, clock)
        if clock.run.extensions:
            yield from _extensions(case, clock)
    for consultation in case.history.consultations:
        yield from _consultation(case, consultation)


def _stops(case: Case, clock: RunClock) -> Iterator[Finding]:
    for recorded in clock.unlawful:
        start, key = recorded.started_at, recorded.ground
        yield case.finding(
            "stop_without_ground", at=start, start=start, ground=ground_words(key), ground_key=key
        )
    unchecked = not names_grounds(case.resolved.procedure)
    for stop in clock.stops:
        words = Words(*stop.ground)
        if unchecked:
            yield case.finding("stop_ground_unchecked", at=stop.start, start=stop.start,
                               ground=words)  # fmt: skip
        longest = _longest(case, stop)
        due = case.exceeded(stop.start, longest, stop.end)
        if due is not None:
            yield case.finding(
                "stop_too_long",
                at=due.at,
                start=stop.start,
                ground=words,
                limit=longest,
            )


def ground_words(key: str) -> Words:
    """The ground of a stop in words (căn cứ bằng lời); a key of no known ground as given."""
    if not key:
        return Words("không nêu căn cứ", "no ground given")
    return Words(*KNOWN_GROUNDS.get(key, (f"“{key}”", f"“{key}”")))


def _longest(case: Case, stop: Stop) -> TimeLimit:
    """How long a stop may last: what its law says, else the threshold of the policy."""
    procedure = case.resolved.procedure
    for ground in procedure.stops if procedure else ():
        if ground.name == stop.ground[0] and ground.longest is not None:
            return ground.longest
    return case.policy.stop_too_long


def _extensions(case: Case, clock: RunClock) -> Iterator[Finding]:
    due = clock.deadline
    for one in clock.too_late:
        yield case.finding(
            "extension_after_due",
            at=one.occurred_at,
            sent=one.occurred_at,
            due=None if due is None else shown_due(due),
        )
    for one in clock.not_longer:
        yield case.finding(
            "extension_not_longer",
            at=one.occurred_at,
            sent=one.occurred_at,
            amount=one.amount or one.until,
        )
    yield from _beyond_bounds(case, clock)


def _beyond_bounds(case: Case, clock: RunClock) -> Iterator[Finding]:
    counted, procedure = clock.counted, case.resolved.procedure
    if not counted or procedure is None:
        return
    if not procedure.extensions and procedure.kind not in _PETITIONS:
        return  # nothing is known of what may be granted
    rule = procedure.extension_for(case.dossier.conditions)
    if rule is not None and rule.by_agreement:
        return
    times = rule.times if rule else 0
    shown = counted[-1] if len(counted) > times else _too_long(case, clock, counted, rule)
    if shown is not None:
        yield case.finding(
            "extension_beyond_bounds",
            at=shown.occurred_at,
            count=len(counted),
            times=times,
            amount=shown.amount or shown.until,
            longest=rule.longest if rule else None,
            allowed=_allowed(rule),
            citation=_basis(case, procedure, rule),
        )


_PETITIONS = frozenset({Kind.COMPLAINT, Kind.DENUNCIATION, Kind.RECEPTION, Kind.FEEDBACK})
"""Kinds whose law is known whole: an extension it does not name it does not know."""


def _basis(case: Case, procedure: Procedure, rule: ExtensionRule | None) -> Citation | None:
    """The law on extensions; where there is none, on the limit itself."""
    if rule is not None or procedure.extensions:
        return (rule or procedure.extensions[0]).basis
    return case.resolved.row.basis if case.resolved.row else None


def _allowed(rule: ExtensionRule | None) -> Words:
    if rule is None:
        return Words("trường hợp này không được gia hạn", "none in such a case")
    if rule.longest is None:
        return Words(f"{rule.times} lần", f"{rule.times}")
    most = attrs.evolve(rule.longest, bound=Bound.MAX)
    return Words(
        f"{rule.times} lần, mỗi lần {most.format('vi')}",
        f"{rule.times}, each {most.format('en')}",
    )


def _too_long(
    case: Case, clock: RunClock, counted: tuple[Extended, ...], rule: ExtensionRule | None
) -> Extended | None:
    """An extension of more than may be granted at a time, or to a day beyond all of them.

    Amounts in the unit of the rule are compared as such, others by where they end.
    """
    longest = rule.longest if rule else None
    due = base_of(case, clock)
    if rule is None or longest is None or due is None or due.on is None:
        return None
    furthest = due
    for _ in range(rule.times):
        furthest = furthest.extended_by(longest)
    for one in counted:
        longer = lengthened(due, one, clock.started_at)
        if one.amount is None or one.total:
            is_too_long = _ends_later(longer, furthest, clock)
        elif one.amount.unit is longest.unit:
            is_too_long = one.amount.value > longest.value
        else:
            is_too_long = _ends_later(longer, due.extended_by(longest), clock)
        if is_too_long:
            return one
        due = longer
    return None


def _ends_later(longer: Deadline, most: Deadline, clock: RunClock) -> bool:
    """Whether it ends later than what may be granted, with the same stops."""
    found, allowed = longer.stopped_for(clock.stops).at, most.stopped_for(clock.stops).at
    return found is not None and allowed is not None and found > allowed


def base_of(case: Case, clock: RunClock) -> Deadline | None:
    """The deadline of a run before stops and extensions moved it (hạn ban đầu của lượt)."""
    due, limit = clock.deadline, case.resolved.reading.limit
    if due is None or limit is None or not (clock.stops or clock.run.extensions):
        return due
    above = root = due
    while (before := root.unstopped or root.extends) is not None:
        above, root = root, before
    if root.limit != limit:  # an extension put another limit or day in its place
        return case.deadline_from(clock.started_at, limit)
    # Days for a remote area in another unit follow the limit: they belong to it.
    return root if root.remote_area_days == case.resolved.extra_days else above


def _consultation(case: Case, consultation: Consultation) -> Iterator[Finding]:
    event = consultation.event
    due_at, shown = _answer_due(case, consultation)
    if due_at is None:
        return
    answered = consultation.answered_by
    until = answered.occurred_at if answered else case.history.ended_at or case.at
    late = until > due_at if isinstance(shown, dt.datetime) else until >= due_at
    if not late:
        return
    yield case.finding(
        "consultation_overdue",
        at=due_at,
        agency=event.agency or "—",
        asked=event.occurred_at,
        due=shown,
        over=case.calendar.working_time_between(due_at, until),
        how=_ANSWERED_LATE if answered else _NOT_ANSWERED,
        answered=bool(answered),
    )


_ANSWERED_LATE = Words("trả lời chậm", "answered late by")
_NOT_ANSWERED = Words("chưa trả lời, đã quá", "has not answered, late by")


def _answer_due(case: Case, consultation: Consultation) -> tuple[dt.datetime | None, Moment | None]:
    """The instant the answer was due, and as it is shown: a day lasts to its end."""
    by = consultation.event.respond_by
    if by is None:
        limit = consultation.event.limit
        due = None if limit is None else case.deadline_from(consultation.event.occurred_at, limit)
        return (None, None) if due is None else (due.at, shown_due(due))
    by = day_alone(by)
    return end_of_moment(by, case.at), by
