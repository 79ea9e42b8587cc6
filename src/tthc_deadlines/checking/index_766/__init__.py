"""The 766 index (chỉ số 766): the portal's own count of what was on time, beside the law's."""
