"""Why an amount is no target. A wrong reading is worse than none, so what nothing speaks for is left unread.

An amount is a target where a bound says so (达到, 不低于), where a verb of doing governs it (培育150名…), where it ends
its clause (技能手50名), or where a time stands right in front of it (2019年35%达标).
"""

from __future__ import annotations

import re
from decimal import Decimal

from chanfa_check.wording.context import Context
from chanfa_check.wording.measured import Setting, time_of
from chanfa_check.wording.parts import Level, Measure, Multiple, Time, Whole
from chanfa_check.wording.verbs import ends_in_doing, is_aside, share_of

_OF_WHICH = re.compile(r"^(?:的(?!目标|水平|速度|幅度|要求|比例|覆盖|任务)|有(?!效)|且|或者?)")
_WITHIN_YEARS = re.compile(r"(?<![年\d])(?:[一二两三四五六七八九十]|\d{1,2})年内")
_TOGETHER = re.compile("(?:共|合计|总计|共计|总共)")
_WHO_COUNTS = "说的是哪些算在内，不是要求"


def doubt(measure: Measure, setting: Setting) -> str:
    """Why the amount is no target, as a Chinese sentence; "" where it is one."""
    if setting.context.past:
        return "说的是已有的情况，不是要求"
    if is_aside(setting.before):
        return "说的是旁的情况或单个的标准，不是要求"
    if _WITHIN_YEARS.search(setting.before):
        return "不知从哪一年算起"
    if _TOGETHER.fullmatch(setting.before):
        return "说的是前面几项的合计"
    if _undated(measure, setting):
        return "没有年份，看不出是要求还是已有的情况"
    if isinstance(measure, Level):
        return _of_level(measure, setting)
    if isinstance(measure, Multiple) and setting.after.startswith("目标"):
        return "说的是已有的情况，不是要求"
    qualifies = isinstance(measure, Whole) and "的" in setting.after[:4]
    return _WHO_COUNTS if qualifies or (setting.after.startswith("的") and setting.more) else ""


def _of_level(level: Level, setting: Setting) -> str:
    if _is_share(level, setting) or (setting.context.every and re.match("的(?:速度|幅度)", setting.after)):
        return ""
    if odd := _odd(level, setting):
        return odd
    if _qualifies(level, setting):
        return _WHO_COUNTS
    if not level.amount.unit and setting.after and isinstance(level.amount.value, Decimal):
        return "单位认不出，看不出是什么数"
    if level.bound:
        return ""
    if not level.amount.unit and isinstance(level.amount.value, Decimal):
        return "没有单位，看不出是什么数"
    return _by_place(level, setting)


def _qualifies(level: Level, setting: Setting) -> bool:
    """Whether the amount tells which ones are meant, and is followed by what is asked of them."""
    after = setting.after
    if level.after and setting.more and not after:
        return True
    return bool(_OF_WHICH.match(after)) or bool(setting.more and after and (level.bound or level.after))


def _by_place(level: Level, setting: Setting) -> str:
    """An amount that no bound makes a target: what stands in front of it or behind it has to."""
    before = setting.before
    if not setting.after:
        return "" if _governed(level, setting) else "看不出是什么的数"
    listed = not before and setting.context.doing
    if listed or ends_in_doing(before):
        return ""
    if level.after:
        return _WHO_COUNTS
    return "" if not before and setting.dated else "看不出是不是要求"


_SHORT = ("分钟", "小时", "天", "年")


def _odd(level: Level, setting: Setting) -> str:
    """Numbers that a bound does not make a target: points of difference, marks, the size of a circle."""
    unit = level.amount.unit
    if unit == "百分点":
        return "说的是比别处或比上年高低多少，没有自己的数"
    if unit == "周岁" or (setting.context.every == 1 and unit in ("小时", "元")):
        return "说的是单个的标准，不是要求"
    if unit == "分" and not level.bound:
        return "这是分值"
    if unit in _SHORT and not level.standing and (setting.after or unit == "年"):
        return (
            "" if setting.before.endswith(("年限", "寿命", "时间", "学制")) or level.raised else "这是期限或名称里的数"
        )
    return ""


def _is_share(level: Level, setting: Setting) -> bool:
    """70%的企业实现数字化: a share of what follows, with a time at which it has to be."""
    if setting.before or setting.more or (level.after and not level.amount.ratio):
        return False
    return bool(share_of(setting.after)) and time_of(setting.context.when, setting.year) is not None


def _governed(level: Level, setting: Setting) -> bool:
    """Whether an amount at the end of its clause belongs to something; a phrase that is nothing else is a goal."""
    context = setting.context
    if setting.before or context.every or context.subject or context.when or setting.dated:
        return True
    return context == Context() and (level.after or level.amount.ratio)


def _undated(measure: Measure, setting: Setting) -> bool:
    """全年 and 比上年 in a phrase whose year nobody knows: as often said of what has been done as of what is to be."""
    when = setting.context.when
    if setting.year is not None or (when and (when.year or when.first)):
        return False
    if any(isinstance(part, Time) and part.base and part.when.year is None for part in setting.front):
        return True
    loose = isinstance(measure, Level) and not measure.bound and not measure.after
    return loose and when is not None and when.this
