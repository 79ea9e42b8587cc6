"""Errors of organisations (lỗi về tổ chức), a branch of the library's one tree."""

from __future__ import annotations

from typing import ClassVar

from tthc_deadlines.errors import DataFault, DataFaults, Language, TthcDeadlinesError


class OrganisationError(TthcDeadlinesError):
    """Errors about an organisation and its people (lỗi về tổ chức)."""

    def _said(self, name: str, value: object, lang: Language) -> object:
        if name == "nearest":
            return value or ("none" if lang == "en" else "không có")
        return super()._said(name, value, lang)


class UnknownOfficial(OrganisationError, LookupError):
    """An official the organisation does not have (không có người này trong tổ chức).

    ``official`` is the id asked for, ``nearest`` the ids most like it, joined by commas, or
    empty.

    >>> print(UnknownOfficial(official="mc-22", nearest="mc-2"))
    official 'mc-22' is not in the organisation; the nearest are: mc-2; add a row for the official

    Basis: the library's own convention: nobody is taken for somebody else.
    """

    code = "unknown_official"
    texts: ClassVar[dict[str, str]] = {
        "en": "official {official!r} is not in the organisation; the nearest are: {nearest}; "
        "add a row for the official",
        "vi": "tổ chức không có người mang mã {official!r}; gần nhất là: {nearest}; "
        "hãy thêm dòng cho người này",
    }
    official: str
    nearest: str


class UnknownUnit(OrganisationError, LookupError):
    """A unit the organisation does not have (không có đơn vị này trong tổ chức).

    ``unit`` is the id asked for, ``nearest`` the ids most like it, joined by commas, or
    empty.

    Basis: the library's own convention: no unit is taken for another.
    """

    code = "unknown_unit"
    texts: ClassVar[dict[str, str]] = {
        "en": "unit {unit!r} is not in the organisation; the nearest are: {nearest}; "
        "add a row for the unit",
        "vi": "tổ chức không có đơn vị mang mã {unit!r}; gần nhất là: {nearest}; "
        "hãy thêm dòng cho đơn vị này",
    }
    unit: str
    nearest: str


class OrganisationDataError(DataFault, OrganisationError):
    """One fault in the data of an organisation (lỗi trong dữ liệu tổ chức).

    Of a file ``path`` and ``line`` say where; of records made in Python ``path`` is the
    place, such as ``"appointment[3]"``, counted from 0, and ``line`` is 0.

    >>> print(OrganisationDataError(
    ...     path="unit[0]", line=0, key="parent", reason="no unit 'a'", reason_vi="không có"))
    unit[0]: parent: no unit 'a'

    Basis: the format in ``docs/organisation.md``.
    """

    code = "organisation_data"

    def message(self, lang: Language = "en") -> str:
        """The text for people; without a line where there is none."""
        if self.line:
            return super().message(lang)
        return f"{self.path}: {self.key}: {self.reason_vi if lang == 'vi' else self.reason}"


class OrganisationDataErrors(DataFaults, OrganisationError):
    """All the faults of an organisation's data at once (mọi lỗi, liệt kê một lần)."""

    code = "organisation_data_errors"
