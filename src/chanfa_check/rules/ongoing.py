"""常态化推进（ongoing）：没有数字要求，要有进展说明，由人判断。

原文如："常态化推进"；"常态化开展"。

写法（指标的单位写"文字"）：

    {rule: ongoing}

判定：有进展说明的为"待核实"；没有的为"未填报"。程序不代替人判断工作做得好不好。
"""

from __future__ import annotations

from chanfa_check.model import Assessment, Measure, Occasion, Requirement, Status, Target, Value


class Rule(Target, frozen=True, kw_only=True):
    """A narrative in every submission."""

    rule = "ongoing"
    measure = Measure.NARRATIVE

    def required(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """A narrative, at every date."""
        del occasion
        return (Requirement(self.rule, None, None, None),)

    def upcoming(self, occasion: Occasion) -> tuple[Requirement, ...]:
        """Nothing."""
        del occasion
        return ()

    def assess(self, value: Value, occasion: Occasion) -> Assessment:
        """Always left to a person."""
        del value
        return Assessment(Status.REVIEW, "narrative", self.required(occasion)[0])
