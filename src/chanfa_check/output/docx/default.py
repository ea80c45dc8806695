"""What the default template says: paragraphs and tables, with the tags that the office sees in Word."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chanfa_check.output.bulletin import DEPARTMENTS, EXEMPLARS, INDEX, RANKING
from chanfa_check.output.short import FAULTY, LACKING


class Text(Struct, frozen=True):
    """A paragraph in a style."""

    text: str
    style: str = "Normal"


class Table(Struct, frozen=True):
    """A table with a row for each of a list. `widths` are millimetres; `texts` the columns that are set flush left."""

    rows: str
    columns: Sequence[str]
    widths: Sequence[float]
    texts: Sequence[str]


def when(name: str, *parts: Text | Table) -> tuple[Text | Table, ...]:
    """Parts that stand there only where there is something to say."""
    return (Text(f"{{%p if {name} %}}"), *parts, Text("{%p endif %}"))


def each(name: str, one: str, *parts: Text | Table) -> tuple[Text | Table, ...]:
    """Parts that stand there once for each of a list."""
    return (Text(f"{{%p for {one} in {name} %}}"), *parts, Text("{%p endfor %}"))


def head(text: str) -> Text:
    """A section's heading with the next number."""
    return Text(f"{{{{ 编号() }}}}、{text}", "Heading 1")


BULLETIN: tuple[Text | Table, ...] = (
    Text("关于{{ 方案 }}\n{{ 时期 }}完成情况的通报", "Title"),
    Text("各牵头单位、配合单位：", "主送"),
    Text("现将{{ 方案 }}{{ 时期 }}完成情况通报如下。"),
    head("总体情况"),
    Text("{{ 总体 }}"),
    *when(
        "各单位",
        Text("各单位完成情况（单位：项）", "表题"),
        Table("各单位", DEPARTMENTS, (27, *[11.9] * 9, 21.9), ("单位", "备注")),
    ),
    *when("报送", head("报送情况"), *each("报送", "条", Text("{{ 条.名 }}：{{ 条.述 }}。"))),
    *when(
        "指数",
        head("完成指数"),
        Text("总指数为 {{ 总指数 }}，各板块指数如下。"),
        Table("指数", INDEX, (81, 25, 25, 25), ("板块",)),
        Text("计算办法：{{ 指数办法 }}。", "表注"),
    ),
    *when(
        "排名",
        head("单位排名"),
        Table("排名", RANKING, (16, 50, 25, 25, 40), ("单位", "备注")),
        Text("计分办法：{{ 计分办法 }}。", "表注"),
    ),
    *when(
        "检查项数",
        head("未达标和滞后的任务"),
        Text("{%p if 滞后 %}"),
        Table("滞后", LACKING, (26, 42, 18, 29, 18, 23), ("单位", "任务指标", "要求")),
        *each("滞后办法", "条", Text("{{ 条.名 }}的处理办法：{{ 条.述 }}。", "表注")),
        Text("{%p else %}"),
        Text("没有未达标、滞后的任务。"),
        Text("{%p endif %}"),
        head("未填报和填报有误的任务"),
        Text("{%p if 有误 %}"),
        Table("有误", FAULTY, (26, 36, 18, 41, 35), ("单位", "任务指标", "情况", "办法")),
        Text("{%p elif not 对不上 %}"),
        Text("没有未填报、填报有误的任务。"),
        Text("{%p endif %}"),
        *when("对不上", Text("以下内容对不上任务："), *each("对不上", "条", Text("{{ 条 }}"))),
    ),
    *when(
        "勾稽",
        head("相互矛盾的数据"),
        *each("勾稽", "条", Text("{{ loop.index }}. {{ 条.名 }}"), Text("出处：{{ 条.述 }}。", "表注")),
    ),
    *when(
        "变化",
        head("与上期相比的变化"),
        *each("变化", "类", Text("{{ 类.名 }}（{{ 类.项数 }} 项）："), *each("类.述", "条", Text("{{ 条 }}"))),
    ),
    *when("典型", head("完成较好的单位"), Table("典型", EXEMPLARS, (66, 38, 32, 20), ("任务指标", "单位"))),
    Text("请有关单位对照以上情况核对、整改，下期一并报送落实情况。", "结语"),
    Text("", "结语"),
    Text("（印发单位）", "落款"),
    Text("　　年　　月　　日", "落款"),
)
