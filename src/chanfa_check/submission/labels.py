"""What stands outside the table under a name: 填报单位：市总工会　填报日期：2020年7月3日, in one cell or in several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from chanfa_check.memo import remembered
from chanfa_check.quantity.numeral import HAN, fold
from chanfa_check.submission.cells import cell_text
from chanfa_check.submission.workbook import Cell, Sheet


class Label(StrEnum):
    """What a label announces. OTHER is nobody's statement of who and when."""

    DEPARTMENT = "department"
    PERIOD = "period"
    FILLED = "filled"
    OTHER = "other"


class Labelled(Struct, frozen=True):
    """One statement: the text behind its label, or a text without one; the cell that holds it."""

    label: Label | None
    text: str
    cell: Cell
    sheet: str

    @property
    def place(self) -> str:
        """Where it stands, in Chinese."""
        return f"“{self.sheet}”工作表 {self.cell.ref()}"


_PERSON = (
    "填[表报]人员?|制表人?|制单人?|经办人?员?|审[核批]人?|复核人?|校对人?|签发人?|报送人|联系人(?:及电话)?|联系(?:电话|方式)|手机号?码?"
    "|电话(?:号码)?|传真|邮箱|(?:主要|科室|部门|单位|分管)?(?:负责人|领导)|主管|签字|签名"
)
# Behind one of these no colon is needed; "责任单位" and the like are also names of columns.
_ALONE = {
    Label.DEPARTMENT: "(?:填报|报送|上报|填表|编报|报告)(?:单位|部门)(?:名称)?|(?:单位|部门)名称",
    Label.PERIOD: "报告期间?|报[告表]时期|(?:所属|统计|填报|报表|数据|报送)(?:期间?|时期|月份|季度|期别)"
    "|统计(?:截[至止])?(?:时间|日期)|(?:数据)?截[至止](?:时间|日期)|时期|期间|年份|月份|季度|年月",
    Label.FILLED: "填[表报](?:日期|时间)|制表(?:日期|时间)|(?:报送|上报)(?:日期|时间)",
    Label.OTHER: _PERSON,
}
_WITH_COLON = {
    Label.DEPARTMENT: "单位|部门|责任(?:单位|部门)",
    Label.FILLED: "日期",
    Label.OTHER: "(?:牵头|配合)(?:单位|部门)|主送|抄送|抄报|报送?|呈报?|计量单位|金额单位|备注|注",
}


_REMARK = r"(?:\([^()]*\))?"  # 填报单位（盖章）
_LONGEST_LABEL = 24
# Looked for in a line without its spaces (填 报 单 位); compiled only when a text is met that could be a label at all.
_LABELS = "|".join(
    [rf"(?P<{label}>(?:{names}){_REMARK}(?=:|$))" for label, names in _ALONE.items()]
    + [rf"(?P<{label}_colon>(?:{names}){_REMARK}(?=:))" for label, names in _WITH_COLON.items()]
)
_SIGNED = r".{0,12}\((?:盖章|公章|签[字名章])\)$|\(?以下(?:空白|无正文)\)?$"


class _Found(Struct, frozen=True):
    """A label in a line: where it begins, and where what it announces does."""

    label: Label
    start: int
    end: int
    announces: bool
    """Whether it has its colon; without, it is all of the line."""


@remembered
def is_signature(text: str) -> bool:
    """Whether the text is a label with or without what it announces, or a line to sign."""
    folded = fold(text)
    if any(one.start == 0 for one in _labels(folded)):
        return True
    squeezed, places = _without_spaces(folded)
    person = re.match(_PERSON, squeezed)
    if person and folded[places[person.end()] : places[person.end()] + 1] in ("", "(", "签"):
        return True
    return bool(person and places[person.end()] > places[person.end() - 1] + 1) or bool(re.match(_SIGNED, squeezed))


def _labels(line: str) -> list[_Found]:
    """The labels in a folded line, in their order."""
    if ":" not in line and len(line) > _LONGEST_LABEL:
        return []
    squeezed, places = _without_spaces(line)
    found = []
    for one in re.finditer(_LABELS, squeezed):
        announces = squeezed[one.end() : one.end() + 1] == ":"
        if announces or (one.start() == 0 and len(line) <= _LONGEST_LABEL):
            label = Label((one.lastgroup or "").removesuffix("_colon"))
            end = places[one.end()] + 1 if announces else len(line)
            found.append(_Found(label, places[one.start()], end, announces))
    return found


def _without_spaces(line: str) -> tuple[str, list[int]]:
    """The line without its spaces, and where each of its characters, and its end, stands in the line."""
    places = [place for place, char in enumerate(line) if char != " "]
    return line.replace(" ", ""), [*places, len(line)]


def labelled(cells: Iterator[tuple[Sheet, Cell]]) -> Iterator[Labelled]:
    """Every statement in the cells: behind a label in its own cell or in the next, and every text without a label."""
    taken: set[tuple[str, int, int]] = set()
    row: dict[int, Cell] = {}
    beside: dict[int, Cell | None] = {}
    for sheet, cell in cells:
        if (sheet.name, cell.row, cell.column) in taken or not isinstance(cell.value, str):
            continue
        for label, text in _pieces(cell_text(cell)):
            if text or label is None:
                yield Labelled(label, text, cell, sheet.name)
                continue
            if sheet.rows[cell.row] is not row:
                row = sheet.rows[cell.row]
                beside = _beside(row)
            right = beside.get(cell.column)
            if right is not None and not is_signature(cell_text(right)):
                taken.add((sheet.name, right.row, right.column))
                yield Labelled(label, cell_text(right), right, sheet.name)


def _pieces(text: str) -> Iterator[tuple[Label | None, str]]:
    """The parts of a text, by line and by label, each without its label."""
    for line in map(fold, re.split(r"[\r\n]+", text)):
        starts = [one for one in _labels(line) if not (one.announces and _inside_word(line, one.start))]
        ends = [one.start for one in starts[1:]] + [len(line)]
        before = line[: starts[0].start if starts else None].strip()
        if before:
            yield None, before
        for one, end in zip(starts, ends, strict=False):
            yield one.label, line[one.end : end].strip().strip("_").strip()


def _inside_word(line: str, start: int) -> bool:
    """牵头单位： is not 单位：; but 市总工会填报日期： is two statements in a row."""
    before, words = line[max(start - 1, 0) : start], line[start : start + 3]
    return bool(re.match("单|部|日|报送?[:：]|呈|注", words)) and bool(re.match(HAN, before))


def _beside(row: dict[int, Cell]) -> dict[int, Cell | None]:
    """By column: the next cell with content to the right of one with content, past the latter's own merged range."""
    found: dict[int, Cell | None] = {}
    right: Cell | None = None
    for column in sorted(row, reverse=True):
        cell = row[column]
        if cell_text(cell).strip(":： _"):
            found[column] = found[right.column] if right and right.value == cell.value else right
            right = cell
    return found
