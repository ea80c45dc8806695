"""Whether the children's indicators can make up the parent's: they are there, counted alike, and measured alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from chanfa_check.matrix.flaws import Misfit, Where
from chanfa_check.model import Counting, Fault, How, Indicator, Matrix, Measure, Quantity, RolledIndicator, Rollup
from chanfa_check.nearest import nearest
from chanfa_check.quantity.unit import convert, ratio_scale


def misfits(matrix: Matrix, rollup: Rollup, children: Mapping[str, Matrix]) -> Iterator[Misfit]:
    """What is wrong with the rollup; each of its children has been found."""
    if not children:
        yield ("rollup", "children"), "children 没有写任何下级"
    yield from _same(matrix, children)
    known = matrix.indicators()
    seen: set[str] = set()
    for number, rolled in enumerate(rollup.indicators):
        where: Where = ("rollup", "indicators", number)
        if rolled.id in seen:
            yield (*where, "id"), f"指标 {rolled.id} 在 rollup 中列了两次"
        seen.add(rolled.id)
        yield from _strange(rolled, children, where)
        if rolled.id not in known:
            yield (*where, "id"), f"id：本表没有指标“{rolled.id}”{_meant(rolled.id, known)}"
        else:
            yield from _indicator(matrix, known[rolled.id], rolled, children, where)


def _same(matrix: Matrix, children: Mapping[str, Matrix]) -> Iterator[Misfit]:
    owners = {one.id: "本表" for one in matrix.versions()}
    for name, child in children.items():
        if not name.strip():
            yield ("rollup", "children", name), "children 里有一个下级没有名称；名称用来认文件夹、文件名和表头"
        for one in child.family():
            owner = owners.setdefault(one.id, name)
            if owner != name:
                said = f"{name} 用的分工表 {one.id} 与{owner}的是同一份；每个下级要有自己的一份，编号各不相同"
                yield ("rollup", "children", name), said


def _strange(rolled: RolledIndicator, children: Mapping[str, Matrix], where: Where) -> Iterator[Misfit]:
    """Names that are no child's, and weights that do not fit the way of adding up."""
    for key, named in (("weights", rolled.weights), ("from", rolled.from_)):
        for name in named:
            if name not in children:
                yield (*where, key, name), f"{key}：children 里没有“{name}”{_meant(name, children)}"
    if rolled.how is not How.WEIGHTED:
        if rolled.weights:
            yield (*where, "weights"), f"weights 只用于 how: weighted，这里是 {rolled.how}"
        return
    if lacking := [name for name in children if name not in rolled.weights]:
        yield (*where, "weights"), f"weights 缺少：{'、'.join(lacking)}；不计入的写 0"
    elif not sum(rolled.weights.values()):
        yield (*where, "weights"), "weights 不能全是 0"


def _indicator(
    matrix: Matrix, indicator: Indicator, rolled: RolledIndicator, children: Mapping[str, Matrix], where: Where
) -> Iterator[Misfit]:
    if indicator.measure is not Measure.NUMBER:
        yield (*where, "id"), f"指标 {indicator.id} 的单位是“{indicator.unit}”，不是数，不能汇总"
        return
    if any(target.parts() for target in indicator.targets):
        yield (*where, "id"), f"指标 {indicator.id} 由本表的分项算出，不能再由下级汇总；请汇总它的分项"
        return
    if rolled.how is How.SUM and ratio_scale(indicator.unit) is not None:
        yield (*where, "how"), f"指标 {indicator.id} 是比例，不能相加；可用 mean、weighted、worst"
    if rolled.how is How.WORST and matrix.upward(indicator) is None:
        yield (*where, "how"), f"指标 {indicator.id} 的目标没有说多好还是少好，分不出哪个最差；可用 sum、mean、weighted"
    for name, child in children.items():
        here = (*where, "from", name) if name in rolled.from_ else (*where, "id")
        wanted = rolled.source(name)
        if wanted not in child.indicators():
            hint = _meant(wanted, child.indicators())
            yield here, f"{name}的分工表 {child.id} 里没有指标“{wanted}”；编号不同的写在 from 里{hint}"
        for version in child.versions():
            theirs = version.indicators().get(wanted)
            if theirs and (said := _unlike(matrix, indicator, version, theirs)):
                yield here, f"{name}（{version.id}）的 {wanted} {said}，不能汇总到 {indicator.id}"


def _unlike(matrix: Matrix, ours: Indicator, child: Matrix, theirs: Indicator) -> str:
    """Why one cannot be a part of the other, or ""."""
    if theirs.measure is not Measure.NUMBER or isinstance(convert(Quantity(Decimal(1), theirs.unit), ours.unit), Fault):
        return f"以“{theirs.unit}”计，本表以“{ours.unit}”计"
    if {ours.counting, theirs.counting} == {Counting.YEARLY, Counting.CUMULATIVE}:
        # Within a single year, since 1 January and since the start are the same.
        whole = matrix if ours.counting is Counting.CUMULATIVE else child
        if whole.years[0] != whole.years[1]:
            ways = {Counting.YEARLY: "本年数", Counting.CUMULATIVE: "累计数"}
            return f"是{ways[theirs.counting]}，本表的是{ways[ours.counting]}"
    return ""


def _meant(word: str, known: Mapping[str, object]) -> str:
    close = nearest(word, known)
    return f"，是否想写“{close}”？" if close else f"；有：{'、'.join(known)}" if known else ""
