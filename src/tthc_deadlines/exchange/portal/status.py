"""Statuses of the portal (trạng thái trên Cổng): number → what happened, as data.

No two systems agree on the numbers, so they are never in code: the maps of the package
stand in ``data/portal/statuses.toml``, and a site may bring its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from tthc_deadlines.choices import chosen
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.dossiers.folding import clean, shown
from tthc_deadlines.errors import DataFault, UnknownChoice
from tthc_deadlines.settings import read_settings


class Meaning(StrEnum):
    """What a status says has happened (nghĩa của trạng thái).

    ``PROCESSING`` after a request for supplement means that the supplement came, after a
    stop that it ended, after an end that the dossier was reopened. ``NOTED`` is kept and
    makes no event.

    Basis: the library's own convention.
    """

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PROCESSING = "processing"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_RECEIVED = "supplement_received"
    FINANCIAL_OBLIGATION = "financial_obligation"
    WITHDRAWN = "withdrawn"
    HALTED = "halted"
    ISSUED = "issued"
    RETURNED = "returned"
    NOTED = "noted"


class Halted(StrEnum):
    """What "Dừng xử lý" is taken for (trạng thái dừng xử lý), because sources differ.

    ``STOPPED``: a stop without a ground, which the clock does not honour, so that the
    dossier stays in sight. ``CLOSED``: the end of the dossier.

    Basis: the library's own convention; the formula of the 766 index treats it as an end.
    """

    STOPPED = "stopped"
    CLOSED = "closed"


@attrs.frozen
class PortalStatus:
    """One status of a map (một trạng thái)."""

    number: int
    name: str
    meaning: Meaning


@attrs.frozen(kw_only=True)
class StatusMap:
    """What the status numbers of one system mean (bảng trạng thái của một hệ thống).

    Attributes:
        name: what it is called; ``title`` the same for people.
        statuses: number → status.
        halted: what a status that means ``HALTED`` is taken for.
        source: where it comes from.

    >>> site = StatusMap.from_spec("our-site", {"statuses": {"21": {
    ...     "name": "Chờ bổ sung", "meaning": "supplement_requested"}}})
    >>> site.of("21").meaning, site.of("4") is None
    (<Meaning.SUPPLEMENT_REQUESTED: 'supplement_requested'>, True)

    Basis: the library's own convention.
    """

    name: str
    title: str = ""
    title_en: str = ""
    statuses: Mapping[int, PortalStatus] = attrs.field(hash=False)
    halted: Halted = attrs.field(default=Halted.STOPPED)
    source: Citation | None = None

    def of(self, value: object) -> PortalStatus | None:
        """The status a value names (tra trạng thái): a number, or digits; ``None`` if none."""
        number = status_number(value)
        return None if number is None else self.statuses.get(number)

    def number_of(self, meaning: Meaning) -> int | None:
        """The lowest number with a meaning (số của nghĩa); ``None`` if the system has none."""
        return min(
            (one.number for one in self.statuses.values() if one.meaning is meaning), default=None
        )

    @staticmethod
    def from_spec(name: str, spec: Mapping[str, Any], *, path: str = "") -> StatusMap:
        """A site's own map (lập bảng trạng thái riêng), of the form of a map in the TOML file.

        Raises:
            DataFault: a key or value that is not of this form, naming it.
        """
        return _Reader(name, path).read(spec)


def status_number(value: object) -> int | None:
    """A status as a number (số trạng thái): 4, "4", "04"; ``None`` for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        digits = clean(value)
        if digits.isascii() and digits.isdecimal() and len(digits) <= 4:
            return int(digits)
    return None


class _Reader:
    def __init__(self, name: str, path: str) -> None:
        self._name = name
        self._path = path or "<mapping>"

    def fault(self, key: str, reason: str, reason_vi: str) -> DataFault:
        key = f"maps.{self._name}.{key}" if key else f"maps.{self._name}"
        return DataFault(path=self._path, line=1, key=key, reason=reason, reason_vi=reason_vi)

    def read(self, spec: Mapping[str, Any]) -> StatusMap:
        known = {"title", "title_en", "source", "confidence", "checked", "halted", "statuses"}
        if not isinstance(spec, Mapping):
            raise self.fault("", "must be a table", "phải là một bảng")
        for key in spec:
            if key not in known:
                raise self.fault(str(key), "unknown key", "khóa không được nhận")
        statuses = spec.get("statuses")
        if not isinstance(statuses, Mapping) or not statuses:
            raise self.fault("statuses", "must name at least one status", "phải có trạng thái")
        title = str(spec.get("title", ""))
        return StatusMap(
            name=self._name,
            title=title,
            title_en=str(spec.get("title_en", title)),
            statuses=MappingProxyType(self._statuses(statuses)),
            halted=chosen(Halted, spec.get("halted", "stopped"), "halted"),
            source=self._source(spec),
        )

    def _statuses(self, found: Mapping[Any, Any]) -> dict[int, PortalStatus]:
        statuses: dict[int, PortalStatus] = {}
        for key, value in found.items():
            number = status_number(key)
            place = f"statuses.{shown(str(key))}"
            if number is None:
                raise self.fault(place, "the key must be a number", "khóa phải là số")
            if number in statuses:
                raise self.fault(place, "given twice", "ghi hai lần")
            if not isinstance(value, Mapping) or set(value) != {"name", "meaning"}:
                raise self.fault(
                    place,
                    'must be a table { name = "…", meaning = "…" }',
                    'phải là bảng { name = "…", meaning = "…" }',
                )
            try:
                meaning = Meaning(value["meaning"])
            except ValueError:
                choices = ", ".join(Meaning)
                raise self.fault(
                    place,
                    f"meaning {value['meaning']!r} is not one of: {choices}",
                    f"nghĩa {value['meaning']!r} không thuộc: {choices}",
                ) from None
            statuses[number] = PortalStatus(number, clean(str(value["name"])), meaning)
        return statuses

    def _source(self, spec: Mapping[str, Any]) -> Citation | None:
        if "source" not in spec:
            return None
        confidence = chosen(Confidence, spec.get("confidence", "memory"), "confidence")
        return Citation(number="", title=str(spec["source"]), confidence=confidence)


# --- the maps --------------------------------------------------------------------------------


def status_map(name: str = "national", *, halted: Halted | str | None = None) -> StatusMap:
    """A map of the package (bảng trạng thái có sẵn), ``"national"`` unless another is named.

    Raises:
        UnknownChoice: there is none of this name.

    >>> status_map().of(5).name
    'Yêu cầu bổ sung giấy tờ'
    >>> status_map("local-supplemented").of(6).name, status_map(halted="closed").halted.value
    ('Đã bổ sung giấy tờ', 'closed')

    Basis: observed in the systems of two independent vendors; no official text was read.
    """
    maps = _own_maps()
    found = maps.get(name)
    if found is None:
        raise UnknownChoice(field="status map", value=name, known=", ".join(maps))
    if halted is None:
        return found
    return attrs.evolve(found, halted=chosen(Halted, halted, "halted"))


def load_status_map(path: str | Path, name: str | None = None) -> StatusMap:
    """A site's own map from a TOML file (đọc bảng trạng thái của hệ thống riêng).

    Args:
        path: a file of the form of ``data/portal/statuses.toml``.
        name: which of its maps; not needed where it has one.

    Raises:
        UnreadableFile: it cannot be opened, or is not UTF-8.
        DataFault: a file that is not of this form.
        UnknownChoice: it has no map of this name, or several and none was named.
    """
    maps = _read_maps(read_settings(path), str(path))
    if name is None and len(maps) == 1:
        return next(iter(maps.values()))
    if name not in maps:
        raise UnknownChoice(field="status map", value=name, known=", ".join(maps))
    return maps[name]


@cache
def _own_maps() -> dict[str, StatusMap]:
    source = files("tthc_deadlines") / "data" / "portal" / "statuses.toml"
    return _read_maps(source.read_text(encoding="utf-8"), "statuses.toml")


def _read_maps(text: str, path: str) -> dict[str, StatusMap]:
    def fault(key: str, reason: str, reason_vi: str) -> DataFault:
        return DataFault(path=path, line=1, key=key, reason=reason, reason_vi=reason_vi)

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fault("toml", str(error), f"không phải TOML hợp lệ: {error}") from None
    if found.get("schema") != 1:
        raise fault("schema", "must be 1", "phải là 1")
    maps = found.get("maps")
    if not isinstance(maps, dict) or not maps:
        raise fault("maps", "must hold at least one map", "phải có ít nhất một bảng")
    return {name: StatusMap.from_spec(name, spec, path=path) for name, spec in maps.items()}
