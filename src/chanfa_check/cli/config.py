"""chanfa-check.toml, or [tool.chanfa-check] in pyproject.toml: what need not be said every month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from chanfa_check.cli.console import EXIT_USAGE, give_up, reason
from chanfa_check.files import open_file
from chanfa_check.model import FailOn, MonthDay

FILE = "chanfa-check.toml"
_TABLE = "tool.chanfa-check"


class Config(Struct, frozen=True, kw_only=True):
    """What a configuration may say, and the file in which it says so. Paths are taken from the folder of that file."""

    targets: str | None = None
    ledger: str | None = None
    due_day: MonthDay | None = None
    fail_on: FailOn = FailOn.INVALID
    jobs: int | None = None
    bulletin: Path | None = None
    file: Path | None = None


def find_config() -> Config:
    """That of the working folder, or of the nearest folder above it; the empty one where there is none."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        # The folder is gone, and what is named in full can be checked all the same.
        return Config()
    for folder in (here, *here.parents):
        # Whatever it is: one that is no file is refused, not passed over without a word.
        if (folder / FILE).exists():
            return read_config(folder / FILE)
        project = folder / "pyproject.toml"
        if project.is_file() and f"[{_TABLE}]" in _content(project).decode("utf-8", "replace"):
            return read_config(project)
    return Config()


def read_config(path: Path) -> Config:
    """The configuration in a file; ends the run where it is not a good one."""
    import tomllib

    try:
        said: Any = tomllib.loads(_content(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        give_up(f"配置文件“{path}”不是合法的 TOML：{error}。", EXIT_USAGE)
    if path.name == "pyproject.toml":
        tool = said.get("tool")
        said = tool.get("chanfa-check") if isinstance(tool, dict) else None
    if said is None:
        return Config(file=path)
    if not isinstance(said, dict):
        give_up(f"配置文件“{path}”里的 [{_TABLE}] 应是一张表。", EXIT_USAGE)
    return _config(said, path)


def _content(path: Path) -> bytes:
    """What the file holds; ends the run where it cannot be read, or is no file."""
    try:
        with open_file(path) as file:
            return file.read()
    except OSError as error:
        give_up(f"无法读取配置文件“{path}”：{reason(error)}。", EXIT_USAGE)


def _config(said: dict[str, Any], path: Path) -> Config:
    from chanfa_check.nearest import nearest

    known = [field.name for field in fields(Config) if field.name != "file"]
    config = Config(file=path)
    for name, value in said.items():
        if name not in known:
            close = nearest(name, known)
            hint = f"是否想写 {close}？" if close else ""
            give_up(f"配置文件“{path}”里的“{name}”不认识。{hint}可用：{'、'.join(known)}。", EXIT_USAGE)
        config = replace(config, **{name: _value(name, value, path)})
    return config


def _value(name: str, value: Any, path: Path) -> Any:
    """A value in its type; ends the run where it is of another."""
    if name == "due_day" and _whole(value) and 1 <= value <= 31:
        return MonthDay(value)
    if name == "jobs" and _whole(value) and value >= 1:
        return value
    if name == "fail_on" and value in list(FailOn):
        return FailOn(value)
    if name in ("targets", "ledger", "bulletin") and isinstance(value, str) and value and "\0" not in value:
        beside = path.parent / value
        if name == "bulletin":
            return beside
        # An id and a database's address stay as they are; everything else is a file beside the configuration.
        named = "://" in value or (name == "targets" and not beside.exists())
        return value if named else str(beside)
    wanted = {
        "due_day": "1 到 31 的整数",
        "jobs": "大于 0 的整数",
        "fail_on": "、".join(FailOn),
        "bulletin": "文件名",
        "targets": "编号或文件名",
        "ledger": "文件名或数据库地址",
    }[name]
    return give_up(f"配置文件“{path}”里的 {name} 写的是 {value!r}，应写{wanted}。", EXIT_USAGE)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
