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
from chanfa_check.model import Checked, Light, Measure, Role, Run, Square, Standing, Status
from chanfa_check.output import office
from chanfa_check.output.html import encode
from chanfa_check.output.text import as_text
from chanfa_check.output.words import BLANK, STATUSES, legend, mark, word
from chanfa_check.paths import tell_apart
from tests.output.html.made import HOSTILE, example_run, single_run, written
from tests.output.html.reading import Element, read

EMPTY = Run(matrix=None, as_of=None, whole=True, counts=dict.fromkeys(Status, 0), exit_code=3, submissions=())


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
        "各单位结论",
        "任务热力图",
        "数据勾稽",
        "变化情况",
        "指数",
        "积分排名",
        "典型",
        "明细",
        "进度图",
    ]
    links = [one.attributes["href"] for one in page.every("a")]
    assert links == [f"#{one.attributes['id']}" for one in page.every("section")]


def ordered(run: Run) -> list[tuple[Checked, Standing]]:
    """The submissions as they are listed: those that do not count last."""
    standings = {(row.path, row.as_of): row.standing for row in run.rows}
    found = [(one, standings[one.path, one.as_of]) for one in run.submissions]
    return [one for one in found if one[1].counts] + [one for one in found if not one[1].counts]


def test_every_finding_with_all_that_is_said_of_it(page: Element) -> None:
    run = example_run()
    rows = [one for one in page.every("tr") if "data-finding" in one.attributes]
    found = [(checked, how, finding) for checked, how in ordered(run) for finding in checked.findings]
    for row, (checked, how, finding) in zip(rows, found, strict=True):
        said = squeezed(row.text)
        wanted = (finding.indicator or "", finding.name, word(finding), finding.message, finding.wording)
        for text in (*wanted, finding.advice, finding.reading, finding.raw, str(finding.place or ""), *finding.notes):
            assert squeezed(text) in said
        assert row.attributes["data-department"] == checked.department
        assert row.attributes["data-verdict"] == finding.status.value
        assert row.attributes["data-scope"] == ("wrong" if how.counts and finding in checked.to_put_right else "")
    text = squeezed(page.text)
    files = tell_apart(one.path for one in run.submissions)
    for checked in run.submissions:
        assert all(squeezed(one.message) in text for one in checked.problems)
        assert files[checked.path] in text
        assert checked.path not in text


def test_what_does_not_count_is_marked_and_stands_last(page: Element) -> None:
    files = tell_apart(one.path for one in example_run().submissions)
    assert "as-sent/市财政局.xlsx" in files.values() and "市住建局.xlsx" in files.values()
    groups = [one for one in page.every("details") if one.attributes["class"].split()[0] == "submission"]
    wanted = ordered(example_run())
    assert {how for _, how in wanted} == set(Standing) - {Standing.MISSING}
    for group, (checked, how) in zip(groups, wanted, strict=True):
        assert ("data-aside" in group.attributes) == (not how.counts)
        assert office.STANDINGS[how] in next(group.every("summary")).text
        assert files[checked.path] in group.text
        scopes = {one.attributes.get("data-scope", "") for one in group.every("tr", "div")}
        assert how.counts or scopes == {""}


def test_the_whole(page: Element) -> None:
    run = example_run()
    assert run.contradictions and run.exemplars and run.index and run.scores
    text = squeezed(page.text)
    said = [
        office.overall(run),
        *(part for one in office.reporting(run) for part in (one.label, one.text)),
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
    shown = [status for status in Status if run.counts[status]]
    lines = [[squeezed(cell.text) for cell in row.every("th", "td")] for row in table.every("tr")]
    symbols = {one: mark(Square(one, None, Role.LEAD)) for one in shown}
    assert lines[0] == ["单位", *(f"{symbols[one]} {STATUSES[one].word}" for one in shown), "备注"]
    assert lines[-1] == ["合计", *(str(run.counts[one]) for one in shown), ""]
    for line, row in zip(lines[1:-1], run.rows, strict=True):
        numbers = [str((row.standing.counts and row.counts[one]) or "—") for one in shown]
        assert line[:-1] == [office.named(run, row), *numbers]
        assert office.STANDINGS[row.standing] in line[-1]


def test_the_heat_map_has_every_square(page: Element) -> None:
    run = example_run()
    assert run.matrix
    table = next(next(one.every("table")) for one in page.every("div") if one.attributes.get("class") == "scroll heat")
    rows = list(next(table.every("tbody")).every("tr"))
    shown = [one for one in run.rows if one.department]
    for line, row in zip(rows, shown, strict=True):
        cells = list(line.every("td"))
        if not row.squares or not row.standing.counts:
            assert [cell.attributes["colspan"] for cell in cells] == [str(len(run.matrix.tasks))]
            assert squeezed(cells[0].text) == office.STANDINGS[row.standing]
            continue
        for cell, task in zip(cells, run.matrix.tasks, strict=True):
            square = row.squares.get(task.id)
            assert bool(square) == bool(cell.text)
            if square:
                assert cell.text.startswith(mark(square))
                assert cell.attributes["title"].startswith(f"{row.department} {task.id}（")
                partner = mark(square) == "+"
                colour = "-red" if square.light is Light.RED else ""
                assert cell.attributes["class"] == ("partner" if partner else f"{square.status.value}{colour}")
    squares = [one for row in shown if row.standing.counts for one in row.squares.values()]
    section = next(one for one in page.every("section") if one.attributes["id"] == "heat")
    explained = next(one.text for one in section.every("p"))
    assert explained == "".join(f"{symbol} {said}" for symbol, said in legend(squares)) + BLANK
    assert "+ 配合任务已填报" in explained


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
        assert [one.text for one in drawing.every("text")][-7:] == [f"{year}年末" for year in range(2019, 2026)]


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


def test_a_year_is_marked_where_its_requirement_falls_due(page: Element) -> None:
    figure = next(one for one in page.every("figure") if next(one.every("b")).text == "1.1a")
    marks = [float(one.attributes["x"]) for one in figure.every("text") if one.text.endswith("年末")]
    serie = next(one for one in figure.every("g") if "serie-2" in one.attributes.get("class", ""))
    due = [float(one.attributes["cx"]) for one in serie.every("circle")]
    assert due == [marks[0], marks[1], marks[6]]
    assert "要求：2019年 20%、2020年 35%、2025年 100%" in figure.text


def test_what_follows_from_last_years_value_and_what_is_reckoned(page: Element) -> None:
    known = next(one.text for one in page.every("figure") if "3.3a" in one.text)
    assert "2020年 38.16%、2021年 39.33%" in known
    assert "（2020年：按上年实际值；2021、2022、2023、2024年：按2019年 35% 逐年递增 6% 推算）" in known
    run = example_run()
    nothing = replace(run, submissions=(), rows=())
    unknown = next(one.text for one in read(encode(nothing)).every("figure") if "3.3a" in one.text)
    assert "2020年 37.1%、2021年 39.33%" in unknown
    assert "（2020、2021、2022、2023、2024年：按2019年 35% 逐年递增 6% 推算）" in unknown


def test_a_single_file_says_nothing_of_others() -> None:
    run = single_run()
    assert not run.whole
    page = read(encode(run))
    assert [one.text for one in page.every("h2")] == ["任务热力图", "明细", "进度图"]
    assert {one.attributes["data-department"] for one in page.every("figure")} == {"市教育局"}
    assert "市总工会" not in page.text


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
    assert all(as_text(text) in hostile.text for text in HOSTILE)


@pytest.mark.parametrize("sign", ["\ud800", "\0", "\x1b", "\u202e", "\u2066", "\x85", "\ufffe"])
def test_no_character_that_hides_or_turns_others(sign: str) -> None:
    page = encode(written(example_run(), lambda text: f"{text}{sign}")).decode("utf-8")
    assert sign not in page
    for name in ("说明", "名称", "原样", "问题", "注", "表", "行", "路径", "b.txt"):
        assert f"{name}\ufffd" in page


def test_line_breaks_are_spaces() -> None:
    page = encode(written(example_run(), lambda text: f"{text}\r\n\u2028二")).decode("utf-8")
    assert "说明 二" in page and "表 二" in page and "\u2028" not in page


def test_a_run_of_nothing() -> None:
    page = read(encode(EMPTY))
    assert [one.text for one in page.every("h2", "a")] == []
    assert not list(page.every("form"))


def test_a_run_without_a_matrix_shows_what_could_not_be_checked() -> None:
    run = example_run()
    broken = [one for one in run.submissions if one.problems]
    page = read(encode(replace(EMPTY, submissions=tuple(broken), unchecked=len(broken))))
    assert all(squeezed(problem.message) in squeezed(page.text) for one in broken for problem in one.problems)
