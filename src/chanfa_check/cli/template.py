"""`chanfa-check template`: the workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chanfa_check.cli.console import EXIT_USAGE, give_up, say
from chanfa_check.cli.help import PANEL
from chanfa_check.cli.options import Targets, as_of_date, full_department, only_matrix

HELP = "生成填报模板，边填边变红变绿。"


def template(
    as_of: Annotated[str, typer.Option("--as-of", help="哪一期，如 2020-06。", metavar="日期", rich_help_panel=PANEL)],
    output: Annotated[
        Path,
        typer.Option(
            "--output", help="写到文件；与 --all 合用时为文件夹。", metavar="文件|文件夹", rich_help_panel=PANEL
        ),
    ],
    department: Annotated[
        str | None, typer.Option("--department", help="哪个单位。", metavar="单位", rich_help_panel=PANEL)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="所有牵头单位，各一份。", metavar="", rich_help_panel=PANEL)
    ] = False,
    targets: Targets = None,
) -> None:
    """Writes one template, or one for every leading department."""
    from chanfa_check.output.write import write_bytes
    from chanfa_check.template.workbook import template_bytes

    if every == bool(department):
        give_up("请用 --department 指明一个单位，或用 --all 生成所有牵头单位的模板。", EXIT_USAGE)
    matrix = only_matrix(targets)
    day = as_of_date(as_of)
    assert day is not None
    if not matrix.covers(day):
        years = f"{matrix.years[0]}—{matrix.years[1]}"
        give_up(f"{day.year}年不在任务责任分工表的年份（{years}年）之内，没有可填报的目标。", EXIT_USAGE)
    name = full_department(department, matrix) if department else None
    if name is not None:
        write_bytes(template_bytes(matrix, name, day), output)
        say(f"已写入 {output}")
        return
    output.mkdir(parents=True, exist_ok=True)
    for lead in matrix.leads():
        file = output / f"{lead}.xlsx"
        write_bytes(template_bytes(matrix, lead, day), file)
        say(f"已写入 {file}")
