"""Records of people (kết quả theo người): the figures of an official, a unit, a whole office.

What each figure counts is said once, in :class:`Figures`. Nothing here is a judgement: the
figures say what the events show, and :class:`Record` how they are set in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import attrs

from tthc_deadlines.checking.office.period import Period
from tthc_deadlines.findings import Finding
from tthc_deadlines.responsibility.parties import Party
from tthc_deadlines.responsibility.segments import Reason

if TYPE_CHECKING:
    from tthc_deadlines.checking.office.pseudonyms import Pseudonyms

_NOTHING = dt.timedelta()


@attrs.frozen(kw_only=True)
class Figures:
    """What was done in a period (số liệu trong kỳ). Of a unit each dossier counts once.

    Attributes:
        handled: dossiers in his hands at some time of the period. They are exactly the sum of
            the next six.
        early, on_time, late: those of them that ended in the period, by how the dossier as a
            whole stands, whoever caused it.
        otherwise: those that ended in it without that: rejected, withdrawn, closed, no limit.
        open_overdue: open and overdue at the period's end (or the instant of looking).
        open_other: open otherwise, or ended only after the period.
        held: working time they were in his hands, lawful stops taken out.
        late_by_own: dossiers that ended late in the period, or are overdue at its end, of
            whose lateness he has a share.
        lateness: the sum of those shares.
        from_before: of ``late_by_own``, those he no longer had in the period.
        late_without_own: late or overdue dossiers he had and has no share in: he kept to his
            own time. It speaks for him.
        steps, steps_over, overrun: steps finished in the period in which he worked, those
            whose time he exceeded, and by how much; of dossiers in time too.
        gaps, gap_time: how often, and how long in working time, dossiers lay in the period
            with nobody: of an official, because he was away with nobody to stand in or had
            left; of a unit, where they lay there, for whatever reason.
        refusals: handovers he refused to take.
        returns: dossiers he sent back to one who had had them; work that moves forward is
            none.
        late_handovers: handed on with hardly any time left.
        not_accepted: handed on and taken by nobody for longer than is patient.
        four_eyes: dossiers in which he did two of drafting, reviewing and signing.

    Basis: none in law; the directives on answerability, and the library's own convention of
    :mod:`~tthc_deadlines.responsibility.attribution`.
    """

    handled: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    otherwise: int = 0
    open_overdue: int = 0
    open_other: int = 0
    held: dt.timedelta = _NOTHING
    late_by_own: int = 0
    lateness: dt.timedelta = _NOTHING
    from_before: int = 0
    late_without_own: int = 0
    steps: int = 0
    steps_over: int = 0
    overrun: dt.timedelta = _NOTHING
    gaps: int = 0
    gap_time: dt.timedelta = _NOTHING
    refusals: int = 0
    returns: int = 0
    late_handovers: int = 0
    not_accepted: int = 0
    four_eyes: int = 0

    @property
    def finished(self) -> int:
        """Dossiers that ended early, on time or late (đã giải quyết)."""
        return self.early + self.on_time + self.late

    @property
    def pushed_away(self) -> int:
        """How often work was pushed away (số lần đùn đẩy)."""
        return self.refusals + self.returns + self.late_handovers + self.not_accepted

    @property
    def late_share(self) -> Fraction:
        """Late by own share, of all that ended or are overdue (tỷ lệ trễ do mình)."""
        whole = self.finished + self.open_overdue + self.from_before
        return Fraction(self.late_by_own, whole) if whole else Fraction(0)


FIGURES = tuple(one.name for one in attrs.fields(Figures))
"""The names of all figures, in order."""

TIMES = frozenset(one.name for one in attrs.fields(Figures) if one.default == _NOTHING)
"""Those of them that are working time."""


@attrs.frozen(kw_only=True)
class Record(Figures):
    """Figures with what follows from them (kết quả).

    Attributes:
        is_ranked: enough dossiers ended for an order to mean something.
        repeats: late by own share again and again; only of who is ranked.
        is_good: ranked, nothing late by own share, no gap left, nothing pushed away, and no
            work of his own reviewed or signed by himself.
    """

    is_ranked: bool = False
    repeats: bool = False
    is_good: bool = False

    @property
    def id(self) -> str:
        """Whose it is, for ordering (mã)."""
        return ""


@attrs.frozen(kw_only=True)
class PersonRecord(Record):
    """What one official did (kết quả của một người).

    Attributes:
        official: his id, or a pseudonym; ``name`` his display name, "" under a pseudonym.
        units: the units in which he did it.
        joint, joint_lateness: late dossiers, and the lateness, of those directly below him,
            for whom he answers jointly. Apart: in none of the other figures.
    """

    official: str
    name: str = ""
    units: tuple[str, ...] = ()
    joint: int = 0
    joint_lateness: dt.timedelta = _NOTHING

    @property
    def id(self) -> str:
        """The official's id or pseudonym (mã)."""
        return self.official


@attrs.frozen(kw_only=True)
class UnitRecord(Record):
    """What the officials of one unit did in it (kết quả của một đơn vị).

    Attributes:
        unit: its id, "" where none is known; ``name`` what it is called.
        officials: how many had dossiers in it.
    """

    unit: str
    name: str = ""
    officials: int = 0

    @property
    def id(self) -> str:
        """The unit's id (mã)."""
        return self.unit


class ApartRecord(NamedTuple):
    """Lateness that is on no official (chậm không tính cho người nào).

    ``party`` is another agency, nobody with the reason, a unit before somebody had to be
    named, or the applicant; ``dossiers`` how many, ``lateness`` how much.
    """

    party: Party
    dossiers: int
    lateness: dt.timedelta


class GapRecord(NamedTuple):
    """Gaps of one reason in the period (bỏ trống theo lý do): how many, how long."""

    reason: Reason
    gaps: int
    working: dt.timedelta


R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class PeopleReport:
    """What the people of an office did in a period (kết quả theo người trong kỳ).

    Attributes:
        period: the period; ``at`` when the dossiers were judged: its end, or earlier.
        edition: the calendar's edition.
        minimum: how many dossiers must have ended or be overdue to be ordered;
            ``repeat_from`` from how many on lateness is repeated.
        people: every official with a figure, those ranked first: by share late by own, then
            by lateness caused, most first; then the others by id.
        units: the same for units.
        office: all together; each dossier once.
        apart: the lateness that is on nobody, most first. With the lateness of all people it
            adds up to ``lateness``.
        gaps: all gaps in the period, longest first.
        lateness: of all dossiers that ended late in the period or are overdue at its end.
        read: rows read, always ``judged`` + ``no_events`` + ``bad``.
        no_events: rows of lists, which do not say whose hands they were in.
        outside_coverage: how many of the bad only lie outside the calendar.
        bad_rows: the first bad rows.
        is_pseudonymised: codes stand for the officials.

    Basis: as for :class:`Figures`.
    """

    period: Period
    at: dt.datetime
    edition: str = ""
    minimum: int
    repeat_from: int
    people: tuple[PersonRecord, ...]
    units: tuple[UnitRecord, ...]
    office: Record
    apart: tuple[ApartRecord, ...]
    gaps: tuple[GapRecord, ...]
    lateness: dt.timedelta
    read: int
    judged: int
    no_events: int
    bad: int
    outside_coverage: int = 0
    bad_rows: tuple[Finding, ...] = ()
    is_pseudonymised: bool = False

    def pseudonymised(self, pseudonyms: Pseudonyms) -> PeopleReport:
        """The same under pseudonyms (bản giả danh): no id and no name of an official is left.

        Left out with them are the unit of each, which with figures of few tells who it is,
        and what is wrong with bad rows, which may quote a name.
        """
        people = [
            attrs.evolve(one, official=pseudonyms.of(one.official), name="", units=())
            for one in self.people
        ]
        return attrs.evolve(self, people=in_order(people), bad_rows=(), is_pseudonymised=True)


def in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Those ranked first, most of own lateness first; the others by id (thứ tự)."""
    return tuple(sorted(records, key=_place))


def _place(one: Record) -> tuple[bool, Fraction, dt.timedelta, str]:
    if not one.is_ranked:
        return True, Fraction(0), _NOTHING, one.id
    return False, -one.late_share, -one.lateness, one.id


def ranked(records: Sequence[R]) -> tuple[R, ...]:
    """Those with enough dossiers for an order (được xếp thứ tự)."""
    return tuple(one for one in records if one.is_ranked)


def too_few(records: Sequence[R]) -> tuple[R, ...]:
    """Those with too few (không xếp thứ tự vì ít hồ sơ), by id."""
    return tuple(one for one in records if not one.is_ranked)


def good(records: Sequence[R]) -> tuple[R, ...]:
    """The good records (kết quả tốt), most finished first."""
    return tuple(
        sorted((one for one in records if one.is_good), key=lambda one: (-one.finished, one.id))
    )
