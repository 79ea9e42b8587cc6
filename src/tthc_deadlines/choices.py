"""Values chosen from a list (giá trị được chọn): named, or refused with the list."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from tthc_deadlines.errors import LANGUAGES, UnknownChoice

C = TypeVar("C", bound=Enum)


def chosen(kind: type[C], value: object, field: str) -> C:
    """The member of an enumeration that a value names (giá trị được chọn).

    Raises:
        UnknownChoice: it names none.
    """
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise UnknownChoice(field=field, value=value, known=known) from None


def known_language(lang: str) -> str:
    """The language itself, if texts are kept in it (ngôn ngữ); "vi" or "en".

    Raises:
        UnknownChoice: any other.
    """
    if lang in LANGUAGES:
        return lang
    raise UnknownChoice(field="lang", value=lang, known=", ".join(LANGUAGES))
