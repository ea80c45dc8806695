"""Words around an amount: verbs of doing, steps, what is counted; and what of the words names the thing measured."""

from __future__ import annotations

import re

from msgspec import Struct


def _any(words: str) -> str:
    """A pattern for any one of the words, the longer before the shorter."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_NEW = _any(
    """
    新增 新建 新改扩建 改扩建 改建 新培育 新培养 新引进 新创建 新认定 新开工 新签 增加 净增 新设
    """
)
"""What comes about in the course of the time named."""
_DOING_ELSE = _any(
    """
    培育 培养 培训 建成 建设 建立 创建 打造 选树 完成 开展 组织 举办 引进 认定 命名 评选 推荐 形成 设立 投入
    发放 实施 扶持 支持 发展 改造 推广 推出 签订 帮扶 资助 提供 筹集 配建 布局 选派 遴选 表彰 吸纳 达到 实现 有
    为 拥有 争创 造就 落地 转化 制定 修订 发布 开设 新招 招收 招录 输送 补贴 慰问 服务 走访 开发 整治 更新 治理
    淘汰 关停 处置 盘活 出让 供应 加装 种植 绿化 开通 布设 设置 覆盖 补齐 招引 退出 化解 转移 搬迁 脱贫 动员
    派出 下派 召开 举行 汇报 研究 调研 演练 落实
    """
)
_DOING = f"{_NEW}|{_DOING_ELSE}"
"""Verbs that govern the amount behind them."""
_ENDS_IN_DOING = re.compile(rf"(?:{_DOING})(?:了|起|好|约)?$")
_NOUN = re.compile(r"(?:培训|就业|创业|投入|招聘)$")
"""Verbs that name by themselves what is counted."""
_ENDS_IN_NEW = re.compile(_NEW)
_LESSENING = re.compile(r"^(?:再|继续|力争|要)*(?:减少|压减|削减|压缩)")
_EACH = "每(?:日|天|周|人|户|名|亩)"
_ASIDE = re.compile(
    rf"^(?:(?:项目)?总投资|占地|总建筑面积|发生|死亡|受伤|扣|涉及|惠及|受益|约占|相当于|满分|总分|(?:{_EACH}|每家|每月)(?!口))|第[一二三四五六七八九十\d]+年$|{_EACH}(?!口|均|万)[^,]{{0,4}}$|满分$|(?:奖励|补贴标准|补助标准|规定|年龄|工资标准)[^,]{{0,6}}$"
)
"""Facts beside the requirement, standards for each, scores."""
_FAR = re.compile(r"^(.*?)(不得?超过|不高于|不多于|不得?低于|不得?少于|达到|超过|低于)[^,;]*的$")
_HELD = re.compile(r"举办|召开|举行|开展|组织|发布|编制|评选|表彰|通报|公布|开设|开班|实施|进行")
_LEAD = _any(
    """
    再 年均 力争 争取 奋斗目标 确保 努力 力求 使 将 把 于 实现 推动 推进 促进 保持 切实 进一步 基本 大力 深入
    加快 积极 不断 逐步 着力 全面 加大 以 并 同时 和 及 与 其中 至少
    """
)
_LEADS = re.compile(
    rf"^(?:[,、;:.]|{_LEAD}|用于(?=一线)|要(?!素)|对(?!象|口|外)|在(?!校|岗|职|编|册|建|线|园|读|籍)|到(?!位|期))+"
)
_NAMES = "率|度|面|数|费|资金|性|岗位|机构|学校|基地|中心|企业|院|服务|人才|单位|标准|区"
"""What makes a name of the verb in front of it: 培训机构, 完成率."""
_VERB_LEAD = re.compile(rf"^(?:(?:{_DOING})(?!{_NAMES}))+")
_TAIL = _any(
    """
    力争 争取 确保 要 应 须 需 均 都 各 也 将 总体 动态 全部 全面 基本 分别 累计 达到 达 为 是 有 占 以 按 约 不
    年均 实现 至 到 在 数量 合计 共计 共 总计 超 提升 提高 增加 增长 新增 完成 建成 建设 培育 培养 至少
    """
)
_TAILS = re.compile(rf"(?:[,、;:]|{_TAIL})+$")
_STEPS = _any(
    """
    全面启动 启动 开工 动工 基本完成 全面完成 完成 基本建成 全面建成 建成 基本建立 全面建立 建立健全 建立
    基本形成 形成 试行 试运行 投入使用 投入运营 投用 投产 通车 竣工 出台 印发 制定 制订 编制 修订 发布 上线 运行
    运营 交付 验收 挂牌 组建 成立 实施 推行 消除 落地 启用
    """
)
_SURE = re.compile(_any("启动 全面启动 开工 动工 建成 投入使用 投入运营 投用 投产 通车 竣工 出台 印发 发布 上线"))
"""Steps that can be nothing else: a document issued, a work begun or handed over."""
_STEP = re.compile(
    rf"(?:{_STEPS})(?!区|率|度|情况|资金|成本|机制|效率|比例|时间|(?<!制定)(?<!制订)(?<!印发)(?<!出台)(?<!发布)(?:方案|意见))"
)
_LENGTHS = "公里|千米|米|亩|公顷|吨|千瓦时?|瓦|度|岁|小时|分钟|天|年|个月|工作日|学时"
_RATIOS = re.compile(rf"^(?:%|‰|倍|百分点|.*元.*|.*(?:{_LENGTHS})|.*/.*|分|)$")


class Step(Struct, frozen=True):
    """A step in the words of the phrase.

    `starts` tells that the words begin with it, `sure` that it can be nothing but a step: a document issued, a work
    begun or handed over. `document` tells that one is issued.
    """

    words: str
    subject: str
    starts: bool
    sure: bool
    document: bool


def ends_in_doing(words: str) -> bool:
    """Whether the words end in a verb that governs what follows: 每年培育 20名."""
    return _ENDS_IN_DOING.search(words) is not None


def does(words: str) -> bool:
    """Whether the words tell of something done: 投入, 新建绿道."""
    return ends_in_doing(words) or _VERB_LEAD.match(_LEADS.sub("", words)) is not None


def is_new(words: str) -> bool:
    """Whether the words tell that what is counted comes about in the course of the time named."""
    return _ENDS_IN_NEW.search(words) is not None


def lessens(words: str) -> bool:
    """Whether the words ask for less of what follows: 减少贫困人口 1000万."""
    return _LESSENING.search(words) is not None


def far_bound(words: str) -> tuple[str, str] | None:
    """The words in front of a bound that stands away from its number, and the bound: 人数不超过职工总数的 10%."""
    match = _FAR.search(words)
    return (match[1], match[2]) if match else None


def is_aside(words: str) -> bool:
    """Whether the words make the amount a fact beside the requirement, a standard for each, or a score."""
    return _ASIDE.search(words) is not None


def share_of(words: str) -> str:
    """Of what a share is, where the words behind it say so: 70% 的企业实现数字化; "" where they do not."""
    match = re.match(
        r"的?(.+?)(?:基本|全部|全面|均|都)*(?:实现|建成|完成|达到|建立|得到|开展|实施|达标|通过|配备|推行)", words
    )
    return match[1] if match else ""


def is_counting(unit: str) -> bool:
    """Whether the unit counts people and things one by one, with or without a scale."""
    return _RATIOS.match(unit) is None


def subject_of(words: str) -> str:
    """What the words in front of an amount say is measured."""
    bare = _LEADS.sub("", words)
    bare = _VERB_LEAD.sub("", bare) or bare
    bare = _TAILS.sub("", _LEADS.sub("", bare))
    if not bare or _ENDS_IN_DOING.fullmatch(bare):
        noun = _NOUN.search(words)
        return noun[0] if noun else ""
    return bare.strip("“”") if bare.count("“") != bare.count("”") else bare


def object_of(words: str) -> str:
    """What the words behind an amount say is counted."""
    return words.rstrip("。;,.").removeprefix("的")


def takes_place(words: str) -> bool:
    """Whether the words tell of something that is held or done at a time."""
    return _HELD.search(words) is not None


def step_in(words: str, dated: bool) -> Step | None:
    """The step that the words of a clause with a date name."""
    if not dated:
        return None
    bare = re.sub(r"^(?:[,、]|力争|争取|确保|要|应|全面推进|底?前)+", "", words).rstrip("并,、;。")
    match = _STEP.search(bare)
    if match is None:
        return None
    return Step(
        words=bare[match.start() :],
        subject=subject_of(bare[: match.start()]),
        starts=match.start() == 0,
        sure=_SURE.fullmatch(match[0]) is not None,
        document=match[0] in ("出台", "印发", "发布"),
    )
