"""Rules on stops, extensions and consultations (quy tắc về tạm dừng, gia hạn, lấy ý kiến)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from tthc_deadlines.checking.case import Case
from tthc_deadlines.checking.clocks import RunClock
from tthc_deadlines.checking.showing import Words, shown_due
from tthc_deadlines.checking.stop_grounds import KNOWN_GROUNDS, names_grounds
from tthc_deadlines.dossiers.events import Extended
from tthc_deadlines.dossiers.history import Consultation
from tthc_deadlines.dossiers.record import Moment
from tthc_deadlines.findings import Finding
from tthc_deadlines.limits.deadline import Deadline
from tthc_deadlines.limits.stops import Stop
from tthc_deadlines.limits.time_limit import Bound, TimeLimit
from tthc_deadlines.procedures.procedure import ExtensionRule


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
    for refused in clock.refused:
        yield case.finding(
            "extension_after_due",
            at=refused.occurred_at,
            sent=refused.occurred_at,
            due=None if due is None else shown_due(due),
            why=_TOO_LATE if _ran_out(due, refused) else _NO_LATER,
        )
    counted = [one for one in clock.run.extensions if one not in clock.refused]
    procedure = case.resolved.procedure
    if not counted or procedure is None or not procedure.extensions:
        return  # nothing is known of what may be granted
    rule = procedure.extension_for(case.dossier.conditions)
    if rule is not None and rule.by_agreement:
        return
    times = rule.times if rule else 0
    too_long = _too_long(case, clock, counted, rule) if rule else None
    if len(counted) > times or too_long is not None:
        shown = too_long or counted[-1]
        yield case.finding(
            "extension_beyond_bounds",
            at=shown.occurred_at,
            count=len(counted),
            times=times,
            amount=shown.amount or shown.until,
            longest=rule.longest if rule else None,
            allowed=_allowed(rule),
            citation=(rule or procedure.extensions[0]).basis,
        )


def _ran_out(due: Deadline | None, extension: Extended) -> bool:
    """Whether an extension came after the limit had run out (gia hạn khi đã hết hạn)."""
    return due is not None and due.is_met_by(extension.occurred_at) is False


_TOO_LATE = Words("khi đã quá hạn", "came after it was due")
_NO_LATER = Words("không cho ngày muộn hơn hạn đang có", "gives no later day than the one it had,")


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
    case: Case, clock: RunClock, counted: list[Extended], rule: ExtensionRule
) -> Extended | None:
    """An extension of more than may be granted at a time, or to a day beyond all of them."""
    longest = rule.longest
    if longest is None:
        return None
    for one in counted:
        amount = None if one.total else one.amount
        if amount and amount.unit is longest.unit and amount.value > longest.value:
            return one
    whole = [one for one in counted if one.amount is None or one.total]
    last = base_of(case, clock)
    if not whole or clock.stops or last is None or last.on is None:
        return None
    for _ in range(rule.times):
        last = last.extended_by(longest)
    due = clock.deadline
    beyond = due is not None and due.at is not None and last.at is not None and due.at > last.at
    return whole[-1] if beyond else None


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
    if isinstance(by, dt.datetime):
        if by.time() != dt.time():
            return by, by
        by = by.date()  # a day alone is often stored as midnight
    return dt.datetime.combine(by + _ONE_DAY, dt.time(), case.at.tzinfo), by


_ONE_DAY = dt.timedelta(days=1)
