"""上限（ceiling）：任何时候都不得超过的数。

原文如："最长不超过36个月"；"控制在5%以内"。

写法：

    {rule: ceiling, value: 36个月}

  value  上限，含本数；写成 "<36个月" 的不含本数。
  from   从哪一年起（可省，默认为全表的第一年）。

判定：没有到期与否之分。不超过为"达标"，超过为"未达标"。
"""

from __future__ import annotations

from chanfa_check.model import Op
from chanfa_check.rules.shape.standing import Standing


class Rule(Standing, frozen=True, kw_only=True):
    """A number that must not be passed at any date."""

    rule = "ceiling"
    direction = Op.AT_MOST
