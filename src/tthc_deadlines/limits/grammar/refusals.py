"""Why a wording is refused (lý do từ chối đọc): one table, in both languages."""

from __future__ import annotations

from tthc_deadlines.errors import AmbiguousWording

_REASONS: dict[str, tuple[str, str]] = {
    "nothing": ("no time limit found", "không tìm thấy thời hạn nào"),
    "number": (
        "the number cannot be read, or digits and words disagree",
        "không đọc được số, hoặc số và chữ không khớp",
    ),
    "unit": (
        "the law gives this unit no length, or the text does not say what is counted",
        "đơn vị này không có độ dài theo luật, hoặc câu không nói rõ tính theo gì",
    ),
    "no_unit": (
        "the number stands without a unit; pass bare_day if the column heading gives it",
        "số không có đơn vị; nếu tiêu đề cột đã ghi đơn vị thì truyền bare_day",
    ),
    "no_day_word": (
        'the word "ngày" or "giờ" is missing before "làm việc"',
        "thiếu chữ “ngày” hoặc “giờ” trước “làm việc”",
    ),
    "role": (
        "this amount of time may not be a limit at all",
        "khoảng thời gian này có thể không phải là thời hạn giải quyết",
    ),
    "approximate": (
        "the amount is approximate or open on one side",
        "số lượng chỉ là ước chừng hoặc để ngỏ một đầu",
    ),
    "elapsed": (
        "it speaks of time that has passed or been exceeded, not of a limit",
        "câu nói về thời gian đã qua hoặc đã quá hạn, không phải về thời hạn",
    ),
    "validity": (
        "it says how long something is valid, kept or counted, not how long the work takes",
        "câu nói về thời gian có hiệu lực, lưu giữ hoặc tích lũy, không phải thời hạn giải quyết",
    ),
    "follows": (
        "the words after the amount change it in a way that cannot be read",
        "các chữ đứng sau số lượng làm thay đổi nghĩa mà không đọc được",
    ),
    "holidays_only": (
        "only some days off are left out, so the days are neither calendar nor working days",
        "chỉ trừ một số ngày nghỉ nên không phải ngày theo lịch cũng không phải ngày làm việc",
    ),
    "equivalent": (
        "the two amounts given as equal are not equal",
        "hai số lượng được coi là tương đương nhưng không khớp nhau",
    ),
    "cut": (
        "the cut does not add up with the limit, or the limit that remains is not stated",
        "phần cắt giảm không khớp với thời hạn, hoặc không nêu thời hạn còn lại",
    ),
    "next_day_start": (
        "the count starts the day after the event; whether that day counts is not said",
        "thời hạn tính từ ngày sau sự kiện; không rõ ngày đó có được tính hay không",
    ),
    "lengthened": (
        "it may add to the limit or replace it",
        "có thể là cộng thêm vào thời hạn, cũng có thể là thay thời hạn",
    ),
    "renewal": (
        '"gia hạn" may be an extension of the limit or the renewal of a paper',
        "“gia hạn” có thể là gia hạn thời hạn giải quyết hoặc gia hạn giấy tờ",
    ),
    "clock": (
        "a time of day whose effect cannot be read",
        "có mốc giờ trong ngày nhưng không đọc được hệ quả của nó",
    ),
    "day": (
        "it names a day whose part in the limit cannot be read",
        "có nhắc đến một ngày nhưng không rõ vai trò của ngày đó trong thời hạn",
    ),
    "both_ways": (
        "it counts both forwards and backwards from an event",
        "câu vừa tính tới vừa tính lùi từ một sự kiện",
    ),
    "several": (
        "the text states more than one limit; read it with read_time_limits or `tthc limit`",
        "văn bản nêu nhiều hơn một thời hạn; hãy xem cách hiểu bằng lệnh tthc limit",
    ),
    "range": (
        "a range of amounts is not one limit; read it with read_time_limits or `tthc limit`",
        "một khoảng số lượng không phải là một thời hạn; hãy xem cách hiểu bằng lệnh tthc limit",
    ),
    "kind": (
        "it is not the limit of the procedure itself; see read_time_limits or `tthc limit`",
        "đây không phải là thời hạn của chính thủ tục; hãy xem cách hiểu bằng lệnh tthc limit",
    ),
    "days_meant": (
        'another clause says which days count, while the amount says only "ngày"',
        "một câu khác nói tính những ngày nào, còn số lượng chỉ ghi “ngày”",
    ),
    "days_off_too": (
        "days off are said to count, while the amount is in working days",
        "câu nói tính cả ngày nghỉ, còn số lượng lại ghi ngày làm việc",
    ),
    "taken_back": (
        "the limit is taken back, or is only proposed",
        "thời hạn đã bị bãi bỏ, hết hiệu lực hoặc mới chỉ là dự kiến",
    ),
    "own_first_day": (
        "it counts the first or the last day in its own way",
        "câu tự quy định cách tính ngày đầu hoặc ngày cuối",
    ),
    "each": (
        "the amount is for each of several",
        "số lượng này tính cho từng đối tượng hoặc từng lần",
    ),
    "impossible": (
        "no limit can have this amount in this unit",
        "không có thời hạn nào nhận số lượng này với đơn vị này",
    ),
    "side_by_side": (
        "several amounts stand side by side; whether they follow or exclude each other is not said",
        "có nhiều số lượng đứng cạnh nhau mà không rõ là nối tiếp hay thay thế nhau",
    ),
    "sum": (
        "two amounts are joined without saying whether they add up",
        "hai số lượng đứng cạnh nhau mà không nói rõ có cộng lại hay không",
    ),
}


def refusal(text: str, words: str, why: str) -> AmbiguousWording:
    """The error for ``words`` of ``text`` (lỗi từ chối), with the reason named ``why``.

    >>> refusal("vài ngày", "vài ngày", "nothing").reason
    'no time limit found'
    """
    reason, reason_vi = _REASONS[why]
    return AmbiguousWording(text=text, words=words.strip(), reason=reason, reason_vi=reason_vi)
