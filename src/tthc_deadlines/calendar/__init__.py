"""Which days and minutes are worked (ngày và giờ làm việc)."""
