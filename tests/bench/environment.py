"""Where the benchmark's programs live: an environment with the packages compared, and this checkout as a wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
_REQUIREMENTS = Path(__file__).with_name("requirements.txt")
_SHOWN = ("frictionless", "pandera", "pointblank", "pandas", "polars", "openpyxl", "python-calamine", "typer", "rich")


class Environment(Struct, frozen=True):
    """The environment's Python, and the variables that its programs run with."""

    python: Path
    variables: dict[str, str]

    def script(self, name: str) -> str:
        """A command of the environment."""
        return str(self.python.with_name(name))


def prepared(folder: Path, cache: Path) -> Environment:
    """The environment in `folder`, made where it is not there; chanfa-check is installed anew.

    `cache` is where chanfa-check keeps what it has read of a matrix, so that the user's own is left alone.
    """
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        say(f"making an environment in {folder}")
        venv.create(folder, with_pip=True)
    stamp = folder / _REQUIREMENTS.name
    if not stamp.exists() or stamp.read_bytes() != _REQUIREMENTS.read_bytes():
        say("installing what is compared, and chanfa-check")
        _install(python, "-r", str(_REQUIREMENTS), str(ROOT))
        stamp.write_bytes(_REQUIREMENTS.read_bytes())
    else:
        say("installing chanfa-check as it is in this checkout")
        _install(python, str(ROOT))
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables |= {"XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache), "PYTHONUTF8": "1"}
    return Environment(python, variables)


def _install(python: Path, *what: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    subprocess.run(command, check=True, stdout=sys.stderr)


def package_folder(environment: Environment) -> Path:
    """Where the environment has chanfa-check."""
    program = "import chanfa_check; print(chanfa_check.__path__[0])"
    return Path(_said(environment, program))


def versions(environment: Environment) -> str:
    """The versions of what is compared, on one line."""
    program = (
        f"from importlib.metadata import version\nprint(', '.join(f'{{one}} {{version(one)}}' for one in {_SHOWN}))"
    )
    return _said(environment, program)


def machine(environment: Environment) -> str:
    """The machine's size, on one line: processor, cores that may be used, memory, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = _said(environment, "import platform\nprint(platform.system(), platform.release(), platform.machine())")
    python = _said(environment, "import platform\nprint(platform.python_implementation(), platform.python_version())")
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB; {system}; {python}"


def say(text: str) -> None:
    """How far it is, beside the result."""
    print(text, file=sys.stderr, flush=True)


def _said(environment: Environment, program: str) -> str:
    command = [str(environment.python), "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment.variables).stdout.strip()


def _processor() -> str:
    """By Linux's list of processors, else as Python knows it."""
    import platform

    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
