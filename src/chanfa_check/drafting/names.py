"""Departments out of a cell: split where a list splits, joined where a narrow column broke a name in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_OPEN, _CLOSE = "（([【〔《", "）)]】〕》"
_SEPARATORS = "、，,；;。"
_BREAK = re.compile(r"\s+")
_ENDINGS = (
    "局|部|委|办|会|院|中心|联|厅|处|署|社|行|公司|集团|政府|组织|馆|站|所|台|校|办公室|街道|镇|乡|区|县|支队|大队|园"
    "|法院|单位|部门|企业|团市委|团区委|团县委|团省委|党组|工委|队|协|大学|学院|[）)]"
)
_COMPLETE = re.compile(rf".+(?:{_ENDINGS})")
_LEVEL = re.compile(r"[市区县省州镇各团]|国家")
_COLLECTIVE = re.compile(r"^各|[^（(]各|有关|相关|等$|部门$|成员单位|群团组织")
_PLACEHOLDER = re.compile(r"\s*(?:[/／\\|—–―─-]+|无|暂无)\s*")
_JOINT = re.compile(r"\s*[/／·•．.|\\]\s*")
_AND = re.compile(r"(.+)[和及与](.+)")


class Names(Struct, frozen=True):
    """The departments of one cell in their order, each once, and what was decided about them: Chinese sentences."""

    names: tuple[str, ...]
    questions: tuple[str, ...] = ()


def unbroken(cells: Iterable[str]) -> frozenset[str]:
    """The names that stand somewhere in one piece."""
    return frozenset(
        piece for cell in cells for entry in _entries(cell)[0] for piece in [entry.strip()] if not _BREAK.search(piece)
    )


def read_names(text: str, known: frozenset[str]) -> Names:
    """The departments that a cell names. `known` are those that stand in one piece somewhere in the document."""
    if is_empty(text):
        return Names(())
    listed, questions = _entries(text)
    entries = [part for entry in listed for part in _joint(entry, questions)]
    names: list[str] = []
    for entry in entries:
        pieces = [piece for piece in _BREAK.split(entry) if piece]
        pieces = ["".join(pieces)] if "".join(pieces) in known else pieces
        held = ""
        for piece in pieces:
            if not held:
                held = piece
            elif _belongs(held, piece, known, questions):
                held += piece
            else:
                names.append(held)
                held = piece
        names += [held] if held else []
    for name in [name for place, name in enumerate(names) if name in names[:place]]:
        questions.append(f"“{name}”写了两次，只记一次")
    names = list(dict.fromkeys(names))
    questions += [question for name in names for question in _doubts(name, known)]
    return Names(tuple(names), tuple(questions))


def is_empty(text: str) -> bool:
    """Whether a cell says that it names none: /, —, 无."""
    return not text.strip() or _PLACEHOLDER.fullmatch(text) is not None


def is_collective(name: str) -> bool:
    """Whether a name stands for several departments (市级各群团组织, 有关部门)."""
    return _COLLECTIVE.search(name) is not None


def _entries(text: str) -> tuple[list[str], list[str]]:
    """The text between separators that stand in no brackets."""
    if _depth(text) != 0:
        return re.split(f"[{_SEPARATORS}]", text), [f"“{_shown(text)}”的括号不成对，按没有括号拆分，请核对"]
    entries, depth = [""], 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if character in _SEPARATORS and depth == 0:
            entries.append("")
        else:
            entries[-1] += character
    return [entry for entry in entries if entry.strip()], []


def _joint(entry: str, questions: list[str]) -> list[str]:
    """An entry split at / · ． where all that it joins look like departments; else a question is added."""
    parts = _JOINT.split(entry.strip())
    if len(parts) < 2 or any(_depth(part) for part in parts):
        return [entry]
    if all(_COMPLETE.fullmatch(part) for part in parts):
        return parts
    questions.append(f"“{_shown(entry)}”里有“/”“·”一类的符号，暂按一个名称读入；是几个单位的，请分开写")
    return [entry]


def _depth(text: str) -> int:
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return depth
    return depth


def _belongs(one: str, other: str, known: frozenset[str], questions: list[str]) -> bool:
    """Whether two pieces with a break between them are one name; where that is not certain, a question is added."""
    joined = one + other
    if other[0] in _OPEN or _depth(one) > 0:
        return True
    both = one in known and other in known
    if both or joined in known:
        return not both
    whole = one in known or _COMPLETE.fullmatch(one) is not None
    next_whole = other in known or (_COMPLETE.fullmatch(other) is not None and _LEVEL.match(other) is not None)
    if whole and next_whole:
        questions.append(f"“{one}”与“{other}”之间是换行或空格，按两个单位拆分，请核对")
        return False
    questions.append(f"“{one}”与“{other}”之间是换行或空格，按一个名称“{joined}”读入，请核对")
    return True


def _doubts(name: str, known: frozenset[str]) -> Iterator[str]:
    match = _AND.fullmatch(name)
    if match and all(part in known or (_COMPLETE.fullmatch(part) and len(part) > 2) for part in match.groups()):
        yield f"“{name}”像是两个单位，暂按一个名称读入；确是两个的，请分开写"
    if re.search("牵头|配合|负责", name):
        yield f"“{name}”里写有“牵头”“配合”一类的话，暂按一个名称读入；请改为单位名称，并分到牵头、配合两处"


def _shown(text: str) -> str:
    flat = _BREAK.sub("", text)
    return flat if len(flat) <= 40 else f"{flat[:40]}…"
