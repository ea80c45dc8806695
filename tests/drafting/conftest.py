"""Drafts without the grammar, which has tests of its own, and with it where the whole is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from chanfa_check.drafting import Draft, draft
from chanfa_check.wording import Wording, read_wording

Drafting = Callable[..., Draft]


@cache
def read_once(phrase: str, year: int | None = None) -> Wording:
    """What the grammar reads, once for the whole of the tests."""
    return read_wording(phrase, year)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Drafting:
    """Drafts in which no wording is read: the table alone."""

    def tables_only(path: Path, years: tuple[int, int] | None = (2019, 2025)) -> Draft:
        monkeypatch.setattr("chanfa_check.drafting.drafted.read_wording", lambda phrase, _year: Wording(phrase))
        return draft(path, id="some-city", years=years)

    return tables_only
