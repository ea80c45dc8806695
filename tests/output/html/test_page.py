"""The page as text: everything is there, nothing that somebody wrote is markup, nothing is loaded."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from decimal import Decimal

import pytest
from msgspec.structs import replace

from chanfa_check.across.reported import reported
from chanfa_check.model import Measure, Role, Run, Status
from chanfa_check.output import office
from chanfa_check.output.html import encode
from chanfa_check.output.words import STATUSES, word
from tests.output.html.made import HOSTILE, example_run, written
from tests.output.html.reading import Element, read

EMPTY = Run(matrix=None, as_of=None, counts=dict.fromkeys(Status, 0), exit_code=3, submissions=())


@pytest.fixture(scope="module")
def page() -> Element:
    """The page of the examples."""
    return read(encode(example_run()))


def squeezed(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())


def test_headings(page: Element) -> None:
    assert [one.text for one in page.every("h1")] == [office.title(example_run())]
    assert [one.text for one in page.every("h2")] == [
        "报送情况",
        "任务总览",
        "数据勾稽",
        "变化情况",
        "推进指数",
        "积分排名",
        "先进典型",
        "检查明细",
        "进度图",
    ]
    links = [one.attributes["href"] for one in page.every("a")]
    assert links == [f"#{one.attributes['id']}" for one in page.every("section")]


def test_every_finding_with_all_that_is_said_of_it(page: Element) -> None:
    run = example_run()
    rows = [one for one in page.every("tr") if "data-finding" in one.attributes]
    found = [(checked, finding) for checked in run.submissions for finding in checked.findings]
    for row, (checked, finding) in zip(rows, found, strict=True):
        said = squeezed(row.text)
        wanted = (finding.indicator or "", finding.name, word(finding), finding.message, finding.wording)
        for text in (*wanted, finding.advice, finding.reading, finding.raw, str(finding.place or ""), *finding.notes):
            assert squeezed(text) in said
        assert row.attributes["data-department"] == checked.department
        assert row.attributes["data-verdict"] == finding.status.value
        assert row.attributes["data-scope"] == ("wrong" if finding in checked.to_put_right else "")
    text = squeezed(page.text)
    for checked in run.submissions:
        assert all(squeezed(one.message) in text for one in checked.problems)
        assert checked.path in text


def test_the_whole(page: Element) -> None:
    run = example_run()
    assert run.contradictions and run.exemplars and run.index and run.scores
    text = squeezed(page.text)
    said = [
        office.overall(run),
        *(part for one in run.coverage for each in office.coverage(one) for part in (each.label, each.text)),
        *(office.contradiction(one) for one in run.contradictions),
        *(office.change(one) for one in run.changes),
        *(office.exemplar(one) for one in run.exemplars),
        run.index.rule,
        run.scores.rule,
    ]
    assert [one for one in said if squeezed(one) not in text] == []


def test_the_tally_is_the_runs(page: Element) -> None:
    run = example_run()
    table = next(one for one in page.every("table") if one.attributes.get("class") == "tally")
    shown = [status for status in Status if any(row.counts[status] for row in run.rows)]
    lines = [[squeezed(cell.text) for cell in row.every("th", "td")] for row in table.every("tr")]
    assert lines[0] == ["单位", *(f"{STATUSES[one].symbol} {STATUSES[one].word}" for one in shown), "备注"]
    assert lines[-1] == ["合计（计入的）", *(str(run.counts[one]) for one in shown), ""]
    for line, row in zip(lines[1:-1], run.rows, strict=True):
        assert line[:-1] == [row.department or "单位不明", *(str(row.counts[one] or "—") for one in shown)]
        assert office.STANDINGS[row.standing] in line[-1]


def test_the_heat_map_has_every_square(page: Element) -> None:
    run = example_run()
    assert run.matrix
    table = next(next(one.every("table")) for one in page.every("div") if one.attributes.get("class") == "scroll heat")
    rows = list(next(table.every("tbody")).every("tr"))
    shown = [one for one in run.rows if one.department]
    for line, row in zip(rows, shown, strict=True):
        cells = list(line.every("td"))
        if not row.squares:
            assert [cell.attributes["colspan"] for cell in cells] == [str(len(run.matrix.tasks))]
            assert squeezed(cells[0].text) == office.STANDINGS[row.standing]
            continue
        for cell, task in zip(cells, run.matrix.tasks, strict=True):
            square = row.squares.get(task.id)
            assert bool(square) == bool(cell.text)
            if square:
                assert cell.text.startswith(STATUSES[square.status].symbol)
                assert cell.attributes["title"].startswith(f"{row.department} {task.id}（")
                assert cell.attributes["class"].startswith(square.status.value)


def test_a_plot_for_every_numeric_indicator(page: Element) -> None:
    matrix = example_run().matrix
    assert matrix
    numeric = [one.id for task in matrix.tasks for one in task.indicators if one.measure is Measure.NUMBER]
    figures = list(page.every("figure"))
    assert [next(one.every("b")).text for one in figures] == numeric
    for figure in figures:
        drawing = next(figure.every("svg"))
        assert drawing.attributes["role"] == "img"
        names = [one.attributes["id"] for one in (*drawing.every("title"), *drawing.every("desc"))]
        assert drawing.attributes["aria-labelledby"].split() == names
        assert [one.text for one in drawing.every("text")][-7:] == [str(year) for year in range(2019, 2026)]


def test_earlier_reports_are_in_the_plots_and_those_reported_anew_are_not() -> None:
    run = example_run()
    [now] = [
        one for each in run.submissions for one in reported(each) if one.indicator == "1.1a" and one.role is Role.LEAD
    ]
    may = replace(now, as_of=dt.date(2020, 5, 31), value=Decimal("29.5"))
    stale = replace(now, value=Decimal("12.25"))
    old = replace(now, as_of=dt.date(2020, 4, 30), value=Decimal("11.5"), current=False)
    page = read(encode(replace(run, history=(may, stale, old))))
    text = next(one.text for one in page.every("figure") if "1.1a" in one.text)
    assert "2020年5月 29.5%" in text
    assert "12.25" not in text and "11.5" not in text


def test_ids_are_unique_and_everything_pointed_at_is_there(page: Element) -> None:
    ids = [one.attributes["id"] for one in page.every() if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    pointed = [one.attributes["href"][1:] for one in page.every("a")]
    assert set(pointed) <= set(ids)


def test_nothing_is_loaded_and_no_other_script_runs(page: Element) -> None:
    for one in page.every():
        assert one.tag not in ("link", "img", "iframe", "object", "embed", "base", "use", "image")
        assert not [name for name in one.attributes if name.startswith("on") or name in ("style", "src", "action")]
        assert one.attributes.get("href", "#").startswith("#")
    [style], [script] = page.every("style"), page.every("script")
    assert "@import" not in style.text and "url(" not in style.text
    policy = next(one.attributes["content"] for one in page.every("meta") if "http-equiv" in one.attributes)
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for name, element in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not re.search(rb"https?://|<\?xml", encode(example_run()))


def test_what_somebody_wrote_is_text() -> None:
    seen: dict[str, int] = {}

    def evil(text: str) -> str:
        """The same for the same text, for a row is told by its path."""
        return HOSTILE[seen.setdefault(text, len(seen)) % len(HOSTILE)] + text

    hostile = read(encode(written(example_run(), evil)))
    plain = read(encode(written(example_run(), lambda text: text or "无")))
    tags = ("html", "section", "table", "tr", "td", "script", "style", "svg", "figure", "details")
    assert [one.tag for one in hostile.every(*tags)] == [one.tag for one in plain.every(*tags)]
    attributes = {name for one in hostile.every() for name in one.attributes}
    assert attributes == {name for one in plain.every() for name in one.attributes}
    assert {one.tag for one in hostile.every()} == {one.tag for one in plain.every()}
    assert all(text in hostile.text for text in HOSTILE)


def test_half_a_character_breaks_nothing() -> None:
    page = encode(written(example_run(), lambda text: f"{text}\ud800"))
    assert "说明?" in page.decode("utf-8")


def test_a_run_of_nothing() -> None:
    page = read(encode(EMPTY))
    assert [one.text for one in page.every("h2")] == ["报送情况"]
    assert not list(page.every("form"))


def test_a_run_without_a_matrix_shows_what_could_not_be_checked() -> None:
    run = example_run()
    broken = [one for one in run.submissions if one.problems]
    page = read(encode(replace(EMPTY, submissions=tuple(broken), unchecked=len(broken))))
    assert all(squeezed(problem.message) in squeezed(page.text) for one in broken for problem in one.problems)
