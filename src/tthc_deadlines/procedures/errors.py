"""Errors of the catalogue (lỗi về danh mục thủ tục), a branch of the library's one tree."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from tthc_deadlines.errors import DataFault, DataFaults, Language, TthcDeadlinesError


class CatalogueError(TthcDeadlinesError):
    """Errors about procedures and their catalogue (lỗi về danh mục thủ tục)."""


class UnknownProcedure(CatalogueError, LookupError):
    """A procedure the catalogue does not have (thủ tục không có trong danh mục).

    ``procedure`` is the code asked for, ``nearest`` the codes most like it, joined by
    commas, or empty.

    >>> from tthc_deadlines import Catalogue
    >>> try:
    ...     Catalogue.of([]).find("1.000001", dt.date(2026, 1, 5))
    ... except UnknownProcedure as error:
    ...     error.procedure
    '1.000001'

    Basis: the library's own convention: an unknown procedure has no guessed limit.
    """

    code = "unknown_procedure"
    texts: ClassVar[dict[str, str]] = {
        "en": "procedure {procedure!r} is not in the catalogue; the nearest are: {nearest}; "
        "add a file for it, or give the limit itself",
        "vi": "danh mục không có thủ tục {procedure!r}; gần nhất là: {nearest}; "
        "hãy thêm tệp cho thủ tục này, hoặc nêu thẳng thời hạn",
    }
    procedure: str
    nearest: str

    def _said(self, name: str, value: object, lang: Language) -> object:
        return value or ("none" if lang == "en" else "không có") if name == "nearest" else value


class NotInForce(CatalogueError, LookupError):
    """A procedure without a limit in force on a day (thủ tục chưa có hoặc hết hiệu lực).

    ``known_from`` is the first day a limit is known for, ``until`` the first day without
    one again; either may be ``None``.

    Basis: the library's own convention: no version is stretched beyond its dates.
    """

    code = "limit_not_in_force"
    texts: ClassVar[dict[str, str]] = {
        "en": "procedure {procedure} has no limit in force on {on} (known from "
        "{known_from}{until}); add the version of that day to its file",
        "vi": "thủ tục {procedure} không có thời hạn có hiệu lực ngày {on} (biết được từ "
        "{known_from}{until}); hãy bổ sung vào tệp quy định của ngày đó",
    }
    procedure: str
    on: dt.date
    known_from: dt.date | None
    until: dt.date | None

    def _said(self, name: str, value: object, lang: Language) -> object:
        said = super()._said(name, value, lang)
        if name == "until":
            before = " đến trước " if lang == "vi" else " until "
            return "" if value is None else f"{before}{said}"
        return "…" if value is None else said


class SeveralLimits(CatalogueError, LookupError):
    """More than one limit fits, none of them more than the others (nhiều thời hạn cùng hợp).

    ``conditions`` says what must be given to choose: conditions, a channel, an outcome, a
    level, an issuer or a variant, each in its own piece of text, separated by ``" | "``.

    Basis: the library's own convention: between equal rows nothing is guessed.
    """

    code = "several_limits"
    texts: ClassVar[dict[str, str]] = {
        "en": "procedure {procedure} has several limits and nothing said which; give one of: "
        "{conditions}",
        "vi": "thủ tục {procedure} có nhiều thời hạn mà chưa rõ trường hợp nào; hãy nêu một "
        "trong: {conditions}",
    }
    procedure: str
    conditions: str


class NoSingleLimit(CatalogueError, LookupError):
    """A published wording that gives no limit to count with (không có một thời hạn rõ ràng).

    ``problem`` is the code of the finding, ``text`` the words as published.

    Basis: the library's own convention: such words are shown, never guessed at.
    """

    code = "no_single_limit"
    texts: ClassVar[dict[str, str]] = {
        "en": "the published words of procedure {procedure} give no single limit ({problem}): "
        "“{text}”; give the limit itself",
        "vi": "câu chữ công bố của thủ tục {procedure} không cho một thời hạn rõ ràng "
        "({problem}): “{text}”; hãy nêu thẳng thời hạn",
    }
    procedure: str
    problem: str
    text: str


class CatalogueDataError(DataFault, CatalogueError):
    """One fault in a procedure file (lỗi trong tệp thủ tục): its line, key and reason."""

    code = "catalogue_data"


class CatalogueDataErrors(DataFaults, CatalogueError):
    """All the faults of a procedure file, or a folder of them, at once (mọi lỗi của tệp)."""

    code = "catalogue_data_errors"
