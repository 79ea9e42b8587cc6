"""Statuses (trạng thái): how a dossier stands, and how other systems say it.

:class:`Status` is our answer at an instant. :class:`OwnStatus` is what the file itself
claims; it is read from a table of words and of the portal's numbers, because no two
systems agree on them. A word that is not in the table is kept and not used.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from tthc_deadlines.dossiers.folding import fold_words


class Status(StrEnum):
    """How a dossier stands at an instant (tình trạng hồ sơ).

    In a list without events ``STOPPED`` and ``CLOSED`` are taken from the file's own words
    where no end is recorded: a dossier that waits for the applicant, or was refused or
    withdrawn, is never called overdue on the strength of one row. ``NOT_ACCEPTED``,
    ``REJECTED`` and ``WITHDRAWN`` take events to know.

    >>> Status("late").label("vi"), Status.LATE.is_running
    ('xong trễ hạn', False)

    Basis: circular 01/2018/TT-VPCP article 13 for early, on time and late; the others are
    the library's own.
    """

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RUNNING = "running"
    STOPPED = "stopped"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NOT_ACCEPTED = "not_accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    NO_LIMIT = "no_limit"

    @property
    def is_running(self) -> bool:
        """Whether the clock runs: running, due soon or overdue (đang giải quyết)."""
        return self in _RUNNING

    def label(self, lang: str = "vi") -> str:
        """The words for people (tên trạng thái)."""
        return STATUS_LABELS[lang][self]


_RUNNING = frozenset({Status.RUNNING, Status.DUE_SOON, Status.OVERDUE})

STATUS_LABELS: dict[str, dict[Status, str]] = {
    "vi": {
        Status.OVERDUE: "quá hạn",
        Status.DUE_SOON: "sắp đến hạn",
        Status.RUNNING: "trong hạn",
        Status.STOPPED: "tạm dừng",
        Status.EARLY: "xong trước hạn",
        Status.ON_TIME: "xong đúng hạn",
        Status.LATE: "xong trễ hạn",
        Status.NOT_ACCEPTED: "chưa tiếp nhận",
        Status.REJECTED: "từ chối",
        Status.WITHDRAWN: "đã rút",
        Status.CLOSED: "đã đóng",
        Status.NO_LIMIT: "không rõ thời hạn",
    },
    "en": {
        Status.OVERDUE: "overdue",
        Status.DUE_SOON: "due soon",
        Status.RUNNING: "running",
        Status.STOPPED: "stopped",
        Status.EARLY: "finished early",
        Status.ON_TIME: "finished on time",
        Status.LATE: "finished late",
        Status.NOT_ACCEPTED: "not accepted yet",
        Status.REJECTED: "rejected",
        Status.WITHDRAWN: "withdrawn",
        Status.CLOSED: "closed",
        Status.NO_LIMIT: "no readable limit",
    },
}


class OwnStatus(StrEnum):
    """What a file's own status amounts to (trạng thái do tệp ghi)."""

    OPEN = "open"
    STOPPED = "stopped"
    CLOSED = "closed"
    FINISHED = "finished"


PORTAL_NUMBERS: dict[int, tuple[str, OwnStatus]] = {
    1: ("Mới đăng ký", OwnStatus.OPEN),
    2: ("Được tiếp nhận", OwnStatus.OPEN),
    3: ("Không được tiếp nhận", OwnStatus.CLOSED),
    4: ("Đang xử lý", OwnStatus.OPEN),
    5: ("Yêu cầu bổ sung giấy tờ", OwnStatus.STOPPED),
    6: ("Yêu cầu thực hiện nghĩa vụ tài chính", OwnStatus.STOPPED),
    7: ("Công dân yêu cầu rút hồ sơ", OwnStatus.CLOSED),
    # Sources differ on whether this one is final; the dossier stays in sight.
    8: ("Dừng xử lý", OwnStatus.STOPPED),
    9: ("Đã xử lý xong", OwnStatus.FINISHED),
    10: ("Đã trả kết quả", OwnStatus.FINISHED),
}
"""The ten statuses of the national portal (trạng thái trên Cổng Dịch vụ công quốc gia).

Basis: observed in two independent vendors' systems; no official text was read. Local
systems may redefine single numbers.
"""

_WORDS: dict[OwnStatus, tuple[str, ...]] = {
    OwnStatus.OPEN: (
        "đang xử lý",
        "đang giải quyết",
        "đang thụ lý",
        "đang thẩm định",
        "đã tiếp nhận",
        "mới tiếp nhận",
        "mới đăng ký",
        "chờ xử lý",
        "chờ phê duyệt",
        "chờ ký",
        "trong hạn",
        "quá hạn",
        "sắp đến hạn",
        "đã bổ sung",
        "running",
        "open",
        "processing",
        "received",
        "in progress",
        "overdue",
        "due soon",
    ),
    OwnStatus.STOPPED: (
        "chờ bổ sung",
        "yêu cầu bổ sung",
        "đang bổ sung",
        "bổ sung hồ sơ",
        "tạm dừng",
        "dừng xử lý",
        "dừng giải quyết",
        "dừng hồ sơ",
        "chờ nghĩa vụ tài chính",
        "chờ thực hiện nghĩa vụ tài chính",
        "thực hiện nghĩa vụ tài chính",
        "yêu cầu thực hiện nghĩa vụ tài chính",
        "chờ thanh toán",
        "stopped",
        "suspended",
        "on hold",
        "waiting for supplement",
        "waiting for applicant",
    ),
    OwnStatus.CLOSED: (
        "từ chối",
        "bị từ chối",
        "đã từ chối",
        "không tiếp nhận",
        "không được tiếp nhận",
        "không giải quyết",
        "trả lại hồ sơ",
        "đã trả lại",
        "rút hồ sơ",
        "đã rút",
        "xin rút",
        "công dân rút",
        "công dân yêu cầu rút hồ sơ",
        "đã hủy",
        "hủy hồ sơ",
        "đóng hồ sơ",
        "đã đóng",
        "rejected",
        "refused",
        "withdrawn",
        "cancelled",
        "closed",
    ),
    OwnStatus.FINISHED: (
        "đã xử lý xong",
        "đã giải quyết xong",
        "đã trả kết quả",
        "xong trước hạn",
        "xong đúng hạn",
        "xong trễ hạn",
    ),
}

_WHOLE_ONLY = (
    "xử lý xong",
    "đã xử lý",
    "đã giải quyết",
    "đã có kết quả",
    "có kết quả",
    "đã trả",
    "hoàn thành",
    "đã hoàn thành",
    "đã kết thúc",
    "kết thúc",
    "finished",
    "done",
    "completed",
    "issued",
    "returned",
)
"""Words that mean finished only by themselves: "Đã xử lý bước 2" is not finished."""

_BY_WORDS = {fold_words(words): meaning for meaning, table in _WORDS.items() for words in table}
_BY_WORDS.update({fold_words(words): meaning for words, meaning in PORTAL_NUMBERS.values()})
_BY_WHOLE = {fold_words(words): OwnStatus.FINISHED for words in _WHOLE_ONLY}
_LONGEST = max(len(words.split()) for words in _BY_WORDS)


@lru_cache(maxsize=1024)
def read_own_status(text: str) -> OwnStatus | None:
    """What the file's own status amounts to (đọc trạng thái); ``None`` if not known.

    Reads the portal's numbers 1 to 10 and the table's words, alone or followed by
    more ("Chờ bổ sung (lần 2)"). Other words mean nothing here and are never guessed.

    >>> read_own_status("5"), read_own_status("Đã trả kết quả")
    (<OwnStatus.STOPPED: 'stopped'>, <OwnStatus.FINISHED: 'finished'>)
    >>> read_own_status("Chuyển liên thông") is None
    True
    """
    words = fold_words(text).split()
    if words and words[0].isdecimal():
        known = PORTAL_NUMBERS.get(int(words[0])) if len(words[0]) <= 3 else None
        if len(words) == 1:
            return known[1] if known else None
        words = words[1:]
    if whole := _BY_WHOLE.get(" ".join(words)):
        return whole
    for length in range(min(len(words), _LONGEST), 0, -1):
        meaning = _BY_WORDS.get(" ".join(words[:length]))
        if meaning is not None:
            return meaning
    return None
