"""Commands whose own words in the help are Chinese, as the rest of it is."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

PANEL = "选项"
ARGUMENTS = "参数"
COMMANDS = "命令"


class Command(TyperCommand):
    """A command with a Chinese --help."""

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option, in Chinese."""
        return _translated(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands with a Chinese --help."""

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option, in Chinese."""
        return _translated(super().get_help_option(ctx))


def _translated(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar, option.rich_help_panel = "显示用法。", "", PANEL
    return option
