from __future__ import annotations

import pytest

from tests.lint.sheets import codes, matrix, task, told


def listed(*names: str) -> str:
    """A matrix in which each department leads a task."""
    departments = "\n".join(f"{name}: {{}}" for name in names)
    return matrix(*(task(f"1.{row}", lead=name) for row, name in enumerate(names, 1)), departments=departments)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市人力社保局", "市人社局"),
        ("市卫生健康局", "市卫健局"),
        ("市应急管理局", "市应急局"),
        ("市发展和改革局", "市发改局"),
        ("市人力资源和社会保障局", "市人社局"),
        ("市残疾人联合会", "市残联"),
        ("市教育局", "慈溪市教育局"),
        ("教育局", "市教育局"),
        ("市场监管局", "市市场监管局"),
        ("市自然资源规划局", "市自然资源和规划局"),
        ("市人力资源和社会保障局", "市人力资源和社会保险局"),
        ("市总工会", "市总 工会"),
        ("市委组织部（市委人才办）", "市委组织部(市委人才办)"),
    ],
)
def test_names_that_are_close(one: str, other: str) -> None:
    assert codes(listed(one, other)) == ["name-close"]
    assert codes(listed(other, one)) == ["name-close"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市财政局", "市民政局"),
        ("市教育局", "市体育局"),
        ("市总工会", "市工商联"),
        ("市委组织部", "市委宣传部"),
        ("市委办公室", "市人大常委会办公室"),
        ("团市委", "市委"),
        ("市公安局", "区公安局"),
        ("省委组织部", "市委组织部"),
        ("市经信局", "市住建局"),
        ("市司法局", "市公安局"),
    ],
)
def test_names_of_two_departments(one: str, other: str) -> None:
    assert codes(listed(one, other)) == []
    assert codes(listed(other, one)) == []


def test_an_alias_close_to_another_name() -> None:
    text = matrix(
        task("1.1", lead="市总工会", partners="[市直机关]"), departments="市总工会: {aliases: [市机关]}\n市直机关: {}"
    )
    said = "“市总工会”和“市直机关”名称相近（“市机关”和“市直机关”）；同一单位的请合并，其余名称写进 aliases"
    assert told(text) == [(8, "name-close", f"{said}，确是两个单位的在 accepted 写明")]


def test_a_collective_name_is_not_one_of_its_members() -> None:
    text = matrix(task("1.1", lead="市级工会"), departments="市级工会: {members: [市工会]}\n市工会: {}")
    assert codes(text) == []


def test_a_department_without_a_task() -> None:
    text = matrix(
        task("1.1", partners="[市总妇联]"), departments="市总工会: {}\n市妇联: {aliases: [市总妇联]}\n市民政局: {}"
    )
    assert told(text) == [
        (9, "department-idle", "“市民政局”列在 departments，没有任务由它牵头或配合；请核对各任务，确实没有的删去")
    ]


def test_members_are_used_where_their_collective_is() -> None:
    groups = "市总工会: {}\n群团: {members: [团市委]}\n团市委: {}"
    assert codes(matrix(task("1.1", partners="[群团]"), departments=groups)) == []
    assert codes(matrix(task("1.1"), departments=groups)) == ["department-idle", "department-idle"]
