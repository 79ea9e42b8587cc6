"""Words away from the amount that change it (lời rào đón): refused, never passed over."""

from __future__ import annotations

import pytest

from tthc_deadlines import AmbiguousWording, TimeLimit, read_time_limits
from tthc_deadlines.limits.reading import ClauseKind
from tthc_deadlines.limits.time_limit import Anchor, Unit


def refused(text: str, reason: str) -> bool:
    with pytest.raises(AmbiguousWording) as caught:
        read_time_limits(text)
    return reason in caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "05 ngày, chỉ tính ngày làm việc",
        "05 ngày, tính theo ngày làm việc",
        "05 ngày kể từ ngày nhận đủ hồ sơ. Không tính thứ bảy, chủ nhật.",
        "05 ngày kể từ ngày nhận đủ hồ sơ. Thời hạn tính theo ngày làm việc.",
        "05 ngày, riêng ngày nghỉ không tính",
        "05 ngày (từ thứ 2 đến thứ 6)",
        "05 ngày, T7, CN nghỉ",
        "Đơn vị tính: ngày làm việc. 05 ngày",
    ],
)
def test_plain_days_that_another_clause_makes_working_days_are_refused(text: str) -> None:
    assert refused(text, "which days count")


@pytest.mark.parametrize(
    "text",
    [
        "05 ngày làm việc kể từ ngày nhận đủ hồ sơ. Thời hạn tính theo ngày làm việc.",
        "05 ngày (không kể thứ bảy, chủ nhật và ngày lễ)",
        "05 ngày, không tính ngày nghỉ, lễ",
    ],
)
def test_the_same_words_are_no_doubt_where_the_days_are_working_days(text: str) -> None:
    assert [(read.value, read.unit) for read in read_time_limits(text)] == [(5, Unit.WORKING_DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "05 ngày làm việc; ngày nghỉ vẫn tính",
        "05 ngày làm việc (bao gồm thứ bảy)",
        "05 ngày làm việc, làm cả sáng thứ bảy",
    ],
)
def test_working_days_with_days_off_among_them_are_refused(text: str) -> None:
    assert refused(text, "days off are said to count")


@pytest.mark.parametrize("text", ["05 ngày kể cả thứ bảy, chủ nhật", "05 ngày (tính cả ngày nghỉ)"])
def test_plain_days_with_days_off_among_them_are_read(text: str) -> None:
    assert [read.unit for read in read_time_limits(text)] == [Unit.CALENDAR_DAY]


@pytest.mark.parametrize(
    "text",
    [
        "Bãi bỏ thời hạn 05 ngày làm việc",
        "Không áp dụng thời hạn 05 ngày làm việc",
        "05 ngày làm việc (hết hiệu lực)",
        "05 ngày làm việc (đã bãi bỏ)",
        "05 ngày làm việc (đề xuất)",
        "05 ngày làm việc (không quy định)",
    ],
)
def test_a_limit_taken_back_or_only_proposed_is_refused(text: str) -> None:
    assert refused(text, "taken back")


@pytest.mark.parametrize(
    "text",
    [
        "05 ngày làm việc, ngày nhận hồ sơ được tính là ngày thứ nhất",
        "05 ngày làm việc, không tính ngày nhận và ngày trả",
    ],
)
def test_a_first_or_last_day_counted_in_its_own_way_is_refused(text: str) -> None:
    assert refused(text, "first or the last day")


@pytest.mark.parametrize(
    "text",
    ["05 ngày làm việc cho mỗi thành viên", "Thẩm định 05 ngày làm việc, thực hiện 2 lần"],
)
def test_an_amount_for_each_of_several_is_refused(text: str) -> None:
    assert refused(text, "each of several")


@pytest.mark.parametrize(
    "text",
    [
        "Ngay trong ngày; nếu phức tạp thì hôm sau",
        "05 ngày làm việc kể từ ngày nhận đủ hồ sơ và trả kết quả vào thứ Năm hằng tuần",
        "05 ngày làm việc, trả kết quả vào ngày làm việc cuối cùng của tháng",
        "05 ngày làm việc, hồ sơ nộp sau ngày 25 thì chuyển sang tháng sau",
    ],
)
def test_a_later_day_named_in_passing_is_refused(text: str) -> None:
    assert refused(text, "names a day")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05 ngày làm việc và chờ ý kiến của Bộ", "change it"),
        ("05 ngày làm việc, cộng thời gian gửi bưu điện", "change it"),
        ("05 ngày làm việc nhưng không sớm hơn ngày 15 hằng tháng", "change it"),
        ("Không giải quyết trong ngày", "may not be a limit"),
        ("Không trả kết quả ngay", "may not be a limit"),
    ],
)
def test_an_open_end_and_a_negation_are_refused(text: str, reason: str) -> None:
    assert refused(text, reason)


def test_a_second_number_without_a_unit_is_refused() -> None:
    assert refused("05 ngày làm việc; 5", "without a unit")


@pytest.mark.parametrize(
    "text",
    [
        "20 ngày, được gia hạn một lần",
        "20 ngày, có thể gia hạn",
        "20 ngày (một số trường hợp có thể dài hơn)",
        "20 ngày; trường hợp phức tạp có thể được kéo dài theo quy định",
    ],
)
def test_an_extension_without_an_amount_is_kept_beside_the_limit(text: str) -> None:
    limit, extension = read_time_limits(text)
    assert (limit.value, limit.kind) == (20, ClauseKind.LIMIT)
    assert (extension.kind, extension.unit) == (ClauseKind.EXTENSION, Unit.NONE)
    assert TimeLimit.parse(text).value == 20


@pytest.mark.parametrize("text", ["Cấp gia hạn giấy phép: 05 ngày", "Gia hạn thẻ: 05 ngày"])
def test_the_renewal_of_a_paper_is_no_extension(text: str) -> None:
    assert len(read_time_limits(text)) == 1


@pytest.mark.parametrize("mark", ["15 giờ", "15h00", "15 giờ 00"])
def test_a_cutoff_may_go_on_with_counted_from(mark: str) -> None:
    text = f"03 ngày làm việc; hồ sơ nhận sau {mark} tính từ ngày làm việc tiếp theo"
    assert str(read_time_limits(text)[0].cutoff) == "15:00:00"


def test_a_term_of_extension_alone_is_not_taken_for_the_limit() -> None:
    assert refused("Thời hạn gia hạn: không quá 10 ngày", "gia hạn")


@pytest.mark.parametrize("mended", ["bổ sung", "đã bổ sung", "đã hoàn thiện", "sau khi chỉnh sửa"])
def test_a_mended_dossier_is_another_event_than_the_receipt(mended: str) -> None:
    [read] = read_time_limits(f"05 ngày làm việc kể từ ngày nhận được hồ sơ {mended}")
    assert read.anchor is Anchor.OTHER_EVENT
