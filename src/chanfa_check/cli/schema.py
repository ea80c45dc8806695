"""`chanfa-check schema`: the JSON Schemas of what the tool writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from chanfa_check.cli.help import ARGUMENTS

HELP = "打印 JSON 输出的 JSON Schema，供脚本核对。"


class Name(StrEnum):
    """What there is a schema of."""

    RUN = "run"


def schema(
    name: Annotated[
        Name, typer.Argument(help="run：--format json 的结果。", metavar="名称", rich_help_panel=ARGUMENTS)
    ],
) -> None:
    """Prints a schema."""
    import msgspec

    from chanfa_check.output import contract
    from chanfa_check.output.write import write_bytes

    del name
    write_bytes(msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2) + b"\n", None)
