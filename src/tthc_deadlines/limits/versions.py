"""Which version of a rule applies (phiên bản quy định áp dụng), by the day of receipt.

A dossier is judged by the rules in force when it was received, unless a later text
says otherwise. For the one-stop decrees no transitional clause was found, so this is
an inference; the Civil Status Law 2026 says it outright.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol, TypeVar

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.errors import OutOfCoverage
from tthc_deadlines.instants import as_date
from tthc_deadlines.limits.time_limit import AfterCutoff, TimeLimit, Unit


class Dated(Protocol):
    """Anything with a name and a first day (có tên và ngày bắt đầu áp dụng)."""

    @property
    def name(self) -> str: ...

    @property
    def in_force(self) -> dt.date: ...


Version = TypeVar("Version", bound=Dated)


@attrs.frozen(kw_only=True)
class RuleVersion:
    """One dated version of a rule (một phiên bản).

    Attributes:
        name: stable identifier.
        citation: the document, with the first day it applies to receipts.
        by_receipt: the words that make the day of receipt decide, if there are any.
        default_limit: the limit it sets where no other text does.
    """

    name: str
    citation: Citation
    by_receipt: Citation | None = None
    default_limit: TimeLimit | None = None

    @property
    def in_force(self) -> dt.date:
        """The first day it applies to receipts (ngày có hiệu lực)."""
        if self.citation.in_force is None:
            raise ValueError(f"{self.name}: a version needs the day it took effect")
        return self.citation.in_force


CIVIL_STATUS_LAWS: tuple[RuleVersion, ...] = (
    RuleVersion(
        name="law-60-2014",
        citation=Citation(
            number="60/2014/QH13",
            title="Luật Hộ tịch",
            title_en="Civil Status Law",
            article="Điều 5 khoản 3",
            in_force=dt.date(2016, 1, 1),
            quote="trường hợp nhận hồ sơ sau 15 giờ mà không giải quyết được ngay thì trả kết quả "
            "trong ngày làm việc tiếp theo",
        ),
        default_limit=TimeLimit(
            unit=Unit.SAME_DAY, cutoff=dt.time(15), after_cutoff=AfterCutoff.RESULT_NEXT_WORKING_DAY
        ),
    ),
    RuleVersion(
        name="law-03-2026",
        citation=Citation(
            number="03/2026/QH16",
            title="Luật Hộ tịch",
            title_en="Civil Status Law",
            article="Điều 3 khoản 3",
            in_force=dt.date(2027, 3, 1),
            quote="phải được giải quyết trong 24 giờ kể từ thời điểm nhận đủ hồ sơ hợp lệ",
        ),
        by_receipt=Citation(number="03/2026/QH16", title="Luật Hộ tịch", article="Điều 30"),
        default_limit=TimeLimit(value=24, unit=Unit.HOUR),
    ),
)
"""The Civil Status Laws (Luật Hộ tịch), with the limit where the law sets none."""


def version_for(versions: Sequence[Version], received_on: dt.date) -> Version:
    """The version in force on the day of receipt (phiên bản theo ngày tiếp nhận).

    ``received_on`` is the local day of the receipt itself, even where counting treats it
    as received on the next working day: the two are kept apart.

    Raises:
        OutOfCoverage: the day lies before the first version known.

    >>> version_for(CIVIL_STATUS_LAWS, dt.date(2025, 6, 30)).name
    'law-60-2014'
    """
    day = as_date(received_on, "received_on")
    for version in reversed(versions):
        if version.in_force <= day:
            return version
    raise OutOfCoverage(
        value=day,
        covered_from=versions[0].in_force,
        covered_to=dt.date.max,
        edition=versions[0].name,
    )
