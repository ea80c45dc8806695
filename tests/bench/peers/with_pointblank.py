"""One report with pointblank: `with_pointblank.py FILE HEADER_ROW BOUNDS`. Ends with 1 where something falls short."""

import json
import sys
from pathlib import Path

import pointblank as pb  # type: ignore[import-not-found,import-untyped,unused-ignore]
import polars as pl  # type: ignore[import-not-found,import-untyped,unused-ignore]

path, header, bounds = sys.argv[1], int(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
rows = pl.read_excel(path, engine="calamine", read_options={"header_row": header - 1})
rows = rows.filter(pl.col("编号").is_in(list(bounds)))
if len(rows) != len(bounds) // 2:
    sys.exit(f"{len(rows)} rows were read")
rows = rows.with_columns(
    pl.col("完成值").cast(pl.Float64, strict=False).alias("数"),
    pl.Series("下限", [bounds[number][0] for number in rows["编号"]], dtype=pl.Float64),
    pl.Series("上限", [bounds[number][1] for number in rows["编号"]], dtype=pl.Float64),
)
validation = (
    pb.Validate(rows)
    .col_vals_regex(columns="编号", pattern=r"^\d+\.\d+[a-z]?$")
    .rows_distinct(columns_subset="编号")
    .col_vals_not_null(columns=["指标", "计量单位", "进展情况"])
    .col_vals_ge(columns="数", value=0, na_pass=True)
    .col_vals_ge(columns="数", value=pb.col("下限"), na_pass=True)
    .col_vals_le(columns="数", value=pb.col("上限"), na_pass=True)
    .interrogate()
)
if not validation.all_passed():
    print(validation.get_json_report())
    sys.exit(1)
