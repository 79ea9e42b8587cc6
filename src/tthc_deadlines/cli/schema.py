"""``tthc schema``: the form of a dossier with events, as JSON Schema (lược đồ JSON)."""

from __future__ import annotations

import click


@click.command("schema")
def schema_command() -> None:
    """Lược đồ JSON của hồ sơ và sự kiện. / The JSON Schema of dossiers and events."""
    from tthc_deadlines.cli.output import echo_json
    from tthc_deadlines.dossiers.schema import json_schema

    echo_json(json_schema())
