"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from chanfa_check.cli import check, explain, schema, targets, template

HELP = """产改任务责任分工目标核对。

检查报表：chanfa-check 报表.xlsx

把部门报表与任务责任分工表逐项核对，指出哪些未达标、差多少、依据哪句原文、怎样改。
"""

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("check", help=check.HELP)(check.check)
app.command("template", help=template.HELP)(template.template)
app.command("explain", help=explain.HELP)(explain.explain)
app.command("schema", help=schema.HELP)(schema.schema)
app.add_typer(targets.app, name="targets", help=targets.HELP)

COMMANDS = frozenset({"check", "template", "explain", "schema", "targets"})


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="显示版本。", is_eager=True)] = False,
) -> None:
    """Prints the version where that is asked for."""
    if show:
        from chanfa_check import __version__

        typer.echo(f"chanfa-check {__version__}")
        raise typer.Exit
