"""Reports in S3: a file, a folder, an archive; here and on a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chanfa_check.batch.collect import collect
from chanfa_check.batch.engines.cluster import dask
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.output import contract
from tests.batch.test_collect import zipped
from tests.batch.test_run import report


@pytest.fixture(scope="module")
def bucket(s3: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A bucket with a month in it."""
    import s3fs

    folder = tmp_path_factory.mktemp("s3")
    fine = report(folder / "甲.xlsx").read_bytes()
    system = s3fs.S3FileSystem(endpoint_url=s3)
    system.mkdir("chanfa")
    for number in range(70):
        system.pipe(f"chanfa/2020-06/{number:02}/市教育局.xlsx", fine)
    system.pipe("chanfa/2020-06/空.xlsx", b"")
    system.pipe("chanfa/2020-06/说明.docx", b"x")
    system.pipe("chanfa/2020-06/z.zip", zipped(folder / "z.zip", {"丙/市科协.xlsx": fine}).read_bytes())
    return "s3://chanfa/2020-06"


def test_a_folder_here_and_on_a_cluster(bucket: str, cluster_that_knows: Any) -> None:
    collected = collect([bucket])
    assert [one.shown for one in collected.sources] == [
        *(f"{bucket}/{number:02}/市教育局.xlsx" for number in range(70)),
        f"{bucket}/z.zip/丙/市科协.xlsx",
        f"{bucket}/空.xlsx",
    ]
    assert collected.passed_over == (f"{bucket}/说明.docx",)
    here = check_submissions(collected, Order(), engine=local(2))
    assert [[problem.code for problem in one.problems] for one in here.submissions] == [[]] * 71 + [["file-empty"]]
    there = check_submissions(collected, Order(), engine=dask(cluster_that_knows.scheduler_address))
    assert contract.encode(there) == contract.encode(here)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("s3://chanfa/2020-06/01/市教育局.xlsx", None),
        ("s3://chanfa/2020-06/没有.xlsx", "file-missing"),
        ("s3://chanfa/没有", "file-missing"),
        ("s3://no-such-bucket/甲.xlsx", "file-missing"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_one_by_itself(url: str, code: str | None) -> None:
    (source,) = collect([url]).sources
    assert [one.code for one in check_one(source, Order()).problems] == ([code] if code else [])


def test_what_comes_later_is_found_too(s3: str, bucket: str, tmp_path: Path) -> None:
    """This process has listed the folder before."""
    import s3fs

    fine = report(tmp_path / "甲.xlsx").read_bytes()
    folder = bucket.replace("2020-06", "2020-07")
    system = s3fs.S3FileSystem(endpoint_url=s3, use_listings_cache=False)
    for number in range(1, 4):
        system.pipe(f"{folder.removeprefix('s3://')}/{number}.xlsx", fine)
        found = [check_one(source, Order()) for source in collect([folder]).sources]
        assert [one.problems for one in found] == [()] * number
