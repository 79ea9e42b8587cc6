"""The national portal's JSON (dữ liệu đồng bộ Cổng dịch vụ công): read, checked and written.

``fields`` and ``status`` are the facts, ``read`` and ``history`` turn an export into dossiers
with events, ``write`` turns them back, ``lint`` says what the portal would not accept.
"""
