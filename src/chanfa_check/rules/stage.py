"""分阶段推进（stage）：到某年，工作应进到某一步。

原文如："2019年启动，2020年完成并常态化推进"；"2020年启动，2022年完成制定并试行"。

写法（指标的单位写"阶段"）：

    {rule: stage, stages: [启动, 完成], by: {2019: 启动, 2020: 完成}}
    {rule: stage, stages: [启动, {制定方案: [方案已制定, 方案已印发]}], by: {2019: 启动, 2020: 制定方案}}

  stages  各步骤，从先到后。步骤后可列出报表中同样意思的写法。
  by      到期时间和应进到的步骤；只写年份的，当年12月31日到期。

判定：填报"已启动""完成"等，对照步骤认定；进到后一步的，前面各步视为已完成。

  * 已到期的一步没有进到的为"未达标"；进到了的为"达标"；提前进到下一步的为"达标"，并注明提前完成。
  * 步骤之间没有序时进度；什么都还没有到期的为"未到期"。
  * "未启动"等于一步也没有进到。第一步是"启动"的，"推进中""正在实施"等于已启动；第一步是"出台"等的，工作
    正在推进不等于已经出台，为"填报有误"，请改写为步骤的名称。
  * "未完成""基本完成""预计年底完成"等看不出进到哪一步的，为"填报有误"，请改写为步骤的名称。
"""

from __future__ import annotations

import datetime as dt
import re

from chanfa_check.model import Assessment, Due, Indicator, Measure, Occasion, Op, Requirement, Status, Target, Value
from chanfa_check.quantity.numeral import fold

_CLAUSES = r"[,;。、\n]|并(?=[常试])"
_HEDGED = r"未|没有|尚|不|拟|将|计划|准备|预计|争取|力争|基本|部分|初步|接近|待|目标"
# A later step is not claimed beside words that take it back: 已完成，完成率80%.
_TAKEN_BACK = r"(?<![\d.])(?!100(?:\.0+)?%)\d+(?:\.\d+)?%|过半|一半|推迟|延期|延后|取消|暂停|中止|终止|停滞|搁置|受阻"
_NOT_BEGUN = r"^(?:尚?未|还未|暂未|没有)(?:启动|开始|开展|实施)[.]?$"
_DATED = r"^(?:已?于|在)?(\d{4})年(?:(\d{1,2})月)?(?:份|底|末|初)?(?:\d{1,2}日)?"
_DONE = r"^(?:已经|已|全面|正式|现已|均已|全部)+(?=.)|(?<![了.])(?<!阶段)(?:了|阶段|\.)+$"
_COMMON = {"完成": ("建成", "办结", "完成建设"), "启动": ("启动实施", "启动建设", "启动推进")}
_UNDER_WAY = frozenset({"推进中", "进行中", "实施中", "正在推进", "正在实施", "正在进行", "有序推进", "稳步推进"})
# Whatever is under way has come to a first step of one of these names, and to no other: 正在推进 is no 出台.
_BEGUN = frozenset({"启动", *_COMMON["启动"], "开始", *_UNDER_WAY})


class Rule(Target, frozen=True, kw_only=True):
    """Steps in order, each with the words that mean it, and the step to be at by date."""

    rule = "stage"
    measure = Measure.STAGE

    stages: dict[str, tuple[str, ...]]
    by: dict[Due, str]

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """The last step that is due."""
        return tuple(item for item in self._dated() if item.due and item.due <= occasion.as_of)[-1:]

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """The next step."""
        return tuple(item for item in self._dated() if item.due and item.due > occasion.as_of)[:1]

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """As the manual says. `value` is one of `stages`, or "" for not even the first."""
        for item in self.required(occasion):
            if self._rank(value) < self._rank(item.value):
                return Assessment(Status.UNMET, "stage-unmet", item)
        for item in self.upcoming(occasion):
            if self._rank(value) >= self._rank(item.value):
                return Assessment(Status.MET, "met-early", item)
        binding = self.required(occasion)
        if binding:
            return Assessment(Status.MET, "met", binding[-1])
        return Assessment(Status.NOT_DUE, "not-due", next(iter(self.upcoming(occasion)), None))

    def misfits(self, indicator: Indicator, years: tuple[int, int]) -> tuple[str, ...]:
        """A step that is not declared, or dates and steps that do not run forward."""
        del indicator, years
        unknown = [step for step in self.by.values() if step not in self.stages]
        if unknown:
            return (f"by 中的“{unknown[0]}”不在 stages 中；stages 有：{'、'.join(self.stages)}",)
        dates = list(self.due_dates())
        if not dates:
            return ("by 没有写任何到期时间",)
        ranks = [self._rank(step) for step in self.by.values()]
        forward = dates == sorted(set(dates)) and ranks == sorted(ranks)
        return () if forward else ("by 的时间和步骤都应从先到后",)

    def due_dates(self) -> tuple[dt.date, ...]:
        """Every date of `by`."""
        return tuple(day for due in self.by for day in due.dates())

    def recognise(self, text: str, as_of: dt.date) -> str | None:
        """The furthest step that a report's words claim as of a day; "" for none begun, None where they are unclear."""
        clauses = [clause for clause in re.split(_CLAUSES, fold(re.sub(r"[\r\n]+", "；", text))) if clause.strip()]
        if not clauses or any(re.search(_HEDGED, clause) for clause in clauses):
            return "" if len(clauses) == 1 and re.match(_NOT_BEGUN, clauses[0].strip()) else None
        steps = [self._step(clause.strip(), as_of) for clause in clauses]
        if any(step is None for step in steps):
            return None
        claimed = max((step for step in steps if step), key=self._rank, default=None)
        taken_back = any(re.search(_TAKEN_BACK, clause) for clause in clauses)
        return None if claimed and self._rank(claimed) and taken_back else claimed

    def _step(self, clause: str, as_of: dt.date) -> str | None:
        """The step that one clause claims; "" where it speaks of something else, None where its date lies ahead."""
        dated = re.match(_DATED, clause)
        words = clause
        if dated:
            words = clause[dated.end() :]
            # A year or a month that is not over yet may be a plan: 2020年完成, said in June.
            if (int(dated[1]), int(dated[2] or 12)) > (as_of.year, as_of.month):
                return None if self._known(words) else ""
        return self._known(words) or ""

    def _known(self, words: str) -> str | None:
        bare = re.sub(_DONE, "", re.sub(r"\s+", "", words))
        for step, others in self.stages.items():
            if bare in {re.sub(_DONE, "", one) for one in (step, *others)} or bare in _COMMON.get(step, ()):
                return step
        first, others = next(iter(self.stages.items()))
        return first if bare in _UNDER_WAY and not _BEGUN.isdisjoint((first, *others)) else None

    def _rank(self, step: object) -> int:
        return list(self.stages).index(str(step)) if step else -1

    def _dated(self) -> list[Requirement]:
        return [Requirement(self.rule, Op.AT_LEAST, step, day) for due, step in self.by.items() for day in due.dates()]
