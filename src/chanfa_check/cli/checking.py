"""The check command, given its options. Nothing here knows typer: the everyday call is made without it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chanfa_check.cli.config import Config, find_config, read_config
from chanfa_check.cli.console import EXIT_UNCHECKED, EXIT_USAGE, cannot_write, give_up, progress, say, warn_of_encoding
from chanfa_check.cli.options import as_of_date, flawed, known_name, matrix_named, opened_ledger
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.model import Checked, FailOn, Matrix, Run
from chanfa_check.nearest import nearest
from chanfa_check.output.formats import Format, streamed, write
from chanfa_check.output.text import as_text
from chanfa_check.output.write import unfinished
from chanfa_check.paths import is_url, shown_path

if TYPE_CHECKING:
    from chanfa_check.batch.collect import Collected
    from chanfa_check.batch.engines import Engine
    from chanfa_check.batch.one import Order

COMMANDS = ("check", "template", "explain", "targets", "schema", "history")


class Where(StrEnum):
    """Where submissions are checked."""

    LOCAL = "local"
    DASK = "dask"


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says; None where it says nothing, and the configuration or the default holds."""

    targets: str | None = None
    as_of: str | None = None
    department: str | None = None
    format: Format = Format.TABLE
    output: Path | None = None
    annotate: Path | None = None
    details: bool = False
    ledger: str | None = None
    fail_on: FailOn | None = None
    jobs: int | None = None
    engine: Where = Where.LOCAL
    scheduler: str | None = None
    bulletin: Path | None = None
    config: Path | None = None


def check(paths: list[str], options: Options = Options()) -> int:  # noqa: B008  (frozen)
    """Checks files, folders and archives and writes the result; the exit code."""
    from chanfa_check.batch.collect import collect
    from chanfa_check.batch.one import Order

    for path in paths:
        _hint_command(path)
    config = read_config(options.config) if options.config else find_config()
    options = _settled(options, config)
    collected = collect(paths)
    matrix = matrix_named(options.targets) if options.targets else None
    order = Order(
        matrix=matrix,
        department=known_name(options.department, matrix) if options.department else None,
        as_of=as_of_date(options.as_of) if options.as_of else None,
        due_day=config.due_day,
        hashed=len(collected.sources) != 1
        or options.format is not Format.TABLE
        or bool(options.ledger or options.annotate),
    )
    _say_passed_over(collected)
    _refuse(paths, collected, options)
    _keep_apart(collected, options, config.file, matrix)
    run = _checked(collected, order, options, config)
    if run.unrecorded:
        say(f"{run.unrecorded} 份没有记入台账：无法检查，或 --as-of 指定的不是报表自己的时期。")
    if options.annotate and not _annotate(run, options.annotate, collected):
        return EXIT_UNCHECKED
    return run.exit_code


def _settled(options: Options, config: Config) -> Options:
    """With the files that the configuration names where the command line names none."""
    return replace(
        options,
        targets=options.targets or config.targets,
        ledger=options.ledger or config.ledger,
        bulletin=options.bulletin or config.bulletin,
    )


def _checked(collected: Collected, order: Order, options: Options, config: Config) -> Run:
    """The finished run, written."""
    try:
        if options.format is Format.JSONL:
            with streamed(options.output) as (line, last):
                run = _run(collected, order, options, config, line)
                last(run)
            return run
        run = _run(collected, order, options, config)
        if options.format is Format.TABLE and options.output is None:
            warn_of_encoding(sys.stdout.encoding)
        if options.format is Format.DOCX:
            _write_bulletin(run, options.bulletin, options.output)
        else:
            write(run, options.format, options.output, details=options.details)
    except OSError as error:
        cannot_write(options.output, error)
    return run


def _run(
    collected: Collected,
    order: Order,
    options: Options,
    config: Config,
    line: Callable[[Checked], object] | None = None,
) -> Run:
    """Everything checked, and recorded in the ledger. Where `line` takes each submission, the run keeps none."""
    from chanfa_check.batch.engines import ClusterError
    from chanfa_check.batch.run import check_submissions

    number, total = 0, len(collected.sources)
    file = _ledger_file(options.ledger)
    new = file is not None and not file.exists()
    if total > 1:
        # A scheduler that ends the run is no different from Ctrl-C.
        import signal

        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            advance = stack.enter_context(progress(total))
            opened = stack.enter_context(opened_ledger(options.ledger)) if options.ledger else None

            def done(checked: Checked) -> None:
                nonlocal number
                advance()
                if line:
                    line(checked)
                number += 1

            return check_submissions(
                collected,
                order,
                fail_on=options.fail_on or config.fail_on,
                engine=_engine(options, config),
                ledger=opened,
                keep=line is None or options.annotate is not None,
                done=done,
            )
    except MatrixError as error:
        give_up(flawed(error), EXIT_UNCHECKED)
    except ClusterError as error:
        give_up(str(error), EXIT_UNCHECKED)
    except KeyboardInterrupt:
        if number < total:
            _say_interrupted(number, total, options, file if new else None, recorded=bool(options.ledger))
        raise


def _engine(options: Options, config: Config) -> Engine:
    """What checks the submissions."""
    if options.engine is Where.LOCAL:
        from chanfa_check.batch.engines.local import local, processors

        return local(options.jobs or config.jobs or processors())
    from chanfa_check.batch.engines.cluster import dask

    assert options.scheduler
    return dask(options.scheduler)


def _say_interrupted(number: int, total: int, options: Options, new: Path | None, *, recorded: bool) -> None:
    """What has become of the results. A ledger takes in whole runs only: half a month would read as one with gaps.

    `new` is the file of a ledger that was not there before.
    """
    said = f"共 {total} 份报表，查完 {number} 份时中断。"
    if options.output:
        kept = f"，查完的在“{unfinished(options.output)}”" if number and options.format is Format.JSONL else ""
        said += f"没有写入“{options.output}”{kept}。"
    if new and new.exists():
        said += f"台账“{new}”是新建的，里面还没有记录。"
    elif recorded:
        said += "台账没有改动。"
    say(said)


def _write_bulletin(run: Run, template: Path | None, output: Path | None) -> None:
    from chanfa_check.output.docx import TemplateError

    try:
        write(run, Format.DOCX, output, bulletin=template)
    except TemplateError as error:
        give_up(str(error), EXIT_USAGE)


def _annotate(run: Run, folder: Path, collected: Collected) -> bool:
    """Writes the copies; whether all that could be annotated has its copy."""
    from chanfa_check.output.annotate import annotate

    try:
        made = annotate(run, folder, collected.sources)
    except OSError as error:
        cannot_write(folder, error)
    say(f"已在“{shown_path(folder)}”写入 {len(made.written)} 份带核对意见的副本。")
    for path, why in (*made.skipped, *made.refused):
        say(f"没有写副本：“{path}”：{why}")
    return not made.refused


def _say_passed_over(collected: Collected) -> None:
    from collections import Counter

    if collected.passed_over:
        kinds = Counter(_kind(name) for name in collected.passed_over)
        listed = "、".join(f"{kind} {number} 个" for kind, number in kinds.most_common())
        say(f"另有 {len(collected.passed_over)} 个文件不是电子表格或是临时文件，没有检查（{listed}）。")
    if not collected.sources:
        say("没有可检查的文件：文件夹里没有 .xlsx、.xls、.ods 等电子表格。（nothing-found）")


def _kind(name: str) -> str:
    file = Path(name)
    return "临时文件" if file.name.startswith(("~$", ".")) else as_text(file.suffix.lower()) or "没有后缀的"


def _refuse(paths: list[str], collected: Collected, options: Options) -> None:
    """What would spoil a submission, the next run over the same folder, or a terminal."""
    from chanfa_check.batch.collect import is_submission

    output, copies = options.output, options.annotate
    if options.engine is Where.DASK and not options.scheduler:
        give_up("--engine dask 要用 --scheduler 写明调度器的地址，如 tcp://10.0.0.1:8786。", EXIT_USAGE)
    if options.engine is Where.LOCAL and options.scheduler:
        give_up("--scheduler 要与 --engine dask 合用。", EXIT_USAGE)
    if options.engine is Where.DASK and options.jobs:
        give_up("--jobs 只用于本机，不能与 --engine dask 合用：集群用几个进程，由它的节点决定。", EXIT_USAGE)
    if options.department and len(collected.sources) > 1:
        give_up("--department 只能用于一份报表：几份报表不会都是同一个单位的。", EXIT_USAGE)
    if output:
        from chanfa_check.cli.apart import refuse_pipe

        refuse_pipe(output)
    if output and is_submission(output.name) and _within(output, paths):
        give_up(f"“{output}”在要检查的文件夹里，下次检查会把它当成报表。请写到别的文件夹。", EXIT_USAGE)
    if copies and _within(copies, paths):
        give_up(f"“{copies}”在要检查的文件夹里，下次检查会把副本当成报表。请换一个文件夹。", EXIT_USAGE)
    if output is None and options.format.binary and sys.stdout.isatty():
        give_up(f"{options.format} 要写到文件里，请加 --output 结果.{options.format}。", EXIT_USAGE)


def _keep_apart(collected: Collected, options: Options, config: Path | None, matrix: Matrix | None) -> None:
    """Whatever the run writes, against all that it reads; nothing where it writes nothing."""
    ledger = _ledger_file(options.ledger)
    output, copies = options.output, options.annotate
    streamed_to = unfinished(output) if output and options.format is Format.JSONL else None
    uses = (
        (ledger, "用作台账"),
        (output, "写成结果"),
        (streamed_to, "写成没有完成的结果"),
        (copies, "用作副本的文件夹"),
    )
    written = [(path, use) for path, use in uses if path]
    if not written:
        return
    from chanfa_check.cli.apart import keep_apart, matrices_read
    from chanfa_check.matrix import library

    keep_apart(
        written,
        chain(
            ((one.path, "要检查的报表") for one in collected.sources),
            matrices_read(library.locate(options.targets) if options.targets else None, matrix),
            [(options.bulletin, "通报模板")] if options.bulletin else (),
            [(config, "配置文件")] if config else (),
        ),
    )


def _ledger_file(named: str | None) -> Path | None:
    if named is None:
        return None
    from chanfa_check.ledger import ledger_file

    return ledger_file(named)


def _within(target: Path, paths: list[str]) -> bool:
    # Those of os.path never raise, whatever somebody gave.
    folders = [Path(path) for path in paths if not is_url(path) and os.path.isdir(path)]  # noqa: PTH112
    place = Path(os.path.realpath(target))
    return any(place.is_relative_to(os.path.realpath(folder)) for folder in folders)


def _hint_command(path: str) -> None:
    """A word that is no file but nearly a command was probably meant as one."""
    if is_url(path) or Path(path).suffix or os.path.exists(path):  # noqa: PTH110
        return
    close = nearest(path, COMMANDS)
    if close:
        say(f"没有“{path}”这个文件；如果是想用命令，是否为 chanfa-check {close}？")
