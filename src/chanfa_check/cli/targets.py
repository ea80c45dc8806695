"""What the commands on matrices do, given their options."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from chanfa_check.cli.console import EXIT_OK, EXIT_SHORT, EXIT_UNCHECKED, EXIT_USAGE, cannot_write, give_up, reason, say
from chanfa_check.cli.options import as_of_date, flawed, full_department, loaded, matrix_file, matrix_named
from chanfa_check.output.write import print_plain, write_bytes

if TYPE_CHECKING:
    from chanfa_check.lint import LintFinding

ReviewFormat = Literal["text", "html", "docx"]


def list_targets() -> None:
    """Prints id, version, years and title of each matrix that comes with the package."""
    from chanfa_check.matrix import library

    for name, path in library.known().items():
        matrix = loaded(path)
        years = f"{matrix.years[0]}—{matrix.years[1]}"
        print_plain(f"{name}  第 {matrix.version} 版  {years}  {len(matrix.tasks)} 项任务  {matrix.title}\n")


def show_targets(name: str, *, as_of: str | None, department: str | None, as_json: bool) -> None:
    """Prints what a matrix requires as of a date, its last day where none is given."""
    from chanfa_check.output import targets

    matrix = matrix_named(name)
    day = as_of_date(as_of) if as_of else dt.date(matrix.years[1], 12, 31)
    lead = full_department(department, matrix) if department else None
    if as_json:
        write_bytes(targets.encode(matrix, day, lead), None)
    else:
        print_plain(targets.page(matrix, day, lead))


def review(name: str, *, since: str | None, format: ReviewFormat, output: Path | None) -> None:
    """Writes the page on which a person signs off what was read from the words of a matrix."""
    from chanfa_check.cli.apart import keep_apart, matrices_read, refuse_pipe
    from chanfa_check.cli.console import terminal_width
    from chanfa_check.lint import lint
    from chanfa_check.output.review import page

    if format == "docx" and output is None and sys.stdout.isatty():
        give_up("Word 文件请用 --output 指明写到哪里，如 --output 审定.docx。", EXIT_USAGE)
    path = matrix_file(name)
    matrix = loaded(path)
    before = matrix_file(since) if since else None
    old = loaded(before) if before else getattr(matrix, "earlier", None)
    if output:
        refuse_pipe(output)
        keep_apart([(output, "写成结果")], chain(matrices_read(path, matrix), matrices_read(before, old)))
    remarks: dict[str, tuple[str, ...]] = {}
    for found in lint(path):
        if found.open:
            remarks[found.task] = (*remarks.get(found.task, ()), found.message)
    shown = page(matrix, format=format, old=old, remarks=remarks, width=terminal_width())
    try:
        if output is None and format == "text":
            print_plain(shown.decode())
        else:
            write_bytes(shown, output)
    except OSError as error:
        cannot_write(output, error)
    if output:
        say(f"已写入 {output}")


def parse(phrases: Sequence[str], *, year: int | None, as_json: bool) -> None:
    """Prints what is read in each phrase; the phrases of standard input, a line each, where none is given."""
    from chanfa_check.output import wording
    from chanfa_check.wording import read_wordings

    given = [phrase for phrase in phrases or _lines() if phrase.strip()]
    if not given:
        give_up("没有可读的文字。请写在命令后面，或从标准输入给出，一行一句。", EXIT_USAGE)
    read = tuple(read_wordings(given, year))
    if as_json:
        write_bytes(wording.encode(read), None)
    else:
        print_plain(wording.page(read))


def _lines() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        return []
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return give_up("标准输入不是 UTF-8 编码的文字；请转成 UTF-8 再试。", EXIT_UNCHECKED)


def draft(source: Path, *, output: Path | None, name: str | None, years: str | None) -> None:
    """Writes a matrix file drafted from an annex, and says how much is left for a person to decide."""
    from chanfa_check.drafting import CannotDraft, draft, to_yaml

    if output is not None and output.exists():
        give_up(f"“{output}”已经在了，没有覆盖。请换一个文件名，或先把它移走。", EXIT_USAGE)
    id = name or (output.resolve().parent.name if output else None)
    try:
        drafted = draft(source, id=id, years=_years(years))
    except CannotDraft as error:
        give_up(error.message, EXIT_UNCHECKED)
    except OSError as error:
        give_up(f"无法读取“{source}”：{reason(error)}。", EXIT_UNCHECKED)
    try:
        if output is not None:
            output.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(to_yaml(drafted).encode(), output)
    except OSError as error:
        cannot_write(output, error)
    where = f"已写入 {output}：" if output else ""
    say(f"{where}{len(drafted.tasks)} 项任务，{len(drafted.review)} 处要由人决定（见文件末尾的 review）。")


def _years(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"((?:19|20)\d\d)[-—–~]((?:19|20)\d\d)", text)
    if match is None or match[1] > match[2]:
        return give_up(f"--years “{text}”应写起止年份，如 2019-2025。", EXIT_USAGE)
    return int(match[1]), int(match[2])


def lint(names: Sequence[str], *, as_json: bool) -> int:
    """Prints what is wrong with matrices, all that come with the package where none is named; the exit code."""
    from chanfa_check.lint import lint as linted
    from chanfa_check.matrix import library
    from chanfa_check.matrix.flaws import MatrixError
    from chanfa_check.output import lint as pages

    found: dict[Path, tuple[LintFinding, ...]] = {}
    for path in [matrix_file(name) for name in names] or list(library.known().values()):
        try:
            found[path] = linted(path)
        except MatrixError as error:
            give_up(flawed(error), EXIT_UNCHECKED)
        except OSError as error:
            give_up(f"无法读取“{path}”：{reason(error)}。", EXIT_UNCHECKED)
    if as_json:
        write_bytes(pages.encode(found), None)
    else:
        print_plain("\n".join(pages.page(findings, path) for path, findings in found.items()))
    return EXIT_SHORT if any(one.open for findings in found.values() for one in findings) else EXIT_OK


def schema() -> None:
    """Prints the JSON Schema of a matrix file."""
    import msgspec

    from chanfa_check.matrix.schema import matrix_schema

    write_bytes(msgspec.json.format(msgspec.json.encode(matrix_schema()), indent=2) + b"\n", None)


def misplaced(options: str) -> NoReturn:
    """Ends the run where options are given that only belong to --review."""
    give_up(f"{options} 只与 --review 合用。", EXIT_USAGE)


def misplaced_beside_review() -> NoReturn:
    """Ends the run where options are given that do not go with --review."""
    give_up("--review 是全表的对照，不能与 --as-of、--department、--format json 合用。", EXIT_USAGE)
