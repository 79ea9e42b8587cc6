"""Soundness of an organisation (kiểm tra tính hợp lệ của tổ chức): every fault at once.

What a record says may be well written and still be impossible: two heads at once, a power
delegated by someone who does not have it, a unit that belongs to itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tthc_deadlines.responsibility.checks.absences import check_absences
from tthc_deadlines.responsibility.checks.heads import check_heads
from tthc_deadlines.responsibility.checks.picture import Picture, Where
from tthc_deadlines.responsibility.checks.powers import check_powers
from tthc_deadlines.responsibility.checks.references import check_references
from tthc_deadlines.responsibility.checks.tree import check_tree
from tthc_deadlines.responsibility.errors import OrganisationDataError
from tthc_deadlines.responsibility.records import OrganisationRecords


def check_records(
    records: OrganisationRecords,
    where: Where | None = None,
    unread: Mapping[str, Collection[str]] | None = None,
) -> list[OrganisationDataError]:
    """Every fault of an organisation's records (mọi lỗi của dữ liệu tổ chức).

    Args:
        records: as read, or made in Python.
        where: the path, line and key to show for a key of the record at a place such as
            ``"appointment[3]"``; without it the place itself, line 0 and the key.
        unread: by table, the ids of rows that could not be read, "" for one without: what
            would follow from their absence is not told as well.

    Returns:
        The faults, in the order of the tables and rows they were found in; none if the
        records are sound. Nothing is raised.

    >>> from tthc_deadlines.responsibility.records import Unit
    >>> records = OrganisationRecords(units=[Unit(id="a", parent="b", led_by_parent=True)])
    >>> for fault in check_records(records):
    ...     print(fault)
    unit[0]: parent: there is no unit 'b'; add a unit row, or correct the id

    Basis: law 63/2025/QH15 article 9.4–5 for delegations; otherwise the library's own
    convention, set out in ``docs/organisation.md``.
    """
    picture = Picture(records, where, unread)
    check_references(picture)
    check_tree(picture)
    check_heads(picture)
    check_powers(picture)
    check_absences(picture)
    return picture.faults
