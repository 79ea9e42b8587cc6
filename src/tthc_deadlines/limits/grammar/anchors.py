"""What a limit runs from (mốc tính thời hạn): "kể từ ngày nhận đủ hồ sơ hợp lệ"."""

from __future__ import annotations

import re

from tthc_deadlines.limits.grammar.patterns import Pattern
from tthc_deadlines.limits.time_limit import Anchor

OPENER = (
    r"(?:(?:được\s+)?(?:kể|tính)\s+(?:bắt\s+đầu\s+)?(?:kể\s+)?từ|bắt\s+đầu\s+(?:tính\s+)?từ"
    r"|ngay\s+sau|sau|từ)"
    r"\s+(?:khi|ngày|thời\s+điểm|lúc|giờ)\b"
)
"""Pattern of the words that open an anchor (lower case)."""

_DOSSIER = r"(?:bộ\s+)?(?:thành\s+phần\s+)?(?:hồ\s+sơ|giấy\s+tờ)"
_PAPER = (
    r"(?:văn\s+bản|công\s+văn|yêu\s+cầu|thông\s+báo|tờ\s+trình|báo\s+cáo|danh\s+sách|biên\s+bản"
    r"|phiếu|tài\s+liệu|kết\s+quả)"
)
_GOT = r"(?<!\w)(?<!công )(?<!xác )(?<!chứng )(?<!ghi )(?:tiếp\s+)?nhận(?:\s+(?:được|đủ|đầy\s+đủ))*"
_ISSUED = r"(?:ban\s+hành|(?<!đăng )ký|có|ra)"
_MENDED = (
    r"(?:(?:đã|được|có|sau\s+khi)\s+)*"
    r"(?:bổ\s+sung|hoàn\s+thiện|chỉnh\s+sửa|sửa\s+đổi|chỉnh\s+lý)"
)
_COMPLETE = Pattern(
    r"hợp\s+lệ|đầy\s+đủ|\bđủ\b|đúng\s+(?:theo\s+)?quy\s+định|hoàn\s+chỉnh|đúng\s+và\s+đủ"
)
_FEE = Pattern(
    r"(?<!\w)(?:nộp|thanh\s+toán|đóng)(?:\s+(?:đủ|đầy\s+đủ|các|khoản))*\s+(?:lệ\s+)?phí"
    r"|(?:và|cùng)\s+(?:lệ\s+)?phí"
)

# The first event named decides; the order only matters at the same place.
_EVENTS: tuple[tuple[str, Anchor | None], ...] = (
    # A mended dossier comes after the receipt the clock would else run from.
    (rf"{_GOT}\s+(?:\S+\s+)?{_DOSSIER}\s+{_MENDED}", Anchor.OTHER_EVENT),
    (rf"{_GOT}\s+(?:\S+\s+)?{_DOSSIER}", None),
    (rf"nộp\s+(?:đủ\s+|đầy\s+đủ\s+)?{_DOSSIER}", None),
    (rf"(?<!nội dung ){_DOSSIER}(?:\s+\S+){{0,6}}?\s+được\s+(?:tiếp\s+)?nhận", None),
    (rf"có\s+đủ\s+{_DOSSIER}", None),
    (rf"{_GOT}\s+(?:\S+\s+)?(?:các\s+)?ý\s+kiến", Anchor.OPINIONS_RECEIVED),
    (rf"{_GOT}\s+(?:\S+\s+)?(?:đơn\b(?!\s+vị)|đề\s+nghị|kiến\s+nghị)", Anchor.REQUEST_RECEIVED),
    (rf"{_GOT}\s+(?:\S+\s+)?(?:khiếu\s+nại|tố\s+cáo)", Anchor.OTHER_EVENT),
    (rf"{_GOT}\s+(?:\S+\s+)?quyết\s+định", Anchor.DECISION_RECEIVED),
    (rf"{_GOT}\s+(?:\S+\s+)?{_PAPER}", Anchor.DOCUMENT_RECEIVED),
    (r"thụ\s+lý", Anchor.CASE_ACCEPTED),
    (
        r"hết\s+(?:thời\s+hạn|thời\s+gian)\s+(?:\S+\s+){0,2}?(?:ban|lần)\s+đầu",
        Anchor.END_OF_BASE_PERIOD,
    ),
    (r"(?:hết|kết\s+thúc|hết\s+hiệu\s+lực)\s+(?:thời\s+hạn|thời\s+gian|hạn)", Anchor.END_OF_PERIOD),
    (
        r"(?<!\w)(?:ban\s+hành|(?<!đăng )ký|có|ra)\s+(?:\S+\s+){0,2}?quyết\s+định",
        Anchor.DECISION_ISSUED,
    ),
    (r"quyết\s+định(?:\s+\S+){0,6}?\s+được\s+(?:ban\s+hành|ký)", Anchor.DECISION_ISSUED),
    (r"công\s+bố|phê\s+duyệt", Anchor.DECISION_ISSUED),
    (
        r"(?:ban\s+hành|ra)\s+(?:thông\s+báo|kết\s+luận|công\s+văn|phiếu|giấy\s+mời)",
        Anchor.OTHER_EVENT,
    ),
    (r"ban\s+hành\b", Anchor.DECISION_ISSUED),
    (rf"(?<!quy )(?<!\w)trình\s+{_DOSSIER}", Anchor.PREVIOUS_STEP),
    (r"(?:hoàn\s+thành|kết\s+thúc)\s+bước", Anchor.PREVIOUS_STEP),
)
_ANY_EVENT = Pattern("|".join(f"(?P<e{n}>{pattern})" for n, (pattern, _) in enumerate(_EVENTS)))
_ANY_DOSSIER = Pattern("|".join(pattern for pattern, event in _EVENTS if event is None))
_PASSIVE_APPROVAL = Pattern(r"được\s+(?:phê\s+)?duyệt")
_TWO_EVENTS = Pattern(r"hoặc\s+(?:kể\s+|tính\s+)?từ\b|\bhoặc\s+ngày\b")
# How far a dossier's own description goes on: to the next clause, not past it.
_DESCRIPTION_END = Pattern(r",(?!\s*(?:đúng|hợp\s+lệ|đầy\s+đủ))|[;.()]|\bthì\b")
_NEXT_DAY = Pattern(
    r"\s*ngày\s+(?:làm\s+việc\s+)?(?:tiếp\s+theo|kế\s+tiếp|liền\s+kề|liền\s+sau|sau|thứ\s+\w+\s+sau)"
)
_OPEN = Pattern(OPENER)


def starts_next_day(words: str) -> bool:
    """Whether the anchor is itself a following day (mốc là ngày tiếp theo).

    >>> starts_next_day("kể từ ngày tiếp theo ngày nhận hồ sơ")
    True
    """
    return bool(_NEXT_DAY.match(re.sub(r"^.*?từ\s+(?=ngày)", "", words, count=1)))


def anchor_of(words: str) -> Anchor:
    """The event in the words after "kể từ" (phân loại mốc tính), lower case.

    A mark the list does not know is ``OTHER_EVENT``: the amount is certain, the
    event is whatever the text calls it.

    >>> anchor_of("kể từ ngày nhận đủ hồ sơ hợp lệ").value
    'complete_valid_dossier'
    >>> anchor_of("kể từ ngày thụ lý đơn yêu cầu").value
    'case_accepted'
    """
    return locate_anchor(words)[0]


def locate_anchor(words: str) -> tuple[Anchor, int]:
    """The event, and where its description ends (mốc và chỗ kết thúc phần mô tả)."""
    opened = _OPEN.match(words)
    start = opened.end() if opened else 0
    body = words[start:]
    first = _DESCRIPTION_END.search(body)
    match = _ANY_EVENT.search(body, 0, first.start() if first else len(body))
    if match is None and first and first[0] == ",":
        # A list of agencies may stand before the verb: "ngày Bộ A, Bộ B nhận đủ hồ sơ".
        match = _ANY_DOSSIER.search(body)
    if match is None:
        return Anchor.OTHER_EVENT, start + (first.start() if first else len(body))
    description = body[match.start() :]
    ends = _DESCRIPTION_END.search(description, match.end() - match.start())
    described = description[: ends.start()] if ends else description
    return _classified(body, match, description, described), start + match.start() + len(described)


def _classified(body: str, match: re.Match[str], description: str, described: str) -> Anchor:
    if _TWO_EVENTS.search(body[: match.start()] + described):
        return Anchor.OTHER_EVENT
    found = _EVENTS[int(match.lastgroup[1:])][1] if match.lastgroup else None
    if found is not None:
        return _refined(found, body, match)
    if _FEE.search(description):
        return Anchor.COMPLETE_VALID_DOSSIER_AND_FEE_PAID
    complete = _COMPLETE.search(described)
    return Anchor.COMPLETE_VALID_DOSSIER if complete else Anchor.DOSSIER_RECEIVED


def _refined(found: Anchor, body: str, match: re.Match[str]) -> Anchor:
    # "ngày Nhiệm vụ … được duyệt" is somebody else's approval, not the decision awaited.
    before = body[max(0, match.start() - 5) : match.end()]
    return Anchor.OTHER_EVENT if _PASSIVE_APPROVAL.search(before) else found
