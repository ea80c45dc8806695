"""Check departments' reports against a task-responsibility matrix.

    from chanfa_check import check, load_matrix

    run = check("2020-06", matrix=load_matrix("cixi-2019-2025"))
    run.exit_code, run.counts, run.submissions

See `chanfa_check.api` for what these promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chanfa_check.version import __version__

if TYPE_CHECKING:
    from chanfa_check.api import FailOn, Matrix, Run, check, load_matrix

__all__ = ["FailOn", "Matrix", "Run", "__version__", "check", "load_matrix"]


def __getattr__(name: str) -> Any:
    """The public names, loaded when they are asked for: the command line starts without them."""
    if name in __all__:
        from chanfa_check import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
