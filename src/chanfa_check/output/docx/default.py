"""What the default template says: paragraphs and tables, with the tags that the office sees in Word."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chanfa_check.output import office
from chanfa_check.output.bulletin import EXEMPLARS, INDEX, RANKING, SILENT, SILENT_HEAD
from chanfa_check.output.docx.context import folded
from chanfa_check.output.short import FAULTY, LACKING


class Text(Struct, frozen=True):
    """A paragraph in a style."""

    text: str
    style: str = "Normal"


class Column(Struct, frozen=True):
    """A column: its heading, what its cells hold, how many millimetres wide, and whether it is set flush left."""

    head: str
    cell: str
    width: float
    text: bool


class Table(Struct, frozen=True):
    """A table with a row for each of a list."""

    rows: str
    columns: Sequence[Column]


def table(rows: str, names: Sequence[str], widths: Sequence[float], texts: Sequence[str]) -> Table:
    """One with the columns of these names, of which `texts` are set flush left."""
    return Table(rows, [_column(name, width, name in texts) for name, width in zip(names, widths, strict=True)])


def _column(name: str, width: float, text: bool) -> Column:
    return Column(folded(name) if width < 15 else name, f"{{{{ 行.{name} }}}}", width, text)


def _repeated(one: str, several: str, column: Column, room: float) -> tuple[Column, ...]:
    """A column for each of a list, between two that only hold the tags. `room` is the width of all three."""
    begin, end = f"{{%tc for {one} in {several} %}}", "{%tc endfor %}"
    beside = (room - column.width) / 2
    return (Column(begin, begin, beside, False), column, Column(end, end, beside, False))


def when(name: str, *parts: Text | Table) -> tuple[Text | Table, ...]:
    """Parts that stand there only where there is something to say."""
    return (Text(f"{{%p if {name} %}}"), *parts, Text("{%p endif %}"))


def each(name: str, one: str, *parts: Text | Table) -> tuple[Text | Table, ...]:
    """Parts that stand there once for each of a list."""
    return (Text(f"{{%p for {one} in {name} %}}"), *parts, Text("{%p endfor %}"))


def head(text: str) -> Text:
    """A section's heading with the next number."""
    return Text(f"{{{{ 编号() }}}}、{text}", "Heading 1")


_VERDICT = Column("{{ 栏.题 }}", "{{ 行[栏.名] }}", 11.9, False)
_DEPARTMENTS = (
    _column("单位", 27, True),
    *_repeated("栏", "结论栏", _VERDICT, 107.1),
    _column("备注", 21.9, True),
)

BULLETIN: tuple[Text | Table, ...] = (
    Text("关于{{ 单位 }}{{ 方案 }}\n{{ 时期 }}完成情况的通报", "Title"),
    Text("{% if 单位 %}{{ 单位 }}{% else %}各牵头单位、配合单位{% endif %}：", "主送"),
    Text("现将{{ 方案 }}{{ 时期 }}完成情况通报如下。"),
    head("总体情况"),
    Text("{{ 总体 }}"),
    *when(
        "各单位结论",
        Text(f"{{% if 单位 %}}结论{{% else %}}{office.DEPARTMENTS}{{% endif %}}（单位：项）", "表题"),
        Table("各单位结论", _DEPARTMENTS),
    ),
    *when(
        "报送情况",
        head(office.REPORTING),
        *each("报送情况", "条", Text("{{ 条.名 }}：{{ 条.述 }}。")),
        *when("配合任务", Text(SILENT_HEAD, "表题"), table("配合任务", SILENT, (36, 120), SILENT)),
    ),
    *when(
        "指数",
        head(f"{office.INDEX}{{{{ 所评月份 }}}}"),
        Text("总指数为 {{ 总指数 }}，各板块指数如下。"),
        table("指数", INDEX, (81, 25, 25, 25), ("板块",)),
        Text("算法：{{ 算法 }}。", "表注"),
    ),
    *when(
        "积分排名",
        head(f"{office.POINTS}{{{{ 所评月份 }}}}"),
        table("积分排名", RANKING, (16, 50, 25, 25, 40), ("单位", "备注")),
        Text("规则：{{ 规则 }}。", "表注"),
    ),
    *when(
        "检查项数",
        head("未达标和滞后的任务"),
        Text("{%p if 滞后 %}"),
        table("滞后", LACKING, (26, 42, 18, 29, 18, 23), ("单位", "任务指标", "要求")),
        *each("处理办法", "条", Text("{{ 条.名 }}的处理办法：{{ 条.述 }}。", "表注")),
        Text("{%p else %}"),
        Text("没有未达标、滞后的任务。"),
        Text("{%p endif %}"),
        head("未填报和填报有误的任务"),
        Text("{%p if 有误 %}"),
        table("有误", FAULTY, (26, 36, 18, 41, 35), ("单位", "任务指标", "情况", "处理办法")),
        Text("{%p else %}"),
        Text("没有未填报、填报有误的任务。"),
        Text("{%p endif %}"),
    ),
    *when("对不上", head(office.LOOSE), *each("对不上", "条", Text("{{ 条 }}"))),
    *when(
        "分级汇总",
        head(office.ROLLUPS),
        *each(
            "分级汇总",
            "项",
            Text("{{ 项.名 }}。{{ 项.述 }}。"),
            table("项.下级", office.GIVEN, (24, 34, 24, 26, 48), office.GIVEN),
            *when("项.办法", Text("处理办法：{{ 项.办法 }}。", "表注")),
        ),
    ),
    *when(
        "数据勾稽",
        head(office.CONTRADICTIONS),
        *each("数据勾稽", "条", Text("{{ loop.index }}. {{ 条.名 }}。"), Text("{{ 条.述 }}。", "表注")),
    ),
    *when(
        "变化情况",
        head(office.CHANGES),
        *each("变化情况", "类", Text("{{ 类.名 }}（{{ 类.项数 }} 项）："), *each("类.述", "条", Text("{{ 条 }}。"))),
    ),
    *when(
        "典型",
        head(f"{office.EXEMPLARS}{{{{ 所评月份 }}}}"),
        table("典型", EXEMPLARS, (66, 38, 32, 20), ("任务指标", "单位")),
    ),
    Text("请{% if 单位 %}你单位{% else %}有关单位{% endif %}对照以上情况核对、整改，下期一并报送落实情况。", "结语"),
    Text("", "结语"),
    Text("（印发单位）", "落款"),
    Text("　　年　　月　　日", "落款"),
)
