"""Values set aside: in memory or in a file, they are the same."""

from __future__ import annotations

import gc
import tempfile
from typing import BinaryIO

import pytest

from chanfa_check.across import shelf
from chanfa_check.across.shelf import Shelf, View


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 40])
def test_whatever_their_number_they_come_out_as_they_were(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "FEW", 5)
    values = [("甲" * number, number) for number in range(count)]
    kept = Shelf(values)
    assert list(kept) == values == [kept[at] for at in range(count)]
    assert [kept[at - count] for at in range(count)] == values
    assert (len(kept), bool(kept), list(kept[1:4])) == (count, bool(count), values[1:4])
    assert isinstance(kept.settled(), tuple) == (count <= 5)
    for outside in (count, -count - 1):
        with pytest.raises(IndexError):
            kept[outside]


def test_it_may_be_read_while_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "FEW", 0)
    kept: Shelf[int] = Shelf()
    for number in range(50):
        kept.add(number)
        assert (kept[0], kept[-1], kept[number // 2]) == (0, number, number // 2)


def test_what_is_heavy_goes_to_the_file_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "FEW", 5)
    kept: Shelf[str] = Shelf()
    kept.add("甲", 5)
    assert kept.settled() == ("甲",)
    kept.add("乙")
    assert kept.settled() is kept
    assert list(kept) == ["甲", "乙"]


def test_its_file_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[BinaryIO] = []
    real = tempfile.TemporaryFile

    def noted() -> BinaryIO:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(shelf, "FEW", 0)
    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    kept = Shelf([1, 2])
    assert [file.closed for file in made] == [False]
    del kept
    gc.collect()
    assert [file.closed for file in made] == [True]


def test_few_never_touch_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> BinaryIO:
        raise AssertionError

    monkeypatch.setattr(tempfile, "TemporaryFile", none)
    assert list(Shelf(range(shelf.FEW))) == list(range(shelf.FEW))


@pytest.mark.parametrize("count", [0, 3, 9])
def test_a_view_is_what_it_makes(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "FEW", 5)
    view = View(count, lambda at: at * at)
    squares = [at * at for at in range(count)]
    assert list(view) == squares == [view[at] for at in range(count)]
    assert list(view[-2:]) == squares[-2:]
    assert (len(view), list(view.settled())) == (count, squares)
    assert isinstance(view.settled(), tuple) == (count <= 5)
    with pytest.raises(IndexError):
        view[count]
