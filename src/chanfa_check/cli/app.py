"""The commands and their options, as typer sees them. What each does is a plain function in a module beside this."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chanfa_check.cli import checking, commands
from chanfa_check.cli.help import ARGUMENTS, COMMANDS, PANEL, Command, Group
from chanfa_check.cli.targets_app import Plain, PlainFormat, targets_app
from chanfa_check.model import FailOn
from chanfa_check.output.formats import Format

HELP = """产改任务责任分工目标核对：把部门报表与任务责任分工表逐项核对。

检查报表：chanfa-check 报表.xlsx

指出哪些未达标、差多少、依据哪句原文、怎样改。
"""

CHECK_HELP = """检查报表（check 可省：chanfa-check 报表.xlsx）。

不写选项时，单位、时期、分工表都看报表，输出表格。

退出码：0 都符合，1 有不符合，2 命令有误，3 有文件无法检查。

--fail-on 的结论从重到轻：unmet、missing、invalid、behind、review；never 总为 0。
写 behind，则 unmet、missing、invalid 也算。不写为 invalid。
"""


class Schema(StrEnum):
    """What there is a schema of."""

    RUN = "run"
    JSONL = "jsonl"


Targets = Annotated[
    str | None, typer.Option("--targets", help="任务责任分工表。", metavar="编号|文件", rich_help_panel=PANEL)
]
Department = Annotated[
    str | None, typer.Option("--department", help="哪个单位。", metavar="单位", rich_help_panel=PANEL)
]
Day = Annotated[
    str | None, typer.Option("--as-of", help="截至哪一天，如 2020-06。", metavar="日期", rich_help_panel=PANEL)
]

Ledger = Annotated[
    str | None,
    typer.Option("--ledger", help="记入台账，与往期比较。", metavar="文件|地址", rich_help_panel=PANEL),
]

app = typer.Typer(cls=Group, help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[
        bool, typer.Option("--version", help="显示版本。", is_eager=True, metavar="", rich_help_panel=PANEL)
    ] = False,
) -> None:
    """Prints the version where that is asked for."""
    if show:
        from chanfa_check.version import __version__

        typer.echo(f"chanfa-check {__version__}")
        raise typer.Exit


@app.command("check", cls=Command, rich_help_panel=COMMANDS, help=CHECK_HELP)
def check(
    paths: Annotated[
        list[str],
        typer.Argument(help="报表、文件夹或 .zip 压缩包。", metavar="报表", rich_help_panel=ARGUMENTS),
    ],
    targets: Targets = None,
    as_of: Day = None,
    department: Department = None,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            help=" ".join(Format),
            metavar="格式",
            show_choices=False,
            show_default=False,
            rich_help_panel=PANEL,
        ),
    ] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", help="写到文件。", metavar="文件", rich_help_panel=PANEL)
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", help="写出标注了问题的副本。", metavar="文件夹", rich_help_panel=PANEL),
    ] = None,
    details: Annotated[
        bool, typer.Option("--details", help="多份报表时也列出每一项。", metavar="", rich_help_panel=PANEL)
    ] = False,
    ledger: Ledger = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on", help="从哪种结论起退出码为 1。", metavar="结论", show_default=False, rich_help_panel=PANEL
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", help="同时用几个进程。", metavar="个数", min=1, rich_help_panel=PANEL),
    ] = None,
    engine: Annotated[
        checking.Where,
        typer.Option(
            "--engine",
            help="在哪里检查：local 本机，dask 集群。",
            metavar="local|dask",
            show_choices=False,
            show_default=False,
            rich_help_panel=PANEL,
        ),
    ] = checking.Where.LOCAL,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="dask 调度器。", metavar="地址", rich_help_panel=PANEL),
    ] = None,
    bulletin: Annotated[
        Path | None,
        typer.Option("--bulletin", help="docx 用自己的通报模板。", metavar="文件", rich_help_panel=PANEL),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="配置文件。", metavar="文件", rich_help_panel=PANEL)
    ] = None,
) -> None:
    """Checks and prints; the exit code is the run's."""
    options = checking.Options(
        targets=targets,
        as_of=as_of,
        department=department,
        format=format,
        output=output,
        annotate=annotate,
        details=details,
        ledger=ledger,
        fail_on=fail_on,
        jobs=jobs,
        engine=engine,
        scheduler=scheduler,
        bulletin=bulletin,
        config=config,
    )
    raise typer.Exit(checking.check(paths, options))


@app.command(
    "history", cls=Command, rich_help_panel=COMMANDS, help="台账里一项任务或一个单位历次填报的数，与序时进度对照。"
)
def history(
    word: Annotated[
        str | None,
        typer.Argument(help="编号或单位；不写为全部。", metavar="任务|单位", rich_help_panel=ARGUMENTS),
    ] = None,
    ledger: Ledger = None,
    targets: Targets = None,
    format: PlainFormat = Plain.TEXT,
) -> None:
    """Prints what was reported over time."""
    commands.history(word, ledger=ledger, targets=targets, as_json=format is Plain.JSON)


@app.command("template", cls=Command, rich_help_panel=COMMANDS, help="生成填报模板，边填边变红变绿。")
def template(
    output: Annotated[
        Path,
        typer.Option(
            "--output", help="写到文件；与 --all 合用时为文件夹。", metavar="文件|文件夹", rich_help_panel=PANEL
        ),
    ],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="哪一期，如 2020-06。", metavar="日期", rich_help_panel=PANEL)
    ] = None,
    department: Department = None,
    every: Annotated[
        bool, typer.Option("--all", help="所有牵头单位，各一份。", metavar="", rich_help_panel=PANEL)
    ] = False,
    bulletin: Annotated[
        bool, typer.Option("--bulletin", help="通报的 Word 模板，供修改。", metavar="", rich_help_panel=PANEL)
    ] = False,
    targets: Targets = None,
) -> None:
    """Writes one template, or one for every leading department; or the one of the bulletin."""
    if bulletin:
        commands.bulletin_template(output)
        return
    commands.template(as_of, output, department=department, every=every, targets=targets)


@app.command(
    "explain",
    cls=Command,
    rich_help_panel=COMMANDS,
    help="解释结论代码、要求类型或任务，如 behind-pace、milestones、3.3。",
)
def explain(
    word: Annotated[
        str, typer.Argument(help="代码、要求类型，或任务、指标的编号。", metavar="词", rich_help_panel=ARGUMENTS)
    ],
    targets: Targets = None,
) -> None:
    """Prints what a code, a kind of requirement or a task means."""
    commands.explain(word, targets=targets)


app.add_typer(targets_app, name="targets", rich_help_panel=COMMANDS)


@app.command("schema", cls=Command, rich_help_panel=COMMANDS, help="打印 JSON 输出的 JSON Schema，供脚本核对。")
def schema(
    name: Annotated[
        Schema,
        typer.Argument(help="run：JSON 结果；jsonl：其中一行。", metavar="名称", rich_help_panel=ARGUMENTS),
    ],
) -> None:
    """Prints a schema."""
    commands.schema(name)
