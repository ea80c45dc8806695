"""One workbook's copy: which cells are marked with what, and how that comes into the package."""

from __future__ import annotations

import posixpath

from lxml import etree
from msgspec.structs import replace

from chanfa_check.model import Checked, Problem
from chanfa_check.output.annotate import parts as p
from chanfa_check.output.annotate import result
from chanfa_check.output.annotate.above import show_above
from chanfa_check.output.annotate.beside import Beside, Clash, Opinion, opinions
from chanfa_check.output.annotate.cells import Cells, cells, fill_of, first_of_merged, position, refill
from chanfa_check.output.annotate.comments import write_comments
from chanfa_check.output.annotate.parts import Element, Parts
from chanfa_check.output.annotate.styles import Styles, is_ours, solid
from chanfa_check.output.annotate.why import NotAnnotated, OtherFormat
from chanfa_check.output.office import CONTRADICTIONS
from chanfa_check.output.words import STATUSES, word
from chanfa_check.output.xlsx import look
from chanfa_check.output.xlsx.grid import letter
from chanfa_check.submission.workbook import CannotRead, Workbook, parse_workbook
from chanfa_check.submission.workbook.package import open_package
from chanfa_check.submission.workbook.preflight import package_kind

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TITLES = "_xlnm.Print_Titles"
_SAVE_AGAIN = "请用 Excel 或 WPS 另存一次再试。"
_RE_SAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 以后再检查，就可以写批注。"


def annotated(data: bytes, checked: Checked, beside: Beside) -> tuple[bytes, str]:
    """The copy, and the ending that its content has ("xlsx", "xlsm"). Raises CannotRead and NotAnnotated."""
    try:
        return _annotated(data, checked, beside)
    except (CannotRead, NotAnnotated):
        raise
    # In what no program wrote, anything may be of any kind.
    except Exception as error:
        how = f"{type(error).__name__}：{error}"
        raise NotAnnotated(f"文件内部有不合规范的内容，不能安全地写入批注（{how}）。{_SAVE_AGAIN}") from error


def _annotated(data: bytes, checked: Checked, beside: Beside) -> tuple[bytes, str]:
    workbook = parse_workbook(data)
    if workbook.format not in ("xlsx", "xlsm"):
        raise OtherFormat(f"是 .{workbook.format} 格式，不能写批注。{_RE_SAVE}")
    with open_package(data) as package:
        if any(name.lower().startswith("_xmlsignatures/") for name in package.namelist()):
            raise NotAnnotated("文件有数字签名，写入批注会使签名失效。请对照核对结果通知填报单位。")
        _, main = package_kind(package)
        parts = p.opened(package)
        _mark(parts, main, workbook, checked, beside)
        return p.repacked(parts), workbook.format


def _mark(parts: Parts, main: str, workbook: Workbook, checked: Checked, beside: Beside) -> None:
    sheets = _sheets(parts, main)
    styles_part = next((name for _, kind, name in p.related(parts, main) if kind == "styles"), None)
    if styles_part is None:
        raise NotAnnotated(f"文件里没有单元格格式。{_RE_SAVE}")
    styles = Styles(p.tree(parts, styles_part), {})
    ours = next((one for one in workbook.sheets if one.name == result.NAME and _title(one.rows) == result.TITLE), None)
    opened: dict[str, Cells] = {}
    if ours:
        _undo(parts, sheets, styles, ours.rows, opened)
    painted: list[result.Painted] = []
    held: list[str] = []
    said = _by_cell(parts, sheets, opinions(checked, beside.clashes), opened)
    for sheet in sheets:
        here = {ref: found for (name, ref), found in said.items() if name == sheet}
        if here:
            found = opened[sheet]
            for ref, several in here.items():
                before = refill(found, styles, *position(ref), solid(styles, _colour(several[0])))
                painted.append(result.Painted(sheet, ref, before))
        if here or ours:
            colours = {ref: _colour(several[0]) for ref, several in here.items()}
            show_above(p.tree(parts, sheets[sheet]), styles, colours)
            texts = {ref: "\n\n".join(map(_comment, several)) for ref, several in here.items()}
            held += [f"{sheet}!{ref}" for ref in write_comments(parts, sheets[sheet], texts)]
    if held:
        note = f"{'、'.join(held)} 已有会话式批注，核对意见没有写进批注，请看本表"
        beside = replace(beside, said=(*beside.said, note))
    namespace = p.tree(parts, main).tag[1:].partition("}")[0]
    root, header = result.sheet_xml(namespace, styles, checked, beside, painted)
    if ours:
        p.unrelate(parts, sheets[result.NAME])
        p.put(parts, sheets[result.NAME], root)
        name = result.NAME
    else:
        name = _append_sheet(parts, main, root)
    _repeat_row(p.tree(parts, main), name, header)


def _sheets(parts: Parts, main: str) -> dict[str, str]:
    """The part of every worksheet, by its name."""
    targets = {number: name for number, kind, name in p.related(parts, main) if kind == "worksheet"}
    relation = f"{{{p.relation_namespace(parts)}}}id"
    return {
        one.get("name"): targets[one.get(relation)]
        for one in p.tree(parts, main).iterfind("{*}sheets/{*}sheet")
        if one.get(relation) in targets
    }


def _title(rows: object) -> object:
    assert isinstance(rows, dict)
    cell = rows.get(1, {}).get(1)
    return cell.value if cell else None


def _undo(parts: Parts, sheets: dict[str, str], styles: Styles, rows: object, opened: dict[str, Cells]) -> None:
    """Gives the cells that an earlier check coloured the fill that they had before it."""
    assert isinstance(rows, dict)
    for row in rows.values():
        said = [row[column].value if column in row else "" for column in result.FILL_COLUMNS]
        sheet, ref, before = map(str, said)
        if sheet in sheets and before.startswith("<fill"):
            found = _opened(parts, sheets, sheet, opened)
            if is_ours(fill_of(found, styles, *position(ref))):
                refill(found, styles, *position(ref), before)


def _opened(parts: Parts, sheets: dict[str, str], name: str, opened: dict[str, Cells]) -> Cells:
    if name not in opened:
        opened[name] = cells(p.tree(parts, sheets[name]))
    return opened[name]


def _by_cell(
    parts: Parts, sheets: dict[str, str], said: list[Opinion], opened: dict[str, Cells]
) -> dict[tuple[str, str], list[Opinion]]:
    """What there is to say of each cell, in the given order; of a merged range, at its first cell."""
    by_cell: dict[tuple[str, str], list[Opinion]] = {}
    for one in said:
        if one.place and one.place.sheet in sheets:
            found = _opened(parts, sheets, one.place.sheet, opened)
            row, column = first_of_merged(found, *position(one.place.cell))
            by_cell.setdefault((one.place.sheet, f"{letter(column)}{row}"), []).append(one)
    return by_cell


def _colour(one: Opinion) -> str:
    return look.MAGENTA if isinstance(one, Problem | Clash) else look.fill_of(one.status, one.light)


def _comment(one: Opinion) -> str:
    if isinstance(one, Problem):
        return f"! 无法检查\n{one.message}"
    if isinstance(one, Clash):
        about = one.about
        return f"! {CONTRADICTIONS}　{about.indicator} {about.name}\n{about.message}\n处理办法：{about.advice}"
    name = f"{one.indicator or one.task or ''} {one.name}".strip()
    lines = [
        f"{STATUSES[one.status].symbol} {word(one)}　{name}",
        one.message,
        *(f"注意：{note}" for note in one.notes),
    ]
    if one.wording:
        lines.append(f"原文：{one.wording}")
    if one.advice:
        lines.append(f"处理办法：{one.advice}")
    return "\n".join(lines)


def _append_sheet(parts: Parts, main: str, root: Element) -> str:
    """A further worksheet at the end; gives the name that it shows."""
    book = p.tree(parts, main)
    name = p.free_name(parts, posixpath.join(posixpath.dirname(main), "worksheets/sheet{}.xml"))
    p.put(parts, name, root)
    p.declare(parts, name, _SHEET_TYPE)
    listed = book.find("{*}sheets")
    used = {one.get("name", "").casefold() for one in listed}
    shown = next(text for n in range(1, 1000) if (text := result.NAME + (f"（{n}）" if n > 1 else "")) not in used)
    number = max((int(one.get("sheetId", "0")) for one in listed), default=0) + 1
    relation = f"{{{p.relation_namespace(parts)}}}id"
    new = {"name": shown, "sheetId": str(number), relation: p.relate(parts, main, "worksheet", name)}
    etree.SubElement(listed, f"{book.tag.partition('}')[0]}}}sheet", new)
    return shown


def _repeat_row(book: Element, sheet: str, row: int) -> None:
    """Lets the sheet's header stand on every page that is printed."""
    listed = book.find("{*}sheets")
    number = str([one.get("name") for one in listed].index(sheet))
    names = book.find("{*}definedNames")
    if names is None:
        names = book.makeelement(f"{book.tag.partition('}')[0]}}}definedNames")
        before = [
            one
            for one in (book.find("{*}externalReferences"), book.find("{*}functionGroups"), listed)
            if one is not None
        ]
        before[0].addnext(names)
    for one in list(names):
        if one.get("name") == _TITLES and one.get("localSheetId") == number:
            names.remove(one)
    titles = etree.SubElement(names, f"{names.tag.partition('}')[0]}}}definedName", name=_TITLES, localSheetId=number)
    titles.text = f"'{sheet}'!${row}:${row}"
