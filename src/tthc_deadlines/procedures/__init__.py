"""Procedures (thủ tục): dated limits, stop grounds and workflows, read from TOML files."""
