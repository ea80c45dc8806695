"""A small run in which everything occurs that a bulletin can say; outputs judge nothing, so it is written by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec.structs import replace

from chanfa_check.model import (
    Change,
    Checked,
    Contradiction,
    Coverage,
    Department,
    Exemplar,
    Finding,
    Index,
    Indicator,
    Late,
    Light,
    Loose,
    Matrix,
    Op,
    Period,
    Place,
    Problem,
    Requirement,
    Role,
    Row,
    Run,
    Score,
    Scores,
    SectionIndex,
    Silent,
    Standing,
    Statement,
    Status,
    Task,
    Turn,
    Twice,
    count,
)

JUNE = dt.date(2020, 6, 30)
YEAR_END = dt.date(2020, 12, 31)
_RATE = Indicator(id="1.1a", name="覆盖率", unit="%", targets=())
_TERM = Indicator(id="1.2a", name="办理期限", unit="个月", targets=())
MATRIX = Matrix(
    id="m",
    version="1",
    title="《某市方案》任务分工",
    years=(2019, 2025),
    departments={"甲局": Department(), "乙局": Department(), "丙局": Department()},
    tasks=(
        Task(id="1.1", section="一", measure="举措", duty="扩大覆盖", schedule="2020年达到50%", lead="甲局",
             partners=("乙局",), indicators=(_RATE,)),
        Task(id="1.2", section="一", measure="举措", duty="缩短期限", schedule="不超过36个月", lead="乙局",
             partners=(), indicators=(_TERM,)),
        Task(id="1.3", section="二", measure="举措", duty="常态化", schedule="常态化", lead="丙局", partners=(),
             indicators=()),
    ),
)  # fmt: skip


def finding(indicator: Indicator, status: Status, code: str, message: str, **more: object) -> Finding:
    """A lead's finding on an indicator of the matrix."""
    base = Finding(
        task=indicator.id[:-1], indicator=indicator.id, name=indicator.name, unit=indicator.unit, role=Role.LEAD,
        status=status, code=code, message=message, place=Place("填报表", "H6"), wording="2020年达到50%",
    )  # fmt: skip
    return replace(base, **more)


BEHIND = finding(
    _RATE, Status.BEHIND, "behind-pace", "31%，序时进度为 42.5%，差 11.5 个百分点", light=Light.RED,
    actual=Decimal(31), gap=Decimal("11.5"), advice="写明赶上进度的措施。", raw="31%",
    expected=Requirement("milestones", Op.AT_LEAST, Decimal(50), YEAR_END, Decimal("42.5")),
)  # fmt: skip
UNMET = finding(
    _TERM, Status.UNMET, "unmet", "38 个月，应不超过 36 个月，超出 2 个月", actual=Decimal(38), gap=Decimal(2),
    advice="核对填报值。", expected=Requirement("ceiling", Op.AT_MOST, Decimal(36), None), raw="38",
)  # fmt: skip
MISSING = finding(_TERM, Status.MISSING, "value-missing", "没有填报", advice="补填数值。")
MET = finding(_RATE, Status.MET, "met", "60%，符合要求", actual=Decimal(60))


def submission(department: str, name: str, *findings: Finding, **more: object) -> Checked:
    """One for June."""
    base = Checked(
        path=f"2020-06/{name}", department=department, as_of=JUNE, matrix=MATRIX, findings=findings,
        period=Period(JUNE.replace(day=1), JUNE),
    )  # fmt: skip
    return replace(base, **more)


def run_of(*sent: tuple[Standing, Checked], missing: tuple[str, ...] = ()) -> Run:
    """A run that says nothing as a whole but who reported."""
    rows = [
        Row(
            department=one.department or "", standing=how, as_of=one.as_of, path=one.path, counts=one.counts, squares={}
        )
        for how, one in sent
    ]
    gaps = [
        Row(department=name, standing=Standing.MISSING, as_of=JUNE, counts=count(()), squares={}) for name in missing
    ]
    received = tuple(name for name in MATRIX.leads() if name not in missing)
    return Run(
        matrix=MATRIX,
        as_of=JUNE,
        whole=True,
        counts=count(one for how, checked in sent if how.counts for one in checked.findings),
        rows=(*rows, *gaps),
        coverage=(Coverage(matrix="m", as_of=JUNE, expected=MATRIX.leads(), received=received, missing=missing),),
        unchecked=sum(bool(one.problems) for _, one in sent),
        submissions=tuple(one for _, one in sent),
        exit_code=0,
    )


def plain() -> Run:
    """One department, all well; the others owe nothing yet."""
    run = run_of((Standing.COUNTED, submission("甲局", "甲局.xlsx", MET)))
    return replace(run, coverage=(replace(run.coverage[0], expected=("甲局",), received=("甲局",)),))


def unread(text: str) -> Problem:
    """Why a file could not be read, with advice for who runs the program."""
    return Problem("period-missing", f"“{text}”看不出是哪一期。请在表头写明，或用 --as-of 2020-06 指明。")


def single() -> Run:
    """One department's own file, which says nothing of the others."""
    run = run_of((Standing.COUNTED, submission("甲局", "甲局.xlsx", BEHIND, MET)))
    lacking = replace(run.coverage[0], missing=("乙局", "丙局"), silent=(Silent("甲局", ("1.3",), True),))
    return replace(run, whole=False, coverage=(lacking,))


def rich(text: str = "约三成", name: str = "报表名") -> Run:
    """Everything at once; `text` stands wherever a submission's own words do, `name` in the names of files."""
    invalid = finding(
        _RATE, Status.INVALID, "not-a-number", f"“{text}”读不出一个明确的数", raw=text, advice="只填一个数和单位。",
        place=Place(text, "F7"), notes=(text,),
    )  # fmt: skip
    stray = Finding(
        task=None, indicator=None, name=text, unit="", role=None, status=Status.INVALID, code="task-unknown",
        message="对不上", advice="写任务编号。", raw=text, place=Place("填报表", "A9"),
    )  # fmt: skip
    run = run_of(
        (Standing.COUNTED, submission("甲局", "甲局.xlsx", BEHIND, stray, notes=(text,))),
        (Standing.TWICE, submission("乙局", f"乙局{name}.xlsx", UNMET, invalid)),
        (Standing.TWICE, submission("乙局", "乙局（二）.xlsx", MISSING, MET)),
        (Standing.UNCHECKED, Checked(path=f"{name}.xls", problems=(unread(text),))),
        missing=("丙局",),
    )
    coverage = replace(
        run.coverage[0],
        due=dt.date(2020, 7, 5),
        late=(Late("甲局", "2020-06/甲局.xlsx", dt.date(2020, 7, 8), dt.date(2020, 7, 5)),),
        twice=(Twice("乙局", (f"2020-06/乙局{name}.xlsx", "2020-06/乙局（二）.xlsx")),),
        silent=(Silent("乙局", ("1.1", "1.3", "1.4", "1.5"), True),),
        unreported=("1.3",),
    )
    said = [
        Statement("甲局", JUNE, Role.LEAD, "2020-06/甲局.xlsx", Place("填报表", "H6"), "31%"),
        Statement("乙局", JUNE, Role.PARTNER, f"2020-06/乙局{name}.xlsx", Place(text, "F7"), "33%"),
    ]
    may = dt.date(2020, 5, 31)
    shrunk = (Statement("甲局", may, Role.LEAD, "2020-05/甲局.xlsx", Place("填报表", "H6"), "32%"), said[0])
    return replace(
        run,
        coverage=(coverage,),
        elsewhere=(f"2020-06/{name}五月.xlsx",),
        passed_over=("2020-06/说明.doc", "2020-06/~$甲局.xlsx"),
        contradictions=(
            Contradiction("partner-differs", "1.1", "1.1a", "覆盖率",
                          "覆盖率（1.1a）牵头、配合单位数据不一：甲局（牵头）报 31%；乙局（配合）报 33%",
                          "请两个单位核对。", tuple(said)),
            Contradiction("cumulative-shrinks", "1.1", "1.1a", "覆盖率", "覆盖率（1.1a）累计数减少", "核对两期的数。",
                          shrunk),
        ),
        changes=(
            Change(turn=Turn.NEWLY_SHORT, department="甲局", task="1.1", indicator="1.1a", name="覆盖率",
                   before_as_of=may, as_of=JUNE, before=Status.ON_TRACK, before_shown="30%", now=Status.BEHIND,
                   now_shown="31%"),
        ),
        loose=(Loose("甲局", "2020-06/甲局.xlsx", Place("填报表", "A9"), "task-unknown", text, "对不上"),),
        exemplars=(Exemplar("1.1", "1.1a", "覆盖率", ("乙局", "丁局"), "60%", False),),
    )  # fmt: skip


def scored(text: str = "约三成", name: str = "报表名") -> Run:
    """The same with points and an index."""
    return replace(
        rich(text, name),
        index=Index(Decimal("72.94"), (SectionIndex("一", Decimal(60), Decimal("72.94"), 2),
                                       SectionIndex("二", Decimal(40), None, 0)), "按权重合成"),
        scores=Scores("各项平均", (Score("甲局", Decimal("55.50"), 1, 2, "逾期报送，减 5 分"),
                               Score("丙局", Decimal(0), 2, 0, "未报送"),
                               Score("乙局", None, None, 0, "重复报送，内容不同，待定"))),
    )  # fmt: skip
