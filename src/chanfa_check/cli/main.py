"""The entry point: the first argument is a path unless it is one of the commands."""

from __future__ import annotations

import gc
import re
import sys
from typing import Any

from chanfa_check.cli.console import (
    EXIT_UNCHECKED,
    EXIT_USAGE,
    cannot_write,
    give_up,
    least_width,
    reason,
    say,
    tame_streams,
)
from chanfa_check.paths import shown_path

EXIT_INTERRUPTED = 130
_GARBAGE = 100_000
_CHOICE = r"(?m)'([^']*)' is not one of (.*)$"
_SURPLUS = r"(?s)^Got unexpected extra argument(?:\(s\)|s)? \((.*)\)"
_NO_COMMAND = r"(?s)^No such command '(.*)'\."
_NO_NUMBER = r"(?s)^'?(.*?)'? is not (?:in the range|a valid int)"


def main() -> None:
    """Runs the command line in `sys.argv` and exits."""
    # Looking for garbage as often as Python does by itself finds none, in a twentieth of the time of a start-up.
    gc.set_threshold(_GARBAGE)
    tame_streams()
    least_width()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs the command line with these arguments; the exit code."""
    if "" in arguments:
        # An empty $(...) in a script: as a path it would be the working folder.
        say("有一个参数是空的，什么也没有检查。用法见 chanfa-check --help")
        return EXIT_USAGE
    try:
        code = _command(arguments)
    except KeyboardInterrupt:
        say("已中断。")
        return EXIT_INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception as error:
        # Typer brings its own copy of click's exceptions, and promises only that they carry an exit code.
        if not hasattr(error, "exit_code"):
            raise
        say(usage_error(error), "用法见 chanfa-check --help")
        return EXIT_USAGE
    if code == EXIT_INTERRUPTED:
        say("已中断。")
    return code if isinstance(code, int) else 0


def _command(arguments: list[str]) -> object:
    """Runs a command; an exit code, or None. What a command does not say of files and streams itself is said here."""
    from chanfa_check.cli.checking import COMMANDS, check

    try:
        if arguments and arguments[0] not in COMMANDS and not any(word.startswith("-") for word in arguments):
            # The clerk's everyday call, paths and nothing else, needs no parser; importing one takes half its time.
            return check(arguments)
        from chanfa_check.cli.app import app

        return app(args=with_verb(arguments), prog_name="chanfa-check", standalone_mode=False)
    except OSError as error:
        if error.filename is not None:
            give_up(f"无法使用“{shown_path(error.filename)}”：{reason(error)}。", EXIT_UNCHECKED)
        if isinstance(error, FileNotFoundError):
            # Of all that has no name, only the folder that one is in can be missing.
            give_up("当前文件夹已经不在了。请换到别的文件夹再试。", EXIT_UNCHECKED)
        cannot_write(None, error)


def with_verb(arguments: list[str]) -> list[str]:
    """The arguments with `check` put in front, unless they begin with a command or ask for help or the version."""
    from chanfa_check.cli.checking import COMMANDS

    if not arguments or arguments[0] in COMMANDS or arguments[0] in ("--help", "--version"):
        return arguments
    return ["check", *arguments]


def usage_error(error: Any) -> str:
    """A wrong command line, in Chinese: what was found, and what comes nearest."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return str(error)
    if kind == "NoSuchOption":
        from chanfa_check.nearest import nearest

        known = [name for parameter in error.ctx.command.params for name in parameter.opts if name.startswith("--")]
        close = nearest(error.option_name, known) if error.ctx else None
        hint = f"是否想写 {close}？" if close else ""
        return f"没有“{error.option_name}”这个选项。{hint}"
    if kind == "MissingParameter":
        return f"缺少{_parameter(error.param)}。"
    if kind == "BadOptionUsage":
        said = "后面要写内容" if "requires" in error.message else "后面不写内容"
        return f"选项 {error.option_name} {said}。"
    return _by_its_words(error) or f"命令写得不对：{error.format_message()}"


def _by_its_words(error: Any) -> str | None:
    """What has no class of its own; None where it is none of the known."""
    surplus = re.search(_SURPLUS, error.message)
    if surplus:
        return f"多写了“{surplus[1]}”。"
    unknown = re.search(_NO_COMMAND, error.message)
    if unknown:
        return f"没有“{unknown[1]}”这个命令。可用：{'、'.join(error.ctx.command.list_commands(error.ctx))}。"
    number = re.search(_NO_NUMBER, error.message)
    if number:
        low, high = error.param.type.min, error.param.type.max
        wanted = f"{low} 到 {high} 的整数" if high is not None else f"{low} 以上的整数"
        return f"{_parameter(error.param)} 写的是“{number[1]}”，应写 {wanted}。"
    choice = re.search(_CHOICE, error.format_message())
    if choice:
        from chanfa_check.nearest import nearest

        found, allowed = choice[1], re.findall(r"'([^']+)'", choice[2])
        close = nearest(found, allowed)
        hint = f"是否想写 {close}？" if close else ""
        return f"{_parameter(error.param)}“{found}”不可用。{hint}可用：{'、'.join(allowed)}。"
    return None


def _parameter(parameter: Any) -> str:
    """An option by its name, an argument by what the help calls it."""
    option = next((name for name in parameter.opts if name.startswith("--")), None)
    return f"选项 {option}" if option else f"参数 {parameter.metavar or parameter.name}"
