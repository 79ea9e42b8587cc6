"""One dossier with events (một hồ sơ có diễn biến): its clocks, where it stands, what is wrong.

``assess`` puts together a ``Case`` of the history, the clocks of its runs and the rules of its
day; the modules named ``…rules`` each look at that case from one side and yield findings.
"""
