"""Citations (căn cứ pháp lý): which document a value rests on, and how sure we are.

Law is dated data: a value, its citation and the confidence in that citation
travel together. A confidence is never raised by computing with it: combine
citations with :meth:`Confidence.weakest`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum

import attrs


class Confidence(StrEnum):
    """How far a citation has been checked (mức độ tin cậy).

    ``VERIFIED``: the operative words were read. ``SECONDARY``: confirmed only
    through another text that quotes or applies them. ``MEMORY``: consistent
    with the law, to be verified before anyone relies on it.

    >>> Confidence("secondary").label("en")
    'through a secondary source, original not read'

    Basis: the library's own convention; the data files state it row by row.
    """

    VERIFIED = "verified"
    SECONDARY = "secondary"
    MEMORY = "memory"

    @staticmethod
    def weakest(confidences: Iterable[Confidence]) -> Confidence:
        """The least certain of several (mức thấp nhất); verified when there are none.

        >>> Confidence.weakest([Confidence.VERIFIED, Confidence.MEMORY])
        <Confidence.MEMORY: 'memory'>
        """
        order = list(Confidence)
        return max(confidences, key=order.index, default=Confidence.VERIFIED)

    def label(self, lang: str) -> str:
        """The words for people; empty for what is verified."""
        return _CONFIDENCE_LABELS[lang][self]


_CONFIDENCE_LABELS = {
    "vi": {
        Confidence.VERIFIED: "",
        Confidence.SECONDARY: "theo nguồn dẫn lại, chưa đọc văn bản gốc",
        Confidence.MEMORY: "chưa kiểm chứng",
    },
    "en": {
        Confidence.VERIFIED: "",
        Confidence.SECONDARY: "through a secondary source, original not read",
        Confidence.MEMORY: "not verified",
    },
}


@attrs.frozen(kw_only=True)
class Citation:
    """A document, and the place in it, that a value rests on (căn cứ).

    Attributes:
        number: the document's number as printed, e.g. ``"91/2015/QH13"``.
        title: its name in Vietnamese; ``title_en`` the same in English, where it has one.
        article: the place in it, e.g. ``"Điều 148 khoản 5"``; empty for the whole.
        issuer: who issued it.
        adopted: the day it was signed; ``None`` where not known.
        adopted_note: what is known of that day where it is not known exactly; ``adopted``
            is then the latest day it can have been.
        in_force: the day it took effect; ``None`` where not known.
        url: where it was read.
        confidence: how far it was checked.
        quote: the words relied on, in the original language.
        doubt: why it is not certain, in Vietnamese and English, where that is not that the
            original was not read: e.g. an amendment that was not.

    >>> Citation(number="9441/TB-BNV", issuer="Bộ Nội vụ", adopted=dt.date(2025, 10, 16)).text()
    'văn bản 9441/TB-BNV của Bộ Nội vụ ngày 16/10/2025'

    Basis: the library's own convention: a value and its document travel together.
    """

    number: str
    title: str = ""
    title_en: str = ""
    article: str = ""
    issuer: str = ""
    adopted: dt.date | None = None
    adopted_note: str = ""
    in_force: dt.date | None = None
    url: str = ""
    confidence: Confidence = Confidence.VERIFIED
    quote: str = ""
    doubt: tuple[str, str] = attrs.field(default=("", ""), repr=False)  # not of the edition

    def text(self, lang: str = "vi") -> str:
        """One line for people, with the confidence where it is not full.

        >>> civil_code = Citation(number="91/2015/QH13", title="Bộ luật Dân sự 2015",
        ...                       article="Điều 148 khoản 5")
        >>> civil_code.text()
        'Điều 148 khoản 5, Bộ luật Dân sự 2015 (91/2015/QH13)'
        """
        label = self.doubt[lang != "vi"] or self.confidence.label(lang)
        line = self._law(lang) if self.article or not self.issuer else self._letter(lang)
        return f"{line} [{label}]" if label else line

    def _law(self, lang: str) -> str:
        """An article of a law: its place, name and number."""
        title = (self.title_en if lang == "en" else "") or self.title
        name = f"{title} ({self.number})" if title and self.number else title or self.number
        article = _in_english(self.article) if lang == "en" else self.article
        return f"{article}, {name}" if article else name

    def _letter(self, lang: str) -> str:
        """A decision or letter: number, issuer and the day it was signed, as far as known."""
        known = bool(self.number) and not self.number.startswith("(")
        day, note = self.adopted, self.adopted_note
        if lang == "vi":
            signed = f" ({note})" if note else f" ngày {day:%d/%m/%Y}" if day else ""
            number = f"văn bản {self.number}" if known else "văn bản chưa rõ số hiệu"
            return f"{number} của {self.issuer}{signed}"
        number = self.number if known else "a letter of unknown number"
        return f"{number}, {self.issuer}{f' ({note})' if note else f', {day}' if day else ''}"

    def __str__(self) -> str:
        return self.text("vi")


_PLACE = re.compile(r"Điều (\d+\w?)(?: khoản (\d+))?(?: điểm (\w))?")
_CLAUSE = re.compile(r"khoản (\d+)(?: điểm (\w))?")


def _in_english(article: str) -> str:
    """ "Điều 147 khoản 2" as "article 147.2"; "khoản 5" after another as "clause 5"."""
    english = _PLACE.sub(lambda found: f"article {'.'.join(filter(None, found.groups()))}", article)
    english = _CLAUSE.sub(lambda found: f"clause {'.'.join(filter(None, found.groups()))}", english)
    return english.replace("cùng quy tắc với ", "the same rule as ")
