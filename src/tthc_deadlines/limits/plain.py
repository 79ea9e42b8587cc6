"""The plainest wordings (câu chữ đơn giản nhất), read without loading the whole grammar.

Most cells say no more than "05 ngày làm việc"; one pattern reads those at once. All else
is left to :mod:`tthc_deadlines.limits.wording`, which agrees on these (a test holds it).
"""

from __future__ import annotations

import re

from tthc_deadlines.limits.time_limit import Bound, TimeLimit, Unit

_UNITS = {
    "ngày làm việc": Unit.WORKING_DAY,
    "giờ làm việc": Unit.WORKING_HOUR,
    "giờ": Unit.HOUR,
    "phút": Unit.MINUTE,
    "tuần": Unit.WEEK,
    "tháng": Unit.MONTH,
}
_PLAIN = re.compile(rf"(không quá |tối đa )?0*([1-9]\d{{0,3}}) (ngày|{'|'.join(_UNITS)})\.?")


def read_plainly(text: object, bare_day: Unit) -> TimeLimit | None:
    """The limit of a plain wording; ``None`` for any other, which may still be readable.

    >>> read_plainly("Không quá 05 ngày làm việc", Unit.CALENDAR_DAY)
    TimeLimit('không quá 05 ngày làm việc')
    """
    match = _PLAIN.fullmatch(text.strip().lower()) if isinstance(text, str) else None
    if match is None:
        return None
    bound, value, unit = match.groups()
    return TimeLimit(
        value=int(value), unit=_UNITS.get(unit, bare_day), bound=Bound.MAX if bound else None
    )
