"""What the one-stop decrees say (nội dung các nghị định một cửa), clause by clause.

Decree 61/2018 was read in its first wording, decree 118/2025 in its first wording. Where
decree 61 has no rule, or its words were not at hand, there is none here: nothing is
carried back from the later decree. Both set the same numbers wherever both set one.
"""

from __future__ import annotations

import datetime as dt

import attrs

from tthc_deadlines.citations import Citation
from tthc_deadlines.limits.one_stop_rule import Effect, OneStopRules, Rule
from tthc_deadlines.limits.time_limit import AfterCutoff, Anchor, Bound, TimeLimit, Unit

_TITLE = "Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông"
DECREE_61 = Citation(
    number="61/2018/NĐ-CP",
    title=_TITLE,
    adopted=dt.date(2018, 4, 23),
    in_force=dt.date(2018, 6, 21),
)
DECREE_118 = Citation(
    number="118/2025/NĐ-CP",
    title=_TITLE,
    adopted=dt.date(2025, 6, 9),
    in_force=dt.date(2025, 7, 1),
)


def _older(article: str, quote: str = "") -> Citation:
    return attrs.evolve(DECREE_61, article=article, quote=quote)


def _newer(article: str, quote: str) -> Citation:
    return attrs.evolve(DECREE_118, article=article, quote=quote)


def _now(rule: Rule, article: str, quote: str) -> Rule:
    """A rule of decree 61 that decree 118 keeps, in its new place and words."""
    return attrs.evolve(rule, citation=_newer(article, quote))


RULES_2018 = OneStopRules(
    name="decree-61-2018",
    in_force=dt.date(2018, 6, 21),
    citation=DECREE_61,
    clock_start=Rule(
        citation=_older(
            "Điều 17 khoản 1 điểm c",
            "hồ sơ đầy đủ, chính xác ... lập Giấy tiếp nhận hồ sơ và hẹn ngày trả kết quả",
        ),
        effect=Effect.START,
        vi="Hồ sơ đầy đủ, chính xác thì lập Giấy tiếp nhận và hẹn ngày trả kết quả; nghị định "
        "không nói thẳng thời hạn tính từ lúc nào, tính từ Giấy tiếp nhận là suy luận.",
        en="A slip with the day of the result is made out once the dossier is complete; the "
        "decree does not say outright from when the limit runs, taking the slip is an inference.",
    ),
    immediate_result=Rule(
        citation=_older("Điều 17 khoản 4"),
        vi="Thủ tục phải trả kết quả ngay thì không phải lập Giấy tiếp nhận, trừ khi người nộp "
        "yêu cầu, nhưng phải cập nhật vào hệ thống.",
        en="A procedure with an immediate result needs no slip unless the applicant asks for "
        "one, but must be entered in the system.",
    ),
    guide_once=Rule(
        citation=_older("Điều 17 khoản 2", "hướng dẫn cụ thể, đầy đủ một lần"),
        times=1,
        vi="Hồ sơ nộp trực tuyến được hướng dẫn bổ sung một lần, cụ thể, đầy đủ.",
        en="A dossier filed online gets guidance on what is missing once, exact and in full.",
    ),
    transfer=Rule(
        citation=_older(
            "Điều 18 khoản 2",
            "Chuyển ngay hồ sơ tiếp nhận trực tiếp trong ngày làm việc hoặc chuyển vào đầu giờ "
            "ngày làm việc tiếp theo đối với trường hợp tiếp nhận sau 15 giờ hàng ngày.",
        ),
        limit=TimeLimit(
            unit=Unit.SAME_DAY,
            cutoff=dt.time(15),
            after_cutoff=AfterCutoff.RESULT_NEXT_WORKING_DAY,
        ),
        vi="Chuyển hồ sơ ngay trong ngày làm việc; tiếp nhận sau 15 giờ thì chuyển vào đầu giờ "
        "ngày làm việc tiếp theo. Giờ chốt này không dời thời điểm bắt đầu tính thời hạn.",
        en="The dossier is passed on the same working day; received after 15:00, at the start "
        "of the next one. This cut-off does not move the start of the limit.",
    ),
    assignment=Rule(
        citation=_older(
            "Điều 19 khoản 1",
            "người đứng đầu cơ quan có thẩm quyền phân công cán bộ, công chức, viên chức xử lý",
        ),
        vi="Người đứng đầu cơ quan có thẩm quyền phân công người xử lý hồ sơ.",
        en="The head of the competent agency assigns the person who handles the dossier.",
    ),
    replacement=Rule(
        citation=_older("Điều 12 khoản 8", "dự phòng ít nhất 01 cán bộ"),
        effect=Effect.NEITHER,
        vi="Phải bố trí người dự phòng, thay thế; cán bộ nghỉ hay đi vắng không làm dừng thời hạn.",
        en="A stand-by must be provided; an official's leave or absence does not stop the limit.",
    ),
    supplement_request=Rule(
        citation=_older(
            "Điều 19 khoản 4",
            "Thời gian thông báo trả lại hồ sơ không quá 03 ngày làm việc kể từ ngày tiếp nhận "
            "hồ sơ, trừ trường hợp pháp luật chuyên ngành có quy định cụ thể",
        ),
        limit=TimeLimit(
            value=3,
            unit=Unit.WORKING_DAY,
            bound=Bound.MAX,
            anchor=Anchor.DOSSIER_RECEIVED,
        ),
        vi="Trả lại hồ sơ để bổ sung không quá 03 ngày làm việc kể từ ngày tiếp nhận, trừ khi "
        "pháp luật chuyên ngành quy định khác.",
        en="A dossier is sent back for mending within 3 working days of its receipt, unless the "
        "law of the field says otherwise.",
    ),
    supplement_effect=Rule(
        citation=_older(
            "Điều 19 khoản 4",
            "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ.",
        ),
        effect=Effect.RESTART,
        vi="Thời hạn được tính lại từ đầu sau khi nhận đủ hồ sơ.",
        en="The limit is counted again from the start once the full dossier is received.",
    ),
    consultation=Rule(
        citation=_older("Điều 19 khoản 5"),
        effect=Effect.NEITHER,
        vi="Văn bản lấy ý kiến nêu thời hạn trả lời; nghị định không ấn định số ngày, thời hạn "
        "của cơ quan chủ trì vẫn chạy, im lặng không phải là đồng ý.",
        en="The request states by when to answer; the decree sets no number of days, the lead "
        "agency's limit runs on, and silence is not consent.",
    ),
    refusal=Rule(
        citation=_older(
            "Điều 19 khoản 8", "Thời hạn thông báo phải trong thời hạn giải quyết hồ sơ"
        ),
        effect=Effect.ENDS,
        vi="Thông báo không giải quyết hồ sơ phải trong thời hạn giải quyết.",
        en="Notice that the dossier will not be settled must come within its limit.",
    ),
    apology=Rule(
        citation=_older("Điều 19 khoản 9", "trong thời hạn chậm nhất 01 ngày trước ngày hết hạn"),
        limit=TimeLimit(value=1, unit=Unit.CALENDAR_DAY, anchor=Anchor.BEFORE_EVENT),
        vi="Chậm nhất 01 ngày trước ngày hết hạn phải thông báo cho Bộ phận Một cửa và gửi văn "
        "bản xin lỗi, nêu lý do và thời gian đề nghị gia hạn.",
        en="At the latest 1 day before the due date the one-stop desk is told and a letter of "
        "apology sent, with the reason and the new time proposed.",
    ),
    reappointment=Rule(
        citation=_older(
            "Điều 19 khoản 9",
            "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần.",
        ),
        times=1,
        effect=Effect.MOVES_PROMISE,
        vi="Chỉ được hẹn lại ngày trả kết quả một lần; hẹn lại dời ngày hẹn, không dời hạn theo "
        "luật (suy luận).",
        en="The result may be promised anew once; that moves the promise, not the statutory due "
        "date (an inference).",
    ),
    early_return=Rule(
        citation=_older("Điều 20 khoản 4"),
        vi="Khuyến khích trả kết quả trước hạn và phải báo trước cho người nộp.",
        en="An early result is encouraged; the applicant must be told beforehand.",
    ),
    code=Rule(
        citation=_older("Điều 26"),
        vi="Mã số hồ sơ gồm mã cơ quan, ngày tiếp nhận và số thứ tự trong ngày.",
        en="The dossier code is made of the agency, the day of receipt and a number of the day.",
    ),
)
"""Decree 61/2018 in its first wording. On stopping at the applicant's wish, correcting a
result and the online channel nothing was at hand."""

RULES_2025 = OneStopRules(
    name="decree-118-2025",
    in_force=dt.date(2025, 7, 1),
    citation=attrs.evolve(
        DECREE_118,
        article="Điều 40 khoản 1",
        quote="Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.",
    ),
    clock_start=Rule(
        citation=_newer(
            "Điều 17 khoản 3",
            "Thời gian giải quyết thủ tục hành chính được tính từ thời điểm hồ sơ đã được tiếp "
            "nhận đầy đủ, hợp lệ và được thể hiện trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        ),
        effect=Effect.START,
        vi="Thời hạn tính từ thời điểm hồ sơ được tiếp nhận đầy đủ, hợp lệ, ghi trên Giấy tiếp "
        "nhận; không tính từ lúc nộp.",
        en="The limit runs from the moment the complete and valid dossier is received, as the "
        "slip shows it; not from the filing.",
    ),
    online_acceptance=Rule(
        citation=_newer(
            "Điều 17 khoản 2 điểm c",
            "không muộn hơn 08 (tám) giờ làm việc kể từ khi Hệ thống thông tin giải quyết thủ "
            "tục hành chính tiếp nhận hồ sơ hoặc theo thời hạn được quy định tại pháp luật "
            "chuyên ngành",
        ),
        limit=TimeLimit(
            value=8, unit=Unit.WORKING_HOUR, bound=Bound.MAX, anchor=Anchor.DOSSIER_RECEIVED
        ),
        vi="Hồ sơ trực tuyến: thông báo tiếp nhận chính thức hoặc yêu cầu bổ sung không muộn hơn "
        "08 giờ làm việc kể từ khi hệ thống tiếp nhận. Hồ sơ giấy không có thời hạn này.",
        en="Online: formal acceptance or a request to mend within 8 working hours of the "
        "system's receipt. The paper channel has no such limit.",
    ),
    online_alert=Rule(
        citation=_newer(
            "Điều 17 khoản 2",
            "Trong vòng 02 giờ kể từ khi Cổng Dịch vụ công quốc gia phản hồi cho tổ chức, cá nhân",
        ),
        limit=TimeLimit(value=2, unit=Unit.HOUR, bound=Bound.MAX, anchor=Anchor.OTHER_EVENT),
        vi="Hệ thống báo cho người tiếp nhận trong vòng 02 giờ kể từ khi Cổng phản hồi; nghị "
        "định viết “giờ”, không viết “giờ làm việc”.",
        en="The system alerts the receiving officer within 2 hours of the portal's reply; the "
        "decree says hours, not working hours.",
    ),
    immediate_result=_now(
        RULES_2018.immediate_result,
        "Điều 17 khoản 4",
        "không phải lập Giấy tiếp nhận hồ sơ và hẹn trả kết quả, nhưng phải cập nhật tình hình, "
        "kết quả giải quyết vào Hệ thống thông tin giải quyết thủ tục hành chính",
    ),
    guide_once=Rule(
        citation=_newer(
            "Điều 11 khoản 2 điểm c",
            "trường hợp phải yêu cầu sửa đổi, bổ sung hồ sơ chỉ được yêu cầu sửa đổi, bổ sung "
            "một lần",
        ),
        times=1,
        vi="Chỉ được yêu cầu bổ sung một lần, nêu đầy đủ, chính xác mọi thứ còn thiếu (cũng "
        "theo Điều 16 khoản 3 và Điều 17 khoản 2 điểm a).",
        en="What is missing may be asked for once, in full (articles 16.3 and 17.2 point a too).",
    ),
    transfer=_now(RULES_2018.transfer, "Điều 18 khoản 2", RULES_2018.transfer.citation.quote),
    paper_transfer=Rule(
        citation=_newer(
            "Điều 20 khoản 1 điểm a",
            "chuyển hồ sơ giấy đến cơ quan có thẩm quyền để giải quyết trong không quá 01 ngày "
            "làm việc kể từ khi tiếp nhận hồ sơ",
        ),
        limit=TimeLimit(
            value=1, unit=Unit.WORKING_DAY, bound=Bound.MAX, anchor=Anchor.DOSSIER_RECEIVED
        ),
        vi="Hồ sơ giấy thuộc thẩm quyền cơ quan khác cấp: chuyển không quá 01 ngày làm việc kể "
        "từ khi tiếp nhận.",
        en="A paper dossier for an agency of another level is passed on within 1 working day of "
        "its receipt.",
    ),
    assignment=_now(
        RULES_2018.assignment,
        "Điều 19 khoản 1",
        "người đứng đầu cơ quan có thẩm quyền phân công cán bộ, công chức, viên chức xử lý xem "
        "xét, thẩm định hồ sơ",
    ),
    replacement=_now(
        RULES_2018.replacement,
        "Điều 12 khoản 8",
        "bảo đảm việc tiếp nhận và trả kết quả hồ sơ được thực hiện liên tục, không bị gián đoạn "
        "trong trường hợp nhân sự được cử vắng mặt",
    ),
    supplement_request=_now(
        RULES_2018.supplement_request,
        "Điều 19 khoản 5",
        "Thời gian thông báo trả lại hồ sơ không quá 03 ngày làm việc kể từ ngày tiếp nhận hồ "
        "sơ, trừ trường hợp pháp luật chuyên ngành có quy định cụ thể về thời gian.",
    ),
    supplement_effect=_now(
        RULES_2018.supplement_effect,
        "Điều 19 khoản 5",
        "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ.",
    ),
    silent_applicant=Rule(
        citation=_newer(
            "Điều 19 khoản 5",
            "Sau 15 ngày kể từ khi thông báo hoặc theo thời hạn quy định của pháp luật chuyên "
            "ngành, nếu tổ chức, cá nhân không hoàn thành việc hoàn thiện hồ sơ, cán bộ, công "
            "chức, viên chức, nhân viên Bộ phận Một cửa thực hiện đóng hồ sơ",
        ),
        limit=TimeLimit(value=15, unit=Unit.CALENDAR_DAY, anchor=Anchor.OTHER_EVENT),
        effect=Effect.MAY_CLOSE,
        vi="Sau 15 ngày (không phải ngày làm việc) kể từ khi thông báo mà người nộp không hoàn "
        "thiện thì đóng hồ sơ, trừ khi pháp luật chuyên ngành quy định khác.",
        en="A dossier not mended 15 days (not working days) after the notice is closed, unless "
        "the law of the field says otherwise.",
    ),
    consultation=_now(
        RULES_2018.consultation,
        "Điều 19 khoản 4 điểm c",
        "Cơ quan, đơn vị được lấy ý kiến có trách nhiệm trả lời các nội dung được xin ý kiến "
        "bằng văn bản theo thời hạn quy định và chịu trách nhiệm về nội dung trả lời.",
    ),
    refusal=_now(
        RULES_2018.refusal,
        "Điều 19 khoản 3",
        "Thời hạn thông báo phải trong thời hạn giải quyết hồ sơ theo quy định.",
    ),
    apology=_now(
        RULES_2018.apology,
        "Điều 19 khoản 6",
        "Đối với hồ sơ dự kiến quá hạn giải quyết, trong thời hạn chậm nhất 01 ngày trước ngày "
        "hết hạn, cơ quan, đơn vị có thẩm quyền giải quyết hồ sơ phải thông báo bằng văn bản "
        "cho Bộ phận Một cửa và gửi văn bản xin lỗi tổ chức, cá nhân",
    ),
    reappointment=_now(
        RULES_2018.reappointment,
        "Điều 19 khoản 6",
        "Việc hẹn lại ngày trả kết quả được thực hiện không quá một lần.",
    ),
    withdrawal=Rule(
        citation=_newer(
            "Điều 21 khoản 1",
            "cho đến trước khi cơ quan, tổ chức có thẩm quyền ban hành quyết định giải quyết "
            "thủ tục hành chính hoặc có văn bản thông báo kết quả giải quyết thủ tục hành chính",
        ),
        effect=Effect.ENDS,
        vi="Người nộp trực tiếp hoặc qua bưu chính được yêu cầu dừng từ khi nhận Giấy tiếp nhận "
        "đến trước khi có quyết định hoặc văn bản thông báo kết quả.",
        en="Who filed on paper may stop the procedure from the slip until a decision or a notice "
        "of the result is issued.",
    ),
    online_withdrawal=Rule(
        citation=_newer(
            "Điều 21 khoản 2", "kể từ thời điểm hệ thống tiếp nhận thành công đến trước khi"
        ),
        effect=Effect.ENDS,
        vi="Người nộp trực tuyến được yêu cầu dừng hoặc điều chỉnh nội dung hồ sơ từ khi hệ thống "
        "tiếp nhận thành công đến trước khi có quyết định hoặc văn bản thông báo kết quả.",
        en="Who filed online may stop the procedure or adjust the dossier from the system's "
        "receipt until a decision or a notice of the result is issued.",
    ),
    result_return=Rule(
        citation=_newer(
            "Điều 22 khoản 3",
            "theo thời gian, địa điểm, cách thức ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        ),
        vi="Trả kết quả theo thời gian, địa điểm, cách thức ghi trên Giấy tiếp nhận; kết quả điện "
        "tử trả trên Cổng Dịch vụ công quốc gia.",
        en="The result is handed out when, where and how the slip says; an electronic one on the "
        "national portal.",
    ),
    early_return=_now(
        RULES_2018.early_return,
        "Điều 22 khoản 5",
        "Khuyến khích việc trả kết quả giải quyết thủ tục hành chính trước thời hạn quy định.",
    ),
    result_correction=Rule(
        citation=_newer(
            "Điều 23 khoản 1",
            "chậm nhất trong vòng 03 ngày làm việc chuyển lại kết quả cho Bộ phận Một cửa để trả "
            "cho tổ chức, cá nhân",
        ),
        limit=TimeLimit(value=3, unit=Unit.WORKING_DAY, bound=Bound.MAX, anchor=Anchor.OTHER_EVENT),
        vi="Kết quả sai do lỗi của cơ quan: đính chính và chuyển lại Bộ phận Một cửa chậm nhất "
        "trong 03 ngày làm việc.",
        en="A result that is wrong by the agency's fault is corrected and back at the one-stop "
        "desk within 3 working days.",
    ),
    code=_now(
        RULES_2018.code,
        "Điều 28 khoản 2",
        "ngày, tháng, năm tiếp nhận, số thứ tự hồ sơ tiếp nhận trong ngày",
    ),
)
"""Decree 118/2025 in its first wording, read in full."""
