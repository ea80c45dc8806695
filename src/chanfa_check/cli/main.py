"""The entry point: the first argument is a path unless it is one of the commands."""

from __future__ import annotations

import sys
from typing import Any

from chanfa_check.cli.app import COMMANDS, app
from chanfa_check.cli.console import EXIT_USAGE, say, tame_streams


def main() -> None:
    """Runs the command line in `sys.argv` and exits."""
    tame_streams()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs the command line with these arguments; the exit code."""
    try:
        code = app(args=with_verb(arguments), prog_name="chanfa-check", standalone_mode=False)
    except KeyboardInterrupt:
        say("已中断。")
        return 130
    except BrokenPipeError:
        # Whoever reads has closed: nothing is left to say. The interpreter must not say it either, at its end.
        sys.stdout = sys.stderr
        return 0
    except Exception as error:
        # Typer brings its own copy of click's exceptions, and promises only that they carry an exit code.
        if not hasattr(error, "exit_code"):
            raise
        say(f"{usage_error(error)}\n用法见 chanfa-check --help")
        return EXIT_USAGE
    return code if isinstance(code, int) else 0


def with_verb(arguments: list[str]) -> list[str]:
    """The arguments with `check` put in front, unless they begin with a command or ask for help or the version."""
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
        name = getattr(error.param, "metavar", None) or getattr(error.param, "name", "")
        return f"缺少参数 {name}。"
    return f"命令写得不对：{error.format_message()}"
