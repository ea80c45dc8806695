"""The published annex of the matrix that was written by hand, imported in three formats: the same, and as written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from chanfa_check.drafting import Draft, draft, to_yaml
from chanfa_check.matrix import library
from chanfa_check.matrix.load import load_matrix, load_text
from chanfa_check.model import Matrix, Task

from .annex import rows_of, write_text, write_word, write_workbook
from .conftest import read_once

ID = "cixi-2019-2025"
WRITERS = {"txt": write_text, "docx": write_word, "xlsx": write_workbook}
FIELDS = ("id", "section", "measure", "duty", "schedule", "lead", "partners", "inherited")

# Where the targets differ from those written by hand, and what the person added who wrote them.
ADDED_BY_HAND = {
    "3.3": "cap: growth ends at 50%",
    "5.2": "further words for a step",
    "7.2": "start: 新建 begins at none",
    "8.1": "start: 培育 begins at none",
    "8.3": "start: 培育 begins at none",
    "9.1": "further words for a step, and a shorter name for it",
    "19.3": "start: 0.8万 × 7 is 5.6万",
    "19.4": "further words for a step, and one more step without a date",
    "21.1": "完成制定并试行 taken apart into two steps",
}


@pytest.fixture(scope="module")
def by_hand() -> Matrix:
    return load_matrix(library.known()[ID])


@pytest.fixture(scope="module")
def drafts(by_hand: Matrix, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    folder = tmp_path_factory.mktemp("annex")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chanfa_check.drafting.drafted.read_wording", read_once)
        return {
            ending: draft(write(folder / f"annex.{ending}", rows_of(by_hand), title=by_hand.title), id=ID, years=None)
            for ending, write in WRITERS.items()
        }


def test_the_three_formats_give_the_same_draft(drafts: dict[str, Draft]) -> None:
    bare = [replace(one, source="") for one in drafts.values()]
    assert bare[0] == bare[1] == bare[2]


def test_every_task_stands_as_it_was_written_by_hand(drafts: dict[str, Draft], by_hand: Matrix) -> None:
    loaded = load_text(to_yaml(drafts["docx"]).encode(), Path("matrix.yaml"))
    wanted = [tuple(getattr(task, field) for field in FIELDS) for task in by_hand.tasks]
    assert [tuple(getattr(task, field) for field in FIELDS) for task in loaded.tasks] == wanted
    assert len(wanted) == 57
    assert (loaded.id, loaded.title, loaded.years) == (by_hand.id, by_hand.title, by_hand.years)


def test_departments_are_those_that_are_named_and_no_alias_is_invented(
    drafts: dict[str, Draft], by_hand: Matrix
) -> None:
    named = {name for task in by_hand.tasks for name in (task.lead, *task.partners)}
    loaded = load_text(to_yaml(drafts["txt"]).encode(), Path("matrix.yaml"))
    assert set(loaded.departments) == named
    assert not any(one.aliases or one.members for one in loaded.departments.values())


def test_what_a_person_has_to_decide_is_asked(drafts: dict[str, Draft], by_hand: Matrix) -> None:
    review = drafts["txt"].review
    asked = {(one.task, one.about) for one in review}
    assert {("", "years"), ("", "departments"), ("", "indicators")} <= asked
    inherited = {task.id for task in by_hand.tasks if "lead" in task.inherited}
    # 市级各群团组织 and 市委组织部（市委人才办） are for a person; so is every lead that was taken over.
    assert {task for task, about in asked if about == "lead"} == inherited
    assert sum(one.about == "departments" for one in review) == 2


def test_the_targets_are_those_written_by_hand_but_for_what_a_person_adds(
    drafts: dict[str, Draft], by_hand: Matrix
) -> None:
    loaded = load_text(to_yaml(drafts["xlsx"]).encode(), Path("matrix.yaml"))

    def measured(task: Task) -> list[str]:
        return sorted(f"{one.unit} {sorted(map(repr, one.targets))}" for one in task.indicators)

    def without_ids(task: Task) -> list[str]:
        return [re.sub(rf"'{task.id}([a-z])'", r"'\1'", one) for one in measured(task)]

    different = [
        one.id for one, other in zip(loaded.tasks, by_hand.tasks, strict=True) if without_ids(one) != without_ids(other)
    ]
    assert different == list(ADDED_BY_HAND)


def test_a_section_that_stands_twice_is_said_and_not_repaired(
    by_hand: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chanfa_check.drafting.drafted.read_wording", read_once)
    rows = rows_of(by_hand)
    for row in rows:
        row[0] = row[0].replace("（五）", "（四）").replace("（六）", "（五）").replace("（七）", "（六）")
    # As published: the last row breaks off behind its lead.
    rows[-1] = rows[-1][:5]
    drafted = draft(write_text(tmp_path / "annex.txt", rows, title=f"附件\n{by_hand.title}"), id=ID, years=(2019, 2025))
    said = [(one.task, one.about, one.question) for one in drafted.review if one.about in ("section", "title")]
    twice = "板块编号“（四）”出现两次（健全产业工人成长发展体系、创新产业工人发展制度），照录标题，未作更正"
    assert said == [("", "section", twice)]
    assert drafted.title == by_hand.title
    assert drafted.sections == by_hand.sections
    assert load_text(to_yaml(drafted).encode(), Path("matrix.yaml")).sections == by_hand.sections
    cut = [one.question for one in drafted.review if one.task == "22.2" and "截断" in one.question]
    assert len(cut) == 1
    last = drafted.tasks[-1].row
    assert (last.id, last.lead, last.partners, last.inherited) == ("22.2", "市卫生健康局", (), ("schedule",))


def test_nothing_is_lost(drafts: dict[str, Draft], by_hand: Matrix) -> None:
    """Every text of every cell is in the file, but for the numbers of titles, which are in the ids or their order."""
    text = to_yaml(drafts["docx"])
    for row in rows_of(by_hand):
        for column, cell in enumerate(row):
            pieces = (
                [re.sub(r"^（.）|^\d+\.", "", cell)] if column < 2 else re.split("、", cell) if column == 5 else [cell]
            )
            assert all(piece in text for piece in pieces), cell


def test_a_word_broken_by_a_narrow_column_is_one_and_two_lines_are_two(
    by_hand: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chanfa_check.drafting.drafted.read_wording", read_once)
    rows = rows_of(by_hand)
    for row in rows:
        row[4] = (
            row[4].replace("市总工会", "市总\n工会").replace("市教育局", "市教\n育局").replace("市财政局", "市财\n政局")
        )
        row[5] = row[5].replace("市人力社保局、市工商联", "市人力社保局\n市工商联")
    drafted = draft(write_text(tmp_path / "annex.txt", rows), id=ID, years=(2019, 2025))
    pairs = [(task.row.lead, task.row.partners) for task in drafted.tasks]
    assert pairs == [(task.lead, task.partners) for task in by_hand.tasks]
    assert not [one for one in drafted.review if "换行" in one.question]
