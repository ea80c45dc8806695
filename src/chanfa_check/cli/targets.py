"""`chanfa-check targets`: the matrices that there are, and what one requires as of a date."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from chanfa_check.cli.help import ARGUMENTS, COMMANDS, PANEL, Command, Group
from chanfa_check.cli.options import as_of_date, loaded, matrix_named

HELP = "任务责任分工表：有哪些，要求什么。"

app = typer.Typer(cls=Group, help=HELP, no_args_is_help=True)


class Format(StrEnum):
    """How a matrix is shown."""

    TEXT = "text"
    JSON = "json"


@app.command("list", cls=Command, rich_help_panel=COMMANDS, help="列出现有的任务责任分工表。")
def list_matrices() -> None:
    """Prints id, version, years and title of each."""
    from chanfa_check.matrix import library
    from chanfa_check.output.write import print_plain

    for name, path in library.known().items():
        matrix = loaded(path)
        years = f"{matrix.years[0]}—{matrix.years[1]}"
        print_plain(f"{name}  第 {matrix.version} 版  {years}  {len(matrix.tasks)} 项任务  {matrix.title}\n")


@app.command("show", cls=Command, rich_help_panel=COMMANDS, help="显示一份任务责任分工表在某一天要求什么。")
def show(
    name: Annotated[str, typer.Argument(help="编号或文件。", metavar="编号|文件", rich_help_panel=ARGUMENTS)],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="哪一天，如 2020-06；不写为最后一天。", metavar="日期", rich_help_panel=PANEL),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option("--department", help="只看一个单位牵头的任务。", metavar="单位", rich_help_panel=PANEL),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="输出格式。", show_default=False, rich_help_panel=PANEL)
    ] = Format.TEXT,
) -> None:
    """Prints every task with what it requires now and next."""
    import datetime as dt

    from chanfa_check.cli.options import full_department
    from chanfa_check.output import targets
    from chanfa_check.output.write import print_plain, write_bytes

    matrix = matrix_named(name)
    day = as_of_date(as_of) or dt.date(matrix.years[1], 12, 31)
    lead = full_department(department, matrix) if department else None
    if format is Format.JSON:
        write_bytes(targets.encode(matrix, day, lead), None)
    else:
        print_plain(targets.page(matrix, day, lead))
