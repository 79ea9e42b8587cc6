"""The catalogue (danh mục thủ tục): procedures by code, level, issuer and day.

>>> import datetime as dt
>>> starter = Catalogue.starter()
>>> starter.find("2.000908", dt.date(2026, 1, 5)).name
'Cấp bản sao từ sổ gốc'
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from tthc_deadlines.findings import Finding
from tthc_deadlines.instants import as_date
from tthc_deadlines.procedures.errors import (
    CatalogueDataError,
    CatalogueDataErrors,
    NotInForce,
    SeveralLimits,
    UnknownProcedure,
)
from tthc_deadlines.procedures.file_faults import fault
from tthc_deadlines.procedures.file_reader import read_procedure
from tthc_deadlines.procedures.procedure import Procedure

_MANY = 4096  # answers remembered: a file of dossiers asks for few codes on few days

_LEVELS = {
    "tinh": "province", "cap tinh": "province", "province": "province",
    "xa": "commune", "cap xa": "commune", "commune": "commune",
    "trung uong": "central", "cap trung uong": "central", "central": "central",
    "tinh xa": "province/commune", "province commune": "province/commune",
}  # fmt: skip
_OFFICE = re.compile(r"^(?:(?:uy ban nhan dan|ubnd|so|tinh|thanh pho|tp)\s+)+")
_APART = re.compile(r"[\W_]+")

Key = tuple[str, str, str, dt.date, str]


class Catalogue:
    """Procedures that can be looked up (danh mục thủ tục). Never changes once made.

    Two catalogues are joined by ``|``: on the same code, level, issuer, case and first
    day the later one wins. Compared and hashed by identity.

    >>> catalogue = Catalogue.starter()
    >>> catalogue.has("1.014464"), catalogue.has("9.999999")
    (True, False)

    Basis: Decree 118/2025/NĐ-CP; each procedure's own document.
    """

    def __init__(self, procedures: Iterable[Procedure] = ()) -> None:
        by_key = {_key(procedure): procedure for procedure in procedures}
        self._procedures = tuple(sorted(by_key.values(), key=_order))
        self._by_code: dict[str, tuple[Procedure, ...]] = {}
        for one in self._procedures:
            if one.code:
                self._by_code[one.code] = (*self._by_code.get(one.code, ()), one)
        self._answers: dict[tuple[str, dt.date, str, str, str], Procedure] = {}
        self._nearest: dict[str, str] = {}

    # --- where it comes from -------------------------------------------------------------

    @staticmethod
    def of(procedures: Iterable[Procedure]) -> Catalogue:
        """A catalogue of procedures at hand (từ các thủ tục đã có)."""
        return Catalogue(procedures)

    @staticmethod
    def load(*folders: str | Path) -> Catalogue:
        """Read every ``.toml`` file of folders and of those inside them (nạp thư mục).

        A path may also name one file. Of two folders the later wins on the same key.

        Raises:
            CatalogueDataErrors: with every fault of every file, two files of one folder
                with the same key among them; a folder that is missing or has no file.
        """
        catalogue = Catalogue()
        faults: list[CatalogueDataError] = []
        for folder in folders:
            read, found = read_folder(Path(folder))
            faults += found
            catalogue |= Catalogue(read)
        if faults:
            names = ", ".join(str(folder) for folder in folders)
            raise CatalogueDataErrors(f"{len(faults)} faults in {names}", faults)
        return catalogue

    @staticmethod
    def from_package(name: str) -> Catalogue:
        """Read the procedure files of an installed package (nạp từ gói đã cài).

        Raises:
            CatalogueDataErrors: as :meth:`load`. ModuleNotFoundError: no such package.
        """
        read, faults = read_folder(resources.files(name))
        if faults:
            raise CatalogueDataErrors(f"{len(faults)} faults in {name}", faults)
        return Catalogue(read)

    @staticmethod
    def starter() -> Catalogue:
        """The catalogue that ships with the library (danh mục kèm theo), read once.

        A code that is looked up costs the reading of its own files only; going through
        the whole, ``len`` and ``findings`` read all.
        """
        from tthc_deadlines.procedures.starter import starter

        return starter()

    def __or__(self, other: Catalogue) -> Catalogue:
        return Catalogue((*self, *other))

    def over(self, base: Catalogue) -> Catalogue:
        """These procedures, and those of ``base`` whose codes they do not have (xếp chồng).

        Where an agency's own file gives a code, what others published under it is hidden.
        """
        return Catalogue((*(one for one in base if not self.has(one.code)), *self))

    # --- looking up ------------------------------------------------------------------------

    def find(
        self, code: str, on: dt.date, *, level: str = "", issuer: str = "", variant: str = ""
    ) -> Procedure:
        """The procedure of a code for a dossier received on a day (tìm thủ tục).

        Where several levels, issuers or cases have the code, those that were given narrow
        the choice: what names them comes before what holds for all. Of what is left the
        most general is taken if all agree on the limits.

        Args:
            code: the national code, or a stable key such as ``"khieu-nai-lan-dau"``.
            on: the day of receipt.
            level: "province", "commune", "central", or the Vietnamese "tỉnh", "xã" …
            issuer: the province or ministry; "Tỉnh Cao Bằng", "UBND tỉnh Cao Bằng" and
                "Cao Bằng" are the same.
            variant: the case, where one code is published in several tables.

        Raises:
            UnknownProcedure: no such code, or none of that level and issuer.
            NotInForce: known, but not on that day.
            SeveralLimits: those left have different limits; says what to give.
            DatetimeForDate: ``on`` is a datetime.

        >>> found = Catalogue.starter().find("1.014433", dt.date(2026, 1, 5), issuer="Đồng Nai")
        >>> found.limit_on(dt.date(2026, 1, 5)).limit
        TimeLimit('27 ngày')
        """
        try:
            return self._answers[code, on, level, issuer, variant]
        except KeyError:
            pass
        found = self._find(code, as_date(on, "on"), level, issuer, variant)
        if len(self._answers) >= _MANY:
            self._answers.clear()
        self._answers[code, on, level, issuer, variant] = found
        return found

    def has(self, code: str) -> bool:
        """Whether any procedure has the code (có mã này không)."""
        return bool(self.all_of(code))

    def all_of(self, code: str) -> tuple[Procedure, ...]:
        """Every procedure of a code (mọi thủ tục cùng mã), in order; empty where unknown."""
        return self._of_code(code) if code else ()

    def codes(self) -> tuple[str, ...]:
        """The codes, sorted (các mã)."""
        return tuple(sorted(self._by_code))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is odd about its procedures (điểm bất thường), in their order."""
        return tuple(finding for procedure in self for finding in procedure.findings)

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.codes())} codes>"

    # --- inside ----------------------------------------------------------------------------

    def _of_code(self, code: str) -> tuple[Procedure, ...]:
        return self._by_code.get(code, ())

    def _all(self) -> tuple[Procedure, ...]:
        return self._procedures

    def _find(self, code: str, on: dt.date, level: str, issuer: str, variant: str) -> Procedure:
        everywhere = self.all_of(code)
        fitting = [one for one in everywhere if is_for(one, level, issuer, variant)]
        if not fitting:
            raise UnknownProcedure(procedure=code, nearest=self._nearest_to(code, everywhere))
        current = _current(fitting, on)
        if not current:
            raise NotInForce(
                procedure=code,
                on=on,
                known_from=min(one.in_force for one in fitting),
                until=max((one.until for one in fitting if one.until), default=None),
            )
        current = _closest(current, level=level, issuer=issuer, variant=variant)
        if len(current) > 1 and len({_said(one, on) for one in current}) > 1:
            raise SeveralLimits(procedure=code, conditions=_told_apart(current))
        return min(current, key=_generality)

    def _nearest_to(self, code: str, elsewhere: tuple[Procedure, ...]) -> str:
        if elsewhere:  # the code is known, for other levels or issuers
            return ", ".join(dict.fromkeys(f"{one.code} ({_place(one)})" for one in elsewhere))
        if code not in self._nearest:
            from difflib import get_close_matches

            self._nearest[code] = ", ".join(get_close_matches(code, self.codes(), n=3, cutoff=0.6))
        return self._nearest[code]


def read_folder(folder: Traversable) -> tuple[list[Procedure], list[CatalogueDataError]]:
    """The procedures of a folder, or of one file, and the faults of its files."""
    paths = list(_files_of(folder)) if folder.is_dir() else [folder]
    if not paths:
        return [], [fault(str(folder), 1, "folder", "no_files")]
    read: dict[Key, Procedure] = {}
    faults: list[CatalogueDataError] = []
    for path in paths:
        try:
            procedure = read_procedure(path)
        except CatalogueDataErrors as errors:
            faults += [one for one in errors.exceptions if isinstance(one, CatalogueDataError)]
            continue
        earlier = read.setdefault(_key(procedure), procedure)
        if earlier is not procedure:
            other = Path(earlier.path).name
            faults.append(fault(str(path), 1, "code", "same_procedure", other=other))
    return list(read.values()), faults


def _files_of(folder: Traversable) -> Iterator[Traversable]:
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_dir():
            yield from _files_of(child)
        elif child.name.endswith(".toml"):
            yield child


def _key(procedure: Procedure) -> Key:
    """What tells procedures apart; without a code its name and case do."""
    name = procedure.code or f"\0{procedure.name}\0{procedure.path}"
    return (
        name, procedure.level, place_key(procedure.issuer), procedure.in_force, procedure.variant
    )  # fmt: skip


def _order(procedure: Procedure) -> tuple[str, ...]:
    return (
        procedure.code or "\uffff", procedure.issuer, procedure.level, procedure.variant,
        procedure.in_force.isoformat(), procedure.name, procedure.path,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def place_key(issuer: str) -> str:
    """An issuer as compared (khóa so sánh nơi ban hành): no case, diacritics or rank.

    >>> place_key("UBND tỉnh Cao Bằng") == place_key("Tỉnh Cao Bằng") == place_key("Cao Bằng")
    True
    """
    return _OFFICE.sub("", _bare(issuer))


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _APART.sub(" ", kept).strip()


@lru_cache(maxsize=256)
def level_key(level: str) -> str:
    """A level as compared: "tỉnh", "Cấp tỉnh" and "province" are the same."""
    bare = _bare(level)
    return _LEVELS.get(bare, bare)


def is_for(procedure: Procedure, level: str, issuer: str, variant: str = "") -> bool:
    """Whether a procedure holds for a level, an issuer and a case; empty ones hold for all."""
    if variant and procedure.variant and _bare(variant) != _bare(procedure.variant):
        return False
    if level and procedure.level:
        wanted = level_key(level)
        if wanted != procedure.level and wanted not in procedure.level.split("/"):
            return False
    return not (issuer and procedure.issuer) or (place_key(issuer) == place_key(procedure.issuer))


def _closest(current: list[Procedure], **given: str) -> list[Procedure]:
    """Those that name what was asked for, before those that hold for all (sát nhất)."""
    for name in ("issuer", "level", "variant"):
        if given[name]:
            naming = [one for one in current if getattr(one, name)]
            exact = [one for one in naming if "/" not in one.level] if name == "level" else naming
            current = exact or naming or current
    return current


def _current(fitting: list[Procedure], on: dt.date) -> list[Procedure]:
    """Of every level, issuer and case the edition that is in force on a day."""
    latest: dict[tuple[str, str, str], Procedure] = {}
    for one in fitting:
        if one.in_force <= on and (one.until is None or on < one.until):
            key = (one.level, place_key(one.issuer), one.variant)
            earlier = latest.get(key)
            if earlier is None or earlier.in_force < one.in_force:
                latest[key] = one
    return list(latest.values())


def _said(procedure: Procedure, on: dt.date) -> frozenset[object]:
    """What a procedure says about limits on a day, to be compared with another."""
    return frozenset(
        (
            row.phase, row.conditions, row.problem, row.remote_area_days, row.published,
            row.limit and (
                row.limit.value, row.limit.unit, row.limit.cutoff,
                row.limit.cutoff_before_closing, row.limit.after_cutoff,
            ),
        )
        for row in procedure.limits
        if not row.repealed and row.is_in_force(on)
    )  # fmt: skip


def _generality(procedure: Procedure) -> tuple[object, ...]:
    return (bool(procedure.issuer), bool(procedure.level), bool(procedure.variant),
            _order(procedure))  # fmt: skip


def _place(procedure: Procedure) -> str:
    return ", ".join(filter(None, (procedure.issuer, procedure.level, procedure.variant)))


def _told_apart(current: list[Procedure]) -> str:
    """What would choose between procedures: only what differs is named."""
    names = [
        name
        for name in ("issuer", "level", "variant")
        if len({getattr(one, name) for one in current}) > 1
    ]
    told = [", ".join(f"{name}={getattr(one, name) or '—'}" for name in names) for one in current]
    return " | ".join(dict.fromkeys(sorted(told)))
