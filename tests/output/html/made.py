"""Runs for the page: of the examples, and one whose every text that somebody wrote is hostile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from chanfa_check.api import load_matrix
from chanfa_check.batch.collect import collect
from chanfa_check.batch.one import Order
from chanfa_check.batch.run import check_submissions
from chanfa_check.model import Checked, Contradiction, Finding, Loose, Place, Run, Score, Scores
from tests.checking import check_files

EXAMPLES = Path(__file__).parents[3] / "examples"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "]]></style></title></textarea><!-- -->",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&amp;amp;",
    "\u202e反\u2067向\u200f",
    "长" * 5000,
    "x" * 5000,
)


@cache
def example_run() -> Run:
    """A month of ten departments, some files as they really come, points and index, against one matrix."""
    files = sorted([*(EXAMPLES / "cixi-2020-06").iterdir(), *(EXAMPLES / "as-sent").iterdir()])
    return check_files(files, load_matrix(EXAMPLES / "cixi-scored.yaml"))


@cache
def single_run() -> Run:
    """One department that checks its own file."""
    path = EXAMPLES / "cixi-2020-06" / "市教育局.xlsx"
    return check_submissions(collect([path]), Order())


def written(run: Run, say: Callable[[str], str]) -> Run:
    """The run with every text that came from a submission replaced by what is said instead of it."""
    place = Place(say("表"), "B2")
    loose = Loose(say("单位"), say("路径"), place, "task-unknown", say("行"), say("说明"))
    return replace(
        run,
        submissions=tuple(_checked(one, say) for one in run.submissions),
        rows=tuple(replace(one, department=say(one.department), path=say(one.path)) for one in run.rows),
        coverage=tuple(replace(one, missing=tuple(map(say, one.missing))) for one in run.coverage),
        contradictions=tuple(_contradiction(one, say) for one in run.contradictions),
        changes=tuple(replace(one, now_shown=say("值"), department=say("单位")) for one in run.changes),
        loose=(loose,),
        elsewhere=(say("a.xlsx"),),
        passed_over=(say("b.txt"),),
        scores=run.scores and Scores(run.scores.rule, (Score(say("单位"), None, None, 0, say("注")),)),
    )


def _checked(checked: Checked, say: Callable[[str], str]) -> Checked:
    return replace(
        checked,
        path=say(checked.path),
        department=say("单位"),
        filled=dt.date(2020, 7, 1),
        notes=(say("注"),),
        problems=tuple(replace(one, message=say("问题")) for one in checked.problems),
        findings=tuple(_finding(one, say) for one in checked.findings),
    )


def _finding(finding: Finding, say: Callable[[str], str]) -> Finding:
    return replace(
        finding,
        name=say("名称"),
        message=say("说明"),
        raw=say("原样"),
        actual=None,
        place=Place(say("表"), "B2"),
        notes=(say("注"),),
    )


def _contradiction(one: Contradiction, say: Callable[[str], str]) -> Contradiction:
    said = tuple(replace(each, path=say("路径"), shown=say("值"), place=None) for each in one.statements)
    return replace(one, message=say("说明"), statements=said)
