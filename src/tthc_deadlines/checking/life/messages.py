"""Findings on the life of a dossier (phát hiện về diễn biến hồ sơ): those that take events.

One row a code; :data:`~tthc_deadlines.checking.messages.FINDINGS` holds them all.
"""

from __future__ import annotations

from tthc_deadlines.checking.finding_text import FindingText
from tthc_deadlines.checking.showing import Words
from tthc_deadlines.findings import Severity

LIFE_FINDINGS: dict[str, FindingText] = {
    # --- which limit -------------------------------------------------
    "unknown_procedure": FindingText(
        Severity.WARNING,
        Words("thủ tục không có trong danh mục", "procedure not in the catalogue"),
        "danh mục không có thủ tục {procedure} (mã gần nhất: {nearest}), hồ sơ không có thời hạn",
        "procedure {procedure} is not in the catalogue (nearest: {nearest}), so there is no limit",
    ),
    "limit_not_in_force": FindingText(
        Severity.WARNING,
        Words("thủ tục chưa có hoặc hết hiệu lực", "no limit in force"),
        "thủ tục {procedure} không có thời hạn có hiệu lực ngày {on} (biết được từ {since})",
        "procedure {procedure} has no limit in force on {on} (known from {since})",
    ),
    "conditions_needed": FindingText(
        Severity.WARNING,
        Words("chưa rõ trường hợp để chọn thời hạn", "the case that chooses the limit is missing"),
        "thủ tục {procedure} có nhiều thời hạn tùy trường hợp ({conditions}), hồ sơ không nêu "
        "trường hợp nào",
        "procedure {procedure} has several limits by case ({conditions}); the dossier names none",
    ),
    # --- receipt and transfer ----------------------------------------
    "acceptance_overdue": FindingText(
        Severity.ERROR,
        Words("quá hạn tiếp nhận", "overdue for acceptance"),
        "chưa tiếp nhận, thụ lý hoặc trả lời; hạn {due}, đã quá {over} làm việc",
        "neither accepted nor answered; that was due {due}, {over} of working time ago",
        "online_acceptance",
    ),
    "acceptance_late": FindingText(
        Severity.WARNING,
        Words("tiếp nhận chậm", "accepted late"),
        "tiếp nhận, thụ lý hoặc trả lời lúc {accepted}, sau hạn {due}",
        "accepted or answered {accepted}, after that was due {due}",
        "online_acceptance",
    ),
    "transfer_late": FindingText(
        Severity.WARNING,
        Words("chuyển hồ sơ chậm", "transferred late"),
        "rời bộ phận một cửa lúc {transferred}, phải chuyển chậm nhất ngày {due}",
        "left the one-stop desk {transferred}, and was to be passed on by {due}",
        "transfer",
    ),
    # --- promises ----------------------------------------------------
    "promise_missed": FindingText(
        Severity.WARNING,
        Words("quá ngày hẹn trả", "promise missed"),
        "đã qua ngày hẹn trả {promised} mà chưa có kết quả khi đó (hạn theo luật {due})",
        "promised for {promised} and there was no result by then (by law due {due})",
        "result_return",
    ),
    "apology_missing": FindingText(
        Severity.ERROR,
        Words("chưa xin lỗi, hẹn lại", "apology missing"),
        "quá hạn {due} mà không có văn bản xin lỗi và hẹn lại (chậm nhất ngày {by})",
        "past due {due} without an apology and a new appointment (at latest {by})",
        "apology",
    ),
    "apology_late": FindingText(
        Severity.WARNING,
        Words("xin lỗi, hẹn lại chậm", "apology late"),
        "văn bản xin lỗi lúc {sent}, sau ngày muộn nhất {by} (hạn {due})",
        "the apology of {sent} came after the last day for it, {by} (due {due})",
        "apology",
    ),
    "second_reappointment": FindingText(
        Severity.ERROR,
        Words("hẹn lại quá số lần", "re-appointed again"),
        "hẹn lại lần thứ {count} lúc {sent}, chỉ được hẹn lại {times} lần",
        "re-appointment no. {count}, {sent}; the law allows {times}",
        "reappointment",
    ),
    # --- supplements -------------------------------------------------
    "supplement_late": FindingText(
        Severity.WARNING,
        Words("yêu cầu bổ sung chậm", "supplement asked for late"),
        "yêu cầu bổ sung lúc {asked}, sau hạn {due} ({limit})",
        "a supplement was asked for {asked}, after the last day for it, {due} ({limit})",
        "supplement_request",
    ),
    "second_supplement": FindingText(
        Severity.WARNING,
        Words("yêu cầu bổ sung nhiều lần", "supplement asked for again"),
        "yêu cầu bổ sung lần thứ {count} lúc {asked}; phải hướng dẫn đầy đủ một lần",
        "request for a supplement no. {count}, {asked}; all is to be asked for at once",
        "guide_once",
    ),
    "supplement_not_counted": FindingText(
        Severity.INFO,
        Words("yêu cầu bổ sung không làm dừng thời hạn", "supplement does not stop the clock"),
        "yêu cầu bổ sung lúc {asked}: quy định tính lại thời hạn chỉ áp dụng cho hồ sơ thủ tục "
        "hành chính, thời hạn vẫn tính",
        "a supplement was asked for {asked}: only dossiers of procedures begin anew; the clock "
        "counts on",
    ),
    "supplement_after_due": FindingText(
        Severity.ERROR,
        Words("yêu cầu bổ sung khi đã quá hạn", "supplement asked for after the due date"),
        "yêu cầu bổ sung lúc {asked} khi đã quá hạn {due}; lượt đó vẫn là quá hạn",
        "a supplement was asked for {asked}, when it was past due {due}; that run stays late",
        "supplement_effect",
    ),
    "silent_applicant": FindingText(
        Severity.INFO,
        Words("quá hạn chờ bổ sung", "applicant silent"),
        "chờ bổ sung từ {asked}, hết {limit} vào ngày {due}; có thể đóng hồ sơ",
        "waiting for a supplement since {asked}; {limit} ran out {due}: it may be closed",
        "silent_applicant",
    ),
    # --- stops and extensions ----------------------------------------
    "stop_without_ground": FindingText(
        Severity.WARNING,
        Words("tạm dừng không có căn cứ", "stop without a lawful ground"),
        "tạm dừng lúc {start} ({ground}) không thuộc căn cứ nào được phép; thời hạn vẫn tính",
        "stopped {start} ({ground}) on no ground the law names here; the clock counts on",
    ),
    "stop_ground_unchecked": FindingText(
        Severity.INFO,
        Words("căn cứ tạm dừng chưa đối chiếu được", "ground of a stop not checked"),
        "tạm dừng lúc {start} ({ground}): không có thủ tục trong danh mục để đối chiếu",
        "stopped {start} ({ground}): the procedure is not in the catalogue to check it against",
    ),
    "stop_too_long": FindingText(
        Severity.WARNING,
        Words("tạm dừng quá lâu", "stopped for too long"),
        "tạm dừng từ {start} ({ground}), quá {limit}",
        "stopped since {start} ({ground}), longer than {limit}",
    ),
    "extension_after_due": FindingText(
        Severity.WARNING,
        Words("gia hạn không có hiệu lực", "extension without effect"),
        "gia hạn lúc {sent} khi đã quá hạn {due}: không tính",
        "the extension of {sent} came after it was due {due}: it is not counted",
    ),
    "extension_not_longer": FindingText(
        Severity.WARNING,
        Words("gia hạn không kéo dài thời hạn", "extension that gives no later day"),
        "gia hạn lúc {sent} ({amount}) không cho ngày muộn hơn hạn đang có: không tính",
        "the extension of {sent} ({amount}) gives no later day than the one it had: it is not "
        "counted",
    ),
    "extension_beyond_bounds": FindingText(
        Severity.WARNING,
        Words("gia hạn quá mức", "extended beyond bounds"),
        "gia hạn {count} lần ({amount}), quá mức cho phép: {allowed}",
        "extensions granted: {count} ({amount}), beyond what is allowed: {allowed}",
    ),
    # --- the work ----------------------------------------------------
    "consultation_overdue": FindingText(
        Severity.WARNING,
        Words("cơ quan được lấy ý kiến trả lời chậm", "consulted body late"),
        "{agency} được lấy ý kiến lúc {asked}, hạn trả lời {due}, {how} {over} làm việc; thời hạn "
        "của hồ sơ vẫn tính",
        "{agency} was consulted {asked}, to answer by {due}, and {how} {over} of working time; the "
        "dossier's own clock runs on",
        "consultation",
    ),
    "step_overdue": FindingText(
        Severity.WARNING,
        Words("bước xử lý quá thời gian", "step over its budget"),
        "{step}: được giao {budget}, đã dùng {used} làm việc, vượt {over}",
        "{step}: given {budget}, used {used} of working time, {over} too much",
    ),
    "handover_not_accepted": FindingText(
        Severity.WARNING,
        Words("chuyển giao chưa ai nhận", "handover not accepted"),
        "chuyển cho {to} lúc {sent}, chưa nhận sau {since} làm việc; người giao vẫn chịu trách "
        "nhiệm",
        "given to {to} {sent}, not accepted after {since} of working time; the giver still answers",
    ),
    "ping_pong": FindingText(
        Severity.WARNING,
        Words("chuyển qua chuyển lại", "sent back and forth"),
        "hồ sơ bị chuyển trở lại {returns} lần qua {count} lần chuyển giao",
        "the dossier came back {returns} times in {count} handovers",
    ),
    "handed_over_late": FindingText(
        Severity.WARNING,
        Words("chuyển giao sát hạn", "handed over late"),
        "chuyển cho {to} lúc {sent} khi chỉ còn {percent} % thời hạn ({left} làm việc), hạn {due}",
        "given to {to} {sent} with {percent} % of the time left ({left} worked), due {due}",
    ),
    "four_eyes": FindingText(
        Severity.WARNING,
        Words("một người làm nhiều vai", "one person in two roles"),
        "{holder} vừa làm “{first}” vừa làm “{second}”; người soạn, soát, ký phải khác nhau",
        "{holder} did both “{first}” and “{second}”; drafter, reviewer and signer must differ",
    ),
    # --- the end -----------------------------------------------------
    "refused_late": FindingText(
        Severity.ERROR,
        Words("từ chối khi đã quá hạn", "refused after the due date"),
        "từ chối lúc {refused}, sau khi hết hạn {due}{late}",
        "refused {refused}, after it was due {due}{late}",
        "refusal",
    ),
    "result_not_returned": FindingText(
        Severity.INFO,
        Words("kết quả chưa trả", "result not collected"),
        "có kết quả từ {issued}, chưa trả người nộp sau {limit}",
        "the result has been there since {issued} and is not collected after {limit}",
        "result_return",
    ),
    "closed_after_due": FindingText(
        Severity.WARNING,
        Words("đóng hồ sơ khi đã quá hạn", "closed after the due date"),
        "đóng hồ sơ lúc {closed} khi đã quá hạn {due} mà không có kết quả",
        "closed {closed} without a result, after it was due {due}",
        "refusal",
    ),
    "closed_early": FindingText(
        Severity.WARNING,
        Words("đóng hồ sơ sớm", "closed too early"),
        "đóng hồ sơ lúc {closed}, người nộp được bổ sung đến hết {due} (yêu cầu lúc {asked})",
        "closed {closed}; the applicant had until {due} to complete it (asked {asked})",
        "silent_applicant",
    ),
    # --- what was recorded -------------------------------------------
    "status_without_event": FindingText(
        Severity.WARNING,
        Words("trạng thái không có sự kiện tương ứng", "status without an event"),
        "nguồn ghi trạng thái “{own}” nhưng không có sự kiện nào như vậy; không coi là quá hạn",
        "the source says “{own}” and no event tells of it; it is not called overdue",
    ),
    "backdated_entry": FindingText(
        Severity.WARNING,
        Words("ghi nhận muộn", "recorded late"),
        "{event} được ghi nhận lúc {recorded}, sau {late} làm việc ({count} sự kiện ghi muộn)",
        "{event} was recorded {recorded}, {late} of working time later ({count} recorded late)",
    ),
    "backward_status": FindingText(
        Severity.WARNING,
        Words("trạng thái lùi lại", "status moved back"),
        "{event} sau {previous}: {reason}",
        "{event} after {previous}: {reason}",
    ),
    "event_out_of_order": FindingText(
        Severity.WARNING,
        Words("sự kiện sai thứ tự", "event out of order"),
        "{event} sau {previous}: {reason}",
        "{event} after {previous}: {reason}",
    ),
    "duplicate_event": FindingText(
        Severity.WARNING,
        Words("trùng mã sự kiện", "event id given twice"),
        "{event} và {previous}: {reason}; lấy sự kiện được ghi nhận trước",
        "{event} and {previous}: {reason}; the one recorded first is taken",
    ),
}
