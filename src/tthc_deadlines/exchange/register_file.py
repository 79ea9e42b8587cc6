"""Registers as files of dossiers (sổ theo dõi dùng như tệp hồ sơ)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs

from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.exchange.source_file import EVENT_COLUMNS
from tthc_deadlines.register.looking import OpenAt
from tthc_deadlines.register.register import Register

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

_CHUNK = 400


class RegisterFile:
    """The dossiers of a register (hồ sơ trong sổ), read like those of a file.

    Iterating yields each :class:`~tthc_deadlines.dossiers.dossier.Dossier` with its events, in
    the order of their codes; each is checked against the chain. It can be iterated again.
    Nothing is written, and no projection is trusted: whatever calendar they were made with,
    the same dossiers come.

    Args:
        path: the register.
        only_open: only dossiers that were open then, at the cost of the open ones. Where it
            says what had been recorded by when, every dossier is looked at. They still come
            with every event.

    Attributes:
        path: its name for messages; ``register`` the register itself, opened to read.
        rows_read: dossiers looked at so far; ``position`` how far that is into ``size``.

    Raises:
        NotARegister, NewerRegister, DamagedRegister, UnwritableRegister.

    Basis: none in law.
    """

    def __init__(self, path: str | Path, only_open: OpenAt | None = None) -> None:
        self._only_open = only_open
        self.register = Register(path, readonly=True)
        self.path, self.size = str(path), os.stat(path).st_size
        self.rows_read, self._expected = 0, 0

    def __iter__(self) -> Iterator[Dossier]:
        self.rows_read = 0
        for dossier in self._dossiers():
            self.rows_read += 1
            if self._only_open is None or self._only_open.has(dossier):
                yield self._placed(dossier)

    def dossier(self, code: str) -> Dossier | None:
        """The dossier with a code (hồ sơ theo mã), looked up without reading the others."""
        found = self.register.dossier(code)
        return None if found is None else self._placed(found)

    def _placed(self, dossier: Dossier) -> Dossier:
        """With the register's name, for messages: it has no lines."""
        return attrs.evolve(dossier, path=self.path)

    def _dossiers(self) -> Iterator[Dossier]:
        span = self._only_open
        if span is None or span.recorded_by is not None:
            self._expected = len(self.register)
            yield from self.register.dossiers()
            return
        codes = self.register.codes_maybe_open(span.first)
        self._expected = len(codes)
        pending = iter(codes)
        while chunk := list(islice(pending, _CHUNK)):
            yield from self.register.dossiers_of(chunk)

    @property
    def position(self) -> int:
        """How far reading has come, as a share of the file's bytes (vị trí đọc)."""
        return self.size * self.rows_read // self._expected if self._expected else 0

    def column_names(self) -> tuple[str, ...]:
        """What a table shows of these dossiers (tên các cột)."""
        return EVENT_COLUMNS

    def catalogue(self) -> Catalogue | None:
        """The procedures kept inside (danh mục trong sổ)."""
        return self.register.catalogue

    def organisation(self) -> Organisation | None:
        """The organisation kept inside (tổ chức trong sổ)."""
        return self.register.kept_organisation()

    def close(self) -> None:
        """Close the register (đóng sổ)."""
        self.register.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
