"""Errors of the register (lỗi về sổ theo dõi), a branch of the library's one tree."""

from __future__ import annotations

from typing import ClassVar

from tthc_deadlines.errors import TthcDeadlinesError


class RegisterError(TthcDeadlinesError):
    """Errors about a register and its file (lỗi về sổ theo dõi). Nothing was written."""


class NotARegister(RegisterError, ValueError):
    """A file that is not SQLite, or SQLite of another program (không phải sổ theo dõi)."""

    code = "not_a_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} is no register: {reason}; give the file a register was made in, or a name "
        "that does not exist yet",
        "vi": "{path} không phải sổ theo dõi: {reason_vi}; hãy đưa đúng tệp sổ, hoặc một tên tệp "
        "chưa có",
    }
    path: str
    reason: str
    reason_vi: str


class NewerRegister(RegisterError, ValueError):
    """A register of a later version of the library (sổ của phiên bản mới hơn)."""

    code = "newer_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} has format {found}, and this program knows formats up to {known}; use a "
        "newer version of the program",
        "vi": "{path} có định dạng {found}, chương trình này chỉ biết đến định dạng {known}; hãy "
        "dùng phiên bản chương trình mới hơn",
    }
    path: str
    found: int
    known: int


class MissingRegister(RegisterError, LookupError):
    """A register that should be there and is not (không có tệp sổ)."""

    code = "missing_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "there is no register {path}; make one with Register(path), or tthc register import",
        "vi": "không có sổ {path}; hãy tạo bằng Register(path) hoặc tthc register import",
    }
    path: str


class DamagedRegister(RegisterError, ValueError):
    """A file that SQLite or the chain of entries shows to be damaged (sổ bị hỏng).

    ``seq`` is the first entry that is wrong, ``None`` where the file itself cannot be read.
    """

    code = "damaged_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} is damaged{at}: {reason}; work on from a copy that tthc verify finds sound",
        "vi": "{path} bị hỏng{at_vi}: {reason_vi}; hãy dùng bản sao mà tthc verify xác nhận là "
        "nguyên vẹn",
    }
    path: str
    seq: int | None
    at: str
    at_vi: str
    reason: str
    reason_vi: str


class ReusedId(RegisterError, ValueError):
    """An event id that the register has with other content (trùng mã sự kiện, khác nội dung)."""

    code = "reused_id"
    texts: ClassVar[dict[str, str]] = {
        "en": "dossier {dossier} already has an event {id} that says something else; give the new "
        "event an id of its own, or record a correction that names {id}",
        "vi": "hồ sơ {dossier} đã có sự kiện {id} với nội dung khác; hãy đặt mã khác cho sự kiện "
        "mới, hoặc ghi đính chính nêu {id}",
    }
    dossier: str
    id: str


class BusyRegister(RegisterError, TimeoutError):
    """Another process kept the register for too long (sổ đang bị tiến trình khác giữ)."""

    code = "busy_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} was kept by another process for {seconds} seconds; nothing was written, try "
        "again, or wait longer (timeout=)",
        "vi": "{path} bị tiến trình khác giữ suốt {seconds} giây; chưa ghi gì, hãy thử lại hoặc "
        "chờ lâu hơn (timeout=)",
    }
    path: str
    seconds: float


class UnwritableRegister(RegisterError, OSError):
    """A register that cannot be written (không ghi được sổ): read-only, or the disk is full."""

    code = "unwritable_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be written: {reason}; nothing of this batch was written",
        "vi": "không ghi được {path}: {reason_vi}; chưa ghi gì của lượt này",
    }
    path: str
    reason: str
    reason_vi: str


class ClosedRegister(RegisterError, RuntimeError):
    """A register that was closed before it was asked (sổ đã đóng)."""

    code = "closed_register"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} was closed; open it again with Register(path)",
        "vi": "sổ {path} đã đóng; hãy mở lại bằng Register(path)",
    }
    path: str


class StaleProjections(RegisterError, RuntimeError):
    """Projections made with other editions than those in use (số liệu tính theo phiên bản khác)."""

    code = "stale_projections"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} was computed with {what} {kept}, and {now} is in use; bring it up to date "
        "with tthc refresh (Register.refresh)",
        "vi": "{path} được tính theo {what_vi} {kept}, nay đang dùng {now}; hãy cập nhật bằng tthc "
        "refresh (Register.refresh)",
    }
    path: str
    what: str
    what_vi: str
    kept: str
    now: str


class UnknownHead(RegisterError, LookupError):
    """A hash that no entry of the chain has (mã băm không có trong chuỗi): something changed."""

    code = "unknown_head"
    texts: ClassVar[dict[str, str]] = {
        "en": "no entry of {path} has the hash {hash}: what it was noted of has been changed or "
        "removed since, or it was noted of another register",
        "vi": "không mục nào của {path} có mã băm {hash}: nội dung lúc ghi mã đã bị sửa hoặc xóa, "
        "hoặc mã ấy của sổ khác",
    }
    path: str
    hash: str


class ExistingFile(RegisterError, FileExistsError):
    """A register that was to be made, where something is already (đã có tệp)."""

    code = "existing_file"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path} exists already and is left as it is; give a name that does not exist yet",
        "vi": "{path} đã có và được giữ nguyên; hãy đưa một tên tệp chưa có",
    }
    path: str


class BrokenExport(RegisterError, ValueError):
    """Exported lines that are not one whole chain (tệp xuất bị sửa, thiếu hoặc hỏng)."""

    code = "broken_export"
    texts: ClassVar[dict[str, str]] = {
        "en": "{path}, line {line}: {reason}; nothing was made, export the register again",
        "vi": "{path}, dòng {line}: {reason_vi}; chưa lập sổ, hãy xuất lại từ sổ gốc",
    }
    path: str
    line: int
    reason: str
    reason_vi: str
