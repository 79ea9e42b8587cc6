"""What a trace says to people (câu chữ của phần giải trình), Vietnamese and English."""

from __future__ import annotations

TRACE_TEXTS: dict[str, dict[str, str]] = {
    "received": {
        "vi": "Tiếp nhận lúc {at}; thời hạn: {limit}",
        "en": "Received {at}; time limit: {limit}",
    },
    "received_on": {
        "vi": "Tiếp nhận {on}; thời hạn: {limit}",
        "en": "Received {on}; time limit: {limit}",
    },
    "remote_area": {
        "vi": "Cộng thêm {days} ngày cho vùng sâu, vùng xa: {limit}",
        "en": "{days} more days for a remote area: {limit}",
    },
    "deemed": {
        "vi": "Tiếp nhận ngoài giờ làm việc: coi như tiếp nhận lúc {at} (theo quy ước đã chọn)",
        "en": "Received outside working time: deemed received {at} (by the policy chosen)",
    },
    "deemed_on": {
        "vi": "Tiếp nhận vào ngày nghỉ: coi như tiếp nhận {on} (theo quy ước đã chọn)",
        "en": "Received on a day off: deemed received {on} (by the policy chosen)",
    },
    "off_hours": {
        "vi": "  (tiếp nhận ngoài giờ làm việc: vẫn tính từ thời điểm tiếp nhận, theo quy ước)",
        "en": "  (received outside working time: counted from its receipt all the same, by policy)",
    },
    "before_cutoff": {
        "vi": "Không sau giờ chốt ({at}): tính như trong ngày",
        "en": "Not after the cut-off ({at}): counted as the same day",
    },
    "late_result": {
        "vi": "Tiếp nhận sau giờ chốt {cutoff}: trả kết quả trong ngày làm việc tiếp theo, {on} "
        "(theo thời hạn của thủ tục)",
        "en": "Received after the cut-off {cutoff}: the result is due the next working day, {on} "
        "(by the procedure's own limit)",
    },
    "late_clock_day_one": {
        "vi": "Tiếp nhận sau giờ chốt {cutoff}: tính từ ngày làm việc tiếp theo, {on}, ngày này là "
        "ngày thứ 1 (theo thời hạn của thủ tục; quy ước: lấy ngày sớm hơn, có lợi cho người nộp)",
        "en": "Received after the cut-off {cutoff}: counted from the next working day, {on}, which "
        "is day 1 (by the procedure's own limit; policy: the earlier date, in the applicant's "
        "favour)",
    },
    "late_clock_day_zero": {
        "vi": "Tiếp nhận sau giờ chốt {cutoff}: coi như tiếp nhận ngày làm việc tiếp theo, {on}, "
        "ngày này không tính (theo thời hạn của thủ tục và quy ước đã chọn)",
        "en": "Received after the cut-off {cutoff}: as if received the next working day, {on}, "
        "which is not counted (by the procedure's own limit and the policy chosen)",
    },
    "late_clock_opening": {
        "vi": "Tiếp nhận sau giờ chốt {cutoff}: tính từ ngày làm việc tiếp theo, {on} (theo thời "
        "hạn của thủ tục)",
        "en": "Received after the cut-off {cutoff}: counted from the next working day, {on} (by "
        "the procedure's own limit)",
    },
    "exactly_at_cutoff": {
        "vi": "  (tiếp nhận đúng giờ chốt {at}, coi là sau giờ chốt theo quy ước đã chọn)",
        "en": "  (received exactly at the cut-off {at}, taken as late by the policy chosen)",
    },
    "extended_nominal": {
        "vi": "Gia hạn {limit}, tính tiếp từ ngày kết thúc danh nghĩa {on}",
        "en": "Extended by {limit}, running on from the nominal end {on}",
    },
    "extended_rolled": {
        "vi": "Gia hạn {limit}, tính tiếp từ ngày hết hạn {on}",
        "en": "Extended by {limit}, running on from the due date {on}",
    },
    "agreed_on": {
        "vi": "Ngày trả kết quả theo thỏa thuận bằng văn bản: hết ngày {on}; "
        "không áp dụng thời hạn {limit}",
        "en": "Result agreed in writing for {on}, to its end; the limit {limit} does not apply",
    },
    "agreed_at": {
        "vi": "Thời điểm trả kết quả theo thỏa thuận bằng văn bản: {at}; "
        "không áp dụng thời hạn {limit}",
        "en": "Result agreed in writing for {at}; the limit {limit} does not apply",
    },
    "undated_immediate": {
        "vi": "Thời hạn “{limit}” không ấn định ngày: không tính được ngày hết hạn",
        "en": "“{limit}” fixes no day: no due date can be computed",
    },
    "undated_by_agreement": {
        "vi": "Thời hạn theo thỏa thuận: chưa có ngày thỏa thuận nên chưa có ngày hết hạn",
        "en": "By agreement, and no day has been agreed: no due date",
    },
    "undated_none": {
        "vi": "Không quy định thời hạn: không có ngày hết hạn",
        "en": "No limit is stated: no due date",
    },
    "first_day": {
        "vi": "Ngày đầu không tính; ngày đầu tiên được tính: {on}",
        "en": "The first day is not counted; counting begins on {on}",
    },
    "immediate_same_day": {
        "vi": "“Ngay” được giữ như giải quyết trong ngày {on} (theo quy ước đã chọn)",
        "en": "“Immediately” is held to the same day, {on} (by the policy chosen)",
    },
    "same_day": {
        "vi": "Giải quyết ngay trong ngày {on}",
        "en": "To be settled on the same day, {on}",
    },
    "counted_day": {"vi": "  {on}: ngày thứ {first}", "en": "  {on}: day {first}"},
    "counted_days": {
        "vi": "  {on} – {through}: ngày thứ {first} đến ngày thứ {last}",
        "en": "  {on} – {through}: days {first} to {last}",
    },
    "counted_named": {
        "vi": "  {on}: ngày thứ {first} ({day})",
        "en": "  {on}: day {first} ({day})",
    },
    "skipped_day": {"vi": "  {on}: không tính, {day}", "en": "  {on}: not counted, {day}"},
    "skipped_days": {
        "vi": "  {on} – {through}: không tính, {day}",
        "en": "  {on} – {through}: not counted, {day}",
    },
    "skipped_paired": {
        "vi": "  {on}: không tính, {day} (gắn với {related})",
        "en": "  {on}: not counted, {day} (paired with {related})",
    },
    "passed_day": {"vi": "  {on}: {day}", "en": "  {on}: {day}"},
    "passed_days": {"vi": "  {on} – {through}: {day}", "en": "  {on} – {through}: {day}"},
    "passed_paired": {
        "vi": "  {on}: {day} (gắn với {related})",
        "en": "  {on}: {day} (paired with {related})",
    },
    "end_calendar_day": {
        "vi": "{limit}, tính cả ngày nghỉ xen giữa: đến {on}",
        "en": "{limit}, days off in between included: to {on}",
    },
    "end_week": {
        "vi": "{limit}: đến ngày tương ứng của tuần cuối cùng, {on}",
        "en": "{limit}: to the corresponding day of the last week, {on}",
    },
    "end_month": {
        "vi": "{limit}: đến ngày tương ứng của tháng cuối cùng (hoặc ngày cuối tháng), {on}",
        "en": "{limit}: to the corresponding day of the last month (or its last day), {on}",
    },
    "end_year": {
        "vi": "{limit}: đến ngày, tháng tương ứng của năm cuối cùng, {on}",
        "en": "{limit}: to the corresponding day and month of the last year, {on}",
    },
    "rolled": {
        "vi": "Ngày cuối trùng ngày nghỉ: dời đến ngày làm việc tiếp theo, {on}",
        "en": "The last day is a day off: moved to the next working day, {on}",
    },
    "rolled_inference": {
        "vi": "Ngày cuối trùng ngày nghỉ bù, nghỉ hoán đổi hoặc ngày cơ quan đóng cửa: dời đến "
        "ngày làm việc tiếp theo, {on} (suy luận: điều luật chỉ nêu ngày nghỉ cuối tuần, nghỉ lễ)",
        "en": "The last day is a day in lieu, a swapped day off or a closure: moved to the next "
        "working day, {on} (an inference: the law names weekly rest and holidays only)",
    },
    "not_rolled": {
        "vi": "Ngày cuối {on} là {day} nhưng không dời (theo quy ước đã chọn)",
        "en": "The last day {on} is a {day}, and is not moved (by the policy chosen)",
    },
    "hours_moved": {
        "vi": "Hết giờ vào ngày nghỉ: dời đến hết ngày làm việc tiếp theo, {on} (theo quy ước đã "
        "chọn)",
        "en": "The hours run out on a day off: moved to the end of the next working day, {on} (by "
        "the policy chosen)",
    },
    "hours_stand": {
        "vi": "  (hết giờ vào ngày nghỉ, {day}: không dời, vì tính theo giờ; theo quy ước)",
        "en": "  (the hours run out on a day off, {day}: not moved, counted in hours; by policy)",
    },
    "at_closing": {
        "vi": "  (hết giờ đúng lúc hết buổi làm việc: không tính sang lúc mở cửa tiếp theo, theo "
        "quy ước)",
        "en": "  (the hours run out exactly as a session ends: not taken to the next opening, by "
        "policy)",
    },
    "next_opening": {
        "vi": "Hết giờ đúng lúc đóng cửa, {spent}: tính sang lúc mở cửa tiếp theo, {at} (theo quy "
        "ước đã chọn)",
        "en": "The hours run out exactly at closing, {spent}: taken to the next opening, {at} (by "
        "the policy chosen)",
    },
    "expires": {"vi": "Hết hạn: 24:00 {on}", "en": "Due: {on} 24:00"},
    "closing": {"vi": "  (bộ phận một cửa đóng cửa lúc {at})", "en": "  (the office closes {at})"},
    "fraction": {
        "vi": "{limit} được tính bằng giờ làm việc: {budget}",
        "en": "{limit} is counted in working hours: {budget}",
    },
    "fraction_clock": {
        "vi": "{limit} được tính bằng giờ đồng hồ: {budget} (theo quy ước đã chọn)",
        "en": "{limit} is counted in clock time: {budget} (by the policy chosen)",
    },
    "continuous": {
        "vi": "Tính liên tục {budget} từ {at}, kể cả ngoài giờ và ngày nghỉ",
        "en": "{budget} without a break from {at}, nights and days off included",
    },
    "working_clock": {
        "vi": "Giờ làm việc bắt đầu tính từ {at}",
        "en": "Working hours run from {at}",
    },
    "working_clock_waits": {
        "vi": "Ngoài giờ làm việc: giờ làm việc bắt đầu tính từ lúc mở cửa, {at}",
        "en": "Outside working time: working hours run from the next opening, {at}",
    },
    "used": {"vi": "  {on}: tính {used}, còn {left}", "en": "  {on}: {used} used, {left} left"},
    "expires_at": {"vi": "Hết hạn: {at}", "en": "Due: {at}"},
    "stopped_days": {
        "vi": "Tạm dừng từ {start} đến {end}{ground}: {count} ngày không tính",
        "en": "Stopped from {start} to {end}{ground}: {count} not counted",
    },
    "stopped_hours": {
        "vi": "Tạm dừng từ {start} đến {end}{ground}: {count} không tính",
        "en": "Stopped from {start} to {end}{ground}: {count} not counted",
    },
    "due_after_stops": {
        "vi": "Sau khi trừ thời gian tạm dừng, hết hạn: 24:00 {on}",
        "en": "With the stops taken out, due: {on} 24:00",
    },
    "due_after_stops_at": {
        "vi": "Sau khi trừ thời gian tạm dừng, hết hạn: {at}",
        "en": "With the stops taken out, due: {at}",
    },
    "provisional": {
        "vi": "Lưu ý: lịch nghỉ của năm liên quan chưa được quyết định đầy đủ, kết quả là tạm tính",
        "en": "Note: the days off of a year concerned are not all decided; this is provisional",
    },
    "before_civil_code": {
        "vi": "Lưu ý: tiếp nhận trước {on}, khi Bộ luật Dân sự 2015 chưa có hiệu lực; cách tính ở "
        "trên theo Bộ luật Dân sự 2015",
        "en": "Note: received before {on}, when the Civil Code 2015 was not yet in force; counted "
        "by its rules all the same",
    },
}
