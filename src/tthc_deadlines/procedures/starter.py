"""The starter catalogue (danh mục kèm theo): read file by file, only as it is asked for.

The name of a file begins with its code, up to "--"; a test keeps that true.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from tthc_deadlines.procedures.catalogue import Catalogue
from tthc_deadlines.procedures.errors import CatalogueDataErrors
from tthc_deadlines.procedures.file_reader import read_procedure
from tthc_deadlines.procedures.procedure import Procedure

WITHOUT_CODE = "khong-ma"
"""How the names of files begin whose procedure has no code in its source."""


def starter_folder() -> Path:
    """The folder of the starter's files (thư mục danh mục kèm theo).

    >>> starter_folder().is_dir()
    True

    Basis: the library's own convention.
    """
    return Path(__file__).resolve().parents[1] / "data" / "procedures"


class StarterCatalogue(Catalogue):
    """A catalogue over a folder whose file names tell the codes (nạp dần theo tên tệp).

    Raises what :meth:`Catalogue.load` raises, but only when the file is reached.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._read: dict[str, tuple[Procedure, ...]] = {}

    @cached_property
    def _paths(self) -> dict[str, list[Path]]:
        paths: dict[str, list[Path]] = {}
        for path in sorted(self._folder.rglob("*.toml")):
            paths.setdefault(path.stem.split("--")[0], []).append(path)
        return paths

    @cached_property
    def _whole(self) -> Catalogue:
        return Catalogue.load(self._folder)

    def _of_code(self, code: str) -> tuple[Procedure, ...]:
        if code not in self._read:
            paths = [] if code == WITHOUT_CODE else self._paths.get(code, [])
            read, faults = [], []
            for path in paths:
                try:
                    read.append(read_procedure(path))
                except CatalogueDataErrors as errors:
                    faults += errors.faults
            if faults:
                raise CatalogueDataErrors(f"{len(faults)} faults in the starter", faults)
            if not read:
                return ()
            self._read[code] = Catalogue(read).all_of(code)
        return self._read[code]

    def _all(self) -> tuple[Procedure, ...]:
        return tuple(self._whole)

    def codes(self) -> tuple[str, ...]:
        """The codes, sorted, by the names of the files (các mã)."""
        return tuple(sorted(self._paths.keys() - {WITHOUT_CODE}))


@lru_cache(maxsize=1)
def starter() -> Catalogue:
    """The one starter catalogue (danh mục kèm theo)."""
    return StarterCatalogue(starter_folder())
