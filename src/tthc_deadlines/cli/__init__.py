"""The ``tthc`` command (lệnh ``tthc``): data on stdout, messages on stderr.

Exit codes: 0 fine; 1 findings at or above ``--fail-on``; 2 wrong usage; 3 bad input;
4 outside the calendar's coverage; 130 interrupted; 141 the reader closed the pipe.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from tthc_deadlines import __version__
from tthc_deadlines.errors import TthcDeadlinesError

EXIT_INTERRUPTED, EXIT_CLOSED_PIPE = 130, 141  # as a shell reports them

_COMMANDS = {
    "calendar": ("tthc_deadlines.cli.calendar", "calendar_command"),
    "check": ("tthc_deadlines.cli.check", "check_command"),
    "day": ("tthc_deadlines.cli.day", "day_command"),
    "due": ("tthc_deadlines.cli.due", "due_command"),
    "explain": ("tthc_deadlines.cli.explain", "explain_command"),
    "findings": ("tthc_deadlines.cli.findings", "findings_command"),
    "holidays": ("tthc_deadlines.cli.holidays", "holidays_group"),
    "limit": ("tthc_deadlines.cli.limit", "limit_command"),
    "moved": ("tthc_deadlines.cli.moved", "moved_command"),
    "organisation": ("tthc_deadlines.cli.organisation", "organisation_group"),
    "people": ("tthc_deadlines.cli.people", "people_command"),
    "portal": ("tthc_deadlines.cli.portal", "portal_group"),
    "procedures": ("tthc_deadlines.cli.procedures", "procedures_group"),
    "refresh": ("tthc_deadlines.cli.refresh", "refresh_command"),
    "register": ("tthc_deadlines.cli.register", "register_group"),
    "schema": ("tthc_deadlines.cli.schema", "schema_command"),
    "unassigned": ("tthc_deadlines.cli.unassigned", "unassigned_command"),
    "verify": ("tthc_deadlines.cli.verify", "verify_command"),
    "who": ("tthc_deadlines.cli.who", "who_command"),
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is called, so that start-up is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        from tthc_deadlines.cli.options import describe_error, exit_code_of

        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader had enough, e.g. "| head"
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(EXIT_CLOSED_PIPE)
        except TthcDeadlinesError as error:
            click.echo(f"tthc: {describe_error(error, ctx.meta.get('tthc.lang', 'vi'))}", err=True)
            ctx.exit(exit_code_of(error))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="tthc")
def tthc() -> None:
    """Hạn giải quyết hồ sơ thủ tục hành chính, tính đúng luật và có giải trình.

    Due dates of Vietnamese administrative dossiers, right to the article of law.
    """


def main() -> None:
    """Entry point of the ``tthc`` script (điểm vào của lệnh)."""
    try:
        code = tthc.main(standalone_mode=False)
    except click.exceptions.Abort:  # Ctrl-C
        click.echo(err=True)
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    sys.exit(code or 0)
