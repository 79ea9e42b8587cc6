"""Make the example files of this folder again (tạo lại các tệp ví dụ).

    python docs/examples/make_examples.py

The procedures and their wordings are real (``procedures.csv``, each with the decision it
was published in); the dossiers, the desk and the officials are invented, the officials
named by their role. The seed is fixed: the same version makes the same files.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

from tthc_deadlines import TimeLimit, Unit, deadline, vietnam_calendar
from tthc_deadlines.instants import VIETNAM

HERE = Path(__file__).parent
SEED = 20261120
AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=VIETNAM)  # when the desk is looked at
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
        if found.on is not None and found.on <= AT.date() + dt.timedelta(days=1):
            self.finish(row, received, found.on, is_same_day=limit.unit is Unit.SAME_DAY)
        elif self.random.random() < (0.7 if found.on is None else 0.25):
            self.close(row, self.in_office_hours(CALENDAR.next_working_day(received.date())))
        return row

    def finish(self, row: Row, received: dt.datetime, due: dt.date, *, is_same_day: bool) -> None:
        """Most dossiers are done early or on the day; a few late, a few still open."""
        luck = self.random.random()
        if luck < 0.03:
            return  # still open, and overdue by now
        if luck < 0.09:
            day = CALENDAR.add_working_days(due, self.random.randint(1, 6))
        elif luck < 0.35 or is_same_day:
            day = due
        else:
            day = CALENDAR.previous_working_day(due)
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
    faults: list[Row] = [
        {"ma_ho_so": ""},
        {"ngay_tiep_nhan": ""},
        {"ngay_tiep_nhan": "32/11/2026 09:00"},
        {"ngay_tiep_nhan": "hôm qua"},
        {"ngay_tiep_nhan": "46346"},
        {"ngay_ket_thuc_xu_ly": "01/10/2026 09:00", "trang_thai": "Đã xử lý xong"},
        {"ngay_hen_tra": "01/10/2026"},
        {"ma_ho_so": fine[0]["ma_ho_so"]},
        {"ngay_tiep_nhan": "20/11/1996 09:00", "ngay_hen_tra": "", "ngay_ket_thuc_xu_ly": ""},
        {"thoi_han": "04 giờ làm việc", "ngay_tiep_nhan": "16/11/2026", "ngay_hen_tra": "",
         "ngay_ket_thuc_xu_ly": ""},
        {"trang_thai": "Đã trả kết quả", "ngay_ket_thuc_xu_ly": ""},
        # Findings on rows that can be judged.
        {"thoi_han": ""},
        {"thoi_han": "10 làm việc kể từ ngày nhận được hồ sơ hợp lệ"},
        {"thoi_han": "05 ngày làm việc", "ngay_hen_tra": "31/12/2026", "ngay_ket_thuc_xu_ly": "",
         "trang_thai": "Đang xử lý"},
        {"thoi_han": "10 ngày làm việc", "ngay_hen_tra": "18/11/2026", "ngay_ket_thuc_xu_ly": "",
         "trang_thai": "Đang xử lý"},
        {"nguoi_xu_ly": "", "ngay_ket_thuc_xu_ly": "", "trang_thai": "Đang xử lý"},
        {"ma_ho_so": "000.00.17.H99-261019-0077"},
        {"ma_ho_so": "HS-2026/0815"},
    ]  # fmt: skip
    rows = list(fine)
    for number, fault in enumerate(faults):
        received = desk.in_office_hours(dt.date(2026, 11, 9 + number % 5))
        rows.append({**desk.dossier(received), **fault})
    return rows


def write(path: Path, rows: list[Row], *, excel: bool = False) -> None:
    """Plain UTF-8 with commas, or as Excel in Vietnam writes it: a mark and semicolons."""
    encoding, delimiter = ("utf-8-sig", ";") if excel else ("utf-8", ",")
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, HEADER, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    write(HERE / "one-stop-desk-2026.csv", desk_rows(Desk(SEED)))
    write(HERE / "dirty-rows.csv", dirty_rows(Desk(SEED + 1)), excel=True)


if __name__ == "__main__":
    main()
