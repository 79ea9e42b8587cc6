"""Many dossiers at once (nhiều hồ sơ): judging records, counting how they stand.

The room is not called ``check`` because that name belongs to its public function,
``from tthc_deadlines import check``; a room of the same name would take its place as soon
as one of its modules was imported.
"""
