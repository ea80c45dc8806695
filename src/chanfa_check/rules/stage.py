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
  * "未完成""基本完成""推进中"等看不出进到哪一步的，为"填报有误"，请改写为步骤的名称。
"""

from __future__ import annotations

from chanfa_check.model import Assessment, Due, Indicator, Measure, Occasion, Op, Requirement, Status, Target, Value


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
        dates = [day for due in self.by for day in due.dates()]
        ranks = [self._rank(step) for step in self.by.values()]
        forward = dates == sorted(set(dates)) and ranks == sorted(ranks)
        return () if forward else ("by 的时间和步骤都应从先到后",)

    def _rank(self, step: object) -> int:
        return list(self.stages).index(str(step)) if step else -1

    def _dated(self) -> list[Requirement]:
        return [
            Requirement(self.rule, Op.AT_LEAST, step, day) for due, step in self.by.items() for day in due.dates()
        ]
