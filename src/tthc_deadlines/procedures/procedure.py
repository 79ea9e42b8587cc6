"""Procedures (thủ tục hành chính): which limit applies to what, from when, by which document.

>>> from tthc_deadlines import Catalogue
>>> import datetime as dt
>>> complaint = Catalogue.starter().find("khieu-nai-lan-dau", dt.date(2026, 10, 10))
>>> complaint.limit_on(dt.date(2026, 10, 10), when=frozenset({"complex"})).limit
TimeLimit('không quá 45 ngày')
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import as_date
from tthc_deadlines.limits.policy import CountingPolicy, RemoteAreaDays
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.errors import NotInForce, SeveralLimits
from tthc_deadlines.procedures.workflow import Workflow

NOTHING: frozenset[str] = frozenset()

REMOTE_AREA = "remote_area"
"""The condition of mountains, islands and remote areas (vùng sâu, vùng xa)."""


class Kind(StrEnum):
    """What kind of case a procedure is about (loại việc).

    ``PROCEDURE``: thủ tục hành chính. ``COMPLAINT``: khiếu nại. ``DENUNCIATION``: tố cáo.
    ``RECEPTION``: tiếp công dân, kiến nghị, phản ánh. ``FEEDBACK``: phản ánh, kiến nghị về
    quy định hành chính. ``TASK``: nhiệm vụ được giao, whose due date is in the task itself.
    """

    PROCEDURE = "procedure"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    RECEPTION = "reception"
    FEEDBACK = "feedback"
    TASK = "task"


class Channel(StrEnum):
    """How the dossier was filed (cách nộp): in person, by post, online."""

    IN_PERSON = "in_person"
    POST = "post"
    ONLINE = "online"


class Phase(StrEnum):
    """Which stretch a limit is for (giai đoạn).

    ``ACCEPTANCE``: from submission to acceptance (thụ lý). ``RESOLUTION``: from acceptance
    to the result.
    """

    ACCEPTANCE = "acceptance"
    RESOLUTION = "resolution"


class SupplementEffect(StrEnum):
    """What asking for a supplement does to the clock (yêu cầu bổ sung làm gì với thời hạn)."""

    RESTART = "restart"
    STOP = "stop"
    NONE = "none"


@attrs.frozen(kw_only=True)
class ProcedureLimit:
    """One dated limit of a procedure (một thời hạn), with the case it is for.

    Attributes:
        limit: the legal limit; ``None`` where it is repealed or ``problem`` says why the
            published words give none.
        text: the words as published.
        phase: acceptance or resolution.
        when: the keys of conditions that must all hold, e.g. ``{"complex"}``.
        channel: how the dossier was filed, where the limit depends on it.
        outcome: the result it is for ("granted", "refused"), where it depends on that.
        in_force: the first day of receipt it is for.
        until: the first day it is no longer for; ``None`` while open.
        repealed: from this day on there is none.
        basis: the document.
        published: the shorter limit the agency promises to the public.
        published_basis: the document that promises it.
        remote_area_days: days more in remote areas; see :meth:`extra_days`.
        remote_area_unit: what they are counted in, where not as the limit itself.
        problem: the code of the finding to make where the words give no single limit:
            "ambiguous_wording", "several_limits", "limit_from_other_event".

    Basis: the published procedures (Decree 118/2025/NĐ-CP) and the document of each row.
    """

    limit: TimeLimit | None
    text: str
    in_force: dt.date
    basis: Citation
    phase: Phase = Phase.RESOLUTION
    when: frozenset[str] = NOTHING
    channel: Channel | None = None
    outcome: str = ""
    until: dt.date | None = None
    repealed: bool = False
    published: TimeLimit | None = None
    published_basis: Citation | None = None
    remote_area_days: int = 0
    remote_area_unit: Unit | None = None
    problem: str = ""
    note: str = ""

    @property
    def conditions(self) -> frozenset[str]:
        """All it depends on (mọi điều kiện), each as one piece of text."""
        given = {f"when={key}" for key in self.when}
        if self.channel:
            given.add(f"channel={self.channel.value}")
        if self.outcome:
            given.add(f"outcome={self.outcome}")
        return frozenset(given)

    def is_in_force(self, on: dt.date) -> bool:
        """Whether it is for dossiers received on a day (có hiệu lực)."""
        return self.in_force <= on and (self.until is None or on < self.until)

    def extra_days(self, when: frozenset[str]) -> int:
        """The days more for a remote area (số ngày được cộng thêm), 0 elsewhere.

        A row that is itself for remote areas already contains them.
        """
        return self.remote_area_days if REMOTE_AREA in when - self.when else 0

    def policy_for(self, policy: CountingPolicy) -> CountingPolicy:
        """The policy, counting the days for remote areas as this row says (quy ước tính).

        Where the row names no unit the policy's own choice stands.
        """
        if self.remote_area_unit is None:
            return policy
        working = self.remote_area_unit is Unit.WORKING_DAY
        counted = RemoteAreaDays.WORKING if working else RemoteAreaDays.CALENDAR
        return attrs.evolve(policy, remote_area_days=counted)


@attrs.frozen(kw_only=True)
class StopGround:
    """A ground on which the clock stops (căn cứ tạm dừng), and the law that names it.

    Attributes:
        key: stable, e.g. ``"financial_obligation"``.
        name: the words of the law.
        basis: the document.
        longest: how long it may last, where that is said.
        in_force: the first day it can be used; ``None`` as long as the procedure.

    Basis: the document of each ground.
    """

    key: str
    name: str
    basis: Citation
    longest: TimeLimit | None = None
    in_force: dt.date | None = None


@attrs.frozen(kw_only=True)
class SupplementRule:
    """What special law says on supplements (quy định riêng về bổ sung hồ sơ).

    Attributes:
        effect: restart, stop or none.
        within: within how long after receipt it may be asked for.
        basis: the document.

    Basis: Decree 118/2025/NĐ-CP article 19.5 leaves room for special law.
    """

    effect: SupplementEffect
    basis: Citation
    within: TimeLimit | None = None


@attrs.frozen(kw_only=True)
class ExtensionRule:
    """How often and how long a limit may be extended (quy định về gia hạn).

    Attributes:
        times: how many times.
        longest: how much each time at most; ``None`` where no amount is set.
        by_agreement: as long as the applicant agrees to in writing.
        when: the conditions that must hold.
        basis: the document.

    Basis: the document of each rule.
    """

    times: int
    basis: Citation
    longest: TimeLimit | None = None
    by_agreement: bool = False
    when: frozenset[str] = NOTHING


@attrs.frozen(kw_only=True)
class Procedure:
    """One procedure as one issuer published it (một thủ tục).

    Attributes:
        code: the national code, a stable key of the library's own for petitions, or empty.
        name: its name.
        kind: what kind of case.
        level: "central", "province", "commune" or "province/commune"; empty for any.
        issuer: whose decision published it; empty where it holds for all.
        field: the field of administration.
        variant: the case, where one code is published in several tables.
        in_force: the first day of receipt a limit is known for.
        until: the first day without a limit again.
        limits: every dated limit.
        stops: the grounds that stop the clock.
        supplement: special rule on supplements; ``None``: the one-stop decree's holds.
        extensions: the rules on extending; see :meth:`extension_for`.
        workflow: the steps.
        citations: the documents.
        notes: what a reader should know.
        findings: what is odd about the published text, kept and not mended.
        path: the file it was read from.

    >>> from tthc_deadlines import Catalogue
    >>> procedure = Catalogue.starter().find("1.014464", dt.date(2026, 1, 5))
    >>> procedure.limit_on(dt.date(2026, 1, 5)).limit.value
    3

    Basis: Decree 118/2025/NĐ-CP (published procedures); the document of each value.
    """

    code: str
    name: str
    limits: tuple[ProcedureLimit, ...]
    in_force: dt.date
    until: dt.date | None = None
    kind: Kind = Kind.PROCEDURE
    level: str = ""
    issuer: str = ""
    field: str = ""
    variant: str = ""
    stops: tuple[StopGround, ...] = ()
    supplement: SupplementRule | None = None
    extensions: tuple[ExtensionRule, ...] = ()
    workflow: Workflow | None = None
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    path: str = attrs.field(default="", eq=False)

    @property
    def conditions(self) -> frozenset[str]:
        """Every condition its limits or extensions know (các điều kiện có phân biệt)."""
        keys = {key for row in self.limits for key in row.when}
        keys.update(key for rule in self.extensions for key in rule.when)
        if any(row.remote_area_days for row in self.limits):
            keys.add(REMOTE_AREA)
        return frozenset(keys)

    @property
    def extension(self) -> ExtensionRule | None:
        """The rule that allows most (quy định rộng nhất); ``None`` where none is set."""
        return max(self.extensions, key=lambda rule: rule.times, default=None)

    def extension_for(self, when: frozenset[str]) -> ExtensionRule | None:
        """The rule whose conditions are met, the most particular (quy định áp dụng)."""
        fitting = [rule for rule in self.extensions if rule.when <= when]
        return max(fitting, key=lambda rule: (len(rule.when), rule.times), default=None)

    def stop_ground(self, key: str, on: dt.date | None = None) -> StopGround | None:
        """The ground of a key (căn cứ tạm dừng), if the procedure has it on that day."""
        for ground in self.stops:
            if ground.key == key and (
                on is None or ground.in_force is None or ground.in_force <= on
            ):
                return ground
        return None

    def has_phase(self, phase: Phase) -> bool:
        """Whether any limit is for the phase (có thời hạn cho giai đoạn này)."""
        return any(row.phase is phase for row in self.limits)

    def rows_on(
        self, received_on: dt.date, phase: Phase = Phase.RESOLUTION
    ) -> tuple[ProcedureLimit, ...]:
        """The rows for dossiers received on a day (các thời hạn có hiệu lực), maybe none."""
        return tuple(
            row
            for row in self.limits
            if row.phase is phase and not row.repealed and row.is_in_force(received_on)
        )

    def limit_on(
        self,
        received_on: dt.date,
        *,
        when: frozenset[str] = NOTHING,
        channel: Channel | None = None,
        phase: Phase = Phase.RESOLUTION,
        outcome: str = "",
    ) -> ProcedureLimit:
        """The limit of a dossier (thời hạn áp dụng), by its day of receipt and its case.

        Of the rows in force that day those are kept whose conditions are all met; the most
        particular wins. Conditions the procedure does not know are ignored. The row may
        state no limit: then its ``problem`` says why.

        Raises:
            NotInForce: no row of the phase is in force that day.
            SeveralLimits: several rows fit and none is more particular than the others,
                or every row needs a condition that was not given.
            DatetimeForDate: ``received_on`` is a datetime.

        >>> from tthc_deadlines import Catalogue
        >>> day = dt.date(2026, 6, 15)
        >>> complaint = Catalogue.starter().find("khieu-nai-lan-dau", day)
        >>> complaint.limit_on(day, phase=Phase.ACCEPTANCE).limit.unit.value
        'calendar_day'

        Basis: the law at receipt; see :mod:`tthc_deadlines.limits.versions`.
        """
        rows = self.rows_on(as_date(received_on, "received_on"), phase)
        if not rows:
            raise NotInForce(
                procedure=self.code or self.name,
                on=received_on,
                known_from=min((r.in_force for r in self.limits if r.phase is phase), default=None),
                until=self.until,
            )
        if len(rows) == 1 and not rows[0].conditions:
            return rows[0]
        fitting = [
            row
            for row in rows
            if row.when <= when and row.channel in {None, channel} and row.outcome in {"", outcome}
        ]
        best = [
            row
            for row in fitting
            if not any(row.conditions < other.conditions for other in fitting)
        ]
        if len(best) == 1:
            return best[0]
        choices = sorted(", ".join(sorted(row.conditions)) or "—" for row in best or rows)
        raise SeveralLimits(procedure=self.code or self.name, conditions=" | ".join(choices))
