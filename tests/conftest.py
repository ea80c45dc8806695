"""Tests that need a program from elsewhere: skipped where it is absent, so that the tests run on a bare machine.

Where CHANFA_CHECK_CI is set everything is expected to be there, and what is absent is a failure.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

# Started in the background, a process ignores Ctrl-C, and hands that on to those that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

PROGRAMS: dict[str, Callable[[], bool]] = {
    "libreoffice": lambda: shutil.which("soffice") is not None,
    "chromium": lambda: shutil.which("chromium") is not None and shutil.which("chromedriver") is not None,
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None,
    "jq": lambda: shutil.which("jq") is not None,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Looks for what a test says that it needs."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            if not PROGRAMS[name]():
                said = f"needs {name}, which is not installed here"
                if os.environ.get("CHANFA_CHECK_CI"):
                    pytest.fail(said)
                pytest.skip(said)
