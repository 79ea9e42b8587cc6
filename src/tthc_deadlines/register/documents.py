"""Documents in the register (văn bản trong sổ): the organisation and the catalogue, by version.

They are entries like all others: chained, never changed; of each the last written holds, and
what held at an earlier entry can be read again.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tthc_deadlines.register import reading, sealing
from tthc_deadlines.register.appending import Appended, append
from tthc_deadlines.register.entries import DOCUMENT, Draft, body_of
from tthc_deadlines.register.errors import DamagedRegister
from tthc_deadlines.register.store import Store

if TYPE_CHECKING:
    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

ORGANISATION, CATALOGUE = "organisation", "catalogue"
_ENDINGS = {".toml", ".csv"}


def keep_organisation(store: Store, paths: Iterable[str | Path]) -> Appended:
    """Keep the files of an organisation (lưu tổ chức), which must be sound.

    Raises:
        OrganisationDataErrors: with every fault; nothing was written.
    """
    from tthc_deadlines.responsibility.organisation import Organisation

    given = [Path(path) for path in paths]
    Organisation.load(*given)
    return _keep(store, ORGANISATION, _texts(given))


def keep_catalogue(store: Store, paths: Iterable[str | Path]) -> Appended:
    """Keep the files of a catalogue (lưu danh mục), which must be sound.

    Raises:
        CatalogueDataErrors: with every fault; nothing was written.
    """
    from tthc_deadlines.procedures.catalogue import Catalogue

    given = [Path(path) for path in paths]
    Catalogue.load(*given)
    return _keep(store, CATALOGUE, _texts(given))


def organisation(store: Store, by: dt.datetime | None = None) -> Organisation | None:
    """The organisation kept last (tổ chức đang lưu), or as of an instant; ``None`` for none."""
    from tthc_deadlines.responsibility.organisation import Organisation

    files = _kept(store, ORGANISATION, by)
    if files is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return Organisation.load(*_spread(files, Path(folder)))


def catalogue(store: Store, by: dt.datetime | None = None) -> Catalogue | None:
    """The catalogue kept last (danh mục đang lưu), or as of an instant; ``None`` for none."""
    from tthc_deadlines.procedures.catalogue import Catalogue

    files = _kept(store, CATALOGUE, by)
    if files is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return Catalogue.load(*_spread(files, Path(folder)))


def _texts(paths: list[Path]) -> dict[str, str]:
    """The files by a name that keeps folders apart: number, slash, name within."""
    found: dict[str, str] = {}
    for number, path in enumerate(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in _ENDINGS and file.is_file():
                within = file.relative_to(path) if path.is_dir() else Path(file.name)
                found[f"{number}/{within.as_posix()}"] = file.read_text(encoding="utf-8-sig")
    return found


def _keep(store: Store, name: str, files: Mapping[str, str]) -> Appended:
    """Kept once; what held before may come back, as an entry of its own."""
    body = body_of({"type": name, "files": dict(files)})
    digest = sha256(body.encode()).hexdigest()[:16]
    with store.lock:
        with store.reading() as connection:
            found = reading.documents_of(connection, name, store.path)
        ids = [id_ for id_, _, kept in found if kept == body]
        is_held = bool(found) and found[-1][2] == body
        again = f".{len(ids)}" if ids and not is_held else ""
        id_ = found[-1][0] if is_held else f"{name}#{digest}{again}"
        kept = append(store, [Draft(DOCUMENT, "", id_, body)])
        with store.writing() as connection:
            sealing.write_documents(connection)
    return kept


def _kept(store: Store, name: str, by: dt.datetime | None) -> dict[str, str] | None:
    with store.reading() as connection:
        found = reading.documents_of(connection, name, store.path)
    bodies = [body for _, at, body in found if by is None or dt.datetime.fromisoformat(at) <= by]
    if not bodies:
        return None
    files: dict[str, str] = json.loads(bodies[-1])["files"]
    for file in files:
        if not _is_within(file):
            raise DamagedRegister(
                path=store.path, seq=None, at="", at_vi="",
                reason=f"a document has a file {file!r}", reason_vi=f"văn bản có tệp {file!r}",
            )  # fmt: skip
    return files


def _is_within(name: str) -> bool:
    """Whether a file lands in the folder it is unpacked to, and not in one of the machine's."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _spread(files: Mapping[str, str], folder: Path) -> list[Path]:
    """Files laid out as they were given: a folder each, or the one file in it."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())
