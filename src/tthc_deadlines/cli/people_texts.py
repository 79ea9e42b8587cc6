"""The words around the tables of ``tthc people`` (câu chữ của bảng kết quả theo người)."""

from __future__ import annotations

PEOPLE_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "head_official": "Kết quả theo người, {period}",
        "head_unit": "Kết quả theo đơn vị, {period}",
        "at": "xét lúc {at} · lịch {edition}",
        "whole": "Toàn bộ: {handled} hồ sơ có trong kỳ; {finished} đã giải quyết: {early} trước "
        "hạn, {on_time} đúng hạn, {late} trễ; {otherwise} kết thúc cách khác; {overdue} đang quá "
        "hạn; {other} còn mở trong hạn, tạm dừng hoặc không rõ hạn.",
        "lateness": "Hồ sơ trễ và quá hạn chậm tổng cộng {whole}: {people} do người xử lý, {apart} "
        "không tính cho người nào.",
        "nobody": "Không có hồ sơ nào trong kỳ.",
        "good": "Kết quả tốt",
        "good_note": "Từ {minimum} hồ sơ đã xong hoặc quá hạn, không hồ sơ nào trễ do mình, "
        "không bỏ trống, không đùn đẩy, không tự kiểm tra hay tự ký việc của mình.",
        "good_none": "Chưa có trong kỳ này.",
        "order": "Xếp theo mức trễ",
        "order_note": "Thứ tự: tỷ lệ hồ sơ trễ có phần do mình, cao nhất trước; bằng nhau thì theo "
        "thời gian chậm do mình. Tỷ lệ tính trên hồ sơ đã giải quyết và đang quá hạn, kể cả hồ sơ "
        "không còn giữ trong kỳ mà có phần chậm. “Lặp lại”: từ {repeat} hồ sơ.",
        "clean_official": "{count} người có đủ hồ sơ không có hồ sơ nào trễ do mình (đủ danh sách: "
        "--csv, --nl, --json).",
        "clean_unit": "{count} đơn vị có đủ hồ sơ không có hồ sơ nào trễ do mình (đủ danh sách: "
        "--csv, --nl, --json).",
        "few": "Không xếp thứ tự vì ít hồ sơ",
        "few_note": "Dưới {minimum} hồ sơ đã xong hoặc quá hạn; chỉ nêu số liệu, theo mã.",
        "pushed": "Đùn đẩy, bỏ trống, bốn mắt",
        "pushed_note": "Theo mã, không phải thứ tự. Đây là việc đã xảy ra, có thể có lý do chính "
        "đáng. Bố trí người thay khi vắng mặt là việc của người đứng đầu.",
        "joint": "Liên đới của cấp trên trực tiếp",
        "joint_note": "Phần chậm của người dưới quyền trực tiếp vào lúc quá hạn; tính riêng, không "
        "cộng vào số nào ở trên.",
        "apart": "Chậm không tính cho người nào",
        "gaps": "Bỏ trống trong kỳ",
        "official": "Người",
        "unit": "Đơn vị",
        "finished": "Xong",
        "early": "Trước\nhạn",
        "on_time": "Đúng\nhạn",
        "late_others": "Trễ do\nbên khác",
        "overdue": "Đang\nquá hạn",
        "own": "Trễ do mình",
        "lateness_own": "Chậm do mình",
        "steps_over": "Bước\nvượt giờ",
        "handled": "Đã giữ",
        "held": "Thời gian giữ",
        "refusals": "Từ\nchối",
        "returns": "Trả\nlại",
        "late_handovers": "Giao\nsát hạn",
        "not_accepted": "Không\nai nhận",
        "four_eyes": "Bốn\nmắt",
        "gap": "Bỏ trống",
        "dossiers": "Hồ sơ",
        "amount": "Thời gian chậm",
        "why": "Vì sao",
        "times": "Số lần",
        "working": "Thời gian làm việc",
        "repeats": "lặp lại",
        "agency": "{id} trả lời chậm",
        "unassigned": "không có người giữ",
        "desk": "{unit}, khi chưa đến lúc phải phân công người",
        "at_unit": "{unit}: {reason}",
        "applicant": "chờ người nộp hồ sơ",
        "no_unit": "(không rõ đơn vị)",
        "by_rule": "Cách tính: phần chậm chia cho người dùng quá giờ từng bước, sau khi trừ thời "
        "gian bỏ trống và thời gian cơ quan khác trả lời chậm; người giữ cuối không gánh phần của "
        "người trước. Văn bản pháp luật không quy định cách chia này.",
        "report_basis": "Kỳ báo cáo theo {basis}.",
        "no_events": "{count} dòng không có diễn biến nên không biết ai giữ; không tính cho ai.",
        "bad": "{count} dòng lỗi, không xét được.",
        "pseudonyms": "Người được thay bằng mã; mã không làm ẩn danh với người biết rõ cơ quan.",
        "closing": "đọc {read} dòng = {judged} đã xét + {no_events} không có diễn biến + {bad} lỗi",
        "random": "mã giả danh tạo bằng khóa ngẫu nhiên, lần chạy khác sẽ khác và không nối lại "
        "được; muốn so giữa các kỳ hãy dùng --key-file",
    },
    "en": {
        "head_official": "Record of officials, {period}",
        "head_unit": "Record of units, {period}",
        "at": "judged at {at} · calendar {edition}",
        "whole": "All: {handled} dossiers in the period; {finished} finished: {early} early, "
        "{on_time} on time, {late} late; {otherwise} ended otherwise; {overdue} overdue; {other} "
        "still open: in time, stopped or without a limit.",
        "lateness": "Late and overdue dossiers are late by {whole} together: {people} by the "
        "officials, {apart} on no official.",
        "nobody": "There was no dossier in the period.",
        "good": "Good records",
        "good_note": "At least {minimum} finished or overdue, none late by their own share, no gap "
        "left, nothing pushed away, no work of their own reviewed or signed by themselves.",
        "good_none": "None in this period.",
        "order": "By lateness",
        "order_note": "Order: the share of dossiers late by their own share, highest first; of "
        "equal ones the lateness they caused. The share is of dossiers finished or overdue, those "
        "they had a share in and no longer held among them. “Repeated”: from {repeat} on.",
        "clean_official": "{count} officials with enough dossiers have none late by their own "
        "share (all of them: --csv, --nl, --json).",
        "clean_unit": "{count} units with enough dossiers have none late by their own share (all "
        "of them: --csv, --nl, --json).",
        "few": "Not ranked: too few dossiers",
        "few_note": "Fewer than {minimum} finished or overdue; figures only, by id.",
        "pushed": "Pushed away, left lying, four eyes",
        "pushed_note": "By id, not by merit. This is what happened, perhaps with good reason. That "
        "somebody stands in for an absence is for the head to arrange.",
        "joint": "Joint responsibility of direct superiors",
        "joint_note": "What those directly below them at the breach caused; apart, in none of the "
        "figures above.",
        "apart": "Lateness on no official",
        "gaps": "Gaps in the period",
        "official": "Official",
        "unit": "Unit",
        "finished": "Done",
        "early": "Early",
        "on_time": "On\ntime",
        "late_others": "Late by\nothers",
        "overdue": "Overdue",
        "own": "Late by own",
        "lateness_own": "Caused",
        "steps_over": "Steps\nover",
        "handled": "Handled",
        "held": "Held",
        "refusals": "Re-\nfused",
        "returns": "Sent\nback",
        "late_handovers": "Late\nhandover",
        "not_accepted": "Not\ntaken",
        "four_eyes": "Four\neyes",
        "gap": "Left lying",
        "dossiers": "Dossiers",
        "amount": "Lateness",
        "why": "Why",
        "times": "Times",
        "working": "Working time",
        "repeats": "repeated",
        "agency": "{id} answered late",
        "unassigned": "nobody had it",
        "desk": "{unit}, before somebody had to be named",
        "at_unit": "{unit}: {reason}",
        "applicant": "waiting for the applicant",
        "no_unit": "(no unit known)",
        "by_rule": "How: a lateness is shared among those who went over the time of a step, after "
        "what gaps and late answers of other agencies took; the last to have it does not carry "
        "what others used up. No law divides it so.",
        "report_basis": "Report period by {basis}.",
        "no_events": "{count} rows have no events, so nobody knows whose hands they were in; they "
        "count for nobody.",
        "bad": "{count} bad rows could not be judged.",
        "pseudonyms": "Codes stand for the officials; they hide nobody from who knows the office.",
        "closing": "read {read} rows = {judged} judged + {no_events} without events + {bad} bad",
        "random": "the pseudonyms come from a random key: another run gives others, which cannot "
        "be linked to these; use --key-file to compare periods",
    },
}
