"""Make the example of the national portal's JSON again (tạo lại tệp đồng bộ ví dụ).

    python docs/examples/make_portal.py

Version 1 of the form, one envelope with dossiers and the steps of their histories. The
dossiers are those of an invented desk (``make_events.py``); nothing stands in it that is
about a person: such fields hold "(ẩn)", hidden. Twenty of them have one fault each.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from make_events import AT, CATALOGUE, HERE, Desk, desk_official, ordinary

from tthc_deadlines import Dossier
from tthc_deadlines.exchange.portal.write import (
    portal_envelope,
    write_portal,
    write_portal_steps,
)

SEED = 20261122
COUNT = 60
HIDDEN = "(ẩn)"
Row = dict[str, Any]

# One fault a dossier: what is written over its fields, "{…}" standing for a field as it was.
FAULTS: list[Row] = [
    {"MaTTHC": ""},
    {"NgayTiepNhan": ""},
    {"NgayTiepNhan": "32/13/2026"},
    {"NgayTiepNhan": "{NgayTiepNhan:.12}"},
    {"NgayTiepNhan": "{NgayTiepNhan:.8}"},
    {"NgayHenTra": "00010101000000"},
    {"NgayHenTra": "{NgayHenTra:.8}000000"},
    {"NgayHenTra": "{NgayHenTra:.8}050000"},
    {"NgayHenTra": "20250310170000"},
    {"NgayHenTra": "2026-12-10T17:00:00.000"},
    {"NgayKetThucXuLy": ""},
    {"NgayKetThucXuLy": "20250310170000"},
    {"TrangThaiHoSo": "12"},
    {"TrangThaiHoSo": ""},
    {"KenhThucHien": "7"},
    {"KenhThucHien": 1},
    {"DanhSachHoSoBoSung": "không"},
    {"MaHoSo": "HS-2026/0815"},
    {"MaHoSo": "000.00.18.H99-250101-0001"},
    {"DonViXuLy": ""},
]


def dossiers(desk: Desk) -> list[Dossier]:
    """The first sixty lives that have ended or run on, in the order of receipt."""
    lives = sorted((ordinary(desk) for _ in range(COUNT)), key=lambda life: life.received)
    numbers: dict[dt.date, int] = {}
    found = []
    for life in lives:
        day = life.received.date()
        numbers[day] = numbers.get(day, 0) + 1
        found.append(life.finished(f"000.00.18.H99-{day:%y%m%d}-{numbers[day]:04d}"))
    return found


def portal_row(dossier: Dossier) -> Row:
    """A dossier as systems send it, with what they send besides."""
    names = {one.name for one in CATALOGUE.all_of(dossier.procedure_code)}
    return {
        **write_portal(dossier, 1),
        "TenTTHC": min(names),
        "MaLinhVuc": "VD",
        "ChuHoSo": HIDDEN,
        "SoGiayToChuHoSo": HIDDEN,
        "SoDienThoai": HIDDEN,
        "TrichYeuHoSo": HIDDEN,
        "TaiLieuNop": [],
    }


def portal_steps(desk: Desk, dossier: Dossier) -> list[Row]:
    steps = write_portal_steps(dossier, 1)
    for step in steps:
        if step["TrangThai"] in ("1", "7"):
            step["NguoiXuLy"] = HIDDEN
        step["NguoiXuLy"] = step["NguoiXuLy"] or desk_official(desk.random)
    return steps


def fill(value: Any, row: Row) -> Any:
    return value.format_map(row) if isinstance(value, str) else value


def export() -> Row:
    desk = Desk(SEED)
    told = dossiers(desk)
    rows = [portal_row(one) for one in told]
    steps = [step for one in told for step in portal_steps(desk, one)]
    ended = [row for row in rows if row["TrangThaiHoSo"] == "10"]
    for row, fault in zip(ended[::2], FAULTS, strict=False):
        code, changed = row["MaHoSo"], fault.get("MaHoSo")
        for step in steps:
            if changed and step["MaHoSo"] == code:
                step["MaHoSo"] = changed
        row.update({key: fill(value, row) for key, value in fault.items()})
    back = dict(steps[-1], TrangThai="4", ThoiDiemXuLy=f"{AT:%Y%m%d%H%M%S}")
    alone = dict(back, MaHoSo="000.00.18.H99-261118-0999", ThoiDiemXuLy="20261118090000")
    envelope = portal_envelope([*rows, *steps, back, alone], unit="000.00.18.H99", updating=False)
    return {**envelope, "session": "00000000"}


def main(folder: Path = HERE) -> None:
    envelope = export()
    rows = envelope.pop("data")
    head = json.dumps(envelope, ensure_ascii=False, indent=1).rstrip("}\n")
    body = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{head},\n "data": [\n{body}\n ]\n}}\n'
    (folder / "portal-export.json").write_bytes(text.encode())


if __name__ == "__main__":
    main()
