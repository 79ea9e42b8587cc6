"""Faults of the register, made on purpose: ``python -m tests.faults.register``."""
