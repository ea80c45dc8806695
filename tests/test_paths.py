"""File names as people tell them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chanfa_check.paths import file_name, shown_path, tell_apart


def test_as_many_folders_as_it_takes_and_no_more() -> None:
    assert tell_apart(["a/x.xlsx", "a/y.xlsx"]) == {"a/x.xlsx": "x.xlsx", "a/y.xlsx": "y.xlsx"}
    assert tell_apart(["5/a/x", "6/a/x", "6/a/y"]) == {"5/a/x": "5/a/x", "6/a/x": "6/a/x", "6/a/y": "y"}
    assert tell_apart(["C:\\5\\x", "C:\\6\\x"]) == {"C:\\5\\x": "5/x", "C:\\6\\x": "6/x"}
    assert file_name("6月.zip/市总工会.xlsx") == "市总工会.xlsx"


def test_bytes_of_another_encoding_are_shown_as_question_marks() -> None:
    assert shown_path(b"\xca\xd0.xlsx".decode("utf-8", "surrogateescape")) == "??.xlsx"


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map("/".join)))
def test_different_paths_have_different_names(paths: list[str]) -> None:
    found = tell_apart(paths)
    assert len(set(found.values())) == len(set(paths))
