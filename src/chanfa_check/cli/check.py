"""`chanfa-check PATH...`: check files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chanfa_check.cli.console import EXIT_UNCHECKED, give_up, say
from chanfa_check.cli.help import ARGUMENTS, PANEL
from chanfa_check.cli.options import Targets, as_of_date, full_department, matrix_named
from chanfa_check.model import FailOn
from chanfa_check.output.formats import Format

HELP = """检查报表（check 可省：chanfa-check 报表.xlsx）。

不写选项时，单位、时期、分工表都看报表，输出表格。

退出码：0 都符合，1 有不符合，2 命令有误，3 有文件无法检查。

--fail-on 的结论从重到轻：unmet、missing、invalid、behind、review；never 总为 0。
写 behind，则 unmet、missing、invalid 也算。不写为 invalid。
"""


def check(
    paths: Annotated[
        list[Path], typer.Argument(help="报表文件，或放报表的文件夹。", metavar="报表", rich_help_panel=ARGUMENTS)
    ],
    targets: Targets = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="判定到哪一天，如 2020-06。", metavar="日期", rich_help_panel=PANEL),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", help="填报单位；默认看报表。", metavar="单位", rich_help_panel=PANEL)
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="输出格式。", show_default=False, rich_help_panel=PANEL)
    ] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", help="写到文件。", metavar="文件", rich_help_panel=PANEL)
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            help="从哪种结论起退出码为 1。",
            metavar="结论",
            show_default=False,
            rich_help_panel=PANEL,
        ),
    ] = FailOn.INVALID,
) -> None:
    """Checks and prints; the exit code is the run's."""
    from chanfa_check.batch.collect import collect
    from chanfa_check.batch.run import check_files
    from chanfa_check.output.formats import write

    for path in paths:
        _hint_command(path)
    day = as_of_date(as_of)
    matrix = matrix_named(targets) if targets else None
    name = full_department(department, matrix) if department else None
    collected = collect(paths)
    if collected.passed_over:
        say(f"另有 {collected.passed_over} 个文件不是电子表格或是临时文件，没有检查。")
    if not collected.files:
        give_up("没有可检查的文件：文件夹里没有 .xlsx、.xls、.ods 等电子表格。（nothing-found）", EXIT_UNCHECKED)
    result = check_files(collected.files, matrix, department=name, as_of=day, fail_on=fail_on)
    write(result, format, output)
    raise typer.Exit(result.exit_code)


def _hint_command(path: Path) -> None:
    """A word that is no file but nearly a command was probably meant as one."""
    if path.suffix or path.exists():
        return
    from chanfa_check.cli.app import COMMANDS
    from chanfa_check.nearest import nearest

    close = nearest(str(path), COMMANDS)
    if close:
        say(f"没有“{path}”这个文件；如果是想用命令，是否为 chanfa-check {close}？")
