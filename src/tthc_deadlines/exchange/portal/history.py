"""Histories of the portal (tiến trình trên Cổng): what each step has made happen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from tthc_deadlines.dossiers import events as ev
from tthc_deadlines.dossiers.event_base import Event, instant_of_day
from tthc_deadlines.exchange.portal.days import MIDNIGHT, Fact
from tthc_deadlines.exchange.portal.status import Halted, Meaning, StatusMap

FINANCIAL_OBLIGATION = "financial_obligation"
"""The ground of a stop at "yêu cầu thực hiện nghĩa vụ tài chính"."""

HALTED = "halted"
"""The ground of a stop at "dừng xử lý": none that any law names."""


class Step(NamedTuple):
    """One step of a history (một bước tiến trình), read."""

    at: dt.datetime
    status: int | str
    holder: str = ""
    unit: str = ""
    note: str = ""


class Remark(NamedTuple):
    """Something about the data worth saying (lưu ý): a code and its values."""

    code: str
    values: dict[str, Any]


class History:
    """Walks through the steps of a history (tiến trình) and says what each made happen.

    ``slip`` is when the dossier was received by its own account.
    """

    def __init__(self, statuses: StatusMap, slip: dt.datetime | None) -> None:
        self._statuses, self._slip = statuses, slip
        self.facts: list[Fact] = []
        self.remarks: list[Remark] = []
        self._waits = self._ended = self._accepted = False
        self._stop: str | None = None
        self._run = 0

    def take_all(self, steps: Iterable[Step]) -> None:
        """Take the steps in their order; one sent twice counts once."""
        for step in sorted(set(steps), key=self._order):
            self._take(step)

    def _order(self, step: Step) -> tuple[dt.datetime, int, str, str, str]:
        """By instant; at one instant by the number of the status, which rises as work goes on.

        A day without a time ends at its end: the result of a day comes after its other steps.
        """
        number, at = step.status if isinstance(step.status, int) else 0, step.at
        status = self._statuses.of(step.status)
        kind = None if status is None else _KINDS.get(status.meaning)
        if kind is not None and at.time() == MIDNIGHT:
            at = instant_of_day(kind.kind, at.date())
        return at, number, step.holder, step.unit, step.note

    def _take(self, step: Step) -> None:
        status = self._statuses.of(step.status)
        if status is None:
            values = {"value": str(step.status), "map": self._statuses.name}
            self.remarks.append(Remark("portal_unknown_status", values))
        elif status.meaning is Meaning.PROCESSING:
            self._processing(step)
        elif status.meaning is not Meaning.NOTED:
            self._happened(step, status.meaning)

    def _add(self, kind: type[Event], step: Step, **more: Any) -> None:
        more = {name: value for name, value in more.items() if value}
        if step.note:
            more["note"] = step.note
        self.facts.append(Fact(kind, step.at, more=more, run=self._run))

    def _processing(self, step: Step) -> None:
        told = True
        if self._waits:
            self._add(ev.SupplementReceived, step)
        elif self._stop is not None:
            self._add(ev.Resumed, step, ground=self._stop)
        elif self._ended:
            self._add(ev.Reopened, step)
        else:
            told = False
        if step.holder or step.unit or not told:
            self._add(ev.StepStarted, step, holder=step.holder, unit=step.unit)
        self._waits = self._ended = False
        self._stop = None

    def _happened(self, step: Step, meaning: Meaning) -> None:
        if meaning is Meaning.ACCEPTED:
            if (self._waits or self._stop is not None) and self._is_accepted_before(step):
                self._processing(step)  # received before: this takes up the work again
                return
            self._accepted = True
            self._run += self._ended
        if meaning in _STOPS and (meaning is not Meaning.HALTED or not self._halting_ends):
            ground = _STOPS[meaning]
            self._add(ev.Stopped, step, ground=ground, actor=step.holder)
            self._stop = ground
            return
        kind = ev.Closed if meaning is Meaning.HALTED else _KINDS[meaning]
        # the applicant's own acts: whoever is named there is not an official
        actor = "" if meaning in (Meaning.SUBMITTED, Meaning.WITHDRAWN) else step.holder
        self._add(kind, step, actor=actor)
        self._waits = meaning is Meaning.SUPPLEMENT_REQUESTED
        self._ended = kind in ENDS
        self._stop = None

    def _is_accepted_before(self, step: Step) -> bool:
        slip = self._slip
        return self._accepted or (slip is not None and slip.date() < step.at.date())

    @property
    def _halting_ends(self) -> bool:
        return self._statuses.halted is Halted.CLOSED


_STOPS = {Meaning.FINANCIAL_OBLIGATION: FINANCIAL_OBLIGATION, Meaning.HALTED: HALTED}
_KINDS: dict[Meaning, type[Event]] = {
    Meaning.SUBMITTED: ev.Submitted,
    Meaning.ACCEPTED: ev.Accepted,
    Meaning.REJECTED: ev.Rejected,
    Meaning.SUPPLEMENT_REQUESTED: ev.SupplementRequested,
    Meaning.SUPPLEMENT_RECEIVED: ev.SupplementReceived,
    Meaning.WITHDRAWN: ev.Withdrawn,
    Meaning.ISSUED: ev.ResultIssued,
    Meaning.RETURNED: ev.Returned,
}
ENDS = frozenset({ev.Rejected, ev.Withdrawn, ev.Closed, ev.ResultIssued, ev.Returned})
