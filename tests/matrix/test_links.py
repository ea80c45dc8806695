"""What a matrix names: loaded with it, and refused with file and line where it cannot be right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.matrix.cache import load_cached
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.links import first_day
from chanfa_check.matrix.load import load_matrix
from tests.batch.plans import plan

SHARE = "1.1a % {rule: floor, value: 60%}"


def flaws_of(path: Path) -> list[tuple[str, int, str]]:
    """File, line and message of everything that is wrong; the same whether or not the cache knows the file."""
    said = []
    for load in (load_matrix, load_cached, load_cached):
        with pytest.raises(MatrixError) as caught:
            load(path)
        said.append([(caught.value.path.name, flaw.line, flaw.message) for flaw in caught.value.flaws])
    assert said[0] == said[1] == said[2]
    return said[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022", dt.date(2022, 1, 1)),
        ("2022-07", dt.date(2022, 7, 1)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        *(
            (text, None)
            for text in ("", "2022-7", "2022-13", "2023-02-29", "2022-07-01 ", "二〇二二", "２０２２", "22")
        ),
    ],
)
def test_the_first_day(text: str, day: dt.date | None) -> None:
    assert first_day(text) == day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_reads_back(day: dt.date) -> None:
    assert first_day(day.isoformat()) == day
    assert first_day(f"{day:%Y-%m}") == day.replace(day=1)


def test_a_chain_of_revisions(tmp_path: Path) -> None:
    plan(tmp_path, "a", SHARE)
    plan(tmp_path, "b", SHARE, more="from: 2021\nsupersedes: a.yaml\n")
    path = plan(tmp_path, "c", SHARE, more="from: 2023-07\nsupersedes: b.yaml\n")
    for matrix in (load_matrix(path), load_cached(path), load_cached(path)):
        assert [(one.id, one.begins, one.until, one.successor) for one in matrix.versions()] == [
            ("c", dt.date(2023, 7, 1), None, ""),
            ("b", dt.date(2021, 1, 1), dt.date(2023, 7, 1), "c"),
            ("a", None, dt.date(2021, 1, 1), "b"),
        ]
        assert [matrix.at(dt.date(2020, 12, 31)).id, matrix.at(dt.date(2021, 1, 1)).id] == ["a", "b"]
        assert [matrix.at(dt.date(2023, 6, 30)).id, matrix.at(dt.date(2023, 7, 1)).id] == ["b", "c"]
        assert matrix.at(None) is matrix


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("from: 2021\n", (5, "写了 from 也要写 supersedes：从哪一天起，代替哪一份分工表")),
        ("supersedes: a.yaml\n", (5, "写了 supersedes 也要写 from：从哪一天起，代替哪一份分工表")),
        (
            "supersedes: a.yaml\nfrom: 2021年7月\n",
            (6, "from：“2021年7月”应写年份、年月或日期，如 2022、2022-07、2022-07-01"),
        ),
        ("from: 2026\nsupersedes: a.yaml\n", (5, "from：2026-01-01 在全表的年份 2019—2025 之外")),
        ("from: 2021\nsupersedes: none.yaml\n", (6, "supersedes：没有“none.yaml”这份分工表，旁边也没有这个文件")),
        (
            "from: 2021\nsupersedes: me.yaml\n",
            (6, "supersedes：“me.yaml”又引回到自己（me.yaml → me.yaml），请删去其中一处"),
        ),
        ("from: 2021\nsupersedes: b.yaml\n", (5, "from：b 自己从 2021-01-01 起执行，修订后的应更晚")),
        ("from: 2019\nsupersedes: a.yaml\n", (5, "from：a 从 2019 年开始，修订后的应晚于 2019-01-01")),
        (
            "from: 2021\nsupersedes: other/me.yaml\n",
            (6, "supersedes：被修订的分工表编号也是 me；模板、台账按编号认表，请给修订后的另起一个编号"),
        ),
    ],
)
def test_a_revision_that_cannot_be_right(more: str, expected: tuple[int, str], tmp_path: Path) -> None:
    plan(tmp_path, "a", SHARE)
    plan(tmp_path, "b", SHARE, more="from: 2021\nsupersedes: a.yaml\n")
    (tmp_path / "other").mkdir()
    plan(tmp_path / "other", "me", SHARE)
    assert flaws_of(plan(tmp_path, "me", SHARE, more=more)) == [("me.yaml", *expected)]


def test_a_circle_of_several(tmp_path: Path) -> None:
    plan(tmp_path, "a", SHARE, more="from: 2021\nsupersedes: b.yaml\n")
    path = plan(tmp_path, "b", SHARE, more="from: 2022\nsupersedes: a.yaml\n")
    said = "supersedes：“b.yaml”又引回到自己（b.yaml → a.yaml → b.yaml），请删去其中一处"
    assert flaws_of(path) == [("a.yaml", 6, said)]


def test_a_flaw_in_the_file_that_is_named_is_told_of_that_file(tmp_path: Path) -> None:
    plan(tmp_path, "a", SHARE.replace("60%", "60人"))
    path = plan(tmp_path, "b", SHARE, more="from: 2021\nsupersedes: a.yaml\n")
    assert [(name, line) for name, line, _ in flaws_of(path)] == [("a.yaml", 20)]


def test_a_supplement_keeps_what_its_base_supersedes(tmp_path: Path) -> None:
    plan(tmp_path, "a", SHARE)
    plan(tmp_path, "b", SHARE, more="from: 2021\nsupersedes: a.yaml\n")
    path = tmp_path / "more.yaml"
    path.write_text("base: b.yaml\nlights: {yellow: 1, red: 5}\n", encoding="utf-8")
    matrix = load_matrix(path)
    assert [(one.id, int(one.lights.yellow)) for one in matrix.versions()] == [("b", 1), ("a", 0)]
