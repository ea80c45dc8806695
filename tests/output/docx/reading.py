"""What a reader of a .docx sees, in order: paragraphs, and tables cell by cell."""

from __future__ import annotations

import io

from docx import Document
from docx.table import Table


def read(data: bytes) -> list[str]:
    """A paragraph is a line, so is a table's row. Marks of where a line may break are not seen."""
    lines: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += [f"| {' | '.join(cell.text for cell in row.cells)} |" for row in block.rows]
        else:
            lines.append(block.text)
    return [line.replace("\u200b", "") for line in lines]
