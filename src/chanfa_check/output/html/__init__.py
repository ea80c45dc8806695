"""The office's page as one HTML file that loads nothing, works without scripts, and prints on A4."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from chanfa_check.model import Run
from chanfa_check.output.text import as_text

_HERE = Path(__file__).parent


def encode(run: Run) -> bytes:
    """The run as one UTF-8 page. What came from a submission is text in it, whatever it looks like."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from chanfa_check.output import office, words
    from chanfa_check.output.html.details import choices, sections
    from chanfa_check.output.html.heat import kind, maps, symbol, tallied
    from chanfa_check.output.html.plots import plots
    from chanfa_check.paths import file_name, tell_apart
    from chanfa_check.quantity.unit import plain
    from chanfa_check.verdict.wording import show_day

    style, script = (_text(name) for name in ("style.css", "filter.js"))
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    submissions = sections(run)
    page = environment.get_template("page.html.j2").render(
        run=run,
        office=office,
        words=words,
        kind=kind,
        symbol=symbol,
        reporting=tuple(office.reporting(run)),
        statuses=tallied(run),
        maps=maps(run),
        submissions=submissions,
        choices=choices(run, submissions),
        plots=plots(run),
        plain=plain,
        file_name=file_name,
        files=tell_apart([row.path for row in run.rows] + [one.path for one in run.submissions]),
        show_day=show_day,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return page.encode("utf-8")


def _shown(value: Any) -> Any:
    """What stands on the page instead of a value. A browser shows line breaks in running text as spaces anyway, so
    they need not stay anywhere; only what this package itself has made as markup keeps them."""
    return value if hasattr(value, "__html__") else as_text(str(value))


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a Content-Security-Policy names this very text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
