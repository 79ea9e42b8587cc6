"""Checks of an organisation's records (kiểm tra dữ liệu tổ chức): each says what is unsound."""
