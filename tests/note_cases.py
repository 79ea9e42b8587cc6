"""Three dossiers whose file notes are kept as golden texts."""

from __future__ import annotations

from tests.life_finding_cases import Life
from tests.lives import BASIS, CODE, catalogue, dossier, e, limit_of, row
from tthc_deadlines import Catalogue
from tthc_deadlines.dossiers.events import (
    Accepted,
    Assigned,
    ConsultationAnswered,
    ConsultationRequested,
    Correction,
    Extended,
    HandedOver,
    HandoverAccepted,
    Reappointed,
    Rejected,
    ResultIssued,
    Resumed,
    StepCompleted,
    StepStarted,
    Stopped,
    Submitted,
    SupplementReceived,
    SupplementRequested,
)
from tthc_deadlines.procedures.procedure import ExtensionRule, StopGround
from tthc_deadlines.procedures.workflow import Duty, Step, Workflow

LAND = catalogue(
    row("08 ngày làm việc", published="06 ngày làm việc"),
    stops=(
        StopGround(
            key="financial_obligation",
            name="xác định, thực hiện nghĩa vụ tài chính về đất đai",
            basis=BASIS,
        ),
    ),
    workflow=Workflow(
        steps=(
            Step(order=1, label="Bước 1", name="Tiếp nhận hồ sơ", duty=Duty.RECEIVE),
            Step(order=2, label="Bước 2", name="Thẩm định hồ sơ", duty=Duty.DRAFT,
                 budget=limit_of("02 ngày làm việc")),
            Step(order=3, label="Bước 3", name="Ký duyệt", duty=Duty.SIGN,
                 budget=limit_of("01 ngày làm việc")),
        )
    ),
    extensions=(ExtensionRule(times=1, longest=limit_of("05 ngày làm việc"), basis=BASIS),),
)  # fmt: skip

LAND_LIFE = Life(
    dossier(
        e(Submitted, "30/10/2026 16:20", channel="online"),
        e(Accepted, "02/11/2026 09:00", promised_at="10/11/2026", actor="cb01"),
        e(StepStarted, "02/11/2026 09:00", step="Bước 1", holder="cb01"),
        e(StepCompleted, "02/11/2026 10:00", step="Bước 1"),
        e(StepStarted, "02/11/2026 10:00", step="Bước 2", holder="cv07"),
        e(ConsultationRequested, "03/11/2026 09:00", agency="Phòng Kinh tế",
          respond_by="04/11/2026", document="15/CV"),
        e(Stopped, "05/11/2026 09:00", ground="financial_obligation", document="77/TB-CCT"),
        e(ConsultationAnswered, "06/11/2026 15:00", agency="Phòng Kinh tế"),
        e(Resumed, "12/11/2026 15:00", ground="financial_obligation"),
        e(Stopped, "13/11/2026 09:00", ground="", note="cán bộ nghỉ phép"),
        e(Resumed, "13/11/2026 16:00"),
        e(Extended, "18/11/2026 09:00", amount="05 ngày làm việc", document="20/QĐ",
          recorded_at="18/11/2026 15:00"),
        e(StepStarted, "19/11/2026 08:00", step="Xin ý kiến lãnh đạo", holder="cv07"),
        e(HandedOver, "19/11/2026 09:00", actor="cv07", to="ld02"),
        e(HandoverAccepted, "19/11/2026 10:00", actor="ld02"),
        code="H12.34.56-261102-0001",
        procedure_code=CODE,
        channel="online",
    ),
    "20/11/2026 09:00",
    LAND,
)  # fmt: skip

SUPPLEMENTED_LIFE = Life(
    dossier(
        e(Accepted, "02/11/2026 15:30", promised_at="09/11/2026"),
        e(Assigned, "03/11/2026 08:10", id="sk-2", holder="cv03", unit="Phòng Tư pháp"),
        e(SupplementRequested, "06/11/2026 09:00", reason="thiếu bản sao", document="02/YC"),
        e(SupplementReceived, "10/11/2026 09:00", promised_at="17/11/2026"),
        e(Reappointed, "16/11/2026 16:00", promised_at="20/11/2026", reason="chờ xác minh"),
        e(Correction, "16/11/2026 17:00", corrects="sk-2",
          replacement=e(Assigned, "03/11/2026 08:10", id="sk-2", holder="cv04"),
          reason="ghi nhầm người"),
        e(ResultIssued, "23/11/2026 10:00", outcome="refused", document="31/TB"),
        code="H12.34.56-261102-0002",
        procedure_name="Cấp bản sao trích lục",
        words="05 ngày làm việc",
    ),
    "25/11/2026 09:00",
)  # fmt: skip

COMPLAINT_LIFE = Life(
    dossier(
        e(Submitted, "28/09/2026 09:00"),
        e(Accepted, "12/10/2026 09:00"),
        e(Stopped, "20/10/2026 09:00", ground="complaint_suspension", document="05/QĐ"),
        e(Resumed, "30/10/2026 09:00", ground="complaint_suspension", document="09/QĐ"),
        e(Rejected, "24/11/2026 09:00", reason="không thuộc thẩm quyền"),
        code="KN-17",
        kind="complaint",
    ),
    "25/11/2026 09:00",
    Catalogue.starter(),
)

NOTES = {"land": LAND_LIFE, "supplemented": SUPPLEMENTED_LIFE, "complaint": COMPLAINT_LIFE}
