"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from chanfa_check.cli import check, explain, schema, targets, template
from chanfa_check.cli import help as words

HELP = """产改任务责任分工目标核对：把部门报表与任务责任分工表逐项核对。

检查报表：chanfa-check 报表.xlsx

指出哪些未达标、差多少、依据哪句原文、怎样改。
"""

COMMANDS = ("check", "template", "explain", "targets", "schema")

app = typer.Typer(
    cls=words.Group, help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.command("check", cls=words.Command, rich_help_panel=words.COMMANDS, help=check.HELP)(check.check)
app.command("template", cls=words.Command, rich_help_panel=words.COMMANDS, help=template.HELP)(template.template)
app.command("explain", cls=words.Command, rich_help_panel=words.COMMANDS, help=explain.HELP)(explain.explain)
app.add_typer(targets.app, name="targets", rich_help_panel=words.COMMANDS, help=targets.HELP)
app.command("schema", cls=words.Command, rich_help_panel=words.COMMANDS, help=schema.HELP)(schema.schema)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[
        bool, typer.Option("--version", help="显示版本。", is_eager=True, metavar="", rich_help_panel=words.PANEL)
    ] = False,
) -> None:
    """Prints the version where that is asked for."""
    if show:
        from chanfa_check import __version__

        typer.echo(f"chanfa-check {__version__}")
        raise typer.Exit
