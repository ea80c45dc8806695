"""A submission's findings in the form in which they are compared: with other departments', and with earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from chanfa_check.model import Checked, Finding, Indicator, Manner, Measure, Reported, Role, Status, Value
from chanfa_check.verdict.wording import show_value

_BOUNDED = {
    Manner.AT_LEAST: lambda stated, other: other >= stated,
    Manner.ABOVE: lambda stated, other: other > stated,
    Manner.AT_MOST: lambda stated, other: other <= stated,
    Manner.BELOW: lambda stated, other: other < stated,
}


def reported(checked: Checked) -> tuple[Reported, ...]:
    """What the submission says of each indicator, and its verdict; () where it could not be checked."""
    matrix, department, as_of = checked.matrix, checked.department, checked.about
    if matrix is None or department is None or as_of is None:
        return ()
    return tuple(
        Reported(
            matrix=matrix.id,
            department=department,
            task=task,
            indicator=indicator,
            role=role,
            as_of=as_of,
            status=one.status,
            light=one.light,
            code=one.code,
            value=value_of(one),
            last_year=last_year,
            manner=one.manner,
            path=checked.path,
            place=one.place,
            sha256=checked.sha256,
            unit=one.unit,
        )
        for task, indicator, role, one, last_year in told(checked)
    )


def told(checked: Checked) -> Iterator[tuple[str, str, Role, Finding, Decimal | None]]:
    """The findings on indicators: task, indicator and role, and last year's value as the submission gives it."""
    last_years = {one.indicator: one.last_year for one in checked.observations}
    return (
        (one.task, one.indicator, one.role, one, last_years.get(one.indicator))
        for one in checked.findings
        if one.task and one.indicator and one.role
    )


def value_of(finding: Finding) -> Value | None:
    """What is compared and added up: nothing that cannot be taken as it stands."""
    return None if finding.status is Status.INVALID else finding.actual


def slim(checked: Checked) -> Checked:
    """The submission without its sentences: all that is needed to compare it, and to add it up."""
    findings = tuple(
        replace(one, message=one.message if one.role is None else "", advice="", wording="", reading="", notes=())
        for one in checked.findings
    )
    observations = tuple(replace(one, narrative="", raw="", notes=()) for one in checked.observations)
    return replace(checked, findings=findings, observations=observations)


def agree(one: Reported, other: Reported) -> bool:
    """Whether two statements of one figure can both be true: 35.2% and 35.17% can, 95%以上 and 96% too."""
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
        return amounts_agree((one.value, one.manner), (other.value, other.manner))
    return one.value == other.value


def amounts_agree(one: tuple[Decimal, Manner], other: tuple[Decimal, Manner]) -> bool:
    """The same of two amounts in one unit, each with how firmly it is meant."""
    (value, manner), (other_value, other_manner) = one, other
    if manner in _BOUNDED or other_manner in _BOUNDED:
        ways = ((value, manner, other_value), (other_value, other_manner, value))
        return all(_BOUNDED[how](stated, against) for stated, how, against in ways if how in _BOUNDED)
    return Manner.ABOUT in (manner, other_manner) or same_amount(value, other_value)


def same_amount(one: Decimal, other: Decimal) -> bool:
    """Whether one number is the other, or the other rounded to fewer decimals. Whole numbers are not rounded ones."""
    digits = min(_decimals(one), _decimals(other))
    if not digits:
        return one == other
    unit = Decimal(1).scaleb(-digits)
    return one.quantize(unit, ROUND_HALF_UP) == other.quantize(unit, ROUND_HALF_UP)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(one: Reported, indicator: Indicator | None) -> str:
    """The value as it reads; "" where there is none, or it is a text."""
    if one.value is None or indicator is None or indicator.measure is Measure.NARRATIVE:
        return ""
    return show_value(one.value, indicator, one.manner)


def comparable(one: Reported, indicator: Indicator) -> bool:
    """Whether there is a value that another one can agree with or contradict."""
    narrative = indicator.measure is Measure.NARRATIVE
    return one.value is not None and not narrative and one.role in (Role.LEAD, Role.PARTNER)
