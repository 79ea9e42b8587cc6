"""Make the example files of this folder again (tạo lại các tệp ví dụ).

    python docs/examples/make_examples.py

The procedures and their wordings are real (``procedures.csv``, each with the decision it
was published in); the dossiers, the desk and the officials are invented, the officials
named by their role. The seed is fixed: the same version makes the same files.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path

from tthc_deadlines import TimeLimit, Unit, deadline, vietnam_calendar
from tthc_deadlines.instants import VIETNAM

HERE = Path(__file__).parent
SEED = 20261120
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)  # when the desk is looked at
OPEN_FOR = 25  # working days: nothing that fell due longer ago is still open
HEADER = [
    "ma_ho_so", "ma_tthc", "ten_tthc", "thoi_han", "ngay_tiep_nhan", "ngay_hen_tra",
    "ngay_ket_thuc_xu_ly", "trang_thai", "don_vi_xu_ly", "nguoi_xu_ly", "kenh_tiep_nhan",
]  # fmt: skip
UNITS = {
    "Phòng Kinh tế": 4,
    "Phòng Văn hóa - Xã hội": 4,
    "Văn phòng Ủy ban nhân dân": 3,
    "Trung tâm Phục vụ hành chính công": 5,
}
CHANNELS = ["trực tiếp", "trực tuyến", "bưu chính"]
# Days that a wrong calendar gets wrong: Tết, the swaps of 2025 and 2026, 24 November 2026.
NOTABLE = [
    dt.date(2025, 1, 22), dt.date(2025, 1, 24), dt.date(2025, 4, 24), dt.date(2025, 4, 25),
    dt.date(2025, 4, 26), dt.date(2025, 8, 29), dt.date(2025, 12, 30), dt.date(2025, 12, 31),
    dt.date(2026, 1, 8), dt.date(2026, 1, 10), dt.date(2026, 2, 11), dt.date(2026, 2, 13),
    dt.date(2026, 4, 24), dt.date(2026, 8, 20), dt.date(2026, 8, 21), dt.date(2026, 8, 22),
    dt.date(2026, 8, 28), dt.date(2026, 11, 18), dt.date(2026, 11, 19), dt.date(2026, 11, 20),
]  # fmt: skip

CALENDAR = vietnam_calendar()
OLDEST_OPEN = CALENDAR.add_working_days(AT.date(), -OPEN_FOR)
Row = dict[str, str]


def procedures() -> list[Row]:
    with (HERE / "procedures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Desk:
    """An invented one-stop desk that numbers its dossiers day by day."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.procedures = procedures()
        self.numbers: dict[dt.date, int] = {}

    def receipt(self, first: dt.date, last: dt.date) -> dt.datetime:
        """An instant in office hours; now and then online, in the evening or on a day off."""
        day = first + dt.timedelta(days=self.random.randint(0, (last - first).days))
        if self.random.random() < 0.05:
            return self.at(day, self.random.randint(18 * 60, 23 * 60 + 50))
        return self.in_office_hours(CALENDAR.previous_working_day_or_same(day))

    def in_office_hours(self, day: dt.date) -> dt.datetime:
        opening, closing = self.random.choice([(8 * 60, 11 * 60 + 45), (13 * 60, 16 * 60 + 45)])
        return self.at(day, self.random.randint(opening, closing))

    @staticmethod
    def at(day: dt.date, minutes: int) -> dt.datetime:
        clock = dt.time(minutes // 60, minutes % 60)
        return dt.datetime.combine(day, clock, tzinfo=VIETNAM)

    def code(self, received: dt.datetime) -> str:
        """The national form of the day: the one of 2018, or from 25/01/2026 that of 2025."""
        day = received.date()
        number = self.numbers[day] = self.numbers.get(day, 0) + 1
        if day < dt.date(2026, 1, 25) or self.random.random() < 0.5:
            return f"000.00.17.H99-{day:%y%m%d}-{number:04d}"
        return f"H99.017.00-{day:%y%m%d}-01{number:04d}"

    def dossier(self, received: dt.datetime, procedure: Row | None = None) -> Row:
        procedure = procedure or self.random.choice(self.procedures)
        limit = TimeLimit.parse(procedure["thoi_han"])
        found = deadline(received, limit, CALENDAR)
        unit = self.random.choice(list(UNITS))
        row = {
            "ma_ho_so": self.code(received),
            "ma_tthc": procedure["ma_tthc"],
            "ten_tthc": procedure["ten_tthc"],
            "thoi_han": procedure["thoi_han"],
            "ngay_tiep_nhan": show(received),
            "ngay_hen_tra": show(found.office_closing) if found.office_closing else "",
            "ngay_ket_thuc_xu_ly": "",
            "trang_thai": "Đang xử lý",
            "don_vi_xu_ly": unit,
            "nguoi_xu_ly": f"Công chức {unit} {self.random.randint(1, UNITS[unit])}",
            "kenh_tiep_nhan": self.random.choice(CHANNELS),
        }
        if found.on is None:
            self.finish_undated(row, received)
        else:
            self.finish(row, received, found.on, is_same_day=limit.unit is Unit.SAME_DAY)
        return row

    def finish_undated(self, row: Row, received: dt.datetime) -> None:
        """Those due at once: the same or the next day; a few of the latest are still open."""
        if received.date() < OLDEST_OPEN or self.random.random() < 0.7:
            day = CALENDAR.next_working_day(received.date())
            self.close(row, self.in_office_hours(day))

    def finish(self, row: Row, received: dt.datetime, due: dt.date, *, is_same_day: bool) -> None:
        """Most dossiers are done early or on the day, a few late; some are still open."""
        luck = self.random.random()
        if due > AT.date() and luck > 0.3:
            return  # running
        if OLDEST_OPEN <= due <= AT.date() and luck > (0.92 if due < AT.date() else 0.5):
            return  # overdue, or due today
        if luck < 0.06:
            day = CALENDAR.add_working_days(due, self.random.randint(1, 6))
        elif luck < 0.3 or is_same_day:
            day = due
        else:
            days = CALENDAR.count_working_days(received.date(), due)
            day = CALENDAR.add_working_days(due, -self.random.randint(1, 1 + days // 3))
        done = self.in_office_hours(max(day, received.date()))
        self.close(row, max(done, received + dt.timedelta(minutes=20)))

    def close(self, row: Row, done: dt.datetime) -> None:
        if done < AT:
            row["ngay_ket_thuc_xu_ly"] = show(done)
            row["trang_thai"] = self.random.choice(["Đã xử lý xong", "Đã trả kết quả"])


def show(instant: dt.datetime) -> str:
    return f"{instant:%d/%m/%Y %H:%M}"


def desk_rows(desk: Desk) -> list[Row]:
    """1,000 dossiers: two years, the notable days, and a busy month before ``AT``."""
    receipts = [desk.receipt(dt.date(2025, 1, 2), dt.date(2026, 10, 20)) for _ in range(720)]
    receipts += [desk.in_office_hours(day) for day in NOTABLE for _ in range(4)]
    receipts += [desk.receipt(dt.date(2026, 10, 21), dt.date(2026, 11, 20)) for _ in range(200)]
    rows = [desk.dossier(min(received, AT - dt.timedelta(minutes=30)))
            for received in sorted(receipts)]  # fmt: skip
    # Waiting for the applicant: not overdue, whatever the date.
    for row in desk.random.sample([row for row in rows if row["trang_thai"] == "Đang xử lý"], 8):
        row["trang_thai"] = "Yêu cầu bổ sung giấy tờ"
    return rows


def dirty_rows(desk: Desk) -> list[Row]:
    """A small file with every kind of fault, one a row, among rows that are fine."""
    fine = [desk.dossier(desk.in_office_hours(dt.date(2026, 11, day))) for day in range(2, 7)]
    open_: Row = {"ngay_ket_thuc_xu_ly": "", "trang_thai": "Đang xử lý"}
    faults: list[Row] = [
        {"ma_ho_so": ""},
        {"ngay_tiep_nhan": ""},
        {"ngay_tiep_nhan": "32/11/2026 09:00"},
        {"ngay_tiep_nhan": "hôm qua"},
        {"ngay_tiep_nhan": "46346"},
        {"ngay_ket_thuc_xu_ly": "01/10/2026 09:00", "trang_thai": "Đã xử lý xong"},
        {"ngay_hen_tra": "01/10/2026"},
        {"ma_ho_so": fine[0]["ma_ho_so"]},
        {**open_, "ngay_tiep_nhan": "20/11/1996 09:00", "ngay_hen_tra": ""},
        {**open_, "thoi_han": "04 giờ làm việc", "ngay_tiep_nhan": "16/11/2026",
         "ngay_hen_tra": ""},
        {"thoi_han": "04 giờ làm việc", "ngay_tiep_nhan": "16/11/2026 08:00", "ngay_hen_tra": "",
         "ngay_ket_thuc_xu_ly": "16/11/2026", "trang_thai": "Đã xử lý xong"},
        {"trang_thai": "Đã trả kết quả", "ngay_ket_thuc_xu_ly": ""},
        # Findings on rows that can be judged.
        {"thoi_han": ""},
        {"thoi_han": "10 làm việc kể từ ngày nhận được hồ sơ hợp lệ"},
        {"thoi_han": "5"},
        {"thoi_han": "03 ngày làm việc đối với cấp lại, 05 ngày làm việc đối với cấp mới"},
        {"thoi_han": "15 ngày làm việc kể từ ngày ban hành quyết định"},
        {**open_, "thoi_han": "05 ngày làm việc", "ngay_hen_tra": "31/12/2026"},
        {**open_, "thoi_han": "10 ngày làm việc", "ngay_hen_tra": "18/11/2026"},
        {**open_, "nguoi_xu_ly": ""},
        {"trang_thai": "Đang xử lý", "ngay_ket_thuc_xu_ly": "19/11/2026 10:00"},
        {"trang_thai": "Đã xử lý xong", "ngay_ket_thuc_xu_ly": "25/11/2026 10:00"},
        {"ma_ho_so": "000.00.17.H99-261019-0077"},
        {"ma_ho_so": "HS-2026/0815"},
    ]  # fmt: skip
    rows = list(fine)
    for number, fault in enumerate(faults):
        received = desk.in_office_hours(dt.date(2026, 11, 9 + number % 5))
        rows.append({**desk.dossier(received), **fault})
    return rows


def torn_lines(desk: Desk) -> list[bytes]:
    """Lines that are no rows at all: cells missing, a quotation mark left open, a stray byte."""
    made = [desk.dossier(desk.in_office_hours(dt.date(2026, 11, 12))) for _ in range(3)]
    ragged, unclosed, stray = (";".join(row.values()).replace('"', "") for row in made)
    return [
        b"",
        ";".join(ragged.split(";")[:4]).encode(),
        unclosed.replace(made[1]["thoi_han"], '"05 ngày làm việc').encode(),
        stray.encode().replace(b"ti", b"t\xec", 1),  # as Windows-1258 writes it
    ]


def month_first_rows(desk: Desk) -> list[Row]:
    """Dates as an American Excel writes them; one of them gives it away."""
    rows = [desk.dossier(desk.in_office_hours(dt.date(2026, 11, day))) for day in (3, 5, 20)]
    for row in rows:
        for name in ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_ket_thuc_xu_ly"):
            day, slash, rest = row[name].partition("/")
            month, _, year = rest.partition("/")
            row[name] = slash.join([month, day, year]) if slash else ""
    return rows


def table(rows: list[Row], *, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def main(folder: Path = HERE) -> None:
    """Write the three files; the dirty one as Excel in Vietnam writes it."""
    desk = Desk(SEED + 1)
    dirty = b"\xef\xbb\xbf" + table(dirty_rows(desk), delimiter=";")
    dirty += b"\n".join([*torn_lines(desk), b""])
    files = {
        "one-stop-desk-2026.csv": table(desk_rows(Desk(SEED))),
        "dirty-rows.csv": dirty,
        "month-first.csv": table(month_first_rows(Desk(SEED + 2))),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
