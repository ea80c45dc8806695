"""What the commands do, given their options. Nothing here knows typer: the everyday call is made without it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from chanfa_check.cli.console import EXIT_UNCHECKED, EXIT_USAGE, give_up, reason, say, warn_of_encoding
from chanfa_check.cli.options import as_of_date, full_department, loaded, matrix_named, only_matrix
from chanfa_check.model import FailOn
from chanfa_check.nearest import nearest
from chanfa_check.output.formats import Format

COMMANDS = ("check", "template", "explain", "targets", "schema")


def check(
    paths: list[Path],
    *,
    targets: str | None = None,
    as_of: str | None = None,
    department: str | None = None,
    format: Format = Format.TABLE,
    output: Path | None = None,
    fail_on: FailOn = FailOn.INVALID,
) -> int:
    """Checks files and folders and writes the result; the exit code."""
    from chanfa_check.batch.collect import collect
    from chanfa_check.batch.one import Order
    from chanfa_check.batch.run import check_submissions
    from chanfa_check.cli.options import flawed
    from chanfa_check.matrix.flaws import MatrixError
    from chanfa_check.output.formats import write

    for path in paths:
        _hint_command(path)
    day = as_of_date(as_of) if as_of else None
    matrix = matrix_named(targets) if targets else None
    name = full_department(department, matrix) if department else None
    collected = collect(paths)
    if collected.passed_over:
        say(f"另有 {len(collected.passed_over)} 个文件不是电子表格或是临时文件，没有检查。")
    if not collected.sources:
        say("没有可检查的文件：文件夹里没有 .xlsx、.xls、.ods 等电子表格。（nothing-found）")
    if output and any(_same_file(output, one.path) for one in collected.sources):
        give_up(f"“{output}”是要检查的报表，不能写成结果。请换一个文件名。", EXIT_USAGE)
    try:
        run = check_submissions(collected, Order(matrix=matrix, department=name, as_of=day), fail_on=fail_on)
    except MatrixError as error:
        give_up(flawed(error), EXIT_UNCHECKED)
    if format is Format.TABLE and output is None:
        warn_of_encoding(sys.stdout.encoding)
    try:
        write(run, format, output)
    except OSError as error:
        _cannot_write(output, error)
    return run.exit_code


def template(as_of: str, output: Path, *, department: str | None, every: bool, targets: str | None) -> None:
    """Writes one department's template, or one for every leading department into a folder."""
    from chanfa_check.output.write import write_bytes
    from chanfa_check.template.workbook import template_bytes

    if every == bool(department):
        give_up("请用 --department 指明一个单位，或用 --all 生成所有牵头单位的模板。", EXIT_USAGE)
    matrix = only_matrix(targets)
    day = as_of_date(as_of)
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
        _cannot_write(output, error)


def explain(word: str, *, targets: str | None) -> None:
    """Prints what a code, a kind of requirement, a task or an indicator means."""
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
    matrix = only_matrix(targets)
    task = next((one for one in matrix.tasks if word in {one.id, *(item.id for item in one.indicators)}), None)
    if task is not None:
        print_plain(task_page(task, matrix))
        return
    close = nearest(word, [*CODES, *KINDS, *(one.id for one in matrix.tasks)])
    hint = f"是否想查 {close}？" if close else ""
    give_up(
        f"没有“{word}”可解释。{hint}\n结论代码：{'、'.join(CODES)}\n要求类型：{'、'.join(KINDS)}\n"
        f"任务：{matrix.tasks[0].id} 到 {matrix.tasks[-1].id}",
        EXIT_USAGE,
    )


def list_targets() -> None:
    """Prints id, version, years and title of each matrix that comes with the package."""
    from chanfa_check.matrix import library
    from chanfa_check.output.write import print_plain

    for name, path in library.known().items():
        matrix = loaded(path)
        years = f"{matrix.years[0]}—{matrix.years[1]}"
        print_plain(f"{name}  第 {matrix.version} 版  {years}  {len(matrix.tasks)} 项任务  {matrix.title}\n")


def show_targets(name: str, *, as_of: str | None, department: str | None, as_json: bool) -> None:
    """Prints what a matrix requires as of a date, its last day where none is given."""
    from chanfa_check.output import targets
    from chanfa_check.output.write import print_plain, write_bytes

    matrix = matrix_named(name)
    day = as_of_date(as_of) if as_of else dt.date(matrix.years[1], 12, 31)
    lead = full_department(department, matrix) if department else None
    if as_json:
        write_bytes(targets.encode(matrix, day, lead), None)
    else:
        print_plain(targets.page(matrix, day, lead))


def schema() -> None:
    """Prints the JSON Schema of a run."""
    import msgspec

    from chanfa_check.output import contract
    from chanfa_check.output.write import write_bytes

    write_bytes(msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2) + b"\n", None)


def _cannot_write(output: Path | None, error: OSError) -> None:
    give_up(f"无法写入“{output or '标准输出'}”：{reason(error)}。", EXIT_UNCHECKED)


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _hint_command(path: Path) -> None:
    """A word that is no file but nearly a command was probably meant as one."""
    if path.suffix or path.exists():
        return
    close = nearest(str(path), COMMANDS)
    if close:
        say(f"没有“{path}”这个文件；如果是想用命令，是否为 chanfa-check {close}？")
