"""The arithmetic that numbers of one task imply: yearly amounts, growth, composites, parts of a whole. Exactly."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from chanfa_check.lint.amount import agree, base_amount
from chanfa_check.lint.asked import Asked, Path
from chanfa_check.lint.ground import Row
from chanfa_check.lint.phrase import show_asked, show_day
from chanfa_check.lint.said import Said
from chanfa_check.model import Counting, Due, Indicator
from chanfa_check.quantity.show import show_amount
from chanfa_check.quantity.unit import plain, ratio_scale
from chanfa_check.rules import composite, growth, total
from chanfa_check.rules.composite import mean_completion
from chanfa_check.rules.shape.thresholds import year_end

Mismatch = tuple[Path, str]
"""Where the numbers stand, and what does not come out, in Chinese."""


def yearly(row: Row, years: tuple[int, int]) -> Iterator[Mismatch]:
    """Yearly amounts against the total that they add up to."""
    for asked in row.asked:
        whole = _whole_of(asked.indicator, row)
        if asked.rule != "annual" or whole is None or asked.op is None or not asked.op.upward:
            continue
        for goal in row.asked:
            if goal.indicator is whole and isinstance(goal.target, total.Rule) and goal.due is not None:
                yield from _sum(asked, goal, goal.due, years)


def _whole_of(indicator: Indicator, row: Row) -> Indicator | None:
    """The indicator that a yearly one adds up to: the one that it names, or the only one that it can be."""
    if indicator.part_of:
        return next((one for one in row.task.indicators if one.id == indicator.part_of), None)
    alike = [one for one in row.task.indicators if one.unit == indicator.unit]
    wholes = [one for one in alike if one.counting is Counting.CUMULATIVE]
    parts = [one for one in alike if one.counting is Counting.YEARLY]
    return wholes[0] if len(wholes) == len(parts) == 1 else None


def _sum(asked: Asked, goal: Asked, due: Due, years: tuple[int, int]) -> Iterator[Mismatch]:
    first, last = max(asked.first or years[0], years[0]), min(asked.last or years[1], due.last.year)
    count = last - first + 1
    if due != Due(year_end(due.last.year), year_end(due.last.year)) or count < 1:
        return
    assert isinstance(asked.value, Decimal) and isinstance(goal.value, Decimal) and isinstance(goal.target, total.Rule)
    start = goal.target.start_.value if goal.target.start_ is not None else Decimal(0)
    low, high = start + asked.value * count, start + (asked.top or asked.value) * count
    if low <= goal.value <= high:
        return
    unit = goal.unit
    span = f"{first}—{last}年" if count > 1 else f"{first}年"
    reach = show_amount(low, unit) if low == high else f"{plain(low)}—{show_amount(high, unit)}"
    begun = f"，加上起点 {show_amount(start, unit)}" if start else ""
    lack = (
        f"少 {show_amount(goal.value - high, unit)}"
        if high < goal.value
        else f"多 {show_amount(low - goal.value, unit)}"
    )
    unknown = "（没有写 start，原有多少不明）" if goal.target.start_ is None else ""
    said = f"“{show_asked(asked)}”，{span}共 {count} 年{begun}为 {reach}，比“{show_asked(goal)}”{lack}{unknown}"
    yield goal.path, f"指标 {goal.indicator.id}：{said}"


def chains(row: Row, years: tuple[int, int]) -> Iterator[Mismatch]:
    """Growth from its base, year by year, against what the same indicator has to reach."""
    for asked in row.asked:
        if not isinstance(asked.target, growth.Rule):
            continue
        rule, unit = asked.target, asked.indicator.unit
        first, last = asked.first or years[0], asked.last or years[1]
        base = _base(rule, asked.indicator, first - 1)
        for goal in row.asked:
            if goal.indicator is not asked.indicator or goal.due is None or not isinstance(goal.value, Decimal):
                continue
            year = goal.due.last.year
            if base is None or goal.op is None or not goal.op.upward or not first <= year <= last:
                continue
            grown = Fraction(base) * (1 + Fraction(rule.rate.fraction)) ** (year - first + 1)
            if grown >= Fraction(goal.value):
                continue
            reached = show_amount(Decimal(grown.numerator) / Decimal(grown.denominator), unit, goal.value)
            begun = f"{first - 1}年的 {show_amount(base, unit)}"
            said = f"从{begun}起“{show_asked(asked)}”，{year}年为 {reached}，达不到“{show_asked(goal)}”"
            yield asked.path, f"指标 {asked.indicator.id}：{said}"


def _base(rule: growth.Rule, indicator: Indicator, year: int) -> Decimal | None:
    if rule.base is not None:
        return rule.base.value
    known = (target.threshold_of(year) for target in indicator.targets)
    return next((value for value in known if value is not None), None)


def composites(row: Row) -> Iterator[Mismatch]:
    """Completion rates of several items together, against what each item has to reach by then."""
    for asked in row.asked:
        rule, due = asked.target, asked.due
        if not isinstance(rule, composite.Rule) or due is None or not isinstance(asked.value, Decimal):
            continue
        items = {
            one.indicator.id: one.target
            for one in row.asked
            if one.indicator.id in rule.of and isinstance(one.target, total.Rule)
        }
        ends = {item: max(target.due_dates()) for item, target in items.items()}
        late = [item for item, day in ends.items() if asked.value == 100 and day > due.last]
        if late:
            when = "、".join(f"{item} 到{show_day(ends[item])}" for item in late)
            yield asked.path, f"指标 {asked.indicator.id}：合计“{show_asked(asked)}”，分项{when}才到期"
            continue
        amounts = {item: target.threshold_of(due.last.year) for item, target in items.items()}
        goals = {item: list(target.by.values())[-1].value for item, target in items.items()}
        known = [(amount, goals[item]) for item, amount in amounts.items() if amount is not None]
        if len(known) == len(rule.of) and (mean := mean_completion(known)) < asked.value:
            reached = show_amount(mean, "%", asked.value)
            said = f"各分项都照目标完成，合计完成率为 {reached}，达不到“{show_asked(asked)}”"
            yield asked.path, f"指标 {asked.indicator.id}：{said}"


def parts(row: Row) -> Iterator[Mismatch]:
    """What the words call a part (其中), added up, against the whole."""
    for whole in row.said:
        inside = [one for one in row.said if one is not whole and _is_part(one, whole)]
        amounts = [_amount(one) for one in inside]
        total_amount = _amount(whole)
        if not inside or total_amount is None or None in amounts:
            continue
        if sum((amount for amount in amounts if amount is not None), Fraction(0)) > total_amount:
            said = "、".join(f"“{one.words}”" for one in inside)
            yield ("tasks", row.index, whole.field), f"“{whole.words}”，其中{said}，各项相加多于总数"


def _is_part(one: Said, whole: Said) -> bool:
    part, of = one.reading, whole.reading
    if not part.within or part.within != of.subject or one.field != whole.field or part.rule != of.rule:
        return False
    # A share of a part can well be higher than the share of the whole.
    if ratio_scale(of.unit) is not None or not agree(part.unit, of.unit):
        return False
    return (part.year, part.due) in ((of.year, of.due), (None, None))


def _amount(said: Said) -> Fraction | None:
    value = said.reading.value
    return base_amount(value, said.reading.unit) if isinstance(value, Decimal) else None
