"""Settings in files (tệp cấu hình): a site's own calendar, its own table of statuses."""

from __future__ import annotations

from pathlib import Path

from tthc_deadlines.errors import UnreadableFile


def read_settings(path: str | Path) -> str:
    """The text of a settings file (đọc tệp cấu hình), with or without a byte order mark.

    Raises:
        UnreadableFile: it cannot be opened, or is not UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(
            path=str(path),
            reason=f"cannot be opened: {reason}",
            reason_vi=f"không mở được: {reason}",
        ) from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            path=str(path),
            reason="not UTF-8 text; save it as UTF-8",
            reason_vi="không phải văn bản UTF-8; hãy lưu lại dạng UTF-8",
        ) from None
