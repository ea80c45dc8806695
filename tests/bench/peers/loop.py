"""Many files, one after the other in one process: `loop.py READER LIST HEADER_ROW` prints the seconds for each file.

Only the reading counts: imports and one file before the others do not.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def calamine() -> Callable[[str], Any]:
    """Every sheet to Python, and nothing else."""
    from python_calamine import load_workbook

    def read(path: str) -> Any:
        book = load_workbook(path)
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    return read


def openpyxl() -> Callable[[str], Any]:
    """Every sheet to Python, in the mode that is for reading only."""
    from openpyxl import load_workbook

    def read(path: str) -> Any:
        book = load_workbook(path, read_only=True, data_only=True)
        found = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
        book.close()
        return found

    return read


def frictionless(header: int) -> Callable[[str], Any]:
    """The first sheet validated, its columns' types found by looking, as its command does."""
    from frictionless import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
        Dialect,
        Resource,
        system,
    )

    def read(path: str) -> Any:
        with system.use_context(trusted=True):
            report = Resource(path=path, dialect=Dialect(header_rows=[header])).validate()
        if report.tasks[0].stats["rows"] < 60:
            sys.exit(f"{path}: {report.tasks[0].stats}")
        return report

    return read


def main() -> None:
    """Reads the files, and prints processor seconds for each."""
    readers: dict[str, Callable[[], Callable[[str], Any]]] = {
        "calamine": calamine,
        "openpyxl": openpyxl,
        "frictionless": lambda: frictionless(int(sys.argv[3])),
    }
    read = readers[sys.argv[1]]()
    files = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    read(files[0])
    before = time.process_time()
    for file in files:
        read(file)
    print((time.process_time() - before) / len(files))


main()
