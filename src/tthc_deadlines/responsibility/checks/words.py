"""What can be unsound in an organisation (lỗi của dữ liệu tổ chức), in both languages."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tthc_deadlines.responsibility.windows import FIRST, LAST

# kind of fault: (English, Vietnamese)
WORDS: dict[str, tuple[str, str]] = {
    # --- ids and references
    "no_id": ("must not be empty", "không được để trống"),
    "id_twice": (
        "{value!r} is given twice, first at {other}; give each its own",
        "{value!r} được ghi hai lần, lần đầu ở {other}; mỗi dòng cần một mã riêng",
    ),
    "versions_overlap": (
        ("unit {value!r} is described twice {span}, also at {other}; let one version end where "
        "the next begins"),
        ("đơn vị {value!r} được mô tả hai lần {span}, cùng với {other}; hãy để phiên bản trước "
        "kết thúc đúng lúc phiên bản sau bắt đầu"),
    ),
    "unknown_unit": (
        "there is no unit {value!r}{nearest}; add a unit row, or correct the id",
        "không có đơn vị {value!r}{nearest}; hãy thêm dòng đơn vị hoặc sửa mã",
    ),
    "unknown_position": (
        "there is no position {value!r}{nearest}; add a position row, or correct the id",
        "không có vị trí {value!r}{nearest}; hãy thêm dòng vị trí hoặc sửa mã",
    ),
    "unknown_official": (
        "there is no official {value!r}{nearest}; add an official row, or correct the id",
        "không có người mang mã {value!r}{nearest}; hãy thêm dòng cho người này hoặc sửa mã",
    ),
    "unknown_field": (
        "there is no field {value!r}{nearest}; add a field row, or correct the key",
        "không có lĩnh vực {value!r}{nearest}; hãy thêm dòng lĩnh vực hoặc sửa khóa",
    ),
    "window_reversed": (
        "ends {until}, which is not after {start}, when it begins",
        "kết thúc {until}, không sau {start} là lúc bắt đầu",
    ),
    "outside_unit_life": (
        "unit {value!r} does not exist {span}; keep the appointment within the life of the unit",
        ("đơn vị {value!r} không tồn tại {span}; hãy để việc bố trí nằm trong thời gian đơn vị "
        "tồn tại"),
    ),
    "reports_circle": (
        "positions report to one another in a circle: {circle}",
        "các vị trí báo cáo vòng quanh: {circle}",
    ),
    # --- the tree of units
    "unit_circle": (
        "units belong to one another in a circle at {at}: {circle}",
        "các đơn vị trực thuộc vòng quanh, vào {at}: {circle}",
    ),
    "parent_gone": (
        ("unit {value!r} does not exist {span}; name the parent of that time, in a version of its "
        "own if it changes"),
        ("đơn vị {value!r} không tồn tại {span}; hãy nêu đơn vị cấp trên của thời gian đó, nếu có "
        "thay đổi thì thêm một phiên bản"),
    ),
    "supervision_circle": (
        "units supervise one another in a circle at {at}: {circle}",
        "các đơn vị giám sát vòng quanh, vào {at}: {circle}",
    ),
    "wrong_code": (
        ("{value!r} is no electronic identifier; write it as H99.25.04, or as 000.25.04.H99 in the "
        "older form"),
        ("{value!r} không phải mã định danh điện tử; hãy ghi dạng H99.25.04, hoặc dạng cũ "
        "000.25.04.H99"),
    ),
    "code_twice": (
        "{value!r} is the identifier of unit {unit!r} too {span}, at {other}",
        "{value!r} cũng là mã định danh của đơn vị {unit!r} {span}, ở {other}",
    ),
    "code_not_under": (
        "{value!r} is not under {above}, the identifier of unit {unit!r} which it belongs to",
        "{value!r} không nằm dưới {above}, mã định danh của đơn vị {unit!r} cấp trên",
    ),
    "ends_without_receiver": (
        "unit {value!r} ends {until}: who takes over its open work? Give passes_to",
        "đơn vị {value!r} kết thúc {until}: đơn vị nào nhận hồ sơ còn dở? Hãy ghi passes_to",
    ),
    "passes_without_end": (
        "says who takes over the open work, but the unit does not end; give until, or remove it",
        "nêu đơn vị nhận hồ sơ dở dang nhưng đơn vị không kết thúc; hãy ghi until hoặc bỏ đi",
    ),
    "passes_to_itself": (
        "a unit that ends cannot pass its open work to itself; name another unit",
        "đơn vị kết thúc không thể chuyển hồ sơ dở dang cho chính mình; hãy nêu đơn vị khác",
    ),
    "passes_circle": (
        "units that end {at} pass their open work around in a circle: {circle}",
        "các đơn vị kết thúc {at} chuyển hồ sơ dở dang vòng quanh: {circle}",
    ),
    "receiver_gone": (
        "unit {value!r} does not exist at {at}, when it would take over the open work",
        "đơn vị {value!r} không tồn tại vào {at}, lúc phải nhận hồ sơ dở dang",
    ),
    # --- heads
    "two_heads": (
        ("unit {value!r} has two heads {span}: {first!r} and {second!r}, the other at {other}; end "
        "one appointment"),
        ("đơn vị {value!r} có hai người đứng đầu {span}: {first!r} và {second!r}, người kia ở "
        "{other}; hãy kết thúc một việc bố trí"),
    ),
    "no_head": (
        "unit {value!r} has no head {span}; appoint one, acting if need be, or set led_by_parent",
        ("đơn vị {value!r} không có người đứng đầu {span}; hãy bố trí, kể cả quyền hoặc phụ trách, "
        "hoặc ghi led_by_parent"),
    ),
    "led_by_nobody": (
        "led_by_parent needs a parent; name it, or remove the key",
        "led_by_parent cần có đơn vị cấp trên; hãy nêu parent hoặc bỏ khóa này",
    ),
    # --- powers
    "charge_without_rank": (
        ("official {value!r} is neither head nor deputy of a unit {when}; only they are put in "
        "charge of fields"),
        ("{value!r} không phải cấp trưởng hay cấp phó của đơn vị nào {when}; chỉ họ được phân "
        "công phụ trách"),
    ),
    "no_term": (
        "a delegation needs a term: from, and until or last_day",
        "ủy quyền phải có thời hạn: from, và until hoặc last_day",
    ),
    "no_document": (
        "a delegation must be in writing; name the document",
        "ủy quyền phải bằng văn bản; hãy ghi document",
    ),
    "no_power": (
        ("official {value!r} leads no unit {when}, and holds no position with a competence that "
        "covers this; nobody delegates a power that is not his"),
        ("{value!r} không đứng đầu hay làm cấp phó của đơn vị nào {when}, cũng không có thẩm quyền "
        "bao trùm việc này; không ai ủy quyền việc không thuộc quyền mình"),
    ),
    "unit_beyond": (
        "unit {value!r} is neither in nor below a unit that {delegator!r} leads {when}",
        "đơn vị {value!r} không thuộc đơn vị mà {delegator!r} lãnh đạo {when}",
    ),
    "delegated_to_oneself": (
        "a power cannot be delegated to oneself",
        "không thể ủy quyền cho chính mình",
    ),
    "passed_on": (
        ("official {value!r} holds this only by the delegation at {other}, and what is delegated "
        "must not be delegated on (law 63/2025/QH15 article 9.5)"),
        ("{value!r} chỉ có quyền này do được ủy quyền ở {other}; người được ủy quyền không được ủy "
        "quyền tiếp (Luật 63/2025/QH15, Điều 9 khoản 5)"),
    ),
    "delegate_without_post": (
        "official {value!r} holds no appointment {when}",
        "{value!r} không giữ vị trí nào {when}",
    ),
    "unit_and_position": (
        "a competence belongs to a unit or to a position; keep one of the two",
        "thẩm quyền thuộc một đơn vị hoặc một vị trí; chỉ giữ một trong hai",
    ),
    "neither_unit_nor_position": (
        "a competence belongs to a unit or to a position; name one",
        "thẩm quyền thuộc một đơn vị hoặc một vị trí; hãy nêu một trong hai",
    ),
    # --- absences
    "substitutes_differ": (
        ("official {value!r} has two substitutes {span}: {first!r} and {second!r}, the other at "
        "{other}; keep one"),
        ("{value!r} có hai người thay {span}: {first!r} và {second!r}, người kia ở {other}; chỉ "
        "giữ một người"),
    ),
    "substitute_oneself": (
        "nobody stands in for himself; name another, or leave it out",
        "không ai tự thay cho mình; hãy nêu người khác hoặc để trống",
    ),
    "substitute_circle": (
        "absent officials stand in for one another in a circle at {at}: {circle}",
        "những người vắng mặt thay nhau vòng quanh, vào {at}: {circle}",
    ),
}  # fmt: skip

_NEAREST = ("; the nearest are: {}", "; gần nhất: {}")
_SPANS = (
    ("at any time", "from {start} on", "before {end}", "from {start} until {end}"),
    ("vào bất cứ lúc nào", "từ {start} trở đi", "trước {end}", "từ {start} đến trước {end}"),
)
_WHEN = (("at any time", "at {at}"), ("vào bất cứ lúc nào", "vào {at}"))


class Span(NamedTuple):
    """A stretch of time in a message (khoảng thời gian trong thông báo)."""

    start: dt.datetime
    end: dt.datetime


class When(NamedTuple):
    """The instant something is judged at (thời điểm xét); ``None``: any instant."""

    at: dt.datetime | None


class Nearest(NamedTuple):
    """The known ids that are most like an unknown one (các mã gần giống)."""

    ids: tuple[str, ...]


def say(kind: str, words: dict[str, object]) -> tuple[str, str]:
    """The reason of a fault in English and in Vietnamese (lý do, hai thứ tiếng)."""
    english, vietnamese = WORDS[kind]
    return tuple(  # type: ignore[return-value]
        text.format(**{name: _shown(value, lang) for name, value in words.items()})
        for lang, text in enumerate((english, vietnamese))
    )


def _shown(value: object, lang: int) -> object:
    if isinstance(value, Nearest):
        return _NEAREST[lang].format(", ".join(value.ids)) if value.ids else ""
    if isinstance(value, Span):
        opened, ended = value.start > FIRST, value.end < LAST
        text = _SPANS[lang][opened + 2 * ended]
        return text.format(start=_instant(value.start, lang), end=_instant(value.end, lang))
    if isinstance(value, When):
        at = "" if value.at is None else _instant(value.at, lang)
        return _WHEN[lang][value.at is not None].format(at=at)
    if isinstance(value, dt.datetime):
        return _instant(value, lang)
    return value


def _instant(value: dt.datetime, lang: int) -> str:
    """An instant as the files have it: a day where it is the beginning of one."""
    day = f"{value:%d/%m/%Y}" if lang else f"{value.date()}"
    if value.time() == dt.time():
        return day
    clock = f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    return f"{clock} {day}" if lang else f"{day} {clock}"
