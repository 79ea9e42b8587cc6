"""The grammar behind ``limits.wording`` (ngữ pháp đọc thời hạn): text to clauses to amounts.

The way of a text: one spelling (``normalise``, ``numbers``), clauses (``segments``), one
stretch for each amount (``amounts``, ``stretches``), the words around it (``leads``,
``tails``, ``remarks``, ``anchors``, ``labels``), what they make of it (``clauses``), and
rules without an amount (``statements``). What cannot be placed is refused (``refusals``).
"""
