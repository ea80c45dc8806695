"""The words that may stand around a reported number. What is not listed here makes the text a fault.

Deliberately absent: words of change (增长, 提高, 下降: a change is no level), of lack (还差, 剩余, 未), of other
measures (完成率: a share of the task, not of the indicator), and ordinal 第.
"""

from __future__ import annotations

from chanfa_check.model import Manner

MANNERS_BEFORE: dict[str, Manner] = {
    **dict.fromkeys(("约", "大约", "约为", "近似", "大概", "≈"), Manner.ABOUT),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "≥", ">="), Manner.AT_LEAST),
    **dict.fromkeys(("超过", "突破", "超", "多于", "高于", "大于", "逾", ">"), Manner.ABOVE),
    **dict.fromkeys(("不超过", "不高于", "不多于", "不大于", "至多", "最多", "最长", "最长不超过"), Manner.AT_MOST),
    **dict.fromkeys(("≤", "<="), Manner.AT_MOST),
    **dict.fromkeys(("近", "将近", "接近", "不到", "不足", "低于", "少于", "小于", "不满", "<"), Manner.BELOW),
    **dict.fromkeys(("未满", "未到", "未达", "未达到", "未超过"), Manner.BELOW),
}
# 未超过 includes the number itself.
MANNERS_BEFORE["未超过"] = Manner.AT_MOST

MANNERS_BEHIND: dict[str, Manner] = {
    **dict.fromkeys(("左右", "上下"), Manner.ABOUT),
    **dict.fromkeys(("以上", "及以上", "(含)以上"), Manner.AT_LEAST),
    **dict.fromkeys(("多", "余"), Manner.ABOVE),
    **dict.fromkeys(("以内", "之内", "以下", "及以下", "(含)以下"), Manner.AT_MOST),
}

LEADS = frozenset(
    {
        "已",
        "已经",
        "完成",
        "达到",
        "达",
        "达成",
        "实现",
        "累计",
        "共",
        "共有",
        "共计",
        "合计",
        "总计",
        "一共",
        "现有",
        "为",
        "占",
        "占比",
        "比例",
        "覆盖",
        "覆盖率",
        "覆盖面",
        "新增",
        "新建",
        "新建成",
        "建成",
        "建立",
        "建设",
        "成立",
        "培训",
        "培育",
        "培养",
        "开展",
        "举办",
        "组织",
        "推荐",
        "评选",
        "投入",
        "发放",
    }
)

WHOLE = frozenset({"全覆盖", "全面覆盖", "全部覆盖", "全部", "全部完成", "全面完成", "所有", "百分百"})
"""Words for 100%."""

NO_VALUE = frozenset(
    {
        "无",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "─",
        "──",
        "无任务",
        "暂无",
        "暂无数据",
        "无数据",
        "N/A",
        "NA",
        "n/a",
        "不涉及",
        "不适用",
        "未填",
        "未填报",
        "未统计",
        "待定",
        "略",
        "空",
        "同上",
    }
)

PLANNED = r"预计|预期|计划|规划|目标|力争|争取|(?<![模虚])拟|将达|将实现|将完成|有望|年底前"
"""A planned figure is not a reported one."""

OTHER_YEAR = r"上年|去年|前年|往年|上期|同期|上月|明年"

REMARK_CHANGES = r"[不未非无没近约估超错缺差]|以[上下内外]|左右|低于|仅供"
"""Words that change what the number in front of the brackets says."""
