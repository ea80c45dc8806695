"""Two months through a ledger give exactly the page that examples/README.md shows, and every format says the same."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from rich.console import Console

from chanfa_check.api import check
from chanfa_check.model import Run, Standing, Turn
from chanfa_check.output import office, table

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGE = re.compile(r"```text\n(.*?)\n```", re.DOTALL)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """May and June, as a ledger saw them one after the other."""
    ledger = str(tmp_path_factory.mktemp("ledger") / "台账.db")
    return check(EXAMPLES / "cixi-2020-05", ledger=ledger), check(EXAMPLES / "cixi-2020-06", ledger=ledger)


def printed(run: Run) -> str:
    out = io.StringIO()
    table.show(run, Console(file=out, width=80, highlight=False, color_system=None))
    return out.getvalue()


def test_the_page_is_the_one_that_the_readme_shows(months: tuple[Run, Run]) -> None:
    shown = PAGE.search((EXAMPLES / "README.md").read_text(encoding="utf-8"))
    assert shown
    page, _, _ = printed(months[1]).partition("\n\n────────")
    assert page == shown[1]


@pytest.mark.parametrize(
    ("month", "missing", "late", "twice", "corrected", "contradicted", "pair"),
    [
        (0, "市住建局", "团市委", "市教育局", "市委组织部", {"5.1a", "5.4f"}, "8.3a"),
        (1, "市文广旅体局", "市住建局", "市应急管理局", "团市委", {"19.3a", "19.3b"}, "8.1a"),
    ],
)
def test_what_is_odd_in_each_month(
    month: int,
    missing: str,
    late: str,
    twice: str,
    corrected: str,
    contradicted: set[str],
    pair: str,
    months: tuple[Run, Run],
) -> None:
    run = months[month]
    (coverage,) = run.coverage
    assert coverage.missing == (missing,)
    assert [one.department for one in coverage.late] == [late]
    assert {one.department: bool(one.corrected) for one in coverage.twice} == {twice: False, corrected: True}
    found = {(one.code, one.indicator) for one in run.contradictions}
    expected = {("submissions-differ", one) for one in contradicted} | {("partner-differs", pair)}
    assert found - {("cumulative-shrinks", "15.2b")} == expected
    assert (("cumulative-shrinks", "15.2b") in found) is bool(month)
    standings = {(row.department, row.standing) for row in run.rows}
    assert (missing, Standing.MISSING) in standings
    assert (corrected, Standing.SUPERSEDED) in standings
    assert (twice, Standing.COUNTED) not in standings
    assert run.exit_code == 1


def test_what_changed_from_may_to_june(months: tuple[Run, Run]) -> None:
    turned = {turn: {one.indicator for one in office.turned(months[1].changes, turn)} for turn in Turn}
    assert turned == {
        Turn.NEWLY_MET: {"2.1a", "5.4e", "19.4a"},
        Turn.NEWLY_SHORT: {"4.1b", "5.1a"},
        Turn.CORRECTED: {"20.2a"},
    }


class Texts(HTMLParser):
    """What a reader sees of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


@lru_cache
def _of_package(data: bytes) -> str:
    """All texts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", "".join(parts)))


def text_of(run: Run, format: str) -> str:
    """What a format says, without spaces and line breaks."""
    data: bytes = import_module(f"chanfa_check.output.{format}").encode(run)
    if format in ("xlsx", "docx"):
        text = _of_package(data)
    elif format == "html":
        page = Texts()
        page.feed(data.decode())
        text = "".join(page.parts)
    else:
        text = data.decode().replace("\\", "")
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("format", ["table", "md", "html", "xlsx", "docx"])
def test_every_format_says_what_the_page_says(format: str, months: tuple[Run, Run]) -> None:
    run = months[1]
    said = text_of(run, format)
    facts = [one.message for one in run.contradictions]
    facts += [statement.shown for one in run.contradictions for statement in one.statements]
    facts += [part for one in run.changes for part in (one.name, one.before_shown, one.now_shown)]
    facts += [one.name for one in run.exemplars]
    facts += ["市文广旅体局", "2020年7月9日", "市应急管理局（二）.xlsx", "团市委（更正）.xlsx"]
    if format == "xlsx":
        # There, figures are numbers, and every statement of a contradiction has a line of its own.
        facts = [fact for fact in facts if not re.match(r"[\d.]+ ?\S{0,2}$", fact)]
    missing = [fact for fact in facts if re.sub(r"\s", "", fact) not in said]
    assert missing == []
