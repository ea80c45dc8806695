"""下限（floor）：任何时候都不得低于的数。

原文如："建立职代会企业占比动态保持95%以上"；"比例不低于60%"。

写法：

    {rule: floor, value: 95%}

  value  下限，含本数；写成 ">60%" 的不含本数。
  from   从哪一年起（可省，默认为全表的第一年）。

判定：没有到期与否之分。达到为"达标"，低于为"未达标"。
"""

from __future__ import annotations

from chanfa_check.model import Op
from chanfa_check.rules.shape.standing import Standing


class Rule(Standing, frozen=True, kw_only=True):
    """A number that must be kept up at every date."""

    rule = "floor"
    direction = Op.AT_LEAST
