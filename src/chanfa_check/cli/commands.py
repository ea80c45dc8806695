"""What the other commands do, given their options."""

from __future__ import annotations

import sys
from pathlib import Path

from chanfa_check.cli.console import EXIT_USAGE, cannot_write, give_up, say, terminal_width
from chanfa_check.cli.options import as_of_date, full_department, matrices_meant, only_matrix
from chanfa_check.model import Matrix
from chanfa_check.nearest import nearest


def bulletin_template(output: Path) -> None:
    """Writes the Word template of the bulletin, to be made one's own."""
    from chanfa_check.output.docx import DEFAULT
    from chanfa_check.output.write import write_bytes

    if output.exists():
        give_up(f"“{output}”已经在了，没有覆盖。请换一个文件名，或先把它移走。", EXIT_USAGE)
    try:
        write_bytes(DEFAULT.read_bytes(), output)
    except OSError as error:
        cannot_write(output, error)
    say(f"已写入 {output}。用 Word 或 WPS 修改后，加 --format docx --bulletin {output} 使用。")


def template(as_of: str | None, output: Path, *, department: str | None, every: bool, targets: str | None) -> None:
    """Writes one department's template, or one for every leading department into a folder."""
    from chanfa_check.cli.config import find_config
    from chanfa_check.output.write import write_bytes
    from chanfa_check.template.workbook import template_bytes

    if as_of is None:
        give_up("请用 --as-of 指明是哪一期，如 --as-of 2020-06。", EXIT_USAGE)
    if every == bool(department):
        give_up("请用 --department 指明一个单位，或用 --all 生成所有牵头单位的模板。", EXIT_USAGE)
    day = as_of_date(as_of)
    named = targets or find_config().targets
    matrix = only_matrix(named, lambda one: one.covers(day) and _knows(one, department)).at(day)
    if not matrix.covers(day):
        first, last = matrix.years
        give_up(f"{day.year}年不在任务责任分工表的年份（{first}—{last}年）之内，没有可填报的目标。", EXIT_USAGE)
    names = [full_department(department, matrix)] if department else list(matrix.leads())
    if not any(matrix.role(name, task) for name in names for task in matrix.tasks):
        give_up(f"{names[0]}在任务责任分工表里没有牵头或配合的任务。", EXIT_USAGE)
    files = {name: output / f"{name}.xlsx" if every else output for name in names}
    there = [str(file) for file in files.values() if file.exists()]
    if there:
        give_up(f"“{there[0]}”已经在了，可能是填好的报表，没有覆盖。请换一个文件名，或先把它移走。", EXIT_USAGE)
    try:
        if every:
            output.mkdir(parents=True, exist_ok=True)
        for name, file in files.items():
            write_bytes(template_bytes(matrix, name, day), file)
            say(f"已写入 {file}")
    except OSError as error:
        cannot_write(output, error)


def explain(word: str, *, targets: str | None) -> None:
    """Prints what a code, a kind of requirement, a task or an indicator means."""
    from chanfa_check.cli.config import find_config
    from chanfa_check.codes import CODES
    from chanfa_check.output.explain import code_page, rule_page, status_named, status_page, task_page
    from chanfa_check.output.write import print_plain
    from chanfa_check.rules import KINDS

    if word in CODES:
        print_plain(code_page(word))
        return
    if word in KINDS:
        print_plain(rule_page(word))
        return
    status = status_named(word)
    if status:
        print_plain(status_page(status))
        return
    matrices = matrices_meant(targets or find_config().targets)
    pages = [task_page(task, matrix) for matrix in matrices for task in matrix.tasks if word in task.ids]
    if pages:
        print_plain(f"\n{'─' * 60}\n\n".join(pages))
        return
    close = nearest(word, [*CODES, *KINDS, *(one.id for matrix in matrices for one in matrix.tasks)])
    hint = f"是否想查 {close}？" if close else ""
    tasks = "；".join(f"{one.id} 的 {one.tasks[0].id} 到 {one.tasks[-1].id}" for one in matrices)
    known = (f"结论代码：{'、'.join(CODES)}", f"要求类型：{'、'.join(KINDS)}", f"任务：{tasks}")
    give_up((f"没有“{word}”可解释。{hint}", *known), EXIT_USAGE)


def _knows(matrix: Matrix, department: str | None) -> bool:
    """Whether the matrix knows the department of this name; every one does where none is named."""
    from chanfa_check.submission.identity import known_department

    return department is None or known_department(department, matrix) is not None


def history(word: str | None, *, ledger: str | None, targets: str | None, as_json: bool) -> None:
    """Prints what was reported over time, of one task, indicator or department, or of all; by earlier versions too."""
    from chanfa_check.across.versions import under
    from chanfa_check.cli.config import find_config
    from chanfa_check.cli.options import opened_ledger
    from chanfa_check.output import history as pages
    from chanfa_check.output.write import print_plain, write_bytes

    config = find_config()
    url = ledger or config.ledger
    if url is None:
        give_up("请用 --ledger 指明台账，或写在 chanfa-check.toml 里。", EXIT_USAGE)
    with opened_ledger(url, must_exist=True) as opened:
        recorded = opened.matrices()
        named = targets or config.targets
        matrix = only_matrix(named, lambda one: any(version.id in recorded for version in one.versions()))
        tasks, department = _meant(word, matrix)
        told = [
            one
            for version in matrix.versions()
            for one in opened.history(
                version.id, department=version.department_of(matrix, department) if department else None
            )
        ]
    found = tuple(
        sorted(
            (one for one in under(matrix, told) if tasks is None or one.task in tasks),
            key=lambda one: (one.indicator, one.as_of, one.order),
        )
    )
    if as_json:
        write_bytes(pages.encode(found, matrix), None)
    elif not found:
        say("台账里还没有这方面的记录。用 chanfa-check 报表 --ledger 台账 检查一次，就会记入。")
    else:
        print_plain(pages.page(found, matrix, width=terminal_width(), encoding=sys.stdout.encoding))


def _meant(word: str | None, matrix: Matrix) -> tuple[tuple[str, ...] | None, str | None]:
    """The tasks or the department that a word means: an id of a task or of an indicator, or a department's name."""
    if word is None:
        return None, None
    tasks = tuple(one.id for one in matrix.tasks if word in one.ids)
    return (tasks, None) if tasks else (None, full_department(word, matrix))


def schema(name: str) -> None:
    """Prints the JSON Schema of a run, or of a line of --format jsonl."""
    import msgspec

    from chanfa_check.output import contract
    from chanfa_check.output.write import write_bytes

    shown = contract.jsonl_schema() if name == "jsonl" else contract.schema()
    write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n", None)
