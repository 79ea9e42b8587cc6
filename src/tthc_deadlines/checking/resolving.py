"""Which limit applies to a dossier (thời hạn áp dụng): its own, or the procedure's.

Nothing is guessed: where no single limit applies the reading has none, and says why.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.checking.reckoning import LimitReading, Reckoner
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.record import DossierRecord, Moment
from tthc_deadlines.limits.time_limit import TimeLimit, Unit
from tthc_deadlines.procedures.errors import NotInForce, SeveralLimits, UnknownProcedure
from tthc_deadlines.procedures.procedure import Channel, Phase, Procedure, ProcedureLimit

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue

_MOST = 50_000
_AGREED = LimitReading(limit=TimeLimit(unit=Unit.BY_AGREEMENT))
_CHANNELS = {channel.value: channel for channel in Channel}
_PETITIONS = {
    "complaint": "khieu-nai-lan-dau",
    "denunciation": "to-cao",
    "reception": "tiep-cong-dan",
    "feedback": "phan-anh-kien-nghi",
}
"""What a petition is by default, where no code says more."""


@attrs.frozen(kw_only=True)
class Resolved:
    """The limit of a dossier in one phase (thời hạn tìm được).

    Attributes:
        reading: the limit; or the finding that says why there is none.
        procedure: the procedure, where the catalogue has it.
        row: the dated row of it that the limit is from.
        agreed_at: the day or instant set by a directive or agreed in writing.
        extra_days: days more for a remote area.
    """

    reading: LimitReading
    procedure: Procedure | None = None
    row: ProcedureLimit | None = None
    agreed_at: Moment | None = None
    extra_days: int = 0


class Resolver:
    """Finds limits, remembering what it found (bộ tìm thời hạn)."""

    def __init__(self, reckoner: Reckoner, catalogue: Catalogue | None) -> None:
        self._reckoner = reckoner
        self._catalogue = catalogue
        self._known: dict[tuple[Any, ...], Resolved] = {}
        self._own: dict[int, tuple[TimeLimit, LimitReading]] = {}
        self._own_equal: dict[TimeLimit, LimitReading] = {}

    def of_dossier(
        self,
        dossier: Dossier,
        on: dt.date,
        phase: Phase = Phase.RESOLUTION,
        *,
        channel: str = "",
        outcome: str = "",
    ) -> Resolved:
        """The limit of a dossier received on a day (thời hạn của hồ sơ).

        ``channel`` is how it was filed, where its filing says so and it does not itself;
        ``outcome`` what the result says, once there is one.
        """
        channel = channel or dossier.channel
        own = 0 if dossier.limit is None else self.reading_of(dossier.limit).number
        key = (
            dossier.procedure_code, dossier.limit_text, own, dossier.conditions,
            channel, outcome, on, phase, dossier.kind, dossier.level, dossier.issuer,
        )  # fmt: skip
        found = self._known.get(key)
        if found is None:
            found = self._resolve(dossier, on, phase, (channel, outcome))
            if dossier.limit is not None and phase is Phase.RESOLUTION:
                own_limit = self.reading_of(dossier.limit)
                found = attrs.evolve(found, reading=own_limit, row=None, extra_days=0)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = found
        if dossier.due is not None and phase is Phase.RESOLUTION:
            return Resolved(reading=_AGREED, procedure=found.procedure, agreed_at=dossier.due)
        return found

    def of_record(self, record: DossierRecord, on: dt.date) -> LimitReading:
        """The limit of one row of a list (thời hạn của một dòng), from the catalogue."""
        dossier = Dossier(code=record.code, procedure_code=record.procedure_code)
        return self.of_dossier(dossier, on).reading

    def reading_of(self, limit: TimeLimit) -> LimitReading:
        """A limit as a reading, numbered for the store of due dates."""
        known = self._own.get(id(limit))
        if known is None:
            reading = self._own_equal.get(limit)
            if reading is None:
                reading = self._reckoner.numbered(LimitReading(limit=limit))
            if len(self._own) >= _MOST:
                self._own.clear()
                self._own_equal.clear()
            self._own_equal[limit] = reading
            known = self._own[id(limit)] = limit, reading  # holding it keeps its id its own
        return known[1]

    def _resolve(
        self, dossier: Dossier, on: dt.date, phase: Phase, way: tuple[str, str]
    ) -> Resolved:
        procedure, problem = self._procedure(dossier, on)
        if phase is Phase.RESOLUTION and dossier.limit_text:
            reading = self._reckoner.limit_of(dossier.limit_text)
            if reading.limit is not None or procedure is None:
                return Resolved(reading=reading, procedure=procedure)
        if procedure is None:
            return Resolved(reading=problem)
        if phase is Phase.ACCEPTANCE and not procedure.has_phase(phase):
            return Resolved(reading=LimitReading(problem="no_limit"), procedure=procedure)
        return self._row(procedure, dossier, on, phase, way)

    def _procedure(self, dossier: Dossier, on: dt.date) -> tuple[Procedure | None, LimitReading]:
        code = dossier.procedure_code or _PETITIONS.get(dossier.kind, "")
        catalogue = self._catalogue
        if dossier.kind in _PETITIONS and (catalogue is None or not catalogue.has(code)):
            catalogue = _shipped()  # petitions rest on national law, not on an issuer's list
        if not code or catalogue is None:
            return None, LimitReading(problem="no_limit")
        try:
            return catalogue.find(code, on, level=dossier.level, issuer=dossier.issuer), _NONE
        except UnknownProcedure as error:
            values = {"procedure": code, "nearest": error.nearest or "—"}
            return None, LimitReading(problem="unknown_procedure", values=values)
        except NotInForce as error:
            return None, _not_in_force(code, on, error)
        except SeveralLimits as error:
            return None, _several(code, error)

    def _row(
        self,
        procedure: Procedure,
        dossier: Dossier,
        on: dt.date,
        phase: Phase,
        way: tuple[str, str],
    ) -> Resolved:
        channel, outcome = way
        try:
            row = procedure.limit_on(
                on,
                when=dossier.conditions,
                channel=_CHANNELS.get(channel),
                phase=phase,
                outcome=outcome,
            )
        except NotInForce as error:
            return Resolved(reading=_not_in_force(procedure.code, on, error), procedure=procedure)
        except SeveralLimits as error:
            return Resolved(reading=_several(procedure.code, error), procedure=procedure)
        if row.limit is None:
            return Resolved(reading=_without_limit(row), procedure=procedure, row=row)
        return Resolved(
            reading=self.reading_of(row.limit),
            procedure=procedure,
            row=row,
            extra_days=row.extra_days(dossier.conditions),
        )


_NONE = LimitReading()


def _shipped() -> Catalogue:
    from tthc_deadlines.procedures.catalogue import Catalogue

    return Catalogue.starter()


def _not_in_force(code: str, on: dt.date, error: NotInForce) -> LimitReading:
    since = error.known_from or "—"
    return LimitReading(
        problem="limit_not_in_force", values={"procedure": code, "on": on, "since": since}
    )


def _several(code: str, error: SeveralLimits) -> LimitReading:
    choices = Words(*(_choices(error.conditions, place) for place in (0, 1)))
    return LimitReading(
        problem="conditions_needed", values={"procedure": code, "conditions": choices}
    )


def _choices(conditions: str, place: int) -> str:
    """The cases to choose from, in words where they are not the procedure's own keys."""
    return "; ".join(
        ", ".join(_choice(part.partition("=")[2] or part, place) for part in choice.split(", "))
        for choice in conditions.split(" | ")
    )


def _choice(key: str, place: int) -> str:
    return _CHOICES[key][place] if key in _CHOICES else key


_CHOICES: dict[str, tuple[str, str]] = {
    "in_person": ("nộp trực tiếp", "filed in person"),
    "post": ("nộp qua bưu chính", "filed by post"),
    "online": ("nộp trực tuyến", "filed online"),
    "granted": ("chấp thuận", "granted"),
    "refused": ("từ chối", "refused"),
    "complex": ("phức tạp", "complex"),
    "remote_area": ("vùng sâu, vùng xa", "remote area"),
    "—": ("trường hợp khác", "any other case"),
}


def _without_limit(row: ProcedureLimit) -> LimitReading:
    """The finding of a row whose published words give no single limit."""
    problem = row.problem or "no_limit"
    words = Words("thủ tục công bố như vậy", "it was published so")
    return LimitReading(
        problem=problem,
        values={"words": row.text, "limit": row.text, "reason": words, "count": "—"},
    )
