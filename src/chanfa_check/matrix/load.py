"""Loading a matrix file: read strictly, then held against itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from chanfa_check.matrix.flaws import Flaw, MatrixError, Where
from chanfa_check.matrix.library import content_of
from chanfa_check.matrix.links import first_day, linked, located
from chanfa_check.matrix.strict import Reader
from chanfa_check.matrix.supplement import Supplement, is_supplement
from chanfa_check.model import INHERITABLE, Counting, Indicator, Matrix, Target, Task

MAX_FLAWS = 200
MAX_LINKS = 20
"""How many matrices may lead from one to the next."""


def load_matrix(path: Path) -> Matrix:
    """The matrix in the file. Raises MatrixError, or OSError where the file cannot be read."""
    return load_text(content_of(path), path)


def load_text(content: bytes, path: Path) -> Matrix:
    """The matrix in the content of the file at `path`, with those that it names. Raises MatrixError."""
    return with_links(load_alone(content, path), content, path)


def load_alone(content: bytes, path: Path, above: tuple[Path, ...] = ()) -> Matrix:
    """The matrix without those that it names, but for a supplement's base. `above` are the files that led to this one.

    Raises MatrixError.
    """
    reader, text = Reader(), _text(content, path)
    if not is_supplement(content):
        return _consistent(reader.read(text, Matrix), reader, path)
    supplement = reader.read(text, Supplement)
    return _consistent(supplement.over(_base(supplement.base, path, above)) if supplement else None, reader, path)


def with_links(matrix: Matrix, content: bytes, path: Path, above: tuple[Path, ...] = ()) -> Matrix:
    """The matrix in the content of the file at `path`, with those that it names. Raises MatrixError."""
    if not matrix.supersedes and not matrix.rollup:
        return matrix
    if len(above) >= MAX_LINKS:
        raise MatrixError(path, [Flaw(1, f"supersedes、rollup 一份接一份超过 {MAX_LINKS} 份；请核对是否引错了文件")])
    whole, misfits = linked(matrix, path, above)
    if misfits:
        # Read once more, for the lines: what was kept of the file has none.
        reader = Reader()
        reader.read(_text(content, path), Supplement if is_supplement(content) else Matrix)
        for where, message in misfits:
            reader.flaw(where, message)
        raise MatrixError(path, _first(reader.flaws))
    return whole


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MatrixError(path, [Flaw(line, "文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8")]) from None


def _base(name: str, path: Path, above: tuple[Path, ...]) -> Matrix:
    """The matrix that the supplement at `path` names: one that comes with the package, or a file beside it."""
    from chanfa_check.matrix.cache import load_cached

    found = located(name, path)
    if found is None:
        raise MatrixError(path, [Flaw(1, f"base：没有“{name}”这份分工表，也没有这个文件")])
    if is_supplement(content_of(found)):
        raise MatrixError(path, [Flaw(1, f"base：“{name}”本身也有 base；请直接写最初的那一份")])
    return load_cached(found, (*above, path.resolve()))


def _consistent(matrix: Matrix | None, reader: Reader, path: Path) -> Matrix:
    if matrix is not None:
        for where, message in _contradictions(matrix):
            reader.flaw(where, message)
    if matrix is None or reader.flaws:
        raise MatrixError(path, _first(reader.flaws))
    return matrix


def _first(flaws: list[Flaw]) -> list[Flaw]:
    """The flaws by line, as many as anybody reads, and how many more there are."""
    found = sorted(flaws, key=lambda flaw: flaw.line)
    if len(found) <= MAX_FLAWS:
        return found
    left = len(found) - MAX_FLAWS
    return [*found[:MAX_FLAWS], Flaw(found[MAX_FLAWS].line, f"从这里起还有 {left} 处错误，没有列出")]


_MOST_POINTS = 10_000


def _contradictions(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    if matrix.years[0] > matrix.years[1]:
        yield ("years",), "years 应先写起始年份，再写终止年份"
    if not matrix.tasks:
        yield ("tasks",), "tasks 没有任何任务"
    yield from _revision(matrix)
    yield from _names(matrix)
    yield from _sections(matrix)
    yield from _office(matrix)
    tasks: set[str] = set()
    indicators: set[str] = set()
    for index, task in enumerate(matrix.tasks):
        where: Where = ("tasks", index)
        if task.id in tasks:
            yield (*where, "id"), f"任务编号 {task.id} 重复"
        tasks.add(task.id)
        yield from _departments(matrix, task, where)
        if not task.indicators:
            yield (*where, "indicators"), f"任务 {task.id} 没有指标；常态化工作请写 rule: ongoing 的指标"
        for number, indicator in enumerate(task.indicators):
            here = (*where, "indicators", number)
            if indicator.id in indicators or indicator.id in tasks:
                yield (*here, "id"), f"指标编号 {indicator.id} 重复"
            indicators.add(indicator.id)
            yield from _indicator(matrix, task, indicator, here)


def _revision(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    if bool(matrix.from_) != bool(matrix.supersedes):
        there, lacking = ("from", "supersedes") if matrix.from_ else ("supersedes", "from")
        yield (there,), f"写了 {there} 也要写 {lacking}：从哪一天起，代替哪一份分工表"
    if not matrix.from_:
        return
    begins = first_day(matrix.from_)
    if begins is None:
        yield ("from",), f"from：“{matrix.from_}”应写年份、年月或日期，如 2022、2022-07、2022-07-01"
    elif not matrix.covers(begins):
        yield ("from",), f"from：{begins} 在全表的年份 {matrix.years[0]}—{matrix.years[1]} 之外"


def _names(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    owners: dict[str, str] = {}
    for name, department in matrix.departments.items():
        if _says_nothing(name):
            yield ("departments", name), f"departments：单位名称“{name}”里没有文字"
        for number, alias in enumerate(department.aliases):
            if _says_nothing(alias):
                yield ("departments", name, "aliases", number), f"{name} 的别名“{alias}”里没有文字，请删去"
        for alias in (name, *department.aliases):
            if owners.setdefault(alias, name) != name:
                yield ("departments", name), f"“{alias}”同时是 {owners[alias]} 和 {name} 的名称"
        for member in department.members:
            if member not in matrix.departments:
                yield ("departments", name), f"{name} 的成员“{member}”没有列入 departments"


def _says_nothing(name: str) -> bool:
    """Whether nothing is left of a name without spaces and punctuation: it would be found in every text."""
    return not any(map(str.isalnum, name))


def _departments(matrix: Matrix, task: Task, where: Where) -> Iterator[tuple[Where, str]]:
    if matrix.full_name(task.lead) is None:
        yield (*where, "lead"), f"任务 {task.id} 的牵头单位“{task.lead}”没有列入 departments"
    for index, partner in enumerate(task.partners):
        if matrix.full_name(partner) is None:
            yield (*where, "partners", index), f"任务 {task.id} 的配合单位“{partner}”没有列入 departments"
        if matrix.full_name(partner) == matrix.full_name(task.lead):
            yield (*where, "partners", index), f"任务 {task.id} 的“{partner}”既是牵头单位又是配合单位"
    for name in task.inherited:
        if name not in INHERITABLE:
            yield (*where, "inherited"), f"inherited 中的“{name}”不可用；可用：{'、'.join(INHERITABLE)}"


def _sections(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    known = dict.fromkeys(task.section for task in matrix.tasks)
    for title in matrix.sections:
        if title not in known:
            yield ("sections", title), f"sections：没有“{title}”这个板块；有：{'、'.join(known)}"


def _office(matrix: Matrix) -> Iterator[tuple[Where, str]]:
    """What only the union office uses: classes, weights, points."""
    tasks = {task.id for task in matrix.tasks}
    seen: set[str] = set()
    for name, listed in matrix.classes.items():
        for number, task in enumerate(listed):
            if task not in tasks:
                yield ("classes", name, number), f"classes 中没有任务“{task}”"
            elif task in seen:
                yield ("classes", name, number), f"任务 {task} 在 classes 中列了两次"
            seen.add(task)
    if matrix.index:
        sections = dict.fromkeys(task.section for task in matrix.tasks)
        weights = matrix.index.weights
        for section in weights:
            if section not in sections:
                yield ("index", "weights", section), f"没有“{section}”这个板块；有：{'、'.join(sections)}"
        if left := [section for section in sections if section not in weights]:
            yield ("index", "weights"), f"weights 缺少板块：{'、'.join(left)}；不计入的写 0"
        elif not sum(weights.values()):
            yield ("index", "weights"), "weights 不能全是 0"

    if matrix.lights.yellow > matrix.lights.red:
        yield ("lights",), "yellow 不能大于 red"
    for verdict, points in asdict(matrix.points).items() if matrix.points else ():
        if points is not None and (points > _MOST_POINTS or points != round(points, 2)):
            yield ("points", verdict), f"{verdict} 应在 0 到 {_MOST_POINTS} 之间，最多两位小数"


def _indicator(matrix: Matrix, task: Task, indicator: Indicator, where: Where) -> Iterator[tuple[Where, str]]:
    if not indicator.targets:
        yield (*where, "targets"), f"指标 {indicator.id} 没有目标"
    for number, alias in enumerate(indicator.aliases):
        if _says_nothing(alias):
            yield (*where, "aliases", number), f"指标 {indicator.id} 的别名“{alias}”里没有文字，请删去"
    if indicator.part_of:
        whole = next((one for one in task.indicators if one.id == indicator.part_of), None)
        if whole is None or whole.counting is not Counting.CUMULATIVE or whole.unit != indicator.unit:
            said = f"part_of 中的“{indicator.part_of}”不是任务 {task.id} 里单位相同的累计指标"
            yield (*where, "part_of"), f"指标 {indicator.id}：{said}"
        elif indicator.counting is not Counting.YEARLY:
            yield (*where, "part_of"), f"指标 {indicator.id} 不是按年计算的，不能写 part_of"
    for index, target in enumerate(indicator.targets):
        here = (*where, "targets", index)
        for message in (*target.misfits(indicator, matrix.years), *_outside(target, matrix.years)):
            yield here, f"指标 {indicator.id}：{message}"
        yield from _parts(target, task, indicator, matrix.years, here)


def _outside(target: Target, years: tuple[int, int]) -> Iterator[str]:
    named = dict.fromkeys((*(day.year for day in target.due_dates()), *target.named_years()))
    for year in named:
        if not years[0] <= year <= years[1]:
            yield f"{year} 年在全表的年份 {years[0]}—{years[1]} 之外"


def _parts(
    target: Target, task: Task, indicator: Indicator, years: tuple[int, int], where: Where
) -> Iterator[tuple[Where, str]]:
    goals = {item.id: one for item in task.indicators for one in item.targets if one.counting is Counting.CUMULATIVE}
    for part in target.parts():
        if part not in goals:
            yield where, f"指标 {indicator.id}：of 中的“{part}”不是任务 {task.id} 里有 total 目标的指标"
        elif not goals[part].threshold_of(years[1]):
            yield where, f"指标 {indicator.id}：of 中的“{part}”最终的数量不能是 0"
