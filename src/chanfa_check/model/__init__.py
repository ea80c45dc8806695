"""The words of the field as frozen data. Everything else imports this; it imports nothing of ours.

Amounts are exact decimals in the unit of their indicator: 35 for 35%, 8000 for 0.8万人 where the unit is 人.
Dates are calendar dates. Texts that came from a matrix or a submission stand verbatim.
"""

from chanfa_check.model.matrix import (
    INHERITABLE,
    MEASURES,
    Assessment,
    Bound,
    Department,
    Due,
    Every,
    Indicator,
    Lights,
    Matrix,
    Measure,
    Occasion,
    Pace,
    Rate,
    Requirement,
    Target,
    Task,
    Value,
    YearDay,
)
from chanfa_check.model.run import Checked, Coverage, Finding, Run
from chanfa_check.model.submission import Mark, Observation, Place, Problem, Stray, Submission
from chanfa_check.model.words import FailOn, Fault, Light, Manner, Op, Period, Quantity, Role, Status

__all__ = [
    "INHERITABLE",
    "MEASURES",
    "Assessment",
    "Bound",
    "Checked",
    "Coverage",
    "Department",
    "Due",
    "Every",
    "FailOn",
    "Fault",
    "Finding",
    "Indicator",
    "Light",
    "Lights",
    "Manner",
    "Mark",
    "Matrix",
    "Measure",
    "Observation",
    "Occasion",
    "Op",
    "Pace",
    "Period",
    "Place",
    "Problem",
    "Quantity",
    "Rate",
    "Requirement",
    "Role",
    "Run",
    "Status",
    "Stray",
    "Submission",
    "Target",
    "Task",
    "Value",
    "YearDay",
]
