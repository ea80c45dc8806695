"""What checks many submissions: this process, several on this machine, or a cluster; with the same results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from chanfa_check.batch.one import Order
from chanfa_check.batch.source import Source
from chanfa_check.model import Checked

Engine: TypeAlias = Callable[[Sequence[Source], Order], Iterator[Checked]]
"""The findings of the sources, in their order, as they are done; a bounded number of them is under way at a time.

What is wrong with a submission, and what happens to the process that reads it, is a problem of that submission.
Raises MatrixError, and ClusterError. Closing the iterator ends what is under way.
"""


class ClusterError(Exception):
    """The cluster cannot be used: in Chinese, why, and what to do."""
