"""One report with pandera: `with_pandera.py FILE HEADER_ROW BOUNDS`. Ends with 1 where something falls short."""

import json
import sys
from pathlib import Path

import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pandera.pandas as pa  # type: ignore[import-not-found,import-untyped,unused-ignore]

path, header, bounds = sys.argv[1], int(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
rows = pd.read_excel(path, header=header - 1, engine="openpyxl")
rows = rows[rows["编号"].isin(bounds)]
if len(rows) != len(bounds) // 2:
    sys.exit(f"{len(rows)} rows were read")
rows["数"] = pd.to_numeric(rows["完成值"], errors="coerce")
rows["下限"] = rows["编号"].map(lambda number: bounds[number][0]).astype(float)
rows["上限"] = rows["编号"].map(lambda number: bounds[number][1]).astype(float)
schema = pa.DataFrameSchema(
    {
        "编号": pa.Column(str, pa.Check.str_matches(r"^\d+\.\d+[a-z]?$"), unique=True),
        "指标": pa.Column(str),
        "计量单位": pa.Column(str),
        "进展情况": pa.Column(str, pa.Check.str_length(min_value=1)),
        "数": pa.Column(float, pa.Check.ge(0), nullable=True, coerce=True),
    },
    checks=[
        pa.Check(lambda table: table["数"].isna() | table["下限"].isna() | (table["数"] >= table["下限"]), name="下限"),
        pa.Check(lambda table: table["数"].isna() | table["上限"].isna() | (table["数"] <= table["上限"]), name="上限"),
    ],
)
try:
    schema.validate(rows, lazy=True)
except pa.errors.SchemaErrors as errors:
    print(errors.failure_cases.to_string())
    sys.exit(1)
