"""The page for sign-off as one HTML file that loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from chanfa_check.output.review.sheet import KIND, LEFT, OPINION, RIGHT, SIGNATURES, Sheet
from chanfa_check.output.text import as_text

_HERE = Path(__file__).parent


def render(page: Sheet) -> bytes:
    """The page in UTF-8. What came from a matrix is text in it, whatever it looks like."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = (_HERE / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = environment.get_template("page.html.j2").render(
        page=page,
        kind=KIND,
        heads=(LEFT, RIGHT, OPINION),
        signatures=SIGNATURES,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
    )
    return made.encode("utf-8")


def _shown(value: Any) -> Any:
    """What stands on the page instead of a value: one line of characters that can be shown."""
    return value if hasattr(value, "__html__") else as_text(str(value))
