"""Errors about one dossier (lỗi về hồ sơ): raised in single calls, findings in a batch."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from tthc_deadlines.dossiers.telling import Described
from tthc_deadlines.errors import Language, TthcDeadlinesError


class DossierError(TthcDeadlinesError):
    """Errors about a dossier and its events (lỗi về hồ sơ và sự kiện)."""

    def _said(self, name: str, value: object, lang: Language) -> object:
        if isinstance(value, dt.datetime):
            return shown_moment(value, lang)
        if isinstance(value, Described):
            return Described(value.vi, value.vi if lang == "vi" else value.en)
        return super()._said(name, value, lang)


class InvalidTransition(DossierError, ValueError):
    """An event that cannot follow what came before (sự kiện không thể xảy ra).

    ``event`` and ``previous`` name the two events: kind, id and instant.

    >>> from tthc_deadlines.dossiers.dossier import Dossier
    >>> from tthc_deadlines.dossiers.events import Resumed
    >>> from tthc_deadlines.instants import VIETNAM
    >>> early = Resumed(id="e1", occurred_at=dt.datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
    >>> try:
    ...     Dossier(code="H01").then(early)
    ... except InvalidTransition as error:
    ...     print(error)
    resumed e1 (2026-11-20 09:00) cannot follow the opening of the dossier: no stop is open

    Basis: the library's own convention; the order of decree 118/2025/NĐ-CP articles 17–22.
    """

    code = "invalid_transition"
    texts: ClassVar[dict[str, str]] = {
        "en": "{event} cannot follow {previous}: {reason}",
        "vi": "{event_vi} không thể xảy ra sau {previous_vi}: {reason_vi}",
    }
    event: str
    event_vi: str
    previous: str
    previous_vi: str
    reason: str
    reason_vi: str


class AlreadyExpired(DossierError, ValueError):
    """An extension after the limit ran out (gia hạn sau khi đã hết hạn): the breach stands."""

    code = "already_expired"
    texts: ClassVar[dict[str, str]] = {
        "en": "{dossier} expired {due}; an extension at {at} is too late and the breach stands; "
        "extend before the limit runs out",
        "vi": "hồ sơ {dossier} đã hết hạn {due}; gia hạn lúc {at} là quá muộn, việc quá hạn vẫn "
        "giữ nguyên; phải gia hạn trước khi hết hạn",
    }
    dossier: str
    due: object
    at: object


class AlreadyReappointed(DossierError, ValueError):
    """A second re-appointment (hẹn lại lần thứ hai); the law allows ``times``."""

    code = "already_reappointed"
    texts: ClassVar[dict[str, str]] = {
        "en": "{dossier} was re-appointed already, {at}, and the law allows that no more often "
        "than {times}; keep to the day given then",
        "vi": "hồ sơ {dossier} đã được hẹn lại lúc {at}, pháp luật chỉ cho hẹn lại {times} lần; "
        "phải trả kết quả theo ngày đã hẹn lại",
    }
    dossier: str
    at: object
    times: int


class DossierDataError(DossierError, ValueError):
    """A dossier or event written in a form that cannot be read (dữ liệu hồ sơ sai dạng).

    ``where`` is the place in it, e.g. ``events[2].occurred_at``.
    """

    code = "dossier_data"
    texts: ClassVar[dict[str, str]] = {
        "en": "{where}: {value!r} is not {expected}",
        "vi": "{where}: {value!r} không phải là {expected}",
    }
    where: str
    value: object
    expected: str


def shown_moment(when: dt.date, lang: str) -> str:
    """An instant or a day in a message about an event (thời điểm trong thông báo)."""
    if not isinstance(when, dt.datetime):
        return f"{when:%d/%m/%Y}" if lang == "vi" else f"{when}"
    return f"{when:%H:%M %d/%m/%Y}" if lang == "vi" else f"{when:%Y-%m-%d %H:%M}"
