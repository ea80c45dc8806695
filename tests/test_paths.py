"""File names as people tell them apart."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.paths import file_name, is_url, shown_path, tell_apart


def test_as_many_folders_as_it_takes_and_no_more() -> None:
    assert tell_apart(["a/x.xlsx", "a/y.xlsx"]) == {"a/x.xlsx": "x.xlsx", "a/y.xlsx": "y.xlsx"}
    assert tell_apart(["5/a/x", "6/a/x", "6/a/y"]) == {"5/a/x": "5/a/x", "6/a/x": "6/a/x", "6/a/y": "y"}
    assert tell_apart(["C:\\5\\x", "C:\\6\\x"]) == {"C:\\5\\x": "5/x", "C:\\6\\x": "6/x"}
    assert file_name("6月.zip/市总工会.xlsx") == "市总工会.xlsx"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("6月/市教育局.xlsx".encode(), "6月/市教育局.xlsx"),
        ("6月/".encode() + "市教育局.xlsx".encode("gb18030"), "6月/市教育局.xlsx"),
        (b"/a/caf\xe9.xlsx", "/a/caf\\xe9.xlsx"),
        (b"/a/caf\xe8.xlsx", "/a/caf\\xe8.xlsx"),
    ],
)
def test_bytes_of_another_encoding_are_read_as_windows_wrote_them_or_shown_as_they_are(raw: bytes, shown: str) -> None:
    assert shown_path(os.fsdecode(raw)) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("ftp://工会:p@ss@h.example:21/6月/a.xlsx", "ftp://***@h.example:21/6月/a.xlsx"),
        ("https://h/a.xlsx?part=2&X-Amz-Signature=1f&X-Amz-Security-Token=2f#x", None),
        ("s3://bucket/a@b.xlsx?versionId=3", "s3://bucket/a@b.xlsx?versionId=3"),
        ("s3://AKIA:ab/cd@bucket/x.xlsx", "s3://***@bucket/x.xlsx"),
        ("ftp://u:a#b?c@h/x.xlsx", "ftp://***@h/x.xlsx"),
        ("simplecache::s3://u:p@bucket/x.xlsx", "simplecache::s3://***@bucket/x.xlsx"),
        ("https://h:8080/a@b.xlsx", "https://h:8080/a@b.xlsx"),
        ("https://[::1]:8080/a@b.xlsx", "https://[::1]:8080/a@b.xlsx"),
        ("https://h/a?pwd=1&auth=2;token=3#access_token=4", "https://h/a?pwd=***&auth=***;token=***#access_token=***"),
        ("tcp://u:p@127.0.0.1:8786", "tcp://***@127.0.0.1:8786"),
        ("s3://bucket/6月 a=b.xlsx", "s3://bucket/6月 a=b.xlsx"),
    ],
)
def test_nothing_secret_of_a_url_is_shown(url: str, shown: str | None) -> None:
    masked = "https://h/a.xlsx?part=2&X-Amz-Signature=***&X-Amz-Security-Token=***#x"
    assert is_url(url)
    assert shown_path(url) == (shown or masked)


@pytest.mark.parametrize("path", ["C:\\6月\\a.xlsx", "C://a.xlsx", "6月/a.xlsx", "/a://b", "://a", ""])
def test_what_is_no_url(path: str) -> None:
    assert not is_url(path)


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map("/".join)))
def test_different_paths_have_different_names(paths: list[str]) -> None:
    found = tell_apart(paths)
    assert len(set(found.values())) == len(set(paths))
