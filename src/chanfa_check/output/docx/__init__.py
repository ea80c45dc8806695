"""The monthly bulletin (通报) as a Word document, from a template that the office can edit in Word or WPS."""

from __future__ import annotations

from pathlib import Path

from chanfa_check.model import Run
from chanfa_check.output.docx.context import context
from chanfa_check.output.docx.render import TemplateError, render

__all__ = ["DEFAULT", "TemplateError", "encode"]

DEFAULT = Path(__file__).with_name("bulletin.docx")
"""The template that is used where none is named, and the one to begin with for one's own."""


def encode(run: Run, template: Path | None = None) -> bytes:
    """The run as a .docx; the same bytes for the same run and template. Raises TemplateError."""
    return render(template or DEFAULT, context(run))
