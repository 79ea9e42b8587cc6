"""``tthc verify``: that nothing in a register was changed since (kiểm tra tính toàn vẹn)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tthc_deadlines.cli.options import EXIT_BAD_INPUT, language_option
from tthc_deadlines.cli.register_texts import REGISTER_TEXTS

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.register.verifying import Verified


@click.command("verify")
@click.argument("register")
@click.option(
    "--since",
    default="",
    metavar="HASH",
    help="Mã băm cuối đã ghi lại trước đây (tthc register head): chứng tỏ mọi mục đến đó còn "
    "nguyên.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@language_option
@click.pass_context
def verify_command(
    ctx: click.Context, register: str, since: str, as_json: bool, lang: Language
) -> None:
    """Kiểm tra sổ có bị sửa, xóa, chèn hay đổi thứ tự không. / Verify a register.

    Nêu mục đầu tiên bị sai. Sổ chỉ được đọc, không ghi gì.

    Mã thoát: 0 nguyên vẹn; 3 không nguyên vẹn, không có mã --since, hoặc không đọc được.
    / Exit 0 if sound; 3 if not, if no entry has the hash --since, or if it cannot be read.
    """
    from tthc_deadlines.cli.register import progress_bar
    from tthc_deadlines.register.register import Register

    with (
        Register(register, readonly=True) as book,
        progress_bar(REGISTER_TEXTS[lang]["verifying"]) as progress,
    ):
        found = book.verify(since, progress)
    if as_json:
        from tthc_deadlines.cli.output import echo_json

        echo_json(_plain(register, found, since))
    else:
        _tell(register, found, since, lang)
    if not found.is_sound:
        ctx.exit(EXIT_BAD_INPUT)


def _plain(path: str, found: Verified, since: str) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "schema": 1, "path": path, "sound": found.is_sound, "entries": found.entries,
        "head": found.head,
    }  # fmt: skip
    if since:
        plain["since"] = since
    if not found.is_sound:
        vi, en = found.texts
        plain |= {"fault": found.fault, "seq": found.seq, "message": {"vi": vi, "en": en}}
    return plain


def _tell(path: str, found: Verified, since: str, lang: Language) -> None:
    text = REGISTER_TEXTS[lang]
    if not found.is_sound:
        said = found.texts[0 if lang == "vi" else 1]
        click.echo(
            f"tthc: {text['unsound'].format(path=path, said=said, count=found.entries)}", err=True
        )
        return
    click.echo(text["sound"].format(path=path, count=found.entries, head=found.head))
    if since:
        click.echo(text["since"].format(since=since))
