"""From a YAML text to its nodes, within bounds: a matrix file comes by mail like any other, and is believed no further.

Tags, anchors and aliases are refused: no matrix needs them, a tag asks a program to run something, and a few lines of
aliases stand for more than any memory holds. Depth and size are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from chanfa_check.matrix.flaws import Flaw

MAX_DEPTH = 30
MAX_NODES = 100_000
MAX_CHARACTERS = 10_000
"""In a single value."""
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)

# The C loader where it was built in; both give the same events, and no text is guessed to be a number or a date: 1.10
# stays "1.10" and no stays "no".
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SAID = {
    "tab character": "缩进用了制表符（Tab），请改用空格",
    "escape character": "双引号里有不认识的反斜杠写法，请改用单引号",
    "unexpected end of stream": "引号没有成对，请补上缺的一个",
    "expected ',' or": "方括号或花括号里缺逗号，或没有写完",
    "values are not allowed": "冒号用得不对；值里有“: ”的，请用引号括起来",
    "cannot start any token": "有不能写在开头的符号；含 @、%、` 等符号的请用引号括起来，缩进请用空格",
    "expected ':'": "缺冒号，或缩进不齐",
    "expected key": "缩进不齐，或缺“字段: 值”",
    "expected '-'": "缩进不齐，或列表里缺“- ”",
    "block end": "缩进不齐",
    "node content": "括号没有写完",
}
"""What the usual complaints of the YAML library come to, by a piece of each."""


def compose(text: str) -> yaml.Node | Flaw:
    """The root node of the only document in the text; what is wrong with it, where it is the first thing."""
    found = _CONTROL.search(text)
    if found:
        return _control(text.count("\n", 0, found.start()) + 1, found[0])
    try:
        return _composed(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        said = next((said for piece, said in _SAID.items() if piece in problem), problem)
        return Flaw(mark.line + 1 if mark else 1, f"不是合法的 YAML：{said}")


def _composed(text: str) -> yaml.Node | Flaw:
    # Not yaml.compose: it recurses, and would follow an alias or a tag before anybody could look at it.
    root: yaml.Node | None = None
    open_: list[tuple[yaml.Node, list[yaml.Node]]] = []
    made = 0
    events: Iterator[Any] = yaml.parse(text, _Loader)
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.NodeEvent):
            made += 1
            flaw = _refused(event, line)
            if flaw:
                return flaw
            if len(open_) >= MAX_DEPTH:
                return Flaw(line, f"一层套一层超过 {MAX_DEPTH} 层，不是任务责任分工表")
            if made > MAX_NODES:
                return Flaw(line, f"到这里已超过 {MAX_NODES} 项，不是任务责任分工表")
            node = _node(event)
            if open_:
                open_[-1][1].append(node)
            elif root is not None:
                return Flaw(line, "后面还有第二份内容（---）；一个文件只写一份")
            else:
                root = node
            if not isinstance(node, yaml.ScalarNode):
                open_.append((node, []))
        elif isinstance(event, _ENDS):
            node, children = open_.pop()
            pairs = zip(children[::2], children[1::2], strict=True)
            node.value = children if isinstance(node, yaml.SequenceNode) else list(pairs)
    return root if root is not None else Flaw(1, "文件是空的")


def _node(event: Any) -> yaml.Node:
    """The node that the event begins, without what is in it."""
    marks = event.start_mark, event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        return yaml.ScalarNode("", event.value, *marks)
    kind = yaml.SequenceNode if isinstance(event, yaml.SequenceStartEvent) else yaml.MappingNode
    return kind("", [], *marks)


def _refused(event: yaml.NodeEvent, line: int) -> Flaw | None:
    """What no matrix may have in one of its nodes."""
    if event.anchor is not None:
        return Flaw(line, "不支持 YAML 的引用（& 和 *），请把内容写全")
    tag = getattr(event, "tag", None)
    if tag is not None:
        return Flaw(line, f"不支持 YAML 的标签（{tag.replace('tag:yaml.org,2002:', '!!')[:40]}），请删去“!”和后面的字")
    if not isinstance(event, yaml.ScalarEvent):
        return None
    if len(event.value) > MAX_CHARACTERS:
        return Flaw(line, f"这一个值有 {len(event.value)} 个字，最多 {MAX_CHARACTERS} 个")
    return None


def _control(line: int, character: str) -> Flaw:
    return Flaw(line, f"含有控制字符（U+{ord(character):04X}），请删去")
