"""Names in events (tên trong sự kiện): which official, unit or position a text means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from tthc_deadlines.dossiers.code import agency_code
from tthc_deadlines.dossiers.folding import clean, fold
from tthc_deadlines.responsibility.records import OrganisationRecords, Position

_ALIKE = 0.6


class Names:
    """Finds who or what a text names (tra cứu tên): by id, by code, by display name.

    A display name counts only where one record alone has it: nothing is guessed.
    """

    def __init__(self, records: OrganisationRecords) -> None:
        self._officials = _index((one.id, one.id, one.name) for one in records.officials)
        self._units = _index((one.id, one.id, one.name) for one in records.units)
        for unit in records.units:
            for code in unit.codes:
                self._units[agency_code(code) or code] = unit.id
                self._units[code] = unit.id
        self._positions: dict[str, list[Position]] = {}
        for position in records.positions:
            for name in {position.id, fold(position.name)} - {""}:
                self._positions.setdefault(name, []).append(position)
        self._known: dict[str, str] = {}
        self._known_units: dict[str, str] = {}

    def official(self, text: str) -> str:
        """The id of the official a text names (công chức), "" if it names none."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._officials.get(text) or self._official(text)
        return found

    def _official(self, text: str) -> str:
        words = clean(text)
        return self._officials.get(words) or self._officials.get(fold(words)) or ""

    def unit(self, text: str) -> str:
        """The id of the unit a text names (đơn vị): its id, either form of its code, its name."""
        found = self._known_units.get(text)
        if found is None:
            words = clean(text)
            found = self._units.get(words) or self._units.get(agency_code(words) or words)
            found = self._known_units[text] = found or self._units.get(fold(words)) or ""
        return found

    def positions(self, text: str, unit: str = "") -> tuple[Position, ...]:
        """The positions a text names (vị trí), of one unit where that is given."""
        words = clean(text)
        found = self._positions.get(words) or self._positions.get(fold(words)) or []
        within = [one for one in found if one.unit == unit] if unit else found
        return tuple(within)

    def near_official(self, text: str) -> str:
        """The id or name most like a text (gần giống nhất), "" if none is."""
        return _nearest(text, self._officials)

    def near_position(self, text: str) -> str:
        """The same for positions."""
        known = [one.id for held in self._positions.values() for one in held]
        return _nearest(
            text,
            {
                **dict(zip(self._positions, self._positions, strict=True)),
                **dict(zip(known, known, strict=True)),
            },
        )

    def near_unit(self, text: str) -> str:
        """The same for units."""
        return _nearest(text, self._units)


def _index(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Names to ids; a display name that two have is none. Ids come before names."""
    found: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for id_, key, name in rows:
        found[key] = id_
        if name:
            names.setdefault(fold(name), set()).add(id_)
    for name, ids in names.items():
        if len(ids) == 1:
            found.setdefault(name, next(iter(ids)))
    return found


def _nearest(text: str, known: dict[str, str]) -> str:
    by_fold = {fold(name): id_ for name, id_ in known.items()}
    found = get_close_matches(fold(text), by_fold, n=1, cutoff=_ALIKE)
    return by_fold[found[0]] if found else ""
