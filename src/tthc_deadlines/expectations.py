"""What errors expected, in Vietnamese (điều mà thông báo lỗi chờ đợi).

A list after ": " is the same in both languages and is not translated.
"""

from __future__ import annotations

EXPECTED_VI: dict[str, str] = {
    "a date": "một ngày",
    "a date or an aware datetime": "ngày, hoặc thời điểm (datetime) có múi giờ",
    "a datetime with a time zone": "thời điểm (datetime) có múi giờ",
    "a string": "chuỗi chữ",
    "a timedelta": "khoảng thời gian (timedelta)",
    "a whole number of working days": "số nguyên ngày làm việc",
    "a whole number of days for a limit in days": "số nguyên ngày, cho thời hạn tính theo ngày",
    "a WorkingHours": "giờ làm việc (WorkingHours)",
    "a WorkingCalendar": "lịch làm việc (WorkingCalendar)",
    "a CountingPolicy": "quy ước tính (CountingPolicy)",
    "a number": "một con số",
    "a Dossier": "hồ sơ (Dossier)",
    "an Event": "sự kiện (Event)",
    "a Dossier, or a pair of a dossier code and an Event": "hồ sơ (Dossier), hoặc cặp mã hồ sơ "
    "và sự kiện (Event)",
    "the code of a dossier": "mã hồ sơ",
    "a code and an id without NUL characters": "mã hồ sơ và mã sự kiện không có ký tự NUL",
    "texts of whole characters": "chuỗi gồm các ký tự trọn vẹn (không có nửa cặp thay thế)",
    "an amount or a new last day (until), exactly one of them": "một lượng thời gian (amount) "
    "hoặc ngày hết hạn mới (until), đúng một trong hai",
    "an extension with an amount or a new last day (until), exactly one of them": "gia hạn có "
    "amount hoặc until, đúng một trong hai",
    'a correction that names the event it corrects ("corrects")': "đính chính có nêu sự kiện được "
    'đính chính ("corrects")',
    "a text that is not empty": "chuỗi chữ không rỗng",
    "an event that is not so many corrections deep": "sự kiện không lồng quá nhiều lần đính chính",
    "an instant of the years 1 to 9999 in Vietnam": "thời điểm trong khoảng năm 1 đến 9999, giờ "
    "Việt Nam",
    "a type of event (tthc schema lists them)": "loại sự kiện (xem tthc schema)",
    "a text": "chuỗi chữ",
    "true or false": "true hoặc false",
    "a whole number": "số nguyên",
    "a dossier code": "mã hồ sơ",
    'a limit in words, e.g. "05 ngày làm việc"': 'thời hạn bằng lời, ví dụ "05 ngày làm việc"',
    "an instant with its time of day, e.g. 2026-11-20T09:00:00+07:00": "thời điểm có cả giờ, ví dụ "
    "2026-11-20T09:00:00+07:00",
    "an instant with its time of day, e.g. 2026-11-20T09:00:00+07:00 (where only the day is known, "
    'add "day_only": true)': "thời điểm có cả giờ, ví dụ 2026-11-20T09:00:00+07:00 (nếu chỉ biết "
    'ngày, thêm "day_only": true)',
    "a day or an instant, e.g. 2026-11-20 or 2026-11-20T09:00:00+07:00": "ngày hoặc thời điểm, ví "
    "dụ 2026-11-20 hoặc 2026-11-20T09:00:00+07:00",
    "a DossierRecord": "hồ sơ (DossierRecord)",
    "a TimeLimit (read a text with TimeLimit.parse)": "thời hạn (đọc câu chữ bằng TimeLimit.parse)",
    "an instant, which a limit in hours needs": "thời điểm có giờ, phút, vì thời hạn tính theo giờ",
    "a date the lunar calendar has": "ngày có trong âm lịch",
    "a table of keys": "bảng khóa – giá trị",
    "a list": "danh sách",
    "a list of sessions": "danh sách các buổi làm việc",
    "a known key": "khóa được nhận",
    "a known schema number": "số hiệu định dạng được nhận",
    "one of": "một trong",
    '"vietnam"': '"vietnam"',
    "the zone of the calendar extended": "múi giờ của lịch được mở rộng",
    "a zone name": "tên múi giờ",
    "a pair [first, last]": "cặp [ngày đầu, ngày cuối]",
    "an interval within": "khoảng nằm trong",
    "a table with date, or from and to; name and source may follow": "bảng có date, hoặc có "
    "from và to (thêm được name, source)",
    "a closure with from before to": "đợt đóng cửa có from trước to",
    "a time of day": "giờ trong ngày",
    "a list of [open, close] pairs": "danh sách các cặp [mở cửa, đóng cửa]",
    "a pair [open, close]": "cặp [mở cửa, đóng cửa]",
    "an opening before its closing": "giờ mở cửa trước giờ đóng cửa",
    "sessions that do not overlap": "các buổi không chồng nhau",
    "a table of mon … sun": "bảng mon … sun",
    "a number from 0 to 24": "số từ 0 đến 24",
    "a date yyyy-mm-dd": "ngày dạng yyyy-mm-dd",
    "a day of the year MM-DD": "ngày trong năm dạng MM-DD",
    "a table with the keys from, to and weekly": "bảng có các khóa from, to và weekly (thêm "
    "được name)",
}


def expected_vi(expected: str) -> str:
    """What was expected, in Vietnamese (điều chờ đợi); the list after ": " stays as it is."""
    if expected in EXPECTED_VI:
        return EXPECTED_VI[expected]
    begin, colon, rest = expected.partition(": ")
    return EXPECTED_VI.get(begin, begin) + colon + rest
