"""The register (sổ theo dõi hồ sơ): dossiers kept in one SQLite file that loses nothing.

What is written is only ever added to; how dossiers stand is worked out from it and kept beside
it. Anyone can read the file with SQLite: see ``docs/register.md`` for its tables and views.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tthc_deadlines.calendar.vietnam import vietnam_calendar
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.checking.policy import CheckPolicy
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.dossiers.status import Status
from tthc_deadlines.instants import VIETNAM, as_instant
from tthc_deadlines.register import (
    appending,
    copying,
    documents,
    looking,
    reading,
    sealing,
    verifying,
)
from tthc_deadlines.register.appending import Appended, Item
from tthc_deadlines.register.asking import Asking, OpenDossier
from tthc_deadlines.register.copying import Entry
from tthc_deadlines.register.errors import DamagedRegister, StaleProjections
from tthc_deadlines.register.looking import Overview
from tthc_deadlines.register.projecting import Projector
from tthc_deadlines.register.store import Store
from tthc_deadlines.register.upkeep import Moved, Upkeep
from tthc_deadlines.register.verifying import Verified

if TYPE_CHECKING:
    from sqlite_utils import Database

    from tthc_deadlines.procedures.catalogue import Catalogue
    from tthc_deadlines.responsibility.organisation import Organisation

BATCH = 1000
Progress = Callable[[int, int], None]


class Register:
    """A register of dossiers in one file (sổ theo dõi hồ sơ), created if it is not there.

    Args:
        path: the file; ``":memory:"`` keeps nothing.
        calendar: the working calendar of projections; the national one by default.
        catalogue: the procedures; by default those kept inside, if any.
        timeout: how many seconds to wait for another process that writes.
        readonly: look, and write nothing; the file must exist.
        create: whether a missing file is made.

    A context manager. Several processes may use one file at once; several threads one
    register, one at a time.

    Raises:
        NotARegister, NewerRegister, MissingRegister, DamagedRegister, BusyRegister,
        UnwritableRegister: and nothing was written.

    >>> from tthc_deadlines.dossiers.events import Accepted
    >>> received = Accepted(id="e1", occurred_at=dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
    >>> dossier = Dossier(code="H01", limit_text="05 ngày làm việc", events=[received])
    >>> with Register(":memory:") as register:
    ...     first, again = register.append([dossier]), register.append([dossier])
    ...     (one,) = register.check(dt.datetime(2026, 12, 1, 9, tzinfo=VIETNAM))
    >>> first.added, again.added, one.code, one.status.value
    (2, 0, 'H01', 'overdue')

    Basis: none in law; circular 01/2018/TT-VPCP article 10 for the register offices keep.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        calendar: WorkingCalendar | None = None,
        catalogue: Catalogue | None = None,
        timeout: float = 30.0,
        readonly: bool = False,
        create: bool = True,
    ) -> None:
        self._store = Store(path, timeout, readonly=readonly, create=create)
        self.path = self._store.path
        self.calendar = calendar if calendar is not None else vietnam_calendar()
        self.catalogue = catalogue
        self._unread: DamagedRegister | None = None
        try:
            if catalogue is None:
                self.catalogue = self.kept_catalogue()
        except DamagedRegister as error:  # it can be verified all the same
            self._unread = error
        except BaseException:
            self.close()
            raise
        self._projections = Upkeep(self._store, Projector(self.calendar, self.catalogue))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file (đóng sổ); doing so again is nothing."""
        self._store.close()

    @property
    def _upkeep(self) -> Upkeep:
        if self._unread is not None:
            raise self._unread
        return self._projections

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    @property
    def db(self) -> Database:
        """The file as sqlite-utils has it (truy cập bằng sqlite-utils), for queries of one's own.

        Never transform the table ``entry``: that would drop its guards without a word.
        """
        from sqlite_utils import Database

        return Database(self._store.connection, execute_plugins=False)

    # --- writing --------------------------------------------------------------------------

    def append(self, items: Iterable[Item], *, project: bool = True) -> Appended:
        """Write dossiers and events down (ghi sổ): all of it, or nothing.

        Args:
            items: dossiers, each with its events; or pairs of a dossier's code and an event.
                What the register has already is nothing new.
            project: bring the projections of what changed up to date as well. Otherwise that
                is done when they are next asked for.

        On the disk when it returns.

        Raises:
            ReusedId: an id with other content than before. BusyRegister, UnwritableRegister,
            DamagedRegister. Of all of them: nothing was written.
        """
        found = appending.append(self._store, appending.drafts_of(items))
        if project and found.dossiers:
            self.project()
        return found

    def append_many(
        self,
        items: Iterable[Item],
        *,
        batch: int = BATCH,
        progress: Callable[[int], None] | None = None,
    ) -> Appended:
        """Write any number of dossiers down, in transactions of about ``batch`` entries.

        What earlier batches wrote stays if a later one is refused; doing it all again writes
        only what is missing. Projections are left for :meth:`project`.
        """
        added = known = 0
        pending = iter(items)
        while chunk := list(islice(pending, max(batch // 8, 1))):
            found = appending.append(self._store, appending.drafts_of(chunk))
            added, known = added + found.added, known + found.known
            if progress is not None:
                progress(added + known)
        return Appended(added=added, known=known, head=self.head())

    def head(self) -> str:
        """The hash of the last entry (mã băm cuối), to be noted elsewhere."""
        with self._store.reading() as connection:
            return appending.head_of(connection, self.path).hash.hex()

    def verify(self, since: str = "", progress: Progress | None = None) -> Verified:
        """Whether anything written was changed (kiểm tra toàn vẹn); see :func:`verifying.verify`.

        Raises:
            UnknownHead: the chain is sound and never had the head ``since``.
        """
        return verifying.verify(self._store, since, progress)

    # --- reading the record ---------------------------------------------------------------

    def dossier(self, code: str, *, written_by: dt.datetime | None = None) -> Dossier | None:
        """One dossier with its events (một hồ sơ), ``None`` if there is none.

        With ``written_by`` as far as the register had it at that instant.
        """
        with self._store.reading() as connection:
            if written_by is None:
                return reading.dossier_of(connection, code, self.path)
            by = as_instant(written_by, "written_by")
            return reading.dossier_as_written(connection, code, by, self.path)

    def dossiers(self) -> Iterator[Dossier]:
        """Every dossier, in the order of their codes (mọi hồ sơ), streamed.

        As they were when the first was asked for, whatever is written meanwhile.
        """
        with self._store.streaming() as connection:
            yield from reading.all_dossiers(connection, self.path)

    def open_dossiers(self) -> Iterator[Dossier]:
        """The open dossiers with their events (hồ sơ đang mở), streamed like all of them."""
        self.project()
        with self._store.streaming() as connection:
            codes = sealing.open_codes(connection, self.path)
            yield from reading.dossiers_of(connection, codes, self.path)

    def dossiers_of(self, codes: Iterable[str]) -> list[Dossier]:
        """Those of the dossiers named that there are (các hồ sơ theo mã), by code."""
        with self._store.reading() as connection:
            return list(reading.dossiers_of(connection, codes, self.path))

    def codes_maybe_open(self, since: dt.datetime) -> list[str]:
        """The codes of all that were open at an instant or later, and perhaps some others.

        Found without a calendar, whatever the projections were made with (hồ sơ có thể còn mở).
        """
        with self._store.reading() as connection:
            return looking.codes_maybe_open(connection, as_instant(since, "since"), self.path)

    def codes_like(self, code: str) -> list[str]:
        """A few codes that look like one (mã gần giống), the likest first."""
        with self._store.reading() as connection:
            return looking.codes_like(connection, code)

    def entries(self) -> Iterator[Entry]:
        """Every entry as it is kept (mọi mục ghi), in its order, streamed; see :mod:`.copying`."""
        with self._store.streaming() as connection:
            yield from copying.entries(connection, self.path)

    def overview(self) -> Overview:
        """How much there is, what is kept inside, and whether it is up to date (tổng quan)."""
        is_current = self._is_current()
        with self._store.reading() as connection:
            return looking.overview(connection, self.path, is_current)

    def __len__(self) -> int:
        with self._store.reading() as connection:
            return sealing.count(connection, self.path)

    # --- projections ---------------------------------------------------------------------

    def _is_current(self) -> bool:
        try:
            self._upkeep.require_stamps()
        except StaleProjections:
            return False
        return True

    def project(self, progress: Callable[[int], None] | None = None) -> int:
        """Bring projections up to date with what was written (cập nhật số liệu); how many.

        Raises:
            StaleProjections: the others were made with another calendar, catalogue or rules.
        """
        return self._upkeep.project(progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Work every projection out again (tính lại toàn bộ); goes on where it was interrupted."""
        return self._upkeep.rebuild(progress)

    def refresh(self) -> tuple[Moved, ...]:
        """Recompute what another calendar, catalogue or set of rules moves, and only that.

        Returns the dossiers whose due date changed (các hồ sơ bị dời hạn), by code.
        """
        return self._upkeep.refresh()

    # --- asking ---------------------------------------------------------------------------

    def check(
        self, at: dt.datetime | None = None, *, policy: CheckPolicy | None = None
    ) -> list[OpenDossier]:
        """How every open dossier stands at an instant (kiểm tra hồ sơ đang mở), soonest due first.

        Costs as much as what is open, and what happened after ``at``: those dossiers are judged
        from their events. Of findings those as of each dossier's last event are given;
        :func:`~tthc_deadlines.checking.batch.check` over :meth:`open_dossiers` judges anew.

        Raises:
            StaleProjections: they were made with another calendar, catalogue or rules.
        """
        return self._ask(at, policy)

    def _ask(
        self,
        at: dt.datetime | None,
        policy: CheckPolicy | None = None,
        where: dict[str, str] | None = None,
    ) -> list[OpenDossier]:
        moment = dt.datetime.now(VIETNAM) if at is None else as_instant(at, "at")
        self._upkeep.require_stamps()
        self.project()
        asking = Asking(moment.astimezone(VIETNAM), self.calendar, self.catalogue, policy)
        with self._store.reading() as connection:
            return asking.rows(connection, self.path, where or {})

    def overdue(self, at: dt.datetime | None = None) -> list[OpenDossier]:
        """The open dossiers past due (quá hạn), longest first."""
        return [one for one in self._ask(at) if one.working_over is not None]

    def due_within(self, days: int, at: dt.datetime | None = None) -> list[OpenDossier]:
        """Those not overdue whose last day is at most ``days`` calendar days off (sắp đến hạn)."""
        moment = dt.datetime.now(VIETNAM) if at is None else as_instant(at, "at")
        last = moment.astimezone(VIETNAM).date() + dt.timedelta(days=days)
        return [
            one
            for one in self._ask(moment)
            if one.working_left is not None and one.due_on is not None and one.due_on <= last
        ]

    def unassigned(self, at: dt.datetime | None = None) -> list[OpenDossier]:
        """Those that nobody is named for (chưa phân công), as recorded; see ``OfficeCheck``."""
        idle = [one for one in self._ask(at) if not one.holder and one.state == "running"]
        return [one for one in idle if one.status not in (Status.STOPPED, Status.CLOSED)]

    def held_by(self, official: str, at: dt.datetime | None = None) -> list[OpenDossier]:
        """Those an official has (người giữ)."""
        return self._ask(at, where={"holder": official})

    def of_unit(self, unit: str, at: dt.datetime | None = None) -> list[OpenDossier]:
        """Those of a unit (của đơn vị)."""
        return self._ask(at, where={"unit": unit})

    def by_procedure(self, code: str, at: dt.datetime | None = None) -> list[OpenDossier]:
        """Those of a procedure (của thủ tục)."""
        return self._ask(at, where={"procedure_code": code})

    # --- documents ------------------------------------------------------------------------

    def keep_organisation(self, *paths: str | Path) -> Appended:
        """Keep an organisation inside (lưu tổ chức vào sổ), checked first; the last holds."""
        return documents.keep_organisation(self._store, paths)

    def kept_organisation(self) -> Organisation | None:
        """The organisation kept inside (tổ chức trong sổ); ``None`` if there is none."""
        return documents.organisation(self._store)

    def keep_catalogue(self, *folders: str | Path) -> Appended:
        """Keep procedures inside (lưu danh mục vào sổ), checked first; the last hold."""
        return documents.keep_catalogue(self._store, folders)

    def kept_catalogue(self) -> Catalogue | None:
        """The procedures kept inside (danh mục trong sổ); ``None`` if there are none."""
        return documents.catalogue(self._store)
