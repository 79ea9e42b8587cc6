"""``tthc due --procedure``: the limit from the catalogue (thời hạn lấy từ danh mục)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tthc_deadlines.cli.options import F

if TYPE_CHECKING:
    from tthc_deadlines.errors import Language
    from tthc_deadlines.limits.time_limit import TimeLimit
    from tthc_deadlines.procedures.procedure import Procedure, ProcedureLimit

_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "procedure": "Thủ tục: {}",
        "limit": "Thời hạn: {}",
        "basis": "Căn cứ: {}",
        "published": "Cơ quan công bố ngắn hơn: {}",
    },
    "en": {
        "procedure": "Procedure: {}",
        "limit": "Limit: {}",
        "basis": "Basis: {}",
        "published": "The agency published a shorter one: {}",
    },
}


def case_options(command: F) -> F:
    """``--channel``, ``--condition``, ``--outcome``, ``--phase``, ``--variant``: the case."""
    options = [
        click.option(
            "--channel",
            type=click.Choice(["in_person", "post", "online"]),
            help="Cách nộp hồ sơ: trực tiếp, bưu chính, trực tuyến.",
        ),
        click.option(
            "--condition",
            "conditions",
            multiple=True,
            metavar="KEY",
            help="Điều kiện của hồ sơ, ví dụ complex, remote_area; ghi được nhiều lần.",
        ),
        click.option("--outcome", default="", metavar="KEY", help="Kết quả: granted, refused."),
        click.option(
            "--phase",
            type=click.Choice(["acceptance", "resolution"]),
            help="Giai đoạn: thụ lý (từ khi nhận) hay giải quyết (từ khi thụ lý; mặc định).",
        ),
        click.option("--variant", default="", help="Trường hợp, nếu một mã có nhiều bảng."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


class Chosen(NamedTuple):
    """The procedure and the row of it that a dossier falls under (thủ tục và thời hạn chọn)."""

    procedure: Procedure
    row: ProcedureLimit
    limit: TimeLimit
    extra_days: int

    def show(self, lang: Language) -> None:
        """Under the due date: which procedure, which limit, by which document."""
        texts = _TEXTS[lang]
        name = f"{self.procedure.code} {self.procedure.name}"
        if self.procedure.issuer:
            name += f" ({self.procedure.issuer})"
        click.echo(texts["procedure"].format(name))
        click.echo(texts["limit"].format(self.limit.format(lang)))
        click.echo(texts["basis"].format(self.row.basis.text(lang)))
        if self.row.published is not None:
            click.echo(texts["published"].format(self.row.published.format(lang)))

    def as_object(self) -> dict[str, Any]:
        """The same for JSON, without what is empty."""
        fields = {
            "code": self.procedure.code,
            "name": self.procedure.name,
            "issuer": self.procedure.issuer,
            "level": self.procedure.level,
            "variant": self.procedure.variant,
            "phase": self.row.phase,
            "when": sorted(self.row.when),
            "channel": self.row.channel,
            "outcome": self.row.outcome,
            "in_force": self.row.in_force,
            "text": self.row.text,
            "published": self.row.published,
            "basis": self.row.basis,
        }
        return {name: value for name, value in fields.items() if value}


def choose(
    code: str,
    received: dt.date,
    *,
    folders: tuple[Any, ...],
    level: str,
    issuer: str,
    variant: str,
    channel: str | None,
    conditions: tuple[str, ...],
    outcome: str,
    phase: str | None,
) -> Chosen:
    """The limit a dossier falls under, by its procedure, day of receipt and case.

    Raises what :meth:`Catalogue.find` and :meth:`Procedure.limit_on` raise, and
    NoSingleLimit where the published words give none.
    """
    from tthc_deadlines.cli.procedures import catalogue_for
    from tthc_deadlines.instants import VIETNAM
    from tthc_deadlines.procedures.errors import NoSingleLimit
    from tthc_deadlines.procedures.procedure import Channel, Phase

    day = received.astimezone(VIETNAM).date() if isinstance(received, dt.datetime) else received
    procedure = catalogue_for(code, folders).find(
        code, day, level=level, issuer=issuer, variant=variant
    )
    given = frozenset(conditions)
    if unknown := given - procedure.conditions:
        known = ", ".join(sorted(procedure.conditions)) or "không có điều kiện nào / none"
        raise click.BadParameter(
            f"{', '.join(sorted(unknown))}; thủ tục này có / this one knows: {known}",
            param_hint="--condition",
        )
    row = procedure.limit_on(
        day,
        when=given,
        channel=Channel(channel) if channel else None,
        phase=Phase(phase) if phase else Phase.RESOLUTION,
        outcome=outcome,
    )
    if row.limit is None:
        raise NoSingleLimit(procedure=code, problem=row.problem, text=row.text)
    return Chosen(procedure, row, row.limit, row.extra_days(given))


def refuse_case(case: dict[str, Any]) -> None:
    """What describes a case means nothing beside a plain limit."""
    if given := sorted(name for name, value in case.items() if value):
        shown = ", ".join(_OPTIONS.get(name, f"--{name}") for name in given)
        raise click.UsageError(f"chỉ dùng cùng --procedure / only with --procedure: {shown}")


_OPTIONS = {"folders": "--procedures", "conditions": "--condition"}
