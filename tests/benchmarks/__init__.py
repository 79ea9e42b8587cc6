"""Measurements against other libraries; run by hand, never a timed test."""
