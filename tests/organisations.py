"""An invented commune for tests: short ways to say who is where, away, delegated or gone.

Two tiers from 1 July 2025 on: "xa" with its one-stop desk and divisions, "tinh" above it.
Before that "xa-cu" with one division, and the district "huyen". Everybody is a role.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from tests.law.cases import at
from tests.lives import CALENDAR
from tthc_deadlines.calendar.working import WorkingCalendar
from tthc_deadlines.dossiers.dossier import Dossier
from tthc_deadlines.procedures.procedure import Procedure
from tthc_deadlines.responsibility import records as made
from tthc_deadlines.responsibility.custody import custody
from tthc_deadlines.responsibility.organisation import Organisation
from tthc_deadlines.responsibility.records import OrganisationRecords, UnitKind
from tthc_deadlines.responsibility.segments import HeldBy, Segment

SECOND = dt.timedelta(seconds=1)
REFORM = dt.date(2025, 7, 1)
"""The day the two-tier organisation began."""

# Their fields take more than their types say: days, any iterable.
Absence: Any = made.Absence
Appointment: Any = made.Appointment
Charge: Any = made.Charge
Competence: Any = made.Competence
Delegation: Any = made.Delegation
Field: Any = made.Field
Official: Any = made.Official
Position: Any = made.Position
Unit: Any = made.Unit
Records: Any = OrganisationRecords
Row = Any
"""Any record of those."""

_LISTS: dict[type[Any], str] = {
    Unit: "units",
    Position: "positions",
    Official: "officials",
    Appointment: "appointments",
    Field: "fields",
    Charge: "charges",
    Delegation: "delegations",
    Absence: "absences",
    Competence: "competences",
}

UNITS = (
    Unit(id="tinh", name="UBND tỉnh Mẫu", kind=UnitKind.AGENCY, codes=("H99",)),
    Unit(id="huyen", name="UBND huyện Mẫu", kind=UnitKind.AGENCY, parent="tinh", until=REFORM,
         passes_to="xa"),
    Unit(id="xa-cu", name="UBND xã Mẫu Cũ", kind=UnitKind.AGENCY, supervised_by="huyen",
         until=REFORM, passes_to="xa"),
    Unit(id="kt-cu", name="Ban Kinh tế cũ", parent="xa-cu", until=REFORM, passes_to="kt"),
    Unit(id="xa", name="UBND xã Mẫu", kind=UnitKind.AGENCY, supervised_by="tinh", start=REFORM,
         codes=("H99.25",)),
    Unit(id="mc", name="Trung tâm Phục vụ hành chính công xã Mẫu", kind=UnitKind.ONE_STOP,
         parent="xa", start=REFORM, document="01/QĐ-MẪU"),
    Unit(id="kt", name="Phòng Kinh tế", parent="xa", start=REFORM),
    Unit(id="vh", name="Phòng Văn hóa – Xã hội", parent="xa", start=REFORM),
    Unit(id="vp", name="Văn phòng", parent="xa", start=REFORM, led_by_parent=True),
)  # fmt: skip

POSITIONS = (
    Position(id="tinh.ct", name="Chủ tịch UBND tỉnh", unit="tinh", rank="head"),
    Position(id="huyen.ct", name="Chủ tịch UBND huyện", unit="huyen", rank="head"),
    Position(id="xa-cu.ct", name="Chủ tịch xã cũ", unit="xa-cu", rank="head"),
    Position(id="kt-cu.tp", name="Trưởng ban cũ", unit="kt-cu", rank="head"),
    Position(id="kt-cu.cv", name="Công chức cũ", unit="kt-cu"),
    Position(id="xa.ct", name="Chủ tịch UBND xã", unit="xa", rank="head"),
    Position(id="xa.pct", name="Phó Chủ tịch UBND xã", unit="xa", rank="deputy"),
    Position(id="mc.gd", name="Giám đốc Trung tâm", unit="mc", rank="head"),
    Position(id="mc.cv", name="Công chức một cửa", unit="mc"),
    Position(id="kt.tp", name="Trưởng phòng Kinh tế", unit="kt", rank="head"),
    Position(id="kt.ptp", name="Phó Trưởng phòng Kinh tế", unit="kt", rank="deputy"),
    Position(id="kt.cv", name="Chuyên viên kinh tế", unit="kt"),
    Position(id="kt.tv", name="Tập sự kinh tế", unit="kt", reports_to="kt.ptp"),
    Position(id="kt.trong", name="Chuyên viên đất đai", unit="kt"),
    Position(id="vh.tp", name="Trưởng phòng Văn hóa", unit="vh", rank="head"),
    Position(id="vh.cv", name="Chuyên viên văn hóa", unit="vh"),
    Position(id="vp.cv", name="Chuyên viên văn phòng", unit="vp"),
)

NAMES = {
    "ct-tinh": "Chủ tịch UBND tỉnh",
    "ct-huyen": "Chủ tịch UBND huyện",
    "ct-cu": "Chủ tịch xã cũ",
    "tp-cu": "Trưởng ban cũ",
    "cv-qua": "Công chức cũ 1",
    "cv-thoi": "Công chức cũ 2",
    "ct": "Chủ tịch UBND xã",
    "pct-1": "Phó Chủ tịch UBND xã 1",
    "pct-2": "Phó Chủ tịch UBND xã 2",
    "mc-1": "Công chức một cửa 1",
    "mc-2": "Công chức một cửa 2",
    "tp-kt": "Trưởng phòng Kinh tế",
    "ptp-kt": "Phó Trưởng phòng Kinh tế",
    "cv-1": "Chuyên viên 1",
    "cv-2": "Chuyên viên 2",
    "cv-3": "Chuyên viên 3",
    "tv-1": "Tập sự 1",
    "tp-vh": "Trưởng phòng Văn hóa",
    "vh-1": "Chuyên viên văn hóa 1",
    "vp-1": "Chuyên viên văn phòng 1",
}


def placed(official: str, position: str, start: Any = REFORM, until: Any = None,
           **values: Any) -> Row:  # fmt: skip
    """An appointment; instants as "23/11/2026 08:00", days as dates."""
    return Appointment(
        official=official, position=position, start=when(start), until=when(until), **values
    )


def when(value: Any) -> Any:
    return at(value) if isinstance(value, str) else value


APPOINTMENTS = (
    placed("ct-tinh", "tinh.ct", None),
    placed("ct-huyen", "huyen.ct", None, REFORM),
    placed("ct-cu", "xa-cu.ct", None, REFORM),
    placed("tp-cu", "kt-cu.tp", None, REFORM),
    placed("cv-qua", "kt-cu.cv", None, REFORM),  # goes over to the new division
    placed("cv-qua", "kt.cv"),
    placed("cv-thoi", "kt-cu.cv", None, REFORM),  # does not
    placed("ct", "xa.ct", document="02/QĐ-MẪU"),
    placed("pct-1", "xa.pct"),
    placed("pct-2", "xa.pct"),
    placed("pct-2", "mc.gd"),  # a vice chair heads the desk
    placed("mc-1", "mc.cv"),
    placed("mc-2", "mc.cv"),
    placed("tp-kt", "kt.tp"),
    placed("ptp-kt", "kt.ptp"),
    placed("cv-1", "kt.cv"),
    placed("cv-2", "kt.cv"),
    placed("cv-3", "kt.cv"),
    placed("tv-1", "kt.tv"),
    placed("tp-vh", "vh.tp"),
    placed("vh-1", "vh.cv"),
    placed("vp-1", "vp.cv"),
)

FIELDS = (
    Field(key="dat", name="Đất đai", procedures=("1.000001",)),
    Field(key="ho-tich", name="Hộ tịch", procedures=("1.000002",)),
)


def records(*more: Row, without: Iterable[str] = ()) -> OrganisationRecords:
    """The records of the commune and more; ``without`` the appointments of some officials."""
    left_out = set(without)
    base: Any = Records(
        name="UBND xã Mẫu",
        units=UNITS,
        positions=POSITIONS,
        officials=tuple(Official(id=id_, name=name) for id_, name in NAMES.items()),
        appointments=tuple(one for one in APPOINTMENTS if one.official not in left_out),
        fields=FIELDS,
    )
    found: OrganisationRecords = attrs.evolve(base, **{
        name: (*getattr(base, name), *(one for one in more if type(one) is kind))
        for kind, name in _LISTS.items()
    })  # fmt: skip
    return found


def commune(*more: Row, without: Iterable[str] = ()) -> Organisation:
    """The commune, with more records."""
    return Organisation(records(*more, without=without))


def away(official: str, start: Any, until: Any, substitute: str = "", **values: Any) -> Row:
    return Absence(
        official=official, start=when(start), until=when(until), substitute=substitute, **values
    )


def delegated(by: str, to: str, start: Any = None, until: Any = None,
              **values: Any) -> Row:  # fmt: skip
    values.setdefault("document", "07/UQ-MẪU")
    return Delegation(delegator=by, delegate=to, start=when(start), until=when(until), **values)


def in_charge(official: str, *fields: str, start: Any = REFORM, until: Any = None,
              **values: Any) -> Row:  # fmt: skip
    return Charge(official=official, fields=fields, start=when(start), until=when(until), **values)


def competent(start: Any = None, until: Any = None, **values: Any) -> Row:
    return Competence(start=when(start), until=when(until), **values)


# --- what came of it ---------------------------------------------------------------------


def story(
    dossier: Dossier,
    end: str,
    office: Organisation | None = None,
    *,
    calendar: WorkingCalendar = CALENDAR,
    procedure: Procedure | None = None,
) -> list[tuple[str, str]]:
    """The segments up to an instant, each as the instant it begins and who has it."""
    segments = custody(dossier, at(end), calendar, office, procedure=procedure)
    return [(f"{one.start:%d/%m %H:%M}", told(one)) for one in segments]


def told(one: Segment) -> str:
    """A segment in a few words: who, for whom, why nobody; what is said besides."""
    who = {
        HeldBy.OFFICIAL: one.official,
        HeldBy.UNIT: f"[{one.unit}]",
        HeldBy.APPLICANT: f"applicant ({one.official})",
        HeldBy.OTHER_AGENCY: f"{one.agency} ({one.official})",
        HeldBy.NOBODY: "nobody",
    }[one.held_by]
    return "".join((
        who,
        f" for {one.stands_in_for}" if one.stands_in_for else "",
        f" !{one.reason}" if one.reason else "",
        f" after {one.last_official}" if one.last_official and not one.official else "",
        " overdue" if one.overdue else "",
        " stopped" if one.stopped else "",
        f" → {one.offered_to}" if one.offered_to else "",
    ))  # fmt: skip


def who_has(
    dossier: Dossier, instant: dt.datetime, office: Organisation | None = None,
    procedure: Procedure | None = None,
) -> str:  # fmt: skip
    """Who has it at an instant, told by the segments of that second and of a year later.

    What has happened by an instant is not changed by what happens afterwards.
    """
    events = [one for one in dossier.events if one.occurred_at <= instant]
    then = attrs.evolve(dossier, events=events)
    now = custody(dossier, instant + SECOND, CALENDAR, office, procedure=procedure)
    later = custody(then, instant + dt.timedelta(days=400), CALENDAR, office, procedure=procedure)
    (here,) = [one for one in now if one.start <= instant < one.end]
    (there,) = [one for one in later if one.start <= instant < one.end]
    assert told(here) == told(there)
    return told(here)


def around(start: str, until: str) -> tuple[dt.datetime, ...]:
    """Instants before, at the start of, in, just before the end of, at and after a window."""
    first, last = at(start), at(until)
    middle = first + (last - first) / 2
    return first - SECOND, first, middle, last - SECOND, last, last + dt.timedelta(hours=1)
