"""Judging dossiers (kiểm tra hồ sơ): rows of lists here, dossiers with events in ``life``,
the telling of one in ``note``, the portal's own count in ``index_766``.

The room is not called ``check`` because that name belongs to its public function,
``from tthc_deadlines import check``; a room of the same name would take its place as soon
as one of its modules was imported.
"""
