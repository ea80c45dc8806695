"""The kinds of requirement, one module each. A module's docstring is the kind's manual (`chanfa-check explain KIND`).

A new kind is a new module that defines `Rule`, a subclass of `chanfa_check.model.Target`, and its name in `KINDS`.
"""

from __future__ import annotations

from importlib import import_module

from chanfa_check.model import Target

KINDS = (
    "milestones",
    "annual",
    "floor",
    "ceiling",
    "growth",
    "rising",
    "total",
    "stage",
    "event",
    "composite",
    "ongoing",
)


def kind(name: str) -> type[Target]:
    """The target type of one of `KINDS`."""
    rule: type[Target] = import_module(f"{__name__}.{name}").Rule
    return rule


def manual(name: str) -> str:
    """The manual of one of `KINDS`, in Chinese."""
    return (import_module(f"{__name__}.{name}").__doc__ or "").strip()
