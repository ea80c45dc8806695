"""The commands on matrices and their options, as typer sees them. What each does is in `targets.py`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chanfa_check.cli import targets
from chanfa_check.cli.help import ARGUMENTS, COMMANDS, PANEL, Command, Group


class Plain(StrEnum):
    """For eyes, or for scripts."""

    TEXT = "text"
    JSON = "json"


class Shown(StrEnum):
    """How a matrix is shown; html and docx only for review."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"


PlainFormat = Annotated[
    Plain, typer.Option("--format", help="text 或 json。", show_default=False, rich_help_panel=PANEL)
]

targets_app = typer.Typer(cls=Group, help="任务责任分工表：有哪些，要求什么，怎样写。", no_args_is_help=True)


@targets_app.command("list", cls=Command, rich_help_panel=COMMANDS, help="列出现有的任务责任分工表。")
def list_targets() -> None:
    """Prints id, version, years and title of each matrix."""
    targets.list_targets()


@targets_app.command(
    "show",
    cls=Command,
    rich_help_panel=COMMANDS,
    help="显示一份分工表截至某一天要求什么；加 --review 为审定用的对照表。",
)
def show_targets(
    name: Annotated[str, typer.Argument(help="编号或文件。", metavar="编号|文件", rich_help_panel=ARGUMENTS)],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="截至哪一天，如 2020-06；不写为最后一天。", metavar="日期", rich_help_panel=PANEL),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", help="哪个单位。", metavar="单位", rich_help_panel=PANEL)
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="左右对照，供审定签字。", metavar="", rich_help_panel=PANEL)
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", help="与哪一版比。", metavar="编号|文件", rich_help_panel=PANEL),
    ] = None,
    format: Annotated[
        Shown,
        typer.Option("--format", help="审定用的还可写 html、docx。", show_default=False, rich_help_panel=PANEL),
    ] = Shown.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", help="写到文件。", metavar="文件", rich_help_panel=PANEL)
    ] = None,
) -> None:
    """Prints every task with what it requires now and next, or the page to sign."""
    if review:
        if format is Shown.JSON or as_of or department:
            targets.misplaced_beside_review()
        targets.review(name, since=since, format=format.value, output=output)  # type: ignore[arg-type]
        return
    if since or output or format in (Shown.HTML, Shown.DOCX):
        targets.misplaced("--since、--output、html 和 docx")
    targets.show_targets(name, as_of=as_of, department=department, as_json=format is Shown.JSON)


@targets_app.command(
    "parse", cls=Command, rich_help_panel=COMMANDS, help="读时间进度的文字：读出哪些目标，哪些没有读。"
)
def parse(
    phrases: Annotated[
        list[str] | None,
        typer.Argument(help="文字；不写的从标准输入读，一行一句。", metavar="文字", rich_help_panel=ARGUMENTS),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="没有写年份的按哪一年。", metavar="年份", min=1949, max=2100, rich_help_panel=PANEL
        ),
    ] = None,
    format: PlainFormat = Plain.TEXT,
) -> None:
    """Prints what is read in each phrase, and what is left unread."""
    targets.parse(phrases or [], year=year, as_json=format is Plain.JSON)


@targets_app.command(
    "import", cls=Command, rich_help_panel=COMMANDS, help="从 Word、Excel 附件起草一份分工表，要由人决定的列出来。"
)
def draft(
    source: Annotated[
        Path, typer.Argument(help=".docx、.xlsx、.xls、.ods 或 .txt。", metavar="附件", rich_help_panel=ARGUMENTS)
    ],
    output: Annotated[
        Path | None, typer.Option("--output", help="写到文件。", metavar="matrix.yaml", rich_help_panel=PANEL)
    ] = None,
    name: Annotated[str | None, typer.Option("--id", help="编号。", metavar="编号", rich_help_panel=PANEL)] = None,
    years: Annotated[
        str | None,
        typer.Option("--years", help="起止年份；不写的从原文找。", metavar="2019-2025", rich_help_panel=PANEL),
    ] = None,
) -> None:
    """Drafts a matrix file."""
    targets.draft(source, output=output, name=name, years=years)


@targets_app.command(
    "lint", cls=Command, rich_help_panel=COMMANDS, help="核对分工表：数与原文、算术、单位名称、编号、年份。"
)
def lint(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="编号或文件；不写为全部。", metavar="编号|文件", rich_help_panel=ARGUMENTS),
    ] = None,
    format: PlainFormat = Plain.TEXT,
) -> None:
    """Prints findings; the exit code is 1 where one is neither a note nor explained."""
    raise typer.Exit(targets.lint(names or [], as_json=format is Plain.JSON))


@targets_app.command(
    "schema", cls=Command, rich_help_panel=COMMANDS, help="打印分工表文件的 JSON Schema，供编辑器补全和核对。"
)
def schema() -> None:
    """Prints the schema of a matrix file."""
    targets.schema()
