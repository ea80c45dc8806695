"""What every field of a matrix file is called in Chinese, and what may be written there."""

from __future__ import annotations

_FROM = ("起始年份", "从哪一年起，如 2020。省略的，从全表的第一年起。")
_TO = ("终止年份", "到哪一年止，如 2025。省略的，到全表的最后一年止。")
_PACE = ("进度", "两个要求之间怎样把握进度：linear 按整月直线，step 保持上一目标，none 不设。省略的，用全表的设定。")
_BY = (
    "到期时间和要求",
    "如 {2019: 20%, 2025: 100%}。只写年份的，当年12月31日到期；写“起年-止年”的，其间每年年末到期；也可写到月、日。",
)

FIELD_NOTES: dict[str, tuple[str, str]] = {
    # ── 全表 ──
    "Matrix.id": ("编号", "与所在文件夹同名，如 cixi-2019-2025。"),
    "Matrix.version": ("版本", "改了要求就改版本，按旧版本做的模板会被认出来。"),
    "Matrix.title": ("全称", "分工表的全称，照抄印发的文件。"),
    "Matrix.years": ("年份", "第一年和最后一年，如 [2019, 2025]。年份之外一律“无目标”，不沿用最后一年。"),
    "Matrix.departments": ("单位", "分工表里出现的每个单位，写全称，后面写别名和成员；都没有的写 {}。"),
    "Matrix.tasks": ("任务", "按原表的顺序，一行一项。"),
    "Matrix.source": ("出处", "分工表印在哪份文件里。"),
    "Matrix.pace": (
        "进度",
        "两个要求之间怎样把握进度：linear 按整月直线（省略时如此），step 保持上一目标，none 不设。",
    ),
    "Matrix.lights": ("进度灯", "低于进度多少个百分点亮黄灯、红灯，如 {yellow: 0, red: 30}。"),
    "Matrix.reporting": ("报送时间", "多久报一次、几日截止，如 {every: month, due_day: 5}。"),
    "Matrix.classes": ("任务分类", "哪些任务是约束性的，哪些是预期性的；没有列的不分类。"),
    "Matrix.index": ("指数", "各板块在总指数里的权重；没有写的不算指数。"),
    "Matrix.points": ("计分规则", "每种结论计多少分；没有写的不排名。"),
    "Matrix.notes": ("说明", "整理时的说明，如原表哪里残缺、怎样处理。"),
    "Matrix.sections": (
        "板块编号",
        "原表印在板块标题前面的编号，如 {板块: （四）}；targets lint 会看有没有重复、跳号。",
    ),
    "Matrix.review": ("待定事项", "起草时要由人决定的地方，逐条列出；定了就删去，审定的表里不再有。"),
    "Matrix.accepted": ("已说明的问题", "targets lint 指出、经人看过、照原样保留的问题，写明为什么。"),
    "Matrix.from": ("施行日期", "代替旧表的，从哪一天起施行，如 2022-07（从7月1日起）；与 supersedes 一起写。"),
    "Matrix.supersedes": ("代替哪一份", "被代替的旧表：它的编号，或旁边的文件名；施行日期之前仍按旧表判定。"),
    "Matrix.rollup": ("下级汇总", "哪些指标由下级的分工表汇总而来。"),
    "Rollup.children": ("下级", "每个下级的名称和它的分工表：编号，或旁边的文件名，如 {北区: north.yaml}。"),
    "Rollup.indicators": ("汇总的指标", "由下级汇总的指标，逐个写明怎样汇总。"),
    "RolledIndicator.id": ("指标编号", "本表的指标编号。"),
    "RolledIndicator.how": ("怎样汇总", "sum 合计，mean 平均，weighted 加权平均，worst 取最差的一个。"),
    "RolledIndicator.weights": ("权重", "加权平均时每个下级的权重，每个下级都要写，如 {北区: 3, 南区: 2}。"),
    "RolledIndicator.from": ("下级的指标", "下级的指标编号与本表不同的，逐个写明，如 {北区: 1.2a}。"),
    "Question.task": ("任务编号", "是哪一项任务；说的是全表的不写。"),
    "Question.about": ("哪一栏", "如 schedule、partners、targets；不限于一栏的不写。"),
    "Question.question": ("问题", "要决定什么。"),
    "Accepted.code": ("问题代码", "targets lint 列出的代码，如 sum-mismatch。"),
    "Accepted.task": ("任务编号", "是哪一项任务；说的是全表的不写。"),
    "Accepted.found": ("结论里的字", "结论里必须有的字，如 49.65；省略的，同一任务、同一代码的都算。"),
    "Accepted.why": ("理由", "为什么照原样保留。"),
    # ── 补充文件 ──
    "Supplement.base": ("底表", "以哪份分工表为底：它的编号，或旁边的文件名。"),
    "Supplement.lights": ("进度灯", "代替底表的进度灯，如 {yellow: 0, red: 30}。"),
    "Supplement.reporting": ("报送时间", "代替底表的报送时间，如 {every: month, due_day: 5}。"),
    "Supplement.classes": ("任务分类", "代替底表的任务分类。"),
    "Supplement.index": ("指数", "代替底表的指数权重。"),
    "Supplement.points": ("计分规则", "代替底表的计分规则。"),
    "Supplement.rollup": ("下级汇总", "代替底表的下级汇总。"),
    "Supplement.notes": ("说明", "加在底表的说明后面。"),
    # ── 单位 ──
    "Department.aliases": ("别名", "报表上常见的其他写法，如 [市人社局]。"),
    "Department.members": ("成员", "统称（如“各群团组织”）所指的各个单位，都要列在 departments 里。"),
    # ── 办法 ──
    "Lights.yellow": ("黄灯", "低于进度超过多少个百分点亮黄灯；不超过的仍算进度正常。省略的为 0。"),
    "Lights.red": ("红灯", "低于进度超过多少个百分点亮红灯。省略的为 30。"),
    "Reporting.every": ("多久一报", "month 每月，quarter 每季度，half-year 每半年，year 每年。省略的为每月。"),
    "Reporting.due_day": ("几日截止", "下一个月的几日截止，如 5；当月没有这一日的，为当月最后一日。"),
    "IndexRule.weights": ("权重", "每个板块都要写，如 {板块: 30}；不计入的写 0。"),
    "PointsRule.met": ("达标", "达标计多少分。"),
    "PointsRule.on_track": ("进度正常", "进度正常计多少分。"),
    "PointsRule.behind": ("滞后", "滞后（黄灯）计多少分。"),
    "PointsRule.unmet": ("未达标", "未达标计多少分。"),
    "PointsRule.missing": ("未填报", "未填报计多少分。"),
    "PointsRule.invalid": ("填报有误", "填报有误计多少分。"),
    "PointsRule.early": ("提前完成", "提前完成计多少分；省略的同达标。"),
    "PointsRule.behind_red": ("滞后（红灯）", "滞后亮红灯的计多少分；省略的同滞后。"),
    "PointsRule.late": ("逾期", "逾期报送减多少分；省略的不减。"),
    # ── 任务 ──
    "Task.id": ("任务编号", "举措.行号，如 3.3。1.10 与 1.1 是两个编号。"),
    "Task.section": ("板块", "原表的大标题。"),
    "Task.measure": ("主要举措", "原表的举措。"),
    "Task.duty": ("重点任务", "原文，一字不改。"),
    "Task.schedule": ("时间进度", "原文，一字不改。"),
    "Task.lead": ("牵头单位", "一个，要列在 departments 里。"),
    "Task.partners": ("配合单位", "都要列在 departments 里；没有的写 []。"),
    "Task.indicators": ("指标", "这项任务要衡量的事，至少一个；没有数的写 unit: 文字、rule: ongoing。"),
    "Task.inherited": ("沿用上一行", "原表空白、沿用上一行的字段：lead、partners、schedule。"),
    "Task.note": ("附注", "整理这一项时的说明。"),
    # ── 指标 ──
    "Indicator.id": ("指标编号", "任务编号加字母，如 3.3a，全表不重复。"),
    "Indicator.name": ("指标名称", "填报时用的名称。"),
    "Indicator.unit": ("计量单位", "如 %、家、人、万元；不是数的写 阶段、日期 或 文字。% 要加引号。"),
    "Indicator.targets": ("目标", "一个或几个，都要达到。"),
    "Indicator.aliases": ("别名", "报表上常见的其他叫法。"),
    "Indicator.share": ("以100%为限", "百分比能否超过100%：不能的为 true（省略时如此），能超过的写 false。"),
    "Indicator.part_of": ("所属累计指标", "本年数所属的累计指标的编号；本年数大于累计数时会指出。"),
    "Indicator.reading": ("读法", "原文可以有两种读法的，写明取哪一种、为什么。"),
    # ── 目标 ──
    "milestones.by": _BY,
    "milestones.pace": _PACE,
    "milestones.base": ("起点", "已知的起点，只写一个，如 {2018: 12%}。有起点，第一个要求到期之前才有进度。"),
    "annual.value": ("每年的数量", "如 100人；写成 1-2家 的，达到1家即达标，超过2家也达标。"),
    "annual.from": _FROM,
    "annual.to": _TO,
    "annual.pace": ("年内的进度", "linear 按整月直线，step 和 none 不按月要求。省略的，用全表的设定。"),
    "floor.value": ("下限", '如 95%，含本数；不含本数的写成 ">60%"。'),
    "floor.from": _FROM,
    "ceiling.value": ("上限", '如 36个月，含本数；不含本数的写成 "<36个月"。'),
    "ceiling.from": _FROM,
    "growth.rate": ("递增比例", "如 6%：上年实际值的1.06倍，不是加6个百分点。"),
    "growth.from": _FROM,
    "growth.to": _TO,
    "growth.base": ("基数", "起始年份的上一年的数，如 35%；省略的，取同一指标分年目标在那一年的数。"),
    "growth.cap": ("以多少为限", "递增到多少为止，如 50%。"),
    "rising.from": _FROM,
    "rising.to": _TO,
    "rising.base": ("基数", "起始年份的上一年的数，如 12%；第一年没有上年值时使用。"),
    "total.by": _BY,
    "total.pace": _PACE,
    "total.start": ("年初已有", "全表第一年年初已有的数量，从零做起的写 0；不知多少的不要写。"),
    "stage.stages": ("步骤", "从先到后，如 [启动, {制定方案: [方案已印发]}]；方括号里是报表上同样意思的写法。"),
    "stage.by": ("到期时间和步骤", "如 {2019: 启动, 2020: 制定方案}；只写年份的，当年12月31日到期。"),
    "event.every": ("多久一次", "如 1年、2年、6个月。从起始年份的1月1日起一轮接一轮地算。"),
    "event.before": ("在哪一天之前", "月和日，如 05-01，不含当日；省略的，在一轮的最后一天之前（含当日）。"),
    "event.from": _FROM,
    "composite.of": ("合计的指标", "同一任务内的指标编号，各有一个 total 目标，如 [5.4a, 5.4b]。"),
    "composite.by": ("到期时间和平均完成率", "如 {2019: 50%, 2025: 100%}，写法与 milestones 的 by 相同。"),
    "composite.pace": _PACE,
}
"""Title and sentence for each field, by "Struct.field"; for a target's field, by "kind.field"."""


def note_key(owner: type, field: str) -> str:
    """The key of a field of this struct in `FIELD_NOTES`."""
    return f"{getattr(owner, 'rule', owner.__name__)}.{field}"
