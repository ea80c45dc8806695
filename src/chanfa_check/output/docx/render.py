"""A Word template filled in. It is somebody's file: it runs in a sandbox, and a flaw in it is told in Chinese."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chanfa_check.files import NotAFile, open_file, repacked
from chanfa_check.nearest import nearest
from chanfa_check.output.docx.widths import set_widths

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

_MAX_BYTES = 20_000_000
_MAX_UNPACKED = 100_000_000


class TemplateError(Exception):
    """Why a template cannot be used, in Chinese: where in it, what is wrong, what can be written instead."""


def render(template: Path, context: Mapping[str, Any]) -> bytes:
    """The template with the context's texts in the place of its tags. Raises TemplateError."""
    from docx.oxml.parser import parse_xml
    from docxtpl import DocxTemplate

    class Strict(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> Any:
            # docxtpl mends what tags have broken by leaving pieces out, without a word.
            parse_xml(xml)
            tree = super().fix_tables(xml)
            for table in tree.iter("{*}tbl"):
                set_widths(table)
            return tree

    seen: list[str] = []
    document = _open(template, Strict)
    try:
        document.render(dict(context), _sandbox(seen), autoescape=True)
        out = io.BytesIO()
        document.save(out)
    # What a template computes can fail in any way at all.
    except Exception as error:
        raise TemplateError(f"模板“{template.name}”：{_flaw(error, seen[-1] if seen else '', context)}") from error
    return repacked(out.getvalue(), lambda _, content: content)


def _open(template: Path, kind: type[Any]) -> Any:
    try:
        with open_file(template) as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES or _unpacked(content) > _MAX_UNPACKED:
            raise TemplateError(f"模板“{template.name}”太大：最多 {_MAX_BYTES // 1_000_000} MB。请删去多余的图片再试。")
        document = kind(io.BytesIO(content))
        document.init_docx()
    except TemplateError:
        raise
    except FileNotFoundError:
        raise TemplateError(f"找不到模板“{template}”。") from None
    except NotAFile as error:
        raise TemplateError(f"模板“{template}”是{error.kind}，不是 .docx 文件。") from None
    except OSError as error:
        raise TemplateError(f"模板“{template}”打不开：没有权限，或正被别的程序占用。") from error
    # Zip, package and XML each fail in ways of their own.
    except Exception as error:
        raise TemplateError(
            f"模板“{template.name}”不是 .docx 文件，或已损坏。用 Word 或 WPS 打开，另存为 .docx 再试。"
        ) from error
    return document


def _unpacked(content: bytes) -> int:
    """How many bytes are in the archive; no more than it says of a part can be read of it."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(one.file_size for one in package.infolist())


def _sandbox(seen: list[str]) -> SandboxedEnvironment:
    """An environment that adds every source it is given to `seen`."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class Noting(SandboxedEnvironment):
        def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(source)
            return super().from_string(source, *args, **kwargs)

    sandbox = Noting(autoescape=True, undefined=StrictUndefined, finalize=_escaped)
    sandbox.globals.clear()
    return sandbox


def _escaped(value: object) -> Markup:
    """Text as text, also where a template calls it safe: no submission can write XML.

    docxtpl turns {_{ into {{ in the finished document; an entity keeps the text as it is.
    """
    from markupsafe import Markup, escape

    return Markup(str(escape(str(value))).replace("_", "&#95;"))


def _flaw(error: Exception, source: str, context: Mapping[str, Any]) -> str:
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    where = _where(error, source)
    if isinstance(error, UndefinedError):
        return where + _unknown(error, context)
    if isinstance(error, SecurityError):
        return f"{where}用了不允许的写法。模板里只能取用数据，不能调用程序。（{error}）"
    if isinstance(error, TemplateSyntaxError):
        # What was never ended is only noticed at the end of all.
        where = "" if "end of template" in str(error) else where
        return f"{where}写法有误：{_syntax(error)}"
    if isinstance(error, SyntaxError):
        return (
            "填好以后不成文档：{%tr … %} 要单独占表格的一行，{%p … %} 要单独占一段，"
            f"for 和 endfor、if 和 endif 要在同一张表格里，或都在表格外面。（{error}）"
        )
    return f"{where}算不出来。（{type(error).__name__}：{error}）"


def _unknown(error: Exception, context: Mapping[str, Any]) -> str:
    """Which name is unknown, and what there is."""
    text = str(error)
    column = re.search(r"has no attribute '(.*)'", text)
    if column:
        rows = [rows[0] for rows in context.values() if isinstance(rows, list) and rows]
        known = dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row)
        return f"用了没有的栏目“{column[1]}”{_suggested(column[1], known)}"
    name = re.search(r"'(.*)' is undefined", text)
    if name:
        return f"用了没有的名称“{name[1]}”{_suggested(name[1], context)}可用的名称：{'、'.join(context)}。"
    return f"取不到数据。（{text}）"


def _suggested(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"，是不是“{near}”？" if near else "。"


def _syntax(error: Exception) -> str:
    text = str(error).partition("\n")[0]
    for pattern, said in _SAID:
        found = re.search(pattern, text)
        if found:
            return f"{said.format(*found.groups())}（{text}）"
    return f"两对括号之间的内容看不懂。（{text}）"


_SAID = (
    (r"looking for the following tags: .*?'(end\w+)'", "有 for 或 if 没有结束，缺一个 {0}。"),
    (r"unknown tag '(tr|tc|p)((?:end)?(?:if|for)|else|elif)'", "{0} 和 {1} 之间要空一格，写成 {{%{0} {1}。"),
    (r"unknown tag '(\w+)'.*closed is '(\w+)'", "{1} 还没有结束就写了 {0}，缺一个 end{1}。"),
    (r"unknown tag '(end\w+|else|elif)'", "有多余的 {0}，前面没有与它成对的 for 或 if。"),
    (r"unknown tag '([^']*)'", "不认识“{0}”，可以用 for、if、endfor、endif。"),
    (r"No filter named '([^']*)'", "没有叫“{0}”的过滤器。"),
    (r"unexpected '[}/<]'|expected token 'end of print statement'", "花括号没有成对，或名称里有空格、标点。"),
)


def _where(error: Exception, source: str) -> str:
    """The paragraph in which it stands: docxtpl gives every one a line of its own."""
    lines = source.splitlines()
    number = getattr(error, "lineno", None) or _line_run(error)
    if not number or number > len(lines):
        return ""
    text = re.sub(r"<[^>]+>", "", lines[number - 1]).strip()
    return f"“{text}”这一段" if text else ""


def _line_run(error: Exception) -> int | None:
    """The line of the template at which it went wrong while it ran."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
