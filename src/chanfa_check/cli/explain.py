"""`chanfa-check explain`: what a code, a kind of requirement or a task means."""

from __future__ import annotations

from typing import Annotated

import typer

from chanfa_check.cli.console import EXIT_USAGE, give_up
from chanfa_check.cli.help import ARGUMENTS
from chanfa_check.cli.options import Targets, only_matrix

HELP = "解释结论代码、要求类型或任务，如 behind-pace、milestones、3.3。"


def explain(
    word: Annotated[
        str, typer.Argument(help="代码、要求类型，或任务、指标的编号。", metavar="词", rich_help_panel=ARGUMENTS)
    ],
    targets: Targets = None,
) -> None:
    """Prints the explanation."""
    from chanfa_check.codes import CODES
    from chanfa_check.output.explain import code_page, rule_page, task_page
    from chanfa_check.output.write import print_plain
    from chanfa_check.rules import KINDS

    if word in CODES:
        print_plain(code_page(word))
        return
    if word in KINDS:
        print_plain(rule_page(word))
        return
    matrix = only_matrix(targets)
    task = next((one for one in matrix.tasks if word == one.id or word in {item.id for item in one.indicators}), None)
    if task is not None:
        print_plain(task_page(task, matrix))
        return
    from chanfa_check.nearest import nearest

    close = nearest(word, [*CODES, *KINDS, *(one.id for one in matrix.tasks)])
    hint = f"是否想查 {close}？" if close else ""
    give_up(
        f"没有“{word}”可解释。{hint}\n"
        f"结论代码：{'、'.join(CODES)}\n要求类型：{'、'.join(KINDS)}\n"
        f"任务：{matrix.tasks[0].id} 到 {matrix.tasks[-1].id}",
        EXIT_USAGE,
    )
