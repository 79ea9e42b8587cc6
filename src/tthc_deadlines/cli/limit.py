"""``tthc limit``: how a wording is read (đọc câu chữ về thời hạn)."""
