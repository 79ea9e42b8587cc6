"""Strict reader of year files (đọc tệp ngày nghỉ): all the faults of a file at once.

The format is described in ``holidays/README.md``.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

import attrs

from tthc_deadlines.calendar.days import Quality
from tthc_deadlines.calendar.statutory import HOLIDAY_KEYS
from tthc_deadlines.calendar.toml_lines import TomlLines, line_of_error
from tthc_deadlines.calendar.year_file_faults import Faults
from tthc_deadlines.calendar.year_rows import (
    HolidayRow,
    InLieuRow,
    Row,
    Source,
    SwapRow,
    YearFile,
    in_effect,
)
from tthc_deadlines.citations import Citation, Confidence
from tthc_deadlines.errors import CalendarDataErrors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SCHEMA = 1
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_DATE, _TEXT, _WHOLE, _YES_NO = dt.date, str, int, bool

_TOP: dict[str, type] = {"schema": _WHOLE, "year": _WHOLE, "status": _TEXT, "checked_on": _DATE}
# Of each table the keys a row must have, and those it may have.
_ROW_OPTIONS: dict[str, type] = {
    "confidence": _TEXT, "seen": _TEXT, "supersedes": _DATE, "article": _TEXT, "decided_by": _TEXT,
}  # fmt: skip
_TABLES: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "source": (
        {"id": _TEXT, "number": _TEXT, "issuer": _TEXT, "title": _TEXT, "confidence": _TEXT},
        {"article": _TEXT, "title_en": _TEXT, "adopted": _DATE, "adopted_note": _TEXT,
         "in_force": _DATE, "url": _TEXT, "read_in": _TEXT, "note": _TEXT, "retrieved": _DATE},
    ),
    "holiday": (
        {"date": _DATE, "key": _TEXT, "name": _TEXT, "name_en": _TEXT, "source": _TEXT},
        _ROW_OPTIONS,
    ),
    "in_lieu": ({"date": _DATE, "for": _DATE, "source": _TEXT}, _ROW_OPTIONS),
    "swap": (
        {"off": _DATE, "work": _DATE, "occasion": _TEXT, "source": _TEXT},
        {"occasion_en": _TEXT, "cancelled": _YES_NO, **_ROW_OPTIONS},
    ),
}  # fmt: skip

_ABSENT = "\0"  # stands for a text that is missing, which has been reported already

_Entry = tuple[int, dict[str, Any]]  # a row's place in its table, and the row


def read(path: Path) -> YearFile:
    """Read one year file, or raise :class:`CalendarDataErrors` with every fault in it."""
    faults = Faults(str(path))
    text = _decode(path, faults)
    result = _Reader(text, path, faults).year_file() if text is not None else None
    if faults.found or result is None:
        raise CalendarDataErrors(f"{len(faults.found)} faults in {path}", faults.in_order())
    return result


def _decode(path: Path, faults: Faults) -> str | None:
    """The text of a file; ``None``, and a fault, where it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.add("unreadable", 1, "file", detail=error.strerror or str(error))
        return None
    if data.startswith(_MARKS) or b"\0" in data[:200]:
        # Latin letters in UTF-16 have a NUL at every other place; a program has them anywhere.
        even, odd = data[:200:2].count(0), data[1:200:2].count(0)
        is_text = data[:2] in _MARKS or (max(even, odd) > 60 and min(even, odd) < 10)
        encoding = "UTF-16" if is_text else "?"
        faults.add("not_utf8", 1, "encoding", encoding=encoding)
        return None
    try:
        text = data.decode("utf-8-sig")  # Notepad writes the mark; it does no harm
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        letters = set(data.decode("cp1258", errors="replace").lower())
        encoding = "Windows-1258" if letters & set("ăđơư") else "?"
        faults.add("not_utf8", line, "encoding", encoding=encoding)
        return None
    if not text.strip():
        faults.add("empty", 1, "file")
        return None
    for number, line_text in enumerate(text.splitlines(), start=1):
        if not unicodedata.is_normalized("NFC", line_text):
            faults.add("not_nfc", number, "text")
    return text


class _Reader:
    """Reads one text; what is wrong goes to ``faults`` and reading goes on."""

    def __init__(self, text: str, path: Path, faults: Faults) -> None:
        self.text = text
        self.path = path
        self.faults = faults
        self._lines: TomlLines | None = None  # only a file with faults needs it

    def year_file(self) -> YearFile | None:
        try:
            data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = line_of_error(error, self.text)
            self.faults.add("syntax", line, "TOML", detail=str(error))
            return None
        top = self._top(data)
        tables = {name: self._table(data, name) for name in _TABLES}
        sources = self._sources(tables["source"])
        holidays = [self._holiday(e, sources) for e in tables["holiday"]]
        in_lieu = [self._in_lieu(e, sources) for e in tables["in_lieu"]]
        swaps = [self._swap(e, sources) for e in tables["swap"]]
        if "year" in top:
            self._check_days(top["year"], holidays, in_lieu, swaps)
        if self.faults.found:
            return None
        return YearFile(
            path=str(self.path),
            year=top["year"],
            status=Quality(top["status"]),
            checked_on=top["checked_on"],
            sources=tuple(sources.values()),
            holidays=tuple(holidays),
            in_lieu=tuple(in_lieu),
            swaps=tuple(swaps),
            digest=_digest(top, sources.values(), (*holidays, *in_lieu, *swaps)),
        )

    # --- shape ---------------------------------------------------------------------

    def _fault(self, kind: str, table: str, index: int = 0, key: str = "", **words: object) -> None:
        if self._lines is None:
            self._lines = TomlLines(self.text)
        name = f"{table}.{key}" if key else table
        self.faults.add(kind, self._lines.of(table, index, key), name, **words)

    def _top(self, data: Mapping[str, Any]) -> dict[str, Any]:
        for key in data.keys() - _TOP.keys() - _TABLES.keys():
            self._fault("unknown_key", key, allowed=", ".join((*_TOP, *_TABLES)))
        top = {}
        for key, kind in _TOP.items():
            if key not in data:
                self._fault("missing_key", key)
            elif not _is_a(kind, data[key]):
                self._fault("wrong_type", key, value=data[key], expected=kind)
            else:
                top[key] = data[key]
        if top.get("schema", SCHEMA) != SCHEMA:
            self._fault("unknown_schema", "schema", value=top["schema"], known=SCHEMA)
        if "status" in top and top["status"] not in list(Quality):
            self._fault("unknown_status", "status", value=top["status"])
        if "year" in top and self.path.stem != str(top["year"]):
            self._fault("other_file_name", "year", value=top["year"], name=self.path.name)
        return top

    def _table(self, data: Mapping[str, Any], table: str) -> list[_Entry]:
        rows = data.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._fault("not_a_table", table)
            return []
        mended = [(index, self._row(table, index, row)) for index, row in enumerate(rows)]
        return [(index, row) for index, row in mended if row is not None]

    def _row(self, table: str, index: int, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """A row with only sound values: what is amiss is a fault, the rest is still checked.

        A text that is missing becomes ``_ABSENT``; without its days a row says nothing.
        """
        required, optional = _TABLES[table]
        known = required | optional
        for key in row.keys() - known.keys():
            self._fault("unknown_key", table, index, key, allowed=", ".join(known))
        for key in required.keys() - row.keys():
            self._fault("missing_key", table, index, key)
        sound = {}
        for key in row.keys() & known.keys():
            if _is_a(known[key], row[key]):
                sound[key] = row[key]
            else:
                self._fault("wrong_type", table, index, key, value=row[key], expected=known[key])
        absent = required.keys() - sound.keys()
        if any(required[key] is _DATE for key in absent):
            return None
        return sound | dict.fromkeys(absent, _ABSENT)

    # --- rows ----------------------------------------------------------------------

    def _sources(self, entries: list[_Entry]) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        for index, row in entries:
            if row["id"] in sources and row["id"] != _ABSENT:
                self._fault("source_twice", "source", index, "id", value=row["id"])
            if "adopted" not in row and "in_force" not in row:
                self._fault("undated_source", "source", index, "adopted", value=row["id"])
            sources[row["id"]] = Source(
                id=row["id"],
                citation=Citation(
                    number=row["number"],
                    title=row["title"],
                    title_en=row.get("title_en", ""),
                    article=row.get("article", ""),
                    issuer=row["issuer"],
                    adopted=row.get("adopted"),
                    adopted_note=row.get("adopted_note", ""),
                    in_force=row.get("in_force"),
                    url=row.get("url", ""),
                    confidence=self._confidence("source", index, row, Confidence.MEMORY),
                ),
                adopted_note=row.get("adopted_note", ""),
                note=row.get("note", ""),
            )
        return sources

    def _confidence(
        self, table: str, index: int, row: Mapping[str, Any], default: Confidence
    ) -> Confidence:
        value = row.get("confidence", default)
        if value in list(Confidence):
            return Confidence(value)
        if value != _ABSENT:
            self._fault("unknown_confidence", table, index, "confidence", value=value)
        return default

    def _common(self, table: str, entry: _Entry, sources: Mapping[str, Source]) -> dict[str, Any]:
        """The fields all rows share."""
        index, row = entry
        source = sources.get(row["source"])
        if source is None:
            if row["source"] != _ABSENT:
                self._fault("unknown_source", table, index, "source", value=row["source"])
            citation = Citation(number="", confidence=Confidence.MEMORY)
        else:
            citation = source.citation
        confidence = self._confidence(table, index, row, citation.confidence)
        surer = Confidence.weakest((confidence, citation.confidence)) != confidence
        if source is not None and surer and not row.get("seen"):
            self._fault("surer_than_source", table, index, "confidence", value=confidence.value)
        citation = attrs.evolve(
            citation,
            confidence=confidence,
            article=row.get("article", citation.article),
            url=row.get("seen", citation.url),
        )
        return {
            "source": row["source"],
            "citation": citation,
            "known_from": self._known_from(table, entry, source, sources),
            "supersedes": row.get("supersedes"),
            "index": index,
        }

    def _known_from(
        self, table: str, entry: _Entry, source: Source | None, sources: Mapping[str, Source]
    ) -> dt.date:
        """When a row was first known: by its source, or by the earlier decision it names."""
        index, row = entry
        known = source.known_from if source else dt.date.min
        if "decided_by" not in row:
            return known
        decision = sources.get(row["decided_by"])
        if decision is None:
            self._fault("unknown_source", table, index, "decided_by", value=row["decided_by"])
            return known
        return min(known, decision.known_from)

    def _holiday(self, entry: _Entry, sources: Mapping[str, Source]) -> HolidayRow:
        index, row = entry
        if row["key"] not in (*HOLIDAY_KEYS, _ABSENT):
            self._fault(
                "unknown_holiday",
                "holiday",
                index,
                "key",
                value=row["key"],
                known=", ".join(HOLIDAY_KEYS),
            )
        return HolidayRow(
            date=row["date"],
            key=row["key"],
            name=row["name"],
            name_en=row["name_en"],
            **self._common("holiday", entry, sources),
        )

    def _in_lieu(self, entry: _Entry, sources: Mapping[str, Source]) -> InLieuRow:
        _, row = entry
        return InLieuRow(
            date=row["date"], replaces=row["for"], **self._common("in_lieu", entry, sources)
        )

    def _swap(self, entry: _Entry, sources: Mapping[str, Source]) -> SwapRow:
        _, row = entry
        return SwapRow(
            off=row["off"],
            work=row["work"],
            occasion=row["occasion"],
            occasion_en=row.get("occasion_en", ""),
            cancelled=row.get("cancelled", False),
            **self._common("swap", entry, sources),
        )

    # --- what the days say to one another ------------------------------------------

    def _check_days(
        self, year: int, holidays: list[HolidayRow], in_lieu: list[InLieuRow], swaps: list[SwapRow]
    ) -> None:
        named: tuple[tuple[str, str, list[Any]], ...] = (
            ("holiday", "date", holidays), ("in_lieu", "date", in_lieu), ("swap", "off", swaps),
        )  # fmt: skip
        taken: dict[dt.date, str] = {}
        for table, key, rows in named:
            earlier: set[dt.date] = set()
            for row in rows:
                if row.day.year != year:
                    self._fault("other_year", table, row.index, key, value=row.day, year=year)
                if row.supersedes is not None and row.supersedes not in earlier:
                    self._fault(
                        "unknown_superseded", table, row.index, "supersedes", value=row.supersedes
                    )
                earlier.add(row.day)
            for row in in_effect(rows):
                if row.day in taken:
                    self._fault(
                        "day_twice", table, row.index, key, value=row.day, other=taken[row.day]
                    )
                taken.setdefault(row.day, table)
        self._check_in_lieu(in_effect(holidays), in_effect(in_lieu))
        self._check_swaps(in_effect(holidays), in_effect(swaps))

    def _check_in_lieu(self, holidays: Iterable[HolidayRow], rows: Iterable[InLieuRow]) -> None:
        on_rest_days = {row.date for row in holidays if row.date.weekday() >= 5}
        replaced: set[dt.date] = set()
        for row in rows:
            if row.date.weekday() >= 5:
                self._fault("not_a_working_day", "in_lieu", row.index, "date", value=row.date)
            if row.replaces not in on_rest_days:
                self._fault("not_a_lost_rest_day", "in_lieu", row.index, "for", value=row.replaces)
            elif row.replaces in replaced:
                self._fault(
                    "day_twice", "in_lieu", row.index, "for", value=row.replaces, other="in_lieu"
                )
            replaced.add(row.replaces)

    def _check_swaps(self, holidays: Iterable[HolidayRow], rows: Iterable[SwapRow]) -> None:
        holiday_dates = {row.date for row in holidays}
        worked: set[dt.date] = set()
        for row in rows:
            if row.off.weekday() >= 5:
                self._fault("not_a_working_day", "swap", row.index, "off", value=row.off)
            if row.work.weekday() < 5:
                self._fault("not_a_rest_day", "swap", row.index, "work", value=row.work)
            if row.work in holiday_dates:
                self._fault("work_on_holiday", "swap", row.index, "work", value=row.work)
            if row.work in worked:
                self._fault("day_twice", "swap", row.index, "work", value=row.work, other="swap")
            worked.add(row.work)


def _is_a(kind: type, value: object) -> bool:
    """Whether a TOML value is of a kind; a datetime is no date, a boolean no number."""
    return type(value) is kind


def _digest(top: Mapping[str, Any], sources: Iterable[Source], rows: Iterable[Row]) -> str:
    said = [repr((top["year"], top["status"]))]
    for source in sources:
        c = source.citation
        said.append(repr((source.id, c.number, c.adopted, c.in_force, c.confidence.value)))
    for row in rows:
        plain = attrs.asdict(
            row, recurse=False, filter=lambda field, _: field.name not in ("citation", "index")
        )
        confidence = row.citation.confidence.value
        said.append(repr((type(row).__name__, confidence, sorted(plain.items()))))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
